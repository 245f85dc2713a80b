"""Measure the stages of the road: read, map, write, load, validate; on the seeds and, where it is there, on a corpus.

    python benchmarks/bench.py [CORPUS] [--json]

Times are processor seconds of this process (not wall time: neighbours on the machine do not count); peak memory is that
of the process. Each stage runs over the same documents; reading is repeated so that short inputs give steady figures.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from resrdf.document import Document
from resrdf.dossier import merge
from resrdf.enrich import annotate
from resrdf.errors import ReadError
from resrdf.graph import statements_of
from resrdf.iris import Iris
from resrdf.read import read
from resrdf.sources import find_sources
from resrdf.store import build_store
from resrdf.validate import validate
from resrdf.write import write

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def timed(work: Callable[[], T], repeat: int = 1) -> tuple[T, float]:
    """The result of a piece of work and the processor seconds of the fastest of some runs."""
    best = float("inf")
    for _ in range(repeat):
        started = time.process_time()
        result = work()
        best = min(best, time.process_time() - started)
    return result, best


def measure(paths: list[Path], repeat: int) -> dict[str, float]:
    """Run every stage once over the texts below some paths."""
    sources = [(source.name, source.read()) for source in find_sources(paths)]
    megabytes = sum(len(data) for _, data in sources) / 1e6

    def read_all() -> list[Document]:
        documents: list[Document] = []
        for name, data in sources:
            try:
                documents.append(read(data, name))
            except ReadError:
                continue
        return documents

    read_all()  # vocabularies are loaded once a process
    documents, read_time = timed(read_all, repeat)
    iris = Iris()
    plain, plain_time = timed(lambda: [statements_of(merge([d]), iris) for d in documents], repeat)
    _, plain_nquads_time = timed(lambda: [write(g, iris.base, "nquads") for g in plain], repeat)
    findings, enrich_time = timed(lambda: [annotate(d) for d in documents], repeat)
    pairs = list(zip(documents, findings, strict=True))
    graphs, map_time = timed(lambda: [statements_of(merge([d]), iris, f) for d, f in pairs], repeat)
    triples = sum(map(len, graphs))
    nquads, nquads_time = timed(
        lambda: [write(g, f"{iris.base}graph/{i}", "nquads") for i, g in enumerate(graphs)], repeat
    )
    _, turtle_time = timed(lambda: [write(g, iris.base, "turtle") for g in graphs], repeat)
    with tempfile.TemporaryDirectory() as folder:
        _, load_time = timed(lambda: build_store(Path(folder) / "store", nquads, vocabulary=False))
    report, validate_time = timed(lambda: validate(nquads, lowest="violation"))
    return {
        "documents": len(documents),
        "MB": round(megabytes, 2),
        "triples": triples,
        "read MB/s": round(megabytes / read_time, 1),
        "read documents/s": round(len(documents) / read_time),
        "enrich MB/s": round(megabytes / enrich_time, 1),
        "map ktriples/s": round(triples / map_time / 1e3),
        "write N-Quads ktriples/s": round(triples / nquads_time / 1e3),
        "write Turtle ktriples/s": round(triples / turtle_time / 1e3),
        "load ktriples/s": round(triples / load_time / 1e3),
        "validate ktriples/s": round(triples / validate_time / 1e3),
        "structure, to N-Quads MB/s": round(megabytes / (read_time + plain_time + plain_nquads_time), 1),
        "everything, to N-Quads MB/s": round(megabytes / (read_time + enrich_time + map_time + nquads_time), 1),
        "violations": len(report.results),
        "peak MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Print a table, or JSON."""
    gc.set_threshold(20_000, 20, 100)  # as the program does
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    columns = {"seeds": measure([ROOT / "seeds"], 20)}
    for folder in ("plain-1946-1994", "plain-1994-2014", "akn/en"):
        if (arguments.corpus / folder).is_dir():
            columns[folder] = measure([arguments.corpus / folder], 2)
    if len(columns) == 1:
        print(f"no corpus at {arguments.corpus}: only the seeds are measured", file=sys.stderr)
    if arguments.json:
        print(json.dumps(columns, indent=1))
        return
    print(f"{'':28}" + "".join(f"{name:>18}" for name in columns))
    for row in next(iter(columns.values())):
        print(f"{row:28}" + "".join(f"{column[row]:>18,}" for column in columns.values()))


if __name__ == "__main__":
    main()
