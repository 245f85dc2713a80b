"""The HTTP side of the endpoint: routes, headers and statuses; queries themselves run in the pool's processes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resrdf.results import QueryResult
from resrdf.saved import list_saved
from resrdf.serve import questions
from resrdf.serve.description import describe_service
from resrdf.serve.index import find_index, make_index
from resrdf.serve.negotiate import ERRORS, GRAPHS, ROWS, Offer, by_name, choose
from resrdf.serve.pages.errors import error_page
from resrdf.serve.pages.query import FIRST_QUERY, QUERY_PAGE, query_page, result_page
from resrdf.serve.pages.routes import PAGES, learn_all, say_limits
from resrdf.serve.pool import Busy, Crashed, Late, Pool
from resrdf.serve.protocol import MAX_BODY, ProtocolError, read_request
from resrdf.serve.site import STATUS, Site, data_response, html_response, vary
from resrdf.serve.things import show_thing
from resrdf.serve.worker import Job

_HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Retry-After",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


def make_app(site: Site) -> ASGIApp:
    """Make the application; the pool starts and ends with it."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        site.queries = list_saved()
        site.index = find_index(site.path)
        async with Pool(site.path, size=site.workers, seconds=site.seconds, limits=site.limits) as site.pool:
            tasks = [asyncio.create_task(learn_all(site)), asyncio.create_task(make_index(site))]
            yield
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    routes = [
        Route("/sparql", _sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/sparql/", _sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/update", _update, methods=["GET", "POST"]),
        Route("/health", _health, methods=["GET"]),
        *questions.routes(),
        *PAGES,
        Route("/{path:path}", show_thing, methods=["GET"]),
    ]
    handlers = {ProtocolError: _refuse, Busy: _refuse, Late: _refuse, Crashed: _refuse, HTTPException: _refuse}
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)
    app.state.site = site
    return _with_headers(app)


async def _sparql(request: Request) -> Response:
    """Answer a query, describe the endpoint, or show the query form."""
    if request.method == "OPTIONS":
        allowed = {"allow": "GET, HEAD, POST, OPTIONS", "access-control-allow-methods": "GET, HEAD, POST, OPTIONS"}
        headers = {"access-control-allow-headers": "accept, content-type", "access-control-max-age": "86400"}
        return Response(status_code=204, headers=allowed | headers)
    site: Site = request.app.state.site
    body = await _read_body(request) if request.method == "POST" else b""
    asked = read_request(
        "POST" if request.method == "POST" else "GET",
        request.url.query.encode("latin-1", "replace"),
        request.headers.get("content-type", ""),
        body,
    )
    if asked.query is None:
        return _describe(request, site)
    rows, graphs = _choose(request, asked.format)
    html = "html" in {offer.name for offer in (rows, graphs) if offer}
    job = Job(
        asked.query,
        ("json" if rows.name == "html" else rows.name) if rows else None,
        ("ntriples" if graphs.name == "html" else graphs.name) if graphs else None,
        asked.default_graphs,
        asked.named_graphs,
        site.base,
    )
    try:
        reply = await site.pool.ask(job)
    except (Busy, Late, Crashed) as error:
        if html:
            status, headers = _status(error)
            return html_response(query_page(asked.query, str(error)), status, headers | QUERY_PAGE)
        raise
    if reply.status != "answered":
        if html:
            return html_response(query_page(asked.query, reply.reason), STATUS[reply.status], QUERY_PAGE)
        raise ProtocolError(STATUS[reply.status], reply.reason)
    offer = graphs if reply.kind == "graph" else rows
    assert offer is not None
    if offer.name == "html":
        result = QueryResult(reply.kind, reply.content)
        content = await run_in_threadpool(result_page, asked.query, result, site.base)
        return html_response(content, headers=QUERY_PAGE)
    return data_response(reply, offer)


def _choose(request: Request, name: str | None) -> tuple[Offer | None, Offer | None]:
    """Choose a format for rows and one for a graph: by ``format=`` where we know that name for it, else by Accept."""
    accept = request.headers.get("accept")
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
    endpoint = str(request.url.replace(query="", fragment=""))
    return vary(Response(describe_service(endpoint, offer.name, site.triples), media_type=offer.media_type))


async def _update(request: Request) -> Response:
    raise ProtocolError(403, "this endpoint is read-only: updates are refused")


async def _health(request: Request) -> Response:
    pool = request.app.state.site.pool
    state = {"status": "ok" if pool.alive else "starting", "workers": pool.alive}
    return Response(json.dumps(state), 200 if pool.alive else 503, media_type="application/json")


async def _read_body(request: Request) -> bytes:
    """Read a body up to the bound, however long it says it is."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise ProtocolError(413, f"the request is larger than {MAX_BODY:,} bytes")
    return body


async def _refuse(request: Request, error: Exception) -> Response:
    """Say why there is no answer: as text, problem+json or HTML, whichever the client takes."""
    status, headers = _status(error)
    reason = str(getattr(error, "reason", "") or getattr(error, "detail", "") or error)
    offer = choose(request.headers.get("accept"), ERRORS)
    match offer.name if offer else "text":
        case "html":
            return html_response(error_page(status, reason, request.url.path), status, headers)
        case "json":
            problem = {"title": "Not answered", "status": status, "detail": reason}
            return vary(Response(json.dumps(problem), status, headers, "application/problem+json"))
        case _:
            return vary(Response(reason + "\n", status, headers, "text/plain"))


def _status(error: Exception) -> tuple[int, dict[str, str]]:
    if isinstance(error, Busy):
        return 503, {"retry-after": "2"}
    if isinstance(error, Late):
        return 503, {}
    if isinstance(error, Crashed):
        return 500, {}
    status = getattr(error, "status", 0) or getattr(error, "status_code", 500)
    return status, dict(getattr(error, "headers", None) or {})


def _with_headers(app: ASGIApp) -> ASGIApp:
    """Add the headers that every answer has."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_with if scope["type"] == "http" else send)

    return wrapped
