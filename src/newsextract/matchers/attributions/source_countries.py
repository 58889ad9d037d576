"""Reading → the country of institutions that name none: *le ministère de la Défense* of a text about Mali is Mali's."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from newsextract.actors import Mention
from newsextract.gazetteer import find_places
from newsextract.lexicon import read_toml
from newsextract.reading import Reading
from newsextract.text import fold

_POPULOUS = 100_000  # inhabitants: smaller namesakes of French words and surnames are weak evidence
_ENOUGH = 3  # votes: one country named in passing is not what the article is about
_CLEAR = 2.5  # times the votes of the next country: then a paragraph about another one changes nothing
_NAMED, _TOWN, _SMALL_TOWN = 2, 2, 1  # votes
# gouverneur de[ Donetsk] · préfecture des[ Bouches-du-Rhône]
_PLACE = re.compile(
    r"(?<=[a-zà-ÿ] )(?:de la |de l'|des |du |de |d')(?P<place>[A-ZÀ-Ý][\w'-]+(?:[ -][A-ZÀ-Ý][\w'-]+)*)$"
)


class Countries:
    """What one article says of countries: votes of all it names, and what its paragraphs are about."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def main(self) -> str | None:
        """The country that the article is about: most towns and names, if it leads."""
        ranked = self._votes.most_common(2)
        if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[0][1] <= ranked[1][1]):
            return None
        return ranked[0][0]

    @cached_property
    def _leads_clearly(self) -> bool:
        ranked = self._votes.most_common(2)
        return len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= _CLEAR * ranked[1][1])

    @cached_property
    def _votes(self) -> Counter[str]:
        """A state is named as friend, foe or supplier, its towns where things happen: both vote."""
        votes: Counter[str] = Counter()
        title = self._reading.sentences[0][1] if self._reading.sentences else 0
        for mention in self._states:
            votes[str(mention.actor.country)] += _NAMED * (2 if mention.start < title else 1)
        for entity in self._reading.doc.ents:
            places = find_places(fold(entity.text)) if entity.label_ == "LOC" else ()
            if places and places[0].country:
                known = places[0].curated or places[0].population > _POPULOUS
                votes[places[0].country] += _TOWN if known else _SMALL_TOWN
        return votes

    @cached_property
    def _states(self) -> list[Mention]:
        """The states, seats and demonyms named, save words within longer place names: *Mocímboa da [Praia]*."""
        inside = [(entity.start_char, entity.end_char) for entity in self._reading.doc.ents if entity.label_ == "LOC"]
        return [
            mention
            for mention in self._reading.mentions
            if mention.actor.kind == "state"
            and mention.actor.country
            and not any(start < mention.start and mention.end <= end for start, end in inside)
        ]

    def near(self, offset: int) -> str | None:
        """The country of an institution at `offset`: the article's if it leads clearly, else the paragraph's."""
        if self.main and self._leads_clearly:
            return self.main
        paragraph = self._reading.text.rfind("\n", 0, offset) + 1
        named = {mention.actor.country for mention in self._states if paragraph <= mention.start < offset}
        return named.pop() if len(named) == 1 else self.main

    def of_body(self, plain: str) -> str | None:
        """That of a body that one state alone calls so, or of its town: *ministre des Armées*, *parquet de Quito*."""
        table = read_toml("source_nouns.toml")["national_bodies"]
        for country, phrases in table.items():
            if country != "source" and any(phrase.strip() in plain for phrase in phrases.split("|")):
                return str(country)
        match = _PLACE.search(plain)
        known = [
            place.country
            for place in (find_places(match["place"]) if match else ())
            if place.country and (place.curated or place.population > _POPULOUS)
        ]
        return next((country for country in known if country in self._votes), known[0] if known else None)
