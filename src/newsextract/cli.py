"""The command line: run | show | score | claims, and floors and annotate for the corpus. The only module that prints.

Exit codes: 0 done (rejected inputs are listed in `rejects`), 1 nothing could be extracted, 2 wrong use,
130 interrupted (run again to resume).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from newsextract.errors import NewsextractError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Read French news; write down who says what about weapons and troops.",
)
console = Console()
errors = Console(stderr=True)


@app.command()
def run(
    folder: Annotated[Path, typer.Argument(help="Folder with the articles; sub-folders are read too.")],
    out: Annotated[Path, typer.Option(help="Folder for the tables.")] = Path("outputs"),
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: the machine's cores.")] = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Keep the articles' text in the tables.")] = True,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Give repeated articles facts of their own.")
    ] = False,
    text_column: Annotated[str, typer.Option(help="Column of the text in .jsonl, .csv, .parquet.")] = "text",
    id_column: Annotated[str, typer.Option(help="Column of the id.")] = "id",
    title_column: Annotated[str, typer.Option(help="Column of the title.")] = "title",
    date_column: Annotated[str, typer.Option(help="Column of the publication date.")] = "date",
) -> None:
    """Extract the facts of every article under FOLDER and write the tables."""
    from newsextract.batch import run as run_batch
    from newsextract.display import progress_bar, summarise
    from newsextract.readers.source import Columns

    try:
        with progress_bar(errors) as on_progress:
            summary = run_batch(
                folder,
                out,
                workers=workers,
                text=text,
                keep_duplicates=keep_duplicates,
                columns=Columns(text_column, id_column, title_column, date_column),
                on_progress=on_progress,
            )
    except KeyboardInterrupt as error:  # typer would end without a word
        errors.print("Interrupted. What was done is kept: run the same command again to resume.", markup=False)
        raise typer.Exit(130) from error
    summarise(console, summary)
    if not summary.rows["articles"]:
        errors.print(
            f"No article could be read under {folder}. The table rejects says why, if there were files.",
            style="bold red",
            markup=False,
            soft_wrap=True,
        )
        raise typer.Exit(1)


@app.command()
def show(file: Annotated[str, typer.Argument(help="An article's file, or - for standard input.")]) -> None:
    """Print the facts of one article: highlighted in its text, then as small tables."""
    from newsextract.articles import read_one
    from newsextract.display import show_facts
    from newsextract.pipeline import extract

    for article in read_one(file):
        show_facts(console, article.text, extract(article.text, article.id))


@app.command()
def score(
    outputs: Annotated[Path, typer.Argument(help="Output folder of a run.")],
    gold: Annotated[Path, typer.Argument(help="Annotated samples, gold.jsonl.")],
    errors_shown: Annotated[int, typer.Option("--errors", min=0, help="List up to N errors of each kind.")] = 0,
) -> None:
    """Score a run against annotated samples: precision, recall, F1 per kind, accuracy per field."""
    from newsextract.display import show_scores
    from newsextract.evaluation import score_outputs

    show_scores(console, score_outputs(outputs, gold), errors_shown)


@app.command()
def claims(
    outputs: Annotated[Path, typer.Argument(help="Output folder of a run.")],
    days: Annotated[int, typer.Option(min=0, help="Publications further apart make another claim.")] = 31,
    every: Annotated[bool, typer.Option("--all", help="Claims without a rival too.")] = False,
) -> None:
    """Line up, across articles, the counts that speak of the same troops: who says what, who denies."""
    from newsextract.display import show_claims
    from newsextract.tables import load

    show_claims(console, load(outputs).claims(days=days, rivals_only=not every))


@app.command()
def floors(
    gold: Annotated[Path, typer.Argument(help="Annotated samples, gold.jsonl.")],
    file: Annotated[Path, typer.Argument(help="The floors, a JSON file.")],
    update: Annotated[bool, typer.Option("--update", help="Set the floors to today's figures.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why a floor may fall; kept in the file.")] = None,
) -> None:
    """Hold the scores on annotated samples against their floors, or raise the floors."""
    from newsextract.evaluation import check_floors, score_texts, update_floors
    from newsextract.gold import read_gold

    scores = score_texts(read_gold(gold))
    if update:
        update_floors(scores, file, reason)
    else:
        check_floors(scores, file)
    console.print(f"{file}: {'updated' if update else 'held'}", markup=False)


@app.command()
def annotate(
    sources: Annotated[Path, typer.Argument(help="Folder of annotated articles as YAML.")],
    folder: Annotated[Path, typer.Argument(help="Where to write articles/*.txt and gold.jsonl.")],
) -> None:
    """Compile annotated articles (spans named by their words) into texts and gold.jsonl with offsets."""
    from newsextract.gold import read_sources, write_corpus

    articles = list(read_sources(sources))
    write_corpus(articles, folder)
    console.print(f"{len(articles)} articles in {folder}", markup=False)


def main() -> None:
    """Entry point of the command `newsextract`."""
    try:
        app()
    except NewsextractError as error:
        errors.print(f"newsextract: {error}", style="bold red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
