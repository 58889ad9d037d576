"""A source that the article has named: its name, type and country, and what a pronoun must agree with."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsextract.records import Home, SourceType


@dataclass(eq=False)
class Source:
    """A source of the article as known so far. `gender` and `plural` are None where the text does not tell."""

    name: str
    type: SourceType
    country: str | None
    head: str
    gender: str | None = None
    plural: bool | None = None
    person: bool = False
    home: Home | None = None
    phrases: set[str] = field(default_factory=set)
    last: int = 0


def agrees(source: Source, gender: str, plural: bool) -> bool:
    """True if a pronoun of that gender and number may stand for a source."""
    return source.plural in {None, plural} and source.gender in {None, gender}
