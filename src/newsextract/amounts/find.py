"""Text → amounts: numerals, ranges, contexts and qualifiers put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newsextract.alternation import longest_first
from newsextract.amounts import contexts
from newsextract.amounts.contexts import DROP
from newsextract.amounts.model import Amount, Number, Numeral, whole
from newsextract.amounts.numerals import find_numerals
from newsextract.amounts.qualifiers import Qualifier, Qualifiers
from newsextract.amounts.ranges import Quantity, join
from newsextract.amounts.read import read_alone
from newsextract.amounts.shadow import shade

_LISTED = re.compile(r"(?:, ?| et | ou | à |[-–/]|, et )")
_INHERITED = frozenset({"percent", "money", "measure", "duration", "age"})
_RATIO = re.compile(r"(?: [^\W\d]+){0,3} sur ")
_GOALS = re.compile(rf" (?:{contexts.GOALS}) (?:à|contre) ")
_ENDS = re.compile(rf"$|[.,;:!?)»\n]| (?:{'|'.join(longest_first(contexts.FUNCTION_WORDS))})(?!\w)")
_AFTER_HOUR = re.compile(r"(?:heures?|\x00) moins $")
_SIGN = re.compile(r"(?<![\w-])(?P<sign>−|-|moins )$")
_NOT_MINUS = re.compile(r"(?:plus ou|au|du|ni|de|en|à|pas|bien|encore|d'autant|le|la|les|un peu) $")


def find_amounts(text: str) -> list[Amount]:
    """Return the quantities of `text` in order, none overlapping.

    Counts have `of` None; measures, money, percentages, durations, ages and lone articles say so in `of`.
    Years, dates, clock times, ordinals, telephone numbers, scores, fractions, numbered names and ill-formed
    numbers are not returned.
    """
    alone = read_alone(text)
    if alone is not None:
        return [alone]
    shadow = shade(text)
    qualifiers = Qualifiers(shadow)
    quantities = join(shadow, list(_numerals(shadow)), qualifiers)
    return list(_amounts(text, shadow, quantities, qualifiers))


def _numerals(shadow: str) -> Iterator[Numeral]:
    """Yield the numerals without the *cent* of *quarante pour cent*."""
    end = -1
    for numeral in find_numerals(shadow):
        share = shadow[end : numeral.start] == " pour " and shadow[numeral.start : numeral.end] in (
            "cent",
            "mille",
        )
        if not share:
            yield numeral
        end = numeral.end


def _amounts(text: str, shadow: str, quantities: list[Quantity], qualifiers: Qualifiers) -> Iterator[Amount]:
    named = -1  # where the last number of a name ended: articles 3 et 5
    found = _contexts(text, shadow, quantities, qualifiers)
    bounds = _bounds([quantity for quantity, _ in found], qualifiers)
    for (quantity, of), (chain, after) in zip(found, bounds, strict=True):
        plural = contexts.followed_by_plural(shadow, quantity.end)
        listed = of is None and named >= 0 and not plural and _LISTED.fullmatch(shadow, named, quantity.start)
        if of == "name" or listed:
            named = quantity.end
        elif of != DROP:
            amount = _with_half(shadow, _qualified(quantity, of, chain, after))
            yield from _signed(shadow, amount, quantity)


def _bounds(quantities: list[Quantity], qualifiers: Qualifiers) -> Iterator[tuple[list[Qualifier], Qualifier | None]]:
    """Yield the qualifiers before and behind each quantity; one between two belongs to the second."""
    chains = [qualifiers.before(item.start) or qualifiers.before(item.first.start) for item in quantities]
    for index, (quantity, chain) in enumerate(zip(quantities, chains, strict=True)):
        after = qualifiers.after(quantity.end)
        if after is not None and index + 1 < len(quantities):
            following = chains[index + 1]
            opening = following[-1].start if following else quantities[index + 1].start
            after = after if after.end <= opening else None
        yield chain, after


def _contexts(
    text: str, shadow: str, quantities: list[Quantity], qualifiers: Qualifiers
) -> list[tuple[Quantity, str | None]]:
    """Return each quantity with what it measures; *60* in *60 et 81 mm* measures what *81* does."""
    found: list[tuple[Quantity, str | None]] = []
    inherited = False
    for quantity in reversed(quantities):
        of = _context(text, shadow, quantity, qualifiers)
        if of is None and found and found[-1][1] in _INHERITED:
            gap = _LISTED.fullmatch(shadow, quantity.end, found[-1][0].start)
            inherited = gap is not None and (inherited or not gap.group().startswith(","))
            of = found[-1][1] if inherited else None
        else:
            inherited = False
        found.append((quantity, of))
    return _without_ratios(shadow, found[::-1])


# quatre sur dix, 17 sur 20, 12 sur cent; but: il ne reste que 200 hommes sur 600
_RATIO_OF = 20
_ROUND = frozenset({100, 1000, 10_000, 100_000})


def _without_ratios(shadow: str, found: list[tuple[Quantity, str | None]]) -> list[tuple[Quantity, str | None]]:
    """Mark *deux soldats sur trois* as shares, like percentages, and drop *trois buts à deux*."""
    for index in range(len(found) - 1):
        (first, of), (last, other) = found[index], found[index + 1]
        shares = of in (None, "article", "duration") and other is None and first.low <= last.low
        if _GOALS.fullmatch(shadow, first.end, last.start):
            found[index : index + 2] = [(first, DROP), (last, DROP)]
        shares = shares and not shadow.endswith("aine", last.start, last.end)  # tombée sur une cinquantaine d'insurgés
        shares = shares and (last.low <= _RATIO_OF or last.low in _ROUND or (first.low <= 3 and last.low <= 100))
        if shares and _RATIO.fullmatch(shadow, first.end, last.start) and _ENDS.match(shadow, last.end):
            found[index : index + 2] = [(first, "percent"), (last, "percent")]
    return found


def _context(text: str, shadow: str, quantity: Quantity, qualifiers: Qualifiers) -> str | None:
    """Return what the quantity measures; None for a count, "name" or DROP for what is no quantity."""
    first, last = quantity.first, quantity.last
    if quantity.is_article(shadow):
        if qualifiers.covers(first.start):
            return DROP
        return contexts.article(shadow, first.start, first.end)
    kind, unit_end = contexts.unit_of(shadow, last.end)
    if contexts.is_noise_before(shadow, first.start) or _AFTER_HOUR.search(
        shadow, max(0, first.start - 14), first.start
    ):
        return DROP
    if kind is not None:
        return _measured(shadow, quantity, kind, unit_end)
    if contexts.is_noise_after(shadow, last.end, last.form == "digits", last.grouped):
        return DROP
    if contexts.is_priced(shadow, first.start):
        return "money"
    if contexts.is_aged(shadow, first.start):
        return "age"
    if first.kind != "plain" or last.kind != "plain" or first.form not in ("digits", "words"):
        return None
    chain = qualifiers.before(first.start)
    counted = any(not shadow.startswith(contexts.UNTIL, item.start) for item in chain)
    return _numbering(text, shadow, quantity, counted)


def _measured(shadow: str, quantity: Quantity, kind: str, unit_end: int) -> str:
    start, unit = quantity.first.start, shadow[quantity.end : unit_end]
    if kind != "duration":
        return kind
    if "heure" in unit and contexts.is_clock(shadow, start, unit_end, int(quantity.low)):
        return DROP
    return "age" if unit.endswith(("ans", "an")) and contexts.is_age(shadow, start, unit_end) else kind


def _numbering(text: str, shadow: str, quantity: Quantity, qualified: bool) -> str | None:
    """Return DROP for days, years and adjectives, "name" for numbered names, None for a count."""
    first, last, value = quantity.first, quantity.last, int(quantity.low)
    start, end, digits = first.start, last.end, first.form == "digits"
    if contexts.is_decimal_in_doubt(shadow, last.start, end):
        return DROP
    if contexts.is_postcode(shadow, start, end) or contexts.is_minutes(shadow, start, end, value):
        return DROP
    if contexts.is_enumeration(shadow, start, end):
        return DROP
    if contexts.is_label(shadow, start, end):
        return "name"
    singled_out = contexts.is_singled_out(shadow, start, end, value, digits)
    if first.grouped or last.grouped or quantity.low != first.value:
        return DROP if singled_out and quantity.low % 1 else None
    if singled_out or (value <= 31 and contexts.is_date(shadow, end)):
        return DROP
    if contexts.is_year(shadow, start, end, value, digits, qualified) and (quantity.high or 0) <= 2100:
        return DROP
    if digits and contexts.is_model(text, shadow, start, end):
        return "name"
    if not digits and not quantity.is_range and contexts.is_word_of_its_own(text, shadow, start, end):
        return DROP
    return None


def _with_half(shadow: str, amount: Amount) -> Amount:
    """Add the half that stands behind the unit: *deux heures et demie* is 2.5 hours."""
    if amount.of is None or amount.low is None or amount.low != amount.high:
        return amount
    _, unit_end = contexts.unit_of(shadow, amount.core_end)
    if not contexts.half_after(shadow, unit_end):
        return amount
    return replace(amount, low=amount.low + 0.5, high=amount.high + 0.5)


def _signed(shadow: str, amount: Amount, quantity: Quantity) -> Iterator[Amount]:
    """Yield the amount, below zero after a minus; a hyphen that opens a line is a bullet."""
    sign = _SIGN.search(shadow, max(0, amount.core_start - 6), amount.core_start)
    if sign is None or amount.low is None or amount.high is None or amount.qualifier not in ("exact", "range"):
        yield amount
        return
    start = sign.start("sign")
    if sign["sign"] == "moins ":
        below = not _NOT_MINUS.search(shadow, max(0, start - 10), start)
    else:
        bullet = sign["sign"] == "-" and amount.of is None and shadow[:start].rstrip(" ")[-1:] in ("", "\n")
        below = not bullet
    if not below:
        yield amount
    elif not quantity.is_range:  # a range below zero is left out
        yield replace(amount, start=start, low=-amount.low, high=-amount.high, core_start=start)


def _qualified(quantity: Quantity, of: str | None, chain: list[Qualifier], after: Qualifier | None) -> Amount:
    """Add approximators and bounds: they widen the span and open or name the limits."""
    start = min([quantity.start, *(item.start for item in chain if item.inside)])
    end = quantity.end
    if after is not None and after.inside and (not quantity.is_range or after.kind == "approximate"):
        end = max(end, after.end)
    kinds = [item.kind for item in chain] + ([after.kind] if after else [])
    qualifier = _qualifier(quantity, kinds)
    low: Number | None = whole(quantity.low)
    high: Number | None = None if quantity.high is None else whole(quantity.high)
    if qualifier in ("more_than", "at_least"):
        high = None
    elif qualifier in ("less_than", "at_most"):
        low = None
    form = "article" if of == "article" else quantity.form
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
