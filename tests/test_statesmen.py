"""Known persons and numbered units: which names speak of a side, and which only look like it."""

from __future__ import annotations

import pytest

from newsextract.actors import find_sides
from newsextract.statesmen import statesmen


def sides(text: str) -> dict[str, str | None]:
    named = statesmen(text, find_sides(text))
    return {
        text[one.start : one.end]: one.actor.country if one.actor.kind == "state" else one.actor.name for one in named
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poutine a signé le décret.", {"Poutine": "RUS"}),
        ("Le général de Gaulle refuse ; de Gaulle attend.", {"de Gaulle": "FRA"}),
        ("Guy Mollet est hué. Le gouvernement Mollet cède.", {"Guy Mollet": "FRA", "Mollet": "FRA"}),
        ("Les Français attendent. Le général Catroux arrive.", {"Catroux": "FRA"}),
        ("Hassan Nasrallah a menacé.", {"Hassan Nasrallah": "Hezbollah"}),
        ("Pilsudski tient Varsovie.", {"Pilsudski": "POL"}),
        ("Le Viêt-minh avance : Giap a tout prévu.", {"Giap": "Viêt-minh"}),
        ("Hanoï et les Nord-Vietnamiens le savent : Giap a tout prévu.", {"Giap": "VNM"}),
    ],
)
def test_persons_are_sides(text: str, expected: dict[str, str]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L'avenue Foch est fermée, la place Joffre aussi.",
        "Le Foch a quitté Toulon, le Clemenceau aussi.",
        "Sophie Nivelle habite Reims. Nivelle y est née.",
        "Les Français attendent. Le sergent Catroux arrive.",
        "Le général Paul Catroux-Durand est mort.",
        "À Ottawa, Pedro Sánchez ouvre un restaurant.",
    ],
)
def test_namesakes_are_none(text: str) -> None:
    assert sides(text) == {}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("soldats du 3e RIMa", "FRA"),
        ("la 13e demi-brigade de Légion étrangère", "FRA"),
        ("la 101e division aéroportée", "USA"),
        ("la 76e division aéroportée", None),
        ("la 1re division de cavalerie polonaise", "POL"),
        ("le 3e Lanciers", "BEL"),
        ("le 155e régiment", None),
    ],
)
def test_numbered_units(text: str, state: str | None) -> None:
    assert {one.actor.country for one in find_sides(text)} == ({state} if state else set())
