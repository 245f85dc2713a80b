"""Run the server until it is told to stop."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

from resrdf.errors import ResrdfError, StoreError
from resrdf.serve.worker import Limits


def run_server(
    store: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    workers: int = 2,
    seconds: float = 10.0,
    limits: Limits | None = None,
    public_url: str = "",
    on_ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve a store; ``on_ready`` gets the address once queries are answered. Returns after Ctrl-C or SIGTERM.

    Raises StoreError for a store that cannot be opened, ResrdfError for an address that cannot be used.
    """
    import uvicorn

    from resrdf.serve.app import make_app
    from resrdf.serve.site import Site
    from resrdf.store import POINTER, find_generation, find_store, open_store

    store = find_store(store) or store
    open_store(store)  # says in one line what is wrong with it
    generation = find_generation(store)
    pointer = store / POINTER
    triples = json.loads(pointer.read_text("utf-8")).get("triples") if pointer.is_file() else None
    dataset = store.parent if (store.parent / "SHA256SUMS").is_file() else None
    site = Site(generation, workers, seconds, limits or Limits(), triples, dataset, public_url)
    listener = _listen(host, port)
    config = uvicorn.Config(
        make_app(site), log_level="error", access_log=False, lifespan="on", server_header=False, date_header=True,
        timeout_graceful_shutdown=1, timeout_keep_alive=30, h11_max_incomplete_event_size=64 << 10,
    )  # fmt: skip

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(_address(listener))

    server = Server(config)
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
    if not server.started:
        raise StoreError(f"{store}: the store cannot be served; see the message above")


def _listen(host: str, port: int) -> socket.socket:
    """Bind the address before anything else, so that a taken port is said in one line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with its protocol named, asyncio turns off the delay that costs 40 ms an answer
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = "is taken by another program; choose one with --port" if _is_taken(error) else f"cannot be used: {error}"
        raise ResrdfError(f"{host}:{port} {why}") from error
    return listener


def _is_taken(error: Exception) -> bool:
    import errno

    return isinstance(error, OSError) and error.errno == errno.EADDRINUSE


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
