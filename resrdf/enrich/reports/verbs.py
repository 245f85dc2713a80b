"""What tells? The verbs by which a clause lays down that somebody reports, each with its object.

Rule: a verb of telling is an infinitive or stands behind "shall", its subject or another such verb. What is given must be a
paper that reports, or matter (information, an assessment) that is given to somebody; recommendations that are made are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from resrdf.enrich.dates import Time, find_times
from resrdf.enrich.literals import has_any
from resrdf.enrich.reports import words
from resrdf.enrich.reports.parties import COUNCIL, Parties
from resrdf.words import places_of

_MODES = {"recommendations": "recommend", "briefing": "brief", "briefings": "brief", "information": "inform"}


class Duty(NamedTuple):
    """A verb of telling with its object: where it begins, where its words are complete, how far they reach."""

    start: int
    done: int
    end: int
    mode: str
    kind: str


class Tellings:
    """The verbs of telling in one clause."""

    def __init__(self, parties: Parties) -> None:
        """Find what may be a verb of telling."""
        self.parties, self.text = parties, parties.text
        self.verbs = [match for at in places_of(self.text, words.VERBS) if (match := words.VERB.match(self.text, at))]
        self.kinds: Mapping[str | None, Callable[[re.Match[str], int, int], Duty | None]] = {
            "keep": self.keep, "report": self.report, "tell": self.tell, "include": self.include, "give": self.give,
        }  # fmt: skip

    @cached_property
    def times(self) -> list[Time]:
        """The dates and lengths of time in the clause."""
        return list(find_times(self.text, self.parties.holders.document.adoption.date))

    def stand(self, start: int, end: int) -> bool:
        """Whether any such verb stands in a stretch of the clause."""
        return any(start <= verb.start() < end for verb in self.verbs)

    def find(self, start: int, end: int) -> Iterator[Duty]:
        """Yield the verbs of telling in a stretch of the clause, from left to right."""
        at = start
        for match in self.verbs:
            if (
                match.start() < at
                or match.end() > end
                or words.NO_VERB.search(self.text, max(start, match.start() - 12), match.start())
            ):
                continue
            at = match.end()
            stop = words.STOP.search(self.text, match.end(), end)
            duty = self.kinds[match.lastgroup](match, start, stop.start() if stop else end)
            if duty:
                yield duty
                at = duty.done

    def keep(self, match: re.Match[str], start: int, limit: int) -> Duty | None:
        """Read "keep the Council informed", "ensure that the Council is informed"."""
        if match[0].lower() == "informed":
            told = words.IS_INFORMED.search(self.text, max(start, match.start() - 90), match.start())
            return Duty(match.start(), match.end(), limit, "keep-informed", "keep") if told else None
        kept = words.KEPT.match(self.text, match.end(), limit)
        return Duty(match.start(), kept.end(), limit, "keep-informed", "keep") if kept else None

    def report(self, match: re.Match[str], start: int, limit: int) -> Duty | None:
        """Read "report" as a verb: behind "to" or "shall", joined to such a verb, or behind its own subject."""
        before, word = self.text[max(start, match.start() - 60) : match.start()], match[0].lower()
        follows = words.BEHIND_VERB.match(self.text, match.end()) is not None
        is_verb = word == "report" and (
            words.BEFORE_VERB.search(before) is not None
            or (words.JOINED_VERB.search(before) is not None and follows)
            or (follows and self.is_subjunctive(match.start(), start))
        )
        if (
            not is_verb
            and words.TO_COUNCIL.match(self.text, match.end())
            and not self.is_condition(match.start(), start)
        ):
            gerund = word == "reporting" and words.GERUND.search(before) is not None
            is_verb = gerund or (word != "reporting" and bool(self.parties.subject(match.start(), start)))
        if not is_verb or words.RELATIVE.search(before) or words.AND_GIVE.match(self.text, match.end(), limit):
            return None
        ahead = words.IN_REPORTS.search(self.text, match.end(), min(limit, match.end() + 160))
        own = ahead is not None and not words.INFINITIVE.search(self.text[match.end() : ahead.start()])
        mode = "include-in-reporting" if own else "report"
        return Duty(match.start(), match.end(), limit, mode, "report")

    def is_condition(self, at: int, start: int) -> bool:
        """Whether a verb says when something is so, not what shall be done."""
        return words.CONDITION.search(self.text, max(start, at - 160), at) is not None

    def is_subjunctive(self, at: int, start: int) -> bool:
        """Whether a bare verb has a subject behind "that": "requests that the Mission report on"."""
        return "that " in self.text[start:at] and bool(self.parties.subject(at, start))

    def tell(self, match: re.Match[str], start: int, limit: int) -> Duty | None:
        """A verb whose object is told, an actor or a pronoun; "brief regularly on" leaves it out."""
        verb = match[0].lower()
        mode = {"b": "brief", "n": "notify"}.get(verb[0], "inform")
        duty = Duty(match.start(), match.end(), limit, mode, "tell")
        gerund = words.GERUND.search(self.text[max(start, match.start() - 30) : match.start()])
        if (verb.endswith("ing") and not gerund) or (verb.endswith("s") and self.is_condition(match.start(), start)):
            return None
        told = words.TOLD.match(self.text, match.end(), limit)
        if told is None:
            untold = verb == "brief" and words.UNTOLD.match(self.text, match.end(), limit)
            before = self.text[max(start, match.start() - 60) : match.start()]
            joined = words.BEFORE_VERB.search(before) or words.JOINED_VERB.search(before)
            return duty if untold and joined else None
        if pronoun := words.PRONOUN.match(told["whom"]):
            return (
                None if (verb, pronoun[0]) == ("update", "them") else duty
            )  # "to refine the benchmarks and update them"
        actor = self.parties.told(match)
        if actor is None or (verb == "advise" and actor.actor != COUNCIL):
            return None
        return duty

    def include(self, match: re.Match[str], start: int, limit: int) -> Duty | None:
        """A matter that is treated in reports which are due anyway."""
        verb, mode = match[0].lower(), "include-in-reporting"
        window = min(limit, match.end() + (400 if verb == "includes" else 280))
        if not has_any(self.text[max(start, match.start() - 120) : window], words.PAPER_STEMS):
            return None
        pattern = words.TO_COME if verb in words.TREATING else words.IN_REPORTS
        if verb in words.TREATING and not words.BEFORE_VERB.search(
            self.text[max(start, match.start() - 30) : match.start()]
        ):
            return None
        if verb == "includes" and not self.is_subjunctive(match.start(), start):
            return None
        reports = pattern.search(self.text, match.end(), window)
        if verb == "included":
            results = words.RESULTS.search(self.text, max(start, match.start() - 60), match.start())
            return Duty(match.start(), reports.end(), limit, mode, "include") if reports and results else None
        if reports and not self.is_told_of(match.end(), reports.start()):
            return Duty(match.start(), reports.end(), limit, mode, "include")
        ahead = self.text[max(start, match.start() - 120) : match.start()]
        if verb == "include" and words.REPORTS_AHEAD.search(ahead):
            return Duty(match.start(), match.end(), limit, mode, "include")
        return None

    def is_told_of(self, start: int, end: int) -> bool:
        """Whether reports are only spoken of: "the issues covered in his report", "the steps outlined in the report"."""
        return words.SPOKEN_OF.search(self.text, max(start, end - 40), end) is not None

    def give(self, match: re.Match[str], start: int, limit: int) -> Duty | None:
        """A paper that is given: a report always, other matter only where somebody is named to whom it is given."""
        window = min(limit, match.end() + 260)
        if words.HANDING.fullmatch(match[0]) and (handed := self.handed(match, start, limit)):
            return handed
        before = self.text[max(start, match.start() - 20) : match.start()]
        if words.ISSUE_AT_HAND.search(before + match[0]) or words.PASSED_ON.match(self.text, match.start()):
            return None
        found = words.NOUN.search(self.text, match.end(), window)
        while found and (duty := self.given(match, found, start, limit)) is None:
            found = words.NOUN.search(self.text, found.end(), window)
        return duty if found else None

    def handed(self, match: re.Match[str], start: int, limit: int) -> Duty | None:
        """What was spoken of before and is handed to a body: "to complete its investigation and to forward it to the Council"."""
        to = next((m for m in self.parties.between(match.end(), limit) if (m.actor or "").startswith("body/")), None)
        if to is None or not words.HANDED.fullmatch(self.text, match.end(), to.start):
            return None
        told = words.NOUN.search(self.text, start, match.start())
        return Duty(match.start(), to.end, limit, "report", "give") if told else None

    def given(self, match: re.Match[str], found: re.Match[str], start: int, limit: int) -> Duty | None:
        """Judge what is given."""
        noun, giving = found[0].lower(), match[0].lower()
        between = self.parties.without(match.end(), found.start())
        paper = words.IS_PAPER.fullmatch(noun) is not None
        if words.NO_OBJECT.search(between) or words.INFINITIVE.search(between):
            return None
        if not paper and (giving in words.MAKING or words.HELP.search(between)):
            return None
        if words.PURPOSE.search(between):
            return None
        if (
            (paper or noun.startswith("list"))
            and words.INSIDE.search(between)
            and not words.WITH_A_PAPER.search(between)
        ):
            return None
        mode = _MODES.get(noun, "report")
        recipients = self.parties.recipients(match.start(), min(limit, found.end() + 200), "give")
        if not paper and not recipients and self.is_in_report(match, found, start, limit):
            mode = "include-in-reporting"
        elif not paper and not self.is_given(match, found, recipients, min(limit, found.end() + 120)):
            return None
        return Duty(match.start(), found.end(), limit, mode, "give")

    def is_in_report(self, match: re.Match[str], found: re.Match[str], start: int, limit: int) -> bool:
        """Whether matter is given in a report that is to come: "in his next report, to provide an assessment"."""
        ahead = words.TO_COME.search(self.text, max(start, match.start() - 150), match.start())
        return (
            ahead is not None or words.TO_COME.search(self.text, found.end(), min(limit, found.end() + 180)) is not None
        )

    def is_given(self, match: re.Match[str], found: re.Match[str], recipients: tuple[str, ...], limit: int) -> bool:
        """Whether matter that is no report is given to a body; what is due on a day, or communicated as advice, need name none."""
        noun = found[0].lower()
        if not recipients:
            to_it = words.TO_IT.search(self.text, match.start(), limit) is not None
            advice = noun in words.ADVICE and match[0].lower() in ("communicate", "submit", "present", "transmit")
            due = any(t.part in ("deadline", "within", "before") and match.end() <= t.start < limit for t in self.times)
            return to_it or advice or (due and not words.TO_OTHERS.match(self.text, found.end(), limit))
        if not any(actor.startswith("body/") for actor in recipients):
            return False
        plain = noun not in ("plan", "plans", "benchmarks", "views", "comments", "list", "lists")
        return plain or COUNCIL in recipients or any("committee" in actor for actor in recipients)
