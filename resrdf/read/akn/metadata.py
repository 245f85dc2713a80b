"""What an AKN4UN file says of the document beside its text: head, adoption, vote, sponsors, agenda, subjects.

The cover page was taken from the document itself, the workflow and the vote from the UN library's records; where they
contradict each other the printed line stands unless it cannot be right, and a remark names both values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lxml import etree

from resrdf.document import Adoption, AgendaItem, Catalogue, Masthead, Remark, RemarkKind, Subject, WorkKind
from resrdf.errors import ReadError, SymbolError
from resrdf.read.akn.dates import find_any_date, to_date
from resrdf.read.akn.units import AKN, read_text
from resrdf.read.akn.votes import find_sponsors, read_vote
from resrdf.symbol import Symbol

LANGUAGES = {
    "eng": "en", "ara": "ar", "zho": "zh", "chi": "zh", "fra": "fr", "fre": "fr",
    "rus": "ru", "spa": "es", "deu": "de", "ger": "de",
}  # fmt: skip
_JOB_LETTERS = {"E": "en", "A": "ar", "C": "zh", "F": "fr", "R": "ru", "S": "es", "G": "de"}
_SCHEMES: dict[str, Literal["unbis", "eurovoc", "sdg", "dhl"]] = {
    "UNBIS": "unbis", "UNBIS Thesaurus": "unbis", "EuroVoc": "eurovoc", "SDGO": "sdg", "DHLAUTH": "dhl",
}  # fmt: skip
_DRAFT_STEPS = ("draftResolution", "draftResolutionAdditionalSponsors")
_RECORD = re.compile(r"S/PV\.?\s*(\d{1,5})", re.IGNORECASE)
_MEETING = re.compile(r"\b(\d{1,5})\s*(?:st|nd|rd|th)\b(?=.*meeting)")
_ANY_NUMBER = re.compile(r"\d{3,5}")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\()")
_CJK = re.compile(r"[⺀-鿿豈-﫿]")
_FILE_NUMBER = re.compile(r"S_RES_(\d{1,4})(?:_(\d{4}))?", re.IGNORECASE)
_TITLE_NUMBER = re.compile(r"resolution (\d{1,4}) ?\((\d{4})\)", re.IGNORECASE)


@dataclass(slots=True)
class Metadata:
    """The parts of a document that come from its head and its catalogue record."""

    symbol: Symbol
    language: str
    masthead: Masthead
    adoption: Adoption
    catalogue: Catalogue
    notes: tuple[str, ...] = ()
    remarks: list[Remark] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


class MetadataReader:
    """Reads the head and the record of one file."""

    def __init__(
        self, root: etree._Element, statement: etree._Element, kind: WorkKind, name: str, line: str | None
    ) -> None:
        """Take the places to look in; ``line`` is the adoption line where the body has it (presidential statements)."""
        meta = statement.find(f"{AKN}meta")
        self.meta = meta if meta is not None else etree.Element(f"{AKN}meta")
        self.statement, self.kind, self.name = statement, kind, name
        self.remarks: list[Remark] = []
        self.leftovers: list[str] = []
        self.cover: dict[str, list[etree._Element]] = {}
        self._read_cover()
        self.symbol = self._read_symbol()
        self.line = line or self._read_line()

    def read(self) -> Metadata:
        """Read everything."""
        masthead = self._read_masthead()
        adoption = self._read_adoption(masthead.issue_date)
        catalogue = self._read_catalogue()
        notes = tuple(read_text(note) for note in self.meta.iterfind(f"{AKN}notes/{AKN}note"))
        language = self._read_language(masthead)
        return Metadata(self.symbol, language, masthead, adoption, catalogue, notes, self.remarks, self.leftovers)

    def remark(self, kind: RemarkKind, message: str, where: str) -> None:
        """Note something that a person should know."""
        self.remarks.append(Remark(kind, message, where))

    # ------------------------------------------------------------------ cover page
    def _read_cover(self) -> None:
        """Sort the elements of cover page and preface by their meaning; other words there are left over."""
        for page in self.statement.iterfind(f"{AKN}coverPage"):
            self._sort(page)
        for page in self.statement.iterfind(f"{AKN}preface"):
            self._sort(page)

    def _sort(self, element: etree._Element) -> None:
        known = ("docNumber", "docDate", "docStatus", "docTitle", "docAuthority")
        for words in (element.text, *(child.tail for child in element)):
            if words and words.strip():
                self.leftovers.append(" ".join(words.split()))
        for child in element.iterchildren(etree.Element):
            name = str(child.tag)[len(AKN) :]
            if name in known:
                self.cover.setdefault(name, []).append(child)
            else:
                self._sort(child)

    def _find(self, name: str, refers: str) -> etree._Element | None:
        return next((e for e in self.cover.get(name, ()) if (e.get("refersTo") or "").lstrip("#") == refers), None)

    def _read_symbol(self) -> Symbol:
        """The symbol on the cover page, else in the work's URI, else in the file name."""
        printed = next((read_text(e) for e in self.cover.get("docNumber", ()) if read_text(e)), "")
        try:
            symbol = Symbol.from_text(printed) if printed else None
        except SymbolError:
            symbol = None
            self.remark("fault", f"the symbol on the cover page cannot be read: {printed}", "masthead")
        in_file = self._symbol_in_name()
        if symbol is None:
            symbol = self._symbol_in_uri() or in_file
            if symbol is None:
                raise ReadError(self.name, "no symbol on the cover page, in the work's URI or in the file name")
            if not printed:
                self.remark("fault", "no symbol on the cover page", "masthead")
        if in_file is not None and symbol.number is not None and in_file.number != symbol.number:
            self.remark("conflict", f"the file name says {in_file}, the cover page {symbol}", "masthead")
        title = self._find("docTitle", "resolutionNumber")
        if (
            title is not None
            and symbol.number
            and (numbers := re.findall(r"\d+", read_text(title)))
            and str(symbol.number) not in numbers
        ):
            self.remark("conflict", f"the symbol is {symbol}, the title reads {read_text(title)}", "masthead")
        return symbol

    def _symbol_in_name(self) -> Symbol | None:
        match = _FILE_NUMBER.search(self.name)
        return Symbol.from_text(f"S/RES/{int(match[1])}" + (f"({match[2]})" if match[2] else "")) if match else None

    def _symbol_in_uri(self) -> Symbol | None:
        match = re.search(r"/(\d{1,4})-(\d{4})/", self._uri() + "/")
        return Symbol.resolution(int(match[1]), int(match[2])) if match and self.kind == "resolution" else None

    def _uri(self) -> str:
        element = self.meta.find(f"{AKN}identification/{AKN}FRBRWork/{AKN}FRBRuri")
        return (element.get("value") or "").rstrip("/") if element is not None else ""

    def _read_line(self) -> str | None:
        """The adoption line with the spaces that the markup lost ("on27 January")."""
        title = self._find("docTitle", "adoption")
        if title is None:
            return None
        text = title.text or ""
        for child in title.iterchildren(etree.Element):
            for piece in ("".join(child.itertext()), child.tail or ""):  # type: ignore[arg-type]
                if text and piece and _GLUED.search(text[-1] + piece[0]) and not _CJK.search(text[-1] + piece[0]):
                    text += " "
                text += piece
        line = re.sub(r"(?<=\d) (?=(?:st|nd|rd|th)\b)", "", " ".join(text.split()))
        return line.replace("meeting(", "meeting (") or None

    def _read_masthead(self) -> Masthead:
        issued = self._find("docDate", "dateOfIssuance")
        status = self.cover.get("docStatus", [None])[0]
        distribution = None
        if status is not None and (words := read_text(status)):
            general = (status.get("refersTo") or "").endswith("generalDistribution")
            distribution = "General" if general else words.partition(":")[2].strip() or words
        job = next((read_text(e) for e in self.meta.iter(f"{AKN}docketNumber")), "")
        titles = [
            read_text(e)
            for e in self.cover.get("docTitle", ())
            if (e.get("refersTo") or "").lstrip("#") not in ("adoption", "resolutionNumber")
        ]
        return Masthead(
            issue_date=self._date_of(issued, "issue"),
            distribution=distribution,
            job_number=job or None,
            title="; ".join(t for t in titles if t) or None,
        )

    def _date_of(self, element: etree._Element | None, what: str) -> date | None:
        """The date that is printed, else the one in the attribute."""
        if element is None:
            return None
        coded, printed = to_date(element.get("date")), find_any_date(read_text(element))
        if coded and printed and coded != printed:
            self.remark(
                "conflict",
                f"the date of {what} is printed {printed}, coded {coded}",
                "adoption" if what == "adoption" else "masthead",
            )
        elif element.get("date") and coded is None:
            self.remark(
                "fault",
                f"the date of {what} is coded {element.get('date')}",
                "adoption" if what == "adoption" else "masthead",
            )
        return printed or coded

    # ------------------------------------------------------------------ adoption
    def _steps(self) -> Iterator[etree._Element]:
        return (s for s in self.meta.iterfind(f"{AKN}workflow/{AKN}step") if s.get("outcome") not in _DRAFT_STEPS)

    def _read_adoption(self, issued: date | None) -> Adoption:
        step = next(self._steps(), None)
        vote, remarks = read_vote(self.meta, step, self.kind)
        self.remarks += remarks
        if self.kind == "resolution" and self._find("docTitle", "adoption") is not None and self.line is None:
            self.remark("fault", "the adoption line is empty", "adoption")
        return Adoption(line=self.line, date=self._read_date(step, issued), meeting=self._read_meeting(step), vote=vote)

    def _read_date(self, step: etree._Element | None, issued: date | None) -> date | None:
        """The printed date stands unless it cannot be right: another year than the symbol's, or issued before it."""
        title = self._find("docTitle", "adoption")
        inner = next(iter(title.iter(f"{AKN}docDate")), None) if title is not None else None
        printed = self._date_of(inner, "adoption") if inner is not None else find_any_date(self.line or "")
        if printed is None and self.line:
            printed = find_any_date(self.line)
        work = self.meta.find(f"{AKN}identification/{AKN}FRBRWork/{AKN}FRBRdate")
        coded = to_date(work.get("date")) if work is not None and work.get("name") in ("adoption", "voting") else None
        voted = to_date(step.get("date")) if step is not None else None
        if work is not None and work.get("date") and to_date(work.get("date")) is None:
            self.remark("fault", f"the date of adoption is coded {work.get('date')}", "adoption")
        for what, other in (("workflow", voted), ("identification", coded)):
            if printed and other and other != printed:
                self.remark(
                    "conflict", f"adopted on {printed} by the adoption line, on {other} by the {what}", "adoption"
                )
        if (
            printed
            and voted
            and printed != voted
            and not self._is_plausible(printed, issued)
            and self._is_plausible(voted, issued)
        ):
            return voted
        if printed is None and voted and coded and voted != coded:
            self.remark("conflict", f"adopted on {voted} by the workflow, on {coded} by the identification", "adoption")
        return printed or voted or coded

    def _is_plausible(self, day: date, issued: date | None) -> bool:
        year = self.symbol.year
        if year is not None and day.year != year:
            return False
        return issued is None or (year is not None and issued.year != year) or 0 <= (issued - day).days <= 31

    def _read_meeting(self, step: etree._Element | None) -> int | None:
        """The number that most say of: the line, the symbol of the record, the words of the workflow."""
        said: dict[str, int] = {}
        title = self._find("docTitle", "adoption")
        inline = next(iter(title.iter(f"{AKN}inline")), None) if title is not None else None
        words = read_text(inline) if inline is not None else ""
        if match := _ANY_NUMBER.search(words) or _ANY_NUMBER.search(
            (inline.get("title") or "") if inline is not None else ""
        ):
            said["the adoption line"] = int(match[0])
        elif self.kind == "statement" and self.line and (match := _ANY_NUMBER.search(self.line)):
            said["the opening line"] = int(match[0])
        if step is not None and (match := _RECORD.search(step.get("as") or "")):
            said["the symbol of the record"] = int(match[1])
        if step is not None and (match := _MEETING.search(step.get("by") or "")):
            said["the workflow"] = int(match[1])
        if not said:
            return None
        if len(set(said.values())) > 1:
            self.remark(
                "conflict", "; ".join(f"meeting {number} by {what}" for what, number in said.items()), "adoption"
            )
        return Counter(said.values()).most_common(1)[0][0]

    # ------------------------------------------------------------------ catalogue
    def _read_catalogue(self) -> Catalogue:
        agenda: list[AgendaItem] = []
        subjects: dict[Subject, None] = {}
        title = None
        for keyword in self.meta.iterfind(f"{AKN}classification/{AKN}keyword"):
            refers, book = keyword.get("refersTo"), keyword.get("dictionary") or ""
            value, shown = keyword.get("value") or "", keyword.get("showAs") or ""
            if refers == "agenda":
                agenda.append(AgendaItem(shown, None if value in ("", "X") else f"{book}[{value.strip('[]')}]"))
            elif refers == "title":
                title = shown or value
            elif scheme := _SCHEMES.get(book):
                subjects[self._subject(scheme, value, shown, keyword.get("href"))] = None
            else:
                self.remark(
                    "unknown", f"a subject of the unknown list {book or '(none)'}: {shown or value}", "catalogue"
                )
        self._check_title(title)
        return Catalogue(
            title=title,
            draft=self._read_draft(),
            sponsors=self._read_sponsors(),
            agenda=tuple(dict.fromkeys(item for item in agenda if item.title)),
            subjects=tuple(subjects),
            chapter_vii=any("Chapter VII" in (s.get("refersTo") or "") for s in self._steps())
            if self.kind != "statement"
            else None,
            akn_work_uri=self._uri() or None,
        )

    @staticmethod
    def _subject(
        scheme: Literal["unbis", "eurovoc", "sdg", "dhl"], value: str, shown: str, href: str | None
    ) -> Subject:
        label = f"SDG {value}" if scheme == "sdg" else (shown or value).replace("_", " ") if href else shown or value
        return Subject(
            scheme, label, href.replace("https://metadata.un.org", "http://metadata.un.org") if href else None
        )

    def _check_title(self, title: str | None) -> None:
        match = _TITLE_NUMBER.search(title or "")
        if match and self.symbol.number and int(match[1]) != self.symbol.number:
            self.remark("fault", f"the catalogue title is that of another resolution: {title}", "catalogue")
        elif match and self.symbol.year and int(match[2]) != self.symbol.year:
            self.remark(
                "fault", f"the catalogue title gives the year {match[2]}, the symbol {self.symbol.year}", "catalogue"
            )

    def _read_draft(self) -> Symbol | None:
        for step in self.meta.iterfind(f"{AKN}workflow/{AKN}step"):
            if step.get("outcome") == "draftResolution" and (text := (step.get("as") or "").strip()):
                try:
                    return Symbol.from_text(text)
                except SymbolError:
                    self.remark("fault", f"the symbol of the draft cannot be read: {text}", "catalogue")
        return None

    def _read_sponsors(self) -> tuple[str, ...]:
        names: dict[str, None] = {}
        texts = [
            s.get("by") or ""
            for s in self.meta.iterfind(f"{AKN}workflow/{AKN}step")
            if s.get("outcome") in _DRAFT_STEPS
        ]
        title = self._find("docTitle", "sponsors")
        if not any(texts) and title is not None:
            texts.append(read_text(title).rpartition(":")[0])
        for text in texts:
            found, unknown = find_sponsors(" ".join(text.split()))
            names.update(dict.fromkeys(found))
            for name in unknown:
                self.remark("unknown", f"no State has the name of the sponsor {name}", "catalogue")
        return tuple(names)

    def _read_language(self, masthead: Masthead) -> str:
        element = next(self.meta.iter(f"{AKN}FRBRlanguage"), None)
        coded = LANGUAGES.get(element.get("language") or "") if element is not None else None
        match = re.search(r"\(([A-Z])\)", masthead.job_number or "")
        by_job = _JOB_LETTERS.get(match[1]) if match else None
        if coded and by_job and coded != by_job:
            self.remark("conflict", f"the language is {coded}, the job number says {by_job}", "masthead")
        if coded is None:
            self.remark("fault", "the language is not coded", "masthead")
        return coded or by_job or "en"


def read_metadata(
    root: etree._Element, statement: etree._Element, kind: WorkKind, name: str, line: str | None
) -> Metadata:
    """Read what a file says of its document; raises ReadError where no symbol is to be found."""
    return MetadataReader(root, statement, kind, name, line).read()
