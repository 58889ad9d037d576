"""What the tables hold: one frozen dataclass a table, its fields the columns, in order.

A field's metadata gives its column type and meaning; the Arrow schema, the CSV columns, the enumerations and the
documentation are all derived from here. Fields marked internal pass from matchers to links and are not columns.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, Literal, TypeVar, get_args

from newsextract.clue import Clue

Kind = Literal["calibre", "troops", "location", "attribution"]
KINDS: tuple[Kind, ...] = get_args(Kind)

ColumnType = Literal["string", "enum", "int32", "Int32", "Int64", "float64", "bool", "date"]

WeaponClass = Literal[
    "artillery",
    "self_propelled_artillery",
    "rocket_artillery",
    "mortar",
    "tank",
    "autocannon",
    "machine_gun",
    "submachine_gun",
    "rifle",
    "handgun",
    "shotgun",
    "grenade_launcher",
    "recoilless_rifle",
    "anti_tank",
    "air_defence",
    "naval_gun",
    "other",
]
Modality = Literal["asserted", "conditional", "negated", "hypothetical"]
Qualifier = Literal["exact", "approximate", "more_than", "at_least", "less_than", "at_most", "range", "vague"]
Unit = Literal["person", "squad", "platoon", "company", "battalion", "regiment", "brigade", "division", "corps", "army"]
Category = Literal[
    "soldier",
    "officer",
    "fighter",
    "mercenary",
    "reservist",
    "conscript",
    "volunteer",
    "special_forces",
    "peacekeeper",
    "police",
    "sailor",
    "pilot",
    "instructor",
    "prisoner",
    "unit",
]
TroopsRole = Literal[
    "killed",
    "wounded",
    "casualties",
    "captured",
    "missing",
    "deserted",
    "deployed",
    "mobilised",
    "trained",
    "withdrawn",
    "engaged",
    "strength",
    "planned",
    "other",
]
Feature = Literal[
    "country", "admin1", "admin2", "city", "water", "island", "mountain", "region", "base", "continent", "other"
]
LocationRole = Literal["place", "actor"]
CueClass = Literal["preposition", "verb", "noun", "impersonal", "conditional"]
SourceType = Literal[
    "state",
    "government",
    "military",
    "intelligence",
    "armed_group",
    "international_organisation",
    "ngo",
    "media",
    "company",
    "expert",
    "person",
    "anonymous",
    "public",
    "unknown",
]
Stance = Literal["asserts", "denies", "unconfirmed"]
Reason = Literal[
    "unreadable", "binary", "empty", "encoding", "too_long", "not_french", "parse_error", "unsupported", "crashed"
]


def column(type: ColumnType, doc: str, *, values: Any = None, **options: Any) -> Any:
    """A dataclass field that is a column: its type, meaning and (for an enum) the Literal of its values."""
    metadata = {"type": type, "doc": doc, "values": get_args(values)}
    return field(metadata=metadata, **options)


def internal(doc: str) -> Any:
    """A dataclass field that matchers hand to links and that no table shows."""
    return field(default=None, metadata={"internal": True, "doc": doc}, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What every fact table starts with. `text` is the article's text[start:end]."""

    record_id: str = column("string", "article_id:kind:start-end", default="")
    article_id: str = column("string", "the article's id", default="")
    start: int = column("int32", "offset of the first character in articles.text")
    end: int = column("int32", "offset after the last character")
    text: str = column("string", "the span")
    sentence: str = column("string", "the sentence that holds the span")
    rule: str = column("string", "the rule that found it")


F = TypeVar("F", bound=Fact)


def amended(fact: F, **values: Any) -> F:
    """A fact with other values; `dataclasses.replace` would set its twenty fields one by one, in six times the time."""
    copy = object.__new__(type(fact))
    copy.__dict__.update(fact.__dict__, **values)
    return copy


@dataclass(frozen=True, kw_only=True)
class Calibre(Fact):
    """A calibre mentioned: guidelines, section 1."""

    calibre_mm: float = column("float64", "bore or diameter, millimetres")
    length_mm: float | None = column("float64", "case length, millimetres", default=None)
    barrel_calibres: float | None = column("float64", "barrel length, calibres", default=None)
    weapon: str | None = column("string", "the noun phrase the calibre qualifies", default=None)
    weapon_class: WeaponClass | None = column("enum", "class of the weapon", values=WeaponClass, default=None)
    model: str | None = column("string", "the model named", default=None)
    munition: bool = column("bool", "true for shells, rockets, cartridges, rounds", default=False)
    quantity_low: int | None = column("Int64", "lower bound of weapons or rounds", default=None)
    quantity_high: int | None = column("Int64", "upper bound of weapons or rounds", default=None)
    modality: Modality = column("enum", "how the text vouches for it", values=Modality, default="asserted")
    source: str | None = column("string", "source_name of the attribution", default=None)
    attribution_id: str | None = column("string", "record_id of the attribution", default=None)
    anchor: int | None = internal("offset of the head noun of the weapon, for the links")


@dataclass(frozen=True, kw_only=True)
class Troops(Fact):
    """A count of persons or units mentioned: guidelines, section 2."""

    low: int | None = column("Int64", "lower bound", default=None)
    high: int | None = column("Int64", "upper bound", default=None)
    qualifier: Qualifier = column("enum", "how the quantity is hedged", values=Qualifier)
    unit: Unit = column("enum", "person or the echelon counted", values=Unit, default="person")
    group: str | None = column("string", "the noun phrase counted", default=None)
    category: Category | None = column("enum", "what kind of troops", values=Category, default=None)
    force: str | None = column("string", "ISO 3166 alpha-3 of the state, or the organisation", default=None)
    role: TroopsRole = column("enum", "what happened to them or what they do", values=TroopsRole, default="other")
    place: str | None = column("string", "the location's text", default=None)
    place_id: str | None = column("string", "record_id of the location", default=None)
    modality: Modality = column("enum", "how the text vouches for it", values=Modality, default="asserted")
    source: str | None = column("string", "source_name of the attribution", default=None)
    attribution_id: str | None = column("string", "record_id of the attribution", default=None)
    anchor: int | None = internal("offset of the head noun of the group, for the links")
    clue: Clue | None = internal("what the sentence says of its force, for the links to settle it")


@dataclass(frozen=True, kw_only=True)
class Location(Fact):
    """A place named: guidelines, section 3."""

    name: str | None = column("string", "the gazetteer's main name", default=None)
    country: str | None = column("string", "ISO 3166-1 alpha-3 of the country it lies in", default=None)
    admin1: str | None = column("string", "first-order subdivision it lies in", default=None)
    feature: Feature | None = column("enum", "what kind of place", values=Feature, default=None)
    lat: float | None = column("float64", "WGS84 degrees", default=None)
    lon: float | None = column("float64", "WGS84 degrees", default=None)
    geonames_id: int | None = column("Int64", "GeoNames id", default=None)
    role: LocationRole = column(
        "enum", "place, or actor where it stands for a government or army", values=LocationRole, default="place"
    )


@dataclass(frozen=True, slots=True)
class Home:
    """A source that names no country: where it was introduced, how its country can be told; same for all its claims."""

    start: int
    end: int
    kind: Literal["state", "local", "military", "parliament", "anonymous", "person", "scholar"]
    owned: bool = False  # *son armée*: that of the state spoken of before
    settled: bool = False  # no other place or state of the article tells it
    army: bool = False  # *l'armée* alone: filed as *armée malienne* once the country is known


@dataclass(frozen=True, kw_only=True)
class Attribution(Fact):
    """A claim ascribed to a source: guidelines, section 4. The span is the cue's."""

    cue_class: CueClass = column("enum", "what marks it", values=CueClass)
    source_text: str | None = column("string", "the source's noun phrase", default=None)
    source_start: int | None = column("Int32", "offset of the source", default=None)
    source_end: int | None = column("Int32", "offset after the source", default=None)
    source_name: str | None = column("string", "the source as one would file it", default=None)
    source_type: SourceType | None = column("enum", "what kind of source", values=SourceType, default=None)
    source_country: str | None = column("string", "ISO 3166-1 alpha-3", default=None)
    stance: Stance = column("enum", "asserts, denies or does not confirm", values=Stance, default="asserts")
    quote: bool = column("bool", "the content is or holds words in quotation marks", default=False)
    content: str | None = column("string", "the stretch that is attributed", default=None)
    content_start: int | None = column("Int32", "offset of the content", default=None)
    content_end: int | None = column("Int32", "offset after the content", default=None)
    home: Home | None = internal("the source whose country the text leaves to be found, for the links to settle")


@dataclass(frozen=True, kw_only=True)
class ArticleRow:
    """An article that was read."""

    article_id: str = column("string", "path relative to the input folder, or path#id")
    title: str | None = column("string", "title, where the input gives one", default=None)
    published: datetime.date | None = column("date", "publication date, where the input gives one", default=None)
    language: str = column("string", "ISO 639-1", default="fr")
    characters: int = column("int32", "length of the text")
    tokens: int = column("int32", "tokens")
    sentences: int = column("int32", "sentences")
    sha256: str = column("string", "SHA-256 of the text in UTF-8, hexadecimal")
    duplicate_of: str | None = column("string", "article_id of the first article with the same text", default=None)
    text: str | None = column("string", "the text that offsets point into", default=None)


@dataclass(frozen=True, kw_only=True)
class RejectRow:
    """An input that could not be read or processed."""

    path: str = column("string", "path relative to the input folder")
    reason: Reason = column("enum", "why", values=Reason)
    detail: str = column("string", "what was found and what to do about it")


FACT_TYPES: dict[Kind, type[Fact]] = {
    "calibre": Calibre,
    "troops": Troops,
    "location": Location,
    "attribution": Attribution,
}
TABLES: dict[str, type] = {
    "articles": ArticleRow,
    "calibres": Calibre,
    "troops": Troops,
    "locations": Location,
    "attributions": Attribution,
    "rejects": RejectRow,
}
TABLE_OF: dict[Kind, str] = {
    "calibre": "calibres",
    "troops": "troops",
    "location": "locations",
    "attribution": "attributions",
}


def columns(table: type) -> Iterator[Field[Any]]:
    """The fields of a record type that are columns, in order."""
    return (item for item in fields(table) if "type" in item.metadata)


ID_COLUMNS = ("record_id", "attribution_id", "place_id")  # that hold what `record_id` gives


def record_id(article_id: str, kind: str, start: int, end: int) -> str:
    """'a.txt', 'troops', 3, 9 → 'a.txt:troops:3-9'."""
    return f"{article_id}:{kind}:{start}-{end}"


def row_of(record: Any) -> dict[str, Any]:
    """The columns of a record as a dict."""
    return {name: getattr(record, name) for name in _COLUMN_NAMES[type(record)]}


_COLUMN_NAMES = {table: tuple(column.name for column in columns(table)) for table in TABLES.values()}


@cache
def column_types(table: str) -> dict[str, str]:
    """Column name → column type of a table, in order."""
    return {column.name: column.metadata["type"] for column in columns(TABLES[table])}
