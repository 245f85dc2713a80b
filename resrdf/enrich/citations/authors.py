"""Whose a work is: named behind it, before it, behind its date, or meant by a pronoun ("in his letter")."""

from __future__ import annotations

import re

from resrdf.enrich.citations.nouns import MONTHS, to_kind
from resrdf.lexicon import verb_openers

_WORD = r"[A-Z](?:[\w.&-]|[’'](?!s\b)|[’']s(?=\ (?:Democratic\ )?Republic))*"
NAME = rf"{_WORD}(?:\s+(?:(?:of|for|in|and)\s+(?:the\s+)?|de\s+|d[’']affaires\s+(?:a\.i\.\s+)?(?:of\s+(?:the\s+)?)?)?{_WORD})*"
_BY = re.compile(
    rf"\s*,?\s*(?:\([^()]*\)\s*)?(?:(?:issued|made|expressed|submitted|transmitted|sent|prepared|presented)\s+)?(?:(?:addressed\s+)?to\s+(?:the\s+|its\s+)?(?>{NAME})\s+)?(?:of|from|by)\s+(?P<by>(?:(?:the|its)\s+)?(?:[a-z-]+\s+(?:[a-z-]+\s+)?of\s+(?:the\s+)?)?{NAME}(?:\s+authorities(?:\s+of\s+(?:the\s+)?{NAME})?)?|(?:the\s+)(?:[a-z-]+\s+){{0,2}}(?:mission|team|commission|panel)\b)"
)
_WHOSE = re.compile(
    rf"(?:(?P<owner>{NAME}(?:\s+authorities(?=['’]))?)(?:['’‘]s(?:\s+\([A-Z]+\))?|['’](?=\s))?|\b(?P<pronoun>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir))\s+(?:(?:latest|last|subsequent|further|final|interim|recent|special|joint|first|second)\s+){{0,2}}$"
)
_PAIR = re.compile(
    rf"\s?\bbetween\s+(?:the\s+)?(?P<one>{NAME})\s+and\s+(?:the\s+)?(?P<other>[A-Z][\w.’'&-]*(?:\s+(?:(?:of|for)\s+(?:the\s+)?)?[A-Z][\w-]*)*)"
)
_IN_IT = re.compile(
    r"\b(?P<owner>Secretary-General),?\s+in\s+(?:the|a)\s+(?:\w+\s+)?$"
)  # "the Secretary-General, in the report of"
_OWNER = re.compile(rf"(?P<owner>{NAME})['’]s\s+(?:\w+\s+){{1,3}}in\s+$")
# "the request submitted to the Secretary-General by the Minister for Foreign Affairs of Ruritania in his letter"
_PERSON = re.compile(
    rf"(?<!\bto )(?<!\bto the )\b(?P<by>(?:Permanent\s+Representative|Chargé|Minister|Prime\s+Minister|President|Chairman|Chairperson|High\s+Representative|Foreign\s+Minister|King|Emperor|Secretary-General)\b(?:(?:\s+(?:ad\s+interim\s+)?(?:of|for)\s+(?:the\s+)?|\s+(?:of\s+the\s+)?){NAME})?)"
)
_ASKING = re.compile(rf"\brequest\s+(?:of|by|from)\s+(?:the\s+)?(?P<owner>{NAME})\b[^,;]*\sin\s+$")
_EARLIER = re.compile(
    rf"\b(?:reports|letters|statements)\s+(?:of|by|from)\s+(?P<by>(?:the\s+)?{NAME}),?\s+including\s+$"
)
NOBODYS = (
    "agreement",
    "exchange of letters",
    "exchange of notes",
    "protocol",
    "declaration",
    "memorandum",
    "aide-memoire",
)
_SECRETARY = re.compile(r"\bSe\w{5,7}-?\s?Genera[l]\b")  # scanned "Segretary-General", "SecretaryGeneral"
_OF_MONTH = re.compile(rf"\s+(?:of|in)\s+(?:{MONTHS})$")  # "of the Ministers of December 20, 2016"
_ARTICLE = re.compile(r"^(?:[Tt]he|[Ii]ts|[Aa])\s+")


def authors_of(text: str, noun: re.Match[str], before: int, after: int) -> tuple[str, ...]:
    """Whose a work is: named behind it, before it, or behind its date; "their letters" are those of two just named.

    An agreement is nobody's, a joint statement is of several at once; what a pronoun means that nothing explains is told by no author at all.
    """
    if (kind := to_kind(noun["kind"])) in NOBODYS or kind.startswith("joint "):
        return ("",)
    if author := noun.groupdict().get("by"):
        return (clean_author(author),)
    start = min(noun.start("kind"), before)
    if pair := _PAIR.match(text, noun.end()):
        return (clean_author(pair["one"]), clean_author(pair["other"]))
    if by := _BY.match(text, noun.end()):
        return (clean_author(by["by"]),)
    whose = _WHOSE.search(text, max(0, start - 120), start)
    if whose and whose["owner"] and (owner := clean_author(whose["owner"])):
        return (owner,)
    if (by := _BY.match(text, after)) or (by := _IN_IT.search(text, max(0, start - 60), start)):
        return (clean_author(by[1]),)
    if whose and whose["pronoun"]:
        return _owners(whose["pronoun"].lower(), text[max(0, start - 200) : whose.start()])
    return ("",)


def _owners(pronoun: str, before: str) -> tuple[str, ...]:
    """Whom a possessive pronoun means, where the words just before tell it."""
    match pronoun:
        case "their":
            pairs = list(_PAIR.finditer(before))
            return (pairs[-1]["one"], pairs[-1]["other"]) if pairs else ()
        case "its":
            owner = _ASKING.search(before) or _OWNER.search(before)
            return (clean_author(owner["owner"]),) if owner else ("",)
        case "his" | "her":
            if earlier := _EARLIER.search(before) or next(reversed(list(_PERSON.finditer(before))), None):
                return (clean_author(earlier["by"]),)
            return ("Secretary-General",)
    return ("",)


def clean_author(author: str) -> str:
    """An author without the article and without the words that open a sentence."""
    words = _SECRETARY.sub("Secretary-General", _OF_MONTH.sub("", _ARTICLE.sub("", author))).split()
    while words and words[0].casefold() in verb_openers():
        del words[0]
    return " ".join(words)
