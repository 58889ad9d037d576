"""A counted group → what stands round it says of it before any verb is asked: wanted, held, at hand, welcomed, in turn.

Matches *il manque* 160 000 *hommes*, 9 000 *jihadistes restent enfermés*, *au tour de* 650 *soldats de partir*; not
*restent à Gao*.
"""

from __future__ import annotations

import re
from typing import cast

from newsextract.matchers.troops.near import right_before
from newsextract.matchers.troops.phrases import phrase_event, phrases
from newsextract.matchers.troops.verbs import ACTIONS, Event, loss, role_table, verb_forms
from newsextract.reading import Reading
from newsextract.records import TroopsRole
from newsextract.strengths import PART_ASIDE

# [Il manque] 160 000 hommes à l'armée · il lui manquerait toujours
_LACKS = re.compile(
    r"\b[Ii]l (?:n'|ne )?(?:lui |leur |nous |en |y )?manqu(?:e|ait|erait|era|a)(?: (?:encore|toujours|aussi|au moins|"
    r"plus|que|pas moins de))*"
    r"(?:, [^.;:,]{3,40},)? (?:à [^.;:,]{3,30} )?$"
)


def lacking(reading: Reading, start: int) -> Event | None:
    """*Il manque* 160 000 *hommes à l'armée pour tenir le front*: nobody does what they are wanted for."""
    return Event("other") if _LACKS.search(reading.folded, max(0, start - 70), start) else None


# une gerbe [à la mémoire des] 2 700 soldats · [les obsèques de] trois gendarmes
_IN_MEMORY = re.compile(
    r"\b(?:(?:à la|en) mémoire|en souvenir|obsèques|funérailles|enterrement|inhumation|mise en terre|levée des corps)"
    r"(?: [a-zà-ÿ]+)? (?:de |d'|des )(?:ses |ces |leurs |nos )?$",
    re.IGNORECASE,
)


def mourned(reading: Reading, start: int) -> Event | None:
    """*une gerbe à la mémoire des* 2 700 *soldats*, *les obsèques de* trois *gendarmes*: who are dead."""
    return Event("killed") if _IN_MEMORY.search(reading.folded, max(0, start - 50), start) else None


# où soixante instructeurs [les attendent] · nous attendaient
_AWAITS = re.compile(r"(?: [a-zà-ÿ-]+){0,3} (?:les|l'|nous|leur) ?(?:y )?attend(?:ent|aient)\b")


def awaits(reading: Reading, end: int) -> Event | None:
    """*à Drawsko, où* soixante *instructeurs les attendent*: they are there, whatever is planned for the others."""
    return Event("deployed", near=True) if _AWAITS.match(reading.folded, end) else None


# 9 000 jihadistes [restent enfermés] à Hassaké · [demeurent détenus]
_STAYS_HELD = re.compile(
    r"(?: (?:du|de la|des|de l'|de|d') ?[^.;:,]{2,40}?)? (?:restent|restaient|demeurent|demeuraient|resteraient|sont|"
    r"étaient) "
    r"(?:encore |toujours |désormais |aujourd'hui )?"
    r"(?:enfermés|détenus|emprisonnés|incarcérés|écroués|internés|prisonniers|captifs|otages|séquestrés)\b"
)


def held_back(reading: Reading, end: int) -> Event | None:
    """*9 000 jihadistes restent enfermés*: what they stay, not that they stay."""
    return Event("captured") if _STAYS_HELD.match(reading.folded, end) else None


_AT_HAND = re.compile(r"\b(?:tien|dispos|align|compt|entret|conserv)[a-zà-ÿ]* (?:de |encore |toujours )?$")
_PREPARED = re.compile(r" (?:d'active |entraînés )?(?:prêts|mobilisables|disponibles|susceptibles)\b")


def ready(reading: Reading, start: int, end: int) -> Event | None:
    """*tient 280 000 réservistes prêts à rejoindre leur unité*: how many it has, whatever they are ready for."""
    if (
        _PREPARED.match(reading.folded, end) is None
        or _AT_HAND.search(reading.folded, max(0, start - 30), start) is None
    ):
        return None
    before = right_before(reading, start)
    return Event("strength", before.trigger if before is not None else None, "own")


_WELCOMES = frozenset(
    {"accueillir", "recevoir", "saluer", "décorer", "retrouver", "féliciter", "attendre", "récupérer"}
)


def welcomed(reading: Reading, near: Event | None, start: int) -> Event | None:
    """*a accueilli 200 marsouins rentrés du Tchad*: who is welcomed back has left, not come."""
    before = right_before(reading, start) if near is not None and near.role == "withdrawn" else None
    verb = before.trigger if before is not None else None
    return near if verb is not None and verb_forms().get(verb.lower_) in _WELCOMES else None


# ce sera [au tour d'un groupement de] 650 soldats · c'est [le tour de] 200 Canadiens
_TURN = re.compile(
    r"\b(?P<ahead>sera|serait|viendra)?(?: [\wà-ÿ'-]+){0,2} ?(?:au|le) tour (?:de |d'|des |du )"
    r"(?:[^.;:,]{2,50} (?:de |d'))?$"
)
_TO_DO = re.compile(
    r"(?: [\wà-ÿ'-]+){0,6}(?:, dont [^.;:]{3,60},)? (?:de |d')(?:s'|se )?(?P<verb>[a-zà-ÿ]+(?:er|ir|re))\b"
)


def in_turn(reading: Reading, start: int, end: int) -> Event | None:
    """*ce sera au tour de* 650 *soldats de gagner Cincu*: what the infinitive says that they do."""
    if reading.folded.rfind(" tour ", max(0, start - 90), start) < 0:
        return None
    turn = _TURN.search(reading.folded, max(0, start - 90), start)
    done = _TO_DO.match(reading.folded, end) if turn is not None else None
    entry = role_table("verb").get(done["verb"]) if done is not None else None
    if turn is None or done is None or entry is None or not entry["subject"]:
        return None
    role = cast(TroopsRole, entry["subject"])
    ahead = turn["ahead"] is not None and role in ACTIONS
    return Event("planned" if ahead else role, reading.token_at(done.start("verb")))


# 87 militaires[, dont neuf officiers, auraient été ]faits prisonniers
_PART = re.compile(
    rf"(?:{PART_ASIDE}|,) "
    r"(?:ont|auraient|avaient|sont|seraient|étaient|furent) (?:tous )?(?:été )?"
)


def beyond_part(reading: Reading, end: int) -> Event | None:
    """*87 militaires, dont neuf officiers, auraient été* faits prisonniers: what befell them all."""
    match = _PART.match(reading.folded, end)
    phrase = phrases().match(reading.lowered, match.end()) if match is not None else None
    return loss(phrase_event(phrase)) if phrase is not None else None
