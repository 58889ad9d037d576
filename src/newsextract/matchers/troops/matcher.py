"""Reading → the counts of military persons and units in it: guidelines, section 2.

Matches *environ 11 000* soldats nord-coréens and, after it, *quelque 1 500* ont été tués; not *41*
morts, civils pour la
plupart, nor *une vingtaine* d'hommes payés à la journée.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.clue import Found
from newsextract.matchers.troops.actors import is_several
from newsextract.matchers.troops.apart import Borrowed, takes_noun
from newsextract.matchers.troops.beside import named_before
from newsextract.matchers.troops.borrowed import borrowed_event
from newsextract.matchers.troops.clues import clue_of
from newsextract.matchers.troops.context import is_troops
from newsextract.matchers.troops.counts import Count, beside_others, follows_troops, last_fact
from newsextract.matchers.troops.discourse import assail, author, of_en, of_rebels, opponent, told_of
from newsextract.matchers.troops.ellipsis import borrowed_group
from newsextract.matchers.troops.events import concluded, event_of, refined
from newsextract.matchers.troops.forces import force_of
from newsextract.matchers.troops.gapping import gap_side, loser, owner_of_en
from newsextract.matchers.troops.groups import Group, direct_group
from newsextract.matchers.troops.kin import are_armed, kin_group
from newsextract.matchers.troops.nations import alliance, is_mixed, is_of_two, of_nations, of_stateless_people
from newsextract.matchers.troops.others import is_other_one, other_one
from newsextract.matchers.troops.owners import is_joint
from newsextract.matchers.troops.peoples import are_troops, is_part, people_group
from newsextract.matchers.troops.salience import default_force
from newsextract.matchers.troops.setting import is_of_war
from newsextract.matchers.troops.shares import alike, inherited
from newsextract.matchers.troops.sides import Open, Side, is_code
from newsextract.matchers.troops.verbs import OTHER, Event, subject_before
from newsextract.matchers.troops.words import NounHit, find_nouns
from newsextract.reading import Reading
from newsextract.records import Qualifier, Troops, amended


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
            name = reading.cast.named(count.fact.force)
            yield count.fact if name == count.fact.force else amended(count.fact, force=name)


# vingt [avions en transportèrent] 13 000: those who carry them are not those carried
_CARRIERS = re.compile(r" [\w'-]+(?: [\w'-]+)? (?:n')?en [\w'-]+(?: [\w'-]+)? ")


def _is_within(amount: Amount, counts: list[Count]) -> bool:
    """True inside the last group's own words: *35 000 volontaires de* 53 *pays*."""
    group = counts[-1].group if counts else None
    return group is not None and group.start < amount.start < group.end


def _countable(amount: Amount) -> bool:
    """True for plain counts of whole things and for lone articles."""
    if (amount.of is not None and amount.of != "article") or not amount.is_credible:
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
    shared = (
        inherited(reading, amount, own, counts)
        or (None if own.near else _of_list(part))
        or alike(reading, amount, own, counts)
    )
    told = refined(reading, amount, group, shared or own)
    event = told if told is not OTHER else concluded(reading, amount, group, head)
    force, how = force_of(reading, group, event, amount.start, max(group.end, amount.end), head)
    owned = how in {"owner", "beside"} and (isinstance(force, str) or (force is not None and is_of_war(reading)))
    named = how == "group" and force is not None
    if part is None and not _vouched(reading, amount, group, told, last, named=named, owned=owned):
        return None
    found: Found = "fixed"
    rule = "direct" if part is None else "part"
    if force is None and how == "none":
        force, found, like = _fallback(reading, amount, group, event, counts, shared is not None)
        return _fact(reading, amount, group, event, force, rule, found, like)
    if part is not None and part.category == "fighter" and isinstance(force, str) and is_code(force):
        return _fact(
            reading, amount, group, event, _side(part), rule, found, part.start
        )  # dont 50 Béninois, of the JNIM
    return _fact(reading, amount, group, event, force, rule, found)


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
) -> tuple[Side | None, Found, int | None]:
    """(force, how sure it is, the count that it shares it with) where neither the group nor its clause names one."""
    subject = subject_before(event)
    if subject is not None and (is_several(subject) or (event.owner == "own" and is_joint(reading, subject))):
        return None, "fixed", None
    if is_of_two(reading, amount.start):
        return None, "fixed", None
    if of_nations(reading, group) or is_mixed(reading, max(group.end, amount.end)):
        return alliance(reading, amount.start), "fixed", None
    first, _ = reading.sentence_at(amount.start)
    same = [count.fact for count in counts if count.fact is not None and count.amount.start >= first]
    if (
        inherited
        and same
        and not of_stateless_people(group)
        and (group.noun.category == "fighter") == (same[-1].category == "fighter")
    ):
        return _side(same[-1]), "fixed", same[-1].start
    foe = opponent(reading, max(group.end, amount.end))
    fighters = Open(frozenset({foe}), foe=foe) if foe is not None else None
    if assail(reading, group, event, reading.token_at(group.head)):
        return author(reading, amount.start) or fighters, "weak", None
    rebels = of_rebels(reading, event, amount.start)
    if rebels is not None:
        return rebels, "weak", None
    told = told_of(reading, group, event, reading.token_at(group.head), amount.start)
    if told is not None and told != foe:
        return told, "told", None
    return fighters or default_force(reading, group.noun, amount.start, group.text), "weak", None


def _side(fact: Troops) -> Side | None:
    clue = fact.clue
    return Open(clue.exclude, clue.foe, clue.voice) if fact.force is None and clue is not None else fact.force


def _borrowed(reading: Reading, amount: Amount, borrowed: Borrowed) -> Troops:
    group, event = borrowed.group, borrowed_event(reading, amount, borrowed)
    head = reading.token_at(amount.core_end - 1)
    force, found, like = _shared_force(reading, amount, borrowed, event, head)
    fact = _fact(reading, amount, group, event, force, borrowed.rule, found, like)
    inside = abs(group.head - amount.start) < 200 and borrowed.fact is None
    return fact if inside else amended(fact, anchor=amount.core_end - 1)


_ELLIPTIC = frozenset({"gapped", "target", "listed", "subject"})


def _shared_force(
    reading: Reading, amount: Amount, borrowed: Borrowed, event: Event, head: Token
) -> tuple[Side | None, Found, int | None]:
    """(force, how sure it is, the count that it shares it with) of a count that takes its noun from elsewhere."""
    group = borrowed.group
    if borrowed.fact is not None:
        named = gap_side(reading, amount, borrowed.fact) if borrowed.rule in _ELLIPTIC else None
        named = named or loser(reading, amount, borrowed.fact)
        named = named or (named_before(reading, amount) if borrowed.rule == "gapped" else None)
        if named is not None or borrowed.rule == "gapped":
            return named, "fixed" if named else "weak", None if named else borrowed.fact.start
        taken_up = borrowed.rule == "en"
        own = of_en(reading, event, head) or owner_of_en(reading, amount, borrowed.fact) if taken_up else None
        return own or _side(borrowed.fact), "fixed", None if own else borrowed.fact.start
    anchor = reading.token_at(group.head)
    force, how = force_of(reading, group, event, amount.start, amount.end, anchor)
    if force is not None or how == "group":
        return force, "fixed", None
    told = told_of(reading, group, event, anchor, amount.start)
    if told is not None:
        return told, "told", None
    return default_force(reading, group.noun, amount.start, group.text), "weak", None


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
