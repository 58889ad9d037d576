"""French text → the quantities in it: `find_amounts(text)` yields Amounts in order, `read_number` reads one number.

The text is folded (never changed), digits and number words become numerals, neighbours become ranges,
approximators and bounds are added, and what is a date, a name or a score is left out.
"""

from __future__ import annotations

from newsextract.amounts.find import find_amounts, read_number
from newsextract.amounts.model import Amount

__all__ = ["Amount", "find_amounts", "read_number"]
