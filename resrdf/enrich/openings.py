"""With which verb does a text open, and in which mood? Also where a scanner misread one letter of it."""

from __future__ import annotations

import re
from functools import lru_cache

from resrdf.lexicon import verb_beginnings, verbs
from resrdf.words import fold_word
from resrdf.wordtree import Opening

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
    return verbs().find_opening(text[at : at + 120])


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
    return open_at(like[0] + text[match.end() : at + 120], 0) if len(like) == 1 else None
