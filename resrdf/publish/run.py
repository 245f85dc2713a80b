"""Carry a plan out: mark, send, read back, record; broken off anywhere, the next run completes it.

Each graph is certain again as soon as its digest is recorded, some dozens at a time. A graph that fails leaves the others
alone; after several in a row that could not even be tried, the store is taken to be gone and the run ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice

from resrdf.errors import RemoteError
from resrdf.publish.canonical import Difference, difference
from resrdf.publish.graphs import Graphs
from resrdf.publish.ledger import Entry, Ledger, read_entries, write_entries
from resrdf.publish.plan import Plan, Step, marked
from resrdf.publish.protocols import GraphKeeper

_RECORDED = 64  # graphs whose digests are recorded by one request
_GONE = 3  # failures in a row, of this kind, after which the store is taken to be gone


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one step; ``error`` is None where it succeeded and was verified."""

    step: Step
    triples: int = 0
    error: RemoteError | None = None


@dataclass(slots=True)
class Publisher:
    """A store, the graphs that are to be in it, and the name of the ledger."""

    store: GraphKeeper
    graphs: Graphs
    ledger: str
    jobs: int = 4

    def read_ledger(self) -> dict[str, Entry]:
        """Read what the store has from us, in one request."""
        return read_entries(self.ledger, self.store.read(self.ledger))

    def run(self, plan: Plan, ledger: Ledger) -> Iterator[Outcome]:
        """Take the steps of a plan; yields each outcome, and raises RemoteError where the store is gone."""
        if not plan.steps:
            return
        entries = marked(ledger, plan.steps)
        self._write_ledger(entries)
        waiting: list[Outcome] = []
        removed = False
        try:
            for outcome in self._take(plan.steps):
                if outcome.error is None and outcome.step.kind != "remove":
                    waiting.append(outcome)
                elif outcome.error is None:
                    del entries[outcome.step.graph]
                    removed = True
                    yield outcome
                else:
                    yield outcome
                if len(waiting) >= _RECORDED:
                    yield from self._record(waiting, entries)
        finally:  # also when broken off: what has arrived need not be sent again
            recorded = list(self._record(waiting, entries))
        yield from recorded
        if removed:
            self._write_ledger(entries)

    def compare(self, step: Step) -> Difference:
        """Find exactly which triples a step would change, by reading the graph that is in the store."""
        found = self.store.read(step.graph)
        return difference(b"" if step.kind == "remove" else self.graphs.read(step.graph), found)

    def check(self, graphs: tuple[str, ...]) -> Iterator[tuple[str, Difference]]:
        """Read graphs back that the ledger says are there, and compare them with ours."""
        with ThreadPoolExecutor(self.jobs) as pool:
            steps = (Step("change", graph) for graph in graphs)
            yield from zip(graphs, pool.map(self.compare, steps), strict=True)

    def _take(self, steps: tuple[Step, ...]) -> Iterator[Outcome]:
        """Take steps in threads, no more ahead than are needed; yields outcomes as they come."""
        todo, lost = iter(steps), 0
        pool = ThreadPoolExecutor(self.jobs)
        try:
            running: set[Future[Outcome]] = {pool.submit(self._step, step) for step in islice(todo, 2 * self.jobs)}
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {pool.submit(self._step, step) for step in islice(todo, len(done))}
                for outcome in (future.result() for future in done):
                    yield outcome
                    error = outcome.error
                    fatal = error is not None and (error.unreachable or error.status in (401, 403))
                    lost = lost + 1 if fatal else 0
                    if error is not None and lost >= _GONE:
                        raise error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _step(self, step: Step) -> Outcome:
        try:
            if step.kind == "remove":
                self.store.delete(step.graph)
                if self.store.read(step.graph):
                    raise RemoteError(step.graph, "is still there after it was deleted")
                return Outcome(step)
            meant = self.graphs.read(step.graph)
            self._send(step.graph, meant)
            return Outcome(step, self.graphs[step.graph].triples)
        except RemoteError as error:
            return Outcome(step, error=error)

    def _send(self, graph: str, meant: bytes) -> None:
        """Put a graph and read it back; once more where something else came back, as after a truncated answer."""
        for attempt in (1, 2):
            self.store.put(graph, meant)
            if not (found := difference(meant, self.store.read(graph))):
                return
            if attempt == 2:
                raise RemoteError(graph, f"the store gives back another graph: {found}")

    def _record(self, waiting: list[Outcome], entries: dict[str, Entry]) -> Iterator[Outcome]:
        """Record the digests of graphs that have been read back."""
        if not waiting:
            return
        certain = {o.step.graph: self.graphs[o.step.graph] for o in waiting}
        found = {graph: Entry(kept.digest, kept.triples) for graph, kept in certain.items()}
        outcomes, waiting[:] = list(waiting), []
        try:
            self.store.add(self.ledger, write_entries(self.ledger, found.items()))
        except RemoteError as error:
            yield from (Outcome(outcome.step, error=error) for outcome in outcomes)
            return
        entries.update(found)
        yield from outcomes

    def _write_ledger(self, entries: dict[str, Entry]) -> None:
        if entries:
            self.store.put(self.ledger, write_entries(self.ledger, entries.items()))
        else:
            self.store.delete(self.ledger)
