"""The IRIs of the data under the server: which address stands for which thing, and how it is represented."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from test_serve import SAMPLE, start

from resrdf.serve.names import Name, describing_query, read_name
from resrdf.store import build_store

BASE = "https://w3id.org/unsc/"
TURTLE = {"accept": "text/turtle"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("things") / "store"
    build_store(folder, [SAMPLE])
    process, address = start(str(folder), "--port", "0")
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0


def subjects(response: httpx.Response) -> set[str]:
    return {q.subject.value.removeprefix(BASE) for q in parse(response.content, RdfFormat.TURTLE)}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("res/1386", Name("res/1386")),
        ("unsc/res/1386", Name("res/1386")),
        ("res/1386/op/3/a.jsonld", Name("res/1386/op/3/a", ".jsonld")),
        ("res/1386/en.txt", Name("res/1386/en.txt")),
        ("res/1386/en.txt.ttl", Name("res/1386/en.txt", ".ttl")),
        ("ontology.rdf", Name("ontology", ".rdf")),
        ("", None),
        ("res//1", None),
        ("res/..", None),
        ("res/1>{}", None),
        ("res/1 ", None),
        ("a..b", None),
    ],
)
def test_paths_are_names(path: str, name: Name | None) -> None:
    assert read_name(path, BASE) == name


def test_a_base_of_ones_own() -> None:
    name = read_name("kb/v1/res/1", "https://e.org/kb/v1/")
    assert name == Name("res/1") and name.graph("https://e.org/kb/v1/") == "https://e.org/kb/v1/graph/res/1"
    assert "https://e.org/kb/v1/res/1" in describing_query(name, "https://e.org/kb/v1/")


@pytest.mark.parametrize("path", ["res/9001", "res/9001/op/1", "graph/res/9001", "ontology", "unsc/res/9001"])
def test_documents_are_sent_themselves(client: httpx.Client, path: str) -> None:
    response = client.get(f"/{path}", headers=TURTLE)
    assert response.status_code == 200 and response.headers["content-type"].startswith("text/turtle")
    assert response.headers["content-location"] == f"/{path.removeprefix('unsc/')}.ttl"
    assert f'<{BASE}{path.removeprefix("unsc/")}>; rel="canonical"' in response.headers["link"]


@pytest.mark.parametrize("path", ["mission/unmir", "meeting/99001", "vocab/verb/decide", "vocab/verb", "state/FRA"])
def test_what_is_no_document_is_described_elsewhere(client: httpx.Client, path: str) -> None:
    response = client.get(f"/{path}", headers={"accept": "application/rdf+xml"})
    assert response.status_code == 303 and response.headers["location"] == f"/{path}.rdf"
    assert "Accept" in response.headers["vary"]
    described = client.get(f"/{path}.ttl")
    assert described.status_code == 200 and path in subjects(described)
    assert f'<{BASE}{path}>; rel="describes"' in described.headers["link"]
    assert client.get(f"/{path}", headers={"accept": "text/html"}).status_code == 200


def test_files_that_were_read_are_named_like_formats(client: httpx.Client) -> None:
    assert "sourceName" in client.get("/res/9001/en.txt", headers=TURTLE).text


def test_a_part_brings_what_is_below_it(client: httpx.Client) -> None:
    found = subjects(client.get("/res/9001/op/1.ttl"))
    assert {"res/9001/op/1", "res/9001/op/1/a"} <= found and "res/9001" not in found
    assert len(subjects(client.get("/vocab/verb.ttl"))) > 100


def test_every_format_is_named_in_the_links(client: httpx.Client) -> None:
    link = client.get("/res/9001", headers={"accept": "text/html"}).headers["link"]
    for ending in ("ttl", "nt", "rdf", "jsonld"):
        assert f"</res/9001.{ending}>" in link
        assert client.get(f"/res/9001.{ending}").status_code == 200
    assert client.get("/res/9001.html").headers["content-type"].startswith("text/html")
    assert client.get("/res/9001", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["mission/nowhere", "res/4321", "vocab/nothing", "graph/res/4321", "res/9001/op/99"])
def test_what_is_unknown_is_404(client: httpx.Client, path: str) -> None:
    assert client.get(f"/{path}", headers=TURTLE).status_code == 404
