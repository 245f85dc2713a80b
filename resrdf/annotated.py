"""Annotations become statements: each that interprets has its own node with the words it rests on.

The nodes stand below their clause (``…/op/3/action/1``); shortcuts for queries (``unsc:cites`` and kin) stand on the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from resrdf.annotations import (
    Action,
    Annotation,
    Citation,
    Group,
    MandateChange,
    MandateTask,
    MeasureChange,
    Mention,
    Report,
    Work,
)
from resrdf.document import Clause, Document
from resrdf.enrich import Findings
from resrdf.iris import DEFAULT_BASE, Iris
from resrdf.lexicon import concepts
from resrdf.statements import Statement, to_integer, to_node, to_text, to_value
from resrdf.symbol import Symbol
from resrdf.terms import ELI, RDF, RDFS, SKOS, UNSC, XSD, Node

_A = RDF.type
_START, _END, _QUOTE, _DERIVED = UNSC.start, UNSC.end, UNSC.quote, UNSC.derivedBy
_ACTION, _VERB, _FORCE, _ADDRESSEE = UNSC.Action, UNSC.verb, UNSC.force, UNSC.addressee
_CITATION, _CITED, _FUNCTION = UNSC.Citation, UNSC.citedDocument, UNSC.citationFunction
_MENTION, _MENTION_OF, _MENTIONS = UNSC.Mention, UNSC.mentionOf, UNSC.mentions
_OF_MANDATE = (MandateChange, MandateTask)
_TRUE = to_value("true", XSD.boolean)
_SHORTCUTS = {
    "recalls": UNSC.recalls,
    "reaffirms": UNSC.reaffirms,
    "implements": UNSC.implements,
    "extends": UNSC.extends,
    "amends": UNSC.amends,
    "terminates": UNSC.terminates,
}


Cited: TypeAlias = tuple[Node, Symbol | Work, Citation]
"""Another work that a document cites, with the citation of it."""


def find_cited(document: Document, findings: Findings, iris: Iris) -> list[Cited]:
    """The other works that a document cites, in reading order."""
    citations = [a for found in findings.clauses.values() for a in found if type(a) is Citation]
    targets = [(a.target, a) for a in citations if a.target is not None and a.target != document.symbol]
    return [(_target(target, iris), target, citation) for target, citation in targets]


def about_work(document: Document, findings: Findings, cited: list[Cited], iris: Iris) -> Iterator[Statement]:
    """Yield what was found of a document as a whole: its legal basis and its citations in short."""
    work = to_node(iris.work(document.symbol))
    if document.kind == "resolution":  # only what was adopted rests on a provision and determines anything
        for provision in findings.basis.acting_under:
            yield work, UNSC.actingUnder, _concept(provision)
        for finding in findings.basis.determinations:
            yield work, UNSC.determination, _concept(finding)
    said: set[Statement] = set()
    for node, _, citation in cited:
        for term in (UNSC.cites, _SHORTCUTS.get(citation.function.rsplit("/", 1)[1])):
            if term is not None and (short := (work, term, node)) not in said:
                said.add(short)
                yield short


def about_others(findings: Findings, cited: list[Cited], iris: Iris) -> Iterator[Statement]:
    """Yield what is said of things that clauses speak of, each once: works they cite, bodies they found, mandates they change."""
    named: dict[Node, Symbol | Work] = {}
    for node, target, _ in cited:
        named.setdefault(node, target)
    for node, target in named.items():
        yield from _names(target, node)
    for body in findings.bodies:
        founded = to_node(iris.path(body.path))
        yield founded, _A, UNSC.Body
        yield founded, SKOS.prefLabel, to_text(body.names[0], "en")
        yield from ((founded, SKOS.altLabel, to_text(name, "en")) for name in body.names[1:])
    changed = [a.actor for found in findings.clauses.values() for a in found if isinstance(a, _OF_MANDATE)]
    for actor in dict.fromkeys(changed):
        mandate = _mandate(actor, iris)
        yield mandate, _A, UNSC.Mandate
        yield mandate, UNSC.mandateOf, to_node(iris.path(actor))


def about_clause(clause: Clause, node: Node, findings: Findings, iris: Iris) -> list[Statement]:
    """What was found in one clause: first what belongs to the clause itself, then a node for each finding."""
    said: list[Statement] = []
    if clause.locator in findings.basis.under_chapter_vii:
        said.append((node, UNSC.underChapterVII, _TRUE))
    if clause.locator in findings.basis.seized:
        said.append((node, UNSC.remainsSeized, _TRUE))
    found = findings.clauses.get(clause.locator)
    if found is None:
        return said
    details: list[Statement] = []
    numbers: dict[str, int] = {}
    writer, stem = _Writer(clause, node, iris), node[:-1]
    for annotation in found:
        name, has, about = _KINDS[type(annotation)]
        numbers[name] = number = numbers.get(name, 0) + 1
        own = Node(f"{stem}/{name}/{number}>")
        if has is not None:
            said.append((node, has, own))
        details += about(writer, annotation, own)
        details += writer.evidence(annotation, own)
    said += [(node, _MENTIONS, actor) for actor in dict.fromkeys(writer.mentioned)]
    said += details
    return said


@dataclass(slots=True)
class _Writer:
    """Writes the findings of one clause, each as a node of its own; it remembers whom they mention."""

    clause: Clause
    node: Node
    iris: Iris
    mentioned: list[Node] = field(default_factory=list)

    def evidence(self, found: Annotation, node: Node) -> tuple[Statement, ...]:
        """The words that a finding rests on, and its rule unless the text states it; a mandate's end has one always."""
        start, end = found.start, found.end
        quoted = (
            (node, _START, to_integer(start)),
            (node, _END, to_integer(end)),
            (node, _QUOTE, to_text(self.clause.text[start:end])),
        )
        if found.rule != "stated" or (type(found) is MandateChange and found.valid_until is not None):
            return *quoted, (node, _DERIVED, _concept(f"vocab/derivation/{found.rule}"))
        return quoted

    def action(self, action: Action, node: Node) -> list[Statement]:
        said: list[Statement] = [(node, _A, _ACTION), (node, _VERB, _concept(action.verb))]
        if action.force:
            said.append((node, _FORCE, _concept(action.force)))
        if action.qualifier:
            said.append((node, UNSC.qualifier, to_text(action.qualifier)))
        said += [(node, _ADDRESSEE, to_node(self.iris.path(addressee))) for addressee in action.addressees]
        return said

    def citation(self, citation: Citation, node: Node) -> list[Statement]:
        said: list[Statement] = [(node, _A, _CITATION)]
        target = citation.target
        if target is not None and not self._is_internal(target):
            said.append((node, _CITED, _target(target, self.iris)))
        if citation.clause is not None and isinstance(target, Symbol):
            said.append((node, UNSC.citedClause, to_node(self.iris.clause(target, citation.clause))))
        said.append((node, _FUNCTION, _concept(citation.function)))
        return said

    def _is_internal(self, target: Symbol | Work) -> bool:
        """Say whether a citation points into its own document; then the cited clause alone says where."""
        return isinstance(target, Symbol) and self.node.startswith(f"<{self.iris.work(target)}/")

    def mention(self, mention: Mention, node: Node) -> tuple[Statement, ...]:
        if not mention.actor:
            return ((node, _A, _MENTION),)
        actor = to_node(self.iris.path(mention.actor))
        self.mentioned.append(actor)
        return (node, _A, _MENTION), (node, _MENTION_OF, actor)

    def group(self, group: Group, node: Node) -> Iterator[Statement]:
        yield node, _A, UNSC.ActorGroup
        yield node, RDFS.label, to_text(group.noun + self.clause.text[group.start : group.end], "en")
        for name in group.names:
            yield node, SKOS.altLabel, to_text(name, "en")
        for actor in group.broader:
            yield node, SKOS.broader, to_node(self.iris.path(actor))

    def change(self, change: MandateChange, node: Node) -> Iterator[Statement]:
        yield node, _A, UNSC.MandateChange
        yield node, UNSC.changesMandate, _mandate(change.actor, self.iris)
        yield node, UNSC.changeKind, _concept(change.kind)
        yield node, UNSC.madeBy, self.node
        for term, day in ((UNSC.validFrom, change.valid_from), (UNSC.validUntil, change.valid_until)):
            if day is not None:
                yield node, term, to_value(day, XSD.date)
        if change.duration:
            yield node, UNSC.duration, to_value(change.duration, XSD.duration)
        if change.ceiling is not None:
            yield node, UNSC.personnelCeiling, to_integer(change.ceiling)

    def task(self, task: MandateTask, node: Node) -> Iterator[Statement]:
        yield node, _A, UNSC.MandateTask
        yield node, UNSC.taskOf, _mandate(task.actor, self.iris)
        if task.kind:
            yield node, UNSC.taskType, _concept(task.kind)
        yield node, UNSC.taskText, to_text(self.clause.text[task.start : task.end])
        yield node, UNSC.madeBy, self.node

    def measure(self, measure: MeasureChange, node: Node) -> Iterator[Statement]:
        yield node, _A, UNSC.Measure
        yield node, UNSC.measureType, _concept(measure.kind)
        yield node, UNSC.measureAction, _concept(measure.action)
        if measure.regime:
            yield node, UNSC.inRegime, _concept(measure.regime)
        yield node, UNSC.madeBy, self.node
        if measure.valid_until is not None:
            yield node, UNSC.validUntil, to_value(measure.valid_until, XSD.date)

    def report(self, report: Report, node: Node) -> Iterator[Statement]:
        yield node, _A, UNSC.ReportingRequirement
        yield node, UNSC.madeBy, self.node
        for actor in report.by:
            yield node, UNSC.reportBy, to_node(self.iris.path(actor))
        for actor in report.to:
            yield node, UNSC.reportTo, to_node(self.iris.path(actor))
        if report.subject:
            yield node, UNSC.reportSubject, to_text(report.subject)
        if report.mode:
            yield node, UNSC.reportMode, _concept(report.mode)
        if report.due is not None:
            yield node, UNSC.dueBy, to_value(report.due, XSD.date)
        for term, length in ((UNSC.dueWithin, report.within), (UNSC.frequency, report.frequency)):
            if length:
                yield node, term, to_value(length, XSD.duration)


_KINDS: dict[type, tuple[str, Node | None, Callable[..., Iterable[Statement]]]] = {
    Action: ("action", UNSC.hasAction, _Writer.action),
    Citation: ("citation", UNSC.hasCitation, _Writer.citation),
    Mention: ("mention", UNSC.hasMention, _Writer.mention),
    Group: ("group", UNSC.describesGroup, _Writer.group),
    MandateChange: ("change", None, _Writer.change),
    MandateTask: ("task", None, _Writer.task),
    MeasureChange: ("measure", None, _Writer.measure),
    Report: ("report", None, _Writer.report),
}
"""For each kind of finding its name in IRIs, the property by which a clause has it, and what writes it."""


def _names(target: Symbol | Work, node: Node) -> Iterator[Statement]:
    """How a cited work is called; what the vocabularies describe needs no more."""
    if isinstance(target, Symbol):
        yield node, _A, ELI.LegalResource if target.number is not None else ELI.Work
        yield node, UNSC.symbol, to_text(target.canonical)
        return
    if target.path in concepts("charter"):
        return
    symbols = [name for name in target.names if "/" in name and " of " not in name]
    known = target.path in concepts("instrument")
    if symbols or not known:
        yield node, _A, UNSC.Document
    for symbol in symbols:
        yield node, UNSC.symbol, to_text("".join(symbol.split()))
    term = RDFS.label  # the first name is the label, any further one another
    if known:  # the vocabulary has all but the names with a date
        term = SKOS.altLabel
    for name in target.names[known:]:
        if name not in symbols:
            yield node, term, to_text(name, "en")
            term = SKOS.altLabel


def _target(target: Symbol | Work, iris: Iris) -> Node:
    if isinstance(target, Symbol):
        return to_node(iris.work(target))
    if target.path.startswith("vocab/") and target.path not in concepts("charter"):
        return to_node(iris.path("doc/charter-" + target.path.rsplit("/", 1)[1]))
    if target.path.startswith("vocab/") or target.path in concepts("instrument"):
        return _concept(target.path)
    return to_node(iris.path(target.path))


@lru_cache(maxsize=4096)
def _concept(path: str) -> Node:
    """What the vocabularies describe stands below their base, wherever the data stand."""
    return to_node(DEFAULT_BASE + path)


def _mandate(actor: str, iris: Iris) -> Node:
    """A mandate is known by whose it is."""
    return to_node(iris.path(f"{actor}/mandate"))
