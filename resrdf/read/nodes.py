"""The outline in the making: what :mod:`resrdf.read.outline` fills and the text reader freezes into clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from resrdf.document import Remark
from resrdf.read.blocks import end_of
from resrdf.read.labels import Style
from resrdf.read.lines import Line


class Piece(NamedTuple):
    """Lines of one clause, with the width of the label to be dropped from the first."""

    lines: tuple[Line, ...]
    drop: int = 0


@dataclass(slots=True)
class Node:
    """A clause in the making."""

    ordinal: int
    style: Style | None
    number: str | None
    local: str
    body: list[Piece]
    children: list[Node] = field(default_factory=list)
    closing: list[Piece] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    line: int = 0
    preambular: bool = False

    def leaf(self) -> Node:
        """The last clause below this one."""
        node = self
        while node.children:
            node = node.children[-1]
        return node

    def last_text(self) -> str:
        """The last line read into this clause or below it."""
        leaf = self if self.closing else self.leaf()
        return end_of((leaf.closing or leaf.body)[-1].lines)


@dataclass(slots=True)
class Section:
    """A stretch of operative paragraphs under a heading of its own; ``label`` None where there is no section."""

    label: str | None
    clauses: list[Node] = field(default_factory=list)
    last: int = 0


@dataclass(slots=True)
class Part:
    """The main text or an annex."""

    headings: list[str] = field(default_factory=list)
    preamble: list[Node] = field(default_factory=list)
    sections: list[Section] = field(default_factory=lambda: [Section(None)])
    operative: bool = False
    formula: bool = False
    numbered: bool = False

    @property
    def section(self) -> Section:
        """The section being read."""
        return self.sections[-1]

    last: Node | None = None

    def current(self) -> Node | None:
        """The top-level clause being read."""
        return self.last


@dataclass(slots=True)
class Outline:
    """What the pass found."""

    main: Part
    annexes: list[Part]
    remarks: list[Remark]
    headings: list[Line]
    formulas: list[Line]
    scraps: list[tuple[Line, str]]
