"""Worker processes in two lanes: short queries never wait behind long ones, and each is stopped at its deadline.

There are twice as many workers as may run long queries. A query that is not answered within a moment becomes a long
one: it goes on at a low priority if a place for long queries is free, else it is stopped, waits for such a place and
begins again. So at least half of the workers are always there for lookups, whatever else is asked. Texts that turned
out long are remembered and go to their lane at once. Waiting is bounded twice, in number and in time. A worker that
was killed or crashed, or ran at a low priority, is replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Self

from resrdf.errors import ResrdfError, StoreError
from resrdf.serve.child import Busy, Child, Crashed, Late
from resrdf.serve.worker import Job, Limits, Reply, main

__all__ = ["Busy", "Crashed", "Late", "Pool"]

_START = 20.0  # seconds that a worker may take to open the store
_QUICK = 0.5  # seconds after which a query is a long one
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
        """Answer one job; raises Busy, Late or Crashed."""
        key = (job.query, job.graph, job.default_graphs, job.named_graphs)
        if key in self._long:
            return await self._ask_long(job, key)
        worker = await self._take(self._ready, "place")
        promoted = False
        try:
            answer = asyncio.ensure_future(worker.ask((str(self.path), job)))
            self._using[worker] = str(self.path)
            await asyncio.wait({answer}, timeout=min(_QUICK, self.seconds / 3))
            if not answer.done():
                self._remember(key)
                if not self._places.locked():
                    await self._places.acquire()
                    promoted = True
                    worker.lower()
                    await asyncio.wait({answer}, timeout=self.seconds - min(_QUICK, self.seconds / 3))
                    if not answer.done():
                        raise self._late()
            if answer.done():
                reply = answer.result()
                assert isinstance(reply, Reply)
                if not promoted:
                    self._give_back(worker)
                    return reply
                self._replace(worker)
                return reply
        except BaseException:  # late, crashed, or the client is gone: a worker in mid-query cannot be used again
            self._replace(worker)
            raise
        finally:
            if promoted:
                self._places.release()
            elif not answer.done():
                self._replace(worker)
            _forget(answer)
        return await self._ask_long(job, key)

    async def _ask_long(self, job: Job, key: _Key) -> Reply:
        """Wait for a place among the long queries, then run to the end or to the deadline."""
        loop = asyncio.get_running_loop()
        async with self._place():
            worker = await self._take(self._ready, "worker")
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

    @contextlib.asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        await self._wait(self._places, "place for a long query")
        try:
            yield
        finally:
            self._places.release()

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

    def _remember(self, key: _Key) -> None:
        self._long[key] = None
        if len(self._long) > _REMEMBERED:
            self._long.popitem(last=False)

    async def _take(self, semaphore: asyncio.Semaphore, what: str) -> Child:
        while True:
            await self._wait(semaphore, what)
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
            async with asyncio.timeout(self.seconds):
                await semaphore.acquire()
        except TimeoutError as error:
            raise Busy(f"no {what} became free within {self.seconds:g} s; try again in a moment") from error
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


def _forget(answer: asyncio.Future[object]) -> None:
    """Take no more notice of an answer that nobody waits for."""
    if not answer.done():
        answer.cancel()
    elif not answer.cancelled():
        answer.exception()
