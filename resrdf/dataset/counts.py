"""How much of what is in a dataset, taken from the N-Quads as they pass: triples by class, property and link target.

The counts are those of the merged graph, in which a triple that several documents state stands once. What lies below a
document's own IRI is stated by that document alone and is counted in the process that made it; only the rest (States,
meetings, subjects, the works themselves) is carried along to be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LANGUAGE = b"<http://data.europa.eu/eli/ontology#language>"
_DATE = b"<https://w3id.org/unsc/ontology#adoptionDate>"
_ABOUT = b"<https://w3id.org/unsc/ontology#about>"


@dataclass(frozen=True, slots=True)
class Counts:
    """What one document holds: its own part counted, and the triples that others may state too."""

    subjects: int = 0
    classes: tuple[tuple[bytes, int], ...] = ()
    properties: tuple[tuple[bytes, int], ...] = ()
    languages: frozenset[bytes] = frozenset()
    shared: frozenset[bytes] = frozenset()


def count(nquads: bytes, work: str) -> Counts:
    r"""Count the N-Quads of one document, whose own things lie below ``work``.

    >>> counts = count(b'<r/1/en> <p> "a b" <g> .\n<r/1> <p> <o> <g> .\n<r/1/en> <p> "a b" <g> .\n', "r/1")
    >>> counts.properties, counts.subjects, counts.shared
    (((b'<p>', 1),), 1, frozenset({b'<r/1> <p> <o>'}))
    """
    below = f"<{work}/".encode()
    own: set[bytes] = set()
    shared: set[bytes] = set()
    for line in nquads.split(b"\n"):
        (own if line.startswith(below) else shared).add(line)
    shared.discard(b"")
    parts = [line.split(b" ", 3) for line in own]
    return Counts(
        subjects=len({part[0] for part in parts}),
        classes=tuple(Counter(part[2] for part in parts if part[1] == _TYPE).items()),
        properties=tuple(Counter(part[1] for part in parts).items()),
        languages=frozenset(part[2] for part in parts if part[1] == _LANGUAGE),
        shared=frozenset(line.rsplit(b" ", 2)[0] for line in shared),
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
    _shared: set[bytes] = field(default_factory=set)

    def add(self, counts: Counts, documents: int = 1) -> None:
        """Add the counts of one document, or of something that is none."""
        self.documents += documents
        self.subjects += counts.subjects
        self._count(counts.classes, counts.properties)
        self.languages.update(map(_iri, counts.languages))
        self._shared |= counts.shared

    def settle(self) -> None:
        """Count what several documents state, once; to be called when all documents are added."""
        parts = [line.split(b" ", 2) for line in self._shared]
        self._shared = set()
        self.subjects += len({part[0] for part in parts})
        self._count(
            Counter(part[2] for part in parts if part[1] == _TYPE).items(), Counter(part[1] for part in parts).items()
        )
        self.about.update(_below(_iri(part[2])) for part in parts if part[1] == _ABOUT)
        dates = sorted(part[2].split(b'"')[1].decode() for part in parts if part[1] == _DATE)
        if dates:
            self.first, self.last = dates[0], dates[-1]

    def _count(self, classes: Iterable[tuple[bytes, int]], properties: Iterable[tuple[bytes, int]]) -> None:
        for name, number in classes:
            self.classes[_iri(name)] += number
        for name, number in properties:
            self.properties[_iri(name)] += number
            self.triples += number


def _iri(term: bytes) -> str:
    return term[1:-1].decode()


def _below(iri: str) -> str:
    """What an IRI stands below.

    >>> _below("http://metadata.un.org/thesaurus/1004779")
    'http://metadata.un.org/thesaurus/'
    """
    return iri[: iri.rfind("/") + 1]
