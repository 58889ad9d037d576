"""Many words → one regular expression that tries them as a tree of letters, not one after the other.

Python's `re` tries each branch of `a|b|c` in turn; a thousand words cost a thousand trials at every offset. Joined by
their common beginnings they cost a few. The longest word still wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

_END = ""


def longest_first(words: Iterable[str]) -> list[str]:
    """The words, each once, as branches of `a|b|c`: else a shorter one would match where a longer stands.

    Words of one length come in the order of the alphabet: that of a set differs from process to process.
    """
    return sorted(set(words), key=lambda word: (-len(word), word))


def one_of(words: Iterable[str]) -> str:
    """The source of a group that matches exactly `words`: ("mort", "mortier") → (?:mort(?:ier)?)."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _source(root)


def one_of_paradigms(paradigms: Iterable[Iterable[str]]) -> str:
    """The source of a group that matches whole words: verbs whose forms end alike share their endings, so that four
    hundred verbs take the room of their stems: (affirme, affirment), (nie, nient) → (?:(?:affirm|ni)e(?:nt)?)\\b."""
    stems: dict[frozenset[str], set[str]] = {}
    for paradigm in paradigms:
        words = set(paradigm)
        stem = _beginning(min(words), max(words))
        stems.setdefault(frozenset(word.removeprefix(stem) for word in words), set()).add(stem)
    lone = {
        stem + ending for endings, alike in stems.items() if len(alike) == 1 for stem in alike for ending in endings
    }
    shared = sorted((sorted(alike), sorted(endings)) for endings, alike in stems.items() if len(alike) > 1)
    branches = [one_of(alike) + one_of(endings) for alike, endings in shared]
    return "(?:" + "|".join([*branches, *([one_of(lone)] if lone else ())]) + r")\b"


def _beginning(one: str, other: str) -> str:
    """The letters with which both words begin; of the first and the last of a sorted list, those of all."""
    return one[: next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))]


def _source(node: dict[str, Any]) -> str:
    """The words that hang on `node`; what ends here is tried last, so that the longest match wins."""
    branches = [_escaped(letter) + _source(node[letter]) for letter in sorted(node) if letter != _END]
    if not branches:
        return ""
    if len(branches) == 1 and _END not in node:
        return branches[0]
    return "(?:" + "|".join(branches) + ")" + ("?" if _END in node else "")


_escaped: Callable[[str], str] = cache(re.escape)  # asked of some seventy thousand letters at the start
