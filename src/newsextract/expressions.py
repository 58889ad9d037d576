"""Compiled regular expressions, kept on disk as Python keeps its byte code.

Some 1,700 expressions, many of hundreds of words, take more than a second to compile: a third of the time until a
process has read its first text. What `re` compiles an expression to is a list of numbers for its engine, which checks
any list that it is given. The lists are kept in the user's cache folder; where they cannot be, or are those of another
Python, expressions are compiled, as ever.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from newsextract.compiled import cache_folder, draft_of, mark_used

try:
    import _sre  # type: ignore[import-not-found] # CPython's own
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another Python: `kept_expressions` does nothing
    _compiler = None

_SHORT = 80  # letters; shorter ones are compiled in no time, those made for a name of one text among them
_FEW = 20  # new expressions, for which the file is not written anew: those of rare words, and those of one text
_MOST = 10_000  # expressions; beyond, those of former versions of the package go

Key = tuple[str, int]  # pattern, flags
Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # what `_sre.compile` takes after the pattern


class Expressions:
    """The compiled expressions in a file. Nothing is raised if it is damaged or cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._codes: dict[Key, Code] = {}
        self._used: set[Key] = set()
        self._new = 0
        with suppress(OSError, ValueError, EOFError, TypeError):
            self._codes = dict(marshal.loads(path.read_bytes()))

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """Stands for `re._compiler.compile`."""
        if not isinstance(pattern, str) or len(pattern) < _SHORT or flags & re.DEBUG:
            return _compile(pattern, flags)
        flags = int(flags)  # a RegexFlag cannot be kept
        key = pattern, flags
        self._used.add(key)
        with suppress(KeyError, RuntimeError, ValueError, TypeError):  # of a damaged file
            return _assembled(pattern, self._codes[key])
        code = self._codes[key] = _code(pattern, flags)
        self._new += 1
        return _assembled(pattern, code)

    def keep(self) -> None:
        """Write the file, if there are more than a few new ones."""
        if self._new <= _FEW:
            return
        self._new = 0
        if len(self._codes) > _MOST:
            self._codes = {key: self._codes[key] for key in self._used}
        with suppress(OSError), draft_of(self._path) as draft:
            draft.write_bytes(marshal.dumps(self._codes))


def _code(pattern: str, flags: int) -> Code:
    """What `re._compiler.compile` hands to the engine."""
    parsed = _parser.parse(pattern, flags)
    numbers = _compiler._code(parsed, flags)
    names: dict[str, int] = parsed.state.groupdict
    name_of: list[str | None] = [None] * parsed.state.groups
    for name, group in names.items():
        name_of[group] = name
    packed = b"".join(number.to_bytes(_sre.CODESIZE, sys.byteorder) for number in numbers)
    return flags | parsed.state.flags, packed, parsed.state.groups - 1, names, tuple(name_of)


def _assembled(pattern: str, code: Code) -> re.Pattern[str]:
    flags, packed, groups, names, name_of = code
    numbers = memoryview(packed).cast("I" if _sre.CODESIZE == 4 else "H").tolist()
    expression: re.Pattern[str] = _sre.compile(pattern, flags, numbers, groups, names, name_of)
    return expression


_compile: Any = _compiler.compile if _compiler else None


@contextmanager
def kept_expressions() -> Iterator[None]:
    """While it lasts, `re` compiles no expression that was compiled in it before, by any process; new ones are kept."""
    within_another = _compiler is not None and _compiler.compile is not _compile
    expressions = None if _compiler is None or within_another else _of_this_python()
    if expressions is None:
        yield
        return
    _compiler.compile = expressions.compile
    try:
        yield
    finally:
        _compiler.compile = _compile
        expressions.keep()


@cache
def _of_this_python() -> Expressions | None:
    """Those in the user's own folder alone: what others may write to is no place for programs."""
    folder = cache_folder()
    if folder is None:
        return None
    digest = hashlib.sha256(f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE}".encode()).hexdigest()[:12]
    path = folder / f"expressions-{digest}.bin"
    mark_used(path)
    return Expressions(path)
