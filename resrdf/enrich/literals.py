"""A cheap look for plain words before a costly pattern: most clauses hold none of what most patterns seek.

The words that guard a pattern are such that no text without one of them can match it; a test holds each guard to that.
"""

from __future__ import annotations

YEARS = ("(19", "(20")  # "1373 (2001)"


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Say whether a text holds one of some words.

    >>> has_any("Recalls its resolution 1373 (2001);", YEARS)
    True
    """
    for word in words:  # noqa: SIM110  (a generator would cost more than the look)
        if word in text:
            return True
    return False
