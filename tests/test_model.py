"""The fast annotator gives what spaCy's own pipeline gives, whatever batch a text comes in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from newsextract import model
from newsextract.model import NAME, Annotator, load_model, tok2vec
from newsextract.pipeline import extract_rows

TESTS = Path(__file__).parent
ODD = ["", "\n", "   ", "\n\n\n", "Un.", "\u00a0\n\u00a0", "Kiev\nMoscou\n\nSéoul affirme.\n", "(((", "« »"]


@cache
def reference() -> Language:
    nlp = spacy.load(NAME)
    nlp.add_pipe("newsextract_lines", first=True)
    return nlp


def annotations(doc: Doc) -> Iterator[tuple[Any, ...]]:
    for token in doc:
        yield (
            token.text, token.pos_, str(token.morph), token.lemma_, token.dep_, token.head.i, token.is_sent_start,
            token.ent_iob_, token.ent_type_,
        )  # fmt: skip


def differences(doc: Doc, expected: Doc) -> list[tuple[Any, Any]]:
    assert len(doc) == len(expected)
    pairs = zip(annotations(doc), annotations(expected), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def texts(root: Path) -> list[str]:
    folders = [root / "corpus" / "articles", TESTS / "no_claims", TESTS / "domain"]
    return [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))] + ODD


def test_annotations_are_those_of_spacy(root: Path) -> None:
    written = texts(root)
    docs = list(load_model().annotate(written))
    assert len(docs) == len(written)
    wrong = [found for doc, text in zip(docs, written, strict=True) for found in differences(doc, reference()(text))]
    assert not wrong


def test_the_names_of_a_run_are_not_kept_by_the_lemmatizer() -> None:
    """spaCy's lemmatizer keeps each form it was asked for: over thousands of articles that grows without end."""
    annotator = load_model()
    kept = annotator._lemmas._lemmatizer.cache
    list(annotator.annotate([f"Le colonel Ouatt{'a' * n}r{'e' * n} et dix soldats." for n in range(3, 12)]))
    assert not kept


def test_word_forms_may_be_forgotten_at_any_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tok2vec, "_MAX_FORMS", 250)  # some texts have more by themselves
    forgetful = Annotator(spacy.load(NAME, exclude=["senter"]))
    written = texts(root)[:40]
    docs = [doc for text in written for doc in forgetful.annotate([text])]
    expected = load_model().annotate(written)
    assert not [found for pair in zip(docs, expected, strict=True) for found in differences(*pair)]


def test_a_full_vocabulary_changes_no_result(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words not met before then pass with their texts, and neither stay nor come back as others."""
    written = texts(root)[:30]
    expected = list(extract_rows(written))
    new = [text.replace("soldat", "zouzat") for text in written]
    monkeypatch.setattr(model, "MAX_WORDS", 0)
    assert [row for text in written for row in extract_rows([text])] == expected
    vocab = next(load_model().annotate(["Un."])).vocab
    before = len(vocab.strings)
    found = [row for start in range(0, 30, 7) for row in extract_rows(new[start : start + 7])]
    assert len(vocab.strings) == before
    assert "zouzats" not in vocab.strings
    monkeypatch.undo()
    assert found == list(extract_rows(new))


FRENCH = "Le la des soldats 300 de Kiev Séoul a déclaré que tués ont été l'ONU 7,62 mm « » , . ; : ( ) l' d' n' —"
WORDS = st.sampled_from([*FRENCH.split(), "\n", "\r\n", "\n\n"])


@example(["l' \n l' \n l'"])  # two lines in a row set a break in the line after, in one step
@given(st.lists(st.lists(WORDS, max_size=25).map(" ".join), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_batch_is_annotated_as_by_spacy(batch: list[str]) -> None:
    for doc, text in zip(load_model().annotate(batch), batch, strict=True):
        assert not differences(doc, reference()(text))


def test_a_text_is_annotated_alike_alone_and_in_a_batch(root: Path) -> None:
    written = texts(root)
    together = list(load_model().annotate(written))
    alone = [doc for text in reversed(written) for doc in load_model().annotate([text])]
    wrong = [found for doc, other in zip(together, reversed(alone), strict=True) for found in differences(doc, other)]
    assert not wrong
