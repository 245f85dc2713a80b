"""A cited document that is not in the collection, or has no text in it: what it is called, where it is, what cites it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from resrdf.serve.pages.actor import to_pages, where
from resrdf.serve.pages.answers import RDFS, SKOS, UNSC, all_rows, find_labels, link_of
from resrdf.serve.pages.links import Link, Pages, say_date, symbol_words, to_link, words_of
from resrdf.serve.pages.render import render
from resrdf.serve.site import Site

_SIZE = 50
CITING = """SELECT ?c ?w ?symbol ?date ?function ?quote { { SELECT ?x ?c ?w ?date { ?x unsc:citedDocument $D .
  ?c unsc:hasCitation ?x . ?c unsc:inResolution|unsc:inWork ?w . OPTIONAL { ?w unsc:adoptionDate ?date } }
  ORDER BY DESC(?date) ?c LIMIT $N OFFSET $O } ?w unsc:symbol ?symbol .
  OPTIONAL { ?x unsc:citationFunction ?function } OPTIONAL { ?x unsc:quote ?quote } } ORDER BY DESC(?date) ?c"""
COUNT_CITING = "SELECT (COUNT(?x) AS ?n) { ?x unsc:citedDocument $D }"


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Facts, and the clauses that cite it."""

    definition: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    citing: tuple[tuple[Link, ...], ...]
    count: int
    pages: Pages


async def document_page(site: Site, iri: str, path: str, number: int = 1) -> bytes:
    """Show a document; ``number`` is the page of the list of what cites it."""
    page = CITING.replace("$N", str(_SIZE)).replace("$O", str((number - 1) * _SIZE))
    about, citing, counts, meetings = await all_rows(
        site,
        f"SELECT ?p ?o {{ <{iri}> ?p ?o }} LIMIT 200",
        page.replace("$D", f"<{iri}>"),
        COUNT_CITING.replace("$D", f"<{iri}>"),
        f"SELECT ?m {{ ?m unsc:record <{iri}> }} LIMIT 5",
    )
    known: dict[str, list[str]] = {}
    for row in about:
        known.setdefault(row["p"], []).append(row["o"])
    functions = {row["function"] for row in citing}
    labels = await find_labels(
        site, {iri, *functions, *known.get(f"{SKOS}broader", ()), *known.get(f"{SKOS}inScheme", ())}
    )
    symbol = known.get(f"{UNSC}symbol", [""])[0]
    names = {*known.get(f"{SKOS}altLabel", ()), *known.get(f"{RDFS}label", ())} - {labels.get(iri)}
    facts = (
        ("Symbol", (Link(symbol),) if symbol else ()),
        ("Also called", tuple(Link(name) for name in sorted(names))),
        ("Record of", tuple(link_of(site, row["m"], {}) for row in meetings)),
        ("Part of", tuple(link_of(site, i, labels) for i in known.get(f"{SKOS}broader", []))),
        ("The same as", tuple(to_link(i, site.base) for i in known.get(f"{SKOS}exactMatch", []))),
        ("Source", source_links(symbol)),
    )
    count = int(counts[0]["n"]) if counts else 0
    view = DocumentView(
        known.get(f"{SKOS}definition", [""])[0],
        tuple(fact for fact in facts if fact[1]),
        tuple(citing_row(site, row, labels) for row in citing),
        count,
        to_pages(f"/{path}?page=", number, count, _SIZE, "Citations"),
    )
    name = f"Resolution {symbol_words(symbol)}" if symbol.startswith("S/RES/") else labels.get(iri) or words_of(path)
    return render("document.html", name, view, iri=iri, path=path)


def citing_row(site: Site, row: dict[str, str], labels: dict[str, str]) -> tuple[Link, ...]:
    """A citation as a row: where, when, why, in which words."""
    function = link_of(site, row["function"], labels) if row["function"] else Link("cites")
    return where(site, row), Link(say_date(row["date"])), function, Link(row["quote"], quote=True)  # type: ignore[arg-type]


def source_links(symbol: str) -> tuple[Link, ...]:
    """Where the United Nations gives a document with a symbol.

    >>> source_links("S/1997/686")[0].href, source_links("the Bonn Agreement")
    ('https://docs.un.org/en/S/1997/686', ())
    """
    if not re.fullmatch(r"(?:S|A|ST|E)/[\w./()\-]+", symbol):
        return ()
    return (
        Link("docs.un.org", f"https://docs.un.org/en/{quote(symbol, safe='/()')}", local=False),
        Link("UN Digital Library", f"https://digitallibrary.un.org/search?p={quote(symbol, safe='')}", local=False),
    )
