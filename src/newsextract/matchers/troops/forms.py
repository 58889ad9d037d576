"""Lemma → its forms of the third person and of *nous*, participles, infinitive: *perdre* → perd, perdirent, perdus.

The tagger misses many a form (*compte*, *déploie* as nouns, *périrent* as a noun), so that spelling has to find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsextract.lexicon import read_toml

_ER = ["e", "es", "ent", "ait", "aient", "ant", "a", "èrent", "ons", "ions", "er", "é", "ée", "és", "ées"]
_IR = ["it", "issent", "issait", "issaient", "issant", "issons", "irent", "ir", "i", "ie", "is", "ies"]
_IMPERFECT = ["ait", "aient", "ant", "ons", "ions"]
_FUTURE = ["a", "ont", "ai", "ons", "ait", "aient", "ions"]
# endings before which the last vowel of the stem is stressed: lève, lèvera; but protégera
_MUTE = ("e", "es", "ent", *(f"er{ending}" for ending in _FUTURE))
_STRESSED = ("e", "es", "ent")


@cache
def _families() -> dict[str, list[str]]:
    table = read_toml("conjugation.toml")["families"]
    return {ending: stems.split() for ending, stems in table.items() if ending != "source"}


@cache
def forms_of(verb: str) -> frozenset[str]:
    """The forms of a verb by its spelling."""
    return frozenset({verb, *_forms(verb)})


def _forms(verb: str) -> Iterator[str]:
    ending = next((verb[index:] for index in range(len(verb)) if verb[index:] in _families()), None)
    if ending is not None and not (ending == "re" and not verb.endswith(("dre", "pre"))):
        yield from _by_family(verb.removesuffix(ending), ending)
    elif verb.endswith("er"):
        stems = (*_ER, *(f"er{future}" for future in _FUTURE))
        yield from (_er_form(verb[:-2], one) for one in stems)
    elif verb.endswith("ir"):
        yield from (verb[:-2] + one for one in (*_IR, *(f"ir{future}" for future in _FUTURE)))


def _by_family(root: str, ending: str) -> Iterator[str]:
    """The forms of *retenir* from the row of *-enir*; *perdre* keeps its root for the present: perd."""
    he, they, imperfect, he_did, they_did, future, participle = _families()[ending]
    yield from (root + form for form in (they, he_did, they_did) if form != "-")
    if ending == "re":
        yield root if root.endswith("d") else root + "t"
        yield from (root + one for one in _IMPERFECT)
    else:
        yield root + he
        yield from (root + imperfect + one for one in _IMPERFECT if imperfect != "-")
    yield from (root + future + one for one in _FUTURE if future != "-")
    if participle != "-":
        yield from _participles(root + participle)


def _participles(masculine: str) -> Iterator[str]:
    """*mis* → mis, mise, mises; *dû* → dû, due, dus, dues."""
    plain = masculine.replace("û", "u") if masculine.endswith("dû") else masculine
    yield from (masculine, plain + "e", plain + "es")
    yield plain if plain.endswith("s") else plain + "s"


def _er_form(stem: str, ending: str) -> str:
    """One form of a verb in -er: *mange-ait*, *lanç-ait*, *lèv-e*, *protèg-e*, *emploi-e*."""
    if ending[0] in "aào" and stem.endswith("g"):
        return stem + "e" + ending
    if ending[0] in "aào" and stem.endswith("c"):
        return stem[:-1] + "ç" + ending
    if ending in _MUTE and re.search(r"[aou]y$", stem):
        return stem[:-1] + "i" + ending
    if ending in _MUTE and re.search(r"e[lmnprsv]$", stem) and not stem.endswith(("ppel", "rappel")):
        return stem[:-2] + "è" + stem[-1] + ending
    if ending in _STRESSED and re.search(r"é[bcdglmnrstv]{1,2}$", stem):
        return re.sub(r"é(?=[^é]+$)", "è", stem) + ending
    if ending in _MUTE and stem.endswith(("ppel", "jet")):
        return stem + stem[-1] + ending
    return stem + ending
