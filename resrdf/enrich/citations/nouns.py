"""The nouns that name a kind of work ("report", "joint statement"), and those of other things that may bear a date."""

from __future__ import annotations

import re
from functools import lru_cache

from resrdf.enrich.literals import has_any, matches_at
from resrdf.words import has_word

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
A_DATE = re.compile(rf"\d\s+(?:{MONTHS})\b")
KIND = r"""(?:[Jj]oint|[Pp]ress|[Pp]residential|[Mm]inisterial)\s+(?:[Ss]tatement|[Cc]ommuniqu[ée]|[Dd]eclaration|[Aa]ppeal)
    | [Rr]eport | [Ee]xchange\s+of\s+(?:[Ll]etters|[Nn]otes) | [Ll]etter | [Nn]ote(?!\s+of\b) | [Ss]tatement | [Cc]ommuniqu[ée] | [Mm]essage | (?:[Tt]ele|[Cc]able)gram | [Aa]ppeal
    | [Dd]eclaration | [Mm]emorandum(?!\s+[Oo]f\s+Understanding) | [Aa]greement(?!\s+by\b) | (?-i:protocol) | [Aa]ide[- ][Mm][ée]moire | [Oo]pinion | [Cc]onsensus
    | (?<=Commission\ for\ India\ and\ Pakistan\ )resolution
    | [Rr]esolution(?=s?\ of\ the\ (?!General\b|Security\b)(?:(?:[A-Z][\w-]+|of|the)\ )+(?:Commission|Conference|Committee|League|Congress)\b)"""
_ENDINGS = ("", "s", "es")


def _forms(words: str) -> frozenset[str]:
    """Some folded words and their plurals."""
    return frozenset([word + ending for word in words.split() for ending in _ENDINGS])


# words of these, without which a text names none, and what makes a resolution one
_KIND_WORDS = _forms(
    """report exchange letter note statement communique message telegram cablegram appeal declaration memorandum agreement protocol
    memoire opinion consensus"""
)
_RESOLUTIONS = ("olution of the", "olutions of the", "kistan resolution")
# what stands between a work and a date that is not its own
_OTHER = r"""resolution | (?<!after\ its\ )(?<!after\ their\ )(?<!\d(?:th|st|nd|rd)\ )meeting | session | summit | conference | election | attack | event | incident | massacre | decision | coup
    | visit | talk | consultation | ceasefire | cease-fire | act | law | offensive | signature | signing | adoption | deployment | convention
    | (?-i:Protocol) | treaty | accord | plan | referendum | judgment | order | warrant | date | period | arrival | departure | death | memorand(?:um|a)\s+of\s+understanding | establishment | launch | inauguration | proclamation
    | arrest | killing | shooting | incursion | invasion | aggression | raid | bombing | assassination | abduction | clash | independence"""
_NOUN = re.compile(rf"(?:(?P<kind>{KIND})|(?:{_OTHER}))(?P<many>e?s)?\b(?![-’'])", re.VERBOSE | re.IGNORECASE)
# the words with which these nouns begin
_BEGINNINGS = _KIND_WORDS | _forms(
    """joint press presidential ministerial aide resolution meeting session summit conference election attack event incident
    massacre decision coup visit talk consultation ceasefire cease act law offensive signature signing adoption deployment
    convention treaty accord plan referendum judgment order warrant date period arrival departure death memoranda establishment
    launch inauguration proclamation arrest killing shooting incursion invasion aggression raid bombing assassination abduction
    clash independence"""
)


@lru_cache(maxsize=16)  # asked for each date and symbol of a clause in turn
def find_nouns(text: str) -> tuple[re.Match[str], ...]:
    """The nouns of a text in their order; those of works have the group ``kind``.

    >>> [(noun[0], noun["kind"]) for noun in find_nouns("Recalls the reports on the election and takes note of the letter")]
    [('reports', 'report'), ('election', None), ('letter', 'letter')]
    """
    return tuple(matches_at(_NOUN, text, _BEGINNINGS))


def has_kind(text: str) -> bool:
    """A cheap look for a noun that names a kind of work.

    >>> has_kind("Recalls the reports of 3 May 2001"), has_kind("Recalls resolution 1373 (2001)")
    (True, False)
    """
    return has_word(text, _KIND_WORDS) or has_any(text, _RESOLUTIONS)


def find_kinds(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The nouns of works that stand in a part of a text."""
    return [noun for noun in find_nouns(text) if start <= noun.start() < end and noun["kind"]]


@lru_cache(maxsize=256)
def to_kind(noun: str) -> str:
    """The kind of work that a noun names, in one spelling.

    >>> to_kind("Joint  Communique"), to_kind("cablegram")
    ('joint communiqué', 'cablegram')
    """
    return re.sub(r"communique\b", "communiqué", " ".join(noun.lower().split())).replace("aide memoire", "aide-memoire")
