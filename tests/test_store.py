"""The store is swapped whole, faults name their place, readers are not disturbed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from resrdf.errors import StoreError
from resrdf.store import (
    ONTOLOGY_GRAPH,
    VOCABULARY_GRAPH,
    build_store,
    find_generation,
    find_store,
    is_store,
    load_files,
    open_store,
)

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
LINE = '<http://e/res/{0}> <https://w3id.org/unsc/ontology#symbol> "S/RES/{0}" <http://e/graph/res/{0}> .\n'


def line(number: int) -> bytes:
    return LINE.format(number).encode()


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_pieces_and_files_of_all_kinds_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_bytes(line(1).rstrip())  # without an end of line
    (tmp_path / "b.nq.gz").write_bytes(gzip.compress(line(2)))
    (tmp_path / "c.ttl").write_text("<http://e/a> <http://e/b> <http://e/c> .", "utf-8")
    sources: list[Path | bytes] = [line(3), tmp_path / "a.nq", tmp_path / "b.nq.gz", b"", tmp_path / "c.ttl", line(4)]
    summary = build_store(tmp_path / "store", sources, vocabulary=False)
    assert (summary.triples, summary.quads, summary.graphs) == (5, 4, 4)
    store = open_store(tmp_path / "store")
    assert sum(1 for _ in store.quads_for_pattern(None, None, None, DefaultGraph())) == 5
    assert json.loads((tmp_path / "store" / "resrdf-store.json").read_text("utf-8"))["quads"] == 4


def test_ontology_and_vocabularies_have_their_graphs(tmp_path: Path) -> None:
    build_store(tmp_path / "store", [SAMPLE])
    graphs = {str(getattr(graph, "value", "")) for graph in open_store(tmp_path / "store").named_graphs()}
    assert VOCABULARY_GRAPH in graphs and "https://w3id.org/unsc/graph/res/9001" in graphs
    assert ONTOLOGY_GRAPH in graphs


@pytest.mark.parametrize("portion", [1, 2, 3, 7, 8, 9, 100])
def test_data_is_loaded_in_portions(portion: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resrdf.store._PORTION", portion)
    summary = build_store(tmp_path / "store", [line(1) + line(2), line(3), line(4)], vocabulary=False)
    assert (summary.triples, summary.quads) == (4, 4)
    with pytest.raises(StoreError, match=r"^piece 4 of the converted data:2:"):
        build_store(tmp_path / "store", [line(1) + line(2), line(3), line(4), line(5) + b"oops\n"], vocabulary=False)


@pytest.mark.parametrize("kind", ["bytes", "nq", "gz", "ttl"])
def test_a_fault_is_named_and_the_old_store_stays(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    build_store(folder, [line(1)], vocabulary=False)
    bad = line(2) + b"<http://e/a> oops .\n"
    path = tmp_path / {"bytes": "", "nq": "bad.nq", "gz": "bad.nq.gz", "ttl": "bad.ttl"}[kind]
    if kind != "bytes":
        path.write_bytes(gzip.compress(bad) if kind == "gz" else b"\n<http://e/a> oops .\n" if kind == "ttl" else bad)
    place = "piece 2 of the converted data:2:" if kind == "bytes" else f"{path}:2:"
    with pytest.raises(StoreError) as caught:
        build_store(folder, [line(1), bad if kind == "bytes" else path], vocabulary=False)
    assert str(caught.value).startswith(place)
    assert len(open_store(folder)) == 2  # once in its graph, once in the default graph
    assert len(generations(folder)) == 1  # nothing of the broken build is left


def test_a_build_that_breaks_off_leaves_the_old_store(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    build_store(folder, [line(1)], vocabulary=False)

    def pieces() -> object:
        yield line(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_store(folder, pieces(), vocabulary=False)  # type: ignore[arg-type]
    assert len(open_store(folder)) == 2 and len(generations(folder)) == 1


def test_a_reader_keeps_the_generation_that_it_opened(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    first = build_store(folder, [line(1)], vocabulary=False).generation
    reader = open_store(folder)
    second = build_store(folder, [line(1), line(2)], vocabulary=False).generation
    assert len(reader) == 2 and len(open_store(folder)) == 4
    assert first.is_dir() and find_generation(folder) == second
    build_store(folder, [line(3)], vocabulary=False)
    assert not first.exists() and second.is_dir()


def test_leavings_of_dead_builds_are_swept(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    (folder / "building-999999999-dead").mkdir(parents=True)
    build_store(folder, [line(1)], vocabulary=False)
    assert [name.split("-")[0] for name in generations(folder)] == ["generation"]


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(StoreError, match="not empty and not a store"):
        build_store(tmp_path, [line(1)])
    with pytest.raises(StoreError, match="is a file"):
        build_store(tmp_path / "thesis.txt", [line(1)])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_stores_are_found_and_their_absence_is_said(tmp_path: Path) -> None:
    build_store(tmp_path / "dist" / "store", [line(1)], vocabulary=False)
    assert find_store(tmp_path / "dist") == tmp_path / "dist" / "store"
    assert is_store(tmp_path / "dist" / "store") and not is_store(tmp_path)
    assert len(open_store(tmp_path / "dist")) == 2
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path)


def test_files_are_loaded_in_memory(tmp_path: Path) -> None:
    zipped = tmp_path / "sample.trig.gz"
    zipped.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    assert len(load_files([SAMPLE])) == len(load_files([zipped, SAMPLE])) > 100


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", b"<http://e/a> <http://e/b> 1 .\n\n<http://e/a> nope:b 1 .", "a.ttl:3"),
        ("a.rdf", b"<rdf:RDF>", "a.rdf"),
        ("a.trig.gz", b"not gzip", "a.trig.gz: cannot be read"),
        ("a.docx", b"", "not an RDF file by its name"),
        ("missing.ttl", None, "missing.ttl: cannot be read"),
    ],
)
def test_files_that_cannot_be_loaded_are_named(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError) as caught:
        load_files([tmp_path / name])
    assert message in str(caught.value)
