"""Reading → the sides that its article names: which mentions speak of troops, and whose.

Matches *soldats* israéliens, *l'armée* russe, the *Hamas*; a state that is only a place is no side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from newsextract.actors import Actor, Mention
from newsextract.alternation import one_of
from newsextract.clue import Voice
from newsextract.frozen import frozen
from newsextract.lexicon import read_csv
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading, remembered


@frozen(slots=True)
class Open:
    """A force that no word of the sentence gives: the links settle it by what the article is about, never on one of
    `exclude`; the enemy of `foe`; the speaker's own or the enemy's, by `voice`."""

    exclude: frozenset[str] = frozenset()
    foe: str | None = None
    voice: Voice | None = None


Side = str | Open

_STATE_TYPES = frozenset({"state", "government", "military", "intelligence", "troops"})


_SAHARA = "ESH"  # Western Sahara: who fights for it is the Front Polisario


def side_of(country: str | None) -> str | None:
    """Whose soldiers a country's are."""
    return "Front Polisario" if country == _SAHARA else country


def force_value(actor: Actor) -> str | None:
    """ISO code for a state and its institutions, the name for an organisation with troops of its own."""
    if actor.kind == "state":
        return side_of(actor.country)
    if actor.type in _STATE_TYPES:
        return actor.country
    if actor.type == "armed_group" or actor.armed:
        return actor.name
    return None


@cache
def _codes() -> frozenset[str]:
    return frozenset(str(row["iso3"]) for row in read_csv("states.csv", "iso3"))


def is_code(force: str) -> bool:
    """True for the ISO code of a state, False for an organisation's name or acronym."""
    return force in _codes()


def mentions_in(reading: Reading, start: int, end: int) -> list[Mention]:
    """The mentions with troops of their own that begin in text[start:end]."""
    starts, fielding = _fielding(reading)
    return fielding[bisect_left(starts, start) : bisect_left(starts, end)]


@remembered
def _fielding(reading: Reading) -> tuple[list[int], list[Mention]]:
    """The mentions with troops of their own, with their offsets."""
    fielding = [one for one in reading.parties if force_value(one.actor)]
    return [one.start for one in fielding], fielding


@remembered
def armed_mentions(reading: Reading) -> tuple[tuple[int, str], ...]:
    """(offset, force) of the mentions that speak of troops, in order."""
    return tuple(_armed(reading))


# l'armée [de l'air] · les forces [de terre] · la division [d'infanterie]
_BRANCH = (
    r"(?: de (?:terre|l'air(?: et de l'espace)?|mer|ligne|montagne|chars)| d'(?:infanterie|artillerie|active|élite)|"
    r" du génie)?"
)
_ARMY = rf"(?<!\w){one_of(grammar_words('army_leads'))}{_BRANCH}"
_OF = ("de ", "de la ", "de l'", "du ", "des ", "d'")
_NAMED = re.compile(_ARMY + r"(?: [a-zà-ÿ-]+){0,2} (?:de |de la |de l'|du |des |d')$", re.IGNORECASE)
_QUALIFIED = re.compile(
    _ARMY + r" (?:(?!(?:à|de|en|dans|sur|au|aux|et|ou|le|la|les|un|une|des|du|par|pour|"
    r"contre)\b)[a-zà-ÿ-]+ ){0,3}$",
    re.IGNORECASE,
)


def _armed(reading: Reading) -> Iterator[tuple[int, str]]:
    for one in reading.parties:
        force = force_value(one.actor)
        if force is None:
            continue
        if one.actor.kind == "organisation":
            if one.actor.type in {"armed_group", "military", "troops"}:
                yield one.start, force
            continue
        lead = reading.folded[max(0, one.start - 45) : one.start]
        if one.form == "demonym_adjective":
            found = _QUALIFIED.search(lead)
        else:
            found = _NAMED.search(lead) if lead.endswith(_OF) else None
        if found is not None:
            yield one.start, force
