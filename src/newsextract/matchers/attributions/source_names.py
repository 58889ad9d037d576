"""Sources of one article, in order → their names, types and countries; pronouns and short forms are resolved.

*le général Ivo Petrescu … l'officier … il* is one source; *l'armée* takes the full form that the article gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.actors import organisation
from newsextract.grammar import SUBJECTS, lower
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
    SUBJECT_PRONOUN,
    article_before,
    is_owned,
)
from newsextract.matchers.attributions.source_countries import country_of_body, country_of_phrase
from newsextract.matchers.attributions.source_forms import (
    agreement,
    as_named,
    full_form,
    ministry_of_minister,
    preposition_to,
)
from newsextract.matchers.attributions.source_homes import home_of
from newsextract.matchers.attributions.source_known import Source, agrees
from newsextract.matchers.attributions.source_persons import Person
from newsextract.matchers.attributions.source_phrases import Phrase, file_name, named_actor, owner_actor, parse_phrase
from newsextract.matchers.attributions.source_recall import Recall
from newsextract.matchers.attributions.source_types import type_of
from newsextract.matchers.attributions.source_words import (
    country_of_breakaway,
    country_of_party,
    is_person_noun,
    is_source_head,
    official_country,
    words_of,
)
from newsextract.matchers.attributions.sources import PRONOUNS, noun_phrase_from
from newsextract.records import Home, SourceType
from newsextract.text import fold

# sa [branche armée] · leur [aile militaire]
_ARMED_WING = re.compile(r"(?:branche|aile|bras) (?:armée?|militaire|politique)\b")
_NO_INSTITUTION = frozenset({"media", "person", "anonymous", "expert", "unknown", "public"})
_OF_POWER = frozenset({"state", "government", "military", "intelligence"})
_NEAR = 6  # sentences: nobody who spoke earlier is so well known


# Quant [au M23], il affirme
_AS_FOR = re.compile(r"[^\w\n]*(?:Quant (?:à (?=l'|la )|(?=aux?\b)|à )|S'agissant (?=d))")


class Registry(Recall):
    """Names the sources of one article, one after another."""

    def name(self, start: int, end: int) -> Source | None:
        """The source whose phrase is text[start:end]; None for a pronoun that stands for nobody known."""
        self._at = start
        plain = self._reading.folded[start:end].lower()
        if plain in FIRST_PERSON:
            source = self._interviewee()
        elif plain.startswith(("l'un d'", "l'une d'")):
            source = next((one for one in reversed(self._sources) if one.plural), None)  # *l'un d'eux*
        elif plain in PRONOUNS or plain.startswith(PHRASAL_PRONOUNS):
            source = self._antecedent(plain)
        else:  # *répond son porte-parole, qui rappelle*: one phrase that speaks twice is one source
            source = self._spoken.get(start) or self._source_at(start, end)
            self._spoken[start] = source
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
        one_of_two = self._one_of_two(pronoun)
        if one_of_two is not None:
            return one_of_two
        plural = pronoun in PLURAL_PRONOUNS
        gender = "f" if pronoun in FEMININE_PRONOUNS else "m"
        fitting = [source for source in self._sources if agrees(source, gender, plural)]
        if any(source.type != "state" for source in fitting):
            fitting = [source for source in fitting if source.type != "state"]
        nearest = self._last_seen(fitting[-1]) if fitting else -1
        state = self._state_before() if gender == "f" and not plural else None
        if state is not None and nearest < state[0] and not (fitting and fitting[-1].gender == "f"):
            return self._source_at(*state)
        paragraph = self._reading.text.rfind("\n", 0, self._at)
        person = self._persons.named_before(self._at, self._quotes) if not plural else None
        subject = self._subject_before(gender, plural)
        if person is not None and self._is_less_known(person, fitting):
            person = None
        if person is not None and gender == "f" and subject is not None and self._is_woman(subject, person.start):
            person = None  # *Yvan Thériault … La vérificatrice générale lui donne raison. … note-t-elle*
        if person is not None and nearest < person.start and (person.start > paragraph or not fitting):
            known = self._same_name(parse_phrase(person.name))
            return known or self._add_person(person, person.name.split()[-1].lower(), gender)
        if subject is not None and nearest < subject[0]:
            return self._source_at(*subject)
        return fitting[-1] if fitting else None

    def _is_woman(self, subject: Stretch, after: int) -> bool:
        """True for *La vérificatrice générale*, *une source*, behind an offset: who speaks, with a feminine article."""
        head = self._reading.folded[slice(*subject)].split()[0].lower()
        article = self._reading.folded.endswith(("La ", "la ", "une ", "Une "), 0, subject[0])
        return subject[0] > after and article and (is_person_noun(head) or head == "source")

    def _one_of_two(self, pronoun: str) -> Source | None:
        """*le premier*, *la seconde*: one of the two persons who spoke together, or whom one sentence names."""
        if not pronoun.endswith(("premier", "première", "second", "seconde")):
            return None
        pair = next((source.name.split(" et ") for source in reversed(self._sources) if " et " in source.name), [])
        pair = pair if len(pair) == 2 else self._persons.pair_before(self._at)
        if not pair:
            return None
        name = pair[0 if pronoun.endswith(("premier", "première")) else 1]
        start = self._reading.folded.rfind(fold(name), 0, self._at)
        known = self._same_name(parse_phrase(name))
        if known is not None and known.name == name:
            return known
        gender = "f" if pronoun in FEMININE_PRONOUNS else "m"
        return self._add_person(Person(start, name, ""), "", gender) if start >= 0 else None

    def _is_less_known(self, person: Person, fitting: Sequence[Source]) -> bool:
        """True for one word that nothing tells to be a person, where a person has spoken just before."""
        shortened = not self._reading.folded.startswith(fold(person.name), person.start) and (
            self._reading.folded.startswith(fold(person.name.split()[0]), person.start)
        )  # *Xi* for *Xi Jinping*
        told = (" " in person.name or person.introduction) and not shortened
        if told or not fitting or not fitting[-1].person:
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
            topic = _AS_FOR.match(reading.folded, first, min(last, self._at))
            found = noun_phrase_from(reading, topic.end() if topic else first, min(last, self._at))
            if found is None or not self._may_be_taken_up(found) or is_inside(self._quotes, found[0]):
                continue
            own_gender, own_plural = agreement(self._reading, *found)
            if own_plural in {None, plural} and own_gender in {None, gender}:
                return found
        return None

    def _state_before(self) -> Stretch | None:
        """The country of feminine gender that opens the sentence before: *La Russie a repris ses frappes. Elle …*."""
        reading = self._reading
        index = reading.sentence_index(self._at)
        if index == 0 or not self._is_subject():
            return None
        first, last = reading.sentences[index - 1]
        found = noun_phrase_from(reading, first, last)
        party = reading.party_at(found[0]) if found else None
        if found is None or party is None or party.form != "name" or party.actor.kind != "state":
            return None
        article = article_before(reading.folded, found[0])
        feminine = article == "la" or (article == "l'" and reading.folded[party.end - 1] == "e")
        if not feminine or party.end < found[1] or reading.text.find("\n", found[0], self._at) >= 0:
            return None
        return None if is_inside(self._quotes, found[0]) else found

    def _is_subject(self) -> bool:
        """True for *il*, *elles* …; *lui* after a preposition may not be the subject of its own sentence."""
        return bool(SUBJECT_PRONOUN.match(self._reading.folded, self._at))

    def _may_be_taken_up(self, found: Stretch) -> bool:
        words = self._reading.folded[found[0] : found[1]].split()
        head = words[0].rstrip(",")
        person = head.islower() and is_person_noun(head)  # not *Derrière les grilles*
        return is_source_head(head) or person or organisation(" ".join(words)) is not None

    # --- new sources

    def _new(self, phrase: Phrase, start: int, end: int) -> Source:
        kind = type_of(phrase)
        if phrase.plain in self._acronyms and phrase.actor is None:
            kind = type_of(parse_phrase(self._acronyms[phrase.plain]))
        if kind == "person" and (phrase.person == phrase.plain or phrase.plain == phrase.plain.title()):
            kind = self._persons.told_after(phrase.plain, end) or kind
        if phrase.head in words_of("trades") and phrase.person is None and MET.match(self._reading.folded, end):
            kind = "public"
        name = as_named(self._reading.folded, phrase, file_name(phrase, self._acronyms))
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
        if name == "ministère" and article_before(self._reading.folded, start):
            name = ministry_of_minister(self._reading.folded, start) or name
        country = country or self._leader_country(name, kind) or country_of_party(phrase.plain)
        if country is None and kind in {"military", "government", "anonymous"} and not phrase.person:
            country = official_country(" ".join(phrase.plain.split()[-2:]))  # *porte-parole du* **général Haftar**
        if country is None and kind in _OF_POWER:
            country = country_of_breakaway(phrase.plain)
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
            home = home_of(phrase, kind, start, end, owned) if country is None and not _is_of_many(phrase) else None
        return Source(name, kind, country, phrase.head, gender, plural, bool(phrase.person), home)

    def _is_unsaid(self, start: int) -> bool:
        """True for *de source militaire*: nobody says whose."""
        return self._reading.folded[max(0, start - 3) : start].lower() == "de "

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
        leads = phrase.head in words_of("speaks_for") or phrase.head in {"chef", "cheffe", "ministre", "commandant"}
        if leads and (state := self._acting_state()) is not None:
            return name, kind, country or state, None
        owner = self._owner()
        one_of = ONE_OF_THEIRS.search(phrase.plain)
        if owner is None and not phrase.person and (armed := self._armed_in_sentence()) is not None:
            return f"{name} {armed}", "armed_group", country, None  # 190 séparatistes ont péri, à en croire leurs chefs
        if owner is None or (not one_of and phrase.head not in words_of("speaks_for") | words_of("owned")):
            return name, kind, country, None
        if kind == "expert" and owner.type not in {"expert", "ngo"}:
            return name, kind, country, None  # *son analyste*: that of an institute, whoever was named last
        if kind == "military" and phrase.person and owner.type == "international_organisation":
            return name, kind, country, None  # *son commandant, le général X*, of the Kfor
        owned = name if phrase.person else f"{name} {preposition_to(self._reading.folded, owner.name)}{owner.name}"
        return owned, owner.type, country or owner.country, None if country else owner.home

    def _owner(self) -> Source | None:
        """The institution that a possessive refers to: the last source or organisation named before; of *sa branche
        armée*, the movement."""
        if _ARMED_WING.match(self._reading.folded, self._at) and (group := self._armed_before()) is not None:
            return group
        spoken_for = self._reading.folded.startswith("porte-", self._at)
        of_several = self._reading.folded.endswith(("leurs ", "Leurs "), 0, self._at)
        institutions = [
            source
            for source in self._sources
            if source.type not in _NO_INSTITUTION
            and not (spoken_for and source.person)
            and (not of_several or source.plural or source.type == "armed_group")  # leurs chefs: not Erevan's
        ]
        paragraph = self._reading.folded.rfind("\n", 0, self._at)
        for mention in reversed(self._reading.mentions):
            if mention.end > self._at or mention.start < paragraph or is_inside(self._quotes, mention.start):
                continue
            if mention.actor.kind != "organisation" or mention.actor.type in _NO_INSTITUTION:
                continue
            if of_several and mention.actor.type != "armed_group":
                continue
            if not institutions or institutions[-1].last < mention.start:
                return self._source_at(mention.start, mention.end)
        last = self._sources[-1] if self._sources and not of_several else None
        return institutions[-1] if institutions else self._armed_before() or last

    def _acting_state(self) -> str | None:
        """*La Pologne en attend le triple. Son chef d'état-major estime …*: the subject of the sentence before."""
        reading = self._reading
        first, _ = reading.sentence_at(self._at)
        index = reading.sentence_index(first)
        opens = reading.folded[first : self._at].strip() in {"Son", "Sa"}
        if not index or not opens:
            return None
        before, last = reading.sentences[index - 1]
        if any(before <= source.last < last for source in self._sources):
            return None
        token = next((one for one in reading.span(before, last) if one.dep_ in SUBJECTS), None)
        state = reading.party_at(token.idx) if token is not None else None
        return state.actor.country if state is not None and state.actor.kind == "state" else None

    def _armed_in_sentence(self) -> str | None:
        """*séparatistes*, *des rebelles*: of whom *leurs chefs* are the chiefs, where a nameless group is told of."""
        first, _ = self._reading.sentence_at(self._at)
        named = words_of("armed", "words")
        tokens = self._reading.tokens_in(first, self._at)
        found = [one for one in tokens if lower(one) in named and lower(one).endswith("s")]
        if not found or not self._reading.folded.endswith(("leurs ", "Leurs "), 0, self._at):
            return None
        return lower(found[-1]) if found[-1].pos_ == "ADJ" else f"des {lower(found[-1])}"

    def _armed_before(self) -> Source | None:
        """The armed group named last: whose *leur porte-parole* is where only residents have spoken."""
        return self._mentioned(frozenset({"armed_group"}), after=0)


def _is_of_many(phrase: Phrase) -> bool:
    """*colonel Ordóñez, porte-parole de la Finul*: of a body of many states, whichever the article is about."""
    actor = named_actor(phrase) if phrase.person else None
    return actor is not None and actor.type == "international_organisation"
