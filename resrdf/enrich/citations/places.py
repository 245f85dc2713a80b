"""Which paragraphs does a text cite: of this resolution ("paragraph 3 above") or of another ("paragraph 8 (a) of resolution 1718")?

A range is one citation each. A bare "paragraph 4" is this resolution's unless the words around it give it to another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resrdf.annotations import Citation, Rule
from resrdf.document import Clause, Document, Locator, walk_document
from resrdf.enrich.citations.mentioned import last_named
from resrdf.enrich.citations.resolutions import to_resolution
from resrdf.enrich.literals import has_any, matches_at
from resrdf.symbol import Symbol

_ITEM = r"\d{1,3}(?!\.\d)(?:\s?\([a-z]{1,4}\))*"
# "the items set out in paragraph 3 in the course of inspections" names no document
_NO_PLACE = (
    r"(?:the\s+(?:course|light|event|case|context)|light|consultation|accordance|order|coordination|cooperation)\b"
)
_PARAGRAPHS = re.compile(
    rf"""(?P<noun>[Pp]aragraphs?|paras?\.)\s+
        (?P<list>{_ITEM}(?:\s?\(?(?:to|through)\s+{_ITEM}|\s?[-–]\s?{_ITEM}|,\s+(?:and\s+|or\s+)?{_ITEM}|\s+(?:and|or|and/or)\s+{_ITEM}|\s+(?:to|and|or)\s+\([a-z]{{1,4}}\)|,?\s*(?:and\s+)?\([a-z]{{1,4}}\)|,?\s+sub-?paragraphs?\s+\([a-z]{{1,4}}\))*)
        (?P<after>\s*,?\s*(?:above|below|of\s+(?:the\s+present|this)\s+resolution|herein)
          | \s+(?:of|in|to)\s+(?:(?:its|the|Security\s+Council|Council|said|that)\s+)*resolutions?\s+(?P<number>\d{{1,4}})\b(?:\s?\((?P<year>\d{{4}})\))?
          | \s+(?:of|in|to)\s+(?:its\s+|(?P<that>that\s+|the\s+same\s+|the\s+said\s+|the\s+(?:above-?mentioned|aforementioned)\s+))resolution\b(?!\s+\d)
          | \s+(?:of(?!,?\s+an?\b)|in(?!\s+{_NO_PLACE}))\b | \s+to\s+(?=(?:the|this|that|its|resolution|annex)\b))?""",
    re.VERBOSE,
)
_NOUNS = frozenset({"paragraph", "paragraphs", "para", "paras"})
_SUBPARAGRAPHS = re.compile(
    r"(?<!\d\s)(?<!\d,\s)[Ss]ub-?paragraphs?\s+(?P<list>(?:\([a-z]{1,4}\)\s?)+(?:(?:,|and|or|to|\s)+(?:\([a-z]{1,4}\)\s?)+)*)(?P<after>\s*(?:above|below))?"
)
_SUB_NOUNS = frozenset({"subparagraph", "subparagraphs", "sub"})
_LABELLED = re.compile(r"(?P<link>to\s+)?(?P<labels>(?:\([a-z]{1,4}\)\s?)+)")
_LABELS = re.compile(r"\(([a-z]{1,4})\)")
_STEP = re.compile(
    r"(?P<link>to|-|–|through)?\s*(?P<number>\d{1,3})?(?:,?\s+sub-?paragraphs?(?=\s\())?(?P<labels>(?:\s?\([a-z]{1,4}\))*)"
)


_PRECEDING = re.compile(
    r"\b[Tt]he\s+(?:(?:preceding|previous|foregoing|above)\s+paragraph\b(?!\s+\d)|paragraph\s+above\b|above\s+decision\b)"
)
_THIS_ITEM = re.compile(r"\b(?:this|the\s+present)\s+sub-?paragraph\b")
_ATTACHED = re.compile(
    r"\b(?:attached|annexed)\s+(?:declaration|annex|statute|text|document|statement)\b|\bannexe?d?\s+(?:(?P<label>[IVX]+|[A-Z]|\d+)\s+)?(?:to|of)\s+(?:the\s+present|this)\s+resolution",
    re.IGNORECASE,
)
# an annex of a document that has several, unless it is that of another text: "(S/1999/516, annex 1)"
_ANNEX = re.compile(
    r"\b[Aa]nnex(?:es)?\s+(?P<label>[IVX]+|[A-H]|\d)\b(?:\s+and\s+(?P<second>[IVX]+|[A-H]|\d)\b)?(?:\s+(?:to|of)\s+(?:the\s+present|this)\s+resolution\b|(?!\s*,?\s+(?:of|to)\s|[-.]\w|,?\s+[Cc]hapter))"
)
_ANNEX_OF_OTHER = re.compile(r"(?:[SA]/[\w/.]+\d\s*,\s*|\b(?:its|their)\s+)$")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# a resolution just named, of which some paragraphs are then taken out or singled out
_SINGLED_OUT = re.compile(
    r"""resolutions?\s+(?P<number>\d{1,4})\s?\((?P<year>\d{4})\)[^,;.]{0,30},?\s+(?:except|other\s+than|excluding|in\s+particular|including|notably|and\s+in\s+particular)
        \s+(?:(?:those|the\s+provisions|that|measures)\s+)?(?:(?:contained|set\s+out|imposed|referred\s+to)\s+)?(?:(?:in|by|of)\s+)?$""",
    re.VERBOSE,
)
_OF_OTHER = re.compile(r"(?:that|said|same|its)\s+resolution")
_OF_ARTICLE = re.compile(r"\b[Aa]rticle\s+\d+,?\s+$")
_OF_OWN = re.compile(r"above|below|resolution|herein")
_FOLLOWED = re.compile(rf"\s*,?\s*(?:of(?!\s+an?\b)|in(?!\s+{_NO_PLACE})|to the|thereof|annex)\b")


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses that a document has: where they are, the numbered paragraphs in their order, its annexes, and all in order."""

    symbol: Symbol
    places: frozenset[Locator]
    order: tuple[Locator, ...] = ()
    annexes: tuple[Locator, ...] = ()
    clauses: tuple[Clause, ...] = ()


def read_outline(document: Document) -> Outline:
    """The outline of a document."""
    clauses = tuple(walk_document(document))
    places = frozenset([clause.locator for clause in clauses])
    order = tuple(clause.locator for clause in (*document.preamble, *document.operative))
    return Outline(document.symbol, places, order, tuple(annex.locator for annex in document.annexes), clauses)


def find_places(clause: Clause, outline: Outline) -> tuple[list[Citation], frozenset[int]]:
    """The paragraphs that a clause cites, and where the numbers of the resolutions stand that these are of."""
    if "ara" not in clause.text and "above decision" not in clause.text and not outline.annexes:
        return [], frozenset()
    pinned: set[int] = set()
    found = [
        *_paragraphs(clause, outline, pinned),
        *_subparagraphs(clause, outline),
        *_own_places(clause, outline),
    ]
    return found, frozenset(pinned)


def _own_places(clause: Clause, outline: Outline) -> Iterator[Citation]:
    """The paragraph before, the item itself ("this subparagraph"), and what is annexed.

    >>> item = Clause(Locator(("op", "6", "a")), "operative", "To seek information on the action called for in this subparagraph;")
    >>> outline = Outline(Symbol.resolution(748, 1992), frozenset((item.locator,)))
    >>> [str(c.clause) for c in _own_places(item, outline)]
    ['op/6/a']
    """
    text = clause.text
    if "paragraph" in text and len(clause.locator.parts) > _depth(clause.locator):
        for match in _THIS_ITEM.finditer(text):
            yield Citation(match.start(), match.end(), outline.symbol, clause.locator)
    for match in (
        _PRECEDING.finditer(text)
        if has_any(text, ("ing paragraph", "ious paragraph", "ove paragraph", "paragraph above", "above decision"))
        else ()
    ):
        if (before := _before(clause.locator, outline.order)) and ("op" in before.parts or "decision" not in match[0]):
            yield Citation(match.start(), match.end(), outline.symbol, before)
    for match in _ATTACHED.finditer(text) if len(outline.annexes) == 1 else ():
        if not match["label"]:
            yield Citation(match.start(), match.end(), outline.symbol, outline.annexes[0])
    yield from _annexes(text, outline)


def _before(locator: Locator, order: tuple[Locator, ...]) -> Locator | None:
    """The paragraph before one, in the same part of the document."""
    index = order.index(locator) if locator in order else 0
    return order[index - 1] if index and order[index - 1].parts[:-1] == locator.parts[:-1] else None


def _annexes(text: str, outline: Outline) -> Iterator[Citation]:
    """The annexes that a text names by their number or letter.

    >>> outline = Outline(Symbol.resolution(1244, 1999), frozenset(), annexes=(Locator(("annex", "1")), Locator(("annex", "2"))))
    >>> [str(c.clause) for c in _annexes("as set out in point 4 of annex 2, and in the report (S/1999/9, annex 1)", outline)]
    ['annex/2']
    """
    for match in _ANNEX.finditer(text) if len(outline.annexes) > 1 and "nnex" in text else ():
        if _ANNEX_OF_OTHER.search(text, max(0, match.start() - 40), match.start()) and "resolution" not in match[0]:
            continue
        for label in filter(None, (match["label"], match["second"])):
            number = int(label) if label.isdigit() else _ROMAN.index(label) + 1 if label in _ROMAN else ord(label) - 64
            if 0 < number <= len(outline.annexes):
                yield Citation(match.start(), match.end(), outline.symbol, outline.annexes[number - 1])


def _paragraphs(clause: Clause, outline: Outline, pinned: set[int]) -> Iterator[Citation]:
    text = clause.text
    for match in matches_at(_PARAGRAPHS, text, _NOUNS):
        if _OF_ARTICLE.search(text, max(0, match.start() - 16), match.start()):
            continue
        after = match["after"] or ""
        if match["number"]:
            document = to_resolution(int(match["number"]), int(match["year"]) if match["year"] else None)
            pinned.add(match.start("number"))
            yield from _of_resolution(match, document)
            if not document:
                yield Citation(match.start("number"), match.end("after"), None)
        elif match["that"]:
            if document := last_named(text[: match.start()], clause, outline.clauses):
                pinned.add(match.start("that"))
                yield from _of_resolution(match, document, "anaphora")
        elif not after and (other := _SINGLED_OUT.search(text, 0, match.start())):
            yield from _of_resolution(match, to_resolution(int(other["number"]), int(other["year"])))
        elif (_OF_OWN.search(after) and not _OF_OTHER.search(after)) or (
            not after and not _FOLLOWED.match(text, match.end())
        ):
            for place, start, end in _places(match["list"], match.start("list")):
                if own := _within(place, clause, outline):
                    yield Citation(start, end, outline.symbol, own)


def _of_resolution(match: re.Match[str], document: Symbol | None, rule: Rule = "stated") -> Iterator[Citation]:
    for place, start, end in _places(match["list"], match.start("list")):
        yield Citation(start, end, document, place if document else None, rule=rule)


def _subparagraphs(clause: Clause, outline: Outline) -> Iterator[Citation]:
    text = clause.text
    for match in matches_at(_SUBPARAGRAPHS, text, _SUB_NOUNS):
        top = clause.locator.parts[: _depth(clause.locator)]
        last: tuple[str, ...] = ()
        for item in _LABELLED.finditer(match["list"]):
            labels = tuple(_LABELS.findall(item["labels"]))
            start = match.start("list") + item.start("labels")
            for place in (*(_letters_between(last, labels) if item["link"] else ()), labels):
                if (own := Locator((*top, *place))) in outline.places:
                    yield Citation(start, start + len(item["labels"].rstrip()), outline.symbol, own)
            last = labels


def _depth(locator: Locator) -> int:
    """How many parts name the numbered paragraph: res/82/part/II/op/1/a has four."""
    return locator.parts.index("op") + 2 if "op" in locator.parts else len(locator.parts)


def _within(place: Locator, clause: Clause, outline: Outline) -> Locator | None:
    """The clause of the own document at a place, in the same section or annex first."""
    above = clause.locator.parts[: clause.locator.parts.index("op")] if "op" in clause.locator.parts else ()
    for root in (above, ()):
        own = Locator((*root, *place.parts))
        if own in outline.places:
            return own
    return None


def _letters_between(first: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What stands between the items of a range of letters; roman numerals are not drawn out.

    >>> list(_letters_between(("a",), ("d",))), list(_letters_between(("i",), ("v",)))
    ([('b',), ('c',)], [])
    """
    if first and last and first[:-1] == last[:-1] and len(first[-1]) == len(last[-1]) == 1 and first[-1] != "i":
        yield from ((*last[:-1], chr(letter)) for letter in range(ord(first[-1]) + 1, ord(last[-1])))


def _places(listing: str, offset: int) -> Iterator[tuple[Locator, int, int]]:
    """The paragraphs of a list, ranges drawn out: "3 to 5 and 8 (a)" are 3, 4, 5 and 8 (a), each with its place in the text.

    >>> [str(p) for p, _, _ in _places("3 to 5 and 8 (a) (i) and (ii)", 0)]
    ['op/3', 'op/4', 'op/5', 'op/8/a/i', 'op/8/a/ii']
    """
    last: tuple[int, tuple[str, ...]] | None = None
    for match in _STEP.finditer(listing):
        if match["number"] is None and not match["labels"].strip():
            continue
        start, end = offset + match.start(), offset + match.end()
        start += len(match[0]) - len(match[0].lstrip())
        labels = tuple(_LABELS.findall(match["labels"]))
        if match["number"] is not None:
            number = int(match["number"])
            if match["link"] and last and not labels and not last[1] and last[0] < number <= last[0] + 60:
                for between in range(last[0] + 1, number):
                    yield Locator(("op", str(between))), start, end
            if match["link"]:
                start = offset + match.start("number")
        elif last is None:
            continue
        else:
            number = last[0]
            kept = last[1][: max(0, len(last[1]) - len(labels))]
            labels = (*kept, *labels)
            if match["link"]:
                start = offset + match.start("labels")
                for item in _letters_between(last[1], labels):
                    yield Locator(("op", str(number), *item)), start, end
        yield Locator(("op", str(number), *labels)), start, end
        last = (number, labels)
