"""newsextract: French news in, who says what about weapons and troops out.

    extract(text)      the facts of one text: kind → records
    run(folder, out)   every article of a folder → tables, Parquet and CSV
    load(out)          the tables as typed pandas DataFrames

One article's path: bytes → Article (articles, readers) → Doc (model) → Reading → facts a kind (matchers) → links →
records → tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsextract.batch import Summary, run
    from newsextract.pipeline import extract
    from newsextract.tables import Tables, load

__all__ = ["Summary", "Tables", "extract", "load", "run"]

_HOMES = {"Summary": "batch", "run": "batch", "extract": "pipeline", "Tables": "tables", "load": "tables"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used: `import newsextract` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'newsextract' has no attribute {name!r}")
    from importlib import import_module

    from newsextract.quickstart import quick_start

    with quick_start():
        return getattr(import_module(f"newsextract.{_HOMES[name]}"), name)
