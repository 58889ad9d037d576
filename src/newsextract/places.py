"""Troops and locations of one article → the location the troops are attached to, or None.

*1 500 militaires à Djibouti*, *À Djibouti, 1 500 militaires demeurent*; not *l'armée du Mali compte 20 000 hommes*.
The place is taken from the same sentence, and from the same part of it where a semicolon divides it, unless the pronoun
*y* takes one up (guidelines, section 6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from newsextract.grammar import clause_of
from newsextract.reading import Reading
from newsextract.records import Location, Troops

# ; • – and the end of a quotation whose speaker follows: « … », a-t-il dit à Payerne
_MARKS = re.compile(r"[;•]|\s[–—]\s|[»”\"],")
_PRONOUN_Y = re.compile(r"\by\b|\bl'y\b", re.IGNORECASE)
# another clause begins
_BREAK = re.compile(r"\b(?:que|qui|dont|où|laquelle|lesquels|lequel|tandis|alors|mais|selon)\b|\bqu'|:")
# À Alep, … · Dans l'Artibonite, … · Masisi : …
_OPENING = re.compile(
    r"\W*(?:[\wà-ÿ'-]+,? ){0,3}?(?:(?:à|a|au|aux|en|dans|sur|près de|autour de|au (?:nord|sud|large) de)(?: |$)"
    r"(?:la |le |l'|les )?(?:[\wà-ÿ-]+ (?:de |du |d')(?:la |l')?)?)?",
    re.IGNORECASE,
)
# Argelia[, dans le] Cauca · Cincu[, en] Roumanie · Quiterajo[, dans le district de] Macomia
_WITHIN = re.compile(
    r",? (?:en|au|aux|dans|à) ?(?:(?:le |la |l'|les )?(?:[\wà-ÿ-]+ ){0,2}(?:de |du |d'|des )?(?:la |l'|les )?)?$"
)
# the place of those who speak, not of those they speak of
_SPEAKS = frozenset(
    [
        "dire",
        "affirmer",
        "annoncer",
        "assurer",
        "réclamer",
        "demander",
        "déclarer",
        "estimer",
        "juger",
        "admettre",
        "confirmer",
        "exiger",
        "promettre",
    ]
)


def place_of(reading: Reading, troops: Troops, locations: Sequence[Location]) -> Location | None:
    """The place that the group or its verb is attached to, or None if the sentence names none."""
    first, last = reading.sentence_at(troops.start)
    places = [place for place in locations if place.role == "place" and first <= place.start < last]
    start, end = _part(reading.folded, first, last, troops.start)
    here = [place for place in places if start <= place.start < end]
    found = (
        _where(reading, troops, places)
        or (_attached(reading, troops, here) if here else None)
        or _framing(reading, troops, places, first)
    )
    if found is not None:
        return _innermost(reading, found, places)
    if not here and _PRONOUN_Y.search(reading.folded, start, end):
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


def _where(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*À Gyumri, où* 3 000 *hommes montent la garde*: the antecedent of *où*."""
    for place in reversed(places):
        if place.end <= troops.start and re.match(r",? où\b", reading.folded[place.end : place.end + 6]):
            other = re.search(r"[;:]|\b(?:mais|tandis)\b", reading.folded[place.end : troops.start])
            return None if other else place
    return None


def _framing(reading: Reading, troops: Troops, places: Sequence[Location], first: int) -> Location | None:
    """*À Alep, …, un policier a été tué*: the place that opens the sentence holds for all of it, but for speakers."""
    place = next((one for one in places if one.end <= troops.start), None)
    if place is None or place.text.isupper() or not _OPENING.fullmatch(reading.folded, first, place.start):
        return None
    heading = place.start == first and place.feature != "country" and reading.folded.startswith(" :", place.end)
    if not heading and (place.start == first or reading.folded[place.end : place.end + 1] != ","):
        return None
    anchor = reading.token_at(troops.anchor if troops.anchor is not None else troops.start)
    said = any(one.lemma_ in _SPEAKS for one in anchor.ancestors)
    return None if said and reading.folded[place.end] == "," else place


def _innermost(reading: Reading, place: Location, places: Sequence[Location]) -> Location:
    """*à Cincu, en* Roumanie: the first of two, one within the other."""
    before = [one for one in places if one.end < place.start <= one.end + 40]
    if before and _WITHIN.fullmatch(reading.folded, before[-1].end, place.start):
        return _innermost(reading, before[-1], places)
    return place


def _attached(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """The first place after the troops in their clause, else the nearest before in it."""
    anchor = reading.token_at(troops.anchor if troops.anchor is not None else troops.start)
    clause = clause_of(anchor)
    free = [
        place
        for place in places
        if not _of_another(reading, troops, place) and not _set_apart(reading, anchor, troops, place)
    ]
    beneath = [place for place in free if anchor.is_ancestor(reading.token_at(place.start))]
    after = [place for place in free if place.start >= troops.end]
    same = [place for place in free if clause_of(reading.token_at(place.start)) == clause]
    for candidates in (
        [place for place in beneath if place.start >= troops.end],
        [place for place in after if place in same],
        [place for place in reversed(same) if place.start < troops.start],
        [place for place in after if _unbroken(reading, troops.end, place.start)],
        [place for place in reversed(free) if place.end <= troops.start and _leads(reading, place, troops)],
    ):
        if candidates:
            return candidates[0]
    return None


def _of_another(reading: Reading, troops: Troops, place: Location) -> bool:
    """True where the place stands right on another count (*quatre à* Gao*, deux à Kidal*) or beyond *dont*."""
    if place.start < troops.end:
        return False
    between = reading.folded[troops.end : place.start]
    if re.search(r"\b(?:dont|parmi lesquels)\b[^,]*$", between):
        return True
    return any(
        troops.end <= amount.start
        and amount.of is None
        and re.fullmatch(r" (?:à|en|dans|près de|au|sur) (?:la |le |l')?", reading.folded[amount.end : place.start])
        for amount in reading.amounts
        if amount.end <= place.start
    )


def _set_apart(reading: Reading, anchor: Token, troops: Troops, place: Location) -> bool:
    """True for a place before the troops that a participle ties to another noun (*basée à Brest*), that a colon closes
    off or that belongs to the speaker."""
    if place.start > troops.start:
        return False
    token = reading.token_at(place.start)
    for one in (token, *token.ancestors):
        if one.dep_ == "acl" and one.head.i != anchor.i and not one.is_ancestor(anchor):
            return True
    if re.search(r"\w\w .*:", reading.folded[place.end : troops.start]):
        return True
    return token.i < anchor.i and clause_of(token).lemma_ in _SPEAKS and clause_of(token).is_ancestor(anchor)


def _leads(reading: Reading, place: Location, troops: Troops) -> bool:
    """True if nothing parts a place from the troops behind it: no new clause, no new verb joined by *et*."""
    joined = re.search(r",? et\b", reading.folded[place.end : troops.start])
    same = reading.folded.startswith(" autres", troops.end)
    return _unbroken(reading, place.end, troops.start) and (same or joined is None)


def _unbroken(reading: Reading, start: int, end: int) -> bool:
    """True if no other clause begins between two offsets: no conjunction, no relative, no colon."""
    return _BREAK.search(reading.folded, start, end) is None
