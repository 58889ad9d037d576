"""A counted group and its event → whose troops they are: an ISO code, an organisation's name, or None.

Matches *soldats* nord-coréens, *hommes* du M23, Caracas *affirme avoir positionné* …; *rebelles* syriens
are not Syria's.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.matchers.troops.actors import actor_of
from newsextract.matchers.troops.ascribed import ascribed, foreseen_by, led, lodged, reckoned_by
from newsextract.matchers.troops.beside import beside
from newsextract.matchers.troops.faced import faced, handed_over
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.names import unlisted
from newsextract.matchers.troops.near import right_before
from newsextract.matchers.troops.owners import (
    FRENCH_UNIT,
    claimant,
    owner,
    possessor,
    striker,
    taker,
)
from newsextract.matchers.troops.possession import held, possessed
from newsextract.matchers.troops.rallied import rallied
from newsextract.matchers.troops.salience import coreferent, enemy, of_any_nation, of_continent
from newsextract.matchers.troops.sides import Open, Side, armed_mentions, force_value, is_code, mentions_in
from newsextract.matchers.troops.strength import strong
from newsextract.matchers.troops.verbs import Event, verb_forms
from newsextract.matchers.troops.words import ENEMIES, grammar_words
from newsextract.reading import Reading

# Rebels and terrorists of a nationality do not belong to that state.
_STATELESS = grammar_words("stateless")


def force_of(
    reading: Reading, group: Group | None, event: Event, start: int, end: int, head: Token
) -> tuple[Side | None, str]:
    """(force, how it was found) of the group counted at text[start:end]."""
    joined = rallied(reading, group, start) if group is not None else None
    if joined is not None:
        return joined, "group"
    own, found = _in_group(reading, group) if group is not None else (None, False)
    if found and own is None and group is not None and group.noun.category == "mercenary":
        own = beside(reading, start, end)  # Côté russe, on évoque 3 000 mercenaires népalais et cubains
    if found and not isinstance(own, Open):
        return own, "group"
    force, how = _by_clause(reading, group, event, start, end, head)
    if group is not None and isinstance(force, str) and is_code(force) and _of_no_one_state(group):
        return None, "group"
    if group is not None and group.noun.lemma in _SEPARATISTS and isinstance(force, str) and is_code(force):
        force, how = None, "none"  # le ministre moldave évoque 5 000 combattants séparatistes
    struck = isinstance(force, Open) and force.foe is not None
    if group is not None and group.noun.category == "peacekeeper" and (struck or _is_rebel(reading, force)):
        return None, "none"  # l'armée serbe de Bosnie prend en otage 370 soldats de la paix: never a group's own
    if found and not (isinstance(force, str) and is_code(force)):
        return own, "group"  # recrues de la Garde nationale: some state's, the clause tells which
    if group is None or not isinstance(force, str) or is_code(force):
        return force, how
    if OF_POWER.search(group.text) or _has_power(reading, force, start):
        return _government_against(reading, force) or enemy(force), "enemy"
    return force, how


_SEPARATISTS = frozenset({"séparatiste", "sécessionniste", "indépendantiste"})


def _of_no_one_state(group: Group) -> bool:
    """True for the *soldats européens* that Zelensky asks for, the *instructeurs étrangers* whose arrival he sees."""
    return of_continent(group.text) or (group.noun.category == "instructor" and of_any_nation(group.text))


def _is_rebel(reading: Reading, force: Side | None) -> bool:
    """True for an armed group, which has no peacekeepers."""
    return isinstance(force, str) and not is_code(force) and _is_of_type(reading, force, "armed_group")


def _is_of_type(reading: Reading, name: str, kind: str) -> bool:
    return any(one.actor.name == name and one.actor.type == kind for one in reading.parties)


def _government_against(reading: Reading, force: str) -> Side | None:
    """The state whose armed group `force` is: against the FPR, the *soldats gouvernementaux* are Rwanda's."""
    return next((one.actor.country for one in reading.parties if one.actor.name == force and one.actor.country), None)


# soldats gouvernementaux · forces régulières: a state's, though a rebel is the subject
OF_POWER = re.compile(
    r"\b(?:gouvernement(?:al|ale|ales|aux)|loyalistes?|réguli(?:er|ère)s?|fédér(?:al|ale|ales|aux))\b"
)


# Les Houthis ont pris Marib, où [l'armée gouvernementale ne compte que] 15 000 hommes
POWER_HAS = re.compile(
    r"\b(?:armée|forces|troupes|soldats|militaires|camp) (?:gouvernementa(?:le|les|ux)|loyalistes?|régulières?|"
    r"réguliers|fédéra(?:le|les|ux))\b"
    r"(?:(?!\bet\b|\bou\b|contre|face)[^.;:]){0,60}$"
)


def _has_power(reading: Reading, force: str, start: int) -> bool:
    """True where the army of the state stands between a group's name and the count."""
    match = POWER_HAS.search(reading.folded, reading.sentence_at(start)[0], start)
    return match is not None and not any(
        force_value(one.actor) == force for one in mentions_in(reading, match.start(), start)
    )


def _by_clause(
    reading: Reading, group: Group | None, event: Event, start: int, end: int, head: Token
) -> tuple[Side | None, str]:
    """(force, how it was found) by the words around the group."""
    named = ascribed(reading, group, start) or beside(reading, start, end)
    if named:
        return named, "beside"
    against = faced(reading, start, max(end, group.end) if group is not None else end)
    if against:
        return against, "enemy"
    if group is not None and event.role in {"captured", "killed"}:
        returned = handed_over(reading, start, max(end, group.end), prisoners=group.noun.category == "prisoner")
        if returned:
            return returned, "enemy"
    has = held(reading, start) if event.owner != "enemy" else None
    has = has or possessed(reading, group, start, end) or _returned_to(reading, event, head, start)
    has = has or strong(reading, start)
    has = has or led(reading, event, head) or lodged(reading, event, head) or foreseen_by(reading, event)
    if has:
        return has, "owner"
    spied = reckoned_by(reading, head)
    if spied is not None:
        return spied, "none"
    struck = _struck(reading, event, start, end, head)
    if struck:
        own = _lays_down(reading, group, event, struck)
        return own or struck, "owner" if own else "enemy"
    stateless = group is not None and group.noun.lemma in _STATELESS
    if event.trigger is None and event.role == "strength" and not stateless:
        verb = right_before(reading, start)  # La Corée du Sud compte 450 000 hommes sous les drapeaux
        if verb is not None and verb.owner == "own":
            has = owner(reading, verb, start, end, head)
            return has, "owner" if has else "none"
    if event.owner == "own":
        has = owner(reading, event, start, end, head)
        if _is_backer(reading, group, event, has):
            return None, "none"
        if isinstance(has, str) and event.role == "trained" and _is_of_type(reading, has, "international_organisation"):
            return Open(frozenset({has})), "none"  # l'Union européenne a formé 1 700 hommes: the host's
    elif event.owner != "enemy" and head.dep_ in {"obj", "obl:arg", "obl:mod", "nmod"} and not stateless:
        has = possessor(reading, head)
        if event.role == "captured" and isinstance(has, str) and event.trigger == head.head:
            return enemy(has) if _is_rebel(reading, has) else None, "enemy"  # les Farc ont libéré dix soldats
    return has, "owner" if has else "none"


_BACKING = grammar_words("backing")


def _is_backer(reading: Reading, group: Group | None, event: Event, has: Side | None) -> bool:
    """*accuse Asmara d'avoir entraîné* 2 000 rebelles, *l'Ouganda héberge* 800 combattants: a state's own are soldiers;
    the fighters that it trains, arms or shelters are another's; peacekeepers have none at all."""
    if group is None or group.noun.category != "fighter" or not isinstance(has, str):
        return False
    if not is_code(has):
        return _is_of_type(reading, has, "international_organisation")
    verb = event.trigger
    return verb is not None and (verb_forms().get(verb.lower_) in _BACKING or verb.lemma_.lower() in _BACKING)


def _lays_down(reading: Reading, group: Group | None, event: Event, struck: Side) -> Side | None:
    """*Le MILF doit désarmer* 26 000 *combattants*: an armed group's own, as it calls its enemies by another name."""
    verb = event.trigger
    disarms = verb is not None and verb_forms().get(verb.lower_) == "désarmer" and not event.passive
    if not disarms or group is None or group.noun.lemma != "combattant" or not isinstance(struck, Open):
        return None
    return struck.foe if _is_rebel(reading, struck.foe) else None


def _struck(reading: Reading, event: Event, start: int, end: int, head: Token) -> Side | None:
    """Those whom a side takes, kills, or claims to have killed: its enemy's."""
    actor = taker(reading, event, head) or claimant(reading, event)
    if actor is None and event.owner == "enemy":
        actor = striker(reading, event, start, end)
    return enemy(actor) if actor is not None else None


def _in_group(reading: Reading, group: Group) -> tuple[Side | None, bool]:
    """The actor named inside the group; (None, True) where two are, or where the nationality is no
    allegiance."""
    inside = mentions_in(reading, group.start, group.end)
    inside = inside or _of_capital(reading, group) or _of_arms(reading, group)
    named = unlisted(reading, group)
    if not inside:
        if _OF_BLOC.search(reading.folded, group.start, group.end):
            return None, True  # 32 000 soldats de l'Axe: of several states
        if FRENCH_UNIT.search(reading.folded, group.start, min(group.end + 12, len(reading.folded))):
            return "FRA", True
        named = named or _of_shared_corps(reading, group) or group.noun.force or _of_own_corps(reading, group)
        named = named or _again(reading, group)
        return named, named is not None
    organisations = [one for one in inside if one.actor.kind == "organisation"]
    of_state = [one for one in inside if one.form == "demonym_adjective"]
    if of_state and all(one.actor.type == "international_organisation" for one in organisations):
        inside, organisations = of_state, []  # Casques bleus pakistanais de l'Onusom
    if organisations:
        return force_value(organisations[0].actor), True
    if group.noun.lemma in _STATELESS:
        return named, True
    if named and group.noun.category == "fighter":
        return named, True
    forces = {force_value(one.actor) for one in inside}
    return (forces.pop() if len(forces) == 1 else None), True


_OF_BLOC = re.compile(r"\b(?:de l'|des |de la )(?:Axe|Entente|Alliés|Coalisés|Coalition|Alliances?|Centraux)$")
# trois bataillons[ de Marines] · deux compagnies[ de GI's]
_OF_CORPS = re.compile(r"(?:de |d')(?P<corps>Marines|GI's|GIs|GI|G\.I\.|Rangers|Bérets verts|Royal Marines|Gurkhas)\b")
_CORPS_OF = {"Royal Marines": "GBR", "Gurkhas": "GBR"}
_SHARED = frozenset({"Marines", "Rangers"})  # Manille has its own: needs American troops


# corps that several states have under one name; for those of the Marines: IISS, The Military Balance
_SHARED_CORPS = {
    "béret vert": frozenset({"USA", "FRA"}),
    "marine": frozenset({"USA", "PHL", "KOR", "TWN", "THA", "IDN", "COL", "MEX", "NLD"}),
}


def _of_shared_corps(reading: Reading, group: Group) -> str | None:
    """*deux marines* off Jolo, *trois bérets verts*: the one state that has such a corps and whose troops the article
    names."""
    corps = _SHARED_CORPS.get(group.noun.lemma)
    if corps is None:
        return None
    owners = {side for _, side in armed_mentions(reading)} & corps
    return owners.pop() if len(owners) == 1 else None


def _of_own_corps(reading: Reading, group: Group) -> str | None:
    """*trois bataillons de Marines*: the state whose corps alone bears the name."""
    match = _OF_CORPS.search(reading.folded, group.start, min(group.end + 20, len(reading.folded)))
    if match is None or match.start() > group.end + 1:
        return None
    state = _CORPS_OF.get(match["corps"], "USA")
    armed = any(side == state for _, side in armed_mentions(reading))
    return state if armed or match["corps"] not in _SHARED else None


# les 4 000 soldats[ d'Ankara]
_OF = re.compile(r" (?:d'|de )")


def _of_capital(reading: Reading, group: Group) -> list[Mention]:
    """*soldats d'Ankara*: the capital right behind the group, which stands for its state's army."""
    return [
        one
        for one in mentions_in(reading, group.end, group.end + 6)
        if one.form == "seat" and _OF.fullmatch(reading.folded, group.end, one.start)
    ]


# quinze bataillons[ de drones ]ukrainiens
_ARMED_WITH = re.compile(r" (?:de |d')[a-zà-ÿ-]{4,} ")


def _of_arms(reading: Reading, group: Group) -> list[Mention]:
    """*bataillons de drones ukrainiens*: the nationality behind what the units fight with."""
    if group.noun.unit == "person":
        return []
    return [
        one
        for one in mentions_in(reading, group.end, group.end + 30)
        if one.form == "demonym_adjective" and _ARMED_WITH.fullmatch(reading.folded, group.end, one.start)
    ]


# combattants du mouvement · membres de la milice
_AGAIN = re.compile(r"(?:du |de la |de l'|de ce |de cette )(?P<noun>\w+)$", re.IGNORECASE)


_ENEMY = re.compile(r"\b(?:ennemi|adverse)e?s?\b", re.IGNORECASE)
# quatre soldats[ de l'occupant]
_OF_ENEMY = re.compile(rf" (?:de l'(?:{ENEMIES})|du camp (?:adverse|d'en face))\b")


def _again(reading: Reading, group: Group) -> Side | None:
    """The force that the group names by a common noun: *combattants du mouvement*, *soldats ennemis*."""
    words = reading.folded[group.start : group.end]
    if _ENEMY.search(words) or _OF_ENEMY.match(reading.folded, group.end):
        return Open(voice="theirs")
    match = _AGAIN.search(words)
    if match is None:
        return None
    noun = match["noun"].lower()
    return _unit_before(reading, noun, group.start) if noun in _UNITS else coreferent(reading, noun, group.start)


_UNITS = frozenset(
    {"bataillon", "brigade", "régiment", "contingent", "division", "détachement", "compagnie", "garnison", "légion"}
)


def _unit_before(reading: Reading, noun: str, start: int) -> Side | None:
    """*Le bataillon français débarque. … 60 soldats du bataillon*: whose unit of that name was spoken of last."""
    before = mentions_in(reading, 0, start)
    for between in ("", "(?:de la |de l'|du |des |de |d')"):  # français, then de l'Onu
        named = re.compile(rf"\b{noun}(?: [\wà-ÿ'-]+)?(?: [\wà-ÿ'-]+)? {between}$", re.IGNORECASE)
        for one in reversed(before):
            if (one.form == "demonym_adjective") == (between == "") and named.search(
                reading.folded, max(0, one.start - 50), one.start
            ):
                return force_value(one.actor)
    return coreferent(reading, noun, start)


_GIVERS = frozenset({"rendre", "remettre", "restituer", "rapatrier"})


# les corps de · les dépouilles de
_RETURNED = re.compile(r"\b(?:corps|dépouilles|restes|cercueils|cadavres|prisonniers)\b[^.;:]{0,12}$", re.IGNORECASE)


def _returned_to(reading: Reading, event: Event, head: Token, start: int) -> Side | None:
    """*a rendu à la Russie les corps de 27 soldats*, *27 corps de soldats*: the receiver's."""
    if event.role not in {"killed", "captured"}:
        return None
    before = _RETURNED.search(reading.folded, max(0, start - 24), start + 1)
    if before is None and _RETURNED.search(reading.folded, start, head.idx) is None:
        return None
    verb = next((one for one in head.ancestors if one.lemma_ in _GIVERS), None)
    if verb is None:
        return None
    receivers = [
        child
        for child in verb.children
        if child.dep_ in {"iobj", "obl:arg", "obl:mod"}
        and any(one.lower_ in {"à", "au", "aux"} for one in child.children)
    ]
    return actor_of(reading, receivers[0]) if receivers else None
