"""A fixed number of worker processes: each query gets one for itself, until its answer or its deadline.

Waiting is bounded twice, in number and in time. A worker that was killed or crashed is replaced at once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from resrdf.errors import ResrdfError, StoreError
from resrdf.serve.worker import Job, Limits, Reply, main

_T = TypeVar("_T")
_START = 20.0  # seconds that a worker may take to open the store


class Busy(ResrdfError):
    """Too many queries are waiting, or one has waited too long."""


class Late(ResrdfError):
    """A query did not end before its deadline and was stopped."""


class Crashed(ResrdfError):
    """A query brought its worker down."""


class Worker:
    """One process and the pipe to it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Start the process and wait until it has opened the store; raises StoreError."""
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=main, args=(str(path), theirs, limits), daemon=True)
        self._process.start()
        theirs.close()
        try:
            ready = self._receive(_START)
        except ResrdfError as error:
            self.kill()
            raise StoreError("a query process did not start") from error
        if ready.status != "answered":
            self.kill()
            raise StoreError(f"the store cannot be opened: {ready.reason}")

    def ask(self, job: Job, seconds: float) -> Reply:
        """Send a job and wait for its answer; raises Late or Crashed, after which the worker is of no more use."""
        try:
            self._pipe.send(job)
        except OSError as error:
            raise Crashed("the query process is gone") from error
        return self._receive(seconds)

    def _receive(self, seconds: float) -> Reply:
        try:
            if not self._pipe.poll(seconds):
                raise Late(f"the query did not end within {seconds:g} s and was stopped")
            reply = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise Crashed("the query brought down the process that evaluated it; simplify it") from error
        assert isinstance(reply, Reply)
        return reply

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join(2)
        self._pipe.close()


class Pool:
    """Workers over one store, and the queue before them."""

    def __init__(
        self, path: Path, *, size: int = 2, seconds: float = 10.0, waiting: int = 256, limits: Limits | None = None
    ) -> None:
        """Say how many workers there are, how long a query may run, and how many may wait."""
        self.seconds, self.size = seconds, size
        self.limits = limits or Limits()
        self._path, self._most_waiting = path, waiting
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._ready = asyncio.Semaphore(0)
        self._waiting = 0
        self._closed = False
        self._threads = ThreadPoolExecutor(2 * size, thread_name_prefix="pool")
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Start all workers; raises StoreError where the store cannot be opened."""
        try:
            await asyncio.gather(*(self._add() for _ in range(self.size)))
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """End all workers."""
        await self.close()

    @property
    def alive(self) -> int:
        """How many workers there are at this moment."""
        return len(self._all)

    async def ask(self, job: Job) -> Reply:
        """Answer one job; raises Busy, Late or Crashed."""
        worker = await self._take()
        try:
            reply = await self._in_thread(worker.ask, job, self.seconds)
        except BaseException:  # late, crashed, or the client is gone: a worker in mid-query cannot be used again
            self._replace(worker)
            raise
        self._idle.append(worker)
        self._ready.release()
        return reply

    async def close(self) -> None:
        """End all workers and forget whoever waits."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in tuple(self._all):
            worker.kill()
        self._all.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _take(self) -> Worker:
        if self._waiting >= self._most_waiting:
            raise Busy(f"{self._waiting} queries are waiting already; try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.seconds):
                await self._ready.acquire()
        except TimeoutError as error:
            raise Busy(f"no place became free within {self.seconds:g} s; try again in a moment") from error
        finally:
            self._waiting -= 1
        return self._idle.pop()

    def _replace(self, worker: Worker) -> None:
        self._all.discard(worker)
        task = asyncio.get_running_loop().create_task(self._swap(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _swap(self, worker: Worker) -> None:
        await self._in_thread(worker.kill)
        pause = 0.1
        while not self._closed:
            try:
                return await self._add()
            except StoreError:  # the store may be out of reach for a while
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)

    async def _add(self) -> None:
        worker = await self._in_thread(Worker, self._path, self.limits)
        if self._closed:
            worker.kill()
            return
        self._all.add(worker)
        self._idle.append(worker)
        self._ready.release()

    async def _in_thread(self, function: Callable[..., _T], *arguments: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)
