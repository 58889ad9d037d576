"""What typesetting leaves in a text changes no fact, and every fact stands where the article has it."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsextract.clean import clean
from newsextract.pipeline import extract, extract_rows

ARTICLE = """\
Sept militaires tués dans une embuscade près de Gourma

Une colonne de l'armée est tombée dans une embuscade mardi matin entre Gourma et Tessalit, a annoncé l'état-major \
dans un communiqué. Sept soldats ont été tués et une douzaine d'autres blessés, selon le colonel Amadou Traoré, qui \
commande la zone. Il affirme que quelque 1 200 hommes ont été envoyés en renfort avec des mortiers de 120 mm.

« Nous avons perdu trois cents hommes en un an », reconnaît un officier. D'après l'ONU, plus de 4 500 combattants \
tiennent toujours la région de Kidal, où l'armée a déployé deux bataillons d'infanterie. Ils disposent de canons de \
155 mm et d'un lance-roquettes.
"""


def wrapped(text: str, width: int = 60, end: str = "\n") -> str:
    """Each paragraph in lines of at most `width` characters, cut at plain blanks alone."""
    paragraphs = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""] for line in text.split("\n")
    )
    return end.join(line for paragraph in paragraphs for line in paragraph)


def with_double_blanks(text: str) -> str:
    chance = random.Random(1)
    return re.sub(r"(?<=[^\W\d]) (?=\w)", lambda _: "  " if chance.random() < 0.3 else " ", text)


def with_soft_hyphens(text: str) -> str:
    return re.sub(r"(?<=[a-zé]{3})(?=[a-zé]{3})", "\u00ad", text)


TYPESETTINGS: dict[str, Callable[[str], str]] = {
    "wrapped": wrapped,
    "narrow": lambda text: wrapped(text, 38),
    "windows": lambda text: wrapped(text, 72, "\r\n"),
    "old mac": lambda text: wrapped(text, 72, "\r"),
    "blanks at the ends": lambda text: wrapped(text, 72, "  \n"),
    "indented": lambda text: re.sub(r"^(?=\S)", "    ", wrapped(text, 72), flags=re.MULTILINE),
    "double blanks": with_double_blanks,
    "soft hyphens": with_soft_hyphens,
    "cut words": lambda text: re.sub(r"\n([a-zé]{3})([a-zé]{4,})", " \\1\u00ad\n\\2", wrapped(text, 72)),
    "hyphened words": lambda text: re.sub(r"\n([a-zé]{3})([a-zé]{4,})", r" \1-\n\2", wrapped(text, 72)),
    "zero-width spaces": lambda text: re.sub(r" (?=\w)", " \u200b", text),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": lambda text: text.replace("ff", "\ufb00").replace("fi", "\ufb01").replace("fl", "\ufb02"),
    "accents for apostrophes": lambda text: text.replace("'", "´"),
    "angle brackets": lambda text: text.replace("«", "<<").replace("»", ">>"),
    "windows paragraphs": lambda text: text.replace("\n", "\r\n"),
    "emphasis": lambda text: re.sub(r"\b(soldats|hommes|\d[\d ]*\d)\b", r"**\1**", text),
    "calls of notes": lambda text: re.sub(r"\b(soldats|hommes|communiqué|combattants)\b", "\\1²", text),
    "references": lambda text: re.sub(r"\b(soldats|hommes|communiqué|combattants)\b", r"\1[12]", text),
    "no-break spaces": lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", "\u00a0", text),
    "indented paragraphs": lambda text: re.sub(r"^(?=.)", "\t", text, flags=re.MULTILINE),
    "dated": lambda text: f"Publié le 3 mai 2024 à 10h12 | Mis à jour le 4 mai 2024 à 8h05\n\n{text}\n© Agence 2024\n",
    "byte-order mark": lambda text: "\ufeff" + text,
    "marks of direction": lambda text: re.sub(r"\b\d", "\u200e\\g<0>", text),
}


def as_printed(text: str) -> str:
    """The words as a reader sees them, in the letters of the article above."""
    seen = re.sub(r"[\u00ad\u200b\u200e²*]|\[12\]", "", " ".join(text.split()))
    return unicodedata.normalize("NFKC", seen.replace("´", "'").replace("<<", "«").replace(">>", "»"))


def facts(text: str) -> list[Any]:
    """What is found in a text, where it stands left out, blanks plain."""
    places = re.compile(r"start|end|_id|sentence|content|text|rule")
    (result,) = extract_rows([text])
    rows = [
        (
            kind,
            as_printed(row["text"]),
            *((name, value) for name, value in row.items() if not places.search(name)),
        )
        for kind, table in result["tables"].items()
        for row in table
    ]
    return sorted(rows, key=repr)


@pytest.mark.parametrize("typesetting", TYPESETTINGS)
def test_no_typesetting_changes_the_facts(typesetting: str) -> None:
    text = TYPESETTINGS[typesetting](ARTICLE)
    assert text != ARTICLE
    assert facts(text) == facts(ARTICLE)


@pytest.mark.parametrize("typesetting", ["wrapped", "soft hyphens"])
def test_corpus_articles_keep_their_facts(root: Path, typesetting: str) -> None:
    for path in sorted((root / "corpus" / "articles").glob("*.txt"))[::12]:
        article = path.read_text("utf-8")
        assert facts(TYPESETTINGS[typesetting](article)) == facts(article), path.name


@pytest.mark.parametrize("typesetting", TYPESETTINGS)
def test_facts_stand_where_the_article_has_them(typesetting: str) -> None:
    text = TYPESETTINGS[typesetting](ARTICLE)
    found = extract(text, "a.txt")
    ids = {fact.record_id for records in found.values() for fact in records}
    assert len(found["troops"]) >= 6
    for kind, records in found.items():
        for fact in records:
            assert text[fact.start : fact.end] == fact.text
            assert fact.record_id == f"a.txt:{kind}:{fact.start}-{fact.end}"
    for fact in found["attribution"]:
        assert fact.content is None or text[fact.content_start : fact.content_end] == fact.content
        assert fact.source_text is None or text[fact.source_start : fact.source_end] == fact.source_text
    for fact in found["troops"]:
        assert {fact.attribution_id, fact.place_id} - {None} <= ids
    (result,) = extract_rows([text])
    rows = [(row["start"], row["end"], row["text"]) for row in result["tables"]["troops"]]
    assert rows == [(fact.start, fact.end, fact.text) for fact in found["troops"]]


def test_a_long_wrapped_text_is_placed_part_by_part() -> None:
    text = wrapped(ARTICLE * 240, 72)
    assert len(text) > 150_000
    (result,) = extract_rows([text])
    rows = result["tables"]["troops"]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert rows[-1]["start"] > 150_000
    assert rows[-1]["record_id"] == f":troops:{rows[-1]['start']}-{rows[-1]['end']}"


def test_a_hyphen_at_a_lines_end_goes_where_it_cuts_a_word() -> None:
    text = (
        "Le ministère a confirmé hier soir la mort de quarante sol-\n"
        "dats dans le sud du pays, où l'armée de terre avait en-\n"
        "voyé deux compagnies de parachutistes et un porte-\n"
        "avions, malgré les réserves de plusieurs officiers géné-\n"
        "raux qui redoutaient des pertes plus lourdes encore. Saint-\n"
        "Louis reste calme, et les lance-roquettes multiples BM-\n"
        "21 ont été retirés du front par les soldats de la garde.\n"
    )
    copy = clean(text, {"soldats", "envoyé", "généraux"}.__contains__).text
    assert "quarante soldats dans" in copy
    assert "avait envoyé deux" in copy
    assert "porte-avions, malgré" in copy
    assert "généraux qui" in copy
    assert "Saint-Louis reste" in copy
    assert "BM-21 ont" in copy


UNTOUCHED = {
    "paragraphs": ARTICLE,
    "list": "Le bilan de la nuit :\ntrois soldats tués\ndeux blessés\nun char détruit\nquatre prisonniers rendus\n",
    "long list": "Les pertes annoncées par le commandement du front :\n"
    "un char et trois véhicules blindés près de la gare\n"
    "douze soldats\n"
    "un dépôt de munitions et deux mortiers de 120 mm dans la forêt au nord\n"
    "quatre prisonniers\n",
    "briefs": "Trois soldats tués à Gao.\nDeux gendarmes blessés à Niamey.\nUn poste attaqué à Djibo.\n",
    "bullets": "- trois soldats tués au nord de la ville de Gao\n- deux gendarmes blessés près de Niamey hier\n"
    "- un poste de l'armée attaqué dans la région de Djibo\n- six morts dans un convoi parti de Tera\n",
    "columns": "Russie   1 200   300\nUkraine   900   250\n",
    "table": "personnel hors de combat       12 300\nchars détruits ou endommagés    1 040\n"
    "blindés de transport détruits   2 300\ndrones de reconnaissance          510\n",
    "table with bars": "personnel hors de combat | 12 300\nchars détruits en un mois | 1 040\n"
    "blindés détruits en un mois | 2 300\ndrones de reconnaissance | 510\n",
    "figures apart": "12  000 hommes",
    "nothing": "",
    "blanks": " \n \n",
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_lists_and_tables_stay_as_they_are(name: str) -> None:
    assert clean(UNTOUCHED[name]).starts is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publié le 3 mai 2024 à 10h12 | Mis à jour le 4 mai 2024 à 08h05\nTitre", "Titre"),
        ("Publié le 3 sept. 2024\r\nTitre", "Titre"),
        ("Publié hier à 10 h 30\nTitre", "Titre"),
        ("Mis à jour il y a 3 heures\nTitre", "Titre"),
        ("Mise en ligne le 03/05/2024\nTitre", "Titre"),
        ("Dernière mise à jour : mardi 3 mai 2024 (10:30 GMT)\nTitre", "Titre"),
        ("Publié le 3 mai 2024 par Jeanne Arnaud\nTitre", "Titre"),
        ("Titre\nTemps de lecture : 3 min\nTexte", "Titre\nTexte"),
        ("Texte\n© Agence. Tous droits réservés.\n", "Texte\n"),
        ("Publié le 3 mai\u00a02024\n12 mai\n", "12 mai\n"),
        ("Publié le 3 mai, le rapport fait état de 300 soldats\n", None),
        ("Publié le 3 mai 2024, il parle de 300 soldats\n", None),
        ("Mis à pied le 3 mai 2024\n", None),
        ("Modifié, le char pèse 40 tonnes\n", None),
        ("Publié par 300 soldats\n", None),
    ],
)
def test_lines_that_date_an_article_are_not_of_it(text: str, expected: str | None) -> None:
    assert clean(text).text == (text if expected is None else expected)


def test_signs_that_mean_something_stay() -> None:
    text = "Un terrain de 40 km² et 3 m², 5*5, mot_clé, [12], l'OTAN [sic], n° 3 ; 10³ hommes · 12 000 €"
    assert clean(text).text == text


def test_a_title_is_no_part_of_the_wrapped_paragraph_under_it() -> None:
    title, _, body = wrapped(ARTICLE, 72).partition("\n\n")
    assert clean(f"{title}\n{body}").text.startswith(f"{title}\n")


@example("<\u00ad<")
@given(st.text(alphabet=" abfi.A1-\n\r\u00a0\u00ad\u200b\u202f\u0301\ufb03«<>´e", max_size=120))
def test_each_character_stands_where_it_is_said_to(text: str) -> None:
    copy = clean(text)
    if copy.starts is None or copy.ends is None:
        assert copy.text == text
        return
    assert len(copy.starts) == len(copy.ends) == len(copy.text)
    assert list(copy.starts) == sorted(copy.starts)
    for place, here in enumerate(copy.text):
        start, end = copy.span(place, place + 1)
        stood = re.sub("[\u00ad\u200b]", "", text[start:end])
        assert (
            here in stood or here in unicodedata.normalize("NFKC", stood) or here == " " or SUBSTITUTED[here] in stood
        )


SUBSTITUTED = {"«": "<<", "»": ">>", "'": "´", "\n": "\r"}


@example("<\u00ad<")
@given(st.text(alphabet=" abfi.A1-\n\r\u00a0\u00ad\u200b\u202f\u0301\ufb03«<>´e", max_size=120))
def test_a_clean_text_is_clean(text: str) -> None:
    copy = clean(text).text
    assert not re.search("[\u00ad\u200b\ufb03\r]", copy)
    assert "<<" not in copy
