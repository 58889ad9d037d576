"""A question right before a quantity → the noun it asks for.

Matches *Combien d'hommes a-t-elle engagés ? Bigeard parle de* cent cinquante, *Des renforts ? Le Tchad en a promis*
1 500; not *Combien de blindés ? L'armée en compte* 30.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed, last_hit, takes_noun
from newsextract.matchers.troops.constructions import closes
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.setting import is_military
from newsextract.matchers.troops.sides import force_value
from newsextract.matchers.troops.verbs import word_event
from newsextract.matchers.troops.words import NounHit, civil_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole
from newsextract.verb_senses import ANY, forms, verbs

# Les réservistes ? · Combien de soldats ?
_QUESTION = re.compile(
    r"^\W*(?:(?:(?:combien|et combien) (?:de |d')|(?:et )?(?:les|leurs|ses|des) )[\wà-ÿ' -]{3,50}"
    r"|combien (?:sont|étaient|seraient)-ils,? (?P<these>ces|les|leurs|ses) [^?]{3,90})\?$",
    re.IGNORECASE,
)
# Combien d'[hommes l'ALN avait-elle engagés ?]
_HOW_MANY = re.compile(r"\b[Cc]ombien (?:de |d')(?P<noun>\w)[^?]{2,110}\?\W*$")
_GIVING = frozenset({"donner", "retenir", "pencher", "accorder", "situer"})  # a figure
# Bigeard [parla de] · les historiens [s'accordent sur] · Riyad [n'en avoue que]
_ANSWERS = re.compile(
    rf"\b(?:{forms(verbs('saying', 'counting', 'owning_up', 'promising') | _GIVING, ANY)}"
    r"(?: (?:plutôt|alors|seulement|quant à (?:lui|elle)))?(?: (?:de|sur|pour|à|que|le chiffre de|qu'à)| d'| qu')?) ?"
    r"(?:[«\"“] ?)?$"
)
_ASKED = frozenset({"near", "strong"})


def of_question(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """The noun that the sentence before asks for, if this sentence answers with a bare figure."""
    index = reading.sentence_index(amount.start)
    if index == 0:
        return None
    before, end = reading.sentences[index - 1]
    if not reading.folded.startswith("?", end - 1) or takes_noun(reading, amount):
        return None
    return (
        _asked(reading, amount, hits, before, end)
        or _how_many_are_they(reading, amount, hits, index)
        or _how_many(reading, amount, hits, before, end)
        or _more(reading, amount, hits, before, end)
    )


def _asked(reading: Reading, amount: Amount, hits: dict[int, NounHit], first: int, last: int) -> Borrowed | None:
    """*Les réservistes ?* 1,67 million *sur le papier*: the noun of the question right before."""
    start, _ = reading.sentence_at(amount.start)
    opens = not re.search(r"\w", reading.folded[start : amount.start])
    asked = _QUESTION.match(reading.folded[first:last]) if opens else None
    if asked is None:
        return None
    hit = hits.get(first + asked.end("these") + 1) if asked["these"] else last_hit(hits, first, last)
    if hit is None or not _is_troops(reading, hit, _ASKED):
        return None
    return Borrowed(build_group(reading, hit), "apart", "strength" if asked["these"] else None)


def _how_many(reading: Reading, amount: Amount, hits: dict[int, NounHit], first: int, last: int) -> Borrowed | None:
    """*Combien d'hommes l'ALN avait-elle engagés ? Bigeard parla de* cent cinquante: the first figure of the answer."""
    asked = _HOW_MANY.search(reading.folded, first, last)
    hit = hits.get(asked.start("noun")) if asked else None
    if hit is None or civil_words(reading.folded, first, last):
        return None
    if not _is_troops(reading, hit, frozenset({"near"})) and not _asks_of_armed(reading, hit, last):
        return None
    start, _ = reading.sentence_at(amount.start)
    figures = (one for one in reading.amounts if start <= one.start < amount.start and one.low != 1)  # un rapport
    if any(takes_noun(reading, one) for one in figures):
        return None  # the figure before names those that it counts, and so does this one
    lead = reading.folded[start : amount.start]
    answers = not re.search(r"\w", lead) or _ANSWERS.search(lead)
    if not answers or not closes(reading.folded[amount.end : amount.end + 60]):
        return None
    return Borrowed(build_group(reading, hit), "asked", _role_asked(reading, hit, last))


# Combien [sont-ils ?] · Et combien étaient-elles alors ?
_ARE_THEY = re.compile(
    r"\W*(?:et )?combien (?:sont|étaient|seraient|furent)-(?:ils|elles)[^?]{0,24}\?\W*", re.IGNORECASE
)


def _how_many_are_they(reading: Reading, amount: Amount, hits: dict[int, NounHit], index: int) -> Borrowed | None:
    """*Asmara a rappelé ses conscrits. Combien sont-ils ?* Deux cent mille: those of the sentence before."""
    if index < 2 or _ARE_THEY.fullmatch(reading.folded, *reading.sentences[index - 1]) is None:
        return None
    start, _ = reading.sentences[index]
    lead = reading.folded[start : amount.start]
    if (re.search(r"\w", lead) and not _ANSWERS.search(lead)) or not closes(
        reading.folded[amount.end : amount.end + 60]
    ):
        return None
    first, last = reading.sentences[index - 2]
    hit = last_hit(hits, first, last)
    plural = hit is not None and reading.folded[hit.start : hit.end].endswith(("s", "x"))
    if hit is None or not plural or not _is_troops(reading, hit, _ASKED) or civil_words(reading.folded, first, last):
        return None
    return Borrowed(build_group(reading, hit), "asked", "strength")


def _asks_of_armed(reading: Reading, hit: NounHit, last: int) -> bool:
    """*Combien d'hommes le Viêt-minh a-t-il engagés ?*: who has them bears arms."""
    return hit.noun.context == "near" and any(
        hit.end < one.start < last and one.actor.armed and one.actor.kind == "organisation" for one in reading.parties
    )


def _role_asked(reading: Reading, hit: NounHit, last: int) -> TroopsRole:
    """*Combien d'hommes l'ALN avait-elle engagés ?*: what the question says of them."""
    role = role_of(reading, reading.token_at(hit.start), hit.start, hit.end).role
    if role != "other":
        return role
    told = (word_event(token) for token in reading.tokens_in(hit.end, last) if token.pos_ in {"VERB", "ADJ"})
    there: TroopsRole = "deployed" if _THERE.search(reading.folded, hit.end, last) else role
    return next((event.role for event in told if event is not None), there)


_THERE = re.compile(r"\b(?:en face|sur place|sur le terrain|à la frontière|côté|présents?)\b")


# Combien d'hommes [l'ALN] avait-elle engagés ?
_INVERTED = re.compile(r" (?:\([\w .-]+\) )?[a-zà-ÿ]+(?:-t)?-(?:il|elle|ils|elles)\b")


def asked_of(reading: Reading, group: Group) -> str | None:
    """*Combien d'hommes l'ALN avait-elle engagés ?*: whose they are whom the question asks for."""
    _, end = reading.sentence_at(group.start)
    subject = (one for one in reading.parties if group.end <= one.start < end and one.form != "demonym_adjective")
    mine = next((one for one in subject if _INVERTED.match(reading.folded, one.end)), None)
    return force_value(mine.actor) if mine is not None else None


# Des renforts ? · Et des volontaires ? · De nouvelles brigades ?
_NOUN_ASKED = re.compile(r"^\W*(?:[Ee]t )?(?:[Dd]es|[Ll]es|[Dd]e|[Dd]'autres|[Dd]avantage de) [\wà-ÿ' -]{3,50}\?$")
# le Tchad [en a promis] 1 500
_EN = re.compile(r"\b(?:en|n'en|s'en) (?:[\w'-]+ ){1,4}[«\"“]?[ ]?$", re.IGNORECASE)


def _more(reading: Reading, amount: Amount, hits: dict[int, NounHit], first: int, last: int) -> Borrowed | None:
    """*Des renforts ? Le Tchad en a promis* 1 500: *en* takes up the noun that was asked for."""
    start, _ = reading.sentence_at(amount.start)
    if last - first > 60 or not _EN.search(reading.folded, max(start, amount.start - 70), amount.start):
        return None
    hit = last_hit(hits, first, last) if _NOUN_ASKED.match(reading.folded[first:last]) else None
    if hit is None or not _is_troops(reading, hit, _ASKED):
        return None
    if civil_words(reading.folded, first, last) or reading.folded.startswith(" municipa", hit.end):
        return None
    return Borrowed(build_group(reading, hit), "asked")


def _is_troops(reading: Reading, hit: NounHit, contexts: frozenset[str]) -> bool:
    """True for a noun that means soldiers wherever it stands, or in an article on armies."""
    return hit.noun.context is None or (hit.noun.context in contexts and is_military(reading))
