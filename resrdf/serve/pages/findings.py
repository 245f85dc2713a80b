"""What was found in clauses, as values: read from rows of statements, and said in the margin and in tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from resrdf.serve.pages.answers import RDF_TYPE, UNSC, Row, link_of
from resrdf.serve.pages.links import Link, say_date, say_duration
from resrdf.serve.pages.marks import Span
from resrdf.serve.site import Site


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: its IRI, its class, the clause it was made in, and its values by property."""

    iri: str
    kind: str
    clause: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The value of a property, or the empty text."""
        return self.values.get(name, [""])[0]

    def every(self, name: str) -> list[str]:
        """All values of a property."""
        return self.values.get(name, [])


@dataclass(frozen=True, slots=True)
class MarginLine:
    """One line in the margin: a word and what it is about."""

    word: str
    links: tuple[Link, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as a row: its kind, what it says, the words it rests on, and its own address."""

    kind: Link
    said: tuple[Link, ...]
    quote: str


_KINDS = {
    "Action": "action", "Citation": "citation", "Mention": "mention", "MandateChange": "mandate", "MandateTask": "task",
    "Measure": "sanctions measure", "ReportingRequirement": "report",
}  # fmt: skip


def read_findings(rows: Iterable[Row]) -> dict[str, list[Found]]:
    """Collect rows of clause ``c``, finding ``f``, property ``p`` and value ``o`` into findings by clause, in order."""
    found: dict[str, Found] = {}
    kinds: dict[str, str] = {}
    for row in rows:
        if row["p"] == RDF_TYPE:
            kinds[row["f"]] = row["o"].removeprefix(UNSC)
            continue
        finding = found.setdefault(row["f"], Found(row["f"], "", row["c"]))
        finding.values.setdefault(row["p"].removeprefix(UNSC), []).append(row["o"])
    by_clause: dict[str, list[Found]] = {}
    for iri, finding in found.items():
        if (kind := kinds.get(iri, "")) in _KINDS:
            by_clause.setdefault(finding.clause, []).append(Found(iri, kind, finding.clause, finding.values))
    for many in by_clause.values():
        many.sort(key=lambda f: (list(_KINDS).index(f.kind), _number(f.one("start")), f.iri))
    return by_clause


def iris_in(found: Iterable[Found]) -> set[str]:
    """All IRIs that findings speak of, for their labels."""
    return {
        value
        for finding in found
        for values in finding.values.values()
        for value in values
        if value.startswith(("http://", "https://"))
    }


def to_spans(site: Site, found: Iterable[Found], labels: dict[str, str], work: str = "") -> list[Span]:
    """The marks of a clause: verbs, actors, citations; those of the work itself stay on the page."""
    spans = []
    for finding in found:
        start, end = _number(finding.one("start")), _number(finding.one("end"))
        match finding.kind:
            case "Action":
                link = link_of(site, finding.one("verb"), labels)
                force = labels.get(finding.one("force"), "")
                spans.append(Span(start, end, "verb", link.href, f"{link.text}: {force}" if force else link.text))
            case "Mention" if finding.one("mentionOf"):
                link = link_of(site, finding.one("mentionOf"), labels)
                spans.append(Span(start, end, "actor", link.href, link.text))
            case "Citation":
                target = finding.one("citedClause") or finding.one("citedDocument")
                link = link_of(site, target, labels) if target else Link("")
                href = f"#{target.removeprefix(f'{work}/')}" if work and target.startswith(f"{work}/") else link.href
                spans.append(Span(start, end, "cites", href, link.text))
    return spans


def to_margin(site: Site, found: Iterable[Found], labels: dict[str, str]) -> tuple[MarginLine, ...]:
    """What stands beside a clause: whom it addresses, and what it does to mandates, measures and duties to report."""
    lines: dict[tuple[str, str], MarginLine] = {}

    def add(word: str, iris: Iterable[str], rest: str = "") -> None:
        links = tuple(link_of(site, iri, labels) for iri in dict.fromkeys(iris) if iri)
        line = MarginLine(word, links, rest)
        lines.setdefault((word, "".join(link.text for link in links) + rest), line)

    found = list(found)
    if addressed := [a for f in found if f.kind == "Action" for a in f.every("addressee")]:
        add("to", addressed)
    for finding in found:
        match finding.kind:
            case "MandateChange":
                until = say_date(finding.one("validUntil"))
                ceiling = finding.one("personnelCeiling")
                rest = " ".join(
                    [f"until {until}" if until else "", f"up to {int(ceiling):,}" if ceiling.isdigit() else ""]
                )
                holder = finding.one("changesMandate").removesuffix("/mandate")
                add(f"{labels.get(finding.one('changeKind')) or 'change'} mandate:", [holder], rest.strip())
            case "Measure":
                kind = finding.one("measureType")
                add(f"{labels.get(finding.one('measureAction')) or 'measure'}:", [kind], "")
            case "ReportingRequirement":
                add("report by", finding.every("reportBy"), say_due(finding))
    return tuple(lines.values())


def say_due(report: Found) -> str:
    """Say when a report is due."""
    if due := report.one("dueBy"):
        return f"by {say_date(due)}"
    if within := report.one("dueWithin"):
        return f"within {say_duration(within)}"
    if frequency := report.one("frequency"):
        return f"every {say_duration(frequency).removeprefix('1 ')}"
    return ""


def to_row(site: Site, finding: Found, labels: dict[str, str]) -> FindingRow:
    """Say a finding in a row of a table."""
    said: list[Link] = []

    def add(word: str, name: str, say: object = None) -> None:
        for value in finding.every(name):
            if value.startswith(("http://", "https://")):
                link = link_of(site, value.removesuffix("/mandate"), labels)
                said.append(Link(f"{word}{link.text}", link.href, link.local))
            else:
                said.append(Link(f"{word}{say(value) if callable(say) else value}"))

    for word, name, say in _SAID.get(finding.kind, ()):
        add(word, name, say)
    if rule := labels.get(finding.one("derivedBy")):
        said.append(Link(f"found by: {rule}"))
    quote = finding.one("quote")
    return FindingRow(link_of(site, finding.iri, {}, _KINDS[finding.kind]), tuple(said), quote)


_SAID: dict[str, tuple[tuple[str, str, object], ...]] = {
    "Action": (("", "verb", None), ("", "force", None), ("qualified: ", "qualifier", None), ("to ", "addressee", None)),
    "Citation": (("", "citationFunction", None), ("", "citedClause", None), ("", "citedDocument", None)),
    "Mention": (("", "mentionOf", None),),
    "MandateChange": (
        ("", "changeKind", None), ("mandate of ", "changesMandate", None), ("from ", "validFrom", say_date),
        ("until ", "validUntil", say_date), ("for ", "duration", say_duration), ("up to ", "personnelCeiling", None),
    ),
    "MandateTask": (("", "taskType", None), ("mandate of ", "taskOf", None)),
    "Measure": (("", "measureAction", None), ("", "measureType", None), ("", "inRegime", None), ("until ", "validUntil", say_date)),
    "ReportingRequirement": (
        ("by ", "reportBy", None), ("to ", "reportTo", None), ("", "reportMode", None), ("due ", "dueBy", say_date),
        ("within ", "dueWithin", say_duration), ("every ", "frequency", say_duration), ("on ", "reportSubject", None),
    ),
}  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdigit() else -1
