"""Sentence → its weapons, nouns and models; a weapon → its noun phrase and designation.

*vieux obusiers M109A6 Paladin*, *cartouches de mitrailleuse*; not *autres canons*, *canons de l'OTAN*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsextract.frozen import frozen
from newsextract.matchers.calibres.words import FIRST_WORD, GUNS, entries, entry_at, words
from newsextract.reading import Reading

_GENERIC = GUNS | {"artillery", "other"}  # classes that a model's own class replaces


@frozen(slots=True)
class Weapon:
    """A weapon noun or model in the text, by offsets. `generic` is its class before the calibre decides."""

    start: int
    end: int
    generic: str
    munition: bool
    model: str | None
    counted: bool = True  # False where an ellipsis takes up the noun without its count


def find_weapons(folded: str, sentence: tuple[int, int]) -> Iterator[Weapon]:
    """The weapon nouns and models of a sentence, in order; *obusiers M109* is a noun and a model."""
    previous: Weapon | None = None
    end = sentence[0]
    listed = entries()
    for match in FIRST_WORD.finditer(folded, *sentence):
        first = match[0].lower()
        if first not in listed or match.start() < end:
            continue
        entry = entry_at(folded, match.start(), first)
        if entry is None:
            continue
        model = entry.name if entry.is_model else None
        weapon = Weapon(match.start(), match.start() + len(entry.name), entry.generic, entry.munition, model)
        end = weapon.end
        if not (previous and _is_adjective_of(folded, previous, weapon)):
            yield weapon
            previous = weapon


def _is_adjective_of(folded: str, noun: Weapon, word: Weapon) -> bool:
    """*obusiers blindés*, *canons automoteurs* are guns: a noun right after a noun qualifies it."""
    form = folded[word.start : word.end].lower()
    if form.startswith("canon"):
        return bool(_WITH_BARREL.fullmatch(folded, noun.end, word.start))
    adjective = form.startswith(_QUALIFYING)
    return adjective and noun.model is None and bool(_ADJECTIVES.fullmatch(folded, noun.end, word.start))


# canon[ ]bitube · canon[ antiaérien ]bitube
_ADJECTIVES = re.compile(
    r"\s(?:(?!(?:des?|du|et|ou|une?|avec|sur|à|aux?|pour|par|contre|l[ae]s?|que?|qui)\s)[a-zà-ÿ-]+\s){0,2}"
)
# fusil[ à deux ]canons · carabine[ à verrou à ]canon
_WITH_BARREL = re.compile(r"(?:\s(?:de\s)?[a-zà-ÿ-]+){0,2}\sà\s(?:(?:un|deux|trois|double|long|court|gros)\s)?")
_QUALIFYING = ("blindé", "automoteur", "bitube", "quadritube", "monotube")


def is_ambiguous(folded: str, weapon: Weapon) -> bool:
    """True for a noun that is a weapon only where something else speaks of arms: *balle*, *tube*."""
    return weapon.model is None and folded[weapon.start : weapon.end].lower() in words("ambiguous")


def is_clear(folded: str, weapon: Weapon) -> bool:
    """True for a weapon that proves by itself that a sentence is on arms: no *balle*, no *Milan*."""
    if weapon.model is not None:
        return weapon.model.lower() not in words("doubtful_models")
    return not is_ambiguous(folded, weapon)


# ---- a noun and the model or weapon it belongs to

# obusiers [de type ]M109 · canons [américains ]M777
_TO_MODEL = re.compile(
    r"[\s\"«(“]{1,3}(?:(?:de type|du type|type|de marque|de la marque|de|d'|le|la)\s)?(?:[a-zà-ÿ-]+\s){0,2}[\"«“]?\s?"
)
# cartouches [de ]mitrailleuse · balles [perforantes pour ]kalachnikov
_TO_WEAPON = re.compile(
    r"\s(?:[a-zà-ÿ-]+\s)?(?:de |d'|pour )(?:les |la |le |leurs? |ses |son )?(?:vieux |vieilles |anciens? )?"
)
# what parts two weapons: conjunctions, verbs, articles
_PARTED = re.compile(r"\s(?:et|ou|ni|que|qui|dont|sur|contre|avec|est|sont|était|étaient|un|une|des|du|au)\s")


def with_noun(folded: str, weapon: Weapon, before: Sequence[Weapon]) -> Weapon:
    """A weapon and the noun that it completes: *obusiers automoteurs* + *M109A6*, *cartouches de* + *mitrailleuse*."""
    for noun in reversed([other for other in before if other.end < weapon.start]):
        between = folded[noun.end : weapon.start]
        if _PARTED.search(between) or noun.model:
            return weapon
        if weapon.model and _TO_MODEL.fullmatch(between):
            if folded.startswith(("batterie", "Batterie"), noun.start):
                return weapon  # une batterie de M777: the guns have the calibre
            return with_noun(folded, _joined(noun, weapon), before)
        if noun.munition and noun.generic != "stock" and not weapon.munition and _TO_WEAPON.fullmatch(between):
            return _fed(noun, weapon)
        return weapon
    return weapon


def _joined(noun: Weapon, model: Weapon) -> Weapon:
    """A noun and its model: the noun's class where it is specific."""
    keeps = noun.munition or noun.generic not in _GENERIC
    return replace(noun, end=model.end, generic=noun.generic if keeps else model.generic, model=model.model)


def _fed(rounds: Weapon, weapon: Weapon) -> Weapon:
    """Rounds and the weapon that fires them: *cartouches de mitrailleuse* are a machine gun's."""
    generic = rounds.generic if weapon.generic in _GENERIC else weapon.generic
    return Weapon(rounds.start, weapon.end, generic, munition=True, model=weapon.model)


# ---- the designation

# M109A6 Paladin · CZ 99 · Mk II · 2S19 · Smith & Wesson · modèle 1897 · T91
_DESIGNATION = re.compile(
    r"""(?<![\w'-])(?P<name>
          (?: [A-ZÀ-Þ][\w./'-]* | \d+[A-Z][\w/-]* | (?:modèle|type|mle)[ ]\d{2,4}[A-Za-z]?\b )
          (?: [ ](?: [A-ZÀ-Þ][\w./-]* | \d{1,4}[A-Za-z]{0,3}(?![\w,.×]) | \d[xX×]\d\b
                   | (?:&|et)[ ][A-Z]\w+ | (?:modèle|type|mle)[ ]\d{2,4}\b ) ){0,4}
        )""",
    re.VERBOSE,
)
# an owner or a place follows: canons de [l'armée], obusiers d'[Israël]
_OWNED = re.compile(
    r"(?:\b(?:de|du|des|à|aux?|en|chez|sous|par|sur|vers|et)(?:\s(?:la|le|les|l'))?\s|\b(?:d'|l'))[\"«“]?\s?$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:type|marque|modèle|fabrication)\s[\"«“]?\s?$")


def designation(reading: Reading, weapon: Weapon, end: int) -> str | None:
    """The model named between a weapon's noun and `end`, where the connector begins: *AH4*, *K9 Vidar*, *CZ 99*."""
    start = _model_start(reading.folded, weapon)
    for match in _DESIGNATION.finditer(reading.folded, weapon.end if start is None else start, max(end, weapon.end)):
        if start is not None:
            return reading.text[start : max(match.end(), weapon.end)] if match.start() == start else weapon.model
        if not _is_owner(reading, weapon, match) and not _is_shouted(reading.folded, weapon, match["name"]):
            return reading.text[match.start() : match.end()].rstrip(".'-")
    return weapon.model


def _model_start(folded: str, weapon: Weapon) -> int | None:
    """Where the lexicon's model of a weapon begins."""
    return None if weapon.model is None else folded.rindex(weapon.model, weapon.start, weapon.end)


def _is_owner(reading: Reading, weapon: Weapon, match: re.Match[str]) -> bool:
    """True for a name that a preposition joins, or that is an actor's, makers aside: *canons de l'OTAN*."""
    before = reading.folded[weapon.end : match.start()]
    if _OWNED.search(before) and not _NAMED.search(before):
        return True
    owners = (mention for mention in reading.mentions if mention.actor.type != "company")
    return any(mention.start == match.start() and mention.end == match.end() for mention in owners)


def _is_shouted(folded: str, weapon: Weapon, name: str) -> bool:
    """True for a word of a headline in capitals: OBUSIERS LIVRÉS."""
    return folded[weapon.start : weapon.end].isupper() and not any(character.isdigit() for character in name)


# ---- the noun phrase


def phrase_start(reading: Reading, weapon: Weapon) -> int:
    """Where a weapon's noun phrase begins: with the adjectives before its noun, less numerals and determiners."""
    token = reading.token_at(weapon.start)
    first = weapon.start
    while token.i > 0:
        token = token.nbor(-1)
        form = token.lower_
        if (
            token.idx + len(token) + 1 != first
            or token.pos_ != "ADJ"
            or not form.isalpha()
            or form in words("pointing")
        ):
            break
        first = token.idx
    return first
