"""Who must report to whom, on what, by when, how often? Every duty to report, to brief, to inform, to keep informed.

Rule: a duty stands below a verb of the Council that asks or decides ("requests the Secretary-General to report"), or among the
tasks of a body ("(g) To report at least every 90 days"). One duty for each verb of telling, and for each further report
with a time of its own. A recipient that is not named is the Council. A day is stated, or computed from the adoption, from a
day that the clause names or from the end of the mandate that the resolution itself fixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from resrdf.annotations import Action, Mention, Report
from resrdf.document import Clause
from resrdf.enrich.dates import Time, add, find_times
from resrdf.enrich.holders import Holders
from resrdf.enrich.literals import has_any
from resrdf.enrich.mandates import find_mandate_changes, task_holder
from resrdf.lexicon import words_at

_COUNCIL: Final = "body/security-council"
_ASKS: Final = frozenset(
    f"vocab/verb/{v}"
    for v in """request call-upon call invite urge encourage direct instruct ask demand decide require task mandate appeal order charge
        entrust authorize reiterate agree approve resolve recommend expect press exhort insist enjoin remind make-an-appeal
        establish set-up extend renew repeat call-for welcome""".split()
)
_WEAK: Final = frozenset(f"vocab/verb/{v}" for v in "welcome expect approve agree remind recommend".split())
_STEMS: Final = (
    "eport",
    "nform",
    "brief",
    "updat",
    "dvise",
    "pprise",
    "otif",
    "ecommend",
    "ubmit",
    "rovid",
    "ommunicat",
    "ransmit",
    "resent",
    "keep",
)

_ADVERB = r"(?:\w+ly|also|further|again|continue\s+to|as\s+appropriate|orally|either|back|jointly|then|henceforth|thereafter|where\s+appropriate|as\s+necessary|in\s+writing|promptly)"
_PAPER = r"""(?:reports?(?!ing)|reporting|updates?|briefings?|sitreps?|notifications?|addend(?:um|a))"""
_MATTER = r"""(?:information|assessments?|recommendations|findings|plans?|options|analys[ie]s|proposals?|reviews?|evaluations?|strategy|accounts?
    |concept\s+of\s+operations|estimates?|observations|timetable|timeline|benchmarks|views|inventory|comments|conclusions|results|accounting|roadmap|programme\s+of\s+work)"""
_WORD = re.compile(
    r"""\b(?: (?P<keep>keep|keeps|keeping|kept)                                                  # keep the Council informed
          | (?P<report>[Rr]eport|reports|reporting)                                               # report, as a verb
          | (?P<tell>inform|informs|notify|brief|briefs|update|advise|apprise|alert|informing|notifying)  # inform the Council
          | (?P<give>provide|provides|submit|submits|present|presents|prepare|transmit|communicate|deliver|make|give|circulate|convey
              |produce|issue|supply|furnish|forward|send|formulate|propose|render|undertake|conduct|publish)   # submit a report
          | (?P<include>include|incorporate|reflect|address|cover|describe|highlight|integrate)   # include in his reports
       )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_KEPT = re.compile(rf"\s+(?:[^;.]{{1,120}}?\s+)??(?:{_ADVERB}\s+)*(?:informed|apprised|abreast|updated|advised)\b")
_BEFORE_VERB = re.compile(
    rf"""(?: \b(?:to|shall|should|will|must|may)\s+ | ^\W*(?:To\s+)? | [:—]\s+(?:To\s+)? ) (?:{_ADVERB},?\s+)*$""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINED_VERB = re.compile(rf"(?:\band|\bor|,|\bthen)\s+(?:to\s+)?(?:{_ADVERB},?\s+)*$")
_BEHIND_VERB = re.compile(
    r"""\s+(?:to|back|on|within|by|every|no\s+later|not\s+later|at|regularly|periodically|immediately|upon|in\s+writing|orally|annually|quarterly
        |jointly|thereon|without|its|his|their|any|through|as|before|monthly|fully|accordingly|directly|regarding|concerning|about|publicly)\b|[,;.]|$""",
    re.VERBOSE,
)
_TO_COUNCIL = re.compile(
    r"\s+(?:back\s+)?(?:regularly\s+)?(?:to\s+(?:it|the\s+(?:Security\s+)?Council|the\s+Committee)\b|every\b)"
)
_TOLD = re.compile(r"\s+(?:the\s+|it\b|him\b|them\b|members|all\s+members|[A-Z]|its\b|those|each|both)")
_NOUN = re.compile(rf"\b(?:{_PAPER}|{_MATTER})\b", re.VERBOSE)
_IN_REPORTS = re.compile(
    r"""\bin\s+(?:all\s+)?(?:of\s+)?(?:his|her|its|their|the|these|those|such|future|next|regular|periodic|relevant|any|each|every|subsequent|forthcoming)\b
        [^;,.]{0,70}?\b(?:reports?|reporting(?!\s+of)|briefings?|updates?)\b""",
    re.VERBOSE,
)
_REPORTS_AHEAD = re.compile(
    r"\bin\s+(?:his|her|its|their|the)\s+(?:[\w-]+\s+){0,4}?(?:reports?|reporting|briefings?)\b[^;.]{0,60}?,?\s+(?:to\s+)?$"
)
_BEHIND_REPORT = re.compile(r"\b(?:to|before)\s+(?:the\s+|its\s+|all\s+)?(?:members\s+of\s+the\s+)?$")
_THROUGH = re.compile(r"\b(?:through|via|with|from|by|of)\s+(?:the\s+)?$")
_JOIN = re.compile(
    r"(?:\s*\([^)]*\))?\s*(?:,|,?\s*and|,?\s*as\s+well\s+as|or)\s+(?:to\s+)?(?:through\s+\w+\s+)?(?:the\s+|its\s+|all\s+)?$"
)
_TO_IT = re.compile(r"\bto\s+it\b|\b(?:provide|present)\s+it\b|\bit\s+with\b")
_ADJACENT = re.compile(
    rf"(?:\s*\([^)]*\))?(?:,[^;]{{0,140}},)?\s*(?:shall|should|will|must|to|may)?\s*(?:{_ADVERB}\s+)*(?:to\s+)?(?:continue\s+to\s+|be\s+)?$"
)
_FURTHER_PAPER = re.compile(
    rf"(?:,|\band\b|\bwith\b|\bfollowed\s+by)\s+(?:to\s+(?:submit|provide|present)\s+)?(?:then\s+|thereafter\s+)?(?:an?|its|the|their|his|further|subsequent)\s+(?:[\w-]+\s+){{0,5}}?{_PAPER}\b"
)
_INFINITIVE = re.compile(
    r"(?<!pursuant\s)(?<!prior\s)\bto\s+(?!the\b|it\b|its\b|their\b|his\b|all\b|resolutions?\b|paragraphs?\b|[A-Z\d])[a-z]+\b"
)
_STOP = re.compile(r";\s|\.\s(?=[A-Z])")
_IS_PAPER = re.compile(_PAPER, re.VERBOSE)
_MAKING: Final = frozenset("undertake conduct make formulate propose prepare issue publish".split())
_NO_OBJECT = re.compile(
    r"\b(?:and|or)\s+(?:to\s+)?(?:report|inform|brief)\b|\bin\s+(?:his|its|their|the)\s+$|\bthat\b|\bwhich\b"
)
_HELP = re.compile(
    r"\b(?:assistance|support|resources|personnel|access|services|facilities|training|protection|equipment|funds|funding|security)\b[^,]*$"
)
_INSIDE = re.compile(
    r"\b(?:on|to|of|in|for|from|with|by|into)\s+(?:(?:the|his|its|their|this|that|these|those|any|all)\s+)?(?:[\w’'-]+\s+){0,3}$"
)
_WITH_A_PAPER = re.compile(
    r"""\b(?:with|to\s+(?:the|it)\b[^,]*)\b[^;]*\b(?:an?|regular|periodic|its|his|their|further|written|oral|final|monthly|quarterly
        |interim|comprehensive|annual|additional|detailed|updated|timely)\s+(?:[\w-]+\s+){0,5}$""",
    re.VERBOSE,
)
_ABOUT = re.compile(
    r"\s(?:on|of|about|regarding|concerning|as\s+to|with\s+respect\s+to|detailing|describing|outlining|containing|covering)\s+"
)
_ASKED_ITEM = re.compile(r"\W*To\s+(?:request|call\s+(?:up)?on|invite|urge|instruct|ask|direct)\b")
_SECOND_PAPER = re.compile(
    rf"\brequests?\s+(?:also\s+|further\s+)?(?:an?|its|regular|periodic)\s+(?:[\w-]+\s+){{0,4}}?{_PAPER}\b", re.I
)
_OBLIQUE = re.compile(r"\b(?:with|from|for|by|of|on|in|through)\s+(?:the\s+|its\s+|all\s+)*$")
_ASKED_NOUN = re.compile(
    rf"\b(?:requests?|urges?|encourages?|calls\s+for)\s+(?:(?:an?|the|further|regular|periodic|additional|monthly|quarterly|annual|oral|written|timely|prompt|also|[\w-]+ly)\s+){{0,4}}(?:[\w-]+\s+)?{_PAPER}\b[^;]{{0,80}}?\b(?:from|by)\s+(?:the\s+)?$",
    re.I,
)
_PREVIOUS: Final = re.compile(
    r"\b(?:the|that|those|these|this|his|her|its|their|last|previous|in|such|of|same)\s+(?:[\w’'-]+\s+){0,3}$"
)
# the first three letters of those verbs
_VERBS = frozenset(
    """kee kep rep inf not bri upd adv app ale pro sub pre tra com del mak giv cir con iss sup fur for sen ren und pub inc ref
    add cov des hig int""".split()
)


class _Duty(NamedTuple):
    """A verb of telling with its object: where it begins, where its words are complete, how far they reach."""

    start: int
    done: int
    end: int
    mode: str
    kind: str


def find_reports(clause: Clause, actions: Sequence[Action], holders: Holders) -> Iterator[Report]:
    """Yield the duties to report that a clause lays down; ``actions`` bear their addressees.

    >>> from resrdf.document import Document, Locator, Source
    >>> from resrdf.enrich.holders import read_holders
    >>> from resrdf.symbol import Symbol
    >>> text = "Requests the Secretary-General to report every 90 days on developments in the situation;"
    >>> clause = Clause(Locator(("op", "4")), "operative", text)
    >>> document = Document("resolution", Symbol.resolution(2824, 2026), "en", Source("x", "0", "text/plain"), operative=(clause,))
    >>> asks = Action(0, 8, "vocab/verb/request", addressees=("body/secretary-general",))
    >>> [(r.by, r.to, r.frequency, r.subject) for r in find_reports(clause, [asks], read_holders(document))]
    [(('body/secretary-general',), ('body/security-council',), 'P90D', 'developments in the situation')]
    """
    text = clause.text
    if clause.kind != "operative" or not has_any(text, _STEMS):
        return
    acts = sorted(actions, key=lambda a: a.start)
    reader = _Reader(clause, acts, holders)
    cuts = [*(a.start for a in acts), len(text)]
    if not acts or acts[0].start > 40:
        end = acts[0].start if acts else len(text)
        by = () if _ASKED_ITEM.match(text) else reader.charged()
        if by or _ASKED_ITEM.match(text) or clause.locator.parts[0] == "annex":
            yield from reader.duties(0, end, by, weak=not by)
    last: tuple[str, ...] = ()
    for act, end in zip(acts, cuts[1:], strict=True):
        if act.verb in _ASKS:
            found = list(reader.duties(act.start, end, act.addressees, weak=act.verb in _WEAK, last=last))
            last = found[-1].by if found else act.addressees
            yield from found


class _Reader:
    """Reads the duties of one clause, in which actors and times are found once."""

    def __init__(self, clause: Clause, actions: Sequence[Action], holders: Holders) -> None:
        self.clause, self.actions, self.holders, self.text = clause, actions, holders, clause.text
        self.mentions = [m for m in holders.names.find(self.text) if m.actor]
        seen = {(m.start, m.end) for m in self.mentions}
        self.mentions += [
            Mention(h.start, h.end, h.actor, h.rule) for h in holders.find(self.text) if (h.start, h.end) not in seen
        ]
        self.mentions.sort(key=lambda m: m.start)
        self.verbs = [match for at in words_at(self.text, _VERBS) if (match := _WORD.match(self.text, at))]

    @cached_property
    def times(self) -> list[Time]:
        """The dates and lengths of time in the clause."""
        return list(find_times(self.text, self.holders.document.adoption.date))

    def charged(self) -> tuple[str, ...]:
        """Who is charged with an item: the body whose tasks it stands among, or whom the paragraph above asks."""
        for above in self.holders.above(self.clause):
            if actor := task_holder(above, self.holders):
                return (actor,)
            if asked := self.holders.asked.get(above.locator, ()):
                return asked
        return ()

    # -------------------------------------------------------------- what

    def duties(
        self, start: int, end: int, by: tuple[str, ...], *, weak: bool, last: tuple[str, ...] = ()
    ) -> Iterator[Report]:
        """The duties in what one verb of the Council governs; ``last`` reported before in the clause."""
        found = list(self.tellings(start, end))
        if not found:
            asked = self.asked_noun(start, end, by or last)
            if asked and not weak:
                yield asked
            return
        starts = [*(duty.start for duty in found[1:]), end]
        bounded = [duty._replace(end=min(duty.end, until)) for duty, until in zip(found, starts, strict=True)]
        previous = start
        for number, duty in enumerate(bounded):
            who = self.subject(duty.start, start) or by or self.stand_in(duty.start, start)
            if weak and not self.subject(duty.start, start):
                continue
            if who:
                first = number == 0
                yield from self.told(duty, who, previous, start if first else None)
            previous = duty.end

    def tellings(self, start: int, end: int) -> Iterator[_Duty]:
        """The verbs of telling from left to right."""
        at = start
        for match in self.verbs:
            if match.start() < at or match.end() > end:
                continue
            at = match.end()
            stop = _STOP.search(self.text, match.end(), end)
            duty = getattr(self, f"_{match.lastgroup}")(match, start, stop.start() if stop else end)
            if duty:
                yield duty
                at = duty.done

    def _keep(self, match: re.Match[str], start: int, limit: int) -> _Duty | None:
        kept = _KEPT.match(self.text, match.end(), limit)
        return _Duty(match.start(), kept.end(), limit, "keep-informed", "keep") if kept else None

    def _report(self, match: re.Match[str], start: int, limit: int) -> _Duty | None:
        """Whether "report" is a verb here: behind "to" or "shall", joined to such a verb, or behind its own subject."""
        before, word = self.text[max(start, match.start() - 60) : match.start()], match[0].lower()
        is_verb = word == "report" and (
            _BEFORE_VERB.search(before) is not None
            or (_JOINED_VERB.search(before) is not None and _BEHIND_VERB.match(self.text, match.end()) is not None)
        )
        if not is_verb and _TO_COUNCIL.match(self.text, match.end()):
            is_verb = word == "reporting" or bool(self.subject(match.start(), start))
        return _Duty(match.start(), match.end(), limit, "report", "report") if is_verb else None

    def _tell(self, match: re.Match[str], start: int, limit: int) -> _Duty | None:
        """A verb whose object is told: an actor or a pronoun."""
        verb, tail = match[0].lower(), self.text[match.end() : limit]
        if not _TOLD.match(tail):
            return None
        pronoun = re.match(r"\s+(?:it|him|them)\b", tail)
        near = self.nearest(match.end(), match.end() + 60)
        if pronoun is None:
            if near is None:
                return None
            between = self.text[match.end() : near.start].replace("members of", "")
            if verb in ("update", "brief", "briefs", "alert") and re.search(r"[,;]|\bon\b|\bof\b", between):
                return None
            if verb == "advise" and near.actor != _COUNCIL:
                return None
        mode = {"b": "brief", "n": "notify"}.get(verb[0], "inform")
        return _Duty(match.start(), match.end(), limit, mode, "tell")

    def _include(self, match: re.Match[str], start: int, limit: int) -> _Duty | None:
        window = min(limit, match.end() + 280)
        reports = _IN_REPORTS.search(self.text, match.end(), window)
        if reports:
            return _Duty(match.start(), reports.end(), limit, "include-in-reporting", "include")
        if match[0].lower() == "include" and _REPORTS_AHEAD.search(
            self.text[max(start, match.start() - 120) : match.start()]
        ):
            return _Duty(match.start(), match.end(), limit, "include-in-reporting", "include")
        return None

    def _give(self, match: re.Match[str], start: int, limit: int) -> _Duty | None:
        """A paper that is given: a report always, other matter only where somebody is named to whom it is given."""
        found = _NOUN.search(self.text, match.end(), min(limit, match.end() + 190))
        while found and (duty := self.given(match, found, limit)) is None:
            found = _NOUN.search(self.text, found.end(), min(limit, match.end() + 190))
        return duty if found else None

    def given(self, match: re.Match[str], found: re.Match[str], limit: int) -> _Duty | None:
        """Judge what is given."""
        noun, giving, between = found[0].lower(), match[0].lower(), self.text[match.end() : found.start()]
        paper = _IS_PAPER.fullmatch(noun) is not None
        if _NO_OBJECT.search(between) or _INFINITIVE.search(between):
            return None
        if not paper and (giving in _MAKING or _HELP.search(between)):
            return None
        if paper and _INSIDE.search(between) and not _WITH_A_PAPER.search(between):
            return None
        recipients = self.recipients(match.start(), min(limit, found.end() + 200), "give")
        if not paper and not self.is_told(match, found, recipients, limit):
            return None
        mode = {"recommendations": "recommend", "briefing": "brief", "briefings": "brief", "information": "inform"}
        return _Duty(match.start(), found.end(), limit, mode.get(noun, "report"), "give")

    def is_told(self, match: re.Match[str], found: re.Match[str], recipients: tuple[str, ...], limit: int) -> bool:
        """Whether matter that is no report is given to a body; recommendations that are communicated need name none."""
        noun = found[0].lower()
        if not recipients:
            to_it = _TO_IT.search(self.text, match.start(), min(limit, found.end() + 120)) is not None
            return to_it or (
                noun == "recommendations" and match[0].lower() in ("communicate", "submit", "present", "transmit")
            )
        if not any(actor.startswith("body/") for actor in recipients):
            return False
        plain = noun not in ("plan", "plans", "benchmarks", "views", "comments")
        return plain or _COUNCIL in recipients or any("committee" in actor for actor in recipients)

    def asked_noun(self, start: int, end: int, last: tuple[str, ...]) -> Report | None:
        """A report that is itself asked for: "requests regular updates from the Secretary-General", "requests also a final report"."""
        second = _SECOND_PAPER.match(self.text, start, end)
        by = last if second else ()
        stop = second.end() if second else start
        for mention in self.mentions:
            if start <= mention.start < end and mention.actor and _ASKED_NOUN.search(self.text[start : mention.start]):
                by, stop = (mention.actor,), mention.end
                break
        if not by:
            return None
        times = [t for t in self.times if start <= t.start < end]
        due, within, frequency, computed = self.when(times, by)
        to = tuple(a for a in self.recipients(start, end, "report") if a not in by) or (_COUNCIL,)
        return Report(
            start, max([stop, *(t.end for t in times)]), by, to, None, "vocab/report-mode/report", due, within, frequency,
            "computed" if computed else "stated",
        )  # fmt: skip

    # -------------------------------------------------------------- who

    def nearest(self, at: int, end: int) -> Mention | None:
        return next((m for m in self.mentions if at <= m.start < end), None)

    def subject(self, at: int, start: int) -> tuple[str, ...]:
        """Who stands just before the verb of telling, with those joined to it: "that the Panel and the Committee should report"."""
        last = next((m for m in reversed(self.mentions) if start <= m.start and m.end <= at), None)
        if last is None or not _ADJACENT.fullmatch(self.text, last.end, at):
            return ()
        before = self.text[max(0, last.start - 60) : last.start]
        if _BEHIND_REPORT.search(before) or _OBLIQUE.search(before):
            return ()
        joined = [last]
        for mention in reversed(self.mentions):
            if (
                mention.end <= joined[0].start
                and mention.start >= start
                and not _OBLIQUE.search(self.text[max(0, mention.start - 60) : mention.start])
                and _JOIN.fullmatch(self.text, mention.end, joined[0].start)
            ):
                joined.insert(0, mention)
        return tuple(m.actor for m in joined if m.actor)

    def stand_in(self, at: int, start: int) -> tuple[str, ...]:
        """Whom a duty falls to where nobody is addressed: the body that the clause founds, else the one named last."""
        changes = [c for c in find_mandate_changes(self.clause, self.holders, self.actions) if c.start < at]
        if changes:
            return (changes[-1].actor,)
        last = next((m.actor for m in self.mentions if start <= m.start and m.end <= at and m.actor != _COUNCIL), None)
        return (last,) if last else ()

    def recipients(self, start: int, end: int, kind: str) -> tuple[str, ...]:
        """Who is told: behind "to", or as the object of "inform", with those joined to it."""
        found: list[Mention] = []
        for mention in self.mentions:
            if not start <= mention.start < end:
                continue
            before = self.text[start : mention.start]
            if found:
                if _JOIN.fullmatch(self.text, found[-1].end, mention.start):
                    found.append(mention)
                continue
            direct = kind in ("tell", "keep") or (
                kind == "give" and re.search(r"\bwith\b", self.text[mention.end : mention.end + 200])
            )
            if _BEHIND_REPORT.search(before) or (
                direct
                and re.fullmatch(
                    r"\w+\s+(?:(?:the|all|its|members|leadership|of|regularly|fully|promptly|immediately|\w+ly)\s+)*",
                    before,
                )
            ):
                found.append(mention)
        return tuple(dict.fromkeys(m.actor for m in found if m.actor))

    # -------------------------------------------------------------- when

    def told(self, duty: _Duty, by: tuple[str, ...], previous: int, begin: int | None) -> Iterator[Report]:
        """The report of one verb, and each further paper below it that has a time of its own."""
        kind = duty.kind
        to = self.recipients(duty.start, duty.end, kind)
        to = tuple(actor for actor in to if actor not in by) or (_COUNCIL,)
        if by == (_COUNCIL,):
            return
        times = [t for t in self.times if duty.start <= t.start < duty.end] + self.ahead(duty, previous, begin)
        pieces = self.pieces(duty) if kind in ("give", "report") else [(duty.start, duty.end)]
        subject = self.about(duty, to)
        for start, end in pieces:
            own = [t for t in times if start <= t.start < end or (start == duty.start and t.start < start)]
            due, within, frequency, computed = self.when(own, by)
            last = max([duty.done if start == duty.start else start + 1, *(t.end for t in own)])
            first = min([start, *(t.start for t in own)])
            yield Report(
                first, max(last, first + 1), by, to, subject, f"vocab/report-mode/{duty.mode}", due, within, frequency,
                "computed" if computed else "stated",
            )  # fmt: skip

    def pieces(self, duty: _Duty) -> list[tuple[int, int]]:
        """Cut the words of a duty where a second paper with its own time begins ("a midterm report by …, and a final report by …")."""
        cuts = [duty.start]
        for match in _FURTHER_PAPER.finditer(self.text, duty.done, duty.end):
            before = any(cuts[-1] <= t.start < match.start() for t in self.times)
            behind = any(match.start() <= t.start < duty.end for t in self.times)
            if before and behind:
                cuts.append(match.start())
        return list(zip(cuts, [*cuts[1:], duty.end], strict=True))

    def ahead(self, duty: _Duty, previous: int, begin: int | None) -> list[Time]:
        """The times that stand before the verb and belong to it ("requests him, by 1 June, to submit")."""
        found = []
        for time in self.times:
            if not previous <= time.start < duty.start:
                continue
            between = self.text[time.end : duty.start]
            close = re.fullmatch(rf"[\s,]*(?:(?:to|and)\s+)?(?:{_ADVERB}\s+)*(?:to\s+)?", between)
            fronted = (
                begin is not None
                and not _INFINITIVE.search(self.text[begin : time.start])
                and "," in between
                and not re.search(r"[.;]\s", between)
            )
            if close or fronted:
                found.append(time)
        return found

    def when(self, times: list[Time], by: tuple[str, ...]) -> tuple[date | None, str | None, str | None, bool]:
        """The day on which a report is due, the time within which, the interval; and whether the day is computed."""
        deadline = next((t for t in times if t.part == "deadline"), None)
        within = next((t for t in times if t.part == "within"), None)
        every = next((t for t in times if t.part == "every"), None)
        ahead = next((t for t in times if t.part == "before"), None)
        due = deadline.date if deadline else within.date if within and self.counts_from_adoption(within) else None
        computed = bool((deadline and deadline.rule == "computed") or (not deadline and within and due))
        if due is None and ahead and ahead.duration:
            end = self.end_of_mandate(ahead, by)
            due, computed = (add(end, ahead.duration, -1), True) if end else (None, False)
        return due, within.duration if within else None, every.duration if every else None, computed

    def counts_from_adoption(self, within: Time) -> bool:
        """Whether a time runs from the adoption: in the rules of an annex it runs from the event that they speak of."""
        return within.anchored or self.clause.locator.parts[0] != "annex"

    def end_of_mandate(self, time: Time, by: tuple[str, ...]) -> date | None:
        """The day from which "three weeks before this date" or "30 days before the end of its mandate" counts."""
        named = [t.date for t in self.times if t.part == "until" and t.date and t.end <= time.start]
        if named:
            return named[-1]
        if time.anchored or not re.match(
            r"[^;,]{0,60}\b(?:mandate|period|term|expir\w+|terminat\w+)", self.text[time.end :]
        ):
            return None
        ends = {
            change.valid_until
            for clause in self.holders.clauses.values()
            for change in find_mandate_changes(clause, self.holders)
            if change.valid_until
            and (change.actor in by or not any(b.startswith("body/panel") or b.startswith("mission/") for b in by))
        }
        return ends.pop() if len(ends) == 1 else None

    def about(self, duty: _Duty, to: tuple[str, ...]) -> str | None:
        """What the report is to be about, in the words of the clause."""
        at, told = (
            duty.done - 1,
            [m.end for m in self.mentions if m.actor in to and m.start >= duty.start],
        )
        if duty.kind in ("tell", "keep"):
            at = max(at, told[0] if told and told[0] < duty.end else at)
        match = _ABOUT.search(self.text, at, duty.end)
        while match and (
            any(t.start <= match.start() < t.end for t in self.times)
            or re.match(r"an?\s+\S+\s+basis", self.text[match.end() :])
        ):
            match = _ABOUT.search(self.text, match.end() - 1, duty.end)
        if match is None:
            return None
        end = min([duty.end, *(t.start for t in self.times if t.start > match.end())])
        words = self.text[match.end() : end]
        words = re.split(
            r",?\s+and(?:\s+also)?(?:\s+to)?\s*$|,?\s+(?:as\s+soon\s+as|with\s+the\s+least|through|to)\s+(?:the\s+)?(?:possible|Secretary|Council|Security|Committee)",
            words,
        )[0]
        return words.strip(" ,;.:") or None
