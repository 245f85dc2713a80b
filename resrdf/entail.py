"""What a graph says in the terms of others: the triples that ontology/unsc.ttl and ontology/entailments.ttl entail.

Subclasses, subproperties, equivalences and inverses follow from one triple each, so a document is closed in one pass
over its triples and nothing else need be known. Only statements in terms of others are added: what holds in our own
terms is in the graph already. For Web Annotation each citation and mention gets the target and the selectors that its
clients look for, as nodes below its own IRI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple, parse

from resrdf.resources import find_folder
from resrdf.terms import OA, OWL, RDF, RDFS, UNSC, XSD

_SOURCES = ("unsc.ttl", "entailments.ttl")
_A, _COUNT = RDF.type, XSD.nonNegativeInteger
_ANNOTATES = frozenset((UNSC.hasCitation, UNSC.hasMention))
_SPAN = {UNSC.quote: ("/quote", OA.exact), UNSC.start: ("/position", OA.start), UNSC.end: ("/position", OA.end)}
_Edges = dict[NamedNode, set[tuple[NamedNode, bool]]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What follows from a class, and from a property: foreign terms, each with whether it turns the triple round."""

    classes: dict[NamedNode, tuple[NamedNode, ...]]
    properties: dict[NamedNode, tuple[tuple[NamedNode, bool], ...]]


def entail(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield each triple once that the given ones entail in the terms of others and that is not among them."""
    given = list(triples)
    seen = set(given)
    for triple in given:
        for entailed in (*_by_axiom(triple), *_by_annotation(triple)):
            if entailed not in seen:
                seen.add(entailed)
                yield entailed


def _by_axiom(triple: Triple) -> Iterator[Triple]:
    rules = _rules()
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    if predicate == _A:
        for name in rules.classes.get(value, ()):  # type: ignore[arg-type]
            yield Triple(subject, _A, name)
        return
    for name, turned in rules.properties.get(predicate, ()):
        if not turned:
            yield Triple(subject, name, value)
        elif isinstance(value, NamedNode):
            yield Triple(value, name, subject)


def _by_annotation(triple: Triple) -> Iterator[Triple]:
    """The nodes of Web Annotation: where an annotation has its target, and which words of it."""
    if triple.predicate in _ANNOTATES:
        note = triple.object
        assert isinstance(note, NamedNode)
        target, quote, position = (NamedNode(note.value + end) for end in ("/target", "/quote", "/position"))
        yield Triple(note, OA.hasTarget, target)
        yield Triple(target, _A, OA.SpecificResource)
        yield Triple(target, OA.hasSource, triple.subject)
        yield Triple(target, OA.hasSelector, quote)
        yield Triple(target, OA.hasSelector, position)
        yield Triple(quote, _A, OA.TextQuoteSelector)
        yield Triple(position, _A, OA.TextPositionSelector)
    elif (span := _SPAN.get(triple.predicate)) and isinstance(note := triple.subject, NamedNode):
        end, term = span
        value = triple.object
        if note.value.rsplit("/", 2)[-2] not in ("citation", "mention"):
            return
        if end == "/position" and isinstance(value, Literal):
            value = Literal(value.value, datatype=_COUNT)
        yield Triple(NamedNode(note.value + end), term, value)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Read the axioms and follow them to their ends."""
    classes: _Edges = defaultdict(set)
    properties: _Edges = defaultdict(set)
    for name in _SOURCES:
        for quad in parse(path=str(find_folder("ontology") / name)):
            below, above = quad.subject, quad.object
            if not (isinstance(below, NamedNode) and isinstance(above, NamedNode)):
                continue
            if quad.predicate in (RDFS.subClassOf, OWL.equivalentClass):
                classes[below].add((above, False))
            elif quad.predicate in (RDFS.subPropertyOf, OWL.equivalentProperty):
                properties[below].add((above, False))
            elif quad.predicate == OWL.inverseOf:
                properties[below].add((above, True))
                properties[above].add((below, True))
            if quad.predicate == OWL.equivalentClass:
                classes[above].add((below, False))
            elif quad.predicate == OWL.equivalentProperty:
                properties[above].add((below, False))
    return _Rules(
        {start: tuple(name for name, _ in _reach(start, classes)) for start in list(classes)},
        {start: tuple(_reach(start, properties)) for start in list(properties)},
    )


def _reach(start: NamedNode, edges: _Edges) -> list[tuple[NamedNode, bool]]:
    """All foreign terms above a term, in a fixed order; two turns are none."""
    found: set[tuple[NamedNode, bool]] = set()
    waiting = [(start, False)]
    while waiting:
        name, turned = waiting.pop()
        for above, turns in edges.get(name, ()):
            step = (above, turned != turns)
            if step not in found and step != (start, False):
                found.add(step)
                waiting.append(step)
    return sorted((step for step in found if not step[0].value.startswith(str(UNSC))), key=lambda s: (s[0].value, s[1]))
