"""A run over a hostile folder: every good article gives its facts, every bad input its reason; all else stays."""

from __future__ import annotations

import subprocess
import sys

import pytest

import hostile
from newsextract import load
from newsextract.tables import Tables


@pytest.fixture(scope="module")
def expected_and_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[hostile.Expected, Tables]:
    place = tmp_path_factory.mktemp("hostile")
    expected = hostile.build(place / "in")
    before = list(hostile.snapshot(place / "in"))
    command = [
        sys.executable,
        "-m",
        "newsextract",
        "run",
        str(place / "in"),
        "--out",
        str(place / "out"),
        "--workers",
        "1",
    ]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(hostile.snapshot(place / "in")) == before
    assert {path.name for path in place.iterdir()} == {"in", "out"}
    return expected, load(place / "out")


def test_the_folder_is_hostile(expected_and_run: tuple[hostile.Expected, Tables]) -> None:
    assert len(expected_and_run[0].reasons) >= 60


def test_every_good_article_is_extracted(expected_and_run: tuple[hostile.Expected, Tables]) -> None:
    expected, tables = expected_and_run
    found = {(row.article_id, row.low) for row in tables.troops.itertuples()}
    assert {(name, count) for name, count in expected.counts.items()} - found == set()
    assert set(tables.articles.article_id) == set(expected.counts)


def test_every_bad_input_has_its_reason(expected_and_run: tuple[hostile.Expected, Tables]) -> None:
    expected, tables = expected_and_run
    found = dict(zip(tables.rejects.path, tables.rejects.reason, strict=True))
    assert found.keys() == expected.reasons.keys()
    assert {path: reason for path, reason in found.items() if reason not in expected.reasons[path]} == {}


def test_every_reject_names_a_remedy(expected_and_run: tuple[hostile.Expected, Tables]) -> None:
    for detail in expected_and_run[1].rejects.detail:
        assert 20 <= len(detail) <= 600
        assert any(mark in detail for mark in (";", ":", ","))
