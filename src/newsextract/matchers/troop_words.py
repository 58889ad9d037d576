"""Shadow text → the nouns in it that can count troops, and what vouches for their military sense.

Matches *trois gardes-frontières* and, in an article on a war, *une trentaine d'hommes*; not *des soldats
de plomb*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

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


@dataclass(frozen=True, slots=True)
class NounHit:
    """A noun of the lexicon in a text, by offsets."""

    start: int
    end: int
    noun: Noun


def find_nouns(folded: str) -> Iterator[NounHit]:
    """Yield the troop nouns of a folded text, the longest first where they overlap."""
    forms = noun_forms()
    for match in _pattern().finditer(folded):
        noun = forms.get(match["noun"]) or forms.get(match["noun"].lower())
        if noun is not None and not _other_sense(folded, match.end(), noun):
            yield NounHit(match.start(), match.end(), noun)


def _other_sense(folded: str, end: int, noun: Noun) -> bool:
    """True where the noun is followed by what makes it a toy, a fireman, an airline or a weapon."""
    tail = folded[end : end + 30].lower().lstrip()
    table = read_toml("troop_context.toml")
    if _begins(tail, table["other_sense"]["after"]):
        return True
    if noun.lemma == "soldat" and _INSECTS.search(folded, max(0, end - 150), end + 150):
        return True
    return noun.lemma == "batterie" and not re.match(
        r"d'artillerie|de campagne|de tir|d'obusiers|"
        r"de canons|de mortiers",
        tail,
    )


_INSECTS = re.compile(
    r"\b(?:fourmis?|fourmilière|termites?|ouvrières|reine des|une seule reine|"
    r"ruche)\b",
    re.IGNORECASE,
)


def _begins(tail: str, phrases: list[str]) -> bool:
    return any(tail.startswith(phrase) and not tail[len(phrase) : len(phrase) + 1].isalpha() for phrase in phrases)


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
    ordered = sorted(noun_forms(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:ex-)?(?P<noun>" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", re.IGNORECASE)


@cache
def _stems(part: str) -> re.Pattern[str]:
    stems = sorted(read_toml("troop_context.toml")[part]["stems"], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, stems)) + r")\w*", re.IGNORECASE)


@cache
def _civil() -> re.Pattern[str]:
    words = sorted(read_toml("troop_context.toml")["civil"]["words"], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE)


def military_words(folded: str, start: int, end: int, *, strict: bool = False) -> list[tuple[int, int]]:
    """Offsets of the words between `start` and `end` that speak of armies and war."""
    return [match.span() for match in _stems("strict" if strict else "military").finditer(folded, start, end)]


def theme_words(folded: str) -> int:
    """How many words of a text speak of sport, business, health, the arts and other matters of peace."""
    return sum(1 for _ in _stems("theme").finditer(folded))


def civil_words(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the words between `start` and `end` that speak of civilians and civil life."""
    return [match.span() for match in _civil().finditer(folded, start, end)]
