"""Saved queries: files that run as they stand in any engine, with parameters that are bound as RDF terms.

A file opens with its question, then says its parameters; each stands in the query as ``VALUES ?name { default }``.
To bind one is to write another term into those braces, serialised from a value and never pasted from a string.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from resrdf.errors import QueryError, SymbolError
from resrdf.sparql import BASE, Token, tokens
from resrdf.symbol import Symbol

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PARAMETER = re.compile(
    r"""(?P<name>\w+) \s+ (?P<type>\w+) \s+ (?:"(?P<quoted>[^"]*)"|(?P<plain>\S+)) (?:\s+—\s+(?P<text>.*))?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, type, default as a person writes it, and what it is for."""

    name: str
    type: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name, the question that it answers, its parameters and keywords."""

    name: str
    question: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    keywords: tuple[str, ...] = ()

    def bind(self, values: Mapping[str, str], base: str = BASE) -> str:
        """Write the query with other values for some parameters; the rest keep their defaults.

        >>> q = parse_saved("x", '# Who?\\n# param: n integer 1 — a number\\nSELECT * { VALUES ?n { 1 } ?s ?p ?n }')
        >>> q.bind({"n": "7"}).splitlines()[-1]
        'SELECT * { VALUES ?n { "7"^^<http://www.w3.org/2001/XMLSchema#integer> } ?s ?p ?n }'
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                names = ", ".join(known) or "none"
                raise QueryError(f"{self.name} has no parameter {name!r}; it has: {names}")
        text = self.text
        for parameter in self.parameters:
            if parameter.name in values or base != BASE:
                value = values.get(parameter.name, parameter.default)
                text = _substitute(self.name, text, parameter.name, str(to_term(parameter, value, base)))
        return text


def to_term(parameter: Parameter, value: str, base: str = BASE) -> NamedNode | Literal:
    """Read a value as a person writes it into the RDF term that a parameter's type calls for.

    A bare name for an IRI is one beside the default: UNAMI, where the default is mission/unmot.

    >>> str(to_term(Parameter("m", "iri", "mission/unmot", ""), "UNAMI"))
    '<https://w3id.org/unsc/mission/unami>'
    >>> str(to_term(Parameter("r", "resolution", "", ""), "S/RES/1386 (2001)"))
    '<https://w3id.org/unsc/res/1386>'
    >>> str(to_term(Parameter("d", "date", "", ""), "2001-12-20"))
    '"2001-12-20"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    from pyoxigraph import Literal, NamedNode

    if (reader := _TYPES.get(parameter.type)) is None:
        raise QueryError(f"parameter {parameter.name}: unknown type {parameter.type!r}; known: {', '.join(_TYPES)}")
    if parameter.type != "string":
        value = value.strip()
    if parameter.type == "iri" and re.fullmatch(r"[\w\-.]+", value) and "/" in parameter.default:
        value = f"{parameter.default.rpartition('/')[0]}/{value.lower()}"
    try:
        datatype, text = reader(value, base)
        if datatype == "iri":
            return NamedNode(text)
        return Literal(text, datatype=NamedNode(_XSD + datatype)) if datatype else Literal(text)
    except (ValueError, InvalidOperation, SymbolError) as error:
        wanted = _WANTED.get(parameter.type, parameter.type)
        raise QueryError(f"parameter {parameter.name}: {value!r} is not {wanted}") from error


def find_saved(name: str) -> SavedQuery:
    """Find a saved query by its name, those in the terms of others too; raises QueryError with the names most like it.

    >>> find_saved("foreign/eli-subdivisions").keywords[0]
    'ELI'
    """
    queries = {query.name: query for query in (*list_saved(), *list_foreign())}
    if query := queries.get(name.removesuffix(".rq")):
        return query
    near = difflib.get_close_matches(name, queries, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "see: resrdf query --list"
    raise QueryError(f"no saved query is named {name!r}; {hint}")


def list_saved(folder: Path | None = None) -> tuple[SavedQuery, ...]:
    """List the saved queries in the order of their names."""
    from resrdf.resources import find_folder

    paths = sorted((folder or find_folder("queries")).glob("*.rq"))
    return tuple(parse_saved(path.stem, path.read_text("utf-8")) for path in paths)


def list_foreign() -> tuple[SavedQuery, ...]:
    """List the queries in the terms of others, which ask a graph made with ``--infer``."""
    from resrdf.resources import find_folder

    paths = sorted((find_folder("queries") / "foreign").glob("*.rq"))
    return tuple(parse_saved(f"foreign/{path.stem}", path.read_text("utf-8")) for path in paths)


def parse_saved(name: str, text: str) -> SavedQuery:
    """Read a query file; one without our comments is a query without parameters.

    >>> parse_saved("x", "# Who?\\n# keywords: a, b\\nASK {}").keywords
    ('a', 'b')
    """
    question, parameters = "", []
    keywords: tuple[str, ...] = ()
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comment = line.lstrip("#").strip()
        if comment.startswith("param:"):
            parameters.append(_read_parameter(name, comment.removeprefix("param:").strip()))
        elif comment.startswith("keywords:"):
            keywords = tuple(word.strip() for word in comment.removeprefix("keywords:").split(","))
        elif not question:
            question = comment
    return SavedQuery(name, question, text, tuple(parameters), keywords)


def _read_parameter(name: str, comment: str) -> Parameter:
    match = _PARAMETER.fullmatch(comment)
    if match is None:
        raise QueryError(f"{name}: not a parameter: {comment!r}; write: # param: name type default — description")
    default = match["plain"] if match["quoted"] is None else match["quoted"]
    return Parameter(match["name"], match["type"], default, match["text"] or "")


def _substitute(query: str, text: str, name: str, term: str) -> str:
    """Put a term between the braces of ``VALUES ?name { … }``."""
    units = [token for token in tokens(text) if token.kind != "comment"]
    for index, (values, variable, brace) in enumerate(zip(units, units[1:], units[2:], strict=False)):
        if values.text.upper() == "VALUES" and variable.text[1:] == name and brace.text == "{":
            end = next((u for u in units[index + 3 :] if _is_closing(u)), None)
            if end is not None:
                return f"{text[: brace.start + 1]} {term} {text[end.start :]}"
    raise QueryError(f"{query}: the parameter {name} has no VALUES ?{name} {{ … }} in the query")


def _is_closing(token: Token) -> bool:
    return token.kind == "mark" and token.text == "}"


def _iri(value: str, base: str) -> tuple[str, str]:
    value = value.removeprefix("<").removesuffix(">")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+|[\w\-./]+", value):
        raise ValueError(value)
    return "iri", value if ":" in value else base + value.lstrip("/")


def _resolution(value: str, base: str) -> tuple[str, str]:
    if re.fullmatch(r"(?:res/)?0*[1-9]\d{0,3}", value):
        return "iri", f"{base}res/{int(value.removeprefix('res/'))}"
    if "/" in value and value.removeprefix("<").startswith(base):
        return _iri(value, base)
    if (number := Symbol.from_text(value).number) is None:
        raise ValueError(value)
    return "iri", f"{base}res/{number}"


def _state(value: str, base: str) -> tuple[str, str]:
    return ("iri", f"{base}state/{value.upper()}") if re.fullmatch(r"[A-Za-z]{3,4}", value) else _iri(value, base)


def _meeting(value: str, base: str) -> tuple[str, str]:
    return ("iri", f"{base}meeting/{int(value)}") if value.isdecimal() else _iri(value, base)


def _boolean(value: str, base: str) -> tuple[str, str]:
    if value.lower() not in ("true", "false"):
        raise ValueError(value)
    return "boolean", value.lower()


_TYPES: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "string": lambda value, base: ("", value),
    "integer": lambda value, base: ("integer", str(int(value))),
    "number": lambda value, base: ("decimal", format(Decimal(value), "f")),
    "boolean": _boolean,
    "date": lambda value, base: ("date", date.fromisoformat(value).isoformat()),
    "iri": _iri,
    "resolution": _resolution,
    "state": _state,
    "meeting": _meeting,
}
_WANTED = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date such as 2001-12-20",
    "iri": "an IRI, a path below the base such as mission/unmot, or a name such as unmot",
    "resolution": "a resolution such as 1386 or S/RES/1386(2001)",
    "state": "a State such as AFG",
    "meeting": "the number of a meeting",
}
