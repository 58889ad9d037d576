"""A counted group whose own words tell no role → what its clause lets one conclude, where nothing else tells it.

Matches *« Quatre brigades nous attendent »* (deployed), *des renforts sont arrivés :* deux bataillons (deployed),
*crédite le groupe de* 5 000 combattants (strength); not *quinze soldats ont reçu une médaille*, whose verb is known to
tell none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from spacy.tokens import Token

from newsextract.conjugation import forms_of
from newsextract.grammar import SUBJECTS, auxiliaries, is_conditional, is_future, subject_of
from newsextract.matchers.troops.idioms import subject_idiom
from newsextract.matchers.troops.phrases import phrase_event, phrases
from newsextract.matchers.troops.verbs import (
    STRONG,
    Event,
    clause_bounds,
    is_misread,
    is_passive,
    role_table,
    subject_role,
    verb_entry,
    verb_forms,
)
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole


def unsaid(reading: Reading, head: Token, start: int, end: int) -> Event | None:
    """The role that a weak verb, the clause before a colon, a verb of the unit or a bare figure suggests."""
    return (
        _beyond_colon(reading, start, end)
        or _accompanying(reading, start)
        or _acting(head)
        or _behind(reading, end)
        or _relative(reading, end)
        or _reported(reading, start)
        or _bare(reading, start, end)
    )


@cache
def _weak_forms() -> dict[str, str]:
    """Every form of the verbs that tell a role only where nothing else does → the verb."""
    return {form: verb for verb in role_table("weak") for form in forms_of(verb)}


def _weak(word: str, slot: str) -> TroopsRole | None:
    row = role_table("weak").get(_weak_forms().get(word, ""))
    return cast(TroopsRole, row[slot]) if row is not None and row[slot] else None


# … sont arrivés de Kosti[: ] · a promis[ : « ]
_COLON = re.compile(r" ?: (?:[«\"“] ?)?(?:soit |au total |en tout )?$")
# une compagnie rejoindra Rukla. [Soit ]environ 200 hommes
_THAT_IS = re.compile(r"\W*(?:Soit|Au total|En tout|C'est-à-dire|Autrement dit)(?: :|,)? ")
_TROOPS = grammar_words("army_leads") | grammar_words("uncounted")


def _beyond_colon(reading: Reading, start: int, end: int) -> Event | None:
    """*Des renforts sont arrivés de Kosti :* deux bataillons: what the clause before tells of troops left uncounted."""
    first, _ = reading.sentence_at(start)
    colon = _COLON.search(reading.folded, max(0, start - 12), start)
    last = colon.start() if colon else 0
    if colon is None:
        index = reading.sentence_index(start)
        if index == 0 or not _THAT_IS.fullmatch(reading.folded, first, start):
            return None
        first, last = reading.sentences[index - 1]
    for verb in reversed(reading.span(first, last)):
        entry = verb_entry(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if entry is None:
            continue
        subject = subject_of(verb)
        passive = is_passive(verb)
        if subject is not None and _is_troops(subject):
            role = entry["object"] if passive else subject_role(entry, verb)
        elif not passive and any(one.dep_ in {"obj", "obl:arg"} and _is_troops(one) for one in verb.children):
            role = entry["object"]
        else:
            continue
        if role:
            return Event(cast(TroopsRole, role), verb, None if role == entry["subject"] else entry["owner"])
    return None


def _is_troops(noun: Token) -> bool:
    """*des renforts*, *l'armée*, *les Tanzaniens*: who can be counted behind a colon."""
    people = noun.text[:1].isupper() and noun.lower_.endswith(("s", "x"))  # Bruxelles has no article
    return noun.lower_ in _TROOPS or (people and any(child.dep_ == "det" for child in noun.children))


# a plié bagage en 2024 [avec ses ]2 200 hommes
_WITH = re.compile(r"\bavec (?:ses |leurs |les |tous ses |quelque |près de |plus de |environ )*$")


def _accompanying(reading: Reading, start: int) -> Event | None:
    """*a plié bagage en 2024 avec ses* 2 200 *hommes*: they do what their leader does."""
    match = _WITH.search(reading.folded, max(0, start - 24), start)
    if match is None:
        return None
    first, _ = clause_bounds(reading, start, start)
    idiom = subject_idiom(reading, max(first, match.start() - 90), match.start())
    if idiom is not None:
        return idiom
    found = [phrase_event(one) for one in phrases().finditer(reading.folded, first, match.start())]
    if found and found[-1].role != "other":
        return found[-1]
    return _leader_event(reading, first, match.start())


def _leader_event(reading: Reading, first: int, last: int) -> Event | None:
    """*contrôlerait les sorties de la ville avec* 600 *hommes*: what the last verb before says of its subject."""
    for verb in reversed(reading.span(first, last)):
        if verb.pos_ == "VERB" or is_misread(verb):
            entry = verb_entry(verb)
            role = subject_role(entry, verb) if entry is not None and not is_passive(verb) else None
            return Event(role, verb, "own") if role in {"deployed", "engaged"} else None
    return None


# deux bataillons [qui] attendraient à Cibitoke
_WHO = re.compile(r"[ ,»\"]{1,3}qui (?:ne |n'|se |s'|y |en |l'|les? |la |nous |vous |leur |lui )*(?P<verb>[a-zà-ÿ]+)\b")


def _relative(reading: Reading, end: int) -> Event | None:
    """*deux bataillons qui attendraient à Cibitoke*: what their relative clause says they do."""
    match = _WHO.match(reading.folded, end)
    return _done_by(reading.token_at(match.start("verb"))) if match else None


_UP = frozenset({"conj", "appos", "nmod", "nummod", "flat", "det", "flat:name"})


def _acting(head: Token) -> Event | None:
    """*Quatre brigades nous attendent*: a verb whose subject they are shows them there, one to come as a plan."""
    if any(one.dep_ == "cop" for one in head.children):
        return Event("strength", None, "own")  # les rebelles seraient 1 500 combattants
    token = head
    for _ in range(4):
        if token.dep_ in SUBJECTS or token.dep_ not in _UP or token.head.i == token.i:
            break
        token = token.head
    verb = token.head
    if token.dep_ in SUBJECTS and verb.i != token.i:
        return _done_to(verb) or _done_by(verb)
    if token.dep_ in {"obj", "obl:arg"} and verb.pos_ == "VERB":
        role = _weak(verb.lower_, "object") or (_weak(verb.lemma_.lower(), "object"))
        return Event(role, verb, "own" if role == "strength" else None) if role else None
    return None


def _done_to(verb: Token) -> Event | None:
    """*étaient appuyés par des chars*: what the subject of a passive undergoes."""
    role = _weak(verb.lower_, "object") if is_passive(verb) else None
    return Event(role, verb) if role is not None and role != "strength" else None


def _done_by(verb: Token) -> Event | None:
    """What the subject of a verb is said to do: of *être* only what is to come."""
    helpers = auxiliaries(verb)
    ahead = is_future(verb) or any(is_future(one) for one in helpers)
    if verb.pos_ not in {"VERB", "AUX"} or any(one.dep_ == "cop" for one in helpers):
        return Event("planned", verb) if ahead else None
    if verb_entry(verb) is not None or is_passive(verb):
        return None
    lemma = _weak_forms().get(verb.lower_, verb.lemma_.lower())
    if lemma == "voir" and [one.lower_ for one in verb.doc[verb.i + 1 : verb.i + 3]] == ["le", "jour"]:
        return Event("planned" if ahead or _may(verb) or is_conditional(verb) else "mobilised", verb)
    row = role_table("weak").get(lemma)
    role = row["subject"] if row is not None else "deployed"
    if not role or lemma in _EMPTY:
        return None
    if role != "other" and (ahead or _may(verb)):
        return Event("planned", verb)
    return Event(cast(TroopsRole, role), verb)


_EMPTY = grammar_words("empty_verbs")


def _may(verb: Token) -> bool:
    """*pourraient suivre*: a conditional of *pouvoir* or *devoir* over the infinitive."""
    modal = verb.head if verb.dep_ in {"xcomp", "ccomp"} else verb
    return modal.lemma_.lower() in {"pouvoir", "devoir"} and is_conditional(modal)


# 600 hommes [pourraient] [suivre] · 800 soldats [nous] [attendaient]
_NEXT = re.compile(
    r" (?:(?:ne |n'|nous |vous |y |en |l'|les? |la |lui |leur |s'|se )*)?"
    r"(?:(?P<modal>pourr(?:aient|ont)|devr(?:aient|ont)|vont)(?: [a-zà-ÿ]+)? (?:s'|se |y |en |les |l')*)?"
    r"(?P<verb>[a-zà-ÿ]{4,})\b"
)


def _behind(reading: Reading, end: int) -> Event | None:
    """The verb right behind the group where the parse misses that they are its subject."""
    match = _NEXT.match(reading.folded, end)
    if match is None or not (match["modal"] or match["verb"].endswith(("ent", "ont"))):
        return None
    role = _weak(match["verb"], "subject")
    if role is None:
        if match["modal"] is None:
            return _done_by(reading.token_at(match.start("verb")))
        entry = role_table("verb").get(verb_forms().get(match["verb"], ""))
        role = cast(TroopsRole, entry["subject"]) if entry is not None and entry["subject"] else None
    if role is None:
        return None
    token = reading.token_at(match.start("verb"))
    return Event("planned" if match["modal"] and role not in STRONG | {"other"} else role, token)


_NOUNS = grammar_words("noun_homographs")


def _reported(reading: Reading, start: int) -> Event | None:
    """*un diplomate parle de* 12 000 hommes: a figure of which no more is said is their strength."""
    first, _ = clause_bounds(reading, start, start)
    for token in reversed(reading.span(max(first, start - 60), start)):
        if token.lower_ in {"que", "qu'", "qu’", "qui", "dont", "où", ",", "("}:
            return None
        named = token.pos_ == "NOUN" and token.i > 0 and token.nbor(-1).pos_ in {"PROPN", "NOUN"}  # Bruxelles table sur
        if token.lower_ in _weak_forms() and (token.pos_ in {"VERB", "AUX"} or named or token.lower_ not in _NOUNS):
            role = _weak(token.lower_, "object")
            return Event(role, token, "own" if role == "strength" else None) if role else None
    return None


_FACED = re.compile(r"(?:^|[.;:] |\n)\W*(?:En face|Face à (?:eux|elle|lui)|De l'autre côté|À l'opposé)[^,;:.]{0,20}, $")


def _bare(reading: Reading, start: int, end: int) -> Event | None:
    """*En face, quelque* 180 000 *militaires d'active.*: a figure in a clause without a verb is a strength."""
    first, last = reading.sentence_at(start)
    if any(one.pos_ in {"VERB", "AUX"} for one in reading.span(first, max(last, end))):
        return None
    return Event("strength", None, "own") if _FACED.search(reading.folded, max(0, first - 2), start) else None
