"""The answer to a query as a value: rows, a yes or no, or a graph, whichever engine gave it.

It keeps the answer in its standard serialisation (SPARQL JSON, N-Triples), so an answer from a local store and one
from a remote endpoint are the same thing, and every other format is made from it by the same writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from resrdf.errors import QueryError
from resrdf.sparql import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple
    from pyoxigraph import Literal as RdfLiteral
    from pyoxigraph import QueryBoolean as Boolean

    Term: TypeAlias = NamedNode | BlankNode | RdfLiteral | Triple

XSD_NAMESPACE = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = ("integer", "positiveInteger", "nonNegativeInteger", "int", "long")
_PYTHON: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_WHOLE, int),
    "decimal": Decimal,
    "double": float,
    "float": float,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
    "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
}
ResultKind = Literal["select", "ask", "graph"]
ROW_FORMATS = ("csv", "tsv", "json", "xml")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query answered; ``content`` is SPARQL JSON for rows and yes/no, N-Triples for a graph."""

    kind: ResultKind
    content: bytes

    @classmethod
    def of(cls, answer: QuerySolutions | Boolean | QueryTriples) -> QueryResult:
        """Take what the engine gives; the query is evaluated here, to its end."""
        from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

        if isinstance(answer, QueryTriples):
            return cls("graph", answer.serialize(format=RdfFormat.N_TRIPLES) or b"")
        kind: ResultKind = "ask" if isinstance(answer, QueryBoolean) else "select"
        return cls(kind, answer.serialize(format=QueryResultsFormat.JSON) or b"")

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns; none for a yes or no and for a graph."""
        return tuple(v.value for v in self._solutions().variables) if self.kind == "select" else ()

    @property
    def truth(self) -> bool:
        """The answer to an ASK query; for others, whether anything was found."""
        if self.kind == "ask":
            return bool(self._parsed())
        return next(self.rows(), None) is not None if self.kind == "select" else bool(self.content.strip())

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows of a SELECT query in order; an unbound variable is None."""
        solutions = self._solutions()
        variables = solutions.variables
        for solution in solutions:
            yield tuple(solution[variable] for variable in variables)

    def records(self) -> Iterator[dict[str, object]]:
        """Yield the rows as dictionaries of Python values, as a table takes them: pandas.DataFrame(result.records()).

        Numbers, dates, times and truth values are what Python has for them; IRIs and other literals are text.
        """
        for row in self.rows():
            yield {name: to_python(term) for name, term in zip(self.variables, row, strict=True)}

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE query."""
        from pyoxigraph import RdfFormat, parse

        if self.kind != "graph":
            raise QueryError("this query gives rows, not a graph")
        return (quad.triple for quad in parse(self.content, RdfFormat.N_TRIPLES))

    def to_format(self, name: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Write the answer in a format: csv, tsv, json, xml for rows and yes/no; turtle, ntriples, … for a graph."""
        from pyoxigraph import serialize

        if self.kind != "graph":
            if name == "json":
                return self.content
            return self._parsed().serialize(format=row_format(name)) or b""
        if name == "ntriples":
            return self.content
        form = graph_format(name)
        used = {p: i for p, i in prefixes.items() if i.encode() in self.content} if form.name == "Turtle" else {}
        return serialize(sorted(self.triples(), key=str) if used else self.triples(), format=form, prefixes=used) or b""

    def _parsed(self) -> QuerySolutions | Boolean:
        from pyoxigraph import QueryResultsFormat, parse_query_results

        return parse_query_results(self.content, QueryResultsFormat.JSON)

    def _solutions(self) -> QuerySolutions:
        if self.kind != "select":
            raise QueryError("this query gives no rows")
        return self._parsed()  # type: ignore[return-value]


def row_format(name: str) -> QueryResultsFormat:
    """Find the format of rows by our name for it."""
    from pyoxigraph import QueryResultsFormat

    if name not in ROW_FORMATS:
        raise QueryError(
            f"the query gives rows, not a graph, and cannot be written as {name}; use {', '.join(ROW_FORMATS)}"
        )
    return getattr(QueryResultsFormat, name.upper())  # type: ignore[no-any-return]


def graph_format(name: str) -> RdfFormat:
    """Find the format of a graph by our name for it."""
    from pyoxigraph import RdfFormat

    names = dict(zip(GRAPH_FORMATS, ("TURTLE", "N_TRIPLES", "RDF_XML", "JSON_LD"), strict=True))
    if name not in names:
        raise QueryError(f"the query gives a graph, which cannot be written as {name}; use one of {', '.join(names)}")
    return getattr(RdfFormat, names[name])  # type: ignore[no-any-return]


def to_cell(term: Term | None, base: str = "https://w3id.org/unsc/") -> str:
    """Write a term for a person: text bare, our IRIs from the base on, others with a prefix where one is known.

    >>> from pyoxigraph import Literal, NamedNode
    >>> to_cell(NamedNode("https://w3id.org/unsc/res/1386/op/3")), to_cell(Literal("on", language="en"))
    ('res/1386/op/3', 'on')
    """
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, NamedNode):
        for prefix, iri in PREFIXES.items():
            if term.value.startswith(iri) and "/" not in (local := term.value[len(iri) :]):
                return f"{prefix}:{local}"
        return term.value.removeprefix(base) if term.value != base else term.value
    if isinstance(term, Literal):
        return term.value
    return "" if term is None else str(term) if isinstance(term, BlankNode) else f"<<{term}>>"


def to_python(term: Term | None) -> object:
    """The value of a term in Python; a literal that is not of the form of its type stays text.

    >>> from pyoxigraph import Literal
    >>> to_python(Literal(15)), to_python(Literal("fifteen", datatype=Literal(15).datatype)), to_python(None)
    (15, 'fifteen', None)
    """
    if term is None:
        return None
    datatype = getattr(getattr(term, "datatype", None), "value", "")
    text = str(getattr(term, "value", term))
    convert = _PYTHON.get(datatype.rpartition("#")[2]) if datatype.startswith(XSD_NAMESPACE) else None
    try:
        return convert(text) if convert else text
    except (ValueError, ArithmeticError, KeyError):
        return text
