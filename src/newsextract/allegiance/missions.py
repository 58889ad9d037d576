"""Rules: whose a count is by the mission or alliance that it is a part of.

Matches *la Force multinationale mixte, forte d'*une dizaine de milliers *de soldats*, *La Minuss, dont* 14 000 *Casques
bleus*, *À l'exercice de l'Otan*, 5 000 *militaires de onze pays*; the 5 000 of several nations are nobody's if the
article names no alliance.
"""

from __future__ import annotations

import re

from newsextract.actors import Mention
from newsextract.allegiance.telling import Asked, Telling
from newsextract.matchers.troops.belligerents import peacekeepers, references
from newsextract.matchers.troops.salience import is_subject, paragraph_start
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in


def of_antecedent(telling: Telling, asked: Asked) -> str | None:
    """*la Force multinationale mixte, forte jusque-là d'une dizaine de milliers de soldats*: the force named there."""
    first, _ = telling.reading.sentence_at(asked.start)
    strong = _STRONG.search(telling.text, first, asked.start)
    if strong is None:
        return None
    named = [one for one in mentions_in(telling.reading, first, strong.start() + 1) if _ends_at(telling, one, strong)]
    side = _side(telling, named[-1]) if named else None
    return side if side is not None and not is_code(side) and side not in asked.clue.exclude else None


# la mission, forte jusque-là d'[une dizaine de milliers] · la coalition, riche de [34 000 soldats]
_STRONG = re.compile(
    r"(?: \([\w' -]+\))?,? (?:aujourd'hui |désormais |alors )?(?:forte?|riche|composée?) (?:[a-zà-ÿ'-]+ ){0,2}"
    r"(?:de |d')(?:quelque |près de |environ |plus de )?$"
)


def _ends_at(telling: Telling, one: Mention, match: re.Match[str]) -> bool:
    """True for the name right before; a longer name may hold a shorter one: *la Mission de l'Union africaine*."""
    return telling.text[one.end : match.start()].strip() == ""


def _side(telling: Telling, one: Mention) -> str | None:
    return telling.reading.cast.named(force_value(one.actor))


def of_many_nations(telling: Telling, asked: Asked) -> str | None:
    """*5 000 militaires de onze pays*, *17 000 militaires, dont 9 000 Américains*: an alliance's, else nobody's."""
    end = max(asked.fact.end, (asked.fact.anchor or 0) + 3)
    if _is_sum(telling, asked, end):
        return ""
    if _NATIONAL.search(telling.text, end, end + 80) is None:
        return None
    if _NATIONS.match(telling.text, end) is None and (asked.kind == "group" or not _has_part(telling, asked, end)):
        return None
    first, last = telling.reading.sentence_at(asked.start)
    title = max(telling.text.find("\n"), 0)
    allied = [one for one in references(telling.reading) if one.side in peacekeepers(telling.reading)]
    for start, stop in ((first, last), (paragraph_start(telling.reading, asked.start), asked.start), (0, title)):
        here = {one.side for one in allied if start <= one.offset < stop and one.side not in asked.clue.exclude}
        if here:
            return here.pop() if len(here) == 1 else ""
    acting = {one.side for one in allied if telling.heard.get(one.side, 0.0) < 1.0}
    return acting.pop() if len(acting) == 1 else ""


# Près de 14 000 militaires [:] 9 000 Américains, 5 000 Philippins
_ADDED_UP = re.compile(r"[^.;:«»()\d]{0,40} ?(?::|\(|–|—) ?")


def _is_sum(telling: Telling, asked: Asked, end: int) -> bool:
    """True for a total right before the counts of two states that make it up."""
    colon = _ADDED_UP.match(telling.text, end)
    if colon is None or asked.kind == "group":
        return False
    _, last = telling.reading.sentence_at(asked.start)
    parts = [one for one in telling.named if colon.end() <= one.start < last and one.unit == asked.fact.unit]
    first = bool(parts) and parts[0].start <= colon.end() + 16
    return first and len({one.force for one in parts if one.force and is_code(one.force)}) > 1


# the words that the two patterns below end with, or hold: most sentences have none
_NATIONAL = re.compile(r"\b(?:pays|nation|État|dont )")
# [5 000] militaires de onze pays · [5 200] soldats venus de 14 nations · [8 000] hommes fournis par une dizaine d'États
_NATIONS = re.compile(
    r"[^.;:,«»()]{0,40}?,? ?\b(?:de|d'|par|issus de|venus de) ?"
    r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt[a-z-]*|trente[a-z-]*|"
    r"quarante[a-z-]*|plusieurs|une (?:dizaine|douzaine|quinzaine|vingtaine|trentaine) (?:de |d'))"
    r" ?(?:pays|nations|nationalités|États)\b"
)


def _has_part(telling: Telling, asked: Asked, end: int) -> bool:
    """*17 000 militaires, dont 9 000 soldats américains*: a state's part of a whole that is more than its own."""
    part = _PART.match(telling.text, end)
    if part is None:
        return False
    named = mentions_in(telling.reading, part.start("noun"), part.end())
    return any(one.actor.kind == "state" and one.form != "seat" for one in named)  # not: officiers venus de Moscou


# [17 000] militaires, dont 9 000 soldats américains · [1 200] hommes, dont 300 Français
_PART = re.compile(
    r"[^.;:,«»()\d]{0,30}, dont (?:quelque |environ |près de |plus de |une |un |[a-zà-ÿ]+ )?"
    r"(?:\d[\d .]*|[a-zà-ÿ-]+ )(?:de )?(?P<noun>[^.;:,()]{3,30})"
)


def of_its_mission(telling: Telling, asked: Asked) -> str | None:
    """*La Finul plie bagage. Des 10 500 Casques bleus …*: of the mission that is the subject there."""
    if asked.fact.category != "peacekeeper" or asked.clue.found != "weak":
        return None
    reading = telling.reading
    first, _ = reading.sentence_at(asked.start)
    index = reading.sentence_index(first)
    before = reading.sentences[index - 1][0] if index else first
    floor = max(before, paragraph_start(reading, asked.start))
    named = [
        one.side
        for one in references(reading)
        if floor <= one.offset < asked.start
        and one.side in peacekeepers(reading)
        and (is_subject(reading, one.offset) or _WITH_PART.match(telling.text, one.offset))
    ]
    return named[-1] if len(set(named)) == 1 else None


# La [Minuss], dont près de 14 000 Casques bleus
_WITH_PART = re.compile(r"[^,.;]{2,60}, dont\b")
