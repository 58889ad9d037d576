"""Files that are compiled once a machine: the gazetteer, the model's word tables, regular expressions.

They stand in the user's cache folder. Anybody may remove them at any time; what another version left goes by itself.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs

_DRAFT = ".compiled-"
_KINDS = ("gazetteer-*", "words-*", "expressions-*", f"{_DRAFT}*")
_KEPT_DAYS = 30


def cache_folder() -> Path | None:
    """The user's own cache folder, made if there is none; None if it cannot be written."""
    folder = platformdirs.user_cache_path("newsextract")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def any_folder() -> Path:
    """The user's cache folder, else that for temporary files, which anybody may write to."""
    return cache_folder() or Path(tempfile.gettempdir())


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """A file to write beside `path`, moved there at the end: processes that race each end with a whole file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_DRAFT)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def mark_used(path: Path) -> None:
    """Let the time of a file be that of its last use."""
    with suppress(OSError):
        os.utime(path)


def remove_unused(folder: Path) -> None:
    """Remove the files of other versions, 50 MB and more, that none has used for some days, and drafts left behind."""
    for path in (one for kind in _KINDS for one in folder.glob(kind)):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _KEPT_DAYS * 86_400:
                path.unlink()
