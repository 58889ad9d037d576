"""Reading → what an article shows of its names: the model's entities, our actors, and the capitalised chunks of words.

A chunk is a run of capitalised words with what may stand between them in a name: *Bab el-Mandeb*, *Rostov-sur-le-Don*.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from newsextract.gazetteer import find_places
from newsextract.matchers.locations.words import launched, words_of
from newsextract.reading import Reading

Interval = tuple[int, int]


@dataclass(frozen=True)
class Sight:
    """A reading with quick answers about the names at given offsets."""

    reading: Reading

    @property
    def entities(self) -> tuple[tuple[int, int, str], ...]:
        """(start, end, label) of the model's entities, in order."""
        return self.reading.entities

    @cached_property
    def _entity_starts(self) -> list[int]:
        return [start for start, _, _ in self.entities]

    def entity_at(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The model's first entity that overlaps text[start:end]."""
        index = max(bisect_right(self._entity_starts, start) - 1, 0)
        for first, last, label in self.entities[index : index + 3]:
            if first < end and start < last:
                return first, last, label
        return None

    def label_at(self, start: int, end: int) -> str:
        """The label of that entity, '' if there is none."""
        entity = self.entity_at(start, end)
        return entity[2] if entity else ""

    @cached_property
    def organisations(self) -> list[Interval]:
        """Where our lexicon's organisations stand."""
        return [(m.start, m.end) for m in self.reading.mentions if m.actor.kind == "organisation"]

    @cached_property
    def demonyms(self) -> list[Interval]:
        """Where peoples and their adjectives stand."""
        return [(m.start, m.end) for m in self.reading.mentions if m.form.startswith("demonym")]

    @cached_property
    def persons(self) -> frozenset[str]:
        """The words of names of two words and more that the model takes for persons: *Kyrylo*, *Boudanov*."""
        folded = self.reading.folded
        names = [folded[start:end].split() for start, end, label in self.entities if label == "PER"]
        return frozenset(word for name in names if len(name) > 1 for word in name if word[:1].isupper())

    @cached_property
    def titled(self) -> frozenset[str]:
        """Whom a title introduces: *Castries* of *le général de Castries*, *Saïed* of *M. Saïed*, *Président Saïed*."""
        folded = self.reading.folded
        return frozenset(
            folded[start:end].rsplit(" ", 1)[-1] for start, end in self.chunks if _has_title(folded, start, end)
        )

    @cached_property
    def ships(self) -> frozenset[str]:
        """What a word for a ship introduces: *Iwo Jima* of *l'USS Iwo Jima*, *Alsace* of *la frégate Alsace*."""
        return frozenset(match["name"] for match in launched().finditer(self.reading.folded))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of longer names that no place bears: *Touadéra* of *Faustin-Archange Touadéra*."""
        folded = self.reading.folded
        names = {folded[start:end] for start, end in self.chunks if " " in folded[start:end]}
        return frozenset(name.rsplit(" ", 1)[1] for name in names if self._may_be_person(name))

    def _may_be_person(self, name: str) -> bool:
        """True of two or three words that open with no French word and that no place bears."""
        words = name.split(" ")
        return len(words) < 4 and not name.isupper() and not self.is_word(words[0]) and not find_places(name)

    def is_word(self, name: str) -> bool:
        """True if a name in lower case is a word that the model knows: *achats*, *bilan*, also *gao*; not *khiam*."""
        vocab = self.reading.doc.vocab
        return vocab.strings[name.lower()] in vocab.vectors

    @cached_property
    def chunks(self) -> list[Interval]:
        """The capitalised chunks, in order."""
        return [match.span() for match in _CHUNK.finditer(self.reading.folded)]

    def chunk_at(self, offset: int) -> Interval | None:
        """The chunk that holds `offset`."""
        index = bisect_right(self.chunks, (offset, len(self.reading.folded))) - 1
        if index >= 0 and self.chunks[index][0] <= offset < self.chunks[index][1]:
            return self.chunks[index]
        return None


def _has_title(folded: str, start: int, end: int) -> bool:
    """True right after or upon a title; only ranks and nobles take *de*."""
    before = folded[max(0, start - 24) : max(start - 1, 0)]
    title = before[max(before.rfind(" "), before.rfind("'")) + 1 :]
    if title in _titles() or (" " in folded[start:end] and folded[start:end].split(" ", 1)[0] in _titles()):
        return True
    if title not in {"de", "d"}:
        return False
    rank = before.rsplit(" ", 2)[-2:-1]
    return bool(rank) and rank[0].lower() in words_of("titles", "ranks")


@cache
def _titles() -> frozenset[str]:
    """Titles as they stand in text: *général*, *Général*, *M.*."""
    titles = words_of("titles", "introducing") | words_of("titles", "ranks")
    capitals = {title.capitalize() for title in titles}
    return titles | capitals | {f"{title}." for title in capitals if len(title) < 3}


def overlaps(intervals: Sequence[Interval], start: int, end: int) -> bool:
    """True if one of the intervals, which are in order, overlaps [start, end)."""
    index = bisect_left(intervals, (end, -1))
    return any(first < end and start < last for first, last in intervals[max(0, index - 2) : index])


def lies_within(intervals: Sequence[Interval], start: int, end: int) -> bool:
    """True if one of the intervals, which are in order, holds [start, end) whole."""
    index = bisect_left(intervals, (end, -1))
    return any(first <= start and end <= last for first, last in intervals[max(0, index - 2) : index])


def free_of(taken: Iterable[Interval], start: int, end: int) -> bool:
    """True if no interval overlaps [start, end)."""
    return not any(first < end and start < last for first, last in taken)


# Koursk · N'Djamena · Rostov-sur-le-Don · Al-Mazraa; after l', d', qu' the name begins anew
_WORD = r"(?!(?:[LD]|Qu|Jusqu|Lorsqu|Puisqu)')[A-ZÀ-ÖØ-Þ](?:[\w]|'(?=\w))*(?:-(?:\w|'(?=\w))+)*"
_CHUNK = re.compile(
    rf"""(?<![\w-])(?P<first>{_WORD})
    (?:[ ](?:(?:(?:[ae][lshzdtrn]|ash|ech|esh|i|e)-|(?:[ae]l|ben|bin|ibn|bint|da|do|dos|das|di|del|della|of|the|y)[
    ]))?(?:{_WORD}))*""",
    re.VERBOSE,
)
