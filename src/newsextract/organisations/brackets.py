"""Text → the organisations whose names it abbreviates: *Front national de résistance (FNR)*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsextract.actors import Actor
from newsextract.organisations.kinds import actor_named
from newsextract.organisations.text import (
    CAPITAL,
    CLAUSE,
    ENGLISH_NAME,
    HEAD,
    HEADS,
    Text,
    from_capital,
    initial,
    initials,
    without_article,
)

# [Front national de résistance (]FNR) · [Force multinationale mixte (]FMM, créée en 2015)
_BRACKET = re.compile(r" \([«\"“]? ?(?P<acronym>[A-ZÀ-Ý][\w.&/-]{1,11})(?=[,;) ]|/)")

# FNR ([Front national de résistance])
_SPELT_OUT = re.compile(rf" \((?P<name>{CAPITAL} [^()]{{6,80}})\)")
_ACRONYM_BEFORE = re.compile(r"\b[A-Z][A-Za-z0-9-]{1,9}$")

# the words before a bracket, up to the punctuation before them
_CHUNK = re.compile(r"[^().;:,\n«»\"“”!?]{3,110}$")


def defined(text: Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that the article abbreviates."""
    for match in _BRACKET.finditer(text.folded):
        if text.folded.startswith(" ", match.end()) and sum(letter.isupper() for letter in match["acronym"]) < 2:
            continue  # LURD (Libériens unis …)
        chunk = _CHUNK.search(text.folded, max(0, match.start() - 110), match.start())
        span = _named_before(text, chunk.start(), match.start(), match["acronym"]) if chunk else None
        actor = _named_actor(text, span, match) if span else None
        if span and actor:
            yield from ((text.folded[slice(*span)], acronym, actor) for acronym in _halves(match["acronym"]))
    for match in _SPELT_OUT.finditer(text.folded):
        short = _ACRONYM_BEFORE.search(text.folded, max(0, match.start() - 10), match.start())
        if short is None:
            continue
        known = re.match(rf"{HEAD}\b", match["name"]) or initials(match["name"]) == short[0].upper()
        begins = known and not CLAUSE.search(match["name"])
        actor = actor_named(text, *match.span("name"), short[0]) if begins else None
        if actor:
            yield match["name"], short[0], actor


def _named_actor(text: Text, span: tuple[int, int], bracket: re.Match[str]) -> Actor | None:
    """Whom the name in front of a bracket is; the armed group of a listed acronym before some unnamed state."""
    actor = actor_named(text, *span, bracket["acronym"])
    if actor is None or (actor.type == "military" and actor.country is None):
        return _listed(text, bracket.start("acronym")) or actor
    return actor


def _halves(acronym: str) -> Sequence[str]:
    """*FMM/MNJTF* → FMM and MNJTF; *SPLM/A-IO* is one."""
    halves = acronym.split("/")
    return halves if all(len(half) > 2 and half.isupper() and half.isalpha() for half in halves) else (acronym,)


def _listed(text: Text, offset: int) -> Actor | None:
    """The armed group that a listed acronym stands for: *Karen National Union (KNU)*, however its name is put."""
    found = text.covered(offset)
    return found.actor if found is not None and found.actor.type == "armed_group" else None


# la [mission] de la SADC (SAMIM) · le [cartel] de Jalisco Nouvelle Génération (CJNG)
_LOWER = re.compile(
    r"(?<![\w-])(?:ministère|direction|état-major|cartel|front|armée|forces|mission|force|opération|mouvement|milice|"
    r"groupe|garde|bataillon|brigade|régiment|unité|corps|police|gendarmerie|coalition|marine|katiba|union|alliance)"
    r"(?![\w-])"
)


# [mission de l']Union africaine au Puntland (Amipun)
_MISSION = re.compile(r"(?<![\w-])(?:mission|force|opération)(?: [a-zà-ÿ-]+){0,3} (?:de l'|de la |du |des )$")


def _named_before(text: Text, first: int, last: int, acronym: str) -> tuple[int, int] | None:
    """The span of the name that stands before its acronym in brackets."""
    english = ENGLISH_NAME.search(text.folded, first, last)
    if english:
        return without_article(text.folded, english.start(), last)
    starts = [match.start() for match in HEADS.finditer(text.folded, first, last)]
    starts = [start for start in starts if not CLAUSE.search(text.folded, start, last)]
    agreeing = [start for start in starts if initial(text.folded[start]) == initial(acronym)]
    mission = _MISSION.search(text.folded, first, starts[0]) if starts and not agreeing else None
    if mission is not None:
        return mission.start(), last
    if agreeing or starts:
        return from_capital(text.folded, agreeing[-1] if agreeing else starts[0]), last
    listed = [one for one in text.mentions if one.end == last and one.actor.kind == "organisation"]
    known = text.covered(last + 2)
    if listed and known is not None and known.actor.name == listed[0].actor.name:
        return listed[0].start, last  # les forces locales traquent [le groupe Etat islamique] (EI)
    lower = [match.start() for match in _LOWER.finditer(text.folded, first, last)]
    lower = [start for start in lower if not CLAUSE.search(text.folded, start, last)]
    if lower:
        return lower[0], last
    if listed:
        return listed[0].start, last
    foreign = _FOREIGN.search(text.folded, first, last)
    if foreign:
        return without_article(text.folded, foreign.start(), last)
    return _by_initial(text, first, last, acronym) if _listed(text, last + 2) else None


def _by_initial(text: Text, first: int, last: int, acronym: str) -> tuple[int, int] | None:
    """*Coopérative pour le développement du Congo (Codeco)*: from the capital that a listed acronym begins with."""
    starts = [match.start() for match in _CAPITAL.finditer(text.folded, first, last)]
    fitting = [start for start in starts if initial(text.folded[start]) == initial(acronym)]
    return (fitting[0], last) if fitting and " " in text.folded[fitting[0] : last] else None


_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-Ý](?=[a-zà-ÿ])")

# [Jama'atu Ahlis Sunna lid-Dawa] (JAS) · [Primeiro Comando da Capital] (PCC)
_FOREIGN = re.compile(
    rf"(?<![\w'-]){CAPITAL}(?: (?:{CAPITAL}|[a-z]{{1,3}}-\w+|of|de|da|do|del|la|y|e|al))* "
    rf"(?:{CAPITAL}|[a-z]{{1,3}}-[A-Z]\w+)$"
)
