"""The SPARQL 1.1 Graph Store HTTP Protocol at /store: one graph as a resource, named by its IRI or by its path.

``/store?graph=IRI`` and ``/store?default`` name a graph indirectly; below ``/store/`` the IRI of the request is itself
the name. A POST to ``/store`` makes a graph of a new name. Reading needs no token, changing does.
"""

from __future__ import annotations

import re
import uuid
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resrdf.serve.body import read_body
from resrdf.serve.master import Write
from resrdf.serve.negotiate import STORED, choose
from resrdf.serve.protocol import ProtocolError, read_content_type
from resrdf.serve.site import STATUS, Site, root_of, vary
from resrdf.serve.worker import Job, TooLarge, digest, write_ntriples
from resrdf.serve.writing import authorize, carry_out

_TYPES = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
}
_METHODS = ["GET", "PUT", "POST", "DELETE"]


def routes() -> list[Route]:
    """The paths of this module."""
    return [
        Route("/store", _store, methods=_METHODS),
        Route("/store/{path:path}", _store, methods=_METHODS),
    ]


async def _store(request: Request) -> Response:
    if request.method in ("GET", "HEAD"):
        return await _get(request)
    authorize(request)
    if "content-range" in request.headers:
        raise ProtocolError(400, "a part of a graph cannot be sent: leave out Content-Range (RFC 9110, section 14.5)")
    site: Site = request.app.state.site
    graph = _graph(request)
    if graph is None and request.method != "POST":
        raise ProtocolError(400, "name a graph: ?graph=IRI, ?default, or a path below /store/")
    made = graph is None
    if graph is None:
        graph = f"{root_of(request)}store/{uuid.uuid4()}"
    kind = {"PUT": "put", "POST": "post", "DELETE": "delete"}[request.method]
    uploads = await _uploads(request, site) if kind != "delete" else ()
    write = Write(
        kind,  # type: ignore[arg-type]
        graph=graph,
        uploads=uploads,
        base=graph or f"{root_of(request)}store",
        if_match=_tags(request, "if-match"),
        if_none_match=_tags(request, "if-none-match"),
    )
    written = await carry_out(site, write)
    headers = {"location": graph} if made else {}
    return Response(status_code=201 if written.outcome == "created" else 204, headers=headers)


async def _get(request: Request) -> Response:
    """Give a graph in the format that the client takes best."""
    site: Site = request.app.state.site
    graph = _graph(request)
    if graph is None:
        raise ProtocolError(400, "name a graph: ?graph=IRI, ?default, or a path below /store/")
    offer = choose(request.headers.get("accept"), STORED)
    if offer is None:
        raise ProtocolError(406, "a graph is given as Turtle, N-Triples, RDF/XML or JSON-LD")
    if site.writer and (not graph or site.writer.stale):  # to look at one graph needs no new snapshot
        if (ntriples := await site.writer.graph(graph)) is None:
            raise ProtocolError(404, "there is no such graph")
        try:
            content = await run_in_threadpool(write_ntriples, ntriples, offer.name, site.limits.size)
        except TooLarge as error:
            raise ProtocolError(413, str(error)) from None
        tag = digest(ntriples)
    else:
        reply = await site.reply(Job("", None, offer.name, graph=graph))
        if reply.status != "answered":
            raise ProtocolError(STATUS[reply.status], reply.reason)
        content, tag = reply.content, reply.tag
    return vary(Response(content, headers={"etag": f'"{tag}-{offer.name}"'}, media_type=offer.media_type))


def _graph(request: Request) -> str | None:
    """Tell which graph a request is about; "" is the default graph, None none at all."""
    try:
        values = parse_qsl(request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise ProtocolError(400, "the parameters are not in UTF-8") from None
    graphs = [value for name, value in values if name == "graph"]
    defaults = [value for name, value in values if name == "default"]
    path = request.path_params.get("path", "")
    if len(graphs) + len(defaults) + bool(path) > 1:
        raise ProtocolError(400, "name one graph: by ?graph=IRI, by ?default, or by the path")
    if defaults:
        return ""
    if graphs:
        return _checked(graphs[0])
    if not path:
        return None
    raw = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace")
    return _checked(root_of(request) + raw.lstrip("/"))


def _checked(iri: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return NamedNode(iri).value
    except ValueError:
        raise ProtocolError(400, f"not an absolute IRI: {iri[:200]!r}") from None


def _tags(request: Request, name: str) -> tuple[str, ...]:
    """Read the entity tags of a condition: the digest of the graph in each, whatever format and coding it was read in.

    A strong comparison is wanted where something is changed, so weak tags match nothing.
    """
    header = request.headers.get(name, "")
    if header.strip() == "*":
        return ("*",)
    found = tuple(match[1] for match in re.finditer(r'(?<!W/)"([0-9a-f]{32})(?:-[^"]*)?"', header))
    return found or (("",) if header.strip() else ())


async def _uploads(request: Request, site: Site) -> tuple[tuple[str, bytes], ...]:
    """Read what is sent, as RDF or as a form with files of RDF."""
    header = request.headers.get("content-type", "")
    media_type, _ = read_content_type(header)
    if media_type == "multipart/form-data" and request.method == "POST":
        body = await read_body(request, site.upload)
        return tuple((_accepted(kind), _harmless(_accepted(kind), part)) for kind, part in _parts(header, body))
    kind = _accepted(header)
    return ((kind, _harmless(kind, await read_body(request, site.upload))),)


def _accepted(header: str) -> str:
    """Tell the RDF format of a Content-Type; raises ProtocolError for any other."""
    media_type, charset = read_content_type(header)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise ProtocolError(415, f"the data is in {charset}; send UTF-8")
    if media_type in _TYPES:
        return _TYPES[media_type]
    takes = ", ".join(dict.fromkeys(_TYPES.values()))
    if media_type in ("application/trig", "application/n-quads"):
        raise ProtocolError(415, f"one graph is wanted here, not a dataset; send one of {takes}")
    got = media_type or "data of no stated type"
    raise ProtocolError(415, f"cannot read {got}; send one of {takes}", {"accept": takes})


def _harmless(kind: str, content: bytes) -> bytes:
    """Refuse documents that define entities: they can grow without bound, and read files."""
    if kind == "application/rdf+xml" and (b"\0" in content or re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.I)):
        raise ProtocolError(400, "RDF/XML with a document type or entities is not read; and it must be in UTF-8")
    return content


def _parts(header: str, body: bytes) -> list[tuple[str, bytes]]:
    """Take a form with files apart, into the type and content of each file."""
    from python_multipart import MultipartParser
    from python_multipart.exceptions import MultipartParseError
    from python_multipart.multipart import parse_options_header

    boundary = parse_options_header(header)[1].get(b"boundary", b"")
    parts: list[tuple[dict[bytes, bytes], bytearray]] = []
    names: list[bytearray] = [bytearray(), bytearray()]
    ended: list[bool] = []

    def begin() -> None:
        parts.append(({}, bytearray()))

    def header_end() -> None:
        parts[-1][0][bytes(names[0]).lower()] = bytes(names[1])
        names[0].clear()
        names[1].clear()

    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": begin,
            "on_part_data": lambda data, start, end: parts[-1][1].extend(data[start:end]),
            "on_header_field": lambda data, start, end: names[0].extend(data[start:end]),
            "on_header_value": lambda data, start, end: names[1].extend(data[start:end]),
            "on_header_end": header_end,
            "on_end": lambda: ended.append(True),
        },
    )
    try:
        parser.write(body)
        parser.finalize()
    except MultipartParseError as error:
        raise ProtocolError(400, f"the form cannot be read: {error}") from None
    if not ended or not parts:
        raise ProtocolError(400, "the form has no parts, or was cut off")
    return [(headers.get(b"content-type", b"").decode("latin-1"), bytes(content)) for headers, content in parts]
