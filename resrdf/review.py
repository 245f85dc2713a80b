"""What a reviewer should look at: words that no vocabulary knows, and findings that rest on the least.

Each doubt has a kind, the words in question, how often they stand in the texts, and one place where they do; growing a
vocabulary by one Turtle block makes a line of this table go away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resrdf.annotations import Action, Citation
from resrdf.document import Clause, Document, walk_document
from resrdf.enrich import Findings, annotate

# verbs with which the Council asks or empowers somebody; one of them without an addressee is a name not known
_DIRECTED = frozenset(
    f"vocab/verb/{verb}"
    for verb in "request call-upon urge invite encourage demand authorize instruct appeal direct".split()
)
_OPENING = re.compile(r"[“\"(]*([A-Za-z][\w’-]*(?:\s+[\w’-]+)?)")
_COMPLEMENT = re.compile(r"\s*(?:also\s+|further\s+|again\s+)?(.{3,60}?)(?=\s+(?:to|that|for|in|on)\b|[,;.:]|$)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: ``kind`` is verb, addressee, citation or name."""

    kind: str
    words: str
    times: int
    symbol: str
    where: str
    text: str


def find_doubts(documents: Iterable[Document]) -> list[Doubt]:
    """Gather the doubts of some documents, the most frequent first."""
    seen: dict[tuple[str, str], Doubt] = {}
    for document in documents:
        findings = annotate(document)
        if findings is None:
            continue
        for kind, words, where, text in _doubts(document, findings):
            key = (kind, words.casefold())
            known = seen.get(key)
            times = known.times + 1 if known else 1
            first = known or Doubt(kind, words, 1, document.symbol.canonical, where, text)
            seen[key] = Doubt(first.kind, first.words, times, first.symbol, first.where, first.text)
    return sorted(seen.values(), key=lambda doubt: (-doubt.times, doubt.kind, doubt.words))


def _doubts(document: Document, findings: Findings) -> Iterator[tuple[str, str, str, str]]:
    for clause in walk_document(document):
        found = findings.clauses.get(clause.locator, ())
        where = str(clause.locator)
        actions = [a for a in found if isinstance(a, Action)]
        if not actions and _should_act(clause) and (opening := _OPENING.match(clause.text)):
            yield "verb", opening[1], where, clause.text[:120]
        for action in actions:
            if action.verb in _DIRECTED and not action.addressees:
                words = _COMPLEMENT.match(clause.text, action.end)
                yield "addressee", words[1] if words else "", where, clause.text[action.start : action.start + 120]
        for annotation in found:
            if isinstance(annotation, Citation) and annotation.target is None:
                quote = clause.text[annotation.start : annotation.end]
                yield "citation", quote, where, clause.text[max(0, annotation.start - 50) : annotation.end + 50]
    for remark in document.remarks:
        if remark.kind == "unknown":
            yield "name", remark.message, remark.where or "", ""


def _should_act(clause: Clause) -> bool:
    """A paragraph of the main text of the Council opens with one of its verbs; items and annexes need not."""
    return clause.locator.parts[0] != "annex" and clause.locator.parts[-2] in ("op", "pre") and bool(clause.text)
