"""What a dataset is, said to machines: in VoID with its counts and link sets, in DCAT-AP with its files and their sums.

The folder is thought of as published at ``dataset/`` below the data base, so that every file has an address. Nothing
here holds a time: a dataset of the same texts is described by the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from resrdf.dataset.counts import Totals
from resrdf.iris import DEFAULT_BASE
from resrdf.links import LinkSet, find_link_sets
from resrdf.terms import DCAT, DCTERMS, FOAF, RDF, SKOS, UNSC, VOID, XSD, Namespace
from resrdf.version import VERSION

SPDX = Namespace("http://spdx.org/rdf/terms#")
_LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
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


def void_triples(parts: Parts) -> Iterator[Triple]:
    """The dataset in VoID: counts of the merged graph by class and property, dumps, vocabularies, link sets."""
    totals, dataset = parts.totals, NamedNode(f"{parts.base}dataset")
    yield Triple(dataset, RDF.type, VOID.Dataset)
    yield from _titled(dataset, _TITLE, _ABOUT)
    yield Triple(dataset, DCTERMS.license, _LICENCE)
    yield Triple(dataset, DCTERMS.publisher, NamedNode(f"{DEFAULT_BASE}maintainers"))
    yield Triple(dataset, VOID.uriSpace, Literal(parts.base))
    yield Triple(dataset, VOID.feature, NamedNode("http://www.w3.org/ns/formats/Turtle"))
    yield Triple(dataset, VOID.feature, NamedNode("http://www.w3.org/ns/formats/N-Quads"))
    yield from _counted(dataset, totals)
    yield Triple(dataset, VOID.dataDump, _file(parts, "resrdf.nq.gz"))
    for name in sorted({_namespace(term) for term in (*totals.classes, *totals.properties)}):
        yield Triple(dataset, VOID.vocabulary, NamedNode(name))
    yield from _partitions(dataset, VOID.classPartition, VOID["class"], VOID.entities, totals.classes.items())
    yield from _partitions(dataset, VOID.propertyPartition, VOID.property, VOID.triples, totals.properties.items())
    if parts.inferred:
        inferred = NamedNode(f"{parts.base}dataset/inferred")
        yield Triple(inferred, RDF.type, VOID.Dataset)
        yield from _titled(inferred, "The same in the terms of others", DUMPS["inferred.nq.gz"] + ".")
        yield from _counted(inferred, parts.inferred)
        yield Triple(inferred, VOID.dataDump, _file(parts, "inferred.nq.gz"))
    yield from _link_sets(parts)


def _counted(node: NamedNode, totals: Totals) -> Iterator[Triple]:
    for term, number in (
        (VOID.triples, totals.triples),
        (VOID.distinctSubjects, totals.subjects),
        (VOID.properties, len(totals.properties)),
        (VOID.classes, len(totals.classes)),
        (VOID.documents, totals.documents),
    ):
        yield Triple(node, term, _number(number))


def _partitions(
    dataset: NamedNode, link: NamedNode, term: NamedNode, measure: NamedNode, counts: Iterable[tuple[str, int]]
) -> Iterator[Triple]:
    kind = "class" if link == VOID.classPartition else "property"
    nodes = []
    for name, number in sorted(counts):
        digest = hashlib.sha256(name.encode()).hexdigest()[:6]  # two vocabularies may have a term of one name
        local = name.replace("#", "/").rsplit("/", 1)[-1]
        nodes.append((NamedNode(f"{dataset.value}/{kind}/{local}-{digest}"), name, number))
    yield from (Triple(dataset, link, node) for node, _, _ in nodes)
    for node, name, number in nodes:
        yield Triple(node, RDF.type, VOID.Dataset)
        yield Triple(node, term, NamedNode(name))
        yield Triple(node, measure, _number(number))


def _link_sets(parts: Parts) -> Iterator[Triple]:
    dataset = NamedNode(f"{parts.base}dataset")
    for link_set in (*find_link_sets(), *parts.rules):
        node = NamedNode(link_set.iri)
        yield Triple(dataset, VOID.subset, node)
        yield from _link_set(
            node, link_set.title, link_set.subjects, link_set.objects, link_set.predicate, link_set.triples
        )
        yield Triple(node, VOID.dataDump, _file(parts, f"links/{link_set.name}.ttl"))
    for space, number in sorted(parts.totals.about.items()):
        if space in _TARGETS:
            name, title = _TARGETS[space]
            node = NamedNode(f"{parts.base}links/{name}")
            yield Triple(dataset, VOID.subset, node)
            yield from _link_set(node, title, dataset.value, space, UNSC.about.value, number)
    spaces = {link_set.objects for link_set in (*find_link_sets(), *parts.rules)}
    spaces |= {link_set.subjects for link_set in find_link_sets()} | (_TARGETS.keys() & parts.totals.about.keys())
    for space in sorted(spaces - {dataset.value, f"{DEFAULT_BASE}dataset"}):
        yield Triple(NamedNode(space), RDF.type, VOID.Dataset)
        yield Triple(NamedNode(space), VOID.uriSpace, Literal(space if space.endswith("/") else f"{space}/"))


def _link_set(
    node: NamedNode, title: str, subjects: str, objects: str, predicate: str, number: int
) -> Iterator[Triple]:
    yield Triple(node, RDF.type, VOID.Linkset)
    yield Triple(node, DCTERMS.title, Literal(title, language="en"))
    yield Triple(node, VOID.subjectsTarget, NamedNode(subjects))
    yield Triple(node, VOID.objectsTarget, NamedNode(objects))
    yield Triple(node, VOID.linkPredicate, NamedNode(predicate))
    yield Triple(node, VOID.triples, _number(number))


def dcat_triples(folder: Path, parts: Parts) -> Iterator[Triple]:
    """The dataset in DCAT-AP: a catalogue of one dataset with a distribution for each dump."""
    catalogue, dataset = NamedNode(f"{parts.base}catalogue"), NamedNode(f"{parts.base}dataset")
    publisher = NamedNode(f"{DEFAULT_BASE}maintainers")
    yield Triple(catalogue, RDF.type, DCAT.Catalog)
    yield from _titled(catalogue, "Catalogue of resrdf", "The datasets that resrdf made of resolutions.")
    yield Triple(catalogue, DCTERMS.publisher, publisher)
    yield Triple(catalogue, DCTERMS.license, _LICENCE)
    yield Triple(catalogue, DCAT.dataset, dataset)
    yield Triple(dataset, RDF.type, DCAT.Dataset)
    yield from _titled(dataset, _TITLE, _ABOUT)
    yield Triple(dataset, DCTERMS.publisher, publisher)
    yield Triple(dataset, DCTERMS.identifier, Literal(dataset.value))
    yield Triple(dataset, DCAT.version, Literal(VERSION))
    yield Triple(dataset, DCAT.landingPage, _file(parts, "README.md"))
    yield Triple(dataset, DCTERMS.conformsTo, NamedNode("https://w3id.org/unsc/ontology"))
    for theme in ("INTR", "JUST"):
        yield Triple(dataset, DCAT.theme, NamedNode(f"{_EU}data-theme/{theme}"))
    for word in ("United Nations", "Security Council", "resolutions", "international law"):
        yield Triple(dataset, DCAT.keyword, Literal(word, language="en"))
    for language in sorted(parts.totals.languages):
        yield Triple(dataset, DCTERMS.language, NamedNode(language))
    if parts.totals.first and parts.totals.last:
        period = NamedNode(f"{parts.base}dataset/period")
        yield Triple(dataset, DCTERMS.temporal, period)
        yield Triple(period, RDF.type, DCTERMS.PeriodOfTime)
        yield Triple(period, DCAT.startDate, Literal(parts.totals.first, datatype=XSD.date))
        yield Triple(period, DCAT.endDate, Literal(parts.totals.last, datatype=XSD.date))
    for name, title in DUMPS.items():
        if (folder / name).is_file():
            yield from _distribution(dataset, folder / name, title, parts)
    for node, kind in ((_LICENCE, DCTERMS.LicenseDocument), (publisher, FOAF.Agent)):
        yield Triple(node, RDF.type, kind)
    yield Triple(publisher, FOAF.name, Literal("resrdf maintainers", language="en"))
    for theme in ("INTR", "JUST"):
        yield Triple(NamedNode(f"{_EU}data-theme/{theme}"), RDF.type, SKOS.Concept)
    label = {"INTR": "International issues", "JUST": "Justice, legal system and public safety"}
    for theme, name in label.items():
        yield Triple(NamedNode(f"{_EU}data-theme/{theme}"), SKOS.prefLabel, Literal(name, language="en"))


def _distribution(dataset: NamedNode, path: Path, title: str, parts: Parts) -> Iterator[Triple]:
    node = NamedNode(f"{parts.base}dataset/distribution/{path.name.split('.')[0]}")
    checksum = NamedNode(f"{node.value}/checksum")
    yield Triple(dataset, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield from _titled(node, path.name, f"{title}.")
    yield Triple(node, DCAT.accessURL, _file(parts, path.name))
    yield Triple(node, DCAT.downloadURL, _file(parts, path.name))
    yield Triple(node, DCAT.mediaType, NamedNode(f"{_MEDIA}application/n-quads"))
    yield Triple(node, DCAT.compressFormat, NamedNode(f"{_MEDIA}application/gzip"))
    yield Triple(node, DCTERMS["format"], NamedNode(f"{_EU}file-type/RDF_N_QUADS"))
    yield Triple(node, DCTERMS.license, _LICENCE)
    yield Triple(node, DCAT.byteSize, Literal(str(path.stat().st_size), datatype=XSD.nonNegativeInteger))
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(sum_of(path), datatype=XSD.hexBinary))


def _titled(node: NamedNode, title: str, description: str) -> Iterator[Triple]:
    yield Triple(node, DCTERMS.title, Literal(title, language="en"))
    yield Triple(node, DCTERMS.description, Literal(description, language="en"))


def _file(parts: Parts, name: str) -> NamedNode:
    return NamedNode(f"{parts.base}dataset/{name}")


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


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
