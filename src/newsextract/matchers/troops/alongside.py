"""A counted group → the event of those it is added to, comes along with, or holds.

Matches *Outre* huit *soldats, douze civils ont été tués*, *Entrée au Kosovo avec* 50 000 *hommes*, *aux mains de* cent
*miliciens*; not *face à cent miliciens*.
"""

from __future__ import annotations

import re
from typing import cast

from newsextract.matchers.troops.verbs import (
    Event,
    clause_bounds,
    is_passive,
    role_table,
    subject_role,
    verb_entry,
    verb_forms,
)
from newsextract.reading import Reading
from newsextract.records import TroopsRole

# L'aéroport est [aux mains de ]cinq cents miliciens · [sous la garde de ]vingt gendarmes
_HELD_BY = re.compile(
    r"\b(?:est|était|reste|restait|demeure|serait|vit|placée?s?|laissée?s?) (?:encore |toujours |désormais |alors )?"
    r"(?:aux mains|entre les mains|sous (?:le contrôle|la garde|la protection|la surveillance)|à la garde) "
    r"(?:de|d'|des) ?(?:quelque |environ |près de |plus de )?$"
)


def held_by(reading: Reading, start: int) -> Event | None:
    """*L'aéroport est aux mains de* cinq cents *miliciens*: they hold it."""
    return Event("deployed") if _HELD_BY.search(reading.folded, max(0, start - 70), start) else None


# [Outre ]huit soldats, douze civils ont été tués · [En plus de ses ]2 000 hommes
_BESIDES = re.compile(
    r"(?:Outre|[Ee]n (?:plus|sus) d(?:e|es|')|, outre) ?(?:les |ses |leurs |ces |quelque |environ )*$"
)


def besides(reading: Reading, start: int, end: int) -> Event | None:
    """*Outre* huit *soldats, douze civils ont été tués*: what the main clause says of those whom it adds."""
    if not _BESIDES.search(reading.folded, max(0, start - 24), start):
        return None
    _, last = clause_bounds(reading, start, end)
    comma = reading.folded.find(",", end, min(last, end + 60))
    if comma < 0:
        return None
    for verb in reading.span(comma, last):
        misread = verb.pos_ == "NOUN" and verb.nbor(-1).pos_ not in {"DET", "ADP", "NUM"}  # la brigade compte
        entry = verb_entry(verb) if verb.pos_ in {"VERB", "AUX"} else None
        entry = role_table("verb").get(verb_forms().get(verb.lower_, "")) if misread else entry
        if entry is None or entry["word"] in {"être", "avoir"}:
            continue
        governs = misread or any(child.dep_ in {"obj", "obl:arg"} and child.i > verb.i for child in verb.children)
        role = entry["object"] if is_passive(verb) or (governs and entry["object"]) else subject_role(entry, verb)
        return Event(cast(TroopsRole, role), verb, entry["owner"]) if role else None
    return None


# [Entrée au Kosovo en juin 1999 avec] cinquante mille soldats, la Kfor · [Débarqué avec ses] 300 hommes
_OPENS_WITH = re.compile(
    r"\W*(?P<word>[A-ZÉ][\wà-ÿ]+(?:é|i|u)e?s?)\b[^.;:,]{0,60} avec (?:ses |leurs |quelque |environ |près de |plus de )?"
)


def came_with(reading: Reading, start: int) -> Event | None:
    """*Entrée au Kosovo avec* 50 000 *soldats, la Kfor …*: they came with whom the participle tells of."""
    first, _ = reading.sentence_at(start)
    match = _OPENS_WITH.fullmatch(reading.folded, first, start)
    token = reading.token_at(match.start("word")) if match else None
    entry = verb_entry(token) if token is not None else None
    if token is None or entry is None or entry["subject"] != "deployed":
        return None
    return Event("deployed", token, "own")
