"""A count and the words before it → the side that stands against it: the counted are its enemy's.

Matches *Face à* 460 000 *soldats, l'armée finlandaise mise …*, *les Casques bleus se heurtent à* 200 *miliciens*, *le
M23 dit avoir mis hors de combat* vingt *soldats*; not *l'armée a eu* vingt *hommes mis hors de combat*.
"""

from __future__ import annotations

import re

from newsextract.matchers.troops.actors import is_oblique
from newsextract.matchers.troops.before_verbs import subject_by_position
from newsextract.matchers.troops.salience import enemy
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
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


# Les FSR [assiègent El-Facher, où sont retranchés] 6 000 hommes
_BESIEGED = re.compile(
    r"(?<!est )(?<!sont )(?<!été )\b"
    r"(?P<verb>(?:assi[éè]g|encercl|bombard|pilonn|attaqu|harc[eè]l|bloqu|cern)[a-zà-ÿ]*)\b"
    r"[^.;:]{0,70}, où (?:sont|se|s'|restent|demeurent|tiennent|étaient|résistent|campent)\b[^.;:,]{0,60}"
    r"(?:, (?:d'après|selon) [^.;:,]{3,60}, )?$"
)


def faced(reading: Reading, start: int, end: int) -> Open | None:
    """The enemy of the side that faces the count, or puts it out of action."""
    first, last = reading.sentence_at(start)
    head = _AT_HEAD.match(reading.folded, first, start)
    if head is not None and head.end() == start:
        return _enemy_of_main_subject(reading, end, last)
    siege = _BESIEGED.search(reading.folded, first, start)
    if siege is not None:
        besieger = subject_by_position(reading, reading.token_at(siege.start("verb")), start)
        return enemy(besieger) if besieger is not None else None
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


# a [remis] dix prisonniers · [rendre] les corps de 30 soldats · a [relâché] 44 prisonniers
_HANDS = re.compile(
    r"\b(?:(?P<gives>remi(?:s|se|t)|remet(?:tre|tra|trait|tent|tait)?|restitu\w+|livr[a-zà-ÿ]+|rend(?:u|ra|re|ent|ait|it|)?)"
    r"|relâch[a-zà-ÿ]+|libér[a-zà-ÿ]+|élarg[a-zà-ÿ]+) (?:(?:hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"déjà) )?"
    r"(?P<bodies>les (?:corps|dépouilles|restes) (?:de |d'))?(?:quelque |près de |environ |plus de |au moins )?$"
)
# dix prisonniers de guerre[ à l']Arménie · trente corps[ aux autorités] maliennes
_BACK_TO = re.compile(
    r"(?: [a-zà-ÿ]+és?)? (?:à|au|aux)(?: la| l')? ?(?:(?:autorités|armée|gouvernement|forces) )?"
    r"(?:de la |de l'|du |de |des |d')?"
)


# a rendu [1 200 corps de] soldats à l'Ukraine
_BODIES = re.compile(r"[^.;:,]{1,20} (?:corps|dépouilles) (?:de |d')")


def handed_over(reading: Reading, start: int, end: int, *, prisoners: bool) -> Side | None:
    """*a remis dix prisonniers à l'Arménie*: of the state that gets them or their bodies back, else the enemies of who
    lets prisoners go; *a libéré dix soldats* may be one's own."""
    clause, _ = clause_bounds(reading, start, end)
    verb = _HANDS.search(reading.folded, max(clause, start - 60), start)
    if verb is None or not (prisoners or verb["bodies"] or _BODIES.match(reading.folded, start)):
        return None
    giver = subject_by_position(reading, reading.token_at(verb.start()), start)
    match = _BACK_TO.match(reading.folded, end) if verb["gives"] else None
    one = next(iter(mentions_in(reading, match.end(), match.end() + 1)), None) if match is not None else None
    receiver = force_value(one.actor) if one is not None else None
    if receiver is not None and is_code(receiver) and receiver != giver:
        return receiver
    return enemy(giver) if prisoners and giver is not None else None
