"""Which measures does a clause impose? A duty to prevent, prohibit, freeze or inspect what the vocabulary has a type for.

Paragraphs of the same resolution are read in the same way by those who ask what "the measures imposed by paragraph 3" are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from resrdf.annotations import Action, MeasureChange, Rule
from resrdf.document import Clause, Locator, walk
from resrdf.enrich.literals import has_any
from resrdf.enrich.measures import words
from resrdf.enrich.measures.scope import find_places, find_regime, find_until, find_worded, known_paragraphs, own_number
from resrdf.enrich.names.holders import Holders, Segment
from resrdf.enrich.verbs import find_actions
from resrdf.words import has_beginning


def speaks_of_measures(text: str) -> bool:
    """A first look, which most clauses do not pass."""
    if has_any(text, words.SURE_WORDS):
        return True
    folded = text.lower()
    return has_any(folded, words.QUICK_WORDS) and words.QUICK.search(folded) is not None


def find_segments(clause: Clause, actions: Sequence[Action], holders: Holders) -> Iterator[Segment]:
    """The stretches of a clause by the verb that governs them; an item without a verb goes on with that of its paragraph."""
    text = clause.text
    first = actions[0].start if actions else len(text)
    if (not actions or first > 60) and (verb := _inherited(clause, holders)):
        yield Segment(verb, 0, first)
    for action, following in zip_longest(actions, actions[1:]):
        yield Segment(action.verb, action.start, following.start if following else len(text))


def _inherited(clause: Clause, holders: Holders) -> str | None:
    """The verb of the paragraph to which an item belongs."""
    for parent in holders.above(clause):
        if acts := tuple(find_actions(parent)):
            return acts[-1].verb
    return None


def find_imposed(clause: Clause, segment: Segment, holders: Holders) -> Iterator[MeasureChange]:
    """The measures that a stretch of a clause imposes by laying down a duty."""
    text = clause.text[segment.start : segment.end]
    asked = segment.verb in words.ASKS
    if not asked and segment.verb not in words.DECIDES:
        return
    lead = " ".join(p.text for p in holders.above(clause)) if segment.start == 0 else ""
    cues = list(find_worded(words.CUE, words.CUES, clause.text, segment))
    inherited = None
    if not cues and lead:
        inherited = next(reversed(list(words.CUE.finditer(lead[-200:]))), None)
    if not cues and not inherited:
        return
    kinds = [kind for kind, first in words.OBJECT_BEGINNINGS.items() if has_beginning(clause.text, first)]
    if not kinds or _imposes_nothing(lead, text, asked=asked):
        return
    for kind in kinds:
        pattern = words.OBJECTS[kind]
        for cue in cues or ([inherited] if inherited else []):
            if not _is_cue(kind, cue[0], segment.verb, lead + text):
                continue
            begin = 0 if cue is inherited else cue.start()
            what = pattern.search(text, begin, min(len(text), begin + 1200))
            if what is None or ";" in text[begin : what.start()] or words.EXPLOSIVE.search(what[0]):
                continue
            before = "" if cue is inherited else text[max(0, begin - 90) : begin]
            if words.EXISTING.search(before) and not words.COMPLETE.search(before):
                continue
            bound = asked or cue is inherited or cue.start() < 40 or cue[0].lower() == "inspect"
            if not bound and not words.SHALL.search(lead + " " + text[: cue.end()]):
                continue
            action = "extend" if words.CONTINUE.search(before) else "impose"
            start, end = segment.start + min(begin, what.start()), segment.start + what.end()
            if cue is inherited:
                start = segment.start + what.start()
            regime, rule = find_regime(clause, segment, holders, imposing=True)
            yield MeasureChange(
                start, end, f"vocab/measure/{kind}", f"vocab/measure-action/{action}", regime, find_until(text, holders), rule
            )  # fmt: skip
            break


def _imposes_nothing(lead: str, text: str, *, asked: bool) -> bool:
    """Whether an item belongs to what a body is to do or what is exempted, or a call reminds of duties that exist."""
    if words.PASSIVE.search(lead):
        return True
    if words.COMMITTEE_TASK.search(lead[-250:]) and not words.STATES_DO.search(lead + text):
        return True
    return asked and (not words.ALL_STATES.search(lead + text) or words.REMINDER.search(text) is not None)


def _is_cue(kind: str, cue: str, verb: str, text: str) -> bool:
    """Whether words lay down a duty of a type: some types have words of their own, and only inspections are authorized."""
    own = words.OWN_CUE.get(kind)
    if not own.match(cue) if own else words.NO_TRADE_CUE.match(cue):
        return False
    if verb in words.ASKS and not words.ASKED_CUE.match(cue):
        return False
    if kind == "cargo-inspection":
        return "authorize" in verb or words.ALL_STATES.search(text) is not None
    return not verb.endswith("/authorize")


def _kinds_of(clause: Clause, holders: Holders) -> Iterator[str]:
    """The types of measure that a clause imposes, as short names."""
    if clause.kind == "operative" and speaks_of_measures(clause.text):
        for segment in find_segments(clause, tuple(find_actions(clause)), holders):
            for change in find_imposed(clause, segment, holders):
                yield change.kind.rsplit("/", 1)[1]


def cited_kinds(text: str, holders: Holders) -> tuple[list[str], Rule]:
    """The types of the measures that the paragraphs cited lay down: those of this resolution are read, others are known."""
    kinds: list[str] = []
    rule: Rule = "computed"
    number = own_number(holders)
    for match in words.PARAGRAPHS.finditer(text):
        cited = int(match["number"]) if match["number"] else number
        for top, sub in find_places(match["list"]):
            if cited == number:
                rule = "anaphora"
                place = Locator(("op", top, sub) if sub else ("op", top))
                found = [
                    k for c in walk(tuple(filter(None, (holders.clauses.get(place),)))) for k in _kinds_of(c, holders)
                ]
            else:
                known = known_paragraphs().get((cited, top), {})
                found = [k for s, ks in known.items() for k in ks if sub is None or s in (sub, None)]
            kinds += (k for k in found if k not in kinds)
    return kinds, rule
