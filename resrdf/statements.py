"""Statements as text: each term as N-Triples writes it, so that a graph becomes bytes by joining what is there.

The mapping makes nothing but such statements. The engine checks every IRI and language tag, and escapes what is not
plain; its own triples are made of the text, all at once, where somebody wants triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NewType, TypeAlias, TypeGuard

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from resrdf.terms import XSD, Node

Value = NewType("Value", str)
"""A literal: ``"text"``, ``"text"@en``, ``"3"^^<…integer>``."""

Statement: TypeAlias = tuple[Node, Node, Node | Value]
"""Subject, predicate, object."""

_PIECE = 24  # lines that are joined at once: most pieces are plain ASCII, which Python copies as it is


@lru_cache(maxsize=4096)
def to_node(iri: str) -> Node:
    """Write an IRI; raises ValueError for what is none.

    >>> to_node("https://w3id.org/unsc/res/1386")
    '<https://w3id.org/unsc/res/1386>'
    """
    return Node(str(NamedNode(iri)))


def iri_of(node: Node) -> str:
    """Take the IRI out of its brackets."""
    return node[1:-1]


def below(node: Node, path: str) -> Node:
    """The node at a path of plain letters below another.

    >>> below(Node("<a:b>"), "action/1")
    '<a:b/action/1>'
    """
    return Node(f"{node[:-1]}/{path}>")


def to_text(text: str, language: str | None = None) -> Value:
    r"""Write a string, in a language if one is named; raises ValueError for half a character or what is no language.

    >>> to_text("Decides", "en"), to_text('He said "no"\n')
    ('"Decides"@en', '"He said \\"no\\"\\n"')
    """
    plain = text.isprintable() and '"' not in text and "\\" not in text
    written = f'"{text}"' if plain else str(Literal(text))
    return Value(written + _tag(language) if language else written)


@lru_cache(maxsize=64)
def _tag(language: str) -> str:
    return str(Literal("", language=language)).removeprefix('""')


@lru_cache(maxsize=4096)
def to_value(lexical: str | int | date, datatype: Node) -> Value:
    """Write a value of a datatype.

    >>> to_value(3, Node("<http://www.w3.org/2001/XMLSchema#integer>"))
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    text = lexical.isoformat() if isinstance(lexical, date) else str(lexical)
    return Value(f"{to_text(text)}^^{datatype}")


@lru_cache(maxsize=4096)
def to_integer(number: int) -> Value:
    """Write a whole number, of which there are more than of anything else."""
    return to_value(number, XSD.integer)


def to_lines(statements: Iterable[Statement], graph: str | None = None) -> bytes:
    """Write statements as N-Triples, or as the N-Quads of a named graph.

    >>> to_lines([(Node("<a:s>"), Node("<a:p>"), Node("<a:o>"))], "a:g")
    b'<a:s> <a:p> <a:o> <a:g> .\\n'
    """
    end = f" {to_node(graph)} .\n" if graph else " .\n"
    lines = map(" ".join, statements)
    pieces: list[bytes] = []
    while piece := list(islice(lines, _PIECE)):
        pieces.append(f"{end.join(piece)}{end}".encode())
    return b"".join(pieces)


def to_triples(statements: Iterable[Statement]) -> Iterator[Triple]:
    """Make the engine's triples: it reads lines faster than Python makes terms, and every IRI in them has been checked."""
    for quad in parse(to_lines(statements), format=RdfFormat.N_TRIPLES, lenient=True):
        yield quad.triple


def is_node(term: Node | Value) -> TypeGuard[Node]:
    """Say whether a term is a node with an IRI, not a literal (nor the blank node of somebody else)."""
    return term.startswith("<")


def from_triples(triples: Iterable[Triple]) -> Iterator[Statement]:
    """Make statements of the engine's triples."""
    for triple in triples:
        value = str(triple.object)
        yield (
            Node(str(triple.subject)),
            Node(str(triple.predicate)),
            Value(value) if isinstance(triple.object, Literal) else Node(value),
        )
