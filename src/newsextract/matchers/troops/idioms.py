"""A counted group → the fixed expression of its clause that tells its role, whatever stands between the parts.

Matches *300 hommes* mènent alors l'assaut (subject), *coûte la vie à* vingt soldats (object), *ont fait* 200 soldats
*prisonniers* (around); *l'assaut a surpris 300 hommes* is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from newsextract.alternation import one_of
from newsextract.conjugation import forms_of
from newsextract.lexicon import read_csv, values
from newsextract.matchers.troops.syntax import is_count
from newsextract.matchers.troops.verbs import STRONG, Event, clause_bounds
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole

_DETERMINER = (
    r"(?:[ld]'|(?:le|la|les|un|une|des|du|de|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre|nos|plusieurs|deux|trois) )"
)
# what a capital letter stands for in the lexicon: contracted articles
_SHORT = {
    "DET": _DETERMINER,
    "À": rf"(?:(?:au|aux|à) |à {_DETERMINER})",
    "DE": rf"(?:(?:du|des|de) |d'|de {_DETERMINER})",
    "DANS": rf"(?:en |dans {_DETERMINER})",
    "SUR": rf"sur {_DETERMINER}",
    "ANY": r"(?:[\wà-ÿ'-]+ ){0,4}",
    "MANY": r"(?:[\wà-ÿ'-]+ ){0,8}",
}
_ASIDE = r"(?:,[^,;.:]{1,30},)? "  # ont coûté la vie, dimanche, à


@dataclass(frozen=True, slots=True)
class Idiom:
    """What follows the verb, the role of the troops in its slot, and whose they are."""

    complement: str
    role: TroopsRole
    owner: str | None


@cache
def _idioms(slot: str) -> dict[str, tuple[Idiom, ...]]:
    """Every form of a verb that opens an idiom of this slot → its idioms: those of what befell the troops first, then
    the longest complement."""
    by_form: dict[str, list[tuple[bool, int, Idiom]]] = defaultdict(list)
    for row in read_csv("troop_idioms.csv", ("verb", "complement", "slot")):
        if row["slot"] != slot:
            continue
        complement = str(row["complement"])
        idiom = Idiom(complement, cast(TroopsRole, row["role"]), row["owner"])
        for verb in values(row["verb"]):
            for form in forms_of(verb):
                by_form[form].append((idiom.role not in STRONG, -len(complement), idiom))
    return {form: tuple(one[-1] for one in sorted(found, key=lambda one: one[:2])) for form, found in by_form.items()}


# ont entamé [jeudi] [dans l'Arctique] l'exercice
_WHEN = r" (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ce (?:matin|soir))(?: (?:matin|soir|dernier))?"
_WHERE = r" (?:dans|à|en|près de) (?:l'|la |le |les )?(?-i:[A-ZÉ])[\w'-]+"


@cache
def _within() -> re.Pattern[str]:
    """What may stand between the verb and its complement; each group leaves off where the complement may begin."""
    adverbs = one_of(grammar_words("adverbs_within"))
    return re.compile(
        rf"(?P<adverb> (?:{adverbs}|à nouveau|de nouveau|ainsi|encore))?(?P<when>{_WHEN})?(?P<where>{_WHERE})?",
        re.IGNORECASE,
    )


@cache
def _complement(words: str) -> re.Pattern[str]:
    """*À assaut/attaque* → au, à l', à un … followed by one of the nouns."""
    parts = [_SHORT.get(word) or one_of(word.split("/")) + _ASIDE for word in words.split()]
    ends = "" if words.split()[-1] in _SHORT else r"(?![\wà-ÿ])"  # an article's own blank or apostrophe ends it
    return re.compile(rf" {''.join(parts).removesuffix(_ASIDE).removesuffix(' ')}{ends}", re.IGNORECASE)


def _follows(idiom: Idiom, folded: str, start: int, end: int) -> re.Match[str] | None:
    """The idiom's complement behind its verb, which ends at `start`: at once, or after an adverb, a day and a place."""
    within = _within().match(folded, start, end)
    ends = [within.end(), within.start("where"), within.start("when"), start] if within is not None else [start]
    complement = _complement(idiom.complement)
    return next((found for at in dict.fromkeys(ends) if at >= 0 and (found := complement.match(folded, at, end))), None)


_WORD = re.compile(r"[\wà-ÿ]+(?:-[\wà-ÿ]+)*")


def idiom_event(reading: Reading, start: int, end: int, *, acts: bool) -> Event | None:
    """The event of an idiom round text[start:end]; `acts` allows those whose subject the group is."""
    first, last = clause_bounds(reading, start, end)
    return (
        _around(reading, max(first, start - 90), start, end)
        or _before(reading, max(first, start - 140), start)
        or (_after(reading, end, last) if acts else None)
    )


_NOUN_BEFORE = re.compile(
    r"(?<![\wà-ÿ])(?:(?:un|une|le|la|les|des|du|de|ce|cette|ces|son|sa|ses|leur|leurs|au|aux|en) |[ld]')$",
    re.IGNORECASE,
)


def _is_noun(folded: str, start: int, word: str) -> bool:
    """True for a form with a determiner before it, infinitives apart: *d'un poste*, *l'envoi*."""
    return not word.endswith(("er", "ir", "re")) and _NOUN_BEFORE.search(folded, max(0, start - 6), start) is not None


def _openings(reading: Reading, slot: str, first: int, last: int) -> Iterator[tuple[int, int, Idiom]]:
    """(start, end of the verb form, idiom) of every word between that opens one."""
    table = _idioms(slot)
    for match in _WORD.finditer(reading.folded, first, last):
        idioms = table.get(match[0].lower())
        if idioms is None or _is_noun(reading.folded, match.start(), match[0]):
            continue  # l'attaque d'un poste à …
        for idiom in idioms:
            yield match.start(), match.end(), idiom


def _around(reading: Reading, first: int, start: int, end: int) -> Event | None:
    """*ont fait* 200 soldats *prisonniers*, *a lancé* cinq mille hommes *dans la bataille*."""
    for offset, stop, idiom in reversed(list(_openings(reading, "around", first, start))):
        plain = _plain(reading.folded[stop:start])
        if plain and _follows(idiom, reading.folded, _closed(reading, end), len(reading.folded)):
            return _told(reading, idiom, offset)
    return None


def _told(reading: Reading, idiom: Idiom, offset: int) -> Event:
    """The event; what an enemy inflicts names no verb, since its subject says nothing of whose the struck are."""
    if idiom.role in STRONG and idiom.owner != "own":
        return Event(idiom.role)
    return Event(idiom.role, reading.token_at(offset), idiom.owner)


def _closed(reading: Reading, end: int) -> int:
    """The offset behind a closing quotation mark."""
    return (
        end + 2
        if reading.folded[end : end + 2] in {" »", " ”"}
        else end + (reading.folded[end : end + 1] in {"”", '"'})
    )


def _plain(between: str) -> bool:
    """True if no clause begins between a verb and its object."""
    return len(between.split()) <= 6 and not re.search(r"[;:.(]|, | qu[ei']", between)


def _before(reading: Reading, first: int, start: int) -> Event | None:
    """*a coûté la vie à* vingt soldats *et à* trois officiers."""
    for offset, stop, idiom in _openings(reading, "object", first, start):
        match = _follows(idiom, reading.folded, stop, start)
        if match is not None and _leads_to(reading.folded[match.end() : start]):
            return _told(reading, idiom, offset)
    return None


# what may stand between an idiom and its count: nothing, or an earlier count that this one is added to
_ADDED = re.compile(
    r"\s*(?:[«\"“]\s*)?(?:[^.;:]{0,70}?(?:\bet|\bou|,|\bainsi que|\bdont|\bsoit)\s*\(?(?:à |d'|de |au moins )?)?$"
)
_FINITE = re.compile(r"\b(?:a|ont|est|sont|avait|avaient|était|étaient|qui|que)\b")


# mis hors de combat[, à Luvungi, «] plus de 250
_SET_OFF = re.compile(r", [^,;.:]{2,40}, (?:[«\"“] ?)?$")


def _leads_to(between: str) -> bool:
    if _FINITE.search(between):
        return False
    return _ADDED.match(between) is not None or _SET_OFF.match(between) is not None


def subject_idiom(reading: Reading, first: int, last: int) -> Event | None:
    """The last idiom between two offsets that tells what its subject does: *a plié bagage*."""
    found = [
        _told(reading, idiom, offset)
        for offset, behind, idiom in _openings(reading, "subject", first, last)
        if _follows(idiom, reading.folded, behind, last)
    ]
    return found[-1] if found else None


_STOP = re.compile(
    r"\b(?:quand|lorsqu\w*|où|car|parce|puisqu\w*|tandis|alors qu\w*|pendant que|dont|après que|avant que|depuis que|"
    r"afin|pour|si|contre des|face à|d'autres|les autres|l'autre|le reste|l[ea]squel\w*|laquelle|"
    r"une? sur (?:deux|trois|quatre|cinq|six|dix)|"
    r"une? (?:autre|second|seconde|[a-zà-ÿ]+ième))\b|[;:]|"
    r"(?:,| et| mais) une? [a-zà-ÿ-]+(?: [a-zà-ÿ-]+)? (?:est|était|serait|sera|a|avait|aurait)\b",  # un artilleur est
    re.IGNORECASE,
)


# une trentaine de soldats[ et ]deux blindés ont tenté · deux bataillons venus d'Oran[, soit ]1 000 hommes, ont pris
_ALONGSIDE = re.compile(r" (?:et|ainsi que|avec) |[^.;:,]{0,50}, soit (?:de |quelque |environ |près de )?")


def _after(reading: Reading, end: int, last: int) -> Event | None:
    """*300 hommes* ont pris part aux combats; another count or a subordinate clause ends the search."""
    stop = _STOP.search(reading.folded, end, last)
    last = stop.start() if stop else last
    later = (one for one in reading.amounts if end < one.start < last and is_count(reading, one))
    last = next((one.start for one in later if not _ALONGSIDE.fullmatch(reading.folded, end, one.start)), last)
    for offset, behind, idiom in _openings(reading, "subject", end, last):
        if _follows(idiom, reading.folded, behind, len(reading.folded)):
            return _told(reading, idiom, offset)
    return None
