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


class Scorer:
    """The layers of a spaCy `TransitionBasedParser.v2` after its tok2vec: hidden tables, then scores."""

    def __init__(self, model: Model[Any, Any]) -> None:
        self._reduce = model.get_ref("tok2vec").layers[-1]  # vectors → hidden width
        self._lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._bias: Rows = np.ravel(self._lower.get_param("b"))  # type: ignore[call-overload]
        self._pieces = self._lower.get_dim("nP")
        self._weights: Any = upper.get_param("W")
        self._upper_bias: Any = upper.get_param("b")

    def tables(self, vectors: list[Rows]) -> Rows:
        """(tokens of all texts + 1, positions, hidden × pieces); the last row stands for no token.

        `vectors` holds (tokens, width) arrays, one a text: a product of one text does not depend on the others.
        """
        made = [self._lower.predict(self._reduce.predict(text)) for text in vectors]
        positions = made[0].shape[1] if made else 0
        rows = [text[1:].reshape(len(text) - 1, positions, -1) for text in made]
        padding = made[0][:1].reshape(1, positions, -1)
        return np.concatenate([*rows, padding])

    def scores(self, tables: Rows, tokens: list[Indices]) -> Rows:
        """(states, classes); `tokens` holds an array of token indices for each position that a state looks at."""
        total = tables[tokens[0], 0]
        for position, index in enumerate(tokens[1:], start=1):
            total += tables[index, position]
        total += self._bias
        hidden = reduce(np.maximum, (total[:, piece :: self._pieces] for piece in range(self._pieces)))
        scores: Rows = _ROW_WISE.gemm(hidden, self._weights, trans2=True)
        scores += self._upper_bias
        return scores
