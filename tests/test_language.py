"""French passes, other languages are named, and what is too short to tell passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsextract.language import language_of

OTHERS = {
    "en": "Three hundred soldiers were killed near the border on Monday, the defence ministry said in a statement. ",
    "es": "Trescientos soldados murieron el lunes cerca de la frontera, según informó el Ministerio de Defensa. ",
    "it": "Trecento soldati sono stati uccisi lunedì vicino al confine, qui e nelle città, ha detto il ministero. ",
    "pt": "Trezentos soldados foram mortos na segunda-feira perto da fronteira, mas o ministério não confirmou. ",
    "de": "Dreihundert Soldaten wurden am Montag an der Grenze getötet, teilte das Verteidigungsministerium mit. ",
    "nl": "Driehonderd soldaten zijn maandag bij de grens gedood, zo meldde het ministerie van Defensie in de stad. ",
    "ca": "Tres-cents soldats van morir dilluns a prop de la frontera, segons va informar el Ministeri de Defensa. ",
    "ro": "Trei sute de soldați au fost uciși luni lângă graniță, a anunțat Ministerul Apărării din București. ",
    "ru": "Триста солдат были убиты в понедельник у границы, сообщило министерство обороны. ",
}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("times", [1, 30])
def test_other_languages_are_named(language: str, times: int) -> None:
    assert language_of(OTHERS[language] * times) == language


@pytest.mark.parametrize("text", ["", "300", "Three men", "Kiev : 300 morts", "Moscou dément toute perte à Koursk"])
def test_the_unsure_passes(text: str) -> None:
    assert language_of(text) == "fr"


def test_french_passes(root: Path) -> None:
    folders = (root / "corpus" / "articles", root / "tests" / "domain")
    texts = [path.read_text("utf-8") for folder in folders for path in folder.glob("*.txt")]
    assert [text for text in texts if language_of(text) != "fr"] == []
    assert [line for text in texts for line in text.splitlines() if len(line) > 120 and language_of(line) != "fr"] == []
