"""``resrdf build``: a whole dataset in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

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
    tell,
    to_sources,
    verbose_option,
)
from resrdf.errors import ResrdfError


@click.command(
    epilog="""\b
Examples:
  resrdf build seeds -o data                        the three seeds
  resrdf build texts/ akn/ -o council --jobs 2      text and the UN's XML, merged by symbol
  resrdf build texts/ -o council --infer            also in terms of ELI, schema.org, PROV, ORG, Web Annotation
  resrdf query paragraph-text --store council       ask what was built
  resrdf serve council                              serve it

\b
Exit codes: 0 built, 1 built but some text could not be read or a graph does not conform, 2 wrong usage."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option(
    "-o", "--output", required=True, metavar="DIR", help="Folder of the dataset: new, empty, or built before."
)
@base_option
@from_option()
@infer_option
@click.option(
    "--links",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A further link set to go with it (see resrdf link); repeatable.",
)
@click.option("--validate/--no-validate", default=True, show_default=True, help="Check each graph against the shapes.")
@click.option("--force", is_flag=True, help="Build again even if nothing has changed.")
@jobs_option
@verbose_option
@quiet_option
def build(
    sources: tuple[str, ...],
    output: str,
    base: str,
    source_format: str | None,
    infer: bool,
    links: tuple[Path, ...],
    validate: bool,
    force: bool,
    jobs: int | None,
    verbose: bool,
    quiet: bool,
) -> int:
    """Convert, validate, load and dump: DIR gets Turtle files, N-Quads, an embedded store and a report.

    DIR is ready for the web or a triplestore: ontology, shapes, links, VoID, DCAT-AP, sums and loading recipes are in it.

    Nothing is done when neither the sources nor resrdf have changed since DIR was built, or where no text can be read.
    """
    from resrdf.dataset.build import build as run
    from resrdf.dataset.build import digest_of, is_current, options_of

    folder = Path(output)
    found = to_sources(sources)
    _keep_apart(folder, [*(source.path for source in found), *links])
    digest = digest_of(found, base, source_format, validate, *options_of(infer, links))
    if not force and is_current(folder, digest):
        if not quiet:
            click.echo(
                f"{folder} is up to date: nothing has changed since it was built (--force builds it again)", err=True
            )
        return 0
    tally = Tally()
    found_by: Counter[str] = Counter()
    results = run(
        found,
        folder,
        base=base,
        source_format=source_format,  # type: ignore[arg-type]
        jobs=jobs or default_jobs(),
        validate=validate,
        infer=infer,
        links=links,
    )
    for item in follow(results, len(found), "building", quiet=quiet, size=lambda b: len(b.converted.sources)):
        tally.add(item.converted)
        found_by.update(finding.severity for finding in item.findings)
        tell(item.converted, verbose=verbose)
    if not tally.resolutions:
        raise ResrdfError("nothing was built: no text could be read")
    if not quiet:
        checked = (
            f"{found_by['violation']:,} violations, {found_by['warning']:,} warnings" if validate else "not validated"
        )
        click.echo(f"{tally.summary()}; {checked}", err=True)
        click.echo(
            f"built {folder}: graphs/, resrdf.nq.gz, vocabulary.nq.gz, store/, report.txt; README.md says what else",
            err=True,
        )
    return 1 if tally.errors or found_by["violation"] else 0


def _keep_apart(folder: Path, sources: Iterable[str | Path]) -> None:
    """Refuse a source that lies in the folder of the dataset, where a build removes what is not of it."""
    place = folder.resolve()
    for source in dict.fromkeys(sources):
        if place in Path(source).resolve().parents and Path(source).exists():
            raise click.UsageError(
                f"{source} lies in {folder}, which is written anew: move it out, or name a new folder"
            )
