"""A count and the words before it → the side that stands against it: the counted are its enemy's.

Matches *Face à* 460 000 *soldats, l'armée finlandaise mise …*, *les Casques bleus se heurtent à* 200 *miliciens*, *le
M23 dit avoir mis hors de combat* vingt *soldats*; not *l'armée a eu* vingt *hommes mis hors de combat*.
"""

from __future__ import annotations

import re

from newsextract.matchers.troops.actors import is_oblique, subject_by_position
from newsextract.matchers.troops.salience import enemy
from newsextract.matchers.troops.sides import Open, force_value, mentions_in
from newsextract.matchers.troops.verbs import clause_bounds
from newsextract.reading import Reading

_APPROXIMATELY = r"(?:quelque |près de |environ |plus de |au moins |pas moins de |[«“\"] ?)?$"
# Face à [460 000 soldats], · Contre [120 000 hommes],
_AT_HEAD = re.compile(
    r"\W*(?:[^.,;:]{2,40}, )?(?:[Ff]ace à|Contre|[Dd]evant|[Oo]pposée?s? à) (?:les |ces )?" + _APPROXIMATELY
)
# se heurte à [2 000 combattants] · font face à · tient tête à · résistent à · bute sur · aux prises avec
_AGAINST = re.compile(
    r"""
    \b(?:
      (?: se[ ](?:(?:est|sont|était|étaient|serait|seraient)[ ])?heurt\w+ | s['][^ ]+[ ]heurtée?s?
        | f(?:ai\w+|ont)[ ](?:alors[ ])?face | t(?:ien|en|in)\w*[ ]tête
        | résist\w+ | (?:a|ont|avait|avaient)[ ]résisté | opposée?s? | confrontée?s?
      )[ ]à
      | but\w+[ ](?:sur|contre) | aux[ ]prises[ ]avec | (?:se[ ])?(?:bat|batt)\w*[ ]contre
    )[ ](?:les[ ]|ces[ ])?
    """
    + _APPROXIMATELY.replace(" ", "[ ]"),
    re.VERBOSE,
)
# avoir mis hors de combat [vingt soldats] · mit en déroute [deux régiments] · a mis [vingt soldats]
_PUT = re.compile(
    r"\b(?P<verb>mettr\w+|met(?:tent|tait|taient)?|mi(?:t|rent)|(?:avoir|ayant|a|ont|avait|avaient|aurait|auraient)"
    r"(?: [a-zà-ÿ]+)? mis|tailler|taillé|taillèrent|tailla)"
    r"(?P<out> (?:hors de combat|hors d'état de nuire|en déroute|en fuite|en pièces))? " + _APPROXIMATELY
)
# [vingt soldats] hors de combat
_OUT = re.compile(r"[^.;:,]{2,40} (?:hors de combat|hors d'état de nuire|en déroute|en fuite|en pièces)\b")


def faced(reading: Reading, start: int, end: int) -> Open | None:
    """The enemy of the side that faces the count, or puts it out of action."""
    first, last = reading.sentence_at(start)
    head = _AT_HEAD.match(reading.folded, first, start)
    if head is not None and head.end() == start:
        return _enemy_of_main_subject(reading, end, last)
    clause, _ = clause_bounds(reading, start, end)
    against = _AGAINST.search(reading.folded, max(clause, start - 60), start)
    put = against or _PUT.search(reading.folded, max(clause, start - 60), start)
    if put is None:
        return None
    if against is None and not (put["out"] or _OUT.match(reading.folded, end)):
        return None
    subject = subject_by_position(reading, reading.token_at(put.start()), start)
    return enemy(subject) if subject is not None else None


# Face à 460 000 soldats[, l'armée ]finlandaise
_MAIN = re.compile(r"[^,;:]{0,60}, (?:l'|la |le |les )?(?:[a-zà-ÿ-]+ ){0,3}(?:de |de la |de l'|du |des |d'|l')?")


def _enemy_of_main_subject(reading: Reading, end: int, last: int) -> Open | None:
    """*Face à* 460 000 *soldats, l'armée finlandaise …*: the enemy of the side that the main clause opens with."""
    named = [one for one in mentions_in(reading, end, last) if _MAIN.fullmatch(reading.folded, end, one.start)]
    force = force_value(named[0].actor) if named and not is_oblique(reading, named[0]) else None
    return enemy(force) if force is not None else None
