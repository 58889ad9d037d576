"""Reading, toponyms → the atlas of an article: the countries it plays in, those that only speak in it, and sure points.

*au Mali*, *à Bamako*, *Gao* say that something happens in Mali; *Paris condamne* only lets France speak.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsextract.actors import country_of_seat
from newsextract.gazetteer import Place
from newsextract.matchers.locations.candidates import Toponym
from newsextract.matchers.locations.evidence import countries_named_after
from newsextract.matchers.locations.leads import Lead
from newsextract.matchers.locations.toponyms import is_ambiguous
from newsextract.matchers.locations.words import words_of
from newsextract.reading import Reading

_SMALL = 50_000  # inhabitants below which a town is meant only by an article that plays in its country
FAR = 600.0  # km beyond which a small place is not near anything the article names


@dataclass(frozen=True)
class Atlas:
    """What an article says of where it plays: countries and divisions by weight, and the places that are certain.

    `backers` holds, by country, the words that speak for it, `grounds` those that say that something happens there;
    `around` holds (offset, country, words) of the certain places, `states` those of the states' names; `head` is the
    town that heads a local paper's article.
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
    head: Place | None
    distances: dict[tuple[float, float], float] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, names: Iterable[Toponym], votes: Counter[str]) -> Atlas:
        """The atlas of an article with these toponyms."""
        divisions: Counter[tuple[str | None, str | None]] = Counter()
        points, around, named = [], [], {}
        backers: dict[str, set[str]] = {}
        names = list(names)
        certain = [
            (name, reading.folded[name.start : name.end], _certain(name.places, votes) or _head(name)) for name in names
        ]
        grounds = _grounds(certain)
        head = next((place for name in names[:1] if (place := _head(name)) is not None), None)
        for name, words, place in certain:
            countries = countries_named_after(reading.folded, name.end)
            if countries:
                named[words.lower()] = countries
            if place is None or place.country is None:
                continue
            if grounds and is_small(place) and not {place.country} & (grounds.keys() | countries):
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
        return cls(votes, backers, grounds, divisions, points, around, by_name, named, _home(around, reading), head)

    def backs(self, country: str | None, words: str) -> bool:
        """True if something else than these words speaks for a country."""
        return _others(self.backers.get(country or ""), words)

    def is_ground(self, country: str | None, words: str) -> bool:
        """True if something else than these words says that the article plays in a country."""
        return _others(self.grounds.get(country or ""), words)

    def is_silent(self, words: str) -> bool:
        """True if nothing else than these words speaks for any country."""
        return not any(self.backs(country, words) for country in self.backers)

    def distance(self, place: Place) -> float:
        """Kilometres from the nearest certain point of the article; `FAR` if there is none so near."""
        if place.lat is None or place.lon is None:
            return FAR
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


def _others(names: set[str] | None, words: str) -> bool:
    """True if something else than these words is among the names."""
    return names is not None and (len(names) > 1 or words.lower() not in names)


def _grounds(certain: Iterable[tuple[Toponym, str, Place | None]]) -> dict[str, set[str]]:
    """Country → the names that say that something happens there: *au Mali*, *à Bamako*, *Gao*; not *Paris affirme*."""
    grounds: dict[str, set[str]] = {}
    for name, words, place in certain:
        if place is None or place.country is None or (is_small(place) and place is not _head(name)):
            continue
        state = place.feature == "country" or country_of_seat(words) is not None
        if not state or _is_where(name.lead):
            grounds.setdefault(place.country, set()).add(words.lower())
    return grounds


def _head(name: Toponym) -> Place | None:
    """*Vannes. Soixante-quinze ans après*: the largest town of the name that heads the article plays in it."""
    if name.start or name.rule != "location.dateline":
        return None
    towns = (place for place in name.places if place.feature == "city" and place.match != "bridge")
    return max(towns, key=lambda place: place.population, default=None)


_WHERE = frozenset({"en", "dans", "vers", "depuis", "jusqu'en", "jusqu'à", "près de", "autour de", "à"})


def _is_where(lead: Lead) -> bool:
    """True of *en Syrie*, *aux Malouines*, *nord du Mali*, *à Bamako*."""
    if lead.preposition == "de":
        return any(noun in words_of("place_before", "nouns") for noun in lead.words[:2])
    return lead.preposition in _WHERE


def is_small(place: Place) -> bool:
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
    """Kilometres from the nearest other point, `FAR` at most."""
    nearest = FAR
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
