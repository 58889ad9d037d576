"""The clause of a count → does it speak of civilians? What is done to troops, and who tells of them, aside.

Matches *neuf hommes en garde à vue*; not *trois soldats ont été tués*, *rapportent des habitants*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.verbs import clause_bounds
from newsextract.matchers.troops.words import civil_words, military_words
from newsextract.reading import Reading
from newsextract.verb_senses import HAS_LET_KNOWN, forms, told, verbs


def civil_clause(reading: Reading, amount: Amount, group: Group) -> bool:
    """True if the clause names civilians, save those who tell of it and what is done to troops alone."""
    first, last = clause_bounds(reading, amount.start, group.end)
    aside = _INCISE.search(reading.folded, group.end, last)
    found = civil_words(reading.folded, first, aside.start() if aside else last)
    body = group.noun.unit != "person"
    return any(
        not (body and _WAR_VICTIMS.match(reading.lowered, start))
        and not _MOVED_BACK.match(reading.folded, max(0, start - 9))
        and not _THEATRE.match(reading.lowered, start)
        and not _TOWN_OF.search(reading.folded, max(0, start - 50), start)
        and not _OF_ARMY.match(reading.lowered, start)
        and not _REPORTED_BY.search(reading.folded, max(0, start - 40), start)
        for start, _ in found
    )


def asked_of_civilians(reading: Reading, amount: Amount) -> bool:
    """*Et les civils ?* Au moins 14 500 *tués*: the dead that the question right before asks after."""
    index = reading.sentence_index(amount.start)
    if index == 0:
        return False
    first, last = reading.sentences[index - 1]
    if not reading.folded[first:last].rstrip().endswith("?") or military_words(reading.folded, first, last):
        return False
    return bool(civil_words(reading.folded, first, last))


# El-Obeid, où s'entassent 120 000 [déplacés], tient grâce à trois brigades: where units are, civilians suffer
_WAR_VICTIMS = re.compile(r"(?:déplacé|réfugié|habitant|villageois|civil)")
# 1 000 sapeurs et 5 000 [ouvriers militaires] · le [médecin militaire]
_OF_ARMY = re.compile(r"[\wà-ÿ-]+ militaires?\b")
# a arrêté [200 hommes] · hommes [du village] · 8 372 hommes [massacrés]: villagers and suspects
_ARREST = re.compile(r"\b(?:arrêt|interpell|rafl|appréhend)[a-zà-ÿ]+ (?:[a-zà-ÿ]+ )?$", re.IGNORECASE)
_OF_VILLAGE = re.compile(
    r"hommes? (?:du|de la|des|de) (?:village|quartier|ville|bourg|hameau|localité|camp de réfugiés|famille|"
    r"même famille|communauté|tribu|clan)s?\b|hommes? (?:ont été |furent |avaient été )?(?:massacrés|raflés|égorgés)\b"
)


def are_villagers(reading: Reading, amount: Amount, group: Group) -> bool:
    """True for *hommes* whom the police arrest, of a village, or massacred."""
    if group.noun.lemma != "homme" or group.noun.context != "near":
        return False
    if _OF_VILLAGE.match(reading.folded, group.head):
        return True
    bare = reading.folded.startswith("hommes", group.head) and group.end - group.head < 8
    return bare and _ARREST.search(reading.folded, max(0, amount.start - 40), amount.start) is not None


# le [théâtre oriental] · un [théâtre d'opérations]
_THEATRE = re.compile(r"théâtre (?:oriental|occidental|central|nord|sud|d'opérations?|des opérations|européen)")
# une ville de 46 000 [habitants]: how large it is
_TOWN_OF = re.compile(
    r"\b(?:ville|commune|bourg|bourgade|village|localité|pays|agglomération|île|cité|nation) (?:[a-zà-ÿ]+ )?"
    r"(?:de |d')(?:[\d.' \xa0]+|[^.;:,]{1,20} )?$"
)
# Selon des [habitants] · , rapportent des [habitants] · aux dires de trois [villageois]
_REPORTED_BY = re.compile(
    r"(?:\b(?:[Ss]elon|[Dd]'après|[Aa]ux? dires? (?:de|d'|des)|[Aa]u témoignage (?:de|des))"
    rf"|, {told(verbs('saying', 'counting'))})(?: [a-zà-ÿ'-]+){{0,3}} $"
)


# cinq escadrons [seraient rapatriés]: what is done to troops; les rapatriés are civilians
_MOVED_BACK = re.compile(r".{0,8}\b(?:sont|été|être|seront|seraient|furent|étaient) (?:rapatriés|évacués)\b")


# 450 éléments ont été positionnés[, a indiqué le gouverneur, qui cite 3 000 ménages déplacés]
_INCISE = re.compile(
    r", (?:a|ont|avait|selon|d'après)(?:-t-(?:il|elle|on))? ?(?:[\w'-]+ )?"
    rf"(?:{forms(verbs('saying', 'counting'), ('said',))}|{HAS_LET_KNOWN}|(?:le|la|les|l'|un|une|des)\b)"
)
