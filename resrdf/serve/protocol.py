"""Read a request of the SPARQL 1.1 Protocol into a value, or say with which status it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

MAX_BODY = 1 << 20
"""A query text larger than this is refused."""

_FORM = "application/x-www-form-urlencoded"


class ProtocolError(Exception):
    """A request that is refused: the HTTP status and a reason for a person."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep both."""
        super().__init__(status, reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks; ``query`` is None where it asks for the endpoint itself."""

    query: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None


def read_request(method: str, address_query: bytes, content_type: str = "", body: bytes = b"") -> Request:
    """Read a GET, a url-encoded POST or a direct POST.

    >>> read_request("GET", b"query=ASK%20%7B%7D&default-graph-uri=http://e/g")
    Request(query='ASK {}', default_graphs=('http://e/g',), named_graphs=None, format=None)
    """
    values = _pairs(address_query)
    if method == "POST":
        media_type, charset = _content_type(content_type)
        if charset not in ("", "utf-8", "utf8", "us-ascii"):
            raise ProtocolError(415, f"the body is in {charset}; SPARQL is sent in UTF-8")
        if media_type == _FORM:
            values += _pairs(body)
        elif media_type == "application/sparql-query":
            values.append(("query", _decode(body)))
        elif media_type == "application/sparql-update":
            raise ProtocolError(403, "this endpoint is read-only: updates are refused")
        else:
            got = media_type or "a body of no stated type"
            raise ProtocolError(415, f"cannot read {got}; send application/sparql-query or {_FORM}")
    return _request(method, values)


def _request(method: str, values: list[tuple[str, str]]) -> Request:
    queries = [value for name, value in values if name == "query"]
    updates = [value for name, value in values if name == "update"]
    if updates and method == "GET":
        raise ProtocolError(400, "an update cannot be sent by GET; and this endpoint is read-only")
    if len(updates) > 1 or (updates and queries):
        raise ProtocolError(400, "one request has one query")
    if updates:
        raise ProtocolError(403, "this endpoint is read-only: updates are refused")
    if len(queries) > 1:
        raise ProtocolError(400, f"the parameter query is given {len(queries)} times; one request has one query")
    if method == "POST" and not queries:
        raise ProtocolError(400, "the parameter query is missing")
    default, named = _graphs(values, "default-graph-uri"), _graphs(values, "named-graph-uri")
    form = next((value for name, value in values if name == "format" and value), None)
    return Request(queries[0] if queries else None, default, named, form)


def _graphs(values: list[tuple[str, str]], name: str) -> tuple[str, ...] | None:
    """Collect the graphs of a dataset parameter; an empty one, as HTML forms send, is none."""
    from pyoxigraph import NamedNode

    graphs = tuple(value for key, value in values if key == name and value)
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError:
            raise ProtocolError(400, f"{name} is not an absolute IRI: {graph[:200]!r}") from None
    return graphs or None


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise ProtocolError(400, "the parameters are not in UTF-8") from None
    except ValueError:
        raise ProtocolError(400, "too many parameters") from None


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the query is not in UTF-8 (byte {error.start})") from None


def _content_type(header: str) -> tuple[str, str]:
    """Split a Content-Type into the type and its charset, both in lower case."""
    media_type, *parameters = (piece.strip() for piece in header.split(";"))
    charset = next((p.split("=", 1)[1].strip(' "') for p in parameters if p.lower().startswith("charset=")), "")
    return media_type.lower(), charset.lower()
