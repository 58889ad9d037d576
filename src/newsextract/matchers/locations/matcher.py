"""Reading → named places, placed on the map, and told apart from governments.

Matches *région de Koursk* (Koursk) and *Séoul affirme* (an actor); not *nord-coréen*, *le Hezbollah*, *un Caesar*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsextract.actors import country_of_seat
from newsextract.gazetteer import Place, admin1_name
from newsextract.matchers.locations.atlas import Atlas
from newsextract.matchers.locations.candidates import Toponym
from newsextract.matchers.locations.choice import choose
from newsextract.matchers.locations.leads import Lead
from newsextract.matchers.locations.roles import role_of
from newsextract.matchers.locations.sight import Sight
from newsextract.matchers.locations.toponyms import find_toponyms, supported
from newsextract.matchers.locations.words import words_of
from newsextract.reading import Reading
from newsextract.records import Feature, Location


def find_locations(reading: Reading) -> Iterator[Location]:
    """Every named place of an article; see the guidelines, section 3."""
    sight = Sight(reading)
    names = find_toponyms(sight)
    atlas = Atlas.of(reading, names, supported(sight, names))
    chosen: dict[str, Place | None] = {}
    for name in names:
        yield _record(reading, name, atlas, chosen)


def _record(reading: Reading, name: Toponym, atlas: Atlas, chosen: dict[str, Place | None]) -> Location:
    words = reading.folded[name.start : name.end]
    wanted = wanted_feature(name.lead)
    key = words.lower() if wanted in {None, "city"} else f"{words.lower()}|{wanted}"
    if name.lead.preposition == "à" and name.places and name.places[0].country in words_of("capitals", "countries"):
        key += "|à" if name.lead.article is None else ""  # à Panama, au Panama
    seat = country_of_seat(words)
    if key not in chosen:
        chosen[key] = choose(name, words, wanted, seat, atlas)
    place = chosen[key]
    return Location(
        **reading.fields(name.start, name.end, name.rule),
        name=place.name if place else reading.text[name.start : name.end],
        country=place.country if place else seat or _country_around(reading, name, words, atlas),
        admin1=admin1_name(place.country, place.admin1) if place else None,
        feature=_camp(reading, name, place) or _feature(place, wanted, words, name.lead),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        geonames_id=place.geonames_id if place else None,
        role=role_of(
            reading, name, place.feature if place else None, place.country if place else None, seat is not None
        ),
    )


def _country_around(reading: Reading, name: Toponym, words: str, atlas: Atlas) -> str | None:
    """The country of a place that the gazetteer lacks: that of the places around it; none of waters."""
    if _first_word(words) in words_of("generics", "water") and words[0].islower():
        return None
    named = atlas.named.get(words.lower(), frozenset())
    return max(named, key=lambda country: (atlas.votes[country], country), default=None) or atlas.country_near(
        words, name.start, *reading.sentence_at(name.start)
    )


_WANTED: dict[str, Feature] = {
    "region": "admin1",
    "second": "admin2",
    "city": "city",
    "base": "base",
    "island": "island",
    "mountain": "mountain",
}


def wanted_feature(lead: Lead) -> Feature | None:
    """What the generic noun before a name says it is: *région de*, *ville de*, *île de*, *aéroport de*."""
    if lead.is_at_base:
        return "base"
    if lead.preposition != "de":
        return None
    if lead.noun in {"gouverneur", "gouverneure"}:
        return "admin1"
    if lead.words[1:2] == ("presqu'",):
        return None
    for noun in lead.words[:2]:
        for key, feature in _WANTED.items():
            if noun in words_of("generics", key):
                return feature
    return None


def _feature(place: Place | None, wanted: Feature | None, words: str, lead: Lead) -> Feature | None:
    """The kind of place: by its generic, by the words before it, else as the gazetteer says."""
    first = _first_word(words)
    if wanted == "base":
        return place.feature if place and lead.article and place.feature in {"country", "admin1", "admin2"} else "base"
    if wanted == "mountain":
        return "region"
    if first in words_of("generics", "kept_streets") or first in {"récif", "ligne", "corridor"}:
        return place.feature if place and place.curated else "other"
    watery = words[0].islower() or place is None or place.feature == "water"
    if watery and first in words_of("generics", "water") and " " in words:
        return "water" if words[0].islower() or place is not None else "city"
    if first in {"mont", "monts", "col"} and " " in words:
        return "mountain"
    if first in {"vallée", "plaine", "plaines", "péninsule", "isthme"} and " " in words:
        return place.feature if place and place.feature != "water" else "region"
    if place is None:
        return _unknown_feature(wanted, words, lead)
    if wanted == "island" and place.feature == "city":
        return "island"
    if place.curated and place.feature == "city" and first in words_of("name_words", "base_first") and " " in words:
        return "base"  # Fort Bragg
    if wanted in {"admin1", "admin2"} and place.feature in {"city", "region", "base", "island"}:
        return wanted
    if wanted is None and place.feature == "admin2" and not place.curated and not lead.article and lead.noun != "(":
        return "city"  # a district without an article is meant by its seat
    return place.feature


_REFUGEES = frozenset({"PSE", "LBN", "JOR"})  # where a camp is one of the UNRWA's
_REFUGE = re.compile(r"réfugiés|déplacés|exilés|rescapés")


def _camp(reading: Reading, name: Toponym, place: Place | None) -> Feature | None:
    """*camp de Soumpi* is a base, unless those who live there fled: a town that bears the name, or else other."""
    if name.lead.preposition != "de" or "camp" not in name.lead.words[:2]:
        return None
    first, last = reading.sentence_at(name.start)
    if _REFUGE.search(reading.folded, first, last) or (place and place.country in _REFUGEES):
        return place.feature if place else "other"
    return None if name.lead.article else "base"


def _unknown_feature(wanted: Feature | None, words: str, lead: Lead) -> Feature:
    """Of a place that no table knows: towns stand without an article, and most of them without a generic."""
    if wanted is not None:
        return wanted
    parts = words.lower().split(" ")
    for feature in _NAMED_BY if len(parts) > 1 else ():
        if parts[-1] in words_of("name_words", f"{feature}_last") or (
            parts[0] in words_of("name_words", f"{feature}_first")
        ):
            return feature  # Wireless Ridge, Jebel Sahaba
    natural = lead.preposition == "de" and bool(words_of("generics", "natural") & set(lead.words[:3]))
    return "region" if lead.article or natural else "city"


_NAMED_BY: tuple[Feature, ...] = ("water", "mountain", "island", "base")


def _first_word(words: str) -> str:
    return words.split(" ", 1)[0].lower()
