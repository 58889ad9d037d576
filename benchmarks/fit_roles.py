"""Fit the classifier of roles on annotated articles and cases, and say how good it is on articles held out.

    pip install ".[dev]"
    python benchmarks/fit_roles.py [--folds 5] [--write]

It learns from every count of `corpus/*/gold.jsonl`, but those of corpus/unseen, and from the lines of
tests/cases/troops.txt that say a role. Accuracy is that of cross-validation by article, of the counts that the rules
find: of the rules alone, of the classifier alone, and of both. The rules were written on these articles and are better
on them than elsewhere, so only the figure of the classifier alone says something of other texts here; the figures of
corpus/unseen, which are printed too, do so for all three. With --write the weights go to lexicons/role_weights.npz.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from newsextract.gold import GoldArticle, parse_case, read_gold
from newsextract.matchers.troops import matcher
from newsextract.matchers.troops.role_classifier import FILE, SCALE, judged
from newsextract.matchers.troops.role_features import role_features
from newsextract.model import load_model
from newsextract.reading import Reading

ROOT = Path(__file__).parent.parent
HELD_OUT = ROOT / "corpus" / "unseen" / "gold.jsonl"
RARE = 3  # counts; features of fewer are left out
PULL = 0.3  # inverse strength of the L2 penalty


@dataclass(frozen=True)
class Example:
    """A count: its features, the annotated role, what the rules say (None where they miss it), and its article."""

    features: dict[str, int]
    role: str
    ruled: Any  # TroopsRole | None
    article: str


def examples(articles: list[GoldArticle]) -> Iterator[Example]:
    """The annotated counts of these articles, of cases only those that say a role."""
    docs = load_model().annotate([article.text for article in articles])
    for article, doc in zip(articles, docs, strict=True):
        reading = Reading(doc, article.text)
        found = list(matcher.find_troops(reading))
        for fact in article.of("troops"):
            if "role" not in fact:
                continue
            here = [one for one in found if one.start < fact["end"] and fact["start"] < one.end]
            seen = dict.fromkeys(role_features(reading, fact["start"], fact["end"]), 1)
            yield Example(seen, fact["role"], here[0].role if here else None, article.id)


def cases() -> list[GoldArticle]:
    """The lines of tests/cases/troops.txt as articles."""
    lines = (ROOT / "tests" / "cases" / "troops.txt").read_text(encoding="utf-8").splitlines()
    known = []
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            text, facts = parse_case(line)
            known.append(GoldArticle(f"case {number}", text, {"troops": [f for kind, f in facts if kind == "troops"]}))
    return known


@dataclass(frozen=True)
class Fitted:
    """The classifier, and the features it knows."""

    vectorizer: Any
    model: Any

    def log_odds(self, known: list[Example]) -> Any:
        """Examples by roles."""
        return self.model.decision_function(self.vectorizer.transform([one.features for one in known]))

    def right(self, known: list[Example]) -> tuple[int, int]:
        """How many the classifier gets right alone, and together with the rules."""
        roles = self.model.classes_.tolist()
        alone = both = 0
        for one, odds in zip(known, self.log_odds(known), strict=True):
            alone += roles[int(odds.argmax())] == one.role
            both += judged(one.ruled, roles, odds) == one.role
        return alone, both


def fit(known: list[Example]) -> Fitted:
    """Multinomial logistic regression over the features that are not rare."""
    often = Counter(feature for one in known for feature in one.features)
    vectorizer = DictVectorizer(dtype=np.float32)
    table = vectorizer.fit_transform(
        [{feature: 1 for feature in one.features if often[feature] >= RARE} for one in known]
    )
    model = LogisticRegression(C=PULL, max_iter=400).fit(table, [one.role for one in known])
    return Fitted(vectorizer, model)


def report(name: str, known: list[Example], alone: int, both: int) -> None:
    """Print the three accuracies."""
    rules = sum(one.ruled == one.role for one in known)
    shares = (
        f"{label} {right / len(known):.3f}" for label, right in (("rules", rules), ("alone", alone), ("both", both))
    )
    print(f"{name}: {len(known)} counts; {', '.join(shares)}")


def write(fitted: Fitted, path: Path, source: str) -> None:
    """Keep the weights as whole hundredths, and what they come from, as every lexicon says it."""
    whole = np.round(fitted.model.coef_.T * SCALE).astype(np.int16)
    names = np.array(fitted.vectorizer.get_feature_names_out())
    kept = np.abs(whole).max(axis=1) > 0
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names[kept]).encode("utf-8"), np.uint8),
        roles=np.array(list(fitted.model.classes_)),
        table=whole[kept],
        source=np.array(source),
        bias=np.round(fitted.model.intercept_ * SCALE).astype(np.int16),
    )
    print(f"{path}: {kept.sum()} features, {path.stat().st_size / 1024:.0f} kB")


def main() -> None:
    """Read the annotations, print the figures, write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    matcher.likelier_role = lambda reading, fact: fact.role  # the rules alone
    folders = [path for path in sorted((ROOT / "corpus").glob("**/gold.jsonl")) if path != HELD_OUT]
    annotated = list(examples([article for path in folders for article in read_gold(path)]))
    written = list(examples(cases()))
    print(f"{len(annotated)} counts of articles, {len(written)} of cases")
    names = sorted({one.article for one in annotated})
    np.random.default_rng(1).shuffle(names)
    right = np.zeros(2, int)
    found = [one for one in annotated if one.ruled is not None]
    for number in range(arguments.folds):
        held = set(names[number :: arguments.folds])
        fitted = fit([one for one in annotated if one.article not in held] + written)
        right += fitted.right([one for one in found if one.article in held])
    if arguments.folds:
        report("articles, held out in turn", found, *right)
    fitted = fit(annotated + written)
    unseen = [one for one in examples(read_gold(HELD_OUT)) if one.ruled is not None]
    report("corpus/unseen", unseen, *fitted.right(unseen))
    if arguments.write:
        source = f"benchmarks/fit_roles.py on {len(annotated)} counts of articles, {len(written)} of cases"
        write(fitted, ROOT / "src" / "newsextract" / "lexicons" / FILE, source)


if __name__ == "__main__":
    main()
