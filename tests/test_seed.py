"""The real article that must come out right, and the development set. Both stand in ../shared only."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsextract.evaluation import score_texts
from newsextract.gold import read_gold
from newsextract.records import Kind
from newsextract.score import KindScore

Scores = dict[Kind, KindScore]


@pytest.fixture(scope="module")
def seed(shared_gold: Path) -> Scores:
    return score_texts([article for article in read_gold(shared_gold / "dev.jsonl") if article.id == "seed"])


@pytest.fixture(scope="module")
def dev(shared_gold: Path) -> Scores:
    return score_texts(read_gold(shared_gold / "dev.jsonl"))


@pytest.mark.parametrize("kind", ["calibre", "troops", "attribution"])
def test_seed_is_found_with_its_values(seed: Scores, kind: Kind) -> None:
    assert seed[kind].value.recall == 1.0, seed[kind].mistakes


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("calibre", "weapon"),
        ("calibre", "weapon_class"),
        ("troops", "group"),
        ("troops", "force"),
        ("troops", "place"),
        ("troops", "source given"),
        ("attribution", "source_name"),
        ("attribution", "stance"),
    ],
)
def test_seed_fields_are_right(seed: Scores, kind: Kind, field: str) -> None:
    assert seed[kind].fields[field].value == 1.0, seed[kind].mistakes


def test_seed_locations(seed: Scores) -> None:
    assert seed["location"].span.f1 >= 0.9


@pytest.mark.parametrize(
    ("kind", "measure", "floor"),
    [("calibre", "value", 0.85), ("troops", "value", 0.75), ("location", "span", 0.88), ("attribution", "value", 0.65)],
)
def test_development_set(dev: Scores, kind: Kind, measure: str, floor: float) -> None:
    assert getattr(dev[kind], measure).f1 >= floor
