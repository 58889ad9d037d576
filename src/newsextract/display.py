"""Summaries, scores and facts → what the terminal shows. Builds rich renderables; cli.py decides where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from newsextract.records import KINDS, TABLE_OF, Kind

if TYPE_CHECKING:  # each command imports what it shows; none waits for the others' libraries
    import pandas as pd

    from newsextract import batch
    from newsextract.score import KindScore

STYLES: dict[Kind, str] = {
    "calibre": "bold red",
    "troops": "bold yellow",
    "location": "green",
    "attribution": "bold cyan",
}
SHOWN: dict[Kind, Sequence[str]] = {
    "calibre": (
        "text",
        "calibre_mm",
        "weapon",
        "weapon_class",
        "model",
        "quantity_low",
        "quantity_high",
        "modality",
        "source",
    ),
    "troops": ("text", "low", "high", "qualifier", "group", "category", "force", "role", "place", "modality", "source"),
    "location": ("text", "name", "country", "feature", "lat", "lon", "role"),
    "attribution": (
        "text",
        "cue_class",
        "source_text",
        "source_name",
        "source_type",
        "source_country",
        "stance",
        "content",
    ),
}


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[batch.Progress], None]]:
    """A progress bar on a terminal, nothing elsewhere; yields the callback for batch.run."""
    bar = Progress(
        TextColumn("articles"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("left,"),
        TextColumn("{task.fields[rejected]} rejected"),
        console=console,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("articles", total=None, rate="", rejected=0)

        def update(progress: batch.Progress) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                total=progress.total,
                completed=progress.done,
                rejected=progress.rejected,
                rate=f"{speed:.1f}/s" if speed else "",
            )

        yield update


def summarise(console: Console, summary: batch.Summary) -> None:
    """Print the closing summary of a run."""
    table = Table("table", "rows", title=f"{summary.out}", title_justify="left")
    for name, rows in summary.rows.items():
        table.add_row(name, f"{rows:,}".replace(",", " "))
    console.print(table)
    for reason, count in sorted(summary.reject_reasons.items()):
        console.print(f"rejected, {reason}: {count}")
    console.print(f"{summary.processed} articles processed anew in {summary.seconds:.1f} s")


def show_facts(console: Console, text: str, facts: Mapping[Kind, Sequence[Any]]) -> None:
    """Print a text with its facts highlighted, then one small table a kind."""
    highlighted = Text(text)
    for kind in reversed(KINDS):
        for fact in facts[kind]:
            highlighted.stylize(STYLES[kind], fact.start, fact.end)
    console.print(highlighted)
    console.print()
    for kind in KINDS:
        if facts[kind]:
            table = Table(*SHOWN[kind], title=TABLE_OF[kind], title_style=STYLES[kind], title_justify="left")
            for fact in facts[kind]:
                table.add_row(*(_shown(getattr(fact, column)) for column in SHOWN[kind]))
            console.print(table)


def _shown(value: Any) -> Text:
    if value is None:
        return Text("")
    if isinstance(value, float):
        return Text(f"{value:g}")
    text = str(value)
    return Text(text if len(text) <= 60 else text[:40] + " … " + text[-17:])


def show_scores(console: Console, scores: Mapping[Kind, KindScore], errors: int) -> None:
    """Print the measures of each kind, then up to `errors` mistakes of each."""
    from newsextract.score import summary

    table = Table("kind", "measure", "figure")
    for row in summary(scores):
        table.add_row(*row)
    console.print(table)
    for kind, kind_score in scores.items():
        for mistake in kind_score.mistakes[:errors]:
            console.print(
                Text.assemble(
                    (f"{mistake.article} {kind} ", STYLES[kind]),
                    f"{mistake.what} ",
                    (repr(mistake.text), "bold"),
                    f"\n    … {mistake.sentence} …",
                )
            )


def show_claims(console: Console, claims: pd.DataFrame) -> None:
    """Print rival claims, a table each: who gives which figure, in which article."""
    from newsextract.claims import TOPIC

    if claims.empty:
        console.print("No two counts of this run speak of the same troops. (--all lists every count.)")
    for _, claim in claims.groupby("claim"):
        topic = " · ".join(str(value) for value in claim.iloc[0][TOPIC].dropna())
        table = Table(
            "source",
            "figure",
            "stance",
            "modality",
            "place",
            "published",
            "article",
            "sentence",
            title=topic,
            title_justify="left",
        )
        shown = claim.assign(published=claim["published"].dt.strftime("%Y-%m-%d")).astype(object)
        for row in shown.where(shown.notna(), None).itertuples():
            table.add_row(
                *map(
                    _shown,
                    (
                        row.source,
                        row.text,
                        row.stance,
                        row.modality,
                        row.place,
                        row.published,
                        row.article_id,
                        row.sentence,
                    ),
                )
            )
        console.print(table)
