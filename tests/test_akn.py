"""The reader of the UN's own XML: whole documents, each known fault, and laws that hold for any file."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from resrdf.document import AgendaItem, Ballot, Clause, Document, Subject, walk, walk_document
from resrdf.errors import ReadError
from resrdf.read.akn import is_akn, read_akn

FOLDER = Path(__file__).parent / "akn"
FRAME = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification><FRBRWork>
  <FRBRuri value="/akn/un/statement/deliberation/unsc/{work}/9009-2031/"/><FRBRdate date="{work}" name="adoption"/>
</FRBRWork><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<classification source="DHL"><keyword refersTo="title" showAs="{title}"/></classification>
<workflow><step date="{step}" outcome="adopted" as="{record}" by="{said}"/></workflow></meta>
<coverPage><p><docNumber refersTo="#symbol">S/RES/9009 (2031)</docNumber></p>
<p><docDate date="2031-05-20" refersTo="#dateOfIssuance">20 May 2031</docDate></p>
<p><docTitle refersTo="#adoption">Adopted by the Security Council at its
<inline name="adoptionMeeting">{meeting}</inline>, on
<docDate date="{coded}" refersTo="#adoptionDate">{printed}</docDate></docTitle></p></coverPage>
<preamble><formula name="enactingFormula"><p>The Security Council,</p></formula>{preamble}</preamble>
<mainBody>{body}</mainBody></statement></akomaNtoso>"""
USUAL = {
    "work": "2031-05-20",
    "title": "Security Council resolution 9009 (2031) [on Ruritania]",
    "step": "2031-05-20",
    "record": "S/PV.12020",
    "said": "Adopted unanimously, 12020th meeting",
    "meeting": "12020th meeting",
    "coded": "2031-05-20",
    "printed": "20 May 2031",
    "preamble": "",
    "body": "<paragraph><num>1.</num><content><p>Decides.</p></content></paragraph>",
}


def read(name: str) -> Document:
    return read_akn((FOLDER / name).read_bytes(), name)


def make(**parts: str) -> Document:
    return read_akn(FRAME.format(**USUAL | parts).encode(), "S_RES_9009_2031.xml")


def par(text: str, label: str | None = None, style: str = "SingleTxt") -> str:
    num = f"<num>{label}</num>" if label else ""
    return f'<paragraph class="{style}">{num}<content><p>{text}</p></content></paragraph>'


def points(*items: tuple[str, str]) -> str:
    return "".join(f"<point><num>{label}</num><content><p>{text}</p></content></point>" for label, text in items)


def texts(clauses: tuple[Clause, ...]) -> dict[str, str]:
    return {str(c.locator): c.text for c in walk(clauses)}


def places(document: Document) -> list[str]:
    return [str(c.locator) for c in walk_document(document)]


# ------------------------------------------------------------------ whole documents
def test_structure_of_a_resolution() -> None:
    doc = read("resolution.xml")
    assert (doc.kind, str(doc.symbol), doc.language) == ("resolution", "S/RES/9001(2031)", "en")
    assert texts(doc.preamble) == {
        "pre/1": "Recalling its resolution 9000 (2030), of 1 May 2030,",
        "pre/2": "Emphasizing that disarmament will:",
        "pre/2/a": "restore confidence;",
        "pre/2/b": "save lives,",
    }
    assert texts(doc.operative) == {
        "op/1": "Decides that the Mission shall:",
        "op/1/a": "monitor the ceasefire, in particular:",
        "op/1/a/i": "in the north;",
        "op/1/a/ii": "in the south;",
        "op/1/b": "report:",
        "op/1/b/dash1": "monthly, and",
        "op/1/b/dash2": "yearly;",
        "op/2": "Decides to remain seized of the matter.",
    }
    first = doc.operative[0]
    assert (first.number, first.headings, first.closing) == (
        "1",
        ("Mandate",),
        "and requests it to do so without delay;",
    )
    assert [c.number for c in first.children] == ["a", "b"]
    assert [c.number for c in first.children[1].children] == [None, None]
    assert doc.preamble[1].headings == ("Ruritania",)
    assert [(n.mark, n.text, str(n.anchor)) for n in doc.footnotes] == [("1", "See also S/2030/7.", "pre/1")]
    assert doc.preamble[0].text[: doc.footnotes[0].offset] == "Recalling its resolution 9000 (2030),"


def test_annex_with_declaration_and_table() -> None:
    (annex,) = read("resolution.xml").annexes
    assert annex.headings == ("Annex", "Declaration on Ruritania")
    assert texts(annex.preamble) == {"annex/1/pre/1": "Meeting at the level of Ministers,"}
    assert texts(annex.operative) == {
        "annex/1/op/1": "Pledges to uphold the peace:",
        "annex/1/op/1/dash1": "in the north,",
        "annex/1/op/1/dash2": "in the south;",
        "annex/1/op/2": "Calls for restraint.",
        "annex/1/op/2/dash1": "Name | Place",
        "annex/1/op/2/dash2": "A. Person | Streslau",
    }


def test_what_the_record_says() -> None:
    doc = read("resolution.xml")
    assert doc.adoption.line == "Adopted by the Security Council at its 12001st meeting, on 27 January 2031"
    assert (doc.adoption.date, doc.adoption.meeting) == (date(2031, 1, 27), 12001)
    vote = doc.adoption.vote
    assert vote is not None
    assert vote.outcome == "adopted"
    assert vote.in_favour == Ballot(13, ("ALGERIA", "FRANCE"))
    assert (vote.against, vote.abstained) == (Ballot(0), Ballot(2, ("CHINA", "RUSSIAN FEDERATION")))
    assert (doc.masthead.issue_date, doc.masthead.distribution, doc.masthead.job_number) == (
        date(2031, 1, 27),
        "General",
        "31-00042 (E)",
    )
    catalogue = doc.catalogue
    assert (str(catalogue.draft), catalogue.chapter_vii) == ("S/2031/42", True)
    assert catalogue.sponsors == (
        "Bosnia and Herzegovina",
        "France",
        "United Kingdom of Great Britain and Northern Ireland",
        "United States of America",
        "Trinidad and Tobago",
    )
    assert catalogue.agenda == (AgendaItem("RURITANIA QUESTION", "S/86[57]"), AgendaItem("The situation in Ruritania."))
    assert catalogue.subjects == (
        Subject("sdg", "SDG 16", "http://metadata.un.org/sdg/16"),
        Subject("eurovoc", "civil society", "http://eurovoc.europa.eu/8428"),
        Subject("unbis", "justice", "http://metadata.un.org/thesaurus/1003500"),
        Subject("dhl", "UN Mission in Ruritania"),
        Subject("unbis", "CEASEFIRES"),
    )
    assert catalogue.title == "Security Council resolution 9001 (2031) [on Ruritania]"
    assert catalogue.akn_work_uri == "/akn/un/statement/deliberation/unsc/2031-01-27/9001-2031"
    assert [r.message for r in doc.remarks if r.where == "vote"] == ["13 votes in favour, but 2 States"]


def test_draft_not_adopted() -> None:
    doc = read("draft.xml")
    assert (doc.kind, str(doc.symbol), doc.adoption.meeting) == ("draft", "S/2031/55", 12004)
    assert doc.adoption.vote is not None
    assert doc.adoption.vote.outcome == "vetoed"
    assert doc.catalogue.sponsors == ("Malta", "Sierra Leone")
    assert places(doc) == ["pre/1", "op/1"]
    assert doc.operative[0].number is None


def test_presidential_statement() -> None:
    doc = read("statement.xml")
    assert (doc.kind, str(doc.symbol), doc.adoption.meeting, doc.adoption.vote) == (
        "statement",
        "S/PRST/2031/2",
        12010,
        None,
    )
    assert doc.adoption.line is not None
    assert doc.adoption.line.startswith("At the 12010th meeting")
    assert doc.adoption.date == date(2031, 3, 19)
    assert texts(doc.operative) == {
        "op/1": "“The Security Council calls upon the parties to:",
        "op/1/1": "disarm; To this end, weapons should be stored.",
        "op/1/2": "talk.",
        "op/2": "“The Security Council will keep the matter under review.”",
    }
    assert [(n.mark, n.text) for n in doc.footnotes] == [("*", "Reissued for technical reasons.")]
    assert "adopted on 2031-03-19 by the adoption line, on 2030-03-19 by the workflow" in [
        r.message for r in doc.remarks
    ]


@pytest.mark.parametrize(
    ("name", "language", "numbers"),
    [
        ("arabic.xml", "ar", ["1", "أ", "1", "2", "ب", "ج", "2"]),
        ("chinese.xml", "zh", ["1", "a", "㈠", "㈡", "b", "c", "2"]),
    ],
)
def test_same_place_in_every_language(name: str, language: str, numbers: list[str]) -> None:
    doc = read(name)
    assert doc.language == language
    assert places(doc) == ["pre/1", "op/1", "op/1/a", "op/1/a/i", "op/1/a/ii", "op/1/b", "op/1/c", "op/2"]
    assert [c.number for c in walk(doc.operative)] == numbers
    assert (doc.adoption.date, doc.adoption.meeting) == (date(2031, 6, 3), 12031)
    assert "the date of adoption is coded 0001-01-01" in [r.message for r in doc.remarks]


def test_lost_space_in_the_adoption_line() -> None:
    assert read("arabic.xml").adoption.line == "الذي اتخذه مجلس الأمن في جلسته 12031 المعقودة في 3 حزيران/يونيه 2031"


# ------------------------------------------------------------------ faults of the body
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a text that stands apart from its number
        (
            par("", "1.") + par("Decides to act;") + par("", "2.") + par("Decides to remain seized."),
            {"op/1": "Decides to act;", "op/2": "Decides to remain seized."},
        ),
        # the number in the text, with and without a stop
        (
            par("Decides;", "1.") + par("2 Calls upon all;") + par("3 – Requests;") + par("Ends.", "4."),
            {"op/1": "Decides;", "op/2": "Calls upon all;", "op/3": "Requests;", "op/4": "Ends."},
        ),
        # a list left flat in the body, then the words that close it
        (
            par("Decides to:", "1.")
            + par("act;", "(a)")
            + par("wait;", "(b)")
            + par("and requests a report;")
            + par("Ends.", "2."),
            {"op/1": "Decides to:", "op/1/a": "act;", "op/1/b": "wait;", "op/2": "Ends."},
        ),
        # labels in the text of the items
        (
            par("Decides to:", "1.") + par("(1) act;") + par("(2) wait;"),
            {"op/1": "Decides to:", "op/1/1": "act;", "op/1/2": "wait;"},
        ),
        # names without any mark
        (
            par("Decides to appoint:", "1.")
            + par("A. Person (Ruritania)")
            + par("B. Other (Graustark)")
            + par("Ends.", "2."),
            {
                "op/1": "Decides to appoint:",
                "op/1/dash1": "A. Person (Ruritania)",
                "op/1/dash2": "B. Other (Graustark)",
                "op/2": "Ends.",
            },
        ),
        # a caption and then the words of an item
        (
            par("Decides to:", "1.")
            + par("Good offices", "(a)")
            + par("To mediate;")
            + par("Arms", "(b)")
            + par("– to count,", None)
            + par("– to store;"),
            {
                "op/1": "Decides to:",
                "op/1/a": "Good offices To mediate;",
                "op/1/b": "Arms",
                "op/1/b/dash1": "to count,",
                "op/1/b/dash2": "to store;",
            },
        ),
        # a misprinted number that its neighbours prove
        (
            par("One;", "1.") + par("Two;", "2.") + par("Three;", "61.") + par("Four.", "4."),
            {"op/1": "One;", "op/2": "Two;", "op/3": "Three;", "op/4": "Four."},
        ),
        # unnumbered paragraphs
        (
            par("Having heard the report,") + par("Decides to act;") + par("Decides to remain seized."),
            {"pre/1": "Having heard the report,", "op/1": "Decides to act;", "op/2": "Decides to remain seized."},
        ),
        # 3 bis
        (par("Two;", "1.") + par("More;", "1 bis."), {"op/1": "Two;", "op/1bis": "More;"}),
    ],
)
def test_flat_and_broken_bodies(body: str, expected: dict[str, str]) -> None:
    doc = make(body=body)
    assert texts(doc.preamble) | texts(doc.operative) == expected


def listed(label: str, intro: str, items: str) -> str:
    return f"<paragraph><num>{label}</num><list><intro><p>{intro}</p></intro>{items}</list></paragraph>"


def test_paragraphs_buried_in_a_list() -> None:
    buried = points(("(i)", "to count:"), ("4.", "Calls upon all;"), ("5.", "Decides to remain seized."))
    doc = make(
        body=par("First;", "1.")
        + listed("2.", "Decides:", points(("(a)", "to act;")))
        + listed("3.", "Requests:", buried)
    )
    assert places(doc) == ["op/1", "op/2", "op/2/a", "op/3", "op/3/i", "op/4", "op/5"]


def test_letter_i_after_h_and_roman_one() -> None:
    letters = [(f"({c})", f"{c};") for c in "abcdefghij"]
    doc = make(body=listed("1.", "Decides:", points(*letters)))
    assert places(doc)[-2:] == ["op/1/i", "op/1/j"]
    flat = [("(a)", "a:"), ("(i)", "1;"), ("(ii)", "2;"), ("(b)", "b:"), ("(i)", "1;")]
    doc = make(body=listed("1.", "Decides:", points(*flat)))
    assert places(doc) == ["op/1", "op/1/a", "op/1/a/i", "op/1/a/ii", "op/1/b", "op/1/b/i"]


def test_sections() -> None:
    part = par("Decides;", "1.") + par("Requests;", "2.")
    restarting = make(body=f"{par('== I ==')}{part}{par('== II ==')}{part}")
    assert places(restarting) == ["part/I/op/1", "part/I/op/2", "part/II/op/1", "part/II/op/2"]
    assert restarting.operative[2].headings == ("II",)
    continuous = make(body=par("== I ==") + part + par("== II ==") + par("Ends.", "3."))
    assert places(continuous) == ["op/1", "op/2", "op/3"]
    crossed = "<section><num>A</num><crossHeading refersTo='#preamble'>Recalling,</crossHeading>" + part + "</section>"
    assert places(make(body=crossed)) == ["part/A/pre/1", "op/1", "op/2"]


def test_headings_in_plain_paragraphs_and_annex_in_the_body() -> None:
    body = par("Arms embargo", style="MercuryDocument") + par("Decides;", "1.") + par("(i) Exemptions", style="H23")
    doc = make(
        body=body
        + par("Decides also.", "2.")
        + par("Annex A: benchmarks")
        + par("Benchmark one")
        + par("Progress;", "•")
    )
    assert [c.headings for c in doc.operative] == [("Arms embargo",), ("(i) Exemptions",)]
    assert doc.annexes[0].headings == ("Annex A: benchmarks", "Benchmark one")
    assert places(doc) == ["op/1", "op/2", "annex/1/op/1"]


def test_labels_that_come_again_get_locators_of_their_own() -> None:
    odd = [("9.9.", "a;"), ("A.1.a.", "b;"), ("A.1.a.", "c;"), ("•", "d;"), ("(a)", "e;"), ("(a)", "f;")]
    found = places(make(body=f"<paragraph><num>1.</num><list>{points(*odd)}</list></paragraph>"))
    assert len(found) == len(set(found)) == 7
    assert all(re.fullmatch(r"[A-Za-z0-9_/-]+", place) for place in found)


# ------------------------------------------------------------------ faults of the record
@pytest.mark.parametrize(
    ("parts", "day", "meeting", "remark"),
    [
        ({"record": "S/PV.12002"}, date(2031, 5, 20), 12020, "meeting 12002 by the symbol of the record"),
        ({"meeting": "99999th meeting"}, date(2031, 5, 20), 12020, "meeting 99999 by the adoption line"),
        (
            {"coded": "2031-03-20"},
            date(2031, 5, 20),
            12020,
            "the date of adoption is printed 2031-05-20, coded 2031-03-20",
        ),
        (
            {"step": "2031-05-02"},
            date(2031, 5, 20),
            12020,
            "adopted on 2031-05-20 by the adoption line, on 2031-05-02 by the workflow",
        ),
        (
            {"printed": "20 May 2021", "coded": "2021-05-20"},
            date(2031, 5, 20),
            12020,
            "adopted on 2021-05-20 by the adoption line, on 2031-05-20 by the workflow",
        ),
        ({"work": "0001-01-01"}, date(2031, 5, 20), 12020, "the date of adoption is coded 0001-01-01"),
        (
            {"title": "Security Council resolution 9008 (2031)"},
            date(2031, 5, 20),
            12020,
            "the catalogue title is that of another resolution",
        ),
        (
            {"said": "Adopted 14-0-1, 12020th meeting"},
            date(2031, 5, 20),
            12020,
            "1 abstained by the workflow, none by the votes",
        ),
    ],
)
def test_contradictions_are_reported(parts: dict[str, str], day: date, meeting: int, remark: str) -> None:
    doc = make(**parts)
    assert (doc.adoption.date, doc.adoption.meeting) == (day, meeting)
    assert any(remark in r.message for r in doc.remarks)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Adopted unanimoulsy, 12020th meeting", "adopted-unanimously"),
        ("Adopted by acclamation, 12020th meeting", "adopted-without-vote"),
        ("Adopted without vote, 12020th meeting", "adopted-without-vote"),
        ("Adopted (12-1-2), 12020th meeting", "adopted"),
    ],
)
def test_outcomes(said: str, outcome: str) -> None:
    vote = make(said=said).adoption.vote
    assert vote is not None
    assert vote.outcome == outcome


# ------------------------------------------------------------------ files that are no good XML
def test_not_well_formed_is_read_with_a_remark() -> None:
    data = (FOLDER / "resolution.xml").read_bytes()
    broken = data.replace(b"without delay", b"without <delay & waste\x00").replace(b"</subheading>", b"")
    doc = read_akn(broken, "broken.xml")
    assert "op/2" in places(doc)
    assert [r.kind for r in doc.remarks if r.where == "file"] == ["fault"]


@pytest.mark.parametrize("data", [b"", b"Resolution 242 (1967)", b"<akomaNtoso/>", b"<a><b></a>"])
def test_what_is_no_document_is_an_error_with_its_name(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"some\.xml"):
        read_akn(data, "some.xml")


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    data = (entity + FRAME.format(**USUAL | {"body": par("Decides &x; to act.", "1.")})).encode()
    assert "secret" not in " ".join(c.text for c in walk_document(read_akn(data, "x.xml")))


def test_sniffing() -> None:
    assert is_akn((FOLDER / "draft.xml").read_bytes())
    assert not is_akn(b"<html><body>akomaNtoso</body></html>")


# ------------------------------------------------------------------ laws
@pytest.mark.parametrize("seed", range(60))
def test_damaged_files_never_raise_anything_else_and_locators_are_unique(seed: int) -> None:
    chance = random.Random(seed)
    data = (FOLDER / chance.choice(["resolution.xml", "statement.xml", "arabic.xml"])).read_bytes()
    at = chance.randrange(data.index(b"<coverPage"), len(data))
    cut = (
        data[:at]
        + chance.choice([b"", b"<", b"&", b"</p>", b"\x00", b"<num>(z)</num>"])
        + data[at + chance.randrange(300) :]
    )
    try:
        found = places(read_akn(cut, "cut.xml"))
    except ReadError:
        return
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", ["resolution.xml", "draft.xml", "statement.xml", "arabic.xml", "chinese.xml"])
def test_no_word_is_lost(name: str) -> None:
    doc = read(name)
    kept = " ".join(
        [
            *(f"{c.number or ''} {c.text} {c.closing or ''} {' '.join(c.headings)}" for c in walk_document(doc)),
            *(heading for annex in doc.annexes for heading in annex.headings),
            *(f"{n.mark} {n.text}" for n in doc.footnotes),
            f"{doc.masthead.title} {doc.adoption.line}",
            "The Security Council إن مجلس الأمن 安全理事会",
        ]
    )
    body = re.sub(r"(?s)^.*</coverPage>", "", (FOLDER / name).read_text(encoding="utf-8"))
    words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", body))
    assert set(words) <= set(re.findall(r"\w+", kept))
    assert doc.leftovers == ()
