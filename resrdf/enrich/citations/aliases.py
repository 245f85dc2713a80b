"""The names that a text gives to what it cites: in brackets beside it, before its symbol, or by the words that describe it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from resrdf.annotations import Work
from resrdf.enrich.citations.nouns import A_DATE, find_kinds
from resrdf.enrich.citations.symbols import to_work
from resrdf.enrich.citations.titles import IN_BODY
from resrdf.enrich.literals import matches_at
from resrdf.symbol import Symbol

Target = Work | Symbol
Placed = tuple[int, int, Target]  # from, to, what

_HEAD = r"""(?:Agreement|Accord|Acuerdo|Protocol|Treaty|Convention|Declaration|Communiqu[ée]|Programme|Plan|Act|Memorandum|Statement
    |Charter|Road\s?[Mm]ap|Framework|Compact|Pact|Covenant|Arrangement|Principle|Initiative|Understanding|Commitment|Statute)s?"""
_BRACKETS = re.compile(
    rf"""\(\s*(?:(?:hereinafter|hereafter|collectively|also)\s+)*(?:(?:referred\s+to|known)\s+(?:collectively\s+)?as\s+)?(?:[Tt]he\s+)?[“"‘']?(?:[Tt]he\s+)?
        (?P<name>(?:[A-Z][\w’'-]*\s+(?:(?:of|on|for|and|the)\s+){{0,2}}){{0,7}}{_HEAD}|(?P<letters>[A-Z]{{3,}}(?:-[A-Z]+)?))[”"’']?
        (?:\s*,\s*(?P<symbol>[SA]/[\w/.-]*\w)[^()]*)?\s*\)""",
    re.VERBOSE,
)
_AGREED = re.compile(
    r"""\b(?P<name>\w+-point\s+agreement|agreement\s+(?:between|on|for|concerning)\s+[^();]{8,200}?
        (?=,?\s+(?:signed|reached|concluded|done|initialled|which|on\s+the\s+one)\b|,?\s*\(|,\s+and\s|;|$))""",
    re.VERBOSE,
)
# "the 2001 Agreement on Fish" is "the 2001 Agreement" afterwards
_OF_YEAR = re.compile(rf"\bthe\s+(?P<name>(?:19|20)\d\d\s+(?P<head>{_HEAD}))(?=\s+(?:[Bb]etween|on)\s)", re.VERBOSE)
_HEADED = re.compile(rf"(?P<head>{_HEAD})(?=\s+(?:[Bb]etween|on|for|concerning)\s)", re.VERBOSE)
_BEHIND = re.compile(r"[^()]{0,40}\)\s*,?\s*")  # from a symbol over its bracket to the next
_BEFORE = re.compile(r"\s*\(\s*(?:document\s+)?")  # from a bracket to a symbol in the next
_BREAK = re.compile(r";|\)\s+and\b|,\s+and\b")
_SIGNED = r"(?:,?\s*(?:signed|done|concluded|adopted|reached|initialled|agreed|of|dated|in|at|on|between|by|for|to|and\s+(?:the|its)\s+[Aa]nnexes)\b[^();]{0,200}?)?[,.;]?"
_TO_MARK = re.compile(_SIGNED)
_TO_SYMBOL = re.compile(rf"{_SIGNED}\s*(?:\((?:the\s+)?[“\"]?[A-Z][^()/]{{3,60}}\)\s*)?\(\s*(?:document\s+)?")
_THE = frozenset({"the"})
_KIND = re.compile(rf"[Tt]he\s+(?P<name>(?:[A-Z][\w’'-]*\s+){{0,4}}{_HEAD}(?:\s+of\s+Understanding)?)\b", re.VERBOSE)
_TO_HEAD = re.compile(rf"(?:[A-Z][\w’'-]*\s+)+{_HEAD}\b", re.VERBOSE)
_NEAR = 160
_OF_ONE = re.compile(
    r"[A-Z]\w*\s+(?:Agreement|Accord|Plan|Programme|Protocol|Declaration|Framework|Memorandum)\s+\((?:documents\s+)?$"
)


def find_aliases(text: str, symbols: list[Placed], titles: tuple[Placed, ...]) -> Iterator[tuple[str, Target | None]]:
    """Yield the names that a clause gives, each with what it names, or None where the clause does not tell.

    >>> text = "Welcoming the agreement signed at Bonn (S/2001/7) (the Rhine Agreement),"
    >>> [(name, work and work.path) for name, work in find_aliases(text, [(39, 47, to_work("S/2001/7"))], ())]
    [('Rhine Agreement', 'doc/S-2001-7')]
    """
    for match in _BRACKETS.finditer(text) if "(" in text else ():
        target = to_work(match["symbol"]) if match["symbol"] else _beside(text, match, symbols, titles)
        if target is not None or not match["letters"]:
            yield match["name"], target
    yield from _before_symbols(text, symbols, titles)
    for start, _, title in titles:
        if (whole := _OF_YEAR.search(text, max(0, start - 9), start + 40)) and whole.start("head") == start:
            yield " ".join(whole["name"].split()), title
    for start, _, work in symbols:
        begin = max(0, start - 300)
        for match in _AGREED.finditer(text, begin, start) if "agreement" in text else ():
            if not find_kinds(text, match.end("name"), start):
                yield match["name"], work


def find_companions(text: str, symbols: list[Placed]) -> Iterator[tuple[Target, Target]]:
    """Yield (document, next document) where two symbols stand together behind the name of one work.

    >>> text = "the Settlement Plan (S/21360 and S/22464)"
    >>> [two.path for _, two in find_companions(text, [(21, 28, to_work("S/1")), (33, 40, to_work("S/2"))])]
    ['doc/S-2']
    """
    for (start, end, one), (begin, _, other) in pairwise(symbols):
        if text[end:begin] == " and " and _OF_ONE.search(text, max(0, start - 40), start):
            yield one, other


def _beside(text: str, match: re.Match[str], symbols: list[Placed], titles: tuple[Placed, ...]) -> Target | None:
    """What stands nearest before a name in brackets, or in the brackets behind it; letters abbreviate the title just before."""
    start = match.start()
    reach = 2 if match["letters"] else _NEAR
    near = [
        (end, work)
        for begin, end, work in titles
        if end <= start <= end + reach
        and not _BREAK.search(text, end, start)
        and _may_abbreviate(match, text[begin])
        and match["name"].split()[-1]
        not in text[end:start]  # "the Rhine Accord and the Roadmap to Peace (the Roadmap)"
    ]
    if not match["letters"]:
        near += [(end, work) for _, end, work in symbols if end <= start and _BEHIND.fullmatch(text, end, start)]
        near += [(end, work) for begin, end, work in symbols if _BEFORE.fullmatch(text, match.end(), begin)]
    return max(near, key=lambda one: one[0])[1] if near else None


def _reaches(text: str, end: int, symbol: Placed) -> bool:
    """Whether only words on signature and place stand between a name and a symbol, or the mark of its footnote."""
    if symbol[0] == symbol[1]:
        return _TO_MARK.fullmatch(text, end, symbol[0]) is not None and not find_kinds(text, end, symbol[0])
    return _TO_SYMBOL.fullmatch(text, end, symbol[0]) is not None and not find_kinds(text, end, text.find("(", end))


def _before_symbols(text: str, symbols: list[Placed], titles: tuple[Placed, ...]) -> Iterator[tuple[str, Target]]:
    """Names in capitals that only tell the kind ("the Peace Agreement"), where the symbol stands right behind them."""
    for match in matches_at(_KIND, text, _THE) if symbols else ():
        behind = next((symbol for symbol in symbols if symbol[0] >= match.end()), None)
        if behind is None or any(a < match.end() and match.start("name") < b for a, b, _ in titles):
            continue
        if behind[0] == behind[1] and A_DATE.search(text, 0, match.start()) and find_kinds(text, 0, match.start()):
            continue  # the mark may be that of "the letter of 3 May", on "the Peace Agreement"
        if _reaches(text, match.end(), behind) and not IN_BODY.search(
            text, max(0, match.start() - 160), match.start("name")
        ):
            yield match["name"], behind[2]


def _may_abbreviate(match: re.Match[str], initial: str) -> bool:
    """Letters abbreviate a title with whose initial they begin: "(LPA)", but not the "(ICC)" of its Statute."""
    return not match["letters"] or match["letters"][0] == initial


def find_headed(text: str, titles: tuple[Placed, ...]) -> Iterator[tuple[str, Target]]:
    """Yield the first word of each name that begins with its head, which may stand for it: "the Agreement on Fish".

    >>> list(find_headed("the Accord on Fish", ((4, 18, to_work("S/2001/7")),)))[0][0]
    'accord'
    """
    for start, _, work in titles:
        if head := _HEADED.match(text, start):
            yield head["head"].casefold(), work


def find_joined(text: str, symbols: list[Placed], titles: tuple[Placed, ...]) -> Iterator[tuple[str, Work, Work]]:
    """Yield (name, instrument, document) where the symbol of an instrument stands right behind its name.

    >>> from resrdf.enrich.citations.titles import find_titles
    >>> text = "the Rhine Agreement on Fish, signed at Bonn on 5 May 2001 (S/2001/7)"
    >>> [(name, document.path) for name, _, document in find_joined(text, [(59, 67, to_work("S/2001/7"))], tuple(find_titles(text)))]
    [('Rhine Agreement on Fish', 'doc/S-2001-7'), ('Rhine Agreement', 'doc/S-2001-7')]
    """
    for start, end, title in titles:
        behind = next((symbol for symbol in symbols if symbol[0] >= end), None)
        if behind is None or not isinstance(behind[2], Work) or not isinstance(title, Work) or text[end - 1] == "s":
            continue
        if _reaches(text, end, behind):
            yield text[start:end], title, behind[2]
            if (head := _TO_HEAD.match(text, start, end)) and head[0] != text[start:end]:
                yield head[0], title, behind[2]
