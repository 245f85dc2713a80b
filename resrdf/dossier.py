"""Several readings of one text become one description, and where they contradict each other that is said.

The best reading of each language gives the clauses (the UN's markup before a text, a text before a PDF); a fact is
taken from the first reading that has it, and every other value of it is a conflict. Nothing is overwritten silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from resrdf.adoption import fold, merge_adoptions, name_states, show
from resrdf.document import Adoption, Catalogue, Document, Masthead, Remark, walk_document
from resrdf.symbol import Symbol

_RANK = {"application/akn+xml": 0, "text/plain": 1, "text/csv": 2, "application/pdf": 3}
_COMPARED = ("issue_date", "job_number", "legacy_symbol", "draft", "sponsors", "chapter_vii")
_SHOWN_WORDS = 8


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
    ranked = sorted(readings, key=_rank)
    first = ranked[0]
    conflicts: list[Remark] = []
    adoption = first.adoption
    masthead = first.masthead
    catalogue = first.catalogue
    for other in ranked[1:]:
        if other.symbol != first.symbol:
            message = f"{first.source.name} is {first.symbol}, {other.source.name} is {other.symbol}"
            conflicts.append(Remark("conflict", message, "title"))
        theirs = other.adoption if other.language == "en" else replace(other.adoption, line=None)
        adoption = merge_adoptions(adoption, theirs, conflicts, first.source.name, other.source.name)
        best = next(d for d in ranked if d.language == other.language)
        if best is not other:
            conflicts += _compare_facts(best, other)
            conflicts += _compare_clauses(best, other, words=True)
        elif is_same_outline(first, other):
            conflicts += _compare_clauses(first, other, words=False)
        else:
            message = f"{other.source.name} ({other.language}) has other paragraphs than the {first.language} text: it is left out"
            conflicts.append(Remark("conflict", message, other.language))
        masthead = _fill(masthead, other.masthead)
        catalogue = _fill(catalogue, other.catalogue)
    return Dossier(first.symbol, tuple(ranked), masthead, adoption, catalogue, tuple(conflicts))


def _rank(document: Document) -> tuple[bool, str, int, str, str]:
    """English first, then the richest format; names and content decide the rest, never the order of the command."""
    source = document.source
    return document.language != "en", document.language, _RANK[source.media_type], source.name, source.sha256


_Facts = TypeVar("_Facts", Masthead, Catalogue)


def _fill(ours: _Facts, theirs: _Facts) -> _Facts:
    """Take what we lack from the other."""
    missing = {
        name: getattr(theirs, name)
        for name in ours.__dataclass_fields__
        if getattr(ours, name) in (None, ()) and getattr(theirs, name) not in (None, ())
    }
    return replace(ours, **missing) if missing else ours


def _compare_facts(best: Document, other: Document) -> list[Remark]:
    """Name the facts of masthead and catalogue that two readings in one language give differently."""
    remarks = []
    for ours, theirs in ((best.masthead, other.masthead), (best.catalogue, other.catalogue)):
        for name in _COMPARED:
            a, b = getattr(ours, name, None), getattr(theirs, name, None)
            if a in (None, ()) or b in (None, ()) or _fold_fact(a) == _fold_fact(b):
                continue
            message = f"{name.replace('_', ' ')}: {best.source.name} says {show(a)}, {other.source.name} says {show(b)}"
            remarks.append(Remark("conflict", message, "catalogue" if ours is best.catalogue else "masthead"))
    return remarks


def _fold_fact(value: object) -> object:
    return name_states(value) if isinstance(value, tuple) else fold(str(value))


def is_same_outline(ours: Document, theirs: Document) -> bool:
    """Say whether two readings can be the same text: most paragraphs of the main text stand in both."""
    if ours is theirs:
        return True
    a = {c.locator for c in ours.preamble + ours.operative}
    b = {c.locator for c in theirs.preamble + theirs.operative}
    return 3 * len(a & b) >= 2 * len(a | b)


def _compare_clauses(best: Document, other: Document, *, words: bool) -> list[Remark]:
    """Name the clauses that only one of two readings has and, in one language, those with different words."""
    ours = {str(c.locator): c for c in walk_document(best)}
    theirs = {str(c.locator): c for c in walk_document(other)}
    remarks = []
    for path in ours | theirs:
        a, b = ours.get(path), theirs.get(path)
        if a is None or b is None:
            lacking = best if a is None else other
            remarks.append(Remark("conflict", f"{lacking.source.name} has no such clause", path))
            continue
        for x, y in ((a.text, b.text), (a.closing or "", b.closing or "")) if words else ():
            if fold(x) != fold(y):
                left, right = _difference(x, y)
                message = f"{best.source.name} reads “{left}”, {other.source.name} “{right}”"
                remarks.append(Remark("conflict", message, path))
    if words and len(best.footnotes) != len(other.footnotes):
        counts = f"{best.source.name} has {len(best.footnotes)} footnotes, {other.source.name} {len(other.footnotes)}"
        remarks.append(Remark("conflict", counts, "footnotes"))
    return remarks


def _difference(ours: str, theirs: str) -> tuple[str, str]:
    """The words in which two texts differ, without what they have in common at both ends.

    >>> _difference("for a period of six months;", "for a period of twelve months;")
    ('six', 'twelve')
    """
    a, b = ours.split(), theirs.split()
    while a and b and fold(a[0]) == fold(b[0]):
        a, b = a[1:], b[1:]
    while a and b and fold(a[-1]) == fold(b[-1]):
        a, b = a[:-1], b[:-1]
    left, right = (" ".join(x[:_SHOWN_WORDS]) + (" …" if len(x) > _SHOWN_WORDS else "") for x in (a, b))
    return left, right
