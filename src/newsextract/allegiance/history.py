"""The years that an article tells of → the states that had no army then: no side of *Algérie, 1956* is Algeria."""

from __future__ import annotations

import re
from functools import cache

from newsextract.lexicon import read_csv
from newsextract.matchers.troops.sides import armed_mentions
from newsextract.reading import Reading, remembered

# en 1956 · le 13 mars 1954, but neither 1956 soldats nor 1 956
# (the century before the look at what precedes it: so the search skips from digit to digit)
_YEAR = re.compile(
    r"(?:1[5-9]|20)(?<![\d.,'] \d\d)(?<![\d.,']\d\d)\d\d\b(?!(?: ?[\d%€]| [a-zà-ÿ]*(?:hommes|soldats|euros|mm)))"
)
_OPENING = 200  # characters in which one year alone says when the article is set


def unborn(reading: Reading, start: int) -> frozenset[str]:
    """The states founded after the years that most of the text, and the last one before `start`, tell of; none of
    whose army the text speaks: *l'armée ukrainienne* of 2024 may fire a gun of 1943."""
    told = _years(reading)
    if not told:
        return frozenset()
    years = sorted(year for _, year in told)
    middle = years[len(years) // 2]
    before = [year for offset, year in told if offset < start or offset < _OPENING]
    return _founded_after(max(middle, before[-1])) - _with_army(reading) if before else frozenset()


_PRESENT = 2000  # what is told of years before it is history


@remembered
def is_of_past(reading: Reading) -> bool:
    """True if all years that the article names are long past: its future is the narrator's, *la division perdra*."""
    years = {int(match[0]) for match in _YEAR.finditer(reading.folded)}
    return bool(years) and max(years) < _PRESENT


@remembered
def _years(reading: Reading) -> tuple[tuple[int, int], ...]:
    """(offset, year) of the years named, if they are two, or one that the article opens with."""
    told = tuple((match.start(), int(match[0])) for match in _YEAR.finditer(reading.folded))
    return told if len({year for _, year in told}) > 1 or any(offset < _OPENING for offset, _ in told) else ()


@remembered
def _with_army(reading: Reading) -> frozenset[str]:
    """The states whose own troops the article names; tirailleurs sénégalais were France's."""
    return frozenset(
        side
        for offset, side in armed_mentions(reading)
        if _COLONIAL.search(reading.folded, max(0, offset - 30), offset) is None
    )


# tirailleurs [sénégalais] · tabors [marocains] · troupes [indiennes], which others raised
_COLONIAL = re.compile(
    r"\b(?:tirailleurs|spahis|goumiers|tabors|zouaves|harkis|méharistes|volontaires|légionnaires|indigènes|auxiliaires|"
    r"supplétifs)\b[^.;,]*$",
    re.IGNORECASE,
)


@cache
def _founded_after(year: int) -> frozenset[str]:
    return frozenset(str(row["iso3"]) for row in read_csv("founded.csv", "iso3") if year < int(str(row["year"])))
