"""Articles and rejects of a run → the store's list of inputs, and the texts that the pipeline has yet to see."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from newsextract.articles import Article, Reject
from newsextract.duplicates import Sketch, sketch_of
from newsextract.fingerprint import fingerprint
from newsextract.language import language_of
from newsextract.store import Input, Store
from newsextract.worker import Text

LONGEST = 10_000_000  # characters; some minutes' work, and more than any article


@dataclass
class Counts:
    """Inputs so far: read, finished (processed now or before, or a duplicate), rejected."""

    read: int = 0
    done: int = 0
    rejected: int = 0


@dataclass
class Intake:
    """Lists the inputs of one run in the store: language checked, duplicates marked."""

    store: Store
    keep_text: bool = True
    keep_duplicates: bool = False
    counts: Counts = field(default_factory=Counts)

    def pending(self, inputs: Iterable[Article | Reject]) -> Iterator[Text]:
        """Yield (key, text) of each text that has no result yet, once."""
        for item in inputs:
            if isinstance(item, Reject):
                self._reject(item)
            else:
                yield from self._take(item)

    def _reject(self, reject: Reject) -> None:
        self.store.add_reject(reject)
        self.counts.rejected += 1

    def _take(self, article: Article) -> Iterator[Text]:
        sha256 = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
        packed = self.store.sketch(sha256, fingerprint())
        if packed is None:
            unfit = _unfit(article)
            if unfit is not None:
                self._reject(unfit)
                return
            sketch = sketch_of(article.text)
            packed = sketch.pack() if sketch else b""
            self.store.add_sketch(sha256, fingerprint(), packed)
        item = self._listed(article, sha256, packed)
        known = item.key is None or self.store.awaits_result(item.key) or self.store.has_result(item.key)
        if not self.store.add_input(item, self.keep_text):
            self._reject(Reject(article.id, "parse_error", "another article has the same id; give each its own"))
            return
        self.counts.read += 1
        if known or item.key is None:
            self.counts.done += 1
        else:
            yield item.key, article.text

    def _listed(self, article: Article, sha256: str, packed: bytes) -> Input:
        """The article with what it repeats among the articles before it, by its packed sketch."""
        key = f"{fingerprint()}:{sha256}"
        first = self.store.first_with(sha256)
        sketch = Sketch.unpack(packed) if packed and first is None else None
        if sketch is not None:
            first = self._copied(sketch)
        if first is not None:
            return Input(article, sha256, key if self.keep_duplicates else None, first)
        if sketch is None:
            return Input(article, sha256, key)
        return Input(article, sha256, key, None, packed, sketch.bands)

    def _copied(self, sketch: Sketch) -> str | None:
        for article_id, packed in self.store.sharing_a_band(sketch.bands):
            if sketch.is_copy_of(Sketch.unpack(packed)):
                return article_id
        return None


def _unfit(article: Article) -> Reject | None:
    if len(article.text) > LONGEST:
        return Reject(article.id, "too_long", f"more than {LONGEST:,} characters for one article; split it")
    language = language_of(article.text)
    if language == "fr":
        return _without_accents(article)
    return Reject(article.id, "not_french", f"the text is in another language ({language}); only French is read")


_SAMPLE = 20_000  # characters
_FEWEST_LETTERS = 400
_ACCENTED = re.compile("[À-ÖØ-öø-ÿŒœ\u0300-\u036f]")  # of French letters, one in twenty-five


def _without_accents(article: Article) -> Reject | None:
    """A reject of a text that has lost its accents: *tues*, *blesses*, *a Gao* are other words, and so other facts."""
    sample = article.text[:_SAMPLE]
    few = 1 + len(sample) // 10_000
    if sum(1 for _ in islice(_ACCENTED.finditer(sample), few)) == few:
        return None
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return None
    return Reject(article.id, "encoding", f"{letters:,} letters and no accents: they were lost; export the text anew")
