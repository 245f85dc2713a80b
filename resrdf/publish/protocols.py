"""Two ways to keep graphs in a store, one face: put, add, read and delete a named graph of N-Triples.

The Graph Store Protocol comes first: one PUT replaces a graph. Where a store has only SPARQL update, a graph that fits
into one request is dropped and inserted by it; a larger one is collected beside, read back there, and moved into place,
so that a failure on the way leaves the old one. httpx serves both: SPARQLWrapper keeps no connection open, sends
credentials on to wherever it is redirected, and installs Digest for the whole process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import httpx

from resrdf.errors import RemoteError
from resrdf.publish.canonical import canonical, difference
from resrdf.publish.layouts import Addresses
from resrdf.remote.client import Client
from resrdf.remote.credentials import redact

_SUSPECT = 10_000  # rows from which on an answer may have been cut: Virtuoso's default limit, without a word
_BYTES = 300_000
# N-Triples are read fastest, and Virtuoso keeps durations in them only
_ACCEPTED = "application/n-triples, text/turtle;q=0.8"
_CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o%s } }"
_PART = ' FILTER(STRSTARTS(MD5(CONCAT(STR(?s), " ", STR(?o))), "%s"))'


class GraphKeeper(Protocol):
    """A store that keeps named graphs; every method raises RemoteError where it does not succeed."""

    def put(self, graph: str, ntriples: bytes) -> None:
        """Make a graph hold these triples and no others."""

    def add(self, graph: str, ntriples: bytes) -> None:
        """Add triples without blank nodes to a graph."""

    def delete(self, graph: str) -> None:
        """Remove a graph, whether it is there or not."""

    def read(self, graph: str) -> bytes:
        """Give a graph in N-Triples, in any order; one that is not there is empty."""


@dataclass(frozen=True, slots=True)
class GraphStore:
    """A store by the SPARQL 1.1 Graph Store HTTP Protocol, graphs named in the query string."""

    client: Client
    at: Addresses

    def put(self, graph: str, ntriples: bytes) -> None:
        """Replace by one PUT."""
        self._write("PUT", graph, ntriples)

    def add(self, graph: str, ntriples: bytes) -> None:
        """Merge by one POST."""
        self._write("POST", graph, ntriples)

    def delete(self, graph: str) -> None:
        """Delete; 404 says that the graph is not there, which is what is wanted."""
        response = self.client.request("DELETE", self._url, params={"graph": graph})
        if not response.is_success and response.status_code != 404:
            raise self.client.fail(response)

    def read(self, graph: str) -> bytes:
        """Get the graph; in pieces by query where the answer may have been cut."""
        headers = {"Accept": _ACCEPTED}
        response = self.client.request("GET", self._url, params={"graph": graph}, headers=headers)
        if response.status_code == 404:
            return b""
        found = parsed(self.client, response)
        return whole(self.client, self.at, graph, found)

    @property
    def _url(self) -> str:
        assert self.at.store is not None
        return self.at.store

    def _write(self, method: str, graph: str, ntriples: bytes) -> None:
        headers = {"Content-Type": "application/n-triples"}
        response = self.client.request(method, self._url, params={"graph": graph}, content=ntriples, headers=headers)
        if not response.is_success:
            raise self.client.fail(response)


@dataclass(frozen=True, slots=True)
class UpdateStore:
    """A store by SPARQL 1.1 update, url-encoded (a direct POST hangs in Virtuoso), and queries to read back."""

    client: Client
    at: Addresses
    beside: str

    def put(self, graph: str, ntriples: bytes) -> None:
        """Replace in one request, or collect beside and move."""
        pieces = list(_pieces(ntriples, self._limit))
        staging = f"{self.beside}{hashlib.sha256(graph.encode()).hexdigest()[:16]}"
        clear = f"DROP SILENT GRAPH <{staging}>"  # a run that broke off may have left it
        if len(pieces) <= 1:
            inserted = "".join(f";\n{_insert(graph, piece)}" for piece in pieces)
            self._update(f"{clear};\nDROP SILENT GRAPH <{graph}>{inserted}")
            return
        self._update(clear)
        for piece in pieces:
            self._update(_insert(staging, piece))
        # a MOVE of a graph that is not there empties the target, even without SILENT in Virtuoso
        if found := difference(ntriples, self.read(staging)):
            raise RemoteError(redact(self._url), f"the graph did not arrive whole: {found}")
        try:
            self._update(f"MOVE GRAPH <{staging}> TO GRAPH <{graph}>", repeat=False)
        except RemoteError as error:
            if not error.unreachable:
                raise  # else it may have been done: reading back will tell

    def add(self, graph: str, ntriples: bytes) -> None:
        """Insert, in as many requests as needed."""
        for piece in _pieces(ntriples, self._limit):
            self._update(_insert(graph, piece))

    def delete(self, graph: str) -> None:
        """Drop the graph."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def read(self, graph: str) -> bytes:
        """Construct the graph; in pieces where the answer may have been cut."""
        return whole(self.client, self.at, graph, constructed(self.client, self.at, _CONSTRUCT % (graph, "")))

    @property
    def _url(self) -> str:
        assert self.at.update is not None
        return self.at.update

    @property
    def _limit(self) -> int:
        """Triples of one request: Virtuoso's compiler gives up at 5,000 lines and is slow long before."""
        return 200 if self.at.product == "Virtuoso" else 10_000

    def _update(self, text: str, *, repeat: bool = True) -> None:
        response = self.client.request("POST", self._url, form={"update": text}, repeat=repeat)
        if not response.is_success:
            raise self.client.fail(response)


def whole(client: Client, at: Addresses, graph: str, found: bytes) -> bytes:
    """Give a graph that was read, or, where the store cut it without a word, read it again in parts."""
    if found.count(b"\n") < _SUSPECT or at.query is None:
        return found
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    headers = {"Accept": "application/sparql-results+json"}
    response = client.request("POST", at.query, form={"query": count}, headers=headers)
    if not response.is_success:
        raise client.fail(response)
    try:
        wanted = int(response.json()["results"]["bindings"][0]["n"]["value"])
    except (ValueError, LookupError, TypeError):
        raise RemoteError(redact(at.query), "the answer to a count cannot be read") from None
    if found.count(b"\n") == wanted:
        return found
    parts = canonical(b"".join(_read_part(client, at, graph, digit) for digit in "0123456789abcdef"))
    if (got := parts.count(b"\n")) != wanted:
        raise RemoteError(redact(at.query), f"gives {got:,} of {wanted:,} triples of <{graph}>: it limits its answers")
    return parts


def _read_part(client: Client, at: Addresses, graph: str, prefix: str) -> bytes:
    """Read the triples whose hash begins with some digits; with more digits where there are still too many."""
    found = constructed(client, at, _CONSTRUCT % (graph, _PART % prefix))
    if found.count(b"\n") < _SUSPECT or len(prefix) > 3:
        return found
    return b"".join(_read_part(client, at, graph, prefix + digit) for digit in "0123456789abcdef")


def constructed(client: Client, at: Addresses, query: str) -> bytes:
    """Ask a CONSTRUCT query by a url-encoded POST."""
    assert at.query is not None
    response = client.request("POST", at.query, form={"query": query}, headers={"Accept": _ACCEPTED})
    return parsed(client, response)


def parsed(client: Client, response: httpx.Response) -> bytes:
    """Read the graph in an answer as N-Triples."""
    from pyoxigraph import RdfFormat, parse, serialize

    if not response.is_success:
        raise client.fail(response)
    if response.status_code == 204 or not response.content or response.content.isspace():
        return b""
    media_type = response.headers.get("content-type", "").split(";")[0].strip()
    form = RdfFormat.from_media_type(media_type) or RdfFormat.TURTLE
    if form == RdfFormat.N_TRIPLES and b"\t" not in response.content:
        return response.content
    try:
        triples = (quad.triple for quad in parse(response.content, form, base_iri=str(response.url)))
        return serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    except (SyntaxError, ValueError) as error:
        reason = f"the answer ({media_type or 'of no type'}) is no RDF: {error}"
        raise RemoteError(redact(str(response.url.copy_with(query=None))), reason) from error


def _pieces(ntriples: bytes, limit: int) -> Iterator[bytes]:
    """Cut into pieces of so many lines, and of a size that stays below a megabyte when it is url-encoded."""
    piece, size = list[bytes](), 0
    for line in ntriples.splitlines(keepends=True):
        if piece and (len(piece) == limit or size + len(line) > _BYTES):
            yield b"".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += len(line)
    if piece:
        yield b"".join(piece)


def _insert(graph: str, ntriples: bytes) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{ntriples.decode()}}} }}"
