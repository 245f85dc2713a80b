"""Ask the workers what a page needs: rows as plain values, several questions at a time, and labels for IRIs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable

from resrdf.serve.pages.links import Link as Link
from resrdf.serve.pages.links import path_of, symbol_words, to_link, words_of
from resrdf.serve.site import Site, ask
from resrdf.serve.worker import Job
from resrdf.sparql import BASE

UNSC = "https://w3id.org/unsc/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Row(dict[str, str]):
    """One row of an answer; a variable that is unbound is the empty text."""

    def __missing__(self, name: str) -> str:
        """Give the empty text."""
        return ""


async def rows(site: Site, query: str) -> list[Row]:
    """Ask one question; ``?x`` is the value of a term, ``?x@`` the language of a text, ``?x^`` whether it is an IRI."""
    reply = await ask(site, Job(query, base=site.base))
    found = []
    for binding in json.loads(reply.content)["results"]["bindings"]:
        row = Row({name: term["value"] for name, term in binding.items()})
        for name, term in binding.items():
            if "xml:lang" in term:
                row[f"{name}@"] = term["xml:lang"]
            elif term["type"] == "uri":
                row[f"{name}^"] = "yes"
        found.append(row)
    return found


async def all_rows(site: Site, *queries: str) -> list[list[Row]]:
    """Ask several questions at the same time."""
    return list(await asyncio.gather(*(rows(site, query) for query in queries)))


async def find_labels(site: Site, iris: Iterable[str]) -> dict[str, str]:
    """How things are called: preferred label in English, else label, symbol, or words made of the IRI."""
    wanted = {iri: _known_as(iri, site.base) for iri in iris if iri}
    safe = {name for names in wanted.values() for name in names if not set(name) & set(' <>"{}|\\^`\n\r\t')}
    if not safe:
        return {}
    values = " ".join(f"<{name}>" for name in sorted(safe))
    query = f"""SELECT ?i ?l ?r ?s {{ VALUES ?i {{ {values} }}
      OPTIONAL {{ ?i skos:prefLabel ?l FILTER(LANG(?l) IN ("en", "")) }}
      OPTIONAL {{ ?i rdfs:label ?r FILTER(LANG(?r) IN ("en", "")) }}
      OPTIONAL {{ ?i unsc:symbol ?s }} }}"""
    said: dict[str, str] = {}
    for row in await rows(site, query):
        symbol = f"resolution {symbol_words(row['s'])}" if row["s"].startswith("S/RES/") else row["s"]
        if label := row["l"] or symbol or row["r"]:
            said.setdefault(row["i"], label)
    found = {}
    for iri, names in wanted.items():
        path = path_of(iri, site.base)
        found[iri] = next((said[name] for name in names if name in said), words_of(path) if path else "")
    return found


def link_of(site: Site, iri: str, labels: dict[str, str], text: str = "") -> Link:
    """A link with the label that was found."""
    return to_link(iri, site.base, text or labels.get(iri, ""))


def _known_as(iri: str, base: str) -> tuple[str, ...]:
    """An IRI, and the one under which our vocabularies describe it where the data has a base of its own."""
    if base != BASE and iri.startswith(base):
        return iri, BASE + iri[len(base) :]
    return (iri,)
