"""The geometry of pictures: what stands where. Templates draw them as SVG, and a table or list says the same beside.

Sizes are in pixels at the size of the text; a picture that is wider than its page scrolls and is never shrunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from resrdf.serve.pages.links import Link

_LINE = 24  # from one row to the next
_LETTER = 7.9  # the width to allow for a letter of 13 px


@dataclass(frozen=True, slots=True)
class Node:
    """A labelled point at the end of an arc."""

    x: float
    y: float
    link: Link
    arc: str
    relation: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What a document cites on the left, itself in the middle, what cites it on the right."""

    width: int
    height: int
    name: str
    box: tuple[float, float, float]
    left: tuple[Node, ...]
    right: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One change of a mandate: from when until when, which clause, what it does; open where no end is known."""

    start: date
    end: date | None
    label: Link
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A period on the sheet."""

    x: float
    y: float
    width: float
    open: bool
    label: Link
    kind: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars under a scale of years."""

    width: int
    height: int
    left: int
    ticks: tuple[tuple[float, int], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of the Council at a vote."""

    x: float
    y: float
    side: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Chamber:
    """The members by how they voted: a row for each side, with its name and count."""

    width: int
    height: int
    seats: tuple[Seat, ...]
    rows: tuple[tuple[float, str], ...]


def draw_neighbourhood(
    name: str, left: Sequence[tuple[Link, str]], right: Sequence[tuple[Link, str]], most: int = 14
) -> Neighbourhood | None:
    """Place a document between what it cites and what cites it; None where there is neither.

    >>> picture = draw_neighbourhood("B", [(Link("A", "/a"), "recalls")], [])
    >>> picture.left[0].link.text, picture.right
    ('A', ())
    """
    left, right = _first(left, most), _first(right, most)
    if not left and not right:
        return None
    side = max([len(link.text) for link, _ in (*left, *right)] + [8]) * _LETTER
    middle = max(len(name) * (_LETTER + 1) + 28, 120)
    height = max(len(left), len(right), 2) * _LINE + 24
    centre, gap = height / 2, 90
    start = side + gap
    width = int(start + middle + gap + side) + 8
    end = start + middle

    def place(many: Sequence[tuple[Link, str]], x: float, edge: float) -> tuple[Node, ...]:
        top = centre - (len(many) - 1) * _LINE / 2
        found = []
        for number, (link, relation) in enumerate(many):
            y = top + number * _LINE
            near = x + (10 if edge > x else -10)
            half = (near + edge) / 2
            found.append(
                Node(x, y, link, f"M{near:g} {y:g}C{half:g} {y:g} {half:g} {centre:g} {edge:g} {centre:g}", relation)
            )
        return tuple(found)

    return Neighbourhood(
        width, int(height), name, (start, centre - 19, middle), place(left, side, start), place(right, end + gap, end)
    )


def _first(many: Sequence[tuple[Link, str]], most: int) -> list[tuple[Link, str]]:
    """The first of many, and how many more there are."""
    if len(many) <= most:
        return list(many)
    return [*many[: most - 1], (Link(f"and {len(many) - most + 1} more"), "")]


def draw_timeline(periods: Sequence[Period], most: int = 60) -> Timeline | None:
    """Place periods under a scale of years, one row each; None where there is none.

    >>> timeline = draw_timeline([Period(date(1997, 1, 1), date(1998, 1, 1), Link("1138"), "extend")])
    >>> [year for _, year in timeline.ticks], timeline.bars[0].open
    ([1997, 1998], False)
    """
    shown = sorted(periods, key=lambda period: (period.start, period.end or period.start))[-most:]
    if not shown:
        return None
    first = shown[0].start.year
    last = max((period.end or period.start).year for period in shown)
    left, scale = 190, 640
    days = (date(min(last + 1, 9999), 1, 1) - date(first, 1, 1)).days or 365

    def at(day: date) -> float:
        return round(left + (day - date(first, 1, 1)).days / days * scale, 1)

    step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first + 1) / step <= 14), 100)
    ticks = tuple((at(date(year, 1, 1)), year) for year in range(first, last + 1) if year % step == 0 or step == 1)
    bars = []
    for number, period in enumerate(shown):
        width = at(period.end) - at(period.start) if period.end and period.end > period.start else 0
        bars.append(
            Bar(at(period.start), 34 + number * _LINE, max(width, 3), period.end is None, period.label, period.kind)
        )
    return Timeline(left + scale + 40, 40 + len(shown) * _LINE, left, ticks, tuple(bars))


def draw_chamber(sides: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> Chamber | None:
    """Place members in a row for each side; ``sides`` are a class, words, and codes with names. None without names.

    >>> draw_chamber([("favour", "in favour", [("FRA", "France")]), ("against", "against", [])]).rows
    ((35, 'in favour'),)
    """
    seats, rows, y, width = [], [], 30, 0
    for side, words, members in sides:
        if not members:
            continue
        rows.append((y + 5, words))
        for number, (code, name) in enumerate(members):
            seats.append(Seat(150 + number * 46, y, side, code, name))
        width = max(width, 150 + len(members) * 46)
        y += 52
    return Chamber(width, y - 16, tuple(seats), tuple(rows)) if seats else None
