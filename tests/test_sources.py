"""Texts are found in files, folders, archives and standard input, whatever their encoding, name and ending."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest
from pages import OPERATIVE, SEEDS, akn, page

from resrdf.document import Document
from resrdf.errors import ReadError, ResrdfError
from resrdf.pipeline import convert, convert_group
from resrdf.read import detect_format, read
from resrdf.read.decode import decode_text
from resrdf.sources import SourceFile, find_sources, find_symbol, group_by_symbol

TEXT = page()


def texts(document: Document) -> list[str]:
    return [clause.text for clause in document.preamble + document.operative]


def make_zip(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


# ---------------------------------------------------------------------------------------------- files and archives
def test_a_folder_gives_its_texts_in_order_and_nothing_else(tmp_path: Path) -> None:
    others = ("notes.md", "README", "x.zip", ".hidden.txt", ".venv/a.txt", "data/report.txt", "data/resrdf.nq.gz")
    for name in ("b.txt", "a.xml", "c.TXT", "d/e.pdf", "d/f.akn", *others):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    (tmp_path / "g.txt").mkdir()
    names = [str(Path(str(source)).relative_to(tmp_path)) for source in find_sources([tmp_path])]
    assert names == ["a.xml", "b.txt", "c.TXT", "d/e.pdf", "d/f.akn"]


def test_a_file_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "resolution").write_text(TEXT)
    assert [find_symbol(source).path for source in find_sources([tmp_path / "resolution"])] == ["res/9001"]


def test_what_is_not_there_or_empty_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResrdfError, match=r"nowhere\.txt: no such file or folder"):
        list(find_sources([tmp_path / "nowhere.txt"]))
    with pytest.raises(ResrdfError, match=r"no text in this folder \(looked for \.akn, \.pdf"):
        list(find_sources([tmp_path]))


def test_a_zip_gives_its_texts_also_from_folders_in_it(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "one/two/b.txt": TEXT,
        "a.txt": page(9002),
        "__MACOSX/a.txt": b"\0\5\x16\7",
        "empty/": "",
        "x.docx": "x",
    }
    path = make_zip(tmp_path / "texts.zip", members)
    sources = list(find_sources([path]))
    assert [(str(s), s.name) for s in sources] == [
        (f"{path}!a.txt", "a.txt"),
        (f"{path}!one/two/b.txt", "b.txt"),
    ]
    assert [result.graph for result in convert([path])] == [
        "https://w3id.org/unsc/graph/res/9002",
        "https://w3id.org/unsc/graph/res/9001",
    ]


def test_names_in_a_zip_reach_nothing_outside_it(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(page(9009))
    path = make_zip(tmp_path / "t.zip", {"../secret.txt": TEXT, "/etc/x.txt": page(9002)})
    results = list(convert([path]))
    assert sorted(str(result.symbol) for result in results) == ["S/RES/9001(2031)", "S/RES/9002(2031)"]
    assert b'sourceName> "secret.txt"' in results[0].data


def test_a_zip_without_texts_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResrdfError, match="no text in this archive"):
        list(find_sources([make_zip(tmp_path / "none.zip", {"a.docx": "x"})]))
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ResrdfError, match=r"broken\.zip: this zip archive cannot be opened"):
        list(find_sources([tmp_path / "broken.zip"]))


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "t.zip", {"a.txt": TEXT * 20, "b.txt": page(9002)})
    data = bytearray(path.read_bytes())
    start = data.index(b"a.txt") + 5
    data[start : start + 60] = os.urandom(60)
    path.write_bytes(data)
    results = list(convert([path]))
    assert [(str(r.symbol), len(r.errors)) for r in results] == [("None", 1), ("S/RES/9002(2031)", 0)]
    assert "t.zip!a.txt: cannot be read" in results[0].errors[0]


def test_a_zip_bomb_is_refused_unread(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "bomb.zip", {"bomb.txt": b" " * (65 * 2**20)})
    assert path.stat().st_size < 200_000
    (result,) = convert([path])
    assert result.errors == (f"{path}!bomb.txt: larger than 64 MiB: not one resolution",)


def test_an_archive_of_thousands_is_opened_once(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "many.zip", {f"{n}.txt": page(n) for n in range(1000, 3000)})
    sources = list(find_sources([path]))
    started = time.process_time()
    assert all(source.read().startswith(b"United") for source in sources)
    assert time.process_time() - started < 2  # opening it anew for each member takes ten times as long


def test_a_changed_archive_is_read_anew(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "t.zip", {"a.txt": TEXT})
    assert next(find_sources([path])).read() == TEXT.encode()
    make_zip(path, {"a.txt": page(9002)})
    os.utime(path, ns=(1, 1))
    assert next(find_sources([path])).read() == page(9002).encode()


# ---------------------------------------------------------------------------------------------- encodings
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_encoding_gives_the_same_words(encoding: str, newline: str) -> None:
    text = page(operative=("Welcomes the briefing by Côte d’Ivoire – in São Tomé – on “peace”;", *OPERATIVE))
    expected = read(text.encode(), "a.txt")
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = bom + text.replace("\n", newline).encode(encoding)
    found = read(data, "a.txt")
    assert texts(found) == texts(expected)
    assert found.adoption == expected.adoption
    assert find_symbol(SourceFile("a.txt", data=data)) == expected.symbol


def test_a_long_utf_16_text_is_recognised_by_its_head() -> None:
    data = page(operative=OPERATIVE * 100).encode("utf-16")
    assert find_symbol(SourceFile("a.txt", data=data)).path == "res/9001"


def test_damaged_utf_16_is_read_as_far_as_it_goes() -> None:
    for data in (TEXT.encode("utf-16")[:-1], b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le")):
        assert convert_group([SourceFile("a.txt", data=data)]).errors == ()


def test_form_feeds_and_odd_blanks_part_words_and_lines() -> None:
    text = TEXT.replace("six months", "six\u00a0months").replace("2. Requests", "\f2.\u2003Requests")
    assert texts(read(text.encode(), "a.txt")) == texts(read(TEXT.encode(), "a.txt"))


def test_no_control_character_gets_into_the_words() -> None:
    """XML has no place for them, so that RDF/XML could not be written."""
    odd = "".join(map(chr, (*range(9), *range(11, 32), 127))) + "\ufffe\uffff"
    assert not set(decode_text(f"a{odd}b\n".encode("utf-16"), "x")) & set(odd)
    assert len(decode_text(odd.encode("utf-16"), "x")) == len(odd), "characters keep their places"
    document = read(page(operative=[f"Decides{odd}to act."]).encode("utf-16"), "a.txt")
    assert not any(set(text) & set(odd) for text in texts(document))


def test_what_is_no_text_is_said_to_be_none() -> None:
    for data, reason in (
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x7fELF\0\0\0", "not a text"),
        (b"hello", "no resolution"),
    ):
        with pytest.raises(ReadError, match=reason):
            read(data, "a.txt")


# ---------------------------------------------------------------------------------------------- formats
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), "text"),
        (akn().encode(), "akn"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- c -->\n' + akn().encode(), "akn"),
        (akn().encode("utf-16"), "akn"),
        (akn().replace("<", "<an:").replace("<an:/", "</an:").encode(), "akn"),
        (b"%PDF-1.4", "pdf"),
        (b"\n%PDF-1.7", "pdf"),
        (b"<html><body>S/RES/9001 (2031)</body></html>", "akn"),
        (b"<1> S/RES/9001 (2031)", "text"),
        (b"", "text"),
    ],
)
def test_the_format_is_told_by_the_content(data: bytes, expected: str) -> None:
    assert detect_format(data) == expected


def test_wrong_endings_do_not_mislead(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_text(TEXT)
    (tmp_path / "markup.txt").write_text(akn(symbol="S/RES/9002 (2031)"))
    results = list(convert([tmp_path]))
    assert sorted((r.sources[0].rsplit("/", 1)[1], str(r.symbol)) for r in results) == [
        ("markup.txt", "S/RES/9002(2031)"),
        ("text.xml", "S/RES/9001(2031)"),
    ]


def test_the_user_may_overrule() -> None:
    with pytest.raises(ReadError):
        read(TEXT.encode(), "a.txt", format="akn")
    with pytest.raises(ReadError):
        read(TEXT.encode(), "a.txt", format="pdf")


# ---------------------------------------------------------------------------------------------- grouping
def test_texts_of_one_symbol_come_together_in_the_order_of_the_first() -> None:
    sources = [
        SourceFile("b.txt", data=page(9002).encode()),
        SourceFile("a.txt", data=TEXT.encode()),
        SourceFile("junk.txt", data=b"junk"),
        SourceFile("b.xml", data=akn(symbol="S/RES/9002 (2031)*").encode()),
        SourceFile("other junk.txt", data=b"junk"),
        SourceFile("a.xml", data=akn(symbol=" \n<b>S/RES/9001</b> (2031)").encode()),
    ]
    assert [[s.name for s in group] for group in group_by_symbol(sources)] == [
        ["b.txt", "b.xml"],
        ["a.txt", "a.xml"],
        ["junk.txt"],
        ["other junk.txt"],
    ]


def test_the_quick_look_and_the_reader_agree() -> None:
    for path in SEEDS:
        data = path.read_bytes()
        for name in (path.name, "x.txt", "S_RES_0001_1946.txt"):
            assert find_symbol(SourceFile(name, data=data)) == read(data, name).symbol


@pytest.mark.parametrize(
    "data", [b"<akomaNtoso>" + b"<docNumber>" * 200_000, b"<akomaNtoso><docNumber>" + b" " * 200_000 + b"a"]
)
def test_looking_for_the_symbol_takes_no_time(data: bytes) -> None:
    started = time.process_time()
    assert group_by_symbol([SourceFile("x.xml", data=data)])
    assert time.process_time() - started < 2
