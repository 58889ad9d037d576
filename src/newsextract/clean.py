"""Article text → the text that model and rules read, free of what typesetting left in it, and the way back.

A text pasted from a PDF or a telex is broken into lines at a column's width and holds ligatures; one from a web page,
soft hyphens and zero-width spaces; one from a Mac, letters apart from their accents. The article's text is never
changed: facts are found in a clean copy and placed where they stand in the article.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class CleanText:
    """`text`, and where each of its characters begins and ends in the article's text: None if they are the same."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """(start, end) in the article's text of text[start:end], which is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def clean(text: str, is_word: Callable[[str], bool] = lambda word: False) -> CleanText:
    """The text in plain letters and single blanks, nothing invisible in it, the lines of wrapped paragraphs joined.

    `is_word` knows French words: by it *sol-↵dats* is told from *porte-↵avions*.
    """
    stretches: list[_Stretch] = []
    if _may_be_wrapped(text):
        stretches += _joins(text, is_word)
    if _holds_oddities(text):
        stretches += [*_blanks(text), *_signs(text)]
    stretches += _furniture(text)
    return _without(text, stretches) if stretches else CleanText(text)


_Stretch = tuple[int, int, str]  # start, end, what stands there in the clean text


def _without(text: str, stretches: list[_Stretch]) -> CleanText:
    """The text with each stretch replaced."""
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    done = 0
    for start, end, put in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        if start < done:  # within another: blanks and line ends of a line that is joined
            continue
        pieces += text[done:start], put
        starts.extend((*range(done, start), *[start] * len(put)))
        ends.extend((*range(done + 1, start + 1), *[end] * len(put)))
        done = end
    pieces.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return CleanText("".join(pieces), starts, ends)


# ---- blanks, and what cannot be seen

# soft hyphen, zero-width spaces and joiners, marks of direction, byte-order mark
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_SPACE = " \u00a0\u2000-\u200a\u202f"
_ACCENTS = "\u0300-\u036f"  # that stand apart from their letters
_LIGATURES = "\ufb00-\ufb06"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ODD = re.compile(rf"[{_INVISIBLE}{_ACCENTS}{_LIGATURES}{_RAISED}\r\t´`*_\[]")
# beside another blank, or between two words
_ODD_SPACE = re.compile(rf"[\u00a0\u2000-\u200a\u202f](?:(?=[{_SPACE}])|(?<=[{_SPACE}].)|(?<=[^\W\d_].)(?=[^\W\d_]))")


def _holds_oddities(text: str) -> bool:
    """Quickly false of most articles."""
    odd = any(pair in text for pair in ("  ", "<<", ">>", "\n ")) or _ODD.search(text) or _ODD_SPACE.search(text)
    return bool(odd)


# two blanks, an invisible character between them or beside one; blanks in a row between figures may part two numbers
_EXTRA = re.compile(
    rf"(?<![{_SPACE}])[{_SPACE}]*[{_INVISIBLE}][{_SPACE}{_INVISIBLE}]*|(?<![{_SPACE}])[{_SPACE}]{{2}}(?![{_SPACE}])"
)
_IS_SPACE = re.compile(f"[{_SPACE}]")


def _blanks(text: str) -> Iterator[_Stretch]:
    for match in _EXTRA.finditer(text):
        start, end = match.span()
        spaces = len(_IS_SPACE.findall(match[0]))
        if spaces > 1 and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit():
            continue
        yield start, end, " " if spaces else ""


# ---- letters and signs

_SIGNS = re.compile(
    rf"""
      (?P<letter> [^\W\d_][{_ACCENTS}]+ | [{_LIGATURES}] )      # e + ´ · ﬁ
    | (?P<other> (?<=\w)[´`](?=\w) | <[{_INVISIBLE}]*< | >[{_INVISIBLE}]*> | \r\n? )  # l´armée, 3´200
    | (?P<space> (?<=[^\W\d_])[\u00a0\u202f](?=[^\W\d_]) )   # between words, where a blank may stand as well
    | (?P<indent> (?:(?<=[\r\n])|\A)[ \t\u00a0\u3000]+(?=\S) )
    | (?<![\w*])[*_]+(?=\w) | (?<=[\w.,;:!?)»”"])[*_]+(?!\w)  # **12 000** soldats, _en poste_
    | (?<=[^\W\d_]{{2}})(?<!\b[kcmd]m)[{_RAISED}]{{1,2}}(?!\w) | (?<=[.,;:!?»”)])[{_RAISED}]{{1,2}}(?!\w)  # soldats¹
    | (?<=[\w.,;:!?»”)])\[\d{{1,3}}\]                         # soldats[12]
    """,
    re.VERBOSE,
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_PLAIN = {"´": "'", "`": "'", "<<": "«", ">>": "»", "\r": "\n", "\r\n": "\n"}


def _signs(text: str) -> Iterator[_Stretch]:
    """Letters and signs in another form, marks of emphasis and the calls of notes."""
    for match in _SIGNS.finditer(text):
        kind, found = match.lastgroup, match[0]
        if kind == "letter":
            put = _composed(found)
        else:
            put = _PLAIN[_UNSEEN.sub("", found)] if kind == "other" else " " if kind == "space" else ""
        yield match.start(), match.end(), put


def _composed(letter: str) -> str:
    """é of e and its accent; f, f and i of their ligature."""
    if "\ufb00" <= letter <= "\ufb06":
        return unicodedata.normalize("NFKC", letter)
    return unicodedata.normalize("NFC", letter)


# ---- what stands around an article

# Publié le 3 mai 2024 à 10h12 | Mis à jour le 4 mai · Temps de lecture : 3 min · © Agence. Tous droits réservés
_UPDATED = r"Dernière[ ](?:mise[ ]à[ ]jour|modification)"
_DATED = rf"(?:Publiée?|Mise?[ ](?:en[ ]ligne|à[ ]jour)|Modifiée?|Actualisée?|Postée?|{_UPDATED})"
_DAY = r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|hier|aujourd['’]hui"
_MONTH = (
    r"(?:janv|févr|avr|juil|sept|oct|nov|déc)\.|janvier|février|mars|avril|mai|juin|juillet|août"
    r"|(?:sept|nov|déc)embre|octobre"
)
_FURNITURE = re.compile(
    rf"""
    ^[ \t]* (?:
      {_DATED}
      (?: [ \t\u00a0\u202f|,/.:()–—-]*+
        (?: {_DATED} | le | à | il[ ]y[ ]a | et | {_DAY} | {_MONTH} | heures? | minutes? | jours? | min | GMT | UTC
        | \d{{1,2}}(?:h|[ ]h[ ]?|:)\d{{0,2}} | \d{{1,4}}(?:er)? )(?!\w) )+
      (?: [ ]par[ ][^\n,;:.]{{2,40}} )? [ \t.)]*
    | (?:Temps[ ]de[ ])?lecture[ ]?:?[ ]?\d{{1,2}}[ ]?min(?:utes?)?\.?
    | (?:©|\(c\))[^\r\n]{{0,80}}
    | [^\r\n]{{0,60}}\bTous[ ]droits[ ]réservés\b[^\r\n]{{0,60}}
    )[ \t]*\r?$ \s*
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)


def _furniture(text: str) -> Iterator[_Stretch]:
    """Lines that say when the article was published or whose it is: no title of it, and no text."""
    for match in _FURNITURE.finditer(text):
        yield match.start(), match.end(), ""


# ---- lines

_FEWEST_BROKEN = 3  # lines that break off amid a sentence
_SHARE_BROKEN = 0.2  # of the lines that another follows
_ALL_FULL = 0.95  # of the broken ones, in type of one width
_SHARE_FULL = 0.6  # of the broken ones, which in a list of items are as long as they happen to be
_NARROWEST, _WIDEST = 25, 140  # characters of a column's line
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_ENDED = re.compile(r"[.!?…:;][»”\"')\]]*\s*$")
_ON = re.compile(r"[«“\"'(]?\s?[a-zß-öø-ÿœ]")  # how a line begins that goes on with a sentence
_ON_WITH_FIGURE = re.compile(r"[«“\"'(]?\s?[a-zß-öø-ÿœ\d]")
_ITEM = re.compile(r"\s*(?:[-–—•*·▪►]|\d{1,2}[.)]) ")
_COLUMNS = re.compile(r"\S(?: {4,}| ?\t+ ?| +\| +)\S")  # of a table
_EMPTY_LINE = re.compile(r"\S[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]\s*(?=\S)")
_SOFT_HYPHEN = "\u00ad"
_HYPHENED = re.compile(r"(?P<before>[^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: where its words begin and end, and the words."""

    start: int
    end: int
    words: str


_Ends = list[tuple[_Line, _Line]]  # lines that another follows, and those


# a line that begins in lower case: of articles whose paragraphs are lines, hardly one
_LOWER_LINE = re.compile(rf"[\r\n][^\S\r\n]*{_ON.pattern}")


def _may_be_wrapped(text: str) -> bool:
    return len(_LOWER_LINE.findall(text)) >= _FEWEST_BROKEN


def _joins(text: str, is_word: Callable[[str], bool]) -> Iterator[_Stretch]:
    """The line ends inside the paragraphs of a text that is wrapped at a column's width."""
    ends = [(line, after) for line, after in pairwise(_lines(text)) if line.words and after.words]
    ends = [(line, after) for line, after in ends if not _COLUMNS.search(f"{line.words}\n{after.words}")]
    broken = [(line, after) for line, after in ends if _goes_on(line, after)]
    if len(broken) < max(_FEWEST_BROKEN, _SHARE_BROKEN * len(ends)):
        return
    widths = [len(line.words) for line, _ in broken]
    typical, widest = median(widths), max(widths)
    full = sum(_with_next_word(line, after) > 0.8 * widest for line, after in broken)
    if full < _SHARE_FULL * len(broken) or not _NARROWEST <= typical <= _WIDEST:
        return
    seen = frozenset(word.lower() for word in _WORD.findall(text))
    goes_on = _goes_on_in(text, ends, broken)
    for line, after in ends:
        is_item = _ITEM.match(after.words) is not None
        if not is_item and len(line.words) >= 0.6 * typical and goes_on(line, after):
            yield _join(line, after, lambda word: word in seen or is_word(word))


def _goes_on_in(text: str, ends: _Ends, broken: _Ends) -> Callable[[_Line, _Line], bool]:
    """Tells whether a line of a wrapped text goes on in the line after.

    In type of one width it does where the next word found no room. Other lines are of about one length only: there
    a line may end with its paragraph if it ends with a sentence, or before a capital if it is short or a title.
    """
    typical, widest = median(len(line.words) for line, _ in broken), max(len(line.words) for line, _ in broken)
    if sum(_with_next_word(*end) > widest for end in broken) > _ALL_FULL * len(broken):
        return lambda line, after: _with_next_word(line, after) > widest or _goes_on(line, after)
    are_apart = len(_EMPTY_LINE.findall(text)) > 1  # one stands behind the title of texts that have no others
    title = ends[0][0]

    def goes_on(line: _Line, after: _Line) -> bool:
        is_full = _with_next_word(line, after) > 0.85 * typical
        if _ENDED.search(line.words):
            return are_apart and is_full
        return _ON_WITH_FIGURE.match(after.words) is not None or (is_full and line != title)

    return goes_on


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        words = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip()) if words else match.start()
        yield _Line(start, start + len(words), words)


def _goes_on(line: _Line, after: _Line) -> bool:
    """True if a sentence surely goes on in the line after."""
    return _ENDED.search(line.words) is None and _ON.match(after.words) is not None


def _with_next_word(line: _Line, after: _Line) -> int:
    """How wide the line would be with the word that found no room in it."""
    return len(line.words) + 1 + len(after.words.partition(" ")[0])


def _join(line: _Line, after: _Line, is_word: Callable[[str], bool]) -> _Stretch:
    """What stands between two lines of a paragraph: a blank, or nothing where a hyphen cuts a word."""
    if line.words.endswith(_SOFT_HYPHEN):
        return line.end - 1, after.start, ""
    hyphened = _HYPHENED.search(line.words)
    if hyphened is None:
        return line.end, after.start, " "
    if not after.words[0].islower():  # Saint-↵Louis, BM-↵21
        return line.end, after.start, ""
    rest = _WORD.match(after.words)
    whole = hyphened["before"] + (rest[0] if rest else "")
    return line.end - is_word(whole.lower()), after.start, ""
