"""When? Dates, durations and intervals in a clause, each with the part it plays: until, by, from, within, every, for.

Rule: a date or a length of time is found first, then the words around it say what it is for; a date that says of which day
a document or an event is, plays no part and is left out. Lengths are ISO 8601 in the unit of the text ("12 months" is P12M,
a week is P7D, as xsd:duration knows no weeks). An end is computed from the adoption only where the words allow it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from resrdf.annotations import Rule

Part = Literal["until", "deadline", "start", "every", "within", "before", "duration"]

_MONTHS: Final = {name: number for number, name in enumerate(calendar.month_name) if name}
_UNITS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS: Final = (
    {word: n for n, word in enumerate(_UNITS, 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1, "each": 1}
)
_ONES = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_NUMBER = (
    rf"\d{{1,3}}|(?:one|a)\s+hundred(?:\s+and\s+(?:{_ONES})(?:-(?:{_ONES}))?)?|(?:{_ONES})(?:[-~\s](?:{_ONES}))?|an?"
)

_SCANNED: Final = str.maketrans("IliSO", "11150")
_DAY = re.compile(
    rf"""(?:(?<![\d,.(/])(?P<day>[1-3]?\d|[IlS][\dOSIl]|\d[OSIl])(?:st|nd|rd|th)?\s+  # 15; "IS", "I5" of the scanner
            |(?P<edge>(?:the\s+)?(?:end|beginning|middle|first\s+half)\s+of\s+)|\b)  # the end of
         (?P<month>{"|".join(_MONTHS)})\b                             # May
         (?:,?\s*(?P<behind>[1-3]?\d),?\s+(?=(?:19|20)\d\d))?           # "July 31, 2014"
         (?:,?\s*(?:of\s+)?(?P<year>(?:[1il]9|20)\d\d)\b)?                 # 1998; "by September of 2010", "by 20 July"
       | (?P<close>(?:the\s+)?end\s+of\s+)(?:the\s+year\s+)?(?P<only>(?:19|20)\d\d)\b  # the end of 2010""",
    re.VERBOSE,
)
_LENGTH = re.compile(
    rf"""\b(?P<number>{_NUMBER})(?:\s*\(\d+\))?[-\s]+                    # six; thirty (30); 12-
         (?:calendar\s+|working\s+|consecutive\s+|further\s+|additional\s+|more\s+)?
         (?P<unit>day|week|month|year)s?['’]?\b                          # months""",
    re.VERBOSE | re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"""\b(?: (?P<P6M>semi-?\s?annual(?:ly)? | bi-?annual(?:ly)? | twice\s+(?:a|per|every|each)\s+year | twice\s+yearly
                    | half-?yearly | every\s+half(?:-|\s)year)
            | (?P<P2M>bi-?monthly | every\s+(?:other|second)\s+month)
            | (?P<P4M>(?:three\s+times|thrice)\s+(?:a|per|every|each)\s+year)
            | (?P<P3M>quarterly | every\s+quarter | each\s+quarter | four\s+times\s+a\s+year)
            | (?P<P2Y>bi-?ennial(?:ly)?)
            | (?P<months>(?:two|three|four|six)-monthly)
            | (?P<P1M>monthly | (?:every|each)\s+month | once\s+a\s+month)
            | (?P<P14D>fortnightly | bi-?weekly | every\s+(?:other|second)\s+week)
            | (?P<P7D>weekly | (?:every|each)\s+week | once\s+a\s+week)
            | (?P<P1Y>annual(?:ly)? | yearly | (?:every|each)\s+year | once\s+a\s+year) )\b""",
    re.VERBOSE | re.IGNORECASE,
)

# words that end just before a date
_BEFORE_DATE = re.compile(
    r"""\b(?: (?P<until>(?:until|till|through|up\s+to|to|ending(?:\s+on)?|expir(?:es?|ing|y)(?:\s+on)?|terminating(?:\s+on)?)
                 (?:\s+midnight)?(?:\s+on)?)
            | (?P<deadline>by|before|(?:no|not)\s+later\s+than|at\s+the\s+latest(?:\s+by|\s+on)?|on\s+or\s+before
                 |prior\s+to|(?:no|not)\s+later\s+th[ae]n)
            | (?P<start>from|as\s+(?:of|from|at)|beginning(?:\s+on)?|starting(?:\s+on|\s+from)?|commencing(?:\s+on)?
                 |with\s+effect\s+(?:from|on)|effective(?:\s+from|\s+on)?|beyond|after|with\s+immediate\s+effect\s+from)
       )\s*[,!]?\s*(?:the\s+(?:period|date)\s+of\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
# the second of two dates that share their word: "by 31 March and 30 September 2010"
_SHARED = re.compile(r"\s*(?:,\s*|,?\s+and\s+|,?\s+or\s+)(?:by\s+|again\s+by\s+)?$")

_BEFORE_LENGTH = re.compile(
    r"""\b(?: (?P<every>every|each|(?:at\s+)?intervals\s+(?:of|not\s+exceeding)|(?:at|in)\s+(?:least\s+)?)
            | (?P<within>within|inside|(?:no|not)\s+later\s+than|(?:no|not)\s+more\s+than|in|after|at\s+the\s+end\s+of|by)
            | (?P<capped>(?:for\s+)?up\s+to|(?:for\s+)?a\s+maximum\s+(?:period\s+)?of|not\s+(?:to\s+)?exceed(?:ing)?|not\s+longer\s+than)
            | (?P<duration>for|period\s+of|periods\s+of|term\s+of|duration\s+of|time\s+of|extension\s+of)
       )\s+(?:a\s+|an\s+|the\s+)?(?:(?:maximum\s+|further\s+)?(?:period|term)\s+(?:of\s+)?(?:up\s+to\s+)?|first\s+|next\s+|coming\s+|following\s+
            |initial\s+|final\s+|further\s+|additional\s+|another\s+|interim\s+|last\s+|new\s+|period\s+of\s+)*$""",
    re.VERBOSE | re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:further|additional|another|new|renewed|next|second|more)\b", re.IGNORECASE)
_AFTER_ADOPTION = re.compile(
    r"""\s*,?\s*(?: (?:of|from|after|following|starting\s+(?:from|on)|beginning(?:\s+on|\s+from)?|as\s+(?:of|from)|to\s+run\s+from
                     |commencing\s+on|with\s+effect\s+from)\s+
              (?:the\s+)?(?:date\s+of\s+(?:the\s+)?)?(?:its\s+)?(?:adoption|passage|passing|this\s+resolution|the\s+present\s+resolution|its\s+adoption|today)\b
              (?:\s+of\s+(?:this|the\s+present|the)\s+resolution\b)?
            | (?:of|from|after)\s+the\s+date\s+of\s+(?:the\s+present|this)\s+resolution\b
            | hence\b | from\s+now\b | from\s+today\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"\s*,?\s*(?:(?:starting|beginning|commencing|effective|to\s+run|with\s+effect)\s+)?(?:from|as\s+of|as\s+from|after|beyond|on|following)\s+$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\s*,?\s*(?:only|unless)\b"
)  # "to continue beyond 16 December only upon a review": starts nothing
_AFTER_EVENT = re.compile(r"\s*(?:of|from|after|following)\s+(?!operation|deployment|which)", re.IGNORECASE)
_AHEAD = re.compile(r"\s*(?:before|prior\s+to|in\s+advance\s+of|ahead\s+of|preceding)\b", re.IGNORECASE)
_THIS_DATE = re.compile(r"\s*(?:before|prior\s+to|ahead\s+of)\s+(?:this|that)\s+date\b", re.IGNORECASE)
_INTERVALS = re.compile(
    r"\s*(?:intervals?|reporting\s+(?:cycle|period)|(?:periodic\s+)?(?:written\s+)?(?:reports?|updates?|briefings?)\b)",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"\s*(?:reports?|updates?|briefings?|basis|intervals?|assessments?|written|progress|reporting|reviews?|oral)\b",
    re.IGNORECASE,
)
_ONE_OF_MANY = re.compile(
    r"\b(?:first|next|last|final|previous|initial|second)\s+$", re.IGNORECASE
)  # "in the next 90-day report"


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
    >>> told("takes note of his report of 4 September 1997")
    []
    """
    found: list[Time] = []
    if any(month in text for month in _MONTHS) or "end of" in text:
        found += _dates(text, adopted)
    if any(unit in text for unit in ("day", "week", "month", "year", "annual", "quarter", "fortnight")):
        found += _lengths(text, adopted)
        found += _intervals(text)
    found.sort(key=lambda t: t.start)
    yield from (_counted(t, found) for t in found)


def to_duration(number: int, unit: str) -> str:
    """Write a length of time as ISO 8601, in the unit of the text.

    >>> to_duration(12, "month"), to_duration(1, "year"), to_duration(2, "week")
    ('P12M', 'P1Y', 'P14D')
    """
    return f"P{number * 7}D" if unit == "week" else f"P{number}{unit[0].upper()}"


def add(day: date, duration: str, sign: int = 1) -> date:
    """Count a length of time from a day; a month ends where its days end.

    >>> add(date(2001, 12, 20), "P6M"), add(date(2020, 8, 31), "P6M"), add(date(2006, 10, 14), "P30D")
    (datetime.date(2002, 6, 20), datetime.date(2021, 2, 28), datetime.date(2006, 11, 13))
    """
    number, unit = sign * int(duration[1:-1]), duration[-1]
    if unit == "D":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + (number * 12 if unit == "Y" else number)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def to_number(words: str) -> int | None:
    """Read a number of at most three digits, in digits or words.

    >>> [to_number(w) for w in ("90", "forty-five", "one hundred and eighty", "eighteen", "a")]
    [90, 45, 180, 18, 1]
    """
    if words.isdigit():
        return int(words)
    total = 0
    for word in re.split(r"[-~\s]+", words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            if word not in _NUMBERS:
                return None
            total += _NUMBERS[word]
    return total


def _dates(text: str, adopted: date | None) -> Iterator[Time]:
    """The dates that play a part; one without a year is the next after the adoption, the end of a month its last day."""
    shared: re.Match[str] | None = None
    part: Part | None = None
    for match in _DAY.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        cue = _BEFORE_DATE.search(before)
        if cue is not None:
            part = cue.lastgroup  # type: ignore[assignment]
        elif part is None or shared is None or not _SHARED.fullmatch(text[shared.end() : match.start()]):
            part = None
        shared = match
        if part is None or (part == "until" and cue and cue["until"].split()[0].lower() == "to" and _is_span(before)):
            part = None
            continue
        day, whole = _day(match, adopted)
        if day is None or (part == "start" and _CONDITION.match(text, match.end())):
            continue
        start = match.start() - len(before) + cue.start() if cue else match.start()
        yield Time(start, match.end(), part, day, rule="stated" if whole else "computed", anchored=True)


def _is_span(before: str) -> bool:
    """Whether the "to" before a date ends a stretch of time of something that was ("reports of 1 May to 31 July")."""
    return re.search(r"\b(?:report|letter|covering|period)s?\b[^;]*\bof\b[^;]*\bto\s*$", before) is not None


def _day(match: re.Match[str], adopted: date | None) -> tuple[date | None, bool]:
    """The day that a match of ``_DAY`` means, and whether it is stated in full."""
    if match["only"]:
        return date(int(match["only"]), 12, 31), False
    month = _MONTHS[match["month"]]
    number = match["day"] or match["behind"]
    if match["year"]:
        year = int(match["year"].translate(_SCANNED))
    elif adopted and (number or match["edge"]):
        year = adopted.year + (month < adopted.month)
    else:
        return None, False
    if number:
        try:
            return date(year, month, int(number.translate(_SCANNED))), match["year"] is not None
        except ValueError:
            return None, False
    edge = (match["edge"] or "end").removeprefix("the ").split()[0]
    last = {"end": calendar.monthrange(year, month)[1], "beginning": 1, "middle": 15}.get(edge)
    return (date(year, month, last), False) if last else (None, False)


def _lengths(text: str, adopted: date | None) -> Iterator[Time]:
    """The lengths of time: how long, within what, how often."""
    for match in _LENGTH.finditer(text):
        number = to_number(match["number"])
        if not number:
            continue
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 80]
        length = to_duration(number, match["unit"].lower())
        cue = _BEFORE_LENGTH.search(before)
        word = cue.lastgroup if cue else None
        start = match.start() - len(before) + cue.start() if cue else match.start()
        time = Time(start, match.end(), "duration", None, length)
        if word == "every" and re.match(r"(?:at|in)\b", cue[0], re.IGNORECASE) and not _INTERVALS.match(after):  # type: ignore[index]
            word = "within" if cue[0].lower().startswith("in") else None  # type: ignore[index]
        loose = cue is None or cue[0].lower().startswith(("in", "at"))
        if loose and _INTERVALS.match(after) and _ONE_OF_MANY.search(before):
            continue
        if word == "within" and re.search(r"\bwithin\s+the\s+$", before):
            continue
        if word == "every" or _INTERVALS.match(after):
            behind = re.match(r"\s*intervals?", after) or _AFTER_ADOPTION.match(after)
            yield replace(time, part="every", end=match.end() + (behind.end() if behind else 0))
        elif _AHEAD.match(after):
            yield replace(time, part="before", anchored=_THIS_DATE.match(after) is not None)
        elif anchor := _AFTER_ADOPTION.match(after):
            part: Part = "duration" if word in ("duration", "capped") else "within"
            day = add(adopted, length) if adopted and word != "capped" else None
            yield replace(
                time, part=part, end=match.end() + anchor.end(), date=day, rule="computed" if day else "stated", anchored=True,
                capped=word == "capped",
            )  # fmt: skip
        elif word == "within" or (word is None and re.match(r"\s*(?:after|following)\b", after)):
            event = _AFTER_EVENT.match(after)
            day = add(adopted, length) if adopted and not event else None
            yield replace(time, part="within", date=day, rule="computed" if day else "stated")
        elif word is not None or re.match(r"\s+(?:period|term|extension|mandate)\b", after):
            further = _FURTHER.search(before[-40:]) is not None or _FURTHER.search(match[0]) is not None
            yield replace(time, further=further, capped=word == "capped")


def _intervals(text: str) -> Iterator[Time]:
    """Intervals in one word ("quarterly", "twice a year")."""
    for match in _INTERVAL.finditer(text):
        word = match[0].lower()
        if word in ("annual", "biannual", "bi-annual", "semi-annual", "biennial") and not _BASIS.match(
            text[match.end() :]
        ):
            continue
        length = f"P{to_number(word.split('-')[0])}M" if match.lastgroup == "months" else match.lastgroup
        yield Time(match.start(), match.end(), "every", None, length)


def _counted(time: Time, times: list[Time]) -> Time:
    """Count a length from the date beside it: "twelve months from 1 March 2010", "six months beyond 13 October 2007"."""
    if time.part != "duration" or time.date or time.capped or not time.duration:
        return time
    begin = next((t for t in times if t.part == "start" and t.date and 0 <= t.start - time.end <= 12), None)
    if begin is None or begin.date is None:
        return time
    return replace(time, end=begin.end, date=add(begin.date, time.duration), rule="computed", anchored=True)
