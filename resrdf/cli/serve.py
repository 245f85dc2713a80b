"""The command ``resrdf serve``: answer SPARQL on this machine, over a built store or over files and texts."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import click


def _check_services(_context: click.Context, _parameter: click.Parameter, iris: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_check_address("--allow-service", iri) for iri in iris)


def _check_public(_context: click.Context, _parameter: click.Parameter, iri: str | None) -> str:
    return _check_address("--public-url", iri).rstrip("/") + "/" if iri else ""


def _check_address(option: str, iri: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", iri):
        raise click.BadParameter("an absolute http or https address is wanted", param_hint=option)
    return iri


@click.command(
    "serve",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  resrdf serve council                      a dataset that resrdf build made
  resrdf serve seeds                        texts, converted and loaded first
  resrdf serve council --port 0 --timeout 2 any free port, two seconds a query
  resrdf serve council --host 0.0.0.0 --public-url https://unsc.example.org/

\b
A server that can be written to (SPARQL update at /update, graph store at /store):
  openssl rand -hex 32 > token
  resrdf serve council --writable --token-file token
  resrdf serve new-folder --writable --token-file token --union-default-graph
  curl -T graph.ttl -H 'Content-Type: text/turtle' -H "Authorization: Bearer $(cat token)" \\
       'http://127.0.0.1:8080/store?graph=http://example.org/g'

\b
Exit codes: 0 ended by Ctrl-C, 1 it could not start, 2 wrong usage, 143 ended by SIGTERM.""",
)
@click.argument("sources", nargs=-1, metavar="[STORE|SRC…]", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option(
    "--timeout", default=10.0, show_default=True, type=click.FloatRange(min=0.1),
    help="Seconds a query or an update may run; an upload may take six times as long.",
)  # fmt: skip
@click.option("--max-rows", default=100_000, show_default=True, type=click.IntRange(min=1), help="Rows of one answer.")
@click.option(
    "--max-upload", default=64, show_default=True, type=click.IntRange(1, 1024), metavar="MIB",
    help="Size of one upload, unpacked.",
)  # fmt: skip
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64),
    help="Long queries at the same time; as many processes again are kept for short ones.",
)  # fmt: skip
@click.option("--writable", is_flag=True, help="Take updates from whoever has the token; the store is made if need be.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File with the token; it should have 16 characters or more.",
)
@click.option(
    "--union-default-graph", "united", is_flag=True,
    help="With --writable: a query that names no graph sees what is in all of them, each statement once.",
)  # fmt: skip
@click.option(
    "--allow-service", "services", multiple=True, metavar="IRI", callback=_check_services,
    help="An endpoint that queries may call with SERVICE; can be repeated.",
)  # fmt: skip
@click.option(
    "--public-url", metavar="IRI", callback=_check_public, help="Where the world reaches this server, behind a proxy."
)
def serve(
    sources: tuple[Path, ...],
    host: str,
    port: int,
    timeout: float,
    max_rows: int,
    max_upload: int,
    workers: int,
    writable: bool,
    token_file: Path | None,
    united: bool,
    services: tuple[str, ...],
    public_url: str,
) -> None:
    """Serve a SPARQL endpoint over a built store, or over RDF files, texts of resolutions and folders of these.

    A store is served as it is; anything else is converted and loaded first. The endpoint only reads, unless --writable
    is given; changes are kept where a store or a new folder is served, and last until the end of the server otherwise.
    Ctrl-C ends it.
    """
    from resrdf.serve.access import SHORT_TOKEN, read_token
    from resrdf.serve.run import Settings, run_server
    from resrdf.serve.worker import Limits

    if writable != bool(token_file):
        raise click.UsageError("--writable and --token-file go together: changes are made for whoever has the token")
    if united and not writable:
        raise click.UsageError("--union-default-graph goes with --writable: a store that is only read has such a graph")
    if not sources and not writable:
        raise click.UsageError("name a store that resrdf build made, or texts; see resrdf serve --help")
    settings = Settings(
        host, port, workers, timeout, Limits(rows=max_rows), read_token(token_file) if token_file else "", united,
        services, public_url, max_upload << 20,
    )  # fmt: skip

    def say(address: str) -> None:
        update = f", updates: {address}update, graphs: {address}store" if writable else ""
        click.echo(f"serving at {address}  (SPARQL: {address}sparql{update}; Ctrl-C ends)")

    def note(text: str) -> None:
        click.echo(text, err=True)

    try:
        with TemporaryDirectory(prefix="resrdf-") as folder:
            store = _open(sources, Path(folder) / "store", writable)
            if writable and store.parent == Path(folder):
                note("changes last until the server ends; to keep them, serve a store or a new folder")
            if settings.token and len(settings.token) < SHORT_TOKEN:
                note(f"the token has less than {SHORT_TOKEN} characters: fit for trials on this machine only")
            run_server(store, settings, on_ready=say, on_note=note)
    except KeyboardInterrupt:
        pass
    click.echo("ended", err=True)


def _open(sources: tuple[Path, ...], temporary: Path, writable: bool) -> Path:
    """Find the store that is meant, or build one of the sources."""
    from resrdf.cli.query import quads_of
    from resrdf.store import build_store, find_store, is_unused

    if len(sources) == 1 and (found := find_store(sources[0])):
        return found
    if writable and len(sources) == 1 and is_unused(sources[0]):
        sources[0].mkdir(parents=True, exist_ok=True)
        return sources[0]
    if not sources:
        temporary.mkdir()
        return temporary
    files: list[Path] = []
    converted = temporary.with_name("converted.nq")
    with converted.open("wb") as out:  # all converting ends before the store, with its threads, is opened
        for piece in quads_of(sources, []):
            if isinstance(piece, Path):
                files.append(piece)
            else:
                out.write(piece)
    build_store(temporary, [*files, converted])
    converted.unlink()
    return temporary
