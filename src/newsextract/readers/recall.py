"""A file that is slow to read → what came of it the last time. Reading a web page may cost as much as its facts."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace

from newsextract.articles import Article, ReadError, Reject
from newsextract.fingerprint import fingerprint_of_readers
from newsextract.readers.source import Memory, Source

SLOW = frozenset({".html", ".htm", ".xhtml", ".md", ".markdown", ".docx"})  # formats that hold one article a file

Reader = Callable[[Source], Iterator[Article | Reject]]


def recall(source: Source, memory: Memory, reader: Reader) -> Iterator[Article | Reject]:
    """The article of a file with these bytes and this name, from memory, or by the reader."""
    data = source.read()
    parts = (fingerprint_of_readers().encode(), source.name.encode("utf-8", "replace"), data)
    key = hashlib.sha256(b"\0".join(parts)).hexdigest()
    known = memory.reading(key)
    if known is None:
        known = [_noted(item) for item in _read(replace(source, open=lambda: io.BytesIO(data)), reader)]
        memory.remember(key, known)
    for kind, *fields in known:
        if kind == "article":
            text, title, published = fields
            yield Article(source.name, text, title, datetime.date.fromisoformat(published) if published else None)
        else:
            yield Reject(source.name, *fields)


def _read(source: Source, reader: Reader) -> Iterator[Article | Reject]:
    try:
        yield from reader(source)
    except ReadError as error:
        yield Reject(source.name, error.reason, error.detail)


def _noted(item: Article | Reject) -> list[str | None]:
    if isinstance(item, Reject):
        return ["reject", item.reason, item.detail]
    return ["article", item.text, item.title, item.published.isoformat() if item.published else None]
