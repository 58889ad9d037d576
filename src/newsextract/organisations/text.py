"""A text with its listed actors → what the search for organisations asks of it, and the shapes of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from newsextract.actors import Mention, places_of_words
from newsextract.alternation import one_of
from newsextract.lexicon import read_toml

# Minawi · Lidda'awati · al- is looked for beside it
CAPITAL = r"[A-ZÀ-ÝŒ][\w-]*(?:'[A-ZÀ-Ý][\w-]*|(?<=\w\w\w)'[\w-]+)?"

# what joins the parts of a name
OF = r"(?:de la |de l'|des |du |de |d'|pour la |pour le |pour l'|pour les |pour |contre )"


@cache
def organisation_words(table: str) -> frozenset[str]:
    """A class of words of lexicons/organisation_words.toml."""
    return frozenset(read_toml("organisation_words.toml")[table]["words"])


_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "pour", "à", "au", "aux", "en", "sur"})


def initials(name: str) -> str:
    """*Front national de résistance* → FNR."""
    letters = (initial(word) for word in re.findall(r"[\wà-ÿ]+", name) if word.lower() not in _SMALL)
    return "".join(letters).upper()


def begins_word(folded: str, start: int) -> bool:
    """True if a word begins at `start`: not within *sous-chef*."""
    return start == 0 or not (folded[start - 1].isalnum() or folded[start - 1] in "_-")


def places_of(folded: str, name: str) -> Iterator[int]:
    """The offsets where `name` stands as a whole word."""
    start = folded.find(name)
    while start >= 0:
        end = start + len(name)
        if begins_word(folded, start) and not (folded[end : end + 1].isalnum() or folded[end : end + 1] in {"-", "_"}):
            yield start
        start = folded.find(name, end)


def matches_at_words(pattern: re.Pattern[str], folded: str, words: Mapping[str, object]) -> Iterator[re.Match[str]]:
    """The matches of `pattern` in order; each begins with one of `words`, which few texts hold."""
    for start, _ in places_of_words(folded, words):
        match = pattern.match(folded, start) if begins_word(folded, start) else None
        if match is not None:
            yield match


def first_words(phrases: Iterable[str]) -> Mapping[str, None]:
    """*chef d'état-major* → chef: what a search for the phrases looks for."""
    return dict.fromkeys(re.split(r"\W", phrase, maxsplit=1)[0] for phrase in phrases)


@cache
def _fighting() -> Mapping[str, None]:
    return first_words(organisation_words("fighters"))


# hommes de la [Garde]: whom a state has too
VAGUE = re.compile(
    r"\b(?:hommes|éléments|membres|troupes|cadres|chefs|commandants|fief|bastion|militants)\b[^.]{0,20}$"
)


class Text:
    """A text with its listed actors by offset, and where fighters of someone are spoken of."""

    def __init__(self, folded: str, mentions: Sequence[Mention]) -> None:
        self.folded = folded
        self.mentions = mentions
        self.called = list(matches_at_words(CALLED, folded, _CALLING))
        self.fought = list(
            dict.fromkeys(match.end() for match in matches_at_words(_fighters_of(), folded, _fighting()))
        )
        self.shown = [*self.fought, *(match.start("name") for match in self.called)]
        self._armed: dict[tuple[str, ...], bool] = {}

    def inside(self, start: int, end: int) -> list[Mention]:
        """The listed actors named within text[start:end]."""
        return [one for one in self.mentions if start <= one.start and one.end <= end]

    def covered(self, offset: int) -> Mention | None:
        """The listed actor whose name holds `offset`."""
        return next((one for one in self.mentions if one.start <= offset < one.end), None)

    def is_fought_for(self, *names: str | None) -> bool:
        """True if the article speaks of fighters of one of these names, or calls it an armed group."""
        given = tuple(name for name in names if name)
        if given not in self._armed:
            self._armed[given] = self._is_armed(given)
        return self._armed[given]

    def is_fought_for_by_rebels(self, name: str) -> bool:
        """True for *les combattants du* Bataillon sacré, not for *les éléments du* Commandement territorial."""
        return any(
            self.folded.startswith(name, offset) and VAGUE.search(self.folded, max(0, offset - 28), offset) is None
            for offset in self.shown
        )

    def wages_war(self, *names: str, strict: bool = False) -> bool:
        """True if the article says that a body of the name fights: *les Forces du Bouclier ont repris*; `strict` asks
        for what a party does not do, which attacks too."""
        behind = (
            _WAGES.match(self.folded, match.end())
            for name in names
            for match in re.finditer(re.escape(name), self.folded)
        )
        return any(match is not None and not (strict and match["said"]) for match in behind)

    def _is_armed(self, given: tuple[str, ...]) -> bool:
        if any(self.folded.startswith(given, offset) for offset in self.shown):
            return True
        return any(
            _APPOSED.match(self.folded, match.end())
            for name in given
            for match in re.finditer(re.escape(name) + r"(?: \([^)]*\))? ?[»\"”]?", self.folded)
        )


# combattants [des Boucliers] · rebelles tchadiens [du FACT]
@cache
def _fighters_of() -> re.Pattern[str]:
    return re.compile(
        rf"{one_of(organisation_words('fighters'))}(?: [a-zà-ÿ-]+)?"
        r" (?:du |de la |de l'|des )(?:[«\"“] ?)?(?=[A-ZÀ-Ý])"
    )


ARMED = one_of(organisation_words("armed"))

# , une force salafiste · , principale milice · – groupe armé
_APPOSED = re.compile(
    rf",? ?(?:[,–—(] ?)(?:une |un |l'une des |l'un des |l'|la |le |les |des |cette |ce )?(?:[a-zà-ÿ-]+ )?"
    rf"(?:(?:groupe|milice|faction|mouvement|force|organisation|coalition)s? (?:[a-zà-ÿ-]+ )?{ARMED}|"
    r"milices?|rébellion|guérilla|cartel|gang|groupuscule|bras armé|branche armée|"
    r"factions? (?:rebelle|armée|du|de)|séparatistes|rebelles)\b"
)

# , payées par Riyad, [tentent de reprendre] · (FDK) [ont attaqué]
_WAGES = re.compile(
    r"(?: \([^)]*\))?(?:,[^,;.\n]{3,70},)? (?:n'|ne |en |se |s')?"
    r"(?:(?:a|ont|avait|avaient|aurait|auraient|dit avoir|disent avoir|affirment avoir|tentent de|tente de) )?"
    r"(?:assaill|assiég|align|captur|tué|tuent|repouss|bombard|pilonn|empar|encercl|enrôl|"
    r"(?P<said>attaqu|repris|reprendre|affront|combatt|combat |revendiqu|tiennent|tient |harc))"
)

# words that no name holds: there the sentence goes on
CLAUSE = re.compile(
    r"\b(?:a|ont|est|sont|que|qu'|qui|dont|avait|avaient|sera|seront|par|avec|où|selon|mais|se|s'|il|elle|ils|fut|"
    r"entre|lors|dans|vers|contre les|face)\b"
)

HEAD = one_of(organisation_words("heads"))

HEADS = re.compile(rf"(?<![\w-]){HEAD}(?![\w-])")

# Ambazonia Defence [Forces] · Arakan [Army]
ENGLISH_HEAD = (
    r"(?:Forces?|Army|Front|Brigades?|Militia|Battalion|Fighters|Tigers|Union|Movement|Council|Alliance|Guards?|Party|"
    r"Organi[sz]ation|Command|Boys|Rangers|Liberation|Guardians|Warriors|Lions)"
)

ENGLISH_NAME = re.compile(rf"(?<![\w'-])(?P<name>(?:[A-Z][\w'-]+ ){{1,5}}{ENGLISH_HEAD})$")


def from_capital(folded: str, start: int) -> int:
    """Where the name begins if capitals stand before its head: [Haut ]Conseil, [Nouvelle ]Armée du peuple."""
    found = _CAPITALS.search(folded, max(0, start - 30), start)
    return found.start() if found else start


_CAPITALS = re.compile(r"(?<![\w'-])(?!(?:Les?|La|Une?|Des|Du|Aux?|Cette|Ce|Et|Mais|Selon) )(?:[A-ZÀ-Ý][a-zà-ÿ]+ )+$")
_LEADING = re.compile(r"(?:Le|La|Les|L'|Des|Du|Aux?) ?(?=[A-Z])")


def without_article(folded: str, start: int, end: int) -> tuple[int, int]:
    """The span without a capital article: [Les ]Ambazonia Defence Forces."""
    article = _LEADING.match(folded, start)
    return (article.end() if article else start), end


def initial(word: str) -> str:
    return word[0].lower().translate(str.maketrans("éèêàâîôç", "eeeaaioc"))


# la milice [Twirwaneho] · le groupe armé [Zaïre] · la faction dissidente [Nkrunziza]
CALLED = re.compile(
    rf"(?:(?:groupes?|mouvement|organisation|force) {ARMED}(?: [a-zà-ÿ-]+)?|"
    r"(?:société militaire privée|SMP)(?: [a-z]\w+)?|milice|rébellion|guérilla|faction|secte)"
    rf"(?: {ARMED})? (?:dite? |des |du |de la )?[«\"“]? ?"
    rf"(?P<name>{CAPITAL}(?:[ -](?:al-|el-|ul-|Al-|of |de |du )?{CAPITAL}){{0,3}})"
)
# what CALLED begins with
_CALLING = first_words(
    [
        "groupe",
        "groupes",
        "mouvement",
        "organisation",
        "force",
        "société",
        "SMP",
        "milice",
        "rébellion",
        "guérilla",
        "faction",
        "secte",
    ]
)
