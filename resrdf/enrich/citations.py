"""Which documents and paragraphs does a clause cite? Each citation with the words it rests on.

Rules: resolutions of the Council are cited by number and year ("1373 (2001)"), in lists that share a head, with or without
dates; paragraphs of them or of the resolution itself by "paragraphs 3 to 7 above", "paragraph 8 (a) (i) of resolution
1718 (2006)" — a range is one citation each; documents by symbol, with "and Add.1" after it; the Charter by chapter and
article. Where number and year disagree the citation keeps its words and has no target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from resrdf.annotations import Citation
from resrdf.document import Clause, Document, Footnote, Locator, walk_document
from resrdf.enrich.literals import YEARS, has_any
from resrdf.enrich.works import Works, find_symbols, find_works, read_works
from resrdf.symbol import Symbol, find_year, is_year_of

_NUMBERED = re.compile(r"(?:(?<![\d/.])|(?<=S/RES/))(?P<number>\d{1,4})\s?\((?P<year>(?:19|20)\d\d)\)")
_BARE = re.compile(
    r"""(?<!Assembly\ )(?P<head>\b[Rr]esolutions?)\s+(?P<list>\d{3,4}(?!\s?\(|/|\d)(?:(?:,\s*(?:and\s+)?|\s+and\s+)\d{3,4}(?!\s?\(|/|\d))*)
        (?:\s+of\s+\d{1,2}\s+[A-Z][a-z]+\s+(?P<year>(?:19|20)\d\d))?""",
    re.VERBOSE,
)
_ASSEMBLY = re.compile(
    r"(?:General\s+Assembly|Assembly['’]s|Economic\s+and\s+Social\s+Council|Human\s+Rights\s+Council)\s+(?:in\s+its\s+)?resolutions?\s*$"
)

_ITEM = r"\d{1,3}(?:\s?\([a-z]{1,4}\))*"
_PARAGRAPHS = re.compile(
    rf"""\b(?P<noun>[Pp]aragraphs?|paras?\.)\s+
        (?P<list>{_ITEM}(?:\s?\(?(?:to|-|–|through)\s+{_ITEM}|,\s+(?:and\s+|or\s+)?{_ITEM}|\s+(?:and|or|and/or)\s+{_ITEM}|\s+(?:to|and|or)\s+\([a-z]{{1,4}}\)|,?\s*(?:and\s+)?\([a-z]{{1,4}}\))*)
        (?P<after>\s*,?\s*(?:above|below|of\s+(?:the\s+present|this)\s+resolution|herein)
          | \s+(?:of|in|to)\s+(?:(?:its|the|Security\s+Council|Council|said|that)\s+)*resolutions?\s+(?P<number>\d{{1,4}})(?:\s?\((?P<year>\d{{4}})\))?
          | \s+(?:of|in|to)\s+(?:its\s+|that\s+|the\s+same\s+|the\s+said\s+)resolution\b(?!\s+\d)
          | \s+(?:of|in|to)\b)?""",
    re.VERBOSE,
)
_SUBPARAGRAPHS = re.compile(
    r"\b[Ss]ub-?paragraphs?\s+(?P<list>(?:\([a-z]{1,4}\)\s?)+(?:(?:,|and|or|to|\s)+(?:\([a-z]{1,4}\)\s?)+)*)(?P<after>\s*(?:above|below))?"
)
_LABELS = re.compile(r"\(([a-z]{1,4})\)")
_STEP = re.compile(r"(?P<link>to|-|–|through)?\s*(?P<number>\d{1,3})?(?P<labels>(?:\s?\([a-z]{1,4}\))*)")


_PRECEDING = re.compile(r"\b[Tt]he\s+(?:preceding|previous|foregoing)\s+paragraph\b")
_THIS_ITEM = re.compile(r"\b(?:this|the\s+present)\s+sub-?paragraph\b")
_ATTACHED = re.compile(
    r"\b(?:attached|annexed)\s+(?:declaration|annex|statute|text|document|statement)\b|\bannexe?d?\s+(?:(?P<label>[IVX]+|[A-Z]|\d+)\s+)?(?:to|of)\s+(?:the\s+present|this)\s+resolution",
    re.IGNORECASE,
)


_GOVERNING = re.compile(
    r"\b(recall|reaffirm|reiterat|welcom|endors|implement|consider|examin|express|adopt|violat|not(?:es|ing)\b|tak(?:es|ing)\s+note|bearing)\w*",
    re.I,
)
_FUNCTIONS = {
    "recall": "recalls", "reaffi": "reaffirms", "reiter": "reiterates", "welcom": "welcomes", "endors": "endorses",
    "implem": "implements", "consid": "considers", "examin": "considers", "expres": "expresses", "adopt": "adopts",
    "violat": "violates", "notes": "takes-note", "noting": "takes-note", "takes": "takes-note", "taking": "takes-note",
    "takes ": "takes-note", "bearin": "recalls",
}  # fmt: skip
# words directly before a citation say what it is for, whatever verb opens the clause
_NEAR = (
    (re.compile(r"\b[Aa]cting\b[^,;]*\bunder\b[^;]*$"), "acting-under"),
    (
        re.compile(r"\b(?:pursuant\s+to|in\s+accordance\s+with|in\s+conformity\s+with|under)\b[^,;]{0,60}$"),
        "pursuant-to",
    ),
    (
        re.compile(r"\b(?:established|created|set\s+up|imposed)\s+(?:by|under|in|pursuant\s+to)\b[^,;]{0,60}$"),
        "establishes",
    ),
    (
        re.compile(
            r"\b(?:contained|set\s+out|set\s+forth|specified|referred\s+to|mentioned|envisaged)\s+(?:in|by|under)\b[^,;]{0,60}$"
        ),
        "contained-in",
    ),
    (re.compile(r"\bto\s+(?:extend|renew)\b[^;]{0,60}$"), "extends"),
    (re.compile(r"\bto\s+(?:amend|modify|replace)\b[^;]{0,60}$"), "amends"),
    (re.compile(r"\bto\s+(?:terminate|lift|end)\b[^;]{0,60}$"), "terminates"),
    (re.compile(r"\b(?:implement|implementation\s+of|comply\s+with|compliance\s+with)\b[^,;]{0,60}$"), "implements"),
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause may refer back to: its own document, the clauses that this has, the works it has named."""

    symbol: Symbol
    places: frozenset[Locator]
    order: tuple[Locator, ...] = ()
    annexes: tuple[Locator, ...] = ()
    works: Works | None = None
    notes: tuple[Footnote, ...] = ()


def read_context(document: Document) -> Context:
    """Look once over a document for what its clauses may refer to."""
    clauses = [clause.locator for clause in walk_document(document)]
    tops = tuple(clause.locator for clause in document.operative if clause.kind == "operative")
    annexes = tuple(annex.locator for annex in document.annexes)
    notes = tuple(note for note in document.footnotes if note.anchor)
    return Context(document.symbol, frozenset(clauses), tops, annexes, read_works(document), notes)


def find_citations(clause: Clause, context: Context) -> Iterator[Citation]:
    """Yield the citations of one clause in reading order.

    >>> clause = Clause(Locator(("op", "8")), "operative", "Recalls paragraph 14 of resolution 2216 (2015) and paragraph 3 above;")
    >>> context = Context(Symbol.resolution(2402, 2018), frozenset((Locator(("op", "3")),)))
    >>> [(str(c.target), str(c.clause)) for c in find_citations(clause, context)]
    [('S/RES/2216(2015)', 'op/14'), ('S/RES/2402(2018)', 'op/3')]
    """
    text = clause.text
    pinned: set[int] = set()
    found = list(_paragraphs(clause, context, pinned))
    found += _resolutions(text, pinned)
    found += _own_places(clause, context)
    found += find_works(clause, context.works or Works({}, {}))
    found += _in_notes(clause, context)
    for citation in sorted(found, key=lambda c: (c.start, c.end)):
        yield Citation(
            citation.start, citation.end, citation.target, citation.clause, find_function(text, citation), citation.rule
        )


def _own_places(clause: Clause, context: Context) -> Iterator[Citation]:
    """The paragraph before, the item itself ("this subparagraph"), and what is annexed.

    >>> item = Clause(Locator(("op", "6", "a")), "operative", "To seek information on the action called for in this subparagraph;")
    >>> context = Context(Symbol.resolution(748, 1992), frozenset((item.locator,)))
    >>> [str(c.clause) for c in _own_places(item, context)]
    ['op/6/a']
    """
    text = clause.text
    if "paragraph" in text and len(clause.locator.parts) > _depth(clause.locator):
        for match in _THIS_ITEM.finditer(text):
            yield Citation(match.start(), match.end(), context.symbol, clause.locator)
    for match in _PRECEDING.finditer(text) if "ing paragraph" in text or "ious paragraph" in text else ():
        if clause.locator in context.order and (index := context.order.index(clause.locator)):
            yield Citation(match.start(), match.end(), context.symbol, context.order[index - 1])
    for match in _ATTACHED.finditer(text) if len(context.annexes) == 1 else ():
        if not match["label"]:
            yield Citation(match.start(), match.end(), context.symbol, context.annexes[0])


def _in_notes(clause: Clause, context: Context) -> Iterator[Citation]:
    """Documents whose symbols stand only in a footnote; the words they rest on are those that bear its mark."""
    for note in context.notes:
        if note.anchor != clause.locator or note.offset is None:
            continue
        word = re.search(r"[\w’'-]+\W*$", clause.text[: note.offset])
        if word:
            for work, _, _ in find_symbols(note.text):
                yield Citation(word.start(), note.offset, work)
            for citation in _resolutions(note.text, set()):
                if citation.target is not None:
                    yield replace(citation, start=word.start(), end=note.offset)


def find_function(text: str, citation: Citation) -> str:
    """What the clause does with what it cites, from the words before it; a path of the scheme of citation functions.

    >>> text = "Recalling its resolution 1373 (2001)"
    >>> find_function(text, Citation(25, 36))
    'vocab/citation-function/recalls'
    """
    before = text[max(0, citation.start - 90) : citation.start]
    for pattern, function in _NEAR:
        if pattern.search(before):
            return f"vocab/citation-function/{function}"
    governing = [word for at, word in _governing(text) if at < citation.start]
    return f"vocab/citation-function/{_FUNCTIONS[governing[-1]]}" if governing else "vocab/citation-function/refers"


@lru_cache(maxsize=8)  # asked for each citation of a clause in turn
def _governing(text: str) -> tuple[tuple[int, str], ...]:
    """The words of a text that say what is done with what it cites, each with its place."""
    return tuple((match.start(), match[1].lower()[:6]) for match in _GOVERNING.finditer(text))


def _resolutions(text: str, pinned: set[int]) -> Iterator[Citation]:
    for match in _NUMBERED.finditer(text) if has_any(text, YEARS) else ():
        if match.start() in pinned:
            continue
        number, year = int(match["number"]), int(match["year"])
        known = is_year_of(number, year)
        yield Citation(match.start(), match.end(), Symbol.resolution(number, year) if known else None)
    for match in _BARE.finditer(text) if "esolution" in text else ():
        given = int(match["year"]) if match["year"] else None
        for item in re.finditer(r"\d{3,4}", match["list"]):
            start = match.start("list") + item.start()
            if start not in pinned and (symbol := _bare(int(item[0]), given)):
                yield Citation(start, start + len(item[0]), symbol)


def _bare(number: int, year: int | None) -> Symbol | None:
    """A resolution cited without its year: the year is that of its date, or the only one that the number can have."""
    if year is not None:
        return Symbol.resolution(number, year) if is_year_of(number, year) else None
    known = find_year(number)
    return Symbol.resolution(number, known) if known else None


def _paragraphs(clause: Clause, context: Context, pinned: set[int]) -> Iterator[Citation]:
    text = clause.text
    for match in _PARAGRAPHS.finditer(text) if "ara" in text else ():
        after = match["after"] or ""
        if match["number"]:
            number, year = int(match["number"]), int(match["year"]) if match["year"] else None
            document = _bare(number, year)
            pinned.add(match.start("number"))
            for place, start, end in _places(match["list"], match.start("list")):
                yield Citation(start, end, document, place if document else None)
            if not document:
                yield Citation(match.start("number"), match.end("after"), None)
        elif (
            re.search(r"above|below|resolution|herein", after)
            and not re.search(r"(?:that|said|same|its)\s+resolution", after)
        ) or (not after and not _follows_other(text, match.end())):
            for place, start, end in _places(match["list"], match.start("list")):
                own = _within(place, clause, context)
                if own:
                    yield Citation(start, end, context.symbol, own)
    for match in _SUBPARAGRAPHS.finditer(text) if "paragraph" in text and "ub" in text else ():
        top = clause.locator.parts[: _depth(clause.locator)]
        for item in re.finditer(r"(?:\([a-z]{1,4}\)\s?)+", match["list"]):
            labels = _LABELS.findall(item[0])
            own = Locator((*top, *labels))
            if own in context.places:
                start = match.start("list") + item.start()
                yield Citation(start, start + len(item[0].rstrip()), context.symbol, own)


def _depth(locator: Locator) -> int:
    """How many parts name the numbered paragraph: res/82/part/II/op/1/a has four."""
    return locator.parts.index("op") + 2 if "op" in locator.parts else len(locator.parts)


def _follows_other(text: str, end: int) -> bool:
    """Words behind a bare "paragraph 4" that give it to some other text."""
    return re.match(r"\s*,?\s*(?:of|in|to the|thereof|annex)\b|\s*,\s*of\b", text[end:]) is not None


def _within(place: Locator, clause: Clause, context: Context) -> Locator | None:
    """The clause of the own document at a place, in the same section or annex first."""
    above = clause.locator.parts[: clause.locator.parts.index("op")] if "op" in clause.locator.parts else ()
    for root in (above, ()):
        own = Locator((*root, *place.parts))
        if own in context.places:
            return own
    return None


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
                start = offset + match.start("labels") + 1
        yield Locator(("op", str(number), *labels)), start, end
        last = (number, labels)
