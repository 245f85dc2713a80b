"""Works cited by kind, author and date: "the letter dated 6 August 2009 from the Prime Minister of Iraq".

A date belongs to the last noun before it that names a kind of work, or that may bear a date itself ("resolution",
"meeting"); then it dates no work. A date beside a symbol only dates what the symbol names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from resrdf.annotations import Work
from resrdf.enrich.citations.authors import NAME, NOBODYS, authors_of, clean_author
from resrdf.enrich.citations.nouns import KIND, MONTHS, find_nouns, has_kind, to_kind
from resrdf.enrich.literals import has_any, matches_at
from resrdf.lexicon import find_state
from resrdf.symbol import Symbol, slug
from resrdf.words import has_word

_MONTH_NAMES = tuple(MONTHS.split("|"))
_MONTH_WORDS = frozenset(MONTHS.lower().split("|"))
_DAY = rf"\d{{1,2}}(?:\s+(?:{MONTHS})(?:\s+(?:19|20)\d\d)?)?"
_DATES = re.compile(
    rf"(?:{_DAY}(?:,\s+(?:and\s+)?|\s+and\s+)(?:of\s+|on\s+)?)*\d{{1,2}}\s+(?:{MONTHS}),?\s+(?:19|20)\d\d\b"
    rf"|\b(?:{MONTHS})\s+\d{{1,2}},?\s+(?:19|20)\d\d\b"
)
# words with which a list of dates can begin
_DATE_WORDS = _MONTH_WORDS.union(*[(f"{day}", f"{day:02}") for day in range(1, 32)])
_A_YEAR = re.compile(rf"(?:{MONTHS})(?:\s+\d{{1,2}})?,?\s+(?:19|20)\d\d")
_ITEM = re.compile(rf"(?P<day>\d{{1,2}})(?:\s+(?P<month>{MONTHS}))?(?:,?\s+(?P<year>\d{{4}}))?")
_AMERICAN = re.compile(rf"(?P<month>{MONTHS})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})")

_UNDATED = re.compile(
    rf"\b(?:report|letter|statement|communiqu[ée])(?:\s+of\s+the\s+Secretary-General)?\s+(?:of|dated)\s+(?P<day>\d{{1,2}})\s+(?:{MONTHS})\b(?!\s*,?\s*(?:\d|and\s+\d))"
)
_UNDATED_WORDS = ("eport of ", "etter of ", "tatement of ", "mmuniqué of ", " dated ", "ry-General of ")
_REACH = 9  # how far before a date its link begins
_LINK = re.compile(r"(?:\b(?P<link>of|dated|on)|\band|[,)])\s*$")
_MADE = re.compile(
    r"\b(?:issued|made|expressed|sent|submitted|transmitted|announced|adopted|signed|delivered|presented|addressed|released|read\s+out|meeting|communicated|dated|reached|concluded|initialled)\b"
)
_FOLLOWING = re.compile(
    rf"\s+(?:(?P<by>{NAME})(?:['’]s)?\s+)?(?:(?:interim|final|midterm|special|annual)\s+)?(?P<kind>{KIND})(?P<many>s)?\b",
    re.VERBOSE,
)
# "the signing on 4 May 1993 of the agreement on"
_SIGNED_OF = re.compile(
    rf"(?:,?\s+(?:in|at)\s+[A-Z]\w+,?)?\s+of\s+(?:the|an?)\s+(?:[\w-]+\s+){{0,3}}?(?P<kind>{KIND})(?P<many>s)?\b",
    re.VERBOSE,
)
_LETTERS = re.compile(r"\s\([A-Z]+\)")
_WITH_LETTERS = re.compile(rf"{NAME}(?:\s+\([A-Z]+\))?\s$")
_CAPITALS = re.compile(rf"{NAME}\s$")
_LOWER = re.compile(
    r"\b(?:(?:comprehensive|general|final|permanent|preliminary|political|humanitarian)\s+)*(?:cease-?fire|peace|truce|disengagement|framework|armistice)\s+$"
)
_IN_LIST = re.compile(rf"(?:{MONTHS})\s+\d{{4}}\b")
_AND_IN = re.compile(r",?\s+and(?:\s+(?:in|at)\s+[A-Z]\w+)?\s+")
_NO_NOUN = ("to ", "take ", "taking ", "Taking ", "takes ", "Takes ")
# "1031 (1995) of 15 December 1995", "(S/1997/686) of 4 September 1997": the date is that of what the bracket names
_NUMBER_OF = tuple(f"{digit}) of " for digit in range(10))
_OF_NUMBER = re.compile(r"\d\)\sof\s\d{1,2}\s$")
_WHOLE_DAY = re.compile(rf"\d{{1,2}}\s+(?:{MONTHS})\s+(?:19|20)\d\d\b")
_DAY_BEFORE = re.compile(rf"{_WHOLE_DAY.pattern}(?=\s+$)")
# what stands between a name and its date
_TO_DAY = re.compile(
    rf",?\s+(?:of|dated|signed|done|concluded|reached|adopted|initialled)(?:\s+(?:in|at)\s+[A-Z]\w+(?:,\s+[A-Z]\w+)?,?)?(?:\s+on)?\s+(?={_WHOLE_DAY.pattern})"
)
_DATING = ("of ", "dat", "sig", "don", "con", "rea", "ado", "ini", " si", " do", " ad")
_COUNCIL = re.compile(
    r"President\b(?:$|\s+of\s+the\s+(?:Security\s+)?Council$)|(?:members\s+of\s+the\s+)?(?:Security\s+)?Council$"
)


class Dated(NamedTuple):
    """A date in a clause with the kind of work that it dates, where that is named, whose it is, and how it is called."""

    start: int
    end: int
    when: date
    kind: str
    noun: int = 0
    group_end: int = 0
    authors: tuple[str, ...] = ("",)
    phrase: str = ""


def find_dated(text: str, adopted: date | None = None) -> Iterator[Dated]:
    """Yield the dates of a text that date a work, each with what and whose it is; without a year it is the last before the adoption.

    >>> [(d.kind, d.authors, str(d.when)) for d in find_dated("Recalling the letters of 4 and 9 May 1990 from the King of Spain,")]
    [('letter', ('King of Spain',), '1990-05-04'), ('letter', ('King of Spain',), '1990-05-09')]
    >>> list(find_dated("Recalling the report on resolution 687 (1991) of 3 April 1991 and to report by 5 May 1992,"))
    []
    >>> [str(d.when) for d in find_dated("as set out in his letter of 7 April;", date(2021, 4, 16))]
    ['2021-04-07']
    """
    if not has_word(text, _MONTH_WORDS):
        return
    groups = _with_years(text) if has_any(text, (" 19", " 20")) and has_kind(text) else []
    if adopted and _has_day(text):
        groups += _without_year(text)
    for group in groups:
        if noun := _noun_of(text, group):
            authors = authors_of(text, noun, group.start(), group.end())
            phrase = _phrase(text, noun, group)
            for start, end, when in _days(group, adopted):
                yield Dated(start, end, when, to_kind(noun["kind"]), noun.start("kind"), group.end(), authors, phrase)


def _with_years(text: str) -> list[re.Match[str]]:
    """The lists of dates of a text; none where each year belongs to the date of a resolution."""
    years = matches_at(_A_YEAR, text, _MONTH_WORDS)
    if all([_OF_NUMBER.search(text, max(0, year.start() - 9), year.start()) for year in years]):
        return []
    return matches_at(_DATES, text, _DATE_WORDS)


def _has_day(text: str) -> bool:
    """A cheap look for a day directly behind one of the words that stand before it."""
    for word in _UNDATED_WORDS:
        at = text.find(word)
        while at >= 0:
            if text[at + len(word) : at + len(word) + 1].isdigit():
                return True
            at = text.find(word, at + 1)
    return False


def _without_year(text: str) -> Iterator[re.Match[str]]:
    """The dates of single works that have no year."""
    for work in _UNDATED.finditer(text):
        if day := _ITEM.match(text, work.start("day")):
            yield day


def _days(group: re.Match[str], adopted: date | None) -> Iterator[tuple[int, int, date]]:
    """The days of a list of dates; what one leaves out is told by the next: "4, 5 May and 9 June 1990"."""
    month = year = ""
    if adopted and (alone := _ITEM.fullmatch(group[0])) and not alone["year"]:
        when = to_date(alone["day"], alone["month"], str(adopted.year))
        if when and when > adopted:
            when = to_date(alone["day"], alone["month"], str(adopted.year - 1))
        yield from ((group.start(), group.end(), day) for day in (when,) if day)
        return
    found: list[tuple[int, int, date]] = []
    if american := _AMERICAN.fullmatch(group[0]):
        when = to_date(american["day"], american["month"], american["year"])
        yield from ((group.start(), group.end(), day) for day in (when,) if day)
        return
    for item in reversed(list(_ITEM.finditer(group[0]))):
        month, year = item["month"] or month, item["year"] or year
        if when := to_date(item["day"], month, year):
            found.append((group.start() + item.start(), group.start() + item.end(), when))
    yield from reversed(found)


def find_day(text: str, start: int, end: int) -> re.Match[str] | None:
    """The date beside a name, behind it or before it, where there is one.

    >>> text = "the Rhine Accord signed at Bonn on 3 May 2001 and the 4 June 2002 Bonn Pact"
    >>> find_day(text, 4, 16)[0], find_day(text, 66, 75)[0]
    ('3 May 2001', '4 June 2002')
    """
    if not text[end - 1].isalpha():
        return None
    if text[end + 1 : end + 4] in _DATING and (behind := _TO_DAY.match(text, end)):
        return _WHOLE_DAY.match(text, behind.end())
    return _DAY_BEFORE.search(text, max(0, start - 20), start) if text[start - 2 : start - 1].isdigit() else None


def to_date(day: str, month: str, year: str) -> date | None:
    """A date from its parts as printed; None where there is no such day."""
    try:
        return date(int(year), _MONTH_NAMES.index(month) + 1, int(day))
    except ValueError:
        return None


def _noun_of(text: str, group: re.Match[str]) -> re.Match[str] | None:
    """The noun of the works that a list of dates dates."""
    if text.endswith(_NUMBER_OF, 0, group.start()):
        return None
    begin = max(text.rfind(";", 0, group.start()) + 1, group.start() - 260, 0)
    link = _LINK.search(text, max(begin, group.start() - _REACH), group.start())
    if link is None:
        return _FOLLOWING.match(text, group.end())
    last = next((noun for noun in reversed(find_nouns(text)) if begin <= noun.start() < link.start()), None)
    if last and last[0].lower() in ("signing", "signature") and (signed := _SIGNED_OF.match(text, group.end())):
        return signed if to_kind(signed["kind"]) in NOBODYS else None
    if last is None or not last["kind"] or text[begin : last.start()].endswith(_NO_NOUN):
        return None
    return last if _may_date(link["link"], text[last.end() : link.start()]) else None


def _may_date(link: str | None, between: str) -> bool:
    """Whether the words between a work and a date let the date be its own."""
    if link == "on":
        rest = _IN_LIST.split(between)[-1]  # "the letter dated 4 May 1990 and his update on 9 May 1990"
        return _MADE.search(rest) is not None or (rest != between and _AND_IN.fullmatch(rest) is not None)
    return link is not None or _IN_LIST.search(between) is not None  # a list of dates goes on behind a comma


def _phrase(text: str, noun: re.Match[str], group: re.Match[str]) -> str:
    """How a work is called with its date: the words before it, or "3 May 2001 Agreements" as a whole."""
    if noun.start("kind") > group.end():
        whole = text[group.start() : noun.end()]
        return " ".join(whole.split()) if noun["kind"][0].isupper() and " of " not in whole else ""
    if noun["many"]:
        return ""
    return " ".join(_LETTERS.sub("", text[_first_of_name(text, noun) : group.start()]).split())


def _first_of_name(text: str, noun: re.Match[str]) -> int:
    """Where the name of an agreement begins, with the capitals before its noun."""
    if to_kind(noun["kind"]) in NOBODYS and (name := _CAPITALS.search(text, 0, noun.start("kind"))):
        return (
            name.end() - len(" ".join(clean_author(name[0]).split())) - 1
            if clean_author(name[0])
            else noun.start("kind")
        )
    if noun["kind"].startswith("Communiqu") and (name := _WITH_LETTERS.search(text, 0, noun.start("kind"))):
        return name.end() - len(clean_author(name[0])) - 1 if clean_author(name[0]) else noun.start("kind")
    if to_kind(noun["kind"]) == "agreement" and (sort := _LOWER.search(text, 0, noun.start("kind"))):
        return sort.start()
    return noun.start("kind")


def name_work(dated: Dated, author: str) -> Work | None:
    """A work that no symbol names: what it is, whose, and its date; None where that says too little.

    >>> name_work(Dated(0, 0, date(2007, 12, 7), "letter"), "Prime Minister of Iraq").names[0]
    'letter of the Prime Minister of Iraq of 7 December 2007'
    >>> name_work(Dated(0, 0, date(2005, 9, 19), "joint statement"), "").names[0]
    'Joint Statement of 19 September 2005'
    """
    kind, day = dated.kind, f"{dated.when.day} {_MONTH_NAMES[dated.when.month - 1]} {dated.when.year}"
    if kind in ("presidential statement", "consensus") or (
        kind == "statement" and (not author or _COUNCIL.match(author))
    ):
        kind, author = "statement", "President"  # the Council's own
    elif kind in ("report", "note", "opinion") and not author:
        return None
    elif kind.startswith("joint "):
        kind, author = kind.title(), ""
    forms = [f"{kind} of the {author} of {day}", f"{kind} of {author} of {day}"] if author else []
    if "Permanent Representative of" in author:
        forms.append(f"{kind} of the {author} to the United Nations of {day}")
    if find_state(author) or (author.isupper() and len(author) > 3):
        forms.reverse()
    if kind == "statement" and author == "President":
        forms.append(f"statement of the Security Council of {day}")
    if dated.phrase.endswith(" of"):
        forms.insert(0 if kind in NOBODYS else 2, f"{dated.phrase} {day}")
    if len(dated.authors) == 1:
        forms.append(f"{kind} of {day}")
    if dated.phrase[:1].isdigit():
        forms.append(dated.phrase)
    forms += [form.replace("ommuniqué", "ommunique") for form in forms]
    return Work(f"doc/{slug(f'{kind} {author}')}-{dated.when.isoformat()}", tuple(dict.fromkeys(forms)))


def may_be(dated: Dated, work: Work | Symbol) -> bool:
    """Whether a work of the same kind and date can be the one cited: none of them tells another author."""
    if isinstance(work, Symbol) or not work.names or "/" in work.names[0] or dated.authors == ("",):
        return True
    known = set(work.names[0].split())
    return any(not known.isdisjoint(set(author.split()) - {"of", "the", "for"}) for author in dated.authors)
