"""A text that begins or breaks off anywhere: no rule may count on a word before the first or behind the last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsextract.model import load_model
from newsextract.pipeline import facts_of

_CUT = [
    "hée. Neuf en sont redescendus», raconte Garen, aujourd'hui ",
    "parti combattants mille quelque brigade prendre bien encore Le il tempère. compterait encadre, monts un quatre",
    "Où Paris a 300 soldats, si",
    "Parler de 300 soldats",
]
_STEP = 97  # characters between two cuts, which fall in other places of the words of each article
_LENGTH = 130  # characters of a piece


def test_a_text_may_begin_and_break_off_anywhere(root: Path) -> None:
    pieces = _CUT + list(_pieces(root / "corpus" / "thirteenth" / "articles"))
    assert len(pieces) > 1000
    for doc in load_model().annotate(pieces):
        facts_of(doc)  # raises where a rule looks beyond the text


def _pieces(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for start in range(0, len(text), _STEP):
            yield text[start : start + _LENGTH]
