"""A lexicon: names kept as a tree of their words, and found in running text.

Names are compared word by word, without case, accents and punctuation; a name that two concepts claim finds neither.
The cost of a search grows with the text and not with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import compress, count
from types import MappingProxyType
from typing import Final, NamedTuple

from resrdf.words import fold, split_words

# Adverbs that stand before, inside or after a drafting verb and never change which verb it is.
_ADVERBS = """accordingly acutely additionally again already also always anew categorically clearly consistently
    continuously deeply duly earnestly emphatically energetically equally especially ever exceptionally explicitly extremely finally
    firmly forcefully formally fully further furthermore gravely greatly hereby highly however immediately increasingly
    insistently jointly keenly likewise moreover more most nevertheless now once particularly profoundly resolutely seriously
    similarly simultaneously sincerely solemnly specifically still strongly therefore thus together totally unanimously
    unequivocally unreservedly urgently utterly very vigorously warmly while wholeheartedly"""
QUALIFIERS: Final = frozenset(_ADVERBS.split())
_ONCE: Final = re.compile(r"\bonce (again|more)\b")


@dataclass(frozen=True, slots=True)
class _End:
    """How a name is written and whose it is: "WHO" is not "who", "chad" not "Chad", but "member States" may be."""

    in_capitals: bool
    in_small: bool  # one word in small letters, or several words
    concept: str

    @classmethod
    def of(cls, name: str, concept: str) -> _End:
        return cls(name.isupper(), not name[0].isupper() or " " in name, concept)


@dataclass(slots=True)
class _Node:
    """One word of a name: what may follow it, and the names that end with it."""

    following: dict[str, _Node] = field(default_factory=dict)
    ends: list[_End] = field(default_factory=list)


class Found(NamedTuple):
    """A name found in running text: half-open offsets and the concept's path below the data base."""

    start: int
    end: int
    concept: str


class Opening(NamedTuple):
    """The drafting verb that opens a paragraph.

    ``verb`` is the concept's path, ``surface`` the words as they stand in ``text[start:end]``, ``qualifiers`` the
    adverbs before, inside and after it in their order.
    """

    verb: str
    surface: str
    start: int
    end: int
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An immutable dictionary from names to concepts, and their search in running text."""

    names: Mapping[str, str]
    _root: _Node
    _starts: frozenset[str]  # the first words of names, save "the", which opens few names and stands everywhere
    _behind_the: frozenset[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Lexicon:
        """Make a lexicon of (name, concept) pairs."""
        root = _Node()
        claims: dict[str, set[str]] = {}
        for name, concept in pairs:
            words = fold(name)
            if not words:
                continue
            claims.setdefault(" ".join(words), set()).add(concept)
            node = root
            for word in words:
                node = node.following.setdefault(word, _Node())
            if (end := _End.of(name, concept)) not in node.ends:
                node.ends.append(end)
        names = {name: next(iter(concepts)) for name, concepts in claims.items() if len(concepts) == 1}
        article = root.following.get("the", _Node())
        return cls(MappingProxyType(names), root, frozenset(root.following) - {"the"}, frozenset(article.following))

    def find_name(self, name: str) -> str | None:
        """Return the path of the concept that has exactly this name, or None.

        >>> Lexicon.of([("United Kingdom", "state/GBR")]).find_name("the UNITED KINGDOM")
        'state/GBR'
        """
        words = fold(name)
        return self.names.get(" ".join(words)) or self.names.get(" ".join(words[words[:1] == ("the",) :]))

    def find_in(self, text: str) -> list[Found]:
        """Return the names in running text from left to right, the longest at each place, never overlapping.

        >>> lexicon = Lexicon.of([("Guinea-Bissau", "state/GNB"), ("South Sudan", "state/SSD"), ("Sudan", "state/SDN")])
        >>> [(f.concept, f.start) for f in lexicon.find_in("between Guinea-Bissau and South Sudan")]
        [('state/GNB', 8), ('state/SSD', 26)]
        """
        return [Found(*span) for span in self.spans_in(text)]

    def spans_in(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, concept) of the names in running text, as :meth:`find_in` does."""
        words = split_words(text)
        article = not self._behind_the.isdisjoint(words.known)
        if not article and self._starts.isdisjoint(words.known):
            return []
        starts, following = self._root.following.keys() if article else self._starts, self._root.following
        folded, before = [*words.folded, "."], words.before  # a stop that no name goes beyond
        found, past = list[tuple[int, int, str]](), 0
        for at in compress(count(), map(starts.__contains__, folded)):
            if at < past:
                continue
            names = _names_at(folded, following[folded[at]], at)
            while names:
                behind, ends = names.pop()
                start, end = before[at] + at, before[behind] + behind - 1
                if concept := _written(text[start:end], ends):
                    if text.startswith(")", end) and "(" in text[start:end].rpartition(")")[2]:
                        end += 1  # "… resolution 1526 (2004)"
                    found.append((start, end, concept))
                    past = behind
                    break
        return found

    def beginnings(self) -> Iterable[str]:
        """Return the folded words with which names begin."""
        return self._root.following.keys()

    def find_opening(self, text: str, at: int = 0) -> Opening | None:
        """Return the verb that opens a text at a place, with adverbs before, inside and after it set apart."""
        words = split_words(text)
        node = complete = self._root
        verb, first, last = None, -1, -1
        adverbs, known = list[str](), 0
        for here in range(words.number_at(at), len(words.folded)):
            word = words.folded[here]
            if step := node.following.get(word):
                node, first = step, here if first < 0 else first
                if node.ends:
                    verb, last, known, complete = node.ends[0].concept, here, len(adverbs), node
            elif word in QUALIFIERS:
                adverbs.append(word)
                if verb and node is complete:  # "Decides also": an adverb that follows the verb directly
                    known = len(adverbs)
            elif word:
                break
        if verb is None:
            return None
        start, end = words.before[first] + first, words.before[last + 1] + last
        return Opening(verb, text[start:end], start, end, _pair_once(adverbs[:known]))


def _pair_once(adverbs: list[str]) -> tuple[str, ...]:
    """Take "once again" and "once more" for one adverb.

    >>> _pair_once(["once", "again", "strongly"])
    ('once again', 'strongly')
    """
    if "once" not in adverbs:
        return tuple(adverbs)
    return tuple(adverb.replace("_", " ") for adverb in _ONCE.sub(r"once_\1", " ".join(adverbs)).split())


def _names_at(folded: list[str], node: _Node | None, at: int) -> list[tuple[int, list[_End]]]:
    """The names whose first word, of this node, is the one at a place, the longest last: the place behind each, its ends."""
    names = []
    while node:
        at += 1
        if node.ends:
            names.append((at, node.ends))
        while not folded[at]:
            at += 1
        node = node.following.get(folded[at])
    return names


def _written(found: str, ends: list[_End]) -> str | None:
    """The one concept that has a name as it is written in a text."""
    only = None
    for end in ends:
        if found.isupper() if end.in_capitals else end.in_small or found[0].isupper():
            if only is not None and end.concept != only:
                return None
            only = end.concept
    return only
