"""Calibres in bulk: sentences with millimetres and no weapon, and the entries of arms laws and catalogues."""

from __future__ import annotations

from pathlib import Path

from newsextract.gold import GoldFact, parse_case
from newsextract.pipeline import extract

TESTS = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a file of tests/, less comments and blank ones."""
    text = (TESTS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def is_found(text: str, fact: GoldFact) -> bool:
    """True if the calibre at these offsets is found with every value that its tag gives."""
    wanted = {name: value for name, value in fact.items() if name not in {"start", "end", "text"}}
    return any(
        (found.start, found.end) == (fact["start"], fact["end"])
        and all(
            getattr(found, name) is not None and f"{getattr(found, name):g}" == value for name, value in wanted.items()
        )
        for found in extract(text)["calibre"]
    )


def test_at_most_two_false_calibres_in_sentences_without_weapons() -> None:
    sentences = lines("negatives/calibre.txt")
    assert len(sentences) >= 300
    false = [(fact.text, sentence) for sentence in sentences for fact in extract(sentence)["calibre"]]
    assert len(false) <= 2, false


def test_entries_of_arms_laws_are_found() -> None:
    cases = [parse_case(line) for line in lines("arms_law.txt")]
    missed = [(fact["text"], text) for text, facts in cases for _, fact in facts if not is_found(text, fact)]
    assert len(missed) <= 0.05 * sum(len(facts) for _, facts in cases), missed
