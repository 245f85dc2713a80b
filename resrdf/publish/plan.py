"""What is to be done: the difference between the graphs that we have and those that the store has from us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from resrdf.publish.graphs import Graphs
from resrdf.publish.ledger import Entry, Ledger

Kind = Literal["add", "change", "remove"]


@dataclass(frozen=True, slots=True)
class Step:
    """One graph that is to be sent or removed."""

    kind: Kind
    graph: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps, the graphs that need none, and those of earlier runs that are gone from the source but stay."""

    steps: tuple[Step, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...] = ()

    @property
    def removals(self) -> int:
        """How many graphs would be removed."""
        return sum(step.kind == "remove" for step in self.steps)


def make_plan(graphs: Graphs, ledger: Ledger, *, below: str, prune: bool) -> Plan:
    """Compare by digests; only graphs that the ledger lists below the base are ever removed.

    >>> with Graphs() as graphs:
    ...     graphs.add("e:new", b"<e:s> <e:p> <e:o> .")
    ...     make_plan(graphs, {"e:old": Entry("sha256:0", 1)}, below="e:", prune=True).steps
    (Step(kind='add', graph='e:new'), Step(kind='remove', graph='e:old'))
    """
    steps: list[Step] = []
    unchanged: list[str] = []
    for graph in graphs:
        known = ledger.get(graph)
        if known is not None and known.digest == graphs[graph].digest:
            unchanged.append(graph)
        else:
            steps.append(Step("add" if known is None else "change", graph))
    gone = tuple(sorted(graph for graph in ledger if graph not in graphs and graph.startswith(below)))
    if prune:
        steps += (Step("remove", graph) for graph in gone)
    return Plan(tuple(steps), tuple(unchanged), () if prune else gone)


def marked(ledger: Ledger, steps: Iterable[Step]) -> dict[str, Entry]:
    """The ledger as it must be before the steps are taken: what they touch is uncertain."""
    return {**ledger, **{step.graph: Entry() for step in steps}}
