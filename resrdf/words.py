"""The words of a text as names are compared: without case, accents and punctuation, each with its place.

A text is taken apart once, whoever asks for its words next; to translate and split it costs a fifth of a search.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, compress, count
from typing import Final, NamedTuple

WORD: Final = re.compile(r"[^\W_]+")


def fold(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared.

    >>> fold("CÔTE D’IVOIRE")
    ('cote', 'd', 'ivoire')
    """
    return tuple(fold_word(word) for word in WORD.findall(name))


def fold_word(word: str) -> str:
    """Return a word in small letters without accents."""
    if word.isascii():
        return word.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


class _Apart(dict[int, str]):
    """What becomes of a character where words are set apart: a letter or digit stays, in lower case, else a blank."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = (character.lower() if code < 128 else character) if character.isalnum() else " "
        return self[code]


_APART: Final = _Apart()
_APART_ASCII: Final = "".join(_APART[code] for code in range(128)).encode().ljust(256)
_TYPOGRAPHIC: Final = "’“”\u2011"  # the few signs for which most texts are not plain ASCII


class Words(NamedTuple):
    """What stands between the blanks of a text: its words, folded, and nothing where two blanks meet.

    The word ``i`` begins behind ``before[i]`` letters and ``i`` blanks; ``known`` are the different ones.
    """

    folded: list[str]
    before: list[int]
    known: frozenset[str]

    def number_at(self, place: int) -> int:
        """The number of the word that begins at a place, or of the next one behind it.

        >>> split_words("Côte d’Ivoire, Chad").number_at(15)
        4
        """
        return bisect_left(range(len(self.folded)), place, key=lambda at: self.before[at] + at) if place else 0


@lru_cache(maxsize=256)
def split_words(text: str) -> Words:
    """Take a text apart; several lexicons look at the same clause in turn.

    >>> split_words("Côte d’Ivoire, Chad")[:2]
    (['cote', 'd', 'ivoire', '', 'chad'], [0, 4, 5, 11, 11, 15])
    """
    if not text.isascii():
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, " ")
    plain = text.isascii()  # set apart ten times as fast, as bytes
    words = (text.encode().translate(_APART_ASCII).decode() if plain else text.translate(_APART)).split(" ")
    before = list(accumulate(map(len, words), initial=0))
    if not plain:
        words = [word if word.isascii() else fold_word(word) for word in words]
    return Words(words, before, frozenset(words))


def has_word(text: str, words: frozenset[str]) -> bool:
    """Say whether a text has one of some folded words.

    >>> has_word("Requests the COMMITTEE to report", frozenset({"committee", "panel"}))
    True
    """
    return not words.isdisjoint(split_words(text).known)


@lru_cache(maxsize=8)
def words_at(text: str, prefixes: frozenset[str]) -> tuple[int, ...]:
    """Return where words begin whose first three letters, folded, are among some prefixes (a shorter word counts whole).

    >>> words_at("Decides to extend the mandate", frozenset({"ext", "to"}))
    (8, 11)
    """
    before = split_words(text).before
    return tuple([before[at] + at for at in compress(count(), map(prefixes.__contains__, _beginnings(text)))])


def has_beginning(text: str, prefixes: frozenset[str]) -> bool:
    """Say whether a word begins with one of some prefixes of three letters, folded.

    >>> has_beginning("the sale of ARMS", frozenset({"arm"})), has_beginning("disarmament", frozenset({"arm"}))
    (True, False)
    """
    return not prefixes.isdisjoint(_beginnings(text))


@lru_cache(maxsize=8)
def _beginnings(text: str) -> list[str]:
    return [word[:3] for word in split_words(text).folded]


def places_of(text: str, words: frozenset[str]) -> tuple[int, ...]:
    """Return where some folded words stand in a text.

    >>> places_of("Decides to EXTEND the mandate to report", frozenset({"extend", "report"}))
    (11, 33)
    """
    split = split_words(text)
    if words.isdisjoint(split.known):
        return ()
    return tuple([split.before[at] + at for at in compress(count(), map(words.__contains__, split.folded))])
