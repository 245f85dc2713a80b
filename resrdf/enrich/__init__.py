"""Enrichers: one question each, one signature. They read a frozen document and yield annotations; none knows of RDF.

``annotate`` asks all of them; it is what the pipeline calls between reading and describing.
"""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.annotations import Annotation
from resrdf.document import Document, Locator, Remark, walk_document
from resrdf.enrich.basis import Basis, find_basis
from resrdf.enrich.citations import find_citations, read_context
from resrdf.enrich.verbs import find_actions


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in one document: annotations by clause, the legal basis, and what a person should know of it."""

    clauses: dict[Locator, tuple[Annotation, ...]]
    basis: Basis
    remarks: tuple[Remark, ...] = ()


def annotate(document: Document) -> Findings | None:
    """Find what each clause does and cites; None for a text that is not in English."""
    if document.language != "en":
        return None
    context = read_context(document)
    found: dict[Locator, tuple[Annotation, ...]] = {}
    remarks: list[Remark] = []
    for clause in walk_document(document):
        citations = tuple(find_citations(clause, context))
        annotations: tuple[Annotation, ...] = (*find_actions(clause), *citations)
        if annotations:
            found[clause.locator] = annotations
        remarks += (
            Remark("unknown", f"cited without a target: {clause.text[c.start : c.end]}", str(clause.locator))
            for c in citations
            if c.target is None
        )
    return Findings(found, find_basis(document), tuple(remarks))
