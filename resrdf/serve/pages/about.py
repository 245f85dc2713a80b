"""What this is, what is read and what is not, how well, and what the server does not do."""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.serve.pages.render import render
from resrdf.serve.site import Site
from resrdf.version import VERSION


@dataclass(frozen=True, slots=True)
class AboutView:
    """Counts of this collection and the limits of this server."""

    counts: tuple[tuple[str, str], ...]
    limits: str
    version: str


def about_page(site: Site, limits: str) -> bytes:
    """Show it."""
    counts = tuple((f"{number:,}", name) for name, number in site.counts)
    return render("about.html", "About, and limits", AboutView(counts, limits, VERSION), here="/about")
