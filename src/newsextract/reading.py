"""One article as the matchers see it: Doc, text, shadow text, amounts and actors, computed once.

Matchers are pure functions `find_…(reading) -> Iterator[record]`; they never read each other's facts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from itertools import compress
from typing import Any, TypedDict, TypeVar, TypeVarTuple

from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc, Span, Token

from newsextract.actors import SIDES_ONLY, Mention, find_sides
from newsextract.amounts import Amount, find_amounts
from newsextract.amounts.shadow import lower
from newsextract.cast import Cast, find_cast
from newsextract.records import record_id
from newsextract.text import fold, lines


class SpanFields(TypedDict):
    """The fields that every fact starts with; a matcher passes them on with **."""

    start: int
    end: int
    text: str
    sentence: str
    rule: str
    article_id: str
    record_id: str


@dataclass(frozen=True, eq=False)  # one reading is like no other
class Reading:
    """A parsed article. Offsets are characters of `text`; `folded` has the same length.

    `text` is the doc's own, which spaCy joins from the tokens at each call: give it if you have it.
    """

    doc: Doc
    text: str = ""
    article_id: str = ""
    folded: str = field(init=False)
    memory: dict[Any, Any] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        text = self.text or self.doc.text
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "folded", fold(text))

    @cached_property
    def lowered(self) -> str:
        """`folded` in lower case: a search that ignores case takes twice as long as one in this."""
        return lower(self.folded)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every quantity of the text, in order."""
        return tuple(find_amounts(self.text))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every state, people and organisation of the actors' lexicon that the text names, in order."""
        return tuple(one for one in self._sides if one.actor.type not in SIDES_ONLY)

    @cached_property
    def _sides(self) -> list[Mention]:
        return find_sides(self.folded)

    @cached_property
    def cast(self) -> Cast:
        """The sides of a war as this article names them: its own organisations and leaders beside the listed ones."""
        found = find_cast(self.folded, self._sides)
        return replace(found, names={filed: self._as_written(name) for filed, name in found.names.items()})

    def _as_written(self, name: str) -> str:
        """*Groupe de soutien à l’islam*: with the apostrophes that the article has where it gives that name."""
        offset = self.folded.find(name) if "'" in name else -1
        curved = offset >= 0 and "’" in self.text[offset : offset + len(name)]
        return name.replace("'", "’") if curved else name

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Every mention of a side, in order: the listed actors, and those that the article itself introduces."""
        return self.cast.mentions

    @cached_property
    def _party_starts(self) -> list[int]:
        return [one.start for one in self.parties]

    def party_at(self, offset: int) -> Mention | None:
        """The mention of a side whose words hold `offset`."""
        index = bisect_right(self._party_starts, offset) - 1
        return self.parties[index] if index >= 0 and offset < self.parties[index].end else None

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
        opening = self.doc.to_array(SENT_START) == 1
        opening[:1] = True
        return list(compress(self.token_starts, opening.tolist()))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def token_starts(self) -> list[int]:
        """The offset of every token."""
        return list(self.doc.to_array(IDX).tolist())

    @cached_property
    def entities(self) -> tuple[tuple[int, int, str], ...]:
        """(start, end, label) of the names that the model found; the Doc makes its spans anew at each call."""
        return tuple((entity.start_char, entity.end_char, entity.label_) for entity in self.doc.ents)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the text; the Doc makes them anew or looks them up at each call."""
        return list(self.doc)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """(start, end) of the sentence that holds `offset`; blanks between two belong to the first."""
        return self.sentences[(bisect_right(self._sentence_starts, offset) or 1) - 1]

    def sentence_index(self, offset: int) -> int:
        """Position of that sentence in `sentences`."""
        return (bisect_right(self._sentence_starts, offset) or 1) - 1

    def token_at(self, offset: int) -> Token:
        """The token that holds `offset`, or the one before it if a blank does."""
        return self.tokens[(bisect_right(self.token_starts, offset) or 1) - 1]

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap text[start:end], as a list: three times faster to walk than a span."""
        starts = self.token_starts
        first = max(bisect_right(starts, start) - 1, 0)
        return self.tokens[first : max(bisect_right(starts, max(end - 1, start)), first + 1)]

    def span(self, start: int, end: int) -> Span:
        """The tokens that overlap text[start:end]."""
        return self.doc[self.token_at(start).i : self.token_at(max(end - 1, start)).i + 1]

    def fields(self, start: int, end: int, rule: str) -> SpanFields:
        """The fields that every fact starts with, for the span text[start:end]; a rule is named *kind.how*."""
        first, last = self.sentence_at(start)
        return SpanFields(
            start=start,
            end=end,
            text=self.text[start:end],
            sentence=self.text[first:last],
            rule=rule,
            article_id=self.article_id,
            record_id=record_id(self.article_id, rule.partition(".")[0], start, end),
        )


Found = TypeVar("Found")
Asked = TypeVarTuple("Asked")


def remembered(find: Callable[[Reading, *Asked], Found]) -> Callable[[Reading, *Asked], Found]:
    """Ask a function once of a reading, which keeps the answer: a cache beside it would keep whole articles alive.

    The answer must not hold the reading, or neither would go before the garbage collector comes.
    """

    @wraps(find)
    def recalled(reading: Reading, *asked: *Asked) -> Found:
        key = (find, *asked)
        try:
            found: Found = reading.memory[key]
        except KeyError:
            found = reading.memory[key] = find(reading, *asked)
        return found

    return recalled
