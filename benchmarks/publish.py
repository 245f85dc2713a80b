"""Publish a dataset to real triplestores and print what is claimed of it, as a table.

    python benchmarks/publish.py DATASET [--kills 20] [--killed 300] [--stores oxigraph,oxigraph-disk,virtuoso,own]

DATASET is what ``resrdf build`` made; ``own`` is ``resrdf serve --writable``. Each store is started empty in a temporary folder. Measured are: publishing all,
publishing again, publishing after one document has changed, the read-back of every graph, runs over some graphs that are
killed at random moments and completed by the next, and the rate against a bare loop of PUTs of the same bodies over as many connections.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from stores import STORES, Store, oxigraph

from resrdf.publish.canonical import canonical, difference, digest
from resrdf.publish.graphs import Graphs, Naming, add_files, add_vocabulary
from resrdf.publish.layouts import find_addresses
from resrdf.publish.ledger import NAME
from resrdf.publish.plan import make_plan
from resrdf.publish.protocols import GraphStore
from resrdf.publish.run import Publisher
from resrdf.remote.client import Client
from resrdf.remote.credentials import find_credentials

BASE = "https://w3id.org/unsc/"
GRAPHS = f"{BASE}graph/"
SENT = 600  # graphs whose rate is measured, at most


@contextmanager
def fresh(name: str) -> Iterator[Store]:
    """Start an empty store, on disk but for Oxigraph without more."""
    begin = partial(oxigraph, on_disk=True) if name == "oxigraph-disk" else STORES[name]
    with tempfile.TemporaryDirectory(prefix="resrdf-bench-") as folder, begin(Path(folder)) as store:
        yield store


def keeper(store: Store) -> GraphStore:
    """Reach a store as publish does."""
    client = Client(find_credentials(store.url, environment={**store.environment, "NETRC": os.devnull}), 300)
    return GraphStore(client, find_addresses(client, store.url))


def start(store: Store, source: Path, jobs: int, *options: str) -> subprocess.Popen[str]:
    """Run the command in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RESRDF_")}
    command = [sys.executable, "-m", "resrdf", "publish", str(source), "--to", store.url, "--jobs", str(jobs), *options]
    return subprocess.Popen(command, env={**clean, **store.environment}, stderr=subprocess.PIPE, text=True)


def publish(store: Store, source: Path, jobs: int, *options: str) -> tuple[str, float]:
    """Run the command to its end; its summary and the seconds it took."""
    began = time.monotonic()
    running = start(store, source, jobs, *options)
    _, said = running.communicate()
    assert running.returncode == 0, said[-2000:]
    return said.strip().splitlines()[-1], time.monotonic() - began


def digests(store: Store, graphs: Graphs, jobs: int) -> dict[str, str]:
    """The digest of every graph in the store, as read back."""
    kept, names = keeper(store), [*graphs, GRAPHS + NAME]
    with ThreadPoolExecutor(jobs) as pool:
        return {name: digest(canonical(data)) for name, data in zip(names, pool.map(kept.read, names), strict=True)}


def bare(kept: GraphStore, graphs: Graphs, jobs: int) -> float:
    """Seconds of nothing but PUTs."""
    bodies = [(name, graphs.read(name)) for name in graphs]
    began = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda pair: kept.put(*pair), bodies))
    return time.monotonic() - began


def measure_rate(name: str, graphs: Graphs, jobs: int) -> None:
    """Send some graphs by bare PUTs and by publish in turn, so that both meet the same neighbours on the machine."""
    ratios, rates = [], []
    with Graphs() as some, fresh(name) as store:
        for graph in list(graphs)[:SENT]:
            some.add(graph, graphs.read(graph))
        triples = sum(some[graph].triples for graph in some)
        kept = keeper(store)
        publisher = Publisher(kept, some, GRAPHS + NAME, jobs)
        for _ in range(5):
            for graph in (*some, GRAPHS + NAME):
                kept.delete(graph)
            alone = bare(kept, some, jobs)
            for graph in some:
                kept.delete(graph)
            began = time.monotonic()
            outcomes = list(publisher.run(make_plan(some, {}, below=GRAPHS, prune=False), {}))
            assert all(outcome.error is None for outcome in outcomes)
            ratios.append(alone / (time.monotonic() - began))
            rates.append(triples / alone)
    shown = " ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{name}: {len(some)} graphs, {triples:,} triples, {jobs} connections, five rounds of each in turn")
    print(
        f"  bare PUTs {median(rates):,.0f} triples/s; publish against that: {median(ratios):.2f} ({shown})", flush=True
    )


def change_one(source: Path, folder: Path) -> Path:
    """The same dataset, one clause of it reworded."""
    import gzip

    changed = folder / "changed"
    changed.mkdir()
    nquads = gzip.decompress((source / "resrdf.nq.gz").read_bytes())
    line = next(n for n in nquads.split(b"\n") if b"clauseText> " in n and b"mandate" in n)
    (changed / "resrdf.nq.gz").write_bytes(gzip.compress(nquads.replace(line, line.replace(b"mandate", b"task")), 1))
    (changed / "build.json").write_bytes((source / "build.json").read_bytes())
    return changed


def measure(name: str, source: Path, graphs: Graphs, jobs: int, folder: Path) -> None:
    """Measure one store and print its part of the table."""
    triples = sum(graphs[graph].triples for graph in graphs)
    print(f"\n## {name}: {len(graphs):,} graphs, {triples:,} triples, {jobs} connections")
    with fresh(name) as store:
        said, taken = publish(store, source, jobs)
        print(f"all                                {taken:7.1f} s  {said}", flush=True)
        said, taken = publish(store, source, jobs)
        print(f"again                              {taken:7.1f} s  {said}")
        kept = keeper(store)
        with ThreadPoolExecutor(jobs) as pool:
            found = list(pool.map(lambda graph: difference(graphs.read(graph), kept.read(graph)), graphs))
        print(f"graphs read back isomorphic        {sum(not d for d in found):,} of {len(found):,}", flush=True)
        wanted = digests(store, graphs, jobs)
        said, taken = publish(store, change_one(source, folder), jobs, "--no-validate")
        print(f"after one change                   {taken:7.1f} s  {said}")
        after = digests(store, graphs, jobs)
        print(f"graphs that differ then            {sorted(g for g in after if after[g] != wanted[g])}", flush=True)


def measure_kills(name: str, graphs: Graphs, kills: int, killed: int, jobs: int, folder: Path) -> None:
    """Kill runs over the first graphs at random moments, complete them, and compare with a run that nobody disturbed."""
    source = folder / "some.nq"
    chosen = list(graphs)[:killed]
    with source.open("wb") as out, Graphs() as some:
        for graph in chosen:
            some.add(graph, graphs.read(graph))
            out.write(graphs.read(graph).replace(b" .\n", f" <{graph}> .\n".encode()))
        triples = sum(some[graph].triples for graph in some)
        with fresh(name) as store:
            _, whole = publish(store, source, jobs, "--no-validate")
            wanted = digests(store, some, jobs)
            same, moments, kept = 0, [], keeper(store)
            for number in range(kills):
                for graph in (*some, GRAPHS + NAME):
                    kept.delete(graph)
                running = start(store, source, jobs, "--no-validate")
                moment = random.Random(number).uniform(0.5 * whole, whole)
                timer = threading.Timer(moment, running.kill)
                timer.start()
                running.communicate()
                timer.cancel()
                said, _ = publish(store, source, jobs, "--no-validate")
                sent = int(re.search(r"([\d,]+) graphs sent", said)[1].replace(",", ""))  # type: ignore[index]
                moments.append(f"{moment:.1f}s:{sent}")
                same += digests(store, some, jobs) == wanted
    print(f"{name}: {len(chosen)} graphs, {triples:,} triples, killed and run again: same store {same} of {kills}")
    print(f"  (killed at: graphs left to send) {' '.join(moments)}", flush=True)


def main() -> None:
    """Measure each store."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--stores", default="oxigraph,virtuoso")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--killed", type=int, default=300, help="graphs of the runs that are killed")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--jobs", type=int, default=4)
    options = parser.parse_args()
    with Graphs() as graphs, tempfile.TemporaryDirectory() as folder:
        naming = Naming(BASE, GRAPHS)
        list(add_files(graphs, [options.dataset / "resrdf.nq.gz"], naming))
        graphs.discard(f"{GRAPHS}run")
        add_vocabulary(graphs, naming)
        for name in options.stores.split(","):
            (Path(folder) / name).mkdir()
            measure_rate(name, graphs, options.jobs)
            if not options.short:
                measure(name, options.dataset, graphs, options.jobs, Path(folder) / name)
            if options.kills:
                measure_kills(name, graphs, options.kills, options.killed, options.jobs, Path(folder) / name)


if __name__ == "__main__":
    main()
