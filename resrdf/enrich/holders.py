"""Whose mandate? The missions, forces, committees and panels that a clause speaks of, for all that asks of mandates.

Rule: a name stands for itself, a role ("the Force", "the Panel of Experts", also "the monitoring mechanism" in small letters)
for the body that the document means by it; "its mandate" is that of the body named last, "the present mandate" that of
the mission which the document is about. A body that a resolution founds is the one that the vocabularies name after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from resrdf.annotations import Rule
from resrdf.document import Clause, Document, Locator, walk_document
from resrdf.enrich.actors import Names, read_names
from resrdf.lexicon import actor_labels

# bodies that hold no mandate from the Council, however often its texts name them
_NEVER: Final = frozenset(
    f"body/{name}"
    for name in """security-council secretary-general united-nations general-assembly secretariat president-of-the-security-council
        members-of-the-security-council african-union european-union nato osce oas oau ecowas cis league-of-arab-states
        international-court-of-justice au-peace-and-security-council igad sadc eccas cemac au-commission""".split()
)
_LOWER_ROLE = re.compile(
    r"""\b(?:[Tt]he|[Tt]his|[Tt]hat|said|its|of)\s+
        (?P<name>(?:[Mm]onitoring|[Mm]ultinational|[Oo]bserver|[Oo]bservation|[Vv]erification|[Pp]olitical|[Ii]nternational|[Ss]tabilization|[Jj]oint|[Ee]xpert)?\s?
            (?:mission|force|operation|panel\s+of\s+experts|group\s+of\s+experts|expert\s+panel|mechanism|committee|commission|team|group|panel))\b
        (?!\s+(?:of|levels?|commander|headquarters|strength|generation|structure|members|posture|requirements))""",
    re.VERBOSE,
)
_PARTICIPANTS = re.compile(r"(?:Member\s+)?States\s+(?:participating|contributing\s+\w+)\s+(?:in|to)\s+(?:the\s+)?", re.IGNORECASE)
_NUMBER = re.compile(r"S/RES/(\d+)\((\d{4})\)")


class Held(NamedTuple):
    """A stretch of text that stands for a body."""

    start: int
    end: int
    actor: str
    rule: Rule = "stated"


@dataclass(frozen=True, slots=True)
class Holders:
    """The bodies that one document speaks of, and its clauses by their places."""

    document: Document
    names: Names
    clauses: Mapping[Locator, Clause]

    def find(self, text: str) -> list[Held]:
        """Return every body in a text that can hold a mandate, from left to right."""
        found = [Held(m.start, m.end, m.actor, m.rule) for m in self.names.find(text) if m.actor and is_holder(m.actor)]
        for mention in self.names.find(text):  # "Member States participating in ISAF" name a force too
            if inner := _PARTICIPANTS.match(text, mention.start, mention.end):
                at = inner.end()
                found += (
                    Held(at + m.start, at + m.end, m.actor, m.rule)
                    for m in self.names.find(text[at : mention.end])
                    if m.actor and is_holder(m.actor)
                )
        for match in _LOWER_ROLE.finditer(text):
            if any(h.start < match.end() and match.start() < h.end for h in found):
                continue
            actor = self.names.roles.get(" ".join(match["name"].casefold().split()))
            if actor and is_holder(actor):
                found.append(Held(match.start("name"), match.end(), actor, "anaphora"))
        return sorted(found)

    def main(self) -> str | None:
        """Return the mission that the document is about: the one that it names most often."""
        missions = {a: n for a, n in self.names.counts.items() if a.startswith("mission/")}
        return max(missions, key=lambda a: (missions[a], a)) if missions else None

    def founded_here(self, noun: str, paragraph: str) -> str | None:
        """Return the body that a paragraph of this resolution founds, if the vocabularies name one after it.

        ``noun`` is its kind ("Committee", "Panel of Experts").
        """
        number = _NUMBER.match(self.document.symbol.canonical)
        if number is None:
            return None
        resolution = f"resolution {number[1]} ({number[2]})"
        exact = _names()
        names = (
            f"{noun} established by paragraph {paragraph} of {resolution}",
            f"{noun} established pursuant to paragraph {paragraph} of {resolution}",
            f"Security Council {noun} established pursuant to {resolution}",
            f"{noun} established pursuant to {resolution}",
            f"{noun} established by {resolution}",
            f"{noun} designated pursuant to {resolution}",
            f"{noun} appointed pursuant to {resolution}",
        )
        return next((actor for name in names if (actor := exact.get(name.casefold()))), None)


def read_holders(document: Document, names: Names | None = None) -> Holders:
    """Put together what is known of the bodies of a document; ``names`` are those of :func:`read_names`."""
    return Holders(document, names or read_names(document), {c.locator: c for c in walk_document(document)})


def is_holder(actor: str) -> bool:
    """Say whether an actor can hold a mandate from the Council.

    >>> is_holder("mission/unmot"), is_holder("body/secretary-general"), is_holder("actor/states")
    (True, False, False)
    """
    return actor.startswith(("mission/", "body/")) and actor not in _NEVER


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {name.casefold(): actor for name, actor in actor_labels()}
