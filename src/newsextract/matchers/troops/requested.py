"""A count that one state asks of another → the one asked, whose troops they are.

Matches *obtenir de Varsovie* deux *compagnies*, *a demandé à la France l'envoi de* 300 *soldats*; not *a obtenu de
Moscou la libération de* trois *soldats*.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.matchers.troops.sides import Side, force_value, mentions_in
from newsextract.reading import Reading
from newsextract.verb_senses import ANY, forms, verbs

_NEAR = 90  # characters from the verb to the count

# Varsovie[ l'envoi de ]deux compagnies · [ un bataillon de ]600 hommes · [ quelque ]300 soldats
_TO_COUNT = re.compile(
    r",? (?:(?:l'envoi|le (?:déploiement|prêt|maintien|renfort|retrait|départ|rappel)|la mise à disposition|un prêt|"
    r"(?:un|des) renforts?|une (?:force|brigade|division|compagnie|unité)|un (?:bataillon|contingent|régiment|"
    r"détachement))(?: [a-zà-ÿ]+)? (?:de |d'))?(?:quelque |environ |près de |au moins )?"
)


@cache
def _lead() -> re.Pattern[str]:
    """*a demandé à*, *espère de la*: what leads up to the one who is asked."""
    words = r"(?: [a-zà-ÿ]+){0,2} "
    of = r"(?:de |de la |de l'|du |des |d'|auprès (?:de |du |de la |de l'|des |d'))(?:la |l'|le )?"
    to = r"(?:à |à la |à l'|au |aux |auprès (?:de |du |de la |de l'|des |d'))"
    asks = forms(verbs("asking"), (*ANY, "participle"))
    gets = forms(verbs("getting"), (*ANY, "participle"))
    return re.compile(rf"\b(?:{asks}{words}(?:{of}|{to})|{gets}{words}{of})$")


def requested_of(reading: Reading, start: int) -> Side | None:
    """The side that a verb of asking or getting names right before the count at `start`."""
    named = mentions_in(reading, max(reading.sentence_at(start)[0], start - _NEAR), start)
    if not named or named[-1].form == "demonym_adjective":
        return None
    one = named[-1]
    if _TO_COUNT.fullmatch(reading.folded, one.end, start) is None:
        return None
    return force_value(one.actor) if _lead().search(reading.folded, max(0, one.start - 60), one.start) else None
