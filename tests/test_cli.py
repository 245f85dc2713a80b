"""The commands as a user meets them: help, output, errors, exit codes, interruption."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from pages import AKN, SEEDS, akn, page, run
from pyoxigraph import RdfFormat

COMMANDS = ("convert", "validate", "build", "query", "serve", "show")
HEAVY = ("rdflib", "pyshacl", "rich", "lxml", "pyoxigraph", "SPARQLWrapper", "starlette", "uvicorn", "pypdfium2")
ENDINGS = {
    "turtle": ("ttl", RdfFormat.TURTLE),
    "ntriples": ("nt", RdfFormat.N_TRIPLES),
    "trig": ("trig", RdfFormat.TRIG),
    "nquads": ("nq", RdfFormat.N_QUADS),
    "jsonld": ("jsonld", RdfFormat.JSON_LD),
    "rdfxml": ("rdf", RdfFormat.RDF_XML),
}
GRAPH = "<https://w3id.org/unsc/graph/res/{}>"
BAD = b"This is a letter and no resolution.\n"


def triples(data: bytes, rdf_format: RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=rdf_format)}


def symbols(data: bytes) -> list[str]:
    """The resolutions that are described (not those that are only cited), by their labels."""
    return sorted(
        {f"S/RES/{n}({y})" for n, y in re.findall(r'"Security Council resolution (\d+) \((\d+)\)"', data.decode())}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three good texts and a bad one."""
    for number in (9001, 9002, 9003):
        (tmp_path / f"{number}.txt").write_text(page(number))
    (tmp_path / "bad.txt").write_bytes(BAD)
    return tmp_path


# ---------------------------------------------------------------------------------------------- help
def test_the_help_names_every_command_and_shows_examples() -> None:
    result = run("--help")
    assert result.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} ".encode() in result.stdout
    assert b"Examples:\n    resrdf convert" in result.stdout


def test_a_misspelt_command_is_answered_by_the_nearest() -> None:
    for word, answer in (("convret", b"Did you mean convert?"), ("vaildate", b"Did you mean validate?")):
        result = run(word)
        assert (result.returncode, answer in result.stderr, b"No such command" in result.stderr) == (2, True, True)
    assert b"Did you mean" not in run("xyz").stderr and run("--versoin").returncode == 2


def test_the_demo_says_how_to_go_on() -> None:
    lines = (Path(__file__).parent.parent / "Makefile").read_text("utf-8").split("\ndemo:")[1].split("\nifneq")[0]
    assert ". $(BIN)/activate" in lines.splitlines()[-1]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_by_examples(command: str) -> None:
    result = run(command, "-h")
    assert result.returncode == 0
    assert result.stdout.startswith(b"Usage: resrdf " + command.encode())
    assert result.stdout.count(b"  resrdf " + command.encode()) >= 2


@pytest.mark.parametrize("arguments", [["--help"], ["convert", "--help"], ["query", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"""import sys; sys.argv[1:] = {arguments!r}
from resrdf.cli import main
try: main()
except SystemExit: print(*sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stderr.split() == []


def test_converting_a_text_loads_neither_rdflib_nor_pyshacl() -> None:
    code = f"""import sys; sys.argv[1:] = ["convert", "-q", {str(SEEDS[0])!r}]
from resrdf.cli import main
try: main()
except SystemExit: print(*sorted(set(sys.modules) & {{"rdflib", "pyshacl", "rich", "lxml"}}), file=sys.stderr)"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stderr.split() == []


def test_version_and_unknown_words() -> None:
    assert re.fullmatch(rb"resrdf, version \d+\.\d+\.\d+\n", run("--version").stdout)
    result = run("convertt")
    assert (result.returncode, b"No such command 'convertt'" in result.stderr) == (2, True)
    assert run("convert", "--nothing", SEEDS[0]).returncode == 2


# ---------------------------------------------------------------------------------------------- convert: where to
def test_convert_writes_turtle_to_standard_output_and_its_summary_beside_it() -> None:
    result = run("convert", SEEDS[0])
    assert result.returncode == 0
    assert result.stdout.startswith(b"@base <https://w3id.org/unsc/> .\n")
    assert re.fullmatch(rb"1 document, 29 clauses, [\d,]+ triples, .*0 errors in [\d.]+ s\n", result.stderr)


def test_all_formats_say_the_same(tmp_path: Path) -> None:
    found = {}
    for fmt, (ending, rdf_format) in ENDINGS.items():
        target = tmp_path / f"all.{ending}"
        assert run("convert", *SEEDS, AKN / "resolution.xml", "-o", target, "-q").returncode == 0
        by_name = run("convert", *SEEDS, AKN / "resolution.xml", "--format", fmt, "-q").stdout
        assert target.read_bytes() == by_name, "the ending of the file tells the format"
        found[fmt] = triples(by_name, rdf_format)
    assert all(found[fmt] == found["turtle"] for fmt in ENDINGS)
    quads = ox.parse((tmp_path / "all.nq").read_bytes(), format=RdfFormat.N_QUADS)
    assert {str(quad.graph_name) for quad in quads} == {GRAPH.format(n) for n in (1138, 1377, 1386, 9001)}
    assert run("convert", *SEEDS, "--format", "n3").returncode == 2


@pytest.mark.parametrize("fmt", ENDINGS)
def test_split_writes_one_file_a_document(fmt: str, tmp_path: Path) -> None:
    ending, rdf_format = ENDINGS[fmt]
    out = tmp_path / "deep" / "out"
    result = run("convert", SEEDS[0].parent, AKN / "draft.xml", "-o", f"{out}/", "--format", fmt)
    assert result.returncode == 0
    names = [f"{stem}.{ending}" for stem in ("draft-2031-55", "res-1138", "res-1377", "res-1386")]
    assert sorted(path.name for path in out.iterdir()) == names
    assert triples((out / f"res-1138.{ending}").read_bytes(), rdf_format) == triples(
        run("convert", SEEDS[0], "--format", fmt).stdout, rdf_format
    )


def test_split_single_and_what_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert run("convert", SEEDS[0], "-o", tmp_path / "new", "--split").returncode == 0
    assert (tmp_path / "new" / "res-1138.ttl").exists()
    assert run("convert", SEEDS[0], "-o", tmp_path / "new").returncode == 0, "a folder that is there is written into"
    for arguments, message in (
        (["--split"], b"--split needs a folder to write to"),
        (["-o", tmp_path / "new", "--single"], b"is a folder"),
        (["-o", tmp_path / "file", "--split"], b"is a file"),
        (["-o", f"{tmp_path}/file/"], b"is a file"),
    ):
        result = run("convert", SEEDS[0], *arguments)
        assert (result.returncode, message in result.stderr) == (2, True), result.stderr
    assert (tmp_path / "file").read_text() == "mine"
    inside = run("convert", SEEDS[0], "-o", tmp_path / "file" / "x.ttl")
    assert (inside.returncode, b"Traceback" in inside.stderr) == (1, False)


def test_an_output_that_is_no_file_is_written_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen([sys.executable, "-m", "resrdf", "convert", str(SEEDS[0]), "-o", str(pipe)], stderr=-3)
    assert pipe.read_bytes().startswith(b"@base")
    assert process.wait(10) == 0 and pipe.is_fifo()
    (tmp_path / "link.ttl").symlink_to(tmp_path / "target.ttl")
    assert run("convert", SEEDS[0], "-o", tmp_path / "link.ttl").returncode == 0
    assert (tmp_path / "link.ttl").is_symlink() and (tmp_path / "target.ttl").is_file()


def test_an_ending_that_no_format_has_is_refused(tmp_path: Path) -> None:
    for name in ("out.docx", "all.nq.gz", "graph.json"):
        result = run("convert", SEEDS[0], "-o", tmp_path / name)
        assert (result.returncode, list(tmp_path.iterdir())) == (2, [])
        assert b"take one of .ttl, .nt, .trig, .nq, .jsonld, .rdf, or add --format" in b" ".join(result.stderr.split())
    for name, more in (("plain", ()), ("OUT.TTL", ()), ("a.txt", ("--format", "turtle")), ("v1.0/", ())):
        assert run("convert", SEEDS[0], "-o", f"{tmp_path}/{name}", *more).returncode == 0
        path = tmp_path / name
        assert (path / "res-1138.ttl" if path.is_dir() else path).read_bytes().startswith(b"@base")


def test_the_base_is_the_users() -> None:
    for base in ("https://example.org/data", "https://example.org/data/"):
        result = run("convert", SEEDS[0], "--base", base, "--format", "nquads")
        assert b"<https://example.org/data/res/1138/op/6> " in result.stdout
        assert b"<https://example.org/data/graph/res/1138> ." in result.stdout
        assert b"unsc/res" not in result.stdout
    for base in ("data/", "http://a b/", ""):
        result = run("convert", SEEDS[0], "--base", base)
        assert (result.returncode, b"not an absolute IRI" in result.stderr) == (2, True)


# ---------------------------------------------------------------------------------------------- convert: where from
def test_standard_input_is_a_source_like_any_other() -> None:
    result = run("convert", "-", stdin=SEEDS[0].read_bytes())
    assert (result.returncode, b'unsc:sourceName "stdin"' in result.stdout) == (0, True)
    both = run("convert", "-", SEEDS[1], "--format", "nquads", stdin=akn().encode())
    assert symbols(both.stdout) == ["S/RES/1377(2001)", "S/RES/9001(2031)"]
    empty = run("convert", "-")
    assert (empty.returncode, empty.stderr.splitlines()[0]) == (1, b"error: stdin: the text is empty")


def test_from_overrules_what_is_recognised() -> None:
    assert run("convert", "--from", "text", SEEDS[0]).returncode == 0
    result = run("convert", "--from", "akn", SEEDS[0])
    assert (result.returncode, result.stdout) == (1, b"")
    assert str(SEEDS[0]).encode() in result.stderr


def test_a_bad_file_among_good_ones_stops_none(folder: Path) -> None:
    result = run("convert", folder, "-o", folder / "all.ttl")
    assert result.returncode == 1
    assert symbols((folder / "all.ttl").read_bytes()) == [f"S/RES/{n}(2031)" for n in (9001, 9002, 9003)]
    error, summary = result.stderr.decode().splitlines()
    assert error.startswith(f"error: {folder}/bad.txt:1: no resolution recognised: looked for")
    assert summary.startswith("3 documents, ") and ", 1 error in " in summary


def test_nothing_readable_leaves_the_old_output(folder: Path) -> None:
    for target in (folder / "old.ttl", folder / "old.jsonld"):
        target.write_text("old")
        assert run("convert", folder / "bad.txt", "-o", target).returncode == 1
        assert target.read_text() == "old"
    assert run("convert", folder / "bad.txt", "-o", folder / "new.ttl").returncode == 1
    assert not (folder / "new.ttl").exists() and not list(folder.glob(".*"))
    assert run("convert", folder / "bad.txt", "--format", "jsonld").stdout == b""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "the text is empty"),
        ("binary.txt", bytes(range(256)) * 40, "this is not a text"),
        ("junk.pdf", b"%PDF-1.4 junk", "this PDF cannot be opened"),
        ("junk.xml", b"<akomaNtoso><broken", "junk.xml:1: not well-formed XML: "),
        (
            "broken.txt",
            b'<?xml version="1.0"?>\n<note>\n<b></note>',
            "broken.txt:3: not well-formed XML: Opening and ending",
        ),
        ("note.xml", b"<note>Resolution 242 (1967)</note>", "note.xml: XML with root <note>, not AKN4UN"),
        ("frame.xml", b"<akomaNtoso/>", "no <mainBody> and no <preamble>: not an AKN4UN document"),
        ("page.txt", b"\n<html xmlns='http://www.w3.org/1999/xhtml'/>", "XML with root <html>, not AKN4UN"),
        ("graph.txt", b"@prefix a: <http://example.org/> .", "this is RDF, not a resolution; try validate or query"),
        ("graph.ttl", b"\xef\xbb\xbf\n@base <http://example.org/> .", "this is RDF, not a resolution"),
        ("noise.txt", bytes(range(1, 256)) * 40, "no resolution recognised"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_names_it(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    result = run("convert", tmp_path / name, "-q")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.decode().startswith(f"error: {tmp_path / name}") and reason in result.stderr.decode()


def test_missing_sources_and_none_at_all(tmp_path: Path) -> None:
    result = run("convert", tmp_path / "nowhere.txt")
    assert (result.returncode, result.stderr) == (
        1,
        f"resrdf: {tmp_path}/nowhere.txt: no such file or folder\n".encode(),
    )
    assert run("convert", tmp_path).stderr.startswith(f"resrdf: {tmp_path}: no text in this folder".encode())
    result = run("convert")
    assert (result.returncode, b"Missing argument 'SRC" in result.stderr) == (2, True)


def test_verbose_says_every_remark_and_quiet_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page())
    (tmp_path / "a.xml").write_text(akn(date="2031-01-28"))
    loud = run("convert", tmp_path, "-v")
    assert loud.stderr.decode().splitlines()[0] == (
        "conflict: S/RES/9001(2031) adoption: date: a.xml says 2031-01-28, a.txt says 2031-01-27"
    )
    assert b"1 remark (1 conflict)" in loud.stderr
    assert run("convert", tmp_path).stderr.count(b"\n") == 1
    assert run("convert", tmp_path, "-q").stderr == b""
    assert loud.returncode == 0


def test_zip_folder_and_file_together(folder: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("x/9004.txt", page(9004))
    result = run("convert", folder / "more.zip", folder / "9001.txt", SEEDS[0].parent, "--format", "nquads")
    assert symbols(result.stdout) == [
        "S/RES/1138(1997)", "S/RES/1377(2001)", "S/RES/1386(2001)", "S/RES/9001(2031)", "S/RES/9004(2031)",
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- many, and interrupted
@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number in range(1000, 2500):
        (folder / f"{number}.txt").write_text(page(number, operative=["Decides to act;"] * 60))
    return folder


def test_two_processes_give_the_bytes_of_one(many: Path) -> None:
    some = sorted(many.iterdir())[:80]
    one, two = (run("convert", *some, "--format", "nquads", "--jobs", jobs, "-q") for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 0
    assert len(one.stdout) > 1_000_000 and one.stdout == two.stdout


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "resrdf", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_the_old_file_and_nothing_else(
    jobs: str, stop: signal.Signals, many: Path, tmp_path: Path
) -> None:
    target = tmp_path / "all.nq"
    target.write_text("old")
    process = start("convert", many, "-o", target, "--jobs", jobs)
    while process.poll() is None and not list(tmp_path.glob(".*.part")):
        time.sleep(0.02)
    os.killpg(process.pid, stop) if stop is signal.SIGINT else process.send_signal(stop)
    _, err = process.communicate(timeout=30)
    # a shell reports 128 + the signal both for an exit with that code and for an end by the signal, as Python may choose
    assert process.returncode in (128 + stop, -stop), err
    assert err.split() == ([b"interrupted"] if stop is signal.SIGINT else [])
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["all.nq"]
    with pytest.raises(ProcessLookupError):  # nor are workers left behind
        for _ in range(50):
            os.killpg(process.pid, 0)
            time.sleep(0.1)


@pytest.mark.parametrize("arguments", [["convert"], ["show", "--lines"]])
def test_a_reader_that_has_had_enough_is_no_error(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page(operative=[f"Decides to act, for the {n}th time;" for n in range(900)]))
    process = start(*arguments, tmp_path / "a.txt")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(10) in (0, 1, 141)
    assert b"Traceback" not in err and b"Exception" not in err


def test_a_full_disk_is_one_line() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("this machine has no /dev/full")
    result = run("convert", SEEDS[0], "-o", "/dev/full")
    assert (result.returncode, result.stderr) == (1, b"resrdf: No space left on device\n")
    assert Path("/dev/full").is_char_device()


# ---------------------------------------------------------------------------------------------- show
def test_show_prints_the_tree_of_a_resolution() -> None:
    shown = run("show", SEEDS[0]).stdout.decode()
    for words in ("S/RES/1138(1997)", "adopted 1997-11-14, meeting 3833", "Preamble", "Operative part", "op/6/h"):
        assert words in shown
    assert "\x1b" not in shown, "no colours in a pipe"


def test_show_prints_a_part_or_says_what_there_is() -> None:
    shown = run("show", SEEDS[0], "op/6").stdout.decode()
    assert "op/6/h" in shown and "op/7" not in shown
    result = run("show", SEEDS[0], "op/99")
    assert (result.returncode, b"has no clause op/99; it has pre/1, op/1" in result.stderr) == (1, True)


def test_show_lines_gives_each_line_its_role() -> None:
    lines = run("show", "--lines", SEEDS[0]).stdout.decode().splitlines()
    roles = {line.split()[1] for line in lines}
    assert {"masthead", "adoption", "clause", "furniture"} <= roles
    assert len(lines) == sum(bool(line.strip()) for line in SEEDS[0].read_text().splitlines())
    result = run("show", "--lines", AKN / "resolution.xml")
    assert (result.returncode, b"only texts have lines" in result.stderr) == (1, True)


def test_show_wants_one_text(folder: Path) -> None:
    result = run("show", folder)
    assert (result.returncode, b"holds 4 texts: name one of them" in result.stderr) == (2, True)
    assert run("show", folder / "bad.txt").returncode == 1
    assert b"S/RES/9001(2031)" in run("show", "-", stdin=page().encode()).stdout


def test_odd_words_do_not_confuse_the_tree(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page(operative=["Decides [bold]to[/bold] act [/] under :smile: [red];"]))
    assert "Decides [bold]to[/bold] act [/] under :smile: [red];" in run("show", tmp_path / "a.txt").stdout.decode()


# ---------------------------------------------------------------------------------------------- no source is lost
@pytest.mark.parametrize("command", ["convert a.txt -o a.txt", "convert . -o b.txt", "convert a.txt -o link.ttl",
                                     "convert - -o a.txt", "convert all.zip -o all.zip", "convert x.ttl -o . --split",
                                     "validate a.txt -o a.txt", "validate . -o b.txt", "validate x.nt -o x.nt",
                                     "validate a.txt --shapes own.ttl -o own.ttl",
                                     "build . -o .", "build a.txt -o ./", "build b.txt --links own.ttl -o .",
                                     "link x.nt --endpoint http://127.0.0.1:9/ --by label -o x.nt",
                                     "link --accept own.ttl -o own.ttl"])  # fmt: skip
def test_no_command_writes_over_what_it_reads(command: str, tmp_path: Path) -> None:
    for name, number in (("a.txt", 9001), ("b.txt", 9002), ("x.ttl", 9003)):
        (tmp_path / name).write_text(page(number))
    (tmp_path / "link.ttl").symlink_to(tmp_path / "a.txt")
    (tmp_path / "x.nt").write_text("<a:a> <a:b> <a:c> .\n")
    (tmp_path / "own.ttl").write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("9004.txt", page(9004))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with (tmp_path / "a.txt").open("rb") as stdin:
        result = subprocess.run(
            [sys.executable, "-m", "resrdf", *command.split()], cwd=tmp_path, stdin=stdin, capture_output=True
        )
    assert result.returncode == 2, result.stderr
    assert re.search(rb"Error: \S+ (would be written over|lies in)", result.stderr), result.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_output_beside_the_sources_is_no_source(folder: Path) -> None:
    (folder / "bad.txt").unlink()
    for _ in range(2):
        assert run("convert", ".", "-o", "all.ttl", cwd=folder).returncode == 0
        assert run("convert", ".", "-o", ".", cwd=folder).returncode == 0
        assert run("build", ".", "-o", "data", cwd=folder).returncode == 0
