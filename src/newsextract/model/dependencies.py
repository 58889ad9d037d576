"""Docs → their dependency arcs: spaCy's arc-eager decoding, many lines side by side.

The transition system is that of spacy.pipeline._parser_internals.arc_eager (non-monotonic arc-eager with sentence
breaks: Honnibal & Johnson 2015). spaCy moves one state at a time, with a lock and three library calls a move; here
every line of a batch is a state, and all move together. Lines can be taken apart because a line break always starts a
sentence: there the stack empties. One move reaches across: while a line's stack empties, a break can be set after the
first word of the next line, which then starts anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from newsextract.model.transitions import Rows, Scorer

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_MOVES = "SDLRB"


class DependencyParser:
    """A spaCy `parser` component with greedy decoding, for batches of docs whose line breaks start sentences."""

    def __init__(self, parser: Any) -> None:
        self._scorer = Scorer(parser.model)
        names = [name.partition("-") for name in parser.move_names]
        self._move_of = np.array([_MOVES.index(move) for move, _, _ in names])
        self._label_of = np.array([parser.vocab.strings[label] if label else 0 for _, _, label in names], np.uint64)
        self._root = parser.vocab.strings["ROOT"]

    def parse(self, docs: list[Doc]) -> None:
        """Set heads, dependency labels and sentence starts; `doc.tensor` must hold the vectors."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        vectors: list[Any] = [doc.tensor for doc in docs]
        decoding = _Decoding(docs, self._scorer.tables(vectors))
        while len(decoding.active):
            classes = self._best(decoding)
            decoding.move(self._move_of[classes], self._label_of[classes])
        for number, doc in enumerate(docs):
            self._annotate(doc, *decoding.arcs(number))

    def _best(self, decoding: _Decoding) -> Indices:
        """The best valid class of each active state."""
        scores = self._scorer.scores(decoding.tables, decoding.context())
        valid = decoding.valid()[:, self._move_of]
        best: Indices = np.where(valid, scores, -np.inf).argmax(axis=1)
        return best

    def _annotate(self, doc: Doc, heads: Indices, labels: NDArray[np.uint64]) -> None:
        offsets = heads - np.arange(len(doc))
        labels[offsets == 0] = self._root
        columns: Any = np.column_stack([offsets.astype(np.uint64), labels])
        doc.from_array(["HEAD", "DEP"], columns)


class _Decoding:
    """The states of a batch. Tokens are numbered through all docs; `none` (their count) stands for no token.

    A stack, and the buffer of words put back, are linked lists through `below`: a token is in at most one of them.
    """

    def __init__(self, docs: list[Doc], tables: Rows) -> None:
        lengths = np.array([len(doc) for doc in docs])
        self.tables = tables
        self.none = none = int(lengths.sum())
        self._doc_starts = np.concatenate([[0], np.cumsum(lengths)])
        line_start = np.concatenate([doc.to_array("SENT_START").astype(np.int64) == 1 for doc in docs])
        line_start[self._doc_starts[:-1]] = True
        first = np.flatnonzero(line_start)
        doc_of = np.searchsorted(self._doc_starts, first, side="right") - 1
        # a state's fields, one entry a line
        self._line = np.append(first, none)
        self._line_end = self._line[1:]
        self._doc_end = self._doc_starts[doc_of + 1]
        self._next = first.copy()  # the buffer's first word, those put back aside
        self._crossed = np.zeros(len(first), bool)  # has set a break in the line after
        self._top = np.full(len(first), none)
        self._depth = np.zeros(len(first), np.int64)
        self._back = np.full(len(first), none)  # the top of the words put back
        self.active = np.arange(len(first))
        # a token's fields; the entry of `none` is never set
        self._below = np.full(none + 1, none)
        self._head = np.full(none + 1, none)
        self._label = np.zeros(none + 1, np.uint64)
        self._last_left = np.full(none + 1, none)
        self._last_right = np.full(none + 1, none)
        self._right_before = np.full(none + 1, none)
        self._put_back = np.zeros(none + 1, bool)
        self._line_start = np.append(line_start, False)
        self._sentence_start = self._line_start.copy()

    # ---- what a state looks at

    def _buffer(self) -> tuple[Indices, Indices]:
        """The first and second word of the active states' buffers."""
        states, none = self.active, self.none
        back, following, end = self._back[states], self._next[states], self._doc_end[states]
        has_back = back < none
        first = np.where(has_back, back, np.where(following < end, following, none))
        deeper = self._below[back]
        after = following + 1 - has_back
        second = np.where(has_back & (deeper < none), deeper, np.where(after < end, after, none))
        return first, second

    def context(self) -> list[Indices]:
        """The eight tokens a score depends on: B0, B1, S0, S1, S2, B0's last left child, S0's last left and right."""
        first, second = self._first, self._second = self._buffer()
        top = self._top[self.active]
        under = self._below[top]
        return [
            first, second, top, under, self._below[under],
            self._last_left[first], self._last_left[top], self._last_right[top],
        ]  # fmt: skip

    def valid(self) -> Flags:
        """(states, 5): which moves each active state may make."""
        first, second, none = self._first, self._second, self.none
        empty = self._depth[self.active] == 0
        last = second == none
        ended = first == none
        at_start = self._sentence_start[first]
        beyond = first >= self._line_end[self.active]  # the line is read, its stack not yet empty
        arcs = ~empty & ~ended & ~at_start
        shift = empty | (~last & ~at_start & ~self._put_back[first])
        beyond_starts = self._line_start[second] | self._crossed[self.active]
        breaks = ~last & (second == first + 1) & ~np.where(beyond, beyond_starts, self._sentence_start[second])
        return np.column_stack([shift, ~empty, arcs, arcs, breaks])

    # ---- moves

    def move(self, moves: Indices, labels: NDArray[np.uint64]) -> None:
        """Make each active state's move; retire the states that are done, and start those anew that a break reached."""
        for move, act in ((SHIFT, self._shift), (REDUCE, self._reduce)):
            chosen = moves == move
            if chosen.any():
                act(self.active[chosen], self._first[chosen])
        for move, arc in ((LEFT, self._left_arc), (RIGHT, self._right_arc)):
            chosen = moves == move
            if chosen.any():
                arc(self.active[chosen], self._first[chosen], labels[chosen])
        breaks = moves == BREAK
        reached = self._break(self.active[breaks], self._first[breaks]) if breaks.any() else []
        states = self.active
        read = (self._next[states] >= self._line_end[states]) & (self._back[states] == self.none)
        self.active = states[~read | (self._depth[states] > 0)]
        if reached:
            self.active = np.union1d(self.active, reached)

    def _shift(self, states: Indices, first: Indices) -> None:
        back = self._back[states]
        has_back = back < self.none
        self._back[states] = np.where(has_back, self._below[back], self.none)
        self._next[states] += ~has_back
        self._below[first] = self._top[states]
        self._top[states] = first
        self._depth[states] += 1

    def _reduce(self, states: Indices, first: Indices) -> None:
        """Pop the stack; a word without a head goes back to the buffer, if the stack holds another."""
        top = self._top[states]
        under = self._below[top]
        back = (self._head[top] == self.none) & (self._depth[states] > 1)
        self._pop(states, under)
        words, owners = top[back], states[back]
        self._put_back[words] = True
        self._below[words] = self._back[owners]
        self._back[owners] = words

    def _pop(self, states: Indices, under: Indices) -> None:
        self._top[states] = under
        self._depth[states] -= 1

    def _left_arc(self, states: Indices, first: Indices, labels: NDArray[np.uint64]) -> None:
        """First word of the buffer → top of the stack, which loses the head it had and is popped."""
        child = self._top[states]
        old = self._head[child]
        headed = old < self.none
        # a head given by a right arc: the child is that head's last right child, nothing having come after it
        self._last_right[old[headed]] = self._right_before[child[headed]]
        self._head[child] = first
        self._label[child] = labels
        self._last_left[first] = child
        self._put_back[first] = False
        self._pop(states, self._below[child])

    def _right_arc(self, states: Indices, first: Indices, labels: NDArray[np.uint64]) -> None:
        """Top of the stack → first word of the buffer, which is pushed."""
        head = self._top[states]
        self._head[first] = head
        self._label[first] = labels
        self._right_before[first] = self._last_right[head]
        self._last_right[head] = first
        self._shift(states, first)

    def _break(self, states: Indices, first: Indices) -> list[int]:
        """The second word of the buffer starts a sentence; return the lines that this changes from outside."""
        beyond = first >= self._line_end[states]
        self._sentence_start[first[~beyond] + 1] = True
        restarted: list[int] = []
        for state in states[beyond].tolist():
            if state not in restarted:  # one that was restarted in this very step has decided nothing
                restarted += self._cross(state)
        return restarted

    def _cross(self, state: int) -> list[int]:
        """Set a break after the first word of the line after; return the lines to start anew."""
        restarted = self._restart(state + 1)
        self._crossed[state] = True
        self._sentence_start[self._line[state + 1] + 1] = True
        return restarted

    def _restart(self, state: int) -> list[int]:
        """Forget what was decided on a line, and what its end did to the line after."""
        restarted = [state]
        if self._crossed[state]:
            self._crossed[state] = False
            restarted += self._restart(state + 1)
        start, end = self._line[state], self._line_end[state]
        self._next[state], self._depth[state] = start, 0
        self._top[state] = self._back[state] = self.none
        for field in (self._below, self._head, self._last_left, self._last_right, self._right_before):
            field[start:end] = self.none
        self._put_back[start:end] = False
        self._sentence_start[start:end] = self._line_start[start:end]
        return restarted

    # ---- results

    def arcs(self, number: int) -> tuple[Indices, NDArray[np.uint64]]:
        """(heads, labels) of a doc's tokens, counted from its first; a root is its own head."""
        start, end = self._doc_starts[number], self._doc_starts[number + 1]
        heads = self._head[start:end]
        own = np.arange(start, end)
        return np.where(heads == self.none, own, heads) - start, self._label[start:end].copy()
