"""Long answers in pages: the same SELECT query again and again with LIMIT and OFFSET, in an order that stays the same.

Rows are ordered by what the query orders them by, then by every column, so that no row falls between two pages; blank
nodes have no order that lasts, and data that changes meanwhile may show.
"""

from __future__ import annotations

from resrdf.errors import QueryError
from resrdf.sparql import tokens


def check_pageable(text: str, form: str) -> None:
    """Raise QueryError for a query whose answer cannot be had in pages.

    >>> check_pageable("SELECT ?s { ?s ?p ?o } LIMIT 5", "select")
    Traceback (most recent call last):
    ...
    resrdf.errors.QueryError: the query has a LIMIT of its own; leave out --page-size
    """
    if form != "select":
        raise QueryError(f"only SELECT queries have pages, and this is {form.upper()}; leave out --page-size")
    for word in ("LIMIT", "OFFSET", "VALUES"):
        if word in outer_words(text):
            what = "VALUES at its end" if word == "VALUES" else f"a {word} of its own"
            raise QueryError(f"the query has {what}; leave out --page-size")


def page_of(text: str, variables: tuple[str, ...], size: int, start: int) -> str:
    """Write the query for one page.

    >>> page_of("SELECT * { ?s ?p ?o } ORDER BY ?p # by", ("s", "p", "o"), 10, 20).splitlines()[1]
    '?s ?p ?o LIMIT 10 OFFSET 20'
    """
    order = "" if "ORDER" in outer_words(text) else "ORDER BY "
    names = " ".join(f"?{name}" for name in variables)
    return f"{text}\n{order if names else ''}{names} LIMIT {size} OFFSET {start}"


def outer_words(text: str) -> set[str]:
    """The words outside all brackets, in capitals."""
    depth, found = 0, set()
    for token in tokens(text):
        if token.kind == "mark":
            depth += (token.text in "{([") - (token.text in "})]")
        elif token.kind == "word" and depth == 0:
            found.add(token.text.upper())
    return found
