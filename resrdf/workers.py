"""Processes for work in chunks: they leave Ctrl-C to the process that a person started, and end with it."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def map_in_order(work: Callable[[_Task], _Result], tasks: Iterable[_Task], jobs: int) -> Iterator[_Result]:
    """Do the tasks in ``jobs`` processes; yield the results in their order, holding no more than a few at a time."""
    waiting_tasks = iter(tasks)
    with worker_pool(jobs) as pool:
        waiting: deque[Future[_Result]] = deque(pool.submit(work, task) for task in islice(waiting_tasks, 2 * jobs))
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(pool.submit(work, task) for task in islice(waiting_tasks, 1))
            yield result


@contextmanager
def worker_pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that leave Ctrl-C to this one, and that end with it without doing what still waits."""
    pool = ProcessPoolExecutor(jobs, initializer=_leave_signals)
    with _ctrl_c_held():
        pool.submit(_leave_signals).result()  # the processes start here, where no Ctrl-C reaches them
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; processes that start meanwhile never see it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_signals() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
