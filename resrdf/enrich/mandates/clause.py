"""A clause as those see it who ask about mandates: its text, the bodies in it, and whose a mandate is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from resrdf.document import Locator
from resrdf.enrich.mandates import words
from resrdf.enrich.names.holders import Held, Holders, Segment

_TAIL: Final = 60  # how far the words reach that end directly before a trigger


@dataclass(frozen=True, slots=True)
class Change:
    """A change found, with the place of its trigger, before its times are read."""

    at: int
    end: int
    kind: str
    held: Held
    segment: Segment


@dataclass(frozen=True)
class MandateClause:
    """A clause with the bodies found in it; ``changed_by`` says whose mandates another clause founds or extends."""

    place: Locator
    text: str
    holders: Holders
    changed_by: Callable[[Locator], Iterable[str]]

    @cached_property
    def found(self) -> tuple[Held, ...]:
        """The bodies in the clause, those that it founds too; most clauses are not asked for them."""
        named = self.holders.find(self.text)
        founded = (Held(f.start, f.end, f.body.path) for f in self.holders.founded.get(self.place, ()))
        new = [h for h in founded if not any(n.start < h.end and h.start < n.end for n in named)]
        return tuple(sorted([*named, *new]))

    def is_direct(self, match: re.Match[str], segment: Segment) -> bool:
        """Whether the Council's verb governs a trigger directly, not a thing said in passing ("in the expectation of a reduction")."""
        at, tail = match.start(), max(segment.start, match.start() - _TAIL)
        before = self.text[segment.start : at]
        if not before or before.isspace():
            return True
        passive = words.SHALL_BE.search(self.text, max(segment.start, at - 3 * _TAIL), at) or words.TO_BE.search(
            self.text, tail, at
        )
        behind_comma = before.rpartition(",")[2]
        if words.INDIRECT.search(behind_comma if passive or words.TO.fullmatch(behind_comma) else before):
            return False
        if words.NOUN_TRIGGER.search(match[0]) and not words.AS_VERB.search(before):
            granted = words.TO_AUTHORIZE.search(before)
            aside = words.VERB_ASIDE.match(before)
            behind = before[granted.end() :] if granted else before[aside.end() :] if aside else before
            return (
                (segment.verb != "vocab/verb/decide" or granted is not None or "authori" in before.lower())
                and len(behind) < 100
                and not words.IN_PASSING.search(behind)
                and not words.INFINITIVE.search(behind)
            )
        return bool(passive or any(p.search(self.text, tail, at) for p in (words.SHALL_DO, words.DIRECT, words.ASKED)))

    def after(self, at: int, end: int) -> Held | None:
        """The first body that begins in a stretch."""
        return next((h for h in self.found if at <= h.start < end), None)

    def before(self, at: int, start: int = 0) -> Held | None:
        """The last body in a stretch."""
        return next((h for h in reversed(self.found) if start <= h.start and h.end <= at), None)

    def subject(self, at: int, segment: Segment) -> Held | None:
        """The last body that a segment names before a place; that of "MINUSMA is authorized" stands ahead of the verb."""
        held = self.before(at, segment.start)
        if held is None and words.IS_AHEAD.search(self.text, 0, segment.start):
            held = self.before(segment.start)
        return held

    def with_joined(self, held: Held) -> list[Held]:
        """A body and those that are named with it ("of UNOCI and of the French forces")."""
        all_of_them, last = [held], held
        for other in self.found:
            if other.start >= last.end and words.JOINED.fullmatch(self.text, last.end, other.start):
                last = other
                if other.actor not in {h.actor for h in all_of_them}:
                    all_of_them.append(other)
        return all_of_them

    def named_with(self, held: Held, start: int) -> list[Held]:
        """A body and those that are named with it on either side."""
        ahead = takewhile(lambda h: h.start < held.start, (h for h in self.found if h.start >= start))
        groups = (self.with_joined(first) for first in ahead)
        return next((group for group in groups if held in group), [held])

    def antecedent(self, at: int, end: int) -> Held | None:
        """Whose "its mandate" or "the present mandate" is: the body named last in the clause, else the document's own."""
        if held := self.before(at):
            return Held(at, end, held.actor, "anaphora")
        main = self.holders.main()
        return Held(at, end, main, "anaphora") if main else None

    def of_head(self, start: int, end: int, limit: int) -> list[Held]:
        """The bodies of a "mandate": before it ("UNMOT’s mandate"), behind it ("mandate of UNMOT"), or understood."""
        before = self.before(start)
        if before and (start - before.end <= 1 or words.POSSESSED.fullmatch(self.text, before.end, start)):
            return [before]
        after = self.after(end, min(limit, end + 220))
        if after and words.OF.search(self.text[end : after.start]) and self.reaches(end, after.start):
            return self.with_joined(after)
        if granted := words.ABOVE.match(self.text, end, limit):
            return [Held(start, granted.end(), actor, "anaphora") for actor in self.acting_under(granted["paragraph"])]
        if words.ITS.search(self.text, max(0, start - 30), start) and not words.OF_SOME.match(self.text, end, limit):
            held = self.antecedent(start, end)
            return [held] if held else []
        return []

    def acting_under(self, paragraphs: str) -> Iterator[str]:
        """The forces of "the Member States acting under paragraphs 3 and 4 above", by the numbers of those paragraphs."""
        parts = self.place.parts
        if "op" in parts:
            for number in words.NUMBER.findall(paragraphs):
                yield from self.changed_by(Locator((*parts[: parts.index("op") + 1], number)))

    def reaches(self, at: int, until: int) -> bool:
        """Whether nothing but the own words of a noun phrase stand between two places."""
        return until - at < 200 and not words.BREAK.search(self.text, at, until)

    def phrases(self, at: int, end: int) -> Iterator[tuple[int, int]]:
        """The phrases behind a verb that founds a body, cut at commas: its name may stand behind asides."""
        for _ in range(5):
            comma = words.COMMA.search(self.text, at, end)
            stop = comma.start() if comma else min(end, at + 200)
            if stop > at + 2:
                yield at, stop
            if comma is None or comma[0] != ",":
                return
            if not words.ASIDE.match(self.text, at, stop) and not words.APPOSED.fullmatch(self.text, at, stop):
                return
            at = comma.end()
