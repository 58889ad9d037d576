"""Compiled expressions kept on disk: they match what `re` alone would make them match, whatever became of the file."""

from __future__ import annotations

import marshal
import re
from pathlib import Path

import pytest

from newsextract.expressions import Expressions

LONG = "(?:" + "|".join(f"régiment {number}" for number in range(20)) + ")"
PATTERNS = [
    (LONG, 0),
    (LONG + r"(?P<unit> d'(?P<arm>infanterie|artillerie))?( blindée?)?", re.IGNORECASE),
    (rf"(?x) (?P<first> {LONG.replace(' ', '[ ]')} ) (?# in French ) (?=[ ]d)", 0),
    (rf"(?i:{LONG})(?<!zéro)(?P<again>.*)(?P=again)", re.DOTALL | re.MULTILINE),
    (rf"{LONG}|[^\W\d_a-zà-ÿ]+", re.ASCII),
]
TEXT = "le Régiment 7 d'Artillerie blindé, un régiment 12 d'infanterie, REGIMENT 3\nrégiment 1 régiment 1"


@pytest.fixture(autouse=True)
def _one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written for one new expression, not for some twenty."""
    monkeypatch.setattr("newsextract.expressions._FEW", 0)


def matches(expression: re.Pattern[str]) -> list[tuple[int, int, dict[str, str | None]]]:
    return [(*match.span(), match.groupdict()) for match in expression.finditer(TEXT)]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_an_expression_from_the_file_is_the_one_that_re_compiles(tmp_path: Path, pattern: str, flags: int) -> None:
    first = Expressions(tmp_path / "kept.bin")
    made = first.compile(pattern, flags)
    first.keep()
    kept = Expressions(tmp_path / "kept.bin")
    assert (pattern, flags) in kept._codes
    plain, read = re.compile(pattern, flags), kept.compile(pattern, flags)
    for other in (made, read):
        assert (other.pattern, other.flags, other.groups) == (plain.pattern, plain.flags, plain.groups)
        assert dict(other.groupindex) == dict(plain.groupindex)
        assert matches(other) == matches(plain)
    assert matches(plain)


def test_short_expressions_and_those_of_bytes_are_not_kept(tmp_path: Path) -> None:
    expressions = Expressions(tmp_path / "kept.bin")
    assert expressions.compile("soldats?").match("soldat")
    assert expressions.compile(LONG.encode()).match("régiment 1".encode())
    expressions.keep()
    assert not (tmp_path / "kept.bin").exists()


def test_a_wrong_expression_is_an_error_as_ever(tmp_path: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        Expressions(tmp_path / "kept.bin").compile("(" + LONG)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no marshal",
        marshal.dumps([1, 2]),
        marshal.dumps({(LONG, 0): (0, b"\1\0\0\0\2\0\0\0", 0, {}, (None,))}),  # numbers that are no program
        marshal.dumps({(LONG, 0): (0, b"\1\0\0", 0, {}, (None,))}),
        marshal.dumps({(LONG, 0): "nothing"}),
    ],
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kept.bin"
    path.write_bytes(content)
    expressions = Expressions(path)
    assert matches(expressions.compile(LONG)) == matches(re.compile(LONG))
    expressions.keep()
    assert marshal.loads(path.read_bytes()).keys() == {(LONG, 0)}


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    expressions = Expressions(tmp_path / "file" / "kept.bin")
    assert expressions.compile(LONG).search(TEXT)
    expressions.keep()


def test_the_file_is_written_only_where_there_is_something_new(tmp_path: Path) -> None:
    path = tmp_path / "kept.bin"
    first = Expressions(path)
    first.compile(LONG)
    first.keep()
    written = path.stat()
    again = Expressions(path)
    again.compile(LONG)
    again.keep()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert [one.name for one in path.parent.iterdir()] == ["kept.bin"]


def test_the_file_is_not_written_for_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsextract.expressions._FEW", 1)
    expressions = Expressions(tmp_path / "kept.bin")
    for tail, written in (("a", False), ("a", False), ("b", True)):
        expressions.compile(LONG + tail)
        expressions.keep()
        assert (tmp_path / "kept.bin").exists() == written


def test_expressions_of_former_versions_go_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.bin"
    first = Expressions(path)
    first.compile(LONG)
    first.keep()
    monkeypatch.setattr("newsextract.expressions._MOST", 1)
    second = Expressions(path)
    second.compile(LONG + "s")
    second.keep()
    assert marshal.loads(path.read_bytes()).keys() == {(LONG + "s", 0)}
