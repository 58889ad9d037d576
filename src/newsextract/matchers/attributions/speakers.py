"""A noun phrase beside a cue → whether it can vouch for a claim: persons, bodies, documents; not weather or prices."""

from __future__ import annotations

import re

from newsextract.matchers.attributions.cue import Cue, Stretch
from newsextract.matchers.attributions.cues import touches_quotation
from newsextract.matchers.attributions.source_context import PHRASAL_PRONOUNS
from newsextract.matchers.attributions.source_words import head_type, is_agent_noun, is_source_head, words_of
from newsextract.matchers.attributions.sources import PRONOUNS
from newsextract.reading import Reading

# selon la direction du vent, selon l'état de la route: things of nature have directions, states and services too
_OF_NATURE = re.compile(
    r"""(?:direction|état|service|cours|organisation|fonction|régime|mission)s?\ (?:
    du\ (?:vent|sol|marché|terrain|courant|jour)
    |de\ la\ (?:marche|route|mer|neige|piste)|des\ (?:pistes|lieux|aiguilles|stocks|routes))""",
    re.VERBOSE,
)
# PCL-181, K9 Vajra: models of weapons; not M23
_MODEL = re.compile(r"[A-Z]{1,5}-?\d")
# le 16e BC, le 3e RPIMa, le 1er RIMa
_NUMBERED_UNIT = re.compile(r"\d{1,3}(?:e|er|re|ère|ème) [A-Z][A-Za-z]*[A-Z]")
_OUR = re.compile(r"\b(?:nos|notre|mes|mon|ma)\s$", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:son|sa|ses|leur|leurs|un|une|le|la|l'|les|ce|cette|des|deux)\s?$")
_DETERMINED_ANYWHERE = re.compile(_DETERMINED.pattern, re.IGNORECASE)
_OWNED = re.compile(r"\b(?:son|sa|ses|leur|leurs)\s$")
_QUE = re.compile(r"\s(?:que\b|qu')")
_HAVING = re.compile(r"\s(?:n'|l'|les\s|en\s|ne\spas\s)?avoir\s")
_NOBODY = frozenset({"que", "ce", "cela", "ça", "rien", "tout", "il y", "ceci", "c'", "lequel", "on"})


def may_speak(reading: Reading, cue: Cue, source: Stretch) -> bool:
    """True if a source phrase names someone or something that can vouch for a claim."""
    folded = reading.folded
    phrase = folded[source[0] : source[1]]
    words = phrase.split()
    if not words or phrase.lower() in _NOBODY:
        return False
    ours = source[0] < cue.start and "a" not in cue.frames and not phrase.startswith("confrère")
    if ours and _OUR.search(folded, max(0, source[0] - 6), source[0]):
        return touches_quotation(
            reading.text, cue.start, cue.end
        )  # *nos unités ont repoussé l'assaut* tells what happened
    if words[0] in words_of("stances_of_owners") and _OWNED.search(folded, max(0, source[0] - 6), source[0]):
        return False  # *a réitéré son opposition*
    if cue.cue_class == "preposition" and folded[cue.start : cue.end].lower() == "pour":
        return _holds_opinions(reading, source)
    if _MODEL.match(phrase):
        return _holds_name(reading, source)
    if phrase.lower() in PRONOUNS or phrase[0].isupper() or phrase.lower().startswith(PHRASAL_PRONOUNS):
        return True
    if _NUMBERED_UNIT.match(phrase):
        return True
    head = words[0].lower().rstrip(",")
    if head in words_of("not_sources") or _OF_NATURE.match(phrase.lower()):
        return False
    if head in words_of("speaks_for") or is_agent_noun(head) or head_type(phrase):
        return True
    if any(is_source_head(word.strip(",")) for word in words[:3]):
        return True
    return _holds_name(reading, source) or _speaks_by_context(reading, cue, source)


# les archives[ que l'on ouvre] · les sources[ auxquelles on puise]
_WHICHEVER = re.compile(r"\s(?:que\s(?:l'on|chacun)|qu'on|auxquel\w+|à\squi|où\sl'on|dont\son|retenue?s?|choisie?s?)\b")
# le bilan [varie] du simple au double
_VARIES = re.compile(r"\b(?:vari|diffèr|différ|diverg|oscill|fluctu)(?:e|ent|ait|aient|era|eront)\b")


def depends_on(reading: Reading, cue: Cue, source: Stretch, content: Stretch) -> bool:
    """*Selon les archives que l'on ouvre*, *selon les auteurs, le bilan varie*: it depends on whom one asks."""
    if reading.folded[cue.start : cue.end].lower() != "selon":
        return False
    if _WHICHEVER.match(reading.folded, source[1]):
        return True
    phrase = reading.folded[slice(*source)]
    anyone = " " not in phrase and phrase.islower() and phrase.endswith("s")
    return anyone and bool(_VARIES.search(reading.folded, *content))


def _holds_name(reading: Reading, source: Stretch) -> bool:
    """True if a state, an organisation or a person is named in the phrase."""
    if any(mention.start < source[1] and mention.end > source[0] for mention in reading.mentions):
        return True
    return any(
        label in {"PER", "ORG"} and start < source[1] and end > source[0] for start, end, label in reading.entities
    )


def _speaks_by_context(reading: Reading, cue: Cue, source: Stretch) -> bool:
    """True for any noun beside a verb of saying with quotation marks or a *que*-clause."""
    if cue.cue_class != "verb" or not set("ci") & set(cue.frames):
        return False
    before = max(0, source[0] - 6), source[0]
    if _DETERMINED_ANYWHERE.search(reading.folded, *before) and _HAVING.match(reading.folded, cue.end):
        return True  # *Les tribus nient avoir exécuté des blessés*
    if "c" not in cue.frames or not _DETERMINED.search(reading.folded, *before):
        return False
    return touches_quotation(reading.text, cue.start, cue.end) or bool(_QUE.match(reading.folded, cue.end, cue.end + 6))


def _holds_opinions(reading: Reading, source: Stretch) -> bool:
    """True after *Pour*, which mostly tells a purpose, where a person, a body or a seat of government follows."""
    phrase = reading.folded[source[0] : source[1]]
    if reading.folded.startswith(" aussi", source[1]):
        return False  # *Pour le Viêt-minh aussi, l'addition fut lourde*
    if phrase.lower() in PRONOUNS:
        return True
    head = phrase.split()[0].strip(",")
    if head[0].islower() and "Plur" in reading.token_at(source[0]).morph.get("Number", []):
        return head.lower() in words_of("opinion_holders")  # *Pour les groupes, une réservation est nécessaire*
    if any(is_source_head(word.strip(",")) or is_agent_noun(word) for word in phrase.split()[:2]):
        return True
    if any(mention.start == source[0] for mention in reading.mentions):
        return True
    return any(label in {"PER", "ORG"} and start == source[0] for start, _, label in reading.entities)


_SINGULAR = re.compile(r"(?:n'|ne\s|l'|le\s|la\s|les\s)?(?:a\s|avait\s)|(?:\w+(?<!en)[te]|\w+a)$", re.IGNORECASE)


def disagrees(reading: Reading, cue: Cue, subject: Stretch) -> bool:
    """*quatre militaires tombés, …, confie une source*: a verb in the singular, a count of several before it."""
    if not _SINGULAR.match(reading.folded, cue.start, cue.end) or " et " in reading.folded[slice(*subject)]:
        return False
    counted = any(subject[0] - 25 < amount.start < subject[0] and amount.of != "article" for amount in reading.amounts)
    return counted and "Plur" in reading.token_at(subject[0]).morph.get("Number", [])


def holds_count(reading: Reading, found: Stretch) -> bool:
    """True for a clause that the tagger takes for a noun phrase: somebody *compte 800 volontaires*."""
    return any(found[0] + 3 < amount.start < found[1] and amount.of != "article" for amount in reading.amounts)
