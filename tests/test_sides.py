"""Every text of tests/cases/sides.txt is a test: each tagged count is found, with the force of its tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsextract.gold import parse_case
from newsextract.pipeline import extract

CASES = Path(__file__).parent / "cases" / "sides.txt"
_LINE = re.compile(r"^(?:---.*|#.*)$", re.MULTILINE)


def texts() -> Iterator[Any]:
    parts = map(str.strip, _LINE.split(CASES.read_text(encoding="utf-8")))
    for number, text in enumerate(filter(None, parts), start=1):
        yield pytest.param(text, id=f"{number}-{text[:25]}")


@pytest.mark.parametrize("case", list(texts()))
def test_sides(case: str) -> None:
    text, tagged = parse_case(case)
    expected = {(fact["start"], fact["end"]): fact["force"] for _, fact in tagged}
    assert expected, "the case asks nothing"
    found = {(fact.start, fact.end): fact.force for fact in extract(text)["troops"]}
    shown = {text[start:end]: found.get((start, end), "not found") for start, end in expected}
    asked = {text[start:end]: None if force == "none" else force for (start, end), force in expected.items()}
    assert shown == asked
