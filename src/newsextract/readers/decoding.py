"""Bytes → text: byte-order mark, else strict UTF-8, else Windows-1252; mojibake is mended.

Detectors guess short French texts wrong, so none is used. ftfy mends text that was decoded wrongly before it reached
us (*rÃ©giment* → *régiment*); what stays broken is rejected rather than guessed.
"""

from __future__ import annotations

import codecs
import re

import ftfy

from newsextract.articles import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Ã©, Ã , â€™ : the bytes of UTF-8 read as Windows-1252
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf\u0152-\u2122]|â€[\u0080-\u2122]|Â[\u00a0-\u00bf]")
_LATIN = frozenset(range(0x20, 0x7F)) | {0x09, 0x0A, 0x0D}
_FIX = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)


def decode(data: bytes) -> str:
    """Decode one article's bytes. Raises ReadError: empty, binary or encoding."""
    text = _decode(data)
    if not text.strip("\ufeff \t\r\n\u00a0\u200b\u200e\u200f"):
        raise ReadError("empty", "the file holds no text")
    if _is_binary(text):
        raise ReadError("binary", "control characters: this is no text file")
    if _MOJIBAKE.search(text):
        text = _mend(text)
    if text.count("\ufffd") > max(2, len(text) // 500):
        raise ReadError("encoding", "accents were lost (�) before the file was saved; export the text again as UTF-8")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    bare = _bare_utf16(data)
    if bare:
        return _strict(data, bare)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data[:4096]:
            raise ReadError("binary", "NUL bytes: this is no text file") from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            "encoding", f"the byte-order mark says {encoding}, but byte {error.start} is not; save the file as UTF-8"
        ) from error


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: in Latin text every second byte is NUL."""
    head = data[:400]
    if len(head) < 8 or len(data) % 2:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.9 * len(odd) and all(byte in _LATIN or byte > 0x9F for byte in even):
        return "utf-16-le"
    if even.count(0) > 0.9 * len(even) and all(byte in _LATIN or byte > 0x9F for byte in odd):
        return "utf-16-be"
    return None


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text[:20_000]))
    return controls > 3 and controls > 0.01 * min(len(text), 20_000)


def _mend(text: str) -> str:
    mended = ftfy.fix_text(text, _FIX)
    if len(_MOJIBAKE.findall(mended)) > 2:
        raise ReadError("encoding", "garbled accents (Ã©) that cannot be mended; export the text again as UTF-8")
    return mended
