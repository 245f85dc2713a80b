"""What does a clause do to a mandate? Establish, extend, expand, define, empower, reduce, modify, transfer, terminate.

Rule: only an operative clause in which the Council itself decides, authorizes, approves or requests changes a mandate; what it
welcomes, recalls or intends does not. The thing done must be done to a body ("extend the mandate of UNMOT", not "extend
the measures"). An end is stated, or computed from the adoption where a body is founded for a length of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import dropwhile, islice
from typing import Final, NamedTuple

from resrdf.annotations import Action, MandateChange, Rule
from resrdf.document import Clause, Locator
from resrdf.enrich.dates import Time, add, find_times
from resrdf.enrich.literals import has_any
from resrdf.enrich.mandates import words
from resrdf.enrich.mandates.clause import Change, MandateClause
from resrdf.enrich.mandates.reader import find_changes
from resrdf.enrich.names.founded import DECIDES, REQUESTS
from resrdf.enrich.names.holders import Holders, Segment, is_mission
from resrdf.enrich.verbs import find_actions

# stems of the words without one of which nothing is done to a mandate, those first that most clauses hold
_STEMS: Final = tuple(
    stem.replace("_", " ")
    for stem in """ontinu andate uthori stablish reat trengthen cease esignat eploy clos ncreas ransfer draw erminat enew onstitut xtend
        ppoint educ tasks aintain objectives odif functions aintenance conclude evis priorities xpan send einforc djust
        estructur shall: rais ispatch isband xtension set_up widen econfigur rolong may_take roaden ugment ecreas ownsiz lower
        expire ubsum ealign sets_up nlarg drawdown ithdraw issol iquidat may_use eorient should:""".split()
)
_GOVERNS: Final = DECIDES | REQUESTS
_ON_DAY = re.compile(r"\bon\s(?=\d)")
_LATER = re.compile(r"\bshall\s+be\s+established\s+for\b")  # "…; the Force shall be established for an initial period"
_FORMER = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,4}[\d,]+\s+(?:\w+\s+){0,2}(?=to\b)")
# "for one year from the transfer of authority": when that was the text does not tell
_FROM_ELSEWHERE = re.compile(
    r",?\s+(?:from|after|following|starting|beginning|commencing)\b(?![^;]{0,60}\badopt)", re.IGNORECASE
)
_CEILING = re.compile(
    r"""\b(?:up\s+to(?:\s+a\s+(?:maximum|total|ceiling)\s+of)?|ceilings?\s+(?:of|at)|(?:a\s+)?maximum\s+of|levels?\s+(?:of|at)|strength\s+of|comprise|consist\s+of|total\s+of|to|of|at|comprising|includ(?:e|ing))\s+
        (?P<count>\d{1,3}(?:[,\s]\d{3})+|\d{2,5})\s+
        (?:(?:additional|total|uniformed|authorized|civilian|unarmed|United\s+Nations|international|military|armed)\s+){0,3}
        (?:military|troops?|uniformed|personnel|observers|soldiers|police|peacekeepers|all\s+ranks|infantry|officers|liaison)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def find_mandate_changes(
    clause: Clause, holders: Holders, actions: Sequence[Action] | None = None
) -> Iterator[MandateChange]:
    """Yield what one operative clause does to mandates, in reading order.

    >>> from resrdf.document import Document, Locator, Source
    >>> from resrdf.enrich.names.holders import read_holders
    >>> from resrdf.symbol import Symbol
    >>> clause = Clause(Locator(("op", "5")), "operative", "Decides to extend the mandate of UNMOT until 15 May 1998;")
    >>> source = Source("x.txt", "0", "text/plain")
    >>> document = Document("resolution", Symbol.resolution(1138, 1997), "en", source, operative=(clause,))
    >>> [(c.actor, c.kind, str(c.valid_until)) for c in find_mandate_changes(clause, read_holders(document))]
    [('mission/unmot', 'vocab/change-kind/extend', '1998-05-15')]
    """
    if clause.kind != "operative":
        return
    acts = tuple(actions if actions is not None else find_actions(clause))
    if acts and acts[0].start <= 40 and _GOVERNS.isdisjoint([act.verb for act in acts]):
        return
    if not has_any(clause.text, _STEMS):
        return
    asked = (clause.locator, tuple([act.start for act in acts]))
    if (
        asked not in holders.changes
    ):  # asked again for its items, and for the reports that are due at the end of a mandate
        holders.changes[asked] = tuple(_find_changes(clause, holders, acts))
    yield from holders.changes[asked]


def _find_changes(clause: Clause, holders: Holders, acts: Sequence[Action]) -> Iterator[MandateChange]:
    segments = _segments(clause, holders, acts)
    if not segments:
        return
    read = MandateClause(clause.locator, clause.text, holders, lambda place: _changed_by(place, holders))
    found = [change for segment in segments for change in find_changes(read, segment)]
    changes = [c for c in _settled(found) if not _is_done_later(c, clause, holders)]
    adopted = holders.document.adoption.date
    times = list(find_times(clause.text, adopted)) if changes else []
    for change in changes:
        yield _dated(change, changes, times, clause.text, adopted)


def _is_done_later(change: Change, clause: Clause, holders: Holders) -> bool:
    """Whether an extension is only endorsed as recommended, and a later paragraph decides on it."""
    if change.kind != "extend" or change.segment.verb != "vocab/verb/endorse":
        return False
    later = dropwhile(lambda c: c is not clause, holders.clauses.values())
    extends = (c for c in islice(later, 1, None) if c.kind == "operative" and has_any(c.text, ("xtend", "enew")))
    return any(
        (c.kind, c.actor) == ("vocab/change-kind/extend", change.held.actor)
        for other in extends
        for c in find_mandate_changes(other, holders)
    )


def _changed_by(place: Locator, holders: Holders) -> list[str]:
    """Whose mandates a clause founds or extends, else whom it empowers; others speak of them by its number."""
    clause = holders.clauses.get(place)
    found = [(c.kind.rpartition("/")[2], c.actor) for c in find_mandate_changes(clause, holders)] if clause else []
    running = [actor for kind, actor in found if kind in ("establish", "extend")]
    return running or [actor for kind, actor in found if kind == "empower"]


def _segments(clause: Clause, holders: Holders, acts: Sequence[Action]) -> list[Segment]:
    """Cut a clause into what each of the Council's verbs governs; an item is governed by its paragraph's last verb."""
    cuts = [*(a.start for a in acts), len(clause.text)]
    segments = [Segment(a.verb, a.start, end) for a, end in zip(acts, cuts[1:], strict=True)]
    if not acts or acts[0].start > 40:
        verb = _inherited(clause, holders)
        if verb:
            segments.insert(0, Segment(verb, 0, acts[0].start if acts else len(clause.text)))
    reported = [
        s for s in segments if words.BEING.search(clause.text, max(0, s.start - 30), s.start)
    ]  # "recalling that UNMOT is authorized"
    own = [s for s in segments if s not in reported or words.IS_AHEAD.search(clause.text, 0, s.start)]
    return [s for s in own if s.verb in _GOVERNS]


def _inherited(clause: Clause, holders: Holders) -> str | None:
    """The Council's verb that governs an item: the last of the paragraph above it that ends in mid-sentence."""
    for above in holders.above(clause):
        if acts := list(find_actions(above)):
            tail = above.text[acts[-1].end :].strip(" :,—-")
            return acts[-1].verb if len(tail) < 60 and not words.FOLLOWING.search(tail) else None
    return None


_RANK: Final = (
    "establish",
    "extend",
    "transfer",
    "terminate",
    "expand",
    "reduce",
    "modify",
    "maintain",
    "define",
    "empower",
)


def _settled(changes: list[Change]) -> list[Change]:
    """One change of each kind to each body; what only words another change is left out."""
    kept: dict[tuple[str, str], Change] = {}
    for change in sorted(changes, key=lambda c: (c.at, _RANK.index(c.kind))):
        kept.setdefault((change.held.actor, change.kind), change)
    for actor, kind in list(kept):
        founded = kept.get((actor, "establish"))
        extended = kept.get((actor, "extend"))
        if kind == "establish" and extended and extended is not founded:
            later = max(founded, extended, key=lambda c: c.at) if founded else extended
            kept.pop((actor, later.kind if later.kind == "establish" else "establish"), None)
        if kind in ("define", "expand", "maintain") and founded and founded.segment == kept[(actor, kind)].segment:
            kept.pop((actor, kind))
        elif kind == "define" and _is_part_of(kept[actor, kind], extended, kept.get((actor, "expand"))):
            del kept[(actor, kind)]
    return sorted(kept.values(), key=lambda c: c.at)


def _is_part_of(defined: Change, extended: Change | None, expanded: Change | None) -> bool:
    """Whether a mandate is named behind words that extend it, or by the very words that enlarge it."""
    behind = extended is not None and extended.segment == defined.segment and defined.at > extended.at
    return behind or (expanded is not None and expanded.at <= defined.at < expanded.end)


class _Times(NamedTuple):
    """The times of one change."""

    until: Time | None = None
    begins: Time | None = None
    length: Time | None = None


def _dated(change: Change, changes: list[Change], times: list[Time], text: str, adopted: date | None) -> MandateChange:
    """Give a change the times that stand with it in its segment, and its ceiling."""
    segment, kind = change.segment, change.kind
    running = [c for c in changes if c.segment == segment and c.kind.startswith(("ext", "est", "term", "trans"))]
    others = [c.at for c in running if c.kind != kind]
    begin = max((at for at in others if at < change.at), default=segment.start)
    end = min((at for at in others if at > change.at), default=segment.end)
    own = _Times()
    if not running or change in running:
        near = [t for t in times if begin <= t.start < end] or (
            [t for t in times if segment.start <= t.start < end] if begin > segment.start else []
        )
        if wish := words.WISH.search(text, change.at, segment.end):  # "with the intention to extend it further for …"
            near = [t for t in near if t.start < wish.start()]
        own = _own_times(change, near, running, times, text, adopted)
    if kind == "extend" and not (own.until or own.length) and words.TO_ENABLE.search(text, change.at, segment.end):
        kind = "expand"  # a mandate that is extended not in time but to new tasks
    valid_from, valid_until, rule = _span(change, own, adopted)
    sized = is_mission(change.held.actor) and change.kind not in ("terminate", "empower", "transfer")
    begins = own.begins if valid_from else None
    given = [t for t in (own.until, own.length, begins) if t]
    return MandateChange(
        min([change.at, change.held.start, *(t.start for t in given if t.start >= segment.start)]),
        max([change.end, *(t.end for t in given)]),
        change.held.actor,
        f"vocab/change-kind/{kind}",
        valid_from,
        valid_until,
        own.length.duration if own.length else None,
        _ceiling(text[change.at : end]) if sized else None,
        rule,
    )


def _own_times(
    change: Change, near: list[Time], running: list[Change], times: list[Time], text: str, adopted: date | None
) -> _Times:
    """Which of the times near a change are its own: when it begins, until when and for how long it holds."""
    kind, segment = change.kind, change.segment
    until = next((t for t in near if t.part == "until"), None)
    if kind == "terminate":
        until = until or next((t for t in near if t.part in ("deadline", "start")), None)
        return _Times(until or _on_day(text, change.at, segment.end, adopted))
    if until is None and kind == "extend":  # "for a final period, and that the Mission shall close by …"
        same = (c for c in running if c.kind == "terminate" and c.held.actor == change.held.actor and c.at > change.at)
        closes = next(same, None)
        until = next((t for t in times if closes and closes.at <= t.start < segment.end and t.date), None)
    begins = next((t for t in near if t.part == "start"), None)
    length = next((t for t in near if t.part == "duration"), None)
    if kind == "establish" and not (until or length) and (later := _LATER.search(text, change.end)):
        length = next((t for t in times if t.part == "duration" and t.start >= later.start()), None)
    if length and not (begins and begins.date) and _FROM_ELSEWHERE.match(text, length.end):
        length = replace(length, further=True)
    if kind in ("define", "empower") and not (until or length):
        begins = None
    return _Times(until, begins, length)


def _span(change: Change, own: _Times, adopted: date | None) -> tuple[date | None, date | None, Rule]:
    """From when until when a change holds, and by which rule: an end that is not stated is counted where the text says from when."""
    until, begins, length = own
    valid_from, valid_until = begins.date if begins else None, until.date if until else None
    rule: Rule = change.held.rule
    origin = valid_from or (adopted if change.kind == "establish" else None)
    if length and length.duration and valid_until is None and not length.capped:
        if length.date:
            valid_until, rule = length.date, "computed"
        elif origin and change.kind in ("establish", "extend") and not length.further:
            valid_until, rule = add(origin, length.duration), "computed"
    elif until and until.rule == "computed":
        rule = "computed"
    if valid_from and valid_until and valid_from >= valid_until:  # "until 31 December, and to withdraw from that day"
        valid_from = None
    return valid_from, valid_until, rule


def _on_day(text: str, start: int, end: int, adopted: date | None) -> Time | None:
    """The day of "shall terminate on 30 June", which is read as any other day."""
    match = _ON_DAY.search(text, start, end)
    if match is None:
        return None
    time = next(find_times("by " + text[match.end() : end], adopted), None)
    return replace(time, start=match.start(), end=match.end() - len("by ") + time.end) if time else None


def _ceiling(text: str) -> int | None:
    """The greatest number of personnel that the words allow.

    >>> _ceiling("up to a maximum of 17,731 uniformed personnel"), _ceiling("until 31 May 2004")
    (17731, None)
    >>> _ceiling("from its current strength of 606 personnel to 310 personnel")
    310
    """
    match = _CEILING.search(_FORMER.sub("", text))
    return int(re.sub(r"\D", "", match["count"])) if match else None
