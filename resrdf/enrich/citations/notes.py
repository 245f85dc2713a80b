"""The documents that footnotes cite, at the places of their marks; "Ibid." cites what the note before does."""

from __future__ import annotations

import re

from resrdf.annotations import Work
from resrdf.document import Footnote, Locator
from resrdf.enrich.citations.aliases import Placed, Target
from resrdf.enrich.citations.resolutions import find_resolutions
from resrdf.enrich.citations.symbols import find_assembly, find_symbols, to_work

_IBID = re.compile(r"\s*[Ii]bid[.,\s]+(?:chap|para|annex|appendix|p\.|pp\.|sect|part|enclosure|\Z)", re.I)
_ADDED = re.compile(r"\s*Ibid[.,\s]+(?:document\s+)?(?P<part>(?:Add|Corr|Rev)\.\d+)")
_PIECE = re.compile(r"S/\d{1,3}")
_RECENT = re.compile(r"\b(?:19[5-9]|20\d)\d\b")  # the thousandth document was circulated in 1948


def _noted(text: str) -> list[Target]:
    """The documents of a footnote; "S/263" from a year when numbers were longer is a piece of one and tells nothing.

    >>> [work.path for work in _noted("Ibid., Supplement for July 1993, documents S/263 and S/26358.")]
    ['doc/S-26358']
    """
    found = find_symbols(text)
    return [work for work, at, end in found if not (_PIECE.fullmatch(text, at, end) and _RECENT.search(text, 0, at))]


def read_marks(notes: tuple[Footnote, ...]) -> dict[Locator, tuple[Placed, ...]]:
    """The documents of each clause's footnotes, with the places of their marks; "Ibid., annex II" is the note before again."""
    marks: dict[Locator, list[Placed]] = {}
    last: dict[int, list[Target]] = {}
    for note in sorted(notes, key=lambda note: int(note.mark) if note.mark.isdigit() else 0):
        cited = _noted(note.text)
        cited += [one.target for one in (*find_resolutions(note.text), *find_assembly(note.text)) if one.target]
        number = int(note.mark) if note.mark.isdigit() else 0
        if not cited and (before := last.get(number - 1)):
            cited = _same_again(note.text, before)
        last[number] = cited
        if note.anchor is not None and note.offset is not None:
            marks.setdefault(note.anchor, []).extend((note.offset, note.offset, work) for work in cited)
    return {locator: tuple(found) for locator, found in marks.items()}


def _same_again(note: str, before: list[Target]) -> list[Target]:
    """What "Ibid." means: the document of the note before, or an addendum to it."""
    added = _ADDED.match(note)
    if added and isinstance(before[0], Work) and before[0].names[0].startswith(("S/", "A/")):
        return [to_work(f"{before[0].names[0]}/{added['part']}")]
    return before if _IBID.match(note) else []
