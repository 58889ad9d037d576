"""A relative pronoun before a cue → its antecedent, the source: *l'armée, qui affirme*, *les FSR, lesquelles nient*."""

from __future__ import annotations

import re
from functools import cache

from newsextract.grammar import lower
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.clauses import has_finite_verb
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.cue_phrases import words
from newsextract.matchers.attributions.sources import noun_phrase_from
from newsextract.reading import Reading

RELATIVE = re.compile(
    r"(?:,?\s(?P<qui>qui)|,\s(?P<lequel>l(?:e|es|a)quel(?:le)?s?))"
    r"(?:\s(?:en|y|l'|le|la|les|ne|n'|lui|leur|avait|a|aussitôt|déjà|depuis|\w+ment))*$"
)
# le chercheur Said Rahmani[, 52 ans], pour qui · une source militaire[ à Yarzé], pour qui
_AGE_OR_PLACE = re.compile(r"(?:,\s\d{2} ans|(?<=[a-zà-ÿ])\s(?:à|en|au)\s[A-ZÀ-Ý][\w'-]+)$")
# Rome n'a rien dit[, et ]Madrid, qui nie …
_NEW_CLAUSE = re.compile(r",\set\s$")
_STARTERS = function_words("starters")
_GOVERNORS = frozenset({"à", "en", "de", "d'", "dans", "sur", "par", "pour", "contre", "avec", "vers", "chez", "et"})


def before_relative(reading: Reading, first: int, end: int, lequel: str | None = None) -> Stretch | None:
    """*…, ironise le délégué Marc Delvaux[, qui rappelle]*: the longest noun phrase up to the relative; the nearest
    before *lequel* (*repris Bara aux* Forces de soutien rapide*[, lesquelles démentent]*)."""
    end = first + len(_AGE_OR_PLACE.sub("", reading.folded[first:end].rstrip(" ,")))
    if lequel is not None:
        return _nearest_phrase(reading, first, end, lequel)
    for token in reading.tokens_in(first, end):
        if token.idx < first or not (lower(token) in _STARTERS or token.text[0].isupper()):
            continue
        governed = token.i > 0 and token.idx > first and lower(token.nbor(-1)) in _GOVERNORS
        if governed and not _NEW_CLAUSE.search(reading.folded, first, token.idx):
            continue
        found = noun_phrase_from(reading, token.idx, end, coordinated=True)
        if found and found[1] >= end and not has_finite_verb(reading, *found):
            return found
    return None


@cache
def _claimed_by() -> re.Pattern[str]:
    nouns = "|".join((*words("claims", "feminine"), *words("claims", "masculine")))
    return re.compile(rf"(?:{nouns})s?\s(?:[a-zà-ÿ-]+\s)?(?:du\s|de\sla\s|de\sl'|des\s|de\s|d')", re.IGNORECASE)


def voice_before_relative(reading: Reading, first: int, end: int) -> Stretch | None:
    """*les informations du* Boston Ledger*[, d'après lequel] …*: whose claim it is, not the claim."""
    found = before_relative(reading, first, end)
    claim = _claimed_by().match(reading.folded, *found) if found is not None else None
    return (claim.end(), found[1]) if found is not None and claim is not None else found


# the determiners that agree with lequel, laquelle, lesquels
_AGREEING = {
    "lequel": frozenset({"le", "l'", "du", "au", "un", "son", "ce", "cet", "leur"}),
    "laquelle": frozenset({"la", "l'", "une", "sa", "cette", "leur"}),
    "lesquels": frozenset({"les", "des", "aux", "ses", "ces", "leurs"}),
    "lesquelles": frozenset({"les", "des", "aux", "ses", "ces", "leurs"}),
}


def _nearest_phrase(reading: Reading, first: int, end: int, lequel: str) -> Stretch | None:
    """The noun phrase behind the last determiner of its number and gender from which one runs up to `end`."""
    for token in reversed(list(reading.tokens_in(first, end))):
        if token.idx >= first and lower(token) in _AGREEING[lequel.lower()]:
            found = noun_phrase_from(reading, token.idx + len(token), end, coordinated=True)
            if found and found[1] >= end:
                return found
    return None
