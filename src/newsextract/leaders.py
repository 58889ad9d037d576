"""Text and the sides it names → later mentions of their leaders and voices, by surname.

*Ahmad Massoud, chef du Front national de résistance* makes *les hommes de* Massoud that front's; a researcher or a
witness stands for no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsextract.actors import Actor, Mention
from newsextract.alternation import one_of
from newsextract.organisations import CAPITAL, organisation_words

_NAME = (
    r"(?!(?:Les?|La|L|Une?|Des|Du|Aux?|En|Ce|Cette|Ces|Son|Sa|Ses|Leurs?|Ils?|Elles?|Mais|Selon|Pour|Dans|Après|Avant|"
    r"Sur|Et|Or|Si|À|A|D|Côté|Chez|Avec|Contre|Depuis)\b)"
    rf"{CAPITAL}(?:[ -](?:al-|el-|Al-|ag |ag-|ould |ben |bin |von |van |de |d'|da |du |Mc)?{CAPITAL}){{0,3}}"
)
_BYNAME = rf"(?:,? (?:alias|dit|dite|surnommée?|plus connue? sous le nom de) (?:[«\"“] ?)?(?P<byname>{CAPITAL}))?"
_SIDES = frozenset({"armed_group", "military", "state", "government"})


@cache
def _title() -> str:
    return one_of(organisation_words("leaders"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Where a leader is introduced: before the name, and behind it."""
    rank = r"(?:(?:le |la |l'|M\. |Mme )?(?:«\s?)?(?:général|colonel|commandant|capitaine|cheikh|major|lieutenant)(?:\s?»)?"
    rank += r"(?:-\w+)? (?:de \w+ )?(?:\w+é )?)?"
    title = rf"(?<![\w-]){_title()}(?![\w-])(?P<side>[^.;:,()\n«»]{{0,70}}?)"
    return (
        # le chef du FNR, Ahmad Massoud, · le président centrafricain Faustin-Archange Touadéra
        re.compile(rf"{title}(?<!\bde)(?<!\bdu)(?<!\bdes)(?<!\bla)(?<!\ble),? {rank}(?P<name>{_NAME})(?![\w'-]){_BYNAME}"),
        # Ahmad Massoud, (le) chef du Front national de résistance
        re.compile(
            rf"(?<![\w'-])(?P<name>{_NAME}){_BYNAME},? (?:\d\d ans, )?(?:le |la |l'|un |ex-)?(?:[a-zà-ÿ]+ )?"
            rf"(?<![\w-]){_title()}(?![\w-])(?P<side>[^.;:,()\n«»]{{2,70}})"
        ),
    )


def led(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The later mentions, by surname, of the persons whom the article makes a side's leader or voice."""
    followers: dict[str, tuple[int, Actor]] = {}
    for surname, offset, actor in _introduced(folded, mentions):
        known = followers.get(surname)
        if known is None:
            followers[surname] = offset, actor
    return sorted(_later(folded, followers, mentions), key=lambda one: one.start)


def _introduced(folded: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, int, Actor]]:
    """(surname, offset behind the introduction, side)."""
    for pattern in _patterns():
        for match in pattern.finditer(folded):
            sides = {
                one.actor.name: one.actor
                for one in mentions
                if match.start("side") <= one.start < match.end("side") and one.actor.type in _SIDES
            }
            if len(sides) == 1 and not any(
                match.start("name") <= one.start < match.end("name") for one in mentions
            ):
                side = next(iter(sides.values()))
                yield from ((name, match.end(), side) for name in (_surname(match["name"]), match["byname"]) if name)


def _surname(name: str) -> str:
    """*Abdel Fattah al-Burhane* → al-Burhane; *Ismael Zambada* → Zambada."""
    return name.split(" ")[-1]


def _later(
    folded: str, followers: dict[str, tuple[int, Actor]], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    if not followers:
        return
    taken = {one.start for one in mentions}
    pattern = re.compile(rf"(?<![\w-]){one_of(followers)}(?![\w-])")
    for match in pattern.finditer(folded):
        offset, actor = followers[match[0]]
        if match.start() >= offset and match.start() not in taken:
            yield Mention(match.start(), match.end(), actor, "person")
