"""Toponym, article → the place it means among those of its name, or None if none of them can be meant.

*Pokrovsk* in an article on Ukraine is not the one in Yakutia; *Tripoli, dans le nord du Liban* is not in Libya; a
village in
Brazil is not meant by an article on the Kivu, even if no other place bears the name.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsextract.actors import country_of_seat
from newsextract.gazetteer import Place, bridged_places, plain_key
from newsextract.matchers.leads import Lead
from newsextract.matchers.name_candidates import Toponym
from newsextract.matchers.name_evidence import countries_named_after
from newsextract.reading import Reading
from newsextract.records import Feature

_MANY = 8  # places of one name, ours and the largest, that are weighed whatever the article says
_FAR = 600.0  # km beyond which a small place is not near anything the article names
_TYPICAL_POPULATION = {  # log10
    "country": 7.5,
    "admin1": 5.2,
    "admin2": 4.3,
    "water": 6.0,
    "region": 6.0,
    "mountain": 5.5,
    "island": 5.5,
    "continent": 9.0,
}


@dataclass(frozen=True)
class Atlas:
    """What an article says of where it plays: countries and divisions by weight, and the places that are certain.

    `spoken` are the countries named by name or by their people; `around` holds (offset, country) of the certain places.
    """

    votes: Counter[str]
    spoken: frozenset[str]
    divisions: Counter[tuple[str | None, str | None]]
    points: list[tuple[float, float]]
    around: list[tuple[int, str]]
    named: dict[str, frozenset[str]]
    home: str | None
    distances: dict[tuple[float, float], float] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, names: Iterable[Toponym], votes: Counter[str]) -> Atlas:
        """The atlas of an article with these toponyms."""
        divisions: Counter[tuple[str | None, str | None]] = Counter()
        points, around, named = [], [], {}
        for name in names:
            words = reading.folded[name.start : name.end]
            countries = countries_named_after(reading.folded, name.end)
            if countries:
                named[words.lower()] = countries
            place = _certain(name.places, votes)
            if place is None or place.country is None:
                continue
            if place.feature != "country" and country_of_seat(words) is None:
                around.append((name.start, place.country))
            if place.admin1:
                divisions[place.country, place.admin1] += 1
            if place.lat is not None and place.lon is not None and place.feature not in {"country", "continent"}:
                points.append((place.lat, place.lon))
        spoken = {m.actor.country for m in reading.mentions if m.actor.kind == "state" and m.form != "seat"}
        spoken_of = frozenset(country for country in spoken if country)
        points = list(dict.fromkeys(points))
        return cls(votes, spoken_of, divisions, points, around, named, _home(around, reading))

    def distance(self, place: Place) -> float:
        """Kilometres from the nearest certain point of the article; infinite if there is none."""
        if place.lat is None or place.lon is None:
            return math.inf
        spot = place.lat, place.lon
        if spot not in self.distances:
            others = (_kilometres(spot, point) for point in self.points if point != spot)
            self.distances[spot] = min(others, default=math.inf)
        return self.distances[spot]

    def country_near(self, offset: int) -> str | None:
        """The country of the nearest certain place within some sentences, else the one that the article is about."""
        nearest = min(self.around, key=lambda place: abs(place[0] - offset), default=None)
        if nearest is not None and abs(nearest[0] - offset) < 300:
            return nearest[1]
        return self.home


_WEIGHTS = {"name": 3, "seat": 1, "demonym_adjective": 1, "demonym_noun": 1}


def _home(around: list[tuple[int, str]], reading: Reading) -> str | None:
    """The country that an article is about: named or placed, and spoken of twice as much as any other."""
    weight = Counter[str]()
    for _, country in around:
        weight[country] += 2
    for mention in reading.mentions:
        if mention.actor.kind == "state" and mention.actor.country:
            weight[mention.actor.country] += _WEIGHTS.get(mention.form, 0)
    ranked = [*weight.most_common(2), ("", 0), ("", 0)]
    return ranked[0][0] if ranked[0][1] >= max(2 * ranked[1][1], 4) else None


def _certain(places: tuple[Place, ...], votes: Counter[str]) -> Place | None:
    """The place of a name that means one only among the countries that an article speaks of, or one of ours."""
    if not places or places[0].match == "bridge":
        return None
    if places[0].curated:
        return places[0]
    likely = [place for place in places if place.country and votes[place.country] > 1]
    first = places[0] if not likely else max(likely, key=lambda place: place.population)
    if len(likely) == 1 and (len(places) < 4 or first.population > 20_000):
        return first
    others = max((place.population for place in places if place is not first), default=0)
    return first if first.population > 100_000 and first.population > 20 * others else None


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points, close enough for neighbours."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


def choose(name: Toponym, words: str, wanted: Feature | None, seat: str | None, atlas: Atlas) -> Place | None:
    """The place that the words around a name, the article's countries and, last, the population speak for."""
    places = _candidates(name.places, words, atlas)
    if _WATERS.match(words):
        places = tuple(place for place in places if place.feature == "water") or places
    if not places:
        return None
    named = atlas.named.get(words.lower(), frozenset())
    key = plain_key(words)
    best = max(places, key=lambda place: _worth(place, key, name.lead, wanted, named, seat, atlas))
    return best if _is_possible(best, key, named, seat, atlas) else None


def _candidates(places: tuple[Place, ...], words: str, atlas: Atlas) -> tuple[Place, ...]:
    """The places of a name; with those it sounds like if none lies in a country that the article speaks of."""
    if len(places) > _MANY:
        places = (*places[:_MANY], *(place for place in places[_MANY:] if place.country in atlas.votes))
    if not places or places[0].match == "bridge":
        return places
    if any(place.country in atlas.spoken and (place.curated or place.population > 5_000) for place in places):
        return places
    return (*places, *(place for place in bridged_places(words) if place.country in atlas.spoken))


_WATERS = re.compile(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", re.IGNORECASE)


def _worth(
    place: Place, key: str, lead: Lead, wanted: Feature | None, named: frozenset[str], seat: str | None, atlas: Atlas
) -> float:
    """How much speaks for a place."""
    typical = _TYPICAL_POPULATION.get(place.feature, 5.0 if place.curated else 0.0)
    value = max(math.log10(place.population + 10), typical)
    value += _worth_of_country(place, named, seat, atlas)
    value += _worth_of_curation(place, atlas)
    value += {"name": 1.5, "alias": 1.0 if plain_key(place.name) == key else 0.0, "bridge": -1.0}[place.match]
    distance = atlas.distance(place)
    value += 3 if distance < 80 else 2 if distance < 250 else 1 if distance < _FAR else 0
    value += 2 if place.feature != "country" and atlas.divisions[place.country, place.admin1] and place.admin1 else 0
    return value + _worth_of_lead(place, lead, wanted)


def _worth_of_curation(place: Place, atlas: Atlas) -> float:
    """Our table holds what the press names: most of all regions, waters and mountains that bear towns' names."""
    if not place.curated:
        return 0.0
    if place.country is not None and place.country not in atlas.votes:
        return 1.0
    return 4.0 if place.feature in {"city", "base"} else 6.0 if place.country else 10.0


def _worth_of_country(place: Place, named: frozenset[str], seat: str | None, atlas: Atlas) -> float:
    value = 0.0
    if place.country and atlas.votes[place.country]:
        value += 1 + 8 * min(atlas.votes[place.country] / atlas.votes.total(), 0.5)
    value += 2 if place.country in atlas.spoken else 0
    value += 10 if place.country in named else 0
    if seat is not None and place.country == seat and place.feature == "city":
        value += 9
    elif seat is not None and seat not in atlas.spoken and place.country in atlas.spoken and place.population > 100_000:
        value += 11 if place.match == "name" else 0  # Tripoli in Lebanon
    return value


def _worth_of_lead(place: Place, lead: Lead, wanted: Feature | None) -> float:
    """Towns stand without an article (*à Koursk*), regions and rivers with one (*dans le Donetsk*)."""
    if wanted is not None:
        return 6 if place.feature == wanted else 4 if {wanted, place.feature} == {"admin1", "admin2"} else 0
    if place.feature == "city":
        return -5 if lead.article in {"le", "la", "l'"} else 2.5 if lead.preposition == "à" else 1.5
    if (
        place.feature == "admin2"
        and place.country == "FRA"
        and lead.article is None
        and lead.preposition in {"à", "de", "vers"}
    ):
        return -6  # French departments have an article: la Vienne is one, Vienne a town
    if lead.article and place.feature in {"admin1", "region", "water"}:
        return 2
    return 2 if lead.preposition == "en" and place.feature in {"country", "admin1", "region"} else 0


def _is_possible(place: Place, key: str, named: frozenset[str], seat: str | None, atlas: Atlas) -> bool:
    """False for a small place in a country that the article does not speak of, far from all it names."""
    if named and place.country is not None and place.feature != "country":
        return place.country in named
    if (place.curated and place.match != "bridge") or not atlas.votes or place.country == seat:
        return True
    share = atlas.votes[place.country] / atlas.votes.total() if place.country else 0.0
    if place.match == "bridge":
        return share > 0.15 or place.country in atlas.spoken or (share > 0 and atlas.distance(place) < 300)
    if place.match == "alias" and place.population < 20_000 and plain_key(place.name) != key:
        return place.country in {atlas.home, *(country for _, country in atlas.around)} or atlas.distance(place) < 300
    if share > 0 and atlas.votes[str(place.country)] > 1:
        return True
    large = 15_000 if plain_key(place.name) == key else 150_000
    return place.population >= large or atlas.distance(place) < 150
