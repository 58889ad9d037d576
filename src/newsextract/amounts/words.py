"""French number words → value; anything ill-formed → None.

text2num reads the groups below one thousand; the frame around them (what may follow what, millions,
milliards, billions of the long scale, *quinze cents*, *vingt-un*) is checked here, because text2num also
accepts some sequences that nobody writes.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from text_to_num import text2num

_UNIT = "deux|trois|quatre|cinq|six|sept|huit|neuf"
_TEEN = "onze|douze|treize|quatorze|quinze|seize"
_TEN = "vingt|trente|quarante|cinquante|septante|huitante|octante|nonante"
_BIG = {
    "millions?": 10**6,
    "milliards?": 10**9,
    "billions?": 10**12,
    "billiards?": 10**15,
    "trillions?": 10**18,
}

# Every word a written number may hold; "milles" only so that *dix milles* is seen to be ill-formed.
NUMBER_WORDS = (
    *("zéro", "zero", "une?", *_UNIT.split("|"), "dix", *_TEEN.split("|"), "vingts?", *_TEN.split("|"), "soixante"),
    *("cents?", "milles?", "mil", *_BIG),
)
WORD = f"(?:{'|'.join(NUMBER_WORDS)})"
JOIN = r"(?:[ ]{1,2}|-)"
# entre vingt et une trentaine · entre soixante et un million
_NO_NEW_NUMBER = rf"(?! {JOIN} (?: millier | (?:million|milliard|billion)\b | \w+aines?\b | bonne | petite | demi ) )"

# deux mille cinq cents · vingt-et-un · soixante et onze · mille et une
RUN = rf"""
    (?<![\w-]) {WORD} \b
    (?: {JOIN} {WORD} \b
      | (?<=soixante) {JOIN} et {JOIN} (?: onze \b | dix \b (?! {JOIN} mille ) ) {_NO_NEW_NUMBER}
      | (?: (?<=ngt) | (?<=nte) | (?<=cent) | (?<=mille) ) {JOIN} et {JOIN} une? \b {_NO_NEW_NUMBER} )*
    (?: [ ]virgule[ ] {WORD} \b (?: {JOIN} (?: et {JOIN} (?=(?:une?|onze|dix)\b) )? {WORD} \b )* )?
"""

_ONES = rf"(?:un|{_UNIT})"
_LOW = rf"""(?:
      quatre[ ]vingts? (?: [ ](?: dix(?:[ ](?:sept|huit|neuf))? | {_TEEN} | (?:et[ ])?un | {_UNIT} ) )?
    | soixante (?: [ ](?: dix(?:[ ](?:sept|huit|neuf))? | et[ ](?:un|onze|dix) | {_TEEN} | {_ONES} ) )?
    | (?:{_TEN}) (?: [ ](?: et[ ]un | {_ONES} ) )?
    | dix (?: [ ](?:sept|huit|neuf) )?
    | {_TEEN} | {_ONES}
)"""
_HUNDRED = rf"(?: (?: (?:{_UNIT})[ ]cents? | cent ) (?: [ ](?:et[ ]un|{_LOW}) )? )"
_OLD_HUNDRED = rf"(?: (?: {_TEEN} | dix[ ](?:sept|huit|neuf) ) [ ]cents? (?: [ ]{_LOW} )? )"  # quinze cents
_BEFORE_MILLE = re.compile(rf"(?: {_HUNDRED} | {_OLD_HUNDRED} | (?!un\b) {_LOW} )", re.VERBOSE)
_AFTER_MILLE = re.compile(rf"(?: {_HUNDRED} | (?:et[ ]un) | {_LOW} )", re.VERBOSE)
_ALONE = re.compile(rf"(?: {_HUNDRED} | {_OLD_HUNDRED} | {_LOW} )", re.VERBOSE)
_VINGT_UN = re.compile(rf"\b({_TEN}|soixante) (un|onze)\b")
_MILLE = re.compile(r"(?:^|(?<= ))mil(?:le)?(?= |$)")
# zéro cinq · cinq millions · soixante et onze
_DECIMALS = re.compile(rf"(?P<zeros>(?:zéro )*)(?P<digits>.+?)(?: (?P<scale>mille|{'|'.join(_BIG)}))?")
_SCALE = re.compile(rf"(?P<head>.+?)[ ](?P<scale>{'|'.join(_BIG)})(?:[ ](?P<rest>.+))?")


@lru_cache(maxsize=4096)
def read_words(words: str) -> Decimal | None:
    """Read a lower-case sequence of number words: 'deux mille cinq cents' → 2500; 'vingt trente' → None."""
    plain = re.sub(r"[ -]+", " ", words.strip().lower()).replace("zero", "zéro")
    plain = re.sub(r"\bune\b", "un", plain)
    integer, comma, decimals = plain.partition(" virgule ")
    value = _integer(integer)
    if not comma or value is None:
        return None if value is None else Decimal(value)
    return _with_decimals(value, decimals)


def _with_decimals(value: int, decimals: str) -> Decimal | None:
    """Read what stands behind *virgule*: 'zéro cinq' → .05; 'cinq millions' multiplies the whole."""
    match = _DECIMALS.fullmatch(decimals)
    if match is None or (fraction := _integer(match["digits"])) is None:
        return None
    scale = _integer(f"deux {match['scale']}") if match["scale"] else 2
    zeros = "0" * match["zeros"].count("zéro")
    return None if scale is None else Decimal(f"{value}.{zeros}{fraction}") * (scale // 2)


def _integer(words: str) -> int | None:
    if words == "zéro":
        return 0
    total, ceiling = 0, 10**24
    while (match := _SCALE.fullmatch(words)) is not None:
        scale = next(value for pattern, value in _BIG.items() if re.fullmatch(pattern, match["scale"]))
        head = _below_million(match["head"])
        if head is None or scale >= ceiling:
            return None
        total, ceiling = total + head * scale, scale
        if match["rest"] is None:
            return total
        words = match["rest"]
    rest = _below_million(words)
    return None if rest is None else total + rest


def _below_million(words: str) -> int | None:
    parts = _MILLE.split(words)
    if len(parts) > 2:
        return None
    if len(parts) == 1:
        return _group(words, _ALONE)
    before, after = parts[0].strip(), parts[1].strip()
    if "mille" not in words and (before or not after):  # mil stands before a number only: mil neuf cent
        return None
    head = _group(before, _BEFORE_MILLE) if before else 1
    tail = _group(after, _AFTER_MILLE) if after else 0
    return None if head is None or tail is None else head * 1000 + tail


def _group(words: str, grammar: re.Pattern[str]) -> int | None:
    if words == "et un":
        return 1
    if grammar.fullmatch(words) is None:
        return None
    if not words.startswith("quatre vingt"):
        words = _VINGT_UN.sub(r"\1 et \2", words)
    try:
        return int(text2num(words, "fr"))
    except ValueError:
        return None
