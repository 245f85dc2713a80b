"""Load ``resrdf serve`` and compare it: honest and hostile clients together, and small lookups beside other servers.

    python benchmarks/load.py hostile STORE [--clients 100] [--seconds 60]
    python benchmarks/load.py lookups STORE [--clients 16] [--seconds 5]

STORE is what ``resrdf build`` made. ``lookups`` compares with the servers that can be found: ``oxigraph`` and
``rdflib-endpoint`` from PyPI, installed by hand, none of them needed by the project. Prints tables.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib.util
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import RdfFormat

from resrdf.store import open_store

_LONGEST_ADDRESS = 2000
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o"
HOSTILE = (
    f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }} # %d",
    f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }} # %d",
    f"SELECT (GROUP_CONCAT(STR(?a)) AS ?x) {{ {CROSS} }} # %d",
    f"SELECT * {{ {CROSS} }} ORDER BY ?o # %d",
    "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>|^!<a:b>)* ?b . ?b (!<a:b>|^!<a:b>)* ?c } # %d",
    "ASK " + "{" * 5000 + "}" * 5000 + " # %d",
    "ASK { FILTER(" + "!" * 100000 + "1) } # %d",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } # %d",
)


@dataclass
class Result:
    """What a group of clients saw."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """The latency, in milliseconds, that this share of the answered requests did not exceed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("nan")


class Client:
    """One connection that sends a request after the other; small enough to cost less than what it measures."""

    def __init__(self, port: int, path: str) -> None:
        """Say where the endpoint is."""
        self._port, self._path = port, path
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, query: str) -> tuple[int, bytes]:
        """GET the answer to a short query, POST a long one, as clients do; status 0 where the connection broke."""
        written = f"query={quote(query, safe='')}"
        common = "Host: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n"
        if len(written) <= _LONGEST_ADDRESS:
            request = f"GET {self._path}?{written} HTTP/1.1\r\n{common}\r\n".encode()
        else:
            form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(written)}\r\n"
            request = f"POST {self._path} HTTP/1.1\r\n{common}{form}\r\n{written}".encode()
        try:
            if self._writer is None:
                self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
            assert self._reader is not None
            self._writer.write(request)
            return await self._answer(self._reader)
        except (OSError, EOFError, ValueError):
            self.close()
            return 0, b""

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head[9:12])
        if match := re.search(rb"content-length: *(\d+)", head):
            return status, await reader.readexactly(int(match[1]))
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
        return status, body

    def close(self) -> None:
        """Forget the connection."""
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None


async def run(
    clients: int, seconds: float, port: int, path: str, queries: list[str], hostile: int
) -> tuple[Result, Result]:
    """Let clients ask until the time is over; the first ``hostile`` of them ask for what ruins servers."""
    until, results = time.monotonic() + seconds, (Result(), Result())

    async def one(number: int) -> None:
        client, bad, luck = Client(port, path), number < hostile, random.Random(number)
        turn = 0
        while time.monotonic() < until:
            turn += 1
            query = HOSTILE[(number + turn) % len(HOSTILE)] % (number * 100_000 + turn) if bad else luck.choice(queries)
            began = time.monotonic()
            status, body = await client.ask(query)
            result = results[bad]
            whole = status == 200 and (bad or b'"bindings"' in body)
            result.statuses[str(status) if status != 200 else "answered" if whole else "wrong"] += 1
            if whole or bad:
                result.seconds.append(time.monotonic() - began)
        client.close()

    await asyncio.gather(*(one(number) for number in range(clients)))
    return results


def lookups_of(store: Path, distinct: bool) -> list[str]:
    """Write small questions about what the store holds: a resolution by its symbol."""
    found = open_store(store).query("SELECT ?s { ?r <https://w3id.org/unsc/ontology#symbol> ?s } LIMIT 3000")
    symbols = [row[0].value for row in found]  # type: ignore[union-attr, index]
    text = 'SELECT ?r ?d {{ ?r <https://w3id.org/unsc/ontology#symbol> "{}" . OPTIONAL {{ ?r <https://w3id.org/unsc/ontology#adoptionDate> ?d }} }}'
    queries = [text.format(symbol) for symbol in symbols]
    return [f"{query} # {n}" for n in range(40) for query in queries] if distinct else queries


def memory_of(process: int) -> int:
    """The resident memory of a process and of all that it started."""
    with contextlib.suppress(OSError):
        own = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        tasks = Path(f"/proc/{process}/task").glob("*/children")
        return own + sum(memory_of(int(child)) for task in tasks for child in task.read_text().split())
    return 0


@contextlib.contextmanager
def serving(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until its port answers, and end it afterwards."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} ended with {process.returncode}")
            time.sleep(0.1)
        time.sleep(1.5)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ours(store: Path, port: int, timeout: float = 10.0) -> list[str]:
    """The command of our server."""
    return [sys.executable, "-m", "resrdf", "serve", str(store), "--port", str(port), "--timeout", str(timeout)]


def hostile(store: Path, clients: int, seconds: float, timeout: float) -> None:
    """A tenth of the clients is hostile; every honest question has to be answered."""
    port, queries = free_port(), lookups_of(store, distinct=True)
    with serving(ours(store, port, timeout), port) as process:
        before = memory_of(process.pid)
        honest, bad = asyncio.run(run(clients, seconds, port, "/sparql", queries, clients // 10))
        after = memory_of(process.pid)
        alive = process.poll() is None
    sys.stdout.write(f"{clients} clients, {clients // 10} of them hostile, {seconds:g} s, deadline {timeout:g} s\n\n")
    sys.stdout.write(
        "| clients | answered | others, by status | p50 ms | p99 ms | max ms |\n|---|---|---|---|---|---|\n"
    )
    for name, result in (("honest", honest), ("hostile", bad)):
        others = ", ".join(f"{n} x {status}" for status, n in sorted(result.statuses.items()) if status != "answered")
        numbers = " | ".join(f"{result.quantile(share):.0f}" for share in (0.5, 0.99, 1))
        sys.stdout.write(f"| {name} | {result.statuses['answered']:,} | {others or '-'} | {numbers} |\n")
    sys.stdout.write(
        f"\nmemory {before >> 20} MiB before, {after >> 20} MiB after; the server {'runs' if alive else 'DIED'}\n"
    )


def lookups(store: Path, clients: int, seconds: float) -> None:
    """The same small questions to every server that is here, in one run."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "all.nq"
        open_store(store).dump(str(dump), RdfFormat.N_QUADS)
        rows = []
        for name, distinct, path, command in _servers(store, dump, Path(folder)):
            port = free_port()
            with serving([part.replace("PORT", str(port)) for part in command], port):
                queries = lookups_of(store, distinct)
                random.Random(1).shuffle(queries)
                asyncio.run(run(clients, 1, port, path, queries[:500], 0))
                result, _ = asyncio.run(run(clients, seconds, port, path, queries, 0))
            rate = result.statuses["answered"] / seconds
            failed = sum(result.statuses.values()) - result.statuses["answered"]
            rows.append(
                f"| {name} | {rate:,.0f} | {failed} | {result.quantile(0.5):.1f} | {result.quantile(0.99):.1f} |"
            )
    sys.stdout.write(
        f"{clients} clients, {seconds:g} s each\n\n| server | lookups/s | not answered | p50 ms | p99 ms |\n|---|---|---|---|---|\n"
    )
    sys.stdout.write("\n".join(rows) + "\n")


def _servers(store: Path, dump: Path, folder: Path) -> Iterator[tuple[str, bool, str, list[str]]]:
    yield "resrdf, questions that come again", False, "/sparql", [*ours(store, 0)[:5], "--port", "PORT"]
    yield "resrdf, every question new", True, "/sparql", [*ours(store, 0)[:5], "--port", "PORT"]
    if program := shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        subprocess.run(
            [program, "load", "--location", str(folder / "ox"), "--file", str(dump)], check=True, capture_output=True
        )
        yield (
            "oxigraph serve",
            True,
            "/query",
            [program, "serve-read-only", "--location", str(folder / "ox"), "--bind", "127.0.0.1:PORT"],
        )
    if importlib.util.find_spec("rdflib_endpoint"):
        program = str(Path(sys.executable).parent / "rdflib-endpoint")
        yield "rdflib-endpoint", True, "/", [program, "serve", str(dump), "--port", "PORT", "--host", "127.0.0.1"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("hostile", "lookups"))
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--timeout", type=float, default=10.0)
    given = parser.parse_args()
    if given.what == "hostile":
        hostile(given.store, given.clients or 100, given.seconds or 60, given.timeout)
    else:
        lookups(given.store, given.clients or 16, given.seconds or 5)
