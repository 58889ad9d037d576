"""Files that are compiled once a machine come whole or not at all, and go when no version uses them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from newsextract import compiled


def test_files_that_no_version_uses_any_more_are_removed(tmp_path: Path) -> None:
    for name, days in {
        "gazetteer-old.sqlite3": 31,
        "gazetteer-new.sqlite3": 29,
        "words-old.npz": 31,
        "expressions-old.bin": 31,
        "expressions-new.bin": 1,
        ".compiled-draft": 31,
        ".compiled-now": 0,
        "other.sqlite3": 99,
    }.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - days * 86_400,) * 2)
    compiled.remove_unused(tmp_path)
    kept = [".compiled-now", "expressions-new.bin", "gazetteer-new.sqlite3", "other.sqlite3"]
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_a_draft_is_moved_into_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "words-1.npz"
    with compiled.draft_of(path) as draft:
        draft.write_text("whole")
        assert not path.exists()
    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "words-1.npz"
    path.write_text("before")

    def fail() -> None:
        with compiled.draft_of(path) as draft:
            draft.write_text("half")
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        fail()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_without_a_folder_of_the_user_s_own_that_for_temporary_files_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "file" / name)
    assert compiled.cache_folder() is None
    assert compiled.any_folder().is_dir()
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "new" / name)
    assert compiled.cache_folder() == compiled.any_folder() == tmp_path / "new" / "newsextract"
