"""Troops and the places of their sentence → the one that another clause names for them.

Matches *sur l'île de* Gotland*, où* 350 *militaires tiennent garnison*, *L'embuscade près de* Djibo *a été terrible :*
quarante *soldats ont péri*; not *Bamako l'a annoncé :* six *soldats ont péri*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.reading import Reading
from newsextract.records import Location, Troops

# Pokrovsk[, nœud logistique de l'est du pays où] 170 000 soldats
_APPOSED_WHERE = re.compile(r", (?:(?!\b(?:a|ont|(?<!')est|sont|qui|que)\b)[^.;:,A-ZÀ-Ý]){3,60} où ")


def antecedent(
    reading: Reading, troops: Troops, places: Sequence[Location], *, closed: bool = False
) -> Location | None:
    """*À Gyumri, où* 3 000 *hommes montent la garde*: the antecedent of *où*, its clause closed before them or not."""
    for place in reversed(places):
        if place.end <= troops.start and re.match(r",? où\b", reading.folded[place.end : place.end + 6]):
            other = re.search(r"[;:]|\b(?:mais|tandis)\b", reading.folded[place.end : troops.start])
            return None if other or _is_closed(reading, place.end, troops.start) != closed else place
        if (
            not closed
            and place.end <= troops.start
            and _APPOSED_WHERE.fullmatch(reading.folded, place.end, troops.start)
        ):
            return place
    return None


def _is_closed(reading: Reading, start: int, end: int) -> bool:
    """True in *En Guyane, où les homicides ont bondi, le ministre annonce deux escadrons*: the relative has ended."""
    comma = reading.folded.find(",", reading.folded.find(" où", start) + 3, end)
    return comma >= 0 and any(token.pos_ in {"VERB", "AUX"} for token in reading.span(start + 4, comma))


# où 350 militaires[ tiennent garnison près de ]Visby
_VERB_AT = re.compile(
    r"(?: [\wà-ÿ'-]+){1,6} (?:à|près d[e']|autour d[e']|aux abords d[e']|dans|sur|en) ?(?:la |le |l'|les )?"
    r"(?:(?:région|province|ville|port|base|camp) (?:de la |de l'|de |du |d'))?"
)


def of_relative(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*sur l'île de Gotland, où* 350 *militaires tiennent garnison près de* Visby: the place of the relative itself,
    else the antecedent of *où*."""
    before = antecedent(reading, troops, places)
    if before is None:
        return None
    after = next((one for one in places if one.start > troops.end), None)
    near = after is not None and _VERB_AT.fullmatch(reading.folded, troops.end, after.start) is not None
    return after if near else before


# à cinq le nombre de brigades[ que Moscou pourrait masser près de ]Petrozavodsk
_WHOM_THERE = re.compile(
    r" (?:que |qu')[^.;:,]{3,40} (?:à|près d[eu]|autour d[eu]|aux abords d[eu]|dans|sur|en|au|aux) ?"
    r"(?:la |le |l'|les )?"
)


def of_own_relative(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*évalue à* cinq *le nombre de brigades que Moscou pourrait masser près de* Petrozavodsk: behind a group that its
    number stands apart from."""
    head = troops.anchor
    if head is None or troops.group is None or not reading.text.startswith(troops.group, head):
        return None
    end = head + len(troops.group)
    after = next((one for one in places if one.start >= end), None)
    return after if after is not None and _WHOM_THERE.fullmatch(reading.folded, end, after.start) else None


# depuis l'embuscade tendue le 11 janvier en amont de [Maripasoula : un gendarme a été tué]
_FIGHT_AT = re.compile(
    r"\b(?:embuscades?|attaques?|assauts?|combats?|accrochages?|explosions?|batailles?|raids?|frappes?|affrontements?|"
    r"offensive|fusillade|bombardements?|attentat|incursion|crash|guet-apens|tirs|échauffourées|siège|prise|chute)"
    r"[^.;:,]{0,60}? (?:à|en|au|aux|dans|sur|contre|de|d'|du|près|autour|amont|aval|vers|devant) ?(?:[^.;:,]{1,30} )?$",
    re.IGNORECASE,
)
_COLON = re.compile(r"[^;:]{0,60} : ")


def of_ambush(reading: Reading, troops: Troops, places: Sequence[Location], first: int) -> Location | None:
    """*L'embuscade près de* Djibo *a été terrible :* quarante *soldats ont péri*: where they were struck."""
    if troops.role not in _STRUCK or any(place.start > troops.start for place in places):
        return None
    place = next((one for one in reversed(places) if one.end <= troops.start), None)
    colon = _COLON.match(reading.folded, place.end, troops.start) if place is not None else None
    if place is None or colon is None or _FIGHT_AT.search(reading.folded, first, place.start) is None:
        return None
    return place


_STRUCK = frozenset({"killed", "wounded", "casualties", "captured", "missing"})
