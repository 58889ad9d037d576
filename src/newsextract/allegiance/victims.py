"""A loss → the fire in which those counted fell: they are never the side's that fired (see `under_fire` in speech.py).

Matches *Lors d'un bombardement russe,* sept *militaires ont été tués* (not Russia's), *des drones ukrainiens ont frappé
une caserne et* trente *soldats sont morts*; not *les chars russes ont attaqué et* quarante *soldats ont été tués*, who
may be the attackers', nor those who fell as the fire was returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsextract.actors import Mention
from newsextract.matchers.troops.possession import acts, is_place
from newsextract.matchers.troops.salience import is_side, paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, mentions_in
from newsextract.matchers.troops.verbs import STRONG
from newsextract.reading import Reading
from newsextract.records import Troops

_ARMS = (
    r"\b(?:frappes?|bombardements?|tirs?|raids?|attaques?|pilonnages?|missiles?|drones?|obus|roquettes?|bombes?|"
    r"artillerie|aviation|avions?|hélicoptères?|embuscades?|guet-apens|incursions?|snipers?|tireurs? d'élite|"
    r"mortiers?|canons?|navires?|patrouilleurs?|vedettes?|chasseurs?|commandos?)"
    r"(?: (?!contre\b|sur\b|visant\b|vers\b|par\b|dans\b|en\b|à\b|au\b|aux\b|et\b|a\b|ont\b|que\b|qui\b|avec\b|"
    r"l[ea]s?\b|l')[a-zà-ÿ'-]+){0,3}?"
)
_BY = r"(?:tendu|men|perpétr|lanc|commis|conduit|revendiqu|attribu|imput|mont)[a-zà-ÿ]* (?:par |à |aux? )"
_BODY = r"(?:armée|forces|marine|aviation|milice|troupes|rebelles|combattants)"
# une frappe [israélienne] · des tirs d'artillerie [russes] · une attaque menée par l'armée [russe]
_FIRE_OF_NATION = re.compile(rf"{_ARMS}(?: {_BY}(?:l'|la |les |des )?{_BODY})? $", re.IGNORECASE)
# un tir du [Hezbollah] · l'aviation de l'armée [birmane] · une embuscade tendue par le [Jnim]
_FIRE_OF = re.compile(
    rf"{_ARMS} (?:du |des |de la |de l'|de |d'|{_BY}(?:le |la |les |l')?)(?:{_BODY} (?:de |du |des )?)?$", re.IGNORECASE
)
# ont [frappé] · a [ouvert le feu] · d'avoir [éperonné] · sont [montés à bord]
_FIRES = re.compile(
    r"\b(?:bombard|pilonn|frapp|mitraill|canonn|cibl|torpill|éperonn|pulvéris|largu|touch)[a-zà-ÿ]+\b"
    r"|\b(?:vis|tir|arros|abord|détrui)(?:é|és|ée|e|ent|a|ait|aient|er|t|re|sent|sait|saient|èrent)\b"
    r"|\b(?:ouv\w+ le|fai\w+) feu\b|\bmont\w+ à (?:son |leur )?bord\b"
    r"|\blanc\w+ (?:[\wà-ÿ']+ ){1,2}(?:frappes?|raids?|missiles?|roquettes?|drones?|bombes?|obus|grenades)\b"
)
# le Jnim [a attaqué] la base · le Hezbollah [a revendiqué l'attaque]
_ATTACKS = re.compile(
    _FIRES.pattern + r"|\b(?:attaqu|assaill)[a-zà-ÿ]+\b|\btend\w* une embuscade\b|"
    r"\b(?:lanc|donn|men)\w* (?:l'assaut|une (?:attaque|offensive))\b|"
    r"\brevendiqu[a-zà-ÿ]+ (?:l'|la |une |cette |cet |un |des |ces )(?:double |nouvelle )?"
    r"(?:attaques?|attentats?|embuscades?|assaut|frappes?|raids?|explosions?|tirs?|opérations?)\b"
)
# dénonce de [nouvelles] frappes
_NOUN = re.compile(r"\b(?:de|des|les|la|le|une?|ces|ses|leurs|du|aux?|plusieurs|nouve(?:lles|aux)|\d+) $|\b[dl]'$")
# accuse [l'armée] ukrainienne d'avoir
_ACCUSED = re.compile(r"\baccus[a-zà-ÿ]+ (?:[a-zà-ÿ]+ )?(?:l'|la |le |les )?(?:[a-zà-ÿ]+ (?:de )?){0,2}$")
# en riposte · l'attaque a été repoussée: who fell then may be the attackers
_RETURNED = re.compile(
    r"\b(?:ripost|répliqu|contre-attaqu|contre-offensive|repouss|déjou|représailles|échou|échec|en retour|dca\b|"
    r"assaillants?|attaquants?|par erreur|tirs? amis?|tir fratricide|explos[a-zà-ÿ]+ (?:prématur|accident))",
    re.IGNORECASE,
)
# [au lendemain d']une frappe américaine: those who fell later fell otherwise
_LATER = re.compile(r"\b(?:lendemain|la veille|(?:jours|semaines?|mois) après)\b", re.IGNORECASE)
# the mutineers whom an army shoots are its own
_OWN_MEN = re.compile(r"\b(?:mutin|révolt|tirailleurs|exécut|fratricid)", re.IGNORECASE)
# l'armée frappe un camp [sécessionniste], six militaires tombés: those were not struck there
_REBELS = re.compile(
    r"\b(?:sécessionnist|séparatist|rebel|d?jihadist|insurg|terrorist|milic|guérill|maquis)", re.IGNORECASE
)
# trois soldats[ ont été tués par un tir de l'armée] thaïlandaise
_BEHIND = re.compile(r"[^.;:]{0,110}$")


@dataclass(frozen=True, slots=True)
class Fire:
    """Who fired at whom, as far as the sentence names them."""

    striker: str
    struck: str | None


def fire_on(reading: Reading, fact: Troops) -> Fire | None:
    """The fire in which those counted fell, as their sentence or the one before tells; None if none is told."""
    if fact.role not in STRONG or fact.role in {"captured", "deserted"}:
        return None
    index = reading.sentence_index(fact.start)
    first, last = reading.sentences[index]
    paragraph = paragraph_start(reading, fact.start)
    if any(told.search(reading.folded, first, last) for told in (_RETURNED, _LATER)):
        return None
    if _OWN_MEN.search(reading.folded, paragraph, last):
        return None
    found = _firing(reading, fact, first, last)
    if found is None and index and fact.start - first < _OPENS:
        before, end = reading.sentences[index - 1]
        if before >= paragraph and not _RETURNED.search(reading.folded, before, end):
            found = _firing(reading, fact, before, end)
    side = _side(reading, found) if found is not None else None
    if found is None or side is None:
        return None
    if fact.category == "soldier" and _REBELS.search(reading.folded, found.end, max(found.end, fact.start)):
        return None
    behind = mentions_in(reading, found.end, min(fact.start, reading.sentence_at(found.start)[1]))
    struck = next((one for one in behind if is_side(reading, one) and not is_place(reading, one)), None)
    return Fire(side, _side(reading, struck) if struck is not None else None)


def _side(reading: Reading, one: Mention) -> str | None:
    return sovereign(reading.cast.named(force_value(one.actor)) or "") or None


_OPENS = 24  # characters: *Au moins* trente *soldats ont été tués* takes up the sentence before


def _firing(reading: Reading, fact: Troops, first: int, last: int) -> Mention | None:
    """Who fires between two offsets: the last before the count, else the first right behind it."""
    named = mentions_in(reading, first, last)
    before = [one for one in named if one.start < fact.start]
    for one in reversed(before):
        if _is_of_fire(reading, first, one) or _fires(reading, one, min(fact.start, last), _attacked(fact, one)):
            return one
    behind = next((one for one in named if one.start >= fact.end), None)
    if behind is None or not _BEHIND.fullmatch(reading.folded, fact.end, behind.start):
        return None
    return behind if _is_of_fire(reading, fact.end, behind) else None


def _is_of_fire(reading: Reading, first: int, one: Mention) -> bool:
    """*un bombardement* russe, *des tirs de l'armée* thaïlandaise."""
    pattern = _FIRE_OF_NATION if one.form == "demonym_adjective" else _FIRE_OF
    return pattern.search(reading.folded, max(first, one.start - 60), one.start) is not None


def _attacked(fact: Troops, one: Mention) -> re.Pattern[str]:
    """What verbs tell that those counted fell to `one`: any attack of a group, where soldiers fell, only fire of an
    army, whose own may have fallen as it attacked."""
    group = one.actor.kind == "organisation" and one.actor.type == "armed_group"
    return _ATTACKS if group and fact.category not in {"fighter", "mercenary", "unit", "volunteer"} else _FIRES


def _fires(reading: Reading, one: Mention, last: int, verbs: re.Pattern[str]) -> bool:
    """*l'artillerie* azérie *a pilonné*, *accuse l'*Inde *d'avoir ouvert le feu*: a subject and its verb."""
    fires = verbs.search(reading.folded, one.end, min(last, one.end + 60))
    if (
        fires is None
        or _NOUN.search(reading.folded, max(one.end, fires.start() - 12), fires.start())
        or re.search(r"[.;:«»]|, (?!l'|le |la |les )", reading.folded[one.end : fires.start()])
    ):
        return False
    if _ACCUSED.search(reading.folded, max(0, one.start - 40), one.start):
        return True
    if _HAS.fullmatch(reading.folded, one.end, fires.start()):
        return True  # Boko Haram a attaqué, whatever the parse
    passive = _PASSIVE.search(reading.folded, one.end, fires.start()) and not fires[0].startswith("mont")
    return acts(reading, one) and not passive


_HAS = re.compile(r" (?:a|ont|avait|avaient|aurait|auraient)(?: de nouveau| encore| aussi| déjà)? ")


# l'armée [a été] frappée · les trois pays [sont] frappés [par]
_PASSIVE = re.compile(r"\b(?:été|par|sont|est|étaient|était|fut|furent|être|seront|seraient)\b")
