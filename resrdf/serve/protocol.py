"""Read a request of the SPARQL 1.1 Protocol into a value, or say with which status it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

MAX_BODY = 1 << 20
"""A query text larger than this is refused."""

_FORM = "application/x-www-form-urlencoded"


class ProtocolError(Exception):
    """A request that is refused: the HTTP status, a reason for a person, and headers that go with it."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        """Keep all three."""
        super().__init__(status, reason)
        self.status, self.reason, self.headers = status, reason, headers or {}


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: a query or an update; neither where it asks for the endpoint itself."""

    query: str | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    update: str | None = None


def read_request(method: str, address_query: bytes, content_type: str = "", body: bytes = b"") -> Request:
    """Read a GET, a url-encoded POST or a direct POST.

    >>> asked = read_request("GET", b"query=ASK%20%7B%7D&default-graph-uri=http://e/g")
    >>> asked.query, asked.default_graphs
    ('ASK {}', ('http://e/g',))
    >>> read_request("POST", b"using-graph-uri=http://e/g", "application/sparql-update", b"CLEAR ALL").default_graphs
    ('http://e/g',)
    """
    values = _pairs(address_query)
    if method == "POST":
        media_type, charset = read_content_type(content_type)
        if charset not in ("", "utf-8", "utf8", "us-ascii"):
            raise ProtocolError(415, f"the body is in {charset}; SPARQL is sent in UTF-8")
        if media_type == _FORM:
            values += _pairs(body)
        elif media_type == "application/sparql-query":
            values.append(("query", _decode(body)))
        elif media_type == "application/sparql-update":
            values.append(("update", _decode(body)))
        else:
            got = media_type or "a body of no stated type"
            kinds = f"application/sparql-query, application/sparql-update or {_FORM}"
            raise ProtocolError(415, f"cannot read {got}; send {kinds}")
    return _request(method, values)


def _request(method: str, values: list[tuple[str, str]]) -> Request:
    queries = [value for name, value in values if name == "query"]
    updates = [value for name, value in values if name == "update"]
    if updates and method == "GET":
        raise ProtocolError(400, "an update cannot be sent by GET")
    if updates and queries:
        raise ProtocolError(400, "one request has one query or one update")
    for name, texts in (("query", queries), ("update", updates)):
        if len(texts) > 1:
            raise ProtocolError(400, f"the parameter {name} is given {len(texts)} times; one request has one {name}")
    if method == "POST" and not queries and not updates:
        raise ProtocolError(400, "the parameter query or update is missing")
    form = next((value for name, value in values if name == "format" and value), None)
    if updates:
        using, using_named = _graphs(values, "using-graph-uri"), _graphs(values, "using-named-graph-uri")
        return Request(None, using, using_named, form, updates[0])
    default, named = _graphs(values, "default-graph-uri"), _graphs(values, "named-graph-uri")
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
        raise ProtocolError(400, f"the text is not in UTF-8 (byte {error.start})") from None


def read_content_type(header: str) -> tuple[str, str]:
    """Split a Content-Type into the type and its charset, both in lower case."""
    media_type, *parameters = (piece.strip() for piece in header.split(";"))
    charset = next((p.split("=", 1)[1].strip(' "') for p in parameters if p.lower().startswith("charset=")), "")
    return media_type.lower(), charset.lower()
