"""Docs → parts of speech and morphology, as spaCy's morphologizer gives them, set for all tokens of a text at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.symbols import SPACE, X
from spacy.tokens import Doc

_ATTRIBUTES = ["POS", "MORPH"]


class Tagger:
    """A spaCy `morphologizer`: one layer upon the token vectors, which `doc.tensor` must hold."""

    def __init__(self, morphologizer: Any) -> None:
        layer = morphologizer.model.get_ref("softmax")
        self._weights, self._bias = layer.get_param("W").T, layer.get_param("b")
        labels_pos, labels_morph = morphologizer.cfg["labels_pos"], morphologizer.cfg["labels_morph"]
        analysis = morphologizer.vocab.morphology.add
        self._tags = np.array(
            [(labels_pos.get(name, 0), analysis(labels_morph.get(name, 0))) for name in morphologizer.labels], np.uint64
        )

    def set(self, doc: Doc) -> None:
        """Set the part of speech and the morphology of every token.

        As the model's attribute ruler has it, blanks are SPACE; a word tagged SPACE becomes X.
        """
        if not len(doc):
            return
        vectors: Any = doc.tensor
        scores = vectors @ self._weights
        scores += self._bias
        tags: NDArray[np.uint64] = self._tags.take(scores.argmax(axis=1), axis=0)
        blank = doc.to_array("IS_SPACE") == 1
        tags[~blank & (tags[:, 0] == SPACE)] = X, 0
        tags[blank] = SPACE, 0
        doc.from_array(_ATTRIBUTES, tags)  # type: ignore[arg-type]
