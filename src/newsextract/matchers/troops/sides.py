"""Reading → the sides that its article names: which mentions speak of troops, and whose.

Matches *soldats* israéliens, *l'armée* russe, the *Hamas*; a state that is only a place is no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsextract.actors import Actor, Mention
from newsextract.clue import Voice
from newsextract.reading import Reading


@dataclass(frozen=True, slots=True)
class Open:
    """A force that no word of the sentence gives: the links settle it by what the article is about, never on one of
    `exclude`; the enemy of `foe`; the speaker's own or the enemy's, by `voice`."""

    exclude: frozenset[str] = frozenset()
    foe: str | None = None
    voice: Voice | None = None


Side = str | Open

_STATE_TYPES = frozenset({"state", "government", "military", "intelligence"})


def force_value(actor: Actor) -> str | None:
    """ISO code for a state and its institutions, the name for an organisation with troops of its own."""
    if actor.kind == "state":
        return actor.country
    if actor.type in _STATE_TYPES:
        return actor.country
    if actor.type in {"armed_group", "international_organisation"} or actor.armed:
        return actor.name
    return None


def side_of(mention: Mention) -> str | None:
    """The side that a mention names, if it has troops of its own."""
    return force_value(mention.actor)


def is_code(force: str) -> bool:
    """True for the ISO code of a state, False for an organisation's name or acronym."""
    return (
        len(force) == 3
        and force.isupper()
        and force.isalpha()
        and force not in {"ONU", "FDS", "FSR", "LNA", "ANL", "PKK", "YPG", "ELN", "UPC", "FLN", "TLP", "ETA", "IRA"}
    )


def mentions_in(reading: Reading, start: int, end: int) -> list[Mention]:
    """The mentions with troops of their own that begin in text[start:end]."""
    return [one for one in reading.mentions if start <= one.start < end and force_value(one.actor)]


@lru_cache(maxsize=64)
def armed_mentions(reading: Reading) -> tuple[tuple[int, str], ...]:
    """(offset, force) of the mentions that speak of troops, in order."""
    return tuple(_armed(reading))


_ARMY = (
    r"(?:armées?|soldats?|soldates?|militaires?|troupes?|forces?|marine|aviation|officiers?|"
    r"généra(?:l|ux)|colonels?|légionnaires?|unités?|brigades?|bataillons?|"
    r"régiments?|divisions?|paras|parachutistes?|commandos?|réservistes?|conscrits?|contingents?|"
    r"états?-majors?|junte|garde nationale|casques bleus|instructeurs?|"
    r"chars|artillerie|positions|lignes|défense|opérations?|effectifs|compagnies?|prisonniers|pertes|"
    r"troupiers?|blindés|fantassins|"
    r"caserne|porte-parole|ministère|tirailleurs|garnison|infanterie|police|gendarmes?|policiers|camp|"
    r"assaillants|tankistes|artilleurs|hommes|flottes?|escadres?|frégates?|corvettes?|destroyers?|sous-marins?|"
    r"patrouilleurs?)"
)
_NAMED = re.compile(_ARMY + r"(?: [a-zà-ÿ-]+){0,2} (?:de |de la |de l'|du |des |d')$", re.IGNORECASE)
_QUALIFIED = re.compile(
    _ARMY + r" (?:(?!(?:à|de|en|dans|sur|au|aux|et|ou|le|la|les|un|une|des|du|par|pour|"
    r"contre)\b)[a-zà-ÿ-]+ ){0,3}$",
    re.IGNORECASE,
)


def _armed(reading: Reading) -> Iterator[tuple[int, str]]:
    yield from aliases(reading)
    for one in reading.mentions:
        force = force_value(one.actor)
        if force is None:
            continue
        if one.actor.kind == "organisation":
            if one.actor.type in {"armed_group", "military"}:
                yield one.start, force
            continue
        lead = reading.folded[max(0, one.start - 45) : one.start]
        if (_QUALIFIED if one.form == "demonym_adjective" else _NAMED).search(lead):
            yield one.start, force


# ministère taïwanais de la Défense (MND) · Armée populaire de libération (APL) · Border Guard Force (BGF)
_DEFINED = re.compile(
    r"\b(?P<name>(?P<head>[Mm]inistère|[Aa]rmée|[Ff]orces?|[ÉéEe]tat-major|[Gg]arde|[Mm]arine|Front|Mouvement|"
    r"Milice|Brigades?|"
    r"Coalition|Alliance|Mission)\b[^().;\n]{3,60}) \((?P<acronym>[A-Z]{2,8})\)"
)
_OF_STATE = frozenset({"ministère", "état-major", "etat-major", "marine"})


def aliases(reading: Reading) -> Iterator[tuple[int, str]]:
    """(offset, force) of an acronym that the article itself gives a state's ministry or army, or a force of its own."""
    return iter(_aliases(reading))


@lru_cache(maxsize=64)
def _aliases(reading: Reading) -> tuple[tuple[int, str], ...]:
    found: list[tuple[int, str]] = []
    for match in _DEFINED.finditer(reading.folded):
        if any(match.start("acronym") <= one.start < match.end("acronym") for one in reading.mentions):
            continue
        force = _defined(reading, match)
        if force is None:
            continue
        if not is_code(force):
            found.append((match.start("name"), force))
        for again in re.finditer(rf"(?<![\w-]){match['acronym']}(?![\w-])", reading.folded):
            found.append((again.start(), force))
    return tuple(found)


def _defined(reading: Reading, match: re.Match[str]) -> str | None:
    """The state that the name holds, or the name itself where it holds none and begins like a force's."""
    forces = {force_value(one.actor) for one in mentions_in(reading, match.start(), match.end("name"))}
    if len(forces) == 1:
        return forces.pop()
    proper = match["head"][0].isupper() and match["head"].lower() not in _OF_STATE
    return match["name"] if proper and not forces else None


def expansion(reading: Reading, acronym: str) -> str | None:
    """The full name that the article gives an acronym: *Chin National Defence Force (CNDF)*."""
    found = reading.folded.find(f"({acronym})")
    if found < 0:
        return None
    before = re.split(r"[().;:,\n]", reading.folded[max(0, found - 90) : found])[-1].rstrip()
    starts = [match.start() for match in re.finditer(rf"\b{acronym[0]}[\w'-]+ ", before)]
    return before[starts[0] :] if starts else None
