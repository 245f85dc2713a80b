"""Which documents and paragraphs does a clause cite, and to what end? Each citation with the words it rests on.

What is cited is found by ``resolutions``, ``places`` (paragraphs) and ``works`` (all else); here the findings are put in
reading order, each with its function, which the words before it tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from resrdf.annotations import Citation
from resrdf.document import Clause, Document
from resrdf.enrich.citations.memory import Works, read_works
from resrdf.enrich.citations.mentioned import find_mentioned, may_mention
from resrdf.enrich.citations.places import Outline, find_places, read_outline
from resrdf.enrich.citations.resolutions import find_resolutions
from resrdf.enrich.citations.works import find_works
from resrdf.enrich.literals import has_any, matches_at

_GOVERNING = re.compile(
    r"(recall|reaffirm|reiterat|welcom|endors|implement|consider|examin|express|adopt|violat|not(?:es|ing)\b|tak(?:es|ing)\s+note|bearing)\w*",
    re.I,
)
_STEMS = "recall reaffirm reiterat welcom endors implement consider examin express adopt violat".split()
_ENDINGS = ("", "s", "e", "es", "ed", "ing", "ation", "ations", "ion", "ions", "ement", "ements")
_WORDS = frozenset(
    ["notes", "noting", "takes", "taking", "bearing", *(stem + ending for stem in _STEMS for ending in _ENDINGS)]
)
_FUNCTIONS = {
    "recall": "recalls", "reaffi": "reaffirms", "reiter": "reiterates", "welcom": "welcomes", "endors": "endorses",
    "implem": "implements", "consid": "considers", "examin": "considers", "expres": "expresses", "adopt": "adopts",
    "violat": "violates", "notes": "takes-note", "noting": "takes-note", "takes": "takes-note", "taking": "takes-note",
    "takes ": "takes-note", "bearin": "recalls",
}  # fmt: skip
# words directly before a citation say what it is for, whatever verb opens the clause; without one of the plain words
# no pattern can match
_NEAR = (
    (("cting",), r"\b[Aa]cting\b[^,;]*\bunder\b[^;]*$", "acting-under"),
    (
        ("pursuant", "accordance", "conformity", "under"),
        r"\b(?:pursuant\s+to|in\s+accordance\s+with|in\s+conformity\s+with|under)\b[^,;]{0,60}$",
        "pursuant-to",
    ),
    (
        ("established", "created", "set", "imposed"),
        r"\b(?:established|created|set\s+up|imposed)\s+(?:by|under|in|pursuant\s+to)\b[^,;]{0,60}$",
        "establishes",
    ),
    (
        ("contained", "set", "specified", "referred", "mentioned", "envisaged"),
        r"\b(?:contained|set\s+out|set\s+forth|specified|referred\s+to|mentioned|envisaged)\s+(?:in|by|under)\b[^,;]{0,60}$",
        "contained-in",
    ),
    (("extend", "renew"), r"\bto\s+(?:extend|renew)\b[^;]{0,60}$", "extends"),
    (("amend", "modify", "replace"), r"\bto\s+(?:amend|modify|replace)\b[^;]{0,60}$", "amends"),
    (("terminate", "lift", "end"), r"\bto\s+(?:terminate|lift|end)\b[^;]{0,60}$", "terminates"),
    (
        ("implement", "compl"),
        r"\b(?:implement|implementation\s+of|comply\s+with|compliance\s+with)\b[^,;]{0,60}$",
        "implements",
    ),
)
_NEAR_WORDS = tuple({word for words, _, _ in _NEAR for word in words})
_FUNCTIONS_NEAR = tuple((words, re.compile(pattern), function) for words, pattern, function in _NEAR)


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause may refer back to: the clauses that its document has, and the works that this has named."""

    outline: Outline
    works: Works = field(default_factory=Works)


def read_context(document: Document) -> Context:
    """Look once over a document for what its clauses may refer to."""
    outline = read_outline(document)
    return Context(outline, read_works(document, outline.clauses))


def find_citations(clause: Clause, context: Context) -> Iterator[Citation]:
    """Yield the citations of one clause in reading order.

    >>> from resrdf.document import Locator
    >>> from resrdf.symbol import Symbol
    >>> clause = Clause(Locator(("op", "8")), "operative", "Recalls paragraph 14 of resolution 2216 (2015) and paragraph 3 above;")
    >>> context = Context(Outline(Symbol.resolution(2402, 2018), frozenset((Locator(("op", "3")),))))
    >>> [(str(c.target), str(c.clause)) for c in find_citations(clause, context)]
    [('S/RES/2216(2015)', 'op/14'), ('S/RES/2402(2018)', 'op/3')]
    """
    found, pinned = find_places(clause, context.outline)
    found += [citation for citation in find_resolutions(clause.text) if citation.start not in pinned]
    if may_mention(clause.text):
        found += [
            citation for citation in find_mentioned(clause, context.outline.clauses) if citation.start not in pinned
        ]
    found += find_works(clause, context.works)
    for cited in sorted(found, key=itemgetter(0, 1)):
        function = find_function(clause.text, cited)
        yield Citation(cited.start, cited.end, cited.target, cited.clause, function, cited.rule)


def find_function(text: str, citation: Citation) -> str:
    """What the clause does with what it cites, from the words before it; a path of the scheme of citation functions.

    >>> text = "Recalling its resolution 1373 (2001)"
    >>> find_function(text, Citation(25, 36))
    'vocab/citation-function/recalls'
    """
    before = text[max(0, citation.start - 90) : citation.start]
    for words, pattern, function in _FUNCTIONS_NEAR if has_any(before, _NEAR_WORDS) else ():
        if has_any(before, words) and pattern.search(before):
            return f"vocab/citation-function/{function}"
    governing = [word for at, word in _governing(text) if at < citation.start]
    return f"vocab/citation-function/{_FUNCTIONS[governing[-1]]}" if governing else "vocab/citation-function/refers"


@lru_cache(maxsize=8)  # asked for each citation of a clause in turn
def _governing(text: str) -> tuple[tuple[int, str], ...]:
    """The words of a text that say what is done with what it cites, each with its place."""
    return tuple([(match.start(), match[1].lower()[:6]) for match in matches_at(_GOVERNING, text, _WORDS)])
