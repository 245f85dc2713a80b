"""What a mandate is and how much of a body there is: what founds it, enlarges or cuts it, gives it powers and tasks.

Each finder judges one trigger, as in :mod:`resrdf.enrich.mandates.terms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final

from resrdf.enrich.mandates import words
from resrdf.enrich.mandates.clause import Change, MandateClause
from resrdf.enrich.mandates.terms import Kinds
from resrdf.enrich.names.founded import DECIDES, REQUESTS
from resrdf.enrich.names.holders import Held, Segment, is_mission
from resrdf.lexicon import label_of

# names that many bear, each founded by a resolution of its own
_ROLES: Final = frozenset(
    ("body/special-representative", "body/special-envoy", "body/personal-envoy", "body/committee-of-experts")
)


def find_established(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield the named body that is established, and whom a deployment enlarges."""
    text, word = clause.text, match[0].lower()
    if word == "established" and words.BE_FOUNDED.search(text, max(0, match.start() - 30), match.start()):
        subject = clause.before(match.start(), segment.start)
        if subject and match.start() - subject.end < 30:
            yield "establish", subject
        return
    if word.endswith("ed") or word.startswith("redeploy") or words.KEEPS.search(text, 0, match.start()):
        return
    noun = word.endswith(("ment", "ion"))
    if segment.verb in REQUESTS and (noun or not words.OFFICER.search(text, segment.start, match.start())):
        return
    deploys = word.startswith("deploy")
    if deploys and (segment.verb in REQUESTS or "authori" not in text[segment.start : match.start()].lower()):
        return
    if deploys and (within := words.WITHIN.match(text, match.end(), segment.end)):
        held = clause.after(within.end(), min(segment.end, within.end() + 10))
        yield from (("expand", h) for h in (held,) if h and is_mission(h.actor))
        return
    called = words.KNOWN_AS.search(text, match.end(), min(segment.end, match.end() + 500))
    if called and (held := clause.after(called.end(), called.end() + 1)):
        yield "establish", held
    else:
        yield from _founded_by_name(clause, match, segment, deploys=deploys)


def _founded_by_name(clause: MandateClause, match: re.Match[str], segment: Segment, *, deploys: bool) -> Kinds:
    """The first body in the phrases behind a verb that founds, if it stands there as what is founded."""
    text, timely = clause.text, ""
    for start, end in clause.phrases(match.end(), segment.end):
        lead = words.TIMELY.match(text, start, end)
        timely += lead[0] if lead else ""
        held = clause.after(start, end)
        if held is None or words.FROM.search(text, start, held.start) or words.POSSESSIVE.match(text, held.end):
            continue
        if words.FOUNDER.search(text, start, held.start):  # "the establishment by UNMIBH of a programme"
            return
        adds = is_mission(held.actor) and words.ADDED.search(text, start, held.start)
        if adds and segment.verb in DECIDES and held.start - start < 170:
            yield "expand", held
            return
        first = lead.end() if lead and lead.end() <= held.start else start
        if held.start - first < 90 and not words.NP_STOP.search(text, first, held.start):
            if words.STRENGTH.search(text, first, held.start) and not words.PERSONNEL.search(text, 0, held.end):
                yield from (("expand", h) for h in (held,) if deploys)
            elif held.actor not in _ROLES and not (first > start and words.OF_BODY.search(text, first, held.start)):
                yield "extend" if words.FURTHER.search(timely) else "establish", held
            return


def _find_resized(kind: str, clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whose strength, area or mandate is made greater or smaller."""
    text, word = clause.text, match[0].lower()
    if word.startswith(("streng", "reinf")) and segment.verb not in DECIDES:
        return
    before, limit = text[segment.start : match.start()], min(segment.end, match.end() + 160)
    subject = clause.before(match.start(), segment.start)
    if words.SHALL_BE.search(before) or (words.SHALL_DO.search(before) and not word.endswith("ed")):
        if words.OWN_OBJECT.match(text, match.end()):  # what somebody else will strengthen
            return
        if subject is None and words.AUTHORIZED_SIZE.search(before):
            subject = clause.antecedent(match.start(), match.end())
        owner = subject and (is_mission(subject.actor) or "mandate" in before)
        if subject and owner and words.FORCE_HEAD.search(before):
            yield kind, subject
        return
    if word.endswith("ed"):
        return
    tail = text[match.end() : limit]
    head = words.FORCE_HEAD.search(tail)
    held = clause.after(match.end(), limit) or (subject if words.ITS_BEHIND.match(tail) else None)
    if held is None and segment.verb in DECIDES and words.PLAIN_SIZE.match(tail):
        held = clause.antecedent(match.start(), match.end())
    if head is None or held is None or not clause.reaches(match.end(), max(held.start, match.end())):
        return
    between = text[match.end() : held.start] if held.start > match.end() else tail[: head.end()]
    mere = held.actor.startswith("body/") and not words.OF_A_BODY.search(tail)
    if not mere and not words.NOT_STRENGTH.search(between):
        yield kind, held


find_expanded = partial(_find_resized, "expand")
find_reduced = partial(_find_resized, "reduce")


def find_modified(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whose mandate or structure is adjusted."""
    if words.NOT_YET.search(clause.text, segment.start, match.start()):
        return
    if match[0].lower().startswith("adjustment"):
        held = clause.after(match.end(), min(segment.end, match.end() + 10))
        directly = words.VERB_THE.fullmatch(clause.text, segment.start, match.start())
        if (
            held
            and directly
            and is_mission(held.actor)
            and words.TO_THE.fullmatch(clause.text, match.end(), held.start)
        ):
            yield "modify", held
    elif match[0].lower().startswith(("reconfiguration", "restructuring")):
        held = clause.after(match.end(), min(segment.end, match.end() + 20))
        if held and is_mission(held.actor) and words.OF_THE.fullmatch(clause.text, match.end(), held.start):
            yield "modify", held
    elif head := words.STRUCTURE.match(clause.text, match.end(), min(segment.end, match.end() + 60)):
        yield from (("modify", h) for h in clause.of_head(head.start("head"), head.end(), segment.end))


def find_empowered(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield who may take all necessary measures: a force and those named with it, or who acts under other paragraphs."""
    before = clause.text[segment.start : match.start()].lower()
    if "authori" not in before and segment.verb != "vocab/verb/empower" and not words.MAY.search(before):
        return
    if acting := words.ACTING_UNDER.search(clause.text, segment.start, match.start()):
        for actor in clause.acting_under(acting["paragraphs"]):
            yield "empower", Held(acting.start(), acting.end(), actor, "anaphora")
        return
    held = clause.subject(match.start(), segment)
    if held is None and words.PRONOUN.search(before):
        held = clause.antecedent(match.start(), match.end())
    if held and is_mission(held.actor):
        yield from (("empower", h) for h in clause.named_with(held, segment.start) if is_mission(h.actor))


def find_authorized(clause: MandateClause, segment: Segment) -> Iterator[Change]:
    """Yield the missions and committees authorized to do a thing of their own, other than all necessary measures."""
    text = clause.text
    for match in words.AUTHORIZED.finditer(text, segment.start, segment.end):
        held = _authorized(clause, match, segment)
        if held is None or not (is_mission(held.actor) or "committee" in held.actor):
            continue
        group = clause.with_joined(held)
        last = max(group[-1].end, match.end())
        if items := words.TO_ITEMS.match(text, last, segment.end):
            for h in group:
                yield Change(h.start, items.end(), "empower", h, segment)
        elif verb := words.TO_DO.match(text, last, segment.end):
            if verb["verb"] in words.PERFORM and words.TASKS.match(verb["rest"]):
                if not words.ALL_NECESSARY.search(text, segment.start, verb.end()):
                    yield Change(held.start, last, "define", held, segment)
            elif verb["on"] and is_mission(held.actor) and words.SOME_TIME.search(text, verb.end("verb"), segment.end):
                for h in group:
                    yield Change(h.start, verb.end("verb"), "extend", h, segment)
            elif verb["verb"] not in ("maintain", "deploy", "increase", "expand", "comprise", "consist"):
                for h in group:
                    yield Change(h.start, verb.end("verb"), "empower", h, segment)


def _authorized(clause: MandateClause, match: re.Match[str], segment: Segment) -> Held | None:
    """Who is authorized: named behind the verb or ahead of "is authorized"; the observers of a mission stand for it."""
    held = clause.after(match.end(), min(segment.end, match.end() + 60))
    if held and words.DIRECTLY.fullmatch(clause.text, match.end(), held.start):
        return held
    if observers := words.OBSERVERS.match(clause.text, match.end(), segment.end):
        main = clause.holders.main()
        watches = main and "Observ" in (label_of(main, "mission") or "")
        return Held(*observers.span("who"), main, "anaphora") if main and watches else None
    ahead = clause.before(match.start())
    passive = ahead and words.IS_AUTHORIZED.fullmatch(clause.text, ahead.end, match.start())
    return ahead if passive and words.IS_AHEAD.search(clause.text, 0, match.start()) else None


def find_limited(clause: MandateClause, segment: Segment) -> Iterator[Change]:
    """Yield whose authorization, given in a paragraph above, is limited in time."""
    for match in words.LIMITED.finditer(clause.text, segment.start, segment.end):
        for actor in clause.acting_under(match["paragraph"]):
            held = Held(match.start(), match.end(), actor, "anaphora")
            yield Change(match.start(), match.end(), "define", held, segment)


def find_entrusted(clause: MandateClause, segment: Segment) -> Iterator[Change]:
    """Yield the body that is entrusted with one more task or a new mandate: "entrusts the Committee with the task of"."""
    for match in words.ENTRUST.finditer(clause.text, segment.start, segment.end):
        held = clause.after(match.end(), min(segment.end, match.end() + 40))
        if held and match["mandate"]:
            yield Change(match.start(), held.end, "define", held, segment)
        elif held and (task := words.WITH_TASK.match(clause.text, held.end, segment.end)):
            yield Change(match.start(), task.end(), "expand", held, segment)


def find_supporting(clause: MandateClause, segment: Segment) -> Iterator[Change]:
    """Yield the team that "shall also support the Committee for a period"."""
    text = clause.text
    match = words.SUPPORT.search(text, segment.start, segment.end)
    held = clause.before(match.start(), segment.start) if match else None
    if match and held and words.SUBJECT_SHALL.fullmatch(text, held.end, match.start()):
        yield Change(held.start, match.end(), "extend", held, segment)


def find_tasked(clause: MandateClause, segment: Segment) -> Iterator[Change]:
    """Yield the mission of "that [the Special Representative and] UNAMI, …, shall:", whose tasks stand in the items."""
    text = clause.text
    if shall := words.SHALL_ITEMS.search(text, segment.start, segment.end):
        for held in clause.found:
            if is_mission(held.actor) and words.THAT_ROLE_AND.search(text, segment.start, held.start):
                yield Change(held.start, shall.end(), "define", held, segment)
                return


def find_defined(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whose mandate, tasks or priorities are laid down; what they shall also include or apply to expands them."""
    text, word = clause.text, match[0].lower()
    if segment.verb == "vocab/verb/mandate" and match.start() - segment.start < 30:
        held = clause.after(match.end(), match.end() + 30)
        yield from (("define", h) for h in (held,) if h and words.THE.fullmatch(text, match.end(), h.start))
    elif word == "mandate" and words.IN_ADDITION.search(text, segment.start, match.start()):
        yield from (("expand", h) for h in clause.of_head(match.start(), match.end(), match.end()))
    elif (kind := _laid_down(text, match, segment)) is not None:
        yield from ((kind, h) for h in clause.of_head(match.start(), match.end(), segment.end) if kind)
    elif subject := clause.subject(match.start(), segment):
        yield from (("define", held) for held in _that_performs(clause, match, segment, subject))


def _laid_down(text: str, match: re.Match[str], segment: Segment) -> str | None:
    """What is done to a mandate or tasks that are the subject of a sentence: "" is nothing, None says that they are not."""
    word, end, limit = match[0].lower(), match.end(), segment.end
    if word == "mandate":
        if words.MANDATE_IS.match(text, end, limit) or words.DESIGNED.match(text, end):
            if words.MANDATE_BE.match(text, end, limit):
                return ""
            return "expand" if words.MANDATE_ALSO.match(text, end, limit) else "define"
        if not words.SHALL_APPLY.match(text, end, limit):
            return None
        spoken_of = words.OF_BEHIND.match(text, end) or words.THIS_MANDATE.search(text, 0, end)
        return "expand" if spoken_of else ""
    if word in ("tasks", "functions"):
        return "define" if words.SHALL_BE_THESE.match(text, end, limit) else None
    if word.startswith("strategic"):
        return "define" if words.IS.search(text, end, limit) else None
    laid_down = word in ("priorities", "responsibilities") and words.THAT_THE.search(text, segment.start, match.start())
    if word == "responsibilities":
        return "define" if laid_down and words.MANDATE_IS.match(text, end, limit) else ""
    return "define" if laid_down else None


def _that_performs(clause: MandateClause, match: re.Match[str], segment: Segment, subject: Held) -> Iterator[Held]:
    """Whose tasks they are that the subject of the sentence "shall perform"."""
    text = clause.text
    between = text[subject.end : match.start()]
    if words.HAVE_FOLLOWING.search(between) or words.SHALL_PERFORM.match(between):
        joined = (h for h in clause.found if segment.start <= h.start and h.end <= match.start())
        aside = subject.actor in _ROLES or words.TOGETHER_WITH.search(text, segment.start, subject.start)
        chosen = next((h for h in joined if is_mission(h.actor)), subject) if aside else subject
        yield from (h for h in (chosen,) if h.actor not in _ROLES)
    elif not is_mission(subject.actor):
        missions = (h for h in clause.found if segment.start <= h.start < subject.start and is_mission(h.actor))
        performs = (h for h in missions if words.SHALL_PERFORM.match(text[h.end : match.start()]))
        yield from islice(performs, 1)
