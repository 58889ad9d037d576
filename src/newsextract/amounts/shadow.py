"""Text → shadow string of the same length: folded, lower-case, and blank where digits are no quantities."""

from __future__ import annotations

import re

from newsextract.text import fold

BLANK = "\x00"
MEGA = "\ue000"  # stands for the M of 10M and 3 M€, which lower case would make metres

# 10M · 1,2M · 12 M€ · 3 M$ · 12 M d'euros, not 300 M
# (the letter before the look at what precedes it: so the search skips from letter to letter)
_MEGA = re.compile(r"M(?:(?<=\dM)(?![\w'])|(?<=\d M)(?=[ ]?[€$£]| d[e']))")
# 5G, 4K: names; 5 g, 11k: quantities
_NAME = re.compile(r"G(?<=\dG)(?!\w)|K(?<=\dK)(?<![\d,.]\dK)(?!\w)")

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w+")
# Web addresses, hashtags; telephone numbers; ISO, slashed and dotted dates; clock times; IP
# addresses and versions; 4x4; footnotes [12]; 1-2-3.
_NOISE = re.compile(
    r"""
      (?=[\d+@#\[hw]) (?: https?://\S+ | www\.\S+ | (?<!\w)[@#]\w+
    | (?<!\w) (?: \+\d{1,3}[ ]? | 00\d{2}[ ] | 0 ) (?:\(0\)[ ]?)? \d{1,3} (?: [ .-]?\d{2,3} ){3,5} (?!\w)
    | (?<!\w) \d{4}-\d\d-\d\d (?: t\d\d:\d\d (?::\d\d)? z? )?
    | (?<!\w) \d{1,2} [/.-] \d{1,2} [/.-] (?:\d{4}|\d{2}) (?!\w)
    | (?<!\w) \d{1,2} (?: :\d\d (?::\d\d)? | [ ]?h (?:[ ]?[0-5]\d)? (?:min)? ) (?!\w)
    | (?<![\w.]) (?! \d{1,3} (?:\.\d{3})+ (?![\d.]) ) \d{1,3} (?:\.\d{1,3}){2,3} (?![\d.,])
    | (?<!\w) \d+ (?: [x×]\d+ )+ (?!\w) | \[\d{1,3}\]
    | (?<!\w) \d+ (?: -\d+ ){2,} (?!\w) )
    """,
    re.VERBOSE,
)


def shade(text: str) -> str:
    """Return `text` folded and lower-cased, char for char, its noise blanked out."""
    marked = _NAME.sub("_", _MEGA.sub(MEGA, fold(text)))
    lowered = lower(marked)
    if "@" in lowered:
        lowered = _MAIL.sub(_blank, lowered)
    return _NOISE.sub(_blank, lowered)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())


def lower(text: str) -> str:
    """Lower-case `text` without changing its length (the capital İ would become two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def word_before(shadow: str, start: int) -> str:
    """Return the word before `start` without opening quotes and brackets, '' at the beginning."""
    window = shadow[max(0, start - 32) : start].split()
    return window[-1].lstrip('(«“"[') if window else ""
