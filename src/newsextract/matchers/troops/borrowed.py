"""A quantity that borrows its noun → its event: its own verb's, else that of the count whose noun it takes up.

Matches *300 soldats déployés, contre* 200 *en mai* (deployed), *nous sommes* 1 041 (strength), *en a tué* six (killed).
"""

from __future__ import annotations

import re
from typing import cast

from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed
from newsextract.matchers.troops.count_classifier import LIKELY
from newsextract.matchers.troops.counts import PART_OF
from newsextract.matchers.troops.enlisting import enlisted
from newsextract.matchers.troops.events import ATTACKERS, refined
from newsextract.matchers.troops.plans import PLANNED_PARTICIPLE
from newsextract.matchers.troops.presence import somewhere
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.verbs import STRONG, Event, role_table, verb_forms
from newsextract.reading import Reading
from newsextract.records import Troops, TroopsRole
from newsextract.strengths import IN_PLACE, is_for_comparison
from newsextract.verb_senses import forms, told, verbs


def borrowed_event(reading: Reading, amount: Amount, borrowed: Borrowed) -> Event:
    """The event of a quantity whose noun stands elsewhere."""
    fact = borrowed.fact
    if borrowed.role:
        return _settled(reading, amount, borrowed, Event(borrowed.role))
    if (
        borrowed.rule == "target"
        and fact is not None
        and fact.role in {"mobilised", "trained"}
        and _AIMED.search(reading.folded, max(0, amount.start - 50), amount.start)
    ):
        return Event("planned")
    if fact is not None and fact.role == "planned" and is_for_comparison(reading, amount.start, amount.end):
        head = reading.token_at(borrowed.group.head)
        return role_of(reading, head, fact.start, max(borrowed.group.end, fact.end), as_planned=False)
    lead = max(0, amount.start - 80)
    if fact is not None and fact.role in STRONG and _TOLL.search(reading.folded, lead, amount.start):
        return Event(fact.role)
    if fact is not None and _THERE_ALREADY.match(reading.folded, amount.end):
        return Event("deployed")
    if fact is not None and fact.role != "planned" and _is_rival(reading, amount, borrowed):
        return Event(fact.role)
    if borrowed.rule == "en" and _BODY_HAS.search(reading.folded, lead, amount.start):
        return Event("strength")
    if fact is not None and (borrowed.rule == "gapped" or _is_elsewhere(reading, amount, fact)):
        return Event(fact.role)  # a clause without a verb has that of the clause before
    if borrowed.rule in {"target", "en"} and PLANNED_PARTICIPLE.match(reading.folded, amount.end):
        return Event("planned")
    if borrowed.rule == "en" and _EXPECTS.search(reading.folded, lead, amount.start):
        return Event("planned")
    if fact is not None and borrowed.rule == LIKELY and PART_OF.search(reading.folded, lead, amount.start):
        return Event(fact.role)
    behind = borrowed.rule == LIKELY and borrowed.group.head > amount.start  # à 60 le nombre de marines détachés
    if behind or borrowed.rule in {"apart", "aside", "whole", "apposition", "they"}:
        return _of_group(reading, amount, borrowed)
    return _settled(reading, amount, borrowed, _of_own(reading, amount, borrowed))


# tués à Soumy[, ]cent autres [à Pokrovsk] et une dizaine [près de Koupiansk]
_BESIDE = re.compile(r"(?:,|;|,? et|,? puis|,? ainsi que) (?:à peine |seulement )?$")
_ELSEWHERE = re.compile(
    r"(?: autres)? (?:à|en|au|aux|dans|sur|près d[eu]|autour d[eu]|devant) ?(?:la |le |l'|les )?"
    r"(?:[a-zà-ÿ]+ (?:de |du |d'))?[A-ZÀ-Ý][^.;:,]{0,30}?(?=[.;:,]| et | puis )"
)


def _is_elsewhere(reading: Reading, amount: Amount, fact: Troops) -> bool:
    """*Trente soldats ont été tués à Soumy,* cent *autres à Pokrovsk*: the same befell them in another place."""
    if fact.start < reading.sentence_at(amount.start)[0] or fact.role == "other":
        return False
    where = _ELSEWHERE.match(reading.folded, amount.end)
    if where is None or _BESIDE.search(reading.folded, fact.end, amount.start) is None:
        return False
    return not any(token.pos_ in {"VERB", "AUX"} for token in reading.span(amount.end, where.end()))


def _of_own(reading: Reading, amount: Amount, borrowed: Borrowed) -> Event:
    """The event of the verb that governs the quantity itself."""
    among = _AMONG.match(reading.folded, amount.end) if borrowed.rule == "among" else None
    event = role_of(reading, reading.token_at(amount.core_end - 1), amount.start, among.end() if among else amount.end)
    if borrowed.rule != "shared":
        return _of_others(reading, amount) or event
    group = borrowed.group
    if _CHANGE.search(reading.folded, max(0, amount.start - 60), amount.start) and group.noun.lemma != "perte":
        return Event("strength")
    return role_of(reading, reading.token_at(group.head), amount.start, group.end) if event.role == "other" else event


# Port-au-Prince [en attend] 5 500
_EXPECTS = re.compile(
    r"\b(?:n')?en (?:attend(?:ait|aient|ent)?|espère(?:nt)?|espérait)(?: (?:que|encore|plutôt|jusqu'à))* ?$"
)
# la mort de dix-sept soldats, un [bilan que le Jnim porte à] cinquante · [le bilan est passé à] vingt
_TOLL = re.compile(r"\b(?:bilan|décompte|chiffre)\b[^.;:]{2,60} à (?:les )?$")
# 350 artilleurs mouraient. [La garnison en comptait] 550: so many it had, whatever befell the others
_BODY_HAS = re.compile(
    r"\b(?:garnison|régiment|bataillon|brigade|armée|division|milice|contingent|compagnie|unité|force|mission)"
    r"(?: [\w'-]+){0,3}(?:,? qui|,)? (?:n')?en (?:compt|align|avai|regroup|rassembl|réuni)[a-zà-ÿ]*"
    r"(?: (?:alors|encore|déjà|plus|que|environ))* ?$",
    re.IGNORECASE,
)
# en plus des 525 000 [déjà sur place]
_THERE_ALREADY = re.compile(rf" (?:(?:(?:qui sont |sont )?déjà|actuellement) )?{IN_PLACE}\b")
# 14 600 soldats recrutés, pour un [objectif de] 16 000
_AIMED = re.compile(r"\b(?:objectif|cible|but|quota|ambition)(?: [a-zà-ÿ]+)? (?:fixée? à |de |d')$")
# cinq mille [d'entre eux seulement], ceux du nord, combattraient
_AMONG = re.compile(r"[ »\"]{0,3}d'entre (?:eux|elles|nous)(?: (?:seulement|environ|au moins|au plus|à peine))?")
# et des milliers [d'autres attendent] · mille [autres prendront] leur place
_OTHERS_ACT = re.compile(r"(?: ?[»\"”])? (?:d')?autres (?:(?:ne|y|en|se|les?|la) |[nsl]')?(?P<verb>[a-zà-ÿ]{3,}nt)\b")


def _of_others(reading: Reading, amount: Amount) -> Event | None:
    """*enterré 500 combattants, et des milliers d'autres attendent*: the others' own verb, not that of the first."""
    match = _OTHERS_ACT.match(reading.folded, amount.end)
    verb = match["verb"] if match else None
    if match is None or verb in _AUXILIARIES:
        return None
    if verb in _WILL_COME:
        return Event("planned", reading.token_at(match.start("verb")))
    entry = role_table("verb").get(verb_forms().get(verb or "", ""))
    role = entry["subject"] if entry is not None and entry["subject"] else "other"
    return Event(cast(TroopsRole, role), reading.token_at(match.start("verb")))


_WILL_COME = frozenset(
    {"suivront", "viendront", "arriveront", "rejoindront", "partiront", "débarqueront", "suivraient"}
)
_AUXILIARIES = frozenset({"sont", "ont", "étaient", "avaient", "seront", "auront", "seraient", "auraient",
    "furent", "restent",
                          "demeurent", "doivent", "devaient", "devraient", "peuvent", "pourraient"})  # fmt: skip


def _of_group(reading: Reading, amount: Amount, borrowed: Borrowed) -> Event:
    """The event of the noun apart from its quantity; a quantity of those who only are is their strength."""
    group = borrowed.group
    head = reading.token_at(group.head)
    if borrowed.rule == "apart" and _CHANGED.search(reading.folded, max(0, amount.start - 40), amount.start):
        return Event("strength")
    if borrowed.rule == "apart" and _TO_COME.match(reading.folded, group.end):
        return Event("planned")
    if borrowed.rule == "apart" and _ACTIVE.match(reading.folded, group.end):
        return Event("strength")
    event = refined(reading, amount, group, role_of(reading, head, group.start, group.end))
    if borrowed.rule == "apposition" and event.role == "other":
        event = role_of(reading, head, group.start, amount.end)
        return Event("engaged") if event.role == "other" and group.noun.lemma in ATTACKERS else event
    if borrowed.rule == "apart" and _WILL_BE.search(reading.folded, max(0, amount.start - 40), amount.start):
        return Event("planned")
    if borrowed.rule == "they" and group.noun.category == "prisoner":
        return Event("captured")
    doing = _DOING.match(reading.folded, amount.end) if borrowed.rule == "they" else None
    entry = role_table("verb").get(doing["verb"]) if doing is not None else None
    if entry is not None and entry["subject"]:
        return Event(cast(TroopsRole, entry["subject"]))
    if borrowed.rule == "they" and event.role not in {"deployed", "engaged"}:
        event = Event("deployed" if _SPREAD.match(reading.folded, amount.end) else "strength")
    if borrowed.rule in {"apart", "aside"} and event.role == "other":
        event = somewhere(reading, amount.end) or Event("strength")
    return Event("engaged") if event.role == "strength" and group.noun.lemma in ATTACKERS else event


# Ils seraient 300 [à combattre] · moins d'un millier, kényans pour la plupart, [à patrouiller]
_DOING = re.compile(r"(?:[^.;:]{0,45},)? à (?:y |se |s')?(?P<verb>[a-zà-ÿ]+(?:er|ir|re))\b")
# Ils sont moins de 1 000[, Kenyans pour la plupart, cantonnés] près de l'aéroport
_SPREAD = re.compile(rf"[^.;:]{{0,80}}, (?:tous |toutes )?{forms(verbs('stationing') | {'déployer'}, ('participle',))}")
# a ramené [de 5 100 à] 3 000 le nombre de ses soldats
_CHANGED = re.compile(
    r"\bde (?:plus de |près de |quelque |environ )?[\d][\d .\u00a0\u202f]* à (?:plus de |près de |environ )?$"
)
# chiffre entre 1 500 et 3 000 les combattants [encore actifs en Irak]
_ACTIVE = re.compile(r" (?:encore |toujours |restés )?acti(?:fs|ves)\b")
# Les volontaires [seront] 3 000 dès septembre · [devraient être] 10 000
_WILL_BE = re.compile(r"\b(?:seront|devr(?:aient|ont) être)(?: [a-zà-ÿ]+)? $")
# à cinq le nombre de brigades[ que Moscou pourrait] masser · de gendarmes [à recruter]
_TO_COME = re.compile(
    rf" à {forms(verbs('sending', 'raising') | {'attirer', 'trouver', 'engager'}, ('infinitive',))}|"
    r" qu(?:e |')[^.;:,]{2,30}\b(?:pourr|devr|voudr|compt|entend|veu)(?:a|ont|ait|aient|e|ent|t)?\b"
)


def _settled(reading: Reading, amount: Amount, borrowed: Borrowed, event: Event) -> Event:
    """The quantity's own event, or that of the count whose noun it takes up."""
    fact = borrowed.fact
    noun = borrowed.group.noun
    if enlisted(reading, amount.end, event, noun.category, noun.lemma):
        return Event("mobilised", event.trigger)
    if fact is None:
        return event
    if event.role == "withdrawn" and _came_back(reading, amount, fact.start):
        return Event("other")
    if borrowed.rule == "en":
        return _of_them(reading, amount, borrowed, event)
    if fact.role in {"mobilised", "deployed", "trained"} and _TO_BE.search(
        reading.folded, max(0, amount.start - 40), amount.start
    ):
        return Event("planned")
    if borrowed.rule in {"only", "target"} and fact.role == "planned" and _is_of_now(reading, amount):
        return Event("strength")
    if borrowed.rule == "only" and fact.role in STRONG and _says_little(borrowed, event):
        attack = borrowed.group.noun.lemma in ATTACKERS
        return Event("engaged" if attack else "strength")  # 21 soldats tués. Ils étaient une centaine
    like = _says_little(borrowed, event) or (borrowed.rule == "listed" and event.role == "strength")
    return Event(fact.role) if borrowed.inherit and like else event


# [Sur les] 500 paras · [Des] 1 200 tirailleurs partis
_OUT_OF = re.compile(r"(?:^|[\s«(])(?:[Ss]ur|Des|Parmi)(?: (?:les|ses|leurs|ces|nos|un total de))? $")
# [vingt-neuf] sont revenus avec leur capitaine · [dix] sont rentrés vivants, not: sont déjà rentrés en France
_BACK = re.compile(
    r"(?: (?:seulement|à peine|d'entre eux))?,? "
    r"(?:(?:en )?(?:sont|étaient|furent|seraient) (?!déjà|depuis)(?:[a-zà-ÿ]+ )?(?:revenu|rentré)e?s|"
    r"(?:en )?revinrent|rentrèrent|(?:re)?viennent)\b(?! (?:en|au|aux|à|de|du) (?:la |l')?[A-ZÀ-Ý]| au pays)"
)


def _came_back(reading: Reading, amount: Amount, whole: int) -> bool:
    """*Sur les 500 paras, vingt-neuf sont revenus*: those who lived, where those withdrawn come home to a country."""
    lead = _OUT_OF.search(reading.folded, max(0, whole - 18), whole) or reading.folded.startswith("Des ", whole)
    return bool(lead) and _BACK.match(reading.folded, amount.end) is not None


# ils devraient être [12 000] en 2032 · seront
_TO_BE = re.compile(r"\b(?:ils|elles) (?:devr(?:aient|ont) (?:être|passer à)|seront)(?: [a-zà-ÿ]+)? $")


def _says_little(borrowed: Borrowed, event: Event) -> bool:
    """True for no event, or for one that no verb tells, losses apart."""
    return event.role == "other" or (event.trigger is None and not borrowed.role and event.role not in STRONG)


# nous sommes [1 041] · porter à [4 000]
_SIZED_TO = re.compile(
    r"\b(?:sommes|sont|étaient|port|ramen|ramèn|rédui|pass|mont|grimp|descend)\w*(?: que)?(?: [àd]e?)?\s*$",
    re.IGNORECASE,
)


def _is_of_now(reading: Reading, amount: Amount) -> bool:
    """*5 500 doivent venir. Nous sommes* 1 041: what is, is a strength, though it takes its noun from a plan."""
    return _SIZED_TO.search(reading.folded, max(0, amount.start - 40), amount.start) is not None


# parle de [« moins de mille »] · contre [onze] en 2019
_RIVAL = re.compile(
    r"\b(?:contre|au lieu d|parl|évoqu|avanc|cit|retien|sur les|"
    r"les? (?:ramèn|port|chiffr|évalu|estim))\w*(?: [\wà-ÿ'-]+){0,4}\s*[«\"“]?\s*$"
)


# forte de 1 500 combattants selon un chercheur, de 450 [d'après N'Djamena] · Trois cents[, soutient un historien]
_BY_ANOTHER = re.compile(
    rf" (?:selon|d'après|à en croire|pour|de source)\b|(?: ?»)?, {told(verbs('saying', 'counting'))} "
)


def _is_rival(reading: Reading, amount: Amount, borrowed: Borrowed) -> bool:
    """True for another figure of the same: it has the role of the first, whatever participle follows it."""
    if borrowed.rule == "listed":
        return _BY_ANOTHER.match(reading.folded, amount.end) is not None
    lead = max(0, amount.start - 50)
    return borrowed.rule == "target" and _RIVAL.search(reading.folded, lead, amount.start) is not None


# tombée en un an de [10 500] à 7 500 hommes · passés de
_CHANGE = re.compile(
    r"\b(?:pass|tomb|chut|rédui|descend|mont|grimp|ramen|ramèn|port|fond|gonfl|bond|dégring)\w*"
    r"(?: [\wà-ÿ'-]+){0,6} de $"
)
# le gouvernement en veut [260 000] · il n'y en a que [1 200]
_WANTS = re.compile(
    r"\ben (?:veu|voul|voudr|souhait|vis|espèr|espér|réclam|demand|prévo|prévu|envisag)\w*(?: [\wà-ÿ'-]+){0,2} ?$"
)
# Bamako n'en [a vu arriver que] 400: done, where more was promised
_HAD = re.compile(r"\b(?:n'en|en) (?:a|ont|avait|avaient|eut) (?:[\wà-ÿ'-]+ ){1,4}(?:que )?$")
# douze rebelles se sont rendus ; on en compterait encore [600]
_STILL_COUNTS = re.compile(
    r"\ben (?:compt|align|avai|aurai|dispos|emploi|entretien|maintien)\w*(?: [\wà-ÿ'-]+){0,2} "
    r"(?:encore|toujours|alors|désormais|plus que|aujourd'hui) $"
)
_IS_THERE = re.compile(r"\by en (?:a|avait|aurait)\b[^.;:,]{0,40}$|\ben (?:compte|comptait|dénombre)\b[^.;:,]{0,20}$")


_HUNTS = frozenset({"traquer", "pourchasser", "poursuivre", "rechercher", "encercler", "cerner", "assiéger"})
# On était dix-neuf le matin. À quinze heures, il en restait [sept] · il n'en restait plus que
_SURVIVE = re.compile(r"\bil (?:n'en|en) restait (?:plus |alors |déjà )*(?:que |qu')?$")


# On nous avait promis 1 200 policiers ; il en est venu [300]
_HAS_COME = re.compile(
    r"\ben (?:est|était|sont|étaient|serait) (?:finalement |déjà )?(?:arrivé|venu|parvenu|débarqué|entré|resté)e?s? "
    r"(?:que )?$|\b(?:n'en|en) (?:arriva|vint|débarqua) (?:que )?$"
)


# a reçu les corps de 1 000 soldats. Moscou [en a récupéré] 31
_HANDED_BACK = re.compile(
    r"\ben [a-zà-ÿ ]{0,12}(?:récup|re[çc]|rend|rem[ei]|rapatri|restitu|repr)[a-zà-ÿ]*(?: [a-zà-ÿ]+)? $"
)


def _of_them(reading: Reading, amount: Amount, borrowed: Borrowed, event: Event) -> Event:
    """The role of those whom *en* takes up: counting says what they were; what is there is no longer planned."""
    assert borrowed.fact is not None
    role = borrowed.fact.role
    if role in STRONG and event.trigger is not None and verb_forms().get(event.trigger.lower_) == "revendiquer":
        return Event(role, owner="enemy")  # la radio du Viêt-minh en revendique 8 000
    lead = reading.folded[max(0, amount.start - 60) : amount.start]
    if borrowed.group.killed and _HANDED_BACK.search(lead):
        return Event("killed", event.trigger, "own")
    if role == "strength" and _WANTS.search(lead):
        return Event("strength")
    if (role == "planned" and _IS_THERE.search(lead)) or (role in {"planned", "other"} and _HAS_COME.search(lead)):
        return Event("deployed")
    if role == "planned" and event.role == "other" and _HAD.search(lead):
        return Event("deployed" if "arriv" in lead or "reçu" in lead or "accueilli" in lead else "other")
    if event.role == "other" and event.trigger is not None and verb_forms().get(event.trigger.lower_) in _HUNTS:
        return event  # trois rebelles capturés ; l'armée en traque une dizaine d'autres
    if role in {"strength", "engaged"} and _SURVIVE.search(lead):
        return Event("other")
    if role == "withdrawn" and re.search(r"\ben rest\w+ (?:[a-zà-ÿ']+ )?$", lead):
        return Event("deployed")
    if role in STRONG and _STILL_COUNTS.search(lead):
        return Event("strength")
    if role in {"planned", "other"} and event.role == "strength":
        return event  # il nous manque 4 700 soldats ; l'armée n'en compte que 15 300
    return Event(role) if _merely_counts(event) or _says_little(borrowed, event) else event


def _merely_counts(event: Event) -> bool:
    """*en dénombrent 300*, *il en faudra 600*: counting and lacking say nothing of what they do."""
    lacking = event.trigger is not None and verb_forms().get(event.trigger.lower_) in {"falloir", "rester"}
    return event.role == "strength" or lacking
