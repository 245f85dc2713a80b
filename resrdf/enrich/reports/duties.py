"""Who must report to whom, on what, by when, how often? Every duty to report, to brief, to inform, to keep informed.

Rule: a duty stands below a verb of the Council that asks or decides ("requests the Secretary-General to report"), or among the
tasks of a body ("(g) To report at least every 90 days"). One duty for each verb of telling, for each further paper and for each
further time at which it is due. A recipient that is not named is the Council. What tells is found by
:mod:`resrdf.enrich.reports.verbs`, who by :mod:`resrdf.enrich.reports.parties`, when by :mod:`resrdf.enrich.reports.times`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resrdf.annotations import Action, Report
from resrdf.document import Clause
from resrdf.enrich.dates import Time
from resrdf.enrich.literals import has_any
from resrdf.enrich.names.holders import Holders
from resrdf.enrich.reports import words
from resrdf.enrich.reports.parties import COUNCIL, Parties
from resrdf.enrich.reports.times import Occasion, find_occasions
from resrdf.enrich.reports.verbs import Duty, Tellings


def find_reports(clause: Clause, actions: Sequence[Action], holders: Holders) -> Iterator[Report]:
    """Yield the duties to report that a clause lays down; ``actions``, in reading order, bear their addressees.

    >>> from resrdf.document import Document, Locator, Source
    >>> from resrdf.enrich.names.holders import read_holders
    >>> from resrdf.symbol import Symbol
    >>> text = "Requests the Secretary-General to report every 90 days on developments in the situation;"
    >>> clause = Clause(Locator(("op", "4")), "operative", text)
    >>> document = Document("resolution", Symbol.resolution(2824, 2026), "en", Source("x", "0", "text/plain"), operative=(clause,))
    >>> asks = Action(0, 8, "vocab/verb/request", addressees=("body/secretary-general",))
    >>> [(r.by, r.to, r.frequency, r.subject) for r in find_reports(clause, [asks], read_holders(document))]
    [(('body/secretary-general',), ('body/security-council',), 'P90D', 'developments in the situation')]
    """
    text = clause.text
    if clause.kind != "operative":
        return
    below = not actions or actions[0].start > 40  # what no verb of the Council in the clause itself governs
    if (not below and words.ASKS.isdisjoint([act.verb for act in actions])) or not has_any(text, words.STEMS):
        return
    acts = [act for act in actions if not _is_aside(act, text)]
    reader = _Reader(clause, acts, holders)
    cuts = [*(a.start for a in acts), len(text)]
    if below:
        yield from reader.item(cuts[0])
    last: tuple[str, ...] = ()
    for act, end in zip(acts, cuts[1:], strict=True):
        if act.verb in words.ASKS:
            by = act.addressees or (reader.parties.asked(act, last) if reader.tellings.stand(act.start, end) else ())
            weak = act.verb in words.WEAK and not words.OBLIGED.match(text, act.end)
            found = list(reader.duties(act.start, end, by, weak))
            last = found[-1].by if found else by or last
            yield from found


def _is_aside(act: Action, text: str) -> bool:
    """Whether a participle inside a sentence governs only its own words: "and, taking into account his report, to submit"."""
    return act.verb not in words.ASKS and act.start > 40 and text[act.start : act.end].split()[0].endswith("ing")


class _Reader:
    """Reads the duties of one clause, in which actors and times are found once."""

    def __init__(self, clause: Clause, actions: Sequence[Action], holders: Holders) -> None:
        self.clause, self.holders, self.text = clause, holders, clause.text
        self.parties = Parties(clause, actions, holders)
        self.tellings = Tellings(self.parties)

    def item(self, end: int) -> Iterator[Report]:
        """The duties in an item, or in what stands before the first verb of the Council."""
        if next(self.tellings.find(0, end), None) is None:
            return
        place, asks = self.clause.locator.parts, words.ASKED_ITEM.match(self.text) is not None
        by = () if asks else self.parties.charged()
        if by or asks or place[0] == "annex" or len(place) > 2 or self.text.startswith("That "):
            yield from self.duties(0, end, by, not by and not asks)

    def duties(self, start: int, end: int, by: tuple[str, ...], weak: bool) -> Iterator[Report]:
        """The duties in what one verb of the Council governs; a weak one needs a subject of its own."""
        found = list(self.tellings.find(start, end))
        if not found:
            if not weak and (asked := self.asked_noun(start, end, by)):
                yield asked
            return
        starts = [*(duty.start for duty in found[1:]), end]
        previous = start
        carried: tuple[str, ...] = ()
        for number, (duty, until) in enumerate(zip(found, starts, strict=True)):
            here = duty._replace(end=min(duty.end, until))
            subject = self.parties.subject(duty.start, start)
            if subject and set(subject) <= set(by) and not words.INFINITIVE.search(self.text[start : duty.start]):
                subject = (
                    by  # "requests X, through its force, and Y to report": the last of those asked stands by the verb
                )
            if not subject and "following" in self.text and words.TASKS_INLINE.search(self.text, start, duty.start):
                subject = self.parties.founded(
                    duty.start
                )  # "to create a panel to carry out the following tasks: (a) …"
            who = subject or (() if weak else by or self.parties.founded(duty.start)) or carried
            carried = () if words.STOP.search(self.text, duty.start, until) else subject or carried
            if who and who != (COUNCIL,):
                yield from self.told(here, who, previous, start if number == 0 else None)
            previous = here.end

    def asked_noun(self, start: int, end: int, by: tuple[str, ...]) -> Report | None:
        """A report that is itself asked for: "requests regular updates from the Secretary-General", "requests also a final report"."""
        second = words.SECOND_PAPER.match(self.text, start, end)
        paper = words.ASKED_PAPER.match(self.text, start, end)
        asked = paper and self.parties.behind(words.FROM, paper.end(), end)
        if asked and asked.actor:
            who: tuple[str, ...] = (asked.actor,)
            stop = asked.end
        elif second and by:
            who, stop = by, second.end()
        else:
            return None
        times = [t for t in self.tellings.times if start <= t.start < end]
        occasion = next(find_occasions(times, who, self.tellings.times, self.clause, self.holders))
        to = self.parties.recipients(start, end, "report")
        return _report(Duty(start, stop, end, "report", "report"), who, to, None, occasion)

    def told(self, duty: Duty, by: tuple[str, ...], previous: int, begin: int | None) -> Iterator[Report]:
        """The reports of one verb: each further paper, and each further time at which it is due."""
        to = self.parties.recipients(duty.start, duty.end, duty.kind)
        if to and duty.kind in ("tell", "keep") and set(to) <= set(by):  # somebody else tells them
            return
        by = (
            tuple(actor for actor in by if actor not in to) or by
        )  # "[with] the Committee, and the Panel to report to the Committee"
        behind = (t for t in self.tellings.times if duty.start <= t.start < duty.end)
        times = self.ahead(duty, previous, begin)
        times += (t for t in behind if not words.OF_EVENT.search(self.text, duty.done, t.start))
        subject = self.about(duty, to)
        for piece in self.pieces(duty):
            further = piece.start > duty.start
            own = [t for t in times if piece.start <= t.start < piece.end or (not further and t.start < piece.start)]
            whom = (self.parties.bodies(piece.start, piece.end) if further else ()) or to
            for occasion in find_occasions(own, by, self.tellings.times, self.clause, self.holders):
                yield _report(piece, by, whom, subject, occasion)

    def pieces(self, duty: Duty) -> list[Duty]:
        """Cut the words of a duty where a further paper begins ("a midterm report by …, and a final report by …")."""
        found = [duty]
        if duty.kind not in ("give", "report"):
            return found
        for match in words.FURTHER_PAPER.finditer(self.text, duty.done, duty.end):
            kinds = match["kind"].replace(",", "").split()
            before = any(found[-1].start <= t.start < match.start() for t in self.tellings.times)
            behind = any(match.start() <= t.start < duty.end for t in self.tellings.times)
            another = duty.kind == "give" and duty.mode in ("report", "brief") and not words.ANOTHER.isdisjoint(kinds)
            between = before and words.PERIODIC.issuperset(kinds) and bool(kinds)
            if words.FIRST_PAPER.isdisjoint(kinds) and ((before and behind) or another or between):
                found[-1] = found[-1]._replace(end=match.start())
                mode = "brief" if match[0].endswith(("briefing", "briefings")) else "report"
                found.append(Duty(match.start(), match.end(), duty.end, mode, "report"))
        return found

    def ahead(self, duty: Duty, previous: int, begin: int | None) -> list[Time]:
        """The times that stand before the verb and belong to it ("requests him, by 1 June, to submit")."""
        found = []
        for time in self.tellings.times:
            if not previous <= time.start < duty.start:
                continue
            between = self.text[time.end : duty.start]
            close = words.CLOSE.fullmatch(between)
            fronted = (
                begin is not None
                and not words.INFINITIVE.search(self.text[begin : time.start])
                and ("," in between or words.THAT.match(self.text, begin, time.start))
                and not words.STOP.search(between)
            )
            if close or fronted:
                found.append(time)
        return found

    def about(self, duty: Duty, to: tuple[str, ...]) -> str | None:
        """What the report is to be about, in the words of the clause."""
        at = duty.done
        if duty.kind in ("tell", "keep"):
            told = [m.end for m in self.parties.between(duty.start, duty.end) if m.actor in to]
            at = max(at, told[0] if told else at)
            match = words.OF.match(self.text, at, duty.end) or words.ABOUT.search(self.text, at - 1, duty.end)
        else:
            match = words.ABOUT.search(self.text, at - 1, duty.end)
        while match and (
            any(t.start <= match.start() < t.end for t in self.tellings.times)
            or words.NOT_ABOUT.match(self.text, match.end())
        ):
            match = words.ABOUT.search(self.text, match.end() - 1, duty.end)
        if match is None or words.FAR.search(self.text, at, match.start()):
            return None
        end = min([duty.end, *(t.start for t in self.tellings.times if t.start > match.end())])
        return words.ABOUT_END.split(self.text[match.end() : end])[0].strip(" ,;.:") or None


def _report(duty: Duty, by: tuple[str, ...], to: tuple[str, ...], subject: str | None, occasion: Occasion) -> Report:
    """Put a duty together: its words reach over those of its time; whoever reports is not told."""
    start = min([duty.start, *(t.start for t in occasion.times)])
    end = max([duty.done, *(t.end for t in occasion.times)])
    whom = tuple(actor for actor in to if actor not in by) or (COUNCIL,)
    return Report(
        start, end, by, whom, subject, f"vocab/report-mode/{duty.mode}", occasion.due, occasion.within, occasion.frequency,
        "computed" if occasion.computed else "stated",
    )  # fmt: skip
