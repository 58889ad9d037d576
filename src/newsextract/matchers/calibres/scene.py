"""Reading → the article as the calibre matcher sees it: words and weapons of a sentence, each computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from newsextract.matchers.calibres.weapons import Weapon, find_weapons, is_clear
from newsextract.matchers.calibres.words import Word, words
from newsextract.reading import Reading

Span = tuple[int, int]
# lance-roquettes, l'obus → l, obus; 12,7 → 12, 7
_WORD = re.compile(r"\w+(?:-\w+)*")
_ENOUGH = 5  # words of war that make an article one on arms


# a watch movement is a *calibre* of so many millimetres, a lead soldier has 54 of them
_WATCHES_OR_TOYS = re.compile(r"\b(?:horlog\w+|chronograph\w+|figurines?|soldats? de plomb|dioramas?)\b")
_ON_THEM = 3  # words of an article on them


@dataclass(frozen=True)
class Scene:
    """One article. Words and weapons are those of a sentence; `military` looks at the whole text."""

    reading: Reading
    calibres: set[int] = field(default_factory=set)  # where those found so far begin
    _words: dict[Span, tuple[Word, ...]] = field(default_factory=dict)
    _weapons: dict[Span, tuple[Weapon, ...]] = field(default_factory=dict)

    @cached_property
    def folded(self) -> str:
        """The article's folded text."""
        return self.reading.folded

    def words(self, sentence: Span) -> tuple[Word, ...]:
        """The words of a stretch of text."""
        if sentence not in self._words:
            self._words[sentence] = tuple(
                Word(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(self.folded, *sentence)
            )
        return self._words[sentence]

    def forms(self, stretch: Span) -> list[str]:
        """The words of a stretch of text without their offsets, which take most of the time."""
        return [word.lower() for word in _WORD.findall(self.folded, *stretch)]

    def weapons(self, sentence: Span) -> tuple[Weapon, ...]:
        """The weapon nouns and models of a sentence, in order."""
        if sentence not in self._weapons:
            self._weapons[sentence] = tuple(find_weapons(self.folded, sentence))
        return self._weapons[sentence]

    def paragraph(self, offset: int) -> Span:
        """(start, end) of the line that holds `offset`."""
        end = self.folded.find("\n", offset)
        return self.folded.rfind("\n", 0, offset) + 1, len(self.folded) if end < 0 else end

    @cached_property
    def military(self) -> bool:
        """True for an article on arms or war: two clear weapons or five military words."""
        return next(islice(self._proofs(), 1, None), None) is not None or self._speaks_of_war

    def _proofs(self) -> Iterator[Weapon]:
        """The weapons of the text whose noun is clear."""
        for sentence in self.reading.sentences:
            for weapon in self.weapons(sentence):
                if is_clear(self.folded, weapon):
                    yield weapon

    @cached_property
    def _speaks_of_war(self) -> bool:
        listed = words("military")
        found = (form for sentence in self.reading.sentences for form in self.forms(sentence) if form in listed)
        return next(islice(found, _ENOUGH - 1, None), None) is not None

    def has(self, table: str, sentence: Span) -> bool:
        """True if a word of this list stands in the sentence."""
        listed = words(table)
        return any(form in listed for form in self.forms(sentence))

    def is_elsewhere(self, sentence: Span) -> bool:
        """True if the sentence, or the article, is on other things that have a calibre or millimetres."""
        return self.has("elsewhere", sentence) or self._of_watches_or_toys

    @cached_property
    def _of_watches_or_toys(self) -> bool:
        return len(_WATCHES_OR_TOYS.findall(self.reading.lowered)) >= _ON_THEM

    def sentence_at(self, offset: int) -> Span:
        """(start, end) of the sentence that holds `offset`."""
        return self.reading.sentence_at(offset)

    def amount_before(self, offset: int) -> int:
        """Position, in the reading's amounts, after the last one that starts before `offset`."""
        return bisect_right(self._amount_starts, offset)

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [amount.start for amount in self.reading.amounts]
