"""Links into other people's data: the curated link sets of ``links/``, and those that a rule makes from a symbol.

A link set is a Turtle file that describes itself as a ``void:Linkset`` with its source, date and method. Each stands in
a named graph of its own, apart from what was read from the texts, so that whoever does not trust one leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from resrdf.errors import ResrdfError
from resrdf.iris import DEFAULT_BASE, Iris
from resrdf.resources import find_turtle
from resrdf.symbol import Symbol
from resrdf.terms import DCTERMS, FOAF, RDF, UNSC, VOID

if TYPE_CHECKING:
    from resrdf.statements import Statement

_PUBLISHED = "https://docs.un.org/en/"


@dataclass(frozen=True, slots=True)
class LinkSet:
    """One link set: where it is, and what it says of itself."""

    name: str
    path: Path
    iri: str
    title: str
    predicate: str
    subjects: str
    objects: str
    triples: int

    @property
    def graph(self) -> str:
        """The named graph of the link set.

        >>> find_link_sets()[0].graph
        'https://w3id.org/unsc/graph/links/actors-unbis'
        """
        return f"{DEFAULT_BASE}graph/links/{self.name}"


@lru_cache(maxsize=1)
def find_link_sets() -> tuple[LinkSet, ...]:
    """Return the curated link sets that belong to this very code, by name."""
    return tuple(map(read_link_set, find_turtle("links")))


def read_link_set(path: Path) -> LinkSet:
    """Read what a link set says of itself; raises ResrdfError where it lacks its description or miscounts itself."""
    from pyoxigraph import RdfFormat, parse

    try:
        triples = [quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]
    except (OSError, SyntaxError) as error:
        raise ResrdfError(f"{path}: not a link set in Turtle: {error}") from error
    nodes = [t.subject for t in triples if str(t.predicate) == RDF.type and str(t.object) == VOID.Linkset]
    if len(nodes) != 1:
        raise ResrdfError(f"{path}: {len(nodes)} nodes are a void:Linkset; a link set describes itself once")
    said = {str(t.predicate): t.object for t in triples if t.subject == nodes[0]}
    try:
        title, predicate, subjects, objects, number = (
            said[term].value
            for term in (DCTERMS.title, VOID.linkPredicate, VOID.subjectsTarget, VOID.objectsTarget, VOID.triples)
        )
    except KeyError as error:
        raise ResrdfError(f"{path}: the link set does not say its {error.args[0][1:-1]}") from error
    links = sum(t.predicate.value == predicate for t in triples)
    if links != int(number):
        raise ResrdfError(f"{path}: the link set says {number} links and has {links}")
    return LinkSet(path.stem, path, nodes[0].value, title, predicate, subjects, objects, links)


def published_page(symbol: Symbol) -> str:
    """Where the United Nations publishes a document, by its symbol.

    >>> published_page(Symbol.from_text("S/RES/1386 (2001)"))
    'https://docs.un.org/en/S/RES/1386(2001)'
    """
    return _PUBLISHED + symbol.canonical


def akn_work(symbol: Symbol, adopted: str) -> str | None:
    """The AKN4UN name of a resolution, as the UN's own XML forms it; other documents have no rule.

    >>> akn_work(Symbol.from_text("S/RES/1386 (2001)"), "2001-12-20")
    '/akn/un/statement/deliberation/unsc/2001-12-20/1386-2001'
    """
    if symbol.number is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", adopted):
        return None
    return f"/akn/un/statement/deliberation/unsc/{adopted}/{symbol.number}-{symbol.year}"


def published_links(symbol: Symbol, iris: Iris) -> Iterator[Statement]:
    """The link from a work to the page where it is published."""
    from resrdf.statements import to_node

    yield to_node(iris.work(symbol)), FOAF.page, to_node(published_page(symbol))


def akn_names(symbol: Symbol, adopted: str | None, iris: Iris) -> Iterator[Statement]:
    """The AKN4UN name of a resolution whose source does not give it."""
    from resrdf.statements import to_node, to_text

    if adopted and (name := akn_work(symbol, adopted)):
        yield to_node(iris.work(symbol)), UNSC.aknWorkUri, to_text(name)
