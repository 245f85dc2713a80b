"""Enrichers: one question each, one signature. They read a frozen document and yield annotations; none knows of RDF.

``annotate`` asks all of them; it is what the pipeline calls between reading and describing.
"""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.annotations import Annotation, Body, Citation, MandateChange, MeasureChange, Mention
from resrdf.document import Clause, Document, Locator, Remark, walk_document
from resrdf.enrich.addressees.addressing import Addressing
from resrdf.enrich.basis import Basis, find_basis
from resrdf.enrich.citations.finding import find_citations, read_context
from resrdf.enrich.mandates.changes import find_mandate_changes
from resrdf.enrich.mandates.tasks import find_mandate_tasks
from resrdf.enrich.measures.finding import find_measures
from resrdf.enrich.names.actors import read_names
from resrdf.enrich.names.holders import read_holders
from resrdf.enrich.reports.duties import find_reports
from resrdf.enrich.verbs import find_actions


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in one document: annotations by clause, the legal basis, what a person should know of it, new bodies."""

    clauses: dict[Locator, tuple[Annotation, ...]]
    basis: Basis
    remarks: tuple[Remark, ...] = ()
    bodies: tuple[Body, ...] = ()


def annotate(document: Document) -> Findings | None:
    """Find what each clause does, to whom, what it cites, which mandates and measures it changes, who must report.

    None for a text that is not in English.
    """
    if document.language != "en":
        return None
    context, names = read_context(document), read_names(document)
    addressing = Addressing(names)
    acts = ((clause, tuple(find_actions(clause))) for clause in walk_document(document))
    actions = {clause.locator: addressing.address(clause, own) for clause, own in acts if own}
    asked = {place: found[-1].addressees for place, found in actions.items()}
    holders = read_holders(document, names, asked)
    found: dict[Locator, tuple[Annotation, ...]] = {}
    remarks: list[Remark] = []
    for clause in walk_document(document):
        own = actions.get(clause.locator, ())
        citations = tuple(find_citations(clause, context))
        measures = tuple(find_measures(clause, own, holders))
        annotations: tuple[Annotation, ...] = (
            *own,
            *addressing.groups(clause.locator),
            *citations,
            *names.find(clause.text),
            *find_mandate_changes(clause, holders, own),
            *find_mandate_tasks(clause, holders),
            *(m for m in measures if m.regime),
            *find_reports(clause, own, holders),
        )
        if annotations:
            found[clause.locator] = annotations
        remarks += [_unknown(clause, "cited without a target", c) for c in citations if c.target is None]
        remarks += [_unknown(clause, "a measure of no known regime", m) for m in measures if m.regime is None]
    named = (
        {a.actor for own in found.values() for a in own if isinstance(a, MandateChange | Mention)}
        if names.founded
        else ()
    )
    founded = (f.body for here in names.founded.values() for f in here if f.is_new and f.body.path in named)
    return Findings(found, find_basis(document), tuple(remarks), tuple(founded))


def _unknown(clause: Clause, what: str, found: Citation | MeasureChange) -> Remark:
    return Remark("unknown", f"{what}: {clause.text[found.start : found.end]}", str(clause.locator))
