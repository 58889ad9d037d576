"""Every text of tests/cases/sides.txt is a test: each tagged count is found, with the force of its tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsextract import allegiance
from newsextract.allegiance.likeliest import candidates, likeliest
from newsextract.allegiance.telling import Asked, Telling
from newsextract.gold import parse_case
from newsextract.lexicon import read_toml
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


def test_every_hint_of_the_corpus_has_a_weight(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hint without one, misspelt say, would weigh nothing and nobody would see it."""
    weights = read_toml("allegiance.toml")["weights"]
    shown: set[str] = set()

    def watch(telling: Telling, asked: Asked) -> str | None:
        for hints in candidates(telling, asked).values():
            shown.update(hints)
        return likeliest(telling, asked)

    rules = tuple(watch if rule is likeliest else rule for rule in allegiance.RULES)
    monkeypatch.setattr(allegiance, "RULES", rules)
    for path in sorted((root / "corpus" / "second" / "articles").glob("*.txt"))[:12]:
        extract(path.read_text("utf-8"))
    assert len(shown) > 15
    assert shown <= set(weights)
