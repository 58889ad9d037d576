"""Reading → the country of institutions that name none: *le ministère de la Défense* of a text about Mali is Mali's."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from newsextract.gazetteer import find_places
from newsextract.reading import Reading
from newsextract.text import fold

_POPULOUS = 100_000  # inhabitants: smaller namesakes of French words and surnames are no evidence


class Countries:
    """What one article says of countries: votes of all it names, and what its paragraphs are about."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def main(self) -> str | None:
        """The country that the article names most, by state, seat, demonym or town, if it clearly leads."""
        ranked = self._votes.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] <= ranked[1][1]):
            return None
        return ranked[0][0]

    @cached_property
    def _votes(self) -> Counter[str]:
        votes: Counter[str] = Counter()
        title = self._reading.sentences[0][1] if self._reading.sentences else 0
        for mention in self._reading.mentions:
            if mention.actor.kind == "state" and mention.actor.country:
                votes[mention.actor.country] += 4 if mention.start < title else 2
        for _, country in self._towns:
            votes[country] += 1
        return votes

    @cached_property
    def _towns(self) -> list[tuple[int, str]]:
        """(offset, country) of the places that the model finds and the gazetteer knows well."""
        towns = []
        for entity in self._reading.doc.ents:
            places = find_places(fold(entity.text)) if entity.label_ == "LOC" else ()
            if places and places[0].country and (places[0].curated or places[0].population > _POPULOUS):
                towns.append((entity.start_char, places[0].country))
        return towns

    def near(self, offset: int) -> str | None:
        """The country of an institution at `offset`: the only one its paragraph names before it, else the article's."""
        paragraph = self._reading.text.rfind("\n", 0, offset) + 1
        named = {
            mention.actor.country
            for mention in self._reading.mentions
            if paragraph <= mention.start < offset and mention.actor.kind == "state"
        }
        return named.pop() if len(named) == 1 else self.main
