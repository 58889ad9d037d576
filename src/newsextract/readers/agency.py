"""NewsML-G2 and NITF as agencies send them → articles. Entities are not expanded and nothing is fetched.

Formats: IPTC NewsML-G2 2.x (newsItem/contentSet/inlineXML), IPTC NITF 3.x (nitf/body/body.content).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from lxml import etree

from newsextract.articles import Article, ReadError
from newsextract.readers.dates import parse_date
from newsextract.readers.source import Source

_HEADINGS = ("hl1", "headline", "title")
_DATES = ("contentCreated", "firstCreated", "versionCreated", "story.date", "date.issue", "date.release")
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "hl2", "li", "blockquote"})


def read_xml(source: Source) -> Iterator[Article]:
    """One article for each news item of the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(source.read(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("parse_error", f"no well-formed XML ({error})") from error
    items = _named(root, "newsItem") or _named(root, "nitf")
    if not items:
        raise ReadError(
            "unsupported", f"<{etree.QName(root).localname}> is neither NewsML-G2 nor NITF; convert the file to text"
        )
    for number, item in enumerate(items, start=1):
        yield _article(source.name if len(items) == 1 else f"{source.name}#{number}", item)


def _article(name: str, item: etree._Element) -> Article:
    text = "\n".join(_paragraphs(item))
    if not text:
        raise ReadError("empty", "the news item holds no paragraphs")
    title = next((words for heading in _HEADINGS for words in _texts(item, heading)), None)
    return Article(name, text, title=title, published=_date(item))


def _paragraphs(item: etree._Element) -> Iterator[str]:
    body = next(
        (found for part in ("body.content", "inlineXML", "inlineData", "body") if (found := _named(item, part))), None
    )
    for content in body or ():
        blocks = [block for block in content.iter() if _local(block) in _BLOCKS and not _inside(block, content)]
        for block in blocks or [content]:
            words = " ".join("".join(block.itertext()).split())
            if words:
                yield words


def _inside(block: etree._Element, content: etree._Element) -> bool:
    """True for a block within another block of `content`: its words are already taken."""
    for ancestor in block.iterancestors():
        if ancestor is content:
            return False
        if _local(ancestor) in _BLOCKS:
            return True
    return False


def _date(item: etree._Element) -> datetime.date | None:
    for name in _DATES:
        for element in _named(item, name):
            date = parse_date(element.get("norm") or (element.text or "").strip())
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
