"""Lexicon of verbs of saying → their forms in text, stances and frames. By letters alone: no tokens are read here.

The tagger takes a fifth of these forms for something else after a quotation, so the letters decide (*», déplore X*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from newsextract.lexicon import read_csv, read_toml
from newsextract.records import Stance

PARTICIPLE_ENDINGS = ("é", "ée", "és", "ées")
_IRREGULAR_PARTICIPLES = ("i", "ie", "is", "ies", "u", "ue", "us", "ues", "it", "ite", "mis", "mise", "int", "ert")
_MUTE_ENDINGS = frozenset({"e", "ent", "era", "eront", "erait", "eraient"})
_ENDINGS = (*sorted(_MUTE_ENDINGS), "ait", "aient", "a", "èrent", "ant", *PARTICIPLE_ENDINGS)
# rapp[e]l-, rép[é]t-: the vowel that turns into è before a mute ending
_LAST_VOWEL = re.compile(r"[eé](?=[^aeiouyéè]{1,2}$)")


@cache
def cue_verbs() -> Mapping[str, tuple[Stance, str]]:
    """lemma → (stance, frames)."""
    rows = read_csv("cue_verbs.csv", "lemma")
    return {str(row["lemma"]): (row["stance"], row["frames"] or "") for row in rows}  # type: ignore[misc]  # the column holds stances


@cache
def verb_forms() -> Mapping[str, str]:
    """Every infinitive, third-person form and participle of a cue verb → its lemma."""
    table = read_toml("verb_forms.toml")["irregular"]
    irregular = {lemma: forms.split() for lemma, forms in table.items() if lemma != "source"}
    forms: dict[str, str] = {}
    for lemma in cue_verbs():
        for form in (*irregular.get(lemma, ()), *_futures(lemma)) if lemma in irregular else _regular_forms(lemma):
            forms.setdefault(form, lemma)
    for lemma in cue_verbs():
        forms.setdefault(lemma, lemma)
    return forms


def _regular_forms(lemma: str) -> Iterator[str]:
    """The forms of a verb in -er: *annoncer* → annonce, annonçait …, *rappeler* → rappelle, *répéter* → répète."""
    if not lemma.endswith("er"):
        return
    stem = lemma[:-2]
    for ending in _ENDINGS:
        yield _softened(stem, ending) + ending
        if ending in _MUTE_ENDINGS:
            if stem.endswith("y"):
                yield stem[:-1] + "i" + ending  # *balaie*, *appuient*
            yield _LAST_VOWEL.sub("è", stem) + ending
            yield stem + stem[-1] + ending


_FUTURE_STEMS = {"tenir": "tiendr", "venir": "viendr", "voir": "verr", "evoir": "evr"}


def _futures(lemma: str) -> Iterator[str]:
    """*écrira*, *reconnaîtront*, *soutiendra*: of verbs in -re and -ir, which the table gives without their future."""
    ending = next((ending for ending in _FUTURE_STEMS if lemma.endswith(ending)), None)
    stem = lemma.removesuffix(ending) + _FUTURE_STEMS[ending] if ending else lemma.removesuffix("e")
    if stem.endswith("r") and not lemma.endswith("er") and lemma not in {"prévoir", "émouvoir"}:
        yield from (stem + "a", stem + "ont")


def _softened(stem: str, ending: str) -> str:
    """*annonç-ait*, *jug-eait*: the spelling that keeps a soft c or g before a."""
    if ending[0] not in "aâ":
        return stem
    return stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem


@cache
def pronominal() -> frozenset[str]:
    """Verbs whose pronominal form speaks (*s'indigne*)."""
    return frozenset(read_toml("verb_forms.toml")["pronominal"]["lemmas"].split())


@cache
def nouns_too() -> frozenset[str]:
    """Forms of cue verbs that are more often nouns or adjectives: *annonce*, *critique*."""
    return frozenset(read_toml("cue_phrases.toml")["nouns_too"]["forms"].split())


def is_infinitive(word: str) -> bool:
    return word in cue_verbs()


def is_participle(word: str, lemma: str) -> bool:
    """True for a past participle: *affirmé*, *démenti*, *reconnu*."""
    if lemma.endswith("éer") and word.endswith("ée") and not word.endswith("éée"):
        return False  # *maugrée*
    if word.endswith(PARTICIPLE_ENDINGS):
        return True
    return not lemma.endswith("er") and word.endswith(_IRREGULAR_PARTICIPLES)


def is_finite_alone(word: str) -> bool:
    """True for a finite form of a cue verb that is seldom anything else: *déplore*, *affirment*."""
    if word not in verb_forms() or word in nouns_too() or is_infinitive(word):
        return False
    return not word.endswith((*PARTICIPLE_ENDINGS, "ant"))
