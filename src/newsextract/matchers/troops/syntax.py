"""A counted group's head → the event of what governs it in the tree, or stands nearest where the tree leads nowhere.

Matches *L'armée* a déployé *300 soldats*, *la mort de 12 soldats*; *a annoncé* governs no troops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.grammar import auxiliaries, verb_form
from newsextract.lexicon import Row
from newsextract.matchers.troops.verbs import (
    GATHERERS,
    STRONG,
    Event,
    clause_bounds,
    in_units,
    is_active_etre,
    is_misread,
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
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole

TRANSPARENT = grammar_words("transparent")


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
    return (taken or (word.pos_ == "NOUN" and event.passive)) and _BESIDE.search(
        reading.folded, max(0, start - 14), start
    ) is not None


def _governed(token: Token, governor: Token) -> Event | None:
    if token.dep_ in {"nsubj", "nsubj:pass"} and _has_cop(governor) and not _takes_on(governor):
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


def _has_cop(token: Token) -> bool:
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
    elif token.dep_ == "nsubj:pass" and not passive and _has_avoir(verb):
        role = subject_role(entry, verb)  # avaient déjà tout pris
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
        if not role and token.dep_ == "obj" and _is_inverted(verb):
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


def _is_inverted(verb: Token) -> bool:
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


def by_position(reading: Reading, start: int, end: int) -> Event | None:
    """Where the tree leads nowhere: the next verb or noun of loss in the clause, then the one before."""
    first, last = clause_bounds(reading, start, end)
    if _is_set_before(reading, start, end):
        return None
    for token in _following(reading, end, last):
        if (token.pos_ == "AUX" and token.dep_ != "ROOT" and token.lower_ != "furent") or in_units(token):
            continue
        if _has_cop(token) and (stated := word_event(token)) is not None:
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
    passive = is_passive(verb) or (is_participle(verb) and not _has_avoir(verb))
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


def _has_avoir(token: Token) -> bool:
    return any(child.lemma_ == "avoir" for child in auxiliaries(token)) and not any(
        child.dep_ == "aux:pass" for child in token.children
    )


# prit le pouvoir [avec ]dix-sept sous-officiers: with them, not them
_BESIDE = re.compile(r"\bavec (?:ses |leurs |les |quelque )?$")


def before_count(reading: Reading, first: int, start: int) -> Event | None:
    """The nearest verb before the count that governs such objects: *ont tué « plus de dix »*."""
    index = reading.token_at(start).i
    beside = _BESIDE.search(reading.folded, max(0, start - 14), start) is not None
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
            if entry is not None and entry["subject"] and not entry["object"] and _is_inverted(token):
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
