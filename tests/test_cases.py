"""Every line of tests/cases/KIND.txt is a test: the facts of strip(line), rendered the same way, equals the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from newsextract.gold import COLUMN_OF, GoldFact, parse_case
from newsextract.model import load_model
from newsextract.pipeline import facts_of
from newsextract.records import KINDS, Kind

CASES = Path(__file__).parent / "cases"


def lines() -> Iterator[Any]:
    for kind in KINDS:
        path = CASES / f"{kind}.txt"
        if not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                yield pytest.param(kind, line, id=f"{kind}-{number}")


def render_value(value: Any) -> str:
    """A record's value as it stands on a tag: 12.0 → 12, True → true, None → none."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def render(text: str, facts: list[tuple[int, int, dict[str, str]]]) -> str:
    """Facts as lines one can compare: offsets, words, fields."""
    return "\n".join(
        f"{start}-{end} {text[start:end]!r} " + " ".join(f"{name}={value!r}" for name, value in sorted(fields.items()))
        for start, end, fields in facts
    )


def tagged(kind: Kind, facts: list[tuple[Kind, GoldFact]]) -> list[tuple[int, int, dict[str, str]]]:
    return [
        (
            fact["start"],
            fact["end"],
            {name: value for name, value in fact.items() if name not in {"start", "end", "text"}},
        )
        for found, fact in facts
        if found == kind
    ]


@pytest.fixture(scope="module")
def parsed(request: pytest.FixtureRequest) -> dict[str, Doc]:
    """Text → its Doc, of the cases that this session runs: read together, which takes half the time."""
    lines = [item.callspec.params["line"] for item in request.session.items if item.originalname == "test_case"]
    texts = [parse_case(line)[0] for line in lines]
    return dict(zip(texts, load_model().annotate(texts), strict=True))


@pytest.mark.parametrize(("kind", "line"), list(lines()))
def test_case(kind: Kind, line: str, parsed: dict[str, Doc]) -> None:
    text, facts = parse_case(line)
    expected = tagged(kind, facts)
    asked = {(start, end): fields for start, end, fields in expected}
    found = [
        (
            fact.start,
            fact.end,
            {
                name: render_value(getattr(fact, COLUMN_OF.get(kind, {}).get(name, name)))
                for name in asked.get((fact.start, fact.end), {})
            },
        )
        for fact in facts_of(parsed[text])[kind]
    ]
    assert render(text, found) == render(text, expected)
