"""Loads a French pipeline in a fifth of the time.

Of the five seconds that spaCy takes, three go into compiling one regular expression, `token_match` of spacy.lang.fr:
it holds 278 times a class of all letters of all scripts, and ignores case. Here the letters that no French word is
made of are replaced by one stand-in before matching, so that a class of a few letters does; tests hold the matches to
those of spaCy. A second goes into the tables of words, which are packed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from spacy.lookups import Lookups
from spacy.strings import get_string_id
from spacy.vectors import Vectors

from newsextract.model.tables import word_tables

_LETTERS = "a-zß-öø-ÿ"
_STAND_IN = "ÿ"  # one of them, and no letter of the words that the expression names
# kept: signs, French letters, and letters that equal one of them when case is ignored (long s, kelvin …)
_TWINS = (0x017F, 0x212A, 0x0130, 0x0131)
_KEPT = frozenset(map(chr, (*range(0x80), *range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100), *_TWINS)))
_JOINT = re.compile("[-–—‐‑'’]")  # each word that the expression names has one
_compile = re.compile
_OPENING = "(?iu)(?:^a["  # of token_match: no other pattern of spaCy's begins so


class TokenMatch:
    """Stands for the compiled `token_match` of spacy.lang.fr: `match(text)` is true of the same texts."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def match(self, text: str) -> re.Match[str] | None:
        """The match in `text`, other letters than French ones replaced."""
        if not _JOINT.search(text):  # most that are asked about: *guerre,* · *(2024)*
            return None
        return self._short.match(text if text.isascii() else "".join(map(self._plain, text)))

    @cached_property
    def _short(self) -> re.Pattern[str]:
        from spacy.lang.char_classes import ALPHA, ALPHA_LOWER

        return _compile(self.pattern.replace(ALPHA, _LETTERS).replace(ALPHA_LOWER, _LETTERS))

    @cached_property
    def _letter(self) -> re.Pattern[str]:
        from spacy.lang.char_classes import ALPHA

        return _compile(f"(?iu)[{ALPHA}]")

    def _plain(self, character: str) -> str:
        return character if character in _KEPT or not self._letter.match(character) else _STAND_IN


@contextmanager
def quick_token_match() -> Iterator[None]:
    """While it lasts, `re.compile` gives a TokenMatch for spaCy's `token_match`."""

    def compile_quickly(pattern: Any, flags: Any = 0) -> Any:
        if isinstance(pattern, str) and pattern.startswith(_OPENING):
            return TokenMatch(pattern)
        return _compile(pattern, flags)

    re.compile = compile_quickly
    try:
        yield
    finally:
        re.compile = _compile


class WordTable(dict[int, Any]):
    """Stands for a `Table` of spacy.lookups as it is read from disk: its keys are the words' hashes."""

    def get(self, word: str | int, default: Any = None) -> Any:
        """What the table holds for a word, or for a hash."""
        return super().get(get_string_id(word), default)


@contextmanager
def packed_tables() -> Iterator[None]:
    """While it lasts, spaCy's lemmatiser loads packed tables (tables.py)."""
    read = Lookups.from_disk

    def read_packed(lookups: Lookups, path: Any, *arguments: Any, **options: Any) -> Lookups:
        folder = Path(path).parent
        if folder.name != "lemmatizer":
            return read(lookups, path, *arguments, **options)
        tables: dict[str, Any] = lookups._tables
        for name, table in word_tables(folder.parent).lookups().items():
            tables[name] = WordTable(table) if isinstance(table, dict) else table
        return lookups

    Lookups.from_disk = read_packed  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Lookups.from_disk = read  # type: ignore[method-assign]


class PackedVectors(Vectors):  # type: ignore[misc] # spaCy types nothing of it
    """Vectors of words; which row is a word's stands in packed tables."""

    def find(self, *, keys: Any = None, **asked: Any) -> Any:
        """What spaCy's `Vectors.find` gives."""
        return super().find(**asked) if keys is None else self.key2row.find(np.array(keys, np.uint64))


def packed_vectors(model: Path) -> Vectors:
    """The model's vectors."""
    vectors = PackedVectors(data=np.load(model / "vocab" / "vectors", mmap_mode="r"))
    vectors.key2row = word_tables(model).rows()
    return vectors
