"""Rule: whose a count is by what the text is about where it stands, by the kind of its noun; without one, nobody's.

Matches *Six* soldats *ont été tués* in an article on Kisweh and Damascus (SYR, though an Israeli raid is told there),
*les* maquisards after the MFDC; not *des* miliciens druzes, nor *deux armées confondues*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsextract.allegiance.telling import ANYBODY, DISLOYAL, Asked, Telling
from newsextract.matchers.troops.belligerents import armed_sides, peacekeepers, references, topic
from newsextract.matchers.troops.salience import (
    Evidence,
    of_any_nation,
    paragraph_start,
    salient,
    sovereign,
    spoken_of,
)
from newsextract.matchers.troops.sides import armed_mentions, force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import Location

_PLACE = 0.35  # what a place says of sides, where an army named says 2
_AWAY = frozenset({"deployed", "planned", "withdrawn", "trained"})  # roles of troops that are often abroad
_COMPANIES = grammar_words("mercenary_companies")
_OTHERS = grammar_words("other_party")
_ARMY_NOUNS = grammar_words("army_nouns")


def by_topic(telling: Telling, asked: Asked) -> str | None:
    """The side of its kind that the article is about there."""
    asked = _without_observer(asked)
    if _of_strangers(telling, asked):
        return group_of(telling, asked)
    found = asked.fact.force
    if found is not None and asked.clue.like is None and not (asked.names_other_group and not is_code(found)):
        return found
    if asked.kind == "group" and not _of_government(asked):
        return group_of(telling, asked)
    return _by_state(telling, asked) if asked.clue.open or asked.clue.like is not None else None


def is_of_nobody(telling: Telling, asked: Asked) -> bool:
    """True for troops of any nation, and for those of both camps together."""
    return of_any_nation(asked.fact.group or "") or _of_both(telling, asked) or _of_bloc(telling, asked)


def _of_bloc(telling: Telling, asked: Asked) -> bool:
    """*Dans le camp arabe, on estime que* 15 000 *militaires ont péri*: of several states'."""
    first, _ = telling.reading.sentence_at(asked.start)
    match = _BLOC.match(telling.text, first)
    return match is not None and match.end() < asked.start and not telling.names_between(match.end(), asked.start)


# Dans le camp [arabe], · Côté [allié], · Chez les [Alliés],
_BLOC = re.compile(
    r"\W*(?:Dans le camp|Dans les rangs|Côté|Du côté|Chez les|Chez)(?: des)? "
    r"(?:arabes?|alliés?|occidenta(?:l|ux)|coalisés|orienta(?:l|ux)|sudiste|puissances?)\b",
    re.IGNORECASE,
)


def _by_state(telling: Telling, asked: Asked) -> str | None:
    if asked.clue.owns and _is_stranger(telling.reading, asked.clue.agent):
        return None
    return state_of(telling, asked) or _speakers_own(telling, asked)


def _without_observer(asked: Asked) -> Asked:
    """*D'après le renseignement britannique*, *le ministre estime que* 1 000 *soldats tombent*: others' troops."""
    if asked.speaker is None or asked.said is None:
        return asked
    if not asked.speaker_counts_others:
        return asked
    return replace(asked, clue=replace(asked.clue, exclude=asked.clue.exclude | {asked.speaker}))


def _of_government(asked: Asked) -> bool:
    """*miliciens du Gouvernement d'union nationale*: fighters whose complement stands for a state's power."""
    return asked.clue.army and " d" in (asked.fact.group or "")


def _of_both(telling: Telling, asked: Asked) -> bool:
    """*deux armées confondues*, *des combats entre factions ont fait douze morts*: of no one side."""
    first, last = telling.reading.sentence_at(asked.start)
    if _BOTH.search(telling.text, asked.start, last) or _OF_BOTH.match(telling.text, asked.fact.end):
        return True
    if _DIVIDED.match(telling.text, asked.fact.end, last) or _do_both(telling, asked.start):
        return True
    if asked.fact.role not in STRONG:
        return False
    between = _BETWEEN.search(telling.text, first, last)
    unnamed = asked.clue.lemma in ANYBODY or asked.clue.lemma == "combattant"
    rivals = asked.kind == "group" and between is not None and _RIVALS.match(telling.text, between.end()) is not None
    return rivals or (unnamed and between is not None and not asked.clue.owns)


# des deux camps · deux armées confondues · de part et d'autre
_BOTH = re.compile(
    r"\b(?:(?:des|les) deux (?:camps|côtés|armées|belligérants)|(?:armées|camps|pays|groupes|factions|milices|"
    r"mouvements|bandes|gangs|parties|côtés|forces) confondu\w+|"
    r"de part et d'autre|(?:de|dans) (?:chaque|l'un et l'autre|les deux) (?:camps?|côtés?|bords?)|"
    r"dans (?:les|ces) (?:deux|trois|quatre|cinq) (?:pays|États|nations|armées))\b",
    re.IGNORECASE,
)
# [les deux pays] pourraient aligner jusqu'à 40 000 hommes · chacun des [deux camps] a perdu
_SEVERAL = re.compile(
    r"(?:^|[.,;:?!«»(—–\n-] ?|\b(?:qu[e'] ?|et |mais |où |dont |car |si |chacun des |aucun des ))"
    r"(?:(?:les|ces|leurs) )?(?:deux|trois|quatre|cinq) (?:pays|États|voisins|armées|capitales|puissances|rivaux|"
    r"rivales|"
    r"belligérants|nations|alliés|alliées|parties|camps|côtés|protagonistes|adversaires|royaumes|marines|"
    r"forces armées) "
    r"(?P<verb>(?!de |du |des |d'|en |à |se trouv)[a-zà-ÿ']+)",
    re.IGNORECASE,
)


def _do_both(telling: Telling, start: int) -> bool:
    """*les deux pays pourraient aligner* 40 000 *hommes*: those of both, unless the clause goes on to name one."""
    first, _ = telling.reading.sentence_at(start)
    subjects = list(_SEVERAL.finditer(telling.text, max(0, first - 2, start - 120), start))
    subject = subjects[-1] if subjects else None
    if subject is None or re.search(r"[.;:]", telling.text[subject.end() : start]):
        return False
    named = (one for one in telling.reading.parties if subject.end() <= one.start < start)
    return next(named, None) is None


# [4 000] militaires des deux pays · [300] soldats des trois armées
_OF_BOTH = re.compile(
    r" (?:de |d')?[\wà-ÿ-]+ (?:[\wà-ÿ-]+ )?des (?:deux|trois|quatre|cinq) (?:pays|États|nations|armées|alliés)\b"
)
# [34] morts en deux jours, 23 dans les rangs des Houthis et onze parmi les soldats
_CAMP = r"(?:\d+|[a-zà-ÿ-]+) (?:[a-zà-ÿ]+ )?(?:dans les rangs|parmi|chez|côté|du côté|dans le camp) "
_DIVIDED = re.compile(r"[^.;:«»]{3,60}[,:(] (?:dont )?" + _CAMP + r"[^.;:]{3,50} et " + _CAMP)
# des affrontements entre factions ont fait [douze morts]
_BETWEEN = re.compile(
    r"\b(?:combats?|affrontements?|heurts|accrochages?|guerre|échanges? de tirs|batailles?)(?: \w+)? entre\b"
)

# entre [bandes rivales] · entre [deux factions] du mouvement · entre [l'ELN et une autre faction]
_RIVALS = re.compile(
    r"(?: [\w'-]+(?: [\w'-]+){0,3} et)? (?:les |des |deux |plusieurs |une |d')?(?:[a-zà-ÿ]+ )?"
    r"(?:bandes?|factions?|milices?|gangs?|clans?|tribus?|groupes?|cartels?|communautés?)\b"
)


# 12 000 soldats [avaient défilé à] Pékin
_PARADES = re.compile(
    r"[^.;:,]{0,30}? (?:(?:ont|avaient|auraient) (?:[a-zà-ÿ]+ )?(?:défilé|paradé)|"
    r"(?:défil|parad)(?:ent|aient|èrent|eront)) "
    r"(?:à |en |au |dans (?:les rues de |le centre de )?|sur la place [A-ZÀ-Ý][\w-]+ à )(?:la |l')?"
)


def on_parade(telling: Telling, asked: Asked) -> str | None:
    """*12 000 soldats avaient défilé à Pékin*: those who parade in a town are its country's."""
    match = _PARADES.match(telling.text, max(asked.fact.end, asked.fact.anchor or 0))
    here = (one.country for one in telling.locations if match and one.start == match.end() and one.country)
    return next(map(sovereign, here), None)


# les [manœuvres Zapad avaient réuni] 12 000 soldats
_EXERCISE = re.compile(
    r"\b(?:exercices?|manœuvres|manoeuvres)\b[^.;:]{0,60} (?:réuni|rassembl|impliqu|mobilis|engag|associ|regroup|compt)"
    r"[a-zà-ÿ]*(?: [a-zà-ÿ]+){0,3} $",
    re.IGNORECASE,
)


def on_exercise(telling: Telling, asked: Asked) -> str | None:
    """Nobody's in *les manœuvres Zapad avaient réuni* 12 000 *soldats en Biélorussie*: those who train together
    abroad."""
    first, last = telling.reading.sentence_at(asked.start)
    called_up = asked.fact.category in {"reservist", "conscript"}  # who train at home
    if called_up or not _EXERCISE.search(telling.text, max(first, asked.start - 110), asked.start):
        return None
    states = {sovereign(one.country) for one in telling.locations if one.country and first <= one.start < last}
    return "" if telling.home is not None and telling.home not in states else None  # at home, the home army's


def origin(telling: Telling, asked: Asked) -> str | None:
    """*quarante fantassins venus de Colmar*: the country of the place that they come from."""
    match = _COME_FROM.match(telling.text, max(asked.fact.end, asked.fact.anchor or 0))
    if match is None or any(asked.fact.end <= one.start < match.end() for one in telling.reading.amounts):
        return None  # les 1 300 soldats de la force, 850 viennent de: those
    here = next((one for one in telling.locations if one.start == match.end() and one.country), None)
    if here is None:
        return None
    also = _AND_FROM.match(telling.text, here.end)
    other = next((one for one in telling.locations if also and one.start == also.end() and one.country), here)
    return sovereign(here.country or "") if other.country == here.country else ""


# fantassins venus de [Colmar] · conscrits, dont beaucoup viennent de [Corrientes]
_COME_FROM = re.compile(
    r"[^.;:]{0,40}\b(?:(?:venu|arrivé|originaire)\w*|vien(?:t|nent)) (?:d'|de |du |des )(?:l'|la )?"
)


# venus du Kenya[, d']Ouganda: of no one state
_AND_FROM = re.compile(r"(?:,| et|,? puis) (?:d'|de |du |des )(?:l'|la )?")


def _of_strangers(telling: Telling, asked: Asked) -> bool:
    """*Les assaillants, une quarantaine d'hommes*, *le gang a perdu 12 hommes*: not the state's of the article."""
    first, _ = telling.reading.sentence_at(asked.start)
    stranger = asked.clue.agent.removesuffix("s") in _OTHERS
    near = _FOREIGN.search(telling.text, max(first, asked.start - 60), asked.start)
    return (asked.clue.owns and stranger) or (near is not None and asked.kind != "state")


# les assaillants, une quarantaine d'hommes · le vainqueur a laissé
_FOREIGN = re.compile(
    r"\b(?:assaillants?|agresseurs?|ravisseurs?|vainqueurs?|ennemis?|rebelles|insurgés|adversaires?|occupants?|"
    r"envahisseurs?|guérilla|djihadistes|jihadistes|gangs?)\b[^.;]*$",
    re.IGNORECASE,
)


def of_company(telling: Telling, asked: Asked) -> str | None:
    """*huit mercenaires*: of the one company of mercenaries that the article is about, else nobody's."""
    if asked.fact.category != "mercenary":
        return None
    named = sorted(_COMPANIES & telling.spoken.keys(), key=lambda side: -telling.spoken[side])
    about_one = len(named) == 1 or (len(named) > 1 and telling.spoken[named[0]] >= 1.5 * telling.spoken[named[1]])
    return named[0] if about_one else ""


def _is_stranger(reading: Reading, agent: str) -> bool:
    """True for a proper name that the article's sides do not bear: *les Tigres perdent 250 hommes*."""
    lower = agent.lower()
    if not agent[:1].isupper() or lower in _ARMY_NOUNS or lower.startswith(("cel", "ceux")):
        return False
    return not any(agent in reading.folded[one.start : one.end] for one in reading.parties)


def _speakers_own(telling: Telling, asked: Asked) -> str | None:
    """*Vladimir Poutine affirme que 700 000 hommes combattent*: a belligerent's own, if the text is about both."""
    if asked.said is None or asked.speaker in asked.clue.exclude or asked.speaker not in armed_sides(telling.reading):
        return None
    tells = asked.said.source_type in {"government", "military", "state"} and asked.said.cue_class == "verb"
    return asked.speaker if tells and not asked.is_estimate else None


def group_of(telling: Telling, asked: Asked) -> str | None:
    """*les insurgés*: the armed group that this paragraph or the one before is about; *miliciens druzes* are nobody's
    that another adjective would not name."""
    if asked.names_other_group or _of_some_groups(telling, asked):
        return None
    side = topic(telling.reading, asked.start, "group", asked.clue.exclude)
    offsets = [one.offset for one in references(telling.reading) if one.side == side]
    _, last = telling.reading.sentence_at(asked.start)
    before = max(paragraph_start(telling.reading, asked.start) - 2, 0)
    if any(paragraph_start(telling.reading, before) <= offset < last for offset in offsets):
        return side
    if asked.clue.lemma == "combattant":
        return side if _is_alone(telling, asked, offsets) else None
    before = any(offset < asked.start for offset in offsets)
    return side if before and asked.clue.lemma in DISLOYAL and _is_alone(telling, asked, offsets) else None


def _is_alone(telling: Telling, asked: Asked, offsets: Sequence[int]) -> bool:
    """True for the one armed group of the article, if the next paragraph names it at the latest."""
    groups = (
        {one for one in armed_sides(telling.reading) if not is_code(one)} - peacekeepers(telling.reading) - _COMPANIES
    )
    last = telling.next_paragraph_end(asked.fact.end)
    return len(groups) == 1 and any(offset < last for offset in offsets)


def _of_some_groups(telling: Telling, asked: Asked) -> bool:
    """*Les groupes chin revendiquent 10 000 combattants*: of none that has a name."""
    first, _ = telling.reading.sentence_at(asked.start)
    match = _GROUPS.search(telling.text, first, asked.start)
    return match is not None and not telling.names_between(match.end(), asked.start)


# Les groupes chin revendiquent
_GROUPS = re.compile(r"\b(?:groupes|milices|factions|gangs)\b", re.IGNORECASE)


def state_of(telling: Telling, asked: Asked) -> str | None:
    """The state that the text is about there, by what it names and where it is set."""
    reading, clue = telling.reading, asked.clue
    barred = clue.exclude | (_destinations(telling, asked) if asked.fact.role in _AWAY else frozenset())
    places = tuple(_setting(telling, asked))
    barred |= _voices(telling, barred) - {asked.speaker}
    if asked.fact.clue is not None and not asked.fact.clue.exclude and asked.clue.voice is None:
        barred |= telling.onlookers - {asked.speaker}
    force = salient(reading, asked.start, barred, places)
    force = force or salient(reading, asked.start, barred | _unarmed(reading), places)
    if force is None and not spoken_of(reading):
        force = _dateline(reading, telling.locations)
    return None if force in barred else force


def _voices(telling: Telling, barred: frozenset[str]) -> frozenset[str]:
    """The sides that are nothing but sources, where another side does more than speak."""
    acting = any(part < 1.0 for side, part in telling.heard.items() if is_code(side) and side not in barred)
    return frozenset(side for side, part in telling.heard.items() if part == 1.0) if acting else frozenset()


def _unarmed(reading: Reading) -> frozenset[str]:
    """The states of whose troops the article says nothing: they give way to the one of whose it does."""
    armed = {side for _, side in armed_mentions(reading) if is_code(side)}
    return frozenset(one.side for one in references(reading)) - armed if len(armed) == 1 else frozenset()


# LYON, 4 nov - · SARREBOURG. · CASTRES (TARN)
_DATELINE = re.compile(r"^[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30}(?= \(|\.|,| [-–—])", re.MULTILINE)


def _dateline(reading: Reading, locations: Sequence[Location]) -> str | None:
    """The country of a dispatch that names no state: whose soldiers a local paper means without saying so."""
    match = _DATELINE.search(reading.folded, 0, 400)
    places = [one.country for one in locations if match is not None and match.start() <= one.start < match.end()]
    return places[0] if places else None


# partis pour la Lettonie · envoyés en Roumanie · au Mali
_TOWARDS = re.compile(r"\b(?:en|au|aux|pour (?:la |le |l'|les )|vers (?:la |le |l'|les )) ?$", re.IGNORECASE)


def _destinations(telling: Telling, asked: Asked) -> frozenset[str]:
    """The countries that the sentence sends troops to: not whose they are, if it names them no other way."""
    first, last = telling.reading.sentence_at(asked.start)
    sent: set[str] = set()
    others: set[str] = set()
    for one in mentions_in(telling.reading, first, last):
        towards = one.start > asked.fact.end and _TOWARDS.search(telling.text, max(0, one.start - 10), one.start)
        (sent if towards else others).add(force_value(one.actor) or "")
    return frozenset(sent - others)


def _setting(telling: Telling, asked: Asked) -> Iterator[Evidence]:
    """(offset, country, weight) of the places; where the troops are sent says half as much, a lone place nothing."""
    first, last = telling.reading.sentence_at(asked.start) if asked.fact.role in _AWAY else (0, 0)
    for offset, country in telling.grounds:
        yield offset, country, _PLACE / 2 if first <= offset < last else _PLACE
