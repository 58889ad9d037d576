"""Plain text files → one article each; a first line that reads as a heading is the title.

A web page or a dispatch in XML that was saved as .txt is read as what it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from newsextract.articles import Article, Reject
from newsextract.readers.dates import date_of
from newsextract.readers.decoding import decode, without_references
from newsextract.readers.source import Source

_LONGEST_TITLE = 200
# <!DOCTYPE html>, <html lang="fr">; <?xml version="1.0"?> … <nitf>, <newsItem
_PAGE = re.compile(r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_DISPATCH = re.compile(r"\s*<\?xml\b.{0,2000}?<(?:nitf|newsItem|newsMessage|NewsML)\b", re.DOTALL)


def read_text(source: Source) -> Iterator[Article | Reject]:
    """One article: the whole file."""
    data = source.read()
    text = decode(data)
    page, dispatch = _PAGE.match(text.lstrip("\ufeff")), _DISPATCH.match(text.lstrip("\ufeff"))
    if page or dispatch:
        yield from _as_markup(replace(source, open=lambda: io.BytesIO(data)), bool(page))
        return
    text = without_references(text)
    yield Article(source.name, text, title=title_of(text), published=date_of(source.name, text))


def _as_markup(source: Source, is_page: bool) -> Iterator[Article | Reject]:
    if is_page:
        from newsextract.readers.markup import read_html as reader
    else:
        from newsextract.readers.agency import read_xml as reader  # type: ignore[assignment]
    yield from reader(source)


def title_of(text: str) -> str | None:
    """The first line, if more follows and it has no final stop."""
    first, _, rest = text.lstrip("\ufeff\r\n \t").partition("\n")
    heading = first.strip()
    if rest.strip() and 0 < len(heading) <= _LONGEST_TITLE and heading[-1] not in ".,;:…":
        return heading
    return None
