"""A run's tables and annotated samples → scores; scores and a floors file → nothing, or FloorError."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from newsextract.errors import AnnotationError, FloorError
from newsextract.gold import GoldArticle, read_gold
from newsextract.records import KINDS, TABLE_OF, Kind
from newsextract.score import KindScore, score
from newsextract.tables import load


def score_outputs(outputs: Path, gold: Path) -> dict[Kind, KindScore]:
    """Score the tables of a run against gold.jsonl.

    An annotated article is found by its id, with or without the file's ending. Raises AnnotationError if the run
    lacks one of them.
    """
    articles = read_gold(gold)
    tables = load(outputs)
    ids = {_stem(article_id): article_id for article_id in tables.articles["article_id"]}
    missing = [article.id for article in articles if _stem(article.id) not in ids]
    if missing:
        raise AnnotationError(
            f"{outputs} holds no article {', '.join(missing[:5])} of {gold}; "
            "run newsextract on the annotated articles first"
        )
    found: dict[str, dict[Kind, Sequence[Mapping[str, Any]]]] = {article.id: {} for article in articles}
    for kind in KINDS:
        by_article = facts_by_article(getattr(tables, TABLE_OF[kind]))
        for article in articles:
            found[article.id][kind] = by_article.get(ids[_stem(article.id)], [])
    return score(articles, found)


def facts_by_article(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Rows of a fact table as dicts, nulls as None, by article."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        by_article.setdefault(row["article_id"], []).append({str(name): value for name, value in row.items()})
    return by_article


def _stem(article_id: str) -> str:
    path = PurePosixPath(article_id)
    return str(path.with_suffix("")) if path.suffix == ".txt" else article_id


def score_texts(articles: Sequence[GoldArticle]) -> dict[Kind, KindScore]:
    """Extract the facts of annotated articles here and now, and score them."""
    from newsextract.pipeline import extract

    return score(
        articles,
        {
            article.id: {kind: [asdict(fact) for fact in facts] for kind, facts in extract(article.text).items()}
            for article in articles
        },
    )


def measures(scores: Mapping[Kind, KindScore]) -> dict[str, float]:
    """'kind measure' → figure, rounded down to three decimals: what a floors file holds."""
    figures: dict[str, float] = {}
    for kind, kind_score in scores.items():
        for name in ("span", "exact", "value"):
            figures[f"{kind} {name}"] = getattr(kind_score, name).f1
        for name, accuracy in kind_score.fields.items():
            figures[f"{kind} {name}"] = accuracy.value
    return {name: math.floor(figure * 1000) / 1000 for name, figure in figures.items()}


def check_floors(scores: Mapping[Kind, KindScore], path: Path) -> None:
    """Raise FloorError naming every measure that lies below its floor in `path`."""
    floors = json.loads(path.read_text(encoding="utf-8"))["floors"]
    fallen = _fallen(floors, measures(scores))
    if fallen:
        raise FloorError(f"below the floors of {path}: {'; '.join(fallen)}")


def update_floors(scores: Mapping[Kind, KindScore], path: Path, reason: str | None = None) -> None:
    """Set the floors of `path` to these scores. Raises FloorError if one would fall and no reason is given.

    A reason is kept in the file beside the measures that it lowered.
    """
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"floors": {}, "lowered": []}
    figures = measures(scores)
    fallen = _fallen(kept["floors"], figures)
    if fallen and not reason:
        raise FloorError(f"these floors would fall: {'; '.join(fallen)}; mend the rule, or write why with --reason")
    if fallen:
        kept["lowered"].append({"measures": fallen, "reason": reason})
    kept["floors"] = figures
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    return [
        f"{name} {figures.get(name, 0.0):.3f} < {floor:.3f}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor
    ]
