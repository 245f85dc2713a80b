"""Run the W3C's cases of SPARQL 1.1 over HTTP against ``resrdf serve``, from their own manifests, and print a table.

    python benchmarks/w3c.py SUITEDIR [-v]

SUITEDIR holds the folders ``protocol``, ``graph-store-protocol`` and ``service-description`` of
github.com/w3c/rdf-tests, sparql/sparql11. Every case begins with an empty store and the data that its manifest names.
A server with a token of its own is started for the run; requests that change something go to /update and /store.
"""

from __future__ import annotations

import re
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
RDF_TYPES = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


class Failure(Exception):
    """What a server did otherwise than a case expects."""


@dataclass(frozen=True)
class Server:
    """A server, and the token for writing to it."""

    client: httpx.Client
    token: str

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> httpx.Response:
        """Send one request with the token."""
        return self.client.request(
            method, path, headers={"authorization": f"Bearer {self.token}", **headers}, content=body
        )

    def reset(self, data: dict[str, Path]) -> None:
        """Leave nothing but some graphs in the store."""
        self.send("POST", "/update", {"content-type": "application/sparql-update"}, b"DROP ALL").raise_for_status()
        for name, path in data.items():
            target = f"/store?graph={quote(name, safe='')}"
            self.send("PUT", target, {"content-type": "application/n-triples"}, path.read_bytes()).raise_for_status()


def entries(path: Path) -> Iterator[tuple[rdflib.Graph, rdflib.term.Node, str]]:
    """Yield the cases of a manifest and of those that it includes."""
    graph = rdflib.Graph().parse(path, publicID=path.as_uri())
    here = rdflib.URIRef(path.as_uri())
    for included in graph.objects(here, MF.include):
        for item in Collection(graph, included):
            yield from entries(path.parent / str(item).rsplit("/", 1)[-1])
    for listed in graph.objects(here, MF.entries):
        for case in Collection(graph, listed):
            yield graph, case, str(graph.value(case, MF.name))


def run_case(server: Server, graph: rdflib.Graph, case: rdflib.term.Node, folder: Path, kind: str) -> None:
    """Run the requests of one case; raises Failure."""
    data = {
        str(label): folder / str(graph.value(node, UT.graph)).rsplit("/", 1)[-1]
        for node in graph.objects(case, UT.graphData)
        for label in graph.objects(node, rdflib.RDFS.label)
    }
    server.reset(data)
    location = ""
    action = graph.value(case, MF.action)
    for request in Collection(graph, graph.value(action, HT.requests)):
        path = str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", quote(location, safe=""))
        headers = headers_of(graph, request)
        body = body_of(graph, request)
        method = str(graph.value(request, HT.methodName))
        response = server.send(method, address(path, headers, body, kind), headers, body)
        expected = graph.value(request, HT.resp)
        check(graph, expected, response)
        if graph.value(expected, MF.expectedLocation) is not None:
            location = response.headers.get("location", "")
            if not location:
                raise Failure("no Location")


def address(path: str, headers: dict[str, str], body: bytes | None, kind: str) -> str:
    """Put our paths in the place of the manifest's."""
    if kind == "store":
        return path.replace("/gsp", "/store", 1)
    update = "update" in headers.get("content-type", "") or (body or b"").startswith(b"update=") or "?update=" in path
    return path.replace("/sparql/", "/update" if update else "/sparql", 1)


def headers_of(graph: rdflib.Graph, node: rdflib.term.Node) -> dict[str, str]:
    """Read the headers of a request or of an expected response."""
    listed = graph.value(node, HT.headers)
    pairs = Collection(graph, listed) if listed is not None else ()
    return {str(graph.value(h, HT.fieldName)).lower(): str(graph.value(h, HT.fieldValue)) for h in pairs}


def body_of(graph: rdflib.Graph, node: rdflib.term.Node) -> bytes | None:
    """Read a body in the encoding that the manifest says it has."""
    body = graph.value(node, HT.body)
    if body is None:
        return None
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding) or "UTF-8"))


def check(graph: rdflib.Graph, expected: rdflib.term.Node, response: httpx.Response) -> None:
    """Compare a response with what is expected of it; raises Failure."""
    names = [str(status).rsplit("#", 1)[-1] for status in graph.objects(expected, MF.expectedStatus)]
    good = [
        STATUS.get(name) == response.status_code or name == f"StatusCode{response.status_code // 100}xx"
        for name in names
    ]
    if not any(good):
        raise Failure(
            f"{response.request.method} {response.url.path}: {response.status_code}, not {' or '.join(names)}: {response.text[:150]}"
        )
    media_type = response.headers.get("content-type", "").split(";")[0]
    form = graph.value(expected, MF.expectedFormat)
    rows = (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    )
    wanted = {"boolean": rows[:2], "tabular": rows, "RDF": RDF_TYPES}.get(str(form), (media_type,))
    if media_type not in wanted:
        raise Failure(f"{media_type} is no {form} format")
    truth = graph.value(expected, MF.expectedBoolean)
    if truth is not None and response.json()["boolean"] is not truth.toPython():
        raise Failure(f"the answer is not {truth}")
    for name, value in headers_of(graph, expected).items():
        if name == "content-type" and response.headers.get(name, "").replace(" ", "").lower() != value.replace(" ", ""):
            raise Failure(f"{name} is {response.headers.get(name)!r}, not {value!r}")
    if (body := body_of(graph, expected)) is not None:
        theirs = rdflib.Graph().parse(data=body, format="turtle", publicID=str(response.url))
        ours = rdflib.Graph().parse(data=response.content, format=media_type, publicID=str(response.url))
        if not isomorphic(ours, theirs):
            raise Failure("another graph")


def run_description(server: Server, name: str) -> None:
    """Check the three properties of a service description, which have no requests in the manifest."""
    response = server.client.get("/sparql", headers={"accept": ", ".join(RDF_TYPES)})
    media_type = response.headers["content-type"].split(";")[0]
    if response.status_code != 200 or media_type not in RDF_TYPES:
        raise Failure(f"{response.status_code} {media_type}")
    graph = rdflib.Graph().parse(data=response.content, format=media_type)
    services = set(graph.subjects(rdflib.RDF.type, SD.Service))
    if "endpoint" in name and not any(
        graph.value(s, SD.endpoint) == rdflib.URIRef(str(response.url)) for s in services
    ):
        raise Failure("no sd:endpoint with the address asked")
    if "conforms" in name:
        for service in services:
            if len(set(graph.objects(service, SD.endpoint))) != 1 or None in (graph.value(service, SD.endpoint),):
                raise Failure("a service has one endpoint")
            for prop in ("supportedLanguage", "feature", "resultFormat", "defaultDataset"):
                if any(not isinstance(o, rdflib.URIRef | rdflib.BNode) for o in graph.objects(service, SD[prop])):
                    raise Failure(f"sd:{prop} is a literal")
            for dataset in graph.objects(service, SD.defaultDataset):
                if (dataset, rdflib.RDF.type, SD.Dataset) not in graph or graph.value(dataset, SD.defaultGraph) is None:
                    raise Failure("the default dataset is not described")
        if not services:
            raise Failure("no sd:Service")


def main(suite: Path, verbose: bool) -> int:
    """Run everything; the exit code says whether all cases passed."""
    folders = {
        "protocol": "Protocol",
        "graph-store-protocol": "Graph Store",
        "service-description": "Service Description",
    }
    missing = [name for name in folders if not (suite / name / "manifest.ttl").is_file()]
    if missing:
        sys.stderr.write(f"{suite}: the suite is not there (no manifest in {', '.join(missing)}); nothing was run\n")
        return 2
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        token = secrets.token_hex(32)
        (Path(folder) / "token").write_text(token)
        command = [
            sys.executable,
            "-m",
            "resrdf",
            "serve",
            f"{folder}/store",
            "--writable",
            "--token-file",
            f"{folder}/token",
            "--port",
            "0",
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        said = re.search(r"http://\S+/", process.stdout.readline())
        if said is None:
            return 2
        with httpx.Client(base_url=said[0], timeout=60) as client:
            server = Server(client, token)
            sys.stdout.write(f"{'cases':22}passed  of\n")
            for name, title in folders.items():
                passed = total = 0
                for graph, case, label in entries((suite / name / "manifest.ttl").resolve()):
                    total += 1
                    try:
                        if name == "service-description":
                            run_description(server, str(case))
                        else:
                            run_case(
                                server, graph, case, suite / name, "store" if name.startswith("graph") else "query"
                            )
                        passed += 1
                    except Failure as failure:
                        failed += 1
                        sys.stderr.write(f"FAILED {label}: {failure}\n")
                    else:
                        if verbose:
                            sys.stderr.write(f"passed {label}\n")
                sys.stdout.write(f"{title:22}{passed:6}{total:4}\n")
        process.send_signal(signal.SIGINT)
        process.wait(20)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
