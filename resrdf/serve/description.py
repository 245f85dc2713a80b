"""The endpoint described for machines: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Triple

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


def describe_service(
    endpoint: str,
    name: str,
    triples: int | None = None,
    languages: Sequence[str] = ("SPARQL11Query",),
    federated: bool = False,
) -> bytes:
    """Write what the endpoint offers, in one of our graph formats; there are no blank nodes in it."""
    from pyoxigraph import serialize

    from resrdf.results import graph_format

    prefixes = {"sd": _SD, "void": _VOID, "formats": "http://www.w3.org/ns/formats/"}
    return (
        serialize(_triples(endpoint, triples, languages, federated), format=graph_format(name), prefixes=prefixes)
        or b""
    )


def _triples(endpoint: str, triples: int | None, languages: Sequence[str], federated: bool) -> Iterator[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    service, dataset, graph = (NamedNode(f"{endpoint}#{part}") for part in ("service", "dataset", "default-graph"))

    def link(subject: NamedNode, name: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(name), value)

    yield link(service, _TYPE, NamedNode(_SD + "Service"))
    yield link(service, _SD + "endpoint", NamedNode(endpoint))
    for language in languages:
        yield link(service, _SD + "supportedLanguage", NamedNode(_SD + language))
    if federated:
        yield link(service, _SD + "feature", NamedNode(_SD + "BasicFederatedQuery"))
    yield link(service, _SD + "feature", NamedNode(_SD + "UnionDefaultGraph"))
    for name in _FORMATS:
        yield link(service, _SD + "resultFormat", NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    yield link(service, _SD + "defaultDataset", dataset)
    yield link(dataset, _TYPE, NamedNode(_SD + "Dataset"))
    yield link(dataset, _SD + "defaultGraph", graph)
    yield link(graph, _TYPE, NamedNode(_SD + "Graph"))
    if triples is not None:
        yield link(graph, _VOID + "triples", Literal(triples))
