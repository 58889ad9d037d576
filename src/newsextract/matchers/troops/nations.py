"""Troops of several states → the alliance or the mission that they serve, or nobody: never one of their states.

Matches *5 000 militaires* de onze pays, *17 000 militaires*, dont 9 000 *soldats* américains; not *2 000 soldats
indiens, dont 200 Népalais*, where the sentence says whose they are.
"""

from __future__ import annotations

import re

from newsextract.alternation import one_of
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading

# militaires [de 14 pays] · soldats [issus de plusieurs nations] · hommes [fournis par une vingtaine de pays]; neither
# hommes le long [des pays baltes] nor soldats [de son pays]
_OF_NATIONS = re.compile(
    r"(?:[ ,]+(?:tous |toutes |pour la plupart |[a-z]+ment )?"
    r"(?:issu|venu|originaire|provenant|fourni|envoyé|détaché)[a-z]*)?"
    r"[ ,]*\b(?:de |d'|par |des )(?:une )?(?!son |sa |ce |cet |notre |leur |votre |mon |chaque |un |même )"
    r"(?:(?:\d+|[a-zà-ÿ-]+(?:aine d[e'])?)(?: autres| différents?)? )?(?:pays|nations|États membres|États)\b"
)
# 17 000 militaires[, dont 9 000 soldats] américains · un millier de soldats[, parmi lesquels 300] Français
_PART = re.compile(
    r",? \(?(?:dont|parmi lesquels|y compris) (?:[^.;:,]{1,25} )?(?=[\wà-ÿ]*(?:ains?|iens?|ais|ois|ques|ands?|ols|"
    r"es|ons|ins|ares?|lges|sses|cs|ds|ts|is)\b)"
)


_ENLISTED = frozenset({"recrue", "volontaire", "mercenaire", "engagé", "volontaire étranger", "légionnaire"})


def of_nations(reading: Reading, group: Group) -> bool:
    """True for troops that the words of the group, or right behind it, call those of several states; *recrues de trente
    pays* serve one side, wherever it took them from."""
    return group.noun.lemma not in _ENLISTED and (
        _OF_NATIONS.search(reading.folded, group.start, group.end) is not None
        or _OF_NATIONS.match(reading.folded, group.end) is not None
    )


def is_mixed(reading: Reading, end: int) -> bool:
    """True if a part of those counted before `end` is named by its nationality: the whole is not of it alone."""
    match = _PART.match(reading.folded, end)
    if match is None:
        return False
    _, last = reading.sentence_at(end)
    parts = [
        one for one in mentions_in(reading, match.end(), min(match.end() + 14, last)) if one.form.startswith("demonym")
    ]
    return bool(parts)


_PEOPLES = re.compile(rf"\b{one_of(grammar_words('stateless_peoples'))}\w*", re.IGNORECASE)


def of_stateless_people(group: Group) -> bool:
    """True for *combattants* druzes: not of the side of the soldiers that they are counted with."""
    return _PEOPLES.search(group.text) is not None


# la brigade [franco-allemande] · la force [germano-néerlandaise]
_OF_TWO = re.compile(
    r"\b(?:brigade|force|bataillon|corps|unité|flotte|mission|contingent|patrouille|division|escadron)s? "
    r"(?:franco|germano|anglo|américano|russo|italo|belgo|hispano|sino|indo|polono|lituano|turco|gréco|nippo|luso|"
    r"suédo|finno|dano|austro|égypto|israélo|irano|saoudo|sénégalo|ivoiro|nigéro|tchado|congolo|rwando)-[a-zà-ÿ]{4,}\b"
)


def is_of_two(reading: Reading, start: int) -> bool:
    """True behind *la brigade* franco-allemande *compte*: a body that two states share is neither's."""
    first, _ = reading.sentence_at(start)
    match = _OF_TWO.search(reading.folded, first, start)
    return match is not None and not re.search(r"[.;:]", reading.folded[match.end() : start])


def alliance(reading: Reading, start: int) -> str | None:
    """The one alliance or mission that the sentence of `start` names, else the article up to it."""
    first, last = reading.sentence_at(start)
    for begin, end in ((first, last), (0, last)):
        named = {
            force
            for one in mentions_in(reading, begin, end)
            if one.actor.type == "international_organisation"
            and (force := force_value(one.actor))
            and not is_code(force)
        }
        if named:
            return named.pop() if len(named) == 1 else None
    return None
