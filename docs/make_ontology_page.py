"""Write docs/ontology.md from the Turtle of ontology/, so that the page never says anything else than the data.

Run ``python docs/make_ontology_page.py``; a test fails while the committed page differs from what this makes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, parse

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ontology.md"
UNSC = "https://w3id.org/unsc/ontology#"
BASE = "https://w3id.org/unsc/"
PREFIXES = {
    "unsc": UNSC,
    "adms": "http://www.w3.org/ns/adms#",
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "undo": "https://w3id.org/un/ontology/undo/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

INTRODUCTION = """\
# The ontology

<!-- Written by docs/make_ontology_page.py from ontology/*.ttl. Change those, then run it. -->

{description}

| | |
|---|---|
| Namespace | `{namespace}`, prefix `unsc:` |
| Version | {version} of {modified} |
| Licence | {license} |
| Files | `ontology/unsc.ttl` (classes and properties), `ontology/alignments.ttl` (likenesses that entail nothing), \
`ontology/vocab/*.ttl` (schemes) |
| Cite as | {citation} |

A resolution is an `eli:LegalResource` and each paragraph a part of it with an IRI of its own, so that anything said of
a paragraph can be said exactly. What a document *is* (number, date, meeting, vote, words) is stated on the document and
its clauses. What a clause *says* is stated on things that hang from the clause, and every one of these carries the very
words on which it rests (`unsc:quote`) with their place (`unsc:start`, `unsc:end`). Lists of values are SKOS schemes;
adding a State, a verb or a mission changes a vocabulary and neither the ontology nor the software.
"""

DIAGRAM = """\
## The main path

```mermaid
flowchart LR
  Resolution -- adoptedAt --> Meeting
  Resolution -- adoptedByVote --> Vote
  Resolution -- adoptedFrom --> DraftResolution
  DraftResolution -- sponsor --> State
  Meeting -- agendaItem --> AgendaItem
  Vote -- inMeeting --> Meeting
  Vote -- voteOn --> DraftResolution
  Vote -- inFavour --> State
  OperativeClause -- inResolution --> Resolution
  PreambularClause -- inResolution --> Resolution
  OperativeClause -- hasAction --> Action
  OperativeClause -- hasCitation --> Citation
  OperativeClause -- hasMention --> Mention
  Action -- addressee --> Actor
  Mention -- mentionOf --> Actor
  Citation -- citedClause --> Clause
  Citation -- citedDocument --> Document
  MandateChange -- madeBy --> OperativeClause
  MandateChange -- changesMandate --> Mandate
  Mandate -- mandateOf --> Actor
  MandateTask -- taskOf --> Mandate
  Measure -- madeBy --> OperativeClause
  Measure -- inRegime --> SanctionsRegime
  ReportingRequirement -- madeBy --> OperativeClause
  ReportingRequirement -- reportBy --> Actor
```

Every arrow is a property below. `State`, `Body`, `Mission`, `NonStateActor` and `ActorGroup` are kinds of `Actor`;
`PreambularClause` and `OperativeClause` are the two kinds of `Clause`.
"""

EXAMPLE = """\
@base <https://w3id.org/unsc/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix unsc: <https://w3id.org/unsc/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<res/1386> a unsc:Resolution ;
    rdfs:label "Security Council resolution 1386 (2001)"@en ;
    unsc:symbol "S/RES/1386(2001)" ;
    unsc:resolutionNumber "1386"^^xsd:positiveInteger ;
    unsc:adoptionDate "2001-12-20"^^xsd:date ;
    unsc:adoptedAt <meeting/4443> ;
    unsc:adoptedBy <body/security-council> ;
    unsc:adoptedByVote <meeting/4443/vote/1386> ;
    unsc:adoptedFrom <draft/2001-1228> ;
    unsc:actingUnder <vocab/charter/chapter-vii> ;
    unsc:determination <vocab/determination/threat-to-the-peace> ;
    eli:is_realized_by <res/1386/en> .

<meeting/4443> a unsc:Meeting ;
    unsc:meetingNumber "4443"^^xsd:positiveInteger ;
    unsc:meetingDate "2001-12-20"^^xsd:date .

<meeting/4443/vote/1386> a unsc:Vote ;
    unsc:inMeeting <meeting/4443> ;
    unsc:voteOn <draft/2001-1228> ;
    unsc:outcome <vocab/outcome/adopted-unanimously> ;
    unsc:countInFavour "15"^^xsd:nonNegativeInteger .

<draft/2001-1228> a unsc:DraftResolution ;
    unsc:symbol "S/2001/1228" .

<res/1386/op/3> a unsc:Clause , unsc:OperativeClause ;
    unsc:inResolution <res/1386> ;
    unsc:clauseNumber "3" ;
    unsc:clauseOrder 15 ;
    unsc:clauseText "Authorizes the Member States participating in the International Security Assistance Force to take \
all necessary measures to fulfil its mandate;"@en ;
    unsc:underChapterVII true ;
    unsc:hasAction <res/1386/op/3/action/1> ;
    unsc:mentions <mission/isaf> .

<res/1386/op/3/action/1> a unsc:Action ;
    unsc:verb <vocab/verb/authorize> ;
    unsc:force <vocab/force/authorization> ;
    unsc:addressee <actor/member-states> ;
    unsc:derivedBy <vocab/derivation/stated> ;
    unsc:start 0 ; unsc:end 10 ; unsc:quote "Authorizes" .

<res/1386/op/3/change/1> a unsc:MandateChange ;
    unsc:madeBy <res/1386/op/3> ;
    unsc:changesMandate <mission/isaf/mandate> ;
    unsc:changeKind <vocab/change-kind/empower> ;
    unsc:start 90 ; unsc:end 120 ; unsc:quote "to take all necessary measures" .

<mission/isaf/mandate> a unsc:Mandate ;
    unsc:mandateOf <mission/isaf> .
"""


@dataclass(slots=True)
class Term:
    """One class, property, concept or scheme with everything that the Turtle says of it, in the order of the file."""

    iri: str
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def one(self, name: str) -> str:
        """Return the first value of a prefixed property, or the empty string."""
        return next(iter(self.said.get(name, ())), "")

    def all(self, *names: str) -> list[str]:
        """Return all values of some prefixed properties."""
        return [value for name in names for value in self.said.get(name, ())]


def shorten(iri: str) -> str:
    """Write an IRI with its prefix."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def read_terms(*paths: Path) -> dict[str, Term]:
    """Read Turtle files into terms by their IRIs."""
    terms: dict[str, Term] = {}
    for path in paths:
        for quad in parse(path=str(path)):
            if not isinstance(quad.subject, NamedNode):
                raise ValueError(f"{path.name}: a blank node describes something: {quad}")
            term = terms.setdefault(quad.subject.value, Term(quad.subject.value))
            value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else str(quad.object)
            term.said[shorten(quad.predicate.value)].append(value)
    return terms


def find_sections(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections of a Turtle file, marked by comments "# ---- title", with the local names declared in them."""
    parts = re.split(r"^# -{8,} (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        yield title.strip(), re.findall(r"^unsc:(\w+) a owl:", body, flags=re.MULTILINE)


def write_names(iris: Iterable[str]) -> str:
    """Write IRIs as linked or plain code, separated by commas."""
    names = []
    for iri in iris:
        local = iri.removeprefix(UNSC)
        names.append(f"[`{local}`](#{local.lower()})" if iri.startswith(UNSC) else f"`{shorten(iri)}`")
    return ", ".join(names)


def make_class_row(term: Term, likenesses: Term | None) -> str:
    """Make the table row of a class."""
    name = term.iri.removeprefix(UNSC)
    alignment = "".join(f"⊑ {write_names([c])}<br>" for c in term.all("rdfs:subClassOf"))
    alignment += "".join(f"≈ {write_names([c])}<br>" for c in (likenesses.all("skos:closeMatch") if likenesses else ()))
    return f'| <a id="{name.lower()}"></a>`{name}` | {term.one("skos:definition")} | {alignment.removesuffix("<br>")} |'


def make_property_row(term: Term) -> str:
    """Make the table row of a property."""
    name = term.iri.removeprefix(UNSC)
    domain = write_names(term.all("rdfs:domain", "schema:domainIncludes"))
    range_ = write_names(term.all("rdfs:range", "schema:rangeIncludes"))
    parents = "".join(f"⊑ {write_names([p])}<br>" for p in term.all("rdfs:subPropertyOf")).removesuffix("<br>")
    return f'| <a id="{name.lower()}"></a>`{name}` | {term.one("skos:definition")} | {domain} | {range_} | {parents} |'


def make_terms() -> str:
    """Make the tables of classes and properties, section by section as in the Turtle."""
    path = ROOT / "ontology" / "unsc.ttl"
    terms, likenesses = read_terms(path), read_terms(ROOT / "ontology" / "alignments.ttl")
    classes, properties = [], []
    for title, names in find_sections(path):
        section = [terms[UNSC + name] for name in names]
        if f"{PREFIXES['owl']}Class" in section[0].all("rdf:type"):
            rows = [make_class_row(term, likenesses.get(term.iri)) for term in section]
            head = "| class | definition | alignment |\n|---|---|---|\n"
            classes.append(f"### {title}\n\n{head}" + "\n".join(rows) + "\n")
        else:
            rows = [make_property_row(term) for term in section]
            head = "| property | definition | of | value | alignment |\n|---|---|---|---|---|\n"
            properties.append(f"### {title}\n\n{head}" + "\n".join(rows) + "\n")
    disjoint = ", ".join(
        f"`{term.iri.removeprefix(UNSC)}` and `{other.removeprefix(UNSC)}`"
        for term in terms.values()
        for other in term.all("owl:disjointWith")
    )
    notes = (
        "⊑ is `rdfs:subClassOf` or `rdfs:subPropertyOf` and entails; ≈ is `skos:closeMatch` in a file of its own and "
        f"entails nothing.\n\nNothing is both of: {disjoint}.\n"
    )
    hint = (
        "Where several classes share a property, its domain is a hint (`schema:domainIncludes`) and entails nothing.\n"
    )
    return "\n".join(["## Classes", "", notes, *classes, "## Properties", "", hint, *properties])


def make_schemes() -> str:
    """Make the table of the concept schemes with their sizes."""
    rows = []
    for path in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        terms = read_terms(path)
        schemes = [t for t in terms.values() if f"{PREFIXES['skos']}ConceptScheme" in t.all("rdf:type")]
        sizes = Counter(scheme for term in terms.values() for scheme in term.all("skos:inScheme"))
        for scheme in schemes:
            members = [t for t in terms.values() if scheme.iri in t.all("skos:inScheme")]
            example = members[len(members) // 2]
            rows.append(
                f"| `{path.name}` | `{scheme.iri.removeprefix(BASE)}` | {scheme.one('dcterms:description')} | "
                f"{sizes[scheme.iri]} | `{example.iri.removeprefix(BASE)}`: {example.one('skos:prefLabel')} |"
            )
    head = "| file | scheme | what it lists | concepts | one of them |\n|---|---|---|---|---|\n"
    return f"## Schemes\n\nIRIs are below `{BASE}`.\n\n{head}" + "\n".join(rows) + "\n"


def make_page() -> str:
    """Make the whole page."""
    header = read_terms(ROOT / "ontology" / "unsc.ttl")["https://w3id.org/unsc/ontology"]
    introduction = INTRODUCTION.format(
        description=header.one("dcterms:description"),
        namespace=UNSC,
        version=header.one("owl:versionInfo"),
        modified=header.one("dcterms:modified"),
        license=header.one("dcterms:license"),
        citation=header.one("dcterms:bibliographicCitation"),
    )
    example = (
        "## A worked example\n\nParagraph 3 of resolution 1386 (2001) and what hangs from it, shortened:\n\n"
        f"```turtle\n{EXAMPLE}```\n"
    )
    return "\n".join([introduction, DIAGRAM, example, make_terms(), make_schemes()])


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
