"""The default graph of a server that is written to: a graph of its own, or the union of all where that is asked for."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from servers import start
from test_serve import SAMPLE

from resrdf.query import run_query
from resrdf.serve.master import Master, Write
from resrdf.store import build_store, open_store

TOKEN = "a-token-of-the-tests"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
TURTLE = {"content-type": "text/turtle"}


@contextmanager
def serving(*arguments: str) -> Iterator[httpx.Client]:
    process, address = start(*arguments, "--port", "0", "--writable")
    try:
        with httpx.Client(base_url=address, headers={"authorization": f"Bearer {TOKEN}"}, timeout=20) as client:
            yield client
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


@pytest.fixture
def token(tmp_path: Path) -> str:
    (tmp_path / "token").write_text(TOKEN + "\n", "ascii")
    return f"--token-file={tmp_path / 'token'}"


def count(client: httpx.Client, query: str = COUNT) -> int:
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert response.status_code == 200, response.text
    return int(response.text.split()[1])


def fill(client: httpx.Client) -> None:
    """One triple in the default graph and one in a named graph, one more in both."""
    both = "<http://e/a> <http://e/b> <http://e/both> ."
    for target, own in (("?default", "<http://e/own>"), ("?graph=http://e/g", "<http://e/named>")):
        content = f"{both} <http://e/a> <http://e/b> {own} ."
        assert client.put(f"/store{target}", content=content, headers=TURTLE).status_code in (201, 204)


def test_the_default_graph_is_a_graph_of_its_own(tmp_path: Path, token: str) -> None:
    with serving(str(tmp_path / "new"), token) as client:
        fill(client)
        assert count(client) == 2 and count(client, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 2
        assert "UnionDefaultGraph" not in client.get("/sparql", headers={"accept": "text/turtle"}).text
        assert client.post("/update", data={"update": "DROP ALL"}).status_code == 204
        assert count(client) == 0
        fill(client)
    store = open_store(tmp_path / "new")
    assert [int(row[0].value) for row in run_query(store, COUNT).rows()] == [2]  # type: ignore[union-attr]


def test_the_default_graph_is_the_union_where_asked_for(tmp_path: Path, token: str) -> None:
    with serving(str(tmp_path / "new"), token, "--union-default-graph") as client:
        fill(client)
        assert count(client) == 3
        assert "UnionDefaultGraph" in client.get("/sparql", headers={"accept": "text/turtle"}).text
        own = client.get("/store?default", headers={"accept": "application/n-triples"}).text
        assert "own" in own and "named" not in own
        client.delete("/store?graph=http://e/g")
        assert count(client) == 2  # what both had is still in the default graph's own


@pytest.mark.parametrize("united", [False, True])
def test_a_built_store_goes_on_as_it_was(tmp_path: Path, token: str, united: bool) -> None:
    build_store(tmp_path / "store", [SAMPLE], vocabulary=False)
    before = sum(1 for _ in open_store(tmp_path / "store").query("SELECT * { ?s ?p ?o }"))
    with serving(str(tmp_path / "store"), token, *(["--union-default-graph"] if united else [])) as client:
        assert count(client) == before
        client.put("/store?graph=http://e/new", content="<http://e/a> <http://e/b> 1 .", headers=TURTLE)
        assert count(client) == before + united
        client.post("/update", data={"update": "INSERT DATA { <http://e/a> <http://e/b> 2 }"})
        assert count(client) == before + united + 1


def test_texts_can_be_served_for_trials(token: str) -> None:
    with serving(str(SAMPLE), token) as client:
        resolutions = "SELECT (COUNT(*) AS ?n) { ?r a unsc:Resolution }"
        assert count(client, resolutions) == 3
        assert client.post("/update", data={"update": "CLEAR DEFAULT"}).status_code == 204
        assert count(client, resolutions) == 0


def test_the_kind_of_a_store_does_not_change_unseen(tmp_path: Path) -> None:
    Master(tmp_path, united=True).close()
    with pytest.raises(Exception, match="with --union-default-graph before"):
        Master(tmp_path, united=False)


@pytest.mark.parametrize("united", [False, True])
def test_a_write_is_found_again_after_a_crash(tmp_path: Path, united: bool) -> None:
    """The process ends after the commit, before readers could see the change."""

    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    master = Master(tmp_path, united=united)
    with pytest.raises(Killed):
        master.write(Write("put", graph="http://e/g", uploads=(("text/turtle", b"<a:a> <a:b> 1 ."),), token="t1"), die)
    master.master.flush()
    del master
    again = Master(tmp_path, united=united)
    assert again.found == "t1"
    again.close()
    graphs = [str(graph) for graph in open_store(tmp_path).named_graphs()]
    assert graphs == ["<http://e/g>"]


def test_pages_and_search_follow_what_is_written(tmp_path: Path, token: str) -> None:
    unsc = "https://w3id.org/unsc/ontology#"
    clause = f'<https://w3id.org/unsc/res/9900/op/1> a <{unsc}OperativeClause> ; <{unsc}clauseText> "Decides on albatrosses"@en .'
    with serving(str(tmp_path / "new"), token, "--union-default-graph") as client:
        client.put("/store?graph=https://w3id.org/unsc/graph/res/9900", content=clause, headers=TURTLE)
        until = time.monotonic() + 20
        while "res/9900/op/1" not in (page := client.get("/search", params={"q": "albatrosses"}).text):
            assert time.monotonic() < until, page
            time.sleep(0.2)
        while "operative clause" not in (page := client.get("/", headers={"accept": "text/html"}).text):
            assert time.monotonic() < until, page
            time.sleep(0.2)
