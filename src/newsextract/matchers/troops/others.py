"""A number or an article that goes on from the count before → one more of those, the survivors, a rival's figure.

Matches *Deux soldats ont été tués.* Un *autre est porté disparu*, une centaine *en réchappe*, Moins de 2 000, *rétorque
un rebelle*; not *un autre bus a brûlé*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.verbs import STRONG
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import told, verbs

Previous = Sequence[tuple[Amount, Group | None, Troops | None]]

# Un [autre aurait] disparu · un [troisième est] porté disparu; not un autre bus
_OTHER_ONE = re.compile(
    r" (?:autre|seconde?|deuxième|troisième|quatrième|cinquième|dernière?)"
    r"(?=,? (?:(?:grièvement|légèrement|mortellement) )?(?:a|avait|aurait|est|était|serait|fut|eut|blessée?|tuée?|"
    r"capturée?|disparue?|succomb\w+|meurt|mourut|manque)\b)"
)


def is_other_one(reading: Reading, amount: Amount) -> bool:
    """True for an article before *autre*, *second*, *troisième* and a verb: few are, so this is asked first."""
    return _OTHER_ONE.match(reading.folded, amount.end) is not None


def other_one(reading: Reading, amount: Amount, previous: Previous) -> Borrowed | None:
    """*Deux stagiaires ont été tués.* Un *autre aurait disparu*: one more of those counted right before, whom something
    befell too."""
    match = _OTHER_ONE.match(reading.folded, amount.end)
    if match is None or not previous:
        return None
    _, group, fact = previous[-1]
    gap = reading.sentence_index(amount.start) - reading.sentence_index(fact.start) if fact is not None else 2
    if group is None or fact is None or gap > 1 or fact.unit != "person" or fact.role not in STRONG:
        return None
    role = role_of(reading, reading.token_at(match.end() - 1), amount.start, match.end()).role
    return Borrowed(group, "other_one", role, fact) if role in STRONG else None


# une centaine [en réchappe] · une quarantaine [survécut] · douze [s'en sortent]
ESCAPES = re.compile(
    r" (?:seulement |à peine )?(?:en |s'en |y )?"
    r"(?:réchapp|surviv|survéc|reviend|revien|revin|revîn|sort|reviv|rentr)\w*\b"
)
# Moins de 2 000[, rétorque un conseiller] · 20 000[, selon Kiev]
ANSWERED = re.compile(
    rf"(?: ?»|\")?, (?:{told(verbs('saying', 'counting'))}|préfère(?:nt)?|selon|d'après|à en croire|pour) "
)
_NO_WORD = re.compile(r"[^\w]*")


def answers(reading: Reading, amount: Amount, first: int) -> bool:
    """*Combien restent-ils ? Quelque 4 500 soldats, répond l'état-major.* Moins de 2 000, *rétorque un rebelle*: a
    rival's figure, where both sentences open with one."""
    index = reading.sentence_index(first)
    if index == 0 or not _NO_WORD.fullmatch(reading.folded, first, amount.start):
        return False
    before, end = reading.sentences[index - 1]
    other = next((one for one in reading.amounts if before <= one.start < end), None)
    if other is None or not _NO_WORD.fullmatch(reading.folded, before, other.start):
        return False
    return ANSWERED.match(reading.folded, amount.end) is not None
