"""A count that somebody sets as the size of a body → whose the body is, not who reckons it.

Matches *chiffre à* 170 000 *hommes l'effectif de l'armée* afghane, *évalue les forces du* M23 *à* 6 000 *hommes*; not
*porte à 250 000 hommes ses effectifs*.
"""

from __future__ import annotations

import re

from newsextract.alternation import one_of
from newsextract.matchers.troops.sides import Side, force_value, mentions_in
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading

_BODY = one_of(grammar_words("sized_bodies"))
# chiffre à [170 000 hommes] l'effectif de l'armée afghane · évalue à [600 000 hommes] le contingent que Moscou a massé
_BEHIND = re.compile(rf" (?:déjà |désormais |aujourd'hui )?(?:l'|les |le |la ){_BODY}\b(?P<of>[^.;:,«»]{{3,60}})")
# évalue l'effectif de la garde irakienne à [60 000 hommes]
_BEFORE = re.compile(
    r"\b(?:estim|évalu|chiffr|jaug|limit|plafonn|fix|situ|plac|plaç)[a-zà-ÿ]* (?:l'|les |le |la )"
    rf"{_BODY}\b(?P<of>[^.;:,«»]{{3,60}}?),?(?: à)? $"
)
_TO = re.compile(r"(?<![Ff]ace )\bà $")
# chiffre [entre 10 000 et 12 000] · situe [autour de 6 000]
_WITHIN = ("entre ", "autour ", "aux alentours ")
# forces russes [en] Afrique · troupes [déployées au] Mali
_PLACED = re.compile(r"\b(?:en|au|aux|à|dans|depuis|vers|contre|par|sur|face à)(?: la| le| les| l')? ?$")


def valued(reading: Reading, start: int, end: int) -> Side | None:
    """The side of the body whose size the count before or behind it is."""
    to = _TO.search(reading.folded, max(0, start - 8), start) is not None
    if not to and not reading.folded.startswith(_WITHIN, start):
        return None
    match = _BEHIND.match(reading.folded, end)
    if match is None:
        first, _ = reading.sentence_at(start)
        match = _BEFORE.search(reading.folded, max(first, start - 110), start)
    named = mentions_in(reading, *match.span("of")) if match is not None else []
    own = [one for one in named if not _PLACED.search(reading.folded, max(0, one.start - 12), one.start)]
    return force_value(own[0].actor) if own else None
