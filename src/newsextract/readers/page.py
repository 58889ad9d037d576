"""A parsed web page → the same page with its words as a reader sees them; trafilatura would glue, cut or lose some.

Each step is linear in the page's size, lest a hostile page takes hours: tags are renamed and taken away all at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml import html as html5

from newsextract.readers.decoding import raised

_WITHDRAWN = ("del", "s", "strike")
# they change the look of words only; trafilatura's last resort, for short pages, breaks the line at each
_LOOKS = ("b", "strong", "i", "em", "u", "sup", "sub", "font", "big", "small", "tt", "mark", "ins", "wbr", "abbr")
_LOOK = "tt"
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "section", "article", "ul", "ol", "dl", "blockquote", "pre", "figure", "table", *_HEADINGS)
_ASIDES = ("aside", "nav", "form", "header", "footer")
_IN_LINES = frozenset(("span", "a", "cite", "code", "label"))
_IN_ITEMS = ("p", "div", *_HEADINGS)
_CONTAINERS = ("body", "main", "article", "section", "div")
_IN_RUNS = _IN_LINES | {"br"}
_SENTENCE = 60  # characters: fewer between blocks are a button's or a label's
_CLIMB = 20  # levels looked up for the item that holds a block
_LONGEST_CELL = 200  # characters of a table of data; longer ones lay out a page
_LINKED = 0.5  # the share of a table's characters that may be links; a menu has more


def mend_page(page: html5.HtmlElement) -> html5.HtmlElement:
    """The page itself, changed: tags that trafilatura misreads become words, or tags that it reads."""
    etree.strip_elements(page, *_WITHDRAWN, with_tail=False)  # <s>12</s> 125 soldats came as 12 125 soldats
    _mend_raised(page)
    _mend_words(page)
    for table in list(page.iter("table")):
        if _is_of_data(table):
            _write_out(table)
    etree.strip_tags(page, *_LOOKS)
    for container in list(page.iter(*_CONTAINERS)):
        _wrap_words(container)
    for block in list(page.iter(*_BLOCKS, *_ASIDES)):
        _part(block)
    for block in list(_in_items(page)):
        block.tag = _LOOK
    etree.strip_tags(page, _LOOK)
    return page


def _mend_raised(page: html5.HtmlElement) -> None:
    """<sup>2</sup> → ²; the call of a note, <sup><a href="#n2">2</a></sup>, is no word of the text."""
    for raising in page.iter("sup"):
        words = raising[0] if len(raising) == 1 and not (raising.text or "").strip() else raising
        text = (words.text or "").strip()
        parent = raising.getparent()
        if text.strip("[]()").isdecimal() and ("a" in (words.tag, parent.tag if parent is not None else "")):
            words.text = None
        else:
            words.text = raised(words.text or "")


def _mend_words(page: html5.HtmlElement) -> None:
    """Tags within a sentence that trafilatura takes for the end of one, or drops with what they hold."""
    for quote in page.iter("q"):  # it would become a paragraph of its own
        quote.text = "« " + (quote.text or "")
        etree.SubElement(quote, _LOOK).text = " »"
        quote.tag = _LOOK
    for time in list(page.iter("time")):
        _mend_time(time)
    for link in page.iter("a"):  # an anchor is no link, but a short paragraph that holds one is dropped as a menu
        if link.get("href") is None or not (len(link) or (link.text or "").strip()):
            link.tag = _LOOK
    for inner in page.iter(*_IN_LINES):
        if (inner.tag == "span" and not inner.attrib) or _is_in_word(inner):
            inner.tag = _LOOK
    for middle in page.iter("center"):
        middle.tag = "div"


def _is_in_word(element: html5.HtmlElement) -> bool:
    """True for 12<span class="fort">5</span> soldats."""
    parent, sibling = element.getparent(), element.getprevious()
    before = sibling.tail if sibling is not None else parent.text if parent is not None else ""
    own, after = element.text or "", element.tail or ""
    return ((before or "")[-1:].isalnum() and own[:1].isalnum()) or (own[-1:].isalnum() and after[:1].isalnum())


def _mend_time(time: html5.HtmlElement) -> None:
    """Mardi <time>3 mai</time>: the words are the sentence's; elsewhere they are the clock of the page.

    The empty element stays, for its attribute may be the page's only date.
    """
    parent = time.getparent()
    if parent is None or parent.tag != "p":
        return
    words = html5.Element(_LOOK)
    words.text = time.text_content()
    time.addprevious(words)
    time.text = None
    del time[:]


def _is_of_data(table: html5.HtmlElement) -> bool:
    """True for rows of short cells; a table may also lay out a page, or hold its menu."""
    if table.find(".//table") is not None:
        return False
    rows = [list(row.iter("td", "th")) for row in table.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    if any(len(cell.text_content()) > _LONGEST_CELL for row in rows for cell in row):
        return False
    linked = sum(len(link.text_content().strip()) for link in table.iter("a"))
    return linked <= _LINKED * len(" ".join(table.text_content().split()))


def _write_out(table: html5.HtmlElement) -> None:
    """Each row becomes a paragraph, *Chars | 40 | 125*: blanks between the cells would make one number of two."""
    lines = [" ".join(part.text_content().split()) for part in table.iter("caption")]
    lines += [" | ".join(_cells(row)) for row in table.iter("tr")]
    parent, tail = table.getparent(), table.tail
    if parent is not None and parent.tag == "figure":  # which would go with its table
        parent.tag = "div"
    table.clear()
    table.tag, table.tail = "div", tail
    for line in lines:
        if line.strip(" |"):
            etree.SubElement(table, "p").text = line


def _cells(row: html5.HtmlElement) -> Iterator[str]:
    for cell in row.iter("td", "th"):
        for inner in cell.iter("br", "li", *_BLOCKS):
            if inner.getnext() is not None or (inner.tail or "").strip():
                inner.tail = " ; " + (inner.tail or "")
        yield " ".join(cell.text_content().split())


def _wrap_words(container: html5.HtmlElement) -> None:
    """<div>A sentence.<p>… → <div><p>A sentence.</p><p>…: trafilatura takes the paragraphs and leaves the rest."""
    children = list(container)
    if not any(child.tag in _BLOCKS for child in children):
        return
    run: list[html5.HtmlElement] = []
    before: html5.HtmlElement | None = None
    for child in children:
        if child.tag in _IN_RUNS and next(child.iter(*_BLOCKS), None) is None:
            run.append(child)
        else:
            _wrap_run(container, before, run)
            run, before = [], child
    _wrap_run(container, before, run)


def _wrap_run(container: html5.HtmlElement, before: html5.HtmlElement | None, run: list[html5.HtmlElement]) -> None:
    """Make a paragraph of the words after the block `before`: text, and tags within it."""
    text = (container.text if before is None else before.tail) or ""
    if len(text.strip()) + sum(len(part.text_content()) + len((part.tail or "").strip()) for part in run) < _SENTENCE:
        return
    paragraph = html5.Element("p")
    paragraph.text = text
    if before is None:
        container.text = None
        container.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    paragraph.extend(run)


def _part(block: html5.HtmlElement) -> None:
    """Line breaks between a block and words that touch it: *Il parle.<div>Il rit.</div>Il part.*"""
    parent, before, after = block.getparent(), block.getprevious(), block.getnext()
    if parent is None:
        return
    text = parent.text if before is None else before.tail
    if (text or "").strip() or (before is not None and before.tag in _IN_LINES):
        block.addprevious(html5.Element("br"))
    if (block.tail or "").strip() or (after is not None and after.tag in _IN_LINES):
        line_break = html5.Element("br")
        line_break.tail, block.tail = block.tail, None
        block.addnext(line_break)


def _in_items(page: html5.HtmlElement) -> Iterator[html5.HtmlElement]:
    """The blocks of list items, parted by line breaks: *<li><p>40</p><p>125 blessés</p>* came as 40 125 blessés."""
    depth = 0
    for event, element in etree.iterwalk(page, events=("start", "end"), tag=("li", *_IN_ITEMS)):
        if element.tag == "li":
            depth += 1 if event == "start" else -1
        elif depth and event == "end":
            if _follows_words(element):
                element.addprevious(html5.Element("br"))
            yield element


def _follows_words(element: html5.HtmlElement) -> bool:
    """True if words stand before an element in its list item."""
    for _ in range(_CLIMB):
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            return bool(before.tag != "br")
        if parent is None or parent.tag not in _IN_ITEMS:
            return False
        element = parent
    return False
