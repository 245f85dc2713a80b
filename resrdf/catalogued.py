"""What the record of the UN Digital Library says of a work, as triples: the columns of a table of resolutions.

Where the field has a name for it, that name is used (Dublin Core, schema.org); docs/tables.md lists which column goes
where. Works that are named only, such as the report of a committee, are documents with their symbol and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from resrdf.document import Catalogue, LibraryRecord, Release, WorkPart
from resrdf.dossier import Dossier
from resrdf.iris import Iris, is_web_iri, language_iri
from resrdf.lexicon import find_state_by_code
from resrdf.symbol import Symbol
from resrdf.terms import DCTERMS, FOAF, PROV, RDF, SCHEMA, SKOS, UNSC, XSD

_DOI = "https://doi.org/"
_RECORD = re.compile(r"S/PV\.(\d{1,5})")
_IN_ENGLISH = (
    ("topic", DCTERMS.description),
    ("summary", DCTERMS.abstract),
    ("notes", SKOS.note),
    ("other_titles", DCTERMS.alternative),
    ("contains", DCTERMS.tableOfContents),
    ("series", UNSC.series),
)


def about_record(dossier: Dossier, iris: Iris) -> Iterator[Triple]:
    """Yield what the library's record says beside what every catalogue says."""
    catalogue = dossier.catalogue
    if catalogue.record is None:
        return
    work = NamedNode(iris.work(dossier.symbol))
    yield from _about_work(catalogue.record, work, iris)
    if catalogue.record.vote_date and dossier.adoption.vote:
        vote = NamedNode(iris.vote(dossier.adoption.meeting, dossier.symbol))
        yield Triple(vote, DCTERMS.date, Literal(catalogue.record.vote_date.isoformat(), datatype=XSD.date))
    yield from _about_files(catalogue.record, _works_of(catalogue, dossier, iris))


def _about_work(record: LibraryRecord, work: NamedNode, iris: Iris) -> Iterator[Triple]:
    if record.call_number:
        yield Triple(work, DCTERMS.identifier, Literal(record.call_number))
    for name, term in _IN_ENGLISH:
        if value := getattr(record, name):
            yield Triple(work, term, Literal(value, language="en"))
    if record.pages is not None:
        yield Triple(work, SCHEMA.numberOfPages, Literal(str(record.pages), datatype=XSD.integer))
    for symbols, term in ((record.committee_reports, UNSC.committeeReport), (record.related, DCTERMS.relation)):
        for symbol in symbols:
            node = NamedNode(_document(symbol, iris))
            yield Triple(work, term, node)
            if symbol.number is None and not node.value.startswith(iris.path("prst/")):
                yield Triple(node, RDF.type, UNSC.Document)
                yield Triple(node, UNSC.symbol, Literal(symbol.canonical))
    for code in record.places:
        if path := find_state_by_code(code):
            yield Triple(work, DCTERMS.spatial, NamedNode(iris.path(path)))
    for region in record.regions:
        yield Triple(work, DCTERMS.coverage, Literal(region, language="en"))


def _document(symbol: Symbol, iris: Iris) -> str:
    """The IRI of a work that is only named; a bare S/… document is not known to be a draft."""
    if match := _RECORD.fullmatch(symbol.canonical):
        return iris.record(int(match[1]))
    is_kind = symbol.number is not None or symbol.path.startswith("prst/")
    return iris.path(symbol.path if is_kind else symbol.document_path)


def _works_of(catalogue: Catalogue, dossier: Dossier, iris: Iris) -> dict[WorkPart, NamedNode]:
    """The works whose pages and files the record names, as far as the dossier knows them."""
    works: dict[WorkPart, NamedNode] = {"resolution": NamedNode(iris.work(dossier.symbol))}
    if catalogue.draft:
        works["draft"] = NamedNode(iris.work(catalogue.draft))
    if dossier.adoption.meeting:
        works["record"] = NamedNode(iris.record(dossier.adoption.meeting))
    return works


def _about_files(record: LibraryRecord, works: dict[WorkPart, NamedNode]) -> Iterator[Triple]:
    """Pages and PDFs of the library, and the texts that no reader takes apart."""
    for link in record.links:
        work = works.get(link.work)
        if work is None or not is_web_iri(link.address):
            continue
        address = NamedNode(link.address)
        if link.language is None:
            yield Triple(work, FOAF.page, address)
            continue
        yield Triple(work, DCTERMS.hasFormat, address)
        yield Triple(address, DCTERMS.format, Literal("application/pdf"))
        if language := language_iri(link.language):
            yield Triple(address, DCTERMS.language, NamedNode(language))
    for whole in record.texts:
        if work := works.get(whole.work):
            yield Triple(work, SCHEMA.text, Literal(whole.text, language=whole.language))


def about_release(release: Release, source: NamedNode) -> Iterator[Triple]:
    """Yield which published data set a row comes from, in which version, under which licence."""
    if release.identifier:
        yield Triple(source, DCTERMS.identifier, Literal(release.identifier))
    if release.licence:
        yield Triple(source, DCTERMS.rights, Literal(release.licence, language="en"))
    if release.version:
        yield Triple(source, SCHEMA.version, Literal(release.version))
    version, concept = (_doi(doi) for doi in (release.doi, release.concept_doi))
    if version:
        yield Triple(source, PROV.wasDerivedFrom, version)
    if concept and version != concept:
        yield Triple(version or source, DCTERMS.isVersionOf, concept)


def _doi(text: str | None) -> NamedNode | None:
    """The address of a DOI.

    >>> _doi("10.5281/zenodo.11212056"), _doi("see the codebook")
    (<NamedNode value=https://doi.org/10.5281/zenodo.11212056>, None)
    """
    name = (text or "").strip().removeprefix("https://doi.org/").removeprefix("doi:").strip()
    return NamedNode(_DOI + name) if re.fullmatch(r"10\.\d{4,9}/[\w.()/-]+", name) else None


def lost_of(catalogue: Catalogue, dossier: Dossier, iris: Iris) -> Iterator[str]:
    """Say what of the record has no place in the graph, each in one line."""
    record = catalogue.record
    if record is None:
        return
    works = _works_of(catalogue, dossier, iris)
    for code in record.places:
        if not find_state_by_code(code):
            yield f"no State has the code {code}"
    missing = {link.work for link in record.links} | {whole.work for whole in record.texts}
    for work in sorted(missing - works.keys()):
        yield f"the record names files of the {work}, but not its symbol: they are left out"
    for link in record.links:
        if not is_web_iri(link.address):
            yield f"no address: {link.address}"
