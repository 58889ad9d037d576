"""Plain text files → one article each."""

from __future__ import annotations

from collections.abc import Iterator

from newsextract.articles import Article
from newsextract.readers.decoding import decode
from newsextract.readers.source import Source


def read_text(source: Source) -> Iterator[Article]:
    """One article: the whole file."""
    yield Article(source.name, decode(source.read()))
