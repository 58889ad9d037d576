"""Rule: whose a count in a title or subheading is, by the same count that the text below it names.

Matches *- Deux réservistes blessés -* over *Dans la bande de Gaza, deux réservistes* israéliens *ont été touchés*; not
*Deux soldats tués* over *Deux rebelles …*.
"""

from __future__ import annotations

import re

from newsextract.allegiance.telling import Asked, Telling
from newsextract.records import Troops

_BELOW = 700  # characters below within which the text says what its heading announced
_LONGEST = 130  # characters of a heading
# a line that ends a sentence is no heading
_FULL_STOP = re.compile(r"[.!?…»\"][ \t]*$")


def said_below(telling: Telling, asked: Asked) -> str | None:
    """The side of the first count below the heading that is the same: number, noun and what befell them."""
    text, start = telling.text, asked.start
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    if last < 0 or last - first > _LONGEST or _FULL_STOP.search(text, first, last):
        return None
    below = (one for one in telling.named if last < one.start < last + _BELOW)
    same = next((one for one in below if _is_same(one, asked.fact)), None)
    return same.force if same is not None else None


def _is_same(one: Troops, fact: Troops) -> bool:
    """True for *Un Casque bleu indonésien a été tué* below *un Casque bleu tué*."""
    number = one.low == fact.low if fact.low is not None else one.high == fact.high
    return number and one.role == fact.role and one.unit == fact.unit and one.category == fact.category
