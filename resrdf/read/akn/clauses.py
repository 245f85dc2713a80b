"""From the outline in the making to frozen clauses: every clause gets its locator, and no locator comes twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from resrdf.document import Annex, Clause, Footnote, Leftover, Locator, Remark
from resrdf.read.akn.builder import Node, Outline, Part
from resrdf.read.akn.units import Note
from resrdf.read.labels import make_unique


@dataclass(slots=True)
class Frozen:
    """The parts of a document that come from its body."""

    preamble: tuple[Clause, ...] = ()
    operative: tuple[Clause, ...] = ()
    annexes: tuple[Annex, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    remarks: list[Remark] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


class Freezer:
    """Gives locators; ``places`` remembers them for the footnotes."""

    def __init__(self) -> None:
        """Start with no locator given."""
        self.used: dict[tuple[str, ...], dict[str, int]] = {}
        self.places: dict[int, Locator] = {}
        self.frozen = Frozen()

    def freeze(self, outline: Outline) -> Frozen:
        """Freeze the main part, the annexes and the footnotes."""
        out = self.frozen
        out.remarks += outline.remarks
        out.preamble, out.operative = self._part(outline.parts[0], ())
        out.leftovers += (Leftover(text, "a heading with nothing below it") for text in outline.parts[0].trailing)
        out.annexes = tuple(self._annex(part, str(n)) for n, part in enumerate(outline.parts[1:], 1))
        out.footnotes = tuple(self._note(note, node) for note, node in outline.notes)
        return out

    def _note(self, note: Note, node: Node | None) -> Footnote:
        """A footnote at the words that bear its mark."""
        place = self.places.get(id(node)) if node is not None else None
        if node is None or place is None or not note.before:
            return Footnote(note.mark, note.text, place)
        at = " ".join(node.texts).find(note.before)
        return Footnote(note.mark, note.text, place, at + len(note.before) if at >= 0 else None)

    def _annex(self, part: Part, number: str) -> Annex:
        prefix = ("annex", number)
        preamble, operative = self._part(part, prefix)
        return Annex(Locator(prefix), (*part.headings, *part.trailing), preamble, operative)

    def _part(self, part: Part, prefix: tuple[str, ...]) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        """Preamble and operative clauses; a section's own preambular paragraphs stay where they stand."""
        clauses: list[Clause] = []
        parted = _restarts(part)
        labels: dict[str, int] = {}
        for section in part.sections:
            own = (*prefix, "part", make_unique(section.label, labels)) if section.label else prefix
            for node in section.nodes:
                if node.kind == "preambular":
                    clauses.append(self._clause(node, (*own, "pre", node.part)))
                else:
                    clauses.append(self._clause(node, (*(own if parted else prefix), "op", node.part)))
        first = next((i for i, clause in enumerate(clauses) if clause.kind == "operative"), len(clauses))
        return tuple(clauses[:first]), tuple(clauses[first:])

    def _clause(self, node: Node, path: tuple[str, ...]) -> Clause:
        locator = Locator(self._unique(path))
        self.places[id(node)] = locator
        text, headings = " ".join(node.texts), node.headings
        if not text and headings:
            text, headings = headings[-1], headings[:-1]
        if not text and not node.children:
            self.frozen.remarks.append(Remark("fault", "a number without a text", str(locator)))
        return Clause(
            locator=locator,
            kind=node.kind,
            text=text,
            number=node.number,
            children=tuple(self._clause(child, (*locator.parts, child.part)) for child in node.children),
            closing=" ".join(node.closing) or None,
            headings=tuple(headings),
        )

    def _unique(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """A label that comes twice gets the count of its coming."""
        label = make_unique(path[-1], self.used.setdefault(path[:-1], {}))
        found = (*path[:-1], label)
        if label != path[-1]:
            self.frozen.remarks.append(Remark("repair", f"the label {path[-1]} comes again", "/".join(found)))
        return found


def _restarts(part: Part) -> bool:
    """Whether the numbering starts anew in some section; then, and only then, sections are part of the address."""
    firsts = [next((n.part for n in s.nodes if n.kind == "operative"), None) for s in part.sections]
    return "1" in [first for first in firsts if first is not None][1:]
