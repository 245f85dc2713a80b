"""What the store itself says we have put there: a small graph with the digest and size of each of our graphs.

A graph has an entry as soon as it may be in the store, and the entry has a digest only while the graph is known to be
there as it was meant: before graphs are sent their digests are taken away, and each comes back when the graph has been
read back. So whenever a run breaks off, the next one knows what is certain and sends the rest.

No entry has a class, so that counts over all classes are the same with and without the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resrdf.errors import StoreError

NAME = "publication"
_DCTERMS = "http://purl.org/dc/terms/"
_VOID = "http://rdfs.org/ns/void#"
_XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_PART, _IDENTIFIER, _TRIPLES = f"{_DCTERMS}isPartOf", f"{_DCTERMS}identifier", f"{_VOID}triples"


@dataclass(frozen=True, slots=True)
class Entry:
    """A graph of ours in the store; without a digest it is not certain what is in it."""

    digest: str | None = None
    triples: int = 0


Ledger = Mapping[str, Entry]


def write_entries(ledger: str, entries: Iterable[tuple[str, Entry]]) -> bytes:
    r"""Write entries as N-Triples.

    >>> write_entries("e:l", [("e:g", Entry())])
    b'<e:g> <http://purl.org/dc/terms/isPartOf> <e:l> .\n'
    """
    lines = []
    for graph, entry in entries:
        lines.append(f"<{graph}> <{_PART}> <{ledger}> .\n")
        if entry.digest is not None:
            lines.append(f'<{graph}> <{_IDENTIFIER}> "{entry.digest}" .\n')
            lines.append(f'<{graph}> <{_TRIPLES}> "{entry.triples}"^^<{_XSD_INTEGER}> .\n')
    return "".join(sorted(lines)).encode()


def read_entries(ledger: str, ntriples: bytes) -> dict[str, Entry]:
    """Read entries; one that is incomplete or contradicts itself has no digest.

    >>> both = [("e:g", Entry("sha256:1", 5)), ("e:h", Entry())]
    >>> read_entries("e:l", write_entries("e:l", both)) == dict(both)
    True
    """
    from pyoxigraph import NamedNode, RdfFormat, parse

    found: dict[str, dict[str, set[str]]] = {}
    for quad in parse(ntriples, RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, NamedNode):
            values = found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set())
            values.add(getattr(quad.object, "value", ""))
    entries = {}
    for graph, said in sorted(found.items()):
        if ledger not in said.get(_PART, ()):
            raise StoreError(f"the graph {ledger} in the store is not ours; choose another --graph-base")
        digests, sizes = said.get(_IDENTIFIER, set()), said.get(_TRIPLES, set())
        whole = len(digests) == len(sizes) == 1 and next(iter(sizes)).isdecimal()
        entries[graph] = Entry(next(iter(digests)), int(next(iter(sizes)))) if whole else Entry()
    return entries
