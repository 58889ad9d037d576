"""What the gazetteer costs: compiling it, loading it, looking names up, and its share of locating an article's places.

    python benchmarks/gazetteer.py corpus/articles

Acceptance (issue 5): loading ≤ 0.5 s after the first use, ≤ 150 MB, look-ups under 5 % of the run.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOAD = """
import resource, time
start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from newsextract.gazetteer import find_places
find_places("Koursk")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{time.perf_counter() - start:.2f} s, {(after - before) / 1024:.0f} MB more")
"""


def main(folder: Path) -> None:
    from newsextract.gazetteer import bridged_places, find_places, index
    from newsextract.matchers.locations.matcher import find_locations
    from newsextract.model import load_model
    from newsextract.reading import Reading

    with tempfile.TemporaryDirectory() as scratch:
        start = time.perf_counter()
        index.compile_to(Path(scratch) / "index.sqlite3")
        size = (Path(scratch) / "index.sqlite3").stat().st_size / 2**20
        print(f"compile: {time.perf_counter() - start:.1f} s, {size:.0f} MB on disk")
    print(
        "load:", subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout.strip()
    )
    docs = list(load_model().annotate(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))))
    tokens = sum(len(doc) for doc in docs)
    for label in ("cold", "warm"):
        readings = [Reading(doc) for doc in docs]
        for reading in readings:
            reading.sentences, reading.mentions, reading.token_at(0)
        start = time.perf_counter()
        places = sum(len(list(find_locations(reading))) for reading in readings)
        micros = (time.perf_counter() - start) / tokens * 1e6
        print(f"locations, {label}: {micros:.1f} µs a token ({places} places in {tokens} tokens)")
    asked = [doc.text[entity.start_char : entity.end_char] for doc in docs for entity in doc.ents]
    for function in (find_places, bridged_places, index._find):
        function.cache_clear()
    start = time.perf_counter()
    for name in asked:
        find_places(name)
    print(f"look-ups, cold: {(time.perf_counter() - start) / tokens * 1e6:.1f} µs a token ({len(asked)} names)")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
