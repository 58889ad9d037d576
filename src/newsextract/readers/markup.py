"""Web pages and Markdown → one article each; the text that offsets point into is the extracted one."""

from __future__ import annotations

import html
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise

import trafilatura
from lxml import etree
from lxml import html as html5
from markdown_it import MarkdownIt
from markdown_it.token import Token
from trafilatura.settings import Document

from newsextract.articles import Article, ReadError
from newsextract.readers.dates import date_of, parse_date
from newsextract.readers.decoding import checked, decode, printed
from newsextract.readers.page import mend_page
from newsextract.readers.plain import title_of
from newsextract.readers.source import Source
from newsextract.readers.tags import LINE_BREAK, untagged

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints become our rejects

# <meta charset="windows-1252">, <meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?(?P<name>[A-Za-z0-9_-]+)""", re.IGNORECASE)
_MAX_DEPTH = 5_000
_MAX_PAGE = 5_000_000  # bytes; of more, a minute's work, no page of a newspaper is made
_MAX_MARKDOWN = 5_000_000
# of a fragment, such as a CMS exports, the parser would keep the first element alone
_WHOLE = re.compile(r"<(?:!doctype|html|head|body|meta|title)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*?(?P<self>/)?>")


def read_html(source: Source) -> Iterator[Article]:
    """One article: main text, title and date of a web page, by trafilatura."""
    page = _without_control_characters(_decode_html(source.read(_MAX_PAGE)))
    if _is_too_deep(page):
        raise ReadError("parse_error", f"tags nested more than {_MAX_DEPTH} deep: no page that a person wrote")
    try:
        tree = trafilatura.load_html(page if _WHOLE.search(page) else f"<html><body>{page}</body></html>")
        # a date must stand in the page's metadata: those in the text are of what it tells
        document = trafilatura.bare_extraction(
            page if tree is None else mend_page(tree),
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # the library and lxml raise many kinds on hostile pages; each costs one article
        raise ReadError("parse_error", f"not readable as a web page ({type(error).__name__}: {error})") from error
    found = document if isinstance(document, Document) and document.text else None
    text = found.text if found else _paragraphs(page) if _TAG.search(page) else html.unescape(page)
    if not text or not text.strip():
        raise ReadError("empty", "no main text was found in the page; save its text as .txt")
    text = printed(checked(text))
    published = (found and parse_date(found.date)) or date_of(source.name, text)
    yield Article(source.name, text, title=(found and found.title) or title_of(text), published=published)


# what XML cannot hold, and so no parsed page whose words are moved
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FEED = re.compile("[\x0b\x0c]")
# &#1; &#x1F;
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>[0-9]{1,7}));?")


def _without_control_characters(page: str) -> str:
    """The page as a browser shows it: a stray control character is nothing to see, a form feed parts words."""
    return _FEED.sub(" ", _CONTROL.sub("", _REFERENCE.sub(_kept, page)))


def _kept(reference: re.Match[str]) -> str:
    """The reference to a character, or the control character itself that it refers to; nothing if there is none."""
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    character = chr(code) if code <= sys.maxunicode else ""
    return reference[0] if character and not (_CONTROL.match(character) or _FEED.match(character)) else character


def _paragraphs(page: str) -> str:
    """The paragraphs of a page in which no main text stands out, such as a brief of two sentences."""
    try:
        parser = html5.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        root = html5.fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return ""
    mend_page(root)
    for line_break in root.iter("br"):
        line_break.tail = LINE_BREAK + (line_break.tail or "")
    lines = (line for paragraph in root.iter("p") for line in paragraph.text_content().split(LINE_BREAK))
    return "\n".join(words for line in lines if (words := " ".join(line.split())))


def _decode_html(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared:
            try:
                return checked(data.decode(declared["name"].decode("ascii")))
            except (LookupError, UnicodeError):
                pass
    return decode(data)


def _is_too_deep(page: str) -> bool:
    depth = deepest = 0
    for tag in _TAG.finditer(page):
        if tag["close"]:
            depth -= 1
        elif not tag["self"] and tag["name"].lower() in {"div", "span", "section", "table", "b", "i", "em", "ul", "li"}:
            depth += 1
            deepest = max(deepest, depth)
    return deepest > _MAX_DEPTH


# [^1]: the call of a footnote
_CALL = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
# ---\ntitle: Trois soldats tués\ndate: 2024-05-03\n---
_FRONT_MATTER = re.compile(r"\A---\r?\n(?P<fields>.*?)\r?\n---\r?\n", re.DOTALL)
_FIELD = re.compile(
    r"""^(?P<name>title|titre|date|published|publication)\s*:\s*["']?(?P<value>.*?)["']?\s*$""", re.MULTILINE
)


def read_markdown(source: Source) -> Iterator[Article]:
    """One article: the text of a Markdown file without its markup; title and date from its front matter."""
    raw = decode(source.read(_MAX_MARKDOWN))
    front = _FRONT_MATTER.match(raw)
    fields = {match["name"]: match["value"] for match in _FIELD.finditer(front["fields"])} if front else {}
    tokens = MarkdownIt().enable(["table", "strikethrough"]).parse(raw[front.end() :] if front else raw)
    text = printed("\n\n".join(_blocks(tokens)))
    if not text:
        raise ReadError("empty", "the file holds no text; fill it or remove it")
    published = next((fields[name] for name in ("published", "date", "publication") if name in fields), None)
    yield Article(
        source.name,
        text,
        title=fields.get("title") or fields.get("titre") or _heading(tokens) or title_of(text),
        published=parse_date(published) or date_of(source.name, text),
    )


def _blocks(tokens: list[Token]) -> Iterator[str]:
    """The words of each block; of a table, a line a row with tabs between the cells."""
    rows: list[list[str]] = []
    in_table = False
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
            if not in_table:
                yield "\n".join("\t".join(row) for row in rows)
                rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif in_table and token.type == "inline":
            rows[-1].append(_plain(token).replace("\n", " ; "))
        elif not in_table and (words := _plain(token)):
            yield words


def _plain(token: Token) -> str:
    """The words of a block; of a block in HTML, what stands between the tags."""
    if token.type == "html_block":
        return _words(token.content)
    if token.type in {"code_block", "fence"}:
        return token.content.strip()
    return _words("".join(_pieces(token.children or ())))


def _pieces(children: Iterable[Token]) -> Iterator[str]:
    """The text of a block as HTML without its Markdown: tags stay, and signs of the text that look like tags do not."""
    withdrawn = 0
    for child in children:
        if child.type in {"s_open", "s_close"}:  # ~~12~~ 125 soldats
            withdrawn += 1 if child.type == "s_open" else -1
        elif withdrawn:
            continue
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type in {"text", "code_inline"}:
            yield html.escape(_CALL.sub("", child.content) if child.type == "text" else child.content, quote=False)
        elif child.type == "html_inline":
            yield child.content


def _words(markup: str) -> str:
    """HTML within Markdown → its words, a line a block."""
    lines = (" ".join(line.split("\n")).strip() for line in untagged(markup).split(LINE_BREAK))
    return "\n".join(line for line in lines if line)


def _heading(tokens: list[Token]) -> str | None:
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and before.tag == "h1":
            return _plain(token) or None
    return None
