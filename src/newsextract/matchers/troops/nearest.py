"""A count → the event of what stands nearest in its clause, where the tree leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.grammar import auxiliaries, verb_form
from newsextract.lexicon import Row
from newsextract.matchers.troops.syntax import BESIDE, crosses, has_avoir, has_cop, is_inverted, reading_after
from newsextract.matchers.troops.verbs import (
    STRONG,
    Event,
    clause_bounds,
    in_units,
    is_active_etre,
    is_participle,
    is_passive,
    is_tasked,
    is_verb_form,
    role_table,
    subject_role,
    verb_entry,
    verb_forms,
    word_event,
)
from newsextract.reading import Reading
from newsextract.records import TroopsRole


def by_position(reading: Reading, start: int, end: int) -> Event | None:
    """Where the tree leads nowhere: the next verb or noun of loss in the clause, then the one before."""
    first, last = clause_bounds(reading, start, end)
    if _is_set_before(reading, start, end):
        return None
    for token in _following(reading, end, last):
        if (token.pos_ == "AUX" and token.dep_ != "ROOT" and token.lower_ != "furent") or in_units(token):
            continue
        if has_cop(token) and (stated := word_event(token)) is not None:
            return replace(stated, near=False)
        entry = verb_entry(token) if token.pos_ in {"VERB", "AUX"} or is_participle(token) else None
        if entry is None:
            if token.pos_ == "VERB" and _is_finite(token) and not _before_verb(token):
                break
            continue
        if _is_others(reading, token, end):
            break
        if verb_form(token) == "Inf" or is_tasked(token, entry):
            continue
        event = _acted(token, entry)
        if event is not None:
            return event
        break
    return before_count(reading, first, start)


# Sans [ses 400 mercenaires, le régime tomberait] · Malgré ses [2 000 hommes, la garnison a cédé]
_OPENING = re.compile(
    r"\W*(?:Sans|Malgré|Outre|Hormis|Face aux?|Face à|Contre|Devant|Derrière|Grâce aux?|Grâce à|En dépit d|Privée?s? d)"
    r"[ ]?(?:e |es |ses |leurs |les |ces |la |le |l')*$"
)
_THEN_SUBJECT = re.compile(
    r"[^.;:,]{0,50}, (?:(?:l'|le |la |les |son |sa |ce |cette |un |une )?[\wà-ÿ-]+|il|elle|on|ils) "
)


def _is_set_before(reading: Reading, start: int, end: int) -> bool:
    """*Sans ses* 400 *mercenaires, le régime tomberait*: what the subject behind the comma does is not theirs."""
    first, _ = reading.sentence_at(start)
    if start - first > 30 or _OPENING.fullmatch(reading.folded, first, start) is None:
        return False
    return _THEN_SUBJECT.match(reading.folded, end) is not None


_STOPS = frozenset({"que", "qu'", "qu’", "pour", "afin"})


def _following(reading: Reading, end: int, last: int) -> Iterator[Token]:
    """The tokens behind the group in its clause, an incise (*, affirme le quotidien,*) left out."""
    doc = reading.doc
    index = reading.token_at(end - 1).i + 1
    while index < len(doc) and doc[index].idx < last and doc[index].lower_ not in _STOPS:
        token = doc[index]
        if token.lower_ == "dont":
            closing = _closing_comma(token)
            if closing is None:
                return
            index = closing + 1
            continue
        if token.pos_ == "VERB" and doc[index - 1].text == "," and verb_entry(token) is None and _is_finite(token):
            closing = next((one.i for one in doc[index : index + 14] if one.text == ","), None)
            if closing is not None:
                index = closing + 1
                continue
        yield token
        index += 1


def _closing_comma(relative: Token) -> int | None:
    """The comma that closes *, dont beaucoup viennent du Chaco,*; None for a relative that is not set off."""
    if relative.nbor(-1).text != ",":
        return None
    return next((one.i for one in relative.doc[relative.i : relative.i + 20] if one.text == ","), None)


def _before_verb(token: Token) -> bool:
    """*sections du régiment castrais patrouillent*: an adjective that the tagger took for a verb."""
    return token.i + 1 < len(token.doc) and is_verb_form(token.nbor().lower_) and token.nbor().pos_ == "VERB"


def _is_finite(token: Token) -> bool:
    return verb_form(token) == "Fin"


def _is_others(reading: Reading, verb: Token, end: int) -> bool:
    """True for a participle behind another count and for a verb with a subject of its own."""
    bare = not auxiliaries(verb) and is_participle(verb)
    return (bare and crosses(reading, end, verb.idx)) or _has_new_subject(verb, end)


def _acted(verb: Token, entry: Row) -> Event | None:
    """What the verb behind the group says of it, active or passive."""
    passive = is_passive(verb) or (is_participle(verb) and not has_avoir(verb))
    role = entry["object"] if passive and not is_active_etre(verb) else subject_role(entry, verb)
    if not role:
        return None
    if verb.lemma_ in {"tenir", "résister"} and "face à" in reading_after(verb):
        return Event("engaged", verb)
    return Event(cast(TroopsRole, role), verb, entry["owner"] if passive else None, passive)


def _has_new_subject(verb: Token, end: int) -> bool:
    """*il en faudra 600, et les candidats ne se pressent pas*: that verb is somebody else's."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubj:pass"}), None)
    if subject is None or not end <= subject.idx < verb.idx or subject.lower_ in {"qui", "que"}:
        return False
    return not re.match(r" (?:et|ou|ainsi que) |, ", verb.doc.text[end : end + 12])


def before_count(reading: Reading, first: int, start: int) -> Event | None:
    """The nearest verb before the count that governs such objects: *ont tué « plus de dix »*."""
    index = reading.token_at(start).i
    beside = BESIDE.search(reading.folded, max(0, start - 14), start) is not None
    for token in reversed(reading.doc[max(0, index - 30) : index]):
        joined = token.lower_ in {"que", "qu'", "qu’"} and token.i > 0 and token.nbor(-1).lower_ in {"ainsi", "même"}
        if token.idx < first or (not joined and token.lower_ in {"qui", "que", "qu'", "dont", ")"}):
            return None
        if token.i == index - 1 and token.pos_ == "NOUN" and is_verb_form(token.lower_):
            entry = role_table("verb").get(verb_forms()[token.lower_])
            if entry is not None and entry["object"]:
                return Event(cast(TroopsRole, entry["object"]), token, entry["owner"])
        if (
            token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "aux:tense", "aux:pass"}
        ) or token.pos_ == "NOUN":
            entry = verb_entry(token) if token.pos_ in {"VERB", "AUX"} else None
            if beside and entry is not None and entry["object"] in STRONG:
                return None
            if entry is not None and entry["object"] and not is_passive(token):
                return Event(cast(TroopsRole, entry["object"]), token, entry["owner"])
            if entry is not None and entry["subject"] and not entry["object"] and is_inverted(token):
                return Event(cast(TroopsRole, entry["subject"]), token)
            row = role_table("noun").get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
            if row is not None and re.fullmatch(
                r"[\w'’ ]{0,30}(?:de|d'|d’|des|"
                r"du) (?:«\s*)?",
                reading.folded[token.idx : start],
            ):
                return Event(cast(TroopsRole, row["object"]), token, row["owner"], True)
            if token.pos_ == "VERB" and verb_form(token) == "Fin":
                return None
    return None
