"""Lexicon of verbs by sense → their lemmas, and the source of an expression for their forms.

A rule asks for a sense in the tenses that it needs, so that a verb that one rule knows is known to all:
`forms(verbs("saying"), ("present",))` matches *rétorque* and *martèlent*; not *rétorqué*.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsextract.alternation import one_of_paradigms
from newsextract.conjugation import conjugated
from newsextract.lexicon import read_csv, read_toml

FINITE = ("present", "imperfect", "past", "future", "conditional")
ANY = (*FINITE, "said", "infinitive", "gerund")  # of an active verb
TOLD = ("present", "imperfect", "past", "future")  # of who speaks, who does so in no conditional


def verbs(*senses: str) -> frozenset[str]:
    """The lemmas of one or more senses."""
    return frozenset[str]().union(*map(_of_sense, senses))


@cache
def _of_sense(sense: str) -> frozenset[str]:
    table = read_toml("verb_senses.toml")[sense]
    frames, roles = set(table.get("frames", "")), set(table.get("roles", ()))
    saying = (row["lemma"] for row in read_csv("cue_verbs.csv", "lemma") if frames & set(row["frames"] or ""))
    doing = (
        row["word"]
        for row in read_csv("troop_roles.csv", ("word", "kind"))
        if row["kind"] == "verb" and row["object"] in roles
    )
    return frozenset(map(str, (*saying, *doing, *table.get("words", ())))) - set(table.get("except", ()))


@cache
def forms(lemmas: frozenset[str], tenses: tuple[str, ...] = FINITE) -> str:
    """The source of a group that matches, to its end, any form of these verbs in one of `tenses` (see conjugation.py).

    *said* is the masculine participle alone, as behind *avoir*.
    """
    return one_of_paradigms(tuple(_in(verb, tenses)) for verb in sorted(lemmas))


def _in(verb: str, tenses: tuple[str, ...]) -> Iterator[str]:
    table = conjugated(verb)
    for tense in tenses:
        yield from table.get("participle", ())[:1] if tense == "said" else table.get(tense, ())


# a[ également] déclaré · ont[ en outre] · not n'a[ pas]
_ADVERB = r"(?:(?:(?!pas\b|jamais\b)[a-zà-ÿ]+|en outre|par ailleurs|pour sa part|de son côté) )?"
_AVOIR = r"(?:a|ont|avait|avaient|aurait|auraient|eut|eurent)"
_ETRE = r"(?:est|sont|était|étaient)"
_LIGHT = r"(?:savoir|valoir|remarquer|observer|comprendre|noter|entendre|filtrer)\b"
HAS_LET_KNOWN = rf"(?:fait|laissé) {_LIGHT}"  # a [fait savoir], a [laissé entendre]


@cache
def told(lemmas: frozenset[str]) -> str:
    """The source of a group for these verbs as they stand before who speaks: *rétorque*, *l'a confirmé*, *fait savoir*.

    It matches any that speaks as a reflexive, whatever it does else: *s'indigne*, *s'est emporté*.
    """
    reflexive = frozenset(read_toml("verb_forms.toml")["pronominal"]["lemmas"].split())
    finite, said = forms(lemmas, TOLD), forms(lemmas, ("said",))
    return (
        rf"(?:(?:(?:nous|le|lui|leur) |l'|m')?(?:{finite}|{_AVOIR} {_ADVERB}(?:{said}|{HAS_LET_KNOWN})"
        rf"|(?:fai(?:t|sait|saient)|font|fi(?:t|rent)|laiss(?:e|ent|ait|aient|a|èrent)) {_LIGHT})"
        rf"|(?:se |s'){forms(reflexive, TOLD)}|s'{_ETRE} {_ADVERB}{forms(reflexive, ('participle',))})"
    )
