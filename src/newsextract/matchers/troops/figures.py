"""A further figure of those counted before → by what means it is one: a rate, an answer, more of the same.

Matches *21 000 soldats tués, soit* près de 200 *par jour*, *Des renforts ? Le Tchad
en a promis* 1 500; not *produit 3 000 obus par mois, soit* cent *par jour*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.verbs import STRONG, word_event
from newsextract.matchers.troops.words import civil_words
from newsextract.reading import Reading
from newsextract.records import Troops

# soit [200] par jour · (vingt par mois) · à raison de cent par nuit
_RATE_LEAD = re.compile(r"(?:\bsoit|,? à raison de|,? au rythme de)(?: (?:environ|en moyenne))? $| \($")
_RATE_TAIL = re.compile(
    r" (?:en moyenne,? )?(?:par (?:jour|nuit|semaine|mois|an|année|trimestre|heure)|chaque (?:jour|"
    r"nuit|semaine|mois|année)|"
    r"quotidiennement)\b"
)


def is_rate(reading: Reading, amount: Amount) -> bool:
    """*tués en trois mois, soit* près de 200 *par jour*: how many of the same in a day."""
    return (
        _RATE_TAIL.match(reading.folded, amount.end) is not None
        and _RATE_LEAD.search(reading.folded, max(0, amount.start - 40), amount.start) is not None
    )


# Aujourd'hui ? · Et demain ?
_FRAGMENT = re.compile(r"[^?.!]{1,25}\?$")


def steps(reading: Reading, before: int, after: int) -> int:
    """How many sentences lie between two offsets; a question of a word or two is none."""
    first, last = reading.sentence_index(before), reading.sentence_index(after)
    asked = sum(_FRAGMENT.match(reading.folded[slice(*reading.sentences[index])]) is not None
                for index in range(first + 1, last))  # fmt: skip
    return last - first - asked


# Sept [autres ont] · Deux [autres, capturés]
_MORE = re.compile(r"(?: ?[»\"”])? (?:d')?autres\b")


def more_of_them(reading: Reading, amount: Amount, fact: Troops) -> bool:
    """*Dix soldats sont morts lundi. L'armée n'avait pas connu pareille journée.* Sept *autres ont été
    blessés*: the sentence
    between counts no one and tells of no civilians."""
    if _MORE.match(reading.folded, amount.end) is None:
        return False
    _, end = reading.sentence_at(fact.start)
    first, _ = reading.sentence_at(amount.start)
    if any(fact.end < one.start < amount.start and one.of is None for one in reading.amounts):
        return False
    return not civil_words(reading.folded, fact.end, first) and not re.search(r"\n", reading.text[end:first])


# Deux [autres, capturés] en janvier, veulent rester
_SET_OFF = re.compile(r"(?: ?[»\"”])?(?: autres)?, (?:[a-zà-ÿ]+ment )?(?P<word>[\wà-ÿ-]+)")


def set_off_more(reading: Reading, amount: Amount) -> bool:
    """*Cent soldats sont morts.* Deux *autres, capturés en janvier, veulent rester*: what befell them, set off
    by commas.
    """
    match = _SET_OFF.match(reading.folded, amount.end)
    event = word_event(reading.token_at(match.start("word"))) if match else None
    return event is not None and event.role in STRONG


def last_persons(
    reading: Reading, previous: list[tuple[Amount, Group | None, Troops | None]], amount: Amount
) -> tuple[Group, Troops] | None:
    """*9 000 hommes, soit quatre brigades. … un objectif de* dix mille: the last men counted, two sentences
    back at most.
    """
    for _, group, fact in reversed(previous):
        if group is None or fact is None or steps(reading, fact.start, amount.start) > 2:
            return None
        if group.noun.unit == "person":
            return group, fact
    return None
