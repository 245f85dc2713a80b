"""The one place where the document model becomes RDF: a dossier in, triples out, in reading order, without blank nodes.

Names are those of ``ontology/unsc.ttl`` (a wrong one fails at import); IRIs are minted by :mod:`resrdf.iris`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from pyoxigraph import Literal, NamedNode, Triple

from resrdf.annotated import about_clause, about_others, about_work
from resrdf.catalogued import about_record, about_release
from resrdf.document import Annex, Ballot, Clause, Document, Locator, Vote, walk, walk_document
from resrdf.dossier import Dossier
from resrdf.enrich import Findings
from resrdf.iris import DEFAULT_BASE, Iris, is_web_iri, language_iri
from resrdf.lexicon import find_state
from resrdf.symbol import Symbol
from resrdf.terms import DCTERMS, ELI, PROV, RDF, RDFS, SKOS, UNSC, XSD

_A = RDF.type
_CLAUSE, _PREAMBULAR, _OPERATIVE = UNSC.Clause, UNSC.PreambularClause, UNSC.OperativeClause
_TEXT, _ORDER, _NUMBER, _PARENT = UNSC.clauseText, UNSC.clauseOrder, UNSC.clauseNumber, UNSC.parentClause
_CLOSING, _HEADING, _IN_RESOLUTION, _IN_WORK, _IN_ANNEX = (
    UNSC.closingText, UNSC.heading, UNSC.inResolution, UNSC.inWork, UNSC.inAnnex,
)  # fmt: skip
_INTEGER, _POSITIVE, _COUNT, _DATE, _STAMP = (
    XSD.integer,
    XSD.positiveInteger,
    XSD.nonNegativeInteger,
    XSD.date,
    XSD.dateTime,
)
_WORKS = {"resolution": UNSC.Resolution, "draft": UNSC.DraftResolution, "statement": UNSC.PresidentialStatement}
_SIDES = (
    ("in_favour", UNSC.inFavour, UNSC.countInFavour),
    ("against", UNSC.against, UNSC.countAgainst),
    ("abstained", UNSC.abstained, UNSC.countAbstained),
    ("not_voting", UNSC.notVoting, UNSC.countNotVoting),
)
_EXTENSIONS = {"text/plain": "txt", "application/akn+xml": "xml", "application/pdf": "pdf", "text/csv": "csv"}


def describe(dossier: Dossier, iris: Iris | None = None, findings: Findings | None = None) -> Iterator[Triple]:
    """Yield what a dossier says, in the order a person reads it: the work, its vote and meeting, sources, clauses.

    ``findings`` are what enrichers found in the dossier's primary reading; each stands with its clause.
    """
    return _Writer(dossier, iris or Iris(), findings).triples()


def describe_run(
    dossiers: list[tuple[Symbol, list[str]]], iris: Iris, *, digest: str, started: datetime, version: str
) -> Iterator[Triple]:
    """Yield the description of one run: when, by which version, from which files; the only place that holds a time."""
    run, software = NamedNode(iris.run(digest)), NamedNode(iris.path("software/resrdf"))
    yield Triple(run, _A, PROV.Activity)
    yield Triple(run, PROV.startedAtTime, Literal(started.isoformat(timespec="seconds"), datatype=_STAMP))
    yield Triple(run, PROV.wasAssociatedWith, software)
    yield Triple(run, UNSC.softwareVersion, Literal(version))
    for _, sources in dossiers:
        for source in sources:
            yield Triple(run, PROV.used, NamedNode(source))
    yield Triple(software, _A, PROV.SoftwareAgent)
    yield Triple(software, RDFS.label, Literal("resrdf", language="en"))


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
        self._work = NamedNode(iris.work(dossier.symbol))
        self._language = dossier.primary.language
        self._others = _texts_by_place(dossier)
        self._order = 0

    def triples(self) -> Iterator[Triple]:
        document = self._dossier.primary
        yield from self._about_work(document)
        if self._findings is not None:
            yield from about_work(document, self._findings, self._iris)
        yield from self._about_adoption()
        yield from self._about_catalogue()
        yield from about_record(self._dossier, self._iris)
        yield from self._about_sources()
        in_work = _IN_RESOLUTION if document.kind == "resolution" else _IN_WORK
        for clause in walk(document.preamble + document.operative):
            yield from self._about_clause(clause, in_work, None)
        for annex in document.annexes:
            yield from self._about_annex(annex, in_work)
        yield from self._about_footnotes(document)
        if self._findings is not None:
            yield from about_others(document, self._findings, self._iris)

    # ------------------------------------------------------------------ the work
    def _about_work(self, document: Document) -> Iterator[Triple]:
        work, symbol, adoption = self._work, self._symbol, self._dossier.adoption
        masthead, catalogue = self._dossier.masthead, self._dossier.catalogue
        yield Triple(work, _A, _WORKS[document.kind])
        yield Triple(work, RDFS.label, Literal(_label(document), language="en"))
        yield Triple(work, UNSC.symbol, Literal(symbol.canonical))
        if symbol.number is not None:
            yield Triple(work, UNSC.resolutionNumber, Literal(str(symbol.number), datatype=_POSITIVE))
        if document.kind != "draft":
            if adoption.date:
                yield Triple(work, UNSC.adoptionDate, _date(adoption.date))
            if adoption.meeting:
                yield Triple(work, UNSC.adoptedAt, NamedNode(self._iris.meeting(adoption.meeting)))
            if document.kind == "resolution":
                yield Triple(work, UNSC.adoptedBy, NamedNode(self._iris.path("body/security-council")))
            if adoption.line:
                yield Triple(work, UNSC.adoptionLine, Literal(adoption.line, language=self._language))
        if document.kind == "resolution":
            if adoption.vote:
                yield Triple(work, UNSC.adoptedByVote, NamedNode(self._iris.vote(adoption.meeting, symbol)))
            if catalogue.draft:
                yield Triple(work, UNSC.adoptedFrom, NamedNode(self._iris.work(catalogue.draft)))
        for term, value in (
            (UNSC.legacySymbol, masthead.legacy_symbol),
            (UNSC.jobNumber, masthead.job_number),
            (UNSC.aknWorkUri, catalogue.akn_work_uri),
        ):
            if value:
                yield Triple(work, term, Literal(value))
        if masthead.issue_date:
            yield Triple(work, UNSC.issueDate, _date(masthead.issue_date))
        for note in _numbering_notes(document):
            yield Triple(work, UNSC.numberingNote, Literal(note))
        for reading in self._dossier.expressions():
            yield Triple(work, ELI.is_realized_by, NamedNode(self._iris.expression(symbol, reading.language)))

    def _about_adoption(self) -> Iterator[Triple]:
        adoption, kind = self._dossier.adoption, self._dossier.primary.kind
        if adoption.meeting:
            meeting = NamedNode(self._iris.meeting(adoption.meeting))
            record = NamedNode(self._iris.record(adoption.meeting))
            yield Triple(meeting, _A, UNSC.Meeting)
            yield Triple(meeting, UNSC.meetingNumber, Literal(str(adoption.meeting), datatype=_POSITIVE))
            if adoption.date:
                yield Triple(meeting, UNSC.meetingDate, _date(adoption.date))
            yield Triple(meeting, UNSC.record, record)
            yield Triple(record, _A, UNSC.Document)
            yield Triple(record, UNSC.symbol, Literal(f"S/PV.{adoption.meeting}"))
        if adoption.vote:
            yield from self._about_vote(adoption.vote, adoption.meeting)
        draft = self._dossier.catalogue.draft
        if kind == "resolution" and draft:
            node = NamedNode(self._iris.work(draft))
            yield Triple(node, _A, UNSC.DraftResolution)
            yield Triple(node, UNSC.symbol, Literal(draft.canonical))
        sponsored = NamedNode(self._iris.work(draft)) if draft and kind == "resolution" else self._work
        if draft or kind == "draft":
            for state in self._states(self._dossier.catalogue.sponsors):
                yield Triple(sponsored, UNSC.sponsor, state)

    def _about_vote(self, vote: Vote, meeting: int | None) -> Iterator[Triple]:
        node = NamedNode(self._iris.vote(meeting, self._symbol))
        draft = self._dossier.catalogue.draft
        yield Triple(node, _A, UNSC.Vote)
        if meeting:
            yield Triple(node, UNSC.inMeeting, NamedNode(self._iris.meeting(meeting)))
        yield Triple(node, UNSC.voteOn, NamedNode(self._iris.work(draft)) if draft else self._work)
        yield Triple(node, UNSC.outcome, NamedNode(f"{DEFAULT_BASE}vocab/outcome/{vote.outcome}"))
        for name, side, count in _SIDES:
            ballot = getattr(vote, name)
            if ballot is None:
                continue
            if ballot.count is not None and _is_sound(ballot):
                yield Triple(node, count, Literal(str(ballot.count), datatype=_COUNT))
            for state in self._states(ballot.states):
                yield Triple(node, side, state)

    def _states(self, names: tuple[str, ...]) -> Iterator[NamedNode]:
        """The States of these names; a name that the vocabulary does not know stays out (and is reported)."""
        for name in dict.fromkeys(names):
            if path := find_state(name):
                yield NamedNode(self._iris.path(path))

    def _about_catalogue(self) -> Iterator[Triple]:
        work, catalogue = self._work, self._dossier.catalogue
        if catalogue.title:
            yield Triple(work, UNSC.catalogueTitle, Literal(catalogue.title.strip(), language="en"))
        if catalogue.chapter_vii is not None:
            yield Triple(work, UNSC.catalogueChapterVII, Literal(catalogue.chapter_vii))
        for item in catalogue.agenda:
            node = NamedNode(self._iris.agenda_item(item.title))
            yield Triple(work, UNSC.agendaItem, node)
            if self._dossier.adoption.meeting:
                yield Triple(NamedNode(self._iris.meeting(self._dossier.adoption.meeting)), UNSC.agendaItem, node)
            yield Triple(node, _A, UNSC.AgendaItem)
            yield Triple(node, _A, SKOS.Concept)
            yield Triple(node, SKOS.prefLabel, Literal(item.title.rstrip("."), language="en"))
            if item.code:
                yield Triple(node, SKOS.notation, Literal(item.code))
        for subject in catalogue.subjects:
            given = subject.iri if subject.iri and is_web_iri(subject.iri) else None
            concept = NamedNode(given or self._iris.subject(subject.label))
            yield Triple(work, UNSC.about, concept)
            yield Triple(concept, _A, SKOS.Concept)
            yield Triple(concept, SKOS.prefLabel, Literal(subject.label, language="en"))

    def _about_sources(self) -> Iterator[Triple]:
        seen: set[str] = set()
        for iri, reading in sources_of(self._dossier, self._iris):
            expression = NamedNode(self._iris.expression(self._symbol, reading.language))
            source = NamedNode(iri)
            if reading.language not in seen:
                seen.add(reading.language)
                yield Triple(expression, _A, ELI.LegalExpression)
                yield Triple(expression, ELI.realizes, self._work)
                if language := language_iri(reading.language):
                    yield Triple(expression, ELI.language, NamedNode(language))
            yield Triple(expression, ELI.is_embodied_by, source)
            yield Triple(source, _A, ELI.Format)
            yield Triple(source, _A, PROV.Entity)
            yield Triple(source, ELI.embodies, expression)
            yield Triple(source, DCTERMS.format, Literal(reading.source.media_type))
            yield Triple(source, UNSC.sourceName, Literal(reading.source.name))
            yield Triple(source, UNSC.sha256, Literal(reading.source.sha256))
            if reading.source.layout:
                yield Triple(source, UNSC.sourceLayout, Literal(reading.source.layout))
            if reading.source.release:
                yield from about_release(reading.source.release, source)

    # ------------------------------------------------------------------ clauses
    def _about_annex(self, annex: Annex, in_work: NamedNode) -> Iterator[Triple]:
        node = NamedNode(self._iris.clause(self._symbol, annex.locator))
        yield Triple(node, _A, UNSC.Annex)
        yield Triple(node, UNSC.annexOf, self._work)
        for heading in annex.headings:
            yield Triple(node, _HEADING, Literal(heading))
        for clause in walk(annex.preamble + annex.operative):
            yield from self._about_clause(clause, in_work, node)

    def _about_clause(self, clause: Clause, in_work: NamedNode, annex: NamedNode | None) -> list[Triple]:
        path = str(clause.locator)
        node = NamedNode(f"{self._work.value}/{path}")
        said = [
            Triple(node, _A, _CLAUSE),
            Triple(node, _A, _OPERATIVE if clause.kind == "operative" else _PREAMBULAR),
            Triple(node, in_work, self._work),
        ]
        if annex is not None:
            said.append(Triple(node, _IN_ANNEX, annex))
        parent = _parent_of(clause.locator)
        if parent is not None:
            said.append(Triple(node, _PARENT, NamedNode(f"{self._work.value}/{parent}")))
        if clause.number is not None:
            said.append(Triple(node, _NUMBER, Literal(clause.number)))
        said.append(Triple(node, _ORDER, Literal(str(self._order), datatype=_INTEGER)))
        self._order += 1
        for heading in clause.headings:
            said.append(Triple(node, _HEADING, Literal(heading)))
        if clause.text:
            said.append(Triple(node, _TEXT, Literal(clause.text, language=self._language)))
        for language, other in self._others.get(path, ()):
            said.append(Triple(node, _TEXT, Literal(other.text, language=language)))
        if clause.closing:
            said.append(Triple(node, _CLOSING, Literal(clause.closing, language=self._language)))
        for language, other in self._others.get(path, ()):
            if other.closing:
                said.append(Triple(node, _CLOSING, Literal(other.closing, language=language)))
        if self._findings is not None:
            said += about_clause(clause, node, self._findings, self._iris)
        return said

    def _about_footnotes(self, document: Document) -> Iterator[Triple]:
        for ordinal, note in enumerate(document.footnotes, 1):
            node = NamedNode(self._iris.note(self._symbol, ordinal))
            anchor = self._iris.clause(self._symbol, note.anchor) if note.anchor else self._work.value
            yield Triple(node, _A, UNSC.Footnote)
            yield Triple(node, UNSC.noteMark, Literal(note.mark))
            yield Triple(node, UNSC.noteText, Literal(note.text, language=self._language))
            yield Triple(node, UNSC.noteOf, NamedNode(anchor))


def _parent_of(locator: Locator) -> Locator | None:
    """The clause above a clause: op/3/a has one, op/3 has none.

    >>> _parent_of(Locator(("annex", "1", "part", "II", "op", "3", "a")))
    Locator(parts=('annex', '1', 'part', 'II', 'op', '3'))
    >>> _parent_of(Locator(("op", "3")))
    """
    return None if locator.parts[-2] in ("op", "pre") else locator.parent


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


def _is_sound(ballot: Ballot) -> bool:
    """A count that the named States contradict, or that exceeds the Council, is not asserted (readers say so)."""
    known = {find_state(name) for name in ballot.states} - {None}
    return (ballot.count or 0) <= 15 and (not known or len(known) == ballot.count)


def _numbering_notes(document: Document) -> Iterator[str]:
    """What explains a gap in the numbering of a text: the paragraphs that its source does not have."""
    last: dict[Locator, int] = {}
    for clause in walk_document(document):
        local = clause.locator.parts[-1]
        if clause.kind != "operative" or clause.locator.parts[-2] != "op" or not local.isdigit():
            continue
        series = clause.locator.parent
        expected = last.get(series, 0) + 1
        if int(local) > expected:
            missing = str(expected) if int(local) == expected + 1 else f"{expected} to {int(local) - 1}"
            yield f"The source has no {series}/{missing}."
        last[series] = max(int(local), expected - 1)


def _label(document: Document) -> str:
    symbol = document.symbol
    if document.kind == "resolution":
        return f"Security Council resolution {symbol.number} ({symbol.year})"
    if document.kind == "statement":
        return f"Presidential statement {symbol}"
    return f"Draft resolution {symbol}"


def _date(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=_DATE)
