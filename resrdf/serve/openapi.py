"""The addresses of the server described for programs: an OpenAPI 3.1 document, written from one small table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from resrdf.serve.negotiate import GRAPHS, ROWS
from resrdf.version import VERSION

_Node = dict[str, Any]

_TEXT: Final[_Node] = {"schema": {"type": "string"}}
_IRIS: Final[_Node] = {"type": "array", "items": {"type": "string", "format": "uri"}}
_RDF: Final = tuple(dict.fromkeys(offer.media_type for offer in GRAPHS))
_ANSWERS: Final = tuple(dict.fromkeys(offer.media_type for offer in (*ROWS, *GRAPHS)))
_PROBLEM: Final = ("text/plain", "application/problem+json", "text/html")
_UPLOADS: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_REASONS: Final = {
    200: "The answer",
    201: "The graph was made",
    204: "Done; there is nothing to send",
    303: "Described at another address",
    304: "Not changed",
    400: "The request or the query is malformed; the reason names line and column",
    401: "A bearer token is needed",
    403: "Refused: this server is read-only, or the query asks for another server",
    404: "Nothing of this name",
    406: "None of the formats asked for",
    413: "The request, or the answer, is larger than allowed",
    415: "The body is in no format that is read here",
    416: "No such range",
    503: "Over the time limit, or too many requests wait; nothing was done",
}


def describe_api(root: str, *, writable: bool = False) -> _Node:
    """Describe the server at an address; what writes is left out where nothing may be written."""
    dataset = [_parameter("default-graph-uri", _IRIS), _parameter("named-graph-uri", _IRIS)]
    using = [_parameter("using-graph-uri", _IRIS), _parameter("using-named-graph-uri", _IRIS)]
    query = _parameter("query", {"type": "string"}, "A SPARQL 1.1 query; without one the endpoint describes itself")
    form = _parameter("format", {"enum": ["json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld"]})
    name = _parameter("name", {"type": "string"}, where="path")
    target = [_parameter("graph", {"type": "string", "format": "uri"}), _parameter("default", {"type": "string"})]
    paths: _Node = {
        "/": {"get": _does("home", "Say what is here", (), ("text/html",), (200,))},
        "/sparql": {
            "get": _does("query", "Answer a query", [query, *dataset, form], _ANSWERS, (200, 304, 400, 406, 413, 503)),
            "post": _does("queryByPost", "Answer a query", dataset, _ANSWERS, (200, 400, 406, 413, 415, 503))
            | _body("application/sparql-query", "application/x-www-form-urlencoded"),
        },
        "/search": {
            "get": _does(
                "search",
                "Find clauses by their words, resolutions by symbol, actors by name",
                [_parameter("q", {"type": "string"})],
                ("text/html",),
                (200, 303, 400),
            )
        },
        "/queries": {"get": _does("queries", "List the saved queries", (), _RDF, (200, 304, 406))},
        "/queries/{name}": {
            "get": _does("savedQuery", "Describe a saved query; with .rq, its text", [name], _RDF, (200, 303, 404))
        },
        "/{name}": {
            "get": _does(
                "describe",
                "Send a document, or describe a thing, by the path of its IRI: res/1386, res/1386/op/3, mission/unmil.ttl",
                [name],
                _RDF,
                (200, 303, 304, 404, 406),
            )
        },
        "/S/{name}": {"get": _does("findSymbol", "Go to the document of a symbol", [name], (), (303, 404))},
        "/.well-known/void": {"get": _does("void", "Describe the dataset by VoID", (), _RDF, (200,))},
        "/dcat": {"get": _does("dcat", "Describe the dataset by DCAT", (), _RDF, (200,))},
        "/dataset/": {"get": _does("files", "List files and digests", (), ("text/plain", "text/html"), (200,))},
        "/dataset/{name}": {
            "get": _does("file", "Send a file of the dataset", [name], ("application/octet-stream",), (200, 404, 416))
        },
        "/health": {"get": _does("health", "Say whether queries are answered", (), ("application/json",), (200, 503))},
        "/openapi.json": {"get": _does("openapi", "This description", (), ("application/json",), (200,))},
    }
    if writable:
        paths["/update"] = {
            "post": _does(
                "update", "Change the data", using, (), (200, 204, 400, 401, 403, 413, 415, 503), secured=True
            )
            | _body("application/sparql-update", "application/x-www-form-urlencoded")
        }
        paths["/store"] = {
            "get": _does("getGraph", "Send a graph", target, _RDF, (200, 304, 404, 406)),
            "put": _does("putGraph", "Replace a graph", target, (), (201, 204, 400, 401, 413, 415), secured=True)
            | _body(*_UPLOADS),
            "post": _does("addToGraph", "Add to a graph", target, (), (201, 204, 400, 401, 413, 415), secured=True)
            | _body(*_UPLOADS, "multipart/form-data"),
            "delete": _does("dropGraph", "Remove a graph", target, (), (204, 401, 404), secured=True),
        }
    described: _Node = {
        "openapi": "3.1.0",
        "info": {
            "title": "Resolutions of the Security Council as linked data",
            "version": VERSION,
            "description": "A SPARQL 1.1 endpoint, and a document for every IRI of the data.",
        },
        "servers": [{"url": root.rstrip("/") or "/"}],
        "paths": paths,
    }
    if writable:
        described["components"] = {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    return described


def _does(
    operation: str,
    summary: str,
    parameters: Sequence[_Node],
    media_types: Sequence[str],
    statuses: Sequence[int],
    *,
    secured: bool = False,
) -> _Node:
    """Describe one method of an address."""
    content = {media_type: _TEXT for media_type in media_types}
    problem = {media_type: _TEXT for media_type in _PROBLEM}
    responses = {
        str(status): {"description": _REASONS[status]}
        | ({"content": content} if status == 200 and content else {"content": problem} if status >= 400 else {})
        for status in statuses
    }
    described: _Node = {"operationId": operation, "summary": summary, "responses": responses}
    if parameters:
        described["parameters"] = list(parameters)
    if secured:
        described["security"] = [{"token": []}]
    return described


def _parameter(name: str, schema: _Node, description: str = "", where: str = "query") -> _Node:
    described: _Node = {"name": name, "in": where, "schema": schema}
    if description:
        described["description"] = description
    if where == "path":
        described["required"] = True
    return described


def _body(*media_types: str) -> _Node:
    return {"requestBody": {"required": True, "content": {media_type: _TEXT for media_type in media_types}}}
