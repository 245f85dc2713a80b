"""Content negotiation: which of our formats a client takes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type that we can send and our name for the format."""

    media_type: str
    name: str


ROWS = (
    Offer("application/sparql-results+json", "json"),
    Offer("application/sparql-results+xml", "xml"),
    Offer("text/csv", "csv"),
    Offer("text/tab-separated-values", "tsv"),
    Offer("application/json", "json"),
    Offer("application/xml", "xml"),
    Offer("text/xml", "xml"),
    Offer("text/html", "html"),
)
"""What a SELECT or ASK query can give; the first is what a client without wishes gets."""

GRAPHS = (
    Offer("text/turtle", "turtle"),
    Offer("application/n-triples", "ntriples"),
    Offer("application/rdf+xml", "rdfxml"),
    Offer("application/ld+json", "jsonld"),
    Offer("application/x-turtle", "turtle"),
    Offer("text/plain", "ntriples"),
    Offer("application/json", "jsonld"),
    Offer("application/xml", "rdfxml"),
    Offer("text/html", "html"),
)
"""What a CONSTRUCT or DESCRIBE query can give."""

STORED = tuple(offer for offer in GRAPHS if offer.name != "html")
"""What the graph store gives a graph in."""

ERRORS = (
    Offer("text/plain", "text"),
    Offer("application/problem+json", "json"),
    Offer("application/json", "json"),
    Offer("application/sparql-results+json", "json"),
    Offer("text/html", "html"),
)


_RANGE = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*+"|")+')
_LONGEST = 4096  # of an Accept header; no client that we know sends a tenth of it


@lru_cache(maxsize=256)
def choose(accept: str | None, offers: tuple[Offer, ...]) -> Offer | None:
    """Choose the offer with the highest quality, the earlier one of equals; None where the client takes none.

    >>> choose("text/csv;q=0.5, application/*;q=0.8", ROWS).name
    'json'
    >>> choose("text/*, text/html;q=0", ROWS).name
    'csv'
    >>> choose("image/png", ROWS) is None, choose(None, GRAPHS).name
    (True, 'turtle')
    """
    wishes = _parse(accept) if accept and accept.strip() else [("*/*", 1.0)]
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(offer.media_type, wishes)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def by_name(name: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Find an offer by our name for its format, as ``format=csv`` in an address gives it."""
    return next((offer for offer in offers if name and offer.name == name.lower()), None)


def _quality(media_type: str, wishes: Sequence[tuple[str, float]]) -> float:
    """Take the most specific range that covers a type."""
    family = media_type.split("/")[0] + "/*"
    for wanted in (media_type, family, "*/*"):
        if found := [quality for range_, quality in wishes if range_ == wanted]:
            return max(found)
    return 0.0


def _parse(accept: str) -> list[tuple[str, float]]:
    """Read the ranges of an Accept header; parameters other than q do not matter to our formats."""
    wishes = []
    for part in islice(_RANGE.finditer(accept[:_LONGEST]), 100):
        range_, *parameters = (piece.strip().lower() for piece in part[0].split(";"))
        quality = 1.0
        for parameter in parameters:
            if match := re.fullmatch(r"q\s*=\s*([01](?:\.\d{0,3})?)", parameter):
                quality = min(float(match[1]), 1.0)
        if "/" in range_:
            wishes.append((range_, quality))
        elif range_ == "*":
            wishes.append(("*/*", quality))
    return wishes
