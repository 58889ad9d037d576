"""What makes a process ready sooner: half of the seconds until its first text is read go into imports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from newsextract.expressions import kept_expressions
from newsextract.garbage import uncollected

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


@contextmanager
def quick_start() -> Iterator[None]:
    """To import the pipeline in, and to read first texts: spaCy comes without its command line, expressions from disk,
    and no garbage is looked for.
    """
    with uncollected(), kept_expressions(), _without_command_line():
        yield


@contextmanager
def _without_command_line() -> Iterator[None]:
    """While it lasts, `import spacy` leaves out spacy.cli, which brings 350 modules: project tools, HTTP clients.

    Who imports spacy.cli afterwards gets it; so does `spacy.info`.
    """
    if "spacy" in sys.modules:
        yield
        return
    stand_ins = {name: ModuleType(name) for name in _COMMAND_LINE}
    stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*arguments, **options)
