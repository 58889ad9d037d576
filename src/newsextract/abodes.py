"""A person, scholar or informant without a nationality → the country of the place that the text ties to them.

*Issa, 41 ans, mécanicien à Dori*; *une source médicale à Zaporijjia*; *professeur à l'université Waseda*. Somebody
*en exil à Berlin*, *basé à Nairobi* or *en poste à Doha* is a stranger there.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import cache

from newsextract.alternation import one_of
from newsextract.gazetteer import find_places
from newsextract.lexicon import read_toml, values
from newsextract.matchers.attributions.source_countries import STRANGER
from newsextract.matchers.attributions.source_words import is_person_noun, words_of
from newsextract.reading import Reading
from newsextract.records import Home, Location

_POPULOUS = 50_000  # inhabitants: towns with a university
# planteur[ de ]Bamali · épicière[ à ]Eldorado
_OF = re.compile(r"(?:\bd[eu] |\bdes |\bd')(?:la |l')?$")
_AT = re.compile(r"\b(?:à|au|aux|en|près de) (?:la |l')?$")
# Jean-Paul Wurtz[, 71 ans, de ]Willer-sur-Thur
_ORIGIN = re.compile(r"(?:, \d+ ans)?,? (?:originaire |natif |native |venue? )?(?:de |du |d')(?:la |l')?")
# un pêcheur[ rencontré à] Bosso
_MET = re.compile(
    r"""(?:,\ \d+\ ans)?,?\ (?:rencontrée?s?|croisée?s?|interrogée?s?|retirée?s?|domiciliée?s?)
    (?:\ près)?\ (?:à|au|d[e']\ ?)\ ?""",
    re.VERBOSE,
)
# une source médicale[ jointe par téléphone à ]El Obeid; a scholar may be anywhere when he is called
_CALLED = re.compile(r",? (?:jointe?s?|contactée?s?)(?: par téléphone| au téléphone)? (?:à|au) ")
# une source médicale[ à ]Zaporijjia
_THERE = re.compile(r" (?:à|au|aux|en|de) (?:la |l')?")
# Issa[, 41 ans, mécanicien à ]Dori
_TRADE = re.compile(r"(?:, \d+ ans)?, (?:un |une )?(?P<noun>[\wà-ÿ-]+)(?: [a-zà-ÿ'-]+){0,4} (?:à|au|en|de) (?:la |l')?")
# université [de Bahir Dar] · Institut d'études asiatiques [de Lyon]
_SEAT = re.compile(
    r"\b(?:[Uu]niversité|[Ff]aculté|[ÉEé]cole|[Cc]ollège|[Ii]nstitut|[Aa]cadémie)\b[^,]*?"
    r"\b(?:de |d')(?P<place>[A-ZÀ-Ý][\w'-]+(?:[ -][A-ZÀ-Ý][\w'-]+)*)$"
)


def abode(reading: Reading, home: Home, locations: Sequence[Location]) -> str | None:
    """The country of the place that the source's phrase, or what stands right after it, ties to the source."""
    folded = reading.folded
    phrase = folded[home.start : home.end]
    if STRANGER.search(phrase) or (home.kind == "scholar" and STRANGER.match(folded, home.end + 2)):
        return None
    if home.kind == "scholar":
        school = _school(phrase, {place.country for place in locations})
        if school is not None:
            return school
    tied = (_AT,) if home.kind == "scholar" else (_OF, _AT)
    inside = (place for place in locations if home.start < place.start and place.end <= home.end + 1)
    for place in inside:
        if any(one.search(folded, home.start, place.start) for one in tied):
            return place.country
    return next((place.country for place in _after(folded, home, locations)), None)


def _after(folded: str, home: Home, locations: Sequence[Location]) -> Iterable[Location]:
    """The place that follows the phrase: *, 71 ans, de Willer*, *rencontré à Bosso*, *, mécanicien à Dori*."""
    ways = {"anonymous": (_MET, _CALLED, _THERE), "scholar": (_MET,)}.get(home.kind, (_MET, _CALLED, _ORIGIN))
    ends = {found.end() for way in ways if (found := way.match(folded, home.end))}
    trade = _TRADE.match(folded, home.end) if home.kind == "person" else None
    if (
        trade
        and (is_person_noun(trade["noun"]) or trade["noun"] in words_of("trades"))
        and not STRANGER.search(trade[0])
    ):
        ends.add(trade.end())
    return (place for place in locations if place.start in ends)


def _school(phrase: str, told: Container[str | None]) -> str | None:
    """The country of the university in a phrase: *professeur à l'université Waseda*, *politologue (UQAM)*."""
    named = _schools().search(phrase)
    if named is not None:
        return _countries()[named["name"] or named["alone"]]
    seat = _SEAT.search(phrase)
    places = [place for place in find_places(seat["place"]) if place.country] if seat else []
    known = next((place.country for place in places if place.country in told), None)
    largest = max(places, key=lambda place: place.population, default=None)
    return known or (largest.country if largest is not None and largest.population > _POPULOUS else None)


@cache
def _countries() -> dict[str, str]:
    table = read_toml("source_nouns.toml")["universities"]
    return {name: country for country, names in table.items() if country != "source" for name in values(names)}


@cache
def _schools() -> re.Pattern[str]:
    """université [Waseda] · à l'[UQAM]: a name that is no acronym needs the word before it, as towns bear it too."""
    kinds = r"(?:[Uu]niversité|[Ff]aculté|[ÉEé]cole|[Cc]ollège|[Ii]nstitut|[Aa]cadémie)"
    names = _countries()
    alone = one_of(name for name in names if _ALONE.match(name))
    return re.compile(
        rf"(?:{kinds}\s(?:de\sla\s|de\sl'|des\s|de\s|d'|du\s)?(?P<name>{one_of(names)})"
        rf"|(?:\b(?:à|au)\s|\bà\sla\s|\bà\sl'|\bde\s|\bde\sla\s|\bde\sl'|\bdu\s|\()(?P<alone>{alone}))(?![\w-])"
    )


# UQAM · UCLouvain · McGill; *Laval*, *York* and *Korea* are no universities by themselves
_ALONE = re.compile(
    r"""\w*[A-ZÉ]\w*[A-ZÉ]|(?:Sciences[\ -]Po|Sorbonne|Harvard|Yale|Stanford|Princeton|Polytechnique)$
    |.*(?:College|School|Institute|House)\b""",
    re.VERBOSE,
)
