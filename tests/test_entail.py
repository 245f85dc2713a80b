"""What follows in the terms of others: the closure that a reasoner finds, and clients that find the data by it."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
from pages import AKN, ROOT, SEEDS, run
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from resrdf.dataset.build import build
from resrdf.entail import entail
from resrdf.pipeline import convert
from resrdf.query import run_query
from resrdf.saved import find_saved, list_foreign, list_saved
from resrdf.sources import find_sources
from resrdf.statements import from_triples, to_triples
from resrdf.store import open_store

UNSC = "https://w3id.org/unsc/ontology#"
BASE = "https://w3id.org/unsc/"
OA = Namespace("http://www.w3.org/ns/oa#")
SOURCES = [*SEEDS, AKN / "resolution.xml"]


def triples_of(path: Path) -> list[ox.Triple]:
    (converted,) = convert([path])
    return [quad.triple for quad in ox.parse(converted.data, format=ox.RdfFormat.N_QUADS)]


def entailed(triples: list[ox.Triple]) -> list[ox.Triple]:
    return list(to_triples(entail(from_triples(triples))))


def to_rdflib(triples: list[ox.Triple]) -> Graph:
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


def axioms() -> Graph:
    """Those axioms of ours that one triple alone sets off."""
    graph = Graph().parse(ROOT / "ontology" / "unsc.ttl").parse(ROOT / "ontology" / "entailments.ttl")
    kept = (
        *(RDFS.subClassOf, RDFS.subPropertyOf),
        *(OWL.equivalentClass, OWL.equivalentProperty, OWL.inverseOf),
    )
    chosen = Graph()
    for triple in graph:
        if triple[1] in kept:
            chosen.add(triple)
    return chosen


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_reasoner_finds_the_same(path: Path) -> None:
    given = triples_of(path)
    graph = to_rdflib(given)
    subjects = set(graph.subjects()) | {o for o in graph.objects() if isinstance(o, URIRef)}
    closed = axioms() + graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    theirs = {
        (s, p, o)
        for s, p, o in set(closed) - set(graph) - set(axioms())
        if s in subjects
        and p != OWL.sameAs
        and not str(p).startswith(UNSC)
        and not (p == RDF.type and (str(o).startswith(UNSC) or o in (OWL.Thing, RDFS.Resource)))
    }
    theirs = {triple for triple in theirs if not any(str(node).startswith(str(OWL)) for node in triple)}
    made = to_rdflib(entailed(given))
    selectors = {node for node in made.subjects() if str(node).endswith(("/target", "/quote", "/position"))}
    ours = {(s, p, o) for s, p, o in made if s not in selectors and p != OA.hasTarget}
    vocabularies = {URIRef(str(o)) for o in closed.objects(None, RDF.type)}
    theirs = {t for t in theirs if t[0] not in vocabularies}
    assert ours == theirs


def test_nothing_of_ours_is_said_again() -> None:
    given = triples_of(SEEDS[2])
    made = entailed(given)
    assert len(made) == len(set(made)) and not set(made) & set(given)
    for triple in made:
        assert not triple.predicate.value.startswith(UNSC)
        assert not (triple.predicate.value.endswith("#type") and triple.object.value.startswith(UNSC))  # type: ignore[union-attr]


def test_selectors_quote_what_stands_there() -> None:
    given = to_rdflib(triples_of(SEEDS[2]))
    graph = given + to_rdflib(entailed(triples_of(SEEDS[2])))
    found = 0
    for target, source in graph.subject_objects(OA.hasSource):
        note = str(target).removesuffix("/target")
        quote = graph.value(URIRef(f"{note}/quote"), OA.exact)
        start, end = (graph.value(URIRef(f"{note}/position"), term) for term in (OA.start, OA.end))
        texts = [str(text) for text in graph.objects(source, URIRef(f"{UNSC}clauseText"))]
        assert str(quote) in {text[int(str(start)) : int(str(end))] for text in texts}
        found += 1
    assert found == len(list(given.subject_objects(URIRef(f"{UNSC}hasCitation")))) + len(
        list(given.subject_objects(URIRef(f"{UNSC}hasMention")))
    )


@pytest.mark.parametrize("fmt", ["turtle", "ntriples", "trig", "nquads", "jsonld", "rdfxml"])
def test_every_format_holds_both(fmt: str, tmp_path: Path) -> None:
    result = run("convert", SEEDS[2], "--infer", "--format", fmt, "-q")
    assert result.returncode == 0, result.stderr
    plain = triples_of(SEEDS[2])
    suffix = {"turtle": "ttl", "ntriples": "nt", "trig": "trig", "nquads": "nq", "jsonld": "jsonld", "rdfxml": "rdf"}
    (tmp_path / f"a.{suffix[fmt]}").write_bytes(result.stdout)
    quads = list(ox.parse(path=str(tmp_path / f"a.{suffix[fmt]}")))
    assert {quad.triple for quad in quads} == set(plain) | set(entailed(plain))
    if fmt in ("trig", "nquads", "jsonld"):
        graphs = {quad.graph_name.value: 0 for quad in quads}  # type: ignore[union-attr]
        assert sorted(graphs) == [f"{BASE}graph/res/1386", f"{BASE}graph/res/1386/inferred"]
        apart = {quad.triple for quad in quads if quad.graph_name.value.endswith("/inferred")}  # type: ignore[union-attr]
        assert apart == set(entailed(plain))


# ---------------------------------------------------------------------------------------------- clients
@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    folder = tmp_path_factory.mktemp("foreign") / "council"
    list(build(list(find_sources(SOURCES)), folder, infer=True))
    return open_store(folder / "store")


ROWS = {
    "akn-work": ("https://w3id.org/unsc/res/1386", "S/RES/1386(2001)", "https://w3id.org/unsc/res/1386/en"),
    "eli-legal-resources": (
        *("https://w3id.org/unsc/res/1386", "S/RES/1386(2001)", "2001-12-20"),
        "https://w3id.org/unsc/body/security-council",
        "http://publications.europa.eu/resource/authority/language/ENG",
        "https://w3id.org/unsc/res/1386/en.txt",
    ),
    "eli-relations": (
        "http://data.europa.eu/eli/ontology#cites",
        "https://w3id.org/unsc/res/1383",
        "S/RES/1383(2001)",
    ),
    "eli-subdivisions": ("https://w3id.org/unsc/res/1386/op/3",),
    "oa-annotations": (*("https://w3id.org/unsc/res/1386/op/6/mention/1", "Afghan parties to the Bonn Agreement"),),
    "org-organizations": ("https://w3id.org/unsc/mission/unmot", "United Nations Mission of Observers in Tajikistan"),
    "prov-origin": (
        *("https://w3id.org/unsc/res/1386", "https://w3id.org/unsc/meeting/4443"),
        "https://w3id.org/unsc/body/security-council",
    ),
    "schema-articles": (
        "https://w3id.org/unsc/res/1386/op/3",
        "Authorizes the Member States participating in the International Security Assistance Force to take all "
        "necessary measures to fulfil its mandate;",
    ),
    "schema-legislation": (
        *("https://w3id.org/unsc/res/1386", "S/RES/1386(2001)", "2001-12-20"),
        *("https://w3id.org/unsc/body/security-council", "https://w3id.org/unsc/res/1383"),
    ),
    "undo-actors-named": ("https://w3id.org/unsc/mission/isaf", f"{UNSC}Mission"),
    "undo-recalled-by": ("https://w3id.org/unsc/res/1386", "https://w3id.org/unsc/res/1386/pre/1"),
    "undo-relations": ("decide", "https://w3id.org/unsc/res/1386/op/11"),
}


@pytest.mark.parametrize("name", [query.name.removeprefix("foreign/") for query in list_foreign()])
def test_a_client_finds_the_data_in_its_own_terms(store: ox.Store, name: str) -> None:
    saved = find_saved(f"foreign/{name}")
    assert saved.question.startswith("In ") and saved.keywords
    if not name.startswith(("undo-", "akn-")):
        assert "unsc/ontology" not in saved.text, "no term of ours"
    result = run_query(store, saved.bind({}, BASE))
    rows = [[getattr(cell, "value", None) for cell in row] for row in result.rows()]
    assert any(all(value in row for value in ROWS[name]) for row in rows), rows[:10]


def test_every_foreign_query_is_tested_and_none_hides_one_of_ours() -> None:
    assert {query.name for query in list_foreign()} == {f"foreign/{name}" for name in ROWS}
    assert not {query.name for query in list_saved()} & {query.name for query in list_foreign()}
