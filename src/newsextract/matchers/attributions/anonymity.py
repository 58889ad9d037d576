"""A source's phrase in its sentence → whether it is somebody whom nobody can look up.

*un officier*, *un responsable qui a requis l'anonymat*; not *un officier de la 93e brigade*, who speaks for his army.
"""

from __future__ import annotations

import re

from newsextract.matchers.attributions.source_context import REQUESTS_ANONYMITY, UNNAMED, is_indefinite
from newsextract.matchers.attributions.source_phrases import Phrase
from newsextract.matchers.attributions.source_words import words_of
from newsextract.reading import Reading
from newsextract.records import SourceType

_OF_STATES = frozenset({"government", "military", "state", "intelligence"})
_REACH = 90  # characters around a source in which it may ask for no name


def is_nobody(reading: Reading, phrase: Phrase, kind: SourceType, start: int, end: int) -> bool:
    """True for an official whom nobody can look up."""
    if REQUESTS_ANONYMITY.search(reading.folded[end : end + _REACH].split(".")[0]):
        return True
    unnamed = kind in _OF_STATES and bool(UNNAMED.match(phrase.plain)) and is_indefinite(reading.folded, start)
    if _FORMER.match(phrase.lowered) and is_indefinite(reading.folded, start):
        return True
    if kind == "military":
        return (_informs(phrase) and is_indefinite(reading.folded, start)) or _asks_before(reading, start)
    return unnamed


# un [ancien] officier de marine · un [ex-]ministre
_FORMER = re.compile(r"anciens?\s|anciennes?\s|ex-")
# officier[ d'état-major] · officier[ de liaison lituanien]: what he does, not whose he is
_BRANCH = re.compile(
    r"\s(?:de (?:liaison|carrière|réserve|renseignement)|d'état-major|des? renseignements?|du train"
    r"|de l'armée(?: de (?:terre|l'air))?)\b"
)
_WHOSE = re.compile(r"\s(?:du|de|des|d')\b")


_SURVIVOR = re.compile(
    r"\s(?:rescapé|blessé|capturé|rentré|démobilisé|amputé|évadé|repenti|fait prisonnier|prisonnier)s?\b"
)


def _informs(phrase: Phrase) -> bool:
    """True for an officer of no unit and no name: *un gradé*, *un officier américain*; not *un officier de la Kfor*."""
    words = phrase.lowered.split()
    head = "-".join(words[:2]) if words[0] in {"haut", "hauts"} else words[0]
    if _SURVIVOR.search(phrase.lowered):
        return False  # *un sous-officier rescapé*: he saw it
    return head in words_of("informing_ranks") and not _WHOSE.search(_BRANCH.sub("", phrase.lowered))


def _asks_before(reading: Reading, start: int) -> bool:
    """True if the sentence says before the source that it wants no name: *Sous couvert d'anonymat, un officier*."""
    first, _ = reading.sentence_at(start)
    return bool(REQUESTS_ANONYMITY.search(reading.folded, max(first, start - _REACH), start))
