"""Score what is found in clauses against resolutions that people annotated by reading, by part and decade.

    python benchmarks/gold.py CORPUS [--part N] [--misses]

``gold/*.json`` says of every clause of some resolutions, drawn by seed over five periods: the verbs of the Council, whom
they address, what is cited, whose mandate changes until when, who reports to whom and when. Each was annotated by one
reader who had not seen the program's output; the texts stay in the corpus. The parts were drawn one after the other; each was
scored untouched (``docs/findings.md`` has those scores) and then had its share in the rules. Names are compared by their letters and digits with every label of the node that
was found. Exit code 2 where there is no corpus.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markup import fold
from pyoxigraph import Store

from resrdf import convert, to_store
from resrdf.symbol import Symbol

GOLD = Path(__file__).with_suffix("")
QUESTIONS = (
    "verbs", "addressees", "resolutions", "own paragraphs", "all citations", "mandates", "mandate ends", "reports", "report times",
)  # fmt: skip
_BASE = "https://w3id.org/unsc/"
_PREFIXES = f"""PREFIX unsc: <{_BASE}ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
_ARTICLE = re.compile(r"^(?:the|all|every|each)\s+", re.IGNORECASE)
Annotation = dict[str, Any]
Row = tuple[str | None, ...]


@dataclass(slots=True)
class Tally:
    """What was found, missed and found beside, by question; and each difference in words."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def add(self, question: str, missed: Iterable[str], extra: Iterable[str], both: int, place: str) -> None:
        """Count one clause."""
        self.counts[question, "both"] += both
        for sort, names in (("missed", missed), ("extra", extra)):
            for name in names:
                self.counts[question, sort] += 1
                self.differences.append(f"{place} {question}, {sort}: {name}")

    def shares(self, question: str) -> tuple[float, float, float, int]:
        """Precision, recall, F1 and how many were annotated; shares are 1 where there is nothing."""
        both, missed, extra = (self.counts[question, sort] for sort in ("both", "missed", "extra"))
        if not both + missed + extra:
            return 1.0, 1.0, 1.0, 0
        return (
            both / max(1, both + extra),
            both / max(1, both + missed),
            2 * both / (2 * both + missed + extra),
            both + missed,
        )


class Found:
    """The findings of a graph, by clause."""

    def __init__(self, store: Store) -> None:
        """Ask the store once for everything that is compared."""
        self._store = store
        self.labels: defaultdict[str, set[str]] = defaultdict(set)
        for node, label in self._rows(
            "SELECT ?x ?l { ?x skos:prefLabel|skos:altLabel|skos:hiddenLabel|skos:notation|rdfs:label|unsc:symbol ?l }"
        ):
            self.labels[node or ""].add(fold(label or ""))
        self.verbs = self._by_clause("?c unsc:hasAction ?x . ?x unsc:verb ?y")
        self.addressees = self._by_clause("?c unsc:hasAction ?x . ?x unsc:addressee ?y")
        self.cited = self._by_clause("?c unsc:hasCitation ?x . ?x unsc:citedDocument ?y")
        self.changes = self._by_clause(
            """?x a unsc:MandateChange ; unsc:madeBy ?c ; unsc:changeKind/skos:prefLabel ?y ; unsc:changesMandate/unsc:mandateOf ?z
                OPTIONAL { ?x unsc:validUntil ?until } OPTIONAL { ?x unsc:duration ?duration }""",
            "?x ?y ?z ?until ?duration",
        )
        self.reports = self._by_clause(
            """?x a unsc:ReportingRequirement ; unsc:madeBy ?c ; unsc:reportBy ?y
                OPTIONAL { ?x unsc:dueBy ?due } OPTIONAL { ?x unsc:dueWithin ?within } OPTIONAL { ?x unsc:frequency ?every }""",
            "?x ?y ?due ?within ?every",
        )
        self.clauses = self._by_clause("?c unsc:hasCitation ?x . ?x unsc:citedClause ?y")

    def _rows(self, question: str) -> Iterator[Row]:
        for row in self._store.query(_PREFIXES + question):  # type: ignore[union-attr]
            yield tuple(None if term is None else term.value for term in row)  # type: ignore[union-attr]

    def _by_clause(self, pattern: str, variables: str = "?x ?y") -> dict[str, list[Row]]:
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for clause, *values in self._rows(f"SELECT DISTINCT ?c {variables} {{ {pattern} }}"):
            found[clause or ""].append(tuple(values))
        return found

    def is_named(self, node: str | None, name: str) -> bool:
        """Whether a node bears a name, articles and "all" apart."""
        labels = self.labels[node or ""]
        return fold(name) in labels or fold(_ARTICLE.sub("", name)) in labels

    def first(self, node: str | None) -> str:
        """A label of a node, to show it."""
        return min(self.labels[node or ""], key=len, default=node or "")


def paired(names: Iterable[str], nodes: Iterable[str | None], found: Found) -> tuple[list[str], list[str], int]:
    """Pair each annotated name with a node that bears it: (missed, extra, paired)."""
    left, missed, both = list(nodes), [], 0
    for name in names:
        node = next((node for node in left if found.is_named(node, name)), None)
        if node is None:
            missed.append(name)
        else:
            left.remove(node)
            both += 1
    return missed, [found.first(node) for node in left], both


def score_clause(gold: Annotation, clause: str, work: str, found: Found, tally: Tally) -> None:
    """Compare what was found in one clause with what was annotated; what is optional may be left out."""
    place = clause.removeprefix(_BASE)
    verbs = {action: verb for action, verb in found.verbs.get(clause, ())}
    missed, extra, both = paired(gold.get("verbs", ()), verbs.values(), found)
    optional = Counter(gold.get("optional verbs", ()))
    extra = list((Counter(extra) - Counter(map(fold, optional))).elements())
    tally.add("verbs", missed, extra, both, place)
    addressed = dict.fromkeys(who for _, who in found.addressees.get(clause, ()))
    tally.add("addressees", *paired(dict.fromkeys(gold.get("addressees", ())), addressed, found), place)
    _score_citations(gold, clause, work, found, tally)
    _score_changes(gold.get("mandates", ()), found.changes.get(clause, ()), found, tally, place)
    _score_reports(gold.get("reports", ()), found.reports.get(clause, ()), found, tally, place)


def _score_citations(gold: Annotation, clause: str, work: str, found: Found, tally: Tally) -> None:
    """Works by name or symbol, paragraphs of the resolution itself by place; several citations of one thing count once."""
    place = clause.removeprefix(_BASE)
    cited: dict[str, set[str]] = {}  # a citation: its document, its clause
    for citation, target in (*found.cited.get(clause, ()), *found.clauses.get(clause, ())):
        cited.setdefault(citation or "", set()).add(target or "")
    left = [nodes for nodes in cited.values() if nodes != {work}]
    wanted, optional = gold.get("citations", []), gold.get("optional citations", [])
    hits: list[str] = []
    missed: list[str] = []
    for name in (*wanted, *optional):
        own = re.match(r"(?:op|pre|annex|part)/", name) is not None
        hit = [
            nodes
            for nodes in left
            if (f"{work}/{name}" in nodes if own else any(found.is_named(n, name) for n in nodes))
        ]
        if hit:
            shared = set.intersection(*hit)
            left = [nodes for nodes in left if not nodes & shared]
            hits.append(name)
        elif name in wanted:
            missed.append(name)
    extra = sorted({found.first(min(nodes)) for nodes in left})
    tally.add("all citations", missed, extra, len(hits), place)
    for question, pattern in (("resolutions", r"S/RES/"), ("own paragraphs", r"(?:op|pre|annex|part)/")):
        said = [[name for name in names if re.match(pattern, name)] for names in (missed, hits)]
        more = [name for name in extra if re.match(r"sres\d", name)] if question == "resolutions" else []
        tally.add(question, said[0], more, len(said[1]), place)


def _score_changes(gold: Iterable[Annotation], rows: Iterable[Row], found: Found, tally: Tally, place: str) -> None:
    left, missed, both = list(rows), [], 0
    for change in gold:
        end = change.get("until") or change.get("duration")
        row = next(
            (r for r in left if fold(r[1] or "") == fold(change["change"]) and found.is_named(r[2], change["of"])), None
        )
        if row is not None:
            left.remove(row)
            both += 1
        elif change.get("optional"):
            continue
        else:
            missed.append(f"{change['of']} {change['change']}")
        if end:
            right = row is not None and end in (row[3:4] if change.get("until") else row[4:5])
            tally.add("mandate ends", [] if right else [end], [], int(right), place)
    tally.add("mandates", missed, [f"{found.first(row[2])} {row[1]}" for row in left], both, place)


def _score_reports(gold: Iterable[Annotation], rows: Iterable[Row], found: Found, tally: Tally, place: str) -> None:
    left: dict[str, list[Row]] = {}
    for row in rows:
        left.setdefault(row[0] or "", []).append(row)
    missed, both = [], 0
    for report in gold:
        times = [(n, report[key]) for n, key in enumerate(("due", "within", "every"), 2) if key in report]
        same = [
            duty for duty in left.values() if any(found.is_named(row[1], by) for row in duty for by in report["by"])
        ]
        duty = max(same, key=lambda d: sum(d[0][n] == value for n, value in times), default=None)
        if duty is not None:
            del left[duty[0][0] or ""]
            both += 1
        elif report.get("optional"):
            continue
        else:
            missed.append(" and ".join(report["by"]))
        for n, value in times:
            right = duty is not None and duty[0][n] == value
            tally.add("report times", [] if right else [value], [], int(right), place)
    tally.add("reports", missed, [found.first(duty[0][1]) for duty in left.values()], both, place)


def print_scores(tallies: dict[str, Tally], *, misses: bool) -> None:
    """Print a table for each part, one of F1 by decade, and every difference if asked for."""
    decades = {name: tally for name, tally in tallies.items() if "," in name}
    for part in (name for name in tallies if name not in decades):
        if misses:
            print(*tallies[part].differences, sep="\n")
        print(f"{part:16}{'precision':>10}{'recall':>8}{'F1':>7}{'annotated':>11}")
        for question in QUESTIONS:
            precision, recall, f1, number = tallies[part].shares(question)
            print(f"{question:16}{precision:10.3f}{recall:8.3f}{f1:7.3f}{number:11}")
    print(f"{'F1':16}" + "".join(f"{question:>{len(question) + 2}}" for question in QUESTIONS))
    for name, tally in decades.items():
        cells = ((question, tally.shares(question)) for question in QUESTIONS)
        print(
            f"{name:16}"
            + "".join(f"{shares[2]:{len(q) + 2}.3f}" if shares[3] else f"{'–':>{len(q) + 2}}" for q, shares in cells)
        )


def main() -> int:
    """Print precision, recall, F1 and number by question for each part and decade."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", metavar="N", help="this part only")
    parser.add_argument("--misses", action="store_true", help="print every difference")
    arguments = parser.parse_args()
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    gold = [one for one in gold if arguments.part in (None, one["part"])]
    paths = [arguments.corpus / one["source"] for one in gold]
    if not all(path.is_file() for path in paths):
        print(f"there is no corpus at {arguments.corpus}: nothing was scored", file=sys.stderr)
        return 2
    found = Found(to_store(convert(paths)))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for one in gold:
        symbol = Symbol.from_text(one["symbol"])
        work = f"{_BASE}{symbol.path}"
        for name in (f"part {one['part']}", f"part {one['part']}, {(symbol.year or 0) // 10 * 10}s"):
            for place, annotation in one["clauses"].items():
                score_clause(annotation, f"{work}/{place}", work, found, tallies[name])
    print_scores(dict(sorted(tallies.items())), misses=arguments.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
