"""A count → the event of a noun of loss or movement before it: *la mort de* 34 *soldats*, *ses pertes à* 4 *hommes*.

Matches *Parmi les morts figurent* huit *militaires*, *l'envoi à Goma de* 300 *hommes*; not *la mort du général*.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from newsextract.alternation import one_of
from newsextract.grammar import subject_of
from newsextract.matchers.troops.syntax import crosses
from newsextract.matchers.troops.verbs import (
    STRONG,
    Event,
    clause_bounds,
    role_table,
)
from newsextract.reading import Reading, remembered
from newsextract.records import TroopsRole

_LOSS_NOUNS: dict[str, TroopsRole] = {
    "morts": "killed",
    "tués": "killed",
    "victimes": "killed",
    "décédés": "killed",
    "blessés": "wounded",
    "prisonniers": "captured",
    "captifs": "captured",
    "otages": "captured",
    "personnes enlevées": "captured",
    "disparus": "missing",
    "déserteurs": "deserted",
    "rescapés": "other",
    "survivants": "other",
}


# parmi les morts · au nombre des blessés · fait partie des victimes
_AMONG = re.compile(
    rf"\b(?:parmi (?:les|ces)|au nombre des|partie des|au rang des|(?:dans|sur) la liste des) (?:\d+ )?"
    rf"(?P<noun>{one_of(_LOSS_NOUNS)})\b",
    re.IGNORECASE,
)


def among(reading: Reading, start: int, end: int) -> Event | None:
    """*Parmi les morts figurent* huit *militaires*, quatre *policiers figurent parmi les victimes*."""
    first, last = clause_bounds(reading, start, end)
    for match in _AMONG.finditer(reading.folded, first, last):
        between = (match.end(), start) if match.end() <= start else (end, match.start())
        joined = re.match(r" (?:et|ou|ainsi que|,) ", reading.folded[end : end + 12])
        if not crosses(reading, *between) or match.end() <= start or joined:
            return Event(_LOSS_NOUNS[match["noun"].lower()])
    return None


# ses pertes à · les pertes de l'armée s'élèvent à · des pertes de l'ordre de · un bilan de … : the losses counted
_LOSSES = re.compile(
    r"\bpertes?\b(?! d[eu] (?:contrôle|contact|terrain|temps|vitesse|vue|territoires?))(?: humaines|"
    r" militaires)?[^.;:]{0,90}(?:\bà|\bde|\bd'|\bles|\bcompris|:)\s*$",
    re.IGNORECASE,
)


def of_losses(reading: Reading, start: int, end: int) -> Event | None:
    """*chiffre ses pertes à* quatre *hommes*."""
    first, _ = clause_bounds(reading, start, end)
    match = _LOSSES.search(reading.folded, max(first, start - 130), start)
    if match is None or crosses(reading, match.start(), start):
        return None
    return Event("casualties", reading.token_at(match.start()), "own")


# la position est prise [au prix de] 300 hommes
AT_THE_PRICE = re.compile(r"\bau prix (?:de|d')(?: (?:quelque|près de|plus de|quelques) )?[^.;:,]{0,30}? ?$")


def paid(reading: Reading, start: int) -> Event | None:
    """*prise au prix de* 300 *hommes*: what it cost in men."""
    match = AT_THE_PRICE.search(reading.folded, max(0, start - 40), start)
    return Event("casualties") if match else None


_BODIES = re.compile(
    r"\b(?:corps|dépouilles?|cadavres?|cercueils?|obsèques|ossements|restes|tombes|sépultures|squelettes|crânes|"
    r"funérailles)(?: sans vie| mortels| mortelles)? (?:de|d'|des)\s*$",
    re.IGNORECASE,
)


# la mort de [34 soldats] · la « neutralisation » d'[une vingtaine de terroristes] · un « retrait progressif » des ·
# le recrutement « par tromperie » d'
_EVENT_NOUN = re.compile(
    r"(?<![\w-])(?P<noun>[\wà-ÿ-]+)"
    r"(?:(?<![ 'a]un)(?<! une)(?<! l[ea])(?<! les) [«“\"] ?[^«»“”\"]{3,24}(?= ?[»”\"] d))?\s?[»\"”]?"
    r"(?: (?P<last>[\wà-ÿ-]+)(?:\s?[»\"”])?)?\s(?:(?:de |d'|des )[^.,;:]{3,40} et )?"
    r"(?:de (?:(?:ses|leurs|ces|nos|tous les|toutes les|quelque|près de|plus de|quelques) )?|d'|des |du )[«\"“]?\s?$",
    re.IGNORECASE,
)


# l'arrivée d'ici à jeudi de · l'envoi à Goma de
_PARTED_NOUN = re.compile(
    r"(?<![\w-])(?P<noun>arrivée|envoi|déploiement|mort|perte|retrait|départ|capture|libération|mobilisation|"
    r"présence|formation)"
    r" (?:d'ici|à|au|aux|en|dans|vers|dès|depuis|hier|prochaine?|récente?|imminente?|samedi|lundi|mardi|mercredi|jeudi"
    r"|vendredi|dimanche)[^.,;:«\"]{0,30} (?:de |d'|des )[«\"“]?\s?$",
    re.IGNORECASE,
)


# l'arrivée [d'ici à] jeudi de · l'envoi [prochain] de
_TO_COME = re.compile(r" (?:d'ici|prochaine?|imminente?)\b")
# la capture, à Kobo, de · la mort, lundi à l'aube, de · le retrait, d'ici au 15 janvier, de
_ASIDE_NOUN = re.compile(
    r"(?<![\w-])(?P<noun>[\wà-ÿ-]+)(?: (?P<last>[\wà-ÿ-]+))?, (?!(?:et|ou|mais|qui|que|dont|puis|avec|ainsi)\b)"
    r"[^.,;:«\"]{2,60}, (?:de |d'|des )(?:(?:ses|leurs|ces|quelque|près de|plus de) )?[«\"“]?\s?$"
)


_BODIES_OF_TROOPS = frozenset({"détachement", "garnison", "patrouille", "renfort", "échange", "formation"})


@remembered
def of_event(reading: Reading, start: int) -> Event | None:
    """The noun of an event right before its count, which the tree often misses after quotation marks."""
    match = _EVENT_NOUN.search(reading.folded, max(0, start - 50), start)
    parted = _PARTED_NOUN.search(reading.folded, max(0, start - 60), start)
    found = (_noun_event(reading, match) if match else None) or (_noun_event(reading, parted) if parted else None)
    if found is not None and parted is not None and found.role == "deployed" and _TO_COME.search(parted[0]):
        found = replace(found, role="planned")
    if found is not None or reading.folded.rfind(", d", max(0, start - 12), start) < 0:
        return found
    aside = _ASIDE_NOUN.search(reading.folded, max(0, start - 110), start)
    return _noun_event(reading, aside) if aside else None


# le sort de [300 soldats] reste inconnu · sans nouvelles du sort des
_FATE_OF = re.compile(r"\bsort (?:des |de (?:ces |ses |leurs |nos |la |l')?|d')(?:quelque )?$")
_UNKNOWN = re.compile(
    r"\b(?:inconnu|ignor|nouvelles|incertain|incertitude|mystère|mystérieu|élucid|s'inqui[éè]t|lumière)"
)


def of_unknown_fate(reading: Reading, start: int) -> Event | None:
    """*Le sort de* 300 *soldats reste inconnu*: they are missing; *n'est pas tranché*: they are not."""
    if _FATE_OF.search(reading.folded, max(0, start - 24), start) is None:
        return None
    return Event("missing") if _UNKNOWN.search(reading.folded, *reading.sentence_at(start)) else None


def _noun_event(reading: Reading, match: re.Match[str]) -> Event | None:
    """*la mort récente de*: the last word that is a noun of the lexicon; sizes are left to their own rules."""
    for part in ("last", "noun"):
        word = (match.groupdict().get(part) or "").lower()
        if word in {"celle", "celles", "celui"}:
            word = _taken_up(reading, match.start())
        row = None if word in _BODIES_OF_TROOPS else role_table("noun").get(word)
        if row is not None and row["object"] == "deployed" and _ENDED.search(reading.folded, 0, match.start(part)):
            return Event("withdrawn", reading.token_at(match.start(part)), row["owner"])
        if row is not None and row["object"] != "strength":
            return Event(cast(TroopsRole, row["object"]), reading.token_at(match.start(part)), row["owner"])
    return None


# a mis [fin à la ]présence des 1 100 soldats · [fin du ]déploiement de
_ENDED = re.compile(r"\b(?:fin|terme) (?:à la |à l'|au |de la |de l'|du )$")


# Le retrait [concernait] 1 000 soldats · la relève [porte sur] 300 hommes
_CONCERNS = re.compile(
    r"\b(?P<verb>concern|touch|port|affect|intéress|impliqu)[a-zà-ÿ]*(?P<on> sur)?(?: au total| d'abord)? $"
)


_ORDERED = frozenset({"withdrawn", "mobilised", "deserted", "captured"})


def concerned(reading: Reading, start: int) -> Event | None:
    """*Le retrait concernait* 1 000 *soldats*: the event that the subject names."""
    match = _CONCERNS.search(reading.folded, max(0, start - 36), start)
    if match is None or (match["verb"] == "port") != bool(match["on"]):
        return None
    subject = subject_of(reading.token_at(match.start()))
    row = role_table("noun").get(subject.lemma_.lower()) if subject is not None else None
    struck = match["verb"] in {"touch", "affect"}  # l'attaque a touché trois soldats
    if (
        row is None
        or subject is None
        or row["object"] not in (_ORDERED if struck else _ORDERED | {"deployed", "trained"})
    ):
        return None
    return Event(cast(TroopsRole, row["object"]), subject, row["owner"])


def _taken_up(reading: Reading, before: int) -> str:
    """*la mort de 23 militaires et celle de* sept *assaillants*: the noun of an event that *celle* takes up."""
    first, _ = reading.sentence_at(before)
    words = re.findall(r"[\wà-ÿ-]+", reading.folded[first:before].lower())
    nouns = [word for word in reversed(words) if word in role_table("noun")]
    return next((noun for noun in nouns if role_table("noun")[noun]["object"] in STRONG), nouns[0] if nouns else "")


def as_bodies(reading: Reading, start: int) -> Event | None:
    """*les corps de 1 200 soldats*: the dead."""
    return Event("killed") if _BODIES.search(reading.folded, max(0, start - 40), start) else None


# Kiev évalue à [1 200 soldats] par jour les pertes russes
_LOSSES_AFTER = re.compile(r"(?: par (?:jour|mois|semaine))? (?:les|ses|leurs) pertes\b")


# Les [pertes allemandes atteignent] 5 300 hommes
_LOSSES_ARE = re.compile(
    r"\b[Pp]ertes\b(?:(?!, )[^.;:«»]){0,50} (?:attei|dépass|frôl|avoisin|approch|excèd|s'élèv|s'élev|s'établi|se mont|"
    r"se chiffr|seraient|furent|étaient|sont|total)[a-zà-ÿ]*(?: (?:donc|ainsi|déjà|désormais|alors))? (?:à |de )?$"
)


def measured_losses(reading: Reading, start: int, end: int) -> Event | None:
    """*chiffre à* 76 000 *hommes les pertes ukrainiennes*: what the verb measures stands behind the count."""
    measured = _LOSSES_AFTER.match(reading.folded, end) is not None and reading.folded.endswith(" à ", 0, start)
    first, _ = reading.sentence_at(start)
    amount_to = _LOSSES_ARE.search(reading.folded, max(first, start - 100), start)
    return Event("casualties") if measured or amount_to is not None else None


# fait état de [218 morts depuis le 27 novembre : 27 civils, 64 membres des FDS et] 127 combattants
_TOLL = re.compile(
    r"\b(?P<noun>morts|tués|décès|victimes|blessés|disparus|prisonniers)\b[^.;:\n]{0,70} ?: "
    r"(?:(?!\b(?:ont|a|sont|est|qui|que|où)\b)[^.;:\n]){0,120}$"
)
_TOLLS: dict[str, TroopsRole] = {"blessés": "wounded", "disparus": "missing", "prisonniers": "captured"}


def in_toll(reading: Reading, start: int) -> Event | None:
    """*218 morts : 27 civils et* 127 *combattants*: those of the list behind a toll."""
    first, _ = reading.sentence_at(start)
    if reading.folded.rfind(":", first, start) < 0:
        return None
    match = _TOLL.search(reading.folded, max(first, start - 260), start)
    return Event(_TOLLS.get(match["noun"], "killed")) if match else None
