"""Reading → the cues that are no plain verbs: prepositions, relatives, impersonals, nouns and *faire état de*.

Matches *selon le NIS*, *Il a été rapporté que*, *l'annonce par Kiev*; where these are no cues, their source shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsextract.lexicon import read_toml
from newsextract.matchers.cue import Cue
from newsextract.reading import Reading
from newsextract.records import Stance


def find_phrases(reading: Reading) -> Iterator[Cue]:
    """Every candidate of these classes; find_attributions keeps those with a source and a content that fit."""
    yield from _prepositions(reading)
    yield from _relatives(reading)
    yield from _impersonals(reading)
    yield from _nouns(reading)
    yield from _light_verbs(reading)


def phrases(table: str, key: str) -> tuple[str, ...]:
    """The phrases of a cell of cue_phrases.toml, the longest first."""
    cell = read_toml("cue_phrases.toml")[table][key]
    return tuple(sorted((" ".join(part.split()) for part in cell.split("|")), key=len, reverse=True))


def words(table: str, key: str) -> tuple[str, ...]:
    """The single words of a cell of cue_phrases.toml; a hyphen in them stands for a blank."""
    return tuple(word.replace("-", " ") for word in read_toml("cue_phrases.toml")[table][key].split())


@cache
def _preposition() -> re.Pattern[str]:
    """selon[ le NIS] · aux dires[ des rescapés] · dixit[ le maire]."""
    cues = "|".join(map(re.escape, phrases("prepositions", "phrases")))
    return re.compile(rf"\b(?P<cue>{cues})\b(?=\s(?:de\s|d'|du\s|des\s)?)", re.IGNORECASE)


# de source[ hospitalière] · de sources[ concordantes] · de même source
_FROM_SOURCE = re.compile(r"\b(?P<cue>de sources?|de même source)\b(?=\s[a-zà-ÿ]+|[.,;])", re.IGNORECASE)
# n'a pu être confirmé[ de source indépendante]
_CHECKED = re.compile(r"(?:confirmée?s?|vérifiée?s?)\s$")
# Pour[ Kiev, …] · …, pour[ les analystes, …]
_OPINION = re.compile(
    r"""(?:^|[.;:»]\s+|,\s+|\bou,\s|\bet,\s)(?P<cue>pour)\s
    (?=l'|(?:le|la|les|un|une|des|plusieurs|certains)\s|[A-ZÉ]|(?:lui|elle|eux)\b)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def _prepositions(reading: Reading) -> Iterator[Cue]:
    for match in _preposition().finditer(reading.folded):
        if match["cue"].lower() == "dixit":
            yield Cue(match.start(), match.end(), "verb", "after", frames="c")
        else:
            yield Cue(match.start(), match.end(), "preposition", "after")
    for match in _FROM_SOURCE.finditer(reading.folded):
        if not _CHECKED.search(reading.folded, max(0, match.start() - 12), match.start()):
            yield Cue(match.start(), match.end(), "preposition", "after", source_start=match.start() + len("de "))
    for match in _OPINION.finditer(reading.folded):
        yield Cue(match.start("cue"), match.end("cue"), "preposition", "after")


# …, selon lequel les troupes ont reculé · …, pour qui les rebelles mentent
_RELATIVE = re.compile(
    r"\b(?P<cue>selon|d'après|pour)\s(?:qui|lequel|laquelle|lesquels|lesquelles)\s(?!que\b)", re.IGNORECASE
)


def _relatives(reading: Reading) -> Iterator[Cue]:
    for match in _RELATIVE.finditer(reading.folded):
        yield Cue(match.start("cue"), match.end("cue"), "preposition", "relative", source_start=match.end())


@cache
def _impersonal() -> re.Pattern[str]:
    """il a été rapporté que · on estime que · des informations font état de · le bruit court que."""

    def group(key: str) -> str:
        return "|".join(phrases("impersonal", key) if key in {"seeming", "said_by_one", "spoken_of_by_one", "clauses"} else words("impersonal", key))

    return re.compile(
        rf"""\b(?P<cue>
        il\ (?:a\ été|avait\ été|est|était|aurait\ été|fut)\ (?:{_spaced(group("reported"))})\ (?:que\b|qu')
        |(?<!ce\ que\ l')(?<!\bque\ l')on\ (?:(?:{_spaced(group("said_by_one"))})\ (?:que\b|qu')|(?:{_spaced(group("spoken_of_by_one"))})\ d(?:e\b|'))
        |il\ (?:{_spaced(group("seeming"))})\ (?:que\b|qu')
        |(?:des|plusieurs|certaines?|certains|d'autres)\ (?:{group("news")})\ (?:(?:font|faisaient|ont\ fait)\ état\ d(?:e\b|'))
        |(?:{_spaced(group("clauses"))})\b
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


def _spaced(alternation: str) -> str:
    return alternation.replace(" ", r"\ ")


def _impersonals(reading: Reading) -> Iterator[Cue]:
    for match in _impersonal().finditer(reading.folded):
        yield Cue(match.start("cue"), match.end("cue"), "impersonal", "none", frames="q")


@cache
def _noun() -> re.Pattern[str]:
    """l'annonce par[ Kiev] · les déclarations du[ ministre] · les aveux de[ l'ancien chef]."""
    return re.compile(
        rf"""\b(?P<cue>{_spaced("|".join(words("nouns", "nouns")))})\s
        (?P<by>par\s|de\s(?=la\s|l'|[A-ZÉ])|du\s|des\s|d'(?=[A-ZÉ]))""",
        re.VERBOSE,
    )


def _nouns(reading: Reading) -> Iterator[Cue]:
    denying = words("nouns", "denying")
    for match in _noun().finditer(reading.folded):
        stance: Stance = "denies" if match["cue"] in denying else "asserts"
        yield Cue(
            match.start("cue"), match.end("cue"), "noun", "agent", stance, frames="n", source_start=match.end("by")
        )


# fait état de · ont fait savoir · a de son côté fait valoir · faisant part de
_LIGHT_VERB = re.compile(
    r"""(?P<verb>\b(?:(?:a|ont|avait|avaient)\s(?:\w+\s)?fait|fait|font|faisait|faisaient|fera|feront|fit|firent|faire|faisant))\s
    (?:(?:toutefois|également|aussi|quant\sà\s\w+|de\sson\scôté|pour\ssa\spart|ainsi)\s)?
    (?P<rest>état\s(?:de\b|d')|savoir\b|valoir\b|part\s(?:de\b|d')|remarquer\b|observer\b|comprendre\b|mention\s(?:de\b|d'))""",
    re.IGNORECASE | re.VERBOSE,
)
# des rumeurs[ font état de]: an impersonal
_NEWS_BEFORE = re.compile(r"(?:informations|rumeurs|témoignages) $", re.IGNORECASE)


def _light_verbs(reading: Reading) -> Iterator[Cue]:
    """*fait état de*, *ont fait savoir*, *fait valoir*."""
    for match in _LIGHT_VERB.finditer(reading.folded):
        if _NEWS_BEFORE.search(reading.folded, max(0, match.start() - 16), match.start()):
            continue
        head = reading.token_at(match.end("verb") - 1)
        frames = "n" if match["rest"].startswith(("état", "part", "mention")) else "qc"
        yield Cue(match.start(), match.end(), "verb", "before", "asserts", head, frames)
