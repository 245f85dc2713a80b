"""Graph + shapes/ -> ValidationReport: each graph is judged alone, with what ontology/ says of the values in it.

Two engines give the same findings: pyshacl, the reference, and pyshifty (Rust), many times faster. Because each graph
is judged alone, the answer does not depend on how the work is cut into batches or spread over processes; memory is
that of one batch. :func:`validate_batch` is the pure function that other processes run; shapes and vocabularies are
read once a process.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from resrdf.errors import ShapeError
from resrdf.quads import BATCH, batches_of, split_graphs
from resrdf.report import SEVERITIES, Finding, Severity, ValidationReport
from resrdf.resources import find_turtle
from resrdf.workers import map_in_order

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from resrdf.quads import Batch, GraphData

Engine = Literal["auto", "pyshacl", "pyshifty"]
_Judged: TypeAlias = tuple[tuple[Finding, ...], tuple[str, ...]]

_BASE = "https://w3id.org/unsc/"
_UNSC = "https://w3id.org/unsc/ontology#"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_CONTEXT_PREDICATES = frozenset(
    (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2004/02/skos/core#inScheme",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
    )
)
_OWN_BASE = re.compile(
    rb"""^<(?P<base>[^<>]*/)(?:res|draft|prst)/[^<>/]+>[ ]
          <http://www\.w3\.org/1999/02/22-rdf-syntax-ns\#type>[ ]
          <https://w3id\.org/unsc/ontology\#(?:Resolution|DraftResolution|PresidentialStatement)>""",
    re.VERBOSE | re.MULTILINE,
)
_WORK = re.compile(r"/(?P<path>(?:res|draft|prst)/[A-Za-z0-9_-]+)(?:/(?P<place>[^?#]+))?$")
_OTHER = re.compile(r"/((?:actor|agenda|body|doc|meeting|mission|pv|regime|run|state|subject|vocab)/[^?#]+)$")


def validate(
    data: GraphData,
    *,
    engine: Engine = "auto",
    shapes: Sequence[Path] | None = None,
    lowest: Severity = "info",
    source: str | None = None,
    jobs: int = 1,
) -> ValidationReport:
    """Judge every graph of the data by the shapes (our own if none are named) and report what is at least ``lowest``.

    N-Quads may come as one or as many batches, each of whole graphs, alone or as pairs with the name of the source,
    which stands for the default graph in the report. With more than one job the batches are spread over processes.
    Raises ShapeError for data or shapes that cannot be read.
    """
    chosen = choose_engine(engine)
    work = partial(_judge_all, engine=chosen, shapes=_key(shapes), lowest=lowest)
    results: list[Finding] = []
    graphs: list[str] = []
    for found, names in _spread(work, _chunks(batches_of(data, source)), jobs):
        results.extend(found)
        graphs.extend(names)
    return ValidationReport(tuple(results), tuple(graphs), chosen)


def validate_batch(
    nquads: bytes,
    *,
    engine: Engine = "auto",
    shapes: Sequence[Path] | None = None,
    lowest: Severity = "info",
    source: str | None = None,
) -> tuple[Finding, ...]:
    """Judge the graphs of one batch of N-Quads; a pure function whose answer can be sent between processes."""
    return _judge_all([(source, nquads)], engine=choose_engine(engine), shapes=_key(shapes), lowest=lowest)[0]


def validate_graph(
    triples: bytes,
    graph: str,
    *,
    engine: Engine = "auto",
    shapes: Sequence[Path] | None = None,
    lowest: Severity = "info",
) -> tuple[Finding, ...]:
    """Judge one named graph, given as the N-Triples that we write: nothing is read before the engine reads it."""
    return _judge(triples, graph, None, engine=choose_engine(engine), shapes=_key(shapes), lowest=lowest)


def _chunks(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Put small batches together, so that each is worth sending to another process."""
    chunk: list[Batch] = []
    for batch in batches:
        chunk.append(batch)
        if len(chunk) >= BATCH or sum(len(nquads) for _, nquads in chunk) > 1_000_000:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _spread(work: Callable[[list[Batch]], _Judged], chunks: Iterator[list[Batch]], jobs: int) -> Iterator[_Judged]:
    """Do the work here or in other processes, in order, with few chunks under way at a time."""
    if jobs == 1:
        yield from map(work, chunks)
        return
    yield from map_in_order(work, chunks, jobs)


def choose_engine(engine: Engine) -> Literal["pyshacl", "pyshifty"]:
    """Turn ``auto`` into the fast engine where it is installed, else the reference; ShapeError if one is missing."""
    if engine == "pyshacl":
        return "pyshacl"
    try:
        import shifty  # noqa: F401
    except ImportError:
        if engine == "auto":
            return "pyshacl"
        raise ShapeError("the engine pyshifty is not installed (pip install pyshifty)") from None
    return "pyshifty"


def _judge_all(
    batches: list[Batch],
    *,
    engine: Literal["pyshacl", "pyshifty"],
    shapes: tuple[str, ...],
    lowest: Severity,
) -> _Judged:
    """Judge every graph of some batches alone."""
    findings: list[Finding] = []
    names: list[str] = []
    for source, nquads in batches:
        for graph, triples in split_graphs(nquads).items():
            names.append(graph or source or "the default graph")
            findings.extend(_judge(triples, graph, source, engine=engine, shapes=shapes, lowest=lowest))
    return tuple(findings), tuple(names)


def _judge(
    triples: bytes,
    graph: str | None,
    source: str | None,
    *,
    engine: Literal["pyshacl", "pyshifty"],
    shapes: tuple[str, ...],
    lowest: Severity,
) -> tuple[Finding, ...]:
    """Judge one graph; findings about what only the vocabularies describe are left out."""
    judge = _judge_with_pyshifty if engine == "pyshifty" else _judge_with_pyshacl
    found = [
        _placed(finding, graph, source, triples)
        for finding in judge(triples + context_of(triples), _rules(shapes), lowest)
        if finding.focus.startswith("_:") or f"<{finding.focus}> ".encode() in triples
    ]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    return SEVERITIES.index(finding.severity), finding.focus, finding.shape, finding.path or "", finding.value or ""


# --------------------------------------------------------------------------------------- shapes and vocabularies


@dataclass(frozen=True, slots=True)
class _Rules:
    """The shapes in the forms that the engines want, each made when first asked for."""

    graph: Graph
    paths: dict[str, str]
    prepared: list[Any]

    @property
    def validator(self) -> Any:  # noqa: ANN401 - shifty.PreparedValidator, which may not be installed
        if not self.prepared:
            import shifty

            try:
                self.prepared.append(shifty.PreparedValidator(self.graph))
            except ValueError as error:
                raise ShapeError(f"the shapes cannot be used: {error}") from error
        return self.prepared[0]


def _key(shapes: Sequence[Path] | None) -> tuple[str, ...]:
    return tuple(str(path) for path in (find_turtle("shapes") if shapes is None else shapes))


@lru_cache(maxsize=4)
def _rules(shapes: tuple[str, ...]) -> _Rules:
    """Read the shapes from Turtle files; ShapeError names the file that cannot be read."""
    from rdflib import Graph

    graph = Graph()
    for path in shapes:
        try:
            graph.parse(path, format="turtle")
        except OSError as error:
            raise ShapeError(f"{path}: cannot be read: {error.strerror or error}") from error
        except Exception as error:  # rdflib's parsers raise whatever they like
            raise ShapeError(f"{path}: not Turtle: {str(error).splitlines()[0]}") from error
    return _Rules(graph, _path_texts(graph), [])


def _path_texts(graph: Graph) -> dict[str, str]:
    """Write down the paths of the shapes that are longer than one predicate, as SPARQL would."""
    from rdflib import SH, BNode

    return {
        str(shape): _path_text(graph, path) for shape, path in graph.subject_objects(SH.path) if isinstance(path, BNode)
    }


def _path_text(graph: Graph, path: Node) -> str:
    from rdflib import SH, BNode
    from rdflib.collection import Collection

    if not isinstance(path, BNode):
        return str(path).replace(_UNSC, "unsc:")
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return "^" + _path_text(graph, inverse)
    if (choice := graph.value(path, SH.alternativePath)) is not None:
        return "|".join(_path_text(graph, step) for step in Collection(graph, choice))
    for predicate, mark in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        if (step := graph.value(path, predicate)) is not None:
            return _path_text(graph, step) + mark
    return "/".join(_path_text(graph, step) for step in Collection(graph, path))


def context_of(triples: bytes) -> bytes:
    """Return what the vocabularies say of the values in a graph, as N-Triples, with our hierarchy of classes.

    Data may have been made below another base than the vocabularies; then they speak of its own States and bodies.
    """
    known, classes = _context()
    tokens = set(triples.split())
    found = [known[token] for token in sorted(known.keys() & tokens)]
    if (match := _OWN_BASE.search(triples)) and match["base"] != _BASE.encode():
        ours, theirs = f"<{_BASE}".encode(), b"<" + match["base"]
        for token in sorted(token for token in tokens if token.startswith(theirs)):
            name = ours + token[len(theirs) :]
            found.append(known.get(name, b"").replace(name, token))
    return classes + b"".join(found)


@lru_cache(maxsize=1)
def _context() -> tuple[dict[bytes, bytes], bytes]:
    """Index class, scheme and name of everything in the vocabularies by its IRI."""
    from pyoxigraph import parse

    lines: dict[bytes, list[bytes]] = {}
    classes: list[bytes] = []
    for path in find_turtle("ontology"):
        vocabulary = path.parent.name == "vocab"
        try:
            for triple in parse(path=str(path)):
                if vocabulary and triple.predicate.value in _CONTEXT_PREDICATES:
                    lines.setdefault(str(triple.subject).encode(), []).append(f"{triple} .\n".encode())
                elif triple.predicate.value == _SUBCLASS and str(triple.object).startswith(f"<{_UNSC}"):
                    classes.append(f"{triple} .\n".encode())
        except (OSError, SyntaxError) as error:
            raise ShapeError(f"{path.name}: {error}") from error
    return {iri: b"".join(found) for iri, found in lines.items()}, b"".join(classes)


# -------------------------------------------------------------------------------------------------------- engines


def _judge_with_pyshifty(triples: bytes, rules: _Rules, lowest: Severity) -> Iterator[Finding]:
    """Find quickly which shapes are not met; only for those make the full report, which costs more."""
    validator = rules.validator
    wanted = {severity.capitalize() for severity in SEVERITIES[: SEVERITIES.index(lowest) + 1]}
    try:
        quick = validator.validate_algebra(triples, graph_mode="data", infer=False, sort_results=False)
    except ValueError as error:
        raise ShapeError(f"a graph cannot be read: {error}") from error
    if quick.diagnostics:
        raise ShapeError(f"the shapes cannot be used: {'; '.join(quick.diagnostics)}")
    broken = {violation.shape_name for violation in quick.violations if violation.severity in wanted}
    if not broken:
        return
    names = None if None in broken else sorted(broken)
    report = validator.validate(triples, graph_mode="data", shape_names=names, infer=False, sort_results=False)[1]
    yield from _findings(report, rules, lowest)


def _judge_with_pyshacl(triples: bytes, rules: _Rules, lowest: Severity) -> Iterator[Finding]:
    from pyshacl import validate as run
    from rdflib import Graph
    from rdflib.exceptions import ParserError

    try:
        data = _remembering_graph()().parse(data=triples, format="nt")
    except ParserError as error:
        raise ShapeError(f"a graph cannot be read: {error}") from error
    report = run(data, shacl_graph=rules.graph, inplace=True, advanced=False, inference="none")[1]
    if not isinstance(report, Graph):
        raise ShapeError(f"the shapes cannot be used: {report}")
    yield from _findings(report, rules, lowest)


@lru_cache(maxsize=1)
def _remembering_graph() -> type[Graph]:
    """Make the class of a graph that parses each query once: pyshacl hands over the same text for every focus node."""
    from rdflib import Graph
    from rdflib.plugins.sparql import prepareQuery

    prepare = lru_cache(maxsize=512)(prepareQuery)

    class RememberingGraph(Graph):
        def query(self, query_object: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as rdflib has it
            prepared = prepare(query_object) if isinstance(query_object, str) else query_object
            return super().query(prepared, *args, **options)

    return RememberingGraph


def _findings(report: Graph, rules: _Rules, lowest: Severity) -> Iterator[Finding]:
    """Read a SHACL report; the engines differ in brackets around IRIs in messages and in blank nodes for paths."""
    from rdflib import SH, URIRef

    for result in report.objects(None, SH.result):
        one = {str(predicate).rsplit("#", 1)[-1]: value for predicate, value in report.predicate_objects(result)}
        severity = _severity(str(one.get("resultSeverity", "")))
        if SEVERITIES.index(severity) > SEVERITIES.index(lowest):
            continue
        shape, path, value = str(one.get("sourceShape", "")), one.get("resultPath"), one.get("value")
        yield Finding(
            severity=severity,
            shape=shape,
            message=_message(str(one.get("resultMessage", ""))),
            focus=_term(one["focusNode"]).strip("<>"),
            path=str(path) if isinstance(path, URIRef) else rules.paths.get(shape),
            value=None if value is None else _term(value),
        )


def _severity(iri: str) -> Severity:
    name = iri.rsplit("#", 1)[-1].lower()
    return next((severity for severity in SEVERITIES if severity == name), "violation")


def _term(node: Node) -> str:
    """Write a term as N-Triples do; the names of blank nodes are lost on the way and are not missed."""
    from rdflib import BNode, Literal

    if isinstance(node, BNode):
        return "_:blank"
    if isinstance(node, Literal) and node.datatype is not None:
        return f"{Literal(str(node)).n3() if chr(10) not in node else _escaped(str(node))}^^<{node.datatype}>"
    if isinstance(node, Literal) and "\n" in node:
        return _escaped(str(node)) + (f"@{node.language}" if node.language else "")
    return str(node.n3())


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _message(text: str) -> str:
    """Write the IRIs in a message short and without brackets.

    >>> _message("{x} <https://w3id.org/unsc/ontology#against> of <https://w3id.org/unsc/res/9>")
    '{x} unsc:against of https://w3id.org/unsc/res/9'
    """
    return re.sub(r"<(\w+:[^<>\s]*)>", r"\1", text).replace(_UNSC, "unsc:")


# ------------------------------------------------------------------------------------------------- where it stands


def _placed(finding: Finding, graph: str | None, source: str | None, triples: bytes) -> Finding:
    """Say for people in which document and at which place of it a finding stands."""
    spot = finding.focus
    if finding.value and finding.value.startswith(f"<{spot}/"):
        spot = finding.value[1:-1]
    if match := _WORK.search(spot):
        document, where = spot[: match.end("path")], match["place"] or ""
    else:
        document = graph.replace("/graph/", "/", 1) if graph and _WORK.search(graph) else ""
        where = other[1] if (other := _OTHER.search(spot)) else spot
    return replace(finding, graph=graph, source=source, document=_symbol(document, triples), where=where)


def _symbol(document: str, triples: bytes) -> str | None:
    """Look up the symbol of a document in the graph; where it has none, the end of its IRI must do."""
    if not document:
        return None
    pattern = rf'^<{re.escape(document)}> <{_UNSC}symbol> "([^"\\]*)"'.encode()
    if found := re.search(pattern, triples, re.MULTILINE):
        return found[1].decode()
    return match["path"] if (match := _WORK.search(document)) else None


class _Module(ModuleType):
    """Makes the module itself callable, so that ``from resrdf import validate`` is the function whatever was imported."""

    def __call__(self, *data: GraphData, **options: Any) -> ValidationReport:  # noqa: ANN401 - those of the function
        """Judge graphs; the same as :func:`validate`."""
        return validate(*data, **options)


sys.modules[__name__].__class__ = _Module
