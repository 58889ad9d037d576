"""A count of how many more or fewer there are → no strength and no loss of so many.

Matches *compte* 500 *hommes de plus qu'en 2020*, *les effectifs ont baissé de* 200 *hommes*, *un déficit de* 3 000
*soldats*; not *réduit de* 12 *à 8 bataillons*, *renforcé de* 200 *hommes* (they came).
"""

from __future__ import annotations

import re

from newsextract.reading import Reading
from newsextract.strengths import TO_NUMBER
from newsextract.verb_senses import ANY, forms

# 500 hommes [de plus qu']en 2020 · 300 soldats[ tués de plus qu']en mars · 40 soldats [de trop]
_THAN = re.compile(r"(?: [a-zà-ÿ]+)?(?:,? (?:soit )?(?:de|en) (?:plus|moins) qu(?:e |')|,? (?:de|en) trop\b)")
# les effectifs [ont augmenté de ]200 hommes · [un déficit de ]3 000 soldats · [inférieur de ]200 hommes
_CHANGED = frozenset(
    {
        *("augmenter", "grossir", "gonfler", "grandir", "progresser", "bondir", "grimper"),
        *("baisser", "diminuer", "reculer", "chuter", "fondre", "varier", "excéder"),
    }
)
# of croître and its compounds, which no paradigm of ours has
_GROWN = r"(?:ac|dé)?cr(?:oît|oîtra|oîtrait|oissent|oissait)|crû|(?:ac|dé)cru(?:es|e|s)?"
_CHANGE = (
    r"augmentation|hausse|accroissement|progression|baisse|diminution|recul|chute|déficit|manque|excédent|surplus|"
    r"sureffectif|sous-effectif|écart|différence"
)
_BY = re.compile(
    rf"\b(?:{forms(_CHANGED, ANY)}|{_GROWN}|(?:{_CHANGE})s?|(?:supérieur|inférieur|déficitaire)e?s?)"
    r"(?: (?:encore|ainsi|déjà|nette?|brutale?|théorique|actuel|global|total|annuelle?))? (?:de |d')$",
    re.IGNORECASE,
)


def is_difference(reading: Reading, start: int, end: int) -> bool:
    """True where the words round a count and its noun, `start` to `end`, say by how many two other counts differ."""
    if _THAN.match(reading.folded, end):
        return True
    if TO_NUMBER.match(reading.folded, end):
        return False  # ont augmenté de 200 à 300 hommes: what they were
    return _BY.search(reading.folded, max(0, start - 60), start) is not None
