"""Reading → toponyms: the words that may name a place, by the model, our tables and French contexts; nothing is resolved.

Finds *Koursk* in *région de Koursk*, *KIEV* in a dateline; not *nord-coréen*, *le parquet de Marseille*, *la brigade Azov*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from newsextract.actors import country_of_name, country_of_seat
from newsextract.gazetteer import find_places, plain_key
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.reading import Reading
from newsextract.text import fold


@dataclass(frozen=True, slots=True)
class Toponym:
    """A toponym candidate; `sure` if it is found whatever the gazetteer says."""

    start: int
    end: int
    sure: bool
    rule: str


@cache
def _overlay() -> re.Pattern[str]:
    """The names of our own table, as they stand in French; common words among them need the model's word."""
    names = {name for row in read_csv("places.csv", "name") for name in (str(row["name"]), *values(row["variants"]))}
    plain = sorted(
        (fold(name) for name in names if len(name) > 4 and name not in _word_list("common_words")),
        key=len,
        reverse=True,
    )
    return re.compile(
        r"(?<![\w-])(?:"
        + "|".join(re.escape(name[0]) if len(name) == 1 else _first_either_case(name) for name in plain)
        + r")(?![\w]|-[A-Za-zÀ-ÿ])"
    )


def _first_either_case(name: str) -> str:
    """Generics stand in either case: *mer Noire*, *Mer Noire*; capitals too (*MER NOIRE* is left to the model)."""
    first = name[0]
    return f"[{first.lower()}{first.upper()}]{re.escape(name[1:])}" if first.islower() else re.escape(name)


def known_names(reading: Reading) -> Iterator[Toponym]:
    for mention in reading.mentions:
        if mention.actor.kind == "state" and mention.form in {"name", "seat"}:
            yield Toponym(mention.start, mention.end, True, "location.state")
            pair = re.match(
                r"[-–/](?P<name>[A-ZÀ-Ý][\w']+(?:\s(?:du|de)?\s?[A-ZÀ-Ý][\w']+)?)", reading.folded[mention.end :][:40]
            )
            if pair and (country_of_name(pair["name"]) or country_of_seat(pair["name"])):
                yield Toponym(mention.end + pair.start("name"), mention.end + pair.end("name"), True, "location.state")
    for match in _overlay().finditer(reading.folded):
        yield Toponym(match.start(), match.end(), True, "location.overlay")


def entities(reading: Reading) -> Iterator[Toponym]:
    for entity in reading.doc.ents:
        if entity.label_ != "LOC":
            continue
        start, end = _trim(reading.folded, entity.start_char, entity.end_char)
        if start >= end or not _may_be_place(reading, start, end):
            continue
        pair = re.fullmatch(r"(?P<one>[A-ZÀ-Ý][\w']+)[-–](?P<other>[A-ZÀ-Ý][\w']+)", reading.folded[start:end])
        if pair and not find_places(pair[0]) and find_places(pair["one"]):
            yield Toponym(start, start + pair.end("one"), True, "location.model")
            yield Toponym(start + pair.start("other"), end, bool(find_places(pair["other"])), "location.model")
        else:
            yield Toponym(start, end, _is_locative(reading.folded, start), "location.model")


# KIEV, 12 mars (agence) – · MONTRÉAL — · PORT-SOUDAN (Soudan), 2 avril
_DATELINE = re.compile(
    r"^(?P<name>[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30})(?=(?:\s\([^)\n]{2,40}\))?(?:\s?[–—]\s|,\s(?:le\s)?\d{1,2}(?:er)?\s[a-zéû]{3,9}))",
    re.MULTILINE,
)


def datelines(reading: Reading) -> Iterator[Toponym]:
    for match in _DATELINE.finditer(reading.folded):
        if find_places(match["name"]):
            yield Toponym(match.start("name"), match.end("name"), True, "location.dateline")


_WORD = re.compile(r"(?<![\w'-])[A-ZÀ-Ý][a-zà-ÿ'][\wÀ-ÿ'-]+(?:\s[A-ZÀ-Ý][\wÀ-ÿ'-]+)?")


def towns_of_country(reading: Reading, votes: Counter[str]) -> Iterator[Toponym]:
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
            yield Toponym(start, end, True, "location.country")


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


def names_in_context(reading: Reading) -> Iterator[Toponym]:
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


def _context_name(reading: Reading, match: re.Match[str], weak: bool = False) -> Toponym | None:
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
    return Toponym(start, end, generic and not weak, "location.context")


_ARTICLE = re.compile(r"(?:l'|L'|la |le |les |La |Le |Les |d'|de |du |des |aux |au |à |en |En |À )")


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
                words.lower() in _word_list("with_article")
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
def _word_list(table: str) -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")[table]["words"])


@cache
def _not_places() -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")["not_places"]["words"].split())


@cache
def _models() -> frozenset[str]:
    return frozenset(str(row["model"]) for row in read_csv("weapons.csv", "model"))


def _may_be_place(reading: Reading, start: int, end: int) -> bool:
    """True unless the words are a demonym, an organisation, a weapon, an acronym or an ordinary word."""
    words = reading.folded[start:end]
    if words in _not_places() or words in _models() or (words.split()[0] in _not_places() and len(words.split()) == 1):
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


def without_overlaps(reading: Reading, names: Iterable[Toponym]) -> list[Toponym]:
    """The longest of overlapping names; none within an organisation's, a unit's or a ship's name."""
    kept: list[Toponym] = []
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


def _in_institution(folded: str, name: Toponym) -> bool:
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
