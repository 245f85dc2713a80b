"""Which address of the server stands for which IRI of the data: a value, read from a path and written back.

The data is named below a base (``https://w3id.org/unsc/``); the server answers for ``res/1386`` below its own root, and
below the path of that base too (``/unsc/res/1386``), so that a host may simply forward to it. An ending names a format:
``/res/1386.ttl``. What is no document (a State, a mission, a meeting, a concept) is described by a document of another
name: https://www.w3.org/TR/cooluris/ and the W3C's finding on httpRange-14.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

SUFFIXES = {".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml", ".jsonld": "jsonld", ".html": "html"}
"""The ending of an address and our name for the format that it asks for."""

_PATH = re.compile(r"[A-Za-z0-9_\-]+(?:[./]+[A-Za-z0-9_\-]+)*")
_WORK = re.compile(r"((?:res|draft|prst)/[^/]+)(/.+)?")
_DOCUMENTS = re.compile(r"(?:res|draft|prst|doc|pv|graph)/|ontology$")

Scope = Literal["graph", "part", "scheme", "thing"]


@dataclass(frozen=True, slots=True)
class Name:
    """What an address stands for: the path of an IRI below the base, and the ending that it was given."""

    path: str
    suffix: str = ""

    @property
    def is_document(self) -> bool:
        """Whether the thing is itself a document, which can be sent; anything else can only be described."""
        return _DOCUMENTS.match(self.path) is not None

    def iri(self, base: str) -> str:
        """The IRI of the thing."""
        return base + self.path

    def graph(self, base: str) -> str | None:
        """The named graph that holds what is said of the thing, where it has one."""
        if self.path.startswith("graph/"):
            return base + self.path
        if match := _WORK.fullmatch(self.path):
            return f"{base}graph/{match[1]}"
        if self.path == "ontology" or re.fullmatch(r"vocab/[^/]+", self.path):
            return f"https://w3id.org/unsc/graph/{self.path.split('/')[0]}"
        return None

    @property
    def scope(self) -> Scope:
        """How much belongs to it: a whole graph, a part of one, the concepts of a scheme, or its own statements."""
        if self.path.startswith("graph/") or self.path == "ontology":
            return "graph"
        if match := _WORK.fullmatch(self.path):
            return "part" if match[2] else "graph"
        return "scheme" if re.fullmatch(r"vocab/[^/]+", self.path) else "thing"


def read_name(path: str, base: str) -> Name | None:
    """Read a path of the server, without its first slash; None where nothing can be named so.

    >>> read_name("res/1386.ttl", "https://w3id.org/unsc/")
    Name(path='res/1386', suffix='.ttl')
    >>> read_name("unsc/mission/unmil", "https://w3id.org/unsc/").path
    'mission/unmil'
    >>> read_name("res/1386/en.txt", "https://w3id.org/unsc/").suffix
    ''
    >>> read_name("../etc/passwd", "https://w3id.org/unsc/")
    """
    path = path.removeprefix(urlsplit(base).path.lstrip("/"))
    suffix = next((ending for ending in SUFFIXES if path.endswith(ending)), "")
    path = path.removesuffix(suffix)
    return Name(path, suffix) if _PATH.fullmatch(path) and ".." not in path and "//" not in path else None


def describing_query(name: Name, base: str) -> str:
    """Write the CONSTRUCT query for what is said of a thing."""
    iri, graph = name.iri(base), name.graph(base)
    about = f"BIND(<{iri}> AS ?s) ?s ?p ?o"
    match name.scope:
        case "graph":
            inside = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        case "part" | "scheme":
            inside = f'GRAPH <{graph}> {{ ?s ?p ?o FILTER(?s = <{iri}> || STRSTARTS(STR(?s), "{iri}/")) }}'
        case _:
            return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {about} }}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {inside} }} UNION {{ {about} }} }}"
