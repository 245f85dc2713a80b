"""The frozen document model: what a reader found in one source, before anything is interpreted.

Every reader (text, AKN4UN XML, PDF) gives the same :class:`Document`; the mapping to RDF knows nothing else.
The model imports no reader and no graph. All sequences are tuples, "nothing" is ``None`` or ``()``, never ``""``.
What is made by the line or looked up by the clause (spans, locators, regions) is a named tuple, the quicker kind of record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple

from resrdf.symbol import Symbol

ClauseKind = Literal["preambular", "operative"]
WorkKind = Literal["resolution", "draft", "statement"]
Outcome = Literal["adopted", "adopted-unanimously", "adopted-without-vote", "not-adopted", "vetoed"]
RemarkKind = Literal["repair", "fault", "gap", "conflict", "unknown"]
Role = Literal["masthead", "adoption", "heading", "clause", "footnote", "furniture", "leftover"]


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of characters."""

    start: int
    end: int


class Locator(NamedTuple):
    """The place of a clause in its document: at once the end of its IRI and the address in an error message.

    >>> str(Locator(("op", "4", "a", "ii")))
    'op/4/a/ii'
    >>> Locator.from_path("annex/1/pre/2").parent
    Locator(parts=('annex', '1', 'pre'))
    """

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.parts)

    def __truediv__(self, part: str) -> Locator:
        return Locator((*self.parts, part))

    @property
    def parent(self) -> Locator:
        """The locator without its last part."""
        return Locator(self.parts[:-1])

    @classmethod
    def from_path(cls, path: str) -> Locator:
        """Read ``op/4/a`` back; the inverse of ``str``."""
        return cls(tuple(path.split("/")))


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph or sub-paragraph with its own text; the text of its children is not repeated in it.

    ``number`` is the label as printed, without brackets and stops ("3", "a", "ii"), None where none is printed.
    ``closing`` are words of this clause that follow its last child. ``headings`` stand directly above it.
    ``spans`` say where its words stand in the source text (empty for XML).
    """

    locator: Locator
    kind: ClauseKind
    text: str
    number: str | None = None
    children: tuple[Clause, ...] = ()
    closing: str | None = None
    headings: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A text annexed to a document; ``headings`` open with its own ("Annex I") and go on with its titles."""

    locator: Locator
    headings: tuple[str, ...]
    preamble: tuple[Clause, ...] = ()
    operative: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with its printed mark and, where that was found, the clause that bears it and the place in its text."""

    mark: str
    text: str
    anchor: Locator | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One side of a vote: how many, and the States by the names that the source gives them."""

    count: int | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote by which a text was adopted or not; a side of which the source says nothing is None."""

    outcome: Outcome
    in_favour: Ballot | None = None
    against: Ballot | None = None
    abstained: Ballot | None = None
    not_voting: Ballot | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """When, at which meeting and how: ``line`` is the sentence of the document that says so."""

    line: str | None = None
    date: date | None = None
    meeting: int | None = None
    vote: Vote | None = None


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of the first page."""

    issue_date: date | None = None
    distribution: str | None = None
    job_number: str | None = None
    legacy_symbol: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject heading: ``scheme`` is ``unbis``, ``eurovoc``, ``sdg`` or ``dhl`` (the UN library's name authority)."""

    scheme: Literal["unbis", "eurovoc", "sdg", "dhl"]
    label: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A matter of which the Council is seized; ``code`` is its place in a sessional agenda ("S/64[57]")."""

    title: str
    code: str | None = None


WorkPart = Literal["resolution", "draft", "record"]


@dataclass(frozen=True, slots=True)
class LibraryLink:
    """Where the UN Digital Library has a work: its page, or the PDF in a language."""

    work: WorkPart
    address: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class WholeText:
    """The words of a work in one language as they stand, which no reader takes apart."""

    work: WorkPart
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class LibraryRecord:
    """What the record of the UN Digital Library says beside, as a table of resolutions hands it on.

    ``places`` are the ISO 3166-1 codes of the countries that the table's makers found named in the text, ``regions``
    the M49 regions of these.
    """

    call_number: str | None = None
    topic: str | None = None
    summary: str | None = None
    notes: str | None = None
    other_titles: str | None = None
    contains: str | None = None
    series: str | None = None
    committee_reports: tuple[Symbol, ...] = ()
    related: tuple[Symbol, ...] = ()
    vote_date: date | None = None
    pages: int | None = None
    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    links: tuple[LibraryLink, ...] = ()
    texts: tuple[WholeText, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a catalogue says of a document beside its text."""

    title: str | None = None
    draft: Symbol | None = None
    sponsors: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    subjects: tuple[Subject, ...] = ()
    chapter_vii: bool | None = None
    akn_work_uri: str | None = None
    record: LibraryRecord | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know: a repair, a fault of the source, a gap, a conflict, an unknown name.

    ``where`` is a locator's path or a part of the document ("adoption"); ``line`` counts from 1.
    """

    kind: RemarkKind
    message: str
    where: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that no rule understood, kept with its reason so that nothing is lost."""

    text: str
    reason: str
    line: int | None = None


class Region(NamedTuple):
    """What one line of a text source is; every line that is not blank lies in exactly one region."""

    role: Role
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Release:
    """The published data set that a row of a table belongs to; ``identifier`` is the name of the document in it."""

    identifier: str | None = None
    version: str | None = None
    doi: str | None = None
    concept_doi: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from: its name without folders, its SHA-256 and what kind it is.

    ``media_type`` is text/plain, application/akn+xml, application/pdf or text/csv; the SHA-256 of a row of a table is
    that of its header and the row. ``layout`` is one letter A to E for text, ``characters`` counts the characters that
    are not blank.
    """

    name: str
    sha256: str
    media_type: Literal["text/plain", "application/akn+xml", "application/pdf", "text/csv"]
    layout: str | None = None
    characters: int = 0
    release: Release | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One resolution, draft or presidential statement as one source gives it, in one language (BCP 47 tag)."""

    kind: WorkKind
    symbol: Symbol
    language: str
    source: Source
    masthead: Masthead = Masthead()
    adoption: Adoption = Adoption()
    preamble: tuple[Clause, ...] = ()
    operative: tuple[Clause, ...] = ()
    annexes: tuple[Annex, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    catalogue: Catalogue = Catalogue()
    remarks: tuple[Remark, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    regions: tuple[Region, ...] = ()


def walk(clauses: tuple[Clause, ...]) -> Iterator[Clause]:
    """Yield clauses and their descendants in reading order."""
    found: list[Clause] = []
    _gather(clauses, found)
    return iter(found)


def _gather(clauses: tuple[Clause, ...], found: list[Clause]) -> None:
    for clause in clauses:
        found.append(clause)
        if clause.children:
            _gather(clause.children, found)


def walk_document(document: Document) -> Iterator[Clause]:
    """Yield every clause of a document in reading order: preamble, operative part, annexes."""
    annexed = (part for annex in document.annexes for part in (annex.preamble, annex.operative))
    return chain(*map(walk, (document.preamble, document.operative, *annexed)))
