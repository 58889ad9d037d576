"""The work done so far, kept between runs: one SQLite file in the output folder.

`results` holds what the pipeline made of a text, keyed by text and pipeline version, so that an interrupted run
resumes and tomorrow's run does only what is new; `readings` what came of files that are slow to read, `sketches` those
of texts that were fit to be processed. `inputs`, `bands` and `rejects` list this run's inputs, from which the tables
are made. SQLite's journal keeps it whole through kill -9, a full disk or a power cut.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newsextract.articles import Article, Reject

NAME = ".newsextract.sqlite3"
_LAYOUT = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, items BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sketches (
    sha256 TEXT PRIMARY KEY, pipeline TEXT NOT NULL, sketch BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (what TEXT NOT NULL);
DROP TABLE IF EXISTS inputs;
CREATE TABLE inputs (
    number INTEGER PRIMARY KEY, article_id TEXT UNIQUE NOT NULL, key TEXT, sha256 TEXT NOT NULL,
    characters INTEGER NOT NULL, title TEXT, published TEXT, duplicate_of TEXT, sketch BLOB, text BLOB
);
CREATE INDEX inputs_by_text ON inputs (sha256);
DROP TABLE IF EXISTS bands;
CREATE TABLE bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID;
DROP TABLE IF EXISTS read_now;
CREATE TABLE read_now (key TEXT PRIMARY KEY) WITHOUT ROWID;
DROP TABLE IF EXISTS rejects;
CREATE TABLE rejects (path TEXT, reason TEXT, detail TEXT);
"""


def pack(value: Any) -> bytes:
    """A JSON value as compressed bytes; equal values give equal bytes."""
    return zlib.compress(orjson.dumps(value), 1)


def unpack(data: bytes) -> Any:
    """The inverse of `pack`."""
    return orjson.loads(zlib.decompress(data))


@dataclass(frozen=True)
class Input:
    """An article of this run: its text's digest, the key of its result (None: it shall have none), what it repeats."""

    article: Article
    sha256: str
    key: str | None
    duplicate_of: str | None = None
    sketch: bytes | None = None
    bands: tuple[int, ...] = ()


class Store:
    """The work file of one output folder. Use as a context manager; one process at a time (batch.py locks)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.OperationalError:  # a full disk, no permission: not the file's fault
            raise
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

    def commit(self) -> None:
        """Make what was added last."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN")

    def add_input(self, item: Input, keep_text: bool) -> bool:
        """List an article of this run; False if its id is taken."""
        self._begin()
        article = item.article
        text = zlib.compress(article.text.encode("utf-8"), 1) if keep_text else None
        published = article.published.isoformat() if article.published else None
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO inputs VALUES (NULL,?,?,?,?,?,?,?,?,?)",
            (
                *(article.id, item.key, item.sha256, len(article.text), article.title, published),
                *(item.duplicate_of, item.sketch, text),
            ),
        )
        if cursor.rowcount != 1:
            return False
        if item.bands:
            number = cursor.lastrowid
            self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?,?)", [(band, number) for band in item.bands])
        return True

    def first_with(self, sha256: str) -> str | None:
        """The id of the first article of this run with this very text, or of the one which that repeats."""
        query = "SELECT coalesce(duplicate_of, article_id) FROM inputs WHERE sha256 = ? ORDER BY number LIMIT 1"
        row = self._db.execute(query, (sha256,)).fetchone()
        return row[0] if row else None

    def sharing_a_band(self, bands: tuple[int, ...]) -> Iterator[tuple[str, bytes]]:
        """(article_id, sketch) of this run's articles with one of these bands, in the order they came."""
        marks = ",".join("?" * len(bands))
        query = (
            f"SELECT article_id, sketch FROM inputs WHERE number IN (SELECT number FROM bands WHERE band IN ({marks}))"
        )
        yield from self._db.execute(f"{query} ORDER BY number", bands)

    def awaits_result(self, key: str) -> bool:
        """True if an article of this run has this key: its text is already on its way."""
        sha256 = key.rpartition(":")[2]
        query = "SELECT 1 FROM inputs WHERE sha256 = ? AND key = ?"
        return self._db.execute(query, (sha256, key)).fetchone() is not None

    def has_result(self, key: str) -> bool:
        """True if a text of this key has been processed."""
        return self._db.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone() is not None

    def add_reject(self, reject: Reject) -> None:
        """List an input of this run that could not be read."""
        self._begin()
        self._db.execute("INSERT INTO rejects VALUES (?,?,?)", (reject.path, reject.reason, reject.detail))

    def reject_result(self, key: str, reason: str, detail: str) -> None:
        """Turn the inputs of this run with a certain text into rejects."""
        self._begin()
        self._db.execute("INSERT INTO rejects SELECT article_id, ?, ? FROM inputs WHERE key = ?", (reason, detail, key))
        self._db.execute("DELETE FROM inputs WHERE key = ?", (key,))

    def add_results(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep what the pipeline made of some texts, for good."""
        self._begin()
        self._db.executemany("INSERT OR REPLACE INTO results VALUES (?,?)", results)
        self.commit()

    def sketch(self, sha256: str, pipeline: str) -> bytes | None:
        """The packed sketch of a text that this pipeline has found fit, empty if it is too short for one, or None."""
        row = self._db.execute("SELECT pipeline, sketch FROM sketches WHERE sha256 = ?", (sha256,)).fetchone()
        return row[1] if row and row[0] == pipeline else None

    def add_sketch(self, sha256: str, pipeline: str, sketch: bytes) -> None:
        """Keep the sketch of a text that is fit to be processed."""
        self._begin()
        self._db.execute("INSERT OR REPLACE INTO sketches VALUES (?,?,?)", (sha256, pipeline, sketch))

    def reading(self, key: str) -> Any:
        """What came of a file of this digest, or None."""
        self._begin()
        self._db.execute("INSERT OR IGNORE INTO read_now VALUES (?)", (key,))
        row = self._db.execute("SELECT items FROM readings WHERE key = ?", (key,)).fetchone()
        return unpack(row[0]) if row else None

    def remember(self, key: str, items: Any) -> None:
        """Keep what came of a file."""
        self._begin()
        self._db.execute("INSERT OR REPLACE INTO readings VALUES (?,?)", (key, pack(items)))

    def forget_unused(self) -> int:
        """Drop the results, readings and sketches that no input of this run uses; return how many results."""
        self.commit()
        self._db.execute("DELETE FROM sketches WHERE sha256 NOT IN (SELECT sha256 FROM inputs)")
        self._db.execute("DELETE FROM readings WHERE key NOT IN (SELECT key FROM read_now)")
        cursor = self._db.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM inputs WHERE key IS NOT NULL)")
        return cursor.rowcount

    def inputs(self) -> Iterator[tuple[dict[str, Any], bytes | None]]:
        """Yield (input, packed result) of this run, sorted by article_id; a duplicate has no result."""
        query = (
            "SELECT i.article_id, i.sha256, i.characters, i.title, i.published, i.duplicate_of, i.text, r.payload "
            "FROM inputs i LEFT JOIN results r ON r.key = i.key ORDER BY i.article_id"
        )
        names = ("article_id", "sha256", "characters", "title", "published", "duplicate_of", "text")
        for *values, payload in self._db.execute(query):
            row = dict(zip(names, values, strict=True))
            row["text"] = zlib.decompress(row["text"]).decode("utf-8") if row["text"] is not None else None
            yield row, payload

    def rejects(self) -> Iterator[dict[str, Any]]:
        """Yield this run's rejects, sorted by path."""
        for path, reason, detail in self._db.execute("SELECT * FROM rejects ORDER BY path, reason, detail"):
            yield {"path": path, "reason": reason, "detail": detail}

    def digest(self) -> str:
        """A digest of all that the tables of this run are made from."""
        digest = hashlib.sha256()
        columns = "article_id, key, sha256, title, published, duplicate_of, text IS NULL"
        for table in (f"SELECT {columns} FROM inputs ORDER BY article_id", "SELECT * FROM rejects ORDER BY 1, 2, 3"):
            for row in self._db.execute(table):
                digest.update(json.dumps(row).encode())
            digest.update(b"\n")
        return digest.hexdigest()

    def published(self) -> Any:
        """What `publish` noted last, or None."""
        row = self._db.execute("SELECT what FROM published").fetchone()
        return json.loads(row[0]) if row else None

    def publish(self, what: Any) -> None:
        """Note, for the next run, which tables stand in the folder."""
        self._begin()
        self._db.execute("DELETE FROM published")
        self._db.execute("INSERT INTO published VALUES (?)", (json.dumps(what),))
        self.commit()
