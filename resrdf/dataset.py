"""A whole dataset in one go: every source converted, validated, dumped and loaded, with a report; safe to run again.

A folder ``DIR`` gets ``graphs/`` (one Turtle file a document), ``resrdf.nq.gz`` (all graphs), ``store/`` (the embedded
store), ``report.txt`` and ``report.json`` (what the shapes found), ``remarks.tsv`` (what the readers remarked),
``run.ttl`` (the run's own description, the only file that holds a time) and ``build.json`` (what it was built from).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from resrdf.errors import ResrdfError
from resrdf.iris import DEFAULT_BASE
from resrdf.pipeline import Converted, expand, read_group, run_triples, written
from resrdf.read import Format as SourceFormat
from resrdf.report import Finding, ValidationReport
from resrdf.resources import find_turtle
from resrdf.sources import SourceFile, group_by_symbol
from resrdf.store import build_store
from resrdf.version import VERSION
from resrdf.workers import map_in_order
from resrdf.write import write

_CHUNK = 32
_MANIFEST = "build.json"


@dataclass(frozen=True, slots=True)
class Built:
    """One document of a dataset: what became of it, its Turtle, what the shapes found in it."""

    converted: Converted
    turtle: bytes = b""
    findings: tuple[Finding, ...] = ()


def digest_of(sources: Iterable[SourceFile], base: str, *options: object) -> str:
    """A digest of all that decides what a build gives: sources, base, options, this program and its vocabularies."""
    digest = hashlib.sha256("\n".join(map(str, (VERSION, base, *options))).encode())
    package = Path(__file__).parent
    for path in [*sorted(package.rglob("*.py")), *find_turtle("ontology"), *find_turtle("shapes")]:
        digest.update(path.read_bytes())
    for source in sources:
        digest.update(str(source).encode())
        try:
            digest.update(hashlib.sha256(source.read()).digest())
        except ResrdfError as error:
            digest.update(str(error).encode())
    return digest.hexdigest()


def is_current(folder: Path, digest: str) -> bool:
    """Say whether a folder holds the dataset of this digest, complete."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    whole = all((folder / name).exists() for name in ("graphs", "store", "resrdf.nq.gz", "report.txt", "run.ttl"))
    return whole and isinstance(manifest, dict) and manifest.get("digest") == digest


def build(
    sources: Sequence[SourceFile],
    folder: Path,
    *,
    base: str = DEFAULT_BASE,
    source_format: SourceFormat | None = None,
    jobs: int = 1,
    validate: bool = True,
) -> Iterator[Built]:
    """Build a dataset in ``folder``; yields each document when it is written, and is finished when it is exhausted.

    Raises ResrdfError or StoreError where the folder cannot be written or is something else.
    """
    digest = digest_of(sources, base, source_format, validate)
    _claim(folder)
    graphs = folder / "graphs"
    graphs.mkdir(exist_ok=True)
    dump = folder / "resrdf.nq.gz"
    kept: list[Converted] = []
    findings: list[Finding] = []
    names: set[str] = set()
    with (
        gzip.GzipFile(dump, "wb", compresslevel=1, mtime=0) as out,
        (folder / "remarks.tsv").open("w", encoding="utf-8", newline="") as table,
    ):
        rows = csv.writer(table, delimiter="\t", lineterminator="\n")
        rows.writerow(("document", "kind", "where", "line", "message", "sources"))
        for built in _build_all(sources, base, source_format, jobs, validate=validate):
            converted = built.converted
            _write_remarks(rows, converted)
            if converted.symbol is not None:
                name = f"{converted.symbol.file_stem}.ttl"
                (graphs / name).write_bytes(built.turtle)
                names.add(name)
                out.write(converted.data)
                findings += built.findings
            kept.append(replace(converted, data=b"", remarks=()))
            yield replace(built, turtle=b"", converted=replace(converted, data=b""))
        run = run_triples(kept, base)
        out.write(write(run, f"{base}graph/run", "nquads", base))
    (folder / "run.ttl").write_bytes(write(run, f"{base}graph/run", "turtle", base))
    for stale in {p.name for p in graphs.glob("*.ttl")} - names:
        (graphs / stale).unlink()
    report = ValidationReport(tuple(findings), tuple(c.graph for c in kept if c.graph), "shapes" if validate else "")
    (folder / "report.txt").write_text(report.to_text(), encoding="utf-8")
    (folder / "report.json").write_text(report.to_json(), encoding="utf-8")
    build_store(folder / "store", [dump])
    manifest = {"program": "resrdf", "digest": digest, "version": VERSION, "base": base, "documents": len(names)}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _claim(folder: Path) -> None:
    """Take a new or empty folder, or one that a build made; never anything else."""
    if folder.exists() and not folder.is_dir():
        raise ResrdfError(f"{folder}: is a file, not a folder")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        raise ResrdfError(f"{folder}: is not empty and not a dataset of resrdf; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    # ours from now on, but not current until the build is complete
    (folder / _MANIFEST).write_text('{"program": "resrdf"}\n', encoding="utf-8")


def _is_ours(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("program") == "resrdf"


def _write_remarks(rows: object, converted: Converted) -> None:
    files = " ".join(converted.sources)
    for error in converted.errors:
        rows.writerow(("", "error", "", "", error, files))  # type: ignore[attr-defined]
    for remark in converted.remarks:
        rows.writerow((converted.symbol, remark.kind, remark.where, remark.line, remark.message, files))  # type: ignore[attr-defined]


def _build_all(
    sources: Sequence[SourceFile], base: str, source_format: SourceFormat | None, jobs: int, *, validate: bool
) -> Iterator[Built]:
    groups = group_by_symbol(expand(sources), source_format)
    task = partial(_build_chunk, base=base, source_format=source_format, validate=validate)
    chunks = (groups[i : i + _CHUNK] for i in range(0, len(groups), _CHUNK))
    if jobs == 1 or len(groups) < 2 * _CHUNK:
        for chunk in chunks:
            yield from task(chunk)
        return
    for results in map_in_order(task, chunks, jobs):
        yield from results


def _build_chunk(
    groups: list[tuple[SourceFile, ...]], base: str, source_format: SourceFormat | None, *, validate: bool
) -> list[Built]:
    """Convert and validate some groups: a pure function of their texts, so that it may run in another process."""
    from resrdf.validate import validate_batch

    made: list[tuple[Converted, bytes]] = []
    for group in groups:
        documents, errors = read_group(group, source_format)
        made.append(written(group, documents, errors, ("nquads", "turtle"), base))
    findings: dict[str | None, list[Finding]] = {}
    if validate:
        for finding in validate_batch(b"".join(converted.data for converted, _ in made), lowest="warning"):
            findings.setdefault(finding.graph, []).append(finding)
    return [Built(converted, turtle, tuple(findings.get(converted.graph, ()))) for converted, turtle in made]
