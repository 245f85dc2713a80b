"""The one process that writes: it owns the master store, takes one change at a time, and may be killed in the middle.

A change is in the store wholly or not at all, and is answered once it would survive a power cut. When the process is
killed at a deadline, the next one tells whether the change had been made after all, so that nobody is told otherwise.
"""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from resrdf.errors import ResrdfError, StoreError
from resrdf.serve.child import Busy, Channel, Child, Crashed, Late, begin, run_deep
from resrdf.serve.master import Master, Write, Written

_T = TypeVar("_T")
_MEMORY = 4 << 30
_WAITING = 64  # changes
_CATCH_UP = 600.0  # seconds; the change is made, only the readers' view of it is not


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has its store open; ``found`` is the token of a change that was made but not yet seen by readers."""

    generation: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be said to whoever started the server."""

    text: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The change can no longer be lost."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The store cannot be opened."""

    reason: str


@dataclass(frozen=True, slots=True)
class Publish:
    """Make a snapshot where there is something new; these folders are still being read."""

    in_use: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadGraph:
    """Give a graph of the master; "" is its default graph."""

    name: str


@dataclass(frozen=True, slots=True)
class Close:
    """Publish, and end in good order."""


def main(connection: socket.socket, folder: str, united: bool) -> None:
    """Carry out what comes from the socket until it closes."""
    begin(_MEMORY)
    run_deep(lambda: _serve(Path(folder), Channel(connection), united=united))


def _serve(folder: Path, channel: Channel, *, united: bool) -> None:
    try:
        master = Master(folder, lambda text: channel.send(Note(text)), united=united)
        channel.send(Ready(master.publish(), master.found))
        while True:
            match channel.receive():
                case Write() as write:
                    channel.send(master.write(write, lambda: channel.send(Committed())))
                case Publish(in_use):
                    channel.send(master.publish(in_use))
                case ReadGraph(name):
                    channel.send(master.graph(name))
                case Close():
                    master.close()
                    channel.send(Committed())
                    return
    except EOFError:
        return
    except StoreError as error:
        channel.send(Failed(str(error)))
    except BaseException:  # the next process begins with what is in the store
        os._exit(1)


class Writer:
    """The server's side: changes one after the other, and snapshots when somebody wants to read."""

    def __init__(
        self,
        folder: Path,
        *,
        united: bool = False,
        seconds: float = 10.0,
        note: Callable[[str], None] = lambda text: None,
    ) -> None:
        """Say where the store is, whether its default graph is the union of all graphs, how long an update may take.

        An upload may take six times as long.
        """
        self.seconds, self.generation = seconds, ""
        self.stale = False
        self._folder, self._united, self._note = folder, united, note
        self._child: Child | None = None
        self._found = ""
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        """Start the process; raises StoreError."""
        await self._start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Let readers of the folder see the last state, and end."""
        if self._child:
            try:
                async with asyncio.timeout(_CATCH_UP):
                    await self._child.ask(Close())
            except (TimeoutError, ResrdfError):
                pass
            await self._child.end()

    async def write(self, write: Write) -> Written:
        """Make a change; raises Late or Crashed where it was not made."""
        if self._waiting >= _WAITING:
            raise Busy(f"{self._waiting} changes are waiting already; try again in a moment")
        self._waiting += 1
        try:
            return await self._in_turn(self._write(replace(write, token=uuid.uuid4().hex)))
        finally:
            self._waiting -= 1

    async def _in_turn(self, work: Coroutine[object, object, _T]) -> _T:
        """Do one thing after the other, each to its end, even if the client that wanted it goes away."""

        async def alone() -> _T:
            async with self._turn:
                return await work

        task = asyncio.ensure_future(alone())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def _write(self, write: Write) -> Written:
        seconds = self.seconds if write.kind == "update" else 6 * self.seconds
        child = await self._running()
        try:
            async with asyncio.timeout(seconds):
                answer = await child.ask(write)
            if isinstance(answer, Committed):
                self.stale = True
                async with asyncio.timeout(_CATCH_UP):
                    answer = await child.receive()
            assert isinstance(answer, Written)
            return answer
        except (TimeoutError, Crashed) as error:
            await self._restart()
            if self._found == write.token:  # it had been made when the process ended
                self.stale = True
                return Written("changed")
            if isinstance(error, TimeoutError):
                raise Late(
                    f"the change was not made within {seconds:g} s and was stopped; nothing was changed"
                ) from None
            raise Crashed("the change brought down the process that made it; nothing was changed") from error

    async def fresh(self, in_use: Callable[[], frozenset[str]]) -> str:
        """Name the newest snapshot, which has every change that was answered before this call."""
        if self.stale:
            await self._in_turn(self._publish(in_use))
        return self.generation

    async def _publish(self, in_use: Callable[[], frozenset[str]]) -> None:
        if self.stale:
            answer = await self._ask(Publish(tuple(in_use())))
            assert isinstance(answer, str)
            self.generation, self.stale = answer, False

    async def graph(self, name: str) -> bytes | None:
        """Give a graph of the master as N-Triples; None where there is none."""
        answer = await self._in_turn(self._ask(ReadGraph(name)))
        assert answer is None or isinstance(answer, bytes)
        return answer

    async def _ask(self, question: Publish | ReadGraph) -> object:
        child = await self._running()
        try:
            return await child.ask(question)
        except Crashed:
            await self._restart()
            return await (await self._running()).ask(question)

    async def _running(self) -> Child:
        if self._child is None or not self._child.is_alive():
            await self._restart()
        assert self._child
        return self._child

    async def _restart(self) -> None:
        if self._child:
            await self._child.end()
            self._child = None
        await self._start()

    async def _start(self) -> None:
        child = await Child.start(main, str(self._folder), self._united)
        try:
            while True:
                match await child.receive():
                    case Note(text):
                        self._note(text)
                    case Failed(reason):
                        raise StoreError(reason)
                    case Ready(generation, found):
                        self.generation, self._found, self.stale = generation, found, False
                        self._child = child
                        return
        except Crashed as error:
            raise StoreError(f"{self._folder}: the store cannot be opened for writing") from error
        finally:
            if self._child is not child:
                child.kill()
