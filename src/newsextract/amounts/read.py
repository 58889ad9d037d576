"""A whole string → the one number it is, or None."""

from __future__ import annotations

import re
from decimal import Decimal

from newsextract.amounts.digits import read_digits
from newsextract.amounts.model import Amount, Number, whole
from newsextract.amounts.numerals import find_numerals
from newsextract.amounts.shadow import lower
from newsextract.amounts.words import read_words
from newsextract.text import fold

_LONGEST = 150  # characters: no number is longer in words
_SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}
_SIGN = re.compile(r"(?:[-−][ ]?(?=[\d,])|moins[ ])")
_HUNDREDS = re.compile(r"(\d+) cents?")
_DIGITS = re.compile(r"\d|,\d")


def read_number(text: str) -> Number | None:
    """Read a whole string as one number, in digits or in words: 'cent cinquante-cinq' → 155, '7,62' → 7.62.

    None if it is anything else: a range, an approximation, an ill-formed number.
    """
    if len(text) > _LONGEST:
        return None
    shadow = lower(fold(text)).strip()
    sign = _SIGN.match(shadow)
    value = _read(shadow[sign.end() :] if sign else shadow, text.rstrip()[-1:])
    return None if value is None else whole(-value if sign else value)


def _read(shadow: str, last: str) -> Decimal | None:
    value = read_digits(shadow) if _DIGITS.match(shadow) else read_words(shadow)
    if value is not None:
        return value
    if last in _SUFFIXES and (head := read_digits(shadow[:-1].rstrip())) is not None:
        return head * _SUFFIXES[last]
    if (hundreds := _HUNDREDS.fullmatch(shadow)) is not None:
        return Decimal(hundreds[1]) * 100
    numerals = list(find_numerals(shadow))
    if len(numerals) != 1 or numerals[0].kind != "plain":
        return None
    return numerals[0].value if (numerals[0].start, numerals[0].end) == (0, len(shadow)) else None


def read_alone(text: str) -> Amount | None:
    """Read a text that is nothing but a number, where no context can say that it is a year or a name."""
    number = read_number(text)
    if number is None:
        return None
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    core = text[start:end].lower()
    form = "mixed" if re.search(r"\d", core) else "words"
    if not re.search(r"[^\W\d]", core):
        form = "digits"
    of = None
    if core in ("un", "une"):
        form = of = "article"
    return Amount(start, end, number, number, "exact", form, start, end, of)
