"""The process in which queries run: it opens the store read-only, answers one job at a time, and may be killed.

A query that crashes the engine, fills the memory or never ends takes only this process with it.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, cast

from resrdf.errors import QueryError
from resrdf.serve.child import Channel, begin, run_deep
from resrdf.sparql import BASE

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, QuerySolutions, QueryTriples, Store, Triple
    from pyoxigraph import QueryBoolean as Boolean

Status = Literal["answered", "malformed", "refused", "too-large", "unacceptable", "missing", "failed"]
_MEMORY = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one answer may hold."""

    rows: int = 100_000
    size: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """A query, its dataset where the request names one, and the formats that its client takes (None: none of them)."""

    query: str
    row_format: str | None = "json"
    graph_format: str | None = "turtle"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str = BASE
    services: tuple[str, ...] = ()
    graph: str | None = None
    """A graph to be given whole instead of a query's answer; "" is the default graph without the named ones."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a job, or why there is none."""

    status: Status
    content: bytes = b""
    kind: Literal["select", "ask", "graph"] = "select"
    reason: str = ""
    triples: int = 0
    tag: str = ""
    """The digest of a graph that is given whole, the same in every format."""


class TooLarge(Exception):
    """More than the limits allow."""


def main(connection: socket.socket, path: str, limits: Limits) -> None:
    """Answer jobs from the socket until it closes."""
    begin(_MEMORY)
    run_deep(lambda: _serve(path, Channel(connection), limits))


def answer(store: Store, job: Job, limits: Limits) -> Reply:
    """Check, evaluate and serialise one query."""
    from resrdf.query import check_query, syntax_error
    from resrdf.sparql import PREFIXES, check_local

    if job.graph is not None:
        return _whole_graph(store, job, limits)
    try:
        check_query(job.query)
        check_local(job.query, job.services)
    except QueryError as error:
        return Reply("refused", reason=str(error))
    given = job.default_graphs is not None or job.named_graphs is not None
    try:
        result = store.query(
            job.query,
            base_iri=job.base,
            prefixes=PREFIXES,
            default_graph=_nodes(job.default_graphs) if given else None,  # type: ignore[arg-type]
            named_graphs=_nodes(job.named_graphs) if given else None,
        )
        return _write(result, job, limits)
    except SyntaxError as error:
        return Reply("malformed", reason=syntax_error(error, job.query))
    except TooLarge as error:
        return Reply("too-large", reason=str(error))
    except (OSError, RuntimeError, ValueError, MemoryError) as error:
        return Reply("failed", reason=f"the query could not be answered: {error}")


def _nodes(graphs: tuple[str, ...] | None) -> list[NamedNode | BlankNode]:
    from pyoxigraph import NamedNode

    return [NamedNode(graph) for graph in graphs or ()]


def _write(result: QuerySolutions | Boolean | QueryTriples, job: Job, limits: Limits) -> Reply:
    """Serialise a whole answer before any of it is sent, so that none is cut without a word."""
    from pyoxigraph import QueryBoolean, QueryTriples, serialize

    from resrdf.results import graph_format, row_format
    from resrdf.sparql import PREFIXES

    output = _Bounded(limits.size)
    if isinstance(result, QueryTriples):
        if job.graph_format is None:
            return Reply("unacceptable", reason="this query gives a graph, in none of the formats asked for")
        triples = _Counted(result, limits.rows)
        serialize(triples, output, graph_format(job.graph_format), prefixes=PREFIXES)  # type: ignore[arg-type]
        return Reply("answered", output.content(), "graph", triples=triples.count)
    if job.row_format is None:
        return Reply("unacceptable", reason="this query gives rows or a boolean, in none of the formats asked for")
    result.serialize(output, row_format(job.row_format))  # type: ignore[arg-type]
    content = output.content()
    if isinstance(result, QueryBoolean):
        return Reply("answered", content, "ask")
    if len(content) > 3 * limits.rows and count_rows(content, job.row_format) > limits.rows:
        raise TooLarge(f"the answer has more than {limits.rows:,} rows; narrow the query or add LIMIT and OFFSET")
    return Reply("answered", content)


def count_rows(content: bytes, name: str) -> int:
    """Count the rows of a serialised answer.

    >>> count_rows(b'x\\r\\n"a\\nb"\\r\\nc\\r\\n', "csv")
    2
    """
    if name == "xml":
        return content.count(b"<result>")  # in a literal it is written &lt;result&gt;
    if name == "tsv":
        return content.count(b"\n") - 1
    if name == "csv":
        import csv
        import io

        csv.field_size_limit(max(csv.field_size_limit(), len(content) + 1))
        return sum(1 for _ in csv.reader(io.StringIO(content.decode(), newline=""))) - 1
    from pyoxigraph import QueryResultsFormat, parse_query_results

    return sum(1 for _ in parse_query_results(content, QueryResultsFormat.JSON))  # type: ignore[misc, union-attr]


class _Counted:
    """Triples on their way to the writer, counted."""

    def __init__(self, triples: QueryTriples, most: int) -> None:
        self.count, self._triples, self._most = 0, triples, most

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            self.count += 1
            if self.count > self._most:
                raise TooLarge(f"the answer has more than {self._most:,} triples; narrow the query or add LIMIT")
            yield triple


class _Bounded:
    """A buffer that refuses to grow beyond its bound."""

    def __init__(self, most: int) -> None:
        self._most, self._size, self._pieces = most, 0, list[bytes]()

    def write(self, piece: bytes) -> int:
        """Take a piece; raises TooLarge."""
        self._size += len(piece)
        if self._size > self._most:
            raise TooLarge(f"the answer is larger than {self._most:,} bytes; narrow the query or add LIMIT and OFFSET")
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing to do; the writer asks for it."""

    def content(self) -> bytes:
        """Give everything that was written."""
        return b"".join(self._pieces)


def _whole_graph(store: Store, job: Job, limits: Limits) -> Reply:
    """Write one graph of the store, however many triples it has."""
    from pyoxigraph import NamedNode, RdfFormat

    if job.graph_format is None:
        return Reply("unacceptable", reason="a graph is given in none of the formats asked for")
    if job.graph:
        name = NamedNode(job.graph)
        if not store.contains_named_graph(name):
            return Reply("missing", reason=f"there is no graph {job.graph}")
        ntriples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
    else:
        alone = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }")
        ntriples = alone.serialize(format=RdfFormat.N_TRIPLES) or b""  # type: ignore[arg-type]
    try:
        content = write_ntriples(ntriples, job.graph_format, limits.size)
    except TooLarge as error:
        return Reply("too-large", reason=str(error))
    return Reply("answered", content, "graph", triples=ntriples.count(b"\n"), tag=digest(ntriples))


def write_ntriples(ntriples: bytes, name: str, most: int) -> bytes:
    """Write a graph, given as N-Triples, in one of our formats; raises TooLarge."""
    from pyoxigraph import RdfFormat, parse, serialize

    from resrdf.results import graph_format
    from resrdf.sparql import PREFIXES

    output = _Bounded(most)
    if name == "ntriples":
        output.write(ntriples)
        return output.content()
    triples = (quad.triple for quad in parse(ntriples, RdfFormat.N_TRIPLES))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if iri.encode() in ntriples}
    serialize(triples, output, graph_format(name), prefixes=used)  # type: ignore[arg-type]
    return output.content()


def digest(ntriples: bytes) -> str:
    """Name the content of a graph, whatever order its triples come in."""
    return sha256(b"\n".join(sorted(ntriples.split(b"\n")))).hexdigest()[:32]


def _serve(path: str, channel: Channel, limits: Limits) -> None:
    from pyoxigraph import Store

    opened = path
    try:
        store = Store.read_only(path)
    except (OSError, RuntimeError) as error:
        channel.send(Reply("failed", reason=str(error)))
        return
    channel.send(answer(store, Job("ASK {}"), limits))  # imports what answers need before the first is asked for
    while True:
        try:
            asked = channel.receive()
        except (EOFError, OSError):
            return
        path, job = cast("tuple[str, Job]", asked)
        try:
            if path != opened:  # there is a newer snapshot
                store, opened = Store.read_only(path), path
            reply = answer(store, job, limits)
        except Exception as error:  # nobody reads our traceback; the client is told at least what it was
            reply = Reply("failed", reason=f"the query could not be answered ({type(error).__name__})")
        channel.send(reply)
