"""Whose mandate? The missions, forces, committees and panels that a clause speaks of, for all that asks of mandates.

Rule: a name stands for itself, a role ("the Force", "the Panel of Experts", also "the monitoring mechanism" in small letters)
for the body that the document means by it; "its mandate" is that of the body named last, "the present mandate" that of
the mission which the document is about. A body that the document founds is that of :mod:`resrdf.enrich.names.founded`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple

from resrdf.annotations import MandateChange, Rule
from resrdf.document import Clause, Document, Locator, walk_document
from resrdf.enrich.literals import YEARS, has_any, matches_at
from resrdf.enrich.names.actors import Names, read_names
from resrdf.enrich.names.founded import Founding
from resrdf.lexicon import actor_labels, related_actors, weak_actor_names
from resrdf.words import places_of

# bodies that hold no mandate from the Council, however often its texts name them
_NEVER: Final = frozenset(
    f"body/{name}"
    for name in """security-council secretary-general united-nations general-assembly secretariat president-of-the-security-council
        members-of-the-security-council african-union european-union nato osce oas oau ecowas cis league-of-arab-states
        international-court-of-justice au-peace-and-security-council igad sadc eccas cemac au-commission
        united-nations-country-team haitian-national-police afghan-national-police lebanese-armed-forces fardc""".split()
)
_LOWER_ROLE = re.compile(
    r"""\b(?:[Tt]he|[Tt]his|[Tt]hat|said|its|of)\s+(?:(?:current|present|existing|said|same)\s+)?(?:[\w-]+(?:\s\w+)?-based\s+)?
        (?P<name>(?:[Aa]nalytical|[Mm]onitoring|[Mm]ultinational|[Oo]bserver|[Oo]bservation|[Vv]erification|[Pp]olitical|[Ii]nternational|[Ss]tabilization|[Jj]oint|[Ee]xpert)?\s?
            (?:mission|force|operation|[Pp]anel\s+of\s+[Ee]xperts|[Gg]roup\s+of\s+[Ee]xperts|[Mm]onitoring\s+[Gg]roup|expert\s+panel|[Mm]echanism|committee|commission|[Tt]eam|group|[Pp]anel))\b
        (?!\s+(?:of|levels?|commander|headquarters|strength|generation|structure|members|posture|requirements))""",
    re.VERBOSE,
)
_ROLE_LEADS = frozenset("the this that said its of".split())
_ROLE_NOUNS = frozenset("mission force operation panel group mechanism committee commission team".split())
_PARTICIPANTS = re.compile(
    r"(?:Member\s+)?States\s+(?:participating|contributing\s+\w+)\s+(?:in|to)\s+(?:the\s+)?", re.IGNORECASE
)
_TAKING_PART = ("articipating", "ontributing", "ARTICIPATING", "ONTRIBUTING")
_BRACKET = re.compile(r"\s*\([“\"‘']?")
_RESOLUTION = re.compile(r"(\d(?<!\w\d)\d{2,3})\s?\((?:19|20)\d\d\)")


class Segment(NamedTuple):
    """A stretch of a clause that one verb of the Council governs."""

    verb: str
    start: int
    end: int


class Held(NamedTuple):
    """A stretch of text that stands for a body."""

    start: int
    end: int
    actor: str
    rule: Rule = "stated"


@dataclass(frozen=True, slots=True)
class Holders:
    """The bodies that one document speaks of, and its clauses by their places.

    ``bodies`` remembers who is found in a text, ``tasked`` whose tasks the items of a clause are, ``changes`` what its acts (by
    where they begin) change.
    """

    document: Document
    names: Names
    clauses: Mapping[Locator, Clause]
    cited: Mapping[str, int]
    asked: Mapping[Locator, tuple[str, ...]]
    founded: Mapping[Locator, tuple[Founding, ...]]
    bodies: dict[str, tuple[Held, ...]] = field(default_factory=dict, repr=False, compare=False)
    tasked: dict[Locator, str | None] = field(default_factory=dict, repr=False, compare=False)
    changes: dict[tuple[Locator, tuple[int, ...]], tuple[MandateChange, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def above(self, clause: Clause) -> Iterator[Clause]:
        """Yield the clauses that a clause stands below, the nearest first."""
        place = clause.locator.parent
        while place.parts:
            if found := self.clauses.get(place):
                yield found
            place = place.parent

    def find(self, text: str) -> tuple[Held, ...]:
        """Return every body in a text that can hold a mandate, from left to right."""
        if text not in self.bodies:
            self.bodies[text] = tuple(self._find(text))
        return self.bodies[text]

    def _find(self, text: str) -> list[Held]:
        named = self.names.find(text)
        found = [Held(m.start, m.end, m.actor, m.rule) for m in named if m.actor and is_holder(m.actor)]
        for mention in (
            named if has_any(text, _TAKING_PART) else ()
        ):  # "Member States participating in ISAF": a force too
            if inner := _PARTICIPANTS.match(text, mention.start, mention.end):
                at = inner.end()
                found += (
                    Held(at + m.start, at + m.end, m.actor, m.rule)
                    for m in self.names.find(text[at : mention.end])
                    if m.actor and is_holder(m.actor)
                )
        nouns = places_of(text, _ROLE_NOUNS)
        free = [at for at in nouns if not any(h.start <= at < h.end for h in found)]
        for match in matches_at(_LOWER_ROLE, text, _ROLE_LEADS) if free else ():
            if any(h.start < match.end() and match.start() < h.end for h in found):
                continue
            actor = self.resolve(match["name"])
            if actor and is_holder(actor):
                found.append(Held(match.start("name"), match.end(), actor, "anaphora"))
        found.sort()
        return [h for h, after in zip_longest(found, found[1:]) if not (after and _is_called(text, h, after))]

    def resolve(self, role: str) -> str | None:
        """Return the body that a role means: by the document's own names, else by the resolutions that it cites.

        A "Panel of Experts" that is not named in full is the one whose founding resolution the document cites most.
        """
        key = " ".join(role.casefold().split())
        if actor := self.names.titles.get(key) or self.names.roles.get(key):
            return actor
        counts = {a: sum(self.cited.get(n, 0) for n in _founding()[a]) for a in _bearers().get(key, ())}
        ranked = sorted(((n, a) for a, n in counts.items() if n), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def main(self) -> str | None:
        """Return the mission that the document is about: the one that it names most often."""
        named = (m.actor for clause in self.clauses.values() for m in self.names.find(clause.text) if m.actor)
        missions = Counter(actor for actor in named if actor.startswith("mission/"))
        return max(missions, key=lambda a: (missions[a], a)) if missions else None


def _is_called(text: str, held: Held, after: Held) -> bool:
    """Whether the next name, in brackets, says who is meant: "a multinational stabilization force (EUFOR ALTHEA)"."""
    return held.actor != after.actor and _BRACKET.fullmatch(text, held.end, after.start) is not None


def read_holders(
    document: Document, names: Names | None = None, asked: Mapping[Locator, tuple[str, ...]] | None = None
) -> Holders:
    """Put together what is known of the bodies of a document; ``names`` are those of :func:`read_names`.

    ``asked`` says whom the last act of each clause addresses, for the items below it.
    """
    clauses = {clause.locator: clause for clause in walk_document(document)}
    texts = (clause.text for clause in clauses.values() if "(" in clause.text and has_any(clause.text, YEARS))
    cited = Counter(number for text in texts for number in _RESOLUTION.findall(text))
    names = names or read_names(document)
    return Holders(document, names, clauses, cited, asked or {}, names.founded)


def is_holder(actor: str) -> bool:
    """Say whether an actor can hold a mandate from the Council.

    >>> is_holder("mission/unmot"), is_holder("body/secretary-general"), is_holder("actor/states")
    (True, False, False)
    """
    return (actor.startswith(("mission/", "body/")) or actor.endswith("-forces")) and actor not in _NEVER


def is_mission(actor: str) -> bool:
    """Say whether an actor is a mission, operation or force.

    >>> is_mission("mission/unmot"), is_mission("actor/french-forces"), is_mission("body/ctc")
    (True, True, False)
    """
    return actor.startswith("mission/") or actor.endswith("-forces")


@lru_cache(maxsize=1)
def _bearers() -> Mapping[str, frozenset[str]]:
    """The bodies that share a weak name: "panel of experts" is that of many resolutions."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name, actor in weak_actor_names():
        bearers[name.casefold()].add(actor)
    return {name: frozenset(actors) for name, actors in bearers.items()}


@lru_cache(maxsize=1)
def _founding() -> Mapping[str, frozenset[str]]:
    """The resolutions that founded a body, or the committee that it serves, by their numbers."""
    founding: defaultdict[str, set[str]] = defaultdict(set)
    for name, actor in actor_labels():
        if actor.startswith("body/"):
            founding[actor].update(_RESOLUTION.findall(name))
    own = {actor: frozenset(numbers) for actor, numbers in founding.items()}
    for actor, other in related_actors():
        founding[actor] |= own.get(other, frozenset())
    return defaultdict(frozenset, {actor: frozenset(numbers) for actor, numbers in founding.items()})
