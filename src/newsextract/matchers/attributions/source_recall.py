"""Sources that an article has named before → the one that a later phrase takes up.

*le général Ivo Petrescu … l'officier*; *les Gardiens de la révolution … les Gardiens*; *le Service national de
renseignement … l'agence*.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

from newsextract.actors import organisation
from newsextract.matchers.attributions.acronyms import find_acronyms
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.source_context import (
    CAPITAL,
    QUALIFIERS,
    are_definite,
    is_definite,
    is_indefinite,
    is_this,
)
from newsextract.matchers.attributions.source_countries import country_in
from newsextract.matchers.attributions.source_forms import (
    longer_form,
)
from newsextract.matchers.attributions.source_homes import home_of
from newsextract.matchers.attributions.source_known import Source
from newsextract.matchers.attributions.source_persons import Person, Persons
from newsextract.matchers.attributions.source_phrases import ACRONYM, Phrase, parse_phrase
from newsextract.matchers.attributions.source_types import type_of
from newsextract.matchers.attributions.source_words import (
    head_types,
    hypernyms,
    is_document,
    namesakes,
    official,
    short_names,
    takes_up,
    takes_up_person,
    words_by_line,
    words_of,
)
from newsextract.reading import Reading
from newsextract.records import SourceType
from newsextract.text import fold

# who issues texts and communiqués
_ISSUERS = frozenset(
    {"government", "military", "state", "intelligence", "armed_group", "international_organisation", "ngo", "company"}
)
_ORDINARY = frozenset({"person", "public", "military", "armed_group", "unknown"})
_INTERLOCUTORS = frozenset({"interlocuteur", "interlocutrice"})
_LETTERS = re.compile(r"[a-zà-ÿ]+")
# l'[ONG] basée à Coventry
_SEATED = re.compile(r"(?P<head>[\w'-]+) (?:basée?s?|installée?s?|établie?s?|sise?s?) (?:à|en|au|aux|dans) ")
_NEAR = 6  # sentences: a bare *officier* takes up nobody named earlier than that


def _is_namesake(phrase: Phrase, source: Source) -> bool:
    """*Alimata Ouattara* and *Téné Birahima Ouattara*: two persons of one surname, both with given names."""
    given, known = (phrase.person or "").split()[:-1], fold(source.name).split()[:-1]
    return bool(given and known) and not set(given) & set(known) and given[0][0] != known[0][0]


# fédération allemande [de la mécanique] · syndicat [des pilotes]: a name of its own, not another's hypernym
_OF_A_TRADE = re.compile(
    r"(?:fédération|confédération|syndicat|union|association|chambre)\b[^,]{0,30} (?:de la |du |des |de l')"
    r"(?!défense|droits?|protection|région|société)[a-zà-ÿ]"
)


class Recall(ABC):
    """The sources of one article so far; how a new one is filed is the registry's part."""

    def __init__(self, reading: Reading, quotes: Sequence[Stretch] = ()) -> None:
        self._reading = reading
        self._quotes = quotes
        self._sources: list[Source] = []
        self._spoken: dict[int, Source] = {}  # by where its phrase starts
        self._persons = Persons(reading)
        self._at = 0

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        return dict(find_acronyms(self._reading.folded))

    @abstractmethod
    def _new(self, phrase: Phrase, start: int, end: int) -> Source:
        """The source of a phrase that takes up none."""

    # --- known sources

    def _known(self, phrase: Phrase) -> Source | None:
        """An earlier source with the same name, surname or acronym, or one that the phrase takes up."""
        same = self._same_name(phrase)
        seated = _SEATED.match(phrase.plain) if same is None else None
        if seated is not None and is_definite(self._reading.folded, self._at):
            phrase = parse_phrase(seated["head"])
        if same is not None or phrase.person or phrase.coordinated:
            return same
        if CAPITAL.match(phrase.plain) and " " not in phrase.plain and phrase.actor is None:
            short = self._short_name(phrase.plain)
            if short is not None:
                return short
        if is_indefinite(self._reading.folded, self._at):
            return None
        return self._taken_up(phrase)

    def _same_name(self, phrase: Phrase) -> Source | None:
        stripped = ACRONYM.sub("", phrase.plain)
        expanded = self._acronyms.get(phrase.plain, stripped)
        names = {phrase.lowered, expanded.lower(), stripped.lower()}
        surname = phrase.person.split()[-1] if phrase.person else None
        if surname is None and stripped[:1].isupper() and " " not in stripped and not phrase.actor:
            surname = stripped
        bare = " " not in phrase.plain and phrase.plain.islower()
        for source in reversed(self._sources):
            if fold(source.name).lower() in names or (not bare and phrase.lowered in source.phrases):
                return source
            if surname and source.person and surname in source.name.split() and not _is_namesake(phrase, source):
                return source
        return None

    def _short_name(self, word: str) -> Source | None:
        """*les Gardiens* after *les Gardiens de la révolution*: the body that the article named with more words."""
        if len(word) < 5 or word.isupper():
            return None
        for mention in reversed(self._reading.mentions):
            if mention.end > self._at or mention.actor.kind != "organisation":
                continue
            name = self._reading.text[mention.start : mention.end]
            if name.startswith(word + " ") or mention.actor.name in short_names().get(word, frozenset()):
                return self._same_name(parse_phrase(name)) or self._new(parse_phrase(name), mention.start, mention.end)
        return None

    def _taken_up(self, phrase: Phrase) -> Source | None:
        """*le ministre*, *l'officier*, *la guérilla*, *le même site*: a noun that stands for a source named before."""
        words = phrase.lowered.split()
        if words[0] in {"même", "mêmes"} and len(words) > 1:
            return self._same_kind(words[1])
        if len(words) == 1 and (pointed := self._pointed_at(words[0])) is not None:
            return pointed
        if phrase.lowered in words_of("vague"):
            return None
        if len(words) == 1:
            found = self._introduced(words[0]) or self._by_hypernym(words[0]) or self._by_office(words[0])
            if found is not None:
                return found
        if is_definite(self._reading.folded, self._at) or phrase.lowered in {"ministère", "armée"}:
            return (
                self._person_taken_up(phrase)
                or self._body_taken_up(words[0], phrase)
                or (self._same_head(words[0]) if len(words) == 1 else None)
            )
        return self._same_head(words[0]) if len(words) == 1 else None

    def _pointed_at(self, word: str) -> Source | None:
        """*cette source*, *le texte*, *les djihadistes*: who spoke last, or the one band that the article tells of."""
        folded = self._reading.folded
        if word == "source" and is_definite(folded, self._at):
            return self._same_kind(word) if is_this(folded, self._at) else self._last_of({word})
        if word in _INTERLOCUTORS and not is_indefinite(folded, self._at):
            return self._sources[-1] if self._sources else None
        if word in words_of("issued") | words_of("studied") and not is_indefinite(folded, self._at):
            return self._issuer(word)
        return self._band() if word in words_of("bands") and are_definite(folded, self._at) else None

    def _last_of(self, heads: set[str]) -> Source | None:
        return next((source for source in reversed(self._sources) if source.head in heads), None)

    def _issuer(self, word: str) -> Source | None:
        """Who stands behind *le texte*: the body that spoke just before; *l'étude* needs one that wrote something."""
        here = self._reading.sentence_index(self._at)
        pointed = is_this(self._reading.folded, self._at)
        for source in reversed(self._sources):
            if here - self._reading.sentence_index(source.last) > _NEAR:
                return None
            if pointed and self._has_written(source):
                return source  # *ce document*: the report, whoever has spoken since
            if source.type == "unknown" and is_document(source.head) and source.head != word:
                continue  # *le bilan fait état de …, assure le communiqué*: a text of nobody's stands behind no other
            if pointed and any(map(self._has_written, self._sources)):
                continue
            if self._has_written(source) or (
                source.type in _ISSUERS and (word in words_of("issued") or self._wrote(source))
            ):
                return source
        return None

    def _has_written(self, source: Source) -> bool:
        """True of who was named by a document: *un rapport d'experts*."""
        return any(is_document(words.split()[0]) for words in source.phrases)

    def _wrote(self, source: Source) -> bool:
        """True if the sentence in which a source spoke tells of a document: *Dans son rapport, le panel évalue*."""
        first, last = self._reading.sentence_at(max(0, source.last - 1))
        return any(is_document(word) for word in _LETTERS.findall(self._reading.folded, first, last))

    def _band(self) -> Source | None:
        """The armed group that spoke last, if it is the only one told of since; else the only one of the article."""
        told = [
            mention
            for mention in self._reading.mentions
            if mention.end <= self._at and mention.actor.kind == "organisation" and mention.actor.type == "armed_group"
        ]
        last = next((one for one in reversed(self._sources) if one.type == "armed_group" and not one.person), None)
        if last is not None and last.name[:1].isupper():
            own = organisation(fold(last.name))
            return last if not any(one.start >= last.last and one.actor != own for one in told) else None
        if len({one.actor.name for one in told}) != 1:
            return None
        name = self._reading.text[told[0].start : told[0].end]
        return self._same_name(parse_phrase(name)) or self._new(parse_phrase(name), told[0].start, told[0].end)

    def _same_kind(self, head: str) -> Source | None:
        """*la même agence*, *la même source*: the last source of that kind, else the last one."""
        kinds = takes_up().get(head, frozenset()) | {head_types().get(head, "unknown")}
        fitting = [source for source in self._sources if source.head == head or source.type in kinds]
        if head in {"source", "sources", "agence"} and not fitting:
            return self._sources[-1] if self._sources else None
        if head == "agence":
            services = [
                source
                for source in self._sources
                if source.type in {"media", "intelligence", "international_organisation"}
            ]
            return services[-1] if services else None
        return fitting[-1] if fitting else None

    def _same_head(self, head: str) -> Source | None:
        """A bare noun that an earlier phrase began with; *armée* is that of the country spoken of, not the last."""
        if head == "armée":
            return None
        full = longer_form(self._reading.folded, head)
        if full is not None:
            return next((source for source in self._sources if fold(source.name) == full), None)
        for source in reversed(self._sources):
            if source.head == head or any(phrase.split()[0] == head for phrase in source.phrases):
                return source
        return None

    def _body_taken_up(self, head: str, phrase: Phrase) -> Source | None:
        """*la guérilla*, *le grand quotidien conservateur*: the last body of that kind with a name of its own."""
        if head in QUALIFIERS and " " in phrase.lowered:
            head = phrase.lowered.split()[1]
        kinds = takes_up().get(head, frozenset())
        named = CAPITAL.search(phrase.plain) and phrase.lowered != "ong" and not country_in(phrase.plain)
        if not kinds or phrase.actor or named or _OF_A_TRADE.match(phrase.lowered):
            return None
        fitting = (
            source
            for source in self._sources
            if source.type in kinds and source.name[:1].isupper() and not source.person
        )
        last = max(fitting, key=lambda source: source.last, default=None)
        return self._mentioned(kinds, after=last.last if last else -1) or last

    def _mentioned(self, kinds: frozenset[str], after: int) -> Source | None:
        """The last organisation of some type that the article named before, source or not, later than an offset."""
        for mention in reversed(self._reading.mentions):
            if mention.start < after:
                return None
            if mention.end <= self._at and mention.actor.kind == "organisation" and mention.actor.type in kinds:
                name = self._reading.text[mention.start : mention.end]
                return self._same_name(parse_phrase(name)) or self._new(parse_phrase(name), mention.start, mention.end)
        return None

    def _person_taken_up(self, phrase: Phrase) -> Source | None:
        """*le chef de guerre*, *l'universitaire*, *la quadragénaire*: the last person of a kind that the words fit."""
        kinds = takes_up_person().get(phrase.plain) or takes_up_person().get(phrase.lowered)
        if not kinds:
            return None
        here = self._reading.sentence_index(self._at)
        for source in reversed(self._sources):
            if source.person and source.type in kinds and here - self._reading.sentence_index(source.last) <= _NEAR:
                return source
        return self._told_of(phrase, here) if phrase.lowered in words_by_line("epithets") else None

    def _told_of(self, phrase: Phrase, here: int) -> Source | None:
        """*le vétéran*: the person with two names whom the sentences before tell of, who has not spoken yet."""
        found = self._persons.portrayed_before(self._at)
        if found is None or here - self._reading.sentence_index(found.start) > _NEAR:
            return None
        if found.introduction and type_of(parse_phrase(found.introduction)) not in _ORDINARY:
            return None
        return self._same_name(parse_phrase(found.name)) or self._add_person(found, phrase.head)

    def _by_hypernym(self, word: str) -> Source | None:
        """*l'officier* after *le capitaine Lucas Roche*: the last person whose title the word takes up."""
        titles = hypernyms().get(word, frozenset())
        here = self._reading.sentence_index(self._at)
        for source in reversed(self._sources):
            if source.person and any(titles & set(phrase.split()) for phrase in source.phrases):
                return source if here - self._reading.sentence_index(source.last) <= _NEAR else None
        return None

    def _by_office(self, word: str) -> Source | None:
        """*la présidente* after *Claudia Sheinbaum*: the last leader whom the text names without a title."""
        if word not in words_of("offices") or not is_definite(self._reading.folded, self._at):
            return None
        here = self._reading.sentence_index(self._at)
        for source in reversed(self._sources):
            if source.person and source.type == "government" and source.name.lower() in source.phrases:
                return source if here - self._reading.sentence_index(source.last) <= _NEAR else None
        return None

    def _introduced(self, title: str) -> Source | None:
        """The person whom the article introduced by a title, for *le ministre*, *le sergent*; the last one before."""
        titles = hypernyms().get(title, frozenset()) | ({title} if title in words_of("introducing") else frozenset())
        found = self._persons.introduced(titles, self._at) if titles else None
        if found is None:
            return None
        known = next((source for source in self._sources if source.name == found.name), None)
        return known or self._add_person(found, title)

    def _add_person(self, found: Person, head: str, gender: str | None = None) -> Source:
        words = found.introduction or (found.name if found.name[:1].islower() else "")  # *capitaine Diallo*
        told = type_of(parse_phrase(words)) if words else head_types().get(head, "person")
        kind = (official(found.name) or (told, None))[0]
        country = self._leader_country(found.name, kind) or country_in(words)
        introduced = len(words) if self._reading.folded.startswith(words, found.start) else 0
        end = found.start + max(introduced, len(found.name))
        home = home_of(parse_phrase(self._reading.text[found.start : end]), kind, found.start, end)
        sort: SourceType = "person" if kind == "unknown" else kind  # Bishal, 27 ans, natif de Pokhara
        return Source(found.name, sort, country, head, gender, False, True, None if country else home)

    def _leader_country(self, name: str, kind: SourceType) -> str | None:
        """That of a leader whom the lexicon knows; of namesakes, that of the only one whose state the text names."""
        leader = official(name)
        if leader is None or leader[0] != kind:
            return None
        states = namesakes(name)
        if not states:
            return leader[1]
        named = {mention.actor.country for mention in self._reading.mentions} & states
        return str(named.pop()) if len(named) == 1 else None
