"""The routes of the SPARQL 1.1 Protocol: queries at /sparql, updates at /update, and the state of the server."""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resrdf.results import QueryResult
from resrdf.serve import protocol
from resrdf.serve.body import read_body
from resrdf.serve.child import Busy, Crashed, Late
from resrdf.serve.description import describe_service
from resrdf.serve.manners import LASTING
from resrdf.serve.master import Write
from resrdf.serve.negotiate import GRAPHS, ROWS, Offer, by_name, choose
from resrdf.serve.pages.query import FIRST_QUERY, QUERY_PAGE, query_page, result_page
from resrdf.serve.pages.routes import say_limits
from resrdf.serve.protocol import MAX_BODY, ProtocolError, read_request
from resrdf.serve.refusals import status_of
from resrdf.serve.site import STATUS, Site, data_response, html_response, root_of, vary
from resrdf.serve.worker import Job
from resrdf.serve.writing import authorize, carry_out


def routes() -> list[Route]:
    """The paths of this module."""
    return [
        Route("/sparql", _sparql, methods=["GET", "POST"]),
        Route("/sparql/", _sparql, methods=["GET", "POST"]),
        Route("/update", _update, methods=["POST"]),
        Route("/update/", _update, methods=["POST"]),
        Route("/update", _no_get, methods=["GET"]),
        Route("/health", _health, methods=["GET"]),
    ]


async def _sparql(request: Request) -> Response:
    """Answer a query, describe the endpoint, or show the query form; an update is carried out here as well."""
    site: Site = request.app.state.site
    asked = await _read(request, "GET" if request.method in ("GET", "HEAD") else "POST")
    if asked.update is not None:
        authorize(request)
        return await _change(site, asked)
    if asked.query is None:
        return _describe(request, site)
    return await _answer(request, site, asked, asked.query)


async def _answer(request: Request, site: Site, asked: protocol.Request, query: str) -> Response:
    rows, graphs = _choose(request, asked.format)
    html = "html" in {offer.name for offer in (rows, graphs) if offer}
    job = Job(
        query,
        ("json" if rows.name == "html" else rows.name) if rows else None,
        ("ntriples" if graphs.name == "html" else graphs.name) if graphs else None,
        asked.default_graphs,
        asked.named_graphs,
        site.base,
        site.services,
    )
    try:
        reply = await site.reply(job)
    except (Busy, Late, Crashed) as error:
        if html:
            status, headers = status_of(error)
            return html_response(query_page(query, str(error)), status, headers | QUERY_PAGE)
        raise
    if reply.status != "answered":
        if html:
            return html_response(query_page(query, reply.reason), STATUS[reply.status], QUERY_PAGE)
        raise ProtocolError(STATUS[reply.status], reply.reason)
    if site.answers.get((site.path.name, job)) is reply:
        request.scope[LASTING] = site.path.name
    offer = graphs if reply.kind == "graph" else rows
    assert offer is not None
    if offer.name == "html":
        result = QueryResult(reply.kind, reply.content)
        content = await run_in_threadpool(result_page, query, result, site.base)
        return html_response(content, headers=QUERY_PAGE)
    return data_response(reply, offer)


def _choose(request: Request, name: str | None) -> tuple[Offer | None, Offer | None]:
    """Choose a format for rows and one for a graph: by ``format=`` where we know that name for it, else by Accept."""
    accept = ", ".join(request.headers.getlist("accept")) or None
    return by_name(name, ROWS) or choose(accept, ROWS), by_name(name, GRAPHS) or choose(accept, GRAPHS)


def _describe(request: Request, site: Site) -> Response:
    offer = choose(request.headers.get("accept"), GRAPHS)
    if offer is None:
        raise ProtocolError(406, "the description of this endpoint is RDF or HTML")
    if offer.name == "html":
        name = request.query_params.get("example", "")
        text = next((query.bind({}, site.base) for query in site.queries if query.name == name), FIRST_QUERY)
        content = query_page(text, queries=site.queries, limits=say_limits(site), current=name)
        return html_response(content, headers=QUERY_PAGE)
    endpoint = root_of(request) + "sparql"
    languages = ("SPARQL11Query", "SPARQL11Update") if site.writer else ("SPARQL11Query",)
    content = describe_service(
        endpoint, offer.name, site.triples, languages, united=site.united, federated=bool(site.services)
    )
    return vary(Response(content, media_type=offer.media_type))


async def _update(request: Request) -> Response:
    """Carry out an update."""
    site: Site = request.app.state.site
    authorize(request)
    asked = await _read(request, "POST")
    if asked.update is None:
        raise ProtocolError(400, "queries are answered at /sparql; here the parameter update is missing")
    return await _change(site, asked)


async def _no_get(request: Request) -> Response:
    raise ProtocolError(405, "an update is sent by POST", {"allow": "POST, OPTIONS"})


async def _read(request: Request, method: str) -> protocol.Request:
    body = await read_body(request, MAX_BODY) if method == "POST" else b""
    address_query = request.scope["query_string"]
    return read_request(method, address_query, request.headers.get("content-type", ""), body)


async def _change(site: Site, asked: protocol.Request) -> Response:
    write = Write(
        "update",
        text=asked.update or "",
        base=site.base,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        services=site.services,
    )
    await carry_out(site, write)
    return Response(status_code=204)


async def _health(request: Request) -> Response:
    site: Site = request.app.state.site
    alive = site.pool.alive
    state = {"status": "ok" if alive else "starting", "workers": alive}
    headers = {"cache-control": "no-store"}
    return Response(json.dumps(state), 200 if alive else 503, headers, media_type="application/json")
