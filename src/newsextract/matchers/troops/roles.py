"""A counted group → what happened to it or what it does, and the word that says so.

Matches *ont été* tués, *a perdu* 350 hommes, *l'envoi de* 500 soldats; *a annoncé* says nothing of the
troops.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.grammar import is_future, is_negated
from newsextract.matchers.troops.alongside import besides, came_with, held_by
from newsextract.matchers.troops.circumstances import (
    awaits,
    beyond_part,
    held_back,
    in_turn,
    lacking,
    mourned,
    ready,
    welcomed,
)
from newsextract.matchers.troops.containers import in_container
from newsextract.matchers.troops.fates import fallen, no_more, opposed, shared_fate
from newsextract.matchers.troops.finite import (
    OF_MANY_SENSES,
    as_share,
    at_last,
    has_verb,
    own_verb,
    relative_object,
    set_out,
    simple_tense,
    took,
)
from newsextract.matchers.troops.idioms import idiom_event
from newsextract.matchers.troops.losses import (
    among,
    as_bodies,
    concerned,
    in_toll,
    measured_losses,
    of_event,
    of_losses,
    of_unknown_fate,
    paid,
)
from newsextract.matchers.troops.near import all_of_them, behind_place, inflicted, lost, on_group, right_before
from newsextract.matchers.troops.nearest import by_position
from newsextract.matchers.troops.phrases import by_phrase
from newsextract.matchers.troops.plans import PLANNED_PARTICIPLE, is_planned
from newsextract.matchers.troops.presence import placed, somewhere, stays
from newsextract.matchers.troops.sizes import added, apposed, changing, of_size, presented, sized_aside
from newsextract.matchers.troops.syntax import by_tree, crosses
from newsextract.matchers.troops.unsaid import unsaid
from newsextract.matchers.troops.verbs import (
    ACTIONS,
    OTHER,
    STRONG,
    Event,
    loss,
    role_table,
    verb_entry,
    verb_forms,
)
from newsextract.matchers.troops.wholes import not_all, spared, whole
from newsextract.reading import Reading
from newsextract.records import TroopsRole
from newsextract.strengths import IN_PLACE, joins_those_there
from newsextract.verb_senses import forms, verbs


def role_of(reading: Reading, head: Token, start: int, end: int, *, as_planned: bool = True) -> Event:
    """The event of the group that spans text[start:end] (amount included) and is headed by `head`; what lies ahead is
    planned, unless only the act is asked for."""
    head = _syntactic_head(reading, head, start, end)
    event = not_all(reading, start, end, placed(reading, _decide(reading, head, start, end), start, end))
    if event.role == "wounded" and event.trigger is not None and event.trigger.i and _is_mortal(event.trigger):
        return replace(event, role="killed")
    if joins_those_there(reading, start, end):
        as_planned = False
        event = on_group(reading, end) or somewhere(reading, end) or event
        event = Event("deployed") if event.role == "planned" else event
    if event.role in ACTIONS and as_planned and not _fights(event) and is_planned(reading, head, event, start, end):
        return Event("planned", event.trigger, event.owner, event.passive, event.near)
    if event.role == "other" and PLANNED_PARTICIPLE.match(reading.folded, end):
        return Event("planned")
    return event


_FIGHTING = frozenset({"combattre", "battre", "tenir", "résister", "affronter", "défendre", "riposter", "attaquer"})


def _fights(event: Event) -> bool:
    """*cinq mille miliciens combattraient si …*: those who would fight are not yet to be sent or raised."""
    if event.role != "engaged" or event.owner is not None or event.passive or event.trigger is None:
        return False
    return verb_forms().get(event.trigger.lower_) in _FIGHTING


def suggested(reading: Reading, head: Token, start: int, end: int) -> Event:
    """The event that weaker signs suggest of a group of which role_of says nothing."""
    head = _syntactic_head(reading, head, start, end)
    event = came_with(reading, start) or unsaid(reading, head, start, end)
    if event is None:
        return OTHER
    ahead = event.role in ACTIONS and not _is_there(event, start) and is_planned(reading, head, event, start, end)
    return replace(event, role="planned") if ahead else event


def _is_there(event: Event, start: int) -> bool:
    """*y renforceront deux compagnies népalaises*: those who are to be helped are there already."""
    verb = event.trigger
    if verb is None or verb.idx > start or verb.pos_ == "NOUN":
        return False
    entry = verb_entry(verb)
    return entry is not None and not entry["object"]


def _is_mortal(participle: Token) -> bool:
    """*mortellement touchés*, *blessé à mort*."""
    after = [token.lower_ for token in participle.doc[participle.i + 1 : participle.i + 3]]
    return participle.nbor(-1).lower_ == "mortellement" or "mortellement" in after[:1] or after == ["à", "mort"]


def _syntactic_head(reading: Reading, head: Token, start: int, end: int) -> Token:
    """The word of the group that hangs on something outside it: the parser often takes *cents* for the noun."""
    inside = reading.span(start, end)
    while head.head.i != head.i and inside.start <= head.head.i < inside.end:
        head = head.head
    return head


def _decide(reading: Reading, head: Token, start: int, end: int) -> Event:
    if (gone := no_more(reading, end) or awaits(reading, end)) is not None:
        return gone
    if _GRAVELY.match(reading.folded, end):
        return Event("wounded")
    if _TO_ELSEWHERE.match(reading.folded, end) or _ALREADY_THERE.match(reading.folded, end):
        return Event("deployed")
    if (part := whole(reading, start, end) or spared(reading, start, end) or _strikers(reading, start)) is not None:
        return part
    near = fallen(reading, end) or _agreeing(on_group(reading, end), head)
    if near is not None and near.role in STRONG:
        return inflicted(reading, start, end) or lost(reading, near, start, end) or near
    if (told := all_of_them(reading, end) or at_last(reading, end)) is not None:
        return told
    return (
        measured_losses(reading, start, end)
        or as_share(reading, start, end)
        or changing(reading, start, end)
        or lacking(reading, start)
        or mourned(reading, start)
        or held_back(reading, end)
        or ready(reading, start, end)
        or besides(reading, start, end)
        or in_turn(reading, start, end)
        or held_by(reading, start)
        or as_bodies(reading, start)
        or among(reading, start, end)
        or of_losses(reading, start, end)
        or paid(reading, start)
        or loss(of_event(reading, start))
        or of_unknown_fate(reading, start)
        or concerned(reading, start)
        or loss(right_before(reading, start))
        or shared_fate(reading, start, end)
        or opposed(reading, start, end)
        or sized_aside(reading, start, end)
        or added(reading, start)
        or (None if near else _set_beside(reading, start, end))
        or loss(idiom := _sure(reading, start, _idiom(reading, start, end, near)))
        or (None if _is_led(reading, start) else by_phrase(reading, head, start, end, strong=True))
        or _suffered(reading, end)
        or idiom
        or set_out(reading, start, end)
        or (None if has_verb(reading, end) else presented(reading, start, end))
        or _expected(reading, end)
        or _awaited(reading, start)
        or _begged(reading, start)
        or _relative(reading, start, end)
        or welcomed(reading, near, start)
        or (near and (_governing(reading, start) or _outweighs(near, by_tree(reading, head, start)) or near))
        or of_event(reading, start)
        or right_before(reading, start)
        or in_container(reading, head, start, end)
        or took(reading, end)
        or own_verb(reading, end)
        or _beyond_incise(reading, end)
        or beyond_part(reading, end)
        or by_tree(reading, head, start)
        or relative_object(reading, end)
        or by_position(reading, start, end)
        or simple_tense(reading, end)
        or by_phrase(reading, head, start, end, strong=False)
        or of_size(reading, start, end)
        or stays(reading, end)
        or somewhere(reading, end)
        or _detached(reading, start)
        or _answering(reading, start)
        or OTHER
    )


# trois autres blessés [par] 40 rebelles
_BY = re.compile(
    rf"\b{forms(verbs('striking'), ('participle',))}(?: [a-zà-ÿ]+ment)? par (?:les |ces |ses |quelque |environ )?$"
)


def _strikers(reading: Reading, start: int) -> Event | None:
    """*trois soldats blessés par* 40 *rebelles*: those who did it."""
    return Event("engaged") if _BY.search(reading.folded, max(0, start - 50), start) else None


# touchés, dont deux[ grièvement], et évacués
_GRAVELY = re.compile(r" (?:très )?(?:grièvement|gravement|légèrement|sérieusement)(?= ?[,.;:)]| et | d')")
# Aux 200 soldats [déjà sur place] s'ajouteront 100 autres
_ALREADY_THERE = re.compile(rf" (?:qui sont |actuellement )?déjà {IN_PLACE}\b")
# cinq brigades [auraient quitté la région Amhara pour] Wukro
_TO_ELSEWHERE = re.compile(
    r"(?:, soit [^.;:,]{3,40})?,?(?: [a-zà-ÿ]+)? "
    r"(?:(?:ont|auraient|avaient) (?:en outre |aussi |déjà )?quitté|quitt(?:ent|aient|èrent|eront)) "
    r"[^.;:,]{3,45} pour (?:(?:la |le |l'|les )?[A-ZÀ-Ý]|la (?:frontière|ligne|zone)|le (?:front|théâtre))"
)


def _set_beside(reading: Reading, start: int, end: int) -> Event | None:
    """*le régiment,* neuf cents *hommes*, *218 morts : 27 civils et* 127 *combattants*: a figure without a verb."""
    if has_verb(reading, end) or _beyond_incise(reading, end) is not None:
        return None
    return apposed(reading, start, end) or in_toll(reading, start)


def _suffered(reading: Reading, end: int) -> Event | None:
    """*auraient déserté et passé la frontière*: the verb of loss right behind the group outweighs what comes later."""
    event = loss(own_verb(reading, end))
    verb = verb_forms().get(event.trigger.lower_) if event is not None and event.trigger is not None else None
    return None if verb in OF_MANY_SENSES else event


# combattants[, arrivés à moto et en pirogue,] ont encerclé
_INCISE = re.compile(
    r", (?!et |ou |dont |qui |mais |puis |contre )[a-zà-ÿ][^,;.:]{1,60},"
    r"(?= (?:ont|sont|avaient|étaient|auraient|seraient)\b"
    r"| (?:se |s'|y |en |l'|les |la |le )?[a-zà-ÿ]{3,}(?:ent|ront)\b)"
)


def _beyond_incise(reading: Reading, end: int) -> Event | None:
    """*plusieurs combattants, arrivés à moto, ont* encerclé *le poste*: the main verb outweighs how they came, and
    what they are (*égyptiens pour les deux tiers*)."""
    match = _INCISE.match(reading.folded, end)
    return (own_verb(reading, match.end()) or simple_tense(reading, match.end())) if match else None


# [Combien de soldats y restait-il ?] Quelque 4 500 soldats
_QUESTION = re.compile(
    r"\b(?:Combien|Que (?:pès|val|représent)[a-z]+)\b(?P<asked>[^.?!\n]{3,90})\?[\s«]*"
    r"(?:(?:Officiellement|Selon [^.;:,]{2,40}|Sur le papier|En théorie|Aujourd'hui|À ce jour|Au total), )?$"
)


def _answering(reading: Reading, start: int) -> Event | None:
    """*Combien y restait-il ?* 4 500 *soldats*: what the question right before asks."""
    match = _QUESTION.search(reading.folded, max(0, start - 110), start)
    if match is None:
        return None
    for token in reading.span(*match.span("asked")):
        entry = role_table("verb").get(verb_forms().get(token.lower_.split("-")[0], ""))
        if entry is not None and entry["subject"] and entry["word"] not in {"être", "avoir"}:
            return Event(cast(TroopsRole, entry["subject"]))
    return Event("strength")


def _agreeing(event: Event | None, head: Token) -> Event | None:
    """*200 éléments de la force constituée de …*: a participle in the singular is not theirs."""
    if event is None or event.trigger is None or not head.lower_.endswith(("s", "x")):
        return event
    return event if event.trigger.lower_.endswith(("s", "x", "ant")) else None


def _outweighs(near: Event, told: Event | None) -> Event | None:
    """*200 soldats envoyés par la SADC ont quitté Goma*: the main verb, unless negated, outweighs a state before it.

    *dispose de 38 000 réservistes entraînés*: how they are trained is no event.
    """
    if told is None or told.trigger is None:
        return None
    if told.role == "strength":
        return told if near.role == "trained" else None
    if told.role not in STRONG | {"withdrawn"} or is_negated(told.trigger) or is_future(told.trigger):
        return None
    return told


def _governing(reading: Reading, start: int) -> Event | None:
    """*retire 300 soldats déployés au Mali*: the verb or noun right before says more than where they stand."""
    event = of_event(reading, start) or right_before(reading, start)
    return event if event is not None and event.role not in {"strength", "planned", "other"} else None


_LONE = re.compile(r"une? ", re.IGNORECASE)


def _sure(reading: Reading, start: int, event: Event | None) -> Event | None:
    """*un capitaine, évacué vers un hôpital, raconte*: a lone soldier in hospital may be there to speak."""
    if event is not None and event.role == "wounded" and _LONE.match(reading.folded, start):
        return None
    return event


def _idiom(reading: Reading, start: int, end: int, near: Event | None) -> Event | None:
    """*les hommes déployés n'ont pas franchi la frontière*: a participle outweighs what its noun does, losses apart."""
    acts = _may_act(reading, start, end)
    if near is None or not acts:
        return idiom_event(reading, start, end, acts=acts)
    return idiom_event(reading, start, end, acts=False) or loss(idiom_event(reading, start, end, acts=True))


# à la tête d'[une centaine de harkis], il avait mis hors de combat · flanqué de · entouré de
_LED = re.compile(
    r"\b(?:à la tête|flanqué[es]*|entouré[es]*|accompagné[es]*|suivi[es]*|escorté[es]*) (?:de |d')$", re.IGNORECASE
)


def _is_led(reading: Reading, start: int) -> bool:
    return _LED.search(reading.folded, max(0, start - 24), start) is not None


# commandera [une division de] sept mille hommes, avant de troquer l'uniforme
_UNIT_OF = re.compile(
    r"\b(?:une?|la|le|son|sa|leur|cette|ce) (?:bataillon|division|brigade|régiment|compagnie|section|corps|garnison|"
    r"armée|contingent|détachement|force|troupe|unité|escadron|colonne)(?: [a-zà-ÿ-]+)?,? (?:forte? |composée? )?"
    r"(?:de |d')$"
)


def _may_act(reading: Reading, start: int, end: int) -> bool:
    """True unless a verb or noun right before governs the group, whose own relative clause excepted."""
    if re.match(r" qui\b", reading.folded[end : end + 5]):
        return True
    if _is_led(reading, start):
        return False
    unit = _UNIT_OF.search(reading.folded, max(0, start - 60), start)
    if unit is not None and right_before(reading, unit.start()) is not None:
        return False
    return right_before(reading, start) is None and of_event(reading, start) is None


# On attendait [500 hommes]
_AWAITING = re.compile(r"\b(?:attend(?:s|ait|aient|ent|ons|ions)?|attendu) (?:encore |toujours |alors )?$")


def _awaited(reading: Reading, start: int) -> Event | None:
    """*On attendait* 2 000 *policiers*: they were yet to come."""
    match = _AWAITING.search(reading.folded, max(0, start - 24), start)
    if match is None:
        return None
    verb = reading.token_at(match.start())
    return Event("deployed", verb) if verb.lower_ == "attendent" and behind_place(verb) else Event("planned")


# « Qu'on nous envoie [trois bataillons] · Donnez-nous [dix brigades] · Que Paris envoie [mille hommes]
_BEGGING = re.compile(
    r"(?:^|[\n.!?:;«“\"(–—] ?)(?:Qu(?:'on|'ils|'elle|'il|e [^.;:,]{2,30})(?: (?:nous|me|leur|lui|y|en))? "
    r"(?:envoie|donne|déploie|dépêche|prête|accorde|laisse|ajoute|amène|recrute|mobilise|forme|fournisse|mette|"
    r"rende)(?:nt)?"
    r"|(?:Donn|Envoy|Prêt|Fourniss|Laiss|Accord|Rend|Dépêch|Déploy|Recrut|Mobilis)ez(?:-(?:nous|moi|leur|lui|y))?"
    r"|(?:Donne|Envoie|Prête|Accorde)-(?:nous|moi|leur|lui)) (?:donc |encore |vite |seulement |juste )?$",
    re.IGNORECASE,
)


def _begged(reading: Reading, start: int) -> Event | None:
    """*« Qu'on nous envoie* deux *brigades »*, *Donnez-nous* mille *hommes*: whom someone asks for."""
    lead = reading.folded[max(0, start - 70) : start]
    if not lead.endswith(("e ", "z ", "nt ", "s ", "i ", "r ", "c ")):
        return None
    return Event("planned") if _BEGGING.search(lead) else None


# On comptait alors 200 soldats [qui] défendaient le fort
_WHO = re.compile(r"[ ,»\"]{1,3}qui (?:ne |n'|se |s'|y |en |l'|les? |la |nous |vous |leur |lui )*(?P<word>[a-zà-ÿ]+)\b")


def _relative(reading: Reading, start: int, end: int) -> Event | None:
    """*compte* 200 *soldats qui défendent le fort*: what they do outweighs that they are counted or seen."""
    match = _WHO.match(reading.folded, end)
    counting = right_before(reading, start) if match else None
    if match is None or counting is None or counting.role != "strength" or counting.trigger is None:
        return None
    return own_verb(reading, match.start("word") - 1) or simple_tense(reading, match.start("word") - 1)


# sont attendus · devraient être annoncés · étaient prévues
_EXPECTED = re.compile(
    r"\b(?:sont|est|étaient|seront|seraient|être) (?:encore |toujours |également )?"
    r"(?:attendu|prévu|annoncé|espéré|promis|programmé)e?s?\b",
    re.IGNORECASE,
)
# [deux bataillons] formés à Kindu en mai, sont [attendus]
_TO_EXPECTED = re.compile(r"[^.;:,]{0,60},?[^.;:,]{0,30}")


def _expected(reading: Reading, end: int) -> Event | None:
    """*deux bataillons formés à Kindu* sont attendus: they are yet to come, whatever was done to them before."""
    found = list(_EXPECTED.finditer(reading.folded, end, end + 130))
    match = next((one for one in reversed(found) if _TO_EXPECTED.fullmatch(reading.folded, end, one.start())), None)
    return None if match is None or crosses(reading, end, match.end()) else Event("planned")


# Partis en 2024, les [2 000 soldats] · Déployés depuis mai, [300 hommes]
_DETACHED = re.compile(r"^\W*(?P<word>[A-ZÉ][\wà-ÿ]+s)\b[^.;:]{0,80}, (?:les |ces |ses |leurs |quelque )?$")


def _detached(reading: Reading, start: int) -> Event | None:
    """The participle that opens the sentence, set off by a comma, where the verb says nothing."""
    first, _ = reading.sentence_at(start)
    match = _DETACHED.match(reading.folded[first:start])
    verb = verb_forms().get(match["word"].lower()) if match else None
    entry = role_table("verb").get(verb) if verb else None
    role = (entry["object"] or entry["subject"]) if entry else None
    return Event(cast(TroopsRole, role)) if role else None
