"""Reading → the counts of military persons and units in it: guidelines, section 2.

Matches *environ 11 000* soldats nord-coréens and, after it, *quelque 1 500* ont été tués; not *41*
morts, civils pour la
plupart, nor *une vingtaine* d'hommes payés à la journée.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from newsextract.actors import organisation
from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed, takes_noun
from newsextract.matchers.troops.borrowed import borrowed_event
from newsextract.matchers.troops.context import is_of_war, is_troops
from newsextract.matchers.troops.counts import Count, beside_others, follows_troops, last_fact
from newsextract.matchers.troops.discourse import assail, author, of_en, told_of
from newsextract.matchers.troops.ellipsis import borrowed_group
from newsextract.matchers.troops.events import event_of, refined
from newsextract.matchers.troops.forces import force_of, named_before
from newsextract.matchers.troops.groups import Group, direct_group
from newsextract.matchers.troops.kin import are_armed, kin_group
from newsextract.matchers.troops.peoples import are_troops, is_part, people_group
from newsextract.matchers.troops.salience import default_force, only_group
from newsextract.matchers.troops.shares import alike, inherited
from newsextract.matchers.troops.sides import Open, Side
from newsextract.matchers.troops.verbs import Event, subject_before
from newsextract.matchers.troops.words import NounHit, find_nouns, grammar_words
from newsextract.reading import Reading
from newsextract.records import Category, Qualifier, Troops


def find_troops(reading: Reading) -> Iterator[Troops]:
    """Yield the troop counts of an article, in order of their offsets."""
    hits = {hit.start: hit for hit in find_nouns(reading.folded)}
    counts: list[Count] = []
    for index, amount in enumerate(reading.amounts):
        if not _countable(amount) or _is_within(amount, counts):
            continue
        count = _count(reading, amount, reading.amounts[index + 1 :], hits, counts)
        counts.append(count)
        if count.fact is not None:
            yield count.fact


# vingt [avions en transportèrent] 13 000: those who carry them are not those carried
_CARRIERS = re.compile(r" [\w'-]+(?: [\w'-]+)? (?:n')?en [\w'-]+(?: [\w'-]+)? ")


def _is_within(amount: Amount, counts: list[Count]) -> bool:
    """True inside the last group's own words: *35 000 volontaires de* 53 *pays*."""
    group = counts[-1].group if counts else None
    return group is not None and group.start < amount.start < group.end


def _countable(amount: Amount) -> bool:
    """True for plain counts of whole things and for lone articles."""
    if amount.of is not None and amount.of != "article":
        return False
    low, high = amount.low, amount.high
    whole = (low is None or low % 1 == 0) and (high is None or high % 1 == 0)
    return whole and low != 0 and (high is None or high > 0)


def _count(
    reading: Reading, amount: Amount, later: tuple[Amount, ...], hits: dict[int, NounHit], counts: list[Count]
) -> Count:
    facts = [count.fact for count in counts if count.fact is not None]
    group = direct_group(reading, amount, hits) or people_group(reading, amount) or kin_group(reading, amount, facts)
    if group is not None and not (
        group.noun.context == "dead" and group.noun.lemma not in _LIVING and follows_troops(reading, amount, counts)
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
    barred = bool(counts) and (counts[-1].civil or beside_others(reading, counts))
    barred = barred and _CARRIERS.fullmatch(reading.folded, counts[-1].amount.end, amount.start) is None
    borrowed = borrowed_group(reading, amount, later, hits, previous, barred=barred)
    if borrowed is None:
        return Count(amount, None, None, takes_noun(reading, amount))
    fact = _borrowed(reading, amount, borrowed)
    return Count(amount, borrowed.group, fact)


_LIVING = frozenset({"rescapé", "survivant"})


def _direct(reading: Reading, amount: Amount, group: Group, counts: list[Count]) -> Troops | None:
    head = reading.token_at(group.head)
    last = last_fact(counts)
    part = last if group.noun.context == "nation" and is_part(reading, amount, last) else None
    own = event_of(reading, amount, group, head)
    shared = inherited(reading, amount, own, counts) or _of_list(part) or alike(reading, amount, own, counts)
    event = refined(reading, amount, group, shared or own)
    force, how = force_of(reading, group, event, amount.start, max(group.end, amount.end), head)
    owned = how in {"owner", "beside"} and (isinstance(force, str) or (force is not None and is_of_war(reading)))
    named = how == "group" and force is not None
    if part is None and not _vouched(reading, amount, group, event, last, named=named, owned=owned):
        return None
    if force is None and how == "none":
        force = _fallback(reading, amount, group, event, counts, shared is not None)
    return _fact(reading, amount, group, event, force, "part" if part else "direct")


def _of_list(whole: Troops | None) -> Event | None:
    """*six soldats, à savoir quatre Nigérians et* deux *Tchadiens*: those of a list have the role of the whole."""
    return Event(whole.role) if whole is not None else None


def _vouched(
    reading: Reading, amount: Amount, group: Group, event: Event, last: Troops | None, *, named: bool, owned: bool
) -> bool:
    """True if the group is troops: kin, survivors and peoples by what was counted before, others by their context."""
    if group.noun.context == "kin":
        return are_armed(reading, amount, group, event, last)
    if group.noun.context in {"nation", "people"}:
        return are_troops(reading, amount, group, event, last)
    counted = last is not None and last.start >= reading.sentence_at(amount.start)[0]
    return (group.noun.lemma in _LIVING and counted) or is_troops(reading, amount, group, event, named, owned)


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
    group, event = borrowed.group, borrowed_event(reading, amount, borrowed)
    if borrowed.fact is not None:
        force: Side | None = named_before(reading, amount) if borrowed.rule == "gapped" else _side(borrowed.fact)
        if borrowed.rule == "en":
            force = of_en(reading, event, reading.token_at(amount.core_end - 1)) or force
    else:
        anchor = reading.token_at(group.head)
        force, _ = force_of(reading, group, event, amount.start, amount.end, anchor)
        force = force or told_of(reading, group, event, anchor, amount.start)
        force = force or default_force(reading, group.noun, amount.start, group.text)
    fact = _fact(reading, amount, group, event, force, borrowed.rule)
    inside = abs(group.head - amount.start) < 200 and borrowed.fact is None
    return fact if inside else replace(fact, anchor=amount.core_end - 1)


_NEUTRAL = frozenset({"élément", "membre", "jeune", "individu", "gamin"})
_HIRED = frozenset({"Africa Corps", "Wagner"})  # armed groups that serve a state


# la guérilla compterait [6 300 membres] · vingt gangs, qui totalisent
_BAND = re.compile(r"\b(?:guérilla|rébellion|milices?|gangs?|cartels?|insurrection|maquis)\b[^.;]*$", re.IGNORECASE)


def _category(reading: Reading, amount: Amount, group: Group, force: Side | None) -> Category:
    """*éléments*, *membres*, *jeunes* say nothing of their kind: of an armed group they are fighters."""
    if group.noun.lemma not in _NEUTRAL or (isinstance(force, str) and force in _HIRED):
        return group.noun.category
    if not isinstance(force, str):
        first, _ = reading.sentence_at(amount.start)
        band = group.noun.lemma == "membre" and _BAND.search(reading.folded, first, amount.start)
        return "fighter" if band else group.noun.category
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
        category=_category(reading, amount, group, force),
        force=force if isinstance(force, str) else None,
        undecided=force.exclude if isinstance(force, Open) else None,
        role=event.role,
        anchor=group.head,
    )
