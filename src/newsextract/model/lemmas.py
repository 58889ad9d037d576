"""Doc → lemmas, looked up once a form and part of speech."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.tokens import Doc

_MIX = np.uint64(0x9E3779B97F4A7C15)  # any odd number


class Lemmas:
    """spaCy's French rule lemmatiser, whose answer depends on a token's form and part of speech alone."""

    def __init__(self, lemmatizer: Any) -> None:
        index = lemmatizer.lookups.get_table("lemma_index")
        for part in list(index):  # lists of up to 60 000 words, which every new word would be sought in
            index[part] = frozenset(index[part])
        self._lemmatize = lemmatizer.lemmatize
        self._strings = lemmatizer.vocab.strings
        self._lemma_of: dict[int, int] = {}

    def set(self, doc: Doc) -> None:
        """Set the lemma of every token."""
        parts: Any = doc.to_array(["ORTH", "POS"])
        keys = (parts[:, 0] + parts[:, 1] * _MIX).tolist()  # as good a hash as the form's
        lemmas = list(map(self._lemma_of.get, keys))
        if None in lemmas:
            for position, (key, lemma) in enumerate(zip(keys, lemmas, strict=True)):
                if lemma is None and key not in self._lemma_of:
                    self._lemma_of[key] = self._strings.add(self._lemmatize(doc[position])[0])
            lemmas = list(map(self._lemma_of.get, keys))
        doc.from_array(["LEMMA"], np.array(lemmas, np.uint64))  # type: ignore[arg-type]
