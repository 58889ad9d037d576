"""Rule of last resort: the likeliest side, by all that the article hints at, each hint with its weight.

What the text is about, whose the count before is, which side was named last: each alone is a guess. They are the
features of a log-linear model over the sides of the article and nobody. Its weights (lexicons/allegiance.toml) are
fitted on annotated articles by benchmarks/fit_allegiance.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from newsextract.allegiance.telling import Asked, Telling
from newsextract.allegiance.thread import continued, gone_on
from newsextract.allegiance.topic import by_topic, is_of_nobody, origin
from newsextract.lexicon import read_toml
from newsextract.matchers.troops.belligerents import Reference, peacekeepers, references
from newsextract.matchers.troops.salience import is_subject, paragraph_start
from newsextract.matchers.troops.sides import is_code
from newsextract.matchers.troops.verbs import STRONG
from newsextract.records import Troops

NOBODY = ""
Features = dict[str, float]
Hints = dict[str, Mapping[str, float]]  # hint → side → how much of it
_MENTIONED = 0.3  # total weight from which a side is a candidate
_CLEAR, _VERY_CLEAR = 0.5, 0.8  # weights from which a mention speaks of a side
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
    sides = {
        side for side, weight in telling.spoken.items() if weight >= _MENTIONED and not _only_observes(telling, side)
    }
    sides |= {side for side in (*guesses.values(), asked.fact.force) if side}
    sides -= telling.onlookers - {asked.speaker}
    found = {side: _of_kind(telling, asked, side) for side in sorted(sides - asked.clue.exclude)}
    for hint, values in _hints(telling, asked).items():
        for side, value in values.items():
            if side in found:
                found[side][hint] = value
    found[NOBODY] = _of_nobody(asked)
    for guess, guessed in guesses.items():
        if guessed is not None and guessed in found:
            found[guessed][guess] = 1.0
    if guesses["by_topic"] is None:
        found[NOBODY]["no_topic"] = 1.0
    return found


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


def _of_kind(telling: Telling, asked: Asked, side: str) -> Features:
    """Whether a side has such troops: states soldiers, groups rebels, missions either; and whether it speaks."""
    keeps = side in peacekeepers(telling.reading)
    hints = {
        "state_of_rebels": asked.kind == "group" and is_code(side),
        "group_of_soldiers": asked.kind == "state" and not is_code(side) and not keeps,
        "mission": keeps and asked.fact.category != "peacekeeper",
        "found_by_matcher": asked.fact.force == side and asked.clue.like is None,
        "speaker_of_losses": asked.speaker == side and asked.fact.role in STRONG,
    }
    return {hint: 1.0 for hint, holds in hints.items() if holds}


def _hints(telling: Telling, asked: Asked) -> Hints:
    return {
        **_of_mentions(telling, asked),
        **_of_counts(telling, asked),
        "share_of_places": telling.setting,
        "only_a_source": telling.heard,
    }


def _each(sides: Iterable[str | None]) -> Mapping[str, float]:
    return {side: 1.0 for side in sides if side is not None}


def _of_mentions(telling: Telling, asked: Asked) -> Hints:
    """Where the sides are spoken of next to the count."""
    reading, start = telling.reading, asked.start
    first, _ = reading.sentence_at(start)
    paragraph = paragraph_start(reading, start)
    before = [one for one in references(reading) if one.offset < start]
    clear = [one for one in before if one.weight >= _CLEAR]
    last = telling.last
    since = [one.side for one in clear if last is not None and last.force is not None and one.offset >= last.end]
    return {
        "named_in_sentence": _each(one.side for one in before if one.offset >= first and one.weight >= _VERY_CLEAR),
        "named_last": _each(one.side for one in clear[-1:]),
        "named_since_last_count": _each(side for side in since if last is not None and side != last.force),
        "opens_paragraph": _each([one.side for one in before if one.offset >= paragraph][:1]),
        "subject_of_last_sentence": _each(_subjects_of_last_sentence(telling, before, first, paragraph)),
    }


def _subjects_of_last_sentence(telling: Telling, before: list[Reference], first: int, paragraph: int) -> list[str]:
    index = telling.reading.sentence_index(first)
    if not index:
        return []
    start, end = telling.reading.sentences[index - 1]
    if start < paragraph:
        return []
    return [one.side for one in before if start <= one.offset < end and is_subject(telling.reading, one.offset)]


def _of_counts(telling: Telling, asked: Asked) -> Hints:
    """Whose the count right before is, and the counts around that name their side."""
    first, _ = telling.reading.sentence_at(asked.start)
    paragraph = paragraph_start(telling.reading, asked.start)
    named = [one for one in telling.named if one.force is not None and one.start != asked.start]
    before = [one for one in named if one.start < asked.start]
    nearest = min(named, key=lambda one: abs(one.start - asked.start), default=None)
    last = [telling.last] if telling.last is not None else []
    return {
        "last_count": _each(one.force for one in last),
        "last_count_in_paragraph": _each(one.force for one in last if one.start >= paragraph),
        "last_count_in_sentence": _each(one.force for one in last if one.start >= first),
        "named_count_in_paragraph": _each(one.force for one in before[-1:] if one.start >= paragraph),
        "nearest_named_count": _each(_force(nearest)),
    }


def _force(fact: Troops | None) -> list[str | None]:
    return [fact.force] if fact is not None else []
