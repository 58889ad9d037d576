"""Text and the sides it names → later mentions of their leaders and voices, by surname.

*Ahmad Massoud, chef du Front national de résistance* makes *les hommes de* Massoud that front's; a researcher or a
witness stands for no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from newsextract.actors import Actor, Mention
from newsextract.alternation import one_of
from newsextract.organisations.text import (
    CAPITAL,
    CLAUSE,
    first_words,
    matches_at_words,
    organisation_words,
    places_of,
)

_NAME = (
    r"(?!(?:Les?|La|L|Une?|Des|Du|Aux?|En|Ce|Cette|Ces|Son|Sa|Ses|Leurs?|Ils?|Elles?|Mais|Selon|Pour|Dans|Après|Avant|"
    r"Sur|Et|Or|Si|À|A|D|Côté|Chez|Avec|Contre|Depuis)\b)"
    rf"{CAPITAL}(?:[ -](?:al-|el-|Al-|ag |ag-|ould |ben |bin |von |van |de |d'|da |du |Mc)?{CAPITAL}){{0,3}}"
)
_BYNAME = rf"(?:,? (?:alias|dit|dite|surnommée?|plus connue? sous le nom de) (?:[«\"“] ?)?(?P<byname>{CAPITAL}))?"
_SIDES = frozenset({"armed_group", "military", "state", "government", "past"})


@cache
def _title() -> str:
    return one_of(organisation_words("leaders"))


@cache
def _first_of_titles() -> Mapping[str, None]:
    return first_words(organisation_words("leaders"))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"{_title()}(?![\w-])")


_RANK = (
    r"(?:(?:le |la |l'|M\. |Mme )?(?:«\s?)?(?:général|colonel|commandant|capitaine|cheikh|major|lieutenant)(?:\s?»)?"
    r"(?:-\w+)? (?:de \w+ )?(?:\w+é )?)?"
)
# chef[ du FNR, Ahmad Massoud], · président[ centrafricain Faustin-Archange Touadéra]
_BEFORE_NAME = re.compile(
    rf"(?P<side>[^.;:,()\n«»]{{0,70}}?)(?<!\bde)(?<!\bdu)(?<!\bdes)(?<!\bla)(?<!\ble),? {_RANK}"
    rf"(?P<name>{_NAME})(?![\w'-]){_BYNAME}"
)
# [Ahmad Massoud, le ]chef · behind it: [ du Front national de résistance]
_NAME_BEFORE = re.compile(
    rf"(?<![\w'-])(?P<name>{_NAME}){_BYNAME},? (?:\d\d ans, )?(?:le |la |l'|un |ex-)?(?:[a-zà-ÿ]+ )?$"
)
_SIDE_BEHIND = re.compile(r"(?P<side>[^.;:,()\n«»]{2,70})")


def _introductions(folded: str) -> Iterator[tuple[re.Match[str], tuple[int, int], int]]:
    """(match of the name, offsets of the words that say whose, where the title stands)."""
    for title in matches_at_words(_titles(), folded, _first_of_titles()):
        behind = _BEFORE_NAME.match(folded, title.end())
        if behind is not None and CLAUSE.search(behind["side"]) is None:
            yield behind, behind.span("side"), title.start()
        side = _SIDE_BEHIND.match(folded, title.end())
        before = _NAME_BEFORE.search(folded, max(0, title.start() - 70), title.start()) if side else None
        if side is not None and before is not None and _is_person(folded, before):
            verb = CLAUSE.search(folded, side.start(), side.end())
            yield before, (side.start(), verb.start() if verb else side.end()), title.start()


# Depuis [Goma], le porte-parole · sur [WhatsApp], un porte-parole
_PREPOSITION = re.compile(r"\b(?:sur|à|a|en|dans|depuis|au|vers|via|sous) $", re.IGNORECASE)
_OF = re.compile(r"\b(?:de|du|par|chez) $", re.IGNORECASE)


def _is_person(folded: str, before: re.Match[str]) -> bool:
    """False for *Mardi, le chef …*, *sur WhatsApp, un porte-parole …*, *Ancien commandant …*."""
    name, start = before["name"], before.start("name")
    if _PREPOSITION.search(folded, max(0, start - 8), start):
        return False
    if " " in name:
        return True
    if _OF.search(folded, max(0, start - 8), start):
        return False
    if "-" in name:
        return True
    again = re.search(rf"(?<=[a-zà-ÿ,] ){re.escape(name)}(?![\w-])", folded)
    return folded.startswith(",", before.end("name")) and again is not None


def led(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of the persons whom the article makes a side's leader or voice, from their introduction on."""
    followers: dict[str, tuple[int, Actor]] = {}
    for name, offset, actor in _introduced(folded, mentions):
        followers.setdefault(name, (offset, actor))
    return sorted(_from_there(folded, followers, mentions), key=lambda one: one.start)


def _introduced(folded: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, int, Actor]]:
    """(name or surname, where it is introduced, side)."""
    for match, (first, last), title in _introductions(folded):
        name_start, name_end = match.span("name")
        if any(name_start <= one.start < name_end for one in mentions):
            continue
        sides = {
            one.actor.name: one.actor for one in mentions if first <= one.start < last and one.actor.type in _SIDES
        }
        side = next(iter(sides.values())) if len(sides) == 1 else None
        if side is None and not sides and _POSSESSIVE.search(folded, max(0, title - 6), title):
            side = _owner(folded, mentions, title)
        if side is not None:
            names = (*_short(match["name"]), match["byname"])
            told = name_end if side.kind == "state" else name_start  # there the state's own name has said it
            yield from ((name, told, side) for name in names if name)


# [Son ]commandant · [leur ]porte-parole
_POSSESSIVE = re.compile(r"\b(?:[Ss]on|[Ss]a|[Ll]eur) $")


def _owner(folded: str, mentions: Sequence[Mention], title: int) -> Actor | None:
    """*L'ANS conteste ce bilan. Son commandant Abou Yazan …*: the organisation named last, in the same paragraph."""
    first = max(folded.rfind("\n", 0, title), title - 250)
    named = [
        one.actor
        for one in mentions
        if first < one.start < title and one.actor.kind == "organisation" and one.actor.armed
    ]
    return named[-1] if named and named[-1].type in _SIDES else None


def _short(name: str) -> Iterator[str]:
    """What later mentions call a person: *Abdel Fattah al-Burhane* → al-Burhane; *Mobutu Sese Seko* → Mobutu too."""
    parts = name.split(" ")
    yield parts[-1]
    yield name
    if len(parts) > 2:
        yield parts[0]


def _from_there(folded: str, followers: dict[str, tuple[int, Actor]], mentions: Sequence[Mention]) -> Iterator[Mention]:
    taken = {one.start for one in mentions}
    for name, (offset, actor) in followers.items():
        for start in places_of(folded, name):
            if start >= offset and start not in taken:
                yield Mention(start, start + len(name), actor, "person")
