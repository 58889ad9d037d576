"""Lexicon of source nouns → sets and tables by word: what kind of source a noun names, and what it may take up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from newsextract.actors import inflect
from newsextract.alternation import one_of
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.records import SourceType
from newsextract.text import fold


def words_of(table: str, key: str = "nouns") -> frozenset[str]:
    """The words of one cell of source_nouns.toml."""
    return _cell(table, key)


@cache
def _cell(table: str, key: str) -> frozenset[str]:
    return frozenset(read_toml("source_nouns.toml")[table][key].split())


@cache
def words_by_line(table: str) -> frozenset[str]:
    """The phrases of a table, which `|` separates."""
    return frozenset(" ".join(phrase.split()) for phrase in read_toml("source_nouns.toml")[table]["phrases"].split("|"))


@cache
def head_types() -> Mapping[str, SourceType]:
    """Head noun → source_type: *ministère* → government."""
    table = read_toml("source_nouns.toml")["types"]
    return {noun: kind for kind, nouns in table.items() if kind != "source" for noun in nouns.split()}


@cache
def _officials() -> Mapping[str, tuple[SourceType, str | None]]:
    """A name as it may stand alone (*Winston Churchill*, *Churchill*) → type and country."""
    rows = list(read_csv("officials.csv", "name"))
    alone = {_name_key(form): row for row in rows for form in values(row["alone"]) if form != "-"}
    full = {_name_key(str(row["name"])): row for row in rows}
    return {name: (row["type"], row["country"]) for name, row in (alone | full).items()}  # type: ignore[misc]  # the column holds types


@lru_cache(maxsize=4096)
def official(name: str) -> tuple[SourceType, str | None] | None:
    """Type and country of a head of state, minister or commander whom the press names without a title.

    Neither accents nor hyphens count: *Omar Garcia Harfuch*. A leader of an armed group has no country.
    """
    found = _officials().get(_name_key(name))
    return (found[0], None) if found and found[0] == "armed_group" else found


@cache
def _namesakes() -> Mapping[str, frozenset[str]]:
    """The first two names of a leader → the states that have a leader of those names: *Pedro Sánchez* → ESP, COL."""
    found: dict[str, set[str]] = {}
    for row in read_csv("officials.csv", "name"):
        names = _name_key(str(row["name"])).split()
        if row["type"] in {"government", "military"} and row["country"] and len(names) > 1:
            found.setdefault(" ".join(names[:2]), set()).add(str(row["country"]))
    return {name: frozenset(countries) for name, countries in found.items() if len(countries) > 1}


def namesakes(name: str) -> frozenset[str]:
    """The states with a leader of that name, where they are several."""
    return _namesakes().get(_name_key(name), frozenset())


@cache
def _surnames() -> Mapping[str, str]:
    """The surname of a leader → the country, where all leaders of that surname have one."""
    found: dict[str, set[str | None]] = {}
    for name, (kind, country) in _officials().items():
        if kind in {"government", "military"} and " " in name:
            found.setdefault(name.split()[-1], set()).add(country)
    return {name: str(next(iter(countries))) for name, countries in found.items() if len(countries) == 1}


def official_country(phrase: str) -> str | None:
    """*général Nivelle*, *président Poutine* → the state of the one leader of that name; full names are no surnames."""
    words = phrase.split()
    title_and_name = len(words) == 2 and words[0][0].islower() and words[1][0].isupper() and len(words[1]) > 4
    return _surnames().get(_name_key(words[1])) if title_and_name else None


@cache
def _bearers() -> Mapping[str, Mapping[str, float]]:
    """A word of leaders' names → the states whose leaders bear it, with their shares: *wouter* → NLD, BEL."""
    found: dict[str, dict[str, int]] = {}
    for row in read_csv("officials.csv", "name"):
        for word in set(_spelling(str(row["name"])).split()) if row["country"] else ():
            if len(word) > 2:
                states = found.setdefault(word, {})
                states[str(row["country"])] = states.get(str(row["country"]), 0) + 1
    return {
        word: {state: count / (sum(states.values()) + 1) for state, count in states.items()}
        for word, states in found.items()
    }


@lru_cache(maxsize=4096)
def kin_of(phrase: str) -> Mapping[str, float]:
    """State → how far the capitalised words of a phrase are names that its leaders bear: 1 where they alone do."""
    found: dict[str, float] = {}
    for name in _NAME_WORD.findall(phrase):
        for word in _spelling(name).split():
            for state, share in _bearers().get(word, {}).items():
                found[state] = max(found.get(state, 0.0), share)
    return found


def _spelling(name: str) -> str:
    """*Serhiy*, *Serhiï* → *serhii*: one key for the ways of writing a name."""
    return _name_key(name).replace("y", "i")


_NAME_WORD = re.compile(r"\b[A-ZÀ-Ý][\w-]{2,}")


def _name_key(name: str) -> str:
    letters = unicodedata.normalize("NFD", fold(name).lower().replace("-", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def short_names() -> Mapping[str, frozenset[str]]:
    """What the press calls a body for short, with a capital → the lexicon's names of it: *l'Alliance* → OTAN."""
    table = read_toml("source_nouns.toml")["short_names"]
    return {word: frozenset(values(names)) for word, names in table.items() if word != "source"}


@cache
def takes_up() -> Mapping[str, frozenset[str]]:
    """A bare noun that takes up a body named before → the source types it may stand for: *guérilla* → armed_group."""
    found: dict[str, set[str]] = {}
    for kind, nouns in read_toml("source_nouns.toml")["takes_up"].items():
        for noun in nouns.split() if kind != "source" else ():
            found.setdefault(noun, set()).add(kind)
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


@cache
def takes_up_person() -> Mapping[str, frozenset[str]]:
    """A phrase that takes up a person named before → the person's source types: *chef de guerre* → armed_group."""
    table = read_toml("source_nouns.toml")["takes_up_person"]
    found: dict[str, set[str]] = {}
    for kind, phrases in table.items():
        for phrase in phrases.split("|") if kind != "source" else ():
            found.setdefault(" ".join(phrase.split()), set()).add(kind)
    return {phrase: frozenset(kinds) for phrase, kinds in found.items()}


@cache
def hypernyms() -> Mapping[str, frozenset[str]]:
    """A noun that takes up a person → the titles that the person may have been introduced by."""
    table = read_toml("source_nouns.toml")["hypernyms"]
    return {noun: frozenset(titles.split()) for noun, titles in table.items() if noun != "source"}


@cache
def city_demonyms() -> Mapping[str, str]:
    """Inhabitants' adjectives of cities and regions → country: *genevoise* → CHE."""
    table = read_toml("source_nouns.toml")["city_demonyms"]
    return {
        form: country
        for country, adjectives in table.items()
        if country != "source"
        for adjective in adjectives.split()
        for form in inflect(adjective)
    }


@cache
def _parties() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = read_toml("source_nouns.toml")["parties"]
    countries = {name: country for country, names in table.items() if country != "source" for name in values(names)}
    before = r"(?:\(|\bdu |\bde la |\bde l'|\bdes |(?<=députée )|(?<=député )|(?<=sénateur )|(?<=sénatrice ))"
    return re.compile(rf"{before}(?P<party>{one_of(countries)})(?![\w-])"), countries


def country_of_party(phrase: str) -> str | None:
    """*le député Simon Kestelyn (PTB)* → BEL."""
    pattern, countries = _parties()
    found = pattern.search(phrase)
    return countries[found["party"]] if found else None


@cache
def _breakaways() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = read_toml("source_nouns.toml")["breakaways"]
    countries = {name: country for country, names in table.items() if country != "source" for name in values(names)}
    return re.compile(rf"(?<![\w-]){one_of(countries)}(?![\w-])"), countries


def country_of_breakaway(phrase: str) -> str | None:
    """*Tiraspol*, *le ministre transnistrien* → MDA: a region that no state but its own recognises."""
    pattern, countries = _breakaways()
    found = pattern.search(phrase)
    return countries[found[0]] if found else None


def is_breakaway(name: str) -> bool:
    """True for nothing but the name of such a region or of its seat: *Tiraspol*."""
    return name[:1].isupper() and name in _breakaways()[1]


@cache
def _party_names() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """First word of a party's name → the names that begin so: *Les* → (*Les*, *Républicains*), (*Les*, *Engagés*)."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in _parties()[1]:
        words = tuple(name.split())
        found.setdefault(words[0], set()).add(words)
    return {first: frozenset(names) for first, names in found.items()}


def without_party(words: list[str]) -> list[str]:
    """A name without the party that stands before it: *Groen Katrien Maes* → *Katrien Maes*."""
    names = sorted(_party_names().get(words[0], ()), key=len, reverse=True) if len(words) > 1 else []
    found = next((name for name in names if words[: len(name)] == list(name)), ())
    return words[len(found) :] if len(found) < len(words) else words


def is_source_head(word: str) -> bool:
    """True for a noun that names a possible source: *ministre*, *analystes*, *rapport*."""
    return word.lower() in head_types()


_HEAD_WORDS = 4  # *chef de la police*, *défenseure du peuple*


@lru_cache(maxsize=4096)
def head_type(words: str) -> SourceType | None:
    """The type of the longest source noun that opens some words: *direction générale des douanes* → government."""
    parts = words.replace("'", "' ").split()
    for length in range(min(_HEAD_WORDS, len(parts)), 1, -1):
        joined = "-".join(parts[:length]).replace("'-", "'")
        found = head_types().get(joined) or head_types().get(joined.lower())
        if found is not None:
            return found
    return head_types().get(parts[0].lower()) if parts else None


# sinologue · polémologues
_SCHOLAR = re.compile(r"\w{3,}ologues?")


def is_scholar(word: str) -> bool:
    """True for a noun that names who studies something, by its ending: *sinologue*; not *cardiologue*."""
    return bool(_SCHOLAR.fullmatch(word)) and word not in words_of("physicians") and word not in head_types()


def is_document(word: str) -> bool:
    return word.lower() in words_of("documents")


def is_thing(phrase: str) -> bool:
    """True for a phrase about what is said, not who says it: *chiffres invérifiables*."""
    head = phrase.split()[0].lower() if phrase.split() else ""
    return is_document(head) or head_types().get(head) == "unknown"


# selon le [proviseur], des [grutiers]: agents by their ending, save the things that end alike
_AGENT = re.compile(r"\w{3,}(?:eur|euse|trice|iste|ien|ienne|logue|crate|ier|ière|graphe|naute|phile)s?")


def is_agent_noun(word: str) -> bool:
    """True for a noun that names somebody by what he does, by its ending."""
    word = word.lower()
    if not _AGENT.fullmatch(word):
        return False
    return not {word, word.rstrip("s")} & (words_of("things_like_agents") | words_of("not_sources"))


@lru_cache(maxsize=4096)
def is_person_noun(word: str) -> bool:
    """True for a noun that a person's name may follow: *ministre*, *grutier*; not *ministère*, *agence*."""
    if word in words_of("titles"):
        return True
    word = word.lower()
    if word in words_of("bodies") or is_document(word):
        return False
    kind = head_types().get(word)
    if kind is not None:
        return kind not in {"unknown", "international_organisation"} or word.startswith(("porte", "organisat"))
    if "-" in word and {head_types().get(part) for part in word.split("-")} & {"military", "government"}:
        return True  # *lieutenant-général*, *major-général*
    return word.startswith(("ex-", "vice-", "sous-")) or is_agent_noun(word)


@cache
def feminine_demonym(country: str) -> str | None:
    """RUS → *russe*, KOR → *sud-coréenne*."""
    for row in read_csv("states.csv", "iso3"):
        if row["iso3"] == country and row["demonyms"]:
            forms = inflect(values(row["demonyms"])[0])
            return forms[2] if len(forms) > 3 else forms[1] if forms[0].endswith("s") else forms[0]
    return None
