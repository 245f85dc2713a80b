"""What a validation found, as values, and the forms in which people and machines want to read it.

A :class:`Finding` says what is wrong and where; a :class:`ValidationReport` is all of them for some graphs. It prints
itself as text grouped by document, as a SHACL report in Turtle, as JSON and as JUnit XML; nothing here knows an engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

Severity = Literal["violation", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")
Style = Callable[[str, str], str]

_SH = "http://www.w3.org/ns/shacl#"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a shape found wrong in one graph.

    ``document`` and ``where`` are for people: the symbol of the document and the place in it ("op/3/a", "" for the
    document itself, "meeting/4443" for what lies outside). ``value`` is a term as N-Triples write it; ``path`` a
    predicate or, where the shape has a longer path, that path as SPARQL writes it.
    """

    severity: Severity
    shape: str
    message: str
    focus: str
    path: str | None = None
    value: str | None = None
    graph: str | None = None
    document: str | None = None
    where: str = ""
    source: str | None = None

    @property
    def shape_name(self) -> str:
        """The end of the shape's IRI, by which a person finds it in the shapes files."""
        return re.split(r"[#/]", self.shape)[-1]

    @property
    def group(self) -> str:
        """The document or, where none is known, the graph or the source, under which a person looks for it."""
        return self.document or self.graph or self.source or "the graph"


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Everything that was found; ``graphs`` names all that was looked at, in order."""

    results: tuple[Finding, ...]
    graphs: tuple[str, ...] = ()
    engine: str = ""

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and remarks do not count."""
        return not self.count("violation")

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.results)

    def fails(self, threshold: Severity) -> bool:
        """Whether there is a finding as severe as the threshold or more."""
        return any(_rank(finding) <= SEVERITIES.index(threshold) for finding in self.results)

    @property
    def summary(self) -> str:
        """One line: what was found in how many graphs.

        >>> ValidationReport((), ("graph/res/1386",)).summary
        '1 graph conforms.'
        """
        if not self.graphs:
            return "No graph was looked at."
        looked = _plural(len(self.graphs), "graph")
        if not self.results:
            return f"{looked} {'conforms' if len(self.graphs) == 1 else 'conform'}."
        places = len({finding.group for finding in self.results})
        return f"{self._counts()} in {_plural(places, 'document')} ({looked} looked at)."

    def _counts(self) -> str:
        found = [(severity, self.count(severity)) for severity in SEVERITIES]
        return ", ".join(_plural(number, severity) for severity, number in found if number)

    def to_text(self, *, style: Style = lambda text, kind: text) -> str:
        """Print the report for people, grouped by document; ``style`` may colour a text of a kind.

        The kinds are the three severities, ``document`` and ``shape``.
        """
        lines: list[str] = []
        for group, found in groupby(sorted(self.results, key=_reading_order), key=lambda finding: finding.group):
            lines.append(style(group, "document"))
            for finding in found:
                place = finding.where or "document"
                lines.append(f"  {style(f'{finding.severity:<9}', finding.severity)}  {place}")
                lines.append(f"    {finding.message}")
                if value := _shown_value(finding):
                    lines.append(f"    found: {value}")
                lines.append("    " + style(f"shape {finding.shape_name}", "shape"))
            lines.append("")
        return "\n".join([*lines, self.summary, ""])

    def to_json(self) -> str:
        """Print the report as one JSON object."""
        counts = {severity: self.count(severity) for severity in SEVERITIES}
        head = {"conforms": self.conforms, "engine": self.engine, "graphs": len(self.graphs), "counts": counts}
        results = [
            {name: getattr(finding, name) for name in Finding.__slots__ if getattr(finding, name) is not None}
            for finding in self.results
        ]
        return json.dumps({**head, "results": results}, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Print the report as a SHACL validation report."""
        blocks = [_turtle_result(finding) for finding in self.results]
        parts = ["    a sh:ValidationReport", f"    sh:conforms {str(not blocks).lower()}"]
        if blocks:
            parts.append("    sh:result " + ", ".join(blocks))
        return f"@prefix sh: <{_SH}> .\n\n[]\n" + " ;\n".join(parts) + " .\n"

    def to_junit(self) -> str:
        """Print the report as JUnit XML: one test case a graph, violations as failures, the rest as its output."""
        by_graph: dict[str, list[Finding]] = {name: [] for name in self.graphs}
        for finding in self.results:
            by_graph.setdefault(finding.graph or finding.source or "", []).append(finding)
        failed = sum(any(f.severity == "violation" for f in found) for found in by_graph.values())
        cases = "".join(_junit_case(name, found) for name, found in by_graph.items())
        suite = f'name="resrdf validate" tests="{len(by_graph)}" failures="{failed}" errors="0" skipped="0"'
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", f"<testsuite {suite}>"]
        return "\n".join(lines) + f"\n{cases}</testsuite>\n</testsuites>\n"


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _reading_order(finding: Finding) -> tuple[list[str | int], int, list[str | int], str]:
    """By document, severity and place; numbers in names as numbers (op/2 before op/10)."""
    return _natural(finding.group), _rank(finding), _natural(finding.where), finding.shape


def _natural(text: str) -> list[str | int]:
    """Split a text so that its numbers compare as numbers; every second part is one.

    >>> _natural("op/10/a") > _natural("op/2")
    True
    """
    return [int(part) if part.isdigit() else part for part in _NUMBERS.split(text)]


def _plural(number: int, word: str) -> str:
    """Write a number with its noun.

    >>> _plural(1, "warning"), _plural(2800, "graph"), _plural(2, "info")
    ('1 warning', '2,800 graphs', '2 remarks')
    """
    noun = "remark" if word == "info" else word
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _shown_value(finding: Finding) -> str | None:
    """Return the value as a person reads it, unless it only repeats the place or the message."""
    if finding.value is None:
        return None
    text = plain_term(finding.value)
    return None if text == finding.focus or text in finding.message else text


def plain_term(term: str) -> str:
    """Write a term of N-Triples for people: an IRI without brackets, a literal without its datatype.

    >>> plain_term("<https://w3id.org/unsc/res/1386>"), plain_term('"a  b"@en'), plain_term('"5"^^<http://x#int>')
    ('https://w3id.org/unsc/res/1386', '"a  b"@en', '"5"')
    """
    if term.startswith("<"):
        return term[1:-1]
    return re.sub(r'(?<=")\^\^<[^>]*>$', "", term)


def _quoted(text: str) -> str:
    """Write a text as a Turtle string (JSON's escapes are a subset of Turtle's, but for surrogates)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _turtle_result(finding: Finding) -> str:
    pairs = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", f"sh:{finding.severity.capitalize()}"),
        ("sh:focusNode", finding.focus if finding.focus.startswith("_:") else f"<{finding.focus}>"),
        ("sh:sourceShape", f"<{finding.shape}>"),
        ("sh:resultMessage", _quoted(finding.message)),
    ]
    if finding.path and re.match(r"\w+:[^\s<>^|()]*$", finding.path) and "//" in finding.path:
        pairs.append(("sh:resultPath", f"<{finding.path}>"))
    if finding.value:
        pairs.append(("sh:value", finding.value))
    return "[\n" + " ;\n".join(f"        {name} {value}" for name, value in pairs) + " ]"


def _junit_case(name: str, found: list[Finding]) -> str:
    lines: Iterator[tuple[Finding, str]] = (
        (finding, f"{finding.group} {finding.where or 'document'}: {finding.message} [{finding.shape_name}]")
        for finding in sorted(found, key=_reading_order)
    )
    failures: list[str] = []
    remarks: list[str] = []
    for finding, line in lines:
        (failures if finding.severity == "violation" else remarks).append(line)
    head = f'<testcase classname="resrdf.validate" name={quoteattr(_xml(name))}'
    if not found:
        return head + "/>\n"
    body = "".join(f"<failure message={quoteattr(_xml(line))}/>\n" for line in failures)
    if remarks:
        body += f"<system-out>{escape(_xml(chr(10).join(remarks)))}</system-out>\n"
    return f"{head}>\n{body}</testcase>\n"


def _xml(text: str) -> str:
    """Leave out the characters that XML has no place for."""
    return _NOT_XML.sub("\ufffd", text)
