"""Text and its listed actors → the cast of one article: its sides under every name, and what it calls them.

The FSR of an article that spells out *Forces de soutien rapide (FSR)* are the Forces de soutien rapide all through;
*Iswap* stays Iswap where nothing else is said; *ADF* is what the article says it is.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from newsextract.actors import Actor, Form, Mention, inflect, organisation, side_forms
from newsextract.leaders import led
from newsextract.lexicon import read_csv, values
from newsextract.organisations import introduced, short_forms
from newsextract.organisations.text import organisation_words, places_of
from newsextract.statesmen import statesmen


@dataclass(frozen=True, slots=True)
class Cast:
    """The sides of one article, in order of their mentions; `names` gives a filed name as the article writes it."""

    mentions: tuple[Mention, ...]
    names: Mapping[str, str]

    def named(self, force: str | None) -> str | None:
        """An organisation's name as this article has it; codes and names of its own stay."""
        return self.names.get(force.casefold(), force) if force else force


def find_cast(folded: str, listed: Sequence[Mention]) -> Cast:
    """The sides that `folded` names, those of the lexicon and its own."""
    mentions = _meant(folded, _places_only(folded, listed))
    forms = introduced(folded, mentions)
    found = list(_occurrences(folded, forms))
    mentions = _joined(mentions, found)
    mentions = _joined(mentions, _shortened(folded, short_forms(forms, mentions, folded), mentions))
    names = dict(_names(folded, mentions))
    mentions = _with_arms(folded, mentions)
    persons = _joined(statesmen(folded, mentions), led(folded, mentions))  # what the article itself says goes first
    cast = _joined(mentions, persons)
    return Cast(tuple(one for one in cast if not _is_persons(folded, one)), names)


# L'Allemand[ Rolf Steiner] · le Sud-Africain[ Mike Hoare]
_HIS_NAME = re.compile(r" [A-ZÀ-Ý][a-zà-ÿ'-]+(?: |,|\.|$)")
_ONE = re.compile(r"\b(?:[Ll]e |[Ll]a |[Ll]'|[Uu]n |[Uu]ne |du |au |[Cc]et? |[Cc]ette )(?:jeune |célèbre |vieux )?$")


def _is_persons(folded: str, one: Mention) -> bool:
    """True for *l'Allemand* Rolf Steiner: the nationality of a man who has a name makes his men no state's."""
    return (
        one.form == "demonym_noun"
        and _HIS_NAME.match(folded, one.end) is not None
        and _ONE.search(folded, max(0, one.start - 12), one.start) is not None
    )


# le colonel de [Castries] · M. [Vienne]
_RANKED = re.compile(
    r"\b(?:général|colonel|commandant|capitaine|lieutenant|maréchal|amiral|major|sergent|M\.|Mme|docteur|professeur|comte|"
    r"marquis|duc|baron)(?: de| d'| von)? $"
)


def _places_only(folded: str, listed: Sequence[Mention]) -> list[Mention]:
    """The mentions without the capitals that are a person's name in this text: *le colonel de* Castries."""
    seats = [one for one in listed if one.form == "seat"]
    persons = {
        folded[one.start : one.end] for one in seats if _RANKED.search(folded, max(0, one.start - 18), one.start)
    }
    return [one for one in listed if one.form != "seat" or folded[one.start : one.end] not in persons]


@cache
def _senses() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Form → (name, countries of which the article must name one), in order."""
    senses: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for row in read_csv("senses.csv", ("form", "name")):
        sense = str(row["name"]), frozenset(values(row["countries"]))
        for form in side_forms(str(row["form"])):
            senses[form] = (*senses.get(form, ()), sense)
    return senses


def has_senses(form: str) -> bool:
    """True for a name that means one thing or another by the country that an article is about."""
    return form in _senses()


def of_any_state(form: str) -> bool:
    """True for the name of a service that several states have: *armée de Terre*, *ministère des Armées*."""
    return any("none" in where for _, where in _senses().get(form, ()))


# SOMALIE. Six Ougandais tués · • MEXIQUE – Un convoi attaqué: what heads each brief of a page
_BRIEF = re.compile(r"^\W*(?P<where>[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30})(?=\.|\s?[:–—|/-]\s|,\s)", re.MULTILINE)


def _briefs(folded: str, listed: Sequence[Mention]) -> list[int]:
    """Where the briefs of a page begin that are headed by their countries; nothing for an article on one matter."""
    states = {one.start: one.actor.country for one in listed if one.actor.kind == "state" and one.form == "name"}
    heads = [match.start("where") for match in _BRIEF.finditer(folded) if match.start("where") in states]
    return heads if len({states[head] for head in heads}) > 1 else []


def _meant(folded: str, listed: Sequence[Mention]) -> list[Mention]:
    """The mentions as this part of the world means them: *FDS* in Mali are no one's, *ALN* in Algeria is Algerian."""
    states = [one for one in listed if one.actor.kind == "state"]
    countries = {one.actor.country for one in states}
    briefs = _briefs(folded, states)
    qualified = {one.start - 1 for one in listed if one.form == "demonym_adjective"}
    meant, doubtful = [], []
    for one in listed:
        senses = _senses().get(folded[one.start : one.end]) if one.actor.kind == "organisation" else None
        if senses is None:
            meant.append(one)
        else:
            doubtful.append((one, senses))
    spelt = {one.actor.name for one in meant}
    for one, senses in doubtful:
        here = {party.actor.country for party in _of_brief(briefs, states, one.start)} if briefs else countries
        fitting = [name for name, where in senses if where & here or ("none" in where and not here)]
        service = of_any_state(folded[one.start : one.end])
        shared = service or one.actor.type in {"military", "government"}
        if (shared and one.end in qualified) or (service and not fitting):
            meant.append(replace(one, actor=replace(one.actor, country=None)))  # armée de terre[ tunisienne]
        elif one.actor.name in spelt:
            meant.append(one)
        elif fitting:
            meant.append(replace(one, actor=organisation(fitting[0]) or replace(one.actor, name=fitting[0])))
    return sorted(meant, key=lambda one: one.start)


def _of_brief(briefs: Sequence[int], listed: Sequence[Mention], offset: int) -> list[Mention]:
    """Those that the brief around an offset names."""
    index = bisect_right(briefs, offset)
    first, last = ([0, *briefs][index], [*briefs, sys.maxsize][index])
    return [one for one in listed if first <= one.start < last]


def _joined(mentions: list[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Both in order; where two overlap the longer stays, and one of `others` before one of the same length."""
    added = list(others)
    if not added:
        return mentions
    ranked = sorted([*added, *mentions], key=lambda one: one.start - one.end)
    kept: list[Mention] = []
    taken: set[int] = set()
    for one in ranked:
        if one.start not in taken and one.end - 1 not in taken:
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _occurrences(folded: str, forms: Mapping[str, Actor]) -> Iterator[Mention]:
    """Every place where one of the forms stands as a word."""
    for name, actor in forms.items():
        form: Form = "acronym" if name.isupper() else "name"
        for start in places_of(folded, name):
            yield Mention(start, start + len(name), actor, form)


# [le Front] national, [la Coalition] des patriotes: a longer name, not the short one
_LONGER = re.compile(r"'| (?:[A-ZÀ-Ý]|[a-zà-ÿ]*al(?:e|es)?\b|de\b|du\b|des\b|populaire|uni)")
_ARTICLE = re.compile(r"\b(?:[Ll]e |[Ll]a |[Ll]es |du |des |aux? |[Ll]')$")


def _shortened(folded: str, forms: Mapping[str, Actor], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """*le Front*, after the article has named one."""
    for name, actor in forms.items():
        first = next((one.start for one in mentions if one.actor == actor), 0)
        for start in places_of(folded, name):
            longer = _LONGER.match(folded, start + len(name)) is not None
            if start > first and not longer and _ARTICLE.search(folded, max(0, start - 4), start):
                yield Mention(start, start + len(name), actor, "name")


# [les Forces de défense du peuple (HPG)], son bras armé · le bras armé du Hamas, [les Brigades al-Qassam]
_ARM = re.compile(
    r"(?P<whose>son |sa |leur |le |la |l'|)(?:bras armé|branche armée|branche militaire|aile militaire|aile armée|"
    r"unité d'élite|force d'élite)\b(?: (?:du |de la |de l'|des |de |d'))?"
)


def _with_arms(folded: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with an armed wing as its organisation: *les Brigades al-Qassam, branche armée du Hamas*."""
    wings: dict[str, Actor] = {}
    groups = [one for one in mentions if one.actor.type == "armed_group"]
    told = any(cue in folded for cue in ("bras armé", "branche ", "aile ", "d'élite"))
    for match in _ARM.finditer(folded) if groups and told else ():
        before = [one for one in groups if one.end <= match.start() and match.start() - one.end < 14]
        behind = [one for one in groups if match.end() <= one.start < match.end() + 8]
        if match["whose"] in {"son ", "sa ", "leur "}:
            wing = (before or behind)[-1:]
            whole = [one for one in groups if wing and one.end < match.start() and one.actor != wing[0].actor][-1:]
        else:
            whole, wing = behind[:1], before[-1:] or [one for one in groups if behind and one.start > behind[0].end][:1]
            wing = [one for one in wing if abs(one.start - match.end()) < 60]
        if wing and whole and wing[0].actor != whole[0].actor:
            wings[wing[0].actor.name] = whole[0].actor
    return [replace(one, actor=wings.get(one.actor.name, one.actor)) for one in mentions] if wings else mentions


def _names(folded: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """(filed name in lower case, the article's own fullest name) of the organisations with troops."""
    spellings: dict[str, tuple[Actor, Counter[str]]] = {}
    for one in mentions:
        if one.actor.kind == "organisation" and one.actor.type in {"armed_group", "international_organisation"}:
            _, counts = spellings.setdefault(one.actor.name, (one.actor, Counter()))
            noun = _NOUN_OF_NAME.search(folded, max(0, one.start - 10), one.start)
            counts[folded[noun.start() if noun else one.start : one.end]] += 1
    for name, (actor, counts) in spellings.items():
        yield name.casefold(), _own_name(folded, actor, _without_nouns(counts))


# [division ]Sultan Mourad · [armée ]bosno-serbe
_NOUN_OF_NAME = re.compile(r"\b(?:division|brigade|bataillon|régiment|légion|colonne|armée) $")


def _without_nouns(counts: Counter[str]) -> Counter[str]:
    """The forms as they are where the article always keeps the noun before the name, else the bare names."""
    bare: Counter[str] = Counter()
    for form, count in counts.items():
        noun = _NOUN_OF_NAME.match(form, 0, form.find(" ") + 1)
        if noun is None or form.startswith("armée "):
            bare[form] += count
        else:
            bare[form[noun.end() :]] += count
    return bare if bare.keys() & counts.keys() else counts


@cache
def _adjectives_of_sides() -> Mapping[str, tuple[str, ...]]:
    """Name of a side that is known by an adjective → its adjectives: *sudiste*, *bosno-serbe*."""
    rows = read_csv("organisations.csv", "name")
    found = {str(row["name"]): tuple(form[1:] for form in values(row["forms"]) if form[0] == "~") for row in rows}
    return {name: adjectives for name, adjectives in found.items() if adjectives}


def _by_adjective(actor: Actor, counts: Counter[str]) -> str | None:
    """*armée bosno-serbe* where the article says so; *maoïstes* where it only says *les combattants maoïstes*."""
    adjectives = _adjectives_of_sides().get(actor.name, ())
    if not adjectives:
        return None
    army = next((form for form in counts if form.startswith("armée ")), None)
    usual = max(counts, key=lambda form: counts[form])
    adjective = next((one for one in adjectives if usual.lower() in inflect(one)), None)
    named = any(" " in form for form in counts)
    if army is not None or adjective is None or named:
        return army
    plural = adjective.rstrip("s") + "s"
    return plural.title() if plural.title() in counts else plural


# known by the acronym, whatever an article spells out beside it (guidelines: ONU)
_BY_ACRONYM = frozenset({"ONU", "OTAN", "PKK"})


_NUMBERS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cents?|mille"
)


def _is_common_noun(folded: str, form: str) -> bool:
    """True for an article that writes *les talibans*; in *des rebelles houthis* it is an adjective."""
    before = rf"(?:\b(?:[Ll]es|[Dd]es|[Aa]ux|de|[Cc]es|leurs|{_NUMBERS})|\d) {re.escape(form)}\b"
    return re.search(before, folded) is not None


def _own_name(folded: str, actor: Actor, counts: Counter[str]) -> str:
    """The fullest name that the article gives: spelt out before its acronym, as filed before a byname."""
    filed = next((form for form in counts if form.casefold() == actor.name.casefold()), None)
    if actor.name in _BY_ACRONYM and (filed or actor.name in {"ONU", "OTAN"}):
        return filed or actor.name
    by_adjective = _by_adjective(actor, counts)
    if by_adjective is not None:
        return by_adjective
    forms = list(dict.fromkeys(_bare(form, actor) for form in counts))
    spelt = [form for form in forms if " " in form and not form.islower()]  # not: les forces kurdes (FDS)
    long = [form for form in spelt if _spells_out(folded, form, forms)]
    short = [form for form in forms if " " not in form]
    if short and any(_OF_PARENT.match(form) for form in long):
        return max(short, key=lambda form: counts[form])
    if long:
        return max(long, key=len)
    if filed is not None:
        return filed if not filed.islower() or _is_common_noun(folded, filed) else actor.name
    adjective = next((form for form in forms if form.casefold() == actor.name.casefold()), None)
    if adjective is not None:
        return adjective if _is_common_noun(folded, adjective) else actor.name
    proper = [form for form in forms if " " not in form or not form.islower()]  # not: forces kurdes
    usual = max(proper or forms, key=lambda form: counts[form])
    stem = actor.name.casefold().rstrip("s")
    return actor.name.lower() if usual.islower() and usual.startswith(stem) else usual


# Mission[ de l'Union africaine en Somalie]: whose mission it is and where, which AUSSOM says as well
_OF_PARENT = re.compile(
    r"(?!Force de protection)(?:[Mm]ission|[Ff]orces?|[Oo]pération)\b[\w ]* "
    r"(?:de l'|des |de la |du )(?:(?:Organisation des )?Nations [Uu]nies|"
    r"ONU|Union africaine|Union européenne|UE|Otan|OTAN|SADC|CEDEAO|Cédéao|Communauté \w+|Ligue arabe|OSCE|Igad|IGAD)\b"
)
_NOUNS = re.compile(
    r"(?:groupe(?: armé)?|mouvement|gang|milice|milices|rebelles|miliciens|organisation|opération|force|task force|"
    r"réseau) "
)


# Brigade d'intervention de la [Monusco]
_UNIT_OF = re.compile(
    r"(?:Brigade|Bataillon|Régiment|Unité|Groupement|Corps|Commandement|Compagnie)\b.* (?:de la |de l'|du |des )"
)


def _bare(form: str, actor: Actor) -> str:
    """*groupe Wagner* → Wagner, where that alone is a name of the actor."""
    match = _NOUNS.match(form) or _UNIT_OF.match(form)
    rest = form[match.end() :] if match else form
    return rest if organisation(rest) == actor else form


def _spells_out(folded: str, form: str, forms: Sequence[str]) -> bool:
    """True for a name that begins like an organisation's, or that stands in brackets with another one."""
    if form.split(" ")[0] in organisation_words("heads") or re.match(r"(?:cartel|front|katiba|bloc|gang) ", form):
        return True
    others = [other for other in forms if other != form]
    return form[0].isupper() and any(f"{form} ({other}" in folded or f"{other} ({form}" in folded for other in others)
