"""Reading → the journalistic conditionals that no other attribution covers: *le groupe aurait perdu 300 hommes*.

None is *si la trêve échouait, l'armée enverrait …*, *il faudrait*, *a promis que les troupes partiraient*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from newsextract.grammar import is_conditional, verb_form
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.clauses import (
    before_comment,
    has_finite_verb,
    is_inside,
    next_clause,
    part_at,
    skip_dateline,
    trimmed,
)
from newsextract.matchers.attributions.cue import Claim, Cue, Stretch
from newsextract.reading import Reading
from newsextract.verb_senses import forms, verbs

# enverr[ait], auraient; je mettr[ais] is no report
_THIRD_PERSON = re.compile(r"\w+r(?:ait|aient)\b")
# camp[eraient]: no noun, adjective or imperfect ends so, whatever the tagger says
_SURE = re.compile(r"er(?:ait|aient)$")
# si la trêve échouait · au cas où · sans ces renforts
# [avec dix obus de plus, ]il aurait tenu
WITH_MORE = re.compile(
    r"\bavec [^,.;:()]{3,50} (?:de plus|supplémentaires?|davantage)(?: [^,.;:()]{2,20})?, ", re.IGNORECASE
)
_SUPPOSED = re.compile(
    rf"(?:^|[\s(«])(?:(?:si|même si|au cas où|sinon|sans)\s|s'(?=ils?\b))|{WITH_MORE.pattern}", re.IGNORECASE
)
# pourrait, devrait, faudrait: possibility and wish
_MODAL_FORM = re.compile(r"(?:pourr|devr|faudr|voudr|aimer|souhaiter|vaudr|saur)ai(?:t|ent)\b")
_MODAL = frozenset({"pouvoir", "devoir", "falloir", "vouloir", "aimer", "souhaiter", "valoir", "savoir"})
# Et si le détroit était miné ?[ Les primes doubleraient]
_ANSWERS = re.compile(r"\b[Ss](?:i|'ils?) [^.!?\n]{3,120}\?\s+$")
_SPEAKER = re.compile(r"\b(?:je|nous|tu|vous|on)\s$", re.IGNORECASE)
# a promis que les troupes [partiraient]: the future of the past
_THAT = re.compile(r"\b(?:que|qu')\s?[^,;]*$")
_REPORTED = re.compile(
    rf"\b(?:{forms(verbs('saying', 'promising', 'deciding'), ('said', 'imperfect', 'past', 'gerund'))}"
    r"|savai(?:t|ent)\b)"
)
# devait commencer en avril et [durerait] six mois
_FUTURE_IN_PAST = re.compile(
    r"\b(?:devai(?:t|ent)|allai(?:t|ent))\s\w+(?:er|ir|re)\b[^.;]*?\b(?:et|puis|ou)\s(?:[^.;,]{0,30}\s)?$"
)
_PREDICATES = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass"})


def find_conditionals(reading: Reading, claims: Sequence[Claim], quotes: Sequence[Stretch]) -> Iterator[Claim]:
    """Every conditional that reports a claim of nobody named."""
    covered = [claim.content for claim in claims if claim.content]
    taken = [(claim.cue.start, claim.cue.end) for claim in claims]
    for token in _conditional_verbs(reading):
        start, end = _with_negation(reading.folded, *_span(token))
        parted = _PARTED.match(reading.folded, start)
        end = max(end, parted.end()) if parted else end
        first, last = reading.sentence_at(start)
        if is_inside(covered, start) or is_inside(quotes, start) or any(a < end and start < b for a, b in taken):
            continue
        if _is_hypothesis(reading, token, start, end, first, last) or _is_reported_future(reading.folded, first, start):
            continue
        taken.append((start, end))
        yield Claim(Cue(start, end, "conditional", "none", verb=token), None, _content(reading, start, first, last))


def _conditional_verbs(reading: Reading) -> Iterator[Token]:
    """The verbs in the third person of the conditional, by their form; an auxiliary stands for its participle."""
    seen: set[int] = set()
    for match in _THIRD_PERSON.finditer(reading.folded):
        if match[0].lower() in function_words("nouns_in_rait"):
            continue
        token = reading.token_at(match.start())
        verb = token.head if token.dep_ in {*_AUXILIARIES, "cop"} else token
        if verb.pos_ not in _PREDICATES and token.dep_ == "cop":
            verb = token  # *ils seraient entre 5 000 et 6 000*, *ils ne seraient plus que 900*
        if verb.i not in seen and is_conditional(verb) and (verb.pos_ in _PREDICATES or _SURE.search(match[0])):
            seen.add(verb.i)
            yield verb


def _is_hypothesis(reading: Reading, token: Token, start: int, end: int, first: int, last: int) -> bool:
    """True under *si*, for *pourrait* and *faudrait*, after *nous*, and in a question."""
    folded = reading.folded
    if (
        _SUPPOSED.search(folded, max(0, first - 1), last)
        or "?" in folded[end:last]
        or _ANSWERS.search(folded, 0, first)
    ):
        return True
    if token.lemma_ in _MODAL or _MODAL_FORM.match(folded, token.idx):
        return True
    return bool(_SPEAKER.search(folded, first, start))


def _is_reported_future(folded: str, first: int, start: int) -> bool:
    if _FUTURE_IN_PAST.search(folded, first, start):
        return True
    return bool(_THAT.search(folded, first, start) and _REPORTED.search(folded, first, start))


def _span(token: Token) -> Stretch:
    """*auraient participé*, *seraient massés*, *serait* (before a noun or preposition)."""
    copula = next((child for child in token.children if child.dep_ == "cop"), None)
    if copula is not None and is_conditional(copula):
        return copula.idx, copula.idx + len(copula)
    parts = [child.idx for child in token.children if child.dep_ in _AUXILIARIES and child.i < token.i]
    return min([token.idx, *parts]), token.idx + len(token)


# auraient [en outre] transité · seraient [par ailleurs] déployés: the parse misses the participle
_PARTED = re.compile(
    r"(?:n'|ne\s)?(?:aurai(?:en)?t|serai(?:en)?t)\s(?:en outre|par ailleurs|de plus|au total|à leur tour|"
    r"à son tour|en effet|d'ailleurs|depuis lors|à ce jour|"
    r"en revanche|de nouveau|à nouveau|pour leur part|pour sa part)\s"
    r"(?:été\s)?(?:[a-zà-ÿ]+(?:é|i|u|is|us|rt|nt)e?s?)\b"
)
# [ne] seraient · [n']aurait · [se] masseraient
_NE = re.compile(r"\b(?:(?:ne\s|n')(?:se\s|s')?|se\s|s')$")
_PLUS = re.compile(r"\s(?:plus|pas|jamais|guère)\b")


def _with_negation(folded: str, start: int, end: int) -> Stretch:
    """*ne seraient plus*, *se masseraient*: the negation and a reflexive belong to the group."""
    before = _NE.search(folded, max(0, start - 6), start)
    if before is None:
        return start, end
    after = _PLUS.match(folded, end)
    return before.start(), after.end() if after else end


_SUBORDINATOR = re.compile(r"\b(?:où|qui|dont|que|qu'|alors que|tandis que)\s")
_NEXT_SUBJECT = re.compile(r",\s(?=(?:la|le|les|l')\s?\w+\s)")


# …[, en ]aurait perdu · …[, ]compterait
_TO_VERB = re.compile(r",\s(?:(?:se|ne|le|la|les|lui|leur|en|y)\s|n'|s'|l'|y\s)*")


def _is_closed(reading: Reading, start: int, verb: int) -> bool:
    """True for a relative clause that ends before the verb: *L'Africa Corps, qui a pris le relais, compterait …*."""
    comma = reading.folded.rfind(",", start, verb)
    if comma < 0 or not _TO_VERB.fullmatch(reading.folded, comma, verb):
        return False
    part = reading.folded.endswith("dont ", 0, start) and any(one.start == start for one in reading.amounts)
    return part or has_finite_verb(reading, start, comma)  # douze soldats, dont deux officiers, auraient été tués


# a livré des canons[, mais les ]munitions manqueraient
_JOINT = re.compile(r",\s(?:mais|et|or|tandis\sque)\s(?=(?:le|la|les|une?|des|son|sa|ses|leurs?|ce|cette|ces)\s|l')")


def _after_joint(reading: Reading, begin: int, verb: int) -> int:
    """Where the clause of the verb begins if another with a verb of its own stands before it."""
    joint = next(reversed(list(_JOINT.finditer(reading.folded, begin, verb))), None)
    if joint is None or not has_finite_verb(reading, begin, joint.start()):
        return begin
    return begin if has_finite_verb(reading, joint.end(), verb) else joint.end()


# les Houthis, dont 200 combattants auraient péri[, se seraient repliés]
_MAIN_VERB = re.compile(_TO_VERB.pattern + r"(?P<verb>[a-zà-ÿ]+)")


def _back_to_main(reading: Reading, start: int, end: int) -> int:
    """Where a relative clause set off by commas ends: at the comma right before the verb of the main clause."""
    for match in _MAIN_VERB.finditer(reading.folded, start, end):
        if verb_form(reading.token_at(match.start("verb"))) == "Fin":
            return match.start()
    return end


# Alors que l'armée compte 300 hommes[, ]Pyongyang en enverrait
_OPENING = re.compile(r"(?:alors (?:même )?|tandis |bien |quoi|après |depuis |puis|lors)qu(?:e\s|')", re.IGNORECASE)


def _after_opening(reading: Reading, begin: int, verb: int) -> int:
    """Where the main clause begins behind a clause that opens the sentence and has a verb of its own."""
    if _OPENING.match(reading.folded, begin) is None:
        return begin
    closing = [one for one in _commas(reading, begin, verb) if has_finite_verb(reading, begin, one)]
    simple = [one for one in closing if not has_finite_verb(reading, one, verb)]  # no relative clause stands behind it
    comma = next(iter(simple + closing), None)
    return begin if comma is None or not reading.folded[comma:verb].strip(", ") else comma + 1


def _commas(reading: Reading, start: int, end: int) -> Iterator[int]:
    comma = reading.folded.find(", ", start, end)
    while comma >= 0:
        yield comma
        comma = reading.folded.find(", ", comma + 1, end)


# compte 9 000 agents[ mais ]n'en aurait que 4 000 · compte 3 000 hommes[ et en ]aurait perdu 300
_JOINED = re.compile(r",?\s(?:mais|et|puis)\s(?P<own>(?:(?:ne|en|y|se|lui|leur|la|le|les)\s|n'|s'|l')*)$")


def _after_verb_told(reading: Reading, begin: int, verb: int) -> int:
    """Where the verb's own words begin if it is joined to another of the same subject that is told as it is."""
    joint = _JOINED.search(reading.folded, begin, verb)
    if joint is None:
        return begin
    told = [one for one in reading.span(begin, joint.start()) if verb_form(one) == "Fin"]
    return joint.start("own") if told and not any(is_conditional(one) for one in told) else begin


def _content(reading: Reading, start: int, first: int, last: int) -> Stretch | None:
    """The clause of the conditional; in a relative clause, from the verb or its subject on."""
    begin, end = part_at(reading.folded, first, last, start)
    begin = skip_dateline(reading.folded, begin)
    begin = _after_opening(reading, begin, start)
    found = _SUBORDINATOR.finditer(reading.folded, begin, start)
    subordinate = [one for one in found if not _is_closed(reading, one.end(), start)]
    if subordinate:
        begin = subordinate[-1].end()
        stop = _NEXT_SUBJECT.search(reading.folded, start, end)
        end = stop.start() if stop else end
        if reading.folded.endswith(", ", 0, subordinate[-1].start()):
            end = _back_to_main(reading, start, end)
    begin = _after_verb_told(reading, _after_joint(reading, begin, start), start)
    end = next_clause(reading, start, end) or end
    return before_comment(reading, trimmed(reading, begin, end))
