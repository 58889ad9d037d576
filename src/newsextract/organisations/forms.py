"""Text → the organisations that their names' form or the words before them show.

Finds *l'*Armée de libération de l'Ogaden, *les tueurs des* Chapitos, *la milice* Twirwaneho; not *les rebelles du*
Darfour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from newsextract.actors import Actor
from newsextract.alternation import one_of
from newsextract.lexicon import read_csv, values
from newsextract.organisations.kinds import actor_named, is_national, is_of_state
from newsextract.organisations.text import (
    CAPITAL,
    ENGLISH_HEAD,
    ENGLISH_NAME,
    HEAD,
    HEADS,
    OF,
    VAGUE,
    Text,
    begins_word,
    from_capital,
    organisation_words,
    without_article,
)
from newsextract.text import fold

_ENGLISH_HEADS = re.compile(rf"{ENGLISH_HEAD}(?![\w-])(?! [A-Z])")

_ADJECTIVE = one_of(organisation_words("tail_adjectives"))

_TITLE = one_of(organisation_words("person_titles"))

_PLACE_NOUN = r"(?:nuit|jour|région|province|ville|zone|base|front|capitale|commune|village|camp)"

_NO_NAME = rf"(?!(?:{_TITLE}|{_PLACE_NOUN}|son|sa|ses|leur|ce|cette|un|une|plus)\b)"

_COMPLEMENT = (
    rf"(?: (?!de [A-ZÀ-Ý][a-zà-ÿ]+ (?:[A-ZÀ-Ý]|ag |al-)){OF}"
    rf"(?:(?:[ae]l-)?{CAPITAL}(?:[ -](?:[ae]l-)?{CAPITAL})*|{_NO_NAME}[a-zà-ÿ-]{{3,}})"
    rf"(?: (?:{_ADJECTIVE}))?(?: et (?:de |la |le |l'|du |de la |des |au )?[a-zà-ÿ-]{{4,}})?)"
)

TAIL = rf"(?: {_ADJECTIVE}(?![\w-])| {CAPITAL}(?![\w'-]))*(?:{_COMPLEMENT}(?![\w-])){{0,3}}"

# [le ]Front de libération de l'Ogaden · [des ]Forces conjointes[ du gouverneur]
_PLAIN = re.compile(rf"(?P<name>{HEAD}(?![\w'-]){TAIL})")

_ARTICLE = re.compile(r"(?<![\w-])(?:[Ll]e |[Ll]a |[Ll]es |[Ll]'|du |des |aux? )$")


def plain(text: Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that stand for themselves, French by their first word and English by their last."""
    for match in _PLAIN.finditer(text.folded):
        if not begins_word(text.folded, match.start()):
            continue
        start = from_capital(text.folded, match.start())
        name = text.folded[start : match.end()]
        if " " not in name or _ARTICLE.search(text.folded, max(0, start - 5), start) is None:
            continue
        if text.covered(match.start()) is None:
            actor = actor_named(text, start, match.end())
            if actor is not None:
                yield name, None, actor
    for head in _ENGLISH_HEADS.finditer(text.folded):
        named = ENGLISH_NAME.search(text.folded, max(0, head.start() - 60), head.end())
        if named is None:
            continue
        start, end = without_article(text.folded, *named.span("name"))
        if " " in text.folded[start:end] and text.covered(start) is None and not is_of_state(text.folded[start:end]):
            actor = actor_named(text, start, end)
            if actor is not None:
                yield text.folded[start:end], None, actor


# [les tueurs des ]Chapitos · [la guérilla des ]Amba Boys · [rebelles du ]FACT
_PROPER = re.compile(
    rf"(?P<name>{CAPITAL}(?:[ -](?:al-|el-|ul-|Al-|ben |bin |ibn |of (?:the )?)?{CAPITAL}){{0,3}})"
    rf"(?P<tail>(?: {_ADJECTIVE})?{_COMPLEMENT}?)"
)

_REALM = re.compile(r"(?:République|Émirat|Emirat|Califat|Royaume)$")


def fought_for(text: Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that the article gives fighters: *les tueurs des* Chapitos; no place."""
    for offset in text.fought:
        match = _PROPER.match(text.folded, offset)
        if match is None or text.covered(offset) is not None or is_place(match["name"]):
            continue
        vague = VAGUE.search(text.folded, max(0, offset - 28), offset) is not None
        if vague and not _is_name(match["name"]):
            continue
        name = match["name"] + (match["tail"] if HEADS.match(match["name"]) or _REALM.match(match["name"]) else "")
        state = is_national(name, named=False) or is_of_state(name)
        yield name, None, Actor(name, "organisation", "military" if state else "armed_group", None, True)


def _is_name(name: str) -> bool:
    """True for what looks like an organisation's: an acronym, or a plural; no unit."""
    unit = name.split(" ")[0] in organisation_words("units")
    return not unit and re.fullmatch(r"[A-Z][A-Z0-9-]{1,9}|(?:\w+ )*\w+s", name) is not None


# [le ]gang Grand Ravine · [la ]katiba Macina · [le ]front Carlos Patiño; not front de Koursk
_FRACTION = re.compile(
    rf"\b(?P<name>(?:(?:katiba|cartel|gang) (?:de )?|(?:front|bloc) (?={CAPITAL} [A-ZÀ-Ý]))"
    rf"{CAPITAL}(?: {CAPITAL}){{0,3}}|[Ff]ront \d\d?\b)"
)

# – la « [Mayiza] » · , les « [Chapitos] »
_NICKNAME = re.compile(
    r"(?<=[a-zà-ÿ])(?:,| [–—]| \() ?(?:dits? |surnommés |baptisés |connus sous le nom de )?(?:les|la) [«\"“] ?"
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?) ?[»\"”]"
)


def called(text: Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that a common noun, an apposition or quotation marks show."""
    found = [match for match in text.called if not is_place(match["name"])]
    for pattern, cues in _BY_NOUN:
        found += pattern.finditer(text.folded) if any(cue in text.folded for cue in cues) else ()
    found += _units_of_fighters(text.folded)
    for match in found:
        start, end = match.span("name")
        end = max(end, _tail_end(text.folded, start))
        inside = text.inside(start, end)
        where = text.folded.startswith("de ", start - 3) and bool(inside)  # les groupes armés de Colombie
        if not where and not any(one.actor.kind == "organisation" for one in inside):
            name = text.folded[start:end]
            yield name, None, Actor(name, "organisation", "armed_group", None, True)


# le [bataillon Cheikh Mansour] · la [division al-Hamza]
_UNIT = re.compile(
    r"(?P<name>(?:division|brigade|régiment|bataillon|légion|colonne) (?:al-|el-|de )?"
    rf"{CAPITAL}(?: {CAPITAL}){{0,2}})"
)
# les volontaires géorgiens[ du ]bataillon · aligne [3 000 combattants]
_ITS_FIGHTERS = re.compile(
    rf"\b(?:{one_of(organisation_words('irregulars'))})(?: [a-zà-ÿ-]+){{0,2}} (?:du |de la |d'une? )$"
)
_HAS_FIGHTERS = re.compile(
    rf"[^.;:\n]{{0,40}}? (?:compt|align|revendiqu|rassembl|regroup|réun|recrut|perd)[a-zé]+ [^.;:\n]{{0,30}}?"
    rf"\b(?:{one_of(organisation_words('irregulars'))})\b"
)


def _units_of_fighters(folded: str) -> Iterator[re.Match[str]]:
    """*les volontaires du* bataillon Cheikh Mansour: a named unit of irregulars is a body of its own; an army's, of
    soldiers, is not."""
    for unit in _UNIT.finditer(folded):
        if not begins_word(folded, unit.start()):
            continue
        fought_in = _ITS_FIGHTERS.search(folded, max(0, unit.start() - 60), unit.start())
        if fought_in is not None or _HAS_FIGHTERS.match(folded, unit.end()):
            yield unit


def _tail_end(folded: str, start: int) -> int:
    """Where a name ends that begins like an organisation's: *le groupe rebelle* Union des forces de la résistance."""
    match = _PLAIN.match(folded, start)
    return match.end() if match else start


# each with a word that any match of it holds, which is quicker to look for
_BY_NOUN = (
    (_FRACTION, ("front ", "Front ", "bloc ", "katiba ", "cartel ", "gang ")),
    (_NICKNAME, ("les «", "la «", 'les "', 'la "', "les “", "la “")),
)


@cache
def _places() -> Mapping[str, None]:
    """Names of regions, which fighters also come from: *les rebelles du* Darfour."""
    rows = read_csv("places.csv", ("name", "country", "feature"))
    return dict.fromkeys(fold(name) for row in rows for name in (str(row["name"]), *values(row["variants"])))


_DIRECTIONS = frozenset({"Nord", "Sud", "Est", "Ouest", "Centre", "Nord-Est", "Nord-Ouest", "Sud-Est", "Sud-Ouest"})


def is_place(name: str) -> bool:
    """True for a region, a direction, a name that begins like a place's."""
    return name in _places() or name in _DIRECTIONS or name.split(" ")[0] in {"Haut", "Bas", "Grand", "Mont", "Saint"}
