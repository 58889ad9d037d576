"""A count of which the clause tells a part → the strength of the whole.

Matches *Sur les* 95 *divisions de l'armée, 70 ont combattu*, *300 des* 2 500 *policiers*, *a perdu la moitié de ses*
300 *hommes*; not *sur 200 policiers envoyés*. And a count to which what is told of death or capture did not happen.
"""

from __future__ import annotations

import re
from itertools import pairwise

from newsextract.amounts import Amount
from newsextract.matchers.troops.near import on_group
from newsextract.matchers.troops.plans import PLANNED_PARTICIPLE
from newsextract.matchers.troops.verbs import STRONG, Event
from newsextract.reading import Reading
from newsextract.verb_senses import ANY, forms, verbs

# [Sur les] 95 divisions de l'armée[, 70 ont combattu] · anéantie : [sur ]750 hommes, 194 rejoignent
_OUT_OF = re.compile(
    r"(?:^|[\s«])(?:[Ss]ur (?:les |ses |leurs |ces |un (?:total|effectif) de |quelque )|Sur |Parmi (?:les |ces |ses )|"
    r"(?<=[:;,(–—] )sur |(?<=[«(])sur )$"
)
# légionnaires[ du 1er BEP, il n'en reste que] vingt-trois
_TO_PART = re.compile(r"(?: (?:du|de|des|d')\b(?:(?! à | qu[ei' ])[^.;:,]){1,40})?, [^.;:]{0,50}")


# 180 [de leurs quelque] 2 000 militaires · 300 [des] 2 500 policiers · douze [de ces] trente soldats
_PART_OF = re.compile(r" (?:des(?: quelque| environ| premiers)?|(?:de|parmi|sur) (?:ses|leurs|nos|ces)(?: [\wà-ÿ]+)?) ")


def is_out_of(reading: Reading, part: Amount, whole: Amount) -> bool:
    """True of 300 and 2 500 in *300 des 2 500 policiers*."""
    return any(
        _PART_OF.fullmatch(reading.folded, part.end, start) is not None for start in (whole.start, whole.core_start)
    )


# [la moitié des] 300 soldats · les deux [tiers de ses] 300 hommes · 40 [% des] 3 000 · [l'un des] 300 soldats
_SHARE_OF = re.compile(
    r"(?<!\w)(?:moitié|tiers|quarts?|cinquièmes?|dixièmes?|vingtièmes?|centièmes?|partie|majorité|minorité|plupart|gros|"
    r"poignée|%|pour cent|une?|plusieurs|certaine?s|beaucoup|bon nombre|combien|presque tous|quasi-totalité) "
    r"(?:des|les|d'entre les|parmi les|de (?:ses|leurs|nos|ces))(?: quelque| environ)? $",
    re.IGNORECASE,
)
# [Le commandant des] 300 soldats a été tué · [la famille des] trois soldats
_OF_THEIRS = re.compile(
    r"\b(?:commandant|chef|cheffe|patron|leader|adjoint|général|colonel|capitaine|lieutenant|officier|instructeur|médecin|"
    r"responsable|aumônier|porte-parole|conseiller|avocat|avocate|famille|mère|père|veuve|épouse|femme|enfant|fils|fille|"
    r"frère|sœur|proche|parent)s? (?:des|de (?:ses|leurs|nos|ces))(?: quelque| environ)? $",
    re.IGNORECASE,
)
# dix soldats [sur] 300
_FROM_AMONG = re.compile(r"(?: [\wà-ÿ'-]+){0,4} (?:sur|parmi)(?: les| ses| leurs| un total de| quelque)? ")


def of_whole(reading: Reading, start: int) -> bool:
    """True where the words before a count tell of a part of those counted, or of somebody of theirs: *l'un des* 300
    *soldats*, *la moitié de ses* 300 *hommes*, *dix soldats sur* 300, *le commandant des* 300 *soldats*."""
    lead = max(0, start - 60)
    if _SHARE_OF.search(reading.folded, lead, start) or _OF_THEIRS.search(reading.folded, lead, start):
        return True
    pair = _with_one_before(reading, start)
    return pair is not None and (is_out_of(reading, *pair) or _is_larger(reading, *pair))


def _with_one_before(reading: Reading, start: int) -> tuple[Amount, Amount] | None:
    """The amount before the one that begins at `start`, and that one."""
    return next((pair for pair in pairwise(reading.amounts) if pair[1].start == start), None)


def _is_larger(reading: Reading, part: Amount, all_of_them: Amount) -> bool:
    """*Dix soldats sur* 300: so many of more."""
    if not (part.low and all_of_them.low and part.low < all_of_them.low):
        return False
    return _FROM_AMONG.fullmatch(reading.folded, part.end, all_of_them.start) is not None


# a [perdu la moitié de ses] 300 hommes · [capturé 40 % des] 300 hommes
_LOST = re.compile(
    rf"\b{forms(verbs('striking', 'losing') | {'détruire'}, ANY)} (?:(?:près|plus|moins) de |environ |quelque )?"
    r"(?:la |le |les |un |une )?(?:deux |trois |\d+ ?)?$"
)


def whole(reading: Reading, start: int, end: int) -> Event | None:
    """*Sur les* 95 *divisions de l'armée, 70 ont combattu*, *trois des* quatre *bataillons ont fui*: the whole, of
    which the clause tells a part."""
    pair = _with_one_before(reading, start)
    if pair is not None and is_out_of(reading, *pair):
        own = PLANNED_PARTICIPLE.match(reading.folded, end) is not None or on_group(reading, end) is not None
        return None if own else Event("strength", None, "own")
    share = _SHARE_OF.search(reading.folded, max(0, start - 60), start)
    if share is not None and _LOST.search(reading.folded, max(0, share.start() - 40), share.start()):
        return on_group(reading, end) or Event("strength", None, "own")
    if not _OUT_OF.search(reading.folded, max(0, start - 26), start):
        return None
    part = next((one for one in reading.amounts if end < one.start < end + 80 and one.of is None), None)
    if PLANNED_PARTICIPLE.match(reading.folded, end) or on_group(reading, end) is not None:
        return None  # sur 200 policiers envoyés, une centaine patrouillent
    told = part is not None and _TO_PART.fullmatch(reading.folded, end, part.start)
    return Event("strength", None, "own") if told else None


def not_all(reading: Reading, start: int, end: int, event: Event) -> Event:
    """*La moitié des* 300 *soldats ont été tués*, *le commandant des* 300 *soldats a été tué*: how many there were; who
    fell, the words before say. What stands on the group itself is true of all: *l'un des trois soldats* blessés."""
    if event.role not in STRONG or not of_whole(reading, start):
        return event
    own = on_group(reading, end)
    return event if own is not None and own.role in STRONG else Event("strength", None, "own")


# 300 soldats [ont failli être tués] · [ont manqué d'être] capturés
_NEARLY = re.compile(r"[^.;:,()]{0,40} (?:ont|avaient|auraient|a|avait) (?:bien |déjà )?(?:failli |manqué (?:de |d'))")


# a sauvé 300 soldats [de la mort] · arrache trois hommes [à une mort certaine]
_SAVES = re.compile(
    r"\b(?:sauv|arrach|soustr|protég|préserv|rescap|réchapp)[a-zé]*(?: à| de)? (?:les |ses |ces |leurs |quelque )?$"
)
_FROM_DEATH = re.compile(
    r" (?:de|d'|du|à)(?: la| une)? ?(?:mort|massacre|exécution|capture|captivité|encerclement|destruction)\b"
)


# 300 soldats [ont été menacés de mort] · [ont échappé à la mort]
_ESCAPED = re.compile(r"[^.;:,]{0,40} (?:menacé|échappé|réchappé|survécu)e?s?\b")


def is_spared(reading: Reading, start: int, end: int) -> bool:
    """True where what is told of death or capture did not befall those counted."""
    return spared(reading, start, end) is not None or _ESCAPED.match(reading.folded, end) is not None


def _is_saved(reading: Reading, start: int, end: int) -> bool:
    """True of *a sauvé* 300 *soldats de la mort*."""
    saved = _SAVES.search(reading.folded, max(0, start - 30), start)
    return saved is not None and _FROM_DEATH.match(reading.folded, end) is not None


def spared(reading: Reading, start: int, end: int) -> Event | None:
    """*300 soldats ont failli être tués*, *a sauvé* 300 *soldats de la mort*: nothing befell them."""
    return Event("other") if _NEARLY.match(reading.folded, end) or _is_saved(reading, start, end) else None
