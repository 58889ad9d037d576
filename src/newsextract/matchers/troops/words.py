"""Shadow text → the nouns in it that can count troops, and what vouches for their military sense.

Matches *trois gardes-frontières* and, in an article on a war, *une trentaine d'hommes*; not *des soldats
de plomb*.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from newsextract.alternation import one_of
from newsextract.amounts.shadow import lower
from newsextract.frozen import frozen
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.records import Category, Unit


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that counts persons or units; `context` names what must vouch for it, None if nothing."""

    lemma: str
    category: Category
    unit: Unit
    context: str | None
    force: str | None = None


@frozen(slots=True)
class NounHit:
    """A noun of the lexicon in a text, by offsets."""

    start: int
    end: int
    noun: Noun


def is_plural(folded: str, hit: NounHit) -> bool:
    """True for *soldats*, *généraux*: by the form in the text."""
    return folded[hit.start : hit.end].endswith(("s", "x"))


def find_nouns(folded: str) -> Iterator[NounHit]:
    """Yield the troop nouns of a folded text, the longest first where they overlap."""
    forms, lowered = noun_forms(), lower(folded)
    for match in _pattern().finditer(lowered):
        start, end = match.span("noun")
        noun = forms.get(folded[start:end]) or forms.get(match["noun"])
        if noun is not None and not _other_sense(lowered, end, noun):
            yield NounHit(match.start(), end, noun)


def _other_sense(lowered: str, end: int, noun: Noun) -> bool:
    """True where the noun is followed by what makes it a toy, a fireman, an airline or a weapon."""
    if _follows("other_sense").match(lowered, end):
        return True
    if noun.lemma == "soldat" and (
        _INSECTS.search(lowered, max(0, end - 150), end + 150) is not None or _on_insects(lowered)
    ):
        return True
    if noun.lemma in _OF_OTHERS and _of_others(lowered, end, noun.lemma):
        return True
    return noun.lemma == "batterie" and not _GUNS.match(lowered, end)


# des fourmis soldats · la reine des termites
_INSECTS = re.compile(r"\b(?:fourmis?|fourmilière|termites?|reine des|une seule reine|ruche)\b")
# who has soldiers, officers or fighters of its own: what must stand near by, how near, and which nouns it takes
_OWN_RANKS = (
    (re.compile(r"\b(?:armée du salut|salutistes?)\b"), 300, frozenset({"soldat", "officier", "major"})),
    (
        re.compile(r"\b(?:mma|ufc|octogone|arts martiaux|kick-?boxing|jiu-jitsu|grappling)\b"),
        150,
        frozenset({"combattant"}),
    ),
)
_OF_OTHERS = frozenset().union(*(lemmas for _, _, lemmas in _OWN_RANKS))
_INSECT_WORDS = re.compile(r"\b(?:fourmis?|fourmilières?|termites?|termitières?)\b")
_ON_INSECTS = 3  # words of an article on them


def _of_others(lowered: str, end: int, lemma: str) -> bool:
    """True for the soldiers of the Salvation Army, the fighters of an MMA evening."""
    return any(
        lemma in lemmas and words.search(lowered, max(0, end - near), end + near) is not None
        for words, near, lemmas in _OWN_RANKS
    )


@lru_cache(maxsize=16)
def _on_insects(lowered: str) -> bool:
    return len(_INSECT_WORDS.findall(lowered)) >= _ON_INSECTS


# batterie d'artillerie · batteries de tir
_GUNS = re.compile(r"\s*(?:d'artillerie|de campagne|de tir|d'obusiers|de canons|de mortiers)")


@cache
def _follows(table: str) -> re.Pattern[str]:
    """What gives a noun another sense, right behind it."""
    return re.compile(rf"\s*{one_of(read_toml('troop_context.toml')[table]['after'])}(?![^\W\d_])")


@cache
def noun_forms() -> Mapping[str, Noun]:
    """Every form, singular and plural → its noun."""
    forms: dict[str, Noun] = {}
    for row in read_csv("troop_nouns.csv", "noun"):
        noun = Noun(
            str(row["noun"]),
            cast(Category, row["category"]),
            cast(Unit, row["unit"]),
            row["context"],
            row["force"],
        )
        for form in (str(row["noun"]), *values(row["forms"])):
            forms.setdefault(form, noun)
            if " " not in form and "-" not in form.removeprefix("ex-"):
                forms.setdefault(plural(form), noun)
    return forms


def plural(word: str) -> str:
    """The regular plural (Le Bon Usage, § 513–518): *général* → généraux, *légionnaire* → légionnaires."""
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word + "s"


@cache
def grammar_words(table: str) -> frozenset[str]:
    """The words of one table of troop_grammar.toml."""
    return frozenset(read_toml("troop_grammar.toml")[table]["words"])


@cache
def _pattern() -> re.Pattern[str]:
    nouns = one_of({lower(form) for form in noun_forms()})
    return re.compile(rf"(?<![\w-])(?:ex-)?(?P<noun>{nouns})(?![\w-])")


def military_words(folded: str, start: int, end: int, *, strict: bool = False) -> list[tuple[int, int]]:
    """Offsets of the words between `start` and `end` that speak of armies and war."""
    return _between(_stem_words(folded, "strict" if strict else "military"), start, end)


def theme_words(folded: str) -> int:
    """How many words of a text speak of sport, business, health, the arts and other matters of peace."""
    return len(_stem_words(folded, "theme"))


ENEMIES = "ennemi|adversaire|agresseur|envahisseur|occupant"  # the other side, as whoever speaks calls it


def civil_words(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the words between `start` and `end` that speak of civilians and civil life."""
    return _between(_civil_words(folded), start, end)


def _between(words: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    first = bisect_left(words, (start, start))
    return words[first : bisect_left(words, (end, end), first)]


@lru_cache(maxsize=64)
def _stem_words(folded: str, part: str) -> list[tuple[int, int]]:
    """Offsets of all words of a text that begin with a stem of the table, found once for all its counts."""
    return [match.span() for match in _stems(part).finditer(lower(folded))]


@lru_cache(maxsize=16)
def _civil_words(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in _civil().finditer(lower(folded))]


@cache
def _stems(part: str) -> re.Pattern[str]:
    stems = read_toml("troop_context.toml")[part]["stems"]
    return re.compile(rf"(?<![\w-]){one_of({stem.lower() for stem in stems})}\w*")


@cache
def _civil() -> re.Pattern[str]:
    words = read_toml("troop_context.toml")["civil"]["words"]
    return re.compile(rf"(?<![\w-]){one_of({word.lower() for word in words})}(?![\w-])")
