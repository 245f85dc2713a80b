"""Tables of resolutions (CR-UNSC's CSV) are an input like any other, and the graph gives their columns back."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pages import ROOT, SEEDS, page, run
from pyoxigraph import Store
from tables import COLUMNS, LANGUAGES, plain_row, seed_rows, write_table

from resrdf.errors import ReadError, ResrdfError
from resrdf.iris import language_iri
from resrdf.pipeline import Converted, convert
from resrdf.query import run_query
from resrdf.read import read
from resrdf.read.table import COUNTED_FROM_TEXT, IMPLIED, LEFT_OUT
from resrdf.sources import find_sources
from resrdf.store import load_files
from resrdf.validate import validate_batch

BASE = "https://w3id.org/unsc/"


def table(folder: Path, rows: list[dict[str, str]], name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(write_table(rows), encoding="utf-8", newline="")
    return path


def converted(path: Path, **options: int) -> list[Converted]:
    return list(convert([path], **options))  # type: ignore[arg-type]


def ask(store: Store, name: str) -> list[dict[str, str]]:
    answer = run_query(store, (ROOT / "queries" / f"{name}.rq").read_text("utf-8"))
    names = [variable.lstrip("?") for variable in answer.variables]
    return [
        {n: "" if t is None else str(getattr(t, "value", t)) for n, t in zip(names, r, strict=True)} for r in answer.rows()
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- nothing is lost
@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("t")
    results = converted(table(folder, seed_rows()))
    assert not any(result.errors for result in results)
    (folder / "t.nq").write_bytes(b"".join(result.data for result in results))
    return load_files([folder / "t.nq"])


def test_every_column_comes_back_by_query(store: Store) -> None:
    facts = {r["res_no"]: r for r in ask(store, "table-of-resolutions")}
    values: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for r in ask(store, "values-of-resolutions"):
        values.setdefault(r["symbol"], {}).setdefault(r["column"], set()).add((r["value"], r["language"]))
    words = {r["symbol"]: r for r in ask(store, "words-of-resolutions")}
    for given in seed_rows():
        symbol = given["symbol"].replace(" ", "")
        fact, several, said = facts[given["res_no"]], values[symbol], words[symbol]
        back = {**fact, **{column: "TRUE" if said[column] == "1" else "FALSE" for column in COUNTED_FROM_TEXT}}
        checked = set()
        for column in COLUMNS:
            if column in back and column not in ("symbol", "date", "meeting_no", "meeting_record", "year"):
                expected = given[column]
                if column.startswith("doi"):
                    expected = f"https://doi.org/{expected}"
                assert back[column] == expected, column
                checked.add(column)
        assert fact["symbol"] == symbol and fact["year"] == given["year"]
        assert {value for value, _ in several["subjects"]} == set(given["subjects"].split("|"))
        assert several["agenda_information"] == {("Afghanistan--situation", "")}
        states = {side: {v.rsplit("/", 1)[1] for v, _ in several[f"vote_detail {side}"]} for side in "YNAX"}
        assert states == {"Y": {"FRA", "SUHH"}, "N": {"CHN"}, "A": {"USA"}, "X": {"BRA"}}
        assert several["committee_report"] == {(f"{BASE}doc/S-2006-58", "")}
        assert several["related_resource"] == {(f"{BASE}doc/S-1234", ""), (f"{BASE}res/242", "")}
        assert {v.rsplit("/", 1)[1] for v, _ in several["iso_alpha3"]} == set(given["iso_alpha3"].split("|"))
        regions = {*given["m49_region"].split("|"), *given["m49_region_sub"].split("|")}
        assert {value for value, _ in several["m49_region"]} == regions
        for work, column in (("res", "url_res"), ("draft", "url_draft"), ("meeting", "url_meeting")):
            expected = {(given[f"url_{work}_{code}"], iri) for code in LANGUAGES if (iri := language_iri(code))}
            assert several[column] == expected
        for language in ("ar", "es", "fr", "ru", "zh"):
            assert (given[f"text_{language}"], language) in several["text"]
        assert several["text_draft"] == {(given["text_draft"], "en")}
        assert several["text_meeting"] == {(given["text_meeting"], "en")}
        checked |= {"symbol", "year", "date", "meeting_no", "meeting_record", "subjects", "agenda_information"}
        checked |= {"vote_detail", "committee_report", "related_resource", "iso_alpha3", "text"}
        checked |= {c for c in COLUMNS if c.startswith(("m49_region", "url_", "text_"))}
        checked |= {"vote_total"}  # the sum of the counts
        assert sum(int(fact[f"vote_{c}"]) for c in ("yes", "no", "abstention", "nonvote")) == int(given["vote_total"])
        assert set(COLUMNS) - checked == IMPLIED | LEFT_OUT


def test_the_graph_of_a_row_keeps_to_the_shapes(tmp_path: Path) -> None:
    data = b"".join(result.data for result in converted(table(tmp_path, seed_rows())))
    assert [f.message for f in validate_batch(data, lowest="violation")] == []


def test_the_clauses_are_those_of_the_text_alone() -> None:
    for path, given in zip(SEEDS, seed_rows(), strict=True):
        alone = read(path.read_bytes(), path.name)
        here = read(write_table([given]).encode(), "t.csv")
        assert (here.preamble, here.operative, here.annexes, here.footnotes, here.symbol) == (
            alone.preamble, alone.operative, alone.annexes, alone.footnotes, alone.symbol,
        )  # fmt: skip
        assert here.source.media_type == "text/csv" and here.source.name == "t.csv"


def test_the_page_lists_every_column() -> None:
    text = (ROOT / "docs" / "tables.md").read_text("utf-8")
    names = set(re.findall(r"`(\w+)`", text))
    missing = {c for c in COLUMNS if c not in names and not c.startswith(("url_res_", "url_draft_", "url_meeting_"))}
    assert missing == set()


# ---------------------------------------------------------------------------------------------- who is right
def messages(data: str) -> list[str]:
    return [f"{r.kind} {r.message}" for r in read(data.encode(), "t.csv").remarks]


def test_the_text_stands_and_a_remark_names_both() -> None:
    said = messages(write_table([plain_row(9001, date="2031-01-28", meeting_no="12002")]))
    assert "conflict date: the text says 2031-01-27, the table says 2031-01-28" in said
    assert "conflict meeting: the text says 12001, the table says 12002" in said


def test_the_table_fills_what_the_text_does_not_say() -> None:
    text = "\n".join(["Resolution 9001 (2031)", "The Security Council,", "1. Decides to act;", "2. Decides to stay."])
    data = write_table([plain_row(9001, text=text, date="2031-01-28", meeting_record="S/PV.12002")])
    document = read(data.encode(), "t.csv")
    assert str(document.adoption.date) == "2031-01-28" and document.adoption.meeting == 12002
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"vote_detail": "Y FRANCE\nY ATLANTIS"}, "unknown no State has the name ATLANTIS"),
        ({"vote_yes": "3", "vote_detail": "Y FRANCE"}, "conflict 3 in favour by vote_yes, 1 States by vote_detail"),
        ({"vote_yes": "3", "vote_total": "15"}, "conflict 3 votes in all, 15 members by vote_total"),
        ({"vote_yes": "many"}, "fault the column vote_yes cannot be read: many"),
        ({"date": "soon"}, "fault the column date cannot be read: soon"),
        ({"draft": "see above"}, "unknown the column draft holds no symbol: see above"),
        ({"url_record": "javascript:x"}, "fault the column url_record holds no address: javascript:x"),
        ({"colour": "blue"}, "unknown the column colour is not known, its value is left out: blue"),
        ({"res_no": "9002"}, "conflict the symbol is S/RES/9001(2031), res_no 9002"),
        ({"symbol": "S/RES/9003 (2031)", "res_no": "9003"}, "conflict the table says S/RES/9003(2031), the text S/RES/9001(2031)"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(cells: dict[str, str], message: str) -> None:
    assert message in messages(write_table([plain_row(9001, **cells)]))


def test_codes_and_files_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    given = plain_row(9001, iso_alpha3="XYZ", text_draft="The draft")
    (result,) = converted(table(tmp_path, [given]))
    said = [remark.message for remark in result.remarks]
    assert "no State has the code XYZ" in said
    assert "the record names files of the draft, but not its symbol: they are left out" in said


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"vote_yes": "15", "vote_no": "0"}, "adopted-unanimously"),
        ({"vote_yes": "0", "vote_nonvote": "15"}, "adopted-without-vote"),
        ({"vote_summary": "Yes: 13 | No: 0 | Abstentions: 2"}, "adopted"),
    ],
)
def test_the_outcome_is_told_by_the_counts(cells: dict[str, str], outcome: str) -> None:
    vote = read(write_table([plain_row(9001, **cells)]).encode(), "t.csv").adoption.vote
    assert vote is not None and vote.outcome == outcome


def test_a_row_and_another_source_of_the_same_resolution_are_one(tmp_path: Path) -> None:
    table(tmp_path, [plain_row(9001, subjects="HARBOURS")])
    (tmp_path / "S_RES_9001.txt").write_text(page(9001).replace("thirty", "forty"))
    (result,) = converted(tmp_path)
    assert b"HARBOURS" in result.data and len(result.files) == 2
    assert any("table.csv" in r.message and "forty" in r.message for r in result.remarks if r.kind == "conflict")


# ---------------------------------------------------------------------------------------------- the form of the file
def symbols(path: Path, **options: int) -> list[str]:
    return [str(result.symbol) for result in converted(path, **options)]


EXPECTED = ["S/RES/9001(2031)", "S/RES/9002(2031)", "S/RES/9003(2031)"]
ROWS = [plain_row(n, topic='with "quotes", commas\nand lines') for n in (9001, 9002, 9003)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_csv_is_read(tmp_path: Path, newline: str, start: str, delimiter: str) -> None:
    import csv

    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(start)
        writer = csv.writer(file, delimiter=delimiter, lineterminator=newline)
        writer.writerow(name.upper() for name in ROWS[0])
        writer.writerows(r.values() for r in ROWS)
    assert symbols(path) == EXPECTED


def test_windows_1252_is_read(tmp_path: Path) -> None:
    text = write_table([plain_row(9001, summary="Côte d’Ivoire – “peace”")])
    (tmp_path / "t.csv").write_bytes(text.encode("cp1252"))
    (result,) = converted(tmp_path / "t.csv")
    assert "Côte d’Ivoire – “peace”".encode() in result.data


def test_packed_tables_are_read(tmp_path: Path) -> None:
    text = write_table(ROWS).encode()
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(text))
    assert symbols(tmp_path / "t.csv.gz") == EXPECTED
    with zipfile.ZipFile(tmp_path / "t.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CR-UNSC/t.csv", text)
        archive.writestr("other.csv", "a,b\n1,2\n")
    assert symbols(tmp_path / "t.zip", jobs=2) == EXPECTED
    (source, *_) = find_sources([tmp_path / "t.zip"])
    assert str(source) == f"{tmp_path}/t.zip!CR-UNSC/t.csv:2" and source.name == "t.csv"
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(text)[:-20])
    with pytest.raises(ResrdfError, match=r"t\.csv\.gz: cannot be unpacked"):
        symbols(tmp_path / "t.csv.gz")


def test_what_was_unpacked_is_removed(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(write_table(ROWS).encode()))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = run("convert", tmp_path / "t.csv.gz", "--jobs", "2", "-o", tmp_path / "x.nq", TMPDIR=str(scratch))
    assert done.returncode == 0, done.stderr
    assert list(scratch.iterdir()) == []


def test_an_archive_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resrdf.tables.LARGEST_TABLE", 1 << 20)
    data = write_table([plain_row(9001)]).encode() + b"x" * (2 << 20)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(data))
    with pytest.raises(ResrdfError, match="unpacks to more than"):
        symbols(tmp_path / "t.csv.gz")


def test_standard_input_may_be_a_table(tmp_path: Path) -> None:
    done = run("convert", "-", "--format", "nquads", stdin=write_table(ROWS).encode())
    assert done.returncode == 0 and b"3 documents" in done.stderr
    assert b"res/9003/op/1" in done.stdout


def test_a_table_among_other_files_is_taken_by_its_header(tmp_path: Path) -> None:
    table(tmp_path, ROWS)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "metadata.csv").write_text("symbol,date,year,vote\nS/RES/1 (1946),,,\n")
    assert symbols(tmp_path) == EXPECTED


# ---------------------------------------------------------------------------------------------- what is wrong with it
def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("res_no,symbol,date,year\n1,S/RES/1 (1946),1946-01-25,1946\n")
    with pytest.raises(ResrdfError, match=r"t\.csv:1: the column text is missing"):
        symbols(path)
    path.write_text("number,words\n1,x\n")
    with pytest.raises(ResrdfError, match=r"t\.csv: is no table of resolutions .* symbol \(or res_no, year\) and text"):
        symbols(path)
    path.write_bytes(write_table(ROWS).encode("utf-16"))
    with pytest.raises(ResrdfError, match="save it as UTF-8"):
        symbols(path)


@pytest.mark.parametrize(
    "bad",
    [
        "1,2\n",  # too few fields
        "1,2,3,4,5,6,7,8\n",
        '9009,"S/RES/9009 (2031),2031,"a text\nwith lines","never closed\n',
        '"a" b,c,d,e,f\n',
    ],
)
def test_a_bad_row_is_named_and_the_others_go_on(tmp_path: Path, bad: str) -> None:
    first, *rest = [write_table([r]).split("\n", 1) for r in ROWS]
    path = tmp_path / "t.csv"
    path.write_text(first[0] + "\n" + first[1] + bad + "".join(body for _, body in rest), newline="")
    results = converted(path)
    line = 2 + first[1].count("\n")
    errors = [error for result in results for error in result.errors]
    assert [str(r.symbol) for r in results if r.symbol] == EXPECTED
    assert len(errors) == 1 and errors[0].startswith(f"{path}:{line}: ")


def test_a_row_without_text_is_named(tmp_path: Path) -> None:
    rows = [ROWS[0], {**ROWS[1], "text": "NA"}, ROWS[2]]
    results = converted(table(tmp_path, rows))
    (error,) = [error for result in results for error in result.errors]
    line = 2 + write_table(rows[:1]).split("\n", 1)[1].count("\n")
    assert error == f"{tmp_path}/table.csv:{line}: the column text is empty in this row: there is nothing to read"
    assert len([r for r in results if r.symbol]) == 2


def test_a_whole_table_is_not_one_document() -> None:
    with pytest.raises(ReadError, match="is a table of 3 rows, not of one"):
        read(write_table(ROWS).encode(), "t.csv")


# ---------------------------------------------------------------------------------------------- size and speed
def test_processes_give_the_same_as_one(tmp_path: Path) -> None:
    path = table(tmp_path, [plain_row(n) for n in range(1000, 1080)])
    assert [r.data for r in converted(path, jobs=2)] == [r.data for r in converted(path)]


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    """A hundred megabytes of rows are cut and one is read in far less memory than they are."""
    path = tmp_path / "t.csv"
    filler = "x" * 1_000_000
    with path.open("w", encoding="utf-8", newline="") as file:
        for n in range(100):
            text = write_table([plain_row(1000 + n, text_meeting=filler)])
            file.write(text if n == 0 else text.split("\n", 1)[1])
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom resrdf.sources import find_sources, find_symbol\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "sources = list(find_sources([Path(sys.argv[1])]))\n"
        "assert find_symbol(sources[99]).number == 1099 and len(sources[99].read()) > 1_000_000\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 30_000, "kilobytes"


def test_show_and_check_take_rows(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS)
    done = run("show", path, "op/1", "--symbol", "S/RES/9002 (2031)")
    assert done.returncode == 0 and b"S/RES/9002(2031) op/1" in done.stdout
    assert b"holds 3 texts: name one of them with --symbol" in run("show", path).stderr
    assert b"no text of S/RES/9004(2031)" in run("show", path, "--symbol", "S/RES/9004 (2031)").stderr
    lines = run("show", path, "--symbol", "S/RES/9002 (2031)", "--lines")
    assert b"clause" in lines.stdout and b"1. Decides to extend" in lines.stdout
    assert run("check", path).returncode == 0
