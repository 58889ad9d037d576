"""A count whose own clause names no side → the side that its discourse does: who admits, who is spoken of.

Matches *Nairobi admet que* deux policiers *ont été tués*, *L'AES
s'est dotée d'un état-major qui doit commander* 5 000 hommes; not *l'ONU estime que* 10 000 soldats, where ONU only
speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.grammar import SUBJECTS, subject_of
from newsextract.matchers.attributions.cue_verbs import verb_forms
from newsextract.matchers.troops.actors import actor_of, own_phrase, resolved
from newsextract.matchers.troops.before_verbs import subject_by_position
from newsextract.matchers.troops.gapping import CLAIMS_LOSSES
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.salience import (
    is_side,
    is_subject,
    of_any_nation,
    only_group,
    paragraph_start,
)
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import STRONG, Event
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.verb_senses import forms, told, verbs

_ADMITTING = verbs("owning_up")
_LODGING = grammar_words("lodging")  # Djibouti en accueille 4 000: soil is nobody's force


def told_of(reading: Reading, group: Group, event: Event, head: Token, start: int) -> Side | None:
    """Whose the troops counted at `start` are by who admits them, has them or was spoken of last."""
    if of_any_nation(group.text):
        return None
    if event.role in STRONG:
        return _nationality_after(reading, start) or _admitted(reading, head)
    return (
        _latter(reading, start)
        or _topic(reading, head, start)
        or _subject_named(reading, start)
        or (_organisation_before(reading, start) if group.noun.category != "unit" else None)
    )


_ASSAILING = grammar_words("assailing")
_NAMELESS = frozenset(
    {"homme", "homme armé", "individu", "élément", "assaillant", "attaquant", "combattant", "personne"}
)
_COLLECTIVES = frozenset(
    {"dizaine", "dizaines", "vingtaine", "trentaine", "centaine", "centaines", "milliers", "millier"}
)
# la position de l'armée · un poste de gendarmerie
_TARGET = re.compile(r"\b(?:armée|positions?|postes?|camps?|bases?|casernes?|convois?|patrouilles?|garnisons?)\b")


def assail(reading: Reading, group: Group, event: Event, head: Token) -> bool:
    """True for men who fall on an army's post: *plusieurs dizaines d'hommes ont fondu sur la position de l'armée*."""
    counted = head.head if head.dep_ == "nmod" and head.head.lower_ in _COLLECTIVES else head
    verb, acts = counted.head, counted.dep_ in SUBJECTS
    if event.role == "engaged" and event.trigger is not None and not event.passive and event.trigger.i > head.i:
        verb, acts = event.trigger, True
    if group.noun.lemma not in _NAMELESS or not acts or _lemma(verb) not in _ASSAILING:
        return False
    _, last = reading.sentence_at(verb.idx)
    return _TARGET.search(reading.folded, verb.idx, last) is not None


# 60 hommes [firent face à] 2 000 soldats mexicains · 300 combattants [ont attaqué un poste de] l'armée togolaise
_FIGHTS = re.compile(
    r"(?:(?! (?:ont été|sont|seraient|furent|étaient) |\b(?:pour|avec|depuis|aux côtés)\b)[^.;:]){0,50}?"
    r"\b(?:face (?:à|aux?)|contre|tête (?:à|aux?)|affront\w+|repouss\w+|attaqu(?:é|aient|ent|èrent)|assiég\w+|"
    r"encercl\w+|assailli\w*|harc[eè]l\w+|résist\w+ (?:à|aux?)|combatt\w+|pris d'assaut)"
    r" (?P<foe>(?:(?!\b(?:et|pour|avec|dans|en|aux côtés|par)\b)[^.;:,]){0,45})"
)


# what the pattern above cannot do without: cheaper to look for first
_FIGHT_WORD = re.compile(r"\b(?:face|contre|tête|affront|repouss|attaqu|assi|assa|encercl|harc|résist|combatt|pris d)")


def opponent(reading: Reading, end: int) -> str | None:
    """The one side that those counted before `end` fight in their clause: never their own."""
    if _FIGHT_WORD.search(reading.folded, end, end + 66) is None:
        return None
    match = _FIGHTS.match(reading.folded, end)
    if match is None:
        return None
    named = mentions_in(reading, *match.span("foe"))
    forces = {force_value(one.actor) for one in named}
    return forces.pop() if len(forces) == 1 else None


_REBELS = grammar_words("stateless") | frozenset(word.rstrip("s") for word in grammar_words("takes_group_up"))


def of_rebels(reading: Reading, event: Event, start: int) -> Open | None:
    """*Les rebelles disent avoir tué 47 soldats maliens et n'avoir perdu que* neuf *hommes*: those that unnamed
    fighters have or lose are no state's; the one state of the sentence is their foe."""
    verb = event.trigger if event.owner == "own" and not event.passive else None
    subject = None
    for _ in range(4):
        if verb is None or verb.pos_ not in {"VERB", "AUX"}:
            return None
        subject = next((one for one in verb.children if one.dep_ in SUBJECTS), None)
        if subject is not None or verb.head.i == verb.i:
            break
        verb = verb.head
    if subject is None or subject.lemma_.lower() not in _REBELS:
        return None
    first, last = reading.sentence_at(start)
    states = {
        force for one in mentions_in(reading, first, last) if (force := force_value(one.actor)) and is_code(force)
    }
    if not states:
        return None
    return Open(frozenset(states), foe=next(iter(states)) if len(states) == 1 else None)


def author(reading: Reading, start: int) -> str | None:
    """The one armed group that claims an attack in the article, or that it names at all."""
    claimed = {
        reading.cast.named(force_value(one.actor))
        for one in reading.parties
        if one.actor.kind == "organisation" and force_value(one.actor) and _claims(reading, one)
    }
    blamed = claimed or {
        reading.cast.named(force_value(one.actor))
        for one in reading.parties
        if one.actor.type == "armed_group" and force_value(one.actor) and _is_blamed(reading, one)
    }
    return blamed.pop() if len(blamed) == 1 else only_group(reading, start, strict=False)


# impute l'attaque aux [Commandos de la frontière] · embuscade attribuée à [Boko Haram] · œuvre du [JNIM]
_BLAMES = re.compile(
    r"\b(?:(?:imput|attribu)[a-zà-ÿ]*(?: (?:l'|la |cette |ce |le |cet |les |"
    r"ces )?[a-zà-ÿ]+)?(?: [a-zà-ÿ]+){0,2} (?:aux|à la|à l'|au|à)"
    r"|(?:œuvre|fait) (?:de la|de l'|du|des|de)) ?(?:[a-zà-ÿ]+ (?:de |du |des |d')?){0,2}$",
    re.IGNORECASE,
)


def _is_blamed(reading: Reading, one: Mention) -> bool:
    """*l'armée, qui impute l'attaque aux Commandos de la frontière*: who is said to have led it."""
    return _BLAMES.search(reading.folded, max(0, one.start - 70), one.start) is not None


def _claims(reading: Reading, one: Mention) -> bool:
    """*Le JNIM, affilié à Al-Qaïda, a revendiqué l'assaut*: by the verb behind it in the sentence."""
    _, last = reading.sentence_at(one.start)
    match = _CLAIMING.search(reading.folded, one.end, last)
    if match is None:
        return False
    subject = subject_of(reading.token_at(match.start()))
    return is_subject(reading, one.start) or (subject is not None and one.start <= subject.idx < one.end)


_CLAIMING = re.compile(r"\brevendiqu\w+")


def of_en(reading: Reading, event: Event, head: Token) -> Side | None:
    """*Erevan admet la perte de 3 000 soldats, Bakou en déplore* 2 900: the subject's, who owns or admits them."""
    verb = next(_verbs_over(head), None)
    if verb is None or not any(one.lower_ == "en" for one in verb.children):
        return None
    lost = (event.owner == "own" and _lemma(verb) not in CLAIMS_LOSSES) or _lemma(verb) in _ADMITTING
    owns = lost if event.role in STRONG else not _reports(verb) and _lemma(verb) not in _LODGING
    subject = subject_of(verb) if owns else None
    if owns and subject is None and _lemma(verb) in _ADMITTING:
        by_position = subject_by_position(reading, verb, verb.idx)
        return by_position if isinstance(by_position, str) else None
    if subject is None or subject.pos_ == "PRON" or _is_observer(reading, subject):
        return None
    force = actor_of(reading, subject)
    return force if isinstance(force, str) else None


def _is_observer(reading: Reading, subject: Token) -> bool:
    """*Un journal australien en a compté 38*: a nationality that says of no side."""
    named = mentions_in(reading, *own_phrase(subject))
    return bool(named) and not any(is_side(reading, one) for one in named)


# Les victimes, toutes [bangladaises] · Tous [népalais], ils
_ALL_OF = re.compile(r"\b(?:tous|toutes)(?: les \w+)?(?: de nationalité)? $", re.IGNORECASE)


def _nationality_after(reading: Reading, start: int) -> str | None:
    """*Six Casques bleus meurent. Les victimes, toutes bangladaises, …*: what the next sentence says of them all."""
    index = reading.sentence_index(start)
    last = reading.sentences[min(index + 1, len(reading.sentences) - 1)][1]
    for one in mentions_in(reading, start, last):
        if one.form == "demonym_adjective" and _ALL_OF.search(reading.folded, max(0, one.start - 30), one.start):
            return force_value(one.actor)
    return None


def _admitted(reading: Reading, head: Token) -> Side | None:
    """*Nairobi admet que deux policiers ont été tués*: who admits a loss tells of its own."""
    for verb in _verbs_over(head):
        if _lemma(verb) in _ADMITTING:
            subject = resolved(reading, subject_of(verb))
            force = actor_of(reading, subject) if subject is not None else None
            return force or subject_by_position(reading, verb, verb.idx)
    return None


def _reports(verb: Token) -> bool:
    """True for a verb of saying: its subject is a voice, not the side spoken of."""
    return verb.lower_ in verb_forms()


def _lemma(verb: Token) -> str:
    return verb_forms().get(verb.lower_, verb.lemma_.lower())


def _verbs_over(head: Token) -> Iterator[Token]:
    return (one for one in head.ancestors if one.pos_ in {"VERB", "AUX"})


def _topic(reading: Reading, head: Token, start: int) -> Side | None:
    """*L'AES s'est dotée d'un état-major qui commande* 5 000 hommes: the nearest subject over the count, who does not
    merely speak."""
    for verb in _verbs_over(head):
        subject = next((one for one in verb.children if one.dep_ in SUBJECTS), None)
        if subject is None or not subject.idx < start or subject.i == head.i or _reports(verb):
            continue
        if subject.pos_ == "NOUN" and _is_one(subject) and verb.morph.get("Number", []) == ["Plur"]:
            continue  # Le long de la frontière biélorusse, 6 000 soldats montent la garde: no subject of theirs
        force = actor_of(reading, resolved(reading, subject) or subject)
        force = force or (_pronoun(reading, subject) if subject.pos_ == "PRON" else None)
        if isinstance(force, str) and _is_listed(reading, force):
            return force
    return None


def _is_one(subject: Token) -> bool:
    return subject.morph.get("Number", []) == ["Sing"] and not any(one.dep_ == "conj" for one in subject.children)


def _is_listed(reading: Reading, force: str) -> bool:
    """False for a name that only its capital shows: the Swisscoy is its state's."""
    return any(force_value(one.actor) == force for one in reading.parties)


# Ce dernier maintient · Celle-ci aligne
_LATTER = re.compile(r"\W*(?:ce dernier|cette dernière|celui-ci|celle-ci)\b", re.IGNORECASE)


def _latter(reading: Reading, start: int) -> str | None:
    """*Le Congo a signé avec l'Ouganda. Ce dernier maintient* 6 000 soldats: the side named last before."""
    index = reading.sentence_index(start)
    first, _ = reading.sentences[index]
    if index == 0 or _LATTER.match(reading.folded, first) is None:
        return None
    named = mentions_in(reading, reading.sentences[index - 1][0], first)
    return force_value(named[-1].actor) if named else None


def _pronoun(reading: Reading, pronoun: Token) -> str | None:
    """*La palme revient à la Pologne, qui a reçu … Elle aligne* 216 000: what the sentence before was about."""
    index = reading.sentence_index(pronoun.idx)
    if pronoun.lower_ not in {"il", "elle", "ils", "elles"} or index == 0:
        return None
    first, last = reading.sentences[index - 1]
    if last <= paragraph_start(reading, pronoun.idx):
        return None
    named = [
        one for one in mentions_in(reading, first, last) if is_side(reading, one) and _agrees(reading, one, pronoun)
    ]
    leading = [one for one in named if is_subject(reading, one.start) or _has_relative(reading, one)]
    chosen = leading[-1:] or (named if len({force_value(one.actor) for one in named}) == 1 else [])
    return force_value(chosen[0].actor) if chosen else None


def _has_relative(reading: Reading, one: Mention) -> bool:
    return re.match(r",? qui\b", reading.folded[one.end : one.end + 6]) is not None


_ARTICLE = re.compile(r"\b(?P<article>la|une|le|un|du|au|les|des|aux) $", re.IGNORECASE)
_GENDERED = {"la": "elle", "une": "elle", "le": "il", "un": "il", "du": "il", "au": "il"}


def _agrees(reading: Reading, one: Mention, pronoun: Token) -> bool:
    match = _ARTICLE.search(reading.folded, max(0, one.start - 5), one.start)
    article = match["article"].lower() if match is not None else ""
    return _GENDERED.get(article, pronoun.lower_) == pronoun.lower_


def _subject_named(reading: Reading, start: int) -> str | None:
    """The organisation or mission that is the subject of the sentence up to the count and does more than speak."""
    first, _ = reading.sentence_at(start)
    named = mentions_in(reading, max(first, paragraph_start(reading, start)), start)
    acting = [one for one in named if _acts(reading, one)]
    return force_value(acting[-1].actor) if acting else None


def _organisation_before(reading: Reading, start: int) -> str | None:
    """*L'Africa Corps a pris la suite de Wagner.* 2 500 hommes *seraient répartis …*: the sentence before was about
    an organisation, and this one names no side."""
    index = reading.sentence_index(start)
    first, last = reading.sentences[index]
    if index == 0 or reading.sentences[index - 1][0] < paragraph_start(reading, start):
        return None
    if any(is_side(reading, one) for one in mentions_in(reading, first, last)):
        return None
    before = mentions_in(reading, reading.sentences[index - 1][0], first)
    acting = [one for one in before if _acts(reading, one) or _is_arm(reading, one)]
    return force_value(acting[-1].actor) if acting else None


def _is_arm(reading: Reading, one: Mention) -> bool:
    """True for an arm of a state that is a subject: what it says is of its own."""
    return one.actor.kind == "organisation" and one.actor.type == "military" and is_subject(reading, one.start)


def _acts(reading: Reading, one: Mention) -> bool:
    """True if the mention is an organisation, the subject of a verb that does not merely report."""
    force = force_value(one.actor)
    if force is None or is_code(force):
        return False
    token = reading.token_at(one.start)
    while token.dep_ in {"flat:name", "flat:foreign", "amod", "det", "compound"} and token.head.i != token.i:
        token = token.head
    return token.dep_ in SUBJECTS and not _reports(token.head)


# not all verbs of saying: *…, déplore neuf combattants tués* counts them, *…, repousse neuf hommes* drives them off
_SPEAKING = (verbs("saying") - verbs("counting", "equivocal")) | {"relever", "soutenir"}
# …, [ont indiqué à l'AFP] deux officiers · », [racontent] deux capitaines
_SPEAK = re.compile(
    rf"[,»”\"] ?,? ?{told(_SPEAKING)}"
    r"(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier))?"
    r"(?: (?:à l'|à la |à |au )(?:[A-ZÀ-Ý][\wà-ÿ]*|presse|agence|télévision|radio)(?: [A-ZÀ-Ý][\wà-ÿ]*)?)? $"
)


def are_speaking(reading: Reading, amount: Amount, group: Group) -> bool:
    """*Trente soldats ont péri, ont indiqué* deux *officiers*, un *colonel réfugié à Kampala les évalue à*: they are no
    counts of troops, they speak."""
    if amount.end > group.start or group.noun.unit != "person":
        return False
    counts = amount.of == "article" and _COUNTS_THEM.match(reading.folded, group.head) is not None
    return counts or _SPEAK.search(reading.folded, max(0, amount.start - 90), amount.start) is not None


# un ancien [colonel réfugié à Kampala les évalue] à 80 000 · un [officier passé en Ouganda en dénombre] trente
_COUNTS_THEM = re.compile(rf"[^.;:«»]{{3,70}} (?:les |l'|en ){forms(verbs('counting'), ('present', 'imperfect'))}\b")
