"""The application put together: the routes of each module, and what starts and ends with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from resrdf.errors import ResrdfError
from resrdf.saved import list_saved
from resrdf.serve import endpoint, graph_store, pages
from resrdf.serve.child import Busy, Crashed, Late
from resrdf.serve.manners import Manners
from resrdf.serve.pool import Pool
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.refusals import refuse
from resrdf.serve.site import FIRST_QUERY, Site, html_response, learn
from resrdf.serve.things import show_thing
from resrdf.serve.writer import Writer


def make_app(site: Site, on_failure: Callable[[Exception], None] = lambda error: None) -> ASGIApp:
    """Make the application; the processes that read and write start and end with it.

    ``on_failure`` gets the error for which they do not start.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        site.queries = list_saved()
        async with AsyncExitStack() as stack:
            try:
                await _start(site, stack)
            except ResrdfError as error:
                on_failure(error)
                raise
            learning = asyncio.create_task(learn(site))
            yield
            learning.cancel()

    routes: list[BaseRoute] = [
        Route("/", _home, methods=["GET"]),
        *endpoint.routes(),
        *graph_store.routes(),
        Route("/style.css", _style, methods=["GET"]),
        Route("/{path:path}", show_thing, methods=["GET"]),
    ]
    refused = (ProtocolError, Busy, Late, Crashed, HTTPException, Exception)
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=dict.fromkeys(refused, refuse))
    app.state.site = site
    return Manners(app, routes)


async def _start(site: Site, stack: AsyncExitStack) -> None:
    """Start the process that writes, if there is to be one, and those that read."""
    if site.folder:
        writer = Writer(site.folder, seconds=site.seconds, note=site.note)
        site.writer = await stack.enter_async_context(writer)
        site.path = site.folder / site.writer.generation
    pool = Pool(site.path, size=site.workers, seconds=site.seconds, limits=site.limits)
    site.pool = await stack.enter_async_context(pool)


async def _home(request: Request) -> Response:
    site: Site = request.app.state.site
    name = request.query_params.get("example", "")
    text = next((query.text for query in site.queries if query.name == name), FIRST_QUERY)
    limits = (
        f"A query may run {site.seconds:g} seconds and give {site.limits.rows:,} rows; beyond that it gets an error, "
        "never a part of the answer."
        + (" Changes need the token of this server." if site.writer else " Statements are only read.")
    )
    counts = (*site.counts, *((("statements", site.triples),) if site.triples is not None else ()))
    return html_response(pages.home_page(counts, site.queries, text, limits))


async def _style(request: Request) -> Response:
    return Response(pages.STYLE, media_type="text/css", headers={"cache-control": "max-age=3600"})
