"""Quantities: the annotated lines of cases/amounts.txt, and laws for every number in every spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from newsextract.amounts import Amount, find_amounts, read_number
from newsextract.lexicon import read_toml

CASES = Path(__file__).parent / "cases" / "amounts.txt"
_MARK = re.compile(r"\[(?P<span>[^\]|]+)\|(?P<value>[^\]]*)\]")
_THREES = re.compile(r"\d(?=(?:\d{3})+$)")

numbers = st.one_of(
    st.integers(0, 10**9),
    st.integers(0, 9999),
    st.integers(0, 120),
    st.integers(0, 10**6).map(lambda n: n * 1000),
)


def lines() -> Iterator[Any]:
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield pytest.param(line, id=f"line-{number}")


def render(text: str, amounts: list[Amount]) -> str:
    """The text with each amount marked as in the file of cases."""
    parts, position = [], 0
    for amount in amounts:
        if amount.of == "article" and amount.qualifier == "exact":
            continue
        low, high = ("" if value is None else str(value) for value in (amount.low, amount.high))
        value = low if low == high else f"{low}..{high}"
        notes = [amount.qualifier if amount.qualifier != "exact" else "", amount.of or ""]
        mark = " ".join([value, *(note for note in notes if note)])
        parts += [text[position : amount.start], f"[{text[amount.start : amount.end]}|{mark}]"]
        position = amount.end
    return "".join([*parts, text[position:]])


@pytest.mark.parametrize("line", list(lines()))
def test_case(line: str) -> None:
    text = _MARK.sub(lambda match: match["span"], line)
    assert render(text, find_amounts(text)) == line


def grouped(mark: str) -> Callable[[int], str]:
    return lambda n: _THREES.sub(lambda match: match.group() + mark, str(n))


def words(language: str) -> Callable[[int], str]:
    # num2words 0.5 spells a lone million with an s in Belgium and Switzerland
    return lambda n: re.sub(r"^un (million|milliard)s\b", r"un \1", str(num2words(n, lang=language)))


def spaced(n: int) -> str:
    """Number words without any hyphen, as many type them."""
    return words("fr")(n).replace("-", " ")


def reformed(n: int) -> str:
    """The spelling of 1990: hyphens everywhere."""
    return words("fr")(n).replace(" ", "-")


def in_thousands(n: int) -> str:
    """Digits and *mille*: 11 mille 500."""
    thousands, rest = divmod(n, 1000)
    if not 2 <= thousands < 1000 or 0 < rest < 100:
        return str(n)
    return f"{thousands} mille {rest}" if rest else f"{thousands} mille"


def in_millions(n: int) -> str:
    """Decimals and *million*: 1,5 million."""
    if n < 10**6:
        return str(n)
    millions = f"{n // 10**6},{n % 10**6:06d}".rstrip("0").rstrip(",")
    return f"{millions} million{'s' if n >= 2 * 10**6 else ''}"


def octante(n: int) -> str:
    return words("fr_CH")(n).replace("huitante", "octante")


STYLES: dict[str, Callable[[int], str]] = {
    "plain": str,
    "space": grouped(" "),
    "no-break space": grouped("\u00a0"),
    "narrow no-break space": grouped("\u202f"),
    "thin space": grouped("\u2009"),
    "dot": grouped("."),
    "apostrophe": grouped("'"),
    "typographic apostrophe": grouped("’"),
    "words": words("fr"),
    "words, 1990": reformed,
    "words, spaces": spaced,
    "words, capitals": lambda n: words("fr")(n).upper(),
    "words, Belgium": words("fr_BE"),
    "words, Switzerland": words("fr_CH"),
    "words, octante": octante,
    "mille": in_thousands,
    "million": in_millions,
}


@pytest.mark.parametrize("style", STYLES)
@given(n=numbers)
@settings(max_examples=150, deadline=None)
def test_every_spelling_reads_back(style: str, n: int) -> None:
    written = STYLES[style](n)
    (amount,) = find_amounts(written)
    assert (amount.low, amount.high, amount.start, amount.end) == (n, n, 0, len(written))
    assert read_number(written) == n


@pytest.mark.parametrize("style", STYLES)
@given(n=numbers.filter(lambda n: n > 1))
@settings(max_examples=100, deadline=None)
def test_every_spelling_reads_back_in_a_sentence(style: str, n: int) -> None:
    written = STYLES[style](n)
    text = f"Selon lui, environ {written} soldats ont été tués."
    (amount,) = find_amounts(text)
    assert (amount.low, amount.high, amount.qualifier, amount.of) == (n, n, "approximate", None)
    assert text[amount.start : amount.end] == f"environ {written}"
    assert text[amount.core_start : amount.core_end] == written


_FRAGMENTS = st.sampled_from(
    [
        *(
            "un",
            "une",
            "deux",
            "vingt",
            "et",
            "onze",
            "cent",
            "cents",
            "mille",
            "million",
            "millions",
            "neuf",
            "demi",
        ),
        *(
            "de",
            "d'",
            "des",
            "à",
            "entre",
            "environ",
            "plus",
            "moins",
            "que",
            "ou",
            "près",
            "jusqu'à",
            "le",
            "les",
        ),
        *(
            "300",
            "2024",
            "12",
            "1,5",
            "10.000",
            "%",
            "€",
            "mm",
            "ans",
            "mars",
            "T-72",
            "3e",
            "hommes",
            "soldats",
        ),
        *(
            "quelques",
            "dizaine",
            "dizaines",
            "centaine",
            "milliers",
            ",",
            ".",
            "-",
            "–",
            "/",
            "’",
            "\u00a0",
            "\n",
        ),
    ]
)


@given(st.lists(_FRAGMENTS, max_size=25), st.sampled_from(["", " ", " "]))
@settings(max_examples=400, deadline=None)
def test_amounts_are_ordered_and_within_the_text(fragments: list[str], joint: str) -> None:
    text = joint.join(fragments)
    position = 0
    for amount in find_amounts(text):
        assert position <= amount.start <= amount.core_start < amount.core_end <= len(text)
        assert amount.core_end <= amount.end <= len(text)
        if amount.low is not None and amount.high is not None:
            assert amount.low <= amount.high
        position = amount.end


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    find_amounts(text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("cent cinquante-cinq", 155),
        ("7,62", 7.62),
        ("12.345,67", 12345.67),
        ("1 000 000,5", 1000000.5),
        ("−3", -3),
        ("-9,25", -9.25),
        ("moins douze", -12),
        ("zéro", 0),
        ("trois virgule quatorze", 3.14),
        ("deux virgule zéro cinq", 2.05),
        (",08", 0.08),
        ("1'234.50", 1234.5),
        ("100K", 100000),
        ("3M", 3000000),
        ("1,5 million", 1500000),
        ("2021", 2021),
        ("onze cents", 1100),
        ("mil neuf cent", 1900),
        ("deux billions", 2 * 10**12),
        ("vingt-un", 21),
        ("4,800", 4.8),
        ("un million et demi", 1500000),
        ("dix à douze", None),
        ("007", None),
        ("10 00", None),
        ("vingt trente", None),
        ("", None),
        ("mil", None),
        ("une dizaine", None),
        ("3e", None),
        ("cents", None),
        ("million", None),
        ("mille mille", None),
        ("quatre-vingts cents", None),
        ("un mille", None),
        ("12 mars", None),
        ("deux soldats", None),
    ],
)
def test_whole_numbers(written: str, value: float | None) -> None:
    assert read_number(written) == value


def test_forms() -> None:
    text = "300 et trois cents et 2 mille et une centaine et un soldat"
    assert [amount.form for amount in find_amounts(text)] == [
        "digits",
        "words",
        "mixed",
        "collective",
        "article",
    ]


_LEXICON = read_toml("amounts.toml")
_KINDS = ("approximate", "more_than", "at_least", "less_than", "at_most")
_BEFORE = [(kind, phrase) for kind in _KINDS for phrase in (*_LEXICON[kind]["phrases"], *_LEXICON[kind]["symbols"])]
_AFTER = [(kind, phrase) for kind in _KINDS for phrase in _LEXICON[kind]["after"]]


def limits(kind: str, n: int) -> tuple[int | None, int | None]:
    """What a bound of this kind leaves of n..n."""
    return (None if kind in ("less_than", "at_most") else n, None if kind in ("more_than", "at_least") else n)


@pytest.mark.parametrize(("kind", "phrase"), _BEFORE, ids=[phrase for _, phrase in _BEFORE])
@pytest.mark.parametrize(("number", "value"), [("3\u202f000", 3000), ("trois cents", 300), ("un millier", 1000)])
def test_every_qualifier_is_read_before_a_number(kind: str, phrase: str, number: str, value: int) -> None:
    text = f"Il y a {phrase} {number} de soldats."
    if number.startswith("u") and phrase.endswith((" de", " que")):
        text = text.replace(f"{phrase} ", phrase[:-1] + "’")
    (amount,) = find_amounts(text)
    assert (amount.qualifier, (amount.low, amount.high)) == (kind, limits(kind, value))
    assert (amount.start, text[amount.core_start : amount.core_end]) == (len("Il y a "), number)


@pytest.mark.parametrize(("kind", "phrase"), _AFTER, ids=[phrase for _, phrase in _AFTER])
@pytest.mark.parametrize("text", ["Il y en a 3.000 {}.", "Il y a 3.000 soldats {}.", "3.000 hommes armés {}, dit-il"])
def test_every_qualifier_is_read_behind_a_number(kind: str, phrase: str, text: str) -> None:
    (amount,) = find_amounts(text.format(phrase))
    assert (amount.qualifier, (amount.low, amount.high)) == (kind, limits(kind, 3000))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("pattern", ["entre {} et {}", "de {} à {}", "{} à {}", "{} - {}", "{}, voire {}"])
@given(low=st.integers(1000, 10**6), more=st.integers(1, 10**6))
@settings(max_examples=25, deadline=None)
def test_ranges_of_whole_numbers(style: str, pattern: str, low: int, more: int) -> None:
    written = pattern.format(STYLES[style](low), STYLES[style](low + more))
    text = f"On compte {written} soldats"
    (amount,) = find_amounts(text)
    assert (amount.qualifier, text[amount.start : amount.end]) == ("range", written)
    assert (amount.low, amount.high) == (low, low + more)


@given(low=st.integers(2, 99), more=st.integers(1, 99), scale=st.sampled_from(["mille", "millions"]))
@settings(max_examples=100, deadline=None)
def test_ranges_share_their_scale(low: int, more: int, scale: str) -> None:
    factor = 1000 if scale == "mille" else 10**6
    high = min(low + more, 9 * low)
    for first, last in ((str(low), str(high)), (num2words(low, lang="fr"), num2words(high, lang="fr"))):
        text = f"Il y a {first} à {last} {scale} d'hommes."
        (amount,) = find_amounts(text)
        assert (amount.low, amount.high, amount.qualifier) == (low * factor, high * factor, "range")


@pytest.mark.parametrize("line", list(lines()))
def test_typography_changes_nothing(line: str) -> None:
    text = _MARK.sub(lambda match: match["span"], line)
    other = text.replace(" ", "\u00a0").replace("'", "’")
    assert find_amounts(other) == find_amounts(text)


@pytest.mark.parametrize("entries", [_BEFORE, _AFTER])
def test_a_qualifier_stands_under_one_kind(entries: list[tuple[str, str]]) -> None:
    phrases = [phrase for _, phrase in entries]
    assert len(phrases) == len(set(phrases))
