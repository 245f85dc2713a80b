"""A process of the server's own and the socket to it: started apart, spoken to without blocking, killed at any moment.

Both sides send pickled values of our own classes behind their length; the socket is private to the two.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from typing import Self

from resrdf.errors import ResrdfError

_LENGTH = struct.Struct("!Q")
_BUFFER = 1 << 20


class Busy(ResrdfError):
    """Too much is waiting, or something has waited too long."""


class Late(ResrdfError):
    """A query did not end before its deadline and was stopped."""


class Crashed(ResrdfError):
    """A query brought its process down."""


class Channel:
    """The child's side: blocking, since it has nothing else to do."""

    def __init__(self, connection: socket.socket) -> None:
        """Keep the socket."""
        self._socket = connection

    def send(self, value: object) -> None:
        """Send one value."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._socket.sendall(_LENGTH.pack(len(content)))
        self._socket.sendall(content)

    def receive(self) -> object:
        """Wait for one value; raises EOFError when the other side is gone."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return pickle.loads(self._exactly(length))

    def _exactly(self, size: int) -> bytes:
        content = bytearray(size)
        view, done = memoryview(content), 0
        while done < size:
            if not (got := self._socket.recv_into(view[done:])):
                raise EOFError
            done += got
        return bytes(content)


class Child:
    """The server's side."""

    def __init__(
        self, process: multiprocessing.process.BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Keep the process and the two ends of its socket; made by ``start``."""
        self._process, self._reader, self._writer = process, reader, writer

    @classmethod
    async def start(cls, target: Callable[..., None], *arguments: object) -> Self:
        """Start a process that runs ``target(socket, *arguments)``."""
        ours, theirs = socket.socketpair()
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=target, args=(theirs, *arguments), daemon=True)
        try:
            await asyncio.get_running_loop().run_in_executor(None, process.start)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        return cls(process, *await asyncio.open_connection(sock=ours, limit=_BUFFER))

    async def send(self, value: object) -> None:
        """Send one value; raises Crashed where nobody is there."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        try:
            self._writer.write(_LENGTH.pack(len(content)) + content)
            await self._writer.drain()
        except OSError as error:
            raise Crashed("the process that should answer is gone; try again") from error

    async def receive(self) -> object:
        """Wait for one value; raises Crashed where none comes any more."""
        try:
            (length,) = _LENGTH.unpack(await self._reader.readexactly(_LENGTH.size))
            return pickle.loads(await self._reader.readexactly(length))
        except (EOFError, OSError) as error:
            raise Crashed("the query brought down the process that evaluated it; simplify it") from error

    async def ask(self, value: object) -> object:
        """Send a value and wait for the one that answers it."""
        await self.send(value)
        return await self.receive()

    def is_alive(self) -> bool:
        """Say whether the process runs."""
        return self._process.is_alive()

    def lower(self) -> None:
        """Let every other process go first from now on; there is no way back without privileges."""
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid or 0, 15)

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._writer.close()
        self._process.kill()

    def join(self, seconds: float) -> None:
        """Wait until the process is gone."""
        self._process.join(seconds)


def begin(memory: int) -> None:
    """Set a new child up: silent, bounded in memory, deaf to Ctrl-C (the server ends it), and never an orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _limit_resources(memory)


def run_deep(function: Callable[[], None]) -> None:
    """Run in a thread with a deep stack: the engine recurses over long chains of operators."""
    threading.stack_size(256 << 20)
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


def _limit_resources(memory: int) -> None:
    """Bound the memory, and write no core file when a query crashes us; where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _silence() -> None:
    """Keep the engine's last words in a crash from the terminal of the server, which reports the crash itself."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _die_with_parent() -> None:
    """End at once when the server is gone, even in the middle of a query."""
    if parent := parent_process():
        parent.join()
    os._exit(1)
