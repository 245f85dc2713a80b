"""With which verb does a text open, and in which mood? Also where a scanner misread one letter of it, and where it opens again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, count

from resrdf.lexicon import openers, verb_beginnings, verbs
from resrdf.words import fold_word, split_words
from resrdf.wordtree import Opening

_FRONTED = r"""(?P<fronted> (?:in\s+(?:this|that|the\s+same)\s+(?:regards?|context|respect|connection|light|spirit|vein) | to\s+(?:this|that)\s+end
    | for\s+(?:this|that)\s+purpose | in\s+particular | as\s+such | at\s+the\s+same\s+time | in\s+doing\s+so | in\s+addition
    | with\s+(?:this|that)\s+in\s+mind | to\s+that\s+effect | in\s+so\s+doing | so | nevertheless | however | accordingly | thereby ) ,?\s+ (?:and\s+)? )?"""
_BOUNDARY = re.compile(
    rf"""(?: (?P<strong> [;:,]\s+ (?:and|but|yet|as\ well\ as|while),?\s+ | ;\s+ | [.]\s+ | [,;]?\s+while\s+ )  # "…, and calls upon", "…; requests"
          | (?P<comma> ,\s+ )                                                                  # "…, stresses"
          | (?P<bare> \s+(?:and|but),?\s+ ) )                                                  # "… and requests"
        (?:(?<=[.]\s)The\s(?:Security\s)?Council\s+)?                                         # "…. The Security Council requests"
        {_FRONTED} (?=[\W_]*(?P<word>[^\W_]+))""",
    re.VERBOSE,
)
_HINT = re.compile(r"[;:,.\s](?:(?<![\s])\s|(?<=\s)(?:and|but|while)\b)")  # where a boundary may begin: a quick look
_OPENED_BY = re.compile(_FRONTED, re.VERBOSE | re.IGNORECASE)
# the words of a boundary: those that may end it, between which and the word behind there may be a comma; those inside
_ENDS = frozenset(
    """and but yet as while council regard regards context respect connection light spirit vein end purpose particular such
    time so addition mind effect doing nevertheless however accordingly thereby""".split()
) | {""}  # nothing stands between the blanks of ", "
_INSIDE = _ENDS | frozenset("well the security in this that same to for at with".split())

_LONG_WORD = re.compile(r"[A-Z][a-z]{4,}\b")


@lru_cache(maxsize=4096)
def mood_of(surface: str) -> str:
    """The mood of a verb: present tense or participle, which adjectives count as.

    >>> mood_of("Calls upon"), mood_of("Calling upon"), mood_of("Conscious of")
    ('finite', 'participle', 'participle')
    """
    word = surface.split()[0].lower()
    return "finite" if word.endswith("s") and not word.endswith("ous") else "participle"


def open_at(text: str, at: int) -> Opening | None:
    """The verb that opens the text at a place."""
    return verbs().find_opening(text, at)


def skip_fronted(text: str, at: int) -> int:
    """Skip "In this regard," from a place on.

    >>> skip_fronted("In this regard, urges the parties to talk;", 0)
    16
    """
    match = _OPENED_BY.match(text, at)
    return match.end() if match else at


def find_boundaries(text: str, at: int) -> Iterator[re.Match[str]]:
    """The boundaries behind a place behind which the Council may act again: each before a word that may open an act.

    >>> text = "Notes the report, and, in this regard, strongly urges the parties to talk and to disarm;"
    >>> [text[boundary.start() : boundary.end()] for boundary in find_boundaries(text, 5)]
    [', and, in this regard, ']
    """
    folded, before = split_words(text)[:2]
    past = at
    for number in compress(count(), map(openers().__contains__, folded)):
        if folded[number - 1] not in _ENDS or (place := before[number] + number) <= past:
            continue
        begin = number - 1
        while begin and folded[begin - 1] in _INSIDE:
            begin -= 1
        for hint in _HINT.finditer(text, max(past, before[begin] + begin - 1), place):
            boundary = _BOUNDARY.match(text, hint.start())
            if boundary and boundary.start("word") == place:
                past = boundary.end()
                yield boundary
                break


def open_misread(text: str, at: int) -> Opening | None:
    """The verb that opens the text with one letter misread, where only one comes to that.

    >>> open_misread("Reguests the Committee to report;", 0)
    Opening(verb='vocab/verb/request', surface='requests', start=0, end=8, qualifiers=())
    >>> open_misread("Whereas the Committee has reported,", 0)
    """
    match = _LONG_WORD.match(text, at)
    word = fold_word(match[0]) if match else ""
    if not match or word in verb_beginnings():
        return None
    like = [v for v in verb_beginnings() if len(v) == len(word) and sum(map(str.__ne__, v, word)) == 1]
    return open_at(like[0] + text[match.end() : match.end() + 120], 0) if len(like) == 1 else None
