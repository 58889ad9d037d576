"""Rule: whose a count is by an arm or a corps that one army alone has.

Matches *quatre cent cinquante* légionnaires, *deux bataillons de* paras in an article that speaks of France; not the
*légionnaires* of Caesar, nor Spain's.
"""

from __future__ import annotations

from newsextract.allegiance.telling import Asked, Telling
from newsextract.matchers.troops.belligerents import armed_sides
from newsextract.matchers.troops.words import grammar_words

_FRENCH_ARMS = grammar_words("french_arms")


def of_own_arms(telling: Telling, asked: Asked) -> str | None:
    """FRA for *légionnaires*, *tirailleurs*, *paras*, where France is a side of the article."""
    words = {asked.clue.lemma, *(word.removesuffix("s") for word in (asked.fact.group or "").split())}
    return "FRA" if words & _FRENCH_ARMS and "FRA" in armed_sides(telling.reading) else None
