"""What is done to measures that exist? Extended, modified, suspended, lifted, exempted from: read from the verb around their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.annotations import MeasureChange, Rule
from resrdf.document import Clause
from resrdf.enrich.dates import find_times
from resrdf.enrich.measures import words
from resrdf.enrich.measures.imposed import cited_kinds
from resrdf.enrich.measures.scope import find_regime, find_until, find_worded
from resrdf.enrich.names.holders import Holders, Segment


def find_changed(clause: Clause, segment: Segment, holders: Holders) -> Iterator[MeasureChange]:
    """What a stretch of a clause does to measures that exist."""
    if segment.verb not in words.DECIDES:
        return
    text = clause.text[segment.start : segment.end]
    if segment.start == 0 and any(words.COMMITTEE_TASK.search(p.text) for p in holders.above(clause)):
        return
    if segment.verb.endswith("/authorize") and not words.PASSIVE.search(text):
        return
    for head in find_worded(words.HEAD, words.HEADS, clause.text, segment):
        if words.NO_MEASURES.search(text, max(0, head.start() - 40), head.start()):
            continue
        generic = words.GENERIC.match(head["head"]) is not None
        around = text[max(0, head.start() - 40) : head.start()] + text[head.start() : head.end() + 120]
        if generic and not (
            words.IMPOSED.match(text, head.end()) or any(p.search(around) for p in words.NAMES.values())
        ):
            if not re.search(r"\b(?:th[eo]se|the|travel|above)\s+$", text[max(0, head.start() - 14) : head.start()]):
                continue
            if not find_regime(clause, segment, holders)[0]:
                continue
        done = _trigger(text, head)
        if done is None:
            continue
        action, start, end = done
        yield from _typed(clause, segment, holders, head, action, (start, end))
        return


def _trigger(text: str, head: re.Match[str]) -> tuple[str, int, int] | None:
    """What is done to the measures of a head, and from where to where the words that say so stand."""
    passive = words.PASSIVE.search(text, head.end(), min(len(text), head.end() + 400))
    if passive and ";" not in text[head.end() : passive.start()] and not words.IF.search(text[: head.start()]):
        if passive.lastgroup == "terminate" and words.UNLESS.match(text, passive.end()):
            return None
        return str(passive.lastgroup), head.start(), passive.end()
    for active in reversed(list(words.ACTIVE.finditer(text, max(0, head.start() - 220), head.start()))):
        between = text[active.end() : head.start()]
        if ";" in between or words.OTHER_HEAD.search(between) or words.IF.search(text[: active.start()]):
            continue
        action = active.lastgroup or "extend"
        if (
            action == "extend"
            and re.match(r"maintain|continue", active[0], re.I)
            and not re.search(r"\buntil\b|\bfor\s+a", text)
        ):
            continue
        if head["head"].lower().startswith("exemption"):
            action = "exempt"
        rest = text[head.end() :]
        if (
            action == "extend"
            and not any(t.part in ("until", "duration") for t in find_times(text))
            and words.TO_OTHERS.search(rest)
        ):
            action = "modify"
        return action, active.start(), head.end()
    return None


def _typed(
    clause: Clause, segment: Segment, holders: Holders, head: re.Match[str], action: str, span: tuple[int, int]
) -> Iterator[MeasureChange]:
    """The change of each type of measure that a head means."""
    text = clause.text[segment.start : segment.end]
    start, end = span
    stop = end if action != "extend" or end > head.end() else min(len(text), head.end() + 320)
    about = text[max(0, min(start, head.start() - 60)) : max(stop, head.end() + (100 if end == head.end() else 0))]
    kinds = [kind for kind, pattern in words.NAMES.items() if pattern.search(about)]
    rule: Rule = "stated"
    if not kinds:
        kinds, rule = cited_kinds(about if action == "exempt" else text, holders)
        if action == "modify" and "arms-embargo" in kinds and words.TO_ARMS.match(text, end):
            kinds = ["arms-embargo"]
    regime, how = find_regime(clause, segment, holders)
    if not kinds:
        if re.match(
            r"provisions|requirements|terms|arrangements|obligations|exemption|(?:sub-?)?paragraph", head["head"], re.I
        ) or (regime is None and "sanction" not in about.lower() and "impos" not in about.lower()):
            return
        kinds = ["sanctions"]
    until = find_until(text, holders) if action in ("extend", "impose", "suspend", "exempt") else None
    for kind in kinds:
        yield MeasureChange(
            segment.start + start, segment.start + end, f"vocab/measure/{kind}", f"vocab/measure-action/{action}",
            regime, until, how if rule == "stated" else rule,
        )  # fmt: skip
