"""Text → the numbered units that it names and whose names tell the army: *3e RIMa*, *13e DBLE*, *82nd Airborne*.

A nationality behind the name tells it instead: not *la 1re division de cavalerie* polonaise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from newsextract.alternation import one_of
from newsextract.lexicon import read_csv, values

# 3e [RIMa] · 1er [RCP] · 82nd [Airborne] · IIe [Panzerdivision] is rare and left out
_ORDINAL = re.compile(r"(?P<number>\d{1,3})(?:er|re|ère|e|ème|nde?|st|rd|th) (?=[A-ZÀ-Ýa-zé])")
# 1 [394]e: looked at afterwards, as a search that begins with a digit is quicker
_NUMBER_BEFORE = re.compile(r"[\w.,'-]")
# 1re division de cavalerie [polonaise] · 2e bataillon de chasseurs [à cheval]
_BEHIND = re.compile(r" (?P<word>[a-zà-ÿ-]+)(?: (?P<next>[a-zà-ÿ-]+))?")


def numbered_units(folded: str, demonyms: Mapping[str, object]) -> Iterator[tuple[int, int, str]]:
    """(start, end, ISO code) of each unit of a known army; `demonyms` are the adjectives that would tell another."""
    for ordinal in _ORDINAL.finditer(folded):
        name = _names().match(folded, ordinal.end())
        if name is None or _NUMBER_BEFORE.match(folded, ordinal.start() - 1):
            continue
        state, numbers = _armies()[name[0]]
        behind = _BEHIND.match(folded, name.end())
        told = behind is not None and (behind["word"] in demonyms or behind["next"] in demonyms)
        if not told and (not numbers or ordinal["number"] in numbers):
            yield ordinal.start(), name.end(), state


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"{one_of(_armies())}(?![\w-])")


@cache
def _armies() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """What follows the ordinal → whose unit it is, and the ordinals for which it holds."""
    rows = read_csv("units.csv", "after")
    return {name: (str(row["iso3"]), values(row["numbers"])) for row in rows for name in values(row["after"])}
