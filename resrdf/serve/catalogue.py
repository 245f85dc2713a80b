"""What the server tells of its data as a whole: VoID, DCAT, the files of the dataset with their digests, OpenAPI.

Files are those that ``SHA256SUMS`` of the dataset names, and no others; a store that is served alone has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from resrdf.serve.negotiate import GRAPHS, Offer, choose
from resrdf.serve.openapi import describe_api
from resrdf.serve.pages.files import files_page
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site, html_response, root_of, vary

if TYPE_CHECKING:
    from pyoxigraph import Triple

_VOID = "http://rdfs.org/ns/void#"
_DCTERMS = "http://purl.org/dc/terms/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PREFIXES = {
    "void": _VOID,
    "dcterms": _DCTERMS,
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}
_LISTS = (Offer("text/plain", "text"), Offer("text/html", "html"))
_MEDIA_TYPES = {
    ".ttl": "text/turtle", ".nt": "application/n-triples", ".nq": "application/n-quads", ".gz": "application/gzip",
    ".md": "text/markdown", ".json": "application/json", ".tsv": "text/tab-separated-values",
}  # fmt: skip
_SUMS = "SHA256SUMS"


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/.well-known/void", _void, methods=["GET"]),
        Route("/void", _void, methods=["GET"]),
        Route("/dcat", _dcat, methods=["GET"]),
        Route("/dataset/", _files, methods=["GET"]),
        Route("/dataset/{name:path}", _file, methods=["GET"]),
        Route("/openapi.json", _openapi, methods=["GET"]),
    ]


def read_sums(folder: Path | None) -> dict[str, str]:
    """Read the digests of a dataset's files, by their path in it."""
    try:
        lines = (folder / _SUMS).read_text("utf-8").splitlines() if folder else []
    except OSError:
        return {}
    return {match[2]: match[1] for line in lines if (match := re.fullmatch(r"([0-9a-f]{64}) [ *](\S.*)", line))}


async def _void(request: Request) -> Response:
    return await _describe(request, "void.ttl")


async def _dcat(request: Request) -> Response:
    return await _describe(request, "dcat.ttl")


async def _describe(request: Request, name: str) -> Response:
    """Send the description that the dataset brings, under our address; where there is none, what the server knows."""
    site: Site = request.app.state.site
    offers = tuple(offer for offer in GRAPHS if offer.name != "html")
    offer = choose(request.headers.get("accept"), offers) or offers[0]
    root = root_of(request)
    content = await run_in_threadpool(_write, site, name, root, offer.name)
    return vary(Response(content, media_type=offer.media_type))


def _write(site: Site, name: str, root: str, form: str) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    from resrdf.results import graph_format

    path = site.dataset / name if site.dataset else None
    if path and path.is_file():
        quads = parse(path=path, format=RdfFormat.TURTLE, base_iri=f"{root}dataset/{name}")
        triples: Iterator[Triple] = chain((quad.triple for quad in quads), _here(site, name, root))
    else:
        triples = _known(site, root)
    return serialize(triples, format=graph_format(form), prefixes=_PREFIXES) or b""


def _here(site: Site, name: str, root: str) -> Iterator[Triple]:
    """Yield what the files of a dataset cannot know: where its endpoint is."""
    from pyoxigraph import NamedNode, Triple

    if name == "void.ttl":
        yield Triple(NamedNode(f"{site.base}dataset"), NamedNode(_VOID + "sparqlEndpoint"), NamedNode(root + "sparql"))


def _known(site: Site, root: str) -> Iterator[Triple]:
    """Yield what the server knows of a store that brings no description of itself."""
    from pyoxigraph import Literal, NamedNode, Triple

    dataset = NamedNode(f"{root}void#dataset")

    def link(name: str, value: NamedNode | Literal) -> Triple:
        return Triple(dataset, NamedNode(name), value)

    yield link(_TYPE, NamedNode(_VOID + "Dataset"))
    yield link(_DCTERMS + "title", Literal("Resolutions of the United Nations Security Council", language="en"))
    yield link(_VOID + "sparqlEndpoint", NamedNode(root + "sparql"))
    yield link(_VOID + "uriSpace", Literal(site.base))
    yield link(_VOID + "vocabulary", NamedNode("https://w3id.org/unsc/ontology#"))
    if site.triples is not None:
        yield link(_VOID + "triples", Literal(site.triples))


async def _files(request: Request) -> Response:
    """List the files of the dataset with their digests, as ``sha256sum -c`` reads them or as a page."""
    site: Site = request.app.state.site
    sums = read_sums(site.dataset)
    offer = choose(request.headers.get("accept"), _LISTS)
    if offer is None or offer.name != "html":
        return vary(Response("".join(f"{digest}  {name}\n" for name, digest in sums.items()), media_type="text/plain"))
    found = [(name, _find_file(site.dataset, name), digest) for name, digest in sums.items()]
    return html_response(files_page([(name, path.stat().st_size, digest) for name, path, digest in found if path]))


def _find_file(dataset: Path | None, name: str) -> Path | None:
    """Find a file of the dataset; what a link leads to outside the folder is none of it."""
    path = dataset / name if dataset else None
    inside = path is not None and dataset is not None and path.resolve().is_relative_to(dataset.resolve())
    return path if path and inside and path.is_file() else None


async def _file(request: Request) -> Response:
    """Send one file of the dataset; a range of it where asked for."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    digest = "" if name == _SUMS else read_sums(site.dataset).get(name)
    path = _find_file(site.dataset, name) if digest is not None else None
    if path is None:
        raise ProtocolError(404, "the dataset has no such file; /dataset/ lists what it has")
    media_type = _MEDIA_TYPES.get(path.suffix, "text/plain")
    headers = {"etag": f'"{digest}"', "content-disposition": f'inline; filename="{path.name}"'} if digest else {}
    return FileResponse(path, media_type=media_type, headers=headers)


async def _openapi(request: Request) -> Response:
    """Describe every address for programs (OpenAPI 3.1)."""
    return Response(
        json.dumps(describe_api(root_of(request), writable=request.app.state.site.writer is not None), indent=1),
        media_type="application/json",
    )
