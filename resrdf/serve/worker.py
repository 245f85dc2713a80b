"""The process in which queries run: it opens the store read-only, answers one job at a time, and may be killed.

A query that crashes the engine, fills the memory or never ends takes only this process with it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Literal

from resrdf.errors import QueryError
from resrdf.sparql import BASE

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, QuerySolutions, QueryTriples, Store, Triple
    from pyoxigraph import QueryBoolean as Boolean

Status = Literal["answered", "malformed", "refused", "too-large", "unacceptable", "failed"]
_STACK = 256 << 20
_MEMORY = 2 << 30


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


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a job, or why there is none."""

    status: Status
    content: bytes = b""
    kind: Literal["select", "ask", "graph"] = "select"
    reason: str = ""
    triples: int = 0


class TooLarge(Exception):
    """More than the limits allow."""


def main(path: str, pipe: Connection, limits: Limits) -> None:
    """Answer jobs from the pipe until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us in good order
    _silence()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _limit_resources()
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_serve, args=(path, pipe, limits))
    thread.start()
    thread.join()


def answer(store: Store, job: Job, limits: Limits) -> Reply:
    """Check, evaluate and serialise one query."""
    from resrdf.query import check_query, syntax_error
    from resrdf.sparql import PREFIXES, check_local

    try:
        check_query(job.query)
        check_local(job.query)
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

        csv.field_size_limit(len(content) + 1)
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


def _serve(path: str, pipe: Connection, limits: Limits) -> None:
    from pyoxigraph import Store

    try:
        store = Store.read_only(path)
    except (OSError, RuntimeError) as error:
        pipe.send(Reply("failed", reason=str(error)))
        return
    warm = answer(store, Job("ASK {}"), limits)  # imports what an answer needs before the first one is asked for
    pipe.send(warm)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            reply = answer(store, job, limits)
        except Exception as error:  # nobody reads our traceback; the client is told at least what it was
            reply = Reply("failed", reason=f"the query could not be answered ({type(error).__name__})")
        pipe.send(reply)


def _limit_resources() -> None:
    """Bound the memory, and write no core file when a query crashes us; where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _silence() -> None:
    """Keep the engine's last words in a crash from the terminal of the server, which reports the crash itself."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _die_with_parent() -> None:
    """End at once when the server is gone, even in the middle of a query."""
    if parent := parent_process():
        parent.join()
    os._exit(1)
