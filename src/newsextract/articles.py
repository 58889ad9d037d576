"""Folder → articles and rejects: the only module that walks and opens the input.

Each file is read by the reader of its ending (readers/). What cannot be read becomes one Reject with a reason; nothing
vanishes and nothing stops the walk.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsextract.errors import InputError
from newsextract.records import Reason

if TYPE_CHECKING:
    from newsextract.readers.source import Columns


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


def read_articles(folder: Path, skip: Path | None = None, columns: Columns | None = None) -> Iterator[Article | Reject]:
    """Yield every article under `folder`, in the order of their paths, and a Reject for what cannot be read.

    `skip` (the output folder, if it lies inside) is left out. Raises InputError if `folder` is no folder.
    """
    from newsextract.readers import read  # the readers import Article from here
    from newsextract.readers.source import Columns, Source

    for path, name in walk(folder, skip):
        if isinstance(path, Reject):
            yield path
            continue
        source = Source(name, partial(_open, path), columns or Columns())
        try:
            yield from read(source)
        except ReadError as error:
            yield Reject(name, error.reason, error.detail)
        except OSError as error:
            yield Reject(name, "unreadable", f"{error.strerror or error}; check the file and its permissions")


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def walk(folder: Path, skip: Path | None = None) -> Iterator[tuple[Path | Reject, str]]:
    """Yield (path, name) of every file under `folder`, sorted; folders behind symbolic links are not entered."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; give the folder that holds the articles")
    failed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=failed.append):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if skip is None or not _same(here / name, skip))
        for name in sorted(files):
            path = here / name
            yield _regular(path, printable(path.relative_to(folder))), printable(path.relative_to(folder))
        for name in [name for name in folders if (here / name).is_symlink()]:
            named = printable((here / name).relative_to(folder))
            yield Reject(named, "unreadable", "a symbolic link to a folder is not followed; copy the folder"), named
    for error in failed:
        named = printable(Path(error.filename).relative_to(folder))
        yield Reject(named, "unreadable", f"{error.strerror}; check the folder's permissions"), named


def _regular(path: Path, name: str) -> Path | Reject:
    if path.is_file():
        return path
    detail = "a symbolic link that leads nowhere" if path.is_symlink() else "not a regular file"
    return Reject(name, "unreadable", f"{detail}; remove it or put a file in its place")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


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
