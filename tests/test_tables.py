"""Parquet and CSV give the same typed frames, whatever stands in the cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsextract.errors import InputError
from newsextract.records import TABLES, Troops, column_types, row_of
from newsextract.tables import frame, load, pandas_dtypes
from newsextract.writer import TableWriter


def write(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table in TABLES:
        writer = TableWriter(folder, table)
        writer.write(rows.get(table, []))
        writer.close()
        writer.publish()


def troops(**fields: Any) -> dict[str, Any]:
    given = {
        "record_id": "a:troops:0-3",
        "article_id": "a",
        "start": 0,
        "end": 3,
        "text": "300",
        "sentence": "300 hommes.",
        "rule": "test",
        "qualifier": "exact",
    }
    return row_of(Troops(**given | fields))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(texts, st.none() | texts, st.none() | st.integers(0, 10**12))
def test_both_formats_load_alike(tmp_path: Path, text: str, group: str | None, low: int | None) -> None:
    write(tmp_path, {"troops": [troops(text=text, group=group, low=low)]})
    parquet, csv = load(tmp_path).troops, load(tmp_path, "csv").troops
    pd.testing.assert_frame_equal(parquet, csv)
    assert parquet.text[0] == text
    assert (parquet.group[0] if group is not None else None) == group


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_formulas_are_defused_in_csv_only(tmp_path: Path, start: str) -> None:
    write(tmp_path, {"troops": [troops(group=start + "cmd|' /C calc'!A0")]})
    assert (tmp_path / "troops.csv").read_bytes().count(b"'" + start.encode()) >= 1
    assert load(tmp_path, "csv").troops.group[0] == start + "cmd|' /C calc'!A0"


def test_a_long_text_loads_from_csv(tmp_path: Path) -> None:
    text = "Trois cents soldats.\r\n" * 10_000
    write(tmp_path, {"troops": [troops(sentence=text)]})
    assert load(tmp_path, "csv").troops.sentence[0] == text


def test_country_na_is_namibia(tmp_path: Path) -> None:
    write(tmp_path, {"troops": [troops(force="NA")]})
    assert load(tmp_path, "csv").troops.force[0] == "NA"


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_dtypes_are_the_schema_s(tmp_path: Path, format: str) -> None:
    write(tmp_path, {"troops": [troops()]})
    for table, loaded in load(tmp_path, format):
        assert list(loaded.columns) == list(column_types(table))
        assert dict(loaded.dtypes) == {
            name: pd.Series(dtype=dtype).dtype for name, dtype in pandas_dtypes(table).items()
        }
    assert str(load(tmp_path, format).troops.low.dtype) == "Int64"
    assert str(load(tmp_path, format).troops.start.dtype) == "int32"


def test_empty_frame_is_typed() -> None:
    assert str(frame("attributions", []).source_start.dtype) == "Int32"


def test_missing_and_broken_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="newsextract run"):
        load(tmp_path)
    write(tmp_path, {})
    (tmp_path / "troops.parquet").write_bytes(b"PAR1 cut short")
    with pytest.raises(InputError, match=r"troops\.parquet"):
        load(tmp_path)
