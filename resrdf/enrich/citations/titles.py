"""Treaties, agreements and declarations cited by name: those that the vocabulary knows, else under the name in the text.

A name that the vocabulary lacks counts where its capitals tell one agreement from others ("the Conakry Agreement"), not
where it only names a kind ("the Status of Forces Agreement", "the Peace Agreement").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from resrdf.annotations import Work
from resrdf.enrich.citations.nouns import MONTHS
from resrdf.enrich.citations.symbols import to_instrument
from resrdf.enrich.literals import matches_at
from resrdf.lexicon import load_lexicon, states, verb_openers
from resrdf.symbol import slug
from resrdf.words import has_word
from resrdf.wordtree import Lexicon

_HEAD = r"(?:Agreement|Accord|Protocol|Convention|Treaty|Declaration|Communiqu[ée]|Compact|Pact|Memorandum\s+of\s+Understanding|Code\s+of\s+Conduct)s?"
_HEADS = frozenset(
    """agreement agreements accord accords protocol protocols convention conventions treaty treatys declaration declarations
    communique communiques compact compacts pact pacts memorandum code""".split()
)
_WORD = r"[A-Z][\w’'‘-]*"
_JOIN = r"(?:(?:of|on|for|and|in|to|against|between|concerning)\s+(?:(?:the|a)\s+)?|the\s+)"
_PART = rf"{_WORD}(?:\s+{_JOIN}?{_WORD})*"
_NO_TITLE = (
    "Organi[sz]ation|Commission|Committee|Council|Conference|Area|Secretariat|Monitoring|Mission|States?|Parties"
)
# "between the United Nations and the Government of Ruritania": two or more parties, none with "and" in its name
_PARTY = rf"(?:the\s+)?{_WORD}(?:\s+(?:(?:of|for)\s+(?:the\s+)?|the\s+)?{_WORD})*(?:\s+\([^()]{{2,14}}\))?"
_PARTIES = rf"\s+[Bb]etween\s+{_PARTY}(?:,\s+{_PARTY})*,?\s+and\s+{_PARTY}(?:\s+sides\b)?"
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_TITLE = re.compile(
    rf"(?P<head>{_HEAD})\b(?!\s+(?:{_NO_TITLE}))(?P<tail>(?:{_PARTIES})?(?:\s+(?:on|for|concerning)\s+(?:the\s+)?{_PART}(?:(?:,\s+{_PART})*,?\s+and\s+{_PART})?)?)"
)
_YEARS = r"(?P<one>19\d\d)\b(?:\s\d{1,3}\b)?\s+and\s+(?P<other>19\d\d)\b"  # the marks of footnotes may stand between
_OF_YEARS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<name>[\w-]+\s+[Aa]greement)s\s+of\s+{_YEARS}",
        rf"\b{_YEARS}\s+(?P<name>[\w-]+\s+[Aa]greement)s\b",
    )
)
_BEFORE = re.compile(rf"(?:\b{_WORD}\s+(?:of\s+(?=Hostilities|Forces))?){{1,6}}$")
# names that share a head: "the Lomé, Abuja III and Accra Accords"
_NAME = rf"{_WORD}(?:\s+(?!and\b){_WORD}){{0,3}}"
_SHARING = re.compile(rf"(?P<names>{_NAME}(?:,\s+{_NAME})*,?\s+and\s+){_NAME}\s+$")
_ONE_NAME = re.compile(_NAME)
# the Special Committee on … the Implementation of the Declaration is a body
IN_BODY = re.compile(
    r"\b(?:(?:Committee|Commission|Conference)\s+(?:on|for)|Mission\s+to\s+(?=Monitor|Verify|Observe|Supervise))\s*(?:[\w-]+\s+){0,14}$"
)
_NO_NAMES = frozenset({"The", "Its", "All", "Both", "In", "This", "Under", *MONTHS.split("|")})
_PLURAL = re.compile(r"(?:['’]s|s['’])$")
# words that many agreements share; a name made of them alone names a kind
_COMMON = frozenset(
    """peace comprehensive ceasefire cease-fire final joint political framework preliminary general interim additional optional
    international supplementary special bilateral multilateral global regional national safeguards armistice trusteeship host
    power-sharing security military technical basic revitalised revitalized disengagement status forces draft new solemn own
    headquarters transitional united nations summit ministerial the a this that member parties high contracting un council's
    government african union security council economic community convention agreement protocol declaration treaty first second
    third fourth security-sector humanitarian truce bioweapons arms presidential press statement facilitation technical model
    operational policy temporary january february march april may june july august september october november december
    of conferences ministers mission missions implementation mechanism roadmap association transfer extradition education article
    cessation hostilities confidential articles protocols accords pact compact
    lasting inclusive wealth-sharing fundamental universal good normalization cooperation""".split()
)


@lru_cache(maxsize=1)
def instruments() -> Lexicon:
    """The treaties, agreements and statutes that the vocabulary knows by name."""
    return load_lexicon("instrument")


# words that stand in most names of instruments and in few texts
_RARE = frozenset(
    """agreement agreements accord accords protocol protocols convention conventions treaty declaration declarations communique
    communiques compact pact memorandum covenant covenants charter statute plan framework roadmap strategy principles instrument
    initiative code act agenda statement statements minutes commitments proposal procedure istanbul""".split()
)


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Folded words of which every name in the vocabulary has one: its rare one, else its longest."""
    names = [name.split() for name in instruments().names]
    return frozenset([next((word for word in name if word in _RARE), max(name, key=len)) for name in names])


def find_titles(text: str) -> Iterator[tuple[int, int, Work]]:
    """Yield the instruments that a text names, each with its place.

    >>> [(w.path, text[a:b]) for text in ["to the Conakry Agreement and the Lusaka Protocol"] for a, b, w in find_titles(text)]
    [('doc/conakry-agreement', 'Conakry Agreement'), ('doc/S-1994-1441', 'Lusaka Protocol')]
    >>> list(find_titles("the Status of Forces Agreement and the Peace Agreement"))
    []
    """
    known = [
        (found.start, found.end, to_instrument(found.concept))
        for found in (instruments().find_in(text) if has_word(text, _telling()) else ())
        if not text[found.start : found.end].islower()
        or found.end - found.start > 25  # "a set of ideas" names a kind
        or text[found.start].isdigit()
    ]
    known += _of_years(text) if "greements" in text and " 19" in text else ()
    if has_word(text, _HEADS):
        known += [
            (start, end, _to_title(name))
            for start, end, name in _titles(text)
            if not any([a < end and start < b for a, b, _ in known])
        ]
        known.sort(key=itemgetter(0, 1))
    for start, end, work in known:
        if not IN_BODY.search(text, max(0, start - 160), start):
            yield start, end, work


def _of_years(text: str) -> Iterator[tuple[int, int, Work]]:
    """Agreements that the vocabulary knows by their year, of which a text names two.

    >>> [text for _, _, work in _of_years("in line with the high-level agreements of 1977 and 1979") for text in work.names]
    ['High-Level Agreement of 12 February 1977', 'High-Level Agreement of 19 May 1979']
    """
    for match in (found for pattern in _OF_YEARS for found in pattern.finditer(text)):
        for year in ("one", "other"):
            if concept := instruments().find_name(f"{match['name']} of {match[year]}"):
                yield match.start(year), match.end(year), to_instrument(concept)


def _to_title(name: str) -> Work:
    """The instrument of a name: one that the vocabulary knows, else a new one."""
    concept = instruments().find_name(name)
    return to_instrument(concept) if concept else Work(f"doc/{slug(name)}", (name,))


def _titles(text: str) -> Iterator[tuple[int, int, str]]:
    """The names in capitals that tell one agreement from others; names before a plural are of one agreement each."""
    for match in matches_at(_TITLE, text, _HEADS):
        if match["head"].endswith("s") and (shared := list(_sharing(text, match))):
            yield from shared
            continue
        before = _BEFORE.search(text, max(0, match.start() - 100), match.start())
        words = before[0].split() if before else []
        while words and (words[0].casefold() in verb_openers() or words[0] in _NO_NAMES):
            del words[0]
        tail = _IN_BRACKETS.sub("", match["tail"]) if not match["head"].endswith("s") else ""
        if not (tail or _tells(words)):
            continue
        name = " ".join((*words, match["head"]))
        start = before.start() + _offset(before[0], len(words)) if before else match.start()
        end = match.end("tail") if tail else match.end("head")
        yield start, end, name + " ".join(["", *tail.replace("Between", "between").split()])


def _sharing(text: str, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """The agreements whose names share a plural: each has its own place and the singular for its name.

    >>> text = "as well as the Kampala, Lusaka III and Harare Agreements"
    >>> [name for _, _, name in _sharing(text, _TITLE.search(text))]
    ['Kampala Agreement', 'Lusaka III Agreement', 'Harare Agreement']
    >>> text = "set out in the Oslo and Lima Conferences Declarations"
    >>> [name for _, _, name in _sharing(text, _TITLE.search(text))]
    ['Oslo Conference Declaration', 'Lima Conference Declaration']
    """
    before = _SHARING.search(text, max(0, match.start() - 160), match.start())
    names = list(_ONE_NAME.finditer(before[0])) if before else []
    if before and all(
        name[0].split()[0].casefold() not in verb_openers() and _tells(name[0].split()) for name in names
    ):
        last = names[-1][0].split()
        kind = "Conference " if last[-1].startswith("Conference") else ""
        for name in names:
            start = before.start() + name.start()
            end = match.end("head") if name is names[-1] else before.start() + name.end()
            place = name[0] if name is not names[-1] or not kind else " ".join(last[:-1])
            yield start, end, f"{place} {kind}{match['head'].removesuffix('s')}"


def _offset(before: str, kept: int) -> int:
    """Where the last words of some begin."""
    starts = [word.start() for word in re.finditer(r"\S+", before)]
    return starts[-kept] if kept else len(before)


def _tells(words: list[str]) -> bool:
    """Whether the words before the head name one agreement: a place, a number, not only what kind it is of.

    >>> _tells(["Governors", "Island"]), _tells(["Comprehensive", "Peace"]), _tells([])
    (True, False, False)
    """
    bare = [_PLURAL.sub("", word) for word in words]
    telling = [word for word in bare if word.casefold() not in _COMMON and not word.isupper()]
    return bool(telling) and not (len(words) == 1 and states().find_name(words[0]))
