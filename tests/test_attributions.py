"""Texts in which nobody says anything hold no attributions."""

from __future__ import annotations

from pathlib import Path

from newsextract.pipeline import extract

TEXTS = sorted((Path(__file__).parent / "no_claims").glob("*.txt"))


def test_at_most_one_false_cue_in_a_thousand_words() -> None:
    assert len(TEXTS) >= 15
    texts = {path.stem: path.read_text(encoding="utf-8") for path in TEXTS}
    words = sum(len(text.split()) for text in texts.values())
    false = [(name, fact.text, fact.sentence) for name, text in texts.items() for fact in extract(text)["attribution"]]
    assert len(false) <= words / 1000, false
