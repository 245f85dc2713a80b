"""Answers for the IRIs of the data under their own paths: RDF by content negotiation, or a page for a person."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from resrdf.errors import SymbolError
from resrdf.serve.negotiate import GRAPHS, by_name, choose
from resrdf.serve.pages.show import show_page
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site, ask, data_response
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
    if offer.name == "html":
        return await show_page(request, site, path)
    iri = site.base + path
    graph = f"{site.base}graph/{path}" if re.fullmatch(r"(res|draft|prst)/[^/]+", path) else iri
    inside, about = f"GRAPH <{graph}> {{ ?s ?p ?o }}", f"BIND(<{iri}> AS ?s) ?s ?p ?o"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {inside} }} UNION {{ {about} }} }}"
    reply = await ask(site, Job(query, graph_format=offer.name))
    if not reply.triples:
        raise ProtocolError(404, f"nothing is known about {iri}")
    return data_response(reply, offer)


def _redirect_symbol(path: str) -> Response:
    try:
        return RedirectResponse("/" + Symbol.from_text(path).path, 303)
    except SymbolError as error:
        raise ProtocolError(404, str(error)) from None
