"""The lexicon of words round places (location_words.toml) → sets of words, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from newsextract.alternation import one_of
from newsextract.lexicon import read_csv, read_toml, values


@cache
def words_of(table: str, key: str) -> frozenset[str]:
    """The words of a string of words, in lower case; codes keep their capitals."""
    words = read_toml("location_words.toml")[table][key]
    return frozenset((words if key in {"countries", "dependencies"} else words.lower()).split())


@cache
def word_list(table: str, key: str = "words") -> frozenset[str]:
    """The entries of a list, which may be of several words."""
    return frozenset(read_toml("location_words.toml")[table][key])


@cache
def not_places() -> frozenset[str]:
    """Words and names that are no places, whatever the model says: *Daech*, *Casa Rosada*, *Sentinelle*."""
    words = read_toml("location_words.toml")["not_places"]["words"].split()
    return frozenset(words) | word_list("buildings") | word_list("operations")


@cache
def spelled_in_table() -> Mapping[str, frozenset[tuple[str, str | None]]]:
    """Names as our table spells them, accents and all → the places (name, country) that bear them."""
    spelled: dict[str, set[tuple[str, str | None]]] = {}
    for row in read_csv("places.csv", ("name", "country", "feature")):
        for name in (str(row["name"]), *values(row["variants"])):
            spelled.setdefault(name, set()).add((str(row["name"]), row["country"]))
    return {name: frozenset(places) for name, places in spelled.items()}


@cache
def models() -> frozenset[str]:
    """The names of weapons."""
    return frozenset(str(row["model"]) for row in read_csv("weapons.csv", "model"))


def is_title_word(word: str) -> bool:
    return word.lower().rstrip(".") in words_of("titles", "words")


@cache
def stop_words() -> frozenset[str]:
    from spacy.lang.fr.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | words_of("titles", "words")


# le porte-hélicoptères [Iwo Jima] · l'USS [Iwo Jima] · la frégate argentine « [Hercules] »
@cache
def launched() -> re.Pattern[str]:
    """The name of a ship after the word for one."""
    ships = one_of(words_of("inside", "ships") | words_of("inside", "vessels"))
    name = r"[A-ZÀ-ÖØ-Þ][\w'-]+"
    return re.compile(rf"(?<![\w-])(?i:{ships}) (?:[a-zà-ÿ-]+ )?(?:[«“\"] ?)?(?P<name>{name}(?: {name}){{0,2}})")
