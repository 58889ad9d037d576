"""Text → the acronyms that it spells out: *Service national de renseignement (NIS)* (Schwartz & Hearst 2003)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsextract.matchers.attributions.source_words import is_person_noun, is_source_head, words_of

_BRACKETED = re.compile(r"[(\[](?P<acronym>(?:\d+e )?[A-ZÉ][\w-]{1,9})[)\],]")
# the words before a bracket: at most ten, in one line
_WORDS_BEFORE = re.compile(r"(?:[A-ZÀ-Ýa-zà-ÿ][\w'-]* ){1,10}$")
_ELIDED = re.compile(r"^[ldLD]'")
_SMALL_WORDS = frozenset(
    {"de", "du", "des", "la", "le", "les", "et", "pour", "à", "aux", "au", "en", "sur", "d'", "l'"}
)
_OPENERS = frozenset({"Le", "La", "Les", "Selon", "Pour", "D'après", "Un", "Une", "Des"})


def find_acronyms(folded: str) -> Iterator[tuple[str, str]]:
    """(acronym, full name) where the text gives both."""
    for match in _BRACKETED.finditer(folded):
        before = _WORDS_BEFORE.search(folded, max(0, match.start() - 120), match.start())
        if before is None:
            continue
        words = re.findall(r"(?:[ldLD]')?\S+", before[0])
        start = _start_of_name(words, match["acronym"])
        if start is not None:
            yield match["acronym"], _ELIDED.sub("", " ".join(words[start:]))


def _start_of_name(words: list[str], acronym: str) -> int | None:
    """Where the full name of an acronym begins: where the initials agree best, else at the first capital."""
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    bare = [_ELIDED.sub("", word) for word in words]
    for start in range(len(words) - 1, -1, -1):
        initials = [word[0].lower() for word in bare[start:] if word and word.lower() not in _SMALL_WORDS]
        agree = len(initials) >= 2 and initials[: len(letters)] == letters[: len(initials)]
        if agree and len(initials) >= len(letters) - 1:
            return start
    named = [index for index, word in enumerate(bare) if word[:1].isupper() and words[index] not in _OPENERS]
    heads = [index for index, word in enumerate(bare) if is_source_head(word) and word not in words_of("fighters")]
    led = bool(heads and named) and is_person_noun(words[heads[0]])  # patron du Service national de renseignement (NIS)
    if heads and (not named or (heads[0] < named[0] and not led)):
        return heads[0]
    return named[0] if named else None
