"""Text and its listed actors → the organisations that the article itself introduces: every form of a name → its actor.

Finds *Front national de résistance (FNR)*, *le groupe armé* Zaïre, *les* Ambazonia Defence Forces, *les tueurs des*
Chapitos; *Forces armées de la RDC (FARDC)* are the state's; *l'Union des consommateurs (UDC)* is no side of a war.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from newsextract.actors import Actor, Mention
from newsextract.alternation import one_of
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.text import fold

CAPITAL = r"[A-ZÀ-ÝŒ][\w-]*(?:'[A-ZÀ-Ý][\w-]*|(?<=\w\w\w)'[\w-]+)?"
_OF = r"(?:de la |de l'|des |du |de |d'|pour la |pour le |pour l'|pour les |pour |contre )"


@cache
def organisation_words(table: str) -> frozenset[str]:
    """A class of words of lexicons/organisation_words.toml."""
    return frozenset(read_toml("organisation_words.toml")[table]["words"])


def introduced(folded: str, mentions: Sequence[Mention]) -> dict[str, Actor]:
    """Every form of name that the article gives an organisation of its own → the organisation."""
    text = _Text(folded, mentions)
    forms: dict[str, Actor] = {}
    for name, acronym, actor in (*_defined(text), *_plain(text), *_fought_for(text), *_called(text)):
        forms.setdefault(name, forms.get(name) or _abbreviated(name, forms) or actor)
        if acronym:
            forms.setdefault(acronym, forms[name])
    for name, actor in list(forms.items()):
        if " " in name and name[0].isupper():
            forms.setdefault(name[0].lower() + name[1:], actor)
        short = initials(name) if " " in name else ""
        if len(short) > 2 and short in folded:
            forms.setdefault(short, actor)
    return forms


def _abbreviated(acronym: str, forms: Mapping[str, Actor]) -> Actor | None:
    """The one organisation before whose initials an unexplained acronym has: *l'Armée de libération de l'Ogaden …
    l'*ALO."""
    if not re.fullmatch(r"[A-Z]{3,7}", acronym):
        return None
    found = [actor for name, actor in forms.items() if " " in name and initials(name) == acronym]
    return found[0] if len(found) == 1 else None


_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "pour", "à", "au", "aux", "en", "sur"})


def initials(name: str) -> str:
    """*Front national de résistance* → FNR."""
    letters = (_initial(word) for word in re.findall(r"[\wà-ÿ]+", name) if word.lower() not in _SMALL)
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


class _Text:
    """A text with its listed actors by offset, and where fighters of someone are spoken of."""

    def __init__(self, folded: str, mentions: Sequence[Mention]) -> None:
        self.folded = folded
        self.mentions = mentions
        self.called = [match for match in _CALLED.finditer(folded) if begins_word(folded, match.start())]
        self.fought = [match.end() for match in _fighters_of().finditer(folded) if begins_word(folded, match.start())]
        self.shown = [*self.fought, *(match.start("name") for match in self.called)]

    def inside(self, start: int, end: int) -> list[Mention]:
        """The listed actors named within text[start:end]."""
        return [one for one in self.mentions if start <= one.start and one.end <= end]

    def covered(self, offset: int) -> Mention | None:
        """The listed actor whose name holds `offset`."""
        return next((one for one in self.mentions if one.start <= offset < one.end), None)

    def is_fought_for(self, *names: str | None) -> bool:
        """True if the article speaks of fighters of one of these names, or calls it an armed group."""
        given = tuple(name for name in names if name)
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


_GROUPS, _ARMED = one_of(organisation_words("groups")), one_of(organisation_words("armed"))
# , une force salafiste · , principale milice · – groupe armé
_APPOSED = re.compile(
    rf",? ?(?:[,–—(] ?)(?:une |un |l'une des |l'un des |l'|la |le |les |des |cette |ce )?(?:[a-zà-ÿ-]+ )?"
    rf"(?:(?:groupe|milice|faction|mouvement|force|organisation|coalition)s? (?:[a-zà-ÿ-]+ )?{_ARMED}|"
    r"milices?|rébellion|guérilla|cartel|gang|groupuscule|bras armé|branche armée|"
    r"factions? (?:rebelle|armée|du|de)|séparatistes|rebelles)\b"
)

# [Front national de résistance (]FNR) · [Force multinationale mixte (]FMM, créée en 2015)
_BRACKET = re.compile(r" \([«\"“]? ?(?P<acronym>[A-ZÀ-Ý][\w.&/-]{1,11})(?=[,;) ]|/)")
# FNR ([Front national de résistance])
_SPELT_OUT = re.compile(rf"\b(?P<acronym>[A-Z][A-Za-z0-9-]{{1,9}}) \((?P<name>{CAPITAL} [^()]{{6,80}})\)")
_CHUNK = re.compile(r"[^().;:,\n«»\"“”!?]{3,110}$")
_CLAUSE = re.compile(
    r"\b(?:a|ont|est|sont|que|qu'|qui|dont|avait|avaient|sera|seront|par|avec|où|selon|mais|se|s'|il|elle|ils|fut|"
    r"entre|lors|dans|vers|contre les|face)\b"
)


def _defined(text: _Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that the article abbreviates."""
    for match in _BRACKET.finditer(text.folded):
        if text.folded.startswith(" ", match.end()) and sum(letter.isupper() for letter in match["acronym"]) < 2:
            continue  # LURD (Libériens unis …)
        chunk = _CHUNK.search(text.folded, max(0, match.start() - 110), match.start())
        span = _named_before(text, chunk.start(), match.start(), match["acronym"]) if chunk else None
        actor = _actor(text, *span, match["acronym"]) or _listed(text, match.start("acronym")) if span else None
        if span and actor:
            for acronym in match["acronym"].split("/"):
                yield text.folded[slice(*span)], acronym, actor
    for match in _SPELT_OUT.finditer(text.folded):
        known = re.match(rf"{_HEAD}\b", match["name"]) or initials(match["name"]) == match["acronym"].upper()
        begins = known and not _CLAUSE.search(match["name"])
        actor = _actor(text, *match.span("name"), match["acronym"]) if begins else None
        if actor:
            yield match["name"], match["acronym"], actor


def _listed(text: _Text, offset: int) -> Actor | None:
    """The armed group that a listed acronym stands for: *Karen National Union (KNU)*, however its name is put."""
    found = text.covered(offset)
    return found.actor if found is not None and found.actor.type == "armed_group" else None


_HEAD = one_of(organisation_words("heads"))
_HEADS = re.compile(rf"(?<![\w-]){_HEAD}(?![\w-])")
# Ambazonia Defence [Forces] · Arakan [Army]
_ENGLISH_HEAD = (
    r"(?:Forces?|Army|Front|Brigades?|Militia|Battalion|Fighters|Tigers|Union|Movement|Council|Alliance|Guards?|Party|"
    r"Organi[sz]ation|Command|Boys|Rangers|Liberation|Guardians|Warriors|Lions)"
)
_ENGLISH_HEADS = re.compile(rf"{_ENGLISH_HEAD}(?![\w-])(?! [A-Z])")
_ENGLISH_NAME = re.compile(rf"(?<![\w'-])(?P<name>(?:[A-Z][\w'-]+ ){{1,5}}{_ENGLISH_HEAD})$")
_LOWER = re.compile(
    r"(?<![\w-])(?:ministère|direction|état-major|cartel|front|armée|forces|mission|force|opération|mouvement|milice|groupe|garde|bataillon|brigade|"
    r"régiment|unité|corps|police|gendarmerie|coalition|marine|katiba|union|alliance)(?![\w-])"
)


def _named_before(text: _Text, first: int, last: int, acronym: str) -> tuple[int, int] | None:
    """The span of the name that stands before its acronym in brackets."""
    english = _ENGLISH_NAME.search(text.folded, first, last)
    if english:
        return _without_article(text.folded, english.start(), last)
    starts = [match.start() for match in _HEADS.finditer(text.folded, first, last)]
    starts = [start for start in starts if not _CLAUSE.search(text.folded, start, last)]
    agreeing = [start for start in starts if _initial(text.folded[start]) == _initial(acronym)]
    if agreeing or starts:
        return _from_capital(text.folded, agreeing[-1] if agreeing else starts[0]), last
    lower = [match.start() for match in _LOWER.finditer(text.folded, first, last)]
    lower = [start for start in lower if not _CLAUSE.search(text.folded, start, last)]
    if lower:
        return lower[0], last
    listed = [one for one in text.mentions if one.end == last and one.actor.kind == "organisation"]
    if listed:
        return listed[0].start, last
    foreign = _FOREIGN.search(text.folded, first, last)
    return _without_article(text.folded, foreign.start(), last) if foreign else None


# [Jama'atu Ahlis Sunna lid-Dawa] (JAS) · [Primeiro Comando da Capital] (PCC)
_FOREIGN = re.compile(
    rf"(?<![\w'-]){CAPITAL}(?: (?:{CAPITAL}|[a-z]{{1,3}}-\w+|of|de|da|do|del|la|y|e|al))* "
    rf"(?:{CAPITAL}|[a-z]{{1,3}}-[A-Z]\w+)$"
)


def _from_capital(folded: str, start: int) -> int:
    """Where the name begins if capitals stand before its head: [Haut ]Conseil, [Nouvelle ]Armée du peuple."""
    before = re.compile(r"(?<![\w'-])(?!(?:Les?|La|Une?|Des|Du|Aux?|Cette|Ce|Et|Mais|Selon) )(?:[A-ZÀ-Ý][a-zà-ÿ]+ )+$")
    found = before.search(folded, max(0, start - 30), start)
    return found.start() if found else start


def _without_article(folded: str, start: int, end: int) -> tuple[int, int]:
    """The span without a capital article: [Les ]Ambazonia Defence Forces."""
    article = re.compile(r"(?:Le|La|Les|L'|Des|Du|Aux?) ?(?=[A-Z])").match(folded, start)
    return (article.end() if article else start), end


def _initial(word: str) -> str:
    return word[0].lower().translate(str.maketrans("éèêàâîôç", "eeeaaioc"))


def _actor(text: _Text, start: int, end: int, acronym: str | None = None) -> Actor | None:
    """The listed actor of a name, the state of a national force, an armed group; None for a name of peace."""
    name = text.folded[start:end]
    inside = text.inside(start, end)
    whole = next((one for one in inside if one.start == start and one.end >= end - 1), None)
    if whole is not None:
        return whole.actor
    states = {one.actor.country for one in inside if one.actor.kind == "state"}
    if is_national(name, named=bool(states)):
        return Actor(name, "organisation", "military", next(iter(states)) if len(states) == 1 else None, True)
    if is_of_state(name):
        return Actor(name, "organisation", "military", None, True)
    if name[0].islower():
        return _lower_actor(text, name, acronym)
    head, words = name.split(" ", 1)[0], set(re.findall(r"[a-zà-ÿ-]+", name.lower()))
    if words & organisation_words("civil"):
        return None
    if _is_mission(name):
        return Actor(name, "organisation", "international_organisation", None, True)
    strong = head in organisation_words("heads") - organisation_words("weak_heads")
    rebel = words & organisation_words("rebel")
    if head in organisation_words("weak_heads"):
        rebel -= organisation_words("of_parties")
    if head in organisation_words("units") and not rebel and not text.is_fought_for(name, acronym):
        return Actor(name, "organisation", "military", None, True)
    warlike = bool(rebel) and head in _WARLIKE
    if _ENGLISH_NAME.match(name):
        strong, warlike = bool(re.search(r"(?:Forces?|Army|Brigades?|Militia|Fighters|Tigers|Boys)$", name)), False
    if warlike or (strong and (acronym or rebel)) or text.is_fought_for(name, acronym):
        return Actor(name, "organisation", "armed_group", None, True)
    return None


_WARLIKE = frozenset({"Front", "Armée", "Forces", "Brigades", "Résistance", "Unités", "Mouvement"})
_MISSION = re.compile(
    r"(?:[Mm]ission|[Ff]orce|[Oo]pération)\b.*(?:\b(?:Nations unies|Union africaine|SADC|CEDEAO|Cédéao|Igad|IGAD|ONU|"
    r"Ligue arabe|Union européenne|Otan|OTAN|Sahel)\b|multinationale|multidimensionnelle|internationale|intérimaire|"
    r"mixte|de paix)"
)


def _is_mission(name: str) -> bool:
    """True for a force of several states: *Force multinationale mixte*, *mission de la SADC*."""
    return _MISSION.match(name) is not None


def _lower_actor(text: _Text, name: str, acronym: str | None) -> Actor | None:
    """A common noun with an acronym: the mission is known by it, the cartel by its name, the rest by none."""
    if acronym and _is_mission(name):
        return Actor(acronym, "organisation", "international_organisation", None, True)
    if re.match(r"(?:cartel|front|katiba|milice|armée|mouvement) (?:.* )?[A-ZÀ-Ý]", name) or text.is_fought_for(
        acronym
    ):
        return Actor(name, "organisation", "armed_group", None, True)
    return None


_NATIONAL_HEAD = re.compile(
    r"(?:Forces?|Armées?|Garde|Marine|Gendarmerie|Police|Bataillons?|Régiments?|Unités?|Brigades?|Groupements?|Corps|"
    r"Aviation|[ÉE]tat-major|Direction|Légion|Commandement|Ministère|Gouvernement|Département|Autorité|Administration|"
    r"Défense|Agence)\b",
    re.IGNORECASE,
)
_NOT_NATIONAL = re.compile(
    r"\b(?:libération|résistance|révolution\w*|salut|libres?|démocratiques?|patrio\w+|islam\w+|martyrs|nouvelles|"
    r"conjointes?|alliées|indépendance|arabe|pour l|volontaires|mixte|multinationale|soutien)\b",
    re.IGNORECASE,
)


def is_national(name: str, *, named: bool) -> bool:
    """True for the name of a state's force: *Forces armées centrafricaines*, *Bataillon d'intervention rapide*.

    `named` says that the name holds a state; without one, only the words of state services show it.
    """
    if _NATIONAL_HEAD.match(name) is None or _NOT_NATIONAL.search(name) is not None or _is_mission(name):
        return False
    if re.match(r"(?:Gouvernement|Ministère|Autorité|Administration|Défense)\b", name):
        return True
    words = set(re.findall(r"[a-zà-ÿ]+", name.lower())[1:])
    proper = re.search(r" [A-ZÀ-Ý]", name) is not None and not named
    return named or (bool(words & organisation_words("national")) and not proper)


_ADJECTIVE = one_of(organisation_words("tail_adjectives"))
_TITLE = one_of(organisation_words("person_titles"))
_PLACE_NOUN = r"(?:nuit|jour|région|province|ville|zone|base|front|capitale|commune|village|camp)"
_NO_NAME = rf"(?!(?:{_TITLE}|{_PLACE_NOUN}|son|sa|ses|leur|ce|cette|un|une|plus)\b)"
_COMPLEMENT = (
    rf"(?: (?!de [A-ZÀ-Ý][a-zà-ÿ]+ (?:[A-ZÀ-Ý]|ag |al-)){_OF}(?:{CAPITAL}(?:[ -]{CAPITAL})*|{_NO_NAME}[a-zà-ÿ-]{{3,}})"
    rf"(?: (?:{_ADJECTIVE}))?(?: et (?:de |la |le |l'|du |de la |des |au )?[a-zà-ÿ-]{{4,}})?)"
)
_TAIL = rf"(?: {_ADJECTIVE}(?![\w-])| {CAPITAL}(?![\w'-]))*(?:{_COMPLEMENT}(?![\w-])){{0,3}}"
# [le ]Front de libération de l'Ogaden · [des ]Forces conjointes[ du gouverneur]
_PLAIN = re.compile(rf"(?P<name>{_HEAD}(?![\w'-]){_TAIL})")
_ARTICLE = re.compile(r"(?<![\w-])(?:[Ll]e |[Ll]a |[Ll]es |[Ll]'|du |des |aux? )$")


def _plain(text: _Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that stand for themselves, French by their first word and English by their last."""
    for match in _PLAIN.finditer(text.folded):
        if not begins_word(text.folded, match.start()):
            continue
        start = _from_capital(text.folded, match.start())
        name = text.folded[start : match.end()]
        if " " not in name or _ARTICLE.search(text.folded, max(0, start - 5), start) is None:
            continue
        if text.covered(match.start()) is None:
            actor = _actor(text, start, match.end())
            if actor is not None:
                yield name, None, actor
    for head in _ENGLISH_HEADS.finditer(text.folded):
        named = _ENGLISH_NAME.search(text.folded, max(0, head.start() - 60), head.end())
        if named is None:
            continue
        start, end = _without_article(text.folded, *named.span("name"))
        if " " in text.folded[start:end] and text.covered(start) is None and not _OF_STATE.match(text.folded, start):
            actor = _actor(text, start, end)
            if actor is not None:
                yield text.folded[start:end], None, actor


# services of a state under an English name
_OF_STATE = re.compile(
    r"(?:US|U\.S\.|Royal|British|American|Indian|Australian|National Guard|Coast Guard|Air|Special|Task|Delta|Border "
    r"Security|Civil|Marine|Space|Central|Strike|Joint|Self-Defen[cs]e) "
)

# [les tueurs des ]Chapitos · [la guérilla des ]Amba Boys · [rebelles du ]FACT
_PROPER = re.compile(
    rf"(?P<name>{CAPITAL}(?:[ -](?:al-|el-|ul-|Al-|ben |bin |ibn )?{CAPITAL}){{0,3}})"
    rf"(?P<tail>(?: {_ADJECTIVE})?{_COMPLEMENT}?)"
)
_REALM = re.compile(r"(?:République|Émirat|Emirat|Califat|Royaume)$")


def _fought_for(text: _Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that the article gives fighters: *les tueurs des* Chapitos; no place."""
    for offset in text.fought:
        match = _PROPER.match(text.folded, offset)
        if match is None or text.covered(offset) is not None or _is_place(match["name"]):
            continue
        vague = _VAGUE.search(text.folded, max(0, offset - 28), offset) is not None
        if vague and not _is_name(match["name"]):
            continue
        name = match["name"] + (match["tail"] if _HEADS.match(match["name"]) or _REALM.match(match["name"]) else "")
        state = is_national(name, named=False) or is_of_state(name)
        yield name, None, Actor(name, "organisation", "military" if state else "armed_group", None, True)


# hommes de la [Garde]: whom a state has too
_VAGUE = re.compile(
    r"\b(?:hommes|éléments|membres|troupes|cadres|chefs|commandants|fief|bastion|militants)\b[^.]{0,20}$"
)


def is_of_state(name: str) -> bool:
    """True for an English name of a state's service: *Joint Task Force*, *Coast Guard*."""
    return _OF_STATE.match(name) is not None


def _is_name(name: str) -> bool:
    """True for what looks like an organisation's: an acronym, or a plural; no unit."""
    unit = name.split(" ")[0] in organisation_words("units")
    return not unit and re.fullmatch(r"[A-Z][A-Z0-9-]{1,9}|(?:\w+ )*\w+s", name) is not None


# la milice [Twirwaneho] · le groupe armé [Zaïre] · la faction dissidente [Nkrunziza]
_CALLED = re.compile(
    rf"(?:(?:groupes?|mouvement|organisation|force) {_ARMED}(?: [a-zà-ÿ-]+)?|société militaire privée(?: \w+)?|"
    rf"milice|rébellion|guérilla|faction|secte)(?: {_ARMED})? (?:dite? |des |du |de la )?[«\"“]? ?"
    rf"(?P<name>{CAPITAL}(?:[ -](?:al-|el-|ul-|Al-|of |de |du )?{CAPITAL}){{0,3}})"
)
# [le ]gang Grand Ravine · [la ]katiba Macina · [le ]cartel de Sinaloa: the noun is a part of the name
_FRACTION = re.compile(
    rf"\b(?P<name>(?:front|bloc|katiba|cartel|gang) (?:de )?{CAPITAL}(?: {CAPITAL}){{0,3}}|[Ff]ront \d\d?\b)"
)
# – la « [Mayiza] » · , les « [Chapitos] »
_NICKNAME = re.compile(
    r"(?<=[a-zà-ÿ])(?:,| [–—]| \() ?(?:dits? |surnommés |baptisés |connus sous le nom de )?(?:les|la) [«\"“] ?"
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?) ?[»\"”]"
)


def _called(text: _Text) -> Iterator[tuple[str, str | None, Actor]]:
    """Names that a common noun, an apposition or quotation marks show."""
    found = [match for match in text.called if not _is_place(match["name"])]
    for pattern, cues in _BY_NOUN:
        found += pattern.finditer(text.folded) if any(cue in text.folded for cue in cues) else ()
    for match in found:
        start, end = match.span("name")
        end = max(end, _tail_end(text.folded, start))
        if not any(one.actor.kind == "organisation" for one in text.inside(start, end)):
            name = text.folded[start:end]
            yield name, None, Actor(name, "organisation", "armed_group", None, True)


def _tail_end(folded: str, start: int) -> int:
    """Where a name ends that begins like an organisation's: *le groupe rebelle* Union des forces de la résistance."""
    match = _PLAIN.match(folded, start)
    return match.end() if match else start


# each with a word that any match of it holds, which is quicker to look for
_BY_NOUN = (
    (_FRACTION, ("front ", "Front ", "bloc ", "katiba ", "cartel ", "gang ")),
    (_NICKNAME, ("les «", "la «", 'les "', 'la "', "les “", "la “")),
)


@cache
def _places() -> Mapping[str, None]:
    """Names of regions, which fighters also come from: *les rebelles du* Darfour."""
    rows = read_csv("places.csv", ("name", "country", "feature"))
    return dict.fromkeys(fold(name) for row in rows for name in (str(row["name"]), *values(row["variants"])))


_DIRECTIONS = frozenset({"Nord", "Sud", "Est", "Ouest", "Centre", "Nord-Est", "Nord-Ouest", "Sud-Est", "Sud-Ouest"})


def _is_place(name: str) -> bool:
    return name in _places() or name in _DIRECTIONS or name.split(" ")[0] in {"Haut", "Bas", "Grand", "Mont", "Saint"}


def short_forms(forms: Mapping[str, Actor], mentions: Sequence[Mention], folded: str) -> dict[str, Actor]:
    """*le Front*, *la Coalition* for the one organisation of the article that begins so."""
    spelt = {(name.split(" ")[0], actor.name): actor for name, actor in forms.items() if " " in name}
    spelt |= {
        (folded[one.start : one.end].split(" ")[0], one.actor.name): one.actor
        for one in mentions
        if one.actor.kind == "organisation" and " " in folded[one.start : one.end]
    }
    heads = sorted(spelt, key=lambda pair: pair[0])
    lone = [pair for pair in heads if sum(pair[0] == other[0] for other in heads) == 1]
    return {head: spelt[head, name] for head, name in lone if head in organisation_words("heads") - _NEVER_SHORT}


_NEVER_SHORT = frozenset(
    {"Armée", "Forces", "Force", "État", "Etat", "Police", "Marine", "Gendarmerie", "Garde", "Union"}
)
