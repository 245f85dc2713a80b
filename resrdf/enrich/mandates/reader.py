"""Which words of a clause change a mandate, and whose: each trigger is judged by what it is done to.

Rule: the Council's verb must govern the trigger, and a body must be its object ("extend the mandate of UNMOT"), its owner
("MINUSTAH’s mandate") or, for powers and tasks, its subject ("the Force shall have the mandate").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from resrdf.enrich.literals import matches_at
from resrdf.enrich.mandates import words
from resrdf.enrich.mandates.clause import Change, MandateClause
from resrdf.enrich.mandates.powers import (
    find_authorized,
    find_defined,
    find_empowered,
    find_entrusted,
    find_established,
    find_expanded,
    find_limited,
    find_modified,
    find_reduced,
    find_supporting,
    find_tasked,
)  # fmt: skip
from resrdf.enrich.mandates.terms import Kinds, find_extended, find_kept, find_terminated, find_transferred
from resrdf.enrich.names.founded import REQUESTS, Founding
from resrdf.enrich.names.holders import Held, Segment, is_mission

_FINDERS: Final[Mapping[str, Callable[[MandateClause, re.Match[str], Segment], Kinds]]] = {
    "extend": find_extended,
    "keep": find_kept,
    "establish": find_established,
    "expand": find_expanded,
    "reduce": find_reduced,
    "terminate": find_terminated,
    "transfer": find_transferred,
    "modify": find_modified,
    "empower": find_empowered,
    "define": find_defined,
}
# what is known by other words than triggers, by what no such clause lacks
_OTHERS: Final = (
    ("uthori", find_authorized),
    ("limited to", find_limited),
    ("ntrust", find_entrusted),
    ("the Committee for a period", find_supporting),
    (":", find_tasked),
)
_OWN: Final = frozenset(("define", "empower", "keep", "modify", "terminate"))  # what only the Council does itself
_DIRECT: Final = frozenset(("establish", "expand", "reduce", "terminate"))


def find_changes(clause: MandateClause, segment: Segment) -> Iterator[Change]:
    """Yield every trigger in a segment that is done to a body, and the bodies that it founds."""
    founded = [
        f
        for f in clause.holders.founded.get(clause.place, ())
        if segment.start <= f.start < segment.end and not _is_otherwise_named(clause, f)
    ]
    yield from (_founds(founding, segment) for founding in founded if not founding.is_new)
    named = False
    for match in matches_at(words.TRIGGER, clause.text, words.TRIGGERS, segment.start, segment.end):
        kind = match.lastgroup or ""
        if kind in _OWN and segment.verb in REQUESTS and not match[0].lower().startswith("liquidat"):
            continue
        if kind in _DIRECT and not clause.is_direct(match, segment):
            continue
        for actual, held in _FINDERS[kind](clause, match, segment):
            named = named or kind == "establish"
            yield Change(match.start(), max(match.end(), held.end), actual, held, segment)
    if not named:
        yield from (_founds(founding, segment) for founding in founded if founding.is_new)
    for word, find in _OTHERS:
        if word in clause.text:
            yield from find(clause, segment)


def _is_otherwise_named(clause: MandateClause, founding: Founding) -> bool:
    """Whether a name stands with the words that found a body: "a multinational force (IFOR)" is no other force."""
    others = (h for h in clause.found if h.actor != founding.body.path and is_mission(h.actor))
    near = (h for h in others if founding.start <= h.start <= founding.end + 4 and h.end >= founding.end)
    return any(h.start < founding.end or "(" in clause.text[founding.end : h.start] for h in near)


def _founds(founding: Founding, segment: Segment) -> Change:
    held = Held(founding.start, founding.end, founding.body.path)
    return Change(founding.start, founding.end, "establish", held, segment)
