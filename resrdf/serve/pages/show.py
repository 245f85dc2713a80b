"""Which page an IRI has: told by its class, as the data says it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from resrdf.serve.pages.answers import UNSC, rows
from resrdf.serve.pages.thing import thing_page
from resrdf.serve.pages.work import work_page
from resrdf.serve.site import Site, html_response

_WORKS = frozenset(f"{UNSC}{name}" for name in ("Resolution", "DraftResolution", "PresidentialStatement"))


async def show_page(request: Request, site: Site, path: str) -> Response:
    """Answer for the thing with this path below the base with a page for a person."""
    iri = site.base + path
    kinds = {row["kind"] for row in await rows(site, f"SELECT ?kind {{ <{iri}> a ?kind }}")}
    if kinds & _WORKS:
        return html_response(await work_page(site, iri, path, request.query_params.get("lang", "")))
    return html_response(await thing_page(site, iri, path))
