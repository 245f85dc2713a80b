"""Look at the text of an update before the engine gets it: what it may not do, its dataset, and the graphs it may touch.

As for queries, the engine gives no syntax tree and its parser is scannerless (``DELETEWHERE{`` and ``GRAPHex:g`` are two
tokens each for it), so whatever is decided here errs on the safe side: too much is refused, too many graphs are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from resrdf.errors import QueryError
from resrdf.sparql import PREFIXES, Token, check_depth, check_local, mask, tokens

_LOAD = re.compile(r"(?<![\w:.\-%?$@\\])load\s*(?:silent\s*)?(?:<>|[\w.\-]*:)", re.IGNORECASE)
_EVERY = re.compile(r"(?:all|named)(?:\s*(?:;|$|\Z))|graph\s*\?v", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[A-Za-z][\w+.\-]*:")


def check_update(text: str, allowed: Iterable[str] = ()) -> None:
    """Raise QueryError for what no update may do here: nest too deep, load from elsewhere, call another server.

    >>> check_update("INSERT DATA { <http://e/a> <http://e/p> 'LOAD <http://e/>' }")
    >>> check_update("CLEAR ALL;LOAD<file:///x>")
    Traceback (most recent call last):
    ...
    resrdf.errors.QueryError: LOAD is not offered here: send the data itself, with PUT or POST to the graph store
    """
    check_depth(text)
    check_local(text, allowed)
    if "load" in text.lower():
        if _LOAD.search(mask(text)):
            raise QueryError("LOAD is not offered here: send the data itself, with PUT or POST to the graph store")
        check_local(text, allowed, doubtful="load")


def inject_dataset(text: str, default: Iterable[str], named: Iterable[str]) -> str:
    """Write the graphs that a request names as its dataset into each operation of an update that has a WHERE part.

    Raises QueryError where the update names graphs itself (SPARQL 1.1 Protocol, section 2.2.3).

    >>> inject_dataset("DELETE WHERE { ?s ?p 1 }", ["http://e/g"], [])
    'DELETE { ?s ?p 1 } USING <http://e/g> WHERE { ?s ?p 1 }'
    >>> inject_dataset("INSERT { <a:b> <a:c> ?o } WHERE { ?s ?p ?o }", [], ["http://e/n"])
    'INSERT { <a:b> <a:c> ?o } USING NAMED <http://e/n> WHERE { ?s ?p ?o }'
    """
    clauses = "".join([*(f"USING <{graph}> " for graph in default), *(f"USING NAMED <{graph}> " for graph in named)])
    pieces, copied, before = [], 0, ""
    found = list(_outside_brackets(text))
    for place, token in enumerate(found):
        word = token.text.lower()
        if token.kind == "word" and ":" not in word:
            if word.startswith(("using", "with")):
                raise QueryError(
                    "the request names its graphs twice: by parameters, and by USING or WITH in the update"
                )
            if word == "where":
                pieces.append(text[copied : token.start])
                if before == "delete":
                    opening, closing = found[place + 1], found[place + 2] if len(found) > place + 2 else None
                    if closing is None or opening.text != "{" or closing.text != "}":
                        raise QueryError("the brackets after DELETE WHERE do not match")
                    pieces.append(text[opening.start : closing.start + 1] + " ")
                pieces.append(clauses)
                copied = token.start
            elif "where" in word:
                raise QueryError("put a space before and after WHERE")
        before = word
    return "".join([*pieces, text[copied:]])


def _outside_brackets(text: str) -> Iterator[Token]:
    """Yield the tokens that stand in no brackets, and the outermost brackets."""
    depth = 0
    for token in tokens(text):
        if token.kind == "comment":
            continue
        opens, closes = token.kind == "mark" and token.text in "{([", token.kind == "mark" and token.text in "})]"
        depth -= closes
        if depth == 0:
            yield token
        depth += opens


def find_graphs(text: str, base: str) -> frozenset[str] | None:
    """Find every IRI that may name a graph which the update changes; None where that may be any graph.

    >>> sorted(find_graphs("PREFIX e: <http://e/> INSERT DATA { GRAPH e:g { <http://e/s> <p> 1 } }", "http://b/"))
    ['http://b/p', 'http://e/', 'http://e/g', 'http://e/s']
    >>> find_graphs("CLEAR NAMED", "http://b/") is find_graphs("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE {}", "") is None
    True
    """
    if _EVERY.search(mask(text)) or "\\" in mask(text):
        return None
    prefixes: dict[str, set[str]] = {name: {iri} for name, iri in PREFIXES.items()}
    found: set[str] = set()
    names: list[str] = []
    before = [Token("mark", "", 0)] * 2
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.kind == "word" and token.text.lower() == "base":
            return None
        if token.kind == "iri":
            iri = _resolve(token.text, base)
            if iri is None:
                return None
            found.add(iri)
            if before[1].kind == "word" and before[0].text.lower().endswith("prefix"):
                prefixes.setdefault(before[1].text.rstrip(":"), set()).add(iri)
        elif token.kind == "word" and ":" in token.text:
            names.append(token.text)
        before = [before[1], token]
    for prefix, local in (name.split(":", 1) for name in names):
        for known, iris in prefixes.items():
            if prefix.endswith(known):  # a keyword may be glued to it
                found.update(iri + local for iri in iris)
    return frozenset(found)


def _resolve(token: str, base: str) -> str | None:
    """Resolve an IRI as the engine does; None where it is no IRI."""
    if "\\" not in token and _ABSOLUTE.match(token, 1):
        return token[1:-1]
    from pyoxigraph import NamedNode, RdfFormat, parse

    try:
        subject = next(iter(parse(f"{token} a <a:b> .", RdfFormat.TURTLE, base_iri=base))).subject
    except (SyntaxError, ValueError):
        return None
    return subject.value if isinstance(subject, NamedNode) else None
