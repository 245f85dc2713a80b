"""Compare the citations found with the links that the UN's markup has: found, missed, or wrong in the markup.

A link is found where its clause has a citation of its target. Before that it is asked whether the link is sound: its words
and its target name the same document, and that document can exist. What is not sound is told with the reason:

- **blank**: the link lies on white space or a bracket;
- **elsewhere**: the words name one document, the target another;
- **piece**: the words are part of a symbol, and the text around them spells another symbol than the target;
- **year**: number and year of the resolution disagree, in the words as in the target;
- **file**: the target is a file of somebody's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from markup import Spot, Stretch, finder, fold, stretches

from resrdf.annotations import Citation, Work
from resrdf.document import Document
from resrdf.enrich import Findings
from resrdf.enrich.citations.symbols import to_work
from resrdf.symbol import Symbol, is_year_of

Verdict = Literal["found", "missed", "blank", "elsewhere", "piece", "year", "file"]
WRONG: dict[Verdict, str] = {
    "blank": "lies on no words",
    "elsewhere": "words and target name different documents",
    "piece": "part of a symbol, with the target of another",
    "year": "no resolution has this number in this year; words and target agree in the error",
    "file": "the target is a file of a machine at the UN",
}
_TARGET = re.compile(
    r"https?://(?:docs\.un\.org|undocs\.org|www\.un\.org/ga/search/view_doc\.asp\?symbol=)/?(?:en/)?(.+)"
)
_RESOLUTION = re.compile(r"S/RES/(\d+)\((\d{4})\)")
_SAID = re.compile(r"(\d{1,4})\s*\((\d{4})\)")
_COUNCIL_OF_RIGHTS = re.compile(r"Human Rights Council(?: in its)? resolutions? $")
_STATEMENT = re.compile(r"Presidential Statement $")


@dataclass(frozen=True, slots=True)
class Judged:
    """A link with what was made of it, and the clause it stands in."""

    link: Stretch
    verdict: Verdict
    place: str


def judge_links(document: Document, findings: Findings, data: bytes) -> Iterator[Judged]:
    """Say of every link of a file whether its document was found in its clause, and if it was not, why."""
    find = finder(document)
    for link in stretches(data, "a", "href"):
        spot = find(link)
        yield Judged(link, _verdict(link, spot, findings), str(spot.clause.locator) if spot else "heading")


def _verdict(link: Stretch, spot: Spot | None, findings: Findings) -> Verdict:
    target = _TARGET.match(unquote(link.mark))
    if not target:
        return "file"
    if not fold(link.words):
        return "blank"
    symbol = re.sub(r"\s+", "", target[1])
    own = _RESOLUTION.fullmatch(symbol)
    if _names_other(link, symbol):
        return "elsewhere"
    if own and not is_year_of(int(own[1]), int(own[2])):
        return "year"
    found = findings.clauses.get(spot.clause.locator, ()) if spot else ()
    cited = {a.target.path for a in found if isinstance(a, Citation) and isinstance(a.target, (Symbol, Work))}
    path = Symbol(symbol).path if own else to_work(symbol).path
    if any(re.fullmatch(re.escape(path) + "(?:-[A-Z])?", one) for one in cited):
        return "found"  # "42/37 C" is found where the link has "42/37"
    spelt = fold(f"{own[1]}{own[2]}" if own else re.sub(r"^[AE]/RES/", "", symbol))
    return "missed" if spelt in fold(link.paragraph[max(0, link.start - 14) : link.end + 14]) else "piece"


def _names_other(link: Stretch, symbol: str) -> bool:
    """Whether the words of a link, with the organ named before them, name another document than its target."""
    before, own, said = link.paragraph[: link.start], _RESOLUTION.fullmatch(symbol), _SAID.search(link.words)
    if said:
        return own is None or own.groups() != said.groups()
    if symbol.startswith("A/RES/") and _COUNCIL_OF_RIGHTS.search(before):
        return True
    if not symbol.startswith("S/PRST/") and _STATEMENT.search(before):
        return True
    words, target = fold(link.words), fold(symbol)
    return "/" in link.words and len(words) > 5 and words not in target and target not in words
