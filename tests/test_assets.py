"""What pages bring with them, and the saved queries as machines find them, over real HTTP."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pages import ROOT
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from servers import serving

from resrdf.saved import list_saved
from resrdf.serve.assets import asset_address, find_asset
from resrdf.store import build_store

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
STATIC = ROOT / "resrdf" / "serve" / "static"
BASE = "https://w3id.org/unsc/"
SH, SCHEMA = "http://www.w3.org/ns/shacl#", "https://schema.org/"
COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
with_editor = pytest.mark.skipif(
    not asset_address("yasgui/yasgui.min.js"), reason="the query editor was not brought in: make editor (needs npm)"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("assets") / "store"
    build_store(folder, [SAMPLE], vocabulary=False)
    with serving(str(folder)) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


class TestFiles:
    def test_a_browser_may_keep_what_it_named_by_content(self, client: httpx.Client) -> None:
        page = client.get("/", headers={"accept": "text/html"}).text
        match = re.search(r'href="(/static/style\.css\?v=\w+)"', page)
        assert match
        answer = client.get(match[1])
        assert answer.headers["cache-control"].endswith("immutable")
        assert answer.text == (STATIC / "style.css").read_text("utf-8")
        assert "immutable" not in client.get("/static/style.css?v=other").headers["cache-control"]

    def test_compressed_for_those_who_take_it(self, client: httpx.Client) -> None:
        with client.stream("GET", "/static/style.css", headers={"accept-encoding": "gzip"}) as packed:
            raw = b"".join(packed.iter_raw())
        plain = client.get("/static/style.css", headers={"accept-encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
        assert gzip.decompress(raw) == plain.content and len(raw) < len(plain.content) / 2
        assert packed.headers["etag"] != plain.headers["etag"]
        assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"

    def test_not_sent_twice(self, client: httpx.Client) -> None:
        tag = client.get("/static/style.css").headers["etag"]
        again = client.get("/static/style.css", headers={"if-none-match": tag})
        assert again.status_code == 304 and not again.content and again.headers["etag"] == tag

    @pytest.mark.parametrize("path", ["../assets.py", "%2e%2e/assets.py", "/etc/passwd", "", ".", "yasgui", "no.css"])
    def test_nothing_but_the_files_of_the_folder(self, client: httpx.Client, path: str) -> None:
        assert client.get(f"/static/{path}").status_code == 404
        assert find_asset(path) is None

    @with_editor
    def test_the_editor_brings_its_licences(self, client: httpx.Client) -> None:
        notices = client.get("/static/yasgui/THIRD-PARTY.txt").text
        for name in ("@zazuko/yasgui", "codemirror", "jquery", "datatables.net-dt"):
            assert re.search(rf"(?m)^{name} \d", notices), name
        assert notices.count("\nLicence: ") == notices.count("=" * 80) > 20
        assert notices.count("Permission is hereby granted") + notices.count("Redistribution and use") > 15

    def test_the_lock_file_names_no_registry_and_pins_everything(self) -> None:
        for folder in (ROOT / "web", ROOT / "web" / "comunica"):
            lock = (folder / "package-lock.json").read_text("utf-8")
            assert '"resolved"' not in lock and lock.count('"integrity"') == lock.count('"node_modules/') > 40
            wanted = re.findall(r'"(@?[\w/-]+)": "(\d[^"]*)"', (folder / "package.json").read_text("utf-8"))
            assert wanted and all(re.fullmatch(r"\d+\.\d+\.\d+", version) for _, version in wanted)


class TestPolicy:
    def test_only_the_query_page_runs_scripts(self, client: httpx.Client) -> None:
        html = {"accept": "text/html"}
        for path in ("/", "/res/9001", "/nothing", "/search?q=harbour"):
            policy = client.get(path, headers=html).headers["content-security-policy"]
            assert policy.startswith("default-src 'none'") and "script" not in policy and "unsafe" not in policy
        for path in ("/sparql", "/sparql?query=ASK%20%7B%7D", "/sparql?query=nonsense"):
            policy = client.get(path, headers=html).headers["content-security-policy"]
            assert policy.startswith("default-src 'none'") and "unsafe" not in policy
            assert "script-src 'self';" in policy and "connect-src 'self';" in policy

    def test_our_pages_have_no_script_of_their_own(self, client: httpx.Client) -> None:
        page = client.get("/sparql", headers={"accept": "text/html"}).text
        assert not re.search(r"<script(?![^>]* src=\"/static/)|<style|\son\w+=|\sstyle=", page)


class TestSavedQueries:
    def test_each_is_a_shacl_executable(self, client: httpx.Client) -> None:
        store = Store()
        answer = client.get("/queries", headers={"accept": "text/turtle"})
        assert answer.headers["content-type"].startswith("text/turtle")
        store.load(answer.content, RdfFormat.TURTLE)
        for saved in list_saved():
            node = NamedNode(f"{BASE}queries/{saved.name}")
            said = {(quad.predicate.value, quad.object) for quad in store.quads_for_pattern(node, None, None)}
            assert (COMMENT, Literal(saved.question, language="en")) in said
            texts = [o.value for p, o in said if p.startswith(SH)]  # type: ignore[union-attr]
            assert texts == [saved.text]
            assert {o.value for p, o in said if p == f"{SCHEMA}keywords"} == set(saved.keywords)  # type: ignore[union-attr]
            assert (f"{SCHEMA}target", NamedNode(str(client.base_url.join("/sparql")))) in said

    def test_a_query_found_so_runs_where_it_says(self, client: httpx.Client) -> None:
        found = client.get("/queries/not-unanimous", headers={"accept": "application/ld+json"}).json()[0]
        text, target = found[f"{SH}select"][0]["@value"], found[f"{SCHEMA}target"][0]["@id"]
        answer = client.get(target, params={"query": text}, headers={"accept": "text/csv"})
        assert answer.status_code == 200 and "S/RES/9002(2090)" in answer.text

    def test_one_as_itself_and_for_a_person(self, client: httpx.Client) -> None:
        saved = next(saved for saved in list_saved() if saved.name == "most-cited")
        for path, accept in (("/queries/most-cited.rq", "*/*"), ("/queries/most-cited", "application/sparql-query")):
            answer = client.get(path, headers={"accept": accept})
            assert answer.headers["content-type"].startswith("application/sparql-query") and answer.text == saved.text
        person = client.get("/queries/most-cited", headers={"accept": "text/html"})
        assert person.status_code == 303 and person.headers["location"] == "/sparql?example=most-cited"
        assert client.get("/queries/most-sited").status_code == 404
        assert client.get("/queries", headers={"accept": "image/png"}).status_code == 406
