"""The gazetteer: what it finds under French names, how its keys bridge transliterations, what our table holds."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.gazetteer import Place, admin1_name, bridged_key, bridged_places, find_places, plain_key
from newsextract.gazetteer.keys import bridged_keys, look_alike, plain_keys
from newsextract.lexicon import read_csv, values
from newsextract.records import Feature

TABLE = Path(__file__).parent / "transliterations.csv"
TRANSLITERATIONS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
OVERLAY = read_csv("places.csv", ("name", "country", "feature"))


def in_country(name: str, country: str) -> list[Place]:
    found = [place for place in find_places(name) if place.country == country]
    return found or [place for place in bridged_places(name) if place.country == country]


@pytest.mark.parametrize("row", TRANSLITERATIONS, ids=lambda row: row["french"])
def test_french_spellings_reach_the_same_place(row: dict[str, str]) -> None:
    found = in_country(row["french"], row["country"])
    expected = in_country(row["name"], row["country"])
    assert found, row
    assert found[0].lat == pytest.approx(expected[0].lat, abs=0.2)
    assert found[0].lon == pytest.approx(expected[0].lon, abs=0.2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Koursk", "Kherson"),
        ("Marioupol", "Melitopol"),
        ("Soumy", "Samara"),
        ("Goma", "Gao"),
        ("Kadiana", "Aden"),
        ("Donetsk", "Louhansk"),
        ("Tchernihiv", "Tchernivtsi"),
        ("Ayungin", "Yong’an"),
    ],
)
def test_bridges_keep_different_names_apart(one: str, other: str) -> None:
    assert bridged_key(one) != bridged_key(other) or not bridged_key(one) or not look_alike(one, other)


def test_plain_keys_fold_accents_apostrophes_and_saints() -> None:
    assert plain_key("N’Djamena") == plain_key("Ndjamena") == "ndjamena"
    assert plain_key("St-Denis") == plain_key("Saint Denis")
    assert plain_key("Ste-Foy") == "sainte foy"
    assert plain_key("  Łódź. ") == "lodz"


@given(st.lists(st.text(alphabet="ABCehnortuïé' -.", max_size=15), max_size=8))
def test_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    plain = plain_keys(names)
    assert plain == ([plain_key(name) for name in names] or [""])
    assert bridged_keys(plain) == ([bridged_key(name) for name in names] or [""])


@given(st.text(max_size=30))
def test_any_text_may_be_looked_up(text: str) -> None:
    for place in find_places(text):
        assert place.feature in get_args(Feature)


def test_places_come_with_what_geonames_knows() -> None:
    goma = next(place for place in find_places("Goma") if place.country == "COD")
    assert goma.geonames_id == 216281
    assert goma.population > 100_000
    assert admin1_name(goma.country, goma.admin1) in {"Nord-Kivu", "North Kivu Province"}
    assert admin1_name(None, "11") is None
    assert admin1_name("COD", "no such code") is None


def test_a_region_bears_the_names_of_its_seat() -> None:
    assert {place.feature for place in find_places("Koursk") if place.country == "RUS"} >= {"city", "admin1"}


def test_unknown_names_are_not_found() -> None:
    assert find_places("Xyzzyville-sur-Rien") == ()
    assert find_places("") == ()
    assert bridged_places("Ta") == ()


def test_every_state_and_seat_of_our_table_is_found_in_its_state() -> None:
    lost = [
        (row["iso3"], name)
        for row in read_csv("states.csv", "iso3")
        for name in (str(row["name"]), *values(row["seats"]))
        if row["iso3"] not in {place.country for place in (*find_places(name), *bridged_places(name))}
    ]
    assert lost == []


def test_the_overlay_is_large_sourced_and_sound() -> None:
    assert len(OVERLAY) >= 400
    for row in OVERLAY:
        assert row["source"]
        assert row["feature"] in get_args(Feature), row
        assert row["country"] is None or len(row["country"]) == 3, row
        if row["feature"] not in {"continent"} and row["name"] != "The West":
            assert row["lat"], row
            assert row["lon"], row
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row


def test_overlay_points_lie_in_or_near_their_country() -> None:
    """A slip of a sign or of a digit would put a town on another continent."""
    middles = {
        place.country: place
        for row in read_csv("states.csv", "iso3")
        for place in find_places(str(row["name"]))
        if place.feature == "country"
    }
    wide = {
        "RUS",
        "USA",
        "CAN",
        "CHN",
        "BRA",
        "AUS",
        "IND",
        "FRA",
        "DNK",
        "NOR",
        "ESP",
        "PRT",
        "IDN",
        "CHL",
        "ARG",
        "KAZ",
        "COD",
        "ECU",
        "MEX",
        "JPN",
        "SAU",
        "DZA",
        "SJM",
        "ATF",  # islands over thirty degrees of ocean, and more
        "UMI",
        "GRL",
    }
    for row in OVERLAY:
        middle = middles.get(row["country"])
        if middle is None or row["country"] in wide or middle.lat is None or middle.lon is None or not row["lat"]:
            continue
        assert abs(float(row["lat"]) - middle.lat) < 15, row
        assert abs(float(str(row["lon"])) - middle.lon) < 15, row


def test_the_index_can_be_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling writes whole indexes only: the draft is moved into place, and nothing else stays."""
    from newsextract.gazetteer import index

    place = Place("Goma", "COD", "11", "city", -1.67, 29.23, 216281, 432587, True)
    division = Place("North Kivu Province", "COD", "11", "admin1", -0.8, 29.0, 206938, 0, False)
    monkeypatch.setattr("newsextract.gazetteer.sources.entries", lambda: iter([(place, ["Ngoma"]), (division, [])]))
    index.compile_to(tmp_path / "index.sqlite3")
    assert [path.name for path in tmp_path.iterdir()] == ["index.sqlite3"]
    rows = sqlite3.connect(tmp_path / "index.sqlite3").execute("SELECT key, match FROM names ORDER BY key").fetchall()
    assert ("goma", 0) in rows
    assert ("ngoma", 1) in rows


def test_a_failed_compilation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsextract.gazetteer import index

    def broken() -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("newsextract.gazetteer.sources.entries", broken)
    with pytest.raises(OSError, match="no space left"):
        index.compile_to(tmp_path / "index.sqlite3")
    assert list(tmp_path.iterdir()) == []
