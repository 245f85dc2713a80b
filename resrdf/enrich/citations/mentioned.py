"""Resolutions that a clause means by what has been said before: "that resolution", "the above-mentioned resolutions".

They are cited where it is certain which are meant: the one that the document, or the clause before, has named; for several
those of the clause before, or those of a clause that names all that have been named. What the same clause has named already
is cited already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.annotations import Citation, Work
from resrdf.document import Clause
from resrdf.enrich.citations.resolutions import find_resolutions, to_resolution
from resrdf.enrich.citations.symbols import find_assembly
from resrdf.enrich.literals import has_any
from resrdf.symbol import Symbol

Resolution = Symbol | Work
_ABOVE = r"(?:above(?:[-\s]mentioned)?|aforementioned|aforesaid)"
_ORGAN = r"(?:(?:two|three|four)\s+)?(?P<before>(?:Security\s+|General\s+)?(?:Council|Assembly)\s+)?"
_MEANT = re.compile(
    rf"""\b(?:(?P<this>[Tt]hat|[Tt]hose|[Tt]hese|[Tt]he\s+(?:same|said|(?P<above>{_ABOVE})|(?P<only>cease-?fire)))\s+{_ORGAN}resolution(?P<many>s)?\b
            (?!\s+(?:to|which|that)\b|\s+(?:of\s+)?\d)
          | (?P<behind>[Tt]he\s+(?:(?:Security\s+|General\s+)?(?:Council|Assembly)\s+)?resolutions\s+(?:mentioned|referred\s+to|cited|listed)\s+above))
        (?P<of>\s+of\s+the\s+(?:Security\s+Council|General\s+Assembly))?""",
    re.VERBOSE,
)
# "that", "those", "these", "same", "said", "above", "mentioned", "cease-fire" before it
_POINTED = re.compile(r" resolution(?<=(?:that|hose|hese|same|said|bove|oned|fire) resolution)")
_VAGUE = re.compile(r"\b(?:relevant|previous|other|subsequent|earlier|all)\b[^;]{0,60}\bresolutions\b")
_BARE = re.compile(r"\bparagraphs?\s[^;]{0,40}?\sresolution\s+(?P<number>\d{3,4})\b(?!\s?\(|/)")


def find_mentioned(clause: Clause, clauses: tuple[Clause, ...]) -> Iterator[Citation]:
    """Yield the citations of resolutions that only what stands before tells; ``clauses`` are those of the document.

    >>> from resrdf.document import Locator
    >>> texts = ("Recalling its resolutions 50 (1948) and 54 (1948),", "Noting with concern the violations of those resolutions,")
    >>> clauses = tuple(Clause(Locator(("pre", str(n))), "preambular", text) for n, text in enumerate(texts))
    >>> [str(citation.target) for citation in find_mentioned(clauses[1], clauses)]
    ['S/RES/50(1948)', 'S/RES/54(1948)']
    """
    text = clause.text
    cited: set[Resolution] = set()
    for match in _MEANT.finditer(text):
        if _named_in(text[: match.start()]):
            return
        for target in _meant(match, text, clause, clauses):
            if target not in cited:
                cited.add(target)
                yield Citation(match.start(), match.end(), target, rule="anaphora")


def may_mention(text: str) -> bool:
    """Say whether a text can mean resolutions that stand before it.

    >>> may_mention("to give effect to those resolutions"), may_mention("Recalling its resolution 54 (1948)")
    (True, False)
    """
    if " resolution" not in text:
        return False
    return _POINTED.search(text) is not None or has_any(text, ("aforesaid", "ed above"))


def last_named(text: str, clause: Clause, clauses: tuple[Clause, ...]) -> Symbol | None:
    """The resolution of the Council that "that resolution" means behind some words of a clause."""
    if named := [one for one in _named_in(text) if isinstance(one, Symbol)]:
        return named[-1]
    only = _only_one(_named_before(clause, clauses))
    return only if isinstance(only, Symbol) else None


def _meant(match: re.Match[str], text: str, clause: Clause, clauses: tuple[Clause, ...]) -> tuple[Resolution, ...]:
    organ = (match["before"] or "") + (match["behind"] or "") + (match["of"] or "")
    before = [[one for one in named if _is_of(one, organ)] for named in _named_before(clause, clauses)]
    every = {one for named in before for one in named}
    if match["only"]:
        return tuple(every) if len(every) == 1 and not match["many"] else ()
    if not match["many"] and not match["behind"]:
        only = _only_one(before)
        return (only,) if only else ()
    if _VAGUE.search(text, 0, match.start()):
        return ()
    whole = () if match["this"] and not match["above"] else before
    found = next(
        (named for named in (*before[-1:], *whole) if len(set(named)) > 1 and _tells(named, before, every)), ()
    )
    return tuple(dict.fromkeys(found))


def _tells(named: list[Resolution], before: list[list[Resolution]], every: set[Resolution]) -> bool:
    """Whether "the above-mentioned" can only mean what a clause has named: it is the one before, or names all that were."""
    return named is before[-1] or set(named) == every


def _only_one(before: list[list[Resolution]]) -> Resolution | None:
    """The one resolution of the clause before, or else of all that stand before."""
    last, every = {*before[-1]} if before else set(), {one for named in before for one in named}
    return next((only.pop() for only in (last, every) if len(only) == 1), None)


def _named_before(clause: Clause, clauses: tuple[Clause, ...]) -> list[list[Resolution]]:
    """What each of the clauses before one names."""
    order = next((at for at, one in enumerate(clauses) if one is clause), 0)
    return [_named_in(one.text) for one in clauses[:order]]


def _named_in(text: str) -> list[Resolution]:
    """The resolutions that a text names, in their order."""
    found = [*find_resolutions(text), *find_assembly(text)]
    found += [
        Citation(bare.start("number"), bare.end(), to_resolution(int(bare["number"]), None))
        for bare in _BARE.finditer(text)
    ]
    return [one.target for one in sorted(found, key=lambda one: one.start) if one.target]


def _is_of(resolution: Resolution, organ: str) -> bool:
    """Whether a resolution is of the organ that some words name, or they name none."""
    if "Council" in organ:
        return isinstance(resolution, Symbol)
    return isinstance(resolution, Work) if "Assembly" in organ else True
