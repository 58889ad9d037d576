"""Troops whose force no word of the sentence gives + attributions, locations → the same troops with the force settled.

One pass through the article, as a reader makes it. For each open count the first rule that tells: the speaker (*nos
hommes*, *l'ennemi*), the count that it belongs to, the side that opens the sentence, what is admitted or claimed, the
other camp (*en face*), the side that heads the paragraph; where none does, the likeliest side by all that hints at one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newsextract.allegiance.arms import of_own_arms
from newsextract.allegiance.attackers import of_attackers
from newsextract.allegiance.denials import denied_by
from newsextract.allegiance.headed import answers_question, belongs, headed, of_scene
from newsextract.allegiance.headline import said_below
from newsextract.allegiance.likeliest import likeliest
from newsextract.allegiance.missions import of_antecedent, of_its_mission, of_many_nations
from newsextract.allegiance.opening import of_his_unit, of_local_units, opens_sentence
from newsextract.allegiance.speech import said_by, seen_from, under_fire
from newsextract.allegiance.telling import DISLOYAL, HOSTILE, Asked, Telling, clashes
from newsextract.allegiance.thread import across, by_striker, names_itself, narrowed, shared, stayed_there, taken_up
from newsextract.allegiance.topic import of_company, on_exercise, on_parade
from newsextract.allegiance.wards import in_ward
from newsextract.matchers.troops.belligerents import peacekeepers, references
from newsextract.matchers.troops.forces import POWER_HAS
from newsextract.matchers.troops.salience import sovereign
from newsextract.matchers.troops.sides import is_code
from newsextract.matchers.troops.verbs import STRONG
from newsextract.reading import Reading
from newsextract.records import Attribution, Location, Troops, amended

Rule = Callable[[Telling, Asked], str | None]


def _told(telling: Telling, asked: Asked) -> str | None:
    """What the matcher found by who admits, has or commands them; Casques bleus are their mission's."""
    side = asked.fact.force
    if side is None or side in asked.clue.exclude or clashes(asked, side):
        return None
    if asked.fact.category == "peacekeeper":
        return side
    if asked.clue.lemma in HOSTILE and side in peacekeepers(telling.reading):
        return None  # assaillants are no mission's
    of_group = not is_code(side) and side not in peacekeepers(telling.reading)
    fell = asked.fact.role in STRONG and asked.clue.lemma != "gendarme"
    if asked.fact.category == "police" and of_group and not fell:
        return None  # an armed group has no police officers
    if _is_set_elsewhere(telling, asked, side) or (asked.clue.lemma in HOSTILE and _is_not_their_own(asked, side)):
        return None
    if _by_source_alone(telling, asked, side):
        return None
    if is_code(side) and telling.home is not None and _of_regulars(telling, asked):
        return telling.home
    doubted = side in peacekeepers(telling.reading) and _by_pronoun(telling, asked)
    return side if asked.clue.found == "told" and not doubted else None


def _of_regulars(telling: Telling, asked: Asked) -> bool:
    """*Un analyste, joint à Nairobi … L'armée régulière envoie* quatre *brigades*: that of the country told of."""
    first, _ = telling.reading.sentence_at(asked.start)
    return POWER_HAS.search(telling.text, first, asked.start) is not None


def _by_source_alone(telling: Telling, asked: Asked, side: str) -> bool:
    """*D'après Oleksandr Syrsky,* 200 *fantassins se terrent à Pokrovsk*: named as the source of it, and no more."""
    said = asked.said
    if said is None or said.cue_class != "preposition" or asked.speaker != side or said.source_end is None:
        return False
    first, last = telling.reading.sentence_at(asked.start)
    here = [one.offset for one in references(telling.reading) if one.side == side and first <= one.offset < last]
    return said.end <= asked.start and all((said.source_start or 0) <= offset < said.source_end for offset in here)


def _is_not_their_own(asked: Asked, side: str) -> bool:
    """*évaluant à 400 le nombre des assaillants*: not the commander's; nor *assaillants bédouins* a front's."""
    return asked.speaker == side or asked.names_other_group


def _is_set_elsewhere(telling: Telling, asked: Asked, side: str) -> bool:
    """*En Estonie, où il n'a jamais été aboli, 3 500 appelés …*, after a sentence on Riga."""
    scene = telling.scene(asked.start)
    return scene is not None and scene.where == "sentence" and scene.sure and scene.side != side


def _by_pronoun(telling: Telling, asked: Asked) -> bool:
    """*la Bundeswehr … auprès de l'Otan … Or elle comptait* 184 194 *soldats*: *elle* need not be the alliance."""
    first, _ = telling.reading.sentence_at(asked.start)
    return _PRONOUN.search(telling.text, max(first, asked.start - 60), asked.start) is not None


# elle comptait exactement [184 194 soldats] · Elle devrait compter [six bataillons]
_PRONOUN = re.compile(
    r"\b(?:[Ii]l|[Ee]lle|[Cc]elle-ci|[Cc]elui-ci)s? (?:n'|ne |n'en |en |y )?[a-zà-ÿ]+(?: [a-zà-ÿ']+){0,3} $"
)


# an empty answer of a rule ends the search: the count is nobody's that the article knows
RULES: tuple[Rule, ...] = (
    narrowed,
    said_below,
    denied_by,
    belongs,
    seen_from,
    shared,
    under_fire,
    on_parade,
    on_exercise,
    of_antecedent,
    of_many_nations,
    of_its_mission,
    opens_sentence,
    answers_question,
    _told,
    across,
    said_by,
    of_his_unit,
    of_local_units,
    of_own_arms,
    by_striker,
    taken_up,
    in_ward,
    stayed_there,
    headed,
    of_scene,
    of_company,
    likeliest,
    of_attackers,
)


def settled(
    reading: Reading, facts: Sequence[Troops], attributions: Sequence[Attribution], locations: Sequence[Location]
) -> list[Troops]:
    """The facts, in order, with the force that the article gives those which the sentence leaves open."""
    facts = [_without_clash(reading, fact) for fact in facts]
    if all(_is_fixed(fact) for fact in facts):
        return [_sovereign(fact) for fact in facts]
    telling = Telling(reading, attributions, locations)
    telling.named = [fact for fact in facts if _is_fixed(fact)]
    for fact in facts:
        telling.before.append(fact if _is_fixed(fact) else _with(fact, reading.cast.named(_force(telling, fact))))
    return list(_paired(reading, [_sovereign(fact) for fact in telling.before]))


def _without_clash(reading: Reading, fact: Troops) -> Troops:
    """*Côté colombien, la brigade a capturé quatorze guérilleros*: no state has rebels that their words do not name."""
    clue, force = fact.clue, fact.force
    if clue is None or force is None or not is_code(force):
        return fact
    if clue.lemma != "terroriste" and (fact.role not in STRONG or clue.lemma not in DISLOYAL):
        return fact
    if names_itself(reading, fact):
        return fact
    return amended(fact, force=None, clue=replace(clue, found="weak", exclude=clue.exclude | {force}))


def _with(fact: Troops, force: str | None) -> Troops:
    """The fact with that force; a copy costs, so only where it differs."""
    return fact if force == fact.force else amended(fact, force=force)


def _is_fixed(fact: Troops) -> bool:
    """True where the words decide: they name the side, or show that it is none's that the article knows."""
    clue = fact.clue
    return clue is None or (clue.found == "fixed" and not clue.open and clue.like is None)


def _force(telling: Telling, fact: Troops) -> str | None:
    asked = telling.ask(fact)
    told = (rule(telling, asked) for rule in RULES)
    return next((force for force in told if force is not None and force not in asked.clue.exclude), None) or None


def _sovereign(fact: Troops) -> Troops:
    return fact if fact.force is None else _with(fact, sovereign(fact.force))


def _paired(reading: Reading, facts: Sequence[Troops]) -> Iterator[Troops]:
    """*tombée de 10 500 à 7 500 hommes*: both are the same side's, which the words behind the second tell."""
    for fact, following in zip(facts, [*facts[1:], None], strict=True):
        pair = following is not None and reading.folded[fact.end : following.start] == " à "
        yield _with(fact, following.force) if pair and following is not None else fact
