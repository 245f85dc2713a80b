"""Where a triplestore listens: from the one address that a person knows to those of query, update and graphs.

Products place these differently below their root; each is tried by asking, never by writing: the question ``ASK {}``
shows the address of queries, and asking for a graph that does not exist shows that of the Graph Store Protocol.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from resrdf.errors import RemoteError
from resrdf.remote.client import Client
from resrdf.remote.credentials import check_url

NOTHING = "urn:resrdf:nothing"
_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_YES = re.compile(rb'"boolean"\s*:\s*true|<boolean>\s*true')


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one product listens, below its root; ``server`` is how its Server header begins."""

    product: str
    server: str
    query: str
    update: str
    store: str


LAYOUTS = (
    Layout("Virtuoso", "Virtuoso", "sparql", "sparql-auth", "sparql-graph-crud-auth"),
    Layout("Fuseki", "Apache Jena Fuseki", "query", "update", "data"),
    Layout("GraphDB", "GraphDB", "", "statements", "rdf-graphs/service"),
    Layout("Oxigraph", "Oxigraph", "query", "update", "store"),
    Layout("resrdf", "resrdf", "sparql", "update", "store"),
    Layout("Fuseki", "Apache Jena Fuseki", "sparql", "update", "data"),
    Layout("RDF4J", "RDF4J", "", "statements", "rdf-graphs/service"),
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one store; None where it has none or none was found."""

    store: str | None = None
    update: str | None = None
    query: str | None = None
    product: str = "unknown"


def find_addresses(client: Client, url: str) -> Addresses:
    """Find the addresses of a store from its root or any one of them; all None where nothing answers as a store."""
    url = check_url(url)
    server = client.request("GET", url, params={"query": "ASK {}", "graph": NOTHING}, headers={"Accept": _ROWS})
    said = server.headers.get("server", "")
    layouts = sorted(LAYOUTS, key=lambda layout: not said.startswith(layout.server))
    refused: RemoteError | None = None
    second: Addresses | None = None
    for layout in layouts:
        known = said.startswith(layout.server)
        for root in _roots(url, layout):
            query = _join(root, layout.query)
            try:
                if not _answers(client, query):
                    continue
            except RemoteError as error:
                if error.status not in (401, 403):
                    raise
                refused = error
                continue
            store = _join(root, layout.store)
            if _keeps_graphs(client, store, known=known):
                return Addresses(store, _join(root, layout.update), query, layout.product)
            if known or second is None:
                second = Addresses(None, _join(root, layout.update) if known else None, query, layout.product)
    if second is None and refused is not None:
        raise refused
    return second or Addresses()


def _roots(url: str, layout: Layout) -> Iterable[str]:
    """The address itself, or the root above it where it ends like one of the product's addresses."""
    parts = urlsplit(url)._replace(query="")
    path = parts.path.rstrip("/")
    for ending in (layout.store, layout.update, layout.query):
        if ending and path.endswith(f"/{ending}"):
            yield urlunsplit(parts._replace(path=path.removesuffix(ending)))
    yield urlunsplit(parts._replace(path=f"{path}/"))


def _join(root: str, path: str) -> str:
    return f"{root.rstrip('/')}/{path}" if path else root.rstrip("/")


def _answers(client: Client, url: str) -> bool:
    """Say whether queries are answered here."""
    response = client.request("GET", url, params={"query": "ASK {}"}, headers={"Accept": _ROWS})
    if response.status_code in (401, 403):
        raise client.fail(response)
    return response.status_code == 200 and _YES.search(response.content) is not None


def _keeps_graphs(client: Client, url: str, *, known: bool) -> bool:
    """Say whether graphs are kept here; a 404 must mean the graph and not the path."""
    response = client.request("GET", url, params={"graph": NOTHING}, headers={"Accept": "text/turtle"})
    if response.status_code in (401, 403):
        raise client.fail(response)
    if response.status_code == 404:
        return known or re.search(rf"(?<!graph=){NOTHING}", response.text) is not None
    return response.status_code in (200, 204) and "html" not in response.headers.get("content-type", "")
