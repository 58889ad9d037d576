"""NewsML-G2 and NITF as agencies send them → articles. Entities are not expanded and nothing is fetched.

Formats: IPTC NewsML-G2 2.x (newsItem/contentSet/inlineXML or inlineData), IPTC NITF 3.x (nitf/body/body.content), and
IPTC NewsML 1.2 (NewsItem/…/DataContent), which agencies still send.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator

from lxml import etree

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers.dates import date_of, parse_date
from newsextract.readers.source import Source

_ITEMS = ("newsItem", "NewsItem", "nitf")
_HEADINGS = ("hl1", "headline", "HeadLine", "title")
_DATES = (
    *("contentCreated", "firstCreated", "versionCreated", "story.date", "date.issue", "date.release"),
    *("DateLineDate", "FirstCreated", "ThisRevisionCreated", "DateId"),
)
_BODIES = ("body.content", "inlineXML", "inlineData", "DataContent", "body")
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "hl1", "hl2", "li", "blockquote", "block", "br", "tr", "td", "dt", "dd", "pre", "div")
)
_UNREAD = frozenset({"head", "script", "style", "media-metadata", "media-producer", "media-reference"})
# the blanks that lay out XML; no-break and thin spaces are the article's
_BLANKS = re.compile(r"[ \t\r\n]+")
# <p>, <br/> in the text of inlineData: HTML sent as text
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def read_xml(source: Source) -> Iterator[Article | Reject]:
    """One article for each news item of the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
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
    text = "\n".join(_paragraphs(item))
    if not text:
        return Reject(name, "empty", "the news item holds no text (a picture, a package?); nothing to be done")
    title = next((words for heading in _HEADINGS for words in _texts(item, heading)), None)
    return Article(name, text, title=title, published=_date(item) or date_of(file, text))


def _paragraphs(item: etree._Element) -> Iterator[str]:
    body = next((found for part in _BODIES if (found := _named(item, part))), [])
    for content in body:
        for line in "".join(_pieces(content)).split(_BREAK):
            words = _BLANKS.sub(" ", line).strip()
            if words:
                yield words


_BREAK = "\x1e"  # a control character that XML cannot hold


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text of an element in its order, with a break where a block begins or ends."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if _local(node) in _BLOCKS:
                yield _BREAK
            if not _unread(node, element):
                yield _own_text(node)
        else:
            if _local(node) in _BLOCKS:
                yield _BREAK
            if node is not element and node.tail and not _unread(node.getparent(), element):
                yield node.tail


def _own_text(node: etree._Element) -> str:
    if isinstance(node, etree._Entity):
        return html.unescape(f"&{node.name};")
    if not isinstance(node.tag, str) or not node.text:  # comments and processing instructions
        return ""
    if _local(node) in {"inlineData", "pre"}:  # plain text with lines of its own, or HTML as text
        lines = html.unescape(_TAG.sub("\n", node.text)) if _TAG.search(node.text) else node.text
        return re.sub(r"[\r\n]+", _BREAK, lines)
    return str(node.text)


def _unread(node: etree._Element, content: etree._Element) -> bool:
    """True for metadata within the content."""
    while node is not content and node is not None:
        if _local(node) in _UNREAD:
            return True
        node = node.getparent()
    return False


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
