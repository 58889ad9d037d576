"""Memory that nobody uses: the collector kept out of where it would find none, free pages given back to the system."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Iterator[None]:
    """Without automatic collections, which would walk millions of new objects again and again and find no garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def give_back() -> None:
    """Return what the C library keeps of freed memory to the system, where it can (glibc).

    A batch frees millions of small blocks between the lasting ones of caches: the pages would stay with the process.
    """
    with suppress(AttributeError, OSError, TypeError):  # another C library; Windows, which has no handle of its own
        ctypes.CDLL(None).malloc_trim(0)
