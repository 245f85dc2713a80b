"""Ask a question of RDF files, of an embedded store or of a remote endpoint, and get the same kind of answer from each.

The default graph is the union of all named graphs: stores are made so (see :func:`resrdf.store.unite`).
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from resrdf.errors import QueryError
from resrdf.remote.pages import check_pageable, outer_words, page_of
from resrdf.remote.sparql import Answer, Endpoint, ask
from resrdf.results import QueryResult, to_cell
from resrdf.saved import Parameter, SavedQuery, find_saved, list_saved, parse_saved
from resrdf.sparql import BASE, PREFIXES, Form, check_depth, find_form, missing_prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = [
    "BASE", "Endpoint", "Parameter", "QueryResult", "SavedQuery", "find_saved", "list_saved", "parse_saved",
    "run_query", "syntax_error", "to_cell",
]  # fmt: skip

_STACK = 256 << 20  # the engine recurses over the query: long chains of operators need a deep stack


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
    """Ask an endpoint, in pages where that is wanted."""
    full = missing_prefixes(text) + text
    endpoint = _united(endpoint) if endpoint.union else endpoint
    if endpoint.page_size is None:
        return _read_remote(endpoint, ask(endpoint, full, form), form)
    check_pageable(text, form)
    first = ask(endpoint, f"{full}\nLIMIT 0", form)
    if first.server.startswith("Virtuoso") and outer_words(text) & {"DISTINCT", "GROUP"}:
        reason = "Virtuoso repeats and mixes up the rows of DISTINCT and GROUP BY in pages"
        raise QueryError(f"{endpoint.url}: {reason}; leave out --page-size")
    head = _read_remote(endpoint, first, form)
    rows: list[object] = []
    while True:  # until a page is empty: a server may give fewer rows than asked for
        page = page_of(full, head.variables, endpoint.page_size, len(rows))
        found = json.loads(_read_remote(endpoint, ask(endpoint, page, form), form).content)["results"]["bindings"]
        if not found:
            return QueryResult(
                "select", json.dumps({**json.loads(head.content), "results": {"bindings": rows}}).encode()
            )
        rows += found


def _united(endpoint: Endpoint) -> Endpoint:
    """Make the default graph the union of the graphs that were published, or of all where nothing says which.

    Oxigraph has a word for the union of all graphs, and needs it: a thousand listed graphs it joins for minutes. Others
    are given the list, without the graph in which :mod:`resrdf.publish` keeps its books: all its entries are parts of it.
    """
    plain = replace(endpoint, union=False, page_size=None)
    if ask(plain, "ASK {}", "ask").server.startswith("Oxigraph"):
        return endpoint
    part = "<http://purl.org/dc/terms/isPartOf>"
    listing = (
        "SELECT DISTINCT ?graph ?ledger { GRAPH ?graph { ?s ?p ?o } "
        f"FILTER NOT EXISTS {{ GRAPH ?graph {{ ?entry {part} ?graph }} }} "
        f"OPTIONAL {{ GRAPH ?ledger {{ ?graph {part} ?ledger }} }} }}"
    )
    rows = list(_read_remote(plain, ask(plain, listing, "select"), "select").rows())
    published = tuple(_iri_of(graph) for graph, ledger in rows if ledger is not None)
    graphs = published or tuple(_iri_of(graph) for graph, _ in rows)
    return replace(endpoint, union=False, default_graphs=(*endpoint.default_graphs, *graphs))


def _iri_of(node: object) -> str:
    return str(getattr(node, "value", ""))


def _read_remote(endpoint: Endpoint, answer: Answer, form: Form) -> QueryResult:
    """Parse what an endpoint sent by the type that it says it is."""
    from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

    try:
        if form in ("select", "ask"):
            results = QueryResultsFormat.from_media_type(answer.media_type) or QueryResultsFormat.JSON
            result = QueryResult.of(parse_query_results(answer.content, results))
            if answer.max_rows is not None and form == "select" and sum(1 for _ in result.rows()) >= answer.max_rows:
                words = f"the server gives at most {answer.max_rows:,} rows, and there may be more; use --page-size"
                raise QueryError(f"{endpoint.url}: {words}")
            return result
        graph = RdfFormat.from_media_type(answer.media_type) or RdfFormat.TURTLE
        triples = (quad.triple for quad in parse(answer.content, graph, base_iri=endpoint.url))
        return QueryResult("graph", serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    except (SyntaxError, ValueError) as error:
        what = answer.media_type or "an unnamed type"
        raise QueryError(f"{endpoint.url}: the answer ({what}) cannot be read; is this a SPARQL endpoint?") from error
