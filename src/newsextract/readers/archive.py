"""Compressed files (.gz) and archives (.zip) → the articles of what they hold. Nothing is unpacked to disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers import read
from newsextract.readers.source import MAX_BYTES, Source

MAX_RATIO = 200
_SMALL = 1_000_000
_MAX_DEPTH = 2

def check_bomb(member: zipfile.ZipInfo) -> None:
    """Raise ReadError if a member would unpack to far more than any text is compressed to."""
    if member.file_size > max(_SMALL, MAX_RATIO * max(member.compress_size, 1)):
        raise ReadError(
            "too_long",
            f"{member.filename!r} would unpack {member.file_size:,} bytes from "
            f"{member.compress_size:,}: a zip bomb; unpack it by hand if you trust it",
        )


def read_gzip(source: Source) -> Iterator[Article | Reject]:
    """The articles of the compressed file, read by the ending under .gz; the article's id keeps the whole name."""
    inner = Source(
        source.name.removesuffix(".gz").removesuffix(".GZ"), lambda: _bounded(source), source.columns, source.depth + 1
    )
    _check_depth(inner)
    try:
        for item in read(inner):
            yield _renamed(item, inner.name, source.name)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError("parse_error", f"damaged gzip ({error}); compress the file again") from error


def _bounded(source: Source) -> BinaryIO:
    """The unpacked bytes, in memory: no text worth reading is larger than the limit."""
    with source.open() as stream, gzip.GzipFile(fileobj=stream) as unpacked:
        data = unpacked.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError("too_long", f"unpacks to more than {MAX_BYTES // 1_000_000} MB; split the file")
    return io.BytesIO(data)


def _renamed(item: Article | Reject, old: str, new: str) -> Article | Reject:
    if isinstance(item, Article):
        return replace(item, id=new + item.id.removeprefix(old))
    return replace(item, path=new + item.path.removeprefix(old))


def read_zip(source: Source) -> Iterator[Article | Reject]:
    """The articles of every member, as `archive.zip/member`; each bad member is one reject."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.read()))
        members = sorted(
            (member for member in archive.infolist() if not member.is_dir()), key=lambda member: member.filename
        )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError("parse_error", f"damaged archive ({error}); make it again") from error
    if not members:
        raise ReadError("empty", "the archive holds no files")
    with archive:
        for member in members:
            yield from _read_member(source, archive, member)


def _read_member(
    source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo
) -> Iterator[Article | Reject]:
    name = f"{source.name}/{member.filename}"
    try:
        if PurePosixPath(member.filename).is_absolute() or ".." in PurePosixPath(member.filename).parts:
            raise ReadError("parse_error", "the member's path climbs out of the archive; do not trust it")
        check_bomb(member)
        inner = Source(name, lambda: cast(BinaryIO, archive.open(member)), source.columns, source.depth + 1)
        _check_depth(inner)
        yield from read(inner)
    except ReadError as error:
        yield Reject(name, error.reason, error.detail)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error) as error:
        yield Reject(name, "unreadable", f"{error}; unpack the archive by hand, or make it again")


def _check_depth(source: Source) -> None:
    if source.depth > _MAX_DEPTH:
        raise ReadError("unsupported", f"archives in archives more than {_MAX_DEPTH} deep; unpack them by hand")
