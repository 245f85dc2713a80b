"""How a text came about, as statements: its meeting, the vote on it, the draft before it, the States that sponsored it."""

from __future__ import annotations

from collections.abc import Iterator

from resrdf.document import Ballot, Vote
from resrdf.dossier import Dossier
from resrdf.iris import DEFAULT_BASE, Iris
from resrdf.lexicon import find_state
from resrdf.statements import Statement, to_node, to_text, to_value
from resrdf.terms import RDF, UNSC, XSD, Node

_SIDES = (
    ("in_favour", UNSC.inFavour, UNSC.countInFavour),
    ("against", UNSC.against, UNSC.countAgainst),
    ("abstained", UNSC.abstained, UNSC.countAbstained),
    ("not_voting", UNSC.notVoting, UNSC.countNotVoting),
)


def about_adoption(dossier: Dossier, iris: Iris) -> Iterator[Statement]:
    """Yield what is known of the meeting, the vote and the draft of a text."""
    adoption, kind, catalogue = dossier.adoption, dossier.primary.kind, dossier.catalogue
    if adoption.meeting:
        meeting, record = to_node(iris.meeting(adoption.meeting)), to_node(iris.record(adoption.meeting))
        yield meeting, RDF.type, UNSC.Meeting
        yield meeting, UNSC.meetingNumber, to_value(adoption.meeting, XSD.positiveInteger)
        if adoption.date:
            yield meeting, UNSC.meetingDate, to_value(adoption.date, XSD.date)
        yield meeting, UNSC.record, record
        yield record, RDF.type, UNSC.Document
        yield record, UNSC.symbol, to_text(f"S/PV.{adoption.meeting}")
    if adoption.vote:
        yield from _about_vote(adoption.vote, dossier, iris)
    sponsored = to_node(iris.work(dossier.symbol))
    if kind == "resolution" and catalogue.draft:
        sponsored = to_node(iris.work(catalogue.draft))
        yield sponsored, RDF.type, UNSC.DraftResolution
        yield sponsored, UNSC.symbol, to_text(catalogue.draft.canonical)
    if kind == "draft" or catalogue.draft:
        for state in _states(catalogue.sponsors, iris):
            yield sponsored, UNSC.sponsor, state


def _about_vote(vote: Vote, dossier: Dossier, iris: Iris) -> Iterator[Statement]:
    meeting = dossier.adoption.meeting
    node = to_node(iris.vote(meeting, dossier.symbol))
    yield node, RDF.type, UNSC.Vote
    if meeting:
        yield node, UNSC.inMeeting, to_node(iris.meeting(meeting))
    yield node, UNSC.voteOn, to_node(iris.work(dossier.catalogue.draft or dossier.symbol))
    yield node, UNSC.outcome, to_node(f"{DEFAULT_BASE}vocab/outcome/{vote.outcome}")
    for name, side, count in _SIDES:
        ballot = getattr(vote, name)
        if ballot is None:
            continue
        if ballot.count is not None and _is_sound(ballot):
            yield node, count, to_value(ballot.count, XSD.nonNegativeInteger)
        for state in _states(ballot.states, iris):
            yield node, side, state


def _states(names: tuple[str, ...], iris: Iris) -> Iterator[Node]:
    """The States of these names; a name that the vocabulary does not know stays out (and is reported)."""
    for name in dict.fromkeys(names):
        if path := find_state(name):
            yield to_node(iris.path(path))


def _is_sound(ballot: Ballot) -> bool:
    """A count that the named States contradict, or that exceeds the Council, is not asserted (readers say so)."""
    known = {find_state(name) for name in ballot.states} - {None}
    return (ballot.count or 0) <= 15 and (not known or len(known) == ballot.count)
