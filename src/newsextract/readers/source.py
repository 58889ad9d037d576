"""A file to read, wherever its bytes come from: a path on disk, or a member of an archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from newsextract.articles import ReadError

MAX_BYTES = 50_000_000  # of one article; files that hold many are read row by row


@dataclass(frozen=True)
class Columns:
    """Names of the columns that hold text, id, title and date in tabular inputs."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"


class Memory(Protocol):
    """Keeps what came of files, by a digest of their bytes."""

    def reading(self, key: str) -> Any:
        """What was remembered, or None."""

    def remember(self, key: str, items: Any) -> None:
        """Keep a JSON value for the next run."""


@dataclass(frozen=True)
class Source:
    """A named stream of bytes. `name` is the path relative to the input folder, `/`-separated."""

    name: str
    open: Callable[[], BinaryIO]
    columns: Columns = field(default_factory=Columns)
    depth: int = 0
    memory: Memory | None = None

    def read(self, limit: int = MAX_BYTES) -> bytes:
        """All bytes. Raises ReadError (too_long) past `limit`, before they fill the memory."""
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise ReadError("too_long", f"more than {limit // 1_000_000} MB for one article; split the file")
        return data
