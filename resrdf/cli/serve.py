"""The command ``resrdf serve``: answer SPARQL on this machine, over a built store or over files and texts."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import click


def _check_url(_context: click.Context, _parameter: click.Parameter, url: str) -> str:
    """An address with a scheme and a host, that a path can follow."""
    if url and not re.fullmatch(r"https?://[\w.:\[\]-]+(?:/[\w.~%/-]*)?", url):
        raise click.BadParameter("not an address like https://example.org/council/", param_hint="--public-url")
    return url if url.endswith("/") or not url else url + "/"


@click.command(
    "serve",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  resrdf serve council                      a dataset that resrdf build made
  resrdf serve seeds                        texts, converted and loaded first
  resrdf serve council --port 0 --timeout 2 any free port, two seconds a query""",
)
@click.argument("sources", nargs=-1, required=True, metavar="STORE|SRC…", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option(
    "--timeout", default=10.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds a query may run."
)
@click.option("--max-rows", default=100_000, show_default=True, type=click.IntRange(min=1), help="Rows of one answer.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries at the same time.")
@click.option(
    "--public-url", metavar="IRI", default="", callback=_check_url, help="Where others see this server, behind a proxy."
)
def serve(
    sources: tuple[Path, ...], host: str, port: int, timeout: float, max_rows: int, workers: int, public_url: str
) -> None:
    """Serve a SPARQL endpoint over a built store, or over RDF files, texts of resolutions and folders of these.

    A store is served as it is; anything else is converted and loaded first. The endpoint only reads. Ctrl-C ends it.
    """
    from resrdf.serve.run import run_server
    from resrdf.serve.worker import Limits

    def say(address: str) -> None:
        click.echo(f"serving at {address}  (SPARQL: {address}sparql; Ctrl-C ends)")

    try:
        with TemporaryDirectory(prefix="resrdf-") as folder:
            store = _open(sources, Path(folder) / "store")
            limits = Limits(rows=max_rows)
            run_server(
                store,
                host=host,
                port=port,
                workers=workers,
                seconds=timeout,
                limits=limits,
                public_url=public_url,
                on_ready=say,
            )
    except KeyboardInterrupt:
        pass
    click.echo("ended", err=True)


def _open(sources: tuple[Path, ...], temporary: Path) -> Path:
    """Find the store that is meant, or build one of the sources."""
    from resrdf.cli.query import quads_of
    from resrdf.store import build_store, find_store

    if len(sources) == 1 and (found := find_store(sources[0])):
        return found
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
