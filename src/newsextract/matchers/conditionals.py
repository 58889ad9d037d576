"""Reading → the journalistic conditionals that no other attribution covers: *le groupe aurait perdu 300 hommes*.

None is *si la trêve échouait, l'armée enverrait …*, *il faudrait*, *a promis que les troupes partiraient*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from newsextract.grammar import is_conditional, lower
from newsextract.matchers.clauses import before_comment, is_inside, part_at, skip_dateline, trimmed
from newsextract.matchers.cue import Claim, Cue, Stretch
from newsextract.reading import Reading

_SUPPOSED = re.compile(r"(?:^|[\s(«])(?:si|s'(?=ils?\b)|même si|au cas où|sinon|sans)\s", re.IGNORECASE)
_MODAL = frozenset({"pouvoir", "devoir", "falloir", "vouloir", "aimer", "souhaiter", "valoir", "savoir"})


# devait commencer en avril et [durerait] six mois
_FUTURE_IN_PAST = re.compile(r"\b(?:devai(?:t|ent)|allai(?:t|ent))\s\w+(?:er|ir|re)\b[^.;]*?\b(?:et|puis|ou)\s(?:[^.;,]{0,30}\s)?$")


def find_conditionals(reading: Reading, claims: list[Claim], quotes: list[Stretch]) -> Iterator[Claim]:
    covered = [claim.content for claim in claims if claim.content]
    taken = [(claim.cue.start, claim.cue.end) for claim in claims]
    for token in reading.doc:
        if token.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"} or not is_conditional(token) or token.dep_ in {"aux", "aux:tense", "aux:pass"}:
            continue
        start, end = _conditional_span(reading, token)
        first, last = reading.sentence_at(start)
        if any(a <= start < b for a, b in covered) or any(a < end and start < b for a, b in taken):
            continue
        if is_inside(quotes, start) or _SUPPOSED.search(reading.folded, max(0, first - 1), last):
            continue
        if token.lemma_ in _MODAL or re.match(r"(?:pourr|devr|faudr|voudr|aimer|souhaiter|vaudr|saur)\w*ai", lower(token)):
            continue
        if re.search(r"\b(?:je|nous|tu|vous|on)\s$", reading.folded[first:start].lower()) or "?" in reading.folded[end:last]:
            continue
        if re.search(r"\b(?:que|qu')\s?[^,;]*$", reading.folded[first:start]) and re.search(r"\b(?:promis|annoncé|déclaré|dit|assuré|espér\w+|pens\w+|croy\w+|décidé|prévu|savait|craign\w+)\b", reading.folded[first:start]):
            continue
        if _FUTURE_IN_PAST.search(reading.folded, first, start):
            continue
        taken.append((start, end))
        yield Claim(Cue(start, end, "conditional", "none", verb=token), None, _conditional_content(reading, token, start, first, last))


def _conditional_span(reading: Reading, token: Token) -> Stretch:
    """*auraient participé*, *seraient massés*, *serait* (before a noun or preposition)."""
    parts = [child for child in token.children if child.dep_ in {"aux:tense", "aux:pass", "aux"} and child.i < token.i]
    start = min([token.idx, *(part.idx for part in parts)])
    copula = next((child for child in token.children if child.dep_ == "cop"), None)
    if copula is not None and is_conditional(copula):
        return copula.idx, copula.idx + len(copula)
    return start, token.idx + len(token)


def _conditional_content(reading: Reading, token: Token, start: int, first: int, last: int) -> Stretch | None:
    """The clause of the conditional; in a relative clause, from the verb or its subject on."""
    begin, end = part_at(reading.folded, first, last, start)
    begin = skip_dateline(reading.folded, begin)
    relative = list(re.finditer(r"\b(?:où|qui|dont|que|qu'|alors que|tandis que)\s", reading.folded[begin:start]))
    if relative:
        begin += relative[-1].end()
        stop = re.search(r",\s(?=(?:la|le|les|l')\s?\w+\s)", reading.folded[start:end])
        end = start + stop.start() if stop else end
    return before_comment(reading, trimmed(reading, begin, end))


