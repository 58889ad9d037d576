"""French text → the quantities in it: `find_amounts(text)`; one string → its number: `read_number(text)`.

The text is folded (never changed), digits and number words become numerals, neighbours become ranges,
approximators and bounds are added, and what is a date, a name or a score is left out.
"""

from __future__ import annotations

from newsextract.amounts.find import find_amounts
from newsextract.amounts.model import Amount
from newsextract.amounts.read import read_number

__all__ = ["Amount", "find_amounts", "read_number"]
