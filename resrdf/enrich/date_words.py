"""The words by which dates, lengths of time and intervals are known, and what they are for.

What a match means is judged by :mod:`resrdf.enrich.dates`.
"""

from __future__ import annotations

import calendar
import re
from typing import Final

MONTHS: Final = {name: number for number, name in enumerate(calendar.month_name) if name}
_UNITS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS: Final = (
    {word: n for n, word in enumerate(_UNITS, 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1, "each": 1}
)
_ONES = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_NUMBER = (
    rf"\d{{1,3}}|(?:one|a)\s+hundred(?:\s+and\s+(?:{_ONES})(?:-(?:{_ONES}))?)?|(?:{_ONES})(?:[-~\s](?:{_ONES}))?|an?"
)

SCANNED: Final = str.maketrans("IliSO]|", "1115011")
DAY = re.compile(
    rf"""(?:(?<![\d,.(/])(?P<day>[1-3]?\d|[IlS][\dOSIl]|\d[OSIl\]]|\|)(?:st|nd|rd|th)?\s+  # 15; "IS", "3]" of the scanner
            |(?P<edge>(?:the\s+)?(?:end|beginning|middle|(?:first|second)\s+half|(?:first|second|third|fourth|last|final)\s+week)\s+of\s+|mid-?\s?)|\b)  # the end of, the first week of, mid-
         (?P<month>{"|".join(MONTHS)})\b                             # May
         (?:,?\s*(?P<behind>[1-3]?\d)(?:,?\s+(?=(?:19|20)\d\d)|(?=\s*(?:[,;.]|and\b|respectively\b|$))))?  # "July 31, 2014"; "July 30 and"
         (?:,?\s*(?:of\s+)?(?P<year>(?:[1il]9|20)\d\d)\b)?                 # 1998; "by September of 2010", "by 20 July"
       | (?P<close>(?:the\s+)?end\s+of\s+)(?:(?:the\s+year\s+)?(?P<only>(?:19|20)\d\d)\b  # the end of 2010
            |(?:the|this)\s+(?:current\s+|calendar\s+)?year\b)            # the end of the year""",
    re.VERBOSE,
)
LENGTH = re.compile(
    rf"""\b(?P<number>{_NUMBER})(?:\s*\(\d+\))?[-\s`]+                   # six; thirty (30); 12-
         (?:calendar\s+|working\s+|consecutive\s+|further\s+|additional\s+|more\s+)?
         (?P<unit>hour|day|week|month|year)s?['’]?\b                          # months""",
    re.VERBOSE | re.IGNORECASE,
)
INTERVAL = re.compile(
    r"""\b(?: (?P<P6M>semi-?\s?annual(?:ly)? | bi-?annual(?:ly)? | twice\s+(?:a|per|every|each)\s+year | twice\s+yearly
                    | half-?yearly | every\s+half(?:-|\s)year)
            | (?P<P2M>bi-?monthly | every\s+(?:other|second)\s+month)
            | (?P<P4M>(?:three\s+times|thrice)\s+(?:a|per|every|each)\s+year)
            | (?P<P3M>quarterly | (?:once\s+(?:a|per)|every|each)\s+quarter | four\s+times\s+a\s+year)
            | (?P<P2Y>bi-?ennial(?:ly)?)
            | (?P<months>(?:two|three|four|six)[-\s]monthly)
            | (?P<P1M>(?<!twice\s)monthly | (?:every|each)\s+month | once\s+(?:a|per|every|each)\s+month)
            | (?P<P14D>fortnightly | bi-?weekly | every\s+(?:other|second)\s+week)
            | (?P<P7D>weekly | (?:every|each)\s+week | once\s+(?:a|per|every|each)\s+week)
            | (?P<P1Y>annual(?:ly)? | yearly | (?:every|each)\s+year | once\s+(?:a|per|every|each)\s+year) )\b""",
    re.VERBOSE | re.IGNORECASE,
)

# the last day of a part of a month, where it is not that of the month
EDGES: Final = {
    "beginning": 1, "first week": 7, "second week": 14, "third week": 21, "fourth week": 28, "first half": 15, "middle": 15, "mid": 15,
}  # fmt: skip

# the first three letters of those words
INTERVAL_BEGINNINGS: Final = frozenset(
    "sem bi bia bim bie biw twi hal eve eac thr two fou six qua onc mon for wee ann yea".split()
)

# words that end just before a date
BEFORE_DATE = re.compile(
    r"""\b(?: (?P<until>(?:until|till|through|up\s+to|to|ending(?:\s+on)?|expir(?:es?|ing|y)(?:\s+on)?|terminating(?:\s+on)?)
                 (?:\s+midnight)?(?:\s+on)?)
            | (?P<deadline>by|before|(?:no|not)\s+later\s+than|at\s+the\s+latest(?:\s+by|\s+on)?|on\s+or\s+before
                 |prior\s+to|(?:no|not)\s+later\s+th[ae]n|due(?:\s+(?:on|in))?)
            | (?P<start>from|as\s+(?:of|from|at)|beginning(?:\s+on)?|starting(?:\s+on|\s+from)?|commencing(?:\s+on)?
                 |with\s+effect\s+(?:from|on)|effective(?:\s+from|\s+on)?|beyond|after|with\s+immediate\s+effect\s+from)
       )\s*[,!]?\s*(?:the\s+(?:period|date)\s+of\s+)?
         (?:(?:at\s+)?(?:noon|midnight|\d{1,2}(?:[.:]?\d\d)?\s*(?:[ap]\.?\s?m\.?|hours)),?\s+  # "not later than 6 p.m. New York time on"
            (?:(?:[a-z]+\s+){0,3}time,?\s+|GMT,?\s+)?on\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
# the date of a report that is still to come: "in his report of 11 October", "to report to the Council in May", said before that day
REPORT_OF = re.compile(
    r"\b(?:(?:reports?|updates?|briefings?)\s+(?:(?:to\s+be\s+)?(?:provided|submitted|presented|issued)\s+)?(?:of|on|in|during)|(?:(?:Council|Committee|it|conclusions|findings),?|submit,)\s+(?:on|in|during))\s+$"
)
# "at the end of May": an edge of a month or year is a day by itself
AT_EDGE = re.compile(r"\bat\s+$", re.IGNORECASE)
# the second of two dates that share their word: "by 31 March and 30 September 2010"
SHARED = re.compile(r"\s*(?:,\s*|,?\s+and\s+|,?\s+or\s+)(?:by\s+|again\s+by\s+)?$")
# the "to" of a stretch of time of something that was ("reports of 1 May to 31 July")
SPAN = re.compile(r"\b(?:report|letter|covering|period)s?\b[^;]*\bof\b[^;]*\bto\s*$")

BEFORE_LENGTH = re.compile(
    r"""\b(?: (?P<every>every|each|(?:at\s+)?intervals\s+(?:of|not\s+exceeding)(?:\s+(?:not|no)\s+(?:more|longer)\s+than)?|(?:at|in)\s+(?:least\s+)?)
            | (?P<within>within|inside|(?:no|not)\s+later\s+than|(?:no|not)\s+more\s+than|in|after|at\s+the\s+end\s+of|by)
            | (?P<capped>(?:for\s+)?up\s+to|(?:for\s+)?a\s+maximum\s+(?:period\s+)?of|not\s+(?:to\s+)?exceed(?:ing)?|(?:no|not)\s+longer\s+than)
            | (?P<duration>for|period\s+of|periods\s+of|term\s+of|duration\s+of|time\s+of|extension\s+of)
       )\s+(?:a\s+|an\s+|the\s+)?(?:(?:maximum\s+|further\s+)?(?:period|term|space)\s+(?:of\s+)?(?:up\s+to\s+|not\s+more\s+than\s+)?|first\s+|next\s+|coming\s+|following\s+
            |initial\s+|final\s+|further\s+|additional\s+|another\s+|interim\s+|last\s+|new\s+|period\s+of\s+)*$""",
    re.VERBOSE | re.IGNORECASE,
)
FURTHER = re.compile(r"\b(?:further|additional|another|new|renewed|next|second|more)\b", re.IGNORECASE)
FURTHER_TIME = re.compile(r"\b(?:further|additional|another)\s+$", re.IGNORECASE)
AFTER_ADOPTION = re.compile(
    r"""\s*,?\s*(?: (?:of|from|after|following|starting\s+(?:from|on)|beginning(?:\s+on|\s+from)?|as\s+(?:of|from)|to\s+run\s+from
                     |commencing\s+on|with\s+effect\s+from)\s+
              (?:the\s+)?(?:date\s+of\s+(?:the\s+)?)?(?:its\s+)?(?:adoption|passage|passing|this\s+resolution|the\s+present\s+resolution|its\s+adoption|today)\b
              (?:\s+of\s+(?:this|the\s+present|the)\s+resolution\b)?
            | (?:of|from|after)\s+the\s+date\s+of\s+(?:the\s+present|this)\s+resolution\b
            | (?:of|from|after|following)\s+(?:this\s+mandate[’']s\s+(?:renewal|extension)|the\s+(?:renewal|extension)\s+of\s+(?:its|this|the)\s+mandate)\b
            | hence\b | from\s+now\b | from\s+today\b)""",
    re.VERBOSE | re.IGNORECASE,
)
CONDITION = re.compile(
    r"\s*,?\s*(?:only|unless)\b"
)  # "to continue beyond 16 December only upon a review": starts nothing
AFTER_EVENT = re.compile(r"\s*(?:of|from|after|following)\s+(?!operation|deployment|which)", re.IGNORECASE)
AHEAD = re.compile(r"\s*(?:before|prior\s+to|in\s+advance\s+of|ahead\s+of|preceding)\b", re.IGNORECASE)
THIS_DATE = re.compile(r"\s*(?:before|prior\s+to|ahead\s+of)\s+(?:this|that)\s+date\b", re.IGNORECASE)
INTERVALS = re.compile(
    r"\s*(?:intervals?|reporting\s+(?:cycle|period)|(?:periodic\s+)?(?:written\s+)?(?:reports?|updates?|briefings?)\b)",
    re.IGNORECASE,
)
BASIS = re.compile(
    r"\s*(?:reports?|updates?|briefings?|basis|intervals?|assessments?|written|progress|reporting|reviews?|oral)\b",
    re.IGNORECASE,
)
ONE_OF_MANY = re.compile(
    r"\b(?:first|next|last|final|previous|initial|second|(?:19|20)\d\d)\s+$", re.IGNORECASE
)  # "in the next 90-day report"
# the end of what runs: "by the end of the current mandate", "prior to its expiry", "at the end of this period"
END_OF_TERM = re.compile(
    r"""\b(?:by|before|prior\s+to|ahead\s+of|in\s+advance\s+of|at|upon|towards|(?:no|not)\s+later\s+than)\s+
        (?: (?:the\s+)?(?:end|expir(?:y|ation)|conclusion|completion|close|termination)\s+of\s+(?:the|its|this|that|their|his|such)\s+
            (?:(?!each\b)[\w’'-]+\s+){0,3}?(?:mandate(?:\s+period)?|period|term|authori[sz]ation)\b(?!\s+of\s+(?:reconciliation|transition))
          | (?:its|their|the)\s+expir(?:y|ation)\b(?:\s+of\s+(?:the|its|their|this)\s+(?:[\w’'-]+\s+){0,3}?(?:mandate(?:\s+period)?|period|term|authori[sz]ation)\b)? )""",
    re.VERBOSE | re.IGNORECASE,
)
