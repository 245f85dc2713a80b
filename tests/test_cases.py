"""Every case of tests/cases: a page in, an outline out. A new case is text there, never code here.

A case is a heading, a fenced page and its fenced outline. Words after ``text`` say how the page is to be taken:
a letter A to D sets it below a usual head of that layout, ``escaped`` reads ``\\f``, ``\\u00ad`` and their like,
``cp1252``, ``utf-16`` or ``utf-8-sig`` encodes it so, ``crlf`` ends its lines as Windows does.
All clauses, headings, notes, remarks and leftovers must be listed; facts of head and tail are compared where listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from outlines import FACTS, to_outline

from resrdf.document import Document
from resrdf.read.decode import decode_text
from resrdf.read.text import read_text, unaccounted

FOLDER = Path(__file__).parent / "cases"
CASE = re.compile(
    r"^## (?P<title>.+)\n(?P<prose>(?:(?!```).*\n)*)"
    r"```text(?P<how>.*)\n(?P<page>(?:.*\n)*?)```\n"
    r"\s*```outline\n(?P<outline>(?:.*\n)*?)```$",
    re.MULTILINE,
)
HEADS = {
    "A": "98 (1951). Resolution of 5 March 1951\n[S/2301]\n\nThe Security Council,\n\n",
    "B": "Resolution 290 (1971)\nof 5 March 1971\n\nThe Security Council,\n\n",
    "C": "RESOLUTION 790 (1992)\n\nAdopted by the Security Council at its 3149th meeting,\non 5 March 1992\n\n"
    "The Security Council,\n\n",
    "D": "United Nations S/RES/2910 (2030)\nSecurity Council Distr.: General\n5 March 2030\n30-03030 (E)\n*3003030*\n"
    "Resolution 2910 (2030)\nAdopted by the Security Council at its 11020th meeting, on\n5 March 2030\n"
    "The Security Council,\n",
}


@dataclass(frozen=True)
class Case:
    path: Path
    title: str
    how: frozenset[str]
    page: str
    outline: tuple[str, ...]

    def to_bytes(self) -> bytes:
        page = "".join(HEADS[letter] for letter in sorted(self.how & HEADS.keys())) + self.page
        if "escaped" in self.how:
            page = re.sub(r"\\(?:u[0-9a-f]{4}|[ftrn])", lambda m: m[0].encode().decode("unicode_escape"), page)
        if "crlf" in self.how:
            page = page.replace("\n", "\r\n")
        encoding = next((word for word in self.how if word in ("cp1252", "utf-16", "utf-8-sig")), "utf-8")
        return page.encode(encoding)

    def read(self) -> Document:
        return read_text(self.to_bytes(), "page.txt")

    def to_lines(self) -> list[str]:
        return to_outline(self.read(), frozenset(line.split()[0] for line in self.outline) & frozenset(FACTS))


def find_cases(path: Path) -> Iterator[Case]:
    for match in CASE.finditer(path.read_text("utf-8")):
        lines = tuple(match["outline"].splitlines())
        yield Case(path, match["title"], frozenset(match["how"].split()), match["page"], lines)


CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in find_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.stem}: {case.title}")
def test_outline(case: Case, regen: bool) -> None:
    lines = case.to_lines()
    if regen:
        _rewrite(case, lines)
    else:
        assert "\n".join(lines) == "\n".join(case.outline)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.stem}: {case.title}")
def test_no_character_is_lost(case: Case) -> None:
    assert unaccounted(case.read(), decode_text(case.to_bytes(), "page.txt")) == 0


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_every_case_is_well_formed(path: Path) -> None:
    unfenced = re.sub(r"^```(?:.*\n)+?```$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    titles = re.findall(r"^## (.+)$", unfenced, re.MULTILINE)
    assert titles and titles == [case.title for case in find_cases(path)]
    assert len(set(titles)) == len(titles)


def _rewrite(case: Case, lines: list[str]) -> None:
    def put(match: re.Match[str]) -> str:
        if match["title"] != case.title:
            return match[0]
        before = match[0][: match.start("outline") - match.start()]
        return before + "".join(f"{line}\n" for line in lines) + "```"

    case.path.write_text(CASE.sub(put, case.path.read_text("utf-8")), "utf-8")
