"""The works of each year, for people who do not know yet what they look for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resrdf.serve.pages.answers import Row, all_rows, find_labels
from resrdf.serve.pages.home import group_years, to_work
from resrdf.serve.pages.links import Link, Work
from resrdf.serve.pages.render import render
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site


@dataclass(frozen=True, slots=True)
class BrowseView:
    """All years, or the works of one."""

    decades: tuple[tuple[str, tuple[Link, ...]], ...]
    counts: tuple[tuple[str, int], ...]
    works: tuple[Work, ...] = ()
    statements: tuple[Work, ...] = ()
    before: Link | None = None
    after: Link | None = None


def years_page(site: Site) -> bytes:
    """Show the years."""
    return render("browse.html", "Browse by year", BrowseView(group_years(site.years), site.years), here="/browse")


async def year_page(site: Site, year: int) -> bytes:
    """Show the works of a year; raises ProtocolError where there is none."""
    works = (_WORKS.replace("$T", kind).replace("$I", within) for kind, within in _KINDS)
    queries = (query.replace("$Y", f"{year:04}") for query in (*works, _NAMED))
    found, statements, named = await all_rows(site, *queries)
    if not found and not statements:
        raise ProtocolError(404, f"there is nothing of the year {year} here")
    chosen = choose_names(named)
    labels = await find_labels(site, {iri for many in chosen.values() for iri in many if "/state/" in iri})
    names = {
        work: ", ".join(labels.get(iri) or iri.rpartition("/")[2].upper() for iri in many)
        for work, many in chosen.items()
    }
    years = [int(y) for y, _ in site.years]
    before, after = max((y for y in years if y < year), default=0), min((y for y in years if y > year), default=0)
    view = BrowseView(
        group_years(site.years),
        (),
        tuple(to_work(site, row, names.get(row["w"], "")) for row in found),
        tuple(to_work(site, row) for row in statements),
        Link(str(before), f"/browse/{before}") if before else None,
        Link(str(after), f"/browse/{after}") if after else None,
    )
    return render("browse.html", f"{year}", view, here="/browse")


def choose_names(rows: Sequence[Row], most: int = 3) -> dict[str, list[str]]:
    """The IRIs of the States and missions that each work names in most of its clauses.

    >>> choose_names([Row(w="a", a="/state/HTI", n="2"), Row(w="a", a="/state/CUB", n="1")])
    {'a': ['/state/HTI', '/state/CUB']}
    """
    named: dict[str, dict[str, int]] = {}
    for row in rows:
        named.setdefault(row["w"], {})[row["a"]] = int(row["n"])
    return {w: sorted(many, key=lambda iri: (-many[iri], iri))[:most] for w, many in named.items()}


_KINDS = (("Resolution", "inResolution"), ("PresidentialStatement", "inWork"))
_WORKS = """SELECT ?w ?symbol ?date (SAMPLE(?t) AS ?title) (MAX(?a) AS ?agenda) (SAMPLE(?f) AS ?first) {
  { SELECT ?w ?date { ?w unsc:adoptionDate ?date ; a unsc:$T .
    FILTER(?date >= "$Y-01-01"^^xsd:date && ?date <= "$Y-12-31"^^xsd:date) } }
  ?w unsc:symbol ?symbol . OPTIONAL { ?w unsc:resolutionNumber ?n }
  OPTIONAL { ?w unsc:catalogueTitle ?t } OPTIONAL { ?w unsc:agendaItem ?i . ?i skos:prefLabel ?a }
  OPTIONAL { ?c unsc:$I ?w ; unsc:clauseOrder 0 ; unsc:clauseText ?f .
    FILTER(LANG(?f) = "en") }
} GROUP BY ?w ?symbol ?date ?n ORDER BY ?n ?symbol"""
_NAMED = """SELECT ?w ?a (COUNT(?c) AS ?n) { { SELECT ?w { ?w unsc:adoptionDate ?date ; a unsc:Resolution .
    FILTER(?date >= "$Y-01-01"^^xsd:date && ?date <= "$Y-12-31"^^xsd:date) } }
  ?c unsc:inResolution ?w ; unsc:mentions ?a . FILTER(REGEX(STR(?a), "/(state|mission)/")) } GROUP BY ?w ?a"""
