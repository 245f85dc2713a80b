"""Annotations become triples: every statement that interprets has its own node with the words it rests on.

The nodes stand below their clause (``…/op/3/action/1``); shortcuts for queries (``unsc:cites`` and kin) stand on the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, repeat
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from resrdf.annotations import (
    Action,
    Annotation,
    Citation,
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
from resrdf.symbol import Symbol
from resrdf.terms import ELI, RDF, RDFS, SKOS, UNSC, XSD

_Found = TypeVar("_Found", Action, Citation, MandateChange, MandateTask, MeasureChange, Mention, Report)
_A = RDF.type
_ACTION, _CITATION, _DOCUMENT = UNSC.Action, UNSC.Citation, UNSC.Document
_HAS_ACTION, _HAS_CITATION, _HAS_MENTION = UNSC.hasAction, UNSC.hasCitation, UNSC.hasMention
_MENTION, _MENTION_OF, _MENTIONS = UNSC.Mention, UNSC.mentionOf, UNSC.mentions
_START, _END, _QUOTE, _DERIVED = UNSC.start, UNSC.end, UNSC.quote, UNSC.derivedBy
_VERB, _FORCE, _QUALIFIER, _ADDRESSEE = UNSC.verb, UNSC.force, UNSC.qualifier, UNSC.addressee
_CITED, _CITED_CLAUSE, _FUNCTION, _SYMBOL = UNSC.citedDocument, UNSC.citedClause, UNSC.citationFunction, UNSC.symbol
_INTEGER, _MADE_BY = XSD.integer, UNSC.madeBy
_SHORTCUTS = {
    "recalls": UNSC.recalls,
    "reaffirms": UNSC.reaffirms,
    "implements": UNSC.implements,
    "extends": UNSC.extends,
    "amends": UNSC.amends,
    "terminates": UNSC.terminates,
}


def about_work(document: Document, findings: Findings, iris: Iris) -> Iterator[Triple]:
    """Yield what was found of a document as a whole: its legal basis and its citations in short."""
    work = NamedNode(iris.work(document.symbol))
    if document.kind == "resolution":  # only what was adopted rests on a provision and determines anything
        for provision in findings.basis.acting_under:
            yield Triple(work, UNSC.actingUnder, _concept(provision))
        for finding in findings.basis.determinations:
            yield Triple(work, UNSC.determination, _concept(finding))
    said: set[tuple[str, str]] = set()
    for target, citation in _cited(document, findings):
        node = _target(target, iris)
        function = citation.function.rsplit("/", 1)[1]
        for name, term in (("cites", UNSC.cites), (function, _SHORTCUTS.get(function))):
            if term is not None and (name, node.value) not in said:
                said.add((name, node.value))
                yield Triple(work, term, node)


def about_others(document: Document, findings: Findings, iris: Iris) -> Iterator[Triple]:
    """Yield what is said of things that clauses speak of, each once: works they cite, bodies they found, mandates they change."""
    named: set[str] = set()
    for target, _ in _cited(document, findings):
        node = _target(target, iris)
        if node.value not in named:
            named.add(node.value)
            yield from _names(target, node)
    for body in findings.bodies:
        founded = NamedNode(iris.path(body.path))
        yield Triple(founded, _A, UNSC.Body)
        for term, name in zip(chain((SKOS.prefLabel,), repeat(SKOS.altLabel)), body.names, strict=False):
            yield Triple(founded, term, Literal(name, language="en"))
    changed = (a for found in findings.clauses.values() for a in found if isinstance(a, MandateChange | MandateTask))
    for actor in dict.fromkeys(annotation.actor for annotation in changed):
        mandate = _mandate(actor, iris)
        yield Triple(mandate, _A, UNSC.Mandate)
        yield Triple(mandate, UNSC.mandateOf, NamedNode(iris.path(actor)))


def about_clause(clause: Clause, node: NamedNode, findings: Findings, iris: Iris) -> list[Triple]:
    """What was found in one clause: first what belongs to the clause itself, then a node for each finding."""
    said: list[Triple] = []
    if clause.locator in findings.basis.under_chapter_vii:
        said.append(Triple(node, UNSC.underChapterVII, Literal(True)))
    if clause.locator in findings.basis.seized:
        said.append(Triple(node, UNSC.remainsSeized, Literal(True)))
    found = findings.clauses.get(clause.locator, ())
    if not found:
        return said
    actions, citations, mentions = (
        _numbered(Action, found, node),
        _numbered(Citation, found, node),
        _numbered(Mention, found, node),
    )
    said += [Triple(node, _HAS_ACTION, own) for own, _ in actions]
    said += [Triple(node, _HAS_CITATION, own) for own, _ in citations]
    said += [Triple(node, _HAS_MENTION, own) for own, _ in mentions]
    for actor in dict.fromkeys([mention.actor for _, mention in mentions if mention.actor]):
        said.append(Triple(node, _MENTIONS, _named(iris.path(actor))))
    for own, action in actions:
        said += _about_action(action, clause, own, iris)
    for own, citation in citations:
        said += _about_citation(citation, clause, own, iris)
    for own, mention in mentions:
        said += _about_mention(mention, clause, own, iris)
    if len(found) == len(actions) + len(citations) + len(mentions):
        return said
    for own, change in _numbered(MandateChange, found, node):
        said += _about_change(change, clause, own, node, iris)
    for own, task in _numbered(MandateTask, found, node):
        said += _about_task(task, clause, own, node, iris)
    for own, measure in _numbered(MeasureChange, found, node):
        said += _about_measure(measure, clause, own, node)
    for own, report in _numbered(Report, found, node):
        said += _about_report(report, clause, own, node, iris)
    return said


_NAMES: dict[type, str] = {
    Action: "action", Citation: "citation", Mention: "mention", MandateChange: "change", MandateTask: "task",
    MeasureChange: "measure", Report: "report",
}  # fmt: skip


def _numbered(kind: type[_Found], found: tuple[Annotation, ...], node: NamedNode) -> list[tuple[NamedNode, _Found]]:
    """The findings of one kind in a clause, each with its node."""
    own = [annotation for annotation in found if type(annotation) is kind]
    stem = f"{node.value}/{_NAMES[kind]}/"
    return [(NamedNode(f"{stem}{number}"), annotation) for number, annotation in enumerate(own, 1)]


def _of(kind: type[_Found], found: tuple[Annotation, ...]) -> Iterator[_Found]:
    return (annotation for annotation in found if isinstance(annotation, kind))


def _cited(document: Document, findings: Findings) -> Iterator[tuple[Symbol | Work, Citation]]:
    """The other works that a document cites, with the citation of each."""
    for found in findings.clauses.values():
        for citation in _of(Citation, found):
            if citation.target is not None and citation.target != document.symbol:
                yield citation.target, citation


def _names(target: Symbol | Work, node: NamedNode) -> Iterator[Triple]:
    """How a cited work is called; what the vocabularies describe needs no more."""
    if isinstance(target, Symbol):
        yield Triple(node, _A, ELI.LegalResource if target.number is not None else ELI.Work)
        yield Triple(node, _SYMBOL, Literal(target.canonical))
        return
    if target.path in concepts("charter") or target.path in concepts("instrument"):
        return
    yield Triple(node, _A, _DOCUMENT)
    name = target.names[0]
    if "/" in name and " of " not in name:
        yield Triple(node, _SYMBOL, Literal("".join(name.split())))
    else:
        yield Triple(node, RDFS.label, Literal(name, language="en"))


def _target(target: Symbol | Work, iris: Iris) -> NamedNode:
    if isinstance(target, Symbol):
        return NamedNode(iris.work(target))
    if target.path.startswith("vocab/") and target.path not in concepts("charter"):
        return NamedNode(iris.path("doc/charter-" + target.path.rsplit("/", 1)[1]))
    if target.path.startswith("vocab/") or target.path in concepts("instrument"):
        return _concept(target.path)
    return NamedNode(iris.path(target.path))


@lru_cache(maxsize=4096)
def _concept(path: str) -> NamedNode:
    return NamedNode(DEFAULT_BASE + path)


@lru_cache(maxsize=4096)
def _place(offset: int) -> Literal:
    return Literal(str(offset), datatype=_INTEGER)


@lru_cache(maxsize=4096)
def _named(iri: str) -> NamedNode:
    """A thing that many clauses speak of."""
    return NamedNode(iri)


def _evidence(
    node: NamedNode, start: int, end: int, clause: Clause, rule: str, *, said: bool = False
) -> tuple[Triple, ...]:
    """The words that a statement rests on, and the rule that found it (said even where the text states it, if asked)."""
    words = (
        Triple(node, _START, _place(start)),
        Triple(node, _END, _place(end)),
        Triple(node, _QUOTE, Literal(clause.text[start:end])),
    )
    if rule == "stated" and not said:
        return words
    return (*words, Triple(node, _DERIVED, _concept(f"vocab/derivation/{rule}")))


def _about_action(action: Action, clause: Clause, node: NamedNode, iris: Iris) -> list[Triple]:
    said = [Triple(node, _A, _ACTION), Triple(node, _VERB, _concept(action.verb))]
    if action.force:
        said.append(Triple(node, _FORCE, _concept(action.force)))
    if action.qualifier:
        said.append(Triple(node, _QUALIFIER, Literal(action.qualifier)))
    said += [Triple(node, _ADDRESSEE, _named(iris.path(addressee))) for addressee in action.addressees]
    said += _evidence(node, action.start, action.end, clause, action.rule)
    return said


def _about_citation(citation: Citation, clause: Clause, node: NamedNode, iris: Iris) -> list[Triple]:
    said = [Triple(node, _A, _CITATION)]
    if citation.target is not None:
        if not _is_internal(node.value, citation.target, iris):
            said.append(Triple(node, _CITED, _target(citation.target, iris)))
        if citation.clause is not None and isinstance(citation.target, Symbol):
            said.append(Triple(node, _CITED_CLAUSE, NamedNode(iris.clause(citation.target, citation.clause))))
    said.append(Triple(node, _FUNCTION, _concept(citation.function)))
    said += _evidence(node, citation.start, citation.end, clause, citation.rule)
    return said


def _about_mention(mention: Mention, clause: Clause, node: NamedNode, iris: Iris) -> tuple[Triple, ...]:
    words = _evidence(node, mention.start, mention.end, clause, mention.rule)
    if not mention.actor:
        return (Triple(node, _A, _MENTION), *words)
    return (
        Triple(node, _A, _MENTION),
        Triple(node, _MENTION_OF, _named(iris.path(mention.actor))),
        *words,
    )


def _mandate(actor: str, iris: Iris) -> NamedNode:
    """A mandate is known by whose it is."""
    return NamedNode(iris.path(f"{actor}/mandate"))


def _about_change(
    change: MandateChange, clause: Clause, node: NamedNode, of: NamedNode, iris: Iris
) -> Iterator[Triple]:
    yield Triple(node, _A, UNSC.MandateChange)
    yield Triple(node, UNSC.changesMandate, _mandate(change.actor, iris))
    yield Triple(node, UNSC.changeKind, _concept(change.kind))
    yield Triple(node, _MADE_BY, of)
    for term, day in ((UNSC.validFrom, change.valid_from), (UNSC.validUntil, change.valid_until)):
        if day is not None:
            yield Triple(node, term, Literal(day.isoformat(), datatype=XSD.date))
    if change.duration:
        yield Triple(node, UNSC.duration, Literal(change.duration, datatype=XSD.duration))
    if change.ceiling is not None:
        yield Triple(node, UNSC.personnelCeiling, Literal(str(change.ceiling), datatype=_INTEGER))
    yield from _evidence(node, change.start, change.end, clause, change.rule, said=change.valid_until is not None)


def _about_task(task: MandateTask, clause: Clause, node: NamedNode, of: NamedNode, iris: Iris) -> Iterator[Triple]:
    yield Triple(node, _A, UNSC.MandateTask)
    yield Triple(node, UNSC.taskOf, _mandate(task.actor, iris))
    if task.kind:
        yield Triple(node, UNSC.taskType, _concept(task.kind))
    yield Triple(node, UNSC.taskText, Literal(clause.text[task.start : task.end]))
    yield Triple(node, _MADE_BY, of)
    yield from _evidence(node, task.start, task.end, clause, "stated")


def _about_measure(measure: MeasureChange, clause: Clause, node: NamedNode, of: NamedNode) -> Iterator[Triple]:
    yield Triple(node, _A, UNSC.Measure)
    yield Triple(node, UNSC.measureType, _concept(measure.kind))
    yield Triple(node, UNSC.measureAction, _concept(measure.action))
    if measure.regime:
        yield Triple(node, UNSC.inRegime, _concept(measure.regime))
    yield Triple(node, _MADE_BY, of)
    if measure.valid_until is not None:
        yield Triple(node, UNSC.validUntil, Literal(measure.valid_until.isoformat(), datatype=XSD.date))
    yield from _evidence(node, measure.start, measure.end, clause, measure.rule)


def _about_report(report: Report, clause: Clause, node: NamedNode, of: NamedNode, iris: Iris) -> Iterator[Triple]:
    yield Triple(node, _A, UNSC.ReportingRequirement)
    yield Triple(node, _MADE_BY, of)
    for actor in report.by:
        yield Triple(node, UNSC.reportBy, NamedNode(iris.path(actor)))
    for actor in report.to:
        yield Triple(node, UNSC.reportTo, NamedNode(iris.path(actor)))
    if report.subject:
        yield Triple(node, UNSC.reportSubject, Literal(report.subject))
    if report.mode:
        yield Triple(node, UNSC.reportMode, _concept(report.mode))
    if report.due is not None:
        yield Triple(node, UNSC.dueBy, Literal(report.due.isoformat(), datatype=XSD.date))
    for term, length in ((UNSC.dueWithin, report.within), (UNSC.frequency, report.frequency)):
        if length:
            yield Triple(node, term, Literal(length, datatype=XSD.duration))
    yield from _evidence(node, report.start, report.end, clause, report.rule)


def _is_internal(node: str, target: Symbol | Work, iris: Iris) -> bool:
    """Say whether a citation points into its own document; then the cited clause alone says where."""
    return isinstance(target, Symbol) and node.startswith(f"{iris.work(target)}/")
