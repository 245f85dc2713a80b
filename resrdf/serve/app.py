"""The application put together: the routes of each module, and what starts and ends with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from resrdf.errors import ResrdfError
from resrdf.saved import list_saved
from resrdf.serve import catalogue, endpoint, graph_store, questions
from resrdf.serve.child import Busy, Crashed, Late
from resrdf.serve.index import keep_up
from resrdf.serve.manners import Manners
from resrdf.serve.pages.routes import PAGES
from resrdf.serve.pool import Pool
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.refusals import refuse
from resrdf.serve.site import Site
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
            keeping = asyncio.create_task(keep_up(site))
            yield
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    routes: list[BaseRoute] = [
        *endpoint.routes(),
        *graph_store.routes(),
        *questions.routes(),
        *PAGES,
        *catalogue.routes(),
        Route("/{path:path}", show_thing, methods=["GET"]),
    ]
    refused = (ProtocolError, Busy, Late, Crashed, HTTPException, Exception)
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=dict.fromkeys(refused, refuse))
    app.state.site = site
    return Manners(app, routes, site)


async def _start(site: Site, stack: AsyncExitStack) -> None:
    """Start the process that writes, if there is to be one, and those that read."""
    if site.folder:
        writer = Writer(site.folder, united=site.united, seconds=site.seconds, note=site.note)
        site.writer = await stack.enter_async_context(writer)
        site.path = site.folder / site.writer.generation
    pool = Pool(site.path, size=site.workers, seconds=site.seconds, limits=site.limits)
    site.pool = await stack.enter_async_context(pool)
