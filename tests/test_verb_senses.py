"""Verbs by sense: their forms in an expression, and what the lexicon may hold."""

from __future__ import annotations

import re

import pytest

from newsextract.conjugation import conjugated
from newsextract.lexicon import read_toml
from newsextract.verb_senses import FINITE, TOLD, forms, told, verbs


@pytest.mark.parametrize("word", ["rétorque", "martèlent", "admit", "répondra", "grommelle", "reconnut", "conçoit"])
def test_a_form_of_the_sense_is_matched_whole(word: str) -> None:
    matched = re.fullmatch(forms(verbs("saying"), TOLD), word)
    assert (matched is not None) == (word != "conçoit")


@pytest.mark.parametrize("word", ["rétorqué", "notamment", "affirmation", "dirait", "s", ""])
def test_other_tenses_and_words_are_none(word: str) -> None:
    assert re.match(forms(verbs("saying"), TOLD), word) is None


@pytest.mark.parametrize("sense", sorted(read_toml("verb_senses.toml")))
def test_every_verb_of_a_sense_can_be_conjugated(sense: str) -> None:
    lemmas = verbs(sense)
    assert lemmas
    assert all(conjugated(lemma).get("present") for lemma in lemmas)
    expression = re.compile(forms(lemmas, (*FINITE, "participle", "infinitive")))
    for lemma in lemmas:
        table = conjugated(lemma)
        assert all(expression.fullmatch(form) for tense in FINITE for form in table.get(tense, ())), lemma
        assert expression.fullmatch(lemma), lemma


@pytest.mark.parametrize(
    "words",
    ["rétorque", "l'a confirmé", "ont aussi indiqué", "a fait savoir", "fait valoir", "s'indigne", "s'est emporté"],
)
def test_verbs_as_they_stand_before_who_speaks(words: str) -> None:
    assert re.fullmatch(told(verbs("saying")), words)


@pytest.mark.parametrize("words", ["n'a pas confirmé", "a pas confirmé", "a perdu", "fait la guerre", "s'est rendu"])
def test_what_tells_of_something_else(words: str) -> None:
    assert re.fullmatch(told(verbs("saying")), words) is None
