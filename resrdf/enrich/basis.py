"""On what does the Council act, and what does it find? Invocations of the Charter by scope, determinations, seizure.

Rules: only "Acting under …" and its variants invoke; a Chapter that is merely mentioned, or kept for later ("further
measures under Chapter VII"), does not. An invocation in the preamble covers every operative paragraph, one in the preamble
of a section those of the section, one inside a paragraph that paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from resrdf.document import Clause, Document, Locator, walk, walk_document
from resrdf.symbol import slug

_ACTING = re.compile(
    r"""\b[Aa]cting\b (?P<way>[^;]{0,60}?) \b(?:under|in\s+accordance\s+with|pursuant\s+to|in\s+pursuance\s+of|in\s+conformity\s+with)\s+
        (?P<what>(?:the\s+provisions\s+of\s+)?(?:Chapters?|[Aa]rticles?)\s+[^;]{1,160})""",
    re.VERBOSE,
)
_PROVISION = re.compile(
    r"\bChapters?\s+(?P<chapters>[IVX]+(?:(?:,|\s+and|,\s+and)\s+[IVX]+)*)|\b[Aa]rticles?\s+(?P<articles>\d{1,3}(?:(?:,|\s+and|,\s+and)\s+\d{1,3})*)"
)
_DETERMINED = (
    (
        "threat-to-the-peace",
        re.compile(r"threats?\s+to\s+(?:(?:the\s+)?peace|international\s+peace|regional\s+peace|peace\s+and)"),
    ),
    ("breach-of-the-peace", re.compile(r"breach\s+of\s+(?:the\s+|international\s+)?peace")),
    ("act-of-aggression", re.compile(r"acts?\s+of\s+aggression")),
)
_HEADED = re.compile(r"^(?:\W*(?:[Aa]lso|[Ff]urther)\s+)?[Dd]etermin(?:es|ing)\b")
_SEIZED = re.compile(r"\bremain(?:s|ing)?\s+(?:actively\s+)?seized\b")


@dataclass(frozen=True, slots=True)
class Basis:
    """Paths of the provisions acted under, of the determinations made; the clauses that Chapter VII covers and that keep the matter."""

    acting_under: tuple[str, ...] = ()
    determinations: tuple[str, ...] = ()
    under_chapter_vii: frozenset[Locator] = frozenset()
    seized: frozenset[Locator] = frozenset()


def find_basis(document: Document) -> Basis:
    """Read the legal basis of a document from its clauses."""
    acting: dict[str, None] = {}
    determined: dict[str, None] = {}
    covered: set[Locator] = set()
    seized: set[Locator] = set()
    operative = [clause for clause in document.operative if clause.kind == "operative"]
    for clause in walk_document(document):
        if clause.locator.parts[0] == "annex":
            continue
        if provisions := find_invocations(clause.text):
            acting.update(dict.fromkeys(provisions))
            if any(map(_is_chapter_vii, provisions)):
                covered.update(_scope(clause, operative))
        if "etermin" in clause.text:
            determined.update(dict.fromkeys(find_determinations(clause)))
        if clause.kind == "operative" and "seized" in clause.text and _SEIZED.search(clause.text):
            seized.add(clause.locator)
    return Basis(tuple(acting), tuple(determined), frozenset(covered), frozenset(seized))


def find_invocations(text: str) -> list[str]:
    """The provisions under which a text says that the Council acts.

    >>> find_invocations("Acting for these reasons under Chapter VII of the Charter of the United Nations,")
    ['vocab/charter/chapter-vii']
    >>> find_invocations("Acting under Articles 39 and 40 of the Charter,")
    ['vocab/charter/article-39', 'vocab/charter/article-40']
    >>> find_invocations("requiring consideration with a view to further action under Chapter VII of the Charter")
    []
    """
    if "cting" not in text:
        return []
    found: list[str] = []
    for match in _ACTING.finditer(text):
        for part in _PROVISION.finditer(match["what"]):
            chapters = re.findall(r"[IVX]+", part["chapters"] or "")
            articles = re.findall(r"\d+", part["articles"] or "")
            found += [f"vocab/charter/{slug(f'chapter {c}')}" for c in chapters]
            found += [f"vocab/charter/article-{a}" for a in articles if 1 <= int(a) <= 111]
    return list(dict.fromkeys(found))


def _is_chapter_vii(path: str) -> bool:
    """Chapter VII itself, or one of its Articles 39 to 51."""
    local = path.rsplit("/", 1)[1]
    return local == "chapter-vii" or (local.startswith("article-") and 39 <= int(local[8:].split("-")[0]) <= 51)


def _scope(clause: Clause, operative: list[Clause]) -> list[Locator]:
    """The operative clauses that an invocation covers."""
    if clause.kind == "operative":
        return [c.locator for c in walk((clause,))]
    parts = clause.locator.parts
    tops = operative
    if parts[0] == "part":  # a section's own preamble covers the section where its paragraphs bear its name
        tops = [c for c in operative if c.locator.parts[:2] == parts[:2]] or operative
    return [c.locator for top in tops for c in walk((top,))]


def find_determinations(clause: Clause) -> list[str]:
    """What a clause determines under Article 39.

    >>> find_determinations(Clause(Locator(("pre", "1")), "preambular", "Determining that the situation constitutes a threat to the peace,"))
    ['vocab/determination/threat-to-the-peace']
    """
    if not _HEADED.match(clause.text):
        return []
    return [f"vocab/determination/{name}" for name, pattern in _DETERMINED if pattern.search(clause.text)]
