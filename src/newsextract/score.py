"""Gold and found facts → precision, recall, F1 per kind and the accuracy of each further field.

A found fact matches a gold fact whose span it overlaps, one to one, exact spans first. `span` counts such matches,
`exact` those with equal offsets, `value` those whose value is right too: the calibre in millimetres; low and high of
troops; country and, of points, coordinates (within 161 km, the gazetteers' usual tolerance: 100 miles) of a location;
the source of an attribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsextract.gold import GoldArticle
from newsextract.records import KINDS, Kind
from newsextract.text import fold

Found = Mapping[str, Mapping[Kind, Sequence[Mapping[str, Any]]]]
Comparison = Callable[[Mapping[str, Any], Mapping[str, Any]], bool | None]

KILOMETRES = 161.0
_EARTH_RADIUS_KM = 6371.0


@dataclass
class Tally:
    """Counts of one measure: right, found by the tool, present in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


@dataclass
class Accuracy:
    """Right answers among the matched facts to which a field applies."""

    right: int = 0
    asked: int = 0

    @property
    def value(self) -> float:
        return self.right / self.asked if self.asked else 1.0


@dataclass(frozen=True)
class Mistake:
    """One error: a missed fact, a false one, or a wrong field; with the words around it."""

    article: str
    kind: Kind
    what: str
    text: str
    sentence: str


@dataclass
class KindScore:
    """The measures of one kind of fact."""

    span: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    value: Tally = field(default_factory=Tally)
    fields: dict[str, Accuracy] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


def score(gold: Sequence[GoldArticle], found: Found) -> dict[Kind, KindScore]:
    """Score the facts found (article id → kind → facts as dicts) against annotated articles."""
    scores = {kind: KindScore() for kind in KINDS}
    for article in gold:
        facts = found.get(article.id, {})
        for kind in KINDS:
            _score_kind(article, kind, article.of(kind), list(facts.get(kind, ())), scores[kind])
    return scores


def _score_kind(
    article: GoldArticle, kind: Kind, gold: list[dict[str, Any]], found: list[Mapping[str, Any]], scores: KindScore
) -> None:
    pairs = match(gold, found)
    exact = sum(_same_span(gold[i], found[j]) for i, j in pairs)
    right = [(i, j) for i, j in pairs if VALUES[kind](gold[i], found[j])]
    for tally, count in ((scores.span, len(pairs)), (scores.exact, exact), (scores.value, len(right))):
        tally.right += count
        tally.found += len(found)
        tally.gold += len(gold)
    for i, j in pairs:
        for name, compare in FIELDS[kind].items():
            verdict = compare(gold[i], found[j])
            if verdict is None:
                continue
            accuracy = scores.fields.setdefault(name, Accuracy())
            accuracy.asked += 1
            accuracy.right += verdict
            if not verdict:
                what = f"{name}: gold {_show(gold[i], name)}, found {_show(found[j], name)}"
                scores.mistakes.append(_mistake(article, kind, what, gold[i]))
    paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
    scores.mistakes += [_mistake(article, kind, "missed", fact) for i, fact in enumerate(gold) if i not in paired_gold]
    scores.mistakes += [_mistake(article, kind, "false", fact) for j, fact in enumerate(found) if j not in paired_found]


def match(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Pair gold with found facts whose spans overlap, one to one, the largest overlap (IoU) first."""
    candidates = [
        (-overlap((one["start"], one["end"]), (other["start"], other["end"])), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if one["start"] < other["end"] and other["start"] < one["end"]
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates):
        if all(i != first and j != second for first, second in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def _same_span(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return bool(gold["start"] == found["start"] and gold["end"] == found["end"])


def _equal(name: str) -> Comparison:
    return lambda gold, found: _plain(gold.get(name)) == _plain(found.get(name))


def _plain(value: Any) -> Any:
    return fold(value).casefold().replace("’", "'") if isinstance(value, str) else value


def _close(name: str, tolerance: float) -> Comparison:
    def compare(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
        expected, got = gold.get(name), found.get(name)
        if expected is None or got is None:
            return expected is None and got is None
        return bool(abs(expected - got) <= tolerance)

    return compare


def _bounds(low: str, high: str) -> Comparison:
    return lambda gold, found: gold.get(low) == found.get(low) and gold.get(high) == found.get(high)


def _near(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool | None:
    if gold.get("lat") is None:
        return None
    if found.get("lat") is None:
        return False
    return distance_km((gold["lat"], gold["lon"]), (found["lat"], found["lon"])) <= KILOMETRES


def _near_point(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool | None:
    return None if gold.get("feature") in {"country", "continent"} else _near(gold, found)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two WGS84 points (haversine formula), kilometres."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def _source(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    expected, got = gold.get("source"), found.get("source_text")
    if expected is None or got is None:
        return expected is None and got is None
    return overlap((gold["source_start"], gold["source_end"]), (found["source_start"], found["source_end"])) >= 0.5


def _source_exact(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return bool(_plain(gold.get("source")) == _plain(found.get("source_text")))


def _content(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    expected, got = gold.get("content_start"), found.get("content_start")
    if expected is None or got is None:
        return expected is None and got is None
    return overlap((expected, gold["content_end"]), (got, found["content_end"])) >= 0.7


def _linked(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool | None:
    return None if gold.get("source") is None else _equal("source")(gold, found)


def _unlinked(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool | None:
    return None if gold.get("source") is not None else found.get("source") is None


def _location_value(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return gold.get("country") == found.get("country") and _near_point(gold, found) is not False


VALUES: dict[Kind, Callable[[Mapping[str, Any], Mapping[str, Any]], bool | None]] = {
    "calibre": _close("calibre_mm", 0.005),
    "troops": _bounds("low", "high"),
    "location": _location_value,
    "attribution": _source,
}

FIELDS: dict[Kind, dict[str, Comparison]] = {
    "calibre": {
        "calibre_mm": _close("calibre_mm", 0.005),
        "length_mm": _close("length_mm", 0.005),
        "barrel_calibres": _close("barrel_calibres", 0.005),
        **{name: _equal(name) for name in ("weapon", "weapon_class", "model", "munition")},
        "quantity": _bounds("quantity_low", "quantity_high"),
        "modality": _equal("modality"),
        "source given": _linked,
        "source none": _unlinked,
    },
    "troops": {
        "low high": _bounds("low", "high"),
        **{name: _equal(name) for name in ("qualifier", "unit", "group", "category", "force", "role", "place")},
        "modality": _equal("modality"),
        "source given": _linked,
        "source none": _unlinked,
    },
    "location": {
        **{name: _equal(name) for name in ("name", "country", "feature", "role")},
        "coordinates": _near,
        "coordinates of points": _near_point,
    },
    "attribution": {
        "source": _source,
        "source exact": _source_exact,
        **{
            name: _equal(name)
            for name in ("cue_class", "source_name", "source_type", "source_country", "stance", "quote")
        },
        "content": _content,
    },
}
_SHOWN = {
    "low high": ("low", "high"),
    "quantity": ("quantity_low", "quantity_high"),
    "source given": ("source",),
    "source none": ("source",),
    "coordinates": ("lat", "lon"),
    "coordinates of points": ("lat", "lon"),
    "content": ("content_start", "content_end"),
    "source": ("source", "source_text"),
    "source exact": ("source", "source_text"),
}


def _show(fact: Mapping[str, Any], name: str) -> str:
    values = [fact.get(column) for column in _SHOWN.get(name, (name,))]
    return "/".join(repr(value) for value in values if value is not None) or "none"


def _mistake(article: GoldArticle, kind: Kind, what: str, fact: Mapping[str, Any]) -> Mistake:
    around = article.text[max(0, fact["start"] - 70) : fact["end"] + 70].replace("\n", " ⏎ ")
    return Mistake(article.id, kind, what, fact["text"], around)


def summary(scores: Mapping[Kind, KindScore]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, measure, figure) for printing and for floors."""
    for kind, kind_score in scores.items():
        for name in ("span", "exact", "value"):
            tally: Tally = getattr(kind_score, name)
            yield kind, name, f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
        for name, accuracy in kind_score.fields.items():
            yield kind, name, f"{accuracy.value:.3f}  ({accuracy.right}/{accuracy.asked})"
