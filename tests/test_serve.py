"""The endpoint over real HTTP, in a process of its own: the protocol, hostile queries, independent clients, pages."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from resrdf.errors import QueryError
from resrdf.query import Endpoint, list_saved, run_query
from resrdf.serve.negotiate import GRAPHS, ROWS, choose
from resrdf.serve.protocol import ProtocolError, read_request
from resrdf.serve.worker import Job, Limits, answer, count_rows
from resrdf.store import build_store, load_files, open_store

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
BASE = "https://w3id.org/unsc/"
DEADLINE = 1.5
JSON = {"accept": "application/sparql-results+json"}
DIRECT = {"content-type": "application/sparql-query"}
UTF16 = {"content-type": "application/sparql-query; charset=utf-16"}
COUNT = "SELECT (COUNT(?r) AS ?n) {} {{ ?r a unsc:Resolution }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Start ``resrdf serve`` and wait for the address that it prints."""
    command = [sys.executable, "-c", "from resrdf.cli import main; main()", "serve", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    match = re.search(r"http://127\.0\.0\.1:\d+/", said)
    if match is None:
        process.kill()
        raise AssertionError(said + process.communicate()[1])
    return process, match[0]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "store"
    build_store(folder, [SAMPLE], vocabulary=False)
    return folder


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    process, address = start(str(store), "--port", "0", "--timeout", str(DEADLINE), "--max-rows", "1000")
    yield address
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


def ask(client: httpx.Client, query: str, accept: str | None = None, **parameters: str) -> httpx.Response:
    headers = {"accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **parameters}, headers=headers)


def number(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


class TestProtocol:
    def test_three_ways_to_ask(self, client: httpx.Client) -> None:
        text = COUNT.format("")
        direct = {"content-type": "Application/SPARQL-query; charset=UTF-8"}
        assert number(client.get("/sparql", params={"query": text})) == 3
        assert number(client.post("/sparql", data={"query": text})) == 3
        assert number(client.post("/sparql", content=text, headers=direct)) == 3
        assert number(client.post("/sparql/", content=text, headers=direct)) == 3

    @pytest.mark.parametrize(
        ("accept", "media_type"),
        [
            (None, "application/sparql-results+json"),
            ("*/*", "application/sparql-results+json"),
            ("application/sparql-results+xml", "application/sparql-results+xml"),
            ("text/csv", "text/csv"),
            ("TEXT/TAB-separated-values; charset=utf-8", "text/tab-separated-values"),
            ("text/csv;q=0.3, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
            ("text/*", "text/csv"),
            ("application/json", "application/json"),
            ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ],
    )
    def test_rows_are_negotiated(self, client: httpx.Client, accept: str | None, media_type: str) -> None:
        response = ask(client, "SELECT ?s { ?r unsc:symbol ?s }", accept)
        assert response.status_code == 200 and response.headers["vary"] == "Accept, Accept-Encoding"
        assert response.headers["content-type"].split(";")[0] == media_type
        assert "S/RES/9001(2090)" in response.text

    @pytest.mark.parametrize(
        ("accept", "media_type", "form"),
        [
            (None, "text/turtle", RdfFormat.TURTLE),
            ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
            ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
            ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
            ("application/sparql-results+json, text/turtle;q=0.1", "text/turtle", RdfFormat.TURTLE),
        ],
    )
    def test_graphs_are_negotiated(
        self, client: httpx.Client, accept: str | None, media_type: str, form: RdfFormat
    ) -> None:
        for text in ("CONSTRUCT WHERE { ?r a unsc:Resolution }", "DESCRIBE ?r { ?r a unsc:Resolution }"):
            response = ask(client, text, accept)
            assert response.headers["content-type"].split(";")[0] == media_type
            subjects = {quad.subject for quad in parse(response.content, form)}
            assert subjects == {NamedNode(f"{BASE}res/900{n}") for n in (1, 2, 3)}

    def test_ask_in_every_format(self, client: httpx.Client) -> None:
        assert ask(client, "ASK { ?r a unsc:Vote }").json()["boolean"] is True
        assert (
            "<boolean>false</boolean>"
            in ask(client, "ASK { ?r a unsc:Nothing }", "application/sparql-results+xml").text
        )
        assert ask(client, "ASK {}", "text/csv").text.strip() == "true"

    def test_format_by_name(self, client: httpx.Client) -> None:
        assert ask(client, COUNT.format(""), "text/html", format="csv").text.split() == ["n", "3"]
        assert ask(client, "ASK {}", format="rdf+xml").json()["boolean"] is True  # not a name of ours: Accept decides

    def test_what_cannot_be_given_is_406(self, client: httpx.Client) -> None:
        assert ask(client, "ASK {}", "image/png").status_code == 406
        assert ask(client, "ASK {}", "text/turtle").status_code == 406
        assert ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status_code == 406

    def test_dataset_of_the_query_and_of_the_request(self, client: httpx.Client) -> None:
        second, third = f"{BASE}graph/res/9002", f"{BASE}graph/res/9003"
        assert number(ask(client, COUNT.format(f"FROM <{second}>"))) == 1
        assert (
            number(client.get("/sparql", params={"query": COUNT.format(""), "default-graph-uri": [second, third]})) == 2
        )
        assert (
            number(ask(client, COUNT.format(f"FROM <{second}> FROM <{third}>"), **{"default-graph-uri": second})) == 1
        )
        assert number(ask(client, COUNT.format(""), **{"named-graph-uri": second})) == 0
        named = "SELECT (COUNT(?r) AS ?n) { GRAPH ?g { ?r a unsc:Resolution } }"
        assert number(ask(client, named)) == 3
        assert number(ask(client, named, **{"named-graph-uri": second})) == 1
        assert number(ask(client, named, **{"default-graph-uri": second})) == 0
        posted = client.post("/sparql", params={"default-graph-uri": second}, data={"query": COUNT.format("")})
        assert number(posted) == 1
        assert number(ask(client, COUNT.format("FROM <http://127.0.0.1:9/remote>"))) == 0  # never fetched
        assert ask(client, "ASK {}", **{"default-graph-uri": "no iri"}).status_code == 400

    def test_relative_iris_are_below_the_base(self, client: httpx.Client) -> None:
        assert ask(client, "ASK { <res/9001> a unsc:Resolution }").json()["boolean"] is True
        assert f"<{BASE}s>" in ask(client, "CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples").text

    @pytest.mark.parametrize(
        ("method", "settings", "status"),
        [
            ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
            ("POST", {"content": "query=ASK%20%7B%7D"}, 415),
            ("POST", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415),
            ("POST", {"content": "ASK {}".encode("utf-16"), "headers": DIRECT}, 400),
            ("POST", {"content": "ASK {}", "headers": UTF16}, 415),
            ("POST", {"data": {"other": "1"}}, 400),
            ("POST", {"params": {"query": "ASK {}"}, "data": {"query": "ASK {}"}}, 400),
            ("PUT", {"params": {"query": "ASK {}"}}, 405),
            ("DELETE", {}, 405),
            ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
            ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
            ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
            ("GET", {"params": {"query": "INSERT DATA { <http://e/a> <http://e/b> 1 }"}}, 400),
            ("GET", {"params": {"query": "LOAD <http://127.0.0.1:9/>"}}, 400),
            ("POST", {"content": b"x" * (1 << 21), "headers": DIRECT}, 413),
            ("GET", {"params": {"query": ""}}, 400),
        ],
    )  # fmt: skip
    def test_bad_requests(self, client: httpx.Client, method: str, settings: dict[str, object], status: int) -> None:
        response = client.request(method, "/sparql", **settings)  # type: ignore[arg-type]
        assert response.status_code == status and response.text.strip()

    def test_update_path_is_forbidden(self, client: httpx.Client) -> None:
        assert client.post("/update", data={"update": "CLEAR ALL"}).status_code == 403
        assert number(ask(client, COUNT.format(""))) == 3

    def test_syntax_errors_name_their_place(self, client: httpx.Client) -> None:
        text = "SELECT *\n{ ?s ?p nonsense }"
        plain = ask(client, text)
        assert plain.status_code == 400 and "line 2, column" in plain.text
        problem = ask(client, text, "application/sparql-results+json")
        assert problem.headers["content-type"] == "application/problem+json"
        assert problem.json()["status"] == 400 and "line 2, column" in problem.json()["detail"]
        page = ask(client, text, "text/html")
        assert page.status_code == 400 and "line 2, column" in page.text and "nonsense" in page.text

    def test_head_options_and_cors(self, client: httpx.Client) -> None:
        head = client.head("/sparql", params={"query": COUNT.format("")})
        assert head.status_code == 200 and head.content == b"" and int(head.headers["content-length"]) > 0
        options = client.options("/sparql", headers={"origin": "http://e", "access-control-request-method": "POST"})
        assert options.status_code == 204 and "POST" in options.headers["access-control-allow-methods"]
        for response in (options, ask(client, "ASK {}"), ask(client, "nonsense")):
            assert response.headers["access-control-allow-origin"] == "*"
        assert "GET" in client.put("/sparql").headers["allow"]

    def test_service_description(self, client: httpx.Client, address: str) -> None:
        response = client.get("/sparql", headers={"accept": "text/turtle"})
        endpoint = "http://www.w3.org/ns/sparql-service-description#endpoint"
        triples = [quad.triple for quad in parse(response.content, RdfFormat.TURTLE)]
        assert [t.object for t in triples if t.predicate == NamedNode(endpoint)] == [NamedNode(f"{address}sparql")]
        assert "<form" in client.get("/sparql", headers={"accept": "text/html"}).text


class TestHostile:
    @pytest.mark.parametrize(
        "text",
        [
            "ASK " + "{" * 20_000 + "}" * 20_000,
            "ASK { FILTER(" + "(" * 2000 + "1" + ")" * 2000 + ") }",
            "SELECT * { ?s ?p " + "[ ?p " * 500 + "1" + "]" * 500 + " }",
        ],
    )
    def test_deep_nesting_is_refused(self, client: httpx.Client, text: str) -> None:
        response = client.post("/sparql", data={"query": text})
        assert response.status_code == 400 and "nested" in response.text

    def test_brackets_in_strings_are_not_nesting(self, client: httpx.Client) -> None:
        assert ask(client, 'ASK { BIND("' + "{" * 500 + '" AS ?x) } # ' + "(" * 500).json()["boolean"] is True

    @pytest.mark.parametrize(
        "text", ["ASK { FILTER(" + "!" * 300_000 + "1) }", "ASK { " + "OPTIONAL {} " * 60_000 + "}"]
    )
    def test_a_crash_takes_only_its_worker(self, client: httpx.Client, text: str) -> None:
        response = client.post("/sparql", data={"query": text})
        assert response.status_code in (200, 500, 503), response.text
        assert number(ask(client, COUNT.format(""))) == 3

    def test_endless_queries_end_at_the_deadline(self, client: httpx.Client) -> None:
        began = time.monotonic()
        with ThreadPoolExecutor(2) as threads:
            responses = list(
                threads.map(lambda text: ask(client, text), [ENDLESS, ENDLESS.replace("COUNT(*)", "MAX(?a)")])
            )
        assert time.monotonic() - began < DEADLINE + 0.3
        assert [response.status_code for response in responses] == [503, 503]
        assert "did not end within 1.5 s" in responses[0].text
        assert number(ask(client, COUNT.format(""))) == 3

    def test_honest_queries_are_answered_beside_hostile_ones(self, client: httpx.Client) -> None:
        with ThreadPoolExecutor(12) as threads:
            hostile = threads.submit(ask, client, ENDLESS)
            honest = [threads.submit(ask, client, COUNT.format("")) for _ in range(50)]
            assert [number(response.result()) for response in honest] == [3] * 50
            assert hostile.result().status_code == 503

    def test_rows_and_bytes_are_capped_with_a_word(self, client: httpx.Client) -> None:
        for text, accept in (
            ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1001", "text/csv"),
            ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1001", "application/sparql-results+json"),
            ("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", "text/turtle"),
        ):
            response = ask(client, text, accept)
            assert response.status_code == 413 and "more than 1,000" in response.text
        full = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000", "text/tab-separated-values")
        assert full.status_code == 200 and full.text.count("\n") == 1001

    def test_no_other_server_is_asked(self, client: httpx.Client) -> None:
        asked: list[str] = []

        class Trap(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            do_POST = do_GET

        trap = HTTPServer(("127.0.0.1", 0), Trap)
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        there = f"<http://127.0.0.1:{trap.server_port}/x>"
        try:
            for text in (
                f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}",
                f"SELECT * {{ SERVICE SILENT {there} {{ ?s ?p ?o }} }}",
                f"SELECT * {{ FILTER(1<2)SERVICE#>\n{there} {{ ?s ?p ?o }} }}",
                f"SELECT * {{ VALUES ?s {{1e5}}SERVICE{there}{{ ?s ?p ?o }} }}",
                f"SELECT * FROM {there} {{ ?s ?p ?o }}",
                f"SELECT * {{ GRAPH {there} {{ ?s ?p ?o }} }}",
            ):
                response = ask(client, text)
                assert response.status_code == 400 or response.json()["results"]["bindings"] == []
        finally:
            trap.shutdown()
            trap.server_close()
        assert asked == []

    def test_two_hundred_clients_at_once(self, address: str) -> None:
        limits = httpx.Limits(max_connections=200)
        with httpx.Client(base_url=address, timeout=20, limits=limits) as client, ThreadPoolExecutor(200) as threads:
            found = list(threads.map(lambda _: number(ask(client, COUNT.format(""))), range(200)))
        assert found == [3] * 200


class TestClients:
    def test_our_own_client_gets_what_the_store_gives(self, address: str, store: Path) -> None:
        local, remote = open_store(store), Endpoint(f"{address}sparql", 10)
        for saved in list_saved():
            values = {"resolution": "9001"} if any(p.name == "resolution" for p in saved.parameters) else {}
            text = saved.bind(values)
            ours, theirs = run_query(local, text), run_query(remote, text)
            assert ours.variables == theirs.variables
            if ours.kind == "graph":
                assert sorted(map(str, ours.triples())) == sorted(map(str, theirs.triples()))
            else:
                assert list(ours.rows()) == list(theirs.rows()), saved.name
        long = "SELECT (COUNT(*) AS ?n) { ?s a unsc:Resolution } #" + "x" * 5000
        assert run_query(remote, long).content == run_query(local, long).content

    @pytest.mark.parametrize(
        ("text", "message"),
        [("SELECT * { ?s ?p x }", "line 1, column"), (ENDLESS, "did not end within 1.5 s"), ("CLEAR ALL", "update")],
    )
    def test_our_own_client_says_what_the_server_said(self, address: str, text: str, message: str) -> None:
        with pytest.raises(QueryError, match=message):
            run_query(Endpoint(f"{address}sparql", 10), text)

    def test_no_endpoint_behind_an_address(self, address: str) -> None:
        with pytest.raises(QueryError):
            run_query(Endpoint(f"{address}style.css", 10), "ASK {}")
        with pytest.raises(QueryError, match="404"):
            run_query(Endpoint(f"{address}nothing", 10), "ASK {}")

    def test_sparqlwrapper(self, address: str) -> None:
        from SPARQLWrapper import CSV, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper

        wrapper: Any = SPARQLWrapper(f"{address}sparql")
        wrapper.setQuery(COUNT.format(""))
        wrapper.setReturnFormat(JSON)
        assert wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "3"
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(XML)
        assert "<literal" in wrapper.queryAndConvert().toxml()
        wrapper.setReturnFormat(CSV)
        assert wrapper.queryAndConvert().split() == [b"n", b"3"]
        wrapper.setQuery("PREFIX unsc: <https://w3id.org/unsc/ontology#> CONSTRUCT WHERE { ?r a unsc:Resolution }")
        wrapper.setReturnFormat(RDFXML)
        assert len(wrapper.queryAndConvert()) == 3
        wrapper.setReturnFormat(TURTLE)
        assert b"unsc:Resolution" in wrapper.queryAndConvert()

    def test_rdflib_sparqlstore(self, address: str) -> None:
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        graph = rdflib.Graph(SPARQLStore(f"{address}sparql"))
        unsc = rdflib.Namespace("https://w3id.org/unsc/ontology#")
        assert len(set(graph.subjects(rdflib.RDF.type, unsc.Resolution))) == 3
        assert (rdflib.URIRef(f"{BASE}res/9001"), unsc.symbol, rdflib.Literal("S/RES/9001(2090)")) in graph


class TestPages:
    def test_home(self, client: httpx.Client) -> None:
        until = time.monotonic() + 5
        while "resolutions</li>" not in (page := client.get("/").text) and time.monotonic() < until:
            time.sleep(0.05)  # counted while the server answers already
        assert "<strong>3</strong> resolutions</li>" in page and 'action="/sparql"' in page
        for saved in list_saved():
            assert f'href="/?example={saved.name}"' in page
        assert "VALUES ?resolution" in client.get("/", params={"example": "resolution-text"}).text
        assert "<script" not in page and "http://" not in page

    def test_answers_are_escaped(self, client: httpx.Client) -> None:
        text = "SELECT ?t { <https://w3id.org/unsc/res/9003/op/1> unsc:clauseText ?t }"
        page = ask(client, text + " # </textarea><script>", "text/html").text
        assert "&lt;sic&gt;" in page and "<sic>" not in page and "<script" not in page
        assert 'href="/res/9001"' in ask(client, "SELECT ?r { ?r unsc:symbol ?s }", "text/html").text
        assert "<strong>Yes</strong>" in ask(client, "ASK {}", "text/html,*/*;q=0.8").text
        assert "&lt;https://w3id.org" in ask(client, f"DESCRIBE <{BASE}res/9001>", "text/html").text

    def test_things_as_data(self, client: httpx.Client) -> None:
        turtle = client.get("/res/9001", headers={"accept": "text/turtle"})
        assert turtle.headers["content-type"].startswith("text/turtle") and "all necessary measures" in turtle.text
        types = {"ttl": "turtle", "nt": "n-triples", "rdf": "rdf+xml", "jsonld": "ld+json"}
        for suffix, media_type in types.items():
            response = client.get(f"/res/9001.{suffix}", headers={"accept": "text/html"})
            assert media_type in response.headers["content-type"]
        assert "99001" in client.get("/meeting/99001").text
        assert "sourceName" in client.get("/res/9001/en.txt").text
        assert client.get("/res/4321").status_code == 404

    def test_things_as_pages(self, client: httpx.Client) -> None:
        page = client.get("/res/9001", headers={"accept": "text/html"}).text
        assert '<dt id="op/1/a">' in page and 'rel="alternate" type="text/turtle"' in page
        assert "Mission" in client.get("/mission/unmir", headers={"accept": "text/html"}).text

    @pytest.mark.parametrize(
        "symbol", ["S/RES/9001(2090)", "S/RES/9001 (2090)", "S/RES/9001%20%282090%29", "s/res/9001"]
    )
    def test_symbols_are_redirected(self, client: httpx.Client, symbol: str) -> None:
        response = client.get(f"/{symbol}")
        assert response.status_code == 303 and response.headers["location"] == "/res/9001"

    @pytest.mark.parametrize(
        "path", ["/res/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/res/1>{}", "/res/%0d%0aX-A:1", "/S/x"]
    )
    def test_strange_paths_find_nothing(self, client: httpx.Client, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 404 and "x-a" not in response.headers and "Traceback" not in response.text

    def test_health(self, client: httpx.Client) -> None:
        until = time.monotonic() + 5
        while (health := client.get("/health").json())["workers"] < 4 and time.monotonic() < until:
            time.sleep(0.05)  # a worker that a hostile query cost is being replaced
        assert health == {"status": "ok", "workers": 4}  # two for long queries, two for short ones


class TestCommand:
    def test_sources_are_converted_and_served(self, tmp_path: Path) -> None:
        seeds = Path(__file__).parents[1] / "seeds" / "S_RES_1386_2001.txt"
        process, address = start(str(seeds), str(SAMPLE), "--port", "0", "--workers", "1")
        try:
            query = "SELECT (COUNT(?r) AS ?n) { ?r a unsc:Resolution }"
            assert number(httpx.get(f"{address}sparql", params={"query": query})) == 4
            workers = children(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=5)
        assert process.returncode == 0 and "Traceback" not in err and "ended" in err
        wait_for_end(workers)

    def test_workers_do_not_outlive_a_killed_server(self, store: Path) -> None:
        process, address = start(str(store), "--port", "0", "--workers", "1")
        workers = children(process.pid)
        with pytest.raises(httpx.TimeoutException):
            httpx.get(f"{address}sparql", params={"query": ENDLESS}, timeout=0.3)
        process.kill()
        process.communicate()
        wait_for_end(workers)

    def test_a_taken_port_is_said(self, store: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(AssertionError, match="is taken by another program; choose one with --port"):
                start(str(store), "--port", str(taken.getsockname()[1]))

    @pytest.mark.parametrize(
        ("make", "message"),
        [(lambda folder: folder / "none", "no such file or folder"), (lambda folder: folder, "neither RDF nor texts")],
    )
    def test_nothing_to_serve_is_said(self, make: Callable[[Path], Path], message: str, tmp_path: Path) -> None:
        with pytest.raises(AssertionError, match=message):
            start(str(make(tmp_path)), "--port", "0")


def children(process: int) -> list[int]:
    """List the processes that a process started, where the system tells."""
    path = Path(f"/proc/{process}/task/{process}/children")
    if not path.exists():
        return []
    every = [
        int(child) for path in Path(f"/proc/{process}/task").glob("*/children") for child in path.read_text().split()
    ]
    return every


def wait_for_end(processes: list[int]) -> None:
    until = time.monotonic() + 3
    while any(is_alive(process) for process in processes):
        assert time.monotonic() < until
        time.sleep(0.05)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/status")
    return not (status.exists() and "State:\tZ" in status.read_text())


def test_negotiation_prefers_quality_then_our_order() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    found = [choose(accept, ROWS) for accept in (browser, "", "*", "text/csv;q=0", "a/b, */*;q=0.001")]
    assert [offer.name if offer else None for offer in found] == ["html", "json", "json", None, "json"]
    turtle = choose("application/rdf+xml;q=0.9, text/turtle", GRAPHS)
    assert turtle and turtle.name == "turtle"


def test_requests_are_values() -> None:
    body = b"query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fe%2Fg"
    asked = read_request("POST", b"named-graph-uri=http://e/h", "Application/X-WWW-form-urlencoded;charset=UTF-8", body)
    assert (asked.query, asked.default_graphs, asked.named_graphs) == ("ASK {}", ("http://e/g",), ("http://e/h",))
    with pytest.raises(ProtocolError):
        read_request("GET", b"query=%ff")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_counted_in_every_format(form: str) -> None:
    store = load_files([SAMPLE])
    text = 'SELECT ?t ?more { ?c unsc:clauseText ?t } VALUES ?more { "<result>\\n\\r\\n\\"},{\\"" 1 UNDEF }'
    reply = answer(store, Job(text, form), Limits())
    assert count_rows(reply.content, form) == 3 * 10
    assert answer(store, Job(text, form), Limits(rows=29)).status == "too-large"
    assert answer(store, Job(text, form), Limits(size=100)).status == "too-large"
    assert json.loads(answer(store, Job("ASK {}"), Limits(rows=0)).content)["boolean"] is True
