"""Links into other people's data: each set says whence it comes, holds what it says, and links what is ours."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from pages import ROOT
from rdflib import Graph

from resrdf.errors import ResrdfError
from resrdf.iris import Iris
from resrdf.links import akn_names, akn_work, find_link_sets, published_links, read_link_set
from resrdf.resources import find_folder, find_turtle
from resrdf.store import load_files
from resrdf.symbol import Symbol
from resrdf.validate import validate

BASE = "https://w3id.org/unsc/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SETS = {link_set.name: link_set for link_set in find_link_sets()}
SHAPES = [find_folder("dataset") / "shapes" / "links.ttl"]


def links_of(name: str) -> list[tuple[str, str]]:
    found = ox.parse(path=str(SETS[name].path))
    return [(q.subject.value, q.object.value) for q in found if q.predicate.value == SETS[name].predicate]  # type: ignore[union-attr]


def said_of_states() -> dict[str, list[str]]:
    """The codes of each State of the vocabulary."""
    said: dict[str, list[str]] = {}
    for quad in ox.parse(path=str(ROOT / "ontology" / "vocab" / "state.ttl")):
        if quad.subject.value.startswith(f"{BASE}state/"):  # type: ignore[union-attr]
            codes = said.setdefault(quad.subject.value, [])  # type: ignore[union-attr]
            if quad.predicate.value == f"{SKOS}notation":
                codes.append(quad.object.value)  # type: ignore[union-attr]
    return said


@pytest.mark.parametrize("link_set", find_link_sets(), ids=lambda link_set: link_set.name)
@pytest.mark.parametrize("engine", ["pyshacl", "auto"])
def test_every_link_set_conforms_to_its_shapes(link_set: object, engine: str) -> None:
    nquads = Graph().parse(link_set.path).serialize(format="nt", encoding="utf-8")  # type: ignore[attr-defined]
    report = validate(nquads, shapes=SHAPES, engine=engine)  # type: ignore[arg-type]
    assert report.results == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("dcterms:source ", "dcterms:relation ", "A link set names its source."),
        ("dcterms:created ", "dcterms:valid ", "A link set says when it was made."),
        ("dcterms:provenance ", "dcterms:relation ", "A link set says how it was made."),
        ("state:AFG skos:exactMatch unms:004 .", "state:AFG skos:exactMatch unms:004 , unms:008 .", "exactly one"),
        ("unms:004", '"004"', "exactly one"),
    ],
)
def test_a_bad_link_set_is_found_out(old: str, new: str, complaint: str) -> None:
    text = SETS["states-un"].path.read_text(encoding="utf-8")
    assert old in text
    nquads = Graph().parse(data=text.replace(old, new), format="turtle").serialize(format="nt", encoding="utf-8")
    assert any(complaint in finding.message for finding in validate(nquads, shapes=SHAPES).results)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("a void:Linkset", "a void:Dataset", "0 nodes are a void:Linkset"),
        ("void:triples 195", "void:triples 194", "says 194 links and has 195"),
        ("void:linkPredicate skos:exactMatch ;", "", "does not say its http://rdfs.org/ns/void#linkPredicate"),
        ("void:triples 195 .", "void:triples 195", "not a link set in Turtle"),
    ],
)
def test_a_link_set_that_cannot_be_read_is_refused(old: str, new: str, error: str, tmp_path: Path) -> None:
    text = SETS["states-un"].path.read_text(encoding="utf-8")
    (tmp_path / "bad.ttl").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ResrdfError, match=error):
        read_link_set(tmp_path / "bad.ttl")


def test_both_parsers_read_every_file_alike_and_no_link_stands_twice() -> None:
    everything: Counter[str] = Counter()
    for path in [*find_turtle("links"), *find_turtle("ontology")]:
        quads = list(ox.parse(path=str(path)))
        assert len(Graph().parse(path)) == len(quads)
        everything.update(str(quad) for quad in quads)
    assert not [quad for quad, number in everything.items() if number > 1]


def test_every_member_of_the_united_nations_has_its_iri_by_its_code() -> None:
    said = said_of_states()
    links = links_of("states-un")
    assert len(links) == 193 + 2, "193 Members, the Holy See and the State of Palestine"
    for state, theirs in links:
        alpha3, alpha2, numeric = said[state]
        assert state == f"{BASE}state/{alpha3}" and len(alpha2) == 2
        assert theirs == f"http://metadata.un.org/UNMS/{numeric}"


def test_the_country_authority_is_linked_by_code() -> None:
    said = said_of_states()
    links = dict(links_of("states-eu"))
    assert {state for state, _ in links_of("states-un")} <= links.keys()
    for state, theirs in links.items():
        assert theirs.removeprefix("http://publications.europa.eu/resource/authority/country/") in said[state]


def test_every_link_of_an_actor_leads_from_one_of_ours_and_no_two_to_one_thing() -> None:
    concepts = {
        quad.subject.value  # type: ignore[union-attr]
        for path in find_turtle("ontology")
        if path.parent.name == "vocab"
        for quad in ox.parse(path=str(path))
    }
    for name in ("states-un", "states-eu", "states-wikidata", "actors-unbis"):
        links = links_of(name)
        assert {ours for ours, _ in links} <= concepts, name
        assert len({theirs for _, theirs in links}) == len(links), name
    headings = links_of("subjects-actors")
    assert {actor for _, actor in headings} <= concepts
    assert len({actor for _, actor in headings}) == len({heading for heading, _ in headings}) == len(headings)
    assert (f"{BASE}subject/un-mission-in-liberia", f"{BASE}mission/unmil") in headings
    assert dict(links_of("states-wikidata"))[f"{BASE}state/FRA"] == "http://www.wikidata.org/entity/Q142"
    assert f"{BASE}state/VAT" not in dict(links_of("states-wikidata")), "the Holy See is not the Vatican City"


def test_the_acts_of_the_european_union() -> None:
    links = links_of("eu-acts")
    celex = "http://publications.europa.eu/resource/celex/"
    assert (f"{celex}32011D0137", f"{BASE}res/1970") in links
    for act, resolution in links:
        assert act.removeprefix(f"{celex}3")[4] in "DER"
        assert Symbol.from_text(f"S/RES/{resolution.rsplit('/', 1)[1]}").number


def test_links_are_loaded_into_graphs_of_their_own() -> None:
    store = load_files([], vocabulary=True)
    for link_set in find_link_sets():
        graph = ox.NamedNode(f"{BASE}graph/links/{link_set.name}")
        pattern = (None, ox.NamedNode(link_set.predicate), None, graph)
        assert sum(1 for _ in store.quads_for_pattern(*pattern)) == link_set.triples
    query = (
        "SELECT ?s { ?s <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q142> ,"
        " <http://metadata.un.org/UNMS/250> }"
    )
    assert [row["s"].value for row in store.query(query)] == [f"{BASE}state/FRA"]  # type: ignore[union-attr, index]


@pytest.mark.parametrize(
    ("symbol", "page"),
    [
        ("S/RES/2 (1946)", "https://docs.un.org/en/S/RES/2(1946)"),
        ("S/PRST/2012/1", "https://docs.un.org/en/S/PRST/2012/1"),
        ("S/2001/1228", "https://docs.un.org/en/S/2001/1228"),
    ],
)
def test_a_work_and_its_page(symbol: str, page: str) -> None:
    ((work, _, address),) = published_links(Symbol.from_text(symbol), Iris())
    assert (work, address) == (f"<{Iris().work(Symbol.from_text(symbol))}>", f"<{page}>")


def test_only_a_resolution_of_known_date_gets_a_name_by_rule() -> None:
    resolution, statement = Symbol.from_text("S/RES/1386 (2001)"), Symbol.from_text("S/PRST/2012/1")
    assert akn_work(statement, "2012-01-30") is None
    assert list(akn_names(resolution, None, Iris())) == []
    ((_, _, name),) = akn_names(resolution, "2001-12-20", Iris())
    assert name == '"/akn/un/statement/deliberation/unsc/2001-12-20/1386-2001"'
