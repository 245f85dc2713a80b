"""What a document has named: works by a name that it gives them, by kind and date, and in the order of their first mention."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from resrdf.annotations import Work
from resrdf.document import Document, Footnote, Locator, walk_document
from resrdf.enrich.citations.aliases import Placed, Target, find_aliases, find_joined
from resrdf.enrich.citations.dated import MONTHS, Dated, authors_of, find_dated, may_be, name_work
from resrdf.enrich.citations.nouns import find_kinds, find_nouns, to_kind
from resrdf.enrich.citations.resolutions import find_resolutions
from resrdf.enrich.citations.symbols import find_assembly, find_symbols, to_instrument, to_work
from resrdf.enrich.citations.titles import find_titles
from resrdf.lexicon import concepts, instrument_symbols, shared_instruments, states

_IBID = re.compile(r"\s*[Ii]bid[.,\s]+(?:chap|para|annex|appendix|p\.|pp\.|sect|part|enclosure|\Z)", re.I)
_ADDED = re.compile(r"\s*Ibid[.,\s]+(?:document\s+)?(?P<part>(?:Add|Corr|Rev)\.\d+)")
_OPENS = re.compile(r"(?:Having|After\s+having)\s+(?:considered|examined|studied|received|reviewed|noted|heard)\b")
_A_DATE = re.compile(rf"\d\s+(?:{MONTHS})\b")
HEADS = (
    "Agreement", "Accord", "Protocol", "Treaty", "Convention", "Declaration", "Communiqu", "Compact", "Pact", "Framework",
    "Road", "Plan", "Statute", "Memorandum", "Acuerdo", "Document", "Principle",
)  # fmt: skip
ASSEMBLY = "resolution of the General Assembly"
_DIRECTLY = re.compile(r"\)?,?\s+(?:of|dated)\s+")
_BESIDE = 240  # how far behind its noun a symbol stands


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A work that a clause names: in which clause and where, of which kind and by whom, and whether the clause opens with it."""

    order: int
    at: int
    kind: str
    author: str
    works: tuple[Target, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause names outright: documents by symbol and those of its footnotes, instruments by name, works by date."""

    order: int = 0
    symbols: tuple[Placed, ...] = ()
    marks: tuple[Placed, ...] = ()
    titles: tuple[Placed, ...] = ()
    dates: tuple[Dated, ...] = ()

    @property
    def documents(self) -> list[Placed]:
        """The documents that have a symbol, in their order."""
        return sorted((*self.symbols, *self.marks), key=lambda placed: placed[:2]) if self.marks else list(self.symbols)


@dataclass(frozen=True, slots=True)
class Works:
    """What one document cites: clause by clause, by name, by kind and date, and in the order of first mention.

    ``joined`` leads from an instrument or the document that circulated it to the one work that both are; ``names`` finds the
    keys of ``named``; ``kinds`` are the kinds of the works in order, ``heads`` the nouns in the names of instruments.
    """

    said: dict[Locator, Said] = field(default_factory=dict)
    named: dict[str, Target] = field(default_factory=dict)
    dated: dict[tuple[str, date], tuple[Target, ...]] = field(default_factory=dict)
    joined: dict[str, Work] = field(default_factory=dict)
    antecedents: list[Antecedent] = field(default_factory=list)
    names: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def find_one(self, work: Target) -> Target:
        """The one work with which the document joins a work, or to which it gave its name."""
        if isinstance(work, Work) and work.names and work.path not in self.joined:
            return self.named.get(work.names[0], work)
        return self.joined.get(work.path, work)


def read_works(document: Document) -> Works:
    """Remember what the document names, in reading order; the first bearer of a name or date keeps it."""
    works, marks = Works(), read_marks(document.footnotes)
    clauses = list(walk_document(document))
    for order, clause in enumerate(clauses):
        text = clause.text
        said = works.said[clause.locator] = Said(
            order,
            tuple([(start, end, work) for work, start, end in find_symbols(text)]) if "/" in text else (),
            marks.get(clause.locator, ()),
            tuple(find_titles(text)),
            tuple(find_dated(text)),
        )
        works.antecedents.extend(
            Antecedent(order, citation.start, ASSEMBLY, "", (citation.target,))
            for citation in (find_assembly(text) if "Assembly" in text else ())
            if citation.target
        )
        if said.symbols or said.marks or said.dates:
            _remember_cited(text, said, works)
        if said.symbols or said.marks or said.titles:
            _remember_names(text, said, works)
    _remember_shared([clause.text for clause in clauses], works)
    return _with_looks(works)


def _with_looks(works: Works) -> Works:
    """Add what tells quickly whether a clause can cite a work that the document has named."""
    cited = (work for said in works.said.values() for _, _, work in (*said.titles, *said.symbols))
    whole = " ".join((*{name for work in cited for name in _names(work)}, *works.named))
    longest = sorted(works.named, key=len, reverse=True)
    return replace(
        works,
        names=re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest)) if longest else None,
        kinds=tuple(dict.fromkeys(one.kind for one in works.antecedents)),
        heads=tuple(head for head in HEADS if head in whole),
    )


def _names(work: Target) -> tuple[str, ...]:
    return work.names if isinstance(work, Work) else ()


def read_marks(notes: tuple[Footnote, ...]) -> dict[Locator, tuple[Placed, ...]]:
    """The documents of each clause's footnotes, with the places of their marks; "Ibid., annex II" is the note before again."""
    marks: dict[Locator, list[Placed]] = {}
    last: dict[int, list[Target]] = {}
    for note in sorted(notes, key=lambda note: int(note.mark) if note.mark.isdigit() else 0):
        cited: list[Target] = [work for work, _, _ in find_symbols(note.text)]
        cited += [citation.target for citation in find_resolutions(note.text) if citation.target]
        number = int(note.mark) if note.mark.isdigit() else 0
        if not cited and (before := last.get(number - 1)):
            cited = _same_again(note.text, before)
        last[number] = cited
        if note.anchor is not None and note.offset is not None:
            marks.setdefault(note.anchor, []).extend((note.offset, note.offset, work) for work in cited)
    return {locator: tuple(found) for locator, found in marks.items()}


def _same_again(note: str, before: list[Target]) -> list[Target]:
    """What "Ibid." means: the document of the note before, or an addendum to it."""
    added = _ADDED.match(note)
    if added and isinstance(before[0], Work) and before[0].names[0].startswith(("S/", "A/")):
        return [to_work(f"{before[0].names[0]}/{added['part']}")]
    return before if _IBID.match(note) else []


def _remember_cited(text: str, said: Said, works: Works) -> None:
    """Put the works of a clause that have a symbol, or a date alone, in the order of their mention."""
    dates, order = said.dates, said.order
    symbols = [placed for placed in said.documents if isinstance(placed[2], Work) or not placed[2].number]
    nouns = [noun for noun in find_nouns(text) if noun["kind"]]
    opens = _OPENS.match(text) is not None
    groups: dict[tuple[int, int], list[Target]] = {}
    for start, _, work in symbols:
        noun = next((n for n in reversed(nouns) if n.start() < start <= n.end() + _BESIDE), None)
        if noun and ";" not in text[noun.end() : start]:
            when = [d for d in dates if d.noun == noun.start("kind") and d.start < start]
            groups.setdefault((noun.start("kind"), len(when)), []).append(work)
    for (at, count), found in groups.items():
        noun = next(n for n in nouns if n.start("kind") == at)
        kind, author = to_kind(noun["kind"]), (authors_of(text, noun, at, noun.end()) or ("",))[0]
        works.antecedents.append(Antecedent(order, at, kind, author, tuple(found), opens))
        own = [d for d in dates if d.noun == at]
        for dated in own[max(0, count - 1) : count] if count else own[:1]:
            works.dated.setdefault((kind, dated.when), tuple(found))
    for dated in dates:
        if not is_beside(dated, text, symbols) and not any(a <= dated.noun < b for a, b, _ in said.titles):
            for author in dated.authors:
                if named := name_work(dated, author):
                    known = works.dated.get((dated.kind, dated.when), (named,))
                    if len(dated.authors) == 1:
                        works.dated.setdefault((dated.kind, dated.when), known)
                    one = known[0] if may_be(dated, known[0]) else named
                    works.antecedents.append(Antecedent(order, dated.noun, dated.kind, author, (one,), opens))
    works.antecedents.sort(key=lambda one: (one.order, one.at))


def is_beside(dated: Dated, text: str, symbols: list[Placed]) -> bool:
    """Whether a symbol stands beside a date and tells which document it dates."""
    for start, end, _ in symbols:
        if dated.end <= start < dated.group_end or _DIRECTLY.fullmatch(text, end, dated.start):
            return True  # a mark within a list of dates; "S/PRST/2015/17 of 20 October 2015"
        if (
            dated.noun <= start
            and end <= dated.start
            and not _A_DATE.search(text, end, dated.start)
            and not _A_DATE.search(text, dated.noun, start)
        ):
            return True
        between = text[dated.group_end : start].rstrip(";,. ")  # a mark stands behind the stop
        if dated.group_end <= start <= dated.group_end + 200 and ";" not in between:
            return not _A_DATE.search(between) and not find_kinds(text, max(dated.group_end, dated.noun + 1), start)
    return False


def _remember_names(text: str, said: Said, works: Works) -> None:
    """Keep the names that a clause gives; an instrument and the document that circulated it are one work with two names."""
    symbols, titles = said.documents, said.titles
    for name, title, document in find_joined(text, symbols, titles):
        known = title.path in instrument_symbols().values()
        if known or document.path in instrument_symbols().values():
            continue
        is_concept = title.path in concepts("instrument")
        one = (
            title._replace(names=(*title.names, *document.names))
            if is_concept
            else document._replace(names=(*document.names, *title.names))
        )
        works.joined.setdefault(document.path, one)
        works.joined.setdefault(title.path, one)
        works.named.setdefault(name, one)
    for name, target in find_aliases(text, symbols, titles):
        if target.path not in works.joined and not any(text[a:b] == name for a, b, _ in titles):
            works.named.setdefault(name, target)
        elif target.path in works.joined:
            works.named.setdefault(name, works.joined[target.path])


def _remember_shared(texts: list[str], works: Works) -> None:
    """A short name that agreements of several States bear means that of the State which the document names most."""
    named: Counter[str] | None = None
    whole = "\n".join(texts)
    for name, bearers in shared_instruments():
        if name in works.named or name not in whole:
            continue
        if named is None:
            named = Counter(found.concept for text in texts for found in states().find_in(text))
        state, concept = max(bearers, key=lambda bearer: named[bearer[0]])
        if named[state]:
            works.named[name] = to_instrument(concept)
