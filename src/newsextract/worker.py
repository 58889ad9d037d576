"""What a worker process does: texts → packed rows. The model is loaded once a process.

A result is the JSON of {"tokens", "sentences", "tables": {table: [row]}} without the article's id, so that it serves
every article with the same text; `with_ids` puts the id in. The pipeline is imported by the process that runs it: the
parent of a run stays small and starts quickly.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from newsextract.errors import NewsextractError
from newsextract.quickstart import quick_start
from newsextract.records import ID_COLUMNS
from newsextract.store import pack

Text = tuple[str, str]  # key, text
NOTHING: dict[str, Any] = {"tokens": 0, "sentences": 0, "tables": {}}  # of a duplicate


@dataclass(frozen=True)
class Result:
    """What became of a text: its packed rows, or the fault that kept it from having any."""

    key: str
    payload: bytes | None = None
    fault: str = ""


def start() -> None:
    """Prepare a worker process: Ctrl-C is the parent's to handle; the model is loaded before the first texts come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception), quick_start():  # the first text meets the same error, and brings it to the parent
        from newsextract.model import load_model

        load_model()


def extract_texts(texts: list[Text]) -> list[Result]:
    """The results of some texts, in order; a text on which the pipeline fails costs itself only."""
    try:
        return _extract(texts)
    except NewsextractError:  # the installation is at fault, not a text
        raise
    except Exception:
        return [_extract_one(text) for text in texts]


def _extract(texts: list[Text]) -> list[Result]:
    with quick_start():  # no garbage is looked for: what a text makes holds no cycles, and goes with its last user
        from newsextract.pipeline import extract_rows

        rows = extract_rows([text for _, text in texts])
        with closing(rows):
            return [Result(key, pack(result)) for (key, _), result in zip(texts, rows, strict=True)]


def _extract_one(text: Text) -> Result:
    try:
        (result,) = _extract([text])
    except NewsextractError:
        raise
    except Exception as error:
        return Result(text[0], fault=f"the pipeline failed on this text ({type(error).__name__}: {error})"[:500])
    return result


def with_ids(rows: Iterable[dict[str, Any]], article_id: str) -> Iterator[dict[str, Any]]:
    """The rows of a result as those of one article: ids such as ':troops:3-9' become 'a.txt:troops:3-9'."""
    for row in rows:
        for column in ID_COLUMNS:
            if row.get(column):
                row[column] = article_id + row[column]
        row["article_id"] = article_id
        yield row
