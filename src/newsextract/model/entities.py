"""Docs → their named entities: spaCy's greedy BILUO decoding, all tokens of a batch side by side.

Outside an entity a state looks at the next token alone, so those scores are computed for all tokens at once; only
inside an entity does a step depend on the one before. The transition system is that of
spacy.pipeline._parser_internals.ner, for docs without preset entities.
"""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from newsextract.model.tok2vec import CachedTok2Vec
from newsextract.model.transitions import Indices, Room, Rows, Scorer

Flags = NDArray[np.bool_]


class EntityRecognizer:
    """A spaCy `ner` component with greedy decoding and a tok2vec of its own."""

    def __init__(self, ner: Any, room: Room) -> None:
        model = ner.model.get_ref("tok2vec")
        self._tok2vec = CachedTok2Vec(model.layers[0])
        self._scorer = Scorer(ner.model, room)
        # not `move_names`: it leaves out U- without a label, by which spaCy blocks entities
        names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        self._never_opens = np.array([name[0] in "IL" or name == "U-" for name in names])
        self._begins = np.array([name[0] == "B" for name in names])
        self._out = names.index("O")
        self._labels = [name.partition("-")[2] for name in names]
        class_of = {name: number for number, name in enumerate(names)}
        # of each class, those of the same label that go on and that end
        self._inside, self._last = (
            np.array([class_of.get(f"{move}-{label}", 0) for label in self._labels]) for move in "IL"
        )

    def recognize(self, docs: list[Doc]) -> None:
        """Set `doc.ents`. Sentence starts must be set: an entity does not cross them."""
        docs = [doc for doc in docs if len(doc)]
        if docs:
            bounds = [0, *accumulate(map(len, docs))]
            entities = self._decode(docs)
            for doc, first, last in zip(docs, bounds, bounds[1:], strict=False):
                own = entities[bisect(entities, (first,)) : bisect(entities, (last,))]
                doc.set_ents([Span(doc, start - first, end - first, label) for start, end, label in own])

    def _decode(self, docs: list[Doc]) -> list[tuple[int, int, str]]:
        """(start, end, label) of the entities; tokens are numbered through all docs."""
        tables = self._scorer.tables(list(self._tok2vec.predict(docs)))
        ends = np.concatenate([_sentence_ends(doc) for doc in docs])
        spaces = np.concatenate([doc.to_array("IS_SPACE").astype(bool) for doc in docs])
        opening = self._opening(tables, ends, spaces)
        starts = np.flatnonzero(opening != self._out)
        closes = self._closes(tables, ends, starts, opening[starts])
        entities, position = [], 0
        for start, end, number in zip(starts.tolist(), closes.tolist(), opening[starts].tolist(), strict=True):
            if start >= position:  # not inside the entity before
                entities.append((start, end, self._labels[number]))
                position = end
        return entities

    def _opening(self, tables: Rows, ends: Flags, spaces: Flags) -> Indices:
        """The class that each token gets if no entity is open before it."""
        scores = self._scorer.scores_of_lone(tables)
        scores[:, self._never_opens] = -np.inf
        scores[np.ix_(ends, self._begins)] = -np.inf
        opening: Indices = scores.argmax(axis=1)
        opening[spaces] = self._out
        return opening

    def _closes(self, tables: Rows, ends: Flags, starts: Indices, classes: Indices) -> Indices:
        """The ends of the entities that would begin at `starts` with `classes`, all followed side by side."""
        closes: Indices = starts + 1
        going_on = np.flatnonzero(self._begins[classes])
        while len(going_on):
            tokens, labels = closes[going_on], classes[going_on]
            scores = self._scorer.scores(tables, np.stack([tokens, starts[going_on], tokens - 1]))
            rows = np.arange(len(going_on))
            # I before L in the order of classes: of equal scores spaCy takes the first
            closed = ends[tokens] | (scores[rows, self._last[labels]] > scores[rows, self._inside[labels]])
            closes[going_on] += 1
            going_on = going_on[~closed]
        return closes


def _sentence_ends(doc: Doc) -> Flags:
    """True of the last token of each sentence."""
    return np.append(doc.to_array("SENT_START")[1:].astype(np.int64) == 1, True)
