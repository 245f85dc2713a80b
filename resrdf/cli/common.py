"""What several commands share: arguments for sources, progress on a terminal, a summary in one line."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from resrdf.errors import ResrdfError
from resrdf.iris import DEFAULT_BASE

if TYPE_CHECKING:
    from resrdf.pipeline import Converted
    from resrdf.sources import SourceFile

_Result = TypeVar("_Result")
_Command = TypeVar("_Command", bound=Callable[..., object])


def _check_base(_context: click.Context, _parameter: click.Parameter, base: str) -> str:
    """An absolute IRI that ends so that a path can follow it."""
    from pyoxigraph import NamedNode

    try:
        NamedNode(base)
    except ValueError as error:
        raise click.BadParameter(f"not an absolute IRI ({error})", param_hint="--base") from None
    return base if base.endswith(("/", "#")) else base + "/"


def from_option(what: str = "What the sources are") -> Callable[[_Command], _Command]:
    """The option ``--from``; None where the format is to be recognised."""
    return click.option(
        "--from",
        "source_format",
        type=click.Choice(("auto", "text", "akn", "pdf", "csv")),
        default="auto",
        callback=lambda _context, _parameter, value: None if value == "auto" else value,
        help=f"{what} [default: recognised].",
    )


base_option = click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    callback=_check_base,
    metavar="IRI",
    help="IRI below which all data is named.",
)
infer_option = click.option(
    "--infer", is_flag=True, help="Add what follows in the terms of ELI, schema.org, PROV, ORG, Web Annotation."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="Processes [default: one a processor]."
)
verbose_option = click.option("-v", "--verbose", is_flag=True, help="Say every repair, fault, gap and conflict.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say errors only.")


def default_jobs() -> int:
    """As many processes as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def to_sources(sources: tuple[str, ...]) -> list[SourceFile]:
    """The texts that arguments stand for; ``-`` is standard input, whose symbol stands in its text."""
    from resrdf.sources import find_sources, hold_input

    found: list[SourceFile] = []
    for source in sources:
        if source == "-":
            if sys.stdin is None:
                raise ResrdfError("there is no standard input to read")
            found += hold_input(sys.stdin.buffer.read())
        else:
            found += find_sources([Path(source)])
    if not found:
        raise ResrdfError("nothing to read")
    return found


def spare_sources(targets: Iterable[Path], sources: Iterable[str | Path]) -> None:
    """Refuse to write over a file that is read (``-`` is what standard input comes from); devices and pipes are none."""
    read: dict[tuple[int, int], str | Path] = {}
    for source in dict.fromkeys(sources):
        with suppress(OSError, ValueError):
            read.setdefault(_identity("/dev/stdin" if source == "-" else source), source)
    for target in targets:
        if target.is_file() and (lost := read.get(_identity(target))) is not None:
            place = "standard input comes from it" if lost == "-" else "it is one of the sources"
            raise click.UsageError(f"{target} would be written over, but {place}: name another place with -o")


def _identity(path: str | Path) -> tuple[int, int]:
    """What os.path.samefile compares."""
    status = Path(path).stat()
    return status.st_dev, status.st_ino


@dataclass(slots=True)
class Tally:
    """Counts what a run did, for its summary and its exit code."""

    resolutions: int = 0
    clauses: int = 0
    triples: int = 0
    leftovers: int = 0
    remarks: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def add(self, converted: Converted) -> None:
        """Count one result."""
        self.resolutions += converted.symbol is not None
        self.clauses += converted.clauses
        self.triples += converted.triples
        self.leftovers += converted.leftovers
        self.remarks.update(remark.kind for remark in converted.remarks)
        self.errors += converted.errors

    def summary(self) -> str:
        """One line for people."""
        remarks = ", ".join(_count(n, kind) for kind, n in sorted(self.remarks.items()))
        parts = [
            _count(self.resolutions, "document"),
            _count(self.clauses, "clause"),
            _count(self.triples, "triple"),
            _count(sum(self.remarks.values()), "remark") + (f" ({remarks})" if remarks else ""),
            _count(self.leftovers, "leftover"),
            _count(len(self.errors), "error"),
        ]
        return f"{', '.join(parts)} in {time.monotonic() - self.started:.1f} s"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 or noun == "unknown" else f"{number:,} {noun}s"


def follow(
    results: Iterable[_Result], total: int, label: str, *, size: Callable[[_Result], int], quiet: bool = False
) -> Iterator[_Result]:
    """Pass results on under a progress bar on a terminal; ``size`` is how many sources a result stands for."""
    if quiet or total < 20 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(length=total, label=label, file=sys.stderr, show_pos=True) as bar:
        for result in results:
            yield result
            bar.update(size(result))


def tell_errors(errors: Iterable[str]) -> None:
    """Say on standard error what could not be read."""
    for error in errors:
        click.secho(f"error: {error}", fg="red", err=True)


def tell(converted: Converted, *, verbose: bool) -> None:
    """Say on standard error what went wrong with one result and, if asked, all that is to be remarked."""
    tell_errors(converted.errors)
    if not verbose:
        return
    for remark in converted.remarks:
        where = f" {remark.where}" if remark.where else ""
        line = f" (line {remark.line})" if remark.line else ""
        colour = "yellow" if remark.kind in ("fault", "conflict", "unknown") else None
        click.secho(f"{remark.kind}: {converted.symbol}{where}: {remark.message}{line}", fg=colour, err=True)
