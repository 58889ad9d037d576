"""A fact under the journalistic conditional → hearsay (conditional), or a plan or condition (hypothetical).

*des soldats auraient été tués* is hearsay; *a annoncé qu'il enverrait*, *si …, perdrait* are not; *Pyongyang, qui a
déjà envoyé* 11 000 *hommes, en enverrait 3 000* tells the first as it is.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.extents import behind, group_end
from newsextract.grammar import auxiliaries, is_conditional, is_future, lower, verb_form
from newsextract.matchers.attributions.conditionals import WITH_MORE
from newsextract.reading import Reading
from newsextract.records import Attribution, Calibre, Modality, Troops
from newsextract.strengths import PART_ASIDE, is_size_aside
from newsextract.text import is_quoted

# [si] Moscou attaquait, 300 hommes mourraient
_SUPPOSED = re.compile(r"(?<!\w)(?:[Ss]i|[Ss]')(?= ?(?:il|elle|on|l[ea]s?\b|l'|un|[A-ZÉ]))")
# 30 000 soldats [que la guerre aurait] engloutis · 300 hommes [qui auraient] fui
_MAYBE = re.compile(r"[^.,;:()]{0,40}? qu(?:[ei] |')[^.,;:()]{0,45}\b(?:aurai(?:en)?t|serai(?:en)?t)\b")


def in_conditional_relative(reading: Reading, fact: Troops) -> bool:
    """True if the group's own relative, right behind it, is in the conditional."""
    end = group_end(reading, fact)
    if end is None:
        return False
    match = _MAYBE.match(reading.folded, end)
    return match is not None and len(match[0].split(" qu")[0].split()) == 0


# 2 000 insurgés [se cacheraient] · 150 soldats [auraient péri]
_OWN_CONDITIONAL = re.compile(
    r" (?:(?:ne|se|y|en|s'y) |[ns]')?(?:y |en )?"
    r"(?P<verb>(?:aur|devr|pourr|voudr|[a-zà-ÿ]*(?:er|ndr|ttr|verr|périr|partir|sortir|servir|franchir|agir))aient)\b"
)


_PART_ASIDE = re.compile(PART_ASIDE)


def own_conditional(reading: Reading, fact: Troops) -> str | None:
    """The conditional right behind the group, which the parse takes for something else."""
    end = behind(reading, fact)
    if end is None:
        return None
    part = _PART_ASIDE.match(reading.folded, end)
    match = _OWN_CONDITIONAL.match(reading.folded, part.end() if part is not None else end)
    return match["verb"] if match else None


def unparsed_conditional(reading: Reading, fact: Troops, attribution: Attribution | None, verb: str) -> Modality:
    """What that conditional tells: a rumour, unless it hangs on *si*, a modal verb or a report of the future."""
    first, last = reading.sentence_at(fact.start)
    open_verb = verb in {"pourraient", "devraient", "voudraient"}
    if open_verb or _SUPPOSED.search(reading.folded, first, last) or is_quoted(reading.text, fact.start):
        return "hypothetical"
    perfect = verb in {"auraient", "seraient"}
    return "hypothetical" if not perfect and _reports_future(attribution, fact) else "conditional"


# a annoncé que · affirmait que: a conditional behind it may be a future seen from the past
_PAST_CUE = re.compile(r"\b(?:a|ont|avait|avaient|eut|fut)\b|(?:ait|aient|a|èrent|it|irent|ut)$")


def _reports_future(attribution: Attribution | None, fact: Calibre | Troops) -> bool:
    """True where a past verb of saying governs the clause: not behind it (*…, affirme Pristina*) or in the present."""
    if attribution is None or attribution.cue_class != "verb":
        return False
    return attribution.start < fact.start and _PAST_CUE.search(attribution.text) is not None


def conditional_reading(
    reading: Reading, fact: Calibre | Troops, attribution: Attribution | None, verbs: list[Token]
) -> Modality:
    """A conditional is the journalist's, unless it depends on *si*, stands in a quotation or reports a future."""
    first, last = reading.sentence_at(fact.start)
    conditional = next((verb for verb in verbs if is_conditional(verb)), None)
    spoken = fact.start if conditional is None else min(one.idx for one in (conditional, *auxiliaries(conditional)))
    if (
        _SUPPOSED.search(reading.folded, first, last)
        or WITH_MORE.search(reading.folded, first, last)
        or (is_quoted(reading.text, fact.start) and is_quoted(reading.text, spoken))
    ):
        return "hypothetical"
    if _reports_future(attribution, fact) and not _is_perfect(verbs):
        return "hypothetical"
    return "conditional"


def _is_perfect(verbs: list[Token]) -> bool:
    """True for a past conditional (*auraient rejoint*), which can report no future."""
    conditional = next(verb for verb in verbs if is_conditional(verb))
    return any(lower(auxiliary).startswith(("aur", "ser")) for auxiliary in auxiliaries(conditional))


def is_hedged(attribution: Attribution) -> bool:
    """True for an impersonal cue in the conditional (*il semblerait que*)."""
    return attribution.cue_class == "impersonal" and bool(re.search(r"rai(?:en)?t\b", attribution.text))


# [Alors que] 11 000 soldats se battent déjà, Pyongyang en enverrait 3 000 de plus
_ASIDE = re.compile(
    r"\b(?:qui|dont|où|(?:alors (?:même )?|tandis |bien |quoi|après |depuis |puis)qu(?:e\b|'))", re.IGNORECASE
)


def is_aside(reading: Reading, fact: Calibre | Troops, claim: Attribution) -> bool:
    """True in a clause of its own beside the conditional, set off by commas and told as it is: *Pyongyang, qui a déjà
    envoyé* 11 000 *hommes, en enverrait 3 000 de plus*."""
    if isinstance(fact, Troops) and is_size_aside(reading, fact):
        return True  # La Minusca, forte de 12 000 hommes, aurait quitté Bria
    first, last = reading.sentence_at(fact.start)
    joined = _AND_OTHERS.search(reading.folded, fact.end, claim.start)
    clause = [first, *(match.end() for match in _CLAUSE_OPENS.finditer(reading.folded, first, fact.start))][-1]
    if joined is not None and _is_told(reading, clause, joined.start()):
        return True  # a déployé 3 000 hommes et jusqu'à 12 000 seraient en réserve
    opens, closes = reading.folded.rfind(",", first, fact.start), reading.folded.find(",", fact.end, last)
    before = opens + 1 if opens >= 0 else first
    if closes < 0 or not first <= fact.start < closes <= claim.start:
        return False
    if _ASIDE.search(reading.folded, before, fact.end) is None:
        return False
    return _is_told(reading, before, closes)


_CLAUSE_OPENS = re.compile(r"[,;:] |\b(?:que |qu'|qui |dont |où )")
# [et] jusqu'à 12 000 seraient · [mais] un millier auraient: another count, of a clause of its own
_AND_OTHERS = re.compile(r",? (?:et|mais|tandis que) (?=(?:[\wà-ÿ'-]+ ){0,3}(?:\d|une? |des ))")


def _is_told(reading: Reading, start: int, end: int) -> bool:
    """True if text[start:end] has finite verbs and none of them is conditional or future."""
    verbs = [verb for verb in reading.span(start, end) if verb.pos_ in {"VERB", "AUX"} and verb_form(verb) == "Fin"]
    return bool(verbs) and not any(is_conditional(verb) or is_future(verb) for verb in verbs)
