"""A group or a subject → the name of an armed organisation that no lexicon lists.

Matches *hommes du* front Carlos Patiño, *la* Radaa *n'aligne que* 800 *hommes*; not *le* Conseil *a envoyé*.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.grammar import SUBJECTS
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.sides import Open, Side, force_value, mentions_in
from newsextract.organisations.kinds import is_national, is_of_state
from newsextract.organisations.text import organisation_words
from newsextract.reading import Reading

# de la Chin National Defence Force (CNDF) · du Front patriotique
_PROPER = re.compile(r"(?:du |de la |de l'|des )(?P<name>[A-ZÉÈ][^()]*?)(?: \((?P<acronym>[^)]+)\))?$")


def is_national_service(reading: Reading, offset: int) -> bool:
    """True for a state's own service that names no state: *les Forces de défense et de sécurité*, *le BIR*."""
    party = reading.party_at(offset)
    return party is not None and party.actor.type == "military" and party.actor.country is None


# miliciens de la 444e brigade · guérilleros du 36e front
_FRONT = re.compile(
    r"(?:du |de la )(?P<name>\d{1,3}(?:er?|re|ère|ème) (?:front|brigade|bloc|colonne|bataillon|commission))$"
)
# membres du gang[ 400 Mawozo] · combattants de la milice[ Twirwaneho]
_COMMON = re.compile(
    r"(?:du |de la |de l'|d'un |d'une )(?:gang|groupe|milice|mouvement|cartel|front|organisation|faction)$"
)


def _apposed(reading: Reading, group: Group) -> str | None:
    """The organisation named right behind the group's common noun."""
    if _COMMON.search(reading.folded, group.start, group.end) is None:
        return None
    near = mentions_in(reading, group.end, group.end + 4)
    return force_value(near[0].actor) if near else None


def unlisted(reading: Reading, group: Group) -> Side | None:
    """The proper name of an organisation that no lexicon knows, read from the group itself."""
    words = reading.folded[group.start : group.end].replace("«", "").strip()
    apposed = _apposed(reading, group)
    if apposed is not None:
        return apposed
    numbered = _FRONT.search(words) if group.noun.category == "fighter" else None
    if numbered is not None:
        return numbered["name"]
    match = _PROPER.search(words)
    if match is None or match["name"] == "":
        return None
    if _NUMBERED.match(reading.folded, group.end) or _ORDINAL.match(match["name"]):
        return Open()  # membres du Royal 22e Régiment: some state's
    name = match["name"].strip()
    offset = group.start + match.start("name")
    if is_national_service(reading, offset):
        return Open()
    if reading.party_at(offset) is not None or _CUT.match(reading.folded, group.end):
        return None
    return Open() if _is_of_state(name, group) or _is_word(reading, group, name) else name


# membres du Royal[ 22e Régiment]: the group ends within the name, and the part is no organisation
_CUT = re.compile(r"(?: |-|/)(?:\d+(?:er|re|e|ème|st|nd|rd|th)?\b|(?:of|and|the|van|von) |[A-ZÀ-Ý])")
# du Royal[ 22e Régiment] · de la Fallschirmjäger[ 31e brigade]
_NUMBERED = re.compile(r" \d{1,3}(?:er?|ère|ème|th|nd|st)?\b (?:[Rr]égiment|[Bb]ataillon|[Bb]rigade|[Dd]ivision)")
# de la [Première région] · du [Deuxième bureau]: a part of an army
_ORDINAL = re.compile(r"(?:Premi|Deuxi|Troisi|Quatri|Cinqui|Sixi)[èe][a-z]+ [a-zà-ÿ]+")
_OF_STATES = frozenset({"police", "officer", "sailor", "pilot", "special_forces"})
_ANYONE = frozenset({"élément", "membre", "homme"})


def _is_word(reading: Reading, group: Group, name: str) -> bool:
    """True for *soldats du* Génie, *de la* Reine: a common noun with a capital, which only fighters take for a name."""
    common = name.isalpha() and not name.isupper() and not reading.doc.vocab[name.lower()].is_oov
    return common and group.noun.category == "soldier"


def _is_of_state(name: str, group: Group) -> bool:
    """True for *policiers de la* BRI, *soldats de la* Brigade d'élite: a service of some state."""
    head = name.split(" ")[0]
    if is_national(name, named=False) or is_of_state(name) or head in organisation_words("sites"):
        return True
    unit = head in organisation_words("units") and not organisation_words("rebel") & set(name.split(" "))
    of_soldiers = group.noun.category != "fighter" or group.noun.lemma in _ANYONE
    return group.noun.category in _OF_STATES or (unit and of_soldiers)


# le ministère de la Défense nationale ([MDN]): its losses are its state's
_MINISTRY = re.compile(r"\b[Mm]inistère [^().\n]{3,60} \((?P<acronym>[A-Z]{2,7})\)")
_ARTICLES = frozenset({"la", "le", "l'", "l’", "les"})


def nameless(reading: Reading, token: Token) -> str | None:
    """The name of an organisation that no lexicon knows: *la Radaa n'aligne plus que 800 hommes*."""
    name = token.text[0].isupper() and token.ent_type_ != "PER" and token.vocab[token.lower_].is_oov
    acts = token.dep_ in SUBJECTS or token.dep_ == "obl:agent"
    if not name or not acts or token.i == 0 or token.nbor(-1).lower_ not in _ARTICLES:
        return None
    if reading.party_at(token.idx) is not None:
        return None
    if token.i > 1 and token.nbor(-2).pos_ == "ADP":
        return None  # dans le Catatumbo
    match = re.compile(r"[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+)*").match(reading.folded, token.idx)
    if match is None or any(one["acronym"] == match[0] for one in _MINISTRY.finditer(reading.folded)):
        return None
    return match[0]
