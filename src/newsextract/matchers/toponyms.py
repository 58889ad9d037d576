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

from newsextract.actors import country_of_name, country_of_seat
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
    countries = supported(sight, found)
    sure = {plain_key(sight.reading.folded[name.start : name.end]) for name in found if name.rule != "location.dateline"}
    for name in undecided:
        rule = _allowed(sight, name, countries, sure)
        if rule:
            found.append(_toponym(sight, name, rule))
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
        countries = {place.country for place in name.places[:20] if place.country and place.match != "bridge"}
        if name.rule != "location.state" and len(countries) == 1:
            votes[countries.pop()] += 3
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
        return not sight.reading.token_at(start).ent_type_ == "LOC" or before[-1].isupper()
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
    names = {name for row in read_csv("places.csv", ("name", "country", "feature")) for name in values(row["variants"])}
    names |= {str(row["name"]) for row in read_csv("places.csv", ("name", "country", "feature"))}
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
        entity = sight.entity_at(start, end)
        label = entity[2] if entity else ""
        if match[0] in _word_list("common_words") and label != "LOC" and not _is_locative(name.lead):
            continue
        if label == "PER" and " " not in match[0] and not _is_locative(name.lead) and _is_person(sight, name, entity):
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
        first, last, places = _known_part(folded, start, end)
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


def _known_part(folded: str, start: int, end: int) -> tuple[int, int, tuple[Place, ...]]:
    """The chunk if the gazetteer knows it exactly, else its longest beginning that it knows, else the chunk, bridged."""
    whole = find_places(folded[start:end])
    if (whole and whole[0].match != "bridge") or " " not in folded[start:end]:
        return start, end, whole
    words = folded[start:end].split(" ")
    for count in range(len(words) - 1, 0, -1):
        last = start + len(" ".join(words[:count]))
        places = find_places(folded[start:last])
        if places and places[0].match != "bridge" and places[0].population > 15_000:
            return start, last, places
    return start, end, whole


def _pair_or_one(sight: Sight, name: _Name) -> Iterator[_Name]:
    """*Inde-Pakistan* → two names, if the whole is none and each is one."""
    folded = sight.reading.folded
    words = folded[name.start : name.end]
    parts = words.split("-")
    if len(parts) == 2 and not name.places and all(part[:1].isupper() and find_places(part) for part in parts):
        middle = name.start + len(parts[0])
        yield _Name(name.start, middle, name.lead, find_places(parts[0]))
        yield _Name(middle + 1, name.end, name.lead, find_places(parts[1]))
    else:
        yield name


def _toponym(sight: Sight, name: _Name, rule: str) -> Toponym:
    """The toponym with its kept generic: *mont* Hermon, *lac* Tchad, *détroit d'*Ormuz."""
    folded = sight.reading.folded
    start, lead, places = name.start, name.lead, name.places
    generic = _kept_generic(folded, start, lead)
    if generic is not None:
        start = generic
        lead = lead_of(folded, start)
        places = find_places(folded[start : name.end]) or places
    return Toponym(start, name.end, rule, lead, places or find_places(folded[start : name.end]))


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
    entity = sight.entity_at(name.start, name.end)
    label = entity[2] if entity else ""
    if _is_dateline(sight, name):
        return "location.dateline"
    if sight.reading.folded[name.start : name.end].isupper() and not _in_capitals(sight, name):
        return None
    if _is_person(sight, name, entity):
        return None
    if _kept_generic(sight.reading.folded, name.start, name.lead) is not None:
        return "location.generic"
    exact = bool(name.places) and name.places[0].match != "bridge"
    if label == "LOC":
        return "location.model" if _is_locative(name.lead) or (exact and _is_notable(name)) else None
    if label in {"", "MISC"} and exact and _is_notable(name) and _is_locative(name.lead):
        return "location.context"
    if label == "" and name.lead.preposition == "de" and name.lead.noun in _words("generics", "city"):
        return "location.context"
    return None


def _allowed(sight: Sight, name: _Name, countries: Counter[str], sure: set[str]) -> str | None:
    """The rule by which the article's countries, or the same name elsewhere, make a candidate a place, or None."""
    folded = sight.reading.folded
    entity = sight.entity_at(name.start, name.end)
    label = entity[2] if entity else ""
    words = folded[name.start : name.end]
    if words.isupper() and not _in_capitals(sight, name):
        return None
    if plain_key(words) in sure and not _title(name.lead.noun if name.lead.preposition is None else ""):
        return "location.again"
    if _is_person(sight, name, entity):
        return None
    own = _supported_places(name.places, countries)
    exact = any(place.match != "bridge" for place in own)
    if label == "LOC":
        return "location.model" if own or name.places or not name.lead.starts else None
    if _is_locative(name.lead):
        if own or _is_notable(name) or (label == "" and not words.isupper()):
            return "location.context"
        return None
    if name.lead.starts and sight.reading.token_at(name.start).pos_ != "PROPN":
        return None
    if label in {"", "MISC"} and exact:
        return "location.country"
    if label in {"PER", "ORG"} and exact and name.lead.preposition is not None and " " not in words:
        return "location.country"
    return None


def _supported_places(places: Iterable[Place], countries: Counter[str]) -> list[Place]:
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


@cache
def _locatives() -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")["locative"]["prepositions"])


@cache
def _locative_nouns() -> frozenset[str]:
    generics = (_words("generics", key) for key in ("region", "city", "base", "island", "mountain"))
    return frozenset().union(_words("locative", "nouns"), *generics)


def _is_person(sight: Sight, name: _Name, entity: tuple[int, int, str] | None) -> bool:
    """True after a title, within a name of several words that the model takes for a person's, or for a part of one."""
    folded = sight.reading.folded
    if name.lead.preposition is None and name.lead.words and _title(name.lead.noun):
        return True
    words = folded[name.start : name.end]
    if entity is not None and entity[2] == "PER":
        several = " " in folded[entity[0] : entity[1]].strip()
        known = entity[0] >= name.start and entity[1] <= name.end and bool(name.places) and name.places[0].match != "bridge"
        if several and not (known and _is_locative(name.lead)):
            return True
    return words in sight.persons and not _is_locative(name.lead)


def _is_trap(sight: Sight, start: int, end: int) -> bool:
    """True for demonyms, organisations, weapons and words that are no places."""
    words = sight.reading.folded[start:end]
    if words in _not_places() or words in _models() or "\n" in words or len(words) < 2:
        return True
    return overlaps(sight.demonyms, start, end) or overlaps(sight.organisations, start, end)


def _is_inside_name(sight: Sight, start: int, end: int, lead: Lead) -> bool:
    """True within a unit's, a ship's, a company's or an institution's name: *brigade Azov*, *parquet de Marseille*."""
    if lead.words:
        if lead.preposition is None and not lead.article and lead.noun in _words("inside", "direct"):
            return True
        if lead.preposition == "de" and any(noun in _words("inside", "institutions") for noun in lead.words[:2]):
            return lead.words[0] in _words("inside", "institutions") or lead.words[0] not in _locative_nouns()
    acronym = _ACRONYM.match(sight.reading.folded, end)
    return bool(
        acronym
        and lead.preposition in {"de", "à", "en"}
        and acronym["letters"][-1] == sight.reading.folded[start].upper()
        and not lead.noun[:1].isupper()
        and lead.noun not in _locative_nouns()
    )


# Police nationale d'Haïti (PNH)
_ACRONYM = re.compile(r"\s?\((?P<letters>[A-Z]{2,8})\)")


# KIEV, 12 mars (agence) – · MONTRÉAL — · PORT-SOUDAN (Soudan), 2 avril · ADDIS-ABEBA - correspondance · Goma (AFP) –
_AFTER_DATELINE = re.compile(
    r"(?:\s\([^)\n]{2,40}\))?(?:\s[–—-]\s|,\s(?:le\s)?\d{1,2}(?:er)?\s[a-zéû]{3,9}|,\s[a-zéû]{3,9}\s\d{4})"
)


def _is_dateline(sight: Sight, name: _Name) -> bool:
    folded = sight.reading.folded
    if not name.places or (name.start and folded[name.start - 1] != "\n"):
        return False
    return bool(_AFTER_DATELINE.match(folded, name.end))


def _in_capitals(sight: Sight, name: _Name) -> bool:
    """True if a name in capitals stands in a line of capitals; elsewhere such words are acronyms."""
    folded = sight.reading.folded
    first, last = folded.rfind("\n", 0, name.start) + 1, folded.find("\n", name.end)
    line = folded[first : last if last >= 0 else len(folded)]
    return line.isupper() and name.end - name.start < len(line.strip())


def _starts_sentence(folded: str, start: int) -> bool:
    return not folded[:start].strip() or folded[start - 1] == "\n" or folded[max(0, start - 3) : start].rstrip()[-1:] in set(".!?:«")


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
