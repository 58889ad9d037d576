"""Greedy transition models as spaCy trains them: scores of states from the token vectors they look at.

A state's score is: add the rows of the tokens it looks at (one table a position), take the larger piece of each unit,
multiply once (Kiperwasser & Goldberg 2016; spacy.ml.parser_model). The tables are one product a text; spaCy's own
decoder then takes one state at a time, here many are scored together. The scores are those of spaCy to the bit.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

Rows = NDArray[np.float32]
Indices = NDArray[np.int64]

_ROW_WISE = NumpyOps(use_blis=True)


class Room:
    """Memory for tables, kept from batch to batch: got anew from the system it costs more than the product that fills
    it. Scorers that work one after the other share it.
    """

    def __init__(self) -> None:
        self._numbers: Rows = np.empty(0, dtype="f")

    def rows(self, count: int, width: int) -> Rows:
        """(count, width), not set; good until the next call."""
        size = count * width
        if len(self._numbers) < size:
            self._numbers = np.empty(size + size // 4, dtype="f")
        return self._numbers[:size].reshape(count, width)


class Scorer:
    """The layers of a spaCy `TransitionBasedParser.v2` after its tok2vec: hidden tables, then scores."""

    def __init__(self, model: Model[Any, Any], room: Room) -> None:
        narrow: Any = model.get_ref("tok2vec").layers[-1]  # vectors → hidden width
        lower: Any = model.get_ref("lower")
        upper: Any = model.get_ref("upper")
        self._narrow, self._narrow_bias = narrow.get_param("W").T, narrow.get_param("b")
        # stored as (positions, units, pieces, inputs); here pieces come first, to take the maximum of whole blocks
        self._positions, self._units, self._pieces, _ = lower.get_param("W").shape
        weights = lower.get_param("W").swapaxes(1, 2)
        self._weights = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]).T)
        self._padding = lower.get_param("pad")[0].swapaxes(1, 2).ravel()
        self._bias = lower.get_param("b").T.ravel()
        self._place = np.arange(self._positions)[:, None]
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        self._room = room

    def tables(self, vectors: list[Rows]) -> Rows:
        """((tokens of all texts + 1) × positions, pieces × hidden); the last token stands for none.

        `vectors` holds (tokens, width) arrays, one a text: a product of one text does not depend on the others. The
        tables are good until the room is asked for others.
        """
        count = sum(map(len, vectors))
        tables = self._room.rows(count + 1, len(self._padding))
        start = 0
        for text in vectors:
            end = start + len(text)
            np.matmul(text @ self._narrow + self._narrow_bias, self._weights, out=tables[start:end])
            start = end
        tables[count] = self._padding
        return tables.reshape(-1, self._pieces * self._units)

    def scores(self, tables: Rows, tokens: Indices) -> Rows:
        """(states, classes); `tokens`, (positions, states), holds the indices of the tokens that a state looks at."""
        return self._scored(tables.take(tokens * self._positions + self._place, axis=0).sum(axis=0))  # spaCy's order

    def scores_of_lone(self, tables: Rows) -> Rows:
        """(tokens, classes): the scores of states that look at one token in the first place, at none in the others."""
        positions = tables.reshape(-1, self._positions, tables.shape[1])
        total = positions[:-1, 0].copy()
        for nothing in positions[-1, 1:]:
            total += nothing
        return self._scored(total)

    def _scored(self, total: Rows) -> Rows:
        """Sums of rows, which it changes, → scores."""
        total += self._bias
        blocks = total.reshape(len(total), self._pieces, self._units)
        hidden = reduce(np.maximum, (blocks[:, piece] for piece in range(self._pieces)))
        scores: Rows = _ROW_WISE.gemm(hidden, self._upper, trans2=True)
        scores += self._upper_bias
        return scores
