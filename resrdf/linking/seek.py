"""Further links, looked for at a SPARQL endpoint and believed by nobody until a person has accepted them.

What is ours is asked for in batches by its symbol or its name; what is found goes into a review file, a table with one
row a candidate. The endpoint is a guest's: one request at a time with a pause between, our name on each, its wish to be
left alone (429, 503, Retry-After) respected, every answer kept on disk so that nothing is asked twice.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from resrdf.errors import QueryError
from resrdf.patience import read_retry_after
from resrdf.version import VERSION

if TYPE_CHECKING:
    from pyoxigraph import Store

By = Literal["symbol", "label"]
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_PATIENCE: Final = 5  # times that a busy server is asked again
_LONGEST_WAIT: Final = 600.0
_BUSY: Final = frozenset((429, 502, 503, 504))
_OURS: Final = {
    "symbol": """SELECT DISTINCT ?ours ?key { ?ours a <https://w3id.org/unsc/ontology#Resolution> ;
        <https://w3id.org/unsc/ontology#symbol> ?key } ORDER BY ?ours""",
    "label": """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?ours ?key { ?ours skos:inScheme <%s> ; skos:prefLabel ?key } ORDER BY ?ours ?key""",
}


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our things and a text by which others may know it; how sure the text makes it, from 0 to 1."""

    iri: str
    key: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible link, as a row of the review file."""

    ours: str
    theirs: str
    rests_on: str
    their_label: str
    confidence: float
    accepted: str
    source: str


@dataclass(frozen=True, slots=True)
class Search:
    """Where and how to look: the property of theirs that holds the key, the language of the key, the class if any."""

    endpoint: str
    by: By
    property: str
    language: str | None = None
    kind: str | None = None
    batch: int = 50

    def query(self, keys: Sequence[str]) -> str:
        """The query for one batch of keys."""
        from pyoxigraph import Literal, NamedNode

        try:
            key_property, kind = NamedNode(self.property), NamedNode(self.kind) if self.kind else None
        except ValueError as error:
            raise QueryError(f"not an absolute IRI ({error})") from error
        values = " ".join(str(Literal(key, language=self.language) if self.language else Literal(key)) for key in keys)
        typed = f"\n  ?theirs a {kind} ." if kind else ""
        return (
            "SELECT DISTINCT ?key ?theirs ?label WHERE {\n"
            f"  VALUES ?key {{ {values} }}\n  ?theirs {key_property} ?key .{typed}\n"
            f'  OPTIONAL {{ ?theirs <{LABEL}> ?label FILTER(LANG(?label) = "en") }}\n}}'
        )


def find_ours(store: Store, by: By, scheme: str) -> list[Ours]:
    """Our resolutions by symbol, in the forms in which it is written, or the concepts of a scheme by name."""
    text = _OURS[by] if by == "symbol" else _OURS[by] % scheme
    found: list[Ours] = []
    for row in store.query(text):  # type: ignore[union-attr]
        iri, key = row["ours"].value, row["key"].value
        if by == "label":
            found.append(Ours(iri, key, 0.6))
            continue
        found += (Ours(iri, form, sure) for form, sure in zip(forms_of(key), (0.95, 0.9), strict=False))
    return found


def forms_of(symbol: str) -> tuple[str, ...]:
    """The forms in which people write a symbol.

    >>> forms_of("S/RES/1386(2001)")
    ('S/RES/1386(2001)', 'S/RES/1386 (2001)')
    """
    return tuple(dict.fromkeys((symbol, symbol.replace("(", " ("))))


@dataclass(slots=True)
class Asker:
    """Asks one endpoint, politely."""

    endpoint: str
    cache: Path
    pause: float = 1.0
    timeout: float = 60.0
    contact: str | None = None
    sleep: Callable[[float], None] = time.sleep
    asked: int = 0
    _last: float | None = field(default=None)

    def ask(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT query, from disk where it was asked before; raises QueryError with the reason."""
        name = hashlib.sha256(f"{self.endpoint}\n{query}".encode()).hexdigest()
        kept = self.cache / f"{name}.json"
        try:
            answer = json.loads(kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            answer = self._fetch(query)
            self.cache.mkdir(parents=True, exist_ok=True)
            beside = kept.with_suffix(".part")
            beside.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
            beside.replace(kept)
        return _rows(answer, self.endpoint)

    def _fetch(self, query: str) -> Any:  # noqa: ANN401  (JSON)
        from urllib.error import HTTPError

        for attempt in range(_PATIENCE + 1):
            if self._last is not None and (early := self._last + self.pause - time.monotonic()) > 0:
                self.sleep(early)
            self._last = time.monotonic()
            self.asked += 1
            try:
                return self._send(query)
            except HTTPError as error:
                if error.code not in _BUSY or attempt == _PATIENCE:
                    raise QueryError(
                        f"{self.endpoint}: HTTP {error.code} {error.reason}; what was answered is kept"
                    ) from error
                self.sleep(_wait(error.headers.get("Retry-After"), attempt))
            except (OSError, ValueError) as error:
                reason = getattr(getattr(error, "reason", None), "strerror", None) or getattr(error, "reason", error)
                raise QueryError(f"{self.endpoint}: no answer: {reason}; what was answered is kept") from error
        raise AssertionError

    def _send(self, query: str) -> Any:  # noqa: ANN401  (JSON)
        from SPARQLWrapper import JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        contact = f"; {self.contact}" if self.contact else ""
        wrapper = SPARQLWrapper(self.endpoint, agent=f"resrdf/{VERSION} (https://w3id.org/unsc{contact})")
        wrapper.setQuery(query)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(max(1, round(self.timeout)))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return json.loads(wrapper.query().response.read())
        except SPARQLWrapperException as error:
            said = re.sub(r"\s+", " ", str(error.args[0] if error.args else error))[:200]
            raise QueryError(f"{self.endpoint}: refused the query: {said}") from error


def _wait(retry_after: str | None, attempt: int) -> float:
    """How long a busy server wants to be left alone: as it says, in seconds or as a date, else longer each time.

    >>> _wait("7", 0), _wait(None, 3), _wait("soon", 0), _wait("1e9", 0)
    (7.0, 16.0, 2.0, 600.0)
    """
    asked = read_retry_after(retry_after)
    return min(2.0 ** (attempt + 1) if asked is None else asked, _LONGEST_WAIT)


def _rows(answer: object, endpoint: str) -> list[dict[str, str]]:
    try:
        bindings = answer["results"]["bindings"]  # type: ignore[index]
        return [{name: str(cell["value"]) for name, cell in row.items()} for row in bindings]
    except (KeyError, TypeError, AttributeError) as error:
        raise QueryError(f"{endpoint}: the answer holds no rows; is this a SPARQL endpoint?") from error


def seek(ours: Sequence[Ours], search: Search, asker: Asker) -> Iterator[list[Candidate]]:
    """Look for each of our things; yields the candidates of each batch of keys."""
    by_key: dict[str, list[Ours]] = defaultdict(list)
    for one in ours:
        by_key[one.key].append(one)
    keys = list(by_key)
    for start in range(0, len(keys), search.batch):
        found = []
        for row in asker.ask(search.query(keys[start : start + search.batch])):
            if not re.match(r"https?://", row.get("theirs", "")):
                continue  # no blank node can be linked
            found += [_candidate(one, row, search) for one in by_key.get(row.get("key", ""), ())]
        yield found


def batches_in(ours: Sequence[Ours], search: Search) -> int:
    """How many requests it takes to look for all of them."""
    return -(-len({one.key for one in ours}) // search.batch)


def _candidate(one: Ours, row: dict[str, str], search: Search) -> Candidate:
    rests_on = f"{search.property} = {one.key}"
    return Candidate(one.iri, row["theirs"], rests_on, row.get("label", ""), one.confidence, "", search.endpoint)


def weigh(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One row a pair, the surest; a pair whose ours or theirs is claimed by another pair as well is half as sure."""
    best: dict[tuple[str, str], Candidate] = {}
    for candidate in candidates:
        pair = candidate.ours, candidate.theirs
        if pair not in best or best[pair].confidence < candidate.confidence:
            best[pair] = candidate
    ours: dict[str, int] = defaultdict(int)
    theirs: dict[str, int] = defaultdict(int)
    for one, other in best:
        ours[one] += 1
        theirs[other] += 1
    weighed = [
        replace(c, confidence=c.confidence / 2) if ours[c.ours] > 1 or theirs[c.theirs] > 1 else c
        for c in best.values()
    ]
    return sorted(weighed, key=lambda c: (-c.confidence, c.ours, c.theirs))
