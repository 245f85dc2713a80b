"""Dates and ordinals as the Council prints them, scanning faults included."""

from __future__ import annotations

import difflib
import re
from datetime import date
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DATE = re.compile(
    r"""(?P<day>[\dOoIlSf£]{1,3}) (?:st|nd|rd|th)? \s*    # 3, 30, l9
        (?P<month>[A-Z][A-Za-z\]|1!.]{2,9}) ,? \s*        # April, Apri], Auqust
        (?P<year>[\d£Ol]{4})\b""",
    re.VERBOSE,
)
_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "I": "1", "l": "1", "]": "1", "|": "1", "S": "5", "£": "1", "f": "1", "Z": "2"}
)
_WORDS = {
    w: n
    for n, w in enumerate(
        "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"no": 0}


@lru_cache(maxsize=256)
def to_month(word: str) -> int | None:
    """The month (1-12) that a word names, one or two scanning faults allowed.

    >>> to_month("Auqust"), to_month("Apri]"), to_month("Council")
    (8, 4, None)
    """
    near = difflib.get_close_matches(word.capitalize(), MONTHS, n=1, cutoff=0.74)
    return MONTHS.index(near[0]) + 1 if near else None


def find_date(text: str) -> date | None:
    """The first date in a text, in the order day month year.

    >>> find_date("of 20 December 2001"), find_date("3 Apri] 1991"), find_date("of 17 May 1946 1")
    (datetime.date(2001, 12, 20), datetime.date(1991, 4, 3), datetime.date(1946, 5, 17))
    """
    for match in _DATE.finditer(text):
        month = to_month(match["month"])
        if month is None:
            continue
        day = match["day"].translate(_DIGITS)
        year = match["year"].translate(_DIGITS)
        try:
            return date(int(year), month, int(day))
        except ValueError:
            continue
    return None


def to_number(text: str) -> int | None:
    """A count as a vote prints it: digits, a word, ``none``, with the scanner's I for 1.

    >>> [to_number(t) for t in ("10", "none", "I", "two", "x")]
    [10, 0, 1, 2, None]
    """
    compact = text.strip().rstrip(".").casefold()
    if compact in _WORDS:
        return _WORDS[compact]
    if compact.startswith("none"):
        return 0
    digits = re.sub(r"\s", "", text).translate(_DIGITS)
    return int(digits) if digits.isdigit() else None
