"""Symbols of United Nations documents as values: parse, compare, print back, turn into the end of an IRI.

Sources of the rules: the Council's own symbols S/RES/N (YEAR), S/PRST/YEAR/N, S/YEAR/N, S/N before 1994, S/PV.N.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from resrdf.errors import SymbolError

_RESOLUTION = re.compile(
    # a link to the document system; S/RES/1386; (2001), * of a reissue
    r"""(?: (?:https?://)? (?:docs\.)? un\.org /(?:en/|undocs/)? | undocs\.org/(?:en/)? )?
        S[/_]RES[/_] 0* (?P<number>[1-9]\d{0,3})
        (?: [\s\xa0_]* \(? (?P<year>(?:19|20)\d\d) \)? )? \*{0,3}""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_OTHER = re.compile(
    r"(?:(?:https?://)?(?:docs\.)?(?:un|undocs)\.org/(?:en/)?)?(?P<body>[A-Z]{1,4}/[A-Z0-9./()\- ]*\d[A-Z0-9./()\- ]*)",
    re.I | re.A,
)
_STATEMENT = re.compile(r"S/PRST/(?P<year>\d{4})/(?P<number>\d+)", re.I | re.A)
_DRAFT = re.compile(r"S/(?:(?P<year>\d{4})[/-])?(?P<number>\d+)(?P<parts>(?:/(?:Rev|Add|Corr)\.\d+)*)", re.I | re.A)


# the first resolution of each year from 1946 on
_FIRST_OF_YEAR = (
    1, 16, 38, 67, 79, 90, 97, 100, 104, 106, 111, 122, 127, 132, 133, 161, 171, 178, 186, 200, 220, 233, 245,
    263, 276, 292, 308, 325, 345, 367, 385, 403, 423, 444, 462, 485, 500, 529, 546, 560, 581, 594, 607, 627,
    647, 684, 726, 800, 893, 970, 1036, 1093, 1147, 1220, 1285, 1335, 1387, 1455, 1522, 1581, 1652, 1739, 1795,
    1860, 1908, 1967, 2033, 2086, 2133, 2196, 2260, 2337, 2398, 2452, 2504, 2561, 2618, 2672, 2722, 2768, 2812,
)  # fmt: skip


def is_year_of(number: int, year: int) -> bool:
    """Say whether a resolution of this number can be of this year.

    >>> is_year_of(1386, 2001), is_year_of(434, 1973), is_year_of(2900, 2028)
    (True, False, True)
    """
    index = year - 1946
    if index < 0 or number < 1:
        return False
    if index >= len(_FIRST_OF_YEAR):
        return number >= _FIRST_OF_YEAR[-1]
    last = _FIRST_OF_YEAR[index + 1] if index + 1 < len(_FIRST_OF_YEAR) else 10_000
    return _FIRST_OF_YEAR[index] - 1 <= number <= last


def find_year(number: int) -> int | None:
    """The year that a resolution of this number is of; None for one that is not known yet.

    >>> find_year(1386), find_year(1387), find_year(242), find_year(9000)
    (2001, 2002, 1967, None)
    """
    index = bisect_right(_FIRST_OF_YEAR, number)
    return 1945 + index if index > 0 and number < _FIRST_OF_YEAR[-1] + 150 else None


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """A document symbol in its canonical form, without spaces.

    >>> Symbol.from_text("S/RES/1386 (2001)")
    Symbol(canonical='S/RES/1386(2001)')
    >>> str(Symbol.from_text("https://docs.un.org/en/S/RES/242(1967)"))
    'S/RES/242(1967)'
    >>> Symbol.from_text("s/2001/1228").path
    'draft/2001-1228'
    """

    canonical: str

    def __str__(self) -> str:
        return self.canonical

    @classmethod
    def from_text(cls, text: str) -> Symbol:
        """Read a symbol as people type it, or a link to it; raises SymbolError."""
        compact = text.strip()
        if match := _RESOLUTION.fullmatch(compact):
            year = f"({match['year']})" if match["year"] else ""
            return cls(f"S/RES/{match['number']}{year}")
        if match := _OTHER.fullmatch(compact):
            return cls(_titled(re.sub(r"\s+", "", match["body"])))
        raise SymbolError(text)

    @classmethod
    def resolution(cls, number: int, year: int) -> Symbol:
        """Make the symbol of a resolution.

        >>> Symbol.resolution(1386, 2001).canonical
        'S/RES/1386(2001)'
        """
        return cls(f"S/RES/{number}({year})")

    @property
    def number(self) -> int | None:
        """The number of a resolution; None for every other document."""
        match = _RESOLUTION.fullmatch(self.canonical)
        return int(match["number"]) if match else None

    @property
    def year(self) -> int | None:
        """The year of a resolution where the symbol gives it."""
        match = _RESOLUTION.fullmatch(self.canonical)
        return int(match["year"]) if match and match["year"] else None

    @property
    def file_stem(self) -> str:
        """The path as the name of a file without its ending: ``res-1386``."""
        return self.path.replace("/", "-")

    @property
    def path(self) -> str:
        """The path of the document below the data base IRI: ``res/1386``, ``prst/2024-1``, ``draft/2001-1228``.

        A bare S/… document is taken for a draft; use :func:`document_path` where it is not known to be one.
        """
        return _path(self.canonical)

    @property
    def document_path(self) -> str:
        """The path of any other document: ``doc/S-1997-686-Add-1``.

        >>> Symbol.from_text("S/1997/686/Add.1").document_path
        'doc/S-1997-686-Add-1'
        """
        return _document_path(self.canonical)


@lru_cache(maxsize=4096)
def _path(canonical: str) -> str:
    if match := _RESOLUTION.fullmatch(canonical):
        return f"res/{match['number']}"
    if match := _STATEMENT.fullmatch(canonical):
        return f"prst/{match['year']}-{match['number']}"
    if match := _DRAFT.fullmatch(canonical):
        return "draft/" + _local("-".join(p for p in (match["year"], match["number"]) if p) + match["parts"])
    return _document_path(canonical)


def _document_path(canonical: str) -> str:
    return "doc/" + _local(canonical)


def _titled(compact: str) -> str:
    """Upper case but for the parts Add., Corr., Rev."""
    return re.sub(r"\b(ADD|CORR|REV)\.", lambda m: m[1].capitalize() + ".", compact.upper())


def _local(text: str) -> str:
    """Only letters, digits, hyphen and underscore may stand after the last slash of an IRI."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")


def slug(text: str, *, limit: int = 96) -> str:
    """Make a readable local name of a heading or name.

    >>> slug("The situation in the Middle East.")
    'the-situation-in-the-middle-east'
    >>> slug("La situation en Côte d’Ivoire")
    'la-situation-en-cote-d-ivoire'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _local(letters)[:limit].rstrip("-")
