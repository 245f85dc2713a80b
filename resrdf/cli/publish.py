"""``resrdf publish``: one named graph a document into a triplestore, as far as something has changed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resrdf.cli.common import base_option, default_jobs, follow, quiet_option, tell, tell_errors
from resrdf.cli.remote import identity_options
from resrdf.errors import RemoteError, ResrdfError

if TYPE_CHECKING:
    from resrdf.publish.graphs import Graphs, Naming
    from resrdf.publish.layouts import Addresses
    from resrdf.publish.ledger import Entry
    from resrdf.publish.plan import Plan, Step
    from resrdf.publish.protocols import GraphKeeper
    from resrdf.publish.run import Outcome, Publisher
    from resrdf.remote.client import Client
    from resrdf.remote.credentials import Credentials

_DUMP, _INFERRED, _VOCABULARY, _RUN = "resrdf.nq.gz", "inferred.nq.gz", "vocabulary.nq.gz", "run"
_UNVALIDATED = frozenset(("ontology", "vocab", "links", _RUN))
_FAILED, _INVALID, _NO_STORE = 1, 3, 4


@click.command(
    epilog="""\b
Examples:
  resrdf publish council --to http://127.0.0.1:7878             Oxigraph: what resrdf build made
  RESRDF_USER=dba RESRDF_PASSWORD=… resrdf publish council --to https://store.example:8890   Virtuoso
  resrdf publish council --to http://127.0.0.1:3030/council     Fuseki: the dataset
  resrdf publish council --to http://127.0.0.1:7200/repositories/council    GraphDB: the repository
  resrdf publish council --to http://127.0.0.1:8080 --token-file token      resrdf serve --writable
  resrdf publish council --to http://127.0.0.1:7878 --dry-run   what would be sent and removed
  resrdf publish texts/ --to http://127.0.0.1:7878 --prune      texts: converted first; graphs that are gone, removed

\b
Exit codes: 0 all is there, 1 some graph failed or some source could not be read (run it again), 2 wrong usage,
3 a graph does not conform and nothing was sent, 4 the store cannot be reached or refuses, 130 interrupted."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SRC…", type=click.Path(path_type=Path))
@click.option("--to", "url", required=True, metavar="URL", help="The store: its root or any one of its addresses.")
@click.option(
    "--protocol",
    type=click.Choice(("auto", "gsp", "update")),
    default="auto",
    show_default=True,
    help="gsp is the Graph Store Protocol, update is SPARQL update; auto takes gsp where the store has it.",
)
@click.option("--query-url", metavar="URL", help="Where the store answers queries, if it is not found.")
@click.option("--update-url", metavar="URL", help="Where the store takes updates, if it is not found.")
@identity_options
@base_option
@click.option(
    "--graph-base", metavar="IRI", help="IRI below which graphs are named in the store [default: BASEgraph/]."
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be added, changed and removed; send nothing.")
@click.option("--prune", is_flag=True, help="Remove graphs of earlier runs that are gone from SRC.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before more than half of the graphs are removed.")
@click.option("--recheck", is_flag=True, help="Read unchanged graphs back too, and send those that differ.")
@click.option(
    "--validate/--no-validate", default=True, show_default=True, help="Check what is sent against the shapes."
)
@click.option(
    "--vocabulary/--no-vocabulary", default=True, show_default=True, help="Send ontology and vocabularies too."
)
@click.option("--with-run", is_flag=True, help="Send the description of the build too; it changes with every build.")
@click.option("--jobs", type=click.IntRange(1, 32), default=4, show_default=True, metavar="N", help="Connections.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds a request.")
@quiet_option
def publish(
    sources: tuple[Path, ...],
    url: str,
    protocol: str,
    query_url: str | None,
    update_url: str | None,
    identity: Callable[[str], Credentials | None],
    base: str,
    graph_base: str | None,
    dry_run: bool,
    prune: bool,
    yes: bool,
    recheck: bool,
    validate: bool,
    vocabulary: bool,
    with_run: bool,
    jobs: int,
    timeout: float,
    quiet: bool,
) -> int:
    """Put one named graph a document into a triplestore, with the ontology and the vocabularies.

    SRC is what resrdf build made, RDF files, or texts, which are converted first. Only graphs that have changed since
    the last run are sent; each is read back and compared. A run that was broken off is completed by the next.
    """
    from resrdf.publish.graphs import Graphs, Naming
    from resrdf.publish.ledger import NAME
    from resrdf.publish.run import Publisher
    from resrdf.remote.client import Client

    files = [path for source in sources for path in _files_of(source, vocabulary=vocabulary)]
    base = _base_of(sources, base)
    naming = Naming(base, _target(graph_base, base))
    started = time.monotonic()
    client = Client(_identity(identity, url), timeout)
    errors: list[str] = []
    with Graphs() as graphs:
        try:
            at = _addresses(client, url, protocol, query_url, update_url)
            _collect(graphs, files, naming, errors, vocabulary=vocabulary, with_run=with_run, quiet=quiet)
            publisher = Publisher(_keeper(client, at, naming), graphs, naming.target + NAME, jobs)
            ledger = publisher.read_ledger()
            if recheck:
                _forget_damaged(publisher, ledger, quiet=quiet)
            plan = _plan(publisher, ledger, naming.target, errors, prune=prune)
            if dry_run:
                return _show(publisher, plan, ledger, quiet=quiet) or (_FAILED if errors else 0)
            if not yes:
                _ask(plan, ledger)
            if validate and (said := _violations(graphs, plan, naming)):
                click.echo(said, nl=False, err=True)
                click.echo("nothing was sent (--no-validate sends all the same)", err=True)
                return _INVALID
            return _run(publisher, plan, ledger, _Tally(started, errors), quiet=quiet)
        except RemoteError as error:
            tell_errors([str(error)])
            return _NO_STORE
        finally:
            client.close()


# ------------------------------------------------------------------------------------------------------- the store


def _identity(identity: Callable[[str], Credentials | None], url: str) -> Credentials | None:
    try:
        return identity(url)
    except RemoteError as error:
        raise click.UsageError(str(error)) from error


def _addresses(client: Client, url: str, protocol: str, query_url: str | None, update_url: str | None) -> Addresses:
    """Find where the store listens; what is said by options is believed."""
    from dataclasses import replace

    from resrdf.publish.layouts import Addresses, find_addresses
    from resrdf.remote.credentials import check_url

    given = {name: check_url(value) for name, value in (("query", query_url), ("update", update_url)) if value}
    found = find_addresses(client, url)
    if found.query is None:  # nobody we know: the address is what the protocol needs it to be
        found = Addresses(store=url if protocol == "gsp" else None, update=url if protocol == "update" else None)
    at = replace(found, **given)
    if protocol == "update" or at.store is None:
        if at.update is None or at.query is None:
            words = "no store answers here; name its root, or say --protocol, --query-url and --update-url"
            raise RemoteError(check_url(url), words)
        return replace(at, store=None)
    return at


def _keeper(client: Client, at: Addresses, naming: Naming) -> GraphKeeper:
    from resrdf.publish.ledger import NAME
    from resrdf.publish.protocols import GraphStore, UpdateStore

    if at.store is not None:
        return GraphStore(client, at)
    return UpdateStore(client, at, f"{naming.target}{NAME}/staging/")


# ------------------------------------------------------------------------------------------------------ the source


def _base_of(sources: tuple[Path, ...], base: str) -> str:
    """The base that a dataset was built with, unless one is given."""
    import json

    origin = click.get_current_context().get_parameter_source("base")
    if origin == click.core.ParameterSource.DEFAULT:
        for folder in sources:
            if (folder / _DUMP).is_file() and (folder / "build.json").is_file():
                return str(json.loads((folder / "build.json").read_text("utf-8")).get("base", base))
    return base


def _target(graph_base: str | None, base: str) -> str:
    if graph_base is None:
        return f"{base}graph/"
    from pyoxigraph import NamedNode

    try:
        NamedNode(graph_base)
    except ValueError as error:
        raise click.BadParameter(f"not an absolute IRI ({error})", param_hint="--graph-base") from None
    return graph_base if graph_base.endswith(("/", "#")) else graph_base + "/"


def _collect(
    graphs: Graphs,
    files: list[Path],
    naming: Naming,
    errors: list[str],
    *,
    vocabulary: bool,
    with_run: bool,
    quiet: bool,
) -> None:
    """Read RDF, convert texts; ``errors`` gets what could not be read."""
    from resrdf.publish.graphs import add_files, add_nquads, add_vocabulary
    from resrdf.store import is_rdf

    rdf = [path for path in files if is_rdf(path)]
    texts = [path for path in files if not is_rdf(path)]
    for _ in follow(add_files(graphs, rdf, naming), len(rdf), "reading", size=lambda _: 1, quiet=quiet):
        pass
    if texts:
        from resrdf.pipeline import convert

        results = convert(texts, base=naming.base, jobs=default_jobs())
        for result in follow(results, len(texts), "converting", size=lambda c: len(c.sources), quiet=quiet):
            tell(result, verbose=False)
            errors += result.errors
            if result.symbol is not None:
                add_nquads(graphs, result.data, naming)
    if not with_run:
        graphs.discard(f"{naming.target}{_RUN}")
    if not len(graphs):
        raise ResrdfError("there is no graph to publish")
    dumped = {path.name for path in rdf}
    if vocabulary and _VOCABULARY not in dumped and (texts or _DUMP in dumped):
        add_vocabulary(graphs, naming)


def _files_of(source: Path, *, vocabulary: bool) -> list[Path]:
    """The files of a source: of a dataset its dumps and its links, of another folder all RDF files and texts."""
    from resrdf.sources import SUFFIXES
    from resrdf.store import is_rdf

    if not source.exists():
        raise click.UsageError(f"{source}: no such file or folder")
    if not source.is_dir():
        return [source]
    if (source / _DUMP).is_file():
        dumps = [path for name in (_DUMP, _INFERRED) if (path := source / name).is_file()]
        if (source / _VOCABULARY).is_file():  # the links are in it
            return [*dumps, source / _VOCABULARY] if vocabulary else dumps
        return [*dumps, *sorted(path for path in (source / "links").rglob("*") if is_rdf(path))]
    files = sorted(path for path in source.rglob("*") if path.is_file())
    return [path for path in files if is_rdf(path) or path.suffix.lower() in SUFFIXES]


def _violations(graphs: Graphs, plan: Plan, naming: Naming) -> str:
    """Check the documents that would be sent; the report where they do not conform."""
    from resrdf.validate import validate as judge

    def batches() -> Iterator[tuple[str | None, bytes]]:
        for step in plan.steps:
            name = step.graph.removeprefix(naming.target)
            a_document = name.split("/")[0] not in _UNVALIDATED and not name.endswith("/inferred")
            if step.kind != "remove" and a_document:
                nquads = graphs.read(step.graph).replace(b" .\n", f" <{step.graph}> .\n".encode())
                yield step.graph, nquads

    report = judge(batches(), jobs=default_jobs() if len(plan.steps) > 300 else 1)
    return report.to_text() if report.fails("violation") else ""


# -------------------------------------------------------------------------------------------------------- the plan


def _forget_damaged(publisher: Publisher, ledger: dict[str, Entry], *, quiet: bool) -> None:
    """Read back what the ledger says is there, and take away the digests of graphs that are not as they were sent."""
    from resrdf.publish.ledger import Entry

    known = tuple(g for g in publisher.graphs if g in ledger and ledger[g].digest == publisher.graphs[g].digest)
    for graph, found in follow(publisher.check(known), len(known), "reading back", size=lambda _: 1, quiet=quiet):
        if found:
            ledger[graph] = Entry()
            click.echo(f"{graph}: is not as it was sent: {found}", err=True)


def _plan(publisher: Publisher, ledger: dict[str, Entry], below: str, errors: list[str], *, prune: bool) -> Plan:
    from resrdf.publish.plan import make_plan

    if prune and errors:
        click.secho("warning: nothing is removed, since not every source could be read", fg="yellow", err=True)
        prune = False
    return make_plan(publisher.graphs, ledger, below=below, prune=prune)


def _ask(plan: Plan, ledger: dict[str, Entry]) -> None:
    """Have a person agree before most of what is there goes."""
    if not plan.removals or plan.removals * 2 <= len(ledger):
        return
    question = f"{plan.removals:,} of {len(ledger):,} graphs would be removed"
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.UsageError(f"{question}; --yes says that this is meant, --dry-run shows which")
    click.confirm(f"{question}; go on?", abort=True, err=True)


def _show(publisher: Publisher, plan: Plan, ledger: dict[str, Entry], *, quiet: bool) -> int:
    """Print each step with its exact difference in triples, read from the store."""
    from concurrent.futures import ThreadPoolExecutor

    from resrdf.publish.canonical import Difference

    total: Counter[str] = Counter()
    with ThreadPoolExecutor(publisher.jobs) as pool:
        pairs: Iterator[tuple[Step, Difference]] = zip(plan.steps, pool.map(publisher.compare, plan.steps), strict=True)
        for step, found in follow(pairs, len(plan.steps), "comparing", size=lambda _: 1, quiet=quiet):
            plus, minus = len(found.missing), len(found.unexpected)
            total.update({step.kind: 1, "plus": plus, "minus": minus})
            click.echo(f"{step.kind:6}  {step.graph}  +{plus:,} -{minus:,} triples")
    click.echo(
        f"{total['add']:,} to add, {total['change']:,} to change, {total['remove']:,} to remove, "
        f"{len(plan.unchanged):,} unchanged{_gone(plan)}; +{total['plus']:,} -{total['minus']:,} triples; nothing was sent",
        err=True,
    )
    return 0


def _gone(plan: Plan) -> str:
    return f", {len(plan.gone):,} gone from the source (--prune removes them)" if plan.gone else ""


@dataclass(slots=True)
class _Tally:
    """Counts what a run did, for its summary and its exit code."""

    started: float
    errors: list[str]
    done: Counter[str] = field(default_factory=Counter)
    triples: int = 0
    failed: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome, and say an error."""
        if outcome.error is None:
            self.done[outcome.step.kind] += 1
            self.triples += outcome.triples
            return
        self.failed += 1
        name = "" if outcome.error.url == outcome.step.graph else f"{outcome.step.graph}: "
        tell_errors([f"{name}{outcome.error}"])

    def summary(self, plan: Plan, sending: float) -> str:
        """One line for people."""
        sent = self.done["add"] + self.done["change"]
        rate = f", {self.triples / max(sending, 1e-3):,.0f} triples/s" if sent else ""
        return (
            f"{sent:,} graphs sent ({self.done['add']:,} new), {len(plan.unchanged):,} unchanged, "
            f"{self.done['remove']:,} removed, {self.failed:,} failed{_gone(plan)}; "
            f"{self.triples:,} triples in {time.monotonic() - self.started:.1f} s{rate}"
        )


def _run(publisher: Publisher, plan: Plan, ledger: dict[str, Entry], tally: _Tally, *, quiet: bool) -> int:
    """Take the steps under a progress bar, and sum up, also where the store went away."""
    sending = time.monotonic()
    gone: RemoteError | None = None
    try:
        outcomes = publisher.run(plan, ledger)
        for outcome in follow(outcomes, len(plan.steps), "publishing", size=lambda _: 1, quiet=quiet):
            tally.add(outcome)
    except RemoteError as error:
        gone = error
    if gone is not None:
        tell_errors([f"stopped: {gone}"])
    if not quiet:
        click.echo(tally.summary(plan, time.monotonic() - sending), err=True)
        if tally.failed or (gone is not None and gone.status not in (401, 403)):
            click.echo("the same command completes it", err=True)
    if gone is not None:
        return _NO_STORE
    return _FAILED if tally.failed or tally.errors else 0
