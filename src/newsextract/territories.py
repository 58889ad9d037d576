"""A source in a territory with a code of its own → the same claim with the state that the source is of.

*À Cayenne, le procureur* → FRA, not GUF; *le gouvernement groenlandais* stays GRL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from newsextract.alternation import one_of
from newsextract.lexicon import read_csv
from newsextract.matchers.attributions.source_words import words_of
from newsextract.reading import Reading
from newsextract.records import Attribution, amended
from newsextract.text import fold

_ONE_AND_INDIVISIBLE = "FRA"  # its territories have no prosecutors or ministers of their own
_DISPUTED = "ESH"  # its republic has an army and ministers


def of_sovereign(reading: Reading, claim: Attribution) -> Attribution:
    """A territory has no soldiers of its own, a French one no prosecutor: *à Cayenne, le procureur* is of the state."""
    state = _sovereigns().get(claim.source_country or "")
    if state is None or claim.source_type not in {"military", "government", "state", "intelligence"}:
        return claim
    words = reading.folded[claim.home.start : claim.home.end] if claim.home else fold(claim.source_text or "")
    posted = state == _ONE_AND_INDIVISIBLE and _of_the_state().match(words.lower())
    return amended(claim, source_country=state) if posted or claim.source_type == "military" else claim


@cache
def _of_the_state() -> re.Pattern[str]:
    """[procureur] · [haut-commissaire] de la République · [ministre]: of the state, wherever they are posted."""
    return re.compile(rf"(?:{one_of(words_of('officers_of_state'))})\b")


@cache
def _sovereigns() -> Mapping[str, str]:
    """Territory → the state that it belongs to."""
    rows = read_csv("territories.csv", "territory")
    return {str(row["territory"]): str(row["state"]) for row in rows if row["territory"] != _DISPUTED}
