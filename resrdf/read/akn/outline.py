"""From the flat units of a body to the tree of clauses: where a label stands decides, then the depth of the markup.

The UN's markup leaves many lists flat, parts a paragraph from its number, and puts headings into plain paragraphs.
A label that continues an open list goes there; one that opens a list goes below the clause before it; the depth of
the markup decides between the two where both are possible. What fits nowhere is joined to the clause before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from resrdf.document import ClauseKind, Remark
from resrdf.read.akn.labels import Reading, find_readings, print_label
from resrdf.read.akn.units import Note, Unit
from resrdf.read.openers import find_opening

_COMMA = (",", "،", "，", ",”", ",»", ",“")
_QUOTES = ("“", "‘", '"', "«", "„", "”")
_COLON = (":", "：", ": “")
_CLOSED = re.compile(r"[.;:,!?。；：，、؛،…]['\"”’»“)\]]*(?:\s(?:and|or|et|ou|y|o|und|oder|и|или|و|أو))?$")
_RULE = re.compile(r"[\s*_=–—\-]+")
_FORMULA = re.compile(
    r"(?:The Security Council|Le Conseil de sécurité|El Consejo de Seguridad|Der Sicherheitsrat|Совет Безопасности"
    r"|安全理事会|إن مجلس الأمن)\s*[,،，:]?",
    re.IGNORECASE,
)
_ORGAN = re.compile(r"(?:The|Le|La|El|Der) (?:\w+ ){1,4}\w+,")
_WIKI = re.compile(r"^=+\s*|\s*=+$")
_ANNEX_WORD = r"(?:Annex|Annexe|Anexo|Anlage|Приложение|المرفق|مرفق|附件|Appendix|Enclosure)"
_ANNEX = re.compile(rf"{_ANNEX_WORD}(?:\s*(?:[IVX]+|\d{{1,2}}|[A-Z]|الأول|الثاني|[一二三]))?\b(?:\s*[:.–-].*)?", re.DOTALL)
_SECTION = re.compile(r"(?:Part|Section|Chapter)?\s*([IVX]{1,5}|[A-Z])\.?(?=\s|$)(?![a-z])")
_REISSUE = re.compile(r"(\*{1,3})\s+(?=\S)")
_HEADING_STYLE = re.compile(r"H\d|HCh|heading", re.IGNORECASE)
_DASHES = frozenset({"dash", "bullet", "ring"})
_FOLLOWERS = _DASHES | {"other", "path"}


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making; ``part`` is its own part of the locator, ``opens`` the section that begins with it."""

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
    opens: str | None = None

    def last_words(self) -> str:
        """The end of what was read into this clause or below it."""
        if self.closing:
            return self.closing[-1]
        if self.children:
            return self.children[-1].last_words()
        return self.texts[-1] if self.texts else ""


@dataclass(slots=True)
class Section:
    """A run of top-level clauses; each after the first has its own label and its own numbering."""

    label: str | None = None
    nodes: list[Node] = field(default_factory=list)
    last: int = 0
    preambular: int = 0


@dataclass(slots=True)
class Part:
    """The main text or one annex."""

    headings: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=lambda: [Section()])
    trailing: list[str] = field(default_factory=list)
    loose: int = 0


@dataclass(slots=True)
class Outline:
    """Everything that was found; enacting formulas, rules ("* * *") and the marks of labels are not kept."""

    parts: list[Part]
    notes: list[tuple[Note, Node | None]]
    remarks: list[Remark]


class OutlineReader:
    """Reads units one by one; ``statement`` is set for presidential statements, which have no preamble."""

    def __init__(self, *, statement: bool = False) -> None:
        """Open the main part."""
        self.statement = statement
        self.part = Part()
        self.out = Outline([self.part], [], [])
        self.pending: list[str] = []
        self.section_pending: str | None = None
        self.node: Node | None = None
        self.top: Node | None = None
        self.units: list[Unit] = []
        self.numbered = False
        self.in_annex = False
        self.top_series = ""

    # ------------------------------------------------------------------ runs of units
    def read(self, units: list[Unit]) -> None:
        """Place a run of units in the open part."""
        self.units = units
        self.numbered = any(map(_is_number, _until_annex(units)))
        for index, unit in enumerate(units):
            before = self.node
            self._place(index, unit)
            for note in unit.notes:
                self.out.notes.append((note, self.node if self.node is not before or unit.role != "heading" else None))

    def open_annex(self, headings: list[str] | None = None) -> None:
        """Begin a new annex."""
        self._drop_pending()
        self.part = Part(headings or [])
        self.out.parts.append(self.part)
        self.node = self.top = None
        self.in_annex = True

    def finish(self) -> Outline:
        """Close the last part."""
        self._drop_pending()
        for number, part in enumerate(self.out.parts):
            if part.loose:
                where = f"annex/{number}" if number else "body"
                self.out.remarks.append(Remark("repair", f"the labels of {part.loose} items stood in their texts", where))
        return self.out

    def _drop_pending(self) -> None:
        self.part.trailing += self.pending
        self.pending, self.section_pending = [], None

    # ------------------------------------------------------------------ one unit
    def _place(self, index: int, unit: Unit) -> None:
        text = unit.text
        if unit.label is None and text and _RULE.fullmatch(text):
            return
        if unit.role == "formula" or (unit.role in ("text", "preamble") and _FORMULA.fullmatch(text)):
            return
        if unit.role == "heading":
            self._add_heading(index, text, styled=True)
        elif unit.role == "preamble":
            self._add_preambular(unit)
        elif unit.role == "item":
            self._place_item(index, unit)
        elif unit.role == "closing":
            self._add_closing(unit)
        elif unit.role == "row":
            self._add_row(unit)
        else:
            self._place_text(index, unit)

    def _place_item(self, index: int, unit: Unit) -> None:
        assert unit.label is not None
        readings = find_readings(unit.label)
        if unit.loose and not self._proves_itself(unit, readings):
            if _REISSUE.match(unit.label + " ") is None:
                self._place_text(index, Unit("text", f"{unit.label} {unit.text}", None, unit.depth, unit.style))
            return
        if unit.depth == 0 and readings[0].series in ("digit.", "digit)") and not (unit.loose and self.top is None and self.numbered):
            self._add_number(index, unit, readings[0])
            return
        if self._is_buried_number(index, unit, readings[0]):
            self._remark("repair", f"paragraph {unit.label} stood among the items of the one before", f"op/{readings[0].part}")
            self._add_number(index, unit, readings[0])
            return
        if self._is_section_label(unit, readings) or self._is_labelled_heading(index, unit):
            self._add_heading(index, f"{unit.label} {unit.text}".strip(), styled=True)
            return
        if self.top is None:
            self._add_top(unit, None if readings[0].series in _DASHES else readings[0].part, print_label(unit.label))
            self.top_series = readings[0].series
            return
        if readings[0].series == self.top_series and self.top_series in _DASHES:
            self._add_top(unit, None, None)
            self.top_series = readings[0].series
            return
        self._place_point(index, unit, readings)

    def _proves_itself(self, unit: Unit, readings: tuple[Reading, ...]) -> bool:
        """A label at the head of plain text counts where it stands in sequence."""
        if readings[0].series in _DASHES:
            return self.top is not None or self.in_annex
        if readings[0].series == "path":
            return self.in_annex
        levels = self._levels()
        if unit.depth == 0 and readings[0].series in ("digit.", "digit)"):
            last = self.part.sections[-1].last
            if self.numbered or last:
                return readings[0].ordinal == last + 1 and bool(last) or (readings[0].ordinal in (1, last + 1) and self.in_annex)
        if any(r.series == n.series and n.ordinal < r.ordinal <= n.ordinal + 2 for n in levels for r in readings):
            return True
        return self.top is not None and any(r.ordinal == 1 for r in readings)

    def _is_section_label(self, unit: Unit, readings: tuple[Reading, ...]) -> bool:
        """A letter or Roman number in capitals over a short line is a heading ("II. Arms embargo")."""
        if unit.depth or unit.loose or readings[0].series not in ("ALPHA", "ROMAN"):
            return False
        return len(unit.text) < 160 and not unit.text.endswith((";", ".", ",", "；"))

    def _is_buried_number(self, index: int, unit: Unit, reading: Reading) -> bool:
        """A point of a list that is the next paragraph by its number, as the paragraph after it proves."""
        expected = self.part.sections[-1].last + 1
        if unit.depth == 0 or expected < 3 or reading.series not in ("digit.", "digit)") or reading.ordinal != expected:
            return False
        if any(level.series == reading.series for level in self._levels()):
            return False
        return self._number_ahead(index) == expected + 1

    def _is_labelled_heading(self, index: int, unit: Unit) -> bool:
        """A label in a heading's style right above a numbered paragraph ("(i) Exemptions") has no words of its own."""
        following = self.units[index + 1] if index + 1 < len(self.units) else None
        styled = unit.depth == 0 and not unit.loose and _HEADING_STYLE.search(unit.style) is not None
        return styled and following is not None and _is_number(following) and not _CLOSED.search(unit.text)

    # ------------------------------------------------------------------ numbered paragraphs
    def _add_number(self, index: int, unit: Unit, reading: Reading) -> None:
        section = self.part.sections[-1]
        number, part = reading.ordinal, reading.part
        expected = section.last + 1
        ahead = self._number_ahead(index)
        if number == 1 and section.last and (self.pending or ahead in (2, None)):
            section = self._open_section()
        elif number != expected and part.isdigit() and section.last:
            if ahead == expected + 1 or (ahead is None and not expected < number <= expected + 3):
                self._remark("repair", f"the label reads {number}; its place in the sequence makes it {expected}", f"op/{expected}")
                number, part = expected, str(expected)
            elif number > expected:
                between = str(expected) if number == expected + 1 else f"{expected} to {number - 1}"
                self._remark("gap", f"no paragraph {between} is printed before {number}", f"op/{number}")
        elif number > 1 and not section.last and not self.in_annex:
            self._remark("gap", f"the first paragraph is numbered {number}", f"op/{number}")
        if unit.loose:
            self._remark("repair", f"the number {unit.label} stood in the text of its paragraph", f"op/{part}")
        self._add_top(unit, part, print_label(unit.label or ""))
        self.part.sections[-1].last = max(number, 1)

    def _number_ahead(self, index: int) -> int | None:
        for unit in self.units[index + 1 :]:
            if _is_number(unit):
                return find_readings(unit.label or "")[0].ordinal
        return None

    def _open_section(self) -> Section:
        """The numbering starts anew: a section of its own, and the one before becomes one if a heading names it."""
        label = self.section_pending or str(len(self.part.sections) + 1)
        self.part.sections.append(Section(label))
        if self.section_pending is None:
            self._remark("repair", f"the numbering starts anew; the paragraphs from here on are section {label}", f"part/{label}")
        return self.part.sections[-1]

    def _add_top(self, unit: Unit, part: str | None, number: str | None, kind: ClauseKind = "operative") -> Node:
        section = self.part.sections[-1]
        if kind == "preambular":
            section.preambular += 1
            part = str(section.preambular)
        elif part is None:
            section.last += 1
            part = str(section.last)
        node = Node(part, kind, number, [unit.text] if unit.text else [], self._take_headings(), depth=unit.depth)
        self.top_series = ""
        node.opens, self.section_pending = self.section_pending, None
        section.nodes.append(node)
        self.node = self.top = node
        return node

    def _add_preambular(self, unit: Unit) -> None:
        if unit.label is None and unit.text:
            self._add_top(unit, None, None, "preambular")

    # ------------------------------------------------------------------ items
    def _levels(self) -> list[Node]:
        """The last item of each open list, the deepest first."""
        levels: list[Node] = []
        node = self.top
        while node is not None and node.children and not node.closing:
            node = node.children[-1]
            levels.append(node)
        return levels[::-1]

    def _place_point(self, index: int, unit: Unit, readings: tuple[Reading, ...]) -> None:
        assert self.top is not None
        levels = self._levels()
        continues = [(n, r) for n in levels for r in readings if _continues(n, r)]
        opens = next((r for r in readings if r.ordinal == 1 or r.series in _FOLLOWERS), None)
        if continues and opens and opens.series not in _FOLLOWERS:
            sibling, reading = continues[0]
            deeper = unit.depth > sibling.depth > 0 or self._ahead_is(index, opens)
            if deeper and not self._ahead_is(index, reading):
                continues = []
        if continues:
            exact = [c for c in continues if c[0].depth == unit.depth]
            sibling, reading = (exact or continues)[0]
            self._add_point(self._parent_of(sibling), unit, reading)
        elif opens:
            self._add_point(self._host(levels, unit), unit, opens)
        else:
            self._add_gapped(levels, unit, readings)

    def _ahead_is(self, index: int, reading: Reading) -> bool:
        """Say whether the next item of this paragraph continues the series of a reading."""
        for unit in self.units[index + 1 :]:
            if _is_number(unit):
                return False
            if unit.role == "item" and unit.label:
                following = find_readings(unit.label)
                if following[0].series not in _DASHES:
                    return any(r.series == reading.series and r.ordinal == reading.ordinal + 1 for r in following)
        return False

    def _host(self, levels: list[Node], unit: Unit) -> Node:
        """The clause below which a new list opens."""
        assert self.top is not None
        for node in levels:
            if unit.depth == 0 or node.depth <= unit.depth:
                return node if node.series not in _DASHES or unit.depth != node.depth or _is_dash(unit) else self._parent_of(node)
        return self.top

    def _parent_of(self, node: Node) -> Node:
        assert self.top is not None
        parent = self.top
        while parent.children[-1] is not node:
            parent = parent.children[-1]
        return parent

    def _add_gapped(self, levels: list[Node], unit: Unit, readings: tuple[Reading, ...]) -> None:
        """A label out of sequence: the list of its series goes on with a gap, else the depth of the markup decides."""
        for node in sorted(levels, key=lambda n: n.depth != unit.depth):
            for reading in readings:
                gap = reading.ordinal - node.ordinal
                if reading.series == node.series and (0 < gap < 5 or len(readings) == 1):
                    what = "gap" if reading.ordinal > node.ordinal else "fault"
                    parent = self._parent_of(node)
                    self._remark(what, f"item {unit.label} follows item ({node.number or '-'})", self._here())
                    self._add_point(parent, unit, reading)
                    return
        self._remark("gap", f"a list opens with item {unit.label}", self._here())
        self._add_point(self._host(levels, unit), unit, readings[0])

    def _add_point(self, parent: Node, unit: Unit, reading: Reading) -> None:
        ordinal, part = reading.ordinal, reading.part
        if reading.series in _DASHES:
            ordinal = 1 + sum(child.part.startswith("dash") for child in parent.children)
            part = f"dash{ordinal}"
        elif reading.series == "path" and (stem := next((n for n in reversed(self._levels()) if part.startswith(n.part + "-")), None)):
            parent, part = stem, part[len(stem.part) + 1 :]
        self.part.loose += unit.loose
        number = None if reading.series in _DASHES else print_label(unit.label or "")
        node = Node(part, parent.kind, number, [unit.text] if unit.text else [], self._take_headings(), series=reading.series, ordinal=ordinal, depth=unit.depth)
        parent.children.append(node)
        self.node = node

    # ------------------------------------------------------------------ headings
    def _add_heading(self, index: int, text: str, *, styled: bool) -> None:
        plain = _WIKI.sub("", text)
        if not plain:
            return
        if self._opens_annex(plain, styled=styled):
            self.open_annex([plain])
            self.numbered = any(map(_is_number, _until_annex(self.units[index:])))
            return
        if self.in_annex and self.top is None:
            self.part.headings.append(plain)
        else:
            self.pending.append(plain)
        if match := _SECTION.match(plain):
            self.section_pending = match[1]

    def _opens_annex(self, text: str, *, styled: bool) -> bool:
        if self.top is None or (self.top.kind == "preambular" and not self.in_annex):
            return False
        if _ANNEX.fullmatch(text):
            return True
        return styled and not self.in_annex and len(text) < 100 and re.search(rf"\b{_ANNEX_WORD}\b", text) is not None

    def _take_headings(self) -> list[str]:
        headings, self.pending = self.pending, []
        return headings

    # ------------------------------------------------------------------ text without a label
    def _place_text(self, index: int, unit: Unit) -> None:
        text, top = unit.text, self.top
        if match := _REISSUE.match(text):
            self.out.notes.append((Note(match[1], text[match.end() :]), None))
        elif self.statement:
            self._place_statement(unit)
        elif self._is_heading(index, unit):
            self._add_heading(index, text, styled=bool(_HEADING_STYLE.search(unit.style)))
        elif top is None or top.kind == "preambular":
            self._place_early(unit)
        elif not self.pending and self.node is not None and not self.node.texts and not self.node.children:
            self.node.texts.append(text)
        else:
            self._place_late(index, unit)

    def _place_statement(self, unit: Unit) -> None:
        """Where every paragraph opens with a quotation mark, one that does not goes on with the one before."""
        first = next((node for node in self.part.sections[0].nodes), None)
        quoted = first is not None and bool(first.texts) and first.texts[0].startswith(_QUOTES)
        if quoted and self.node is not None and not unit.text.startswith(_QUOTES):
            self.node.texts.append(unit.text)
        else:
            self._add_top(unit, None, None)

    def _place_early(self, unit: Unit) -> None:
        """Before the first operative paragraph."""
        text = unit.text
        if self.in_annex and self.top is None and _ORGAN.fullmatch(text):
            self.part.headings.append(text)
            return
        opening = find_opening(text)
        if self.top is not None and self.top.texts and not _CLOSED.search(self.top.last_words()):
            self.top.texts.append(text)
        elif self.numbered or (text.endswith(_COMMA) and opening != "operative"):
            self._add_top(unit, None, None, "preambular")
        else:
            self._add_top(unit, None, None)

    def _place_late(self, index: int, unit: Unit) -> None:
        """After an operative paragraph: an item without mark, a new paragraph, the end of a list, or a continuation."""
        assert self.top is not None and self.node is not None
        text, top, node = unit.text, self.top, self.node
        listed = node.series == "plain"
        if (listed or (node.last_words().endswith(_COLON) and not node.children)) and not self._reads_as_paragraph(text, listed=listed):
            parent = self._parent_of(node) if listed else node
            ordinal = 1 + len(parent.children)
            item = Node(f"dash{ordinal}", parent.kind, None, [text], self._take_headings(), series="plain", ordinal=ordinal, depth=unit.depth)
            parent.children.append(item)
            self.node = item
        elif self._starts_paragraph(index, text):
            self._add_top(unit, None, None)
        elif not _CLOSED.search(node.last_words()) or node.last_words().endswith(_COLON) or (top is node and not top.children):
            node.texts.append(text)
        else:
            top.closing.append(text)

    def _reads_as_paragraph(self, text: str, *, listed: bool) -> bool:
        """An unmarked item is a name or a phrase: it does not open as the Council's paragraphs do."""
        opening = find_opening(text)
        if listed:
            return opening == "operative" and text.endswith((".", ";", ":"))
        return text.endswith(_COLON) or opening == "operative" or (_CLOSED.search(text) is not None and not text.endswith((";", ",", ".")))

    def _starts_paragraph(self, index: int, text: str) -> bool:
        """Whether unlabelled words after an operative paragraph are a paragraph of their own."""
        assert self.top is not None
        if not _CLOSED.search(self.top.last_words()) or text[:1].islower():
            return False
        if not self.numbered:
            return True
        last = self.part.sections[-1].last
        ahead = self._number_ahead(index)
        if find_opening(text) == "operative" and ahead == last + 2:
            self._remark("repair", "a paragraph without its number", f"op/{last + 1}")
            return True
        return bool(self.pending) and self.in_annex

    def _is_heading(self, index: int, unit: Unit) -> bool:
        text = unit.text
        if len(text) > 220 or index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        if _HEADING_STYLE.search(unit.style):
            return True
        if self._opens_annex(text, styled=False):
            return True
        if text[:1].islower() and text.isascii():
            return False
        if text.endswith(_COLON) and len(text) < 80 and _is_number(following):
            return self.top is not None and self.top.kind == "operative" and bool(_CLOSED.search(self.top.last_words()))
        if text.endswith(_COLON) and len(text) < 80 and following.role == "item" and following.label:
            levels = self._levels()
            return any(_continues(n, r) for n in levels for r in find_readings(following.label)) and bool(_CLOSED.search(levels[0].last_words()))
        if _CLOSED.search(text) and _WIKI.sub("", text) == text:
            return False
        node = self.node
        if node is not None and node.kind == "operative" and not self.pending:
            words = node.last_words()
            if words and not _CLOSED.search(words):
                return False
            if node.series == "plain" or (words.endswith(_COLON) and not node.children and (_is_number(following) or following.role == "text")):
                return False
        if following.role == "item":
            return True
        return following.role in ("heading", "text") and (self.in_annex or len(following.text) < 220)

    # ------------------------------------------------------------------ the rest
    def _add_closing(self, unit: Unit) -> None:
        node = self.top
        if node is None:
            self._add_top(unit, None, None)
            return
        for level in reversed(self._levels()):
            if level.depth < unit.depth + 1 and unit.depth > 0 and level.children:
                node = level
        node.closing.append(unit.text)

    def _add_row(self, unit: Unit) -> None:
        if not unit.text:
            return
        if self.top is None:
            self._add_top(unit, None, None)
            return
        parent = self.top
        ordinal = 1 + sum(child.part.startswith("dash") for child in parent.children)
        node = Node(f"dash{ordinal}", parent.kind, None, [unit.text], self._take_headings(), series="row", ordinal=ordinal)
        parent.children.append(node)
        self.node = node

    def _here(self) -> str:
        return f"op/{self.top.part}" if self.top is not None and self.top.kind == "operative" else "preamble"

    def _remark(self, kind: str, message: str, where: str) -> None:
        where = f"annex/{len(self.out.parts) - 1}/{where}" if self.in_annex else where
        self.out.remarks.append(Remark(kind, message, where))  # type: ignore[arg-type]


def _is_dash(unit: Unit) -> bool:
    return find_readings(unit.label or "")[0].series in _DASHES


def _is_number(unit: Unit) -> bool:
    """A paragraph of the body with a number of its own."""
    if unit.role != "item" or unit.depth or unit.loose or unit.label is None:
        return False
    return find_readings(unit.label)[0].series in ("digit.", "digit)")


def _until_annex(units: list[Unit]) -> list[Unit]:
    for index, unit in enumerate(units):
        if index and unit.role in ("heading", "text") and _ANNEX.fullmatch(unit.text):
            return units[:index]
    return units


def _continues(node: Node, reading: Reading) -> bool:
    if reading.series in _DASHES:
        return node.series == reading.series
    return reading.series == node.series and reading.ordinal == node.ordinal + 1
