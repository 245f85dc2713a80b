"""SPARQL 1.1 Graph Store HTTP Protocol over real HTTP, and the HTTP manners of every route."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from servers import Running, writable

from resrdf.serve.body import unpack
from resrdf.serve.protocol import ProtocolError
from resrdf.store import build_store

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
TURTLE = {"content-type": "text/turtle"}
GRAPH = "https://w3id.org/unsc/graph/res/9001"
ONE = "<http://e/s> <http://e/p> 'une clé' .\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("graphs") / "store"
    build_store(folder, [SAMPLE], vocabulary=False)
    with writable(folder, "--max-upload", "1") as running:
        yield running


def triples(response: httpx.Response) -> set[str]:
    assert response.status_code == 200, response.text
    form = RdfFormat.from_media_type(response.headers["content-type"].split(";")[0])
    return {str(quad.triple) for quad in parse(response.content, form)}


class TestGraphs:
    def test_put_get_delete(self, server: Running) -> None:
        where = {"graph": "http://e/one"}
        assert server.client.get("/store", params=where).status_code == 404
        assert server.client.head("/store", params=where).status_code == 404
        assert server.put("http://e/one", ONE).status_code == 201
        assert triples(server.client.get("/store", params=where)) == {'<http://e/s> <http://e/p> "une clé"'}
        assert server.put("http://e/one", "<http://e/s> <http://e/p> 2 .").status_code == 204
        assert len(triples(server.client.get("/store", params=where))) == 1
        head = server.client.head("/store", params=where)
        assert head.status_code == 200 and head.content == b"" and int(head.headers["content-length"]) > 0
        assert server.client.delete("/store", params=where).status_code == 204
        assert server.client.delete("/store", params=where).status_code == 404
        assert server.client.get("/store", params=where).status_code == 404

    def test_post_adds(self, server: Running) -> None:
        where = {"graph": "http://e/post"}
        assert server.client.post("/store", params=where, content=ONE, headers=TURTLE).status_code == 201
        more = "<http://e/s> <http://e/p> 2 , [] ."
        assert server.client.post("/store", params=where, content=more, headers=TURTLE).status_code == 204
        assert server.client.post("/store", params=where, content=more, headers=TURTLE).status_code == 204
        assert len(triples(server.client.get("/store", params=where))) == 4  # a blank node is a new one every time

    def test_a_new_graph_by_post(self, server: Running) -> None:
        response = server.client.post("/store", content=ONE, headers=TURTLE)
        location = response.headers["location"]
        assert response.status_code == 201 and location.startswith(f"{server.address}store/")
        assert len(triples(server.client.get(location))) == 1
        assert len(triples(server.client.get("/store", params={"graph": location}))) == 1
        assert server.client.put("/store", content=ONE, headers=TURTLE).status_code == 400

    def test_the_default_graph(self, server: Running) -> None:
        assert server.client.put("/store?default", content=ONE, headers=TURTLE).status_code == 204
        assert triples(server.client.get("/store?default")) == {'<http://e/s> <http://e/p> "une clé"'}
        assert server.count("?r a unsc:Resolution") == 3
        assert server.client.delete("/store?default").status_code == 204
        assert triples(server.client.get("/store", params={"default": ""})) == set()

    def test_direct_names(self, server: Running) -> None:
        response = server.client.put("/store/people/1.ttl", content="<> a <#T> ; <../2> 1 .", headers=TURTLE)
        assert response.status_code == 201
        name = f"{server.address}store/people/1.ttl"
        assert server.ask(f"ASK {{ GRAPH <{name}> {{ <{name}> a <{name}#T> ; <{server.address}store/2> 1 }} }}")
        assert len(triples(server.client.get("/store", params={"graph": name}))) == 2
        assert server.client.get("/store/people/1.ttl?default").status_code == 400
        assert server.client.delete("/store/people/1.ttl").status_code == 204

    def test_percent_signs_are_read_once(self, server: Running) -> None:
        assert server.client.put("/store?graph=http://e/%31", content=ONE, headers=TURTLE).status_code == 201
        assert server.client.put("/store?graph=http://e/%2531", content="", headers=TURTLE).status_code == 201
        assert len(triples(server.client.get("/store?graph=http%3A%2F%2Fe%2F1"))) == 1
        assert triples(server.client.get("/store?graph=http://e/%2531")) == set()

    def test_an_empty_graph_is_a_graph(self, server: Running) -> None:
        assert server.put("http://e/empty", "").status_code == 201
        assert server.client.get("/store", params={"graph": "http://e/empty"}).status_code == 200

    def test_a_form_with_files(self, server: Running) -> None:
        files = [
            ("a", ("a.ttl", b"<http://e/f> <http://e/p> 1 .", "text/turtle; charset=utf-8")),
            ("b", ("b.nt", b"<http://e/f> <http://e/p> <http://e/o> .", "application/n-triples")),
        ]
        response = server.client.post("/store", params={"graph": "http://e/form"}, files=files)
        assert response.status_code == 201
        assert len(triples(server.client.get("/store", params={"graph": "http://e/form"}))) == 2
        bad = [*files, ("c", ("c.ttl", b"<http://e/f> nonsense", "text/turtle"))]
        assert server.client.post("/store", params={"graph": "http://e/form2"}, files=bad).status_code == 400
        assert server.client.get("/store", params={"graph": "http://e/form2"}).status_code == 404
        cut = b"--x\r\nContent-Type: text/turtle\r\n\r\n<http://e/f> <http://e/p> 1 ."
        form = {"content-type": "multipart/form-data; boundary=x"}
        assert server.client.post("/store?graph=http://e/cut", content=cut, headers=form).status_code == 400
        bare = {"content-type": "multipart/form-data"}
        assert server.client.post("/store?graph=http://e/cut", content=cut, headers=bare).status_code == 400
        assert server.client.put("/store?graph=http://e/cut", content=cut, headers=form).status_code == 415

    @pytest.mark.parametrize(
        ("media_type", "content"),
        [
            ("text/turtle", ONE),
            ("Text/Turtle; Charset=UTF-8", ONE),
            ("application/n-triples", '<http://e/s> <http://e/p> "une clé" .'),
            ("application/ld+json", '{"@id":"http://e/s","http://e/p":"une clé"}'),
            ("application/rdf+xml", '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
             '<r:Description r:about="http://e/s"><e:p>une clé</e:p></r:Description></r:RDF>'),
        ],
    )  # fmt: skip
    def test_formats_in_and_out(self, server: Running, media_type: str, content: str) -> None:
        where = {"graph": "http://e/formats"}
        server.client.put("/store", params=where, content=content.encode(), headers={"content-type": media_type})
        for wanted in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
            response = server.client.get("/store", params=where, headers={"accept": wanted})
            assert response.headers["content-type"].startswith(wanted)
            assert triples(response) == {'<http://e/s> <http://e/p> "une clé"'}

    def test_gzip_both_ways(self, server: Running) -> None:
        many = "".join(f"<http://e/s> <http://e/p> {n} .\n" for n in range(200))
        headers = {**TURTLE, "content-encoding": "gzip"}
        response = server.client.put("/store?graph=http://e/gz", content=gzip.compress(many.encode()), headers=headers)
        assert response.status_code == 201
        response = server.client.get("/store?graph=http://e/gz")
        assert response.headers["content-encoding"] == "gzip" and len(triples(response)) == 200

    @pytest.mark.parametrize(
        ("content", "headers", "status"),
        [
            (b"<http://e/s> nonsense", TURTLE, 400),
            (b"<http://e/s> <http://e/p> 'x\xff' .", TURTLE, 400),
            (b"x", {"content-type": "text/plain"}, 415),
            (b"x", {"content-type": "text/turtle; charset=latin-1"}, 415),
            (b"x", {"content-type": "application/n-quads"}, 415),
            (b"x", {}, 415),
            (ONE.encode(), {**TURTLE, "content-encoding": "gzip"}, 400),
            (gzip.compress(ONE.encode())[:-5], {**TURTLE, "content-encoding": "gzip"}, 400),
            (gzip.compress(b"#" * (8 << 20)), {**TURTLE, "content-encoding": "gzip"}, 413),
            (b"#" * (2 << 20), TURTLE, 413),
            (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", {"content-type": "application/rdf+xml"}, 400),
            ("<!doctype x><x/>".encode("utf-16"), {"content-type": "application/rdf+xml"}, 400),
            (b'{"@context":"http://127.0.0.1:9/c","@id":"a:b","x":1}', {"content-type": "application/ld+json"}, 400),
            (b"[" * 100_000, {"content-type": "application/ld+json"}, 400),
            (b"<a:b> <a:c> " + b"<<( <a:a> <a:b> " * 20_000, TURTLE, 400),
        ],
    )  # fmt: skip
    def test_broken_uploads_change_nothing(
        self, server: Running, content: bytes, headers: dict[str, str], status: int
    ) -> None:
        before = server.count()
        for method in ("PUT", "POST"):
            response = server.client.request(method, f"/store?graph={GRAPH}", content=content, headers=headers)
            assert response.status_code == status, response.text
            assert (
                response.text.strip() and "Traceback" not in response.text and str(server.folder) not in response.text
            )
        assert server.count() == before

    def test_errors_name_their_place(self, server: Running) -> None:
        response = server.put("http://e/err", "<http://e/s>\n  nonsense 1 .")
        assert response.status_code == 400 and "line 2, column" in response.text

    def test_an_upload_that_breaks_off_changes_nothing(self, server: Running) -> None:
        import socket

        before = server.count()
        host, port = server.address.removeprefix("http://").strip("/").split(":")
        token = server.client.headers["authorization"]
        with socket.create_connection((host, int(port))) as connection:
            head = (
                f"PUT /store?graph={GRAPH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\nContent-Length: 1000\r\n"
            )
            connection.sendall(f"{head}Authorization: {token}\r\n\r\n".encode() + ONE.encode())
        assert server.count() == before and server.client.get("/health").status_code == 200

    @pytest.mark.parametrize(
        "query",
        ["graph=relative", "graph=http://e/a&graph=http://e/b", "graph=http://e/a&default", "graph=", "graph=a b", ""],
    )
    def test_graphs_that_cannot_be_meant(self, server: Running, query: str) -> None:
        assert server.client.get(f"/store?{query}").status_code == 400
        assert server.client.put(f"/store?{query}", content=ONE, headers=TURTLE).status_code == 400

    def test_other_methods_and_formats(self, server: Running) -> None:
        response = server.client.patch("/store?default", content="x")
        assert response.status_code == 405 and {"GET", "PUT", "POST", "DELETE"} <= set(
            response.headers["allow"].split(", ")
        )
        assert server.client.get(f"/store?graph={GRAPH}", headers={"accept": "image/png"}).status_code == 406

    def test_conditions(self, server: Running) -> None:
        where = "/store?graph=http://e/conditions"
        put = {**TURTLE, "if-none-match": "*"}
        assert server.client.put(where, content=ONE, headers=put).status_code == 201
        assert server.client.put(where, content=ONE, headers=put).status_code == 412
        tag = server.client.get(where, headers={"accept": "application/n-triples"}).headers["etag"]
        assert server.client.put(where, content=ONE, headers={**TURTLE, "if-match": '"0"'}).status_code == 412
        assert server.client.put(where, content=ONE, headers={**TURTLE, "if-match": f"W/{tag}"}).status_code == 412
        assert server.client.put(where, content="", headers={**TURTLE, "if-match": tag}).status_code == 204
        assert server.client.delete(where, headers={"if-match": tag}).status_code == 412
        assert server.client.delete(where, headers={"if-match": "*"}).status_code == 204
        assert server.client.put(where, content=ONE, headers={**TURTLE, "if-match": "*"}).status_code == 412

    def test_a_whole_graph_is_given_whatever_the_bound_on_rows(self, tmp_path: Path) -> None:
        with writable(tmp_path / "rows", "--max-rows", "10") as server:
            many = "".join(f"<http://e/s> <http://e/p> {n} .\n" for n in range(500))
            assert server.put("http://e/many", many).status_code == 201
            assert len(triples(server.client.get("/store?graph=http://e/many"))) == 500

    def test_the_public_address_names_graphs(self, tmp_path: Path) -> None:
        with writable(tmp_path / "public", "--public-url", "https://unsc.example.org/") as server:
            response = server.client.post("/store", content=ONE, headers=TURTLE)
            assert response.headers["location"].startswith("https://unsc.example.org/store/")


ROUTES = (
    "/",
    "/sparql?query=ASK%7B%7D",
    "/sparql",
    "/health",
    "/static/style.css",
    f"/store?graph={GRAPH}",
    "/res/9001",
    "/res/9001.ttl",
)


class TestManners:
    @pytest.mark.parametrize("path", ROUTES)
    def test_head_is_get_without_a_body(self, server: Running, path: str) -> None:
        get, head = server.client.get(path), server.client.head(path)
        assert get.status_code == head.status_code == 200 and head.content == b""
        for name in ("content-type", "content-length", "etag", "vary"):
            assert get.headers.get(name) == head.headers.get(name), name

    @pytest.mark.parametrize("path", ROUTES)
    def test_options_and_cors(self, server: Running, path: str) -> None:
        asks = {"origin": "http://e", "access-control-request-method": "POST"}
        options = server.client.options(path, headers=asks)
        assert options.status_code == 204 and {"GET", "HEAD", "OPTIONS"} <= set(options.headers["allow"].split(", "))
        assert options.headers["access-control-allow-methods"] == options.headers["allow"]
        assert "authorization" in options.headers["access-control-allow-headers"]
        for response in (options, server.client.get(path), server.client.patch(path)):
            assert response.headers["access-control-allow-origin"] == "*"
        refused = server.client.patch(path)
        assert refused.status_code == 405 and "GET" in refused.headers["allow"]

    @pytest.mark.parametrize("path", [path for path in ROUTES if path != "/health"])
    @pytest.mark.parametrize("coding", ["gzip", "identity"])
    def test_tags_spare_the_way(self, server: Running, path: str, coding: str) -> None:
        first = server.client.get(path, headers={"accept-encoding": coding})
        tag = first.headers["etag"]
        assert tag.startswith('"') and "Accept-Encoding" in first.headers["vary"]
        again = server.client.get(path, headers={"accept-encoding": coding, "if-none-match": f'"x", W/{tag}'})
        assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
        assert "content-length" not in again.headers and again.headers["vary"] == first.headers["vary"]
        assert server.client.get(path, headers={"accept-encoding": coding, "if-none-match": '"x"'}).status_code == 200

    def test_a_tag_is_of_one_representation(self, server: Running) -> None:
        query = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"}
        tags = [
            server.client.get("/sparql", params=query, headers={"accept": accept, "accept-encoding": coding}).headers[
                "etag"
            ]
            for accept in ("text/csv", "application/sparql-results+json")
            for coding in ("gzip", "identity")
        ]
        assert len(set(tags)) == 4
        server.update("INSERT DATA { <http://a/> <http://a/> <http://a/> }")
        again = server.client.get("/sparql", params=query, headers={"accept": "text/csv", "if-none-match": tags[1]})
        assert again.status_code == 200

    @pytest.mark.parametrize(
        ("header", "packed"),
        [("gzip", True), ("GZIP;q=0.5", True), ("*", True), ("br, gzip;q=0", False), ("identity", False), ("", False)],
    )
    def test_answers_are_packed_where_that_is_wanted(self, server: Running, header: str, packed: bool) -> None:
        query = {"query": "SELECT * { ?s ?p ?o } LIMIT 50"}
        response = server.client.get("/sparql", params=query, headers={"accept-encoding": header})
        assert (response.headers.get("content-encoding") == "gzip") is packed and len(response.json()["results"]) == 1
        small = server.client.get("/sparql", params={"query": "ASK {}"}, headers={"accept-encoding": header})
        assert "content-encoding" not in small.headers and "Accept-Encoding" in small.headers["vary"]

    def test_errors_are_problems_for_programs(self, server: Running) -> None:
        for accept, kind in (
            ("application/problem+json", "application/problem+json"),
            ("application/json", "application/problem+json"),
            ("text/html", "text/html"),
            ("*/*", "text/plain"),
        ):
            for path in ("/sparql?query=nonsense", "/nothing", "/store?graph=x"):
                response = server.client.get(path, headers={"accept": accept})
                assert response.status_code in (400, 404, 406) and response.headers["content-type"].startswith(kind)
                if "json" in kind:
                    assert json.loads(response.text)["status"] == response.status_code

    def test_turtle_comes_first(self, server: Running) -> None:
        text = "CONSTRUCT WHERE { ?s ?p ?o }"
        for accept in (None, "*/*", "text/*", "application/ld+json, text/turtle", "*/*;q=0.1, TEXT/TURTLE;q=0.1"):
            headers = {"accept": accept} if accept else {}
            response = httpx.get(f"{server.address}sparql", params={"query": text}, headers=headers)
            assert response.headers["content-type"] == "text/turtle; charset=utf-8", accept


def test_bodies_are_unpacked_within_bounds() -> None:
    assert unpack(b"ASK {}", "Identity", 10) == b"ASK {}"
    for body, status in ((gzip.compress(b"x" * 11), 413), (gzip.compress(b"x") + b"y", 400), (b"", 400)):
        with pytest.raises(ProtocolError) as caught:
            unpack(body, "gzip", 10)
        assert caught.value.status == status
