"""The role that the rules give a count → the same or, where they guess, one that a classifier finds far likelier.

What befell a count or is to come the rules read in a word that says so, and are believed; of those who are merely there
they often guess. The classifier, a multinomial logistic regression over the words round the count, weighs them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

import numpy as np

from newsextract.frozen import frozen
from newsextract.matchers.troops.role_features import role_features
from newsextract.matchers.troops.verbs import STRONG
from newsextract.reading import Reading
from newsextract.records import Troops, TroopsRole

FILE = "role_weights.npz"
SCALE = 100  # weights are kept as whole hundredths: their sum is the same in whatever order
_LIKELIER = 1.5  # in the logarithm of the odds; 1 and 2 are as good
_GUESSED = frozenset({"other", "strength", "deployed", "engaged"})
_AT_WORK = frozenset({"deployed", "engaged"})
_GONE = STRONG | {"withdrawn"}


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
        return self.bias + np.add.reduce(self.table.take(rows, axis=0))


@cache
def weights() -> Weights:
    """Those fitted by benchmarks/fit_roles.py."""
    with resources.files("newsextract").joinpath("lexicons", FILE).open("rb") as file, np.load(file) as arrays:
        names = arrays["features"].tobytes().decode("utf-8").split("\n")
        roles = cast(tuple[TroopsRole, ...], tuple(arrays["roles"].tolist()))
        rows = {name: row for row, name in enumerate(names)}
        return Weights(roles, rows, arrays["table"].astype(np.int32), arrays["bias"].astype(np.int32))


def likelier_role(reading: Reading, fact: Troops) -> TroopsRole:
    """The role of a count: that of the rules, unless they guess and another is far likelier."""
    if fact.role not in _GUESSED:
        return fact.role
    known = weights()
    return judged(fact.role, known.roles, known.scores(role_features(reading, fact.start, fact.end)) / SCALE)


def judged(ruled: TroopsRole, roles: Sequence[TroopsRole], odds: Any) -> TroopsRole:
    """The role that the rules say, unless they guess and the log-odds of `roles` make another far likelier.

    None becomes planned: of that, the tenses tell. Nor are those lost or gone of whom a word tells what they do: *85
    marins ont abattu deux drones*.
    """
    best = int(odds.argmax())
    likeliest = roles[best]
    if ruled not in _GUESSED or odds[best] - odds[roles.index(ruled)] <= _LIKELIER:
        return ruled
    barred = likeliest == "planned" or (likeliest in _GONE and ruled in _AT_WORK)
    return ruled if barred else likeliest
