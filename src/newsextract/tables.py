"""The tables of a run → typed pandas DataFrames, by the columns that the records declare; Parquet and CSV alike."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from newsextract.errors import InputError
from newsextract.records import TABLES, column_types, columns
from newsextract.writer import MARK, Row, arrow_schema

_PANDAS = {
    "string": "string",
    "int32": "int32",
    "Int32": "Int32",
    "Int64": "Int64",
    "float64": "float64",
    "bool": "bool",
    "date": "datetime64[s]",
}


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
def pandas_dtypes(table: str) -> dict[str, Any]:
    """Column name → pandas dtype; enumerations are categoricals of all their values."""
    return {
        column.name: pd.CategoricalDtype(list(column.metadata["values"]))
        if column.metadata["type"] == "enum"
        else _PANDAS[column.metadata["type"]]
        for column in columns(TABLES[table])
    }


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
        except (pa.ArrowException, csv.Error, KeyError, ValueError, OSError) as error:
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
    csv.field_size_limit(sys.maxsize)  # a cell may hold a whole article
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
        return cell.removeprefix(MARK)
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
