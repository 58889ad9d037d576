"""Verb lemma → the forms of the third person, participles and infinitive: *perdre* → perd, perdirent, perdus.

The tagger misses many a form (*compte*, *déploie* as nouns), so that spelling has to find them.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.lexicon import read_toml

_ER = [
    "e",
    "es",
    "ent",
    "ait",
    "aient",
    "a",
    "èrent",
    "ant",
    "era",
    "eront",
    "erait",
    "eraient",
    "er",
    "é",
    "ée",
    "és",
    "ées",
]
_IR = [
    "it",
    "issent",
    "issait",
    "issaient",
    "issant",
    "ira",
    "iront",
    "irait",
    "iraient",
    "irent",
    "ir",
    "i",
    "ie",
    "is",
    "ies",
]
# endings before which the last vowel of the stem is stressed: lève, lèvera; but protégera
_MUTE = ("e", "es", "ent", "era", "eront", "erait", "eraient")
_STRESSED = ("e", "es", "ent")


@cache
def _irregular() -> dict[str, frozenset[str]]:
    table = read_toml("troop_grammar.toml")["irregular_verbs"]
    return {verb: frozenset(forms.split()) for verb, forms in table.items() if verb != "source"}


@cache
def forms_of(verb: str) -> frozenset[str]:
    """The forms of a verb by its spelling, those of the irregular table included."""
    listed = _irregular().get(verb, frozenset())
    if verb.endswith("er"):
        return listed | {verb, *(_er_form(verb[:-2], ending) for ending in _ER)}
    if verb.endswith("ir") and not listed:
        return frozenset({verb, *(verb[:-2] + ending for ending in _IR)})
    return listed | {verb}


def _er_form(stem: str, ending: str) -> str:
    """One form of a verb in -er: *mange-ait*, *lanç-ait*, *lèv-e*, *protèg-e*, *emploi-e*."""
    if ending[0] in "aà" and stem.endswith("g"):
        return stem + "e" + ending
    if ending[0] in "aà" and stem.endswith("c"):
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
