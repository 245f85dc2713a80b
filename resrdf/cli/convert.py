"""``resrdf convert``: texts in, RDF out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from resrdf.cli.common import (
    Tally,
    base_option,
    default_jobs,
    follow,
    from_option,
    infer_option,
    jobs_option,
    quiet_option,
    spare_sources,
    tell,
    to_sources,
    verbose_option,
)

if TYPE_CHECKING:
    from resrdf.pipeline import Converted
    from resrdf.write import Format

_FORMATS = ("turtle", "ntriples", "trig", "nquads", "jsonld", "rdfxml")


@click.command(
    epilog="""\b
Examples:
  resrdf convert S_RES_1386_2001.txt                    Turtle to standard output
  resrdf convert seeds more.zip -o graphs/              one Turtle file a resolution
  resrdf convert seeds -o all.nq --format nquads        one file, one named graph a resolution
  resrdf convert 1386.txt S_RES_1386_2001.xml -v        two sources of one resolution, merged
  resrdf convert CR-UNSC_ALL_CSV_FULL.zip -o graphs/    each row of a table
  resrdf convert seeds --infer                          also in terms of ELI, schema.org, PROV, ORG, Web Annotation
  pdftotext S_RES_2118.pdf - | resrdf convert -         from standard input

\b
Exit codes: 0 all converted, 1 some text could not be read (the others were), 2 wrong usage."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option(
    "-o", "--output", metavar="OUT", help="A file, or a folder (with --split, or where OUT ends in / or is one)."
)
@click.option(
    "--format", "fmt", type=click.Choice(_FORMATS), help="Format of the output [default: by OUT's ending, else turtle]."
)
@base_option
@click.option("--split/--single", "split", default=None, help="One file a resolution, or one file for all.")
@from_option()
@infer_option
@jobs_option
@verbose_option
@quiet_option
def convert(
    sources: tuple[str, ...],
    output: str | None,
    fmt: Format | None,
    base: str,
    split: bool | None,
    source_format: str | None,
    infer: bool,
    jobs: int | None,
    verbose: bool,
    quiet: bool,
) -> int:
    """Convert resolutions, drafts and presidential statements to RDF.

    SRC is a text (UTF-8, UTF-16 or Windows-1252), the UN's AKN4UN XML, a PDF, a table of resolutions (CR-UNSC's CSV),
    a folder or zip archive of these, or - for standard input. Texts of the same symbol are merged into one description; where they contradict each other, -v
    says so.
    """
    from resrdf.pipeline import convert as run
    from resrdf.write import EXTENSIONS

    found = to_sources(sources)
    into_folder = _is_folder(output, split)
    read = [*(source.path for source in found), *sources]
    if output and not into_folder:
        spare_sources([Path(output)], read)
    fmt = fmt or _format_of(output or "", into_folder=into_folder)
    if output and into_folder:
        spare_sources(Path(output).glob(f"*.{EXTENSIONS[fmt]}"), read)
    tally = Tally()
    made = run(found, fmt=fmt, base=base, source_format=source_format, jobs=jobs or default_jobs(), infer=infer)  # type: ignore[arg-type]
    results = follow(
        _count(made, tally),
        len(found),
        "converting",
        size=lambda converted: len(converted.sources),
        quiet=quiet,
    )
    shown = _say(results, verbose=verbose)
    if into_folder:
        assert output is not None
        _write_folder(shown, Path(output), fmt)
    elif output and output != "-":
        _write_file(shown, Path(output), fmt, base)
    else:
        _write_single(shown, sys.stdout.buffer, fmt, base)
    if not quiet:
        click.echo(tally.summary(), err=True)
    return 1 if tally.errors else 0


def _is_folder(output: str | None, split: bool | None) -> bool:
    """Say whether OUT is a folder to be; refuse what cannot be one, or is one already."""
    place = Path(output) if output else None
    into_folder = split if split is not None else bool(output and (output.endswith("/") or Path(output).is_dir()))
    if into_folder and place is None:
        raise click.UsageError("--split needs a folder to write to: add -o DIR")
    if place and into_folder and place.exists() and not place.is_dir():
        raise click.UsageError(f"{output} is a file: name a folder, or leave out --split")
    if place and not into_folder and place.is_dir():
        raise click.UsageError(f"{output} is a folder: add --split, or name a file")
    return into_folder


def _format_of(output: str, *, into_folder: bool) -> Format:
    """The format that the ending of OUT says, Turtle where it has none; the name of a folder may end as it likes."""
    from resrdf.write import EXTENSIONS

    ending = Path(output).suffix
    for fmt, extension in EXTENSIONS.items():
        if ending.lower() == f".{extension}":
            return fmt
    if ending and not into_folder:
        known = ", ".join(f".{extension}" for extension in EXTENSIONS.values())
        raise click.UsageError(f"{output}: no format has the ending {ending}: take one of {known}, or add --format")
    return "turtle"


def _count(results: Iterator[Converted], tally: Tally) -> Iterator[Converted]:
    for result in results:
        tally.add(result)
        yield result


def _say(results: Iterator[Converted], *, verbose: bool) -> Iterator[Converted]:
    for result in results:
        tell(result, verbose=verbose)
        yield result


def _write_folder(results: Iterator[Converted], folder: Path, fmt: Format) -> None:
    from resrdf.write import EXTENSIONS

    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        if result.symbol is not None:
            path = folder / f"{result.symbol.file_stem}.{EXTENSIONS[fmt]}"
            with _beside(path) as out:
                out.write(result.data)


def _write_file(results: Iterator[Converted], path: Path, fmt: Format, base: str) -> None:
    """Write a file; a run that is interrupted or reads nothing leaves the old file."""
    if path.exists() and not path.is_file():  # a device or a pipe
        with path.open("wb") as out:
            _write_single(results, out, fmt, base)
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path) as out:
        _write_single(results, out, fmt, base)


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside ``path`` that takes its place when the writing ends well and has written anything."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as out:
            yield out
        if beside.stat().st_size:
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_single(results: Iterator[Converted], out: BinaryIO, fmt: Format, base: str) -> None:
    """Write all results as one document."""
    from resrdf.write import can_join, join, without_header

    if not can_join(fmt):
        if documents := [result.data for result in results if result.data]:
            out.write(join(documents, fmt, base))
        return
    begun = False
    for result in results:
        if result.data:
            out.write(without_header(result.data) if begun else result.data)
            begun = True
    out.flush()
