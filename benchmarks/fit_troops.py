"""Fit the classifiers of counts on annotated articles and cases, and say how good they are on articles held out.

    pip install ".[dev]"
    python benchmarks/fit_troops.py [--folds 5] [--write]

Both learn from `corpus/*/gold.jsonl`, but for corpus/unseen, and from the lines of tests/cases/troops.txt. That of
roles learns the role of every count that the rules find; that of counts, whether an amount counts troops. What is
printed is that of cross-validation by article and that of corpus/unseen. The rules were written on these articles and
are better on them than elsewhere; corpus/unseen says what the rules and the classifiers are worth on other texts. With
--write the weights go to lexicons/role_weights.npz and lexicons/count_weights.npz.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from newsextract.gold import GoldArticle, parse_case, read_gold
from newsextract.matchers.troops import count_classifier, matcher, role_classifier
from newsextract.matchers.troops.classifier import SCALE
from newsextract.matchers.troops.count_features import amount_features, role_features
from newsextract.matchers.troops.role_classifier import judged
from newsextract.model import load_model
from newsextract.reading import Reading

ROOT = Path(__file__).parent.parent
HELD_OUT = ROOT / "corpus" / "unseen" / "gold.jsonl"
RARE = 3  # counts; features of fewer are left out
PULL = 0.3  # inverse strength of the L2 penalty


@dataclass(frozen=True)
class Example:
    """A count or an amount: its features, what is annotated, what the rules say (None: nothing), and its article."""

    features: dict[str, int]
    label: str
    ruled: Any  # TroopsRole, TROOPS or None
    article: str


NONE, TROOPS = "no troops", "troops"  # in the order of the alphabet: the log-odds are those of the second


def examples(articles: list[GoldArticle]) -> tuple[list[Example], list[Example]]:
    """The annotated counts of these articles, those that say a role, and all amounts that may count troops."""
    roles: list[Example] = []
    amounts: list[Example] = []
    docs = load_model().annotate([article.text for article in articles])
    for article, doc in zip(articles, docs, strict=True):
        reading = Reading(doc, article.text)
        counts = matcher.read_counts(reading)
        annotated = article.of("troops")
        for place, count in enumerate(counts):
            amount, fact = count.amount, count.fact
            here = [one for one in annotated if one["start"] < amount.end and amount.start < one["end"]]
            seen = dict.fromkeys(sorted(amount_features(reading, amount, counts[:place])), 1)
            label, ruled = (TROOPS if here else NONE), (None if fact is None else TROOPS)
            amounts.append(Example(seen, label, ruled, article.id))
            if fact is not None and here and "role" in here[0]:
                seen = dict.fromkeys(sorted(role_features(reading, fact.start, fact.end)), 1)
                roles.append(Example(seen, here[0]["role"], fact.role, article.id))
    return roles, amounts


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
    """A classifier, and the features it knows."""

    vectorizer: Any
    model: Any

    def log_odds(self, known: list[Example]) -> Any:
        """Examples by classes; of two classes, those of the second against the first alone."""
        return self.model.decision_function(self.vectorizer.transform([one.features for one in known]))


def fit(known: list[Example]) -> Fitted:
    """Logistic regression over the features that are not rare, multinomial for more than two labels."""
    often = Counter(feature for one in known for feature in one.features)
    vectorizer = DictVectorizer(dtype=np.float32)
    table = vectorizer.fit_transform(
        [{feature: 1 for feature in one.features if often[feature] >= RARE} for one in known]
    )
    model = LogisticRegression(C=PULL, max_iter=500).fit(table, [one.label for one in known])
    return Fitted(vectorizer, model)


Score = Callable[[Fitted, list[Example]], Counter[str]]


def of_roles(fitted: Fitted, known: list[Example]) -> Counter[str]:
    """How many roles are right by the rules alone, the classifier alone, and both."""
    roles = fitted.model.classes_.tolist()
    right: Counter[str] = Counter(of=len(known))
    for one, odds in zip(known, fitted.log_odds(known), strict=True):
        right["by the rules"] += one.ruled == one.label
        right["by the classifier"] += roles[int(odds.argmax())] == one.label
        right["by both"] += judged(one.ruled, roles, odds) == one.label
    return right


def of_counts(fitted: Fitted, known: list[Example]) -> Counter[str]:
    """Of the counts that the rules miss, how many the classifier finds at some margins, and what it takes for such."""
    counted = Counter(of=sum(one.ruled is None and one.label == TROOPS for one in known))
    for one, odds in zip(known, fitted.log_odds(known), strict=True):
        for margin in (1.0, 1.5, 2.0, 3.0):
            if one.ruled is None and odds > margin:
                counted[f"{'found' if one.label == TROOPS else 'false'} above {margin}"] += 1
    return counted


def held_out(known: list[Example], written: list[Example], folds: int, score: Score) -> Counter[str]:
    """The score of cross-validation by article."""
    names = sorted({one.article for one in known})
    np.random.default_rng(1).shuffle(names)
    total: Counter[str] = Counter()
    for number in range(folds):
        held = set(names[number::folds])
        fitted = fit([one for one in known if one.article not in held] + written)
        total += score(fitted, [one for one in known if one.article in held])
    return total


def write(fitted: Fitted, file: str, source: str) -> None:
    """Keep the weights as whole hundredths, and what they come from, as every lexicon says it."""
    path = ROOT / "src" / "newsextract" / "lexicons" / file
    classes = fitted.model.classes_[-len(fitted.model.coef_) :]  # of two, the second
    whole = np.round(fitted.model.coef_.T * SCALE).astype(np.int16)
    names = np.array(fitted.vectorizer.get_feature_names_out())
    kept = np.abs(whole).max(axis=1) > 0
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names[kept]).encode("utf-8"), np.uint8),
        classes=np.array(classes.tolist()),
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
    vars(matcher).update(are_likely_troops=lambda *_: False, likely_antecedent=lambda *_: None)  # the rules alone
    folders = [path for path in sorted((ROOT / "corpus").glob("**/gold.jsonl")) if path != HELD_OUT]
    annotated = examples([article for path in folders for article in read_gold(path)])
    written, unseen = examples(cases()), examples(read_gold(HELD_OUT))
    for place, (file, score) in enumerate(((role_classifier.FILE, of_roles), (count_classifier.FILE, of_counts))):
        print(f"{file}: {len(annotated[place])} examples of articles, {len(written[place])} of cases")
        if arguments.folds:
            scored = held_out(annotated[place], written[place], arguments.folds, score)
            print(f"  held out in turn: {dict(scored)}")
        fitted = fit(annotated[place] + written[place])
        print(f"  corpus/unseen: {dict(score(fitted, unseen[place]))}")
        if arguments.write:
            learnt = f"{len(annotated[place])} examples of articles, {len(written[place])} of cases"
            write(fitted, file, f"benchmarks/fit_troops.py on {learnt}")


if __name__ == "__main__":
    main()
