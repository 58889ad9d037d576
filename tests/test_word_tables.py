"""The packed word tables answer what the tables of spaCy's own pipeline answer, and are made anew when they must be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.util import get_package_path

from newsextract import compiled
from newsextract.model import NAME, load_model, tables

STRANGE = ["", " ", "xyzzyx", "Zzz", "l'", "été\n", "case", "NOUN", "1944"]


@pytest.fixture(scope="module")
def whole() -> Language:
    return spacy.load(NAME, exclude=["tok2vec", "morphologizer", "parser", "ner", "attribute_ruler"])


@pytest.fixture(scope="module")
def model() -> Path:
    (folder,) = Path(get_package_path(NAME)).glob(f"{NAME}-*")
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder."""
    monkeypatch.setattr(compiled, "cache_folder", lambda: tmp_path)
    tables.word_tables.cache_clear()
    yield tmp_path
    tables.word_tables.cache_clear()


def test_rows_of_vectors(whole: Language, model: Path) -> None:
    expected: dict[int, int] = whole.vocab.vectors.key2row
    rows = tables.word_tables(model).rows()
    assert len(rows) == len(expected)
    assert set(rows) == set(expected)
    some = list(expected)[::5]
    assert [rows[key] for key in some] == [expected[key] for key in some]
    for word in STRANGE:
        key = whole.vocab.strings.add(word)
        assert (key in rows, rows.get(key, -1)) == (key in expected, expected.get(key, -1)), word


def test_vectors(whole: Language) -> None:
    packed, plain = load_model()._vocab.vectors, whole.vocab.vectors
    assert np.array_equal(packed.data, plain.data)
    words = ["guerre", "soldats", "Moscou", *STRANGE]
    keys = [whole.vocab.strings.add(word) for word in words]
    assert packed.find(keys=keys).tolist() == plain.find(keys=keys).tolist()
    assert [key in packed for key in keys] == [key in plain for key in keys]
    assert packed.find(keys=keys[:3]).min() >= 0


def test_lemmas(whole: Language, model: Path) -> None:
    lookups: Any = whole.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    packed = tables.word_tables(model).lookups()
    assert packed["lemma_rules"] == dict(lookups.get_table("lemma_rules"))
    plain = lookups.get_table("lemma_lookup")
    assert {key: packed["lemma_lookup"].get(key) for key in plain} == dict(plain)
    exceptions, index = lookups.get_table("lemma_exc"), lookups.get_table("lemma_index")
    assert packed["lemma_exc"].keys() == exceptions.keys()
    assert packed["lemma_index"].keys() == index.keys()
    for part, lemmas in exceptions.items():
        assert {word: packed["lemma_exc"][part].get(word) for word in lemmas} == lemmas
        assert len(packed["lemma_exc"][part]) == len(lemmas)
    for part, listed in index.items():
        words = set(listed)
        assert len(packed["lemma_index"][part]) == len(words)
        assert all(word in packed["lemma_index"][part] for word in words)
        others = set(exceptions.get(part, ())).difference(words)
        assert not any(word in packed["lemma_index"][part] for word in others)
    for word in STRANGE:
        assert packed["lemma_lookup"].get(word, [word]) == plain.get(word, [word])


def small(model: Path) -> dict[str, Any]:
    """Tables of a few words, which take no time to make."""
    numbers = np.array([3, 5], np.uint64)
    return {"vectors": numbers, "rows": np.array([1, 0], np.int32)}


def test_tables_are_compiled_once(elsewhere: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "compile_tables", small)
    assert dict(tables.word_tables(model).rows()) == {3: 1, 5: 0}
    (path,) = elsewhere.iterdir()
    monkeypatch.setattr(tables, "compile_tables", lambda model: pytest.fail("compiled again"))
    tables.word_tables.cache_clear()
    assert dict(tables.word_tables(model).rows()) == {3: 1, 5: 0}
    assert list(elsewhere.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"no archive"])
def test_a_damaged_file_is_made_anew(
    elsewhere: Path, model: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(tables, "compile_tables", small)
    tables.word_tables(model)
    (path,) = elsewhere.iterdir()
    path.write_bytes(content)
    tables.word_tables.cache_clear()
    assert dict(tables.word_tables(model).rows()) == {3: 1, 5: 0}
    with np.load(path) as made:
        assert sorted(made) == ["rows", "vectors"]


def test_a_folder_that_cannot_be_written_costs_time_only(
    elsewhere: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "file").touch()
    monkeypatch.setattr(tables, "compile_tables", small)
    monkeypatch.setattr(tables, "any_folder", lambda: elsewhere / "file")
    assert dict(tables.word_tables(model).rows()) == {3: 1, 5: 0}
