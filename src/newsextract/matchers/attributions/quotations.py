"""Text → the stretches in quotation marks: « … », “ … ”, " … ", each within its paragraph, marks left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

# « … » may hold “ … ”; a closing mark that is missing leaves the stretch out
_QUOTED = re.compile(
    r"«\s*(?P<french>[^«»\n]*?(?:«[^»\n]*»[^«»\n]*?)*)\s*»|“\s*(?P<english>[^“”\n]*?)\s*”|\"\s*(?P<straight>[^\"\n]*?)\s*\""
)


def find_quotes(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the words inside each pair of marks, in order; the outermost pair counts."""
    for match in _QUOTED.finditer(text):
        name = match.lastgroup
        if name and match[name]:
            yield match.start(name), match.end(name)
