"""``resrdf check``: what a reviewer should look at, as a table."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import click

from resrdf.cli.common import from_option, tell_errors, to_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resrdf.document import Document
    from resrdf.review import Doubt
    from resrdf.sources import SourceFile


@click.command(
    epilog="""\b
Examples:
  resrdf check seeds                         the most frequent doubts
  resrdf check texts/ --kind addressee       names that no vocabulary has
  resrdf check texts/ --format tsv --limit 0 > doubts.tsv

\b
Exit codes: 0 (also where there are doubts), 1 some text could not be read, 2 wrong usage."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option("--kind", type=click.Choice(["verb", "addressee", "citation", "name"]), help="One kind of doubt only.")
@click.option("--limit", type=click.IntRange(min=0), default=40, show_default=True, help="Rows; 0 for all.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", "tsv"]),
    default=None,
    help="[default: table on a terminal, else tsv]",
)
@from_option()
def check(sources: tuple[str, ...], kind: str | None, limit: int, fmt: str | None, source_format: str | None) -> int:
    """List what a reviewer should look at: unknown verbs and names, requests without an addressee, citations without a target.

    The most frequent come first, each with one place, so that the vocabularies grow where it helps most.
    """
    from resrdf.review import find_doubts

    errors: list[str] = []
    documents = _read(to_sources(sources), source_format, errors)
    doubts = [doubt for doubt in find_doubts(documents) if kind in (None, doubt.kind)]
    shown = doubts[:limit] if limit else doubts
    if (fmt or ("table" if sys.stdout.isatty() else "tsv")) == "table":
        _print_table(shown, len(doubts))
    else:
        rows = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
        rows.writerow(("times", "kind", "words", "symbol", "where", "text"))
        rows.writerows((d.times, d.kind, d.words, d.symbol, d.where, d.text) for d in shown)
    tell_errors(errors)
    return 1 if errors else 0


def _read(found: list[SourceFile], source_format: str | None, errors: list[str]) -> Iterator[Document]:
    from resrdf.pipeline import read_group

    for source in found:
        documents, wrong = read_group([source], source_format)  # type: ignore[arg-type]
        errors += wrong
        yield from documents


def _print_table(doubts: list[Doubt], total: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold")
    table.add_column("times", justify="right")
    for heading in ("kind", "words", "where", "text"):
        table.add_column(heading, overflow="fold")
    for doubt in doubts:
        table.add_row(
            str(doubt.times), doubt.kind, Text(doubt.words), f"{doubt.symbol} {doubt.where}", Text(doubt.text)
        )
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(doubts)} of {total} doubts")
