"""A count, its verb or noun → the side that has, sends or loses the counted, or that strikes them.

Matches *ses* 300 *soldats*, *Paris déploie* 400 *hommes*, *le contingent français de* 300; *déployés par Paris*;
not the chancellery that merely tells.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.conjugation import forms_of
from newsextract.grammar import SUBJECTS, subject_of, subtree, verb_form
from newsextract.matchers.attributions.cue_verbs import verb_forms as cue_forms
from newsextract.matchers.troops.actors import actor_of, own_phrase, resolved
from newsextract.matchers.troops.before_verbs import TO_VERB, subject_by_position
from newsextract.matchers.troops.plans import meaning_to
from newsextract.matchers.troops.possession import is_place, of_his_army, of_speaker
from newsextract.matchers.troops.salience import is_side, is_subject
from newsextract.matchers.troops.sides import Open, Side, force_value, mentions_in
from newsextract.matchers.troops.verbs import Event, clause_bounds, is_verb_form, subject_before, verb_forms
from newsextract.matchers.troops.words import grammar_words, military_words
from newsextract.reading import Reading


def owner(reading: Reading, event: Event, start: int, end: int, head: Token) -> Side | None:
    """Whose troops the verb's subject, the noun's complement or the contingent's adjective makes them."""
    trigger = event.trigger
    if trigger is None:
        return None
    if trigger.pos_ == "NOUN" and not is_verb_form(trigger.lower_):
        return _owner_of_noun(reading, trigger, start) or _agent_of_noun(reading, trigger)
    if event.passive:
        return (
            _trained_by(reading, event) or _passive_agent(reading, trigger) or _reporting_group(reading, event, start)
        )
    subject = _controller(trigger) or resolved(reading, subject_before(event))
    if is_joint(reading, subject) or are_two(reading, trigger):
        return None
    inner = _relative_subject(reading, trigger) or _french_subject(reading, trigger, start)
    if inner is not None:
        return inner
    if subject is None or subject.i == head.i:
        return of_his_army(reading, trigger) or subject_by_position(reading, trigger, start)
    actor = of_speaker(reading, subject) or actor_of(reading, subject)
    return subject_by_position(reading, trigger, start) if actor is None and subject.pos_ == "PRON" else actor


def is_joint(reading: Reading, subject: Token | None) -> bool:
    """True for *la Turquie et l'Azerbaïdjan ont engagé* 3 000 *soldats*: what two sides do is neither's alone."""
    first = reading.party_at(subject.idx) if subject is not None else None
    if subject is None or first is None:
        return False
    others = [reading.party_at(child.idx) for child in subject.children if child.dep_ == "conj"]
    return any(one is not None and force_value(one.actor) not in {None, force_value(first.actor)} for one in others)


# Berlin[ et ]Paris[ ont ]envoyé · Londres[ et ]Washington[ ]entraînent
_AND = re.compile(r" et (?:la |le |l'|les )?")
_TO_THE_VERB = re.compile(r"(?: (?!qui\b|que\b|et\b)[a-zà-ÿ']+){0,6} ")


def are_two(reading: Reading, verb: Token) -> bool:
    """True where two sides, joined by *et*, stand right before a verb whose subject the parse may miss: *Berlin et
    Paris ont envoyé* 300 *soldats*."""
    named = mentions_in(reading, max(0, verb.idx - 90), verb.idx)[-2:]
    if len(named) < 2 or named[1].form == "demonym_adjective":
        return False
    first, second = named
    return (
        force_value(first.actor) != force_value(second.actor)
        and _AND.fullmatch(reading.folded, first.end, second.start) is not None
        and _TO_THE_VERB.fullmatch(reading.folded, second.end, verb.idx) is not None
    )


# Le [8e RPIMa] · du [13e BCA] · la [13e DBLE]: designations of the French army alone
FRENCH_UNIT = re.compile(
    r"\b\d{1,2}(?:er?|ème) (?:RPIMa|RIMa|BIMa|RAMa|RIAOM|RICM|REP|REI|REC|REG|RCP|RHP|RDP|BCA|DBLE|RMT|RHC)\b"
)


def _french_subject(reading: Reading, verb: Token, start: int) -> Side | None:
    """*Le* 8e RPIMa *envoie 120 parachutistes*: a regiment of France opens the clause."""
    first, _ = clause_bounds(reading, start, start)
    match = FRENCH_UNIT.search(reading.folded, first, verb.idx) if verb.idx < start else None
    return "FRA" if match is not None and match.start() - first < 12 else None


# la Russie, [à qui la] Corée du Nord[ a ]fourni 11 000 soldats
_RELATIVE = re.compile(
    r"\b(?:à qui|auquel|à laquelle|auxquel(?:le)?s|dont|où|lorsque|quand|tandis que|alors que) (?:l'|la |le |les )?$"
)


# selon l'armée libanaise[, qui en a elle-même ]déployé 9 000
_WHO_HAS = re.compile(
    r"(?: \([^)]{1,15}\))?, qui (?:en |y |n'|n'en |n'y )?(?:a|ont|avait|avaient|aurait|auraient) (?:[a-zà-ÿ-]+ )?"
)


def _relative_subject(reading: Reading, verb: Token) -> Side | None:
    """The side between a relative pronoun and the verb, which the parse often takes for no subject."""
    first, _ = reading.sentence_at(verb.idx)
    near = mentions_in(reading, max(first, verb.idx - 40), verb.idx)
    if near and is_side(reading, near[-1]) and _WHO_HAS.fullmatch(reading.folded, near[-1].end, verb.idx):
        return force_value(near[-1].actor)
    if not near or near[-1].form == "demonym_adjective":
        return None
    one = near[-1]
    if TO_VERB.fullmatch(reading.folded, one.end, verb.idx) is None:
        return None
    return force_value(one.actor) if _RELATIVE.search(reading.folded, first, one.start) else None


_CONTROLLED = grammar_words("object_control")


@cache
def _controlling_forms() -> frozenset[str]:
    """Their forms, whose lemmas the model often misses: *reproche*."""
    return frozenset(form for verb in _CONTROLLED for form in forms_of(verb))


def _controller(verb: Token) -> Token | None:
    """The object that is the infinitive's subject: *accuse* Kigali *d'avoir déployé*, Kigali, *que l'ONU accuse d'*…"""
    if verb_form(verb) == "Fin":
        return None
    governor = verb.head
    if governor.i == verb.i or not (governor.lemma_.lower() in _CONTROLLED or governor.lower_ in _controlling_forms()):
        return None
    objects = [child for child in governor.children if child.dep_ in {"obj", "iobj", "obl:arg", "obl:mod"}]
    objects.sort(key=lambda one: one.dep_ != "obj")  # accusent à leur tour l'ANS d'avoir acheminé
    behind = next((one for one in objects if governor.i < one.i < verb.i and _is_addressed(one)), None)
    return behind or (governor.head if governor.dep_ == "acl:relcl" else None)


def _is_addressed(noun: Token) -> bool:
    """True for an object or *à Kiev* (*reproche à Kiev d'avoir envoyé*), not for *mardi* or *dans un rapport*."""
    cases = {child.lower_ for child in noun.children if child.dep_ == "case"}
    return (noun.dep_ != "obl:mod" and not cases) or (bool(cases) and cases <= {"à", "au", "aux"})


def _owner_of_noun(reading: Reading, noun: Token, start: int) -> Side | None:
    """*le contingent français de 300 hommes*, *les effectifs de l'armée russe*."""
    if noun.lemma_.lower() == "perte":
        forces = {force_value(one.actor) for one in mentions_in(reading, noun.idx, start) if is_side(reading, one)}
        if len(forces) == 1:
            return forces.pop()
    span = subtree(noun)
    found = mentions_in(reading, noun.idx, min(span.end_char, start) if noun.idx < start else span.end_char)
    forces = {
        force_value(one.actor)
        for one in found
        if not is_place(reading, one)
        and not _SET_BY.search(reading.folded, noun.idx, one.start)
        and not _is_left(reading, noun, one, start)
    }
    return forces.pop() if len(forces) == 1 else None


_LEAVING = frozenset({"départ", "retrait", "repli", "évacuation", "rapatriement", "sortie", "retour"})
_FROM = re.compile(r" (?:[a-zà-ÿ]+ )?(?:de |du |d'|des )(?:la |l'|le )?")
_OF_THEM = re.compile(r" (?:de |d'|des )(?:ses |leurs |quelque )?")


def _is_left(reading: Reading, noun: Token, one: Mention, start: int) -> bool:
    """*le départ de* Roumanie *de 800 soldats*: where they leave."""
    return (
        noun.lower_.rstrip("s") in _LEAVING
        and _FROM.fullmatch(reading.folded, noun.idx + len(noun), one.start) is not None
        and _OF_THEM.fullmatch(reading.folded, one.end, start) is not None
    )


# l'objectif [fixé par l']Otan, le plafond [imposé par] Londres: not whose troops they are
_SET_BY = re.compile(
    r"\b(?:fix|impos|recommand|exig|demand|réclam|prév|assign|préconis|autoris|détermin|défin|suggér|arrêt|vot|concéd)"
    r"[a-zà-ÿ]*(?: [a-zà-ÿ\d]+){0,3} par (?:la |le |l'|les )?$"
)


def _agent_of_noun(reading: Reading, noun: Token) -> Side | None:
    """*Kiev annonce l'envoi de 300 hommes*: the subject of the verb over the noun."""
    for ancestor in noun.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            joined = _joined_to(ancestor)
            if joined is not None:
                subject = resolved(reading, next((one for one in joined.children if one.dep_ in SUBJECTS), None))
                return actor_of(reading, subject) if subject is not None else None
            subject = resolved(reading, next((child for child in ancestor.children if child.dep_ in SUBJECTS), None))
            if subject is None and _lacks_subject(ancestor):
                return subject_by_position(reading, ancestor, noun.idx)
            return actor_of(reading, subject) if subject is not None else None
    return None


def _lacks_subject(verb: Token) -> bool:
    """True for a verb whose subject the parse may miss: *la Lituanie compte aligner une division de*, *L'Allemagne,
    nation-cadre, vise un effectif de*; not for *avance le chiffre de*: who tells of troops need not have them."""
    if verb.i and verb.nbor(-1).lower_ in meaning_to():
        return True
    return verb_form(verb) == "Fin" and verb.dep_ != "conj" and verb.lower_ not in cue_forms()


def _joined_to(verb: Token) -> Token | None:
    """*Le ministre a estimé que le groupe disposait de* 300 *hommes et a confirmé l'envoi de* 800 *soldats*: of the
    verbs before *et*, the one in the same tense, which the parse often misses."""
    if any(child.dep_ in SUBJECTS for child in verb.children) or verb.dep_ != "conj":
        return None
    above = [one for one in verb.ancestors if one.pos_ in {"VERB", "AUX"} and verb_form(one) != "Inf"]
    return next((one for one in above if _tense(one) == _tense(verb)), None) if len(above) > 1 else None


def _tense(verb: Token) -> tuple[bool, list[str]]:
    """Whether an auxiliary bears it, and the finite form's tense."""
    helper = next((one for one in verb.children if one.dep_ == "aux:tense"), None)
    return helper is not None, (helper or verb).morph.get("Tense", [])


_SUCCEEDING = frozenset({"relever", "remplacer", "relayer"})


def succeeds(verb: Token) -> bool:
    """*relevé par une unité danoise*: whose agent is another than those relieved."""
    return verb_forms().get(verb.lower_, verb.lemma_) in _SUCCEEDING


def passive_agent(verb: Token) -> Token | None:
    """*déployés par* Paris: who does it, which the parse often takes for a circumstance."""
    return next(
        (
            child
            for child in verb.children
            if child.dep_ == "obl:agent" or any(one.lower_ == "par" for one in child.children if one.dep_ == "case")
        ),
        None,
    )


def _passive_agent(reading: Reading, verb: Token) -> Side | None:
    agent = passive_agent(verb)
    return actor_of(reading, agent) if agent is not None and not succeeds(verb) else None


def _trained_by(reading: Reading, event: Event) -> Open | None:
    """*soldats formés par la Turquie*: a state, where it is named as such, trains another's; *formés par l'armée
    malienne* may be its own."""
    agent = passive_agent(event.trigger) if event.trigger is not None and event.role == "trained" else None
    party = reading.party_at(agent.idx) if agent is not None else None
    if party is None or party.actor.kind != "state" or party.form == "demonym_adjective":
        return None
    side = force_value(party.actor)
    return Open(frozenset({side})) if side else None


_POSTED = frozenset({"deployed", "engaged", "mobilised", "withdrawn", "trained"})


def _reporting_group(reading: Reading, event: Event, start: int) -> Side | None:
    """*Un communiqué du M23 fait état de* deux brigades *dépêchées à Goma*: an armed group tells of its own."""
    first, _ = clause_bounds(reading, start, start)
    named = mentions_in(reading, first, start)
    alone = len({one.actor.name for one in named}) == 1 and named[0].actor.type == "armed_group"
    if not alone or event.role not in _POSTED or not is_subject(reading, named[0].start):
        return None
    return force_value(named[0].actor)


def taker(reading: Reading, event: Event, head: Token) -> Side | None:
    """*Moscou ajoute avoir fait* onze prisonniers: who takes them."""
    verb = head.head
    if verb.lower_ in {"prisonniers", "prisonnières"}:
        head, verb = verb, verb.head  # ont fait prisonniers 300 soldats
    captor = verb.lemma_.lower() in _CAPTORS or verb_forms().get(verb.lower_) in _CAPTORS
    if event.role != "captured" or not captor or head.dep_ not in {"obj", "xcomp"}:
        return None
    subject = resolved(reading, subject_of(verb))
    return (of_speaker(reading, subject) or actor_of(reading, subject)) if subject is not None else None


_CAPTORS = grammar_words("captors")


_CLAIMERS = grammar_words("claimers")


def claimant(reading: Reading, event: Event) -> Side | None:
    """*l'armée revendique la mort de 30 combattants*: whose enemies the dead are."""
    noun = event.trigger
    if noun is None or noun.pos_ != "NOUN" or event.role not in {"killed", "wounded", "captured", "casualties"}:
        return None
    for ancestor in noun.ancestors:
        if ancestor.lemma_.lower() in _CLAIMERS:
            subject = resolved(reading, subject_of(ancestor))
            claimant = actor_of(reading, subject) if subject is not None else None
            return claimant or subject_by_position(reading, ancestor, ancestor.idx)
    return None


def striker(reading: Reading, event: Event, start: int, end: int) -> Side | None:
    """Who kills, captures or wounds: the active subject or the passive agent."""
    trigger = event.trigger
    if trigger is None:
        return None
    if event.passive:
        return _passive_agent(reading, trigger)
    accused = _controller(trigger)
    if accused is not None:
        return actor_of(reading, accused)  # Kigali accuse Kinshasa d'avoir tué onze soldats
    subject = resolved(reading, subject_before(event))
    if subject is None:
        return subject_by_position(reading, trigger, start)
    if start <= subject.idx < end + 40:
        return None
    return of_speaker(reading, subject) or actor_of(reading, subject)


def possessor(reading: Reading, head: Token) -> Side | None:
    """*l'armée d'active, réduite à 160 000 hommes*; *la junte tient l'aérodrome avec 300 soldats*: the
    clause's subject."""
    for ancestor in head.ancestors:
        subject = next((child for child in ancestor.children if child.dep_ in SUBJECTS), None)
        if subject is not None:
            span = own_phrase(subject)
            armed = military_words(reading.folded, span[0], span[1], strict=True)
            return actor_of(reading, subject) if armed else None
    return None
