"""A PDF is read as the text it shows: the page's noise set aside, words over a page turn joined."""

from __future__ import annotations

import sys

import pytest
from fpdf import FPDF
from pages import OPERATIVE, PREAMBLE, page

from resrdf.document import Document
from resrdf.errors import ReadError
from resrdf.read import read

pytest.importorskip("pypdfium2")
LONG = (
    "Calls upon all parties to cooperate fully with the Mission, to guarantee the safety and freedom of movement of "
    "its personnel throughout Ruritania, and to allow unhindered access for humanitarian assistance to all who need it;"
)


class _Page(FPDF):
    """A page with the running head and foot of the Council's documents."""

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        if self.page_no() > 1:
            self.cell(0, 6, "S/RES/9001 (2031)", align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-20)
        self.set_font("Helvetica", size=9)
        self.cell(0, 6, f"{self.page_no()}/2", align="R", new_x="LMARGIN", new_y="NEXT")
        self.cell(0, 6, "31-00042", new_x="LMARGIN", new_y="NEXT")


def make_pdf(text: str, *, breaks_before: str | None = None, password: str | None = None) -> bytes:
    pdf = _Page()
    if password:
        pdf.set_encryption(owner_password=password + "!", user_password=password)
    pdf.add_page()
    for line in text.splitlines():
        head, found, rest = line.partition(breaks_before) if breaks_before else (line, "", "")
        pdf.set_font("Times", size=11)
        for part in (head, found + rest) if found else (head,):
            if found and part is not head:
                pdf.add_page()
                pdf.set_font("Times", size=11)
            if part.strip():
                pdf.multi_cell(0, 6, part, new_x="LMARGIN", new_y="NEXT", align="L")
        pdf.ln(2)
    return bytes(pdf.output())


def outline(document: Document) -> list[tuple[str, str]]:
    return [(str(clause.locator), clause.text) for clause in document.preamble + document.operative]


@pytest.mark.parametrize("break_at", [None, "2. Requests", "to guarantee the safety"])
def test_a_pdf_is_read_like_its_text(break_at: str | None) -> None:
    text = page(operative=(LONG, *OPERATIVE))
    expected = read(text.encode(), "a.txt")
    document = read(make_pdf(text, breaks_before=break_at), "S_RES_9001_2031.pdf")
    assert outline(document) == outline(expected)
    assert (document.symbol, document.adoption) == (expected.symbol, expected.adoption)
    assert document.leftovers == ()
    assert (document.source.media_type, document.source.name) == ("application/pdf", "S_RES_9001_2031.pdf")


def test_a_scan_without_text_says_what_to_do() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    with pytest.raises(ReadError, match=r"scan\.pdf: this PDF has no text \(a scan\?\): run text recognition"):
        read(bytes(pdf.output()), "scan.pdf")


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(ReadError, match=r"locked\.pdf: this PDF cannot be opened \(.*password"):
        read(make_pdf(page(), password="secret"), "locked.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7 junk", make_pdf(page())[:400]])
def test_a_broken_pdf_is_an_error_that_names_it(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"broken\.pdf: this PDF"):
        read(data, "broken.pdf")


def test_a_pdf_of_something_else_is_refused() -> None:
    with pytest.raises(ReadError, match="no resolution recognised"):
        read(make_pdf("A letter\nDear Sir,"), "letter.pdf")


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReadError, match=r'pip install "resrdf\[pdf\]"'):
        read(b"%PDF-1.4", "a.pdf")


def test_the_preamble_is_there_too() -> None:
    assert [text for place, text in outline(read(make_pdf(page()), "a.pdf")) if place.startswith("pre")] == list(
        PREAMBLE
    )
