"""Many fixed words → one regular expression that tries only those that share the letters read so far.

An alternation of a thousand names tries each of them at every character; a trie of them is as fast as a handful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def trie_pattern(words: Iterable[str]) -> str:
    """The source of an expression that matches the longest of `words`: {'Gao', 'Gaza'} → 'Ga(?:o|za)'."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _source(root)


def _source(node: dict[str, Any]) -> str:
    branches = []
    for letter, below in sorted(node.items()):
        if letter:
            run = letter
            while len(below) == 1 and "" not in below:
                ((letter, below),) = below.items()
                run += letter
            branches.append(re.escape(run) + _source(below))
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return "(?:" + "|".join(branches) + ")" + ("?" if "" in node else "")
