"""Those who take part in something → soldiers, if it is a military exercise.

Matches *l'exercice Balikatan, avec* près de 17 000 *participants*; not *un exercice d'évacuation a réuni* 300
*participants*, *les* 800 *participants de la course*.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.alternation import one_of
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.setting import is_military
from newsextract.matchers.troops.words import civil_words, grammar_words
from newsextract.reading import Reading

# l'exercice Balikatan · les grandes manœuvres; not un exercice d'évacuation, l'exercice 2024
_EXERCISE = re.compile(
    r"\b(?:exercices?|man(?:œ|oe)uvres?|entraînement conjoint|war ?games?)\b"
    r"(?! (?:politiques?|dilatoires?|électorales?|parlementaires?|diplomatiques?|frauduleuses?|financières?|"
    r"(?:de la |de l'|du )(?!(?:Otan|armée|marine|force|flotte|brigade|bataillon|légion|génie|CSTO|OTSC|Nord))|"
    r"d'(?:évacuation|alerte|écriture|admiration|équilibre|orthographe)|de (?:secours|sauvetage|style|crise|"
    r"sécurité civile|simulation|confinement|démocratie)|(?:attentat|incendie|physique|budgétaire|fiscal|comptable|"
    r"spirituel)s?\b|\d{4}|du (?:droit|pouvoir|culte|plan)))",
    re.IGNORECASE,
)


@cache
def _named() -> re.Pattern[str]:
    """African Lion · Steadfast Defender: the exercises that one knows by their names."""
    return re.compile(rf"\b{one_of(grammar_words('exercises'))}\b")


def take_part(reading: Reading, group: Group) -> bool:
    """True for participants in an exercise of armies that the sentence or the one before tells of."""
    first, last = reading.sentence_at(group.head)
    first = reading.sentences[max(0, reading.sentence_index(first) - 1)][0]
    if civil_words(reading.folded, first, last):
        return False
    named = _named().search(reading.folded, first, last)
    if _EXERCISE.search(reading.folded, first, last) is None:
        return named is not None and " " in named[0] and is_military(reading)
    return is_military(reading) or named is not None
