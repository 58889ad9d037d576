"""A source's phrase → the country that it names, or that of the body which one state alone calls so.

*le ministère russe de la Défense* → RUS; *coalition menée par Riyad*, *diplomate à Doha* → none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsextract.actors import country_of_demonym, find_mentions
from newsextract.cast import of_any_state
from newsextract.gazetteer import find_places
from newsextract.lexicon import read_toml, values
from newsextract.matchers.attributions.source_phrases import Phrase, named_actor
from newsextract.matchers.attributions.source_words import city_demonyms, words_by_line, words_of
from newsextract.records import SourceType

_WORD = re.compile(r"[\w-]+")


@lru_cache(maxsize=4096)
def country_in(plain: str, named_bodies: bool = True) -> str | None:
    """The country that a phrase names: a state, a seat, a demonym, or that of its organisation."""
    mentions = find_mentions(plain)
    qualified = {one.start - 1: one.actor.country for one in mentions if one.form == "demonym_adjective"}
    for mention in mentions:
        if mention.actor.kind != "state" and not named_bodies:
            continue  # *chercheuse à l'institut Egmont* may be of any country
        if mention.end in qualified:
            return qualified[mention.end]  # *Cour des comptes* polonaise
        if of_any_state(plain[mention.start : mention.end]):
            continue  # the armée de Terre of the country that the text tells of
        if mention.actor.kind == "state" or (mention.actor.country and mention.actor.type != "armed_group"):
            return mention.actor.country
        if mention.actor.country and plain.startswith("ministère"):
            return mention.actor.country  # *le ministère de la Santé du Hamas*
    for word in _WORD.findall(plain):
        found = country_of_demonym(word) or city_demonyms().get(word.lower())
        if found:
            return found
    return None


_LARGE = 400_000  # inhabitants; smaller towns share their names with too much else


def _country_of_paper(plain: str) -> str | None:
    """*Boston Ledger*, *Lagos Tribune*: the country of the large city that a paper bears the name of."""
    words = plain.split()
    if words_of("media_names", "words").isdisjoint(words[1:]):
        return None
    cities = [place for place in find_places(words[0]) if place.feature == "city" and place.population > _LARGE]
    return max(cities, key=lambda city: city.population).country if cities else None


def country_of_phrase(phrase: Phrase, kind: SourceType) -> str | None:
    """As `country_in`; but armed groups have none by their name, nor diplomats by where they are posted."""
    if kind == "media" and (paper := _country_of_paper(phrase.plain)) is not None:
        return paper
    if kind == "armed_group" and (phrase.actor or phrase.person or named_actor(phrase)):
        actor = phrase.actor or named_actor(phrase)
        return actor.country if actor and actor.name in words_by_line("state_armies") else None
    if kind == "international_organisation":
        return None
    led = _LED.match(phrase.plain)
    if led is not None:  # *coalition menée par l'Arabie saoudite*: of several states
        return country_in(led["body"])
    posted = _POSTED.search(phrase.plain) if phrase.head in words_of("posted") else None
    if posted is not None:  # *l'ambassadeur de France à Pékin*, *un diplomate à Doha*
        sent = phrase.head in words_of("offices")
        return country_in(phrase.plain[: posted.start()]) if sent else None
    stranger = STRANGER.search(phrase.plain) if kind in {"person", "expert", "public"} else None
    if stranger is not None:  # *sociologue en exil à Berlin*
        return country_in(phrase.plain[: stranger.start()], named_bodies=False)
    if kind == "ngo" and phrase.actor:  # *une ONG basée au Royaume-Uni* says it, *l'Observatoire syrien* does not
        told = next((found for part in phrase.parts[1:] if (found := country_in(part))), None)
        return told or phrase.actor.country
    plain = _STUDIED.sub(r"\g<head>", phrase.plain) if kind == "expert" else phrase.plain
    scholar = kind == "expert" and phrase.person and not _ONCE.search(phrase.lowered)
    found = country_in(plain, named_bodies=not scholar)
    if found is None and kind == "anonymous" and (actor := named_actor(phrase)) is not None:
        return actor.country  # *un cadre du Fatah*
    return found


# spécialiste[ de la Russie] à l'institut Meridian: whom he studies is not whose he is
_STUDIED = re.compile(
    r"""(?P<head>\b(?:spécialiste|experte?|historien|historienne|connaisseur|observateur)s?)\s
    (?:de\ la\ |de\ l'|du\ |des\ |de\ |d')
    (?!université|institut|centre|école|think|fondation|cabinet|observatoire|académie|musée|agence|ministère|armée|ONU|Otan)
    [^,]*?(?=\s(?:à|au|aux|de\ l'(?:université|institut)|du\ centre)\b|,|$)""",
    re.VERBOSE,
)
# Yossi Barkat, [ancien] officier du Mossad: there the body tells whose he was
_ONCE = re.compile(r"\b(?:anciens?|anciennes?)\s|\bex-")
# sociologue [en exil] à Berlin · chercheur [basé] à Nairobi
STRANGER = re.compile(
    r"""\b(?:exil(?:ée?s?)?|réfugiée?s?|installée?s?|basée?s?|en\ poste|venue?s?|arrivée?s?|rentrée?s?|de\ passage
    |expatriée?s?|envoyée?s?|correspondant\w*)\b""",
    re.VERBOSE,
)
# diplomate en poste[ à Doha] · correspondant[ à Kiev]
_POSTED = re.compile(r"\b(?:à|en|au|aux)\s[A-ZÀ-Ý]")


# [coalition] menée par Riyad
_LED = re.compile(
    r"(?P<body>(?:coalition|force|mission|alliance)\b[^,]*?) "
    r"(?:menée|conduite|dirigée|emmenée|commandée|pilotée) par\b"
)


def country_of_body(plain: str) -> str | None:
    """That of a body that one state alone calls so: *ministre des Armées*, *Conseil fédéral*."""
    return next(
        (country for country, phrases in _national_bodies() if any(phrase in plain for phrase in phrases)), None
    )


@cache
def _national_bodies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = read_toml("source_nouns.toml")["national_bodies"]
    return tuple((country, values(phrases)) for country, phrases in table.items() if country != "source")
