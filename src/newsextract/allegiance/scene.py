"""An article and a place in it → the state that its opening words set: whose soldiers are meant from there on.

Matches *• La masse finlandaise. L'armée de terre …*, *Au Bénin voisin,* deux *soldats*, *À Londres, l'Amirauté …*,
the section under *N'Djamena aussi prend les devants*; no more once another side is named, and not *À Bangkok, un
diplomate chinois*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsextract.actors import Mention
from newsextract.matchers.troops.belligerents import references
from newsextract.matchers.troops.salience import VISITOR, heading_over, is_subject, paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, is_code, mentions_in
from newsextract.reading import Reading, remembered

_TITLE = 60  # characters of the verbless sentence that heads a paragraph
_SPOKEN_OF = 0.8  # the weight from which another side takes over


@dataclass(frozen=True, slots=True)
class Scene:
    """A state that opening words set, and where they stand: in the sentence, the paragraph or the heading."""

    side: str
    where: str
    sure: bool  # whose soldiers are meant without more ado, not but a hint


def scene_of(reading: Reading, start: int, sources: frozenset[int] = frozenset()) -> Scene | None:
    """What the words that open the sentence, the paragraph or the section set, until another side takes over.

    `sources` are the offsets of sides that only speak; below a heading they take nothing over.
    """
    floor = paragraph_start(reading, start)
    here = reading.sentence_index(start)
    for index in range(here, -1, -1):
        first, last = reading.sentences[index]
        if last <= floor:
            break
        first = _clause(reading.folded, first, start) if index == here else first
        opened = _opened(reading, max(first, floor), last, 0 < first <= floor)
        if opened is not None and opened[0] < start:
            where = "sentence" if index == here else "paragraph"
            sure = opened[0] >= last or _is_sure(reading.folded, opened[0], start)
            return None if _taken_over(reading, opened, last, start) else Scene(opened[1], where, sure)
    return _headed(reading, start, sources)


def _clause(text: str, first: int, start: int) -> int:
    """Where the words that a full stop parts from the sentence begin, if the parse saw no end there."""
    stops = [match.end() for match in _STOP.finditer(text, first, start)]
    return stops[-1] if stops else first


# l'Érythrée attaque. [À Addis-Abeba], le Parlement vote
_STOP = re.compile(r"[.!?»] (?=(?:Au|En|Aux|À|Chez|Côté) )")


def _is_sure(text: str, end: int, start: int) -> bool:
    beside = _NEIGHBOUR.match(text, end) or _TAKEN_UP.match(text, end)
    return (beside or _FOR_SURE.search(text, end, start)) is not None


def _headed(reading: Reading, start: int, sources: frozenset[int]) -> Scene | None:
    heading = heading_over(reading, start)
    if heading is None or heading[0] == 0:
        return None  # the article's own title
    named = _states(reading, *heading, at_home=True) or _states(reading, *heading)
    if len(set(named)) != 1 or _names_another(reading, heading[1], start, named[0], sources):
        return None
    opens = _HOUR.match(reading.folded, heading[0])
    sure = opens is not None and _at(reading, opens.end()) is not None
    sure = sure or _asks_about(reading, heading, named[0]) or _is_all_told_of(reading, heading[1], start, named[0])
    return Scene(named[0], "heading", sure)


def _is_all_told_of(reading: Reading, end: int, start: int, side: str) -> bool:
    """*L'ombre américaine*, then Washington and no other side: the section is on the one that its heading names."""
    sides = [_side(one) for one in mentions_in(reading, end, start)]
    return bool(sides) and all(one == side for one in sides)


def _asks_about(reading: Reading, heading: tuple[int, int], side: str) -> bool:
    """*Que font les Français en Estonie ?*: the side is the subject of the question that heads the section."""
    if not reading.folded.endswith("?", 0, heading[1]):
        return False
    return any(is_subject(reading, one.start) for one in mentions_in(reading, *heading) if _side(one) == side)


# 15h20 – [Israël] rappelle · 2. [Japon] : des îles · [N'Djamena] aussi prend les devants
_HOUR = re.compile(
    r"[^\wÀ-ÿ]*(?:[\dIVX]{1,4}(?: ?[h:.] ?\d\d)?(?: ?heures)?(?:[.)]| ?[-–—:|])? )?(?:l'|le |la |les )?", re.IGNORECASE
)
# Au Bénin [voisin] · [Outre]-Rhin · En Ukraine [aussi] · En Suède[, en revanche]
_NEIGHBOUR = re.compile(r" (?:voisine?|aussi|également)\b|, où\b|,? (?:en revanche|de même|à son tour),|\W*Outre-")
# Quant à Téhéran[, il] nie · Quant aux Turcs[, ils]
_TAKEN_UP = re.compile(r", (?:ils?|elles?) (?!y |n'y |faut|pleu|est )")
# En Mauritanie voisine, [l'armée] a placé · À Asuncion, [on] mobilise; but Au Mali, 53 militaires may be French
_BODIES = (
    r"(?:l'|le |la |les |son |sa )(?:armée|état-major|gouvernement|ministère|"
    r"marine|chancellerie|présidence|diplomatie|parlement|junte|amirauté|garde|président|premier ministre|ministre|"
    r"défense|conscription|roi|reine|empereur|"
    r"chancelier|dictature|régime|pouvoir|opposition|commandement|autorités|service militaire|pays)\b"
)
_FOR_SURE = re.compile(rf", on\b|\b{_BODIES}", re.IGNORECASE)


@remembered
def _opened(reading: Reading, first: int, last: int, heads: bool) -> tuple[int, str] | None:
    """(end, state) of the words that set the scene at the head of a sentence."""
    match = _ADVERB.match(reading.folded, first, last)
    if match is not None and (one := _at(reading, match.end())) is not None:
        behind = _BEHIND.match(reading.folded, one.end, last)
        if behind is not None and VISITOR.match(reading.folded, behind.end(), last) is None:
            return one.end, _side(one)
    across = _ACROSS.match(reading.folded, first, last)
    if across is not None:
        return across.start(), _BEYOND[across["what"]]
    return _entitled(reading, first, last) if heads else None


def _at(reading: Reading, offset: int) -> Mention | None:
    """The state, capital or people named right there."""
    found = mentions_in(reading, offset, offset + 1)
    return found[0] if found and found[0].form != "demonym_adjective" and is_code(_side(found[0])) else None


def _side(one: Mention) -> str:
    return sovereign(force_value(one.actor) or "")


# Au [Bénin] voisin, · À [Londres], · Chez les [Turcs], · En [Lettonie], · Du côté de [Bogota],
_ADVERB = re.compile(
    r"[^\wÀ-ÿ]*(?:Et |Mais |Or |Enfin, |Ailleurs, )?"
    r"(?:Au|En|Aux|À|A|Chez les?|Côté|Du côté (?:de|du|d'|des)|Quant (?:à|au|aux)|à|au|en|aux) ?(?:la |l'|les )?"
)
_BEHIND = re.compile(
    r"(?: (?:voisine?s?|aussi|même|également|enfin))?"
    rf"(?:, (?!où\b)|, où (?:[^.;:,]{{3,110}}, |{_BODIES})| (?=on |l'|le |la ))"
)
# Outre-Rhin, · outre-Manche
_ACROSS = re.compile(r"\W*(?P<what>Outre-Rhin|Outre-Manche|Outre-Atlantique|Outre-Quiévrain)\b")
_BEYOND = {"Outre-Rhin": "DEU", "Outre-Manche": "GBR", "Outre-Atlantique": "USA", "Outre-Quiévrain": "BEL"}


def _entitled(reading: Reading, first: int, last: int) -> tuple[int, str] | None:
    """*• Le rattrapage suédois.*: a short sentence without a verb that names one state."""
    text = reading.folded[first:last].strip()
    if len(text) > _TITLE or not text:
        return None
    if any(
        word.pos_ in {"VERB", "AUX"} and "Fin" in word.morph.get("VerbForm", []) for word in reading.span(first, last)
    ):
        return None
    named = set(_states(reading, first, last))
    return (last, named.pop()) if len(named) == 1 else None


def _states(reading: Reading, first: int, last: int, *, at_home: bool = False) -> list[str]:
    """The states named there; `at_home` leaves out where others are: *Que font les Français* en Estonie *?*"""
    return [
        side
        for one in mentions_in(reading, first, last)
        if is_code(side := _side(one)) and not (at_home and _ABROAD.search(reading.folded, first, one.start))
    ]


# en [Estonie] · au [Sahel] · à [Varsovie] · contre l'[Iran]
_ABROAD = re.compile(r"\b(?:en|au|aux|à|contre|face (?:à|aux?)|vers|chez|depuis) ?(?:la |l'|le |les )?$", re.IGNORECASE)


def _taken_over(reading: Reading, opened: tuple[int, str], last: int, start: int) -> bool:
    """True if the sentence that sets the scene names another state, or a later one speaks of another side."""
    end, side = opened
    stop = min(last, start)
    return any(one != side for one in _states(reading, end, stop)) or _names_another(reading, stop, start, side)


def _names_another(reading: Reading, first: int, start: int, side: str, sources: frozenset[int] = frozenset()) -> bool:
    named = (one for one in references(reading) if first <= one.offset < start and one.weight >= _SPOKEN_OF)
    return any(one.side != side and is_code(one.side) and one.offset not in sources for one in named)
