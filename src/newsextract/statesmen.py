"""Text and the sides it names → the statesmen, commanders and leaders of groups whom it names without a nationality.

*Poutine*, *le général Salan* and *Guy Mollet … le gouvernement Mollet* speak of Russia and of France; *l'avenue Foch*
and *Sophie Nivelle* of no one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsextract.actors import (
    Actor,
    Mention,
    country_names,
    country_of_name,
    organisation,
    places_of_words,
    unrecognised_states,
)
from newsextract.lexicon import read_csv, values
from newsextract.organisations.forms import is_place
from newsextract.organisations.text import organisation_words
from newsextract.text import fold

_CAPITALISED = re.compile(r"(?<![\w-])[^\W\d_a-zà-öø-ÿ]\w+|(?<=\b[ae]l-)[A-Z]\w+|(?<=\b[A-Z]-)[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a person's name; `lead` letters stand before its first capital (*de* Gaulle).

    `full` names stand anywhere; `alone` ones where no first name makes them another's; a `surname` needs the full name
    before it, or a title and a text that speaks of the person's side.
    """

    text: str
    lead: int
    use: Literal["full", "alone", "surname"]
    person: str
    sides: tuple[Actor, ...]
    famous: bool  # true if the surname alone is the person

    def side(self, named: frozenset[str | None]) -> Actor:
        """The first side that the text names, else the first."""
        return next((one for one in self.sides if _key(one) in named), self.sides[0])


def statesmen(folded: str, listed: Sequence[Mention]) -> list[Mention]:
    """The mentions of known persons, each as the side whose troops are theirs."""
    named = frozenset(_key(one.actor) for one in listed)
    known: set[str] = set()
    found: list[Mention] = []
    taken = 0
    for capital, word in places_of_words(folded, _forms()):
        if capital < taken or _CAPITALISED.match(folded, capital) is None:
            continue
        here = [one for one in _forms()[word] if _stands_at(folded, one, capital - one.lead)]
        form = _meant(folded, here, capital, known, named) if here else None
        if form is not None:
            known.add(form.person)
            start = capital - form.lead
            taken = start + len(form.text)
            found.append(Mention(start, taken, form.side(named), "person"))
    return found


def _key(side: Actor) -> str | None:
    return side.country if side.kind == "state" else side.name


def _stands_at(folded: str, form: _Form, start: int) -> bool:
    end = start + len(form.text)
    return folded.startswith(form.text, start) and not (folded[end : end + 1].isalnum() or folded[end : end + 1] == "-")


def _meant(
    folded: str, here: Sequence[_Form], capital: int, known: set[str], named: frozenset[str | None]
) -> _Form | None:
    """The form that means its person at this place; namesakes of two sides mean no one."""
    full = next((one for one in here if one.use == "full" and _is_near(one, named)), None)
    if full is not None:
        return full
    by_itself = [one for one in here if _by_itself(folded, capital - one.lead, one)]
    told = [one for one in by_itself if one.person in known] or [one for one in by_itself if one.use == "alone"]
    if not told:
        titled = [one for one in by_itself if _has_title(folded, capital - one.lead, one.text)]
        told = [one for one in titled if _is_near(one, named)]
    told = [one for one in told if one.person in known or not _is_another(folded, one)]
    return told[0] if len({one.side(named) for one in told}) == 1 else None


def _is_near(form: _Form, named: frozenset[str | None]) -> bool:
    """True if the text names a side of the person, whose namesakes are many: *Pedro Sánchez* in Bogotá."""
    return form.famous or any(_key(side) in named for side in form.sides)


# Sophie [Nivelle] · J. [Wilson]; but Quand [Hitler], Lord [Kitchener]
_FIRST_NAME = re.compile(r"(?<![\w'-])(?P<word>[^\W\d_a-zà-öø-ÿ](?:[\w'-]*\w|\.))[ -]$")
_LAST_NAME = re.compile(r"(?:-| )[A-ZÀ-Ý][a-zà-ÿ]")
# le porte-avions [Charles-de-Gaulle] · l'avenue [Foch] · le plan [Marshall]
_NAMED_AFTER = re.compile(
    r"\b(?:avenue|rue|boulevard|place|quai|pont|lycée|collège|école|camp|caserne|fort|base|porte-avions|frégate|"
    r"croiseur|cuirassé|destroyer|sous-marin|navire|plan|ligne|prix|fondation|institut|hôpital|musée|aéroport|centre|"
    r"stade|université|station|gare|métro|mémorial|square|promotion|collection|villa|hôtel|doctrine|loi|affaire|"
    r"château|tour|barrage|lac|canal|mont|cap)s? (?:de la |de |du |d')?$",
    re.IGNORECASE,
)


# le sergent [Catroux] · l'abbé [Foch]: someone else of the name
_OF_OTHERS = re.compile(
    r"\b(?:sergente?|caporale?|capitaine|lieutenante?|adjudante?|aspirant|soldat|brigadier|maire|docteur|Dr|professeur|"
    r"abbé|père|frère|sœur|députée?|sénateur|juge|Me|maître|famille|veuve|époux)(?:-chef)? $"
)


def _by_itself(folded: str, start: int, form: _Form) -> bool:
    """True for a surname that is neither part of another person's name nor what a street or a ship is called."""
    if not form.lead and folded.endswith(("le ", "du ", "au ", "Le ", "Du ", "Au "), max(0, start - 3), start):
        return False  # le Foch, du Clemenceau: a ship
    if _OF_OTHERS.search(folded, max(0, start - 20), start):
        return False
    first = _FIRST_NAME.search(folded, max(0, start - 25), start)
    if first is not None and first["word"] not in organisation_words("before_surnames"):
        return False
    last = _LAST_NAME.match(folded, start + len(form.text))
    return last is None and _NAMED_AFTER.search(folded, max(0, start - 30), start) is None


# le général [Salan] · le président [Wilson] · le gouvernement [Mollet] · les troupes de [Salan]
_TITLE = re.compile(
    r"\b(?:général(?:issime|e)?|maréchal|(?:vice-)?amiral|colonel|(?:vice-)?président|ministre|chancelier|chancelière|"
    r"empereur|émir|dictateur|raïs|gouvernement|cabinet|administration|présidence|régime|armées?|colonne|troupes|"
    r"soldats|hommes)(?P<of> de| d'| du)? $",
    re.IGNORECASE,
)


def _has_title(folded: str, start: int, name: str) -> bool:
    """*le général* Salan, *les troupes de* Salan; a captain of the name is someone else, *les hommes du* Catatumbo are
    of the place."""
    title = _TITLE.search(folded, max(0, start - 40), start)
    return title is not None and not (title["of"] and is_place(name))


def _is_another(folded: str, form: _Form) -> bool:
    """True where the text gives the surname to someone else: *Souley Camara … le général* Camara."""
    named = (match.start() for match in re.finditer(rf"(?<=\w[ -]){re.escape(form.text)}(?!\w)", folded))
    before = (_FIRST_NAME.search(folded, max(0, start - 25), start) for start in named)
    first = {match["word"] for match in before if match is not None} - organisation_words("before_surnames")
    return not first <= set(form.person.split())


@cache
def _forms() -> Mapping[str, tuple[_Form, ...]]:
    """First capitalised word of a form → the forms that begin so, the longest first."""
    grouped: dict[str, dict[tuple[str, str], _Form]] = {}
    for form in _listed():
        word = _CAPITALISED.search(form.text)
        if word is not None:
            grouped.setdefault(word[0], {}).setdefault((form.text, form.person), form)
    return {word: tuple(sorted(forms.values(), key=lambda one: -len(one.text))) for word, forms in grouped.items()}


def _listed() -> Iterator[_Form]:
    """Every form of the persons of officials.csv who have a side; those for anywhere before those for some places."""
    for row in read_csv("officials.csv", "name"):
        sides = tuple(_sides(row["country"], values(row["side"]), str(row["type"])))
        if not sides:
            continue
        name = fold(str(row["name"]))
        uses: tuple[tuple[Literal["full", "alone", "surname"], tuple[str, ...]], ...] = (
            ("full", (name,) if " " in name else ()),
            ("alone", values(row["alone"])),
            ("surname", (_surname(name),) if row["country"] not in _SURNAME_FIRST else ()),
        )
        for use, forms in uses:
            for form in dict.fromkeys(one for given in forms for one in (fold(given), _plain(fold(given)))):
                first = _CAPITAL.search(form)
                if first is not None:
                    yield _Form(form, first.start(), use, name, sides, use != "surname" and row["alone"] is not None)


_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]")
# there the family's name stands first, or there is none
_SURNAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "KHM", "MMR", "ETH", "ERI", "SOM", "IDN", "THA", "LAO"})
_OF_STATE = frozenset({"government", "military", "intelligence"})


def _sides(country: str | None, sides: Sequence[str], kind: str) -> Iterator[Actor]:
    """The sides of a row: those of its column, else its country's army."""
    states = country_names()
    for side in sides or ((country,) if country and kind in _OF_STATE else ()):
        group = organisation(side)
        if side in states:
            yield Actor(states[side], "state", "state", side, False)  # a name of a person makes no text military
        elif group is not None:
            yield group
        elif side in unrecognised_states():
            yield Actor(side, "state", "past", side, False)


# Jean [de Lattre de Tassigny] · Abdel Fattah [al-Burhan] · Iyad [Ag Ghali]
_PARTICLE = re.compile(r" (?=(?:de |d'|du |des |von |van |Van |De |le |Le |La |Ag |Ould |Ben |ben |Lloyd |[ae]l-))")

_OF = re.compile(r"^(?:de la |de l'|de |d'|du )")
_NUMBER = re.compile(r"(?:[IVX]+|Ier)")


def _surname(name: str) -> str:
    parts = _PARTICLE.split(name, maxsplit=1)
    last = parts[1] if len(parts) > 1 else name.split(" ")[-1]
    if len(parts) > 1 and country_of_name(_OF.sub("", last)):
        return name  # Carol II de Roumanie
    return name if _NUMBER.fullmatch(last) else last  # Alphonse XIII


def _plain(form: str) -> str:
    """The form as outlets write it that know French accents alone: *Piłsudski* → Pilsudski."""
    if form.isascii():
        return form
    letters = unicodedata.normalize("NFD", form.replace("ł", "l").replace("Ł", "L").replace("ø", "o"))
    return "".join(one for one in letters if not unicodedata.combining(one))
