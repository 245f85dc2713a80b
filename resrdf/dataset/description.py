"""What a dataset is, said to machines: in VoID with its counts and link sets, in DCAT-AP with its files and their sums.

The folder is thought of as published at ``dataset/`` below the data base, so that every file has an address. Nothing
here holds a time: a dataset of the same texts is described by the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from resrdf.dataset.counts import Totals
from resrdf.iris import DEFAULT_BASE
from resrdf.links import LinkSet, find_link_sets
from resrdf.statements import Statement, Value, below, iri_of, to_integer, to_node, to_text, to_value
from resrdf.terms import DCAT, DCTERMS, FOAF, RDF, SKOS, UNSC, VOID, XSD, Namespace, Node
from resrdf.version import VERSION

SPDX = Namespace("http://spdx.org/rdf/terms#")
_LICENCE = to_node("https://creativecommons.org/licenses/by/4.0/")
_MEDIA = "http://www.iana.org/assignments/media-types/"
_EU = "http://publications.europa.eu/resource/authority/"
_TITLE = "Resolutions of the United Nations Security Council"
_ABOUT = (
    "Resolutions of the Security Council down to the sub-paragraph: their words, what each paragraph does, whom it "
    "addresses and what it cites, votes and meetings, mandates, sanctions measures and duties to report."
)
_TARGETS = {
    "http://metadata.un.org/thesaurus/": ("about-unbis", "Works in the UNBIS Thesaurus"),
    "http://eurovoc.europa.eu/": ("about-eurovoc", "Works in EuroVoc"),
    "http://metadata.un.org/sdg/": ("about-sdg", "Works and the Sustainable Development Goals"),
}
DUMPS = {
    "resrdf.nq.gz": "What was read from the texts, a named graph a document",
    "inferred.nq.gz": "What follows from it in the terms of ELI, schema.org, PROV, ORG and Web Annotation",
    "vocabulary.nq.gz": "Ontology, vocabularies and link sets, each in its named graph",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a build made: the counts of the texts' graphs, of what follows from them, and of the links made by rule."""

    totals: Totals
    inferred: Totals | None
    rules: tuple[LinkSet, ...]
    base: str = DEFAULT_BASE


def void_statements(parts: Parts) -> Iterator[Statement]:
    """The dataset in VoID: counts of the merged graph by class and property, dumps, vocabularies, link sets."""
    totals, dataset = parts.totals, to_node(f"{parts.base}dataset")
    yield dataset, RDF.type, VOID.Dataset
    yield from _titled(dataset, _TITLE, _ABOUT)
    yield dataset, DCTERMS.license, _LICENCE
    yield dataset, DCTERMS.publisher, to_node(f"{DEFAULT_BASE}maintainers")
    yield dataset, VOID.uriSpace, to_text(parts.base)
    yield dataset, VOID.feature, to_node("http://www.w3.org/ns/formats/Turtle")
    yield dataset, VOID.feature, to_node("http://www.w3.org/ns/formats/N-Quads")
    yield from _counted(dataset, totals)
    yield dataset, VOID.dataDump, _file(parts, "resrdf.nq.gz")
    for name in sorted({_namespace(term) for term in (*totals.classes, *totals.properties)}):
        yield dataset, VOID.vocabulary, to_node(name)
    yield from _partitions(dataset, VOID.classPartition, VOID["class"], VOID.entities, totals.classes.items())
    yield from _partitions(dataset, VOID.propertyPartition, VOID.property, VOID.triples, totals.properties.items())
    if parts.inferred:
        inferred = to_node(f"{parts.base}dataset/inferred")
        yield inferred, RDF.type, VOID.Dataset
        yield from _titled(inferred, "The same in the terms of others", DUMPS["inferred.nq.gz"] + ".")
        yield from _counted(inferred, parts.inferred)
        yield inferred, VOID.dataDump, _file(parts, "inferred.nq.gz")
    yield from _link_sets(parts)


def _counted(node: Node, totals: Totals) -> Iterator[Statement]:
    for term, number in (
        (VOID.triples, totals.triples),
        (VOID.distinctSubjects, totals.subjects),
        (VOID.properties, len(totals.properties)),
        (VOID.classes, len(totals.classes)),
        (VOID.documents, totals.documents),
    ):
        yield node, term, _number(number)


def _partitions(
    dataset: Node, link: Node, term: Node, measure: Node, counts: Iterable[tuple[str, int]]
) -> Iterator[Statement]:
    kind = "class" if link == VOID.classPartition else "property"
    nodes = []
    for name, number in sorted(counts):
        digest = hashlib.sha256(name.encode()).hexdigest()[:6]  # two vocabularies may have a term of one name
        local = name.replace("#", "/").rsplit("/", 1)[-1]
        nodes.append((to_node(f"{iri_of(dataset)}/{kind}/{local}-{digest}"), name, number))
    yield from ((dataset, link, node) for node, _, _ in nodes)
    for node, name, number in nodes:
        yield node, RDF.type, VOID.Dataset
        yield node, term, to_node(name)
        yield node, measure, _number(number)


def _link_sets(parts: Parts) -> Iterator[Statement]:
    dataset = to_node(f"{parts.base}dataset")
    for link_set in (*find_link_sets(), *parts.rules):
        node = to_node(link_set.iri)
        yield dataset, VOID.subset, node
        yield from _link_set(
            node, link_set.title, link_set.subjects, link_set.objects, link_set.predicate, link_set.triples
        )
        yield node, VOID.dataDump, _file(parts, f"links/{link_set.name}.ttl")
    for space, number in sorted(parts.totals.about.items()):
        if space in _TARGETS:
            name, title = _TARGETS[space]
            node = to_node(f"{parts.base}links/{name}")
            yield dataset, VOID.subset, node
            yield from _link_set(node, title, iri_of(dataset), space, iri_of(UNSC.about), number)
    spaces = {link_set.objects for link_set in (*find_link_sets(), *parts.rules)}
    spaces |= {link_set.subjects for link_set in find_link_sets()} | (_TARGETS.keys() & parts.totals.about.keys())
    for space in sorted(spaces - {iri_of(dataset), f"{DEFAULT_BASE}dataset"}):
        yield to_node(space), RDF.type, VOID.Dataset
        yield to_node(space), VOID.uriSpace, to_text(space if space.endswith("/") else f"{space}/")


def _link_set(node: Node, title: str, subjects: str, objects: str, predicate: str, number: int) -> Iterator[Statement]:
    yield node, RDF.type, VOID.Linkset
    yield node, DCTERMS.title, to_text(title, "en")
    yield node, VOID.subjectsTarget, to_node(subjects)
    yield node, VOID.objectsTarget, to_node(objects)
    yield node, VOID.linkPredicate, to_node(predicate)
    yield node, VOID.triples, _number(number)


def dcat_statements(folder: Path, parts: Parts) -> Iterator[Statement]:
    """The dataset in DCAT-AP: a catalogue of one dataset with a distribution for each dump."""
    catalogue, dataset = to_node(f"{parts.base}catalogue"), to_node(f"{parts.base}dataset")
    publisher = to_node(f"{DEFAULT_BASE}maintainers")
    yield catalogue, RDF.type, DCAT.Catalog
    yield from _titled(catalogue, "Catalogue of resrdf", "The datasets that resrdf made of resolutions.")
    yield catalogue, DCTERMS.publisher, publisher
    yield catalogue, DCTERMS.license, _LICENCE
    yield catalogue, DCAT.dataset, dataset
    yield dataset, RDF.type, DCAT.Dataset
    yield from _titled(dataset, _TITLE, _ABOUT)
    yield dataset, DCTERMS.publisher, publisher
    yield dataset, DCTERMS.identifier, to_text(iri_of(dataset))
    yield dataset, DCAT.version, to_text(VERSION)
    yield dataset, DCAT.landingPage, _file(parts, "README.md")
    yield dataset, DCTERMS.conformsTo, to_node("https://w3id.org/unsc/ontology")
    for theme in ("INTR", "JUST"):
        yield dataset, DCAT.theme, to_node(f"{_EU}data-theme/{theme}")
    for word in ("United Nations", "Security Council", "resolutions", "international law"):
        yield dataset, DCAT.keyword, to_text(word, "en")
    for language in sorted(parts.totals.languages):
        yield dataset, DCTERMS.language, to_node(language)
    if parts.totals.first and parts.totals.last:
        period = to_node(f"{parts.base}dataset/period")
        yield dataset, DCTERMS.temporal, period
        yield period, RDF.type, DCTERMS.PeriodOfTime
        yield period, DCAT.startDate, to_value(parts.totals.first, XSD.date)
        yield period, DCAT.endDate, to_value(parts.totals.last, XSD.date)
    for name, title in DUMPS.items():
        if (folder / name).is_file():
            yield from _distribution(dataset, folder / name, title, parts)
    for node, kind in ((_LICENCE, DCTERMS.LicenseDocument), (publisher, FOAF.Agent)):
        yield node, RDF.type, kind
    yield publisher, FOAF.name, to_text("resrdf maintainers", "en")
    for theme in ("INTR", "JUST"):
        yield to_node(f"{_EU}data-theme/{theme}"), RDF.type, SKOS.Concept
    label = {"INTR": "International issues", "JUST": "Justice, legal system and public safety"}
    for theme, name in label.items():
        yield to_node(f"{_EU}data-theme/{theme}"), SKOS.prefLabel, to_text(name, "en")


def _distribution(dataset: Node, path: Path, title: str, parts: Parts) -> Iterator[Statement]:
    node = to_node(f"{parts.base}dataset/distribution/{path.name.split('.')[0]}")
    checksum = below(node, "checksum")
    yield dataset, DCAT.distribution, node
    yield node, RDF.type, DCAT.Distribution
    yield from _titled(node, path.name, f"{title}.")
    yield node, DCAT.accessURL, _file(parts, path.name)
    yield node, DCAT.downloadURL, _file(parts, path.name)
    yield node, DCAT.mediaType, to_node(f"{_MEDIA}application/n-quads")
    yield node, DCAT.compressFormat, to_node(f"{_MEDIA}application/gzip")
    yield node, DCTERMS["format"], to_node(f"{_EU}file-type/RDF_N_QUADS")
    yield node, DCTERMS.license, _LICENCE
    yield node, DCAT.byteSize, to_value(path.stat().st_size, XSD.nonNegativeInteger)
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, to_value(sum_of(path), XSD.hexBinary)


def _titled(node: Node, title: str, description: str) -> Iterator[Statement]:
    yield node, DCTERMS.title, to_text(title, "en")
    yield node, DCTERMS.description, to_text(description, "en")


def _file(parts: Parts, name: str) -> Node:
    return to_node(f"{parts.base}dataset/{name}")


def _number(number: int) -> Value:
    return to_integer(number)


def _namespace(term: str) -> str:
    """The namespace of a term.

    >>> _namespace("http://www.w3.org/ns/prov#used"), _namespace("http://purl.org/dc/terms/title")
    ('http://www.w3.org/ns/prov#', 'http://purl.org/dc/terms/')
    """
    return term[: max(term.rfind("#"), term.rfind("/")) + 1]


def sum_of(path: Path) -> str:
    """The SHA-256 sum of a file, as ``sha256sum`` prints it."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
