"""The command ``resrdf query``: ask a saved, written or typed question of files, a store or an endpoint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resrdf.cli.remote import identity_options
from resrdf.errors import QueryError
from resrdf.sparql import BASE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from resrdf.query import QueryResult, SavedQuery
    from resrdf.remote.credentials import Credentials

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld")


@click.command("query", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("question", required=False, metavar="NAME|FILE.rq|-|'SELECT …'")
@click.argument("sources", nargs=-1, metavar="[SRC…]", type=click.Path(path_type=Path))
@click.option("--store", metavar="DIR", envvar="RESRDF_STORE", type=click.Path(path_type=Path), help="A built store.")
@click.option("--endpoint", metavar="URL", help="A remote SPARQL endpoint.")
@identity_options
@click.option("--page-size", type=click.IntRange(min=1), metavar="N", help="Ask an endpoint for N rows at a time.")
@click.option("--default-graph", "graphs", multiple=True, metavar="IRI", help="Ask this graph; repeatable.")
@click.option("--union", is_flag=True, help="Ask all graphs of an endpoint whose default graph is not their union.")
@click.option("-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter; repeatable.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: table on a terminal, else csv; turtle for a graph.",
)
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="The IRI below which the data is named.")
@click.option("--timeout", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Give up after this long.")
@click.option("--list", "listing", is_flag=True, help="List the saved queries (all, or those about a word).")
@click.option("--show", is_flag=True, help="Show the query with its parameters set, and do not run it.")
def query(
    question: str | None,
    sources: tuple[Path, ...],
    store: Path | None,
    endpoint: str | None,
    identity: Callable[[str], Credentials | None],
    page_size: int | None,
    graphs: tuple[str, ...],
    union: bool,
    parameters: tuple[str, ...],
    form: str | None,
    base: str,
    timeout: float | None,
    listing: bool,
    show: bool,
) -> None:
    """Answer a question by SPARQL.

    The question is the name of a saved query (see --list), a file, a query typed in quotes, or - for standard input.
    The sources are RDF files, texts of resolutions, folders of these, or a built store. Prefixes such as unsc:, eli:
    and skos: need not be declared.

    Rows are shown as a table on a terminal and written as CSV into a pipe or file; a graph as Turtle.

    \b
      resrdf query resolution-text S_RES_1386_2001.txt -p resolution=1386
      resrdf query --list vote
      resrdf query not-unanimous --store build/store --format csv
      resrdf query "SELECT * { ?r unsc:adoptionDate ?day }" resolutions.ttl
      resrdf query counts --endpoint http://127.0.0.1:8080/sparql
      resrdf query counts --endpoint http://127.0.0.1:7878/query --union
      resrdf query clauses-with-words --endpoint https://store.example/sparql --page-size 1000
    """
    from resrdf.query import Endpoint, check_query, run_query

    try:
        if listing:
            _list(question)
            return
        if question is None:
            raise click.UsageError("give a question: the name of a saved query, a file, a query, or -; see --list")
        saved = _find(question)
        base = base if base.endswith(("/", "#")) else base + "/"
        text = saved.bind(_pairs(parameters), base)
        if show:
            click.echo(text.rstrip("\n"))
            return
        errors: list[str] = []
        check_query(text)  # before anything is converted or loaded
        opened = _open(sources, store, endpoint, base, errors)
        if opened is not None and (page_size or graphs or union):
            raise click.UsageError("--page-size, --default-graph and --union are for an endpoint")
        target: Store | Endpoint | None = opened
        if target is None:
            who = identity(endpoint or "")
            target = Endpoint(endpoint or "", timeout or 60.0, who, graphs, union, page_size)
        result = run_query(target, text, timeout=timeout, base=base)
        _write(result, form or _default_format(result))
    except KeyboardInterrupt:
        _leave(130)
    if errors:
        raise click.exceptions.Exit(1)


def _find(question: str) -> SavedQuery:
    """Tell a query from a file from a name."""
    from resrdf.query import find_saved, parse_saved

    if question == "-":
        return parse_saved("the query", sys.stdin.buffer.read().decode("utf-8"))
    if any(sign in question for sign in "{}\n") or " " in question.strip():
        return parse_saved("the query", question)
    path = Path(question)
    if path.suffix == ".rq" or path.is_file():
        try:
            return parse_saved(path.stem, path.read_text("utf-8"))
        except FileNotFoundError:
            if path.name != question:
                raise QueryError(f"{question}: no such file") from None
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{question}: cannot be read: {error}") from error
    return find_saved(question)


def _pairs(parameters: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"{parameter!r} is not NAME=VALUE", param_hint="--param")
        pairs[name.strip()] = value
    return pairs


def _open(
    sources: tuple[Path, ...], store: Path | None, endpoint: str | None, base: str, errors: list[str]
) -> Store | None:
    """Open what is to be asked, of exactly one kind; None for an endpoint."""
    from resrdf.store import open_store

    origin = click.get_current_context().get_parameter_source("store")
    if (sources or endpoint) and origin == click.core.ParameterSource.ENVIRONMENT:
        store = None  # the environment's store gives way to what is named
    kinds = bool(sources) + (store is not None) + (endpoint is not None)
    if kinds == 0:
        raise click.UsageError("nothing to ask: name files or texts, or use --store DIR or --endpoint URL")
    if kinds > 1:
        raise click.UsageError("use only one of: sources, --store, --endpoint")
    if endpoint:
        return None
    return open_store(store) if store else open_sources(sources, base, errors)


def open_sources(sources: Sequence[Path], base: str, errors: list[str]) -> Store:
    """Open a built store, or load RDF files and convert texts into one in memory; ``errors`` gets what was not read."""
    from resrdf.store import find_store, load_file, load_nquads, load_vocabulary, open_store, unite

    if len(sources) == 1 and (found := find_store(sources[0])):
        return open_store(found)
    from pyoxigraph import Store

    store, converted = Store(), False
    for piece in quads_of(sources, errors, base):
        if isinstance(piece, Path):
            load_file(store, piece)
        else:
            load_nquads(store, piece, "the converted text")
            converted = True
    if converted:
        load_vocabulary(store)  # texts come with the names of States and verbs; RDF files are taken as they are
    unite(store)
    return store


def quads_of(sources: Sequence[Path], errors: list[str], base: str = BASE) -> Iterator[Path | bytes]:
    """Give RDF files as they are and texts as N-Quads; a text that cannot be read is told, and kept in ``errors``."""
    from resrdf.store import is_rdf

    files = [path for source in sources for path in _files_of(source)]
    yield from (path for path in files if is_rdf(path))
    texts = [path for path in files if not is_rdf(path)]
    if not texts:
        return
    from resrdf.cli.common import default_jobs, follow, tell
    from resrdf.pipeline import convert

    done = 0
    results = convert(texts, base=base, jobs=default_jobs())
    for result in follow(results, len(texts), "converting", size=lambda converted: len(converted.sources)):
        tell(result, verbose=False)
        errors += result.errors
        if result.symbol is not None:
            done += 1
            yield result.data
    if not done:
        raise QueryError("none of the texts could be read")


def _files_of(source: Path) -> list[Path]:
    """Name the files that a source stands for: of a folder, the RDF files and texts in it, in order."""
    from resrdf.store import is_rdf

    if not source.exists():
        raise QueryError(f"{source}: no such file or folder")
    if not source.is_dir():
        return [source]
    from resrdf.sources import SUFFIXES, TABLES
    from resrdf.tables import find_table

    files = sorted(path for path in source.rglob("*") if path.is_file())
    files = [
        path
        for path in files
        if is_rdf(path)
        or path.suffix.lower() in SUFFIXES
        or (path.name.lower().endswith(TABLES) and find_table(path, named=False))
    ]
    if not files:
        raise QueryError(f"{source}: neither RDF nor texts in this folder")
    return files


def _default_format(result: QueryResult) -> str:
    if result.kind == "graph":
        return "turtle"
    return "table" if sys.stdout.isatty() else "csv"


def _write(result: QueryResult, form: str) -> None:
    if form == "table":
        if result.kind == "graph":
            raise QueryError("the query gives a graph, not rows; use --format turtle")
        _table(result)
        return
    content = result.to_format(form)
    sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")
    sys.stdout.flush()


def _table(result: QueryResult) -> None:
    """Draw rows as a table: fitted to a terminal, in full width elsewhere."""
    from rich import box
    from rich.console import Console
    from rich.measure import Measurement
    from rich.table import Table
    from rich.text import Text

    from resrdf.query import to_cell

    if result.kind == "ask":
        click.echo("yes" if result.truth else "no")
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in result.variables:
        table.add_column(Text(name), overflow="fold")
    for row in result.rows():
        table.add_row(*(Text(to_cell(term)) for term in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        wide = Console(width=1_000_000)
        width = Measurement.get(wide, wide.options, table).maximum
        console = Console(highlight=False, width=max(width, 20))
    console.print(table)
    click.echo(f"{table.row_count} row{'' if table.row_count == 1 else 's'}", err=not console.is_terminal)


def _list(word: str | None) -> None:
    from resrdf.saved import list_foreign, list_saved

    wanted = (word or "").casefold()
    found = [
        q for q in (*list_saved(), *list_foreign()) if wanted in " ".join((q.name, q.question, *q.keywords)).casefold()
    ]
    if not found:
        raise QueryError(f"no saved query is about {word!r}")
    for saved in found:
        click.echo(f"{saved.name}\n    {saved.question}")
        for parameter in saved.parameters:
            default = f'"{parameter.default}"' if " " in parameter.default else parameter.default
            click.echo(f"    -p {parameter.name}={default}  {parameter.description}")


def _leave(status: int) -> None:
    """End at once: the engine cannot be interrupted, and waiting for it is what the person has given up."""
    import os

    sys.stdout.flush()
    os._exit(status)
