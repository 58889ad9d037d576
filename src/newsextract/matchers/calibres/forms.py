"""Folded text → numbers that have the form of a calibre, with their value in millimetres; no judgement of the context.

*177 mm*, *7,62 × 39 mm*, *calibre .50*, *155/52*, *8 pouces*, *105* in *105 et 155 mm*; not *155e régiment*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from newsextract.frozen import frozen
from newsextract.lexicon import read_csv, read_toml
from newsextract.reading import Reading

INCH_MM = 25.4
_INCH_EXCEPTIONS = {0.5: 12.7}  # .50 is 12,7 mm by name (guidelines, section 1)

Form = Literal["cartridge", "unit", "name", "barrel", "bare"]


@frozen(slots=True)
class Candidate:
    """A number that may be a calibre.

    `form` says what speaks for it: a cartridge's full designation, a unit, a calibre's name, a barrel, or nothing.
    """

    start: int
    end: int
    calibre_mm: float
    form: Form
    length_mm: float | None = None
    barrel_calibres: float | None = None
    unit: str | None = None  # mm, cm or in, where one is written


# 155 mm · 7,62x39 · 12,7 × 99 mm · 155-mm · 15 cm · 8 pouces · 155 mm et 52 calibres · 155 mm/52
_WITH_UNIT = re.compile(
    r"""(?<![\w.,/×-])(?P<number>\d{1,3}(?:[.,]\d{1,3})?)
        (?:\s?(?:x|X|×|\ssur\s)\s?(?P<length>\d{2,3}(?:[.,]\d)?)(?P<rim>\ ?(?:R|mmR)\b)?)?
        (?:[\s-]?(?P<unit>mm|millimètres?|cm|centimètres?|pouces?|inch(?:es)?|(?(length)(?!)|(?:''|″|")))(?![\w²2³]))?
        (?:(?:/|\ et\ |,\ |\ \(?L/)(?P<barrel>\d{2})(?P<word>\ calibres?\)?)?(?!\d|\ ?mm|[.,]\d))?
    """,
    re.VERBOSE,
)
# 155/52 · 76/62, of ships
_BARREL = re.compile(
    r"(?<![\w.,/-])(?P<number>105|120|122|127|130|152|155|203|76(?=/62)|57(?=/70)|100(?=/55)|40(?=/70))/(?P<barrel>\d{2})"
    r"(?![\d/])"
)
# calibre .50 · calibre 12 · cal. 50 · .357 · .22 · 12 gauge
_NAMED = re.compile(
    r"""(?<![\w.,])(?:
          (?P<word>(?:calibres?|cal\.?)\s)(?P<name>\.\d{1,3}|\d{1,3}(?:[.,]\d{1,3})?)(?![\w]|[.,/-]\d)
        | (?P<inch>\.(?:17|177|22|222|223|224|243|25|270|30|300|303|308|32|338|357|38|380|375
                     |40|408|410|416|44|45|454|458|50|500|577))(?!\d)
        | (?P<gauge>10|12|16|20|28)\s(?:gauge|Gauge|GA)\b
        )""",
    re.VERBOSE,
)
# calibre douze
_SPELT_NAME = re.compile(r"(?<![\w.,])calibre\s(?P<gauge>dix|douze|seize|vingt(?:-huit)?|vingt-quatre)\b")
# canons de 155 · mortiers de 60 et 81 · du 155 · au 120 · un 105 · tirs de 82
_BARE = re.compile(
    r"(?:\b(?:de|du|le|au|en|un|mitrailleuses?|(?P<counted>une|la|deux|trois|quatre|six|dix)|des|les|[snv]os|ses|leurs|aux|et|ou|à|calibre|pistolet|cartouches)"
    r"\s|, |/)"
    r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?![\w°%€$]|[.,/:-]\d|-\w|e\b)",
    re.IGNORECASE,
)


# those that stand for the gun: une 12,7, deux 14,5; where it is mounted, une 23 too
LIGHT_MM = frozenset({5.45, 5.56, 7.62, 7.92, 12.7, 14.5})
MOUNTED_MM = frozenset({20.0, 23.0, 25.0, 30.0, 37.0})
MACHINE_GUNS_MM = LIGHT_MM | MOUNTED_MM


def _names(key: str) -> str:
    """The names of cartridges as an alternation."""
    listed = read_toml("weapon_nouns.toml")["cartridges"][key].split()
    return "|".join(re.escape(name).replace("_", "\\ ") for name in listed)


# .30-06 · .410/76 · .308 Winchester · 9 mm Parabellum · 6,5 Creedmoor · 8 × 57 IS
_CARTRIDGE = re.compile(
    r"""(?<![\w.,/×-])(?:
          (?:(?:calibres?|cal\.?)\ )?(?P<inch>\.\d{2,3})(?:-(?P<charge>\d{2,3})|/(?P<chamber>\d{2}))
        | (?:(?:calibres?|cal\.?)\ )?(?P<named_inch>\.\d{2,3})(?=\ (?:{names})\b)
        | (?P<dotless>\d{2,3})(?=\ (?:{proper})\b)
        | (?P<charged>22-250|25-20|30-06|30-30|30-40|32-20|38-40|38-55|44-40|45-70)(?=\b)
        | (?P<named>\d{1,2}(?:[.,]\d{1,2})?(?:\ ?mm)?)(?=\ (?:{names})\b)
        | (?P<word>(?:calibres?|cal\.?)\ )?(?P<gauge>10|12|16|20|24|28|32)/(?P<shell>65|67|70|73|76|89)
        )(?!\w|[.,]\d)""".replace("{names}", _names("names")).replace("{proper}", _names("proper")),
    re.VERBOSE,
)
_MAX_MM = 610.0  # the largest rockets and siege mortars
_MIN_MM = 4.0


def find_candidates(reading: Reading) -> Iterator[Candidate]:
    """Every number of calibre form, the most telling forms first, none inside another."""
    taken: list[tuple[int, int]] = []
    for candidate in sorted(_all(reading), key=lambda found: (_RANK[found.form], found.start)):
        if all(candidate.end <= start or end <= candidate.start for start, end in taken):
            taken.append((candidate.start, candidate.end))
            yield candidate


_RANK = {"barrel": 0, "cartridge": 1, "unit": 2, "name": 3, "bare": 4}


def _all(reading: Reading) -> Iterator[Candidate]:
    folded = reading.folded
    for start, end in _around_digits(folded):
        yield from _of_digits(folded, start, end)
    yield from _spelt(reading)
    for match in _SPELT_NAME.finditer(folded):
        yield Candidate(match.start(), match.end(), _gauges()[_SPELT_GAUGES[match["gauge"]]], "name")


_NUMBER = re.compile(r"\d+")
_LEAD, _TAIL = 24, 48  # more than stands before the number and after it in any form


def _around_digits(folded: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text around its numbers, where alone the forms are sought: a third of an article."""
    start, end = 0, -1
    for match in _NUMBER.finditer(folded):
        if match.start() - _LEAD > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _LEAD)
        end = match.end() + _TAIL
    if end > 0:
        yield start, end


def _of_digits(folded: str, start: int, end: int) -> Iterator[Candidate]:
    """The candidates written in digits in a stretch of text."""
    for match in _BARREL.finditer(folded, start, end):
        yield Candidate(match.start(), match.end(), float(match["number"]), "barrel", None, float(match["barrel"]))
    for match in _CARTRIDGE.finditer(folded, start, end):
        candidate = _cartridge(match)
        if candidate is not None:
            yield candidate
    for match in _WITH_UNIT.finditer(folded, start, end):
        candidate = _measured(match)
        if candidate is not None:
            yield candidate
            yield from _list_before(folded, candidate, match["unit"])
    for match in _NAMED.finditer(folded, start, end):
        candidate = _named(match)
        if candidate is not None:
            yield candidate
    for match in _BARE.finditer(folded, start, end):
        value = number(match["number"])
        if value in (MACHINE_GUNS_MM if match["counted"] else known_calibres()):
            yield Candidate(match.start("number"), match.end("number"), value, "bare")


def _cartridge(match: re.Match[str]) -> Candidate | None:
    """A cartridge by its designation; None for a gauge without the word *calibre* (a score, a date)."""
    if match["gauge"]:
        bore = _gauges().get(match["gauge"])
        if bore is None or not match["word"]:
            return None
        return Candidate(match.start(), match.end(), bore, "cartridge", number(match["shell"]))
    if match["dotless"] or match["charged"]:
        digits = (match["dotless"] or match["charged"])[: None if match["dotless"] else 2]
        return _dotless(match.start(), match.end(), digits, charged=bool(match["charged"]))
    inch = match["inch"] or match["named_inch"]
    if inch:
        chamber = number(match["chamber"]) if match["chamber"] else None
        return Candidate(match.start(), match.end(), inches(inch), "cartridge", chamber)
    value = number(match["named"].removesuffix("mm").strip())
    return Candidate(match.start(), match.end(), value, "cartridge") if _MIN_MM <= value <= 20 else None


_INCH_NAMES = frozenset(
    {22, 25, 30, 32, 38, 40, 44, 45, 50, 223, 243, 270, 300, 303, 308, 338, 357, 375, 380, 416, 454, 500}
)


def _dotless(start: int, end: int, digits: str, charged: bool) -> Candidate | None:
    """*357 Magnum*, *22 long rifle* prove themselves; *30-06*, which may be a score, does not."""
    if int(digits) not in _INCH_NAMES:
        return None
    return Candidate(start, end, inches("." + digits), "name" if charged else "cartridge")


def _measured(match: re.Match[str]) -> Candidate | None:
    unit, length = match["unit"], match["length"]
    if unit == '"' and _closes_quotation(match):
        return None
    if unit is None and length is None:
        return None
    value = round(number(match["number"]) * _unit_mm(unit), 2)
    if not _MIN_MM <= value <= _MAX_MM:
        return None
    if unit is None and not (value < 15 and number(length) >= 15):
        return None
    barrel = match["barrel"] if match["barrel"] and unit and (match["word"] or "/" in match[0]) else None
    end = match.end() if barrel else match.end("unit" if unit else ("rim" if match["rim"] else "length"))
    form: Form = "cartridge" if length and unit in {None, "mm"} and _is_cartridge(match["number"], length) else "unit"
    return Candidate(
        match.start(),
        end,
        value,
        form,
        number(length) if length else None,
        number(barrel) if barrel else None,
        _unit_name(unit),
    )


def _closes_quotation(match: re.Match[str]) -> bool:
    """*"des mitrailleuses de 12,7"*: a mark that ends the words quoted is no inch."""
    line = match.string.rfind("\n", 0, match.start()) + 1
    return match.string.count('"', line, match.start()) % 2 == 1


def _is_cartridge(bore: str, length: str) -> bool:
    """True for the bore and case length of a cartridge that exists: 7,62 × 39."""
    return f"{number(bore):g}x{number(length):g}" in _cartridges()


@cache
def _cartridges() -> frozenset[str]:
    return frozenset(read_toml("weapon_nouns.toml")["cartridges"]["metric"].split())


def _unit_name(unit: str | None) -> str | None:
    """'centimètres' → 'cm'."""
    return unit and {1.0: "mm", 10.0: "cm", INCH_MM: "in"}[_unit_mm(unit)]


def _unit_mm(unit: str | None) -> float:
    if unit is None or unit.startswith(("mm", "milli")):
        return 1.0
    return 10.0 if unit.startswith(("cm", "centi")) else INCH_MM


# the 105, 122 of: 105, 122 et 152 mm
_LIST = re.compile(r"(?<![\w.,-])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?:\ ?,\ |\ (?:et|ou|à|et\ de|et\ du|et/ou)\ |/)$")


def _list_before(folded: str, last: Candidate, unit: str | None) -> Iterator[Candidate]:
    """The numbers coordinated before one that has a unit; they borrow it."""
    start = last.start
    while match := _LIST.search(folded, max(0, start - 14), start):
        value = number(match["number"]) * _unit_mm(unit)
        if not _MIN_MM <= value <= _MAX_MM or value not in known_calibres():
            return
        start = match.start("number")
        end = match.end("number")
        yield replace(last, start=start, end=end, calibre_mm=value, length_mm=None, barrel_calibres=None)


_UNIT_AFTER = re.compile(r"[\s-](?P<unit>millimètres?|centimètres?|pouces?|mm)\b")


def _spelt(reading: Reading) -> Iterator[Candidate]:
    """*cent cinquante-cinq millimètres*, *huit pouces*."""
    folded = reading.folded
    if not _UNIT_AFTER.search(folded):
        return
    for amount in reading.amounts:
        unit = _UNIT_AFTER.match(folded, amount.end)
        if unit and amount.form == "words" and amount.low is not None and amount.low == amount.high:
            value = amount.low * _unit_mm(unit["unit"])
            if _MIN_MM <= value <= _MAX_MM:
                yield Candidate(amount.start, unit.end("unit"), value, "unit", unit=_unit_name(unit["unit"]))


_SPELT_GAUGES = {"dix": "10", "douze": "12", "seize": "16", "vingt": "20", "vingt-quatre": "24", "vingt-huit": "28"}


def _named(match: re.Match[str]) -> Candidate | None:
    if match["gauge"]:
        return Candidate(match.start(), match.end(), _gauges()[match["gauge"]], "name")
    if match["inch"]:
        return Candidate(match.start("inch"), match.end("inch"), inches(match["inch"]), "name")
    name = match["name"]
    if name.startswith("."):
        return Candidate(match.start(), match.end(), inches(name), "name")
    if name in _gauges():
        return Candidate(match.start(), match.end(), _gauges()[name], "name")
    value = number(name)
    if value in {22, 30, 32, 38, 44, 45, 50, 357, 380, 303, 308, 338}:
        return Candidate(match.start(), match.end(), inches("." + name), "name")
    if value in service_calibres():
        return Candidate(match.start("name"), match.end("name"), value, "name")
    return None


def inches(name: str) -> float:
    """A nominal inch calibre in millimetres: '.357' → 9.07; '.50' → 12.7."""
    value = Decimal(name)
    millimetres = (value * Decimal(str(INCH_MM))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _INCH_EXCEPTIONS.get(float(value), float(millimetres))


def number(digits: str) -> float:
    """'12,7' → 12.7."""
    return float(digits.replace(",", "."))


@cache
def service_calibres() -> frozenset[float]:
    """The calibres in service that a bare number may stand for."""
    table = read_toml("weapon_nouns.toml")["classes_of_calibres"]
    return frozenset(float(value) for value in table if value != "source")


@cache
def known_calibres() -> frozenset[float]:
    """Those in service and those of older wars and ships, which a bare number may stand for after its weapon."""
    table = read_toml("weapon_nouns.toml")["historical_calibres"]
    historical = {float(value) for value in table if value != "source"}
    return service_calibres() | historical | frozenset(model_calibres().values())


@cache
def model_calibres() -> dict[str, float]:
    """Model → its calibre, where the lexicon has one."""
    rows = read_csv("weapons.csv", "model")
    return {str(row["model"]): float(row["calibre_mm"]) for row in rows if row["calibre_mm"]}


@cache
def gauge_bores() -> frozenset[float]:
    """The bores of the shotgun gauges, millimetres."""
    return frozenset(_gauges().values())


@cache
def _gauges() -> dict[str, float]:
    table = read_toml("weapon_nouns.toml")["gauges"]
    return {name: float(value) for name, value in table.items() if name != "source"}
