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
from dataclasses import dataclass, field, replace

from newsextract.actors import country_of_seat
from newsextract.gazetteer import Place, bridged_places, plain_key
from newsextract.matchers.locations.candidates import Toponym
from newsextract.matchers.locations.evidence import countries_named_after
from newsextract.matchers.locations.leads import Lead
from newsextract.matchers.locations.toponyms import is_ambiguous
from newsextract.matchers.locations.words import spelled_in_table, words_of
from newsextract.reading import Reading
from newsextract.records import Feature

_MANY = 8  # places of one name, ours and the largest, that are weighed whatever the article says
_IN = frozenset({"en", "jusqu'en"})
# whom French is written for: Brest without a word of Belarus is in Brittany
_READERS = {"FRA": 1.0, "BEL": 0.5, "CHE": 0.5, "CAN": 0.3}
_SMALL = 50_000  # inhabitants below which a town is meant only by an article that plays in its country
_NEAR = 150.0  # km within which a small place is near what the article names, whatever the country
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

    `backers` holds, by country, the words that speak for it, `grounds` those that say that something happens there;
    `around` holds (offset, country, words) of the certain places, `states` those of the states' names.
    """

    votes: Counter[str]
    backers: dict[str, set[str]]
    grounds: dict[str, set[str]]
    divisions: Counter[tuple[str | None, str | None]]
    points: list[tuple[float, float]]
    around: list[tuple[int, str, str]]
    states: list[tuple[int, str]]
    named: dict[str, frozenset[str]]
    home: str | None
    distances: dict[tuple[float, float], float] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, names: Iterable[Toponym], votes: Counter[str]) -> Atlas:
        """The atlas of an article with these toponyms."""
        divisions: Counter[tuple[str | None, str | None]] = Counter()
        points, around, named = [], [], {}
        backers: dict[str, set[str]] = {}
        names = list(names)
        certain = [(name, reading.folded[name.start : name.end], _certain(name.places, votes)) for name in names]
        grounds = _grounds(certain)
        for name, words, place in certain:
            countries = countries_named_after(reading.folded, name.end)
            if countries:
                named[words.lower()] = countries
            if place is None or place.country is None:
                continue
            if grounds and _is_small(place) and not {place.country} & (grounds.keys() | countries):
                continue
            backers.setdefault(place.country, set()).add(words.lower())
            if place.feature != "country" and country_of_seat(words) is None:
                around.append((name.start, place.country, words.lower()))
            if place.admin1:
                divisions[place.country, place.admin1] += 1
            if place.lat is not None and place.lon is not None and place.feature not in {"country", "continent"}:
                points.append((place.lat, place.lon))
        states = [m for m in reading.mentions if m.actor.kind == "state" and not is_ambiguous(reading, m)]
        for mention in states:
            backers.setdefault(str(mention.actor.country), set()).add(
                reading.folded[mention.start : mention.end].lower()
            )
        by_name = [(m.start, m.actor.country) for m in states if m.form == "name" and m.actor.country]
        points = list(dict.fromkeys(points))
        return cls(votes, backers, grounds, divisions, points, around, by_name, named, _home(around, reading))

    def backs(self, country: str | None, words: str) -> bool:
        """True if something else than these words speaks for a country."""
        return country is not None and bool(self.backers.get(country, set()) - {words.lower()})

    def is_ground(self, country: str | None, words: str) -> bool:
        """True if something else than these words says that the article plays in a country."""
        return country is not None and bool(self.grounds.get(country, set()) - {words.lower()})

    def is_silent(self, words: str) -> bool:
        """True if nothing else than these words speaks for any country."""
        return not any(self.backs(country, words) for country in self.backers)

    def distance(self, place: Place) -> float:
        """Kilometres from the nearest certain point of the article; infinite if there is none."""
        if place.lat is None or place.lon is None:
            return math.inf
        spot = place.lat, place.lon
        if spot not in self.distances:
            self.distances[spot] = _distance_to_nearest(spot, self.points)
        return self.distances[spot]

    def country_near(self, words: str, offset: int, first: int, last: int) -> str | None:
        """The country of the nearest certain place in the sentence [first, last), else the only state that it names.

        Else that of the nearest certain place within some sentences, else the country that the article is about.
        """
        others = [place for place in self.around if place[2] != words.lower()]
        here = [place for place in others if first <= place[0] < last]
        states = {country for start, country in self.states if first <= start < last}
        if not here and len(states) == 1:
            return min(states)
        nearest = min(others, key=lambda place: abs(place[0] - offset), default=None)
        if nearest is not None and abs(nearest[0] - offset) < 300:
            return nearest[1]
        return self.home


def _grounds(certain: Iterable[tuple[Toponym, str, Place | None]]) -> dict[str, set[str]]:
    """Country → the names that say that something happens there: *au Mali*, *à Bamako*, *Gao*; not *Paris affirme*."""
    grounds: dict[str, set[str]] = {}
    for name, words, place in certain:
        if place is None or place.country is None or _is_small(place):
            continue
        state = place.feature == "country" or country_of_seat(words) is not None
        if not state or _is_where(name.lead):
            grounds.setdefault(place.country, set()).add(words.lower())
    return grounds


_WHERE = frozenset({"en", "dans", "vers", "depuis", "jusqu'en", "jusqu'à", "près de", "autour de", "à"})


def _is_where(lead: Lead) -> bool:
    """True of *en Syrie*, *aux Malouines*, *nord du Mali*, *à Bamako*."""
    if lead.preposition == "de":
        return any(noun in words_of("place_before", "nouns") for noun in lead.words[:2])
    return lead.preposition in _WHERE


def _is_small(place: Place) -> bool:
    """True of a town that a reader elsewhere need not know."""
    return not place.curated and place.feature == "city" and place.population < _SMALL


_WEIGHTS = {"name": 3, "seat": 1, "demonym_adjective": 1, "demonym_noun": 1}


def _home(around: list[tuple[int, str, str]], reading: Reading) -> str | None:
    """The country that an article is about: named or placed, and spoken of twice as much as any other."""
    weight = Counter[str]()
    for _, country, _ in around:
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


def _distance_to_nearest(spot: tuple[float, float], points: Iterable[tuple[float, float]]) -> float:
    """Kilometres from the nearest other point."""
    nearest = math.inf
    for point in points:
        if abs(spot[0] - point[0]) * _DEGREE < nearest and point != spot:  # most are too far north or south already
            nearest = min(nearest, _kilometres(spot, point))
    return nearest


_DEGREE = 111.2  # kilometres


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points, close enough for neighbours."""
    north = (one[0] - other[0]) * _DEGREE
    east = (one[1] - other[1]) * _DEGREE * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


def choose(name: Toponym, words: str, wanted: Feature | None, seat: str | None, atlas: Atlas) -> Place | None:
    """The place that the words around a name, the article's countries and, last, the population speak for."""
    places = _candidates(name.places, words, atlas)
    if _WATERS.match(words):
        places = tuple(place for place in places if place.feature == "water") or places
    named = atlas.named.get(words.lower(), frozenset())
    spelled = frozenset(place.country for place in places if place.name == words and place.feature == "city")
    asked = _Asked(words, plain_key(words), name.lead, wanted, named, seat, spelled)
    places = _in_the_way(places, asked, atlas)
    if not places:
        return None
    best = max(places, key=lambda place: _worth(place, asked, atlas))
    if not _is_possible(best, asked, atlas):
        return None
    return _somewhere(best) if _is_one_of_many(best, places, atlas) else best


def _is_one_of_many(best: Place, places: tuple[Place, ...], atlas: Atlas) -> bool:
    """True of a village that others of its country are as likely as: far apart, as small, nothing named near."""
    if not _is_small(best) or atlas.distance(best) < _NEAR or atlas.divisions[best.country, best.admin1]:
        return False
    return any(
        place.country == best.country
        and place.feature == "city"
        and place.match != "bridge"
        and place.population * 3 > best.population
        and place.admin1 != best.admin1
        for place in places
        if place is not best
    )


def _somewhere(place: Place) -> Place:
    """A place of which only the country is sure."""
    return replace(place, admin1=None, lat=None, lon=None, geonames_id=None)


def _in_the_way(places: tuple[Place, ...], asked: _Asked, atlas: Atlas) -> tuple[Place, ...]:
    """Without small towns in countries that the article only lets speak, if there are others or if such countries
    bear everyone's names: *Stanley* in England, *Anacoco* in Louisiana; but *Petchenga* is in Russia."""
    near = tuple(place for place in places if not _is_out_of_the_way(place, asked, atlas))
    if any(place.match != "bridge" for place in near):
        return near
    return tuple(place for place in places if place.country not in words_of("namesakes", "countries") or place in near)


def _is_out_of_the_way(place: Place, asked: _Asked, atlas: Atlas) -> bool:
    """True of a small town in a country where nothing of the article happens."""
    if not _is_small(place) or place.country in {asked.seat, atlas.home, *asked.named} or not atlas.grounds:
        return False
    return not atlas.is_ground(place.country, asked.words) and atlas.distance(place) > _NEAR


def _candidates(places: tuple[Place, ...], words: str, atlas: Atlas) -> tuple[Place, ...]:
    """The places of a name; with those it sounds like if none lies in a country that the article speaks of."""
    if len(places) > _MANY:
        places = (*places[:_MANY], *(place for place in places[_MANY:] if place.country in atlas.votes))
    if not places or places[0].match == "bridge" or places[0].feature == "country":
        return places
    if any(atlas.backs(place.country, words) and (place.curated or place.population > 5_000) for place in places):
        return places
    sounding = (place for place in bridged_places(words) if atlas.backs(place.country, words))
    return (*places, *(place for place in sounding if place.country == atlas.home or atlas.distance(place) < _NEAR))


_WATERS = re.compile(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: the words and their key, what leads up to them, and what they are said to be or to lie in."""

    words: str
    key: str
    lead: Lead
    wanted: Feature | None
    named: frozenset[str]
    seat: str | None
    spelled: frozenset[str | None]

    def is_misspelt(self, place: Place) -> bool:
        """True of *Münster* where *Munster* is asked for and is another town of the same country."""
        return place.feature == "city" and place.country in self.spelled and place.name != self.words


def _worth(place: Place, asked: _Asked, atlas: Atlas) -> float:
    """How much speaks for a place."""
    typical = _TYPICAL_POPULATION.get(place.feature, 5.0 if place.curated else 0.0)
    value = max(math.log10(place.population + 10), typical)
    value += _worth_of_country(place, asked, atlas)
    value += _worth_of_curation(place, asked, atlas)
    own_name = plain_key(place.name) == asked.key and not asked.is_misspelt(place)
    value += {"name": 1.5, "alias": 1.0 if own_name else 0.0, "bridge": -1.0}[place.match]
    if place.match != "bridge" and (place.curated or (own_name and place.population > 50_000)):
        value += 5  # Nis is in Serbia, though some language calls Nice so
    distance = atlas.distance(place)
    value += 3 if distance < 80 else 2 if distance < 250 else 1 if distance < _FAR else 0
    value += 2 if place.feature != "country" and atlas.divisions[place.country, place.admin1] and place.admin1 else 0
    return value + _worth_of_lead(place, asked.lead, asked.wanted)


def _worth_of_curation(place: Place, asked: _Asked, atlas: Atlas) -> float:
    """Our table holds what the press names: most of all regions, waters and mountains that bear towns' names."""
    if not place.curated:
        return 0.0
    spelled = spelled_in_table().get(asked.words)
    if spelled and (place.name, place.country) not in spelled and place.feature != "country":
        return 0.0  # Tigré is not Tigre, the Tigris
    if place.feature == "country":
        return 10.0
    if place.country is not None and not atlas.backs(place.country, asked.words):
        return 1.0 if place.feature in {"city", "base"} else 3.0
    return 4.0 if place.feature in {"city", "base"} else 6.0 if place.country else 10.0


def _worth_of_country(place: Place, asked: _Asked, atlas: Atlas) -> float:
    """What the article says of a country apart from this very name; capitals are meant unless another country is
    told."""
    value = _READERS.get(str(place.country), 0.0) * (3 if place.population > 50_000 else 1)
    value += 10 if place.country in asked.named else 0
    backed = atlas.backs(place.country, asked.words)
    if backed:
        value += 4 if place.country in words_of("territories", "countries") else 0  # named only where it is the scene
        value += 3 if atlas.is_ground(place.country, asked.words) else 0
        value += 4 + 8 * min(atlas.votes[str(place.country)] / max(atlas.votes.total(), 1), 0.5)
    if asked.seat is not None and place.country == asked.seat and place.feature == "city":
        value += 9
    elif asked.seat is not None and not atlas.backs(asked.seat, asked.words) and backed:
        value += 8 if place.match == "name" and place.population > 100_000 else 0  # Tripoli in Lebanon
    return value


def _worth_of_lead(place: Place, lead: Lead, wanted: Feature | None) -> float:
    """Towns stand without an article (*à Koursk*), regions and rivers with one (*dans le Donetsk*)."""
    if wanted is not None:
        return 6 if place.feature == wanted else 4 if {wanted, place.feature} == {"admin1", "admin2"} else 0
    if place.feature == "city":
        if lead.article in {"le", "la", "l'"}:
            return -10
        return -3 if lead.preposition in _IN else 2.5 if lead.preposition == "à" else 1.5
    if (
        place.feature == "admin2"
        and place.country == "FRA"
        and lead.article is None
        and lead.preposition in {"à", "de", "vers"}
    ):
        return -12  # French departments have an article: la Vienne is one, Vienne a town
    if place.feature == "country" and place.country in words_of("capitals", "countries"):
        return -20 if lead.preposition == "à" and lead.article is None else 0  # à Panama, au Panama
    if place.feature in {"admin1", "admin2"} and lead.preposition == "à" and lead.article is None:
        return -3  # à Koursk: the town
    if lead.article and place.feature in {"admin1", "region", "water"}:
        return 2
    return 2 if lead.preposition in _IN and place.feature in {"country", "admin1", "region"} else 0


def _is_possible(place: Place, asked: _Asked, atlas: Atlas) -> bool:
    """False for a small place in a country that the article does not speak of, far from all it names."""
    if asked.named and place.country is not None and place.feature != "country":
        return place.country in asked.named
    if (place.curated and place.match != "bridge") or place.country == asked.seat:
        return True
    backed = atlas.backs(place.country, asked.words)
    if place.match == "bridge":
        natural = asked.lead.preposition == "de" and words_of("generics", "natural").intersection(asked.lead.words[:3])
        if natural or (atlas.grounds and place.country != atlas.home and not atlas.is_ground(place.country, asked.words)):
            return False
        return backed or atlas.is_silent(asked.words)
    if backed and (place.match == "name" or place.population >= 20_000):
        return True
    if atlas.is_silent(asked.words):
        return True
    if place.country in words_of("namesakes", "countries") and atlas.grounds and not backed:
        return place.population > 500_000 or atlas.distance(place) < _NEAR
    own_name = plain_key(place.name) == asked.key
    if place.match == "alias" and place.population < 20_000 and not own_name:
        return place.country in {atlas.home, *(country for _, country, _ in atlas.around)} or atlas.distance(place) < 300
    return place.population >= (15_000 if own_name else 150_000) or atlas.distance(place) < _NEAR
