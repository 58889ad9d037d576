"""What the gazetteer says of a place."""

from __future__ import annotations

from typing import Literal

from newsextract.frozen import frozen
from newsextract.records import Feature

Match = Literal["name", "alias", "bridge"]


@frozen(slots=True)
class Place:
    """A place a name may mean.

    `country` is an alpha-3 code, `admin1` the GeoNames code of the first-order division; `population` is 0 where
    unknown.
    `curated` places stand in our own tables. `match` says how the name that was asked for meets the place: its main
    name,
    another of its names, or a transliteration of one (*Tchassiv Iar* for *Chasiv Yar*).
    """

    name: str
    country: str | None
    admin1: str | None
    feature: Feature
    lat: float | None
    lon: float | None
    geonames_id: int | None
    population: int
    curated: bool
    match: Match = "name"
