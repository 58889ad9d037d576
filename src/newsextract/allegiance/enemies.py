"""A side and a count → whose enemies the counted are, as far as the article tells."""

from __future__ import annotations

from dataclasses import replace

from newsextract.allegiance.telling import HOSTILE, Asked, Telling
from newsextract.allegiance.topic import state_of
from newsextract.matchers.troops.belligerents import Kind, opponent, references
from newsextract.matchers.troops.discourse import author
from newsextract.matchers.troops.sides import is_code


def opposed(telling: Telling, asked: Asked, side: str, *, hostile: bool = False) -> str | None:
    """Whom `side` fights; for soldiers, failing that, the state that the text is about."""
    kind = _kind(telling, asked, side, hostile=hostile)
    if kind == "group" and asked.names_other_group:
        return None
    found = opponent(telling.reading, side, asked.start, kind)
    if kind != "group" and (found is None or found in telling.onlookers):
        return state_of(telling, replace(asked, clue=replace(asked.clue, exclude=asked.clue.exclude | {side})))
    return found if found is None or is_code(found) or _is_known(telling, asked, found) else None


def _kind(telling: Telling, asked: Asked, side: str, *, hostile: bool) -> Kind:
    """A unit of the enemy's may be either's; whom a state calls its enemy, where there are rebels, are those."""
    if hostile and asked.fact.category == "unit":
        return "any"
    rebels = asked.kind == "any" and asked.clue.lemma in HOSTILE and is_code(side) and telling.has_groups()
    return "group" if rebels else asked.kind


def _is_known(telling: Telling, asked: Asked, group: str) -> bool:
    """True for a group that the article has named by the end of the next paragraph; those whom a government calls
    terrorists may be anyone, unless the group was named before or claims the attack."""
    offsets = [one.offset for one in references(telling.reading) if one.side == group]
    if asked.clue.lemma == "terroriste":
        return any(offset < asked.start for offset in offsets) or author(telling.reading, asked.start) == group
    return any(offset < telling.next_paragraph_end(asked.fact.end) for offset in offsets)
