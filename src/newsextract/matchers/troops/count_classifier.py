"""An amount that the rules do not take for troops → whether it counts some all the same.

The rules know the nouns and the constructions that somebody thought of. A logistic regression over the words round the
amount and the article knows what troops are told of in: where it is sure, the noun behind the amount is believed, or
the amount takes up those counted last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed, takes_noun
from newsextract.matchers.troops.classifier import weights
from newsextract.matchers.troops.constructions import AMONG
from newsextract.matchers.troops.context import are_civilians
from newsextract.matchers.troops.count_features import amount_features
from newsextract.matchers.troops.counts import PART_OF, Count
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.measures import is_duration
from newsextract.matchers.troops.peoples import PEOPLE, people_at
from newsextract.matchers.troops.salience import paragraph_start
from newsextract.matchers.troops.setting import is_military
from newsextract.matchers.troops.words import NounHit, civil_words
from newsextract.reading import Reading

FILE = "count_weights.npz"
LIKELY = "likely"  # the rule of the facts that are found so
_FAR = 2  # sentences between the troops counted last and *cent d'entre eux*
_UNSURE = frozenset({"kin", "corps"})  # kin are whose they are; corps are bodies, or an army's
# log-odds from which an amount is believed to count troops, by what stands behind it
_PEOPLE, _DEAD, _NOUN, _BARE = 2.0, 2.0, 1.5, 2.0


def are_likely_troops(reading: Reading, amount: Amount, group: Group, before: list[Count]) -> bool:
    """True for a noun that may be troops' and most likely is; `before` are the counts in front of it."""
    context = group.noun.context
    if amount.of is not None or context in _UNSURE or not is_military(reading):
        return False
    if are_civilians(reading, amount, group) or group.noun.lemma == "ressortissant":
        return False  # of 17 000 *de ses ressortissants* a word must say that they bear arms
    needed = {"nation": _PEOPLE, "people": _PEOPLE, "dead": _DEAD}.get(context or "", _NOUN)
    return log_odds(reading, amount, before) > needed


def likely_antecedent(
    reading: Reading, amount: Amount, hits: Mapping[int, NounHit], before: list[Count]
) -> Borrowed | None:
    """The troops that a bare amount most likely counts: those of the noun nearest to it, or those counted last."""
    if amount.of is not None or (before and before[-1].civil) or not is_military(reading):
        return None
    if takes_noun(reading, amount) or is_duration(reading, amount) or _is_of_civilians(reading, amount):
        return None
    antecedent = _antecedent(reading, amount, hits, before)
    return antecedent if antecedent is not None and log_odds(reading, amount, before) > _BARE else None


# L'armée a perdu 140 hommes ; [les villageois,] 90
_SUBJECT = re.compile(r"(?:[;,]|\bet|\bmais) (?:les|des|ses|leurs) [a-zà-ÿ-]+s(?: [a-zà-ÿ-]+s)?,? $")


def _is_of_civilians(reading: Reading, amount: Amount) -> bool:
    """*; les villageois,* 90: the clause without a verb has a subject of its own."""
    match = _SUBJECT.search(reading.folded, max(0, amount.start - 50), amount.start)
    return match is not None and bool(civil_words(reading.folded, match.start(), amount.start))


def _antecedent(reading: Reading, amount: Amount, hits: Mapping[int, NounHit], before: list[Count]) -> Borrowed | None:
    noun = _nearest_noun(reading, amount, hits, before)
    if noun is not None:
        return Borrowed(build_group(reading, noun), LIKELY)
    last = next((count for count in reversed(before) if count.fact is not None and count.fact.unit == "person"), None)
    if last is None or last.fact is None or last.group is None:
        return None
    of_them = AMONG.match(reading.folded, amount.end) is not None
    if of_them and PART_OF.search(reading.folded, max(0, last.fact.start - 24), last.fact.start):
        return None  # 18 000 étrangers, dont un millier de Cubains ; 3 300 d'entre eux sont morts
    away = reading.sentence_index(amount.start) - reading.sentence_index(last.fact.start)
    return Borrowed(last.group, LIKELY, fact=last.fact) if away <= (_FAR if of_them else 0) else None


# Séoul évalue à 2 000[ le nombre de ]Nord-Coréens · 60[ le nombre de ses ]soldats
_NUMBER_OF = re.compile(r" le nombre (?:de |d'|des )(?:(?:ses|ces|leurs|nos) )?")
_EN = re.compile(r"\ben [a-zà-ÿ]+(?: [a-zà-ÿ']+){0,4} ?$")
_ACCORDING = re.compile(r"\b(?:selon|d'après|à|par|pour|de source) (?:[a-zà-ÿ'-]+ ){0,2}$")


def _nearest_noun(reading: Reading, amount: Amount, hits: Mapping[int, NounHit], before: list[Count]) -> NounHit | None:
    """*les Chinois de Doraleh, entre* 1 000 *et 2 000*: the noun that no count before it has, or the one behind."""
    number = _NUMBER_OF.match(reading.folded, amount.end)
    if number is not None:
        return _noun_at(reading, hits, number.end())
    if AMONG.match(reading.folded, amount.end):
        return None
    first, _ = reading.sentence_at(amount.start)
    if _EN.search(reading.folded, first, amount.start):
        first = paragraph_start(reading, amount.start)  # Restent les Casques bleus. Il n'en reste que 300
    first = max([first, *(max(one.amount.end, one.group.end if one.group else 0) for one in before)])
    words = [word for word in reading.tokens_in(first, amount.start) if first <= word.idx < amount.start]
    nouns = (_noun_at(reading, hits, word.idx) for word in reversed(words))
    return next(
        (one for one in nouns if one is not None and not _ACCORDING.search(reading.folded, first, one.start)), None
    )


def _noun_at(reading: Reading, hits: Mapping[int, NounHit], start: int) -> NounHit | None:
    """A noun of several persons in arms, or of a people."""
    hit = hits.get(start)
    if hit is not None and hit.noun.unit == "person" and hit.noun.context in {None, "near", "special"}:
        return hit if reading.folded.endswith(("s", "x"), 0, hit.end) else None
    people = people_at(reading, start)
    if people is None or not reading.folded.endswith(("s", "x"), 0, people.end):
        return None
    return NounHit(people.start, people.end, PEOPLE)


def log_odds(reading: Reading, amount: Amount, before: list[Count]) -> float:
    """The logarithm of the odds that an amount counts troops."""
    return float(weights(FILE).log_odds(amount_features(reading, amount, before))[0])
