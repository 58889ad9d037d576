"""An article → does it speak of armies, and how much: what vouches for *hommes* that no word nearby does."""

from __future__ import annotations

from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.words import military_words, theme_words
from newsextract.reading import Reading, remembered


@remembered
def is_of_peace(reading: Reading) -> bool:
    """True if words of sport, business, health … outnumber those of armies and war in the article."""
    return theme_words(reading.folded) > len(army_words(reading))


def is_of_war(reading: Reading) -> bool:
    """True if three words at least speak of armies."""
    return len(army_words(reading)) >= 3 and not is_of_peace(reading)


def others(words: list[tuple[int, int]], group: Group) -> list[tuple[int, int]]:
    """The words, (start, end) each, without the counted noun itself."""
    return [word for word in words if word[0] != group.head]


def paragraph_at(reading: Reading, offset: int) -> tuple[int, int]:
    """(start, end) of the line at `offset`."""
    end = reading.text.find("\n", offset)
    return reading.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(reading.text)


@remembered
def army_words(reading: Reading) -> tuple[tuple[int, int], ...]:
    """(start, end) of every word of the article that speaks of armies and nothing else."""
    return tuple(military_words(reading.folded, 0, len(reading.folded), strict=True))


def is_military_article(reading: Reading, group: Group, *, needed: int) -> bool:
    """True if `needed` such words at least, and one in 120 tokens, stand beside the counted noun."""
    words = others(list(army_words(reading)), group)
    return len(words) >= needed and len(words) * 120 >= len(reading.doc) - 120


def is_military(reading: Reading) -> bool:
    """True if the article speaks of armies at all, and not rather of something else."""
    return bool(army_words(reading)) and not is_of_peace(reading)
