"""The whole story on one page: find the texts, put those of one resolution together, read, merge, describe, write.

Each group of texts is one task without a shared state, so that groups spread over processes; results come back in order
and nothing is kept, so memory does not grow with the number of documents.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from resrdf.catalogued import lost_of
from resrdf.document import Document, Remark, walk_document
from resrdf.dossier import Dossier, merge
from resrdf.enrich import annotate
from resrdf.entail import entail
from resrdf.errors import ReadError, ResrdfError
from resrdf.graph import describe_run, sources_of, statements_of
from resrdf.iris import DEFAULT_BASE, Iris, inferred_graph
from resrdf.lexicon import find_state
from resrdf.read import Format as SourceFormat
from resrdf.read import read
from resrdf.sources import SourceFile, find_sources, group_by_symbol
from resrdf.statements import Statement
from resrdf.symbol import Symbol
from resrdf.workers import map_in_order
from resrdf.write import Format, can_join, join, without_header, write

_CHUNK = 32


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one group of texts: the bytes of its graph, and all that a person should know of it."""

    sources: tuple[str, ...]
    symbol: Symbol | None = None
    graph: str | None = None
    data: bytes = b""
    adopted: str | None = None
    clauses: int = 0
    triples: int = 0
    files: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    leftovers: int = 0
    errors: tuple[str, ...] = ()
    format: Format = "nquads"


@dataclass(frozen=True, slots=True)
class Described:
    """One group of texts as statements, and what follows in the terms of others; ``converted`` lacks its bytes."""

    converted: Converted
    statements: Sequence[Statement] = ()
    inferred: Sequence[Statement] = ()


def read_group(group: Sequence[SourceFile], fmt: SourceFormat | None = None) -> tuple[list[Document], list[str]]:
    """Read the texts of one group; a text that cannot be read is an error in words and does not stop the others."""
    documents: list[Document] = []
    errors: list[str] = []
    for source in group:
        try:
            documents.append(read(source.read(), source.name, format=fmt))
        except ReadError as error:
            errors.append(str(ReadError(str(source), error.expected, error.line)))
        except ResrdfError as error:
            errors.append(f"{source}: {error}")
        except Exception as error:  # a fault of the reader must not stop a thousand other texts
            errors.append(f"{source}: {_fault(error)}")
    return documents, errors


def _fault(error: Exception) -> str:
    return f"resrdf failed at this text; please report it ({type(error).__name__}: {error})"


def describe_group(
    group: Sequence[SourceFile],
    base: str = DEFAULT_BASE,
    source_format: SourceFormat | None = None,
    *,
    infer: bool = False,
) -> Described:
    """Read, merge and describe one group of texts; never raises for what a text holds."""
    documents, errors = read_group(group, source_format)
    names = tuple(str(source) for source in group)
    if not documents:
        return Described(Converted(names, errors=tuple(errors)))
    try:
        return _described(names, merge(documents), errors, base, infer=infer)
    except Exception as error:  # as above
        return Described(Converted(names, errors=(*errors, f"{names[0]}: {_fault(error)}")))


def _described(names: tuple[str, ...], dossier: Dossier, errors: list[str], base: str, *, infer: bool) -> Described:
    iris = Iris(base)
    findings = annotate(dossier.primary)
    statements = statements_of(dossier, iris, findings)
    converted = Converted(
        sources=names,
        symbol=dossier.symbol,
        graph=iris.graph(dossier.symbol),
        adopted=dossier.adoption.date.isoformat() if dossier.adoption.date else None,
        clauses=sum(1 for _ in walk_document(dossier.primary)),
        triples=len(statements),
        files=tuple(iri for iri, _ in sources_of(dossier, iris)),
        remarks=remarks_of(dossier) + (findings.remarks if findings else ()),
        leftovers=sum(len(reading.leftovers) for reading in dossier.readings),
        errors=tuple(errors),
    )
    return Described(converted, statements, [*entail(statements)] if infer else [])


def convert_group(
    group: Sequence[SourceFile],
    fmt: Format = "nquads",
    base: str = DEFAULT_BASE,
    source_format: SourceFormat | None = None,
    *,
    infer: bool = False,
) -> Converted:
    """Read, merge, describe and write one group of texts; never raises for what a text holds."""
    described = describe_group(group, base, source_format, infer=infer)
    converted = described.converted
    if converted.graph is None:
        return converted
    data = write(described.statements, converted.graph, fmt, base)
    if infer:
        more = write(described.inferred, inferred_graph(converted.graph), fmt, base)
        data = data + without_header(more) if can_join(fmt) else join((data, more), fmt, base)
    return replace(converted, data=data, format=fmt)


def remarks_of(dossier: Dossier) -> tuple[Remark, ...]:
    """Everything to be said of a dossier: its readings' remarks, unknown names of States, conflicts between sources."""
    remarks = [remark for reading in dossier.readings for remark in reading.remarks]
    vote = dossier.adoption.vote
    names = list(dossier.catalogue.sponsors)
    for ballot in (vote.in_favour, vote.against, vote.abstained, vote.not_voting) if vote else ():
        names += ballot.states if ballot else ()
    remarks += [
        Remark("unknown", f"no State of this name is known: {name}", "vote")
        for name in dict.fromkeys(names)
        if not find_state(name) and not any(name in remark.message for remark in remarks)
    ]
    remarks += [Remark("unknown", message, "catalogue") for message in lost_of(dossier.catalogue, dossier, Iris())]
    return tuple(dict.fromkeys([*remarks, *dossier.conflicts]))


def convert(
    paths: Iterable[str | Path | SourceFile] | str | Path | SourceFile,
    *,
    fmt: Format = "nquads",
    base: str = DEFAULT_BASE,
    source_format: SourceFormat | None = None,
    jobs: int = 1,
    infer: bool = False,
) -> Iterator[Converted]:
    """Convert texts; yields one result for each resolution, in the order in which the paths name them.

    ``paths`` are files, folders, zip archives, tables or :class:`SourceFile`, one or many; ``jobs`` is the number of
    processes; with ``infer`` each graph is followed by what it says in the terms of others. A text that cannot be read
    is an error in its result and stops no other.
    Raises ResrdfError for a path that does not exist.
    """
    groups = group_by_symbol(expand(paths), source_format)
    task = partial(_convert_chunk, fmt=fmt, base=base, source_format=source_format, infer=infer)
    if jobs == 1 or len(groups) < 2 * _CHUNK:
        for group in groups:
            yield convert_group(group, fmt, base, source_format, infer=infer)
        return
    chunks = (groups[i : i + _CHUNK] for i in range(0, len(groups), _CHUNK))
    for results in map_in_order(task, chunks, jobs):
        yield from results


def _convert_chunk(
    groups: list[tuple[SourceFile, ...]], fmt: Format, base: str, source_format: SourceFormat | None, *, infer: bool
) -> list[Converted]:
    return [convert_group(group, fmt, base, source_format, infer=infer) for group in groups]


def expand(paths: Iterable[str | Path | SourceFile] | str | Path | SourceFile) -> Iterator[SourceFile]:
    """Turn paths into the texts they stand for."""
    for path in [paths] if isinstance(paths, str | Path | SourceFile) else paths:
        if isinstance(path, SourceFile):
            yield path
        else:
            yield from find_sources([Path(path)])


def run_statements(converted: Iterable[Converted], base: str = DEFAULT_BASE) -> list[Statement]:
    """The description of this run; its time is now, or SOURCE_DATE_EPOCH where that is set (to repeat a build)."""
    from resrdf.version import VERSION

    named = [(c.symbol, list(c.files)) for c in converted if c.symbol is not None]
    digest = hashlib.sha256("\n".join(file for _, files in named for file in files).encode()).hexdigest()[:16]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        started = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise ResrdfError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from None
    return list(describe_run(named, Iris(base), digest=digest, started=started, version=VERSION))
