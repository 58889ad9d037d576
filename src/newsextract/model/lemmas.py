"""Doc → lemmas, looked up once a form and part of speech."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

_MIX = np.uint64(0x9E3779B97F4A7C15)  # any odd number


class Lemmas:
    """spaCy's French rule lemmatiser, whose answer depends on a token's form and part of speech alone."""

    def __init__(self, lemmatizer: Any) -> None:
        self._lemmatizer = lemmatizer
        self._strings = lemmatizer.vocab.strings
        self._lemma_of: dict[int, int] = {}
        self._latest = self._lemma_of  # where new ones go

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Within it new lemmas are kept until its end alone: their strings go with the words'."""
        self._latest = {}
        try:
            yield
        finally:
            self._latest = self._lemma_of

    def set(self, doc: Doc) -> None:
        """Set the lemma of every token."""
        parts: Any = doc.to_array(["ORTH", "POS"])
        keys = (parts[:, 0] + parts[:, 1] * _MIX).tolist()  # as good a hash as the form's
        lemmas = list(map(self._lemma_of.get, keys))
        if None in lemmas:
            for position, (key, lemma) in enumerate(zip(keys, lemmas, strict=True)):
                if lemma is None:
                    lemmas[position] = self._new(key, doc[position])
        doc.from_array(["LEMMA"], np.array(lemmas, np.uint64))  # type: ignore[arg-type]

    def _new(self, key: int, token: Token) -> int:
        if key not in self._latest:
            self._latest[key] = self._strings.add(self._lemmatizer.lemmatize(token)[0])
            self._lemmatizer.cache.clear()  # spaCy's would keep every name of a run; it is asked once a form
        return self._latest[key]
