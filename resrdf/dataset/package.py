"""What stands beside the data in a dataset: vocabularies, links, recipes, a page for people, descriptions, sums.

Nothing here holds a time: a dataset of the same texts is the same bytes.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from string import Template

from pyoxigraph import RdfFormat, parse, serialize

from resrdf.dataset.description import DUMPS, SPDX, Parts, dcat_statements, sum_of, void_statements
from resrdf.entail import entail
from resrdf.errors import ResrdfError
from resrdf.links import LinkSet, find_link_sets, read_link_set
from resrdf.resources import find_folder, find_turtle
from resrdf.statements import Statement, from_triples, to_lines, to_triples
from resrdf.store import ONTOLOGY_GRAPH, VOCABULARY_GRAPH
from resrdf.terms import PREFIXES
from resrdf.version import VERSION

RULES = ("works-published", "works-akn")
"""The link sets that are made by rule, in the order in which ``dataset/rules.ttl`` describes them."""

UNSUMMED = frozenset(("build.json", "run.ttl", "SHA256SUMS"))
"""Files that a build writes anew each time, and so without a sum; the store has none either."""


def copy_resources(folder: Path) -> None:
    """Put ontology, shapes, curated link sets and loading recipes into a dataset, as they are."""
    for name in ("ontology", "shapes", "links"):
        _copy(find_folder(name), folder / name)
    _copy(find_folder("dataset") / "load", folder / "load")
    _copy(find_folder("dataset") / "shapes", folder / "shapes" / "package")


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=shutil.copyfile)


def copy_link_sets(link_sets: Iterable[LinkSet], folder: Path) -> tuple[LinkSet, ...]:
    """Put further link sets beside the curated ones."""
    copied = []
    for link_set in link_sets:
        path = folder / f"{link_set.name}.ttl"
        shutil.copyfile(link_set.path, path)
        copied.append(replace(link_set, path=path))
    return tuple(copied)


def read_link_sets(paths: Iterable[Path]) -> tuple[LinkSet, ...]:
    """Read further link sets; raises ResrdfError for one that is none, or whose name is taken."""
    taken = {*RULES, *(link_set.name for link_set in find_link_sets())}
    found = []
    for path in paths:
        link_set = read_link_set(path)
        if link_set.name in taken:
            raise ResrdfError(f"{path}: there is a link set of this name already; give the file another name")
        taken.add(link_set.name)
        found.append(link_set)
    return tuple(found)


def write_vocabulary(folder: Path, rules: Iterable[LinkSet]) -> None:
    """Write the ontology, the vocabularies and all link sets as one compressed file of named graphs."""
    with gzip.GzipFile(folder / "vocabulary.nq.gz", "wb", compresslevel=6, mtime=0) as out:
        for path in find_turtle("ontology"):
            out.write(_as_nquads(path, VOCABULARY_GRAPH if path.parent.name == "vocab" else ONTOLOGY_GRAPH))
        for link_set in (*find_link_sets(), *rules):
            out.write(_as_nquads(link_set.path, link_set.graph))


def _as_nquads(path: Path, graph: str) -> bytes:
    triples = (quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE))
    return to_lines(from_triples(triples), graph)


def entailed_of_vocabulary() -> list[Statement]:
    """What the vocabularies say in the terms of others: that a mission is an org:Organization."""
    vocabulary = [path for path in find_turtle("ontology") if path.parent.name == "vocab"]
    triples = (quad.triple for path in vocabulary for quad in parse(path=str(path)))
    return list(entail(from_triples(triples)))


def write_rules(folder: Path, links: Sequence[Iterable[bytes]], base: str) -> tuple[LinkSet, ...]:
    """Write the links that a rule makes of every symbol, as link sets like the curated ones."""
    template = Template((find_folder("dataset") / "rules.ttl").read_text(encoding="utf-8"))
    blocks = template.template.split("# ----\n")
    found = []
    for block, name, made in zip(blocks, RULES, links, strict=True):
        lines = b"".join(sorted(made)).decode()
        path = folder / f"{name}.ttl"
        text = Template(block).substitute(base=base, number=lines.count("\n"))
        path.write_text(text + "\n" + lines, encoding="utf-8")
        found.append(replace(read_link_set(path), path=path))
    return tuple(found)


def describe(folder: Path, parts: Parts) -> None:
    """Write void.ttl, README.md and, last, dcat.ttl, which names the sizes and sums of the others."""
    _write(folder / "void.ttl", void_statements(parts), parts.base)
    (folder / "README.md").write_text(_readme(parts), encoding="utf-8")
    _write(folder / "dcat.ttl", dcat_statements(folder, parts), parts.base)


def _write(path: Path, statements: Iterable[Statement], base: str) -> None:
    prefixes = {name: PREFIXES[name] for name in ("dcat", "dcterms", "foaf", "rdf", "skos", "unsc", "void", "xsd")}
    turtle = serialize(
        to_triples(statements), format=RdfFormat.TURTLE, prefixes={**prefixes, "spdx": str(SPDX)}, base_iri=base
    )
    assert turtle is not None
    head: list[str] = []
    body: list[str] = []
    for line in turtle.decode().splitlines():
        (head if line.startswith("@") else body).append(line.replace("\t", "    "))
    text = "\n".join([*sorted(head), "", *body]) + "\n"
    path.write_text(text.replace(" .\n<", " .\n\n<"), encoding="utf-8")


def _readme(parts: Parts) -> str:
    """The page for people who find the folder."""
    totals = parts.totals
    template = Template((find_folder("dataset") / "README.md").read_text(encoding="utf-8"))
    sets = "\n".join(f"| `links/{s.name}.ttl` | {s.title} | {s.triples:,} |" for s in (*find_link_sets(), *parts.rules))
    inferred = f"| `inferred.nq.gz` | {DUMPS['inferred.nq.gz'][0].lower()}{DUMPS['inferred.nq.gz'][1:]} |\n"
    return template.substitute(
        version=VERSION,
        base=parts.base,
        documents=f"{totals.documents:,}",
        triples=f"{totals.triples:,}",
        period=f"{totals.first} to {totals.last}" if totals.first else "unknown",
        link_sets=sets,
        inferred=inferred if parts.inferred else "",
    )


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over everything that is the same whenever it is built; ``sha256sum -c`` reads it."""
    files = sorted(
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in {*UNSUMMED, "store"}
    )
    lines = "".join(f"{sum_of(folder / path)}  {path.as_posix()}\n" for path in files)
    (folder / "SHA256SUMS").write_text(lines, encoding="utf-8")
