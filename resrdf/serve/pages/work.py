"""A resolution, draft or presidential statement as lawyers read it: facts, text with marks, what later texts made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from resrdf.serve.pages import findings
from resrdf.serve.pages.answers import UNSC, Row, all_rows, find_labels, link_of
from resrdf.serve.pages.findings import FindingRow, Found
from resrdf.serve.pages.links import (
    Link,
    in_small_letters,
    label_order,
    place_of,
    say_date,
    say_title,
    symbol_words,
    to_link,
)
from resrdf.serve.pages.pictures import Neighbourhood, draw_neighbourhood
from resrdf.serve.pages.query import to_questions
from resrdf.serve.pages.render import render
from resrdf.serve.pages.text import LANGUAGES, Section, to_sections
from resrdf.serve.site import Site

RELATIONS = ("recalls", "reaffirms", "implements", "amends", "extends", "terminates", "cites")
IN = "VALUES ?in { unsc:inResolution unsc:inWork }"
_REALIZED = "http://data.europa.eu/eli/ontology#is_realized_by"


@dataclass(frozen=True, slots=True)
class WorkView:
    """All that the page shows."""

    lead: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    language: str
    direction: str
    languages: tuple[Link, ...]
    sections: tuple[Section, ...]
    notes: tuple[tuple[str, str, Link], ...]
    picture: Neighbourhood | None
    cites: tuple[tuple[Link, str], ...]
    cited_by: tuple[tuple[Link, str], ...]
    does: tuple[tuple[str, tuple[tuple[Link, FindingRow], ...]], ...]
    questions: tuple[Link, ...]
    before: Link | None = None
    after: Link | None = None


async def work_page(site: Site, iri: str, path: str, language: str = "") -> bytes:
    """Show a work."""
    asked = (query.replace("$W", f"<{iri}>").replace("$I", IN) for query in _QUERIES)
    facts, clauses, found, cited, citing, notes, annexes, around = await all_rows(site, *asked, _around(site, path))
    by_clause = findings.read_findings(found)
    speaks = {row["o"] for row in facts if row["o^"]} | {row["w"] for row in citing}
    speaks |= findings.iris_in(f for many in by_clause.values() for f in many)
    labels = await find_labels(site, {*speaks, *(s.removesuffix("/mandate") for s in speaks), iri})
    known = _by_property(facts)
    given = sorted({row["text@"] for row in clauses if row["text@"]}, key=lambda code: (code != "en", code))
    language = language if language in given else (given or ["en"])[0]
    citing_clauses = _cited_by(site, iri, cited)
    sections = to_sections(site, iri, clauses, by_clause, labels, citing_clauses, annexes, language)
    before, after = _neighbours(site, around, path)
    cites, cited_by = _relations(site, known, labels, citing)
    symbol = known.get("symbol", [path])[0]
    view = WorkView(
        say_title(known.get("catalogueTitle", [""])[0]) or _agenda(known, labels),
        _facts(site, known, labels, symbol),
        language,
        "rtl" if language == "ar" else "ltr",
        tuple(
            Link(LANGUAGES.get(c, c), f"/{path}?lang={c}" if c != given[0] else f"/{path}", language=c) for c in given
        ),
        sections,
        tuple((row["mark"], row["text"], to_link(row["of"], site.base, "↩")) for row in notes),
        draw_neighbourhood(symbol_words(symbol), cites, cited_by),
        tuple(cites),
        tuple(cited_by),
        _does(site, by_clause, labels, iri),
        to_questions(site.queries, site.base, {"resolution": iri}, *(_QUESTIONS if path.startswith("res/") else ())),
        before,
        after,
    )
    return render("work.html", title_of(symbol), view, iri=iri, path=path)


def title_of(symbol: str) -> str:
    """The heading of a work.

    >>> title_of("S/RES/1386(2001)"), title_of("S/PRST/2024/1"), title_of("S/2001/1228")
    ('Resolution 1386 (2001)', 'Presidential statement S/PRST/2024/1', 'Draft resolution S/2001/1228')
    """
    if symbol.startswith("S/RES/"):
        return f"Resolution {symbol_words(symbol)}"
    return f"Presidential statement {symbol}" if "/PRST/" in symbol else f"Draft resolution {symbol}"


def _by_property(rows: Sequence[Row]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for row in rows:
        known.setdefault(row["p"].removeprefix(UNSC), []).append(row["o"])
    return known


def _agenda(known: dict[str, list[str]], labels: dict[str, str]) -> str:
    items = sorted((labels.get(item, "") for item in known.get("agendaItem", [])), key=str.isupper)
    return in_small_letters(items[0]) if items else ""


def _facts(
    site: Site, known: dict[str, list[str]], labels: dict[str, str], symbol: str
) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    facts: list[tuple[str, tuple[Link, ...]]] = []

    def add(name: str, *links: Link) -> None:
        if links:
            facts.append((name, links))

    def linked(name: str) -> list[Link]:
        return [
            to_link(iri, site.base, in_small_letters(labels.get(iri, "")))
            for iri in label_order(labels, *known.get(name, []))
        ]

    add("Adopted", *(Link(say_date(day)) for day in known.get("adoptionDate", [])), *linked("adoptedAt"))
    votes = [link_of(site, vote, {}, _tally(known)) for vote in known.get("adoptedByVote", [])]
    add("Vote", *votes)
    add("Agenda", *linked("agendaItem"))
    add("Subjects", *{link.text.casefold(): link for link in linked("about")}.values())
    add("Acting under", *linked("actingUnder"))
    add("Determination", *linked("determination"))
    add("Draft", *linked("adoptedFrom"))
    add("Sponsors", *linked("draft.sponsor"), *linked("sponsor"))
    add("Formerly", *(Link(old) for old in known.get("legacySymbol", [])))
    add("Note", *(Link(note) for note in known.get("numberingNote", [])))
    add(
        "Sources",
        Link("docs.un.org", f"https://docs.un.org/en/{quote(symbol, safe='/()')}", local=False),
        Link("UN Digital Library", f"https://digitallibrary.un.org/search?p={quote(symbol, safe='')}", local=False),
    )
    files = sorted(file.partition(" ")[::2] for file in known.get("file", []))
    several = len({name for _, name in files}) < len(files)
    add("Read from", *(to_link(iri, site.base, iri.rpartition("/")[2] if several else name) for iri, name in files))
    return tuple(facts)


def _tally(known: dict[str, list[str]]) -> str:
    outcome = known.get("vote.outcome", [""])[0].rpartition("/")[2].replace("-", " ")
    sides = (
        ("vote.countInFavour", "in favour"),
        ("vote.countAgainst", "against"),
        ("vote.countAbstained", "abstaining"),
    )
    counts = [f"{known[name][0]} {words}" for name, words in sides if known.get(name, ["0"])[0] not in ("0", "")]
    return (outcome[:1].upper() + outcome[1:] or "Vote") + (f": {', '.join(counts)}" if counts else "")


def _cited_by(site: Site, work: str, rows: Sequence[Row]) -> dict[str, tuple[Link, ...]]:
    """The clauses that cite each clause, as links, in order of their dates."""
    found: dict[str, dict[str, Link]] = {}
    for row in rows:
        place = place_of(row["by"].removeprefix(f"{row['w']}/"))
        text = place if row["w"] == work else f"{symbol_words(row['symbol'])}, {place}"
        found.setdefault(row["c"], {})[row["by"]] = to_link(row["by"], site.base, text)
    return {clause: tuple(links.values()) for clause, links in found.items()}


def _relations(
    site: Site, known: dict[str, list[str]], labels: dict[str, str], citing: Sequence[Row]
) -> tuple[list[tuple[Link, str]], list[tuple[Link, str]]]:
    """What a work cites and what cites it, each once with the strongest relation that is known."""
    cites: dict[str, list[str]] = {}
    for relation in RELATIONS:
        for target in known.get(relation, []):
            cites.setdefault(target, []).append(relation)
    cited: dict[str, list[str]] = {}
    for row in sorted(citing, key=lambda row: (row["date"], row["w"])):
        cited.setdefault(row["w"], []).append(row["p"].removeprefix(UNSC))
    left = [(_short(link_of(site, iri, labels)), _say(names)) for iri, names in cites.items()]
    left.sort(key=lambda pair: (not pair[0].href.startswith("/res/"), len(pair[0].href), pair[0].href))
    return left, [(_short(link_of(site, iri, labels)), _say(names)) for iri, names in cited.items()]


def _short(link: Link) -> Link:
    text = link.text.removeprefix("resolution ")
    return Link(text if len(text) <= 34 else text[:33] + "…", link.href, link.local)


def _say(names: Sequence[str]) -> str:
    special = [name for name in RELATIONS if name in names and name != "cites"]
    return ", ".join(special) or "cites"


_DOES = (
    ("MandateChange", "Mandates"),
    ("Measure", "Sanctions measures"),
    ("ReportingRequirement", "Reports asked for"),
)


def _does(
    site: Site, found: dict[str, list[Found]], labels: dict[str, str], work: str
) -> tuple[tuple[str, tuple[tuple[Link, FindingRow], ...]], ...]:
    """What the work as a whole does to mandates and measures, and which reports it asks for."""
    tables = []
    for kind, name in _DOES:
        rows = tuple(
            (
                to_link(clause, site.base, place_of(clause.removeprefix(f"{work}/"))),
                findings.to_row(site, finding, labels),
            )
            for clause, many in found.items()
            for finding in many
            if finding.kind == kind
        )
        if rows:
            tables.append((name, rows))
    return tuple(tables)


def _around(site: Site, path: str) -> str:
    """Ask for the resolutions with the nearest numbers."""
    number = int(path[4:]) if path.startswith("res/") and path[4:].isdigit() else 0
    near = " ".join(f"<{site.base}res/{n}>" for n in range(max(1, number - 4), number + 5) if n != number and number)
    return f"SELECT ?w ?symbol {{ VALUES ?w {{ {near} }} ?w a unsc:Resolution ; unsc:symbol ?symbol }}"


def _neighbours(site: Site, rows: Sequence[Row], path: str) -> tuple[Link | None, Link | None]:
    """The resolutions before and after in the series, as far as they are here."""
    numbers = {int(row["w"].rpartition("/")[2]): symbol_words(row["symbol"]) for row in rows}
    here = int(path[4:]) if numbers else 0
    before, after = [n for n in numbers if n < here], [n for n in numbers if n > here]
    return (
        Link(numbers[max(before)], f"/res/{max(before)}") if before else None,
        Link(numbers[min(after)], f"/res/{min(after)}") if after else None,
    )


_QUESTIONS = ("recalled-by", "amended-by", "votes-on-resolution", "actors-named", "recall-chain")
_QUERIES = (
    f"""SELECT ?p ?o {{
      {{ $W ?p ?o }}
      UNION {{ $W unsc:adoptedByVote ?v . ?v ?q ?o BIND(CONCAT("vote.", STRAFTER(STR(?q), "#")) AS ?p) }}
      UNION {{ $W unsc:adoptedFrom ?d . ?d unsc:sponsor ?o . BIND("draft.sponsor" AS ?p) }}
      UNION {{ $W <{_REALIZED}> ?e . ?e <http://data.europa.eu/eli/ontology#is_embodied_by> ?x .
        ?x unsc:sourceName ?name . BIND("file" AS ?p) BIND(CONCAT(STR(?x), " ", ?name) AS ?o) }} }}""",
    """SELECT ?c ?text ?number ?heading ?closing ?vii { $I ?c ?in $W ; unsc:clauseOrder ?order .
      OPTIONAL { ?c unsc:clauseText ?text } OPTIONAL { ?c unsc:clauseNumber ?number }
      OPTIONAL { ?c unsc:heading ?heading } OPTIONAL { ?c unsc:closingText ?closing }
      OPTIONAL { ?c unsc:underChapterVII ?vii } } ORDER BY ?order""",
    """SELECT ?c ?f ?p ?o { $I ?c ?in $W .
      { ?c unsc:hasAction ?f } UNION { ?c unsc:hasCitation ?f } UNION { ?c unsc:hasMention ?f }
      UNION { ?f unsc:madeBy ?c }
      ?f ?p ?o }""",
    """SELECT ?c ?by ?w ?symbol { $I ?c ?in $W . ?x unsc:citedClause ?c . ?by unsc:hasCitation ?x ;
      unsc:inResolution ?w . ?w unsc:symbol ?symbol . OPTIONAL { ?w unsc:adoptionDate ?date } }
      ORDER BY ?date ?by LIMIT 5000""",
    """SELECT ?w ?p ?date { VALUES ?p { unsc:recalls unsc:reaffirms unsc:implements unsc:amends unsc:extends
      unsc:terminates unsc:cites } ?w ?p $W . OPTIONAL { ?w unsc:adoptionDate ?date } } LIMIT 5000""",
    """SELECT ?mark ?text ?of { { SELECT ?n ?of { { ?n unsc:noteOf $W . BIND($W AS ?of) }
      UNION { $I ?of ?in $W . ?n unsc:noteOf ?of } } } ?n unsc:noteMark ?mark ; unsc:noteText ?text } ORDER BY ?n""",
    "SELECT ?annex ?heading { ?annex unsc:annexOf $W OPTIONAL { ?annex unsc:heading ?heading } } ORDER BY ?annex",
)
