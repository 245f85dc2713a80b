"""Whose mandate? The missions, forces, committees, panels and other bodies that a clause speaks of, roles resolved.

Rule: a name that the vocabularies know, or that the document defines, stands for itself; "the Force", "the Panel of Experts",
"its mandate" stand for a body that the document speaks of and whose name holds these words; where a name is shared ("Panel
of Experts"), the resolutions that the document cites say which one is meant. Nothing is guessed beyond that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from resrdf.annotations import Mention, Rule
from resrdf.document import Clause, Document, Locator, walk_document
from resrdf.lexicon import _fold, _labels, actors

# bodies that hold no mandate from the Council, however often its texts name them
_NEVER: Final = frozenset(
    f"body/{name}"
    for name in """security-council secretary-general united-nations general-assembly secretariat president-of-the-security-council
        members-of-the-security-council african-union european-union nato osce oas oau ecowas cis league-of-arab-states
        international-court-of-justice au-peace-and-security-council igad sadc eccas cemac""".split()
)
_HEADS: Final = """Mission Force Operation Office Group Team Panel Mechanism Committee Sub-Committee Commission Tribunal Authority
    Administration Organization Observers Representative Envoy Mediator Centre Unit Brigade Court Ombudsperson Coordinator
    Advis[eo]r Experts Prosecutor"""
_ROLE = re.compile(
    rf"""\b(?P<article>[Tt]he|[Tt]his|[Tt]hat|its|said|an?|current|present)\s+(?:current\s+|present\s+|existing\s+|said\s+)?
         (?P<name>(?:(?:[A-Z][\w’'-]+|of|and|multinational|joint|observer|monitoring|verification|political|stabilization
             |military|expert|panel|group)\s+){{0,6}}?
         (?:{"|".join(_HEADS.split())}|mission|force|operation|panel|mechanism|committee|commission|team)
         (?:\s+of\s+(?:[Ee]xperts|[Ii]nquiry|[Ii]nvestigation|Observers|Good\s+Offices))?)\b(?![-’'](?:General|Secretary)|-)""",
    re.VERBOSE,
)
_CITED = re.compile(r"\b(\d{2,4})\s?\(((?:19|20)\d\d)\)")
_ROMAN = re.compile(r" (?:I|II|III)$")


class Finder(Protocol):
    """Whatever finds the names of actors in a text: the vocabularies, or the names that a document defines."""

    def find(self, text: str) -> Iterable[Mention]:
        """Yield mentions from left to right."""


class Held(NamedTuple):
    """A stretch of text that stands for a body."""

    start: int
    end: int
    actor: str
    rule: Rule = "stated"


class _Vocabulary(NamedTuple):
    """What the vocabularies say of bodies: their names as words, weak names, and the resolutions that founded them."""

    names: Mapping[str, tuple[tuple[str, ...], ...]]
    weak: Mapping[tuple[str, ...], tuple[str, ...]]
    founded: Mapping[str, frozenset[str]]
    exact: Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Holders:
    """The bodies that one document speaks of, how often, and which resolutions it cites."""

    document: Document
    finder: Finder
    counts: Mapping[str, int]
    cited: Mapping[str, int]
    clauses: Mapping[Locator, Clause]
    _known: dict[str, str | None] = field(default_factory=dict)

    def find(self, text: str) -> list[Held]:
        """Return every body in a text from left to right, names first and roles where no name stands."""
        found = [
            Held(m.start, m.end, m.actor, m.rule)
            for m in self.finder.find(text)
            if m.actor and m.actor.startswith(("mission/", "body/"))
        ]
        taken = [(h.start, h.end) for h in found]
        for match in _ROLE.finditer(text):
            if any(match.start("name") < end and start < match.end("name") for start, end in taken):
                continue
            actor = self.resolve(match["name"], [h for h in found if h.end <= match.start()])
            if actor is not None:
                found.append(Held(match.start(), match.end(), actor, "anaphora"))
        found.sort()
        return found

    def resolve(self, phrase: str, before: Iterable[Held] = ()) -> str | None:
        """Say which body "the Mission" or "the Panel of Experts" is, the one named last in the clause first."""
        words = _fold(phrase)
        for held in reversed(list(before)):
            if held.actor not in _NEVER and _has_words(held.actor, words):
                return held.actor
        if phrase not in self._known:
            self._known[phrase] = self._best(words)
        return self._known[phrase]

    def _best(self, words: tuple[str, ...]) -> str | None:
        vocabulary = _vocabulary()
        named = {a: n for a, n in self.counts.items() if a not in _NEVER and _has_words(a, words)}
        for actor in vocabulary.weak.get(words, ()):
            cited = sum(self.cited.get(number, 0) for number in vocabulary.founded.get(actor, ()))
            if cited or actor in named:
                named[actor] = named.get(actor, 0) + cited
        best = sorted(named.items(), key=lambda item: (-item[1], item[0]))
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return best[0][0]

    def main(self) -> str | None:
        """Return the mission that the document is about: the one that it names most often."""
        missions = {a: n for a, n in self.counts.items() if a.startswith("mission/")}
        return max(missions, key=lambda a: (missions[a], a)) if missions else None

    def founded_here(self, noun: str, paragraph: str) -> str | None:
        """Return the body of the vocabularies that this paragraph of this resolution founds, if one is known.

        ``noun`` is its kind ("Committee", "Panel of Experts").
        """
        number = _CITED.search(self.document.symbol.canonical)
        if number is None:
            return None
        resolution = f"resolution {number[1]} ({number[2]})"
        exact = _vocabulary().exact
        for name in (
            f"{noun} established by paragraph {paragraph} of {resolution}",
            f"{noun} established pursuant to paragraph {paragraph} of {resolution}",
            f"Security Council {noun} established pursuant to {resolution}",
            f"{noun} established pursuant to {resolution}",
            f"{noun} established by {resolution}",
        ):
            if actor := exact.get(_fold(name)):
                return actor
        return None


def read_holders(document: Document, finder: Finder | None = None) -> Holders:
    """Read a document once for the bodies it speaks of."""
    finder = finder or VOCABULARY
    counts: Counter[str] = Counter()
    cited: Counter[str] = Counter()
    clauses = {}
    for clause in walk_document(document):
        clauses[clause.locator] = clause
        counts.update(
            m.actor for m in finder.find(clause.text) if m.actor and m.actor.startswith(("mission/", "body/"))
        )
        cited.update(f"{m[1]} ({m[2]})" for m in _CITED.finditer(clause.text))
    if own := _CITED.search(document.symbol.canonical):
        cited[f"{own[1]} ({own[2]})"] += 3
    return Holders(document, finder, counts, cited, clauses)


class _Vocabularies:
    """The names of the vocabularies alone, for documents of which nothing else is known."""

    def find(self, text: str) -> Iterator[Mention]:
        for found in actors().find_in(text):
            yield Mention(found.start, found.end, found.concept)


VOCABULARY: Final = _Vocabularies()


def is_holder(actor: str) -> bool:
    """Say whether an actor can hold a mandate from the Council.

    >>> is_holder("mission/unmot"), is_holder("body/secretary-general")
    (True, False)
    """
    return actor not in _NEVER


def _has_words(actor: str, words: tuple[str, ...]) -> bool:
    """Whether a name of the actor holds these words one after the other."""
    size = len(words)
    names = _vocabulary().names.get(actor, ())
    return any(name[i : i + size] == words for name in names for i in range(len(name) - size + 1))


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    names: dict[str, set[tuple[str, ...]]] = {}
    weak: dict[tuple[str, ...], set[str]] = {}
    founded: dict[str, set[str]] = {}
    exact: dict[tuple[str, ...], str] = {}
    for actor, label, name in _labels("mission", "body"):
        words = _fold(name)
        if label.endswith(("prefLabel", "altLabel")):
            names.setdefault(actor, set()).add(words)
            exact[words] = actor
        elif label.endswith("hiddenLabel"):
            weak.setdefault(words, set()).add(actor)
        if label.endswith("Label"):
            founded.setdefault(actor, set()).update(f"{n} ({y})" for n, y in _CITED.findall(name))
    return _Vocabulary(
        {actor: tuple(sorted(found)) for actor, found in names.items()},
        {words: tuple(sorted(found)) for words, found in weak.items()},
        {actor: frozenset(found) for actor, found in founded.items()},
        exact,
    )
