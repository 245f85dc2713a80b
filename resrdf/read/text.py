"""The reader of plain text: a page as users have it in, a frozen :class:`~resrdf.document.Document` out.

The story: decode, cut into lines, part page from body, read head and tail, cut into blocks, read the outline, join
prose. Every line that is not blank ends in exactly one region: masthead, adoption, heading, clause, footnote,
furniture or leftover.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from resrdf.document import (
    Adoption,
    Annex,
    Clause,
    ClauseKind,
    Document,
    Footnote,
    Leftover,
    Locator,
    Region,
    Remark,
    Role,
    Source,
    walk_document,
)
from resrdf.errors import SymbolError
from resrdf.read.blocks import is_ended, split_blocks
from resrdf.read.decode import count_characters, decode_text
from resrdf.read.head import Head, Title, find_job, find_title, is_formula, read_head, strip_formula
from resrdf.read.labels import make_unique
from resrdf.read.lines import Line, part_furniture, split_lines
from resrdf.read.nodes import Node, Outline, Part, Piece, Section
from resrdf.read.openers import find_opening
from resrdf.read.outline import read_outline
from resrdf.read.prose import Joiner, Prose
from resrdf.read.tail import read_tail
from resrdf.symbol import Symbol

_NOTE_RULE = re.compile(r"_{5,}")
_STARRED = re.compile(r"[a-z]\*(?:[\s,;:.]|$)")
_PAGE_NOTE = re.compile(r"(?P<mark>\*{1,3}|\d{1,2})\s+(?P<text>\S.*)")


def read_text(data: bytes, name: str, *, language: str = "en") -> Document:
    """Read one resolution from the bytes of a text file; ``name`` is the file's name, for messages and provenance.

    Raises ReadError when the bytes are no text or no resolution can be recognised in it.
    """
    return read_decoded(decode_text(data, name), name, hashlib.sha256(data).hexdigest(), language=language)


def read_decoded(
    text: str, name: str, sha256: str, *, language: str = "en", media_type: str = "text/plain"
) -> Document:
    """Read one resolution from a decoded text (the PDF reader comes in here)."""
    lines = split_lines(text)
    regions: dict[int, Role] = {}
    title = find_title(lines)
    body, furniture = part_furniture(lines, title.number if title else None)
    _assign(regions, furniture, "furniture")
    body, title = _keep_title(body, furniture, title)
    head = read_head(body, title, name, _hint(name))
    _assign(regions, body[: head.body], "masthead")
    _assign(regions, body[head.adopted[0] : head.adopted[1]], "adoption")
    in_head = head.adopted[1] > head.adopted[0]
    body, page_notes = _part_page_notes(body, head.body, _noted_pages(lines, furniture), regions)
    tail = read_tail(body, head.body, adopted_in_head=in_head)
    _assign(regions, body[tail.adopted[0] : tail.adopted[1]], "adoption")
    _assign(regions, [body[i] for i in tail.noted], "footnote")
    _assign(regions, [body[i] for i in tail.rest], "leftover")
    prose = _drop_formula(body[head.body : tail.body], regions)
    outline = read_outline(split_blocks(prose))
    footnotes = page_notes + tail.footnotes
    joiner = Joiner(text, head.layout, frozenset(note.mark for note in footnotes))
    builder = _Builder(joiner, regions)
    preamble, operative, annexes = builder.build(outline)
    _assign(regions, outline.headings, "heading")
    _assign(regions, outline.formulas, "heading")
    volume = [
        body[i] for i in tail.rest if body[i].text in ("Decision", "Decisions")
    ]  # the next heading of the printed volume
    _assign(regions, volume, "furniture")
    leftovers = tuple(
        Leftover(body[i].text, "stands after the adoption line", body[i].number)
        for i in tail.rest
        if body[i] not in volume
    )
    mended = tuple(Remark("repair", message) for message in dict.fromkeys(joiner.mended))
    remarks = head.remarks + mended + tail.remarks + tuple(outline.remarks) + _check(head, preamble, operative)
    return Document(
        kind="resolution",
        symbol=head.symbol,
        language=language,
        source=Source(name, sha256, media_type, head.layout, count_characters(text)),  # type: ignore[arg-type]
        masthead=replace(head.masthead, job_number=head.masthead.job_number or find_job(furniture)),
        adoption=_merge_adoption(head.adoption, tail.adoption),
        preamble=preamble,
        operative=operative,
        annexes=annexes,
        footnotes=tuple(_anchored(note, builder.anchors) for note in footnotes),
        remarks=remarks,
        leftovers=leftovers,
        regions=tuple(
            [Region(regions[number], start, start + len(words), number) for words, start, number, _ in lines]
        ),
    )


def _hint(name: str) -> Symbol | None:
    """The symbol that a file's name gives, if it is one: ``S_RES_1386_2001.txt``."""
    match = re.search(r"S[_-]RES[_-](\d{1,4})[_-]?\(?((?:19|20)\d\d)?", name, re.I)
    if match is None:
        return None
    try:
        return Symbol.from_text(f"S/RES/{int(match[1])}" + (f"({match[2]})" if match[2] else ""))
    except SymbolError:
        return None


def _assign(regions: dict[int, Role], lines: Iterable[Line], role: Role) -> None:
    for line in lines:
        regions[line.number] = role


def _keep_title(body: list[Line], furniture: list[Line], title: Title | None) -> tuple[list[Line], Title | None]:
    """Where nothing but the running symbol names the resolution, its first line is the title and no furniture."""
    here = find_title(body)
    if title is None or (here and here.number == title.number):
        return body, here
    symbols = [line for line in furniture if (found := find_title([line])) and found.number == title.number]
    body = sorted([*body, *symbols[:1]], key=lambda line: line.number)
    return body, find_title(body)


def _merge_adoption(head: Adoption, tail: Adoption | None) -> Adoption:
    if tail is None:
        return head
    return Adoption(tail.line or head.line, head.date or tail.date, head.meeting or tail.meeting, tail.vote)


def _noted_pages(lines: list[Line], furniture: list[Line]) -> frozenset[int]:
    """The numbers of lines that follow a long rule, below which a page sets its footnotes."""
    rules = {line.number for line in furniture if _NOTE_RULE.fullmatch(line.text)}
    if not rules:
        return frozenset()
    numbers = [line.number for line in lines]
    return frozenset(after for before, after in pairwise(numbers) if before in rules)


def _part_page_notes(
    body: list[Line], start: int, below_rule: frozenset[int], regions: dict[int, Role]
) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Take the footnotes at the foot of a page (below a rule, up to the page's end) out of the body."""
    starred_lines = [line.text for line in body if "*" in line.text]
    if not below_rule and not starred_lines:
        return body, ()
    kept: list[Line] = []
    notes: list[list[str]] = []
    inside = False
    starred_word = any(map(_STARRED.search, starred_lines))
    for i, line in enumerate(body):
        if i >= start:
            match = _PAGE_NOTE.fullmatch(line.text)
            starred = (
                match is not None and match["mark"] == "*" and i > start and starred_word and is_ended(body[i - 1].text)
            )
            if match and (
                starred
                or line.number in below_rule
                or (inside and line.gap is None)
                or re.match(r"\*+ Reissued", line.text)
            ):
                inside = True
                notes.append([match["mark"], match["text"]])
                regions[line.number] = "footnote"
                continue
            resumes = (
                is_ended(notes[-1][-1]) and find_opening(line.text, by_form=False) is not None if inside else False
            )
            if inside and line.gap != "turn" and not line.text[0].isdigit() and not resumes:
                notes[-1].append(line.text)
                regions[line.number] = "footnote"
                continue
            if inside:
                line = line._replace(gap="turn")
            inside = False
        kept.append(line)
    return kept, tuple(Footnote(note[0], " ".join(note[1:])) for note in notes)


def _drop_formula(lines: list[Line], regions: dict[int, Role]) -> list[Line]:
    """Take out the enacting formula of the main text, also where a sentence follows it in its line."""
    for i, line in enumerate(lines):
        if is_formula(line.text):
            regions[line.number] = "heading"
            return [*lines[:i], *lines[i + 1 :]]
        rest = strip_formula(line.text) if i < 2 else line.text
        if rest != line.text and rest[:1].isupper():
            sentence = line._replace(text=rest, start=line.start + len(line.text) - len(rest))
            return [*lines[:i], sentence, *lines[i + 1 :]]
    return lines


def _check(head: Head, preamble: tuple[Clause, ...], operative: tuple[Clause, ...]) -> tuple[Remark, ...]:
    remarks: list[Remark] = []
    if not operative:
        remarks.append(Remark("fault", "no operative paragraph was recognised", "op"))
    if head.adoption.date is None:
        remarks.append(Remark("unknown", "no date of adoption was recognised", "adoption"))
    return tuple(remarks)


class _Builder:
    """Turns the nodes of an outline into clauses with their locators, texts and places."""

    def __init__(self, joiner: Joiner, regions: dict[int, Role]) -> None:
        self._joiner = joiner
        self._regions = regions
        self.anchors: dict[str, tuple[Locator, int]] = {}

    def build(self, outline: Outline) -> tuple[tuple[Clause, ...], tuple[Clause, ...], tuple[Annex, ...]]:
        preamble, operative = self._part(outline.main, ())
        annexes: list[Annex] = []
        for ordinal, part in enumerate(outline.annexes, 1):
            root = ("annex", str(ordinal))
            pre, op = self._part(part, root)
            annexes.append(Annex(Locator(root), tuple(part.headings), pre, op))
        return preamble, operative, tuple(annexes)

    def _part(self, part: Part, root: tuple[str, ...]) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        preamble = self._clauses(part.preamble, Locator((*root, "pre")), "preambular")
        operative: list[Clause] = []
        parted = _restarts(part.sections)
        used: dict[str, int] = {}
        for i, section in enumerate(part.sections):
            base: tuple[str, ...] = (*root, "op")
            if parted and (section.label or i > 0):
                base = (*root, "part", make_unique(section.label or str(i + 1), used), "op")
            here = [node for node in section.clauses if not node.preambular]
            clauses = dict(zip(map(id, here), self._clauses(here, Locator(base), "operative"), strict=True))
            own = (*root, "part", section.label, "pre") if section.label else (*root, "pre")
            for node in section.clauses:  # a section may have a preamble of its own
                pre = Locator((*own, node.local))
                operative.append(self._clause(node, pre, "preambular") if node.preambular else clauses[id(node)])
        return preamble, tuple(operative)

    def _clauses(self, nodes: list[Node], above: Locator, kind: ClauseKind) -> tuple[Clause, ...]:
        used: dict[str, int] = {}
        return tuple(self._clause(node, above / make_unique(node.local, used), kind) for node in nodes)

    def _clause(self, node: Node, locator: Locator, kind: ClauseKind) -> Clause:
        body = self._join(node.body, locator)
        children = self._clauses(node.children, locator, kind) if node.children else ()
        closing = self._join(node.closing, locator) if node.closing else None
        return Clause(
            locator,
            kind,
            body.text,
            node.number,
            children,
            closing.text if closing else None,
            tuple(node.headings),
            body.spans + (closing.spans if closing else ()),
        )

    def _join(self, pieces: list[Piece], locator: Locator) -> Prose:
        lines = [line for piece in pieces for line in piece.lines]
        _assign(self._regions, lines, "clause")
        prose = self._joiner.join(lines, pieces[0].drop)
        for mark, offset in prose.marks:
            self.anchors.setdefault(mark, (locator, offset))
        return prose


def _anchored(note: Footnote, anchors: dict[str, tuple[Locator, int]]) -> Footnote:
    anchor, offset = anchors.get(note.mark, (None, None))
    return replace(note, anchor=anchor, offset=offset)


def _restarts(sections: list[Section]) -> bool:
    """Say whether the numbering starts anew in some section (then, and only then, sections are part of the address)."""
    firsts = [next((node.ordinal for node in s.clauses if not node.preambular), 0) for s in sections]
    firsts = [ordinal for ordinal in firsts if ordinal]
    return any(ordinal == 1 for ordinal in firsts[1:])


def unaccounted(document: Document, text: str) -> int:
    """How many characters that are not blank lie in no region of a text document (always 0; the tests hold it)."""
    covered = sum(len("".join(text[r.start : r.end].split())) for r in document.regions)
    return len("".join(text.split())) - covered


__all__ = ["read_decoded", "read_text", "unaccounted", "walk_document"]
