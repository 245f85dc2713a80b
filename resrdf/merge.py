"""Several readings of one text become one description, and where they contradict each other that is said.

The best reading of each language gives the clauses (the UN's markup before a text, a text before a PDF); a fact is
taken from the first reading that has it, and every other value of it is a conflict. Nothing is overwritten silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from resrdf.document import Adoption, Ballot, Catalogue, Document, Masthead, Remark, Vote, walk_document
from resrdf.symbol import Symbol

_RANK = {"application/akn+xml": 0, "text/plain": 1, "application/pdf": 2}
_SIDES = ("in_favour", "against", "abstained", "not_voting")


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything read about one work: its readings, the best first, the facts agreed on, the conflicts between them."""

    symbol: Symbol
    readings: tuple[Document, ...]
    masthead: Masthead
    adoption: Adoption
    catalogue: Catalogue
    conflicts: tuple[Remark, ...] = ()

    @property
    def primary(self) -> Document:
        """The reading whose outline the description follows."""
        return self.readings[0]

    def expressions(self) -> tuple[Document, ...]:
        """The best reading of each language, the primary's first."""
        best: dict[str, Document] = {}
        for reading in self.readings:
            if is_same_outline(self.primary, reading):
                best.setdefault(reading.language, reading)
        return tuple(best.values())


def merge(readings: Iterable[Document]) -> Dossier:
    """Merge readings of one symbol; a single reading gives a dossier without conflicts."""
    ranked = sorted(readings, key=lambda d: (d.language != "en", d.language, _RANK[d.source.media_type], d.source.name))
    first = ranked[0]
    conflicts: list[Remark] = []
    adoption = first.adoption
    masthead = first.masthead
    catalogue = first.catalogue
    for other in ranked[1:]:
        adoption = _merge_adoption(adoption, other, conflicts, first.source.name)
        masthead = _fill(masthead, other.masthead)
        catalogue = _fill(catalogue, other.catalogue)
        best = next(d for d in ranked if d.language == other.language)
        if best is not other:
            conflicts += _compare_clauses(best, other)
        elif not is_same_outline(first, other):
            message = f"{other.source.name} has other paragraphs than {first.source.name}: its words are left out"
            conflicts.append(Remark("conflict", message, other.language))
    return Dossier(first.symbol, tuple(ranked), masthead, adoption, catalogue, tuple(conflicts))


_Facts = TypeVar("_Facts", Masthead, Catalogue)


def _fill(ours: _Facts, theirs: _Facts) -> _Facts:
    """Take what we lack from the other."""
    missing = {
        name: getattr(theirs, name)
        for name in ours.__dataclass_fields__
        if not getattr(ours, name) and getattr(ours, name) is not False and getattr(theirs, name)
    }
    return replace(ours, **missing) if missing else ours


def _merge_adoption(ours: Adoption, other: Document, conflicts: list[Remark], name: str) -> Adoption:
    theirs = other.adoption
    for what, a, b in (("date", ours.date, theirs.date), ("meeting", ours.meeting, theirs.meeting)):
        if a and b and a != b:
            conflicts.append(Remark("conflict", f"{what}: {name} says {a}, {other.source.name} says {b}", "adoption"))
    return Adoption(
        ours.line or (theirs.line if other.language == "en" else None),
        ours.date or theirs.date,
        ours.meeting or theirs.meeting,
        _merge_vote(ours.vote, theirs.vote, conflicts, name, other.source.name),
    )


def _merge_vote(ours: Vote | None, theirs: Vote | None, conflicts: list[Remark], name: str, other: str) -> Vote | None:
    if ours is None or theirs is None:
        return ours or theirs
    merged: dict[str, Ballot | None] = {}
    for side in _SIDES:
        a, b = getattr(ours, side), getattr(theirs, side)
        if a and b and a.count is not None and b.count is not None and a.count != b.count:
            conflicts.append(
                Remark("conflict", f"{side.replace('_', ' ')}: {name} counts {a.count}, {other} {b.count}", "vote")
            )
        merged[side] = max((x for x in (a, b) if x), key=lambda x: (len(x.states), x is a), default=None)
    general = ours.outcome == "adopted" and theirs.outcome == "adopted-unanimously"
    return Vote(
        theirs.outcome if general and not (merged["against"] or merged["abstained"]) else ours.outcome, **merged
    )


def is_same_outline(ours: Document, theirs: Document) -> bool:
    """Say whether two readings can be the same text: most paragraphs of the main text stand in both."""
    if ours is theirs:
        return True
    a = {c.locator for c in ours.preamble + ours.operative}
    b = {c.locator for c in theirs.preamble + theirs.operative}
    return 3 * len(a & b) >= 2 * len(a | b)


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _compare_clauses(best: Document, other: Document) -> list[Remark]:
    """Name the clauses that two readings in one language give differently."""
    ours = {str(c.locator): c for c in walk_document(best)}
    theirs = {str(c.locator): c for c in walk_document(other)}
    remarks = []
    for path in ours | theirs:
        a, b = ours.get(path), theirs.get(path)
        if a is None or b is None:
            lacking = best if a is None else other
            remarks.append(Remark("conflict", f"{lacking.source.name} has no such clause", path))
        elif _fold(a.text) != _fold(b.text):
            remarks.append(
                Remark("conflict", f"the words of {other.source.name} differ from those of {best.source.name}", path)
            )
    return remarks
