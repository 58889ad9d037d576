"""Rival claims: counts of the same troops stand side by side, by source, and none is merged."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Console

from newsextract.display import show_claims
from newsextract.records import TABLES, ArticleRow, Attribution, Location, Troops, row_of
from newsextract.tables import Tables, load
from newsextract.writer import TableWriter

BASE = {"start": 0, "end": 3, "text": "300", "sentence": "300 hommes.", "rule": "test"}


def article(name: str, day: int = 1, **fields: Any) -> ArticleRow:
    numbers = {"characters": 9, "tokens": 2, "sentences": 1}
    given = {"article_id": name, "published": datetime.date(2025, 1, day), "sha256": "0"} | numbers
    return ArticleRow(**given | fields)


def count(name: str, at: int = 0, **fields: Any) -> Troops:
    given = BASE | {
        "article_id": name,
        "record_id": f"{name}:troops:{at}-{at + 3}",
        "start": at,
        "end": at + 3,
        "qualifier": "exact",
        "force": "RUS",
        "role": "killed",
        "unit": "person",
        "category": "soldier",
        "modality": "asserted",
    }
    return Troops(**given | fields)


def statement(name: str, at: int, **fields: Any) -> Attribution:
    given = BASE | {
        "article_id": name,
        "record_id": f"{name}:attribution:{at}-{at + 3}",
        "start": at,
        "end": at + 3,
        "cue_class": "verb",
        "stance": "asserts",
        "quote": False,
    }
    return Attribution(**given | fields)


def place(name: str, country: str) -> Location:
    given = BASE | {"article_id": name, "record_id": f"{name}:location:0-3", "role": "place"}
    return Location(**given, name="X", country=country)


@pytest.fixture
def tables(tmp_path: Path) -> Any:
    def build(*records: Any) -> Tables:
        names = {kind: name for name, kind in TABLES.items()}
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        for record in records:
            rows[names[type(record)]].append(row_of(record))
        for table in TABLES:
            writer = TableWriter(tmp_path, table)
            writer.write(rows[table])
            writer.close()
            writer.publish()
        return load(tmp_path)

    return build


def test_two_sources_two_values_are_rivals(tables: Any) -> None:
    found = tables(
        article("a"),
        article("b"),
        count("a", low=11000, high=11000, source="NIS"),
        count("b", low=12000, source="Kiev"),
    ).claims()
    assert list(zip(found.source, found.low, strict=True)) == [("Kiev", 12000), ("NIS", 11000)]
    assert found.claim.nunique() == 1
    assert (found.lowest[0], found.highest[0], found.voices[0]) == (11000, 12000, 2)
    assert set(found.record_id) == {"a:troops:0-3", "b:troops:0-3"}


def test_agreement_is_no_rivalry(tables: Any) -> None:
    rows = (article("a"), article("b"), count("a", low=5, high=5, source="A"), count("b", low=5, high=5, source="B"))
    assert tables(*rows).claims().empty
    assert len(tables(*rows).claims(rivals_only=False)) == 2


@pytest.mark.parametrize(
    "difference", [{"force": "UKR"}, {"role": "wounded"}, {"unit": "brigade"}, {"category": "officer"}]
)
def test_other_troops_make_another_claim(tables: Any, difference: dict[str, str]) -> None:
    found = tables(
        article("a"), article("b"), count("a", low=5, source="A"), count("b", low=9, source="B", **difference)
    )
    assert found.claims(rivals_only=False).claim.nunique() == 2
    assert found.claims().empty


def test_soldiers_and_fighters_of_one_force_are_the_same(tables: Any) -> None:
    found = tables(
        article("a"),
        article("b"),
        count("a", low=5, source="A", force="M23"),
        count("b", low=9, source="B", force="M23", category="fighter"),
    ).claims()
    assert list(found.category) == ["soldier", "fighter"]


def test_publications_far_apart_are_other_claims(tables: Any) -> None:
    rows = (article("a", 1), article("b", 20), count("a", low=5, source="A"), count("b", low=9, source="B"))
    assert len(tables(*rows).claims()) == 2
    assert tables(*rows).claims(days=10).empty


def test_a_count_without_place_joins_the_only_country_named(tables: Any) -> None:
    placed = count("a", low=5, source="A", place="Koursk", place_id="a:location:0-3")
    found = tables(article("a"), article("b"), place("a", "RUS"), placed, count("b", low=9, source="B")).claims()
    assert len(found) == 2
    assert list(found.country.fillna("")) == ["RUS", ""]


def test_a_count_without_place_joins_none_of_two_countries(tables: Any) -> None:
    found = tables(
        *(article(name) for name in "abc"),
        place("a", "RUS"),
        place("b", "UKR"),
        count("a", low=5, source="A", place_id="a:location:0-3"),
        count("b", low=9, source="B", place_id="b:location:0-3"),
        count("c", low=7, source="C"),
    )
    assert found.claims(rivals_only=False).claim.nunique() == 3


def test_a_denial_stands_on_the_claim_it_answers(tables: Any) -> None:
    found = tables(
        article("a"),
        count("a", low=5, high=5, source="NIS"),
        statement("a", 40, stance="denies", source_name="Moscou"),
        statement("a", 900, stance="denies", source_name="Minsk"),
    ).claims()
    assert list(found.source) == ["Moscou", "NIS"]
    assert found.answers[0] == "a:troops:0-3"
    assert found.attribution_id[0] == "a:attribution:40-43"
    assert pd.isna(found.low[0])


def test_a_negated_count_denies(tables: Any) -> None:
    found = tables(
        article("a"),
        article("b"),
        count("a", low=5, high=5, source="A"),
        count("b", low=5, high=5, source="B", modality="negated"),
    ).claims()
    assert list(found.stance.fillna("")) == ["", "denies"]
    assert (found.lowest[0], found.highest[0]) == (5, 5)


def test_a_copy_is_no_voice_of_its_own(tables: Any) -> None:
    rows = (article("a"), article("b", duplicate_of="a"), count("a", low=5), count("b", low=9))
    assert tables(*rows).claims().empty


def test_nothing_counted_gives_an_empty_frame(tables: Any) -> None:
    assert tables().claims().empty
    assert tables(article("a"), count("a", low=5, force=None)).claims(rivals_only=False).empty


def test_claims_are_shown_with_their_spread(tables: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found = tables(
        article("a"), article("b"), count("a", low=11000, source="NIS"), count("b", low=12000, source="Kiev")
    )
    show_claims(Console(width=200), found.claims())
    shown = capsys.readouterr().out
    assert "RUS · killed · person · soldier: 11 000 – 12 000 (2 voices)" in shown
    assert "300 hommes." in shown
