"""A people whose number stands apart from its name → the group, where it stands for its army.

Matches *Les Kényans, au nombre de* 400*, patrouillent*, *En face, les Argentins étaient* plus de mille; not *Les
Ukrainiens sont 4 millions en Pologne*.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.peoples import PEOPLE
from newsextract.matchers.troops.setting import is_of_war
from newsextract.matchers.troops.words import NounHit
from newsextract.reading import Reading

# Les Kényans[, au nombre de] 400[,] · Les Russes[, ]environ 300[,]
_ASIDE = re.compile(r",(?P<number> (?:[a-zà-ÿ]+ )?au nombre de)? $")
_ASIDE_ENDS = re.compile(r"(?: (?:environ|au total|en tout|selon [^.;:,]{2,40}|d'après [^.;:,]{2,40}))?,")


def people_before(reading: Reading, amount: Amount) -> Group | None:
    """The people whose number is set off right behind it: *Les Kényans, au nombre de* 400*, patrouillent*."""
    lead = max(0, amount.start - 24)
    aside = _ASIDE.search(reading.folded, lead, amount.start) if amount.of is None else None
    if aside is None:
        return _people_who_are(reading, amount)
    if not _ASIDE_ENDS.match(reading.folded, amount.end):
        return None
    if aside["number"] is None and amount.qualifier == "exact":
        return None  # les Bleus, 15, recevaient
    mention = _people_up_to(reading, aside.start())
    return build_group(reading, NounHit(mention.start, mention.end, PEOPLE)) if mention is not None else None


def _people_up_to(reading: Reading, end: int) -> Mention | None:
    """*les Kényans* right before an offset."""
    mention = next((one for one in reading.parties if one.end == end), None)
    if mention is None or mention.form != "demonym_noun":
        return None
    return mention if reading.folded.endswith(("Les ", "les "), 0, mention.start) else None


# les Argentins[ étaient ]plus de mille · les Japonais[ n'étaient plus que ]trois cents
_ARE = re.compile(
    r" (?:ne |n')?(?:sont|étaient|seraient|furent)(?: (?:plus|alors|encore|donc|désormais|déjà))?(?: que| qu')? ?$"
)
# [En face, les] Argentins · [Contre lui, les] Russes
_OPPOSITE = re.compile(
    r"\b(?:en face|face à (?:eux|lui|elle|nous)|contre (?:eux|lui|nous)|devant (?:eux|lui|nous)), [Ll]es $",
    re.IGNORECASE,
)
# étaient trois cents [à tenir la colline] · [retranchés dans] la poche
_HOLDING = re.compile(
    r",? (?:à (?:tenir|défendre|garder|attaquer|combattre|résister|se battre|donner l'assaut)|retranchés|assiégés|"
    r"encerclés|en armes|sous les armes|au front|en ligne|dans les tranchées)\b"
)
_FULL_STOP = re.compile(r"[ »”\"]{0,3}[.,;:!?]|$")


def _people_who_are(reading: Reading, amount: Amount) -> Group | None:
    """*En face, les Argentins étaient* plus de mille: an army by its people's name, set against another or at arms."""
    are = _ARE.search(reading.folded, max(0, amount.start - 34), amount.start) if amount.of is None else None
    mention = _people_up_to(reading, are.start()) if are is not None else None
    if mention is None or not is_of_war(reading):
        return None
    opposite = _OPPOSITE.search(reading.folded, max(0, mention.start - 30), mention.start)
    if not (opposite and _FULL_STOP.match(reading.folded, amount.end)) and not _HOLDING.match(
        reading.folded, amount.end
    ):
        return None
    return build_group(reading, NounHit(mention.start, mention.end, replace(PEOPLE, context=None)))
