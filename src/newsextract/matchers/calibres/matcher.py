"""Reading → calibres with their weapons.

Matches *des pièces d'artillerie automotrices de 177 mm* and *du 155 avant les drones*; not *un blindage de 30 mm*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsextract.amounts import Amount
from newsextract.matchers.calibres.classes import class_of
from newsextract.matchers.calibres.forms import Candidate, find_candidates
from newsextract.matchers.calibres.join import Joined, weapon_of
from newsextract.matchers.calibres.judge import is_calibre
from newsextract.matchers.calibres.scene import Scene
from newsextract.matchers.calibres.weapons import Weapon, designation, phrase_start
from newsextract.reading import Reading
from newsextract.records import Calibre


def find_calibres(reading: Reading) -> Iterator[Calibre]:
    """Every calibre of an article; see the guidelines, section 1."""
    scene = Scene(reading)
    previous: Joined | None = None
    for candidate in sorted(find_candidates(reading), key=lambda found: found.start):
        weapon = weapon_of(scene, candidate, previous)
        if is_calibre(scene, candidate, weapon):
            previous = (candidate, weapon)
            scene.calibres.add(candidate.start)
            yield _record(scene, candidate, weapon)


def _record(scene: Scene, candidate: Candidate, weapon: Weapon | None) -> Calibre:
    reading = scene.reading
    low, high = _quantity(scene, candidate, weapon)
    end = _phrase_end(reading, candidate, weapon) if weapon else 0
    return Calibre(
        **reading.fields(candidate.start, candidate.end, f"calibre.{candidate.form}"),
        calibre_mm=round(candidate.calibre_mm, 2),
        length_mm=candidate.length_mm,
        barrel_calibres=candidate.barrel_calibres,
        weapon=_phrase(reading, weapon, end) if weapon else None,
        weapon_class=class_of(scene, candidate, weapon),
        model=designation(reading, weapon, end) if weapon else None,
        munition=bool(weapon and weapon.munition),
        quantity_low=low,
        quantity_high=high,
        anchor=weapon.start if weapon else None,
    )


# ---- the noun phrase

_CONNECTOR = re.compile(
    r"[\s,(]+(?:tirant|tirent|tire|d'un calibre|chambrée?s?|chargée?s?|dotée?s?|"
    r"(?<!gros )(?<!petit )(?<!moyen )(?<!fort )"
    r"(?:(?:de|du|en|au)\s)?calibre|cal\.)\b.*$|"
    r"[\s,(]+(?:de|du|au|en|des|d')?\s*$"
)
# obus[ de 105 et ]155 · canon[ de 127 mm (]5 pouces
_FIRST_NUMBER = re.compile(r"[\s,]+(?:de|du|au)?\s*\d[\d.,]*\s?(?:mm)?\s?(?:,|et|ou|/|\().*$")
# mortiers[ de 81 et trois ]60: what an ellipsis takes up ends before the first calibre
_FIRST_CALIBRE = re.compile(
    r"\s(?:de|du|en|au|calibre)\s(?:calibre\s)?(?:\d{1,3}(?:[.,]\d+)?|\.\d+)(?!\w).*$", re.DOTALL
)


def _phrase_end(reading: Reading, candidate: Candidate, weapon: Weapon) -> int:
    """Where the weapon's noun phrase ends and the calibre's connector begins."""
    if weapon.end > candidate.start:
        party = reading.party_at(weapon.end + 1) if weapon.start >= candidate.end else None
        return party.end if party is not None and party.form == "demonym_adjective" else weapon.end
    rest = reading.folded[weapon.end : candidate.start]
    for pattern in (_FIRST_NUMBER, _CONNECTOR, _FIRST_CALIBRE):
        rest = pattern.sub("", rest)
    if re.search(r"[,;:]", rest):
        return weapon.end
    return weapon.end + len(rest.rstrip(" ,("))


def _phrase(reading: Reading, weapon: Weapon, end: int) -> str | None:
    """The weapon's noun phrase; none for *stocks*, which are no weapon."""
    if weapon.generic == "stock":
        return None
    return reading.text[phrase_start(reading, weapon) : end]


# ---- how many

# "une trentaine[" de ]mitrailleuses · trois [gros ]canons
_BEFORE_NOUN = re.compile(
    r"[\"»”]?\s(?:de |d')?[\"«“]?\s?"
    r"(?:(?!(?:aux?|des?|du|et|ou|en|sur|à|pour|par|dans|avec|une?|l[ae]s?)\s)\w+\s)?[\"«“]?\s?"
)


def _quantity(scene: Scene, candidate: Candidate, weapon: Weapon | None) -> tuple[int | None, int | None]:
    """How many weapons or rounds: the amount right before their noun phrase, or before the calibre in an ellipsis."""
    if weapon is None:
        return None, None
    start = phrase_start(scene.reading, weapon) if weapon.counted else _own_count_end(scene, candidate)
    before = scene.amount_before(start)
    for amount in reversed(scene.reading.amounts[max(0, before - 3) : before]):
        if amount.core_start in scene.calibres:
            return None, None  # ses 75 et quelques pièces de 90: guns of another calibre
        if amount.of is None and (amount.end == start or _BEFORE_NOUN.fullmatch(scene.folded, amount.end, start)):
            return _bounds(amount) if amount.is_credible else (None, None)
    return None, None


def _own_count_end(scene: Scene, candidate: Candidate) -> int:
    """Where the count of an ellipsis ends: *deux mortiers de 81 et trois[ de 60]*."""
    lead = _OF.search(scene.folded, max(0, candidate.start - 12), candidate.start)
    return lead.end() if lead else candidate.start


_OF = re.compile(r"(?=\sde\s(?:calibre\s)?$)")


def _bounds(amount: Amount) -> tuple[int | None, int | None]:
    return (None if amount.low is None else int(amount.low)), (None if amount.high is None else int(amount.high))
