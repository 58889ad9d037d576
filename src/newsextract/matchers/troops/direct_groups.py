"""A quantity → the group whose noun stands right behind it.

Matches *trente* hommes de la CNDF, *12* de ses hommes, *six* morts dans les rangs thaïlandais; not *12* habitants.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.words import NounHit, noun_forms
from newsextract.reading import Reading
from newsextract.records import Category

_OTHERS = ("autres? nouveaux nouvelles seuls seules mêmes fameux fameuses petits propres").replace(" ", "|")
_EPITHETS = (
    "soi-disant simples quelque bons braves malheureux vaillants présumés valeureux vieux gros véritables "
    "vrais tout authentiques courageux dangereux redoutables farouches célèbres"
).replace(" ", "|")
_KEPT = (
    "premiers premières derniers dernières anciens? anciennes? jeunes? ex hauts? grands? meilleurs meilleures"
    " principaux pseudo futurs futures"
).replace(" ", "|")
# autres · jeunes · « · de ses · des · corps de · anciens
_BETWEEN = re.compile(
    rf"""
    [ ]{{0,2}} [«"“»”]? [ ]?
    (?: (?:{_OTHERS})[ ] )*
    (?: de[ ](?=corps[ ]de|dépouilles[ ]|cadavres[ ]|cercueils[ ]) )?
    (?P<bodies> (?!corps[ ]d'(?:armée|élite|infanterie|artillerie)\b)
         (?:corps|dépouilles?|cadavres?|cercueils?|restes)[ ] (?=des?[ ]|d') )?
    (?: (?:de[ ](?:ces|ses|leurs|nos|vos|mes|la|l')|(?:des|de|du)\b|d'entre[ ](?:les|ses|ces|leurs)
         |d'|parmi[ ](?:les|ses|ces|leurs))[ ]? (?:[«"“][ ]?)? )?
    (?: (?:{_OTHERS}|{_EPITHETS})[ ] )*
    (?P<kept> (?: (?:{_KEPT})[ -] )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# anciens combattants are veterans, except where they are disarmed or taken into the army
_VETERANS = re.compile(r"anciens? combattants?\b", re.IGNORECASE)
_DEMOBILISED = re.compile(r"désarm|démobilis|réinser|réinsér|réintégr|intégr|rebell|cantonn|rejoint", re.IGNORECASE)


def direct_group(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Group | None:
    """The group whose noun stands right behind the amount, or None."""
    between = _BETWEEN.match(reading.folded, amount.end)
    if between is None:
        return None
    hit = hits.get(between.end()) or hits.get(between.start("kept"))
    if hit is None or not _is_spaced(reading, amount, hit) or _is_whole_of(reading, amount, hit):
        return None
    if _VETERANS.match(reading.folded, between.start("kept")) and not _DEMOBILISED.search(
        reading.folded, *reading.sentence_at(amount.start)
    ):
        return None
    start = between.start("kept") if hit.start >= between.end() else hit.start
    group = build_group(reading, hit, start, killed=bool(between["bodies"]))
    return _of_them_before(reading, amount, of_whom(reading, group, group.end)) if hit.noun.context == "dead" else group


# six morts [dans les rangs ]thaïlandais · [parmi les ]miliciens · [côté ]junte
AMONG = re.compile(
    r" (?P<where>dans les rangs|dans le camp|au sein|parmi|chez|du côté|côté)"
    r" (?:de la |de l'|des |du |d'|de |les |la |le |l'|leurs |ses |nos )?"
)


def of_whom(reading: Reading, group: Group, end: int) -> Group:
    """*soixante tués parmi les miliciens*, *et six côté armée*: the dead counted before `end` are of the sort among
    whom they fell."""
    match = AMONG.match(reading.folded, end)
    category = _sort_at(reading, match.end()) if match else None
    return replace(group, noun=replace(group.noun, category=category)) if category else group


# avance [pour les insurgés ]51 000 tués
_FOR_THEM = re.compile(r"\b(?:pour|chez|parmi|côté) (?:les )?(?P<noun>[a-zà-ÿ]+s) $")


def _of_them_before(reading: Reading, amount: Amount, group: Group) -> Group:
    """*avance pour les insurgés* 51 000 *tués*: the dead are of the sort named right before them."""
    match = _FOR_THEM.search(reading.folded, max(0, amount.start - 40), amount.start)
    noun = noun_forms().get(match["noun"]) if match else None
    if match is None or noun is None or noun.unit != "person" or noun.context == "dead":
        return group
    text = reading.text[slice(*match.span("noun"))]
    return replace(group, text=text, noun=replace(group.noun, category=noun.category))


def _sort_at(reading: Reading, start: int) -> Category | None:
    """The category of the fallen by the noun or the army that begins there."""
    noun = noun_forms().get(reading.token_at(start).lower_)
    if noun is not None and noun.unit == "person" and noun.context != "dead":
        return noun.category
    party = reading.party_at(start)
    if party is not None and party.actor.type == "armed_group":
        return "fighter"
    return "soldier" if party is not None or reading.folded.startswith("armée", start) else None


def _is_spaced(reading: Reading, amount: Amount, hit: NounHit) -> bool:
    return reading.folded[amount.end : hit.start].strip() != "" or hit.start > amount.end


_NEEDS_DE = re.compile(r"(?:ines?|milliers?|millions?|milliards?|demie?|zaines?)$")


def _is_whole_of(reading: Reading, amount: Amount, hit: NounHit) -> bool:
    """True where a number counts what came before: *dont deux de parachutistes*, *dont 480 du régiment sarthois*."""
    gap = reading.folded[amount.end : hit.start].strip().lower()
    if gap in {"du", "de la", "de l'"} and hit.noun.unit != "person":
        return not reading.folded[hit.start : hit.end].split()[0].endswith("s")
    return gap in {"de", "d'"} and not _NEEDS_DE.search(reading.folded[amount.start : amount.end].lower())
