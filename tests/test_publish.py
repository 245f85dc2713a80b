"""Publishing to real triplestores, with nothing between and with a proxy that breaks what it can."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pages import SEEDS, page
from stores import STORES, Fault, Proxy, Store, oxigraph, proxy_before, surroundings

from resrdf.cli.publish import publish
from resrdf.errors import ResrdfError
from resrdf.publish.canonical import canonical, difference
from resrdf.publish.graphs import Graphs, Naming, add_files
from resrdf.publish.layouts import find_addresses
from resrdf.publish.ledger import read_entries
from resrdf.publish.protocols import GraphStore, parsed
from resrdf.remote.client import Client
from resrdf.remote.credentials import find_credentials

BASE = "http://data.example/"
GRAPHS = f"{BASE}graph/"
LEDGER = f"{GRAPHS}publication"
XSD = "http://www.w3.org/2001/XMLSchema#"
WORDS = (
    f'<{BASE}a> <{BASE}says> "Décide de proroger le mandat — « jusqu’au 31 » \\"\\\\ \\n\\t"@fr .',
    f'<{BASE}a> <{BASE}says> "يقرر أن يمدد ولاية البعثة"@ar .',
    f'<{BASE}a> <{BASE}says> "决定延长任期 😀"@zh .',
    f'<{BASE}é> <{BASE}on> "2001-12-20"^^<{XSD}date> .',
    f'<{BASE}a> <{BASE}number> "1386"^^<{XSD}positiveInteger> .',
    f'<{BASE}a> <{BASE}from> "0"^^<{XSD}nonNegativeInteger> .',
    f'<{BASE}a> <{BASE}holds> "true"^^<{XSD}boolean> .',
    f'<{BASE}a> <{BASE}year> "1999"^^<{XSD}gYear> , "2003-01"^^<{XSD}gYearMonth> .'.replace(
        " , ", f" .\n<{BASE}a> <{BASE}year> "
    ),
    f'<{BASE}a> <{BASE}lasts> "P12M"^^<{XSD}duration> .',
    f'<{BASE}a> <{BASE}within> "P42D"^^<{XSD}duration> .',
    f'<{BASE}a> <{BASE}share> "5.50"^^<{XSD}decimal> .',
    f'<{BASE}a> <{BASE}at> "2001-12-20T10:00:00Z"^^<{XSD}dateTime> .',
    f'<{BASE}a> <{BASE}spells> "colour"@en-GB .',
    f'<{BASE}a> <{BASE}empty> "" .',
)


def lines_of(graph: str, *triples: str) -> str:
    return "".join(f"{line[:-2]} <{GRAPHS}{graph}> .\n" for triple in triples for line in triple.split("\n"))


def triples(graph: str, count: int = 3) -> str:
    return lines_of(
        graph, *(f'<{BASE}{graph}/{n}> <{BASE}text> "the text {n} of {graph}, déjà vu" .' for n in range(count))
    )


def write(path: Path, graphs: Mapping[str, int]) -> Path:
    path.write_text("".join(triples(graph, count) for graph, count in graphs.items()), "utf-8")
    return path


def put(store: Store, *arguments: str | Path, url: str = "") -> tuple[int, str, str]:
    """Run ``resrdf publish`` against a store; the exit code and what it said."""
    options = ("--to", url or store.url, "--base", BASE, "--no-validate")
    with surroundings(**store.environment):
        result = CliRunner().invoke(publish, [*map(str, arguments), *options], standalone_mode=False)
    if result.exception and not isinstance(result.exception, SystemExit | ResrdfError):
        shown = getattr(result.exception, "format_message", None)
        if shown is None:
            raise result.exception
        return result.exception.exit_code, result.stdout, result.stderr + shown()  # type: ignore[union-attr]
    refusal = str(result.exception) if result.exception else ""
    return (1 if refusal else result.return_value or 0), result.stdout, result.stderr + refusal


def keeper(store: Store) -> GraphStore:
    client = Client(find_credentials(store.url, environment={**store.environment, "NETRC": os.devnull}))
    return GraphStore(client, find_addresses(client, store.url))


def contents(store: Store) -> dict[str, str]:
    """Every graph of ours in the store by its digest, the ledger among them."""
    kept = keeper(store)
    names = sorted({LEDGER, *read_entries(LEDGER, kept.read(LEDGER))})
    found = {name: canonical(kept.read(name)) for name in names}
    return {name: hashlib.sha256(data).hexdigest() for name, data in found.items() if data}


def clear(store: Store) -> None:
    kept = keeper(store)
    for name in (*read_entries(LEDGER, kept.read(LEDGER)), LEDGER):
        kept.delete(name)


@pytest.fixture(scope="module", params=sorted(STORES))
def any_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with STORES[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def store(any_store: Store) -> Store:
    clear(any_store)
    return any_store


# ---------------------------------------------------------------------------------------------- on every kind of store


def test_sent_once_then_only_what_changed(store: Store, tmp_path: Path) -> None:
    source = write(tmp_path / "all.nq", {"res/1": 3, "res/2": 300, "res/3": 1})
    code, _, said = put(store, source)
    assert code == 0 and "3 graphs sent (3 new), 0 unchanged, 0 removed, 0 failed; 304 triples" in said
    before = contents(store)
    assert set(before) == {LEDGER, *(f"{GRAPHS}res/{n}" for n in (1, 2, 3))}
    assert "0 graphs sent (0 new), 3 unchanged" in put(store, source)[2]
    write(source, {"res/1": 3, "res/2": 301, "res/3": 1})
    assert "1 graphs sent (0 new), 2 unchanged" in put(store, source)[2]
    after = contents(store)
    assert {name for name in after if after[name] != before[name]} == {LEDGER, f"{GRAPHS}res/2"}


def test_what_is_read_back_is_the_same_graph(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "words.nq"
    blank = (f"_:x <{BASE}of> _:y .", f"_:y <{BASE}of> <{BASE}a> .", f'_:x <{BASE}says> "x" .')
    source.write_text(lines_of("res/9", *WORDS) + lines_of("res/10", *blank), "utf-8")
    code, _, said = put(store, source)
    assert (code, "2 graphs sent" in said) == (0, True), said
    kept = keeper(store)
    with Graphs() as graphs:
        list(add_files(graphs, [source], Naming(BASE, GRAPHS)))
        for name in graphs:
            assert not difference(graphs.read(name), kept.read(name))
            assert difference(graphs.read(name) + b'<e:s> <e:p> "one more" .\n', kept.read(name))
    assert "يقرر أن يمدد ولاية البعثة".encode() in kept.read(f"{GRAPHS}res/9")
    assert "0 graphs sent (0 new), 2 unchanged" in put(store, source)[2]


def test_dry_run_says_exactly_what_prune_then_does(store: Store, tmp_path: Path) -> None:
    source = write(tmp_path / "all.nq", {"res/1": 3, "res/2": 5, "res/3": 1, "res/5": 2})
    put(store, source)
    before = contents(store)
    write(source, {"res/1": 3, "res/2": 4, "res/4": 2})
    code, out, said = put(store, source, "--dry-run", "--prune")
    assert code == 0 and contents(store) == before
    assert out.splitlines() == [
        f"change  {GRAPHS}res/2  +0 -1 triples",
        f"add     {GRAPHS}res/4  +2 -0 triples",
        f"remove  {GRAPHS}res/3  +0 -1 triples",
        f"remove  {GRAPHS}res/5  +0 -2 triples",
    ]
    assert "1 to add, 1 to change, 2 to remove, 1 unchanged; +2 -4 triples; nothing was sent" in said
    assert "2 gone from the source (--prune removes them)" in put(store, source)[2]
    foreign = f"{GRAPHS}foreign"
    keeper(store).put(foreign, b"<e:s> <e:p> <e:o> .\n")
    code, _, said = put(store, source, "--prune")
    assert code == 0 and "2 removed" in said
    assert set(contents(store)) == {LEDGER, *(f"{GRAPHS}res/{n}" for n in (1, 2, 4))}
    assert keeper(store).read(foreign), "what somebody else put there stays"
    keeper(store).delete(foreign)


def test_by_update_too(store: Store, tmp_path: Path) -> None:
    """The larger graph goes through a graph beside, in several requests, at Virtuoso."""
    source = write(tmp_path / "all.nq", {"res/1": 3, "res/2": 450})
    code, _, said = put(store, source, "--protocol", "update")
    assert code == 0 and "2 graphs sent (2 new)" in said, said
    by_update = contents(store)
    write(source, {"res/1": 3, "res/2": 440})
    assert "1 graphs sent (0 new), 1 unchanged" in put(store, source, "--protocol", "update")[2]
    write(source, {"res/1": 3, "res/2": 450})
    assert "1 graphs sent (0 new), 1 unchanged" in put(store, source, "--protocol", "gsp")[2]
    assert contents(store) == by_update


def test_large_graphs_are_read_back_whole(store: Store, tmp_path: Path) -> None:
    """Virtuoso cuts answers after 10,000 rows without a word."""
    source = write(tmp_path / "all.nq", {"res/1": 10_500})
    code, _, said = put(store, source)
    assert code == 0 and "1 graphs sent" in said, said
    kept = keeper(store)
    answer = kept.client.request("GET", kept._url, params={"graph": f"{GRAPHS}res/1"})
    assert (parsed(kept.client, answer).count(b"\n") < 10_500) is (store.name == "virtuoso")


def test_wrong_credentials_are_refused_and_not_shown(any_store: Store, tmp_path: Path) -> None:
    if any_store.name == "oxigraph":
        pytest.skip("Oxigraph's server knows no users")
    source = write(tmp_path / "all.nq", {"res/1": 3})
    wrong = {name: "wrong-s3cret" for name in any_store.environment if name != "RESRDF_USER"}
    code, out, said = put(Store("x", any_store.url, {**any_store.environment, **wrong}), source)
    assert code == 4 and "HTTP 401" in said and "wrong credentials" in said
    assert "wrong-s3cret" not in out + said
    code, _, said = put(Store("x", any_store.url), source)
    assert code == 4 and "wants credentials" in said


def test_any_address_of_a_store_finds_the_others(any_store: Store) -> None:
    client = Client(find_credentials(any_store.url, environment={**any_store.environment, "NETRC": os.devnull}))
    found = find_addresses(client, any_store.url)
    assert found.store and found.update and found.query
    for address in (found.store, found.update, found.query, f"{any_store.url}/"):
        assert find_addresses(client, address) == found


# --------------------------------------------------------------------------------------------------- with faults between


@pytest.fixture(scope="module")
def oxigraph_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with oxigraph(tmp_path_factory.mktemp("faulty")) as running:
        yield running


@pytest.fixture
def proxy(oxigraph_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    monkeypatch.setattr("resrdf.remote.client.Client._backoff", lambda *_: 0.01)
    clear(oxigraph_store)
    with proxy_before(oxigraph_store.url) as between:
        yield between


ALL = {f"res/{n}": 4 for n in range(1, 7)}


@pytest.mark.parametrize(
    "kind",
    ["cut in mid-body", "cut before the answer", "HTTP 503", "HTTP 502", "HTTP 429", "slow"],
)
def test_what_may_be_repeated_is(kind: str, proxy: Proxy, oxigraph_store: Store, tmp_path: Path) -> None:
    proxy.faults = [Fault(kind, "PUT", 2), Fault("short answer", "GET", 1), Fault(kind, "POST", 1)]
    code, _, said = put(oxigraph_store, write(tmp_path / "a.nq", ALL), "--timeout", "1", url=proxy.url)
    assert code == 0 and "6 graphs sent" in said, said
    assert all(fault.times == 0 for fault in proxy.faults)
    spoilt = contents(oxigraph_store)
    clear(oxigraph_store)
    put(oxigraph_store, tmp_path / "a.nq")
    assert contents(oxigraph_store) == spoilt


def test_a_fault_of_ours_is_not_repeated(proxy: Proxy, oxigraph_store: Store, tmp_path: Path) -> None:
    """500 is what Virtuoso says to a syntax error; the graph fails, names the reason, and the old one stays."""
    source = write(tmp_path / "a.nq", ALL)
    put(oxigraph_store, source)
    before = contents(oxigraph_store)
    write(source, {**ALL, "res/3": 9})
    proxy.faults = [Fault("none", "PUT", 1), Fault("HTTP 500", "PUT", 9)]  # the ledger passes
    code, _, said = put(oxigraph_store, source, url=proxy.url)
    assert code == 1 and proxy.count("PUT") == 2
    line = next(line for line in said.splitlines() if line.startswith("error: "))
    assert line == f"error: {GRAPHS}res/3: {proxy.url}/store: HTTP 500 Internal Server Error: out of order"
    after = contents(oxigraph_store)
    assert {name for name in after if after[name] != before[name]} == {LEDGER}
    assert "0 graphs sent (0 new), 5 unchanged, 0 removed, 1 failed" in said
    code, _, said = put(oxigraph_store, source)
    assert code == 0 and "1 graphs sent (0 new), 5 unchanged" in said


def test_a_truncated_answer_does_not_pass_for_the_graph(proxy: Proxy, oxigraph_store: Store, tmp_path: Path) -> None:
    source = write(tmp_path / "a.nq", {"res/1": 6})
    proxy.faults = [Fault("none", "GET", 4), Fault("truncated answer", "GET", 1)]
    put(oxigraph_store, source, url=proxy.url)  # learns how many GETs come before the graph is read back
    clear(oxigraph_store)
    first = next(n for n, (method, path, _) in enumerate(proxy.requests) if method == "GET" and "res%2F1" in path)
    gets = sum(method == "GET" for method, _, _ in proxy.requests[:first])
    proxy.faults = [Fault("none", "GET", gets), Fault("truncated answer", "GET", 9)]
    code, _, said = put(oxigraph_store, source, url=proxy.url)
    assert code == 1 and "the store gives back another graph: 3 triples missing, 0 unexpected" in said
    code, _, said = put(oxigraph_store, source)
    assert code == 0 and "1 graphs sent" in said


def test_a_store_that_goes_away_ends_the_run_and_the_next_completes_it(
    proxy: Proxy, oxigraph_store: Store, tmp_path: Path
) -> None:
    source = write(tmp_path / "a.nq", {f"res/{n}": 2 for n in range(40)})
    proxy.faults = [Fault("none", "PUT", 10), Fault("cut before the answer", "PUT", 10_000)]
    code, _, said = put(oxigraph_store, source, "--jobs", "2", url=proxy.url)
    assert code == 4 and "stopped: " in said and "the same command completes it" in said
    assert proxy.count("PUT") < 60, "not every graph is tried five times"
    code, _, said = put(oxigraph_store, source)
    sent = int(re.search(r"(\d+) graphs sent", said)[1])  # type: ignore[index]
    assert code == 0 and 25 <= sent <= 33, said
    assert len(contents(oxigraph_store)) == 41


def test_credentials_do_not_follow_to_another_host(proxy: Proxy, oxigraph_store: Store, tmp_path: Path) -> None:
    with proxy_before(oxigraph_store.url) as elsewhere:
        proxy.faults = [Fault(f"redirect {elsewhere.url}", "GET", 99)]
        store = Store("x", proxy.url, {"RESRDF_TOKEN": "s3cret-token"})
        code, _, said = put(store, write(tmp_path / "a.nq", ALL))
        assert code == 4 and f"redirects to {elsewhere.url}/; name that address if you trust it" in said
        assert elsewhere.requests == [] and "s3cret-token" not in said
    proxy.faults = [Fault(f"redirect {proxy.url}", "PUT", 2)]  # the same host may say where
    assert put(oxigraph_store, tmp_path / "a.nq", url=proxy.url)[0] == 0


def test_a_busy_store_that_names_a_long_time_is_not_waited_for(oxigraph_store: Store) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(503, headers={"Retry-After": "86400"}, text="closed for the night")

    client = Client()
    client._local.session = httpx.Client(transport=httpx.MockTransport(answer))
    started = time.monotonic()
    assert client.request("GET", "http://store.example/").status_code == 503
    assert time.monotonic() - started < 1


def test_killed_at_any_moment_the_next_run_completes_it(oxigraph_store: Store, tmp_path: Path) -> None:
    source = write(tmp_path / "a.nq", {f"res/{n}": 60 for n in range(60)})
    clear(oxigraph_store)
    assert put(oxigraph_store, source)[0] == 0
    wanted = contents(oxigraph_store)
    clear(oxigraph_store)
    command = [sys.executable, "-m", "resrdf", "publish", str(source), "--to", oxigraph_store.url, "--base", BASE]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RESRDF_")}
    for seconds in (0.6, 0.75, 0.9):
        running = subprocess.Popen([*command, "--no-validate", "-q"], env=environment)
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert put(oxigraph_store, source)[0] == 0
    assert contents(oxigraph_store) == wanted


# ------------------------------------------------------------------------------------------------------ what may be sent


def test_texts_are_converted_validated_and_sent_with_the_vocabularies(oxigraph_store: Store, tmp_path: Path) -> None:
    base = "https://w3id.org/unsc/graph/"
    with surroundings():
        arguments = [*map(str, SEEDS[:1]), "--to", oxigraph_store.url]
        result = CliRunner().invoke(publish, arguments, standalone_mode=False)
    assert result.return_value == 0 and "3 graphs sent (3 new)" in result.stderr
    kept = keeper(oxigraph_store)
    entries = read_entries(f"{base}publication", kept.read(f"{base}publication"))
    assert set(entries) == {f"{base}res/1138", f"{base}ontology", f"{base}vocab"}
    assert all(kept.read(graph).count(b"\n") == entry.triples for graph, entry in entries.items())


def test_what_does_not_conform_is_not_sent(oxigraph_store: Store, tmp_path: Path) -> None:
    clear(oxigraph_store)
    source = tmp_path / "bad.nq"
    clause = f"<{BASE}res/7/op/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/unsc/ontology#OperativeClause> ."
    source.write_text(lines_of("res/7", clause), "utf-8")
    with surroundings():
        arguments = [str(source), "--to", oxigraph_store.url, "--base", BASE]
        result = CliRunner().invoke(publish, arguments, standalone_mode=False)
    assert result.return_value == 3 and "nothing was sent" in result.stderr and "violation" in result.stderr
    assert f"{GRAPHS}res/7" not in contents(oxigraph_store)


def test_another_base_of_graphs(oxigraph_store: Store, tmp_path: Path) -> None:
    clear(oxigraph_store)
    target = "http://elsewhere.example/council/"
    assert put(oxigraph_store, write(tmp_path / "a.nq", {"res/1": 1}), "--graph-base", target)[0] == 0
    kept = keeper(oxigraph_store)
    assert list(read_entries(f"{target}publication", kept.read(f"{target}publication"))) == [f"{target}res/1"]
    assert kept.read(f"{target}res/1") and contents(oxigraph_store) == {}


def test_most_graphs_go_only_when_that_is_meant(oxigraph_store: Store, tmp_path: Path) -> None:
    clear(oxigraph_store)
    source = write(tmp_path / "a.nq", ALL)
    put(oxigraph_store, source)
    write(source, {"res/1": 4})
    code, _, said = put(oxigraph_store, source, "--prune")
    assert code == 2 and "5 of 6 graphs would be removed; --yes says that this is meant" in said
    assert len(contents(oxigraph_store)) == 7
    code, _, said = put(oxigraph_store, source, "--prune", "--yes")
    assert code == 0 and set(contents(oxigraph_store)) == {LEDGER, f"{GRAPHS}res/1"}


def test_nothing_is_pruned_where_a_source_could_not_be_read(oxigraph_store: Store, tmp_path: Path) -> None:
    clear(oxigraph_store)
    put(oxigraph_store, write(tmp_path / "a.nq", ALL))
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "S_RES_9001_2031.txt").write_text(page(), "utf-8")
    (folder / "S_RES_9002_2031.txt").write_text("no resolution at all", "utf-8")
    code, _, said = put(oxigraph_store, folder, "--prune", "--yes", "--no-vocabulary")
    assert code == 1 and "nothing is removed" in said and len(contents(oxigraph_store)) == 8


def test_a_graph_changed_behind_our_back_is_found(oxigraph_store: Store, tmp_path: Path) -> None:
    clear(oxigraph_store)
    source = write(tmp_path / "a.nq", ALL)
    put(oxigraph_store, source)
    before = contents(oxigraph_store)
    keeper(oxigraph_store).put(f"{GRAPHS}res/2", b"<e:s> <e:p> <e:o> .\n")
    assert "0 graphs sent" in put(oxigraph_store, source)[2]
    code, _, said = put(oxigraph_store, source, "--recheck")
    assert code == 0 and "res/2: is not as it was sent: 4 triples missing, 1 unexpected" in said
    assert contents(oxigraph_store) == before


def test_a_full_disk_is_an_error_and_the_rest_is_sent_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be made by root only")
    monkeypatch.setattr("resrdf.remote.client.Client._backoff", lambda *_: 0.01)
    source, filler = write(tmp_path / "a.nq", {f"res/{n}": 500 for n in range(12)}), small / "filler"
    try:
        with oxigraph(small, on_disk=True) as store:
            free = os.statvfs(small)
            filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - 100_000))
            code, _, said = put(store, source, "--jobs", "2", "--timeout", "5")
            assert code in (1, 4) and "error: " in said and "Traceback" not in said
        filler.unlink()
        with oxigraph(small, on_disk=True) as store:
            assert put(store, source)[0] == 0 and len(contents(store)) == 13
    finally:
        subprocess.run(["umount", "-l", str(small)], check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("no/such.nq",), 2, "no such file"),
        (("{source}", "--graph-base", "not an iri"), 2, "not an absolute IRI"),
        (("{source}", "--to", "ftp://store.example/"), 2, "begins with http"),
        (("{source}", "--to", "http://me:s3cret@store.example/"), 2, "must not hold credentials"),
        (("{source}", "--to", "http://127.0.0.1:9/"), 4, "cannot be reached"),
        (("{source}", "--auth", "bearer"), 2, "no token"),
        (("{source}", "--user", "me"), 2, "no password for me"),
    ],
)
def test_faults_are_named(
    arguments: tuple[str, ...], code: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resrdf.remote.client.Client._backoff", lambda *_: 0.01)
    source = str(write(tmp_path / "a.nq", ALL))
    words = [argument.format(source=source) for argument in arguments]
    with surroundings():
        to = [] if "--to" in words else ["--to", "http://127.0.0.1:9/"]
        result = CliRunner().invoke(publish, [*words, *to], standalone_mode=False)
    shown = getattr(result.exception, "format_message", lambda: "")()
    got = getattr(result.exception, "exit_code", None) if result.exception else result.return_value
    assert got == code and message in result.stderr + shown, (result.exception, result.stderr)
    assert "s3cret" not in result.stderr + shown


# ------------------------------------------------------------------------------------------------- comparing and naming


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ('"5"^^<{x}positiveInteger>', '"5"^^<{x}integer>', True),
        ('"5"^^<{x}positiveInteger>', '"6"^^<{x}integer>', False),
        ('"5"^^<{x}integer>', '"5"', False),
        ('"5.50"^^<{x}decimal>', '"5.5"^^<{x}decimal>', True),
        ('"1"^^<{x}boolean>', '"true"^^<{x}boolean>', True),
        ('"true"^^<{x}boolean>', '"false"^^<{x}boolean>', False),
        ('"2001-12-20T11:00:00+01:00"^^<{x}dateTime>', '"2001-12-20T10:00:00Z"^^<{x}dateTime>', True),
        ('"2001-12-20"^^<{x}date>', '"2001-12-21"^^<{x}date>', False),
        ('"P12M"^^<{x}duration>', '"P1Y"^^<{x}duration>', True),
        ('"P12M"^^<{x}duration>', '"P365D"^^<{x}duration>', False),
        ('"P42D"^^<{x}duration>', '"P1M11D"^^<{x}duration>', False),
        ('"P6M"^^<{x}duration>', '"6"^^<{x}duration>', True),
        ('"P42D"^^<{x}duration>', '"3.6288e+06"^^<{x}duration>', True),
        ('"colour"@en-GB', '"colour"@en-gb', True),
        ('"colour"@en', '"colour"@fr', False),
        ('"été"', '"\\u00e9t\\u00e9"', True),
        ('"ill"^^<{x}integer>', '"ill"^^<{x}integer>', True),
    ],
)
def test_graphs_are_compared_by_value(ours: str, theirs: str, same: bool) -> None:
    pair = [f"<e:s> <e:p> {node.format(x=XSD)} .\n".encode() for node in (ours, theirs)]
    assert (not difference(*pair)) is same
    blank = [f"_:b <e:p> {node.format(x=XSD)} .\n".encode() for node in (ours, theirs)]
    assert (not difference(canonical(blank[0]), canonical(blank[1]))) is same


def test_values_that_coincide_in_the_store_are_one() -> None:
    ours = f'<e:s> <e:p> "5"^^<{XSD}integer> .\n<e:s> <e:p> "05"^^<{XSD}positiveInteger> .\n'.encode()
    found = f'<e:s> <e:p> "5"^^<{XSD}integer> .\n'.encode()
    assert not difference(canonical(ours), found)
    assert difference(canonical(ours), found + b'<e:s> <e:p> "one more" .\n')


def test_types_are_widened_only_where_they_are_types() -> None:
    ours = f'<e:s> <e:p> <{XSD}positiveInteger> .\n<e:s> <e:says> "\\"^^<{XSD}positiveInteger> ." .\n'.encode()
    assert difference(ours, ours.replace(b"positiveI", b"i"))
    assert not difference(ours, b"".join(reversed(ours.splitlines(keepends=True))))


def test_a_dataset_is_published_with_all_that_is_in_it(oxigraph_store: Store, tmp_path: Path) -> None:
    clear(oxigraph_store)
    folder = tmp_path / "council"
    (folder / "links").mkdir(parents=True)
    for name, graph in (("resrdf", "res/1"), ("inferred", "res/1/inferred"), ("vocabulary", "vocab")):
        (folder / f"{name}.nq.gz").write_bytes(gzip.compress((triples(graph) + triples("run")).encode()))
    (folder / "build.json").write_text(f'{{"program": "resrdf", "base": "{BASE}"}}')
    (folder / "links" / "states.ttl").write_text("<e:s> <e:p> <e:o> .")
    assert put(oxigraph_store, folder)[0] == 0
    assert set(contents(oxigraph_store)) == {LEDGER, *(GRAPHS + name for name in ("res/1", "res/1/inferred", "vocab"))}
    (folder / "vocabulary.nq.gz").unlink()
    assert put(oxigraph_store, folder, "--no-vocabulary", "--with-run", "--prune")[0] == 0
    names = ("res/1", "res/1/inferred", "links/states", "run")
    assert set(contents(oxigraph_store)) == {LEDGER, *(GRAPHS + name for name in names)}


def test_a_graph_of_two_files_is_their_union(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.nq", {"res/1": 2}), write(tmp_path / "b.nq", {"res/1": 3, "res/2": 1})
    (tmp_path / "links.ttl").write_text("<e:s> <e:p> <e:o> .", "utf-8")
    with Graphs() as graphs:
        list(add_files(graphs, [first, second, tmp_path / "links.ttl"], Naming(BASE, GRAPHS)))
        sizes = {name.removeprefix(GRAPHS): graphs[name].triples for name in graphs}
    assert sizes == {"res/1": 3, "res/2": 1, "links": 1}
