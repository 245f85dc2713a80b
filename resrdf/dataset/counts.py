"""How much of what is in a dataset, taken from the statements as they pass: triples by class, property and link target.

The counts are those of the merged graph, in which a triple that several documents state stands once. What lies below a
document's own IRI is stated by that document alone and is counted in the process that made it; only the rest (States,
meetings, subjects, the works themselves) is carried along to be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from resrdf.statements import Statement
from resrdf.terms import ELI, RDF, UNSC


@dataclass(frozen=True, slots=True)
class Counts:
    """What one document holds: its own part counted, and the triples that others may state too."""

    subjects: int = 0
    classes: tuple[tuple[str, int], ...] = ()
    properties: tuple[tuple[str, int], ...] = ()
    languages: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


def count(statements: Iterable[Statement], work: str) -> Counts:
    """Count the statements of one document, whose own things lie below ``work``.

    >>> from resrdf.statements import Node, Value
    >>> own, other = (Node("<r/1/en>"), Node("<p>"), Value('"a b"')), (Node("<r/1>"), Node("<p>"), Node("<o>"))
    >>> counts = count([own, other, own], "r/1")
    >>> counts.properties, counts.subjects, counts.shared
    ((('<p>', 1),), 1, frozenset({'<r/1> <p> <o>'}))
    """
    below = f"<{work}/"
    own: set[Statement] = set()
    shared: set[Statement] = set()
    for statement in statements:
        (own if statement[0].startswith(below) else shared).add(statement)
    return Counts(
        subjects=len({subject for subject, _, _ in own}),
        classes=tuple(Counter(value for _, term, value in own if term == RDF.type).items()),
        properties=tuple(Counter(term for _, term, _ in own).items()),
        languages=frozenset(value for _, term, value in own if term == ELI.language),
        shared=frozenset(map(" ".join, shared)),
    )


@dataclass(slots=True)
class Totals:
    """The counts of a dataset: add every document, then settle."""

    documents: int = 0
    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    _shared: set[str] = field(default_factory=set)

    def add(self, counts: Counts, documents: int = 1) -> None:
        """Add the counts of one document, or of something that is none."""
        self.documents += documents
        self.subjects += counts.subjects
        self._count(counts.classes, counts.properties)
        self.languages.update(map(_iri, counts.languages))
        self._shared |= counts.shared

    def settle(self) -> None:
        """Count what several documents state, once; to be called when all documents are added."""
        parts = [line.split(" ", 2) for line in self._shared]
        self._shared = set()
        self.subjects += len({part[0] for part in parts})
        self._count(
            Counter(part[2] for part in parts if part[1] == RDF.type).items(),
            Counter(part[1] for part in parts).items(),
        )
        self.about.update(_below(_iri(part[2])) for part in parts if part[1] == UNSC.about)
        dates = sorted(part[2].split('"')[1] for part in parts if part[1] == UNSC.adoptionDate)
        if dates:
            self.first, self.last = dates[0], dates[-1]

    def _count(self, classes: Iterable[tuple[str, int]], properties: Iterable[tuple[str, int]]) -> None:
        for name, number in classes:
            self.classes[_iri(name)] += number
        for name, number in properties:
            self.properties[_iri(name)] += number
            self.triples += number


def _iri(term: str) -> str:
    return term[1:-1]


def _below(iri: str) -> str:
    """What an IRI stands below.

    >>> _below("http://metadata.un.org/thesaurus/1004779")
    'http://metadata.un.org/thesaurus/'
    """
    return iri[: iri.rfind("/") + 1]
