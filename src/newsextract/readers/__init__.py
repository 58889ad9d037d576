"""One module a file format: source → articles, rejects or ReadError. `read` picks the reader by the name's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsextract.articles import Article, ReadError, Reject
from newsextract.readers.agency import read_xml
from newsextract.readers.archive import read_gzip, read_zip
from newsextract.readers.markup import read_html, read_markdown
from newsextract.readers.office import read_docx
from newsextract.readers.plain import read_text
from newsextract.readers.source import Source
from newsextract.readers.tabular import read_csv, read_jsonl, read_parquet

Reader = Callable[[Source], Iterator[Article | Reject]]


def read(source: Source) -> Iterator[Article | Reject]:
    """The articles of one file. Raises ReadError if it cannot be read, or its ending is not supported."""
    ending = source.name[source.name.rfind(".") :].lower() if "." in source.name.rpartition("/")[2] else ""
    reader = READERS.get(ending)
    if reader is None:
        raise ReadError("unsupported", f"no reader for this kind of file; convert it to one of {' '.join(READERS)}")
    return reader(source)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".xml": read_xml,
    ".docx": read_docx,
    ".gz": lambda source: read_gzip(source, read),
    ".zip": lambda source: read_zip(source, read),
}
