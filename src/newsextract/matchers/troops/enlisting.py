"""A counted group of recruits, reservists or prisoners → the event that its noun makes of a verb of many senses.

Matches *40 000 réservistes ont* rejoint leur unité, *4 000 volontaires se sont* engagés (mobilised), *Le recrutement*
visait *8 000 hommes* (planned), *… tués, plus quatre* captifs (captured); not *se sont engagés dans la bataille*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.near import on_group, right_before
from newsextract.matchers.troops.setting import is_of_war
from newsextract.matchers.troops.verbs import Event, clause_bounds
from newsextract.reading import Reading

# ont [déjà] rejoint leur unité · regagnent leur régiment · se sont présentés à leur caserne
_TO_UNIT = re.compile(
    r"[^.;:,]{0,45}?\b(?:rejoin|ralli|rejoign|regagn|(?:se|s') (?:sont|étaient|seraient) présent|se présent)[a-zà-ÿ]*"
    r"(?: [a-zà-ÿ]+)? (?:à |dans |au |aux )?(?:leurs?|une|la|le|les|l') ?(?:unités?|régiments?|casernes?|corps|"
    r"affectations?|"
    r"dépôts?|bataillons?|brigades?|garnisons?|compagnies?|centres?|rangs|drapeaux?|armée|base|bureaux?)\b"
)
# Après leur permission, · après l'hôpital: they had been called up before
_BACK = re.compile(r"\b(?:permission|congé|convalescence|hôpital|captivité|libérés?)\b", re.IGNORECASE)
# se sont engagés · s'engagèrent · se seraient engagées · s'engagent
_ENLIST = re.compile(
    r"[^.;:,]{0,30}?\b(?:(?:se|s') ?(?:sont|étaient|seraient|soient|furent)(?: [a-zà-ÿ]+)? |s')"
    r"(?:engag(?:ée?s|ent|èrent|eront|eaient)|enrôl(?:ée?s|ent|èrent|aient))\b"
)
# engagés [dans la bataille] · [sur l'axe] · [contre Daech]
_IN_FIGHT = re.compile(
    r" (?:[a-zà-ÿ]+ment )?(?:(?:dans|sur|vers|contre|à travers|derrière) (?:la |le |l'|les |une? |des |d'|leurs? |"
    r"ce |cette )?+"
    r"(?!Légion|légion|armée|Armée|réserve|Bundeswehr|[Bb]rigades? internationales?|forces|Force|troupe|marine|"
    r"Marine|milice|"
    r"garde|Garde|police|gendarmerie|infanterie|unité|corps|rangs|régiment|bataillon|Waffen|SS)|à (?!l'armée|"
    r"la Légion))"
)
_TERM = re.compile(r"[^.;:,]{0,30}\b(?:pour|dans l'armée|dans la (?:Légion|réserve|marine|gendarmerie))\b")
_RECRUITS = frozenset({"volunteer", "reservist", "conscript"})
_RECRUIT_NOUNS = frozenset({"recrue", "engagé", "enrôlé", "rappelé", "appelé", "mobilisé"})


def enlisted(reading: Reading, end: int, event: Event, category: str, lemma: str) -> bool:
    """True for those who answer the call: recruits who enlist or join their unit, anyone who enlists for a term."""
    recruits = category in _RECRUITS or lemma in _RECRUIT_NOUNS
    if recruits and event.role in {"deployed", "withdrawn", "other"} and _TO_UNIT.match(reading.folded, end):
        first, _ = reading.sentence_at(end - 1)
        return _BACK.search(reading.folded, first, end) is None
    if event.role not in {"engaged", "other", "deployed"}:
        return False
    match = _ENLIST.match(reading.folded, end)
    if match is None or _IN_FIGHT.match(reading.folded, match.end()):
        return False
    return recruits or _TERM.match(reading.folded, match.end()) is not None


# Le recrutement des supplétifs visait · la campagne de recrutement vise · L'objectif de recrutement est fixé à
_INTAKE = re.compile(
    r"\b(?:recrutements?|enrôlements?|levées?|conscription|mobilisation|incorporation|appel aux volontaires)\b"
    r"[^.;:]{0,60}?\b(?:vis|port|prévo|prévu|fix|tabl|ambitionn|projet|doi|dev)[a-zà-ÿ]*(?: (?:être|sur|à|de))*"
    r"(?: [a-zà-ÿ]+)? ?(?:à |sur |de |d')?(?:enrôler |recruter )?$"
    # a lancé [le recrutement de] 6 000 soldats: begun, not done
    r"|\b(?:lanc|entam|ouv[er]|début|démarr|commenc|prévo|planifi|autoris|command|organis|annonc|ordonn)[a-zà-ÿ]* "
    r"(?:le |la |un |une )(?:vaste |grand |nouveau |nouvelle )?(?:recrutement|enrôlement|embauche|levée|"
    r"campagne de recrutement)(?: [a-zà-ÿ]+)? (?:de |d')$",
    re.IGNORECASE,
)


def to_recruit(reading: Reading, start: int, event: Event) -> bool:
    """*Le recrutement des supplétifs visait* 8 000 *hommes*: so many were to be taken in."""
    if event.role not in {"strength", "other", "mobilised"}:
        return False
    first, _ = reading.sentence_at(start)
    return _INTAKE.search(reading.folded, max(first, start - 120), start) is not None


# a tué quatre prisonniers · achever
_TOLD_KILLED = frozenset({"killed", "wounded", "missing", "casualties"})


def held(reading: Reading, start: int, end: int, event: Event) -> bool:
    """True for prisoners whose loss is another's: *30 militaires tués, plus quatre captifs*, *douze morts et deux
    prisonniers*; not *quatre prisonniers ont été tués*."""
    own = on_group(reading, end) or right_before(reading, start)
    if own is not None and own.role in _TOLD_KILLED:
        return False
    verb = event.trigger
    if verb is not None and verb.idx >= end:
        return False
    return _ADDED.search(reading.folded, max(0, start - 14), start) is not None


# [plus] quatre captifs · [, ainsi que] sept captifs · [et] deux prisonniers
_ADDED = re.compile(r"(?:\bet|\bplus|\bainsi que|\boutre|,) (?:de |d'|fait )?$")


# a enrôlé · ont recruté · aurait incorporé
_TAKES_ON = re.compile(r"enr[ôo]l|recrut|incorpor|engag")
# recruter 30 000 personnes [dans ses usines]
_AT_WORK = re.compile(r"\b(?:usines?|chantiers?|entreprises?|hôpita(?:l|ux)|administration|écoles?|arsena(?:l|ux))\b")
_OF = ("de ", "d'", "de la ", "de l'", "du ", "des ", "pour ", "avec ", "pour la ", "pour l'", "avec la ", "avec l'")
# [L'armée de terre britannique a] enrôlé · [La marine japonaise n'a pu] enrôler, not: le fournisseur de l'armée
_THE_ARMY = re.compile(
    r"(?<!de )(?<!pour )(?<!avec )\b(?:l'armée|la marine|l'aviation|la légion|la gendarmerie|la garde nationale|"
    r"la police nationale|les armées|(?:les|des) forces (?:armées|terrestres|de défense)|l'US (?:Army|Navy|Air Force))"
    r"\b[^.;:,]{0,40}$",
    re.IGNORECASE,
)


def taken_on(reading: Reading, amount: Amount, event: Event) -> bool:
    """*La Bundeswehr a recruté* 23 000 *personnes*: right behind an army that is the subject."""
    verb = event.trigger
    if verb is None or verb.idx > amount.start or event.passive or not _TAKES_ON.match(verb.lower_):
        return False
    first, _ = clause_bounds(reading, amount.start, amount.end)
    for one in reading.parties:
        acts = first <= one.start < verb.idx and not reading.folded.endswith(_OF, first, one.start)
        if acts and one.actor.kind == "state" and one.form in {"name", "seat"}:
            return is_of_war(reading) and _AT_WORK.search(reading.folded, amount.end, amount.end + 60) is None
        if first <= one.start < verb.idx and one.actor.kind == "organisation" and one.actor.armed:
            return acts
    return _THE_ARMY.search(reading.folded, first, verb.idx) is not None
