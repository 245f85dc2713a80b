"""Mark stretches of a text: spans that lie side by side, inside one another or across, as properly nested marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["verb", "actor", "cites"]
_INWARDS: dict[Kind, int] = {"cites": 0, "actor": 1, "verb": 2}  # of equal spans, the later kind lies inside


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, half-open and in code points, what kind of mark it gets, where it leads, what is said of it."""

    start: int
    end: int
    kind: Kind
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch: its pieces are text and further marks. Only the outermost of nested marks leads somewhere."""

    kind: Kind
    href: str
    title: str
    pieces: tuple[str | Mark, ...]


def mark(text: str, spans: Iterable[Span]) -> tuple[str | Mark, ...]:
    """Cut a text into plain pieces and marks; the text of all pieces together is the text.

    A span that begins inside another and ends beyond it is cut at that end, since elements cannot cross.

    >>> mark("Calls upon all", [Span(0, 10, "verb"), Span(11, 14, "actor", "/a")])  # doctest: +NORMALIZE_WHITESPACE
    (Mark(kind='verb', href='', title='', pieces=('Calls upon',)), ' ',
     Mark(kind='actor', href='/a', title='', pieces=('all',)))
    >>> [piece if isinstance(piece, str) else plain(piece.pieces)
    ...  for piece in mark("abcdef", [Span(0, 3, "cites"), Span(2, 5, "actor")])]
    ['abc', 'de', 'f']
    """
    sound = (span for span in spans if 0 <= span.start < span.end <= len(text))
    single = {(span.start, span.end, span.kind): span for span in reversed([*sound])}
    spans = sorted(_give_way(list(single.values())), key=_outside_first)
    return tuple(_nest(text, 0, len(text), spans, linked=False))


def plain(pieces: Iterable[str | Mark]) -> str:
    """The text of pieces without their marks.

    >>> plain(mark("one two", [Span(0, 7, "cites"), Span(4, 7, "actor")]))
    'one two'
    """
    return "".join(piece if isinstance(piece, str) else plain(piece.pieces) for piece in pieces)


def _give_way(spans: list[Span]) -> Iterator[Span]:
    """Cut the name of an actor where it holds a citation, so that both lead somewhere: the parties to [the Agreement].

    >>> [(s.start, s.end, s.kind) for s in _give_way([Span(0, 9, "actor", "/a"), Span(5, 9, "cites", "/c")])]
    [(0, 5, 'actor'), (5, 9, 'cites')]
    """
    cited = sorted((span for span in spans if span.kind == "cites" and span.href), key=_outside_first)
    for span in spans:
        at = span.start
        if span.kind == "actor" and span.href:
            for inner in cited:
                if at <= inner.start and inner.end <= span.end and inner.end - inner.start < span.end - span.start:
                    if at < inner.start:
                        yield replace(span, start=at, end=inner.start)
                    at = inner.end
        if at < span.end:
            yield replace(span, start=at)


def _nest(text: str, start: int, end: int, spans: list[Span], *, linked: bool) -> Iterator[str | Mark]:
    """Yield the pieces of a stretch; all spans lie inside it, those that begin first and reach farthest first."""
    at, waiting = start, list(spans)
    while waiting:
        outer = waiting.pop(0)
        inside: list[Span] = []
        beyond: list[Span] = []
        for span in waiting:
            if span.start >= outer.end:
                beyond.append(span)
            elif span.end <= outer.end:
                inside.append(span)
            else:
                inside.append(replace(span, end=outer.end))
                beyond.append(replace(span, start=outer.end))
        if outer.start > at:
            yield text[at : outer.start]
        pieces = tuple(_nest(text, outer.start, outer.end, inside, linked=linked or bool(outer.href)))
        yield Mark(outer.kind, "" if linked else outer.href, outer.title, pieces)
        at, waiting = outer.end, sorted(beyond, key=_outside_first)
    if at < end:
        yield text[at:end]


def _outside_first(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, _INWARDS[span.kind]
