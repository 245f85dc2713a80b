"""A cheap look for plain words before a costly pattern: most clauses hold none of what most patterns seek.

The words that guard a pattern are such that no text without one of them can match it; tests/test_enrich_guards.py holds the larger guards to that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from resrdf.words import places_of

YEARS = ("(19", "(20")  # "1373 (2001)"


def has_any(text: str, words: Iterable[str]) -> bool:
    """Say whether a text holds one of some words.

    >>> has_any("Recalls its resolution 1373 (2001);", YEARS)
    True
    """
    for word in words:  # noqa: SIM110  (a generator would cost more than the look)
        if word in text:
            return True
    return False


def matches_at(
    pattern: re.Pattern[str], text: str, words: frozenset[str], start: int = 0, end: int = sys.maxsize
) -> list[re.Match[str]]:
    """The matches of a pattern between two places that begin with one of some folded words, never overlapping.

    >>> [match[0] for match in matches_at(re.compile(r"paras?\\. \\d"), "see para. 3 and paras. 4", frozenset({"para", "paras"}))]
    ['para. 3', 'paras. 4']
    """
    found, past = list[re.Match[str]](), start
    for at in places_of(text, words):
        if at >= past and (match := pattern.match(text, at, end)):
            found.append(match)
            past = match.end()
    return found
