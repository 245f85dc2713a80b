"""Which page an IRI has: told by its class, as the data says it."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from resrdf.serve.pages.actor import actor_page
from resrdf.serve.pages.answers import SKOS, UNSC, rows
from resrdf.serve.pages.clause import clause_page
from resrdf.serve.pages.concept import concept_page, scheme_page
from resrdf.serve.pages.document import document_page
from resrdf.serve.pages.meeting import meeting_page, vote_page
from resrdf.serve.pages.ontology import ontology_page
from resrdf.serve.pages.thing import thing_page
from resrdf.serve.pages.work import work_page
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site, html_response
from resrdf.sparql import BASE

_ELI = "http://data.europa.eu/eli/ontology#"


def _all(*names: str) -> frozenset[str]:
    return frozenset(UNSC + name for name in names)


# of several classes of one thing, the first that stands here decides
_WORKS = _all("Resolution", "DraftResolution", "PresidentialStatement")
_CLAUSES = _all("Clause", "OperativeClause", "PreambularClause")
_ACTORS = _all("Actor", "State", "Body", "Mission", "NonStateActor", "ActorGroup")
_DOCUMENTS = _all("Document") | {f"{_ELI}Work", f"{_ELI}LegalResource"}


async def show_page(request: Request, site: Site, path: str) -> Response:
    """Answer for the thing with this path below the base with a page for a person; raises ProtocolError."""
    if path.startswith("graph/"):  # a graph is described by the page of what it is about
        return RedirectResponse(f"/{path.removeprefix('graph/')}", 303)
    iri, kinds = await _find(site, path)
    try:
        return await _special_page(request, site, path, iri, kinds)
    except ProtocolError as error:
        if error.status != 404:
            raise
    return html_response(await thing_page(site, iri, path))  # what lacks what a page of its kind needs


async def _special_page(request: Request, site: Site, path: str, iri: str, kinds: set[str]) -> Response:
    number = _page_number(request)
    if kinds & _WORKS:
        page = await work_page(site, iri, path, request.query_params.get("lang", ""))
    elif kinds & _CLAUSES:
        page = await clause_page(site, iri, path)
    elif kinds & _ACTORS:
        page = await actor_page(site, iri, path, number)
    elif UNSC + "Meeting" in kinds:
        page = await meeting_page(site, iri, path)
    elif UNSC + "Vote" in kinds:
        page = await vote_page(site, iri, path)
    elif UNSC + "Annex" in kinds or UNSC + "Footnote" in kinds:
        work, place = "/".join(path.split("/")[:2]), "/".join(path.split("/")[2:])
        return RedirectResponse(f"/{work}#{place if place.startswith('annex') else 'notes'}", 303)
    elif kinds & _DOCUMENTS:
        page = await document_page(site, iri, path, number)
    elif SKOS + "ConceptScheme" in kinds:
        page = await scheme_page(site, iri, path)
    elif SKOS + "Concept" in kinds:
        page = await concept_page(site, iri, path)
    elif iri == UNSC[:-1]:
        page = await ontology_page(site, iri, path)
    else:
        page = await thing_page(site, iri, path)
    return html_response(page)


async def _find(site: Site, path: str) -> tuple[str, set[str]]:
    """The IRI that a path stands for, and its classes; our vocabularies keep theirs whatever the base of the data."""
    iris = dict.fromkeys((site.base + path, BASE + path))
    for iri in iris:
        if kinds := {row["kind"] for row in await rows(site, f"SELECT ?kind {{ <{iri}> a ?kind }}")}:
            return iri, kinds
    return site.base + path, set()


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if re.fullmatch(r"\d{1,5}", text) else 1
