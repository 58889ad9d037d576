"""Sources of one article, in order → their names, types and countries; pronouns and short forms are resolved.

*le général Ivo Petrescu … l'officier … il* is one source; *l'armée* takes the full form that the article gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from newsextract.actors import organisation
from newsextract.matchers.attributions.acronyms import find_acronyms
from newsextract.matchers.attributions.anonymity import is_nobody
from newsextract.matchers.attributions.clauses import is_inside
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.source_context import (
    CAPITAL,
    FEMININE_PRONOUNS,
    FIRST_PERSON,
    MET,
    ONE_OF_THEIRS,
    PHRASAL_PRONOUNS,
    PLURAL_PRONOUNS,
    QUALIFIERS,
    SUBJECT_PRONOUN,
    article_before,
    is_definite,
    is_indefinite,
    is_owned,
)
from newsextract.matchers.attributions.source_forms import (
    agreement,
    as_named,
    full_form,
    longer_form,
    ministry_of_minister,
    preposition_to,
)
from newsextract.matchers.attributions.source_homes import home_of
from newsextract.matchers.attributions.source_known import Source, agrees
from newsextract.matchers.attributions.source_persons import Person, Persons
from newsextract.matchers.attributions.source_phrases import ACRONYM, Phrase, file_name, owner_actor, parse_phrase
from newsextract.matchers.attributions.source_types import country_in, country_of_body, country_of_phrase, type_of
from newsextract.matchers.attributions.source_words import (
    country_of_party,
    head_types,
    hypernyms,
    is_source_head,
    namesakes,
    official,
    takes_up,
    takes_up_person,
    words_of,
)
from newsextract.matchers.attributions.sources import PRONOUNS, noun_phrase_from
from newsextract.reading import Reading
from newsextract.records import Home, SourceType
from newsextract.text import fold

_OF_STATES = frozenset({"government", "military", "state", "intelligence"})
_NO_INSTITUTION = frozenset({"media", "person", "anonymous", "expert", "unknown", "public"})
_NEAR = 6  # sentences: a bare *officier* takes up nobody named earlier than that


class Registry:
    """Names the sources of one article, one after another."""

    def __init__(self, reading: Reading, quotes: Sequence[Stretch] = ()) -> None:
        self._reading = reading
        self._quotes = quotes
        self._sources: list[Source] = []
        self._persons = Persons(reading)
        self._at = 0

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        return dict(find_acronyms(self._reading.folded))

    def name(self, start: int, end: int) -> Source | None:
        """The source whose phrase is text[start:end]; None for a pronoun that stands for nobody known."""
        self._at = start
        plain = self._reading.folded[start:end].lower()
        if plain in FIRST_PERSON:
            source = self._interviewee()
        elif plain in PRONOUNS or plain.startswith(PHRASAL_PRONOUNS):
            source = self._antecedent(plain)
        else:
            source = self._source_at(start, end)
        if source is None:
            return None
        if source in self._sources:
            self._sources.remove(source)
        self._sources.append(source)
        source.phrases.add(plain)
        source.last = end
        return source

    def _source_at(self, start: int, end: int) -> Source:
        """The source that a noun phrase names, known or new."""
        phrase = parse_phrase(self._reading.text[start:end])
        known = None if is_owned(self._reading.folded, start) else self._known(phrase)
        return known or self._new(phrase, start, end)

    # --- known sources

    def _known(self, phrase: Phrase) -> Source | None:
        """An earlier source with the same name, surname or acronym, or one that the phrase takes up."""
        same = self._same_name(phrase)
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
            if surname and source.person and surname in source.name.split():
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
            if name.startswith(word + " "):
                return self._same_name(parse_phrase(name)) or self._new(parse_phrase(name), mention.start, mention.end)
        return None

    def _taken_up(self, phrase: Phrase) -> Source | None:
        """*le ministre*, *l'officier*, *la guérilla*, *le même site*: a noun that stands for a source named before."""
        words = phrase.lowered.split()
        if words[0] in {"même", "mêmes"} and len(words) > 1:
            return self._same_kind(words[1])
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
        if not kinds or phrase.actor or (CAPITAL.search(phrase.plain) and not country_in(phrase.plain)):
            return None
        named = (
            source
            for source in self._sources
            if source.type in kinds and source.name[:1].isupper() and not source.person
        )
        last = max(named, key=lambda source: source.last, default=None)
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
        return None

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
        words = found.introduction
        told = type_of(parse_phrase(words)) if words else head_types().get(head, "person")
        kind = (official(found.name) or (told, None))[0]
        country = self._leader_country(found.name, kind) or country_in(words)
        introduced = len(words) if self._reading.folded.startswith(words, found.start) else 0
        end = found.start + max(introduced, len(found.name))
        home = home_of(parse_phrase(self._reading.text[found.start : end]), kind, found.start, end)
        return Source(found.name, kind, country, head, gender, False, True, None if country else home)

    # --- pronouns

    def _interviewee(self) -> Source | None:
        """Who says *je* outside quotation marks: the first person that the article names."""
        found = self._persons.first()
        if found is None:
            return None
        known = next((source for source in self._sources if source.name == found.name), None)
        return known or self._add_person(found, "")

    def _antecedent(self, pronoun: str) -> Source | None:
        """The source that a pronoun may stand for, by number, gender and nearness; else a person or subject before."""
        plural = pronoun in PLURAL_PRONOUNS
        gender = "f" if pronoun in FEMININE_PRONOUNS else "m"
        fitting = [source for source in self._sources if agrees(source, gender, plural)]
        if any(source.type != "state" for source in fitting):
            fitting = [source for source in fitting if source.type != "state"]
        nearest = self._last_seen(fitting[-1]) if fitting else -1
        paragraph = self._reading.text.rfind("\n", 0, self._at)
        person = self._persons.named_before(self._at, self._quotes) if not plural else None
        if person is not None and self._is_less_known(person, fitting):
            person = None
        if person is not None and nearest < person.start and (person.start > paragraph or not fitting):
            known = self._same_name(parse_phrase(person.name))
            return known or self._add_person(person, person.name.split()[-1].lower(), gender)
        subject = self._subject_before(gender, plural)
        if subject is not None and nearest < subject[0]:
            return self._source_at(*subject)
        return fitting[-1] if fitting else None

    def _is_less_known(self, person: Person, fitting: Sequence[Source]) -> bool:
        """True for one word that nothing tells to be a person, where a person has spoken just before."""
        if " " in person.name or person.introduction or not fitting or not fitting[-1].person:
            return False
        here = self._reading.sentence_index(self._at)
        return here - self._reading.sentence_index(fitting[-1].last) <= _NEAR // 2

    def _last_seen(self, source: Source) -> int:
        """Where the text names a source for the last time before the pronoun."""
        folded = self._reading.folded
        return max(source.last, folded.rfind(fold(source.name), 0, self._at))

    def _subject_before(self, gender: str, plural: bool) -> Stretch | None:
        """The phrase that opens a sentence before, if it may speak and agrees: *L'armée a publié un bilan. Elle …*."""
        reading = self._reading
        index = reading.sentence_index(self._at)
        here = index + 1 if self._is_subject() else index
        for first, last in reversed(reading.sentences[max(0, index - 2) : here]):
            found = noun_phrase_from(reading, first, min(last, self._at))
            if found is None or not self._may_be_taken_up(found) or is_inside(self._quotes, found[0]):
                continue
            own_gender, own_plural = agreement(self._reading, *found)
            if own_plural in {None, plural} and own_gender in {None, gender}:
                return found
        return None

    def _is_subject(self) -> bool:
        """True for *il*, *elles* …; *lui* after a preposition may not be the subject of its own sentence."""
        return bool(SUBJECT_PRONOUN.match(self._reading.folded, self._at))

    def _may_be_taken_up(self, found: Stretch) -> bool:
        words = self._reading.folded[found[0] : found[1]].split()
        return is_source_head(words[0].rstrip(",")) or organisation(" ".join(words)) is not None

    # --- new sources

    def _new(self, phrase: Phrase, start: int, end: int) -> Source:
        kind = type_of(phrase)
        if phrase.plain in self._acronyms and phrase.actor is None:
            kind = type_of(parse_phrase(self._acronyms[phrase.plain]))
        if kind == "person" and (phrase.person == phrase.plain or phrase.plain == phrase.plain.title()):
            kind = self._persons.told_after(phrase.plain, end) or kind
        if phrase.head in words_of("trades") and phrase.person is None and MET.match(self._reading.folded, end):
            kind = "public"
        name = as_named(self._reading.text, phrase, file_name(phrase, self._acronyms))
        owner = owner_actor(phrase)
        country = owner.country if owner else None if phrase.coordinated else country_of_phrase(phrase, kind)
        home: Home | None = None
        if not phrase.person and is_nobody(self._reading, phrase, kind, start, end):
            kind = "anonymous"
            country = country or country_of_phrase(phrase, kind)
        elif start == self._at and (is_owned(self._reading.folded, start) or ONE_OF_THEIRS.search(phrase.plain)):
            # of an owner found on the way (*leur Hezbollah*) it is not asked whose it is: it would be asked without end
            name, kind, country, home = self._of_owner(phrase, name, kind, country, start)
        elif phrase.person is None or " " not in phrase.person:
            full = None if phrase.actor else self._introduced_in_full(phrase)
            if full is not None:
                return full
        name = full_form(self._reading.folded, phrase, start) or name
        country = country or self._leader_country(name, kind) or country_of_party(phrase.plain)
        gender, plural = agreement(self._reading, start, end)
        if (
            kind == "person"
            and phrase.person is None
            and article_before(self._reading.folded, start)
            and CAPITAL.match(name)
        ):
            kind = "unknown"  # *la Dirpa*: no person has an article
        bare = phrase.head in {"source", "sources"} and not article_before(self._reading.folded, start)
        if country is None and home is None and not phrase.coordinated and not (bare and self._is_unsaid(start)):
            country = country_of_body(phrase.plain)
            owned = is_owned(self._reading.folded, start)
            home = home_of(phrase, kind, start, end, owned) if country is None else None
        return Source(name, kind, country, phrase.head, gender, plural, bool(phrase.person), home)

    def _is_unsaid(self, start: int) -> bool:
        """True for *de source militaire*: nobody says whose."""
        return self._reading.folded[max(0, start - 3) : start].lower() == "de "

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

    def _introduced_in_full(self, phrase: Phrase) -> Source | None:
        """*M. Verhaegen*, *Zelensky* → the full name given before and what introduced it."""
        surname = phrase.person or (phrase.plain if phrase.plain[:1].isupper() and " " not in phrase.plain else None)
        if surname is None or organisation(surname):
            return None
        found = self._persons.in_full(surname, self._at)
        return self._add_person(found, phrase.head) if found else None

    def _of_owner(
        self, phrase: Phrase, name: str, kind: SourceType, country: str | None, start: int
    ) -> tuple[str, SourceType, str | None, Home | None]:
        """*son porte-parole* after the M23 → *porte-parole du M23*, of the owner's type."""
        if phrase.head == "ministère":
            minister = next((source for source in reversed(self._sources) if source.type == "government"), None)
            country = country or (minister.country if minister else None)
            home = minister.home if minister and country is None else None
            return ministry_of_minister(self._reading.folded, self._at) or name, kind, country, home
        owner = self._owner()
        one_of = ONE_OF_THEIRS.search(phrase.plain)
        if owner is None or (not one_of and phrase.head not in words_of("speaks_for") | words_of("owned")):
            return name, kind, country, None
        if kind == "expert" and owner.type not in {"expert", "ngo"}:
            return name, kind, country, None  # *son analyste*: that of an institute, whoever was named last
        if kind == "military" and phrase.person and owner.type == "international_organisation":
            return name, kind, country, None  # *son commandant, le général X*, of the Kfor
        owned = name if phrase.person else f"{name} {preposition_to(self._reading.folded, owner.name)}{owner.name}"
        return owned, owner.type, country or owner.country, None if country else owner.home

    def _owner(self) -> Source | None:
        """The institution that a possessive refers to: the last source or organisation named before."""
        spoken_for = self._reading.folded.startswith("porte-", self._at)
        institutions = [
            source
            for source in self._sources
            if source.type not in _NO_INSTITUTION and not (spoken_for and source.person)
        ]
        paragraph = self._reading.folded.rfind("\n", 0, self._at)
        for mention in reversed(self._reading.mentions):
            if mention.end > self._at or mention.start < paragraph:
                continue
            if mention.actor.kind != "organisation" or mention.actor.type in _NO_INSTITUTION:
                continue
            if not institutions or institutions[-1].last < mention.start:
                return self._source_at(mention.start, mention.end)
        return (
            institutions[-1] if institutions else self._armed_before() or (self._sources[-1] if self._sources else None)
        )

    def _armed_before(self) -> Source | None:
        """The armed group named last: whose *leur porte-parole* is where only residents have spoken."""
        return self._mentioned(frozenset({"armed_group"}), after=0)
