"""Reading → the counts of military persons and units in it: guidelines, section 2.

Matches *environ 11 000* soldats nord-coréens and, after it, *quelque 1 500* ont été tués; not *41*
morts, civils pour la
plupart, nor *une vingtaine* d'hommes payés à la journée.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Token

from newsextract.actors import organisation
from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed, takes_noun
from newsextract.matchers.troops.context import is_of_war, is_troops
from newsextract.matchers.troops.discourse import assail, author, of_en, told_of
from newsextract.matchers.troops.ellipsis import borrowed_group
from newsextract.matchers.troops.forces import force_of, named_before
from newsextract.matchers.troops.groups import Group, direct_group
from newsextract.matchers.troops.kin import are_armed, kin_group
from newsextract.matchers.troops.peoples import are_troops, is_part, people_group
from newsextract.matchers.troops.plans import PLANNED_PARTICIPLE
from newsextract.matchers.troops.presence import somewhere
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.salience import default_force, only_group
from newsextract.matchers.troops.sides import Open, Side
from newsextract.matchers.troops.verbs import OTHER, Event, subject_before, verb_forms
from newsextract.matchers.troops.words import NounHit, find_nouns, grammar_words
from newsextract.reading import Reading
from newsextract.records import Category, Qualifier, Troops


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with the group it counts; `group` is None for a quantity of something else."""

    amount: Amount
    group: Group | None
    fact: Troops | None
    civil: bool = False


def find_troops(reading: Reading) -> Iterator[Troops]:
    """Yield the troop counts of an article, in order of their offsets."""
    hits = {hit.start: hit for hit in find_nouns(reading.folded)}
    counts: list[Count] = []
    for index, amount in enumerate(reading.amounts):
        if not _countable(amount):
            continue
        count = _count(reading, amount, reading.amounts[index + 1 :], hits, counts)
        counts.append(count)
        if count.fact is not None:
            yield count.fact


def _countable(amount: Amount) -> bool:
    """True for plain counts of whole things and for lone articles."""
    whole = all(value is None or float(value).is_integer() for value in (amount.low, amount.high))
    return amount.of in {None, "article"} and whole and amount.low != 0 and (amount.high is None or amount.high > 0)


def _count(
    reading: Reading, amount: Amount, later: tuple[Amount, ...], hits: dict[int, NounHit], counts: list[Count]
) -> Count:
    last = _last_fact(counts)
    group = (
        direct_group(reading, amount, hits) or people_group(reading, amount) or kin_group(reading, amount, last)
    )
    if group is not None and not (
        group.noun.context == "dead"
        and group.noun.lemma not in _LIVING
        and _follows_troops(reading, amount, counts)
    ):
        fact = _direct(reading, amount, group, counts)
        return Count(amount, group if fact else None, fact, fact is None and group.noun.context != "kin")
    if amount.of == "article":
        return Count(amount, None, None)
    previous = [
        (count.amount, count.group, count.fact)
        for count in counts
        if count.fact is not None and count.group is not None
    ]
    barred = bool(counts) and counts[-1].civil
    borrowed = borrowed_group(reading, amount, later, hits, previous, barred=barred)
    if borrowed is None:
        return Count(amount, None, None, takes_noun(reading, amount))
    fact = _borrowed(reading, amount, borrowed)
    return Count(amount, borrowed.group, fact)


_LIVING = frozenset({"rescapé", "survivant"})


def _last_fact(counts: list[Count]) -> Troops | None:
    return next((count.fact for count in reversed(counts) if count.fact is not None), None)


def _follows_troops(reading: Reading, amount: Amount, counts: list[Count]) -> bool:
    """True if a count of troops with a noun of theirs stands earlier in the sentence, so that *blessés* is a
    participle: *trois soldats tués, sept blessés*; not in *quatre morts et sept blessés*."""
    first, _ = reading.sentence_at(amount.start)
    before = [count for count in counts if count.amount.start >= first]
    if not before or before[-1].fact is None:
        return False
    group = before[-1].group
    return group is None or group.noun.context != "dead"


def _direct(reading: Reading, amount: Amount, group: Group, counts: list[Count]) -> Troops | None:
    head = reading.token_at(group.head)
    event = _event(reading, amount, group, head)
    part = group.noun.context == "nation" and is_part(reading, amount, group, _last_fact(counts))
    inherited = _inherited(reading, amount, group, event, counts)
    if part and inherited is None:
        inherited = Event(counts[-1].fact.role) if counts[-1].fact is not None else None
    if inherited is None and event.role == "other":
        inherited = _alike(reading, amount, counts)
    event = inherited or event
    event = _refined(reading, amount, group, event)
    force, how = force_of(reading, group, event, amount.start, max(group.end, amount.end), head)
    owned = how in {"owner", "beside"} and (isinstance(force, str) or (force is not None and is_of_war(reading)))
    last = _last_fact(counts)
    if group.noun.context == "kin":
        vouched = are_armed(reading, amount, group, event, last)
    elif group.noun.lemma in _LIVING and last is not None and last.start >= reading.sentence_at(amount.start)[0]:
        vouched = True
    elif group.noun.context in {"nation", "people"}:
        vouched = bool(part) or are_troops(reading, amount, group, event, last)
    else:
        vouched = is_troops(reading, amount, group, event, how == "group" and force is not None, owned)
    if not vouched:
        return None
    if force is None and how == "none":
        force = _fallback(reading, amount, group, event, counts, inherited is not None)
    return _fact(reading, amount, group, event, force, "part" if part else "direct")


def _event(reading: Reading, amount: Amount, group: Group, head: Token) -> Event:
    if group.killed:
        return Event("killed")
    if group.noun.lemma in _OF_NOUN:
        found = _OF_NOUN[group.noun.lemma]
        return Event(found)  # type: ignore[arg-type]  # the values are roles
    if group.noun.context == "people":
        return Event("engaged")
    event = role_of(reading, head, min(amount.start, group.start), max(group.end, amount.end))
    if event == OTHER and group.noun.category == "prisoner":
        return Event("captured")
    if event.role == "other" and group.noun.lemma == "déserteur":
        return Event("deserted")
    if event.role == "other" and group.noun.lemma in {"recrue", "engagé", "enrôlé", "mobilisé"}:
        return Event("mobilised")
    if event.role == "other" and group.noun.category == "volunteer" and _SIGNED.match(reading.folded, group.end):
        return Event("mobilised")
    if event.role == "other" and group.noun.lemma in {"effectif", "militaire d'active"}:
        return Event("strength")
    if event.role == "other" and (
        group.noun.lemma in _ATTACKERS or _APPOSED.search(reading.folded, max(0, amount.start - 60), amount.start)
    ):
        return Event("engaged")
    return event


# 18 700 volontaires [ont signé] · [se sont inscrits]
_SIGNED = re.compile(r" (?:(?:ont|avaient|auraient)(?: déjà)? signé|(?:se|s') ?(?:sont|étaient)(?: déjà)? (?:présentés|inscrits|engagés|enrôlés))\b")
_ATTACKERS = frozenset({"assaillant", "attaquant", "assiégeant", "agresseur", "envahisseur", "kamikaze"})
# Les assaillants, [une soixantaine d'hommes]
_APPOSED = re.compile(r"\b(?:assaillants|attaquants|assiégeants|agresseurs)(?: [\wà-ÿ-]+)? ?[,(–—] ?$", re.IGNORECASE)


def _refined(reading: Reading, amount: Amount, group: Group, event: Event) -> Event:
    """Recruits are taken in, not sent; troops called up for an exercise are there for it; prisoners are
    captured."""
    if event.role == "killed" and group.noun.category == "unit":
        return replace(event, role="casualties")
    if event.role == "deployed" and group.noun.lemma in {"recrue", "engagé", "enrôlé", "engagé volontaire"}:
        return replace(event, role="mobilised")
    if event.role == "engaged" and _in_exercise(reading, amount, group, event):
        return replace(event, role="deployed")
    if event.role == "withdrawn" and _DISBANDED.search(reading.folded, max(0, group.start - 60), group.end):
        return replace(event, role="other")
    if event.role == "mobilised" and _on_duty(reading, group, event):
        return replace(event, role="deployed")
    if (
        event.role == "mobilised"
        and group.noun.category == "soldier"
        and group.noun.lemma != "recrue"
        and _on_exercise(reading, amount)
    ):
        return replace(event, role="deployed")
    if group.noun.category == "prisoner" and event.role not in {"killed", "wounded", "missing"}:
        return replace(event, role="captured")
    return event


# a démobilisé 26 000 anciens combattants: disarmed, not recalled
_DISBANDED = re.compile(r"\bdémobilis\w+[^.;]{0,40}(?:\banciens? |\bex-)", re.IGNORECASE)
# Le dispositif Sentinelle mobilise · l'opération a mobilisé · un sommet
_OPERATION = re.compile(
    r"\b(?:dispositif|opération|exercice|manœuvres?|mission|sommet|défilé|match|visite|événement)\b[^.;]*$"
)


def _on_duty(reading: Reading, group: Group, event: Event) -> bool:
    """*l'opération mobilise 7 000 militaires*: put to work, not called up."""
    trigger = event.trigger
    if trigger is None or verb_forms().get(trigger.lower_) != "mobiliser":
        return False
    first, _ = reading.sentence_at(trigger.idx)
    return group.noun.category == "soldier" and _OPERATION.search(reading.folded, first, trigger.idx) is not None


_EXERCISE = re.compile(r"\bexercices?\b|\bmanœuvres?\b|\bmanoeuvres?\b|\bentraînements?\b", re.IGNORECASE)


def _in_exercise(reading: Reading, amount: Amount, group: Group, event: Event) -> bool:
    """*participent à l'exercice*: no one fights there, nor *à la mission*."""
    first, last = reading.sentence_at(amount.start)
    joins = event.trigger is not None and event.trigger.lemma_ in {"participer", "contribuer"}
    return bool(_EXERCISE.search(reading.folded, first, last)) or (
        joins and re.search(r"\bmissions?\b", reading.folded[first:last]) is not None
    )


def _on_exercise(reading: Reading, amount: Amount) -> bool:
    """True if the paragraph speaks of an exercise up to here."""
    paragraph = reading.folded.rfind("\n", 0, amount.start) + 1
    _, last = reading.sentence_at(amount.start)
    return any(word in reading.folded[paragraph:last].lower() for word in ("exercice", "manœuvre", "manoeuvre"))


_OF_NOUN = {
    "mort": "killed",
    "tué": "killed",
    "blessé": "wounded",
    "disparu": "missing",
    "perte": "casualties",
    "victime": "killed",
    "survivant": "other",
    "rescapé": "other",
}


# 42 morts, dont · vingt personnes, parmi lesquelles
_PART = re.compile(
    r"(?:, soit|dont|parmi lesquels|parmi lesquelles|\(soit|parmi eux,?|y compris|notamment|à savoir)(?: au moins)?$"
)


def _inherited(reading: Reading, amount: Amount, group: Group, event: Event, counts: list[Count]) -> Event | None:
    """The role of the whole for a part of it: *27 000 recrues, dont 1 300 légionnaires*; *deux sections,
    soit 60 hommes*; *42 morts, dont douze soldats*."""
    if event.near or not counts or not _PART.search(_lead(reading, amount)):
        return None
    whole = counts[-1]
    if whole.fact is not None:
        return Event(whole.fact.role)
    if whole.amount.start < reading.sentence_at(amount.start)[0]:
        return None
    told = _told_of(reading, whole.amount)
    return told if told is not None and told.role in _LOSSES else None


# trente soldats [et] dix policiers · douze gendarmes [ainsi que] quarante de leurs collègues
_JOINED = re.compile(
    r" ?(?:»|\"|”)?(?:,? (?:et|ou|ainsi que|de même que|tout comme|et avec|avec|outre|plus)|,) (?:à |par |d'|de )?",
    re.IGNORECASE,
)
# douze gendarmes y ont été formés[, de même que] quarante de leurs collègues
_LIKEWISE = re.compile(r",? (?:de même que|tout comme|ainsi que) $", re.IGNORECASE)


def _alike(reading: Reading, amount: Amount, counts: list[Count]) -> Event | None:
    """The role of the troops that these are joined to: nothing but a conjunction stands between the two."""
    last = counts[-1] if counts else None
    if last is None or last.fact is None or last.group is None or last.fact.role == "other":
        return None
    first, _ = reading.sentence_at(amount.start)
    if last.amount.start >= first and _LIKEWISE.search(reading.folded, max(first, amount.start - 24), amount.start):
        return Event(last.fact.role)
    if not last.amount.end <= last.group.end <= amount.start:
        return None
    return Event(last.fact.role) if _JOINED.fullmatch(reading.folded, last.group.end, amount.start) else None


_LOSSES = frozenset({"killed", "wounded", "captured", "missing", "deserted"})


def _lead(reading: Reading, amount: Amount) -> str:
    return reading.folded[max(0, amount.start - 30) : amount.start].rstrip(' «"“').lower()


def _told_of(reading: Reading, amount: Amount) -> Event | None:
    """What befell those whom an amount of civilians or of no troops counts: *42 morts*, *vingt personnes tuées*."""
    noun = re.compile(r" (?P<noun>[\wà-ÿ-]+)").match(reading.folded, amount.end)
    if noun is None:
        return None
    named = _OF_NOUN.get(noun["noun"].lower().removesuffix("s"))
    if named is not None:
        return Event(named)  # type: ignore[arg-type]  # the values are roles
    return role_of(reading, reading.token_at(noun.start("noun")), amount.start, noun.end())


def _fallback(
    reading: Reading, amount: Amount, group: Group, event: Event, counts: list[Count], inherited: bool
) -> Side | None:
    """The force of the whole, or of the sentence before, or the state that the article is about."""
    first, _ = reading.sentence_at(amount.start)
    same = [count.fact for count in counts if count.fact is not None and count.amount.start >= first]
    if inherited and same:
        return _side(same[-1])
    if event.owner == "own" and event.trigger is not None and _foreign_subject(event):
        return only_group(reading, amount.start, strict=group.noun.category != "fighter")
    if _FOREIGN.search(reading.folded, max(first, amount.start - 60), amount.start):
        return only_group(reading, amount.start, strict=False) if group.noun.lemma == "combattant" else None
    if assail(reading, group, reading.token_at(group.head)) or group.noun.lemma == "terroriste":
        return author(reading, amount.start)
    told = told_of(reading, group, event, reading.token_at(group.head), amount.start)
    return told or default_force(reading, group.noun, amount.start, group.text)


_OTHERS = grammar_words("other_party")


# les assaillants, une quarantaine d'hommes · le vainqueur a laissé
_FOREIGN = re.compile(
    r"\b(?:assaillants?|agresseurs?|ravisseurs?|vainqueurs?|ennemis?|rebelles|insurgés|"
    r"adversaires?|occupants?|envahisseurs?|guérilla|djihadistes|"
    r"gangs?)\b[^.;]*$",
    re.IGNORECASE,
)


def _side(fact: Troops) -> Side | None:
    return fact.force if fact.undecided is None else Open(fact.undecided)


def _foreign_subject(event: Event) -> bool:
    """True if the verb's subject is a party that no state's army can stand for: *les assaillants
    perdirent …*."""
    subject = subject_before(event)
    return subject is not None and subject.lemma_.lower() in _OTHERS


def _borrowed(reading: Reading, amount: Amount, borrowed: Borrowed) -> Troops:
    group = borrowed.group
    head = reading.token_at(amount.core_end - 1)
    if borrowed.role:
        event = Event(borrowed.role)
    elif borrowed.rule == "they":
        event = role_of(reading, reading.token_at(group.head), group.start, group.end)
        event = event if event.role in {"deployed", "engaged"} else Event("strength")
    elif borrowed.rule == "target" and borrowed.fact is not None and borrowed.fact.role != "planned":
        event = Event(borrowed.fact.role)
    elif borrowed.rule in {"target", "en"} and PLANNED_PARTICIPLE.match(reading.folded, amount.end):
        event = Event("planned")
    elif borrowed.rule in {"apart", "whole", "apposition"}:
        event = _refined(reading, amount, group, role_of(reading, reading.token_at(group.head), group.start, group.end))
    else:
        event = role_of(reading, head, amount.start, amount.end)
    if event.role == "other" and borrowed.rule == "shared":
        event = role_of(reading, reading.token_at(group.head), amount.start, group.end)
    if borrowed.rule == "apposition" and event.role == "other":
        event = role_of(reading, reading.token_at(group.head), group.start, amount.end)
    if borrowed.rule == "shared" and _CHANGE.search(reading.folded, max(0, amount.start - 60), amount.start):
        event = Event("strength") if group.noun.lemma != "perte" else event
    if borrowed.rule in {"apart", "they"} and event.role == "strength" and group.noun.lemma in _ATTACKERS:
        event = Event("engaged")
    if borrowed.rule == "apart" and event.role == "other":
        event = somewhere(reading, amount.end) or Event("strength")
    if borrowed.rule in {"only", "target"} and borrowed.fact is not None and borrowed.fact.role == "planned":
        event = _of_now(reading, amount, borrowed, event)
    if borrowed.rule == "en" and borrowed.fact is not None:
        event = _of_them(reading, amount, borrowed.fact, event)
    if (
        (event.role == "other" or (event.trigger is None and not borrowed.role))
        and borrowed.inherit
        and borrowed.fact is not None
    ):
        event = Event(borrowed.fact.role)
    if borrowed.fact is not None:
        force: Side | None = named_before(reading, amount) if borrowed.rule == "gapped" else _side(borrowed.fact)
        if borrowed.rule == "en":
            force = of_en(reading, event, head) or force
    else:
        anchor = reading.token_at(group.head)
        force, _ = force_of(reading, group, event, amount.start, amount.end, anchor)
        force = force or told_of(reading, group, event, anchor, amount.start)
        force = force or default_force(reading, group.noun, amount.start, group.text)
    fact = _fact(reading, amount, group, event, force, borrowed.rule)
    inside = abs(group.head - amount.start) < 200 and borrowed.fact is None
    return fact if inside else replace(fact, anchor=amount.core_end - 1)


# nous sommes [1 041] · porter à [4 000]
_SIZED_TO = re.compile(
    r"\b(?:sommes|sont|étaient|port|ramen|ramèn|rédui|pass|mont|grimp|descend)\w*(?: que)?(?: [àd]e?)?\s*$",
    re.IGNORECASE,
)


def _of_now(reading: Reading, amount: Amount, borrowed: Borrowed, event: Event) -> Event:
    """*5 500 doivent venir. Nous sommes* 1 041: what is, is a strength, though it takes its noun from a plan."""
    sized = _SIZED_TO.search(reading.folded, max(0, amount.start - 40), amount.start)
    return Event("strength") if sized is not None else event


# tombée en un an de [10 500] à 7 500 hommes · passés de
_CHANGE = re.compile(
    r"\b(?:pass|tomb|chut|rédui|descend|mont|grimp|ramen|ramèn|port|fond|gonfl|bond|dégring)\w*(?: [\wà-ÿ'-]+){0,6} de $"
)
# le gouvernement en veut [260 000] · il n'y en a que [1 200]
_WANTS = re.compile(r"\ben (?:veu|voul|voudr|souhait|vis|espèr|espér|réclam|demand)\w*(?: [\wà-ÿ'-]+){0,2} ?$")
_IS_THERE = re.compile(r"\by en (?:a|avait|aurait)\b[^.;:,]{0,40}$|\ben (?:compte|comptait|dénombre)\b[^.;:,]{0,20}$")


def _of_them(reading: Reading, amount: Amount, fact: Troops, event: Event) -> Event:
    """The role of those whom *en* takes up: counting says what they were; what is there is no longer planned."""
    lead = reading.folded[max(0, amount.start - 60) : amount.start]
    if fact.role == "strength" and _WANTS.search(lead):
        return Event("strength")
    if fact.role == "planned" and (_IS_THERE.search(lead) or event.role == "strength"):
        return Event("deployed" if _IS_THERE.search(lead) else "strength")
    return Event(fact.role) if _merely_counts(event) else event


def _merely_counts(event: Event) -> bool:
    """*en dénombrent 300*, *il en faudra 600*: counting and lacking say nothing of what they do."""
    lacking = event.trigger is not None and verb_forms().get(event.trigger.lower_) in {"falloir", "rester"}
    return event.role == "strength" or lacking


_NEUTRAL = frozenset({"élément", "membre", "jeune", "individu", "gamin"})
_HIRED = frozenset({"Africa Corps", "Wagner"})  # armed groups that serve a state


def _category(group: Group, force: Side | None) -> Category:
    """*éléments*, *membres*, *jeunes* say nothing of their kind: of an armed group they are fighters."""
    if group.noun.lemma not in _NEUTRAL or not isinstance(force, str) or force in _HIRED:
        return group.noun.category
    actor = organisation(force)
    return "fighter" if actor is not None and actor.type == "armed_group" else group.noun.category


def _fact(reading: Reading, amount: Amount, group: Group, event: Event, force: Side | None, rule: str) -> Troops:
    return Troops(
        **reading.fields(amount.start, amount.end, f"troops.{rule}"),
        low=None if amount.low is None else int(amount.low),
        high=None if amount.high is None else int(amount.high),
        qualifier=cast(Qualifier, amount.qualifier),
        unit=group.noun.unit,
        group=group.text,
        category=_category(group, force),
        force=force if isinstance(force, str) else None,
        undecided=force.exclude if isinstance(force, Open) else None,
        role=event.role,
        anchor=group.head,
    )
