"""Every shape catches its own bad graph and no other does; every term of the ontology is covered; the engines agree."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from resrdf.pipeline import convert
from resrdf.report import Finding
from resrdf.resources import find_folder, find_turtle
from resrdf.validate import Engine, validate_batch

FOLDER = Path(__file__).parent / "shapes"
SEEDS = Path(__file__).parent.parent / "seeds"
BASE = "https://w3id.org/unsc/"
S = Namespace("https://w3id.org/unsc/shapes#")
XSD = "http://www.w3.org/2001/XMLSchema#"
UNSC = "https://w3id.org/unsc/ontology#"
BAD = sorted(path.stem for path in (FOLDER / "bad").glob("*.trig"))
CONSTRAINTS = [
    URIRef(f"{SH}{name}")
    for name in """
        class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
        maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
        qualifiedValueShape closed hasValue in sparql
    """.split()
]
ANNOTATIONS = {  # said of terms in the ontology's own files, not of data
    "verbForce",
}


@lru_cache(maxsize=1)
def shapes() -> Graph:
    graph = Graph()
    for path in find_turtle("shapes"):
        graph.parse(path)
    return graph


@lru_cache(maxsize=1)
def reporting_shapes() -> frozenset[str]:
    """The names of the shapes that can be the source of a result: with a target, or a property of one that has."""
    graph = shapes()
    targeted = {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetSubjectsOf)}
    reached = targeted | {part for shape in targeted for part in graph.objects(shape, SH.property)}
    return frozenset(
        str(shape).removeprefix(str(S)) for shape in reached if any((shape, c, None) in graph for c in CONSTRAINTS)
    )


@lru_cache(maxsize=4)
def quads(name: str) -> tuple[Quad, ...]:
    return tuple(parse(path=str(FOLDER / name), base_iri=BASE))


def patched(name: str) -> bytes:
    """The good graph with one patch, as N-Triples."""
    patch = list(parse(path=str(FOLDER / "bad" / f"{name}.trig"), base_iri=BASE))
    removed = [quad.triple for quad in patch if quad.graph_name == NamedNode(f"{BASE}remove")]
    added = [quad.triple for quad in patch if quad.graph_name == NamedNode(f"{BASE}add")]
    good = [quad.triple for quad in quads("good.ttl")]
    assert len(removed) + len(added) == len(patch), "a patch has only the graphs <remove> and <add>"
    assert set(removed) <= set(good), "what is removed must be in the good graph"
    return ntriples([triple for triple in good if triple not in removed] + added)


def ntriples(triples: list[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


@lru_cache(maxsize=2 * len(BAD))
def findings(name: str, engine: Engine) -> tuple[Finding, ...]:
    return validate_batch(patched(name), engine=engine)


@pytest.mark.parametrize("engine", ["pyshacl", "pyshifty"])
@pytest.mark.parametrize("name", ["good.ttl", "example.ttl"])
def test_good_graphs_conform(name: str, engine: Engine) -> None:
    remarks = validate_batch(ntriples([quad.triple for quad in quads(name)]), engine=engine)
    assert [f"{finding.where}: {finding.message}" for finding in remarks] == []


def test_good_graph_uses_every_term() -> None:
    used = {quad.predicate.value for quad in quads("good.ttl")} | {
        quad.object.value for quad in quads("good.ttl") if isinstance(quad.object, NamedNode)
    }
    abstract = {"Actor"}
    assert {term for term in declared() if f"{UNSC}{term}" not in used} - abstract - ANNOTATIONS == set()


def test_seeds_conform() -> None:
    data = b"".join(converted.data for converted in convert([SEEDS]))
    assert [finding for finding in validate_batch(data, lowest="warning")] == []


def test_every_shape_has_a_bad_graph() -> None:
    assert sorted(reporting_shapes()) == BAD


@pytest.mark.parametrize("name", BAD)
def test_bad_graph_is_caught_by_its_shape_alone(name: str) -> None:
    found = findings(name, "auto")
    assert {finding.shape for finding in found} == {str(S[name])}
    for finding in found:
        assert finding.message and "{?" not in finding.message and "{$" not in finding.message
        assert finding.focus
        assert finding.severity == severity(S[name])


@pytest.mark.parametrize("name", BAD)
def test_engines_agree(name: str) -> None:
    pytest.importorskip("shifty")
    assert sorted(findings(name, "pyshifty"), key=repr) == sorted(findings(name, "pyshacl"), key=repr)


def severity(shape: Node) -> str:
    return str(shapes().value(shape, SH.severity, default=SH.Violation)).rsplit("#", 1)[-1].lower()


def test_severity_is_that_of_the_file() -> None:
    """Results of recommended.ttl are warnings or remarks, those of the other files violations."""
    recommended = Graph().parse(find_folder("shapes") / "recommended.ttl")
    named = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in recommended.subjects(RDF.type, kind)}
    assert named
    for shape in named:
        assert severity(shape) in ("warning", "info"), shape
    for name in reporting_shapes():
        assert (severity(S[name]) == "violation") == (S[name] not in named), name


def test_every_shape_speaks_to_people() -> None:
    graph = shapes()
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in graph.subjects(RDF.type, kind):
            assert str(shape).startswith(str(S)), f"{shape} has no IRI of ours"
            if str(shape).startswith(f"{S}in-") and kind == SH.PropertyShape:
                continue  # the inner half of a membership test: its message never shows
            assert graph.value(shape, SH.name), f"{shape} has no sh:name"
    for name in reporting_shapes():
        query = graph.value(S[name], SH.sparql)
        message = graph.value(S[name] if query is None else query, SH.message)
        assert isinstance(message, Literal) and message.language == "en", f"{name} has no message"
        assert str(message)[0].isupper() or str(message).startswith(("{", "unsc:")), message
        assert str(message).endswith("."), message
        assert graph.value(S[name], SH.description), f"{name} has no description"


def test_placeholders_are_answers_of_the_query() -> None:
    graph = shapes()
    for query in graph.subjects(RDF.type, SH.SPARQLConstraint):
        select = str(graph.value(query, SH.select))
        head = select[: select.index("WHERE")]
        for variable in re.findall(r"\{[?$](\w+)\}", str(graph.value(query, SH.message))):
            assert re.search(rf"[?$]{variable}\b", head), f"{query}: ?{variable} is not selected"


@lru_cache(maxsize=1)
def declared() -> frozenset[str]:
    ontology = Graph().parse(find_folder("ontology") / "unsc.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return frozenset(
        str(term).removeprefix(UNSC)
        for kind in kinds
        for term in ontology.subjects(RDF.type, kind)
        if str(term).startswith(UNSC)
    )


@lru_cache(maxsize=1)
def mentioned() -> frozenset[str]:
    """The terms of the ontology in the shapes, as terms of triples and in queries."""
    graph = shapes()
    terms = {str(node).removeprefix(UNSC) for triple in graph for node in triple if str(node).startswith(UNSC)}
    for query in graph.objects(None, SH.select):
        terms |= set(re.findall(r"unsc:(\w+)", str(query)))
    return frozenset(term for term in terms if term)


def test_every_declared_term_is_covered() -> None:
    assert declared() - mentioned() == frozenset()


def test_no_undeclared_term_is_used() -> None:
    assert mentioned() - declared() == frozenset()


def test_every_property_has_a_shape_for_its_values() -> None:
    """Some property shape on the property says of what type, class or scheme its values are."""
    graph = shapes()
    kinds = (SH.datatype, SH.nodeKind, SH["class"], SH.node, SH["in"])
    typed = {
        str(graph.value(shape, SH.path))
        for shape in graph.subjects(RDF.type, SH.PropertyShape)
        if any((shape, kind, None) in graph for kind in kinds)
    }
    ontology = Graph().parse(find_folder("ontology") / "unsc.ttl")
    properties = [
        str(term)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
        if str(term).startswith(UNSC)
    ]
    assert properties
    assert [term for term in properties if term not in typed] == []


def test_datatypes_are_those_of_the_ontology() -> None:
    graph = shapes()
    ontology = Graph().parse(find_folder("ontology") / "unsc.ttl")
    for shape, datatype in graph.subject_objects(SH.datatype):
        path = graph.value(shape, SH.path)
        ranges = [r for r in ontology.objects(path, RDFS.range) if str(r).startswith((XSD, str(RDF)))]
        assert ranges in ([], [datatype]), f"{path}: {datatype} in the shapes, {ranges} in the ontology"


def test_blank_nodes_only_where_syntax_asks_for_them() -> None:
    """Lists, paths and the alternatives of sh:or are blank nodes; a shape with a message never is."""
    graph = shapes()
    assert [node for node in graph.subjects(SH.message) if isinstance(node, BNode)] == []
