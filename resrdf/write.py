"""Statements become bytes: lines are joined, pyoxigraph makes every other format of the lines, Turtle is set to be read.

Two runs write the same bytes: prefixes are sorted, statements keep the order of the description.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from resrdf.iris import DEFAULT_BASE
from resrdf.statements import Statement, to_lines
from resrdf.terms import PREFIXES

Format = Literal["turtle", "ntriples", "trig", "nquads", "jsonld", "rdfxml"]
FORMATS: tuple[Format, ...] = get_args(Format)
EXTENSIONS: dict[Format, str] = {
    "turtle": "ttl", "ntriples": "nt", "trig": "trig", "nquads": "nq", "jsonld": "jsonld", "rdfxml": "rdf",
}  # fmt: skip

_RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_USED = {
    name: iri
    for name, iri in sorted(PREFIXES.items())
    if name in {"unsc", "eli", "prov", "rdfs", "skos", "dcterms", "xsd"}
}


def write(statements: Iterable[Statement], graph: str, fmt: Format, base: str = DEFAULT_BASE) -> bytes:
    """Write the statements of one named graph; only trig, nquads and jsonld have room for the graph's name."""
    lines = to_lines(statements, graph if fmt in ("nquads", "trig", "jsonld") else None)
    if fmt in ("nquads", "ntriples"):
        return lines
    written = _serialize(parse(lines, format=RdfFormat.N_QUADS, lenient=True), fmt, base)
    return _tidy(written) if fmt in ("turtle", "trig") else written


def rdf_format(fmt: Format) -> RdfFormat:
    """The engine's name of a format."""
    return _RDF_FORMATS[fmt]


def join(documents: Iterable[bytes], fmt: Format, base: str = DEFAULT_BASE) -> bytes:
    """Join documents of a format that has one root (JSON-LD, RDF/XML) by reading them and writing them once more."""
    statements = (quad for document in documents if document for quad in parse(document, format=_RDF_FORMATS[fmt]))
    if fmt == "rdfxml":
        return _serialize((quad.triple for quad in statements), fmt, base)
    return _serialize(statements, fmt, base)


def can_join(fmt: Format) -> bool:
    """Say whether documents in this format can be put end to end (see :func:`without_header`; else :func:`join`)."""
    return fmt in ("turtle", "ntriples", "trig", "nquads")


def without_header(document: bytes) -> bytes:
    """A Turtle or TriG document without the prefixes above it, to be joined to one that has them."""
    if not document.startswith(b"@"):
        return document
    return document[document.index(b"\n\n") + 1 :]


def _serialize(statements: Iterable[Triple] | Iterable[Quad], fmt: Format, base: str | None) -> bytes:
    written = serialize(statements, format=_RDF_FORMATS[fmt], prefixes=_USED, base_iri=base)
    assert written is not None
    return written


def _tidy(turtle: bytes) -> bytes:
    """Sort the prefixes, part things by a blank line, indent by spaces (no literal holds a bare line feed)."""
    if not turtle.startswith(b"@"):
        return turtle
    lines = turtle.split(b"\n")
    head = 0
    while lines[head].startswith(b"@"):
        head += 1
    body = (
        b"\n".join(lines[head:]).replace(b" .\n<", b" .\n\n<").replace(b" .\n\t<", b" .\n\n\t<").replace(b"\t", b"    ")
    )
    return b"\n".join(sorted(lines[:head])) + b"\n\n" + body
