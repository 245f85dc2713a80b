"""Two accounts of one adoption become one, and where they contradict each other that is said.

Readers need it (a page and the catalogue's row of it) and so does the dossier (several files of one resolution). A
fact is taken from the first account that has it.
"""

from __future__ import annotations

import re
import unicodedata

from resrdf.document import Adoption, Ballot, Outcome, Remark, Vote
from resrdf.lexicon import find_state

_SIDES = ("in_favour", "against", "abstained", "not_voting")
# an outcome that says more than the other, and does not contradict it
_SHARPER = frozenset((
    ("adopted", "adopted-unanimously"), ("adopted", "adopted-without-vote"), ("not-adopted", "vetoed"),
))  # fmt: skip


def fold(text: str) -> str:
    """A text by its letters and digits alone, so that spelling and blanks make no difference."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def show(value: object) -> str:
    """A fact for people: the members of a tuple with commas."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def name_states(names: tuple[str, ...]) -> frozenset[str]:
    """The States of these names, whatever the spelling; a name that no State has stands for itself."""
    return frozenset(find_state(name) or fold(name) for name in names)


def merge_adoptions(ours: Adoption, theirs: Adoption, conflicts: list[Remark], name: str, other: str) -> Adoption:
    """Fill our account from theirs; ``name`` and ``other`` say in the conflicts whose account is whose."""
    for what, a, b in (("date", ours.date, theirs.date), ("meeting", ours.meeting, theirs.meeting)):
        if a and b and a != b:
            conflicts.append(Remark("conflict", f"{what}: {name} says {a}, {other} says {b}", "adoption"))
    return Adoption(
        ours.line or theirs.line,
        ours.date or theirs.date,
        ours.meeting or theirs.meeting,
        _merge_vote(ours.vote, theirs.vote, conflicts, name, other),
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
        elif a and b and a.states and b.states and name_states(a.states) != name_states(b.states):
            message = f"{what}: {name} names {show(a.states)}, {other} {show(b.states)}"
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
