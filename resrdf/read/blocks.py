"""From lines to blocks: each block is a paragraph, a labelled item or a heading, or a piece of one.

It parts too often rather than too rarely: the outline, which knows what number comes next, joins what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from resrdf.read.dates import MONTHS
from resrdf.read.head import is_formula
from resrdf.read.labels import Label, find_label
from resrdf.read.lines import Gap, Line
from resrdf.read.openers import find_opening

_ENDED = re.compile(r"[,;:.!?][”\"’')\]*]*(?:\s*(?:and|or|and/or))?(?:\s?\d{1,3})?$")
_CLOSED = re.compile(r"[;:.!?,][”\"’')\]*]*(?:\s+(?:and|or|and/or)|(?:\s?\d{1,3})+)?$")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Messrs|St|Nos|[Pp]aras?|Add|Corr|Rev|Lt|Gen|Col)\.$")
_AFTER_REFERENCE = re.compile(r"(?:and|or|above|below|to \(|of |,|;|\)|thereof|through|hereof)")
_DATED = re.compile(rf"(?:{'|'.join(MONTHS)})\b")  # "1. March": a day of the month, not a label
_SECTION = re.compile(r"[=*\s]*(?:(?:PART|Part|SECTION|Section)\s+)?(?P<label>[IVXl]{1,5}|[A-Z])\s?\.?[=*\s]*")
_TITLED_SECTION = re.compile(r"(?P<label>[IVX]{1,5}|[A-Z])\.\s+(?P<title>[A-Z][^.;]*)")


_ARTICLE = re.compile(
    r"""(?P<word>Article|ARTICLE|Rule|RULE|Chapter|CHAPTER|Part|PART|Section|SECTION|Phase|Stage|Title)\s+
        (?P<label>\d{1,3}(?:\s(?:bis|ter|quater|quinquies)\b)?|[IVXLC]{1,6}|[A-Z])\b\.?(?P<title>.{0,120})""",
    re.VERBOSE,
)


class Block(NamedTuple):
    """Lines that stand together; ``label`` is that of its first line, ``gap`` what stands above it."""

    lines: tuple[Line, ...]
    label: Label | None
    ended_before: bool
    short_before: bool

    @property
    def gap(self) -> Gap | None:
        """What stands between this block and the one before."""
        return self.lines[0].gap

    @property
    def first(self) -> str:
        """Its first line."""
        return self.lines[0].text

    @property
    def rest(self) -> str:
        """Its first line after the label."""
        return self.first[self.label.width :] if self.label else self.first


def is_ended(text: str) -> bool:
    """Say whether a line ends as a paragraph may: with a stop, comma, semicolon or colon, "and" after it allowed.

    >>> is_ended("in the region,"), is_ended("paragraph 3 above; and"), is_ended("to the Secretary-")
    (True, True, False)
    """
    last = text[-1]
    if last in ",;:.":
        return not _is_abbreviated(text)
    if last.isalpha() and not text.endswith((" and", " or", "and/or")):
        return False
    return _ENDED.search(text[-24:]) is not None


def end_of(lines: Sequence[Line]) -> str:
    """The last line of a paragraph, with the line before it where it is nothing but a footnote's mark."""
    last = lines[-1].text
    return f"{lines[-2].text} {last}" if len(last) < 4 and last.isdigit() and len(lines) > 1 else last


def _is_abbreviated(text: str) -> bool:
    """Say whether the stop at the end is that of a shortened word: "in particular Mr."."""
    return text[-1] == "." and _ABBREVIATED.search(text[-8:]) is not None


def page_width(lines: list[Line]) -> int:
    """How many characters a full line of this text has (0 where the text is not wrapped)."""
    lengths = sorted([len(line.text) for line in lines])
    if len(lengths) < 8:
        return lengths[-1] if lengths and lengths[-1] < 110 else 0
    width = lengths[int(len(lengths) * 0.85)]
    return 0 if width > 130 or lengths[-1] > 2 * width + 40 else width


def split_blocks(lines: list[Line]) -> list[Block]:
    """Cut the body into blocks."""
    blocks: list[Block] = []
    width = page_width(lines)
    group: list[Line] = []
    label: Label | None = None
    ended = short = True
    listing = False  # names, one a line, below a colon
    for line in lines:
        mark = find_label(line.text)
        if group:
            before = end_of(group)
            ended_now = is_ended(before)
            # where lines are not wrapped, each is whole
            short_now = _is_short(before, line.text, width) if width else line.gap is None
            if label is not None and mark is None and len(group) == 1 and label.width >= len(before):
                group.append(line)  # a label that stands alone in its line has its text below it
                continue
            listing = listing and short_now and mark is None and line.text[0].isupper()
            dashed = label is not None and mark is not None and label.shape == mark.shape == "dash"
            if not (
                listing
                or (dashed and line.text[2:].lstrip()[:1].isupper())  # a list whose items end without a stop
                or (len(group) == 1 and _stands_alone(group[0].text, blocks, line.text, short_now))
                or _starts_block(before, line, mark, ended_now, short_now, bool(width))
            ):
                group.append(line)
                continue
            blocks.append(Block(tuple(group), label, ended, short))
            ended, short = ended_now, short_now
            listing = listing or (before.endswith(":") and mark is None)
        group, label = [line], mark
    if group:
        blocks.append(Block(tuple(group), label, ended, short))
    return blocks


def _is_short(text: str, after: str, width: int) -> bool:
    """Whether a line leaves room for the word that begins the next."""
    room = width - len(text) - 8
    return room > 0 and room > len(after.split(None, 1)[0])


def _stands_alone(text: str, above: list[Block], after: str, short: bool) -> bool:
    """A line that heads an annex, section or article, or is the enacting formula, is a block of its own."""
    if short and find_article(text):
        return True
    if short and len(text) < 90 and above and _is_lone_heading(above[-1]) and after[0].isupper():
        return True  # the title of an annex or article, below its number
    return len(text) < 60 and (is_annex(text) or is_section(text) is not None or is_formula(text))


def _is_lone_heading(block: Block) -> bool:
    text = block.first
    return len(block.lines) == 1 and (is_annex(text) or is_section(text) is not None or is_article(text))


def _starts_block(before: str, line: Line, label: Label | None, ended: bool, short: bool, wrapped: bool) -> bool:
    text = line.text
    if line.gap == "blank" or not wrapped:
        return True
    if label is not None and (label.width < len(text) or ended):
        rest = text[label.width :]
        if label.shape == "stop" and label.text[:1].isdigit():
            return ended or not _DATED.match(rest)
        if (ended or short or line.gap == "turn") and not _AFTER_REFERENCE.match(rest):
            return True
        if label.shape == "bracket" and (rest[:1].isupper() or before.endswith((" and", " or", " to", " by", " that"))):
            return not _AFTER_REFERENCE.match(rest)
        if label.shape == "stop":
            return ended
    if ended or short:
        if not (text[0].isupper() or text[0] in "“\"‘'[("):
            return ended and short
        if ended:
            return True
        return (
            find_opening(text, by_form=False) is not None
            or is_section(text) is not None
            or is_annex(text)
            or (short and is_article(text))
        )
    return text.isupper() and is_annex(text)


_ANNEX = re.compile(
    r"(?:#+\s*)?(?P<word>Annex|ANNEX|Appendix|APPENDIX|Attachment|ATTACHMENT|Enclosure|ENCLOSURE|Schedule|SCHEDULE|Annexe)"
    r"(?:\s+(?P<label>[IVX]{1,4}|\d{1,2}|[A-Z]))?\s*[.:*]?(?:\s+to\s+(?:Security\s+Council\s+)?resolution\s+\d+.*)?"
)


def is_annex(text: str) -> bool:
    """Say whether a line is the heading of an annex.

    >>> is_annex("Annex II"), is_annex("Annex 1 to the Bonn Agreement")
    (True, False)
    """
    return _ANNEX.fullmatch(text) is not None


def is_section(text: str) -> str | None:
    """The label of a section that stands alone in its line ("II", "B."), None for any other line."""
    match = _SECTION.fullmatch(text)
    if match is None:
        return None
    return match["label"].replace("l", "I")


def is_closed(text: str) -> bool:
    """Say whether a text ends with a stop of any kind."""
    return (text[-1] in ",;:." or _CLOSED.search(text[-24:]) is not None) and not _is_abbreviated(text)


def find_article(text: str) -> re.Match[str] | None:
    """The heading of an article, rule, chapter or part: its ``word``, ``label`` and ``title``.

    >>> find_article("Article 5: Concurrent jurisdiction")["title"]
    ': Concurrent jurisdiction'
    """
    return _ARTICLE.fullmatch(text)


def is_article(text: str) -> bool:
    """Say whether a line is the heading of an article and no citation of one.

    >>> is_article("Article 5"), is_article("Article 5: Seat"), is_article("Article 5 of the Charter")
    (True, True, False)
    """
    match = find_article(text)
    return match is not None and not match["title"].lstrip(" .:–—-")[:1].islower()


def find_titled_section(text: str) -> tuple[str, str] | None:
    """Label and title of a heading such as "B. Arms embargo"."""
    match = _TITLED_SECTION.fullmatch(text)
    return (match["label"], match["title"]) if match else None
