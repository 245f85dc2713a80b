"""Saved queries answer their questions, parameters are bound as terms, every target gives the same answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from resrdf.cli.query import query as command
from resrdf.errors import QueryError, ResrdfError
from resrdf.query import Endpoint, find_saved, list_saved, parse_saved, run_query
from resrdf.saved import SavedQuery, to_term
from resrdf.sparql import check_local, find_depth, find_form
from resrdf.store import load_files

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
BASE = "https://w3id.org/unsc/"
STATE = "https://w3id.org/unsc/ontology#State"

# What each saved query is asked, and one row that its answer must hold: values in the order of columns, None for any.
CASES: dict[str, tuple[dict[str, str], tuple[str | None, ...]]] = {
    "abstentions": ({}, (f"{BASE}state/RUS", "Russian Federation", "The situation in Ruritania", "2")),
    "actors-named": ({"resolution": "9001"}, (f"{BASE}state/FRA", "France", STATE, "1")),
    "agenda-items": ({}, ("The situation in Ruritania", "3", "2090-03-14", "2101-01-10")),
    "amended-by": ({"resolution": "9001"}, ("2090-06-28", "S/RES/9002(2090)", "extends")),
    "annexes": ({}, ("S/RES/9001(2090)", f"{BASE}res/9001/annex/1", "Annex", "1")),
    "binding-clauses": ({"actor": "state/FRA"}, ("2090-03-14", "S/RES/9001(2090)", f"{BASE}res/9001/op/1", None)),
    "chapter-vii-resolutions": ({}, ("2090-03-14", "S/RES/9001(2090)", f"{BASE}vocab/charter/chapter-vii", "true")),
    "cited-paragraph": (
        {"resolution": "9001", "paragraph": "1"},
        ("2090-06-28", "S/RES/9002(2090)", f"{BASE}res/9002/op/1", "paragraph 1 of resolution 9001 (2090)"),
    ),
    "clause-languages": ({"resolution": "9001"}, (f"{BASE}res/9001/op/1", "fr", None)),
    "clauses-addressed-to": (
        {"actor": "state/FRA"},
        ("2090-03-14", "S/RES/9001(2090)", f"{BASE}res/9001/op/1", f"{BASE}vocab/verb/decide", None, None),
    ),
    "clauses-per-resolution": ({}, ("S/RES/9001(2090)", "1", "5")),
    "clauses-with-words": ({}, ("2101-01-10", "S/RES/9003(2101)", f"{BASE}res/9003/op/1", None)),
    "counts": ({}, ("https://w3id.org/unsc/ontology#Resolution", "3")),
    "find-resolutions": ({"words": "harbour"}, ("S/RES/9001(2090)", "2090-03-14", None)),
    "footnotes": ({}, (f"{BASE}res/9001/op/2", "1", "S/2090/9.")),
    "headings": ({"resolution": "9001"}, ("The Mission", f"{BASE}res/9001/op/1")),
    "languages": ({}, ("http://publications.europa.eu/resource/authority/language/FRA", "1")),
    "longest-clauses": ({}, (f"{BASE}res/9001/pre/1", "60")),
    "longest-recall-chains": ({}, ("S/RES/9003(2101)", "2")),
    "longest-resolutions": ({}, ("S/RES/9001(2090)", None, "6")),
    "mandate-history": (
        {"mission": "mission/unmir"},
        ("2090-06-28", "S/RES/9002(2090)", f"{BASE}res/9002/op/1", f"{BASE}vocab/change-kind/extend", "2090-07-01",
         "2090-12-31", ""),
    ),
    "mandate-tasks": (
        {"mission": "mission/unmir", "resolution": "9002"},
        ("2090-03-14", "S/RES/9001(2090)", f"{BASE}vocab/task/monitoring", "To keep the harbour open"),
    ),
    "mandates-in-force": ({"day": "2090-08-01"}, (f"{BASE}mission/unmir", None, "2090-12-31", None, None)),
    "most-cited": ({}, ("S/RES/9001(2090)", f"{BASE}res/9001", "1")),
    "not-adopted": ({}, ("2091-02-01", "S/2091/79", f"{BASE}vocab/outcome/not-adopted", "5", "", "")),
    "not-unanimous": ({}, ("2090-06-28", "S/RES/9002(2090)", "12", "0", "3", "")),
    "paragraph-text": ({"resolution": "S/RES/9001", "paragraph": "1"}, (f"{BASE}res/9001/op/1/b", "b", None, "")),
    "presidential-statements": ({}, ("2091-03-03", "S/PRST/2091/1", f"{BASE}meeting/99004")),
    "recall-chain": ({"resolution": "9003"}, ("2090-03-14", "S/RES/9001(2090)", "2")),
    "recalled-by": (
        {"resolution": "9001"},
        ("2090-06-28", "S/RES/9002(2090)", f"{BASE}res/9002/pre/1", "resolution 9001 (2090)"),
    ),
    "reports-due": (
        {"from": "2090-05-01", "until": "2090-05-31"},
        ("2090-05-01", f"{BASE}mission/unmir", f"{BASE}body/security-council", "the tides", "S/RES/9001(2090)", None),
    ),
    "reports-of-actor": (
        {"actor": "mission/unmir"},
        ("2090-03-14", "S/RES/9001(2090)", f"{BASE}res/9001/op/1", f"{BASE}mission/unmir",
         f"{BASE}body/security-council", "2090-05-01", "", "", "the tides"),
    ),
    "resolution-facts": (
        {"resolution": "https://docs.un.org/en/S/RES/9001(2090)"},
        ("S/RES/9001(2090)", "2090-03-14", "99001", "The situation in Ruritania", "S/2090/11",
         f"{BASE}vocab/outcome/adopted-unanimously", "15", "0", "0", ""),
    ),
    "resolution-text": (
        {"resolution": "9001"}, ("2", f"{BASE}res/9001/op/1/a", "", "a", "To keep the harbour open;", "")
    ),
    "resolutions-by-meeting": ({"meeting": "99002"}, ("S/RES/9002(2090)", "2090-06-28", f"{BASE}res/9002")),
    "resolutions-on-date": ({"day": "2090-06-28"}, ("S/RES/9002(2090)", "99002", f"{BASE}res/9002")),
    "resolutions-per-year": ({}, ("2090", "2")),
    "resolutions-since": ({"since": "2101-01-01"}, ("2101-01-10", "S/RES/9003(2101)", None, None)),
    "sanctions-measures": ({"words": "ruritania"}, (None, f"{BASE}regime/ruritania", None, None, None, None)),
    "sources": ({}, ("S/RES/9001(2090)", "S_RES_9001_2090.txt", "text/plain", "00ff")),
    "sponsors": ({}, (f"{BASE}state/FRA", "France", "2")),
    "sponsors-of-resolution": ({"resolution": "9001"}, (f"{BASE}draft/2090-11", f"{BASE}state/GBR", "United Kingdom")),
    "subjects": ({}, (f"{BASE}subject/peacekeeping", "PEACEKEEPING OPERATIONS", "2")),
    "state-mentions-linked": ({}, ("UN Member States", "1", "1")),
    "subjects-of-resolution": ({"resolution": "9001"}, (f"{BASE}subject/harbours", "HARBOURS")),
    "table-of-resolutions": (
        {}, ("9002", "S/RES/9002(2090)", "2090", "2090-06-28", "99002", "", "", "", "12", "0", "3", *[""] * 19)
    ),
    "values-of-resolutions": ({}, ("S/RES/9001(2090)", "vote_detail Y", f"{BASE}state/FRA", "")),
    "words-of-resolutions": ({}, ("S/RES/9001(2090)", *"00000000")),
    "verbs-of-force": ({"force": "vocab/force/demand"}, ("call upon", "S/RES/9003(2101)", None, "Calls upon")),
    "verbs-per-decade": ({}, ("2090", "decide", "2")),
    "vetoed": ({}, ("2091-02-01", "S/2091/78", "9", f"{BASE}state/RUS", "Russian Federation")),
    "votes-of-state": ({"state": "rus"}, ("2091-02-01", "S/2091/78", "against", f"{BASE}vocab/outcome/not-adopted")),
    "votes-on-resolution": ({"resolution": "9002"}, ("abstained", f"{BASE}state/BRA", "Brazil")),
}  # fmt: skip
SAVED = {saved.name: saved for saved in list_saved()}


@pytest.fixture(scope="module")
def store() -> Store:
    return load_files([SAMPLE])


def rows_of(store: Store, text: str) -> list[tuple[str, ...]]:
    return [
        tuple("" if t is None else str(getattr(t, "value", t)) for t in row) for row in run_query(store, text).rows()
    ]


def test_every_saved_query_has_a_case() -> None:
    assert set(SAVED) == set(CASES) | {"describe-resolution"}


@pytest.mark.parametrize("name", sorted(CASES))
def test_saved_query_gives_the_row(name: str, store: Store) -> None:
    values, wanted = CASES[name]
    rows = rows_of(store, SAVED[name].bind(values))
    assert any(all(w in (None, got) for w, got in zip(wanted, row, strict=True)) for row in rows), rows


@pytest.mark.parametrize(
    ("name", "group"),
    [("clauses-addressed-to", "addressee"), ("binding-clauses", "addressee"), ("reports-of-actor", "reportBy")],
)
def test_what_is_asked_of_a_described_group_is_asked_of_the_group_it_is_a_part_of(
    name: str, group: str, tmp_path: Path
) -> None:
    told = SAMPLE.read_text(encoding="utf-8").replace(
        f"unsc:{group} <state/FRA>", f"unsc:{group} <res/9001/op/1/group/1>"
    )
    told = told.replace("unsc:reportBy <mission/unmir>", "unsc:reportBy <res/9001/op/1/group/1>")
    changed = tmp_path / "sample.trig"
    whole = "<https://w3id.org/unsc/res/9001/op/1/group/1> <http://www.w3.org/2004/02/skos/core#broader>"
    changed.write_text(f"{told}\n{whole} <https://w3id.org/unsc/actor/states> .\n", encoding="utf-8")
    rows = rows_of(load_files([changed]), SAVED[name].bind({"actor": "actor/states"}))
    assert [row for row in rows if "S/RES/9001(2090)" in row]


def test_rdflib_gives_the_same_rows() -> None:
    """Saved queries are plain SPARQL 1.1: another engine finds as many rows, with the same values."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(SAMPLE)
    store = load_files([SAMPLE])
    for name, (values, _) in CASES.items():
        text = SAVED[name].bind(values)
        theirs = sorted(tuple("" if t is None else str(t) for t in row) for row in dataset.query(text))  # type: ignore[union-attr]
        ours = sorted(rows_of(store, text))
        assert theirs == ours, name


@pytest.mark.parametrize("saved", SAVED.values(), ids=lambda saved: saved.name)
def test_saved_query_file_is_well_formed(saved: SavedQuery) -> None:
    first = saved.text.splitlines()[0]
    assert first.startswith("# ") and first.endswith("?") and first[2:3].isupper()
    assert saved.question == first[2:] and saved.keywords
    assert saved.name == saved.name.lower() and " " not in saved.name
    for parameter in saved.parameters:
        assert parameter.description
        default = str(to_term(parameter, parameter.default))
        inside = saved.text.split(f"VALUES ?{parameter.name} {{ ", 1)[1].split(" }")[0]
        assert inside.replace("^^xsd:date", "^^<http://www.w3.org/2001/XMLSchema#date>") == default


def test_saved_queries_are_in_the_index() -> None:
    index = (Path(__file__).parents[1] / "queries" / "README.md").read_text("utf-8")
    for saved in SAVED.values():
        assert f"[{saved.name}]({saved.name}.rq)" in index and saved.question in index


def test_describe_resolution_is_a_graph(store: Store) -> None:
    result = run_query(store, SAVED["describe-resolution"].bind({"resolution": "9001"}))
    assert result.kind == "graph"
    assert {str(t.subject) for t in result.triples()} == {
        f"<{BASE}{local}>" for local in ("res/9001", "meeting/99001", "meeting/99001/vote/9001")
    }
    assert b"unsc:symbol" in result.to_format("turtle")


def test_chapter_seven_is_not_chapter_eight(store: Store) -> None:
    rows = rows_of(store, SAVED["chapter-vii-resolutions"].text)
    assert [row[1] for row in rows] == ["S/RES/9001(2090)", "S/RES/9003(2101)"]


def test_veto_needs_enough_votes_in_favour(store: Store) -> None:
    assert [row[1] for row in rows_of(store, SAVED["vetoed"].text)] == ["S/2091/77", "S/2091/78"]


@pytest.mark.parametrize(
    "value", ['x" } ?s ?p ?o {"', "} UNION { ?s ?p ?o", 'a\\" b', "line\nbreak", "# comment", "?x", "é, \\u0022"]
)
def test_a_string_stays_a_string(value: str, store: Store) -> None:
    saved = parse_saved("x", '# Who?\n# param: w string a — any\nSELECT ?w { VALUES ?w { "a" } }')
    assert rows_of(store, saved.bind({"w": value})) == [(value,)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "1 2"), ("integer", "x"), ("date", "20 December 2001"), ("iri", "http://e/> ?s ?p"), ("iri", "a b"),
        ("resolution", "S/2001/1228"), ("resolution", "all"), ("boolean", "maybe"), ("meeting", "a> b"),
    ],
)  # fmt: skip
def test_values_of_another_type_are_refused(kind: str, value: str) -> None:
    saved = parse_saved("x", f"# Who?\n# param: w {kind} 1 — any\nSELECT ?w {{ VALUES ?w {{ 1 }} }}")
    with pytest.raises(QueryError, match="parameter w"):
        saved.bind({"w": value})


@pytest.mark.parametrize(
    "value", ["9001", "res/9001", "S/RES/9001", "s/res/9001 (2090)", f"{BASE}res/9001", "S_RES_9001_2090"]
)
def test_a_resolution_has_many_names(value: str) -> None:
    assert f"VALUES ?resolution {{ <{BASE}res/9001> }}" in SAVED["resolution-text"].bind({"resolution": value})


def test_unknown_names_are_helped() -> None:
    with pytest.raises(QueryError, match="did you mean resolution-text"):
        find_saved("resolution-txt")
    with pytest.raises(QueryError, match="no parameter 'number'; it has: resolution, language"):
        find_saved("resolution-text").bind({"number": "1"})


def test_another_base_is_bound() -> None:
    text = SAVED["resolution-text"].bind({"resolution": "7"}, "http://localhost/")
    assert "<http://localhost/res/7>" in text


def test_default_graph_is_the_union_unless_from_is_given(store: Store) -> None:
    count = "SELECT (COUNT(?r) AS ?n) {} {{ ?r a unsc:Resolution }}"
    assert rows_of(store, count.format("")) == [("3",)]
    assert rows_of(store, count.format(f"FROM <{BASE}graph/res/9002>")) == [("1",)]
    assert rows_of(store, count.format(f"FROM NAMED <{BASE}graph/res/9002>")) == [("0",)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT *\n{ ?s ?p x }", 'line 2, column 11: expected OPTIONAL, found "x"|line 2, column 1'),
        ("SELECT * {", "line 1, column 11.*found the end"),
        ("INSERT DATA { <http://e/a> <http://e/b> 1 }", "this is an update"),
        ("PREFIX x: <http://e/> LOAD <http://e/>", "this is an update"),
        ("ASK " + "{" * 200 + "}" * 200, "nested 200 deep"),
        ("SELECT * { ?s nope:p ?o }", "syntax error"),
    ],
)
def test_faulty_queries_are_explained(text: str, message: str, store: Store) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(store, text)


def test_a_local_query_can_be_given_up(store: Store) -> None:
    with pytest.raises(QueryError, match=r"within 0\.3 s"):
        run_query(store, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=0.3)


def test_remote_addresses_are_checked() -> None:
    with pytest.raises(QueryError, match="begins with http"):
        run_query(Endpoint("file:///etc/passwd"), "ASK {}")
    with pytest.raises(QueryError, match="cannot be reached"):
        run_query(Endpoint("http://127.0.0.1:9/sparql", 2), "ASK {}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> {?s ?p ?o} }",
        "SELECT * { ?s ?p ?o SERVICESILENT<http://127.0.0.1/>{?s ?p ?o} }",
        "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1/> {?s ?p ?o} }",
        "PREFIX : <http://127.0.0.1/> SELECT * { ?s ?p ?o SERVICE:x{?s ?p ?o} }",
        "PREFIX e: <http://a:> SELECT * { OPTIONAL { ?s ?p e:SERVICE <http://127.0.0.1/> {?s ?p ?o} } }",
        "SELECT * { VALUES ?s {1e5}SERVICE<http://127.0.0.1/>{?s ?p ?o} }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1/> {?s ?p ?o} }",
        "SELECT * { BIND('#' AS ?a) FILTER(?a<')#>')SERVICE <http://127.0.0.1/> {?s ?p ?o} BIND('a' AS ?x) }",
        "SELECT * { service#{\n?x#\n{?s ?p ?o} }",
        "SELECT * { { SELECT * { seRvice silent ?x{} } } }",
    ],
)
def test_calls_to_other_servers_are_found(text: str) -> None:
    with pytest.raises(QueryError):
        check_local(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?s <http://e/service> ?service } # SERVICE <http://e/> {}",
        'SELECT * { ?s ?p \'SERVICE <http://e/> {}\' , """SERVICE ?x {""" }',
        "PREFIX service: <http://e/> SELECT * { ?s service:x ?o FILTER(?o < 3 && ?o > 2) }",
        "SELECT * { VALUES (?a ?b) { (<http://e/service> <http://e/b>) } }",
    ],
)
def test_the_word_service_is_no_call(text: str) -> None:
    check_local(text)


def test_forms_and_depth_are_read_from_tokens() -> None:
    assert find_form("BASE <http://e/> # ASK\nPREFIX a: <b> CONSTRUCT WHERE { ?s ?p ?o }") == "construct"
    assert find_form("nonsense") is None
    assert find_depth("SELECT * { '{{{' <http://e/(((> [ ] }") == 2


class TestCommand:
    """``resrdf query`` as a person uses it."""

    @staticmethod
    def run(*arguments: str, **settings: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(command, list(arguments), **settings)  # type: ignore[arg-type]
        refusal = str(result.exception) if isinstance(result.exception, ResrdfError) else ""
        return result.exit_code, result.stdout, result.stderr + refusal

    def test_saved_query_over_a_file_as_csv(self) -> None:
        code, out, _ = self.run("not-unanimous", str(SAMPLE))
        assert code == 0
        assert out.splitlines()[:2] == [
            "date,symbol,favour,against,abstained,notVoting", "2090-06-28,S/RES/9002(2090),12,0,3,",
        ]  # fmt: skip

    def test_table_is_full_when_piped(self) -> None:
        code, out, err = self.run("clauses-with-words", str(SAMPLE), "--format", "table")
        assert code == 0 and "2 rows" in err
        assert "Authorizes the mission to take all necessary measures to fulfil its mandate;" in out
        assert "res/9003/op/1" in out

    @pytest.mark.parametrize("form", ["tsv", "json", "xml"])
    def test_row_formats(self, form: str) -> None:
        code, out, _ = self.run("SELECT ?s { ?r unsc:symbol ?s }", str(SAMPLE), "-f", form)
        assert code == 0 and "S/RES/9001(2090)" in out
        if form == "json":
            assert len(json.loads(out)["results"]["bindings"]) == 8

    def test_graph_formats(self) -> None:
        text = "CONSTRUCT WHERE { ?r a unsc:PresidentialStatement ; unsc:symbol ?s }"
        assert 'unsc:symbol "S/PRST/2091/1"' in self.run(text, str(SAMPLE))[1]
        assert self.run(text, str(SAMPLE), "-f", "ntriples")[1].count(" .\n") == 2
        code, _, err = self.run(text, str(SAMPLE), "-f", "csv")
        assert code == 1 and "gives a graph" in err

    def test_query_from_a_file_and_from_standard_input(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.rq"
        path.write_text("# Which?\n# param: y integer 1 — year\nSELECT ?y { VALUES ?y { 1 } }", "utf-8")
        assert self.run(str(path), str(SAMPLE), "-p", "y=2090")[1].split() == ["y", "2090"]
        assert self.run("-", str(SAMPLE), input="ASK { ?s a unsc:Vote }")[1] == "true\n"

    def test_show_prints_the_bound_query(self) -> None:
        code, out, _ = self.run("resolution-text", "-p", "resolution=82", "--show")
        assert code == 0 and f"VALUES ?resolution {{ <{BASE}res/82> }}" in out

    def test_list_by_word(self) -> None:
        code, out, _ = self.run("--list", "abstention")
        assert code == 0 and "abstentions\n    Which States abstained" in out and "sponsors" not in out

    @pytest.mark.parametrize(
        ("arguments", "code", "message"),
        [
            (("SELECT *\n{ ?s ?p x }", str(SAMPLE)), 1, "line 2, column 11"),
            (("counts",), 2, "nothing to ask"),
            (("count", str(SAMPLE)), 1, "did you mean counts"),
            (("counts", "no/such.ttl"), 1, "no such file"),
            (("counts", str(SAMPLE), "-p", "x"), 2, "NAME=VALUE"),
            (("counts", "--store", "no/such"), 1, "no store here"),
            (("counts", str(SAMPLE), "--endpoint", "http://127.0.0.1:9/"), 2, "use only one"),
            ((), 2, "give a question"),
            (("DELETE WHERE { ?s ?p ?o }", str(SAMPLE)), 1, "this is an update"),
        ],
    )
    def test_faults_are_named(self, arguments: tuple[str, ...], code: int, message: str) -> None:
        got, _, err = self.run(*arguments)
        assert got == code and message in err

    def test_faulty_file_is_named_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "bad.ttl"
        path.write_text("<http://e/a> <http://e/b> 1 .\n<http://e/a> <http://e/b> oops .\n", "utf-8")
        code, _, err = self.run("counts", str(path))
        assert code == 1 and f"{path}:2:" in err
