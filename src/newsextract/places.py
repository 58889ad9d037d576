"""Troops and locations of one article → the location the troops are attached to, or None.

*1 500 militaires à Djibouti*, *À Djibouti, 1 500 militaires demeurent*; not *l'armée du Mali compte 20 000 hommes*.
The place is taken from the same sentence, and from the same part of it where a semicolon divides it, unless the pronoun
*y* takes one up (guidelines, section 6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.grammar import clause_of
from newsextract.reading import Reading
from newsextract.records import Location, Troops

_MARKS = re.compile(r"[;•]|\s[–—]\s")
_PRONOUN_Y = re.compile(r"\by\b|\bl'y\b", re.IGNORECASE)


def place_of(reading: Reading, troops: Troops, locations: Sequence[Location]) -> Location | None:
    """The place that the group or its verb is attached to, or None if the sentence names none."""
    first, last = reading.sentence_at(troops.start)
    places = [place for place in locations if place.role == "place" and first <= place.start < last]
    start, end = _part(reading.folded, first, last, troops.start)
    here = [place for place in places if start <= place.start < end]
    if here:
        relative = _antecedent(reading, troops, here)
        return relative or _narrowest(reading, _attached(reading, troops, here), here)
    if _PRONOUN_Y.search(reading.folded, start, end):
        before = [place for place in places if place.start < start]
        return before[0] if before else None
    return None


def _part(folded: str, first: int, last: int, offset: int) -> tuple[int, int]:
    """The part of the sentence between semicolons (bullets, dashes) that holds `offset`."""
    start, end = first, last
    for mark in _MARKS.finditer(folded, first, last):
        if mark.end() <= offset:
            start = mark.end()
        else:
            return start, mark.start()
    return start, end


# la Jamaïque, où ils formeront 330 soldats
_WHERE = re.compile(r",?\soù\b")


def _antecedent(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """The place that a relative *où* before the troops takes up, if no other place stands between them."""
    before = [place for place in places if place.end <= troops.start]
    if before and _WHERE.match(reading.folded, before[-1].end):
        return before[-1]
    return None


# Cincu, en Roumanie · Quiterajo, dans le district de Macomia
_WITHIN = re.compile(r",?\s(?:en|au|aux|dans|à)\s(?:[\w'-]+\s){0,3}(?:l'|d')?|\s\(")


def _narrowest(reading: Reading, chosen: Location | None, places: Sequence[Location]) -> Location | None:
    """The town, where the place chosen only says in which country or region it lies."""
    if chosen is None or chosen.feature not in {"country", "admin1", "admin2", "region"}:
        return chosen
    index = places.index(chosen)
    town = places[index - 1] if index else None
    if town is None or town.feature not in {"city", "base"} or town.country != chosen.country:
        return chosen
    return town if _WITHIN.fullmatch(reading.folded, town.end, chosen.start) else chosen


def _attached(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """The first place after the troops in their clause, else the nearest before in it."""
    anchor = reading.token_at(troops.anchor if troops.anchor is not None else troops.start)
    clause = clause_of(anchor)
    beneath = [place for place in places if anchor.is_ancestor(reading.token_at(place.start))]
    after = [place for place in places if place.start >= troops.end]
    same = [place for place in places if clause_of(reading.token_at(place.start)) == clause]
    for candidates in (
        [place for place in beneath if place.start >= troops.end],
        [place for place in after if place in same],
        [place for place in reversed(places) if place in same and place.start < troops.start],
        [place for place in after if _unbroken(reading, troops.end, place.start)],
        [
            place
            for place in reversed(places)
            if place.end <= troops.start and _unbroken(reading, place.end, troops.start)
        ],
    ):
        if candidates:
            return candidates[0]
    return None


def _unbroken(reading: Reading, start: int, end: int) -> bool:
    """True if no other clause begins between two offsets: no conjunction, no relative, no colon."""
    return not re.search(r"\b(?:que|qu'|qui|dont|où|tandis|alors|mais|selon)\b|:", reading.folded[start:end])
