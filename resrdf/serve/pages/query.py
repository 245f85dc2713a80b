"""The page of the endpoint: a form, examples, and an answer as a table, a word or Turtle, or the reason for none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from resrdf.results import QueryResult, to_cell
from resrdf.saved import SavedQuery
from resrdf.serve.pages.links import Link, to_link
from resrdf.serve.pages.render import render
from resrdf.sparql import BASE, PREFIXES

QUERY_PAGE = {
    # It alone may run scripts, ours and the editor's, which ask this server only. The one style that the editor puts into
    # the page (its column resizer's, without which the table has a gap) is named by its digest; a browser test sees a change.
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; "
    "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
}
"""The headers of the query page, stricter ones of other pages notwithstanding."""

FIRST_QUERY = """PREFIX unsc: <https://w3id.org/unsc/ontology#>

SELECT ?symbol ?date ?resolution WHERE {
  ?resolution a unsc:Resolution ;
    unsc:symbol ?symbol .
  OPTIONAL { ?resolution unsc:adoptionDate ?date }
}
ORDER BY DESC(?date)
LIMIT 20
"""
_MOST_ROWS = 2000  # of a table in a browser; every other format has all rows
_ROW_FORMATS = ("csv", "tsv", "json", "xml")
_GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")


@dataclass(frozen=True, slots=True)
class Faulty:
    """The line of a query in which the parser stopped, with what stands before it and a pointer to the column."""

    before: str
    line: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: rows under heads, a truth, or a graph as Turtle; and the same to download."""

    kind: str
    downloads: tuple[tuple[str, str], ...]
    caption: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Link, ...], ...] = ()
    truth: bool = False
    turtle: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A saved question and the address that puts it into the form."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class QueryView:
    """A query, its answer or why there is none, and what helps to write another."""

    text: str
    answer: Answer | None = None
    reason: str = ""
    faulty: Faulty | None = None
    limits: str = ""
    examples: tuple[Example, ...] = ()
    base: str = BASE
    prefixes: tuple[tuple[str, str], ...] = tuple(PREFIXES.items())


def to_examples(queries: Sequence[SavedQuery], current: str = "") -> tuple[Example, ...]:
    """The saved questions as links."""
    return tuple(Example(q.question, f"/sparql?example={quote(q.name)}", q.name == current) for q in queries)


def to_questions(queries: Sequence[SavedQuery], base: str, values: Mapping[str, str], *names: str) -> tuple[Link, ...]:
    """Saved questions with their parameters bound to the thing of a page, as links to their answers."""
    known = {query.name: query for query in queries}
    found = []
    for name in names:
        if (query := known.get(name)) is not None:
            wanted = {p.name: values[p.name] for p in query.parameters if p.name in values}
            found.append(Link(query.question, f"/sparql?query={quote(query.bind(wanted, base), safe='')}"))
    return tuple(found)


def query_page(
    text: str, reason: str = "", *, queries: Sequence[SavedQuery] = (), limits: str = "", current: str = ""
) -> bytes:
    """Show the form, with the reason why a query was not answered and the place of its fault."""
    view = QueryView(text, None, reason, find_fault(text, reason), limits, to_examples(queries, current))
    return render("sparql.html", "Not answered" if reason else "SPARQL", view, here="/sparql")


def result_page(text: str, result: QueryResult, base: str) -> bytes:
    """Show an answer."""
    return render("sparql.html", "Answer", QueryView(text, to_answer(text, result, base)), here="/sparql")


def find_fault(text: str, reason: str) -> Faulty | None:
    """Find the line that an error names.

    >>> find_fault("SELECT *\\n{ ?s x }", "syntax error at line 2, column 6: expected …")
    Faulty(before='SELECT *', line='{ ?s x }', pointer='     ↑')
    """
    match = re.search(r"line (\d+), column (\d+)", reason)
    lines = text.splitlines()
    if match is None or not 1 <= int(match[1]) <= len(lines):
        return None
    number, column = int(match[1]), int(match[2])
    return Faulty("\n".join(lines[max(0, number - 4) : number - 1]), lines[number - 1], " " * (column - 1) + "↑")


def to_answer(text: str, result: QueryResult, base: str) -> Answer:
    """Turn an answer into what the page shows."""
    formats = _GRAPH_FORMATS if result.kind == "graph" else _ROW_FORMATS
    downloads = tuple((name, f"/sparql?query={quote(text, safe='')}&format={name}") for name in formats)
    if result.kind == "ask":
        return Answer("ask", downloads, truth=result.truth)
    if result.kind == "graph":
        return Answer("graph", downloads, turtle=result.to_format("turtle").decode())
    found, count = [], 0
    for row in result.rows():
        count += 1
        if count <= _MOST_ROWS:
            found.append(tuple(_to_cell(term, base) for term in row))
    notice = f"; the first {_MOST_ROWS:,} are shown, the downloads have all" if count > _MOST_ROWS else ""
    caption = f"{count:,} row{'' if count == 1 else 's'}{notice}"
    return Answer("select", downloads, caption, result.variables, tuple(found))


def _to_cell(term: object, base: str) -> Link:
    from pyoxigraph import Literal, NamedNode

    text = to_cell(term, base)  # type: ignore[arg-type]
    if isinstance(term, NamedNode):
        return to_link(term.value, base, text)
    return Link(text, language=(term.language or "") if isinstance(term, Literal) else "")
