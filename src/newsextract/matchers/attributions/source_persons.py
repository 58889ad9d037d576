"""Reading → the persons of an article, by full name, by the title that introduced them, by what stands before them.

*le ministre de la Défense, Thomas Verhaegen, … M. Verhaegen … le ministre* is one person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from newsextract.actors import country_of_name, country_of_seat, organisation
from newsextract.gazetteer import find_places
from newsextract.matchers.attributions.clauses import has_finite_verb
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.source_context import AGE, APPOSED, GOVERNED, apposed_title, introduction
from newsextract.matchers.attributions.source_phrases import parse_phrase
from newsextract.matchers.attributions.source_types import type_of
from newsextract.matchers.attributions.source_words import is_person_noun
from newsextract.reading import Reading
from newsextract.records import SourceType
from newsextract.text import CAP, fold

_BEFORE = 60  # characters: what introduces a person stands within them


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the text names one; `introduction` are the words that tell who it is."""

    start: int
    name: str
    introduction: str


# [Anna-]Maria
_FIRST_HALF = re.compile(rf"(?<![\w-]){CAP}[a-zà-ÿ]+-$")


# [une ]Browning · [quatre ]Caesar · vers Nasir [et ]Akobo
_ARTICLE_OR_AND = re.compile(
    r"\b(?P<word>une?|des|les|la|deux|trois|quatre|cinq|six|huit|dix|douze|\d+|et)\s$", re.IGNORECASE
)
# Marcel Le Goff[, 96 ans]
_OLD = re.compile(rf",\s{AGE}")
# [Serhi], 34 ans: whatever the model takes the name for
_AGED = re.compile(rf"(?<![\w'-])(?P<name>{CAP}[a-zà-ÿ]+(?:[ -]{CAP}[a-zà-ÿ'-]+)*),\s{AGE}\b")
# Adama Diallo[ et le capitaine ]Ousmane Ba
_AND = re.compile(r"(?:\s\([^)]*\))?,?\set\s[^.;:!?\n,]{0,40}")
# Guivarc['h] · Issa Abdallah[ Haroun]
_LAST_NAME = re.compile(rf"'\w+|(?:\s(?:a[ldrsn]-|el-)?{CAP}[a-zà-ÿ'-]+)(?=[\s,.]|$)")


class Persons:
    """The persons that the model found in one article, and those whom a title introduces."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def _named(self) -> list[tuple[int, int, str]]:
        """(start, end, name) of the persons that the model found."""
        found = {(start, end) for start, end, label in self._reading.entities if label == "PER"}
        found |= {match.span("name") for match in _AGED.finditer(self._reading.folded)}
        whole = [(self._with_first_half(start), self._with_last_name(start, end)) for start, end in sorted(found)]
        return [(start, end, self._reading.text[start:end]) for start, end in whole]

    def _with_first_half(self, start: int) -> int:
        """Where a hyphenated given name begins of which the model found the second half: *Anna-*Maria Sjöberg."""
        half = _FIRST_HALF.search(self._reading.folded, max(0, start - 16), start)
        return half.start() if half else start

    def _with_last_name(self, start: int, end: int) -> int:
        """Where a name ends of which the model found the first words: *Issa Abdallah *Haroun*, *Maëlle Guivarc*'h*."""
        more = _LAST_NAME.match(self._reading.folded, end)
        within = more is not None and " " in self._reading.folded[start:end] and not organisation(more[0].strip())
        return more.end() if more and (within or more[0][0] != " ") else end

    def introduced(self, titles: frozenset[str], offset: int) -> Person | None:
        """The last person before `offset` with one of the titles before or after the name."""
        folded = self._reading.folded
        found = None
        for match in introduction(titles).finditer(folded, 0, offset):
            if match["between"] and has_finite_verb(self._reading, *match.span("between")):
                continue
            name = self._full_name(match["name"]) if match["between"] else match["name"]
            found = Person(match.start(), name, match[0]) if name else found
        for match in apposed_title(titles).finditer(folded, 0, offset):
            if found is None or match.start() > found.start:
                found = Person(match.start(), match["name"], match[0])
        return found

    def _full_name(self, name: str) -> str | None:
        """The longest form of a person's name, if the model takes it for one."""
        names = {fold(text) for _, _, text in self._named if " " in text and text[0].isupper()}
        full = next((full for full in sorted(names) if full.endswith(name) or name.endswith(full)), None)
        return max(full, name, key=len) if full else None

    def first(self) -> Person | None:
        """The first person whom the text names in full, with what stands before or after the name."""
        for start, end, name in self._named:
            if " " in name:
                return Person(start, name, self._role(start, end))
        return None

    def in_full(self, surname: str, offset: int) -> Person | None:
        """The person whose full name, given before `offset`, ends with a surname, or alone begins with that name."""
        named = [one for one in self._named if one[0] < offset]
        for start, end, name in named:
            if fold(name).endswith(" " + surname):
                return Person(start, name, self._role(start, end))
        called = [one for one in named if fold(one[2]).startswith(surname + " ")]  # *Marcel* after *Marcel Le Goff*
        if len({fold(name) for _, _, name in called}) != 1:
            return None
        start, end, name = called[0]
        return Person(start, name, self._role(start, end))

    def _is_complement(self, start: int) -> bool:
        """True for a name whose title a preposition governs."""
        found = _GOVERNED_TITLE.search(self._reading.folded, max(0, start - _BEFORE), start)
        return found is not None and is_person_noun(found["title"])

    def named_before(self, offset: int, quotes: Sequence[Stretch] = ()) -> Person | None:
        """The last person before `offset` whom no preposition governs, for a pronoun to take up."""
        folded = self._reading.folded
        paragraph = folded.rfind("\n", 0, offset)
        for start, end, name in reversed(self._named):
            if end > offset or (" " not in name and start <= paragraph):
                continue
            if GOVERNED.search(folded, max(0, start - 8), start) or organisation(name) or self._is_place(start, end):
                continue
            if self._is_complement(start) or any(first <= start < last < offset for first, last in quotes):
                continue  # *proche du chef de guerre Salif Sadio*; whom somebody quoted speaks of
            full = self.in_full(fold(name), start) if " " not in name else None
            if " " not in name and full is None and not self._role(start, end) and self._named_in_full(start):
                continue  # *Adoum Mahamat Saleh a fui Sinjé*
            return Person(start, full.name, full.introduction) if full else Person(start, name, self._role(start, end))
        return None

    def _is_place(self, start: int, end: int) -> bool:
        """True for a seat, town or gun that the model takes for a person: *Ankara*, *Caesar*; not *Goran, 34 ans*."""
        name = self._reading.folded[start:end]
        if " " in name or self._role(start, end) or _OLD.match(self._reading.folded, end):
            return False
        before = _ARTICLE_OR_AND.search(self._reading.folded, max(0, start - 12), start)
        if before is not None:
            return before["word"].lower() != "et" or bool(find_places(name))
        return bool(country_of_seat(name) or country_of_name(name))

    def portrayed_before(self, offset: int) -> Person | None:
        """The last person with two names whose age or role the text has told before: *Marcel Le Goff, 96 ans*."""
        for start, end, name in reversed(self._named):
            if end > offset or " " not in name or organisation(name):
                continue
            role = self._role(start, end)
            if role or _OLD.match(self._reading.folded, end):
                return Person(start, name, role)
        return None

    def pair_before(self, offset: int) -> list[str]:
        """The names of the two persons whom *et* joined last: *le colonel Diallo et le capitaine Ba ont témoigné*."""
        before = [one for one in self._named if one[1] <= offset]
        for (_, end, first), (start, _, second) in reversed(list(pairwise(before))):
            if _AND.fullmatch(self._reading.folded, end, start):
                return [first, second]
        return []

    def _named_in_full(self, start: int) -> bool:
        """True if the sentence names somebody with two names before."""
        first, _ = self._reading.sentence_at(start)
        return any(first <= begin < start and " " in name for begin, _, name in self._named)

    def told_after(self, name: str, end: int) -> SourceType | None:
        """The type of a person whom a role follows that is no part of the source: *Rojda, 27 ans, cheffe de groupe*."""
        apposed = APPOSED.match(self._reading.folded, end)
        if apposed is None or not _names_role(apposed["role"]):
            return None
        kind = type_of(parse_phrase(f"{name}, {apposed['role']}"))
        return kind if kind in {"expert", "military", "armed_group", "government"} else None

    def _role(self, start: int, end: int) -> str:
        """What the text says of a person beside the name: a title before it, an apposition after or before it."""
        folded = self._reading.folded
        apposed = APPOSED.match(folded, end)
        role = apposed["role"] if apposed else ""
        if role and _names_role(role):
            return role
        first, _ = self._reading.sentence_at(start)
        begin = max(first, start - _BEFORE)
        while (title := _TITLE.search(folded, begin, start)) is not None:
            words = title.span("role")
            if _names_role(title["role"]):
                return folded[words[0] : end] if not has_finite_verb(self._reading, *words) else ""
            begin = title.start() + 1  # *estime l'historien*: the title may begin later
        return ""


# [le capitaine ]Saw Htoo · [La rapporteure ]Hélène Castagnier · [Son adjointe, ]Naw Mu
_TITLE = re.compile(
    r"""(?:\b(?:le|la|les|l'|un|une|son|sa|leur|du|au|ce|cette)\s?|^|(?<=[,:.]\s)|(?<=\n)|(?<=de\s)|(?<=\bM\.\s))
    (?P<role>[\wà-ÿ-]+(?:(?:\s|'\s?)[\wà-ÿ-]+){0,6}?)(?:,\s|\s|'\s?)$""",
    re.IGNORECASE | re.VERBOSE,
)


# proche [du chef de guerre ]Salif Sadio; not *quant au président*
_GOVERNED_TITLE = re.compile(
    r"(?<!quant )(?<!Quant )\b(?:de |du |d'|par |avec |contre |à |au )(?:la |le |l'|un |une )?"
    r"(?P<title>[\w-]+) (?:[a-zà-ÿ' -]+ )?$"
)


def _names_role(words: str) -> bool:
    """True for words that open with a noun for somebody: *capitaine*, *camionneur*; not *canton de Vaud*."""
    head = words.split()[0].lower()
    return head in {"ancien", "ancienne"} or head.startswith("ex-") or is_person_noun(head)
