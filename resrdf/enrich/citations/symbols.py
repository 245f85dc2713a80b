"""Documents cited by symbol: those of the United Nations and of its agencies, and the General Assembly's resolutions.

A symbol under which a treaty or an agreement was circulated ("S/1995/999") cites that instrument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from resrdf.annotations import Citation, Work
from resrdf.enrich.literals import has_any
from resrdf.lexicon import instrument_symbols, label_of
from resrdf.symbol import Symbol

_SYMBOL = re.compile(
    r"""(?<![\w/])(?P<symbol>
          (?:S(?:\$(?=/\d))?|A|ST|E|DP|GC|GOV|INFCIRC|CD|NPT|PBC|TD)/ (?:PRST/\ )? [A-Z0-9][\w./]*(?:\ ?\((?=[^)]*\d|[IVX]+\))[\w.-]+\))?(?:[\w./]*\w)?   # S/1997/686, A/50/60, S/PRST/2006/41
          (?:(?<=/)\ (?:Add|Corr|Rev)\.\ ?\d+|(?<=/Rev\.)\ \d+)?                                                       # A/6000/ Rev.1
          | (?<=\()[A-Z]{2,4}/[A-Z]{2,4}/\d+(?:/\d+)*(?=\))                                            # (OP/NSA/1121/023)
          | (?:IAEA\ )?INFCIRC/\d+(?:/Mod\.\d+)?
          | (?<=Presidential\ Statement\ )(?:19|20)\d\d/\d{1,2}\b )                                    # Presidential Statement 2015/25
        (?P<more>(?:,?\ (?:and|incorporating)?\ ?(?:(?:Add|Corr|Rev)\.\ ?\d+l?(?:/Rev\.\d+)?(?:-\d+)?(?:\ and\ \d+)?)|,\ (?:Add|Corr)\.\ ?\d+)*)""",
    re.VERBOSE,
)
_PART = re.compile(
    r"(?P<sort>Add|Corr|Rev)\.\s?(?P<first>\d+)l?(?P<revised>/Rev\.\d+)?(?:(?P<link>\s?-\s?|\s+and\s+)(?P<last>\d+))?"
)
_ASSEMBLY = re.compile(
    r"""(?<![\d/])(?P<number>\d{1,4}(?:\ [A-Z](?:\ and\ [A-Z])?)?)\ ?
        \((?P<session>(?:S-|ES-)?[IVXL]+|S-\d+|ES-\d+|1(?=\)))(?:\)|(?P<cut>D)\)?(?=\ of\ \d)|(?=\ of\ \d{1,2}\ [A-Z]))  # 293 (IV), 3367 A (XXX), 186 (S-2); misread: (XVID, (XVIII
      | (?<=[Rr]esolution\ )(?P<modern>(?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?)                                          # resolution 46/182
      | (?<=[Rr]esolutions\ )(?P<list>(?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?(?:(?:,|\ and|,\ and|\ of\ \d{1,2}\ [A-Z][a-z]+\ \d{4})+\ (?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?)*)
      | (?<![\d/])(?P<later>\d{2}/\d{1,3}(?:\ [A-Z])?)(?=\ of\ \d{1,2}\ [A-Z][a-z]+)                                         # 1514 (XV) …, 32/5 of 28 October 1977
    """,
    re.VERBOSE,
)
_SESSIONS = ("(I", "(1)", "(V", "(X", "(L", "(S-", "(ES-")
_MODERN = re.compile(r"(?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?")
_SLASHED = re.compile(r"[^\d/]\d{1,2}/\d")  # 46/182, not S/1995/9
_OF_ASSEMBLY = re.compile(r"\bAssembly\s+resolutions?\s+$")
# a regular session opens in September
_OF_AUTUMN = re.compile(r"\s+of\s+\d{1,2}\s+(?:October|November|December)\s+(?P<year>19(?:4[6-9]|5\d|6\d|7[0-6]))\b")
_OF_COUNCIL = re.compile(r"Council\s+resolutions?\s*$")


def to_work(symbol: str) -> Work | Symbol:
    """The work that a symbol names: a presidential statement is one of the Council's own documents.

    >>> to_work("S/1997/686/Add.1").path
    'doc/S-1997-686-Add-1'
    >>> to_work("S/1995/999").names
    ('General Framework Agreement for Peace in Bosnia and Herzegovina', 'S/1995/999')
    """
    compact = re.sub(r"\s+|(?<=S)\$", "", symbol)  # scanned "S$/25241"
    if compact.upper().startswith("S/PRST/"):
        return Symbol(compact.upper())
    if concept := instrument_symbols().get(compact):
        return to_instrument(concept)
    return Work("doc/" + re.sub(r"[^A-Za-z0-9_]+", "-", compact).strip("-"), (symbol.strip().replace("S$/", "S/"),))


def to_instrument(concept: str) -> Work:
    """The work that a concept of the instruments is, with the symbol under which it was circulated."""
    return Work(concept, (label_of(concept, "instrument") or concept, *symbols_of().get(concept, ())))


@lru_cache(maxsize=1)
def symbols_of() -> Mapping[str, tuple[str, ...]]:
    """The symbols of the documents that circulated the instruments of the vocabulary."""
    return MappingProxyType({concept: (symbol,) for symbol, concept in instrument_symbols().items()})


def find_symbols(text: str) -> Iterator[tuple[Work | Symbol, int, int]]:
    """The documents cited by symbol, with what is added to them: "S/1997/686 and Add.1" are two.

    >>> [w.path for w, _, _ in find_symbols("(S/1997/686 and Add.1)")]
    ['doc/S-1997-686', 'doc/S-1997-686-Add-1']
    >>> [w.path for w, _, _ in find_symbols("(document A/6000/ Rev.1), chap. III, and S/999/Add.8 and Add.9")]
    ['doc/A-6000-Rev-1', 'doc/S-999-Add-8', 'doc/S-999-Add-9']
    """
    for match in _SYMBOL.finditer(text) if "/" in text else ():
        symbol = match["symbol"].rstrip(".")
        if symbol.upper().startswith("S/RES/") or not re.search(r"\d", symbol):
            continue
        if symbol.startswith("INFCIRC"):
            symbol = f"IAEA {symbol}"
        elif symbol[0].isdigit():
            symbol = f"S/PRST/{symbol}"
        yield to_work(symbol), match.start("symbol"), match.start("symbol") + len(match["symbol"])
        for part in _PART.finditer(match["more"]):
            base = symbol.partition(f"/{part['sort']}.")[0]  # "S/7930/Add.64 and Add.65"
            start, first = match.start("more") + part.start(), int(part["first"])
            last = int(part["last"] or first)
            for n in range(first, last + 1) if "-" in (part["link"] or "") else sorted({first, last}):
                yield (
                    to_work(f"{base}/{part['sort']}.{n}{part['revised'] or ''}"),
                    start,
                    match.start("more") + part.end(),
                )


def find_assembly(text: str) -> Iterator[Citation]:
    """Resolutions of the General Assembly and of other organs; a numeral that a scanner misread is told by its date.

    >>> [c.target.names[0] for c in find_assembly("resolutions 1747(XVI) of 28 June 1962, 1760 (XVID of 31 October 1962")]
    ['A/RES/1747 (XVI)', 'A/RES/1760 (XVII)']
    """
    if not (
        ("(" in text and has_any(text, _SESSIONS)) or ("/" in text and "esolution" in text and _SLASHED.search(text))
    ):
        return
    for match in _ASSEMBLY.finditer(text):
        if match["number"]:
            if "Economic" in text and _OF_COUNCIL.search(text[max(0, match.start() - 40) : match.start()]):
                continue
            if match["session"] == "1" and not _OF_ASSEMBLY.search(text, 0, match.start()):
                continue
            session = _session(match, text)
            yield _resolution(f"A/RES/{match['number']} ({session})", match.start(), match.end())
        else:
            key = str(match.lastgroup)
            before = text[max(0, match.start() - 60) : match.start()]
            if key == "later" and "Assembly" not in text[: match.start()]:
                continue
            organ = "E" if "Economic and Social" in before else "A/HRC" if "Human Rights Council" in before else "A"
            for item in _MODERN.finditer(match[key]):
                start = match.start(key) + item.start()
                yield _resolution(f"{organ}/RES/{item[0]}", start, start + len(item[0]))


def _session(match: re.Match[str], text: str) -> str:
    """The session of a resolution of the General Assembly; a numeral that its date in a regular session belies is misread.

    >>> text = "General Assembly resolution 2145 (XXII) of 27 October 1966"
    >>> _session(_ASSEMBLY.search(text), text)
    'XXI'
    """
    session = "I" if match["session"] == "1" else match["session"] + ("I" if match["cut"] else "")
    if "S" not in session and (autumn := _OF_AUTUMN.match(text, match.end())):
        return _to_roman(int(autumn["year"]) - 1945)
    return session


def _to_roman(number: int) -> str:
    """A session's number as it was printed until 1976.

    >>> _to_roman(14), _to_roman(29)
    ('XIV', 'XXIX')
    """
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _resolution(name: str, start: int, end: int) -> Citation:
    if concept := instrument_symbols().get(re.sub(r"\s+", "", name)):
        return Citation(start, end, to_instrument(concept))
    return Citation(start, end, Work("doc/" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-"), (name,)))
