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

from newsextract.amounts import Amount
from newsextract.clue import Found
from newsextract.matchers.troops.acronyms import acronym_group
from newsextract.matchers.troops.actors import is_several
from newsextract.matchers.troops.apart import Borrowed, takes_noun
from newsextract.matchers.troops.arms import are_police_agents
from newsextract.matchers.troops.borrowed import borrowed_event
from newsextract.matchers.troops.civilians import asked_of_civilians
from newsextract.matchers.troops.clues import clue_of
from newsextract.matchers.troops.context import called_up, is_troops
from newsextract.matchers.troops.count_classifier import LIKELY, are_likely_troops, likely_antecedent
from newsextract.matchers.troops.counts import (
    PART_OF,
    Count,
    beside_others,
    follows_troops,
    is_of_others,
    is_of_troops,
    last_fact,
)
from newsextract.matchers.troops.direct_groups import direct_group, of_whom
from newsextract.matchers.troops.discourse import are_speaking, assail, author, of_rebels, opponent, told_of
from newsextract.matchers.troops.ellipsis import borrowed_group
from newsextract.matchers.troops.events import ATTACKERS, concluded, event_of, refined
from newsextract.matchers.troops.fallen import (
    are_survivors,
    is_listed,
    is_part_of_fallen,
    is_rival_toll,
    joins_fallen,
    rival_loss,
)
from newsextract.matchers.troops.forces import force_of
from newsextract.matchers.troops.gapping import loser
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.kin import are_armed, kin_group
from newsextract.matchers.troops.measures import is_bore, is_duration
from newsextract.matchers.troops.nations import alliance, is_mixed, is_of_two, of_nations, of_stateless_people
from newsextract.matchers.troops.others import is_other_one, other_one
from newsextract.matchers.troops.owners import are_two, is_joint
from newsextract.matchers.troops.peoples import are_troops, is_part, of_their_sort, people_group
from newsextract.matchers.troops.pronouns import before_colon
from newsextract.matchers.troops.role_classifier import likelier_role
from newsextract.matchers.troops.salience import default_force
from newsextract.matchers.troops.setting import is_of_war
from newsextract.matchers.troops.shared_forces import shared_force, side_of
from newsextract.matchers.troops.shares import alike, inherited, is_rival_size
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code
from newsextract.matchers.troops.verbs import OTHER, Event, subject_before
from newsextract.matchers.troops.words import NounHit, find_nouns
from newsextract.prospects import will_serve
from newsextract.reading import Reading
from newsextract.records import Qualifier, Troops, amended


def find_troops(reading: Reading) -> Iterator[Troops]:
    """Yield the troop counts of an article, in order of their offsets."""
    for count in read_counts(reading):
        if count.fact is not None:
            name, role = reading.cast.named(count.fact.force), likelier_role(reading, count.fact)
            if role in _MOVES and will_serve(reading, count.fact):
                role = "planned"
            changed = name != count.fact.force or role != count.fact.role
            yield amended(count.fact, force=name, role=role) if changed else count.fact


_MOVES = frozenset({"deployed", "engaged", "other"})


def read_counts(reading: Reading) -> list[Count]:
    """Every amount that counts whole things, those of troops with their fact, in order."""
    hits = {hit.start: hit for hit in find_nouns(reading.folded)}
    counts: list[Count] = []
    for index, amount in enumerate(reading.amounts):
        if not _countable(reading, amount) or _is_within(amount, counts) or is_bore(reading, amount):
            continue
        counts.append(_count(reading, amount, reading.amounts[index + 1 :], hits, counts))
    return counts


# vingt [avions en transportèrent] 13 000: those who carry them are not those carried
_CARRIERS = re.compile(r" [\w'-]+(?: [\w'-]+)? (?:n')?en [\w'-]+(?: [\w'-]+)? ")


def _is_within(amount: Amount, counts: list[Count]) -> bool:
    """True inside the last group's own words: *35 000 volontaires de* 53 *pays*."""
    group = counts[-1].group if counts else None
    return group is not None and group.start < amount.start < group.end


# soldats issus de 46 [pays]: whence they are, no other count
_NATIONS = re.compile(
    r" (?:de |d')?(?:pays|nations|nationalités|États|Etats)(?: (?:contributeurs|membres|différents))?\b"
)


def _countable(reading: Reading, amount: Amount) -> bool:
    """True for plain counts of whole things and for lone articles."""
    if (amount.of is not None and amount.of != "article") or not amount.is_credible:
        return False
    low, high = amount.low, amount.high
    if amount.of is None and _NATIONS.match(reading.folded, amount.end):
        return False
    whole = (low is None or low % 1 == 0) and (high is None or high % 1 == 0)
    return whole and low != 0 and (high is None or high > 0)


def _count(
    reading: Reading, amount: Amount, later: tuple[Amount, ...], hits: dict[int, NounHit], counts: list[Count]
) -> Count:
    facts = [count.fact for count in counts if count.fact is not None]
    group = (
        direct_group(reading, amount, hits)
        or people_group(reading, amount)
        or acronym_group(reading, amount)
        or kin_group(reading, amount, facts)
    )
    if group is not None and not (
        group.noun.context == "dead" and group.noun.lemma not in _LIVING and follows_troops(reading, amount, counts)
    ):
        fact = _direct(reading, amount, group, counts)
        civil = fact is None and group.noun.context != "kin" and amount.of != "article"  # un officier ajoute que
        return Count(amount, group if fact else None, fact, civil)
    if amount.of == "article" and not is_other_one(reading, amount):
        return Count(amount, None, None)
    previous = [
        (count.amount, count.group, count.fact)
        for count in counts
        if count.fact is not None and count.group is not None
    ]
    if amount.of == "article":
        other = other_one(reading, amount, previous)
        return Count(amount, other.group, _borrowed(reading, amount, other)) if other else Count(amount, None, None)
    barred = bool(counts) and (is_of_others(reading, counts[-1]) or beside_others(reading, counts))
    barred = barred and not is_of_troops(reading, amount, counts)
    barred = barred and _CARRIERS.fullmatch(reading.folded, counts[-1].amount.end, amount.start) is None
    borrowed = borrowed_group(reading, amount, later, hits, previous, barred=barred)
    if borrowed is not None and borrowed.rule == "en":
        borrowed = before_colon(reading, amount, hits) or borrowed
    borrowed = borrowed or likely_antecedent(reading, amount, hits, counts)
    if borrowed is None:
        return Count(amount, None, None, takes_noun(reading, amount) and not is_duration(reading, amount))
    fact = _borrowed(reading, amount, borrowed)
    return Count(amount, borrowed.group, fact)


# [De] 10 500 soldats[ il y a un an, la] Finul[ doit passer à]
_FROM_SIZE = re.compile(r"[^.,;:]{0,40}, (?:la |le |l'|les )?")
_SHRINKS = re.compile(r" (?:[a-zà-ÿ]+ ){0,2}(?:pass|tomb|descend|mont|grimp|fond|rédui|redescend|remont)[a-zà-ÿ]*")


def _who_changes(reading: Reading, amount: Amount, group: Group) -> str | None:
    """*De* 10 500 *soldats il y a un an, la Finul doit passer à 7 500*: the subject whose size the count was."""
    if not reading.folded.startswith("De ", amount.start - 3) and not reading.folded.startswith("De ", amount.start):
        return None
    match = _FROM_SIZE.match(reading.folded, group.end)
    one = reading.party_at(match.end()) if match else None
    return force_value(one.actor) if one is not None and _SHRINKS.match(reading.folded, one.end) else None


# une force [européenne] de 3 000 à 5 000 hommes · une mission militaire [internationale] forte de
_OF_A_UNION = re.compile(
    r"\b(?:une|d'une|cette|la|sa) (?:force|mission|armée|coalition|brigade)(?: [a-zà-ÿ-]+)?"
    r" (?:européenne|internationale|multinationale|africaine|occidentale|régionale|conjointe|"
    r"hybride|arabe|interafricaine|"
    r"interarabe|franco-[a-zà-ÿ]+|commune|d'interposition|de stabilisation|de réassurance)"
    r"[^.;:,]{0,30} ?(?:de|d') ?$"
)
_LIVING = frozenset({"rescapé", "survivant"})


def _direct(reading: Reading, amount: Amount, group: Group, counts: list[Count]) -> Troops | None:
    if are_speaking(reading, amount, group):
        return None
    if group.noun.context == "dead" and asked_of_civilians(reading, amount):
        return None
    head = reading.token_at(group.head)
    last = last_fact(counts)
    part = last if group.noun.context == "nation" and is_part(reading, amount, last) else None
    own = event_of(reading, amount, group, head)
    shared = (
        inherited(reading, amount, own, counts)
        or (None if own.near else _of_list(part))
        or alike(reading, amount, own, counts)
        or (Event(last.role) if _restates(reading, amount, last) and last is not None and not own.near else None)
    )
    rival = own is OTHER and shared is None
    if last is not None and rival and (is_rival_size(reading, amount, counts) or rival_loss(reading, amount, last)):
        shared = Event(last.role)
    told = refined(reading, amount, group, shared or own)
    event = told if told is not OTHER else concluded(reading, amount, group, head)
    force, how = force_of(reading, group, event, amount.start, max(group.end, amount.end), head)
    owned = how in {"owner", "beside"} and (isinstance(force, str) or (force is not None and is_of_war(reading)))
    named = how == "group" and force is not None
    vouched = part is not None or _vouched(reading, amount, group, told, last, named=named, owned=owned)
    if not vouched and not are_likely_troops(reading, amount, group, counts):
        return None
    group = called_up(reading, of_their_sort(group, part))
    found: Found = "fixed"
    rule = ("direct" if vouched else LIKELY) if part is None else "part"
    bare = group.noun.context == "dead"
    if force is None and how == "none" and bare and last is not None and is_listed(reading, amount, last):
        return _fact(reading, amount, group, event, side_of(last), rule, found, last.start)
    if force is None and how == "none":
        force, found, like = _fallback(reading, amount, group, event, counts, shared is not None)
        return _fact(reading, amount, group, event, force, rule, found, like)
    if part is not None and part.category == "fighter" and isinstance(force, str) and is_code(force):
        return _fact(
            reading, amount, group, event, side_of(part), rule, found, part.start
        )  # dont 50 Béninois, of the JNIM
    return _fact(reading, amount, group, event, force, rule, found)


# 50 000 combattants du Viêt-minh[, soit] cinq divisions · trois brigades russes[, soit environ] 9 000 hommes
_SOIT = re.compile(r"(?: [^.;:,]{1,60})?(?:,| \(| –) ?(?:soit|c'est-à-dire|autrement dit)(?: [a-zà-ÿ]+)? (?:de |d')?")


def _restates(reading: Reading, amount: Amount, last: Troops | None) -> bool:
    """*50 000 combattants, soit* cinq *divisions*: the same troops, counted another way."""
    return last is not None and _SOIT.fullmatch(reading.folded, last.end, amount.start) is not None


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
    if are_police_agents(reading, group, last) or joins_fallen(reading, amount, group, last):
        return True
    if is_part_of_fallen(reading, amount, group, last) or is_rival_toll(reading, amount, group, last):
        return True
    if group.noun.lemma in _LIVING and amount.of != "article" and are_survivors(reading, amount, group, last):
        return True
    return is_troops(reading, amount, group, event, named, owned)


def _fallback(
    reading: Reading, amount: Amount, group: Group, event: Event, counts: list[Count], inherited: bool
) -> tuple[Side | None, Found, int | None]:
    """(force, how sure it is, the count that it shares it with) where neither the group nor its clause names one."""
    subject = subject_before(event)
    if subject is not None and (is_several(subject) or (event.owner == "own" and is_joint(reading, subject))):
        return None, "fixed", None
    if is_of_two(reading, amount.start):
        return None, "fixed", None
    if event.owner == "own" and event.trigger is not None and are_two(reading, event.trigger):
        return None, "fixed", None
    last = last_fact(counts)
    if last is not None and _restates(reading, amount, last):
        return side_of(last), "fixed", last.start
    changing = _who_changes(reading, amount, group)
    if changing is not None:
        return changing, "fixed", None
    of = 3 if reading.folded.startswith("de ", amount.start) else 0  # une force européenne [de 3 000 à 5 000] hommes
    if _OF_A_UNION.search(reading.folded, max(0, amount.start - 70), amount.start + of):
        return None, "fixed", None
    if of_nations(reading, group) or is_mixed(reading, max(group.end, amount.end)):
        return alliance(reading, amount.start), "fixed", None
    first, _ = reading.sentence_at(amount.start)
    same = [count.fact for count in counts if count.fact is not None and count.amount.start >= first]
    if (
        inherited
        and same
        and not of_stateless_people(group)
        and (
            (group.noun.category == "fighter") == (same[-1].category == "fighter")
            or _is_part_of(reading, amount, group)
        )
    ):
        return side_of(same[-1]), "fixed", same[-1].start
    foe = opponent(reading, max(group.end, amount.end))
    fighters = Open(frozenset({foe}), foe=foe) if foe is not None else None
    if assail(reading, group, event, reading.token_at(group.head)):
        return author(reading, amount.start) or fighters, "weak", None
    if group.noun.lemma in ATTACKERS and (led := author(reading, amount.start)) is not None:
        return led, "weak", None
    rebels = of_rebels(reading, event, amount.start)
    if rebels is not None:
        return rebels, "weak", None
    if counts and is_rival_size(reading, amount, counts):
        last = last_fact(counts)
        assert last is not None
        return side_of(last), "fixed", last.start
    told = told_of(reading, group, event, reading.token_at(group.head), amount.start)
    if told is not None and told != foe:
        return told, "told", None
    return fighters or default_force(reading, group.noun, amount.start, group.text), "weak", None


def _is_part_of(reading: Reading, amount: Amount, group: Group) -> bool:
    """*12 000 soldats, dont* 7 000 *combattants*: those of an army who fight are its own."""
    part = PART_OF.search(reading.folded, max(0, amount.start - 24), amount.start)
    return group.noun.lemma == "combattant" and part is not None


def _borrowed(reading: Reading, amount: Amount, borrowed: Borrowed) -> Troops:
    event = borrowed_event(reading, amount, borrowed)
    group = of_whom(reading, borrowed.group, amount.end) if borrowed.rule == "gapped" else borrowed.group
    head = reading.token_at(amount.core_end - 1)
    force, found, like = shared_force(reading, amount, borrowed, event, head)
    group = called_up(reading, _of_loser(reading, amount, borrowed, group, force))
    fact = _fact(reading, amount, group, event, force, borrowed.rule, found, like)
    inside = borrowed.fact is None and reading.sentence_index(group.head) >= reading.sentence_index(amount.start)
    inside = inside and (borrowed.rule != LIKELY or group.head > amount.start)
    return fact if inside else amended(fact, anchor=amount.core_end - 1)


# dix assaillants tués, rapporte Tsahal, qui déplore trois[ blessés]
_LOST = re.compile(r" (?P<noun>morts|tués|blessés|disparus|pertes)\b")


def _of_loser(reading: Reading, amount: Amount, borrowed: Borrowed, group: Group, force: Side | None) -> Group:
    """*dix assaillants, rapporte Tsahal, qui déplore* trois *blessés*: soldiers of another side, no assailants."""
    noun = _LOST.match(reading.folded, amount.end)
    like = borrowed.fact
    if noun is None or like is None or like.category != "fighter" or loser(reading, amount, like) is None:
        return group
    if not isinstance(force, str) or not is_code(force):
        return group
    return replace(group, text=reading.text[slice(*noun.span("noun"))], noun=replace(group.noun, category="soldier"))


def _fact(
    reading: Reading,
    amount: Amount,
    group: Group,
    event: Event,
    force: Side | None,
    rule: str,
    found: Found,
    like: int | None = None,
) -> Troops:
    return Troops(
        **reading.fields(amount.start, amount.end, f"troops.{rule}"),
        low=None if amount.low is None else int(amount.low),
        high=None if amount.high is None else int(amount.high),
        qualifier=cast(Qualifier, amount.qualifier),
        unit=group.noun.unit,
        group=group.text,
        category=group.noun.category,
        force=force if isinstance(force, str) else None,
        clue=clue_of(reading, amount, group, event, force, found, like),
        role=event.role,
        anchor=group.head,
    )
