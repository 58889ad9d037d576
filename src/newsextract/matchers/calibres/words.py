"""The words of the calibre matcher, compiled once: nouns, models, lists of `weapon_nouns.toml` and `weapons.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsextract.frozen import frozen
from newsextract.lexicon import read_csv, read_toml

GUNS = frozenset({"gun", "piece", "turret"})  # guns that take the class of what carries them


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words in lower case: whole forms, and stems for entries with a trailing star."""

    forms: frozenset[str]
    stems: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.forms or word.startswith(self.stems)


@frozen(slots=True)
class Word:
    """A word of the text: its offsets and its form in lower case."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A noun or model of the lexicon. `generic` is its class before the calibre decides; a model is written as here."""

    name: str
    generic: str
    munition: bool
    is_model: bool


@cache
def words(table: str, key: str = "words") -> Words:
    """The word list of a table, each with its plural."""
    return to_words(read_toml("weapon_nouns.toml")[table][key])


def to_words(listed: str) -> Words:
    """'canon artiller*' → Words of *canon*, *canons* and every word that begins with *artiller*."""
    entries = listed.split()
    forms = {form for entry in entries if not entry.endswith("*") for form in (entry, entry + "s", entry + "x")}
    return Words(frozenset(forms), tuple(entry[:-1] for entry in entries if entry.endswith("*")))


@cache
def numbers(table: str, key: str) -> frozenset[float]:
    """A list of calibres, millimetres."""
    return frozenset(map(float, read_toml("weapon_nouns.toml")[table][key].split()))


@dataclass(frozen=True, slots=True)
class ClassWord:
    """Adjectives that decide the class of these heads: *antichar* makes a gun an anti-tank weapon."""

    words: Words
    heads: frozenset[str]
    weapon_class: str


@cache
def class_words() -> tuple[ClassWord, ...]:
    """The adjectives of the lexicon, in its order."""
    rows: Iterable[Mapping[str, Any]] = read_toml("weapon_nouns.toml")["adjectives"]
    return tuple(ClassWord(to_words(row["words"]), frozenset(row["heads"].split()), row["class"]) for row in rows)


# ---- nouns and models by their first word

_UNCHANGED = ("lance-", "porte-", "anti-", "semi-", "demi-", "transport-")
_PREPOSITIONS = re.compile(r"(?:de|à|sans|du|pour|en)$|d'")


def plural(noun: str) -> str:
    """'fusil d'assaut' → 'fusils d'assaut': the words before a preposition take the mark."""
    parts = noun.split(" ")
    stop = next((index for index, part in enumerate(parts) if _PREPOSITIONS.match(part)), len(parts))
    return " ".join([_plural_word(part) for part in parts[:stop]] + parts[stop:])


def _plural_word(word: str) -> str:
    if word.startswith(_UNCHANGED):
        return _mark(word)
    return "-".join(_mark(part) for part in word.split("-"))


def _mark(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    return word + ("x" if word.endswith("eau") else "s")


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """First word, lower case → the nouns and models that begin with it, longest first."""
    by_first: dict[str, dict[str, Entry]] = {}
    for entry in (*_nouns(), *_models()):
        first = FIRST_WORD.match(entry.name)
        if first:
            by_first.setdefault(first[0].lower(), {})[entry.name] = entry
    return {
        first: tuple(sorted(named.values(), key=lambda entry: (-len(entry.name), not entry.is_model)))
        for first, named in by_first.items()
    }


FIRST_WORD = re.compile(r"\w+")


def _nouns() -> Iterable[Entry]:
    for part in ("weapons", "munitions"):
        for noun, generic in read_toml("weapon_nouns.toml")[part].items():
            if noun != "source":
                for form in {noun, plural(noun)}:
                    yield Entry(form, generic, part == "munitions", is_model=False)


def _models() -> Iterable[Entry]:
    for row in read_csv("weapons.csv", "model"):
        yield Entry(str(row["model"]), str(row["class"]), munition=False, is_model=True)


def entry_at(folded: str, start: int, first: str) -> Entry | None:
    """The longest noun or model of the lexicon that stands whole at `start`, whose first word is `first`."""
    for entry in entries().get(first, ()):
        end = start + len(entry.name)
        found = folded[start:end]
        same = found == entry.name or (not entry.is_model and found.lower() == entry.name)
        if same and _is_whole(folded, start, end, entry):
            return entry
    return None


def _is_whole(folded: str, start: int, end: int, entry: Entry) -> bool:
    """True if no letter, digit or hyphen joins the entry to its neighbours; a dash may follow a noun."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "-_"):
        return False
    after = folded[end : end + 2]
    if not after or not (after[0].isalnum() or after[0] in "-_"):
        return True
    return after[0] == "-" and not entry.is_model and not after[1:].isalnum()
