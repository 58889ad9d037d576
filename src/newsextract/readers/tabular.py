"""JSON Lines, CSV and Parquet → one article a row; a broken row costs itself only."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers.dates import parse_date
from newsextract.readers.decoding import decode
from newsextract.readers.source import MAX_BYTES, Source

_ROWS = 64


def read_jsonl(source: Source) -> Iterator[Article | Reject]:
    """One article a line; each line is a JSON object."""
    with source.open() as stream:
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            if line.strip():
                yield _json_line(source, number, line)


def _json_line(source: Source, number: int, line: bytes) -> Article | Reject:
    name = f"{source.name}#{number}"
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Reject(name, "parse_error", f"line {number} is no JSON in UTF-8 ({error}); mend the line")
    if not isinstance(row, dict):
        return Reject(name, "parse_error", f'line {number} is no JSON object; write {{"{source.columns.text}": …}}')
    return _article(source, number, row)


def read_csv(source: Source) -> Iterator[Article | Reject]:
    """One article a row; the first line names the columns, separated by commas, semicolons or tabs."""
    text = decode(source.read())
    csv.field_size_limit(MAX_BYTES)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if source.columns.text not in (reader.fieldnames or ()):
        raise ReadError("parse_error", _no_column(source, reader.fieldnames or ()))
    try:
        for number, row in enumerate(reader, start=2):
            yield _article(source, number, row)
    except csv.Error as error:
        yield Reject(
            f"{source.name}#{reader.line_num}",
            "parse_error",
            f"line {reader.line_num} and what follows is no CSV ({error})",
        )


def read_parquet(source: Source) -> Iterator[Article | Reject]:
    """One article a row."""
    with source.open() as stream:
        try:
            file = pq.ParquetFile(stream if stream.seekable() else io.BytesIO(source.read()))
            names = file.schema_arrow.names
            if source.columns.text not in names:
                raise ReadError("parse_error", _no_column(source, names))
            wanted = [name for name in _names(source) if name in names]
            number = 0
            for batch in file.iter_batches(_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(source, number, row)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise ReadError("parse_error", f"no readable Parquet file ({error}); write it again") from error


def _names(source: Source) -> tuple[str, ...]:
    columns = source.columns
    return columns.text, columns.id, columns.title, columns.date


def _no_column(source: Source, names: Any) -> str:
    shown = ", ".join(str(name) for name in list(names)[:10])
    return f"no column {source.columns.text!r} among: {shown}; name the text's column with --text-column"


def _article(source: Source, number: int, row: Mapping[str, Any]) -> Article | Reject:
    """A row as an article `path#id`, or `path#line` where it has no id."""
    columns = source.columns
    given = row.get(columns.id)
    name = f"{source.name}#{given if given not in (None, '') else number}"
    text = row.get(columns.text)
    if not isinstance(text, str):
        return Reject(name, "parse_error", f"no text in the field {columns.text!r}; name it with --text-column")
    text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be stored: it becomes “?”
    if not text.strip():
        return Reject(name, "empty", f"the field {columns.text!r} holds no text")
    title = row.get(columns.title)
    return Article(name, text, title=str(title) if title else None, published=parse_date(row.get(columns.date)))
