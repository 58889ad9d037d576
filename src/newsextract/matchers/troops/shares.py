"""A count with no event of its own → the event of the whole it is part of, or of the troops it is joined to.

Matches *42 morts, dont* douze *soldats*, *trente soldats et* dix *policiers ont été tués*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.counts import Count, last_fact
from newsextract.matchers.troops.direct_groups import AMONG
from newsextract.matchers.troops.events import OF_NOUN
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.verbs import Event, word_event
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import forms, verbs

# 42 morts, dont · vingt personnes, parmi lesquelles
_PART = re.compile(
    r"(?:[,.;] soit|dont|parmi lesquels|parmi lesquelles|\(soit|parmi eux,?|y compris|notamment|à savoir|"
    r"(?:répart|divis|articul|organis|rassembl|regroup|scind|structur)(?:is|és|ies|ées) en)(?: au moins)?$"
)


def inherited(reading: Reading, amount: Amount, event: Event, counts: list[Count]) -> Event | None:
    """The role of the whole for a part of it: *27 000 recrues, dont 1 300 légionnaires*; *deux sections,
    soit 60 hommes*; *42 morts, dont douze soldats*."""
    added = reading.folded.rfind("ajout", max(0, amount.start - 40), amount.start) >= 0
    last = last_fact(counts) if added else None
    if last is not None and _ADDED_TO.search(reading.folded, max(last.end, amount.start - 50), amount.start):
        return Event(last.role)
    if event.near or not counts or not _PART.search(_lead(reading, amount)) or _is_told(reading, amount, event):
        return None
    whole = counts[-1]
    first, _ = reading.sentence_at(amount.start)
    if whole.amount.start < first and reading.folded[first : amount.start].strip(' «"“').count(" ") > 2:
        return None  # 2 200 recrues ont abandonné. Les femmes sont 1,6 % de la troupe, soit 2 300 militaires
    if whole.fact is not None:
        return Event(whole.fact.role)
    if whole.amount.start < first:
        return None
    told = _told_of(reading, whole.amount)
    return told if told is not None and told.role in _LOSSES else None


# plus de 900 militaires tombés, [auxquels s'ajoutent] 150 gendarmes · [à quoi il faut ajouter]
_ADDED_TO = re.compile(
    r"\b(?:auxquel(?:le)?s|à quoi|à ceux-ci|à ceux-là) (?:s'ajout|(?:il )?(?:faut|faudrait|convient) (?:d')?ajouter|"
    r"viennent "
    r"s'ajouter|se sont ajouté)[a-zà-ÿ]* ?(?:quelque |près de |au moins )?$"
)


def _is_told(reading: Reading, amount: Amount, event: Event) -> bool:
    """*600 miliciens, dont une dizaine opéreraient au Tchad*: the verb right behind the part is its own."""
    verb = event.trigger
    if verb is None or verb.idx < amount.end or verb.pos_ not in {"VERB", "AUX"}:
        return False
    return _lead(reading, amount).endswith("dont") and not _SET_APART.search(reading.folded, amount.end, verb.idx)


_SET_APART = re.compile(r"[,;:.()–—]")


# trente soldats [et] dix policiers · douze gendarmes [ainsi que] quarante de leurs collègues
_JOINED = re.compile(
    r" ?(?:»|\"|”)?(?:,? (?:et|ou|ainsi que|de même que|tout comme|et avec|avec|outre|plus)|,) (?:à |par |d'|de )?",
    re.IGNORECASE,
)
# douze gendarmes y ont été formés[, de même que] quarante de leurs collègues
_LIKEWISE = re.compile(r",? (?:de même que|tout comme|ainsi que|aux côtés d[e']) ?$", re.IGNORECASE)


def alike(reading: Reading, amount: Amount, event: Event, counts: list[Count]) -> Event | None:
    """The role of the troops that these are joined to: nothing but a conjunction stands between the two."""
    fact = last_fact(counts)
    if event.role in {"other", "strength"} and fact is not None and _is_verbless(reading, amount, event, fact):
        return Event(fact.role)
    last = counts[-1] if counts else None
    before = event.trigger is not None and last is not None and event.trigger.idx < last.amount.start
    size = event.role == "strength" and (event.trigger is None or before)  # of a unit that is itself counted
    if (
        not (event.role == "other" or size)
        or last is None
        or last.fact is None
        or last.group is None
        or last.fact.role == "other"
    ):
        return None
    first, _ = reading.sentence_at(amount.start)
    if last.amount.start >= first and _is_among_others(reading, amount, last):
        return Event(last.fact.role)
    if last.amount.start >= first and _LIKEWISE.search(reading.folded, max(first, amount.start - 24), amount.start):
        return Event(last.fact.role)
    if not last.amount.end <= last.group.end <= amount.start:
        return None
    if _restates(reading, amount, last):
        return Event(last.fact.role)
    if _shares_state(reading, amount, last):
        return Event(last.fact.role)
    return Event(last.fact.role) if _JOINED.fullmatch(reading.folded, last.group.end, amount.start) else None


# il ne restait à Gao que trois compagnies [; à Ménaka,] moins de 400 hommes · trois à Kidal [et, à Gao,] deux cents
_ELSEWHERE_TOO = re.compile(
    r"(?:[;,]| et,?)(?: et,?)? (?:à|en|au|aux|dans|sur|près d[eu]|autour d[eu]) ?(?:la |le |l'|les )?[^.;:,]{2,40}, $"
)


def _is_verbless(reading: Reading, amount: Amount, event: Event, last: Troops) -> bool:
    """*il ne restait à Gao que trois compagnies ; à Ménaka,* moins de 400 *hommes*: the verb before holds here too."""
    first, _ = reading.sentence_at(amount.start)
    told = (
        event.trigger is not None and event.trigger.idx > last.start and not event.trigger.lower_.startswith("compris")
    )
    if last.start < first or told:  # légionnaires compris is no verb
        return False
    lead = _ELSEWHERE_TOO.search(reading.folded, max(last.end, amount.start - 60), amount.start)
    return lead is not None and not any(
        token.pos_ in {"VERB", "AUX"} for token in reading.span(lead.start() + 1, amount.start)
    )


# 23[ dans les rangs des Houthis et] onze [parmi] les soldats loyalistes · 37[ morts côté junte, contre] quatre [chez]
_SOME_AMONG = re.compile(
    r"(?: (?:morts|tués|blessés|disparus))? (?:dans|parmi|chez|côté|du côté)\b[^.;:,]{3,50},? (?:et|contre) (?:de |d')?"
)


def _is_among_others(reading: Reading, amount: Amount, last: Count) -> bool:
    """*23 dans les rangs des Houthis et* onze *parmi les soldats loyalistes*: the losses of the other side."""
    return (
        AMONG.match(reading.folded, amount.end) is not None
        and _SOME_AMONG.fullmatch(reading.folded, last.amount.end, amount.start) is not None
    )


# 500 000 soldats[ stationnés dans la vallée et d']à peu près 150 000 militaires [de l'autre bord]
_STATE_BETWEEN = re.compile(r" (?P<state>[a-zà-ÿ]+s)(?P<rest> [^.;:,]{1,60})? (?:et|ou) (?:de |d'|à |par )?")
_ELSEWHERE = re.compile(
    r"(?: [a-zà-ÿ-]+)? (?:de l'autre|en face|du côté|côté|"
    r"à|au|aux|en|dans|sur|près d[eu']|autour d[eu']|le long d[eu'])\b"
)


def _shares_state(reading: Reading, amount: Amount, last: Count) -> bool:
    """*N soldats stationnés dans la vallée et M militaires de l'autre bord*: the participle holds of both."""
    if last.group is None or last.fact is None:
        return False
    match = _STATE_BETWEEN.fullmatch(reading.folded, last.group.end, amount.start)
    if match is None:
        return False
    state = word_event(reading.token_at(match.start("state")))
    if state is None or state.role != last.fact.role:
        return False
    placed = state.role != "deployed" or _ELSEWHERE.search(reading.folded, amount.end, amount.end + 40) is not None
    rest = reading.span(match.start("rest") + 1, match.end("rest")) if match["rest"] else ()
    return placed and not any(one.pos_ in {"VERB", "AUX"} for one in rest)


# deux compagnies[ de la Légion, ]environ 260 soldats,
_RESTATES = re.compile(r"(?: (?:de|du|des|d')[^.;:,]{1,30})? ?[,(] ?")


def _restates(reading: Reading, amount: Amount, last: Count) -> bool:
    """*deux compagnies, environ* 260 *soldats, défendent*: the men of a unit that is itself counted."""
    if last.group is None or last.group.noun.unit == "person" or amount.start - last.group.end > 40:
        return False
    closed = re.match(r"[^.;:,]{1,40}[,)]", reading.folded[amount.end : amount.end + 42])
    return closed is not None and _RESTATES.fullmatch(reading.folded, last.group.end, amount.start) is not None


_LOSSES = frozenset({"killed", "wounded", "captured", "missing", "deserted"})


def _lead(reading: Reading, amount: Amount) -> str:
    return reading.folded[max(0, amount.start - 30) : amount.start].rstrip(' «"“').lower()


# 1 600[ les morts] · 58[ restent captives]
_NOUN_BEHIND = re.compile(r" (?:(?:les|ses|leurs) )?(?P<noun>[\wà-ÿ-]+)")
_HELD = re.compile(
    r" (?:restent|demeurent|sont|seraient|étaient|restaient)(?: toujours| encore)? (?P<state>[a-zà-ÿ]+s)\b"
)


def _told_of(reading: Reading, amount: Amount) -> Event | None:
    """What befell those whom an amount of civilians or of no troops counts: *42 morts*, *vingt personnes tuées*."""
    noun = _NOUN_BEHIND.match(reading.folded, amount.end)
    if noun is None:
        return None
    kept = _HELD.match(reading.folded, amount.end)
    if kept is not None:
        return word_event(reading.token_at(kept.start("state")))
    named = OF_NOUN.get(noun["noun"].lower().removesuffix("s"))
    if named is not None:
        return Event(named)  # type: ignore[arg-type]  # the values are roles
    return role_of(reading, reading.token_at(noun.start("noun")), amount.start, noun.end())


# l'ONU compte 350 000 combattants. [Elle table plutôt sur] 120 000 hommes
_RATHER = re.compile(
    rf"\b(?:{forms(verbs('counting') | {'estimer', 'dire', 'pencher', 'miser'})}|mettons|disons) plutôt "
    r"(?:de |sur |pour |à |d'|en faveur de )?$"
    # Un précédent bilan faisait état de 11 000 hommes
    r"|\b(?:précédente?|premi(?:er|ère)|derni(?:er|ère)|nouve(?:au|lle)|autre) (?:bilan|décompte|estimation|chiffre|"
    r"évaluation|total)\b[^.;:]{0,30} (?:faisait|fait|évoquait|était|parlait|s'établissait|dénombrait|comptait|"
    r"mentionnait|avançait|avait fait)(?: état)? ?(?:de |d'|à )?$",
    re.IGNORECASE,
)


def is_rival_size(reading: Reading, amount: Amount, counts: list[Count]) -> bool:
    """True for another's figure of those counted right before: *elle table plutôt sur* 120 000 *hommes*."""
    last = last_fact(counts)
    if last is None or _RATHER.search(reading.folded, max(0, amount.start - 70), amount.start) is None:
        return False
    return reading.sentence_index(amount.start) - reading.sentence_index(last.start) <= 2
