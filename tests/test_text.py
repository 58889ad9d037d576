"""The shadow text keeps every offset; quotation marks are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsextract.text import fold, is_quoted, lines


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_fold_plain_forms() -> None:
    assert fold("11\u202f000 l’état\u2011major") == "11 000 l'état-major"


@given(st.text(alphabet=" a\r\n\u2028"))
def test_lines_cover_all_words(text: str) -> None:
    assert "".join(text[start:end] for start, end in lines(text)).count("a") == text.count("a")
    assert all("\n" not in text[start:end] for start, end in lines(text))


def test_is_quoted() -> None:
    text = 'Il dit : « Nous avons 300 hommes », puis "400" et 500.'
    assert [is_quoted(text, text.index(number)) for number in ("300", "400", "500")] == [True, True, False]
