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

from newsextract.model.transitions import Room, Rows, Scorer

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_MOVES = "SDLRB"


class DependencyParser:
    """A spaCy `parser` component with greedy decoding, for batches of docs whose line breaks start sentences."""

    def __init__(self, parser: Any, room: Room) -> None:
        self._scorer = Scorer(parser.model, room)
        names = [name.partition("-") for name in parser.move_names]
        self._move_of = np.array([_MOVES.index(move) for move, _, _ in names])
        self._label_of = np.array([parser.vocab.strings[label] if label else 0 for _, _, label in names], np.uint64)
        # classes of a move stand together, and left arcs before right arcs
        bounds = np.searchsorted(self._move_of, range(6)).tolist()
        shifts, reduces, breaks = (slice(bounds[move], bounds[move + 1]) for move in (SHIFT, REDUCE, BREAK))
        # what the scores lose by the moves that are blocked, a row for each set of them: one sum instead of four writes
        self._losses = np.zeros((16, len(names)), "f")
        for bit, classes in enumerate((shifts, reduces, slice(bounds[LEFT], bounds[BREAK]), breaks)):
            self._losses[np.arange(16) & 2**bit > 0, classes] = -np.inf
        self._root, self._blank = parser.vocab.strings["ROOT"], parser.vocab.strings["dep"]

    def parse(self, docs: list[Doc]) -> None:
        """Set heads, dependency labels and sentence starts; `doc.tensor` must hold the vectors."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        vectors: list[Any] = [doc.tensor for doc in docs]
        tables = self._scorer.tables(vectors)
        decoding = _Decoding(docs)
        while len(decoding.active):
            classes = self._best(self._scorer.scores(tables, decoding.look()), decoding)
            decoding.move(self._move_of.take(classes), classes)
        for number, doc in enumerate(docs):
            self._annotate(doc, *decoding.arcs(number))

    def _best(self, scores: Rows, decoding: _Decoding) -> Indices:
        """The best valid class of each active state."""
        scores += self._losses.take(decoding.blocked(), axis=0)
        best: Indices = scores.argmax(axis=1)
        return best

    def _annotate(self, doc: Doc, heads: Indices, classes: Indices) -> None:
        offsets = heads - np.arange(len(doc))
        labels = self._label_of[classes]
        labels[offsets == 0] = self._root
        labels[doc.to_array("IS_SPACE") == 1] = self._blank
        columns: Any = np.column_stack([offsets.astype(np.uint64), labels])
        doc.from_array(["HEAD", "DEP"], columns)


class _Decoding:
    """The states of a batch. Tokens are numbered through all docs; `none` (their count) stands for no token.

    A stack is a linked list through `below`, a buffer one through `after`. A step costs its NumPy calls more than its
    states: whatever all of them need is asked once, and a value of `none` spares a condition.
    """

    def __init__(self, docs: list[Doc]) -> None:
        lengths = np.array([len(doc) for doc in docs])
        self.none = none = int(lengths.sum())
        self._doc_starts = np.concatenate([[0], np.cumsum(lengths)])
        line_start = np.concatenate([doc.to_array("SENT_START").astype(np.int64) == 1 for doc in docs])
        line_start[self._doc_starts[:-1]] = True
        first = np.flatnonzero(line_start)
        # a state's fields, one entry a line
        self._line = np.append(first, none)
        self._line_end = self._line[1:]
        self._first = first.copy()  # of the buffer
        self._top = np.full(len(first), none)  # of the stack
        self._crossed = np.zeros(len(first), bool)  # has set a break in the line after
        self.active = np.arange(len(first))
        # a token's fields; the entry of `none` stays what it is
        self._following = np.arange(1, none + 2)
        self._following[self._doc_starts[1:] - 1] = self._following[none] = none
        self._after = self._following.copy()
        self._below = np.full(none + 1, none)
        self._head = np.full(none + 1, none)
        self._class = np.zeros(none + 1, np.int64)  # of its arc
        self._last_left = np.full(none + 1, none)
        self._last_right = np.full(none + 1, none)
        self._right_before = np.full(none + 1, none)
        self._put_back = np.zeros(none + 1, bool)
        self._line_start = np.append(line_start, True)  # so that no arc and no break reaches `none`
        self._sentence_start = self._line_start.copy()

    # ---- what a state looks at

    def look(self) -> Indices:
        """(8, active states): the tokens a score depends on.

        Of the buffer the first two, of the stack the three on top, then the last left child of the buffer's first, the
        last left and the last right child of the top.
        """
        self._seen = seen = np.empty((8, len(self.active)), np.int64)
        first, second, top, under, third, first_left, top_left, top_right = seen
        self._first.take(self.active, out=first)
        self._after.take(first, out=second)
        self._top.take(self.active, out=top)
        self._below.take(top, out=under)
        self._below.take(under, out=third)
        self._last_left.take(first, out=first_left)
        self._last_left.take(top, out=top_left)
        self._last_right.take(top, out=top_right)
        return seen

    def blocked(self) -> Indices:
        """Which active states may not shift (1), not reduce (2), set no arc (4), set no break (8): the sum of them."""
        first, second, top = self._seen[:3]
        empty = top == self.none
        at_start = self._sentence_start.take(first)
        no_shift = ~empty & (at_start | (second == self.none) | self._put_back.take(first))
        starts = self._sentence_start.take(second)
        beyond = first >= self._line_end.take(self.active)  # the line is read, its stack not yet empty
        if beyond.any():
            starts = np.where(beyond, self._line_start.take(second) | self._crossed.take(self.active), starts)
        no_break = starts | (second != first + 1)
        blocked: Indices = no_shift + 2 * empty + 4 * (empty | at_start) + 8 * no_break
        return blocked

    # ---- moves

    def move(self, moves: Indices, classes: Indices) -> None:
        """Make each active state's move; retire the states that are done, and start those anew that a break reached."""
        states = self.active
        first, second, top, under = self._seen[:4]
        left, right, breaks = moves == LEFT, moves == RIGHT, moves == BREAK
        pushes = right | (moves == SHIFT)
        self._left_arcs(first[left], top[left], classes[left])
        self._right_arcs(first[right], top[right], classes[right])
        self._below[first[pushes]] = top[pushes]
        # a word without a head goes back to the buffer when it is popped, if the stack holds another
        back = (moves == REDUCE) & (self._head.take(top) == self.none) & (under < self.none)
        words = top[back]
        self._put_back[words] = True
        self._after[words] = first[back]
        new_first = np.where(pushes, second, first)
        new_first[back] = words
        new_top = np.where(pushes, first, np.where(breaks, top, under))
        self._first[states], self._top[states] = new_first, new_top
        reached = self._break(states[breaks], first[breaks]) if breaks.any() else []
        done = (new_top == self.none) & (new_first >= self._line_end.take(states))
        if done.any():
            self.active = states[~done]
        if reached:
            self.active = np.union1d(self.active, reached)

    def _left_arcs(self, first: Indices, child: Indices, classes: Indices) -> None:
        """First word of the buffer → top of the stack, which loses the head it had."""
        # a head given by a right arc: the child is that head's last right child, nothing having come after it
        self._last_right[self._head[child]] = self._right_before[child]
        self._last_right[self.none] = self.none
        self._head[child] = first
        self._class[child] = classes
        self._last_left[first] = child
        self._put_back[first] = False

    def _right_arcs(self, first: Indices, head: Indices, classes: Indices) -> None:
        """Top of the stack → first word of the buffer."""
        self._head[first] = head
        self._class[first] = classes
        self._right_before[first] = self._last_right[head]
        self._last_right[head] = first

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
        self._first[state], self._top[state] = start, self.none
        self._after[start:end] = self._following[start:end]
        for field in (self._below, self._head, self._last_left, self._last_right, self._right_before):
            field[start:end] = self.none
        self._put_back[start:end] = False
        self._sentence_start[start:end] = self._line_start[start:end]
        return restarted

    # ---- results

    def arcs(self, number: int) -> tuple[Indices, Indices]:
        """(heads, classes of the arcs) of a doc's tokens, counted from its first; a root is its own head."""
        start, end = self._doc_starts[number], self._doc_starts[number + 1]
        heads = self._head[start:end]
        own = np.arange(start, end)
        return np.where(heads == self.none, own, heads) - start, self._class[start:end]
