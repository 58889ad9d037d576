"""A count whose side is asked → what the article hints at for each side: small features, each named after what it says.

Every hint gives sides a number, mostly 1 for the side that it speaks for. What a hint is worth is a weight of
lexicons/allegiance.toml, fitted on annotated articles: allegiance/likeliest.py adds them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsextract.allegiance.home import of_the_army
from newsextract.allegiance.telling import Asked, Telling
from newsextract.matchers.troops.belligerents import Reference, references
from newsextract.matchers.troops.salience import is_subject, paragraph_start
from newsextract.matchers.troops.verbs import STRONG
from newsextract.records import Troops

Hints = dict[str, Mapping[str, float]]  # hint → side → how much of it
_CLEAR, _VERY_CLEAR = 0.5, 0.8  # weights from which a mention speaks of a side


def hints_of(telling: Telling, asked: Asked) -> Hints:
    """Every hint that the article gives."""
    return {
        **_of_mentions(telling, asked),
        **_of_counts(telling, asked),
        **_of_scene(telling, asked),
        "share_of_places": telling.setting,
        "only_a_source": telling.heard,
        "onlooker": each(telling.onlookers - {asked.speaker}),
        "speaker_of_losses": each([asked.speaker] if asked.fact.role in STRONG and not asked.is_estimate else []),
        "official_of_deeds": each([asked.speaker] if _is_official(asked) else []),
    }


def _of_scene(telling: Telling, asked: Asked) -> Hints:
    """The state that the opening words set, and the home army's, where only *l'armée* is said."""
    scene = telling.scene(asked.start)
    definite = scene is None and of_the_army(telling.reading, asked.start)
    return {
        "scene": each([scene.side] if scene is not None else []),
        "home_army": each([telling.home] if definite else []),
    }


def each(sides: Iterable[str | None]) -> Mapping[str, float]:
    """One for each of the sides."""
    return {side: 1.0 for side in sides if side is not None}


def _of_mentions(telling: Telling, asked: Asked) -> Hints:
    """Where the sides are spoken of next to the count."""
    reading, start = telling.reading, asked.start
    first, _ = reading.sentence_at(start)
    paragraph = paragraph_start(reading, start)
    before = [one for one in references(reading) if one.offset < start]
    acting = [one for one in before if one.weight >= _CLEAR and one.offset not in telling.places]
    last = telling.last
    since = [one.side for one in acting if last is not None and last.force is not None and one.offset >= last.end]
    return {
        "named_in_sentence": each(one.side for one in acting if one.offset >= first and one.weight >= _VERY_CLEAR),
        "named_last": each(one.side for one in acting[-1:]),
        "named_since_last_count": each(side for side in since if last is not None and side != last.force),
        "opens_paragraph": each([one.side for one in acting if one.offset >= paragraph][:1]),
        "subject_of_last_sentence": each(_subjects_of_last_sentence(telling, before, first, paragraph)),
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
        "last_count": each(one.force for one in last),
        "last_count_in_paragraph": each(one.force for one in last if one.start >= paragraph),
        "last_count_in_sentence": each(one.force for one in last if one.start >= first),
        "named_count_in_paragraph": each(one.force for one in before[-1:] if one.start >= paragraph),
        "nearest_named_count": each(_force(nearest)),
    }


def _force(fact: Troops | None) -> list[str | None]:
    return [fact.force] if fact is not None else []


def _is_official(asked: Asked) -> bool:
    """*Le ministre a précisé que 2 500 militaires étaient en place*: a state tells what its troops do, unless it
    only estimates."""
    said = asked.said
    return (
        said is not None
        and said.source_type in {"government", "military", "state"}
        and said.cue_class == "verb"
        and asked.fact.role not in STRONG
        and not asked.is_estimate
    )
