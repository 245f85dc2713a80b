"""Worker processes in two lanes: short queries never wait behind long ones, and each is stopped at its deadline.

There are twice as many workers as may run long queries. A query that is not answered within a moment becomes a long
one: it goes on at a low priority if a place for long queries is free, else it is stopped, waits for such a place and
begins again; it has a second chance as a short one, for a busy machine is late now and then. So at least half of the workers are always there for lookups, whatever else is asked. Texts that turned
out long are remembered and go to their lane at once. Waiting is bounded twice, in number and in time. A worker that
was killed or crashed, or ran at a low priority, is replaced.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Self

from resrdf.errors import ResrdfError, StoreError
from resrdf.serve.child import Busy, Child, Crashed, Late
from resrdf.serve.worker import Job, Limits, Reply, main

__all__ = ["Busy", "Crashed", "Late", "Pool"]

_START = 20.0  # seconds that a worker may take to open the store
_QUICK = 0.5  # seconds after which a query is a long one
_SECOND_CHANCE = 1.5  # seconds for which a query waits for a place before it is tried once more as a short one
_PATIENCE = 10.0  # seconds to wait for a place, even where queries may run for less
_REMEMBERED = 1000  # texts of long queries

_Key = tuple[object, ...]


class Pool:
    """Workers over one store, and the queues before them."""

    def __init__(
        self, path: Path, *, size: int = 2, seconds: float = 10.0, waiting: int = 256, limits: Limits | None = None
    ) -> None:
        """Say how many long queries may run at a time, how long each may, and how many may wait."""
        self.seconds, self.size = seconds, size
        self.limits = limits or Limits()
        self.path = path
        self._most_waiting = waiting
        self._idle: list[Child] = []
        self._all: set[Child] = set()
        self._using: dict[Child, str] = {}
        self._ready = asyncio.Semaphore(0)
        self._places = asyncio.Semaphore(size)
        self._long: OrderedDict[_Key, None] = OrderedDict()
        self._crashing: OrderedDict[_Key, None] = OrderedDict()
        self._waiting = 0
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Start the workers, half of them in the background; raises StoreError where the store cannot be opened."""
        try:
            await asyncio.gather(*(self._add() for _ in range(self.size)))
        except BaseException:
            await self.close()
            raise
        for _ in range(self.size):
            self._later()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """End all workers."""
        await self.close()

    @property
    def alive(self) -> int:
        """How many workers there are at this moment."""
        return len(self._all)

    @property
    def paths_in_use(self) -> frozenset[str]:
        """The folders that workers have open."""
        return frozenset(self._using.values())

    async def ask(self, job: Job) -> Reply:
        """Answer one job; raises Busy, Late or Crashed.

        A worker that was killed from outside is not the fault of its query, which is asked once more.
        """
        key = (job.query, job.graph, job.default_graphs, job.named_graphs)
        for _ in range(2):
            try:
                return await self._ask(job, key)
            except Crashed:
                if key in self._crashing:
                    raise
        _remember(self._crashing, key)
        reply = await self._ask(job, key)
        self._crashing.pop(key, None)
        return reply

    async def _ask(self, job: Job, key: _Key) -> Reply:
        if key not in self._long:
            quick = min(_QUICK if not self._waiting else _QUICK / 2, self.seconds / 3)
            if (reply := await self._try(job, quick, key)) is not None:
                return reply
        # on a busy machine a short query is late now and then; it must not stand behind long ones for that
        if not await self._has_place(_SECOND_CHANCE):
            if (reply := await self._try(job, min(2 * _QUICK, self.seconds / 2), key)) is not None:
                self._long.pop(key, None)
                return reply
            await self._wait(self._places, "place for a long query")
        try:
            return await self._ask_long(job, key)
        finally:
            self._places.release()

    async def _has_place(self, seconds: float) -> bool:
        """Wait a moment for a place among the long queries."""
        try:
            async with asyncio.timeout(seconds):
                await self._wait(self._places, "place for a long query")
        except TimeoutError:
            return False
        return True

    async def _try(self, job: Job, quick: float, key: _Key) -> Reply | None:
        """Give a query a moment; after it, the rest of its time if a place for long queries is free, else None."""
        worker = await self._take()
        promoted = False
        answer = asyncio.ensure_future(worker.ask((str(self.path), job)))
        self._using[worker] = str(self.path)
        try:
            await asyncio.wait({answer}, timeout=quick)
            if not answer.done():
                _remember(self._long, key)
                if self._places.locked():
                    return None
                await self._places.acquire()
                promoted = True
                worker.lower()
                await asyncio.wait({answer}, timeout=self.seconds - quick)
                if not answer.done():
                    raise self._late()
            reply = answer.result()
            assert isinstance(reply, Reply)
            if not promoted:
                self._give_back(worker)
            return reply
        finally:  # late, crashed, or the client is gone: a worker in mid-query cannot be used again
            if promoted:
                self._places.release()
            if promoted or not answer.done() or answer.cancelled() or answer.exception():
                self._replace(worker)
            answer.cancel()

    async def _ask_long(self, job: Job, key: _Key) -> Reply:
        """Run to the end or to the deadline, in a place for long queries."""
        loop = asyncio.get_running_loop()
        worker = await self._take()
        began = loop.time()
        try:
            worker.lower()
            self._using[worker] = str(self.path)
            async with asyncio.timeout(self.seconds):
                reply = await worker.ask((str(self.path), job))
        except TimeoutError:
            raise self._late() from None
        finally:
            self._replace(worker)
        if loop.time() - began < _QUICK / 2:
            self._long.pop(key, None)
        assert isinstance(reply, Reply)
        return reply

    async def close(self) -> None:
        """End all workers and forget whoever waits."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in tuple(self._all):
            worker.kill()
        for worker in tuple(self._all):
            worker.join(2)
        self._all.clear()

    def _late(self) -> Late:
        return Late(f"the query did not end within {self.seconds:g} s and was stopped")

    async def _take(self) -> Child:
        while True:
            await self._wait(self._ready, "place")
            worker = self._idle.pop()
            if worker.is_alive():
                return worker
            self._replace(worker)  # somebody killed it while it waited

    async def _wait(self, semaphore: asyncio.Semaphore, what: str) -> None:
        """Wait in a queue, which is bounded in length and in time."""
        if not semaphore.locked():
            await semaphore.acquire()
            return
        if self._waiting >= self._most_waiting:
            raise Busy(f"{self._waiting} queries are waiting already; try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(patience := max(self.seconds, _PATIENCE)):
                await semaphore.acquire()
        except TimeoutError as error:
            raise Busy(f"no {what} became free within {patience:g} s; try again in a moment") from error
        finally:
            self._waiting -= 1

    def _give_back(self, worker: Child) -> None:
        self._idle.append(worker)
        self._ready.release()

    def _replace(self, worker: Child) -> None:
        if worker not in self._all:
            return
        self._all.discard(worker)
        self._using.pop(worker, None)
        worker.kill()
        self._later(worker)

    def _later(self, old: Child | None = None) -> None:
        """Start a worker in the background."""
        if self._closed:
            return
        task = asyncio.get_running_loop().create_task(self._swap(old))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _swap(self, old: Child | None) -> None:
        if old is not None:
            await asyncio.get_running_loop().run_in_executor(None, old.join, 2)
        pause = 0.1
        while not self._closed:
            try:
                return await self._add()
            except StoreError:  # the store may be out of reach for a while
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)

    async def _add(self) -> None:
        path = str(self.path)
        worker = await Child.start(main, path, self.limits)
        try:
            async with asyncio.timeout(_START):
                ready = await worker.receive()
        except (TimeoutError, ResrdfError) as error:
            worker.kill()
            raise StoreError("a query process did not start") from error
        except BaseException:
            worker.kill()
            raise
        if self._closed or not isinstance(ready, Reply) or ready.status != "answered":
            worker.kill()
            raise StoreError(f"the store cannot be opened: {getattr(ready, 'reason', '')}")
        self._all.add(worker)
        self._using[worker] = path
        self._give_back(worker)


def _remember(keys: OrderedDict[_Key, None], key: _Key) -> None:
    keys[key] = None
    if len(keys) > _REMEMBERED:
        keys.popitem(last=False)
