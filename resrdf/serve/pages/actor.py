"""A State, body, mission, group or party: its names, its mandate over time, what the Council asks of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from resrdf.serve.pages.answers import RDF_TYPE, SKOS, UNSC, Row, all_rows, find_labels, link_of, rows
from resrdf.serve.pages.links import (
    Cell,
    Link,
    Pages,
    place_of,
    say_date,
    say_duration,
    symbol_words,
    to_link,
    words_of,
)  # fmt: skip
from resrdf.serve.pages.pictures import Period, Timeline, draw_timeline
from resrdf.serve.pages.query import to_questions
from resrdf.serve.pages.render import render
from resrdf.serve.site import Site
from resrdf.sparql import BASE

_SIZE = 25
_KINDS = {
    "State": "State", "Mission": "Mission", "Body": "Body", "NonStateActor": "Party that is no State",
    "ActorGroup": "Group of actors", "Actor": "Actor",
}  # fmt: skip
Table = tuple[tuple[Link | Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """All that the page shows."""

    kind: str
    definition: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    timeline: Timeline | None
    changes: Table
    addressed: Table
    addressed_count: int
    pages: Pages
    reports: Table
    named: tuple[Link, ...]
    named_count: int
    questions: tuple[Link, ...]


async def actor_page(site: Site, iri: str, path: str, number: int = 1) -> bytes:
    """Show an actor; ``number`` is the page of the list of clauses that address it."""
    queries = [q.replace("$A", f"<{iri}>").replace("$V", f"<{BASE}{path}>") for q in _QUERIES]
    offset = (number - 1) * _SIZE
    clauses = _ADDRESSED.replace("$A", f"<{iri}>").replace("$O", str(offset)).replace("$N", str(_SIZE))
    (about, changes, counts, reports, named), addressed = await asyncio.gather(
        all_rows(site, *queries), rows(site, clauses)
    )
    iris = {row[name] for row in (*changes, *addressed, *reports) for name in ("kind", "verb", "by", "to") if row[name]}
    iris |= {row["o"] for row in about if row["o^"]}
    labels = await find_labels(site, {*iris, iri})
    known: dict[str, list[str]] = {}
    for row in about:
        known.setdefault(row["p"], []).append(row["o"])
    count = int(counts[0]["n"]) if counts else 0
    kinds = [_KINDS[name] for name in _KINDS if UNSC + name in known.get(RDF_TYPE, [])]
    view = ActorView(
        kinds[0] if kinds else "Actor",
        known.get(f"{SKOS}definition", [""])[0],
        _facts(site, known, labels),
        draw_timeline(_periods(site, changes, labels)),
        tuple(_change(site, row, labels) for row in changes),
        tuple(_addressed(site, row, labels) for row in addressed),
        count,
        to_pages(f"/{path}?page=", number, count, _SIZE, "Clauses"),
        tuple(_report(site, row, labels) for row in reports),
        tuple(to_link(row["w"], site.base, symbol_words(row["symbol"])) for row in sorted(named, key=_newest)[:120]),
        len(named),
        to_questions(site.queries, site.base, {"actor": iri, "mission": iri}, *_QUESTIONS),
    )
    return render("actor.html", labels.get(iri) or words_of(path), view, iri=iri, path=path)


def to_pages(address: str, number: int, count: int, size: int, name: str) -> Pages:
    """Say where a list goes on.

    >>> pages = to_pages("/x?page=", 2, 60, 25, "Clauses")
    >>> pages.previous, pages.next, pages.said
    ('/x?page=1', '/x?page=3', '26 to 50 of 60')
    """
    last = min(number * size, count)
    return Pages(
        name,
        f"{address}{number - 1}" if number > 1 else "",
        "before",
        f"{address}{number + 1}" if last < count else "",
        "more",
        f"{(number - 1) * size + 1:,} to {last:,} of {count:,}" if count else "",
    )


def _facts(site: Site, known: dict[str, list[str]], labels: dict[str, str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    def texts(name: str) -> tuple[Link, ...]:
        return tuple(Link(value) for value in sorted(set(known.get(name, []))))

    def linked(name: str) -> tuple[Link, ...]:
        return tuple(link_of(site, value, labels) for value in known.get(name, []))

    dates = [say_date(known.get(f"http://schema.org/{name}Date", [""])[0]) for name in ("start", "end")]
    ran = f"{dates[0] or '…'} to {dates[1]}" if dates[1] else f"since {dates[0]}" if dates[0] else ""
    pairs = (
        ("Also called", texts(f"{SKOS}altLabel")),
        ("Short", texts(f"{SKOS}notation")),
        ("Dates", (Link(ran),) if ran else ()),
        ("Part of", linked(f"{SKOS}broader")),
        ("Parts", linked(f"{SKOS}narrower")),
        ("Related", linked(f"{SKOS}related")),
        ("In the text", tuple(Link(f"“{text}”") for text in known.get(f"{SKOS}example", [])[:2])),
        ("The same as", tuple(to_link(v, site.base) for v in known.get(f"{SKOS}exactMatch", []))),
        ("Vocabulary", linked(f"{SKOS}inScheme")),
    )
    return tuple((name, links) for name, links in pairs if links)


def _newest(row: Row) -> tuple[int, str]:
    number = row["w"].rpartition("/")[2]
    return (-int(number) if number.isdigit() else 0), number


def _periods(site: Site, changes: Sequence[Row], labels: dict[str, str]) -> list[Period]:
    found = []
    for row in changes:
        start = to_day(row["from"]) or to_day(row["date"])
        if start is not None:
            kind = labels.get(row["kind"], "")
            label = to_link(row["c"], site.base, f"{symbol_words(row['symbol'])} {kind}".strip())
            found.append(Period(start, to_day(row["until"]), label, kind))
    return found


def to_day(text: str) -> date | None:
    """Read a date; None where it is none.

    >>> to_day("2001-12-20"), to_day("2001"), to_day("2001-02-31")
    (datetime.date(2001, 12, 20), None, None)
    """
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def where(site: Site, row: Row) -> Link:
    """The clause of a row with ``c``, ``w`` and ``symbol``, as a lawyer cites it."""
    return to_link(
        row["c"], site.base, f"{symbol_words(row['symbol'])}, {place_of(row['c'].removeprefix(row['w'] + '/'))}"
    )


def _change(site: Site, row: Row, labels: dict[str, str]) -> tuple[Link, ...]:
    ceiling = f"{int(row['ceiling']):,}" if row["ceiling"].isdigit() else ""
    kind = link_of(site, row["kind"], labels) if row["kind"] else Link("")
    ends = [say_date(row["from"]), say_date(row["until"])]
    if not row["from"] and row["until"]:
        ends = [f"until {ends[1]}"]
    return (
        where(site, row), Link(say_date(row["date"])), kind, Link(" to ".join(filter(None, ends))), Link(ceiling),
        Link(row["quote"], quote=True),
    )  # fmt: skip


def _addressed(site: Site, row: Row, labels: dict[str, str]) -> tuple[Link, ...]:
    verb = link_of(site, row["verb"], labels) if row["verb"] else Link("")
    text = row["text"] if len(row["text"]) <= 320 else row["text"][:320].rpartition(" ")[0] + " …"
    return where(site, row), Link(say_date(row["date"])), verb, Link(text, quote=True)


def _report(site: Site, row: Row, labels: dict[str, str]) -> tuple[Link, ...]:
    due = say_date(row["due"]) or (f"within {say_duration(row['within'])}" if row["within"] else "")
    due = due or (f"every {say_duration(row['every']).removeprefix('1 ')}" if row["every"] else "")
    parties = [link_of(site, row[name], labels) if row[name] else Link("") for name in ("by", "to")]
    return where(site, row), *parties, Link(due), Link(row["subject"], quote=True)


_QUESTIONS = ("clauses-addressed-to", "binding-clauses", "reports-of-actor", "mandate-history")
_QUERIES = (
    "SELECT DISTINCT ?p ?o { VALUES ?a { $A $V } ?a ?p ?o } LIMIT 300",
    """SELECT ?c ?w ?symbol ?date ?kind ?from ?until ?ceiling ?quote { ?m unsc:mandateOf $A . ?x unsc:changesMandate ?m ;
      unsc:madeBy ?c . ?c unsc:inResolution ?w . ?w unsc:symbol ?symbol . OPTIONAL { ?w unsc:adoptionDate ?date }
      OPTIONAL { ?x unsc:changeKind ?kind } OPTIONAL { ?x unsc:validFrom ?from } OPTIONAL { ?x unsc:validUntil ?until }
      OPTIONAL { ?x unsc:personnelCeiling ?ceiling } OPTIONAL { ?x unsc:quote ?quote } } ORDER BY ?date ?c ?kind LIMIT 400""",
    "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x unsc:addressee/skos:broader* $A }",
    """SELECT ?c ?w ?symbol ?date ?by ?to ?due ?within ?every ?subject { { SELECT DISTINCT ?x ?c ?w ?date
      { { ?x unsc:reportBy/skos:broader* $A } UNION { ?x unsc:reportTo $A } ?x unsc:madeBy ?c . ?c unsc:inResolution ?w .
      ?w unsc:adoptionDate ?date } ORDER BY DESC(?date) ?c LIMIT 30 } ?w unsc:symbol ?symbol .
      OPTIONAL { ?x unsc:reportBy ?by } OPTIONAL { ?x unsc:reportTo ?to } OPTIONAL { ?x unsc:dueBy ?due }
      OPTIONAL { ?x unsc:dueWithin ?within } OPTIONAL { ?x unsc:frequency ?every }
      OPTIONAL { ?x unsc:reportSubject ?subject } } ORDER BY DESC(?date) ?c""",
    "SELECT ?w ?symbol { { SELECT DISTINCT ?w { ?c unsc:mentions $A ; unsc:inResolution ?w } } ?w unsc:symbol ?symbol }",
)
_ADDRESSED = """SELECT ?c ?w ?symbol ?date ?verb ?text { { SELECT DISTINCT ?x ?c ?w ?date { ?x unsc:addressee/skos:broader* $A .
  ?c unsc:hasAction ?x ; unsc:inResolution ?w . ?w unsc:adoptionDate ?date }
  ORDER BY DESC(?date) ?c LIMIT $N OFFSET $O } ?w unsc:symbol ?symbol . ?x unsc:verb ?verb .
  OPTIONAL { ?c unsc:clauseText ?text FILTER(LANG(?text) = "en") } } ORDER BY DESC(?date) ?c"""
