"""Looking for links: politely, resumably, into a file to review; only what a person accepts becomes a link set."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from pages import SEEDS, run

from resrdf.errors import QueryError, ResrdfError
from resrdf.linking.review import accept, read_review, write_review
from resrdf.linking.seek import Asker, Candidate, Ours, Search, batches_in, find_ours, seek, weigh
from resrdf.links import read_link_set
from resrdf.store import load_files

BASE = "https://w3id.org/unsc/"
SYMBOL = "http://www.wikidata.org/prop/direct/P9999"

# The form of Wikidata: plain strings under a direct property, labels in many languages. Numbers are invented.
WIKIDATA = """@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
wd:Q90001 wdt:P9999 "S/RES/1386(2001)" ; rdfs:label "resolution on Afghanistan"@en , "résolution"@fr .
wd:Q90002 wdt:P9999 "S/RES/1138 (1997)" .
wd:Q90003 wdt:P9999 "S/RES/1377 (2001)" . wd:Q90004 wdt:P9999 "S/RES/1377(2001)" .
wd:Q90005 wdt:P9999 "S/RES/9999(2031)" . _:b wdt:P9999 "S/RES/1386(2001)" .
wd:Q90006 rdfs:label "United Nations Mission of Observers in Tajikistan"@en ; wdt:P31 wd:Q90010 .
wd:Q90007 rdfs:label "United Nations Mission of Observers in Tajikistan"@de .
"""
# The form of Cellar: concepts with SKOS labels and a class.
CELLAR = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
@base <http://publications.europa.eu/resource/authority/corporate-body/> .
<UNMOT> a org:Organization ; skos:prefLabel "United Nations Mission of Observers in Tajikistan"@en .
<OTHER> skos:prefLabel "United Nations Mission of Observers in Tajikistan"@en .
"""


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL endpoint that can be told to be busy, or to fail."""

    store: ox.Store
    troubles: list[tuple[int, dict[str, str]]]
    seen: list[tuple[str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body)["query"][0]
        type(self).seen.append((str(self.headers["User-Agent"]), query))
        status, headers = type(self).troubles.pop(0) if type(self).troubles else (200, {})
        data = b"busy"
        if status == 200 and "X-Body" in headers:
            data = headers.pop("X-Body").encode()
        elif status == 200:
            results = type(self).store.query(query)
            data = results.serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]
        self.send_response(status)
        for name, value in {"Content-Type": "application/sparql-results+json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[type[Endpoint]]:
    class Here(Endpoint):
        store = ox.Store()
        troubles: list[tuple[int, dict[str, str]]] = []  # noqa: RUF012
        seen: list[tuple[str, str]] = []  # noqa: RUF012
        url = ""

    for data in (WIKIDATA, CELLAR):
        Here.store.load(data.encode(), ox.RdfFormat.TURTLE, base_iri="http://e/")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Here)
    Here.url = f"http://127.0.0.1:{server.server_port}/sparql"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Here
    server.shutdown()


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"))


def look(url: str, out: Path, *more: object) -> subprocess.CompletedProcess[bytes]:
    return run("link", *SEEDS, "--endpoint", url, "--property", SYMBOL, "-o", out, "--pause", "0", *more)


# ---------------------------------------------------------------------------------------------- looking
def test_resolutions_are_found_by_symbol_in_all_its_forms(endpoint: type[Endpoint], tmp_path: Path) -> None:
    out = tmp_path / "review.tsv"
    result = look(endpoint.url, out, "--contact", "someone@example.org")  # type: ignore[attr-defined]
    assert result.returncode == 0, result.stderr
    assert b"3 things looked for in 1 requests (1 sent), 4 candidates" in result.stderr
    entity = "http://www.wikidata.org/entity/"
    assert [(r["ours"], r["theirs"], r["confidence"], r["their_label"], r["accepted"]) for r in table(out)] == [
        (f"{BASE}res/1386", f"{entity}Q90001", "0.95", "resolution on Afghanistan", ""),
        (f"{BASE}res/1138", f"{entity}Q90002", "0.9", "", ""),
        (f"{BASE}res/1377", f"{entity}Q90004", "0.475", "", ""),
        (f"{BASE}res/1377", f"{entity}Q90003", "0.45", "", ""),
    ]
    assert table(out)[0]["rests_on"] == f"{SYMBOL} = S/RES/1386(2001)"
    ((agent, query),) = endpoint.seen
    assert re.match(r"resrdf/\S+ \(https://w3id.org/unsc; someone@example.org\)$", agent)
    assert query.count("S/RES/") == 6 and "VALUES" in query


def test_missions_are_found_by_name(endpoint: type[Endpoint], tmp_path: Path) -> None:
    out = tmp_path / "review.tsv"
    url = endpoint.url  # type: ignore[attr-defined]
    common = ("link", *SEEDS, "--endpoint", url, "--by", "label", "-o", out, "--pause", "0", "--batch", "500", "-q")
    assert run(*common).returncode == 0
    assert [(r["ours"], r["theirs"], r["confidence"]) for r in table(out)] == [
        (f"{BASE}mission/unmot", "http://www.wikidata.org/entity/Q90006", "0.6")
    ], "the German label is another text"
    preferred = ("--property", "http://www.w3.org/2004/02/skos/core#prefLabel")
    assert run(*common, *preferred, "--type", "http://www.w3.org/ns/org#Organization").returncode == 0
    bodies = "http://publications.europa.eu/resource/authority/corporate-body/"
    assert [r["theirs"] for r in table(out)] == [f"{bodies}UNMOT"]


def test_batches_hold_so_many_keys(endpoint: type[Endpoint], tmp_path: Path) -> None:
    assert look(endpoint.url, tmp_path / "r.tsv", "--batch", "4").returncode == 0  # type: ignore[attr-defined]
    assert [query.count("S/RES/") for _, query in endpoint.seen] == [4, 2]


def test_nothing_is_asked_twice(endpoint: type[Endpoint], tmp_path: Path) -> None:
    url = endpoint.url  # type: ignore[attr-defined]
    assert look(url, tmp_path / "r.tsv").returncode == 0
    before = (tmp_path / "r.tsv").read_bytes()
    again = look(url, tmp_path / "r.tsv")
    assert b"(0 sent)" in again.stderr and len(endpoint.seen) == 1
    assert (tmp_path / "r.tsv").read_bytes() == before
    (next((tmp_path / "r.tsv.cache").iterdir())).write_text("half")
    assert b"(1 sent)" in look(url, tmp_path / "r.tsv").stderr


def test_a_run_that_broke_off_goes_on_where_it_was(endpoint: type[Endpoint], tmp_path: Path) -> None:
    url = endpoint.url  # type: ignore[attr-defined]
    endpoint.troubles = [(200, {}), (404, {})]
    broken = look(url, tmp_path / "r.tsv", "--batch", "2")
    assert broken.returncode == 1 and not (tmp_path / "r.tsv").exists()
    assert broken.stderr.decode().startswith(f"resrdf: {url}: ") and broken.stderr.count(b"\n") == 1
    assert b"3 requests (2 sent)" in look(url, tmp_path / "r.tsv", "--batch", "2").stderr
    assert len(table(tmp_path / "r.tsv")) == 4


def test_a_busy_server_is_left_alone_as_long_as_it_says(endpoint: type[Endpoint], tmp_path: Path) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    endpoint.troubles = [(429, {"Retry-After": "7"}), (503, {"Retry-After": later}), (503, {})]
    waits: list[float] = []
    asker = Asker(endpoint.url, tmp_path, pause=0, sleep=waits.append)  # type: ignore[attr-defined]
    rows = asker.ask("SELECT ?s { ?s ?p 'S/RES/1138 (1997)' }")
    assert rows == [{"s": "http://www.wikidata.org/entity/Q90002"}] and asker.asked == 4
    assert waits[0] == 7 and 80 < waits[1] <= 90 and waits[2] == 8


def test_a_server_that_stays_busy_is_given_up(endpoint: type[Endpoint], tmp_path: Path) -> None:
    endpoint.troubles = [(429, {})] * 20
    waits: list[float] = []
    with pytest.raises(QueryError, match=r"HTTP 429 .*what was answered is kept"):
        Asker(endpoint.url, tmp_path, pause=0, sleep=waits.append).ask("ASK {}")  # type: ignore[attr-defined]
    assert waits == [2, 4, 8, 16, 32] and len(endpoint.seen) == 6


def test_there_is_a_pause_between_requests(endpoint: type[Endpoint], tmp_path: Path) -> None:
    waits: list[float] = []
    asker = Asker(endpoint.url, tmp_path, pause=30, sleep=waits.append)  # type: ignore[attr-defined]
    for number in range(3):
        asker.ask(f"SELECT ?s {{ ?s ?p {number} }}")
    assert len(waits) == 2 and all(25 < wait <= 30 for wait in waits)


@pytest.mark.parametrize("body", ["<html>", "{}", "[]", '{"results": 3}'])
def test_an_answer_that_is_none_is_told(endpoint: type[Endpoint], tmp_path: Path, body: str) -> None:
    endpoint.troubles = [(200, {"X-Body": body})]
    with pytest.raises(QueryError, match=r"^http://127"):
        Asker(endpoint.url, tmp_path, pause=0).ask("SELECT * {}")  # type: ignore[attr-defined]


def test_an_endpoint_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = look("http://127.0.0.1:9/sparql", tmp_path / "r.tsv")
    assert result.returncode == 1
    assert re.fullmatch(rb"resrdf: http://127.0.0.1:9/sparql: no answer: .*\n", result.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name SRC and --endpoint URL"),
        (("--endpoint", "http://e/"), "name SRC and --endpoint URL"),
        ((*SEEDS, "--endpoint", "ftp://e/", "--property", SYMBOL), "begins with http:// or https://"),
        ((*SEEDS, "--endpoint", "http://e/"), "name the property that holds a document symbol there"),
        ((*SEEDS, "--accept", "r.tsv"), "leave out SRC and --endpoint"),
    ],
)
def test_wrong_usage_says_what_to_do(arguments: tuple[object, ...], said: str, tmp_path: Path) -> None:
    result = run("link", *arguments, "-o", tmp_path / "r.tsv")
    assert result.returncode == 2 and said in " ".join(result.stderr.decode().split())


def test_it_works_with_our_own_server(tmp_path: Path) -> None:
    """The same against ``resrdf serve``, over data of the form of Wikidata."""
    (tmp_path / "theirs.ttl").write_text(WIKIDATA)
    command = [sys.executable, "-m", "resrdf", "serve", str(tmp_path / "theirs.ttl"), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address is not None
        result = look(f"{address[0]}sparql", tmp_path / "r.tsv")
        assert result.returncode == 0, result.stderr
        assert len(table(tmp_path / "r.tsv")) == 4
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_what_is_ours() -> None:
    store = load_files([], vocabulary=True)
    states = find_ours(store, "label", f"{BASE}vocab/state")
    assert Ours(f"{BASE}state/FRA", "France", 0.6) in states and len({one.iri for one in states}) == 208
    search = Search("http://e/", "label", "http://e/p", batch=100)
    assert batches_in(states, search) == 3
    with pytest.raises(QueryError, match="not an absolute IRI"):
        Search("http://e/", "label", "no iri").query(["x"])
    quoted = search.query(['a "b" } # c'])
    ox.Store().query(quoted)
    assert list(seek([], search, Asker("http://e/", Path()))) == []


# ---------------------------------------------------------------------------------------------- deciding
def candidate(ours: str, theirs: str, accepted: str = "", confidence: float = 0.9) -> Candidate:
    return Candidate(
        f"{BASE}{ours}", f"http://e/{theirs}", "http://e/p = x", "", confidence, accepted, "http://e/sparql"
    )


def test_claims_that_cross_are_half_as_sure() -> None:
    pairs = [candidate("a", "1"), candidate("a", "1", confidence=0.5), candidate("b", "2"), candidate("c", "2")]
    assert [(c.ours[-1], c.theirs[-1], c.confidence) for c in weigh(pairs)] == [
        ("a", "1", 0.9), ("b", "2", 0.45), ("c", "2", 0.45),
    ]  # fmt: skip


def test_what_a_person_decided_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.tsv"
    write_review(path, [candidate("a", "1"), candidate("b", "2"), candidate("c", "3")])
    path.write_text(path.read_text().replace("0.9\t\t", "0.9\tYES\t", 1))
    write_review(path, [candidate("b", "2"), candidate("a", "1", confidence=0.4), candidate("d", "4")])
    assert {(c.ours[-1], c.accepted) for c in read_review(path)} == {("a", "yes"), ("b", ""), ("d", "")}
    write_review(path, [])
    assert [(c.ours[-1], c.accepted) for c in read_review(path)] == [("a", "yes")], "a decision is never lost"


def test_accepted_rows_become_a_link_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    review, links = tmp_path / "r.tsv", tmp_path / "works-e.ttl"
    rows = [candidate("res/1386", "1", "yes"), candidate("res/1138", "2", "no"), candidate("res/1377", "3")]
    write_review(review, rows)
    result = run("link", "--accept", review, "-o", links)
    assert result.returncode == 0, result.stderr
    assert result.stderr.decode() == f"1 links in {links}; 1 rows rejected, 1 undecided\n"
    said = read_link_set(links)
    assert (said.name, said.triples, said.objects) == ("works-e", 1, "http://e/")
    text = links.read_text()
    assert "<https://w3id.org/unsc/res/1386> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://e/1> ." in text
    assert "res/1138" not in text and "res/1377" not in text
    assert '"2001-09-09"^^xsd:date' in text and "dcterms:source <http://e/sparql>" in text


def test_rows_that_contradict_each_other_make_no_link_set(tmp_path: Path) -> None:
    rows = [candidate("res/1386", "1", "yes"), candidate("res/1386", "2", "yes")]
    with pytest.raises(ResrdfError, match="no sound link set: Within one link set a thing is exactly one other"):
        accept(rows, tmp_path / "links.ttl")
    assert list(tmp_path.iterdir()) == []
    accept(rows, tmp_path / "links.ttl", "http://www.w3.org/2004/02/skos/core#closeMatch")
    with pytest.raises(ResrdfError, match="no row is accepted"):
        accept([candidate("res/1386", "1")], tmp_path / "links.ttl")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ours\ttheirs", "ours\tother", "r.tsv:1: not a review file: it has no column theirs"),
        ("0.9\t\t", "0.9\tperhaps\t", "r.tsv:2: accepted is 'perhaps'; write yes, no or nothing"),
        ("0.9\t\t", "much\t\t", "r.tsv:2: could not convert"),
    ],
)
def test_a_spoilt_review_file_is_named_by_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "r.tsv"
    write_review(path, [candidate("a", "1")])
    path.write_text(path.read_text().replace(old, new))
    result = run("link", "--accept", path, "-o", tmp_path / "links.ttl")
    assert result.returncode == 1 and said in result.stderr.decode()


def test_the_answers_on_disk_are_what_the_server_said(endpoint: type[Endpoint], tmp_path: Path) -> None:
    Asker(endpoint.url, tmp_path, pause=0).ask("SELECT ?s { ?s ?p 'S/RES/1138 (1997)' }")  # type: ignore[attr-defined]
    (kept,) = tmp_path.iterdir()
    assert json.loads(kept.read_text())["head"]["vars"] == ["s"]
