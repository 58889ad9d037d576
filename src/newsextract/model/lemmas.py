"""Doc → lemmas, looked up once a form and part of speech."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.tokens import Doc


class Lemmas:
    """spaCy's French rule lemmatiser, whose answer depends on a token's form and part of speech alone."""

    def __init__(self, lemmatizer: Any) -> None:
        index = lemmatizer.lookups.get_table("lemma_index")
        for part in list(index):  # lists of up to 60 000 words, which every new word would be sought in
            index[part] = frozenset(index[part])
        self._lemmatize = lemmatizer.lemmatize
        self._strings = lemmatizer.vocab.strings
        self._lemma_of: dict[tuple[int, int], int] = {}

    def set(self, doc: Doc) -> None:
        """Set the lemma of every token."""
        known = self._lemma_of
        keys = list(map(tuple, doc.to_array(["ORTH", "POS"]).tolist()))
        for position, key in enumerate(keys):
            if key not in known:
                known[key] = self._strings.add(self._lemmatize(doc[position])[0])
        doc.from_array(["LEMMA"], np.array([known[key] for key in keys], np.uint64))  # type: ignore[arg-type]
