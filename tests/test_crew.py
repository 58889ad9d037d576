"""Workers may die: their texts are tried again, and only a text that always kills is given up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

import deadly
from newsextract import crew, worker
from newsextract.crew import CRASHED, NO_WORKERS, Crew
from newsextract.worker import Text


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "start", deadly.start)
    monkeypatch.setattr(worker, "extract_texts", deadly.extract_texts)


def results(texts: list[str]) -> dict[str, str]:
    pairs: list[Text] = [(str(number), text) for number, text in enumerate(texts)]
    with Crew(2) as workers:
        found = [result for chunk in workers.results([pair] for pair in pairs) for result in chunk]
    assert sorted(result.key for result in found) == sorted(key for key, _ in pairs)
    return {result.key: result.fault or (result.payload or b"").decode() for result in found}


def test_all_is_done_once() -> None:
    assert results([f"texte {number}" for number in range(30)]) == {str(n): f"texte {n}" for n in range(30)}


def test_a_worker_killed_once_costs_nothing(tmp_path: Path) -> None:
    texts = ["a", "b", str(tmp_path / "mort"), *"cdefghij"]
    assert sorted(results(texts).values()) == sorted(texts)


def test_a_text_that_kills_is_given_up_alone() -> None:
    found = results([*"abcdef", "MEURS", *"ghijkl"])
    assert found.pop("6") == CRASHED
    assert sorted(found.values()) == sorted("abcdefghijkl")


def test_a_worker_killed_while_another_starts_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """An idle worker of a shared queue holds its lock: the newcomer waited for it, and the run for the newcomer."""
    pids: list[int] = []
    start = SpawnProcess.start

    def started(process: SpawnProcess) -> None:
        start(process)
        assert process.pid is not None
        pids.append(process.pid)
        if len(pids) == 2:
            time.sleep(1)  # the first has done its text meanwhile, and waits for another
            os.kill(pids[0], signal.SIGKILL)

    monkeypatch.setattr(SpawnProcess, "start", started)
    texts = [*"abcdefghij"]
    assert sorted(results(texts).values()) == texts
    assert not active_children()


def test_workers_killed_at_any_moment_cost_nothing() -> None:
    texts = [*"abcdefghijklmnopqrstuvwxyz"]
    found: list[str] = []
    with Crew(2) as workers:
        for chunk in workers.results([(text, text)] for text in texts):
            found += [(result.payload or b"").decode() for result in chunk]
            if len(found) % 5 == 0:
                for process in active_children():
                    process.kill()
    assert sorted(found) == texts


def test_what_is_in_flight_is_bounded() -> None:
    taken = 0

    def chunks() -> Iterator[list[Text]]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield [(str(number), "x")]

    with Crew(2) as workers:
        done = 0
        for found in workers.results(chunks()):
            done += len(found)
            assert taken - done <= 2 * crew._PER_WORKER + 1
    assert done == 100


def test_a_script_that_runs_itself_anew_in_each_worker_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text("Trois cents soldats ont été tués dimanche près de la frontière.\n" * 3)
    script = tmp_path / "script.py"
    script.write_text(f"import newsextract\nnewsextract.run({str(folder)!r}, {str(tmp_path / 'out')!r}, workers=2)\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(NO_WORKERS)
