"""The page that says why there is no page, and where to look instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from resrdf.errors import SymbolError
from resrdf.serve.pages.links import Link, words_of
from resrdf.serve.pages.render import render
from resrdf.symbol import Symbol

_TITLES = {404: "Nothing of this name here", 400: "This cannot be asked", 403: "Not allowed here", 503: "Busy",
           405: "Not done in this way", 406: "Not given in that form", 413: "Too large", 500: "Something failed"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ErrorView:
    """The status, the reason, links that may help, and words to search for."""

    status: int
    reason: str
    suggestions: tuple[Link, ...] = ()
    words: str = ""


def error_page(status: int, reason: str, path: str = "") -> bytes:
    """Say why a request was refused; for an address that is none, suggest what may have been meant."""
    path = unquote(path).strip("/")[:200]
    suggestions = tuple(_suggest(path)) if status == 404 else ()
    words = words_of(path) if status == 404 and re.fullmatch(r"[\w\-./ ]+", path) else ""
    return render(
        "error.html",
        _TITLES.get(status, "Not answered"),
        ErrorView(status, reason[:1].upper() + reason[1:], suggestions, words),
    )


def _suggest(path: str) -> list[Link]:
    """Guess at what an address meant.

    >>> [link.href for link in _suggest("res/1325/op/99")]
    ['/res/1325']
    >>> [link.href for link in _suggest("resolution/1325")]
    ['/res/1325', '/search?q=resolution%201325']
    """
    found: list[Link] = []
    if match := re.match(r"((?:res|draft|prst|meeting|vocab)/[\w-]+)/.", path):
        return [Link(words_of(match[1]), f"/{match[1]}")]
    try:
        if (number := Symbol.from_text(path).number) is not None:
            found.append(Link(f"resolution {number}", f"/res/{number}"))
    except SymbolError:
        pass
    if not found and not path.startswith("res/") and (match := re.search(r"(?<!\d)(\d{1,4})(?!\d)", path)):
        found.append(Link(f"resolution {int(match[1])}", f"/res/{int(match[1])}"))
    if words := re.sub(r"[\W_]+", " ", path).strip():
        found.append(Link(f"search for “{words}”", f"/search?q={quote(words)}"))
    return found
