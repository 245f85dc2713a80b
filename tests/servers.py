"""Start ``resrdf serve`` in a process of its own and speak to it over real HTTP."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

TOKEN = "a-token-for-the-tests-only"


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Start ``resrdf serve`` and wait for the address that it prints."""
    command = [sys.executable, "-c", "from resrdf.cli import main; main()", "serve", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    match = re.search(r"http://127\.0\.0\.1:\d+/", said)
    if match is None:
        process.kill()
        raise AssertionError(said + process.communicate()[1])
    return process, match[0]


@contextlib.contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """Serve on a free port while the block runs; gives the address, and ends as Ctrl-C does."""
    process, address = start(*arguments, "--port", "0")
    try:
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 0


def children(process: int) -> list[int]:
    """List the processes that a process started, where the system tells."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in tasks for child in path.read_text().split()]


def workers_of(process: int) -> list[int]:
    """List the processes of a server that work for it: those that its process for starting processes started."""
    return [worker for child in children(process) for worker in children(child)]


@dataclass(frozen=True)
class Running:
    """A server that can be written to, and a client that has its token."""

    process: subprocess.Popen[str]
    address: str
    client: httpx.Client
    folder: Path

    def update(self, text: str, **parameters: object) -> httpx.Response:
        return self.client.post(
            "/update", params=parameters, content=text, headers={"content-type": "application/sparql-update"}
        )  # type: ignore[arg-type]

    def ask(self, text: str, **parameters: object) -> bool:
        response = self.client.get("/sparql", params={"query": text, **parameters})  # type: ignore[dict-item]
        assert response.status_code == 200, response.text
        return bool(response.json()["boolean"])

    def count(self, pattern: str = "?s ?p ?o") -> int:
        response = self.client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"})
        assert response.status_code == 200, response.text
        return int(response.json()["results"]["bindings"][0]["n"]["value"])

    def put(self, graph: str, turtle: str) -> httpx.Response:
        return self.client.put(
            "/store", params={"graph": graph}, content=turtle, headers={"content-type": "text/turtle"}
        )


@contextlib.contextmanager
def writable(folder: Path, *arguments: str) -> Iterator[Running]:
    """A writable server over a folder, ended in good order."""
    token = folder.with_name(f"{folder.name}.token")
    token.write_text(TOKEN + "\n")
    process, address = start(
        str(folder), "--writable", "--union-default-graph", "--token-file", str(token), "--port", "0", *arguments
    )
    try:
        with httpx.Client(base_url=address, timeout=30, headers={"authorization": f"Bearer {TOKEN}"}) as client:
            yield Running(process, address, client, folder)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        assert "Traceback" not in err
