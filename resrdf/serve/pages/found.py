"""Search results, and the straight way to a document by its number or symbol."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from resrdf.errors import SymbolError
from resrdf.search import CLOSE, OPEN, Found, Hit, Question
from resrdf.serve.pages.actor import to_pages
from resrdf.serve.pages.links import NO_PAGES, Link, Pages, in_small_letters, path_of, place_of, symbol_words, to_link
from resrdf.serve.pages.render import render
from resrdf.serve.pages.text import LANGUAGES
from resrdf.serve.site import Site
from resrdf.symbol import Symbol

SIZE = 20
KINDS = ("preambular", "operative", "annex")
_NUMBER = re.compile(
    r"(?:(?:un)?sc\s*r(?:es)?\.?|res(?:olution)?\.?|s/res/)?\s*(\d{1,4})\s*(?:\(\s*\d{4}\s*\))?", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"[,\s]+(?:op|para(?:graph)?s?|§)\.?\s*(\d+)((?:\s*\(\w+\))*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HitView:
    """A clause that was found: where, when, and the words with marks."""

    where: Link
    year: str
    kind: str
    language: str
    snippet: Markup


@dataclass(frozen=True, slots=True)
class FoundView:
    """What was asked and what was found, or why nothing can be found now."""

    question: Question
    hits: tuple[HitView, ...] = ()
    names: tuple[tuple[Link, str], ...] = ()
    total: int = 0
    pages: Pages = NO_PAGES
    reason: str = ""
    languages: tuple[tuple[str, str], ...] = tuple(LANGUAGES.items())
    kinds: tuple[str, ...] = KINDS


def read_question(values: Mapping[str, str]) -> tuple[Question, int]:
    """Read a question and its page from the parameters of an address; what makes no sense is left out.

    >>> question, page = read_question({"q": "boats", "since": "x", "until": "1999", "kind": "poem", "page": "-3"})
    >>> question.words, question.since, question.until, question.kind, page
    ('boats', 0, 1999, '', 1)
    """

    def number(name: str, default: int) -> int:
        text = values.get(name, "")
        return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else default

    page = min(max(number("page", 1), 1), 500)
    kind = values.get("kind", "")
    language = values.get("language", "")
    question = Question(
        values.get("q", "")[:500].strip(),
        kind if kind in KINDS else "",
        language if language in LANGUAGES else "",
        number("since", 0),
        number("until", 9999),
        (page - 1) * SIZE,
        SIZE,
    )
    return question, page


def find_path(words: str) -> str | None:
    """The path of the document, or the paragraph, that a search names by number or symbol.

    >>> find_path("1325"), find_path("S/RES/1325 (2000)"), find_path("unscr 1325"), find_path("1373, para. 2 (a)")
    ('res/1325', 'res/1325', 'res/1325', 'res/1373/op/2/a')
    >>> find_path("S/PRST/2024/1"), find_path("sanctions"), find_path("1325 women")
    ('prst/2024-1', None, None)
    """
    words, tail = words.strip(), ""
    if match := _PARAGRAPH.search(words):
        items = re.findall(r"\w+", match[2])
        words, tail = words[: match.start()], "/".join(["/op", match[1], *items])
    if match := _NUMBER.fullmatch(words):
        return f"res/{int(match[1])}{tail}"
    try:
        return Symbol.from_text(words).path + tail if "/" in words else None
    except SymbolError:
        return None


def found_page(site: Site, question: Question, page: int, found: Found | None, reason: str = "") -> bytes:
    """Show what was found; ``found`` is None where nothing was looked up."""
    title = f"Search: {question.words}" if question.words else "Search"
    if found is None:
        return render("search.html", title, FoundView(question, reason=reason))
    asked = {"q": question.words, "kind": question.kind, "language": question.language}
    if question.since:
        asked["since"] = str(question.since)
    if question.until < 9999:
        asked["until"] = str(question.until)
    address = f"/search?{urlencode({name: value for name, value in asked.items() if value})}&page="
    view = FoundView(
        question,
        tuple(_hit(site, hit) for hit in found.hits),
        tuple(
            (to_link(name.iri, site.base, in_small_letters(name.label)), _in_words(name.kind)) for name in found.names
        ),
        found.total,
        to_pages(address, page, found.total, SIZE, "Results"),
        reason,
    )
    return render("search.html", title, view)


def _hit(site: Site, hit: Hit) -> HitView:
    path = path_of(hit.iri, site.base) or hit.iri
    place = place_of("/".join(path.split("/")[2:]))
    marked = (
        str(escape(re.sub(f"{CLOSE}(\\s+){OPEN}", r"\1", hit.snippet)))
        .replace(OPEN, "<mark>")
        .replace(CLOSE, "</mark>")
    )
    where = to_link(hit.iri, site.base, f"{symbol_words(hit.symbol)}, {place}")
    return HitView(where, str(hit.year or ""), hit.kind, hit.language, Markup(marked))


def _in_words(kind: str) -> str:
    return re.sub(r"(?<=.)([A-Z])", r" \1", kind).lower()
