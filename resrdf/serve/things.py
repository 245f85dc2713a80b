"""Answers for the IRIs of the data under their own paths: RDF by content negotiation, or a page for a person.

A document (a resolution, a clause, the ontology) is sent itself, in the format asked for, under its own address. For
what is no document (a State, a mission, a meeting, a concept) a client that wants RDF is sent on by 303 to a document
that describes it. A person gets the page at once in both cases.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from resrdf.errors import SymbolError
from resrdf.serve.names import SUFFIXES, Name, describing_query, read_name
from resrdf.serve.negotiate import GRAPHS, Offer, by_name, choose
from resrdf.serve.pages.show import show_page
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site, ask, data_response
from resrdf.serve.worker import Job
from resrdf.sparql import BASE
from resrdf.symbol import Symbol

_TYPES = tuple((suffix, offer.media_type) for suffix, name in SUFFIXES.items() if (offer := by_name(name, GRAPHS)))


async def show_thing(request: Request) -> Response:
    """Answer for an IRI of the data under its own path, as RDF or as a page."""
    site: Site = request.app.state.site
    path = request.path_params["path"]
    if path.upper().startswith("S/"):
        return _redirect_symbol(path)
    name = read_name(path, site.base)
    if name is None:
        raise ProtocolError(404, "there is nothing of this name here")
    offer = by_name(SUFFIXES[name.suffix], GRAPHS) if name.suffix else choose(request.headers.get("accept"), GRAPHS)
    if offer is None:
        raise ProtocolError(406, "this is given as RDF (Turtle, N-Triples, RDF/XML, JSON-LD) or HTML")
    response = await _represent(request, site, name, offer)
    response.headers["link"] = _links(name, site.base, offer)
    return response


async def _represent(request: Request, site: Site, name: Name, offer: Offer) -> Response:
    """Send a representation in the format chosen, or say where it is."""
    if offer.name == "html":
        return await show_page(request, site, name.path)
    for base in dict.fromkeys((site.base, BASE)):  # our vocabularies keep their IRIs whatever the base of the data
        reply = await ask(site, Job(describing_query(name, base), graph_format=offer.name))
        if reply.triples:
            break
    if not reply.triples:
        raise ProtocolError(404, f"nothing is known about {name.iri(site.base)}")
    here = f"/{name.path}{next(suffix for suffix, form in SUFFIXES.items() if form == offer.name)}"
    if name.suffix or name.is_document:
        response = data_response(reply, offer)
        response.headers["content-location"] = here
        return response
    return RedirectResponse(here, 303, {"vary": "Accept"})


def _links(name: Name, base: str, offer: Offer) -> str:
    """Write the Link header: the other formats, and which thing an address with an ending describes (RFC 8288)."""
    links = [
        f'</{name.path}{suffix}>; rel="alternate"; type="{media_type}"'
        for suffix, media_type in _TYPES
        if media_type != offer.media_type
    ]
    relation = "canonical" if name.is_document else "describes"
    return ", ".join([f'<{name.iri(base)}>; rel="{relation}"', *links])


def _redirect_symbol(path: str) -> Response:
    try:
        return RedirectResponse("/" + Symbol.from_text(path).path, 303)
    except SymbolError as error:
        raise ProtocolError(404, str(error)) from None
