"""spaCy's tokenizer without its regular expressions where they cannot match.

A word of letters alone has no prefix, suffix or infix and is no address, and most words are. Asking the five
expressions took more than half of the tokenizer's time on words that it meets for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from spacy.language import Language

Found = TypeVar("Found")
# of spacy.Tokenizer, with what each says where it finds nothing; tests hold that letters alone give it
_ASKED: dict[str, Any] = {
    "token_match": None,
    "url_match": None,
    "prefix_search": None,
    "suffix_search": None,
    "infix_finditer": (),
}


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
