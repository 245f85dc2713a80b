"""resrdf as a library: what the README shows works as shown, and the graphs of others come out easily."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pages import AKN, SEEDS, page

import resrdf
from resrdf import Document, Iris, Locator, ResrdfError, Symbol, convert, describe, to_rdflib, to_store
from resrdf.write import Format

SEED = SEEDS[-1]


def test_every_name_of_the_package_is_there() -> None:
    for name in resrdf.__all__:
        assert getattr(resrdf, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = resrdf.nothing


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import resrdf.read.text, resrdf.dossier, resrdf.graph",
        "import resrdf.pipeline",
        "import resrdf.cli.convert",
    ],
)
def test_read_and_merge_are_functions_whatever_was_imported_before(before: str) -> None:
    """A module of the same name must not take their place."""
    code = f"""{before}
from resrdf import convert, describe, merge, read
from pathlib import Path
path = Path({str(SEED)!r})
print(len(list(describe(merge([read(path.read_bytes(), path.name)])))))"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 150


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, resrdf; print(*sorted(set(sys.modules) & {'rdflib', 'pyoxigraph', 'lxml', 'click', 'rich'}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"\n"


def read_seed() -> Document:
    from resrdf import read

    return read(SEED.read_bytes(), SEED.name)


def test_a_document_is_read_and_described() -> None:
    from resrdf import merge

    document = read_seed()
    assert isinstance(document, Document)
    assert document.symbol == Symbol.from_text("S/RES/1386 (2001)")
    assert document.operative[2].text.startswith("Authorizes the Member States participating in")
    assert document.operative[2].locator == Locator(("op", "3"))
    triples = list(describe(merge([document]), Iris()))
    assert (
        ox.Triple(
            ox.NamedNode("https://w3id.org/unsc/res/1386"),
            ox.NamedNode("https://w3id.org/unsc/ontology#symbol"),
            ox.Literal("S/RES/1386(2001)"),
        )
        in triples
    )


def test_documents_are_values() -> None:
    assert read_seed() == read_seed()
    assert hash(read_seed()) == hash(read_seed())
    with pytest.raises(AttributeError):
        read_seed().language = "fr"  # type: ignore[misc]


def test_results_go_into_rdflib() -> None:
    graph = rdflib.Graph()
    for result in convert([*SEEDS, AKN / "resolution.xml"], fmt="turtle"):
        graph.parse(data=result.data)
    unsc = rdflib.Namespace("https://w3id.org/unsc/ontology#")
    assert {str(value) for value in graph.objects(None, unsc.symbol)} >= {"S/RES/1386(2001)", "S/RES/9001(2031)"}

    dataset = rdflib.Dataset()
    for result in convert(SEEDS, fmt="trig"):
        dataset.parse(data=result.data, format="trig")
    assert rdflib.URIRef("https://w3id.org/unsc/graph/res/1386") in {graph.identifier for graph in dataset.graphs()}


def test_results_go_into_oxigraph() -> None:
    from resrdf import merge

    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in describe(merge([read_seed()])))
    in_memory = len(store)
    for result in convert(SEEDS):
        store.load(result.data, format=ox.RdfFormat.N_QUADS)
    assert in_memory > 150 and len(store) > 600
    graph = ox.NamedNode("https://w3id.org/unsc/graph/res/1386")
    kind = ox.NamedNode("https://w3id.org/unsc/ontology#OperativeClause")
    assert len(list(store.quads_for_pattern(None, None, kind, graph))) == 11


def test_convert_yields_results_and_keeps_errors_as_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page())
    (tmp_path / "b.txt").write_text("a letter")
    good, bad = convert([tmp_path], fmt="turtle")
    assert (str(good.symbol), good.clauses, good.errors, good.graph) == (
        "S/RES/9001(2031)", 5, (), "https://w3id.org/unsc/graph/res/9001",
    )  # fmt: skip
    assert (bad.symbol, bad.data, len(bad.errors)) == (None, b"", 1)
    with pytest.raises(ResrdfError, match="no such file"):
        list(convert([tmp_path / "nowhere"]))


def test_a_fault_in_the_reader_stops_no_other_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(page())
    (tmp_path / "b.txt").write_text(page(9002))
    from resrdf.read import read

    def faulty(data: bytes, name: str, **options: object) -> Document:
        if name == "a.txt":
            raise RecursionError("too deep")
        return read(data, name, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("resrdf.pipeline.read", faulty)
    first, second = convert([tmp_path])
    assert first.errors == (
        f"{tmp_path}/a.txt: resrdf failed at this text; please report it (RecursionError: too deep)",
    )
    assert str(second.symbol) == "S/RES/9002(2031)"


@pytest.mark.parametrize(
    "typed",
    [
        "S/RES/1386(2001)",
        "s/res/1386\u00a0(2001)",
        " S/RES/1386 (2001)*",
        "S_RES_1386_2001",
        "https://undocs.org/S/RES/1386(2001)",
    ],
)
def test_symbols_are_taken_as_people_type_them(typed: str) -> None:
    symbol = Symbol.from_text(typed)
    assert (symbol.canonical, symbol.number, symbol.year, symbol.path) == ("S/RES/1386(2001)", 1386, 2001, "res/1386")


@pytest.mark.parametrize("typed", ["", "S/RES/", "1386", "S/RES/٢٤٢(١٩٦٧)", "S/RES/13\u0663(2001)", "ſ/RES/1", "hello"])
def test_what_is_no_symbol_is_refused(typed: str) -> None:
    with pytest.raises(ResrdfError, match="not a Security Council symbol"):
        Symbol.from_text(typed)


# ---------------------------------------------------------------------------------------------- stores and questions
@pytest.mark.parametrize("fmt", ["nquads", "turtle", "ntriples", "trig", "jsonld", "rdfxml"])
def test_results_of_any_format_become_a_store_or_a_dataset(fmt: Format) -> None:
    store = to_store(convert(SEED, fmt=fmt), vocabulary=False)
    graph = ox.NamedNode("https://w3id.org/unsc/graph/res/1386")
    named = {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}
    assert len(named) > 600 and named == {
        q.triple for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    dataset = to_rdflib(convert(SEED, fmt=fmt))
    assert len(dataset.graph(rdflib.URIRef(graph.value))) == len(named) == len(dataset)


def test_a_text_that_cannot_be_read_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page())
    (tmp_path / "b.txt").write_text("a letter")
    for load in (to_store, to_rdflib):
        with pytest.raises(ResrdfError, match=r"b\.txt:1: no resolution"):
            load(convert(tmp_path))
        assert len(load(convert(tmp_path), strict=False)) > 50


def test_questions_to_stores_datasets_and_endpoints(tmp_path: Path) -> None:
    from resrdf import QueryResult, ask
    from resrdf.errors import QueryError, StoreError
    from resrdf.store import build_store

    store = to_store(convert(SEEDS))
    answer = ask(store, "paragraph-text", {"resolution": 1386, "paragraph": 3})
    assert isinstance(answer, QueryResult)
    (row,) = answer.records()
    assert row["number"] == "3" and str(row["text"]).startswith("Authorizes the Member States")
    build_store(tmp_path / "council" / "store", [result.data for result in convert(SEEDS)])
    for folder in (tmp_path / "council", str(tmp_path / "council" / "store")):
        assert ask(folder, "paragraph-text", {"resolution": 1386, "paragraph": 3}) == answer
    with pytest.raises(QueryError, match="no saved query is named"):
        ask(store, "paragraph-test")
    with pytest.raises(StoreError):
        ask(tmp_path, "counts")
    with pytest.raises(QueryError, match="127"):
        ask("http://127.0.0.1:9/sparql", "counts", timeout=2)


def test_values_are_what_python_has_for_them() -> None:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    from resrdf import ask

    values = '1 1.5 1e0 true "2001-12-20"^^xsd:date "2001-12-20T10:00:00Z"^^xsd:dateTime "no"^^xsd:integer "x"@en <http://a/>'
    answer = ask(ox.Store(), f"SELECT ?v {{ VALUES ?v {{ {values} UNDEF }} }}")
    assert [row["v"] for row in answer.records()] == [
        1, Decimal("1.5"), 1.0, True, date(2001, 12, 20), datetime(2001, 12, 20, 10, tzinfo=UTC), "no", "x", "http://a/", None,
    ]  # fmt: skip


@pytest.mark.parametrize("before", ["", "import resrdf.validate", "import resrdf.cli.validate"])
def test_validate_is_a_function_whatever_was_imported_before(before: str) -> None:
    code = f"{before}\nfrom resrdf import convert, validate\nprint(validate(r.data for r in convert({str(SEED)!r})).conforms)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr


def test_the_package_is_typed() -> None:
    assert Path(resrdf.__file__).with_name("py.typed").is_file()
