"""A name in a text → what kind of organisation it names: a listed one, a state's force, a mission, an armed group.

*Forces armées centrafricaines* are the state's, *Bataillon d'intervention rapide* some state's; *Force ouvrière* is
no side.
"""

from __future__ import annotations

import re

from newsextract.actors import Actor
from newsextract.organisations.text import ENGLISH_NAME, Text, organisation_words


def actor_named(text: Text, start: int, end: int, acronym: str | None = None) -> Actor | None:
    """The listed actor of a name, the state of a national force, an armed group; None for a name of peace."""
    name = text.folded[start:end]
    inside = text.inside(start, end)
    whole = next((one for one in inside if one.start == start and one.end >= end - 1), None)
    if whole is not None:
        return whole.actor
    parent = next((one for one in inside if one.end == end and one.actor.type in _PARENTS), None)
    if parent is not None and name.split(" ", 1)[0] in organisation_words("units"):
        return parent.actor  # la Brigade d'intervention de la Monusco
    states = {one.actor.country for one in inside if one.actor.kind == "state"}
    if is_national(name, named=bool(states)):
        return Actor(name, "organisation", "military", next(iter(states)) if len(states) == 1 else None, True)
    if is_of_state(name):
        return Actor(name, "organisation", "military", None, True)
    if name[0].islower():
        return _lower_actor(text, name, acronym)
    head, words = name.split(" ", 1)[0], set(re.findall(r"[a-zà-ÿ-]+", name.lower()))
    if words & organisation_words("civil"):
        return None
    if _is_mission(name) or (acronym and _FOR_A_LAND.match(name)):
        return Actor(name, "organisation", "international_organisation", None, True)
    strong = head in organisation_words("heads") - organisation_words("weak_heads")
    rebel = words & organisation_words("rebel")
    if head in organisation_words("weak_heads"):
        rebel -= organisation_words("of_parties")
    unit = head in organisation_words("units") and not rebel
    if unit and not (text.is_fought_for_by_rebels(name) or (acronym and text.is_fought_for(acronym))):
        return Actor(name, "organisation", "military", None, True)
    warlike = bool(rebel) and head in _WARLIKE
    if ENGLISH_NAME.match(name):
        strong, warlike = bool(re.search(r"(?:Forces?|Army|Brigades?|Militia|Fighters|Tigers|Boys)$", name)), False
    if warlike or (strong and (acronym or rebel)) or _fights(text, name, acronym, strong=strong):
        return Actor(name, "organisation", "armed_group", None, True)
    return None


def _fights(text: Text, name: str, acronym: str | None, *, strong: bool) -> bool:
    """True if the article speaks of its fighters or its fights; a name that a party may have needs its acronym too."""
    if text.is_fought_for(name, acronym):
        return True
    return text.wages_war(name) if strong else bool(acronym) and text.wages_war(name, acronym or name, strict=True)


_PARENTS = frozenset({"armed_group", "international_organisation"})
_WARLIKE = frozenset({"Front", "Armée", "Forces", "Brigades", "Résistance", "Unités", "Mouvement"})

_MISSION = re.compile(
    r"(?:[Mm]ission|[Ff]orce|[Oo]pération)\b.*(?:\b(?:Nations unies|Union africaine|SADC|CEDEAO|Cédéao|Igad|IGAD|ONU|"
    r"Ligue arabe|Union européenne|Otan|OTAN|Sahel)\b|multinationale|multidimensionnelle|internationale|intérimaire|"
    r"mixte|de paix)"
)


# with an acronym: [Mission de sécurité pour] Haïti
_FOR_A_LAND = re.compile(r"(?:Mission|Force|Opération) .{0,60}(?:\bpour|\ben|\bau|\baux|\bà) (?:l'|la |le )?[A-ZÀ-Ý]")


def _is_mission(name: str) -> bool:
    """True for a force of several states: *Force multinationale mixte*, *mission de la SADC*."""
    return _MISSION.match(name) is not None


def _lower_actor(text: Text, name: str, acronym: str | None) -> Actor | None:
    """A common noun with an acronym: the mission is known by it, the cartel by its name, the rest by none."""
    if acronym and _is_mission(name):
        return Actor(acronym, "organisation", "international_organisation", None, True)
    if re.match(r"(?:cartel|front|katiba|milice|armée|mouvement) (?:.* )?[A-ZÀ-Ý]", name) or text.is_fought_for(
        acronym
    ):
        return Actor(name, "organisation", "armed_group", None, True)
    return None


_NATIONAL_HEAD = re.compile(
    r"(?:Forces?|Armées?|Garde|Marine|Gendarmerie|Police|Bataillons?|Régiments?|Unités?|Brigades?|Groupements?|Corps|"
    r"Aviation|[ÉE]tat-major|Direction|Légion|Commandement|Ministère|Gouvernement|Département|Autorité|Administration|"
    r"Défense|Agence)\b",
    re.IGNORECASE,
)

_NOT_NATIONAL = re.compile(
    r"\b(?:libération|résistance|révolution\w*|salut|libres?|démocratiques?|patrio\w+|islam\w+|martyrs|nouvelles|"
    r"conjointes?|alliées|indépendance|arabe|pour l|volontaires|mixte|multinationale|soutien)\b",
    re.IGNORECASE,
)


def is_national(name: str, *, named: bool) -> bool:
    """True for the name of a state's force: *Forces armées centrafricaines*, *Bataillon d'intervention rapide*.

    `named` says that the name holds a state; without one, only the words of state services show it.
    """
    if _NATIONAL_HEAD.match(name) is None or _NOT_NATIONAL.search(name) is not None or _is_mission(name):
        return False
    if re.match(r"(?:Gouvernement|Ministère|Autorité|Administration|Défense)\b", name):
        return True
    words = set(re.findall(r"[a-zà-ÿ]+", name.lower())[1:])
    proper = re.search(r" [A-ZÀ-Ý]|\bpeuple\b", name) is not None and not named
    return named or (bool(words & organisation_words("national")) and not proper)


# services of a state under an English name
_OF_STATE = re.compile(
    r"(?:US|U\.S\.|Royal|British|American|Indian|Australian|National Guard|Coast Guard|Air|Special|Task|Delta|Border "
    r"Security|Civil|Marine|Space|Central|Strike|Joint|Self-Defen[cs]e) "
)


def is_of_state(name: str) -> bool:
    """True for an English name of a state's service: *Joint Task Force*, *Coast Guard*."""
    return _OF_STATE.match(name) is not None
