"""The commands, as a user calls them: what they print, and their exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SENTENCE = "Quelque 300 soldats russes ont été tués à Koursk par des obus de 155 mm, selon Kiev."


def newsextract(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsextract", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, check=False)


def test_show_prints_the_facts_of_standard_input() -> None:
    shown = newsextract("show", "-", stdin=SENTENCE)
    assert shown.returncode == 0
    for table in ("calibres", "troops", "locations", "attributions"):
        assert table in shown.stdout


def test_run_then_score(root: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "c06.txt").write_bytes((root / "corpus" / "articles" / "c06.txt").read_bytes())
    ran = newsextract("run", articles, "--out", tmp_path / "out", "--workers", "1")
    assert ran.returncode == 0
    assert "attributions" in ran.stdout
    gold = tmp_path / "gold.jsonl"
    lines = (root / "corpus" / "gold.jsonl").read_text().splitlines()
    gold.write_text(next(line for line in lines if '"id": "c06"' in line) + "\n")
    scored = newsextract("score", tmp_path / "out", gold, "--errors", "1")
    assert scored.returncode == 0
    assert "F1" in scored.stdout


@pytest.mark.parametrize("name", ["gone", "file.txt"])
def test_wrong_folder_exits_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    ran = newsextract("run", tmp_path / name, "--out", tmp_path / "out")
    assert ran.returncode == 2
    assert "is not a folder" in ran.stderr


def test_empty_folder_exits_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ran = newsextract("run", tmp_path / "in", "--out", tmp_path / "out")
    assert ran.returncode == 1
    assert "No article" in ran.stderr


def test_show_names_the_missing_file(tmp_path: Path) -> None:
    shown = newsextract("show", tmp_path / "gone.txt")
    assert shown.returncode == 2
    assert "gone.txt" in shown.stderr
