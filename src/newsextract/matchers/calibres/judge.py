"""A number of calibre form in its sentence → whether it is a calibre.

The less its form says, the more the sentence must: a cartridge's designation proves itself, a number with a unit needs
a weapon or words of firing, a bare number a weapon right before it or an elliptic *du 155* among words of war.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from newsextract.amounts import Amount
from newsextract.lexicon import read_toml
from newsextract.matchers.calibres.forms import (
    LIGHT_MM,
    MACHINE_GUNS_MM,
    Candidate,
    Form,
    known_calibres,
    model_calibres,
    service_calibres,
)
from newsextract.matchers.calibres.scene import Scene, Span
from newsextract.matchers.calibres.weapons import Weapon, is_ambiguous, is_clear
from newsextract.matchers.calibres.words import FIRST_WORD, GUNS, entry_at, words


@dataclass(frozen=True)
class Site:
    """A candidate where it stands: its sentence, and the weapon that it may qualify."""

    scene: Scene
    candidate: Candidate
    weapon: Weapon | None

    @cached_property
    def sentence(self) -> Span:
        return self.scene.sentence_at(self.candidate.start)

    @cached_property
    def near(self) -> tuple[Weapon, ...]:
        """The weapons of the sentence."""
        return self.scene.weapons(self.sentence)

    @cached_property
    def lead(self) -> str:
        """The sentence up to the candidate."""
        return self.scene.folded[self.sentence[0] : self.candidate.start]


def is_calibre(scene: Scene, candidate: Candidate, weapon: Weapon | None) -> bool:
    """True if the text means a calibre by this number; see the guidelines, section 1, *Not a calibre*."""
    site = Site(scene, candidate, weapon)
    if _is_size_of_another(site) or _ON_SCREEN.match(scene.folded, candidate.end):
        return False
    proven = candidate.form == "cartridge"
    if weapon is not None and not (proven or (_is_armed(site, weapon) and _is_of_arms(site, weapon))):
        return False
    if weapon is None and candidate.form in {"unit", "name", "bare"} and scene.is_elsewhere(site.sentence):
        return False
    return _JUDGES[candidate.form](site)


_ON_SCREEN = re.compile(r" (?:pixels?|px)\b")


# ---- sizes of other things

_REACH = 45  # characters before a number in which a noun like *blindage* claims it
_OF = re.compile(r" (?:de |d')")
# 20[ à 30 mm] de pluie
_REST_OF_RANGE = re.compile(r" (?:à|et|ou) \d{1,3}(?:,\d+)? ?(?:mm|cm|millimètres|centimètres)\b")


def _is_size_of_another(site: Site) -> bool:
    """True where the measure is that of a thing: *blindage de 30 mm*, *45 mm de pluie*."""
    listed = words("measured")
    end = site.candidate.end
    rest = _REST_OF_RANGE.match(site.scene.folded, end)
    end = rest.end() if rest else end
    if _OF.match(site.scene.folded, end):
        following = site.scene.words((end, min(end + 40, site.sentence[1])))
        if len(following) > 1 and following[1].form in listed:
            return True
    claimed = site.weapon.end if site.weapon else site.sentence[0] + _last_break(site.lead)
    start = max(claimed, site.candidate.start - _REACH)
    blank = max(site.scene.folded.rfind(" ", 0, start), site.sentence[0])  # to begin with a whole word
    near = site.scene.words((blank, site.candidate.start))
    return any(word.form in listed and start <= word.start for word in near)


def _last_break(lead: str) -> int:
    """Where the last clause of a stretch begins: *derrière le mur, un 105 tonne*; a comma in a number is none."""
    return max((lead.rfind(mark) for mark in (", ", "; ", ": ")), default=-1) + 1


# bâtons[ de ]11 mm · une plaie [ouverte ][de ]30 mm: another noun has this measure
_GOVERNED = re.compile(r"(?P<far>[\wà-ÿ-]+)?\s?\b(?P<near>[\wà-ÿ-]+)\s(?:de|d'un diamètre de|d'une taille de)\s$")


def _measures_another(site: Site) -> bool:
    """True where *de 30 mm* tells the size of a noun that is no weapon: *une plaie de 30 mm*."""
    match = _GOVERNED.search(site.lead[-60:])
    if match is None:
        return False
    offset = site.candidate.start - len(match.string)
    for group in ("near", "far"):
        start = offset + match.start(group)
        if match[group] and site.scene.reading.token_at(start).pos_ == "NOUN":
            return not _may_have_calibre(site, match[group].lower(), start)
    return False


def _may_have_calibre(site: Site, noun: str, start: int) -> bool:
    """True for a noun of arms and for those whose *de 30 mm* may be a calibre: *tirs*, *version*."""
    if noun in words("of_calibre") or re.fullmatch(r"[a-zà-ÿ]*é(?:e|s|es)?", noun):
        return True
    return entry_at(site.scene.folded, start, noun.split("-")[0]) is not None


def _may_be_any_size(site: Site) -> bool:
    """True unless an article on arms gives the calibre of a known gun in millimetres."""
    calibre = site.candidate.calibre_mm
    known = calibre in known_calibres() and (calibre >= _NO_COMMON_SIZE_MM or not calibre.is_integer())
    return not (site.scene.military and known and site.candidate.unit == "mm")


_NO_COMMON_SIZE_MM = 100  # from here on a known calibre in millimetres is hardly the size of a part or a plank


# ---- words of arms


def _is_armed(site: Site, weapon: Weapon) -> bool:
    """True unless an ambiguous noun stands among no words of arms: *balle de golf*."""
    if site.scene.military or not is_ambiguous(site.scene.folded, weapon) or _is_own_calibre(site.candidate, weapon):
        return True
    return _speaks_of_arms(site, weapon)


# tube[ de cuivre] · pistolet[ à colle] · mortier[ en granit]
_COMPLEMENT = re.compile(r"\s(?:d'(?!une?\b)|(?:de|à|en)\s(?:la\s|l')?)(?P<noun>[a-zà-ÿ-]+)")


def _is_of_arms(site: Site, weapon: Weapon) -> bool:
    """False for a noun whose size or complement is one of peace: *balle de 65 mm*, *tube de cuivre*."""
    folded = site.scene.folded
    if weapon.model is None and not _is_plausible(site, weapon):
        return False
    complement = _COMPLEMENT.match(folded, weapon.end, max(weapon.end, site.candidate.start))
    if complement is None or not is_ambiguous(folded, weapon) or complement["noun"] in words("arms_complements"):
        return True
    return entry_at(folded, complement.start("noun"), complement["noun"].split("-")[0]) is not None


def _is_plausible(site: Site, weapon: Weapon) -> bool:
    """True unless the calibre is too large or too small for what the noun names."""
    first = FIRST_WORD.match(site.scene.folded, weapon.start)
    if first is None or (weapon.generic in {"anti_tank", "grenade_launcher"} and not weapon.munition):
        return True
    tables, noun = read_toml("weapon_nouns.toml"), first[0].lower()
    noun = noun if noun == "obus" else noun.rstrip("s")
    least, most = tables["smallest"].get(noun, 0), tables["largest"].get(noun, _LARGEST_MM)
    return bool(least <= site.candidate.calibre_mm <= most)


_LARGEST_MM = 1000


def _is_own_calibre(candidate: Candidate, weapon: Weapon) -> bool:
    """True for a noun with a calibre of its own kind: no mason's *mortier* is one of 81."""
    if weapon.generic == "turret":
        return candidate.calibre_mm in service_calibres()
    by_calibre = read_toml("weapon_nouns.toml")["classes_of_calibres"].get(f"{candidate.calibre_mm:g}")
    return candidate.unit != "cm" and by_calibre == weapon.generic


def _speaks_of_arms(site: Site, weapon: Weapon) -> bool:
    """True if something beside an ambiguous noun speaks of arms in its sentence."""
    folded = site.scene.folded
    if any(other.start != weapon.start and is_clear(folded, other) for other in site.near):
        return True
    if _names_fighters(site):
        return True
    ambiguous = [(weapon.start, weapon.end)] + [(o.start, o.end) for o in site.near if not is_clear(folded, o)]
    lists = [words(name) for name in ("military", "shooting", "firing")]
    return any(
        any(word.form in listed for listed in lists)
        for word in site.scene.words(site.sentence)
        if not any(start <= word.start < end for start, end in ambiguous)
    )


def _names_fighters(site: Site) -> bool:
    """True if the sentence names an armed organisation."""
    first, last = site.sentence
    return any(
        mention.actor.armed and mention.actor.kind == "organisation" and first <= mention.start < last
        for mention in site.scene.reading.mentions
    )


# ---- one judge a form


def _judge_cartridge(site: Site) -> bool:
    return True


def _judge_barrel(site: Site) -> bool:
    return site.weapon is not None or site.scene.military


def _judge_name(site: Site) -> bool:
    """*calibre 12*, *.357*: with a weapon, as an entry of a list, or in a sentence of war."""
    if site.weapon is not None or _is_whole_entry(site):
        return True
    span = site.scene.folded[site.candidate.start : site.candidate.end]
    if not site.scene.military or "-" in span:  # 30-30 may be a score
        return False
    return bool(_BY_NAME.search(site.lead)) or _has_military_word(site)


_BY_NAME = re.compile(r"\b(?:au|du|un)\s$", re.IGNORECASE)  # on tire [au ]calibre 12


def _has_military_word(site: Site) -> bool:
    """True if the sentence has a word of war beside *calibre* itself."""
    listed = words("military")
    return any(word.form in listed and not word.form.startswith("calibre") for word in site.scene.words(site.sentence))


_ENTRY = re.compile(r"[\s;.–-]*(?:(?:calibre|cal\.?)\s)?")


def _is_whole_entry(site: Site) -> bool:
    """True for the entry of a list that holds nothing but a calibre: *calibre 12 ;*."""
    tail = site.scene.folded[site.candidate.end : site.sentence[1]]
    return bool(_ENTRY.fullmatch(site.lead) and re.fullmatch(r"[\s;,.]*", tail))


def _judge_unit(site: Site) -> bool:
    """*de 30 mm*: with a weapon, or where the sentence speaks of weapons and no other noun has the measure."""
    if site.weapon is not None:
        return True
    if site.candidate.calibre_mm > _LARGEST_GUN_MM or (_may_be_any_size(site) and _measures_another(site)):
        return False
    if site.near and re.search(r"\b(?:calibre|cal\.)\s$", site.lead):
        return True
    if any(is_clear(site.scene.folded, other) or _speaks_of_arms(site, other) for other in site.near):
        return True
    if site.scene.has("military" if site.scene.military else "firing", site.sentence):
        return True
    return site.scene.military and _is_elliptic(site) and _is_gun_calibre(site.candidate)


# the number joins its noun: canon[ de ]75 · 105[ et ]122 · obus [du ]155
_JOINS = re.compile(r"\b(?:de|du|au|et|ou|à|en|calibre)\s$|[,/]\s?$|^\s$")


def _judge_bare(site: Site) -> bool:
    """*canons de 155*, *du 155*: a number alone."""
    if _is_count(site) or _is_amount(site):
        return False
    if site.weapon is not None and site.weapon.start < site.candidate.start:
        gap = site.scene.folded[site.weapon.end : site.candidate.start]
        fits = _is_in_service(site.candidate) or _is_gun(site.weapon) or _is_of_model(site.candidate, site.weapon)
        return bool(_JOINS.search(gap)) and fits
    if _is_machine_gun(site):
        return True
    if _are_guns(site):
        return True
    if not _is_elliptic(site) or not _is_in_service(site.candidate) or site.candidate.calibre_mm < _LEAST_ELLIPTIC_MM:
        return False
    if not site.scene.military and not site.scene.has("firing", site.sentence):
        return False
    fires = _FIRES.match(site.scene.folded, site.candidate.end) is not None
    return fires or _is_heading(site) or site.scene.has("military", site.sentence)


# le 152 [russe cogne] · le 155 [tonne]
_FIRES = re.compile(
    r" (?:[a-zà-ÿ-]{4,} )?(?:tir|tonn|cogn|pilonn|mart[eè]l|crach|grond|aboi|bombard|ripost)[a-zà-ÿ]*\b"
)


# l'écrasement par [les ]210 et [les ]150 allemands · n'opposait que [ses ]75
_THE_GUNS = re.compile(r"\b(?:les|ses|leurs|nos|vos|aux|des)\s$", re.IGNORECASE)
# Les 105[ de la] batterie ont été tués: men
_OF_WHOM = re.compile(r" (?:de|du|des|d'|qui|ont|sont|étaient|seront)\b")
_ARTILLERY = re.compile(
    r"\b(?:artilleurs?|artilleries?|batteries?|obusiers?|canons?|mortiers?|tubes|pièces|obus|pilonn\w+|bombard\w+|écras\w+|"
    r"salves?)\b"
)


def _are_guns(site: Site) -> bool:
    """*les 210 et les 150 allemands*: guns by nothing but their calibre, in a sentence on artillery."""
    if not _THE_GUNS.search(site.lead) or not _is_gun_calibre(site.candidate):
        return False
    if _OF_WHOM.match(site.scene.folded, site.candidate.end):
        return False
    named = len(set(_ARTILLERY.findall(site.scene.folded, *site.sentence)))
    return named > 1 or (named == 1 and site.scene.military)


def _is_of_model(candidate: Candidate, weapon: Weapon) -> bool:
    """*canons sans recul SPG-9 de 73*, *Carl Gustaf de 84*: the calibre that this model has."""
    return weapon.model is not None and model_calibres().get(weapon.model) == candidate.calibre_mm


# avec [une] 14,5 · [du] 12,7 · servait [la] 12,7 · une Browning [en] 12,7
_LIGHT_LEAD = re.compile(r"\b(?:une|la|du|au|en|deux|trois|quatre|six|dix|des|les)\s$", re.IGNORECASE)
# une 23 [montée sur un pick-up] · deux 14,5 [sur pick-up]
_MOUNTED = re.compile(
    r" (?:(?:montée|juchée|installée|posée|vissée|fixée)s? )?sur (?:(?:un|une|des|leurs?|le|la) )?"
    r"(?:pick-up|toyota|affût|trépied|véhicule|camion|toit|plateau|4x4|technicals?)",
    re.IGNORECASE,
)


def _is_machine_gun(site: Site) -> bool:
    """*avec une* 14,5 *sur pick-up*, *du* 12,7: the calibres of machine guns stand for them in an article on war."""
    calibre, end = site.candidate.calibre_mm, site.candidate.end
    if calibre not in MACHINE_GUNS_MM or not _LIGHT_LEAD.search(site.lead[-40:]):
        return False
    if _MOUNTED.match(site.scene.folded, end):
        return calibre in MACHINE_GUNS_MM and (site.scene.military or _tells_of_war(site))
    return site.scene.military and calibre in LIGHT_MM and _MEASURED.match(site.scene.folded, end) is None


def _tells_of_war(site: Site) -> bool:
    return _names_fighters(site) or site.scene.has("military", site.sentence) or site.scene.has("firing", site.sentence)


# 14,5 [sur 20] · 12,7 [points] · 7,62 [de moyenne]
_MEASURED = re.compile(r" (?:sur \d|points?|de moyenne|fois|degrés|millions?|milliards?|%|pour cent)")


def _is_heading(site: Site) -> bool:
    """True for a short line without a full stop: *Le 155 à tout prix*."""
    first, last = site.sentence
    return last - first < _HEADING and not site.scene.folded[first:last].endswith(".")


_LEAST_ELLIPTIC_MM = 60
_LARGEST_GUN_MM = 420  # above it only with a weapon: *lance-roquettes de 600 mm*
_HEADING = 90  # characters: *Le 155 à tout prix*
# riposté [au ]155 · [du ]155 · tirs [de ]82
_ELLIPTIC = re.compile(
    r"(?:\b(?:du|le|au|un|des|en)\s|\b(?:tirs?|stocks?|salves?|coups|artillerie|calibre|autant)\s(?:de|du|au)\s)$",
    re.IGNORECASE,
)
# il nous faut [plus de ]155 · livrer bien [davantage de ]155, never: dont [plus de ]120 tués, a fait [plus de ]155
_MORE_OF = re.compile(
    r"\b(?:fau|réclam|demand|veu|voul|exig|livr|fourni|produi|envoy|achet|command|obten|besoin)\w*"
    r"(?:\s(?:de|d'|encore|bien|beaucoup|toujours|aussi))*\s?\b(?:plus|davantage) de\s$",
    re.IGNORECASE,
)


def _is_elliptic(site: Site) -> bool:
    return bool(_ELLIPTIC.search(site.lead) or _MORE_OF.search(site.lead))


def _is_in_service(candidate: Candidate) -> bool:
    return candidate.calibre_mm in service_calibres()


def _is_gun(weapon: Weapon) -> bool:
    """True for a noun whose bare number may be any calibre of history: *canon de montagne de 65*, not *char de 45*."""
    return weapon.generic in GUNS | _OLD or (weapon.munition and weapon.generic == "shell")


_OLD = frozenset({"artillery", "mortar", "rifle", "handgun", "machine_gun", "air_defence", "anti_tank", "naval_gun"})


@cache
def _gun_calibres() -> frozenset[float]:
    table = read_toml("weapon_nouns.toml")["classes_of_calibres"]
    heavy = {"artillery", "self_propelled_artillery", "mortar", "naval_gun", "rocket_artillery"}
    calibres = (float(number) for number, name in table.items() if name in heavy)
    return frozenset(calibre for calibre in calibres if calibre >= _LEAST_ELLIPTIC_MM)


def _is_gun_calibre(candidate: Candidate) -> bool:
    """True for the calibre of a gun in service: *les poids lourds du 155 mm* need no other word of war."""
    return candidate.calibre_mm in _gun_calibres()


# 300[ de ses ]hommes · 155[ d'entre ]eux · 120[ de la ]
_PARTITIVE = re.compile(r"\s(?:d'entre|de (?:ses|leurs|nos|vos|mes|ces|nos)|des (?:nôtres|leurs|siens))\b")
_COUNTED = re.compile(r"\s?(?:[%°]|(?P<word>[\w/]+))")
# 5 000 obus de 155 et 300[ de 105]
_OF_CALIBRE = re.compile(r"\s(?:autres )?(?:de|du)\s(?:calibre\s)?\.?\d{1,3}(?:[.,]\d{1,2})?(?: ?mm)?(?![\w%]| \d)")
# au 120[ de la rue] Pasteur · au 155[, boulevard] Foch
_ADDRESS = re.compile(
    r",? (?:bis |ter )?(?:(?:de |du )?(?:la |l')?)(?:rue|avenue|boulevard|quai|chaussée|allée|chemin)\b"
)
_NAMED_AFTER = frozenset({"modèle", "mle", "type", "court", "long", "calibre", "millimètres"})


def _is_count(site: Site) -> bool:
    """*les 120 hommes*, *moins de 300 de ses hommes*, *usine de canons de 50 ouvriers*: the number counts others."""
    end = site.candidate.end
    folded = site.scene.folded
    after = _COUNTED.match(folded, end)
    if after and (after["word"] is None or after["word"].lower() in words("counted")):
        return True
    if any(counts.match(folded, end) for counts in (_PARTITIVE, _ADDRESS, _OF_CALIBRE)):
        return True
    if folded[end : end + 1] != " " or not folded[end + 1 : end + 2].islower():
        return False
    following = site.scene.reading.token_at(end + 1)
    if (
        following.pos_ != "NOUN"
        or following.lower_ in _NAMED_AFTER
        or following.lower_.endswith(("é", "és", "ée", "ées"))
    ):
        return False
    return not any(mention.start == following.idx for mention in site.scene.reading.mentions)  # obus de 175 américains


def _is_amount(site: Site) -> bool:
    """True for a number that the reader of quantities takes for money, a share, a time, or for part of a larger one."""
    position = site.scene.amount_before(site.candidate.start)
    return any(
        _is_part_of(site.candidate, amount) or (amount.of in _MEASURES and amount.core_start == site.candidate.start)
        for amount in site.scene.reading.amounts[max(0, position - 2) : position]
    )


_MEASURES = frozenset({"percent", "money", "measure", "duration", "age", "multiple"})


def _is_part_of(candidate: Candidate, amount: Amount) -> bool:
    """True if a bare number is only part of a larger one: the 300 of *300 000*."""
    inside = amount.core_start <= candidate.start and candidate.end <= amount.core_end
    return inside and amount.core_end - amount.core_start > candidate.end - candidate.start + 2


_JUDGES: dict[Form, Callable[[Site], bool]] = {
    "cartridge": _judge_cartridge,
    "barrel": _judge_barrel,
    "name": _judge_name,
    "unit": _judge_unit,
    "bare": _judge_bare,
}
