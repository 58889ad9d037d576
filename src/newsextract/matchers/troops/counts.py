"""What the matcher has read so far: quantities with the group each counts, and their facts.

*42 soldats* is a count with a group; *12 habitants* is one of civilians: group None, civil true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.amounts import Amount
from newsextract.frozen import frozen
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.losses import AT_THE_PRICE
from newsextract.reading import Reading
from newsextract.records import Troops


@frozen(slots=True)
class Count:
    """A quantity with the group it counts; `group` is None for a quantity of something else."""

    amount: Amount
    group: Group | None
    fact: Troops | None
    civil: bool = False


# 12 000 soldats, [dont] 7 000 combattants · [parmi lesquels au moins] 300
PART_OF = re.compile(r"\b(?:dont|parmi lesquel(?:le)?s)(?: les| environ| quelque| près de| plus de| au moins)? $")


def last_fact(counts: list[Count]) -> Troops | None:
    return next((count.fact for count in reversed(counts) if count.fact is not None), None)


def follows_troops(reading: Reading, amount: Amount, counts: list[Count]) -> bool:
    """True if a count of troops with a noun of theirs stands earlier in the sentence, so that *blessés* is a
    participle: *trois soldats tués, sept blessés*; not in *quatre morts et sept blessés*, *tués au prix de sept
    blessés*."""
    first, _ = reading.sentence_at(amount.start)
    if AT_THE_PRICE.search(reading.folded, max(first, amount.start - 40), amount.start):
        return False
    before = [count for count in counts if count.amount.start >= first]
    if not before or before[-1].fact is None:
        return False
    group = before[-1].group
    return group is None or group.noun.context != "dead"


# 4 800 militaires, [accompagnés d'environ] 200 civils · [qu'accompagneront] 200 civils
_ESCORTED = re.compile(r"\baccompagn\w+ (?:de |d'|par )?$")


def is_of_others(reading: Reading, count: Count) -> bool:
    """True if a count is of what is no troops, so that a bare number behind it may be of that; not of a mere escort."""
    start = count.amount.start
    return count.civil and _ESCORTED.search(reading.folded, max(0, start - 30), start) is None


# Un peu plus de 1 200 [seraient déjà arrivés] · une centaine [sont sur place] · Près de 700 [ont débarqué]
_ARRIVES = re.compile(
    r"(?: d'entre eux)? (?:y |en |s'y )?(?:sont|seraient|étaient|ont|auraient|avaient) (?:été )?(?:déjà |d'ores et "
    r"déjà |"
    r"bien |désormais |enfin |depuis |en fait |aujourd'hui |actuellement )?(?:été )?(?:arrivé|déployé|débarqué|"
    r"installé|"
    r"posté|engagé|recruté|mobilisé|formé|envoyé|entraîné|sur place|à pied d'œuvre|opérationnel|en place|rejoint|"
    r"pris position)"
)
# 4 800 soldats [et] 200 civils
_BESIDE_THEM = re.compile(r"(?: [\w'-]+){1,5} (?:et|ainsi que|plus|outre)(?: (?:de|d'|à|quelque|environ))? ")


def is_of_troops(reading: Reading, amount: Amount, counts: Sequence[Count]) -> bool:
    """*4 800 soldats et 200 civils.* 1 200 *seraient déjà arrivés*: of the soldiers, who are by far the most."""
    if len(counts) < 2 or not counts[-1].civil or counts[-2].fact is None:
        return False
    many, few = counts[-2].fact, counts[-1].amount
    if (many.high or many.low or 0) < 4 * (few.high or few.low or 0):
        return False
    if (amount.low or amount.high or 0) <= (few.high or few.low or 0):
        return False
    if not _BESIDE_THEM.fullmatch(reading.folded, many.end, few.start):
        return False
    return _ARRIVES.match(reading.folded, amount.end) is not None


def beside_others(reading: Reading, counts: Sequence[Count]) -> bool:
    """True if the last troops are counted beside something else, so that a bare number may be of either: *12 civils et
    3 soldats; 40 ont été blessés*, *vingt chars et 300 soldats*."""
    if len(counts) < 2 or counts[-1].fact is None:
        return False
    if counts[-2].fact is None and _PART.fullmatch(reading.folded, counts[-2].amount.end, counts[-1].amount.start):
        return True  # 140 blessés, dont 12 officiers. Vingt sont morts
    if not counts[-2].civil:
        return False
    if reading.folded.endswith(" par ", 0, counts[-1].amount.start):
        return True  # douze suspects arrêtés par 200 policiers; trois ont été écroués
    between = reading.folded[counts[-2].amount.end : counts[-1].amount.start]
    return _BESIDE.fullmatch(between) is not None


_PART = re.compile(r"(?: [\wà-ÿ'-]+){1,4},? (?:dont|parmi (?:eux|elles|lesquels|lesquelles)) ")
# 12 [civils et] 3 soldats
_BESIDE = re.compile(r" (?:[\w'-]+ ){1,4}(?:et|ou|ainsi que)(?: (?:de|à|d'))? ?|(?: [\w'-]+){1,4}, ")
