"""A term of a vocabulary, a scheme as a list, and the list of schemes."""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.serve.pages.actor import where
from resrdf.serve.pages.answers import SKOS, UNSC, all_rows, find_labels, link_of, rows
from resrdf.serve.pages.document import CITING, citing_row
from resrdf.serve.pages.home import to_work
from resrdf.serve.pages.links import Link, Work, in_small_letters, label_order, shorten, to_link, words_of
from resrdf.serve.pages.render import render
from resrdf.serve.site import Site
from resrdf.sparql import BASE

_MOST_WORKS = 100


@dataclass(frozen=True, slots=True)
class ConceptView:
    """Names, meaning, neighbours, and how it is used."""

    scheme: tuple[Link, ...]
    definition: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    examples: tuple[str, ...]
    uses: tuple[tuple[str, str], ...]
    samples: tuple[tuple[Link, ...], ...]
    citing: tuple[tuple[Link, ...], ...]
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A scheme: what it lists, and its concepts with their definitions."""

    description: str
    concepts: tuple[tuple[Link, str, str], ...]


async def concept_page(site: Site, iri: str, path: str) -> bytes:
    """Show a term: of a vocabulary, a subject, an agenda item."""
    asked = [query.replace("$C", f"<{iri}>").replace("$D", f"<{iri}>") for query in _QUERIES]
    about, uses, samples, citing, works = await all_rows(site, *asked)
    known: dict[str, list[str]] = {}
    for row in about:
        known.setdefault(row["p"], []).append(row["o"])
    iris = {row["o"] for row in about if row["o^"]} | {row["p"] for row in uses} | {row["function"] for row in citing}
    labels = await find_labels(site, {*iris, iri})
    view = ConceptView(
        tuple(link_of(site, scheme, labels) for scheme in known.get(f"{SKOS}inScheme", [])),
        known.get(f"{SKOS}definition", [""])[0],
        _facts(site, known, labels),
        tuple(known.get(f"{SKOS}example", [])),
        tuple((labels.get(row["p"]) or shorten(row["p"]), f"{int(row['n']):,}") for row in uses if _counts(row["p"])),
        tuple((where(site, row), Link(row["text"] or row["quote"], quote=True)) for row in samples),
        tuple(citing_row(site, row, labels) for row in citing),
        tuple(to_work(site, row) for row in works),
    )
    title = in_small_letters(labels.get(iri) or words_of(path))
    return render("concept.html", title, view, iri=iri, path=path)


async def scheme_page(site: Site, iri: str, path: str) -> bytes:
    """Show a scheme."""
    about, listed = await all_rows(
        site,
        f"""SELECT ?title ?text {{ OPTIONAL {{ <{iri}> <http://purl.org/dc/terms/title> ?title }}
          OPTIONAL {{ <{iri}> <http://purl.org/dc/terms/description> ?text }} }} LIMIT 1""",
        f"""SELECT ?c ?label ?definition ?note {{ ?c skos:inScheme <{iri}> ; skos:prefLabel ?label .
          FILTER(LANG(?label) IN ("en", "")) OPTIONAL {{ ?c skos:definition ?definition }}
          OPTIONAL {{ ?c skos:notation ?note }} }}""",
    )
    entries: dict[str, tuple[Link, str, str]] = {}
    for row in listed:
        entries.setdefault(row["c"], (to_link(row["c"], site.base, row["label"]), row["note"], row["definition"]))
    concepts = sorted(entries.values(), key=lambda entry: entry[0].text.casefold())
    view = SchemeView(about[0]["text"] if about else "", tuple(concepts))
    return render(
        "scheme.html", (about[0]["title"] if about else "") or words_of(path), view, iri=iri, path=path, here="/vocab"
    )


async def schemes_page(site: Site) -> bytes:
    """Show all schemes."""
    found = await rows(site, _SCHEMES)
    concepts = tuple((to_link(row["s"], site.base, row["title"]), row["n"], row["text"]) for row in found)
    view = SchemeView(
        "Lists of values that the data uses: each term has a page, and travels with the data as SKOS.", concepts
    )
    return render("scheme.html", "Vocabularies", view, here="/vocab")


def _facts(site: Site, known: dict[str, list[str]], labels: dict[str, str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    pairs = []
    for name, words in _SHOWN.items():
        values = known.get(name, [])
        if name in _TEXTS:
            links = tuple(Link(value) for value in sorted(set(values)))
        else:
            links = tuple(link_of(site, value, labels) for value in label_order(labels, *values))
        if links:
            pairs.append((words, links))
    return tuple(pairs)


def _counts(predicate: str) -> bool:
    return predicate.startswith(UNSC)


_TEXTS = frozenset(f"{SKOS}{name}" for name in ("altLabel", "hiddenLabel", "notation"))
_SHOWN = {
    f"{SKOS}altLabel": "Also", f"{SKOS}notation": "Code", f"{UNSC}verbForce": "Force", f"{SKOS}broader": "Broader",
    f"{SKOS}narrower": "Narrower", f"{SKOS}related": "Related", f"{SKOS}exactMatch": "The same as",
    f"{SKOS}closeMatch": "Like",
}  # fmt: skip
_QUERIES = (
    "SELECT ?p ?o { $C ?p ?o } LIMIT 300",
    "SELECT ?p (COUNT(?s) AS ?n) { ?s ?p $C } GROUP BY ?p ORDER BY DESC(?n)",
    """SELECT ?c ?w ?symbol ?text ?quote { { SELECT ?f { VALUES ?p { unsc:verb unsc:force unsc:citationFunction
      unsc:changeKind unsc:taskType unsc:measureType unsc:measureAction unsc:inRegime unsc:reportMode unsc:derivedBy }
      ?f ?p $C } LIMIT 12 } { ?c unsc:hasAction ?f } UNION { ?c unsc:hasCitation ?f } UNION { ?c unsc:hasMention ?f }
      UNION { ?f unsc:madeBy ?c } OPTIONAL { ?f unsc:quote ?quote } ?c unsc:inResolution ?w . ?w unsc:symbol ?symbol .
      OPTIONAL { ?c unsc:clauseText ?text FILTER(LANG(?text) = "en") } }""",
    CITING.replace("$N", "40").replace("$O", "0"),
    f"""SELECT ?w ?symbol ?date (SAMPLE(?t) AS ?title) {{ VALUES ?p {{ unsc:about unsc:agendaItem unsc:actingUnder
      unsc:determination }} ?w ?p $C ; unsc:symbol ?symbol . OPTIONAL {{ ?w unsc:adoptionDate ?date }}
      OPTIONAL {{ ?w unsc:catalogueTitle ?t }} }} GROUP BY ?w ?symbol ?date ORDER BY DESC(?date) LIMIT {_MOST_WORKS}""",
)
_SCHEMES = f"""SELECT ?s ?title ?text (COUNT(?c) AS ?n) {{ ?s a skos:ConceptScheme . ?c skos:inScheme ?s .
  OPTIONAL {{ ?s <http://purl.org/dc/terms/title> ?title }} OPTIONAL {{ ?s <http://purl.org/dc/terms/description> ?text }}
  FILTER(STRSTARTS(STR(?s), "{BASE}vocab/")) }} GROUP BY ?s ?title ?text ORDER BY ?title"""
