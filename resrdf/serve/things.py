"""Answers for the IRIs of the data under their own paths: RDF by content negotiation, or a page for a person."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from resrdf.errors import SymbolError
from resrdf.results import QueryResult
from resrdf.serve import pages
from resrdf.serve.negotiate import GRAPHS, by_name, choose
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site, ask, data_response, html_response
from resrdf.serve.worker import Job
from resrdf.symbol import Symbol

_SUFFIXES = {".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml", ".jsonld": "jsonld"}


async def show_thing(request: Request) -> Response:
    """Answer for an IRI of the data under its own path, as RDF or as a page."""
    site: Site = request.app.state.site
    path = request.path_params["path"]
    if path.upper().startswith("S/"):
        return _redirect_symbol(path)
    suffix = next((s for s in _SUFFIXES if path.endswith(s)), "")
    path = path.removesuffix(suffix)
    if not re.fullmatch(r"[A-Za-z0-9_\-./]+", path) or ".." in path:
        raise ProtocolError(404, "there is nothing of this name here")
    offer = by_name(_SUFFIXES[suffix], GRAPHS) if suffix else choose(request.headers.get("accept"), GRAPHS)
    if offer is None:
        raise ProtocolError(406, "this is given as RDF or HTML")
    iri = site.base + path
    graph = f"{site.base}graph/{path}" if re.fullmatch(r"(res|draft|prst)/[^/]+", path) else iri
    name = "turtle" if offer.name == "html" else offer.name
    inside, about = f"GRAPH <{graph}> {{ ?s ?p ?o }}", f"BIND(<{iri}> AS ?s) ?s ?p ?o"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {inside} }} UNION {{ {about} }} }}"
    reply = await ask(site, Job(query, graph_format=name))
    if not reply.triples:
        raise ProtocolError(404, f"nothing is known about {iri}")
    if offer.name != "html":
        return data_response(reply, offer)
    if path.startswith("res/") and path.count("/") == 1:
        return html_response(await _resolution_page(site, iri, path))
    return html_response(pages.thing_page(iri, reply.content.decode(), path))


def _redirect_symbol(path: str) -> Response:
    try:
        return RedirectResponse("/" + Symbol.from_text(path).path, 303)
    except SymbolError as error:
        raise ProtocolError(404, str(error)) from None


async def _resolution_page(site: Site, iri: str, path: str) -> bytes:
    saved = {query.name: query for query in site.queries}

    async def rows(name: str) -> QueryResult:
        query = saved[name].bind({"resolution": iri}, site.base)
        return QueryResult("select", (await ask(site, Job(query))).content)

    facts, clauses = await rows("resolution-facts"), await rows("resolution-text")
    first = next(facts.rows(), ())
    pairs = zip(facts.variables, first, strict=False)
    known = [(name, str(getattr(term, "value", term))) for name, term in pairs if term]
    title = next((f"Resolution {value}" for name, value in known if name == "symbol"), path)
    return pages.text_page(title, known, clauses, path)
