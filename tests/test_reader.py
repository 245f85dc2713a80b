"""What the text reader says beside the outline: refusals, the source, regions, conflicts with the file's name."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from resrdf.document import Role, walk_document
from resrdf.errors import ReadError
from resrdf.read import detect_format, read
from resrdf.read.text import read_text

PAGE = """Resolution 290 (1971)
of 5 March 1971

The Security Council,

Recalling its resolution 280 (1970) of 19 May 1970,

1. Requests the Secretary-General:

(a) To report; 7

2

S/RES/290 (1971)

2. Decides to remain seized of the matter.

Adopted unanimously at the 1560th meeting.

7 To the Council.
"""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.txt: the text is empty"),
        (b" \n\t\n", "x.txt: the text is empty"),
        (b"Resolution 290\x00 (1971)", "x.txt: this is not a text (it holds zero bytes)"),
        (b"\n\nA letter to the Council", "x.txt:3: no resolution recognised: looked for"),
        (b"Resolution 290\n\nThe Security Council,\n\n1. Decides.", "x.txt:1: resolution 290 has neither a year"),
    ],
)
def test_what_is_refused_is_named(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(data, "x.txt")
    assert str(caught.value).startswith(message)


def test_the_source_is_described() -> None:
    source = read_text(PAGE.encode(), "S_RES_0290_1971.txt").source
    assert (source.name, source.media_type, source.layout) == ("S_RES_0290_1971.txt", "text/plain", "B")
    assert source.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert source.characters == len("".join(PAGE.split()))


def test_each_line_has_one_role() -> None:
    regions = read_text(PAGE.encode(), "page.txt").regions
    roles: list[Role] = [region.role for region in regions]
    assert roles == [
        "masthead", "masthead", "heading", "clause", "clause", "clause", "furniture", "furniture", "clause", "adoption",
        "footnote",
    ]  # fmt: skip
    lines = PAGE.split("\n")
    assert [lines[region.line - 1] for region in regions] == [PAGE[r.start : r.end] for r in regions]


def test_spans_lead_back_to_the_page() -> None:
    document = read_text(PAGE.encode(), "page.txt")
    spans = {str(clause.locator): [PAGE[s.start : s.end] for s in clause.spans] for clause in walk_document(document)}
    assert spans["op/1"] == ["Requests the Secretary-General:"]
    assert spans["op/1/a"] == ["To report; 7"]


def test_a_name_that_contradicts_the_text_is_reported() -> None:
    remarks = read_text(PAGE.encode(), "S_RES_0291_1971.txt").remarks
    assert [(remark.kind, remark.where) for remark in remarks] == [("conflict", "title")]
    assert "the text is resolution 290 (1971)" in remarks[0].message


def test_a_year_that_the_date_contradicts_is_reported() -> None:
    document = read_text(
        PAGE.replace("290 (1971)\nof 5 March 1971", "290 (1973)\nof 8 December 1970").encode(), "page.txt"
    )
    assert (document.symbol.year, document.adoption.date) == (1970, date(1970, 12, 8))
    assert [remark.message for remark in document.remarks] == ["title says 1973, date says 1970-12-08"]


def test_the_format_is_known_by_the_content() -> None:
    assert detect_format(PAGE.encode()) == "text"
    assert (
        detect_format(b"\xef\xbb\xbf\n<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'>") == "akn"
    )
    assert detect_format(b"%PDF-1.4 ...") == "pdf"
    assert read(PAGE.encode(), "page.txt") == read(PAGE.encode(), "page.txt", format="text")
