"""Digits as French prints them → value; a doubtful spelling → None.

Thousands marks: space (any width, folded before), dot, apostrophe; decimals: comma, and dot where it cannot
be a thousands mark. `1,234,567` and `1,234.5` are read as English, since nothing else fits; `10 00` is
nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

_LONGEST = 32  # characters: a longer sequence is a code
# 12 000 · 12.000,50 · 12'000.50 · 1,5 · ,08 · 2024
_SHAPES = re.compile(
    r"""
      (?P<grouped> [1-9]\d{0,2} (?: (?:[ ]\d{3})+ | (?:\.\d{3})+ | (?:'\d{3})+ ) ) (?: ,(?P<cents>\d+) )?
    | (?P<swiss> [1-9]\d{0,2} (?: (?:[ ]\d{3})+ | (?:'\d{3})+ ) ) \. (?P<swiss_cents>\d+)
    | (?P<english> [1-9]\d{0,2} (?: (?:,\d{3}){2,} (?:\.\d+)? | ,\d{3}\.\d+ ) )
    | (?P<plain> 0 | [1-9]\d* )
    | (?P<whole> 0 | [1-9]\d* )? , (?P<decimals>\d+)
    | (?P<dotted> 0 | [1-9]\d* ) \. (?P<dotted_decimals>\d+)
    """,
    re.VERBOSE,
)


def read_digits(written: str) -> Decimal | None:
    """Read one folded digit sequence: "12 000" → 12000, "1.234,5" → 1234.5, "10 00" and "007" → None."""
    if written.isdecimal() and written[0] != "0" and len(written) <= _LONGEST:
        return Decimal(written)
    match = _SHAPES.fullmatch(written) if len(written) <= _LONGEST else None
    if match is None:
        return None
    groups = match.groupdict()
    if groups["plain"]:
        return Decimal(groups["plain"])
    if groups["english"]:
        return Decimal(written.replace(",", ""))
    whole = groups["grouped"] or groups["swiss"] or groups["whole"] or groups["dotted"] or "0"
    cents = groups["cents"] or groups["swiss_cents"] or groups["decimals"] or groups["dotted_decimals"] or "0"
    return Decimal(re.sub(r"[ .']", "", whole) + "." + cents)


def has_mark(written: str) -> bool:
    """True if the sequence holds a thousands mark or decimals, so that it cannot be a year or a code."""
    return not written.isdigit()
