"""Sources that name no country + the article's places → the same claims with the country of their source settled.

*le gouverneur*, *l'état-major*, *le colonel Piroth*: the phrase says whose they are only together with the article. A
mayor or prefect is of the place told there; a ministry or an army is that of the state spoken of. Two states that are
as near leave the country out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property

from newsextract.abodes import abode
from newsextract.actors import Mention
from newsextract.alternation import one_of
from newsextract.cast import has_senses
from newsextract.frozen import frozen
from newsextract.gazetteer import find_places
from newsextract.lexicon import read_toml
from newsextract.matchers.attributions.source_words import feminine_demonym, kin_of, official_country, words_of
from newsextract.reading import Reading
from newsextract.records import Attribution, Home, Location, amended
from newsextract.territories import of_sovereign

# [BAMAKO], 3 juin - · [VARCES] - · [CASTRES] (Tarn), de notre envoyé
_DATELINE = re.compile(r"^(?P<town>[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30})(?= \(|,|\.| [-–—])", re.MULTILINE)
_DATELINE_REACH = 400
# préfecture de l'[Isère] · gouverneur de [Donetsk]
_OF_PLACE = re.compile(
    r"(?<=[a-zà-ÿ] )(?:de la |de l'|des |du |de |d')(?P<place>[A-ZÀ-Ý][\w'-]+(?:[ -][A-ZÀ-Ý][\w'-]+)*)"
)
# ambassadeur[ à ]Pékin
_POSTED = re.compile(r"(?:ambassad\w+|consul\w*|chargée? d'affaires) (?:à|en|au|aux) ")
_OF_TOWNS = frozenset({"local", "military"})
_POPULOUS = 100_000  # inhabitants
# l'armée [malienne] · le président par intérim [burkinabè]: a people's name that speaks of its state
_OFFICES = re.compile(
    r"""\b(?:police|gendarmerie|gouvernement|présidente?|présidence|ministres?|ministère|autorités?|régime|junte|parlement
    |diplomatie|renseignements?|services|justice|parquet|députée?s?)(?:\s[\wà-ÿ'-]+){0,2}\s$""",
    re.VERBOSE,
)
# des soldats [français] · l'état-major [indien]
_ARMIES = re.compile(
    r"""\b(?:armées?|forces?|troupes|état-major|marine|aviation|garde|militaires?|soldats?|officiers?|général|colonel
    |commandant|contingents?|bataillons?|compagnies?|brigades?|régiments?|sections?|détachements?|unités?|marines
    |légionnaires?|parachutistes?|paras|fantassins|artilleurs|sapeurs|marins|pilotes|blindés|frégates?
    |casques\ bleus)(?:\s[\wà-ÿ'-]+){0,2}\s$""",
    re.VERBOSE,
)


# les [450 ]Belges · une [centaine d']Espagnols: in this news they are soldiers
_COUNTED = re.compile(r"(?:\d|\b(?:cents?|mille|dizaines?|centaines?|milliers?|deux|trois|quatre|cinq)) (?:de |d')?$")


@cache
def _countries_of_words() -> dict[str, tuple[str, ...]]:
    """Words of one state's public life → the states that have them."""
    found: dict[str, set[str]] = defaultdict(set)
    for country, phrases in read_toml("source_nouns.toml")["home_words"].items():
        for phrase in phrases.split("|") if country != "source" else ():
            found[" ".join(phrase.split())].add(country)
    return {phrase: tuple(sorted(countries)) for phrase, countries in found.items()}


@cache
def _given_names() -> frozenset[str]:
    """Given names that are French alone: *Arnaud*, *Mathis*; not *Alexandre*, *Daniel*."""
    return frozenset(read_toml("source_nouns.toml")["given_names"]["names"].split())


@cache
def _surnames() -> frozenset[str]:
    """Surnames that hardly anybody bears outside France, Belgium, Switzerland and Canada: *Moreau*, *Gagnon*."""
    return frozenset(read_toml("source_nouns.toml")["surnames"]["names"].split())


@cache
def _national_words() -> re.Pattern[str]:
    return re.compile(rf"{one_of(_countries_of_words())}(?![\w-])")


def at_home(reading: Reading, attributions: Sequence[Attribution], locations: Sequence[Location]) -> list[Attribution]:
    """The attributions, the country of each source filled in where the article tells it."""
    if not any(claim.home is not None and claim.source_country is None for claim in attributions):
        return [of_sovereign(reading, claim) for claim in attributions]
    ground = Ground(reading, locations)
    known: dict[Home, str | None] = {}
    settled: list[Attribution] = []
    for claim in attributions:
        home = claim.home
        if home is None or claim.source_country is not None:
            settled.append(of_sovereign(reading, claim))
            continue
        if home not in known:
            known[home] = ground.scene(home) or _told(reading, ground, claim, settled)
        settled.append(of_sovereign(reading, _in(claim, known[home])))
    return settled


def _told(reading: Reading, ground: Ground, claim: Attribution, before: Sequence[Attribution]) -> str | None:
    """That of a source before of the same kind, else what the article tells; the other way round for who has a name."""
    assert claim.home is not None
    if _NAMED.search(reading.folded, claim.home.start, claim.home.end):
        return ground.country_of(claim.home) or _of_same_kind(reading, claim, before)
    return _of_same_kind(reading, claim, before) or ground.country_of(claim.home)


# colonel [Martin Lacombe]
_NAMED = re.compile(r"\b[A-ZÀ-Ý][\w'-]+ [A-ZÀ-Ý][\w'-]+")


def _in(claim: Attribution, country: str | None) -> Attribution:
    """The claim with its source's country; a bare *armée* is filed with its nationality."""
    adjective = feminine_demonym(country) if country and claim.home and claim.home.army else None
    army = claim.source_name if (claim.source_name or "").startswith("armée de") else "armée"
    name = f"{army} {adjective}" if adjective else claim.source_name
    return amended(claim, source_country=country, source_name=name)


def _of_same_kind(reading: Reading, claim: Attribution, before: Sequence[Attribution]) -> str | None:
    """That of a source before which this one takes up or stands beside.

    *le ministère turc de la Défense … le ministère*; *l'armée israélienne … un porte-parole militaire*.
    """
    assert claim.home is not None
    if claim.home.kind in {"person", "scholar", "local"}:
        return None
    start = claim.home.start
    words = reading.folded[start : claim.home.end].lower().split()
    if len(words) == 1:
        same = {other.source_country for other in before if (other.source_text or "").lower().split()[:1] == words}
        if len(same) == 1:
            return same.pop()
    if claim.home.settled:
        return None
    paragraph = reading.folded.rfind("\n\n", 0, max(0, reading.folded.rfind("\n", 0, start) - 2))
    for other in reversed(before):
        if other.source_end is None or other.source_end < paragraph:
            return None
        if other.source_type == claim.source_type and other.source_country:
            return other.source_country
    return None


@frozen(slots=True)
class Evidence:
    """What speaks for a state at an offset."""

    start: int
    end: int
    country: str
    sort: str
    sentence: int
    opens: bool  # it begins its sentence: what that is about


# weights by what the evidence is: a town, a country as a place, one that acts, an army's or office's nationality …
WEIGHTS = {
    "town": 1.0, "country": 0.3, "actor": 1.0, "office": 3.5, "army": 3.5, "people": 0.4, "crew": 2.0, "body": 2.4,
    "word": 2.4,
}  # fmt: skip
# … and by where it stands
PLACES = {
    "scene": 20.0, "topic": 3.0, "sentence": 3.0, "after": 0.4, "last": 2.0, "paragraph": 2.0, "heading": 4.0,
    "title": 1.2, "dateline": 2.0, "before": 1.0, "later": 0.5,
}  # fmt: skip
CLEAR = 1.05
_TOPIC = 4  # characters: an actor that opens its sentence is its topic
_SCENE = 150
# À Londres[, le ]ministère · Au Mexique[, où la violence augmente, la ]marine
_NEAR = re.compile(
    r"(?:\svoisine?)?(?:,?\s|, où (?:[^.;:,]{3,110},\s)?)(?:(?:le|la|les|un|une|son|sa|des|deux|plusieurs)\s|l')?"
)
_AT = re.compile(r"\b[àÀA] $")
# [De Moscou à ]Iakoutsk
_FROM_TO = re.compile(r"\b[Dd](?:e |')[\w-]+ [àÀA] $")
# [Au ]Ghana voisin · [En ]Pologne: where a clause or sentence opens
_IN = re.compile(r"(?:^|[\s,;:])(?:[Aa]u|[Ee]n|[Aa]ux) $")
# [Côté ]russe · [Du côté ]pakistanais
_SIDE = re.compile(r"\b[Cc]ôté $")
_HEAD = re.compile(r"[\w-]+")
FAR_CAP = 4.0


class Ground:
    """What one article says of states and places, weighed at an offset."""

    def __init__(self, reading: Reading, locations: Sequence[Location]) -> None:
        self._reading = reading
        self._locations = [place for place in locations if place.country]

    def scene(self, home: Home) -> str | None:
        """The country of the town where the source speaks: *À* **Londres***, le ministère de la Défense*."""
        if home.kind == "scholar" or (home.kind == "person" and self._reading.folded[home.start].isupper()):
            return None  # who has a name of his own may be abroad there
        return next((one.country for one in self._evidence if self._is_scene(one, home.start)), None)

    def country_of(self, home: Home) -> str | None:
        """The country of a source; None where nothing or too much speaks for one."""
        if home.kind in {"person", "scholar"}:
            return abode(self._reading, home, self._locations)
        within = self._within(home)
        if within is None and home.kind == "anonymous":
            within = abode(self._reading, home, self._locations)
        if within is not None or home.settled:
            return within
        if home.owned and (topic := self._topic(home.start)) is not None:
            return topic
        votes = self._votes(home)
        if home.kind == "military":
            votes.pop(_UNARMED, None)  # *l'armée* at Jenin is Israel's
        first = max(votes, key=lambda country: votes[country], default="")
        french = self._has_french_name(home) and first not in _FRENCH
        if first not in _HOMES and (french or (self._has_french_surname(home) and first not in _FRENCH_SURNAMES)):
            for country in votes.keys() & _HOMES:
                votes[country] *= NAME
        for country in _countries_of_words().get(f"La {self._reading.folded[home.start : home.end]}", ()):
            if country in votes:
                votes[country] *= NAME  # *selon la Défense*: only Belgium calls its ministry so
        for country, share in kin_of(self._reading.folded[home.start : home.end]).items():
            if country in votes:
                votes[country] *= 1 + KIN * share
        leader = official_country(self._reading.folded[home.start : home.end])
        if leader is not None and leader in votes:
            return leader  # *le général Nivelle*
        ranked = sorted(votes.items(), key=lambda pair: -pair[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
            return None
        return ranked[0][0]

    def _topic(self, start: int) -> str | None:
        """The state named last in this sentence, or that opens the one before: ***Israël*** *campe. Son armée …*."""
        here = self._reading.sentence_index(start)
        near = [one for one in self._evidence if one.start < start and one.sort == "actor" and here - one.sentence <= 1]
        near = [one for one in near if one.opens or one.sentence == here]
        return max(near, key=lambda one: one.start).country if near else None

    def _votes(self, home: Home) -> dict[str, float]:
        """Country → what speaks for it at a source: what is near in full, what is far up to a cap."""
        votes: dict[str, float] = defaultdict(float)
        far: dict[str, float] = defaultdict(float)
        where = self._places_at(home.start)
        for one in self._evidence:
            place = where(one)
            weight = WEIGHTS[one.sort] * PLACES[place]
            if one.sort == "army" and home.kind in {"parliament", "state"}:
                weight *= CIVIL
            if home.kind == "local" and one.sort not in {"town", "word"}:
                weight *= LOCAL_OTHER
            (far if place in {"before", "later"} else votes)[one.country] += weight
        for country, weight in far.items():
            votes[country] += min(weight, FAR_CAP)
        return votes

    def _has_french_name(self, home: Home) -> bool:
        if home.kind not in {"military", "parliament", "state"}:
            return False
        words = self._reading.folded[home.start : home.end].replace("-", " ").split()
        return any(word in _given_names() for word in words)

    def _has_french_surname(self, home: Home) -> bool:
        """*adjudante Mélanie Roux*: Lebanese and Congolese soldiers bear French given names, no such surnames."""
        if home.kind not in {"military", "parliament", "state"}:
            return False
        named = _NAMED.search(self._reading.folded, home.start, home.end)
        return named is not None and named[0].split()[-1] in _surnames()

    def _within(self, home: Home) -> str | None:
        """The country of a place that the source's phrase names: *gouverneur de* **Koursk**."""
        inside = [place for place in self._locations if home.start < place.start and place.end <= home.end + 1]
        if inside and _POSTED.match(self._reading.folded, home.start, home.end):
            return None  # *ambassadeur à Pékin*
        return inside[0].country if inside else self._of_division(home)

    def _of_division(self, home: Home) -> str | None:
        """*préfecture de l'***Isère**: a name inside an institution's is no location of its own."""
        match = _OF_PLACE.search(self._reading.folded, home.start, home.end) if home.kind in _OF_TOWNS else None
        if match and home.kind == "military" and not self._reading.folded[home.start : match.start()].islower():
            match = None  # *général Pierre de Villiers*; but *colonel de* **Misrata**
        places = [place for place in find_places(match["place"]) if place.country] if match else []
        named = {one.country for one in self._evidence}
        known = next((place.country for place in places if place.country in named), None)
        return known or next((place.country for place in places if place.curated or place.population > _POPULOUS), None)

    def _places_at(self, start: int) -> Callable[[Evidence], str]:
        """Evidence → where it stands, seen from `start`."""
        here, paragraph = self._reading.sentence_index(start), self._paragraph(start)
        heading, title, dateline = self._heading(paragraph), self._title_end, self._dateline

        def where(one: Evidence) -> str:
            if one.start == dateline:
                return "dateline"
            gap = here - one.sentence
            if gap == 0:
                return "after" if one.start >= start else "scene" if self._is_scene(one, start) else "sentence"
            if one.start < title:
                return "title"
            if paragraph <= one.start < start:
                return "paragraph" if gap > 1 else "topic" if one.opens and one.sort == "actor" else "last"
            if heading <= one.start < paragraph:
                return "heading"
            return "before" if one.start < start else "later"

        return where

    def _is_scene(self, one: Evidence, start: int) -> bool:
        """*À* **Manille***, le ministre*; *a répliqué à* **Kampala** *l'armée*; *Côté* **russe***, l'état-major*."""
        if not 0 <= start - one.end <= _SCENE:
            return False
        folded = self._reading.folded
        near = _NEAR.fullmatch(folded, one.end, start)
        if near is None or ("où" in near[0] and not _is_body(folded, start)):
            return False
        if one.sort in {"town", "actor"} and _AT.search(folded, max(0, one.start - 3), one.start):
            return not _FROM_TO.search(folded, max(0, one.start - 30), one.start)
        if one.sort in {"people", "army", "office"}:
            return bool(_SIDE.search(folded, max(0, one.start - 12), one.start))
        # *Au* **Ghana** *voisin, l'armée*; a colonel may be a guest there
        return bool(_IN.search(folded, max(0, one.start - 4), one.start)) and _is_body(folded, start)

    @cached_property
    def _dateline(self) -> int | None:
        """Where the town stands that a dispatch is written from."""
        match = _DATELINE.search(self._reading.folded, 0, _DATELINE_REACH)
        return match.start("town") if match else None

    @cached_property
    def _title_end(self) -> int:
        return max(self._reading.folded.find("\n"), 0)

    def _paragraph(self, start: int) -> int:
        folded = self._reading.folded
        mark = "\n\n" if "\n\n" in folded else "\n"
        found = folded.rfind(mark, 0, start)
        return 0 if found < 0 else found + len(mark)

    def _heading(self, paragraph: int) -> int:
        """Where the short line without a stop right above a paragraph begins; the paragraph's own offset if none."""
        folded = self._reading.folded
        end = len(folded[:paragraph].rstrip())
        first = folded.rfind("\n", 0, end) + 1
        line = folded[first:end]
        return first if 0 < len(line) < 90 and line[-1] not in '.!?:;,»"”' else paragraph

    @cached_property
    def _evidence(self) -> list[Evidence]:
        places = [self._one(place.start, place.end, str(place.country), _sort_of(place)) for place in self._locations]
        taken = {place.start for place in self._locations}
        inside = [(place.start, place.end) for place in self._locations]
        named = [
            self._one(one.start, one.end, str(one.actor.country), self._sort(one))
            for one in self._reading.mentions
            if one.actor.country
            and one.actor.type != "armed_group"
            and (one.actor.type not in {"media", "ngo", "expert", "company"})
            and one.start not in taken
            and not has_senses(self._reading.folded[one.start : one.end])
            and not any(start < one.start < end for start, end in inside)
        ]
        return places + named + list(self._words())

    def _one(self, start: int, end: int, country: str, sort: str) -> Evidence:
        index = self._reading.sentence_index(start)
        return Evidence(start, end, country, sort, index, start - self._reading.sentences[index][0] < _TOPIC)

    def _sort(self, one: Mention) -> str:
        if one.actor.kind == "organisation":
            return "body"
        if one.form == "demonym_adjective":
            before = max(0, one.start - 40), one.start
            if _ARMIES.search(self._reading.folded, *before):
                return "army"
            return "office" if _OFFICES.search(self._reading.folded, *before) else "people"
        if one.form != "demonym_noun":
            return "actor"
        return "crew" if _COUNTED.search(self._reading.folded, max(0, one.start - 25), one.start) else "people"

    def _words(self) -> Iterator[Evidence]:
        """Words by which only one state calls its bodies: *Composante Terre*, *sous-préfecture*."""
        folded = self._reading.folded
        for match in _national_words().finditer(folded):
            if match.start() == 0 or not (folded[match.start() - 1].isalnum() or folded[match.start() - 1] == "-"):
                for country in _countries_of_words()[match[0]]:
                    yield self._one(match.start(), match.end(), country, "word")


def _is_body(folded: str, start: int) -> bool:
    """True for a source that is an institution or holds an office: *l'armée*, *le ministre*."""
    head = _HEAD.match(folded, start)
    return head is not None and head[0].lower() in words_of("bodies") | words_of("offices")


CIVIL = 0.3  # what the nationality of soldiers says of a minister or member of parliament: they may be abroad
_UNARMED = "PSE"  # a state without an army
LOCAL_OTHER = 0.15
NAME = 20.0
KIN = 4.5  # what it says for a state that its leaders bear the names of a source
# states where people bear French given names, and those of them whose papers write of wars abroad
_HOMES = frozenset({"FRA", "BEL", "CHE", "CAN"})
_FRENCH_SURNAMES = frozenset(read_toml("source_nouns.toml")["surnames"]["borne_too"].split())
_FRENCH = _HOMES | frozenset(read_toml("source_nouns.toml")["french_names"]["states"].split())


def _sort_of(place: Location) -> str:
    if place.role == "actor":
        return "actor"
    return "country" if place.feature == "country" else "town"
