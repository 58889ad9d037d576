"""Between an incised verb and its subject: where, when, how and to whom something is said.

*», a écrit* **mardi sur le réseau social X** *le général*; *raconte* **, trois jours plus tard à Goma,** *Désiré*;
*confie* **à France 24** *un secouriste*. The subject begins at the first determiner or name that nothing governs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsextract.actors import country_of_seat, organisation
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.source_words import is_person_noun, words_of
from newsextract.matchers.locations.words import words_of as place_words

_WORD = re.compile(r"\s?(?P<word>aujourd'hui|(?:[dlsn]|jusqu|lorsqu)'|[\wà-ÿœ]+(?:[.-][\wà-ÿœ]+)*)", re.IGNORECASE)
# le 18 février 2026 · le 3
_FIXED = re.compile(
    r"""\s(?:le\s)?\d{1,2}(?:er)?\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)
    (?:\s\d{4})?
    |\s(?:(?:ce|cette|le|la|l')\s?(?:même\s)?(?:matin|soir|midi|nuit|semaine|jour|veille|lendemain|après-midi|an|année|mois)
        (?:\s(?:même|dernier|dernière|suivant|suivante|passé|passée|précédent|précédente))?)\b(?!\s(?:de|du|des|d'))
    |\s(?:cet\s(?:été|automne|hiver)|ce\sprintemps|l'(?:été|automne|hiver)\sdernier|le\sprintemps\sdernier)\b
    |\s\w+\s(?:ans|années|mois|semaines|jours|heures|décennies)\s(?:plus\stard|après|auparavant|plus\stôt)\b
    |\s(?:celui\squ'on\s(?:appelle|surnomme)|de\s(?:son|leur)\scôté|(?:pour|de)\s(?:sa|leur)\spart
        |quant\sà\s(?:lui|elle|eux|elles)|à\s(?:son|leur)\stour)\b""",
    re.VERBOSE,
)
# …[, trois jours plus tard à Goma,] Désiré · …[, devant les députés,] le patron
_ASIDE = re.compile(
    r"""\s?,\s(?P<words>[^,;:.«»"“”?!\n]{3,70}),
    (?=\s(?:(?:celui|celle|ceux|le|la|les|une?|des|son|sa|ses|leurs?|cet?|cette|ces)\s|l'|[A-ZÀ-Ý]))""",
    re.VERBOSE,
)
_SUBJECTS_OPEN = (function_words("determiners") | {"celui", "celle", "ceux", "celles"}) - frozenset(
    {"de", "du", "d'", "des", "au", "aux", "et", "mais", "ni"}
)
_GOVERNING = function_words("circumstance_prepositions")
_JOINERS = frozenset({"de", "du", "des", "d'"})
_NO_CIRCUMSTANCE = function_words("no_circumstances")
_LONGEST = 110  # characters from a verb to its subject


@lru_cache(maxsize=32)  # a verb's subject and its content both ask
def skip_circumstances(folded: str, start: int, end: int) -> int:
    """The offset at which a subject may begin after circumstances; `start` if there are none."""
    end = min(end, start + _LONGEST)
    aside = _ASIDE.match(folded, start, end)
    if aside:
        return aside.end() if _is_circumstance(aside["words"]) else start
    stop, closed = _scan(folded, start, end)
    if closed:
        return stop
    aside = _ASIDE.match(folded, stop, end) if stop > start else None
    return aside.end() if aside and _is_circumstance(aside["words"]) else start


def _is_circumstance(words: str) -> bool:
    """True unless a verb's words stand between the commas: no subject, no relative, no infinitive."""
    found = [match["word"].lower() for match in _WORD.finditer(words)]
    return not _NO_CIRCUMSTANCE.intersection(found[:4]) and found[0] not in _SUBJECTS_OPEN - _TIMED


_TIMED = frozenset({"le", "la", "l'", "deux", "trois", "quatre", "cinq", "six", "un", "une", "ce", "cette", "quelques"})


def _scan(folded: str, start: int, end: int) -> tuple[int, bool]:
    """(offset, whether a subject may begin there): past the words that a preposition governs, dates and adverbs."""
    governed, name, before, offset = False, "", "", start
    capitals: list[int] = []
    while True:
        fixed = _FIXED.match(folded, offset, end)
        if fixed and not governed:
            name, before, offset = "", "", fixed.end()
            continue
        match = _WORD.match(folded, offset, end)
        if match is None:
            return (capitals[-2], True) if len(capitals) >= _PLACE_AND_NAME else (offset, False)
        word, lowered = match["word"], match["word"].lower()
        if lowered in _NO_CIRCUMSTANCE or (offset == start and lowered in _NUMERALS):
            return start, False
        if not governed and _opens_subject(word, name, before):
            return offset, offset > start
        if not governed and word[0].isupper() and name and not _continues(name, word, folded[match.end() : end]):
            return offset, offset > start
        if governed and lowered in _SUBJECTS_OPEN:
            name = f"{word}" if word[0].isupper() else name  # *à [L']Orient-Le Jour*
        elif word[0].isupper() or (word[0].isdigit() and name):
            name, governed = f"{name} {word}".strip(), False
            capitals.append(offset)
        elif lowered in _GOVERNING or lowered in _JOINERS:
            governed, name, capitals = True, "", []
        else:
            governed, name = False, _CALLED if _is_called(lowered, before) else ""
        before, offset = lowered, match.end()


_PLACE_AND_NAME = 3  # words: *depuis Iriba Claudine Berset*
_CALLED = "+"  # a name follows that belongs to the noun: *le réseau social [X]*, *le mont [Hermon]*
_NUMERALS = frozenset({"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"})
_TIMES = function_words("times")


def _opens_subject(word: str, name: str, before: str) -> bool:
    """True for a determiner, and for a capital after a word that no name completes."""
    lowered = word.lower()
    if lowered == "des":
        heard = _is_medium(name) or country_of_seat(name) is not None  # *à l'AFP [des] habitants*; not *la Chambre des*
        return heard or before in _TIMES or not before
    return lowered in _SUBJECTS_OPEN or (word[0].isupper() and not name)


def _is_called(noun: str, before: str) -> bool:
    """True for a noun that a name completes: *le réseau*, *le mont*, *le colonel*; *par messagerie* is complete."""
    if noun in function_words("channel_nouns"):
        return before in _SUBJECTS_OPEN or before in function_words("channel_nouns")
    return noun in _place_generics() or is_person_noun(noun) or noun in words_of("generics")


@cache
def _place_generics() -> frozenset[str]:
    keys = ("kept", "kept_streets", "region", "second", "city", "base", "natural")
    return frozenset().union(*(place_words("generics", key) for key in keys))


def _continues(name: str, word: str, rest: str) -> bool:
    """True if a capital goes on with the name before: *à France [Inter]*; not *sur le réseau X [Gustavo] Petro*."""
    bare = name.removeprefix(_CALLED).strip()
    if not bare or _is_medium(f"{bare} {word}") or bare.lower() in _SUBJECTS_OPEN:
        return True
    following = _WORD.match(rest)
    if following and following["word"] in _SUBJECTS_OPEN:
        return True  # *dans Nikkei [Asia] l'analyste*
    return not (_is_medium(bare) or (bare.isupper() and not word.isupper()))


@cache
def _channels() -> frozenset[str]:
    return function_words("channels")


def _is_medium(name: str) -> bool:
    """*X*, *Telegram*, *LCI*, *France 24*, *Monde*."""
    if name in _channels():
        return True
    known = organisation(name) or organisation(f"Le {name}") or organisation(f"La {name}")
    return known is not None and known.type == "media"
