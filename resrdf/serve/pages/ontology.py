"""The ontology as a page: every class and property with its meaning, and an anchor that its IRI leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resrdf.serve.pages.answers import UNSC, Row, all_rows
from resrdf.serve.pages.links import Link, shorten, to_link
from resrdf.serve.pages.render import render
from resrdf.serve.site import Site

_CLASS = "http://www.w3.org/2002/07/owl#Class"


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its local name, label, meaning, and what it is tied to."""

    name: str
    label: str
    definition: str
    ties: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class OntologyView:
    """What the ontology is, its classes and its properties."""

    description: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]


async def ontology_page(site: Site, iri: str, path: str) -> bytes:
    """Show the ontology."""
    about, terms, ties = await all_rows(site, f"SELECT ?p ?o {{ <{UNSC[:-1]}> ?p ?o }}", _TERMS, _TIES)
    said: dict[str, list[str]] = {}
    for row in about:
        said.setdefault(row["p"].rpartition("/")[2].rpartition("#")[2], []).append(row["o"])
    tied: dict[str, dict[str, list[Link]]] = {}
    for row in ties:
        words = _WORDS[row["p"].rpartition("/")[2].rpartition("#")[2]]
        tied.setdefault(row["t"], {}).setdefault(words, []).append(to_link(row["o"], site.base, shorten(row["o"])))
    facts = (
        ("Version", tuple(Link(text) for text in said.get("versionInfo", []))),
        ("Namespace", (Link(UNSC),)),
        ("Licence", tuple(to_link(text, site.base) for text in said.get("license", []))),
        ("Cite as", tuple(Link(text) for text in said.get("bibliographicCitation", []))),
    )
    view = OntologyView(
        said.get("description", [""])[0],
        tuple(fact for fact in facts if fact[1]),
        tuple(_terms(terms, tied, classes=True)),
        tuple(_terms(terms, tied, classes=False)),
    )
    return render(
        "ontology.html", said.get("title", ["The ontology"])[0], view, iri=UNSC[:-1], path=path, here="/vocab"
    )


def _terms(rows: Sequence[Row], tied: dict[str, dict[str, list[Link]]], *, classes: bool) -> list[Term]:
    found: dict[str, Term] = {}
    for row in rows:
        if (row["kind"] == _CLASS) == classes:
            ties = tuple((words, tuple(links)) for words, links in tied.get(row["t"], {}).items())
            name = row["t"].removeprefix(UNSC)
            found.setdefault(name, Term(name, row["label"], row["definition"], ties))
    return sorted(found.values(), key=lambda term: term.name.casefold())


_WORDS = {
    "subClassOf": "a kind of", "subPropertyOf": "a kind of", "domain": "of", "domainIncludes": "of", "range": "value",
    "rangeIncludes": "value", "closeMatch": "like",
}  # fmt: skip
_TERMS = """SELECT ?t ?kind ?label ?definition { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty
  owl:AnnotationProperty } ?t a ?kind ; rdfs:isDefinedBy <https://w3id.org/unsc/ontology> .
  OPTIONAL { ?t rdfs:label ?label } OPTIONAL { ?t skos:definition ?definition } }"""
_TIES = """SELECT DISTINCT ?t ?p ?o { VALUES ?p { rdfs:subClassOf rdfs:subPropertyOf rdfs:domain rdfs:range skos:closeMatch
  <http://schema.org/domainIncludes> <http://schema.org/rangeIncludes> }
  ?t rdfs:isDefinedBy <https://w3id.org/unsc/ontology> ; ?p ?o }"""
