"""Which resolutions of the Council does a text cite, by number and year or by number and date?

Numbers share a head in lists ("resolutions 1493 of 28 July 2003 and 1533 of 12 March 2004"). Where number and year disagree
the citation keeps its words and has no target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.annotations import Citation
from resrdf.enrich.literals import YEARS, has_any
from resrdf.symbol import Symbol, find_year, is_year_of

_NUMBERED = re.compile(r"(?P<number>\d\d{0,3})\s?\((?P<year>(?:19|20)\d\d)\)")
# letters that a scanner put for digits; number and year must agree then
_MISREAD_LAST = tuple(f"{letter} (19" for letter in "SOlIB")
_MISREAD = re.compile(r"\b(?=\d*[SOlIB])(?P<number>[\dSOlIB]{3,4})\s?\((?P<year>19\d\d)\)")
_DIGITS = str.maketrans("SOlIB", "50118")
_LETTERS = frozenset("SOlIB")
_NO_NUMBER = _LETTERS.union("0123456789/.")  # before digits that are but the end of a number
_DATE = r"\s+of\s+\d{1,2}\s+[A-Z][a-z]+(?:\s+(?P<year>(?:19|20)\d\d))?"
_PLAIN_DATE = _DATE.replace("?P<year>", "?:")
_ITEM = rf"\d{{3,4}}(?!\w|/)(?:\s?\((?:19|20)\d\d\))?(?:{_PLAIN_DATE})?"
_LIST = re.compile(
    rf"[Rr]esolutions?(?<!Assembly\ resolution)(?<!Assembly\ resolutions)\s+(?P<list>{_ITEM}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+){_ITEM})*)(?!\s?\(|/|\d)"
)
_IN_LIST = re.compile(rf"\b(?P<number>\d{{3,4}})(?P<told>\s?\(\d{{4}}\))?(?:{_DATE})?")


def find_resolutions(text: str) -> Iterator[Citation]:
    """Yield the citations of resolutions.

    >>> text = "Recalling resolutions 1493 of 28 July 2003, 1533 of 12 March 2004 and 82 (1950),"
    >>> [str(c.target) for c in find_resolutions(text)]
    ['S/RES/82(1950)', 'S/RES/1493(2003)', 'S/RES/1533(2004)']
    """
    misread = False
    for match in _NUMBERED.finditer(text) if has_any(text, YEARS) else ():
        before = text[match.start() - 1 : match.start()]
        if before in _NO_NUMBER and not text.endswith("S/RES/", 0, match.start()):
            misread = misread or before in _LETTERS
            continue
        number, year = int(match["number"]), int(match["year"])
        known = is_year_of(number, year)
        yield Citation(match.start(), match.end(), Symbol.resolution(number, year) if known else None)
    for match in _MISREAD.finditer(text) if misread or ("(19" in text and has_any(text, _MISREAD_LAST)) else ():
        if is_year_of(number := int(match["number"].translate(_DIGITS)), year := int(match["year"])):
            yield Citation(match.start(), match.end(), Symbol.resolution(number, year))
    for match in _LIST.finditer(text) if "esolution" in text else ():
        # a year in brackets: then a number without year or date is no resolution: "1967 (2011), and 192 observers"
        if (told := "(" in match["list"]) and " of" not in match["list"]:
            continue
        for item in _IN_LIST.finditer(match["list"]):
            given = int(item["year"]) if item["year"] else None
            if item["told"] or (told and not given):
                continue
            if symbol := to_resolution(int(item["number"]), given):
                start = match.start("list") + item.start()
                yield Citation(start, start + len(item["number"]), symbol)


def to_resolution(number: int, year: int | None) -> Symbol | None:
    """A resolution by its number: the year is that of its date, or the only one that the number can have.

    >>> to_resolution(1373, None), to_resolution(1373, 1998)
    (Symbol(canonical='S/RES/1373(2001)'), None)
    """
    if year is not None:
        return Symbol.resolution(number, year) if is_year_of(number, year) else None
    known = find_year(number)
    return Symbol.resolution(number, known) if known else None
