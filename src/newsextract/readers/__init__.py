"""One module a file format: source → articles or ReadError. `reader_for` picks the reader by the name's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsextract.articles import Article, Reject
from newsextract.readers.plain import read_text
from newsextract.readers.source import Source

Reader = Callable[[Source], Iterator[Article | Reject]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
}


def reader_for(name: str) -> Reader | None:
    """The reader for a file of this name, or None if its ending is not supported."""
    dot = name.rfind(".")
    return READERS.get(name[dot:].lower()) if dot > 0 else None
