"""What the reader of quantities yields: `Amount`, and the `Numeral` it is made of."""

from __future__ import annotations

from decimal import Decimal

from newsextract.frozen import frozen

Number = int | float

MOST = 10**10  # more than there are people: a string of digits, not a count, and tables hold no more than 2**63


@frozen(slots=True)
class Amount:
    """A quantity in a text.

    `text[start:end]` is the whole expression with its approximator or bound, without the noun it counts and
    without a partitive *de*; `text[core_start:core_end]` the number alone. `low` and `high` are ints where
    whole, None where the expression leaves them open. `of` is None for a count, else what the number
    measures, so that those who count things test one field: percent (shares of any kind), money, measure,
    duration, age, multiple (*trois fois*) or article (a lone *un*, *une*).
    """

    start: int
    end: int
    low: Number | None
    high: Number | None
    qualifier: str  # exact, approximate, more_than, at_least, less_than, at_most, range, vague
    form: str  # digits, words, mixed, collective, article
    core_start: int
    core_end: int
    of: str | None = None

    @property
    def is_credible(self) -> bool:
        """False for less than none, and for more than an article can count."""
        return 0 <= (self.low or 0) <= MOST and 0 <= (self.high or 0) <= MOST


@frozen(slots=True)
class Numeral:
    """One number as written, before its neighbours are looked at.

    `kind` is plain (*300*), about (*une centaine*) or vague (*des centaines*: `value` is the least that it
    says). `scales` are the powers that a smaller number before it may share: 1000 for *douze mille* in *dix à
    douze mille*.
    """

    start: int
    end: int
    value: Decimal
    form: str
    kind: str = "plain"
    scales: tuple[int, ...] = ()
    grouped: bool = False  # digits with a thousands mark or decimals: never a year


def whole(value: Decimal) -> Number:
    """Return `value` as int where it is whole, else as float."""
    return int(value) if value == value.to_integral_value() else float(value)
