"""The sides of one article, under every name it gives them."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import newsextract
from newsextract.actors import find_mentions, find_sides, inflect
from newsextract.alternation import one_of
from newsextract.cast import Cast, find_cast
from newsextract.lexicon import read_csv, values
from newsextract.text import fold

TROOPS = Path(newsextract.__file__).parent / "matchers" / "troops"


def cast_of(text: str) -> Cast:
    return find_cast(fold(text), find_sides(fold(text)))


def sides(text: str) -> dict[str, str | None]:
    """Each mention as it stands → the name or the state of its side."""
    return {
        text[one.start : one.end]: one.actor.name if one.actor.kind == "organisation" else one.actor.country
        for one in cast_of(text).mentions
    }


@pytest.mark.parametrize(
    ("text", "filed", "name"),
    [
        (
            "Les Forces de soutien rapide (FSR) et l'armée. Les FSR.",
            "Forces de soutien rapide",
            "Forces de soutien rapide",
        ),
        ("Les FSR au Soudan.", "Forces de soutien rapide", "FSR"),
        ("L'Etat islamique au Khorassan (EI-K). L'EI-K.", "État islamique au Khorassan", "Etat islamique au Khorassan"),
        ("Les talibans, les forces talibanes.", "Talibans", "talibans"),
        ("Le groupe Wagner.", "Wagner", "Wagner"),
        ("Les Nations unies.", "ONU", "ONU"),
        ("Le Parti des travailleurs du Kurdistan (PKK).", "PKK", "PKK"),
        ("La Kfor, au Kosovo.", "KFOR", "Kfor"),
    ],
)
def test_an_organisation_has_the_articles_name(text: str, filed: str, name: str) -> None:
    assert cast_of(text).named(filed) == name


def test_an_acronym_is_what_the_article_says() -> None:
    text = "Les Ambazonia Defence Forces (ADF) nient. Les ADF se sont repliées."
    assert sides(text)["ADF"] == sides(text)["Ambazonia Defence Forces"] != "Forces démocratiques alliées"


@pytest.mark.parametrize(
    ("text", "form", "side"),
    [
        ("En Syrie, les FDS.", "FDS", "Forces démocratiques syriennes"),
        ("Au Mali, les FDS.", "FDS", None),
        ("En Algérie, l'ALN.", "ALN", "Armée de libération nationale algérienne"),
        ("Au Kosovo, l'ALN.", "ALN", None),
    ],
)
def test_an_ambiguous_acronym_needs_its_country(text: str, form: str, side: str | None) -> None:
    assert sides(text).get(form) == side


@pytest.mark.parametrize(
    "text",
    [
        "Le Mouvement des entreprises de France (Medef) a réuni la Coalition avenir Québec (CAQ).",
        "Le syndicat Force ouvrière (FO) et l'Union nationale des étudiants (UNEF).",
        "Mardi, le chef de cuisine a reçu le Front de gauche. À Lyon (Rhône), rien.",
        "Le groupe Carrefour et le groupe Bolloré investissent.",
        "Sur le front de Koursk, puis le front Est, le bloc de l'Est et le front Nord. Les rebelles du Darfour.",
    ],
)
def test_no_side_in_peace(text: str) -> None:
    assert [one for one in cast_of(text).mentions if one.actor.type == "armed_group"] == []


def test_a_leader_stands_for_his_side_from_his_introduction_on() -> None:
    text = "Massoud marche. Ahmad Massoud, chef du Front national de résistance, refuse. Les hommes de Massoud restent."
    named = [one for one in cast_of(text).mentions if one.form == "person"]
    assert [text[one.start : one.end] for one in named] == ["Ahmad Massoud", "Massoud"]


@pytest.mark.parametrize(
    "text",
    [
        "Sur WhatsApp, un porte-parole du Hamas a nié. WhatsApp est une messagerie.",
        "Mardi, le chef du Hezbollah a parlé. Mardi encore, il a nié.",
        "Ancien commandant du M23, il a fui. Un Ancien le dit.",
        "Le chef de l'armée malienne a rencontré Paul Martin. Martin se tait.",
    ],
)
def test_what_is_no_person_leads_no_side(text: str) -> None:
    assert [one for one in cast_of(text).mentions if one.form == "person"] == []


def test_a_leaders_side_ends_where_the_clause_goes_on() -> None:
    text = "Ahmad Massoud, chef du Front national de résistance a échappé aux talibans. Massoud vit."
    named = [one.actor.name for one in cast_of(text).mentions if one.form == "person"]
    assert named == ["Front national de résistance"] * 2


def test_states_of_the_past_are_sides_and_no_mentions() -> None:
    text = "Les Soviétiques ont pris Kaboul."
    assert sides(text)["Soviétiques"] == "RUS"
    assert "Soviétiques" not in [text[one.start : one.end] for one in find_mentions(text)]


def test_mentions_never_overlap() -> None:
    text = (
        "Le Front de libération de l'Ogaden (FLO), groupe armé. L'Armée nationale tchadienne (ANT) et le FLO au Tchad."
    )
    found = cast_of(text).mentions
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@pytest.mark.parametrize("path", sorted(TROOPS.glob("*.py")), ids=lambda path: path.stem)
def test_troops_read_the_articles_sides(path: Path) -> None:
    assert "reading.mentions" not in path.read_text(encoding="utf-8"), "whose troops: use reading.parties"


def test_organisations_are_of_the_country_in_their_name() -> None:
    """*Forces armées maliennes* are Mali's: a row of the lexicon that says otherwise is a slip, exceptions named."""
    words = {
        form: str(row["iso3"])
        for row in read_csv("states.csv", "iso3")
        for form in (
            str(row["name"]),
            *values(row["variants"]),
            *(one for adjective in values(row["demonyms"]) for one in inflect(adjective)),
        )
    }
    word = re.compile(rf"(?<![\w-])(?:{one_of(words)})(?![\w-])")
    rows = [row for row in read_csv("organisations.csv", "name") if row["type"] in _OF_STATES]
    held = {
        (str(row["name"]), row["country"]): found
        for row in rows
        for name in (str(row["name"]), *(values(row["forms"])))
        if (found := {words[match[0]] for match in word.finditer(name)})
    }
    assert len(held) > 200
    wrong = [name for (name, country), found in held.items() if country not in found]
    assert set(wrong) == _RAISED_ELSEWHERE


_OF_STATES = {"military", "government", "intelligence", "state", "troops"}
_RAISED_ELSEWHERE = {
    "Légion indienne",
    "armée Vlassov",
    "Garde suisse",
    "tirailleurs sénégalais",
    "tirailleurs algériens",
    "tirailleurs marocains",
    "tirailleurs tunisiens",
    "tirailleurs malgaches",
    "goums marocains",
    "palais du Luxembourg",
    "armée nationaliste chinoise",
    "Forces armées en Guyane",  # France's, in territories that the states' table names
    "Forces armées en Polynésie française",
    "Forces armées de Nouvelle-Calédonie",
}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Brazzaville s'inquiète. L'armée congolaise a perdu deux hommes.", "COG"),
        ("Brazzaville et Kinshasa négocient. L'armée congolaise a perdu deux hommes.", "COD"),
        ("L'armée congolaise a repris Sake.", "COD"),
        ("Bissau s'éveille. L'armée guinéenne tient le palais.", "GNB"),
        ("L'armée guinéenne tient Conakry.", "GIN"),
        ("L'armée nigérienne et Niamey.", "NER"),
        ("L'armée nigériane et Abuja.", "NGA"),
        ("L'armée dominicaine garde la frontière.", "DOM"),
        ("L'armée sud-soudanaise et Juba.", "SSD"),
    ],
)
def test_namesake_states(text: str, country: str) -> None:
    adjective = next(one for one in find_sides(fold(text)) if one.form == "demonym_adjective")
    assert adjective.actor.country == country


def test_a_given_name_is_no_seat() -> None:
    assert "Wellington" not in sides("Le ministre taïwanais Wellington Koo a visité la base.")
    assert sides("Wellington enverra une frégate.") == {"Wellington": "NZL"}
