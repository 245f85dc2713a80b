"""From blocks to the outline of a text: preamble, numbered paragraphs, items, sections, annexes.

One pass, one decision a block; a label counts only where its sequence proves it, and a label that the scanner misread
is repaired only where the sequence proves it, with a remark. What fits nowhere is joined to the clause before it.
"""

from __future__ import annotations

import re

from resrdf.document import Remark
from resrdf.read.ahead import annex_starts, is_numbered, items_ahead, numbers_ahead
from resrdf.read.blocks import (
    Block,
    find_article,
    find_titled_section,
    is_article,
    is_closed,
    is_section,
)
from resrdf.read.head import is_formula
from resrdf.read.labels import Label, from_ordinal, is_misreading, to_ordinal
from resrdf.read.lists import dash_parent, fit_item, local_name, open_lists, parent_of, path_to_leaf, repair_item
from resrdf.read.nodes import Node, Outline, Part, Piece, Section
from resrdf.read.openers import find_opening

_REFERENCE = re.compile(r"(?:and|or|above|below|to \(|through|thereof)\b")
_SEIZED = re.compile(r"\bseized\s+of\s+[^;]{0,60}\.\W*$|^Decides[^;]*\bseized\b[^;]*\.\W*$")
_UNFINISHED = re.compile(r"\b(?:to|of|and|or|the|that|by|in|for|with|on|at|from|as|a|an|its|his)$")


class OutlineReader:
    """Reads blocks one by one into an :class:`Outline`."""

    def __init__(self, blocks: list[Block]) -> None:
        """Look once over all labels, so that each decision can see what comes after it."""
        self.blocks = blocks
        self.out = Outline(Part(), [], [], [], [], [])
        self.part = self.out.main
        self.pending: list[str] = []
        self.pending_section: str | None = None
        self.headed = False  # whether the block before was a heading
        self.numbers_ahead = numbers_ahead(blocks)
        self.items_ahead = items_ahead(blocks)
        self.starts = annex_starts(blocks)
        self.part.numbered = is_numbered(blocks, 0, self.starts)

    def read(self) -> Outline:
        """Place every block."""
        for index, block in enumerate(self.blocks):
            headings = len(self.out.headings)
            self.place(index, block)
            self.headed = len(self.out.headings) > headings
        if self.pending:
            self._drop_pending()
        self._promote_sole()
        return self.out

    def _promote_sole(self) -> None:
        """A text of one paragraph has no preamble, however that paragraph opens."""
        main = self.out.main
        if len(main.preamble) == 1 and not main.operative:
            node = main.preamble.pop()
            node.preambular = False
            main.section.clauses.append(node)

    # ------------------------------------------------------------------ one block
    def place(self, index: int, block: Block) -> None:
        """Decide what one block is."""
        if index in self.starts:
            self._open_annex(index, block)
            return
        if self._ends_main(index, block):
            self._open_annex(index, block, headed=False)
        if len(block.lines) == 1 and is_formula(block.first):
            self.part.formula = True
            self.out.formulas.append(block.lines[0])
            return
        label = block.label
        if label is not None and self._heads_section(index, block, label) and self._place_section(block):
            return
        if label is not None and self._place_label(index, block, label):
            return
        if self._place_section(block):
            return
        if self._is_heading(index, block):
            self._add_heading(block)
            return
        self._place_text(index, block)

    def _heads_section(self, index: int, block: Block, label: Label) -> bool:
        """A label alone in its line, or one with a title above the next number ("A. Arms embargo"), may head a section."""
        if len(block.lines) != 1:
            return False
        if label.width >= len(block.first):
            return True
        if label.shape != "stop" or not label.text.isupper() or is_closed(block.first):
            return False
        after = self.blocks[index + 1].label if index + 1 < len(self.blocks) else None
        return after is not None and after.text in ("1", str(self.part.section.last + 1))

    def _place_label(self, index: int, block: Block, label: Label) -> bool:
        if label.shape == "dash":
            return self._place_dash(index, block)
        if label.shape == "stop" and self._place_number(index, block, label):
            return True
        return self._place_item(index, block, label)

    # ------------------------------------------------------------------ numbered paragraphs
    def _place_number(self, index: int, block: Block, label: Label) -> bool:
        section = self.part.section
        expected = section.last + 1
        number = to_ordinal(label.text.split()[0], "number") if label.text[0].isdigit() else None
        if number == expected and not self._is_inside(block, expected):
            self._add_number(block, label, expected, None)
            return True
        if number == 1 and expected > 1 and self._restarts(index, block):
            self._add_number(block, label, 1, None)
            return True
        if not self.part.numbered and not label.text[0].isdigit():
            return False
        ahead = self.numbers_ahead[index]
        opening = find_opening(block.rest, loose=True)
        boundary = block.ended_before or block.gap is not None or bool(self.pending)
        if not boundary or (opening != "operative" and not block.rest[:1].isupper()):
            return False
        if is_misreading(label.text, str(expected)) and (opening == "operative" or ahead == expected + 1):
            repair = f"the label reads {label.text}; its place in the sequence makes it {expected}"
            self._add_number(block, label, expected, repair if number != expected else None)
            return True
        if number is None or opening != "operative":
            return False
        if ahead == expected + 1 and number != expected:
            self._add_number(
                block, label, expected, f"the label reads {label.text}; its place in the sequence makes it {expected}"
            )
            return True
        if expected < number <= expected + 4 or (not self.part.operative and ahead == number + 1):
            between = str(expected) if number == expected + 1 else f"{expected} to {number - 1}"
            self._remark("gap", f"no paragraph {between} is printed before {number}", f"op/{number}", block)
            self._add_number(block, label, number, None)
            return True
        if number < expected and section.last:
            self._add_number(
                block, label, expected, f"the label reads {label.text}; its place in the sequence makes it {expected}"
            )
            return True
        return False

    def _is_inside(self, block: Block, expected: int) -> bool:
        """A number that a line-end split from its sentence ("… paragraph / 4. …": no capital, no end) is no label."""
        if block.gap == "blank" or block.ended_before:
            return False
        return not (block.rest[:1].isupper() or len(block.lines) == 1) or (
            expected == 1 and self.part.numbered is False
        )

    def _restarts(self, index: int, block: Block) -> bool:
        """A paragraph 1 restarts the numbering below a heading, or in an annex, when a paragraph 2 follows it."""
        if self.pending or self.pending_section:
            return True
        if not (block.ended_before or block.gap == "blank"):
            return False
        return self.part is not self.out.main and self.numbers_ahead[index] == 2

    def _add_number(self, block: Block, label: Label, ordinal: int, repair: str | None) -> None:
        self.part.operative = True
        section = self.part.section
        if self.pending_section and section.clauses:
            self._open_section(self.pending_section, last=section.last if ordinal > 1 else 0)
            section = self.part.section
        elif self.pending_section:
            section.label = self.pending_section
        elif ordinal == 1 and section.last:
            self._open_section(None)
            section = self.part.section
        self.pending_section = None
        node = Node(
            ordinal,
            "number",
            str(ordinal),
            str(ordinal),
            [Piece(block.lines, label.width)],
            line=block.lines[0].number,
        )
        node.headings, self.pending = self.pending, []
        section.clauses.append(node)
        self.part.last = node
        section.last = ordinal
        if repair:
            self._remark("repair", repair, f"op/{ordinal}", block)

    # ------------------------------------------------------------------ items
    def _place_item(self, index: int, block: Block, label: Label) -> bool:
        top = self.part.current()
        boundary = block.ended_before or block.short_before or block.gap is not None or bool(self.pending)
        if _REFERENCE.match(block.rest):
            return False
        if label.shape == "stop" and block.gap == "turn" and not block.ended_before:
            return False  # an initial: "Mr.", a page turn, "A. Name"
        if self._place_lettered(block, label, top):
            return True
        if top is None or not (boundary or block.rest[:1].isupper() or self._expects(top, label)):
            return False
        if self.pending_section or (self.pending and self.part is not self.out.main and label.shape == "stop"):
            return False
        ahead = self.items_ahead[index]
        rest = " ".join(line.text for line in block.lines)
        place = fit_item(top, label, rest, ahead, strict=label.shape != "bracket" or not boundary)
        if place is None and boundary and label.shape == "bracket":
            place = repair_item(top, label, ahead, opens=block.gap == "blank" or top.last_text().rstrip().endswith(":"))
        if place is None:
            return False
        parent, style, ordinal, repaired = place
        local = from_ordinal(ordinal, style)
        number = local if repaired else label.text
        node = Node(
            ordinal,
            style,
            number,
            local_name(number if style != "digit" else local),
            [Piece(block.lines, label.width)],
            line=block.lines[0].number,
        )
        if self.pending:
            node.headings, self.pending = self.pending, []
        last = parent.children[-1].ordinal if parent.children and parent.children[-1].style == style else 0
        if ordinal > last + 1:
            missing = from_ordinal(last + 1, style)
            self._remark("gap", f"no item ({missing}) is printed before ({number})", f"({number})", block)
        parent.children.append(node)
        if repaired:
            self._remark(
                "repair",
                f"the label reads ({label.text}); its place in the sequence makes it ({number})",
                f"({number})",
                block,
            )
        return True

    def _place_lettered(self, block: Block, label: Label, top: Node | None) -> bool:
        """Operative paragraphs that bear letters instead of numbers ("(a) Resolves that …")."""
        if label.shape != "bracket" or self.part.numbered or find_opening(block.rest) != "operative":
            return False
        goes_on = top is not None and top.style == "alpha" and not top.preambular
        expected = top.ordinal + 1 if top is not None and goes_on else 1
        if to_ordinal(label.text, "alpha") != expected or (expected == 1 and self.part.operative):
            return False
        if expected == 1 and top is not None and not is_closed(top.last_text()):
            return False
        self.part.operative = True
        node = Node(
            expected,
            "alpha",
            label.text,
            label.text,
            [Piece(block.lines, label.width)],
            line=block.lines[0].number,
        )
        self.part.section.clauses.append(node)
        self.part.last = node
        return True

    def _expects(self, top: Node, label: Label) -> bool:
        """An item after "and" in mid-line is an item where the open list waits for it."""
        return (
            any(to_ordinal(label.text, style) == last + 1 for _, style, last in open_lists(top))
            and re.search(r"\b(?:and|or)$", top.last_text()) is not None
        )

    def _place_dash(self, index: int, block: Block) -> bool:
        top = self.part.current()
        if top is None or block.label is None:
            return False
        capital = block.rest[:1].isupper()
        boundary = block.ended_before or block.short_before or block.gap == "blank" or (capital and block.gap == "turn")
        if not boundary and not (capital and self._lists_dashes(index, top)):
            return False
        parent = dash_parent(top)
        ordinal = 1 + sum(1 for child in parent.children if child.style == "dash")
        parent.children.append(
            Node(
                ordinal,
                "dash",
                None,
                f"dash{ordinal}",
                [Piece(block.lines, block.label.width)],
                line=block.lines[0].number,
            )
        )
        return True

    def _lists_dashes(self, index: int, top: Node) -> bool:
        """Another dash stands above or below: a list whose items end without a stop."""
        after = self.blocks[index + 1].label if index + 1 < len(self.blocks) else None
        return top.leaf().style == "dash" or (after is not None and after.shape == "dash")

    # ------------------------------------------------------------------ sections, headings, annexes
    def _place_section(self, block: Block) -> bool:
        if len(block.lines) > 2 or not (block.ended_before or block.gap is not None or block.short_before):
            return False
        text = " ".join(line.text for line in block.lines)
        label = is_section(text) if len(block.lines) == 1 else None
        titled = None if label else find_titled_section(text)
        article = find_article(text)
        if label is None and titled is None and article is None:
            return False
        if label is not None:
            self.pending_section = label
        elif (
            titled is not None
            and len(titled[1]) < 100
            and not is_closed(titled[1])
            and find_opening(titled[1], by_form=False) is None
        ):
            self.pending_section = titled[0]
        elif (
            article is not None
            and not is_closed(text.rstrip("."))
            and (article["title"] == "" or article["title"].lstrip(" .:–—-")[:1].isupper())
        ):
            word = article["word"].lower()
            self.pending_section = (
                article["label"] if word in ("part", "section") else f"{word}-{article['label'].replace(' ', '-')}"
            )
        else:
            return False
        self._add_heading(block)
        return True

    def _is_heading(self, index: int, block: Block) -> bool:
        if len(block.lines) > 3 or not (
            block.ended_before or block.gap == "blank" or (self.headed and block.short_before)
        ):
            return False
        text = " ".join(line.text for line in block.lines)
        if len(text) > 160 or is_closed(text) or not (text[0].isupper() or text[0] in '“"#('):
            return False
        if self.part is self.out.main and not self.part.preamble and not self.part.operative:
            return self._opens_preamble(index, block, text)
        if self._goes_on(block) or _UNFINISHED.search(text):
            return False
        if not self.part.operative and find_opening(text, by_form=False) == "preambular":
            return False
        if self.part is self.out.main and self._is_listed(block, self.part.current()) and not self._opens_list(index):
            return False
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if after is None:
            return False
        if self.part is not self.out.main:
            return True
        if index + 1 in self.starts:
            return True
        if after.label is not None and after.label.shape != "half":
            expected = self.part.section.last + 1
            number = to_ordinal(after.label.text, "number")
            return (
                number in (expected, 1) or after.label.shape != "stop" or is_misreading(after.label.text, str(expected))
            )
        if not self.part.operative:
            return find_opening(text) is None and find_opening(after.first) is not None and len(block.lines) < 3
        short = len(after.lines) <= 2 and not is_closed(after.lines[-1].text)
        return self.part.operative and ((short and after.gap is block.gap) or is_section(after.first) is not None)

    def _opens_preamble(self, index: int, block: Block, text: str) -> bool:
        """A heading above the first paragraph."""
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if (
            after is None
            or after.label is not None
            or len(block.lines) > 1
            or len(text) > 60
            or _UNFINISHED.search(text)
        ):
            return False
        return find_opening(text) is None and find_opening(after.first, by_form=False) == "preambular"

    def _goes_on(self, block: Block) -> bool:
        """A line that the clause before cannot end without goes on with it."""
        top = self.part.current()
        return top is not None and not self.pending and not is_closed(top.last_text())

    def _add_heading(self, block: Block) -> None:
        self.pending.append(" ".join(line.text.lstrip("# ") for line in block.lines))
        self.out.headings.extend(block.lines)

    def _drop_pending(self) -> None:
        """Headings with nothing below them are kept with the part that they end."""
        top = self.part.current()
        where = "annex" if self.part is not self.out.main else "end"
        if self.part is not self.out.main and top is None:
            self.part.headings += self.pending
        else:
            self.out.remarks.append(Remark("unknown", f"a heading with nothing below it: {self.pending[-1]}", where))
            self.part.headings += self.pending
        self.pending = []
        self.pending_section = None

    def _ends_main(self, index: int, block: Block) -> bool:
        """After the Council has decided to remain seized of the matter only an annex follows, headed so or not."""
        top = self.part.current()
        if self.part is not self.out.main or not self.part.operative or top is None or not block.ended_before:
            return False
        number = to_ordinal(block.label.text, "number") if block.label and block.label.shape == "stop" else None
        following = number if number is not None else self.numbers_ahead[index]
        if following == self.part.section.last + 1 or not (block.label is None or number == 1):
            return False
        last = (top.closing or top.leaf().body)[-1].lines
        return any("seized" in line.text for line in last) and (
            _SEIZED.search(" ".join(line.text for line in last)) is not None
        )

    def _open_annex(self, index: int, block: Block, *, headed: bool = True) -> None:
        if self.pending:
            self._drop_pending()
        self.pending_section = None
        self.part = Part(headings=[line.text.lstrip("# ") for line in block.lines] if headed else [])
        self.part.numbered = is_numbered(self.blocks, index + headed, self.starts)
        self.out.annexes.append(self.part)
        if headed:
            self.out.headings.extend(block.lines)

    def _open_section(self, label: str | None, last: int = 0) -> None:
        self.part.sections.append(Section(label, last=last))

    # ------------------------------------------------------------------ text without a label
    def _place_text(self, index: int, block: Block) -> None:
        part, top = self.part, self.part.current()
        opening = find_opening(block.first)
        boundary = block.gap == "blank" or block.ended_before or bool(self.pending)
        starts = block.first[0].isupper() or block.first[0] in '“"‘['
        if part.numbered and self._lost_number(index, block, top, opening):
            return
        if (
            part.operative
            and part.numbered
            and opening == "preambular"
            and boundary
            and (self.pending_section or (top and top.preambular))
        ):
            self._add_unnumbered(index, block, operative=False)
        elif top is None:
            self._add_unnumbered(
                index, block, operative=opening == "operative" and not (part.numbered and part is self.out.main)
            )
        elif self._is_listed(block, top) and not self._opens_list(index):
            self._add_line(block, top)
        elif not boundary and not (opening and block.short_before):
            self._append(block, top)
        elif not part.operative and not self._belongs(block, top):
            operative = opening == "operative" and not part.numbered
            if operative and part.section.label and not self.pending_section:
                part.operative = True
            if part is not self.out.main and not part.formula and not part.numbered:
                operative = True
            if operative or opening or (starts and block.gap == "blank") or (starts and part is not self.out.main):
                self._add_unnumbered(index, block, operative=operative)
            else:
                self._append(block, top)
        elif part.operative and self._starts_unnumbered(block, top, opening, starts):
            self._add_unnumbered(index, block, operative=True)
        elif (
            part.operative
            and part.numbered
            and starts
            and self._lists_lines(block, top)
            and not self._opens_list(index)
        ):
            self._add_line(block, top)
        else:
            self._append(block, top)

    def _belongs(self, block: Block, top: Node) -> bool:
        """A page turn or blank line in mid-sentence: nothing ended before, and a small letter goes on."""
        ended = is_closed(top.last_text())
        return not ended and not (
            find_opening(block.first, by_form=False) and (block.gap == "blank" or block.short_before)
        )

    def _lost_number(self, index: int, block: Block, top: Node | None, opening: str | None) -> bool:
        """A paragraph that lost its number stands between its neighbours' numbers."""
        section = self.part.section
        if (
            opening != "operative"
            or block.gap != "blank"
            or self.pending_section
            or self.numbers_ahead[index] != section.last + 2
        ):
            return False
        if top is None or not is_closed(top.last_text()) or find_opening(block.first, by_form=False) is None:
            return False
        self._add_number(
            block,
            Label("stop", "", 0),
            section.last + 1,
            f"no number is printed; its place in the sequence makes it {section.last + 1}",
        )
        section.clauses[-1].number = None
        return True

    def _lists_lines(self, block: Block, top: Node) -> bool:
        """Lines without labels below a colon are a list (of names, of quoted text), each an item."""
        leaf = top.leaf()
        if leaf.style == "dash" and leaf.number is None and not leaf.closing:
            parent = parent_of(top, leaf)
            return parent.body[-1].lines[-1].text.rstrip().endswith(":") and leaf.body[0].drop == 0
        return leaf.body[-1].lines[-1].text.rstrip().endswith(":") and not leaf.closing

    def _is_listed(self, block: Block, top: Node | None) -> bool:
        """Names without stops, one a line, below a colon."""
        if top is None or not self.part.operative or not (block.short_before or block.ended_before):
            return False
        return len(block.lines) == 1 and block.first[0].isupper() and self._lists_lines(block, top)

    def _opens_list(self, index: int) -> bool:
        """Words between a colon and item (a) belong to the paragraph, not to the list."""
        after = self.blocks[index + 1].label if index + 1 < len(self.blocks) else None
        return after is not None and after.shape == "bracket" and after.text in ("a", "i", "1")

    def _add_line(self, block: Block, top: Node) -> None:
        leaf = top.leaf()
        parent = parent_of(top, leaf) if leaf.style == "dash" and leaf.body[0].drop == 0 else leaf
        ordinal = 1 + sum(1 for child in parent.children if child.style == "dash")
        node = Node(ordinal, "dash", None, f"dash{ordinal}", [Piece(block.lines)], line=block.lines[0].number)
        node.headings, self.pending = self.pending, []
        parent.children.append(node)

    def _starts_unnumbered(self, block: Block, top: Node, opening: str | None, starts: bool) -> bool:
        if self.pending_section is not None:
            return True
        if (
            not starts
            or not is_closed(top.last_text())
            or (top.children and opening != "operative" and self.part.numbered)
        ):
            return False
        if self.part.numbered:
            return bool(self.pending) and self.part is not self.out.main and top.style != "number"
        if opening == "operative" or self.pending:
            return True
        return block.gap == "blank" or self.part is not self.out.main

    def _add_unnumbered(self, index: int, block: Block, *, operative: bool) -> None:
        part = self.part
        operative = operative or (self.pending_section or "").startswith(("article-", "rule-"))
        last = 0 if self.numbers_ahead[index] == 1 else part.section.last  # whether the numbering starts anew below it
        node = Node(0, None, None, "", [Piece(block.lines)], line=block.lines[0].number, preambular=not operative)
        part.last = node
        if operative:
            part.operative = True
            if self.pending_section:
                if part.section.clauses:
                    self._open_section(self.pending_section, last=last)
                else:
                    part.section.label = self.pending_section
                self.pending_section = None
            home = part.section.clauses
        else:
            if self.pending_section:  # a section with a preamble of its own
                self._open_section(self.pending_section, last=last)
                self.pending_section = None
            home = part.section.clauses if part.operative or part.section.label else part.preamble
        alike = (n for n in reversed(home) if n.style is None and n.preambular is node.preambular)
        node.ordinal = 1 + next((n.ordinal for n in alike), 0)
        home.append(node)
        node.local = str(node.ordinal)
        if part is not self.out.main and len(part.preamble) + sum(len(s.clauses) for s in part.sections) == 1:
            first = next((i for i, text in enumerate(self.pending) if is_article(text) or is_section(text)), None)
            part.headings += self.pending[:first]
            self.pending = [] if first is None else self.pending[first:]
        node.headings, self.pending = self.pending, []

    def _append(self, block: Block, top: Node) -> None:
        """Join a block to the clause before it, or close the list that it follows."""
        leaf = top.leaf()
        if leaf is not top and self._closes(block, top):
            parent = parent_of(top, leaf)
            parent.closing.append(Piece(block.lines))
            return
        for node in path_to_leaf(top):
            if node.closing and node.children and block.gap != "blank":
                node.closing.append(Piece(block.lines))
                return
        leaf.body.append(Piece(block.lines))

    def _closes(self, block: Block, top: Node) -> bool:
        if not is_closed(top.last_text()):
            return False
        if block.gap == "blank":
            return True
        return block.ended_before and block.short_before and block.first[:1].islower()

    def _remark(self, kind: str, message: str, where: str, block: Block) -> None:
        self.out.remarks.append(Remark(kind, message, where, block.lines[0].number))  # type: ignore[arg-type]


def read_outline(blocks: list[Block]) -> Outline:
    """Read the outline of a text from its blocks."""
    return OutlineReader(blocks).read()
