"""The end of a document of 1946-94: the adoption sentence, its vote, and the footnotes below it.

Forms: "Adopted unanimously at the 1382nd meeting.", "Adopted at the 338th meeting by 7 votes to 1 (Syria), with 3
abstentions (Argentina, …).", with absences and members that took no part in a footnote or the sentence after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from resrdf.document import Adoption, Ballot, Footnote, Outcome, Remark, Vote
from resrdf.lexicon import find_misread_state, find_state
from resrdf.read.dates import to_number
from resrdf.read.head import find_meeting
from resrdf.read.lines import Line

_ADOPTED = re.compile(
    r"Ad[ao]pted\s+(?:unanimous\w*|[au]t|by|without|with|on\s+the|the)\b|Adopted,|The\s+draft\s+resolution\s+was\s+adopted\b",
    re.I,
)
_NOTE = re.compile(r"(?P<mark>\d{1,3}|\*{1,3})\s?\.?\s*(?P<text>\S.*)", re.S)
_NOTE_TEXT = re.compile(r"[A-Z(“\"‘'\[]|[if]bid", re.I)
_MONTH_NEXT = re.compile(
    r"\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_TALLY = re.compile(
    r"""by\s+(?P<for>[\w£]+)\s+votes?\s+(?:t[ao0]|io)\s+(?P<against>\w+)
        (?:\s*\((?P<opposing>[^)]*)\))?
        (?:\s*[,.;]?\s*(?:with|and|wit\s?h)\s+(?P<abstain>[\w\]|]+)\s+abst[a-z]+(?:\s*\((?P<abstaining>[^)]*)\)?)?)?""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ABSENT = re.compile(
    r"""(?P<count>One|Two|Three|Four|Five)\s+(?:permanent\s+)?members?\s*\((?P<states>[^)]*)\)\s*
        (?:was|were|did\s+not|took\s+no)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Tail:
    """How many lines of the body end before the adoption sentence, and what stands from there on."""

    body: int
    adoption: Adoption | None
    adopted: tuple[int, int]
    footnotes: tuple[Footnote, ...]
    noted: tuple[int, ...]
    rest: tuple[int, ...]
    remarks: tuple[Remark, ...] = ()


def read_tail(lines: list[Line], start: int, *, adopted_in_head: bool) -> Tail:
    """Find the adoption sentence (unless the head had it) and the footnotes below the text that begins at ``start``."""
    sentence = None if adopted_in_head else _find_adoption(lines, start)
    if sentence is None:
        first_note = _find_notes(lines, start)
        footnotes, noted, rest = _read_notes(lines, first_note)
        return Tail(first_note, None, (0, 0), footnotes, noted, rest)
    first, end = sentence
    footnotes, noted, rest = _read_notes(lines, end)
    said = " ".join(line.text for line in lines[first:end])
    meeting = find_meeting(said)
    scrap = next((i for i in rest if re.fullmatch(r"\d+(?:st|nd|rd|th)\W*", lines[i].text)), None)
    if meeting is None and scrap is not None:  # "Adopted at the meeting." with "1504th" fallen out of its line
        meeting, rest = find_meeting(f"{lines[scrap].text} meeting"), tuple(i for i in rest if i != scrap)
        noted = (*noted, scrap)
    mark = re.search(r"(?<=[\w.,)])\s*(\d{1,3})\s*$", re.sub(r"\d+\s*(?:st|nd|rd|th)", "", said))
    note = next((n.text for n in footnotes if mark and n.mark == mark[1]), None)
    notes = note or " ".join(
        n.text for n in footnotes if _ABSENT.search(n.text) or re.match(r"Adopted without", n.text)
    )
    line = re.sub(r"\s*\d{1,3}$", "", said) if mark and note else said
    vote, mended = _mend_names(read_vote(said, notes), lines[first].number)
    remarks = mended + _check_vote(vote, lines[first].number)
    return Tail(first, Adoption(line, None, meeting, vote), (first, end), footnotes, noted, rest, remarks)


def _find_adoption(lines: list[Line], start: int) -> tuple[int, int] | None:
    """The last paragraph that opens with "Adopted …": (first line, line after its last)."""
    for i in range(len(lines) - 1, start, -1):
        if not _ADOPTED.match(lines[i].text) or (lines[i].gap is None and lines[i].text[0] in "tT"):
            continue
        end = i + 1
        while end < len(lines) and end - i < 12 and not _ends_adoption(lines, i, end):
            end += 1
        if end - i > 10 and not _TALLY.search(" ".join(line.text for line in lines[i:end])):
            continue
        if find_meeting(" ".join(line.text for line in lines[i:end])) or end - i == 1:
            return i, end
    return None


def _ends_adoption(lines: list[Line], first: int, at: int) -> bool:
    """A sentence that is complete ends at a blank line, a footnote or the next matter."""
    said = " ".join(line.text for line in lines[first:at])
    if said.count("(") > said.count(")"):
        return False
    text = lines[at].text
    if not re.search(r"\bmeet|\d\d(?:st|nd|rd|th)\b", said) and re.match(r"\d+(?:st|nd|rd|th)\b|meeting", text):
        return False
    if lines[at].gap is not None or text in ("Decisions", "Decision"):
        return True
    note = _NOTE.fullmatch(text)
    complete = re.search(r"[.)]\s*\d{0,3}$|meeting\W*\d{0,3}$", said) is not None
    return bool(complete and note and _NOTE_TEXT.match(note["text"]))


def _find_notes(lines: list[Line], start: int) -> int:
    """Where footnotes start when no adoption sentence parts them from the text: the first of the last run of notes."""
    first = len(lines)
    for i in range(len(lines) - 1, start, -1):
        if lines[i].gap is None:
            continue
        note = _NOTE.fullmatch(lines[i].text)
        if note and note["mark"] != "*" and re.match(r"Ibid|See |Official Records|S/\d|Document", note["text"]):
            first = i
    return first


def _read_notes(lines: list[Line], start: int) -> tuple[tuple[Footnote, ...], tuple[int, ...], tuple[int, ...]]:
    notes: list[list[str]] = []
    noted: list[int] = []
    rest: list[int] = []
    last = 0
    for i in range(start, len(lines)):
        text = lines[i].text
        match = _NOTE.fullmatch(text)
        if (
            match
            and not _MONTH_NEXT.match(text)
            and _is_next_mark(match["mark"], last)
            and _NOTE_TEXT.match(match["text"])
        ):
            notes.append([match["mark"], match["text"]])
            last = int(match["mark"]) if match["mark"].isdigit() else last
            noted.append(i)
        elif notes:
            notes[-1].append(text)
            noted.append(i)
        else:
            rest.append(i)
    return tuple(Footnote(n[0], " ".join(n[1:])) for n in notes), tuple(noted), tuple(rest)


def _is_next_mark(mark: str, last: int) -> bool:
    return not mark.isdigit() or last == 0 or last < int(mark) <= last + 12


def read_vote(sentence: str, notes: str = "") -> Vote | None:
    """Read a vote from the adoption sentence and the notes to it; None where neither speaks of one.

    >>> read_vote("Adopted at the 338th meeting by 7 votes to I (Syria), with 1 abstention (China).").against
    Ballot(count=1, states=('Syria',))
    >>> read_vote("Adopted unanimously at the 1382nd meeting.").outcome
    'adopted-unanimously'
    >>> read_vote("Adopted at the 1747th meeting by 14 votes to none", "One member (China) was absent.").not_voting
    Ballot(count=1, states=('China',))
    """
    both = f"{sentence} {notes}"
    absent = [match for match in _ABSENT.finditer(both)]
    not_voting = None
    if absent:
        states = tuple(s for match in absent for s in split_states(match["states"]))
        not_voting = Ballot(sum(to_number(match["count"]) or 0 for match in absent), states)
    tally = _TALLY.search(re.sub(r"-\s+", "", sentence) if "- " in sentence else sentence)
    if tally is None:
        outcome = _outcome_without_tally(both)
        return Vote(outcome, not_voting=not_voting) if outcome else None
    against = Ballot(to_number(tally["against"]), split_states(tally["opposing"] or ""))
    abstained = Ballot(to_number(tally["abstain"]) if tally["abstain"] else 0, split_states(tally["abstaining"] or ""))
    return Vote("adopted", Ballot(to_number(tally["for"])), against, abstained, not_voting)


def _are_two(name: str, halves: list[str]) -> bool:
    """Say whether "and" parts two States here, rather than standing in the name of one."""
    if find_state(name):
        return False
    if all(map(find_state, halves)):
        return True
    if any(" and " in half for half in halves):
        return False
    return find_misread_state(name) is None and any(map(find_state, halves))


def _mend_names(vote: Vote | None, line: int) -> tuple[Vote | None, tuple[Remark, ...]]:
    """Mend names of States that the scanner misread, each with a remark."""
    if vote is None:
        return None, ()
    remarks: list[Remark] = []

    def mend(ballot: Ballot | None) -> Ballot | None:
        if ballot is None:
            return None
        names = []
        for name in ballot.states:
            better = None if find_state(name) else find_misread_state(name)
            if better:
                remarks.append(Remark("repair", f"{name} is read as {better}", "vote", line))
            names.append(better or name)
        return replace(ballot, states=tuple(names))

    mended = replace(
        vote,
        in_favour=mend(vote.in_favour),
        against=mend(vote.against),
        abstained=mend(vote.abstained),
        not_voting=mend(vote.not_voting),
    )
    return mended, tuple(remarks)


def _check_vote(vote: Vote | None, line: int) -> tuple[Remark, ...]:
    """Say where the numbers of a vote cannot be right; the Council has eleven members until 1965, then fifteen."""
    if vote is None:
        return ()
    sides = (vote.in_favour, vote.against, vote.abstained, vote.not_voting)
    remarks = [
        Remark("fault", f"{side.count} votes are counted, {len(side.states)} States are named", "vote", line)
        for side in sides
        if side and side.states and side.count is not None and side.count != len(side.states)
    ]
    total = sum(side.count or 0 for side in sides if side)
    if vote.in_favour and total not in (11, 15):
        remarks.append(
            Remark(
                "fault", f"the votes add up to {total}; the Council has 11 members until 1965, then 15", "vote", line
            )
        )
    return tuple(remarks)


def _outcome_without_tally(text: str) -> Outcome | None:
    if re.search(r"unanimous", text, re.I):
        return "adopted-unanimously"
    if re.search(
        r"without\s+(?:a\s+)?v.te|by\s+consensus|by\s+acclamation|no\s+vote\s+was\s+taken|absence\s+of\s+any\s+objection",
        text,
        re.I,
    ):
        return "adopted-without-vote"
    return None


def split_states(text: str) -> tuple[str, ...]:
    """Part a list of States; "and" before the last one parts too, but not inside a name.

    >>> split_states("Cuba and Yemen")
    ('Cuba', 'Yemen')
    >>> split_states("France, United Kingdom of Great Britain and Northern Ireland")
    ('France', 'United Kingdom of Great Britain and Northern Ireland')
    """
    names: list[str] = []
    for piece in re.split(r"\s*[,;]\s*", re.sub(r"\s+", " ", text).strip(" .)")):
        piece = re.sub(r"^and\s+", "", piece).strip(" .’'_")
        words = [word.strip() for word in piece.split(" and ")]
        parted = ([" and ".join(words[:i]), " and ".join(words[i:])] for i in range(1, len(words)))
        names += next((halves for halves in parted if _are_two(piece, halves)), [piece])
    return tuple(name for name in names if name)
