"""One article as the matchers see it: Doc, text, shadow text, amounts and actors, computed once.

Matchers are pure functions `find_…(reading) -> Iterator[record]`; they never read each other's facts.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypedDict

from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc, Span, Token

from newsextract.actors import Mention, find_mentions
from newsextract.amounts import Amount, find_amounts
from newsextract.text import fold, lines


class SpanFields(TypedDict):
    """The fields that every fact starts with; a matcher passes them on with **."""

    start: int
    end: int
    text: str
    sentence: str
    rule: str


@dataclass(frozen=True)
class Reading:
    """A parsed article. Offsets are characters of `text`; `folded` has the same length.

    `text` is the doc's own, which spaCy joins from the tokens at each call: give it if you have it.
    """

    doc: Doc
    text: str = ""
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        text = self.text or self.doc.text
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "folded", fold(text))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every quantity of the text, in order."""
        return tuple(find_amounts(self.text))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every state, people and organisation of the actors' lexicon that the text names, in order."""
        return tuple(find_mentions(self.text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of the sentences, blanks stripped; a line break always ends one."""
        spans = []
        for first, last in lines(self.text):
            cuts = [start for start in self._model_starts if first < start < last and self._may_cut(start)]
            for start, end in zip([first, *cuts], [*cuts, last], strict=True):
                stripped = self.text[start:end].strip()
                if stripped:
                    offset = self.text.index(stripped, start)
                    spans.append((offset, offset + len(stripped)))
        return tuple(spans)

    def _may_cut(self, start: int) -> bool:
        """The parser also cuts after semicolons, commas and bare words; there the sentence goes on."""
        before = self.text[:start].rstrip() if start < 40 else self.text[start - 40 : start].rstrip()
        if not (self.text[start].isupper() or self.text[start] in '«“"–—-•(' or self.text[start].isdigit()):
            return False
        return before.rstrip(")").endswith((".", "!", "?", "…", "»", "”", '"'))

    @cached_property
    def _model_starts(self) -> list[int]:
        starts = self.doc.to_array([IDX, SENT_START])
        return [idx for idx, opens in starts.tolist() if opens == 1 or idx == 0]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return list(self.doc.to_array(IDX).tolist())

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """(start, end) of the sentence that holds `offset`; blanks between two belong to the first."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[max(index, 0)]

    def sentence_index(self, offset: int) -> int:
        """Position of that sentence in `sentences`."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def token_at(self, offset: int) -> Token:
        """The token that holds `offset`, or the one before it if a blank does."""
        return self.doc[max(bisect_right(self._token_starts, offset) - 1, 0)]

    def span(self, start: int, end: int) -> Span:
        """The tokens that overlap text[start:end]."""
        return self.doc[self.token_at(start).i : self.token_at(max(end - 1, start)).i + 1]

    def fields(self, start: int, end: int, rule: str) -> SpanFields:
        """The fields that every fact starts with, for the span text[start:end]."""
        first, last = self.sentence_at(start)
        return SpanFields(start=start, end=end, text=self.text[start:end], sentence=self.text[first:last], rule=rule)
