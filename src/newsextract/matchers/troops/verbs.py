"""The lexicon of roles → what a verb form, participle or adjective says of troops; the clause it stands in.

Matches *tués*, *déployés*, *portés disparus* as a participle; *annoncés* says nothing of what befell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from spacy.tokens import Token

from newsextract.conjugation import forms_of
from newsextract.frozen import frozen
from newsextract.grammar import subject_of, verb_form
from newsextract.lexicon import Row, read_csv
from newsextract.reading import Reading, remembered
from newsextract.records import TroopsRole


@frozen(slots=True)
class Event:
    """A role, the token that tells it, and whose troops its subject moves (own) or strikes (enemy)."""

    role: TroopsRole
    trigger: Token | None = None
    owner: str | None = None
    passive: bool = False
    near: bool = False  # the word stands on the group itself: a participle, an adjective


OTHER = Event("other")
ACTIONS = frozenset({"deployed", "mobilised", "trained", "engaged"})  # what may lie ahead, and is planned then
STRONG = frozenset({"killed", "wounded", "casualties", "captured", "missing", "deserted"})  # what befell them


_BESIEGED = frozenset({"encercler", "assiéger", "cerner", "piéger"})


def is_besieged(event: Event) -> bool:
    """*cinq mille hommes sont encerclés*: a role of no name, but of war."""
    return event.role == "other" and event.trigger is not None and verb_forms().get(event.trigger.lower_) in _BESIEGED


def loss(event: Event | None) -> Event | None:
    """The event if it tells of dead, wounded, captured …: that outweighs where the troops stood."""
    return event if event is not None and event.role in STRONG else None


@cache
def role_table(kind: str) -> dict[str, Row]:
    return {str(row["word"]): row for row in read_csv("troop_roles.csv", ("word", "kind")) if row["kind"] == kind}


def word_event(token: Token) -> Event | None:
    """The event of a participle, adjective or noun that says what befell a group: *tués*, *blessés*,
    *déployés*."""
    if in_units(token):
        return None
    row = role_table("adjective").get(_singular(token.lower_))
    if row is not None:
        return Event(cast(TroopsRole, row["object"]), token, None, True, True)
    if token.lower_.startswith("équipé") and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"de", "d'", "d’"}:
        return None  # trois bataillons équipés de lance-roquettes: what they have
    if token.lower_.endswith("ant"):
        return _acting(token)
    if is_participle(token):
        entry = verb_entry(token)
        if entry is not None and entry["word"] in GATHERERS:
            return Event("deployed", token, entry["owner"], True, True)  # rebelles regroupés près de
        if entry is not None and is_tasked(token, entry):
            return None
        if entry is not None and entry["word"] == "rechercher" and _is_wanted(token):
            return Event("other", token, None, True, True)  # officiers recherchés par Bakou
        if entry is not None and entry["object"]:
            return Event(cast(TroopsRole, entry["object"]), token, entry["owner"], True, True)
    return None


_SELF = frozenset({"se", "s'", "s’"})
_ONLY_OF_SELF = frozenset({"rendre"})  # se sont rendus, but ont rendu les honneurs


def subject_role(entry: Row, verb: Token) -> TroopsRole | None:
    """The role of the verb's subject: *rendre* tells one with *se* and in the passive alone."""
    if entry["word"] in _ONLY_OF_SELF and not verb.lower_.endswith("us"):
        before = verb.doc[max(0, verb.i - 5) : verb.i]
        if not any(one.lower_ in _SELF for one in before):
            return None
    return cast(TroopsRole, entry["subject"]) if entry["subject"] else None


GATHERERS = frozenset({"regrouper", "rassembler", "réunir"})


_DIVIDED = ("réparti", "divisé", "scindé", "articulé", "organisé")


def in_units(participle: Token) -> bool:
    """*soldats répartis en trois corps d'armée*: how they are organised, not where they are."""
    if not participle.lower_.startswith(_DIVIDED):
        return False
    after = participle.doc[participle.i + 1 : participle.i + 3]
    return len(after) == 2 and after[0].lower_ == "en" and not after[1].text[:1].isupper()


def is_tasked(participle: Token, entry: Row) -> bool:
    """*chargés de déminer*: given a task, not thrown at anybody."""
    return entry["word"] == "charger" and _is_followed(participle, {"de", "d'", "d’", "du", "des"})


def _is_wanted(participle: Token) -> bool:
    """*officiers recherchés par Bakou*, *recherché depuis 2011*: hunted; *sont recherchés par leur hiérarchie*,
    *recherchés depuis lundi*: missing."""
    bare = not any(child.dep_.startswith("aux") or child.dep_ == "cop" for child in participle.children)
    for_years = _is_followed(participle, {"depuis"}) and _YEARS.match(participle.doc[participle.i + 2 :][:3].text)
    return bare and (_is_followed(participle, {"par", "pour"}) or for_years is not None)


_YEARS = re.compile(r"(?:1[89]|20)\d\d\b|plus d|[a-zà-ÿ0-9]+ ans\b|des années|longtemps")


def _is_followed(token: Token, words: set[str]) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in words


def _acting(token: Token) -> Event | None:
    """The event of a present participle: *30 soldats combattant avec la Russie*."""
    entry = role_table("verb").get(verb_forms().get(token.lower_, "")) if token.pos_ == "VERB" else None
    role = subject_role(entry, token) if entry is not None else None
    return Event(role, token, None, False, True) if role else None


_PARTICIPLE = re.compile(r"(?:é|i|u|is|us|ts?|rts?)e?s?$")


def is_participle(token: Token) -> bool:
    """True for the form of a participle; *l'armée*, *la percée* are nouns."""
    if token.pos_ == "NOUN" and token.i > 0 and token.nbor(-1).pos_ in {"DET", "ADP"}:
        return False
    return (
        token.pos_ in {"VERB", "ADJ", "NOUN", "AUX"}
        and bool(_PARTICIPLE.search(token.lower_))
        and verb_form(token) not in {"Fin", "Inf"}
    )


def _singular(word: str) -> str:
    for ending in ("es", "e", "s"):
        if word.endswith(ending) and word[: -len(ending)] in role_table("adjective"):
            return word[: -len(ending)]
    return word


def verb_entry(token: Token) -> Row | None:
    """The lexicon's entry of a verb form, by its lemma or, for participles the tagger missed, by their
    ending."""
    verbs = role_table("verb")
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "part" and verb_forms().get(token.lower_) == "prendre":
        return verbs.get("participer")  # l'exercice auquel prennent part 18 000 soldats
    lemma = next((lemma for lemma in _lemmas(token) if lemma in verbs), None)
    if lemma is None or (lemma == "écraser" and _is_of_self(token)):
        return None  # un hélicoptère s'est écrasé: it crushed nobody
    return verbs[lemma]


def _is_of_self(verb: Token) -> bool:
    return any(one.lower_ in _SELF for one in verb.doc[max(0, verb.i - 3) : verb.i])


def is_verb_form(word: str) -> bool:
    """True for a finite form of a verb of the lexicon, whatever the tagger takes it for: *compte*,
    *déploie*."""
    return word in verb_forms()


@cache
def verb_forms() -> dict[str, str]:
    """Every form of the lexicon's verbs that spelling derives → the verb."""
    forms: dict[str, str] = {}
    for verb in role_table("verb"):
        for form in forms_of(verb):
            forms.setdefault(form, verb)
    return forms


def _lemmas(token: Token) -> Iterator[str]:
    if token.pos_ in {"VERB", "AUX"}:
        yield token.lemma_.lower()
    word = token.lower_
    match = re.fullmatch(r"(?P<stem>.+)(?:ée?s?)", word)
    if match:
        yield match["stem"] + "er"
    match = re.fullmatch(r"(?P<stem>.+[^ie])i(?:e?s?)", word)
    if match:
        yield match["stem"] + "ir"
    if (
        word in verb_forms()
        and token.dep_ != "aux:tense"
        and (token.pos_ in {"VERB", "AUX", "ADJ"} or is_misread(token))
    ):
        yield verb_forms()[word]


def is_misread(token: Token) -> bool:
    """*l'Ouganda maintient 2 500 soldats*: a noun to the tagger, though the parser gives it a subject."""
    return token.pos_ == "NOUN" and any(child.dep_ == "nsubj" for child in token.children)


# each branch opens with a letter of its own, so that the search skips what cannot begin one
_BOUND = re.compile(r";|:|!|\?|\.(?=\s|$)| [–—-] |\n| mais\b| tandis qu| alors qu| pendant qu|»\s*,")


@remembered
def clause_bounds(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The stretch between stops, semicolons and adversative conjunctions that holds text[start:end]."""
    first, last = reading.sentence_at(start)
    last = max(last, end)
    for match in _BOUND.finditer(reading.folded, first, last):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            return first, match.start()
    return first, last


_ETRE = frozenset(
    {
        "mourir",
        "tomber",
        "partir",
        "arriver",
        "rester",
        "demeurer",
        "entrer",
        "rentrer",
        "revenir",
        "venir",
        "décéder",
        "passer",
        "monter",
        "remonter",
        "descendre",
        "repartir",
        "retourner",
        "parvenir",
        "sortir",
    }
)


def is_active_etre(verb: Token) -> bool:
    return verb.lemma_.lower() in _ETRE


def is_passive(verb: Token) -> bool:
    """True for a passive form: *ont été tués*, *sont tués*, a participle on its own noun."""
    if verb.lemma_.lower() in _ETRE:
        return False
    helpers = [child for child in verb.children if child.dep_ in {"aux", "aux:tense", "aux:pass"}]
    if any(one.lemma_ == "avoir" for one in helpers) and not any(one.lower_ == "été" for one in helpers):
        return False
    return any(child.dep_ == "aux:pass" or child.dep_ == "nsubj:pass" for child in verb.children) or verb.dep_ == "acl"


_CLITICS = frozenset({"il", "elle", "ils", "elles", "on"})


def subject_before(event: Event) -> Token | None:
    """The subject of the event's verb; of a noun, only the pronoun that makes it one: *Il masse* 30 *bataillons*."""
    if event.trigger is None:
        return None
    subject = subject_of(event.trigger)
    is_noun = event.trigger.pos_ == "NOUN" and (subject is None or subject.lower_ not in _CLITICS)
    return None if is_noun else subject
