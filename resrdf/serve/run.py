"""Run the server until it is told to stop."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from resrdf.errors import ResrdfError, StoreError
from resrdf.serve.worker import Limits
from resrdf.store import find_generation, find_store, lock_store, open_store, read_pointer

if TYPE_CHECKING:
    from resrdf.serve.site import Site


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is to be run."""

    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 2
    seconds: float = 10.0
    limits: Limits = field(default_factory=Limits)
    token: str = ""
    """With a token the store is written to by whoever has it; without, it is only read."""
    services: tuple[str, ...] = ()
    public_url: str = ""
    upload: int = 64 << 20


def run_server(
    store: Path,
    settings: Settings,
    *,
    on_ready: Callable[[str], None] = lambda address: None,
    on_note: Callable[[str], None] = lambda text: None,
) -> None:
    """Serve a store; ``on_ready`` gets the address once queries are answered. Returns after Ctrl-C or SIGTERM.

    Raises StoreError for a store that cannot be opened, ResrdfError for an address that cannot be used.
    """
    store = find_store(store) or store
    listener = listen(settings.host, settings.port)
    with contextlib.ExitStack() as stack:
        stack.callback(listener.close)
        if settings.token:
            stack.enter_context(lock_store(store))
        _run(_site(store, settings, on_note), listener, on_ready)


def _site(store: Path, settings: Settings, on_note: Callable[[str], None]) -> Site:
    """Put together what the handlers know."""
    from resrdf.serve.site import Site

    writable = bool(settings.token)
    if not writable:
        open_store(store)  # says in one line what is wrong with it
    triples = read_pointer(store).get("triples")
    return Site(
        store if writable else find_generation(store),
        workers=settings.workers,
        seconds=settings.seconds,
        limits=settings.limits,
        triples=triples if isinstance(triples, int) and not writable else None,
        services=settings.services,
        public_url=settings.public_url,
        folder=store if writable else None,
        token=settings.token,
        upload=settings.upload,
        note=on_note,
    )


def _run(site: Site, listener: socket.socket, on_ready: Callable[[str], None]) -> None:
    """Run the application on a socket until a signal ends it."""
    import uvicorn

    from resrdf.serve.app import make_app
    from resrdf.serve.connection import connection_class

    failed: list[Exception] = []
    config = uvicorn.Config(
        make_app(site, failed.append), http=connection_class(), log_level="critical", access_log=False, lifespan="on",
        server_header=False, date_header=True, timeout_graceful_shutdown=1, timeout_keep_alive=30, backlog=2048,
        ws="none",
    )  # fmt: skip

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(_address(listener))

    server = Server(config)
    server.run(sockets=[listener])
    if failed:
        raise failed[0]
    if not server.started:
        raise StoreError(f"{site.folder or site.path}: the store cannot be served")


def listen(host: str, port: int) -> socket.socket:
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
