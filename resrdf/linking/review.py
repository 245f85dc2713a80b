"""The review file, and what becomes of it: a link set of what a person has accepted, with source, date and method."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from resrdf.errors import ResrdfError
from resrdf.iris import DEFAULT_BASE
from resrdf.linking.seek import Candidate
from resrdf.links import LinkSet, read_link_set
from resrdf.resources import find_folder
from resrdf.terms import SKOS

EXACT: Final = f"{SKOS}exactMatch"
COLUMNS: Final = ("ours", "theirs", "rests_on", "their_label", "confidence", "accepted", "source")
_YES: Final = frozenset(("yes", "y", "true", "1", "x"))
_NO: Final = frozenset(("no", "n", "false", "0"))


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


def write_review(path: Path, candidates: Iterable[Candidate]) -> None:
    """Write the table, whole or not at all; what a person decided before about a pair is kept."""
    decided = {(c.ours, c.theirs): c for c in read_review(path)} if path.is_file() else {}
    new = [
        replace(c, accepted=decided[c.ours, c.theirs].accepted) if (c.ours, c.theirs) in decided else c
        for c in candidates
    ]
    found = {(c.ours, c.theirs) for c in new}
    new += [c for pair, c in decided.items() if pair not in found and c.accepted]
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(
        (c.ours, c.theirs, c.rests_on, c.their_label, f"{c.confidence:g}", c.accepted, c.source) for c in new
    )
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(out.getvalue(), encoding="utf-8")
    beside.replace(path)


def read_review(path: Path) -> list[Candidate]:
    """Read the table; raises ResrdfError naming the line that is not one of its rows."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ResrdfError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise ResrdfError(f"{path}:1: not a review file: it has no column {missing[0]}")
    found = []
    for row in rows:
        try:
            confidence = float(row["confidence"] or 0)
            accepted = _decision(row["accepted"] or "")
        except ValueError as error:
            raise ResrdfError(f"{path}:{rows.line_num}: {error}") from None
        words = {name: row[name] or "" for name in COLUMNS}
        found.append(Candidate(**{**words, "confidence": confidence, "accepted": accepted}))  # type: ignore[arg-type]
    return found


def _decision(word: str) -> str:
    """What a person wrote in the column "accepted".

    >>> _decision("X"), _decision(" no "), _decision("")
    ('yes', 'no', '')
    """
    word = word.strip().lower()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    if word:
        raise ValueError(f"accepted is {word!r}; write yes, no or nothing")
    return ""
