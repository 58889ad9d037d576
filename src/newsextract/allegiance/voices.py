"""Attributions → for each of them the side that speaks: whose *nos hommes* and whose *ennemis* are told of.

*le colonel Deo Akiiki, porte-parole de l'armée ougandaise* speaks for UGA, *Son chef militaire* for the movement named
before, *la même source* as it did; the ONU, a doctor and a newspaper speak for no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsextract.matchers.troops.belligerents import Reference, references
from newsextract.matchers.troops.salience import is_side, last_mission, paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in, side_of
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import Attribution

_COMPANIES = grammar_words("mercenary_companies")  # they fight for others, and seldom speak
_OF_STATE = frozenset({"state", "government", "military", "intelligence"})
# a soldier in retirement, an unnamed officer; not a doctor or a shopkeeper
_SOLDIERLY = re.compile(
    r"\b(?:général\w*|colonel|commandante?|capitaine|lieutenante?|offici(?:er|ère)|porte-parole|état-major|commandement|armées?|"
    r"militaire|sécuritaire|de sécurité|gouvernementale|officielle|soldat|chef|cheffe|"
    r"émir|milicien|combattant|rebelle|conseiller|ministère|voix|patron|communiqué|message|vidéo)\b",
    re.IGNORECASE,
)
# Son commandant · leur porte-parole · sa voix officielle
_POSSESSIVE = re.compile(r"\b(?:son|sa|leur|ses|leurs|ce|cette|du mouvement|du groupe)\s*$", re.IGNORECASE)


def voices(reading: Reading, attributions: Sequence[Attribution]) -> dict[str, str]:
    """record_id of an attribution → the side that speaks there, where it is one."""
    found: dict[str, str] = {}
    persons: dict[str, str] = {}
    for one in sorted(attributions, key=lambda one: one.start):
        side = _named(reading, one) or persons.get(one.source_name or "") or _meant(reading, one)
        if side is None:
            continue
        found[one.record_id] = side
        if one.source_name:
            persons.setdefault(one.source_name, side)
    return found


def _named(reading: Reading, one: Attribution) -> str | None:
    """The side that the source's own words name: *le porte-parole de l'armée malienne*, *le M23*."""
    if one.source_start is None or one.source_end is None or one.source_type in {"media", "ngo"}:
        return None
    words = reading.folded[one.source_start : one.source_end]
    lead = reading.folded[max(0, one.source_start - 4) : one.source_start]
    if _OF_MISSION.search(words):
        return last_mission(reading, one.source_start)
    speaks = one.source_type in _OF_STATE | {"armed_group"} or _SOLDIERLY.search(words) or _PEOPLE.search(lead + words)
    named = [m for m in mentions_in(reading, one.source_start, one.source_end) if is_side(reading, m)]
    sides = [side for m in named if (side := force_value(m.actor)) is not None] if speaks else []
    groups = [m.actor.name for m in named if m.actor.type == "armed_group" and _fills(m.start, m.end, one)]
    chosen = [side for side in sides if not is_code(side)] or groups or sides
    return sovereign(reading.cast.named(chosen[0]) or chosen[0]) if chosen else None


# les Ukrainiens [disent]: a people that speaks is its army, one of it is not
_PEOPLE = re.compile(r"\b[Ll]es [A-ZÀ-Ý][a-zà-ÿ-]+s$")


def _fills(start: int, end: int, one: Attribution) -> bool:
    """True where the source is the group itself: *la Résistance islamique*."""
    return (
        one.source_end is not None
        and one.source_start is not None
        and (2 * (end - start) > one.source_end - one.source_start)
    )


# le général Mutkut, patron de cette force · la porte-parole de la mission
_OF_MISSION = re.compile(
    r"\b(?:patron|commandant|chef|porte-parole|numéro deux) de (?:cette|la) (?:force|mission)(?=,|$)", re.IGNORECASE
)
# Du côté du MFDC, · Chez les Britanniques,
_OPENING = re.compile(r"\W*(?:Du côté|Côté|Chez)\b")
_PLURAL = re.compile(r"\b(?:groupes|milices|factions|mouvements|gangs|cartels|tribus)\b", re.IGNORECASE)


# Désiré Muhindo, l'un des [porte-parole du mouvement] · un [cadre de la rébellion]
_OF_GROUP = re.compile(
    r"\b(?:porte-parole|chefs?|commandants?|cadres?|responsables?|leaders?|émirs?|dirigeants?|"
    r"numéro deux|patrons?|gouverneur nommé)(?: [a-zà-ÿ]+)? (?:du mouvement|du groupe|de la rébellion|de la milice|"
    r"de la guérilla|des rebelles|des insurgés|de l'organisation|par le mouvement|par la rébellion)\b"
)


def _meant(reading: Reading, one: Attribution) -> str | None:
    """The side that the source stands for without its name: *Son commandant*, *le ministère*, a known person."""
    if one.source_start is None:
        return None
    words = reading.folded[one.source_start : one.source_end or one.source_start]
    lead = reading.folded[max(0, one.source_start - 14) : one.source_start]
    opening = _opening(reading, one.source_start)
    if _OF_GROUP.search(reading.folded, one.source_start, (one.source_end or one.source_start) + 60):
        return _last(reading, one.source_start, groups=True) or _its_group(reading, one.source_start, lead)
    if one.source_type == "armed_group":
        return opening or (None if _PLURAL.search(words) else _its_group(reading, one.source_start, lead))
    if one.source_type in _OF_STATE and one.source_country is not None:
        return _of_country(one.source_country)
    if one.source_type in {"media", "ngo", "expert", "international_organisation"}:
        return None
    if one.source_country is not None and _SOLDIERLY.search(one.source_text or ""):
        return _of_country(one.source_country)
    if opening is not None and one.source_type in {"person", "unknown", "anonymous", "military"}:
        return opening
    if _SOLDIERLY.search(words) and _POSSESSIVE.search(lead):
        return _last(reading, one.source_start, groups=False)
    return None


def _of_country(country: str) -> str:
    return sovereign(side_of(country) or country)


def _opening(reading: Reading, start: int) -> str | None:
    """*Du côté du MFDC, autre son de cloche*: the side for which the paragraph's voices speak."""
    first = paragraph_start(reading, start)
    if _OPENING.match(reading.folded, first) is None:
        return None
    _, last = reading.sentence_at(first)
    return next((one.side for one in references(reading) if first <= one.offset < last), None)


def _its_group(reading: Reading, start: int, lead: str) -> str | None:
    """The group whose fighter or leader speaks: the one named before *son*, or in the paragraph, or at all."""
    if _POSSESSIVE.search(lead):
        return _last(reading, start, groups=True)
    groups = [one for one in references(reading) if not is_code(one.side)]
    here = {one.side for one in groups if paragraph_start(reading, start) <= one.offset < start}
    everywhere = {one.side for one in groups}
    likely = (here - _COMPANIES, here, everywhere - _COMPANIES, everywhere)
    return next((side for sides in likely if len(sides) == 1 for side in sides), None)


def _last(reading: Reading, start: int, *, groups: bool) -> str | None:
    """The side that the last paragraph before `start` to name one is about; `groups` leaves states out."""
    before = list(_before(reading, start, groups=groups))
    if not before:
        return None
    paragraph = min(paragraph_start(reading, start), paragraph_start(reading, before[-1].offset))
    here = [one for one in before if one.offset >= paragraph]
    return max(here, key=lambda one: (one.weight, one.offset)).side


def _before(reading: Reading, start: int, *, groups: bool) -> Iterator[Reference]:
    for one in references(reading):
        if one.offset < start and not (groups and is_code(one.side)) and one.weight >= 0.5:
            yield one
