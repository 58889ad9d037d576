"""Annotated samples: YAML sources and JSON Lines → articles with facts; sentences with inline markup ↔ facts.

`gold.jsonl` holds one article a line: {"id", "text", "facts": {kind: [{"start", "end", "text", field: value, …}]}}.
YAML sources name a span by its words (`at`), made unique by a longer stretch (`in`); `compile_source` turns them
into offsets. Case files hold one sentence a line, its facts marked `<calibre calibre_mm=155>155 mm</calibre>`.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import srsly

from newsextract.errors import AnnotationError
from newsextract.records import FACT_TYPES, KINDS, Kind, columns

GoldFact = dict[str, Any]

# A field of the annotation → the record's column, where the two are named differently.
COLUMN_OF: dict[Kind, dict[str, str]] = {"attribution": {"source": "source_text"}}
GAP = "…"


@dataclass(frozen=True)
class GoldArticle:
    """An annotated article: its facts by kind, each a dict with start, end, text and the annotated fields."""

    id: str
    text: str
    facts: Mapping[Kind, list[GoldFact]] = field(default_factory=dict)
    genre: str | None = None

    def of(self, kind: Kind) -> list[GoldFact]:
        """The facts of one kind, in the order of their offsets."""
        return sorted(self.facts.get(kind, []), key=lambda fact: (fact["start"], fact["end"]))


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a gold.jsonl. Raises AnnotationError naming file, line and fact where the annotation does not fit."""
    articles = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            loaded = json.loads(line)
            article = GoldArticle(loaded["id"], loaded["text"], loaded.get("facts", {}), loaded.get("genre"))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise AnnotationError(
                f'{where}: not an annotated article ({error}); expected {{"id": …, "text": …, "facts": {{…}}}}'
            ) from error
        check(article, where)
        articles.append(article)
    return articles


def check(article: GoldArticle, where: str) -> None:
    """Raise AnnotationError if a fact does not fit its text or uses an unknown field or value."""
    for kind, facts in article.facts.items():
        if kind not in KINDS:
            raise AnnotationError(f"{where}: unknown kind {kind!r}; known are {', '.join(KINDS)}")
        for fact in facts:
            if article.text[fact["start"] : fact["end"]] != fact["text"]:
                raise AnnotationError(f"{where}: {kind} {fact['text']!r} does not stand at {fact['start']}")
            _check_values(kind, fact, where)


def _check_values(kind: Kind, fact: GoldFact, where: str) -> None:
    known = {column.name: column.metadata["values"] for column in columns(FACT_TYPES[kind])}
    renamed = COLUMN_OF.get(kind, {})
    for name, value in fact.items():
        column = renamed.get(name, name)
        if column not in known:
            raise AnnotationError(f"{where}: {kind} {fact['text']!r} has an unknown field {name!r}")
        if known[column] and value is not None and value not in known[column]:
            raise AnnotationError(
                f"{where}: {kind} {fact['text']!r}: {name}={value!r} is none of {', '.join(known[column])}"
            )


def compile_source(source: Mapping[str, Any], where: str) -> GoldArticle:
    """Turn a YAML source (spans named by their words) into a GoldArticle with offsets."""
    text = str(source["text"])
    facts = {
        kind: sorted(
            (_compile_fact(text, fact, f"{where}, {kind} {fact.get('at')!r}") for fact in listed or ()),
            key=lambda fact: (fact["start"], fact["end"]),
        )
        for kind, listed in source["facts"].items()
    }
    article = GoldArticle(str(source["id"]), text, facts, source.get("genre"))
    check(article, where)
    return article


def _compile_fact(text: str, fact: Mapping[str, Any], where: str) -> GoldFact:
    start, end = _locate(text, str(fact["at"]), fact.get("in"), where)
    compiled: GoldFact = {"text": text[start:end], "start": start, "end": end}
    for name, value in fact.items():
        if name in {"at", "in", "source_in"}:
            continue
        if name == "source" and "cue_class" in fact:
            first, last = _locate(text, value, fact.get("source_in"), where, near=start)
            compiled |= {"source": text[first:last], "source_start": first, "source_end": last}
        elif name == "content":
            first, last = _locate_stretch(text, value, start, where)
            compiled |= {"content_start": first, "content_end": last}
        else:
            compiled[name] = value
    return compiled


def _locate(text: str, words: str, within: str | None, where: str, near: int | None = None) -> tuple[int, int]:
    """Offsets of `words`, inside the unique stretch `within` if given, else unique or nearest to `near`."""
    if within is not None:
        first, last = _only(text, within, where)
        inside = text.find(words, first, last)
        if inside < 0:
            raise AnnotationError(f"{where}: {words!r} does not stand in {within!r}")
        return inside, inside + len(words)
    if near is not None:
        starts = [match.start() for match in re.finditer(re.escape(words), text)]
        if starts:
            best = min(starts, key=lambda start: abs(start - near))
            return best, best + len(words)
    return _only(text, words, where)


def _only(text: str, words: str, where: str) -> tuple[int, int]:
    found = text.count(words)
    if found != 1:
        raise AnnotationError(
            f"{where}: {words!r} stands {found} times in the text; lengthen `in` until it stands once"
        )
    start = text.index(words)
    return start, start + len(words)


def _locate_stretch(text: str, stretch: str, near: int, where: str) -> tuple[int, int]:
    """Offsets of 'first words … last words', the shortest such stretch that lies nearest to `near`."""
    first_words, gap, last_words = (part.strip() for part in stretch.partition(GAP))
    if not gap or stretch in text:
        return _locate(text, stretch, None, where, near=near)
    candidates = []
    for match in re.finditer(re.escape(first_words), text):
        last = text.find(last_words, match.end())
        if last >= 0:
            candidates.append((match.start(), last + len(last_words)))
    if not candidates:
        raise AnnotationError(f"{where}: content {stretch!r} does not stand in the text")
    return min(candidates, key=lambda span: min(abs(span[0] - near), abs(span[1] - near)))


def read_sources(folder: Path) -> Iterator[GoldArticle]:
    """Compile every *.yaml of `folder`, in the order of their names."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            source = srsly.yaml_loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise AnnotationError(f"{path}: no valid YAML ({error}); mend it") from error
        yield compile_source(source, str(path))


def write_corpus(articles: list[GoldArticle], folder: Path) -> None:
    """Write annotated articles as folder/articles/ID.txt and folder/gold.jsonl."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for article in articles:
        (folder / "articles" / f"{article.id}.txt").write_bytes(article.text.encode("utf-8"))
    write_gold(articles, folder / "gold.jsonl")


def write_gold(articles: list[GoldArticle], path: Path) -> None:
    """Write articles as gold.jsonl."""
    lines = [
        json.dumps(
            {"id": article.id, "genre": article.genre, "text": article.text, "facts": article.facts}, ensure_ascii=False
        )
        for article in articles
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# <troops low=300 group="soldats russes">300</troops>
_TAG = re.compile(r"""<(?P<close>/)?(?P<kind>[a-z_]+)(?P<fields>(?:\s+[a-z_]+=(?:"[^"]*"|[^\s">]+))*)\s*>""")


def parse_case(line: str) -> tuple[str, list[tuple[Kind, GoldFact]]]:
    """A sentence with inline markup → the plain sentence and its facts (start, end, text and the tag's fields).

    Field values stay strings, as they stand on the tag. Tags may nest. Raises AnnotationError on malformed tags.
    """
    text = ""
    facts: list[tuple[Kind, GoldFact]] = []
    stack: list[tuple[Kind, int, GoldFact]] = []
    position = 0
    for tag in _TAG.finditer(line):
        text += line[position : tag.start()]
        position = tag.end()
        kind = tag["kind"]
        if not tag["close"]:
            if kind not in KINDS:
                raise AnnotationError(f"unknown kind {kind!r} in: {line}")
            stack.append((cast(Kind, kind), len(text), dict(item.split("=", 1) for item in shlex.split(tag["fields"]))))
            continue
        if not stack or stack[-1][0] != kind:
            raise AnnotationError(f"</{kind}> closes nothing in: {line}")
        opened, start, values = stack.pop()
        facts.append((opened, {"start": start, "end": len(text), "text": text[start:], **values}))
    if stack:
        raise AnnotationError(f"<{stack[-1][0]}> is not closed in: {line}")
    text += line[position:]
    if re.search(r"</?(?:calibre|troops|location|attribution)\b", text):
        raise AnnotationError(f"malformed tag in: {line}")
    return text, sorted(facts, key=lambda pair: (pair[1]["start"], pair[1]["end"]))
