"""Sources of one article, in order → their names, types and countries: one name a source, pronouns and short forms resolved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from newsextract.actors import (
    Actor,
    country_of_demonym,
    country_of_name,
    country_of_seat,
    find_mentions,
    inflect,
    organisation,
)
from newsextract.gazetteer import find_places
from newsextract.lexicon import read_csv, read_toml, values
from newsextract.matchers.sources import PRONOUNS, Stretch, noun_phrase_from
from newsextract.reading import Reading
from newsextract.records import SourceType
from newsextract.text import fold

_ACRONYM = re.compile(r"\s*\((?P<acronym>[A-ZÉ][\w.-]{1,12})\)")
# Kyrylo Boudanov · An Verstraete · Jean-Marc de La Tour · Milán
_PERSON = re.compile(
    r"(?:[A-ZÀ-Ý][\w’'-]+(?:\s(?:de|du|von|van|ben|bin|al|el|le|la|di|da|dos)\b)?(?:\s|-))*[A-ZÀ-Ý][\w’'-]+$"
)
_TITLES = re.compile(
    r"\b(?:général|générale|colonel|lieutenant|lieutenant-colonel|commandant|capitaine|major|amiral|sergent|caporal|adjudant|président|présidente|"
    r"ministre|porte-parole|premier ministre|chef|cheffe|directeur|directrice|chercheur|chercheuse|analyste|expert|experte|historien|historienne|professeur|"
    r"professeure|député|députée|sénateur|sénatrice|maire|gouverneur|préfet|procureur|procureure|ambassadeur|ambassadrice|secrétaire|délégué|déléguée|"
    r"avocat|avocate|rapporteur|rapporteure|commissaire|éditeur|photographe|responsable|représentant|représentante|journaliste|roi|émir|chancelier|"
    r"chancelière|dirigeant|coordinateur|coordinatrice|spécialiste|politologue|économiste|docteur|médecin|M\.|Mme|MM\.|Dr|Me|conseiller|conseillère|"
    r"brigadier|maréchal|vice-président|leader|opposant|militant|militante|envoyé|envoyée|officier|soldat|entraîneur|sélectionneur)(?!\w)"
)
_LEADING = re.compile(r"^(?:ONG|ong|quotidien|journal|hebdomadaire|magazine|agence(?: de presse)?|chaîne(?: de télévision)?|radio|site|groupe|entreprise|institut de sondage)\s"
                      r"(?=[A-ZÀ-Ý«])")


_AREAS = frozenset({"région", "province", "ville", "commune", "canton", "hôpital", "capitale", "district", "garnison", "unité"})
# un [officier] sans nom: nobody can look him up
_UNNAMED = re.compile(r"(?:haute? responsable|officiers?|conseill(?:er|ère)s?|(?:hauts? )?gradée?s?|(?:hauts? )?fonctionnaires?|ministre|négociateurs?|cadres?|policiers?|magistrats?|militaires? de haut rang|généraux|général|colonel)\b")
# l'[organisation] Human Rights Watch · le [mouvement chiite] Hezbollah
_GENERIC_HEAD = re.compile(r"^[a-zà-ÿ-]+(?:\s(?:de\s)?[a-zà-ÿ-]+){0,3}\s(?=[A-ZÀ-Ý])")
# le chef [rebelle] · un porte-parole [séparatiste]
_ARMED = re.compile(r"\b(?:rebelles?|djihadistes?|jihadistes?|séparatistes?|insurgée?s?|paramilitaires?|guérilla|milices?|de guerre)\b")


# Pyongyang ni Moscou · Paris et Berlin
_COORDINATED = re.compile(r"(?P<one>[A-ZÀ-Ý][\w' -]+?) (?:ni|et) (?P<other>[A-ZÀ-Ý][\w' -]+)")


@dataclass
class Source:
    """A source of the article as known so far."""

    name: str | None
    type: SourceType
    country: str | None
    head: str
    gender: str | None
    plural: bool
    phrases: set[str] = field(default_factory=set)


_UNKNOWN = Source(None, "unknown", None, "", None, False)
_PRONOMINAL = ("ce dernier", "cette dernière", "ces dernier", "ces dernière", "l'intéressé", "les intéressé", "le premier", "le second")


class Registry:
    """Names the sources of one article, one after another."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sources: list[Source] = []
        self._acronyms = dict(_acronyms(reading.folded))
        self._at = 0
        self._country = _main_country(reading)

    def name(self, start: int, end: int, cue_is_document: bool = False) -> Source:
        """The source whose phrase is text[start:end]."""
        self._at = start
        phrase = self._reading.text[start:end]
        plain = fold(phrase)
        lowered = plain.lower()
        is_pronoun = lowered in PRONOUNS or lowered.startswith(_PRONOMINAL)
        if is_pronoun:
            found = self._antecedent(lowered, start)
        else:
            found = self._known(plain) if not self._possessed(start) else None
        if found is None and is_pronoun:
            return _UNKNOWN
        if found is None:
            found = self._new(phrase, plain, start, end)
            self._sources.append(found)
        else:
            self._sources.remove(found)
            self._sources.append(found)
        found.phrases.add(lowered)
        return found

    def _possessed(self, start: int) -> bool:
        return bool(re.search(r"\b(?:son|sa|ses|leur|leurs)\s$", self._reading.folded[max(0, start - 6) : start], re.IGNORECASE))

    def _is_indefinite(self, start: int) -> bool:
        before = self._reading.folded[max(0, start - 12) : start].lower()
        return bool(re.search(r"\b(?:un|une|des|deux|trois|plusieurs|certains|d')\s?$", before))

    def _owner_type(self) -> SourceType:
        institutions = [source for source in self._sources if source.type not in {"media", "person", "anonymous", "expert", "unknown"}]
        return (institutions or self._sources)[-1].type

    def _owned_name(self, phrase: str) -> str:
        """*son porte-parole* after the M23 → *porte-parole du M23*."""
        institutions = [source for source in self._sources if source.type not in {"media", "person", "anonymous", "expert", "unknown"}]
        owner = (institutions or self._sources)[-1].name
        folded = self._reading.folded
        at = folded.rfind(fold(owner))
        article = re.search(r"(?:\b(?P<word>le|la|les|du|des)\s|(?P<elided>l'|d'))$", folded[max(0, at - 5) : at].lower()) if at >= 0 else None
        if article is None:
            return f"{phrase} de {owner}"
        return phrase + {"le": " du ", "du": " du ", "la": " de la ", "les": " des ", "des": " des "}.get(article["word"], " de l'") + owner

    def _antecedent(self, pronoun: str, start: int) -> Source | None:
        """The last source that a pronoun may stand for, by number and gender; else the last person named."""
        plural = pronoun in {"ils", "elles", "eux", "ceux-ci", "celles-ci", "ces derniers", "ces dernières"}
        gender = "f" if pronoun in {"elle", "elles", "celle-ci", "cette dernière"} else "m"
        person = self._person_before(start)
        fitting = [source for source in self._sources if source.plural == plural and source.gender in {None, gender}]
        if any(source.type != "state" for source in fitting):
            fitting = [source for source in fitting if source.type != "state"]
        paragraph = self._reading.text.rfind("\n", 0, start)
        if person and not plural and (not fitting or self._last_at(fitting[-1], start) < person[0]) and (person[0] > paragraph or not fitting):
            known = self._known(person[1])
            return known or self._person(person[1], person[2], gender)
        subject = self._subject_before(start, plural, gender)
        if subject is not None and (not fitting or self._last_at(fitting[-1], start) < subject[0]):
            return self._source_at(*subject)
        return fitting[-1] if fitting else None

    def _subject_before(self, start: int, plural: bool, gender: str) -> Stretch | None:
        """The noun phrase that opens the sentence before, if it may speak and agrees: *L'armée a publié un bilan. Elle précise …*."""
        reading = self._reading
        index = reading.sentence_index(start)
        for first, last in reversed(reading.sentences[max(0, index - 2) : index]):
            found = noun_phrase_from(reading, first, last)
            if found is None or not is_source_head(reading.folded[found[0] : found[1]].split()[0].rstrip(",")):
                continue
            head = reading.token_at(found[0])
            gendered = {"Masc": "m", "Fem": "f"}.get((head.morph.get("Gender", []) or [""])[0])
            if ("Plur" in head.morph.get("Number", [])) == plural and gendered in {None, gender}:
                return found
        return None

    def _source_at(self, start: int, end: int) -> Source:
        """The source that a noun phrase names, known or new."""
        phrase = self._reading.text[start:end]
        plain = fold(phrase)
        found = self._known(plain)
        if found is None:
            found = self._new(phrase, plain, start, end)
            self._sources.append(found)
        return found

    def _last_at(self, source: Source, start: int) -> int:
        parts = {source.name or "", *source.phrases} - {""}
        return max((self._reading.text.lower().rfind(part.lower(), 0, start) for part in parts), default=-1)

    def _person_before(self, start: int) -> tuple[int, str, str] | None:
        """(offset, name, what stands before it) of the last person that the NER found before `start`."""
        paragraph = self._reading.text.rfind("\n", 0, start)
        persons = [
            ent for ent in self._reading.doc.ents
            if ent.label_ == "PER" and ent.end_char <= start and (" " in ent.text or ent.start_char > paragraph)
            and not re.search(r"\b(?:par|avec|contre|de|à|d')\s?$", self._reading.folded[max(0, ent.start_char - 8) : ent.start_char])
            and not organisation(ent.text)
        ]
        if not persons:
            return None
        last = persons[-1]
        first, _ = self._reading.sentence_at(last.start_char)
        return last.start_char, last.text, self._reading.folded[first : last.start_char]

    def _person(self, name: str, before: str, gender: str) -> Source:
        kind, country = _officials().get(name, (_type_of_words(before) or "person", _country_of(before)))
        source = Source(name, kind, country, name.split()[-1].lower(), gender, False)
        self._sources.append(source)
        return source

    def _known(self, plain: str) -> Source | None:
        """An earlier source with the same name, surname, acronym, or the same head noun where the new phrase is bare."""
        lowered = plain.lower()
        stripped = _ACRONYM.sub("", plain)
        expanded = self._acronyms.get(plain, stripped)
        person = _person_name(plain)
        for source in reversed(self._sources):
            if lowered in source.phrases or fold(source.name).lower() in {lowered, expanded.lower(), stripped.lower()}:
                return source
            if person and person.split()[-1] in source.name.split():
                return source
        words = lowered.split()
        if len(words) == 1 and words[0] not in _plural_vague():
            introduced = self._introduced(words[0])
            if introduced is not None:
                return introduced
            person = self._by_hypernym(words[0])
            if person is not None:
                return person
            group = self._taken_up(words[0])
            if group is not None:
                return group
            if words[0] == "armée":
                return None  # a bare *armée* is that of the country spoken of, not the last one
            full = self._longer_form(words[0])
            if full is not None:
                return next((source for source in self._sources if fold(source.name) == full), None)
            return next((source for source in reversed(self._sources)
                         if any(phrase.split()[0] == words[0] for phrase in source.phrases) or source.head == words[0]), None)
        return None

    def _taken_up(self, word: str) -> Source | None:
        """*la guérilla*, *le groupe*, *l'ONG*: the last body of that kind that has a name of its own."""
        kinds = _takes_up().get(word, frozenset())
        before = self._reading.folded[max(0, self._at - 3) : self._at].lower()
        if not kinds or not before.endswith(("le ", "la ", "l'")):
            return None
        return next((source for source in reversed(self._sources) if source.type in kinds and source.name and source.name[0].isupper()), None)

    def _by_hypernym(self, word: str) -> Source | None:
        """*l'officier* after *le capitaine Lucas Roche*: the last person whose title the word takes up."""
        titles = _hypernyms().get(word, frozenset())
        paragraph = self._reading.sentence_index(self._at)
        for source in reversed(self._sources):
            if source.name and " " in source.name and any(titles & set(phrase.split()) for phrase in source.phrases):
                near = self._last_at(source, self._at)
                return source if paragraph - self._reading.sentence_index(near) <= 6 else None
        return None

    def _introduced(self, title: str) -> Source | None:
        """The person whom the article introduced by a title, for *le ministre*, *le général*; the last one before."""
        titles = _hypernyms().get(title, frozenset()) | ({title} if _TITLES.fullmatch(title) else frozenset())
        if not titles:
            return None
        pattern = re.compile(rf"\b(?:{'|'.join(sorted(titles, key=len, reverse=True))})\b[^.;:!?\n]{{0,60}}?\s(?P<name>(?:[A-ZÀ-Ý][\w'-]+\s){{0,3}}?[A-ZÀ-Ý][\w'-]+)(?![\w-]|\s[A-ZÀ-Ý])")
        names = {
            fold(entity.text) for entity in self._reading.doc.ents
            if entity.label_ == "PER" and " " in entity.text and entity.text[0].isupper()
        }
        found = [
            (match, next((name for name in names if name.endswith(match["name"]) or match["name"].endswith(name)), None))
            for match in pattern.finditer(self._reading.folded[: self._at])
        ]
        named = [(match, name) for match, name in found if name]
        if not named:
            return None
        found_match, full = named[-1]
        name = max(found_match["name"], str(full), key=len)
        known = next((source for source in self._sources if source.name == name), None)
        if known is None:
            before = found_match[0]
            kind = _type_of_words(before) or _heads().get(title, "person")
            known = Source(name, kind, _country_of(before) or (self._country if kind in {"government", "military"} else None), title, None, False)
            self._sources.append(known)
        return known

    def _longer_form(self, head: str) -> str | None:
        """*l'armée* → *armée soudanaise*, *le ministère* → *ministère de la Défense*, if the article names it so."""
        if head not in {"armée", "ministère", "gouvernement", "parquet", "police", "état-major", "préfecture", "marine"}:
            return None
        pattern = rf"(?<![\w-]){head}\s(?:(?:de la |de l'|des |du |d')[A-ZÀ-Ý][\w'-]+|(?P<adjective>[a-zà-ÿ-]+))"
        forms = Counter(
            match[0] for match in re.finditer(pattern, self._reading.folded)
            if match["adjective"] is None or country_of_demonym(match["adjective"])
        )
        return forms.most_common(1)[0][0] if forms else None

    def _country_near(self, at: int) -> str | None:
        """The country that an institution without one belongs to: the last one its paragraph names, else the article's."""
        paragraph = self._reading.text.rfind("\n", 0, at) + 1
        named = [mention.actor.country for mention in self._reading.mentions
                 if paragraph <= mention.start < at and mention.actor.kind == "state"]
        return named[-1] if named and len(set(named)) == 1 else self._country

    def _full_name(self, surname: str) -> tuple[str, str] | None:
        """*M. Verhaegen* → the full name given before and the words that introduced it."""
        for entity in self._reading.doc.ents:
            if entity.label_ == "PER" and entity.start_char < self._at and entity.text.endswith(" " + surname):
                first, _ = self._reading.sentence_at(entity.start_char)
                return entity.text, self._reading.folded[first : entity.start_char]
        return None

    def _new(self, phrase: str, plain: str, start: int, end: int) -> Source:
        kind = _type_of(plain)
        person = _person_name(plain)
        if not person and re.search(r"anonymat|être nommée?|son identité", self._reading.folded[end : end + 90].split(".")[0]):
            kind = "anonymous"
        if not person and kind in {"government", "military", "state", "intelligence"} and _UNNAMED.match(plain) and self._is_indefinite(start):
            kind = "anonymous"
        name = self._file_name(phrase, plain, person)
        longer = self._longer_form(plain)
        if longer is not None and plain != "armée":
            name = longer
        elif plain == "armée" and (near := self._country_near(start)):
            name = f"armée {_feminine_demonym(near)}" if _feminine_demonym(near) else longer or name
        elif longer is not None:
            name = longer
        if self._possessed(start) and self._sources and not person and re.match(r"porte-parole|chef|directeur|directrice|dirigeant|commandant|état-major|ministre|aile|branche", plain):
            name, kind = self._owned_name(phrase), self._owner_type()
        country = None if _COORDINATED.fullmatch(plain) else _country_of(plain)
        if person and " " not in person and re.match(r"M\.|Mme|MM\.|le |la |l'|[a-zà-ÿ]", plain) or (person and " " not in person and person == plain):
            full = self._full_name(person)
            if full is not None:
                kind = _type_of_words(full[1][-60:]) or kind
                country = country or _country_of(full[1][-60:]) or (self._country if kind in {"government", "military"} else None)
                return Source(full[0], kind, country, plain.split()[0].lower(), None, False)
        speaks_for_a_state = kind in {"government", "military", "state", "intelligence"} or kind == "anonymous" and _UNNAMED.match(plain)
        if country is None and not _COORDINATED.fullmatch(plain) and speaks_for_a_state:
            country = self._country_near(start)
        if person and name in _officials() and kind == "person":
            kind, country = _officials()[name]
        token = self._reading.token_at(start)
        gender = {"Masc": "m", "Fem": "f"}.get((token.morph.get("Gender", []) or [""])[0])
        if person:
            gender = _gender_by_title(plain) or None
        plural = "Plur" in token.morph.get("Number", []) and not person
        return Source(name, kind, country, plain.split()[0].lower(), gender, plural)

    def _file_name(self, phrase: str, plain: str, person: str | None) -> str:
        """The source as one would file it."""
        coordinated = _COORDINATED.fullmatch(plain)
        if coordinated:
            return f"{coordinated['one']} et {coordinated['other']}"
        if person:
            return phrase[plain.rfind(person) :][: len(person)]
        if plain in self._acronyms:
            return self._acronyms[plain]
        known = organisation(plain) or organisation(_ACRONYM.split(plain)[0].strip())
        if known:
            written = _ACRONYM.match(plain, plain.find(" ("))  # the article's own full name beats a lexicon's acronym
            return _ACRONYM.sub("", phrase) if written and written["acronym"] == known.name else known.name
        for mention in find_mentions(plain)[:1]:
            if mention.start == 0 and mention.actor.kind == "organisation" and mention.form == "name":
                return mention.actor.name
        document = re.match(rf"(?:{'|'.join(_documents())})\s(?:\w+\s)?(?:de la |de l'|du |des |de |d')(?P<owner>.+)$", plain, re.IGNORECASE)
        if document:
            return self._owner(phrase[document.start("owner") : document.end("owner")])
        generic = _GENERIC_HEAD.match(plain)
        named = organisation(_ACRONYM.split(plain[generic.end() :])[0].strip()) if generic else None
        if named:
            return named.name
        short = _ACRONYM.sub("", phrase)
        short = _LEADING.sub("", short)
        return re.split(r",\s", short)[0].strip()

    def _owner(self, phrase: str) -> str:
        plain = fold(phrase)
        known = organisation(plain)
        return known.name if known else self._acronyms.get(plain, _ACRONYM.sub("", phrase).split(",")[0])


def _person_name(plain: str) -> str | None:
    """The person's name in a source phrase: at its end after a title or apposition, or the whole phrase."""
    bare = re.sub(r"\s*\([^)]*\)?", "", plain)
    parts = re.split(r",\s", bare)
    if len(parts) > 1 and re.fullmatch(r"[A-ZÀ-Ý][\w'-]+(?:\s(?:de\s|du\s|la\s|le\s|al-|ben\s)*[A-ZÀ-Ý][\w'-]+){1,3}", parts[0]) and not organisation(parts[0]):
        return parts[0]
    for part in reversed(parts):
        part = re.sub(r"^(?:le|la|l'|les)\s?", "", part)
        titled = list(_TITLES.finditer(part))
        rest = part[titled[-1].end() :].strip() if titled else part
        rest = _DEPARTMENT.sub("", rest)
        match = _PERSON.search(rest)
        if not match or organisation(match[0]) or country_of_name(match[0]) or country_of_seat(match[0]):
            continue
        preceding = rest[: match.start()].strip()
        if preceding.endswith((" de", " du", " des", " d'", " à", " la", "de", "du", "des", "l'", "d'", "à", "aux", "au")) or preceding in {"de la", "de l'"}:
            continue
        if titled and (not preceding or preceding.islower()):
            return _without_organisation(match[0])
        if not titled and match[0] == part and len(part.split()) in {2, 3} and not _names_organisation(part):
            return match[0]
        if not titled and len(re.split(r",\s", bare)) > 1 and match[0] == part and len(part.split()) >= 2:
            return match[0]
    return None


# ministre[ de la Défense] Andri Hrytsak · chef[ du Hamas] Yahya Sinouar
_DEPARTMENT = re.compile(r"^(?:de la |de l'|du |des |d'|aux? |à la )(?:[a-zà-ÿ-]+\s)*[A-ZÀ-Ý][\w-]+(?:\s(?:et|à|de la|des|de l'|du)\s?[\w-]+)*\s(?=[A-ZÀ-Ý][\w'-]+\s[A-ZÀ-Ý])")


def _names_organisation(words: str) -> bool:
    """*ONG Control Ciudadano*, *Lahore Herald*: an acronym or a word of newspapers' names stands in it."""
    return any((word.isupper() and len(word) > 1) or word in _media_words() for word in words.split())


@cache
def _media_words() -> frozenset[str]:
    return frozenset(read_toml("source_nouns.toml")["media_names"]["words"].split())


def _without_organisation(name: str) -> str:
    """*FGTB Marc Delvaux* → *Marc Delvaux*."""
    words = name.split()
    while len(words) > 1 and words[0].isupper() and len(words[0]) > 1:
        words = words[1:]
    return " ".join(words)


@cache
def _feminine_demonym(country: str) -> str | None:
    """RUS → *russe*, KOR → *sud-coréenne*."""
    for row in read_csv("states.csv", "iso3"):
        if row["iso3"] == country and row["demonyms"]:
            forms = inflect(values(row["demonyms"])[0])
            return forms[2] if len(forms) > 3 else forms[1] if forms[0].endswith("s") else forms[0]
    return None


def _gender_by_title(plain: str) -> str | None:
    if re.match(r"(?:Mme|madame|la\s)", plain, re.IGNORECASE):
        return "f"
    title = _TITLES.search(plain)
    if title and re.search(r"(?:ée|trice|euse|ère|ienne|ente|erte|ante|eure|elle|cheffe)$", title[0]):
        return "f"
    return "m" if re.match(r"M\.|monsieur", plain) else None


@cache
def _heads() -> dict[str, SourceType]:
    table = read_toml("source_nouns.toml")["types"]
    return {noun: kind for kind, nouns in table.items() if kind != "source" for noun in nouns.split()}


@cache
def _officials() -> dict[str, tuple[SourceType, str | None]]:
    """Heads of state, ministers and commanders whom the press names without their title → type and country."""
    return {str(row["name"]): (row["type"], row["country"]) for row in read_csv("officials.csv", "name")}  # type: ignore[misc]


@cache
def _takes_up() -> dict[str, frozenset[str]]:
    """A bare noun that takes up a body named before → the source types it may stand for."""
    table = read_toml("source_nouns.toml")["takes_up"]
    found: dict[str, set[str]] = {}
    for kind, nouns in table.items():
        for noun in nouns.split() if kind != "source" else ():
            found.setdefault(noun, set()).add(kind)
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


@cache
def _hypernyms() -> dict[str, frozenset[str]]:
    """A noun that takes up a person → the titles that the person may have been introduced by."""
    table = read_toml("source_nouns.toml")["hypernyms"]
    return {noun: frozenset(titles.split()) for noun, titles in table.items() if noun != "source"}


@cache
def _documents() -> frozenset[str]:
    return frozenset(read_toml("source_nouns.toml")["documents"]["nouns"].split())


def _plural_vague() -> frozenset[str]:
    return frozenset({"analystes", "experts", "observateurs", "sources", "responsables", "témoins", "habitants", "diplomates"})


def is_thing(phrase: str) -> bool:
    """True for a phrase about what is said, not who says it: *chiffres invérifiables*."""
    head = phrase.split()[0].lower() if phrase.split() else ""
    return head in _documents() or _heads().get(head) == "unknown"


def is_source_head(word: str) -> bool:
    """True for a noun that names a possible source: *ministre*, *analystes*, *rapport*."""
    return word.lower() in _heads()


# selon le [proviseur], des [grutiers]: agents by their ending, save the things that end alike
_AGENT = re.compile(r"\w{3,}(?:eur|euse|trice|iste|ien|ienne|logue|crate|ier|ière|graphe|naute|phile)s?")


@cache
def _things_like_agents() -> frozenset[str]:
    table = read_toml("source_nouns.toml")
    return frozenset(f"{table['things_like_agents']['nouns']} {table['not_sources']['nouns']}".split())


def is_agent_noun(word: str) -> bool:
    """True for a noun that names somebody by what he does, by its ending."""
    word = word.lower()
    return bool(_AGENT.fullmatch(word)) and not {word, word.rstrip("s")} & _things_like_agents()


def _type_of_words(words: str) -> SourceType | None:
    found = [_heads()[word] for word in re.findall(r"[\w-]+", words.lower()) if word in _heads()]
    return found[-1] if found else None


def _organisation_at_start(plain: str) -> Actor | None:
    """The organisation that a phrase names, with or without its acronym or an apposition after it."""
    bare = _ACRONYM.split(plain)[0].strip()
    return organisation(plain) or organisation(bare) or organisation(bare.split(", ")[0])


def _type_of(plain: str) -> SourceType:
    """The source_type of a phrase: by lexicon, by its head noun, by what it names."""
    lowered = plain.lower()
    known = _organisation_at_start(plain)
    if known:
        return known.type  # type: ignore[return-value]  # the lexicon's types are source types
    coordinated = _COORDINATED.fullmatch(plain)
    first = coordinated["one"] if coordinated else plain
    if country_of_name(first) or country_of_seat(first):
        return "state"
    if re.search(r"anonymat|haute? responsable|\bsources?\b(?! indépendante| ouverte)", lowered):
        return "anonymous"
    generic = _GENERIC_HEAD.match(plain)
    named = organisation(_ACRONYM.split(plain[generic.end() :])[0].strip()) if generic else None
    if named:
        return named.type  # type: ignore[return-value]
    if _ARMED.search(lowered) and re.match(r"(?:chef|dirigeant|commandant|porte-parole|responsable|cadre|leader|mouvement|groupe|coalition|alliance|faction|autorité)", lowered):
        return "armed_group"
    former = re.match(r"(?:ex-|anciens? |anciennes? )[\w\s-]*?(?P<post>général|colonel|amiral|officier|militaire|agent|ministre|président|chef|directeur|ambassadeur)", lowered)
    if former:
        return "expert" if former["post"] in {"général", "colonel", "amiral", "officier", "militaire", "agent"} else "person"
    if re.search(r"renseignement", lowered) and not re.search(r"\b(?:chef|général|colonel)\b", lowered):
        return "intelligence"
    if re.search(r"porte-parole|portes-parole", lowered):
        if re.search(r"militaire|armée|état-major|forces|marine|général|colonel|commandant", lowered):
            return "military"
        inner = [mention.actor for mention in find_mentions(plain) if mention.actor.kind == "organisation"]
        return inner[0].type if inner else "government"  # type: ignore[return-value]
    for phrase in re.findall(r"[\w-]+", lowered):
        if phrase in _documents():
            owner = re.search(rf"{phrase}\s(?:\w+\s)?(?:de la |de l'|du |des |de |d')(.+)$", plain)
            if owner:
                return _type_of(owner[1])
            if "parlement" in lowered:
                return "state"
            return "military" if re.search(r"militaire|armée|interne", lowered) else "unknown"
        if phrase in _heads():
            later = [_heads()[word] for word in re.findall(r"[\w-]+", lowered)[1:] if word in _heads() and word not in _AREAS]
            institutions = [kind for kind in later if kind in {"government", "military", "intelligence", "state", "ngo", "media", "company", "international_organisation"}]
            return institutions[0] if _heads()[phrase] in {"person", "unknown"} and institutions and not _person_name(plain.split(",")[0]) else _heads()[phrase]
    mentions = [mention for mention in find_mentions(plain) if mention.actor.kind == "organisation"]
    if mentions and mentions[0].start == 0:
        return mentions[0].actor.type  # type: ignore[return-value]
    if any(word in _media_words() for word in plain.split()):
        return "media"
    if plain and is_agent_noun(plain.split()[0]):
        return "person"
    if re.fullmatch(r"[A-ZÀ-Ý][\w'-]+(?:\s(?:de\s|du\s|le\s|la\s|al-)?[A-ZÀ-Ý][\w'-]+){0,3}", plain):
        return "person"
    return "unknown"


def _country_of(plain: str) -> str | None:
    """The country that a phrase names: a state, a seat, a demonym, or that of its organisation."""
    for mention in find_mentions(plain):
        if mention.actor.kind == "organisation" and mention.actor.country and mention.actor.type != "armed_group" or mention.actor.kind == "state":
            return mention.actor.country
    for word in re.findall(r"[\w-]+", plain):
        found = country_of_demonym(word)
        if found:
            return found
    return None


def _acronyms(folded: str) -> list[tuple[str, str]]:
    """(acronym, full name) where the text gives both: *Service national de renseignement (NIS)* (Schwartz & Hearst 2003)."""
    found = []
    for match in re.finditer(r"(?P<full>(?:[A-ZÀ-Ýa-zà-ÿ][\w'-]*[\s]){1,10})\((?P<acronym>[A-ZÉ][\w-]{1,9})\)", folded):
        words = re.findall(r"(?:[ldLD]')?\S+", match["full"])
        start = _start_of_name(words, match["acronym"])
        if start is not None:
            found.append((match["acronym"], re.sub(r"^[ldLD]'", "", " ".join(words[start:]))))
    return found


_SMALL_WORDS = frozenset({"de", "du", "des", "la", "le", "les", "et", "pour", "à", "aux", "au", "en", "sur", "d'", "l'"})


def _start_of_name(words: list[str], acronym: str) -> int | None:
    """Where the full name of an acronym begins: where the initials agree best, else at the first capital."""
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    for start in range(len(words) - 1, -1, -1):
        initials = [re.sub(r"^[ldLD]'", "", word)[0].lower() for word in words[start:] if word.lower() not in _SMALL_WORDS]
        if len(initials) >= 2 and initials[: len(letters)] == letters[: len(initials)] and len(initials) >= len(letters) - 1:
            return start
    capitals = [index for index, word in enumerate(words) if re.sub(r"^[ldLD]'", "", word)[:1].isupper()]
    named = [index for index in capitals if words[index] not in {"Le", "La", "Les", "Selon", "Pour", "D'après", "Un", "Une", "Des"}]
    heads = [index for index, word in enumerate(words) if is_source_head(re.sub(r"^[ldLD]'", "", word))]
    return heads[0] if heads and (not named or heads[0] < named[0]) else (named[0] if named else None)


def _main_country(reading: Reading) -> str | None:
    """The country that an article names most, by state, seat or demonym, if it clearly leads."""
    title = reading.sentences[0][1] if reading.sentences else 0
    votes: Counter[str | None] = Counter()
    for mention in reading.mentions:
        if mention.actor.kind == "state":
            votes[mention.actor.country] += 4 if mention.start < title else 2
    for entity in reading.doc.ents:
        places = find_places(fold(entity.text)) if entity.label_ == "LOC" else []
        if places and places[0].country and (places[0].curated or places[0].population > 100_000):
            votes[places[0].country] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= ranked[1][1]):
        return None
    return ranked[0][0]
