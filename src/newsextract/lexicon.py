"""Lexicon file (lexicons/*.csv, *.toml) → checked entries.

Every entry names its source and stands once; anything else raises LexiconError with file, entry and remedy.
CSV: a header line, a column `source`, `|` between several values of a cell, `#` lines are comments.
TOML: tables of entries, `source` in each entry or in the table that holds it.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from newsextract.errors import LexiconError

Row = Mapping[str, str | None]


@cache
def read_csv(name: str, key: str | tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows of lexicons/`name` as dicts; empty cells are None.

    `key` names the column (or columns) whose value must be unique. Raises LexiconError for a missing source,
    a repeated key or a row of the wrong width.
    """
    keys = (key,) if isinstance(key, str) else key
    seen: dict[tuple[str | None, ...], int] = {}
    rows = []
    for number, row in _csv_rows(name):
        identity = tuple(row[column] for column in keys)
        if identity in seen:
            raise LexiconError(
                f"{name}, line {number}: {identity} already stands in line {seen[identity]}; remove one of them"
            )
        if not row.get("source"):
            raise LexiconError(f"{name}, line {number}: {identity} has no source; fill the column 'source'")
        seen[identity] = number
        rows.append(row)
    return tuple(rows)


def _csv_rows(name: str) -> Iterator[tuple[int, Row]]:
    numbered = [
        (number, line)
        for number, line in enumerate(_text(name).splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    reader = csv.reader(line for _, line in numbered)
    header = next(reader)
    for (number, _), cells in zip(numbered[1:], reader, strict=True):
        if len(cells) != len(header):
            raise LexiconError(
                f"{name}, line {number}: {len(cells)} cells for {len(header)} columns; quote cells that hold a comma"
            )
        yield number, {column: cell.strip() or None for column, cell in zip(header, cells, strict=True)}


def values(cell: str | None) -> tuple[str, ...]:
    """Split a cell of several values: 'a|b' → ('a', 'b'); None → ()."""
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


@cache
def read_toml(name: str) -> Mapping[str, Any]:
    """Return lexicons/`name` parsed. Raises LexiconError where a top-level table and its entries name no source."""
    try:
        tables = tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}; mend the TOML") from error
    for title, table in tables.items():
        _require_source(name, title, table)
    return tables


@cache
def function_words(name: str) -> frozenset[str]:
    """A closed class of French words: determiners, prepositions … (lexicons/function_words.toml)."""
    return frozenset(read_toml("function_words.toml")["classes"][name].split())


def _require_source(name: str, title: str, table: Any) -> None:
    if isinstance(table, dict):
        if table.get("source"):
            return
        entries = list(table.values())
    else:
        entries = table if isinstance(table, list) else [table]
    if not entries or not all(isinstance(entry, dict) and entry.get("source") for entry in entries):
        raise LexiconError(f'{name}: [{title}] names no source; add source = "…" to it or to each entry')


def _text(name: str) -> str:
    return resources.files("newsextract").joinpath("lexicons", name).read_text(encoding="utf-8")
