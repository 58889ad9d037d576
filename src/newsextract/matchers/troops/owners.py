"""A count, its verb or noun → the side that has, sends or loses the counted, or that strikes them.

Matches *ses* 300 *soldats*, *Paris déploie* 400 *hommes*, *le contingent français de* 300; *déployés par Paris*;
not the chancellery that merely tells.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.grammar import SUBJECTS, subject_of, subtree, verb_form
from newsextract.matchers.troops.actors import actor_of, is_oblique, own_phrase, resolved, subject_by_position
from newsextract.matchers.troops.forms import forms_of
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.salience import coreferent, is_side, is_subject, last_group, paragraph_start
from newsextract.matchers.troops.sides import Open, Side, force_value, mentions_in
from newsextract.matchers.troops.verbs import Event, clause_bounds, is_verb_form, subject_before, verb_forms
from newsextract.matchers.troops.words import grammar_words, military_words
from newsextract.reading import Reading

# ses 300 soldats · trois de leurs hommes · ses propres pertes à [192 soldats]
_POSSESSIVE = re.compile(r"\b(?:ses|leurs)\b", re.IGNORECASE)


_OWN_LOSSES = re.compile(r"\b(?:ses|leurs)(?: propres)? (?:pertes|rangs|effectifs)\b[^.;:,]{0,40}$", re.IGNORECASE)


def _spoken_of_before(reading: Reading, first: int, named: list[Mention], verb: int) -> Side:
    """*Le groupe se bat depuis 1969. Manille chiffrait ses rangs à* 2 200: the side of the clause or the sentence
    before, whoever of `named` it is that estimates right before `verb`."""
    clause, _ = clause_bounds(reading, verb, verb)
    estimating = [one for one in named if clause <= one.start < verb] or named
    before = reading.sentences[max(reading.sentence_index(first) - 1, 0)][0]
    sentence = mentions_in(reading, max(before, paragraph_start(reading, first)), first)
    alone = _only_side(reading, [one for one in named if one.start < clause]) or _only_side(reading, sentence)
    return alone or Open(frozenset(force for one in estimating if (force := force_value(one.actor))))


def _only_side(reading: Reading, named: list[Mention]) -> Side | None:
    """The one force among `named` that is a side, places apart."""
    forces = {force_value(one.actor) for one in named if is_side(reading, one) and not _is_place(reading, one)}
    return forces.pop() if len(forces) == 1 else None


# l'Autriche [et ses] 55 000 hommes
_AND_HIS = re.compile(r",? (?:et|avec|et avec|de|malgré) (?:ses|leurs) (?:quelque |[a-zà-ÿ]+ )?")
# « L'ennemi a laissé [une trentaine de ses hommes] »
_OF_ENEMY = re.compile(r"\b(?:[Ll]'(?:ennemi|adversaire|agresseur|occupant|envahisseur))\b[^.;:»”\n]{1,50}$")
# Manille chiffrait ses rangs à · un rapport de l'ONU évaluait en juin leur contingent à: not the subject's own
_ESTIMATED = re.compile(
    r"\b(?:estim|évalu|chiffr|calcul|jaug)\w+ (?:(?:à|en|depuis|fin|dès|dans)\b[^.;:,]{3,30} |[a-zà-ÿ']{3,12} )?"
    r"(?:ses|leurs|son|sa|leur) (?:pertes|rangs|effectifs?|forces|troupes|contingent|armée|garnison|présence|"
    r"dispositif|détachement|corps expéditionnaire)\b",
    re.IGNORECASE,
)


def possessed(reading: Reading, group: Group | None, start: int, end: int) -> Side | None:
    """*Bamako affirme que trois de ses soldats …*: the one force named before in the sentence."""
    if group is None:
        return None
    words = reading.folded[max(0, min(start, group.head) - 7) : max(start, group.head)]
    first, _ = reading.sentence_at(start)
    kin = group.noun.context == "kin" and group.text in {"siens", "leurs", "siennes"}
    estimated = _ESTIMATED.search(reading.folded, first, start)
    has = kin or estimated or _POSSESSIVE.search(words) or _OWN_LOSSES.search(reading.folded, first, start)
    if not has:
        return None
    if _WITH_HEAD.fullmatch(reading.folded, first, start) is not None:
        return _subject_of_head(reading, first, start)
    if _OF_ENEMY.search(reading.folded, first, start):
        return Open(voice="theirs")
    named = mentions_in(reading, first, start)
    if named and _AND_HIS.fullmatch(reading.folded, named[-1].end, start):
        return force_value(named[-1].actor)
    if estimated is not None:
        return _spoken_of_before(reading, first, named, estimated.start())
    relative = next((one for one in reversed(named) if _has_relative(reading, one, start)), None)
    if relative is not None:
        return force_value(relative.actor)
    named = [one for one in named if not _is_counted(reading, one)]
    if not named and reading.sentence_index(start) > 0:
        before = reading.sentences[reading.sentence_index(start) - 1][0]
        named = mentions_in(reading, max(before, paragraph_start(reading, start)), first)
    named = [one for one in named if is_side(reading, one) and not _is_place(reading, one)]
    if group.noun.lemma.lower() == "casque bleu":
        named = [one for one in named if one.actor.kind == "state" and is_subject(reading, one.start)]
        return force_value(named[-1].actor) if named else "ONU"
    forces = {force_value(one.actor) for one in named}
    if len(forces) == 1:
        return (last_group(reading, start) if _only_counted(reading, group, named) else None) or forces.pop()
    subjects = [one for one in named if is_subject(reading, one.start)]
    return force_value(subjects[-1].actor) if subjects else None


def _has_relative(reading: Reading, one: Mention, start: int) -> bool:
    """*l'armée soudanaise, qui déplore onze de ses soldats*; not *l'attaque du JNIM, qui …*, which the attack did."""
    complement = _COMPLEMENT.search(reading.folded, max(0, one.start - 7), one.start)
    return complement is None and _WHO.fullmatch(reading.folded, one.end, start) is not None


_COMPLEMENT = re.compile(r"\b(?:du|des|de|de la|de l'|d') ?$")
# l'armée soudanaise[, qui déplore ]onze de ses soldats
_WHO = re.compile(r"(?: \([^)]{1,15}\))?,? qui (?!que\b)[^,;:.«»\n]{3,50} ")
# avoir éliminé plus de [200 ]talibans · [une trentaine d']Américains
_COUNTED = re.compile(r"(?:\d|aines? d[e']|milliers d[e']|cents?|mille) ?$")


def _is_counted(reading: Reading, one: Mention) -> bool:
    """True for *200 talibans*, which are counted themselves: whose soldiers fell tells another word."""
    return (
        one.form != "demonym_adjective"
        and _COUNTED.search(reading.folded, max(0, one.start - 12), one.start) is not None
        and not is_subject(reading, one.start)
    )


def _only_counted(reading: Reading, group: Group, named: list[Mention]) -> bool:
    """*Le TTP dit avoir tué neuf soldats pakistanais et perdu* quatorze *de ses combattants*: the state is named for
    its soldiers alone, and whoever has fighters is another."""
    states = all(one.form == "demonym_adjective" and not is_subject(reading, one.start) for one in named)
    return group.noun.category == "fighter" and states


def _is_place(reading: Reading, one: Mention) -> bool:
    """True for the state where a mission or a fight is: *la mission de l'ONU en RDC*."""
    return _WHERE.search(reading.folded, max(0, one.start - 30), one.start) is not None


# la mission de l'ONU [en] RDC · bourg au cœur [de la] Roumanie · à la frontière [du] Tchad
_WHERE = re.compile(
    r"\b(?:en|au|aux) $|\b(?:cœur|nord|sud|est|ouest|centre|frontières?|confins|fond|large|côtes?|lisière) "
    r"(?:de l'|de la |du |des |de |d')$"
)


# une infanterie de marine forte d'au moins [35 000 hommes]
_STRONG = re.compile(
    r"\b(?P<word>(?:[Ff]ort|[Cc]omposé|[Rr]éduit)e?s?)(?: (?:selon|d'après) [\w-]+| [\wà-ÿ-]+)?? "
    r"(?:d'|de |à )(?:[\wà-ÿ]+ ){0,3}$"
)
# la Force multinationale mixte, forte [jusque-là] d'une dizaine
# porte-parole de la mission, [forte de 10 058 militaires] · le 36e front, [fort d'une centaine d'hommes]
_NOUN_OF_STRONG = re.compile(r"\b(?:la|cette|le|ce) (?P<noun>[a-zà-ÿ]+),? $")


# Le porte-parole du M23 a assuré que [ses forces avaient neutralisé]
_OWN = frozenset({"ses", "leurs", "son", "sa", "leur"})


def of_speaker(reading: Reading, subject: Token) -> Side | None:
    """*Le porte-parole du M23 a assuré que* ses forces …: the one side named before in the sentence, whose forces they
    are; *Museveni n'a pas hésité. Son armée …*: the subject of the sentence before."""
    if not any(child.dep_ == "det" and child.lower_ in _OWN for child in subject.children):
        return None
    first, _ = reading.sentence_at(subject.idx)
    here = [one for one in _holders(reading, first, subject.idx) if not is_oblique(reading, one)]
    forces = {force_value(one.actor) for one in here if not _is_faced(reading, one)}
    if forces:
        return forces.pop() if len(forces) == 1 else None
    index = reading.sentence_index(first)
    before = reading.sentences[index - 1][0] if index else first
    if before == first or before < paragraph_start(reading, subject.idx):
        return None
    acting = {force_value(one.actor) for one in _holders(reading, before, first) if _acts(reading, one)}
    return acting.pop() if len(acting) == 1 else None


# Son armée[ compte] toujours
_HIS_ARMY = re.compile(r"\b[Ss]on (?P<noun>armée|état-major|pays|régime)(?: [a-zà-ÿ]+)? (?:n'|ne |en |y )*$|"
    r"\b(?:[Ss]es|[Ll]eurs) (?P<nouns>forces|troupes|armées)(?: [a-zà-ÿ]+)? (?:n'|ne |en |y )*$")


def _of_his_army(reading: Reading, verb: Token) -> Side | None:
    """*Son armée compte toujours* 10 000 *hommes*, whose verb the parse often takes for a noun."""
    match = _HIS_ARMY.search(reading.folded, max(0, verb.idx - 45), verb.idx)
    if match is None:
        return None
    return of_speaker(reading, reading.token_at(match.start("noun") if match["noun"] else match.start("nouns")))


def _holders(reading: Reading, first: int, last: int) -> list[Mention]:
    """The sides named there, places apart."""
    named = mentions_in(reading, first, last)
    return [one for one in named if is_side(reading, one) and not _is_place(reading, one)]


_FACED = re.compile(r"\b(?:face (?:à|aux?)|contre)(?: la| le| les| l')? ?$", re.IGNORECASE)


def _is_faced(reading: Reading, one: Mention) -> bool:
    """*Face à la Russie, son armée …*: another's."""
    return _FACED.search(reading.folded, max(0, one.start - 14), one.start) is not None


def _acts(reading: Reading, one: Mention) -> bool:
    """True for the subject, or the name or nationality that is a part of it: *Le président Ndayishimiye a reçu*."""
    token = reading.token_at(one.start)
    return is_subject(reading, one.start) or (
        token.dep_ in {"appos", "flat:name", "nmod", "amod"} and token.head.dep_ in SUBJECTS
    )


def strong(reading: Reading, start: int) -> Side | None:
    """Whose the body is that is so many men strong: *la 5e division malienne, forte de* 6 000 *hommes*."""
    first, _ = reading.sentence_at(start)
    if _WITH_HEAD.fullmatch(reading.folded, first, start) is not None:
        return _subject_of_head(reading, first, start)
    match = _STRONG.search(reading.folded, max(first, start - 40), start)
    if match is None:
        return None
    body = _NOUN_OF_STRONG.search(reading.folded, max(first, match.start() - 25), match.start())
    if body is not None and body["noun"] in _BODIES:
        return coreferent(reading, body["noun"], match.start())
    if _AT_HEAD.fullmatch(reading.folded, first, match.start("word")) is not None:
        return _subject_of_head(reading, first, start)
    named = [
        one for one in mentions_in(reading, first, match.start()) if one.end in {match.start() - 2, match.start() - 1}
    ]
    if named:
        return force_value(named[-1].actor)  # la mission de l'UA, l'Atmis, forte de
    noun = reading.token_at(match.start("word")).head
    return actor_of(reading, noun) if noun.pos_ in {"NOUN", "PROPN"} else None


# Entrée au Kosovo en 1999 avec [50 000 soldats], la Kfor · De [10 500 soldats] il y a un an, la Finul · Avec ses [230]
_WITH_HEAD = re.compile(
    r"\W*(?:(?!Ils?\b|Elles?\b|On\b|Nous\b|Parmi\b)[A-ZÀ-Ý]\w+(?:é|i|u|is|rt)e?s? (?:à|en|au|aux|sur|dans|de) [^.,;:]{2,50} (?:avec|à)"
    r"|Avec|Fort(?:e|s|es)? de|Malgré|De) (?:ses |leurs |les |seulement |à peine |plus de |près de |quelque )?$"
)
# [Forte] de 1 900 soldats, elle aura perdu · Aujourd'hui [réduite] à
_AT_HEAD = re.compile(r"\W*(?:(?:Désormais|Aujourd'hui|Jadis|Autrefois|Alors|Encore|À peine),? )?")
_MAIN_SUBJECT = re.compile(r"[^.;:]{0,80}?, (?P<subject>elle|il|(?:la|le|l'|cette|ce) ?(?P<noun>[a-zà-ÿ]+))\b")


def _subject_of_head(reading: Reading, first: int, start: int) -> Side | None:
    """*La SAMIM a plié bagage. Forte de* 1 900 *soldats, elle …*: the main clause's subject, or the one that it takes
    up from the sentence before."""
    _, last = reading.sentence_at(start)
    named = [one for one in mentions_in(reading, start, last) if is_subject(reading, one.start)]
    match = _MAIN_SUBJECT.match(reading.folded, start, last)
    if match is None:
        return force_value(named[0].actor) if named else None
    if match["noun"] is not None:
        own = mentions_in(reading, match.start("subject"), match.end() + 2)
        if own:
            return force_value(own[0].actor)
        return coreferent(reading, match["noun"], start)
    index = reading.sentence_index(first)
    if index == 0 or reading.sentences[index - 1][0] < paragraph_start(reading, start):
        return None
    before = mentions_in(reading, reading.sentences[index - 1][0], first)
    acting = [one for one in before if _is_apposed(reading, one)]
    acting = acting or [one for one in before if is_subject(reading, one.start)]
    forces = {force_value(one.actor) for one in acting if one.form != "demonym_adjective"}
    return forces.pop() if len(forces) == 1 else None


def _is_apposed(reading: Reading, one: Mention) -> bool:
    """*La mission de la SADC, la SAMIM, a plié bagage*: a name between commas, which says who the subject is."""
    lead = reading.folded[max(0, one.start - 5) : one.start]
    return re.search(r", (?:la |le |l'|les )$", lead) is not None and reading.folded.startswith(",", one.end)


_BODIES = grammar_words("mission_nouns") | grammar_words("group_nouns")


def owner(reading: Reading, event: Event, start: int, end: int, head: Token) -> Side | None:
    """Whose troops the verb's subject, the noun's complement or the contingent's adjective makes them."""
    trigger = event.trigger
    if trigger is None:
        return None
    if trigger.pos_ == "NOUN" and not is_verb_form(trigger.lower_):
        return _owner_of_noun(reading, trigger, start) or _agent_of_noun(reading, trigger)
    if event.passive:
        return _passive_agent(reading, trigger) or _reporting_group(reading, event, start)
    subject = _controller(trigger) or resolved(reading, subject_before(event))
    if is_joint(reading, subject):
        return None
    inner = _relative_subject(reading, trigger) or _french_subject(reading, trigger, start)
    if inner is not None:
        return inner
    if subject is None or subject.i == head.i:
        return _of_his_army(reading, trigger) or subject_by_position(reading, trigger, start)
    actor = of_speaker(reading, subject) or actor_of(reading, subject)
    return subject_by_position(reading, trigger, start) if actor is None and subject.pos_ == "PRON" else actor


def is_joint(reading: Reading, subject: Token | None) -> bool:
    """True for *la Turquie et l'Azerbaïdjan ont engagé* 3 000 *soldats*: what two sides do is neither's alone."""
    first = reading.party_at(subject.idx) if subject is not None else None
    if subject is None or first is None:
        return False
    others = [reading.party_at(child.idx) for child in subject.children if child.dep_ == "conj"]
    return any(one is not None and force_value(one.actor) not in {None, force_value(first.actor)} for one in others)


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
_TO_VERB = re.compile(r" (?:n'|lui |leur |y |en )?(?:(?:a|ont|avait|avaient|aurait|auraient) )?(?:[a-zà-ÿ]+ )?")


def _relative_subject(reading: Reading, verb: Token) -> Side | None:
    """The side between a relative pronoun and the verb, which the parse often takes for no subject."""
    first, _ = reading.sentence_at(verb.idx)
    near = mentions_in(reading, max(first, verb.idx - 40), verb.idx)
    if not near or near[-1].form == "demonym_adjective":
        return None
    one = near[-1]
    if _TO_VERB.fullmatch(reading.folded, one.end, verb.idx) is None:
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
    forces = {force_value(one.actor) for one in found if not _is_place(reading, one)}
    return forces.pop() if len(forces) == 1 else None


def _agent_of_noun(reading: Reading, noun: Token) -> Side | None:
    """*Kiev annonce l'envoi de 300 hommes*: the subject of the verb over the noun."""
    for ancestor in noun.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            joined = _joined_to(ancestor)
            if joined is not None:
                subject = resolved(reading, next((one for one in joined.children if one.dep_ in SUBJECTS), None))
                return actor_of(reading, subject) if subject is not None else None
            subject = resolved(reading, next((child for child in ancestor.children if child.dep_ in SUBJECTS), None))
            return actor_of(reading, subject) if subject is not None else None
    return None


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
