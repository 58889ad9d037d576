"""The classifier of roles: what it sees, what it may change."""

from __future__ import annotations

import random
from importlib.resources import files
from typing import get_args

import numpy as np
import pytest

from newsextract.fingerprint import _contents
from newsextract.matchers.troops.role_classifier import FILE, judged, weights
from newsextract.matchers.troops.role_features import role_features
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


def test_other_weights_are_another_pipeline() -> None:
    """A run does anew what other weights may have decided otherwise."""
    assert any(name.endswith(FILE) for name, _ in _contents(files("newsextract"), ""))


def test_a_title_is_known_as_one() -> None:
    assert "title" in features("Mali : douze soldats tués à Tessit", "douze")


def test_every_role_has_weights() -> None:
    known = weights()
    assert set(known.roles) == set(get_args(TroopsRole))
    assert known.table.shape == (len(known.rows), len(known.roles))
    assert known.bias.shape == (len(known.roles),)


def test_scores_do_not_depend_on_the_order_of_features() -> None:
    known = weights()
    names = random.Random(0).sample(sorted(known.rows), 60)
    added = sum((known.table[known.rows[name]].astype(int) for name in names), known.bias)
    assert known.scores(set(names)).tolist() == added.tolist()
    assert known.scores({"head0=of no article"}).tolist() == known.bias.tolist()


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
