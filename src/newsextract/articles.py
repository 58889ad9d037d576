"""Folder → articles and rejects: the only module that walks and opens the input.

Each file is read by the reader of its ending (readers/). What cannot be read becomes one Reject with a reason; nothing
vanishes and nothing stops the walk.
"""

from __future__ import annotations

import datetime
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsextract.errors import InputError
from newsextract.records import Reason

if TYPE_CHECKING:
    from newsextract.readers.source import Columns, Memory


OUTPUT_MARK = ".newsextract.lock"  # stands in every output folder
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Article:
    """One article: `text` as decoded, never changed."""

    id: str
    text: str
    title: str | None = None
    published: datetime.date | None = None


@dataclass(frozen=True)
class Reject:
    """One input that could not be read, and why."""

    path: str
    reason: Reason
    detail: str


class ReadError(Exception):
    """Raised by readers; becomes a Reject."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail


class Folder:
    """A folder of articles, and how much of it has been read."""

    def __init__(
        self, root: Path, skip: Path | None = None, columns: Columns | None = None, memory: Memory | None = None
    ) -> None:
        """`skip` (the output folder, if it lies inside) is left out. Raises InputError if `root` is no folder."""
        if not root.is_dir():
            raise InputError(f"{root} is not a folder; give the folder that holds the articles")
        self._root = root
        self._skip = skip
        self._columns = columns
        self._memory = memory
        self._read = 0
        self._open: BinaryIO | None = None

    @cached_property
    def _size(self) -> int:
        return sum(_weight(path) for path, _ in walk(self._root, self._skip) if isinstance(path, Path)) or 1

    @property
    def share_read(self) -> float:
        """The part of the folder's bytes that has been read, 0 to 1."""
        within = 0
        if self._open is not None:
            with suppress(OSError, ValueError):  # it may be closed, or no place to stand in
                within = self._open.tell()
        return min(1.0, (self._read + within) / self._size)

    def articles(self) -> Iterator[Article | Reject]:
        """Yield every article, in the order of their paths, and a Reject for what cannot be read."""
        from newsextract.readers import read  # the readers import Article from here
        from newsextract.readers.source import Columns, Source

        for path, name in walk(self._root, self._skip):
            if isinstance(path, Reject):
                yield path
                continue
            source = Source(name, partial(self._opened, path), self._columns or Columns(), memory=self._memory)
            try:
                yield from read(source)
            except ReadError as error:
                yield Reject(name, error.reason, error.detail)
            except OSError as error:
                yield Reject(name, "unreadable", f"{error.strerror or error}; check the file and its permissions")
            except Exception as error:  # whatever a hostile file does to a library costs that file only
                yield Reject(
                    name, "parse_error", f"the reader failed ({type(error).__name__}: {error}); convert the file"
                )
            self._read += _weight(path)
            self._open = None

    def _opened(self, path: Path) -> BinaryIO:
        self._open = path.open("rb")
        return self._open


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _weight(path: Path) -> int:
    """Bytes, and some for opening a file at all."""
    try:
        return path.stat().st_size + 500
    except OSError:
        return 500


def read_articles(folder: Path, skip: Path | None = None, columns: Columns | None = None) -> Iterator[Article | Reject]:
    """Yield every article under `folder` and a Reject for what cannot be read: see Folder."""
    return Folder(folder, skip, columns).articles()


def storable(item: Article | Reject) -> Article | Reject:
    """The same item without lone surrogates, which no file can hold: each becomes �, so that offsets hold."""
    if isinstance(item, Reject):
        return replace(item, path=_whole(item.path), detail=_whole(item.detail))
    title = _whole(item.title) if item.title is not None else None
    return replace(item, id=_whole(item.id), text=_whole(item.text), title=title)


def _whole(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def walk(folder: Path, skip: Path | None = None) -> Iterator[tuple[Path | Reject, str]]:
    """Yield (path, name) of every file under `folder`, sorted; folders behind symbolic links are not entered.

    Neither are output folders of other runs: their tables would be read as articles.
    """
    failed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=failed.append):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if skip is None or not _same(here / name, skip))
        for name in sorted(files):
            path = here / name
            named = printable(path.relative_to(folder))
            yield _regular(path, named), named
        for name in list(folders):
            reason = _closed(here / name)
            if reason:
                folders.remove(name)
                named = printable((here / name).relative_to(folder))
                yield Reject(named, "unreadable", reason), named
    for error in failed:
        named = printable(Path(error.filename).relative_to(folder))
        yield Reject(named, "unreadable", f"{error.strerror}; check the folder's permissions"), named


def _closed(folder: Path) -> str | None:
    """Why a folder is not entered, or None."""
    if folder.is_symlink():
        return "a symbolic link to a folder is not followed; copy the folder"
    if (folder / OUTPUT_MARK).exists():
        return "an output folder of newsextract, not read; move it elsewhere to be rid of this line"
    return None


def _regular(path: Path, name: str) -> Path | Reject:
    try:
        if path.is_file():
            return path
        detail = "a symbolic link that leads nowhere" if not path.exists() else "not a regular file"
    except OSError as error:
        detail = error.strerror or str(error)
    return Reject(name, "unreadable", f"{detail}; remove it or put a file in its place")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def printable(path: Path) -> str:
    """A path as text, `/`-separated; bytes that are not UTF-8 are shown as \\xNN."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def read_one(file: str) -> Iterator[Article]:
    """The articles of one file, or of standard input for `-`. Raises InputError if it cannot be read."""
    from newsextract.readers import read
    from newsextract.readers.plain import read_text
    from newsextract.readers.source import Source

    try:
        if file == "-":
            items: Iterator[Article | Reject] = read_text(Source("-", lambda: sys.stdin.buffer))
        else:
            items = read(Source(Path(file).name, partial(_open, Path(file))))
        for item in items:
            if isinstance(item, Reject):
                raise InputError(f"{item.path}: {item.detail}")
            yield item
    except ReadError as error:
        raise InputError(f"{file}: {error.detail}") from error
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; check the name and the permissions") from error
