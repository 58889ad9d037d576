"""A counted group's head → the event of what governs it in the tree; where that leads nowhere, see nearest.py.

Matches *L'armée* a déployé *300 soldats*, *la mort de 12 soldats*; *a annoncé* governs no troops.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.grammar import auxiliaries, verb_form
from newsextract.matchers.troops.verbs import (
    GATHERERS,
    STRONG,
    Event,
    is_active_etre,
    is_misread,
    is_participle,
    is_passive,
    role_table,
    subject_role,
    verb_entry,
    verb_forms,
    word_event,
)
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole

TRANSPARENT = grammar_words("transparent")
# prit le pouvoir [avec ]dix-sept sous-officiers: with them, not them
BESIDE = re.compile(r"\bavec (?:ses |leurs |les |quelque )?$")


def crosses(reading: Reading, start: int, end: int) -> bool:
    """True if another count stands between: the expression is then that one's."""
    if any(start < amount.start < end and is_count(reading, amount) for amount in reading.amounts):
        return True
    return _ANOTHER.search(reading.folded, start, end) is not None


# deux Kényans ont été tués[, un troisième] est porté disparu
_ANOTHER = re.compile(
    r"(?:,|;| et) (?:une? (?:autre|second|seconde|dernier|dernière|[a-zà-ÿ]+ième|sur [a-z]+)|l'autre|les autres|"
    r"d'autres)\b"
)


def is_count(reading: Reading, amount: Amount) -> bool:
    """True for a plain quantity and for the article of a clause of its own: *…, et* un *sergent est porté disparu*."""
    if amount.of is None:
        return True
    return amount.of == "article" and reading.folded[max(0, amount.start - 5) : amount.start] == ", et "


def by_tree(reading: Reading, head: Token, start: int) -> Event | None:
    """Climb from the head to the nearest noun or verb of the lexicon that governs it."""
    token = head
    first, _ = reading.sentence_at(start)
    for _ in range(6):
        governor = token.head
        if governor.pos_ == "VERB" and governor.idx < start and _closed_by_colon(reading, governor, token, start):
            return None
        if governor.i == token.i or governor.idx < first:
            return _predicate_event(token) if token.i == head.i else None
        event = _governed(token, governor)
        if governor.pos_ == "VERB" and governor.i and governor.nbor(-1).lower_ == "sans":
            token = governor  # a capturé sans combattre
            continue
        if event is not None and not _taken_with(reading, governor, event, start):
            return event
        if (
            token.dep_ in {"conj", "appos", "flat", "nummod", "det"}
            or governor.lemma_.lower() in TRANSPARENT
            or (token.dep_ == "nmod" and governor.pos_ in {"NOUN", "NUM", "PRON", "DET"})
        ):
            token = governor
            continue
        if governor.pos_ in {"VERB", "AUX"} and token.dep_ in {
            "obj",
            "xcomp",
            "ccomp",
            "obl:arg",
            "obl:mod",
            "obl",
            "nsubj",
            "nsubj:pass",
        }:
            linked = governor.dep_ in {"xcomp", "conj", "aux", "acl"} and governor.head.i != governor.i
            if not linked:
                return None
            token = governor
            continue
        return None
    return None


def _closed_by_colon(reading: Reading, verb: Token, token: Token, start: int) -> bool:
    """*a brûlé ses armes :* trente *combattants se sont avancés*: a verb with its object before the colon."""
    if ":" not in reading.folded[verb.idx : start]:
        return False
    has_object = any(child.dep_ == "obj" and child.i != token.i for child in verb.children)
    return has_object and any(child.dep_ in {"nsubj", "nsubj:pass"} for child in verb.children)


def _taken_with(reading: Reading, word: Token, event: Event, start: int) -> bool:
    """*a pris le relais avec* 7 000 *hommes*: those who come with the subject are not taken, nor are they a noun's
    (*tient les sorties de la ville avec* 600 *hommes*)."""
    taken = event.role in STRONG and verb_forms().get(word.lower_) == "prendre"
    return (taken or (word.pos_ == "NOUN" and event.passive)) and BESIDE.search(
        reading.folded, max(0, start - 14), start
    ) is not None


def _governed(token: Token, governor: Token) -> Event | None:
    if token.dep_ in {"nsubj", "nsubj:pass"} and has_cop(governor) and not _takes_on(governor):
        event = word_event(governor)
        if event is not None:
            return replace(event, near=False)
    if governor.pos_ in {"VERB", "AUX"} or is_participle(governor) or is_misread(governor):
        return _verb_event(token, governor)
    if (
        governor.pos_ in {"NOUN", "PROPN"}
        and token.dep_ in {"nmod", "obl:arg", "obl:mod", "obl"}
        and _case(token) in {"de", "d'", "du", "des", "", "d’"}
    ):
        row = role_table("noun").get(governor.lemma_.lower()) or role_table("noun").get(governor.lower_)
        if row is not None:
            return Event(cast(TroopsRole, row["object"]), governor, row["owner"], True)
    return None


def has_cop(token: Token) -> bool:
    return any(child.dep_ in {"cop", "aux:pass", "aux:tense"} and child.lemma_ == "être" for child in token.children)


def _case(token: Token) -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


_MODALS = grammar_words("modals")


def _lexical(verb: Token) -> Token:
    """The infinitive that carries the sense: *devraient* rejoindre, *viennent d'*arriver."""
    for _ in range(3):
        inner = next(
            (
                child
                for child in verb.children
                if child.dep_ in {"xcomp", "ccomp", "obl:arg", "advcl"}
                and child.i > verb.i
                and (verb_form(child) == "Inf" or _is_passive_infinitive(child))
            ),
            None,
        )
        if inner is None or verb.lemma_.lower() not in _MODALS:
            return verb
        verb = inner
    return verb


def _is_passive_infinitive(verb: Token) -> bool:
    """*doivent* être formées."""
    return any(child.lower_ == "être" for child in verb.children)


# tombera[ à moins de 126 000]
_FALLS_TO = re.compile(r"\w+ (?:à|sous) (?:moins|près|environ|quelque|plus|\d)")


def _verb_event(token: Token, verb: Token) -> Event | None:
    if token.dep_ in {"nsubj", "nsubj:pass"}:
        verb = _lexical(verb)
    entry = verb_entry(verb)
    if entry is None or (entry["word"] == "compter" and verb.i > 0 and verb.nbor(-1).lower_ == "sans"):
        return None
    if _ends_at_colon(token, verb):
        return Event("deployed", verb) if entry["word"] in {"entraîner", "exercer"} else None
    passive = is_passive(verb)
    if entry["word"] == "tomber" and _FALLS_TO.match(reading_after(verb)):
        return Event("strength", verb, "own")  # l'effectif de 146 700 hommes tombera à 126 000
    role: str | None
    if token.dep_.startswith("nsubj") and (reflexive := _reflexive(verb)):
        role = reflexive
    elif token.dep_ == "nsubj:pass" and not passive and (has_avoir(verb) or verb_form(verb) == "Inf"):
        role = subject_role(entry, verb)  # avaient déjà tout pris · sont venus enterrer leurs morts
    elif token.dep_ in {"nsubj:pass"} or (token.dep_ == "nsubj" and passive):
        undergone = word_event(verb)
        role = entry["subject"] if is_active_etre(verb) and entry["subject"] else entry["object"]
        role = undergone.role if undergone is not None and passive else role
    elif token.dep_ == "nsubj":
        role = subject_role(entry, verb)
    elif token.dep_ in {"obj", "acl", "acl:relcl", "xcomp", "iobj", "nmod", "dep"} or (
        token.dep_.startswith("obl") and _case(token) in {"", "de", "d'", "par", "d’"}
    ):
        agent = _case(token) == "par" or token.dep_ == "obl:agent"
        role = entry["subject"] if agent else entry["object"]
        if not role and passive and token.dep_.startswith("obl"):
            role = entry["subject"]  # escorté de deux cents soldats
        if not role and token.dep_ == "obj" and is_inverted(verb):
            role = entry["subject"]
    elif (
        token.dep_.startswith("obl")
        and _case(token) == "avec"
        and entry["subject"] in {"deployed", "engaged", "killed", "captured"}
    ):
        if passive and entry["object"] in STRONG:
            return Event(cast(TroopsRole, entry["object"]), verb)  # a été tué avec six de ses hommes
        if verb.lemma_ in {"participer", "contribuer"}:
            return Event("deployed", verb, "own", passive)
        return Event(cast(TroopsRole, entry["subject"]), verb, "own", passive)
    elif (
        token.dep_.startswith("obl")
        and _case(token) in {"avec", "à"}
        and entry["object"] in {"deployed", "strength", "engaged"}
    ):
        role = entry["object"]
    else:
        role = None
    if not role:
        return None
    if entry["word"] in _COUNTERS and token.dep_ == "obj" and unit_acts(verb):
        return Event("strength", verb, "own")
    if verb.lemma_ in {"tenir", "résister"} and re.search(r"\bface à\b", reading_after(verb)):
        return Event("engaged", verb)
    acts = token.dep_ == "nsubj" and not passive
    return Event(cast(TroopsRole, role), verb, None if acts else entry["owner"], passive)


def _ends_at_colon(token: Token, verb: Token) -> bool:
    """*L'Otan s'entraîne :* 250 *soldats …*: a reflexive verb before a colon has no object behind it."""
    if verb.i > token.i or not any(child.lower_ in {"se", "s'", "s’"} for child in verb.children):
        return False
    return any(one.text == ":" for one in verb.doc[verb.i : token.i])


_COUNTERS = GATHERERS | {"employer"}
_UNITS = frozenset(
    [
        "brigade",
        "mission",
        "force",
        "armée",
        "contingent",
        "bataillon",
        "dispositif",
        "régiment",
        "division",
        "corps",
        "gendarmerie",
        "police",
        *("unité", "compagnie", "escadron", "garnison", "troupe", "section", "commando"),
        *("groupe", "mouvement", "milice", "faction", "dissidence", "coalition", "organisation", "guérilla", "katiba"),
        *("front", "réseau", "cartel", "gang", "rébellion", "alliance", "branche", "légion", "escadre", "flottille"),
    ]
)


def unit_acts(verb: Token) -> bool:
    """*La brigade multinationale regroupe* 4 000 *soldats*: that is how many it has."""
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in _UNITS for child in verb.children)


def is_inverted(verb: Token) -> bool:
    """*seuls demeurent* 300 *militaires*, *fait tourner* trois *bataillons*: the object acts."""
    return not any(child.dep_ in {"nsubj", "nsubj:pass"} for child in verb.children) or any(
        child.dep_ == "aux:caus" or child.lemma_ == "faire" for child in verb.children
    )


def reading_after(verb: Token) -> str:
    """The words between a verb and the end of its sentence, at most forty."""
    return str(verb.doc[verb.i : min(verb.i + 40, verb.sent.end)].text).lower()


def _reflexive(verb: Token) -> str | None:
    """*se sont rendus*, *se retirent*, *se regroupent*: the subject undergoes the verb."""
    if any(child.lower_ in {"se", "s'", "s’"} for child in verb.children):
        if _takes_on(verb):
            return "engaged"
        entry = verb_entry(verb)
        return (entry["subject"] or entry["object"]) if entry else None
    return None


def _takes_on(verb: Token) -> bool:
    """*s'en sont pris à une patrouille*: attacked it."""
    if verb_forms().get(verb.lower_) != "prendre":
        return False
    before = {token.lower_ for token in verb.doc[max(0, verb.i - 5) : verb.i]}
    return "en" in before and bool(before & {"se", "s'", "s’"})


def _predicate_event(root: Token) -> Event | None:
    """The event of a participle that hangs on a heading's root: *trois soldats tués*."""
    for child in root.children:
        if child.dep_ in {"acl", "amod"}:
            event = word_event(child)
            if event is not None:
                return event
    return None


def has_avoir(token: Token) -> bool:
    return any(child.lemma_ == "avoir" for child in auxiliaries(token)) and not any(
        child.dep_ == "aux:pass" for child in token.children
    )
