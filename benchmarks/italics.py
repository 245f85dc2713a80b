"""Compare the actions found with the words that the UN sets in italics: its drafters mark the verbs of the Council so.

Italics also mark what is no verb of the Council. They are left out by rule, and counted:

- **formula**: "The Security Council";
- **no verb**: the words open with no form of a drafting verb (titles of treaties, names of ships, Latin, single adverbs);
- **task**: a gerund that opens an item, and so names a task of somebody else ("(b) Monitoring and investigating …");
- **heading**: all the words of a heading, or words in a heading, a footnote or a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markup import Spot, Stretch, finder, fold, stretches

from resrdf.annotations import Action
from resrdf.document import Document
from resrdf.enrich import Findings
from resrdf.lexicon import find_opening

Sort = Literal["found", "missed", "formula", "no verb", "task", "heading"]
_FORMULA = re.compile(r"\W*the\s+security\s+council\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Words in italics, what they are, and the clause they stand in."""

    words: Stretch
    sort: Sort
    place: str


def sort_italics(document: Document, findings: Findings, data: bytes) -> Iterator[Sorted]:
    """Say of all words in italics whether an action was found there, and what they are if they are none."""
    find = finder(document)
    for words in stretches(data, "span", "class"):
        if words.mark not in ("italic", "underline") or not fold(words.words):
            continue
        if _FORMULA.fullmatch(words.words):
            yield Sorted(words, "formula", "")
            continue
        spot = find(words)
        place = str(spot.clause.locator) if spot else "heading"
        yield Sorted(words, _sort(words, spot, findings), place)


def _sort(words: Stretch, spot: Spot | None, findings: Findings) -> Sort:
    if spot is None or spot.note:
        return "heading"
    text = spot.clause.text
    for action in findings.clauses.get(spot.clause.locator, ()):
        if isinstance(action, Action):
            start = len(fold(text[: action.start]))
            if start < spot.end and spot.start < start + len(fold(text[action.start : action.end])):
                return "found"
    if find_opening(words.words) is None:
        return "no verb"
    if fold(words.words) == fold(words.paragraph):
        return "heading"
    below = spot.clause.locator.parts[-2] not in ("op", "pre")
    return "task" if below and spot.start == 0 and re.match(r"\W*\w+ing\b", words.words) else "missed"
