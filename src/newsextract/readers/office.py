"""Word files (.docx) → one article each, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError

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
    except ReadError:
        raise
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, NotImplementedError, SyntaxError) as error:
        raise ReadError("parse_error", f"no readable Word file ({error}); save it again as .docx") from error
    text = "\n".join(paragraph.text for paragraph in document.paragraphs).strip()
    if not text:
        raise ReadError("empty", "the document holds no text")
    yield Article(
        source.name, text, title=document.core_properties.title or title_of(text), published=date_of(source.name, text)
    )
