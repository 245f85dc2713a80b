"""What a program of one's own does most: convert into a store or an rdflib dataset, and ask it.

The two wings meet here as they do in the command line, so that the front door needs one name for each step. Nothing is
imported before it is used: rdflib is not loaded for a pyoxigraph store, nor the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from resrdf.errors import ResrdfError

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Dataset

    from resrdf.pipeline import Converted
    from resrdf.results import QueryResult


def to_store(results: Iterable[Converted], *, vocabulary: bool = True, strict: bool = True) -> Store:
    """Load what :func:`resrdf.convert` yields into a pyoxigraph store in memory, a named graph a document.

    The default graph is the union of all, as the saved queries expect. With ``vocabulary`` the ontology and the names
    of States, verbs and missions come too. With ``strict`` a text that could not be read raises ResrdfError; else it
    is left out.
    """
    from pyoxigraph import NamedNode, Store

    from resrdf.store import load_vocabulary, unite
    from resrdf.write import rdf_format

    store = Store()
    for result in _good(results, strict=strict):
        graph = None if result.format in ("nquads", "trig", "jsonld") else NamedNode(str(result.graph))
        store.load(result.data, rdf_format(result.format), to_graph=graph)
    if vocabulary:
        load_vocabulary(store)
    unite(store)
    return store


def to_rdflib(results: Iterable[Converted], *, strict: bool = True) -> Dataset:
    """Load what :func:`resrdf.convert` yields into an rdflib Dataset, a named graph a document.

    Its default graph is the union of all. ``strict`` as in :func:`to_store`.
    """
    from rdflib import Dataset, URIRef

    dataset = Dataset(default_union=True)
    names = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "nquads": "nquads", "trig": "trig"}
    for result in _good(results, strict=strict):
        name = names.get(result.format, "json-ld")
        single = result.format in ("turtle", "ntriples", "rdfxml")
        target = dataset.graph(URIRef(str(result.graph))) if single else dataset
        target.parse(data=result.data, format=name)
    return dataset


def _good(results: Iterable[Converted], *, strict: bool) -> Iterable[Converted]:
    for result in results:
        if strict and result.errors:
            raise ResrdfError(result.errors[0])
        if result.symbol is not None:
            yield result


def ask(
    target: Store | Path | str,
    question: str,
    values: Mapping[str, object] | None = None,
    *,
    timeout: float | None = None,
) -> QueryResult:
    """Ask a saved query by its name, or a query of your own, with values for its parameters.

    ``target`` is a store, the folder of a built dataset, or the address of an endpoint. Raises QueryError, or
    StoreError for a folder that holds no store.
    """
    from resrdf.query import Endpoint, find_saved, parse_saved, run_query
    from resrdf.store import find_store, open_store

    own = any(sign in question for sign in "{}\n")
    saved = parse_saved("the query", question) if own else find_saved(question)
    text = saved.bind({name: str(value) for name, value in (values or {}).items()})
    if isinstance(target, str) and target.startswith(("http://", "https://")):
        return run_query(Endpoint(target, timeout or 60.0), text)
    if isinstance(target, str | Path):
        target = open_store(find_store(Path(target)) or Path(target))
    return run_query(target, text, timeout=timeout)
