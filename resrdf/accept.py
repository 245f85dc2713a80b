"""A review file becomes a link set: what a person has accepted, with its source, its date and its method."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from resrdf.errors import ResrdfError
from resrdf.iris import DEFAULT_BASE
from resrdf.links import LinkSet, read_link_set
from resrdf.resources import find_folder
from resrdf.seek import Candidate
from resrdf.terms import SKOS

EXACT = f"{SKOS}exactMatch"


def accept(candidates: Sequence[Candidate], path: Path, predicate: str = EXACT) -> LinkSet:
    """Write the accepted rows as a link set and check it; a set that does not conform is not left behind.

    Raises ResrdfError where nothing is accepted, or where the accepted rows contradict each other.
    """
    accepted = sorted({(c.ours, c.theirs) for c in candidates if c.accepted == "yes"})
    if not accepted:
        raise ResrdfError('no row is accepted; write "yes" into the column "accepted" of the links that are right')
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(_turtle([c for c in candidates if c.accepted == "yes"], accepted, path, predicate), "utf-8")
    try:
        _check(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return read_link_set(path)


def _turtle(rows: Sequence[Candidate], links: Sequence[tuple[str, str]], path: Path, predicate: str) -> str:
    from pyoxigraph import Literal, NamedNode

    try:
        pairs = [(NamedNode(one), NamedNode(predicate), NamedNode(other)) for one, other in links]
        sources = " , ".join(str(NamedNode(source)) for source in sorted({c.source for c in rows}))
    except ValueError as error:
        raise ResrdfError(f"not an absolute IRI ({error})") from error
    node = f"{DEFAULT_BASE}links/{path.stem}"
    rests = sorted({c.rests_on.split(" = ")[0] for c in rows})
    method = f"Found by the value of {', '.join(rests)} and accepted one by one by a reviewer."
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    day = (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
    space = _space([other for _, other in links])
    return (
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix void: <http://rdfs.org/ns/void#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        f"<{node}> a void:Linkset ;\n"
        f"    dcterms:title {Literal(f'Links found at {space}', language='en')} ;\n"
        f"    dcterms:description {Literal(f'Links to {space} that a reviewer has accepted.', language='en')} ;\n"
        "    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;\n"
        f"    dcterms:creator <{DEFAULT_BASE}maintainers> ;\n"
        f'    dcterms:created "{day.isoformat()}"^^xsd:date ;\n'
        f"    dcterms:source {sources} ;\n"
        f"    dcterms:provenance <{node}/method> ;\n"
        f"    void:subjectsTarget <{DEFAULT_BASE}dataset> ;\n"
        f"    void:objectsTarget <{space}> ;\n"
        f"    void:linkPredicate <{predicate}> ;\n"
        f"    void:triples {len(pairs)} .\n\n"
        f"<{node}/method> a dcterms:ProvenanceStatement ;\n"
        f"    dcterms:description {Literal(method, language='en')} .\n\n"
        + "".join(f"{one} {link} {other} .\n" for one, link, other in pairs)
    )


def _space(iris: Sequence[str]) -> str:
    """What all the linked things lie below.

    >>> _space(["http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q12"])
    'http://www.wikidata.org/entity/'
    """
    first, last = min(iris), max(iris)
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind("/", 0, same + 1) + 1] or first


def _check(path: Path) -> None:
    from pyoxigraph import RdfFormat, parse, serialize

    from resrdf.validate import validate

    read_link_set(path)
    triples = (quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE))
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    report = validate(data, shapes=[find_folder("dataset") / "shapes" / "links.ttl"])
    if not report.conforms:
        finding = report.results[0]
        raise ResrdfError(f"the accepted links are no sound link set: {finding.message} ({finding.focus})")
