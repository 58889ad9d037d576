"""Rows → one table, as a Parquet and a CSV file that appear when they are whole.

Parquet is the typed reference. CSV is for eyes and spreadsheets: UTF-8, null as an empty cell, and a cell that a
spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage return) is defused with an apostrophe,
which `load` takes away again.
"""

from __future__ import annotations

import csv
import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from newsextract.records import column_types

Row = Mapping[str, Any]

ROWS_PER_GROUP = 2_000
CHARACTERS_PER_GROUP = 4_000_000  # of articles' texts
_ARROW = {
    "string": pa.string(),
    "enum": pa.string(),
    "int32": pa.int32(),
    "Int32": pa.int32(),
    "Int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}
# how Arrow lays the values out in memory
_STORED = {
    pa.int32(): np.int32,
    pa.int64(): np.int64,
    pa.float64(): np.float64,
    pa.bool_(): np.bool_,
    pa.date32(): np.int32,  # days
}
_EPOCH = datetime.date(1970, 1, 1).toordinal()
RUNS_IN_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"
_MARKED = (*RUNS_IN_SPREADSHEETS, MARK)


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(name, _ARROW[kind]) for name, kind in column_types(table).items()])


class TableWriter:
    """Writes one table's rows, as they come, to a Parquet and a CSV file; memory is bounded by a row group.

    The files stand under temporary names until `publish` moves them into place.
    """

    def __init__(self, folder: Path, table: str) -> None:
        self.table = table
        self.rows = 0
        self._columns = [(name, _CELL.get(kind)) for name, kind in column_types(table).items()]
        self._finals = [folder / f"{table}.parquet", folder / f"{table}.csv"]
        self._drafts = [path.with_name(f".{path.name}.part") for path in self._finals]
        self._parquet = pq.ParquetWriter(self._drafts[0], arrow_schema(table), compression="zstd")
        self._file = self._drafts[1].open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file)  # RFC 4180: lines end with CRLF
        self._csv.writerow([name for name, _ in self._columns])
        self._pending: list[Row] = []
        self._characters = 0

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows; they must come in the order in which the table is sorted."""
        for row in rows:
            self._pending.append(row)
            self.rows += 1
            self._characters += row.get("characters") or 0
            if len(self._pending) >= ROWS_PER_GROUP or self._characters >= CHARACTERS_PER_GROUP:
                self._flush()

    def _flush(self) -> None:
        schema = arrow_schema(self.table)
        values = [[row[name] for row in self._pending] for name, _ in self._columns]
        arrays = [_array(column, field.type) for column, field in zip(values, schema, strict=True)]
        self._parquet.write_table(pa.Table.from_arrays(arrays, schema=schema))
        cells = [
            [None if value is None else cell(value) for value in column] if cell is not None else column
            for column, (_, cell) in zip(values, self._columns, strict=True)
        ]
        self._csv.writerows(zip(*cells, strict=True))
        self._pending, self._characters = [], 0

    def close(self) -> None:
        """Write what is pending and close both drafts, safe on disk."""
        if self._pending:
            self._flush()
        self._parquet.close()
        self._file.close()
        for draft in self._drafts:
            with draft.open("rb") as file:
                os.fsync(file.fileno())

    def publish(self) -> None:
        """Move the closed drafts into place; a reader sees the old file or the new one, never half."""
        for draft, final in zip(self._drafts, self._finals, strict=True):
            os.replace(draft, final)

    def discard(self) -> None:
        """Close and remove the drafts."""
        for file in (self._file, self._parquet):
            with suppress(OSError, pa.ArrowException):  # a full disk cannot take what is buffered
                file.close()
        for draft in self._drafts:
            draft.unlink(missing_ok=True)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """The values as an Arrow array. `pa.array` would do, but it imports pandas to look at a list: a quarter second."""
    if pa.types.is_string(kind):
        builder = pa.lib.StringBuilder()
        builder.append_values(values)
        return builder.finish()
    if pa.types.is_date32(kind):
        values = [None if value is None else value.toordinal() - _EPOCH for value in values]
    filled: Any = np.array([0 if value is None else value for value in values], dtype=_STORED[kind])
    data = np.packbits(filled, bitorder="little") if pa.types.is_boolean(kind) else filled
    valid = np.packbits([value is not None for value in values], bitorder="little")
    return pa.Array.from_buffers(kind, len(values), [pa.py_buffer(valid), pa.py_buffer(data)])


def _defused(text: str) -> str:
    return MARK + text if text.startswith(_MARKED) else text


def _truth(value: bool) -> str:
    return "true" if value else "false"


# of the other types csv writes what it should: numbers in full, None as an empty cell
_CELL: dict[str, Callable[[Any], str]] = {
    "string": _defused,
    "bool": _truth,
    "date": datetime.date.isoformat,
}
