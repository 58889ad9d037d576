"""Doc → the model's embedding rows, computed once a word form.

Before its window encoder, a tok2vec model looks at each token alone: at the hash embeddings of its lexical attributes
and at its static vector. The rows of that part are cached; the encoder runs on every article.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Rows = NDArray[np.float32]

# A product of BLIS gives a row the same bits whatever rows stand beside it; NumpyOps without BLIS does not.
_ROW_WISE = NumpyOps(use_blis=True)
_MAX_FORMS = 100_000  # 38 MB of rows; press in one language stays below for tens of thousands of articles


class CachedTok2Vec:
    """spaCy's `Tok2Vec.v2` with static vectors, its embedding cached.

    Parts (spacy.ml.models.tok2vec): embed = chain(concatenate(hash embeddings, static vectors), maxout, …); encode.
    """

    def __init__(self, tok2vec: Model[Any, Any]) -> None:
        embed, self._encode = tok2vec.layers[:2]
        features, mixer = embed.layers[0], embed.layers[1]
        hashed, static = features.layers
        self._columns = hashed.layers[0].attrs["columns"]
        self._hash, self._static, self._mix = hashed.layers[2], static, mixer
        for part in (self._hash, self._mix):
            for node in part.walk():
                node.ops = _ROW_WISE
        self._rows: Rows = np.zeros((1024, self._mix.get_dim("nO")), dtype="f")
        self._index: dict[tuple[int, ...], int] = {}

    def predict(self, doc: Doc) -> Rows:
        """(tokens, width) vectors of the doc's tokens, as the tok2vec itself gives them for this doc alone."""
        if not len(doc):
            return np.zeros((0, self._rows.shape[1]), dtype="f")
        encoded: Rows = self._encode.predict([self.embed(doc)])[0]
        return encoded

    def embed(self, doc: Doc) -> Rows:
        """(tokens, width) embedding rows, those of forms not met before computed together."""
        attributes: Any = doc.to_array([doc.vocab.vectors.attr, *self._columns])
        keys = list(map(tuple, attributes.tolist()))
        if len(self._index) + len(keys) > _MAX_FORMS:
            self._index.clear()
        index = self._index
        fresh = {key: position for position, key in enumerate(keys) if key not in index}
        if fresh:
            self._add(fresh, attributes[list(fresh.values())], doc)
        return self._rows[[index[key] for key in keys]]

    def _add(self, keys: dict[tuple[int, ...], int], attributes: NDArray[np.uint64], doc: Doc) -> None:
        first = len(self._index)
        while first + len(keys) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        hashed = self._hash.predict(attributes[:, 1:])
        rows = np.hstack([hashed, self._static_rows(attributes[:, 0], doc)])
        self._rows[first : first + len(keys)] = self._mix.predict(rows)
        self._index.update(zip(keys, range(first, first + len(keys)), strict=True))

    def _static_rows(self, forms: NDArray[np.uint64], doc: Doc) -> Rows:
        """What spaCy's StaticVectors layer gives: the form's vector times a matrix; zeros where it has none."""
        vectors = doc.vocab.vectors
        found = vectors.find(keys=forms.tolist())
        known = np.where(found[:, None] < 0, np.float32(0), vectors.data[np.maximum(found, 0)])
        product: Rows = _ROW_WISE.gemm(np.ascontiguousarray(known, dtype="f"), self._static.get_param("W"), trans2=True)
        return product
