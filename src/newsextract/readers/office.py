"""Word files (.docx) → one article each. python-docx opens the package; the words are read from its XML.

python-docx's `paragraph.text` sees only what stands at the first level of a paragraph. Word wraps words in much else:
tracked insertions, content controls, fields, tags that Word 2003 set around *155 mm* and around names of places.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from lxml import etree

from newsextract.articles import Article, ReadError
from newsextract.readers.archive import check_bomb
from newsextract.readers.dates import date_of
from newsextract.readers.decoding import printed, raised
from newsextract.readers.plain import title_of
from newsextract.readers.source import Source

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (f"{_WORD}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# what an element stands for in the text; a formula and a picture sign (wingdings) part the words around them
_SIGNS = {
    **{f"{_WORD}{name}": "\t" for name in ("tab", "ptab")},
    **{f"{_WORD}{name}": "\n" for name in ("br", "cr")},
    **{f"{_WORD}noBreakHyphen": "-", f"{_WORD}sym": " ", f"{_MATHS}oMath": " "},
}
# deleted text, the old place of moved text, properties (whose tab stops are called w:tab), the notes above ruby text,
# and the second form of a drawing, for programs that do not know the first: the same words once more
_UNREAD = frozenset(
    {f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "rt")}
    | {f"{_COMPATIBILITY}Fallback"}
)


def read_docx(source: Source) -> Iterator[Article]:
    """One article: the paragraphs, a line each; the title from the file's properties or its first line."""
    data = io.BytesIO(source.read())
    try:
        with zipfile.ZipFile(data) as package:
            for member in package.infolist():
                check_bomb(member)
        document = docx.Document(data)
        text = printed("\n".join(_lines(document.element.body))).strip()
        title = document.core_properties.title
    except ReadError:
        raise
    except (
        Exception
    ) as error:  # zipfile, lxml and python-docx raise many kinds on damaged files; each costs one article
        raise ReadError(
            "parse_error", f"no readable Word file ({type(error).__name__}: {error}); save it again as .docx"
        ) from error
    if not text:
        raise ReadError("empty", "the document holds no text; fill it or remove it")
    yield Article(source.name, text, title=title or title_of(text), published=date_of(source.name, text))


def _lines(container: etree._Element) -> Iterator[str]:
    """The paragraphs and the rows of the tables, a line each, however deep in content controls they stand."""
    for block in container:
        if block.tag == _PARAGRAPH:
            yield "".join(_pieces(block))
            for box in _boxes(block):
                yield from _lines(box)
        elif block.tag == _TABLE:
            yield from ("\t".join(map(_cell, row)) for row in _rows(block))
        elif block.tag not in _UNREAD:
            yield from _lines(block)


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph in its order: *155 mm* from <w:smartTag><w:r><w:t>155 mm</w:t></w:r></w:smartTag>."""
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_WORD}r":
            yield _run(child)
        elif child.tag not in _UNREAD and child.tag != _BOX:
            yield from _pieces(child)


def _run(run: etree._Element) -> str:
    """The text of a run: nothing if it is struck through (~12~ 125 soldats) or hidden; ² where 2 is raised."""
    if any(_is_on(run.find(f"{_WORD}rPr/{_WORD}{name}")) for name in ("strike", "dstrike", "vanish")):
        return ""
    words = "".join(_pieces(run))
    place = run.find(f"{_WORD}rPr/{_WORD}vertAlign")
    is_raised = place is not None and place.get(f"{_WORD}val") == "superscript"
    return raised(words) if is_raised else words


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{_WORD}val", "true") not in {"0", "false", "off"}


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph: read after it, lest they cut its sentence."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _UNREAD:
            yield from _boxes(child)


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows' own cells. One merged over columns is a single cell here; python-docx gives it once a grid column."""
    for row in _nearest(table, _ROW):
        yield list(_nearest(row, _CELL))


def _nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNREAD:
            yield from _nearest(child, tag)


def _cell(cell: etree._Element) -> str:
    """The words of a cell in one line; nothing for one that goes on a cell merged with it from above."""
    merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
    if merged is not None and merged.get(f"{_WORD}val", "continue") == "continue":
        return ""
    return " ".join(words for line in _lines(cell) for words in [" ".join(line.split("\n"))] if words)
