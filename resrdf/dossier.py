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

from resrdf.document import Adoption, Ballot, Catalogue, Document, Masthead, Outcome, Remark, Vote, walk_document
from resrdf.lexicon import find_state
from resrdf.symbol import Symbol

_RANK = {"application/akn+xml": 0, "text/plain": 1, "application/pdf": 2}
_SIDES = ("in_favour", "against", "abstained", "not_voting")
_COMPARED = ("issue_date", "job_number", "legacy_symbol", "draft", "sponsors", "chapter_vii")
# an outcome that says more than the other, and does not contradict it
_SHARPER = frozenset((
    ("adopted", "adopted-unanimously"), ("adopted", "adopted-without-vote"), ("not-adopted", "vetoed"),
))  # fmt: skip
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
        adoption = _merge_adoption(adoption, other, conflicts, first.source.name)
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
            message = (
                f"{name.replace('_', ' ')}: {best.source.name} says {_show(a)}, {other.source.name} says {_show(b)}"
            )
            remarks.append(Remark("conflict", message, "catalogue" if ours is best.catalogue else "masthead"))
    return remarks


def _fold_fact(value: object) -> object:
    return _states(value) if isinstance(value, tuple) else _fold(str(value))


def _show(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _states(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(find_state(name) or _fold(name) for name in names)


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
        what = side.replace("_", " ")
        if a and b and a.count is not None and b.count is not None and a.count != b.count:
            conflicts.append(Remark("conflict", f"{what}: {name} counts {a.count}, {other} {b.count}", "vote"))
        elif a and b and a.states and b.states and _states(a.states) != _states(b.states):
            message = f"{what}: {name} names {_show(a.states)}, {other} {_show(b.states)}"
            conflicts.append(Remark("conflict", message, "vote"))
        merged[side] = _merge_ballot(a, b)
    outcome = ours.outcome
    if (theirs.outcome, outcome) not in _SHARPER and outcome != theirs.outcome:
        opposed = bool(theirs.outcome == "adopted-unanimously" and (merged["against"] or merged["abstained"]))
        if (outcome, theirs.outcome) not in _SHARPER or opposed:
            message = f"{name} says {_in_words(outcome)}, {other} says {_in_words(theirs.outcome)}"
            conflicts.append(Remark("conflict", message, "vote"))
        else:
            outcome = theirs.outcome
    return Vote(outcome, **merged)


def _merge_ballot(a: Ballot | None, b: Ballot | None) -> Ballot | None:
    """The reading that names the States tells their number too, where it can."""
    if a is None or b is None:
        return a or b
    first, second = (b, a) if b.states and not a.states else (a, b)
    return first if first.count is not None else Ballot(second.count, first.states)


def _in_words(outcome: Outcome) -> str:
    return outcome.replace("-", " ")


def is_same_outline(ours: Document, theirs: Document) -> bool:
    """Say whether two readings can be the same text: most paragraphs of the main text stand in both."""
    if ours is theirs:
        return True
    a = {c.locator for c in ours.preamble + ours.operative}
    b = {c.locator for c in theirs.preamble + theirs.operative}
    return 3 * len(a & b) >= 2 * len(a | b)


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


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
            if _fold(x) != _fold(y):
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
    while a and b and _fold(a[0]) == _fold(b[0]):
        a, b = a[1:], b[1:]
    while a and b and _fold(a[-1]) == _fold(b[-1]):
        a, b = a[:-1], b[:-1]
    left, right = (" ".join(x[:_SHOWN_WORDS]) + (" …" if len(x) > _SHOWN_WORDS else "") for x in (a, b))
    return left, right
