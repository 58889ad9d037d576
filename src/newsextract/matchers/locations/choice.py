"""Toponym, article → the place it means among those of its name, or None if none of them can be meant.

*Pokrovsk* in an article on Ukraine is not the one in Yakutia; *Tripoli, dans le nord du Liban* is not in Libya; a
village in Brazil is not meant by an article on the Kivu, even if no other place bears the name.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from newsextract.frozen import frozen
from newsextract.gazetteer import Place, bridged_places, plain_key
from newsextract.matchers.locations.atlas import FAR, Atlas, is_small
from newsextract.matchers.locations.candidates import Toponym
from newsextract.matchers.locations.leads import Lead
from newsextract.matchers.locations.words import spelled_in_table, words_of
from newsextract.records import Feature

_MANY = 8  # places of one name, ours and the largest, that are weighed whatever the article says
_IN = frozenset({"en", "jusqu'en"})
# whom French is written for: Brest without a word of Belarus is in Brittany
_READERS = {"FRA": 1.0, "BEL": 0.5, "CHE": 0.5, "CAN": 0.3}
_NEAR = 150.0  # km within which a small place is near what the article names, whatever the country
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


def choose(name: Toponym, words: str, wanted: Feature | None, seat: str | None, atlas: Atlas) -> Place | None:
    """The place that the words around a name, the article's countries and, last, the population speak for."""
    places = _candidates(name.places, words, atlas)
    if _WATERS.match(words):
        places = tuple(place for place in places if place.feature == "water") or places
    places = _waters_or_lands(places, name.lead)
    named = atlas.named.get(words.lower(), frozenset())
    spelled = frozenset(place.country for place in places if place.name == words and place.feature == "city")
    shared = sum(place.population > 100_000 and place.match != "bridge" for place in places) > 1
    asked = _Asked(words, plain_key(words), name.lead, wanted, named, seat, spelled, shared)
    best = max(places, key=lambda place: _worth(place, asked, atlas), default=None)
    if best is not None and _is_out_of_the_way(best, asked, atlas):
        places = _in_the_way(places, asked, atlas)
        best = max(places, key=lambda place: _worth(place, asked, atlas), default=None)
    if best is None:
        return None
    if not _is_possible(best, asked, atlas):
        return None
    return _somewhere(best) if _is_one_of_many(best, places, asked, atlas) else best


def _is_one_of_many(best: Place, places: tuple[Place, ...], asked: _Asked, atlas: Atlas) -> bool:
    """True of a village that others of its country are as likely as: far apart, as small, nothing named near."""
    if not is_small(best) or atlas.distance(best) < _NEAR or atlas.divisions[best.country, best.admin1]:
        return False
    return any(
        place.country == best.country
        and place.feature == "city"
        and place.match != "bridge"
        and place.population * 3 > best.population
        and place.admin1 != best.admin1
        for place in places
        if place is not best and not asked.is_misspelt(place)
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
    if not is_small(place) or place.country in {asked.seat, atlas.home, *asked.named} or not atlas.grounds:
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
    if plain_key(places[0].name) != plain_key(words) and places[0].match == "name":
        return places  # Mans is short for Le Mans
    sounding = (place for place in bridged_places(words) if atlas.backs(place.country, words))
    return (*places, *(place for place in sounding if place.country == atlas.home or atlas.distance(place) < _NEAR))


# traverser, franchir la Manche; les rives, un pont de la Somme
_CROSSED = re.compile(
    r"(?:re)?travers\w+|franch\w+|enjamb\w+|navigu\w+|riv(?:e|es|erains?)|berges?|eaux|bras|gués?|ponts?|méandres?|boucles?|crues?|large|"
    r"fond|côtes?|littoral|affluent|traversées?|atteign\w+"
)


def _waters_or_lands(places: tuple[Place, ...], lead: Lead) -> tuple[Place, ...]:
    """The rivers or the departments of *Somme*, *Manche*: one crosses rivers, and lives in departments."""
    waters = tuple(place for place in places if place.feature == "water")
    if not waters or not any(place.feature == "admin2" for place in places):
        return places
    lands = tuple(place for place in places if place.feature != "water")
    if lead.article is None:
        return lands  # les ponts de Vienne
    if any(_CROSSED.fullmatch(word) for word in lead.words[:3]):
        return waters
    if lead.preposition in {"dans", "en"} or any(noun in words_of("generics", "region") for noun in lead.words[:2]):
        return lands
    return waters if waters[0].name == "English Channel" else lands


_WATERS = re.compile(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", re.IGNORECASE)


@frozen(slots=True)
class _Asked:
    """What is asked for: the words and their key, what leads up to them, and what they are said to be or to lie in.

    `spelled` are the countries with a town spelled just so, `shared` is true of a name that several cities bear.
    """

    words: str
    key: str
    lead: Lead
    wanted: Feature | None
    named: frozenset[str]
    seat: str | None
    spelled: frozenset[str | None]
    shared: bool

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
    value -= 3 if asked.is_misspelt(place) else 0
    value += {"name": 1.5, "alias": 1.0 if own_name else 0.0, "bridge": -1.0}[place.match]
    if place.match != "bridge" and (place.curated or (own_name and place.population > 50_000)):
        value += 5  # Nis is in Serbia, though some language calls Nice so
    distance = atlas.distance(place)
    value += 3 if distance < 80 else 2 if distance < 250 else 1 if distance < FAR else 0
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
    if place.feature == "admin1" and not place.curated and place.match == "alias" and not lead.article:
        return -1  # Philippeville: the town
    if lead.article and place.feature in {"admin1", "region", "water"}:
        return 2
    return 2 if lead.preposition in _IN and place.feature in {"country", "admin1", "region"} else 0


def _is_possible(place: Place, asked: _Asked, atlas: Atlas) -> bool:
    """False for a small place in a country that the article does not speak of, far from all it names."""
    if place == atlas.head:
        return True
    if asked.named and place.country is not None and place.feature != "country":
        return place.country in asked.named
    if (place.curated and place.match != "bridge") or place.country == asked.seat:
        return True
    backed = atlas.backs(place.country, asked.words)
    if place.match == "bridge":
        natural = asked.lead.preposition == "de" and words_of("generics", "natural").intersection(asked.lead.words[:3])
        elsewhere = atlas.grounds and place.country != atlas.home and not atlas.is_ground(place.country, asked.words)
        return not natural and not elsewhere and (backed or atlas.is_silent(asked.words))
    if backed and (place.match == "name" or place.population >= 20_000):
        return True
    if atlas.is_silent(asked.words):
        return True
    if place.country in words_of("namesakes", "countries") and atlas.grounds and not backed:
        return (place.population > 200_000 and not asked.shared) or atlas.distance(place) < _NEAR
    own_name = place.match == "name" or plain_key(place.name) == asked.key
    if place.match == "alias" and place.population < 20_000 and not own_name:
        here = {atlas.home, *(country for _, country, _ in atlas.around)}
        return place.country in here or atlas.distance(place) < 2 * _NEAR
    return place.population >= (15_000 if own_name else 150_000) or atlas.distance(place) < _NEAR
