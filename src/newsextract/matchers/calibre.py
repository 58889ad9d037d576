"""Reading → calibres with their weapons.

Matches *des pièces d'artillerie automotrices de 177 mm* and *du 155 avant les drones*; not *un blindage de 30 mm*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsextract.amounts import Amount
from newsextract.lexicon import read_csv, read_toml
from newsextract.matchers.calibre_forms import Candidate, find_candidates, gauge_bores
from newsextract.reading import Reading
from newsextract.records import Calibre, WeaponClass


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon noun or model in the text, by offsets. `noun` is its generic class before the calibre decides."""

    start: int
    end: int
    generic: str
    munition: bool
    model: str | None


def find_calibres(reading: Reading) -> Iterator[Calibre]:
    """Every calibre of an article; see the guidelines, section 1."""
    weapons = list(find_weapons(reading.folded))
    military = _is_military(reading.folded, weapons)
    previous: tuple[Candidate, Weapon | None] | None = None
    for candidate in sorted(find_candidates(reading.folded), key=lambda found: found.start):
        if candidate.form == "bare" and any(_within(candidate, amount) for amount in reading.amounts):
            continue
        first, last = reading.sentence_at(candidate.start)
        near = [weapon for weapon in weapons if first <= weapon.start < last]
        weapon = _weapon_before(reading.folded, candidate, near) or _inherited(reading.folded, candidate, previous)
        weapon = weapon or _model_after(reading.folded, candidate, near)
        if not _is_calibre(reading, candidate, weapon, near, military, (first, last)):
            continue
        previous = (candidate, weapon)
        yield _record(reading, candidate, weapon, near)


def _within(candidate: Candidate, amount: Amount) -> bool:
    """True if a bare number is only part of a larger one: the 300 of *300 000*."""
    inside = amount.core_start <= candidate.start and candidate.end <= amount.core_end
    return inside and amount.core_end - amount.core_start > candidate.end - candidate.start + 2


# ---- what the text names


@cache
def _nouns() -> re.Pattern[str]:
    tables = read_toml("weapon_nouns.toml")
    nouns = sorted((noun for part in ("weapons", "munitions") for noun in tables[part] if noun != "source"),
                   key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, nouns)) + r")(?![\w]|-\w)", re.IGNORECASE)


@cache
def _models() -> re.Pattern[str]:
    models = sorted((str(row["model"]) for row in read_csv("weapons.csv", "model")), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, models)) + r")(?![\w-])")


@cache
def _model_classes() -> dict[str, str]:
    return {str(row["model"]): str(row["class"]) for row in read_csv("weapons.csv", "model")}


def find_weapons(folded: str) -> Iterator[Weapon]:
    """The weapon nouns and models of a text, in order; *obusiers M109* is a noun and a model."""
    tables = read_toml("weapon_nouns.toml")
    found = []
    for match in _nouns().finditer(folded):
        noun = match[0].lower()
        munition = noun in tables["munitions"]
        generic = str(tables["munitions" if munition else "weapons"][noun]) if noun in tables["munitions"] or noun in tables["weapons"] else "other"
        found.append(Weapon(match.start(), match.end(), generic, munition, None))
    for match in _models().finditer(folded):
        found.append(Weapon(match.start(), match.end(), _model_classes()[match[0]], False, match[0]))
    found.sort(key=lambda weapon: weapon.start)
    for index, weapon in enumerate(found):
        qualifies = index > 0 and found[index - 1].end == weapon.start - 1 and found[index - 1].model is None
        if not (qualifies and folded[weapon.start : weapon.end].lower().startswith("blindé")):  # *obusiers blindés* are howitzers
            yield weapon


# ---- joining a number to its weapon

# between the noun and its calibre: model, adjectives, *de calibre*, *tirant du*, *(*
_GAP = re.compile(r"[\w\s'./×()«»-]{0,60}", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"\s*(?:\(|,?\s(?:tirant|tirent|chambrée?s?|chargée?s?|approvisionnée?s?|dotée?s?|équipée?s?)\b.*|"
    r",?\s(?:de|du|des|au|en|d'un|à|en\s+calibre|de\s+calibre|du\s+calibre|au\s+calibre|calibre|cal\.?|de\s+type)?\s*)$"
)
_VERB_IN_GAP = re.compile(
    r"\b(?:est|sont|a|ont|sera|seront|était|étaient|avait|avaient|et|ou|qui|que|dont|pour|sur|dans|contre|avec|par|depuis|"
    r"à\s+\d|mais|blindage|acier|épaisseur|(?<!longue\s)(?<!moyenne\s)(?<!courte\s)portée|objectif|lunette)\b", re.IGNORECASE
)


def _weapon_before(folded: str, candidate: Candidate, near: list[Weapon]) -> Weapon | None:
    """The weapon whose noun phrase ends where the calibre begins."""
    before = [weapon for weapon in near if weapon.end <= candidate.start]
    for weapon in reversed(before):
        gap = folded[weapon.end : candidate.start]
        if not _GAP.fullmatch(gap):
            return None
        if _VERB_IN_GAP.search(gap):
            return None
        return _with_noun(folded, weapon, before)
    return None


def _with_noun(folded: str, weapon: Weapon, before: list[Weapon]) -> Weapon:
    """A model together with the noun it follows: *obusiers automoteurs* + *M109A6*."""
    for noun in reversed(before):
        between = folded[noun.end : weapon.start]
        if noun.start < weapon.start and weapon.model and re.fullmatch(r"\s(?:(?:de type|du type|type|de|d'|le|la)\s)?(?:\w+\s)?", between):
            return Weapon(noun.start, weapon.end, noun.generic if noun.generic not in {"cannon", "other", "artillery"} or noun.munition
                          else weapon.generic, noun.munition, weapon.model)
    return weapon


def _inherited(folded: str, candidate: Candidate, previous: tuple[Candidate, Weapon | None] | None) -> Weapon | None:
    """*obus de 105 et 155 mm*, *canon de 127 mm (5 pouces)*: the second number shares the first one's weapon."""
    if previous is None:
        return None
    between = folded[previous[0].end : candidate.start]
    if candidate.form == "bare" and previous[1] is None:
        return None
    return previous[1] if re.fullmatch(r"\s?(?:,|et|ou|à|/|et de|ou de|\(|\s)*\s?", between) else None


def _model_after(folded: str, candidate: Candidate, near: list[Weapon]) -> Weapon | None:
    """*un 155 Caesar*, *le 120 mm rayé tracté MO 120*."""
    for weapon in near:
        if weapon.start >= candidate.end and re.fullmatch(r"\s?(?:mm\s)?", folded[candidate.end : weapon.start]) and weapon.model:
            return weapon
    return None


# ---- judging

_NOT_WEAPONS = re.compile(
    r"\b(?:blindages?|aciers?|tôles?|épaisseurs?|parois?|pluies?|neige|précipitations?|grêlons?|objectifs?|focales?|films?|pellicules?|"
    r"caméras?|lunettes?|montres?|boîtiers?|vis|boulons?|écrous?|verres?|vitres?|vitrages?|rails?|voies?|tuyaux?|câbles?|fils?|aiguilles?|mailles?|"
    r"lames?|écrans?|diagonale|diamants?|perles?|tumeurs?|lésions?|nodules?|kystes?|calculs?|fraises?|pommes?|tomates?|œufs?|carottes?|cerises?|"
    r"plaques?|planches?|cartons?|papiers?|tirages?|formats?|photos?|mètres|diamètre|fissures?|écart|jeu|prise|jack|pneus?|jantes?|"
    r"grains?|graviers?|billes?|joints?|clous?|perceuse|forets?|mèches?|crayons?|pinceaux?|catalogue|cylindrée|moteurs?|pistons?|"
    r"feux? d'artifice|artifices?|pellicule|tourn[ée]+s?|Leica|bouteilles?|bouchons?|saucissons?|boyaux)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:tir(?:s|é|er|ent|ait|aient)?|feu|ripost\w+|pilonn\w+|bombard\w+|frapp\w+|artiller\w+|obus\w*|roquettes?|missiles?|drones?|soldats?|militaires?|"
    r"arm(?:ée|ées|es|ement)|guerre|front|combat\w*|munitions?|batteries?|chars?|blindés?|mortiers?|canons?|fusils?|pistolets?|saisi\w*|"
    r"mitrailleuses?|insurgés?|rebelles?|brigades?|bataillons?|régiments?|calibres?|cartouches?|revolvers?|carabines?|arsenal|gendarmes?|policiers?)\b",
    re.IGNORECASE,
)
# words of firing: with one of them in its sentence, a calibre needs no other proof that the article is on arms
_FIRING = re.compile(r"\b(?:tir(?:s|é|ée|és|er|ent|ait|aient)?|salves?|artiller\w+|obus\w*|canons?|batteries?|ripost\w+|pilonn\w+|tonn(?:é|er|ent|aient))\b", re.IGNORECASE)
_AFTER_BARE = re.compile(
    r"\s?(?:km|cm\b|m\b|mètres?|kg|kilos?|tonnes?|euros?|dollars?|francs?|millions?|milliards?|mille|ans|jours?|heures?|minutes?|%|pour cent|hommes|soldats|"
    r"personnes|morts|blessés|rue|avenue|pages?|points?|voix|députés|places|km/h|ch\b|chevaux|litres?|hectares?|°|degrés)",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(r"(?:\b(?:du|le|au|un|des|en)\s|\b(?:tirs?|stocks?|salves?|coups|rafales?|artillerie|calibre|autant|moins|plus)\s(?:de|du|au)\s)$", re.IGNORECASE)


def _is_military(folded: str, weapons: list[Weapon]) -> bool:
    """True for an article on arms or war: several weapons or military words."""
    clear = [weapon for weapon in weapons if not _is_ambiguous(folded, weapon)]
    return len(clear) >= 2 or len(_MILITARY.findall(folded)) >= 5


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(read_toml("weapon_nouns.toml")["ambiguous"]["nouns"].split())


def _is_ambiguous(folded: str, weapon: Weapon) -> bool:
    return weapon.model is None and folded[weapon.start : weapon.end].lower() in _ambiguous()


# words of crime and injury, which with a noun like *balle* or *pistolet* speak of arms
_SHOOTING = re.compile(
    r"\b(?:tu(?:é|ée|és|ées|er|ent|ait)|abatt\w+|bless\w+|mort(?:s|e|es)?|polic\w+|gendarm\w+|enquêt\w+|perquisition\w*|suspects?|tireurs?|crime|criminel\w*|"
    r"assassin\w*|fusillade|braquage|douan\w+|trafi\w+|chass\w+|armurier\w*|balistique|impacts?|détonation\w*|explos\w+|touch\w+|attaqu\w+|navires?|frégates?|"
    r"croiseurs?|marine|tranchées?|troupes|ennemi\w*|offensive|assaut|livr\w+|stocks?|production|poudre|défense|calibre|ogive\w*|portée|rafales?|visé\w*|"
    r"canon\w*|obus\w*|fusils?|mitraill\w+|blindage|antichar\w*|hélicoptères?|drones?|infanterie|cavalerie|légionnaires?|miliciens?|combattants?)\b", re.IGNORECASE
)


def _speaks_of_arms(reading: Reading, weapon: Weapon, near: list[Weapon], sentence: tuple[int, int]) -> bool:
    """True if something beside an ambiguous noun speaks of arms in its sentence."""
    folded = reading.folded
    if any(mention.actor.armed and mention.actor.kind == "organisation" and sentence[0] <= mention.start < sentence[1] for mention in reading.mentions):
        return True
    if any(other.start != weapon.start and not _is_ambiguous(folded, other) for other in near):
        return True
    return any(
        not weapon.start <= match.start() < weapon.end
        for pattern in (_MILITARY, _SHOOTING, _FIRING) for match in pattern.finditer(folded, *sentence)
        if not any(other.start <= match.start() < other.end for other in near if _is_ambiguous(folded, other))
    )


# bâtons[ de ]11 mm · une plaie[ de ]30 mm: another noun has this measure
_GOVERNED = re.compile(r"(?P<noun>[\wà-ÿ-]+)\s(?:[\wà-ÿ-]+\s)?(?:de|d'un diamètre de|d'une taille de)\s$")
_CALIBRE_NOUNS = re.compile(
    r"(?:tirs?|coups?|impacts?|éclats?|feux?|salves?|munitions?|calibres?|diamètre|version|modèles?|types?|rafales?|stocks?|plus|moins|celles?|ceux|celui|milliers|dizaines|centaines|"
    r"millions|autant|beaucoup|près|environ|équivalent|cibles?|affût|bouche|système\w*|arme\w*|mode|champ|voie|gamme|famille|duel|échanges?|bombardements?|pilonnages?|"
    r"artillerie|livraisons?|production|lots?|caisses?|camions?|véhicules?|navires?|drones?|hélicoptères?|frégate\w*|équipée?s?|armée?s?|dotée?s?|[a-zà-ÿ]*é(?:e|s|es)?)", re.IGNORECASE
)


def _measures_another(reading: Reading, candidate: Candidate, sentence: tuple[int, int]) -> bool:
    """True where *de 30 mm* tells the size of a noun that is no weapon: *une plaie de 30 mm*."""
    match = _GOVERNED.search(reading.folded, sentence[0], candidate.start)
    if match is None or _CALIBRE_NOUNS.fullmatch(match["noun"]) or _nouns().fullmatch(match["noun"]) or _models().fullmatch(match["noun"]):
        return False
    return reading.token_at(match.start("noun")).pos_ == "NOUN"


def _is_calibre(
    reading: Reading, candidate: Candidate, weapon: Weapon | None, near: list[Weapon], military: bool, sentence: tuple[int, int]
) -> bool:
    folded = reading.folded
    start = max(sentence[0], candidate.start - 45)
    excluded = list(_NOT_WEAPONS.finditer(folded, start, candidate.start))
    of = re.compile(r" (?:de |d')").match(folded, candidate.end)
    after = _NOT_WEAPONS.match(folded, of.end()) if of else None
    if after or (excluded and (weapon is None or excluded[-1].start() >= weapon.end)):
        return False
    if candidate.form == "cartridge":
        return True
    if weapon is not None and not military and _is_ambiguous(folded, weapon) and not _speaks_of_arms(reading, weapon, near, sentence):
        return False
    if candidate.form == "name" and weapon is None and _is_whole_entry(folded, candidate, sentence):
        return True
    if candidate.form == "barrel":
        return military or weapon is not None
    if weapon is not None and candidate.form != "bare":
        return True
    if weapon is not None:
        gap = folded[weapon.end : candidate.start]
        return bool(re.search(r"\b(?:de|du|au|et|ou|à|en|calibre)\s$|[,/]\s?$|^\s$", gap)) and not _counts_something(folded, candidate)
    if candidate.form == "name":
        return military and bool(_MILITARY.search(folded, *sentence))
    if candidate.form == "unit":
        if not military and _measures_another(reading, candidate, sentence):
            return False
        clear = [other for other in near if not _is_ambiguous(folded, other)]
        if near and re.search(r"\b(?:calibre|cal\.)\s$", folded[sentence[0] : candidate.start]):
            return True
        if any(_speaks_of_arms(reading, other, near, sentence) for other in near):
            return True
        return bool(clear) or bool((_MILITARY if military else _FIRING).search(folded, *sentence))
    return (military or bool(_FIRING.search(folded, *sentence))) and bool(_ELLIPTIC.search(folded, max(sentence[0], candidate.start - 25), candidate.start)) and (
        not _counts_something(folded, candidate)
    ) and candidate.calibre_mm >= 60 and (bool(_MILITARY.search(folded, *sentence)) or sentence[1] - sentence[0] < 90)


_ENTRY = re.compile(r"[\s;.–-]*(?:(?:calibre|cal\.?)\s)?")


def _is_whole_entry(folded: str, candidate: Candidate, sentence: tuple[int, int]) -> bool:
    """True for the entry of a list that holds nothing but a calibre: *calibre 12 ;*."""
    return bool(_ENTRY.fullmatch(folded[sentence[0] : candidate.start]) and re.fullmatch(r"[\s;,.]*", folded[candidate.end : sentence[1]]))


def _counts_something(folded: str, candidate: Candidate) -> bool:
    """*les 120 hommes*, *le 105 rue Victor-Hugo*: the bare number counts or numbers something else."""
    return bool(_AFTER_BARE.match(folded, candidate.end))


# ---- the record

_PHRASE_END = re.compile(
    r",?\s(?:tirant|tirent|chambrée?s?|chargée?s?|dotée?s?|de calibre|du calibre|en calibre|au calibre|calibre|cal\.)\b.*$|[\s,(]+(?:de|du|au|en|des|d')?\s*$"
)


def _record(reading: Reading, candidate: Candidate, weapon: Weapon | None, near: list[Weapon]) -> Calibre:
    low, high = _quantity(reading, weapon)
    phrase = _phrase(reading, candidate, weapon)
    sentence = reading.sentence_at(candidate.start)
    return Calibre(
        **reading.fields(candidate.start, candidate.end, f"calibre.{candidate.form}"),
        calibre_mm=round(candidate.calibre_mm, 2),
        length_mm=candidate.length_mm,
        barrel_calibres=candidate.barrel_calibres,
        weapon=phrase,
        weapon_class=_class(candidate, weapon, reading.folded[sentence[0] : sentence[1]]),
        model=weapon.model if weapon else None,
        munition=bool(weapon and weapon.munition),
        quantity_low=low,
        quantity_high=high,
        anchor=weapon.start if weapon else None,
    )


def _phrase(reading: Reading, candidate: Candidate, weapon: Weapon | None) -> str | None:
    """The weapon's noun phrase: from its noun to where the calibre's connector begins."""
    if weapon is None or reading.folded[weapon.start : weapon.end].lower() in {"stocks", "stock"}:
        return None
    if weapon.end > candidate.start:
        return reading.text[weapon.start : weapon.end]
    stretch = reading.folded[weapon.start : candidate.start]
    numbers = re.search(r"[\s,]+(?:de|du|au)?\s*\d[\d.,]*\s?(?:mm)?\s?(?:,|et|ou|/|\().*$", stretch)
    stretch = stretch[: numbers.start()] if numbers else stretch
    stretch = _PHRASE_END.sub("", stretch)
    return reading.text[weapon.start : weapon.start + max(len(stretch), weapon.end - weapon.start)].rstrip(" ,(")


def _quantity(reading: Reading, weapon: Weapon | None) -> tuple[int | None, int | None]:
    """How many weapons or rounds: the amount right before their noun phrase."""
    if weapon is None:
        return None, None
    for amount in reading.amounts:
        if amount.end > weapon.start:
            break
        if amount.of is None and re.fullmatch(r"\s(?:de |d')?(?:\w+\s){0,1}", reading.folded[amount.end : weapon.start]):
            return _bounds(amount)
    return None, None


def _bounds(amount: Amount) -> tuple[int | None, int | None]:
    return (None if amount.low is None else int(amount.low)), (None if amount.high is None else int(amount.high))


_AMBIGUOUS_SHELLS = frozenset({120.0})


def _class(candidate: Candidate, weapon: Weapon | None, sentence: str) -> WeaponClass:
    """The class by noun or model, and where these are generic, by calibre and what carries the gun."""
    by_calibre = read_toml("weapon_nouns.toml")["classes_of_calibres"].get(f"{candidate.calibre_mm:g}")
    generic = weapon.generic if weapon else "elliptic"
    carriers = read_toml("weapon_nouns.toml")["carriers"]
    words = set(re.findall(r"[\w-]+", sentence))
    on_tank = bool(words & set(carriers["tanks"]))
    on_ship = bool(words & set(carriers["ships"]))
    if candidate.form == "name" and candidate.calibre_mm in gauge_bores() and generic in {"rifle", "other", "ammunition", "elliptic"}:
        return "shotgun"
    if generic == "cannon":
        if on_ship:
            return "naval_gun"
        if candidate.calibre_mm <= 57:
            return "autocannon"
        return "tank" if on_tank or candidate.calibre_mm in {115, 125} else "artillery"
    if generic == "elliptic" and on_ship and candidate.calibre_mm in {57, 76, 100, 114, 127, 130}:
        return "naval_gun"
    if generic in {"shell", "ammunition", "elliptic", "stock", "other"}:
        if on_tank and candidate.calibre_mm in {90, 100, 105, 115, 120, 125}:
            return "tank"
        if generic == "shell" and candidate.calibre_mm in _AMBIGUOUS_SHELLS and "mortier" not in sentence:
            return "other"
        return by_calibre or "other"
    if generic == "artillery" and by_calibre == "mortar" and candidate.calibre_mm in {60, 81, 82}:
        return "mortar"
    if generic == "tank" and candidate.calibre_mm <= 57:
        return "autocannon"
    return generic  # type: ignore[return-value]  # the lexicon's values are weapon classes
