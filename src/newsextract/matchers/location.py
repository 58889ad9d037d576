"""Reading → named places, placed on the map, and told apart from governments.

Matches *région de Koursk* (Koursk) and *Séoul affirme* (an actor); not *nord-coréen*, *le Hezbollah*, *un Caesar*.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from newsextract.actors import country_of_seat
from newsextract.gazetteer import Place, admin1_name, find_places, plain_key
from newsextract.lexicon import read_toml
from newsextract.matchers.location_role import role_of
from newsextract.matchers.toponyms import (
    Toponym,
    datelines,
    entities,
    known_names,
    names_in_context,
    towns_of_country,
    without_overlaps,
)
from newsextract.reading import Reading
from newsextract.records import Feature, Location


def find_locations(reading: Reading) -> Iterator[Location]:
    """Every named place of an article; see the guidelines, section 3."""
    found = [*known_names(reading), *entities(reading), *names_in_context(reading), *datelines(reading)]
    names = without_overlaps(reading, found)
    votes = _votes(reading, _resolved(reading, names))
    names = without_overlaps(reading, [*names, *towns_of_country(reading, votes)])
    resolved = _resolved(reading, names)
    votes = _votes(reading, resolved)
    chosen: dict[str, Place | None] = {}
    for name, places in resolved:
        yield _record(reading, name, places, votes, chosen)


def _resolved(reading: Reading, names: list[Toponym]) -> list[tuple[Toponym, list[Place]]]:
    resolved = [(name, find_places(reading.folded[name.start : name.end])) for name in names]
    return [(name, places) for name, places in resolved if places or name.sure]


# ---- resolving


def _votes(reading: Reading, resolved: list[tuple[Toponym, list[Place]]]) -> Counter[str]:
    """Countries by how much the article speaks of them: states, demonyms, and names that mean one place only."""
    votes: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.actor.kind == "state" and mention.actor.country:
            votes[mention.actor.country] += 2
    for _, places in resolved:
        countries = {place.country for place in places if place.country}
        if len(countries) == 1:
            votes[countries.pop()] += 3
        elif places and places[0].population > 300_000 and places[0].country:
            votes[places[0].country] += 1
    return votes


def _record(
    reading: Reading, name: Toponym, places: list[Place], votes: Counter[str], chosen: dict[str, Place | None]
) -> Location:
    words = reading.folded[name.start : name.end]
    wanted = _wanted_feature(reading.folded, name.start)
    key = words.lower() if wanted in {None, "city"} else f"{words.lower()}|{wanted}"
    if key not in chosen:
        chosen[key] = _choose(reading, name, places, votes, wanted)
    place = chosen[key]
    feature = _feature(place, wanted, words)
    seat = country_of_seat(words) is not None
    return Location(
        **reading.fields(name.start, name.end, name.rule),
        name=place.name if place else reading.text[name.start : name.end],
        country=place.country if place else None,
        admin1=admin1_name(place.country, place.admin1) if place else None,
        feature=feature,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        geonames_id=place.geonames_id if place else None,
        role=role_of(reading, name.start, name.end, place.feature if place else None, seat),
    )


_GENERIC_BEFORE = re.compile(
    r"(?P<noun>[\wÀ-ÿ-]+)(?:\s(?P<adjective>[a-zà-ÿ-]+))?\s(?:de la |de l'|du |des |de |d')$", re.IGNORECASE
)


def _wanted_feature(folded: str, start: int) -> Feature | None:
    """What the generic noun before a name says it is: *région de*, *ville de*, *île de*, *aéroport de*."""
    match = _GENERIC_BEFORE.search(folded, max(0, start - 40), start)
    if not match:
        return None
    table = read_toml("location_words.toml")["generics"]
    for noun in (match["adjective"], match["noun"]):
        for key, feature in (
            ("region", "admin1"),
            ("city", "city"),
            ("base", "base"),
            ("island", "island"),
            ("mountain", "mountain"),
        ):
            if noun and noun.lower() in table[key].lower().split():
                return feature  # type: ignore[return-value]
    return None


_WATERS = re.compile(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", re.IGNORECASE)
_TYPICAL_POPULATION = {
    "country": 7.5,
    "admin1": 5.2,
    "admin2": 4.3,
    "water": 6.0,
    "region": 6.0,
    "continent": 9.0,
}  # log10


def _choose(
    reading: Reading, name: Toponym, places: list[Place], votes: Counter[str], wanted: Feature | None
) -> Place | None:
    """The place that the words around a name, the article's countries and, last, the population speak for."""
    words = reading.folded[name.start : name.end]
    if _WATERS.match(words):
        places = [place for place in places if place.feature == "water"] or places
    if not places:
        return None
    named = _country_named_after(reading, name.end)
    seat = country_of_seat(words)
    total = sum(votes.values()) or 1
    before = reading.folded[max(0, name.start - 4) : name.start].lower()

    def worth(place: Place) -> float:
        typical = _TYPICAL_POPULATION.get(place.feature, 5.0 if place.curated else 0.0)
        value = max(math.log10(place.population + 10), typical)
        if place.country and votes[place.country]:
            value += 2 + 6 * min(votes[place.country] / total, 0.5)
        value += 4 if place.curated else 0
        value += 1.5 if plain_key(place.name) == plain_key(words) else 0
        value += 10 if named is not None and place.country == named else 0
        value += 2 if seat is not None and place.country == seat and place.feature == "city" else 0
        value += 2 if before.endswith(" à ") and place.feature == "city" else 0
        value += 2 if before.endswith("en ") and place.feature in {"country", "admin1", "region"} else 0
        if wanted is not None:
            value += 4 if place.feature == wanted else 2 if wanted == "admin1" and place.feature == "admin2" else 0
        return value

    return max(places, key=worth)


# London, en Ontario · Tripoli, dans le nord du Liban · Hyderabad (Pakistan) · Bourges (Cher)
_AFTER = re.compile(
    r"\s?(?:,\s(?:en|au|aux|dans (?:le|la|l')(?:\s?[a-zà-ÿ]+ (?:du|de la|de l'|des|de|d'))?)\s?|\()(?P<name>[A-ZÀ-Ý][\wÀ-ÿ'-]+(?:\s(?:du|de|d')?\s?[A-ZÀ-Ý][\wÀ-ÿ'-]+)?)"
)


def _country_named_after(reading: Reading, end: int) -> str | None:
    """The country that an apposition right after a name puts it in."""
    match = _AFTER.match(reading.folded, end)
    if match is None:
        return None
    wider = [place for place in find_places(match["name"]) if place.feature in {"country", "admin1", "admin2"}]
    return wider[0].country if wider else None


def _feature(place: Place | None, wanted: Feature | None, words: str) -> Feature | None:
    if wanted in {"base"}:
        return "base"
    if wanted == "mountain":
        return "region"
    if re.match(r"(?:rue|avenue|boulevard|place|hôpital|récif|ligne)\s", words, re.IGNORECASE):
        return "other"
    if re.match(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", words, re.IGNORECASE):
        return "water"
    if place is None:
        return {"admin1": "admin1", "city": "city", "island": "island"}.get(str(wanted), "other")  # type: ignore[return-value]
    if wanted == "admin1" and place.feature == "city":
        return "admin1"
    return place.feature
