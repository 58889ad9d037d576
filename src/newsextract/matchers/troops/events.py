"""A counted group → its event by its noun, by what stands round it, or by the setting of the article.

Matches *les assaillants, une soixantaine d'hommes* (engaged), *42* morts (killed), recruits sent somewhere (mobilised).
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import FATES
from newsextract.matchers.troops.differences import is_difference
from newsextract.matchers.troops.enlisting import enlisted, held, to_recruit
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.roles import role_of, suggested
from newsextract.matchers.troops.verbs import OTHER, STRONG, Event, clause_bounds, verb_forms
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.verb_senses import forms, verbs


def concluded(reading: Reading, amount: Amount, group: Group, head: Token) -> Event:
    """What weaker signs suggest of a group of which nothing is told; those who were fighters do nothing here."""
    if group.noun.lemma.startswith(("ex-", "ancien")):
        return OTHER
    if group.noun.unit != "person" and _RESERVE.search(group.text):
        return Event("deployed")
    return suggested(reading, head, min(amount.start, group.start), max(group.end, amount.end))


_RESERVE = re.compile(r" de renforts?\b")  # tient grâce à trois brigades de renfort


OF_NOUN = {
    "mort": "killed",
    "tué": "killed",
    "martyr": "killed",
    "blessé": "wounded",
    "disparu": "missing",
    "perte": "casualties",
    "victime": "killed",
    "survivant": "other",
    "rescapé": "other",
    "cadavre": "killed",
    "participant": "deployed",
}
# 18 700 volontaires [ont signé] · [se sont inscrits]
_SIGNED = re.compile(
    r" (?:(?:ont|avaient|auraient)(?: déjà)? signé|"
    r"(?:se|s') ?(?:sont|étaient)(?: déjà)? (?:présentés|inscrits|engagés|enrôlés))\b"
)
# 600 sous-officiers [auraient signé pour] la Baltique
_SIGNED_FOR = re.compile(r" (?:ont|avaient|auraient)(?: déjà)? signé (?:pour|leur engagement|un contrat)\b")
_RECRUITS = grammar_words("recruits")
# Nous cherchons [180] engagés pour 2026 · espère 4 000 recrues
_SOUGHT = re.compile(
    r"\b(?:cherch(?:e|ent|ons|ait|aient)|recherch(?:e|ent|ons|ait|aient)|espèr(?:e|ent)|espérons|espérait|attendons|"
    r"attend(?:ent)?|"
    r"table(?:nt)? sur|mis(?:e|ent) sur|compt(?:e|ent) sur|"
    r"(?:doi(?:t|vent)|dev(?:ra|ront|ait|aient|rait|raient)) (?:encore |désormais |donc )?(?:trouver|attirer|dénicher))"
    r"(?: encore| toujours| quelque)? $"
)
ATTACKERS = frozenset({"assaillant", "attaquant", "assiégeant", "agresseur", "envahisseur", "kamikaze"})
# Les assaillants, [une soixantaine d'hommes]
_APPOSED = re.compile(r"\b(?:assaillants|attaquants|assiégeants|agresseurs)(?: [\wà-ÿ-]+)? ?[,(–—] ?$", re.IGNORECASE)


_SWORN = frozenset({"soldat", "militaire", "policier", "gendarme", "officier", "conscrit"})
# trois soldats [ont rallié les rebelles]
_GOES_OVER = re.compile(
    r" (?:ont |auraient |avaient )?(?:rallié|rejoint|ralliaient|rejoignaient|rallient|rejoignent) (?:les rangs )?"
    r"(?:de la |de l'|des |les |la |l')"
    r"(?:rebelles|insurgés|djihadistes|jihadistes|rébellion|insurrection|guérilla|maquis)\b"
)


def event_of(reading: Reading, amount: Amount, group: Group, head: Token) -> Event:
    if group.killed:
        return Event("killed")
    if group.noun.lemma in OF_NOUN:
        found = OF_NOUN[group.noun.lemma]
        return Event(found)  # type: ignore[arg-type]  # the values are roles
    if group.noun.context == "people":
        return Event("engaged")
    event = role_of(reading, head, min(amount.start, group.start), max(group.end, amount.end))
    if group.noun.lemma in _SWORN and _GOES_OVER.match(reading.folded, group.end):
        return Event("deserted")
    if event == OTHER and group.noun.category == "prisoner":
        return Event("captured")
    if event.role in {"other", "deployed", "strength"} and group.noun.lemma == "déserteur":
        return Event("deserted")
    if (
        event == OTHER
        and group.noun.lemma in _RECRUITS
        and _SOUGHT.search(reading.folded, max(0, amount.start - 40), amount.start)
    ):
        return Event("planned")
    if event == OTHER and (
        group.noun.lemma in {"recrue", "engagé", "enrôlé", "mobilisé"} or _SIGNED_FOR.match(reading.folded, group.end)
    ):
        return Event("mobilised")
    if event.role == "other" and group.noun.category == "volunteer" and _SIGNED.match(reading.folded, group.end):
        return Event("mobilised")
    if event.role == "other" and group.noun.lemma in {"effectif", "militaire d'active"}:
        return Event("strength")
    active = event.trigger is not None and event.trigger.lower_.startswith("actif")
    if event.role in {"deployed", "strength"} and group.noun.lemma in ATTACKERS and not active:
        return replace(event, role="engaged")
    if event.role == "other" and (
        group.noun.lemma in ATTACKERS or _APPOSED.search(reading.folded, max(0, amount.start - 60), amount.start)
    ):
        return Event("engaged")
    return event


# le nombre de recrues [envoyées au front]
_TO_FRONT = re.compile(
    rf" {forms(verbs('sending') | {'engager'}, ('participle',))}"
    r" (?:au front|en première ligne|sur le front|au combat)\b"
)
# 30 000 soldats [tués ou disparus] · sont [morts ou ont été blessés]
_TWO_FATES = re.compile(
    r"\b(?P<one>tué|mort|blessé|disparu|capturé)e?s?(?:, [a-zé]+s)? (?:ou|et) "
    r"(?:(?:ont|avaient|auraient) été |portée?s |faite?s )?"
    r"(?P<other>tué|mort|blessé|disparu|capturé|prisonnier)e?s?\b"
)
_FATE_OF = {word.removesuffix("s"): role for word, role in FATES.items()} | {"prisonnier": "captured"}


# what a difference would be mistaken for; those sent and withdrawn are as many as are told
_COUNTED = STRONG | {"strength", "other"}


def _of_two_fates(reading: Reading, amount: Amount, group: Group, event: Event) -> bool:
    """True where some of those counted met one fate, some another, and no count of their own tells how many."""
    if event.role not in _FATE_OF.values():
        return False
    _, last = clause_bounds(reading, amount.start, group.end)
    first = group.head if group.noun.context == "dead" else group.end  # 5 300 tués et blessés
    found = _TWO_FATES.search(reading.folded, first, last)
    if found is None or any(first <= one.start < found.end() for one in reading.amounts):
        return False
    fates = {_FATE_OF[found["one"]], _FATE_OF[found["other"]]}
    return len(fates) == 2 and event.role in fates


def refined(reading: Reading, amount: Amount, group: Group, event: Event) -> Event:
    """Recruits are taken in, not sent; troops called up for an exercise are there for it; prisoners are
    captured."""
    if event.trigger is not None and group.noun.category == "unit" and _abolished(event.trigger):
        return replace(event, role="other")
    if event.role in _COUNTED and is_difference(reading, amount.start, max(group.end, amount.end)):
        return replace(event, role="other")
    if (event.role == "killed" and group.noun.category == "unit") or _of_two_fates(reading, amount, group, event):
        return replace(event, role="casualties")
    if enlisted(reading, max(group.end, amount.end), event, group.noun.category, group.noun.lemma):
        return replace(event, role="mobilised")
    if to_recruit(reading, min(amount.start, group.start), event):
        return replace(event, role="planned")
    if event.role == "deployed" and _TO_FRONT.match(reading.folded, group.end):
        return event
    if event.role == "deployed" and group.noun.lemma in {"recrue", "engagé", "enrôlé", "engagé volontaire"}:
        return replace(event, role="mobilised")
    if event.role == "engaged" and group.noun.lemma not in ATTACKERS and _in_exercise(reading, amount, group, event):
        return replace(event, role="deployed")
    if event.role == "withdrawn" and _DISBANDED.search(reading.folded, max(0, group.start - 60), group.end):
        return replace(event, role="other")
    if event.role == "mobilised" and _recalled_from(reading, group, event):
        return replace(event, role="withdrawn")
    if event.role == "mobilised" and group.noun.category not in _CALLED and _in_battle(reading, event):
        return replace(event, role="engaged")
    if event.role == "mobilised" and _on_duty(reading, group, event):
        return replace(event, role="deployed")
    if (
        event.role == "mobilised"
        and group.noun.category == "soldier"
        and group.noun.lemma != "recrue"
        and _on_exercise(reading, amount)
    ):
        return replace(event, role="deployed")
    if event.role == "deployed" and group.noun.category == "conscript" and _supplies(event):
        return replace(event, role="mobilised")
    if event.role in {"deployed", "strength"} and event.trigger is not None:
        event = _kept(reading, amount.start, max(group.end, amount.end), event)
    if event.role in _MOVED and _exchanged(reading, amount):
        return replace(event, role="captured")
    captive = group.noun.category == "prisoner" or group.text.endswith((" captifs", " prisonniers"))
    if captive and (
        event.role not in {"killed", "wounded", "missing"} or held(reading, amount.start, group.end, event)
    ):
        return replace(event, role="captured")
    return event


def _abolished(verb: Token) -> bool:
    """*a supprimé deux bataillons*: struck off the rolls, not killed."""
    return verb_forms().get(verb.lower_) == "supprimer"


# a rappelé 400 soldats [de Bachiqa] · rappelle ses 300 hommes [déployés au Mali]
_FROM = re.compile(
    r" (?:(?:de |d'|du |des |depuis )(?:la |l'|le )?(?!Garde|Arm|Forc|Légion|Marine|Poli|Gend)[A-ZÀ-Ý]|"
    r"(?:déployés|stationnés|basés|postés|engagés)\b)"
)


def _recalled_from(reading: Reading, group: Group, event: Event) -> bool:
    """*a rappelé 400 soldats de Bachiqa*: called back from where they were, not called up."""
    verb = verb_forms().get(event.trigger.lower_) if event.trigger is not None else None
    return (
        verb == "rappeler"
        and group.noun.category == "soldier"
        and _FROM.search(reading.folded, group.start, group.end + 14) is not None
    )


def _supplies(event: Event) -> bool:
    """*La conscription ne fournit que 8 000 conscrits par an*: they are called up, not sent."""
    verb = event.trigger.lower_ if event.trigger is not None else ""
    return verb_forms().get(verb) in {"fournir", "donner", "livrer", "procurer", "apporter"}


# entretient 3 000 hommes [à Misrata] · a 6 500 soldats [entre le fleuve et la frontière]
_SOMEWHERE = re.compile(
    r"[^.;:,]{0,40}? (?:en|à|au|aux|dans|sur|près d[eu']|autour d[eu']|devant|le long d[eu']|entre|depuis|hors d[eu'])"
    r" ?(?:la |le |l'|les )?(?:[A-ZÀ-Ý]|frontières?|fleuve|zone|région|nord|sud|est|ouest|province|enclave|front|"
    r"vallée|île|"
    r"péninsule|capitale|ville|quatre|plusieurs)"
)


def _kept(reading: Reading, start: int, end: int, event: Event) -> Event:
    """*n'entretient que 17 000 militaires* is its strength; *entretient 700 soldats à Misrata*, *avons 6 500 soldats
    entre le fleuve et la frontière* say where they are."""
    trigger = event.trigger
    verb = verb_forms().get(trigger.lower_) if trigger is not None else None
    if verb in {"garder", "conserver"} and trigger is not None and _kept_nowhere(reading, trigger, start, end):
        return replace(event, role="strength")
    if trigger is not None and verb == "entretenir" and event.role == "deployed":
        told = _SOMEWHERE.match(reading.folded, end) or _SOMEWHERE.match(reading.folded, trigger.idx, start)
        opening = reading.sentence_at(start)[0]
        told = told or _OPENS_THERE.match(reading.folded, opening)
        there = "sur place" in reading.folded[trigger.idx : start]
        there = there or (trigger.i > 0 and trigger.nbor(-1).lower_ in {"y", "en", "où"})
        return event if told or there else replace(event, role="strength")
    if verb == "avoir" and event.role == "strength" and _SOMEWHERE.match(reading.folded, end):
        return replace(event, role="deployed")
    return event


# [Au Cachemire, ]New Delhi entretient
_OPENS_THERE = re.compile(r"\W*(?:En|À|A|Au|Aux|Dans|Sur) (?:la |le |l'|les )?[A-ZÀ-Ý][^,;:.]{1,40}, ")
# garde trente soldats [à Kidal] · [À Kidal, ]la France garde · [y] garde
_AT = re.compile(r"\b(?:en|à|au|aux|dans|sur|près|autour|long|entre|hors|chez|sous|derrière|devant)\b", re.IGNORECASE)
_OPENS_AT = re.compile(r"\W*(?:En|À|A|Au|Aux|Dans|Sur|Près|Autour|Sous|Là|Ici)\b")


def _kept_nowhere(reading: Reading, verb: Token, start: int, end: int) -> bool:
    """*Les FDS gardent* 60 000 *combattants*: all that they have, since no place is told."""
    if (
        verb.idx > start
        or reading.folded.endswith(" par ", 0, start)
        or (verb.i and (verb.nbor(-1).pos_ == "DET" or verb.nbor(-1).lower_ in {"y", "en", "où"}))
    ):
        return False
    first, _ = reading.sentence_at(start)
    around = (reading.folded[verb.idx : start], re.split(r"[.;:,]", reading.folded[end : end + 60])[0])
    return not _OPENS_AT.match(reading.folded, first) and not any(map(_AT.search, around))


_MOVED = frozenset({"strength", "other", "deployed", "withdrawn"})
# Les listes comportent [1 200 combattants] · des autocars ont déposé [185 militaires] · L'échange porte sur
_LOTS = re.compile(
    r"\b(?:listes?|échange|accord|lot|groupe|convois?|autocars?|autobus|bus|avions?|liberté|remise)\b[^.;\n]*$",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(
    r"\b(?:échanges?|libération|remise|retour) (?:massifs? |mutuels? )?(?:de|des|d'anciens) (?:leurs |ses |tous les )?"
    r"(?:[\d ]+ )?(?:prisonniers|captifs)|\bprisonniers de guerre\b",
    re.IGNORECASE,
)


def _exchanged(reading: Reading, amount: Amount) -> bool:
    """*un échange de prisonniers. Les listes comportent* 1 200 *combattants*: captives, though a list only has them."""
    first, _ = reading.sentence_at(amount.start)
    if _LOTS.search(reading.folded, first, amount.start) is None:
        return False
    before = reading.sentences[max(0, reading.sentence_index(amount.start) - 1)][0]
    return _EXCHANGE.search(reading.folded, before, amount.start) is not None


# a démobilisé 26 000 anciens combattants: disarmed, not recalled
_DISBANDED = re.compile(r"\bdémobilis\w+[^.;]{0,40}(?:\banciens? |\bex-)", re.IGNORECASE)
# La contre-offensive mobilise neuf brigades
_BATTLE = re.compile(
    r"\b(?:(?:contre-)?offensive|attaque|assaut|bataille|siège|combats?|reconquête)\b[^.;,]*$", re.IGNORECASE
)
# Le dispositif Sentinelle mobilise · l'opération a mobilisé · un sommet
_OPERATION = re.compile(
    r"\b(?:dispositif|opération|exercice|manœuvres?|mission|sommet|défilé|match|visite|événement)\b[^.;]*$"
)


_CALLED = frozenset({"volunteer", "reservist", "conscript"})


def _in_battle(reading: Reading, event: Event) -> bool:
    """*La contre-offensive mobilise* neuf *brigades*: they fight in it."""
    trigger = event.trigger
    if trigger is None or event.near or verb_forms().get(trigger.lower_) != "mobiliser":
        return False
    first, _ = reading.sentence_at(trigger.idx)
    return _BATTLE.search(reading.folded, first, trigger.idx) is not None


def _on_duty(reading: Reading, group: Group, event: Event) -> bool:
    """*l'opération mobilise 7 000 militaires*: put to work, not called up."""
    trigger = event.trigger
    if trigger is None or verb_forms().get(trigger.lower_) != "mobiliser":
        return False
    first, _ = reading.sentence_at(trigger.idx)
    return group.noun.category == "soldier" and _OPERATION.search(reading.folded, first, trigger.idx) is not None


_MANOEUVRE = (
    r"(?<!fin de l')\bexercices?\b(?! (?:précédent|budgétaire|comptable|fiscal|en cours|\d{4}|de (?:ses|leurs|la)))|"
    r"\bmanœuvres?\b|\bmanoeuvres?\b"
)
_EXERCISE = re.compile(rf"{_MANOEUVRE}|\bentraînements?\b", re.IGNORECASE)
_EXERCISES = re.compile(_MANOEUVRE, re.IGNORECASE)


_FIGHT = re.compile(
    r"\b(?:(?:contre-)?offensives?|attaques?|assauts?|batailles?|sièges?|combats?|guerres?|raids?|affrontements?|"
    r"débarquement|"
    r"campagnes?|coups?|putsch|mutinerie|insurrection|soulèvement|rébellion|embuscade|reconquête|libération|prise|"
    r"opérations?|incursion|percée|bombardements?|fusillade|accrochage|hostilités|massacre|pillage)\b",
    re.IGNORECASE,
)


def _in_exercise(reading: Reading, amount: Amount, group: Group, event: Event) -> bool:
    """*participent à l'exercice*: no one fights there, nor *à la mission*."""
    first, last = reading.sentence_at(amount.start)
    joins = event.trigger is not None and event.trigger.lemma_ in {"participer", "contribuer"}
    if _EXERCISE.search(reading.folded, first, last):
        return True
    return joins and _FIGHT.search(reading.folded, first, last) is None


def _on_exercise(reading: Reading, amount: Amount) -> bool:
    """True if the paragraph speaks of an exercise up to here."""
    paragraph = reading.folded.rfind("\n", 0, amount.start) + 1
    _, last = reading.sentence_at(amount.start)
    return _EXERCISES.search(reading.folded, paragraph, last) is not None
