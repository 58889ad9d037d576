"""The role that the rules give a count → the same or, where they guess, one that a classifier finds far likelier.

What befell a count or is to come the rules read in a word that says so, and are believed; of those who are merely there
they often guess. The classifier, a multinomial logistic regression over the words round the count, weighs them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from newsextract.matchers.troops.classifier import weights
from newsextract.matchers.troops.count_classifier import LIKELY
from newsextract.matchers.troops.count_features import role_features
from newsextract.matchers.troops.differences import is_difference
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.wholes import is_spared, of_whole, whole
from newsextract.reading import Reading
from newsextract.records import Troops, TroopsRole

FILE = "role_weights.npz"
_LIKELIER = 1.5  # in the logarithm of the odds; of 844 counts of three blind rounds 2 would have 4 more right
# quatre soldats[ poursuivis pour la mort de] treize villageois: the dead are others
_TRIED = re.compile(
    r"[^.;:,]{0,50}? (?:poursuivi|jugé|accusé|inculpé|condamné|soupçonné|suspecté|écroué|arrêté|"
    r"mis en (?:cause|examen))e?s? (?:pour|d[eu']|dans)"
)
# a condamné à mort [55 soldats] · fait juger [douze officiers]
_TRIES = re.compile(
    r"\b(?:condamn|jug|inculp|poursui[vt]|accus|soupçonn|suspect|écrou|innocent|acquitt|graci|amnisti)[a-zà-ÿ]*"
    r"(?: (?:à|par) [^.;:,\d]{3,40}?)? $"
)
# Une embuscade [contre] 300 soldats a fait deux morts · blessés [par] 40 rebelles: who the dead are, others say
_AGAINST = re.compile(r"\b(?:contre|visant|ciblant|face à|face aux|par) (?:les |ses |ces |quelque )?$")
# 900 soldats [sur 3500 ne sont pas déployables] · 1 200 [ne sont plus aptes]
_UNFIT = re.compile(
    r"(?: [a-zà-ÿ-]+){0,3}(?: sur [\d\s]+)? (?:ne |n')?(?:sont|étaient|seraient|restent|resteraient) "
    r"(?:(?:pas|plus|jamais|encore|toujours|[a-zà-ÿ]+ment) ){0,2}"
    r"(?:[a-zà-ÿ]{3,}ables?|aptes?|inaptes?|disponibles?|indisponibles?|opérationnels?)\b"
)
# rwandais [qui se battent] aux côtés du M23
_FIGHTS = re.compile(r"[^.;:,]{0,60}? qui (?:se (?:batt|bat\b)|combatt|lutt|affront|guerroi)")
_LIKELY = f"troops.{LIKELY}"
_GUESSED = frozenset({"other", "strength", "deployed", "engaged"})
_AT_WORK = frozenset({"deployed", "engaged"})
_GONE = STRONG | {"withdrawn"}


def likelier_role(reading: Reading, fact: Troops) -> TroopsRole:
    """The role of a count: that of the rules, unless they guess and another is far likelier; of a count that they would
    not have found, the likeliest."""
    if fact.role not in _GUESSED or _is_told(reading, fact):
        return fact.role
    known = weights(FILE)
    roles = cast(tuple[TroopsRole, ...], known.classes)
    odds = known.log_odds(role_features(reading, fact.start, fact.end))
    likelier = judged(fact.role, roles, odds, 0.0 if fact.rule == _LIKELY else _LIKELIER)
    befell_others = likelier in STRONG and (
        _AGAINST.search(reading.folded, max(0, fact.start - 20), fact.start)
        or is_spared(reading, fact.start, _end_of_noun(reading, fact))
    )
    return fact.role if befell_others else likelier


def _is_told(reading: Reading, fact: Troops) -> bool:
    """True where a word tells what they do or undergo, though it has no role of its own, or they fight."""
    end = _end_of_noun(reading, fact)
    if _TRIED.match(reading.folded, fact.end) or _UNFIT.match(reading.folded, fact.end):
        return True
    if fact.role == "strength" and (of_whole(reading, fact.start) or whole(reading, fact.start, end) is not None):
        return True
    if fact.role in {"other", "deployed"} and is_difference(reading, fact.start, end):
        return True
    if fact.role == "engaged" and _FIGHTS.match(reading.folded, fact.end):
        return True
    return _TRIES.search(reading.folded, max(0, fact.start - 60), fact.start) is not None


def _end_of_noun(reading: Reading, fact: Troops) -> int:
    noun = reading.token_at(fact.anchor) if fact.anchor is not None else None
    return max(fact.end, noun.idx + len(noun)) if noun is not None and noun.idx < fact.end + 20 else fact.end


def judged(ruled: TroopsRole, roles: Sequence[TroopsRole], odds: Any, needed: float = _LIKELIER) -> TroopsRole:
    """The role that the rules say, unless they guess and the log-odds of `roles` make another likelier by `needed`.

    None becomes planned: of that, the tenses tell. Nor are those lost or gone of whom a word tells what they do: *85
    marins ont abattu deux drones*.
    """
    best = int(odds.argmax())
    likeliest = roles[best]
    if ruled not in _GUESSED or odds[best] - odds[roles.index(ruled)] <= needed:
        return ruled
    barred = likeliest == "planned" or (likeliest in _GONE and (ruled in _AT_WORK or needed < _LIKELIER))
    return ruled if barred else likeliest
