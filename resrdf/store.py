"""The embedded Oxigraph store: built into a new generation beside the old one, then swapped in by one atomic rename.

A store folder holds ``resrdf-store.json``, which names the generation in force, and one folder a generation. Readers
follow the pointer, so they see the old data or the new, never half of either; a build that breaks off leaves the old.
The generation before the present one is kept until the next build, for readers that still have it open.

The default graph holds every triple once. The engine's own "union as default graph" gives a triple as often as graphs
have it, so that joins multiply and counts are wrong; a State's name, say, stands in the graph of each of its votes.

The engine writes numbers in one form: ``"5"^^xsd:positiveInteger`` comes back as ``"5"^^xsd:integer``. So a store
is for asking; dumps are written from the statements.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from resrdf.errors import StoreError
from resrdf.search import INDEX, build_index

if TYPE_CHECKING:
    from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

POINTER = "resrdf-store.json"
MASTER = "resrdf-master.json"
"""What a writable server keeps beside the generations; see resrdf.serve.master."""
LOCK = "resrdf-writer.lock"
ONTOLOGY_GRAPH = "https://w3id.org/unsc/graph/ontology"
VOCABULARY_GRAPH = "https://w3id.org/unsc/graph/vocab"
_QUAD = re.compile(
    rb"""^( (?: <[^>\n]*> | _:\S+ ) [ ] <[^>\n]*> [ ]                                        # subject, predicate
            (?: <[^>\n]*> | _:\S+                                                           # object
              | "[^"\\\n]*+ (?: \\. [^"\\\n]*+ )*+ " (?: @[\w-]+ | \^\^<[^>\n]*> )? )
          ) [ ] <[^>\n]*> [ ] \. $""",
    re.MULTILINE | re.VERBOSE,
)
_PORTION = 250_000  # lines of one bulk load: 0.3 GiB of memory, where 1.6 million triples at once took 2.2
RDF_SUFFIXES = frozenset((".ttl", ".nt", ".nq", ".trig", ".rdf", ".owl", ".jsonld", ".n3"))


@dataclass(frozen=True, slots=True)
class StoreSummary:
    """What a build put in place: the generation in force, and how many triples, quads and named graphs are in it."""

    folder: Path
    generation: Path
    triples: int
    quads: int
    graphs: int


def is_rdf(path: Path) -> bool:
    """Say whether the name of a file ends like RDF, compressed or not.

    >>> is_rdf(Path("a.nq.gz")), is_rdf(Path("a.txt")), is_rdf(Path("S_RES_1_1946.xml"))
    (True, False, False)
    """
    return _suffix(path) in RDF_SUFFIXES


def is_store(path: Path) -> bool:
    """Say whether a folder is a store of ours."""
    return (path / POINTER).is_file()


def find_store(path: Path) -> Path | None:
    """Find the store that a folder is, or has in a folder ``store`` as a build leaves it."""
    return next((folder for folder in (path, path / "store") if is_store(folder)), None)


def is_unused(path: Path) -> bool:
    """Say whether a new store may be made here: nothing there, an empty folder, or what broken-off work left."""
    return not path.exists() or (path.is_dir() and _leftovers(path))


def build_store(folder: Path, nquads: Iterable[Path | bytes], *, vocabulary: bool = True) -> StoreSummary:
    """Build a store of N-Quads (bytes) and RDF files of any kind, with the ontology, and swap it in.

    Raises StoreError naming file and line; whatever was in the folder before then stays in force.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file, not the folder of a store")
    if not is_unused(folder) and not is_store(folder):
        raise StoreError(f"{folder}: is not empty and not a store; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / f"building-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        with lock_store(folder):
            triples, quads, graphs = _fill(building, nquads, vocabulary=vocabulary)
            generation = building.rename(folder / f"generation-{uuid.uuid4().hex[:12]}")
            previous = read_pointer(folder).get("generation")
            install_generation(folder, generation.name, triples, quads, {previous})
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return StoreSummary(folder, generation, triples, quads, graphs)


def install_generation(
    folder: Path, name: str, triples: int, quads: int, keep: set[object], *, united: bool = True
) -> None:
    """Put a generation in force, and remove those that are neither it nor to be kept.

    ``united`` says whether its default graph has every triple of the named graphs.
    """
    pointer = {"format": 1, "generation": name, "triples": triples, "quads": quads, "united": united}
    _replace(folder / POINTER, json.dumps(pointer, indent=1) + "\n")
    _sweep(folder, keep={name, *keep})


@contextlib.contextmanager
def lock_store(folder: Path) -> Iterator[None]:
    """Keep every other writer away from a store's folder; raises StoreError where there is one already."""
    try:
        import fcntl
    except ImportError:  # the engine's own lock is all there is
        yield
        return
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(f"{folder}: another program is writing to this store; end it first") from error
        yield


def open_store(path: Path) -> Store:
    """Open a built store for reading; raises StoreError where there is none."""
    from pyoxigraph import Store

    path = find_store(path) or path
    for attempt in range(3):  # a build may swap and sweep between the two steps
        generation = find_generation(path)
        try:
            return Store.read_only(str(generation))
        except (OSError, RuntimeError) as error:
            if attempt == 2 or generation == find_generation(path):
                raise StoreError(f"{path}: the store cannot be opened: {error}") from error
    raise AssertionError


def find_generation(path: Path) -> Path:
    """Follow the pointer of a store to the folder that holds its data now."""
    if (name := read_pointer(path).get("generation")) and (path / str(name)).is_dir():
        return path / str(name)
    raise StoreError(f"{path}: no store here; make one with: resrdf build SRC… -o DIR")


def load_files(paths: Iterable[Path], *, vocabulary: bool = False) -> Store:
    """Load RDF files, of any kind and compressed or not, into a new store in memory."""
    from pyoxigraph import Store

    store = Store()
    for path in paths:
        load_file(store, path)
    if vocabulary:
        load_vocabulary(store)
    unite(store)
    return store


def unite(store: Store) -> None:
    """Put every triple of the named graphs into the default graph of a store in memory as well."""
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")


def load_file(store: Store, path: Path, to_graph: NamedNode | DefaultGraph | None = None) -> None:
    """Add one RDF file to a store; a fault names the file and the line."""
    form, opener = rdf_format(path), gzip.open if path.suffix == ".gz" else Path.open
    base = path.resolve().as_uri()
    try:
        with opener(path, "rb") as stream:
            store.load(stream, form, base_iri=base, to_graph=to_graph)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise StoreError(_place(str(path), error)) from error
    except (OSError, EOFError) as error:
        raise StoreError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def load_nquads(store: Store, nquads: bytes, name: str) -> None:
    """Add N-Quads from memory; ``name`` stands for them in an error."""
    from pyoxigraph import RdfFormat

    try:
        store.load(nquads, RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise StoreError(_place(name, error)) from error


def load_vocabulary(store: Store) -> None:
    """Add the ontology, the vocabularies and the link sets, each to its own graph and to the default graph."""
    from pyoxigraph import DefaultGraph, NamedNode

    from resrdf.links import find_link_sets
    from resrdf.resources import find_turtle

    for path in find_turtle("ontology"):
        graph = VOCABULARY_GRAPH if path.parent.name == "vocab" else ONTOLOGY_GRAPH
        load_file(store, path, NamedNode(graph))
        load_file(store, path, DefaultGraph())
    for link_set in find_link_sets():
        load_file(store, link_set.path, NamedNode(link_set.graph))
        load_file(store, link_set.path, DefaultGraph())


def rdf_format(path: Path) -> RdfFormat:
    """Tell the RDF format from the name of a file; raises StoreError for a name that is none."""
    from pyoxigraph import RdfFormat

    suffix = {".owl": ".rdf"}.get(_suffix(path), _suffix(path))
    if suffix in RDF_SUFFIXES and (form := RdfFormat.from_extension(suffix[1:])):
        return form
    raise StoreError(f"{path}: not an RDF file by its name; expected one of {' '.join(sorted(RDF_SUFFIXES))}")


def _suffix(path: Path) -> str:
    return Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()


def _fill(building: Path, nquads: Iterable[Path | bytes], *, vocabulary: bool) -> tuple[int, int, int]:
    """Load everything into a new on-disk store and close it; returns the counts of triples, quads and named graphs."""
    from pyoxigraph import Quad, RdfFormat, Store

    store, others = Store(str(building)), list[Path]()
    stream = _Stream(_pieces(nquads, others))
    try:
        while stream.go_on():
            store.bulk_load(stream, RdfFormat.N_QUADS)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise StoreError(stream.locate(error)) from error
    for path in others:
        load_file(store, path)
    if others or not stream.united:
        everything = store.quads_for_pattern(None, None, None, None)
        store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in everything)
    if vocabulary:
        load_vocabulary(store)
    store.flush()
    store.optimize()
    build_index(store, building / INDEX)  # beside the engine's own files, which it leaves alone
    triples = _count(store)
    return triples, len(store) - triples, sum(1 for _ in store.named_graphs())


def _count(store: Store) -> int:
    """Count the triples of the default graph."""
    return int(next(iter(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))["n"].value)  # type: ignore[arg-type]


def _pieces(nquads: Iterable[Path | bytes], others: list[Path]) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield a name and a stream for every piece of N-Quads; files of other formats are put into ``others``."""
    from pyoxigraph import RdfFormat

    for number, source in enumerate(nquads, 1):
        if isinstance(source, bytes):
            yield f"piece {number} of the converted data", io.BytesIO(source)
        elif rdf_format(source) != RdfFormat.N_QUADS:
            others.append(source)
        else:
            try:
                stream = source.open("rb")
            except OSError as error:
                raise StoreError(f"{source}: cannot be read: {error.strerror}") from error
            yield str(source), gzip.GzipFile(fileobj=stream) if source.suffix == ".gz" else stream  # type: ignore[misc]


class _Stream:
    """One readable stream made of many, in which a copy without its graph follows each line, for the default graph.

    One bulk load of thousands of small documents writes a few big files instead of thousands of small ones, and to
    double the lines is faster than to read the quads back. ``united`` says whether every line was plain enough for it.
    The engine sorts what one load brings in memory, so the stream ends after some lines and goes on when asked to.
    """

    def __init__(self, sources: Iterator[tuple[str, IO[bytes]]]) -> None:
        self.united = True
        self._chunks = self._double(sources)
        self._chunk, self._at = b"", 0
        self._passed, self._first, self._ended = 0, 0, False  # lines given, those before this load, nothing left
        self._starts: list[tuple[int, str, int]] = [
            (1, "the data", 1)
        ]  # line of the stream, source, line of the source

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, at most ``size``; b"" at the very end."""
        if self._at >= len(self._chunk):
            if self._passed - self._first >= _PORTION:
                return b""
            self._chunk, self._at = next(self._chunks, b""), 0
            self._passed += self._chunk.count(b"\n")
            self._ended = not self._chunk
        start, self._at = self._at, self._at + (size if size > 0 else len(self._chunk))
        return self._chunk[start : self._at]

    def go_on(self) -> bool:
        """Begin the next portion, after the first as before it; False where all has been given."""
        self._first = self._passed
        return not self._ended

    def locate(self, error: SyntaxError) -> str:
        """Name the source and the line in it of an error in the stream."""
        line = self._first + error.lineno if error.lineno else self._starts[-1][0]
        start, name, first = next(entry for entry in reversed(self._starts) if entry[0] <= line)
        return f"{name}:{first + line - start}: {_reason(error)}"

    def _double(self, sources: Iterator[tuple[str, IO[bytes]]]) -> Iterator[bytes]:
        here = 1
        for name, stream in sources:
            line = 1
            with stream:
                for lines in _whole_lines(stream):
                    self._starts.append((here, name, line))
                    plain, count = _QUAD.findall(lines), lines.count(b"\n")
                    self.united = self.united and len(plain) == count
                    line, here = line + count, here + count + len(plain)
                    yield lines + b" .\n".join([*plain, b""])


def _whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut a stream after ends of lines, and give the last line its end where it lacks one."""
    rest = b""
    while chunk := stream.read(1 << 18):
        head, end, tail = chunk.rpartition(b"\n")
        if end:
            yield rest + head + end
            rest = tail
        else:
            rest += chunk
    if rest:
        yield rest + b"\n"


def _place(name: str, error: SyntaxError) -> str:
    """Write ``file:line:column: reason``, as far as the parser knows them."""
    place = "".join(f":{n}" for n in (error.lineno, error.offset) if n)
    return f"{name}{place}: {_reason(error)}"


def _reason(error: SyntaxError) -> str:
    return re.sub(r"^Parser error at line \d+ (between columns \d+ and \d+|column \d+): ", "", str(error.msg))


def read_pointer(folder: Path) -> dict[str, object]:
    """Read which generation of a store is in force, and how much is in it; empty where there is none."""
    try:
        pointer = json.loads((folder / POINTER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return pointer if isinstance(pointer, dict) else {}


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one whole, after a power cut too."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with new.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)


def _leftovers(folder: Path) -> bool:
    """Say whether a folder holds nothing but what broken-off builds leave."""
    return all(
        entry.name.startswith(("building-", "generation-", "master-", "view-", "resrdf-")) for entry in folder.iterdir()
    )


def _sweep(folder: Path, keep: set[object]) -> None:
    """Remove generations that nobody needs, and builds whose process is gone."""
    for entry in folder.iterdir():
        old = entry.name.startswith("generation-") and entry.name not in keep
        if old or (entry.name.startswith("building-") and not _is_alive(entry.name.split("-")[1])):
            shutil.rmtree(entry, ignore_errors=True)


def _is_alive(process: str) -> bool:
    if os.name != "posix" or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
