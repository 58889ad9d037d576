"""A text → a sketch of it, by which near copies (agency copy with another title) are found among many texts.

Sketches are MinHash over five-word shingles (Broder 1997, by rensa), looked up by bands. A near copy whose figures or
names differ is an update of the story, not a copy: figures and places are what the product is read for.
"""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass

from rensa import RMinHash

from newsextract.text import fold

_PERMUTATIONS = 128
_BAND = 8  # permutations a band: texts that are 0.8 alike share one of the 16 bands with a probability of 0.95
_SIMILAR = 0.8
_SHINGLE = 5
_FEWEST_WORDS = 40
_LONGEST = 100_000  # characters that are compared
_PARAGRAPH = 100  # characters; shorter lines are titles, bylines and credits, in which copies may differ
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
# figures in words; "un" is an article
_NUMERALS = frozenset(
    [
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "septante",
        "huitante",
        "octante",
        "nonante",
        "cent",
        "cents",
        "mille",
        "milliers",
        "million",
        "millions",
        "milliard",
        "milliards",
        "millier",
        "moitié",
        "tiers",
        "dizaine",
        "dizaines",
        "douzaine",
        "douzaines",
        "quinzaine",
        "vingtaine",
        "vingtaines",
        "trentaine",
        "quarantaine",
        "cinquantaine",
        "soixantaine",
        "centaine",
        "centaines",
    ]
)
# « à Kherson », « l'Ukraine »: a capital after a small letter or a comma, which opens no sentence
_NAME = re.compile(r"[A-ZÀ-Ý](?<=[a-zà-ÿ,'] .|[a-zà-ÿ]'.)[\w-]+")


@dataclass(frozen=True)
class Sketch:
    """What is kept of a text to recognise its copies: MinHash values and a digest of its figures and names."""

    values: tuple[int, ...]
    facts: bytes

    @property
    def bands(self) -> tuple[int, ...]:
        """Texts with a band in common may be alike."""
        return tuple(
            hash((start, self.values[start : start + _BAND])) for start in range(0, len(self.values), _BAND)
        )  # of integers only: the same in every process

    def pack(self) -> bytes:
        """The sketch as bytes."""
        return self.facts + struct.pack(f"<{_PERMUTATIONS}I", *self.values)

    @classmethod
    def unpack(cls, data: bytes) -> Sketch:
        """The inverse of `pack`."""
        return cls(struct.unpack(f"<{_PERMUTATIONS}I", data[16:]), data[:16])

    def is_copy_of(self, other: Sketch) -> bool:
        """True if the texts are nearly the same, and their figures and names are."""
        if self.facts != other.facts:
            return False
        alike = sum(map(int.__eq__, self.values, other.values))
        return alike >= _SIMILAR * _PERMUTATIONS


def sketch_of(text: str) -> Sketch | None:
    """The sketch of a text, or None of one too short for copies to be told from similar texts."""
    folded = fold(text[:_LONGEST])
    words = _WORD.findall(folded.lower())
    if len(words) < _FEWEST_WORDS:
        return None
    minhash = RMinHash(_PERMUTATIONS, 42)
    minhash.update([" ".join(shingle) for shingle in zip(*(words[i:] for i in range(_SHINGLE)), strict=False)])
    return Sketch(tuple(minhash.digest()), _facts(folded, set(words)))


def _facts(folded: str, words: set[str]) -> bytes:
    """A digest of the figures of a text and of the names in its paragraphs."""
    found = (words & _NUMERALS).union(_DIGITS.findall(folded))
    for line in folded.splitlines():
        if len(line) >= _PARAGRAPH:
            found.update(_NAME.findall(line))
    return hashlib.blake2b("\n".join(sorted(found)).encode("utf-8", "replace"), digest_size=16).digest()
