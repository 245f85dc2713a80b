"""The first page: what is here, where to begin."""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.serve.pages.answers import Row, rows
from resrdf.serve.pages.links import Link, Work, in_small_letters, say_date, say_title, symbol_words, to_link
from resrdf.serve.pages.query import Example, to_examples
from resrdf.serve.pages.render import SITE, render
from resrdf.serve.site import Site


@dataclass(frozen=True, slots=True)
class HomeView:
    """Counts, lists to begin with, years, saved questions."""

    counts: tuple[tuple[str, str], ...]
    recent: tuple[Work, ...]
    cited: tuple[Work, ...]
    decades: tuple[tuple[str, tuple[Link, ...]], ...]
    examples: tuple[Example, ...]


def home_page(site: Site) -> bytes:
    """Show what the server has learned of its data."""
    counts = [(f"{number:,}", name) for name, number in site.counts]
    if counts and site.triples is not None:
        counts.append((f"{site.triples:,}", "statements"))
    view = HomeView(tuple(counts), site.recent, site.cited, group_years(site.years), to_examples(site.queries))
    return render("home.html", SITE, view)


def group_years(years: tuple[tuple[str, int], ...]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Put years under their decades.

    >>> [(d, [y.text for y in ys]) for d, ys in group_years((("1949", 3), ("1950", 2), ("1951", 1)))]
    [('1940s', ['1949']), ('1950s', ['1950', '1951'])]
    """
    decades: dict[str, list[Link]] = {}
    for year, _ in years:
        decades.setdefault(f"{year[:3]}0s", []).append(Link(year, f"/browse/{year}"))
    return tuple((decade, tuple(links)) for decade, links in decades.items())


async def learn_home(site: Site) -> None:
    """Find once what the first page shows; on the whole Council this takes longer than a page may."""
    site.years = tuple((row["y"], int(row["n"])) for row in await rows(site, _YEARS) if row["y"])
    site.recent = tuple([to_work(site, row) for row in await rows(site, _RECENT)])
    site.cited = tuple(to_work(site, row, f"cited by {int(row['n']):,} documents") for row in await rows(site, _CITED))


def to_work(site: Site, row: Row, what: str = "") -> Work:
    """Make a line of a row with ``w``, ``symbol``, ``date`` and, where known, ``title`` and ``first``."""
    link = to_link(row["w"], site.base, symbol_words(row["symbol"]))
    return Work(
        link,
        say_date(row["date"]),
        say_title(row["title"]) or in_small_letters(row["agenda"]) or clip(row["first"]),
        what,
    )


def clip(text: str, most: int = 120) -> str:
    """Cut a text at a word.

    >>> clip("Deeply concerned by the closure", 20)
    'Deeply concerned by…'
    """
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(" ,;:") + "…"


_ABOUT = """OPTIONAL { ?w unsc:catalogueTitle ?title FILTER(LANG(?title) = "en") }
  OPTIONAL { ?w unsc:agendaItem ?item . ?item skos:prefLabel ?agenda }
  OPTIONAL { ?c unsc:inResolution ?w ; unsc:clauseOrder 1 ; unsc:clauseText ?first FILTER(LANG(?first) = "en") }"""
_YEARS = """SELECT ?y (COUNT(?w) AS ?n) { { SELECT ?w (SUBSTR(STR(MIN(?d)), 1, 4) AS ?y) {
  ?w a unsc:Resolution ; unsc:adoptionDate ?d } GROUP BY ?w } } GROUP BY ?y ORDER BY ?y"""
_RECENT = f"""SELECT ?w ?symbol ?date (SAMPLE(?title) AS ?title) (MAX(?agenda) AS ?agenda) (SAMPLE(?first) AS ?first) {{
  {{ SELECT ?w ?symbol ?date {{ ?w a unsc:Resolution ; unsc:symbol ?symbol ; unsc:adoptionDate ?date }}
     ORDER BY DESC(?date) DESC(?symbol) LIMIT 8 }}
  {_ABOUT} }} GROUP BY ?w ?symbol ?date ORDER BY DESC(?date) DESC(?symbol)"""
_CITED = f"""SELECT ?w ?symbol ?date ?n (SAMPLE(?title) AS ?title) (MAX(?agenda) AS ?agenda) (SAMPLE(?first) AS ?first) {{
  {{ SELECT ?w (COUNT(DISTINCT ?other) AS ?n) {{ ?other unsc:cites ?w . ?w a unsc:Resolution }} GROUP BY ?w
     ORDER BY DESC(?n) ?w LIMIT 8 }}
  ?w unsc:symbol ?symbol OPTIONAL {{ ?w unsc:adoptionDate ?date }}
  {_ABOUT} }} GROUP BY ?w ?symbol ?date ?n ORDER BY DESC(?n) ?w"""
