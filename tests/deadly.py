"""Stands in for newsextract.worker in processes that tests start: texts that kill their process."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from newsextract.worker import Result, Text


def start() -> None:
    """No model is needed."""


def extract_texts(texts: list[Text]) -> list[Result]:
    """Die on MEURS; on a path, die unless a file stands there, and leave one; else give the text as the result."""
    for _, text in texts:
        if text == "MEURS":
            os.kill(os.getpid(), signal.SIGKILL)
        if text.startswith("/") and not Path(text).exists():
            Path(text).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [Result(key, text.encode()) for key, text in texts]
