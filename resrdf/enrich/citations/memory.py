"""What a document has named: works by a name that it gives them, by kind and date, and in the order of their first mention."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from resrdf.annotations import Citation, Work
from resrdf.document import Clause, Document, Locator
from resrdf.enrich.citations.aliases import Placed, Target, find_aliases, find_companions, find_headed, find_joined
from resrdf.enrich.citations.authors import authors_of
from resrdf.enrich.citations.dated import Dated, find_dated, find_day, may_be, name_work, to_date
from resrdf.enrich.citations.notes import read_marks
from resrdf.enrich.citations.nouns import A_DATE, find_kinds, find_nouns, to_kind
from resrdf.enrich.citations.symbols import find_assembly, find_symbols, to_instrument
from resrdf.enrich.citations.titles import find_titles, instruments
from resrdf.enrich.literals import has_any
from resrdf.lexicon import instrument_symbols, shared_instruments, states
from resrdf.words import fold, has_word

_OPENS = re.compile(r"(?:Having|After\s+having)\s+(?:considered|examined|studied|received|reviewed|noted|heard)\b")
# else the report that a clause is about is the one meant afterwards
_LEADS = re.compile(
    r"(?:Endors|Approv|Welcom|Tak|Not)(?:es|ing)(?:\s+(?:also|note|with\s+\w+|of))*\s+(?:the|of\s+the)\s+(?:[a-z]+\s+)?(?:[Rr]eport|Secretary-General['’]s\s+report)\b"
)
HEADS = (
    "Agreement", "Accord", "Protocol", "Treaty", "Convention", "Declaration", "Communiqu", "Compact", "Pact", "Framework",
    "Road", "Plan", "Statute", "Memorandum", "Acuerdo", "Document", "Principle",
)  # fmt: skip
_CALLED = re.compile(
    r"(?:[A-Z][\w-]+\s+){1,3}(?:Agreement|Accord|Protocol|Declaration|Memorandum)\b(?=\s+(?:signed|reached|concluded))"
)
_ITEM = re.compile(r"(\bitem\s+entitled\s+)[“\"][^”\"]{1,300}[”\"]")
ASSEMBLY = "resolution of the General Assembly"
_DIRECTLY = re.compile(r"\)?,?\s+(?:of|dated)\s+")
_BESIDE = 240  # how far behind its noun a symbol stands
_BEHIND = 480  # how far behind its date, where no other work is named between


class Antecedent(NamedTuple):
    """A work that a clause names: in which clause and where, of which kind and by whom, whether the clause has considered it or is about it."""

    order: int
    at: int
    kind: str
    author: str
    works: tuple[Target, ...]
    opens: bool = False
    leads: bool = False


class Said(NamedTuple):
    """What a clause names outright: documents by symbol and those of its footnotes, instruments by name, works by date, resolutions of the Assembly."""

    order: int = 0
    symbols: tuple[Placed, ...] = ()
    marks: tuple[Placed, ...] = ()
    titles: tuple[Placed, ...] = ()
    dates: tuple[Dated, ...] = ()
    assembly: tuple[Citation, ...] = ()

    @property
    def documents(self) -> list[Placed]:
        """The documents that have a symbol, in their order."""
        return sorted((*self.symbols, *self.marks), key=lambda placed: placed[:2]) if self.marks else list(self.symbols)


@dataclass(frozen=True, slots=True)
class Works:
    """What one document cites: clause by clause, by name, by kind and date, and in the order of first mention.

    ``joined`` leads from an instrument or the document that circulated it to the one work that both are; ``names`` finds the
    keys of ``named``; ``companions`` are the second documents of works that two circulated;
    ``headed`` are the instruments whose name begins with its head, ``unknown`` the short names of what the document does not name; ``kinds`` are the kinds of the works in order, ``heads`` the nouns in the names of instruments.
    """

    said: dict[Locator, Said] = field(default_factory=dict)
    named: dict[str, Target] = field(default_factory=dict)
    dated: dict[tuple[str, date], tuple[Target, ...]] = field(default_factory=dict)
    joined: dict[str, Work] = field(default_factory=dict)
    companions: dict[str, Target] = field(default_factory=dict)
    headed: dict[str, dict[str, Target]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    antecedents: list[Antecedent] = field(default_factory=list)
    names: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def find_one(self, work: Target) -> Target:
        """The one work with which the document joins a work, or to which it gave its name."""
        if isinstance(work, Work) and work.names and work.path not in self.joined:
            return self.named.get(work.names[0], work)
        return self.joined.get(work.path, work)


def read_works(document: Document, clauses: tuple[Clause, ...]) -> Works:
    """Remember what the clauses of a document name, in reading order; the first bearer of a name or date keeps it."""
    works, marks = Works(), read_marks(document.footnotes)
    for order, clause in enumerate(clauses):
        text = _ITEM.sub(_blank, clause.text) if "item entitled" in clause.text else clause.text
        said = works.said[clause.locator] = Said(
            order,
            tuple([(start, end, work) for work, start, end in find_symbols(text)]) if "/" in text else (),
            marks.get(clause.locator, ()),
            tuple(find_titles(text)),
            tuple(find_dated(text, document.adoption.date)),
            tuple(find_assembly(text)),
        )
        for citation in said.assembly:
            if citation.target and "Assembly" in text:
                works.antecedents.append(Antecedent(order, citation.start, ASSEMBLY, "", (citation.target,)))
        for start, end, work in said.titles:
            day = find_day(text, start, end)
            if day and (when := to_date(*day[0].split())) and (kind := _kind_of(text[start:end])):
                works.dated.setdefault((kind, when), (work,))
        if said.symbols or said.marks or said.dates:
            _remember_cited(text, said, works)
        if said.symbols or said.marks or said.titles or has_any(text, ("(the ", "(“", '("')):
            _remember_names(text, said, works)
        for head, work in find_headed(text, said.titles) if said.titles and clause.kind == "preambular" else ():
            works.headed.setdefault(head, {})[works.find_one(work).path] = works.find_one(work)
    called = [(dated, _CALLED.match(dated.phrase)) for said in works.said.values() for dated in said.dates]
    _remember_shared([clause.text for clause in clauses], works)
    for dated, name in called:  # "the Peace Agreement signed on 3 May 2001" is "the Peace Agreement" afterwards
        if name and (known := works.dated.get((dated.kind, dated.when))):
            works.named.setdefault(name[0], known[0])
    return _with_looks(works)


def _kind_of(name: str) -> str:
    """The kind of work that the name of an instrument tells: "Memorandum of Understanding between the parties" is a memorandum."""
    head = next((noun["kind"] for noun in find_kinds(name, 0, len(name))), "")
    return to_kind(head) if head else "memorandum" if "Memorandum" in name else ""


def _blank(quoted: re.Match[str]) -> str:
    """Blanks for the title of an item of the agenda, which cites nothing, that places stay as they are."""
    return quoted[1] + " " * (len(quoted[0]) - len(quoted[1]))


def _with_looks(works: Works) -> Works:
    """Add what tells quickly whether a clause can cite a work that the document has named."""
    cited = (work for said in works.said.values() for _, _, work in (*said.titles, *said.symbols))
    whole = " ".join((*{name for work in cited for name in _names(work)}, *works.named))
    longest = sorted(works.named, key=len, reverse=True)
    return replace(
        works,
        names=re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if longest else None,
        kinds=tuple(dict.fromkeys(one.kind for one in works.antecedents)),
        heads=tuple(head for head in HEADS if head in whole),
    )


def _names(work: Target) -> tuple[str, ...]:
    return work.names if isinstance(work, Work) else ()


def _remember_cited(text: str, said: Said, works: Works) -> None:
    """Put the works of a clause that have a symbol, or a date alone, in the order of their mention."""
    dates, order = said.dates, said.order
    symbols = [placed for placed in said.documents if isinstance(placed[2], Work) or not placed[2].number]
    nouns = [noun for noun in find_nouns(text) if noun["kind"]]
    opens, leads = _OPENS.match(text) is not None, _LEADS.match(text)
    groups: dict[tuple[int, int], list[Target]] = {}
    for start, _, work in symbols:
        noun = next((n for n in reversed(nouns) if n.start() < start <= n.end() + _BESIDE), None)
        if noun and ";" not in text[noun.end() : start]:
            when = [d for d in dates if d.noun == noun.start("kind") and d.start < start]
            groups.setdefault((noun.start("kind"), len(when)), []).append(work)
    for (at, count), found in groups.items():
        noun = next(n for n in nouns if n.start("kind") == at)
        kind, author = to_kind(noun["kind"]), (authors_of(text, noun, at, noun.end()) or ("",))[0]
        first = leads is not None and leads.start() <= at < leads.end()
        works.antecedents.append(Antecedent(order, at, kind, author, tuple(found), opens, first))
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
            and not A_DATE.search(text, end, dated.start)
            and not A_DATE.search(text, dated.noun, start)
        ):
            return True
        between = text[dated.group_end : start].rstrip(";,. ")  # a mark stands behind the stop
        if dated.group_end <= start <= dated.group_end + _BEHIND and ";" not in between:
            kinds = find_kinds(text, max(dated.group_end, dated.noun + 1), start)
            return not A_DATE.search(between) and all(_in_name(kind, text) for kind in kinds)
    return False


def _in_name(noun: re.Match[str], text: str) -> bool:
    """Whether a noun belongs to the name of an instrument: "the follow-up of the Bangui Agreements"."""
    return noun[0][0].isupper() and text[: noun.start()].rstrip().rpartition(" ")[2][:1].isupper()


def _remember_names(text: str, said: Said, works: Works) -> None:
    """Keep the names that a clause gives; an instrument and the document that circulated it are one work with two names."""
    symbols, titles = said.documents, said.titles
    for name, title, document in find_joined(text, symbols, titles):
        is_concept = instruments().find_name(title.names[0]) is not None
        if title.path in instrument_symbols().values() or document.path in instrument_symbols().values():
            if not is_concept:  # another name of the instrument that the document circulated
                works.joined.setdefault(title.path, document)
                works.named.setdefault(name, document)
            continue
        one = (
            title._replace(names=(*title.names, *document.names))
            if is_concept
            else document._replace(names=(*document.names, *title.names))
        )
        works.joined.setdefault(document.path, one)
        works.joined.setdefault(title.path, one)
        works.named.setdefault(name, one)
    for name, target in find_aliases(text, symbols, titles):
        if target is None:
            works.unknown.add(name)
        elif target.path not in works.joined and not any(text[a:b] == name for a, b, _ in titles):
            works.named.setdefault(name, target)
        elif target.path in works.joined:
            works.named.setdefault(name, works.joined[target.path])
    works.companions.update((works.find_one(one).path, other) for one, other in find_companions(text, symbols))


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    """The folded words with which the short names end that several instruments bear."""
    return frozenset(fold(name)[-1] for name, _ in shared_instruments())


def _remember_shared(texts: list[str], works: Works) -> None:
    """A short name that agreements of several States bear means that of the State which the document names most."""
    named: Counter[str] | None = None
    telling = "\n".join([text for text in texts if has_word(text, _shared_words())])
    for name, bearers in shared_instruments() if telling else ():
        if name not in telling or name in works.named:
            continue
        if named is None:
            named = Counter(found.concept for text in texts for found in states().find_in(text))
        state, concept = max(bearers, key=lambda bearer: named[bearer[0]])
        if named[state]:
            works.named[name] = to_instrument(concept)
