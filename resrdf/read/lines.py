"""The page and its noise: a text is cut into lines, and the lines that the page (not the Council) put there are marked.

What the later stages may assume: a :class:`Line` is not blank, and ``is_furniture`` has been asked of each.
Rules: the UN's page make-up of 1946-2026 (running symbol, page number, job number, bar code, ``/...`` at a page turn).
"""

from __future__ import annotations

import re
from itertools import compress
from operator import not_
from typing import Literal, NamedTuple

Gap = Literal["blank", "turn"]
"""What stands between a line and the line of the body before it: a blank line or the turn of a page."""


class Line(NamedTuple):
    """A line that is not blank: its text without outer blanks, where that starts in the source, its number from 1."""

    text: str
    start: int
    number: int
    gap: Gap | None = None

    @property
    def end(self) -> int:
        """Where its text ends in the source."""
        return self.start + len(self.text)


_RULE = r"[-_=*`~.·—–\s|^]{3,}"
_TURN = r"/\s?(?:\.\s?){2,3}|/…|(?:\.\s?){3}/"
_BARCODE = r"\*\d{6,9}\*"
_LANG = r"(?:\s*\(?\s*E\s*\)?)?"
_PAGES = r"\d{1,3}(?:/\d{1,3})?"
_JOB = (
    rf"(?:{_PAGES}\s+)?(?:\d{{1,2}}/)?\d{{2,4}}-\d{{5,8}}\*?(?:/\d{{1,3}})?{_LANG}"
    rf"(?:\s*\d{{6}}|\s+\d{{4}}[A-Z]{_LANG})?(?:\s+{_PAGES})?\s*(?:{_TURN})?"
)
_PAGE = r"(?:English\s+)?Page\s+\d+(?:\s+of\s+\d+)?"

_SCRAPS = r"(?:[ilmI|!1]{1,3}\s+){6,}[ilmI|!1]{1,3}"  # what scanning makes of a bar code

_NOISE = re.compile(rf"(?:{_SCRAPS}|{_RULE}|{_TURN}|{_BARCODE}|{_JOB}|{_PAGE}|Please recycle.*)", re.IGNORECASE)
_NOISE_FIRST = frozenset("-_=*`~.·—–|^/0123456789SEPUesilmI!") | frozenset("p")
_RUNNING = re.compile(
    rf"""(?:\d{{1,3}}\s+)?(?:United\ Nations\s+)?S/RES/\s?(?P<number>\d+)
        \s*\(\d{{4}}\)\*{{0,3}}(?:\s*(?:{_PAGE}|\d{{1,3}}))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SHY = re.compile(r"-?\s*\d{1,3}(?:/\d{1,3})?\s*-?|English")
_MARKDOWN = re.compile(r"#{1,6}\s+")
_OPEN = re.compile(r"[\w,]$")


def split_lines(text: str) -> list[Line]:
    """Cut a text into the lines that are not blank, each knowing whether a blank line stood before it.

    >>> [(l.text, l.number, l.gap) for l in split_lines("One,\\n\\n  ## Two\\n")]
    [('One,', 1, None), ('## Two', 3, 'blank')]
    """
    lines: list[Line] = []
    start = 0
    gap: Gap | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, start + raw.index(stripped), number, gap))
            gap = None
        elif lines:
            gap = "blank"
        start += len(raw) + 1
    return lines


def is_noise(text: str, number: int | None = None) -> bool:
    """Say whether a line is page noise whatever stands beside it; ``number`` is the resolution's own.

    >>> [is_noise(t) for t in ("/...", "-----", "*0170855*", "01-70855 (E)", "11-396532", "Page 2", "2001;")]
    [True, True, True, True, True, True, False]
    >>> is_noise("S/RES/1386 (2001)", 1386), is_noise("S/RES/1373 (2001)", 1386)
    (True, False)
    """
    if text[0] not in _NOISE_FIRST or len(text) > 90:
        return False
    if _NOISE.fullmatch(text):
        return True
    running = _RUNNING.fullmatch(text) if "/" in text else None
    return running is not None and number is not None and int(running["number"]) == number


def is_page_number(text: str) -> bool:
    """Say whether a line can be a page number (or the "English" above one); what stands beside it must decide.

    >>> is_page_number("2"), is_page_number("- 2 -"), is_page_number("English"), is_page_number("2001")
    (True, True, True, False)
    """
    return (text[0] in "-E" or text[0].isdigit()) and _SHY.fullmatch(text) is not None


def strip_markdown(text: str) -> str:
    """Drop the hash signs that web copies set before a heading."""
    return _MARKDOWN.sub("", text, count=1) if text.startswith("#") else text


def part_furniture(lines: list[Line], number: int | None) -> tuple[list[Line], list[Line]]:
    """Part the body from the page: (body lines with their gaps, furniture).

    A bare number is furniture beside other furniture, or at the end when no sentence runs into it; between two lines
    of the body it stays.
    """
    suspects = [i for i, line in enumerate(lines) if line.text[0] in _NOISE_FIRST]
    noise = [False] * len(lines)
    for i in suspects:
        noise[i] = is_noise(lines[i].text, number)
    last = len(lines) - 1
    for i in suspects:
        if not noise[i] and is_page_number(lines[i].text):
            noise[i] = (
                (i > 0 and noise[i - 1])
                or (i < last and noise[i + 1])
                or (i == last and not _OPEN.search(lines[i - 1].text))
            )
    body = list(lines)
    for i in suspects:
        if noise[i] and i < last:
            body[i + 1] = lines[i + 1]._replace(gap="turn")
    return list(compress(body, map(not_, noise))), list(compress(lines, noise))
