"""A count whose subject is not whose the troops are: estimated of another, foreseen, lodged, or led by its own.

Matches *l'ONU attribue* 2 000 *combattants aux* ADF, *Kiev prédit l'envoi de* 25 000 *hommes*, *le Qatar abrite* 10 000
*soldats*, *l'Unita a pris Kuito avec* 2 000 *hommes*; not *Paris annonce l'envoi de* 400 *hommes*, which are its own.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.conjugation import forms_of
from newsextract.grammar import SUBJECTS, subject_of
from newsextract.matchers.troops.actors import actor_of, own_phrase, resolved
from newsextract.matchers.troops.before_verbs import subject_by_position
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.salience import last_group
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import STRONG, Event, is_verb_form, verb_forms
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.verb_senses import ANY, forms, verbs

# attribue [2 000 combattants] · prêtait à Moscou [40 000 soldats] · accordent au moins
_ASCRIBES = re.compile(
    r"\b(?P<verb>attribu|imput|prêt|accord|donn)(?:e|ent|ait|aient|a|èrent|é|ant)"
    r"(?: (?P<to>(?:à l'|à la |à |aux? ).{2,40}?))?(?: (?:seulement|encore|alors|même|désormais|d'ordinaire))? ?$"
)
# prête [aux insurgés] entre 7 000 et 12 000 hommes · crédite [le Théâtre oriental] de six brigades
_CREDITS = re.compile(r"\bcrédit(?:e|ent|ait|aient|a|èrent|é|ant) (?P<to>[^.;:,]{2,50}?) (?:d'|de |d'un effectif de )$")
_TO_NOUN = re.compile(r"(?:à l'|à la |à |aux? )(?P<noun>[a-zà-ÿ]+)$")
# 2 000 combattants[ aux ]ADF
_TO = re.compile(r",? ?(?:aux? |à l'|à la |à )(?:groupe |seul )?")
_ALWAYS = frozenset({"attribu", "imput"})


def ascribed(reading: Reading, group: Group | None, start: int) -> Side | None:
    """*L'ONU attribue* 2 000 *combattants aux ADF*: whom an estimate gives them; lending them is another thing, so that
    *prête*, *donne* speak of an armed group's, or name it before them."""
    first, _ = reading.sentence_at(start)
    match = _ASCRIBES.search(reading.folded, max(first, start - 70), start)
    if group is None:
        return None
    if match is None:
        return _credited(reading, first, start)
    if match["to"] is not None:
        named = mentions_in(reading, *match.span("to"))
        noun = _TO_NOUN.search(match["to"])
        if noun is not None and noun["noun"] in _GROUP_NOUNS:
            return last_group(reading, start)
        return force_value(named[-1].actor) if named and named[-1].end == match.end("to") else None
    to = _TO.match(reading.folded, group.end)
    named = mentions_in(reading, to.end(), to.end() + 1) if to is not None else []
    fighters = group.noun.category == "fighter" or group.noun.lemma == "homme"
    group_has_them = named and named[0].actor.type == "armed_group" and fighters
    if named and (match["verb"] in _ALWAYS or group_has_them):
        return force_value(named[0].actor)
    return Open() if match["verb"] in _ALWAYS else None


def _credited(reading: Reading, first: int, start: int) -> Side | None:
    """*Le Pentagone crédite le Théâtre oriental de* six *brigades*: of whom the words between tell, or not its own."""
    match = _CREDITS.search(reading.folded, max(first, start - 70), start)
    if match is None:
        return None
    named = mentions_in(reading, *match.span("to"))
    teller = {force for one in mentions_in(reading, first, match.start()) if (force := force_value(one.actor))}
    return force_value(named[-1].actor) if named else Open(frozenset(teller))


_GROUP_NOUNS = grammar_words("takes_group_up")
_FORESEEING = grammar_words("foreseeing")
_LOSSES = STRONG | {"withdrawn"}


_LEVELS = frozenset({"plafond", "effectif", "seuil", "nombre", "niveau", "format", "quota", "objectif"})


def foreseen_by(reading: Reading, event: Event) -> Open | None:
    """*Kigali dénonce le déploiement de* trois *bataillons*: whoever sees, fears or denounces it does not send them."""
    noun = event.trigger
    if noun is None or event.role in _LOSSES:
        return None
    if noun.pos_ != "NOUN" or is_verb_form(noun.lower_):
        return _feared_by(reading, noun)
    verb = next((one for one in noun.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.i > noun.i or verb_lemma(verb) not in _FORESEEING:
        return None
    if verb_lemma(verb) == "relever" and noun.lemma_.lower() in _LEVELS:
        return None  # relever le plafond: to raise, not to note
    subject = resolved(reading, subject_of(verb))
    actor = actor_of(reading, subject) if subject is not None else None
    actor = actor or subject_by_position(reading, verb, verb.idx)
    return Open(frozenset({actor})) if isinstance(actor, str) else Open()


_FEARS = frozenset({"craindre", "redouter", "appréhender"})


def _feared_by(reading: Reading, verb: Token) -> Open | None:
    """*Tbilissi craint que* 2 000 *soldats ne rejoignent Soukhoumi*: those that one fears are not one's own."""
    over = next((one for one in verb.ancestors if one.pos_ == "VERB"), None)
    if over is None or over.i > verb.i or verb_lemma(over) not in _FEARS:
        return None
    subject = resolved(reading, subject_of(over))
    actor = actor_of(reading, subject) if subject is not None else None
    actor = actor or subject_by_position(reading, over, over.idx)
    return Open(frozenset({actor})) if isinstance(actor, str) else None


def verb_lemma(verb: Token) -> str:
    """The infinitive by the lexicon's forms, as the model misses many: *prédit*, *redoute*."""
    return _other_forms().get(verb.lower_) or verb_forms().get(verb.lower_) or str(verb.lemma_).lower()


@cache
def _other_forms() -> dict[str, str]:
    return {form: verb for verb in _FORESEEING | _WITH_OTHERS for form in forms_of(verb)}


# parle de · évoque · table sur · estime à
_RECKONS = re.compile(forms(verbs("counting") | {"estimer"}, ANY))
_SPIES = re.compile(
    r"\b(?:renseignement|contre-espionnage|services? (?:secrets?|spéciaux)|espionnage)s?\b", re.IGNORECASE
)


def reckoned_by(reading: Reading, head: Token) -> Open | None:
    """*Le renseignement britannique a longtemps parlé de* 30 000 *hommes*: spies count others' troops."""
    verb = next((one for one in head.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    subject = resolved(reading, subject_of(verb)) if verb is not None and _RECKONS.match(verb.lower_) else None
    if subject is None or subject.idx > head.idx:
        return None
    first, last = own_phrase(subject)
    named = mentions_in(reading, first, last)
    if not any(one.actor.type == "intelligence" for one in named) and not _SPIES.search(reading.folded, first, last):
        return None
    return Open(frozenset(force for one in named if (force := force_value(one.actor))))


_LODGING = grammar_words("lodging")
_SITES = grammar_words("sites")


def lodged(reading: Reading, event: Event, head: Token) -> Open | None:
    """*La base d'Al-Udeid, au Qatar, abrite* 10 000 *soldats*: soil and site are nobody's force; an army that takes
    recruits in is theirs, and so is a base that an adjective makes a side's."""
    verb = event.trigger
    if verb is None or verb_lemma(verb) not in _LODGING or event.passive:
        return None
    subject = resolved(reading, subject_of(verb))
    if subject is None or subject.i == head.i:
        return None
    named = mentions_in(reading, *own_phrase(subject))
    if subject.lemma_.lower() in _SITES:
        return None if any(one.form == "demonym_adjective" for one in named) else _not_of(named)
    found = reading.party_at(subject.idx)
    return _not_of([found]) if found is not None and found.form in {"name", "seat"} and _is_state(found) else None


def _is_state(one: Mention) -> bool:
    return one.actor.kind == "state"


def _not_of(named: list[Mention]) -> Open:
    return Open(frozenset(force for one in named if (force := force_value(one.actor)) and is_code(force)))


_WITH_OTHERS = grammar_words("with_others")


def led(reading: Reading, event: Event, head: Token) -> Side | None:
    """*L'Unita a pris Kuito avec* 2 000 *hommes*: those with whom a side acts are its own; with whom it talks, not."""
    counted = head if head.dep_ in _WITH_DEPS else head.head
    if counted.dep_ not in _WITH_DEPS or not any(one.lower_ == "avec" for one in counted.children):
        return None
    verb = event.trigger if counted.head.pos_ != "VERB" and event.trigger is not None else counted.head
    if verb.pos_ != "VERB" or verb.i > counted.i or verb_lemma(verb) in _WITH_OTHERS:
        return None
    subject = next((one for one in verb.children if one.dep_ in SUBJECTS), None)
    found = reading.party_at(subject.idx) if subject is not None else None
    if subject is None or subject.i > counted.i or found is None or found.form == "person":
        return None
    return actor_of(reading, subject)


_WITH_DEPS = frozenset({"obl:mod", "obl:arg", "obl"})
