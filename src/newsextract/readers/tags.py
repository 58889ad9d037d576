"""HTML that stands in another text (Markdown, a dispatch) → its words. It may be a piece, so that no parser is used."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from newsextract.readers.decoding import raised, without_references

LINE_BREAK = "\u2028"  # where a block ends; a line feed is a blank in HTML
# <p class="chapo">, </b>, <!-- note -->
_MARK = re.compile(r"<!--|-->|</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_UNREAD = frozenset(("<!--", "script", "style", "del", "s", "strike"))  # what they hold is no text, or withdrawn
# within a word they part nothing
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "small", "span")
) | frozenset(("strong", "sub", "sup", "time", "tt", "u", "wbr"))


def untagged(markup: str) -> str:
    """The words, a LINE_BREAK where a block ends: *12<b>5</b> soldats<br>tués* → *125 soldats*, *tués*."""
    return html.unescape("".join(_pieces(markup)))


# </p>, <br/>: no sentence holds them
_SURE = re.compile(r"</(?:p|div|b|strong|em|i|u|a|span|h[1-6]|ul|ol|li|blockquote|figure|section)\s*>|<br\s*/?>", re.I)


def words_of_cell(text: str) -> str:
    """The text of a table's cell: of one that holds HTML, as databases of web sites do, the words, a line a block."""
    if _SURE.search(text) is None:
        return without_references(text)
    lines = (" ".join(line.split("\n")).strip() for line in untagged(text).split(LINE_BREAK))
    return "\n".join(line for line in lines if line)


def _pieces(markup: str) -> Iterator[str]:
    """Each tag is met once, so that tags that are never closed are no trap."""
    unread, is_raised, start = "", False, 0
    for mark in _MARK.finditer(markup):
        name, is_end = (mark["name"] or mark[0]).lower(), mark[0].startswith(("</", "--"))
        if not unread:
            words = markup[start : mark.start()]
            yield raised(words) if is_raised else words
            if name in _UNREAD:
                unread = "" if is_end else name
            elif name not in _INLINE:
                yield mark[0] if name == "-->" else LINE_BREAK
            is_raised = name == "sup" and not is_end
        elif is_end and name == ("-->" if unread == "<!--" else unread):
            unread = ""
        start = mark.end()
    if not unread:
        yield markup[start:]
