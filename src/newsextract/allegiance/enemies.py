"""A side and a count → whose enemies the counted are, as far as the article tells."""

from __future__ import annotations

import re
from dataclasses import replace

from newsextract.allegiance.telling import DISLOYAL, HOSTILE, Asked, Telling
from newsextract.allegiance.topic import state_of
from newsextract.matchers.troops.belligerents import (
    Kind,
    armed_sides,
    hostility,
    opponent,
    peacekeepers,
    references,
    rivals_of,
)
from newsextract.matchers.troops.discourse import author
from newsextract.matchers.troops.salience import paragraph_start
from newsextract.matchers.troops.sides import armed_mentions, is_code
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.words import grammar_words

_COMPANIES = grammar_words("mercenary_companies")
_UNARMED = "PSE"  # a state without an army: whom the Hamas fights is another


def opposed(telling: Telling, asked: Asked, side: str, *, hostile: bool = False) -> str | None:
    """Whom `side` fights; for soldiers, failing that, the state that the text is about."""
    kind = _kind(telling, asked, side, hostile=hostile)
    if kind == "group" and asked.names_other_group:
        return None
    near = last_group(telling, asked.start, but=side, near=True) if kind == "group" else None
    found = near or opponent(telling.reading, side, asked.start, kind)
    if not is_code(side) and (kind == "state" or (kind == "any" and found is not None and is_code(found))):
        found = _home_rather(telling, asked, side, found)
    if asked.clue.lemma in HOSTILE and found is not None and is_code(found) and is_code(side):
        found = found if hostility(telling.reading)[frozenset({side, found})] > 0 else None
    if kind == "group" and found is None:
        found = last_group(telling, asked.start, but=side)
    if kind == "state" and found is None and asked.fact.category == "unit":
        found = opponent(telling.reading, side, asked.start, "any")  # tiennent tête à six bataillons, of the Viêt-minh
    if kind != "group" and (found is None or found in telling.onlookers - rivals_of(side)):
        return state_of(telling, replace(asked, clue=replace(asked.clue, exclude=asked.clue.exclude | {side})))
    if found in _COMPANIES and asked.clue.lemma in DISLOYAL:
        return None  # rebels are not the mercenaries of Wagner
    return found if found is None or is_code(found) or _is_known(telling, asked, found) else None


def _kind(telling: Telling, asked: Asked, side: str, *, hostile: bool) -> Kind:
    """A unit of the enemy's may be either's; whom a state calls its enemy, where there are rebels, are those."""
    if hostile and asked.fact.category == "unit":
        return "any"
    of_state = is_code(side) or side in peacekeepers(telling.reading)
    rebels = asked.kind == "any" and asked.clue.lemma in HOSTILE and of_state and telling.has_groups()
    return "group" if rebels else asked.kind


def _is_known(telling: Telling, asked: Asked, group: str) -> bool:
    """True for a group that the article has named by the end of the next paragraph; those whom a government calls
    terrorists may be anyone, unless the group was named before or claims the attack."""
    offsets = [one.offset for one in references(telling.reading) if one.side == group]
    if asked.clue.lemma == "terroriste":
        return any(offset < asked.start for offset in offsets) or author(telling.reading, asked.start) == group
    return any(offset < telling.next_paragraph_end(asked.fact.end) for offset in offsets)


def _home_rather(telling: Telling, asked: Asked, side: str, found: str | None) -> str | None:
    """Whom a group fights: whose dead were told of right before, else its own country's soldiers, if the other state
    has none in the article."""
    lost = _lost_before(telling, asked)
    if lost is not None and lost != side:
        return lost
    armed = {one for _, one in armed_mentions(telling.reading)}
    own = _country_of(telling, side)
    fights = found is not None and found in armed and hostility(telling.reading)[frozenset({side, found})] > 0
    _, last = telling.reading.sentence_at(asked.start)
    others = {one.force for one in telling.named if asked.start < one.start < last}  # et vingt militaires burundais
    if fights and found not in others:
        return found
    if own in armed_sides(telling.reading) - {_UNARMED}:
        return own
    return telling.home or (found if found in armed else None)


def _country_of(telling: Telling, side: str) -> str | None:
    """The state that a listed group fights: the FLA's is Mali, though the paper be Algerian."""
    named = (one.actor for one in telling.reading.parties if one.actor.country and one.actor.type == "armed_group")
    return next((one.country for one in named if telling.reading.cast.named(one.name) == side), None)


def _lost_before(telling: Telling, asked: Asked) -> str | None:
    """*Kampala reconnaît la mort de neuf soldats. … Al-Chabab prétend en avoir éliminé* 87: the state whose losses were
    told of last, in this paragraph or the one before, where no other state is named since."""
    if asked.fact.role not in STRONG:
        return None
    floor = paragraph_start(telling.reading, max(paragraph_start(telling.reading, asked.start) - 2, 0))
    before = [one for one in telling.before if one.start >= floor and one.role in STRONG]
    last = before[-1] if before else None
    if last is None or last.force is None or not is_code(last.force) or last.category in {"peacekeeper", "mercenary"}:
        return None
    since = {
        one.side for one in references(telling.reading) if last.end <= one.offset < asked.start and one.weight >= 0.5
    }
    return last.force if not any(is_code(one) and one != last.force for one in since) else None


def last_group(telling: Telling, start: int, but: str, *, near: bool = False) -> str | None:
    """The one group that the paragraph has named before, or its last two sentences; where it is two, nobody knows."""
    reading, first = telling.reading, paragraph_start(telling.reading, start)
    if near:
        first = max(first, reading.sentences[max(reading.sentence_index(start) - 1, 0)][0])
    named = {
        one.side
        for one in references(reading)
        if first <= one.offset < start and _BYGONE.search(telling.text, max(0, one.offset - 30), one.offset) is None
    }
    groups = {side for side in named if not is_code(side) and side != but} - peacekeepers(reading)
    return groups.pop() if len(groups) == 1 else None


# l'État-major central, principale dissidence des anciennes [Farc]: the other group's past
_BYGONE = re.compile(r"\b(?:ancien(?:ne)?s?|défunt(?:e)?s?|ex)[ -]$")
