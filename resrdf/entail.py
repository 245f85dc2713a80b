"""What a graph says in the terms of others: the statements that ontology/unsc.ttl and ontology/entailments.ttl entail.

Subclasses, subproperties, equivalences and inverses follow from one statement each, so a document is closed in one pass
over its statements and nothing else need be known. Only statements in terms of others are added: what holds in our own
terms is in the graph already. For Web Annotation each citation and mention gets the target and the selectors that its
clients look for, as nodes below its own IRI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import parse

from resrdf.resources import find_folder
from resrdf.statements import Statement, Value, below, from_triples, is_node, to_value
from resrdf.terms import OA, OWL, RDF, RDFS, UNSC, XSD, Node

_SOURCES = ("unsc.ttl", "entailments.ttl")
_A = RDF.type
_ANNOTATES = frozenset((UNSC.hasCitation, UNSC.hasMention))
_SPAN = {UNSC.quote: ("quote", OA.exact), UNSC.start: ("position", OA.start), UNSC.end: ("position", OA.end)}
_Edges = dict[Node, set[tuple[Node, bool]]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What follows from a class, and from a property: foreign terms, each with whether it turns the statement round."""

    classes: dict[Node | Value, tuple[Node, ...]]
    properties: dict[Node, tuple[tuple[Node, bool], ...]]


def entail(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield each statement once that the given ones entail in the terms of others and that is not among them."""
    given = list(statements)
    seen = set(given)
    for statement in given:
        for entailed in (*_by_axiom(*statement), *_by_annotation(*statement)):
            if entailed not in seen:
                seen.add(entailed)
                yield entailed


def _by_axiom(subject: Node, predicate: Node, value: Node | Value) -> Iterator[Statement]:
    rules = _rules()
    if predicate == _A:
        for name in rules.classes.get(value, ()):
            yield subject, _A, name
        return
    for name, turned in rules.properties.get(predicate, ()):
        if not turned:
            yield subject, name, value
        elif is_node(value):
            yield value, name, subject


def _by_annotation(subject: Node, predicate: Node, value: Node | Value) -> Iterator[Statement]:
    """The nodes of Web Annotation: where an annotation has its target, and which words of it."""
    if predicate in _ANNOTATES and is_node(value):
        target, quote, position = (below(value, end) for end in ("target", "quote", "position"))
        yield value, OA.hasTarget, target
        yield target, _A, OA.SpecificResource
        yield target, OA.hasSource, subject
        yield target, OA.hasSelector, quote
        yield target, OA.hasSelector, position
        yield quote, _A, OA.TextQuoteSelector
        yield position, _A, OA.TextPositionSelector
    elif predicate in _SPAN and subject.rpartition("/")[0].endswith(("/citation", "/mention")):
        end, term = _SPAN[predicate]
        if end == "position":
            value = to_value(value[1 : value.rindex('"')], XSD.nonNegativeInteger)
        yield below(subject, end), term, value


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Read the axioms and follow them to their ends."""
    classes: _Edges = defaultdict(set)
    properties: _Edges = defaultdict(set)
    for name in _SOURCES:
        axioms = parse(path=str(find_folder("ontology") / name))
        for lower, predicate, upper in from_triples(quad.triple for quad in axioms):
            if not (is_node(lower) and is_node(upper)):
                continue
            if predicate in (RDFS.subClassOf, OWL.equivalentClass):
                classes[lower].add((upper, False))
            elif predicate in (RDFS.subPropertyOf, OWL.equivalentProperty):
                properties[lower].add((upper, False))
            elif predicate == OWL.inverseOf:
                properties[lower].add((upper, True))
                properties[upper].add((lower, True))
            if predicate == OWL.equivalentClass:
                classes[upper].add((lower, False))
            elif predicate == OWL.equivalentProperty:
                properties[upper].add((lower, False))
    return _Rules(
        {start: tuple(name for name, _ in _reach(start, classes)) for start in list(classes)},
        {start: tuple(_reach(start, properties)) for start in list(properties)},
    )


def _reach(start: Node, edges: _Edges) -> list[tuple[Node, bool]]:
    """All foreign terms above a term, in a fixed order; two turns are none."""
    found: set[tuple[Node, bool]] = set()
    waiting = [(start, False)]
    while waiting:
        name, turned = waiting.pop()
        for above, turns in edges.get(name, ()):
            step = (above, turned != turns)
            if step not in found and step != (start, False):
                found.add(step)
                waiting.append(step)
    return sorted(step for step in found if not step[0].startswith(f"<{UNSC}"))
