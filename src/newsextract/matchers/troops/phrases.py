"""The clause of a count → the role that a fixed expression in it tells: *en garnison*, *portés disparus*.

Words alone, in any clause; expressions that a verb opens and whose slots matter stand in troop_idioms.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from spacy.tokens import Token

from newsextract.alternation import one_of
from newsextract.conjugation import forms_of
from newsextract.matchers.troops.syntax import crosses
from newsextract.matchers.troops.verbs import STRONG, Event, clause_bounds, role_table
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole

_SLOT = re.compile(r"\{(?P<verb>\w+)\}")


@cache
def _phrase_roles() -> dict[str, TroopsRole]:
    """Every fixed expression → its role; {perdre} la vie stands for all forms of its verb."""
    roles: dict[str, TroopsRole] = {}
    for phrase, row in role_table("phrase").items():
        slot = _SLOT.search(phrase)
        for form in forms_of(slot["verb"]) if slot else ("",):
            roles.setdefault(_SLOT.sub(form, phrase), cast(TroopsRole, row["object"]))
    return roles


@cache
def _within() -> re.Pattern[str]:
    return re.compile(rf" {one_of(grammar_words('adverbs_within'))}(?= )")


@cache
def phrases() -> re.Pattern[str]:
    """One pattern for text in lower case: the phrases without a verb as they stand, those with one by verb, an adverb
    allowed behind it.
    """
    by_verb: dict[tuple[str, str], list[str]] = {}
    plain = []
    for phrase in map(str.lower, role_table("phrase")):
        slot = _SLOT.search(phrase)
        if slot is None:
            plain.append(phrase)
        else:
            by_verb.setdefault((phrase[: slot.start()], slot["verb"]), []).append(phrase[slot.end() :])
    heads = {key: [key[0] + form for form in forms_of(key[1])] for key in by_verb}
    seen = one_of(head for forms in heads.values() for head in forms)
    verbal = "|".join(one_of(heads[key]) + _tail(rests) for key, rests in by_verb.items())
    return re.compile(rf"(?<![\w-])(?:(?={seen})(?:{verbal})|{one_of(plain)})(?![\w-])")


def _tail(rests: list[str]) -> str:
    """What follows the verb, an adverb allowed before it: *manquent* toujours *à l'appel*."""
    words = [rest for rest in rests if rest]
    if not words:
        return ""
    return f"(?:(?:{_within().pattern})?{one_of(words)})" + ("?" if "" in rests else "")


def phrase_event(match: re.Match[str]) -> Event:
    words = match[0]
    roles = _phrase_roles()
    return Event(roles.get(words) or roles.get(_within().sub("", words, count=1)) or "other")


# trois militaires [(BIR) et] deux gendarmes y ont laissé la vie
_AND = re.compile(r"(?: \([\w .-]{1,12}\))? ?,? (?:et|ainsi que) ", re.IGNORECASE)
_HAVE = re.compile(r"\b(?:ont|avaient|auraient|eurent|sont|étaient|furent|seraient)\b")


# un colonel, but not une vingtaine, un millier
_LONE = re.compile(r"une? (?!(?:bonne |petite )?[a-zà-ÿ-]+(?:aine|ier|ion|iard)s?\b)", re.IGNORECASE)


def _crosses(reading: Reading, count: int, end: int, start: int) -> bool:
    """True if another count stands between, save one joined to this with which it shares its verb."""
    if not crosses(reading, end, start):
        return False
    joined = _AND.match(reading.folded, end)
    if (
        _LONE.match(reading.folded, count)
        or joined is None
        or not any(abs(joined.end() - one.start) <= 1 for one in reading.amounts)
    ):
        return True
    verb = _HAVE.search(reading.folded, max(joined.end(), start - 20), start + 12)
    others = [one for one in reading.amounts if end < one.start < start and one.of is None]
    return verb is None or len(others) > 1


# ont fait prisonniers [au moins] 30 soldats, but: ont perdu la vie[,] treize autres sont blessés
_NO_BREAK = re.compile(r"(?:(?! et | ou | mais )[^,;:]){0,24}")


# ne plus pouvoir [se rendre à Ménaka]
_GOES_TO = re.compile(r"[Ss]e rendre (?:(?:à|au|en) (?:[A-ZÀ-Ý]|bord|l'étranger|pied)|dans|sur|chez|là-bas)")


_OF_ONE = re.compile(r"\bdisparue?$")


def _agrees(reading: Reading, start: int, words: str) -> bool:
    """*trois soldats ont été blessés, un chauffeur est porté disparu*: a singular tells of one, or of *une dizaine*."""
    return _OF_ONE.search(words) is None or reading.lowered.startswith("un", start)


# 60 gendarmes ont repris [les recherches pour retrouver] un homme dont on est sans nouvelles: he is missing, not they
_SEARCH = re.compile(r"\b(?:recherches? (?:pour|d[eu']|afin)|(?:à la|leurs) recherches?|(?:pour|afin de) retrouver)\b")


def by_phrase(reading: Reading, head: Token, start: int, end: int, *, strong: bool) -> Event | None:
    """A fixed expression in the clause: *ont perdu la vie*, *faits prisonniers*, *en poste*."""
    first, last = clause_bounds(reading, start, end)
    for match in phrases().finditer(reading.lowered, end, last):
        event = phrase_event(match)
        if event.role == "captured" and _GOES_TO.match(reading.folded, match.start()):
            continue
        if not _agrees(reading, start, match[0]) or _SEARCH.search(reading.folded, end, match.start()):
            continue
        if (event.role in STRONG) == strong and not _crosses(reading, start, end, match.start()):
            return event
    if strong:
        for match in phrases().finditer(reading.lowered, first, start):
            event = phrase_event(match)
            if event.role in STRONG and _NO_BREAK.fullmatch(reading.folded, match.end(), start):
                return event
    else:
        for match in phrases().finditer(reading.lowered, first, start):
            if start - match.end() <= 3 and phrase_event(match).role not in STRONG:
                return phrase_event(match)
    return None
