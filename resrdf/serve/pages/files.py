"""The files of the dataset that is served, with their sizes and digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from resrdf.serve.pages.links import Link
from resrdf.serve.pages.render import render


@dataclass(frozen=True, slots=True)
class FilesView:
    """Each file as a link, its size, its SHA-256."""

    files: tuple[tuple[Link, str, str], ...]


def files_page(files: Sequence[tuple[str, int, str]]) -> bytes:
    """List files by path, size in bytes, SHA-256."""
    listed = tuple((Link(name, f"/dataset/{quote(name)}"), f"{size:,}", digest) for name, size, digest in files)
    return render("files.html", "The dataset", FilesView(listed))
