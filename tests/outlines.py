"""A document as lines that a person can read and compare: one clause, heading, remark or fact a line."""

from __future__ import annotations

from collections.abc import Iterator

from resrdf.document import Ballot, Clause, Document, Vote

FACTS = (
    "symbol", "layout", "title", "date", "meeting", "adopted", "vote", "legacy", "job",
    "issued", "distribution", "furniture",
)  # fmt: skip


def to_outline(document: Document, facts: frozenset[str] = frozenset(FACTS)) -> list[str]:
    """Facts (those asked for), clauses in reading order, annexes, footnotes, remarks, leftovers."""
    lines = [f"{kind} {'-' if value is None else value}" for kind, value in _facts(document) if kind in facts]
    for clause in (*document.preamble, *document.operative):
        lines += _clause(clause)
    for annex in document.annexes:
        lines.append(" ".join((str(annex.locator), " | ".join(annex.headings))).strip())
        for clause in (*annex.preamble, *annex.operative):
            lines += _clause(clause)
    lines += [f"note {n.mark} {f'@{n.anchor} ' if n.anchor else ''}{n.text}" for n in document.footnotes]
    lines += [f"{r.kind} {r.where or '-'} {r.message}" for r in document.remarks]
    lines += [f"leftover {rest.text}" for rest in document.leftovers]
    return lines


def _facts(document: Document) -> Iterator[tuple[str, object]]:
    masthead, adoption = document.masthead, document.adoption
    yield "symbol", document.symbol
    yield "layout", document.source.layout
    yield "title", masthead.title
    yield "date", adoption.date
    yield "meeting", adoption.meeting
    yield "adopted", adoption.line
    yield "vote", _vote(adoption.vote) if adoption.vote else None
    yield "legacy", masthead.legacy_symbol
    yield "job", masthead.job_number
    yield "issued", masthead.issue_date
    yield "distribution", masthead.distribution
    yield "furniture", sum(region.role == "furniture" for region in document.regions)


def _vote(vote: Vote) -> str:
    """``adopted 9-0-1 abstained: Yugoslavia``; a count that the source does not give is a question mark."""
    sides = {"against": vote.against, "abstained": vote.abstained, "not voting": vote.not_voting}
    words: list[str] = [vote.outcome]
    if vote.in_favour:
        words.append("-".join(_count(ballot) for ballot in (vote.in_favour, vote.against, vote.abstained)))
    for name, ballot in sides.items():
        if ballot and (ballot.states or name == "not voting"):
            words.append(f"{name}: {', '.join(ballot.states) or _count(ballot)}")
    return " ".join(words)


def _count(ballot: Ballot | None) -> str:
    return "?" if ballot is None or ballot.count is None else str(ballot.count)


def _clause(clause: Clause) -> Iterator[str]:
    for heading in clause.headings:
        yield f"heading {clause.locator} {heading}"
    number = f"[{clause.number}] " if clause.number else ""
    yield f"{clause.locator} {number}{clause.text}"
    for child in clause.children:
        yield from _clause(child)
    if clause.closing:
        yield f"closing {clause.locator} {clause.closing}"
