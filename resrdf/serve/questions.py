"""The saved queries as machines find them: SHACL executables with their question and keywords.

The form is that of the SIB's example queries, which other editors and query assistants read. The files in ``queries/``
are the one source: of this, of the query page and its editor, and of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resrdf.saved import SavedQuery, list_foreign
from resrdf.serve.negotiate import GRAPHS, Offer, choose
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site, root_of, vary
from resrdf.sparql import find_form

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Triple

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_QUERY = Offer("application/sparql-query", "query")
_EXECUTABLES = {
    "select": "SPARQLSelectExecutable",
    "ask": "SPARQLAskExecutable",
    "construct": "SPARQLConstructExecutable",
}


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/queries", _list, methods=["GET"]),
        Route("/queries/{name:path}.rq", _text, methods=["GET"]),
        Route("/queries/{name:path}", _one, methods=["GET"]),
    ]


def describe_queries(queries: Sequence[SavedQuery], base: str, endpoint: str) -> Iterator[Triple]:
    """Yield what is said of saved queries; their IRIs are below the base of the data, and answer here."""
    from pyoxigraph import Literal, NamedNode, Triple

    def link(subject: NamedNode, name: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(name), value)

    for query in queries:
        node, text = NamedNode(f"{base}queries/{query.name}"), query.bind({}, base)
        form = find_form(text) or "select"
        yield link(node, _RDF + "type", NamedNode(_SH + "SPARQLExecutable"))
        if form in _EXECUTABLES:
            yield link(node, _RDF + "type", NamedNode(_SH + _EXECUTABLES[form]))
        yield link(node, _SCHEMA + "name", Literal(query.name))
        yield link(node, _RDFS + "comment", Literal(query.question, language="en"))
        yield link(node, _SH + form, Literal(text))  # SHACL has no word for DESCRIBE; the SIB writes sh:describe
        for word in query.keywords:
            yield link(node, _SCHEMA + "keywords", Literal(word))
        yield link(node, _SCHEMA + "target", NamedNode(endpoint))


async def _list(request: Request) -> Response:
    return _answer(request, request.app.state.site.queries, "/sparql")


async def _one(request: Request) -> Response:
    query = _find(request)
    return _answer(request, (query,), f"/sparql?example={query.name}")


async def _text(request: Request) -> Response:
    site: Site = request.app.state.site
    return Response(_find(request).bind({}, site.base), media_type=_QUERY.media_type)


def _find(request: Request) -> SavedQuery:
    site: Site = request.app.state.site
    name = request.path_params["name"]
    if query := next((query for query in (*site.queries, *list_foreign()) if query.name == name), None):
        return query
    raise ProtocolError(404, f"no saved query is named {name}; all are at /queries")


def _answer(request: Request, queries: Sequence[SavedQuery], page: str) -> Response:
    """Send a description as RDF, one query as itself, and a person to the query page."""
    from pyoxigraph import serialize

    from resrdf.results import graph_format

    site: Site = request.app.state.site
    offers = (*GRAPHS, _QUERY) if len(queries) == 1 else GRAPHS
    offer = choose(request.headers.get("accept"), offers)
    if offer is None:
        raise ProtocolError(406, "the saved queries are given as RDF, and on the query page")
    if offer.name == "html":
        return vary(RedirectResponse(page, 303))
    if offer is _QUERY:
        return vary(Response(queries[0].bind({}, site.base), media_type=offer.media_type))
    endpoint = root_of(request) + "sparql"
    # JSON-LD without prefixes is in its expanded form, which a script reads without a library
    prefixes = {} if offer.name == "jsonld" else {"sh": _SH, "schema": _SCHEMA, "rdfs": _RDFS}
    triples = describe_queries(queries, site.base, endpoint)
    content = serialize(triples, format=graph_format(offer.name), prefixes=prefixes) or b""
    return vary(Response(content, media_type=offer.media_type))
