"""Fit the weights of allegiance/likeliest.py on annotated articles, and say how good they are on articles held out.

    python benchmarks/fit_allegiance.py corpus corpus/second --unseen corpus/third [--write]
    python benchmarks/fit_allegiance.py corpus/third

Each folder holds `articles/` and `gold.jsonl`. The model is a softmax over the candidate sides of each count that no
rule decides, its weights drawn to zero (L2). The rules were written on some of these articles and guess better there
than elsewhere: in half of the examples their guesses are left out, but not in those of `--unseen` folders, written
after the rules, which also weigh double. Accuracy is that of five-fold cross-validation by article; with --write the
weights fitted on everything go to lexicons/allegiance.toml.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from newsextract import allegiance
from newsextract.allegiance.likeliest import NOBODY, Features, candidates, likeliest
from newsextract.allegiance.telling import Asked, Telling
from newsextract.model import load_model
from newsextract.pipeline import facts_of

TOML = Path(__file__).parent.parent / "src" / "newsextract" / "lexicons" / "allegiance.toml"
GUESSES = ("by_topic", "no_topic", "gone_on", "continued")
PULL = 3.0  # of the L2 penalty
UNSEEN = 2.0  # how many of the others an example weighs whose article was written after the rules
STEPS, RATE = 250, 0.05
HEAD = "# How much each hint says of whose troops a count is: allegiance/likeliest.py.\n"
SOURCE = "fitted by benchmarks/fit_allegiance.py on"


@dataclass(frozen=True)
class Example:
    """A count: its candidate sides with their hints, the annotated one, and the article it stands in."""

    sides: dict[str, Features]
    right: str
    article: str
    unseen: bool = False  # by those who wrote the rules


def examples(folder: Path, *, unseen: bool = False) -> list[Example]:
    """The counts of an annotated folder that only the last rule decides, and whose side is a candidate."""
    found: list[Example] = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        gold = {(fact["start"], fact["end"]): fact.get("force") or NOBODY for fact in article["facts"]["troops"]}
        found += _of_article(article["id"], article["text"], gold, unseen=unseen)
    return found


def _of_article(name: str, text: str, gold: dict[tuple[int, int], str], *, unseen: bool) -> list[Example]:
    found: list[Example] = []

    def watch(telling: Telling, asked: Asked) -> str | None:
        right = gold.get((asked.fact.start, asked.fact.end))
        if right is None:
            return None
        sides = candidates(telling, asked)
        if right in sides:
            found.append(Example(sides, right, name, unseen))
        return right or None  # the counts after it go on from the truth

    rules = allegiance.RULES
    allegiance.RULES = tuple(watch if rule is likeliest else rule for rule in rules)
    try:
        (doc,) = load_model().annotate([text])
        facts_of(doc)
    finally:
        allegiance.RULES = rules
    return found


def fit(known: list[Example], seed: int = 0) -> dict[str, float]:
    """Hint → weight, by gradient steps (Adam) on the penalised likelihood."""
    chance = np.random.default_rng(seed)
    hints = sorted({hint for one in known for clues in one.sides.values() for hint in clues})
    place = {hint: number for number, hint in enumerate(hints)}
    guesses = [place[guess] for guess in GUESSES if guess in place]
    tables, right = [], []
    for one in known:
        sides = list(one.sides)
        table = np.zeros((len(sides), len(hints)))
        for row, side in enumerate(sides):
            for hint, value in one.sides[side].items():
                table[row, place[hint]] = value
        if not one.unseen and chance.random() < 0.5:
            table[:, guesses] = 0
        tables.append(table)
        right.append(sides.index(one.right))
    weights, mean, spread = np.zeros(len(hints)), np.zeros(len(hints)), np.zeros(len(hints))
    for step in range(1, STEPS + 1):
        slope = -PULL * weights
        for one, table, row in zip(known, tables, right, strict=True):
            scores = table @ weights
            odds = np.exp(scores - scores.max())
            slope += (UNSEEN if one.unseen else 1.0) * (table[row] - odds @ table / odds.sum())
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights += RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return dict(zip(hints, weights.tolist(), strict=True))


def best(weights: dict[str, float], sides: dict[str, Features]) -> str:
    """The side that these weights choose."""
    return max(
        sorted(sides), key=lambda side: sum(weights.get(hint, 0.0) * value for hint, value in sides[side].items())
    )


def cross_validated(known: list[Example], folds: int = 5) -> int:
    """How many of the examples are right when their own article is held out."""
    names = sorted({one.article for one in known})
    np.random.default_rng(1).shuffle(names)
    right = 0
    for number in range(folds):
        held = set(names[number::folds])
        weights = fit([one for one in known if one.article not in held])
        right += sum(best(weights, one.sides) == one.right for one in known if one.article in held)
    return right


def main() -> None:
    """Read the folders, print the figures, write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--unseen", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    arguments: Any = parser.parse_args()
    known = [one for folder in arguments.folders for one in examples(folder)]
    known += [one for folder in arguments.unseen for one in examples(folder, unseen=True)]
    guessed = sum(
        one.right == next((s for s, hints in one.sides.items() if hints.get("by_topic")), NOBODY) for one in known
    )
    print(f"{len(known)} counts; right: {cross_validated(known)} held out, {guessed} by the topic alone")
    weights = fit(known)
    for hint, weight in sorted(weights.items(), key=lambda one: -abs(one[1])):
        print(f"{weight:6.2f}  {hint}")
    if arguments.write:
        rows = [f"{hint} = {weight:.2f}" for hint, weight in sorted(weights.items())]
        source = f'source = "{SOURCE} {len(known)} counts"'
        TOML.write_text("\n".join([HEAD, "[weights]", source, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
