"""The body of an AKN4UN document as a flat run of units, each with its printed label and its depth in the markup.

The markup nests lists where its makers did, and leaves them flat where they did not; headings stand in ``heading``,
``subheading``, ``block`` or plain paragraphs. So nothing is decided here: the next stage may assume that every word of
the body is in exactly one unit, white space normalised, and that ``depth`` is 0 for a paragraph of the body and grows
by one with each list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
Role = Literal["heading", "preamble", "item", "text", "closing", "row", "formula"]

_NOTE = AKN + "authorialNote"
_P = AKN + "p"
_LABEL = re.compile(
    r"""[“"’‘\s]*(?:
        (?P<bracket> \(? (?: [a-zа-я] | (?P<twin>[a-z])(?P=twin)                  # (a) aa)
                          | [ivx]{2,5} | \d{1,2} | [أ-ي]ـ?(?:\s[أ-ي])? ) [)）] ) \s*   # iv) (2)
      | (?P<inner> [‘’]\d{1,2}[‘’] | [㈠-㈩] ) \s*                             # ’1‘ and ㈠ for (i)
      | (?P<dash> [–—−•▪●·‒] | -(?=\s) | o(?=\s+[A-Z]) ) \s*                                  # dash, bullet
      | (?P<path> [a-zA-Z]\.\d{1,2}(?:\.[a-z0-9]{1,2})*\.? ) \s+              # a.1. A.1.a
      | (?P<number> \d{1,3} (?:\s?[.–—-]+(?=\s|[^\W\d]) | (?=\s+[A-ZÀ-Þ]) ) ) \s*   # 15. or "15 Urges" or "3 –"
    )(?=\S)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote where it stands in the markup; ``before`` are the last words before its mark."""

    mark: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of text with its role; ``label`` as printed, ``loose`` a label found at the head of the text itself."""

    role: Role
    text: str
    label: str | None = None
    depth: int = 0
    style: str = ""
    loose: bool = False
    notes: tuple[Note, ...] = ()


def clean(text: str) -> str:
    """Make every run of white space one space.

    >>> clean("\\t Decides \\u00a0 to")
    'Decides to'
    """
    return " ".join(text.split())


def read_text(element: etree._Element) -> str:
    """Return the words of an element without the footnotes in it."""
    return " ".join("".join(_parts(element)).split())


def _parts(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element in order, footnotes and comments left out; blocks are parted by a space."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag != _NOTE and isinstance(child.tag, str):
            if len(child):
                yield from _parts(child)
            elif child.text:
                yield child.text
            if child.tag == _P:
                yield " "
        if child.tail:
            yield child.tail


def find_notes(element: etree._Element) -> tuple[Note, ...]:
    """Return the footnotes inside an element."""
    return tuple(Note(n.get("marker") or "*", read_text(n), _words_before(n, element)) for n in element.iter(_NOTE))


def _words_before(note: etree._Element, element: etree._Element) -> str:
    """The last words of an element before a footnote in it."""
    texts = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is note:
            break
        inside = any(above.tag == _NOTE for above in node.iterancestors())
        if event == "start" and node.tag != _NOTE and not inside:
            texts.append(node.text or "")
        elif event == "end" and not inside:
            texts.append(node.tail or "")
    return clean("".join(texts))[-60:]


def split_label(text: str) -> tuple[str, str] | None:
    """Part a label from the text that it opens; None where there is none.

    >>> split_label("(a) To monitor"), split_label("6 Calls on"), split_label("15 (1946) of")
    (('(a)', 'To monitor'), ('6', 'Calls on'), None)
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    return text[: match.end()].strip(), text[match.end() :]


class UnitReader:
    """Walks one body; ``notes`` says whether the document has footnotes at all (looking for them costs time)."""

    def __init__(self, *, notes: bool) -> None:
        """Start with no units."""
        self.units: list[Unit] = []
        self.has_notes = notes

    def read(self, body: etree._Element | None) -> list[Unit]:
        """Return the units of a preamble, a main body or an annex."""
        if body is not None:
            self._stray(body.text)
            for child in body.iterchildren(etree.Element):
                self._block(child, 0)
                self._stray(child.tail)
        units, self.units = self.units, []
        return units

    def _add(
        self,
        role: Role,
        element: etree._Element | None,
        text: str,
        label: str | None = None,
        depth: int = 0,
        style: str = "",
    ) -> None:
        notes = find_notes(element) if self.has_notes and element is not None else ()
        if label is None and role in ("text", "item") and (parted := split_label(text)):
            self.units.append(Unit("item", parted[1], parted[0], depth, style, loose=True, notes=notes))
        elif text or label or notes:
            self.units.append(Unit(role, text, label, depth, style, notes=notes))

    def _stray(self, text: str | None) -> None:
        """Words between elements belong to no element of the format; they are kept as text."""
        if text and (words := clean(text)):
            self.units.append(Unit("text", words))

    # ------------------------------------------------------------------ blocks
    def _block(self, element: etree._Element, depth: int) -> None:
        name = element.tag[len(AKN) :] if isinstance(element.tag, str) else ""
        match name:
            case "paragraph" | "point" | "item" | "alinea":
                self._paragraph(element, depth, name)
            case "list" | "sublist" | "blockList":
                self._list(element, depth + 1, None)
            case "intro" | "listIntroduction":
                self._add("text", element, read_text(element), depth=depth)
            case "container":
                self._container(element)
            case "formula":
                self._add("formula", element, read_text(element))
            case "heading" | "subheading" | "block":
                self._add("heading", element, read_text(element))
            case "crossHeading":
                preamble = "preamble" in (element.get("refersTo") or "")
                self._add("preamble" if preamble else "heading", element, read_text(element))
            case "section" | "part" | "chapter" | "article" | "hcontainer":
                self._section(element, depth)
            case "table":
                self._table(element)
            case "wrapUp":
                self._add("closing", element, read_text(element), depth=max(depth - 1, 0))
            case _:
                self._add("text", element, read_text(element), depth=depth)

    def _section(self, element: etree._Element, depth: int) -> None:
        num = element.find(AKN + "num")
        if num is not None:
            heading = element.find(AKN + "heading")
            title = read_text(heading) if heading is not None else ""
            self._add("heading", num, clean(f"{read_text(num)} {title}"))
        for child in element.iterchildren(etree.Element):
            if child is not num and not (num is not None and child.tag == AKN + "heading"):
                self._block(child, depth)

    def _container(self, element: etree._Element) -> None:
        """A preambular paragraph; its list, if it has one, follows as items."""
        if element.find(AKN + "blockList") is None and element.find(AKN + "table") is None:
            self._add("preamble", element, read_text(element))
            return
        for child in element.iterchildren(etree.Element):
            if child.tag == AKN + "blockList":
                intro = child.find(AKN + "listIntroduction")
                if intro is not None:
                    self._add("preamble", intro, read_text(intro))
                self._list(child, 1, intro)
            elif child.tag == AKN + "table":
                self._table(child)
            else:
                self._add("preamble", child, read_text(child))

    def _table(self, element: etree._Element) -> None:
        for row in element.iter(AKN + "tr"):
            cells = [read_text(cell) for cell in row.iterchildren(etree.Element)]
            self._add("row", row, " | ".join(cell for cell in cells if cell))

    def _list(self, element: etree._Element, depth: int, intro: etree._Element | None) -> None:
        """Read the points of a list; an intro that was read with the clause above is left out."""
        for child in element.iterchildren(etree.Element):
            if child is not intro:
                self._block(child, depth)

    def _paragraph(self, element: etree._Element, depth: int, name: str) -> None:
        """Headings, then label and own words (content, intro, intro of the list), then what follows them."""
        num: etree._Element | None = None
        own: list[etree._Element] = []
        rest: list[etree._Element] = []
        titles: list[etree._Element] = []
        intro: etree._Element | None = None
        for child in element.iterchildren(etree.Element):
            tag = child.tag[len(AKN) :] if isinstance(child.tag, str) else ""
            if tag == "num" and num is None:
                num = child
            elif tag in ("heading", "subheading"):
                titles.append(child)
            elif tag in ("content", "intro", "p") and not rest:
                own.append(child)
            else:
                rest.append(child)
                if tag in ("list", "sublist") and len(rest) == 1 and (intro := child.find(AKN + "intro")) is not None:
                    own.append(intro)
        text = " ".join(filter(None, (read_text(part) for part in own)))
        label = read_text(num) if num is not None else None
        lone = label if label and titles and not text and not rest else None  # "II." over its title
        for child in titles:
            self._add("heading", child, clean(f"{lone or ''} {read_text(child)}"), style=element.get("class") or "")
        if text or (label and not lone):
            parent = element.getparent()
            inside = name == "alinea" and parent is not None and parent.tag == AKN + "paragraph"
            role: Role = "closing" if inside else "item" if label else "text"
            self._add_own(role, own, text, label, depth, element.get("class") or "")
        for child in rest:
            if child.tag in (AKN + "list", AKN + "sublist"):
                self._list(child, depth + 1, intro)
            else:
                self._block(child, depth + 1 if child.tag == AKN + "point" else depth)

    def _add_own(
        self, role: Role, own: list[etree._Element], text: str, label: str | None, depth: int, style: str
    ) -> None:
        notes = tuple(n for part in own for n in find_notes(part)) if self.has_notes else ()
        if label is None and role == "text" and (parted := split_label(text)):
            self.units.append(Unit("item", parted[1], parted[0], depth, style, loose=True, notes=notes))
        else:
            self.units.append(Unit(role, text, label, depth, style, notes=notes))
