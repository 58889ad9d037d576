"""An acronym behind a quantity → the men of the force it names, or units of its kind: *neuf* FARDC, *deux* BIR.

Matches *quarante* CRPF, *deux nouveaux* BIR where the article has *Bataillon d'intervention rapide (BIR)*; not *trois*
ONG, *les deux* IRA, *dix* RPG.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.words import Noun, NounHit, noun_forms
from newsextract.reading import Reading
from newsextract.records import Category

# neuf [FARDC] · une dizaine [de FACA] · deux [nouveaux BIR]
_ACRONYM = re.compile(
    r" (?:d'autres |de |d')?(?P<kept>(?:nouveaux |nouvelles |anciens |jeunes |ex-)?)"
    r"(?:autres )?(?P<acronym>[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,4})(?![\w-])"
)
_CATEGORIES: dict[str, Category] = {"armed_group": "fighter", "military": "soldier", "police": "police"}


def acronym_group(reading: Reading, amount: Amount) -> Group | None:
    """The men or units that a quantity of two at least counts by an acronym."""
    if amount.of is not None or reading.folded[amount.end : amount.end + 30].islower():
        return None
    match = _ACRONYM.match(reading.folded, amount.end)
    if match is None or (amount.low or amount.high or 0) < 2 or _is_pair_of_forces(reading, amount):
        return None
    start, end = match.span("acronym")
    noun = _spelt_out(reading, match["acronym"]) or _of_force(reading, start, end)
    if noun is None:
        return None
    return build_group(reading, NounHit(start, end, noun), match.start("kept") if match["kept"] else start)


def _is_pair_of_forces(reading: Reading, amount: Amount) -> bool:
    """*les deux IRA* are two forces, not two men."""
    return amount.low == 2 and reading.folded.endswith(("les ", "Les "), 0, amount.start)


def _of_force(reading: Reading, start: int, end: int) -> Noun | None:
    """*quarante CRPF*: men of an armed force that goes by its acronym."""
    party = reading.party_at(start)
    if party is None or (party.start, party.end) != (start, end) or not party.actor.armed:
        return None
    category = _CATEGORIES.get(party.actor.type) if party.actor.kind == "organisation" else None
    return Noun("homme", category, "person", None) if category is not None else None


def _spelt_out(reading: Reading, acronym: str) -> Noun | None:
    """*16e Bataillon d'intervention rapide (BIR)*: the noun that the article abbreviates, by its initial."""
    bracket = reading.folded.find(f"({acronym}")
    if bracket < 0:
        return None
    words = re.findall(r"[\wà-ÿ-]+", reading.folded[max(0, bracket - 90) : bracket].rpartition("\n")[2])
    nouns = (noun_forms().get(word.lower()) for word in reversed(words) if word[:1].upper() == acronym[0])
    noun = next((noun for noun in nouns if noun is not None), None)
    return Noun(noun.lemma, noun.category, noun.unit, None, noun.force) if noun is not None else None
