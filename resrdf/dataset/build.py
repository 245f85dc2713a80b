"""A whole dataset in one go: every source converted, validated, dumped and loaded, with a report; safe to run again.

A folder ``DIR`` gets ``graphs/`` (one Turtle file a document), ``resrdf.nq.gz`` (all graphs), ``store/`` (the embedded
store), ``report.txt``, ``report.json`` and ``report.ttl`` (what the shapes found), ``remarks.tsv`` (what the readers
remarked), ``run.ttl`` (the run's own description, the only file that holds a time), ``build.json`` (what it was built
from) and all that :mod:`resrdf.dataset.package` puts beside: vocabularies, links, descriptions, recipes, sums.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from resrdf.dataset.counts import Counts, Totals, count
from resrdf.dataset.description import Parts
from resrdf.dataset.package import (
    copy_link_sets,
    copy_resources,
    describe,
    entailed_of_vocabulary,
    read_link_sets,
    write_rules,
    write_sums,
    write_vocabulary,
)
from resrdf.errors import ResrdfError
from resrdf.iris import DEFAULT_BASE, Iris, inferred_graph
from resrdf.links import LinkSet, akn_names, published_links
from resrdf.pipeline import Converted, describe_group, expand, run_statements
from resrdf.read import Format as SourceFormat
from resrdf.report import Finding, ValidationReport
from resrdf.resources import find_folder
from resrdf.sources import SourceFile, group_by_symbol
from resrdf.statements import Statement, to_lines
from resrdf.store import VOCABULARY_GRAPH, build_store
from resrdf.terms import UNSC
from resrdf.version import VERSION
from resrdf.workers import map_in_order
from resrdf.write import write

_CHUNK = 32
_MANIFEST = "build.json"
_WHOLE = ("graphs", "store", "resrdf.nq.gz", "vocabulary.nq.gz", "report.txt", "run.ttl", "dcat.ttl", "SHA256SUMS")


@dataclass(frozen=True, slots=True)
class Built:
    """One document of a dataset: what became of it and what the shapes found in it, with its files and counts."""

    converted: Converted
    findings: tuple[Finding, ...] = ()
    turtle: bytes = b""
    inferred: bytes = b""
    links: tuple[bytes, bytes] = (b"", b"")
    counts: tuple[Counts, Counts] | None = None


def digest_of(sources: Iterable[SourceFile], base: str, *options: object) -> str:
    """A digest of all that decides what a build gives: sources, base, options, this program and its vocabularies."""
    digest = hashlib.sha256("\n".join(map(str, (VERSION, base, *options))).encode())
    folders = [find_folder(name) for name in ("ontology", "shapes", "links", "dataset")]
    parts = [
        *sorted(Path(__file__).parent.parent.rglob("*.py")),
        *(path for f in folders for path in sorted(f.rglob("*.*"))),
    ]
    for path in parts:
        digest.update(path.read_bytes())
    for source in sources:
        digest.update(str(source).encode())
        try:
            digest.update(hashlib.sha256(source.read()).digest())
        except ResrdfError as error:
            digest.update(str(error).encode())
    return digest.hexdigest()


def options_of(infer: bool, links: Iterable[Path]) -> Iterator[str]:
    """The options of a build that only some builds have, for :func:`digest_of`."""
    if infer:
        yield "infer"
    for path in links:
        yield hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(folder: Path, digest: str) -> bool:
    """Say whether a folder holds the dataset of this digest, complete."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    whole = all((folder / name).exists() for name in _WHOLE)
    return whole and isinstance(manifest, dict) and manifest.get("digest") == digest


def build(
    sources: Sequence[SourceFile],
    folder: Path,
    *,
    base: str = DEFAULT_BASE,
    source_format: SourceFormat | None = None,
    jobs: int = 1,
    validate: bool = True,
    infer: bool = False,
    links: Sequence[Path] = (),
) -> Iterator[Built]:
    """Build a dataset in ``folder``; yields each document when it is written, and is finished when it is exhausted.

    With ``infer`` a second dump holds what follows in the terms of others, and the store holds that too; ``links`` are
    further link sets to go with it.
    Where no text can be read, nothing is built: the folder stays as it is.
    Raises ResrdfError or StoreError where the folder cannot be written or is something else.
    """
    more = read_link_sets(links)
    digest = digest_of(sources, base, source_format, validate, *options_of(infer, links))
    _check(folder)
    task = _Task(base, source_format, validate, infer)
    made = _Made(Totals(), Totals() if infer else None)
    results = _build_all(sources, task, jobs)
    first = _until_read(results)
    if not first or first[-1].converted.symbol is None:
        yield from first
        return
    _claim(folder)
    with ExitStack() as files:
        writer = _Writer(folder, files, root=_root(sources), infer=infer)
        for built in chain(first, results):
            writer.write(built)
            made.add(built)
            yield Built(replace(built.converted, data=b""), built.findings)
        if made.inferred:
            concepts = entailed_of_vocabulary()
            writer.write_inferred(to_lines(concepts, inferred_graph(VOCABULARY_GRAPH)))
            made.inferred.add(count(concepts, ""), documents=0)
    for stale in {p.name for p in (folder / "graphs").glob("*.ttl")} - writer.names:
        (folder / "graphs" / stale).unlink()
    _write_report(folder, made, validate=validate)
    _finish(folder, made, base, more)
    manifest = {"program": "resrdf", "digest": digest, "version": VERSION, "base": base, "documents": len(writer.names)}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


@dataclass(slots=True)
class _Made:
    """What a build keeps of the documents that have passed."""

    totals: Totals
    inferred: Totals | None
    kept: list[Converted] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    links: tuple[list[bytes], list[bytes]] = field(default_factory=lambda: ([], []))

    def add(self, built: Built) -> None:
        self.kept.append(replace(built.converted, data=b"", remarks=()))
        if built.counts is None:
            return
        self.totals.add(built.counts[0])
        if self.inferred:
            self.inferred.add(built.counts[1])
        self.findings += built.findings
        for links, made in zip(self.links, built.links, strict=True):
            links.append(made)


class _Writer:
    """Writes what stands in a file of its own, or in a dump, as the documents come."""

    def __init__(self, folder: Path, files: ExitStack, *, root: str, infer: bool) -> None:
        self.names: set[str] = set()
        self._graphs, self._root = folder / "graphs", root
        self._graphs.mkdir(exist_ok=True)
        self._dump = files.enter_context(_dump(folder / "resrdf.nq.gz"))
        self._inferred = files.enter_context(_dump(folder / "inferred.nq.gz")) if infer else None
        if not infer:
            (folder / "inferred.nq.gz").unlink(missing_ok=True)
        table = files.enter_context((folder / "remarks.tsv").open("w", encoding="utf-8", newline=""))
        self._rows = csv.writer(table, delimiter="\t", lineterminator="\n")
        self._rows.writerow(("document", "kind", "where", "line", "message", "sources"))

    def write(self, built: Built) -> None:
        """Write one document."""
        converted = built.converted
        self._write_remarks(converted)
        if converted.symbol is not None:
            name = f"{converted.symbol.file_stem}.ttl"
            (self._graphs / name).write_bytes(built.turtle)
            self.names.add(name)
            self._dump.write(converted.data)
            self.write_inferred(built.inferred)

    def write_inferred(self, nquads: bytes) -> None:
        """Write what follows in the terms of others, if it is asked for."""
        if self._inferred:
            self._inferred.write(nquads)

    def _write_remarks(self, converted: Converted) -> None:
        """Write the remarks, with sources named below the folder that all have in common: it is no part of them."""
        files = " ".join(source.removeprefix(self._root) for source in converted.sources)
        for error in converted.errors:
            self._rows.writerow(("", "error", "", "", error.replace(self._root, "") if self._root else error, files))
        for remark in converted.remarks:
            self._rows.writerow((converted.symbol, remark.kind, remark.where, remark.line, remark.message, files))


def _dump(path: Path) -> gzip.GzipFile:
    return gzip.GzipFile(path, "wb", compresslevel=1, mtime=0)


def _root(sources: Sequence[SourceFile]) -> str:
    """The folder that all sources lie in, with its last slash; "" where they have none in common."""
    parents = {os.path.dirname(str(source)) for source in sources}  # noqa: PTH120
    try:
        common = os.path.commonpath(parents) if parents else ""
    except ValueError:  # absolute and relative
        return ""
    return f"{common}{os.sep}" if common else ""


def _write_report(folder: Path, made: _Made, *, validate: bool) -> None:
    graphs = tuple(c.graph for c in made.kept if c.graph)
    report = ValidationReport(tuple(made.findings), graphs, "shapes" if validate else "")
    (folder / "report.txt").write_text(report.to_text(), encoding="utf-8")
    (folder / "report.json").write_text(report.to_json(), encoding="utf-8")
    (folder / "report.ttl").write_text(report.to_turtle(), encoding="utf-8")


def _finish(folder: Path, made: _Made, base: str, more: tuple[LinkSet, ...]) -> None:
    """Put everything beside the data and load the store; the sums come last but for the store."""
    run = run_statements(made.kept, base)
    (folder / "run.ttl").write_bytes(write(run, f"{base}graph/run", "turtle", base))
    copy_resources(folder)
    rules = (*write_rules(folder / "links", made.links, base), *copy_link_sets(more, folder / "links"))
    write_vocabulary(folder, rules)
    made.totals.settle()
    if made.inferred:
        made.inferred.settle()
    describe(folder, Parts(made.totals, made.inferred, rules, base))
    write_sums(folder)
    dumps = [
        path for name in ("resrdf.nq.gz", "inferred.nq.gz", "vocabulary.nq.gz") if (path := folder / name).exists()
    ]
    build_store(folder / "store", [*dumps, write(run, f"{base}graph/run", "nquads", base)], vocabulary=False)


def _until_read(results: Iterator[Built]) -> list[Built]:
    """The results as far as the first text that could be read."""
    first: list[Built] = []
    for built in results:
        first.append(built)
        if built.converted.symbol is not None:
            break
    return first


def _check(folder: Path) -> None:
    """Accept a new or empty folder, or one that a build made; never anything else."""
    if folder.exists() and not folder.is_dir():
        raise ResrdfError(f"{folder}: is a file, not a folder")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        raise ResrdfError(f"{folder}: is not empty and not a dataset of resrdf; name a new folder")


def _claim(folder: Path) -> None:
    """Make the folder ours."""
    folder.mkdir(parents=True, exist_ok=True)
    # ours from now on, but not current until the build is complete; sums of what is about to change mislead
    (folder / "SHA256SUMS").unlink(missing_ok=True)
    (folder / _MANIFEST).write_text('{"program": "resrdf"}\n', encoding="utf-8")


def _is_ours(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("program") == "resrdf"


@dataclass(frozen=True, slots=True)
class _Task:
    """How to build a document; travels to other processes."""

    base: str
    source_format: SourceFormat | None
    validate: bool
    infer: bool


def _build_all(sources: Sequence[SourceFile], task: _Task, jobs: int) -> Iterator[Built]:
    groups = group_by_symbol(expand(sources), task.source_format)
    work = partial(_build_chunk, task=task)
    chunks = (groups[i : i + _CHUNK] for i in range(0, len(groups), _CHUNK))
    if jobs == 1 or len(groups) < 2 * _CHUNK:
        for chunk in chunks:
            yield from work(chunk)
        return
    for results in map_in_order(work, chunks, jobs):
        yield from results


def _build_chunk(groups: list[tuple[SourceFile, ...]], task: _Task) -> list[Built]:
    return [_build_one(group, task) for group in groups]


def _build_one(group: tuple[SourceFile, ...], task: _Task) -> Built:
    """Describe, write, count and judge one group: a pure function of its texts, so that it may run elsewhere."""
    described = describe_group(group, task.base, task.source_format, infer=task.infer)
    converted, statements, inferred = described.converted, described.statements, described.inferred
    if converted.symbol is None or converted.graph is None:
        return Built(converted)
    iris = Iris(task.base)
    work = iris.work(converted.symbol)
    data = to_lines(statements, converted.graph)
    named = UNSC.aknWorkUri.encode() in data
    return Built(
        replace(converted, data=data),
        findings=_judge(statements, converted.graph) if task.validate else (),
        turtle=write(statements, converted.graph, "turtle", task.base),
        inferred=to_lines(inferred, inferred_graph(converted.graph)),
        links=(
            to_lines(published_links(converted.symbol, iris)),
            b"" if named else to_lines(akn_names(converted.symbol, converted.adopted, iris)),
        ),
        counts=(count(statements, work), count(inferred, work)),
    )


def _judge(statements: Iterable[Statement], graph: str) -> tuple[Finding, ...]:
    from resrdf.validate import validate_graph

    return validate_graph(to_lines(statements), graph, lowest="warning")
