"""A whole dataset in one go: all its files agree, nothing is done twice, nothing foreign is touched."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from pages import AKN, SEEDS, akn, page, run

from resrdf.dataset.build import build, digest_of, is_current
from resrdf.errors import ResrdfError
from resrdf.pipeline import run_statements
from resrdf.report import Finding
from resrdf.sources import SourceFile, find_sources
from resrdf.store import open_store

FILES = [
    *("README.md", "SHA256SUMS", "build.json", "dcat.ttl", "graphs", "links", "load", "ontology", "remarks.tsv"),
    *("report.json", "report.ttl", "report.txt", "resrdf.nq.gz", "run.ttl", "shapes", "store", "vocabulary.nq.gz"),
    "void.ttl",
]
GRAPH = "https://w3id.org/unsc/graph/"
EPOCH = "1000000000"


def dump_of(folder: Path) -> list[ox.Quad]:
    return list(ox.parse(gzip.decompress((folder / "resrdf.nq.gz").read_bytes()), format=ox.RdfFormat.N_QUADS))


def make(folder: Path, *sources: Path, jobs: int = 1, validate: bool = True) -> list[Finding]:
    found = list(find_sources(sources))
    return [finding for built in build(found, folder, jobs=jobs, validate=validate) for finding in built.findings]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "council"
    result = run("build", *SEEDS, "-o", folder)
    assert result.returncode == 0, result.stderr
    summary, place = result.stderr.decode().splitlines()
    assert summary.startswith("3 documents, 72 clauses, ") and summary.endswith("; 0 violations, 0 warnings")
    assert place.startswith(f"built {folder}: ")
    assert result.stdout == b""
    return folder


def test_everything_is_there(seeds: Path) -> None:
    assert sorted(path.name for path in seeds.iterdir()) == FILES
    assert sorted(path.name for path in (seeds / "graphs").iterdir()) == [
        "res-1138.ttl",
        "res-1377.ttl",
        "res-1386.ttl",
    ]
    assert json.loads((seeds / "build.json").read_text())["documents"] == 3


def test_the_dump_is_the_union_of_the_turtle_files(seeds: Path) -> None:
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in dump_of(seeds):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, set()).add(quad.triple)
    expected = {f"{GRAPH}{p.stem.replace('-', '/', 1)}": p for p in (seeds / "graphs").iterdir()}
    assert graphs == {name: {q.triple for q in ox.parse(path=str(path))} for name, path in expected.items()}


def test_the_store_holds_the_dump_the_vocabularies_and_the_ontology(seeds: Path) -> None:
    store = open_store(seeds / "store")
    assert all(quad in store for quad in dump_of(seeds))
    names = {getattr(name, "value", "").removeprefix(GRAPH) for name in store.named_graphs()}
    assert {"res/1138", "res/1377", "res/1386", "run", "ontology", "vocab"} <= names


def test_the_store_answers(seeds: Path) -> None:
    result = run("query", "paragraph-text", "--store", seeds, "-p", "resolution=1386", "-p", "paragraph=3", "-f", "csv")
    assert result.returncode == 0
    assert b"Authorizes the Member States participating" in result.stdout


def test_the_reports_say_that_it_conforms(seeds: Path) -> None:
    report = json.loads((seeds / "report.json").read_text())
    assert (report["conforms"], report["graphs"], report["results"]) == (True, 3, [])
    assert (seeds / "report.txt").read_text() == "3 graphs conform.\n"
    assert run("validate", seeds / "graphs").returncode == 0


def test_only_the_run_holds_a_time(seeds: Path) -> None:
    assert not [quad for quad in dump_of(seeds) if "dateTime" in str(quad.object)]
    run = list(open_store(seeds / "store").quads_for_pattern(None, None, None, ox.NamedNode(f"{GRAPH}run")))
    times = [quad for quad in run if "dateTime" in str(quad.object)]
    assert [quad.predicate.value.rsplit("#")[-1] for quad in times] == ["startedAtTime"]
    used = sorted(str(quad.object) for quad in run if quad.predicate.value.endswith("#used"))
    assert used == [f"<https://w3id.org/unsc/res/{number}/en.txt>" for number in (1138, 1377, 1386)]


# ---------------------------------------------------------------------------------------------- again
def test_a_second_build_does_nothing_unless_forced(seeds: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in seeds.rglob("*")}
    result = run("build", *SEEDS, "-o", seeds)
    assert (result.returncode, result.stderr) == (
        0,
        f"{seeds} is up to date: nothing has changed since it was built (--force builds it again)\n".encode(),
    )
    assert {path: path.stat().st_mtime_ns for path in seeds.rglob("*")} == before
    assert run("build", *SEEDS, "-o", seeds, "-q").stderr == b""
    assert run("build", *SEEDS, "-o", seeds, "--force").returncode == 0
    assert (seeds / "run.ttl").stat().st_mtime_ns > before[seeds / "run.ttl"]


def test_what_changes_is_built_anew(tmp_path: Path) -> None:
    out, texts = tmp_path / "out", tmp_path / "texts"
    texts.mkdir()
    for number in (9001, 9002):
        (texts / f"{number}.txt").write_text(page(number))
    make(out, texts)
    digest = digest_of(list(find_sources([texts])), "https://w3id.org/unsc/", None, True)
    assert is_current(out, digest)

    (texts / "9001.txt").write_text(page(9001, operative=["Decides otherwise."]))
    (texts / "9002.txt").unlink()
    assert not is_current(out, digest_of(list(find_sources([texts])), "https://w3id.org/unsc/", None, True))
    make(out, texts)
    assert [path.name for path in (out / "graphs").iterdir()] == ["res-9001.ttl"]
    assert b"Decides otherwise." in (out / "graphs" / "res-9001.ttl").read_bytes()
    assert {getattr(quad.graph_name, "value", "") for quad in dump_of(out)} == {f"{GRAPH}res/9001"}
    names = {getattr(name, "value", "") for name in open_store(out / "store").named_graphs()}
    assert f"{GRAPH}res/9001" in names and f"{GRAPH}res/9002" not in names


def test_other_options_or_a_lost_part_build_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page())
    out = tmp_path / "out"

    def is_done(*options: str) -> bool:
        result = run("build", tmp_path / "a.txt", "-o", out, *options)
        assert result.returncode == 0, result.stderr
        return b"is up to date" in result.stderr

    assert not is_done("--no-validate")
    assert is_done("--no-validate")
    assert not is_done(), "it was not validated before"
    assert not is_done("--base", "https://example.org/")
    assert not is_done("--from", "text")
    (out / "report.txt").unlink()
    assert not is_done("--from", "text")
    assert is_done("--from", "text")


def test_an_interrupted_build_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    sources = list(find_sources(SEEDS))
    started = build(sources, tmp_path / "out")
    next(started)
    started.close()  # type: ignore[attr-defined]
    assert not is_current(tmp_path / "out", digest_of(sources, "https://w3id.org/unsc/", None, True))
    make(tmp_path / "out", *SEEDS)
    assert is_current(tmp_path / "out", digest_of(sources, "https://w3id.org/unsc/", None, True))


# ---------------------------------------------------------------------------------------------- what is not ours
@pytest.mark.parametrize("manifest", [None, "{}", '{"name": "something else"}', "[1]", "not JSON"])
def test_a_folder_of_something_else_is_refused_and_untouched(manifest: str | None, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "graphs").mkdir(parents=True)
    (folder / "graphs" / "precious.ttl").write_text("<http://a> <http://b> <http://c> .")
    if manifest is not None:
        (folder / "build.json").write_text(manifest)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = run("build", SEEDS[0], "-o", folder, "--force")
    assert result.returncode == 1
    assert result.stderr.decode() == f"resrdf: {folder}: is not empty and not a dataset of resrdf; name a new folder\n"
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ResrdfError, match="is a file, not a folder"):
        make(tmp_path / "file", SEEDS[0])
    assert (tmp_path / "file").read_text() == "mine"


# ---------------------------------------------------------------------------------------------- faults
def test_errors_remarks_and_violations_are_kept_and_tell_in_the_exit_code(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(page())
    (texts / "a.xml").write_text(akn(date="2031-01-28"))
    (texts / "bad.txt").write_text("nothing")
    result = run("build", texts, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert f"error: {texts}/bad.txt".encode() in result.stderr
    rows = list(csv.DictReader((tmp_path / "out" / "remarks.tsv").open(encoding="utf-8"), delimiter="\t"))
    assert [(row["document"], row["kind"], row["where"]) for row in rows] == [
        ("S/RES/9001(2031)", "conflict", "adoption"),
        ("", "error", ""),
    ]
    assert rows[0]["sources"] == "a.txt a.xml"
    assert rows[1]["message"].startswith("bad.txt:1: ")


def test_of_nothing_but_unreadable_texts_nothing_is_built(tmp_path: Path) -> None:
    for name in ("bad.txt", "empty.txt"):
        (tmp_path / name).write_text("nothing" if name == "bad.txt" else "")
    bad = (tmp_path / "bad.txt", tmp_path / "empty.txt", "-o", tmp_path / "out")
    result = run("build", *bad)
    assert result.returncode == 1 and not (tmp_path / "out").exists()
    assert [line.split(b":")[0] for line in result.stderr.splitlines()] == [b"error", b"error", b"resrdf"]
    assert result.stderr.endswith(b"resrdf: nothing was built: no text could be read\n")
    make(tmp_path / "out", SEEDS[0])
    before = contents(tmp_path / "out")
    assert run("build", *bad).returncode == 1 and contents(tmp_path / "out") == before, "the old dataset stays"


def test_a_bad_text_before_the_first_good_one_is_kept_in_the_remarks(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("nothing")
    assert run("build", tmp_path / "bad.txt", SEEDS[0], "-o", tmp_path / "out").returncode == 1
    assert json.loads((tmp_path / "out" / "build.json").read_text())["documents"] == 1
    assert "no resolution recognised" in (tmp_path / "out" / "remarks.tsv").read_text("utf-8")


# ---------------------------------------------------------------------------------------------- the same bytes
def contents(folder: Path) -> dict[str, bytes]:
    """Every file but those of the store, whose engine names them as it likes."""
    paths = [path for path in folder.rglob("*") if path.is_file() and "store" not in path.relative_to(folder).parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_two_builds_at_a_set_time_are_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        options = ("-o", tmp_path / name, "--no-validate", "-q")
        result = run("build", *SEEDS, AKN, *options, PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=EPOCH)
        assert result.returncode == 0, result.stderr
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert one == two
    assert b"2001-09-09T01:46:40" in one["run.ttl"]


def test_two_processes_build_what_one_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(9001, 9071):
        words = [f"Decides to act for the {number}th time;", "Decides to remain seized of the matter."]
        (texts / f"{number}.txt").write_text(page(number, operative=words))
    findings = [make(tmp_path / f"jobs{jobs}", texts, jobs=jobs) for jobs in (1, 2)]
    assert findings[0] == findings[1]
    assert contents(tmp_path / "jobs1") == contents(tmp_path / "jobs2")
    assert len(dump_of(tmp_path / "jobs2")) > 70 * 30


def test_a_set_time_must_be_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for epoch in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        with pytest.raises(ResrdfError, match="SOURCE_DATE_EPOCH is not a number of seconds"):
            run_statements([])


def test_a_source_in_memory_can_be_built(tmp_path: Path) -> None:
    source = SourceFile("stdin", data=page().encode())
    assert [str(built.converted.symbol) for built in build([source], tmp_path / "out")] == ["S/RES/9001(2031)"]
    assert [path.name for path in (tmp_path / "out" / "graphs").iterdir()] == ["res-9001.ttl"]
