"""Records ↔ Arrow tables ↔ Parquet and CSV ↔ pandas DataFrames, by the columns that the records declare.

Parquet is the typed reference. CSV is for eyes and spreadsheets: UTF-8, null as an empty cell, and a cell that a
spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage return) is defused with an apostrophe,
which `load` takes away again.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from newsextract.errors import InputError
from newsextract.records import TABLES, columns

Row = Mapping[str, Any]

ROWS_PER_GROUP = 10_000
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
_PANDAS = {
    "string": "string",
    "int32": "int32",
    "Int32": "Int32",
    "Int64": "Int64",
    "float64": "float64",
    "bool": "bool",
    "date": "datetime64[s]",
}
_RUNS_IN_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


@dataclass(frozen=True)
class Tables:
    """The tables of one run as typed DataFrames."""

    articles: pd.DataFrame
    calibres: pd.DataFrame
    troops: pd.DataFrame
    locations: pd.DataFrame
    attributions: pd.DataFrame
    rejects: pd.DataFrame

    def claims(self, *, days: int = 31, rivals_only: bool = True) -> pd.DataFrame:
        """Counts and denials lined up by what they speak of, and by source: see newsextract.claims."""
        from newsextract.claims import claims

        return claims(self, days=days, rivals_only=rivals_only)

    def __iter__(self) -> Iterator[tuple[str, pd.DataFrame]]:
        return ((item.name, getattr(self, item.name)) for item in dataclasses.fields(self))


@cache
def column_types(table: str) -> dict[str, str]:
    """Column name → column type, in order."""
    return {column.name: column.metadata["type"] for column in columns(TABLES[table])}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(name, _ARROW[kind]) for name, kind in column_types(table).items()])


@cache
def pandas_dtypes(table: str) -> dict[str, Any]:
    """Column name → pandas dtype; enumerations are categoricals of all their values."""
    return {
        column.name: pd.CategoricalDtype(list(column.metadata["values"]))
        if column.metadata["type"] == "enum"
        else _PANDAS[column.metadata["type"]]
        for column in columns(TABLES[table])
    }


def row_of(record: Any) -> dict[str, Any]:
    """The columns of a record as a dict."""
    return {column.name: getattr(record, column.name) for column in columns(type(record))}


class TableWriter:
    """Writes one table's rows, as they come, to a Parquet and a CSV file; memory is bounded by a row group.

    The files stand under temporary names until `publish` moves them into place.
    """

    def __init__(self, folder: Path, table: str) -> None:
        self.table = table
        self.rows = 0
        self._names = list(column_types(table))
        self._finals = [folder / f"{table}.parquet", folder / f"{table}.csv"]
        self._drafts = [path.with_name(f".{path.name}.part") for path in self._finals]
        self._strings = [column_types(table)[name] in {"string", "enum"} for name in self._names]
        self._parquet = pq.ParquetWriter(self._drafts[0], arrow_schema(table), compression="zstd")
        self._file = self._drafts[1].open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file)  # RFC 4180: lines end with CRLF
        self._csv.writerow(self._names)
        self._pending: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows; they must come in the order in which the table is sorted."""
        for row in rows:
            self._pending.append(row)
            self.rows += 1
            if len(self._pending) == ROWS_PER_GROUP:
                self._flush()

    def _flush(self) -> None:
        schema = arrow_schema(self.table)
        arrays = [pa.array([row[name] for row in self._pending], type=schema.field(name).type) for name in self._names]
        self._parquet.write_table(pa.table(arrays, schema=schema))
        for row in self._pending:
            self._csv.writerow(
                [_cell(row[name], string) for name, string in zip(self._names, self._strings, strict=True)]
            )
        self._pending = []

    def close(self) -> None:
        """Write what is pending and close both drafts, safe on disk."""
        if self._pending:
            self._flush()
        self._parquet.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def publish(self) -> None:
        """Move the closed drafts into place; a reader sees the old file or the new one, never half."""
        for draft, final in zip(self._drafts, self._finals, strict=True):
            os.replace(draft, final)

    def discard(self) -> None:
        """Close and remove the drafts."""
        self._file.close()
        self._parquet.close()
        for draft in self._drafts:
            draft.unlink(missing_ok=True)


def _cell(value: Any, string: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if string:
        text = str(value)
        return _MARK + text if text.startswith((*_RUNS_IN_SPREADSHEETS, _MARK)) else text
    return repr(value)


def load(folder: str | Path, format: str = "parquet") -> Tables:
    """Read the tables of a run as typed DataFrames, from its Parquet files or (`format="csv"`) from its CSV files.

    Both give the same frames. Raises InputError if `folder` holds no run, or a table of it is missing or cut short.
    """
    read = {"parquet": _read_parquet, "csv": _read_csv}.get(format)
    if read is None:
        raise InputError(f"format {format!r} is neither 'parquet' nor 'csv'")
    frames = {}
    for table in TABLES:
        path = Path(folder) / f"{table}.{format}"
        try:
            frames[table] = read(table, path)
        except FileNotFoundError as error:
            raise InputError(
                f"{path} is missing: {folder} holds no finished run; "
                f"make one with: newsextract run ARTICLES --out {folder}"
            ) from error
        except (pa.ArrowInvalid, ValueError, OSError) as error:
            raise InputError(f"{path} cannot be read ({error}); run newsextract again") from error
    return Tables(**frames)


def frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows → a typed DataFrame of one table."""
    schema = arrow_schema(table)
    listed = list(rows)
    arrays = [pa.array([row.get(field.name) for row in listed], type=field.type) for field in schema]
    return _typed(table, pa.table(arrays, schema=schema))


def _read_parquet(table: str, path: Path) -> pd.DataFrame:
    arrow = pq.read_table(path)
    if "text" in column_types(table) and "text" not in arrow.column_names:
        arrow = arrow.append_column("text", pa.nulls(len(arrow), pa.string()))
    return _typed(table, arrow.select(list(column_types(table))).cast(arrow_schema(table)))


def _read_csv(table: str, path: Path) -> pd.DataFrame:
    types = column_types(table)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [
            {name: _parse(cell or "", types[name]) for name, cell in row.items() if name in types} for row in reader
        ]
    return frame(table, rows)


def _parse(cell: str, kind: str) -> Any:
    if cell == "":
        return None
    if kind in {"string", "enum"}:
        return cell.removeprefix(_MARK)
    if kind == "bool":
        return cell == "true"
    if kind == "date":
        return datetime.date.fromisoformat(cell)
    return float(cell) if kind == "float64" else int(cell)


def _typed(table: str, arrow: pa.Table) -> pd.DataFrame:
    """Arrow → pandas with the schema's dtypes; integers with nulls stay integers."""
    made = {}
    for name, dtype in pandas_dtypes(table).items():
        column = arrow.column(name)
        if dtype in ("Int32", "Int64", "int32"):
            made[name] = pd.array(column.to_pylist(), dtype=dtype.replace("int", "Int")).astype(dtype)
        elif dtype == "float64":
            made[name] = column.to_pandas().astype("float64")
        else:
            made[name] = pd.Series(column.to_pylist(), dtype=dtype)
    return pd.DataFrame(made)
