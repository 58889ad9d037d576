"""Doc → its named entities: spaCy's greedy BILUO decoding.

Outside an entity a state looks at the next token alone, so those scores are one product a text; only inside an entity
does a step depend on the one before. The transition system is that of spacy.pipeline._parser_internals.ner, for docs
without preset entities.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from newsextract.model.tok2vec import CachedTok2Vec
from newsextract.model.transitions import Rows, Scorer


class EntityRecognizer:
    """A spaCy `ner` component with greedy decoding and a tok2vec of its own."""

    def __init__(self, ner: Any) -> None:
        model = ner.model.get_ref("tok2vec")
        self._tok2vec = CachedTok2Vec(model.layers[0])
        self._scorer = Scorer(ner.model)
        # not `move_names`: it leaves out U- without a label, by which spaCy blocks entities
        names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        self._begin_or_out = np.array([name[0] in "BUO" and name != "U-" for name in names])
        self._begins = np.array([name[0] == "B" for name in names])
        self._out = names.index("O")
        self._names = [name.partition("-") for name in names]
        class_of = {name: number for number, name in enumerate(names)}
        # of each class, those of the same label that go on and that end
        self._inside, self._last = (
            np.array([class_of.get(f"{move}-{label}", 0) for _, _, label in self._names]) for move in "IL"
        )

    def recognize(self, docs: list[Doc]) -> None:
        """Set `doc.ents`. Sentence starts must be set: an entity does not cross them."""
        docs = [doc for doc in docs if len(doc)]
        for doc, vectors in zip(docs, self._tok2vec.predict(docs), strict=True):
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in self._decode(doc, vectors)])

    def _decode(self, doc: Doc, vectors: Rows) -> list[tuple[int, int, str]]:
        tables = self._scorer.tables([vectors])
        ends = np.append(doc.to_array("SENT_START")[1:].astype(np.int64) == 1, True)  # the last token of a sentence
        opening = self._opening(doc, tables, ends)
        starts = np.flatnonzero(opening != self._out)
        entities, position = [], 0
        for start, end in zip(starts.tolist(), self._closes(tables, ends, starts, opening[starts]), strict=True):
            if start < position:
                continue  # inside the entity before
            entities.append((start, end, self._names[opening[start]][2]))
            position = end
        return entities

    def _opening(self, doc: Doc, tables: Rows, ends: Any) -> Any:
        """The class that each token gets if no entity is open before it."""
        count = len(doc)
        own, none = np.arange(count), np.full(count, count)
        scores = self._scorer.scores(tables, np.stack([own, none, none]))
        spaces = doc.to_array("IS_SPACE").astype(bool)
        valid = np.broadcast_to(self._begin_or_out, scores.shape).copy()
        valid[np.ix_(ends, self._begins)] = False
        valid[spaces] = False
        valid[spaces, self._out] = True
        return np.where(valid, scores, -np.inf).argmax(axis=1)

    def _closes(self, tables: Rows, ends: Any, starts: Any, classes: Any) -> list[int]:
        """The ends of the entities that would begin at `starts` with `classes`, all followed side by side."""
        closes: Any = starts + 1
        going_on = np.flatnonzero(self._begins[classes])
        while len(going_on):
            tokens, labels = closes[going_on], classes[going_on]
            scores = self._scorer.scores(tables, np.stack([tokens, starts[going_on], tokens - 1]))
            rows = np.arange(len(going_on))
            # I before L in the order of classes: of equal scores spaCy takes the first
            closed = ends[tokens] | (scores[rows, self._last[labels]] > scores[rows, self._inside[labels]])
            closes[going_on] += 1
            going_on = going_on[~closed]
        return [int(end) for end in closes]
