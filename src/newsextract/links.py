"""Facts of one article → the same facts joined: who says it, in which mood, and where (guidelines, section 5).

Runs last. Matchers never read each other's facts; here the calibres and troops meet the attributions and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from newsextract.allegiance import settled
from newsextract.hearsay import is_aside
from newsextract.homes import at_home
from newsextract.kinds import of_kind
from newsextract.matchers.troops.count_classifier import LIKELY
from newsextract.modality import modality_of
from newsextract.places import place_of, standing_places
from newsextract.reading import Reading
from newsextract.records import Attribution, Calibre, Kind, Location, Troops, amended


def link(reading: Reading, facts: dict[Kind, list[Any]]) -> dict[Kind, list[Any]]:
    """Fill source, attribution_id and modality of calibres and troops, the place of troops, the country of sources."""
    locations: list[Location] = facts.get("location", [])
    attributions: list[Attribution] = at_home(reading, facts.get("attribution", []), locations)
    linked = dict(facts)
    linked["attribution"] = attributions
    linked["calibre"] = [_vouched(reading, fact, attributions) for fact in facts.get("calibre", [])]
    troops = [_vouched(reading, fact, attributions) for fact in facts.get("troops", [])]
    standing = standing_places(reading, locations, attributions, troops)
    placed = [_placed(reading, of_kind(fact), standing) for fact in settled(reading, troops, attributions, locations)]
    linked["troops"] = [_with_whole(reading, fact, placed) for fact in placed]
    return linked


def _with_whole(reading: Reading, fact: Troops, facts: Sequence[Troops]) -> Troops:
    """*déploie 3 000 militaires en France et pourrait remonter à* 10 000, *deux compagnies à Goma, soit* 280 *hommes*:
    where those are whom it takes up."""
    like = fact.clue.like if fact.clue is not None else None
    if fact.place is not None or like is None:
        return fact
    whole = next((one for one in facts if one.start == like), None)
    if whole is None or whole.place is None or reading.sentence_index(like) != reading.sentence_index(fact.start):
        return fact
    if fact.rule != f"troops.{LIKELY}" and not reading.folded.endswith((", soit ", ", soit environ "), 0, fact.start):
        return fact
    return amended(fact, place=whole.place, place_id=whole.place_id)


def attribution_of(fact: Calibre | Troops, attributions: Iterable[Attribution]) -> Attribution | None:
    """The attribution with the innermost content that contains the fact; a conditional only if there is no other."""
    covering = [attribution for attribution in attributions if _covers(attribution, fact)]
    return min(covering, key=_inwardness, default=None)


def _covers(attribution: Attribution, fact: Calibre | Troops) -> bool:
    if attribution.content_start is None or attribution.content_end is None:
        return False
    return attribution.content_start <= fact.start and fact.end <= attribution.content_end


def _inwardness(attribution: Attribution) -> tuple[bool, int, int, int]:
    """Sort key: conditionals last, then the shortest content.

    Of two with one content, *X, citant Y* vouches through Y, and *Y, cité par X* too.
    """
    assert attribution.content_start is not None
    assert attribution.content_end is not None
    length = attribution.content_end - attribution.content_start
    return attribution.cue_class == "conditional", length, _remoteness(attribution), attribution.start


def _remoteness(attribution: Attribution) -> int:
    """0 for the one whom *citant* cites, 2 for the one who is *cité par*: the fact is the cited one's."""
    cue = attribution.text.lower()
    if cue.endswith("citant"):
        return 0
    return 2 if _CITED_BY.match(cue) else 1


# cité par · citée hier par · repris par
_CITED_BY = re.compile(
    r"(?:cité|citée|cités|citées|repris|reprise|relayé|relayée|rapporté|rapportée)s?\b.{0,12}\bpar$|cité|citée"
)


def _vouched(reading: Reading, fact: Any, attributions: Sequence[Attribution]) -> Any:
    attribution = attribution_of(fact, attributions)
    if attribution is not None and attribution.cue_class == "conditional" and is_aside(reading, fact, attribution):
        attribution = None
    modality = modality_of(reading, fact, attribution)
    if modality == "asserted" and attribution is not None and _is_hedged(reading, fact, attributions):
        modality = "conditional"  # des mercenaires, 300 selon Khartoum, épauleraient
    if attribution is None:
        return amended(fact, modality=modality)
    return amended(
        fact, modality=modality, source=attribution.source_name, attribution_id=attribution.record_id or None
    )


def _is_hedged(reading: Reading, fact: Calibre | Troops, attributions: Sequence[Attribution]) -> bool:
    """True under a conditional too, which shows in the modality alone."""
    hedges = (one for one in attributions if one.cue_class == "conditional" and _covers(one, fact))
    return any(not is_aside(reading, fact, one) for one in hedges)


def _placed(reading: Reading, fact: Troops, locations: Sequence[Location]) -> Troops:
    location = place_of(reading, fact, locations)
    if location is None:
        return fact
    return amended(fact, place=location.text, place_id=location.record_id or None)
