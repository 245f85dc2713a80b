"""The text of a work, clause by clause: numbered as printed, marked, with what is said of each clause beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from resrdf.serve.pages import findings
from resrdf.serve.pages.answers import Row
from resrdf.serve.pages.findings import Found, MarginLine
from resrdf.serve.pages.links import Link, place_of, to_link
from resrdf.serve.pages.marks import Mark, mark
from resrdf.serve.site import Site
from resrdf.sparql import BASE

_CHAPTER_VII = f"{BASE}vocab/charter/chapter-vii"
_FORMULAS = {
    "en": "The Security Council,", "fr": "Le Conseil de sécurité,", "es": "El Consejo de Seguridad,",
    "ru": "Совет Безопасности,", "zh": "安全理事会，", "ar": "إن مجلس الأمن،", "de": "Der Sicherheitsrat,",
}  # fmt: skip
LANGUAGES = {
    "en": "English", "fr": "français", "es": "español", "ru": "русский", "zh": "中文", "ar": "العربية", "de": "Deutsch",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause in its place: anchor, printed label, depth, marked text, and what stands beside it."""

    anchor: str
    href: str
    label: str
    depth: str
    headings: tuple[str, ...]
    pieces: tuple[str | Mark, ...]
    closing: str = ""
    margin: tuple[MarginLine, ...] = ()
    cited: tuple[Link, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A run of clauses: the preamble, the operative part, or those of an annex under its headings."""

    kind: str
    formula: str
    anchor: str
    headings: tuple[str, ...]
    clauses: tuple[ClauseView, ...]


def to_sections(
    site: Site,
    work: str,
    rows: Sequence[Row],
    found: dict[str, list[Found]],
    labels: dict[str, str],
    cited: dict[str, tuple[Link, ...]],
    annexes: Sequence[Row],
    language: str,
) -> tuple[Section, ...]:
    """Put the clauses, in reading order, under preamble, operative part and annexes."""
    runs: list[tuple[str, str, list[ClauseView]]] = []
    covered = False
    for clause, row, headings, closing in _merged(rows, language):
        locator = clause.removeprefix(f"{work}/")
        annex = "/".join(locator.split("/")[:2]) if locator.startswith("annex/") else ""
        kind = "pre" if "/pre/" in f"/{locator}" else "op"
        if not runs or runs[-1][:2] != (kind, annex):
            runs.append((kind, annex, []))
        view = _clause(site, clause, locator, row, headings, closing, found.get(clause, []), labels, cited)
        if covered != (row["vii"] == "true") and kind == "op":
            covered = not covered
            chapter = to_link(_CHAPTER_VII, site.base, "Chapter VII")
            line = MarginLine("from here under" if covered else "no longer under", (chapter,))
            view = replace(view, margin=(*view.margin, line))
        runs[-1][2].append(view)
    heads: dict[str, list[str]] = {}
    for row in annexes:
        heads.setdefault(row["annex"].removeprefix(f"{work}/"), []).append(row["heading"])
    sections, seen = [], set[str]()
    for number, (kind, annex, clauses) in enumerate(runs):
        formula = _FORMULAS.get(language, "") if number == 0 and "/res/" in work else ""
        first = bool(annex) and annex not in seen
        seen.add(annex)
        titles = tuple(h for h in heads.get(annex, ()) if h) or (place_of(annex).capitalize(),) if first else ()
        sections.append(Section(kind, formula, annex if first else "", titles, tuple(clauses)))
    return tuple(sections)


def _merged(rows: Sequence[Row], language: str) -> list[tuple[str, Row, tuple[str, ...], str]]:
    """One entry a clause: its text in a language (else in any), all its headings, its closing words."""
    entries: dict[str, tuple[Row, dict[str, None], str]] = {}
    for row in rows:
        kept, headings, closing = entries.get(row["c"], (row, {}, ""))
        if row["text@"] == language and kept["text@"] != language:
            kept = row
        if row["heading"]:
            headings[row["heading"]] = None
        if row["closing"] and row["closing@"] in (language, ""):
            closing = row["closing"]
        entries[row["c"]] = (kept, headings, closing)
    return [(clause, row, tuple(headings), closing) for clause, (row, headings, closing) in entries.items()]


def _clause(
    site: Site, iri: str, locator: str, row: Row, headings: tuple[str, ...], closing: str, found: list[Found],
    labels: dict[str, str], cited: dict[str, tuple[Link, ...]],
) -> ClauseView:  # fmt: skip
    parts = locator.split("/")
    start = max((i for i, part in enumerate(parts) if part in ("op", "pre")), default=0)
    depth = len(parts) - start - 2
    spans = (
        findings.to_spans(site, found, labels, iri.removesuffix(f"/{locator}")) if row["text@"] in ("en", "") else ()
    )
    margin = findings.to_margin(site, found, labels)
    return ClauseView(
        locator,
        to_link(iri, site.base).href,
        label_of(row["number"], parts[-1], depth, parts[start]),
        ("zero", "one", "two", "three")[min(depth, 3)],
        headings,
        mark(row["text"], spans),
        closing,
        margin,
        cited.get(iri, ()),
        row["text@"],
    )


def label_of(number: str, local: str, depth: int, part: str) -> str:
    """The label before a clause, as the Council prints it.

    >>> label_of("3", "3", 0, "op"), label_of("a", "a", 1, "op"), label_of("", "dash2", 1, "op"), label_of("", "4", 0, "pre")
    ('3.', '(a)', '–', '4')
    """
    if part == "pre":
        return f"({number})" if depth and number else local if not depth else "–"
    if not number:
        return "–" if depth else ""
    return f"({number})" if depth else f"{number}."
