"""When is a report due? The occasions on which one verb of telling calls for a report.

Rule: a day is stated, or computed from the adoption, from a day that the clause names or from the end of the mandate that
the resolution itself fixes. A second time joined by "and" is an occasion of its own ("by 1 March and again by 1 September");
an interval belongs to the time before it ("by 1 March and every six months thereafter").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from resrdf.document import Clause, Locator
from resrdf.enrich.dates import Time, add, find_times
from resrdf.enrich.literals import has_any
from resrdf.enrich.mandates.changes import find_mandate_changes
from resrdf.enrich.names.holders import Holders
from resrdf.enrich.reports import words

# no mandate has an end in a clause without one of these words
_LASTING = ("until", "period", "month", "year", "week", "day", "through", "ending")


class Occasion(NamedTuple):
    """A time at which a report is due, with the words that say it; all None where the text says none."""

    times: tuple[Time, ...] = ()
    due: date | None = None
    within: str | None = None
    frequency: str | None = None
    computed: bool = False


def find_occasions(
    times: Sequence[Time], by: tuple[str, ...], every: Sequence[Time], clause: Clause, holders: Holders
) -> Iterator[Occasion]:
    """Yield the occasions that some times of a duty make; ``every`` are all times of the clause, ``by`` are the reporters."""
    for group in _groups(times, clause.text):
        yield _occasion(group, by, every, clause, holders)


def _groups(times: Sequence[Time], text: str) -> list[tuple[Time, ...]]:
    """The times of each occasion; what plays no part in reporting is left out."""
    groups: list[list[Time]] = [[]]
    for time in times:
        if time.part in ("until", "duration") or (groups[-1] and time.start < groups[-1][-1].end):
            continue
        here = groups[-1]
        dated = time.part in ("deadline", "within", "before")
        if dated and here:
            between = text[here[-1].end : time.start]
            listed = time.part == here[-1].part and words.AND_BY.fullmatch(between)
            if listed or (words.AND_AGAIN.fullmatch(between) and not words.FIRST.search(between)):
                groups.append([time])
                continue
        if not any(t.part == time.part for t in here):
            here.append(time)
    return [tuple(group) for group in groups]


def _occasion(
    times: tuple[Time, ...], by: tuple[str, ...], every: Sequence[Time], clause: Clause, holders: Holders
) -> Occasion:
    part = {time.part: time for time in reversed(times)}
    deadline, within, interval, ahead = (part.get(p) for p in ("deadline", "within", "every", "before"))
    due, computed = None, False
    if deadline:
        due, computed = deadline.date, deadline.rule == "computed"
    elif within and (within.anchored or clause.locator.parts[0] != "annex"):
        due, computed = (
            within.date,
            within.date is not None,
        )  # in an annex it runs from the event of which the rules speak
    elif interval and "start" in part and part["start"].start > interval.start:
        due = part["start"].date
    if due is None and within and within.duration and (start := _in_force(within, clause, holders)):
        due, computed = add(start, within.duration), True
    if due is None and ahead:
        due, computed = _before_end(ahead, by, every, clause, holders)
    return Occasion(
        times, due, within.duration if within else None, interval.duration if interval else None, computed and due is not None
    )  # fmt: skip


def _paragraph(number: str, clause: Clause, holders: Holders) -> Clause | None:
    """The paragraph of a number beside the one in which a clause stands."""
    parts = clause.locator.parts
    return holders.clauses.get(Locator((*parts[: parts.index("op") + 1], number))) if "op" in parts else None


def _in_force(time: Time, clause: Clause, holders: Holders) -> date | None:
    """The day from which "90 days after the entry into force of paragraph 1 above" run: the only one on which that paragraph begins."""
    named = words.IN_FORCE.match(clause.text, time.end)
    above = _paragraph(named["number"], clause, holders) if named else None
    begins = {t.date for t in find_times(above.text) if t.part == "start" and t.date} if above else set()
    return begins.pop() if len(begins) == 1 else None


def _before_end(
    time: Time, by: tuple[str, ...], every: Sequence[Time], clause: Clause, holders: Holders
) -> tuple[date | None, bool]:
    """The day of "three weeks before this date", "30 days before the end of its mandate", "at the end of this period"."""
    if time.date:
        return time.date, True
    end = _end_of_mandate(time, by, every, clause, holders)
    return (add(end, time.duration, -1) if end and time.duration else end), True


def _end_of_period(length: str, holders: Holders) -> date | None:
    """The last day of "the 180-day period": of that length, begun on a day that the resolution names."""
    operative = (c.text for c in holders.clauses.values() if c.kind == "operative" and "period of " in c.text)
    ends = {t.date for text in operative for t in find_times(text) if t.duration == length and t.date}
    return add(ends.pop(), "P1D", -1) if len(ends) == 1 else None


def _end_in(clause: Clause | None, holders: Holders) -> date | None:
    """The only day until which another paragraph says that something lasts."""
    times = find_times(clause.text, holders.document.adoption.date) if clause else ()
    ends = {t.date for t in times if t.part in ("until", "duration") and t.date}
    return ends.pop() if len(ends) == 1 else None


def _end_of_mandate(
    time: Time, by: tuple[str, ...], every: Sequence[Time], clause: Clause, holders: Holders
) -> date | None:
    """The end that is meant: the one that the clause names before, else the only one that the resolution fixes."""
    parts = ("until", "deadline") if time.anchored else ("until",)
    named = [t.date for t in every if t.part in parts and t.date and t.end <= time.start]
    if named:
        return named[-1]
    if time.anchored or (time.duration and not words.OF_TERM.match(clause.text, time.end)):
        return None
    if named_period := words.OF_PARAGRAPH.match(clause.text, time.end):
        return _end_in(_paragraph(named_period["number"], clause, holders), holders)
    if period := words.DAYS_PERIOD.search(clause.text, time.start, time.end + 60):
        return _end_of_period(f"P{period[1]}D", holders)
    own = not any(b.startswith(("body/panel", "body/group-of-experts", "body/monitoring", "mission/")) for b in by)
    ends = {
        change.valid_until
        for other in holders.clauses.values()
        if other.kind == "operative" and has_any(other.text, _LASTING)
        for change in find_mandate_changes(other, holders)
        if change.valid_until and (own or change.actor in by)
    }
    return ends.pop() if len(ends) == 1 else None
