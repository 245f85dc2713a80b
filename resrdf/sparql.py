"""Look at the text of a SPARQL query without evaluating it: its form, depth, prefixes, and calls to other servers.

The engine gives no syntax tree, and its own parser is scannerless: ``trueSERVICE<…>{`` and ``SERVICE:x{`` are calls
for it. So strings, IRIs, comments and variables are taken out by a real lexer first, and what is left is judged on the
safe side: a query may be refused that was harmless, none that calls out may pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from resrdf.errors import QueryError

BASE = "https://w3id.org/unsc/"
"""Below this IRI the data is named; relative IRIs of a query are resolved against it."""

PREFIXES = {
    "unsc": "https://w3id.org/unsc/ontology#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
}
"""Prefixes that every query may use without declaring them."""

MAX_DEPTH = 100
"""Brackets deeper than this are refused: the engine's recursive parser ends the process at about a thousand."""

Kind = Literal["comment", "string", "iri", "variable", "word", "mark"]
Form = Literal["select", "ask", "construct", "describe", "update"]

_TOKEN = re.compile(
    r"""(?P<comment>  \#[^\r\n]*)
      | (?P<string>   '''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"""(?:"{0,2}(?:[^"\\]|\\.))*\"""    # long strings first
                    | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*")
      | (?P<iri>      <(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<variable> [?$]\w+)
      | (?P<word>     (?:[^\W\d]|:)(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*)   # also names
      | (?P<mark>     \\[-_~.!$&'()*+,;=/?\#@%] | \S)""",
    re.VERBOSE | re.DOTALL,
)
_CALL = re.compile(r"service\s*(?:silent\s*)?(?:<>|\?v|[\w.\-]*:\S*?)?\s*\{", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:base\s*<>|prefix\s*[\w.\-]*:\s*<>|version\s*\"\")", re.IGNORECASE)
_FORM = re.compile(r"\s*(select|ask|construct|describe)", re.IGNORECASE)
_UPDATE = re.compile(r"\s*(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_NOT_OPERAND = frozenset("(,=!<>&|+-*/^")


@dataclass(frozen=True, slots=True)
class Token:
    """One lexical unit of a query and where it starts."""

    kind: Kind
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query; blanks are skipped.

    >>> [t.text for t in tokens("ASK { ?s <http://e/#p> 'a # b' } # end")]
    ['ASK', '{', '?s', '<http://e/#p>', "'a # b'", '}', '# end']
    """
    for match in _TOKEN.finditer(query):
        yield Token(match.lastgroup, match.group(), match.start())  # type: ignore[arg-type]


def mask(query: str) -> str:
    """Write a query with every comment, string, IRI and variable blanked out.

    >>> mask("SELECT ?x { ?x <http://e/service> 'SERVICE' } # SERVICE")
    'SELECT ?v { ?v <> "" }  '
    """
    blank = {"comment": " ", "string": '""', "iri": "<>", "variable": "?v"}
    pieces, end = [], 0
    for token in tokens(query):
        pieces += [query[end : token.start], blank.get(token.kind, token.text)]
        end = token.start + len(token.text)
    return "".join([*pieces, query[end:]])


def find_form(query: str) -> Form | None:
    """Say what kind of query this is; None where it opens like no query at all.

    >>> find_form("# CONSTRUCT\\nPREFIX a: <http://e/> select * {}")
    'select'
    >>> find_form("LOAD <http://e/>")
    'update'
    """
    masked, start = mask(query), 0
    while match := _PROLOGUE.match(masked, start):
        start = match.end()
    if form := _FORM.match(masked, start):
        return form[1].lower()  # type: ignore[return-value]
    return "update" if _UPDATE.match(masked, start) else None


def find_depth(query: str) -> int:
    """Count how deep brackets are nested, outside strings, IRIs and comments.

    >>> find_depth("ASK { FILTER(1 IN (2)) # {{{{{" "\\n}")
    3
    """
    depth = deepest = 0
    for token in tokens(query):
        if token.kind == "mark":
            depth += (token.text in "{([") - (token.text in "})]")
            deepest = max(deepest, depth)
    return deepest


def check_depth(query: str) -> None:
    """Raise QueryError where brackets are nested deeper than the engine can stand."""
    if sum(map(query.count, "{([")) > MAX_DEPTH and (depth := find_depth(query)) > MAX_DEPTH:
        raise QueryError(f"brackets are nested {depth} deep; at most {MAX_DEPTH} are accepted")


def check_local(query: str, allowed: Iterable[str] = (), *, doubtful: str = "service") -> None:
    """Raise QueryError where the query calls another server with SERVICE, or where one cannot be sure that it does not.

    A call written plainly, ``SERVICE <IRI>`` with one of the IRIs ``allowed``, passes. ``doubtful`` is the word that
    nobody may hide in what can be read as an IRI or as "less than".

    >>> check_local("SELECT * { ?s ?p true SERVICE<http://127.0.0.1/>{} }")
    Traceback (most recent call last):
    ...
    resrdf.errors.QueryError: SERVICE is not offered here: this server asks no other server
    >>> check_local("SELECT ?service { VALUES ?service { 'SERVICE <http://e/> {}' } }")
    >>> check_local("SELECT * { SERVICE <http://e/sparql> { ?s ?p ?o } }", ["http://e/sparql"])
    """
    if doubtful not in query.lower():
        return
    allowed = frozenset(f"<{iri}>" for iri in allowed)
    if _CALL.search(mask(_without_calls(query, allowed) if allowed else query)):
        others = "no other server" if not allowed else "only " + ", ".join(sorted(allowed))
        raise QueryError(f"SERVICE is not offered here: this server asks {others}")
    if (place := _find_doubtful(query)) is not None:
        line, column = query.count("\n", 0, place) + 1, place - query.rfind("\n", 0, place)
        raise QueryError(f"line {line}, column {column}: put a space after < where it means 'less than'")


def _without_calls(query: str, allowed: frozenset[str]) -> str:
    """Take the plainly written calls of allowed servers out of a query."""
    found = [token for token in tokens(query) if token.kind != "comment"]
    pieces, copied = [], 0
    for place, token in enumerate(found):
        if token.kind == "word" and token.text.lower() == "service":
            after = found[place + 1 : place + 3]
            if after and after[0].text.lower() == "silent":
                after = after[1:]
            if after and after[0].text in allowed:
                pieces.append(query[copied : token.start])
                copied = after[0].start + len(after[0].text)
    return " ".join([*pieces, query[copied:]])


def _find_doubtful(query: str) -> int | None:
    """Find a ``<`` that may open an IRI or mean "less than": ``FILTER(?a<1)SERVICE#>`` hides a call in such an IRI.

    Inside round brackets and after an operand only; ``<scheme://`` cannot continue an expression.
    """
    brackets, before = [""], ""
    for token in tokens(query):
        if token.kind == "comment":
            continue
        if (
            token.kind == "iri"
            and brackets[-1] == "("
            and before not in _NOT_OPERAND
            and not re.match(r"<[A-Za-z][\w+.\-]*://", token.text)
        ):
            return token.start
        if token.kind == "mark" and token.text in "{([":
            brackets.append(token.text)
        elif token.kind == "mark" and token.text in "})]" and len(brackets) > 1:
            brackets.pop()
        before = token.text
    return None


def missing_prefixes(query: str) -> str:
    """Write the declarations, on one line, of the well-known prefixes that a query uses but does not declare.

    >>> missing_prefixes("SELECT * { ?r a unsc:Resolution }")
    'PREFIX unsc: <https://w3id.org/unsc/ontology#> '
    """
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for token in tokens(query):
        if token.kind == "word" and ":" in token.text:
            (declared if before.lower() == "prefix" else used).add(token.text.split(":", 1)[0])
        if token.kind != "comment":
            before = token.text
    wanted = sorted((used - declared) & PREFIXES.keys())
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in wanted)
