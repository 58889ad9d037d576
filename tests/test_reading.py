"""What a reading remembers goes with it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from newsextract.garbage import uncollected
from newsextract.model import load_model
from newsextract.pipeline import facts_in
from newsextract.reading import Reading, remembered


def test_nothing_outlives_its_text(root: Path) -> None:
    """Neither a cache nor a cycle holds an article: a run over a folder of thousands keeps its memory."""
    paths = sorted((root / "corpus" / "articles").glob("*.txt"))[:12]
    gc.collect()
    kept = []
    with uncollected():
        for doc in load_model().annotate([path.read_text("utf-8") for path in paths]):
            reading = Reading(doc)
            assert any(facts_in(reading).values())
            watched = weakref.ref(reading)
            del reading, doc
            kept.append(watched() is not None)
    assert not any(kept)


def test_a_question_is_answered_once_a_reading() -> None:
    asked = []

    @remembered
    def length(reading: Reading, start: int) -> int:
        asked.append(start)
        return len(reading.text) - start

    first, second = (Reading(doc) for doc in load_model().annotate(["Trois soldats.", "Deux."]))
    assert [length(first, 1), length(first, 1), length(first, 2), length(second, 1)] == [13, 13, 12, 4]
    assert asked == [1, 2, 1]
