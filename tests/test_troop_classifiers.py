"""The classifiers of counts and roles: what they see, what they may change."""

from __future__ import annotations

import random
from importlib.resources import files
from typing import get_args

import numpy as np
import pytest

from newsextract.fingerprint import _contents
from newsextract.matchers.troops import count_classifier, matcher, role_classifier
from newsextract.matchers.troops.classifier import SCALE, weights
from newsextract.matchers.troops.count_classifier import LIKELY, log_odds
from newsextract.matchers.troops.count_features import role_features
from newsextract.matchers.troops.role_classifier import judged
from newsextract.model import load_model
from newsextract.reading import Reading
from newsextract.records import TroopsRole

ROLES: tuple[TroopsRole, ...] = ("other", "deployed", "killed", "planned")


def features(text: str, count: str) -> set[str]:
    (doc,) = load_model().annotate([text])
    start = text.index(count)
    return role_features(Reading(doc, text), start, start + len(count))


def test_features_are_of_the_count_s_sentence() -> None:
    seen = features("La paix règne. Mardi, Kigali a dépêché 300 soldats à Cabo Delgado. Deux sont morts.", "300")
    assert {"in=300", "head0=soldat", "head1=dépêcher", "head=dépêcher", "left0=dépêcher", "right-near=Cabo"} <= seen
    assert "left-verb=dépêcher" in seen
    assert "title" not in seen
    assert not any("régner" in feature or "mort" in feature for feature in seen)


@pytest.mark.parametrize("file", [count_classifier.FILE, role_classifier.FILE])
def test_other_weights_are_another_pipeline(file: str) -> None:
    """A run does anew what other weights may have decided otherwise."""
    assert any(name.endswith(file) for name, _ in _contents(files("newsextract"), ""))


def test_a_title_is_known_as_one() -> None:
    assert "title" in features("Mali : douze soldats tués à Tessit", "douze")


def test_every_role_has_weights() -> None:
    known = weights(role_classifier.FILE)
    assert set(known.classes) == set(get_args(TroopsRole))
    assert known.table.shape == (len(known.rows), len(known.classes))
    assert known.bias.shape == (len(known.classes),)


@pytest.mark.parametrize("file", [count_classifier.FILE, role_classifier.FILE])
def test_log_odds_do_not_depend_on_the_order_of_features(file: str) -> None:
    known = weights(file)
    names = random.Random(0).sample(sorted(known.rows), 60)
    added = sum((known.table[known.rows[name]].astype(int) for name in names), known.bias)
    assert known.log_odds(set(names)).tolist() == (added / SCALE).tolist()
    assert known.log_odds({"head0=of no article"}).tolist() == (known.bias / SCALE).tolist()


def odds_of(text: str, figures: str) -> float:
    """The log-odds that the amount with these figures counts troops."""
    (doc,) = load_model().annotate([text])
    reading = Reading(doc, text)
    counts = matcher.read_counts(reading)
    place = next(place for place, count in enumerate(counts) if figures in text[count.amount.start : count.amount.end])
    return log_odds(reading, counts[place].amount, counts[:place])


def test_the_words_round_an_amount_tell_what_it_counts() -> None:
    """*convalescents* are in no lexicon of troops."""
    poured = "L'armée a versé dans les régiments d'assaut de Pokrovsk 3 200 convalescents."
    fired = "L'armée a tiré sur les faubourgs de Pokrovsk 3 200 obus."
    assert odds_of(poured, "3 200") > 0 > odds_of(fired, "3 200")


def rules_of(text: str) -> dict[str, str]:
    """Figures of the text → the rule that took them for troops."""
    (doc,) = load_model().annotate([text])
    return {fact.text: fact.rule for fact in matcher.find_troops(Reading(doc, text))}


def test_a_likely_count_says_that_it_is_one() -> None:
    """Who reads the table can tell it by its rule."""
    text = "L'armée russe tient Pokrovsk. Une centaine de Russes se terreraient, et deux bataillons sont arrivés."
    assert rules_of(text) == {"Une centaine": f"troops.{LIKELY}", "deux": "troops.direct"}


def test_no_amount_is_likely_where_no_army_is_told_of() -> None:
    assert rules_of("À Nice, une centaine de Russes se terreraient dans des hôtels, et deux restent ouverts.") == {}


@pytest.mark.parametrize(
    ("ruled", "odds", "expected"),
    [
        ("other", [0.0, 1.6, 0.0, 0.0], "deployed"),
        ("other", [0.0, 1.4, 0.0, 0.0], "other"),  # not likelier by enough
        ("other", [0.0, 0.0, 1.6, 0.0], "killed"),
        ("deployed", [0.0, 0.0, 9.9, 0.0], "deployed"),  # those who do something are not lost
        ("deployed", [1.6, 0.0, 0.0, 0.0], "other"),
        ("killed", [0.0, 9.9, 0.0, 0.0], "killed"),  # a word said so
        ("deployed", [0.0, 0.0, 0.0, 9.9], "deployed"),  # what is to come, the tenses tell
    ],
)
def test_what_the_rules_guess_is_overruled_by_what_is_far_likelier(
    ruled: TroopsRole, odds: list[float], expected: TroopsRole
) -> None:
    assert judged(ruled, ROLES, np.array(odds)) == expected
