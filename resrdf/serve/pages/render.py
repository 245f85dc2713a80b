"""Fill a template: the frame that all pages share, escaping, and the addresses of what it brings with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from resrdf.serve.assets import asset_address

if TYPE_CHECKING:
    from jinja2 import Environment

SITE = "Security Council resolutions"
NAVIGATION = (
    ("/browse", "Browse"),
    ("/vocab", "Vocabularies"),
    ("/sparql", "SPARQL"),
    ("/about", "About"),
)
_SERVE = Path(__file__).resolve().parent.parent
_FORMATS = (
    (".ttl", "text/turtle", "Turtle"),
    (".nt", "application/n-triples", "N-Triples"),
    (".jsonld", "application/ld+json", "JSON-LD"),
    (".rdf", "application/rdf+xml", "RDF/XML"),
)


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same as data: its address, media type and name."""

    href: str
    media_type: str
    name: str


def render(template: str, title: str, view: object = None, *, iri: str = "", path: str = "", here: str = "") -> bytes:
    """Fill a template with a view; ``path`` is that of a thing that is also given as data, ``here`` the place in the menu."""
    alternates = tuple(Alternate(f"/{path}{suffix}", kind, name) for suffix, kind, name in _FORMATS) if path else ()
    page = _environment().get_template(template)
    return page.render(title=title, view=view, iri=iri, alternates=alternates, here=here).encode()


@lru_cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_SERVE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(site_name=SITE, navigation=NAVIGATION, asset=asset_address)
    return environment
