"""The ontology loads, describes itself, is consistent, and is exactly what code, shapes and queries speak of."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import owlrl
import pytest
from pyoxigraph import BlankNode, Literal, parse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from resrdf.resources import find_turtle
from resrdf.terms import UNSC, declared_terms

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology" / "unsc.ttl"
U = Namespace(str(UNSC))
BASE = Namespace("https://w3id.org/unsc/")
PROV = Namespace("http://www.w3.org/ns/prov#")
ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


@lru_cache(maxsize=1)
def page_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_ontology_page", ROOT / "docs" / "make_ontology_page.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


@pytest.mark.parametrize("path", find_turtle("ontology"), ids=lambda p: p.name)
def test_both_parsers_read_every_file_alike_and_no_node_is_blank(path: Path) -> None:
    quads = list(parse(path=str(path)))
    assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]
    assert len({str(q) for q in quads}) == len(quads), "a triple is written twice"
    assert len(Graph().parse(path)) == len(quads)


@pytest.mark.parametrize("path", find_turtle("ontology"), ids=lambda p: p.name)
def test_text_of_every_file_is_tagged_and_trimmed(path: Path) -> None:
    for quad in parse(path=str(path)):
        if isinstance(quad.object, Literal):
            assert quad.object.value.strip() == quad.object.value
            assert "\n" not in quad.object.value
        if quad.predicate.value.startswith((str(SKOS) + "pref", str(SKOS) + "alt", str(SKOS) + "def", str(RDFS.label))):
            assert isinstance(quad.object, Literal) and quad.object.language == "en"


@pytest.mark.parametrize(
    "name",
    [
        *("dcterms:title", "dcterms:description", "dcterms:license", "dcterms:creator", "dcterms:publisher"),
        *("dcterms:created", "dcterms:issued", "dcterms:modified", "dcterms:bibliographicCitation", "dcterms:source"),
        *("owl:versionIRI", "owl:versionInfo", "adms:status"),
        *("vann:preferredNamespacePrefix", "vann:preferredNamespaceUri"),
    ],
)
def test_header(name: str) -> None:
    term = ontology().namespace_manager.expand_curie(name)
    assert list(ontology().objects(URIRef("https://w3id.org/unsc/ontology"), term))


def test_every_term_has_one_label_one_definition_and_its_ontology() -> None:
    graph = ontology()
    for name in declared_terms():
        assert len(list(graph.objects(U[name], RDFS.label))) == 1, name
        (definition,) = graph.objects(U[name], SKOS.definition)
        assert re.fullmatch(r"[A-Z].{15,}\.|[A-Z].{15,}: \S+\.", str(definition)), f"{name}: {definition}"
        assert (U[name], RDFS.isDefinedBy, URIRef("https://w3id.org/unsc/ontology")) in graph
    names = [str(label).casefold() for label in graph.objects(None, RDFS.label)]
    assert len(names) == len(set(names)), "two terms with one label"


def test_every_property_says_what_it_leads_from_and_to() -> None:
    schema = Namespace("http://schema.org/")
    graph = ontology()
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            assert (term, RDFS.domain, None) in graph or (term, schema.domainIncludes, None) in graph, term
            assert (term, RDFS.range, None) in graph or (term, schema.rangeIncludes, None) in graph, term
            assert len(list(graph.objects(term, RDFS.domain))) <= 1, f"{term}: two domains mean both at once"


def test_alignments_entail_nothing() -> None:
    graph = Graph().parse(ROOT / "ontology" / "alignments.ttl")
    for subject, predicate, _ in graph:
        assert predicate == SKOS.closeMatch or subject == URIRef("https://w3id.org/unsc/ontology/alignments")
    foreign = ("undo/", "lkif", "allot")
    assert not [o for o in ontology().objects() if any(word in str(o).casefold() for word in foreign)]


# ---------------------------------------------------------------- declared and used


def texts(folder: str, *suffixes: str) -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in suffixes and path != ROOT / "resrdf" / "terms.py":
            yield path, path.read_text(encoding="utf-8")


def used_terms(text: str) -> set[str]:
    return set(re.findall(r"(?:\bUNSC\.|\bunsc:|unsc/ontology#)([A-Za-z]\w*)", text)) | set(
        re.findall(r'BASE \+ "ontology#([A-Za-z]\w*)"', text)
    )


FOLDERS = [("resrdf", ".py"), ("shapes", ".ttl"), ("queries", ".rq"), ("ontology", ".ttl"), ("docs", ".py")]


@pytest.mark.parametrize(("folder", "suffix"), FOLDERS)
def test_only_declared_terms_are_used(folder: str, suffix: str) -> None:
    unknown = {
        f"{path.relative_to(ROOT)}: {term}"
        for path, text in texts(folder, suffix)
        for term in used_terms(text) - declared_terms()
    }
    assert not unknown


def test_every_declared_term_is_used() -> None:
    used = {t for folder, suffix in FOLDERS[:3] for _, text in texts(folder, suffix) for t in used_terms(text)}
    assert declared_terms() - used == frozenset()


def test_a_wrong_term_is_refused() -> None:
    with pytest.raises(AttributeError, match="clauseTxt"):
        _ = UNSC.clauseTxt
    assert UNSC.clauseText == f"<{U}clauseText>"
    assert UNSC["clauseText"] is UNSC.clauseText
    assert "clauseText" in UNSC and "clauseTxt" not in UNSC
    assert "clauseText" in dir(UNSC)


# ---------------------------------------------------------------- reasoning


def entailed(*turtle: str) -> Graph:
    """Close the ontology, the anchors and some data under the rules of OWL 2 RL."""
    graph = Graph().parse(ONTOLOGY).parse(ROOT / "tests" / "anchors.ttl")
    for text in turtle:
        graph.parse(data=text, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: Graph) -> list[str]:
    return [str(m) for m in graph.objects(None, ERROR.error)] + [str(s) for s in graph.subjects(RDF.type, OWL.Nothing)]


PREFIXES = """@base <https://w3id.org/unsc/> . @prefix unsc: <https://w3id.org/unsc/ontology#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

MORE = """
<res/1386/en> a eli:LegalExpression ; eli:realizes <res/1386> ; eli:is_embodied_by <res/1386/en.txt> .
<res/1386/en.txt> a eli:Format , prov:Entity ; unsc:sourceName "S_RES_1386_2001.txt" ; unsc:sourceLayout "D" .
<run/1> a prov:Activity ; prov:used <res/1386/en.txt> ; unsc:softwareVersion "0.1.0" .
<res/1386> unsc:about <http://metadata.un.org/thesaurus/1004779> ; unsc:catalogueTitle "Resolution 1386 (2001)"@en ;
  unsc:agendaItem <agenda/the-situation-in-afghanistan> ; unsc:catalogueChapterVII true ; unsc:recalls <res/1383> .
<meeting/4443> unsc:agendaItem <agenda/the-situation-in-afghanistan> ; unsc:record <pv/4443> .
<draft/2001-1228> unsc:sponsor <state/GBR> . <meeting/4443/vote/1386> unsc:inFavour <state/FRA> .
<res/1386/pre/1> a unsc:Clause , unsc:PreambularClause ; unsc:inResolution <res/1386> .
<res/1386/pre/1> unsc:hasCitation <res/1386/pre/1/citation/1> .
<res/1386/pre/1/citation/1> a unsc:Citation ; unsc:citedDocument <res/1383> .
<res/1386/pre/1/citation/1> unsc:citationFunction <vocab/citation-function/reaffirms> .
<res/1386/annex/1> a unsc:Annex ; unsc:annexOf <res/1386> .
<res/1386/annex/1/op/1> a unsc:OperativeClause ; unsc:inResolution <res/1386> ; unsc:inAnnex <res/1386/annex/1> .
<prst/2012-1> a unsc:PresidentialStatement ; unsc:adoptionDate "2012-01-30"^^xsd:date ; unsc:adoptedAt <meeting/6710> .
<prst/2012-1/op/1> a unsc:OperativeClause ; unsc:inWork <prst/2012-1> .
<draft/2023-212/op/1> a unsc:OperativeClause ; unsc:inWork <draft/2023-212> . <draft/2023-212> a unsc:DraftResolution .
<draft/2023-212> unsc:actingUnder <vocab/charter/chapter-vii> ; unsc:issueDate "2023-03-27"^^xsd:date .
<res/1386/note/1> a unsc:Footnote ; unsc:noteMark "1" ; unsc:noteOf <res/1386/op/3> .
<res/1386/op/9/report/1> a unsc:ReportingRequirement ; unsc:madeBy <res/1386/op/9> .
<res/1386/op/9/report/1> unsc:reportTo <body/security-council> .
<state/GBR> a unsc:State , skos:Concept ; skos:exactMatch <http://metadata.un.org/UNMS/826> .
"""


@pytest.fixture(scope="module")
def closure() -> Graph:
    return entailed(page_maker().EXAMPLE, PREFIXES + MORE)


def test_a_good_graph_is_consistent(closure: Graph) -> None:
    assert contradictions(closure) == []


def test_what_is_entailed_is_true(closure: Graph) -> None:
    def classes(path: str) -> set[str]:
        return {str(c) for c in closure.objects(BASE[path], RDF.type)}

    eli = "http://data.europa.eu/eli/ontology#"
    assert {f"{U}Resolution", f"{eli}LegalResource", f"{eli}Work"} <= classes("res/1386")
    assert f"{U}Clause" in classes("res/1386/annex/1/op/1")
    assert f"{U}OperativeClause" in classes("res/1386/op/9"), "the range of madeBy"
    assert f"{U}Resolution" not in classes("prst/2012-1")
    assert f"{U}Resolution" not in classes("draft/2023-212")
    assert f"{eli}LegalResource" not in classes("prst/2012-1")
    parts = {str(p) for p in closure.objects(BASE["res/1386/op/3"], URIRef(f"{eli}is_part_of"))}
    assert parts == {str(BASE["res/1386"])}
    assert {str(c) for c in closure.objects(BASE["state/FRA"], RDF.type)} >= {f"{U}State", f"{U}Actor", f"{PROV}Agent"}


@pytest.mark.parametrize(
    "path", ["res/1386", "res/1386/op/3", "meeting/4443", "meeting/4443/vote/1386", "draft/2001-1228"]
)
def test_nothing_becomes_a_concept_that_is_none(closure: Graph, path: str) -> None:
    assert (BASE[path], RDF.type, SKOS.Concept) not in closure


@pytest.mark.parametrize(
    "bad",
    [
        "<x> a unsc:Clause , unsc:Meeting .",
        "<x> a unsc:PreambularClause , unsc:OperativeClause .",
        "<x> a unsc:State , unsc:Vote .",
        "<x> a unsc:Meeting . <y> unsc:inMeeting <x> . <y> unsc:inFavour <x> .",
        "<x> a unsc:Resolution , unsc:DraftResolution .",
        "<x> unsc:adoptedAt <y> . <y> unsc:inResolution <x> .",
        "<x> a unsc:Mandate , unsc:MandateChange .",
        "<x> a unsc:State , unsc:Mission .",
    ],
)
def test_a_bad_graph_is_found_out(bad: str) -> None:
    assert contradictions(entailed(PREFIXES + bad))


# ---------------------------------------------------------------- the page


def test_the_page_is_what_the_turtle_says() -> None:
    maker = page_maker()
    assert maker.PAGE.read_text(encoding="utf-8") == maker.make_page(), "run: python docs/make_ontology_page.py"


def test_the_page_has_every_term_and_the_diagram_no_other() -> None:
    maker = page_maker()
    page = maker.make_page()
    anchors = re.findall(r'<a id="(\w+)">', page)
    assert sorted(anchors) == sorted(name.lower() for name in declared_terms())
    drawn = {name for edge in re.findall(r"^  (\w+) -- (\w+) --> (\w+)$", maker.DIAGRAM, re.MULTILINE) for name in edge}
    assert drawn and drawn <= declared_terms()


def test_the_example_quotes_exactly() -> None:
    graph = Graph().parse(data=page_maker().EXAMPLE, format="turtle")
    text = str(graph.value(BASE["res/1386/op/3"], U.clauseText))
    assert len(list(graph.subject_objects(U.quote))) == 2
    for node, quote in graph.subject_objects(U.quote):
        start, end = graph.value(node, U.start), graph.value(node, U.end)
        assert start is not None and end is not None
        assert text[int(str(start)) : int(str(end))] == str(quote)


def test_round_trip_through_rdflib_keeps_the_ontology() -> None:
    again = Graph().parse(data=ontology().serialize(format="turtle"), format="turtle")
    assert isomorphic(again, ontology())
