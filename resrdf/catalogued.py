"""What the record of the UN Digital Library says of a work, as triples: the columns of a table of resolutions.

Where the field has a name for it, that name is used (Dublin Core, schema.org); docs/tables.md lists which column goes
where. Works that are named only, such as the report of a committee, are documents with their symbol and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.document import Catalogue, LibraryRecord, Release, WorkPart
from resrdf.dossier import Dossier
from resrdf.iris import Iris, is_web_iri, language_iri
from resrdf.lexicon import find_state_by_code
from resrdf.statements import Statement, to_integer, to_node, to_text, to_value
from resrdf.symbol import Symbol
from resrdf.terms import DCTERMS, FOAF, PROV, RDF, SCHEMA, SKOS, UNSC, XSD, Node

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


def about_record(dossier: Dossier, iris: Iris) -> Iterator[Statement]:
    """Yield what the library's record says beside what every catalogue says."""
    catalogue = dossier.catalogue
    if catalogue.record is None:
        return
    work = to_node(iris.work(dossier.symbol))
    yield from _about_work(catalogue.record, work, iris)
    if catalogue.record.vote_date and dossier.adoption.vote:
        vote = to_node(iris.vote(dossier.adoption.meeting, dossier.symbol))
        yield vote, DCTERMS.date, to_value(catalogue.record.vote_date, XSD.date)
    yield from _about_files(catalogue.record, _works_of(catalogue, dossier, iris))


def _about_work(record: LibraryRecord, work: Node, iris: Iris) -> Iterator[Statement]:
    if record.call_number:
        yield work, DCTERMS.identifier, to_text(record.call_number)
    for name, term in _IN_ENGLISH:
        if value := getattr(record, name):
            yield work, term, to_text(value, "en")
    if record.pages is not None:
        yield work, SCHEMA.numberOfPages, to_integer(record.pages)
    for symbols, term in ((record.committee_reports, UNSC.committeeReport), (record.related, DCTERMS.relation)):
        for symbol in symbols:
            iri = _document(symbol, iris)
            node = to_node(iri)
            yield work, term, node
            if symbol.number is None and not iri.startswith(iris.path("prst/")):
                yield node, RDF.type, UNSC.Document
                yield node, UNSC.symbol, to_text(symbol.canonical)
    for code in record.places:
        if path := find_state_by_code(code):
            yield work, DCTERMS.spatial, to_node(iris.path(path))
    for region in record.regions:
        yield work, DCTERMS.coverage, to_text(region, "en")


def _document(symbol: Symbol, iris: Iris) -> str:
    """The IRI of a work that is only named; a bare S/… document is not known to be a draft."""
    if match := _RECORD.fullmatch(symbol.canonical):
        return iris.record(int(match[1]))
    is_kind = symbol.number is not None or symbol.path.startswith("prst/")
    return iris.path(symbol.path if is_kind else symbol.document_path)


def _works_of(catalogue: Catalogue, dossier: Dossier, iris: Iris) -> dict[WorkPart, Node]:
    """The works whose pages and files the record names, as far as the dossier knows them."""
    works: dict[WorkPart, Node] = {"resolution": to_node(iris.work(dossier.symbol))}
    if catalogue.draft:
        works["draft"] = to_node(iris.work(catalogue.draft))
    if dossier.adoption.meeting:
        works["record"] = to_node(iris.record(dossier.adoption.meeting))
    return works


def _about_files(record: LibraryRecord, works: dict[WorkPart, Node]) -> Iterator[Statement]:
    """Pages and PDFs of the library, and the texts that no reader takes apart."""
    for link in record.links:
        work = works.get(link.work)
        if work is None or not is_web_iri(link.address):
            continue
        address = to_node(link.address)
        if link.language is None:
            yield work, FOAF.page, address
            continue
        yield work, DCTERMS.hasFormat, address
        yield address, DCTERMS.format, to_text("application/pdf")
        if language := language_iri(link.language):
            yield address, DCTERMS.language, to_node(language)
    for whole in record.texts:
        if work := works.get(whole.work):
            yield work, SCHEMA.text, to_text(whole.text, whole.language)


def about_release(release: Release, source: Node) -> Iterator[Statement]:
    """Yield which published data set a row comes from, in which version, under which licence."""
    if release.identifier:
        yield source, DCTERMS.identifier, to_text(release.identifier)
    if release.licence:
        yield source, DCTERMS.rights, to_text(release.licence, "en")
    if release.version:
        yield source, SCHEMA.version, to_text(release.version)
    version, concept = (_doi(doi) for doi in (release.doi, release.concept_doi))
    if version:
        yield source, PROV.wasDerivedFrom, version
    if concept and version != concept:
        yield version or source, DCTERMS.isVersionOf, concept


def _doi(text: str | None) -> Node | None:
    """The address of a DOI.

    >>> _doi("10.5281/zenodo.11212056"), _doi("see the codebook")
    ('<https://doi.org/10.5281/zenodo.11212056>', None)
    """
    name = (text or "").strip().removeprefix("https://doi.org/").removeprefix("doi:").strip()
    return to_node(_DOI + name) if re.fullmatch(r"10\.\d{4,9}/[\w.()/-]+", name) else None


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
