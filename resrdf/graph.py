"""The one place where the document model becomes RDF: a dossier in, statements out, in reading order, no blank nodes.

Names are those of ``ontology/unsc.ttl`` (a wrong one fails at import); IRIs are minted by :mod:`resrdf.iris`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pyoxigraph import Triple

from resrdf.annotated import about_clause, about_others, about_work, find_cited
from resrdf.catalogued import about_record, about_release
from resrdf.document import Annex, Clause, Document, Locator, walk, walk_document
from resrdf.dossier import Dossier
from resrdf.enrich import Findings
from resrdf.iris import Iris, is_web_iri, language_iri
from resrdf.statements import Statement, to_integer, to_node, to_text, to_triples, to_value
from resrdf.symbol import Symbol
from resrdf.terms import DCTERMS, ELI, PROV, RDF, RDFS, SKOS, UNSC, XSD, Node
from resrdf.voted import about_adoption

_A = RDF.type
_CLAUSE, _PREAMBULAR, _OPERATIVE = UNSC.Clause, UNSC.PreambularClause, UNSC.OperativeClause
_TEXT, _ORDER, _NUMBER, _PARENT = UNSC.clauseText, UNSC.clauseOrder, UNSC.clauseNumber, UNSC.parentClause
_CLOSING, _HEADING = UNSC.closingText, UNSC.heading
_WORKS = {"resolution": UNSC.Resolution, "draft": UNSC.DraftResolution, "statement": UNSC.PresidentialStatement}
_EXTENSIONS = {"text/plain": "txt", "application/akn+xml": "xml", "application/pdf": "pdf", "text/csv": "csv"}


def describe(dossier: Dossier, iris: Iris | None = None, findings: Findings | None = None) -> Iterator[Triple]:
    """Yield what a dossier says, in the order a person reads it: the work, its vote and meeting, sources, clauses.

    ``findings`` are what enrichers found in the dossier's primary reading; each stands with its clause.
    """
    return to_triples(statements_of(dossier, iris or Iris(), findings))


def statements_of(dossier: Dossier, iris: Iris, findings: Findings | None = None) -> list[Statement]:
    """What :func:`describe` yields, as text."""
    return _Writer(dossier, iris, findings).statements()


def describe_run(
    dossiers: list[tuple[Symbol, list[str]]], iris: Iris, *, digest: str, started: datetime, version: str
) -> Iterator[Statement]:
    """Yield the description of one run: when, by which version, from which files; the only place that holds a time."""
    run, software = to_node(iris.run(digest)), to_node(iris.path("software/resrdf"))
    yield run, _A, PROV.Activity
    yield run, PROV.startedAtTime, to_value(started.isoformat(timespec="seconds"), XSD.dateTime)
    yield run, PROV.wasAssociatedWith, software
    yield run, UNSC.softwareVersion, to_text(version)
    for _, sources in dossiers:
        for source in sources:
            yield run, PROV.used, to_node(source)
    yield software, _A, PROV.SoftwareAgent
    yield software, RDFS.label, to_text("resrdf", "en")


def sources_of(dossier: Dossier, iris: Iris) -> list[tuple[str, Document]]:
    """The IRI of each file that a dossier was read from."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for reading in dossier.readings:
        key = (reading.language, _EXTENSIONS[reading.source.media_type])
        seen[key] = seen.get(key, 0) + 1
        found.append((iris.source(dossier.symbol, *key, seen[key]), reading))
    return found


class _Writer:
    """Writes one dossier."""

    def __init__(self, dossier: Dossier, iris: Iris, findings: Findings | None) -> None:
        self._dossier = dossier
        self._findings = findings
        self._iris = iris
        self._symbol = dossier.symbol
        self._stem = f"{iris.work(dossier.symbol)}/"
        self._work = to_node(iris.work(dossier.symbol))
        self._in_work = UNSC.inResolution if dossier.primary.kind == "resolution" else UNSC.inWork
        self._language = dossier.primary.language
        self._others = _texts_by_place(dossier)
        self._order = 0

    def statements(self) -> list[Statement]:
        document, findings = self._dossier.primary, self._findings
        cited = find_cited(document, findings, self._iris) if findings is not None else []
        said = [*self._about_work(document)]
        if findings is not None:
            said += about_work(document, findings, cited, self._iris)
        said += about_adoption(self._dossier, self._iris)
        said += self._about_catalogue()
        said += about_record(self._dossier, self._iris)
        said += self._about_sources()
        for clause in walk(document.preamble + document.operative):
            said += self._about_clause(clause)
        for annex in document.annexes:
            said += self._about_annex(annex)
        said += self._about_footnotes(document)
        if findings is not None:
            said += about_others(findings, cited, self._iris)
        return said

    # ------------------------------------------------------------------ the work
    def _about_work(self, document: Document) -> Iterator[Statement]:
        work, symbol, adoption = self._work, self._symbol, self._dossier.adoption
        masthead, catalogue = self._dossier.masthead, self._dossier.catalogue
        yield work, _A, _WORKS[document.kind]
        yield work, RDFS.label, to_text(_label(document), "en")
        yield work, UNSC.symbol, to_text(symbol.canonical)
        if symbol.number is not None:
            yield work, UNSC.resolutionNumber, to_value(symbol.number, XSD.positiveInteger)
        if document.kind != "draft":
            if adoption.date:
                yield work, UNSC.adoptionDate, to_value(adoption.date, XSD.date)
            if adoption.meeting:
                yield work, UNSC.adoptedAt, to_node(self._iris.meeting(adoption.meeting))
            if document.kind == "resolution":
                yield work, UNSC.adoptedBy, to_node(self._iris.path("body/security-council"))
            if adoption.line:
                yield work, UNSC.adoptionLine, to_text(adoption.line, self._language)
        if document.kind == "resolution":
            if adoption.vote:
                yield work, UNSC.adoptedByVote, to_node(self._iris.vote(adoption.meeting, symbol))
            if catalogue.draft:
                yield work, UNSC.adoptedFrom, to_node(self._iris.work(catalogue.draft))
        for term, value in (
            (UNSC.legacySymbol, masthead.legacy_symbol),
            (UNSC.jobNumber, masthead.job_number),
            (UNSC.aknWorkUri, catalogue.akn_work_uri),
        ):
            if value:
                yield work, term, to_text(value)
        if masthead.issue_date:
            yield work, UNSC.issueDate, to_value(masthead.issue_date, XSD.date)
        for note in _numbering_notes(document):
            yield work, UNSC.numberingNote, to_text(note)
        for reading in self._dossier.expressions():
            yield work, ELI.is_realized_by, to_node(self._iris.expression(symbol, reading.language))

    def _about_catalogue(self) -> Iterator[Statement]:
        work, catalogue = self._work, self._dossier.catalogue
        if catalogue.title:
            yield work, UNSC.catalogueTitle, to_text(catalogue.title.strip(), "en")
        if catalogue.chapter_vii is not None:
            yield work, UNSC.catalogueChapterVII, to_value("true" if catalogue.chapter_vii else "false", XSD.boolean)
        for item in catalogue.agenda:
            node = to_node(self._iris.agenda_item(item.title))
            yield work, UNSC.agendaItem, node
            if self._dossier.adoption.meeting:
                yield to_node(self._iris.meeting(self._dossier.adoption.meeting)), UNSC.agendaItem, node
            yield node, _A, UNSC.AgendaItem
            yield node, _A, SKOS.Concept
            yield node, SKOS.prefLabel, to_text(item.title.rstrip("."), "en")
            if item.code:
                yield node, SKOS.notation, to_text(item.code)
        for subject in catalogue.subjects:
            given = subject.iri if subject.iri and is_web_iri(subject.iri) else None
            concept = to_node(given or self._iris.subject(subject.label))
            yield work, UNSC.about, concept
            yield concept, _A, SKOS.Concept
            yield concept, SKOS.prefLabel, to_text(subject.label, "en")

    def _about_sources(self) -> Iterator[Statement]:
        seen: set[str] = set()
        for iri, reading in sources_of(self._dossier, self._iris):
            expression = to_node(self._iris.expression(self._symbol, reading.language))
            source = to_node(iri)
            if reading.language not in seen:
                seen.add(reading.language)
                yield expression, _A, ELI.LegalExpression
                yield expression, ELI.realizes, self._work
                if language := language_iri(reading.language):
                    yield expression, ELI.language, to_node(language)
            yield expression, ELI.is_embodied_by, source
            yield source, _A, ELI.Format
            yield source, _A, PROV.Entity
            yield source, ELI.embodies, expression
            yield source, DCTERMS.format, to_text(reading.source.media_type)
            yield source, UNSC.sourceName, to_text(reading.source.name)
            yield source, UNSC.sha256, to_text(reading.source.sha256)
            if reading.source.layout:
                yield source, UNSC.sourceLayout, to_text(reading.source.layout)
            if reading.source.release:
                yield from about_release(reading.source.release, source)

    # ------------------------------------------------------------------ clauses
    def _about_annex(self, annex: Annex) -> Iterator[Statement]:
        node = to_node(self._iris.clause(self._symbol, annex.locator))
        yield node, _A, UNSC.Annex
        yield node, UNSC.annexOf, self._work
        for heading in annex.headings:
            yield node, _HEADING, to_text(heading)
        for clause in walk(annex.preamble + annex.operative):
            yield from self._about_clause(clause, node)

    def _about_clause(self, clause: Clause, annex: Node | None = None) -> list[Statement]:
        path = str(clause.locator)
        node = to_node(self._stem + path)
        said: list[Statement] = [
            (node, _A, _CLAUSE),
            (node, _A, _OPERATIVE if clause.kind == "operative" else _PREAMBULAR),
            (node, self._in_work, self._work),
        ]
        if annex is not None:
            said.append((node, UNSC.inAnnex, annex))
        if parent := _parent_of(path):
            said.append((node, _PARENT, to_node(self._stem + parent)))
        if clause.number is not None:
            said.append((node, _NUMBER, to_text(clause.number)))
        said.append((node, _ORDER, to_integer(self._order)))
        self._order += 1
        for heading in clause.headings:
            said.append((node, _HEADING, to_text(heading)))
        if clause.text:
            said.append((node, _TEXT, to_text(clause.text, self._language)))
        for language, other in self._others.get(path, ()):
            said.append((node, _TEXT, to_text(other.text, language)))
        if clause.closing:
            said.append((node, _CLOSING, to_text(clause.closing, self._language)))
        for language, other in self._others.get(path, ()):
            if other.closing:
                said.append((node, _CLOSING, to_text(other.closing, language)))
        if self._findings is not None:
            said += about_clause(clause, node, self._findings, self._iris)
        return said

    def _about_footnotes(self, document: Document) -> Iterator[Statement]:
        for ordinal, note in enumerate(document.footnotes, 1):
            node = to_node(self._iris.note(self._symbol, ordinal))
            anchor = to_node(self._iris.clause(self._symbol, note.anchor)) if note.anchor else self._work
            yield node, _A, UNSC.Footnote
            yield node, UNSC.noteMark, to_text(note.mark)
            yield node, UNSC.noteText, to_text(note.text, self._language)
            yield node, UNSC.noteOf, anchor


def _parent_of(path: str) -> str | None:
    """The path of the clause above a clause: op/3/a has one, op/3 has none.

    >>> _parent_of("annex/1/part/II/op/3/a"), _parent_of("op/3")
    ('annex/1/part/II/op/3', None)
    """
    above = path.rpartition("/")[0]
    return None if above.rpartition("/")[2] in ("op", "pre") else above


def _texts_by_place(dossier: Dossier) -> dict[str, list[tuple[str, Clause]]]:
    """The clauses of the other languages by their place."""
    places: dict[str, list[tuple[str, Clause]]] = {}
    for reading in dossier.expressions()[1:]:
        clauses = list(walk(reading.preamble + reading.operative))
        for annex in reading.annexes:
            clauses += walk(annex.preamble + annex.operative)
        for clause in clauses:
            if clause.text:
                places.setdefault(str(clause.locator), []).append((reading.language, clause))
    return places


def _numbering_notes(document: Document) -> Iterator[str]:
    """What explains a gap in the numbering of a text: the paragraphs that its source does not have."""
    last: dict[Locator, int] = {}
    for clause in walk_document(document):
        place = clause.locator
        if clause.kind != "operative" or place.parts[-2] != "op" or not place.parts[-1].isdigit():
            continue
        series, number = place.parent, int(place.parts[-1])
        expected = last.get(series, 0) + 1
        if number > expected:
            missing = str(expected) if number == expected + 1 else f"{expected} to {number - 1}"
            yield f"The source has no {series}/{missing}."
        last[series] = max(number, expected - 1)


def _label(document: Document) -> str:
    symbol = document.symbol
    if document.kind == "resolution":
        return f"Security Council resolution {symbol.number} ({symbol.year})"
    if document.kind == "statement":
        return f"Presidential statement {symbol}"
    return f"Draft resolution {symbol}"
