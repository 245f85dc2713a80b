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
    from resrdf.pipeline import convert
    from resrdf.read import read
    from resrdf.symbol import Symbol

_HOME = {
    "Document": "document",
    "Iris": "iris",
    "Locator": "document",
    "ResrdfError": "errors",
    "Symbol": "symbol",
    "annotate": "enrich",
    "convert": "pipeline",
    "describe": "graph",
    "merge": "dossier",
    "read": "read",
}

__all__ = [
    "Document",
    "Iris",
    "Locator",
    "ResrdfError",
    "Symbol",
    "__version__",
    "annotate",
    "convert",
    "describe",
    "merge",
    "read",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import on first use, so that the command line starts at once."""
    if name not in _HOME:
        raise AttributeError(f"module 'resrdf' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"resrdf.{_HOME[name]}"), name)
