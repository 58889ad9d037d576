"""A counted group → the event of a fixed expression or of the word that stands right on the group.

Matches *ont* perdu la vie, *manquent* toujours *à l'appel*, *trois soldats* blessés; *annoncés* is no event.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from spacy.tokens import Token

from newsextract.alternation import one_of
from newsextract.matchers.troop_forms import forms_of
from newsextract.matchers.troop_syntax import crosses
from newsextract.matchers.troop_verbs import (
    Event,
    clause_bounds,
    role_table,
    word_event,
)
from newsextract.matchers.troop_words import grammar_words
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
    return re.compile(rf" {one_of(grammar_words('adverbs_within'))}(?= )", re.IGNORECASE)


@cache
def _phrases() -> re.Pattern[str]:
    """One pattern: the phrases without a verb as they stand, those with one by verb, an adverb allowed behind it."""
    by_verb: dict[tuple[str, str], list[str]] = {}
    plain = []
    for phrase in role_table("phrase"):
        slot = _SLOT.search(phrase)
        if slot is None:
            plain.append(phrase)
        else:
            by_verb.setdefault((phrase[: slot.start()], slot["verb"]), []).append(phrase[slot.end() :])
    heads = {key: [key[0] + form for form in forms_of(key[1])] for key in by_verb}
    seen = one_of(head for forms in heads.values() for head in forms)
    verbal = "|".join(one_of(heads[key]) + _tail(rests) for key, rests in by_verb.items())
    return re.compile(rf"(?<![\w-])(?:(?={seen})(?:{verbal})|{one_of(plain)})(?![\w-])", re.IGNORECASE)


def _tail(rests: list[str]) -> str:
    """What follows the verb, an adverb allowed before it: *manquent* toujours *à l'appel*."""
    words = [rest for rest in rests if rest]
    if not words:
        return ""
    return f"(?:(?:{_within().pattern})?{one_of(words)})" + ("?" if "" in rests else "")


def _slot_forms(phrase: str) -> frozenset[str]:
    slot = _SLOT.search(phrase)
    return forms_of(slot["verb"]) if slot else frozenset({""})


def lost(event: Event | None) -> Event | None:
    """The event if it tells of dead, wounded, captured …: that outweighs where the troops stood."""
    return event if event is not None and event.role in STRONG else None


_SKIPPED = grammar_words("skipped")


def on_group(reading: Reading, end: int) -> Event | None:
    """The participle or adjective right behind the group, a role joined to it by *et* or *ou* included."""
    index = reading.token_at(end - 1).i + 1
    doc = reading.doc
    while index < len(doc) and doc[index].lower_ in _SKIPPED - {"ont", "été"} and "\n" not in doc[index].text:
        index += 1
    if index + 1 < len(doc) and doc[index].text == ",":
        struck = word_event(doc[index + 1])  # un soldat, touché à Liancourt, …
        if struck is not None and struck.role in {"killed", "wounded"}:
            return struck
    if index >= len(doc):
        return None
    if doc[index].lower_ in {
        "fait",
        "faits",
        "faites",
        "mis",
        "mises",
        "portés",
        "porté",
        "portée",
        "portées",
        "pris",
        "sous",
        "en",
        "hors",
    }:
        match = _phrases().match(reading.folded, doc[index].idx)
        return _phrase_event(match) if match else None
    event = word_event(doc[index])
    if event is not None and index + 2 < len(doc) and doc[index + 1].lower_ in {"et", "ou"}:
        other = word_event(doc[index + 2])
        if other is not None and {event.role, other.role} == {"killed", "wounded"}:
            return Event("casualties", event.trigger, event.owner, True, True)
    return event


def _phrase_event(match: re.Match[str]) -> Event:
    words = match[0].lower()
    roles = _phrase_roles()
    return Event(roles.get(words) or roles.get(_within().sub("", words, count=1)) or "other")


@cache
def _verb_phrases() -> frozenset[str]:
    """The expressions that begin with a verb: they say more than the verb alone (*montent à l'assaut*)."""
    return frozenset(
        _SLOT.sub(form, phrase)
        for phrase in role_table("phrase")
        if phrase.startswith(("{", "se {", "s'{"))
        for form in _slot_forms(phrase)
    )


def by_verb_phrase(reading: Reading, start: int, end: int) -> Event | None:
    """A fixed verbal expression close behind the group."""
    _, last = clause_bounds(reading, start, end)
    match = _phrases().search(reading.folded, end, min(last, end + 90))
    if match is None or match.start() - end > 30 or crosses(reading, end, match.start()):
        return None
    words = match[0].lower()
    verbal = words in _verb_phrases() or _within().sub("", words, count=1) in _verb_phrases()
    return _phrase_event(match) if verbal else None


def by_phrase(reading: Reading, head: Token, start: int, end: int, *, strong: bool) -> Event | None:
    """A fixed expression in the clause: *ont perdu la vie*, *faits prisonniers*, *en poste*."""
    first, last = clause_bounds(reading, start, end)
    for match in _phrases().finditer(reading.folded, end, last):
        event = _phrase_event(match)
        if (event.role in STRONG) == strong and not crosses(reading, end, match.start()):
            return event
    if strong:
        for match in _phrases().finditer(reading.folded, first, start):
            event = _phrase_event(match)
            if event.role in STRONG and start - match.end() < 25:
                return event
    else:
        for match in _phrases().finditer(reading.folded, first, start):
            if start - match.end() <= 3 and _phrase_event(match).role not in STRONG:
                return _phrase_event(match)
    return None


STRONG = frozenset({"killed", "wounded", "casualties", "captured", "missing", "deserted"})
