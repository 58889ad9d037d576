"""Article text → shadow text of the same length, for matching.

The article's text is never changed, so that offsets hold. Typographic variants that rules should not
have to know are folded one character for one in a shadow string: `fold(text)[i]` stands for `text[i]`.
"""

from __future__ import annotations

from collections.abc import Iterator

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u02b9\uff07"
_HYPHENS = "\u2010\u2011\u00ad"

_LONG = 60  # letters, from which looking for each variant is quicker than looking at each letter
_PLAIN = dict.fromkeys(_SPACES, " ") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-")

# a capital letter in a pattern, Š and Ł too: of any word's first letter, what is no small letter of French
CAP = r"[^\W\d_a-zß-ÿ]"


def fold(text: str) -> str:
    """Return `text` with no-break and thin spaces, apostrophes and hyphens in their plain forms.

    The result has exactly the length of `text`; dashes (– —) and quotation marks keep their meaning and stay.
    Line breaks are kept: they end sentences.
    """
    if text.isascii() or (len(text) < _LONG and _PLAIN.keys().isdisjoint(text)):
        return text
    for variant, plain in _PLAIN.items():  # most are not there, and that is seen fifty times faster than translated
        text = text.replace(variant, plain)
    return text


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line of `text` that holds more than blanks, without its line break."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip("\r\n\u2028\u2029\x0b\x0c\x85\x1c\x1d\x1e"))
        start += len(line)


_QUOTES = {"«": "»", "“": "”", "„": "”"}


def is_quoted(text: str, offset: int) -> bool:
    """True if `offset` stands inside quotation marks opened in its paragraph: « », “ ” or a pair of straight ones."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    for opening, closing in _QUOTES.items():
        if before.rfind(opening) > before.rfind(closing):
            return True
    return before.count('"') % 2 == 1
