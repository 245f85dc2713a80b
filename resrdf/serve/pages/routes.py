"""The pages that are no things of the data: the first page, search, years, vocabularies, about; and files."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resrdf.results import QueryResult
from resrdf.search import SearchError, search
from resrdf.serve.assets import send_asset
from resrdf.serve.pages.about import about_page
from resrdf.serve.pages.browse import year_page, years_page
from resrdf.serve.pages.concept import schemes_page
from resrdf.serve.pages.found import find_path, found_page, read_question
from resrdf.serve.pages.home import home_page, learn_home
from resrdf.serve.site import Site, ask, html_response, learn
from resrdf.serve.worker import Job


def say_limits(site: Site) -> str:
    """Say what a query may take."""
    return (
        f"A query may run {site.seconds:g} seconds and give {site.limits.rows:,} rows; beyond that it gets an error, "
        "never a part of the answer. "
        + ("Changes need the token of this server." if site.writer else "Statements are only read.")
    )


async def learn_all(site: Site) -> None:
    """Learn of the data what the pages need, while the server answers already."""
    await learn(site)
    await learn_home(site)


async def _home(request: Request) -> Response:
    return html_response(home_page(request.app.state.site))


async def _search(request: Request) -> Response:
    """Go straight to what is named, else look words up in the index."""
    site: Site = request.app.state.site
    question, page = read_question(request.query_params)
    if (path := find_path(question.words)) and page == 1 and await _exists(site, path):
        return RedirectResponse(f"/{path}", 303)
    if not question.words:
        return html_response(found_page(site, question, page, None))
    if site.index is None:
        reason = "The index for searching is still being written; try again in a moment."
        return html_response(found_page(site, question, page, None, reason), 503, {"retry-after": "5"})
    try:
        found = await run_in_threadpool(search, site.index, question)
    except SearchError as error:
        return html_response(found_page(site, question, page, None, f"{str(error).capitalize()}."), 503)
    return html_response(found_page(site, question, page, found))


async def _exists(site: Site, path: str) -> bool:
    reply = await ask(site, Job(f"ASK {{ <{site.base}{path}> ?p ?o }}"))
    return QueryResult("ask", reply.content).truth


async def _browse(request: Request) -> Response:
    site: Site = request.app.state.site
    if (year := request.path_params.get("year")) is not None:
        return html_response(await year_page(site, min(int(year), 9999)))
    return html_response(years_page(site))


async def _vocabularies(request: Request) -> Response:
    return html_response(await schemes_page(request.app.state.site))


async def _about(request: Request) -> Response:
    site: Site = request.app.state.site
    return html_response(about_page(site, say_limits(site)))


PAGES = [
    Route("/", _home, methods=["GET"]),
    Route("/search", _search, methods=["GET"]),
    Route("/browse", _browse, methods=["GET"]),
    Route("/browse/{year:int}", _browse, methods=["GET"]),
    Route("/vocab", _vocabularies, methods=["GET"]),
    Route("/about", _about, methods=["GET"]),
    Route("/static/{name:path}", send_asset, methods=["GET"]),
]
