"""The tables of a run → rival claims: who says 11 000, who 12 000, who denies, about the same troops.

Counts speak of the same thing where force, role, unit and kind of troops agree, their places lie in one country and
they were published within some weeks of each other. A count that names no place joins the claim of the one country that
the others name. Nothing is merged: each row is one count (or one denial) with its article, sentence and records, so
that every cell leads back to its words; `lowest`, `highest` and `voices` say how far apart the rows of a claim are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from newsextract.tables import Tables

TOPIC = ["force", "role", "unit", "category", "country"]
COLUMNS = [
    "claim",
    *TOPIC,
    "place",
    "published",
    "source",
    "source_type",
    "stance",
    "low",
    "high",
    "qualifier",
    "modality",
    "lowest",
    "highest",
    "voices",
    "text",
    "group",
    "sentence",
    "article_id",
    "record_id",
    "attribution_id",
    "answers",
]
_NEAR = 300  # characters: two sentences; a denial further on speaks of something else
_DENIALS = ("denies", "unconfirmed")
# one outlet's soldiers are another's fighters; officers, police and prisoners are counted apart
_SAME_KIND = {"fighter": "soldier"}
_KIND = ["force", "role", "unit", "kind"]


def claims(tables: Tables, *, days: int = 31, rivals_only: bool = True) -> pd.DataFrame:
    """One row a count or denial, sorted by claim (a number that counts of the same thing share) and source.

    Publications more than `days` apart open a new claim. `rivals_only` keeps claims on which sources or values differ.
    Counts without a force are left out: nothing says that they speak of the same troops. `answers` is the record_id
    of the count that a denial takes up.
    """
    rows = pd.concat([_counts(tables), _denials(tables)], ignore_index=True).dropna(subset=["force"])
    rows["kind"] = rows["category"].replace(_SAME_KIND).fillna("")
    rows["where"] = _countries(rows)
    rows = rows.sort_values([*_KIND, "where", "published", "article_id", "record_id"], kind="stable")
    rows = _with_spread(rows.reset_index(drop=True), days)
    if rows.empty:
        return rows.reindex(columns=COLUMNS)
    if rivals_only:
        rows = rows[rows.groupby("claim")["claim"].transform(lambda claim: _differs(rows.loc[claim.index]))]
    return rows[COLUMNS].sort_values(["claim", "source", "low", "record_id"], kind="stable").reset_index(drop=True)


def _counts(tables: Tables) -> pd.DataFrame:
    """The troops, with the country of their place, their publication and the attribution that vouches for them."""
    places = tables.locations.set_index("record_id")["country"]
    vouching = tables.attributions.set_index("record_id")[["source_type", "stance"]]
    published = tables.articles[["article_id", "published", "duplicate_of"]]
    rows = tables.troops.merge(published, on="article_id", how="left")
    rows["country"] = rows["place_id"].map(places).astype("string")
    rows = rows.join(vouching, on="attribution_id")
    for column in ("force", "role", "unit", "category", "qualifier", "modality", "source_type", "stance"):
        rows[column] = rows[column].astype("string")
    rows["stance"] = rows["stance"].where(rows["modality"] != "negated", "denies")
    rows["answers"] = pd.Series(pd.NA, index=rows.index, dtype="string")
    return rows


def _denials(tables: Tables) -> pd.DataFrame:
    """Denials that give no number (*n'ont pas confirmé la présence de ces soldats*), on the claim they take up.

    That is the count stated last before them in the article, if one was.
    """
    counts = _counts(tables)
    rows = []
    for denial in tables.attributions[tables.attributions["stance"].isin(_DENIALS)].itertuples():
        apart = int(denial.start) - counts["end"]  # type: ignore[arg-type]  # itertuples knows no column types
        before = counts[(counts["article_id"] == denial.article_id) & (apart >= 0) & (apart <= _NEAR)]
        answered = (counts["attribution_id"] == denial.record_id).any()
        if before.empty or answered:
            continue
        rows.append(_answer(denial, before.iloc[-1]))
    return pd.DataFrame(rows, columns=counts.columns).astype(counts.dtypes)


def _answer(denial: object, taken_up: pd.Series) -> dict[str, object]:
    """A denial as a row of the claim whose count it takes up."""
    told = {
        name: getattr(denial, name) for name in ("start", "end", "rule", "source_type", "stance", "text", "sentence")
    }
    shared = {name: taken_up[name] for name in (*TOPIC, "place", "published", "article_id", "duplicate_of")}
    record_id = getattr(denial, "record_id")  # noqa: B009  # itertuples knows no column names
    return {
        **shared,
        **told,
        "qualifier": pd.NA,
        "source": getattr(denial, "source_name"),  # noqa: B009
        "record_id": record_id,
        "attribution_id": record_id,
        "answers": taken_up["record_id"],
    }


def _countries(rows: pd.DataFrame) -> pd.Series:
    """Each row's country; where it names none, the only one that others of its force, role, unit and kind name."""
    by_kind = rows.groupby(_KIND, dropna=False)["country"]
    known = by_kind.transform("first").where(by_kind.transform("nunique") == 1)
    return rows["country"].fillna(known).fillna("")


def _with_spread(rows: pd.DataFrame, days: int) -> pd.DataFrame:
    """The rows with the number of their claim, its lowest and highest figure and how many voices speak."""
    topic = rows[[*_KIND, "where"]].fillna("").agg("\x1f".join, axis=1) if len(rows) else pd.Series(dtype="string")
    apart = rows["published"].diff() > pd.Timedelta(days=days)
    rows["claim"] = ((topic != topic.shift()) | apart).astype("int64").cumsum()
    by_claim = rows.groupby("claim")
    bounds = pd.DataFrame({"low": rows["low"].fillna(rows["high"]), "high": rows["high"].fillna(rows["low"])})
    stated = bounds.where(rows["stance"].fillna("asserts") != "denies")
    rows["lowest"] = stated["low"].groupby(rows["claim"]).transform("min")
    rows["highest"] = stated["high"].groupby(rows["claim"]).transform("max")
    rows["voice"] = _voices(rows)
    rows["voices"] = by_claim["voice"].transform("nunique")
    return rows


def _voices(rows: pd.DataFrame) -> pd.Series:
    """Who speaks: the source, else the article; a copy of an article is no voice of its own."""
    return rows["source"].fillna(rows["duplicate_of"]).fillna(rows["article_id"])


def _differs(claim: pd.DataFrame) -> bool:
    """True if two voices give two values, or one denies what another says."""
    answered = claim["low"].isna() & claim["high"].isna()
    values = claim[~answered][["low", "high"]].drop_duplicates()
    denied = bool(answered.any()) or bool((claim["stance"] == "denies").any())
    return claim["voice"].nunique() > 1 and (len(values) > 1 or denied)
