"""Doc → the model's token vectors: an embedding, computed once a word form, then a window encoder.

The embedding looks at each token alone: at hash embeddings of its lexical attributes and at its static vector. The
encoder runs on every article; it is spaCy's, written out in the few NumPy operations that it comes to.
"""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vectors import Vectors
from thinc.api import Model, NumpyOps

Rows = NDArray[np.float32]

_EPSILON = np.float32(1e-8)  # thinc.layers.layernorm

# A product of BLIS gives a row the same bits whatever rows stand beside it; NumpyOps without BLIS does not.
_ROW_WISE = NumpyOps(use_blis=True)
_OF_TOKENS = frozenset({"NORM", "SPACY"})  # attributes that tokens of one form may differ in
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # any odd numbers
_MAX_FORMS = 100_000  # 38 MB of rows; press in one language stays below for tens of thousands of articles


class CachedTok2Vec:
    """spaCy's `Tok2Vec.v2` with static vectors, its embedding cached.

    Parts (spacy.ml.models.tok2vec): embed = chain(concatenate(hash embeddings, static vectors), maxout, …); encode.
    """

    def __init__(self, tok2vec: Model[Any, Any]) -> None:
        embed, encode = tok2vec.layers[:2]
        self._encoder = WindowEncoder(encode)
        features, mixer = embed.layers[0], embed.layers[1]
        hashed, static = features.layers
        self._columns = hashed.layers[0].attrs["columns"]
        self._hash, self._static, self._mix = hashed.layers[2], static, mixer
        for part in (self._hash, self._mix):
            for node in part.walk():
                node.ops = _ROW_WISE
        # all other attributes that it looks at follow from the form
        self._key_columns = ["ORTH", *(column for column in self._columns if column in _OF_TOKENS)]
        self._rows: Rows = np.zeros((1024, self._mix.get_dim("nO")), dtype="f")
        self._index: dict[int, int] = {}

    def learn(self, docs: list[Doc]) -> None:
        """Compute the embeddings of the forms not met before, of many docs together: four times faster."""
        keys = [self._keys(doc) for doc in docs]
        if len(self._index) + sum(map(len, keys)) > _MAX_FORMS:
            self._index.clear()
        fresh: dict[int, tuple[int, int]] = {}  # key → a token of that form
        for number, of_doc in enumerate(keys):
            for place, key in enumerate(of_doc):
                if key not in self._index and key not in fresh:
                    fresh[key] = number, place
        if fresh:
            self._add(list(fresh), self._attributes(docs, list(fresh.values())), docs[0].vocab.vectors)

    def predict(self, doc: Doc) -> Rows:
        """(tokens, width) vectors of a doc that was learnt, as the tok2vec itself gives them for this doc alone."""
        return self._encoder.predict(self.embed(doc)) if len(doc) else np.zeros((0, self._rows.shape[1]), dtype="f")

    def embed(self, doc: Doc) -> Rows:
        """(tokens, width) embedding rows of a doc that was learnt."""
        return self._rows[[self._index[key] for key in self._keys(doc)]]

    def _keys(self, doc: Doc) -> list[int]:
        """A number for each token's form, as good a hash as its parts are."""
        parts: Any = doc.to_array(self._key_columns)
        keys: list[int] = (parts * _MIX[: parts.shape[1]]).sum(axis=1, dtype=np.uint64).tolist()
        return keys

    def _attributes(self, docs: list[Doc], places: list[tuple[int, int]]) -> NDArray[np.uint64]:
        """(places, 1 + columns): the vector's key and the hashed attributes of tokens, each (number of doc, token)."""
        columns = [docs[0].vocab.vectors.attr, *self._columns]
        rows: list[Any] = []
        for number, of_doc in groupby(places, key=itemgetter(0)):
            attributes: Any = docs[number].to_array(columns)
            rows.append(attributes[[place for _, place in of_doc]])
        return np.concatenate(rows)

    def _add(self, keys: list[int], attributes: NDArray[np.uint64], vectors: Vectors) -> None:
        first = len(self._index)
        while first + len(keys) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        rows = np.hstack([self._hash.predict(attributes[:, 1:]), self._static_rows(attributes[:, 0], vectors)])
        self._rows[first : first + len(keys)] = self._mix.predict(rows)
        self._index.update(zip(keys, range(first, first + len(keys)), strict=True))

    def _static_rows(self, forms: NDArray[np.uint64], vectors: Vectors) -> Rows:
        """What spaCy's StaticVectors layer gives: the form's vector times a matrix; zeros where it has none."""
        found = vectors.find(keys=forms.tolist())
        known = np.where(found[:, None] < 0, np.float32(0), vectors.data[np.maximum(found, 0)])
        product: Rows = _ROW_WISE.gemm(np.ascontiguousarray(known, dtype="f"), self._static.get_param("W"), trans2=True)
        return product


class WindowEncoder:
    """spaCy's `MaxoutWindowEncoder.v2`: residual layers of window, product, maxout and layer normalisation."""

    def __init__(self, encode: Model[Any, Any]) -> None:
        self._pad = encode.attrs["pad"]  # rows of zeros around the text, as many as the layers reach
        self._layers = [_Layer(residual.layers[0]) for residual in encode.layers[0].layers]

    def predict(self, rows: Rows) -> Rows:
        """(tokens, width) → (tokens, width)."""
        padded = np.zeros((len(rows) + 2 * self._pad, rows.shape[1]), dtype="f")
        padded[self._pad : self._pad + len(rows)] = rows
        for layer in self._layers:
            padded += layer.predict(padded)
        return padded[self._pad : self._pad + len(rows)]


class _Layer:
    """expand_window(1) >> Maxout >> LayerNorm."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        nodes: dict[str, Any] = {node.name: node for node in layer.walk()}
        maxout, norm = nodes["maxout"], nodes["layernorm"]
        self._pieces = maxout.get_dim("nP")
        # pieces outermost, so that the maximum is taken over whole blocks
        weights = maxout.get_param("W").swapaxes(0, 1)
        self._weights = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]).T)
        self._bias = maxout.get_param("b").T.reshape(-1)
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def predict(self, rows: Rows) -> Rows:
        width = rows.shape[1]
        window = np.zeros((len(rows), 3 * width), dtype="f")
        window[1:, :width] = rows[:-1]
        window[:, width : 2 * width] = rows
        window[:-1, 2 * width :] = rows[1:]
        product = window @ self._weights
        product += self._bias
        blocks = product.reshape(len(rows), self._pieces, -1)
        return self._normalized(reduce(np.maximum, (blocks[:, piece] for piece in range(self._pieces))))

    def _normalized(self, rows: Rows) -> Rows:
        centred: Rows = rows - rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred) / np.float32(rows.shape[1]) + _EPSILON
        centred *= variance[:, None] ** np.float32(-0.5)
        centred *= self._gain
        centred += self._shift
        return centred
