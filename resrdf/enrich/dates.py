"""When? Dates, durations and intervals in a clause, each with the part it plays: until, by, from, within, every, for.

Rule: a date or a length of time is found first, then the words around it say what it is for; a date that says of which day
a document or an event is, plays no part and is left out. Lengths are ISO 8601 in the unit of the text ("12 months" is P12M,
a week is P7D, as xsd:duration knows no weeks). An end is computed from the adoption only where the words allow it; what
stands before the end of a mandate has no date here, as only the resolution tells that end.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from resrdf.annotations import Rule
from resrdf.enrich import date_words as words
from resrdf.enrich.literals import has_any
from resrdf.words import words_at

Part = Literal["until", "deadline", "start", "every", "within", "before", "duration"]

_MONTHS = tuple(words.MONTHS)
_UNITS = ("hour", "day", "week", "month", "year", "annual", "quarter", "fortnight")
_ENDS = ("end of", "expir", "conclusion of", "completion of", "close of", "termination of")


@dataclass(frozen=True, slots=True)
class Time:
    """A date, a length of time, or both, with the part it plays and the words it rests on.

    ``further`` says that a length follows on something that runs already, ``anchored`` that its beginning is known.
    """

    start: int
    end: int
    part: Part
    date: date | None = None
    duration: str | None = None
    rule: Rule = "stated"
    further: bool = False
    anchored: bool = False
    capped: bool = False


def find_times(text: str, adopted: date | None = None) -> Iterator[Time]:
    """Yield the times of one clause in reading order; ``adopted`` is the day from which lengths are counted.

    >>> def told(text): return [(t.part, t.date and str(t.date), t.duration) for t in find_times(text, date(2001, 12, 20))]
    >>> told("Decides to extend the mandate of UNMOT until 15 May 1998;")
    [('until', '1998-05-15', None)]
    >>> told("for a further period of six months, that is, until 30 June 2002")
    [('duration', None, 'P6M'), ('until', '2002-06-30', None)]
    >>> told("for a period ending on 31 May 1991"), told("for up to 12 months")
    ([('until', '1991-05-31', None)], [('duration', None, 'P12M')])
    >>> told("to report within thirty days of the adoption of this resolution")
    [('within', '2002-01-19', 'P30D')]
    >>> told("to report every 90 days and by 15 May 2002, and then every six months")
    [('every', None, 'P90D'), ('deadline', '2002-05-15', None), ('every', None, 'P6M')]
    >>> told("to report not later than the first week of May"), told("to report to the Council in March 2002")
    ([('deadline', '2002-05-07', None)], [('deadline', '2002-03-31', None)])
    >>> told("for a period of no longer than two years")
    [('duration', None, 'P2Y')]
    >>> told("to report within 24 hours"), told("to submit, at the end of this period, a report")
    ([('within', '2001-12-21', 'PT24H')], [('before', None, None)])
    >>> told("takes note of his report of 4 September 1997")
    []
    """
    yield from _find_times(text, adopted)


@lru_cache(maxsize=8)  # asked of one clause by those who ask for mandates, measures and reports
def _find_times(text: str, adopted: date | None) -> tuple[Time, ...]:
    found: list[Time] = []
    if has_any(text, _MONTHS) or "end of" in text:
        found += _dates(text, adopted)
    if has_any(text, _UNITS):
        found += _lengths(text, adopted)
        found += _intervals(text)
    if has_any(text, _ENDS):
        found += _ends(text, found)
    found.sort(key=lambda t: t.start)
    return tuple([_counted(time, found) for time in found])


def to_duration(number: int, unit: str) -> str:
    """Write a length of time as ISO 8601, in the unit of the text.

    >>> to_duration(12, "month"), to_duration(1, "year"), to_duration(2, "week"), to_duration(48, "hour")
    ('P12M', 'P1Y', 'P14D', 'PT48H')
    """
    if unit == "hour":
        return f"PT{number}H"
    return f"P{number * 7}D" if unit == "week" else f"P{number}{unit[0].upper()}"


def add(day: date, duration: str, sign: int = 1) -> date:
    """Count a length of time from a day; a month ends where its days end, hours on the day on which they are over.

    >>> add(date(2001, 12, 20), "P6M"), add(date(2020, 8, 31), "P6M"), add(date(2006, 10, 14), "P30D")
    (datetime.date(2002, 6, 20), datetime.date(2021, 2, 28), datetime.date(2006, 11, 13))
    >>> add(date(1973, 10, 25), "PT24H"), add(date(1981, 7, 21), "PT36H")
    (datetime.date(1973, 10, 26), datetime.date(1981, 7, 23))
    """
    number, unit = sign * int(duration.strip("PTHDMY")), duration[-1]
    if unit == "H":
        return day + timedelta(days=-(-number // 24))
    if unit == "D":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + (number * 12 if unit == "Y" else number)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def to_number(name: str) -> int | None:
    """Read a number of at most three digits, in digits or words.

    >>> [to_number(w) for w in ("90", "forty-five", "one hundred and eighty", "eighteen", "a")]
    [90, 45, 180, 18, 1]
    """
    if name.isdigit():
        return int(name)
    total = 0
    for word in re.split(r"[-~\s]+", name.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            if word not in words.NUMBERS:
                return None
            total += words.NUMBERS[word]
    return total


def _dates(text: str, adopted: date | None) -> Iterator[Time]:
    """The dates that play a part; one without a year is the next after the adoption, the end of a month its last day."""
    shared: re.Match[str] | None = None
    part: Part | None = None
    for match in words.DAY.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        cue = words.BEFORE_DATE.search(before)
        if cue is not None:
            part = cue.lastgroup  # type: ignore[assignment]
        elif _is_due(match, before, adopted):
            part = "deadline"
        elif part is None or shared is None or not words.SHARED.fullmatch(text[shared.end() : match.start()]):
            part = None
        shared = match
        if part is None or (part == "until" and cue and cue["until"][:2].lower() == "to" and words.SPAN.search(before)):
            part = None
            continue
        day, whole = _day(match, adopted)
        if day is None or (part == "start" and words.CONDITION.match(text, match.end())):
            continue
        start = match.start() - len(before) + cue.start() if cue else match.start()
        yield Time(start, match.end(), part, day, rule="stated" if whole else "computed", anchored=True)


def _is_due(match: re.Match[str], before: str, adopted: date | None) -> bool:
    """Whether a date without a word of its own is one at which something is due: "at the end of May", "in his report of 11 October"."""
    if match["edge"] or match["close"]:
        return words.AT_EDGE.search(before) is not None
    day = _day(match, adopted)[0] if adopted and words.REPORT_OF.search(before) else None
    return day is not None and adopted is not None and day > adopted


def _day(match: re.Match[str], adopted: date | None) -> tuple[date | None, bool]:
    """The day that a match of ``words.DAY`` means, and whether it is stated in full."""
    if match["close"]:
        closing = int(match["only"]) if match["only"] else adopted and adopted.year
        return (date(closing, 12, 31) if closing else None), False
    month = words.MONTHS[match["month"]]
    number = match["day"] or match["behind"]
    if match["year"]:
        year = int(match["year"].translate(words.SCANNED))
    elif adopted and (number or match["edge"]):
        year = adopted.year + (month < adopted.month)
    else:
        return None, False
    if number:
        try:
            return date(year, month, int(number.translate(words.SCANNED))), match["year"] is not None
        except ValueError:
            return None, False
    edge = " ".join((match["edge"] or "").replace("-", "").split()).removeprefix("the ").removesuffix(" of")
    return date(year, month, words.EDGES.get(edge) or calendar.monthrange(year, month)[1]), False


def _lengths(text: str, adopted: date | None) -> Iterator[Time]:
    """The lengths of time: how long, within what, how often."""
    for match in words.LENGTH.finditer(text):
        number = to_number(match["number"])
        if not number:
            continue
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 80]
        length = to_duration(number, match["unit"].lower())
        cue = words.BEFORE_LENGTH.search(before)
        word = cue.lastgroup if cue else None
        if cue and word == "duration" and "up to" in cue[0]:
            word = "capped"
        start = match.start() - len(before) + cue.start() if cue else match.start()
        time = Time(start, match.end(), "duration", None, length)
        if word == "every" and re.match(r"(?:at|in)\b", cue[0], re.IGNORECASE) and not words.INTERVALS.match(after):  # type: ignore[index]
            word = "within" if cue[0].lower().startswith("in") else None  # type: ignore[index]
        loose = cue is None or cue[0].lower().startswith(("in", "at"))
        if loose and words.INTERVALS.match(after) and words.ONE_OF_MANY.search(before):
            continue
        if word == "within" and re.search(r"\bwithin\s+the\s+$", before):
            continue
        if word == "every" or words.INTERVALS.match(after):
            behind = re.match(r"\s*intervals?", after) or words.AFTER_ADOPTION.match(after)
            yield replace(time, part="every", end=match.end() + (behind.end() if behind else 0))
        elif words.AHEAD.match(after):
            yield replace(time, part="before", anchored=words.THIS_DATE.match(after) is not None)
        elif anchor := words.AFTER_ADOPTION.match(after):
            part: Part = "duration" if word in ("duration", "capped") else "within"
            day = add(adopted, length) if adopted and word != "capped" else None
            yield replace(
                time, part=part, end=match.end() + anchor.end(), date=day, rule="computed" if day else "stated", anchored=True,
                capped=word == "capped",
            )  # fmt: skip
        elif word == "within" or (word is None and re.match(r"\s*(?:after|following|from\s+the\s+date)\b", after)):
            later = words.AFTER_EVENT.match(after) or words.FURTHER_TIME.search(before)
            day = add(adopted, length) if adopted and not later else None
            yield replace(time, part="within", date=day, rule="computed" if day else "stated")
        elif word is not None or re.match(r"\s+(?:period|term|extension|mandate)\b", after):
            further = words.FURTHER.search(before[-40:]) is not None or words.FURTHER.search(match[0]) is not None
            yield replace(time, further=further, capped=word == "capped")


def _intervals(text: str) -> Iterator[Time]:
    """Intervals in one word ("quarterly", "twice a year")."""
    past = 0
    for at in words_at(text, words.INTERVAL_BEGINNINGS):
        match = words.INTERVAL.match(text, at) if at >= past else None
        if match is None:
            continue
        past, word = match.end(), match[0].lower()
        if word in ("annual", "biannual", "bi-annual", "semi-annual", "biennial") and not words.BASIS.match(
            text[match.end() :]
        ):
            continue
        if words.ONE_OF_MANY.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        months = to_number(re.split(r"[-\s]", word)[0])
        length = f"P{months}M" if match.lastgroup == "months" else match.lastgroup
        yield Time(match.start(), match.end(), "every", None, length)


def _ends(text: str, found: list[Time]) -> Iterator[Time]:
    """What stands before the end of a mandate or of the period that runs, where no length says how long before."""
    for match in words.END_OF_TERM.finditer(text):
        if not any(t.part == "before" and t.start < match.start() <= t.end + 1 for t in found):
            yield Time(match.start(), match.end(), "before", rule="computed")


def _counted(time: Time, times: list[Time]) -> Time:
    """Count a length from the date beside it: "twelve months from 1 March 2010", "one month before 13 October 2007"."""
    if time.part == "before" and time.duration:
        day = next((t for t in times if t.part == "deadline" and t.date and 0 <= t.start - time.end <= 2), None)
        if day is not None and day.date is not None:
            return replace(time, end=day.end, date=add(day.date, time.duration, -1), rule="computed", anchored=True)
    if time.part != "duration" or time.date or time.capped or not time.duration:
        return time
    begin = next((t for t in times if t.part == "start" and t.date and 0 <= t.start - time.end <= 12), None)
    if begin is None or begin.date is None:
        return time
    return replace(time, end=begin.end, date=add(begin.date, time.duration), rule="computed", anchored=True)
