"""What the UN's markup says inside paragraphs: links, words in italics; each with its paragraph and its place there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from resrdf.document import Clause, Document, walk_document

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Marked words with what they are marked with (a target, a class), in a paragraph."""

    words: str
    mark: str
    paragraph: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stretch stands in a document: the clause, or the clause that a footnote hangs on; offsets are of letters and digits."""

    clause: Clause
    start: int
    end: int
    note: bool = False


def fold(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def stretches(data: bytes, name: str, attribute: str) -> Iterator[Stretch]:
    """The elements of a name in the paragraphs of preamble and body; what one mark has in pieces is put together."""
    root = etree.fromstring(data)
    for part in ("preamble", "mainBody"):
        for container in root.iter(f"{AKN}{part}"):
            if any(above.tag == container.tag for above in container.iterancestors()):
                continue
            for paragraph in container.iter(f"{AKN}p"):
                yield from _joined(list(_marked(paragraph, name, attribute)))


def _marked(paragraph: etree._Element, name: str, attribute: str) -> Iterator[Stretch]:
    """The marked stretches of one paragraph; a footnote in it is a paragraph of its own."""
    text, places = "", list[tuple[int, int, str]]()

    def walk(element: etree._Element) -> None:
        nonlocal text
        start = len(text)
        if element.tag != f"{AKN}authorialNote" or element is paragraph:
            text += element.text or ""
            for child in element.iterchildren(etree.Element):
                walk(child)
                text += child.tail or ""
        if element.tag == f"{AKN}{name}":
            places.append((start, len(text), element.get(attribute) or ""))

    walk(paragraph)
    for start, end, mark in places:
        yield Stretch(text[start:end], mark, text, start, end)


def _joined(found: list[Stretch]) -> Iterator[Stretch]:
    """Put together neighbours with one mark and nothing but white space between them."""
    kept: list[Stretch] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and fold(last.mark) == fold(one.mark) and not one.paragraph[last.end : one.start].strip():
            kept[-1] = Stretch(one.paragraph[last.start : one.end], last.mark, one.paragraph, last.start, one.end)
        else:
            kept.append(one)
    yield from kept


def finder(document: Document) -> Callable[[Stretch], Spot | None]:
    """Make the function that finds a stretch in a document: in the clause with all words of its paragraph, or those near."""
    clauses = {clause.locator: clause for clause in walk_document(document)}
    texts = [(clause, fold(clause.text), False) for clause in clauses.values()]
    texts += [(clauses[note.anchor], fold(note.text), True) for note in document.footnotes if note.anchor in clauses]
    used: dict[str, int] = {}

    def find(one: Stretch) -> Spot | None:
        for reach in (len(one.paragraph), 80, 40):
            begin = max(0, one.start - reach)
            words = fold(one.paragraph[begin : one.end + reach])
            if not words:
                continue
            found = [(clause, text.find(words), note) for clause, text, note in texts if words in text]
            if found:  # of paragraphs with the same words the first is meant first
                turn = used.get(f"{one.start} {one.paragraph}", 0)
                used[f"{one.start} {one.paragraph}"] = turn + 1
                clause, at, note = found[min(turn, len(found) - 1)]
                at += len(fold(one.paragraph[begin : one.start]))
                return Spot(clause, at, at + len(fold(one.words)), note)
        return None

    return find
