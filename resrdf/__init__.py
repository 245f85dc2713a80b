"""resrdf: Security Council resolutions as linked data.

>>> import resrdf
>>> resrdf.Symbol.from_text("S/RES/242 (1967)").path
'res/242'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resrdf.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from resrdf.document import Document, Locator
    from resrdf.dossier import merge
    from resrdf.enrich import annotate
    from resrdf.errors import ResrdfError
    from resrdf.graph import describe
    from resrdf.iris import Iris
    from resrdf.library import ask, to_rdflib, to_store
    from resrdf.pipeline import Converted, convert
    from resrdf.read import read
    from resrdf.results import QueryResult
    from resrdf.sources import SourceFile, find_sources
    from resrdf.symbol import Symbol
    from resrdf.validate import validate

_HOME = {
    "Converted": "pipeline",
    "Document": "document",
    "Iris": "iris",
    "Locator": "document",
    "QueryResult": "results",
    "ResrdfError": "errors",
    "SourceFile": "sources",
    "Symbol": "symbol",
    "annotate": "enrich",
    "ask": "library",
    "convert": "pipeline",
    "describe": "graph",
    "find_sources": "sources",
    "merge": "dossier",
    "read": "read",
    "to_rdflib": "library",
    "to_store": "library",
    "validate": "validate",
}

__all__ = [
    "Converted",
    "Document",
    "Iris",
    "Locator",
    "QueryResult",
    "ResrdfError",
    "SourceFile",
    "Symbol",
    "__version__",
    "annotate",
    "ask",
    "convert",
    "describe",
    "find_sources",
    "merge",
    "read",
    "to_rdflib",
    "to_store",
    "validate",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import on first use, so that the command line starts at once."""
    if name not in _HOME:
        raise AttributeError(f"module 'resrdf' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"resrdf.{_HOME[name]}"), name)
