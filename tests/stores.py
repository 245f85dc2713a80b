"""Real triplestores to test with, started in a temporary folder and ended afterwards, and a proxy that misbehaves."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

VIRTUOSO_INI = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
TOKEN = "a-token-for-tests-0123456789abcdef"


@dataclass(frozen=True)
class Store:
    """A running store: its root, its name, what to tell resrdf and httpx who we are."""

    name: str
    url: str
    environment: dict[str, str] = field(default_factory=dict)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(*command: str | Path, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (cwd / "server.log").open("wb") as log:
        running = subprocess.Popen([*map(str, command)], cwd=cwd, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait(20)


def wait_for(url: str, running: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert running.poll() is None, log.read_text()
        try:
            httpx.get(url, params={"query": "ASK {}"}, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not come up: {log.read_text()}")


@contextmanager
def oxigraph(folder: Path, *, on_disk: bool = False) -> Iterator[Store]:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("the Oxigraph server is not installed (pip install oxigraph)")
    port = free_port()
    place = ("--location", folder / "data") if on_disk else ()
    with process(program, "serve", *place, "--bind", f"127.0.0.1:{port}", cwd=folder) as running:
        wait_for(f"http://127.0.0.1:{port}/query", running, folder / "server.log")
        yield Store("oxigraph", f"http://127.0.0.1:{port}")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    program = shutil.which("virtuoso-t")
    if program is None or not VIRTUOSO_INI.is_file():
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource-7)")
    port = free_port()
    settings = VIRTUOSO_INI.read_text()
    settings = re.sub(r"/var/lib/virtuoso-opensource-7/(db|vsp)", str(folder), settings)
    for default, ours in (("1111", free_port()), ("8890", port)):
        settings = re.sub(rf"(?m)^ServerPort\s*=\s*{default}", f"ServerPort = 127.0.0.1:{ours}", settings)
    (folder / "virtuoso.ini").write_text(re.sub(r"(?m)^DirsAllowed.*", "DirsAllowed = .", settings))
    with process(program, "-f", "-c", "virtuoso.ini", cwd=folder) as running:
        wait_for(f"http://127.0.0.1:{port}/sparql", running, folder / "server.log")
        yield Store("virtuoso", f"http://127.0.0.1:{port}", {"RESRDF_USER": "dba", "RESRDF_PASSWORD": "dba"})


@contextmanager
def own(folder: Path) -> Iterator[Store]:
    port, token = free_port(), folder / "token"
    token.write_text(TOKEN)
    token.chmod(0o600)
    command = (sys.executable, "-m", "resrdf", "serve", folder / "data", "--writable", "--token-file", token)
    with process(*command, "--union-default-graph", "--port", str(port), cwd=folder) as running:
        wait_for(f"http://127.0.0.1:{port}/sparql", running, folder / "server.log")
        yield Store("own", f"http://127.0.0.1:{port}", {"RESRDF_TOKEN": TOKEN})


STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso, "own": own}


# ------------------------------------------------------------------------------------------------ the misbehaving proxy


@dataclass
class Fault:
    """What to do to the requests of one kind, so often: ``times`` counts down."""

    kind: str
    method: str = "PUT"
    times: int = 1
    seen: int = 0


class Proxy:
    """Stands before a store and spoils some of its requests."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.lock = threading.Lock()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                proxy.handle(self)

            do_GET = do_PUT = do_POST = do_DELETE = handle_any

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def count(self, method: str) -> int:
        return sum(seen == method for seen, _, _ in self.requests)

    def _fault(self, method: str) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                if fault.method == method and fault.times > 0:
                    fault.times -= 1
                    fault.seen += 1
                    return fault
        return None

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        self.requests.append((request.command, request.path, dict(request.headers)))
        fault = self._fault(request.command)
        kind = fault.kind if fault else ""
        if kind == "cut in mid-body":
            request.rfile.read(length // 2)
            self._half_to_store(request, length)
            return self._hang_up(request)
        body = request.rfile.read(length)
        if kind == "slow":
            time.sleep(2)
            return self._hang_up(request)
        if kind.startswith("HTTP "):
            return self._answer(request, int(kind[5:8]), b"out of order\nsecond line", {"Retry-After": "0"})
        if kind.startswith("redirect "):
            return self._answer(request, 307, b"", {"Location": kind.removeprefix("redirect ") + request.path})
        answer = self._forward(request, body)
        if kind == "cut before the answer":
            return self._hang_up(request)
        content = answer.content
        headers = {name: value for name, value in answer.headers.items() if name.lower() in _PASSED}
        if kind == "truncated answer":  # whole for HTTP, half of it for RDF
            content = b"".join(content.splitlines(keepends=True)[: content.count(b"\n") // 2])
        if kind == "short answer":
            request.send_response(answer.status_code)
            request.send_header("Content-Length", str(len(content) + 100))
            request.end_headers()
            request.wfile.write(content)
            return self._hang_up(request)
        return self._answer(request, answer.status_code, content, headers)

    def _forward(self, request: BaseHTTPRequestHandler, body: bytes) -> httpx.Response:
        headers = {
            n: v for n, v in request.headers.items() if n.lower() not in ("host", "connection", "accept-encoding")
        }
        return httpx.request(
            request.command, self.target + request.path, content=body, headers=headers, timeout=60, trust_env=False
        )

    def _half_to_store(self, request: BaseHTTPRequestHandler, length: int) -> None:
        """Let the store see a body that breaks off, too."""
        host, _, port = self.target.removeprefix("http://").partition(":")
        head = f"{request.command} {request.path} HTTP/1.1\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in request.headers.items()
        )
        with socket.create_connection((host, int(port))) as store:
            store.sendall(head.encode() + b"\r\n" + b"<http://e/half> <http://e/p> 1 .\n"[: length // 2])

    @staticmethod
    def _hang_up(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        request.connection.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _answer(request: BaseHTTPRequestHandler, status: int, content: bytes, headers: dict[str, str]) -> None:
        request.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)


_PASSED = ("content-type", "www-authenticate", "x-sparql-maxrows")


@contextmanager
def proxy_before(target: str) -> Iterator[Proxy]:
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()


@contextmanager
def surroundings(**values: str) -> Iterator[None]:
    """Set the environment for a while, with nobody's credentials but these."""
    before = dict(os.environ)
    for name in ("RESRDF_USER", "RESRDF_PASSWORD", "RESRDF_TOKEN"):
        os.environ.pop(name, None)
    os.environ.update({"NETRC": os.devnull, **values})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
