"""Weights of linear classifiers of counts, as benchmarks/fit_troops.py writes them to lexicons/*.npz.

Whole hundredths, so that a sum of them is the same in whatever order.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from newsextract.frozen import frozen

SCALE = 100


@frozen(slots=True)
class Weights:
    """What each feature adds to each class, in hundredths of log-odds."""

    classes: tuple[str, ...]
    rows: dict[str, int]  # feature → row of `table`
    table: Any  # integers, features by classes
    bias: Any  # integers, one a class

    def log_odds(self, features: set[str]) -> Any:
        """The log-odds of each class, up to a constant."""
        rows = [row for feature in features if (row := self.rows.get(feature)) is not None]
        return (self.bias + np.add.reduce(self.table.take(rows, axis=0))) / SCALE


@cache
def weights(file: str) -> Weights:
    """Those of a file of the lexicons."""
    with resources.files("newsextract").joinpath("lexicons", file).open("rb") as stream, np.load(stream) as arrays:
        names = arrays["features"].tobytes().decode("utf-8").split("\n")
        rows = {name: row for row, name in enumerate(names)}
        classes = tuple(arrays["classes"].tolist())
        return Weights(classes, rows, arrays["table"].astype(np.int32), arrays["bias"].astype(np.int32))
