"""Bytes → text: byte-order mark, else strict UTF-8, else a one-byte encoding; mojibake is mended.

Detectors guess short French texts wrong, so none is used: of the one-byte encodings in which French was ever saved,
Windows-1252 is taken unless another gives more French letters. ftfy mends text that was decoded wrongly before it
reached us (*rÃ©giment* → *régiment*); what stays broken is rejected rather than guessed.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable
from typing import BinaryIO

from newsextract.articles import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE = ("cp1252", "mac_roman", "cp850", "latin-1")  # the first wins a tie
# r?giment: what an export to ASCII leaves of accents; not watch?v=
_QUESTIONED = re.compile(r"\?(?<=[A-Za-z]\?)[a-z]{1,15}(?![\w=?/.])")
# &eacute; &#8239; &#x27;
_REFERENCE = re.compile(r"&(?:[a-zA-Z]{2,8}\d{0,2}|#\d{2,5}|#[xX][0-9a-fA-F]{2,5});")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Ã©, Ã , â€™ : the bytes of UTF-8 read as Windows-1252
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf\u0152-\u2122]|â€[\u0080-\u2122]|Â[\u00a0-\u00bf]")
_FRENCH = re.compile(r"(?<=[a-zA-Z])[éèêëàâçùûüôöîïœæ]|[éèêàâôçîù](?=[a-z])|[ÉÈÊÀÇÔŒ](?=[a-zA-Z])|(?<= )à(?= )")
_FOREIGN = re.compile(r"[^\W\d_a-zA-ZÀ-ÖØ-öø-ÿŒœŸƒªº]|(?<=[a-z])[^\w\s!-~’‘“”«»–—…°€·²³½¼¾§†•‰™©®´¨¸](?=[a-z])")
_SAMPLE = 200_000
_BLANK = (
    "\ufeff \t\r\n\x0b\x0c\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u202f\u2060\u3000"
)


def decode(data: bytes) -> str:
    """Decode one article's bytes. Raises ReadError: empty, binary or encoding."""
    return checked(_decode(data))


def checked(text: str) -> str:
    """A text that can be read, its mojibake mended. Raises ReadError: empty, binary or encoding."""
    if not text.strip(_BLANK):
        raise ReadError("empty", "no text in it, or blanks only; fill it or remove it")
    if _is_binary(text):
        raise ReadError("binary", "control characters: this is no text; convert it, or remove it")
    if _MOJIBAKE.search(text):
        text = _mend(text)
    if text.count("\ufffd") + len(_QUESTIONED.findall(text)) > max(2, len(text) // 500):
        raise ReadError(
            "encoding", "accents were lost (�, r?giment) before the file was saved; export the text again as UTF-8"
        )
    return text


def without_references(text: str) -> str:
    """A plain text with the characters that HTML would have shown: *l&#39;arm&eacute;e* → *l'armée*."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


_UNPRINTED = re.compile("[\u00ad\u200b\u2060\ufeff]")
# soldats¹, tués.² but km², 10³, 300¹
_CALL = re.compile(r"(?<=[a-zß-öø-ÿœA-ZÀ-ÖØ-Þ.,;:!?»”)])(?<!\b[mM])(?<!\b[kcmdh]m)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?!\w)")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def printed(text: str) -> str:
    """A text as it is read: without soft hyphens and blanks of no width (*sol-dats*), without the calls of notes."""
    return text if text.isascii() else _CALL.sub("", _UNPRINTED.sub("", text))


def raised(text: str) -> str:
    """A raised number: *km²*, *10³*; 300 with the call of note 1 is *300¹*, not 3001. Other words stay: *10e*."""
    return text.translate(_RAISED) if text.strip().lstrip("+-−").isdecimal() else text


def wide_encoding(head: bytes) -> str | None:
    """The encoding if the first bytes of a file say that it is not plain: for Python's codecs, which take a mark away.

    Raises ReadError if they say that the file holds no text.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding[:6]
    bare = _bare_utf16(head[: len(head) // 2 * 2])
    if bare is None and head.count(0) > len(head) // 4:
        raise ReadError("binary", "NUL bytes: this is no text file; convert it, or remove it")
    return bare


def encoding_of(open_stream: Callable[[], BinaryIO]) -> str:
    """The encoding of a stream too long to be held."""
    with open_stream() as stream:
        head = stream.read(_SAMPLE)
    wide = wide_encoding(head)
    if wide:
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_stream() as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return one_byte_encoding(head)
    return "utf-8"


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
            raise ReadError("binary", "NUL bytes: this is no text file; convert it, or remove it") from error
    text = data.decode(one_byte_encoding(data[:_SAMPLE]), "replace")
    letters = [character for character in text[:_SAMPLE] if character.isalpha()]
    accented = sum(not letter.isascii() for letter in letters)  # in French, one in twenty-five
    if len(_FOREIGN.findall(text[:_SAMPLE])) > 3 + len(letters) // 20 or accented > 20 + len(letters) // 5:
        raise ReadError("encoding", "neither UTF-8 nor an encoding of French; save the file as UTF-8")
    return text


def one_byte_encoding(data: bytes) -> str:
    """The one-byte encoding that gives the text most French letters and fewest signs amid words."""
    text = {encoding: data.decode(encoding, "replace") for encoding in _ONE_BYTE}
    return max(_ONE_BYTE, key=lambda encoding: len(_FRENCH.findall(text[encoding])) - _oddities(text[encoding]))


def _oddities(text: str) -> int:
    return 2 * (len(_FOREIGN.findall(text)) + text.count("\ufffd")) + len(re.findall(r"[\x80-\x9f]", text))


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
    for text_bytes, zeros, encoding in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        if zeros.count(0) > 0.75 * len(zeros) and 0 not in text_bytes:  # ’ and œ have another second byte
            return encoding
    return None


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text[:20_000]))
    return controls > 3 and controls > 0.01 * min(len(text), 20_000)


def _mend(text: str) -> str:
    import ftfy  # few articles need it

    mended = ftfy.fix_text(
        text,
        ftfy.TextFixerConfig(
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            remove_control_chars=False,
            normalization=None,
        ),
    )
    if len(_MOJIBAKE.findall(mended)) > 2:
        raise ReadError("encoding", "garbled accents (Ã©) that cannot be mended; export the text again as UTF-8")
    return mended
