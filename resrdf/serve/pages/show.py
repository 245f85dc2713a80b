"""Which page an IRI has: told by its class, as the data says it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from resrdf.serve.pages.thing import thing_page
from resrdf.serve.site import Site, html_response


async def show_page(request: Request, site: Site, path: str) -> Response:
    """Answer for the thing with this path below the base with a page for a person."""
    return html_response(await thing_page(site, site.base + path, path))
