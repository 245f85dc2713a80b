"""The validator takes any graph data, judges each graph alone, and its reports can be read by whom they are for."""

from __future__ import annotations

import gzip
import json
import pickle
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib import RDF, SH, Dataset, Graph, URIRef

from resrdf import validate as module
from resrdf.cli.validate import validate as command
from resrdf.errors import ShapeError, StoreError
from resrdf.quads import batches_of, read_batches, read_rdf, read_rdf_bytes, split_graphs
from resrdf.report import Finding, ValidationReport
from resrdf.validate import choose_engine, validate, validate_batch, validate_graph

FOLDER = Path(__file__).parent / "shapes"
SEEDS = Path(__file__).parent.parent / "seeds"
BASE = "https://w3id.org/unsc/"
GRAPH = f"{BASE}graph/res/4001"
SHAPES = "https://w3id.org/unsc/shapes#"


def good(graph: str | None = GRAPH, *, without: str = "", base: str = BASE) -> bytes:
    """The good graph as N-Quads, without the triples that have one predicate."""
    name = NamedNode(graph) if graph else None
    kept = [
        Quad(quad.subject, quad.predicate, quad.object, name)
        for quad in parse(path=str(FOLDER / "good.ttl"), base_iri=BASE)
        if not without or not quad.predicate.value.endswith(f"#{without}")
    ]
    return serialize(kept, format=RdfFormat.N_QUADS) or b""


def names(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({finding.shape_name for finding in findings})


# ------------------------------------------------------------------------------------------------- what it takes


def test_bytes_store_graph_dataset_and_quads_give_the_same() -> None:
    data = good(without="clauseText")
    expected = validate(data).results
    assert names(expected) == ["Clause-clauseText"]
    store = Store()
    store.load(data, RdfFormat.N_QUADS)
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    assert validate(store).results == expected
    assert validate(dataset).results == expected
    assert validate(parse(data, format=RdfFormat.N_QUADS)).results == expected
    assert validate([data]).results == expected
    assert validate(line for line in [data]).results == expected
    plain = validate(Graph().parse(data=good(None, without="clauseText"), format="nt"), source="a.ttl").results
    assert [(f.shape, f.focus) for f in plain] == [(f.shape, f.focus) for f in expected]
    assert {(f.graph, f.source) for f in plain} == {(None, "a.ttl")}


def test_nothing_conforms() -> None:
    nothing: list[bytes] = []
    assert validate(b"").results == validate(nothing).results == ()
    assert validate(Store()).results == validate(Graph()).results == ()


def test_a_store_keeps_the_datatypes_that_the_shapes_ask_for() -> None:
    store = Store()
    store.load(good(), RdfFormat.N_QUADS)
    assert validate(store).results == ()


def test_each_graph_is_judged_alone() -> None:
    """A graph that lacks what another graph has is not excused by it, however the batches are cut."""
    other = good(f"{BASE}graph/res/4002", without="meetingNumber")
    together, apart = validate(good() + other), validate([good(), other])
    assert together.results == apart.results
    assert {finding.graph for finding in together.results} == {f"{BASE}graph/res/4002"}
    assert together.graphs == (GRAPH, f"{BASE}graph/res/4002")


def test_processes_give_the_same_as_one() -> None:
    batches = [good(f"{BASE}graph/res/{n}", without="verb" if n % 3 == 0 else "") for n in range(4001, 4011)]
    assert validate(batches, jobs=2) == validate(b"".join(batches))


def test_batch_is_pure_and_can_be_pickled() -> None:
    first = validate_batch(good(without="quote"))
    assert first and pickle.loads(pickle.dumps(first)) == first == validate_batch(good(without="quote"))


def test_a_graph_alone_is_judged_as_in_a_batch() -> None:
    assert validate_graph(good(None, without="quote"), GRAPH) == validate_batch(good(without="quote")) != ()


def test_lowest_severity() -> None:
    data = good(without="adoptedFrom")
    assert names(validate_batch(data, lowest="info")) == ["Resolution-adoptedFrom", "vote-object"]
    assert names(validate_batch(data, lowest="warning")) == ["vote-object"]
    remark = good(without="record")
    assert names(validate_batch(remark, lowest="info")) == ["Meeting-record"]
    assert validate_batch(remark, lowest="warning") == ()


def test_another_base_uses_the_same_vocabularies() -> None:
    """Data made with --base names its own States; schemes of concepts keep their IRIs."""
    data = good()
    for kind in (
        "graph",
        "res",
        "draft",
        "prst",
        "meeting",
        "pv",
        "doc",
        "state",
        "body",
        "mission",
        "actor",
        "agenda",
    ):
        data = data.replace(f"<{BASE}{kind}/".encode(), f"<https://example.org/kb/{kind}/".encode())
    assert [f"{f.where} {f.message}" for f in validate_batch(data)] == []


def test_states_of_the_vocabulary_are_not_judged() -> None:
    """What only the vocabularies describe is context: no finding is about it."""
    assert all(b"state/FRA" not in line.split(b" ")[0] for line in good().splitlines())
    assert b"state/FRA> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in module.context_of(good())


# ------------------------------------------------------------------------------------------------- where it stands


@pytest.mark.parametrize(
    ("without", "document", "where"),
    [
        ("symbol", "res/4001", ""),
        ("meetingNumber", "S/RES/4001(2041)", "meeting/12001"),
        ("noteMark", "S/RES/4001(2041)", "note/1"),
        ("taskOf", "S/RES/4001(2041)", "op/1/a/task/1"),
    ],
)
def test_findings_say_where_they_stand(without: str, document: str, where: str) -> None:
    found = [(f.document, f.where) for f in validate_batch(good(without=without)) if f.severity == "violation"]
    assert (document, where) in found


def test_findings_of_a_query_stand_at_the_clause() -> None:
    data = good().replace(b'"Decides"', b'"Decided"')
    (finding,) = validate_batch(data)
    assert (finding.shape_name, finding.where) == ("quote-is-slice", "op/1/action/1")
    assert "quotes “Decided” from 0 to 7" in finding.message and "“Decides”" in finding.message


def test_offsets_count_code_points() -> None:
    """A character outside the basic plane is one, in every engine."""
    data = good().replace(b'"Decides to extend', '"\U0001d53b\U0001d556cides to extend'.encode())
    data = data.replace(b'"Decides"', '"\U0001d53b\U0001d556cides"'.encode())
    assert validate_batch(data) == ()
    assert validate_batch(data, engine="pyshacl") == ()


# ------------------------------------------------------------------------------------------------- engines, shapes


def test_reference_engine_where_the_fast_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "shifty", None)
    assert choose_engine("auto") == "pyshacl"
    with pytest.raises(ShapeError, match="not installed"):
        choose_engine("pyshifty")


@pytest.mark.parametrize("engine", ["pyshacl", "pyshifty"])
def test_own_shapes(tmp_path: Path, engine: module.Engine) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix unsc: <https://w3id.org/unsc/ontology#> ."
        "<http://example.org/s> a sh:NodeShape ; sh:targetClass unsc:Meeting ;"
        ' sh:property [ sh:path unsc:chair ; sh:minCount 1 ; sh:message "Who was in the chair?" ] .'
    )
    (finding,) = validate_batch(good(), shapes=[own], engine=engine)
    assert finding.message == "Who was in the chair?"
    assert finding.path == "https://w3id.org/unsc/ontology#chair"


@pytest.mark.parametrize("text", ["this is not Turtle", "@prefix sh: <http://www.w3.org/ns/shacl#> . <s> sh:path"])
def test_bad_shapes_are_refused(tmp_path: Path, text: str) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(text)
    with pytest.raises(ShapeError, match=r"bad\.ttl: not Turtle"):
        validate_batch(good(), shapes=[bad])


def test_bad_data_is_refused() -> None:
    with pytest.raises(ShapeError, match="not N-Quads"):
        validate(b"<a:s> <a:p> nonsense .\n")


# ------------------------------------------------------------------------------------------------- N-Quads


def test_split_graphs_reads_what_others_write() -> None:
    odd = b'# a comment\n<a:s>\t<a:p>  "x" <a:g>.\n_:b <a:p> "a \\"<b>\\" ."@en .\n'
    graphs = split_graphs(odd)
    assert graphs["a:g"] == b'<a:s> <a:p> "x" .\n'
    assert b'"a \\"<b>\\" ."@en .\n' in graphs[None]


def test_batches_hold_whole_graphs() -> None:
    data = b"".join(f"<a:s{i % 150}> <a:p> <a:o{i}> <a:g{i % 150}> .\n".encode() for i in range(450))
    batches = [set(split_graphs(nquads)) for _, nquads in batches_of(data)]
    assert [len(batch) for batch in batches] == [64, 64, 22]
    assert len(set().union(*batches)) == 150


def test_files_of_nquads_are_read_piece_by_piece(tmp_path: Path) -> None:
    lines = [f"<a:s{i}> <a:p> <a:o> <a:g{i // 3}> .\n" for i in range(450)]
    together, scattered, packed = tmp_path / "a.nq", tmp_path / "b.nq", tmp_path / "a.nq.gz"
    together.write_text("".join(lines))
    packed.write_bytes(gzip.compress("".join(lines).encode()))
    scattered.write_text("".join(lines[::2] + lines[1::2]))
    expected = split_graphs(together.read_bytes())
    for path in (together, packed, scattered):
        batches = [split_graphs(nquads) for _, nquads in read_batches(path)]
        assert [len(batch) for batch in batches] == [64, 64, 22]
        found = {graph: triples for batch in batches for graph, triples in batch.items()}
        assert {g: set(t.splitlines()) for g, t in found.items()} == {
            g: set(t.splitlines()) for g, t in expected.items()
        }


@pytest.mark.parametrize("engine", ["pyshacl", "pyshifty"])
def test_lines_that_only_look_like_triples_are_refused(engine: module.Engine) -> None:
    with pytest.raises(ShapeError, match="cannot be read"):
        validate(b'<a:s> <a:p> "a"b" <a:g> .\n', engine=engine)


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        (".ttl", RdfFormat.TURTLE),
        (".nt", RdfFormat.N_TRIPLES),
        (".nq", RdfFormat.N_QUADS),
        (".trig", RdfFormat.TRIG),
        (".jsonld", RdfFormat.JSON_LD),
        (".rdf", RdfFormat.RDF_XML),
    ],
)
def test_every_rdf_format_is_read_by_name_and_from_bytes(tmp_path: Path, suffix: str, form: RdfFormat) -> None:
    triples = list(parse(good(None), format=RdfFormat.N_TRIPLES))
    if form in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML):
        triples = [quad.triple for quad in triples]
    data = serialize(triples, format=form) or b""
    plain, packed = tmp_path / f"a{suffix}", tmp_path / f"a{suffix}.gz"
    plain.write_bytes(data)
    packed.write_bytes(gzip.compress(data))
    expected = sorted(good(None).splitlines())
    assert sorted(read_rdf(plain).splitlines()) == sorted(read_rdf(packed).splitlines()) == expected
    assert sorted(read_rdf_bytes(data, "standard input").splitlines()) == expected


def test_faults_of_files_name_file_and_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("<a:s> <a:p> <a:o> .\n<a:s> <a:p> .\n")
    with pytest.raises(StoreError, match=r"bad\.ttl:2: "):
        read_rdf(bad)


# ------------------------------------------------------------------------------------------------- reports


@pytest.fixture
def report() -> ValidationReport:
    return validate(good() + good(f"{BASE}graph/res/4002", without="adoptionLine"), lowest="info")


def test_text_report(report: ValidationReport) -> None:
    text = report.to_text()
    assert text.splitlines()[-1] == "1 remark in 1 document (2 graphs looked at)."
    assert "S/RES/4001(2041)\n  info       document\n    The sentence that says when" in text
    assert validate(good()).to_text() == "1 graph conforms.\n"


def test_text_report_is_in_reading_order() -> None:
    places = [f"op/{n}" for n in (10, 2, 1)]
    findings = tuple(Finding("violation", f"{SHAPES}x", "m", "a:f", document="d", where=place) for place in places)
    text = ValidationReport(findings, ("g",)).to_text()
    assert [line.split()[-1] for line in text.splitlines() if "violation " in line and "op/" in line] == [
        "op/1", "op/2", "op/10",
    ]  # fmt: skip


def test_turtle_report_is_a_shacl_report() -> None:
    report = validate(good(without="force") + b'<a:s> <https://w3id.org/unsc/ontology#quote> "a\\n\\"b" .\n')
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(node, SH.result))
    assert len(results) == len(report.results) > 1
    assert {str(graph.value(r, SH.sourceShape)) for r in results} == {f.shape for f in report.results}
    assert (None, SH.focusNode, URIRef(f"{BASE}res/4001/op/1/action/1")) in graph
    assert str(graph.value(node, SH.conforms)) == "false"
    empty = Graph().parse(data=validate(good()).to_turtle(), format="turtle")
    assert str(empty.value(None, SH.conforms, any=False) or empty.value(predicate=SH.conforms)) in ("None", "true")


def test_json_report(report: ValidationReport) -> None:
    data = json.loads(report.to_json())
    assert data["conforms"] is True and data["graphs"] == 2 and data["counts"]["info"] == 1
    assert data["results"][0]["shape"] == f"{SHAPES}Resolution-adoptionLine"
    assert "value" not in data["results"][0]


def test_junit_report() -> None:
    report = validate(good() + good(f"{BASE}graph/res/4002", without="verb"))
    suite = ET.fromstring(report.to_junit())[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failures = {case.get("name"): [f.get("message") for f in case.iter("failure")] for case in suite}
    assert failures[GRAPH] == []
    (message,) = failures[f"{BASE}graph/res/4002"]
    assert message and message.startswith("S/RES/4001(2041) op/1/action/1: The action has no unsc:verb")


def test_junit_leaves_out_what_xml_cannot_hold() -> None:
    finding = Finding("violation", f"{SHAPES}x", "bad \x00 & <b>", "a:f", graph="g")
    ET.fromstring(ValidationReport((finding,), ("g",)).to_junit())


def test_threshold() -> None:
    report = ValidationReport((Finding("warning", "s", "m", "f"),), ("g",))
    assert report.conforms and not report.fails("violation") and report.fails("warning") and report.fails("info")


# ------------------------------------------------------------------------------------------------- the command


def run(*args: str, stdin: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, list(args), input=stdin, standalone_mode=False)
    if isinstance(result.exception, Exception):
        raise result.exception
    return int(result.return_value or 0), result.stdout, result.stderr


def test_command_says_conforms() -> None:
    assert run(str(FOLDER / "good.ttl")) == (0, "1 graph conforms.\n", "")


def test_command_converts_texts() -> None:
    assert run(str(SEEDS)) == (0, "3 graphs conform.\n", "")


def test_command_reads_standard_input() -> None:
    code, out, _ = run("-", stdin=good(without="verb"))
    assert code == 1 and "Action-verb" in out


def test_command_exit_code_follows_severity() -> None:
    data = good(without="meetingDate")
    assert run("-", stdin=data)[0] == 0
    assert run("-", "--severity", "warning", stdin=data)[0] == 1
    remark = good(without="record")
    assert run("-", "--severity", "warning", stdin=remark)[:2] == (0, "1 graph conforms.\n")
    code, out, _ = run("-", "--severity", "info", stdin=remark)
    assert code == 1 and "Meeting-record" in out


def test_command_goes_on_after_an_unreadable_input(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("not Turtle")
    (tmp_path / "b.nq").write_bytes(good())
    (tmp_path / "c.txt").write_text("no resolution at all")
    code, out, err = run(str(tmp_path), str(tmp_path / "missing.nq"))
    assert code == 2 and out == "1 graph conforms.\n"
    assert "a.ttl:1" in err and "c.txt" in err and "missing.nq" in err


@pytest.mark.parametrize("content", ["", "@prefix a: <http://example.org/> .\n"])
def test_command_does_not_take_nothing_for_sound(tmp_path: Path, content: str) -> None:
    (tmp_path / "empty.ttl").write_text(content)
    assert run(str(tmp_path / "empty.ttl")) == (2, "No graph was looked at.\n", "")
    assert run("-", stdin=content.encode())[0] == 2
    assert run(str(tmp_path / "empty.ttl"), str(FOLDER / "good.ttl"))[0] == 0


@pytest.mark.parametrize(("form", "start"), [("turtle", "@prefix sh:"), ("json", "{"), ("junit", "<?xml")])
def test_command_writes_every_form(tmp_path: Path, form: str, start: str) -> None:
    out = tmp_path / "report"
    assert run("-", "--format", form, stdin=good())[1].startswith(start)
    code, text, err = run("-", "--format", form, "-o", str(out), stdin=good(without="verb"))
    assert (code, text) == (1, "") and out.read_text().startswith(start)
    assert err == "1 violation in 1 document (1 graph looked at).\n"


def test_command_takes_own_shapes(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix unsc: <https://w3id.org/unsc/ontology#> ."
        "<http://example.org/s> a sh:PropertyShape ; sh:targetClass unsc:Meeting ; sh:path unsc:chair ; sh:minCount 1 ."
    )
    data = good(without="verb")
    out = run("-", "--shapes", str(tmp_path), stdin=data)[1]
    assert "Action-verb" in out and "shape s\n" in out
    out = run("-", "--shapes", str(own), "--no-default-shapes", stdin=data)[1]
    assert "Action-verb" not in out and "shape s\n" in out


def test_command_has_no_colours_off_a_terminal() -> None:
    assert "\x1b" not in run("-", stdin=good(without="verb"))[1]


def test_help_shows_examples_and_exit_codes() -> None:
    out = CliRunner().invoke(command, ["--help"]).output
    assert "Examples:" in out and "Exit codes:" in out
