"""An event → does it still lie ahead? *enverra*, *va envoyer*, *veut créer*, *approuve le rappel*,
*d'ici à 2027*.

Matches *Berlin enverra 5 000 soldats*, *veut recruter 300 hommes*; not *trois compagnies resteront
déployées*.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from newsextract.conjugation import forms_of
from newsextract.grammar import SUBJECTS, is_conditional, is_future, subject_of, verb_form
from newsextract.matchers.troops.verbs import Event, clause_bounds
from newsextract.matchers.troops.words import grammar_words
from newsextract.prospects import is_meant
from newsextract.reading import Reading
from newsextract.verb_senses import HAS_LET_KNOWN, forms, verbs

_PLANNERS = grammar_words("planners")


_HERE = frozenset(
    {
        "maintien",
        "maintenir",
        "entretenir",
        "entretien",
        "garder",
        "conserver",
        "laisser",
        "présence",
        "stationnement",
        "garnison",
        "patrouille",
        "détachement",
        "arrivée",
    }
)


_STAY = frozenset({"rester", "demeurer", "continuer"})


# d'ici 2027, d'ici à la fin du mois, prochainement, dans les prochaines semaines
_SOON = re.compile(
    r"\bd'ici\b(?! même)|\bprochain(?:e|s|es|ement)?\b|\bà l'horizon\b|\bdans les (?:jours|semaines|"
    r"mois) (?:à venir|qui viennent)|\ben prévision\b|\bimminent(?:e|s|es)?\b",
    re.IGNORECASE,
)


PLANNED_PARTICIPLE = re.compile(
    r"[ »\"]*(?:(?:qui|que) (?:étaient |sont |avaient été |"
    r"ont été )?)?(?:promis|promises|prévus|prévues|attendus|attendues|"
    r"annoncés|annoncées|"
    r"demandés|demandées|requis|requises|espérés|escomptés)\b",
    re.IGNORECASE,
)


def is_planned(reading: Reading, head: Token, event: Event, start: int, end: int) -> bool:
    """True if the event lies ahead: future, *va envoyer*, *veut créer*, *approuve le rappel*, *d'ici à*."""
    trigger = event.trigger
    if event.near and trigger is not None and is_future(trigger) and trigger.head.lemma_.lower() not in _STAY:
        return not any(child.lemma_.lower() in _STAY for child in trigger.children)
    if event.near and trigger is not None and PLANNED_PARTICIPLE.match(reading.folded, end) is None:
        return False
    first, last = clause_bounds(reading, start, end)
    soon = _SOON.search(reading.folded, first, last) if event.role != "engaged" and not _is_past(trigger) else None
    if soon is not None and not _is_others_date(reading, end, soon.start()):
        return True
    if trigger is None:
        return False
    if _WISHED.search(reading.folded, max(first, start - 70), start):
        return True
    if _MUST_BE.search(reading.folded, max(first, trigger.idx - 45), trigger.idx):
        return True
    if trigger.lemma_ in _HERE:
        return trigger.lemma_ == "arrivée" and _is_heralded(trigger)
    if trigger.pos_ == "NOUN":
        return (
            _UNDER_STUDY.match(reading.folded, end) is not None
            or _to_come(reading, trigger, end)
            or any(
                token.lemma_.lower() in _PLANNERS | _REQUESTS or _is_misread_planner(token)
                for token in trigger.ancestors
                if token.idx >= first
            )
        )
    if trigger.lemma_.lower() in _STAY or any(child.lemma_.lower() in _STAY for child in trigger.children):
        return False
    if _stays(trigger) or _can_muster(trigger):
        return False
    if _is_future(trigger) or _of_project(trigger) or _supposed(reading, trigger) or _announced(reading, trigger):
        return True
    if verb_form(trigger) != "Inf" or _was_tried(reading, trigger, end):
        return False
    return _under_plan(trigger) or _behind_plan(trigger)


# une relève de 900 soldats[, préparée à Valcartier, débarquera]
_WILL = re.compile(
    r"(?:(?!\b(?:qu[ei']|dont|où|et)\b)[^.;:,]){0,40}(?:, (?!qu|dont|où)[^.;:]{2,60},)? (?:se |s'|y |en |lui |leur )?"
    r"(?P<verb>[a-zà-ÿ]{2,}ra)\b"
)


# le déploiement de 300 soldats [est à l'étude] · reste en discussion
_UNDER_STUDY = re.compile(
    r"[^.;:,]{0,50} (?:est|sont|serait|était|reste|restait|demeure) (?:toujours |encore |déjà |désormais |aussi )?"
    r"(?:à l'étude|sur la table|en (?:discussion|débat|négociation|préparation|suspens)|dans les cartons|"
    r"au programme|envisagée?s?|discutée?s?|débattue?s?|négociée?s?|imminente?)\b"
)


def _to_come(reading: Reading, noun: Token, end: int) -> bool:
    """*Une relève de 900 soldats, préparée à Valcartier, débarquera à Adazi*: they will be there once it is."""
    verb = noun.head
    if noun.dep_ not in SUBJECTS or verb.i < noun.i or verb.idx < end:
        match = _WILL.match(reading.folded, end) if noun.idx < end else None
        if match is None:
            return False
        verb = reading.token_at(match.start("verb"))
    return verb.lemma_.lower() not in _STAY | {"poursuivre", "prendre"} and _is_future(verb)


# ont voulu [franchir] · voulurent · ont cru pouvoir: they set about it
_TRIED = re.compile(
    r"(?: [a-zà-ÿ-]+s)? (?:(?:ont|avaient|auraient|eurent) (?:[a-zà-ÿ]+ment |d'abord |alors |ensuite )?(?:voulu|"
    r"cru pouvoir|"
    r"prétendu|pensé)|voulurent|crurent pouvoir|prétendirent) (?:(?:s'|se |y |en |l'|les |la |le ))*$"
)


def _was_tried(reading: Reading, verb: Token, end: int) -> bool:
    """*Douze fantassins ont voulu franchir l'Oskil*: an attempt, where *a voulu envoyer* 500 *hommes* is a plan."""
    return verb.idx > end and _TRIED.fullmatch(reading.folded, end, verb.idx) is not None


# fournit 2 000 hommes [et veut] en ajouter d'ici la fin de l'année · vivent à Okinawa [et le Pentagone annonce]
_JOINED = re.compile(r"\b(?:et|mais|puis|tandis qu|alors qu|quand|lorsqu)\b")


_IN_RELATIVE = re.compile(r", (?:qui|que|qu'|dont|où)\b[^,;:]*$")


def _is_others_date(reading: Reading, end: int, date: int) -> bool:
    """True for a date behind the group that stands with another finite verb, or another count, joined to its clause."""
    later = next((one for one in reading.amounts if end < one.start < date and one.of is None), None)
    first, _ = reading.sentence_at(end)
    relative = _IN_RELATIVE.search(reading.folded, first, end)
    if relative is not None and reading.folded.find(",", end, date) >= 0:
        return True  # Vienne, qui fournit 170 soldats à la mission, songe à partir d'ici à 2027
    if later is not None and any(token.pos_ in {"VERB", "AUX"} for token in reading.span(end, later.start)):
        return True  # la caserne en abrite 140, elle en voudrait 200 d'ici à 2027
    joined = _JOINED.search(reading.folded, end, date) if end < date else None
    if joined is None:
        return False
    behind = reading.span(joined.start(), date)
    return any(token.pos_ == "VERB" and verb_form(token) == "Fin" for token in behind)


# doivent être formées · devaient être · va être
_MUST_BE = re.compile(
    r"\b(?:doi(?:t|vent)|dev(?:r?ait|r?aient|ra|ront)|pourr(?:ait|aient|a|ont)|va|vont|allai(?:t|"
    r"ent))\b(?: [\wà-ÿ'-]+){0,3} être $"
)


_HERALDS = grammar_words("heralding")


@cache
def _heralding_forms() -> frozenset[str]:
    """Their forms, whose lemmas the model often misses: *promet*."""
    return frozenset(form for verb in _HERALDS for form in forms_of(verb))


def _is_heralded(noun: Token) -> bool:
    """*a annoncé l'arrivée de* deux *bataillons*: of those whose coming is news they are not yet there."""
    verb = noun.head
    while verb.dep_ == "conj" and verb.pos_ == "NOUN" and verb.head.i != verb.i:
        verb = verb.head  # annonce le départ des uns et l'arrivée des autres
    return verb.i < noun.i and (verb.lower_ in _heralding_forms() or verb.lemma_.lower() in _HERALDS)


# souhaite que 500 soldats · demande que, exige que · craint que
_WISHED = re.compile(
    r"\b(?:souhait|crai[gn]|redout|appréhend|veu|voul|voudr|demand|exig|réclam|propos|suggér|ordonn|fau)\w*\b"
    r"(?: [\wà-ÿ'-]+){0,3} qu[e'][^.;,]{0,30}$",
    re.IGNORECASE,
)


def _is_past(verb: Token | None) -> bool:
    """*ont atteint la région, prêts à combattre dans les jours à venir*: what is done does not lie ahead."""
    if verb is None or verb.pos_ == "NOUN":
        return False
    return any(child.lower_ in {"a", "ont", "avait", "avaient", "eut"} and child.i < verb.i for child in verb.children)


def _stays(verb: Token) -> bool:
    """*resteront déployés*: they are there already."""
    return verb.head.lemma_.lower() in _STAY


# what a side can do with the troops that it has: those of *pourrait masser 80 000 soldats* need no sending
_MUSTERING = frozenset(
    {
        "masser",
        "amasser",
        "concentrer",
        "engager",
        "jeter",
        "lancer",
        "opposer",
        "aligner",
        "rassembler",
        "réunir",
        "compter",
        "monter",
    }
)


def _can_muster(verb: Token) -> bool:
    """*pourrait engager 25 000 combattants*: what it has the power to do, not what it plans."""
    if verb.head.lower_ in {"peut", "peuvent"} and verb.lemma_.lower() in _CALLING:
        return True
    return verb.head.lemma_.lower() == "pouvoir" and verb.lemma_.lower() in _MUSTERING


_CALLING = frozenset({"mobiliser", "rappeler", "appeler", "lever"})  # peut rappeler 40 000 réservistes


def _is_future(verb: Token) -> bool:
    """*enverra*, *seront envoyés*; not *auront formé*, which looks back."""
    perfect = any(child.lower_ in {"aura", "auront"} and child.i < verb.i for child in verb.children)
    return is_future(verb) and not perfect


_PROJECTS = frozenset({"projet", "plan", "réforme", "programme", "loi", "budget", "scénario", "proposition", "idée"})


def _of_project(verb: Token) -> bool:
    """*Le projet ressusciterait quatre bataillons*: what a plan would bring."""
    while verb.dep_ in {"conj", "xcomp"} and verb.head.i != verb.i:
        verb = verb.head
    subject = subject_of(verb) if is_conditional(verb) else None
    return subject is not None and subject.lemma_.lower() in _PROJECTS


def _supposed(reading: Reading, verb: Token) -> bool:
    """*Si …, l'armée enverrait*: a conditional after *si*."""
    if not is_conditional(verb):
        return False
    first, last = reading.sentence_at(verb.idx)
    return _IF.search(reading.folded, first, last) is not None


# a annoncé que … · avait promis que · décida que: the conditional behind it is a future seen from the past
_ANNOUNCED = re.compile(
    rf"\b{forms(verbs('promising', 'deciding') | {'engager'}, ('participle', 'imperfect', 'past'))}"
    r"[^.;]{0,90}\bqu[e']|"
    r"\b(?:[Ss]elon|[Dd]'après) (?:le|ce|son|un) (?:plan|projet|scénario|calendrier|schéma|accord)\b|"
    r"\bprévo(?:it|yait) qu[e']",
    re.IGNORECASE,
)
# a déclaré que l'armée déploierait: an active conditional behind any verb of saying in the past
_TOLD = re.compile(
    _ANNOUNCED.pattern
    + rf"|\b(?:{forms(verbs('saying'), ('said', 'imperfect', 'past'))}|{HAS_LET_KNOWN})[^.;]{{0,90}}\bqu[e']",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:d'ici\b(?! même)|avant (?:la|le|l'|les|fin)|dès (?:la|le|l'|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|dimanche|demain)|"
    r"demain|bientôt|sous peu|à partir d|prochain|à terme|à l'avenir|dans (?:les|un|une|deux|trois|"
    r"six)\b[^.;,]{0,15}(?:jours|heures|"
    r"semaines?|mois)|au (?:printemps|cours de)|en (?:fin|début) d)",
    re.IGNORECASE,
)


# Dacca enverrait 1 500 hommes aux Gonaïves [en janvier]
_IN_MONTH = re.compile(
    r"\ben (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
    r"(?! (?:\d|dernier))"
)


# la demande d'envoi de 500 soldats
_REQUESTS = frozenset(
    {"demande", "projet", "promesse", "proposition", "plan", "idée", "perspective", "menace", "hypothèse"}
)


def _is_misread_planner(token: Token) -> bool:
    """*L'Union demande la création de*: a noun to the tagger, though something depends on it as on a verb."""
    return token.lower_ in _planner_forms() and any(child.dep_ in {"nsubj", "obj"} for child in token.children)


@cache
def _planner_forms() -> frozenset[str]:
    """The forms of the verbs of planning, whose lemmas the model often misses: *projette*."""
    return frozenset(form for verb in _PLANNERS if " " not in verb and "'" not in verb for form in forms_of(verb))


def _announced(reading: Reading, verb: Token) -> bool:
    """*a annoncé que 300 instructeurs seraient déployés*: what was to come; *seraient* alone is a rumour."""
    if not is_conditional(verb) or any(child.lower_ in {"auraient", "aurait"} for child in verb.children):
        return False
    first, last = reading.sentence_at(verb.idx)
    if verb.lower_.endswith(("rait", "raient")) and _IN_MONTH.search(reading.folded, verb.idx, last):
        return True
    told = _TOLD if is_conditional(verb) and verb.lower_.endswith(("rait", "raient")) else _ANNOUNCED
    return bool(told.search(reading.folded, first, verb.idx) or _LATER.search(reading.folded, first, last))


# si l'armée … · S'il … · si Kiev …, but not s'entraîneraient
_IF = re.compile(r"(?<!\w)(?:[Ss]i |[Ss]')(?=(?:ils?|elles?|on|l[ea]s?|un|une|des|ce|cet|cette|nous|[A-ZÉ]\w+)\b|l')")


@cache
def meaning_to() -> frozenset[str]:
    """The forms of the verbs that plan what the infinitive right behind them says."""
    verbs = ("compter", "entendre", "projeter", "vouloir", "prévoir", "envisager", "espérer", "souhaiter")
    return frozenset(form for verb in verbs for form in forms_of(verb))


def _behind_plan(verb: Token) -> bool:
    """*compte envoyer*: right behind a verb of planning that the parse does not join to it."""
    before = verb.nbor(-1) if verb.i else verb
    if verb.i > 1 and before.lower_ in {"en", "y"}:
        before = verb.nbor(-2)  # compte en envoyer dix
    return verb.head.i != before.i and (before.lower_ in meaning_to() or is_meant(verb))


_HAD_TO = frozenset(
    {"dû", "dut", "durent", "fallut"}
    | {word + ending for word in ("contraint", "obligé", "forcé") for ending in ("", "e", "s", "es")}
)
_ENDURES = frozenset({"tenir", "résister", "contenter", "composer", "survivre", "suffire"})
_MUST = frozenset({"doit", "doivent", "devait", "devaient"})
_MADE = frozenset({"fait", "font", "fit", "firent", "faisait", "faisaient", "faisant"})


def _under_plan(verb: Token) -> bool:
    """*voulait créer*, *va envoyer*, *prêt à déployer*; not *dit avoir envoyé*."""
    if any(child.lemma_ in {"avoir", "être"} and child.dep_ == "aux:tense" for child in verb.children):
        return False
    if verb.i and verb.nbor(-1).lower_ in _MADE:
        return False  # a décrété l'état d'urgence et fait descendre 1 500 soldats dans la rue
    if any(one.lower_ in _HAD_TO for one in verb.doc[max(0, verb.i - 3) : verb.i]):
        return False  # a dû envoyer 300 hommes
    if verb.lemma_.lower() in _ENDURES and any(one.lower_ in _MUST for one in verb.doc[max(0, verb.i - 2) : verb.i]):
        return False  # doit tenir avec 300 hommes
    ancestor = verb.head
    while verb.dep_ == "conj" and verb_form(ancestor) == "Inf" and ancestor.head.i != ancestor.i:
        verb, ancestor = ancestor, ancestor.head  # veut doubler la réserve et recruter
    return (
        ancestor.lemma_.lower() in _PLANNERS
        or ancestor.lower_ in _planner_forms()
        or is_meant(verb)
        or ancestor.pos_ == "NOUN"
    )
