"""Who reports, and to whom? The actors of one clause, asked for the places at which a verb of telling stands.

Rule: the reporter is the subject of the verb ("that the Panel shall report"), else whom the Council asks; where it asks
nobody, the body that the clause founds, or whom the clause asked before ("requests a revision of …, and to report").
A member of the Council is no reporter by being named last. A recipient stands behind "to" or is told; who stands behind "through" is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from typing import Final

from resrdf.annotations import Action, Mention
from resrdf.document import Clause
from resrdf.enrich.mandates.changes import find_mandate_changes
from resrdf.enrich.mandates.tasks import task_holder
from resrdf.enrich.names.holders import Holders
from resrdf.enrich.reports import words

COUNCIL: Final = "body/security-council"
_SECRETARY: Final = "body/secretary-general"
_RECEIVES: Final = re.compile(
    r"body/(?:.*committee|special-rep|security-council|secretary-general|.*president|general-assembly|ctc)"
)
_TASKED: Final = ("body/panel", "body/group", "body/monitoring", "body/commission", "mission/")
_SETTLES: Final = frozenset(
    f"vocab/verb/{v}" for v in "decide resolve agree approve establish set-up authorize continue".split()
)


class Parties:
    """The actors that a clause names, from left to right, and the parts they play."""

    def __init__(self, clause: Clause, actions: Sequence[Action], holders: Holders) -> None:
        """Take a clause with its acts and the bodies of its document."""
        self.clause, self.actions, self.holders, self.text = clause, actions, holders, clause.text

    @cached_property
    def mentions(self) -> list[Mention]:
        """The actors that the clause names, those too that stand for a body by their role."""
        named = [m for m in self.holders.names.find(self.text) if m.actor]
        seen = {(m.start, m.end) for m in named}
        held = (Mention(h.start, h.end, h.actor, h.rule) for h in self.holders.find(self.text))
        return sorted([*named, *(m for m in held if (m.start, m.end) not in seen)], key=lambda m: m.start)

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions in a stretch of the text."""
        return [m for m in self.mentions if start <= m.start < end]

    def behind(self, words_between: re.Pattern[str], start: int, end: int) -> Mention | None:
        """The first mention in a stretch that follows its beginning with nothing but some words between."""
        return next((m for m in self.between(start, end) if words_between.fullmatch(self.text, start, m.start)), None)

    # ------------------------------------------------------------- reporters

    def charged(self) -> tuple[str, ...]:
        """Who is charged with an item: the body whose tasks it stands among, or whom the paragraph above asks."""
        for above in self.holders.above(self.clause):
            if actor := task_holder(above, self.holders):
                return (actor,)
            if words.FOUNDING.search(above.text):
                return tuple(h.actor for h in self.holders.find(above.text) if h.actor.startswith(_TASKED))[-1:]
            if asked := self.holders.asked.get(above.locator, ()):
                return asked
            for held in self.holders.find(above.text):
                if words.CHARGED.match(above.text, held.end):
                    return (held.actor,)
        return ()

    def asked(self, act: Action, last: tuple[str, ...]) -> tuple[str, ...]:
        """Whom an act without addressees asks; ``last`` were asked before in the clause, and may be meant where nobody is named."""
        if governed := self.governed(act):
            return (governed,)
        thing = act.verb not in _SETTLES and words.ASKED_THING.match(self.text, act.end)
        return last if thing else ()

    def governed(self, act: Action) -> str | None:
        """The actor directly behind a verb whose addressees were not read ("relies on the Chief of Staff to inform it")."""
        for mention in self.mentions:
            if mention.start < act.end:
                continue
            if words.GOVERNED.fullmatch(self.text, act.end, mention.start):
                return mention.actor if words.GOVERNED_END.match(self.text, mention.end) else None
            if mention.start > act.end + 160:
                break
        return None

    def founded(self, at: int) -> tuple[str, ...]:
        """The body to which the clause gives a mandate before some place."""
        changes = [c for c in find_mandate_changes(self.clause, self.holders, self.actions) if c.start < at]
        return (changes[-1].actor,) if changes else ()

    def subject(self, at: int, start: int) -> tuple[str, ...]:
        """Who stands just before the verb of telling, with those joined to it: "that the Panel and the Committee should report"."""
        before = [m for m in self.mentions if start <= m.start and m.end <= at]
        if words.HE.search(self.text[max(start, at - 30) : at]) and any(m.actor == _SECRETARY for m in before):
            return (_SECRETARY,)
        if (referred := before[-1] if before else None) and words.REFERRED.fullmatch(self.text, referred.end, at):
            to = words.BEHIND_REPORT.search(self.text, start, referred.start)
            return (referred.actor,) if to and referred.actor else ()
        if not before:
            return ()
        last = before[-1]
        if not words.ADJACENT.fullmatch(self.text, last.end, at):
            opening = (
                m for m in reversed(before[:-1]) if words.OPENING.search(self.text[max(0, m.start - 30) : m.start])
            )
            last = next(opening, last)
            if not re.fullmatch(r",[^;.]{0,140},\s*(?:shall|should)\s+(?:\w+ly\s+)?", self.text[last.end : at]):
                return ()
        ahead = self.text[max(0, last.start - 60) : last.start]
        oblique = words.BEHIND_REPORT.search(ahead) or words.OBLIQUE.search(ahead)
        if oblique and not words.WHO_SHALL.match(self.text, last.end):
            return ()
        joined = [last]
        for mention in reversed(before):
            oblique = words.OBLIQUE.search(self.text[max(0, mention.start - 60) : mention.start])
            if (
                mention.end <= joined[0].start
                and not oblique
                and words.JOIN.fullmatch(self.text, mention.end, joined[0].start)
            ):
                joined.insert(0, mention)
        return tuple(m.actor for m in joined if m.actor)

    # ------------------------------------------------------------ recipients

    def bodies(self, start: int, end: int) -> tuple[str, ...]:
        """Which bodies a further paper goes to; what else stands behind "to" belongs to what it is about."""
        return tuple(actor for actor in self.recipients(start, end, "report") if actor.startswith("body/"))

    def recipients(self, start: int, end: int, kind: str) -> tuple[str, ...]:
        """Who is told: behind "to", or as the object of "inform", with those joined to it."""
        found: list[Mention] = []
        about = words.ABOUT.search(self.text, start, end)
        for mention in self.between(start, end):
            if about and not found and mention.start > about.end() and not self.receives(mention, about.end()):
                continue
            before = self.text[start : mention.start]
            if found:
                if words.JOIN.fullmatch(self.text, found[-1].end, mention.start):
                    found.append(mention)
            elif words.BEHIND_REPORT.search(before) or (
                self.is_object(mention, kind) and (words.OBJECTS if kind == "tell" else words.OBJECT).fullmatch(before)
            ):
                found.append(mention)
        return tuple(dict.fromkeys(m.actor for m in found if m.actor))

    def receives(self, mention: Mention, about: int) -> bool:
        """Whether an actor behind "on …" is told: "on them to the United Nations", not "on the handover of tasks to the country team"."""
        actor = mention.actor or ""
        return _RECEIVES.match(actor) is not None or (actor.startswith("body/") and mention.start < about + 40)

    def is_object(self, mention: Mention, kind: str) -> bool:
        """Whether a mention that directly follows the verb is told: "inform X", "provide X with", "provide the Council a report"."""
        if kind in ("tell", "keep"):
            return True
        actor, end = mention.actor or "", mention.end
        plain = (actor == COUNCIL or "committee" in actor) and self.text[end : end + 1] not in ("'", "’")
        return kind == "give" and (plain or re.search(r"\bwith\b", self.text[end : end + 400]) is not None)

    def told(self, match: re.Match[str]) -> Mention | None:
        """The first actor among those whom "inform" tells, directly behind the verb or joined to others; None if there is none."""
        first = next((m for m in self.mentions if match.end() <= m.start < match.end() + 80), None)
        if first is None or self.text[first.end : first.end + 1] in (
            "'",
            "’",
        ):  # "to inform the Council’s consultations"
            return None
        return first if words.OBJECTS.fullmatch(self.text, match.start(), first.start) else None

    def without(self, start: int, end: int) -> str:
        """The words of a stretch without the recipients that stand there: what is given begins them."""
        parts, at = [], start
        for mention in takewhile(lambda m: m.end <= end, self.between(start, end)):
            if mention.start < at:
                continue
            lead = self.text[at : mention.start]
            behind = words.WITH.match(self.text, mention.end, end)
            if (taken := words.RECIPIENT.search(lead)) and (taken[0].strip().startswith("to") or behind):
                parts.append(lead[: taken.start()])
                at = behind.end() if behind else mention.end
        return "".join([*parts, self.text[at:end]])
