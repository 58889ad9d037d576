"""The role that the rules give a count → the same, or one that a classifier finds far likelier.

The rules know some thousand idioms and are wrong where they read one into words that mean another; the classifier, a
multinomial logistic regression over the words round the count, knows none and weighs them all. Together they are wrong
less often than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

import numpy as np

from newsextract.frozen import frozen
from newsextract.matchers.troops.role_features import role_features
from newsextract.reading import Reading
from newsextract.records import Troops, TroopsRole

FILE = "role_weights.npz"
SCALE = 100  # weights are kept as whole hundredths: their sum is the same in whatever order
# how much likelier another role must be, in the logarithm of the odds: what the rules say of those who are merely there
# they often guess, what befell somebody or is to come they read in a word that says it
_LIKELIER = 1.5
_FAR_LIKELIER = 4.0
_GUESSED = frozenset({"other", "strength", "deployed", "engaged"})


@frozen(slots=True)
class Weights:
    """What each feature adds to each role, in hundredths of log-odds."""

    roles: tuple[TroopsRole, ...]
    rows: dict[str, int]  # feature → row of `table`
    table: Any  # integers, features by roles
    bias: Any  # integers, one a role

    def scores(self, features: set[str]) -> Any:
        """The log-odds of each role, in hundredths, up to a constant."""
        rows = [row for feature in features if (row := self.rows.get(feature)) is not None]
        return self.bias + self.table[rows].sum(axis=0, dtype=np.int64)


@cache
def weights() -> Weights:
    """Those fitted by benchmarks/fit_roles.py."""
    with resources.files("newsextract").joinpath("lexicons", FILE).open("rb") as file, np.load(file) as arrays:
        names = arrays["features"].tobytes().decode("utf-8").split("\n")
        roles = cast(tuple[TroopsRole, ...], tuple(arrays["roles"].tolist()))
        rows = {name: row for row, name in enumerate(names)}
        return Weights(roles, rows, arrays["table"], arrays["bias"].astype(np.int64))


def likelier_role(reading: Reading, fact: Troops) -> TroopsRole:
    """The role of a count: that of the rules, unless another is far likelier."""
    known = weights()
    return judged(fact.role, known.roles, known.scores(role_features(reading, fact.start, fact.end)) / SCALE)


def judged(ruled: TroopsRole, roles: Sequence[TroopsRole], odds: Any) -> TroopsRole:
    """The role that the rules say, unless the log-odds of `roles` make another likelier than that by far enough."""
    best = int(odds.argmax())
    guessed = ruled in _GUESSED and roles[best] != "planned"  # of which the tenses tell
    margin = _LIKELIER if guessed else _FAR_LIKELIER
    return roles[best] if odds[best] - odds[roles.index(ruled)] > margin else ruled
