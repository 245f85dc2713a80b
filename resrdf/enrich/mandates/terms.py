"""How long a mandate lasts: what extends it, keeps it as it is, ends it or hands it over.

Each finder judges one trigger and yields the kind of change with the body whose mandate is changed; nothing where the
trigger is done to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.enrich.mandates import words
from resrdf.enrich.mandates.clause import MandateClause
from resrdf.enrich.names.founded import DECIDES, REQUESTS, authorized_by
from resrdf.enrich.names.holders import Held, Segment, is_mission

Kinds = Iterator[tuple[str, Held]]


def find_extended(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whom "extend the mandate of", "shall be extended" or "renew, until 1 May, the Panel" means."""
    word, text = match[0].lower(), clause.text
    if words.NOT_YET.search(text, segment.start, match.start()):
        return
    if word.endswith(("ion", "al")) and (segment.verb not in DECIDES or not clause.is_direct(match, segment)):
        return
    if word.endswith("ing") and not words.WITH_A_VIEW.search(text, max(0, match.start() - 40), match.start()):
        return
    if word.endswith("ed") or words.WILL.search(text, segment.start, match.start()):
        yield from (("extend", held) for held in _been_extended(clause, match, segment))
        return
    head = words.HEAD.search(text, match.end(), segment.end)
    held = clause.after(match.end(), segment.end)
    if held and words.STATIONED.fullmatch(
        text, match.end(), held.start
    ):  # "the period in which the Force shall be stationed"
        yield "extend", held
        return
    if held and words.TIMELY.fullmatch(text, match.end(), held.start) and not _owns(text, held, head):
        yield from (("extend", h) for h in clause.with_joined(held))
        return
    if head is None or head["bad"] or (segment.verb in REQUESTS and not words.MANDATED.match(head[0])):
        return
    if head[0].lower().startswith("authori"):
        yield from (("extend", h) for h in _authorization_of(clause, match, head, held))
    else:
        yield from (("extend", h) for h in clause.of_head(head.start(), head.end(), segment.end))


def _owns(text: str, held: Held, head: re.Match[str] | None) -> bool:
    """Whether a body stands behind the word for a mandate, or is its owner: "UNMOT’s mandate"."""
    return head is not None and (
        held.start >= head.start() or words.POSSESSED.fullmatch(text, held.end, head.start()) is not None
    )


def _been_extended(clause: MandateClause, match: re.Match[str], segment: Segment) -> list[Held]:
    """Whose mandate "shall be extended"."""
    if segment.verb not in DECIDES or not words.BE_DONE.search(clause.text, max(0, match.start() - 40), match.start()):
        return []
    heads = list(words.HEAD.finditer(clause.text, segment.start, match.start()))
    own = next((h for h in reversed(heads) if h[0].lower().startswith("mandate")), heads[0] if heads else None)
    return clause.of_head(own.start(), own.end(), match.start()) if own and own["good"] else []


def _authorization_of(
    clause: MandateClause, match: re.Match[str], head: re.Match[str], held: Held | None
) -> Iterator[Held]:
    """Whose authorization is renewed: "of ISAF", "its", or that "provided by paragraph 11 of resolution 2183 (2014)"."""
    text = clause.text
    behind = words.TIMELY.match(text, head.end())
    gap = behind.end() if behind and "," in behind[0] else head.end()
    if held and held.start > head.start():
        between = " of " + text[gap : held.start] if gap > head.end() else text[head.end() : held.start]
        if words.AUTHORIZATION_OF.match(between):
            yield from clause.with_joined(held)
            return
    if held and held.end <= head.start() and words.POSSESSED.fullmatch(text, held.end, head.start()):
        yield held
    elif words.OWN.search(text, max(0, head.start() - 10), head.start()):
        if main := clause.holders.main():
            yield Held(match.start(), head.end(), main, "anaphora")
    elif (granted := words.GRANTED_BY.match(text, head.end())) and (
        force := authorized_by(granted["paragraph"], granted["number"])
    ):
        yield Held(match.start(), granted.end(), force, "anaphora")


def find_kept(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whose deployment is maintained or continued, and whose strength stays as it is."""
    text, word = clause.text, match[0].lower()
    if ceiling := words.CEILING_BEHIND.match(text, match.end(), segment.end):
        held = clause.after(match.end(), min(segment.end, match.end() + 120))
        if held is None or not is_mission(held.actor):
            held = clause.antecedent(match.start(), ceiling.end())
        yield from (("maintain", h) for h in (held,) if h)
        return
    held = clause.after(match.end(), segment.end)
    between = text[match.end() : held.start] if held else ""
    authorized = held is not None and "authori" in text[segment.start : match.start()].lower()
    subject = clause.before(match.start(), segment.start)
    if word == "continued":
        directly = words.VERB_THE.fullmatch(text, segment.start, match.start())
        goes_on = held is not None and words.GOES_ON.fullmatch(between)
        yield from (("extend", h) for h in (held,) if h and directly and goes_on)
    elif word.startswith("maint"):
        plain = words.DEPLOYED.sub("", between)
        if held and authorized and (words.ITS_OWN.fullmatch(plain) or words.TIMELY.fullmatch(plain)):
            yield "extend", held
    elif word.startswith("continue") and (head := words.OPERATION_BEHIND.match(text, match.end(), segment.end)):
        yield from (("extend", h) for h in clause.of_head(head.start("head"), head.end(), segment.end))
    elif word.startswith("continue") and held and authorized and words.TIMELY.fullmatch(between):
        yield "extend", held
    elif subject and _stays(clause, match, segment):
        yield "maintain", subject
    elif (
        subject
        and word in ("continue", "remain")
        and words.SUBJECT_SHALL.fullmatch(text, subject.end, match.start())
        and words.SOME_TIME.search(text, match.end(), segment.end)
    ):
        yield "extend", subject


def _stays(clause: MandateClause, match: re.Match[str], segment: Segment) -> bool:
    """Whether a strength "shall remain", or a body "shall continue to comprise" so many."""
    if match[0].lower() == "remain":
        return words.CEILING_SHALL.search(clause.text, segment.start, match.start()) is not None
    comprises = words.STILL_COMPRISE.match(clause.text, match.end(), segment.end)
    return comprises is not None and words.SHALL_NEAR.search(clause.text, segment.start, match.start()) is not None


def find_terminated(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whose mandate is terminated, and which body is dissolved, withdrawn or closed."""
    word, text = match[0].lower(), clause.text
    if words.ENDS.fullmatch(word) and (ending := _that_ends(clause, match, segment)):
        yield from (("terminate", held) for held in ending)
        return
    if word == "discontinue" and (grown := words.GROWTH.match(text, match.end(), segment.end)):
        yield from (("reduce", h) for h in clause.of_head(grown.start("head"), grown.end(), segment.end))
        return
    limit = min(segment.end, match.end() + 120)
    if word == "withdrawal" and segment.verb not in DECIDES:
        return
    if words.NOUN_TRIGGER.search(word) and not words.OF_BEHIND.match(text, match.end(), limit):
        return
    held = clause.after(match.end(), limit)
    if mandate := words.MANDATE_BEHIND.match(text, match.end(), limit):
        yield from (("terminate", h) for h in clause.of_head(mandate.start("head"), mandate.end(), segment.end))
    elif held and words.TIMELY.fullmatch(words.PARTS.sub("", text[match.end() : held.start])):
        if word not in ("end", "conclude", "cease") or held.start - match.end() < 8:
            yield "terminate", held
    elif (
        held is None and word.startswith(("terminat", "withdraw")) and words.ITS_MANDATE.match(text, match.end(), limit)
    ):
        antecedent = clause.antecedent(match.start(), match.end())
        yield from (("terminate", h) for h in (antecedent,) if h)


def _that_ends(clause: MandateClause, match: re.Match[str], segment: Segment) -> list[Held]:
    """Whose mandate, or which body, "shall terminate" or "shall be terminated"."""
    text = clause.text
    subject = words.MANDATE.search(text, segment.start, match.start())
    if subject and words.SHALL_NEAR.search(text, subject.end(), match.start()):
        return clause.of_head(subject.start(), subject.end(), match.start())
    closing = clause.before(match.start(), segment.start)
    return [closing] if closing and words.THAT_SHALL.fullmatch(text, closing.end, match.start()) else []


def find_transferred(clause: MandateClause, match: re.Match[str], segment: Segment) -> Kinds:
    """Yield whose authority or functions are handed over; "a plan on the transfer of responsibility" hands nothing over."""
    if words.DOES.search(clause.text, segment.start, match.start()) and words.HANDED_OVER.match(
        clause.text, match.end(), segment.end
    ):
        held = clause.after(match.end(), segment.end)
        if held and is_mission(held.actor):
            yield "transfer", held
