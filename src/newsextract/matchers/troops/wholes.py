"""A count of which the clause tells a part → the strength of the whole.

Matches *Sur les* 95 *divisions de l'armée, 70 ont combattu*, *300 des* 2 500 *policiers*, *a perdu la moitié de ses*
300 *hommes*; not *sur 200 policiers envoyés*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.near import on_group
from newsextract.matchers.troops.plans import PLANNED_PARTICIPLE
from newsextract.matchers.troops.verbs import Event
from newsextract.reading import Reading
from newsextract.verb_senses import ANY, forms, verbs

# [Sur les] 95 divisions de l'armée[, 70 ont combattu] · anéantie : [sur ]750 hommes, 194 rejoignent
_OUT_OF = re.compile(
    r"(?:^|[\s«])(?:[Ss]ur (?:les |ses |leurs |ces |un (?:total|effectif) de |quelque )|Sur |"
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


# a [perdu la moitié de ses] 300 hommes · [capturé 40 % des] 300 hommes
_SHARE_OF = re.compile(
    rf"\b{forms(verbs('striking', 'losing') | {'détruire'}, ANY)} (?:(?:près|plus|moins) de |environ |quelque )?"
    r"(?:la |le |les |un |une |deux |trois |\d+ ?)?(?:moitié|tiers|quarts?|cinquièmes?|dixièmes?|partie|"
    r"majorité|plupart|%|pour cent) (?:des(?: quelque)?|de (?:ses|leurs|nos|ces)(?: quelque)?) $"
)


def whole(reading: Reading, start: int, end: int) -> Event | None:
    """*Sur les* 95 *divisions de l'armée, 70 ont combattu*, *trois des* quatre *bataillons ont fui*: the whole, of
    which the clause tells a part."""
    index = next((index for index, one in enumerate(reading.amounts) if one.start == start), 0)
    if index and is_out_of(reading, reading.amounts[index - 1], reading.amounts[index]):
        own = PLANNED_PARTICIPLE.match(reading.folded, end) is not None or on_group(reading, end) is not None
        return None if own else Event("strength", None, "own")
    if _SHARE_OF.search(reading.folded, max(0, start - 60), start):
        return on_group(reading, end) or Event("strength", None, "own")
    if not _OUT_OF.search(reading.folded, max(0, start - 26), start):
        return None
    part = next((one for one in reading.amounts if end < one.start < end + 80 and one.of is None), None)
    if PLANNED_PARTICIPLE.match(reading.folded, end) or on_group(reading, end) is not None:
        return None  # sur 200 policiers envoyés, une centaine patrouillent
    told = part is not None and _TO_PART.fullmatch(reading.folded, end, part.start)
    return Event("strength", None, "own") if told else None
