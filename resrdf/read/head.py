"""The first page above "The Security Council,": which resolution this is, its date, its masthead, its adoption line.

What it may assume: lines without page noise in the body. What the next stage may assume: the body starts at
``Head.body``; every line before it is masthead or adoption line. Layouts A to E are those of the UN's own prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from resrdf.document import Adoption, Masthead, Remark
from resrdf.errors import ReadError
from resrdf.read.dates import find_date, to_number
from resrdf.read.lines import Line, strip_markdown
from resrdf.symbol import Symbol, is_year_of

# 54 (1948). Resolution of 15 July 1948
_TITLE_A = re.compile(r"(?P<number>\d{1,3})\s*[(\[](?P<year>\d{4})[)\]]\s*[.,]?\s*Resolution\s+of\s+(?P<date>.+)", re.I)
# Resolution 242 (1967) | RESOLUTION 770 (1992) | Resolution 892 (1993) of 22 December 1993 | Resolution 290
_TITLE_B = re.compile(
    r"Resolution\s+(?P<number>\d{1,4})\s*(?:[(\[](?P<year>\d{2,4})[)\]])?\s*\*{0,3}(?:\s*[,.]?\s*of\s+(?P<date>.+))?",
    re.I,
)
_DATE_LINE = re.compile(r"(?:o[fn]|ef)\s+(?P<date>\S.*\d{3,4}\W*)$", re.I)
_LEGACY = re.compile(r"[(\[]\s*(?P<symbol>S/\s*\d[^\])}]*)[\])}]+\s*$")
_SYMBOL = re.compile(r"S/RES/\s*(?P<number>\d{1,4})\s*(?:\((?P<year>\d{4})\))?", re.I)
_ADOPTED_HEAD = re.compile(r"Adopted\s+by\s+the\s+Security\s+Council\b", re.I)
_OPENER = re.compile(r"\W{0,3}the\s+security\s+council\b\W*$", re.I)
_OPENER_START = re.compile(r"\W{0,3}the\s+security\s+council\s*,", re.I)
_MEETING = re.compile(
    r"(?P<number>[\dIlOo][\dIlOo ]{0,5}?)\s?(?:st|nd|rd|th|1h|ih|tb)?[_\s]+(?:\([^)]*\)\s*)?meet", re.I
)
_JOB = re.compile(r"(?P<job>\d{2}-\d{4,6}\*?\s*\(E\)?)")
_MASTHEAD_LINES = 40
_LAST_MEETING = 19_999  # the Council met 10,000 times in its first 80 years


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a document says, and where its body starts (index into the lines it was read from)."""

    symbol: Symbol
    layout: str
    masthead: Masthead
    adoption: Adoption
    adopted: tuple[int, int]
    body: int
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """Which resolution this is, by the line that says so (its index)."""

    index: int
    number: int
    year: int | None
    layout: str
    date: date | None


def read_head(lines: list[Line], title: Title | None, name: str, hint: Symbol | None = None) -> Head:
    """Read the head; ``hint`` is the symbol in the file's name. Raises ReadError when there is no resolution."""
    if not lines:
        raise ReadError(name, "the text is empty")
    if title is None:
        raise ReadError(
            name,
            'no resolution recognised: looked for "Resolution 1386 (2001)", "54 (1948). Resolution of …" '
            'or "S/RES/1386 (2001)" in the first lines',
            lines[0].number,
        )
    remarks: list[Remark] = []
    after = title.index + 1
    when, legacy = title.date, None
    adopted = (after, after)
    for _ in range(3):
        if after >= len(lines):
            break
        text = strip_markdown(lines[after].text)
        if match := _LEGACY.match(text):
            legacy, after = re.sub(r"\s+", "", match["symbol"].split(",")[0]), after + 1
        elif when is None and (match := _DATE_LINE.match(text)) and len(text) < 40:
            when, after = find_date(match["date"]), after + 1
        elif re.fullmatch(r"s\W*", text):  # a lone scrap beside the title
            after += 1
        else:
            break
    adoption = Adoption(date=when)
    if after < len(lines) and _ADOPTED_HEAD.match(strip_markdown(lines[after].text)):
        adoption, after, adopted = _read_adoption_line(lines, after)
    number, year = title.number, title.year or (adoption.date.year if adoption.date else None)
    if year is not None and not 1946 <= year <= 2100 and adoption.date:
        remarks.append(
            Remark(
                "repair",
                f"the title gives the year as {year}; {adoption.date.year} is that of the date",
                "title",
                lines[title.index].number,
            )
        )
        year = adoption.date.year
    if year is None:
        raise ReadError(
            name, f"resolution {number} has neither a year in its title nor a date", lines[title.index].number
        )
    if title.year is None:
        remarks.append(
            Remark("repair", f"the title gives no year; {year} is that of the date", "title", lines[title.index].number)
        )
    if adoption.date and adoption.date.year != year:
        remarks.append(
            Remark("fault", f"title says {year}, date says {adoption.date}", "adoption", lines[title.index].number)
        )
        if not is_year_of(number, year) and is_year_of(number, adoption.date.year):
            year = adoption.date.year
        adoption = _with_year(adoption, year)
    if hint and hint.number is not None and hint.number != number:
        remarks.append(
            Remark("conflict", f"the file's name says {hint}, the text is resolution {number} ({year})", "title")
        )
    masthead = _read_masthead(lines[: title.index], lines[title.index], legacy)
    layout = title.layout
    if layout in "BC":
        if any(strip_markdown(line.text) != line.text for line in lines[: title.index + 1]):
            layout = "E"
        elif adopted[1] > adopted[0]:
            layout = "D" if masthead.distribution and lines[title.index].text[1:2] == "e" else "C"
    return Head(Symbol.resolution(number, year), layout, masthead, adoption, adopted, after, tuple(remarks))


def find_title(lines: list[Line]) -> Title | None:
    """The title, or where no title line is left the running symbol, which is part of the page noise."""
    return _find_title(lines) or _title_of_symbol(lines)


def find_job(lines: list[Line]) -> str | None:
    """The job number, which stands at the foot of the first page: "01-70855 (E)"."""
    jobs = (_JOB.match(line.text) for line in lines)
    return next((_with_language(job["job"]) for job in jobs if job), None)


def _with_language(job: str) -> str:
    return re.sub(r"\s*\(E\)?$", " (E)", job)


def _find_title(lines: list[Line]) -> Title | None:
    for i, line in enumerate(lines[:_MASTHEAD_LINES]):
        text = strip_markdown(line.text)
        if _OPENER_START.match(text):
            return None
        for pattern, layout in ((_TITLE_A, "A"), (_TITLE_B, "B")):
            if match := pattern.fullmatch(text):
                year = int(match["year"]) if match["year"] else None
                return Title(i, int(match["number"]), year, layout, find_date(match["date"]) if match["date"] else None)
    return None


def _title_of_symbol(lines: list[Line]) -> Title | None:
    """Where no title line is left, the running symbol names the resolution."""
    for i, line in enumerate(lines[:_MASTHEAD_LINES]):
        if match := _SYMBOL.search(line.text):
            last = i
            for j in range(i + 1, min(len(lines), _MASTHEAD_LINES)):
                if _OPENER_START.match(lines[j].text) or _ADOPTED_HEAD.match(lines[j].text):
                    last = j - 1
                    break
            year = int(match["year"]) if match["year"] else None
            return Title(last, int(match["number"]), year, "D", None)
    return None


def _read_adoption_line(lines: list[Line], start: int) -> tuple[Adoption, int, tuple[int, int]]:
    """Join lines from "Adopted by the Security Council" on until the date is complete."""
    end, text = start, ""
    while end < len(lines) and end - start < 4:
        piece = strip_markdown(lines[end].text)
        if end > start and _OPENER_START.match(piece):
            break
        text = f"{text} {piece}".strip()
        end += 1
        if find_date(text):
            following = lines[end].text if end < len(lines) else ""
            if re.match(r"in [A-Z][\w’' -]+$", following):  # "in Nairobi"
                text, end = f"{text} {following}", end + 1
            break
    return Adoption(text, find_date(text), find_meeting(text)), end, (start, end)


def find_meeting(text: str) -> int | None:
    """The meeting's number, the scanner's letters and blanks among its digits mended.

    >>> find_meeting("at its 4443rd meeting, on 20 December 2001"), find_meeting("at the I851st meeting")
    (4443, 1851)
    """
    match = _MEETING.search(text)
    number = to_number(match["number"]) if match else None
    while number is not None and number > _LAST_MEETING:  # an ordinal's ending read as digits ("299155" for 2991st)
        number //= 10
    return number


def _with_year(adoption: Adoption, year: int) -> Adoption:
    """A misread year of the date is the title's."""
    when = adoption.date
    mended = when.replace(year=year) if when else when
    return Adoption(adoption.line, mended, adoption.meeting, adoption.vote)


def _read_masthead(lines: list[Line], title: Line, legacy: str | None) -> Masthead:
    text = "\n".join(line.text for line in lines)
    distribution = "General" if re.search(r"Distr\.?:?\s*general", text, re.I) else None
    job = _JOB.search(text)
    return Masthead(
        issue_date=find_date(text),
        distribution=distribution,
        job_number=_with_language(job["job"]) if job else None,
        legacy_symbol=legacy,
        title=strip_markdown(title.text),
    )


def is_formula(text: str) -> bool:
    """Say whether a line is the enacting formula and nothing else.

    >>> is_formula("The Security Council,"), is_formula("The Security Council, acting under Article 41,")
    (True, False)
    """
    return _OPENER.match(text) is not None


def strip_formula(text: str) -> str:
    """Drop an enacting formula that opens a longer line.

    >>> strip_formula("The Security Council, Recalling its resolution 2 (1946),")
    'Recalling its resolution 2 (1946),'
    """
    match = _OPENER_START.match(text)
    return text[match.end() :].lstrip() if match else text
