"""A counted group and its event → whose troops they are: an ISO code, an organisation's name, or None.

Matches *soldats* nord-coréens, *hommes* du M23, Caracas *affirme avoir positionné* …; *rebelles* syriens
are not Syria's.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.grammar import SUBJECTS, subject_of, subtree
from newsextract.matchers.troops.actors import actor_of, own_phrase, resolved, subject_by_position
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.names import OWN_ACRONYM, unlisted
from newsextract.matchers.troops.salience import coreferent, enemy, is_side, is_subject, paragraph_start
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import Event, clause_bounds, is_verb_form, subject_before
from newsextract.matchers.troops.words import grammar_words, military_words
from newsextract.reading import Reading

# Rebels and terrorists of a nationality do not belong to that state.
_STATELESS = grammar_words("stateless")


def force_of(
    reading: Reading, group: Group | None, event: Event, start: int, end: int, head: Token
) -> tuple[Side | None, str]:
    """(force, how it was found) of the group counted at text[start:end]."""
    if group is not None:
        force, found = _in_group(reading, group)
        if found:
            return force, "group"
    force, how = _by_clause(reading, group, event, start, end, head)
    if group is not None and isinstance(force, str) and not is_code(force) and _OF_POWER.search(group.text):
        return _government_against(reading, force) or enemy(force), "enemy"
    return force, how


def _government_against(reading: Reading, force: str) -> Side | None:
    """The state whose armed group `force` is: against the FPR, the *soldats gouvernementaux* are Rwanda's."""
    return next((one.actor.country for one in reading.parties if one.actor.name == force and one.actor.country), None)


# soldats gouvernementaux · forces régulières: a state's, though a rebel is the subject
_OF_POWER = re.compile(
    r"\b(?:gouvernement(?:al|ale|ales|aux)|loyalistes?|réguli(?:er|ère)s?|fédér(?:al|ale|ales|aux))\b"
)


def _by_clause(
    reading: Reading, group: Group | None, event: Event, start: int, end: int, head: Token
) -> tuple[Side | None, str]:
    """(force, how it was found) by the words around the group."""
    beside = (
        _losses_of(reading, start, end)
        or _beside(reading, start, end)
        or _dont_strength(reading, start)
        or _explained(reading, start)
        or _gapped(reading, start)
    )
    if beside:
        return beside, "beside"
    possessed = _possessed(reading, group, start, end)
    if possessed:
        return possessed, "owner"
    returned = _returned_to(reading, event, head, start)
    if returned:
        return returned, "owner"
    taken = _taken_prisoner(reading, group, event, head, start)
    if taken:
        return taken, "enemy"
    stateless = group is not None and group.noun.lemma in _STATELESS
    claimant = _claimant(reading, event)
    if claimant is not None:
        return enemy(claimant), "enemy"
    if event.owner == "own":
        owner = _owner(reading, event, start, end, head)
        if owner:
            return owner, "owner"
    elif event.owner == "enemy":
        actor = _striker(reading, event, start, end)
        if actor is not None:
            return enemy(actor), "enemy"
    elif head.dep_ in {"obj", "obl:arg", "obl:mod", "nmod"}:
        owner = None if stateless else _possessor(reading, head)
        if owner:
            return owner, "owner"
    return None, "none"


def _in_group(reading: Reading, group: Group) -> tuple[Side | None, bool]:
    """The actor named inside the group; (None, True) where two are, or where the nationality is no
    allegiance."""
    inside = [
        one for one in reading.parties if group.start <= one.start and one.end <= group.end and force_value(one.actor)
    ]
    inside = inside or _of_capital(reading, group)
    named = unlisted(reading, group)
    if not inside:
        named = named or group.noun.force or _again(reading, group)
        return named, named is not None
    mission = OWN_ACRONYM.search(reading.folded, group.start, group.end)
    if mission is not None and not any(mission.start("acronym") <= one.start < mission.end() for one in inside):
        return mission["acronym"], True
    organisations = [one for one in inside if one.actor.kind == "organisation"]
    if organisations:
        return force_value(organisations[0].actor), True
    if group.noun.lemma in _STATELESS:
        return named, True
    if named and group.noun.category == "fighter":
        return named, True
    forces = {force_value(one.actor) for one in inside}
    return (forces.pop() if len(forces) == 1 else None), True


# les 4 000 soldats[ d'Ankara]
_OF = re.compile(r" (?:d'|de )$")


def _of_capital(reading: Reading, group: Group) -> list[Mention]:
    """*soldats d'Ankara*: the capital right behind the group, which stands for its state's army."""
    return [
        one
        for one in reading.parties
        if one.form == "seat" and _OF.fullmatch(reading.folded, group.end, one.start) and force_value(one.actor)
    ]


# combattants du mouvement · membres de la milice
_AGAIN = re.compile(r"(?:du |de la |de l'|de ce |de cette )(?P<noun>\w+)$", re.IGNORECASE)


_ENEMY = re.compile(r"\b(?:ennemi|adverse)e?s?\b", re.IGNORECASE)


def _again(reading: Reading, group: Group) -> Side | None:
    """The force that the group names by a common noun: *combattants du mouvement*, *soldats ennemis*."""
    words = reading.folded[group.start : group.end]
    if _ENEMY.search(words):
        return Open(voice="theirs")
    match = _AGAIN.search(words)
    return coreferent(reading, match["noun"].lower(), group.start) if match else None


_GIVERS = frozenset({"rendre", "remettre", "restituer", "rapatrier"})


# les corps de · les dépouilles de
_RETURNED = re.compile(r"\b(?:corps|dépouilles|restes|cercueils|cadavres|prisonniers)\b[^.;:]{0,12}$", re.IGNORECASE)


def _returned_to(reading: Reading, event: Event, head: Token, start: int) -> Side | None:
    """*a rendu à la Russie les corps de 27 soldats*: the receiver's."""
    if event.role not in {"killed", "captured"} or not _RETURNED.search(reading.folded, max(0, start - 24), start + 1):
        return None
    verb = next((one for one in head.ancestors if one.lemma_ in _GIVERS), None)
    if verb is None:
        return None
    receivers = [
        child
        for child in verb.children
        if child.dep_ in {"iobj", "obl:arg", "obl:mod"}
        and any(one.lower_ in {"à", "au", "aux"} for one in child.children)
    ]
    return actor_of(reading, receivers[0]) if receivers else None


# côté ukrainien · dans les rangs de l'armée malienne · parmi les soldats russes
_SIDE = re.compile(
    r"(?:\bcôté |\bdans les rangs |\bparmi les |\bau sein |\bchez les |\bdu côté (?:de l'|"
    r"des |du |de la )?)",
    re.IGNORECASE,
)


def _beside(reading: Reading, start: int, end: int) -> Side | None:
    """The side named near the count: *côté français*, *dans les rangs de l'armée malienne*."""
    first, last = clause_bounds(reading, start, end)
    for match in _SIDE.finditer(reading.folded, first, last):
        if end < match.start() and any(end < amount.start < match.start() for amount in reading.amounts):
            continue
        near = [one for one in reading.parties if match.end() <= one.start <= match.end() + 30 and one.start < last]
        if near and _sends(reading, near[0].end, start):
            continue
        if near and force_value(near[0].actor):
            return force_value(near[0].actor)
    return None


# La Minusca, dont l'effectif atteint [quelque 14 000 soldats]
_DONT_STRENGTH = re.compile(
    r", dont (?:l'|les |la |le )(?:effectifs?|contingent|armée|forces|troupes|rangs|pertes)\b[^.;:,]*$"
)


def _dont_strength(reading: Reading, start: int) -> Side | None:
    """The side right before *, dont l'effectif atteint*: whose strength the clause gives."""
    first, _ = reading.sentence_at(start)
    match = _DONT_STRENGTH.search(reading.folded, first, start)
    named = [one for one in mentions_in(reading, first, start) if match and one.end == match.start()]
    return force_value(named[0].actor) if named else None


# Pretoria engagea 6 000 soldats et l'Unita [25 000 guérilleros]
_GAP = re.compile(r"(?:\bet|,|;) (?:l'|la |le |les )?$")


def _gapped(reading: Reading, start: int) -> Side | None:
    """The side right before the count, in the second part of an enumeration that leaves its verb out."""
    near = [one for one in mentions_in(reading, max(0, start - 60), start) if one.end == start - 1]
    if (
        not near
        or near[0].form == "demonym_adjective"
        or not any(amount.end < near[0].start for amount in reading.amounts)
    ):
        return None
    first, _ = reading.sentence_at(start)
    return force_value(near[0].actor) if _GAP.search(reading.folded, first, near[0].start) else None


# la Force unifiée : [cinq mille hommes]
_EXPLAINED = re.compile(
    r"\b(?:la|une|cette|sa) (?P<noun>force|mission|coalition)(?: [\wà-ÿ-]+){0,2} ?: $", re.IGNORECASE
)


def _explained(reading: Reading, start: int) -> Side | None:
    """The mission that a colon explains: *Au menu, la Force unifiée : cinq mille hommes*."""
    match = _EXPLAINED.search(reading.folded, max(0, start - 60), start)
    return coreferent(reading, match["noun"].lower(), start) if match else None


def _sends(reading: Reading, first: int, start: int) -> bool:
    """True if a side is the subject between: *Au sein de la Finul, la France aligne* 700 militaires."""
    return reading.folded.startswith(",", first) and any(
        is_subject(reading, one.start) for one in mentions_in(reading, first, start)
    )


# les pertes [russes] · aux pertes de l'armée [russe]
_LOSSES_OF = re.compile(
    r"\bpertes (?:subies |infligées )?(?:de l'|de la |du |des |aux? |à l'|à la |de |par )?"
    r"(?:(?:l')?(?:armée|forces|troupes) (?:de |de la |du |d')?)?",
    re.IGNORECASE,
)


def _losses_of(reading: Reading, start: int, end: int) -> Side | None:
    """*Il estime les pertes russes de la journée à* 1 090 hommes: whose losses the sentence counts, before or behind."""
    first, _ = clause_bounds(reading, start, start)
    behind = _LOSSES_BEHIND.match(reading.folded, end)
    places = [match.end() for match in _LOSSES_OF.finditer(reading.folded, first, start)]
    for place in [*places, *([behind.end()] if behind else [])]:
        named = [one for one in mentions_in(reading, place, place + 1) if one.start == place]
        if named:
            return force_value(named[0].actor)
    return None


# chiffre à [76 000 hommes] les pertes [ukrainiennes]
_LOSSES_BEHIND = re.compile(r" (?:les|le (?:total|bilan) des) pertes (?:de l'armée |de l'|de la |du )?")


# ses 300 soldats · trois de leurs hommes · ses propres pertes à [192 soldats]
_POSSESSIVE = re.compile(r"\b(?:ses|leurs)\b", re.IGNORECASE)


_OWN_LOSSES = re.compile(r"\b(?:ses|leurs)(?: propres)? (?:pertes|rangs|effectifs)\b[^.;:,]{0,40}$", re.IGNORECASE)


def _spoken_of_before(reading: Reading, first: int, estimating: list[Mention]) -> Side:
    """*Le groupe se bat depuis 1969. Manille chiffrait ses rangs à* 2 200: the side of the sentence before."""
    before = reading.sentences[max(reading.sentence_index(first) - 1, 0)][0]
    named = mentions_in(reading, max(before, paragraph_start(reading, first)), first)
    forces = {force_value(one.actor) for one in named if is_side(reading, one)}
    alone = forces.pop() if len(forces) == 1 else None
    return alone or Open(frozenset(force for one in estimating if (force := force_value(one.actor))))


# Manille chiffrait ses rangs à · un rapport de l'ONU évalue ses effectifs entre: not the subject's own
_ESTIMATED = re.compile(
    r"\b(?:estim|évalu|chiffr|calcul|jaug)\w+ (?:à [^.;:,]{3,30} )?(?:ses|leurs) (?:pertes|rangs|effectifs|forces|troupes)\b",
    re.IGNORECASE,
)


def _possessed(reading: Reading, group: Group | None, start: int, end: int) -> Side | None:
    """*Bamako affirme que trois de ses soldats …*: the one force named before in the sentence."""
    if group is None:
        return None
    words = reading.folded[max(0, min(start, group.head) - 7) : max(start, group.head)]
    first, _ = reading.sentence_at(start)
    if not _POSSESSIVE.search(words) and not _OWN_LOSSES.search(reading.folded, first, start):
        return None
    named = mentions_in(reading, first, start)
    if _ESTIMATED.search(reading.folded, first, start):
        return _spoken_of_before(reading, first, named)
    if not named and reading.sentence_index(start) > 0:
        before = reading.sentences[reading.sentence_index(start) - 1][0]
        named = mentions_in(reading, max(before, paragraph_start(reading, start)), start)
    named = [one for one in named if is_side(reading, one) and not _is_place(reading, one)]
    if group.noun.lemma.lower() == "casque bleu":
        named = [one for one in named if one.actor.kind == "state" and is_subject(reading, one.start)]
        return force_value(named[-1].actor) if named else "ONU"
    forces = {force_value(one.actor) for one in named}
    if len(forces) == 1:
        return forces.pop()
    subjects = [one for one in named if is_subject(reading, one.start)]
    return force_value(subjects[-1].actor) if subjects else None


def _is_place(reading: Reading, one: Mention) -> bool:
    """True for the state where a mission or a fight is: *la mission de l'ONU en RDC*."""
    return re.search(r"\b(?:en|au|aux) $", reading.folded[max(0, one.start - 5) : one.start]) is not None


def _owner(reading: Reading, event: Event, start: int, end: int, head: Token) -> Side | None:
    """Whose troops the verb's subject, the noun's complement or the contingent's adjective makes them."""
    trigger = event.trigger
    if trigger is None:
        return None
    if trigger.pos_ == "NOUN" and not is_verb_form(trigger.lower_):
        return _owner_of_noun(reading, trigger, start) or _agent_of_noun(reading, trigger)
    if event.passive:
        return _passive_agent(reading, trigger) or _reporting_group(reading, event, start)
    subject = _controller(trigger) or resolved(reading, subject_before(event))
    if subject is None or subject.i == head.i:
        return subject_by_position(reading, trigger, start)
    actor = actor_of(reading, subject)
    return subject_by_position(reading, trigger, start) if actor is None and subject.pos_ == "PRON" else actor


_CONTROLLED = grammar_words("object_control")


def _controller(verb: Token) -> Token | None:
    """The object that is the infinitive's subject: *accuse* Kigali *d'avoir déployé*."""
    if verb.morph.get("VerbForm", []) == ["Fin"]:
        return None
    governor = verb.head
    if governor.i == verb.i or governor.lemma_.lower() not in _CONTROLLED:
        return None
    objects = [child for child in governor.children if child.dep_ in {"obj", "iobj", "obl:arg"}]
    return next((one for one in objects if governor.i < one.i < verb.i), None)


def _owner_of_noun(reading: Reading, noun: Token, start: int) -> Side | None:
    """*le contingent français de 300 hommes*, *les effectifs de l'armée russe*."""
    if noun.lemma_.lower() == "perte":
        forces = {force_value(one.actor) for one in mentions_in(reading, noun.idx, start) if is_side(reading, one)}
        if len(forces) == 1:
            return forces.pop()
    span = subtree(noun)
    found = mentions_in(reading, noun.idx, min(span.end_char, start) if noun.idx < start else span.end_char)
    forces = {force_value(one.actor) for one in found}
    return forces.pop() if len(forces) == 1 else None


def _agent_of_noun(reading: Reading, noun: Token) -> Side | None:
    """*Kiev annonce l'envoi de 300 hommes*: the subject of the verb over the noun."""
    for ancestor in noun.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            subject = resolved(reading, next((child for child in ancestor.children if child.dep_ in SUBJECTS), None))
            return actor_of(reading, subject) if subject is not None else None
    return None


def _passive_agent(reading: Reading, verb: Token) -> Side | None:
    """*déployés par Paris*."""
    for child in verb.children:
        if child.dep_ == "obl:agent" or any(one.lower_ == "par" for one in child.children if one.dep_ == "case"):
            return actor_of(reading, child)
    return None


_POSTED = frozenset({"deployed", "engaged", "mobilised", "withdrawn", "trained"})


def _reporting_group(reading: Reading, event: Event, start: int) -> Side | None:
    """*Un communiqué du M23 fait état de* deux brigades *dépêchées à Goma*: an armed group tells of its own."""
    first, _ = clause_bounds(reading, start, start)
    named = mentions_in(reading, first, start)
    alone = len({one.actor.name for one in named}) == 1 and named[0].actor.type == "armed_group"
    if not alone or event.role not in _POSTED or not is_subject(reading, named[0].start):
        return None
    return force_value(named[0].actor)


def _taken_prisoner(reading: Reading, group: Group | None, event: Event, head: Token, start: int) -> Side | None:
    """*Moscou ajoute avoir fait* onze prisonniers: the enemy's, of whom takes them."""
    captor = head.head.lemma_.lower()
    if event.role != "captured" or captor not in _CAPTORS or head.dep_ not in {"obj", "xcomp"}:
        return None
    subject = resolved(reading, subject_of(head.head))
    taker = actor_of(reading, subject) if subject is not None else None
    return enemy(taker) if taker else None


_CAPTORS = grammar_words("captors")


_CLAIMERS = grammar_words("claimers")


def _claimant(reading: Reading, event: Event) -> Side | None:
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


def _striker(reading: Reading, event: Event, start: int, end: int) -> Side | None:
    """Who kills, captures or wounds: the active subject or the passive agent."""
    trigger = event.trigger
    if trigger is None:
        return None
    if event.passive:
        return _passive_agent(reading, trigger)
    subject = resolved(reading, subject_before(event))
    if subject is None:
        return subject_by_position(reading, trigger, start)
    return actor_of(reading, subject) if not start <= subject.idx < end + 40 or subject.idx < start else None


def named_before(reading: Reading, amount: Amount) -> str | None:
    """*le Niger, 33 000*: the force named right before the amount."""
    near = [one for one in reading.parties if one.end <= amount.start <= one.end + 5]
    return force_value(near[-1].actor) if near else None


def _possessor(reading: Reading, head: Token) -> Side | None:
    """*l'armée d'active, réduite à 160 000 hommes*; *la junte tient l'aérodrome avec 300 soldats*: the
    clause's subject."""
    for ancestor in head.ancestors:
        subject = next((child for child in ancestor.children if child.dep_ in SUBJECTS), None)
        if subject is not None:
            span = own_phrase(subject)
            armed = military_words(reading.folded, span[0], span[1], strict=True)
            return actor_of(reading, subject) if armed else None
    return None
