"""Numerals and what stands between them → quantities of one or two numerals.

Ranges: *dix à douze mille*, *entre 8 000 et 10 000*; two amounts: *passant de 4 500 à 5 100*; nothing: *3-1*.
"""

from __future__ import annotations

import re
from decimal import Decimal

from newsextract.amounts.contexts import followed_by_plural, opens_year, unit_of
from newsextract.amounts.model import Numeral
from newsextract.amounts.qualifiers import Qualifiers
from newsextract.amounts.words import WORD
from newsextract.frozen import frozen
from newsextract.lexicon import read_toml

_TABLE = read_toml("amounts.toml")
_ENDING = r"(?:es?|ent|er|era|eront|erait|eraient|ée?s?|ant|ait|aient|a|èrent)"


def _verbs(stems: list[str], forms: list[str]) -> str:
    return rf"(?:(?:{'|'.join(stems)}){_ENDING}|{'|'.join(forms)})"


_RISING = _verbs(_TABLE["change"]["rising"], _TABLE["change"]["rising_forms"])
_FALLING = _verbs(_TABLE["change"]["falling"], _TABLE["change"]["falling_forms"])
_NOUNS = r"(?!montant\b|(?<!été )(?<!est )(?<!être )portée)"  # un montant de, une portée de
_SCORE = re.compile(rf"\b(?:{'|'.join(_TABLE['scores']['words'])})\b")
# passer de · porter leur contingent de · une réduction des effectifs de
_CHANGED = re.compile(rf"(?<!\w){_NOUNS}(?:(?P<falling>{_FALLING})|{_RISING})(?:\s[^.;:!?\n]*)?\s(?:de|d')\s*$")
_LINK = re.compile(
    r"[ ]?(?P<link>,?[ ]voire|,?[ ]sinon|,?[ ]et[ ]même|,?[ ]peut-être|,?[ ]si[ ]ce[ ]n'est"
    r"|[ ]jusqu'à|[ ]à|[ ]et|[ ]ou|[-–—/]|,)[ ]?(?:les[ ]|même[ ])?"
)
_GOVERNORS = "|".join(_TABLE["de_verbs"]["stems"])
# formée de 10 à 12 hommes; not a formé de 10 à 12 hommes
_PASSIVE = rf"(?<!\ba )(?<!\bont )(?<!avait )(?<!avaient )(?:{'|'.join(_TABLE['de_verbs']['passive'])})ée?s?"
_ADVERB = r"(?:\s(?:plutôt|désormais|aussi|encore|déjà|alors|seulement|donc|ainsi|aujourd'hui|\w+ment))?"
# une force de · un contingent international de · forts de · parle plutôt de
_DETERMINER = rf"(?:les?|la|cet?|cette|[sl]a|son|leurs?|du|des|aux?|[cs]es|chaque|plusieurs|quelques|{WORD}|\d+)"
_ADJECTIVE = (
    r"(?:al|ale|aux|ales|ique|aire|aise?|ien|ienne|ain|aine|if|ive|é|ée|és|ées|el|elle|eux|euse"
    r"|permanent|permanente|dur|moyen|moyenne|total|imum|fort|forte|réduit|réduite|léger|légère)"
)
# une fourchette de 10 à 12 · pour sa part de 10 à 12 · cette semaine de 10 à 12: none of them is made of so many
_NO_BODY = (
    r"(?!(?:fourchettes?|intervalles?|part|tour|côté|jours?|nuits?|semaines?|mois|années?|ans?|matin|soir|soirée|journée|"
    r"matinée|fois|heures?|hiver|été|printemps|automne|époque|saison|trimestre|moment|lendemain|veille)\b)"
)
_CONTAINER = re.compile(
    rf"(?:\b{_DETERMINER}\s|\bl'){_NO_BODY}[\w-]+(?:\s\w*{_ADJECTIVE}s?)?\s$"
    rf"|(?<!\w)(?:(?:{_GOVERNORS})\w*|{_PASSIVE}){_ADVERB}\s$"
)


@frozen(slots=True)
class Quantity:
    """One numeral, or the two ends of a range; `start` includes *entre* or *de*."""

    start: int
    end: int
    first: Numeral
    last: Numeral
    low: Decimal
    high: Decimal | None

    @property
    def is_range(self) -> bool:
        return self.first is not self.last

    @property
    def form(self) -> str:
        return self.first.form if self.first.form == self.last.form else "mixed"

    def is_article(self, shadow: str) -> bool:
        """True for a lone *un* or *une*."""
        return not self.is_range and shadow[self.first.start : self.first.end] in ("un", "une")


def join(shadow: str, numerals: list[Numeral], qualifiers: Qualifiers) -> list[Quantity]:
    """Join neighbours into ranges; leave out scores and pairs that could be read in two ways."""
    quantities: list[Quantity] = []
    index = 0
    while index < len(numerals):
        first = numerals[index]
        pair = _pair(shadow, first, numerals[index + 1], qualifiers) if index + 1 < len(numerals) else None
        if pair is None:
            quantities.append(single(first))
            index += 1
            continue
        quantities += _with_list(shadow, quantities, pair)
        index += 2
    return quantities


def _with_list(shadow: str, before: list[Quantity], pair: list[Quantity]) -> list[Quantity]:
    """Take the first of *trois, quatre ou cinq* into the range (and out of `before`)."""
    if not before or not pair or not pair[0].is_range or pair[0].high is None:
        return pair
    first, rest = before[-1], pair[0]
    step = rest.high - rest.low if rest.high is not None else 0
    factor = rest.low / rest.first.value if rest.first.value else Decimal(1)
    low = first.low * factor
    consecutive = low == rest.low - step or (factor > 1 and low < rest.low)
    if first.is_range or not consecutive or shadow[first.end : rest.start] not in (", ", "-"):
        return pair
    before.pop()
    return [Quantity(first.start, rest.end, first.first, rest.last, low, rest.high)]


def single(numeral: Numeral) -> Quantity:
    high = None if numeral.kind == "vague" else numeral.value
    return Quantity(numeral.start, numeral.end, numeral, numeral, numeral.value, high)


def _pair(shadow: str, first: Numeral, last: Numeral, qualifiers: Qualifiers) -> list[Quantity] | None:
    """Return what two neighbours make together ([] for a score), None if they stand apart."""
    if last.start - first.end > 40:
        return None
    inner = qualifiers.before(last.start)
    left = inner[-1].start if inner else last.start
    if any(qualifier.kind != "approximate" for qualifier in inner):
        return None
    gap = shadow[first.end : left]
    neighbours = len(gap) == 1 and gap in " -" and first.form == last.form == "words"
    match = _LINK.fullmatch(gap)
    if match is None and not neighbours:
        return None
    word = "-" if match is None else match["link"].strip(" ,")
    if word in {"à", ""} and _is_dated(shadow, first, last):
        return None
    return _linked(shadow, first, last, word, qualifiers)


def _is_dated(shadow: str, first: Numeral, last: Numeral) -> bool:
    """True in *4 500 soldats en 2013 à 5 100*, *en juillet 2024, des dizaines*: a year and a size; not in *en 2013 à
    2015*, *de 2000 à 5100 hommes*."""
    year = first.form == "digits" and not first.grouped and 1900 <= first.value < 2100
    return year and (last.value >= 2100 or last.kind == "vague") and opens_year(shadow, first.start)


def _linked(shadow: str, first: Numeral, last: Numeral, link: str, qualifiers: Qualifiers) -> list[Quantity] | None:
    chain = qualifiers.before(first.start)
    outer = chain[-1].start if chain else first.start
    before = shadow[max(0, outer - 90) : outer]
    if link == "et" and first.kind == last.kind == "vague" and first.value == last.value:
        return _vague(first, last, link, outer)  # des milliers et des milliers
    if link == "et":
        if not re.search(r"\bentre $", before):
            return None
        return _range(shadow, first, last, outer - len("entre "))
    if link in ("-", "–", "—", "/"):
        return _dashed(shadow, first, last, link, outer)
    if first.kind == "vague" or last.kind == "vague":
        return _vague(first, last, link, outer)
    if link == "à":
        return _from_to(shadow, first, last, before, outer)
    value = shared(first, last)
    if value is None or not value < last.value:
        return None
    spoken = first.form == last.form == "words"
    if not link and (not spoken or first.value * last.value != value * (first.value + 1) or value == first.value):
        return None  # sept, huit cents hommes is a range; sept, neuf cents is a list
    if link == "ou" and last.value > 2 * value + 1:
        return None
    return [Quantity(outer, last.end, first, last, value, last.value)]


# le tir au canon de [105 à près de 400] recrues
_BORE = re.compile(rf"(?<!\w)(?:{'|'.join(_TABLE['bores']['guns'])})(?:\s[\w-]+)?\sde\s$")


def _from_to(shadow: str, first: Numeral, last: Numeral, before: str, outer: int) -> list[Quantity] | None:
    if first.form == "digits" and first.value < 410 and _BORE.search(before) and _counted(shadow, last.end):
        return [single(first), single(last)]
    change = _CHANGED.search(before)
    if change is not None and not (change["falling"] and first.value < last.value):
        value = shared(first, last)
        if value is None or value == first.value:
            return [single(first), single(last)]
        return [Quantity(first.start, first.end, first, first, value, value), single(last)]
    descending = first.value >= last.value
    if descending or (last.value < 20 and not _counted(shadow, last.end)):
        bare = descending and re.search(r"(?:\bde |\bd')$", before) is None
        if last.value < 100 and first.value < 200 and (bare or _SCORE.search(before)):
            return []
        if descending:
            return [single(first), single(last)]
    start = outer
    opening = re.search(r"(?<!\w)(?:de |d')$", before)
    if opening is not None and not _CONTAINER.search(before[: opening.start()]):
        start = outer - len(opening.group())
    return _range(shadow, first, last, start)


def _range(shadow: str, first: Numeral, last: Numeral, start: int) -> list[Quantity] | None:
    value = shared(first, last)
    if value is None:
        return []
    if "vague" in (first.kind, last.kind):
        return [Quantity(start, last.end, first, last, value, None)]
    if value >= last.value:
        return None
    return [Quantity(start, last.end, first, last, value, last.value)]


def _dashed(shadow: str, first: Numeral, last: Numeral, link: str, outer: int) -> list[Quantity] | None:
    """Read *10 000-12 000*, *5-6 hommes*, *200/300 hommes*; a score, a fraction or a season is nothing."""
    value = shared(first, last)
    if value is None or value >= last.value:
        spaced = shadow[first.end] == " "
        return None if spaced and link in ("–", "—") else []
    counted = _counted(shadow, last.end)
    if link == "/":
        even = value >= 100 and value % 50 == 0 and last.value % 50 == 0
        return [Quantity(outer, last.end, first, last, value, last.value)] if even and counted else []
    if not counted and (last.value < 100 or value < 20):
        return []
    return [Quantity(outer, last.end, first, last, value, last.value)]


def _counted(shadow: str, end: int) -> bool:
    return followed_by_plural(shadow, end) or unit_of(shadow, end)[0] is not None


def _vague(first: Numeral, last: Numeral, link: str, outer: int) -> list[Quantity] | None:
    """Read *des dizaines, voire des centaines* as the first, open above."""
    if link == "/" or (link == "ou" and last.kind != "vague"):
        return None
    return [Quantity(outer, last.end, first, last, first.value, None)]


def _is_doubtful(first: Numeral, last: Numeral, scale: int) -> bool:
    """True where sharing the scale and not sharing it are both likely: *de 1 à 10 000*, *1 à 200*."""
    head = last.value / scale
    if scale == 100 and last.form == "digits":
        return first.value < 2 or head > 2 * first.value
    return head >= 10 * first.value and scale < 10**6


def shared(first: Numeral, last: Numeral) -> Decimal | None:
    """Return the first number's value with the scale of the last: dix (à douze mille) → 10000.

    None where it could be read both ways (*de 1 à 10 000*).
    """
    if first.kind != "plain" or first.value >= 1000:
        return first.value
    for scale in last.scales:
        head = last.value / scale
        if head >= 1000 and head >= 10 * first.value:
            continue  # 20 à 2 000 000 stands as it is
        if first.value < (head if head < 10 else int(head)):
            return None if _is_doubtful(first, last, scale) else first.value * scale
    return first.value
