"""A quantity and *des siens*, *de leurs camarades* → troops, if those whose kin they are bear arms.

Matches *n'ont perdu que* neuf *des leurs*, trois *des nôtres* by a general; not *trois des siens* of a family.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsextract.alternation import one_of
from newsextract.amounts import Amount
from newsextract.grammar import clause_of, subject_of
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.setting import is_military, is_of_war
from newsextract.matchers.troops.verbs import Event
from newsextract.matchers.troops.words import Noun, NounHit, civil_words, grammar_words, military_words
from newsextract.reading import Reading
from newsextract.records import Category, Troops
from newsextract.verb_senses import ANY, forms, verbs


@cache
def _kin() -> re.Pattern[str]:
    """neuf [des leurs] · quatre [de leurs camarades] · sept [de ses propres compagnons d'armes]"""
    comrades = one_of(grammar_words("comrades"))
    return re.compile(
        rf" (?:des (?P<own>leurs|siens|siennes|nôtres|vôtres)"
        r"|(?P<plain>camarades|(?:frères|compagnons|camarades) d'armes)"
        rf"|(?:de|d'entre|parmi) (?:ses|leurs|nos|mes|vos) (?P<comrades>(?:anciens )?(?:propres |jeunes )?{comrades}))"
        r"(?![\wà-ÿ-])",
        re.IGNORECASE,
    )


def kin_group(reading: Reading, amount: Amount, facts: Sequence[Troops]) -> Group | None:
    """The kin that a quantity counts; whether they are troops, `are_armed` says."""
    match = _kin().match(reading.folded, amount.end)
    if match is None or amount.of is not None:
        return None
    name = "own" if match["own"] else "plain" if match["plain"] else "comrades"
    if name == "plain" and not _fell(reading, amount, match["plain"]):
        return None
    category = _category(reading, amount, facts, name)
    noun = Noun("rebelle" if category == "fighter" and name == "own" else "homme", category, "person", "kin")
    start, end = match.span(name)
    if name == "own":
        return Group(match[name], noun, start, end, start)
    return build_group(reading, NounHit(start, end, noun))


# un soldat · la légionnaire: one who has comrades in arms
_SOLDIER = re.compile(
    r"\b(?:général|colonel|commandant|capitaine|lieutenant|sergent|caporal|adjudant|soldat|légionnaire|combattant|"
    r"milicien|rebelle|vétéran|tirailleur|fantassin|conscrit|appelé|maquisard|artilleur|pilote|infirmier militaire)\b",
    re.IGNORECASE,
)
_LOST = re.compile(rf"\b(?:{forms(verbs('losing') | {'ramasser'}, ANY)}|vu (?:mourir|tomber|périr))(?: [a-zà-ÿ]+)? $")


def _fell(reading: Reading, amount: Amount, word: str) -> bool:
    """*J'ai enterré* douze *camarades*, says a sergeant, or one who speaks of the war; not a miner's comrades."""
    first, end = reading.sentence_at(amount.start)
    if _LOST.search(reading.folded, max(first, amount.start - 40), amount.start) is None:
        return False
    if word != "camarades" or _SOLDIER.search(reading.folded, first, end):
        return is_military(reading)
    return is_of_war(reading) and "»" not in reading.folded[amount.end : end]


# Le capitaine … D'après lui, deux de ses anciens stagiaires
_ACCORDING = re.compile(r"\W*(?:[Dd]'après|[Ss]elon|[Pp]our) (?:lui|elle|eux)\b|\W*(?:Il|Elle|Ils) ")


def _spoken_of_by_officer(reading: Reading, first: int) -> bool:
    """True if the sentence takes up an officer or a rebel of the one before: *D'après elle, deux de ses élèves …*"""
    index = reading.sentence_index(first)
    if index == 0 or _ACCORDING.match(reading.folded, first) is None:
        return False
    before = reading.sentences[index - 1][0]
    return bool(_OFFICER.search(reading.folded, before, first) or _REBEL.search(reading.folded, before, first))


_TAKEN = frozenset({"police", "fighter", "peacekeeper", "sailor", "mercenary", "conscript", "reservist"})


def _category(reading: Reading, amount: Amount, facts: Sequence[Troops], name: str) -> Category:
    """Comrades are what the count before them is; *les siens* are fighters where a group's losses are told."""
    index = reading.sentence_index(amount.start)
    before = {fact.category for fact in facts if index - reading.sentence_index(fact.start) <= 1}
    if name == "comrades" and len(before) == 1 and (only := next(iter(before))) in _TAKEN:
        return only
    first, end = reading.sentence_at(amount.start)
    if name == "plain" and _REBEL.search(reading.folded, first, amount.start):
        return "fighter"
    officers = [match.start() for match in _OFFICER.finditer(reading.folded, first, end)]
    rebels = [match.start() for match in _REBEL.finditer(reading.folded, first, end)]
    if officers or rebels:  # those named before the kin, else those named behind
        before_them = [one for one in officers + rebels if one < amount.start]
        return "soldier" if (max(before_them) if before_them else min(officers + rebels)) in officers else "fighter"
    paragraph = reading.folded.rfind("\n", 0, amount.start) + 1
    sides = [one for one in reading.parties if paragraph <= one.start < amount.start and one.actor.armed]
    here = [one for one in sides if one.start >= first] or sides
    return "fighter" if here and here[0].actor.type == "armed_group" else "soldier"


# a general who speaks of his own, or whose men they are
_OFFICER = re.compile(
    r"\b(?:généra(?:l|ux)|colonels?|commandants?|capitaines?|lieutenants?|officiers?|amira(?:l|ux)|sergents?|adjudants?|"
    r"état-major|soldats?|armée|militaires?|régiment|bataillon|brigade|gendarmerie|légion|garde nationale|"
    r"contingent)\b",
    re.IGNORECASE,
)
# a rebel who does
_REBEL = re.compile(
    r"\b(?:combattants?|rebelles?|insurgés?|miliciens?|chef de guerre|maquisards?|guérilla|maquis|mouvement)\b",
    re.IGNORECASE,
)
_CIVIL_VOICE = grammar_words("civil_voices")
_CIVIL_OWNERS = _CIVIL_VOICE | grammar_words("civil_owners")
_ARMED_FATES = frozenset({"captured", "casualties", "deserted", "engaged", "deployed", "withdrawn", "mobilised"})


def are_armed(reading: Reading, amount: Amount, group: Group, event: Event, last: Troops | None) -> bool:
    """True if *les siens* are soldiers: of an army or a group that the sentence or the one before names."""
    first, end = reading.sentence_at(amount.start)
    if reading.folded.startswith("camarades", group.start) and reading.folded[amount.end : group.start] == " ":
        return event.role != "other" and not civil_words(reading.folded, first, end)
    if group.text.startswith(("frères d'armes", "compagnons d'armes")) and event.role != "other":
        return is_military(reading)
    if reading.folded.startswith(" en uniforme", group.end) or group.text.endswith(" en uniforme"):
        return True
    words = re.findall(r"[\wà-ÿ-]+", reading.folded[first:end].lower())
    if event.role == "other" or _CIVIL_VOICE.intersection(words) or civil_words(reading.folded, first, end):
        return False
    if last is not None and last.start >= first:
        return True
    if not is_military(reading):
        return False
    subject = subject_of(clause_of(reading.token_at(group.head)))
    if subject is not None and subject.lemma_.lower() in _CIVIL_OWNERS:
        return False
    if last is not None and reading.sentence_index(amount.start) - reading.sentence_index(last.start) <= 1:
        return True
    if _OFFICER.search(reading.folded, first, end) or _REBEL.search(reading.folded, first, end):
        return True
    if _spoken_of_by_officer(reading, first):
        return True
    sides = [one.actor for one in reading.parties if first <= one.start < end and one.actor.armed]
    if any(actor.kind == "organisation" for actor in sides):
        return True
    if not is_of_war(reading):
        return False
    if sides:
        return True
    paragraph = reading.folded.rfind("\n", 0, amount.start) + 1
    return event.role in _ARMED_FATES and bool(military_words(reading.folded, paragraph, end, strict=True))
