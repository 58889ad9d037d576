"""NewsML-G2 and NITF as agencies send them → articles. Entities are not expanded and nothing is fetched.

Formats: IPTC NewsML-G2 2.x (newsItem/contentSet/inlineXML or inlineData), IPTC NITF 3.x (nitf/body/body.content), and
IPTC NewsML 1.2 (NewsItem/…/DataContent), which agencies still send.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Collection, Iterator

from lxml import etree

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers.dates import date_of, parse_date
from newsextract.readers.decoding import printed, raised
from newsextract.readers.source import Source
from newsextract.readers.tags import LINE_BREAK, untagged

_ITEMS = ("newsItem", "NewsItem", "nitf")
_HEADINGS = ("hl1", "headline", "HeadLine", "title")
_DATES = (
    *("contentCreated", "firstCreated", "versionCreated", "story.date", "date.issue", "date.release"),
    *("DateLineDate", "FirstCreated", "ThisRevisionCreated", "DateId"),
)
_RENDITIONS = 16
_BODIES = ("body.content", "inlineXML", "inlineData", "DataContent", "body")
_LINES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "li", "dt", "dd", "tr", "br", "hr", "pre")
_SECTIONS = ("div", "section", "article", "block", "blockquote", "bq", "center", "ul", "ol", "dl", "table", "figure")
_FRAMES = ("hedline", "byline", "dateline", "abstract", "media", "media-caption", "figcaption", "caption", "credit")
_BLOCKS = frozenset((*_LINES, *_SECTIONS, *_FRAMES, "fn", "note", "nitf-table-title"))
_CELLS = frozenset({"td", "th"})
_METADATA = ("head", "script", "style", "media-metadata", "media-producer", "media-reference")
_UNREAD = frozenset((*_METADATA, "del", "s", "strike"))  # <s>12</s> 125 soldats: withdrawn
# the blanks that lay out XML; no-break and thin spaces are the article's
_BLANKS = re.compile(r"[ \t\r\n]+")
_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
# <p>, <br/> in the text of an element: HTML sent as text
_TAG = re.compile(
    r"</?(?:a|b|blockquote|body|br|del|div|em|h[1-6]|html|i|img|li|ol|p|s|script|span|strong|style|sub|sup|t[dhr]|table|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# control characters that XML cannot hold: where a block ends, where one ends within a cell, where a cell ends
_BREAK, _PART, _CELL = "\x1e", "\x1d", "\x1f"


def read_xml(source: Source) -> Iterator[Article | Reject]:
    """One article for each news item of the file."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,  # so that the words behind them are the element's
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.read(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("parse_error", f"no well-formed XML ({error}); mend it, or ask for it again") from error
    items = next((found for name in _ITEMS if (found := _named(root, name))), [])
    if not items:
        raise ReadError(
            "unsupported", f"<{etree.QName(root).localname}> is neither NewsML nor NITF; convert the file to text"
        )
    for number, item in enumerate(items, start=1):
        yield _article(source.name if len(items) == 1 else f"{source.name}#{number}", source.name, item)


def _article(name: str, file: str, item: etree._Element) -> Article | Reject:
    text = printed(_text(item))
    if not text:
        return Reject(name, "empty", "the news item holds no text (a picture, a package?); nothing to be done")
    title = next((words for heading in _HEADINGS for words in _texts(item, heading)), None)
    return Article(name, text, title=title, published=_date(item) or date_of(file, text))


def _text(item: etree._Element) -> str:
    """The paragraphs of the first kind of body that holds any, a line each; each rendition that says more than others.

    An item may hold the same words as plain text and as XHTML, or a brief and the story.
    """
    for part in _BODIES:
        renditions: dict[str, str] = {}
        for content in _named(item, part):
            text = "\n".join(_paragraphs(content))
            if text:
                renditions.setdefault(f" {' '.join(text.split())} ", text)
        if renditions:
            return "\n".join(text for words, text in renditions.items() if not _is_within(words, renditions))
    return ""


def _is_within(words: str, renditions: Collection[str]) -> bool:
    """True for words that another rendition holds, of those that an item has; no item has hundreds."""
    return len(renditions) <= _RENDITIONS and any(words in other for other in renditions if words != other)


def _paragraphs(content: etree._Element) -> Iterator[str]:
    for line in "".join(_pieces(content, _BREAK)).split(_BREAK):
        cells = [" ; ".join(filter(None, map(_folded, cell.split(_PART)))) for cell in line.split(_CELL)]
        if any(cells):
            yield "\t".join(cells[:-1] if len(cells) > 1 and not cells[-1] else cells)


def _folded(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()


def _pieces(element: etree._Element, end: str) -> Iterator[str]:
    """The text of an element in its order, with `end` where a block begins or ends. The parser limits the depth."""
    yield _own_text(element, end)
    for child in element:
        name = _local(child)
        if isinstance(child, etree._Entity):
            yield html.unescape(f"&{child.name};")
        elif name in _CELLS:
            yield from _pieces(child, _PART)
            yield _CELL if end == _BREAK else _PART
        elif name in _BLOCKS:
            yield end
            yield from _pieces(child, end)
            yield end
        elif name == "sup":
            yield raised("".join(_pieces(child, end)))
        elif name not in _UNREAD:
            yield from _pieces(child, end)
        yield _plain(child.tail or "", end)


def _own_text(element: etree._Element, end: str) -> str:
    text = element.text or ""
    if _local(element) == "pre" or (_local(element) == "inlineData" and not _TAG.search(text)):
        return re.sub(r"[\r\n]+", end, _plain(text, end))  # plain text with lines of its own
    if _local(element) in _BODIES and not len(element):
        return _EMPTY_LINE.sub(end, _plain(text, end))
    return _plain(text, end)


def _plain(text: str, end: str) -> str:
    """A piece of text, or the words of HTML that was sent as text."""
    return untagged(text).replace(LINE_BREAK, end) if _TAG.search(text) else text


def _date(item: etree._Element) -> datetime.date | None:
    for name in _DATES:
        for element in _named(item, name):
            date = parse_date(element.get("norm") or (element.text or "").strip())
            if date:
                return date
    for publication in item.xpath("descendant::*[local-name()='pubdata']/@date.publication"):
        date = parse_date(str(publication))
        if date:
            return date
    return None


def _named(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.xpath("descendant-or-self::*[local-name()=$name]", name=name))


def _texts(element: etree._Element, name: str) -> list[str]:
    words = (" ".join("".join(found.itertext()).split()) for found in _named(element, name))
    return [text for text in words if text]


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
