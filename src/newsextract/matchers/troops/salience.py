"""A place in an article → the state, mission or armed group that it is about there: whose bare *soldats* are.

Matches *L'armée compte 880 000 soldats* after *Kiev mobilise* (UKR), *combattants du mouvement* after *le Hezbollah*.
A nationality counts by what it qualifies: *l'armée russe* speaks of a side, *un journal russe* does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from newsextract.actors import Mention
from newsextract.grammar import SUBJECTS
from newsextract.lexicon import read_csv
from newsextract.matchers.troops.sides import Open, Side, armed_mentions, force_value, is_code
from newsextract.matchers.troops.words import Noun, grammar_words
from newsextract.reading import Reading, remembered

OF_STATE = frozenset(
    {"soldier", "officer", "reservist", "conscript", "unit", "sailor", "pilot", "special_forces", "prisoner"}
    | {"police", "instructor", "volunteer"}
)
_NAMED, _ARMED, _POWER, _PEOPLE, _ASIDE = 1.0, 2.0, 0.8, 0.4, 0.1
# how much a mention weighs by where it stands
_SENTENCE, _LAST_SENTENCE, _PARAGRAPH, _TITLE, _BEFORE, _AFTER, _SAME_AFTER = 3.0, 2.5, 1.5, 2.0, 0.6, 0.3, 1.5
_HEADING = 2.0
_ELSEWHERE = 0.3  # of that, in another section
_SECTIONS = 3
_VISITED = 0.2  # what a capital says in which others speak
_SUBJECT = 2.0
_FAR_CAP = 3.0  # what is said far away counts so much at most
_LEAST = 0.1  # a researcher's nationality, a far place make no state the text's
_CLEAR = 1.12  # by how much the first must outweigh the second

Evidence = tuple[int, str, float]  # offset, state, weight


def default_force(reading: Reading, noun: Noun, start: int, group: str = "") -> Side | None:
    """Whose troops are that the sentence leaves unnamed: a state's soldiers (settled last), a group's fighters."""
    if noun.lemma.lower() == "casque bleu":
        return _mission_beside(reading, start) or "ONU"
    if of_any_nation(group):
        return None
    if noun.category == "peacekeeper":
        return last_mission(reading, start) or "ONU"
    if (noun.category == "police" or _OF_POLICE.search(group)) and not _speaks_of_state(reading, start):
        return None
    if noun.category in OF_STATE:
        return Open()
    return None


def _mission_beside(reading: Reading, start: int) -> str | None:
    """*Deux Casques bleus ont été blessés, accuse la* Finul: the one mission that their sentence names."""
    first, last = reading.sentence_at(start)
    named = {
        reading.cast.named(one.actor.name)
        for one in reading.parties
        if first <= one.start < last and one.actor.type == "international_organisation" and one.actor.armed
    }
    return named.pop() if len(named) == 1 else None


# des instructeurs étrangers · des bataillons multinationaux · des militaires caribéens
_ANY_NATION = re.compile(
    r"\b(?:étrang(?:er|ère)s?|multinationa(?:l|le|les|ux)|européen(?:ne)?s?|africain(?:e)?s?|caribéen(?:ne)?s?|"
    r"alliée?s|inconnus?|internationa(?:l|le|les|ux)|occident(?:al|ale|ales|aux)|onusien(?:ne)?s?)\b",
    re.IGNORECASE,
)


# soldats européens · policiers caribéens: several states', whoever asks for them; étrangers serve in an army too
_OF_CONTINENT = re.compile(
    r"\b(?:multinationa(?:l|le|les|ux)|européen(?:ne)?s?|africain(?:e)?s?|asiatiques?|caribéen(?:ne)?s?|"
    r"latino-américain(?:e)?s?|occident(?:al|ale|ales|aux)|internationa(?:l|le|les|ux))\b",
    re.IGNORECASE,
)


def of_continent(group: str) -> bool:
    """True for troops that the group calls those of several states: of none of them."""
    return _OF_CONTINENT.search(group) is not None


def of_any_nation(group: str) -> bool:
    """True for troops of several or unsaid states: no one state's, though the article speaks of one."""
    return _ANY_NATION.search(group) is not None


_OF_POLICE = re.compile(r"\bCRS\b|gendarm|polic")  # compagnies de CRS, escadrons de gendarmes mobiles


def _speaks_of_state(reading: Reading, start: int) -> bool:
    """True if the paragraph or the title names a state: police are everywhere, and mostly nobody's news abroad."""
    first = paragraph_start(reading, start)
    title = reading.folded.find("\n")
    return any(
        weight >= _POWER or (weight >= _PEOPLE and (offset < title or first <= offset < start))
        for offset, _, weight in evidence(reading)
    )


def only_group(reading: Reading, start: int, *, strict: bool) -> str | None:
    """The one armed group of the article, or of the paragraph up to `start`; `strict` asks for both."""
    named = [(offset, force) for offset, force in armed_mentions(reading) if not is_code(force)]
    groups = {force for _, force in named}
    first = paragraph_start(reading, start)
    here = {force for offset, force in named if first <= offset < start}
    if strict and groups != here:
        return None
    found = groups if len(groups) == 1 else here
    return next(iter(found)) if len(found) == 1 else None


def paragraph_start(reading: Reading, start: int) -> int:
    """Where the paragraph of `start` begins; a heading right above it belongs to it."""
    mark = "\n\n" if "\n\n" in reading.folded else "\n"
    found = reading.folded.rfind(mark, 0, start)
    return 0 if found < 0 else found + len(mark)


def salient(
    reading: Reading, start: int, exclude: frozenset[str] = frozenset(), places: Iterable[Evidence] = ()
) -> str | None:
    """The state that the text is about at `start`, None where two are as good; `places` say where it is set."""
    near: Counter[str] = Counter()
    far: Counter[str] = Counter()
    nearness_of = nearness(reading, start)
    for offset, force, weight in evidence(reading):
        closeness = nearness_of(offset)
        (near if closeness >= 1 else far)[force] += weight * closeness  # type: ignore[assignment]  # weights are floats
    for force, weight in far.items():
        near[force] += min(weight, _FAR_CAP)  # type: ignore[assignment]
    for offset, country, weight in places:
        near[country] += weight * nearness_of(offset)  # type: ignore[assignment]
    ranked = [(force, weight) for force, weight in near.most_common(2 + len(exclude)) if force not in exclude]
    if not ranked or ranked[0][1] < _LEAST or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
        return None
    return ranked[0][0]


def nearness(reading: Reading, start: int) -> Callable[[int], float]:
    """offset → how much what stands there says of `start`: most in its sentence, its paragraph, the title."""
    paragraph, title = paragraph_start(reading, start), reading.folded.find("\n")
    here = reading.sentence_index(start)
    heading = heading_over(reading, start) or (0, 0)

    def of(offset: int) -> float:
        gap = here - reading.sentence_index(offset)
        if gap == 0:
            return _SENTENCE if offset < start else _SAME_AFTER
        if offset < title:
            return _TITLE
        if paragraph <= offset < start and gap == 1:
            return _LAST_SENTENCE
        if heading[0] <= offset < heading[1]:
            return _HEADING
        if paragraph <= offset < start:
            return _PARAGRAPH
        return (_BEFORE if offset < start else _AFTER) * (1.0 if section[0] <= offset < section[1] else _ELSEWHERE)

    section = section_around(reading, start)
    return of


def section_around(reading: Reading, start: int) -> tuple[int, int]:
    """The part of the article between two headings in which `start` stands; all of it, if it has few."""
    tops = [first for first, _ in _headings(reading) if first > 0]
    if len(tops) < _SECTIONS:
        return 0, len(reading.folded)
    bounds = [0, *tops, len(reading.folded)]
    index = bisect_right(bounds, start)
    return bounds[index - 1], bounds[index]


# 15h20 – Israël rappelle 25 000 réservistes · 2. Japon : des îles, des missiles
_HEADING_LINE = re.compile(r"^(?=[^\n]{4,90}$)[^\n]*[^\n.!:;,»\"”]$", re.MULTILINE)


@remembered
def _headings(reading: Reading) -> tuple[tuple[int, int], ...]:
    """(start, end) of the lines that head a section: short, without a full stop."""
    return tuple(match.span() for match in _HEADING_LINE.finditer(reading.folded))


def heading_over(reading: Reading, start: int) -> tuple[int, int] | None:
    """The last heading before `start`."""
    headings = _headings(reading)
    index = bisect_left(headings, start, key=lambda span: span[1])
    return headings[index - 1] if index else None


# en Russie · contre l'Ukraine · face aux Russes: no one's own troops
_OBLIQUE = re.compile(
    r"\b(?:en|au|aux|vers|contre|face à|selon|avec|depuis|à)(?: la| le| les| l')? ?(?:[\wà-ÿ-]+ )?$",
    re.IGNORECASE,
)
_PLACE_OF = re.compile(
    r"\b(?:retour|sortie|ouest|est|nord|sud|frontière|quotidien|journal|site|kilomètres|km|cœur|confins|large|portes|"
    r"proximité|lisière|rives?|route)[\wà-ÿ ]{0,14} "
    r"(?:de|du|d')(?: la| l')? ?$",
    re.IGNORECASE,
)


# Au Niger, · En Irak,
_SCENE = re.compile(r"^\W*(?:En|Au|Aux|À|A) $", re.MULTILINE)

# À Bangkok, [un diplomate] chinois · À Londres, [l'institut] IISS: they only speak there
VISITOR = re.compile(
    r"(?:une?|des|les|plusieurs|l'|le|la) ?(?:\w+ )?(?:diplomate|chercheu|expert|analyste|institut|think|observateur|"
    r"spécialiste|colloque|source|historien|ONU|Otan|ambassad|sommet|conférence|juge|tribunal|cour\b|négociat|"
    r"émissaire|délégation|secrétaire général)",
    re.IGNORECASE,
)


# KABOUL, 14 août - · BEYROUTH -; but SOUDAN - names whom the item is about
_DATELINE = re.compile(r"[A-ZÀ-Ý' -]{3,}(?:, \d|,? [(–—-])")
# Ni [Beyrouth] ni Washington n'ont confirmé · [Moscou] n'a pas commenté: they look on
_SILENT = re.compile(
    r"(?: (?:ni|et) [\w'-]+)? n'(?:a|ont|avai(?:t|ent)) (?:pas |ni |rien )?(?:\w+ )?"
    r"(?:confirmé|commenté|réagi|démenti|répondu)"
)


def _opens(reading: Reading, one: Mention) -> bool:
    """True for the country that opens a paragraph and sets its scene: *Au Niger, Téra enterre ses morts*."""
    line = reading.folded.rfind("\n", 0, one.start) + 1
    return one.start - line < 6 and reading.folded.startswith(",", one.end)


@remembered
def evidence(reading: Reading) -> tuple[Evidence, ...]:
    return tuple(_weighed(reading))


def worth_of_organisation(reading: Reading, one: Mention) -> tuple[str, float] | None:
    """(side, weight) of a mention of an armed group or mission; a body that only speaks weighs little."""
    force = force_value(one.actor)
    if one.actor.kind != "organisation" or force is None or is_code(force):
        return None
    weight = _ARMED if one.actor.type == "armed_group" else _NAMED
    if _OBLIQUE.search(reading.folded, max(0, one.start - 25), one.start):
        weight *= 0.3
    elif is_subject(reading, one.start):
        weight *= _SUBJECT
    return reading.cast.named(force) or force, weight


def spoken_of(reading: Reading) -> frozenset[str]:
    """The states that the article names as powers, not only as places or for a nationality."""
    return frozenset(force for _, force, weight in evidence(reading) if weight >= _PEOPLE + 0.01)


def _weighed(reading: Reading) -> Iterator[Evidence]:
    """(offset, state, weight) of each mention of a state."""
    armed = dict(armed_mentions(reading))
    for one in reading.parties:
        state = force_value(one.actor)
        if state is None or not is_code(state):
            continue
        if _says_again(reading, one):
            continue
        weight = _worth(reading, one, armed)
        if one.form != "name" and _DATELINE.match(reading.folded, one.start):
            weight *= 0.3
        if _SCENE.search(reading.folded, max(0, one.start - 6), one.start) and _opens(reading, one):
            weight *= _VISITED if VISITOR.match(reading.folded, one.end + 2) else _SUBJECT
        elif _OBLIQUE.search(reading.folded, max(0, one.start - 25), one.start) or _SILENT.match(
            reading.folded, one.end
        ):
            weight *= 0.4
        elif one.form != "demonym_adjective" and is_subject(reading, one.start):
            weight *= _SUBJECT
        ruler = sovereign(state)
        yield one.start, ruler, weight if ruler == state else max(weight, _NAMED)


def _says_again(reading: Reading, one: Mention) -> bool:
    """True for *(NIS)* behind *le Service national de renseignement*: one mention, not two."""
    if one.form != "acronym" or not reading.folded.startswith("(", one.start - 1):
        return False
    before = reading.party_at(one.start - 3)
    return before is not None and before.actor == one.actor


@cache
def _states_of_territories() -> Mapping[str, str]:
    return {str(row["territory"]): str(row["state"]) for row in read_csv("territories.csv", "territory")}


def sovereign(side: str) -> str:
    """The state whose troops stand in a territory that has none: NCL → FRA; other sides as they are."""
    return _states_of_territories().get(side, side)


def is_side(reading: Reading, one: Mention) -> bool:
    """False for the nationality of a researcher, a newspaper or a gun."""
    return one.form != "demonym_adjective" or _worth(reading, one, dict(armed_mentions(reading))) >= _POWER


def _worth(reading: Reading, one: Mention, armed: dict[int, str]) -> float:
    """What a mention says of sides: an army much, a people little, a researcher's nationality next to nothing."""
    if one.actor.kind == "organisation" and one.actor.type in _OFFICES:
        return _NAMED
    if one.start in armed or one.actor.kind == "organisation":
        return _ASIDE if is_guest(reading, one) or _is_owned(reading, one) else _ARMED
    if one.form == "demonym_adjective":
        return _POWER if _POWERS.search(reading.folded, max(0, one.start - 40), one.start) else _ASIDE
    if one.form == "demonym_noun":
        return _NAMED if is_subject(reading, one.start) else _PEOPLE
    return _ASIDE if _PLACE_OF.search(reading.folded, max(0, one.start - 30), one.start) else _NAMED


def _is_owned(reading: Reading, one: Mention) -> bool:
    """True for *Berlin y installe* sa *45e brigade blindée*: its owner has just been named."""
    return one.actor.name[0].isdigit() and reading.folded.endswith((" sa ", " son "), 0, one.start)


_OFFICES = frozenset({"intelligence", "government"})  # the Kremlin says no more of an army than Moscow does


def is_guest(reading: Reading, one: Mention) -> bool:
    """True for the nationality of *instructeurs français*, *mercenaires colombiens*: helpers of the side told of."""
    return (
        one.form == "demonym_adjective"
        and _HELPERS.search(reading.folded, max(0, one.start - 30), one.start) is not None
    )


_HELPERS = re.compile(
    r"\b(?:instruct(?:eur|rice)s?|mercenaires?|conseillers?|formateurs?|coopérants?|mentors?|observateurs?|"
    r"démineurs?|attachés?)(?: [a-zà-ÿ]+)? $",
    re.IGNORECASE,
)


# le gouvernement [malien] · les autorités de transition [nigériennes] · le sol [ukrainien]
_POWERS = re.compile(
    r"\b(?:gouvernement|président|présidence|ministres?|ministère|autorités?|régime|junte|parlement|chef d'état|"
    r"premier|roi|chancel\w+|diplomatie|dirigeants?|pouvoir|capitale|territoire|sol|frontières?|côté|peuple|"
    r"population|guerre|"
    r"percées?|incursions?|assauts?|ripostes?|avancées?|opérations?|offensives?|attaques?|frappes?|raids?|invasion|envoyés?|contingents?|engagement|présence|renseignements?|"
    r"services)"
    r"(?: [\wà-ÿ'-]+){0,2} $",
    re.IGNORECASE,
)


def is_subject(reading: Reading, offset: int) -> bool:
    token = reading.token_at(offset)
    return token.dep_ in SUBJECTS or (token.dep_ in {"amod", "nmod"} and token.head.dep_ in SUBJECTS)


_ARMY_NOUNS = grammar_words("army_nouns")
_MISSION_NOUNS = grammar_words("mission_nouns")
_GROUP_NOUNS = grammar_words("group_nouns")


def coreferent(reading: Reading, noun: str, start: int) -> Side | None:
    """Whom *l'armée*, *la mission*, *le mouvement* stands for at `start`, by what was named before."""
    if noun in _MISSION_NOUNS:
        return last_mission(reading, start) or Open()
    if noun in _GROUP_NOUNS:
        return last_group(reading, start)
    return Open() if noun in _ARMY_NOUNS else None


def last_mission(reading: Reading, start: int) -> str | None:
    """The international mission named last before `start`, or soon after it, or the only one of the article."""
    named = [one for one in reading.parties if one.actor.type == "international_organisation" and one.actor.armed]
    before = [one.actor.name for one in named if one.start < start]
    if before:
        return before[-1]
    soon = [one.actor.name for one in named if one.start < start + _SOON]
    soon = soon or [one.actor.name for one in named if one.actor.name not in _PARENTS]
    if soon:
        return soon[0]
    return named[0].actor.name if len({one.actor.name for one in named}) == 1 else None


def mission_of(reading: Reading, parent: str, start: int) -> str | None:
    """*La force de l'Union africaine*, after the Aussom: the one mission named before `start`, where it is not the
    organisation `parent` itself."""
    if parent not in _PARENTS:
        return None
    named = {
        one.actor.name
        for one in reading.parties
        if one.start < start and one.actor.type == "international_organisation" and one.actor.armed
    }
    missions = named - _PARENTS
    return missions.pop() if len(missions) == 1 else None


_PARENTS = grammar_words("parent_bodies")
_SOON = 400  # characters within which an article names the mission that it began to speak of


def last_group(reading: Reading, start: int) -> str | None:
    """The armed group named last before `start`."""
    named = [force for offset, force in armed_mentions(reading) if offset < start and not is_code(force)]
    return named[-1] if named else None


def enemy(striker: Side) -> Open:
    """Whoever `striker` fights, for the links to say: of an army that the sentence does not name, the state's enemy."""
    return Open(frozenset({striker}), foe=striker) if isinstance(striker, str) else Open(striker.exclude, foe="")
