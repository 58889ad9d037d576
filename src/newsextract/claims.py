"""The tables of a run → rival claims: who says 11 000, who 12 000, who denies, about the same troops.

Counts speak of the same thing where force, role, unit and category agree, their places lie in one country and they were published
within some weeks of each other. Nothing is merged: each row is one count (or one denial) with its article, sentence and
record, so that every cell leads back to its words.
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
    "text",
    "group",
    "sentence",
    "article_id",
    "record_id",
]
_NEAR = 300  # characters: two sentences; a denial further on speaks of something else
_DENIALS = ("denies", "unconfirmed")


def claims(tables: Tables, *, days: int = 31, rivals_only: bool = True) -> pd.DataFrame:
    """One row a count or denial, sorted by claim (a number that counts of the same thing share) and source.

    Publications more than `days` apart open a new claim. `rivals_only` keeps the claims on which sources or values differ.
    Counts without a force are left out: nothing says that they speak of the same troops.
    """
    rows = pd.concat([_counts(tables), _denials(tables)], ignore_index=True)
    rows = rows.dropna(subset=["force"]).sort_values([*TOPIC, "published", "article_id", "record_id"], kind="stable")
    rows = rows.reset_index(drop=True)
    rows["claim"] = _claim_numbers(rows, days)
    if rivals_only:
        rows = rows[rows.groupby("claim")["claim"].transform(lambda claim: _differs(rows.loc[claim.index]))]
    return rows[COLUMNS].sort_values(["claim", "source", "low", "record_id"], kind="stable").reset_index(drop=True)


def _counts(tables: Tables) -> pd.DataFrame:
    """The troops, with the country of their place, their publication and the attribution that vouches for them."""
    places = tables.locations.set_index("record_id")["country"]
    vouching = tables.attributions.set_index("record_id")[["source_type", "stance"]]
    rows = tables.troops.merge(_published(tables), on="article_id", how="left")
    rows["country"] = rows["place_id"].map(places)
    rows = rows.join(vouching, on="attribution_id")
    for column in ("force", "role", "unit", "category", "qualifier", "modality", "source_type", "stance"):
        rows[column] = rows[column].astype("string")
    rows["stance"] = rows["stance"].where(rows["modality"] != "negated", "denies")
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
        taken_up = before.iloc[-1]
        rows.append(
            {
                **{column: taken_up[column] for column in (*TOPIC, "place", "published", "article_id")},
                "start": denial.start,
                "end": denial.end,
                "rule": denial.rule,
                "qualifier": pd.NA,
                "source": denial.source_name,
                "source_type": denial.source_type,
                "stance": denial.stance,
                "text": denial.text,
                "sentence": denial.sentence,
                "record_id": denial.record_id,
            }
        )
    return pd.DataFrame(rows, columns=counts.columns).astype(counts.dtypes)


def _published(tables: Tables) -> pd.DataFrame:
    return tables.articles[["article_id", "published"]]


def _claim_numbers(rows: pd.DataFrame, days: int) -> pd.Series:
    """Number the claims: a new one for each topic, and where the publications lie further apart than `days`."""
    topic = rows[TOPIC].fillna("").agg("\x1f".join, axis=1) if len(rows) else pd.Series(dtype="string")
    apart = rows["published"].diff() > pd.Timedelta(days=days)
    return ((topic != topic.shift()) | apart).cumsum()


def _differs(claim: pd.DataFrame) -> bool:
    """True if two sources, two values or a denial meet on the claim."""
    answered = claim["low"].isna() & claim["high"].isna()
    values = claim[~answered][["low", "high"]].drop_duplicates()
    voices = claim["source"].fillna(claim["article_id"]).nunique()
    return voices > 1 and (len(values) > 1 or bool(answered.any()) or bool((claim["stance"] == "denies").any()))
