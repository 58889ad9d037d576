"""JSON Lines, CSV and Parquet → one article a row; a broken row costs itself only, and no file is held whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers.dates import date_of, parse_date
from newsextract.readers.decoding import checked, encoding_of, one_byte_encoding, wide_encoding
from newsextract.readers.plain import title_of
from newsextract.readers.source import MAX_BYTES, Source

_ROWS = 16
_LONGEST_ID = 1_000  # characters; a longer one is no id


def read_jsonl(source: Source) -> Iterator[Article | Reject]:
    """One article a line; each line is a JSON object."""
    with source.open() as stream:
        wide = wide_encoding(stream.read(400))
    with source.open() as stream:
        if wide in {None, "utf-8-sig"}:
            yield from _json_lines(source, stream)
        else:
            yield from _json_lines(source, io.TextIOWrapper(stream, wide, errors="replace", newline="\n"))


def _json_lines(source: Source, stream: BinaryIO | io.TextIOWrapper) -> Iterator[Article | Reject]:
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            _skip_line(stream, line)
            detail = f"line {number} has more than {MAX_BYTES // 1_000_000} MB: no article; split it"
            yield Reject(f"{source.name}#{number}", "too_long", detail)
        elif line.strip():
            yield _json_line(source, number, line if isinstance(line, str) else _decoded(line))


def _skip_line(stream: BinaryIO | io.TextIOWrapper, line: bytes | str) -> None:
    """Go to the end of a line of which `line` has been read."""
    while line and line[-1:] not in (b"\n", "\n"):
        line = stream.readline(MAX_BYTES)


def _json_line(source: Source, number: int, line: str) -> Article | Reject:
    name = f"{source.name}#{number}"
    try:
        row = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Reject(name, "parse_error", f"line {number} is no JSON ({error}); mend the line")
    if not isinstance(row, dict):
        return Reject(name, "parse_error", f'line {number} is no JSON object; write {{"{source.columns.text}": …}}')
    return _article(source, number, row)


def _decoded(line: bytes) -> str:
    """A line in UTF-8, as JSON should be, else in an encoding of its own."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(one_byte_encoding(line), "replace")


def read_csv(source: Source) -> Iterator[Article | Reject]:
    """One article a row; the first line names the columns, separated by commas, semicolons, tabs or bars."""
    csv.field_size_limit(MAX_BYTES)
    encoding = encoding_of(source.open)
    with io.TextIOWrapper(source.open(), encoding, errors="replace", newline="") as text:
        header = text.readline(MAX_BYTES)
        if not header.strip("\ufeff\x00 \t\r\n"):
            raise ReadError("empty", "the first line, which names the columns, is empty; fill it or remove the file")
        delimiter = max(",;\t|", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter))
        if source.columns.text not in names:
            raise ReadError("parse_error", _no_column(source, names))
        yield from _csv_rows(source, names, delimiter, text)


def _csv_rows(source: Source, names: list[str], delimiter: str, text: io.TextIOWrapper) -> Iterator[Article | Reject]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = lines.start_row()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # the reader goes on with the next line
            row = [] if lines.ended else next(csv.reader(lines.only_line(), delimiter=delimiter), [])
            if not row:
                what = "a quotation mark is never closed" if lines.ended else str(error)
                yield Reject(f"{source.name}#{line}", "parse_error", f"line {line} is no CSV ({what}); mend the line")
                lines.go_back()
                continue
        if row:
            yield _article(source, line, dict(zip(names, row, strict=False)))


class _Lines:
    """The lines of a text after its header, counted; `ended` once more was asked for than there is."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._row: list[str] = []  # the lines of the row being read
        self._again: list[str] = []  # lines to be read once more, the last first
        self._number = 1
        self.ended = False

    def start_row(self) -> int:
        """Forget the lines of the last row; the number of the next line."""
        self._row = []
        return self._number + 1

    def only_line(self) -> list[str]:
        """The row's line if it has one only: with quotation marks askew, no more than one line can be trusted."""
        return self._row if len(self._row) == 1 else []

    def go_back(self) -> None:
        """Go to the second line of the row: its first is broken."""
        rest = self._row[:0:-1]
        self._again += rest
        self._number -= len(rest)
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._text.readline(MAX_BYTES + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self._number += 1
        if len(line) > MAX_BYTES:
            _skip_line(self._text, line)
            raise csv.Error(f"more than {MAX_BYTES // 1_000_000} MB")
        self._row.append(line)
        return line


def read_parquet(source: Source) -> Iterator[Article | Reject]:
    """One article a row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open() as stream:
        try:
            seekable = source.depth == 0 and stream.seekable()
            file = pq.ParquetFile(stream if seekable else io.BytesIO(source.read()), buffer_size=1 << 20)
            names = file.schema_arrow.names
            if source.columns.text not in names:
                raise ReadError("parse_error", _no_column(source, names))
            columns = source.columns
            wanted = [name for name in (columns.text, columns.id, columns.title, columns.date) if name in names]
            number = 0
            for batch in file.iter_batches(_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(source, number, row)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise ReadError("parse_error", f"no readable Parquet file ({error}); write it again") from error


def _no_column(source: Source, names: Iterable[object]) -> str:
    shown = ", ".join(str(name)[:40] for name in islice(names, 10))
    return f"no column {source.columns.text!r} among: {shown}; name the text's column with --text-column"


def _article(source: Source, number: int, row: Mapping[str, Any]) -> Article | Reject:
    """A row as an article `path#id`, or `path#line` where it has no id."""
    columns = source.columns
    given = row.get(columns.id)
    unnamed = given in (None, "") or len(str(given)) > _LONGEST_ID
    name = f"{source.name}#{number if unnamed else given}"
    text = row.get(columns.text)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        return Reject(name, "parse_error", f"no text in the field {columns.text!r}; name it with --text-column")
    try:
        text = checked(text)
    except ReadError as error:
        return Reject(name, error.reason, error.detail)
    title = row.get(columns.title)
    published = parse_date(row.get(columns.date)) or date_of("", text)
    return Article(name, text, title=str(title) if title else title_of(text), published=published)
