"""A full-text index beside the store: clauses by their words, actors and subjects by their names (SQLite FTS5).

``FILTER(CONTAINS(…))`` reads every text for every question; the index finds words, phrases and beginnings of words,
folds accents, ranks (bm25) and cuts snippets. It is written once from a store and only ever opened for reading.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from resrdf.errors import ResrdfError

if TYPE_CHECKING:
    from pyoxigraph import Store

INDEX = "search.sqlite"
OPEN, CLOSE = "\ue000", "\ue001"  # stand around a found word in a snippet; no text has these
_UNSC = "https://w3id.org/unsc/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMED = ("State", "Body", "Mission", "NonStateActor", "ActorGroup", "AgendaItem", "SanctionsRegime")
_PLACE = re.compile(r"(?P<work>.*/(?:res|draft|prst)/[^/]+)/(?P<locator>.+)")
_TERM = re.compile(r"""(?P<not>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""")
_MOST_TERMS = 20
_SCHEMA = """
CREATE VIRTUAL TABLE texts USING fts5(text, iri UNINDEXED, symbol UNINDEXED, kind UNINDEXED, year UNINDEXED,
  language UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '3');
CREATE VIRTUAL TABLE names USING fts5(name, label UNINDEXED, iri UNINDEXED, kind UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2');
"""


class SearchError(ResrdfError):
    """A search that cannot be answered."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: words, and where: kind of clause, language, years."""

    words: str
    kind: str = ""
    language: str = ""
    since: int = 0
    until: int = 9999
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found, with a snippet in which OPEN and CLOSE stand around the words."""

    iri: str
    symbol: str
    kind: str
    year: int
    language: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Name:
    """An actor, agenda item or regime that was found by one of its names."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: how many clauses there are, one page of them, and names."""

    total: int
    hits: tuple[Hit, ...]
    names: tuple[Name, ...]


def build_index(store: Store, path: Path) -> int:
    """Write the index of a store to a new file; returns how many texts are in it."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        connection.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", _texts(store))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", _names(store))
        connection.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        connection.commit()
        return int(connection.execute("SELECT COUNT(*) FROM texts").fetchone()[0])


def index_store(generation: str, path: str) -> None:
    """Write the index of a store on disk, for a process of its own; the file appears when it is complete."""
    from pyoxigraph import Store

    new = Path(path).with_suffix(".new")
    build_index(Store.read_only(generation), new)
    new.replace(path)


def search(path: Path, question: Question, *, seconds: float = 2.0) -> Found:
    """Look something up; raises SearchError where it takes too long or the index cannot be read."""
    expression = to_expression(question.words)
    if not expression:
        return Found(0, (), ())
    until = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() >= until, 1000)
            return _search(connection, expression, question)
    except sqlite3.OperationalError as error:
        reason = "took too long; use more or longer words" if "interrupt" in str(error) else f"failed: {error}"
        raise SearchError(f"the search {reason}") from error
    except sqlite3.DatabaseError as error:
        raise SearchError("the search index cannot be read; build the store again") from error


def to_expression(words: str) -> str:
    """Write what a person types as an expression of FTS5, in which nothing of it has a meaning but what is meant.

    All words must occur; quotes make a phrase, a star stands for any ending, a minus excludes.

    >>> to_expression('sanction* "all necessary measures" -Iraq')
    '"sanction"* "all necessary measures" NOT "Iraq"'
    >>> to_expression('NEAR(a b) OR text:"x'), to_expression("-a"), to_expression("* ( ) ''")
    ('"NEAR(a" "b)" "OR" "text:" "x"', '', '')
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    plain = re.sub(r"[\u201c\u201d\u201e\u00ab\u00bb]", '"', words[:500].replace("\0", " "))
    for match in _TERM.finditer(plain):
        word = match["word"] if match["phrase"] is None else match["phrase"]
        if not re.search(r"\w", word):
            continue
        star = "*" if match["phrase"] is None and word.endswith("*") else ""
        (unwanted if match["not"] else wanted).append('"' + word.rstrip("*") + '"' + star)
    if not wanted:
        return ""
    excluded = "".join(f" NOT {term}" for term in unwanted[:_MOST_TERMS])
    return " ".join(wanted[:_MOST_TERMS]) + excluded


def _search(connection: sqlite3.Connection, expression: str, question: Question) -> Found:
    where, values = ["texts MATCH ?"], [expression]
    for column, value in (("kind", question.kind), ("language", question.language)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    numbers: list[int] = []
    if question.since > 0 or question.until < 9999:
        where.append("CAST(year AS INTEGER) BETWEEN ? AND ?")
        numbers = [question.since, question.until]
    condition = " AND ".join(where)
    total = connection.execute(f"SELECT COUNT(*) FROM texts WHERE {condition}", (*values, *numbers)).fetchone()[0]
    rows = connection.execute(
        f"SELECT iri, symbol, kind, CAST(year AS INTEGER), language, snippet(texts, 0, ?, ?, ' … ', 40) FROM texts "
        f"WHERE {condition} ORDER BY rank, rowid LIMIT ? OFFSET ?",
        (OPEN, CLOSE, *values, *numbers, question.limit, question.offset),
    )
    hits = tuple(Hit(*row) for row in rows)
    names = connection.execute(
        "SELECT iri, label, kind FROM names WHERE names MATCH ? ORDER BY rank, label LIMIT 8", (expression,)
    )
    return Found(int(total), hits, tuple(Name(*row) for row in names) if not question.offset else ())


def _texts(store: Store) -> Iterator[tuple[str, str, str, str, int, str]]:
    """Every text of every clause, with what it is filtered by."""
    symbols = dict(_values(store, f"{_UNSC}symbol"))
    years = {work: int(day[:4]) for work, day in _values(store, f"{_UNSC}adoptionDate") if day[:4].isdigit()}
    closings: dict[tuple[str, str], str] = {}
    for clause, text, language in _literals(store, f"{_UNSC}closingText"):
        closings[clause, language] = text
    for clause, text, language in _literals(store, f"{_UNSC}clauseText"):
        if (match := _PLACE.fullmatch(clause)) is None:
            continue
        work, locator = match["work"], f"/{match['locator']}"
        kind = "annex" if locator.startswith("/annex/") else "preambular" if "/pre/" in locator else "operative"
        whole = f"{text} {closings[clause, language]}" if (clause, language) in closings else text
        yield whole, clause, symbols.get(work, ""), kind, years.get(work, 0), language


def _names(store: Store) -> Iterator[tuple[str, str, str, str]]:
    """All names of every actor, agenda item and regime."""
    from pyoxigraph import DefaultGraph, NamedNode

    labels: dict[str, list[str]] = {}
    for name in ("prefLabel", "notation", "altLabel"):
        for iri, label in _values(store, _SKOS + name):
            labels.setdefault(iri, []).append(label)
    for kind in _NAMED:
        for quad in store.quads_for_pattern(None, NamedNode(_TYPE), NamedNode(_UNSC + kind), DefaultGraph()):
            iri = getattr(quad.subject, "value", "")
            if names := labels.get(iri):
                yield " · ".join(dict.fromkeys(names)), names[0], iri, kind


def _values(store: Store, predicate: str) -> Iterable[tuple[str, str]]:
    for subject, value, _ in _literals(store, predicate):
        yield subject, value


def _literals(store: Store, predicate: str) -> Iterator[tuple[str, str, str]]:
    """Subject, text and language of every statement with a property."""
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.object.value, quad.object.language or ""
