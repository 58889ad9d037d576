"""Rules: whose a count is by the counts and the side told of before it.

Matches *3 000 hommes, répartis en* onze *bataillons*, 541 *d'entre eux*, *en face*, trois *divisions*, *Les* 1 600
*soldats* after *Kampala envoie deux bataillons*.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsextract.actors import Mention
from newsextract.allegiance.enemies import last_group, opposed
from newsextract.allegiance.telling import HOSTILE, Asked, Telling
from newsextract.allegiance.topic import group_of, state_of
from newsextract.matchers.troops.belligerents import opponent, references
from newsextract.matchers.troops.salience import is_subject, last_mission, paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import ANY, FINITE, forms, verbs

_CAPTORS = grammar_words("captors")
_CAPTIVES = frozenset({"prisonnier", "captif", "prisonnier de guerre"})
_STRIKERS = frozenset({"hommes", "soldats", "parachutistes", "troupes", "combattants", "unités", "forces", "commandos"})


def narrowed(telling: Telling, asked: Asked) -> str | None:
    """*quatre mille d'entre eux seulement, ceux des Kataëb Hezbollah, combattraient*: whose those are."""
    match = _THOSE_OF.match(telling.text, asked.fact.end)
    named = mentions_in(telling.reading, match.end(), match.end() + 1) if match is not None else []
    return telling.reading.cast.named(sovereign(force_value(named[0].actor) or "")) if named else None


def stayed_there(telling: Telling, asked: Asked) -> str | None:
    """*Au Mali, Africa Corps a pris le relais. D'après deux sources,* 2 500 *hommes y sont répartis*: the one subject
    of the sentence before."""
    reading = telling.reading
    first, last = reading.sentence_at(asked.start)
    index = reading.sentence_index(first)
    if not index or asked.fact.role in STRONG or _THERE.match(telling.text, asked.fact.end, last) is None:
        return None
    start, end = reading.sentences[index - 1]
    if start < paragraph_start(reading, asked.start) or telling.names_between(first, asked.start, asked.speaker):
        return None
    here = [one for one in references(reading) if start <= one.offset < end and one.offset not in telling.places]
    acting = {one.side for one in here if is_subject(reading, one.offset) and one.weight >= _CLEAR}
    side = acting.pop() if len(acting) == 1 else None
    return side if side is not None and side not in asked.clue.exclude and telling.suits(side, asked) else None


_CLEAR = 0.8  # the weight from which a mention speaks of a side
# [2 500 hommes] y sont répartis · [300 soldats] s'y trouvent
_THERE = re.compile(r"(?: (?!que\b|qu'|où\b)[\w'-]+){1,10} (?:s')?y (?!a\b|avait\b|aurait\b)")
# [4 000] d'entre eux seulement, ceux des [Kataëb Hezbollah]
_THOSE_OF = re.compile(r"(?: [a-zà-ÿ'-]+){0,4}, ceux (?:de l'|de la |du |des |de |d')(?:armée |forces |troupes )?")


def shared(telling: Telling, asked: Asked) -> str | None:
    """The force of the count that this one takes its noun from; *Erevan en dénombre 3 800* names another side."""
    if asked.clue.like is None:
        return None
    like = next((one for one in telling.before if one.start == asked.clue.like), None)
    if _of_insurgents(telling, asked) and not (like is not None and names_itself(telling.reading, like)):
        return group_of(telling, replace(asked, clue=replace(asked.clue, lemma="rebelle"))) or ""
    receiver = _receiver(telling, asked)
    if receiver is not None:
        return receiver
    if like is None:
        return asked.fact.force
    if like.category != "peacekeeper" and _BLUE.search(telling.text, like.end, asked.start) is not None:
        mission = last_mission(telling.reading, asked.start) or "ONU"
        return telling.reading.cast.named(mission) or mission
    if like.force is not None and not is_code(like.force) and _TO_ARMY.match(telling.text, asked.fact.end):
        barred = asked.clue.exclude | {like.force}
        return state_of(telling, replace(asked, clue=replace(asked.clue, exclude=barred))) or ""
    if asked.fact.role in STRONG and _CLAIMS.search(telling.text, max(0, asked.start - 40), asked.start):
        return like.force or ""
    taken_up = asked.fact.rule.endswith(".en") and not asked.clue.strikes and not names_itself(telling.reading, like)
    if taken_up and telling.names_between(like.end, asked.start, like.force) and not counts_rebels(telling, asked):
        return None
    return like.force or ""


# not of its own: *en revendique*, *en déplore*
_COUNTING = (verbs("counting") - {"revendiquer", "déplorer"}) | {"estimer", "signaler"}
# Manille [en recense aujourd'hui] 900 · l'ONU n'[en dénombrait plus que] 2 500
COUNTS = re.compile(rf"\ben {forms(_COUNTING, ANY)}(?: [a-zà-ÿ']+){{0,3}} ?$")


def counts_rebels(telling: Telling, asked: Asked) -> bool:
    """*La NPA alignait 26 000 hommes. Manille en recense* moins de 900: a state counts the group's men."""
    force = asked.fact.force
    if force is None or is_code(force):
        return False
    return COUNTS.search(telling.text, max(0, asked.start - 50), asked.start) is not None


# Kiev a perdu 300 soldats. Moscou [en annonce] 800: of Kiev's
_CLAIMS = re.compile(rf"\ben {forms(frozenset({'annoncer', 'revendiquer'}), FINITE)}(?: [a-zà-ÿ']+){{0,2}} ?$")
# Quant aux Casques bleus, ils étaient [10 000]: though the noun was borrowed from farther back
_BLUE = re.compile(r"\b(?:Casques|Bérets|casques|bérets) bleus\b[^.]*$")


def _of_insurgents(telling: Telling, asked: Asked) -> bool:
    """*Les insurgés se sont adaptés. Ils ne seraient plus que 300*: of those whom the pronoun takes up, whatever the
    noun that the number borrows from farther back."""
    first, _ = telling.reading.sentence_at(asked.start)
    floor = paragraph_start(telling.reading, asked.start)
    if asked.fact.rule.endswith(".en"):
        return _REBELS.match(telling.text, floor) is not None and asked.clue.like is not None
    if first == floor or _THEY.match(telling.text, first) is None:
        return False
    before, _ = telling.reading.sentences[telling.reading.sentence_index(first) - 1]
    return before >= floor and _REBELS.match(telling.text, before) is not None


# Ils [ne seraient plus que 300]
_THEY = re.compile(r"\W*(?:Ils|Elles)\b")
# Les insurgés, eux, [se sont adaptés]
_REBELS = re.compile(r"\W*(?:Les|Des) (?:" + "|".join(sorted(grammar_words("takes_group_up"))) + r")\b")


def _receiver(telling: Telling, asked: Asked) -> str | None:
    """*coûta 7 500 hommes aux Français et 5 000 aux Allemands*, *la Chine compte 2 millions de soldats et Taïwan
    169 000*: whom the sentence names beside the number alone."""
    match = _TO.match(telling.text, asked.fact.end)
    after = [one for one in telling.reading.parties if match is not None and one.start == match.end()]
    named = [one for one in after if one.start not in telling.places] or _compared(telling, asked)
    named = named or _before_number(telling, asked)
    return telling.reading.cast.named(sovereign(force_value(named[0].actor) or "")) if named else None


def _compared(telling: Telling, asked: Asked) -> list[Mention]:
    """*L'armée nigériane compte 230 000 soldats, contre* 33 000 *au Niger*: another country's, where sizes of
    armies are compared and the first has no place of its own."""
    like = next((one for one in telling.before if one.start == asked.clue.like), None)
    match = _IN.match(telling.text, asked.fact.end)
    if like is None or match is None or not like.role == asked.fact.role == "strength" or not is_code(like.force or ""):
        return []
    if not _AGAINST.search(telling.text, like.end, asked.start) or any(
        like.end <= one < asked.start for one in telling.places
    ):
        return []
    return [one for one in telling.reading.parties if one.start == match.end() and one.actor.kind == "state"]


# contre [33 000] au Niger · quand [12 000] en Gambie
_IN = re.compile(r" (?:au|aux|en) ")
_AGAINST = re.compile(r"\b(?:contre|quand|face à|tandis que|alors que) (?:[a-zà-ÿ]+ )?$")
# [5 000] aux Allemands · [300 hommes] à l'armée russe · [1 500] pour Boko Haram · [800] chez les Serbes
_TO = re.compile(
    r"(?: (?:hommes|soldats|morts|tués|seulement))?"
    r"(?:,? (?:pour|chez|côté|dans le camp) (?:l'|le |la |les )?| aux | au | à l'| à la | à )"
    r"(?:armée |forces |troupes )?"
)


# [120 000] pour l'armée, after the rebels' number
_TO_ARMY = re.compile(
    r"(?: (?:hommes|soldats|morts|tués))? (?:pour|chez|côté|du côté de|à|au|dans) ?(?:l'|le |la |les )?"
    r"(?:armée|État|régime|junte|gouvernement|pouvoir|loyalistes|gouvernementaux)\b"
)


def _before_number(telling: Telling, asked: Asked) -> list[Mention]:
    """*…, l'Ukraine* 1 200, *et Taïwan de* 169 000: a side, without a verb, right before the number."""
    return [
        one
        for one in mentions_in(telling.reading, max(0, asked.start - 60), asked.start)
        if one.form != "demonym_adjective"
        and _GAP.fullmatch(telling.text, one.end, asked.start)
        and _AND.search(telling.text, max(0, one.start - 20), one.start)
    ]


# et Taïwan de [169 000] · ; l'Ukraine, [1 200 environ]
_GAP = re.compile(r" (?:(?:de|d'|seulement|environ|quelque|près de|plus de|moins de) ?)?(?:(?:quelque|environ) )?")
_AND = re.compile(r"(?:[,;]|\bet|\bcontre|\bpuis) (?:l'|le |la |les )?(?:armée |forces )?$", re.IGNORECASE)


def names_itself(reading: Reading, fact: Troops) -> bool:
    """True for *soldats nord-coréens*, whose side goes with the noun."""
    first = fact.anchor or fact.start
    last = first + len(fact.group or "")
    return any(first <= one.start < last for one in reading.parties)


def across(telling: Telling, asked: Asked) -> str | None:
    """*En face, trois divisions*: whom the side told of before fights."""
    first, _ = telling.reading.sentence_at(asked.start)
    if _OF_THE_OTHER.match(telling.text, asked.fact.end) and _OF_ONE.search(telling.text, first, asked.start):
        near = [one.force for one in telling.before if one.force is not None and one.start >= first]
        return _other_of_two(telling, asked, near[-1]) if near else None
    found = _OTHER_CAMP.search(telling.text, first, asked.start)
    if found is None or telling.names_between(found.end(), asked.start):
        return None
    army = _THE_ARMY.search(telling.text, found.end(), asked.start) if asked.kind == "state" else None
    if army is not None and telling.reading.token_at(army.end()).pos_ in {"VERB", "AUX"}:
        return None  # En face, l'armée compte 160 000 militaires: the home state's
    near = [one.force for one in telling.before if one.force and found.start() - 300 < one.end <= found.start()]
    camp = near[-1] if near else telling.last_named(found.start())
    kind = "any" if asked.fact.category == "unit" else asked.kind  # a battalion may be a movement's
    if camp is None:
        return None
    told = last_group(telling, asked.start, but=camp) if kind == "group" else None
    return told or opponent(telling.reading, camp, asked.start, kind)


_OPENING = 300  # characters: the title and what follows


def _other_of_two(telling: Telling, asked: Asked, side: str) -> str | None:
    """Whom `side` is set against: its enemy, else the other state that the article opens with."""
    found = opponent(telling.reading, side, asked.start, asked.kind)
    if found is not None:
        return found
    named = {one.side for one in references(telling.reading) if one.offset < _OPENING and is_code(one.side)}
    return max(sorted(named - {side}), key=lambda one: telling.spoken.get(one, 0.0), default=None)


# 660 000 soldats [d'un côté], … ; 170 000 hommes [de l'autre]
_OF_ONE = re.compile(r"\bd'un (?:côté|bord)\b")
_OF_THE_OTHER = re.compile(r"(?: [a-zà-ÿ'-]+){0,4} de l'autre(?: côté| bord)?\b")
_THE_ARMY = re.compile(r"\bl'armée (?=[a-zà-ÿ])")
# En face, · De l'autre côté du front · Sur l'autre rive
_OTHER_CAMP = re.compile(
    r"(?<![\w-])(?:en face(?! d)|face à (?:eux|elles|elle|lui)|"
    r"de l'autre côté|sur l'autre rive|dans le camp (?:d'en face|adverse|opposé)|"
    r"chez l'ennemi|chez l'adversaire|côté adverse)\b",
    re.IGNORECASE,
)


def by_striker(telling: Telling, asked: Asked) -> str | None:
    """*Ses hommes ont capturé neuf fantassins*: the enemies of those of whom the paragraph told before."""
    last = telling.last
    if not asked.clue.strikes or asked.clue.agent.lower() not in _STRIKERS or last is None or last.force is None:
        return None
    if last.start < paragraph_start(telling.reading, asked.start):
        return None
    first, _ = telling.reading.sentence_at(asked.start)
    owned = _POSSESSED.search(telling.text, first, asked.start)
    return opposed(telling, asked, (telling.voice_before(asked) if owned else None) or last.force)


# Ses hommes [ont capturé]
_POSSESSED = re.compile(r"\b(?:ses|leurs) [a-zà-ÿ]+ ", re.IGNORECASE)


def taken_up(telling: Telling, asked: Asked) -> str | None:
    """*Les Américains y avaient 10 000 hommes ; ils ne sont plus que 150*: those of the count before."""
    last = telling.last
    first, _ = telling.reading.sentence_at(asked.start)
    if (
        asked.clue.owns
        and _STRONG_HEAD.match(telling.text, first)
        and _THE_SAME.search(telling.text, first, asked.start)
    ):
        return next((one.force for one in telling.before if one.start >= first), None)
    if last is not None and _THE.search(telling.text, max(0, asked.start - 5), asked.start) is not None:
        return continued(telling, asked)
    if last is None or last.start < first or not _goes_on(telling, asked, last):
        return None
    return last.force if _THEY_ARE.search(telling.text, last.end, asked.start) else None


# [Les] 1 600 soldats relèveront · [Ces] 300 hommes
_THE = re.compile(r"\b(?:[Ll]es|[Cc]es) $")
# Forte de 1 900 soldats, dont 1 500 Sud-Africains, elle aura perdu [une vingtaine d'hommes]
_STRONG_HEAD = re.compile(r"\W*(?:Fort|Composé|Réduit)e?s? (?:d'|de |à )")
_THE_SAME = re.compile(r", (?:elle|il) (?:n'|ne |n'en |en )?[a-zà-ÿ]+(?: [a-zà-ÿ]+){0,3} $")
# ils ne sont plus que [150 soldats] · elles étaient [trois]
_THEY_ARE = re.compile(
    r"\b(?:ils|elles) (?:ne |n'y |n'|y )?(?:sont|étaient|seraient|seront|restent|restaient)(?: \w+){0,3} $"
)


def gone_on(telling: Telling, asked: Asked) -> str | None:
    """*trois brigades et 6 000 hommes*: the same side's, where the sentence names no other in between."""
    last = telling.last
    if last is None or telling.reading.sentence_at(last.start) != telling.reading.sentence_at(asked.start):
        return None
    if not _goes_on(telling, asked, last) or (asked.fact.role == "trained" and last.category == "instructor"):
        return None
    if asked.clue.lemma in _CAPTIVES and asked.clue.verb in _CAPTORS:
        return opposed(telling, asked, last.force or "")
    return last.force if telling.suits(last.force or "", asked) else None


def continued(telling: Telling, asked: Asked) -> str | None:
    """*Kampala envoie deux bataillons. Les 1 600 soldats …*: the paragraph goes on about the same side's."""
    last = telling.last
    if last is None or asked.clue.agent or last.start < paragraph_start(telling.reading, asked.start):
        return None
    if not _goes_on(telling, asked, last) or telling.subject_before(asked.start):
        return None
    if asked.clue.lemma in _CAPTIVES or asked.clue.lemma in HOSTILE:
        return None
    return last.force if telling.suits(last.force or "", asked) else None


def _goes_on(telling: Telling, asked: Asked, last: Troops) -> bool:
    """True if neither a side nor a word of contrast stands between the two counts."""
    if last.force is None or last.force in asked.clue.exclude:
        return False
    between = telling.text[last.end : asked.start]
    return _CONTRAST.search(between) is None and not telling.names_between(last.end, asked.start)


# mais · en face · de son côté · tandis que
_CONTRAST = re.compile(
    r"\b(?:contre|en face|de (?:son|leur) côté|quant (?:à|aux?)|tandis|alors que|adverses?|l'ennemi|l'adversaire|mais|"
    r"face (?:à|aux?)|pour sa part|côté|chez|assaillants|l'autre camp|par des|par les)\b",
    re.IGNORECASE,
)
