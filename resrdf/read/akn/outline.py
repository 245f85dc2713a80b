"""From the flat units of a body to the tree of clauses: where a label stands decides, then the depth of the markup.

The UN's markup leaves many lists flat, parts a paragraph from its number, and puts headings into plain paragraphs.
A label that continues an open list goes there; one that opens a list goes below the clause before it; the depth of
the markup decides between the two where both are possible. What fits nowhere is joined to the clause before it.
"""

from __future__ import annotations

import re

from resrdf.read.akn.builder import DASHES, NUMBERS, Builder, Node, Outline, continues, is_number
from resrdf.read.akn.labels import Reading, find_readings, print_label
from resrdf.read.akn.units import Note, Unit
from resrdf.read.openers import find_opening

_COMMA = (",", "،", "，", ",”", ",»", ",“")
_COLON = (":", "：", ": “")
_QUOTES = ("“", "‘", '"', "«", "„", "”")
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
_ANNEX_LABEL = r"(?:[IVX]+|\d{1,2}|[A-Z]|الأول|الثاني|[一二三])"
_ANNEX = re.compile(rf"{_ANNEX_WORD}(?:\s*{_ANNEX_LABEL})?\b(?:\s*[:.–-].*)?", re.DOTALL)
_NAMED_ANNEX = re.compile(rf"\b{_ANNEX_WORD}\b")
_REISSUE = re.compile(r"(\*{1,3})\s+(?=\S)")
_HEADING_STYLE = re.compile(r"H\d|HCh|heading", re.IGNORECASE)
_FOLLOWERS = DASHES | {"other", "path"}


class OutlineReader:
    """Reads units one by one; ``statement`` is set for presidential statements, which have no preamble."""

    def __init__(self, *, statement: bool = False) -> None:
        """Open the main part."""
        self.statement = statement
        self.build = Builder()
        self.units: list[Unit] = []
        self.numbered = False
        self.bulleted = ""

    # ------------------------------------------------------------------ runs of units
    def read(self, units: list[Unit]) -> None:
        """Place a run of units in the open part."""
        self.units = units
        self.numbered = _is_numbered(units)
        for index, unit in enumerate(units):
            self._place(index, unit)
            anchor = None if unit.role == "heading" else self.build.node
            self.build.out.notes += ((note, anchor) for note in unit.notes)

    def open_annex(self) -> None:
        """Begin a new annex; its headings come with its units."""
        self.build.open_annex()

    def finish(self) -> Outline:
        """Close the last part."""
        self.build.drop_headings()
        for number, part in enumerate(self.build.out.parts):
            if part.loose:
                self.build.in_annex = False
                where = f"annex/{number}" if number else "body"
                self.build.remark("repair", f"the labels of {part.loose} items stood in their texts", where)
        return self.build.out

    # ------------------------------------------------------------------ one unit
    def _place(self, index: int, unit: Unit) -> None:
        text = unit.text
        if unit.label is None and text and _RULE.fullmatch(text):
            return
        match unit.role:
            case "formula":
                return
            case "heading":
                self._place_heading(index, text, styled=True)
            case "item":
                self._place_item(index, unit)
            case "closing":
                self._place_closing(unit)
            case "row":
                self._place_row(unit)
            case _ if _FORMULA.fullmatch(text):
                return
            case "preamble" if not self._is_misplaced(unit):
                self.build.add_preambular(unit)
            case _:
                self._place_text(index, unit)

    def _is_misplaced(self, unit: Unit) -> bool:
        """The container of a preambular paragraph among the operative ones, without its comma, holds something else."""
        top = self.build.top
        return top is not None and top.kind == "operative" and not unit.text.endswith(_COMMA)

    def _place_item(self, index: int, unit: Unit) -> None:
        build, label = self.build, unit.label or ""
        readings = find_readings(label)
        series = readings[0].series
        if unit.loose and not self._proves_itself(unit, readings):
            self._place_text(index, Unit("text", f"{label} {unit.text}", None, unit.depth, unit.style))
        elif unit.depth == 0 and series in NUMBERS:
            self._place_number(index, unit, readings[0])
        elif self._is_buried_number(index, unit, readings[0]):
            build.remark(
                "repair", f"paragraph {label} stood among the items of the one before", f"op/{readings[0].part}"
            )
            self._place_number(index, unit, readings[0])
        elif self._is_labelled_heading(index, unit, series):
            self._place_heading(index, f"{label} {unit.text}".strip(), styled=True)
        elif build.top is None or (series in DASHES and series == self.bulleted):
            build.add_top(unit, None if series in DASHES else readings[0].part, print_label(label))
            self.bulleted = series
        else:
            self._place_point(index, unit, readings)

    def _proves_itself(self, unit: Unit, readings: tuple[Reading, ...]) -> bool:
        """A label at the head of plain text counts where it stands in sequence."""
        build, reading = self.build, readings[0]
        if reading.series in DASHES:
            return build.top is not None or build.in_annex
        if reading.series == "path":
            return build.in_annex
        if unit.depth == 0 and reading.series in NUMBERS and (self.numbered or build.section.last):
            last = build.section.last
            opens = build.in_annex and reading.ordinal == 1 and not (unit.label or "")[-1:].isdigit()
            return opens or (last > 0 and reading.ordinal == last + 1)
        levels = build.levels()
        if any(r.series == n.series and n.ordinal < r.ordinal <= n.ordinal + 2 for n in levels for r in readings):
            return True
        return build.top is not None and any(r.ordinal == 1 for r in readings)

    def _is_labelled_heading(self, index: int, unit: Unit, series: str) -> bool:
        """A capital over a short line ("II. Arms embargo"), or a heading's style right above a numbered paragraph."""
        if unit.depth:
            return False
        if series in ("ALPHA", "ROMAN") and not unit.loose:
            return len(unit.text) < 160 and not unit.text.endswith((";", ".", ",", "；"))
        following = self._following(index)
        styled = _HEADING_STYLE.search(unit.style) is not None and not _CLOSED.search(unit.text)
        return styled and following is not None and is_number(following)

    def _following(self, index: int) -> Unit | None:
        return self.units[index + 1] if index + 1 < len(self.units) else None

    # ------------------------------------------------------------------ numbered paragraphs
    def _is_buried_number(self, index: int, unit: Unit, reading: Reading) -> bool:
        """A point of a list that is the next paragraph by its number, as what follows or its verb proves."""
        expected = self.build.section.last + 1
        if unit.depth == 0 or expected < 3 or reading.series not in NUMBERS or reading.ordinal != expected:
            return False
        if any(level.series == reading.series for level in self.build.levels()):
            return False
        return self._number_ahead(index) == expected + 1 or find_opening(unit.text) == "operative"

    def _place_number(self, index: int, unit: Unit, reading: Reading) -> None:
        build, number, part = self.build, reading.ordinal, reading.part
        expected = build.section.last + 1
        ahead = self._number_ahead(index)
        if number == 1 and expected > 1 and (build.pending or ahead in (2, None)):
            self._restart()
        elif number != expected and part.isdigit() and expected > 1:
            if ahead == expected + 1 or (ahead is None and not expected < number <= expected + 3):
                why = f"the label reads {number}; its place in the sequence makes it {expected}"
                build.remark("repair", why, f"op/{expected}")
                number, part = expected, str(expected)
            elif number > expected:
                between = str(expected) if number == expected + 1 else f"{expected} to {number - 1}"
                build.remark("gap", f"no paragraph {between} is printed before {number}", f"op/{number}")
        elif number > 1 and expected == 1 and not build.in_annex:
            build.remark("gap", f"the first paragraph is numbered {number}", f"op/{number}")
        if unit.loose:
            build.remark("repair", f"the number {unit.label} stood in the text of its paragraph", f"op/{part}")
        build.add_top(unit, part, print_label(unit.label or ""))
        build.section.last = max(number, 1)
        self.bulleted = ""

    def _restart(self) -> None:
        """The numbering starts anew: a section of its own, named by its heading where that has a label."""
        build = self.build
        label = build.label_ahead
        if label is None and not build.section.is_fresh:
            label = str(len(build.part.sections) + 1)
            build.remark("repair", f"the numbering starts anew; from here on section {label}", f"part/{label}")
        if label is not None:
            build.open_section(label)
        build.label_ahead, build.section.last = None, 0

    def _number_ahead(self, index: int) -> int | None:
        """The number of the next paragraph, or of the next point where a run of paragraphs is buried in a list."""
        deep = self.units[index].depth
        for unit in self.units[index + 1 :]:
            if is_number(unit) or (deep and unit.depth == deep and unit.label):
                reading = find_readings(unit.label or "")[0]
                if reading.series in NUMBERS:
                    return reading.ordinal
        return None

    # ------------------------------------------------------------------ items
    def _place_point(self, index: int, unit: Unit, readings: tuple[Reading, ...]) -> None:
        levels = self.build.levels()
        fits = [(n, r) for n in levels for r in readings if continues(n, r)]
        opens = next((r for r in readings if r.ordinal == 1 or r.series in _FOLLOWERS), None)
        if fits and opens and opens.series not in _FOLLOWERS:
            sibling, reading = fits[0]
            deeper = unit.depth > sibling.depth > 0 or self._is_ahead(index, opens)
            if deeper and not self._is_ahead(index, reading):
                fits = []
        if fits:
            sibling, reading = next((fit for fit in fits if fit[0].depth == unit.depth), fits[0])
            self.build.add_point(self.build.parent_of(sibling), unit, reading)
        elif opens:
            self.build.add_point(self._find_host(levels, unit, opens), unit, opens)
        else:
            self._place_gapped(levels, unit, readings)

    def _is_ahead(self, index: int, reading: Reading) -> bool:
        """Say whether the next item of this paragraph continues the series of a reading."""
        for unit in self.units[index + 1 :]:
            if is_number(unit):
                return False
            if unit.role == "item" and unit.label:
                following = find_readings(unit.label)
                if following[0].series not in DASHES:
                    return any(r.series == reading.series and r.ordinal == reading.ordinal + 1 for r in following)
        return False

    def _find_host(self, levels: list[Node], unit: Unit, reading: Reading) -> Node:
        """The clause below which a new list opens; a letter does not open a list below a dash beside it."""
        assert self.build.top is not None
        for node in levels:
            if unit.depth == 0 or node.depth <= unit.depth:
                beside = node.series in DASHES and node.depth == unit.depth and reading.series not in DASHES
                return self.build.parent_of(node) if beside else node
        return self.build.top

    def _place_gapped(self, levels: list[Node], unit: Unit, readings: tuple[Reading, ...]) -> None:
        """A label out of sequence: the list of its series goes on with a gap, else the depth of the markup decides."""
        build = self.build
        for node in sorted(levels, key=lambda n: n.depth != unit.depth):
            for reading in readings:
                gap = reading.ordinal - node.ordinal
                if reading.series == node.series and (0 < gap < 5 or len(readings) == 1):
                    build.remark(
                        "gap" if gap > 0 else "fault", f"item {unit.label} follows item ({node.number or '-'})"
                    )
                    build.add_point(build.parent_of(node), unit, reading)
                    return
        build.remark("gap", f"a list opens with item {unit.label}")
        build.add_point(self._find_host(levels, unit, readings[0]), unit, readings[0])

    # ------------------------------------------------------------------ headings
    def _place_heading(self, index: int, text: str, *, styled: bool) -> None:
        plain = _WIKI.sub("", text)
        if self._opens_annex(plain, styled=styled):
            self.build.open_annex([plain])
            self.numbered = _is_numbered(self.units[index:])
        elif plain:
            self.build.add_heading(plain)

    def _opens_annex(self, text: str, *, styled: bool) -> bool:
        top, in_annex = self.build.top, self.build.in_annex
        if top is None or (top.kind == "preambular" and not in_annex):
            return False
        if _ANNEX.fullmatch(text):
            return True
        return styled and not in_annex and len(text) < 100 and _NAMED_ANNEX.search(text) is not None

    def _is_heading(self, index: int, unit: Unit) -> bool:
        """A short paragraph without a stop above a clause, or a few words with a colon between complete clauses."""
        text, following = unit.text, self._following(index)
        if len(text) > 220 or following is None:
            return False
        if _HEADING_STYLE.search(unit.style) or self._opens_annex(text, styled=False):
            return True
        if text[:1].islower() and text.isascii():
            return False
        if text.endswith(_COLON) and len(text) < 80 and following.role == "item":
            return self._is_between(following)
        if _CLOSED.search(text) and _WIKI.sub("", text) == text:
            return False
        if self._is_awaited(following):
            return False
        return following.role == "item" or (
            following.role in ("heading", "text") and (self.build.in_annex or len(following.text) < 220)
        )

    def _is_between(self, following: Unit) -> bool:
        """Whether the clause before is complete and what follows goes on with its list or is the next paragraph."""
        top = self.build.top
        if top is None or top.kind == "preambular" or not _CLOSED.search(top.last_words()):
            return False
        readings = find_readings(following.label or "")
        return is_number(following) or any(continues(n, r) for n in self.build.levels() for r in readings)

    def _is_awaited(self, following: Unit) -> bool:
        """Whether the clause before cannot end without these words, or they are an item of its list."""
        node = self.build.node
        if node is None or node.kind == "preambular" or self.build.pending:
            return False
        words = node.last_words()
        if node.series == "plain" or (words and not _CLOSED.search(words)):
            return True
        listed = is_number(following) or following.role == "text"
        return words.endswith(_COLON) and not node.children and listed

    # ------------------------------------------------------------------ text without a label
    def _place_text(self, index: int, unit: Unit) -> None:
        build, text = self.build, unit.text
        if match := _REISSUE.match(text):
            build.out.notes.append((Note(match[1], text[match.end() :]), None))
        elif self.statement:
            self._place_statement(unit)
        elif self._is_heading(index, unit):
            self._place_heading(index, text, styled=_HEADING_STYLE.search(unit.style) is not None)
        elif build.top is None or build.top.kind == "preambular":
            self._place_early(unit)
        elif not build.pending and build.node is not None and not build.node.texts and not build.node.children:
            build.node.texts.append(text)
            build.remark("repair", f"the text of {build.node.number or 'an item'} stood apart from its number")
        else:
            self._place_late(index, unit)

    def _place_statement(self, unit: Unit) -> None:
        """Where every paragraph opens with a quotation mark, one that does not goes on with the one before."""
        first = next(iter(self.build.section.nodes), None)
        quoted = first is not None and bool(first.texts) and first.texts[0].startswith(_QUOTES)
        if quoted and self.build.node is not None and not unit.text.startswith(_QUOTES):
            self.build.node.texts.append(unit.text)
        else:
            self.build.add_top(unit)

    def _place_early(self, unit: Unit) -> None:
        """Before the first operative paragraph."""
        build, text = self.build, unit.text
        if build.in_annex and build.top is None and _ORGAN.fullmatch(text):
            build.part.headings.append(text)
        elif build.top is not None and build.top.texts and not _CLOSED.search(build.top.last_words()):
            build.top.texts.append(text)
        elif self.numbered or (text.endswith(_COMMA) and find_opening(text) != "operative"):
            build.add_preambular(unit)
        else:
            build.add_top(unit)

    def _place_late(self, index: int, unit: Unit) -> None:
        """After an operative paragraph: an item without mark, a new paragraph, the end of a list, or more of it."""
        build, text = self.build, unit.text
        top, node = build.top, build.node
        assert top is not None and node is not None
        listed = node.series == "plain"
        words = node.last_words()
        if (listed or (words.endswith(_COLON) and not node.children)) and not self._is_sentence(text, listed=listed):
            build.add_unmarked(build.parent_of(node) if listed else node, unit, "plain")
        elif self._starts_paragraph(index, text):
            build.add_top(unit)
        elif not _CLOSED.search(words) or words.endswith(_COLON) or (top is node and not top.children):
            node.texts.append(text)
        elif node is not top and not top.closing and words.endswith(";") and text.startswith("To "):
            node.texts.append(text)  # an item may name several tasks, each on a line of its own (2480 op 29 (b))
        else:
            top.closing.append(text)

    def _is_sentence(self, text: str, *, listed: bool) -> bool:
        """An unmarked item is a name or a phrase: it does not open as the Council's paragraphs do."""
        operative = find_opening(text) == "operative"
        if listed:
            return operative and text.endswith((".", ";", ":"))
        return operative or text.endswith(_COLON) or (bool(_CLOSED.search(text)) and not text.endswith((";", ",", ".")))

    def _starts_paragraph(self, index: int, text: str) -> bool:
        """Whether unlabelled words after an operative paragraph are a paragraph of their own."""
        build = self.build
        assert build.top is not None
        if not _CLOSED.search(build.top.last_words()) or text[:1].islower():
            return False
        if not self.numbered:
            return True
        last = build.section.last
        if find_opening(text) == "operative" and self._number_ahead(index) == last + 2:
            build.remark("repair", "a paragraph without its number", f"op/{last + 1}")
            return True
        return bool(build.pending) and build.in_annex

    # ------------------------------------------------------------------ ends of lists, tables
    def _place_closing(self, unit: Unit) -> None:
        node = self.build.top
        if node is None:
            self.build.add_top(unit)
            return
        for level in reversed(self.build.levels()):
            if unit.depth > 0 and level.depth <= unit.depth and level.children:
                node = level
        node.closing.append(unit.text)

    def _place_row(self, unit: Unit) -> None:
        """A row of a table is an item of the clause above it."""
        if self.build.top is None:
            self.build.add_top(unit)
        else:
            self.build.add_unmarked(self.build.top, unit, "row")


def _is_numbered(units: list[Unit]) -> bool:
    """Whether a part has numbered paragraphs, up to the next annex in the same run."""
    for index, unit in enumerate(units):
        if index and unit.role in ("heading", "text") and _ANNEX.fullmatch(unit.text):
            return False
        if is_number(unit):
            return True
    return False
