"""Text → amounts: numerals, ranges, qualifiers and contexts put together."""

from __future__ import annotations

import re
from decimal import Decimal

from newsextract.amounts import contexts, ranges
from newsextract.amounts.digits import read_digits
from newsextract.amounts.model import Amount, Number, Numeral, whole
from newsextract.amounts.numerals import find_numerals
from newsextract.amounts.qualifiers import Qualifier, Qualifiers
from newsextract.amounts.ranges import Quantity
from newsextract.amounts.words import read_words
from newsextract.text import fold

# Web and mail addresses, ISO and slashed dates, clock times, IP addresses, telephone numbers, 4x4, 1-2-3.
_NOISE = re.compile(
    r"""
      https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.\w+ | (?<!\w)[@#]\w+
    | (?<!\w) \d{4}-\d\d-\d\d (?:t\d\d:\d\d (?::\d\d)? z? )?
    | (?<!\w) \d{1,2} (?:[/.-]) \d{1,2} [/.-] (?:\d{4}|\d{2}) (?!\w)
    | (?<!\w) \d{1,2} (?: :\d\d (?::\d\d)? | [ ]?h (?:[ ]?[0-5]\d)? (?:min)? ) (?!\w)
    | (?<![\w.]) (?! \d{1,3} (?:\.\d{3})+ (?!\d) ) \d{1,3} (?:\.\d{1,3}){3} (?![\d.])
    | (?<!\w) (?: \+\d{1,3} [ ]? | 00\d{2}[ ] | 0 ) (?: \(0\) )? \d{1,3} (?: [ .-]? \d{2,3} ){3,5} (?!\w)
    | (?<!\w) \d+ (?: [x×] \d+ )+ | (?<!\w) \d+ (?: -\d+ ){2,} (?!\w)
    """,
    re.VERBOSE,
)
_SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}
_PLAIN_DIGITS = re.compile(r"\d|,\d")


def find_amounts(text: str) -> list[Amount]:
    """Return the quantities of `text` in order, none overlapping.

    Counts have `of` None; measures, money, percentages, durations, ages and lone articles say so in `of`. Years,
    dates, clock times, ordinals, telephone numbers, scores, fractions, numbered names and ill-formed numbers are
    not returned.
    """
    alone = _alone(text)
    if alone is not None:
        return [alone]
    shadow = _shadow(text)
    qualifiers = Qualifiers(shadow)
    numerals = list(find_numerals(shadow))
    amounts = []
    for quantity in ranges.join(shadow, numerals, qualifiers):
        amount = _amount(text, shadow, quantity, qualifiers)
        if amount is not None:
            amounts.append(amount)
    return amounts


def read_number(text: str) -> Number | None:
    """Read a whole string as one number, in digits or in words: 'cent cinquante-cinq' → 155, '7,62' → 7.62.

    None if it is anything else, a range, an approximation or an ill-formed number.
    """
    shadow = _lower(fold(text)).strip()
    sign = -1 if re.match(r"(?:[-−] ?(?=[\d,])|moins )", shadow) else 1
    shadow = re.sub(r"^(?:[-−] ?(?=[\d,])|moins )", "", shadow)
    value = _read_whole(shadow, text)
    return None if value is None else whole(sign * value)


def _read_whole(shadow: str, text: str) -> Decimal | None:
    value = read_digits(shadow) if _PLAIN_DIGITS.match(shadow) else read_words(shadow)
    if value is not None:
        return value
    suffix = text.strip()[-1:]
    if suffix in _SUFFIXES and (head := read_digits(shadow[:-1].rstrip())) is not None:
        return head * _SUFFIXES[suffix]
    found = list(find_numerals(shadow))
    if len(found) == 1 and (found[0].start, found[0].end, found[0].kind) == (0, len(shadow), "plain"):
        return found[0].value
    return None


def _alone(text: str) -> Amount | None:
    """Read a text that is nothing but a number: no context says otherwise."""
    if len(text) > 120 or (number := read_number(text)) is None:
        return None
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    core = text[start:end]
    form = "digits" if re.fullmatch(r"[^\w]*[\d\W]+", core) else "words" if not re.search(r"\d", core) else "mixed"
    of = None
    if core.lower() in ("un", "une"):
        form = of = "article"
    return Amount(start, end, number, number, "exact", form, start, end, of)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _shadow(text: str) -> str:
    return _NOISE.sub(lambda match: "\x00" * len(match.group()), _lower(fold(text)))


def _amount(text: str, shadow: str, quantity: Quantity, qualifiers: Qualifiers) -> Amount | None:
    of = _context(text, shadow, quantity, qualifiers)
    if of == contexts.DROP:
        return None
    chain = qualifiers.before(quantity.start) or qualifiers.before(quantity.first.start)
    return _qualified(quantity, of, chain, qualifiers.after(quantity.end))


def _context(text: str, shadow: str, quantity: Quantity, qualifiers: Qualifiers) -> str | None:
    """Return what the quantity measures, None for a count, DROP for what is no quantity."""
    first, last = quantity.first, quantity.last
    if _is_article(shadow, quantity):
        return _article(shadow, quantity)
    kind, unit_end = contexts.unit_of(shadow, last.end)
    digits = last.form == "digits"
    if contexts.is_noise_before(shadow, first.start) or (
        kind is None and contexts.is_noise_after(shadow, last.end, digits)
    ):
        return contexts.DROP
    if shadow[max(0, first.start - 1) : first.start] in {"€", "$", "£"}:
        return "money"
    if kind is not None:
        return _measured(shadow, quantity, kind, unit_end)
    if _is_numbering(text, shadow, quantity, bool(qualifiers.before(first.start))):
        return contexts.DROP
    return "age" if contexts.is_age(shadow, first.start, last.end) and first.form != "digits" or re.search(
        r"âgée?s? (?:de |d')$", shadow[max(0, first.start - 12) : first.start]) else None


def _measured(shadow: str, quantity: Quantity, kind: str, unit_end: int) -> str:
    start = quantity.first.start
    if kind == "duration":
        if contexts.is_clock(shadow, start, unit_end, int(quantity.low)) and "heure" in shadow[quantity.end : unit_end]:
            return contexts.DROP
        if shadow[:unit_end].endswith(("ans", " an")) and contexts.is_age(shadow, start, unit_end):
            return "age"
    return kind


def _is_numbering(text: str, shadow: str, quantity: Quantity, qualified: bool) -> bool:
    first, last = quantity.first, quantity.last
    if last.kind != "plain" or first.kind != "plain":
        return False
    digits = first.form == "digits"
    start, end = first.start, last.end
    bare = not (first.grouped or last.grouped) and first.form in ("digits", "words")
    if quantity.low <= 31 and bare and (contexts.is_date(shadow, end) or contexts.is_day(shadow, start, int(quantity.low))):
        return True
    if bare and quantity.low >= 1000 and contexts.is_year(shadow, start, end, int(quantity.low), digits, qualified):
        return not quantity.is_range or int(quantity.high or 0) <= 2100
    if bare and contexts.is_numbered(text, shadow, start, end, digits):
        return True
    return not digits and _is_name_or_adjective(text, shadow, quantity)


def _is_name_or_adjective(text: str, shadow: str, quantity: Quantity) -> bool:
    """True for *les Vingt-Sept* and for *un avion neuf*."""
    start, end = quantity.first.start, quantity.last.end
    before = contexts.words_before(shadow, start, 1)
    last = before[0] if before else ""
    if text[start].isupper() and text[start:end] != text[start:end].upper() and last in {"les", "des", "aux"}:
        return not text[max(0, start - 4) : start - 1].isupper()
    if shadow[start:end] != "neuf" or quantity.is_range:
        return False
    return not contexts.followed_by_plural(shadow, end) and last not in {"les", "ces", "des", "ou", "et", "dont"}


def _is_article(shadow: str, quantity: Quantity) -> bool:
    return not quantity.is_range and shadow[quantity.first.start : quantity.first.end] in ("un", "une")


def _article(shadow: str, quantity: Quantity) -> str:
    start, end = quantity.first.start, quantity.first.end
    glued = shadow[max(0, start - 2) : start] == "l'" or shadow[end : end + 1] == "-"
    return contexts.DROP if glued or contexts._FRACTION.match(shadow, end) else "article"


def _qualified(quantity: Quantity, of: str | None, chain: list[Qualifier], after: Qualifier | None) -> Amount:
    """Add approximators and bounds: they widen the span and open or name the limits."""
    start = min([quantity.start, *(item.start for item in chain if item.inside)])
    end = max(quantity.end, after.end) if after is not None and after.inside else quantity.end
    kinds = [item.kind for item in chain] + ([after.kind] if after else [])
    low: Number | None = whole(quantity.low)
    high: Number | None = None if quantity.high is None else whole(quantity.high)
    qualifier = _qualifier(quantity, kinds)
    if qualifier in ("more_than", "at_least"):
        high = None
    elif qualifier in ("less_than", "at_most"):
        low, high = None, high
    form = "article" if of == "article" else _form(quantity.first, quantity.last)
    return Amount(start, end, low, high, qualifier, form, quantity.first.start, quantity.last.end, of)


def _qualifier(quantity: Quantity, kinds: list[str]) -> str:
    if quantity.high is None:
        return "vague"
    if quantity.is_range:
        return "range"
    bounds = [kind for kind in kinds if kind != "approximate"]
    if bounds:
        return bounds[0]
    return "approximate" if kinds or quantity.first.kind == "about" else "exact"


def _form(first: Numeral, last: Numeral) -> str:
    return first.form if first.form == last.form else "mixed"
