"""Articles and rejects of a run → the store's list of inputs, and the texts that the pipeline has yet to see."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsextract import worker
from newsextract.articles import Article, Reject
from newsextract.duplicates import Duplicates
from newsextract.language import language_of
from newsextract.store import Store

Text = tuple[str, str]  # key, text


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
    _duplicates: Duplicates = field(default_factory=Duplicates)
    _seen: set[str] = field(default_factory=set)

    def pending(self, inputs: Iterable[Article | Reject]) -> Iterator[Text]:
        """Yield (key, text) of each text that has no result yet, once."""
        for item in inputs:
            rejected = item if isinstance(item, Reject) else _foreign(item)
            if rejected is not None:
                self._reject(rejected)
            elif isinstance(item, Article):
                yield from self._take(item)

    def _reject(self, reject: Reject) -> None:
        self.store.add_reject(reject)
        self.counts.rejected += 1

    def _take(self, article: Article) -> Iterator[Text]:
        sha256 = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
        first = self._duplicates.first_of(article.id, article.text, sha256)
        key = f"{worker.fingerprint()}:{sha256}"
        wanted = first is None or self.keep_duplicates
        if not self.store.add_input(article, key if wanted else None, sha256, first, self.keep_text):
            self._reject(Reject(article.id, "parse_error", "another article has the same id; give each its own"))
            return
        self.counts.read += 1
        if not wanted or key in self._seen or self.store.has_result(key):
            self.counts.done += 1
            return
        self._seen.add(key)
        yield key, article.text


def _foreign(article: Article) -> Reject | None:
    language = language_of(article.text)
    if language == "fr":
        return None
    return Reject(article.id, "not_french", f"the text is in another language ({language}); only French is read")
