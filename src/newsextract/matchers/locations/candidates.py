"""Reading → candidate names: states and seats, the names of our table, and the capitalised chunks of words.

States and the table's names are toponyms already; chunks are candidates that evidence must decide (toponyms.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from newsextract.actors import country_of_name, country_of_seat, places_of_words
from newsextract.alternation import longest_first
from newsextract.frozen import frozen
from newsextract.gazetteer import Place, find_places
from newsextract.lexicon import read_csv, values
from newsextract.matchers.locations.evidence import (
    Name,
    is_english_unit,
    is_exact,
    is_inside_name,
    is_locative,
    is_of_titled,
    is_person,
    is_ship,
    is_trap,
    is_whole,
    starts_sentence,
)
from newsextract.matchers.locations.leads import Lead, lead_of
from newsextract.matchers.locations.sight import Sight, overlaps
from newsextract.matchers.locations.words import is_title_word, stop_words, word_list, words_of
from newsextract.text import fold


@frozen(slots=True)
class Toponym:
    """A toponym: where it stands, what leads up to it, the places it may mean, and the rule that found it."""

    start: int
    end: int
    rule: str
    lead: Lead
    places: tuple[Place, ...]


# ---- names of our tables


def state_names(sight: Sight) -> Iterator[Toponym]:
    """States and seats of government; not *Air France*, *Radio Okapi Kinshasa*, *Washington Post*."""
    folded = sight.reading.folded
    for mention in sight.reading.mentions:
        if mention.actor.kind != "state" or mention.form not in {"name", "seat"}:
            continue
        start, end = mention.start, mention.end
        if mention.form == "seat" and is_of_titled(sight, start, end, lead_of(folded, start)):
            continue
        if not _in_longer_name(sight, start, end) and not is_inside_name(sight, start, end, lead_of(folded, start)):
            yield toponym_of(sight, Name(start, end, lead_of(folded, start), ()), "location.state")
            pair = _PAIR.match(folded, end)
            if pair and (country_of_name(pair["name"]) or country_of_seat(pair["name"])):
                first, last = pair.span("name")
                yield toponym_of(sight, Name(first, last, lead_of(folded, start), ()), "location.state")


# -Pakistan · –Pékin · /Corée du Sud
_PAIR = re.compile(r"[-–/](?P<name>[A-ZÀ-Ý][\w']+(?:\s(?:du|de)?\s?[A-ZÀ-Ý][\w']+)?)")


def _in_longer_name(sight: Sight, start: int, end: int) -> bool:
    """True if capitalised words beside a state make it part of another name: *KNDS France*, *China Daily*."""
    chunk = sight.chunk_at(start)
    if chunk is None or (chunk[0] >= start and chunk[1] <= end):
        return False
    folded = sight.reading.folded
    if is_english_unit(folded[chunk[0] : chunk[1]]):
        return True
    before = folded[chunk[0] : start].split()
    if before and before[-1].lower() not in stop_words() and not is_title_word(before[-1]) and "'" not in before[-1]:
        return len(before[-1]) < 4 or before[-1].isupper() or sight.label_at(start, end) != "LOC"
    after = folded[end : chunk[1]]
    if after.startswith(("-", " ")) and len(after) > 1:
        if after[0] == "-":
            return _PAIR.match(folded, end) is None
        entity = sight.entity_at(start, end)
        if entity is None or entity[1] <= end:
            return False
        return entity[2] in {"ORG", "MISC"} or (entity[2] == "PER" and entity[0] == start)  # Sofia Petrova
    return False


_WORD = re.compile(r"\w+")


@cache
def _table() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """First word of a name of our own table, as it stands in French → the names that begin so, the longest first, each
    with the place of that word: 1 in *'Abasān al Kabīrah*.
    """
    rows = read_csv("places.csv", ("name", "country", "feature"))
    names = {name for row in rows for name in values(row["variants"])}
    # an English name of a river is no French one; towns, bases and islands keep theirs
    names |= {
        str(row["name"]) for row in rows if not row["variants"] or row["feature"] not in {"water", "region", "mountain"}
    }
    folded = {fold(name) for name in names if len(name) > 3}
    folded |= {name[0].swapcase() + name[1:] for name in folded if name[0].islower()}
    by_word: dict[str, list[tuple[str, int]]] = {}
    for name in longest_first(folded):
        word = _WORD.search(name)
        if word is not None:
            by_word.setdefault(word[0], []).append((name, word.start()))
    return {word: tuple(found) for word, found in by_word.items()}


# Saint-Denis, but not Paris-Nord
_GOES_ON = re.compile(r"\w|-[A-Za-zÀ-ÿ]")


def _names_of_table(folded: str) -> Iterator[tuple[int, int]]:
    """Where names of the table stand, from left to right, the longest that does."""
    taken = 0
    for offset, word in places_of_words(folded, _table()):
        for name, before in _table()[word]:
            start, end = offset - before, offset - before + len(name)
            if start >= taken and folded.startswith(name, start) and not _is_inside_word(folded, start, end):
                taken = end
                yield start, end
                break


def _is_inside_word(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1 : start]
    return before == "-" or before == "_" or before.isalnum() or _GOES_ON.match(folded, end) is not None


def table_names(sight: Sight) -> Iterator[Toponym]:
    folded = sight.reading.folded
    for start, end in _names_of_table(folded):
        if is_trap(sight, start, end, known=True) or _in_longer_name(sight, start, end):
            continue
        text = folded[start:end]
        name = Name(start, end, lead_of(folded, start), find_places(text))
        label = sight.label_at(start, end)
        if text in word_list("common_words") and label != "LOC" and not is_locative(name.lead):
            continue
        known = is_whole(sight, name) and (" " in text or name.lead.preposition == "de")
        if label == "PER" and is_person(sight, name) and not known:
            continue
        if not is_inside_name(sight, start, end, name.lead) and not is_ship(sight, name):
            yield toponym_of(sight, name, "location.table")


# ---- names in chunks


def names_of_chunks(sight: Sight, taken: list[tuple[int, int]]) -> Iterator[Name]:
    """One candidate a chunk: the longest part of it that the gazetteer knows, else all of it."""
    folded = sight.reading.folded
    taken = sorted(taken)
    joined_until = 0
    for start, end in sight.chunks:
        start, end = _without_first_words(sight, start, end), _without_last_words(folded, start, end)
        if start >= end or start < joined_until or overlaps(taken, start, end):
            continue
        joined = _joined(folded, end)
        if joined and any(place.match != "bridge" for place in find_places(folded[start:joined])):
            end = joined_until = joined
        if is_english_unit(folded[start:end]):
            continue
        first, last, places = _known_part(sight, start, end)
        if is_trap(sight, first, last):
            continue
        name = with_article(sight, Name(first, last, lead_of(folded, first), places))
        if not is_inside_name(sight, first, last, name.lead):
            yield from _pair_or_one(sight, name)


def with_article(sight: Sight, name: Name) -> Name:
    """*au Caire*, *du Havre*: the article is the town's own, and the places are those of the whole name."""
    whole = f"{name.lead.article} {sight.reading.folded[name.start : name.end]}"
    if name.lead.article is None or whole.lower() not in word_list("with_article"):
        return name
    return Name(name.start, name.end, replace(name.lead, article=None), find_places(whole))


# Croix des Bouquets · Val de Marne · Châlons en Champagne
_LINKED = re.compile(r"(?: (?:de|du|des|de la|de l'|sur|sous|en|la|le|les)|-)[ ]?(?P<word>[A-ZÀ-Ý][\w'-]+)")


def _joined(folded: str, end: int) -> int | None:
    match = _LINKED.match(folded, end)
    return match.end() if match else None


# BIRMANIE[ La junte] · MALI[ Quatre soldats]
_IN_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ'-]{4,}(?: |$))+(?=[A-ZÀ-Þ][a-zà-ÿ])")


def _without_last_words(folded: str, start: int, end: int) -> int:
    """Where the name ends: before the sentence that a name in capitals heads."""
    match = _IN_CAPITALS.match(folded, start, end) if start == 0 or folded[start - 1] == "\n" else None
    return match.end() - 1 if match and is_exact(find_places(match[0].strip())) else end


def _without_first_words(sight: Sight, start: int, end: int) -> int:
    """Where the name begins: *Dans Kiev*, *Le Caire*, *Président Zelensky* → after function words, unless they belong
    to it."""
    folded = sight.reading.folded
    while True:
        first = folded[start:end].split(" ")[0]
        if first.lower() not in stop_words() or start + len(first) >= end:
            return end if first.lower() in stop_words() and len(first) < 5 else start
        if folded[start:end].lower() in word_list("with_article"):
            return start
        if is_title_word(first) and is_locative(lead_of(folded, start)) and is_exact(find_places(folded[start:end])):
            return start  # à Imam Sahib
        if (
            first in {"La", "Le", "Les", "El", "Al"}
            and not starts_sentence(folded, start)
            and find_places(folded[start:end])
        ):
            return start
        start += len(first) + 1


def _known_part(sight: Sight, start: int, end: int) -> tuple[int, int, tuple[Place, ...]]:
    """The chunk; but its beginning if the gazetteer knows it and the rest is a person (*le président de l'Ukraine
    Zelensky*)."""
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


def _pair_or_one(sight: Sight, name: Name) -> Iterator[Name]:
    """*Inde-Pakistan*, *axe Bria-Ndélé* → two names, if the whole is none and each is one."""
    folded = sight.reading.folded
    words = folded[name.start : name.end]
    parts = words.split("-")
    linked = name.lead.noun in words_of("locative", "links")
    if len(parts) == 2 and not is_exact(name.places) and all(_is_famous(part, linked) for part in parts):
        middle = name.start + len(parts[0])
        yield Name(name.start, middle, name.lead, find_places(parts[0]))
        yield Name(middle + 1, name.end, name.lead, find_places(parts[1]))
    else:
        yield name


def _is_famous(part: str, linked: bool) -> bool:
    """True for countries and large cities, which journalists pair with a hyphen; of any town on a route or front."""
    places = find_places(part) if part[:1].isupper() else ()
    if linked:
        return bool(places)
    return is_exact(places) and (places[0].curated or places[0].population > 100_000)


def toponym_of(sight: Sight, name: Name, rule: str) -> Toponym:
    """The toponym with its kept generic: *mont* Hermon, *lac* Tchad, *détroit d'*Ormuz."""
    folded = sight.reading.folded
    start, lead, places = name.start, name.lead, name.places
    generic = kept_generic(folded, start, lead)
    if generic is not None:
        start = generic
        lead = lead_of(folded, start)
        places = find_places(folded[start : name.end])
        places = places if is_exact(places) else tuple(place for place in name.places if place.feature in _NATURAL)
        return Toponym(start, name.end, rule, lead, places)
    return Toponym(start, name.end, rule, lead, places or find_places(folded[start : name.end]))


_NATURAL = frozenset({"water", "mountain", "region", "other"})


def kept_generic(folded: str, start: int, lead: Lead) -> int | None:
    """Where the generic noun before a name starts, if it belongs to the name."""
    if lead.preposition not in {None, "de"} or not lead.words or (lead.preposition is None and lead.article):
        return None
    if lead.noun in words_of("generics", "kept") or (
        lead.noun in words_of("generics", "kept_streets") and lead.preposition is None
    ):
        return folded.lower().rindex(lead.noun, 0, start)
    return None
