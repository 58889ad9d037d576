"""Rule: whose a count is by the side that heads its paragraph.

Matches *Côté russe, le silence reste la règle. Un site a recensé* 91 000 *militaires morts*, *Chez les insurgés du
Tigré, on parle de* 300 *tués*; not once another side is named since.
"""

from __future__ import annotations

import re

from newsextract.allegiance.telling import Asked, Telling
from newsextract.matchers.troops.belligerents import references
from newsextract.matchers.troops.salience import paragraph_start

# Côté russe · Du côté du MFDC · Chez les Serbes · Dans les rangs ukrainiens · Dans le camp d'en face
_HEADS = re.compile(
    r"\W*(?:Du côté|Côté|Chez|Dans les rangs|Dans le camp|Au sein|Pour ce qui est|Quant (?:à|aux?)|S'agissant)\b"
)
_NEAR = 40  # characters within which the heading names its side


def headed(telling: Telling, asked: Asked) -> str | None:
    """The side of the words that open the paragraph, until another is named; what is struck is its enemy's."""
    first = paragraph_start(telling.reading, asked.start)
    match = _HEADS.match(telling.text, first)
    if match is None or asked.clue.strikes:
        return None
    behind = [one for one in references(telling.reading) if match.end() <= one.offset < match.end() + _NEAR]
    if not behind or telling.text.find(".", match.end(), behind[0].offset) >= 0:
        return None
    side = behind[0].side
    if side in asked.clue.exclude or not telling.suits(side, asked):
        return None
    return None if telling.names_between(behind[0].offset + 1, asked.start, side) else side
