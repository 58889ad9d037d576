"""Text → the organisations that their own fighters show: *le* MLPT *aligne 600 combattants*, Jaïch al-Nour.

Not *le* Sahel *compte 3 000 djihadistes*, where they are; nor *le* Parlement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from newsextract.actors import Actor, places_of_words
from newsextract.alternation import one_of
from newsextract.organisations.forms import TAIL, is_place
from newsextract.organisations.kinds import is_national, is_of_state
from newsextract.organisations.text import CAPITAL, HEADS, Text, organisation_words

_HELPERS = r"(?:(?:a|ont|aurait|auraient|avait|avaient|(?:dit|disent|affirme|affirment|reconnaît) avoir) )?"
_AMOUNT = r"[^.;:,«»\"]{0,45}"
# le [MLPT] aligne [600 combattants] · les [Vengeurs de Mossoul] ont perdu · la [Katiba (KAT)], forte de
_FIELDS = re.compile(
    rf"(?<![\w-])(?P<article>[Ll]e |[Ll]a |[Ll]es |[Ll]')(?P<name>{CAPITAL}(?: [ae]l-{CAPITAL})?{TAIL})"
    r"(?: \((?P<acronym>[A-Z][\w-]{1,9})\))?(?:, [^,;.:]{2,60},)? "
    rf"(?:n'en |n'|ne |en |y )?{_HELPERS}(?P<verb>compt|align|revendiqu|rassembl|regroup|réuni|recrut|perd|enrôl|"
    rf"engag|lanc|mobilis|dispos)[a-zéû]* {_AMOUNT}$"
)
# le [MLPT], fort de [600 combattants] · la Katiba, 600 combattants
_STRONG = re.compile(
    rf"(?<![\w-])(?P<article>[Ll]e |[Ll]a |[Ll]es |[Ll]')(?P<name>{CAPITAL}(?: [ae]l-{CAPITAL})?{TAIL})"
    rf"(?: \((?P<acronym>[A-Z][\w-]{{1,9}})\))?, (?P<verb>)(?:fort(?:e|s|es)? (?:de |d')|(?=\d)){_AMOUNT}$"
)
# sous le nom de [Front de paix du Tigré], ils compteraient [800 combattants]
_UNDER_NAME = re.compile(
    rf"sous (?P<article>le (?:nom|sigle) |la bannière )(?:de |du |des |d')(?:[«\"“] ?)?(?P<name>{CAPITAL}{TAIL})"
    rf"(?: ?[»\"”])?(?: \((?P<acronym>[A-Z][\w-]{{1,9}})\))?, (?:ils|elles) {_HELPERS}(?P<verb>)[a-zéû]+ {_AMOUNT}$"
)
_GATHERING = frozenset({"compt", "rassembl", "regroup", "réuni"})  # a region has fighters too


@cache
def _fighters() -> Mapping[str, None]:
    return dict.fromkeys(organisation_words("irregulars") - {"volontaires", "brigadistes"})


def fielding(text: Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names whose bearers have fighters in so many words."""
    for offset, _ in places_of_words(text.folded, _fighters()):
        first = max(0, offset - 150, text.folded.rfind("\n", 0, offset) + 1)
        for pattern in (_FIELDS, _STRONG, _UNDER_NAME):
            match = pattern.search(text.folded, first, offset)
            if match is not None and _is_group(text, match):
                name = match["name"]
                yield name, match["acronym"], Actor(name, "organisation", "armed_group", None, True)
                break


def _is_group(text: Text, match: re.Match[str]) -> bool:
    """False for a listed actor, a state's service, a place, an institution, a people."""
    name = match["name"]
    if text.covered(match.start("name")) is not None or is_national(name, named=False) or is_of_state(name):
        return False
    if name.split(" ")[0] in organisation_words("institutions") or is_place(name):
        return False
    headed = HEADS.match(name) is not None or ARABIC_HEAD.match(name) is not None
    shown = headed or name.isupper() or match["article"] in {"Les ", "les "}
    return shown or match["verb"] not in _GATHERING


ARABIC_HEAD = re.compile(rf"{one_of(organisation_words('arabic_heads'))}(?![\w'])")
# [Jaïch al-Nour] · [Lashkar-e-Islam] · [Harakat Sabiroun]
_ARABIC = re.compile(
    rf"(?P<name>{one_of(organisation_words('arabic_heads'))}"
    rf"(?:[ -](?:e-|ul-|ut-|i-)?(?:[AaEe][ldnrstz]h?-)?{CAPITAL}){{1,3}})"
)


@cache
def _arabic_heads() -> Mapping[str, None]:
    return dict.fromkeys(organisation_words("arabic_heads"))


def arabic(text: Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that an Arabic, Urdu or Persian word for army, brigade, movement opens."""
    for offset, _ in places_of_words(text.folded, _arabic_heads()):
        match = _ARABIC.match(text.folded, offset)
        if match is not None and not text.inside(*match.span()) and text.covered(offset) is None:
            yield match["name"], None, Actor(match["name"], "organisation", "armed_group", None, True)
