"""Name → the keys it is filed under: a plain one, and a bridged one under which transliterations agree.

`plain_key("N’Djamena") == "ndjamena"`; `bridged_key("Tchassiv Iar") == bridged_key("Chasiv Yar")`; *Koursk* and
*Kherson* differ.
Both take many names at once too, one a line, which makes compiling the gazetteer quick.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

# letters that Unicode does not decompose
_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ł": "l", "Ł": "l", "ı": "i", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d"}
    | {"ß": "ss", "ə": "a", "Ə": "a", "ð": "d", "þ": "th", "–": "-", "—": "-"}
)
_MARKS = str.maketrans(dict.fromkeys("-.,()/_\t", " ") | dict.fromkeys("'`\"", None))
_BLANKS = re.compile(r" {2,}")
_BORDERS = re.compile(r"^ | $", re.MULTILINE)
_SAINT = re.compile(r"\bst(?P<feminine>e?) (?=\w)")


@lru_cache(maxsize=5_000)
def plain_key(name: str) -> str:
    """Lower case without accents or apostrophes, hyphens as blanks: *N’Djamena* → 'ndjamena', *St-Denis* → 'saint
    denis'."""
    return _plain(name)


def _plain(name: str) -> str:
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    key = _BORDERS.sub("", _BLANKS.sub(" ", name.lower().translate(_MARKS)))
    return _SAINT.sub(r"saint\g<feminine> ", key)


# The sound classes of press spellings. French writes tch, ch, dj, j, ou where English writes ch, sh, j, zh, u (Le
# Ramat de
# la typographie; United Nations Group of Experts on Geographical Names, romanisation systems for Arabic, Russian,
# Ukrainian).
_CLASSES = (
    ("C", "chtch shch tsch tch tsh sch ch sh"),
    ("J", "dzh dj zh j"),
    ("h", "kh"),
    ("g", "gh"),
    ("f", "ph"),
    ("t", "th"),
    ("d", "dh"),
    ("k", "ck"),
    ("gA", "gue gui guy"),
    ("sA", "ce ci cy"),
    ("z", "ts tz"),
    ("U", "ou oo"),
)
_DIGRAPHS = [(letters, sound) for sound, spelled in _CLASSES for letters in spelled.split()]
_SINGLES = str.maketrans({"q": "k", "c": "k", "x": "ks"} | dict.fromkeys("uow", "U") | dict.fromkeys("aeiy", "A"))
# al-Hassaké, El-Obeid: the article before the noun, in its assimilated forms
_ARTICLE = re.compile(r"^(?:[ae][lnrstzd]|[ae][sc]h) (?=\w{3})", re.MULTILINE)
_RUN = re.compile(r"(\w)\1+")
_END = re.compile(r"[Ah]+$", re.MULTILINE)
# fewer than two consonants or four sounds: too little to tell names apart
_SHORT = re.compile(r"^(?:[AU]*(?:[^AU\n][AU]*)?|.{0,3})$", re.MULTILINE)


def bridged_key(name: str) -> str:
    """The sounds of a name: consonants by class, vowels as front (A) or back (U); '' if too few sounds would be
    left."""
    return _bridged(plain_key(name))


def _bridged(plain: str) -> str:
    key = _ARTICLE.sub("", plain).replace(" ", "")
    for letters, sound in _DIGRAPHS:
        key = key.replace(letters, sound)
    key = _RUN.sub(r"\1", key.translate(_SINGLES)).replace("AU", "U")
    return _SHORT.sub("", _END.sub("", _RUN.sub(r"\1", key)))


_ALIKE = 0.65


def look_alike(one: str, other: str) -> bool:
    """True if two names that sound alike also begin alike and agree in most vowels: not *Kadiana* and *Qadyan*'s
    alias *Aden*."""
    first, second = _spelling(one), _spelling(other)
    if not first or not second or first[0] != second[0]:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE  # the quick one is never below the other


def letters_alike(one: str, other: str) -> bool:
    """True if two plain keys share most of their letters, in order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE


_VOWELS = str.maketrans({"q": "k", "c": "k", "x": "ks"} | dict.fromkeys("uow", "U") | dict.fromkeys("eiy", "e"))


@lru_cache(maxsize=5_000)
def _spelling(name: str) -> str:
    key = _ARTICLE.sub("", plain_key(name)).replace(" ", "")
    for letters, sound in _DIGRAPHS:
        key = key.replace(letters, sound)
    return _RUN.sub(r"\1", key.replace("A", "e").translate(_VOWELS))


def plain_keys(names: Iterable[str]) -> list[str]:
    """The plain key of each name."""
    return _plain("\n".join(names)).split("\n")


def bridged_keys(plain: Iterable[str]) -> list[str]:
    """The bridged key of each name, given by its plain key."""
    return _bridged("\n".join(plain)).split("\n")
