"""The UN's own markup of resolutions, drafts and presidential statements (AKN4UN XML) as documents.

The markup is read with what it says of itself: structure, footnotes, date, meeting, vote by State, sponsors, agenda,
subjects. Its faults are survived and reported, never copied silently. No entity is resolved and no network is used.
"""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from resrdf.document import Document, Leftover, Remark, Source, WorkKind
from resrdf.errors import ReadError
from resrdf.read.akn.builder import Outline
from resrdf.read.akn.clauses import Freezer
from resrdf.read.akn.metadata import Metadata, read_metadata
from resrdf.read.akn.outline import OutlineReader
from resrdf.read.akn.units import AKN, Note, Unit, UnitReader

_SNIFF = re.compile(rb"<(?:\w+:)?akomaNtoso[\s>]")
_KINDS: dict[str, WorkKind] = {
    "resolution": "resolution",
    "draftResolution": "draft",
    "presidentialStatement": "statement",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOOSE_AMPERSAND = re.compile(rb"&(?!#?\w{1,12};)")
_OPENING = re.compile(r"\d{3,5}")


def is_akn(data: bytes) -> bool:
    """Say whether these bytes are an AKN document, from their beginning alone.

    >>> is_akn(b'<akomaNtoso xmlns="x">'), is_akn(b"Resolution 242 (1967)")
    (True, False)
    """
    return _SNIFF.search(data[:4096]) is not None


def read_akn(data: bytes, name: str) -> Document:
    """Read one AKN4UN file; ``name`` is its file name. Raises ReadError where there is no document in it."""
    root, faults = _parse(data, name)
    _unify_namespace(root)
    statement = root.find(f"{AKN}statement")
    if statement is None:
        statement = next(iter(root.iter(f"{AKN}statement", f"{AKN}doc", f"{AKN}act")), root)
    if statement.find(f"{AKN}mainBody") is None and statement.find(f"{AKN}preamble") is None:
        raise _refusal(root, name, faults)
    kind = _KINDS.get(statement.get("name") or "", "resolution")
    reader = UnitReader(notes=b"authorialNote" in data)
    units = reader.read(statement.find(f"{AKN}preamble")) + reader.read(statement.find(f"{AKN}mainBody"))
    line = _take_opening(units) if kind == "statement" else None
    meta = read_metadata(root, statement, kind, name, line)
    outline = OutlineReader(statement=kind == "statement")
    outline.read(units)
    for annex in statement.iterfind(f"{AKN}attachments/{AKN}attachment"):
        for body in annex.iter(f"{AKN}mainBody"):
            outline.open_annex()
            outline.read(reader.read(body))
    made = outline.finish()
    made.notes += ((_read_note(text), None) for text in meta.notes)
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/akn+xml", None, _count(_all_text(statement)))
    return _assemble(kind, source, meta, made, faults)


def _make_parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _parse(data: bytes, name: str) -> tuple[etree._Element, list[Remark]]:
    """Parse; what is not well-formed is parsed again with repairs, and said to be so."""
    try:
        return etree.fromstring(data, _make_parser(recover=False)), []
    except etree.XMLSyntaxError as error:
        reason = error.msg or "not well-formed"
        line = error.lineno
    clean = _LOOSE_AMPERSAND.sub(b"&amp;", _CONTROL.sub(b"", data.replace(b"&nbsp;", b"&#160;")))
    try:
        root = etree.fromstring(clean, _make_parser(recover=True))
    except etree.XMLSyntaxError:
        raise ReadError(name, f"not XML: {reason}", line) from None
    if root is None or not isinstance(root.tag, str):
        raise ReadError(name, f"not XML: {reason}", line)
    return root, [Remark("fault", f"not well-formed XML, read with repairs: {reason}", "file", line)]


def _refusal(root: etree._Element, name: str, faults: list[Remark]) -> ReadError:
    """What is to be said of XML without the parts of a document: broken, something else, or an empty frame."""
    if faults:
        return ReadError(name, faults[0].message.replace(", read with repairs", ""), faults[0].line)
    tag = etree.QName(root).localname
    if tag != "akomaNtoso":
        return ReadError(name, f"XML with root <{tag}>, not AKN4UN")
    return ReadError(name, "no <mainBody> and no <preamble>: not an AKN4UN document")


def _unify_namespace(root: etree._Element) -> None:
    """Drafts of the standard had other namespaces; their names mean the same."""
    space, _, _ = str(root.tag).rpartition("}")
    if f"{space}}}" != AKN:
        for element in root.iter(etree.Element):
            own, _, local = str(element.tag).rpartition("}")
            if own == space:
                element.tag = AKN + local


def _take_opening(units: list[Unit]) -> str | None:
    """Take the sentence "At the 6705th meeting of the Security Council, …" from the head of a statement."""
    if units and units[0].label is None and _OPENING.search(units[0].text) and units[0].text.endswith((":", "：", ",")):
        return units.pop(0).text
    return None


def _read_note(text: str) -> Note:
    mark, _, words = text.partition(" ")
    return Note(mark, words) if words and not mark[0].isalpha() else Note("*", text)


def _assemble(kind: WorkKind, source: Source, meta: Metadata, made: Outline, faults: list[Remark]) -> Document:
    """Put the document together."""
    frozen = Freezer().freeze(made)
    leftovers = (
        *(Leftover(text, "words on the cover page that no rule knows") for text in meta.leftovers),
        *frozen.leftovers,
    )
    return Document(
        kind=kind,
        symbol=meta.symbol,
        language=meta.language,
        source=source,
        masthead=meta.masthead,
        adoption=meta.adoption,
        preamble=frozen.preamble,
        operative=frozen.operative,
        annexes=frozen.annexes,
        footnotes=frozen.footnotes,
        catalogue=meta.catalogue,
        remarks=tuple(dict.fromkeys((*faults, *meta.remarks, *frozen.remarks))),
        leftovers=leftovers,
    )


def _all_text(statement: etree._Element) -> str:
    """Every word of the document, its metadata left out."""
    return "".join("".join(child.itertext()) for child in statement if child.tag != f"{AKN}meta")  # type: ignore[arg-type]


def _count(text: str) -> int:
    return len(text) - sum(map(str.isspace, text))


__all__ = ["is_akn", "read_akn"]
