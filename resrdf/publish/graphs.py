"""The graphs that are to be in the store: each in canonical N-Triples with its digest, kept in a temporary file.

A graph that stands in several files is their union. What is kept is compressed and small, so that the whole Council
needs little memory, and threads can take any graph at any time.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Self

from resrdf.errors import StoreError
from resrdf.publish.canonical import canonical, digest

_IN_MEMORY = 64 << 20
_WORK = re.compile(r"(res|draft|prst)-(.+)")


@dataclass(frozen=True, slots=True)
class Kept:
    """One graph: its digest, its number of triples, and where it is kept."""

    digest: str
    triples: int
    start: int
    size: int


class Graphs:
    """Named graphs by IRI, in the order in which they were first met."""

    def __init__(self) -> None:
        """Open an empty collection; close it, or use it in a with statement."""
        self._kept: dict[str, Kept] = {}
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close
        self._end = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __contains__(self, graph: object) -> bool:
        return graph in self._kept

    def __getitem__(self, graph: str) -> Kept:
        return self._kept[graph]

    def add(self, graph: str, ntriples: bytes) -> None:
        """Add triples to a graph."""
        if graph in self._kept:
            ntriples += self.read(graph)
        lines = canonical(ntriples)
        packed = zlib.compress(lines, 1)
        with self._lock:
            self._file.seek(self._end)
            self._file.write(packed)
            self._kept[graph] = Kept(digest(lines), lines.count(b"\n"), self._end, len(packed))
            self._end += len(packed)

    def discard(self, graph: str) -> None:
        """Leave a graph out, if it is there."""
        self._kept.pop(graph, None)

    def read(self, graph: str) -> bytes:
        """Give a graph in canonical N-Triples."""
        kept = self._kept[graph]
        with self._lock:
            self._file.seek(kept.start)
            packed = self._file.read(kept.size)
        return zlib.decompress(packed)


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of graphs: below which base the data has them, and below which the store is to have them."""

    base: str
    target: str

    def target_of(self, graph: str) -> str:
        """The name of a graph in the store; a graph that is not below the data's base keeps its name.

        >>> Naming("https://w3id.org/unsc/", "http://me.example/").target_of("https://w3id.org/unsc/graph/res/1386")
        'http://me.example/res/1386'
        """
        below = f"{self.base}graph/"
        return self.target + graph.removeprefix(below) if graph.startswith(below) else graph

    def file_graph(self, path: Path, ntriples: bytes) -> str:
        """Name the graph of a file that names none: of a work where the file is called so, else after the file.

        >>> Naming("https://w3id.org/unsc/", "").file_graph(Path("res-9.ttl"), b"<https://w3id.org/unsc/res/9> <a:p> 1 .")
        'https://w3id.org/unsc/graph/res/9'
        """
        name = path.name.removesuffix(".gz")
        stem = name[: -len(Path(name).suffix)] or name
        if (match := _WORK.fullmatch(stem)) and f"<{self.base}{match[1]}/{match[2]}> ".encode() in ntriples:
            return f"{self.base}graph/{match[1]}/{match[2]}"
        folder = "links/" if path.parent.name == "links" else ""
        return f"{self.base}graph/{folder}{re.sub(r'[^A-Za-z0-9_-]+', '-', stem).strip('-') or 'file'}"


def add_files(graphs: Graphs, paths: Iterable[Path], naming: Naming) -> Iterator[Path]:
    """Add RDF files of any kind, yielding each when it is read; raises StoreError naming file and line of a fault."""
    from resrdf.quads import read_batches

    for path in paths:
        for _, batch in read_batches(path):
            add_nquads(graphs, batch, naming, path)
        yield path


def add_nquads(graphs: Graphs, nquads: bytes, naming: Naming, path: Path = Path("default")) -> None:
    """Add N-Quads; triples without a graph go into one named after ``path``."""
    from resrdf.quads import split_graphs

    for graph, triples in split_graphs(nquads).items():
        if graph is not None and graph.startswith("_:"):
            raise StoreError(f"{path}: a graph is named by a blank node ({graph}); give it an IRI")
        graphs.add(naming.target_of(graph or naming.file_graph(path, triples)), triples)


def add_vocabulary(graphs: Graphs, naming: Naming) -> None:
    """Add the ontology and the vocabularies, each as one graph."""
    from resrdf.quads import read_rdf
    from resrdf.resources import find_turtle

    for path in find_turtle("ontology"):
        name = "vocab" if path.parent.name == "vocab" else "ontology"
        graphs.add(f"{naming.target}{name}", read_rdf(path))
