"""The IRIs of the data under the server: which address stands for which thing, and how it is represented."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import openapi_spec_validator
import pytest
from pyoxigraph import RdfFormat, parse
from servers import start
from test_serve import SAMPLE

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


# ------------------------------------------------------------------------------------------------ the data as a whole
class TestCatalogue:
    def test_void_of_a_store_alone(self, client: httpx.Client) -> None:
        response = client.get("/.well-known/void", headers=TURTLE)
        said = {(q.predicate.value.rsplit("#")[-1], q.object.value) for q in parse(response.content, RdfFormat.TURTLE)}  # type: ignore[union-attr]
        assert {("sparqlEndpoint", f"{client.base_url}sparql"), ("uriSpace", BASE)} <= said
        assert client.get("/dcat").status_code == 200

    def test_files_are_those_with_a_digest(self, tmp_path: Path) -> None:
        build_store(tmp_path / "store", [SAMPLE])
        (tmp_path / "resrdf.nq.gz").write_bytes(b"0123456789")
        (tmp_path / "void.ttl").write_text(f"<{BASE}dataset> a <http://rdfs.org/ns/void#Dataset> .")
        (tmp_path / "secret").write_text("not in the list")
        digest = hashlib.sha256(b"0123456789").hexdigest()
        (tmp_path / "SHA256SUMS").write_text(f"{digest}  resrdf.nq.gz\n")
        process, address = start(str(tmp_path), "--port", "0")
        try:
            with httpx.Client(base_url=address) as client:
                assert client.get("/dataset/").text == f"{digest}  resrdf.nq.gz\n"
                described = client.get("/.well-known/void", headers={"accept": "application/n-triples"}).text
                assert f"<{BASE}dataset> <http://rdfs.org/ns/void#sparqlEndpoint> <{address}sparql>" in described
                whole = client.get("/dataset/resrdf.nq.gz")
                assert whole.content == b"0123456789" and whole.headers["etag"] == f'"{digest}"'
                part = client.get("/dataset/resrdf.nq.gz", headers={"range": "bytes=2-4"})
                assert part.status_code == 206 and part.content == b"234"
                for name in ("secret", "..%2fsecret", "store/resrdf-store.json", "%2fetc%2fpasswd"):
                    assert client.get(f"/dataset/{name}").status_code == 404, name
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(5) == 0

    def test_the_description_of_the_addresses_is_valid_and_true(self, client: httpx.Client) -> None:
        described = client.get("/openapi.json").json()
        openapi_spec_validator.validate(described)
        assert described["servers"] == [{"url": str(client.base_url).rstrip("/")}]
        for path, methods in described["paths"].items():
            if "{" not in path and "get" in methods:
                assert client.get(path, headers={"accept": "*/*"}).status_code == 200, path

    def test_a_strange_host_is_not_repeated(self, client: httpx.Client) -> None:
        assert client.get("/.well-known/void", headers={"host": "a>b"}).status_code == 400


def test_the_public_address_is_told(tmp_path: Path) -> None:
    build_store(tmp_path / "store", [SAMPLE])
    process, address = start(str(tmp_path / "store"), "--port", "0", "--public-url", "https://example.org/kb")
    try:
        assert "https://example.org/kb/sparql" in httpx.get(f"{address}.well-known/void").text
        assert "https://example.org/kb/sparql" in httpx.get(f"{address}sparql", headers=TURTLE).text
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0


def test_a_graph_has_the_page_of_what_it_is_about(client: httpx.Client) -> None:
    response = client.get("/graph/res/9001.html")
    assert response.status_code == 303 and response.headers["location"] == "/res/9001"


def test_a_thing_that_lacks_what_its_page_needs_has_a_plain_one(client: httpx.Client) -> None:
    for path in ("res/9001/op/1", "res/9002", "meeting/99001"):
        assert client.get(f"/{path}", headers={"accept": "text/html"}).status_code == 200, path
