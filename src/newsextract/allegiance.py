"""Troops whose force no word of the sentence gives + the article's locations → the same troops with the force settled.

*Six soldats ont été tués* in an article on Kisweh and Damascus: Syria's, though an Israeli raid is told there. The
places of an article say where it is set; the matcher alone cannot know them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsextract.matchers.troop_salience import salient
from newsextract.reading import Reading
from newsextract.records import Location, Troops


def settled(reading: Reading, fact: Troops, locations: Sequence[Location]) -> Troops:
    """The fact with the state that the text is about where it stands, if its force was left open."""
    if fact.undecided is None:
        return fact
    places = [(one.start, one.country) for one in locations if one.role == "place" and one.country is not None]
    return replace(fact, force=salient(reading, fact.start, fact.undecided, places))
