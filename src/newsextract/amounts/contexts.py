"""Where a number stands → what it measures, or that it is no quantity at all (a date, a name, a score).

Measures: *8 %*, *12 km*, *34 ans*; no quantity: *12 mars*, *article 5*, *3e*, *Leopard 2*; a count: *300
soldats*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newsextract.alternation import longest_first
from newsextract.amounts.shadow import word_before
from newsextract.lexicon import read_csv, read_toml, values

_TABLE = read_toml("amounts.toml")
DROP = "drop"
FUNCTION_WORDS = frozenset(_TABLE["function"]["words"])
_MONTHS = frozenset(_TABLE["months"]["names"])
_WEEKDAYS = frozenset(_TABLE["months"]["weekdays"])
_BEFORE_YEAR = frozenset(_TABLE["months"]["before_year"]) | _MONTHS
_BEFORE_YEAR_OR_COUNT = frozenset(_TABLE["months"]["before_year_or_count"])
UNTIL = tuple(_TABLE["months"]["until"])  # qualifiers of dates too: jusqu'à 2030, à partir de 2025
_BEFORE_YEAR_IN_WORDS = frozenset({"en", "l'an", "an", "année", "l'année"}) | _MONTHS
_LABELS = frozenset(_TABLE["labels"]["before"])
_WEAK_LABELS = frozenset(_TABLE["labels"]["weak"])
_SERIES = frozenset(_TABLE["labels"]["series"])
_COUNTING = frozenset(_TABLE["function"]["counting"])
GOALS = "|".join(_TABLE["scores"]["units"])


def _alternatives(entries: Iterable[str], plural: bool = False) -> str:
    """Join entries longest first; with `plural` each of their words also stands in the plural."""
    ordered = longest_first(entries)
    if not plural:
        return "|".join(re.escape(entry) for entry in ordered)
    return "|".join(r"[sx]?[ ]".join(map(re.escape, entry.split())) + "[sx]?" for entry in ordered)


_SYMBOLS = {kind: _alternatives(_TABLE[kind]["symbols"]) for kind in ("percent", "money", "measure")}
_WORDS = {
    kind: _alternatives(_TABLE[kind]["units"], plural=True)
    for kind in ("percent", "money", "measure", "duration", "multiple")
}
_ADJECTIVES = "|".join(re.escape(word) + "(?:s|x|es)?" for word in _TABLE["duration"]["adjectives"])

# 8 % · 12,5 millions d'euros · 48 dernières heures · trois fois · 155mm
_UNIT = re.compile(
    rf"""
      (?! ''\d | "\d ) [ ]{{0,2}} (?: (?P<percent_sign> {_SYMBOLS["percent"]} )
                   | (?P<money_sign> (?:{_SYMBOLS["money"]}) (?!\w) )
                   | (?P<measure_sign> (?:{_SYMBOLS["measure"]}) (?![\w'-]) ) )
    | [ ]{{0,2}} (?P<duration_sign> (?:h|min|mn|s|sec|j) (?![\w'.-]) )
    | [ ]{{1,2}} (?: de[ ] | d' )? (?: (?:{_ADJECTIVES}) [ ] ){{0,3}}
      (?: (?P<percent> (?:{_WORDS["percent"]}) (?!\w) )
        | (?P<multiple> (?:{_WORDS["multiple"]}) (?!\w) )
        | (?P<money> (?:{_WORDS["money"]}) (?![\w'-]) )
        | (?P<duration> (?:{_WORDS["duration"]}) (?![\w'-]) )
        | (?P<measure> (?:{_WORDS["measure"]}) (?![\w'-]) ) )
    """,
    re.VERBOSE,
)
_MONTH = _alternatives(_TABLE["months"]["names"])
_NEXT_DAY = r"[ ]?(?:,|et|au|ou|à|-|–|/)[ ]?"
# 3, 4 et 5 mars · 12 mars · 30 ou 31 août
_DATE = re.compile(rf"(?:{_NEXT_DAY}\w+)?(?:{_NEXT_DAY}\d{{1,2}}){{0,6}}[ ]+(?:{_MONTH})(?![\w'-])")
# 12, rue · 3 bis · 12 avenue
_STREET = re.compile(rf",?[ ](?:{_alternatives(_TABLE['streets']['after'])})(?![\w'-])")
# deux tiers · vingt et unième · cent vingtième · trois quarts
_FRACTION = re.compile(
    r"(?:[ ]|[ -]et[ -](?:(?:un|deux|trois|quatre)[ ])?)"
    r"(?:tiers|quarts?|demie?s?(?![\w-])|\w+i[èe]mes?(?!\w))"
)
# 322 cents: hundreds or coins
_CENTS = re.compile(r"[ ]cents?(?!\w)")
# 11-Septembre · deux-roues · 1/3 · 2:1 · 9"80 · 2^3 · 5+1 · 11 . 000 · 5 virgule 3, but ces trois-là
_GLUED_AFTER = re.compile(
    r"-(?!(?:là|ci)\b)\w|[/:.'–+]\d|(?:\x22|'')\d|[²³^×]|[ ]?[×x][ ]?\d|=|[\s.,']{1,3}000(?!\d)|[ ]virgule\b"
)
_LETTER = re.compile(r"[^\W\d_]|_")
_MISSING_SPACE = re.compile(r"[^\W\d_]{3,}s\b")  # 23 000morts
_PLURAL = re.compile(r"[ ]+(?P<word>[^\W\d]+(?:-[^\W\d]+)*[sxz])(?![\w'])|[ ]d'entre[ ]")
# calibre .50 · 7,62 × 39 · 1,1^-23
_GLUED_BEFORE = re.compile(
    r"(?:(?<![.\w])\.|(?<!\w)\w\.|(?:[×^]|(?<!\w)x|(?<=\d)x) ?|\^\W|\d(?:\x22|'')|\x00 sur |virgule )$"
)
_AGED = re.compile(r"(?:[âa]gée?s?|âges?) (?:de |d')(?:\w+ )*$")
_PRICES = frozenset({"€", "$", "us$", "£", "¥", "fr.", "frs", "chf", "usd", "eur", "gbp", "cad", "xof", "rub"})
_DOUBTFUL = re.compile(r"[1-9]\d{0,2},\d{3}")
_BEFORE_NINE = frozenset({"les", "ces", "des", "ses", "ou", "et", "dont"})
_HALF = re.compile(r" et demie?(?!\w)")
_SINGULAR = frozenset({"le", "du", "au", "ce", "cet", "cette", "son", "mon", "ton"})
# 12 rue de la Paix, 75002
_ADDRESS = re.compile(rf"(?<!\w)(?:{_alternatives(_TABLE['streets']['after'])})(?!\w)[^.;\n]*$")
# 1000 Bruxelles · 75002 Paris · 31000 Toulouse Cedex
_TOWN = re.compile(
    rf" (?:{_alternatives(town.lower() for town in _TABLE['streets']['towns'])})(?![\w'-])|[^,;.\n]{{2,30}} cedex\b"
)
_POSTCODE = re.compile(r"\d{4,5}")
# il en a perdu [neuf] · n'en comptait que [neuf]
_EN_BEFORE = re.compile(r"(?<!\w)(?:n'|s')?en (?:[\w']+ ){0,2}(?!(?:à|de|flambant|tout|presque) )[\w']+ $")
# neuf [des leurs] · neuf [de ses soldats] · neuf [d'entre eux] · neuf [autres]
_PARTITIVE = re.compile(r" des (?:leurs|siens|nôtres|vôtres)\b| de (?:ses|leurs|nos) | d'entre | autres\b")
# Neuf [ont été tués] · Neuf [en sont revenus]
_ACTING = re.compile(r" (?:ont|sont|en|y|se|s'|étaient|avaient|furent|seraient|auraient|seulement|seuls|restent)\b")
_CLOCK = frozenset({"est", "à", "vers", "dès", "avant", "après", "jusqu'à", "depuis", "minuit", "midi"})


def unit_of(shadow: str, end: int) -> tuple[str | None, int]:
    """Return what the number that ends at `end` measures, and where its unit ends; (None, end) for none."""
    match = _UNIT.match(shadow, end)
    if match is None:
        return None, end
    kind = str(match.lastgroup).removesuffix("_sign")
    return kind, match.end()


def is_noise_after(shadow: str, end: int, digits: bool, grouped: bool = False) -> bool:
    """True if what follows makes the number an ordinal, a fraction, a street number or a code."""
    if end >= len(shadow):
        return False
    if digits and _LETTER.match(shadow, end):
        return not grouped or _MISSING_SPACE.match(shadow, end) is None
    if _GLUED_AFTER.match(shadow, end):
        return True
    if digits and (_STREET.match(shadow, end) or _CENTS.match(shadow, end)):
        return True
    return _FRACTION.match(shadow, end) is not None


def is_date(shadow: str, end: int) -> bool:
    """True if a month follows, also behind further days: *3, 4 et 5 mars*."""
    return _DATE.match(shadow, end) is not None


def is_noise_before(shadow: str, start: int) -> bool:
    """True if the number is glued to what precedes: *T-72*, *n°12*, *2/3*, *3.1*, *l'un*."""
    if start == 0:
        return False
    last = shadow[start - 1]
    if last in "°#@_\\=^×" or _GLUED_BEFORE.search(shadow, max(0, start - 8), start):
        return True
    if start < 2 or last not in "-–+./:',":
        return False
    glued = shadow[start - 2]
    if last in ".,:":  # 3.1 and 3:1, but a space may be missing: bilan:300 morts
        return glued.isdigit()
    return (glued.isalnum() or glued == "°") and not (last == "'" and glued in "dunq")


def followed_by_plural(shadow: str, end: int) -> bool:
    """True if a word in the plural that is no function word follows: *2000 hommes*, *300 jeunes recrues*."""
    match = _PLURAL.match(shadow, end)
    return match is not None and match["word"] not in FUNCTION_WORDS


def opens_year(shadow: str, start: int) -> bool:
    """True behind *en*, *depuis*, *mai*: what follows may be a year."""
    return word_before(shadow, start) in _BEFORE_YEAR


def is_year(shadow: str, start: int, end: int, value: int, digits: bool, qualified: bool) -> bool:
    """True for *en 2024*, *mai 2023*, *la guerre de 2006*, *les années 90*; not for *2000 hommes*."""
    if word_before(shadow, start) in ("années", "annees"):
        return True
    last = word_before(shadow, start)
    if digits and value < 100 and last in _MONTHS:  # mai 68
        return not followed_by_plural(shadow, end)
    if not 1000 <= value <= 2100:
        return False
    if not digits:
        return last in _BEFORE_YEAR_IN_WORDS and not followed_by_plural(shadow, end)
    if opens_year(shadow, start):
        return True
    if qualified or last in _COUNTING or followed_by_plural(shadow, end) or _leads_to_count(shadow, end):
        return False
    return value >= 1800 or last in _BEFORE_YEAR_OR_COUNT


# passés de 2000[ à 3500] hommes
_TO_COUNT = re.compile(r" à (?:\d{1,3}(?:[ .'’]\d{3})+|\d+)(?!\d)")


def _leads_to_count(shadow: str, end: int) -> bool:
    """True in *passés de* 2000 *à 3500 hommes*: a change of a count, not of years."""
    match = _TO_COUNT.match(shadow, end)
    return match is not None and followed_by_plural(shadow, match.end())


def is_label(shadow: str, start: int, end: int) -> bool:
    """True if the word before takes a number: *article 5*; *brigade 47*, but not *zone 47 soldats*."""
    word = word_before(shadow, start)
    if not word or shadow[start - 1] == "\n":
        return False
    stem = word.rpartition("'")[2]
    if word in _LABELS or stem in _LABELS:
        return True
    return (word in _WEAK_LABELS or stem in _WEAK_LABELS) and not followed_by_plural(shadow, end)


def is_model(text: str, shadow: str, start: int, end: int) -> bool:
    """True if a proper name takes the digits: *Leopard 2*, *Airbus 320*; not *À Goma, 300 soldats*."""
    word = word_before(shadow, start)
    first = start - 1 - len(word)
    if not word or shadow[start - 1] == "\n" or text[first : start - 1].islower():
        return False
    if word.rpartition("'")[2] in _SERIES:
        return True
    if len(word) == 1 and word not in "àay":
        return word.isalpha() and not followed_by_plural(shadow, end)
    if word in FUNCTION_WORDS or not word.replace("'", "").isalpha() or followed_by_plural(shadow, end):
        return False
    if word.rpartition("'")[2] in _nations():
        return False  # la Géorgie admet 169 morts, la Russie 67
    if end - start >= 3 and word in _seats() and shadow.endswith((", ", "; ", " et "), 0, first):
        return False  # Buenos Aires pleure 649 hommes, Londres 255; not Paris 8
    rest = text[first + 1 : start - 1]
    return rest.isupper() or (rest.islower() and first > 0)


@cache
def _nations() -> frozenset[str]:
    """The names of states of one word and of peoples, in lower case: they take no numbers as names of models do."""
    names: set[str] = set()
    for row in read_csv("states.csv", "iso3"):
        names.update(name.lower() for name in (str(row["name"]), *values(row["variants"])) if name.isalpha())
        names.update(plural + "s" for plural in values(row["demonyms"]) if not plural.endswith(("s", "x")))
        names.update(people for people in values(row["demonyms"]) if people.endswith(("s", "x")))
    return frozenset(names - _SERIES)


@cache
def _seats() -> frozenset[str]:
    """The seats of governments of one word, in lower case."""
    seats = (seat for row in read_csv("states.csv", "iso3") for seat in values(row["seats"]))
    return frozenset(seat.lower() for seat in seats if seat.isalpha()) - _SERIES


def is_postcode(shadow: str, start: int, end: int) -> bool:
    """True for *75002 Paris*, *1000 Bruxelles* and for five digits behind a street."""
    if _POSTCODE.fullmatch(shadow, start, end) is None:
        return False
    if _TOWN.match(shadow, end):
        return True
    return end - start == 5 and _ADDRESS.search(shadow, max(0, start - 60), start) is not None


def is_singled_out(shadow: str, start: int, end: int, value: int, digits: bool) -> bool:
    """True for *le 4*, *mardi 3*, *du 155*, *un 105*: behind a singular it names a day, a gun, a road."""
    last = word_before(shadow, start)
    if last in _WEEKDAYS:
        return _is_day(shadow, start - 1 - len(last), end, value)
    return last in _SINGULAR or (digits and last.rpartition("'")[2] in ("un", "une"))


# lundi 23 « terroristes » · lundi 60 gardes-frontières · lundi 4 casques bleus
_COUNTED = re.compile(r" [«\"“]?[ ]?(?P<word>[^\W\d]+(?:-[^\W\d]+)*[sxz])(?![\w'])|[ ]d'entre[ ]")


def _is_day(shadow: str, weekday: int, end: int, value: int) -> bool:
    """True for *mardi 3* and *le mardi 3 au soir*; not for *lundi 60 gardes-frontières*, *dès lundi 23 soldats*."""
    if value > 31:
        return False
    if word_before(shadow, weekday) in _SINGULAR or is_date(shadow, end):
        return True
    match = _COUNTED.match(shadow, end)
    return match is None or match["word"] in FUNCTION_WORDS


def is_aged(shadow: str, start: int) -> bool:
    """True for *âgé de 41*, *à l'âge de douze*."""
    return _AGED.search(shadow, max(0, start - 40), start) is not None


def is_age(shadow: str, start: int, end: int) -> bool:
    """True for *âgé de 41*, *Mykola, 41 ans,*, *les moins de 18 ans*: years of somebody's life."""
    return is_aged(shadow, start) or (
        shadow[max(0, start - 2) : start] in (", ", "(") and shadow[end : end + 1] in ",).;"
    )


def is_clock(shadow: str, start: int, unit_end: int, value: int) -> bool:
    """True for *à 14 heures*, *vers huit heures*; *à 14 heures de route* is a duration."""
    last = word_before(shadow, start)
    return value <= 24 and last in _CLOCK and not shadow.startswith(" de ", unit_end)


def half_after(shadow: str, end: int) -> bool:
    """True if *et demi* follows the unit: *deux heures et demie*."""
    return _HALF.match(shadow, end) is not None


def is_priced(shadow: str, start: int) -> bool:
    """True for *€300*, *$ 12 000*, *CHF 300*."""
    return word_before(shadow, start) in _PRICES or shadow[max(0, start - 1) : start] in ("€", "$", "£", "¥")


def is_minutes(shadow: str, start: int, end: int, value: int) -> bool:
    """True for the minutes of *14 heures 30*."""
    hours = word_before(shadow, start) in ("heure", "heures")
    return hours and value < 60 and not followed_by_plural(shadow, end)


def is_enumeration(shadow: str, start: int, end: int) -> bool:
    """True for the *1.* or *2)* that opens a line of a list."""
    opens = start == 0 or shadow[start - 1] == "\n"
    return opens and end - start <= 2 and shadow[end : end + 2] in (". ", ") ")


def is_decimal_in_doubt(shadow: str, start: int, end: int) -> bool:
    """True for *11,000* and *1,500 hommes*: decimals in French, but nobody counts men by thousandths."""
    if _DOUBTFUL.fullmatch(shadow, start, end) is None:
        return False
    return shadow.endswith(",000", start, end) or followed_by_plural(shadow, end)


def is_word_of_its_own(text: str, shadow: str, start: int, end: int) -> bool:
    """True for a name made of a number (*les Vingt-Sept*) and for the adjective of *un avion neuf*."""
    last, written = word_before(shadow, start), text[start:end]
    if written[0].isupper() and not written.isupper() and last in {"les", "des", "aux"}:
        return not text[max(0, start - 4) : start - 1].isupper()
    if shadow.startswith(" sur ", end):
        return False
    if written.lower() != "neuf" or last in _BEFORE_NINE or _is_nine(shadow, start, end):
        return False
    return _ACRONYM.match(text, end) is None or _NEW.search(shadow, max(0, start - 24), start) is not None


# la mort de neuf [VDP]
_ACRONYM = re.compile(r" [A-Z]{2,6}s?(?![\w-])")
# [un blindé] neuf VBCI · [flambant] neuf
_NEW = re.compile(r"(?<!\w)(?:(?:une?|le|ce|du|au|son|leur) [\w-]+|flambant|tout|quasi|presque) $")


def _is_nine(shadow: str, start: int, end: int) -> bool:
    """True for *neuf hommes*, *en a perdu neuf*, *neuf des leurs*, *Neuf ont été tués*; not for *un char neuf*."""
    if followed_by_plural(shadow, end) or _PARTITIVE.match(shadow, end):
        return True
    opens = start == 0 or shadow[max(0, start - 2) : start].rstrip(' «"“')[-1:] in (
        "",
        ".",
        "\n",
        "!",
        "?",
        "…",
        ":",
        ";",
        ",",
    )
    if opens and _ACTING.match(shadow, end):
        return True
    return _EN_BEFORE.search(shadow, max(0, start - 40), start) is not None


def article(shadow: str, start: int, end: int) -> str:
    """Return "article" for a lone un, une; DROP for *l'un*, *un tiers*, *un-deux*."""
    glued = shadow[max(0, start - 2) : start] == "l'" or shadow[end : end + 1] == "-"
    return DROP if glued or _FRACTION.match(shadow, end) else "article"
