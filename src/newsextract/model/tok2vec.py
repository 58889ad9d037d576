"""Doc → the model's token vectors: an embedding, computed once a word form, then a window encoder.

The embedding looks at each token alone: at hash embeddings of its lexical attributes and at its static vector. The
encoder runs on every article; it is spaCy's, written out in the few NumPy operations that it comes to.
"""

from __future__ import annotations

from collections.abc import Iterator
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
Indices = NDArray[np.int64]

_EPSILON = np.float32(1e-8)  # thinc.layers.layernorm

# A product of BLIS gives a row the same bits whatever rows stand beside it; NumpyOps without BLIS does not.
_ROW_WISE = NumpyOps(use_blis=True)
_OF_TOKENS = frozenset({"NORM", "SPACY"})  # attributes that tokens of one form may differ in
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # any odd numbers
_MAX_FORMS = 16_000  # 61 MB of rows and their products; new ones come slowly once the language's own are known


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
        self._make_room(_MAX_FORMS)

    def _make_room(self, forms: int) -> None:
        """Forget all forms; space for as many as asked. Number 0 is the nothing around a text, a row of zeros."""
        self._index: dict[int, int] = {}
        self._rows: Rows = np.zeros((forms + 1, self._mix.get_dim("nO")), dtype="f")
        self._products = self._encoder.products(self._rows[:1], room=forms + 1)

    def predict(self, docs: list[Doc]) -> Iterator[Rows]:
        """(tokens, width) vectors of each doc's tokens, as the tok2vec itself gives them for that doc alone."""
        for numbers in self._numbers(docs):
            yield self._encoder.predict(self._rows, self._products, numbers)

    def _numbers(self, docs: list[Doc]) -> list[Indices]:
        """The number of each token's form; those not met before are computed together, four times faster."""
        keys = [self._keys(doc) for doc in docs]
        fresh = self._fresh(keys)
        if len(self._index) + len(fresh) >= len(self._rows):
            self._index.clear()
            fresh = self._fresh(keys)
            if len(fresh) >= len(self._rows):
                self._make_room(len(fresh))
        if fresh:
            self._add(list(fresh), self._attributes(docs, list(fresh.values())), docs[0].vocab.vectors)
        return [np.fromiter(map(self._index.__getitem__, of_doc), np.int64, len(of_doc)) for of_doc in keys]

    def _fresh(self, keys: list[list[int]]) -> dict[int, tuple[int, int]]:
        """Key of a form not met before → a token of that form: (number of the doc, token)."""
        fresh: dict[int, tuple[int, int]] = {}
        for number, of_doc in enumerate(keys):
            unknown = set(of_doc).difference(self._index, fresh)
            if unknown:
                places = dict(zip(of_doc, range(len(of_doc)), strict=True))
                fresh.update((key, (number, places[key])) for key in unknown)
        return fresh

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
        first = len(self._index) + 1
        last = first + len(keys)
        features = np.hstack([self._hash.predict(attributes[:, 1:]), self._static_rows(attributes[:, 0], vectors)])
        self._rows[first:last] = self._mix.predict(features)
        self._products[:, first:last] = self._encoder.products(self._rows[first:last])
        self._index.update(zip(keys, range(first, last), strict=True))

    def _static_rows(self, forms: NDArray[np.uint64], vectors: Vectors) -> Rows:
        """What spaCy's StaticVectors layer gives: the form's vector times a matrix; zeros where it has none."""
        found = vectors.find(keys=forms)
        known = np.where(found[:, None] < 0, np.float32(0), vectors.data[np.maximum(found, 0)])
        product: Rows = _ROW_WISE.gemm(np.ascontiguousarray(known, dtype="f"), self._static.get_param("W"), trans2=True)
        return product


class WindowEncoder:
    """spaCy's `MaxoutWindowEncoder.v2`: residual layers of window, product, maxout and layer normalisation.

    What the first layer multiplies follows from the forms of a word and its neighbours: their products are cached and
    added, in a fifth of the time.
    """

    def __init__(self, encode: Model[Any, Any]) -> None:
        self._pad = encode.attrs["pad"]  # rows of zeros around the text, as many as the layers reach
        self._first, *self._layers = [_Layer(residual.layers[0]) for residual in encode.layers[0].layers]

    def products(self, rows: Rows, room: int = 0) -> Rows:
        """(3, rows, pieces × width): what a row adds to the first layer of the word after it, of its own, of the one
        before; with space for `room` rows, if that is more.
        """
        found = np.zeros((3, max(len(rows), room), self._first.bias.shape[0]), dtype="f")
        for place, weights in enumerate(np.split(self._first.weights, 3)):
            found[place, : len(rows)] = _ROW_WISE.gemm(rows, np.ascontiguousarray(weights))
        found[1, : len(rows)] += self._first.bias
        return found

    def predict(self, rows: Rows, products: Rows, numbers: Indices) -> Rows:
        """(tokens, width) of the tokens whose forms have these `numbers` among the rows and products."""
        around = np.zeros(self._pad, np.int64)
        numbers = np.concatenate([around, numbers, around])
        padded = rows.take(numbers, axis=0)
        after, own, before = products
        product = own.take(numbers, axis=0)
        product[1:] += after.take(numbers[:-1], axis=0)
        product[:-1] += before.take(numbers[1:], axis=0)
        padded += self._first.activated(product)
        for layer in self._layers:
            padded += layer.predict(padded)
        return padded[self._pad : -self._pad]


class _Layer:
    """expand_window(1) >> Maxout >> LayerNorm."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        nodes: dict[str, Any] = {node.name: node for node in layer.walk()}
        maxout, norm = nodes["maxout"], nodes["layernorm"]
        self._pieces = maxout.get_dim("nP")
        # pieces outermost, so that the maximum is taken over whole blocks
        weights = maxout.get_param("W").swapaxes(0, 1)
        self.weights: Rows = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]).T)
        self.bias: Rows = maxout.get_param("b").T.reshape(-1)
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def predict(self, rows: Rows) -> Rows:
        width = rows.shape[1]
        window: Rows = np.empty((len(rows), 3 * width), dtype="f")
        window[0, :width] = window[-1, 2 * width :] = 0
        window[1:, :width] = rows[:-1]
        window[:, width : 2 * width] = rows
        window[:-1, 2 * width :] = rows[1:]
        product = window @ self.weights
        product += self.bias
        return self.activated(product)

    def activated(self, product: Rows) -> Rows:
        """(tokens, pieces × width) → (tokens, width): the maximum of the pieces, normalised."""
        blocks = product.reshape(len(product), self._pieces, -1)
        return self._normalized(reduce(np.maximum, (blocks[:, piece] for piece in range(self._pieces))))

    def _normalized(self, rows: Rows) -> Rows:
        centred: Rows = rows - rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred) / np.float32(rows.shape[1]) + _EPSILON
        centred *= variance[:, None] ** np.float32(-0.5)
        centred *= self._gain
        centred += self._shift
        return centred
