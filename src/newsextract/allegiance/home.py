"""An article → its home state: whose *l'armée*, *le ministère*, *l'état-major* is where no nationality stands by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from newsextract.matchers.troops.belligerents import references
from newsextract.matchers.troops.salience import sovereign
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in
from newsextract.reading import Reading

_NAMED, _LEAD = 1.0, 1.0  # what the share of the mentions, and the title and lead, say beside the share of the places
_CAP = 1.0  # what one mention may weigh: an army's nationality is no more than a country's name


def home_of(reading: Reading, setting: Mapping[str, float]) -> str | None:
    """The state that the whole article is about, by its places, its names and its first lines."""
    lead = _lead_end(reading.folded)
    named: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for one in references(reading):
        if is_code(one.side):
            weight = min(one.weight, _CAP)
            named[one.side] += weight  # type: ignore[assignment]  # weights are floats
            if one.offset < lead:
                first[one.side] += weight  # type: ignore[assignment]
    scores: Counter[str] = Counter({side: 2 * share for side, share in setting.items()})
    for counted, worth in ((named, _NAMED), (first, _LEAD)):
        for side, weight in counted.items():
            scores[side] += worth * weight / max(counted.total(), 1)  # type: ignore[assignment]
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.15 * ranked[1][1]):
        return None
    return ranked[0][0]


def _lead_end(text: str) -> int:
    """Where the first paragraph of some length ends: the title and the lead."""
    match = _LEAD_END.search(text)
    return match.start() if match is not None else len(text)


_LEAD_END = re.compile(r"(?<=[^\n]{80})\n")


def of_the_army(reading: Reading, start: int) -> bool:
    """True for *L'armée compte* 25 600 *militaires*, *le ministère veut*: definite, without a nationality before."""
    first, _ = reading.sentence_at(start)
    match = _THE_ARMY.search(reading.folded, first, start)
    if match is None:
        return False
    named = mentions_in(reading, first, start)
    return not any(is_code(sovereign(force_value(one.actor) or "")) for one in named)


# L'[armée] compte · le [ministère] · son [état-major]
_THE_ARMY = re.compile(
    r"\b(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es |[Dd]u |[Aa]u )(?:armée|état-major|ministère|ministre|gouvernement|commandement|"
    r"marine|aviation|troupe|défense|régime|junte|président|premier ministre|service militaire|conscription|réserve|"
    r"forces armées|autorités|police|gendarmerie)\b",
    re.IGNORECASE,
)
