"""Reading → toponyms: the words that name a place, by the model, our tables and French contexts; nothing is resolved.

Finds *Koursk* in *région de Koursk*, *KIEV* in a dateline, *Khiam* in an article on Lebanon; not *nord-coréen*, *le
parquet de Marseille*, *la brigade Azov*, *le colonel Bourges*.

Three rounds: names that are sure (states, our table, what the model and the context agree on); then names that the
countries of these allow; then every other occurrence of a name found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from newsextract.actors import Mention
from newsextract.gazetteer import Place, plain_key
from newsextract.matchers.locations.candidates import (
    Toponym,
    kept_generic,
    names_of_chunks,
    state_names,
    table_names,
    toponym_of,
)
from newsextract.matchers.locations.evidence import (
    Name,
    countries_named_after,
    is_acronym,
    is_dateline,
    is_exact,
    is_locative,
    is_notable,
    is_of_generic,
    is_of_titled,
    is_person,
    is_ship,
    is_strictly_locative,
    is_where,
    is_whole,
)
from newsextract.matchers.locations.sight import Sight, free_of
from newsextract.matchers.locations.words import is_title_word, words_of
from newsextract.reading import Reading


def find_toponyms(sight: Sight) -> list[Toponym]:
    """The names of places of an article, in order."""
    found = _without_overlaps([*state_names(sight), *table_names(sight)])
    undecided = []
    for name in names_of_chunks(sight, [(toponym.start, toponym.end) for toponym in found]):
        if is_of_titled(sight, name.start, name.end, name.lead) or is_ship(sight, name):
            continue
        rule = _sure(sight, name)
        if rule:
            found.append(toponym_of(sight, name, rule))
        else:
            undecided.append(name)
    countries, keys = supported(sight, found), {_key(sight, name) for name in found}
    for name in undecided:
        rule = "location.again" if _is_found_elsewhere(sight, name, keys) else _allowed(sight, name, countries, found)
        if rule:
            found.append(toponym_of(sight, name, rule))
            keys.add(_key(sight, name))
    return _without_overlaps(found)


def _without_overlaps(names: Iterable[Toponym]) -> list[Toponym]:
    """The longest of overlapping names, in order."""
    kept: list[Toponym] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        if free_of(((other.start, other.end) for other in kept), name.start, name.end):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def is_ambiguous(reading: Reading, mention: Mention) -> bool:
    """True of *Congo* alone, which two states bear."""
    return reading.folded[mention.start : mention.end] == "Congo"


def supported(sight: Sight, names: Iterable[Toponym]) -> Counter[str]:
    """Country → how much an article speaks of it: states, demonyms, and names that mean places of one country only."""
    votes: Counter[str] = Counter()
    for mention in sight.reading.mentions:
        if mention.actor.kind == "state" and mention.actor.country and not is_ambiguous(sight.reading, mention):
            votes[mention.actor.country] += 2
    for name in names:
        # one of ours is meant before others
        known = name.places[:1] if name.places[:1] and name.places[0].curated else name.places[:20]
        countries = {place.country for place in known if place.country and place.match != "bridge"}
        weighty = bool(known) and (known[0].curated or known[0].population > 100_000)
        if name.rule != "location.state" and len(countries) == 1 and (weighty or votes[min(countries)]):
            votes[min(countries)] += 3
    return votes


# ---- decisions


def _sure(sight: Sight, name: Name) -> str | None:
    """The rule by which a candidate is a place whatever else the article says, or None."""
    if is_dateline(sight, name):
        return "location.dateline"
    if is_acronym(sight, name):
        return None
    if kept_generic(sight.reading.folded, name.start, name.lead) is not None or name.lead.is_at_base:
        return "location.generic"
    if is_person(sight, name):
        return None
    label = sight.label_at(name.start, name.end)
    locative = is_locative(name.lead)
    known = is_exact(name.places) and is_notable(name)
    plural = name.lead.article == "les" and not is_of_generic(name.lead)  # le poste des Marines
    if label == "LOC" and (known or (locative and not plural and not _is_word(sight, name))):
        return "location.model"
    if locative and known and label in {"", "MISC"}:
        return "location.context"
    return None


# Ariane 6, Falcon 9
_PRODUCT = re.compile(r" \d{1,2}(?=[,.;)» ]|$)")


def _allowed(sight: Sight, name: Name, countries: Counter[str], found: list[Toponym]) -> str | None:
    """The rule by which the article's countries or a neighbour make a candidate a place, or None."""
    if is_acronym(sight, name):
        return None
    label = sight.label_at(name.start, name.end)
    own = supported_places(name.places, countries)
    beside = (
        is_locative(name.lead)
        or name.lead.is_reached
        or (name.lead.preposition == "entre" and bool(own) and label not in {"PER", "ORG"})
        or bool(countries_named_after(sight.reading.folded, name.end))
        or _follows_place(sight, name, found)
        or (bool(own) and is_where(sight, name))
    )
    if is_person(sight, name) and not (own and is_whole(sight, name) and (beside or _is_of_town(name, own, countries))):
        return None
    if _PRODUCT.match(sight.reading.folded, name.end) and not beside:
        return None
    if name.lead.starts and sight.is_word(sight.reading.folded[name.start : name.end]) and not _is_large(own):
        return None  # Rugby, Orange: a word that starts a sentence
    if label == "LOC":
        return "location.model" if own or _is_plausible(sight, name) else None
    if beside:
        foreign = label in {"PER", "ORG"} and (
            (" " in sight.reading.folded[name.start : name.end] and not is_of_generic(name.lead))
            or not (is_strictly_locative(name.lead) or _follows_place(sight, name, found))
        )
        foreign = foreign and not is_where(sight, name)
        fits = bool(own) or is_notable(name) or not (foreign or _is_word(sight, name))
        return "location.context" if fits else None
    if not own or not is_exact(name.places):
        return None
    if label in {"", "MISC"}:
        return "location.country" if not name.lead.starts or _is_large(own) else None
    return "location.country" if _is_of_town(name, own, countries) else None


def _is_large(places: list[Place]) -> bool:
    return any(place.curated or place.population > 10_000 for place in places)


def _is_of_town(name: Name, own: list[Place], countries: Counter[str]) -> bool:
    """True of *de* before a town of the country that an article is about: *les néons de Mae Sot*, not *au temps de
    Truman*."""
    most = max(countries.values(), default=0)
    weighty = [place for place in own if place.match != "bridge" and countries[str(place.country)] * 3 >= most]
    return name.lead.preposition in {"de", "à", "dans", "sur", "en", "entre"} and _is_large(weighty)


def _is_plausible(sight: Sight, name: Name) -> bool:
    """True of what the model alone takes for a place, if it is no French word, no people and no apposition."""
    if name.lead.article == "les" or _is_word(sight, name):
        return False
    if name.lead.preposition is None:
        return name.lead.article is not None or (bool(name.places) and not name.lead.starts)
    followed = name.lead.preposition == "de" and name.lead.noun in words_of("titles", "followers")
    if followed and not is_exact(name.places):
        return False  # les soldats de Touadéra
    return name.lead.preposition not in {"selon", "par", "contre", "avec", "pour"}


def _is_word(sight: Sight, name: Name) -> bool:
    """True of French words with one capital that no gazetteer knows: *Achats*, *Etat-major*; not *Pont-Sondé*."""
    words = re.split(r"[ -]", sight.reading.folded[name.start : name.end])
    if is_exact(name.places) or sum(word[:1].isupper() for word in words) > 1:
        return False
    return all(sight.is_word(word) for word in words)


def _is_found_elsewhere(sight: Sight, name: Name, keys: set[str]) -> bool:
    if is_acronym(sight, name) or (name.lead.preposition is None and is_title_word(name.lead.noun)):
        return False
    return _key(sight, name) in keys


def _key(sight: Sight, name: Name | Toponym) -> str:
    return plain_key(sight.reading.folded[name.start : name.end])


# , et d' · , · de … à · ou
_BETWEEN = re.compile(
    r"(?:,? (?:et|ou|puis|ni|comme|à)|,) ?(?:(?:à|de|d'|en|du|des|vers|l'|la|le|les) ?){0,2}|[ ](?:de|d'|à) ?"
)


def _follows_place(sight: Sight, name: Name, found: list[Toponym]) -> bool:
    """True of the second of two coordinated names if the first is a place: *les villages de Walgha et d'Al-Mazraa*."""
    folded = sight.reading.folded
    return any(
        0 < name.start - other.end < 16
        and _BETWEEN.fullmatch(folded, other.end, name.start)
        and (is_exact(name.places) or folded[other.end] != ",")
        and not (other.rule == "location.state" and name.lead.preposition == "de")  # la Syrie d'Assad
        for other in found
    )


def supported_places(places: Iterable[Place], countries: Counter[str]) -> list[Place]:
    """The places that lie in a country the article speaks of."""
    most = max(countries.values(), default=0)
    return [
        place
        for place in places
        if place.country and countries[place.country] * 6 >= most and countries[place.country] > 1
    ]
