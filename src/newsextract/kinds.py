"""A troops record whose noun says nothing of their kind → the same, its category by whose they are.

*60 éléments des FARDC* are soldiers, *60 éléments du M23* fighters; *30 000 membres de gangs* too.
"""

from __future__ import annotations

import re

from newsextract.actors import organisation
from newsextract.records import Troops, amended

_NEUTRAL = re.compile(
    r"(?:jeunes )?(?:morts?|tués?|blessés?|disparus?|éléments?|membres?|"
    r"jeunes?(?! (?:recrue|soldat|conscrit|engagé))|individus?|gamins?)\b",
    re.IGNORECASE,
)
_OBSERVERS = re.compile(r"observat(?:eur|rice)s? militaires?\b")  # a mission's, as its peacekeepers are
_DEFENDERS = re.compile(r"défenseu(?:r|se)s?\b")
_HIRED = frozenset({"Africa Corps", "Wagner"})  # armed groups that serve a state
# la guérilla compterait [6 300 membres] · vingt gangs, qui totalisent
_BAND = re.compile(r"\b(?:guérilla|rébellion|milices?|gangs?|cartels?|insurrection|maquis)\b", re.IGNORECASE)


def of_kind(fact: Troops) -> Troops:
    """*éléments*, *membres*, *jeunes* of an armed group are fighters, all others soldiers, a mission's military
    observers too; *défenseurs* of a town may be anyone who fights."""
    if fact.group is not None and fact.category == "peacekeeper" and _OBSERVERS.match(fact.group):
        return amended(fact, category="soldier")
    if fact.group is not None and _DEFENDERS.match(fact.group):
        return amended(fact, category="fighter")
    if fact.category != "soldier" or fact.group is None or _NEUTRAL.match(fact.group) is None:
        return fact
    if fact.force is None:
        band = fact.group.startswith("membres") and _BAND.search(fact.sentence)
        return amended(fact, category="fighter") if band else fact
    actor = organisation(fact.force)
    armed = actor is not None and actor.type == "armed_group" and fact.force not in _HIRED
    return amended(fact, category="fighter") if armed else fact
