"""A quantity → does it count things or lengths of time, beside which troops are counted? *trois mois*, *onze pays*."""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading

_THINGS = grammar_words("things")
_DURATIONS = grammar_words("durations")
# trois [mois] · un [fusil] · une dizaine [de villages]
_NEXT_WORD = re.compile(r"[  ](?:de |d')?(?:autres |grands |petits |nouveaux |anciens )?(?P<word>[\wà-ÿ-]+)")


def _counted(reading: Reading, amount: Amount, words: frozenset[str]) -> bool:
    match = _NEXT_WORD.match(reading.folded, amount.end)
    if match is None:
        return False
    word = match["word"].lower()
    return word in words or word.rstrip("sx") in words


def is_duration(reading: Reading, amount: Amount) -> bool:
    """True for *trois mois*, *vingt ans*: a length of time is no rival of the troops counted before it."""
    return _counted(reading, amount, _DURATIONS)


def counts_thing(reading: Reading, amount: Amount) -> bool:
    """True for *onze pays*, *trois mois*: what is counted are things or lengths of time."""
    return _counted(reading, amount, _THINGS | _DURATIONS)


def counts_things(reading: Reading, amount: Amount) -> bool:
    """True if the quantity before this one counts things, so that *d'entre eux* goes back to the troops before."""
    before = [one for one in reading.amounts if amount.start - 160 < one.start < amount.start and one.of != "date"]
    return bool(before) and counts_thing(reading, before[-1])


# les obusiers de [155] des marines · un mortier de [60] · leurs canons sans recul de [106]
_GUN = re.compile(
    r"\b(?:obusiers?|canons?|mortiers?|pièces?|tubes?|mitrailleuses?|fusils?)(?: sans recul| [A-Z][\w-]*)? de $",
    re.IGNORECASE,
)


def is_bore(reading: Reading, amount: Amount) -> bool:
    """True for a bare number behind a gun: its calibre is no count of those who serve it."""
    if amount.form != "digits" or not reading.folded.endswith(" de ", 0, amount.start):
        return False
    return _GUN.search(reading.folded, max(0, amount.start - 40), amount.start) is not None
