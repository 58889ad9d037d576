"""Articles of other domains hold many counted people and no troops."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsextract.pipeline import extract

DOMAIN = sorted((Path(__file__).parent / "domain").glob("*.txt"))


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.stem)
def test_no_troops_out_of_domain(path: Path) -> None:
    found = extract(path.read_text(encoding="utf-8"))["troops"]
    assert [(fact.text, fact.group) for fact in found] == []


def test_there_are_enough_articles() -> None:
    assert len(DOMAIN) >= 15
