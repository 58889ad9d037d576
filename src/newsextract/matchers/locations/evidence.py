"""One candidate name → what speaks for a place and against it: contexts of places, persons, titles, units,
institutions.

*à*, *près de*, *village de* speak for it; *le colonel Bourges*, *Serhiï, 39 ans*, *parquet de Marseille*, *brigade
Azov* against.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsextract.actors import country_of_demonym, country_of_name
from newsextract.frozen import frozen
from newsextract.gazetteer import Place, find_places
from newsextract.matchers.locations.leads import Lead, lead_of
from newsextract.matchers.locations.sight import Sight, lies_within, overlaps
from newsextract.matchers.locations.words import (
    is_title_word,
    models,
    not_places,
    word_list,
    words_of,
)


@frozen(slots=True)
class Name:
    """A candidate: the words, what leads up to them, and the places of that name."""

    start: int
    end: int
    lead: Lead
    places: tuple[Place, ...]


def is_exact(places: tuple[Place, ...]) -> bool:
    """True if places were found by the name as it stands, not by its sounds."""
    return bool(places) and places[0].match != "bridge"


def is_whole(sight: Sight, name: Name) -> bool:
    """True if the model's entity at a name is no longer than it, with no title before it and no age behind."""
    if (name.lead.preposition is None and is_title_word(name.lead.noun)) or AGE.match(sight.reading.folded, name.end):
        return False
    entity = sight.entity_at(name.start, name.end)
    return entity is None or (entity[0] >= name.start - 3 and entity[1] <= name.end)


def is_notable(name: Name) -> bool:
    """True for a place of ours and for a large city by its main name: known without the article's help."""
    return any(place.curated or (place.population > 100_000 and place.match != "bridge") for place in name.places[:5])


def is_locative(lead: Lead) -> bool:
    """True if the words before a name say that it is a place: *à*, *près de*, *au nord de*, *village de*."""
    if lead.preposition in word_list("locative", "prepositions"):
        return not (lead.preposition == "à" and lead.article)
    if lead.preposition == "de":
        nouns = lead.words[:2]
        return lead.is_left or any(noun in _locative_nouns() for noun in nouns)
    return lead.is_bound_for or lead.is_entered


def is_strictly_locative(lead: Lead) -> bool:
    """True where not even a person's name would be one: *jusqu'à*, *village de*; *l'attaque de* may have an author."""
    if lead.preposition == "de":
        return any(noun in _generic_nouns() for noun in lead.words[:2])
    return lead.preposition in word_list("locative", "prepositions")


def is_of_generic(lead: Lead) -> bool:
    """True right after *port de*, *village de*, *préfecture de*: what follows names the place, however it looks."""
    return lead.preposition == "de" and lead.noun in _generic_nouns()


@cache
def _locative_nouns() -> frozenset[str]:
    return words_of("locative", "nouns") | _generic_nouns()


@cache
def _generic_nouns() -> frozenset[str]:
    keys = ("region", "second", "city", "base", "island", "mountain")
    return frozenset().union(*(words_of("generics", key) for key in keys))


def is_acronym(sight: Sight, name: Name) -> bool:
    return sight.reading.folded[name.start : name.end].isupper() and not _in_capitals(sight, name)


# Serhiï, 39 ans · Mme Haddad (52 ans)
AGE = re.compile(r"(?:, | \()\d{1,3} ans\b")


def is_person(sight: Sight, name: Name) -> bool:
    """True after a title, before an age, within a longer name that the model takes for a person's, or for a part of
    one."""
    folded = sight.reading.folded
    if name.lead.preposition is None and name.lead.words and is_title_word(name.lead.noun):
        return True
    if name.lead.preposition is None and name.lead.article is None and name.lead.noun in words_of("titles", "says"):
        return True  # raconte Garen
    if AGE.match(folded, name.end) or is_of_titled(sight, name.start, name.end, name.lead):
        return True
    if not is_exact(name.places) and folded[name.start : name.end] in sight.surnames and not is_of_generic(name.lead):
        return True
    locative = is_locative(name.lead) or is_where(sight, name)
    entity = sight.entity_at(name.start, name.end)
    if entity is not None and entity[2] == "PER" and " " in folded[entity[0] : entity[1]].strip():
        whole = entity[0] >= name.start and entity[1] <= name.end
        return not (whole and ((is_exact(name.places) and locative) or is_of_generic(name.lead)))
    return folded[name.start : name.end] in sight.persons and not locative


# Dong Khé[, où combattirent] · Kyaukme[ est retombée] · Babanusa[ a été reprise]
_WHERE = re.compile(
    r",? où (?!qu'|que )|"
    r" (?:est|était|serait) (?:re)?tombée?\b(?! (?:malade|amoureu|enceinte|des nues|sous le charme|en disgrâce))"
    r"|(?: est| était|,) (?:en ruines?|assiégée?|encerclée?|coupée? du monde|aux mains? d|sous le feu|sous les bombes)"
    r"| (?:est|était|a été|avait été|sera|serait) (?:de nouveau )?(?:reprise?|conquise?|reconquise?|évacuée?|libérée?|"
    r"bombardée?|pilonnée?|rasée?) (?:par|après|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b"
)


def is_where(sight: Sight, name: Name) -> bool:
    """True of *Dong Khé, où combattirent*, *Kyaukme est retombée*: said of towns, and the gazetteer has one."""
    return is_exact(name.places) and _WHERE.match(sight.reading.folded, name.end) is not None


_BESIDE_SHIPS = frozenset({None, "de", "à", "par", "contre", "avec", "sur", "comme", "pour"})
# le Londres de 1940, le Beyrouth d'avant-guerre, le Moscou soviétique
_OF_OLD = re.compile(r" (?:d'|de |des |du |[a-zà-ÿ]+(?:ique|ais|ien|in|eux|esque)\b)")


def is_ship(sight: Sight, name: Name) -> bool:
    """True of *le Sheffield*, *l'équipage du Coventry*: towns take no article, the ships named after them do."""
    lead, folded = name.lead, sight.reading.folded
    if lead.article not in {"le", "l'"} or lead.preposition not in _BESIDE_SHIPS or not is_exact(name.places):
        return False
    if lead.noun in words_of("inside", "aboard") or folded[name.start : name.end] in sight.ships:
        return True
    if is_of_generic(lead) or _OF_OLD.match(folded, name.end):
        return False
    if lead.article == "l'" and name.places[0].feature == "island" and " " in folded[name.start : name.end]:
        return not folded.startswith(("Île", "Ile"), name.start)  # l'Iwo Jima
    towns = [place for place in name.places if place.feature == "city"]
    return bool(towns) and not any(_takes_article(place, towns) for place in name.places)


def _takes_article(place: Place, towns: list[Place]) -> bool:
    """True of *le Texas*, *le Gedo*; divisions that bear the name of a town of theirs take none: Coventry, Moskva."""
    if place.feature == "city":
        return False
    bare = place.feature == "admin2" or place.country in {"GBR", "USA", "RUS"}
    eponymous = any(town.country == place.country or town.population > 50_000 for town in towns)
    return place.curated or not (bare and eponymous)


def is_of_titled(sight: Sight, start: int, end: int, lead: Lead) -> bool:
    """True of *Castries* where the article speaks of *le général de Castries*; but *à Castries* is the town."""
    return sight.reading.folded[start:end] in sight.titled and (
        not is_strictly_locative(lead) or lead.noun in words_of("titles", "ranks")
    )


def is_english_unit(chunk: str) -> bool:
    """True of *Bihar Regiment*, *Royal Ulster Rifles*: a unit's name in English, whatever place is in it."""
    return " " in chunk and chunk.rsplit(" ", 1)[1].lower() in words_of("inside", "english")


def is_trap(sight: Sight, start: int, end: int, known: bool = False) -> bool:
    """True for demonyms, organisations, weapons and words that are no places."""
    words = sight.reading.folded[start:end]
    if words in not_places() or words in models() or "\n" in words or len(words) < 2:
        return True
    parts = words.split(" ")
    if len(parts) > 1 and (
        parts[0].lower() in words_of("inside", "ships") or parts[-1].lower() in words_of("inside", "media")
    ):
        return True
    if _is_title(sight.reading.folded, start, end):
        return True
    if _QUOTED.match(sight.reading.folded, max(0, start - 2)) and _UNQUOTED.match(sight.reading.folded, end):
        return True
    people = lies_within if known else overlaps  # *Kurdistan irakien* is a name of ours
    if people(sight.demonyms, start, end):
        return True
    # The Irrawaddy is a paper, *la berge de l'Irrawaddy* is not on it
    return overlaps(sight.organisations, start, end) and not (known and _is_shore(sight, start))


def _is_shore(sight: Sight, start: int) -> bool:
    """True of *la rive du*, *la berge de l'*: what has shores is a water."""
    lead = lead_of(sight.reading.folded, start)
    return lead.preposition == "de" and lead.noun in {"rive", "rives", "berge", "berges", "cours", "eaux", "affluent"}


def _is_title(folded: str, start: int, end: int) -> bool:
    """True after an article with a capital within a sentence: *cité par La Provence*, *le quotidien La Meuse*."""
    article = _CAPITAL_ARTICLE.search(folded, max(0, start - 4), start)
    if article is None or starts_sentence(folded, article.start()):
        return False
    if lead_of(folded, article.start()).noun in words_of("inside", "direct"):
        return True
    words = folded[article.start() : end]
    return words.lower() not in word_list("with_article") and not is_exact(find_places(words))


_CAPITAL_ARTICLE = re.compile(r"\b(?:L[ae]s? |L')$")
# la frégate « Alsace » · le quotidien "Libération": what stands alone in quotation marks is a ship or a title
_QUOTED = re.compile(r".?[«“\"] ?")
_UNQUOTED = re.compile(r" ?[»”\"]")


def is_inside_name(sight: Sight, start: int, end: int, lead: Lead) -> bool:
    """True within a unit's, a ship's, a company's or an institution's name: *brigade Azov*, *parquet de Marseille*."""
    before = lead.words[:3]
    if lead.preposition is None and lead.article is None:
        if before and before[0] in _named_apart():
            return True
        if len(before) > 1 and before[1] in words_of("inside", "direct") and country_of_demonym(before[0]):
            return True
    if lead.preposition == "de" and before:
        if before[0] in words_of("inside", "institutions") or before[0] == "régiment":
            return True
        if len(before) == 3 and before[1] in {"de", "d'"} and before[2] in words_of("inside", "institutions"):
            return True
        if before[0] in words_of("inside", "arms") and any(
            noun in words_of("inside", "units") for noun in lead.words[1:4]
        ):
            return True
    if lead.preposition == "de" and lead.noun in words_of("inside", "bodies") and _is_proper_body(sight, start, end):
        return True
    acronym = _ACRONYM.match(sight.reading.folded, end)
    return bool(
        acronym
        and lead.preposition in {"de", "à", "en"}
        and acronym["letters"][-1] == sight.reading.folded[start].upper()
        and lead.noun not in _locative_nouns()
    )


@cache
def _named_apart() -> frozenset[str]:
    """What bears a name of its own, be it a place's: units, ships, papers, operations."""
    return words_of("inside", "direct") | words_of("inside", "vessels")


# l'[Armée d']Arakan · le [Mouvement du ]23-Mars
_BODY = re.compile(r"(?<=[\w,'] |\w')[A-ZÀ-Þ][\w-]+ (?:de |du |d'|des )(?:la |l'|les )?$")


def _is_proper_body(sight: Sight, start: int, end: int) -> bool:
    """True where a capital makes the noun before a name part of an organisation's: *l'Armée d'Arakan*; states act."""
    folded = sight.reading.folded
    return country_of_name(folded[start:end]) is None and bool(_BODY.search(folded, max(0, start - 40), start))


# Police nationale d'Haïti (PNH)
_ACRONYM = re.compile(r"\s?\((?P<letters>[A-Z]{2,8})\)")


# KIEV, 12 mars (agence) – · MONTRÉAL — · PORT-SOUDAN (Soudan), 2 avril · ADDIS-ABEBA - correspondance · Goma (AFP) –
# QAMICHLI, Syrie, 9 janvier · RANGOUN/BANGKOK -
_AFTER_DATELINE = re.compile(
    r"""(?:/[A-ZÀ-Þ'-]{3,})?(?:,\s[A-ZÀ-Þ][\w'-]+(?:\s[A-ZÀ-Þ][\w'-]+)?)?(?:\s\([^)\n]{2,40}\))?
    (?:\s[–—-](?:\s|$)|,\s(?:le\s)?(?:\d{1,2}(?:er)?\s)?(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\w*\b)""",
    re.VERBOSE,
)
# MALI. · BIRMANIE : · BIRMANIE La junte · UKRAINE |
_AFTER_HEAD = re.compile(r"\.\s|\s?[:|•/]\s|\s[A-ZÀ-Þ][a-zà-ÿ']|(?:\s?\n|$)")


def is_dateline(sight: Sight, name: Name) -> bool:
    folded = sight.reading.folded
    if not name.places or (name.start and folded[name.start - 1] not in "\n/"):
        return False
    if folded[name.start - 1 : name.start] == "/" and not folded[name.start : name.end].isupper():
        return False
    if _AFTER_DATELINE.match(folded, name.end) or _is_town_of_paper(sight, name):
        return True
    capitals = folded[name.start : name.end].isupper() and _AFTER_HEAD.match(folded, name.end)
    return bool(capitals) and any(
        place.match != "bridge" and (place.curated or place.feature != "city" or place.population > 50_000)
        for place in name.places
    )


# Vannes. Soixante-quinze ans après · Saumur. « Je n'oublie pas »
_AFTER_TOWN = re.compile(r"\. (?:[«\"“] ?)?[A-ZÀ-Þ0-9]")


def _is_town_of_paper(sight: Sight, name: Name) -> bool:
    """*Vannes. Soixante-quinze ans après*: the town that a local paper sets at the head of its article."""
    if name.start or not is_exact(name.places) or _AFTER_TOWN.match(sight.reading.folded, name.end) is None:
        return False
    largest = max((place.population for place in name.places if place.match != "bridge"), default=0)
    return largest > (10_000 if sight.is_word(sight.reading.folded[name.start : name.end]) else 2_000)


def _in_capitals(sight: Sight, name: Name) -> bool:
    """True if a name in capitals stands in a line of capitals; elsewhere such words are acronyms."""
    folded = sight.reading.folded
    first, last = folded.rfind("\n", 0, name.start) + 1, folded.find("\n", name.end)
    line = folded[first : last if last >= 0 else len(folded)]
    return line.isupper() and name.end - name.start < len(line.strip())


def starts_sentence(folded: str, start: int) -> bool:
    return (
        not folded[:start].strip()
        or folded[start - 1] == "\n"
        or folded[max(0, start - 3) : start].rstrip()[-1:] in set(".!?:«")
    )


# London, en Ontario · Tripoli, dans le nord du Liban · Hyderabad (Pakistan) · Bourges (Cher)
_AFTER = re.compile(
    r"""\s?(?:,\s(?:en|au|aux|(?P<at>à)|dans\s(?:le|la|l')(?:\s?[a-zà-ÿ-]+\s(?:du|de\sla|de\sl'|des|de|d'))?)\s?|\()
    (?P<name>[A-ZÀ-Ý][\wÀ-ÿ'-]+(?:\s(?:du|de|d')?\s?[A-ZÀ-Ý][\wÀ-ÿ'-]+)?)""",
    re.VERBOSE,
)


def countries_named_after(folded: str, end: int) -> frozenset[str]:
    """The countries that an apposition right after a name may put it in: that of *Liban*, those with a *Huila*."""
    match = _AFTER.match(folded, end)
    if match is None or (match["at"] and country_of_name(match["name"]) is None):
        return frozenset()  # Lyautey, à Rabat
    return _countries_of_wider(match["name"])


@lru_cache(maxsize=4096)
def _countries_of_wider(name: str) -> frozenset[str]:
    wider = [place for place in find_places(name) if place.feature in {"country", "admin1", "admin2", "region"}]
    if wider and wider[0].feature == "country":
        wider = wider[:1]
    return frozenset(place.country for place in wider if place.country and place.match != "bridge")
