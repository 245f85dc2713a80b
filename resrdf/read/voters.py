"""The States that voted, by the names that a record gives them; a name that no State has is reported, never dropped."""

from __future__ import annotations

import re

from resrdf.document import Ballot, Remark

_CODES = {"Y": "in_favour", "N": "against", "A": "abstained", "X": "not_voting"}
_CODED = re.compile(r"(?P<code>[YNAX])(?:\s*[:.)-]\s*|\s+)(?P<name>\S.*)", re.DOTALL)
# "Y ALBANIA N CHINA" in one line: a letter alone between names is the vote of the next
_JOINT = re.compile(r"(?<=\S)\s+(?=[YNAX]\s+[A-Z])")


def mend_state(name: str, remarks: list[Remark]) -> str:
    """A State's name as it stands, or the one name that is near it, with a remark."""
    from resrdf.lexicon import find_misread_state, find_state

    if find_state(name):
        return name
    if better := find_misread_state(name):
        remarks.append(Remark("repair", f"{name} is read as {better}", "vote"))
        return better
    remarks.append(Remark("unknown", f"no State has the name {name}", "vote"))
    return name


def read_roll(text: str, remarks: list[Remark]) -> dict[str, Ballot]:
    """The sides of a vote from the library's roll: a State a line, after Y, N, A or X, after nothing if it did not vote.

    >>> roll = read_roll("Y CHINA\\nA YEMEN\\n BRAZIL", [])
    >>> roll["in_favour"].states, roll["abstained"].states, roll["not_voting"].states
    (('CHINA',), ('YEMEN',), ('BRAZIL',))
    >>> read_roll("Y UNITED STATES N CUBA", [])["against"].states
    ('CUBA',)
    """
    sides: dict[str, list[str]] = {}
    for line in re.split(r"[\n\r|;]+", text):
        for entry in _JOINT.split(line.strip()):
            match = _CODED.fullmatch(entry)
            name = " ".join((match["name"] if match else entry).split())
            if name:
                sides.setdefault(_CODES[match["code"]] if match else "not_voting", []).append(mend_state(name, remarks))
    return {side: Ballot(len(dict.fromkeys(names)), tuple(dict.fromkeys(names))) for side, names in sides.items()}
