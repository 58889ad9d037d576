"""Texts, one after another → the first text that each repeats: exactly, or as agency copy with another title.

Near copies are found by MinHash over five-word shingles (Broder 1997, by rensa). A near copy whose numbers differ is an update
of the story, not a copy, and is kept: numbers are what the product is read for.
"""

from __future__ import annotations

import re

from rensa import RMinHash, RMinHashLSH

from newsextract.text import fold

_PERMUTATIONS = 128
_BANDS = 16
_SIMILAR = 0.8
_SHINGLE = 5
_FEWEST_WORDS = 40
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


class Duplicates:
    """Remembers the texts of one run by their digests; a few hundred bytes a text."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._index = RMinHashLSH(_SIMILAR, _PERMUTATIONS, _BANDS)
        self._known: list[tuple[str, RMinHash, int]] = []

    def first_of(self, article_id: str, text: str, sha256: str) -> str | None:
        """The id of the first text that this one repeats, or None; then it is remembered itself."""
        if sha256 in self._exact:
            return self._exact[sha256]
        self._exact[sha256] = article_id
        words = _WORD.findall(fold(text).lower())
        if len(words) < _FEWEST_WORDS:
            return None
        sketch = RMinHash(_PERMUTATIONS, 42)
        sketch.update([" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)])
        numbers = hash(frozenset(_NUMBER.findall(text)))
        first = self._near(sketch, numbers)
        if first is not None:
            self._exact[sha256] = first
            return first
        self._index.insert(len(self._known), sketch)
        self._known.append((article_id, sketch, numbers))
        return None

    def _near(self, sketch: RMinHash, numbers: int) -> str | None:
        for key in sorted(self._index.query(sketch)):
            article_id, other, others_numbers = self._known[key]
            if numbers == others_numbers and sketch.jaccard(other) >= _SIMILAR:
                return str(article_id)
        return None
