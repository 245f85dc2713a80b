"""``resrdf fetch``: sources from where they are published."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resrdf.errors import FetchError, ResrdfError

if TYPE_CHECKING:
    from resrdf.fetch.download import Fetched, Progress
    from resrdf.fetch.http import Visitor
    from resrdf.fetch.places import Item, Kind


class _Size(click.ParamType[int]):
    """A number of bytes: 500M, 4G."""

    name = "SIZE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"(\d+)\s*([kKmMgG]?)i?[bB]?", str(value).strip())
        if match is None or not int(match[1]):
            self.fail(f"{value} is no size such as 500M or 4G", param, ctx)
        return int(match[1]) << {"": 0, "k": 10, "m": 20, "g": 30}[match[2].lower()]


@click.command(
    epilog="""\b
Examples:
  resrdf fetch "S/RES/2758 (2024)"                  one resolution, English, PDF
  resrdf fetch "S/RES/1386 (2001)" --lang en --lang fr -o texts/
  resrdf fetch - -o texts/ < symbols.txt            a symbol a line
  resrdf fetch un-xml                               the UN's XML repository, as a zip archive
  resrdf fetch cr-unsc --dry-run                    what would be fetched of CR-UNSC's release

\b
Exit codes: 0 everything is here, 1 something could not be fetched (the rest was), 2 wrong usage,
130 interrupted; what came until then is kept, and the same command goes on from there."""
)
@click.argument("what", nargs=-1, required=True, metavar="WHAT…")
@click.option("-o", "--output", default=".", show_default=True, metavar="DIR", help="Folder for the files.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    default=("en",),
    show_default=True,
    type=click.Choice(("ar", "de", "en", "es", "fr", "ru", "zh")),
    help="Language of a document; repeatable.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(("pdf", "doc")),
    default="pdf",
    show_default=True,
    help="Format of a document.",
)
@click.option("--file", "pattern", metavar="GLOB", help="Files of CR-UNSC's release [default: *_ALL_CSV_FULL*].")
@click.option("--record", metavar="N", help="Number of CR-UNSC's record at Zenodo [default: that of May 2024].")
@click.option("--ref", default="HEAD", show_default=True, help="Branch, tag or commit of the UN's XML repository.")
@click.option("--base-url", metavar="URL", help="Another address for the place, such as a mirror.")
@click.option("--force", is_flag=True, help="Fetch again what is here.")
@click.option("--update", is_flag=True, help="Ask whether what is here has changed, and fetch it if so.")
@click.option("--dry-run", is_flag=True, help="Say what would be fetched, and from where; fetch no file.")
@click.option("--pause", default=1.0, show_default=True, type=click.FloatRange(min=0), help="Seconds between requests.")
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds without a sign of life."
)
@click.option("--tries", default=5, show_default=True, type=click.IntRange(min=1), help="Tries without progress.")
@click.option("--max-size", default="4G", show_default=True, type=_Size(), help="Largest file.")
@click.option("--contact", envvar="RESRDF_CONTACT", metavar="ADDRESS", help="Told to the server with our name.")
@click.option("-q", "--quiet", is_flag=True, help="Say errors only.")
def fetch(
    what: tuple[str, ...], output: str, languages: tuple[str, ...], kind: Kind, pattern: str | None, record: str | None,
    ref: str, base_url: str | None, force: bool, update: bool, dry_run: bool, pause: float, timeout: float, tries: int,
    max_size: int, contact: str | None, quiet: bool,
) -> int:  # fmt: skip
    """Fetch sources: documents of the UN by their symbols, the UN's XML (un-xml), CR-UNSC's release (cr-unsc).

    What is here already is kept. An unfinished file is NAME.part and is gone on with; beside each file,
    NAME.fetched.json says from where it came, when, and its SHA-256.
    """
    from resrdf.fetch.http import Settings, Visitor, open_client

    if contact and not contact.isprintable():
        raise click.BadParameter("an address in one line", param_hint="--contact")
    wanted = _wanted(what)
    if base_url and len({w if w in ("un-xml", "cr-unsc") else "symbol" for w in wanted}) > 1:
        raise click.UsageError("--base-url is for one place at a time: fetch un-xml, cr-unsc and symbols apart")
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is a file: name a folder")
    settings = Settings(pause, timeout, tries, max_size, contact=contact)
    errors = 0
    with open_client(settings) as client:
        visitor = Visitor(settings, client)
        for item in _items(wanted, languages, kind, pattern, record, ref, base_url, visitor):
            if isinstance(item, ResrdfError):
                click.secho(f"error: {item}", fg="red", err=True)
                errors += 1
            elif dry_run:
                _tell_plan(item, folder)
            else:
                errors += not _fetch_one(item, folder, visitor, force=force, update=update, quiet=quiet)
    return 1 if errors else 0


def _wanted(what: tuple[str, ...]) -> list[str]:
    """What is asked for; ``-`` stands for the lines of standard input."""
    found: list[str] = []
    for word in what:
        lines = sys.stdin.read().splitlines() if word == "-" else [word]
        found += [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise ResrdfError("nothing to fetch: standard input has no symbol")
    return list(dict.fromkeys(found))


def _items(
    wanted: list[str], languages: tuple[str, ...], kind: Kind, pattern: str | None, record: str | None, ref: str,
    base: str | None, visitor: Visitor,
) -> Iterator[Item | ResrdfError]:  # fmt: skip
    """The files that the arguments stand for; a fault in one is passed on and stops no other."""
    from resrdf.fetch.places import make_item

    for word in wanted:
        try:
            if word == "cr-unsc":
                yield from _release(pattern, record, base, visitor)
            elif word == "un-xml":
                yield make_item(word, base=base, ref=ref)
            else:
                for language in dict.fromkeys(languages):
                    yield make_item(word, language=language, kind=kind, base=base)
        except ResrdfError as error:
            yield error


def _release(pattern: str | None, record: str | None, base: str | None, visitor: Visitor) -> list[Item]:
    """Ask for the description of the release, and choose from its files."""
    from tempfile import TemporaryDirectory

    from resrdf.fetch.download import fetch as run
    from resrdf.fetch.places import FILES, RECORD, base_of, find_release, record_item

    with TemporaryDirectory() as folder:
        described = run(record_item(record or RECORD, base), Path(folder), visitor)
        try:
            description = json.loads(described.path.read_bytes())
        except ValueError:
            raise FetchError("the description of the release is no JSON") from None
    return find_release(description, pattern or FILES, base=base_of("cr-unsc", base))


def _tell_plan(item: Item, folder: Path) -> None:
    size = f"  {item.size:,} bytes" if item.size is not None else ""
    checksum = f"  {item.checksum}" if item.checksum else ""
    here = "  (here already)" if (folder / item.name).exists() else ""
    click.echo(f"{item.address} -> {folder / item.name}{size}{checksum}{here}")


def _fetch_one(item: Item, folder: Path, visitor: Visitor, *, force: bool, update: bool, quiet: bool) -> bool:
    """Fetch one file and say what became of it; an interrupted one says how to go on."""
    from resrdf.fetch.download import fetch as run

    def notice(words: str) -> None:
        if not quiet:
            click.secho(words, fg="yellow", err=True)

    try:
        with _shown(item, quiet=quiet) as progress:
            fetched = run(item, folder, visitor, force=force, update=update, progress=progress, notice=notice)
    except FetchError as error:
        click.secho(f"error: {error}", fg="red", err=True)
        return False
    except (KeyboardInterrupt, SystemExit):
        part = folder / f"{item.name}.part"
        if part.exists():
            click.echo(
                f"{part.stat().st_size:,} bytes are kept in {part}: the same command goes on from there", err=True
            )
        raise
    if not quiet:
        click.echo(_in_words(fetched), err=True)
    return True


def _in_words(fetched: Fetched) -> str:
    said = {"fetched": "fetched", "kept": "is here already (--update asks for changes)", "unchanged": "has not changed"}
    resumed = ", the rest of a part" if fetched.resumed else ""
    return f"{fetched.path}: {said[fetched.state]}, {fetched.size:,} bytes{resumed}"


@contextmanager
def _shown(item: Item, *, quiet: bool) -> Iterator[Progress]:
    """A bar for the bytes on a terminal."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(item.name, total=item.size)
        yield lambda done, total: bar.update(task, completed=done, total=total)
