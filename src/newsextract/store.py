"""The work done so far, kept between runs: one SQLite file in the output folder.

`results` holds what the pipeline made of a text, keyed by text and pipeline version, so that an interrupted run resumes
and tomorrow's run does only what is new. `inputs` and `rejects` list this run's inputs, from which the tables are made.
SQLite's journal keeps it whole through kill -9, a full disk or a power cut.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsextract.articles import Article, Reject

NAME = ".newsextract.sqlite3"
_LAYOUT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
DROP TABLE IF EXISTS inputs;
CREATE TABLE inputs (
    article_id TEXT PRIMARY KEY, key TEXT, sha256 TEXT NOT NULL, characters INTEGER NOT NULL,
    title TEXT, published TEXT, language TEXT, duplicate_of TEXT, text BLOB
) WITHOUT ROWID;
DROP TABLE IF EXISTS rejects;
CREATE TABLE rejects (path TEXT, reason TEXT, detail TEXT);
"""


def pack(value: Any) -> bytes:
    """A JSON value as compressed bytes; equal values give equal bytes."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 3)


def unpack(data: bytes) -> Any:
    """The inverse of `pack`."""
    return json.loads(zlib.decompress(data))


class Store:
    """The work file of one output folder. Use as a context manager; one process at a time (batch.py locks)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:
            # Not ours, damaged, or of another layout: the results can be made again.
            for path in self.path.parent.glob(NAME + "*"):
                path.unlink()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] not in {0, _LAYOUT}:
                raise sqlite3.DatabaseError("another layout")
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.executescript(_SCHEMA)
            db.execute(f"PRAGMA user_version={_LAYOUT}")
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def begin(self) -> None:
        """Start a transaction: `commit` makes it last."""
        self._db.execute("BEGIN")

    def commit(self) -> None:
        """Make what was added last."""
        self._db.execute("COMMIT")

    def add_input(
        self, article: Article, key: str | None, sha256: str, duplicate_of: str | None, keep_text: bool
    ) -> bool:
        """List an article of this run, with the key of its result (None: it shall have none); False if its id is taken."""
        text = zlib.compress(article.text.encode("utf-8"), 3) if keep_text else None
        published = article.published.isoformat() if article.published else None
        row = (article.id, key, sha256, len(article.text), article.title, published, "fr", duplicate_of, text)
        cursor = self._db.execute("INSERT OR IGNORE INTO inputs VALUES (?,?,?,?,?,?,?,?,?)", row)
        return cursor.rowcount == 1

    def add_reject(self, reject: Reject) -> None:
        """List an input of this run that could not be read."""
        self._db.execute("INSERT INTO rejects VALUES (?,?,?)", (reject.path, reject.reason, reject.detail))

    def reject_result(self, key: str, reason: str, detail: str) -> None:
        """Turn the inputs of this run with a certain text into rejects."""
        self._db.execute("INSERT INTO rejects SELECT article_id, ?, ? FROM inputs WHERE key = ?", (reason, detail, key))
        self._db.execute("DELETE FROM inputs WHERE key = ?", (key,))

    def add_results(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep what the pipeline made of some texts, in one transaction."""
        self.begin()
        self._db.executemany("INSERT OR REPLACE INTO results VALUES (?,?)", results)
        self.commit()

    def has_result(self, key: str) -> bool:
        """True if a text of this key has been processed."""
        return self._db.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone() is not None

    def forget_unused(self) -> int:
        """Drop the results that no input of this run uses; return how many."""
        cursor = self._db.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM inputs WHERE key IS NOT NULL)")
        return cursor.rowcount

    def inputs(self) -> Iterator[tuple[dict[str, Any], bytes | None]]:
        """Yield (input, packed result) of this run, sorted by article_id; a duplicate has no result."""
        query = (
            "SELECT i.article_id, i.sha256, i.characters, i.title, i.published, i.language, i.duplicate_of, i.text, "
            "r.payload FROM inputs i LEFT JOIN results r ON r.key = i.key ORDER BY i.article_id"
        )
        names = ("article_id", "sha256", "characters", "title", "published", "language", "duplicate_of", "text")
        for *values, payload in self._db.execute(query):
            row = dict(zip(names, values, strict=True))
            row["text"] = zlib.decompress(row["text"]).decode("utf-8") if row["text"] is not None else None
            yield row, payload

    def rejects(self) -> Iterator[dict[str, Any]]:
        """Yield this run's rejects, sorted by path."""
        for path, reason, detail in self._db.execute("SELECT * FROM rejects ORDER BY path, reason, detail"):
            yield {"path": path, "reason": reason, "detail": detail}
