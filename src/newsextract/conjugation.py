"""Lemma → its forms of the third person and of *nous*, participles, infinitive: *perdre* → perd, perdirent, perdus.

The tagger misses many a form (*compte*, *déploie* as nouns, *périrent* as a noun), so that spelling has to find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from newsextract.lexicon import read_toml

Forms = Mapping[str, tuple[str, ...]]  # tense → forms

# the endings of the regular verbs, by tense; *participle* has all four forms, the masculine first
_ER = {
    "infinitive": ("er",),
    "present": ("e", "ent"),
    "imperfect": ("ait", "aient"),
    "past": ("a", "èrent"),
    "participle": ("é", "ée", "és", "ées"),
    "gerund": ("ant",),
    "we": ("ons", "ions"),
    "you": ("es",),
}
_IR = {
    "infinitive": ("ir",),
    "present": ("it", "issent"),
    "imperfect": ("issait", "issaient"),
    "past": ("it", "irent"),
    "participle": ("i", "ie", "is", "ies"),
    "gerund": ("issant",),
    "we": ("issons",),
}
_FUTURES = {"future": ("a", "ont"), "conditional": ("ait", "aient"), "further": ("ai", "ons", "ions")}
# endings before which the last vowel of the stem is stressed: lève, lèvera; but protégera
_MUTE = ("e", "es", "ent", *(f"er{ending}" for endings in _FUTURES.values() for ending in endings))
_STRESSED = ("e", "es", "ent")
_DOUBLED = ("ppel", "jet", "grommel", "renouvel", "chancel", "hoquet")  # appelle, jette, grommelle; but martèle


@cache
def _families() -> dict[str, list[str]]:
    table = read_toml("conjugation.toml")["families"]
    return {ending: stems.split() for ending, stems in table.items() if ending != "source"}


@cache
def forms_of(verb: str) -> frozenset[str]:
    """The forms of a verb by its spelling."""
    return frozenset({verb}.union(*conjugated(verb).values()))


@cache
def conjugated(verb: str) -> Forms:
    """The forms of a verb by tense: of the third person *present*, *imperfect*, *past* (historic), *future*,
    *conditional*; *participle* (the masculine first), *gerund*, *infinitive*; further ones under other names."""
    ending = next((verb[index:] for index in range(len(verb)) if verb[index:] in _families()), None)
    if ending is not None and not (ending == "re" and not verb.endswith(("dre", "pre"))):
        return {"infinitive": (verb,), **_by_family(verb.removesuffix(ending), ending)}
    if verb.endswith("er"):
        tenses = {**_ER, **{name: tuple(f"er{one}" for one in endings) for name, endings in _FUTURES.items()}}
        return {name: tuple(_er_form(verb[:-2], one) for one in endings) for name, endings in tenses.items()}
    if verb.endswith("ir"):
        tenses = {**_IR, **{name: tuple(f"ir{one}" for one in endings) for name, endings in _FUTURES.items()}}
        return {name: tuple(verb[:-2] + one for one in endings) for name, endings in tenses.items()}
    return {}


def _by_family(root: str, ending: str) -> Forms:
    """The forms of *retenir* from the row of *-enir*; *perdre* keeps its root for the present: perd."""
    he, they, imperfect, he_did, they_did, future, participle = _families()[ending]
    if ending == "re":
        he, imperfect = ("" if root.endswith("d") else "t"), ""
    forms = {
        "present": tuple(root + one for one in (he, they) if one != "-"),
        "past": tuple(root + one for one in (he_did, they_did) if one != "-"),
        "participle": tuple(_participles(root + participle)) if participle != "-" else (),
    }
    if imperfect != "-":
        stem = root + imperfect
        forms |= {"imperfect": (stem + "ait", stem + "aient"), "gerund": (stem + "ant",)}
        forms["we"] = (stem + "ons", stem + "ions")
    if future != "-":
        forms |= {name: tuple(root + future + one for one in endings) for name, endings in _FUTURES.items()}
    return forms


def _participles(masculine: str) -> Iterator[str]:
    """*mis* → mis, mise, mises; *dû* → dû, due, dus, dues."""
    plain = masculine.replace("û", "u") if masculine.endswith("dû") else masculine
    yield from (masculine, plain + "e")
    yield plain if plain.endswith("s") else plain + "s"
    yield plain + "es"


def _er_form(stem: str, ending: str) -> str:
    """One form of a verb in -er: *mange-ait*, *lanç-ait*, *lèv-e*, *protèg-e*, *emploi-e*."""
    if ending[0] in "aào" and stem.endswith("g"):
        return stem + "e" + ending
    if ending[0] in "aào" and stem.endswith("c"):
        return stem[:-1] + "ç" + ending
    if ending in _MUTE and re.search(r"[aou]y$", stem):
        return stem[:-1] + "i" + ending
    if ending in _MUTE and re.search(r"e[lmnprsv]$", stem) and not stem.endswith(_DOUBLED):
        return stem[:-2] + "è" + stem[-1] + ending
    if ending in _STRESSED and re.search(r"é[bcdglmnrstv]{1,2}$", stem):
        return re.sub(r"é(?=[^é]+$)", "è", stem) + ending
    if ending in _MUTE and stem.endswith(_DOUBLED):
        return stem + stem[-1] + ending
    return stem + ending
