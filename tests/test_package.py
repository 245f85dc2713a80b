"""The dataset package: its counts are true, its descriptions conform, it is the same bytes anywhere, it can be loaded."""

from __future__ import annotations

import configparser
import gzip
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from pages import AKN, SEEDS, page, run
from rdflib import RDF, Graph, Namespace, URIRef

from resrdf.dataset.build import build
from resrdf.links import find_link_sets
from resrdf.resources import find_folder
from resrdf.sources import find_sources
from resrdf.store import open_store
from resrdf.validate import validate

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef("https://w3id.org/unsc/dataset")
SHAPES = find_folder("dataset") / "shapes"
RECIPES = find_folder("dataset") / "load"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeds and the UN's XML, with what follows in the terms of others."""
    folder = tmp_path_factory.mktemp("package") / "council"
    list(build(list(find_sources([*SEEDS, AKN])), folder, infer=True))
    return folder


def loaded(*dumps: Path) -> ox.Store:
    store = ox.Store()
    for dump in dumps:
        store.load(gzip.decompress(dump.read_bytes()), ox.RdfFormat.N_QUADS)
    return store


def counts(store: ox.Store, query: str) -> dict[str, int]:
    """The answer of a query that counts: name and number."""
    return {row[0].value: int(row[1].value) for row in store.query(query)}  # type: ignore[union-attr]


def described(path: Path) -> Graph:
    return Graph().parse(path)


# ---------------------------------------------------------------------------------------------- VoID
def test_the_counts_of_void_are_those_of_sparql(package: Path) -> None:
    store, void = loaded(package / "resrdf.nq.gz"), described(package / "void.ttl")
    said = {int(number) for number in void.objects(DATASET, VOID.triples)}  # type: ignore[arg-type]
    merged = {quad.triple for quad in store}
    assert said == {len(merged)}
    assert len(merged) < len(store), "some triple stands in several graphs, so that the count can be wrong"
    assert void.value(DATASET, VOID.distinctSubjects).value == len({triple.subject for triple in merged})  # type: ignore[union-attr]
    documents = {quad.graph_name for quad in store}
    union = ox.Store()
    union.extend(ox.Quad(*triple) for triple in merged)
    assert void.value(DATASET, VOID.documents).value == len(documents)  # type: ignore[union-attr]
    for link, term, measure, query in (
        (VOID.classPartition, VOID["class"], VOID.entities, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }"),
        (VOID.propertyPartition, VOID.property, VOID.triples, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ):
        partitions = {
            str(void.value(node, term)): int(void.value(node, measure))  # type: ignore[arg-type]
            for node in void.objects(DATASET, link)
        }
        assert partitions == counts(union, f"{query} GROUP BY ?{'c' if 'class' in term else 'p'}")


def test_what_follows_is_counted_apart(package: Path) -> None:
    void = described(package / "void.ttl")
    merged = {quad.triple for quad in loaded(package / "inferred.nq.gz")}
    assert void.value(DATASET + "/inferred", VOID.triples).value == len(merged)  # type: ignore[union-attr]


def test_every_link_set_is_described_with_its_number(package: Path) -> None:
    void = described(package / "void.ttl")
    store = loaded(package / "resrdf.nq.gz", package / "vocabulary.nq.gz")
    graph = "https://w3id.org/unsc/graph/links/"
    sets = {str(node): void.value(node, VOID.triples) for node in void.subjects(RDF.type, VOID.Linkset)}
    assert len(sets) == len(find_link_sets()) + 2 + 3, "curated, by rule, and what the UN's files say of subjects"
    for node in void.subjects(RDF.type, VOID.Linkset):
        name, predicate = str(node).rsplit("/", 1)[1], ox.NamedNode(str(void.value(node, VOID.linkPredicate)))
        number = void.value(node, VOID.triples).value  # type: ignore[union-attr]
        if name.startswith("about-"):
            space = str(void.value(node, VOID.objectsTarget))
            about = {q.triple for q in store.quads_for_pattern(None, predicate, None)}
            assert number == sum(triple.object.value.startswith(space) for triple in about) > 0  # type: ignore[union-attr]
        else:
            assert number == sum(1 for _ in store.quads_for_pattern(None, predicate, None, ox.NamedNode(graph + name)))
            assert (package / "links" / f"{name}.ttl").is_file()
    works = {q.subject for q in store.quads_for_pattern(None, ox.NamedNode("http://xmlns.com/foaf/0.1/page"), None)}
    assert len(works) == len(list((package / "graphs").iterdir()))


@pytest.mark.parametrize("engine", ["pyshacl", "auto"])
@pytest.mark.parametrize(("name", "shapes"), [("void", "void"), ("dcat", "dcat-ap")])
def test_the_descriptions_conform(package: Path, name: str, shapes: str, engine: str) -> None:
    data = described(package / f"{name}.ttl").serialize(format="nt", encoding="utf-8")
    assert validate(data, shapes=[SHAPES / f"{shapes}.ttl"], engine=engine).results == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "shapes", "old", "new", "complaint"),
    [
        ("dcat", "dcat-ap", 'dcterms:title "Resolutions', 'dcterms:alternative "Resolutions', "A dataset has a title."),
        ("dcat", "dcat-ap", 'dcterms:title "Catalogue', 'dcterms:alternative "Catalogue', "A catalogue has a title."),
        ("dcat", "dcat-ap", "dcat:accessURL", "dcat:endpointURL", "A distribution has an access URL."),
        ("dcat", "dcat-ap", "foaf:name", "foaf:nick", "An agent has a name."),
        ("dcat", "dcat-ap", "spdx:algorithm ", "spdx:name ", "A checksum has one algorithm."),
        ("dcat", "dcat-ap", "a foaf:Agent", "a foaf:Person", "A catalogue has one publisher."),
        ("dcat", "dcat-ap", "^^xsd:nonNegativeInteger", "^^xsd:integer", "A size in bytes"),
        ("void", "void", "void:linkPredicate", "void:property", "exactly one link predicate"),
        ("void", "void", "void:entities", "void:documents", "counts its entities"),
        ("void", "void", "    void:class unsc:Clause ;\n", "", "exactly one class"),
    ],
)
def test_a_bad_description_is_found_out(
    package: Path, name: str, shapes: str, old: str, new: str, complaint: str
) -> None:
    text = (package / f"{name}.ttl").read_text(encoding="utf-8")
    assert old in text
    data = Graph().parse(data=text.replace(old, new), format="turtle").serialize(format="nt", encoding="utf-8")
    found = validate(data, shapes=[SHAPES / f"{shapes}.ttl"]).results
    assert any(complaint in finding.message for finding in found), [f.message for f in found]


def test_dcat_tells_the_size_and_the_sum_of_each_dump(package: Path) -> None:
    dcat = described(package / "dcat.ttl")
    names = set()
    for node in dcat.objects(DATASET, DCAT.distribution):
        path = package / str(dcat.value(node, DCAT.downloadURL)).rsplit("/", 1)[1]
        names.add(path.name)
        assert int(str(dcat.value(node, DCAT.byteSize))) == path.stat().st_size
        value = dcat.value(dcat.value(node, SPDX.checksum), SPDX.checksumValue)
        assert str(value).lower() == hashlib.sha256(path.read_bytes()).hexdigest()
    assert names == {"resrdf.nq.gz", "inferred.nq.gz", "vocabulary.nq.gz"}
    period = dcat.value(DATASET, URIRef("http://purl.org/dc/terms/temporal"))
    assert str(dcat.value(period, DCAT.startDate)) == "1997-11-14"


# ---------------------------------------------------------------------------------------------- its files
def test_the_sums_cover_all_that_does_not_change(package: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=package, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")
    summed = {line.split("  ", 1)[1] for line in (package / "SHA256SUMS").read_text().splitlines()}
    files = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}
    left = {name for name in files - summed if not name.startswith("store/")}
    assert left == {"build.json", "run.ttl", "SHA256SUMS"}
    assert "graphs/res-1386.ttl" in summed


def test_the_page_for_people_names_every_file(package: Path) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    assert "$" not in text
    for path in package.iterdir():
        assert path.name == "README.md" or path.name in text, path.name


def test_the_vocabulary_dump_holds_what_the_folders_hold(package: Path) -> None:
    store = loaded(package / "vocabulary.nq.gz")
    held = {quad.triple for quad in store}
    files = [*(package / "ontology").rglob("*.ttl"), *(package / "links").glob("*.ttl")]
    assert held == {quad.triple for path in files for quad in ox.parse(path=str(path))}


def test_the_shacl_report_can_be_read(package: Path) -> None:
    report = described(package / "report.ttl")
    assert list(report.subjects(RDF.type, URIRef("http://www.w3.org/ns/shacl#ValidationReport")))
    assert (None, URIRef("http://www.w3.org/ns/shacl#conforms"), None) in report


def test_the_store_holds_everything(package: Path) -> None:
    store = open_store(package / "store")
    for name in ("resrdf.nq.gz", "inferred.nq.gz"):
        some = list(loaded(package / name))[:500]
        assert all(next(store.quads_for_pattern(q.subject, q.predicate, None, q.graph_name), None) for q in some)


# ---------------------------------------------------------------------------------------------- the same bytes
def summed(folder: Path) -> str:
    return (folder / "SHA256SUMS").read_text()


def test_the_same_texts_give_the_same_package_anywhere(tmp_path: Path) -> None:
    """Another folder of sources and of output, another time, another number of processes, another order of sets."""
    for number, (jobs, seed, epoch) in enumerate((("1", "1", "1000000000"), ("2", "2", "1700000000"))):
        texts = tmp_path / f"at-{'x' * number}" / "texts"
        (texts / "more").mkdir(parents=True)
        for n in range(9001, 9070):
            words = ["Decides to extend the mandate of UNMOT until 3 May 2032;", f"Decides to act a {n}th time."]
            (texts / f"{n}.txt").write_text(page(n, operative=words))
        shutil.copy(AKN / "resolution.xml", texts / "more")
        (texts / "more" / "bad.txt").write_text("nothing")
        options = ("-o", tmp_path / f"out{number}", "--jobs", jobs, "-q", "--infer")
        result = run("build", texts, *options, PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=epoch)
        assert result.returncode == 1, "one text cannot be read"
    assert summed(tmp_path / "out0") == summed(tmp_path / "out1")
    assert "graphs/res-9069.ttl" in summed(tmp_path / "out0")
    assert (tmp_path / "out0" / "run.ttl").read_bytes() != (tmp_path / "out1" / "run.ttl").read_bytes()


def test_a_build_that_breaks_off_leaves_no_sums_and_can_be_repeated(tmp_path: Path) -> None:
    sources = list(find_sources(SEEDS))
    list(build(sources, tmp_path / "out"))
    before = summed(tmp_path / "out")
    started = build(sources, tmp_path / "out")
    next(started)
    started.close()  # type: ignore[attr-defined]
    assert not (tmp_path / "out" / "SHA256SUMS").exists(), "sums of what is half written would mislead"
    assert len(open_store(tmp_path / "out" / "store")), "the store of before is still in force"
    list(build(sources, tmp_path / "out"))
    assert summed(tmp_path / "out") == before


def test_what_follows_goes_when_it_is_no_longer_asked_for(tmp_path: Path) -> None:
    sources = list(find_sources(SEEDS[:1]))
    list(build(sources, tmp_path / "out", infer=True))
    assert (tmp_path / "out" / "inferred.nq.gz").exists()
    list(build(sources, tmp_path / "out"))
    assert not (tmp_path / "out" / "inferred.nq.gz").exists()
    assert "inferred" not in summed(tmp_path / "out") and "inferred" not in (tmp_path / "out" / "void.ttl").read_text()


def test_further_link_sets_go_with_it(tmp_path: Path) -> None:
    text = find_link_sets()[0].path.read_text(encoding="utf-8")
    mine = tmp_path / "mine.ttl"
    mine.write_text(text.replace("links/actors-unbis", "links/mine"), encoding="utf-8")
    arguments = ("build", SEEDS[0], "-o", tmp_path / "out", "--links", mine)
    assert run(*arguments).returncode == 0
    assert (tmp_path / "out" / "links" / "mine.ttl").read_bytes() == mine.read_bytes()
    store = open_store(tmp_path / "out" / "store")
    graph = ox.NamedNode("https://w3id.org/unsc/graph/links/mine")
    assert sum(1 for _ in store.quads_for_pattern(None, None, None, graph)) > 34
    assert "links/mine" in (tmp_path / "out" / "void.ttl").read_text()
    assert b"up to date" in run(*arguments).stderr
    mine.write_text(mine.read_text().replace("Actors in the", "Agents in the"), encoding="utf-8")
    assert b"up to date" not in run(*arguments).stderr, "a changed link set is a changed dataset"
    taken = tmp_path / "eu-acts.ttl"
    taken.write_text(text, encoding="utf-8")
    result = run("build", SEEDS[0], "-o", tmp_path / "out", "--links", taken)
    assert result.returncode == 1 and b"there is a link set of this name already" in result.stderr
    mine.write_text("nonsense", encoding="utf-8")
    result = run(*arguments)
    assert result.returncode == 1 and b"not a link set in Turtle" in result.stderr


# ---------------------------------------------------------------------------------------------- loading recipes
@pytest.mark.parametrize("recipe", sorted(RECIPES.glob("*.sh")), ids=lambda path: path.name)
def test_a_recipe_is_a_script_that_says_its_usage(recipe: Path) -> None:
    assert subprocess.run(["sh", "-n", recipe], check=False).returncode == 0
    result = subprocess.run(["sh", recipe], capture_output=True, text=True, check=False)
    assert result.returncode != 0 and "usage: sh load/" in result.stderr


def test_the_qleverfile_names_the_dumps(package: Path) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(package / "load" / "Qleverfile")
    assert parser["index"]["FORMAT"] == "nq"
    assert {path.name for path in package.glob(parser["index"]["INPUT_FILES"])} == {
        "resrdf.nq.gz", "inferred.nq.gz", "vocabulary.nq.gz",
    }  # fmt: skip


def test_oxigraph_loads_it(package: Path, tmp_path: Path) -> None:
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("the program oxigraph is not installed (pip install oxigraph)")
    path = f"{Path(program).parent}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["sh", "load/oxigraph.sh", tmp_path / "store"],
        cwd=package, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    ours = loaded(*sorted(package.glob("*.nq.gz")))
    there = ox.Store.read_only(str(tmp_path / "store"))
    assert len(there) == len(ours)


def test_virtuoso_loads_it(package: Path, tmp_path: Path) -> None:
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server is None or client is None:
        pytest.skip("Virtuoso is not installed (apt-get install --no-install-recommends virtuoso-opensource-7)")
    with socket.socket() as one, socket.socket() as two:
        for place in (one, two):
            place.bind(("127.0.0.1", 0))
        port, web = one.getsockname()[1], two.getsockname()[1]
    (tmp_path / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\n"
        "xa_persistent_file = v.pxa\n[TempDatabase]\nDatabaseFile = v.tdb\nTransactionFile = v.ttr\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{port}\nDirsAllowed = {package}\nNumberOfBuffers = 4000\n"
        f"[HTTPServer]\nServerPort = 127.0.0.1:{web}\nServerRoot = .\n"
    )
    process = subprocess.Popen([server, "-f", "-c", "virtuoso.ini"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    try:
        answers = wait_for(client, port, process)
        assert answers
        result = subprocess.run(
            ["sh", "load/virtuoso.sh", f"127.0.0.1:{port}", "dba", "dba"],
            cwd=package, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr
        counted = isql(
            client, port, "SPARQL SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "
            "'https://w3id.org/unsc/graph/')) };",
        )  # fmt: skip
        ours = loaded(*sorted(package.glob("*.nq.gz")))
        assert str(len(ours)) in counted.split(), counted
    finally:
        process.terminate()
        process.wait(30)


def isql(client: str, port: int, statement: str) -> str:
    command = [client, f"127.0.0.1:{port}", "dba", "dba", f"EXEC={statement}", "ERRORS=STDOUT"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def wait_for(client: str, port: int, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        if "4711" in isql(client, port, "SELECT 4711;"):
            return True
        time.sleep(0.5)
    return False
