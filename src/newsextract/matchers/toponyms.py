"""Reading → toponyms: the words that may name a place, by the model, our tables and French contexts; nothing is resolved.

Finds *Koursk* in *région de Koursk*, *KIEV* in a dateline, *Khiam* in an article on Lebanon; not *nord-coréen*, *le parquet de
Marseille*, *la brigade Azov*, *le colonel Bourges*.

Three rounds: names that are sure (states, our table, what the model and the context agree on); then names that the
countries of these allow; then every other occurrence of a name found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from newsextract.actors import country_of_demonym, country_of_name, country_of_seat
from newsextract.gazetteer import Place, find_places, plain_key
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.matchers.leads import Lead, lead_of
from newsextract.matchers.sight import Sight, free_of, overlaps
from newsextract.text import fold
from newsextract.trie import trie_pattern


@dataclass(frozen=True, slots=True)
class Toponym:
    """A toponym: where it stands, what leads up to it, the places it may mean, and the rule that found it."""

    start: int
    end: int
    rule: str
    lead: Lead
    places: tuple[Place, ...]


def find_toponyms(sight: Sight) -> list[Toponym]:
    """The names of places of an article, in order."""
    found = _without_overlaps([*_states(sight), *_table_names(sight)])
    undecided = []
    for name in _names_of_chunks(sight, [(toponym.start, toponym.end) for toponym in found]):
        rule = _sure(sight, name)
        if rule:
            found.append(_toponym(sight, name, rule))
        else:
            undecided.append(name)
    countries, keys = supported(sight, found), {_key(sight, name) for name in found}
    for name in undecided:
        rule = "location.again" if _is_found_elsewhere(sight, name, keys) else _allowed(sight, name, countries, found)
        if rule:
            found.append(_toponym(sight, name, rule))
            keys.add(_key(sight, name))
    return _without_overlaps(found)


def _without_overlaps(names: Iterable[Toponym]) -> list[Toponym]:
    """The longest of overlapping names, in order."""
    kept: list[Toponym] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        if free_of(((other.start, other.end) for other in kept), name.start, name.end):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def supported(sight: Sight, names: Iterable[Toponym]) -> Counter[str]:
    """Country → how much an article speaks of it: states, demonyms, and names that mean places of one country only."""
    votes: Counter[str] = Counter()
    for mention in sight.reading.mentions:
        if mention.actor.kind == "state" and mention.actor.country:
            votes[mention.actor.country] += 2
    for name in names:
        # one of ours is meant before others
        known = name.places[:1] if name.places[:1] and name.places[0].curated else name.places[:20]
        countries = {place.country for place in known if place.country and place.match != "bridge"}
        weighty = bool(known) and (known[0].curated or known[0].population > 100_000)
        if name.rule != "location.state" and len(countries) == 1 and (weighty or votes[min(countries)]):
            votes[min(countries)] += 3
    return votes


# ---- names of our tables


def _states(sight: Sight) -> Iterator[Toponym]:
    """States and seats of government; not *Air France*, *Radio Okapi Kinshasa*, *Washington Post*."""
    folded = sight.reading.folded
    for mention in sight.reading.mentions:
        if mention.actor.kind != "state" or mention.form not in {"name", "seat"}:
            continue
        start, end = mention.start, mention.end
        if not _in_longer_name(sight, start, end) and not _is_inside_name(sight, start, end, lead_of(folded, start)):
            yield _toponym(sight, _Name(start, end, lead_of(folded, start), ()), "location.state")
            pair = _PAIR.match(folded, end)
            if pair and (country_of_name(pair["name"]) or country_of_seat(pair["name"])):
                first, last = pair.span("name")
                yield _toponym(sight, _Name(first, last, lead_of(folded, start), ()), "location.state")


# -Pakistan · –Pékin · /Corée du Sud
_PAIR = re.compile(r"[-–/](?P<name>[A-ZÀ-Ý][\w']+(?:\s(?:du|de)?\s?[A-ZÀ-Ý][\w']+)?)")


def _in_longer_name(sight: Sight, start: int, end: int) -> bool:
    """True if capitalised words beside a state make it part of another name: *KNDS France*, *China Daily*."""
    chunk = sight.chunk_at(start)
    if chunk is None or (chunk[0] >= start and chunk[1] <= end):
        return False
    folded = sight.reading.folded
    before = folded[chunk[0] : start].split()
    if before and before[-1].lower() not in _stop_words() and not _title(before[-1]) and "'" not in before[-1]:
        return len(before[-1]) < 4 or before[-1].isupper() or sight.label_at(start, end) != "LOC"
    after = folded[end : chunk[1]]
    if after.startswith(("-", " ")) and len(after) > 1:
        if after[0] == "-":
            return _PAIR.match(folded, end) is None
        entity = sight.entity_at(start, end)
        return entity is not None and entity[1] > end and entity[2] in {"ORG", "MISC"}
    return False


@cache
def _table() -> re.Pattern[str]:
    """The names of our own table, as they stand in French."""
    rows = read_csv("places.csv", ("name", "country", "feature"))
    names = {name for row in rows for name in values(row["variants"])}
    # an English name of a river is no French one; towns, bases and islands keep theirs
    names |= {str(row["name"]) for row in rows if not row["variants"] or row["feature"] not in {"water", "region", "mountain"}}
    folded = {fold(name) for name in names if len(name) > 3}
    folded |= {name[0].swapcase() + name[1:] for name in folded if name[0].islower()}
    return re.compile(r"(?<![\w-])" + trie_pattern(folded) + r"(?![\w]|-[A-Za-zÀ-ÿ])")


def _table_names(sight: Sight) -> Iterator[Toponym]:
    folded = sight.reading.folded
    for match in _table().finditer(folded):
        start, end = match.span()
        if _is_trap(sight, start, end) or _in_longer_name(sight, start, end):
            continue
        name = _Name(start, end, lead_of(folded, start), find_places(match[0]))
        label = sight.label_at(start, end)
        if match[0] in _word_list("common_words") and label != "LOC" and not _is_locative(name.lead):
            continue
        known = _is_whole(sight, name) and (" " in match[0] or name.lead.preposition == "de")
        if label == "PER" and _is_person(sight, name) and not known:
            continue
        if not _is_inside_name(sight, start, end, name.lead):
            yield _toponym(sight, name, "location.table")


# ---- names in chunks


@dataclass(frozen=True, slots=True)
class _Name:
    """A candidate: the words, what leads up to them, and the places of that name."""

    start: int
    end: int
    lead: Lead
    places: tuple[Place, ...]


def _names_of_chunks(sight: Sight, taken: list[tuple[int, int]]) -> Iterator[_Name]:
    """One candidate a chunk: the longest part of it that the gazetteer knows, else all of it."""
    folded = sight.reading.folded
    taken = sorted(taken)
    joined_until = 0
    for start, end in sight.chunks:
        start = _without_first_words(sight, start, end)
        if start >= end or start < joined_until or overlaps(taken, start, end):
            continue
        joined = _joined(folded, end)
        if joined and any(place.match != "bridge" for place in find_places(folded[start:joined])):
            end = joined_until = joined
        first, last, places = _known_part(sight, start, end)
        if _is_trap(sight, first, last):
            continue
        name = _Name(first, last, lead_of(folded, first), places)
        if not _is_inside_name(sight, first, last, name.lead):
            yield from _pair_or_one(sight, name)


# Croix des Bouquets · Val de Marne · Châlons en Champagne
_LINKED = re.compile(r"(?: (?:de|du|des|de la|de l'|sur|sous|en|la|le|les)|-)[ ]?(?P<word>[A-ZÀ-Ý][\w'-]+)")


def _joined(folded: str, end: int) -> int | None:
    match = _LINKED.match(folded, end)
    return match.end() if match else None


def _without_first_words(sight: Sight, start: int, end: int) -> int:
    """Where the name begins: *Dans Kiev*, *Le Caire*, *Président Zelensky* → after function words, unless they belong to it."""
    folded = sight.reading.folded
    while True:
        first = folded[start:end].split(" ")[0]
        if first.lower() not in _stop_words() or start + len(first) >= end:
            return end if first.lower() in _stop_words() and len(first) < 5 else start
        if folded[start:end].lower() in _word_list("with_article"):
            return start
        if first in {"La", "Le", "Les", "El", "Al"} and not _starts_sentence(folded, start) and find_places(folded[start:end]):
            return start
        start += len(first) + 1


def _known_part(sight: Sight, start: int, end: int) -> tuple[int, int, tuple[Place, ...]]:
    """The chunk; but its beginning if the gazetteer knows it and the rest is a person (*le président de l'Ukraine Zelensky*)."""
    folded = sight.reading.folded
    whole = find_places(folded[start:end])
    if is_exact(whole) or " " not in folded[start:end]:
        return start, end, whole
    for space in re.finditer(" ", folded[start:end]):
        middle = start + space.start()
        entity, rest = sight.entity_at(start, middle), sight.entity_at(middle + 1, end)
        apart = entity is not None and entity[1] == middle and entity[2] == "LOC"
        if apart or (rest is not None and rest[0] == middle + 1 and rest[2] == "PER"):
            places = find_places(folded[start:middle])
            if is_exact(places):
                return start, middle, places
    return start, end, whole


def is_exact(places: tuple[Place, ...]) -> bool:
    """True if places were found by the name as it stands, not by its sounds."""
    return bool(places) and places[0].match != "bridge"


def _pair_or_one(sight: Sight, name: _Name) -> Iterator[_Name]:
    """*Inde-Pakistan* → two names, if the whole is none and each is one."""
    folded = sight.reading.folded
    words = folded[name.start : name.end]
    parts = words.split("-")
    if len(parts) == 2 and not is_exact(name.places) and all(_is_famous(part) for part in parts):
        middle = name.start + len(parts[0])
        yield _Name(name.start, middle, name.lead, find_places(parts[0]))
        yield _Name(middle + 1, name.end, name.lead, find_places(parts[1]))
    else:
        yield name


def _is_famous(part: str) -> bool:
    """True for countries and large cities: what journalists pair with a hyphen."""
    places = find_places(part) if part[:1].isupper() else ()
    return is_exact(places) and (places[0].curated or places[0].population > 100_000)


def _toponym(sight: Sight, name: _Name, rule: str) -> Toponym:
    """The toponym with its kept generic: *mont* Hermon, *lac* Tchad, *détroit d'*Ormuz."""
    folded = sight.reading.folded
    start, lead, places = name.start, name.lead, name.places
    generic = _kept_generic(folded, start, lead)
    if generic is not None:
        start = generic
        lead = lead_of(folded, start)
        places = find_places(folded[start : name.end])
        places = places if is_exact(places) else tuple(place for place in name.places if place.feature in _NATURAL)
        return Toponym(start, name.end, rule, lead, places)
    return Toponym(start, name.end, rule, lead, places or find_places(folded[start : name.end]))


_NATURAL = frozenset({"water", "mountain", "region", "other"})


def _kept_generic(folded: str, start: int, lead: Lead) -> int | None:
    """Where the generic noun before a name starts, if it belongs to the name."""
    if lead.preposition not in {None, "de"} or not lead.words or (lead.preposition is None and lead.article):
        return None
    if lead.noun in _words("generics", "kept") or (
        lead.noun in _words("generics", "kept_streets") and lead.preposition is None
    ):
        return folded.lower().rindex(lead.noun, 0, start)
    return None


# ---- decisions


def _sure(sight: Sight, name: _Name) -> str | None:
    """The rule by which a candidate is a place whatever else the article says, or None."""
    if _is_dateline(sight, name):
        return "location.dateline"
    if _is_acronym(sight, name):
        return None
    if _kept_generic(sight.reading.folded, name.start, name.lead) is not None or name.lead.is_at_base:
        return "location.generic"
    if _is_person(sight, name):
        return None
    label = sight.label_at(name.start, name.end)
    locative = _is_locative(name.lead)
    known = is_exact(name.places) and _is_notable(name)
    if label == "LOC" and (known or (locative and not _is_word(sight, name))):
        return "location.model"
    if locative and known and label in {"", "MISC"}:
        return "location.context"
    return None


def _allowed(sight: Sight, name: _Name, countries: Counter[str], found: list[Toponym]) -> str | None:
    """The rule by which the article's countries or a neighbour make a candidate a place, or None."""
    if _is_acronym(sight, name):
        return None
    label = sight.label_at(name.start, name.end)
    own = supported_places(name.places, countries)
    beside = (
        _is_locative(name.lead)
        or name.lead.is_reached
        or bool(countries_named_after(sight.reading.folded, name.end))
        or _follows_place(sight, name, found)
    )
    if _is_person(sight, name) and not (own and _is_whole(sight, name) and (beside or _is_of_town(name, own, countries))):
        return None
    if label == "LOC":
        return "location.model" if own or _is_plausible(sight, name) else None
    if beside:
        foreign = label in {"PER", "ORG"} and (
            " " in sight.reading.folded[name.start : name.end]
            or not (_is_strictly_locative(name.lead) or _follows_place(sight, name, found))
        )
        fits = bool(own) or _is_notable(name) or not (foreign or _is_word(sight, name))
        return "location.context" if fits else None
    if not own or not is_exact(name.places):
        return None
    if label in {"", "MISC"}:
        return "location.country" if not name.lead.starts or _is_large(own) else None
    return "location.country" if _is_of_town(name, own, countries) else None


def _is_large(places: list[Place]) -> bool:
    return any(place.curated or place.population > 10_000 for place in places)


def _is_of_town(name: _Name, own: list[Place], countries: Counter[str]) -> bool:
    """True of *de* before a town of the country that an article is about: *les néons de Mae Sot*, not *au temps de Truman*."""
    most = max(countries.values(), default=0)
    weighty = [place for place in own if place.match != "bridge" and countries[str(place.country)] * 3 >= most]
    return name.lead.preposition in {"de", "à", "dans", "sur", "en", "entre"} and _is_large(weighty)


def _is_whole(sight: Sight, name: _Name) -> bool:
    """True if the model's entity at a name is no longer than it, with no title before it and no age behind."""
    if (name.lead.preposition is None and _title(name.lead.noun)) or _AGE.match(sight.reading.folded, name.end):
        return False
    entity = sight.entity_at(name.start, name.end)
    return entity is None or (entity[0] >= name.start - 3 and entity[1] <= name.end)


def _is_plausible(sight: Sight, name: _Name) -> bool:
    """True of what the model alone takes for a place, if it is no French word, no people and no apposition."""
    if name.lead.article == "les" or _is_word(sight, name):
        return False
    if name.lead.preposition is None:
        return name.lead.article is not None or (bool(name.places) and not name.lead.starts)
    return name.lead.preposition not in {"selon", "par", "contre", "avec", "pour"}


def _is_word(sight: Sight, name: _Name) -> bool:
    """True of French words with one capital that no gazetteer knows: *Achats*, *Etat-major*; not *Pont-Sondé*."""
    words = re.split(r"[ -]", sight.reading.folded[name.start : name.end])
    if is_exact(name.places) or sum(word[:1].isupper() for word in words) > 1:
        return False
    return all(sight.is_word(word) for word in words)


def _is_found_elsewhere(sight: Sight, name: _Name, keys: set[str]) -> bool:
    if _is_acronym(sight, name) or (name.lead.preposition is None and _title(name.lead.noun)):
        return False
    return _key(sight, name) in keys


def _key(sight: Sight, name: _Name | Toponym) -> str:
    return plain_key(sight.reading.folded[name.start : name.end])


# , et d' · , · de … à · ou
_BETWEEN = re.compile(r"(?:,? (?:et|ou|puis|ni|comme|à)|,) ?(?:(?:à|de|d'|en|du|des|vers|l'|la|le|les) ?){0,2}|[ ](?:de|d'|à) ?")


def _follows_place(sight: Sight, name: _Name, found: list[Toponym]) -> bool:
    """True of the second of two coordinated names if the first is a place: *les villages de Walgha et d'Al-Mazraa*."""
    folded = sight.reading.folded
    return any(
        0 < name.start - other.end < 16
        and _BETWEEN.fullmatch(folded, other.end, name.start)
        and (is_exact(name.places) or folded[other.end] != ",")
        for other in found
    )


def supported_places(places: Iterable[Place], countries: Counter[str]) -> list[Place]:
    """The places that lie in a country the article speaks of."""
    most = max(countries.values(), default=0)
    return [place for place in places if place.country and countries[place.country] * 6 >= most and countries[place.country] > 1]


def _is_notable(name: _Name) -> bool:
    """True for a place of ours and for a large city by its main name: known without the article's help."""
    return any(
        place.curated or (place.population > 100_000 and place.match != "bridge") for place in name.places[:5]
    )


def _is_locative(lead: Lead) -> bool:
    """True if the words before a name say that it is a place: *à*, *près de*, *au nord de*, *village de*."""
    if lead.preposition in _locatives():
        return not (lead.preposition == "à" and lead.article)
    if lead.preposition == "de":
        nouns = lead.words[:2]
        return any(noun in _locative_nouns() for noun in nouns)
    return False


def _is_strictly_locative(lead: Lead) -> bool:
    """True where not even a person's name would be one: *jusqu'à*, *village de*; *l'attaque de* may have an author."""
    if lead.preposition == "de":
        return any(noun in _generic_nouns() for noun in lead.words[:2])
    return lead.preposition in _locatives()


@cache
def _locatives() -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")["locative"]["prepositions"])


@cache
def _locative_nouns() -> frozenset[str]:
    return _words("locative", "nouns") | _generic_nouns()


@cache
def _generic_nouns() -> frozenset[str]:
    keys = ("region", "second", "city", "base", "island", "mountain")
    return frozenset().union(*(_words("generics", key) for key in keys))


def _is_acronym(sight: Sight, name: _Name) -> bool:
    return sight.reading.folded[name.start : name.end].isupper() and not _in_capitals(sight, name)


# Serhiï, 39 ans · Mme Haddad (52 ans)
_AGE = re.compile(r"(?:, | \()\d{1,3} ans\b")


def _is_person(sight: Sight, name: _Name) -> bool:
    """True after a title, before an age, within a longer name that the model takes for a person's, or for a part of one."""
    folded = sight.reading.folded
    if name.lead.preposition is None and name.lead.words and _title(name.lead.noun):
        return True
    if _AGE.match(folded, name.end):
        return True
    locative = _is_locative(name.lead)
    entity = sight.entity_at(name.start, name.end)
    if entity is not None and entity[2] == "PER" and " " in folded[entity[0] : entity[1]].strip():
        whole = entity[0] >= name.start and entity[1] <= name.end
        return not (whole and is_exact(name.places) and locative)
    return folded[name.start : name.end] in sight.persons and not locative


def _is_trap(sight: Sight, start: int, end: int) -> bool:
    """True for demonyms, organisations, weapons and words that are no places."""
    words = sight.reading.folded[start:end]
    if words in _not_places() or words in _models() or "\n" in words or len(words) < 2:
        return True
    parts = words.split(" ")
    if len(parts) > 1 and (parts[0].lower() in _words("inside", "ships") or parts[-1].lower() in _words("inside", "media")):
        return True
    if _is_title(sight.reading.folded, start, end):
        return True
    if _QUOTED.match(sight.reading.folded, max(0, start - 2)) and _UNQUOTED.match(sight.reading.folded, end):
        return True
    return overlaps(sight.demonyms, start, end) or overlaps(sight.organisations, start, end)


def _is_title(folded: str, start: int, end: int) -> bool:
    """True after an article with a capital within a sentence: *cité par La Provence*, *le quotidien La Meuse*."""
    article = _CAPITAL_ARTICLE.search(folded, max(0, start - 4), start)
    if article is None or _starts_sentence(folded, article.start()):
        return False
    if lead_of(folded, article.start()).noun in _words("inside", "direct"):
        return True
    words = folded[article.start() : end]
    return words.lower() not in _word_list("with_article") and not is_exact(find_places(words))


_CAPITAL_ARTICLE = re.compile(r"\b(?:L[ae]s? |L')$")
# la frégate « Alsace » · le quotidien "Libération": what stands alone in quotation marks is a ship or a title
_QUOTED = re.compile(r".?[«“\"] ?")
_UNQUOTED = re.compile(r" ?[»”\"]")


def _is_inside_name(sight: Sight, start: int, end: int, lead: Lead) -> bool:
    """True within a unit's, a ship's, a company's or an institution's name: *brigade Azov*, *parquet de Marseille*."""
    before = lead.words[:3]
    if lead.preposition is None and lead.article is None:
        if any(noun in _words("inside", "direct") for noun in before[:1]):
            return True
        if len(before) > 1 and before[1] in _words("inside", "direct") and country_of_demonym(before[0]):
            return True
    if lead.preposition == "de" and before:
        if before[0] in _words("inside", "institutions"):
            return True
        if len(before) == 3 and before[1] in {"de", "d'"} and before[2] in _words("inside", "institutions"):
            return True
        if before[0] in _words("inside", "arms") and any(noun in _words("inside", "units") for noun in lead.words[1:4]):
            return True
    acronym = _ACRONYM.match(sight.reading.folded, end)
    return bool(
        acronym
        and lead.preposition in {"de", "à", "en"}
        and acronym["letters"][-1] == sight.reading.folded[start].upper()
        and lead.noun not in _locative_nouns()
    )


# Police nationale d'Haïti (PNH)
_ACRONYM = re.compile(r"\s?\((?P<letters>[A-Z]{2,8})\)")


# KIEV, 12 mars (agence) – · MONTRÉAL — · PORT-SOUDAN (Soudan), 2 avril · ADDIS-ABEBA - correspondance · Goma (AFP) –
_AFTER_DATELINE = re.compile(
    r"(?:\s\([^)\n]{2,40}\))?(?:\s[–—-]\s|,\s(?:le\s)?(?:\d{1,2}(?:er)?\s)?(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\w*\b)"
)


def _is_dateline(sight: Sight, name: _Name) -> bool:
    folded = sight.reading.folded
    if not name.places or (name.start and folded[name.start - 1] != "\n"):
        return False
    if _AFTER_DATELINE.match(folded, name.end):
        return True
    capitals = folded[name.start : name.end].isupper() and folded.startswith(". ", name.end)
    return capitals and any(place.curated or place.feature != "city" or place.population > 50_000 for place in name.places)


def _in_capitals(sight: Sight, name: _Name) -> bool:
    """True if a name in capitals stands in a line of capitals; elsewhere such words are acronyms."""
    folded = sight.reading.folded
    first, last = folded.rfind("\n", 0, name.start) + 1, folded.find("\n", name.end)
    line = folded[first : last if last >= 0 else len(folded)]
    return line.isupper() and name.end - name.start < len(line.strip())


def _starts_sentence(folded: str, start: int) -> bool:
    return not folded[:start].strip() or folded[start - 1] == "\n" or folded[max(0, start - 3) : start].rstrip()[-1:] in set(".!?:«")


# London, en Ontario · Tripoli, dans le nord du Liban · Hyderabad (Pakistan) · Bourges (Cher)
_AFTER = re.compile(
    r"""\s?(?:,\s(?:en|au|aux|à|dans\s(?:le|la|l')(?:\s?[a-zà-ÿ-]+\s(?:du|de\sla|de\sl'|des|de|d'))?)\s?|\()
    (?P<name>[A-ZÀ-Ý][\wÀ-ÿ'-]+(?:\s(?:du|de|d')?\s?[A-ZÀ-Ý][\wÀ-ÿ'-]+)?)""",
    re.VERBOSE,
)


def countries_named_after(folded: str, end: int) -> frozenset[str]:
    """The countries that an apposition right after a name may put it in: that of *Liban*, those with a *Huila*."""
    match = _AFTER.match(folded, end)
    return _countries_of_wider(match["name"]) if match else frozenset()


@cache
def _countries_of_wider(name: str) -> frozenset[str]:
    wider = [place for place in find_places(name) if place.feature in {"country", "admin1", "admin2", "region"}]
    if wider and wider[0].feature == "country":
        wider = wider[:1]
    return frozenset(place.country for place in wider if place.country and place.match != "bridge")


# ---- words


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")[table][key].lower().split())


@cache
def _word_list(table: str) -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")[table]["words"])


@cache
def _not_places() -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")["not_places"]["words"].split())


@cache
def _models() -> frozenset[str]:
    return frozenset(str(row["model"]) for row in read_csv("weapons.csv", "model"))


def _title(word: str) -> bool:
    return word.lower().rstrip(".") in _words("titles", "words")


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.fr.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | _words("titles", "words")
