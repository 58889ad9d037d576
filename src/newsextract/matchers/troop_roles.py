"""A counted group → what happened to it or what it does, and the word that says so.

Matches *ont été* tués, *a perdu* 350 hommes, *l'envoi de* 500 soldats; *a annoncé* says nothing of the
troops.
"""

from __future__ import annotations

import re
from typing import cast

from spacy.tokens import Token

from newsextract.matchers.troop_losses import among, as_bodies, of_event, of_losses
from newsextract.matchers.troop_phrases import STRONG, by_phrase, by_verb_phrase, lost, on_group
from newsextract.matchers.troop_plans import PLANNED_PARTICIPLE, is_planned
from newsextract.matchers.troop_sizes import in_container, of_size
from newsextract.matchers.troop_syntax import GATHERERS, by_position, by_tree, crosses, unit_acts
from newsextract.matchers.troop_verbs import (
    OTHER,
    Event,
    is_passive,
    role_table,
    verb_forms,
)
from newsextract.matchers.troop_words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole

_ACTIONS = frozenset({"deployed", "mobilised", "trained", "engaged"})


_BEFORE_COUNT = grammar_words("before_count")


def role_of(reading: Reading, head: Token, start: int, end: int) -> Event:
    """The event of the group that spans text[start:end] (amount included) and is headed by `head`."""
    event = _placed(reading, _decide(reading, head, start, end), start, end)
    if event.role in _ACTIONS and is_planned(reading, head, event, start, end):
        return Event("planned", event.trigger, event.owner, event.passive, event.near)
    if event.role == "other" and PLANNED_PARTICIPLE.match(reading.folded, end):
        return Event("planned")
    return event


# dispose sur place de
_ON_THE_SPOT = re.compile(r"\bsur (?:place|zone|le terrain)\b")


def _placed(reading: Reading, event: Event, start: int, end: int) -> Event:
    """*aligne 5 500 soldats au Sahel*: a strength that is somewhere is deployed there; *partiront pour Kaboul*."""
    if event.role == "withdrawn" and event.trigger is not None and event.trigger.lemma_ in {"partir", "repartir"}:
        first = event.trigger.idx + len(event.trigger.text)
        if _DESTINATION.match(reading.folded, first):
            return Event("deployed", event.trigger, event.owner, event.passive)
    if event.role == "strength" and _ON_THE_SPOT.search(reading.folded, max(0, start - 40), start):
        return Event("deployed", event.trigger, event.owner, event.passive)
    counts = event.trigger is not None and verb_forms().get(event.trigger.lower_) in _COUNTERS
    if event.role == "strength" and counts and _PREPOSITION.match(reading.folded, end):
        return Event("deployed", event.trigger, event.owner, event.passive)
    return event


def _decide(reading: Reading, head: Token, start: int, end: int) -> Event:
    near = on_group(reading, end)
    if near is not None and near.role in STRONG:
        return near
    return (
        as_bodies(reading, start)
        or among(reading, start, end)
        or of_losses(reading, start, end)
        or lost(of_event(reading, start))
        or lost(_right_before(reading, start))
        or by_phrase(reading, head, start, end, strong=True)
        or _expected(reading, end)
        or (near and (lost(by_tree(reading, head, start)) or _had(near, by_tree(reading, head, start)) or near))
        or of_event(reading, start)
        or _right_before(reading, start)
        or in_container(reading, head, start, end)
        or by_verb_phrase(reading, start, end)
        or by_tree(reading, head, start)
        or by_position(reading, start, end)
        or by_phrase(reading, head, start, end, strong=False)
        or of_size(reading, start, end)
        or _somewhere(reading, end)
        or _detached(reading, start)
        or OTHER
    )


def _had(near: Event, told: Event | None) -> Event | None:
    """*dispose de* 38 000 *réservistes entraînés*: how they are trained is no event."""
    return told if told is not None and told.role == "strength" and near.role == "trained" else None


# sont attendus · devraient être annoncés · étaient prévues
_EXPECTED = re.compile(
    r"[^.;:,]{0,60}\b(?:sont|est|étaient|seront|seraient|être) (?:encore |toujours |également )?"
    r"(?:attendu|prévu|annoncé|espéré|promis|programmé)e?s?\b",
    re.IGNORECASE,
)


def _expected(reading: Reading, end: int) -> Event | None:
    """*deux bataillons formés à Kindu* sont attendus: they are yet to come, whatever was done to them before."""
    match = _EXPECTED.match(reading.folded, end)
    return None if match is None or crosses(reading, end, match.end()) else Event("planned")


# Partis en 2024, les [2 000 soldats] · Déployés depuis mai, [300 hommes]
_DETACHED = re.compile(r"^\W*(?P<word>[A-ZÉ][\wà-ÿ]+s)\b[^.;:]{0,80}, (?:les |ces |ses |leurs |quelque )?$")


def _detached(reading: Reading, start: int) -> Event | None:
    """The participle that opens the sentence, set off by a comma, where the verb says nothing."""
    first, _ = reading.sentence_at(start)
    match = _DETACHED.match(reading.folded[first:start])
    verb = verb_forms().get(match["word"].lower()) if match else None
    entry = role_table("verb").get(verb) if verb else None
    role = (entry["object"] or entry["subject"]) if entry else None
    return Event(cast(TroopsRole, role)) if role else None


# en mai pour la Jamaïque · vers le front
_DESTINATION = re.compile(r"[^.;:,]{0,40} (?:pour|vers|en direction|à destination|au front|combattre)\b")


_COUNTERS = frozenset({"aligner", "compter", "disposer", "avoir", "dénombrer", "recenser", "entretenir", "totaliser"})


_PREPOSITION = re.compile(
    r"(?: y)?(?: de l'autre côté| en face| sur place| le long| aux portes| à proximité)\b|"
    r"(?: y)? (?:en|à|au|aux|dans|sur|près de|près du|autour de|le long de|le long du|aux abords de|au large de) "
    r"(?:mer |la |le |les |l'|l’|ces |cette |ce |son |sa |ses )?(?=[A-ZÉ]|mer\b|régions?|zones?|nord|"
    r"sud|est\b|ouest|frontières?|front\b|pays|territoire|routes?|collines?|hauteurs|lignes?|îles?|bases?|camps?|villes?|"
    r"capitale|rives?|secteurs?|provinces?|districts?|villages?|archipel|péninsule|détroit|bord)"
)


def _somewhere(reading: Reading, end: int) -> Event | None:
    """Troops that are said to be somewhere are deployed: *5 000 marines en mer des Caraïbes*."""
    return Event("deployed") if _PREPOSITION.match(reading.folded, end) else None


def _right_before(reading: Reading, start: int) -> Event | None:
    """The verb right before the count: *blessant trois soldats*, *a perdu 350 hommes*."""
    index = reading.token_at(start).i - 1
    restricted = False
    while index > 0 and reading.doc[index].lower_ in _BEFORE_COUNT:
        restricted = restricted or reading.doc[index].lower_ in _QUE
        index -= 1
    token = reading.doc[max(index, 0)]
    if restricted and not _NE & {one.lower_ for one in reading.doc[max(0, index - 4) : index]}:
        return None  # a ajouté que trois soldats …
    entry = role_table("verb").get(verb_forms().get(token.lower_, ""))
    if entry is not None and entry["word"] == "laisser" and _LEFT_DEAD.match(reading.folded, start):
        return Event("casualties", token, "own")
    if entry is not None and entry["word"] in GATHERERS and unit_acts(token):
        return Event("strength", token, "own")
    if entry is None or not entry["object"] or _unlike_verb(token) or is_passive(token):
        return None
    if token.i > 1 and token.nbor(-1).lower_ in {"ou", "et"} and token.nbor(-2).lower_ in verb_forms():
        return None
    return Event(cast(TroopsRole, entry["object"]), token, entry["owner"])


# a laissé [douze cents hommes] sur le champ de bataille
_LEFT_DEAD = re.compile(r"[^.;,]{0,60}\bsur le (?:champ de bataille|carreau|terrain)\b")


_QUE = frozenset({"que", "qu'", "qu’"})


_NE = frozenset({"ne", "n'", "n’"})


def _unlike_verb(token: Token) -> bool:
    """True where the tagger sees no verb; participles in -ant and bare forms (*compte*) it mistakes for nouns."""
    if token.pos_ in {"VERB", "AUX", "ADJ"} or token.lower_.endswith("ant"):
        return False
    return token.pos_ != "NOUN" or token.i == 0 or token.nbor(-1).pos_ in {"DET", "ADP", "NUM", "PUNCT"}
