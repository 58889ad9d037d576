"""Rule: whose the wounded and the dead are by the hospital or the morgue where they lie.

Matches *un chirurgien de l'hôpital de Samrong a vu* une douzaine *de militaires*: Cambodia's, in an article on its war
with Thailand; not those of a state that has no troops in the article.
"""

from __future__ import annotations

import re

from newsextract.allegiance.telling import Asked, Telling
from newsextract.matchers.troops.belligerents import armed_sides
from newsextract.matchers.troops.salience import sovereign

_ROLES = frozenset({"killed", "wounded", "casualties"})
# l'hôpital militaire de [Kamenge] · la morgue de [Samrong] · une clinique d'[El Obeid]
_WARD = re.compile(
    r"\b(?:hôpita(?:l|ux)|cliniques?|morgues?|dispensaires?|blocs? opératoires?|CHU|hospitaliers?)"
    r"(?: [a-zà-ÿ-]+){0,3} (?:de la |de l'|de |du |d'|à |des )(?=[A-ZÀ-Ý])"
)


def in_ward(telling: Telling, asked: Asked) -> str | None:
    """The state of the hospital that the sentence names, where it has troops in the article."""
    if asked.fact.role not in _ROLES or asked.kind == "group" or asked.names_other_group:
        return None
    first, last = telling.reading.sentence_at(asked.start)
    match = _WARD.search(telling.text, first, last)
    if match is None:
        return None
    country = next((one.country for one in telling.locations if one.start == match.end() and one.country), None)
    state = sovereign(country) if country else None
    return state if state in armed_sides(telling.reading) else None
