"""Votes by State and sponsors, as the workflow and the analysis of an AKN4UN file give them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lxml import etree

from resrdf.document import Ballot, Outcome, Remark, Vote, WorkKind
from resrdf.read.akn.units import AKN, read_text
from resrdf.read.voters import mend_state

_UN = "{http://un.org/akn4un}"
_TALLY = re.compile(r"\b(\d{1,2})\s*[-–]\s*(\d{1,2})\s*[-–]\s*(\d{1,2})\b")
_UNANIMOUS = re.compile(r"unanim", re.IGNORECASE)
_NO_VOTE = re.compile(r"without\s*a?\s*vote|acclamation", re.IGNORECASE)
_INVERTED = re.compile(r", (?:\w+ )*(?:Republic|States|State) of$")
_SIDES = {
    "inFavour": "in_favour",
    "against": "against",
    "abstaining": "abstained",
    "abstain": "abstained",
    "notVoting": "not_voting",
}


def read_vote(meta: etree._Element, step: etree._Element | None, kind: WorkKind) -> tuple[Vote | None, list[Remark]]:
    """Read how a text was put to the vote; a presidential statement is not."""
    if kind == "statement":
        return None, []
    remarks: list[Remark] = []
    voting = meta.find(f"{AKN}analysis/{AKN}parliamentary/{AKN}voting")
    sides = _read_sides(voting, remarks) if voting is not None else {}
    said = step.get("by") or "" if step is not None else ""
    tally = _TALLY.search(said)
    if tally is not None:
        for side, text in zip(("in_favour", "against", "abstained"), tally.groups(), strict=True):
            _compare(sides, side, int(text), remarks)
    outcome = _find_outcome(voting, step, said, sides, kind)
    if outcome is None:
        return None, remarks
    if outcome == "adopted-unanimously":
        if any((ballot.count or ballot.states) for side, ballot in sides.items() if side != "in_favour"):
            remarks.append(Remark("conflict", "adopted unanimously by the workflow, not so by the votes", "vote"))
        elif (favour := sides.get("in_favour")) and favour.count and favour.count >= 15:
            for side in ("against", "abstained"):
                sides.setdefault(side, Ballot(0))
    return Vote(outcome, **sides), remarks


def _read_sides(voting: etree._Element, remarks: list[Remark]) -> dict[str, Ballot]:
    sides: dict[str, Ballot] = {}
    for count in voting.iterfind(f"{AKN}count"):
        code = (count.get("refersTo") or "").lstrip("#")
        side = _SIDES.get(code)
        names = dict.fromkeys(read_text(o) for o in count.iterfind(f"{_UN}voters/{AKN}organization"))
        states = tuple(mend_state(name, remarks) for name in names)
        if side is None:
            remarks.append(
                Remark("unknown", f"votes of the unknown kind {code or '(none)'}: {', '.join(states)}", "vote")
            )
            continue
        value = (count.get("value") or "").strip()
        number = int(value) if value.isdigit() else None
        if number is not None and number != len(states):
            remarks.append(
                Remark("conflict", f"{number} votes {side.replace('_', ' ')}, but {len(states)} States", "vote")
            )
        sides[side] = Ballot(number, states)
    return sides


def _compare(sides: dict[str, Ballot], side: str, number: int, remarks: list[Remark]) -> None:
    """Fill a side from the tally in words, or say that the two differ."""
    ballot = sides.get(side)
    if ballot is None or ballot.count is None:
        states = ballot.states if ballot else ()
        if number or not states:
            sides[side] = Ballot(number, states)
    if ballot is not None and ballot.count is not None and ballot.count != number:
        remarks.append(
            Remark(
                "conflict", f"{number} {side.replace('_', ' ')} by the workflow, {ballot.count} by the votes", "vote"
            )
        )
    elif ballot is None and number:
        remarks.append(
            Remark("conflict", f"{number} {side.replace('_', ' ')} by the workflow, none by the votes", "vote")
        )


def _find_outcome(
    voting: etree._Element | None, step: etree._Element | None, said: str, sides: dict[str, Ballot], kind: WorkKind
) -> Outcome | None:
    code = (step.get("outcome") or "").casefold() if step is not None else ""
    how = (voting.get("outcome") or "") if voting is not None else ""
    if code == "veto" or (kind == "draft" and "negative vote of" in said):
        return "vetoed"
    if code == "notadopted" or (kind == "draft" and step is not None):
        return "not-adopted"
    if _NO_VOTE.search(said) or how in ("adoptedByAcclamation", "adoptedWithoutVote"):
        return "adopted-without-vote"
    if _UNANIMOUS.search(said):
        return "adopted-unanimously"
    favour = sides.get("in_favour")
    if not said and favour and favour.count and favour.count >= 15 and len(sides) == 1:
        return "adopted-unanimously"
    return "adopted" if step is not None or sides else None


@lru_cache(maxsize=1024)
def find_sponsors(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a list of States; the second tuple has those names that no State bears.

    >>> find_sponsors("Bosnia and Herzegovina, United Kingdom of Great Britain and Northern Ireland and France")[0]
    ('Bosnia and Herzegovina', 'United Kingdom of Great Britain and Northern Ireland', 'France')
    >>> find_sponsors("Trinidad and Tobago and Korea, Republic of")[0], find_sponsors("Atlantis and France")[1]
    (('Trinidad and Tobago', 'Korea, Republic of'), ('Atlantis',))
    """
    from resrdf.lexicon import find_state

    text = unicodedata.normalize("NFC", text)
    names: list[str] = []
    pieces = [p for p in re.split(r"\s*[,;]\s*", text.strip(" .,;")) if p]
    while pieces:
        piece = re.sub(r"^and\s+", "", pieces.pop(0))
        head, _, tail = piece.rpartition(" and ")
        whole = f"{tail}, {pieces[0]}" if pieces else ""  # "Korea, Republic of" is one name
        if whole and find_state(whole) is not None and (find_state(tail) is None or _INVERTED.search(whole)):
            names += [*(_split_and(head) if head else ()), whole]
            pieces.pop(0)
        else:
            names += _split_and(piece)
    names = [part for name in names for part in _split_space(name)]
    return tuple(dict.fromkeys(names)), tuple(n for n in dict.fromkeys(names) if find_state(n) is None)


def _split_and(text: str) -> list[str]:
    """Part a text at those "and" that stand between names of States."""
    from resrdf.lexicon import find_state

    if find_state(text) is not None or " and " not in text:
        return [text]
    words = text.split(" and ")
    cuts = range(1, len(words))
    parted = [(" and ".join(words[:i]), " and ".join(words[i:])) for i in cuts]
    both = [p for p in parted if find_state(p[0]) is not None and (find_state(p[1]) is not None or " and " in p[1])]
    either = [p for p in parted if find_state(p[0]) is not None or find_state(p[1]) is not None]
    for left, right in (*both[::-1], *either):
        return [*_split_and(left), *_split_and(right)]
    return [text]


def _split_space(text: str) -> list[str]:
    """Part two names whose comma was lost ("Chile France"); any other text stays whole."""
    from resrdf.lexicon import find_state

    words = text.split()
    if find_state(text) is None:
        for i in range(1, len(words)):
            pair = [" ".join(words[:i]), " ".join(words[i:])]
            if all(find_state(name) is not None for name in pair):
                return pair
    return [text]
