"""Rule of last resort: the likeliest side, by all that the article hints at, each hint with its weight.

What the text is about, whose the count before is, which side was named last: each alone is a guess. They are the
features of a log-linear model over the sides of the article and nobody. Its weights (lexicons/allegiance.toml) are
fitted on annotated articles by benchmarks/fit_allegiance.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from newsextract.allegiance.hints import hints_of
from newsextract.allegiance.telling import HOSTILE, Asked, Telling
from newsextract.allegiance.thread import continued, gone_on
from newsextract.allegiance.topic import by_topic, is_of_nobody, origin
from newsextract.grammar import subtree
from newsextract.lexicon import read_toml
from newsextract.matchers.troops.belligerents import peacekeepers
from newsextract.matchers.troops.forces import OF_POWER, POWER_HAS
from newsextract.matchers.troops.owners import passive_agent, succeeds
from newsextract.matchers.troops.salience import paragraph_start
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import STRONG, is_passive, verb_entry
from newsextract.matchers.troops.words import grammar_words

NOBODY = ""
Features = dict[str, float]
_MENTIONED = 0.3  # total weight from which a side is a candidate
_GUESSES = (by_topic, gone_on, continued)


def likeliest(telling: Telling, asked: Asked) -> str | None:
    """The candidate for which the hints weigh most; None where that is nobody."""
    if is_of_nobody(telling, asked):
        return None
    home = origin(telling, asked)
    if home is not None:
        return home
    weights = _weights()
    scores = {
        side: sum(weights.get(hint, 0.0) * value for hint, value in hints.items())  # none: no example showed it
        for side, hints in candidates(telling, asked).items()
    }
    return max(sorted(scores), key=lambda side: scores[side]) or None


@cache
def _weights() -> Mapping[str, float]:
    table = read_toml("allegiance.toml")["weights"]
    return {hint: float(weight) for hint, weight in table.items() if hint != "source"}


def candidates(telling: Telling, asked: Asked) -> dict[str, Features]:
    """Side → what hints at it, for the sides of the article that may be meant and for nobody."""
    guesses = {guess.__name__: guess(telling, asked) for guess in _GUESSES}
    sides = _spoken_of(telling, asked) | {side for side in guesses.values() if side}
    of_kind = _of_kind(telling, asked)
    sides = sides - asked.clue.exclude - _observer(asked) - _without_police(telling, asked, sides)
    sides -= _agents(telling, asked) | _against_us(telling, asked) | _set_against(telling, asked)
    if _OF_MANY.search(asked.fact.group or "") or _have_patron(asked):
        sides = {side for side in sides if not is_code(side)}
    if _is_loyal(telling, asked):
        sides = {side for side in sides if is_code(side) or side in peacekeepers(telling.reading)}
    sides = _in_power(telling, asked) or sides
    if _is_multinational(telling, asked):
        sides = {side for side in sides if not is_code(side)} or sides
    found = {side: of_kind(side) for side in sorted(sides)}
    found[NOBODY] = _of_nobody(asked)
    for hint, values in hints_of(telling, asked).items():
        for side, value in values.items():
            if side in found:
                found[side][hint] = value
    for guess, guessed in guesses.items():
        if guessed is not None and guessed in found:
            found[guessed][guess] = 1.0
    if guesses["by_topic"] is None:
        found[NOBODY]["no_topic"] = 1.0
    return found


_GOVERNING = grammar_words("governing_groups")


def _without_police(telling: Telling, asked: Asked, sides: set[str]) -> set[str]:
    """*le TTP revendique l'assaut, qui a coûté la vie à sept policiers*: no armed group's, unless it governs."""
    if asked.fact.category != "police":
        return set()
    keepers = peacekeepers(telling.reading)
    return {side for side in sides if not is_code(side) and side not in keepers and side.lower() not in _GOVERNING}


def _agents(telling: Telling, asked: Asked) -> set[str]:
    """*Le bataillon, fort de* 640 *hommes, a été relevé par une unité danoise*: those by whom others are relieved,
    struck or taken."""
    first, last = telling.reading.sentence_at(asked.start)
    found: set[str] = set()
    if telling.text.find(" par ", first, last) < 0:
        return found
    for verb in telling.reading.span(first, last):
        agent = passive_agent(verb) if is_passive(verb) else None
        entry = verb_entry(verb) if agent is not None else None
        if agent is not None and (succeeds(verb) or (entry is not None and entry["owner"] == "enemy")):
            phrase = subtree(agent)
            named = mentions_in(telling.reading, phrase.start_char, phrase.end_char)
            found |= {side for one in named if (side := force_value(one.actor))}
    return found


# soldats de la [force régionale]
_OF_MANY = re.compile(
    r"\b(?:force|mission|coalition|brigade)s? (?:régionale|multinationale|internationale|africaine|conjointe|de paix|"
    r"d'interposition|de stabilisation)s?\b"
)
# les [groupements multinationaux], soit quelque 10 000 soldats
_MULTINATIONAL = re.compile(
    r"\b(?:groupements?|bataillons?|brigades?|forces?|unités?|contingents?) multinationa(?:l|le|ux|les)\b[^.;:]{0,40}$"
)


def _is_multinational(telling: Telling, asked: Asked) -> bool:
    """True of a count right behind a body of several nations: an alliance's, no state's."""
    return _MULTINATIONAL.search(telling.text, max(0, asked.start - 80), asked.start) is not None


def _is_loyal(telling: Telling, asked: Asked) -> bool:
    """True of those who serve the government: no rebels'."""
    first, _ = telling.reading.sentence_at(asked.start)
    named = OF_POWER.search(asked.fact.group or "") is not None
    return named or POWER_HAS.search(telling.text, first, asked.start) is not None


def _in_power(telling: Telling, asked: Asked) -> set[str]:
    """*Douze soldats gouvernementaux ont été tués à Seiyoun*: of the government of the country that it is set in."""
    if _GOVERNMENT.search(asked.fact.group or "") is None or not telling.setting:
        return set()
    state, share = max(telling.setting.items(), key=lambda item: item[1])
    return {state} if share >= _SET_IN and state not in asked.clue.exclude else set()


_SET_IN = 0.5  # the share of the places; one alone is half
_GOVERNMENT = re.compile(r"\b(?:gouvernementa(?:l|le|les|ux)|loyalistes?)\b")


def _against_us(telling: Telling, asked: Asked) -> set[str]:
    """*Serhi a perdu onze de ses hommes. « Les Russes nous arrosaient »*: those whom the paragraph's voice calls his
    foes are not whose men are lost."""
    if not asked.clue.owns:
        return set()
    first = paragraph_start(telling.reading, asked.start)
    last = telling.text.find("\n", asked.start)
    named = mentions_in(telling.reading, first, last if last >= 0 else len(telling.text))
    foes = (one for one in named if one.form == "demonym_noun" and telling.text.startswith(" nous ", one.end))
    return {side for one in foes if (side := force_value(one.actor))}


# [Côté ]allemand, les pertes furent moindres · [En face, les ]Bavarois
_OPPOSITE = re.compile(
    r"(?:^|[.;!?»\n] ?)(?:[Cc]ôté|[Dd]u côté|[Ee]n face,) (?:de la |de l'|du |des |les |la |le |l'|d')?$"
)
_STRIKES_BACK = re.compile(
    r" (?:(?:ont |a |avaient )?(?:contre-attaqu|ripost|répliqu)[a-zà-ÿ]*)\b",
)


def _set_against(telling: Telling, asked: Asked) -> set[str]:
    """*La division perd* 12 000 *hommes. Côté allemand, …*: whom the next sentence of the paragraph sets against those
    told of, or who strike back at them in the next two."""
    reading, start = telling.reading, asked.fact.end
    ends = [last for _, last in reading.sentences[reading.sentence_index(asked.start) :][:3]]
    paragraph = telling.text.find("\n", start)
    last = min(ends[-1], paragraph if paragraph >= 0 else len(telling.text))
    found = set()
    for one in mentions_in(reading, start, last):
        opposite = one.start < ends[:2][-1] and _OPPOSITE.search(telling.text, max(start, one.start - 24), one.start)
        if opposite or (one.form == "demonym_noun" and _STRIKES_BACK.match(telling.text, one.end)):
            found.add(force_value(one.actor) or "")
    return found


def _spoken_of(telling: Telling, asked: Asked) -> set[str]:
    """The sides that the article says enough of; who attacks its one state is not that state."""
    sides = {
        side for side, weight in telling.spoken.items() if weight >= _MENTIONED and not _only_observes(telling, side)
    }
    sides |= {asked.fact.force} if asked.fact.force else set()
    scene = telling.scene(asked.start)
    sides |= {scene.side} if scene is not None else set()
    of_rebels = asked.kind == "group" and asked.fact.category == "unit"  # deux bataillons sécessionnistes
    if of_rebels or (asked.kind == "group" and asked.fact.role in STRONG and not asked.clue.owns):
        return {side for side in sides if not is_code(side)}  # rebels killed are no state's
    if asked.clue.lemma not in HOSTILE:
        return sides
    states = {side for side in sides if is_code(side)}
    if len(states) == 1:
        return sides - states
    if sides == states:
        return sides
    struck = {one.force for one in telling.before if one.role in STRONG and one.category != "fighter"}
    return sides - (states & struck)  # where a group is told of, those who fell were no assailants


def _have_patron(asked: Asked) -> bool:
    """*La CIA recrutait chez les Hmong : Vang Pao commandait* 30 000 *maquisards*: rebels whom a state is told to have,
    send or train are not its own, nor another state's."""
    told = asked.fact.force if asked.clue.found == "told" and asked.kind == "group" else None
    return told is not None and is_code(told)


def _observer(asked: Asked) -> set[str]:
    """*Le renseignement militaire avance un total de 4 700 tués*: whoever counts others' dead is not their side."""
    return {asked.speaker} if asked.speaker is not None and asked.speaker_counts_others else set()


def _only_observes(telling: Telling, side: str) -> bool:
    """*L'ONU estime que 3 000 soldats …*: a body of many states that is nothing but a source."""
    return side in peacekeepers(telling.reading) and telling.heard.get(side, 0.0) == 1.0


def _of_nobody(asked: Asked) -> Features:
    hints = {
        "nobody": True,
        "nobody_by_noun_of_groups": asked.kind == "group",
        "nobody_fighters": asked.fact.category == "fighter",
        "nobody_named_otherwise": asked.names_other_group,
        "nobody_states": asked.clue.open,
    }
    return {hint: 1.0 for hint, holds in hints.items() if holds}


def _of_kind(telling: Telling, asked: Asked) -> Callable[[str], Features]:
    """side → whether it has such troops: states soldiers, groups rebels, missions either."""
    keepers, kind = peacekeepers(telling.reading), asked.kind
    own = asked.fact.force if asked.clue.like is None else None
    hostile = asked.clue.lemma in HOSTILE
    peaceful = asked.fact.category == "peacekeeper"

    def of(side: str) -> Features:
        state, keeps = is_code(side), side in keepers
        hints = {
            "state_of_rebels": (kind == "group" or hostile) and state,
            "group_of_soldiers": kind == "state" and not state and not keeps,
            "mission": keeps and not peaceful,
            "found_by_matcher": side == own,
        }
        return {hint: 1.0 for hint, holds in hints.items() if holds}

    return of
