"""Printed labels of paragraphs: "3.", "(a)", "(iv)", "–", and what comes next in each style.

Rules: the UN's editorial manual numbers operative paragraphs 1., 2., sub-paragraphs (a), (b), then (i), (ii); older
prints also use a., 1), (A), (1) and dashes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Style = Literal["number", "alpha", "roman", "ALPHA", "ROMAN", "digit", "dash"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}

# what the scanner makes of a letter or digit in brackets or before a stop
_MISREAD = {
    "a": "2@8eod«&", "b": "56h8G&", "c": "e¢o0€C(G", "d": "a4cQ", "e": "cé¢€o6C", "f": "jt/ÿ", "g": "g9q&8",
    "h": "b/k", "i": "1lIj!/:t", "j": "i;7", "k": "hK", "l": "1I", "m": "nrw", "n": "mu", "o": "0c", "p": "P", "q": "g",
    "r": "", "s": "5S",
    "ii": "n1l11u|it", "iii": "m", "iv": "1vlvw", "v": "yYu", "vi": "w1vl",
    "1": "lI!i|", "2": "Zz", "3": "8", "4": "A", "5": "S$s", "6": "G", "7": "T?1", "8": "B3S", "9": "g", "0": "Oo",
}  # fmt: skip


class Label(NamedTuple):
    """A label at the start of a line: the style it is printed in, its bare text, and how many characters it takes."""

    shape: Literal["stop", "bracket", "half", "dash"]
    text: str
    width: int


_LABEL = re.compile(
    r"""(?![A-HJ-UWYZa-hj-uwyz][A-Za-z])  # most lines open with a word that is no roman number
    ['`´]?(?:
      # (a) (iv) (1) (¢)
      (?P<bracket> [(\[{] \s?
          (?P<in> [A-Za-z] | [ivxlIVX1|n]{1,5} | \d{1,2} | [¢€é@&«!$] | [a-z]{2}) \s? [)\]}] [.,]? ) \s*
      # 3. a. iv. (the scanner's "3,")
    | (?P<stop>
          (?P<num> \d{1,3} (?:\s?(?:bis|ter|quater))? | [A-Za-z] | [IVXivx]{2,5} | [lIiO]\d | \d[lIO] )
          \s? (?:\.(?!\d)|,(?=\s+[A-Z])) ) \s*
      # 1) a)
    | (?P<half> (?P<h> \d{1,2} | [a-z] | [ivx]{2,4}) \) ) \s+
      # - text
    | (?P<dash> [-–—•·▪●*−] ) \s+ (?=\S)
    )""",
    re.VERBOSE,
)


def find_label(text: str) -> Label | None:
    """The label that opens a line, if any.

    >>> find_label("12. Decides to remain seized of the matter."), find_label("(iv) Any other task;")
    (Label(shape='stop', text='12', width=4), Label(shape='bracket', text='iv', width=5))
    >>> find_label("- the promotion of best practice,").shape, find_label("1990s were")
    ('dash', None)
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    if match["bracket"]:
        return Label("bracket", match["in"], match.end())
    if match["stop"]:
        return Label("stop", match["num"], match.end())
    if match["half"]:
        return Label("half", match["h"], match.end())
    return Label("dash", match["dash"], match.end())


@lru_cache(maxsize=1024)
def to_ordinal(text: str, style: Style) -> int | None:
    """The ordinal of a label in a style, None where it cannot be of that style.

    >>> to_ordinal("iv", "roman"), to_ordinal("c", "alpha"), to_ordinal("bb", "alpha"), to_ordinal("12", "number")
    (4, 3, 28, 12)
    """
    if style in ("number", "digit"):
        return int(text) if text.isdigit() else None
    if style in ("ALPHA", "ROMAN"):
        if not text.isupper():
            return None
        text = text.lower()
    elif not text.islower():
        return None
    if style in ("roman", "ROMAN"):
        if not _ROMAN.fullmatch(text):
            return None
        total = 0
        for here, after in zip(text, [*text[1:], ""], strict=True):
            value = _ROMAN_VALUES[here]
            total += -value if after and _ROMAN_VALUES[after] > value else value
        return total
    if len(text) == 1 and text in _LETTERS:
        return _LETTERS.index(text) + 1
    if len(text) == 2 and text[0] == text[1] and text[0] in _LETTERS:
        return 26 + _LETTERS.index(text[0]) + 1
    return None


def from_ordinal(ordinal: int, style: Style) -> str:
    """Print an ordinal in a style; the inverse of :func:`to_ordinal`.

    >>> from_ordinal(4, "roman"), from_ordinal(28, "alpha"), from_ordinal(3, "ALPHA")
    ('iv', 'bb', 'C')
    """
    if style in ("number", "digit", "dash"):
        return str(ordinal)
    if style in ("roman", "ROMAN"):
        text = ""
        for value, mark in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            count, ordinal = divmod(ordinal, value)
            text += mark * count
        return text.upper() if style == "ROMAN" else text
    letter = _LETTERS[(ordinal - 1) % 26] * ((ordinal - 1) // 26 + 1)
    return letter.upper() if style == "ALPHA" else letter


def is_misreading(read: str, expected: str) -> bool:
    """Say whether a scanner may have made ``read`` of ``expected``.

    >>> is_misreading("5", "b"), is_misreading("2", "a"), is_misreading("S", "5"), is_misreading("7", "b")
    (True, True, True, False)
    """
    if read.casefold() == expected.casefold():
        return True
    if read in _MISREAD.get(expected, "") or (
        len(expected) > 1
        and read in ("n", "u", "m", "w", "1", "11", "111", "l", "ll", "lll", "il", "li", "1v", "v1", "vl", "iu", "in")
    ):
        return True
    return len(read) == len(expected) > 1 and all(
        a == b or a in _MISREAD.get(b, "") for a, b in zip(read, expected, strict=True)
    )


def make_unique(label: str, used: dict[str, int]) -> str:
    """Give a label that a text prints twice the number of its repetition; ``used`` remembers how often each came.

    >>> used: dict[str, int] = {}
    >>> [make_unique(label, used) for label in ("a", "b", "a", "a-2", "a")]
    ['a', 'b', 'a-2', 'a-2-2', 'a-3']
    """
    unique, count = label, used.get(label, 0) + 1
    if count > 1:
        while (unique := f"{label}-{count}") in used:
            count += 1
    used[label] = count
    used.setdefault(unique, 1)
    return unique
