"""JSON Lines, CSV and Parquet → one article a row; a broken row costs itself only, and no file is held whole."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import islice
from typing import Any, BinaryIO

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers.dates import date_of, parse_date
from newsextract.readers.decoding import checked, encoding_of, one_byte_encoding, wide_encoding
from newsextract.readers.plain import title_of
from newsextract.readers.source import MAX_BYTES, Columns, Source
from newsextract.readers.tags import words_of_cell

_ROWS = 16
_LONGEST_ID = 1_000  # characters; a longer one is no id
_DELIMITERS = ",;\t|"
_NO_DELIMITER = "\x1f"  # of a table of one column, whose commas are the text's; a sign that no text holds
_HEADER_LINES = 10
# sep=; as Excel writes and reads it
_DELIMITER = re.compile(r"""\ufeff?"?sep=(?P<delimiter>[^\r\n"])"?[,;\t]*\s*$""", re.IGNORECASE)


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
        lines = _Lines(text)
        header = _header(lines)
        told = _DELIMITER.match(header)
        if told:  # Excel's line, before the header
            header = _header(lines)
        if not header.strip("\ufeff\x00 \t\r\n"):
            raise ReadError("empty", "the first line, which names the columns, is empty; fill it or remove the file")
        names, delimiter = _names(header, source.columns, told["delimiter"] if told else _DELIMITERS)
        columns = _as_spelled(source.columns, names)
        if columns.text not in names:
            raise ReadError("parse_error", _no_column(source, names))
        yield from _csv_rows(replace(source, columns=columns), names, delimiter, lines)


def _header(lines: _Lines) -> str:
    """The line that names the columns; several, where quotation marks hold a line break within a name."""
    lines.start_row()
    try:
        first = header = next(lines, "")
        for _ in range(_HEADER_LINES):
            if header.count('"') % 2 == 0:
                return header
            header += next(lines, "")
    except csv.Error as error:
        raise ReadError("too_long", f"{error} in the header: this is no table; split it") from error
    lines.go_back()
    return first


def _names(header: str, columns: Columns, delimiters: str) -> tuple[list[str], str]:
    """The names of the columns, and the delimiter by which the text's is found: the header may name *Chapô, auteur*."""
    found = []
    for delimiter in sorted(delimiters, key=header.count, reverse=True):
        names = next(csv.reader(header.lstrip("\ufeff").splitlines(keepends=True), delimiter=delimiter), [])
        found.append((names, delimiter if len(names) > 1 else _NO_DELIMITER))
        if _as_spelled(columns, names).text in names:
            return found[-1]
    return found[0]


def _as_spelled(columns: Columns, names: Sequence[str]) -> Columns:
    """The columns as the table spells them: *text* is *Text* or * text *, if no column has that very name."""
    near = {str(name).strip().casefold(): name for name in reversed(names)}
    wanted = {field.name: getattr(columns, field.name) for field in fields(columns)}
    return Columns(
        **{field: name if name in names else near.get(name.strip().casefold(), name) for field, name in wanted.items()}
    )


def _csv_rows(source: Source, names: list[str], delimiter: str, lines: _Lines) -> Iterator[Article | Reject]:
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
        if any(field.strip() for field in row[len(names) :]):  # *300 soldats, 40 chars* without quotation marks
            what = f"line {line} has {len(row)} fields for {len(names)} columns"
            yield Reject(f"{source.name}#{line}", "parse_error", f"{what}; put the text in quotation marks")
        elif row:
            yield _article(source, line, dict(zip(names, row, strict=False)))


class _Lines:
    """The lines of a text, counted; `ended` once more was asked for than there is."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._row: list[str] = []  # the lines of the row being read
        self._again: list[str] = []  # lines to be read once more, the last first
        self._number = 0
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
            columns = _as_spelled(source.columns, names)
            if columns.text not in names:
                raise ReadError("parse_error", _no_column(source, names))
            source = replace(source, columns=columns)
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
        text = checked(words_of_cell(text))
    except ReadError as error:
        return Reject(name, error.reason, error.detail)
    title = row.get(columns.title)
    if isinstance(title, str):
        title = words_of_cell(title)
    published = parse_date(row.get(columns.date)) or date_of("", text)
    return Article(name, text, title=str(title) if title else title_of(text), published=published)
