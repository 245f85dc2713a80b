"""Ask a question of RDF files, of an embedded store or of a remote endpoint, and get the same kind of answer from each.

The default graph is the union of all named graphs: stores are made so (see :func:`resrdf.store.unite`).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resrdf.errors import QueryError
from resrdf.results import QueryResult, to_cell
from resrdf.saved import Parameter, SavedQuery, find_saved, list_saved, parse_saved
from resrdf.sparql import BASE, PREFIXES, Form, check_depth, find_form, missing_prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = [
    "BASE", "Endpoint", "Parameter", "QueryResult", "SavedQuery", "find_saved", "list_saved", "parse_saved",
    "run_query", "syntax_error", "to_cell",
]  # fmt: skip

_LONG = 2000  # longer queries are posted: servers and proxies refuse long addresses
_STACK = 256 << 20  # the engine recurses over the query: long chains of operators need a deep stack


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint somewhere, and how many seconds it may take."""

    url: str
    timeout: float = 60.0


def run_query(target: Store | Endpoint, text: str, *, timeout: float | None = None, base: str = BASE) -> QueryResult:
    """Ask a store or an endpoint; raises QueryError with line and column for a query that cannot be parsed."""
    form = check_query(text)
    if isinstance(target, Endpoint):
        return _ask_remote(target, text, form)
    return _ask_store(target, text, timeout, base)


def check_query(text: str) -> Form:
    """Tell the form of a query; raises QueryError for an update and for brackets too deep for the engine."""
    check_depth(text)
    form = find_form(text)
    if form == "update":
        raise QueryError("this is an update; only queries (SELECT, ASK, CONSTRUCT, DESCRIBE) are answered")
    return form or "select"  # the engine says best what is wrong with it


def syntax_error(error: SyntaxError, text: str) -> str:
    """Say in one line where and why a query cannot be parsed.

    >>> syntax_error(SyntaxError('error at 2:3: expected one of "{", FROM'), "SELECT *\\n  }")
    'syntax error at line 2, column 3: expected "{" or FROM, found "}"'
    """
    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", str(error), re.DOTALL)
    if match is None:
        return f"syntax error: {error}"
    line, column = int(match[1]), int(match[2])
    readable = [e for e in re.findall(r'"(?:[^"\\]|\\.)+"|\b[A-Z]{2,}\b', re.sub(r"\[[^\]]*\]", "", match[3]))][:8]
    rest = (text.splitlines() or [""])[line - 1 : line]
    found = rest[0][column - 1 :].split(maxsplit=1)[0] if rest and rest[0][column - 1 :].strip() else "the end"
    found = found if found == "the end" else f'"{found[:40]}"'
    expected = f"expected {' or '.join(readable)}, " if readable else ""
    return f"syntax error at line {line}, column {column}: {expected}found {found}"


def _ask_store(store: Store, text: str, timeout: float | None, base: str) -> QueryResult:
    """Evaluate in a thread of its own: the engine cannot be interrupted, but the one who waits for it can."""
    answers: list[QueryResult | BaseException] = []

    def evaluate() -> None:
        try:
            answer = store.query(text, base_iri=base, prefixes=PREFIXES)
            answers.append(QueryResult.of(answer))
        except BaseException as error:
            answers.append(error)

    previous = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=evaluate, daemon=True)
        thread.start()
    finally:
        threading.stack_size(previous)
    thread.join(timeout)
    if not answers:
        raise QueryError(f"the query was not answered within {timeout:g} s")
    match answers[0]:
        case QueryResult() as result:
            return result
        case SyntaxError() as error:
            raise QueryError(syntax_error(error, text)) from error
        case OSError() | RuntimeError() | ValueError() as error:
            raise QueryError(f"the query could not be answered: {error}") from error
        case error:
            raise error


def _ask_remote(endpoint: Endpoint, text: str, form: Form) -> QueryResult:
    """Send the query by SPARQLWrapper, by GET where it is short and by POST where it is long."""
    import warnings

    from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

    if not re.match(r"https?://", endpoint.url):
        raise QueryError(f"{endpoint.url}: the address of an endpoint begins with http:// or https://")
    full = missing_prefixes(text) + text
    wrapper = SPARQLWrapper(endpoint.url, agent="resrdf")
    wrapper.setQuery(full)
    wrapper.queryType = form.upper()  # its own detection reads comments and strings
    wrapper.setReturnFormat(JSON if form in ("select", "ask") else TURTLE)
    wrapper.setMethod(POST if len(full) > _LONG else GET)
    wrapper.setTimeout(max(1, round(endpoint.timeout)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            response = wrapper.query().response
            content, media_type = response.read(), response.headers.get("Content-Type", "")
    except Exception as error:
        raise QueryError(f"{endpoint.url}: {_remote_reason(error, endpoint)}") from error
    return _read_remote(endpoint, content, media_type.split(";")[0].strip().lower(), form)


def _read_remote(endpoint: Endpoint, content: bytes, media_type: str, form: Form) -> QueryResult:
    """Parse what an endpoint sent by the type that it says it is."""
    from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

    try:
        if form in ("select", "ask"):
            results = QueryResultsFormat.from_media_type(media_type) or QueryResultsFormat.JSON
            return QueryResult.of(parse_query_results(content, results))
        graph = RdfFormat.from_media_type(media_type) or RdfFormat.TURTLE
        triples = (quad.triple for quad in parse(content, graph, base_iri=endpoint.url))
        return QueryResult("graph", serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    except (SyntaxError, ValueError) as error:
        what = media_type or "an unnamed type"
        raise QueryError(f"{endpoint.url}: the answer ({what}) cannot be read; is this a SPARQL endpoint?") from error


def _remote_reason(error: Exception, endpoint: Endpoint) -> str:
    """Say in one line why an endpoint gave no answer; its own words where it sent some."""
    from urllib.error import HTTPError, URLError

    if isinstance(error, HTTPError):
        said = error.read(2000).decode("utf-8", "replace").strip().splitlines()
        return f"HTTP {error.code} {error.reason}" + (f": {said[0]}" if said and "<" not in said[0] else "")
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return f"no answer within {endpoint.timeout:g} s"
    if isinstance(error, URLError):
        return f"cannot be reached: {getattr(error.reason, 'strerror', None) or error.reason}"
    said = re.findall(r"Response:\s*b?['\"](.*)['\"]\s*$", str(error), re.DOTALL)
    return said[0].replace("\\n", " ").strip() if said else f"{type(error).__name__}: {error}".splitlines()[0]
