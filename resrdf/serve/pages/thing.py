"""Anything that has no page of its own kind: what is said of it, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.serve.pages.answers import RDF_TYPE, Row, all_rows, find_labels
from resrdf.serve.pages.links import Link, shorten, to_link, words_of
from resrdf.serve.pages.render import render
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site

Facts = tuple[tuple[str, tuple[Link, ...]], ...]
_MOST = 40


@dataclass(frozen=True, slots=True)
class ThingView:
    """The kind of the thing, its statements, and the statements whose object it is."""

    kind: str
    facts: Facts
    used: Facts


async def thing_page(site: Site, iri: str, path: str) -> bytes:
    """Show what is said of a thing, each value as a link with its label."""
    said, used = await all_rows(
        site,
        f"SELECT ?p ?o {{ <{iri}> ?p ?o }} ORDER BY ?p ?o LIMIT 500",
        f"SELECT ?p ?o {{ ?o ?p <{iri}> }} LIMIT 400",
    )
    if not said and not used:
        raise ProtocolError(404, f"nothing is known about {iri}")
    iris = {row["o"] for row in (*said, *used) if row["o^"]} | {row["p"] for row in (*said, *used)}
    labels = await find_labels(site, {*iris, iri})
    kinds = [labels.get(row["o"]) or shorten(row["o"]) for row in said if row["p"] == RDF_TYPE]
    rest = [row for row in said if row["p"] != RDF_TYPE]
    view = ThingView(", ".join(kinds), group(site, rest, labels), group(site, used, labels, "is “{}” of"))
    return render("thing.html", labels.get(iri) or words_of(path), view, iri=iri, path=path if said else "")


def group(site: Site, found: list[Row], labels: dict[str, str], pattern: str = "{}") -> Facts:
    """Put statements under their properties."""
    grouped: dict[str, list[Link]] = {}
    for row in found:
        text = labels.get(row["o"], "")
        link = to_link(row["o"], site.base, text) if row["o^"] else Link(row["o"], language=row["o@"])
        grouped.setdefault(row["p"], []).append(link)
    named = []
    for name, links in grouped.items():
        more = (Link(f"and {len(links) - _MOST} more"),) if len(links) > _MOST else ()
        label = labels.get(name) or shorten(name)
        named.append((pattern.format(label), (*links[:_MOST], *more)))
    return tuple(named)
