"""Reading → the cast of its war: where each side is spoken of, and who fights whom.

*Le FLA a attaqué l'armée malienne … Les rebelles …*: MLI and FLA are sides, they are opposed, and *les rebelles* speaks
of the FLA again. A newspaper's country or a summit's place is no side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Literal

from newsextract.frozen import frozen
from newsextract.lexicon import read_csv, values
from newsextract.matchers.troops.salience import evidence, nearness, worth_of_organisation
from newsextract.matchers.troops.sides import armed_mentions, is_code
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading, remembered

Kind = Literal["state", "group", "any"]


@frozen(slots=True)
class Reference:
    """A place where the text speaks of a side, and how much it says of it."""

    offset: int
    side: str
    weight: float


_CLEAR = 1.15  # by how much the likelier enemy must outweigh the next
_IN_TITLE = 3.0  # the sides of the title are the war's
_COMPANIES = grammar_words("mercenary_companies")
_TAKEN_UP = 0.8  # a common noun for a group says less than its name


@remembered
def references(reading: Reading) -> tuple[Reference, ...]:
    """Every word for a side, in order: states, groups, and the common nouns that take a group up."""
    named = [Reference(offset, state, weight) for offset, state, weight in evidence(reading)]
    groups = sorted(_groups(reading), key=lambda one: one.offset)
    return tuple(sorted((*named, *groups, *_taken_up(reading, groups)), key=lambda one: one.offset))


def _groups(reading: Reading) -> Iterator[Reference]:
    """Each mention of an armed group or of a mission with troops of its own."""
    for one in reading.parties:
        weight = worth_of_organisation(reading, one)
        if weight:
            yield Reference(one.start, weight[0], weight[1])


# les rebelles · du mouvement · cette rébellion
_NOUN = re.compile(
    r"\b(?:[Ll]es?|[Ll]a|[Ll]'|[Dd]u|[Dd]es|[Aa]ux?|[Cc]e|[Cc]ette|[Cc]es)(?<=[ '\w])[ ]?(?P<noun>[a-zà-ÿ-]{4,})\b"
)


def _taken_up(reading: Reading, groups: list[Reference]) -> Iterator[Reference]:
    """*les rebelles*, *le mouvement*: the group named last; mercenaries are no rebels."""
    if not groups:
        return
    nouns = grammar_words("takes_group_up")
    for match in _NOUN.finditer(reading.folded):
        if match["noun"] not in nouns:
            continue
        if _OWN_NAME.match(reading.folded, match.end()) is not None:
            continue  # les miliciens de la Codeco: the name that follows is the mention
        hired = match["noun"] in _OF_ANY
        before = (one.side for one in reversed(groups) if one.offset < match.start("noun"))
        side = next((one for one in before if hired or one not in _COMPANIES), None)
        if side is not None:
            yield Reference(match.start("noun"), side, _TAKEN_UP)


# les miliciens [de la Codeco] · les rebelles [du M23] · des combattants [d'al-Qaïda]
_OWN_NAME = re.compile(r" (?:de la |de l'|du |des |de |d')(?=[A-ZÀ-Ý]|al-|el-)")
_OF_ANY = frozenset({"groupe", "organisation", "paramilitaires", "combattants"})


@remembered
def armed_sides(reading: Reading) -> frozenset[str]:
    """The sides of which the article names troops, or that are armed groups."""
    weights: Counter[str] = Counter()
    for one in references(reading):
        weights[one.side] += one.weight  # type: ignore[assignment]  # weights are floats
    named = {reading.cast.named(side) for _, side in armed_mentions(reading)}
    return frozenset(side for side, weight in weights.items() if side in named or weight >= 2)


# contre le M23 · face aux Russes · en guerre contre
_HOSTILE = re.compile(
    r"\b(?:contre|face (?:à|aux?)|attaqu\w+|abatt\w+|abattus?|tué\w*|affront\w+|combat\w*|captur\w+|assaut\w*|"
    r"bombard\w+|"
    r"frapp\w+|offensives?|embuscades?|ennemi\w*|guerre|prisonniers?|neutralis\w+|élimin\w+|pertes|envahi\w*|invasion|"
    r"occup\w+|revendiqu\w+|repouss\w+|assiég\w+|siège|pilonn\w+|conflit|opposé\w*|rebell\w+|insurg\w+|reprendre|repris)\b",
    re.IGNORECASE,
)
# aux côtés des Français · soutenu par le Rwanda · allié à
_FRIENDLY = re.compile(
    r"\b(?:aux côtés|au côté|soutenu\w*|soutien|allié\w*|appuy\w+|appui|épaul\w+|coalition|au sein|avec l'aide|"
    r"exercices?|manœuvres?|financ\w+|coopération|lié à|proches? d|pro-)",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\b(?:contre|face à|face aux?)(?: [\wà-ÿ']+){0,3} ?$", re.IGNORECASE)


@remembered
def hostility(reading: Reading) -> Counter[frozenset[str]]:
    """How often two sides meet in a sentence of war: {side, side} → count; friends count against it."""
    by_sentence: dict[int, list[Reference]] = {}
    for one in references(reading):
        if one.weight >= 0.15:
            by_sentence.setdefault(reading.sentence_index(one.offset), []).append(one)
    found: Counter[frozenset[str]] = Counter()
    for index, here in by_sentence.items():
        first, last = reading.sentences[index]
        hostile = _HOSTILE.search(reading.folded, first, last) is not None
        for one, other in combinations(here, 2):
            if one.side != other.side:
                found[frozenset({one.side, other.side})] += _meeting(reading, one, other, hostile=hostile)
    return found


def _meeting(reading: Reading, one: Reference, other: Reference, *, hostile: bool) -> int:
    """*l'Ukraine, soutenue par Londres*: −2; *contre le M23*: +3; in a sentence of war: +1."""
    between = (one.offset, other.offset)
    if _FRIENDLY.search(reading.folded, max(0, between[0] - 25), between[1]):
        return -2
    if any(_VERSUS.search(reading.folded, max(0, offset - 40), offset) for offset in between):
        return 3
    return 1 if hostile else 0


def opponent(reading: Reading, side: str, start: int, kind: Kind) -> str | None:
    """The one side that `side` fights, as far as the article tells near `start`; None where two are as likely."""
    looking_on = peacekeepers(reading)
    foes = rivals_of(side) & {one.side for one in references(reading)}
    others = [
        one
        for one in armed_sides(reading) | foes
        if one != side
        and _is_kind(one, kind)
        and (one not in looking_on or hostility(reading)[frozenset({side, one})] > 0)
    ]
    if len(others) < 2:
        return others[0] if others else None
    scores = {other: _opposes(reading, side, other, start) for other in others}
    first, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=lambda one: scores[one]) if first > 0 and first >= _CLEAR * second else None


_RIVAL = 6.0  # that two states are at war says as much as three fights that the article tells of


def rivals_of(state: str) -> frozenset[str]:
    """The states that a state is or was at war with."""
    return _rivals().get(state, frozenset())


@cache
def _rivals() -> Mapping[str, frozenset[str]]:
    """State → those that it is or was at war with."""
    found: dict[str, set[str]] = {}
    for row in read_csv("rivals.csv", "state"):
        state = str(row["state"])
        for rival in values(row["rivals"]):
            found.setdefault(state, set()).add(rival)
            found.setdefault(rival, set()).add(state)
    return {state: frozenset(rivals) for state, rivals in found.items()}


@remembered
def peacekeepers(reading: Reading) -> frozenset[str]:
    """The missions and organisations of states, which fight nobody until the article says so."""
    named = (one.actor.name for one in reading.parties if one.actor.type == "international_organisation")
    return frozenset(reading.cast.named(name) or name for name in named)


def _is_kind(side: str, kind: Kind) -> bool:
    return kind == "any" or is_code(side) == (kind == "state")


def _opposes(reading: Reading, side: str, other: str, start: int) -> float:
    """How likely `other` is the enemy: how often they meet in fight, and how near it is named."""
    met = hostility(reading)[frozenset({side, other})]
    near = sum(one.weight * _closeness(reading, one.offset, start) for one in references(reading) if one.side == other)
    fights = 1.5 * len(_fighting(reading).get(other, ()))
    title = [one for one in references(reading) if one.offset < _title_end(reading) and one.weight >= 0.8]
    headed = _IN_TITLE if any(one.side == other for one in title) else 0
    rival = _RIVAL if other in rivals_of(side) else 0.0
    return 2.0 * met + min(fights, 4.5) + min(near, 8.0) + headed + rival


def _title_end(reading: Reading) -> int:
    return max(reading.folded.find("\n"), 0)


def _closeness(reading: Reading, offset: int, start: int) -> float:
    """How near a mention stands, before or after: in the sentence, in the paragraph, in the next one, farther."""
    if reading.sentence_index(offset) == reading.sentence_index(start):
        return 3.0
    apart = abs(_paragraph(reading, offset) - _paragraph(reading, start))
    return (2.0, 1.0, 0.4)[min(apart, 2)]


def _paragraph(reading: Reading, offset: int) -> int:
    return bisect_right(_paragraphs(reading), offset)


@remembered
def _paragraphs(reading: Reading) -> list[int]:
    """Where the paragraphs start."""
    return [match.end() for match in re.finditer(r"\n+", reading.folded)]


@remembered
def _fighting(reading: Reading) -> dict[str, list[int]]:
    """Where a side's own troops are named in a sentence of war: a belligerent, not a government that looks on."""
    found: dict[str, list[int]] = {}
    for offset, side in armed_mentions(reading):
        first, last = reading.sentence_at(offset)
        if _HOSTILE.search(reading.folded, first, last):
            found.setdefault(reading.cast.named(side) or side, []).append(offset)
    return found


def topic(reading: Reading, start: int, kind: Kind, exclude: frozenset[str] = frozenset()) -> str | None:
    """The side of that kind that the text is about at `start`; None where two are as good."""
    scores: Counter[str] = Counter()
    barred = exclude | _COMPANIES | peacekeepers(reading) if kind == "group" else exclude
    nearness_of = nearness(reading, start)
    for one in references(reading):
        if one.side not in barred and _is_kind(one.side, kind):
            scores[one.side] += one.weight * nearness_of(one.offset)  # type: ignore[assignment]
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.4 * ranked[1][1]):
        return None
    return ranked[0][0]
