"""A row of a table of resolutions (CR-UNSC's CSV, or one of its form) as a document.

The text goes through the reader of plain text; the columns beside it are the catalogue: what the text says of its
adoption stands, what it does not say is taken from the row, and where the two differ a remark names both. Every column
of CR-UNSC's codebook has its place here; a value that cannot be read, or a column that is not known, is a remark.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from resrdf.adoption import merge_adoptions
from resrdf.document import (
    Adoption,
    AgendaItem,
    Ballot,
    Catalogue,
    Document,
    LibraryLink,
    LibraryRecord,
    Outcome,
    Release,
    Remark,
    RemarkKind,
    Subject,
    Vote,
    WholeText,
    WorkPart,
)
from resrdf.errors import ReadError, SymbolError
from resrdf.read.decode import plain
from resrdf.read.rows import find_header
from resrdf.read.text import read_decoded
from resrdf.read.voters import read_roll
from resrdf.symbol import Symbol

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
# what only counts words, or says whether a string occurs: a query over the clauses tells it (docs/tables.md)
LEFT_OUT = frozenset("nchars nsentences ntokens ntypes".split())
COUNTED_FROM_TEXT = frozenset(
    "aggression chapter6 chapter7 chapter8 human_rights peace_breach peace_threat self_defence".split()
)
# what other columns say too: the State behind iso_alpha3 bears them, the counts of the vote add up to them
IMPLIED = frozenset("body doctype iso_name m49_countrycode vote_summary".split())
_WORKS: dict[str, WorkPart] = {"res": "resolution", "draft": "draft", "meeting": "record"}
_LINKS: dict[str, tuple[WorkPart, str | None]] = {
    "url_record": ("resolution", None), "url_record_draft": ("draft", None), "url_record_meeting": ("record", None),
    **{f"url_{short}_{lang}": (work, lang) for short, work in _WORKS.items() for lang in LANGUAGES},
}  # fmt: skip
_TEXTS: dict[str, tuple[WorkPart, str]] = {
    "text_draft": ("draft", "en"), "text_meeting": ("record", "en"),
    **{f"text_{lang}": ("resolution", lang) for lang in LANGUAGES if lang != "en"},
}  # fmt: skip
_REGIONS = ("m49_region", "m49_region_sub", "m49_region_intermediate")
_RECORD = re.compile(r"S/PV\.?\s*(\d{1,5})\b", re.IGNORECASE)
_AGENDA = re.compile(
    r"(?P<code>[AS]/[\w.()/-]+(?:\s*\[?[\w.()-]*\d[\w.()-]*\]?)?)[\s:,–-]+(?P<title>[^\W\d_].*)", re.DOTALL
)
_SIDES = {"yes": "in_favour", "no": "against", "abstention": "abstained", "nonvote": "not_voting"}
_SUMMARY = {"yes": "Yes", "no": "No", "abstention": "Abstentions", "nonvote": "Non-Voting", "total": "membership"}
_Value = TypeVar("_Value")


def read_table_row(data: bytes, name: str, *, language: str = "en") -> Document:
    """Read a table of one row: the header and the record. Raises ReadError where it is none or has no text."""
    cells = _read_cells(data, name)
    text = cells.get("text")
    if text is None:
        raise ReadError(name, "the column text is empty in this row: there is nothing to read")
    row = _Row(cells)
    symbol = row.symbol()
    hint = f"S_RES_{symbol.number}_{symbol.year or ''}" if symbol is not None and symbol.number else name
    digest = hashlib.sha256(data).hexdigest()
    document = read_decoded(plain(text), hint, digest, language=language, media_type="text/csv")
    return row.added_to(document, symbol, name)


def text_of_row(data: bytes, name: str) -> str:
    """The text of a table of one row, as its reader takes it: the places of its clauses are offsets into it."""
    return plain(_read_cells(data, name).get("text") or "")


def _read_cells(data: bytes, name: str) -> dict[str, str]:
    """The cells of the one record by the names of their columns; a cell that holds nothing or NA is left out."""
    header = find_header(data)
    if header is None:
        raise ReadError(name, "is no table of resolutions: its first row names no columns such as res_no, symbol, text")
    if "text" not in header.names:
        raise ReadError(name, "has no column text: this table holds no texts (CR-UNSC: take the variant CSV_FULL)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    try:
        lines = io.StringIO(text, newline="")
        records = [record for record in csv.reader(lines, delimiter=header.delimiter, strict=True) if record]
    except csv.Error as error:
        raise ReadError(name, f"is no row of a table ({error})") from None
    if len(records) != 2:
        raise ReadError(name, f"is a table of {len(records) - 1} rows, not of one: convert it as a file, row by row")
    if len(records[1]) != len(header.names):
        raise ReadError(name, f"the row has {len(records[1])} fields, the header {len(header.names)}")
    cells = zip(header.names, records[1], strict=True)
    return {column: cell for column, cell in cells if cell.strip() not in ("", "NA")}


class _Row:
    """Takes the cells of one row, each once; what is not understood becomes a remark."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = {name: cell for name, cell in cells.items() if name != "text"}
        self._taken = {*LEFT_OUT, *COUNTED_FROM_TEXT, *IMPLIED}
        self.remarks: list[Remark] = []

    def remark(self, kind: RemarkKind, message: str, where: str = "catalogue") -> None:
        self.remarks.append(Remark(kind, message, where))

    def take(self, *columns: str) -> str | None:
        """The first of these columns that says something."""
        self._taken.update(columns)
        return next((self._cells[column].strip() for column in columns if column in self._cells), None)

    def read(self, read: Callable[[str], _Value | None], *columns: str) -> _Value | None:
        """A column through a reader; a value that it cannot read is a remark."""
        cell = self.take(*columns)
        value = read(cell) if cell is not None else None
        if cell is not None and value is None:
            self.remark("fault", f"the column {columns[0]} cannot be read: {cell[:80]}")
        return value

    def parts(self, column: str, parting: str = r"\s*[|\n]\s*") -> tuple[str, ...]:
        """The values of a column that holds several, each once."""
        return tuple(
            dict.fromkeys(part for part in re.split(parting, self.take(column) or "") if part not in ("", "NA"))
        )

    # ------------------------------------------------------------------ the document
    def symbol(self) -> Symbol | None:
        """The symbol of the resolution, else its number and year."""
        number, year = self.read(_to_number, "res_no"), self.read(_to_number, "year")
        symbol = self.read(_to_symbol, "symbol")
        if symbol is None and number is not None:
            symbol = Symbol.resolution(number, year) if year else Symbol.from_text(f"S/RES/{number}")
        elif symbol is not None and number is not None and symbol.number != number:
            self.remark("conflict", f"the symbol is {symbol}, res_no {number}", "title")
        elif symbol is not None and year is not None and symbol.year not in (None, year):
            self.remark("conflict", f"the symbol is {symbol}, the year {year}", "title")
        return symbol

    def added_to(self, document: Document, symbol: Symbol | None, name: str) -> Document:
        """The document that was read from the text, with what the row says of it."""
        if symbol is not None and symbol != document.symbol:
            if symbol.number != document.symbol.number or (symbol.year and document.symbol.year):
                self.remark("conflict", f"the table says {symbol}, the text {document.symbol}", "title")
            if symbol.number == document.symbol.number and symbol.year is None:
                symbol = document.symbol
        adoption = self._adoption(document.adoption)
        catalogue = self._catalogue()
        source = replace(document.source, name=name, release=self._release())
        for column in self._cells.keys() - self._taken:
            self.remark(
                "unknown", f"the column {column} is not known, its value is left out: {self._cells[column][:80]}"
            )
        remarks = (*document.remarks, *sorted(self.remarks, key=lambda remark: (remark.where or "", remark.message)))
        if adoption.date is not None:
            remarks = tuple(r for r in remarks if r.message != "no date of adoption was recognised")
        return replace(
            document, symbol=symbol or document.symbol, source=source, adoption=adoption, catalogue=catalogue, remarks=remarks
        )  # fmt: skip

    def _adoption(self, printed: Adoption) -> Adoption:
        """The account of the text filled from that of the row."""
        record = self.read(_to_meeting, "meeting_record")
        number = self.read(_to_number, "meeting_no")
        if record and number and record != number:
            self.remark("conflict", f"meeting {number} by meeting_no, {record} by meeting_record", "adoption")
        row = Adoption(None, self.read(_to_date, "date", "action_note"), number or record, self._vote())
        return merge_adoptions(printed, row, self.remarks, "the text", "the table")

    def _vote(self) -> Vote | None:
        """The vote: the States by the roll, the counts by their columns or the summary; a count and its roll must agree."""
        summary = self._cells.get("vote_summary", "")
        counts = {key: self._count(key, summary) for key in _SUMMARY}
        sides: dict[str, Ballot] = read_roll(self.take("vote_detail") or "", self.remarks)
        total = counts.pop("total")
        if not sides and not any(counts.values()):
            return None
        for key, side in _SIDES.items():
            count, ballot = counts[key], sides.get(side)
            if count is None:
                continue
            if ballot is None or not ballot.states:
                sides[side] = Ballot(count)
            elif ballot.count != count:
                message = f"{count} {side.replace('_', ' ')} by vote_{key}, {ballot.count} States by vote_detail"
                self.remark("conflict", message, "vote")
                sides[side] = Ballot(count, ballot.states)
        cast = sum(ballot.count or 0 for ballot in sides.values())
        if total is not None and cast != total:
            self.remark("conflict", f"{cast} votes in all, {total} members by vote_total", "vote")
        return Vote(_find_outcome(sides, cast), **sides)

    def _count(self, key: str, summary: str) -> int | None:
        number = self.read(_to_number, f"vote_{key}")
        match = re.search(rf"{_SUMMARY[key]}: *(\d+)", summary)
        if match and number is not None and int(match[1]) != number and int(match[1]):
            self.remark("conflict", f"vote_{key} is {number}, {match[1]} by vote_summary", "vote")
        return number if number is not None else int(match[1]) if match else None

    def _catalogue(self) -> Catalogue:
        return Catalogue(
            title=_in_line(self.take("title")),
            draft=next(iter(self._symbols("draft")), None),
            agenda=tuple(_to_agenda(part) for part in self.parts("agenda_information")),
            subjects=tuple(Subject("unbis", _in_line(part) or part) for part in self.parts("subjects")),
            record=LibraryRecord(
                call_number=self.take("call_number"),
                topic=_in_line(self.take("topic")),
                summary=_in_line(self.take("summary")),
                notes=_in_line(self.take("notes")),
                other_titles=_in_line(self.take("other_titles")),
                contains=_in_line(self.take("contains")),
                series=_in_line(self.take("series")),
                committee_reports=self._symbols("committee_report"),
                related=self._symbols("related_resource"),
                vote_date=self.read(_to_date, "vote_date"),
                pages=self.read(_to_number, "npages"),
                places=self.parts("iso_alpha3"),
                regions=tuple(dict.fromkeys(region for column in _REGIONS for region in self.parts(column))),
                links=tuple(self._links()),
                texts=tuple(
                    WholeText(work, language, plain(text).strip())
                    for column, (work, language) in _TEXTS.items()
                    if (text := self.take(column)) is not None
                ),
            ),
        )

    def _symbols(self, column: str) -> tuple[Symbol, ...]:
        """The symbols in a column; words that are none are kept in a remark."""
        found: list[Symbol] = []
        for part in self.parts(column, r"\s*[|;\n]\s*|,\s+"):
            try:
                found.append(Symbol.from_text(part))
            except SymbolError:
                self.remark("unknown", f"the column {column} holds no symbol: {part[:80]}")
        return tuple(dict.fromkeys(found))

    def _links(self) -> list[LibraryLink]:
        found: list[LibraryLink] = []
        for column, (work, language) in _LINKS.items():
            for address in self.parts(column, r"[|\s]+"):
                if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address):
                    found.append(LibraryLink(work, address, language))
                else:
                    self.remark("fault", f"the column {column} holds no address: {address[:80]}")
        return found

    def _release(self) -> Release | None:
        release = Release(
            *(self.take(column) for column in ("doc_id", "version", "doi_version", "doi_concept", "license"))
        )
        return release if release != Release() else None


def _find_outcome(sides: Mapping[str, Ballot], cast: int) -> Outcome:
    """How a resolution was adopted: by all, without a vote (then nobody is counted as voting), or by some.

    >>> _find_outcome({"in_favour": Ballot(15), "against": Ballot(0)}, 15), _find_outcome({"not_voting": Ballot(15)}, 15)
    ('adopted-unanimously', 'adopted-without-vote')
    """
    favour, absent = sides.get("in_favour", Ballot(0)).count, sides.get("not_voting", Ballot(0)).count
    if cast >= 9 and favour == cast:
        return "adopted-unanimously"
    return "adopted-without-vote" if cast and absent == cast else "adopted"


def _to_number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else None


def _to_date(text: str) -> date | None:
    """A date as ISO 8601 has it.

    >>> _to_date("2001-12-20"), _to_date("20.12.2001")
    (datetime.date(2001, 12, 20), None)
    """
    try:
        return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _to_symbol(text: str) -> Symbol | None:
    try:
        return Symbol.from_text(text)
    except SymbolError:
        return None


def _to_meeting(text: str) -> int | None:
    match = _RECORD.search(text)
    return int(match[1]) if match else None


def _to_agenda(text: str) -> AgendaItem:
    """An agenda item with its code, if one stands before it.

    >>> _to_agenda("S/56 [12] Afghanistan--situation"), _to_agenda("The situation in Haiti")
    (AgendaItem(title='Afghanistan--situation', code='S/56 [12]'), AgendaItem(title='The situation in Haiti', code=None))
    """
    text = " ".join(text.split())
    match = _AGENDA.fullmatch(text)
    return AgendaItem(match["title"], match["code"].strip()) if match else AgendaItem(text)


def _in_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
