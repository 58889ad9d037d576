"""A verb → is its event yet to come? Future, possibility, wish, plan, condition.

Matches *enverra*, *va envoyer*, *pourrait envoyer*, *compte en aligner* 60 000, *si Kiev envoyait*; not *a envoyé*, *si
l'on en croit Kiev*.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from newsextract.conjugation import forms_of
from newsextract.extents import behind
from newsextract.grammar import is_conditional, is_future, is_negated, lower, verb_form
from newsextract.lexicon import read_toml
from newsextract.reading import Reading
from newsextract.records import Calibre, Troops
from newsextract.verb_senses import verbs

_WISHES = frozenset({"craindre", "redouter"})
_POSSIBILITY = frozenset({"pouvoir", "devoir", "falloir", "risquer"})
# n'exclut pas d'envoyer 500 soldats: denied, it leaves open
SHUTS_OUT = frozenset({"exclure", "écarter", "renoncer", "interdire", "désespérer"})


def is_open(verb: Token) -> bool:
    """True for a verb whose event is not yet: future, *aller* + infinitive, possibility, wish, plan, condition."""
    if is_future(verb) or _is_near_future(verb):
        return True
    if (verb.lemma_ in _POSSIBILITY and is_conditional(verb)) or _can_send(verb) or _ought_to_have(verb):
        return True
    if verb.lemma_ in plan_words("verbs"):
        return not _has_struck(verb)
    if _means_to(verb) or (verb.lemma_ in SHUTS_OUT and is_negated(verb)):
        return True
    if verb.dep_ == "ccomp" and verb.head.lemma_ in _WISHES:
        return True
    return not _is_comment(verb) and any(
        lower(child) in {"si", "s'"} and child.dep_ == "mark" and _next(child) != "bien" for child in verb.children
    )


_RISKS = (
    r"\brisqu(?:e|ent|ait|aient|era|eront|erait|eraient) (?:fort |bien |encore )?(?:de |d')(?:en |y |l'|les |se |s')*"
)
_TO_LOSE = re.compile(_RISKS + r"[a-zà-ÿ]+(?:er|ir|re)\b[^.;:,]{0,30}$")
_TO_BE_LOST = re.compile(rf"[^.;:,]{{0,40}} {_RISKS}[a-zà-ÿ]+(?:er|ir|re)\b")


def at_risk(reading: Reading, fact: Calibre | Troops) -> bool:
    """*L'armée risque de perdre* 300 *hommes*, 300 *soldats risquent d'être tués*; not *risquent leur vie*."""
    first, _ = reading.sentence_at(fact.start)
    lead = _TO_LOSE.search(reading.folded, max(first, fact.start - 80), fact.start)
    return lead is not None or _TO_BE_LOST.match(reading.folded, fact.end) is not None


# 3 200 militaires [et 1 500 policiers patrouilleront], which the tagger takes for an adjective
_OWN_FUTURE = re.compile(
    r"(?: et [^.,;:()«»]{3,40}?)?(?: (?:ne|n'|y|en|se|s'y|s'en|les|le|la|leur))* ?\b(?!auront\b|(?:af|con)?front\b)"
    r"(?P<verb>[a-zà-ÿ]+ront)\b"
)
# La France [se tient prête, en cas de cessez-le-feu, à déployer] mille hommes · [s'est engagé à porter son armée à]
_COMMITTED = re.compile(
    r"\b(?:(?:s'est|se sont|s'était|s'étaient) engagée?s?|(?:se tien(?:t|nent)|est|sont) (?:désormais )?prête?s?)\b"
    r"(?! (?:dans|avec|contre))[^.;:]{0,60}? à (?:en |y |l'|les |leur |lui )?[a-zà-ÿ]+(?:er|ir|re)\b[^.;:,]{0,45}$"
)


def is_committed(reading: Reading, start: int) -> bool:
    """*s'est engagé à envoyer* 300 *soldats*, *se tient prête, s'il le faut, à déployer* mille *hommes*."""
    first, _ = reading.sentence_at(start)
    return _COMMITTED.search(reading.folded, max(first, start - 130), start) is not None


def own_future(reading: Reading, fact: Troops) -> str | None:
    """The plural future right behind a group; None if there is none."""
    end = behind(reading, fact)
    match = _OWN_FUTURE.match(reading.folded, end) if end is not None else None
    return match["verb"] if match else None


# patrouilleront, rejoindront: those who will are yet to be sent; resteront are there, rendront is neither
_WILL_SERVE = re.compile(
    r"(?:patrouill|rejoind|débarqu|arriv|particip|protég|surveill|renforc|appui|épaul|relèv|relay|intervien|"
    r"entr|gagn|viend|iront)[a-zà-ÿ]*"
)


def will_serve(reading: Reading, fact: Troops) -> bool:
    """True of troops that the letters show to be sent yet, where the parse misses it."""
    if is_committed(reading, fact.start):
        return True
    verb = own_future(reading, fact)
    return verb is not None and _WILL_SERVE.fullmatch(verb) is not None


_CAN_SEND = verbs("sending", "stationing", "raising") | {"aligner", "engager", "faire"}


_HAVING = frozenset({"compter", "atteindre", "comprendre", "regrouper", "rassembler", "réunir", "aligner", "totaliser"})


def _ought_to_have(verb: Token) -> bool:
    """*la force doit compter 5 500 hommes*, *doit retirer ses 300 soldats*: what it is meant to be, to do."""
    if verb.lemma_ != "devoir":
        return False
    ought = {child.lemma_ for child in verb.children if verb_form(child) == "Inf"}
    if verb.head.i != verb.i and verb_form(verb.head) == "Inf" and verb.i < verb.head.i:
        ought.add(verb.head.lemma_)  # where the model takes it for an auxiliary
    ought |= {child.lemma_ for child in verb.children if any(lower(aid) == "être" for aid in child.children)}
    return bool(ought & _HAVING) or (lower(verb) in _IS_TO and bool(ought & (_LEAVING | _CHANGING)))


# [doit] passer à 2 500, [doivent] être portés à 25 000
_CHANGING = frozenset(
    {
        *("passer", "grimper", "monter", "croître", "augmenter", "grossir", "doubler", "tripler", "porter", "relever"),
        *(
            "tomber",
            "descendre",
            "réduire",
            "ramener",
            "diminuer",
            "plafonner",
            "limiter",
            "culminer",
            "s'élever",
            "élever",
        ),
    }
)
# [doit] retirer ses 300 soldats, [devaient] quitter Agadez; not a dû retirer
_IS_TO = frozenset({"doit", "doivent", "devait", "devaient"})
_LEAVING = frozenset(
    {"retirer", "quitter", "partir", "rentrer", "évacuer", "rapatrier", "rappeler", "regagner", "repartir", "libérer"}
)


def _can_send(verb: Token) -> bool:
    """*peut mobiliser 10 000 hommes*: not yet done."""
    return verb.lemma_ == "pouvoir" and any(
        verb_form(child) == "Inf"
        and (child.lemma_ in _CAN_SEND or any(lower(aid) == "faire" for aid in child.children))
        for child in verb.children
    )


def _next(token: Token) -> str:
    """The form behind a token, in lower case; nothing at the end of the text."""
    return lower(token.nbor()) if token.i + 1 < len(token.doc) else ""


def _means_to(verb: Token) -> bool:
    """*compte en aligner 60 000*: right behind a verb of wishing or planning, which the model may take for a noun."""
    if verb_form(verb) != "Inf" or not verb.text.islower():
        return False  # compterait à Kaliningrad, which the model may take for an infinitive
    before = verb.i - 1
    while before > 0 and lower(verb.doc[before]) in _BETWEEN:
        before -= 1
    return before >= 0 and (lower(verb.doc[before]) in _wishing_forms() or _tells_a_plan(verb.doc[before]))


def is_meant(verb: Token) -> bool:
    """*disposée à accueillir*, *censé compter*: an infinitive right behind an adjective of what is to be."""
    led = verb.i > 1 and lower(verb.nbor(-1)) in {"à", "de", "d'"}
    if led and lower(verb.nbor(-2)) in _AIMS and verb.i > 2 and lower(verb.nbor(-3)) == "pour":
        return True  # s'était fixé pour objectif de recruter
    return (led and _tells_a_plan(verb.nbor(-2))) or (verb.i > 0 and _tells_a_plan(verb.nbor(-1)))


_AIMS = frozenset({"objectif", "but", "ambition", "mission", "cible", "projet", "priorité", "tâche"})


def _tells_a_plan(word: Token) -> bool:
    """True for *prêt*, *censé*, *disposée* …"""
    return lower(word) in _meant_forms()


@cache
def _meant_forms() -> frozenset[str]:
    endings = ("", "e", "s", "es")
    return frozenset(word + ending for word in plan_words("adjectives") for ending in endings)


_BETWEEN = frozenset({"en", "y", "d'", "de", "à", "le", "la", "les", "leur", "lui", "se", "s'"})


@cache
def _wishing_forms() -> frozenset[str]:
    """Their finite forms: not *projet*, *menace*, which are nouns, nor *voulu*, after which it may be done."""
    verbs = (*plan_words("verbs"), "compter", "entendre")
    forms = frozenset(form for verb in verbs if " " not in verb for form in forms_of(verb))
    return frozenset(form for form in forms - plan_words("nouns") if not form.endswith(_PARTICIPLES))


_PARTICIPLES = ("é", "ée", "és", "ées", "u", "ue", "us", "ues")


def _has_struck(verb: Token) -> bool:
    """*la frappe a visé la maison d'un chef*: aimed at and hit; *vise 10 000 soldats* is a plan."""
    return verb.lemma_ == "viser" and any(child.dep_ in {"aux:tense", "aux:pass"} for child in verb.children)


def _is_comment(verb: Token) -> bool:
    """True of *si l'on ose dire*, *si l'on veut*, *si l'on en croit X*: a remark on the words, no condition."""
    return lower(verb) in {"ose", "peut", "veut", "croit"} and any(lower(child) == "on" for child in verb.children)


def _is_near_future(verb: Token) -> bool:
    """*va envoyer*: aller in the present with an infinitive."""
    return verb.lemma_ == "aller" and any(
        child.dep_ == "xcomp" and verb_form(child) == "Inf" for child in verb.children
    )


@cache
def plan_words(part: str) -> frozenset[str]:
    """The verbs, nouns, adjectives or participles of plans and wishes."""
    return frozenset(read_toml("modality.toml")["hypothetical"][part])
