"""spaCy's tokenizer, which splits each string between blanks once, and asks its expressions where they may match.

A word of letters alone has no prefix, suffix or infix and is no address, and most words are. Asking the five
expressions took more than half of the tokenizer's time on words that it meets for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

Found = TypeVar("Found")
# of spacy.Tokenizer, with what each says where it finds nothing; tests hold that letters alone give it
_ASKED: dict[str, Any] = {
    "token_match": None,
    "url_match": None,
    "prefix_search": None,
    "suffix_search": None,
    "infix_finditer": (),
}

_MAX_STRINGS = 24_000  # some 5 MB


class CachedTokenizer:
    """A pipeline's tokenizer that keeps what it made of every string.

    From the first special case of a text on, be it *M.* or *aujourd'hui*, spaCy's keeps nothing more of that text, and
    splits *guerre,* anew each time that it comes. So a string that may hold one is first shown to it alone.
    """

    def __init__(self, nlp: Language) -> None:
        spare_plain_words(nlp)
        assert isinstance(nlp.tokenizer, Tokenizer)
        self._tokenizer = nlp.tokenizer
        self._tokenizer.max_cache_size = _MAX_STRINGS
        self._met: set[str] = set()

    def __call__(self, text: str) -> Doc:
        """The tokens of a text, those of spaCy."""
        if len(self._met) < _MAX_STRINGS and not self._tokenizer.vocab.in_memory_zone:  # where spaCy's keeps nothing
            fresh = set(text.split()).difference(self._met)
            self._met |= fresh
            plain = {string for string in fresh if string.isalpha()}.difference(self._tokenizer.rules)
            self._tokenizer(" ".join(plain))  # no special case among them; a Doc for each would cost a third of this
            for string in fresh.difference(plain):
                self._tokenizer(string)
        doc: Doc = self._tokenizer(text)
        return doc


def spare_plain_words(nlp: Language) -> None:
    """Let the pipeline's tokenizer ask its expressions only about words that hold more than letters."""
    tokenizer: Any = nlp.tokenizer
    rules, tokenizer.rules = tokenizer.rules, {}  # which the tokenizer would read anew at each change
    for name, nothing in _ASKED.items():
        setattr(tokenizer, name, _unless_letters(getattr(tokenizer, name), nothing))
    tokenizer.rules = rules


def _unless_letters(ask: Callable[[str], Found], nothing: Found) -> Callable[[str], Found]:
    def asked(word: str) -> Found:
        return nothing if word.isalpha() else ask(word)

    return asked
