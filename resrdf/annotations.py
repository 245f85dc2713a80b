"""Stand-off annotations: what an enricher found in a clause, each with the words it rests on. Frozen data, no behaviour.

Offsets are half-open, in Unicode code points, into the clause's own text; ``text[start:end]`` is the quote. Concepts and
actors are paths below the data base: ``vocab/verb/decide``, ``state/FRA``, ``mission/unmot``, ``body/secretary-general``;
a group that only a clause describes is known by the place where it does: ``res/1386/op/3/group/1``.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from resrdf.document import Locator
from resrdf.symbol import Symbol

Rule = Literal["stated", "alias", "anaphora", "computed"]


class Action(NamedTuple):
    """One thing that a clause does: its verb, the force of it, adverbs, and whom it addresses."""

    start: int
    end: int
    verb: str
    force: str | None = None
    qualifier: str | None = None
    addressees: tuple[str, ...] = ()
    rule: Rule = "stated"


class Group(NamedTuple):
    """A group of actors that a clause describes ("States that have not done so"): its path, the actors at its head, its further names.

    ``noun`` is the noun that it shares with a group before it, and which its words lack.
    """

    start: int
    end: int
    path: str
    broader: tuple[str, ...] = ()
    rule: Rule = "stated"
    names: tuple[str, ...] = ()
    noun: str = ""


class Mention(NamedTuple):
    """A stretch of text that names an actor or concept; ``actor`` is None where no vocabulary knows the name."""

    start: int
    end: int
    actor: str | None
    rule: Rule = "stated"


class Work(NamedTuple):
    """A cited work that is no resolution of the Council: its path below the base and the names it is known by.

    >>> Work("doc/S-1997-686", ("S/1997/686",)).names
    ('S/1997/686',)
    """

    path: str
    names: tuple[str, ...]


class Body(NamedTuple):
    """A body that a document founds: its path below the base, and its names where no vocabulary has them."""

    path: str
    names: tuple[str, ...]


class Citation(NamedTuple):
    """A reference from a clause to a resolution, another work, or a clause of a resolution.

    ``target`` is None where the text cites something that cannot be told for certain: never guess.
    """

    start: int
    end: int
    target: Symbol | Work | None = None
    clause: Locator | None = None
    function: str = "vocab/citation-function/refers"
    rule: Rule = "stated"


class MandateChange(NamedTuple):
    """What an operative clause does to a mandate; ``kind`` is a path (vocab/change-kind/extend), ``duration`` ISO 8601."""

    start: int
    end: int
    actor: str
    kind: str
    valid_from: date | None = None
    valid_until: date | None = None
    duration: str | None = None
    ceiling: int | None = None
    rule: Rule = "stated"


class MandateTask(NamedTuple):
    """One task under a mandate, in the words of its clause; ``kind`` is a path (vocab/task/…)."""

    start: int
    end: int
    actor: str
    kind: str | None = None
    rule: Rule = "stated"


class Report(NamedTuple):
    """A duty to report: who, to whom, when; durations are ISO 8601, ``mode`` a path (vocab/report-mode/…)."""

    start: int
    end: int
    by: tuple[str, ...]
    to: tuple[str, ...]
    subject: str | None = None
    mode: str | None = None
    due: date | None = None
    within: str | None = None
    frequency: str | None = None
    rule: Rule = "stated"


class MeasureChange(NamedTuple):
    """What an operative clause does to a measure of Article 41; ``kind``, ``action`` and ``regime`` are paths.

    ``regime`` is None where the text does not tell of which regime the measure is.
    """

    start: int
    end: int
    kind: str
    action: str
    regime: str | None = None
    valid_until: date | None = None
    rule: Rule = "stated"


Annotation = Action | Group | Mention | Citation | MandateChange | MandateTask | Report | MeasureChange
