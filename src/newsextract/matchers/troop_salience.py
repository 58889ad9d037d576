"""A place in an article → the state, mission or armed group that it is about there: whose bare *soldats* are.

Matches *L'armée compte 880 000 soldats* after *Kiev mobilise* (UKR), *combattants du mouvement* after *le Hezbollah*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from newsextract.grammar import SUBJECTS
from newsextract.matchers.troop_sides import armed_mentions, force_value, is_code
from newsextract.matchers.troop_words import Noun, grammar_words
from newsextract.reading import Reading

OF_STATE = frozenset(
    {"soldier", "officer", "reservist", "conscript", "unit", "sailor", "pilot", "special_forces", "prisoner"}
    | {"police", "instructor", "volunteer"}
)
_STATELESS = grammar_words("stateless")
_MEMBERS = frozenset({"combattant", "guerrier", "kamikaze"})
_NAMED, _ARMED, _DEMONYM = 1.0, 2.0, 0.7
# how much a mention weighs by where it stands
_SENTENCE, _LAST_SENTENCE, _PARAGRAPH, _TITLE, _BEFORE, _AFTER = 3.0, 2.5, 1.5, 2.0, 0.6, 0.3
_SUBJECT = 2.0
_CLEAR = 1.25  # by how much the first must outweigh the second


def default_force(reading: Reading, noun: Noun, start: int, exclude: frozenset[str] = frozenset()) -> str | None:
    """Whose troops are that the sentence leaves unnamed: a state's soldiers, the one armed group's fighters."""
    if noun.category == "peacekeeper":
        return last_mission(reading, start)
    if noun.category == "police" and not _speaks_of_state(reading, start):
        return None
    if noun.category in OF_STATE:
        return _only_army(reading, start, exclude) or salient(reading, start, exclude)
    if noun.category == "fighter" and noun.lemma in _MEMBERS:
        groups = {force for _, force in armed_mentions(reading) if not is_code(force)}
        return groups.pop() if len(groups) == 1 and not groups & exclude else None
    return None


def _only_army(reading: Reading, start: int, exclude: frozenset[str]) -> str | None:
    """The one state whose troops the article names."""
    states = {force for _, force in armed_mentions(reading) if is_code(force)} - exclude
    paragraph = reading.folded.rfind("\n", 0, start) + 1
    named = {force for offset, force, _ in _evidence(reading) if paragraph <= offset < start}
    return next(iter(states)) if len(states) == 1 and named <= states else None


def _speaks_of_state(reading: Reading, start: int) -> bool:
    """True if the paragraph or the title names a state: police are everywhere, and mostly nobody's news abroad."""
    paragraph = reading.folded.rfind("\n", 0, start) + 1
    title = reading.folded.find("\n")
    return any(offset < title or paragraph <= offset < start for offset, _, _ in _evidence(reading))


def salient(reading: Reading, start: int, exclude: frozenset[str] = frozenset()) -> str | None:
    """The state that the text is about at `start`, None where two are as good."""
    tally: Counter[str] = Counter()
    for offset, force, weight in _evidence(reading):
        if force not in exclude:
            tally[force] += weight * _nearness(reading, offset, start)  # type: ignore[assignment]  # weights are floats
    ranked = tally.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
        return None
    return ranked[0][0]


def _nearness(reading: Reading, offset: int, start: int) -> float:
    gap = reading.sentence_index(start) - reading.sentence_index(offset)
    if gap == 0:
        return _SENTENCE if offset < start else 1.5
    paragraph = reading.folded.rfind("\n", 0, start) + 1
    if offset < reading.folded.find("\n"):
        return _TITLE
    if paragraph <= offset < start:
        return _LAST_SENTENCE if gap == 1 else _PARAGRAPH
    return _BEFORE if offset < start else _AFTER


# en Russie · contre l'Ukraine · face aux Russes: no one's own troops
_OBLIQUE = re.compile(
    r"\b(?:en|au|aux|vers|contre|face à|selon|avec|depuis|à)(?: la| le| les| l')? ?(?:[\wà-ÿ-]+ )?$",
    re.IGNORECASE,
)


_PLACE_OF = re.compile(r"\b(?:retour|sortie|ouest|est|nord|sud|frontière) (?:de|du|d')(?: la| l')? ?$", re.IGNORECASE)


@lru_cache(maxsize=64)
def _evidence(reading: Reading) -> tuple[tuple[int, str, float], ...]:
    return tuple(_weighed(reading))


def _weighed(reading: Reading) -> Iterator[tuple[int, str, float]]:
    """(offset, state, weight) of each mention of a state."""
    armed = dict(armed_mentions(reading))
    for offset, force in armed.items():
        if is_code(force) and not any(one.start == offset for one in reading.mentions):
            yield offset, force, _ARMED
    for one in reading.mentions:
        state = force_value(one.actor)
        if state is None or not is_code(state):
            continue
        if (one.form == "name" and _PLACE_OF.search(reading.folded, max(0, one.start - 25), one.start)) or (
            one.form == "demonym_noun" and not _is_subject(reading, one.start)
        ):
            weight = 0.4
        elif one.start in armed or one.actor.kind == "organisation":
            weight = _ARMED
        else:
            weight = _NAMED if one.form in {"name", "seat"} else _DEMONYM
        oblique = _OBLIQUE.search(reading.folded, max(0, one.start - 25), one.start)
        if oblique:
            weight *= 0.4
        elif _is_subject(reading, one.start):
            weight *= _SUBJECT
        yield one.start, state, weight


def _is_subject(reading: Reading, offset: int) -> bool:
    token = reading.token_at(offset)
    return token.dep_ in SUBJECTS or (token.dep_ in {"amod", "nmod"} and token.head.dep_ in SUBJECTS)


_ARMY_NOUNS = grammar_words("army_nouns")
_MISSION_NOUNS = grammar_words("mission_nouns")
_GROUP_NOUNS = grammar_words("group_nouns")


def coreferent(reading: Reading, noun: str, start: int) -> str | None:
    """Whom *l'armée*, *la mission*, *le mouvement* stands for at `start`, by what was named before."""
    if noun in _MISSION_NOUNS:
        return last_mission(reading, start) or salient(reading, start)
    if noun in _GROUP_NOUNS:
        return last_group(reading, start)
    return salient(reading, start) if noun in _ARMY_NOUNS else None


def last_mission(reading: Reading, start: int) -> str | None:
    """The international mission named last before `start`."""
    named = [
        one.actor.name
        for one in reading.mentions
        if one.start < start and one.actor.type == "international_organisation" and one.actor.armed
    ]
    return named[-1] if named else None


def last_group(reading: Reading, start: int) -> str | None:
    """The armed group named last before `start`."""
    named = [force for offset, force in armed_mentions(reading) if offset < start and not is_code(force)]
    return named[-1] if named else None


def enemies(reading: Reading, striker: str, category: str, lemma: str, start: int) -> str | None:
    """The side that `striker` fights: the state most spoken of, or the one group, that is not it."""
    any_side = lemma in {"homme", "élément", "prisonnier", "mort", "tué", "blessé", "perte"} or category == "unit"
    if category == "fighter" or (any_side and is_code(striker)):
        sides = Counter(force for _, force in armed_mentions(reading) if force != striker)
        if category == "fighter":
            sides = Counter({force: count for force, count in sides.items() if not is_code(force)})
            return next(iter(sides)) if len(sides) == 1 and lemma not in _STATELESS else None
        if len(sides) == 1:
            return next(iter(sides))
    return salient(reading, start, frozenset({striker}))
