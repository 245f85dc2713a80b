"""Clients that others wrote, over real HTTP: SPARQLWrapper, curl, rdflib's SPARQLStore and SERVICE, Comunica."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import httpx
import pytest
import rdflib
from pages import ROOT
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from servers import serving
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from resrdf.store import build_store

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
BASE = "https://w3id.org/unsc/"
UNSC = rdflib.Namespace(f"{BASE}ontology#")
PREFIX = f"PREFIX unsc: <{UNSC}> "
SYMBOLS = PREFIX + "SELECT ?s { ?r a unsc:Resolution ; unsc:symbol ?s } ORDER BY ?s"
GRAPH = PREFIX + "CONSTRUCT { ?r unsc:symbol ?s } WHERE { ?r a unsc:Resolution ; unsc:symbol ?s }"
ALL = ["S/RES/9001(2090)", "S/RES/9002(2090)", "S/RES/9003(2101)"]
NOTES = f"<http://example.org/note/1> <http://example.org/about> <{BASE}res/9001> .\n"
JOIN = f"SELECT ?note ?symbol {{ ?note <http://example.org/about> ?r . %s ?r <{UNSC.symbol}> ?symbol %s }}"
COMUNICA = ROOT / "web" / "comunica" / "node_modules" / ".bin" / "comunica-sparql"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clients") / "store"
    build_store(folder, [SAMPLE], vocabulary=False)
    with serving(str(folder)) as address:
        yield f"{address}sparql"


class TestSPARQLWrapper:
    @pytest.mark.parametrize("method", [GET, POST])
    @pytest.mark.parametrize("sent_as", ["urlencoded", POSTDIRECTLY])
    def test_rows_in_every_format(self, endpoint: str, method: str, sent_as: str) -> None:
        wrapper: Any = SPARQLWrapper(endpoint)
        wrapper.setMethod(method)
        wrapper.setRequestMethod(sent_as)
        wrapper.setQuery(SYMBOLS)
        wrapper.setReturnFormat(JSON)
        rows = wrapper.queryAndConvert()["results"]["bindings"]
        assert [row["s"]["value"] for row in rows] == ALL
        wrapper.setReturnFormat(XML)
        assert [node.firstChild.data for node in wrapper.queryAndConvert().getElementsByTagName("literal")] == ALL
        wrapper.setReturnFormat(CSV)
        assert wrapper.queryAndConvert().decode().split() == ["s", *ALL]
        wrapper.setReturnFormat(TSV)
        assert wrapper.queryAndConvert().decode().split() == ["?s", *(f'"{symbol}"' for symbol in ALL)]

    @pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
    def test_graphs_in_every_format(self, endpoint: str, form: str) -> None:
        wrapper: Any = SPARQLWrapper(endpoint)
        wrapper.setQuery(GRAPH)
        wrapper.setReturnFormat(form)
        answer = wrapper.queryAndConvert()
        graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        assert sorted(map(str, graph.objects(None, UNSC.symbol))) == ALL

    def test_yes_no_and_why_not(self, endpoint: str) -> None:
        wrapper: Any = SPARQLWrapper(endpoint)
        wrapper.setReturnFormat(JSON)
        wrapper.setQuery(PREFIX + "ASK { ?r a unsc:Vote }")
        assert wrapper.queryAndConvert()["boolean"] is True
        wrapper.setQuery("SELECT * { nonsense }")
        with pytest.raises(QueryBadFormed, match="line 1, column"):
            wrapper.query()


class TestRdflib:
    def test_a_remote_graph_reads_like_a_local_one(self, endpoint: str) -> None:
        graph = rdflib.Graph(SPARQLStore(endpoint))
        resolutions = set(graph.subjects(rdflib.RDF.type, UNSC.Resolution))
        assert resolutions == {rdflib.URIRef(f"{BASE}res/{number}") for number in (9001, 9002, 9003)}
        assert (rdflib.URIRef(f"{BASE}res/9001"), UNSC.symbol, rdflib.Literal("S/RES/9001(2090)")) in graph
        assert [str(row[0]) for row in graph.query(SYMBOLS)] == ALL  # type: ignore[index]
        bound = graph.query(PREFIX + "SELECT ?s { ?r unsc:symbol ?s }", initBindings={"r": min(resolutions)})
        assert [str(row[0]) for row in bound] == ALL[:1]  # type: ignore[index]

    def test_one_named_graph(self, endpoint: str) -> None:
        store = SPARQLStore(endpoint)
        graph = rdflib.Graph(store, identifier=rdflib.URIRef(f"{BASE}graph/res/9002"))
        assert [str(symbol) for symbol in graph.objects(None, UNSC.symbol)] == ALL[1:2]

    def test_a_local_graph_joins_with_it(self, endpoint: str) -> None:
        graph = rdflib.Graph().parse(data=NOTES, format="nt")
        rows = list(graph.query(JOIN % (f"SERVICE <{endpoint}> {{", "}")))
        assert [tuple(map(str, row)) for row in rows] == [("http://example.org/note/1", ALL[0])]  # type: ignore[arg-type]

    def test_what_is_refused_is_an_error(self, endpoint: str) -> None:
        with pytest.raises((HTTPError, ValueError)):
            list(rdflib.Graph(SPARQLStore(endpoint)).query(PREFIX + "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"))


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
class TestCurl:
    @staticmethod
    def curl(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["curl", "--silent", "--show-error", "--max-time", "20", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_three_ways_to_ask(self, endpoint: str, tmp_path: Path) -> None:
        path = tmp_path / "symbols.rq"
        path.write_text(SYMBOLS, "utf-8")
        csv = ("--header", "Accept: text/csv", endpoint)
        for how in (
            ("--get", "--data-urlencode", f"query@{path}"),
            ("--data-urlencode", f"query@{path}"),
            ("--header", "Content-Type: application/sparql-query", "--data-binary", f"@{path}"),
        ):
            assert self.curl(*how, *csv).stdout.split() == ["s", *ALL], how

    def test_what_it_gets_unasked_and_compressed(self, endpoint: str) -> None:
        plain = self.curl("--get", "--data-urlencode", f"query={SYMBOLS}", endpoint).stdout
        assert [row["s"]["value"] for row in json.loads(plain)["results"]["bindings"]] == ALL
        assert self.curl("--compressed", "--get", "--data-urlencode", f"query={SYMBOLS}", endpoint).stdout == plain
        assert "sparql-service-description" in self.curl(endpoint).stdout

    def test_errors_are_seen(self, endpoint: str) -> None:
        result = self.curl("--fail-with-body", "--get", "--data-urlencode", "query=SELECT nonsense", endpoint)
        assert result.returncode == 22 and "line 1, column" in result.stdout

    def test_a_symbol_leads_to_the_resolution(self, endpoint: str) -> None:
        address = endpoint.replace("sparql", "S/RES/9001(2090)")
        shown = self.curl("--location", "--globoff", "--header", "Accept: text/turtle", address).stdout
        assert 'unsc:symbol "S/RES/9001(2090)"' in shown or '/ontology#symbol> "S/RES/9001(2090)"' in shown


@pytest.mark.skipif(not COMUNICA.exists(), reason="Comunica was not brought in: make comunica (needs npm)")
class TestComunica:
    @staticmethod
    def ask(*sources: str, query: str) -> list[dict[str, str]]:
        command = ["node", str(COMUNICA.resolve()), *sources, "-q", query, "-t", "application/json"]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert result.returncode == 0, result.stderr
        return list(json.loads(result.stdout))

    def test_it_finds_out_what_we_are_and_asks(self, endpoint: str) -> None:
        """No word on what kind of source this is: the service description says it."""
        assert [row["s"] for row in self.ask(endpoint, query=SYMBOLS)] == [f'"{symbol}"' for symbol in ALL]

    def test_it_joins_two_endpoints(self, endpoint: str, tmp_path: Path) -> None:
        notes = tmp_path / "notes.nt"
        notes.write_text(NOTES, "utf-8")
        build_store(tmp_path / "store", [notes], vocabulary=False)
        with serving(str(tmp_path / "store")) as other:
            rows = self.ask(endpoint, f"{other}sparql", query=JOIN % ("", ""))
        assert rows == [{"note": "http://example.org/note/1", "symbol": f'"{ALL[0]}"'}]


class TestFederation:
    """A query that calls a second server, where the operator allows that server by name."""

    def test_only_what_is_allowed_is_called(self, endpoint: str) -> None:
        there = endpoint.removesuffix("sparql")
        with serving(str(SAMPLE), "--allow-service", endpoint) as here:
            query = PREFIX + "SELECT ?s {{ SERVICE <{}sparql> {{ ?r a unsc:Resolution ; unsc:symbol ?s }} }}"
            wanted = {"accept": "text/csv"}
            allowed = httpx.get(f"{here}sparql", params={"query": query.format(there)}, headers=wanted, timeout=30)
            assert allowed.status_code == 200 and len(allowed.text.split()) == 4, allowed.text
            for address in (here, "http://127.0.0.1:9/"):
                refused = httpx.get(f"{here}sparql", params={"query": query.format(address)}, headers=wanted)
                assert refused.status_code == 400 and "SERVICE" in refused.text
