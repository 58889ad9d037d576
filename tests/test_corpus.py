"""The corpus: its parts agree with each other, and the scores on it hold their floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsextract.errors import FloorError
from newsextract.evaluation import check_floors, measures, score_texts, update_floors
from newsextract.gold import read_gold, read_sources, write_corpus
from newsextract.records import Kind
from newsextract.score import KindScore

_ROUNDS = [
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
DEVELOPED_ON = ["corpus", *(f"corpus/{part}" for part in _ROUNDS)]
ALL = [*DEVELOPED_ON, "corpus/unseen", "corpus/ordinary"]


@pytest.fixture(scope="module")
def scores(root: Path) -> dict[Kind, KindScore]:
    return score_texts(read_gold(root / "corpus" / "gold.jsonl"))


@pytest.mark.parametrize("part", DEVELOPED_ON)
def test_floors_hold(root: Path, part: str, scores: dict[Kind, KindScore]) -> None:
    here = scores if part == "corpus" else score_texts(read_gold(root / part / "gold.jsonl"))
    check_floors(here, root / part / "floors.json")


@pytest.mark.parametrize("part", ALL)
def test_each_part_is_compiled_from_its_sources(root: Path, tmp_path: Path, part: str) -> None:
    write_corpus(list(read_sources(root / part / "sources")), tmp_path)
    assert (tmp_path / "gold.jsonl").read_text() == (root / part / "gold.jsonl").read_text()
    texts = {path.name: path.read_bytes() for path in (tmp_path / "articles").iterdir()}
    assert texts == {path.name: path.read_bytes() for path in (root / part / "articles").glob("*.txt")}
    assert len(texts) >= 16


def test_floors_fall_only_with_a_reason(tmp_path: Path, scores: dict[Kind, KindScore]) -> None:
    path = tmp_path / "floors.json"
    update_floors(scores, path)
    kept = json.loads(path.read_text())
    kept["floors"]["calibre span"] = 1.1
    path.write_text(json.dumps(kept))
    with pytest.raises(FloorError, match="calibre span"):
        check_floors(scores, path)
    with pytest.raises(FloorError, match="would fall"):
        update_floors(scores, path)
    update_floors(scores, path, reason="the test asked for more than everything")
    assert json.loads(path.read_text())["lowered"][0]["reason"].startswith("the test")
    assert json.loads(path.read_text())["floors"] == measures(scores)
