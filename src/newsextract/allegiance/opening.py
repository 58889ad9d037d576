"""Rule: whose a count is by the side that its sentence or relative clause opens with.

Matches *L'Aussom, qui a pris le relais de l'Atmis, compte* 11 826 *hommes*, *Erevan en dénombre* 3 800, *Les
guérilleros ont perdu* trois *hommes*; not *Manille chiffrait ses rangs à* 2 200 *insurgés*.
"""

from __future__ import annotations

import re

from newsextract.actors import Mention
from newsextract.allegiance.telling import Asked, Telling, clashes
from newsextract.allegiance.thread import COUNTS, counts_rebels
from newsextract.allegiance.topic import group_of
from newsextract.matchers.troops.belligerents import armed_sides, peacekeepers
from newsextract.matchers.troops.salience import last_mission, paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in
from newsextract.matchers.troops.words import grammar_words

_LODGING = grammar_words("lodging")
_MISSION_NOUNS = grammar_words("mission_nouns")
_GROUP_NOUNS = grammar_words("takes_group_up") | grammar_words("group_nouns")
_PLURAL_GROUPS = frozenset(noun for noun in grammar_words("takes_group_up") if noun.endswith("s") and noun != "maquis")


def opens_sentence(telling: Telling, asked: Asked) -> str | None:
    """The side at the head of the sentence, of a verb that tells of its subject's own troops."""
    if not asked.clue.owns and not asked.fact.rule.endswith(".en"):
        return None
    if asked.fact.rule.endswith(".en") and asked.clue.verb in _LODGING:
        return None  # Pyongyang a 12 000 soldats. Moscou en accueillera mille
    first, _ = telling.reading.sentence_at(asked.start)
    relative = _RELATIVE.search(telling.text, first, asked.start)
    if relative is not None:
        return _of_noun(telling, asked, relative["noun"].lower())
    named = [one for one in mentions_in(telling.reading, first, asked.start) if _opens(telling, asked, first, one)]
    if not named:
        return _noun_opens(telling, asked, first)
    side = telling.reading.cast.named(force_value(named[0].actor)) if len(named) == 1 else None
    if counts_rebels(telling, asked) and is_code(side or ""):
        return None
    if side in peacekeepers(telling.reading) and COUNTS.search(telling.text, named[0].end, asked.start):
        return None  # l'ONU en dénombrait 2 500: an observer counts others' men
    return None if side in asked.clue.exclude or clashes(asked, side) else side


def of_his_unit(telling: Telling, asked: Asked) -> str | None:
    """*… commente le major Stetsenko. Sa brigade, qui alignait* 3 400 *soldats*: of the side that was heard last."""
    first, _ = telling.reading.sentence_at(asked.start)
    match = _HIS_UNIT.match(telling.text, first, asked.start)
    if match is None or asked.clue.strikes or telling.names_between(match.end(), asked.start):
        return None
    heard = telling.heard_before(first)
    if heard is None and telling.home in armed_sides(telling.reading):
        heard = telling.home  # l'adjudant Taras avale la route. Sa compagnie comptait 96 hommes
    return heard if heard not in asked.clue.exclude and not clashes(asked, heard) else None


def of_local_units(telling: Telling, asked: Asked) -> str | None:
    """*Les brigades installées à Petchenga ont payé cher. … elles ne comptaient plus que* 3 500 *hommes*: the state of
    the place, which has troops of its own in the article."""
    first, _ = telling.reading.sentence_at(asked.start)
    begins = first
    if _THEY.search(telling.text, first, asked.start):
        index = telling.reading.sentence_index(first)
        begins = telling.reading.sentences[max(index - 1, 0)][0]
    match = _BASED.match(telling.text, begins, asked.start)
    if match is None or begins < paragraph_start(telling.reading, asked.start):
        return None
    country = next((one.country for one in telling.locations if one.start == match.end() and one.country), None)
    state = sovereign(country) if country else None
    if state is None or state in asked.clue.exclude or telling.spoken.get(state, 0.0) < _TOLD_OF:
        return None
    return state if telling.suits(state, asked) else None


_TOLD_OF = 1.0  # the weight of all its mentions
_THEY = re.compile(r"\b(?:elles|ils) (?:ne |n'|en )?[a-zà-ÿ]+ (?:[a-zà-ÿ']+ ){0,5}$")
# Les [brigades] installées à Petchenga
_BASED = re.compile(
    r"\W*(?:Les|Ces) (?:brigades|unités|troupes|forces|divisions|garnisons|régiments|bataillons)(?: [a-zà-ÿ]+)? "
    r"(?:installé|stationné|basé|caserné|cantonné|implanté)e?s (?:à|au|aux|en|près de|autour de) (?:la |l'|les )?"
)
# Sa [brigade], qui alignait 3 400 soldats · Son [bataillon] a perdu
_HIS_UNIT = re.compile(
    r"\W*(?:Son|Sa|Ses|Leurs?) (?:propre |petite? )?(?:brigade|bataillon|régiment|compagnie|section|unité|escadron|"
    r"batterie|peloton|division|groupe|équipe|garnison|corps|hommes|soldats|troupes|combattants)\b[^.;:«»]{3,60}$"
)


def _opens(telling: Telling, asked: Asked, first: int, one: Mention) -> bool:
    """True for the party at the head of the sentence whose verb stands right before the count."""
    if one.form == "demonym_adjective" or _TO_OPEN.fullmatch(telling.text, first, one.start) is None:
        return False
    return _TO_COUNT.fullmatch(telling.text, one.end, asked.start) is not None


def _noun_opens(telling: Telling, asked: Asked, first: int) -> str | None:
    """*Plus au nord, à Bara, les guérilleros auraient perdu trois hommes*, *La mission compte 14 000 hommes*: by the
    noun that is the subject, or at the head."""
    if asked.clue.owns and asked.clue.agent in _PLURAL_GROUPS:
        return _of_noun(telling, asked, asked.clue.agent)
    match = _NOUN_OPENS.match(telling.text, first)
    if match is None or _TO_COUNT.fullmatch(telling.text, match.end(), asked.start) is None:
        return None
    return _of_noun(telling, asked, match["noun"].lower())


def _of_noun(telling: Telling, asked: Asked, noun: str) -> str | None:
    """The mission or group that a common noun takes up."""
    if noun in _MISSION_NOUNS:
        return last_mission(telling.reading, asked.start)
    if noun not in _GROUP_NOUNS:
        return None
    first, _ = telling.reading.sentence_at(asked.start)
    here = {force_value(one.actor) for one in mentions_in(telling.reading, first, asked.start)}
    groups = [side for side in here if side is not None and not is_code(side)]
    return telling.reading.cast.named(groups[0]) if len(groups) == 1 else group_of(telling, asked)


# L'[Aussom] · Hors mandat, [Addis-Abeba] · De son côté, l'[Italie]
_TO_OPEN = re.compile(
    r"\W*(?:[^.,;:«»]{2,40}, )?(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es )?(?:groupe |mouvement |mission |force )?"
)
# six membres du groupe, qui compterait [9 000 hommes]
_RELATIVE = re.compile(
    r"\b(?:[Dd]u|[Ll]e|[Aa]u|[Dd]es|[Ll]es|[Ll]a|[Cc]e|[Cc]ette) (?P<noun>[a-zà-ÿ]+),? qui [^.;:,]{2,30}$"
)
# Les guérilleros · La mission · Selon lui, le mouvement
_NOUN_OPENS = re.compile(r"\W*(?:[^.,;:«»]{2,40}, )?(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es )(?P<noun>[a-zà-ÿ-]+)")
# [L'Aussom], qui a pris le relais de l'Atmis, compte · [Erevan] en dénombre · [Varsovie] a envoyé sur place
_TO_COUNT = re.compile(
    r"""
    (?: [ ] \( [A-Z][\w-]+ \) )?
    (?: ,[ ] (?:qui|dont|désormais|lui|elle|eux|elles|de[ ]son[ ]côté|pour[ ]sa[ ]part|[a-zà-ÿ]{4,}ée?s)\b
        [^.;:]{0,80}, )?
    [ ] (?:n'|ne[ ]|n'en[ ]|en[ ]|y[ ])? [a-zà-ÿ]{2,}
    (?: [ ] (?!que\b|qu') [a-zà-ÿ'-]+ ){0,4}
    (?: (?<=plus|lors)[ ]que )?
    (?: [ ] | ' )
    """,
    re.VERBOSE,
)
