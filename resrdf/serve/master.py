"""The data of a writable server: a master store that is written to, and snapshots of it that are read.

The master has the semantics of SPARQL: what is written without a graph stands in a default graph of its own, and a
query that names no graph sees that graph alone. Readers get snapshots of the master, which never change.

A *united* store has a view of the master between the two: the same named graphs, and in its default graph every triple
of the master once. After each write the graphs that it touched are compared and the difference is applied to the view;
readers get snapshots of the view.

A mark is written to the master in the transaction of every write and taken away when the view has caught up. A start
that finds it knows that the write was made, and makes the view anew.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from resrdf.errors import QueryError, StoreError
from resrdf.query import syntax_error
from resrdf.serve.updates import check_update, find_graphs, inject_dataset
from resrdf.serve.worker import digest
from resrdf.sparql import BASE, PREFIXES, find_form, is_empty, tokens
from resrdf.store import MASTER, install_generation, read_pointer

if TYPE_CHECKING:
    from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

_PENDING = "urn:x-resrdf:pending"
_OTHERWISE = (
    "was served with --union-default-graph before; serve it so, or name another folder",
    "was served without --union-default-graph before; serve it so, or name another folder",
)
_REASONS = {"missing": "there is no such graph", "stale": "the graph is not as the condition of the request wants it"}
_MANY = 50_000  # quads from which on new files are written rather than one big transaction

Outcome = Literal["changed", "created", "missing", "malformed", "refused", "conflict", "stale", "failed"]


@dataclass(frozen=True, slots=True)
class Write:
    """A change: the text of an update with its dataset, or what becomes of one graph ("" is the default graph)."""

    kind: Literal["update", "put", "post", "delete"]
    text: str = ""
    graph: str = ""
    uploads: tuple[tuple[str, bytes], ...] = ()
    """Media type and content of what is to be put into the graph."""
    base: str = BASE
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    services: tuple[str, ...] = ()
    if_match: tuple[str, ...] = ()
    if_none_match: tuple[str, ...] = ()
    token: str = ""
    """By this a write is found again after a crash."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a change, and the reason where there is none."""

    outcome: Outcome
    reason: str = ""


class Master:
    """The master and its view, open for writing; for one process alone."""

    def __init__(self, folder: Path, note: Callable[[str], None] = lambda text: None, *, united: bool = False) -> None:
        """Open what is in a store's folder, or make it of the dataset in force there, or empty.

        Raises StoreError, also where the store was united before and is not to be now, or the other way round.
        """
        self.folder, self._note = folder, note
        state = _read_state(folder)
        generation = read_pointer(folder).get("generation")
        if state and not (generation in state["published"] or generation is None):
            note("the store was built anew since it was last written to; the server starts from the new build")
            state = None
        if state:
            self._names = (state["master"], state["view"])
            if bool(state["view"]) != united:
                raise StoreError(f"{folder}: {_OTHERWISE[united]}")
        else:
            self._names = self._make(str(generation) if generation else None, united=united)
        self._published: list[str] = list(state["published"]) if state else []
        self._published = self._published or ([str(generation)] if generation else [])
        self.master = self._open(self._names[0])
        self.found = self._pending()
        if self.found:
            if united:
                note("the last write was interrupted; the view for readers is made anew")
                self._names = (self._names[0], self._rebuild())
            self._unmark()
        self.view = self._open(self._names[1]) if united else None
        self._read = self.master if self.view is None else self.view
        clean = bool(state and state.get("clean") and not self.found)
        self.triples: int
        self.quads: int
        self.triples, self.quads = (state["triples"], state["quads"]) if clean and state else self._count()
        self.changed, self._counted = not clean or not generation, True
        self._save(clean=False)

    # ------------------------------------------------------------------------------------------------- writing
    def write(self, write: Write, committed: Callable[[], None] = lambda: None) -> Written:
        """Carry out a change wholly or not at all; ``committed`` is called once it cannot be lost any more."""
        watched = self.view is not None and (write.kind == "update" or not write.graph)
        default = self._dump(self.master, "") if watched else b""
        try:
            outcome, touched = self._commit(write)
        except QueryError as error:
            return Written("refused", str(error))
        except SyntaxError as error:
            said = _syntax_of(write, error) if write.kind == "update" else _where(error)
            return Written("malformed", said)
        except RuntimeError as error:
            return Written("conflict", str(error))
        except (ValueError, OSError, MemoryError) as error:
            return Written("failed", f"nothing was changed: {error}")
        if outcome in ("missing", "stale"):
            return Written(outcome, _REASONS[outcome])
        _sync(self.folder / self._names[0])
        committed()
        if self.view is not None:
            self._catch_up(self.view, touched, default)
        self._unmark()
        self.changed, self._counted = True, self.view is not None
        return Written(outcome)

    def _commit(self, write: Write) -> tuple[Outcome, frozenset[str] | None]:
        if write.kind == "update":
            return self._update(write)
        from pyoxigraph import NamedNode

        exists = not write.graph or self.master.contains_named_graph(NamedNode(write.graph))
        if not self._is_as_expected(write, exists):
            return "stale", None
        if write.kind == "delete" and not exists:
            return "missing", None
        touched = frozenset((write.graph,))
        place, name = (f"GRAPH <{write.graph}>", f"GRAPH <{write.graph}>") if write.graph else ("", "DEFAULT")
        if write.kind == "delete":
            self.master.update(f"DROP SILENT {name} ;\n{self._mark(write.token)}")
            return "changed", touched
        triples = list(_parse(write.uploads, write.graph or write.base))
        if write.kind == "post" or not exists:
            self._add(write, triples)
        else:
            content = _ntriples(triples)
            block = f"{place} {{ {content} }}" if place else content
            create = f"CREATE SILENT {name} ;\n" if place else ""
            text = f"DROP SILENT {name} ;\n{create}INSERT DATA {{ {block} }} ;\n{self._mark(write.token)}"
            self.master.update(text)
        return ("changed" if exists else "created"), touched

    def _add(self, write: Write, triples: list[Triple]) -> None:
        from pyoxigraph import DefaultGraph, NamedNode, Quad

        graph = NamedNode(write.graph) if write.graph else DefaultGraph()
        if triples:
            quads = [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
            self.master.extend([*quads, _mark_quad(write.token)])
        else:
            create = f"CREATE SILENT GRAPH <{write.graph}> ;\n" if write.graph else ""
            self.master.update(create + self._mark(write.token))

    def _update(self, write: Write) -> tuple[Outcome, frozenset[str] | None]:
        text = write.text
        check_update(text, write.services)
        if find_form(text) in ("select", "ask", "construct", "describe"):
            raise QueryError("this is a query; only updates are carried out here")
        if write.default_graphs is not None or write.named_graphs is not None:
            text = inject_dataset(text, write.default_graphs or (), write.named_graphs or ())
        if is_empty(text):
            return "changed", frozenset()
        last = next((token for token in reversed([*tokens(text)]) if token.kind != "comment"), None)
        touched = find_graphs(text, write.base)
        joint = "\n" if last and last.text == ";" else "\n;\n"
        self.master.update(text + joint + self._mark(write.token), base_iri=write.base, prefixes=PREFIXES)
        return "changed", None if touched is None else touched | {""}

    def _is_as_expected(self, write: Write, exists: bool) -> bool:
        """Judge the conditions of a request (RFC 9110, section 13.1)."""
        if not write.if_match and not write.if_none_match:
            return True
        tag = digest(self._dump(self.master, write.graph)) if exists else ""
        if write.if_match and not (exists and ("*" in write.if_match or tag in write.if_match)):
            return False
        return not (write.if_none_match and exists and ("*" in write.if_none_match or tag in write.if_none_match))

    # ------------------------------------------------------------------------------------------------- the view
    def _catch_up(self, view: Store, touched: frozenset[str] | None, default: bytes) -> None:
        """Bring the view to what the master says now."""
        from pyoxigraph import NamedNode

        removed, added = set[bytes](), set[bytes]()
        if touched is None:
            named = {g.value for g in (*self.master.named_graphs(), *view.named_graphs())} - {_PENDING}
            touched = frozenset((*named, ""))
        for graph in sorted(touched - {_PENDING}):
            if not graph:
                before, after = default, self._dump(self.master, "")
                gone, new = _difference(before, after)
            else:
                name = NamedNode(graph)
                there, here = self.master.contains_named_graph(name), view.contains_named_graph(name)
                if not there and not here:
                    continue
                gone, new = _difference(self._dump(view, graph), self._dump(self.master, graph))
                self._apply(view, name, gone, new)
                if there and not here:
                    view.add_graph(name)
                elif here and not there:
                    view.remove_graph(name)
            removed |= gone
            added |= new
        self._unite(view, removed, added)
        _sync(self.folder / self._names[1])

    def _apply(self, view: Store, name: NamedNode, gone: set[bytes], new: set[bytes]) -> None:
        from pyoxigraph import Quad

        for triple in _triples(gone):
            view.remove(Quad(triple.subject, triple.predicate, triple.object, name))
        _extend(
            view,
            (Quad(triple.subject, triple.predicate, triple.object, name) for triple in _triples(new)),
            len(new),
        )
        self.quads += len(new) - len(gone)

    def _unite(self, view: Store, removed: set[bytes], added: set[bytes]) -> None:
        """Keep the view's default graph the union: a triple leaves it when no graph of the master has it any more."""
        from pyoxigraph import Quad

        for triple in _triples(removed):
            if (
                next(iter(self.master.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)), None)
                is None
            ):
                view.remove(Quad(*triple))
                self.triples -= 1
        fresh = [quad for quad in (Quad(*triple) for triple in _triples(added)) if quad not in view]
        _extend(view, fresh, len(fresh))
        self.triples += len(fresh)

    def graph(self, name: str) -> bytes | None:
        """Give a graph of the master as N-Triples, "" its own default graph; None where there is none."""
        from pyoxigraph import NamedNode

        exists = not name or (name != _PENDING and self.master.contains_named_graph(NamedNode(name)))
        return self._dump(self.master, name) if exists else None

    # ---------------------------------------------------------------------------------------------- publishing
    def publish(self, in_use: Iterable[str] = ()) -> str:
        """Make a snapshot for readers where there is something new, and name its folder."""
        if self.changed:
            name = f"generation-{uuid.uuid4().hex[:12]}"
            self._read.backup(str(self.folder / name))
            self._published = [*self._published[-1:], name]
            self._save(clean=False)
            keep = {*self._names, *self._published, *(Path(path).name for path in in_use)}
            install_generation(self.folder, name, self.triples, self.quads, keep, united=self.view is not None)
            self.changed = False
        return self._published[-1]

    def close(self) -> None:
        """Leave everything so that the next start is quick."""
        if not self._counted:
            self.triples, self.quads = self._count()
            self._counted = True
        self.publish()
        self.master.flush()
        self._read.flush()
        self._save(clean=True)

    def _save(self, *, clean: bool) -> None:
        state = {
            "master": self._names[0], "view": self._names[1], "published": self._published,
            "triples": self.triples, "quads": self.quads, "clean": clean,
        }  # fmt: skip
        new = self.folder / f"{MASTER}.new"
        with new.open("w", encoding="utf-8") as stream:
            json.dump(state, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self.folder / MASTER)

    # ------------------------------------------------------------------------------------------------ beginning
    def _make(self, generation: str | None, *, united: bool) -> tuple[str, str]:
        """Make a master of a generation, and a view where there is to be one; or empty ones."""
        from pyoxigraph import Quad, Store

        names = (f"master-{uuid.uuid4().hex[:12]}", f"view-{uuid.uuid4().hex[:12]}" if united else "")
        for old in (*self.folder.glob("master-*"), *self.folder.glob("view-*")):
            shutil.rmtree(old, ignore_errors=True)
        if generation and not united:
            Store.read_only(str(self.folder / generation)).backup(str(self.folder / names[0]))
        elif generation:
            source = Store.read_only(str(self.folder / generation))
            graphs = list(source.named_graphs())
            self._note(f"preparing the store for writing, once: {len(graphs):,} graphs")
            master = self._open(names[0])
            alone = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"

            def quads() -> Iterator[Quad]:
                for number, graph in enumerate(graphs, 1):
                    yield from source.quads_for_pattern(None, None, None, graph)
                    if number % 1000 == 0:
                        self._note(f"{number:,} of {len(graphs):,} graphs")
                yield from (Quad(*triple) for triple in source.query(alone))  # type: ignore[union-attr]

            master.bulk_extend(quads())
            master.flush()
            source.backup(str(self.folder / names[1]))
        return names

    def _rebuild(self) -> str:
        """Make a view of the master."""
        from pyoxigraph import DefaultGraph, Quad

        for old in self.folder.glob("view-*"):
            shutil.rmtree(old, ignore_errors=True)
        name = f"view-{uuid.uuid4().hex[:12]}"
        view = self._open(name)
        everything = (quad for quad in self.master if quad.graph_name != _pending_graph())
        view.bulk_extend(quad for quad in everything if quad.graph_name != DefaultGraph())
        everything = (quad for quad in self.master if quad.graph_name != _pending_graph())
        view.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in everything)
        for graph in self.master.named_graphs():
            if graph != _pending_graph():
                view.add_graph(graph)
        view.flush()
        return name

    def _open(self, name: str) -> Store:
        from pyoxigraph import Store

        try:
            return Store(str(self.folder / name))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.folder}: the store cannot be opened for writing: {error}") from error

    def _count(self) -> tuple[int, int]:
        answer = self._read.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        triples = int(next(iter(answer))["n"].value)  # type: ignore[arg-type]
        return triples, len(self._read) - triples

    def _dump(self, store: Store, graph: str) -> bytes:
        from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

        name: NamedNode | DefaultGraph = NamedNode(graph) if graph else DefaultGraph()
        return store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""

    # ------------------------------------------------------------------------------------------------ the mark
    def _mark(self, token: str) -> str:
        quad = _mark_quad(token)
        return f"INSERT DATA {{ GRAPH <{_PENDING}> {{ {quad.subject} {quad.predicate} {quad.object} }} }}"

    def _pending(self) -> str:
        """The token of a write with which the view has not caught up; "" where there is none."""
        for quad in self.master.quads_for_pattern(None, None, None, _pending_graph()):
            return str(getattr(quad.object, "value", "?")) or "?"
        return ""

    def _unmark(self) -> None:
        self.master.remove_graph(_pending_graph())
        _sync(self.folder / self._names[0])


def _read_state(folder: Path) -> dict[str, Any] | None:
    """Read what the last server wrote down of its stores; None where there is nothing to go on."""
    try:
        state = json.loads((folder / MASTER).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(state, dict) and {"master", "view", "published", "triples", "quads"} <= state.keys()
    stores = [state[name] for name in ("master", "view") if state[name]] if whole else []
    return state if whole and all((folder / str(name)).is_dir() for name in stores) else None


def _pending_graph() -> NamedNode:
    from pyoxigraph import NamedNode

    return NamedNode(_PENDING)


def _mark_quad(token: str) -> Quad:
    from pyoxigraph import Literal, NamedNode, Quad

    return Quad(_pending_graph(), NamedNode("urn:x-resrdf:write"), Literal(token or "?"), _pending_graph())


def _parse(uploads: Iterable[tuple[str, bytes]], base: str) -> Iterator[Triple]:
    """Parse uploads into triples whose blank nodes are new in the store."""
    from pyoxigraph import RdfFormat, parse

    for media_type, content in uploads:
        form = RdfFormat.from_media_type(media_type)
        assert form is not None
        for quad in parse(content, form, base_iri=base, rename_blank_nodes=True):
            yield quad.triple


def _ntriples(triples: Iterable[Triple]) -> str:
    from pyoxigraph import RdfFormat, serialize

    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def _difference(before: bytes, after: bytes) -> tuple[set[bytes], set[bytes]]:
    """Compare two graphs in N-Triples: the lines that are gone, and those that are new."""
    if before == after:
        return set(), set()
    old, new = set(before.split(b"\n")), set(after.split(b"\n"))
    return old - new - {b""}, new - old - {b""}


def _triples(lines: set[bytes]) -> Iterator[Triple]:
    from pyoxigraph import RdfFormat, parse

    if lines:
        for quad in parse(b"\n".join(lines) + b"\n", RdfFormat.N_TRIPLES):
            yield quad.triple


def _extend(store: Store, quads: Iterable[Quad], count: int) -> None:
    if count > _MANY:
        store.bulk_extend(quads)
    elif count:
        store.extend(quads)


def _sync(path: Path) -> None:
    """Make what was committed survive a power cut: the engine leaves its log to the operating system."""
    for log in path.glob("*.log"):
        with log.open("rb") as stream:
            os.fsync(stream.fileno())


def _syntax_of(write: Write, error: SyntaxError) -> str:
    """Say where an update is wrong; its text alone, without what we add, goes to a store that holds nothing."""
    from pyoxigraph import Store

    try:
        Store().update(write.text, base_iri=write.base, prefixes=PREFIXES)
    except SyntaxError as alone:
        error = alone
    except (RuntimeError, ValueError, OSError):
        pass
    return syntax_error(error, write.text)


def _where(error: SyntaxError) -> str:
    place = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
    return f"{place}{str(error.msg).partition(': ')[2] or error.msg}" if place else str(error.msg)
