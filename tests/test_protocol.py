"""SPARQL 1.1 Protocol and Update over real HTTP: who may write, what is refused, what readers see, what survives."""

from __future__ import annotations

import gzip
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from servers import TOKEN, Running, start, workers_of, writable

from resrdf.errors import QueryError, ResrdfError, StoreError
from resrdf.serve.access import read_token
from resrdf.serve.answers import Kept
from resrdf.serve.master import Master, Write
from resrdf.serve.protocol import ProtocolError, read_request
from resrdf.serve.updates import check_update, find_graphs, inject_dataset
from resrdf.store import build_store, find_generation, lock_store, open_store

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
DEADLINE = 2.0
UPDATE = {"content-type": "application/sparql-update"}
SLOW = "INSERT { <http://e/slow> <http://e/p> ?n } WHERE { SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i . ?j ?k ?l } } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("writable") / "store"
    build_store(folder, [SAMPLE], vocabulary=False)
    with writable(folder, "--timeout", str(DEADLINE)) as running:
        yield running


class TestAccess:
    @pytest.mark.parametrize(
        "header",
        [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer \xe9"],
    )
    @pytest.mark.parametrize(
        ("method", "path"),
        [("POST", "/update"), ("POST", "/store"), ("PUT", "/store?default"), ("DELETE", "/store?default")],
    )
    def test_changes_need_the_token(self, server: Running, header: str | None, method: str, path: str) -> None:
        headers = {"authorization": header.encode("latin-1")} if header is not None else {}
        response = httpx.request(method, server.address + path[1:], headers=headers, content="CLEAR ALL")  # type: ignore[arg-type]
        assert response.status_code == 401 and response.headers["www-authenticate"].startswith("Bearer realm=")
        assert server.count("?r a unsc:Resolution") == 3

    def test_the_scheme_has_no_case(self, server: Running) -> None:
        response = httpx.post(
            f"{server.address}update",
            headers={"authorization": f"bEARER {TOKEN}", **UPDATE},
            content="CLEAR GRAPH <a:b>",
        )
        assert response.status_code == 409  # the token was taken; there is no such graph

    def test_a_read_only_server_forbids(self, tmp_path: Path) -> None:
        build_store(tmp_path / "s", [SAMPLE], vocabulary=False)
        process, address = start(str(tmp_path / "s"), "--port", "0", "--workers", "1")
        try:
            headers = {"authorization": f"Bearer {TOKEN}"}
            assert httpx.post(f"{address}update", headers={**headers, **UPDATE}, content="CLEAR ALL").status_code == 403
            assert httpx.post(f"{address}sparql", headers=headers, data={"update": "CLEAR ALL"}).status_code == 403
            for method in ("PUT", "POST", "DELETE"):
                assert httpx.request(method, f"{address}store?default", headers=headers).status_code == 403
            graph = httpx.get(f"{address}store", params={"graph": "https://w3id.org/unsc/graph/res/9001"})
            assert graph.status_code == 200 and "9001" in graph.text
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=10)

    @pytest.mark.parametrize("content", ["", "\n", "two words of enough letters", "é" * 20])
    def test_a_bad_token_file_is_said(self, content: str, tmp_path: Path) -> None:
        (tmp_path / "token").write_text(content, encoding="utf-8")
        with pytest.raises(ResrdfError, match="token"):
            read_token(tmp_path / "token")
        with pytest.raises(ResrdfError, match="cannot be read"):
            read_token(tmp_path / "none")

    def test_the_two_options_go_together(self, tmp_path: Path) -> None:
        with pytest.raises(AssertionError, match="go together"):
            start(str(tmp_path / "new"), "--writable", "--union-default-graph", "--port", "0")
        assert not (tmp_path / "new").exists()


class TestUpdate:
    def test_three_ways_to_send_one(self, server: Running) -> None:
        text = "INSERT DATA {{ GRAPH <http://e/ways> {{ <http://e/{}> a <http://e/Way> }} }}"
        assert server.client.post("/update", data={"update": text.format(1)}).status_code == 204
        direct = {"content-type": "Application/SPARQL-Update; charset=UTF-8"}
        assert server.client.post("/update", content=text.format(2), headers=direct).status_code == 204
        assert server.client.post("/sparql", data={"update": text.format(3)}).status_code == 204
        packed = gzip.compress(text.format(4).encode())
        response = server.client.post("/update", content=packed, headers={**UPDATE, "content-encoding": "gzip"})
        assert response.status_code == 204
        assert server.count("?s a <http://e/Way>") == 4

    @pytest.mark.parametrize(
        ("method", "settings", "status"),
        [
            ("GET", {"params": {"update": "CLEAR ALL"}}, 405),
            ("PUT", {"content": "CLEAR ALL", "headers": UPDATE}, 405),
            ("POST", {"data": {"query": "ASK {}"}}, 400),
            ("POST", {"params": [("update", "CLEAR ALL"), ("update", "CLEAR ALL")], "data": {}}, 415),
            ("POST", {"content": "update=CLEAR+ALL&update=CLEAR+ALL", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
            ("POST", {"content": "update=CLEAR+ALL"}, 415),
            ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "text/plain"}}, 415),
            ("POST", {"content": "CLEAR ALL".encode("utf-16"), "headers": UPDATE}, 400),
            ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update; charset=utf-16"}}, 415),
            ("POST", {"content": "CLEAR XYZ", "headers": UPDATE}, 400),
            ("POST", {"content": "SELECT * {}", "headers": UPDATE}, 400),
            ("POST", {"content": "LOAD <http://127.0.0.1:9/x>", "headers": UPDATE}, 400),
            ("POST", {"content": "INSERT { <a:b> <a:c> 1 } WHERE { SERVICE <http://127.0.0.1:9/x> {} }", "headers": UPDATE}, 400),
            ("POST", {"content": "INSERT DATA { " + "<<( " * 200 + " }", "headers": UPDATE}, 400),
            ("POST", {"content": "INSERT DATA { " + "[ <a:b> " * 200 + " }", "headers": UPDATE}, 400),
            ("POST", {"content": b"\x1f\x8bnonsense", "headers": {**UPDATE, "content-encoding": "gzip"}}, 400),
            ("POST", {"content": b"CLEAR ALL", "headers": {**UPDATE, "content-encoding": "br"}}, 415),
            ("POST", {"content": gzip.compress(b"#" * (2 << 20)), "headers": {**UPDATE, "content-encoding": "gzip"}}, 413),
        ],
    )  # fmt: skip
    def test_bad_requests_change_nothing(
        self, server: Running, method: str, settings: dict[str, object], status: int
    ) -> None:
        before = server.count()
        response = server.client.request(method, "/update", **settings)  # type: ignore[arg-type]
        assert response.status_code == status and response.text.strip(), response.text
        assert server.count() == before > 0

    def test_all_or_nothing(self, server: Running) -> None:
        before = server.count()
        text = (
            "INSERT DATA { <http://e/half> a <http://e/Half> } ; CREATE GRAPH <http://e/c> ; CREATE GRAPH <http://e/c>"
        )
        assert server.update(text).status_code == 409
        assert server.count() == before and server.client.get("/store?graph=http://e/c").status_code == 404

    def test_errors_name_their_place(self, server: Running) -> None:
        response = server.update("INSERT DATA {\n  <http://e/a> nonsense 1 }")
        assert response.status_code == 400 and "line 2, column" in response.text

    def test_each_triple_counts_once_for_readers(self, server: Running) -> None:
        server.update(
            "INSERT DATA { GRAPH <http://e/u1> { <http://e/u> <http://e/v> 1 } GRAPH <http://e/u2> { <http://e/u> <http://e/v> 1 } }"
        )
        server.update("INSERT DATA { <http://e/u> <http://e/v> 1 }")
        assert server.count("<http://e/u> ?p ?o") == 1
        server.update("DROP GRAPH <http://e/u1>")
        server.update("DELETE DATA { <http://e/u> <http://e/v> 1 }")
        assert server.count("<http://e/u> ?p ?o") == 1  # the second graph has it still
        server.update("DELETE WHERE { GRAPH ?g { <http://e/u> ?p ?o } }")
        assert server.count("<http://e/u> ?p ?o") == 0

    def test_the_default_graph_of_updates_is_one_of_its_own(self, server: Running) -> None:
        server.update("DELETE WHERE { ?s a unsc:Resolution }")
        assert server.count("?r a unsc:Resolution") == 3  # they stand in named graphs
        server.update("INSERT DATA { <http://e/own> <http://e/p> 1 }")
        assert server.ask("ASK { <http://e/own> ?p ?o }") and not server.ask(
            "ASK { GRAPH ?g { <http://e/own> ?p ?o } }"
        )
        assert server.update("CLEAR DEFAULT").status_code == 204
        assert not server.ask("ASK { <http://e/own> ?p ?o }")

    def test_the_dataset_of_the_request(self, server: Running) -> None:
        one, two = "https://w3id.org/unsc/graph/res/9001", "https://w3id.org/unsc/graph/res/9002"
        text = "INSERT { GRAPH <http://e/found> { ?r a <http://e/Found> } } WHERE { ?r a unsc:Resolution }"
        found = "GRAPH <http://e/found> { ?r a <http://e/Found> }"
        assert server.update(text, **{"using-graph-uri": one}).status_code == 204
        assert server.count(found) == 1
        assert server.update(text, **{"using-graph-uri": [one, two]}).status_code == 204
        assert server.count(found) == 2
        assert server.update(text, **{"using-named-graph-uri": two}).status_code == 204
        assert server.count(found) == 2
        body = {"update": "DELETE WHERE { ?r a <http://e/Found> }", "using-graph-uri": "http://e/found"}
        assert server.client.post("/update", data=body).status_code == 204
        assert server.count(found) == 2  # the shorthand deletes from the default graph
        for own in ("WITH <http://e/g> DELETE {} WHERE {}", "INSERT {} USING <http://e/g> WHERE {}"):
            response = server.update(own, **{"using-graph-uri": one})
            assert response.status_code == 400 and "twice" in response.text
        assert server.update(text, **{"using-graph-uri": "no iri"}).status_code == 400

    def test_relative_iris_are_below_the_base(self, server: Running) -> None:
        server.update("INSERT DATA { GRAPH <graph/x> { <s> <p> <test> } }")
        assert server.ask("ASK { GRAPH <https://w3id.org/unsc/graph/x> { ?s ?p <https://w3id.org/unsc/test> } }")

    def test_a_late_update_changes_nothing(self, server: Running) -> None:
        before = server.count()
        began = time.monotonic()
        response = server.update(SLOW)
        assert response.status_code == 503 and "nothing was changed" in response.text
        assert time.monotonic() - began < DEADLINE + 3
        assert server.count() == before and not server.ask("ASK { <http://e/slow> ?p ?o }")
        assert server.update("INSERT DATA { <http://e/after> <http://e/p> 1 }").status_code == 204
        assert server.ask("ASK { <http://e/after> ?p ?o }")

    def test_queries_are_answered_beside_a_slow_update(self, server: Running) -> None:
        with ThreadPoolExecutor(4) as threads:
            slow = threads.submit(server.update, SLOW)
            assert list(threads.map(lambda _: server.count("?r a unsc:Resolution"), range(20))) == [3] * 20
            assert slow.result().status_code == 503

    def test_readers_see_what_was_answered_before(self, server: Running) -> None:
        for number in range(10):
            assert (
                server.update(
                    f"INSERT DATA {{ GRAPH <http://e/seen> {{ <http://e/{number}> a <http://e/Seen> }} }}"
                ).status_code
                == 204
            )
            assert server.count("?s a <http://e/Seen>") == number + 1

    def test_many_writers_lose_nothing(self, server: Running) -> None:
        def insert(number: int) -> int:
            text = f"INSERT DATA {{ GRAPH <http://e/many> {{ <http://e/m{number}> a <http://e/Many> }} }}"
            return server.update(text).status_code

        with ThreadPoolExecutor(10) as threads:
            assert set(threads.map(insert, range(40))) == {204}
        assert server.count("?s a <http://e/Many>") == 40

    def test_it_says_that_it_takes_updates(self, server: Running) -> None:
        text = server.client.get("/sparql", headers={"accept": "text/turtle"}).text
        assert "SPARQL11Update" in text and "UnionDefaultGraph" in text


class TestLasting:
    def test_a_new_folder_and_what_others_see_afterwards(self, tmp_path: Path) -> None:
        folder = tmp_path / "new"
        with writable(folder) as server:
            assert server.count() == 0
            assert server.put("http://e/g", "<http://e/a> <http://e/b> 'é' .").status_code == 201
            server.update("INSERT DATA { <http://e/c> <http://e/d> 1 }")
        assert len(list(open_store(folder).query("SELECT * { ?s ?p ?o }"))) == 2  # type: ignore[arg-type]
        with writable(folder) as server:
            assert server.count() == 2
            assert "<http://e/c>" in server.client.get("/store?default").text
        assert len(list(folder.glob("generation-*"))) <= 2 and len(list(folder.glob("master-*"))) == 1

    def test_nothing_answered_is_lost_when_the_server_is_killed(self, tmp_path: Path) -> None:
        folder = tmp_path / "killed"
        with writable(folder) as server:
            for number in range(5):
                assert server.put(f"http://e/g{number}", f"<http://e/s> <http://e/p> {number} .").status_code == 201
            server.process.kill()
            server.process.wait(5)
        with writable(folder) as server:
            assert server.count() == 5

    def test_a_killed_writer_is_replaced(self, server: Running) -> None:
        for worker in workers_of(server.process.pid):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.2)
        assert (
            server.update("INSERT DATA { GRAPH <http://e/again> { <http://e/x> a <http://e/Again> } }").status_code
            == 204
        )
        assert server.count("?s a <http://e/Again>") == 1

    def test_two_servers_do_not_write_one_folder(self, server: Running, tmp_path: Path) -> None:
        (tmp_path / "token").write_text(TOKEN)
        with pytest.raises(AssertionError, match="another program is writing to this store"):
            start(
                str(server.folder),
                "--writable",
                "--union-default-graph",
                "--token-file",
                str(tmp_path / "token"),
                "--port",
                "0",
            )
        with pytest.raises(StoreError, match="another program is writing"):
            build_store(server.folder, [SAMPLE])
        assert server.count("?r a unsc:Resolution") == 3


class TestMaster:
    """The master and its view, without a server."""

    WRITES = (
        Write("update", "INSERT DATA { <a:b> <a:c> 1 . GRAPH <a:g> { <a:b> <a:c> 1, 2, _:x } }"),
        Write("update", "PREFIX : <a:> INSERT DATA {GRAPH:g{ <a:b> <a:c> 3 }};;".replace(";;", ";")),
        Write("update", "INSERT DATA { GRAPH <a:h> { <a:b> <a:c> 1, 2 } } # no end of line"),
        Write("update", "DELETEWHERE{GRAPH <a:g> { ?s ?p 2 }}"),
        Write("update", "COPY <a:g> TO <a:i> ; MOVE <a:h> TO DEFAULT"),
        Write("update", "ADD DEFAULT TO <graph/res/9001>"),
        Write("update", "INSERT { GRAPH ?g { ?s a <a:T> } } WHERE { GRAPH ?g { ?s a unsc:Resolution } }"),
        Write("put", graph="a:h", uploads=(("text/turtle", b'<x> a [ a <y> ] ; <l> "\\\\u0041 \\n \\u00e9"@fr .'),)),
        Write("put", graph="a:h", uploads=(("text/turtle", b'<x> a [ a <y> ] ; <l> "\\\\u0041 \\n \\u00e9"@fr .'),)),
        Write("put", graph="a:empty", uploads=(("text/turtle", b""),)),
        Write("post", graph="a:h", uploads=(("application/n-triples", b"<a:x> <a:y> _:z ."), ("text/turtle", b"<w> a 1 ."))),
        Write("post", uploads=(("text/turtle", b"<a:x> a <a:z> ."),)),
        Write("put", uploads=(("text/turtle", b"<a:x> a <a:z> , <<( <a:a> <a:b> 1 )>> ."),)),
        Write("delete", graph="a:h"),
        Write("delete", graph=""),
        Write("update", "CLEAR GRAPH <graph/res/9001>"),
        Write("update", ""),
        Write("update", "PREFIX a: <a:> # only a prologue"),
        Write("update", "CLEAR NAMED"),
        Write("update", "DROP ALL"),
    )  # fmt: skip

    def test_the_view_is_exact_after_every_write(self, tmp_path: Path) -> None:
        build_store(tmp_path, [SAMPLE], vocabulary=False)
        master = Master(tmp_path, united=True)
        check_view(master)
        for write in self.WRITES:
            written = master.write(write)
            assert written.outcome in ("changed", "created"), (write, written)
            check_view(master)
        assert len(master.view) == 0
        master.close()

    def test_an_interrupted_write_is_found(self, tmp_path: Path) -> None:
        build_store(tmp_path, [SAMPLE], vocabulary=False)
        master = Master(tmp_path, united=True)
        master.master.update("INSERT DATA { <a:b> <a:c> 1 } ;" + master._mark("token"))  # and here the power is cut
        del master
        notes: list[str] = []
        master = Master(tmp_path, notes.append, united=True)
        assert master.found == "token" and "interrupted" in notes[0]
        check_view(master)
        master.publish()
        assert (
            len(list(open_store(tmp_path).quads_for_pattern(None, None, None, None))) == master.triples + master.quads
        )

    def test_a_new_build_takes_the_place_of_what_was_written(self, tmp_path: Path) -> None:
        build_store(tmp_path, [SAMPLE], vocabulary=False)
        master = Master(tmp_path, united=True)
        master.write(Write("update", "DROP ALL"))
        master.close()
        del master
        build_store(tmp_path, [SAMPLE], vocabulary=False)
        notes: list[str] = []
        master = Master(tmp_path, notes.append, united=True)
        assert "built anew" in notes[0] and master.triples > 100
        check_view(master)

    def test_snapshots_never_change(self, tmp_path: Path) -> None:
        master = Master(tmp_path, united=True)
        master.write(Write("update", "INSERT DATA { <a:b> <a:c> 1 }"))
        first = master.publish()
        reader = open_store(tmp_path)
        assert master.publish() == first == find_generation(tmp_path).name
        master.write(Write("update", "DROP ALL"))
        assert len(reader) == 1 and master.publish() != first
        assert len(reader) == 1 and len(open_store(tmp_path)) == 0

    def test_a_lock_is_for_one(self, tmp_path: Path) -> None:
        with lock_store(tmp_path), pytest.raises(StoreError, match="another program"), lock_store(tmp_path):
            pass
        with lock_store(tmp_path):
            pass


def check_view(master: Master) -> None:
    """The view has the named graphs of the master, and each of its triples once."""
    from pyoxigraph import DefaultGraph

    whole = {(quad.subject, quad.predicate, quad.object) for quad in master.master}
    union = [
        (q.subject, q.predicate, q.object) for q in master.view.quads_for_pattern(None, None, None, DefaultGraph())
    ]
    assert set(union) == whole and len(union) == len(whole) == master.triples
    named = {quad for quad in master.master if quad.graph_name != DefaultGraph()}
    assert named == {quad for quad in master.view if quad.graph_name != DefaultGraph()} and len(named) == master.quads
    assert set(map(str, master.master.named_graphs())) == set(map(str, master.view.named_graphs()))


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "LOAD <http://e/>", "load silent <http://e/> into graph <a:b>", "CLEAR ALL;LOAD<http://e/>",
            "PREFIX e: <http://e/>LOAD e:x", "PREFIX e: <http://e/>LOADe:x", "# c\nLoAd\n<http://e/>",
            "INSERT{}WHERE{FILTER(1<2)};LOAD#>\n<http://e/>",
            "INSERT {} WHERE { SERVICE <http://e/> {} }", "DELETE WHERE { ?s ?p true SERVICE<http://e/>{} }",
        ],
    )  # fmt: skip
    def test_what_calls_out_is_refused(self, text: str) -> None:
        with pytest.raises(QueryError):
            check_update(text)

    def test_what_only_looks_like_it_passes(self) -> None:
        check_update("INSERT DATA { <http://e/load> <http://e/SERVICE> 'LOAD <http://e/>' } # LOAD <x>")
        check_update("INSERT { <a:b> <a:c> ?load } WHERE { SERVICE <http://e/q> { ?load ?p ?o } }", ["http://e/q"])
        with pytest.raises(QueryError, match="only <http://e/q>"):
            check_update("INSERT {} WHERE { SERVICE <http://e/q2> {} SERVICE <http://e/q> {} }", ["http://e/q"])

    @pytest.mark.parametrize(
        "text",
        [
            "DELETEWHERE{?s ?p 1}", "WITH<a:b>DELETE{}WHERE{}", "INSERT{}USING<a:b>WHERE{}",
            "INSERT{}USING NAMED <a:b> WHERE{}", "DELETE WHERE {",
        ],
    )  # fmt: skip
    def test_datasets_that_cannot_be_given(self, text: str) -> None:
        with pytest.raises(QueryError):
            inject_dataset(text, ["http://e/g"], [])

    def test_a_dataset_goes_into_every_operation(self) -> None:
        text = "INSERT DATA { <a:b> <a:c> 'WHERE {' } ; DELETE { ?s ?p 1 } where{ ?s ?p 1 { SELECT * WHERE {} } };CLEAR ALL"
        assert inject_dataset(text, ["a:g"], ["a:n"]).count("USING <a:g> USING NAMED <a:n> where{") == 1

    @pytest.mark.parametrize(
        ("text", "graph"),
        [
            ("INSERT DATA { GRAPH <g> { <a:b> <a:c> 1 } }", "http://b/g"),
            ("PREFIX e: <http://e/> WITH e:g DELETE {} WHERE {}", "http://e/g"),
            ("PREFIX : <http://e/> CREATE GRAPH:g", "http://e/g"),
            ("PREFIX e: <http://e/> CREATEGRAPHe:g", "http://e/g"),
            ("PREFIX e: <x/> COPY DEFAULT TO e:g", "http://b/x/g"),
            ("CLEAR GRAPH unsc:g", "https://w3id.org/unsc/ontology#g"),
        ],
    )
    def test_the_graphs_of_an_update_are_found(self, text: str, graph: str) -> None:
        found = find_graphs(text, "http://b/")
        assert found is not None and graph in found

    @pytest.mark.parametrize(
        "text",
        ["DROP ALL", "CLEAR NAMED ; CLEAR DEFAULT", "BASE <http://x/> DROP GRAPH <g>", "DELETE {GRAPH?g{?s ?p 1}} WHERE {}",
         "INSERT { GRAPH $g {} } WHERE {}", "PREFIX e: <http://e/> CLEAR GRAPH e:a\\,b"],
    )  # fmt: skip
    def test_any_graph_may_be_meant(self, text: str) -> None:
        assert find_graphs(text, "http://b/") is None

    def test_an_update_is_read_with_its_graphs(self) -> None:
        body = b"update=CLEAR+ALL&using-graph-uri=http%3A%2F%2Fe%2Fg&using-named-graph-uri=http%3A%2F%2Fe%2Fh"
        asked = read_request("POST", b"", "application/x-www-form-urlencoded", body)
        assert (asked.update, asked.default_graphs, asked.named_graphs) == (
            "CLEAR ALL",
            ("http://e/g",),
            ("http://e/h",),
        )
        with pytest.raises(ProtocolError):
            read_request("POST", b"query=ASK%20%7B%7D", "application/sparql-update", b"CLEAR ALL")


def test_answers_are_kept_up_to_a_bound() -> None:
    kept = Kept[str, int](most=64_000)
    for number in range(100):
        kept.put(f"key {number}", number, 3000)
    assert kept.get("key 99") == 99 and kept.get("key 1") is None
    kept.put("large", 1, 10_000)
    assert kept.get("large") is None


@pytest.mark.parametrize("text", ["SELECT (RAND() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}", "SELECT (NOW() AS ?x) {}"])
def test_what_changes_is_not_kept(server: Running, text: str) -> None:
    found = {server.client.get("/sparql", params={"query": text}).text for _ in range(3)}
    assert len(found) == 3


def test_what_was_sent_is_sent_again_until_something_is_written(server: Running) -> None:
    query = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <http://e/again> { ?s ?p ?o } }"}
    json, csv = ({"accept": media_type} for media_type in ("application/sparql-results+json", "text/csv"))
    first, second = (server.client.get("/sparql", params=query, headers=json) for _ in range(2))
    assert first.content == second.content and first.headers["etag"] == second.headers["etag"]
    assert server.client.get("/sparql", params=query, headers=csv).headers["content-type"].startswith("text/csv")
    again = server.client.get("/sparql", params=query, headers=json | {"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for number in range(1, 4):
        server.put("http://e/again", " ".join(f"<http://e/a> <http://e/b> {n} ." for n in range(number)))
        assert server.client.get("/sparql", params=query, headers=csv).text.split()[1] == str(number)
