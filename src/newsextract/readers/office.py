"""Word files (.docx) → one article each, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.table import Table

from newsextract.articles import Article, ReadError
from newsextract.readers.archive import check_bomb
from newsextract.readers.dates import date_of
from newsextract.readers.plain import title_of
from newsextract.readers.source import Source


def read_docx(source: Source) -> Iterator[Article]:
    """One article: the paragraphs, a line each; the title from the file's properties or its first line."""
    data = io.BytesIO(source.read())
    try:
        with zipfile.ZipFile(data) as package:
            for member in package.infolist():
                check_bomb(member)
        document = docx.Document(data)
        text = "\n".join(_lines(document)).strip()
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


def _lines(document: Document) -> Iterator[str]:
    """The paragraphs, and the rows of the tables among them."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(cell.text.replace("\n", " ") for cell in row.cells)
        else:
            yield block.text
