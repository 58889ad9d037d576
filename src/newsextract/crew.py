"""Chunks of texts → their results, by worker processes: one that dies costs its texts a second try, not the run.

Each worker has pipes of its own. The workers of a concurrent.futures executor share a queue and its lock: one that is
killed while it holds the lock leaves one that was just starting, and the run, waiting for ever.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue

from newsextract import worker
from newsextract.errors import InputError
from newsextract.worker import Result, Text

_PER_WORKER = 2  # chunks: one to work on, and one at hand when that is done
_TRIES = 2  # alone in a process, after the death of one; whoever kills processes may hit an innocent text once
_SPAWN = get_context("spawn")  # on every system: a forked process would inherit the threads' locks of its parent
NO_WORKERS = (
    "worker processes cannot start here; in a script, call run() under `if __name__ == '__main__':`, or give workers=1"
)
CRASHED = "the process died on this text each time; report it, or split the article"

_Extract = Callable[[list[Text]], list[Result]]


class Crew:
    """Some worker processes, each started when there is a chunk for it. Use as a context manager."""

    def __init__(self, workers: int) -> None:
        self._most = workers
        self._workers: list[_Worker] = []
        self._has_worked = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._workers:
            one.end()

    def results(self, chunks: Iterable[list[Text]]) -> Iterator[list[Result]]:
        """The results of each chunk, as they come: in any order.

        Raises InputError if no worker can start, and the worker's error if the installation is at fault.
        """
        for chunk in chunks:
            while (free := self._free()) is None:
                yield from self._arrived()
            free.give(chunk)
            yield from self._arrived(timeout=0)
        while any(one.chunks for one in self._workers):
            yield from self._arrived()

    def _free(self) -> _Worker | None:
        """The worker with least to do, unless that is enough; a new one rather than one that has anything to do."""
        least = min(self._workers, key=lambda one: len(one.chunks), default=None)
        if (least is None or least.chunks) and len(self._workers) < self._most:
            least = _Worker()
            self._workers.append(least)
        return least if least is not None and len(least.chunks) < _PER_WORKER else None

    def _arrived(self, timeout: float | None = None) -> Iterator[list[Result]]:
        """Wait for at least one result, or `timeout` seconds; yield those that have come."""
        busy = {one.results: one for one in self._workers if one.chunks}
        for ready in wait(list(busy), timeout):
            one = busy[ready]  # type: ignore[index]  # what wait() was given
            found = one.take()
            if found is None:
                yield from self._retried(one)
            else:
                self._has_worked = True
                yield found

    def _retried(self, dead: _Worker) -> Iterator[list[Result]]:
        """The results of the chunks that a dead worker had, text by text in a process of their own.

        Raises InputError if no worker has ever worked, nor can: then no text is at fault.
        """
        self._workers.remove(dead)
        dead.end()
        if not self._has_worked and not _can_start():
            raise InputError(NO_WORKERS)
        yield from _one_by_one([text for chunk in dead.chunks for text in chunk])


class _Worker:
    """A process, and the chunks that it was given and has not brought back."""

    def __init__(self) -> None:
        self.chunks: deque[list[Text]] = deque()
        tasks, self._tasks = _SPAWN.Pipe(duplex=False)
        self.results, results = _SPAWN.Pipe(duplex=False)
        with tasks, results:  # the process has them; as long as they were open here, its death would not show
            serving = (worker.start, worker.extract_texts, tasks, results)
            self._process = _SPAWN.Process(target=_serve, args=serving, daemon=True)
            self._process.start()

    def give(self, chunk: list[Text]) -> None:
        """Hand over a chunk; if the process is dead, `take` will tell."""
        self.chunks.append(chunk)
        with suppress(OSError):
            self._tasks.send(chunk)

    def take(self) -> list[Result] | None:
        """Wait for the results of the oldest chunk; None if the process has died. Raises what it could not handle."""
        try:
            outcome: list[Result] | Exception = self.results.recv()
        except (EOFError, OSError):
            return None
        self.chunks.popleft()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def end(self) -> None:
        """End the process, whatever it does: it writes nothing but its pipe."""
        self._process.kill()
        self._process.join()
        self._tasks.close()
        self.results.close()


def _serve(start: Callable[[], None], extract: _Extract, tasks: Connection, results: Connection) -> None:
    """In a worker process: bring the results of each chunk, or the error that kept the worker from any."""
    chunks: SimpleQueue[list[Text]] = SimpleQueue()
    threading.Thread(target=_receive, args=(tasks, chunks), daemon=True).start()
    start()
    while True:
        chunk = chunks.get()
        outcome: list[Result] | Exception
        try:
            outcome = extract(chunk)
        except Exception as error:
            outcome = error
        with suppress(BrokenPipeError):  # the parent is dead, and soon this process is
            results.send(outcome)


def _receive(tasks: Connection, chunks: SimpleQueue[list[Text]]) -> None:
    """Take in chunks as they come, so that the parent need not wait; end the process when the parent's end is closed.

    It is closed by the parent's death, too.
    """
    try:
        while True:
            chunks.put(tasks.recv())
    finally:
        os._exit(0)


def _can_start() -> bool:
    """False where a process dies before it does anything: one of a script that runs itself anew in each."""
    process = _SPAWN.Process(target=os.getpid)
    process.start()
    process.join()
    return process.exitcode == 0


def _one_by_one(texts: list[Text]) -> Iterator[list[Result]]:
    """The result of each text; a process serves until a text kills it, and a text that kills it twice is given up."""
    one: _Worker | None = None
    try:
        for text in texts:
            found = None
            for _ in range(_TRIES):
                one = one or _Worker()
                one.give([text])
                found = one.take()
                if found is not None:
                    break
                one.end()
                one = None
            yield found or [Result(text[0], fault=CRASHED)]
    finally:
        if one is not None:
            one.end()
