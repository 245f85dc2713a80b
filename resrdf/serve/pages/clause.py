"""One clause on a page of its own: its words in context and in every language, what was found in it, what cites it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resrdf.serve.pages import findings
from resrdf.serve.pages.answers import Row, all_rows, find_labels, link_of
from resrdf.serve.pages.findings import FindingRow
from resrdf.serve.pages.links import Link, place_of, say_date, symbol_words, to_link
from resrdf.serve.pages.marks import Mark, Span, mark
from resrdf.serve.pages.render import render
from resrdf.serve.pages.text import LANGUAGES, label_of
from resrdf.serve.pages.work import title_of
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site


@dataclass(frozen=True, slots=True)
class Line:
    """A clause of the context: its printed label, its words, where it is."""

    label: str
    pieces: tuple[str | Mark, ...]
    href: str
    depth: str = "zero"
    closing: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A clause that cites this one: when, which, why, in which words and what stands around them."""

    date: str
    clause: Link
    function: Link
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """All that the page shows."""

    work: Link
    date: str
    above: tuple[Link, ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    others: tuple[tuple[str, str, str], ...]
    findings: tuple[FindingRow, ...]
    cited_by: tuple[CitedBy, ...]
    before: Link | None
    after: Link | None


async def clause_page(site: Site, iri: str, path: str) -> bytes:
    """Show a clause."""
    work, _, locator = _split(path)
    work_iri = site.base + work
    facts, clauses, found, cited = await all_rows(
        site, *(query.replace("$C", f"<{iri}>").replace("$W", f"<{work_iri}>") for query in _QUERIES)
    )
    here = [row for row in clauses if row["c"] == iri]
    if not here:
        raise ProtocolError(404, f"nothing is known about {iri}")
    many = findings.read_findings(found).get(iri, [])
    iris = findings.iris_in(many)
    functions = {row["function"] for row in cited}
    labels = await find_labels(site, {*iris, *(i.removesuffix("/mandate") for i in iris), *functions})
    spans = findings.to_spans(site, many, labels)
    symbol = facts[0]["symbol"] if facts else work
    order = list(dict.fromkeys(row["c"] for row in clauses))
    place = order.index(iri)
    above = [clause for clause in order if iri.startswith(f"{clause}/")]
    view = ClauseView(
        to_link(work_iri, site.base, title_of(symbol)),
        say_date(facts[0]["date"]) if facts else "",
        tuple(to_link(clause, site.base, place_of(clause.removeprefix(f"{work_iri}/"))) for clause in above),
        tuple(dict.fromkeys(row["heading"] for row in here if row["heading"])),
        tuple(_lines(site, clauses, work_iri, iri, above, spans)),
        tuple((row["text@"], LANGUAGES.get(row["text@"], row["text@"]), row["text"]) for row in _texts(here)[1:]),
        tuple(findings.to_row(site, finding, labels) for finding in many),
        tuple(_cited_by(site, cited, labels)),
        _step(site, order, place - 1, work_iri),
        _step(site, order, place + 1, work_iri),
    )
    return render("clause.html", f"{symbol_words(symbol)}, {place_of(locator)}", view, iri=iri, path=path)


def _split(path: str) -> tuple[str, str, str]:
    parts = path.split("/")
    return "/".join(parts[:2]), "/", "/".join(parts[2:])


def _texts(rows: Sequence[Row]) -> list[Row]:
    """One row for each language, English first."""
    texts = {row["text@"]: row for row in rows if row["text"]}
    return sorted(texts.values(), key=lambda row: (row["text@"] != "en", row["text@"])) or list(rows[:1])


def _lines(
    site: Site, rows: Sequence[Row], work: str, iri: str, above: Sequence[str], spans: Sequence[Span]
) -> list[Line]:
    """The clause with the chapeaux that stand over it and the items that stand under it."""
    by_clause: dict[str, list[Row]] = {}
    for row in rows:
        by_clause.setdefault(row["c"], []).append(row)
    lines = []
    for clause, many in by_clause.items():
        if clause != iri and clause not in above and not clause.startswith(f"{iri}/"):
            continue
        row = _texts(many)[0]
        parts = clause.removeprefix(f"{work}/").split("/")
        start = max((i for i, part in enumerate(parts) if part in ("op", "pre")), default=0)
        depth = len(parts) - start - 2
        closing = next((r["closing"] for r in many if r["closing"] and r["closing@"] == row["text@"]), "")
        marks = spans if clause == iri and row["text@"] in ("en", "") else ()
        lines.append(
            Line(
                label_of(row["number"], parts[-1], depth, parts[start]),
                mark(row["text"], marks),
                to_link(clause, site.base).href,
                ("zero", "one", "two", "three")[min(depth, 3)],
                closing,
                clause == iri,
            )
        )
    return lines


def _cited_by(site: Site, rows: Sequence[Row], labels: dict[str, str]) -> list[CitedBy]:
    found = []
    for row in rows:
        place = place_of(row["by"].removeprefix(f"{row['w']}/"))
        clause = to_link(row["by"], site.base, f"{symbol_words(row['symbol'])}, {place}")
        function = link_of(site, row["function"], labels) if row["function"] else Link("cites")
        around = words_around(row["text"], row["start"], row["quote"])
        found.append(CitedBy(say_date(row["date"]), clause, function, *around))
    return found


def words_around(text: str, start: str, quote: str, room: int = 70) -> tuple[str, str, str]:
    """The words of a citation with some before and after; "1" alone says nothing.

    >>> words_around("Decides to extend the measures in paragraph 1 above;", "44", "1", 20)
    ('… measures in paragraph ', '1', ' above;')
    >>> words_around("", "", "paragraph 1")
    ('', 'paragraph 1', '')
    """
    at = int(start) if start.isdigit() else -1
    if at < 0 or text[at : at + len(quote)] != quote:
        return "", quote, ""
    before, after = text[:at], text[at + len(quote) :]
    if len(before) > room:
        before = "… " + before[-room - 4 :].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    return before, quote, after


def _step(site: Site, order: Sequence[str], place: int, work: str) -> Link | None:
    if not 0 <= place < len(order):
        return None
    return to_link(order[place], site.base, place_of(order[place].removeprefix(f"{work}/")))


_QUERIES = (
    "SELECT ?symbol ?date { $W unsc:symbol ?symbol OPTIONAL { $W unsc:adoptionDate ?date } }",
    """SELECT ?c ?text ?number ?heading ?closing { VALUES ?in { unsc:inResolution unsc:inWork } ?c ?in $W ;
      unsc:clauseOrder ?order . OPTIONAL { ?c unsc:clauseText ?text } OPTIONAL { ?c unsc:clauseNumber ?number }
      OPTIONAL { ?c unsc:heading ?heading } OPTIONAL { ?c unsc:closingText ?closing } } ORDER BY ?order""",
    """SELECT ?c ?f ?p ?o { BIND($C AS ?c) { $C unsc:hasAction ?f } UNION { $C unsc:hasCitation ?f }
      UNION { $C unsc:hasMention ?f } UNION { ?f unsc:madeBy $C } ?f ?p ?o }""",
    """SELECT ?by ?w ?symbol ?date ?function ?quote ?start ?text { { SELECT ?x ?by { ?x unsc:citedClause $C . ?by unsc:hasCitation ?x } }
      ?by unsc:inResolution|unsc:inWork ?w . ?w unsc:symbol ?symbol .
      OPTIONAL { ?w unsc:adoptionDate ?date } OPTIONAL { ?x unsc:citationFunction ?function }
      OPTIONAL { ?x unsc:quote ?quote } OPTIONAL { ?x unsc:start ?start }
      OPTIONAL { ?by unsc:clauseText ?text FILTER(LANG(?text) = "en") } } ORDER BY ?date ?by ?start LIMIT 500""",
)
