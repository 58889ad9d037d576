"""The model's word tables, packed: rows of vectors and lemmas, by the hashes of words.

As spaCy reads them they are a million entries in dictionaries, two thirds of the seconds that loading the model takes
and a third of a worker's memory. Here they are sorted arrays in one file, which is compiled once a machine, and a
look-up is a binary search. What is asked of them and what they answer is what spaCy's own tables answer.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.strings import get_string_id

from newsextract.compiled import any_folder, draft_of, mark_used, remove_unused

_LAYOUT = 1
_ROWS, _LOOKUPS = "vocab/key2row", "lemmatizer/lookups/lookups.bin"
_END = "\n"  # between lemmas; no lemma holds a line break
Arrays = Mapping[str, NDArray[Any]]
Found = TypeVar("Found")


class Hashes:
    """A set of words by their hashes, in ascending order."""

    def __init__(self, hashes: NDArray[np.uint64]) -> None:
        self._hashes = _view(hashes)

    def __len__(self) -> int:
        return len(self._hashes)

    def __iter__(self) -> Iterator[int]:
        return iter(self._hashes)

    def __contains__(self, word: object) -> bool:
        return self.place(word) is not None

    def place(self, word: Any) -> int | None:
        """Where the hash of a word, or a hash, stands; None if it is not there."""
        key = get_string_id(word)
        place = bisect_left(self._hashes, key)
        return place if place < len(self._hashes) and self._hashes[place] == key else None


class _ByWord(Mapping[Any, Found]):
    """Word, or its hash → what stands at its place in other arrays."""

    _words: Hashes

    @abstractmethod
    def _at(self, place: int) -> Found: ...

    def __getitem__(self, word: Any) -> Found:
        place = self._words.place(word)
        if place is None:
            raise KeyError(word)
        return self._at(place)

    def get(self, word: Any, default: Any = None) -> Any:
        """What stands there; without the error that `Mapping` raises first for each new word that has nothing."""
        place = self._words.place(word)
        return default if place is None else self._at(place)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[int]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class Rows(_ByWord[int]):
    """Hash of a word → the row of its vector: `Vectors.key2row`."""

    def __init__(self, hashes: NDArray[np.uint64], rows: NDArray[np.int32]) -> None:
        self._words = Hashes(hashes)
        self._rows = _view(rows)
        self._arrays = hashes, rows

    def _at(self, place: int) -> int:
        return int(self._rows[place])

    def find(self, words: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The rows of many words by their hashes, -1 where there is none: ten times faster than one by one."""
        hashes, rows = self._arrays
        places = np.minimum(hashes.searchsorted(words), len(hashes) - 1)
        return np.where(hashes[places] == words, rows[places], np.int32(-1))


class Lemmas(_ByWord[list[str]]):
    """Word, or its hash → lemmas: a table of spaCy's lookups, or a part of one."""

    def __init__(self, words: Hashes, ends: NDArray[np.uint32], letters: NDArray[np.uint8]) -> None:
        self._words = words
        self._ends, self._letters = _view(ends), _view(letters)

    def _at(self, place: int) -> list[str]:
        start = self._ends[place - 1] if place else 0
        return bytes(self._letters[start : self._ends[place]]).decode().split(_END)


def _view(numbers: Any) -> memoryview:
    """An array's numbers, a single one of which is got at in a fifth of the time."""
    contiguous: Any = np.ascontiguousarray(numbers)
    return memoryview(contiguous)


class WordTables:
    """The packed tables of a model. An array is named after its table and, if the table has parts, a part of speech."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def rows(self) -> Rows:
        """Hash of a word → row of the vectors."""
        return Rows(self._arrays["vectors"], self._arrays["rows"])

    def lookups(self) -> dict[str, Any]:
        """The lemmatiser's tables, by the names that it asks for; their parts by the hash of a part of speech."""
        rules = srsly.json_loads(self._arrays["lemma_rules"].tobytes().decode())
        return {
            "lemma_rules": {int(part): pairs for part, pairs in rules.items()},
            "lemma_index": {part: Hashes(self._arrays[f"lemma_index {part}"]) for part in self._parts("lemma_index")},
            "lemma_exc": {part: self._lemmas(f"lemma_exc {part}") for part in self._parts("lemma_exc")},
            "lemma_lookup": self._lemmas("lemma_lookup"),
        }

    def _parts(self, table: str) -> list[int]:
        return [int(name.removeprefix(f"{table} ")) for name in self._arrays if re.fullmatch(rf"{table} \d+", name)]

    def _lemmas(self, name: str) -> Lemmas:
        return Lemmas(Hashes(self._arrays[name]), self._arrays[f"{name} ends"], self._arrays[f"{name} letters"])


@cache
def word_tables(model: Path) -> WordTables:
    """The tables of the model in a folder, read from the file that they are compiled to first if there is none."""
    path = any_folder() / f"words-{_digest(model)}.npz"
    with suppress(OSError, EOFError, ValueError, zipfile.BadZipFile):  # there is none yet, or it is damaged
        with path.open("rb") as file, np.load(file) as stored:
            arrays = dict(stored)
        mark_used(path)
        return WordTables(arrays)
    arrays = compile_tables(model)
    with suppress(OSError):
        with draft_of(path) as draft, draft.open("wb") as target:
            np.savez(target, **arrays)  # type: ignore[arg-type]
        remove_unused(path.parent)
    return WordTables(arrays)


def _digest(model: Path) -> str:
    sizes = [(model / name).stat().st_size for name in (_ROWS, _LOOKUPS)]
    decisive = (_LAYOUT, model.name, sizes, metadata.version("spacy"))
    return hashlib.sha256(repr(decisive).encode()).hexdigest()[:12]


def compile_tables(model: Path) -> dict[str, NDArray[Any]]:
    """Array's name → array, from the model's own files."""
    row_of = srsly.read_msgpack(model / _ROWS)
    arrays: dict[str, NDArray[Any]] = {"vectors": np.array(sorted(row_of), np.uint64)}
    arrays["rows"] = np.array([row_of[key] for key in sorted(row_of)], np.int32)
    tables = srsly.read_msgpack(model / _LOOKUPS)
    arrays |= _packed("lemma_lookup", tables["lemma_lookup"])
    for part, lemmas in tables["lemma_exc"].items():
        arrays |= _packed(f"lemma_exc {part}", lemmas)
    for part, words in tables["lemma_index"].items():
        arrays[f"lemma_index {part}"] = np.array(sorted({get_string_id(word) for word in words}), np.uint64)
    arrays["lemma_rules"] = np.frombuffer(srsly.json_dumps(dict(tables["lemma_rules"])).encode(), np.uint8)
    return arrays


def _packed(name: str, lemmas: Mapping[Any, Iterable[str]]) -> dict[str, NDArray[Any]]:
    by_hash = sorted((get_string_id(word), _END.join(found).encode()) for word, found in lemmas.items())
    return {
        name: np.array([key for key, _ in by_hash], np.uint64),
        f"{name} ends": np.cumsum([len(found) for _, found in by_hash]).astype(np.uint32),
        f"{name} letters": np.frombuffer(b"".join(found for _, found in by_hash), np.uint8),
    }
