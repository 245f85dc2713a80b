"""The terms that the graph is written in; those of the project's own ontology are a closed list read from its Turtle.

``UNSC.clauseText`` is its IRI as N-Triples writes it; ``UNSC.clausetext`` raises AttributeError, so a misspelt term never
gets into the data. Bind terms to module-level names where many statements are made. Other vocabularies are open namespaces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NewType

from resrdf.resources import find_folder

Node = NewType("Node", str)
"""A thing or a term: its IRI between angle brackets."""

UNSC_NAMESPACE: Final = "https://w3id.org/unsc/ontology#"


class Namespace:
    """An open namespace: any attribute or item is a term of it, made once.

    >>> ELI.realizes
    '<http://data.europa.eu/eli/ontology#realizes>'
    >>> str(DCTERMS), DCTERMS["format"] is DCTERMS.format
    ('http://purl.org/dc/terms/', True)
    """

    def __init__(self, base: str) -> None:
        """Make the namespace of the terms that begin with ``base``."""
        self._base = base

    def __str__(self) -> str:
        return self._base

    def __getattr__(self, name: str) -> Node:
        if name.startswith("_"):
            raise AttributeError(name)
        self._check(name)
        term = Node(f"<{self._base}{name}>")
        setattr(self, name, term)
        return term

    def __getitem__(self, name: str) -> Node:
        term: Node = getattr(self, name)
        return term

    def _check(self, name: str) -> None:
        """Raise AttributeError for a term that the namespace does not have."""


class ClosedNamespace(Namespace):
    """The terms that ontology/unsc.ttl declares and no other.

    >>> UNSC.clauseText
    '<https://w3id.org/unsc/ontology#clauseText>'
    >>> UNSC.clausetext  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AttributeError: ontology/unsc.ttl declares no term 'clausetext'...
    """

    def __dir__(self) -> list[str]:
        return sorted(declared_terms())

    def __contains__(self, name: str) -> bool:
        return name in declared_terms()

    def _check(self, name: str) -> None:
        if name not in declared_terms():
            raise AttributeError(f"ontology/unsc.ttl declares no term {name!r}")


@lru_cache(maxsize=1)
def declared_terms() -> frozenset[str]:
    """Return the local names of all classes and properties of the ontology.

    >>> {"Resolution", "clauseText"} <= declared_terms()
    True
    """
    from pyoxigraph import NamedNode, parse

    return frozenset(
        quad.subject.value.removeprefix(UNSC_NAMESPACE)
        for quad in parse(path=str(find_folder("ontology") / "unsc.ttl"))
        if quad.predicate.value == f"{RDF}type"
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(UNSC_NAMESPACE)
    )


UNSC: Final = ClosedNamespace(UNSC_NAMESPACE)

ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
ELI_DL: Final = Namespace("http://data.europa.eu/eli/eli-draft-legislation-ontology#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA: Final = Namespace("http://schema.org/")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
VANN: Final = Namespace("http://purl.org/vocab/vann/")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: Final[dict[str, str]] = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "eli": str(ELI),
    "eli-dl": str(ELI_DL),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sh": str(SH),
    "skos": str(SKOS),
    "unsc": str(UNSC),
    "void": str(VOID),
    "xsd": str(XSD),
}
