"""A troop count in its sentence → where its words end, and what is said of them begins."""

from __future__ import annotations

import re

from newsextract.reading import Reading
from newsextract.records import Troops

# 1 200 [d'entre eux] auraient déjà embarqué
_OF_THEM = re.compile(r" d'entre (?:eux|elles|nous)\b")


def group_end(reading: Reading, fact: Troops) -> int | None:
    """Where a group that stands right behind its number ends: *anciens* militaires begins before its noun."""
    head = fact.anchor if fact.anchor is not None else fact.start
    if fact.group is None or not fact.end <= head <= fact.end + 40:
        return None
    start = reading.text.find(fact.group, fact.end, head + len(fact.group))
    return start + len(fact.group) if start >= 0 else None


def behind(reading: Reading, fact: Troops) -> int | None:
    """Where the group ends, or the number where its noun stands elsewhere: there the verb follows it."""
    among = _OF_THEM.match(reading.folded, fact.end)
    if among is not None:
        return among.end()
    bare = fact.anchor is not None and not fact.end <= fact.anchor <= fact.end + 40
    return fact.end if bare else group_end(reading, fact)
