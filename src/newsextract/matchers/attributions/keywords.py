"""Reading → the words at which a cue may stand, found in one pass over the tokens.

*selon*, *affirme*, *fait* (of *faire état de*): the expensive expressions are tried at these words only. What a form
may be is found once and kept by its number in the model's string store, so that a token costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import compress

from spacy.attrs import ORTH
from spacy.strings import StringStore

from newsextract.frozen import frozen
from newsextract.lexicon import function_words, read_toml
from newsextract.matchers.attributions.cue_verbs import verb_forms
from newsextract.reading import Reading, remembered
from newsextract.text import fold

_WORD = re.compile(r"\w+")
_REMEMBERED = 30_000  # forms, more than the language's own: a long run meets names without end
_NO_KEY = function_words("no_keys")


@frozen(slots=True)
class Keyword:
    """A word of the text at which a cue may stand: its offset, its letters, its lemma if it is a verb of saying."""

    start: int
    word: str
    lemma: str | None
    kinds: tuple[str, ...]


@remembered
def keywords(reading: Reading) -> Sequence[Keyword]:
    """The keywords of a text, in order."""
    if len(_known) > _REMEMBERED:
        _known.clear()
    forms: list[int] = reading.doc.to_array(ORTH).tolist()
    strings = reading.doc.vocab.strings
    entries = list(map(_known.get, forms))
    if None in entries:
        for form in set(forms).difference(_known):
            _known[form] = _entry(strings, form)
        entries = list(map(_known.get, forms))
    found = compress(zip(reading.token_starts, entries, strict=True), entries)
    return tuple(Keyword(start, *entry) for start, entry in found if entry)


Entry = tuple[str, str | None, tuple[str, ...]] | tuple[()]
_known: dict[int, Entry] = {}


def _entry(strings: StringStore, form: int) -> Entry:
    """What the first word of a token may be: (letters, lemma of a verb of saying, kinds of phrases), or nothing."""
    match = _WORD.match(fold(strings[form]))
    if match is None:
        return ()
    word = match[0]
    lemma = verb_forms().get(word) or verb_forms().get(word.lower())
    kinds = _kinds().get(word.lower(), ())
    return (word, lemma, kinds) if lemma or kinds else ()


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """Word in lower case → the kinds of phrases that it is the key to."""
    table = read_toml("cue_phrases.toml")
    kinds: dict[str, dict[str, None]] = {}  # in the order of their finders: a set's order changes from run to run

    def add(kind: str, *words: str) -> None:
        for word in words:
            kinds.setdefault(word, {})[kind] = None

    for phrase in table["prepositions"]["phrases"].split("|"):
        add("preposition", _key(phrase))
    add("source", "source", "sources")
    add("opinion", "pour")
    add("relative", "selon", "après", "pour")
    add("impersonal", "il", "on")
    add("learnt", "appris", "apprend", "apprenait")
    add("read", "lit", "lisait", "lire", "ressort", "ressortait", "ressortirait")
    add("news", *(word.replace("-", " ").split()[0] for word in table["impersonal"]["news"].split()))
    for phrase in table["impersonal"]["clauses"].split("|"):
        add("clause", *phrase.split()[:2])
    add("noun", *(word.replace("-", " ").split()[0] for word in table["nouns"]["nouns"].split()))
    for name, forms in table["light_verbs"].items():
        if name.startswith("forms_"):
            add("light", *forms.split())
    return {word: tuple(found) for word, found in kinds.items()}


def _key(phrase: str) -> str:
    """The word of a phrase that is least frequent elsewhere: the last that is no article, preposition or pronoun."""
    words: list[str] = [word.lower() for word in _WORD.findall(phrase)]
    return next((word for word in reversed(words) if word not in _NO_KEY), words[-1])
