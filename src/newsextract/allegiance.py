"""Troops whose force no word of the sentence gives + the article's locations → the same troops with the force settled.

*Six soldats ont été tués* in an article on Kisweh and Damascus: Syria's, though an Israeli raid is told there. The
places of an article say where it is set; the matcher alone cannot know them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsextract.matchers.troops.salience import Evidence, salient, spoken_of
from newsextract.matchers.troops.sides import force_value, mentions_in
from newsextract.reading import Reading
from newsextract.records import Location, Troops

_PLACE = 0.35  # what a place says of sides, where an army named says 2
_AWAY = frozenset({"deployed", "planned", "withdrawn", "trained"})  # roles of troops that are often abroad


def settled(reading: Reading, fact: Troops, locations: Sequence[Location]) -> Troops:
    """The fact with the state that the text is about where it stands, if its force was left open."""
    if fact.undecided is None:
        return fact
    barred = fact.undecided | (_destinations(reading, fact) if fact.role in _AWAY else frozenset())
    force = salient(reading, fact.start, barred, _setting(reading, fact, locations))
    home = _dateline(reading, locations) if force is None and not spoken_of(reading) else None
    return replace(fact, force=home if home not in barred else None) if force is None else replace(fact, force=force)


# LYON, 4 nov - · SARREBOURG. · CASTRES (TARN)
_DATELINE = re.compile(r"^[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30}(?= \(|\.|,| [-–—])", re.MULTILINE)


def _dateline(reading: Reading, locations: Sequence[Location]) -> str | None:
    """The country of a dispatch that names no state: whose soldiers a local paper means without saying so."""
    match = _DATELINE.search(reading.folded, 0, 400)
    places = [one.country for one in locations if match is not None and match.start() <= one.start < match.end()]
    return places[0] if places else None


# partis pour la Lettonie · envoyés en Roumanie · au Mali
_TOWARDS = re.compile(r"\b(?:en|au|aux|pour (?:la |le |l'|les )|vers (?:la |le |l'|les )) ?$", re.IGNORECASE)


def _destinations(reading: Reading, fact: Troops) -> frozenset[str]:
    """The countries that the sentence sends troops to: not whose they are, if it names them no other way."""
    first, last = reading.sentence_at(fact.start)
    sent: set[str] = set()
    others: set[str] = set()
    for one in mentions_in(reading, first, last):
        state = force_value(one.actor)
        towards = one.start > fact.end and _TOWARDS.search(reading.folded, max(0, one.start - 10), one.start)
        (sent if towards else others).add(state or "")
    return frozenset(sent - others)


def _setting(reading: Reading, fact: Troops, locations: Sequence[Location]) -> Iterator[Evidence]:
    """(offset, country, weight) of the places; where the troops are sent says half as much, a lone place nothing."""
    sentence = reading.sentence_index(fact.start)
    places = [one for one in locations if one.role == "place" and one.country is not None]
    counts = Counter(one.country for one in places)
    for one in places:
        if one.country is None or counts[one.country] < 2:
            continue
        sent = fact.role in _AWAY and reading.sentence_index(one.start) == sentence
        yield one.start, one.country, _PLACE / 2 if sent else _PLACE
