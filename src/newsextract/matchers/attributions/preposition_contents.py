"""*selon X* and its like → what it covers: the clause after it, before it or around it, or an aside with a number.

*Selon X,* **la ville est prise** · **la ville est prise***, selon X, et …* · **le convoi, selon X, a brûlé** · *la
garnison,* **forte de 900 hommes** *selon X, se rendit*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.grammar import verb_form
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.clauses import (
    before_comment,
    clause_from,
    has_finite_verb,
    is_inside,
    part_at,
    sentence_end,
    sentence_start,
    skip_connective,
    trimmed,
)
from newsextract.matchers.attributions.cue import Cue, Stretch
from newsextract.matchers.attributions.source_words import is_person_noun, words_of
from newsextract.reading import Reading

_OPENERS = re.compile(r"\b(?:mais|et|toujours|or|ainsi|enfin|car|ou|encore|toutefois)\b", re.IGNORECASE)
_CITED = "|".join(sorted(function_words("cited") | function_words("published")))
# Selon X[ (OSDH), qui suit le conflit,] … · Pour X[, entendu lundi à la Chambre,] …
_AFTER_SOURCE = re.compile(
    rf"""\s?[»”"]?\s*(?:\([^)]*\))?
    (?:,\s(?:(?:{_CITED})\b[^,;«]*(?:,\s(?:à|au|en|dans)\s[^,;«]{{2,30}})?
        |(?:qui|dont|\d+\ ans|âgée?)\b[^,;]*
        |(?:de\s(?:l'|la\s)?|du\s|d')[A-ZÀ-Ý][^,;]{{1,50}})|[^,;]{{0,60}}?),\s*""",
    re.VERBOSE,
)
_GOES_ON = re.compile(r"\)?(?:,[^,;]{2,70}(?=,))?\s*,\s*(?=\w)")


_BILL = re.compile(r"\s?:\s")
_FEW_WORDS = 2
# …, alors que[ le Pentagone prépare, d'après X, l'envoi …]
_WHILE = re.compile(r",\s(?:alors\sque|tandis\sque|pendant\sque|bien\sque|même\ssi)\s")


# … 30 000 miliciens[ mais, ]de l'avis de X, dix mille se battraient
_AND_ACCORDING_TO = re.compile(r"\b(?:mais|et|or|car|puis),\s$")


def content_of_preposition(
    reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int, quotes: Sequence[Stretch]
) -> Stretch | None:
    """*Selon X, [clause]*; *[clause], selon X*; *[Le convoi, selon X, a été pris pour cible]*."""
    assert source is not None
    folded = reading.folded
    start, end = part_at(folded, sentence_start(reading, first, cue.start, quotes), last, cue.start)
    end = sentence_end(reading, source[1], end, quotes)
    begin = skip_connective(folded, start)
    bill = _BILL.match(folded, source[1], last)
    if bill and len(folded[begin : cue.start].split()) <= _FEW_WORDS:
        return clause_from(reading, bill.end(), last, quotes)  # *Bilan, selon le préfet : trois morts*
    begin = max([begin, *(match.end() for match in _WHILE.finditer(folded, begin, cue.start))])
    joint = _AND_ACCORDING_TO.search(folded, begin, cue.start)
    begin = joint.start() if joint else begin
    if not re.search(r"\w", _OPENERS.sub("", folded[begin : cue.start])):
        after = _after_role(reading, source, end, quotes) or _AFTER_SOURCE.match(folded, source[1], end)
        return before_comment(reading, trimmed(reading, after.end(), end)) if after else None
    within = _in_relative(reading, cue, source, begin, end)
    if within is not None:
        return within
    participle = _with_participle(reading, cue, source, begin, end)
    if participle is not None:
        return participle
    aside = _aside(reading, cue, source, begin, end)
    if aside is not None:
        return aside
    if _is_parenthesis(reading, cue, source, begin, end):
        return trimmed(reading, begin, end)
    learnt = _LEARNT.search(folded, begin, cue.start)
    return trimmed(reading, begin, learnt.start() if learnt else cue.start)


# À El-Fasher, [où] 2 500 civils ont été tués, selon l'ONU, … · les camps [où] vivent, selon le HCR, 173 600 réfugiés, …
_WHERE = re.compile(
    r"(?:\b(?:où|dans\s(?:lequel|laquelle|lesquels|lesquelles))|,\s(?P<who>qui|dont))\s(?=[^,;]*,?\s?$)"
)
_COMMA = re.compile(r"\s?,\s")


def _in_relative(reading: Reading, cue: Cue, source: Stretch, begin: int, end: int) -> Stretch | None:
    """In a relative clause that is no main clause: the clause before the cue, else up to the next comma."""
    where = _WHERE.search(reading.folded, begin, cue.start)
    comma = _COMMA.match(reading.folded, source[1], end)
    if where is not None and where["who"] and comma is None and _goes_on_bare(reading, source, end):
        closing = _COMMA.search(reading.folded, source[1], end)
        return trimmed(reading, where.end(), closing.start() if closing else end)
    if where is None or comma is None:
        return None
    unfinished = where["who"] and not has_finite_verb(reading, begin, where.start())
    if not unfinished and not has_finite_verb(reading, comma.end(), end):
        return None
    if reading.folded.startswith(("qui ", "dont "), comma.end()):
        return None  # *selon une source, qui fait état de …*
    said = reading.folded[where.end() : cue.start].rstrip(" ,")
    if len(said.split()) > _FEW_WORDS:
        return trimmed(reading, where.end(), cue.start)
    closing = _COMMA.search(reading.folded, comma.end(), end)
    opening = where.end() if where["who"] else where.start()
    return trimmed(reading, opening, closing.start()) if closing else None


# Les rebelles, [soutenus] selon l'ONU par 6 000 soldats, · l'armée, [forte] selon X de 300 000 hommes,
_PARTICIPLE = re.compile(r",\s(?=[a-zà-ÿ]+(?:é|i|u|is|us|rt|nt|rte|ite|ise|use)e?s?\s$)")
_COMPLEMENT = re.compile(r"\s(?:par\s|de\s|d'|à\s|en\s)")


def _with_participle(reading: Reading, cue: Cue, source: Stretch, begin: int, end: int) -> Stretch | None:
    """A participle that the cue parts from its complement: both, up to the comma that closes them."""
    opening = _PARTICIPLE.search(reading.folded, begin, cue.start)
    if opening is None or _COMPLEMENT.match(reading.folded, source[1], end) is None:
        return None
    closing = _COMMA.search(reading.folded, source[1], end)
    return trimmed(reading, opening.end(), closing.start() if closing else end)


# … ont été blessés[, a-t-on appris] de source hospitalière
_LEARNT = re.compile(r",\s[a-zà-ÿ]+(?:-t)?-on(?:\s[a-zà-ÿ]+é|\sappris|\sdit)?\s?$")
# Pour l'expert X[, rédacteur en chef de la « Revue »,] …
_ROLE = re.compile(r",\s(?P<article>le\s|la\s|l')?(?P<noun>[a-zà-ÿ-]+)\s")
_COMMA_AFTER_ROLE = re.compile(r",\s")


def _after_role(reading: Reading, source: Stretch, end: int, quotes: Sequence[Stretch]) -> re.Match[str] | None:
    """The comma that closes an apposition which tells the role of a named source."""
    role = _ROLE.match(reading.folded, source[1], end)
    if (
        role is None
        or not (is_person_noun(role["noun"]) or (role["article"] is None and role["noun"] in words_of("bodies")))
        or not reading.folded[source[0] : source[1]].split()[-1][0].isupper()
    ):
        return None
    commas = _COMMA_AFTER_ROLE.finditer(reading.folded, role.end(), end)
    return next((comma for comma in commas if not is_inside(quotes, comma.start())), None)


def _is_parenthesis(reading: Reading, cue: Cue, source: Stretch, begin: int, end: int) -> bool:
    """True where the clause goes on after the source: between commas, or bare before its object or predicate."""
    folded = reading.folded
    opened = folded[begin : cue.start].rstrip().endswith(",")
    if opened:
        if _is_next_clause(reading, source, begin, end):
            return False
        return bool(_GOES_ON.match(folded, source[1], end)) and not _is_apposition(reading, source, begin, end)
    return _goes_on_bare(reading, source, end)


def _goes_on_bare(reading: Reading, source: Stretch, end: int) -> bool:
    """*La Chine, qui aligne selon le Pentagone* deux millions *de militaires*: the object or the verb right behind."""
    following = reading.folded[source[1] : end].strip(' .»"!?)…')
    if not following or following[0] in ",;:(–—-":
        return False
    token = reading.token_at(source[1] + 1)
    return verb_form(token) == "Fin" or any(
        amount.start == token.idx and amount.of != "article" for amount in reading.amounts
    )


# …, selon Oryx[, mais] le front n'a pas bougé
_NEXT_CLAUSE = re.compile(
    r"\)?\s?,\s(?:et|mais|or|puis|tandis\sque|tandis\squ'|alors\sque|alors\squ'|quand)\s?(?!qui\b|que\b|qu')"
)


def _is_next_clause(reading: Reading, source: Stretch, begin: int, end: int) -> bool:
    """True where the clause before is whole and another with a verb of its own follows."""
    joint = _NEXT_CLAUSE.match(reading.folded, source[1], end)
    if joint is None or not has_finite_verb(reading, begin, source[0]):
        return False
    first = reading.token_at(joint.end())
    return verb_form(first) != "Fin" and has_finite_verb(reading, joint.end(), end)


def _is_apposition(reading: Reading, source: Stretch, begin: int, end: int) -> bool:
    """True if only words about the source follow: *selon Salem, 52 ans*, *selon le HCR, qui suit l'affaire*."""
    after = reading.folded[source[1] : end]
    if re.match(r",\s(?:qui|dont|lequel|laquelle)\b", after) and has_finite_verb(reading, begin, source[0]):
        return True
    return bool(re.match(r",\s(?:qui|dont|\d+ ans)\b[^,]*$", after))


# [dont ]3 000 soldats selon la mairie
_DONT = re.compile(r"dont\s")


def _aside(reading: Reading, cue: Cue, source: Stretch, begin: int, end: int) -> Stretch | None:
    """An aside that tells a number or stands before the main verb, and which the cue follows without a comma.

    *les comptes de la réserve, [46 000 hommes] selon le ministère, soient transmis* · *l'armée, [de quatre à cinq mille
    hommes] selon l'analyste X, qui …* · *12 000 habitants, dont [3 000 soldats] selon la mairie*.
    """
    folded = reading.folded
    comma = folded.rfind(", ", begin, cue.start)
    dont = _DONT.match(folded, comma + 2)
    start = dont.end() if dont else comma + 2
    inside = [token for token in reading.tokens_in(start, cue.start) if token.idx >= start]
    if comma < 0 or not inside or any(verb_form(token) == "Fin" for token in inside):
        return None
    counted = any(start <= amount.start < cue.start and amount.of != "article" for amount in reading.amounts)
    if counted and has_finite_verb(reading, begin, end):
        return trimmed(reading, start, cue.start)
    if not re.match(r",\s\w", folded[source[1] : end]) or any(token.pos_ in {"VERB", "AUX"} for token in inside):
        return None
    return trimmed(reading, start, cue.start) if verb_form(reading.token_at(source[1] + 2)) == "Fin" else None
