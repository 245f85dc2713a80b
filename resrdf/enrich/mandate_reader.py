"""Which words of a clause change a mandate, and whose: each trigger is judged by what it is done to.

Rule: the Council's verb must govern the trigger, and a body must be its object ("extend the mandate of UNMOT"), its owner
("MINUSTAH’s mandate") or, for powers and tasks, its subject ("the Force shall have the mandate").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from resrdf.document import Clause, Locator
from resrdf.enrich import mandate_words as words
from resrdf.enrich.founded import Founding, authorized_by
from resrdf.enrich.holders import Held, Holders, Segment, is_holder
from resrdf.enrich.mandate_words import DECIDES, REQUESTS
from resrdf.lexicon import words_at



@dataclass(frozen=True, slots=True)
class Change:
    """A change found, with the place of its trigger, before its times are read."""

    at: int
    end: int
    kind: str
    held: Held
    segment: Segment
    within: bool = False


_ROLES: Final = frozenset(
    ("body/special-representative", "body/special-envoy", "body/personal-envoy", "body/committee-of-experts")
)


class MandateReader:
    """The changes in one clause; finds its bodies once."""

    def __init__(self, clause: Clause, holders: Holders, changed_by: Callable[[Locator], Iterable[str]]) -> None:
        """Find the bodies of a clause; ``changed_by`` says whose mandates another clause founds or extends."""
        self.clause, self.holders, self.text, self.changed_by = clause, holders, clause.text, changed_by
        self.founded = holders.founded.get(clause.locator, ())
        named = holders.find(clause.text)
        new = (Held(f.start, f.end, f.body.path) for f in self.founded)
        self.found = sorted(named + [h for h in new if not any(n.start < h.end and h.start < n.end for n in named)])

    def changes(self, segment: Segment) -> Iterator[Change]:
        """Every trigger in a segment that is done to a body."""
        founded = [f for f in self.founded if segment.start <= f.start < segment.end]
        for founding in founded:
            if not founding.is_new:
                yield self._founds(founding, segment)
        named = False
        for match in self._triggers(segment):
            kind = match.lastgroup or ""
            own = kind in ("define", "empower", "keep", "modify", "terminate")  # what only the Council does itself
            if own and segment.verb in REQUESTS and not match[0].lower().startswith("liquidat"):
                continue
            if kind in ("establish", "expand", "reduce", "terminate") and not self._is_direct(match, segment):
                continue
            reader = getattr(self, f"_{kind}")
            for actual, held in reader(match, segment):
                named = named or kind == "establish"
                yield Change(match.start(), max(match.end(), held.end), actual, held, segment)
        for founding in founded:
            if founding.is_new and not named:
                yield self._founds(founding, segment)
        yield from self._authorized(segment)

    def _founds(self, founding: Founding, segment: Segment) -> Change:
        held = Held(founding.start, founding.end, founding.body.path)
        return Change(founding.start, founding.end, "establish", held, segment)

    def _triggers(self, segment: Segment) -> Iterator[re.Match[str]]:
        """The triggers in a segment from left to right."""
        past = segment.start
        for at in words_at(self.text, words.TRIGGERS):
            if at >= past and (match := words.TRIGGER.match(self.text, at, segment.end)):
                past = match.end()
                yield match

    def _is_direct(self, match: re.Match[str], segment: Segment) -> bool:
        """Whether the Council's verb governs a trigger directly, not a thing said in passing ("in the expectation of a reduction")."""
        before = self.text[segment.start : match.start()]
        if not before or before.isspace():
            return True
        passive = words.SHALL_BE.search(before) or words.TO_BE.search(before)
        if words.INDIRECT.search(before[-80:] if passive else before):
            return False
        if passive:
            return True
        if words.NOUN_TRIGGER.search(match[0]) and not before.rstrip().endswith(" to"):
            governed = segment.verb != "vocab/verb/decide" or "authori" in before.lower()
            aside = words.IN_PASSING.search(before)
            clear = before.replace("to authorize", "").replace("to authorise", "").replace("to begin", "")
            return governed and not aside and len(before) < 100 and not words.INFINITIVE.search(clear)
        if words.SHALL_DO.search(before):
            return True
        return bool(
            words.DIRECT.search(before)
            or re.search(r"\bthat\s+(?:the\s+)?(?:United\s+Nations\s+)?Secretary-General\s+$", before)
        )

    # -------------------------------------------------------------- who

    def _after(self, at: int, end: int) -> Held | None:
        return next((h for h in self.found if h.start >= at and h.start < end), None)

    def _before(self, at: int, start: int = 0) -> Held | None:
        return next((h for h in reversed(self.found) if start <= h.start and h.end <= at), None)

    def _with_joined(self, held: Held) -> list[Held]:
        """A body and those that are named with it ("of UNOCI and of the French forces")."""
        all_of_them, last = [held], held
        for other in self.found:
            if other.start >= last.end and (
                words.JOINED.fullmatch(self.text, last.end, other.start)
                or re.fullmatch(r"\s*\(\W*", self.text[last.end : other.start])
            ):
                last = other
                if other.actor not in {h.actor for h in all_of_them}:
                    all_of_them.append(other)
        return all_of_them

    def _antecedent(self, at: int, end: int) -> Held | None:
        """Whose "its mandate" or "the present mandate" is: the body named last in the clause, else the document's own."""
        if held := self._before(at):
            return Held(at, end, held.actor, "anaphora")
        main = self.holders.main()
        return Held(at, end, main, "anaphora") if main else None

    def _of_head(self, start: int, end: int, limit: int) -> list[Held]:
        """The bodies of a "mandate": before it ("UNMOT’s mandate"), behind it ("mandate of UNMOT"), or understood."""
        before = self._before(start)
        if before and words.POSSESSED.fullmatch(self.text, before.end, start):
            return [before]
        if before and start - before.end <= 1:
            return [before]
        tail = self.text[end:limit]
        after = self._after(end, min(limit, end + 220))
        if after and words.OF.search(self.text[end : after.start]) and self._reaches(end, after.start):
            return self._with_joined(after)
        if words.ITS.search(self.text[max(0, start - 30) : start]) and not re.match(r"\s+(?:of|for)\b(?!\s+a\b)", tail):
            held = self._antecedent(start, end)
            return [held] if held else []
        return []

    def _reaches(self, at: int, until: int) -> bool:
        """Whether nothing but the own words of a noun phrase stand between two places."""
        between = self.text[at:until]
        return len(between) < 200 and not re.search(
            r";|\b(?:and\s+(?:requests|decides|authorizes)|which|in\s+order|so\s+that)\b", between
        )

    # -------------------------------------------------------------- one method a kind of trigger

    def _extend(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        noun = match[0].lower().endswith(("ion", "al"))
        if noun and (segment.verb not in DECIDES or not self._is_direct(match, segment)):
            return
        if words.NOT_YET.search(self.text, segment.start, match.start()):
            return
        if match[0].lower().endswith("ing") and not words.WITH_A_VIEW.search(
            self.text, max(0, match.start() - 40), match.start()
        ):
            return
        passive = re.search(
            r"\b(?:shall|should|will|be|is|are)\s+(?:hereby\s+|further\s+|also\s+|therefore\s+)?(?:be\s+)?(?:further\s+)?$",
            self.text[max(0, match.start() - 40) : match.start()],
        )
        if match[0].lower().endswith("ed"):
            if passive and segment.verb in DECIDES:
                heads = list(words.HEAD.finditer(self.text, segment.start, match.start()))
                own = next(
                    (h for h in reversed(heads) if h[0].lower().startswith("mandate")), heads[0] if heads else None
                )
                if own and own["good"]:
                    yield from (("extend", h) for h in self._of_head(own.start(), own.end(), match.start()))
            return
        head = words.HEAD.search(self.text, match.end(), segment.end)
        held = self._after(match.end(), segment.end)
        if (
            held
            and (head is None or held.start < head.start())
            and words.TIMELY.fullmatch(self.text, match.end(), held.start)
        ) and (head is None or not words.POSSESSED.fullmatch(self.text, held.end, head.start())):
            yield from (("extend", h) for h in self._with_joined(held))
            return
        if (
            head is None
            or head["bad"]
            or (segment.verb in REQUESTS and not re.match(r"mandate|authori", head[0], re.I))
        ):
            return
        if head[0].lower().startswith("authori"):
            behind = words.TIMELY.match(self.text, head.end())
            gap = behind.end() if behind and "," in behind[0] else head.end()
            if (
                held
                and held.start > head.start()
                and words.AUTHORIZATION_OF.match(
                    " of " + self.text[gap : held.start] if gap > head.end() else self.text[head.end() : held.start]
                )
            ):
                yield from (("extend", h) for h in self._with_joined(held))
            elif held and held.end <= head.start() and words.POSSESSED.fullmatch(self.text, held.end, head.start()):
                yield "extend", held
            elif re.search(r"\bits\s+$", self.text[max(0, head.start() - 10) : head.start()]) and (
                main := self.holders.main()
            ):
                yield "extend", Held(match.start(), head.end(), main, "anaphora")
            elif (granted := words.GRANTED_BY.match(self.text, head.end())) and (
                force := authorized_by(granted["paragraph"], granted["number"])
            ):
                yield "extend", Held(match.start(), granted.end(), force, "anaphora")
            return
        yield from (("extend", h) for h in self._of_head(head.start(), head.end(), segment.end))

    def _keep(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        tail = self.text[match.end() : segment.end]
        if ceiling := re.match(r"[^;,]{0,60}?\b(?:ceilings?|strength|force\s+levels?|levels?|configuration)\b", tail):
            held = self._after(match.end(), min(segment.end, match.end() + 120))
            if held is None or not is_mission(held.actor):
                held = self._antecedent(match.start(), match.end() + ceiling.end())
            if held:
                yield "maintain", held
            return
        held = self._after(match.end(), segment.end)
        if (
            match[0].lower().startswith("maint")
            and held
            and "authori" in self.text[segment.start : match.start()].lower()
        ):
            if re.fullmatch(
                r"\s+(?:the\s+|its\s+)?(?:(?:deployment|presence|existing|current)\s+(?:of\s+)?)?(?:the\s+)?",
                self.text[match.end() : held.start],
            ) or words.TIMELY.fullmatch(re.sub(r"deployment|presence", "", self.text[match.end() : held.start])):
                yield "extend", held
        elif match[0].lower().startswith("continue") and (
            head := re.match(r"\s+(?:the\s+)?(?:[\w’]+\s+)?(?:mandate|operations?|deployment)\b", tail)
        ):
            at = match.end() + head.end()
            yield from (("extend", h) for h in self._of_head(at - 7, at, segment.end))
        elif (
            match[0].lower().startswith("continue")
            and held
            and "authori" in self.text[segment.start : match.start()].lower()
            and words.TIMELY.fullmatch(self.text, match.end(), held.start)
        ):
            yield "extend", held
        elif (
            match[0].lower() == "remain"
            and (subject := self._before(match.start(), segment.start))
            and words.CEILING_SHALL.search(self.text, segment.start, match.start())
        ):
            yield "maintain", subject
        elif (
            match[0].lower() in ("continue", "remain")
            and (subject := self._before(match.start(), segment.start))
            and words.SUBJECT_SHALL.fullmatch(self.text, subject.end, match.start())
            and re.search(r"\buntil\b|\bfor\s+a\s+(?:further\s+)?period\b", tail)
        ):
            yield "extend", subject

    def _establish(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        word = match[0].lower()
        if word == "established" and re.search(
            r"(?:\b(?:shall|will|should)|,\s+to)\s+be\s+$", self.text[max(0, match.start() - 30) : match.start()]
        ):
            subject = self._before(match.start(), segment.start)
            if subject and match.start() - subject.end < 30:
                yield "establish", subject
            return
        if word.endswith("ed") and "be" not in self.text[match.start() - 8 : match.start()].split():
            return
        if segment.verb in REQUESTS and (
            word.endswith(("ment", "ion")) or not words.OFFICER.search(self.text, segment.start, match.start())
        ):
            return
        if word == "deployed" or word.startswith("redeploy"):
            return
        deploys = "deploy" in word
        if re.search(
            r"\b(?:maintain|continue|extend|renew)\s+(?:the|its)\s+$",
            self.text[max(0, match.start() - 20) : match.start()],
        ):
            return
        if deploys and (segment.verb in REQUESTS or "authori" not in self.text[segment.start : match.start()].lower()):
            return
        timely = ""
        for start, end in self._phrases(match.end(), segment.end):
            lead = words.TIMELY.match(self.text, start, end)
            timely += lead[0] if lead else ""
            held = self._after(start, end)
            if (
                held
                and segment.verb in DECIDES
                and is_mission(held.actor)
                and words.ADDED.search(self.text[start : held.start])
                and held.start - start < 170
            ):
                yield "expand", held
                return
            first = lead.end() if lead and held and lead.end() <= held.start else start
            if held and held.start - first < 90 and not words.NP_STOP.search(self.text[first : held.start]):
                if re.search(
                    r"\b(?:additional|(?!(?:19|20)\d\d\b)\d{2,}(?=\s+(?!days|weeks|months|years)[a-z])|troops|personnel|contacts?|unit|component|office|presence)\b",
                    self.text[first : held.start],
                ):
                    if deploys:
                        yield "expand", held
                    return
                if first > start and words.OF_BODY.search(self.text[first : held.start]):
                    return
                if held.actor in _ROLES:
                    return
                yield ("extend" if words.FURTHER.search(timely) else "establish"), held
                return

    def _phrases(self, at: int, end: int) -> Iterator[tuple[int, int]]:
        """The phrases behind a verb that founds a body, cut at commas: its name may stand behind asides."""
        for _ in range(5):
            comma = re.compile(r"[,;:]").search(self.text, at, end)
            stop = comma.start() if comma else min(end, at + 200)
            if stop > at + 2:
                yield at, stop
            if comma is None or comma[0] != ",":
                return
            if not words.ASIDE.match(self.text, at, stop) and not words.APPOSED.match(self.text[at:stop]):
                return
            at = comma.end()

    def _expand(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        yield from self._resized("expand", match, segment)

    def _reduce(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        yield from self._resized("reduce", match, segment)

    def _resized(self, kind: str, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        """A greater or smaller strength, area or mandate of a body."""
        word = match[0].lower()
        if word.startswith(("streng", "reinf")) and segment.verb not in DECIDES:
            return
        before, limit = self.text[segment.start : match.start()], min(segment.end, match.end() + 160)
        subject = self._before(match.start(), segment.start)
        if words.SHALL_BE.search(before) or (words.SHALL_DO.search(before) and not word.endswith("ed")):
            if words.OWN_OBJECT.match(self.text, match.end()):  # what somebody else will strengthen
                return
            if subject is None and words.AUTHORIZED_SIZE.search(before):
                subject = self._antecedent(match.start(), match.end())
            owner = subject and (is_mission(subject.actor) or "mandate" in before)
            if subject and owner and words.FORCE_HEAD.search(before):
                yield kind, subject
            return
        if word.endswith("ed"):
            return
        tail = self.text[match.end() : limit]
        head = words.FORCE_HEAD.search(tail)
        held = self._after(match.end(), limit) or (subject if re.match(r"\s+its\b", tail) else None)
        if held is None and segment.verb in DECIDES and words.PLAIN_SIZE.match(tail):
            held = self._antecedent(match.start(), match.end())
        if head is None or held is None or not self._reaches(match.end(), max(held.start, match.end())):
            return
        if held.actor.startswith("body/") and not re.search(r"mandate|members|experts", tail):
            return
        between = self.text[match.end() : held.start] if held.start > match.end() else tail[: head.end()]
        if words.NOT_STRENGTH.search(between):
            return
        yield kind, held

    def _terminate(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        word = match[0].lower()
        if word in (
            "end",
            "conclude",
            "cease",
            "close",
            "closed",
            "closes",
            "expire",
            "expires",
            "terminated",
            "terminate",
        ):
            subject = re.search(r"\bmandate\b", self.text[segment.start : match.start()])
            if subject and re.search(
                r"\b(?:shall|will|should)\s+(?:\w+\s+){0,2}$", self.text[segment.start + subject.end() : match.start()]
            ):
                at = segment.start + subject.start()
                yield from (("terminate", h) for h in self._of_head(at, at + 7, match.start()))
                return
            closing = self._before(match.start(), segment.start)
            if closing and re.fullmatch(
                r"(?:\s*\([^)]*\))?\s+(?:shall|will|should)\s+(?:be\s+)?", self.text[closing.end : match.start()]
            ):
                yield "terminate", closing
                return
        tail = self.text[match.end() : min(segment.end, match.end() + 120)]
        if word == "withdrawal" and segment.verb not in DECIDES:
            return
        held = self._after(match.end(), min(segment.end, match.end() + 120))
        if words.NOUN_TRIGGER.search(word) and not re.match(r"\s+of\b", tail):
            return
        mandate = re.match(
            r"(?:[\s,]+(?:with\s+immediate\s+effect|on|as\s+of|by|from|\d+\s+\w+\s+\d{4}|hereby|immediately))*[\s,]+(?:the\s+)?mandate\b",
            tail,
        )
        if mandate:
            at = match.end() + mandate.end() - 7
            yield from (("terminate", h) for h in self._of_head(at, at + 7, segment.end))
        elif held and words.TIMELY.fullmatch(
            re.sub(
                r"\b(?:complete|full|all|elements|remaining|military|troops|personnel)\b",
                "",
                self.text[match.end() : held.start],
            )
        ):
            if word not in ("end", "conclude", "cease") or held.start - match.end() < 8:
                yield "terminate", held
        elif held is None and word.startswith(("terminat", "withdraw")) and re.match(r"\s+its\s+mandate", tail):
            antecedent = self._antecedent(match.start(), match.end())
            yield from (("terminate", h) for h in (antecedent,) if h)

    def _transfer(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        tail = self.text[match.end() : segment.end]
        if not re.search(r"(?:\bto|\bbe|\bSecretary-General)\s+(?:\w+\s+)?$", self.text[segment.start : match.start()]):
            return
        what = re.match(
            r"[\s,]+(?:of\s+|the\s+|its\s+|all\s+|appropriate\s+)*(?:authority|responsibilit\w+|command|functions|mandate|tasks)\b",
            tail,
        )
        if what and (held := self._after(match.end(), segment.end)) and is_mission(held.actor):
            yield from (("transfer", h) for h in self._with_joined(held)[:1])

    def _modify(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        tail = self.text[match.end() : min(segment.end, match.end() + 60)]
        head = re.match(
            r"\s+(?:of\s+)?(?:the\s+|its\s+)?(?:[\w’']+\s+){0,3}?(mandate|structure|configuration|composition|tasks)\b",
            tail,
        )
        if head:
            at = match.end() + head.start(1)
            yield from (("modify", h) for h in self._of_head(at, match.end() + head.end(1), segment.end))

    def _empower(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        before = self.text[segment.start : match.start()].lower()
        if "authori" not in before and segment.verb != "vocab/verb/empower":
            return
        if acting := words.ACTING_UNDER.search(self.text, segment.start, match.start()):
            for actor in self._acting_under(acting["paragraphs"]):
                yield "empower", Held(acting.start(), acting.end(), actor, "anaphora")
            return
        held = self._before(match.start(), segment.start)
        if held is None and re.search(r"\b(?:it|its|them|they)\b", before):
            held = self._antecedent(match.start(), match.end())
        if held and is_mission(held.actor):
            yield "empower", held

    def _acting_under(self, paragraphs: str) -> Iterator[str]:
        """The forces of "the Member States acting under paragraphs 3 and 4 above"."""
        parts = self.clause.locator.parts
        if "op" in parts:
            for number in re.findall(r"\d+", paragraphs):
                yield from self.changed_by(Locator((*parts[: parts.index("op") + 1], number)))

    def _authorized(self, segment: Segment) -> Iterator[Change]:
        """A mission that is authorized to do a thing of its own, other than all necessary measures."""
        for match in re.finditer(r"\bauthori[sz](?:es?|ed)\b", self.text[segment.start : segment.end], re.I):
            at = segment.start + match.end()
            held = self._after(at, min(segment.end, at + 60))
            if (
                held is None
                or not is_mission(held.actor)
                or not re.fullmatch(r"[\s,]*(?:the\s+|also\s+|further\s+)*", self.text[at : held.start])
            ):
                continue
            verb = re.match(
                r"(?:\s*\([^)]*\))?(?:,[^;]{0,200}?,|\s+within[^;,]{0,100}?)?\s+to\s+(?:continue\s+to\s+)?(?P<verb>\w+)(?P<rest>[^;:]{0,160})",
                self.text[held.end : segment.end],
            )
            if verb is None:
                continue
            if verb["verb"] in ("pursue", "perform", "carry", "undertake", "implement") and re.search(
                r"\btasks\b|\bmandate\b|objectives", verb["rest"]
            ):
                if not re.search(r"all\s+necessary", self.text[segment.start : held.end + verb.end()]):
                    yield Change(held.start, held.end, "define", held, segment)
            elif verb["verb"] not in ("maintain", "deploy", "increase", "expand"):
                yield Change(held.start, held.end + verb.end("verb"), "empower", held, segment)

    def _define(self, match: re.Match[str], segment: Segment) -> Iterator[tuple[str, Held]]:
        word = match[0].lower()
        if segment.verb == "vocab/verb/mandate" and match.start() - segment.start < 30:
            held = self._after(match.end(), match.end() + 30)
            if held and re.fullmatch(r"\s+(?:the\s+)?", self.text[match.end() : held.start]):
                yield "define", held
            return
        before, after = self.text[segment.start : match.start()], self.text[match.end() : segment.end]
        if word == "mandate" and words.MANDATE_IS.match(after) and not words.MANDATE_BE.match(after):
            yield from (("define", h) for h in self._of_head(match.start(), match.end(), segment.end))
            return
        if word == "mandate" and re.match(r"[^.;:]{0,200}?\bshall\s+(?:also\s+)?apply\b", after):
            if re.match(r"\s+of\b", after):
                yield from (("expand", h) for h in self._of_head(match.start(), match.end(), segment.end))
            return
        subject = self._before(match.start(), segment.start)
        if subject is None:
            return
        between = self.text[subject.end : match.start()]
        if words.SHALL.search(between) and words.SHALL_PERFORM.match(between):
            joined = [h for h in self.found if h.end <= match.start() and h.start >= segment.start]
            chosen = next((h for h in joined if is_mission(h.actor)), subject) if subject.actor in _ROLES else subject
            if chosen.actor not in _ROLES:
                yield "define", chosen
        elif word == "priorities" and re.search(r"\bthat\s+the\s+(?:\w+\s+){0,2}$", before):
            yield from (("define", h) for h in self._of_head(match.start(), match.end(), segment.end))


def is_mission(actor: str) -> bool:
    """Say whether an actor is a mission, operation or force."""
    return actor.startswith("mission/") or actor.endswith("-forces")


# names that many bear, each founded by a resolution of its own
