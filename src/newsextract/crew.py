"""Chunks of texts → their results, by worker processes: one that dies costs its texts a second try, not the run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from newsextract import worker
from newsextract.errors import InputError
from newsextract.worker import Result, Text

_PER_WORKER = 3  # chunks in flight: enough to keep a worker busy, few enough to bound memory
_TRIES = 2  # alone in a process, after the pool broke; whoever kills processes may hit an innocent text once
NO_WORKERS = (
    "worker processes cannot start here; in a script, call run() under `if __name__ == '__main__':`, or give workers=1"
)
CRASHED = "the process died on this text each time; report it, or split the article"


class Crew:
    """Some worker processes, started when the first chunk comes. Use as a context manager."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._flight: dict[Future[list[Result]], list[Text]] = {}
        self._has_worked = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def results(self, chunks: Iterable[list[Text]]) -> Iterator[list[Result]]:
        """The results of each chunk, as they come: in any order."""
        for chunk in chunks:
            while not self._submit(chunk):
                yield from self._recover()
            if len(self._flight) >= self._workers * _PER_WORKER:
                yield from self._finished()
        while self._flight:
            yield from self._finished()

    def _submit(self, chunk: list[Text]) -> bool:
        """Give a chunk to the workers; False if one of them has died meanwhile."""
        if self._pool is None:
            self._pool = _pool(self._workers)
        try:
            self._flight[self._pool.submit(worker.extract_texts, chunk)] = chunk
        except BrokenProcessPool:
            return False
        return True

    def _finished(self) -> Iterator[list[Result]]:
        """Wait for at least one chunk; yield what is finished."""
        done, _ = wait(self._flight, return_when=FIRST_COMPLETED)
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            yield from self._recover()
            return
        for future in done:
            del self._flight[future]
            self._has_worked = True
            yield future.result()

    def _recover(self) -> Iterator[list[Result]]:
        """After a worker died: the chunks that were finished, and the others text by text in a process of their own.

        Raises InputError if no worker has ever started: then no text is at fault.
        """
        wait(self._flight)
        if not self._has_worked and not _can_start():
            raise InputError(NO_WORKERS)
        flight, self._flight = self._flight, {}
        self._stop()
        suspects = []
        for future, chunk in flight.items():
            if isinstance(future.exception(), BrokenProcessPool):
                suspects += chunk
            else:
                yield future.result()
        yield from _one_by_one(suspects)

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=worker.start)


def _can_start() -> bool:
    """False where a process of its own dies before it does anything: a script that runs itself anew in each."""
    with _pool(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool:
            return False
    return True


def _one_by_one(texts: list[Text]) -> Iterator[list[Result]]:
    """The result of each text; a process serves until a text kills it, and a text that kills it twice is given up."""
    waiting = [(text, _TRIES) for text in reversed(texts)]
    while waiting:
        with _pool(1) as pool:
            try:
                while waiting:
                    yield pool.submit(worker.extract_texts, [waiting[-1][0]]).result()
                    waiting.pop()
            except BrokenProcessPool:
                text, tries = waiting.pop()
                if tries > 1:
                    waiting.append((text, tries - 1))
                else:
                    yield [Result(text[0], fault=CRASHED)]
