"""One module a file format: source → articles, rejects or ReadError. `read` picks the reader by the name's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from newsextract.articles import Article, ReadError, Reject, storable
from newsextract.readers.recall import SLOW, recall
from newsextract.readers.source import Source

# ending → (module, function); a format's libraries are imported when its first file comes
READERS = {
    ".txt": ("plain", "read_text"),
    ".md": ("markup", "read_markdown"),
    ".markdown": ("markup", "read_markdown"),
    ".html": ("markup", "read_html"),
    ".htm": ("markup", "read_html"),
    ".xhtml": ("markup", "read_html"),
    ".jsonl": ("tabular", "read_jsonl"),
    ".ndjson": ("tabular", "read_jsonl"),
    ".csv": ("tabular", "read_csv"),
    ".tsv": ("tabular", "read_csv"),
    ".parquet": ("tabular", "read_parquet"),
    ".xml": ("agency", "read_xml"),
    ".docx": ("office", "read_docx"),
    ".gz": ("archive", "read_gzip"),
    ".zip": ("archive", "read_zip"),
}


def read(source: Source) -> Iterator[Article | Reject]:
    """The articles of one file. Raises ReadError if it cannot be read, or its ending is not supported."""
    ending = source.name[source.name.rfind(".") :].lower() if "." in source.name.rpartition("/")[2] else ""
    if ending not in READERS:
        raise ReadError("unsupported", f"no reader for this kind of file; convert it to one of {' '.join(READERS)}")
    module, function = READERS[ending]
    reader: Callable[[Source], Iterator[Article | Reject]] = getattr(
        import_module(f"newsextract.readers.{module}"), function
    )
    if source.memory is not None and ending in SLOW:
        return recall(source, source.memory, lambda source: map(storable, reader(source)))
    return map(storable, reader(source))
