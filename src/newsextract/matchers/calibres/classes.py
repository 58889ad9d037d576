"""A calibre and its weapon → the weapon's class, by noun, adjective, model, carrier and calibre, in this order.

*chars …, dont le canon lisse de 120 mm* is a tank's; *des chars et des canons de 105 mm* are a tank and a gun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from newsextract.lexicon import read_toml
from newsextract.matchers.calibres.forms import Candidate, gauge_bores
from newsextract.matchers.calibres.scene import Scene, Span
from newsextract.matchers.calibres.weapons import Weapon, phrase_start
from newsextract.matchers.calibres.words import FIRST_WORD, GUNS, Word, class_words, entry_at, numbers, words
from newsextract.records import WeaponClass

CarrierKind = Literal["ship", "tank", "vehicle", "self_propelled_artillery"]
_ROUNDS = frozenset({"shell", "ammunition", "elliptic", "stock", "other"})
_AUTOCANNON_MM = 57  # the largest calibre of an automatic gun on a vehicle
_FIRST_TANKS_MM = frozenset({37.0, 45.0, 47.0, 50.0, 57.0})  # main guns of tanks before 1945
_BATTLESHIP_MM = 274  # from here on guns of ships alone, railways and forts aside
_LIGHT_MORTARS_MM = frozenset({60.0, 81.0, 82.0})


@dataclass(frozen=True, slots=True)
class Carrier:
    """What may carry a gun, by offsets."""

    start: int
    end: int
    kind: CarrierKind


def class_of(scene: Scene, candidate: Candidate, weapon: Weapon | None) -> WeaponClass:
    """The class of a calibre's weapon, see the guidelines, section 1."""
    generic = weapon.generic if weapon else "elliptic"
    if (
        candidate.calibre_mm in gauge_bores()
        and candidate.form in {"name", "cartridge"}
        and generic in _ROUNDS | {"rifle"}
    ):
        return "shotgun"
    by_word = weapon and _by_adjective(scene, candidate, weapon)
    if by_word:
        return cast(WeaponClass, by_word)
    if generic in GUNS:
        return _gun_class(scene, candidate, weapon, generic)
    if generic in _ROUNDS:
        return _round_class(scene, candidate, weapon, generic)
    if generic == "artillery" and candidate.calibre_mm in _LIGHT_MORTARS_MM:
        return "mortar"
    if generic == "tank" and candidate.calibre_mm <= _AUTOCANNON_MM and candidate.calibre_mm not in _FIRST_TANKS_MM:
        return "autocannon"
    return cast(WeaponClass, generic)


def _by_adjective(scene: Scene, candidate: Candidate, weapon: Weapon) -> str | None:
    """The class that an adjective of the phrase, or right after the calibre, gives: *antichar*, *de 106 sans recul*."""
    phrase = scene.forms((weapon.start, max(candidate.start, weapon.end)))[1:]
    after = _AFTER.match(scene.folded, candidate.end)
    forms = phrase + (after[0].lower().split() if after else [])
    first = FIRST_WORD.match(scene.folded, weapon.start)
    noun = entry_at(scene.folded, weapon.start, first[0].lower()) if first else None
    head = noun.generic if noun and not weapon.munition else weapon.generic
    for listed in class_words():
        if head in listed.heads and any(form in listed.words for form in forms):
            return listed.weapon_class
    return None


# 106 mm[ sans recul] · 57 mm[ antichar]
_AFTER = re.compile(r"(?:\s(?!et\b|ou\b|de\b|du\b|des\b|sur\b|contre\b|et\b|à\b)[a-zà-ÿ-]+){1,2}")


def _gun_class(scene: Scene, candidate: Candidate, weapon: Weapon | None, generic: str) -> WeaponClass:
    calibre = candidate.calibre_mm
    carrier = _carrier(scene, candidate, weapon)
    if carrier is not None:
        return _carried_class(carrier, calibre)
    if generic == "piece" and calibre in _LIGHT_MORTARS_MM:
        return "mortar"
    if calibre <= 40 or (generic != "piece" and calibre == _AUTOCANNON_MM):
        return "autocannon"
    if calibre in {115, 125}:
        return "tank"
    return "naval_gun" if _classes_of_calibres().get(calibre) == "naval_gun" else "artillery"


def _carried_class(kind: CarrierKind, calibre: float) -> WeaponClass:
    """The class of a gun that a ship, a tank or another vehicle carries."""
    if kind == "ship":
        return "naval_gun"
    if kind == "self_propelled_artillery":
        return kind if calibre > _AUTOCANNON_MM else "autocannon"
    if kind == "tank" and calibre in _FIRST_TANKS_MM:
        return "tank"
    if calibre <= _AUTOCANNON_MM:
        return "autocannon"
    return "tank" if calibre in numbers("carriers", "tank_calibres") else "artillery"


def _round_class(scene: Scene, candidate: Candidate, weapon: Weapon | None, generic: str) -> WeaponClass:
    """The class of ammunition or of a calibre without a noun: by carrier, then by calibre."""
    carrier = _carrier(scene, candidate, weapon)
    if carrier == "tank" and candidate.calibre_mm in numbers("carriers", "tank_calibres") - _FIRST_TANKS_MM:
        return "tank"
    if (
        carrier == "ship"
        and generic in {"elliptic", "shell"}
        and candidate.calibre_mm in numbers("carriers", "ship_calibres")
    ):
        return "naval_gun"
    if generic == "shell" and candidate.calibre_mm == 120 and not _names_mortar(scene, candidate):
        return "other"
    return cast(WeaponClass, _classes_of_calibres().get(candidate.calibre_mm, "other"))


def _names_mortar(scene: Scene, candidate: Candidate) -> bool:
    """True if the sentence names a mortar: *obus de 120* alone may be a tank's."""
    return any(form.startswith("mortier") for form in scene.forms(scene.sentence_at(candidate.start)))


@cache
def _classes_of_calibres() -> dict[float, str]:
    tables = read_toml("weapon_nouns.toml")
    both = {**tables["historical_calibres"], **tables["classes_of_calibres"]}
    return {float(calibre): name for calibre, name in both.items() if calibre != "source"}


# ---- what carries it


def _carrier(scene: Scene, candidate: Candidate, weapon: Weapon | None) -> CarrierKind | None:
    """What carries a gun: its complement, else the nearest carrier before it, after it, or nearby in the paragraph."""
    sentence = scene.sentence_at(candidate.start)
    start = weapon.start if weapon else candidate.start
    end = max(candidate.end, weapon.end if weapon else 0)
    carriers = list(_carriers(scene, sentence))
    named = _complement(scene, end, carriers)
    if named is not None:
        return named
    before = [carrier for carrier in carriers if carrier.end <= start]
    for carrier in reversed(before):
        if _carries(scene, candidate, weapon, carrier):
            return carrier.kind
    after = next((carrier for carrier in carriers if carrier.start >= end), None)
    if after is not None and _is_linked(scene, sentence, start, end, after):
        return after.kind
    return None if carriers else _nearby(scene, candidate, weapon)


def _carriers(scene: Scene, stretch: Span) -> Iterator[Carrier]:
    """The carriers of a stretch of text, in order."""
    found = [Carrier(word.start, word.end, kind) for word in scene.words(stretch) if (kind := _kind_of(word))]
    models = {"tank": "tank", "self_propelled_artillery": "self_propelled_artillery", "autocannon": "vehicle"}
    for weapon in scene.weapons(stretch):
        if (weapon.model and weapon.generic in models) or weapon.generic == "self_propelled_artillery":
            found.append(Carrier(weapon.start, weapon.end, cast(CarrierKind, models[weapon.generic])))
    return iter(sorted(found, key=lambda carrier: carrier.start))


def _kind_of(word: Word) -> CarrierKind | None:
    kinds: tuple[CarrierKind, ...] = ("ship", "tank", "vehicle")
    for kind in kinds:
        if word.form in words("carriers", kind):
            return kind
    return None


# 76 mm[ de la ]frégate · 127 mm[ (5 pouces) du nouveau ]destroyer
_OF = re.compile(
    r"(?:\s?\([^)]{1,20}\))?(?:\s[a-zà-ÿ]+)?\s(?:à bord )?"
    r"(?:de|du|des|de la|de l'|de leurs?|de son|de ses|d'une?)(?:\s[\w-]+)?\s?"
)
# pièces de 305 mm [de l'Alfonso XIII] · [du Bismarck]
_SHIP_NAME = re.compile(r"\s(?:du|de l'|de la)\s?(?P<name>[A-ZÀ-Þ][\w'-]+(?:\s(?:[A-ZÀ-Þ][\w'-]+|[IVX]+))*)")


def _complement(scene: Scene, end: int, carriers: list[Carrier]) -> CarrierKind | None:
    """The carrier that the calibre's complement names: *de la frégate*, *du Bismarck*."""
    for carrier in carriers:
        if carrier.start > end and _OF.fullmatch(scene.folded, end, carrier.start):
            return carrier.kind
    ship = _SHIP_NAME.match(scene.folded, end)
    if ship is None or any(mention.start == ship.start("name") for mention in scene.reading.mentions):
        return None
    return "ship" if _may_be_ship(scene, ship, end) else None


def _may_be_ship(scene: Scene, ship: re.Match[str], end: int) -> bool:
    """A name with an article after a ship's calibre is a ship's, if it is no place that the gazetteer knows."""
    digits = re.search(r"(?P<number>\d+(?:,\d+)?)\s?(?:mm|millimètres)?$", scene.folded[max(0, end - 14) : end])
    calibre = float(digits["number"].replace(",", ".")) if digits else 0.0
    if calibre not in numbers("carriers", "ship_calibres"):
        return False
    if calibre >= _BATTLESHIP_MM:
        return True
    return scene.reading.token_at(ship.start("name")).ent_type_ != "LOC" or ship["name"].split()[-1].strip("IVX") == ""


def _carries(scene: Scene, candidate: Candidate, weapon: Weapon | None, carrier: Carrier) -> bool:
    """True if a carrier named before the gun is its own: linked, or in its clause and of a kind that has such guns."""
    start = weapon.start if weapon else candidate.start
    between = scene.folded[carrier.end : start]
    if _is_target(scene, scene.sentence_at(start), carrier, start) or _is_peer(scene, carrier, start):
        return False
    if _OWNING.search(re.split(r"[;:]", between)[-1]) and not _NEW_CLAUSE.search(between):
        return True
    if _NEW_CLAUSE.search(between) and not (weapon and weapon.generic in GUNS and _is_known(scene, weapon)):
        return False
    return _fits(carrier.kind, candidate.calibre_mm)


# ; à terre, cinq batteries … · où les rangers cherchaient … · tandis que les Argentins …
_NEW_CLAUSE = re.compile(r"[;:]|,\s(?:où|tandis que|alors que|mais|quand|lorsque|puis)\s")


def _fits(kind: CarrierKind, calibre: float) -> bool:
    """True if carriers of this kind have guns of this calibre."""
    if kind == "self_propelled_artillery" or calibre <= 40:
        return True
    return calibre in numbers("carriers", "ship_calibres" if kind == "ship" else "tank_calibres")


def _is_target(scene: Scene, sentence: Span, carrier: Carrier, start: int) -> bool:
    """True if the sentence fires on the carrier: *tirer sur les chars*, *détruit par une pièce de 105*."""
    listed = words("carriers", "targets")
    nearby = [word.form for word in scene.words(sentence) if word.end <= carrier.start][-3:]
    if any(form in listed for form in nearby):
        return True
    between = [word.form for word in scene.words(sentence) if carrier.end <= word.start < start]
    return "par" in between[-4:] and any(form in listed for form in between)


# chars[, vingt obusiers et des ]canons: the members of a list carry nothing
_LISTED = re.compile(r"(?:\s[\w'-]+){0,4}(?:,|\set|\sou|\sainsi que)\s(?:(?:d'|[\wà-ÿ-]+)\s?){1,3}")
_OWNING = re.compile(
    r"\b(?:avec|dont|armée?s?|équipée?s?|dotée?s?|munie?s?|porteurs?|leurs?|son|sa|ses|aux?|à|mont\w+|embarqu\w+|"
    r"emport\w+|arbor\w+)\b"
)


def _is_peer(scene: Scene, carrier: Carrier, start: int) -> bool:
    """True if carrier and gun are members of one list."""
    between = scene.folded[carrier.end : start]
    if _OWNING.search(between):
        return False
    gun, other = scene.reading.token_at(start), scene.reading.token_at(carrier.start)
    if gun in other.conjuncts:
        return True
    return bool(_LISTED.fullmatch(between))


def _is_linked(scene: Scene, sentence: Span, start: int, end: int, carrier: Carrier) -> bool:
    """True if the carrier follows its gun: *armé d'un canon, le destroyer*, *un canon équipe la corvette*."""
    listed = words("carriers", "links")
    forms = [word.form for word in scene.words(sentence) if word.end <= start][-4:]
    forms += [word.form for word in scene.words(sentence) if end <= word.start < carrier.start]
    return any(form in listed for form in forms)


def _nearby(scene: Scene, candidate: Candidate, weapon: Weapon | None) -> CarrierKind | None:
    """The nearest carrier of the paragraph, if it may carry such a gun: a frigate's *tourelle de 76 mm*."""
    if weapon is None or weapon.generic not in GUNS or not _is_known(scene, weapon):
        return None
    carriers = _carriers(scene, scene.paragraph(candidate.start))
    nearest = min(carriers, key=lambda carrier: abs(carrier.start - candidate.start), default=None)
    if nearest is None:
        return None
    return nearest.kind if _fits(nearest.kind, candidate.calibre_mm) else None


# la tourelle · son canon · leurs vieilles pièces
_KNOWN = re.compile(r"\b(?:l[ae]|les|du|aux?|son|sa|ses|leurs?)\s$", re.IGNORECASE)


def _is_known(scene: Scene, weapon: Weapon) -> bool:
    """True for a gun with a definite article or a possessive: the text has told what it belongs to."""
    first = phrase_start(scene.reading, weapon)
    return bool(_KNOWN.search(scene.folded, max(0, first - 8), first))
