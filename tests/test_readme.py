"""The README's examples run, and print what the README says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from newsextract import run


def test_python_examples(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").symlink_to(root / "corpus")
    run(tmp_path / "corpus" / "articles", tmp_path / "outputs", workers=1)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(
        r"^```pycon\n(.*?)^```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert len(blocks) >= 3
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example)
    assert result.failed == 0
    assert result.attempted >= 8


def test_the_two_commands_come_first(root: Path) -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert "newsextract run corpus/articles" in blocks[0]
    assert "pytest" in blocks[1]
