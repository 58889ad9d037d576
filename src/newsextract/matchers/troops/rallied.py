"""Fighters who join an armed group, a people that another's army enlists → that group or state, whatever their
nationality.

Matches *700 combattants français ont rejoint* l'État islamique, *200 djihadistes tadjiks l'ont rejoint* after Daech-K,
*200 Kényans enrôlés dans* l'armée russe; not *douze soldats ont rejoint leur base*, whose army they stay.
"""

from __future__ import annotations

import re

from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.sides import force_value, mentions_in
from newsextract.reading import Reading

# [700] combattants ont rejoint les rangs du [M23] · rallieraient l'[ELN] · ont prêté allégeance à [Boko Haram]
_JOINS = re.compile(
    r"""
    (?: [ ][a-zà-ÿ'-]+ ){0,4}?
    [ ] (?P<whom> l'|les[ ] )?
    (?: (?: a|ont|avaient?|aurai(?:ent|t)|auront )[ ] (?: [a-zà-ÿ]+[ ] ){0,2}
        (?: rejoint|rallié|intégré|grossi|prêté[ ]allégeance )e?s?
      | rejoign(?:ent|aient|irent) | rejoindr(?:ont|aient) | ralli(?:ent|aient|èrent|eront|eraient)
    )
    (?: [ ] (?: les[ ]rangs[ ]|à[ ] )?
        (?: de[ ]la[ ]|de[ ]l'|du[ ]|des[ ]|d'|de[ ]|la[ ]|le[ ]|l'|les[ ]|au[ ]|aux[ ] )?
        (?: mouvement[ ]|groupe[ ]|milice[ ]|cartel[ ]|guérilla[ ]|rébellion[ ] )? )?
    """,
    re.VERBOSE,
)
_LOYAL = frozenset({"soldat", "militaire", "policier", "gendarme", "Casque bleu", "officier"})


# 200 Kényans[ ont été enrôlés dans l'armée ]russe · des Népalais[ recrutés par les forces armées de la ]Russie
_ENLISTED = re.compile(
    r",? (?:(?:ont|avaient|auraient) été |seraient |sont )?(?:recrutés|enrôlés|enlistés|incorporés|engagés)"
    r" (?:par|dans|au sein de) (?:l'|la |les )(?:armée|forces armées|troupes|forces)"
    r" (?:de (?:la |l')?|du |des |d')?"
)


def rallied(reading: Reading, group: Group, start: int) -> str | None:
    """The armed group or the foreign army that those counted join."""
    if group.noun.unit != "person" or group.noun.lemma in _LOYAL:
        return None
    if group.noun.context == "nation" and (enlisted := _ENLISTED.match(reading.folded, group.end)) is not None:
        army = reading.party_at(enlisted.end())
        return force_value(army.actor) if army is not None else None
    match = _JOINS.match(reading.folded, group.end)
    if match is None:
        return None
    if match["whom"] is not None:
        named = mentions_in(reading, reading.sentence_at(start)[0], start)
    else:
        named = mentions_in(reading, match.end(), match.end() + 1)
    groups = {force_value(one.actor) for one in named if one.actor.type == "armed_group"}
    return groups.pop() if len(groups) == 1 else None
