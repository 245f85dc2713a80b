"""``resrdf link``: look for further links at a SPARQL endpoint, and make a link set of those that a person accepts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resrdf.cli.common import follow, quiet_option, spare_sources, tell_errors

if TYPE_CHECKING:
    from resrdf.linking.seek import By

_SCHEMES = ("state", "mission", "body", "actor", "regime")


@click.command(
    epilog="""\b
Examples:
  resrdf link council --endpoint https://query.example/sparql --property http://example.org/symbol -o review.tsv
  resrdf link council --endpoint https://query.example/sparql --by label --scheme mission -o missions.tsv
  resrdf link --accept review.tsv -o works-example.ttl

\b
A review file is a table with a column "accepted": write yes or no into it. Looking again keeps what is written there,
and asks the endpoint only for what it has not answered yet.

\b
Exit codes: 0 done (also where nothing was found), 1 the endpoint or the review file does not serve, 2 wrong usage."""
)
@click.argument("sources", nargs=-1, metavar="[SRC…]", type=click.Path(path_type=Path))
@click.option("--endpoint", metavar="URL", help="The SPARQL endpoint to look at.")
@click.option("--by", type=click.Choice(("symbol", "label")), default="symbol", show_default=True, help="The key.")
@click.option("--property", "key_property", metavar="IRI", help="Their property of the key [by label: rdfs:label].")
@click.option("--language", metavar="TAG", help="Language tag of their key [by label: en; by symbol: none].")
@click.option("--type", "kind", metavar="IRI", help="Only things of this class of theirs.")
@click.option("--scheme", type=click.Choice(_SCHEMES), default="mission", show_default=True, help="By label: of what.")
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--accept", "review", metavar="REVIEW", type=click.Path(path_type=Path), help="Make a link set of it.")
@click.option("--predicate", metavar="IRI", help="With --accept: the predicate [default: skos:exactMatch].")
@click.option("--batch", type=click.IntRange(1, 500), default=50, show_default=True, help="Keys in a request.")
@click.option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between requests.")
@click.option("--timeout", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Seconds for an answer.")
@click.option("--contact", metavar="TEXT", help="Your address, for the name under which the endpoint is asked.")
@click.option("--cache", metavar="DIR", type=click.Path(path_type=Path), help="Answers [default: FILE.cache].")
@quiet_option
def link(
    sources: tuple[Path, ...],
    endpoint: str | None,
    by: By,
    key_property: str | None,
    language: str | None,
    kind: str | None,
    scheme: str,
    output: Path,
    review: Path | None,
    predicate: str | None,
    batch: int,
    pause: float,
    timeout: float,
    contact: str | None,
    cache: Path | None,
    quiet: bool,
) -> int:
    """Look for what is ours at a SPARQL endpoint, by symbol or by name, into a review FILE; nothing is believed before.

    SRC is a dataset, a store, RDF files or texts. With --accept, the rows that a person has accepted become a link set
    in Turtle with its source, date and method, checked against the shapes of link sets.
    """
    spare_sources([output], [*sources, *([review] if review else [])])
    if review is not None:
        if sources or endpoint:
            raise click.UsageError("--accept reads a review file only: leave out SRC and --endpoint")
        return _accept(review, output, predicate, quiet=quiet)
    if not endpoint or not sources:
        raise click.UsageError("name SRC and --endpoint URL to look for links, or --accept REVIEW")
    if not endpoint.startswith(("http://", "https://")):
        raise click.UsageError(f"{endpoint}: the address of an endpoint begins with http:// or https://")
    if by == "symbol" and not key_property:
        raise click.UsageError("name the property that holds a document symbol there: --property IRI")
    from resrdf.cli.query import open_sources
    from resrdf.iris import DEFAULT_BASE
    from resrdf.linking.review import write_review
    from resrdf.linking.seek import LABEL, Asker, Search, batches_in, find_ours, seek, weigh

    errors: list[str] = []
    ours = find_ours(open_sources(sources, DEFAULT_BASE, errors), by, f"{DEFAULT_BASE}vocab/{scheme}")
    search = Search(
        endpoint, by, key_property or LABEL, language or ("en" if by == "label" else None), kind, batch=batch
    )
    asker = Asker(endpoint, cache or output.with_name(f"{output.name}.cache"), pause, timeout, contact)
    total = batches_in(ours, search)
    batches = follow(seek(ours, search, asker), total, "asking", size=lambda _: 1, quiet=quiet)
    candidates = weigh(candidate for found in batches for candidate in found)
    write_review(output, candidates)
    tell_errors(errors)
    if not quiet:
        click.echo(
            f"{len({one.iri for one in ours}):,} things looked for in {total:,} requests ({asker.asked:,} sent), "
            f"{len(candidates):,} candidates in {output}; accept with: resrdf link --accept {output} -o LINKS.ttl",
            err=True,
        )
    return 1 if errors else 0


def _accept(review: Path, output: Path, predicate: str | None, *, quiet: bool) -> int:
    from resrdf.linking.review import EXACT, accept, read_review

    candidates = read_review(review)
    made = accept(candidates, output, predicate or EXACT)
    if not quiet:
        rejected = sum(c.accepted == "no" for c in candidates)
        open_ = sum(not c.accepted for c in candidates)
        click.echo(f"{made.triples:,} links in {output}; {rejected:,} rows rejected, {open_:,} undecided", err=True)
    return 0
