"""Shadow text → the numerals in it: digits, words, mixed forms and collectives, each with its value.

Matches *12 mille*, *une bonne centaine*, *deux millions et demi*; not *vingt trente* nor *10 00*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from newsextract.alternation import longest_first, one_of
from newsextract.amounts.digits import has_mark, read_digits
from newsextract.amounts.model import Numeral
from newsextract.amounts.shadow import MEGA, word_before
from newsextract.amounts.words import JOIN, NUMBER_WORDS, RUN, WORD, read_words
from newsextract.lexicon import read_toml

_TABLE = read_toml("amounts.toml")


def _alternatives(entries: list[str]) -> str:
    return "|".join(map(re.escape, longest_first(entries)))


_COLLECTIVES: dict[str, int] = dict(_TABLE["collectives"]["values"])
_SCALES: dict[str, int] = dict(_TABLE["scales"]["values"])
_NOUNS = _COLLECTIVES | {"million": 10**6, "milliard": 10**9, "billion": 10**12}
_SIZES = _alternatives(_TABLE["collectives"]["sizes"])
_VAGUE = _alternatives(_TABLE["collectives"]["vague_determiners"])
_DEFINITE = frozenset(_TABLE["collectives"]["singular_determiners"])
_NOUN = "|".join(_NOUNS)
_ROUND = frozenset({"centaine", "millier", "million", "milliard"})  # la barre du millier
_SHARED = (10**12, 10**9, 10**6, 10**3)

# what the words of numerals begin with, seen before the long expressions are tried: *vingts?* → vingt
_BEGINNINGS = one_of(
    {word.split()[0] for table in ("sizes", "vague_determiners") for word in _TABLE["collectives"][table]}
    | {re.sub(r".\?", "", word) for word in ("demi", *_NOUNS, *NUMBER_WORDS)}
)

# dizaine · petite centaine · demi-douzaine · millier et demi · dizaines de milliers
_COLLECTIVE = rf"""
    (?P<size> (?: (?:{_SIZES}) [ ] )* ) (?P<demi> demi[- ] )? (?P<noun> {_NOUN} ) (?P<plural> s? ) (?![\w-])
    (?P<half> [ ]et[ ]demie?\b )?
    (?P<of> (?: [ ](?:de[ ]|d') (?:dizaines?|centaines?|milliers?|mille|millions?|milliards?)\b )* )
"""
# quelques dizaines de milliers · des centaines · milliers (bare) · 11'000 · deux mille cinq cents
# (the first line only spares the others a try where none of their words begins)
_SCAN = re.compile(
    rf"""
    (?<!\w) (?=[\d,]|{_BEGINNINGS}) (?:
      (?P<digits> (?<![\w]) (?: \d+ (?: (?:[ ]{{1,2}}|[.,']) \d+ )* | (?<![\d ]),\d+ ) )
    | (?P<share> (?<![\w-]) (?P<quarters> un[ ]quart | trois[ ]quarts ) [ ](?:de[ ]|d'un[ ])
        (?P<whole> million|milliard ) (?!\w) )
    | (?P<collective> (?<![\w-]) (?: (?P<vague> {_VAGUE} ) [ ]+ )? {_COLLECTIVE} )
    | (?P<run> {RUN} )
    )
    """,
    re.VERBOSE,
)
_AFTER_NUMBER = re.compile(rf"(?: [ ]{{1,2}} | - ) {_COLLECTIVE}", re.VERBOSE)
_SUM = re.compile(r"[ -](?P<noun>dizaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine)(?![\w-])")
_HUNDREDS = re.compile(rf"une? (?P<hundreds>(?:{WORD}{JOIN})?cents?)$")
# 12 mille · 2 mds · 3 mio
_SCALE = re.compile(rf"[ ]{{0,2}}(?P<scale>{'|'.join(longest_first(_SCALES))})\b(?!-)")
_GLUED = re.compile(rf"(?:[ ](?={MEGA}|k[€$]))?(?P<scale>k(?!\w)|{MEGA})")
_HALF = re.compile(r" et (?P<part>demie?|(?:un )?quart|trois quarts|(?:un|deux) tiers)\b(?![ -]milli)")
_PARTS = {"demi": 2, "demie": 2, "quart": 1, "un quart": 1, "trois quarts": 3}  # quarters
_SUFFIXES = {"k": 1000, MEGA: 10**6}
_OF = re.compile(r"dizaine|centaine|millier|mille|million|milliard")
_REST_WORDS = re.compile(rf"[ ](?P<words>{RUN})(?![\w-])", re.VERBOSE)
# deux millions 300 000 · 3 millions 500 mille · deux mille 500
_REST_DIGITS = re.compile(
    r" (?P<digits>\d{1,3}(?:[ .']\d{3})*)(?P<mille> mille\b)?(?![\w'/-]|[.,]\d| (?:mille|million|milli))"
)
_YEAR_FIRST = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d) +(?P<rest>.+)")


def find_numerals(shadow: str) -> Iterator[Numeral]:
    """Yield the numerals of a folded, lower-case text in order; what is ill-formed is passed over whole."""
    position = 0
    while (match := _SCAN.search(shadow, position)) is not None:
        position = match.end()
        for numeral in _read(shadow, match):
            yield numeral
            position = max(position, numeral.end)


def _read(shadow: str, match: re.Match[str]) -> list[Numeral]:
    if match["digits"] is not None:
        return _from_digits(shadow, match)
    if match["share"] is not None:
        value = Decimal(_NOUNS[match["whole"]] * _PARTS[match["quarters"]]) / 4
        return [Numeral(match.start(), match.end(), value, "words")]
    if match["run"] is not None:
        return _from_words(shadow, match)
    found = _bare_collective(shadow, match)
    return [] if found is None else [found]


def _from_digits(shadow: str, match: re.Match[str]) -> list[Numeral]:
    start, end, written = match.start(), match.end(), match["digits"]
    value = read_digits(written.replace("  ", " "))
    if value is None:
        parts = _YEAR_FIRST.fullmatch(written)
        rest = read_digits(parts["rest"].replace("  ", " ")) if parts else None
        if parts is None or rest is None:
            return []
        year = Numeral(start, start + 4, Decimal(parts["year"]), "digits")
        return [year, _plain_digits(shadow, start + parts.start("rest"), end, rest)]
    return [_plain_digits(shadow, start, end, value)]


def _plain_digits(shadow: str, start: int, end: int, value: Decimal) -> Numeral:
    marked = has_mark(shadow[start:end])
    return _scaled(shadow, Numeral(start, end, value, "digits", "plain", _scales(value), marked))


def _from_words(shadow: str, match: re.Match[str]) -> list[Numeral]:
    words = match["run"]
    start, end = match.start(), match.end()
    if (hundreds := _HUNDREDS.fullmatch(words)) and (tens := _SUM.match(shadow, end)):
        base = read_words(hundreds["hundreds"])
        if base is None:
            return []
        return [Numeral(start, tens.end(), base + _COLLECTIVES[tens["noun"]], "collective", "about")]
    value = read_words(words)
    joined = _joined(shadow, words, start) if value is None or _is_bare_between(shadow, start, end) else []
    if joined or value is None:
        return joined or _neighbours(words, start)
    return [_scaled(shadow, Numeral(start, end, value, "words", "plain", _word_scales(words, value)))]


def _is_bare_between(shadow: str, start: int, end: int) -> bool:
    """*entre [soixante et onze mille] soldats*: *entre* needs two numbers, and no other *et* follows."""
    return " et " in shadow[start:end] and shadow.endswith("entre ", 0, start) and not shadow.startswith(" et ", end)


def _joined(shadow: str, words: str, start: int) -> list[Numeral]:
    """The two numerals, the larger last, of *dix mille six cent soixante et onze mille*; none of *vingt et un*, nor
    where they could be parted at more than one *et*."""
    cuts = [match.start() for match in re.finditer(" et ", words)]
    pairs = [(cut, read_words(words[:cut]), read_words(words[cut + 4 :])) for cut in cuts]
    fitting = [(cut, low, high) for cut, low, high in pairs if low is not None and high is not None and low < high]
    if len(fitting) != 1:
        return []
    ((cut, low, high),) = fitting
    middle, second = start + cut, start + cut + 4
    return [
        Numeral(start, middle, low, "words", "plain", _word_scales(words[:cut], low)),
        _scaled(
            shadow, Numeral(second, start + len(words), high, "words", "plain", _word_scales(words[cut + 4 :], high))
        ),
    ]


def _neighbours(words: str, start: int) -> list[Numeral]:
    """Read *deux-trois*, *quatre cinq* as two numerals one apart; other ill-formed sequences are nothing."""
    parts = re.split("[ -]", words)
    if len(parts) != 2:
        return []
    first, second = read_words(parts[0]), read_words(parts[1])
    if first is None or second is None or second != first + 1 or not 1 < first < 17:
        return []
    cut = start + len(parts[0])
    return [Numeral(start, cut, first, "words"), Numeral(cut + 1, start + len(words), second, "words")]


def _scales(value: Decimal) -> tuple[int, ...]:
    if value < 2000:
        return (100,) if value >= 200 and value < 1000 and value % 100 == 0 else ()  # 3 à 400 hommes
    return tuple(scale for scale in _SHARED if value >= 2 * scale)


def _word_scales(words: str, value: Decimal) -> tuple[int, ...]:
    scales = list(_scales(value))
    if re.search(r"cent[ -]mille", words):
        scales = sorted({*scales, 10**5}, reverse=True) if value >= 2 * 10**5 else scales
    elif "mill" not in words and re.search(r"cents?\b", words) and value >= 200:
        scales = [100]
    return tuple(scales)


def _scaled(shadow: str, numeral: Numeral) -> Numeral:
    """Take in what follows a number and multiplies it: a scale, a collective, a half, a smaller rest."""
    if (tail := _AFTER_NUMBER.match(shadow, numeral.end)) is not None:
        return _with_collective(shadow, numeral, tail)
    if numeral.form == "digits":
        scale = _SCALE.match(shadow, numeral.end) or _GLUED.match(shadow, numeral.end)
        if scale is not None and numeral.value < 10**6:
            factor = _SCALES.get(scale["scale"]) or _SUFFIXES[scale["scale"]]
            made = _mixed(numeral, scale.end(), numeral.value * factor, factor)
            return _with_part(shadow, made, factor) if factor > 1000 else _with_rest(shadow, made, factor)
        return numeral
    if re.search(r"(?:million|milliard|billion)s?$", shadow[numeral.start : numeral.end]):
        factor = max(scale for scale in (*_SHARED,) if numeral.value >= scale)
        return _with_part(shadow, numeral, factor)
    if shadow[numeral.start : numeral.end].endswith("mille"):
        return _with_rest(shadow, numeral, 1000)
    return numeral


def _with_part(shadow: str, numeral: Numeral, factor: int) -> Numeral:
    """Add *et demi*, *et trois quarts*, or a smaller number in digits."""
    half = _HALF.match(shadow, numeral.end)
    if half is None:
        return _with_rest(shadow, numeral, factor)
    quarters = _PARTS.get(half["part"])
    if quarters is None:  # two thirds of a million is no number
        return numeral
    return _mixed(numeral, half.end(), numeral.value + factor * quarters // 4, factor)


def _mixed(numeral: Numeral, end: int, value: Decimal, factor: int) -> Numeral:
    form = "words" if numeral.form == "words" else "mixed"
    scales = tuple(sorted({*_scales(value), factor} if value > factor else {*_scales(value)}, reverse=True))
    return Numeral(numeral.start, end, value, form, "plain", scales, True)


def _with_rest(shadow: str, numeral: Numeral, factor: int) -> Numeral:
    """Add a smaller number: *2 millions 300 000*, *3 millions cinq cent mille*, *deux mille 500*."""
    digits = _REST_DIGITS.match(shadow, numeral.end)
    words = None if digits else _REST_WORDS.match(shadow, numeral.end)
    rest = digits or words
    value = read_digits(digits["digits"]) if digits else read_words(words["words"]) if words else None
    if rest is None or value is None:
        return numeral
    value *= 1000 if digits and digits["mille"] else 1
    if not 10 <= value < factor:
        return numeral
    return Numeral(numeral.start, rest.end(), numeral.value + value, "mixed", "plain", (), True)


def _with_collective(shadow: str, numeral: Numeral, tail: re.Match[str]) -> Numeral:
    if numeral.form == "words" and numeral.value == 0:
        return numeral
    factor = _NOUNS[tail["noun"]]
    value = numeral.value * factor * _product(tail["of"])
    if tail["demi"]:
        value /= 2
    if tail["half"]:
        value += factor // 2
    exact_noun = tail["noun"] not in _COLLECTIVES and _OF.sub("", tail["of"]) == tail["of"]
    about = bool(tail["size"].strip() and numeral.value == 1) or not (exact_noun or numeral.form == "digits")
    form = "collective" if tail["noun"] in _COLLECTIVES and numeral.form == "words" else "mixed"
    result = _mixed(numeral, tail.end(), value, factor)
    scales = result.scales if numeral.value > 1 else ()
    made = Numeral(result.start, result.end, value, form, "about" if about else "plain", scales, True)
    return _with_rest(shadow, made, factor) if exact_noun and not tail["half"] else made


def _product(chain: str) -> int:
    product = 1
    for noun in _OF.findall(chain):
        product *= _NOUNS.get(noun) or _SCALES[noun]
    return product


def _bare_collective(shadow: str, match: re.Match[str]) -> Numeral | None:
    """Read a collective without a number before it: *des milliers*, *milliers de*, *la centaine de*."""
    value = Decimal(_NOUNS[match["noun"]]) * _product(match["of"])
    start, end = match.start(), match.end()
    last = word_before(shadow, start)
    followed = shadow.startswith((" de ", " d'", " des "), end)
    if match["vague"]:
        return Numeral(start, end, value * 2, "collective", "vague") if match["plural"] else None
    start = match.start("noun")
    if match["plural"]:
        counted = last != "en" and (followed or match["of"] or last == "par")
        return Numeral(start, end, value * 2, "collective", "vague") if counted else None
    if last not in _DEFINITE or not (followed or match["noun"] in _ROUND):
        return None
    if match["demi"]:
        return Numeral(match.start("demi"), end, value / 2, "collective", "about")
    return Numeral(start, end, value, "collective", "about")
