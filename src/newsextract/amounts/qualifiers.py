"""Shadow text → the approximators and bounds in it, looked up by where they end or begin.

Matches *près de* 300, 300 *au moins*, *jusqu'à environ* 300; not *près de Goma*, *moins* alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsextract.alternation import longest_first, one_of
from newsextract.amounts.words import WORD
from newsextract.lexicon import read_toml

_TABLE = read_toml("amounts.toml")
KINDS = ("approximate", "more_than", "at_least", "less_than", "at_most")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """An approximator or bound in the text; a verb is not `inside`: it stays out of the amount's span."""

    start: int
    end: int
    kind: str
    inside: bool = True


def _pattern(phrase: str) -> str:
    """Turn 'près de' into a pattern that also takes d', du, de la; 'rien moins que' also takes qu'."""
    escaped = re.escape(phrase).replace(r"\ ", "[ ]+")
    if phrase.endswith(" de"):
        return escaped[:-2] + r"(?:de[ ]la[ ]+|du[ ]+|de[ ]+|d')"
    if phrase.endswith(" que"):
        return escaped[:-1] + r"(?:e[ ]+|')"
    return escaped + r"[ ]+"


def _with_negations(phrases: Sequence[str]) -> Iterator[str]:
    """*ne dépasse pas* as it is, and *ne dépasse guère*, *ne dépasse jamais*."""
    for phrase in phrases:
        yield phrase
        if phrase.startswith(("ne ", "n'")) and " pas" in phrase and not phrase.startswith("ne pas"):
            yield from (phrase.replace(" pas", f" {other}", 1) for other in ("guère", "jamais", "point"))


def _before() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    entries: list[tuple[str, str, bool]] = []
    for kind in KINDS:
        table = _TABLE[kind]
        entries += [(phrase, kind, True) for phrase in table["phrases"]]
        entries += [(phrase, kind, False) for phrase in _with_negations(table.get("predicates", ()))]
    entries.sort(key=lambda entry: len(entry[0]), reverse=True)
    symbols = [(symbol, kind) for kind in KINDS for symbol in _TABLE[kind]["symbols"]]
    symbols.sort(key=lambda entry: len(entry[0]), reverse=True)
    signs = "|".join(re.escape(symbol) for symbol, _ in symbols)
    kinds = {phrase: (kind, inside) for phrase, kind, inside in entries} | {s: (k, True) for s, k in symbols}
    by_first: dict[str, list[str]] = {}  # phrases that begin alike are tried together
    for phrase, _, _ in entries:
        first = re.escape(phrase.split()[0])
        by_first.setdefault(first, []).append(_pattern(phrase).removeprefix(first))
    words = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    # what each begins with is seen before the long alternation is tried
    seen = one_of(phrase.split()[0] for phrase, _, _ in entries)
    marks = re.escape("".join(sorted({symbol[0] for symbol, _ in symbols})))
    return re.compile(rf"(?<![\w-])(?={seen}[ ])(?:{words})|(?=[{marks}])(?:{signs})[ ]?"), kinds


_BEFORE, _KIND_OF = _before()
_AFTER_KINDS = {phrase: kind for kind in KINDS for phrase in _TABLE[kind]["after"]}
_AFTER = "|".join(map(re.escape, longest_first(_AFTER_KINDS)))
# no new quantity may begin behind: 300 hommes, au moins un mort
# nor a superlative: trente-cinq au plus fort des émeutes
_CLOSED = (
    rf"(?![\w'-])(?![ ](?:\d|d'|(?:de|des|du|plusieurs|quelques?|aussi|fort|haut|bas|tard|tôt|vite|près|profond|creux|"
    rf"{WORD})\b))"
)
# 300 environ · 300 au moins · 300+
_DIRECTLY_AFTER = re.compile(rf",?[ ](?P<phrase>{_AFTER}){_CLOSED}|(?P<plus>\+)(?!\w)")
# 300 hommes au moins · 300 combattants rebelles environ · une centaine de soldats tout au plus
_COUNTED_NOUN = (
    r"(?:[ ]de(?=[ ])|[ ]d'(?=[^\W\d]))?"
    rf"(?:(?:[ ]|(?<='))(?!(?:{_AFTER})\b)[^\W\d]{{3,}}){{1,3}}"
)
_AFTER_NOUN = re.compile(rf"{_COUNTED_NOUN},?[ ](?P<phrase>{_AFTER}){_CLOSED}")


def _kind(written: str) -> tuple[str, bool]:
    """Look up a matched phrase, its final de, d', du, que or qu' put back into the form of the lexicon."""
    plain = " ".join(written.split())
    for candidate in (plain, re.sub(r"(?:de la|du|d')$", "de", plain), re.sub(r"qu'$", "que", plain)):
        if candidate in _KIND_OF:
            return _KIND_OF[candidate]
    raise AssertionError(f"no lexicon entry for the qualifier {written!r}")


# en plus de [300 soldats], en plus des [2 500 gardes]; but en plus de [trois ans]
_TIMES = re.compile(
    r"[\w ,.'-]{1,30}?[ ](?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|secondes?|siècles?|décennies?|"
    r"étapes?|fois|"
    r"langues?|exemplaires?|pages?)\b"
)


def _is_added(shadow: str, match: re.Match[str]) -> bool:
    """True for *en plus des 2 500 gardes*: beside them, not more than so many; *en plus de trois ans* is a bound."""
    if not match[0].startswith("plus d") or not shadow.endswith("en ", 0, match.start()):
        return False
    return _TIMES.match(shadow, match.end()) is None


# n'a jamais compté [plus de] 15 000 hommes · n'ont jamais [dépassé les] 5 000 · ne peut envoyer [plus de] 300
_NOT_A_BOUND = (
    r"(?:la|le|les|l|un|une|des|de|du|d|que|qu|à|au|aux|avec|pour|par|sur|en|dans|chez|et|ou|mais|car|seulement|"
    r"(?:confirm|infirm|comment|évoqu|mentionn|précis|exclu|démenti|vérifi|recoup)\w*)"
)
_NEGATED = re.compile(
    rf"(?<![\w'-])(?:ne[ ]|n')(?:(?!{_NOT_A_BOUND}\b)[\w'-]+[ ]){{0,4}}?(?:pas|jamais|guère|point|nullement)[ ]"
    rf"(?:(?!{_NOT_A_BOUND}\b)[\w-]+[ ]){{0,3}}$"
    r"|(?<![\w'-])ne[ ](?:saurai|p[eo]u[tvr][a-z]*|doi|devrai)(?:t|vent|ent)?[ ](?:[\w-]+(?:er|ir|re)[ ])?$"
)
_OPPOSITE = {"more_than": "at_most", "less_than": "at_least"}
_LONGEST = 60  # characters of a negated verb and its adverbs


class Qualifiers:
    """The approximators and bounds of one text."""

    def __init__(self, shadow: str) -> None:
        self._shadow = shadow

    @cached_property
    def _by_end(self) -> dict[int, Qualifier]:
        found = {}
        for match in _BEFORE.finditer(self._shadow):
            if _is_added(self._shadow, match):
                continue
            kind, inside = _kind(match.group())
            lead = max(0, match.start() - _LONGEST)
            if kind in _OPPOSITE and _NEGATED.search(self._shadow, lead, match.start()):
                kind = _OPPOSITE[kind]  # never more than so many are so many at most
            found[match.end()] = Qualifier(match.start(), match.end(), kind, inside)
        return found

    @cached_property
    def _ends(self) -> list[int]:
        return sorted(self._by_end)

    def covers(self, position: int) -> bool:
        """True if `position` lies inside a qualifier: the *un* of *un peu plus de 300* is no amount."""
        index = bisect_right(self._ends, position)
        return index < len(self._ends) and self._by_end[self._ends[index]].start <= position

    def before(self, position: int) -> list[Qualifier]:
        """Return the qualifiers that end at `position`, nearest first: 'au moins environ ' gives two."""
        chain: list[Qualifier] = []
        while (qualifier := self._by_end.get(position)) is not None:
            chain.append(qualifier)
            position = qualifier.start
        return chain

    def after(self, position: int) -> Qualifier | None:
        """Return the qualifier behind the number that ends at `position`, or behind the noun it counts."""
        match = _DIRECTLY_AFTER.match(self._shadow, position)
        if match is not None:
            kind = "at_least" if match["plus"] else _AFTER_KINDS[match["phrase"]]
            return Qualifier(match.start(), match.end(), kind)
        match = _AFTER_NOUN.match(self._shadow, position)
        if match is None:
            return None
        return Qualifier(match.start("phrase"), match.end("phrase"), _AFTER_KINDS[match["phrase"]], False)
