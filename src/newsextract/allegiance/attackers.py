"""Rule: whose attackers are that the text gives no name where they strike: the group's that claims it, or the only one.

Matches *Une centaine de* djihadistes *ont attaqué le poste*, the one group of the article named paragraphs later; not
*des miliciens druzes*, nor attackers among several groups of which none claims anything.
"""

from __future__ import annotations

from newsextract.allegiance.telling import DISLOYAL, HOSTILE, Asked, Telling
from newsextract.matchers.troops.belligerents import peacekeepers
from newsextract.matchers.troops.discourse import author
from newsextract.matchers.troops.sides import is_code


def of_attackers(telling: Telling, asked: Asked) -> str | None:
    """For *terroristes*, *assaillants*, *rebelles* that nothing nearby tells: the group that the article is about."""
    if asked.clue.lemma not in HOSTILE | DISLOYAL or asked.names_other_group:
        return None
    side = author(telling.reading, asked.start)
    if side is None or is_code(side) or side in asked.clue.exclude | peacekeepers(telling.reading):
        return None
    return side
