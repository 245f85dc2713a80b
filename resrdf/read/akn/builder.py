"""The outline in the making: clauses are added to the open part, section and list; nothing is decided here.

The next stage may assume that each clause hangs where its reader put it, and that the headings above it went with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from resrdf.document import ClauseKind, Remark, RemarkKind
from resrdf.read.akn.labels import Reading, find_readings, print_label
from resrdf.read.akn.units import Note, Unit

DASHES = frozenset({"dash", "bullet", "ring"})
NUMBERS = frozenset({"digit.", "digit)"})
_WORDS = "Part|Section|Partie|Parte|Teil|Abschnitt|Часть|Chapter|Article|Rule|Phase|Stage|Title"
_SECTION = re.compile(
    rf"""(?: (?P<word>{_WORDS}) \s+ (?P<one>[IVX]{{1,6}}|[A-Z]|\d{{1,3}}) \b   # Part II, Article 13
           | (?P<two>[IVX]{{1,6}}|[A-Z]) (?: \.? $ | \. \s | \s* [:–—-] \s ) )       # II., A. Arms embargo""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making; ``part`` is its own part of the locator."""

    part: str
    kind: ClauseKind
    number: str | None
    texts: list[str]
    headings: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    series: str = ""
    ordinal: int = 0
    depth: int = 0

    def last_words(self) -> str:
        """The end of what was read into this clause or below it."""
        if self.closing:
            return self.closing[-1]
        if self.children:
            return self.children[-1].last_words()
        return self.texts[-1] if self.texts else ""


@dataclass(slots=True)
class Section:
    """A run of top-level clauses under a heading with a label of its own, or whose numbering starts anew."""

    label: str | None = None
    nodes: list[Node] = field(default_factory=list)
    last: int = 0
    preambular: int = 0

    @property
    def is_fresh(self) -> bool:
        """Whether no operative paragraph has been read in it."""
        return all(node.kind == "preambular" for node in self.nodes)


@dataclass(slots=True)
class Part:
    """The main text or one annex; ``loose`` counts the labels that stood in the text of their items."""

    headings: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=lambda: [Section()])
    trailing: list[str] = field(default_factory=list)
    loose: int = 0


@dataclass(slots=True)
class Outline:
    """Everything that was found; enacting formulas, rules ("* * *") and the marks of labels are not kept."""

    parts: list[Part]
    notes: list[tuple[Note, Node | None]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class Builder:
    """Holds what is open: the part, the top-level clause ``top``, the clause ``node`` read last, headings to come."""

    def __init__(self) -> None:
        """Open the main part."""
        self.part = Part()
        self.out = Outline([self.part])
        self.pending: list[str] = []
        self.label_ahead: str | None = None
        self.node: Node | None = None
        self.top: Node | None = None
        self.in_annex = False

    @property
    def section(self) -> Section:
        """The section being read."""
        return self.part.sections[-1]

    # ------------------------------------------------------------------ parts and headings
    def open_annex(self, headings: list[str] | None = None) -> None:
        """Begin a new annex."""
        self.drop_headings()
        self.part = Part(headings or [])
        self.out.parts.append(self.part)
        self.node = self.top = None
        self.in_annex = True

    def drop_headings(self) -> None:
        """Keep headings with nothing below them with the part that they end."""
        self.part.trailing += self.pending
        self.pending, self.label_ahead = [], None

    def add_heading(self, text: str) -> None:
        """Remember a heading for the next clause; the titles of an annex are its own."""
        if self.in_annex and self.top is None:
            self.part.headings.append(text)
        else:
            self.pending.append(text)
        self.label_ahead = find_section_label(text) or self.label_ahead

    def open_section(self, label: str | None = None, last: int = 0) -> None:
        """Begin a new section; ``last`` is the number after which its numbering goes on."""
        if self.section.nodes or self.section.label:
            self.part.sections.append(Section(label, last=last))
        else:
            self.section.label = label

    # ------------------------------------------------------------------ clauses
    def add_top(self, unit: Unit, part: str | None = None, number: str | None = None) -> None:
        """Add an operative paragraph; without a printed number it gets the next ordinal of its section."""
        if self.label_ahead is not None:
            self.open_section(self.label_ahead, self.section.last if part is not None else 0)
            self.label_ahead = None
        if part is None:
            self.section.last += 1
            part = str(self.section.last)
        self._append(Node(part, "operative", number, [unit.text] if unit.text else [], depth=unit.depth))

    def add_preambular(self, unit: Unit) -> None:
        """Add a preambular paragraph; a section with a label may have a preamble of its own."""
        if self.label_ahead is not None:
            self.open_section(self.label_ahead, self.section.last)
            self.label_ahead = None
        self.section.preambular += 1
        self._append(Node(str(self.section.preambular), "preambular", None, [unit.text], depth=unit.depth))

    def _append(self, node: Node) -> None:
        node.headings, self.pending = self.pending, []
        self.section.nodes.append(node)
        self.node = self.top = node

    def add_point(self, parent: Node, unit: Unit, reading: Reading) -> None:
        """Add an item to the list below a clause."""
        ordinal, part = reading.ordinal, reading.part
        if reading.series in DASHES or not unit.label:
            ordinal = 1 + sum(child.part.startswith("dash") for child in parent.children)
            part = f"dash{ordinal}"
        elif reading.series == "path":
            stems = [n for n in self.levels() if part.startswith(n.part + "-")]
            if stems:
                parent, part = stems[-1], part[len(stems[-1].part) + 1 :]
        number = None if reading.series in DASHES or not unit.label else print_label(unit.label)
        self.part.loose += unit.loose and number is not None
        node = Node(part, parent.kind, number, [unit.text] if unit.text else [])
        node.series, node.ordinal, node.depth = reading.series, ordinal, unit.depth
        node.headings, self.pending = self.pending, []
        parent.children.append(node)
        self.node = node

    def add_unmarked(self, parent: Node, unit: Unit, series: str) -> None:
        """Add an item that bears no mark: a name in a list, a row of a table."""
        self.add_point(parent, unit, Reading(series, 0, "dash"))

    # ------------------------------------------------------------------ where things stand
    def levels(self) -> list[Node]:
        """The last item of each open list, the deepest first; words that close a list close the lists in it."""
        levels: list[Node] = []
        node = self.top
        while node is not None and node.children and not node.closing:
            node = node.children[-1]
            levels.append(node)
        return levels[::-1]

    def parent_of(self, node: Node) -> Node:
        """The clause that an open item hangs below."""
        assert self.top is not None
        parent = self.top
        while parent.children[-1] is not node:
            parent = parent.children[-1]
        return parent

    def here(self) -> str:
        """The place of the top-level clause, for remarks."""
        return f"op/{self.top.part}" if self.top is not None and self.top.kind == "operative" else "preamble"

    def remark(self, kind: RemarkKind, message: str, where: str | None = None) -> None:
        """Note something that a person should know."""
        where = where or self.here()
        where = f"annex/{len(self.out.parts) - 1}/{where}" if self.in_annex else where
        self.out.remarks.append(Remark(kind, message, where))


def find_section_label(text: str) -> str | None:
    """Return the label of a heading that has one.

    >>> find_section_label("Part II"), find_section_label("A. Arms embargo"), find_section_label("Article 13")
    ('II', 'A', 'article-13')
    >>> find_section_label("A comprehensive approach"), find_section_label("IV"), find_section_label("Annex")
    (None, 'IV', None)
    """
    match = _SECTION.match(text)
    if match is None:
        return None
    if (label := match["one"]) is None:
        return match["two"] if match["two"].isupper() else None
    word = match["word"].lower()
    return f"{word}-{label}" if word in ("chapter", "article", "rule", "phase", "stage", "title") else label


def is_number(unit: Unit) -> bool:
    """Say whether a unit is a paragraph of the body with a number of its own."""
    if unit.role != "item" or unit.depth or unit.loose or unit.label is None:
        return False
    return find_readings(unit.label)[0].series in NUMBERS


def continues(node: Node, reading: Reading) -> bool:
    """Say whether a label goes on with the list of an item."""
    if reading.series in DASHES:
        return node.series == reading.series
    return reading.series == node.series and reading.ordinal == node.ordinal + 1
