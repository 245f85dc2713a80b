"""``resrdf validate``: check RDF, or source texts after converting them, against the SHACL shapes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resrdf.cli.common import default_jobs, follow, spare_sources
from resrdf.errors import ResrdfError

if TYPE_CHECKING:
    from resrdf.quads import Batch
    from resrdf.report import ValidationReport
    from resrdf.sources import SourceFile

_DUMP = "resrdf.nq.gz"
_MUCH, _MANY = 20_000_000, 300  # bytes of RDF, texts
_COLOURS = {"violation": "red", "warning": "yellow", "info": "cyan"}


@click.command(
    epilog="""\b
Examples:
  resrdf validate graphs/                                 every RDF file and every text below a folder
  resrdf validate seeds/S_RES_1386_2001.txt               a text: converted first
  resrdf validate data                                    what resrdf build made
  resrdf validate resrdf.nq.gz --format junit -o out.xml  for a build server
  resrdf validate graphs/ --severity warning              warnings count as failures too
  resrdf convert seeds --format nquads | resrdf validate -

\b
Exit codes: 0 conforms, 1 findings of the severity asked for, 2 wrong usage, an input that cannot be read, or
nothing to look at."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "turtle", "json", "junit"]),
    default="text",
    show_default=True,
    help="Form of the report; turtle is a SHACL report.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of the report [default: standard output].",
)
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The least severe finding that makes the exit code 1; info also shows remarks.",
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Shapes of your own in Turtle, a file or a folder, beside ours (may be repeated).",
)
@click.option(
    "--default-shapes/--no-default-shapes",
    "ours",
    default=True,
    show_default=True,
    help="Use the shapes that come with resrdf.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "pyshacl", "pyshifty"]),
    default="auto",
    show_default=True,
    help="auto is pyshifty where it is installed, else pyshacl, the reference.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes [default: one a processor where there is much to do].",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def validate(
    sources: tuple[str, ...],
    form: str,
    output: Path | None,
    severity: str,
    shapes: tuple[Path, ...],
    ours: bool,
    engine: str,
    jobs: int | None,
    quiet: bool,
) -> int:
    """Check RDF files, folders, datasets or source texts against the shapes; - is RDF on standard input.

    Each graph is checked alone, with what the vocabularies say of the States, bodies and concepts in it.
    """
    import logging

    from resrdf.validate import validate as judge

    logging.getLogger("rdflib").addHandler(logging.NullHandler())  # it logs a traceback for each ill-formed literal
    chosen = _shapes(shapes, ours)
    errors: list[str] = []
    files, texts = _sort(sources, errors)
    if output is not None:
        spare_sources([output], [*(path or "-" for path in files), *(text.path for text in texts), *chosen])
    batches = follow(_read(files, texts, errors), len(files) + len(texts), "validating", size=lambda _: 1, quiet=quiet)
    report = judge(
        batches,
        engine=engine,  # type: ignore[arg-type]
        shapes=chosen,
        lowest="info" if severity == "info" else "warning",
        jobs=_jobs(jobs, files, len(texts)),
    )
    for error in errors:
        click.secho(f"error: {error}", fg="red", err=True)
    _write(report, form, output)
    if errors or not report.graphs:
        return 2
    return 1 if report.fails(severity) else 0  # type: ignore[arg-type]


def _jobs(asked: int | None, files: list[Path | None], texts: int) -> int:
    """How many processes: several pay from some hundred graphs on."""
    if asked:
        return asked
    size = sum(path.stat().st_size * (10 if path.suffix == ".gz" else 1) for path in files if path and path.is_file())
    return default_jobs() if size > _MUCH or texts > _MANY else 1


def _shapes(paths: tuple[Path, ...], ours: bool) -> list[Path]:
    from resrdf.resources import find_turtle

    found = find_turtle("shapes") if ours else []
    for path in paths:
        found += sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
    if not found:
        raise click.UsageError("no shapes: name some with --shapes")
    return found


def _sort(sources: tuple[str, ...], errors: list[str]) -> tuple[list[Path | None], list[SourceFile]]:
    """Tell RDF from texts, by name; None stands for standard input."""
    from resrdf.sources import find_sources
    from resrdf.store import is_rdf

    files: list[Path | None] = []
    texts: list[SourceFile] = []
    for source in sources:
        path = Path(source)
        if source == "-":
            files.append(None)
        elif (path / _DUMP).is_file():
            files.append(path / _DUMP)
        elif path.is_file() and is_rdf(path):
            files.append(path)
        else:
            rdf = sorted(p for p in path.rglob("*") if is_rdf(p) and p.is_file()) if path.is_dir() else []
            files += rdf
            try:
                texts += find_sources([path])
            except ResrdfError as error:
                if not rdf:
                    errors.append(str(error))
    return files, texts


def _read(files: list[Path | None], texts: list[SourceFile], errors: list[str]) -> Iterator[Batch]:
    """Read RDF and convert texts, one after the other; what cannot be read is noted and does not stop the rest."""
    from resrdf.quads import read_batches, read_rdf_bytes

    for path in files:
        try:
            if path is None:
                yield "standard input", read_rdf_bytes(sys.stdin.buffer.read(), "standard input")
            else:
                yield from read_batches(path)
        except ResrdfError as error:
            errors.append(str(error))
    if texts:
        from resrdf.pipeline import convert

        for converted in convert(texts):
            errors += converted.errors
            yield converted.sources[0], converted.data


def _write(report: ValidationReport, form: str, output: Path | None) -> None:
    if form == "text":
        on_terminal = output is None and sys.stdout.isatty()
        text = report.to_text(style=_style) if on_terminal else report.to_text()
    else:
        text = {"turtle": report.to_turtle, "json": report.to_json, "junit": report.to_junit}[form]()
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
    if form != "text":
        click.echo(report.summary, err=True)


def _style(text: str, kind: str) -> str:
    if kind == "document":
        return click.style(text, bold=True)
    return click.style(text, fg=_COLOURS[kind]) if kind in _COLOURS else click.style(text, dim=True)
