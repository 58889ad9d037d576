"""Reading → named places, placed on the map, and told apart from governments.

Matches *région de Koursk* (Koursk) and *Séoul affirme* (an actor); not *nord-coréen*, *le Hezbollah*, *un Caesar*.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from newsextract.actors import country_of_name, country_of_seat
from newsextract.gazetteer import Place, admin1_name, find_places, plain_key
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.matchers.location_role import role_of
from newsextract.reading import Reading
from newsextract.records import Feature, Location
from newsextract.text import fold


@dataclass(frozen=True, slots=True)
class _Name:
    """A toponym candidate; `sure` if it is found whatever the gazetteer says."""

    start: int
    end: int
    sure: bool
    rule: str


def find_locations(reading: Reading) -> Iterator[Location]:
    """Every named place of an article; see the guidelines, section 3."""
    found = [*_known(reading), *_entities(reading), *_in_context(reading), *_datelines(reading)]
    names = _without_overlaps(reading, found)
    votes = _votes(reading, _resolved(reading, names))
    names = _without_overlaps(reading, [*names, *_in_country(reading, votes)])
    resolved = _resolved(reading, names)
    votes = _votes(reading, resolved)
    chosen: dict[str, Place | None] = {}
    for name, places in resolved:
        yield _record(reading, name, places, votes, chosen)


def _resolved(reading: Reading, names: list[_Name]) -> list[tuple[_Name, list[Place]]]:
    resolved = [(name, find_places(reading.folded[name.start : name.end])) for name in names]
    return [(name, places) for name, places in resolved if places or name.sure]


# ---- finding


@cache
def _overlay() -> re.Pattern[str]:
    """The names of our own table, as they stand in French; common words among them need the model's word."""
    names = {name for row in read_csv("places.csv", "name") for name in (str(row["name"]), *values(row["variants"]))}
    plain = sorted((fold(name) for name in names if len(name) > 4 and name not in _COMMON), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:"
        + "|".join(re.escape(name[0]) if len(name) == 1 else _first_either_case(name) for name in plain)
        + r")(?![\w]|-[A-Za-zÀ-ÿ])"
    )


_COMMON = frozenset(
    {
        "Manche",
        "Tigre",
        "Atlas",
        "Levant",
        "Golfe",
        "Bastion",
        "Occident",
        "Andes",
        "Marib",
        "Java",
        "Don",
        "Homs",
        "Papua",
        "Gotland",
        "Luzon",
        "Punjab",
        "Archer",
        "Arctic",
        "Africa",
        "Americas",
        "Korea",
        "Caribbean",
        "Provence",
        "Ber",
        "Palma",
        "Gori",
        "Beni",
        "Kaya",
        "Sake",
    }
)


def _first_either_case(name: str) -> str:
    """Generics stand in either case: *mer Noire*, *Mer Noire*; capitals too (*MER NOIRE* is left to the model)."""
    first = name[0]
    return f"[{first.lower()}{first.upper()}]{re.escape(name[1:])}" if first.islower() else re.escape(name)


def _known(reading: Reading) -> Iterator[_Name]:
    for mention in reading.mentions:
        if mention.actor.kind == "state" and mention.form in {"name", "seat"}:
            yield _Name(mention.start, mention.end, True, "location.state")
            pair = re.match(
                r"[-–/](?P<name>[A-ZÀ-Ý][\w']+(?:\s(?:du|de)?\s?[A-ZÀ-Ý][\w']+)?)", reading.folded[mention.end :][:40]
            )
            if pair and (country_of_name(pair["name"]) or country_of_seat(pair["name"])):
                yield _Name(mention.end + pair.start("name"), mention.end + pair.end("name"), True, "location.state")
    for match in _overlay().finditer(reading.folded):
        yield _Name(match.start(), match.end(), True, "location.overlay")


def _entities(reading: Reading) -> Iterator[_Name]:
    for entity in reading.doc.ents:
        if entity.label_ != "LOC":
            continue
        start, end = _trim(reading.folded, entity.start_char, entity.end_char)
        if start >= end or not _may_be_place(reading, start, end):
            continue
        pair = re.fullmatch(r"(?P<one>[A-ZÀ-Ý][\w']+)[-–](?P<other>[A-ZÀ-Ý][\w']+)", reading.folded[start:end])
        if pair and not find_places(pair[0]) and find_places(pair["one"]):
            yield _Name(start, start + pair.end("one"), True, "location.model")
            yield _Name(start + pair.start("other"), end, bool(find_places(pair["other"])), "location.model")
        else:
            yield _Name(start, end, _is_locative(reading.folded, start), "location.model")


# KIEV, 12 mars (agence) – · MONTRÉAL — · PORT-SOUDAN (Soudan), 2 avril
_DATELINE = re.compile(
    r"^(?P<name>[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30})(?=(?:\s\([^)\n]{2,40}\))?(?:\s?[–—]\s|,\s(?:le\s)?\d{1,2}(?:er)?\s[a-zéû]{3,9}))",
    re.MULTILINE,
)


def _datelines(reading: Reading) -> Iterator[_Name]:
    for match in _DATELINE.finditer(reading.folded):
        if find_places(match["name"]):
            yield _Name(match.start("name"), match.end("name"), True, "location.dateline")


_WORD = re.compile(r"(?<![\w'-])[A-ZÀ-Ý][a-zà-ÿ'][\wÀ-ÿ'-]+(?:\s[A-ZÀ-Ý][\wÀ-ÿ'-]+)?")


def _in_country(reading: Reading, votes: Counter[str]) -> Iterator[_Name]:
    """Capitalised names that the model left out, if they are towns of the country that the article speaks of most."""
    leading = {country for country, count in votes.most_common(2) if count >= 3}
    for match in _WORD.finditer(reading.folded):
        start, end = match.span()
        token = reading.token_at(start)
        if (
            _starts_sentence(reading.folded, start)
            or token.ent_type_ in {"PER", "ORG", "MISC"}
            or token.pos_ not in {"PROPN", "NOUN"}
        ):
            continue
        if not _may_be_place(reading, start, end) or re.search(
            r"(?:[A-ZÀ-Ý][\w'-]*|\bM\.|\bMme|-)\s?$", reading.folded[max(0, start - 14) : start]
        ):
            continue
        if any(
            place.country in leading and place.feature != "admin2" and place.population > 0
            for place in find_places(match[0])
            if plain_key(place.name) == plain_key(match[0]) or place.curated
        ):
            yield _Name(start, end, True, "location.country")


# à Falam · près de Tibnine · région de Koursk · La Seyne-sur-Mer et Toulon
_TOPONYM = (
    r"(?P<name>(?:(?:Le|La|Les|El|Al|San|Santa|Saint|Sainte|Port|Ville|Fort|Mont)[\s-])?[A-ZÀ-Ý][\wÀ-ÿ’'-]+"
    r"(?:[\s-](?:(?:sur|sous|lès|lez|de|du|des|en|la|le|les|al|el|ez|es|ash|as|d')[\s-]?){0,2}[A-ZÀ-Ý][\wÀ-ÿ’'-]+){0,3})"
)
_CONTEXT = re.compile(
    r"(?:\b(?:à|À|vers|Vers|depuis|Depuis|près de|Près de|autour de|autour d'|(?:au |à l'|le |l'|du )?(?:nord|sud|est|ouest|nord-est|nord-ouest|sud-est|sud-ouest)(?: de| d')|"
    r"(?:région|ville|village|localité|bourg|commune|oblast|province|district|gouvernorat|département|canton|quartier|camp|port|aéroport|aérodrome|base(?: aérienne| navale)?|île|territoire|"
    r"zone|front|axe|secteur|vallée|État|préfecture|wilaya|municipalité|faubourg|axe|massif|poche)s?(?:\s[a-zà-ÿ-]+)?(?: de la| du| de| d'| des| de l')|périphérie de|large de|sortie de|abords de|entrée de|prise de|chute de|bataille de|"
    r"siège de|banlieue de|habitants de|environs de|centre de|centre-ville de|rallier|gagner|atteindre|quitté|quitter|rejoindre|entre|sur|dans)\s?)"
    + _TOPONYM
)
_LISTED = re.compile(r"(?:,\s|\s(?:et|ou|puis|puis à|et à|et de|ou à|, à)\s)" + _TOPONYM)


def _in_context(reading: Reading) -> Iterator[_Name]:
    for match in _CONTEXT.finditer(reading.folded):
        name = _context_name(reading, match)
        if name:
            yield name
            following = _LISTED.match(reading.folded, match.end("name"))
            while following:
                listed = _context_name(reading, following, weak=True)
                if not listed:
                    break
                yield listed
                following = _LISTED.match(reading.folded, following.end("name"))


def _context_name(reading: Reading, match: re.Match[str], weak: bool = False) -> _Name | None:
    start, end = _trim(reading.folded, match.start("name"), match.end("name"))
    if start >= end or not _may_be_place(reading, start, end):
        return None
    if any(
        ent.label_ == "PER" and ent.start_char < end and start < ent.end_char and " " in ent.text
        for ent in reading.doc.ents
    ):
        return None
    generic = bool(
        re.match(
            r"(?:région|ville|village|localité|bourg|commune|oblast|province|district|gouvernorat|canton|quartier|camp|île)",
            match[0],
        )
    )
    return _Name(start, end, generic and not weak, "location.context")


_ARTICLE = re.compile(r"(?:l'|L'|la |le |les |La |Le |Les |d'|de |du |des |aux |au |à |en |En |À )")
_WITH_ARTICLE = frozenset(
    {
        "le caire",
        "la havane",
        "le cap",
        "la paz",
        "la haye",
        "le havre",
        "le mans",
        "la rochelle",
        "la mecque",
        "la valette",
        "la nouvelle-orléans",
        "la seyne-sur-mer",
        "la courneuve",
        "le bourget",
        "la réunion",
        "les cayes",
        "la castellane",
        "le creusot",
        "la ciotat",
    }
)


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """Leave the article and dropped generics out, take kept generics in: *de la bande de Gaza* → *bande de Gaza*."""
    words = folded[start:end]
    end = start + len(words.rstrip(" ,.;:!?»\"'’)–—-\n"))
    moved = True
    while moved and start < end:
        moved = False
        words = folded[start:end]
        article = _ARTICLE.match(words)
        generic = _dropped_generic().match(words)
        if article and not (
            words[0].isupper()
            and (
                words.lower() in _WITH_ARTICLE
                or (len(find_places(words)) > 0 and start > 0 and not _starts_sentence(folded, start))
            )
        ):
            start += article.end()
            moved = True
        elif generic:
            start += generic.end()
            moved = True
        elif words[:1] in "«\"“('’ \n-–•":
            start += 1
            moved = True
    kept = _kept_generic().search(folded, max(0, start - 30), start)
    if kept and kept.end() == start:
        start = kept.start()
    return start, end


def _starts_sentence(folded: str, start: int) -> bool:
    return not folded[:start].strip() or folded[:start].rstrip()[-1] in ".!?\n:«"


@cache
def _dropped_generic() -> re.Pattern[str]:
    table = read_toml("location_words.toml")["generics"]
    words = "|".join(word for key in ("region", "city", "base", "island", "mountain") for word in table[key].split())
    return re.compile(rf"(?:{words})(?:\s[a-zà-ÿ]+)?\s(?:de la |de l'|du |des |de |d')", re.IGNORECASE)


@cache
def _kept_generic() -> re.Pattern[str]:
    words = read_toml("location_words.toml")["generics"]["kept"].replace(" ", "|").replace("\n", "|")
    words = "|".join(word for word in re.split(r"\|+", words) if word)
    return re.compile(rf"\b(?:{words})\s(?:de la |de l'|du |des |de |d')?$", re.IGNORECASE)


@cache
def _not_places() -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")["not_places"]["words"].split())


@cache
def _models() -> frozenset[str]:
    return frozenset(str(row["model"]) for row in read_csv("weapons.csv", "model"))


def _may_be_place(reading: Reading, start: int, end: int) -> bool:
    """True unless the words are a demonym, an organisation, a weapon, an acronym or an ordinary word."""
    words = reading.folded[start:end]
    if (
        words in _not_places()
        or words in _models()
        or (words.split()[0] in _not_places() and len(words.split()) == 1)
    ):
        return False
    if not words[0].isupper() and not _kept_generic().match(words + " "):
        if not re.match(
            r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|mont|col|cap|corridor|canal|bande|rue|hôpital|récif|pays|plateau|île|vallée|plaine|ligne)\s",
            words,
        ):
            return False
    if words.isupper() and len(words) <= 5 and not find_places(words):
        return False
    if re.match(r"\d", words) or "\n" in words:
        return False
    if any(
        mention.form.startswith("demonym") and mention.start <= start and end <= mention.end
        for mention in reading.mentions
    ):
        return False
    if _starts_sentence(reading.folded, start) and not find_places(words):
        return False
    return not any(
        mention.actor.kind == "organisation" and mention.start < end and start < mention.end
        for mention in reading.mentions
    )


# en, à, près de, au nord de, vers … right before the name
_LOCATIVE = re.compile(
    r"\b(?:en|à|au|aux|dans|vers|depuis|sur|sous|près|entre|jusqu'à|(?:nord|sud|est|ouest)(?:-est|-ouest)?|large|autour|ville|village|localité|région|oblast|province|district|axe|"
    r"gouvernorat|département|canton|commune|camp|base|aéroport|île|quartier|bourg|rue|col|mont|rivière|lac)s?(?:\s[a-zà-ÿ]+)?(?:\s(?:de|du|des))?\s?(?:la |le |les |l'|d')?$",
    re.IGNORECASE,
)


def _is_locative(folded: str, start: int) -> bool:
    """True if the words before a name the gazetteer lacks say that it is a place."""
    if _kept_generic().match(folded[start : start + 14]):
        return True
    return bool(_LOCATIVE.search(folded, max(0, start - 30), start))


# brigade Azov · Hôpital Américain de Paris · Service … de la Corée du Sud (kept: the country acts)
_INSIDE_NAME = re.compile(
    r"\b(?:[Bb]rigades?|[Bb]ataillon|[Rr]égiment|[Dd]ivision|frégate|destroyer|porte-avions|patrouilleur|[Uu]niversité|journal|quotidien|hebdomadaire|"
    r"avion|missiles?|opération|groupe|USS|HMS|club|FC|AS|Stade|Olympique|Courrier|Gazette|Voix|Herald|Tribune|Times|Post|Écho|Dépêche|Journal)(?: de| du| d'|)\s?$"
)


def _without_overlaps(reading: Reading, names: Iterable[_Name]) -> list[_Name]:
    """The longest of overlapping names; none within an organisation's, a unit's or a ship's name."""
    kept: list[_Name] = []
    organisations = [mention for mention in reading.mentions if mention.actor.kind == "organisation"]
    for name in sorted(names, key=lambda name: (name.start - name.end, not name.sure, name.start)):
        if any(name.start < other.end and other.start < name.end for other in kept):
            continue
        if any(mention.start <= name.start and name.end <= mention.end for mention in organisations):
            continue
        if _INSIDE_NAME.search(reading.folded, max(0, name.start - 24), name.start) or _in_institution(
            reading.folded, name
        ):
            continue
        kept.append(name)
    return sorted(kept, key=lambda name: name.start)


_INSTITUTION = re.compile(
    r"\b(?:parquet|tribunal|cour d'appel|cour|préfecture(?: de police)?|université|évêché|archevêque|académie|rectorat|procureur|procureure|CHU|musée|opéra|festival|marathon|traité|accords?|"
    r"convention|conférence|sommet|protocole)\s(?:de la |de l'|du |des |de |d')$",
    re.IGNORECASE,
)


def _in_institution(folded: str, name: _Name) -> bool:
    """*parquet de Marseille*, *Police nationale d'Haïti (PNH)*: the place is part of the institution's name."""
    if _INSTITUTION.search(folded, max(0, name.start - 40), name.start) and not re.search(
        r"(?:marathon|festival|musée|sommet|conférence)\s(?:de la |de l'|du |des |de |d')$",
        folded[max(0, name.start - 30) : name.start],
    ):
        return True
    acronym = re.match(r"\s?\(([A-Z]{2,8})\)", folded[name.end : name.end + 12])
    return bool(
        acronym
        and acronym[1][-1] == folded[name.start].upper()
        and re.search(
            r"[a-zà-ÿ]\s(?:de la |de l'|du |des |de |d'|au |en )$", folded[max(0, name.start - 8) : name.start]
        )
    )


# ---- resolving


def _votes(reading: Reading, resolved: list[tuple[_Name, list[Place]]]) -> Counter[str]:
    """Countries by how much the article speaks of them: states, demonyms, and names that mean one place only."""
    votes: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.actor.kind == "state" and mention.actor.country:
            votes[mention.actor.country] += 2
    for _, places in resolved:
        countries = {place.country for place in places if place.country}
        if len(countries) == 1:
            votes[countries.pop()] += 3
        elif places and places[0].population > 300_000 and places[0].country:
            votes[places[0].country] += 1
    return votes


def _record(
    reading: Reading, name: _Name, places: list[Place], votes: Counter[str], chosen: dict[str, Place | None]
) -> Location:
    words = reading.folded[name.start : name.end]
    wanted = _wanted_feature(reading.folded, name.start)
    key = f"{words.lower()}|{wanted}"
    if key not in chosen:
        chosen[key] = _choose(reading, name, places, votes, wanted)
    place = chosen[key]
    feature = _feature(place, wanted, words)
    seat = country_of_seat(words) is not None
    return Location(
        **reading.fields(name.start, name.end, name.rule),
        name=place.name if place else reading.text[name.start : name.end],
        country=place.country if place else None,
        admin1=admin1_name(place.country, place.admin1) if place else None,
        feature=feature,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        geonames_id=place.geonames_id if place else None,
        role=role_of(reading, name.start, name.end, place.feature if place else None, seat),
    )


_GENERIC_BEFORE = re.compile(
    r"(?P<noun>[\wÀ-ÿ-]+)(?:\s(?P<adjective>[a-zà-ÿ-]+))?\s(?:de la |de l'|du |des |de |d')$", re.IGNORECASE
)


def _wanted_feature(folded: str, start: int) -> Feature | None:
    """What the generic noun before a name says it is: *région de*, *ville de*, *île de*, *aéroport de*."""
    match = _GENERIC_BEFORE.search(folded, max(0, start - 40), start)
    if not match:
        return None
    table = read_toml("location_words.toml")["generics"]
    for noun in (match["adjective"], match["noun"]):
        for key, feature in (
            ("region", "admin1"),
            ("city", "city"),
            ("base", "base"),
            ("island", "island"),
            ("mountain", "mountain"),
        ):
            if noun and noun.lower() in table[key].lower().split():
                return feature  # type: ignore[return-value]
    return None


_WATERS = re.compile(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", re.IGNORECASE)
_TYPICAL_POPULATION = {
    "country": 7.5,
    "admin1": 5.2,
    "admin2": 4.3,
    "water": 6.0,
    "region": 6.0,
    "continent": 9.0,
}  # log10


def _choose(
    reading: Reading, name: _Name, places: list[Place], votes: Counter[str], wanted: Feature | None
) -> Place | None:
    """The place that the words around a name, the article's countries and, last, the population speak for."""
    words = reading.folded[name.start : name.end]
    if _WATERS.match(words):
        places = [place for place in places if place.feature == "water"] or places
    if not places:
        return None
    named = _country_named_after(reading, name.end)
    seat = country_of_seat(words)
    total = sum(votes.values()) or 1
    before = reading.folded[max(0, name.start - 4) : name.start].lower()

    def worth(place: Place) -> float:
        typical = _TYPICAL_POPULATION.get(place.feature, 5.0 if place.curated else 0.0)
        value = max(math.log10(place.population + 10), typical)
        if place.country and votes[place.country]:
            value += 2 + 6 * min(votes[place.country] / total, 0.5)
        value += 4 if place.curated else 0
        value += 1.5 if plain_key(place.name) == plain_key(words) else 0
        value += 6 if named is not None and place.country == named else 0
        value += 2 if seat is not None and place.country == seat and place.feature == "city" else 0
        value += 2 if before.endswith(" à ") and place.feature == "city" else 0
        value += 2 if before.endswith("en ") and place.feature in {"country", "admin1", "region"} else 0
        if wanted is not None:
            value += 4 if place.feature == wanted else 2 if wanted == "admin1" and place.feature == "admin2" else 0
        return value

    return max(places, key=worth)


# London, en Ontario · Tripoli, dans le nord du Liban · Hyderabad (Pakistan) · Bourges (Cher)
_AFTER = re.compile(
    r"\s?(?:,\s(?:en|au|aux|dans (?:le|la|l')(?:\s?[a-zà-ÿ]+ (?:du|de la|de l'|des|de|d'))?)\s?|\()(?P<name>[A-ZÀ-Ý][\wÀ-ÿ'-]+(?:\s(?:du|de|d')?\s?[A-ZÀ-Ý][\wÀ-ÿ'-]+)?)"
)


def _country_named_after(reading: Reading, end: int) -> str | None:
    """The country that an apposition right after a name puts it in."""
    match = _AFTER.match(reading.folded, end)
    if match is None:
        return None
    wider = [place for place in find_places(match["name"]) if place.feature in {"country", "admin1", "admin2"}]
    return wider[0].country if wider else None


def _feature(place: Place | None, wanted: Feature | None, words: str) -> Feature | None:
    if wanted in {"base"}:
        return "base"
    if wanted == "mountain":
        return "region"
    if re.match(r"(?:rue|avenue|boulevard|place|hôpital|récif|ligne)\s", words, re.IGNORECASE):
        return "other"
    if re.match(r"(?:mer|golfe|détroit|lac|rivière|fleuve|océan|canal)\s", words, re.IGNORECASE):
        return "water"
    if place is None:
        return {"admin1": "admin1", "city": "city", "island": "island"}.get(str(wanted), "other")  # type: ignore[return-value]
    if wanted == "admin1" and place.feature == "city":
        return "admin1"
    return place.feature
