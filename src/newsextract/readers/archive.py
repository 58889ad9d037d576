"""Compressed files (.gz) and archives (.zip) → the articles of what they hold. Nothing is unpacked to disk."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers import read
from newsextract.readers.source import Source

MAX_RATIO = 200
_SMALL = 1_000_000
_MAX_DEPTH = 2


def check_bomb(member: zipfile.ZipInfo) -> None:
    """Raise ReadError if a member would unpack to far more than any text is compressed to."""
    if member.file_size > max(_SMALL, MAX_RATIO * max(member.compress_size, 1)):
        raise _bomb(f"{member.filename!r} would unpack {member.file_size:,} bytes from {member.compress_size:,}")


def _bomb(what: str) -> ReadError:
    return ReadError("too_long", f"{what}: a bomb; unpack it by hand if you trust it")


def read_gzip(source: Source) -> Iterator[Article | Reject]:
    """The articles of the compressed file, read by the ending under .gz; the article's id keeps the whole name."""
    inner = replace(source, name=source.name[:-3], open=lambda: _unpacking(source), depth=source.depth + 1)
    _check_depth(inner)
    try:
        for item in read(inner):
            yield _renamed(item, inner.name, source.name)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError("parse_error", f"damaged gzip ({error}); compress the file again") from error


def _unpacking(source: Source) -> BinaryIO:
    """The unpacked bytes, as they are read."""
    packed = source.open()
    return cast(BinaryIO, io.BufferedReader(_Unpacking(packed), 1 << 16))


class _Unpacking(io.RawIOBase):
    """Unpacks a gzip stream; raises ReadError where it proves to be a bomb."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._counted = _Counted(packed)
        self._unpacked = gzip.GzipFile(fileobj=cast(Any, self._counted))
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._unpacked.read1(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > max(_SMALL, MAX_RATIO * self._counted.taken):
            raise _bomb(f"unpacks {self._given:,} bytes from {self._counted.taken:,}")
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            self._packed.close()
        super().close()


class _Counted:
    """A stream that counts the bytes taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.taken += len(data)
        return data


def _renamed(item: Article | Reject, old: str, new: str) -> Article | Reject:
    if isinstance(item, Article):
        return replace(item, id=new + item.id.removeprefix(old))
    return replace(item, path=new + item.path.removeprefix(old))


def read_zip(source: Source) -> Iterator[Article | Reject]:
    """The articles of every member, as `archive.zip/member`; each bad member is one reject."""
    with source.open() if source.depth == 0 else io.BytesIO(source.read()) as stream:
        try:
            archive = zipfile.ZipFile(stream if stream.seekable() else io.BytesIO(source.read()))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise ReadError("parse_error", f"damaged archive ({error}); make it again") from error
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise ReadError("empty", "the archive holds no files; fill it or remove it")
        for member in sorted(members, key=lambda member: member.filename):
            yield from _read_member(source, archive, member)


def _read_member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Article | Reject]:
    name = f"{source.name}/{member.filename}"
    try:
        _check_path(member)
        check_bomb(member)
        inner = replace(source, name=name, open=lambda: cast(BinaryIO, archive.open(member)), depth=source.depth + 1)
        _check_depth(inner)
        yield from read(inner)
    except ReadError as error:
        yield Reject(name, error.reason, error.detail)
    except RuntimeError as error:  # zipfile's way to say that a password is missing
        yield Reject(name, "unreadable", f"{error}; unpack the archive by hand")
    except Exception as error:  # zlib, bz2 and lzma raise many kinds on damaged members; each costs one member
        yield Reject(name, "parse_error", f"damaged member ({type(error).__name__}: {error}); make the archive again")


def _check_path(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise ReadError("parse_error", "the member's path climbs out of the archive; do not trust it")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ReadError("unreadable", "a symbolic link in an archive is not followed; pack the file itself")


def _check_depth(source: Source) -> None:
    if source.depth > _MAX_DEPTH:
        raise ReadError("unsupported", f"archives in archives more than {_MAX_DEPTH} deep; unpack them by hand")
