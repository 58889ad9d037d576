"""Text → the states, seats of government, demonyms and organisations it names.

`find_mentions("l'armée russe, selon Séoul et le NIS")` finds *russe* (RUS), *Séoul* (KOR, a seat) and *NIS*; it
finds no state in *une dinde*, nor in *niger* in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from newsextract.alternation import longest_first
from newsextract.frozen import frozen
from newsextract.lexicon import read_csv, values
from newsextract.text import fold
from newsextract.units import numbered_units

Form = Literal["name", "seat", "demonym_adjective", "demonym_noun", "acronym", "person"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry of the lexicon. `type` is a source_type of the guidelines; `armed` is true if it fields troops."""

    name: str
    kind: Literal["state", "organisation"]
    type: str
    country: str | None
    armed: bool


@frozen(slots=True)
class Mention:
    """An actor named in a text, by offsets."""

    start: int
    end: int
    actor: Actor
    form: Form


def find_mentions(text: str) -> list[Mention]:
    """Every actor that `text` names, in order, the longest name first where names overlap; none that is a side only."""
    return [one for one in find_sides(fold(text)) if one.actor.type not in SIDES_ONLY]


# states of the past, and what an army's soldiers are called: *soviétiques*, *poilus*; whoever speaks is another
SIDES_ONLY = frozenset({"past", "troops"})


def find_sides(folded: str) -> list[Mention]:
    """Every actor that a folded text names, with states of the past and bynames: *soviétiques*, *l'État hébreu*."""
    forms, by_first_word = _of_all_times(), _by_first_word()
    mentions = []
    taken = 0
    for start, word in places_of_words(folded, by_first_word):
        if start < taken or not folded.startswith(by_first_word[word], start) or folded[start - 1 : start] == "-":
            continue
        form = next((form for form in by_first_word[word] if _stands_at(folded, form, start)), None)
        if form is not None and folded.endswith(("océan ", "Océan "), 0, start):
            form = None  # la zone sud de l'océan Indien
        if form is not None and not (forms[form][1] == "seat" and _is_in_name(folded, start, len(form))):
            actor, kind = forms[form]
            taken = start + len(form)
            mentions.append(Mention(start, taken, actor, kind))
    return _with_units(folded, _with_bynames(folded, _of_namesakes(folded, mentions)))


def _of_namesakes(folded: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with *congolais* as Brazzaville's where the text names that Congo, and not the other."""
    states = {one.actor.country: one.actor for one in mentions if one.actor.kind == "state"}
    for state, (words, others) in _namesakes().items():
        named = states.keys() & others
        if state in states and len(named) == 1:
            mine = [one for one in mentions if one.actor == states[state]]
            if all(folded[one.start : one.end] in words for one in mine):
                other = states[named.pop()]
                mentions = [replace(one, actor=other) if one in mine else one for one in mentions]
    return mentions


@cache
def _namesakes() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """State → the words that it shares, and the states that have them too."""
    return {
        str(row["state"]): (
            frozenset(form for word in values(row["words"]) for form in side_forms(word)),
            frozenset(values(row["others"])),
        )
        for row in read_csv("namesakes.csv", "state")
    }


def _with_bynames(folded: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with *le Nord* beside Séoul, *l'île* beside Taïwan: what a state is called after its name."""
    states = {one.actor.country for one in mentions if one.actor.kind == "state"}
    found = [
        Mention(match.start("name"), match.end("name"), actor, "name")
        for actor, beside, pattern in _bynames()
        if states & beside
        for match in pattern.finditer(folded)
    ]
    return sorted([*mentions, *found], key=lambda one: one.start) if found else mentions


@cache
def _bynames() -> tuple[tuple[Actor, frozenset[str], re.Pattern[str]], ...]:
    """(state, the states beside which the name means it, the name that nothing goes on)."""
    return tuple(
        (_state(str(row["state"])), frozenset(values(row["beside"])), _byname(str(row["article"]), str(row["name"])))
        for row in read_csv("bynames.csv", "name")
    )


def _byname(article: str, name: str) -> re.Pattern[str]:
    # Le Nord · l'île; not le nord, le Nord de, le Nord-Est
    return re.compile(rf"\b(?i:{article.strip()}) ?(?P<name>{name})(?![\w-]| (?:de|du|des|d'|et|[A-ZÀ-Ý]))")


def _state(code: str) -> Actor:
    return Actor(code, "state", "past", code, True)  # a side, no place


def _with_units(folded: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with numbered units, *13e demi-brigade de Légion étrangère*, for what they hold of other names."""
    units = [
        Mention(start, end, Actor(folded[start:end], "organisation", "military", state, True), "name")
        for start, end, state in numbered_units(folded, demonym_forms())
    ]
    if not units:
        return mentions
    kept = [one for one in mentions if not any(unit.start < one.end and one.start < unit.end for unit in units)]
    return sorted([*kept, *units], key=lambda one: one.start)


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4)
def _words_of(folded: str) -> Mapping[str, list[int]]:
    """Every word of a text → its offsets."""
    places: dict[str, list[int]] = {}
    for word in _WORD.finditer(folded):  # most stand there once, for which a defaultdict is slower
        places.setdefault(word[0], []).append(word.start())
    return places


def places_of_words(folded: str, known: Mapping[str, object]) -> list[tuple[int, str]]:
    """(offset, word) of the words of a text that are `known`, in order: few are, so that only they are looked for."""
    words = _words_of(folded)
    return sorted((start, word) for word in known.keys() & words.keys() for start in words[word])


def _is_in_name(folded: str, start: int, length: int) -> bool:
    """True for *Mocímboa da* Praia and Wellington *Koo*: a part of a longer name, no seat of a government."""
    return (
        _NAME_AFTER.match(folded, start + length) is not None
        or _NAME_BEFORE.search(folded, max(0, start - 20), start) is not None
    )


# Wellington[ Koo]: a given name
_NAME_AFTER = re.compile(r" [A-ZÀ-Ý][a-zà-ÿ]+(?![\w'])")
# Mocímboa da[ Praia]: a part of a longer name
_NAME_BEFORE = re.compile(r"[A-ZÀ-Ý][\w-]+ (?:da|do|dos|del|di) $")
# Mali[-], but not Mali[-ci], Malien[s]
_GOES_ON = re.compile(r"\w|-[a-zà-ÿ]")


def _stands_at(folded: str, form: str, start: int) -> bool:
    """True if the whole form stands at `start`, up to a word border."""
    return folded.startswith(form, start) and not _GOES_ON.match(folded, start + len(form))


def country_of_demonym(word: str) -> str | None:
    """The state of an inflected demonym, in either case: *nord-coréennes* → PRK."""
    return demonym_forms().get(fold(word).lower())


def country_of_name(name: str) -> str | None:
    """The state of a French country name: *Corée du Nord* → PRK."""
    found = _forms().get(fold(name))
    return found[0].country if found and found[1] == "name" and found[0].kind == "state" else None


def country_of_seat(name: str) -> str | None:
    """The state whose government sits in a city: *Séoul* → KOR."""
    found = _forms().get(fold(name))
    return found[0].country if found and found[1] == "seat" else None


def organisation(name: str) -> Actor | None:
    """The organisation of a full name, short form or acronym."""
    found = _forms().get(fold(name))
    return found[0] if found and found[0].kind == "organisation" else None


@cache
def country_names() -> Mapping[str, str]:
    """ISO code → the state's French name."""
    return {str(row["iso3"]): str(row["name"]) for row in read_csv("states.csv", "iso3")}


@cache
def demonym_forms() -> Mapping[str, str]:
    """Every inflected demonym in lower case → alpha-3 code."""
    return {
        form: str(row["iso3"])
        for row in read_csv("states.csv", "iso3")
        for demonym in values(row["demonyms"])
        for form in inflect(demonym)
    }


_IRREGULAR = {
    "turc": ("turc", "turcs", "turque", "turques"),
    "grec": ("grec", "grecs", "grecque", "grecques"),
    "malgache": ("malgache", "malgaches"),
    "ouzbek": ("ouzbek", "ouzbeks", "ouzbèke", "ouzbèkes", "ouzbeke", "ouzbekes"),
    "burkinabè": ("burkinabè", "burkinabès"),
    "burkinabé": ("burkinabé", "burkinabés", "burkinabée", "burkinabées"),
    "andorran": ("andorran", "andorrans", "andorrane", "andorranes"),
    "mahorais": ("mahorais", "mahoraise", "mahoraises"),
    "magyar": ("magyar", "magyars", "magyare", "magyares"),
}
# masculine ending → feminine ending (Le Bon Usage, § 545–553); others add e
_FEMININES = (("en", "enne"), ("on", "onne"), ("f", "ve"), ("er", "ère"), ("e", "e"))


def inflect(adjective: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural of a demonym: *russe* → russe, russes."""
    if adjective in _IRREGULAR:
        return _IRREGULAR[adjective]
    feminine = next(
        (adjective.removesuffix(ending) + other for ending, other in _FEMININES if adjective.endswith(ending)),
        adjective + "e",
    )
    plural = adjective if adjective.endswith(("s", "x")) else adjective + "s"
    return tuple(dict.fromkeys((adjective, plural, feminine, feminine + "s")))


def side_forms(form: str) -> tuple[str, ...]:
    """A form as it stands; behind ~ the adjective of a side, inflected, and the noun: *~sudiste* → Sudistes."""
    if not form.startswith("~"):
        return (form,)
    inflected = inflect(form[1:])
    return *inflected, *("-".join(part.capitalize() for part in one.split("-")) for one in inflected)


@cache
def _forms() -> Mapping[str, tuple[Actor, Form]]:
    """Every form in text → its actor. Demonyms stand in lower case (adjective) and capitalised (noun)."""
    forms: dict[str, tuple[Actor, Form]] = {}
    for row in read_csv("states.csv", "iso3"):
        state = Actor(str(row["name"]), "state", "state", row["iso3"], True)
        for demonym in values(row["demonyms"]):
            for inflected in inflect(demonym):
                forms.setdefault(inflected, (state, "demonym_adjective"))
                forms.setdefault("-".join(part.capitalize() for part in inflected.split("-")), (state, "demonym_noun"))
        for name in (str(row["name"]), *values(row["variants"])):
            forms[fold(name)] = (state, "name")
            if len(name) >= _SHORTEST_SHOUTED and name.upper() != name:
                forms.setdefault(fold(name.upper()), (state, "name"))  # SOUDAN. · HAÏTI |
        for seat in values(row["seats"]):
            forms.setdefault(fold(seat), (state, "seat"))
    for row in read_csv("organisations.csv", "name"):
        actor = Actor(str(row["name"]), "organisation", str(row["type"]), row["country"], row["armed"] == "yes")
        for name in (str(row["name"]), *(one for form in values(row["forms"]) for one in side_forms(form))):
            forms[fold(name)] = (actor, "acronym" if name.isupper() else "name")
            if actor.type in _FIELDING and _SPOKEN_ACRONYM.match(name):
                forms.setdefault(fold(name.capitalize()), (actor, "acronym"))
            if " " in name and name[0].islower():
                forms.setdefault(fold(name[0].upper() + name[1:]), (actor, "name"))  # Bataillon Azov
            if actor.type == "armed_group" and _LONG_NAME.match(name):
                forms.setdefault(fold(name[0].lower() + name[1:]), (actor, "name"))
    for name in list(forms):
        forms.setdefault(name.translate(_BARE_CAPITALS), forms[name])
    return forms


_SHORTEST_SHOUTED = 4  # letters; shorter ones may be acronyms
_FIELDING = frozenset({"armed_group", "military", "international_organisation"})
# FARDC, which outlets also write Fardc, as what is said like a word
_SPOKEN_ACRONYM = re.compile(r"(?=.*[AEIOUY])[A-ZÇ]{4,}$")
# front Polisario, armée de libération nationale: an outlet's lower case, where the name is still no common phrase
_LONG_NAME = re.compile(
    r"(?:Front|Armée|Mouvement|Forces?|Brigades?|Union|Coalition|Alliance|Parti|Milices?|Unités|Cartel|Groupe|Conseil)"
    r"(?: \S+){0,2} (?:[A-ZÀ-Ý]|al-|\S+ \S+ \S+)"
)


@cache
def _of_all_times() -> Mapping[str, tuple[Actor, Form]]:
    """The forms, and those of states of the past and of bynames, whose actor is the state that continues them."""
    forms: dict[str, tuple[Actor, Form]] = {}
    for row in read_csv("powers.csv", "iso3"):
        state = Actor(str(row["iso3"]), "state", "past", row["iso3"], True)
        for adjective in values(row["adjectives"]):
            for inflected in (adjective[1:],) if adjective.startswith("+") else inflect(adjective):
                forms[inflected] = state, "demonym_adjective"
                forms["-".join(part.capitalize() for part in inflected.split("-"))] = state, "demonym_noun"
        forms.update((name, (state, "name")) for name in values(row["names"]))
    return forms | dict(_forms())


@cache
def unrecognised_states() -> frozenset[str]:
    """The states that no code stands for, by their names: *Biafra*, *Abkhazie*."""
    return frozenset(str(row["iso3"]) for row in read_csv("powers.csv", "iso3")) - country_names().keys()


# many newspapers write capitals without accents: *Etat islamique*, *Elysée*
_BARE_CAPITALS = str.maketrans("ÉÈÊËÀÂÎÏÔÇ", "EEEEAAIIOC")


@cache
def _by_first_word() -> Mapping[str, tuple[str, ...]]:
    """The first word of each form → the forms that begin with it, longest first: one look-up a word finds them all."""
    grouped: dict[str, list[str]] = {}
    for form in _of_all_times():
        first = _WORD.match(form)
        assert first is not None, form
        grouped.setdefault(first[0], []).append(form)
    return {word: tuple(longest_first(forms)) for word, forms in grouped.items()}
