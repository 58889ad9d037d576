"""Plain text files → one article each; a first line that reads as a heading is the title."""

from __future__ import annotations

from collections.abc import Iterator

from newsextract.articles import Article
from newsextract.readers.dates import date_of
from newsextract.readers.decoding import decode
from newsextract.readers.source import Source

_LONGEST_TITLE = 200


def read_text(source: Source) -> Iterator[Article]:
    """One article: the whole file."""
    text = decode(source.read())
    yield Article(source.name, text, title=title_of(text), published=date_of(source.name, text))


def title_of(text: str) -> str | None:
    """The first line, if more follows and it has no final stop."""
    first, _, rest = text.lstrip("\ufeff\r\n \t").partition("\n")
    heading = first.strip()
    if rest.strip() and 0 < len(heading) <= _LONGEST_TITLE and heading[-1] not in ".,;:…":
        return heading
    return None
