"""Any graph data -> batches of N-Quads, each of whole graphs, for work that is done graph by graph.

N-Quads are lines, so graphs are put together, cut apart and sent between processes as bytes, without making terms.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias, cast

from resrdf.errors import ShapeError, StoreError
from resrdf.resources import find_folder

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat, Store, Triple
    from rdflib import Graph

    Batch: TypeAlias = tuple[str | None, bytes]
    GraphData: TypeAlias = (
        bytes | Store | Graph | Iterable[bytes] | Iterable[tuple[str | None, bytes]] | Iterable[Quad] | Iterable[Triple]
    )

BATCH: Final = 64
"""Graphs in a batch: few enough to stay small, enough to pay for sending it to another process."""

_LARGE = 4_000_000  # bytes of one piece of N-Quads from which on it is worth cutting
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LINE = re.compile(
    rb"""^(?P<triple> (?:<[^<>]*>|_:\S+) [ ] <[^<>]*> [ ] (?:<[^<>]*>|_:\S+|".*"(?:@[\w-]+|\^\^<[^<>]*>)?) )
         (?:[ ](?P<graph> <[^<>"]*>|_:\S+))? [ ]\.$""",
    re.VERBOSE,
)


def batches_of(data: GraphData, source: str | None = None) -> Iterator[Batch]:
    """Turn any graph data into batches of N-Quads, each of whole graphs, with the name of the source."""
    if isinstance(data, bytes):
        pieces: Iterable[Batch] = _cut(data, source)
    elif hasattr(data, "quads_for_pattern"):
        pieces = ((source, batch) for batch in _batches_of_store(cast("Store", data)))
    elif hasattr(data, "serialize"):
        several = hasattr(data, "quads")
        pieces = _cut(data.serialize(format="nquads" if several else "nt", encoding="utf-8"), source)
    else:
        pieces = _batches_of_items(iter(data), source)
    yield from pieces


def _batches_of_items(items: Iterator[Any], source: str | None) -> Iterator[Batch]:
    """Tell batches of bytes, with or without the name of their source, from quads and triples."""
    first = next(items, None)
    if first is None:
        return
    if not isinstance(first, (bytes, tuple)):
        yield from _cut(_nquads(chain((first,), items)), source)
        return
    for item in chain((first,), items):
        name, nquads = item if isinstance(item, tuple) else (source, item)
        if len(nquads) > _LARGE:
            yield from _cut(nquads, name)
        else:
            yield name, nquads


def _nquads(quads: Iterable[Any]) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _batches_of_store(store: Store) -> Iterator[bytes]:
    """Read a store graph by graph, with the datatypes that the store has forgotten."""
    from pyoxigraph import DefaultGraph

    chunk: list[bytes] = []
    for graph in (DefaultGraph(), *store.named_graphs()):
        chunk.append(_nquads(map(_retyped, store.quads_for_pattern(None, None, None, graph))))
        if len(chunk) >= BATCH:
            yield b"".join(chunk)
            chunk.clear()
    if any(chunk):
        yield b"".join(chunk)


def _retyped(quad: Quad) -> Quad:
    """Give a number the datatype that the ontology asks for: an Oxigraph store keeps all integers as xsd:integer."""
    from pyoxigraph import Literal, NamedNode, Quad

    wanted = _integer_ranges().get(quad.predicate.value)
    value = quad.object
    if wanted is None or not isinstance(value, Literal) or value.datatype.value != f"{_XSD}integer":
        return quad
    return Quad(quad.subject, quad.predicate, Literal(value.value, datatype=NamedNode(wanted)), quad.graph_name)


@lru_cache(maxsize=1)
def _integer_ranges() -> dict[str, str]:
    """The properties whose values are integers of a narrower type, with that type."""
    from pyoxigraph import NamedNode, parse

    narrow = (f"{_XSD}positiveInteger", f"{_XSD}nonNegativeInteger")
    return {
        triple.subject.value: triple.object.value
        for triple in parse(path=str(find_folder("ontology") / "unsc.ttl"))
        if isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
        and triple.predicate.value.endswith("#range")
        and triple.object.value in narrow
    }


def _cut(nquads: bytes, source: str | None) -> Iterator[Batch]:
    """Cut N-Quads into batches of at most BATCH graphs."""
    graphs = list(split_graphs(nquads).items())
    for start in range(0, len(graphs), BATCH):
        yield source, b"".join(_with_graph(triples, graph) for graph, triples in graphs[start : start + BATCH])


def _with_graph(triples: bytes, graph: str | None) -> bytes:
    if graph is None:
        return triples
    name = graph if graph.startswith("_:") else f"<{graph}>"
    return triples.replace(b" .\n", f" {name} .\n".encode())


def split_graphs(nquads: bytes) -> dict[str | None, bytes]:
    r"""Sort N-Quads into N-Triples by graph; None is the default graph. Raises ShapeError for what is not N-Quads.

    >>> split_graphs(b'<a:s> <a:p> "x <y> ." <a:g> .\n<a:s> <a:p> <a:o> .\n')
    {'a:g': b'<a:s> <a:p> "x <y> ." .\n', None: b'<a:s> <a:p> <a:o> .\n'}
    """
    lines: dict[bytes | None, list[bytes]] = {}
    for line in nquads.split(b"\n"):
        if match := _LINE.match(line):
            lines.setdefault(match["graph"], []).append(match["triple"])
        elif line.strip():
            return split_graphs(_canonical(nquads))
    return {_graph_name(name): b" .\n".join(triples) + b" .\n" for name, triples in lines.items()}


def _graph_name(name: bytes | None) -> str | None:
    return None if name is None else name.decode().strip("<>")


def _canonical(nquads: bytes) -> bytes:
    """Read N-Quads that another program wrote and write them as we do."""
    from pyoxigraph import RdfFormat, parse

    try:
        written = _nquads(parse(nquads, format=RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise ShapeError(f"not N-Quads: {error.msg}") from error
    bad = next((line for line in written.split(b"\n") if line and not _LINE.match(line)), None)
    if bad is not None:
        raise ShapeError(f"not a triple of RDF 1.1: {bad[:200].decode('utf-8', 'replace')}")
    return written


def read_batches(path: Path) -> Iterator[Batch]:
    """Read an RDF file of any kind as batches; N-Quads whose graphs stand together are never wholly in memory."""
    from resrdf.store import rdf_format

    sizes = _plan(path) if rdf_format(path).file_extension == "nq" else None
    if sizes is None:
        yield from _cut(read_rdf(path), str(path))
        return
    with _open(path) as stream:
        for size in sizes:
            yield str(path), stream.read(size)


def _plan(path: Path) -> list[int] | None:
    """Find the sizes of batches of whole graphs in N-Quads as we write them; None if the file is not of that kind."""
    sizes, size, graphs = [], 0, 0
    current: bytes | None = b""
    seen: set[bytes | None] = set()
    try:
        with _open(path) as stream:
            for line in stream:
                match = _LINE.match(line.rstrip(b"\n"))
                if match is None:
                    return None
                if match["graph"] != current:
                    current = match["graph"]
                    if current in seen:
                        return None
                    seen.add(current)
                    graphs += 1
                    if graphs > BATCH:
                        sizes.append(size)
                        size, graphs = 0, 1
                size += len(line)
    except (OSError, EOFError) as error:
        raise _unreadable(path, error) from error
    return [*sizes, size]


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _unreadable(path: Path, error: Exception) -> StoreError:
    return StoreError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}")


def read_rdf(path: Path) -> bytes:
    """Read an RDF file of any kind, compressed or not, as N-Quads; StoreError names file and line of a fault."""
    from resrdf.store import rdf_format

    form = rdf_format(path)
    try:
        with _open(path) as stream:
            data = stream.read()
    except (OSError, EOFError) as error:
        raise _unreadable(path, error) from error
    return _read(data, form, str(path), path.resolve().as_uri())


def read_rdf_bytes(data: bytes, name: str) -> bytes:
    """Read RDF of which only the bytes are known, such as standard input, as N-Quads."""
    from pyoxigraph import RdfFormat

    start = data.lstrip()[:1]
    if start in (b"{", b"["):
        return _read(data, RdfFormat.JSON_LD, name)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<rdf:RDF|<!--)", data):
        return _read(data, RdfFormat.RDF_XML, name)
    try:
        return _read(data, RdfFormat.N_QUADS, name)
    except StoreError:
        return _read(data, RdfFormat.TRIG, name)


def _read(data: bytes, form: RdfFormat, name: str, base: str | None = None) -> bytes:
    from pyoxigraph import parse

    try:
        return _nquads(parse(data, format=form, base_iri=base))
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise StoreError(f"{name}{line}: {error.msg}") from error
