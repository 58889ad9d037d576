"""Damaged files of every format → the readers, for some minutes: they give articles, rejects or ReadError, and soon.

    nice python benchmarks/fuzz_readers.py [--minutes 10] [--seed 1]

Starts from sound files of each format (tests/hostile.py writes them) and lets hypothesis cut, repeat, overwrite and
swap stretches of them; formats get each other's files too. A failure is printed with the smallest file that shows it,
and kept in the folder given with --keep. Too slow for CI; tests/test_readers.py holds a short form.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import hostile
from newsextract.articles import Article, ReadError, Reject
from newsextract.readers import READERS, read
from newsextract.readers.source import Source

TEXT = hostile.sentence(300) + "\n\n« À l’île, 12\u202f000 hommes », dit-il.\n"
SECONDS = 20.0  # that one small file may take
SOUND = [
    TEXT.encode(),
    TEXT.encode("utf-16"),
    TEXT.encode("cp1252", "replace"),
    f"---\ntitle: x\ndate: 2024-05-03\n---\n# T\n\n> {TEXT}\n\n- a\n  - b\n\n```\nx\n```\n<p>y</p>\n".encode(),
    hostile.page(TEXT, '<meta property="article:published_time" content="2024-05-03">').encode(),
    hostile.nitf(TEXT).encode(),
    f"<newsMessage><newsItem><contentSet><inlineData>{TEXT}</inlineData></contentSet></newsItem></newsMessage>".encode(),
    "\n".join(json.dumps({"id": n, "text": TEXT, "date": "2024-05-03"}) for n in range(3)).encode(),
    f'id,text,date\n1,"{TEXT}",2024-05-03\n2,"b ""c""",\n'.encode(),
    hostile.parquet({"text": [TEXT, None, "x"], "id": [1, 2, 3]}),
    hostile.word(TEXT),
    hostile.packed({"a.txt": TEXT.encode(), "b/c.html": hostile.page(TEXT).encode()}),
    hostile.packed({"b.zip": hostile.packed({"a.docx": hostile.word("x")})}),
    gzip.compress(TEXT.encode()),
]
ENDINGS = [*sorted(READERS), *(f"{ending}.gz" for ending in (".txt", ".jsonl", ".csv", ".html", ".zip", ".parquet"))]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound file with a few stretches cut, repeated, overwritten or swapped."""
    data = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        kind = draw(st.sampled_from(["cut", "repeat", "write", "flip", "end"]))
        if kind == "cut":
            data = data[:start] + data[end:]
        elif kind == "repeat":
            data = data[:end] + data[start:end] * draw(st.integers(1, 50)) + data[end:]
        elif kind == "write":
            data = data[:start] + draw(st.binary(max_size=20) | st.text(max_size=8).map(_bytes)) + data[end:]
        elif kind == "flip" and start < len(data):
            data = data[:start] + bytes([data[start] ^ (1 << draw(st.integers(0, 7)))]) + data[start + 1 :]
        elif kind == "end":
            data = data[:start]
    return data


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def check(ending: str, data: bytes) -> None:
    """Read a file; raise if it gives anything but articles, rejects or ReadError, or takes long."""
    started = time.process_time()
    try:
        for item in read(Source(f"a{ending}", lambda: io.BytesIO(data))):
            assert isinstance(item, Article | Reject)
            for held in (
                (item.id, item.text, item.title or "") if isinstance(item, Article) else (item.path, item.detail)
            ):
                held.encode("utf-8")
    except ReadError:
        pass
    assert time.process_time() - started < SECONDS, "slow"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    options = parser.parse_args()
    deadline = time.monotonic() + options.minutes * 60
    tried = failures = 0
    last: tuple[str, bytes] = ("", b"")

    @settings(max_examples=2_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(ENDINGS), damaged())
    def attempt(ending: str, data: bytes) -> None:
        nonlocal tried, last
        tried += 1
        last = ending, data
        if time.monotonic() < deadline + 60:
            check(ending, data)

    seed = options.seed
    while time.monotonic() < deadline:
        try:
            seeded(seed)(attempt)()
        except Exception as error:  # the fuzzer reports and goes on
            failures += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{seed}{last[0]}").write_bytes(last[1])
            print(f"{last[0]}: {type(error).__name__}: {error}; kept as {options.keep}/{seed}{last[0]}", flush=True)
        seed += 1
    print(f"{tried:,} files in {options.minutes:g} minutes, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
